#include "qd-config.h"

#include "qd-conflict-window.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-difference-list.h"
#include "qd-file.h"

/* Another program changed the file: what it wrote, what was changed here, and which of the two is to stay. */

/* Of a list: a heading and a difference, in pixels at the usual size of text. */
#define LEAST_HEIGHT 96

struct _QdConflictWindow
{
  AdwWindow     parent_instance;

  QdDocument   *document;
  GCancellable *cancellable;
  GTask        *task;    /* until there is an answer */

  GtkWidget    *message;
  GtkBox       *lists;
  GtkWidget    *merge_button;
  GtkWidget    *reload_button;
  GtkWidget    *overwrite_button;
  GtkWidget    *save_as_button;
};

G_DEFINE_FINAL_TYPE (QdConflictWindow, qd_conflict_window, ADW_TYPE_WINDOW)

static gboolean
hand_on_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_int (task, GPOINTER_TO_INT (g_task_get_task_data (task)));

  return G_SOURCE_REMOVE;
}

/* Handed on once the window is gone: another one may well be next. */
static void
answer (QdConflictWindow *self,
        QdConflictAnswer  what)
{
  if (self->task == NULL)
    return;

  g_task_set_task_data (self->task, GINT_TO_POINTER (what), NULL);
  g_idle_add (hand_on_cb, g_steal_pointer (&self->task));
}

static void
answer_cb (GtkWidget        *button,
           QdConflictWindow *self)
{
  if (button == self->merge_button)
    answer (self, QD_CONFLICT_MERGE);
  else if (button == self->reload_button)
    answer (self, QD_CONFLICT_RELOAD);
  else if (button == self->overwrite_button)
    answer (self, QD_CONFLICT_OVERWRITE);
  else
    answer (self, QD_CONFLICT_SAVE_AS);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
qd_conflict_window_close_request (GtkWindow *window)
{
  answer (QD_CONFLICT_WINDOW (window), QD_CONFLICT_CANCEL);

  return GTK_WINDOW_CLASS (qd_conflict_window_parent_class)->close_request (window);
}

static GtkWidget *
add_text (GtkBox     *box,
          const char *text,
          const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style_class);
  gtk_box_append (box, label);

  return label;
}

static void
add_list (QdConflictWindow *self,
          const char       *title,
          const char       *explanation,
          GPtrArray        *differences)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *list = qd_difference_list_new (title);

  add_text (GTK_BOX (box), title, "heading");
  gtk_widget_add_css_class (add_text (GTK_BOX (box), explanation, "caption"), "dim-label");

  qd_difference_list_set_differences (QD_DIFFERENCE_LIST (list), differences);
  gtk_widget_add_css_class (list, "card");
  gtk_widget_set_margin_top (list, 3);
  gtk_widget_set_vexpand (list, TRUE);
  gtk_widget_set_size_request (list, -1, (int) (LEAST_HEIGHT * qd_widget_text_scale (list)));
  gtk_box_append (GTK_BOX (box), list);
  gtk_widget_set_vexpand (box, TRUE);
  gtk_box_append (self->lists, box);
}

