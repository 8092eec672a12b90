#include "qd-config.h"

#include "qd-import-dialog.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-import-rows.h"
#include "qd-text.h"

/* Which lists and rows of another plan to take over: those that this plan has not, or has otherwise. There may be
 * thousands: only what shows is made. */

/* A row of the model: a record, or a list with all of its records. */
#define QD_TYPE_IMPORT_ITEM (qd_import_item_get_type ())

G_DECLARE_FINAL_TYPE (QdImportItem, qd_import_item, QD, IMPORT_ITEM, GObject)

struct _QdImportItem
{
  GObject      parent_instance;

  QdImportRow  row;      /* without a record: a list */
  gboolean     chosen;
};

enum
{
  PROP_0,
  PROP_CHOSEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (QdImportItem, qd_import_item, G_TYPE_OBJECT)

struct _QdImportDialog
{
  AdwWindow   parent_instance;

  QdDocument *document;
  QdPlan     *other;   /* what the rows are of */
  char       *name;

  GListStore *items;
  GtkWidget  *stack;
  GtkWidget  *view;
  GtkWidget  *nothing;
  GtkWidget  *summary;
  GtkWidget  *accept;
  gboolean    choosing;
};

G_DEFINE_FINAL_TYPE (QdImportDialog, qd_import_dialog, ADW_TYPE_WINDOW)

static void
choose (QdImportItem *item,
        gboolean      chosen)
{
  if (item->chosen == chosen)
    return;

  item->chosen = chosen;
  g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_CHOSEN]);
}

static void
qd_import_item_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHOSEN:
      g_value_set_boolean (value, QD_IMPORT_ITEM (object)->chosen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qd_import_item_class_init (QdImportItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = qd_import_item_get_property;
  properties[PROP_CHOSEN] = g_param_spec_boolean ("chosen", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
qd_import_item_init (QdImportItem *self)
{
}

static QdImportItem *
get_item (QdImportDialog *self,
          guint           index)
{
  g_autoptr (QdImportItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), index);

  return item; /* the store has it, too */
}

static void
update_summary (QdImportDialog *self)
{
  guint n_new = 0, n_changed = 0;
  g_autofree char *added = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      QdImportItem *item = get_item (self, i);

      if (item->row.record == NULL || !item->chosen)
        continue;
      if (item->row.is_new)
        n_new++;
      else
        n_changed++;
    }

  added = qd_count_printf (ngettext ("%u row comes in", "%u rows come in", n_new), n_new);
  changed = qd_count_printf (ngettext ("%u is changed", "%u are changed", n_changed), n_changed);
  /* Translators: “2 rows come in, 1 is changed.” */
  text = g_strdup_printf (C_("what an import does", "%s, %s. Nothing is removed."), added, changed);
  gtk_label_set_text (GTK_LABEL (self->summary), n_new + n_changed > 0 ? text : _("Choose what is to be taken over."));
  gtk_widget_set_sensitive (self->accept, n_new + n_changed > 0);
}

/* A list with all of its rows, or a row and with it what its list says. */
static void
chosen_by_hand (QdImportDialog *self,
                QdImportItem   *item,
                gboolean        chosen)
{
  QdImportItem *heading = NULL;
  gboolean all = TRUE;

  self->choosing = TRUE;
  choose (item, chosen);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      QdImportItem *other = get_item (self, i);

      if (other->row.list != item->row.list)
        continue;
      if (other->row.record == NULL)
        heading = other;
      else if (item->row.record == NULL)
        choose (other, chosen);
      all = all && (other->row.record == NULL || other->chosen);
    }
  if (heading != NULL)
    choose (heading, all);
  self->choosing = FALSE;
  update_summary (self);
}

static void
toggled_cb (GtkCheckButton *check,
            GtkListItem    *list_item)
{
  QdImportItem *item = gtk_list_item_get_item (list_item);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (check));

  if (item != NULL && QD_IS_IMPORT_DIALOG (root) && !QD_IMPORT_DIALOG (root)->choosing &&
      gtk_check_button_get_active (check) != item->chosen)
    chosen_by_hand (QD_IMPORT_DIALOG (root), item, gtk_check_button_get_active (check));
}

static void
show_chosen_cb (QdImportItem *item,
                GParamSpec   *pspec,
                GtkWidget    *check)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), item->chosen);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), list_item);
  gtk_list_item_set_child (list_item, box);
}

static char *
describe (const QdImportRow *row)
{
  if (row->is_new)
    return g_strdup (C_("a row of another plan", "New"));

  return qd_count_printf (ngettext ("%u difference", "%u differences", row->n_differences), row->n_differences);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         gpointer                  user_data)
{
  QdImportItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *check = gtk_widget_get_first_child (box);
  GtkWidget *title = gtk_widget_get_next_sibling (check);
  GtkWidget *detail = gtk_widget_get_last_child (box);
  QdRecord *record = item->row.record;
  const char *text = record != NULL ? qd_record_get_title (record) : _(qd_list_info (item->row.list)->title);
  g_autofree char *description = record != NULL ? describe (&item->row) : g_strdup ("");

  if (record != NULL && qd_text_is_blank (text))
    text = _(qd_record_get_info (record)->label);
  gtk_label_set_text (GTK_LABEL (title), text);
  gtk_label_set_text (GTK_LABEL (detail), description);
  gtk_widget_set_margin_start (box, record != NULL ? 24 : 0);
  if (record == NULL)
    gtk_widget_add_css_class (title, "heading");
  else
    gtk_widget_remove_css_class (title, "heading");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), item->chosen);
  qd_widget_describe (check, text, description);
  qd_widget_describe (gtk_widget_get_parent (box), text, description);
  g_signal_connect_object (item, "notify::chosen", G_CALLBACK (show_chosen_cb), check, 0);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           gpointer                  user_data)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (list_item),
                                        gtk_widget_get_first_child (gtk_list_item_get_child (list_item)));
}

