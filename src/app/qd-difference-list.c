#include "qd-config.h"

#include "qd-difference-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-count.h"

/* What two plans have differently, a row each, section by section: between a draft and its file, a file and what is open,
 * an earlier state and now; and before that, if known, what it does to the figures. There may be thousands: only what
 * shows is made. */

/* A row of the model: just one of a difference, an effect and a heading over those that follow. */
#define QD_TYPE_DIFFERENCE_ITEM (qd_difference_item_get_type ())

G_DECLARE_FINAL_TYPE (QdDifferenceItem, qd_difference_item, QD, DIFFERENCE_ITEM, GObject)

struct _QdDifferenceItem
{
  GObject             parent_instance;

  GPtrArray          *array;        /* what @difference or @effect is one of; NULL for a heading */
  const QdDifference *difference;
  const QdEffect     *effect;
  char               *heading;
};

G_DEFINE_FINAL_TYPE (QdDifferenceItem, qd_difference_item, G_TYPE_OBJECT)

static void
qd_difference_item_finalize (GObject *object)
{
  QdDifferenceItem *self = QD_DIFFERENCE_ITEM (object);

  g_clear_pointer (&self->array, g_ptr_array_unref);
  g_free (self->heading);

  G_OBJECT_CLASS (qd_difference_item_parent_class)->finalize (object);
}

static void
qd_difference_item_class_init (QdDifferenceItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_difference_item_finalize;
}

static void
qd_difference_item_init (QdDifferenceItem *self)
{
}

/* What a row is at least, for lists that are as high as they need. */
#define ROW_HEIGHT 50

struct _QdDifferenceList
{
  GtkWidget   parent_instance;

  GtkWidget  *stack;
  GtkWidget  *scroller;
  GtkWidget  *nothing;
  GListStore *items;
  GtkWidget  *view;
  int         max_height;  /* 0: fills the place it has */
  gboolean    activatable;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdDifferenceList, qd_difference_list, GTK_TYPE_WIDGET)

/* The parts of a row, to be found again when it is filled. */
typedef struct
{
  GtkWidget *stack;
  GtkWidget *heading;
  GtkWidget *content;
  GtkWidget *image;
  GtkWidget *title;
  GtkWidget *place;
  GtkWidget *text;
} Row;

static const char *
icon_of (const QdDifference *difference)
{
  static const char *const icons[] = {
    [QD_DIFFERENCE_REMOVED] = "list-remove-symbolic",
    [QD_DIFFERENCE_ADDED] = "list-add-symbolic",
    [QD_DIFFERENCE_CHANGED] = "document-edit-symbolic",
    [QD_DIFFERENCE_MOVED] = "view-sort-descending-symbolic",
  };

  return icons[difference->kind];
}

static char *
text_of (const QdDifference *difference)
{
  switch (difference->kind)
    {
    case QD_DIFFERENCE_REMOVED:
      return g_strdup (C_("a difference between two plans", "Removed"));
    case QD_DIFFERENCE_ADDED:
      return g_strdup (C_("a difference between two plans", "Added"));
    case QD_DIFFERENCE_MOVED:
      return g_strdup_printf (C_("a difference between two plans", "Moved from %s to %s"), difference->before,
                              difference->after);
    case QD_DIFFERENCE_CHANGED:
    default:
      /* Translators: a field, what it held and what it holds: “Likelihood: Low → High” */
      return g_strdup_printf (C_("a difference between two plans", "%s: %s → %s"), qd_field_label (difference->field),
                              *difference->before != '\0' ? difference->before : C_("cell", "empty"),
                              *difference->after != '\0' ? difference->after : C_("cell", "empty"));
    }
}

static const char *
place_of (const QdDifference *difference)
{
  if (difference->list == QD_LIST_ANY)
    return _(qd_record_info (difference->record_type)->label);

  return _(qd_list_info (difference->list)->title);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
setup_content (Row *row)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  row->content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  row->image = gtk_image_new ();
  gtk_widget_set_valign (row->image, GTK_ALIGN_START);
  gtk_widget_add_css_class (row->image, "dim-label");
  gtk_box_append (GTK_BOX (row->content), row->image);

  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), first);
  row->title = add_label (first, "qd-difference-title");
  gtk_widget_set_hexpand (row->title, TRUE);
  row->place = add_label (first, NULL);
  row->text = add_label (lines, NULL);
  gtk_label_set_wrap (GTK_LABEL (row->text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (row->text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (row->text), 3);
  gtk_box_append (GTK_BOX (row->content), lines);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  Row *row = g_new0 (Row, 1);

  setup_content (row);
  row->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (row->heading), 0);
  gtk_widget_add_css_class (row->heading, "qd-difference-heading");

  row->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (row->stack), FALSE);
  gtk_stack_add_child (GTK_STACK (row->stack), row->content);
  gtk_stack_add_child (GTK_STACK (row->stack), row->heading);

  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
  gtk_list_item_set_child (item, row->stack);
}