static void
show_comparison (QdConflictWindow *self,
                 QdFileComparison *comparison)
{
  guint n_theirs = qd_differences_count (comparison->theirs);
  g_autofree char *theirs = NULL;
  g_autofree char *ours = NULL;
  guint n_ours;

  if (comparison->ours == NULL)
    {
      theirs = qd_count_printf (ngettext ("The file differs in %u thing", "The file differs in %u things", n_theirs), n_theirs);
      add_list (self, theirs, _("From what is here to what is in the file. Reloading takes it, overwriting loses it."),
                comparison->theirs);
      return;
    }

  theirs = qd_count_printf (ngettext ("In the file: %u change", "In the file: %u changes", n_theirs), n_theirs);
  add_list (self, theirs, _("What the other program wrote. Overwriting loses it."), comparison->theirs);

  n_ours = qd_differences_count (comparison->ours);
  if (n_ours == 0)
    {
      add_text (self->lists, _("Nothing was changed here."), "heading");
      return;
    }

  ours = qd_count_printf (ngettext ("Here: %u change", "Here: %u changes", n_ours), n_ours);
  add_list (self, ours, _("What you changed and did not save. Reloading takes it away; Undo brings it back."),
            comparison->ours);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (QdConflictWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdFileComparison) comparison = qd_document_compare_file_finish (self->document, result, &error);
  GtkWidget *waiting = gtk_widget_get_first_child (GTK_WIDGET (self->lists));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_box_remove (self->lists, waiting);
  gtk_widget_set_sensitive (self->reload_button, comparison != NULL);
  gtk_widget_set_sensitive (self->merge_button, comparison != NULL && !qd_document_get_read_only (self->document));
  if (comparison != NULL)
    show_comparison (self, comparison);
  else
    add_text (self->lists, error->message, "qd-error");
}

static void
qd_conflict_window_dispose (GObject *object)
{
  QdConflictWindow *self = QD_CONFLICT_WINDOW (object);

  answer (self, QD_CONFLICT_CANCEL);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_conflict_window_parent_class)->dispose (object);
}

static void
qd_conflict_window_class_init (QdConflictWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_conflict_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = qd_conflict_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-conflict-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QdConflictWindow, message);
  gtk_widget_class_bind_template_child (widget_class, QdConflictWindow, lists);
  gtk_widget_class_bind_template_child (widget_class, QdConflictWindow, merge_button);
  gtk_widget_class_bind_template_child (widget_class, QdConflictWindow, reload_button);
  gtk_widget_class_bind_template_child (widget_class, QdConflictWindow, overwrite_button);
  gtk_widget_class_bind_template_child (widget_class, QdConflictWindow, save_as_button);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qd_conflict_window_init (QdConflictWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * qd_conflict_window_ask_async:
 * @parent: the window of @document
 * @document: a document whose file another program changed
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Shows what is different, and asks what to do. Closing the window changes nothing.
 */
void
qd_conflict_window_ask_async (GtkWindow           *parent,
                              QdDocument          *document,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  QdConflictWindow *self = g_object_new (QD_TYPE_CONFLICT_WINDOW, "transient-for", parent, NULL);
  GtkWidget *suggested = qd_document_get_modified (document) ? self->merge_button : self->reload_button;
  g_autofree char *name = qd_file_dup_name (qd_document_get_file (document));
  g_autofree char *message = g_strdup_printf (_("Another program changed “%s” since it was opened or saved here. Nothing "
                                                "is lost yet: bring both together, or choose which of the two the file is to hold."), name);
  GtkWidget *waiting = gtk_spinner_new ();

  self->document = g_object_ref (document);
  self->task = g_task_new (parent, NULL, callback, user_data);
  gtk_label_set_text (GTK_LABEL (self->message), message);
  gtk_widget_add_css_class (suggested, "suggested-action");
  gtk_widget_set_sensitive (self->overwrite_button, !qd_document_get_read_only (document));
  gtk_widget_add_css_class (self->overwrite_button, "destructive-action");

  gtk_spinner_start (GTK_SPINNER (waiting));
  gtk_widget_set_vexpand (waiting, TRUE);
  gtk_box_append (self->lists, waiting);
  qd_document_compare_file_async (document, self->cancellable, compared_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  /* Not before: GTK 4.8 would take the window for a widget like others, and a screen reader with it. */
  gtk_widget_grab_focus (suggested);
}

/**
 * qd_conflict_window_ask_finish:
 *
 * Returns: what was decided
 */
QdConflictAnswer
qd_conflict_window_ask_finish (GAsyncResult *result)
{
  return (QdConflictAnswer) g_task_propagate_int (G_TASK (result), NULL);
}
