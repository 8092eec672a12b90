#include "qd-config.h"

#include "qd-entry-grid.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-bidi.h"
#include "qd-count.h"
#include "qd-plan-private.h"

/* Something to be typed about all key results, in one table: Tab goes from field to field, Enter to the same field of the
 * next row. Whoever shows it keeps what is typed: rows come and go with the search. */

/* Of thousands, nobody enters all in one go: words of the title find the others. */
#define MOST_ROWS 150

#define LEAST_CHARACTERS 8

struct _QdEntryGrid
{
  GtkBox                 parent_instance;

  const QdEntryGridKind *kind;
  GtkWindow             *window; /* that it is in */
  GPtrArray             *shown;  /* of QdRecord: the key results of the rows */
  GPtrArray             *cells;  /* of GtkWidget: columns by columns of each row */
  GtkWidget             *grid;
  GtkWidget             *more;
};

G_DEFINE_FINAL_TYPE (QdEntryGrid, qd_entry_grid, GTK_TYPE_BOX)

static void
entry_changed_cb (GtkEditable *editable,
                  QdEntryGrid *self)
{
  QdRecord *key_result = g_object_get_data (G_OBJECT (editable), "key-result");
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (editable), "column"));
  guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (editable), "row"));
  const QdField *field = &qd_record_info (self->kind->type)->fields[self->kind->columns[column].field];
  g_auto (QdValue) value = qd_field_parse_local (field, gtk_editable_get_text (editable));
  gboolean good = qd_field_check (field, &value, NULL) && (!qd_kind_is_number (field->kind) || value.type != QD_VALUE_TEXT);

  qd_widget_set_class (GTK_WIDGET (editable), "error", !good);
  qd_record_set_value (self->kind->typed (self->window, key_result, TRUE), field->index,
                       good ? &value : &(QdValue) QD_VALUE_INIT);
  self->kind->changed (self->window, key_result, row);
}

static void
entry_activate_cb (GtkEntry    *widget,
                   QdEntryGrid *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "column"));
  guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "row")) + 1;

  if (row < self->shown->len)
    gtk_widget_grab_focus (qd_entry_grid_get_cell (self, row, column));
  else
    self->kind->done (self->window);
}

static GtkWidget *
entry_new (QdEntryGrid *self,
           QdRecord    *key_result,
           guint        row,
           guint        column)
{
  const QdEntryColumn *info = &self->kind->columns[column];
  QdRecord *typed = self->kind->typed (self->window, key_result, FALSE);
  GtkWidget *widget = gtk_entry_new ();
  g_autofree char *name = g_strdup_printf ("%s: %s", _(info->label), qd_record_get_title (key_result));

  if (typed != NULL)
    {
      g_autofree char *text = qd_record_format (typed, info->field);

      gtk_editable_set_text (GTK_EDITABLE (widget), text);
    }
  gtk_editable_set_width_chars (GTK_EDITABLE (widget), info->width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (widget), info->width);
  gtk_widget_set_hexpand (widget, info->expands);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  qd_widget_set_name (widget, name);
  g_object_set_data_full (G_OBJECT (widget), "key-result", g_object_ref (key_result), g_object_unref);
  g_object_set_data (G_OBJECT (widget), "column", GUINT_TO_POINTER (column));
  g_object_set_data (G_OBJECT (widget), "row", GUINT_TO_POINTER (row));
  g_signal_connect_object (widget, "changed", G_CALLBACK (entry_changed_cb), self, 0);
  g_signal_connect_object (widget, "activate", G_CALLBACK (entry_activate_cb), self, 0);

  return widget;
}

static GtkWidget *
title_new (QdRecord *key_result)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *below = qd_entry_grid_label_new (qd_record_get_title (qd_record_get_parent (key_result)), "caption");

  gtk_box_append (GTK_BOX (title), qd_entry_grid_label_new (qd_record_get_title (key_result), NULL));
  gtk_widget_add_css_class (below, "dim-label");
  gtk_box_append (GTK_BOX (title), below);
  gtk_widget_set_valign (title, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (title, 170, -1);

  return title;
}