static void
bind_effect (Row            *row,
             const QdEffect *effect)
{
  /* Translators: a figure in one plan and in another: “180 → 150” */
  g_autofree char *text = g_strdup_printf (C_("a difference between two plans", "%s → %s"), effect->before, effect->after);
  /* Translators: what a figure is, and what it is in one plan and in another: “Security: committed: 180 → 150” */
  g_autofree char *sentence = g_strdup_printf (C_("an effect of differences", "%s: %s"), effect->label, text);

  gtk_label_set_text (GTK_LABEL (row->title), effect->label);
  gtk_label_set_text (GTK_LABEL (row->place), text);
  gtk_label_set_text (GTK_LABEL (row->text), "");
  qd_widget_set_name (gtk_widget_get_parent (row->stack), sentence);
}

static void
bind_difference (Row                *row,
                 const QdDifference *difference)
{
  g_autofree char *text = text_of (difference);
  g_autofree char *sentence = qd_difference_describe (difference);

  gtk_image_set_from_icon_name (GTK_IMAGE (row->image), icon_of (difference));
  gtk_label_set_text (GTK_LABEL (row->title), difference->title);
  gtk_label_set_text (GTK_LABEL (row->place), place_of (difference));
  gtk_label_set_text (GTK_LABEL (row->text), text);
  gtk_widget_set_tooltip_text (row->text, sentence);
  /* The list's own widget around ours is what takes the focus. */
  qd_widget_set_name (gtk_widget_get_parent (row->stack), sentence);
}

static void
set_class (GtkWidget  *widget,
           const char *style_class,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, style_class);
  else
    gtk_widget_remove_css_class (widget, style_class);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         QdDifferenceList         *self)
{
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  QdDifferenceItem *bound = gtk_list_item_get_item (item);

  gtk_list_item_set_activatable (item, self->activatable && bound->heading == NULL);
  gtk_widget_set_visible (row->image, bound->effect == NULL);
  gtk_widget_set_visible (row->text, bound->effect == NULL);
  set_class (row->place, "caption", bound->effect == NULL);
  set_class (row->place, "dim-label", bound->effect == NULL);
  set_class (row->place, "numeric", bound->effect != NULL);
  gtk_stack_set_visible_child (GTK_STACK (row->stack), bound->heading != NULL ? row->heading : row->content);
  if (bound->heading != NULL)
    {
      gtk_label_set_text (GTK_LABEL (row->heading), bound->heading);
      qd_widget_set_name (gtk_widget_get_parent (row->stack), bound->heading);
    }
  else if (bound->effect != NULL)
    {
      bind_effect (row, bound->effect);
    }
  else
    {
      bind_difference (row, bound->difference);
    }
}

static void
activate_cb (GtkListView      *view,
             guint             position,
             QdDifferenceList *self)
{
  g_autoptr (QdDifferenceItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  const QdDifference *difference = item->difference;
  const QdEffect *effect = item->effect;

  if (difference != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, (int) difference->page, difference->record,
                   difference->field != NULL ? difference->field->key : "");
  else if (effect != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, (int) qd_page_of_list (effect->list),
                   effect->record != NULL ? effect->record : "", "");
}

static void
qd_difference_list_dispose (GObject *object)
{
  QdDifferenceList *self = QD_DIFFERENCE_LIST (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (qd_difference_list_parent_class)->dispose (object);
}

static void
qd_difference_list_class_init (QdDifferenceListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_difference_list_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qddifferences");

  /**
   * QdDifferenceList::activated:
   * @page: the page of what is different
   * @record: the id of the record, or ""
   * @field: the key of the field, or ""
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
}

static void
qd_difference_list_init (QdDifferenceList *self)
{
  self->items = g_list_store_new (QD_TYPE_DIFFERENCE_ITEM);
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));

  self->nothing = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_widget_add_css_class (self->nothing, "qd-empty");
  gtk_stack_add_child (GTK_STACK (self->stack), self->nothing);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_stack_add_child (GTK_STACK (self->stack), self->scroller);
}

/**
 * qd_difference_list_new:
 * @name: what a screen reader calls the list
 *
 * Returns: an empty list; it scrolls by itself
 */
GtkWidget *
qd_difference_list_new (const char *name)
{
  QdDifferenceList *self = g_object_new (QD_TYPE_DIFFERENCE_LIST, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)));

  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, 0);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (self->view), TRUE);
  qd_widget_set_name (self->view, name);
  qd_widget_set_name (self->scroller, name);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->view);

  return GTK_WIDGET (self);
}

