#include "qd-config.h"

#include "qd-window-private.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-approvals.h"
#include "qd-check-in-dialog.h"
#include "qd-close-quarter.h"
#include "qd-dialogs.h"
#include "qd-merge.h"
#include "qd-next-quarter.h"
#include "qd-plan-template.h"
#include "qd-saved-state.h"
#include "qd-scores-window.h"
#include "qd-standing.h"
#include "qd-text.h"

/* What is done with a plan as a whole: approve it, try something out, settle what a merge left, go on to the next
 * quarter. */

static void
complain (QdWindow *self,
          GError   *error)
{
  qd_widget_toast (GTK_WIDGET (self), error->message);
}

/**
 * qd_window_show_new_plan:
 * @window: a window
 * @plan: a plan that was made out of another
 * @title: what undo calls that
 *
 * Shows @plan in a window of its own, as a new plan in which everything was done at once.
 */
void
qd_window_show_new_plan (QdWindow   *window,
                         QdPlan     *plan,
                         const char *title)
{
  g_autoptr (QdDocument) document = qd_document_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *other;

  if (!qd_document_restore (document, plan, title, &error))
    {
      complain (window, error);
      return;
    }

  other = qd_window_new (ADW_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))));
  qd_window_set_document (QD_WINDOW (other), document);
  gtk_window_present (GTK_WINDOW (other));
}

/* The dialogs about the plan as a whole. */
static const struct
{
  const char *action;
  GtkWidget *(*make) (GtkWindow  *parent,
                      QdDocument *document);
} dialogs[] = {
  { "win.check-in", qd_check_in_dialog_new },
  { "win.close-quarter", qd_close_quarter_new },
  { "win.next-quarter", qd_next_quarter_new },
};

static void
dialog_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (!qd_window_commit_edit (self))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    if (g_str_equal (dialogs[i].action, name))
      gtk_window_present (GTK_WINDOW (dialogs[i].make (GTK_WINDOW (self), self->document)));
}

static void
template_named_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  QdWindow *self = QD_WINDOW (source);
  g_autofree char *name = qd_dialog_ask_text_finish (result);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  if (name == NULL || self->document == NULL)
    return;
  if (!qd_plan_template_save (qd_document_get_plan (self->document), name, &error))
    {
      qd_dialog_show_error (GTK_WINDOW (self), _("The template could not be kept"), error->message);
      return;
    }

  message = g_strdup_printf (_("“%s” is a template for new plans now"), name);
  qd_widget_toast (GTK_WIDGET (self), message);
}

static void
save_template_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (qd_window_commit_edit (self))
    qd_dialog_ask_text_async (GTK_WINDOW (self), _("Save as a Template?"),
                              _("It keeps people, teams, categories, messages, reviews, approvers, agenda and settings, "
                                "without dates. One of the same name is replaced."),
                              _("Name"), _("_Save"), template_named_cb, NULL);
}

static void
show_scores (QdWindow *self,
             GFile    *folder)
{
  gtk_window_present (GTK_WINDOW (qd_scores_window_new (GTK_WINDOW (self), folder)));
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GFile) folder = qd_dialog_folder_finish (result);

  if (folder != NULL)
    show_scores (QD_WINDOW (source), folder);
}

/* The plans of one team or company mostly lie side by side. */
static void
score_history_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  GFile *file = qd_document_get_file (self->document);
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

  if (folder != NULL)
    show_scores (self, folder);
  else
    qd_dialog_folder_async (GTK_WINDOW (self), _("Folder of Plans"), _("_Choose"), NULL, folder_chosen_cb, NULL);
}

static void
approve_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (!qd_window_commit_edit (self))
    return;
  if (qd_document_approve (self->document, &error))
    qd_widget_toast_undo (widget, _("Approved. From now on, changes are told from this state."));
  else
    complain (self, error);
}

/* The record of a type that an action names. */
static QdRecord *
find_record (QdWindow     *self,
             GVariant     *parameter,
             QdRecordType  type)
{
  QdRecord *record = qd_plan_find (qd_document_get_plan (self->document), g_variant_get_string (parameter, NULL));

  return record != NULL && qd_record_get_record_type (record) == type ? record : NULL;
}

static void
settle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  QdRecord *conflict = find_record (self, parameter, QD_RECORD_CONFLICT);
  gboolean theirs = g_str_equal (name, "win.take-theirs");
  g_autoptr (GError) error = NULL;

  if (conflict == NULL)
    return;
  if (qd_document_resolve_conflict (self->document, conflict, theirs, &error))
    qd_widget_toast_undo (widget, theirs ? _("Taken from the other plan") : _("Kept as it is here"));
  else
    complain (self, error);
}

static void
confirm (QdWindow   *self,
         QdRecord   *approval,
         const char *name)
{
  g_autoptr (GError) error = NULL;

  if (!qd_document_confirm (self->document, approval, name, &error))
    complain (self, error);
  else if (qd_plan_get_standing (qd_document_get_plan (self->document)) == QD_STANDING_APPROVED)
    qd_widget_toast_undo (GTK_WIDGET (self), _("Everybody has approved. From now on, changes are told from this state."));
  else
    qd_widget_toast_undo (GTK_WIDGET (self), _("Approved, as of today"));
}