static void
add_row (QdEntryGrid *self,
         QdRecord    *key_result)
{
  guint row = self->shown->len;

  g_ptr_array_add (self->shown, key_result);
  gtk_grid_attach (GTK_GRID (self->grid), title_new (key_result), 0, (int) row + 1, 1, 1);
  for (guint i = 0; i < self->kind->n_columns; i++)
    {
      GtkWidget *cell = self->kind->columns[i].field == QD_ENTRY_NONE ? self->kind->show (self->window, key_result, i)
                                                                      : entry_new (self, key_result, row, i);

      g_ptr_array_add (self->cells, cell);
      gtk_grid_attach (GTK_GRID (self->grid), cell, (int) i + 1, (int) row + 1, 1, 1);
    }
}

static gboolean
has_words (QdRecord   *key_result,
           const char *folded)
{
  QdRecord *objective = qd_record_get_parent (key_result);
  g_autofree char *text = g_strjoin ("\n", qd_record_get_title (key_result), qd_record_get_title (objective),
                                     qd_record_get_text (key_result, QD_KEY_RESULT_OWNER),
                                     qd_record_get_text (objective, QD_OBJECTIVE_OWNER), NULL);
  g_autofree char *with = g_utf8_casefold (text, -1);

  return strstr (with, folded) != NULL;
}

static void
clear (QdEntryGrid *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  g_ptr_array_set_size (self->shown, 0);
  g_ptr_array_set_size (self->cells, 0);

  gtk_grid_attach (GTK_GRID (self->grid), qd_entry_grid_label_new (_("Key result"), "caption-heading"), 0, 0, 1, 1);
  for (guint i = 0; i < self->kind->n_columns; i++)
    gtk_grid_attach (GTK_GRID (self->grid), qd_entry_grid_label_new (_(self->kind->columns[i].label), "caption-heading"),
                     (int) i + 1, 0, 1, 1);
}

static void
qd_entry_grid_finalize (GObject *object)
{
  QdEntryGrid *self = QD_ENTRY_GRID (object);

  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->cells);

  G_OBJECT_CLASS (qd_entry_grid_parent_class)->finalize (object);
}

static void
qd_entry_grid_class_init (QdEntryGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_entry_grid_finalize;
}

static void
qd_entry_grid_init (QdEntryGrid *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->shown = g_ptr_array_new ();
  self->cells = g_ptr_array_new ();
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  self->more = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->more), TRUE);
  gtk_widget_add_css_class (self->more, "dim-label");
  gtk_box_append (GTK_BOX (content), self->grid);
  gtk_box_append (GTK_BOX (content), self->more);
  gtk_widget_add_css_class (content, "qd-entries");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
}

/**
 * qd_entry_grid_new:
 * @kind: what is typed; has to last as long as the grid
 * @window: the window that it will be in
 * @name: what a screen reader calls it
 *
 * Returns: a grid with nothing in it yet
 */
GtkWidget *
qd_entry_grid_new (const QdEntryGridKind *kind,
                   GtkWindow             *window,
                   const char            *name)
{
  QdEntryGrid *self = g_object_new (QD_TYPE_ENTRY_GRID, NULL);

  self->kind = kind;
  self->window = window;
  qd_widget_set_name (self->grid, name);
  qd_widget_set_name (gtk_widget_get_first_child (GTK_WIDGET (self)), name);

  return GTK_WIDGET (self);
}

/**
 * qd_entry_grid_fill:
 * @grid: a grid
 * @key_results: (element-type QdRecord): key results of a plan
 * @words: (nullable): part of the title or owner of those to be seen, or of their objectives
 *
 * Shows these key results, as many as somebody would go through.
 */
