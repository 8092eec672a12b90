#include "qd-config.h"

#include "qd-window-private.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-dialogs.h"
#include "qd-team-draft.h"
#include "qd-text.h"

/* The plan as it is sent to the lead of a team, and submitted by that lead. It comes back by merging. */

/* A draft on its way into a file. */
typedef struct
{
  QdWindow   *window;
  QdDocument *document; /* that of the window when it was asked for */
  char       *team;     /* the id of the team */
  QdDocument *draft;
} Sending;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->window);
  g_object_unref (sending->document);
  g_free (sending->team);
  g_clear_object (&sending->draft);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Sending) sending = user_data;
  QdRecord *team = qd_plan_find (qd_document_get_plan (sending->document), sending->team);
  g_autoptr (GError) error = NULL;
  g_auto (QdValue) sent = qd_value_text ("sent");

  if (!qd_document_save_finish (sending->draft, result, &error))
    {
      qd_dialog_show_error (GTK_WINDOW (sending->window), _("The draft could not be written"), error->message);
      return;
    }

  if (team != NULL && sending->window->document == sending->document)
    qd_document_set_value (sending->document, team, QD_TEAM_DRAFT, &sent, QD_APPLY_DEFAULT, NULL);
  qd_widget_toast (GTK_WIDGET (sending->window), _("The draft is written. Merge it when it comes back."));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Sending) sending = user_data;
  g_autoptr (GFile) file = qd_dialog_save_finish (result);
  QdRecord *team = qd_plan_find (qd_document_get_plan (sending->document), sending->team);
  g_autoptr (QdPlan) draft = NULL;
  QdDocument *saved;

  if (file == NULL || team == NULL)
    return;

  draft = qd_team_draft_new (qd_document_get_plan (sending->document), team);
  saved = sending->draft = qd_document_new_for_plan (draft);
  qd_document_save_async (saved, file, TRUE, NULL, saved_cb, g_steal_pointer (&sending));
}

static void
team_named_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  QdWindow *self = QD_WINDOW (source);
  g_autofree char *name = qd_dialog_ask_text_finish (result);
  QdRecord *team = name != NULL && self->document != NULL
                     ? qd_plan_find_team (qd_document_get_plan (self->document), name) : NULL;
  g_autofree char *file_name = NULL;
  Sending *sending;

  if (name == NULL || self->document == NULL)
    return;
  if (team == NULL)
    {
      g_autofree char *message = g_strdup_printf (_("There is no team “%s” in this plan."), name);

      qd_widget_toast (GTK_WIDGET (self), message);
      return;
    }

  sending = g_new0 (Sending, 1);
  sending->window = g_object_ref (self);
  sending->document = g_object_ref (self->document);
  sending->team = g_strdup (qd_record_get_id (team));
  file_name = g_strdup_printf ("%s.qplan", qd_record_get_title (team));
  g_strdelimit (file_name, "/", '-');
  qd_dialog_save_async (GTK_WINDOW (self), file_name, file_chosen_cb, sending);
}

static void
send_draft_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (qd_window_commit_edit (self))
    qd_dialog_ask_text_async (GTK_WINDOW (self), _("Send a Team Draft"),
                              _("The lead gets the whole plan, and can change what is the team’s. Merging brings it back."),
                              _("Team"), _("_Save As…"), team_named_cb, NULL);
}

static void
submit_draft_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  g_auto (QdValue) submitted = qd_value_text ("submitted");
  g_autoptr (GError) error = NULL;

  if (!qd_window_commit_edit (self))
    return;
  if (qd_document_set_value (self->document, qd_plan_get_root (qd_document_get_plan (self->document)), QD_PLAN_DRAFT_STATE,
                             &submitted, QD_APPLY_DEFAULT, &error))
    qd_widget_toast_undo (widget, _("Submitted. Save it and send the file back."));
  else
    qd_widget_toast (widget, error->message);
}

void
qd_window_team_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.send-draft", NULL, send_draft_action);
  gtk_widget_class_install_action (widget_class, "win.submit-draft", NULL, submit_draft_action);
}

/* All of a team's draft can be read: what of it can be changed is said before anybody tries. */
static void
update_notice (QdWindow *self,
               gboolean  draft,
               gboolean  submitted)
{
  const QdNoticeAnswer answers[QD_NOTICE_MAX_ANSWERS] = {
    { submitted ? NULL : _("Submit the _Draft"), "win.submit-draft" },
  };
  g_autofree char *text = NULL;

  if (!draft)
    {
      qd_notice_hide (self->team_notice);
      return;
    }

  text = submitted ? g_strdup (_("Submitted. Save it and send the file back."))
                   : qd_team_draft_describe (qd_document_get_plan (self->document));
  qd_notice_show (self->team_notice, text, answers);
}

/* Called when anything that actions depend on has changed. */
void
qd_window_team_update (QdWindow *self)
{
  gboolean writable = self->document != NULL && !qd_document_get_read_only (self->document);
  QdRecord *root = self->document != NULL ? qd_plan_get_root (qd_document_get_plan (self->document)) : NULL;
  gboolean draft = root != NULL && !qd_text_is_blank (qd_record_get_text (root, QD_PLAN_DRAFT_TEAM));
  gboolean submitted = draft && g_str_equal (qd_record_get_text (root, QD_PLAN_DRAFT_STATE), "submitted");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.send-draft", writable && !draft);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.submit-draft", writable && draft && !submitted);
  update_notice (self, draft, submitted);
}
