#include "qd-config.h"

#include "qd-history-window.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-compare.h"
#include "qd-count.h"
#include "qd-dialogs.h"
#include "qd-difference-list.h"
#include "qd-file.h"

/* The states that a plan's file had: when, what became different with each, and what is different now; any of them can be
 * had back. */

struct _QdHistoryWindow
{
  AdwWindow       parent_instance;

  QdDocument     *document;
  QdSnapshots    *snapshots;
  GPtrArray      *infos;       /* of QdSnapshotInfo */
  GCancellable   *cancellable; /* of what is being loaded and compared */
  QdPlan         *plan;        /* that of the state chosen, once it is compared */

  AdwWindowTitle *heading;
  GtkStack       *stack;
  AdwStatusPage  *none;
  GtkListBox     *states;
  GtkLabel       *summary;
  GtkBox         *place;
  GtkWidget      *differences;
  GtkWidget      *restore_button;
};

G_DEFINE_FINAL_TYPE (QdHistoryWindow, qd_history_window, ADW_TYPE_WINDOW)

static void list_states (QdHistoryWindow *self);

static const QdSnapshotInfo *
get_chosen (QdHistoryWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->states);

  return row != NULL ? g_ptr_array_index (self->infos, (guint) gtk_list_box_row_get_index (row)) : NULL;
}

/* What is still under way is about another state. */
static void
begin_again (QdHistoryWindow *self)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_object (&self->plan);
  gtk_widget_set_sensitive (self->restore_button, FALSE);
  gtk_widget_set_visible (self->differences, FALSE);
  qd_difference_list_set_differences (QD_DIFFERENCE_LIST (self->differences), nothing);
  gtk_label_set_text (self->summary, "");
}

/* The plan of a state, a copy of the plan as it is now, and what is different between them. */
typedef struct
{
  QdPlan    *then;
  QdPlan    *now;
  GPtrArray *differences;
} Comparing;

static void
comparing_free (gpointer data)
{
  Comparing *comparing = data;

  g_clear_object (&comparing->then);
  g_clear_object (&comparing->now);
  g_clear_pointer (&comparing->differences, g_ptr_array_unref);
  g_free (comparing);
}

static void
compare_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Comparing *comparing = task_data;

  comparing->differences = qd_compare_list (comparing->then, comparing->now);
  g_task_return_boolean (task, TRUE);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (QdHistoryWindow) self = user_data;
  Comparing *comparing = g_task_get_task_data (G_TASK (result));
  g_autofree char *summary = NULL;
  guint n;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;

  n = qd_differences_count (comparing->differences);
  summary = n > 0 ? qd_count_printf (ngettext ("%u thing is different now", "%u things are different now", n), n)
                  : g_strdup (_("Nothing is different now"));
  gtk_label_set_text (self->summary, summary);
  qd_difference_list_set_differences (QD_DIFFERENCE_LIST (self->differences), comparing->differences);
  gtk_widget_set_visible (self->differences, n > 0);
  self->plan = g_object_ref (comparing->then);
  gtk_widget_set_sensitive (self->restore_button,
                            comparing->differences->len > 0 && !qd_document_get_read_only (self->document));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (QdHistoryWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = qd_snapshots_load_finish (self->snapshots, result, &error);
  g_autoptr (GTask) task = NULL;
  Comparing *comparing;

  if (plan == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_text (self->summary, error->message);
      return;
    }

  comparing = g_new0 (Comparing, 1);
  comparing->then = g_steal_pointer (&plan);
  comparing->now = qd_plan_copy (qd_document_get_plan (self->document));
  task = g_task_new (NULL, self->cancellable, compared_cb, g_object_ref (self));
  g_task_set_task_data (task, comparing, comparing_free);
  g_task_run_in_thread (task, compare_thread);
}

