#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-application.h"
#include "qd-cell-text.h"
#include "qd-table-private.h"

/* Which columns of a table show, and how wide they are: remembered for each list, whichever plan it is of. */

#define SETTINGS_KEY "table-columns"
#define SETTINGS_TYPE "a{sa{si}}"

/* Columns that fit, or are made narrower or wider by key, in pixels. */
#define LEAST_WIDTH 48
#define MOST_WIDTH 640
#define WIDTH_STEP 12

/* Standing for the width of a column that does not show. */
#define HIDDEN 0

static GtkColumnViewColumn *
get_view_column (QdTable *self,
                 guint    slot)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, slot);

  return column; /* the view keeps it alive */
}

static const char *
list_id (QdTable *self)
{
  return qd_list_get_info (self->list)->id;
}

static const char *
column_id (QdTable *self,
           guint    slot)
{
  const QdColumn *column = qd_table_header_column (self, slot);

  return column != NULL ? column->id : "";
}

static GSettings *
get_settings (void)
{
  GApplication *application = g_application_get_default ();

  return QD_IS_APPLICATION (application) ? qd_application_get_settings (QD_APPLICATION (application)) : NULL;
}

/* What names a row stays, and what says what a row is that is no record. */
static gboolean
may_hide (QdTable *self,
          guint    slot)
{
  const QdColumn *column = qd_table_header_column (self, slot);

  return slot > 0 && column != NULL && (column->field == NULL || (column->field->flags & QD_FIELD_TITLE) == 0);
}

/**
 * qd_table_slot_shows: (skip)
 *
 * Returns: whether the column in @slot shows
 */
gboolean
qd_table_slot_shows (QdTable *self,
                     guint    slot)
{
  return gtk_column_view_column_get_visible (get_view_column (self, slot));
}

/**
 * qd_table_step_slot: (skip)
 * @slot: a slot, or one beyond either end
 * @step: 1 or -1
 *
 * Returns: the next slot that shows; beyond the end if there is none
 */
int
qd_table_step_slot (QdTable *self,
                    int      slot,
                    int      step)
{
  do
    slot += step;
  while (slot >= 0 && slot < (int) self->n_slots && !qd_table_slot_shows (self, (guint) slot));

  return slot;
}

/* What is as it comes is not remembered. */
static GVariant *
describe_columns (QdTable *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      GtkColumnViewColumn *column = get_view_column (self, slot);
      int width = gtk_column_view_column_get_fixed_width (column);

      if (!gtk_column_view_column_get_visible (column))
        g_variant_builder_add (&builder, "{si}", column_id (self, slot), HIDDEN);
      else if (width > 0)
        g_variant_builder_add (&builder, "{si}", column_id (self, slot), width);
    }

  return g_variant_builder_end (&builder);
}

static gboolean
remember_cb (gpointer user_data)
{
  QdTable *self = user_data;
  GSettings *settings = get_settings ();
  g_autoptr (GVariant) before = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *columns;
  const char *list;

  self->remember_id = 0;
  if (settings == NULL)
    return G_SOURCE_REMOVE;

  before = g_settings_get_value (settings, SETTINGS_KEY);
  g_variant_builder_init (&builder, G_VARIANT_TYPE (SETTINGS_TYPE));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_loop (&iter, "{&s@a{si}}", &list, &columns))
    if (!g_str_equal (list, list_id (self)))
      g_variant_builder_add (&builder, "{s@a{si}}", list, columns);
  columns = g_variant_ref_sink (describe_columns (self));
  if (g_variant_n_children (columns) > 0)
    g_variant_builder_add (&builder, "{s@a{si}}", list_id (self), columns);
  g_variant_unref (columns);
  g_settings_set_value (settings, SETTINGS_KEY, g_variant_builder_end (&builder));

  return G_SOURCE_REMOVE;
}

/* A column that is dragged wider has many widths on the way. */
static void
remember_soon (QdTable *self)
{
  if (self->remember_id == 0 && !self->laying_out)
    self->remember_id = g_idle_add_full (G_PRIORITY_LOW, remember_cb, self, NULL);
}

static void
update_hidden (QdTable *self,
               guint    slot)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->column_actions), column_id (self, slot));

  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (qd_table_slot_shows (self, slot)));
}

static void
set_shows (QdTable  *self,
           guint     slot,
           gboolean  shows)
{
  gtk_column_view_column_set_visible (get_view_column (self, slot), shows);
  update_hidden (self, slot);
  remember_soon (self);
}

/**
 * qd_table_show_slot: (skip)
 *
 * Shows the column in @slot if it does not show.
 */
void
qd_table_show_slot (QdTable *self,
                    guint    slot)
{
  if (!qd_table_slot_shows (self, slot))
    set_shows (self, slot, TRUE);
}

/**
 * qd_table_hide_slot: (skip)
 *
 * Hides the column in @slot, if it is not what names the rows.
 */
void
qd_table_hide_slot (QdTable *self,
                    guint    slot)
{
  if (!may_hide (self, slot))
    {
      qd_widget_toast (GTK_WIDGET (self), _("This column names the rows, and stays"));
      return;
    }

  if (self->at_slot == (int) slot && qd_table_focused_cell (self) != NULL)
    qd_table_go (self, self->at_position, qd_table_step_slot (self, (int) slot, -1), QD_TABLE_GO_KEEP);
  set_shows (self, slot, FALSE);
}

static void
show_changed_cb (GSimpleAction *action,
                 GVariant      *state,
                 QdTable       *self)
{
  guint slot = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (action), "slot"));

  if (g_variant_get_boolean (state))
    qd_table_show_slot (self, slot);
  else
    qd_table_hide_slot (self, slot);
}

