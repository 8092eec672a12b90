#include "qd-config.h"

#include "qd-comment-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-application.h"
#include "qd-comments.h"
#include "qd-text.h"

/* The comments on one record, and where one adds another. They are signed with a name that is asked for once. */

struct _QdCommentList
{
  GtkWidget   parent_instance;

  QdDocument *document;
  QdRecord   *record;
  GSettings  *settings;  /* (nullable) */

  GtkWidget  *box;
  GtkWidget  *list;      /* of the comments, with the entry as its last row */
  GtkWidget  *entry;
  GtkWidget  *name;      /* in the popover of who one is */
  guint       n_shown;
  char       *shown;     /* what stands there now: nothing is rebuilt while it stays the same */
};

G_DEFINE_FINAL_TYPE (QdCommentList, qd_comment_list, GTK_TYPE_WIDGET)

/* Who writes: what somebody typed as their name, else what the account says. */
static char *
dup_author (QdCommentList *self)
{
  g_autofree char *typed = self->settings != NULL ? g_settings_get_string (self->settings, "author") : NULL;
  const char *real_name = g_get_real_name ();

  if (!qd_text_is_blank (typed))
    return g_strstrip (g_steal_pointer (&typed));

  /* What GLib says where the account has no name. */
  return g_strdup (real_name != NULL && *real_name != '\0' && !g_str_equal (real_name, "Unknown") ? real_name
                                                                                                  : g_get_user_name ());
}

static void
update_entry (QdCommentList *self)
{
  g_autofree char *author = dup_author (self);
  /* Translators: %s is the name of whoever writes the comment. */
  g_autofree char *title = g_strdup_printf (_("Comment as %s"), author);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), title);
  gtk_widget_set_visible (self->entry, !qd_document_get_read_only (self->document));
}

static void
resolve_cb (GtkToggleButton *button,
            QdCommentList   *self)
{
  QdRecord *comment = g_object_get_data (G_OBJECT (button), "comment");
  g_auto (QdValue) value = gtk_toggle_button_get_active (button) ? qd_value_text ("yes") : (QdValue) QD_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (!qd_document_set_value (self->document, comment, QD_COMMENT_RESOLVED, &value, QD_APPLY_DEFAULT, &error))
    qd_widget_toast (GTK_WIDGET (self), error->message);
}

static GtkWidget *
build_comment (QdCommentList *self,
               QdRecord      *comment)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *author = gtk_label_new (qd_record_get_text (comment, QD_COMMENT_AUTHOR));
  GtkWidget *text = gtk_label_new (qd_record_get_text (comment, QD_COMMENT_TEXT));
  GtkWidget *resolve = gtk_toggle_button_new ();
  gboolean resolved = qd_comment_is_resolved (comment);
  const char *label = resolved ? C_("a comment", "Reopen") : C_("a comment", "Resolve");

  gtk_label_set_xalign (GTK_LABEL (author), 0);
  gtk_label_set_ellipsize (GTK_LABEL (author), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (author, "caption-heading");
  gtk_widget_set_visible (author, *qd_record_get_text (comment, QD_COMMENT_AUTHOR) != '\0');
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (text), FALSE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), author);
  gtk_box_append (GTK_BOX (texts), text);
  if (resolved)
    gtk_widget_add_css_class (texts, "dim-label");

  gtk_button_set_icon_name (GTK_BUTTON (resolve), "object-select-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (resolve), resolved);
  gtk_widget_add_css_class (resolve, "flat");
  gtk_widget_set_valign (resolve, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (resolve, label);
  gtk_widget_set_sensitive (resolve, !qd_document_get_read_only (self->document));
  qd_widget_describe (resolve, label, qd_record_get_text (comment, QD_COMMENT_TEXT));
  g_object_set_data (G_OBJECT (resolve), "comment", comment);
  g_signal_connect_object (resolve, "toggled", G_CALLBACK (resolve_cb), self, 0);

  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), resolve);
  gtk_widget_add_css_class (box, "qd-comment");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);

  return row;
}

static char *
describe_all (GPtrArray *comments)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < comments->len; i++)
    {
      QdRecord *comment = g_ptr_array_index (comments, i);

      g_string_append_printf (all, "%p\n%s\n%s\n%d\n", (gpointer) comment, qd_record_get_text (comment, QD_COMMENT_AUTHOR),
                              qd_record_get_text (comment, QD_COMMENT_TEXT), qd_comment_is_resolved (comment));
    }

  return g_string_free (all, FALSE);
}