static void
state_selected_cb (GtkListBox      *states,
                   GtkListBoxRow   *row,
                   QdHistoryWindow *self)
{
  const QdSnapshotInfo *info = get_chosen (self);

  begin_again (self);
  if (info == NULL)
    return;

  if (info->is_damaged)
    gtk_label_set_text (self->summary, _("This state cannot be read any more."));
  else
    qd_snapshots_load_async (self->snapshots, qd_document_get_file (self->document), info->id, self->cancellable, loaded_cb,
                             g_object_ref (self));
}

static void
restore_cb (QdHistoryWindow *self)
{
  const QdSnapshotInfo *info = get_chosen (self);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *title = qd_snapshot_info_dup_undo_title (info);
  g_autoptr (GError) error = NULL;

  if (!qd_document_restore (self->document, self->plan, title, &error))
    {
      qd_dialog_show_error (GTK_WINDOW (self), _("The state could not be restored"), error->message);
      return;
    }

  qd_widget_toast_undo (GTK_WIDGET (parent), _("Restored, and not saved yet"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (QdHistoryWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!qd_snapshots_clear_finish (self->snapshots, result, &error))
    qd_dialog_show_error (GTK_WINDOW (self), _("Some states could not be cleared"), error->message);
  list_states (self);
}

static void
clear_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  QdHistoryWindow *self = QD_HISTORY_WINDOW (source);
  g_autofree char *answer = qd_dialog_ask_finish (result);

  if (g_str_equal (answer, "clear"))
    qd_snapshots_clear_async (self->snapshots, qd_document_get_file (self->document), cleared_cb, g_object_ref (self));
}

static void
clear_cb (QdHistoryWindow *self)
{
  const char *const answers[] = { "cancel", _("_Cancel"), "!clear", _("C_lear"), NULL };
  g_autofree char *name = qd_file_dup_name (qd_document_get_file (self->document));
  g_autofree char *heading = g_strdup_printf (_("Clear all earlier states of “%s”?"), name);

  qd_dialog_ask_async (GTK_WINDOW (self), heading, _("They cannot be had back. The plan and its file stay as they are."),
                       answers, clear_answered_cb, NULL);
}

/* What was saved twice in a minute is told apart by the seconds. */
static gboolean
is_ambiguous (GPtrArray *infos,
              guint      index)
{
  const QdSnapshotInfo *info = g_ptr_array_index (infos, index);

  for (guint i = index > 0 ? index - 1 : 0; i < MIN (index + 2, infos->len); i++)
    {
      const QdSnapshotInfo *other = g_ptr_array_index (infos, i);
      g_autofree char *time = NULL;
      g_autofree char *other_time = NULL;

      if (i == index || info->time == NULL || other->time == NULL)
        continue;
      time = qd_time_describe (info->time);
      other_time = qd_time_describe (other->time);
      if (g_str_equal (time, other_time))
        return TRUE;
    }

  return FALSE;
}

/* Returns: (transfer full): “5:24:07 PM · 1 changed” */
static char *
describe_state (const QdSnapshotInfo *info,
                gboolean              seconds)
{
  g_autofree char *summary = qd_snapshot_info_describe (info);
  g_autoptr (GDateTime) local = seconds ? g_date_time_to_local (info->time) : NULL;
  g_autofree char *clock = local != NULL ? g_date_time_format (local, "%X") : NULL;

  return clock != NULL ? g_strjoin (" · ", clock, summary, NULL) : g_steal_pointer (&summary);
}

static GtkWidget *
build_row (const QdSnapshotInfo *info,
           gboolean              seconds)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *time = info->time != NULL ? qd_time_describe (info->time) : g_strdup (C_("when a state was", "Unknown time"));
  g_autofree char *current = g_strdup_printf (C_("a state, and what is said of it", "%s · in the file"), time);
  g_autofree char *summary = describe_state (info, seconds);
  GtkWidget *title = gtk_label_new (info->is_current ? current : time);
  GtkWidget *subtitle = gtk_label_new (summary);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_label_set_wrap (GTK_LABEL (subtitle), TRUE);
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);
  gtk_widget_add_css_class (box, "qd-state");

  return box;
}

