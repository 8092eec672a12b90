#include "qd-config.h"

#include "qd-filter-bar.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-number.h"
#include "qd-text.h"

#define LABEL_CHARS 36

struct _QdFilterBar
{
  GtkWidget  parent_instance;

  QdOrder       *order;
  GPtrArray     *ids;     /* of the columns; the first is NULL: any */
  GtkStringList *labels;  /* what people call them */
  QdFilter      *typed;   /* (nullable): what is typed, as it is among the filters */

  /* Most tables are never filtered nor sorted: what follows is there only once one was. */
  GtkWidget     *box;
  GtkWidget     *line;    /* where one types; only once that was asked for */
  GtkWidget     *columns;
  GtkWidget     *entry;
  GtkWidget     *values;  /* the button that offers what the column says */
  GtkWidget     *offered; /* the list of it */
  GtkWidget     *state;   /* what is on */
  GtkWidget     *chips;
  GtkWidget     *count;
};

enum
{
  CHANGED,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void build (QdFilterBar *self);

G_DEFINE_FINAL_TYPE (QdFilterBar, qd_filter_bar, GTK_TYPE_WIDGET)

static const char *
get_column (QdFilterBar *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->columns));

  return selected < self->ids->len ? self->ids->pdata[selected] : NULL;
}

static const char *
get_label (QdFilterBar *self,
           const char  *column)
{
  for (guint i = 1; i < self->ids->len; i++)
    if (g_strcmp0 (self->ids->pdata[i], column) == 0)
      return gtk_string_list_get_string (self->labels, i);

  return column;
}

static char *
describe_filter (QdFilterBar    *self,
                 const QdFilter *filter)
{
  const char *text = qd_filter_get_text (filter);
  const char *column = qd_filter_get_column (filter);

  if (column == NULL)
    return g_strdup_printf (C_("filter: any column has these words", "“%s”"), text);
  if (qd_filter_is_whole (filter))
    return g_strdup_printf (C_("filter: column and value", "%s: %s"), get_label (self, column),
                            *text != '\0' ? text : C_("cell", "empty"));
  if (qd_filter_is_comparison (filter))
    return g_strdup_printf (C_("filter: column, sign and value", "%s %s"), get_label (self, column), text);

  return g_strdup_printf (C_("filter: the column has these words", "%s: “%s”"), get_label (self, column), text);
}

static void
emit_changed (QdFilterBar *self)
{
  qd_filter_bar_update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The chip goes with what it stood for: the focus must not go with it. */
static void
chip_done (QdFilterBar *self)
{
  if (gtk_widget_get_visible (self->line))
    gtk_widget_grab_focus (self->entry);
  else
    g_signal_emit (self, signals[CLOSED], 0);
  emit_changed (self);
}

static void
remove_filter_cb (GtkButton   *chip,
                  QdFilterBar *self)
{
  qd_order_remove_filter (self->order, g_object_get_data (G_OBJECT (chip), "filter"));
  chip_done (self);
}

static void
remove_sorting_cb (GtkButton   *chip,
                   QdFilterBar *self)
{
  qd_order_sort_by (self->order, NULL, QD_DIRECTION_NONE);
  chip_done (self);
}

static void
add_chip (QdFilterBar    *self,
          const char     *icon,
          const char     *text,
          const char     *name,
          const QdFilter *filter)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_CHARS);
  if (icon != NULL)
    gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), content);
  gtk_widget_add_css_class (chip, "qd-chip");
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (chip, name);
  qd_widget_set_name (chip, name);
  if (filter != NULL)
    g_object_set_data_full (G_OBJECT (chip), "filter",
                            qd_filter_new (qd_filter_get_column (filter), qd_filter_get_text (filter),
                                           qd_filter_is_whole (filter)), (GDestroyNotify) qd_filter_free);
  g_signal_connect_object (chip, "clicked", filter != NULL ? G_CALLBACK (remove_filter_cb) : G_CALLBACK (remove_sorting_cb),
                           self, 0);
  gtk_flow_box_append (GTK_FLOW_BOX (self->chips), chip);
  gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
}