/* A list view does not know how high it would like to be. */
static void
update_height (QdDifferenceList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  if (self->max_height > 0)
    gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                                MIN (self->max_height, (int) MIN (n, 1000) * ROW_HEIGHT));
}

/**
 * qd_differences_count:
 * @differences: (element-type QdDifference): differences
 *
 * Returns: how many of them are of what people see
 */
guint
qd_differences_count (GPtrArray *differences)
{
  guint n = 0;

  for (guint i = 0; i < differences->len; i++)
    n += ((const QdDifference *) g_ptr_array_index (differences, i))->internal ? 0 : 1;

  return n;
}

/* @array: what the one that the item is for is of */
static QdDifferenceItem *
add_item (GPtrArray *items,
          GPtrArray *array)
{
  QdDifferenceItem *item = g_object_new (QD_TYPE_DIFFERENCE_ITEM, NULL);

  item->array = array != NULL ? g_ptr_array_ref (array) : NULL;
  g_ptr_array_add (items, item);

  return item;
}

static void
add_effects (GPtrArray *items,
             GPtrArray *effects)
{
  guint heading = items->len;

  for (guint i = 0; i < effects->len; i++)
    if (((const QdEffect *) g_ptr_array_index (effects, i))->differs)
      {
        if (items->len == heading)
          add_item (items, NULL)->heading = g_strdup (_("Figures"));
        add_item (items, effects)->effect = g_ptr_array_index (effects, i);
      }
}

static void
add_differences (GPtrArray *items,
                 GPtrArray *differences)
{
  GPtrArray *of_pages[QD_N_PAGES] = { NULL };

  for (guint i = 0; i < differences->len; i++)
    {
      QdDifference *difference = g_ptr_array_index (differences, i);

      if (difference->internal)
        continue;
      if (of_pages[difference->page] == NULL)
        of_pages[difference->page] = g_ptr_array_new ();
      g_ptr_array_add (of_pages[difference->page], difference);
    }

  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      if (of_pages[page] == NULL)
        continue;
      /* Translators: a section of the plan, and how many differences there are in it */
      add_item (items, NULL)->heading = qd_count_printf (C_("heading", "%s · %u"), _(qd_page_info ((QdPageId) page)->title),
                                                         of_pages[page]->len);
      for (guint i = 0; i < of_pages[page]->len; i++)
        add_item (items, differences)->difference = g_ptr_array_index (of_pages[page], i);
      g_ptr_array_unref (of_pages[page]);
    }
}

/**
 * qd_difference_list_set:
 * @list: a list
 * @differences: (element-type QdDifference): what to show; those of layout hints are left out
 * @effects: (nullable) (element-type QdEffect): what they do to the figures; those that stay as they are are left out
 */
void
qd_difference_list_set (QdDifferenceList *list,
                        GPtrArray        *differences,
                        GPtrArray        *effects)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (QD_IS_DIFFERENCE_LIST (list));

  if (effects != NULL)
    add_effects (items, effects);
  add_differences (items, differences);

  g_list_store_splice (list->items, 0, g_list_model_get_n_items (G_LIST_MODEL (list->items)), items->pdata, items->len);
  gtk_label_set_text (GTK_LABEL (list->nothing), differences->len > 0 ? _("Only the layout of the document differs.")
                                                                      : _("Nothing differs."));
  gtk_stack_set_visible_child (GTK_STACK (list->stack), items->len > 0 ? list->scroller : list->nothing);
  update_height (list);
}

/**
 * qd_difference_list_set_differences:
 * @list: a list
 * @differences: (element-type QdDifference): what to show; those of layout hints are left out
 */
void
qd_difference_list_set_differences (QdDifferenceList *list,
                                    GPtrArray        *differences)
{
  qd_difference_list_set (list, differences, NULL);
}

/**
 * qd_difference_list_set_activatable:
 * @list: a list that shows nothing yet
 *
 * Has its rows tell, by QdDifferenceList::activated, when somebody clicks one or presses Enter on it.
 */
void
qd_difference_list_set_activatable (QdDifferenceList *list)
{
  g_return_if_fail (QD_IS_DIFFERENCE_LIST (list));

  list->activatable = TRUE;
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list->view), TRUE);
}

/**
 * qd_difference_list_set_max_height:
 * @height: in pixels; the list is about as high as it needs up to that, instead of filling the place it has
 */
void
qd_difference_list_set_max_height (QdDifferenceList *list,
                                   int               height)
{
  g_return_if_fail (QD_IS_DIFFERENCE_LIST (list));

  list->max_height = height;
  update_height (list);
}