static void
show_states (QdHistoryWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->states))) != NULL)
    gtk_list_box_remove (self->states, child);

  for (guint i = 0; i < self->infos->len; i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *content = build_row (g_ptr_array_index (self->infos, i), is_ambiguous (self->infos, i));

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
      qd_widget_describe (row, gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (content))),
                          gtk_label_get_text (GTK_LABEL (gtk_widget_get_last_child (content))));
      gtk_list_box_append (self->states, row);
    }

  gtk_stack_set_visible_child_name (self->stack, self->infos->len > 0 ? "states" : "none");
  gtk_widget_set_visible (self->restore_button, self->infos->len > 0);
  if (self->infos->len > 0)
    {
      gtk_list_box_select_row (self->states, gtk_list_box_get_row_at_index (self->states, 0));
      gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->states, 0)));
    }
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (QdHistoryWindow) self = user_data;
  GPtrArray *infos = qd_snapshots_list_finish (self->snapshots, result, NULL);

  if (infos == NULL)
    return;

  g_clear_pointer (&self->infos, g_ptr_array_unref);
  self->infos = infos;
  show_states (self);
}

static void
list_states (QdHistoryWindow *self)
{
  begin_again (self);
  qd_snapshots_list_async (self->snapshots, qd_document_get_file (self->document), self->cancellable, listed_cb,
                           g_object_ref (self));
}

static void
qd_history_window_dispose (GObject *object)
{
  QdHistoryWindow *self = QD_HISTORY_WINDOW (object);

  /* The list loses its selection when it goes. */
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_func (self->states, state_selected_cb, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->plan);
  g_clear_object (&self->document);
  g_clear_object (&self->snapshots);

  G_OBJECT_CLASS (qd_history_window_parent_class)->dispose (object);
}

static void
qd_history_window_finalize (GObject *object)
{
  g_clear_pointer (&QD_HISTORY_WINDOW (object)->infos, g_ptr_array_unref);

  G_OBJECT_CLASS (qd_history_window_parent_class)->finalize (object);
}

static void
qd_history_window_class_init (QdHistoryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_history_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_history_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-history-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QdHistoryWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, QdHistoryWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, QdHistoryWindow, none);
  gtk_widget_class_bind_template_child (widget_class, QdHistoryWindow, states);
  gtk_widget_class_bind_template_child (widget_class, QdHistoryWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, QdHistoryWindow, place);
  gtk_widget_class_bind_template_child (widget_class, QdHistoryWindow, restore_button);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, state_selected_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qd_history_window_init (QdHistoryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->infos = g_ptr_array_new ();
  self->differences = qd_difference_list_new (_("What is different now"));
  gtk_widget_set_hexpand (self->differences, TRUE);
  gtk_box_append (self->place, self->differences);
}

/**
 * qd_history_window_new:
 * @parent: the window of @document
 * @document: a document that has a file
 * @snapshots: where its earlier states are kept
 *
 * Returns: a window of the states that its file had
 */
GtkWidget *
qd_history_window_new (GtkWindow   *parent,
                       QdDocument  *document,
                       QdSnapshots *snapshots)
{
  QdHistoryWindow *self = g_object_new (QD_TYPE_HISTORY_WINDOW, "transient-for", parent, NULL);
  g_autofree char *name = qd_file_dup_name (qd_document_get_file (document));

  self->document = g_object_ref (document);
  self->snapshots = g_object_ref (snapshots);
  adw_window_title_set_subtitle (self->heading, name);
  if (qd_snapshots_get_enabled (snapshots))
    adw_status_page_set_description (self->none, _("From now on, each save keeps the state before it."));
  else
    adw_status_page_set_description (self->none, _("They are not kept. The preferences can change that."));
  list_states (self);

  return GTK_WIDGET (self);
}