static void
show_sorting (QdFilterBar *self)
{
  QdDirection direction;
  const char *sorted = qd_order_get_sorted (self->order, &direction);
  gboolean down = direction == QD_DIRECTION_DESCENDING;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (sorted == NULL)
    return;

  text = g_strdup_printf (_("Sorted by %s"), get_label (self, sorted));
  name = g_strdup_printf (down ? _("Sorted by %s, the greatest first: do not sort")
                               : _("Sorted by %s, the least first: do not sort"), get_label (self, sorted));
  add_chip (self, down ? "view-sort-descending-symbolic" : "view-sort-ascending-symbolic", text, name, NULL);
}

static void
show_filters (QdFilterBar *self)
{
  GPtrArray *filters = qd_order_get_filters (self->order);

  for (guint i = 0; i < filters->len; i++)
    {
      const QdFilter *filter = g_ptr_array_index (filters, i);
      g_autofree char *text = describe_filter (self, filter);
      g_autofree char *name = g_strdup_printf (_("Filter %s: remove"), text);

      if (self->typed == NULL || !qd_filter_equal (filter, self->typed))
        add_chip (self, NULL, text, name, filter);
    }
}

static void
show_count (QdFilterBar *self)
{
  guint n_shown;
  guint n = qd_order_count (self->order, &n_shown);
  g_autofree char *all = qd_number_format_local (n, 0);
  g_autofree char *shown = qd_number_format_local (n_shown, 0);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->count, qd_order_is_filtering (self->order));
  if (!qd_order_is_filtering (self->order))
    return;

  /* Translators: how many rows a filter leaves of all, “12 of 130 shown”. */
  text = g_strdup_printf (ngettext ("%s of %s shown", "%s of %s shown", n), shown, all);
  gtk_label_set_text (GTK_LABEL (self->count), text);
}

/**
 * qd_filter_bar_update:
 *
 * To be called when the order is another one, or leads to other rows.
 */
void
qd_filter_bar_update (QdFilterBar *bar)
{
  gboolean active = qd_order_is_active (bar->order);
  GtkWidget *child;

  if (active)
    build (bar);
  gtk_widget_set_visible (GTK_WIDGET (bar), active || qd_filter_bar_is_started (bar));
  if (bar->box == NULL)
    return;

  while ((child = gtk_widget_get_first_child (bar->chips)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (bar->chips), child);
  if (active)
    {
      show_sorting (bar);
      show_filters (bar);
      show_count (bar);
    }

  gtk_widget_set_visible (bar->chips, gtk_widget_get_first_child (bar->chips) != NULL);
  gtk_widget_set_visible (bar->state, active);
}

/* What is typed is one of the filters while it is typed. */
static void
set_typed (QdFilterBar *self,
           const char  *text)
{
  g_autoptr (QdFilter) before = g_steal_pointer (&self->typed);

  if (!qd_text_is_blank (text))
    self->typed = qd_filter_new (get_column (self), text, FALSE);
  if (before == NULL && self->typed == NULL)
    return;
  if (before != NULL && self->typed != NULL && qd_filter_equal (before, self->typed))
    return;

  if (before != NULL)
    qd_order_remove_filter (self->order, before);
  if (self->typed != NULL)
    qd_order_add_filter (self->order, qd_filter_new (get_column (self), text, FALSE));
  emit_changed (self);
}

static void
text_changed_cb (QdFilterBar *self)
{
  set_typed (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
clear_entry (QdFilterBar *self)
{
  g_clear_pointer (&self->typed, qd_filter_free);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

/* With Enter it becomes one of those that stay, and another can be typed. */
static void
activate_cb (QdFilterBar *self)
{
  set_typed (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  if (self->typed == NULL)
    return;

  clear_entry (self);
  emit_changed (self);
}

static void
column_changed_cb (QdFilterBar *self)
{
  gboolean any = get_column (self) == NULL;

  gtk_widget_set_sensitive (self->values, !any);
  gtk_widget_set_tooltip_text (self->values, any ? _("What a column says: choose one first") : _("What the column says"));
  set_typed (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
stop_cb (QdFilterBar *self)
{
  qd_filter_bar_clear (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
entry_key_cb (GtkEventControllerKey *controller,
              guint                  keyval,
              guint                  keycode,
              GdkModifierType        state,
              QdFilterBar           *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (keyval == GDK_KEY_Down && modifiers == GDK_ALT_MASK && gtk_widget_get_sensitive (self->values))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->values));
  else if (keyval == GDK_KEY_Down && modifiers == 0)
    g_signal_emit (self, signals[CLOSED], 0);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

/* What stands in the column, as far as it has what is typed. */
static void
fill_values (QdFilterBar *self)
{
  g_autoptr (GPtrArray) values = qd_order_list_values (self->order, get_column (self));
  GtkStringList *list = gtk_string_list_new (NULL);
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (list));

  for (guint i = 0; i < values->len; i++)
    gtk_string_list_append (list, values->pdata[i]);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->offered), GTK_SELECTION_MODEL (selection));
}

static void
values_shown_cb (GtkWidget   *popover,
                 QdFilterBar *self)
{
  fill_values (self);
  gtk_widget_grab_focus (self->offered);
}

static void
value_activated_cb (GtkListView *view,
                    guint        position,
                    QdFilterBar *self)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (view));
  g_autoptr (GtkStringObject) item = g_list_model_get_item (model, position);

  if (item == NULL)
    return;

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->values));
  set_typed (self, "");
  clear_entry (self);
  qd_order_add_filter (self->order, qd_filter_new (get_column (self), gtk_string_object_get_string (item), TRUE));
  emit_changed (self);
  gtk_widget_grab_focus (self->entry);
}

static void
setup_value_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_CHARS);
  gtk_list_item_set_child (item, label);
}