static void
update (QdCommentList *self)
{
  g_autoptr (GPtrArray) comments = qd_comments_on (self->record);
  g_autofree char *all = describe_all (comments);

  update_entry (self);
  if (g_strcmp0 (all, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&all);

  /* The entry stays where it is: somebody may be writing in it. */
  for (; self->n_shown > 0; self->n_shown--)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)));
  for (; self->n_shown < comments->len; self->n_shown++)
    gtk_list_box_insert (GTK_LIST_BOX (self->list), build_comment (self, g_ptr_array_index (comments, self->n_shown)),
                         (int) self->n_shown);
}

static gboolean
update_cb (gpointer user_data)
{
  QdCommentList *self = user_data;

  if (self->record != NULL && qd_record_get_plan (self->record) != NULL)
    update (self);

  return G_SOURCE_REMOVE;
}

/* Later: a row must not go while its own button is being pressed. */
static void
document_changed_cb (QdDocument    *document,
                     QdChange      *change,
                     QdCommentList *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, g_object_ref (self), g_object_unref);
}

static void
entry_activated_cb (QdCommentList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *author = dup_author (self);
  g_autoptr (GError) error = NULL;

  if (qd_text_is_blank (text))
    return;

  if (qd_document_comment (self->document, self->record, author, text, &error) == NULL)
    qd_widget_toast (GTK_WIDGET (self), error->message);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
name_changed_cb (QdCommentList *self)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "author", gtk_editable_get_text (GTK_EDITABLE (self->name)));
  update_entry (self);
}

static void
name_done_cb (GtkPopover *popover)
{
  gtk_popover_popdown (popover);
}

/* Who one is: a button in the entry, since it is asked for once and then remembered. */
static GtkWidget *
build_name (QdCommentList *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (_("Your name on comments"));
  g_autofree char *author = dup_author (self);

  self->name = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->name), author);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name), 24);
  qd_widget_set_name (self->name, _("Your name on comments"));
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (name_changed_cb), self);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (name_done_cb), popover);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "avatar-default-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Change your name"));
  qd_widget_set_name (button, _("Change your name"));

  return button;
}

static void
qd_comment_list_dispose (GObject *object)
{
  QdCommentList *self = QD_COMMENT_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->record);
  g_clear_object (&self->settings);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_comment_list_parent_class)->dispose (object);
}

static void
qd_comment_list_class_init (QdCommentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_comment_list_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qd_comment_list_init (QdCommentList *self)
{
  GtkWidget *title = gtk_label_new (_("Comments"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  qd_widget_set_name (self->list, _("Comments"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * qd_comment_list_new:
 * @document: the document
 * @record: one of its records
 *
 * Returns: the comments on @record
 */
GtkWidget *
qd_comment_list_new (QdDocument *document,
                     QdRecord   *record)
{
  QdCommentList *self = g_object_new (QD_TYPE_COMMENT_LIST, NULL);
  GSettings *settings = qd_application_get_settings (QD_APPLICATION (g_application_get_default ()));

  self->document = g_object_ref (document);
  self->record = g_object_ref (record);
  if (settings != NULL)
    self->settings = g_object_ref (settings);

  self->entry = adw_entry_row_new ();
  g_signal_connect_swapped (self->entry, "entry-activated", G_CALLBACK (entry_activated_cb), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->entry), build_name (self));
  gtk_list_box_append (GTK_LIST_BOX (self->list), self->entry);
  update (self);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);

  return GTK_WIDGET (self);
}

/**
 * qd_comment_list_set_record:
 * @list: the comments on a record
 * @record: another record, on which they are from now on
 */
void
qd_comment_list_set_record (QdCommentList *list,
                            QdRecord      *record)
{
  if (!g_set_object (&list->record, record))
    return;

  gtk_editable_set_text (GTK_EDITABLE (list->entry), "");
  update (list);
}

/**
 * qd_comment_list_start:
 *
 * Takes the focus to where one writes a comment.
 *
 * Returns: whether one may
 */
gboolean
qd_comment_list_start (QdCommentList *list)
{
  return gtk_widget_get_visible (list->entry) && gtk_widget_grab_focus (list->entry);
}