static int
text_width (QdCell *cell)
{
  GtkWidget *label = qd_cell_get_label (cell);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (label, qd_cell_text_get_text (QD_CELL_TEXT (label)));
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

/**
 * qd_table_fit_slot: (skip)
 *
 * Makes the column in @slot as wide as what stands in it in one line, as far as that shows.
 */
void
qd_table_fit_slot (QdTable *self,
                   guint    slot)
{
  GtkWidget *title = qd_table_header_title (self, slot);
  int now = gtk_widget_get_width (title);
  int width = 0;

  gtk_widget_measure (gtk_widget_get_first_child (title), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  /* What stands beside the text stays beside it: marks, bars, what opens a row. */
  width += LEAST_WIDTH / 2;
  for (guint i = 0; i < self->cells->len; i++)
    {
      QdCell *cell = g_ptr_array_index (self->cells, i);

      if (qd_cell_get_slot (cell) == slot && qd_cell_get_item (cell) != NULL && gtk_widget_get_mapped (GTK_WIDGET (cell)))
        width = MAX (width, text_width (cell) + now - gtk_widget_get_width (qd_cell_get_label (cell)));
    }

  gtk_column_view_column_set_fixed_width (get_view_column (self, slot), CLAMP (width, LEAST_WIDTH, MOST_WIDTH));
}

/**
 * qd_table_widen_slot: (skip)
 * @step: 1: wider, -1: narrower
 */
void
qd_table_widen_slot (QdTable *self,
                     guint    slot,
                     int      step)
{
  int now = gtk_widget_get_width (qd_table_header_title (self, slot));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (qd_table_header_title (self, slot), self->view, &bounds))
    now = (int) bounds.size.width;
  gtk_column_view_column_set_fixed_width (get_view_column (self, slot),
                                          CLAMP (now + step * WIDTH_STEP, LEAST_WIDTH, MOST_WIDTH));
}

static void
reset_cb (GSimpleAction *action,
          GVariant      *parameter,
          QdTable       *self)
{
  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      gtk_column_view_column_set_fixed_width (get_view_column (self, slot), -1);
      qd_table_show_slot (self, slot);
    }
  remember_soon (self);
}

static void
restore (QdTable *self)
{
  GSettings *settings = get_settings ();
  g_autoptr (GVariant) all = settings != NULL ? g_settings_get_value (settings, SETTINGS_KEY) : NULL;
  g_autoptr (GVariant) columns = NULL;

  if (all == NULL || !g_variant_lookup (all, list_id (self), "@a{si}", &columns))
    return;

  self->laying_out = TRUE;
  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      int width;

      if (!g_variant_lookup (columns, column_id (self, slot), "i", &width))
        continue;
      if (width > HIDDEN)
        gtk_column_view_column_set_fixed_width (get_view_column (self, slot), CLAMP (width, LEAST_WIDTH, MOST_WIDTH * 2));
      else if (may_hide (self, slot))
        set_shows (self, slot, FALSE);
    }
  self->laying_out = FALSE;
}

static void
add_action (QdTable *self,
            guint    slot)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (column_id (self, slot), NULL, g_variant_new_boolean (TRUE));

  g_object_set_data (G_OBJECT (action), "slot", GUINT_TO_POINTER (slot));
  g_signal_connect_object (action, "change-state", G_CALLBACK (show_changed_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->column_actions), G_ACTION (action));
}

/**
 * qd_table_get_column_actions:
 * @table: a table
 *
 * Returns: (transfer none): the actions of qd_table_build_columns_menu(), to be inserted as “columns”
 */
GActionGroup *
qd_table_get_column_actions (QdTable *table)
{
  return G_ACTION_GROUP (table->column_actions);
}

/**
 * qd_table_build_columns_menu:
 * @table: a table
 *
 * Returns: (transfer full): a menu of which columns show
 */
GMenuModel *
qd_table_build_columns_menu (QdTable *table)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) columns = g_menu_new ();
  g_autoptr (GMenu) reset = g_menu_new ();

  for (guint slot = 0; slot < table->n_slots; slot++)
    {
      g_autofree char *action = g_strdup_printf ("columns.%s", column_id (table, slot));

      if (may_hide (table, slot))
        g_menu_append (columns, gtk_column_view_column_get_title (get_view_column (table, slot)), action);
    }
  g_menu_append (reset, _("_Reset Columns"), "columns.reset");
  if (g_menu_model_get_n_items (G_MENU_MODEL (columns)) > 0)
    g_menu_append_section (menu, _("Show Columns"), G_MENU_MODEL (columns));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (reset));

  return G_MENU_MODEL (menu);
}

/**
 * qd_table_init_layout: (skip)
 *
 * To be called when the view has its columns.
 */
void
qd_table_init_layout (QdTable *self)
{
  g_autoptr (GSimpleAction) reset = g_simple_action_new ("reset", NULL);

  self->column_actions = g_simple_action_group_new ();
  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      GtkColumnViewColumn *column = get_view_column (self, slot);

      if (may_hide (self, slot))
        add_action (self, slot);
      gtk_column_view_column_set_resizable (column, TRUE);
      g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (remember_soon), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (reset, "activate", G_CALLBACK (reset_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->column_actions), G_ACTION (reset));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", G_ACTION_GROUP (self->column_actions));
  restore (self);
}

/**
 * qd_table_dispose_layout: (skip)
 */
void
qd_table_dispose_layout (QdTable *self)
{
  if (self->remember_id != 0)
    {
      g_source_remove (self->remember_id);
      remember_cb (self);
    }
  g_clear_object (&self->column_actions);
}