static void
bind_value_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), *text != '\0' ? text : C_("cell", "empty"));
  if (*text == '\0')
    gtk_widget_add_css_class (label, "dim-label");
  else
    gtk_widget_remove_css_class (label, "dim-label");
}

static GtkWidget *
build_values (QdFilterBar *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *popover = gtk_popover_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_value_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_value_cb), NULL);
  self->offered = gtk_list_view_new (NULL, factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->offered), TRUE);
  qd_widget_set_name (self->offered, _("What the column says"));
  g_signal_connect_object (self->offered, "activate", G_CALLBACK (value_activated_cb), self, 0);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->offered);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 300);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_widget_add_css_class (popover, "menu");
  g_signal_connect_object (popover, "show", G_CALLBACK (values_shown_cb), self, 0);

  return popover;
}

static void
build_line (QdFilterBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->columns = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->labels)), NULL);
  qd_widget_set_name (self->columns, _("Column to filter by"));
  g_signal_connect_object (self->columns, "notify::selected", G_CALLBACK (column_changed_cb), self, G_CONNECT_SWAPPED);

  self->entry = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  g_object_set (self->entry, "placeholder-text", _("Filter: words, or > 50"), NULL);
  qd_widget_set_name (self->entry, _("Filter"));
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (self->entry, keys);

  self->values = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->values), "pan-down-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->values), build_values (self));
  qd_widget_set_name (self->values, _("What the column says"));

  gtk_box_append (GTK_BOX (self->line), self->columns);
  gtk_box_append (GTK_BOX (self->line), self->entry);
  gtk_box_append (GTK_BOX (self->line), self->values);
  gtk_widget_set_visible (self->line, FALSE);
}