void
qd_entry_grid_fill (QdEntryGrid *grid,
                    GPtrArray   *key_results,
                    const char  *words)
{
  g_autofree char *folded = g_utf8_casefold (words != NULL ? words : "", -1);
  guint n_left = 0;
  g_autofree char *more = NULL;

  g_return_if_fail (QD_IS_ENTRY_GRID (grid));

  clear (grid);
  for (guint i = 0; i < key_results->len; i++)
    {
      QdRecord *key_result = g_ptr_array_index (key_results, i);

      if (!has_words (key_result, folded) ||
          (grid->kind->wanted != NULL && !grid->kind->wanted (grid->window, key_result)))
        continue;
      if (grid->shown->len < MOST_ROWS)
        add_row (grid, key_result);
      else
        n_left++;
    }

  if (key_results->len == 0)
    more = g_strdup (_("This plan has no key results yet."));
  else if (grid->shown->len == 0)
    more = g_strdup (_("No key result is left to see."));
  else
    more = qd_count_printf (ngettext ("%u more: find it by a word of its title or its owner.",
                                      "%u more: find them by a word of their titles or owners.", n_left), n_left);
  gtk_label_set_text (GTK_LABEL (grid->more), more);
  gtk_widget_set_visible (grid->more, n_left > 0 || grid->shown->len == 0);
  gtk_widget_set_visible (grid->grid, grid->shown->len > 0);
}

/**
 * qd_entry_grid_get_n_rows:
 *
 * Returns: how many key results are to be seen
 */
guint
qd_entry_grid_get_n_rows (QdEntryGrid *grid)
{
  g_return_val_if_fail (QD_IS_ENTRY_GRID (grid), 0);

  return grid->shown->len;
}

/**
 * qd_entry_grid_get_key_result:
 *
 * Returns: (transfer none): that of a row
 */
QdRecord *
qd_entry_grid_get_key_result (QdEntryGrid *grid,
                              guint        row)
{
  g_return_val_if_fail (QD_IS_ENTRY_GRID (grid), NULL);
  g_return_val_if_fail (row < grid->shown->len, NULL);

  return g_ptr_array_index (grid->shown, row);
}

/**
 * qd_entry_grid_get_cell:
 *
 * Returns: (transfer none): the widget of a column, as it is declared, in a row
 */
GtkWidget *
qd_entry_grid_get_cell (QdEntryGrid *grid,
                        guint        row,
                        guint        column)
{
  g_return_val_if_fail (QD_IS_ENTRY_GRID (grid), NULL);
  g_return_val_if_fail (row < grid->shown->len && column < grid->kind->n_columns, NULL);

  return g_ptr_array_index (grid->cells, row * grid->kind->n_columns + column);
}

/**
 * qd_entry_grid_focus_first:
 *
 * The first field has the focus, if there is one.
 */
void
qd_entry_grid_focus_first (QdEntryGrid *grid)
{
  g_return_if_fail (QD_IS_ENTRY_GRID (grid));

  for (guint i = 0; grid->shown->len > 0 && i < grid->kind->n_columns; i++)
    if (grid->kind->columns[i].field != QD_ENTRY_NONE)
      {
        gtk_widget_grab_focus (qd_entry_grid_get_cell (grid, 0, i));
        return;
      }
}

/**
 * qd_entry_grid_label_new:
 * @text: what it says
 * @style_class: (nullable): how
 *
 * Returns: a label for a cell of a grid
 */
GtkWidget *
qd_entry_grid_label_new (const char *text,
                         const char *style_class)
{
  g_autofree char *marked = qd_bidi_mark (text, gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL);
  GtkWidget *label = gtk_label_new (marked != NULL ? marked : text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  /* A column says something however narrow the window is: the table scrolls. */
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (text, -1), LEAST_CHARACTERS));
  gtk_widget_set_tooltip_text (label, text);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);

  return label;
}