/* Enter or a click anywhere in the row. */
static void
activate_cb (GtkListView    *view,
             guint           position,
             QdImportDialog *self)
{
  QdImportItem *item = get_item (self, position);

  chosen_by_hand (self, item, !item->chosen);
}

static void
accept_cb (QdImportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autofree char *title = g_strdup_printf (C_("undo", "Import from “%s”"), self->name);
  g_autoptr (QdChange) change = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    if (get_item (self, i)->row.record != NULL && get_item (self, i)->chosen)
      g_ptr_array_add (records, get_item (self, i)->row.record);

  change = qd_import_rows_change (qd_document_get_plan (self->document), records, title);
  if (qd_document_apply (self->document, change, QD_APPLY_AS_STORED, &error))
    {
      g_autofree char *message = qd_count_printf (ngettext ("%u row imported", "%u rows imported", records->len),
                                                  records->len);

      qd_widget_toast_undo (GTK_WIDGET (parent), message);
    }
  else
    {
      qd_widget_toast (GTK_WIDGET (parent), error->message);
    }
  gtk_window_close (GTK_WINDOW (self));
}

static void
fill (QdImportDialog *self)
{
  g_autoptr (GArray) rows = qd_import_rows_list (qd_document_get_plan (self->document), self->other);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      const QdImportRow *row = &g_array_index (rows, QdImportRow, i);
      QdImportItem *item;

      if (i == 0 || row->list != g_array_index (rows, QdImportRow, i - 1).list)
        {
          item = g_object_new (QD_TYPE_IMPORT_ITEM, NULL);
          item->row.list = row->list;
          g_ptr_array_add (items, item);
        }
      item = g_object_new (QD_TYPE_IMPORT_ITEM, NULL);
      item->row = *row;
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->items, 0, 0, items->pdata, items->len);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), items->len > 0 ? "rows" : "nothing");
  update_summary (self);
}

/* Not before: GTK 4.8 would take the window for a widget like others, and a screen reader with it. */
static void
qd_import_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qd_import_dialog_parent_class)->map (widget);

  gtk_widget_child_focus (QD_IMPORT_DIALOG (widget)->stack, GTK_DIR_TAB_FORWARD);
}

static void
qd_import_dialog_dispose (GObject *object)
{
  QdImportDialog *self = QD_IMPORT_DIALOG (object);

  if (self->items != NULL)
    g_list_store_remove_all (self->items);
  g_clear_object (&self->items);
  g_clear_object (&self->document);
  g_clear_object (&self->other);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (qd_import_dialog_parent_class)->dispose (object);
}

static void
qd_import_dialog_class_init (QdImportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_import_dialog_dispose;
  GTK_WIDGET_CLASS (klass)->map = qd_import_dialog_map;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
build_list (QdImportDialog *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (self->view), TRUE);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->view), TRUE);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, 0);
  qd_widget_set_name (self->view, _("What can be taken over"));
  qd_widget_set_name (scroller, _("What can be taken over"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);

  return scroller;
}

static GtkWidget *
build_bar (QdImportDialog *self)
{
  GtkWidget *bar = qd_dialog_bar_new (_("_Import"), &self->accept);

  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_cb), self);

  return bar;
}

static void
qd_import_dialog_init (QdImportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->items = g_list_store_new (QD_TYPE_IMPORT_ITEM);
  gtk_box_append (GTK_BOX (box), build_bar (self));

  self->summary = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->summary), 0);
  gtk_label_set_wrap (GTK_LABEL (self->summary), TRUE);
  gtk_widget_add_css_class (self->summary, "qd-import-summary");
  gtk_box_append (GTK_BOX (box), self->summary);

  self->nothing = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->nothing), "object-select-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->nothing), _("Nothing to Import"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing), _("This plan has all that the other one has."));
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_widget_add_css_class (self->stack, "qd-import");
  gtk_stack_add_named (GTK_STACK (self->stack), build_list (self), "rows");
  gtk_stack_add_named (GTK_STACK (self->stack), self->nothing, "nothing");
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);

  gtk_window_set_default_size (GTK_WINDOW (self), 560, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

/**
 * qd_import_dialog_new:
 * @parent: the window of @document
 * @document: a document
 * @other: another plan; nobody changes it from now on
 * @name: what to call that
 *
 * Returns: a dialog that takes over what somebody chooses of @other
 */
GtkWidget *
qd_import_dialog_new (GtkWindow  *parent,
                      QdDocument *document,
                      QdPlan     *other,
                      const char *name)
{
  QdImportDialog *self = g_object_new (QD_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *title = g_strdup_printf (_("Import from “%s”"), name);

  self->document = g_object_ref (document);
  self->other = g_object_ref (other);
  self->name = g_strdup (name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  fill (self);

  return GTK_WIDGET (self);
}