static void
build_state (QdFilterBar *self)
{
  GtkWidget *off = gtk_button_new_with_label (_("Show All"));

  self->state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->chips = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->chips), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->chips), 12);
  gtk_widget_set_valign (self->chips, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (self->chips, TRUE);
  gtk_widget_add_css_class (self->chips, "qd-flow");
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_set_tooltip_text (off, _("All rows, as they stand in the plan"));
  gtk_widget_add_css_class (off, "flat");
  gtk_widget_add_css_class (off, "qd-small");
  gtk_widget_set_valign (off, GTK_ALIGN_CENTER);
  g_signal_connect_object (off, "clicked", G_CALLBACK (stop_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (self->state), self->count);
  gtk_box_append (GTK_BOX (self->state), self->chips);
  gtk_box_append (GTK_BOX (self->state), off);
}

static void
build (QdFilterBar *self)
{
  if (self->box != NULL)
    return;

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  build_line (self);
  build_state (self);
  gtk_box_append (GTK_BOX (self->box), self->line);
  gtk_box_append (GTK_BOX (self->box), self->state);
}

static void
qd_filter_bar_dispose (GObject *object)
{
  QdFilterBar *self = QD_FILTER_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_filter_bar_parent_class)->dispose (object);
}

static void
qd_filter_bar_finalize (GObject *object)
{
  QdFilterBar *self = QD_FILTER_BAR (object);

  g_clear_pointer (&self->typed, qd_filter_free);
  g_ptr_array_unref (self->ids);
  g_object_unref (self->labels);
  qd_order_unref (self->order);

  G_OBJECT_CLASS (qd_filter_bar_parent_class)->finalize (object);
}

static void
qd_filter_bar_class_init (QdFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_filter_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_filter_bar_finalize;

  /**
   * QdFilterBar::changed:
   *
   * Other rows are to be shown, or in another order.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * QdFilterBar::closed:
   *
   * The focus is to go where it came from.
   */
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdfilterbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
qd_filter_bar_init (QdFilterBar *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->labels = gtk_string_list_new (NULL);
  qd_widget_set_name (GTK_WIDGET (self), _("Filter and order"));
}

/**
 * qd_filter_bar_new:
 * @order: (transfer none): the order it is about
 */
GtkWidget *
qd_filter_bar_new (QdOrder *order)
{
  QdFilterBar *self = g_object_new (QD_TYPE_FILTER_BAR, NULL);

  self->order = qd_order_ref (order);
  qd_filter_bar_add_column (self, NULL, _("All columns"));
  qd_filter_bar_update (self);

  return GTK_WIDGET (self);
}

/**
 * qd_filter_bar_add_column:
 * @bar: a bar
 * @column: the id of a column
 * @label: what people call it
 */
void
qd_filter_bar_add_column (QdFilterBar *bar,
                          const char  *column,
                          const char  *label)
{
  g_ptr_array_add (bar->ids, g_strdup (column));
  gtk_string_list_append (bar->labels, label);
}

/**
 * qd_filter_bar_start:
 * @bar: a bar
 * @column: (nullable): the id of the column to filter by; %NULL: as it was last
 *
 * Takes the focus to where one types what to look for.
 */
void
qd_filter_bar_start (QdFilterBar *bar,
                     const char  *column)
{
  build (bar);
  for (guint i = 1; column != NULL && i < bar->ids->len; i++)
    if (g_str_equal (bar->ids->pdata[i], column))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (bar->columns), i);
  column_changed_cb (bar);

  gtk_widget_set_visible (bar->line, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (bar), TRUE);
  gtk_widget_grab_focus (bar->entry);
}

/**
 * qd_filter_bar_clear:
 *
 * Turns everything off, and goes.
 */
void
qd_filter_bar_clear (QdFilterBar *bar)
{
  if (bar->box == NULL)
    return;

  clear_entry (bar);
  gtk_widget_set_visible (bar->line, FALSE);
  if (!qd_order_is_active (bar->order))
    {
      qd_filter_bar_update (bar);
      return;
    }

  qd_order_clear (bar->order);
  emit_changed (bar);
}

/**
 * qd_filter_bar_is_started:
 *
 * Returns: whether the bar is shown, with filters or without
 */
gboolean
qd_filter_bar_is_started (QdFilterBar *bar)
{
  return bar->box != NULL && gtk_widget_get_visible (bar->line);
}