static void
approver_named_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  QdWindow *self = QD_WINDOW (source);
  g_autofree char *id = user_data;
  g_autofree char *name = qd_dialog_ask_text_finish (result);
  QdRecord *approval = self->document != NULL ? qd_plan_find (qd_document_get_plan (self->document), id) : NULL;

  if (name != NULL && approval != NULL)
    confirm (self, approval, name);
}

/* Nobody approves without a name. */
static void
confirm_approval_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  QdRecord *approval = qd_window_commit_edit (self) ? find_record (self, parameter, QD_RECORD_APPROVAL) : NULL;
  const char *approver = approval != NULL ? qd_record_get_text (approval, QD_APPROVAL_NAME) : "";
  g_autofree char *heading = NULL;

  if (approval == NULL)
    return;
  if (!qd_text_is_blank (approver) && !qd_text_is_placeholder (approver))
    {
      confirm (self, approval, NULL);
      return;
    }

  /* Translators: a role follows, such as “VP Engineering”. */
  heading = g_strdup_printf (_("Who Approves as %s?"), qd_record_get_title (approval));
  qd_dialog_ask_text_async (GTK_WINDOW (self), heading, _("The plan is approved as it is now, with today’s date."),
                            _("Name"), _("_Approve"), approver_named_cb, g_strdup (qd_record_get_id (approval)));
}

/* Trying something out: what is changed from now on can be kept as a scenario, or taken back at once. */

static void
stop_trying (QdWindow *self)
{
  g_clear_object (&self->tried_from);
  qd_notice_hide (self->trying_notice);
  qd_window_update_state (self);
}

static void
try_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  const QdNoticeAnswer answers[QD_NOTICE_MAX_ANSWERS] = { { _("_Keep as Scenario…"), "win.keep-scenario" },
                                                          { _("_Take Back"), "win.take-back" } };
  QdWindow *self = QD_WINDOW (widget);

  if (!qd_window_commit_edit (self) || self->tried_from != NULL)
    return;

  self->tried_from = qd_plan_copy (qd_document_get_plan (self->document));
  qd_notice_show (self->trying_notice, _("You are trying something out. Change what you like and watch the figures."),
                  answers);
  qd_window_update_state (self);
}

static void
scenario_named_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  QdWindow *self = QD_WINDOW (source);
  g_autofree char *name = qd_dialog_ask_text_finish (result);
  g_autoptr (GError) error = NULL;
  QdRecord *scenario;

  if (name == NULL || self->tried_from == NULL)
    return;

  scenario = qd_document_keep_scenario (self->document, name, self->tried_from, &error);
  if (scenario == NULL)
    {
      complain (self, error);
      return;
    }
  stop_trying (self);
  qd_window_show_page (self, QD_PAGE_WHAT_IF, qd_record_get_id (scenario));
}

static void
keep_scenario_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (self->tried_from != NULL && qd_window_commit_edit (self))
    qd_dialog_ask_text_async (GTK_WINDOW (self), _("Keep as a Scenario?"),
                              _("The plan goes back to how it was; the scenario keeps what you changed."), _("Name"),
                              _("_Keep"), scenario_named_cb, NULL);
}

static void
take_back_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (self->tried_from == NULL || !qd_window_commit_edit (self))
    return;
  if (qd_document_restore (self->document, self->tried_from, _("Take Back What Was Tried"), &error))
    stop_trying (self);
  else
    complain (self, error);
}

static void
apply_scenario_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  QdRecord *scenario = find_record (self, parameter, QD_RECORD_SNAPSHOT);
  g_autoptr (GError) error = NULL;

  if (scenario == NULL)
    return;
  if (qd_document_apply_scenario (self->document, scenario, &error))
    qd_widget_toast_undo (widget, _("The plan is now what the scenario says"));
  else
    complain (self, error);
}

static const struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  func;
} plan_actions[] = {
  { "win.save-template", NULL, save_template_action },
  { "win.score-history", NULL, score_history_action },
  { "win.approve", NULL, approve_action },
  { "win.confirm-approval", "s", confirm_approval_action },
  { "win.keep-ours", "s", settle_action },
  { "win.take-theirs", "s", settle_action },
  { "win.try", NULL, try_action },
  { "win.keep-scenario", NULL, keep_scenario_action },
  { "win.take-back", NULL, take_back_action },
  { "win.apply-scenario", "s", apply_scenario_action },
};

void
qd_window_plan_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (plan_actions); i++)
    gtk_widget_class_install_action (widget_class, plan_actions[i].name, plan_actions[i].parameter, plan_actions[i].func);
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    gtk_widget_class_install_action (widget_class, dialogs[i].action, NULL, dialog_action);
}

/* Called when anything that actions depend on has changed. */
void
qd_window_plan_update (QdWindow *self)
{
  gboolean writable = self->document != NULL && !qd_document_get_read_only (self->document);
  QdRecord *root = self->document != NULL ? qd_plan_get_root (qd_document_get_plan (self->document)) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.next-quarter", self->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-template", self->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.score-history", self->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.check-in", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.close-quarter", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.approve",
                                 writable && !g_str_equal (qd_record_get_text (root, QD_PLAN_STATE), "approved"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.try", writable && self->tried_from == NULL);
}

/* Another document comes into the window, or none. */
void
qd_window_plan_forget (QdWindow *self)
{
  g_clear_object (&self->tried_from);
  if (self->trying_notice != NULL)
    qd_notice_hide (self->trying_notice);
}
