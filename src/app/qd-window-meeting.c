#include "qd-config.h"

#include "qd-window-private.h"

#include <glib/gi18n-lib.h>

#include "qd-agenda.h"
#include "qd-app-util.h"
#include "qd-capture-bar.h"
#include "qd-count.h"
#include "qd-dialogs.h"
#include "qd-meeting-agenda.h"
#include "qd-meeting-alarm.h"
#include "qd-meeting-notes.h"
#include "qd-meeting-time.h"
#include "qd-meeting-timer.h"
#include "qd-meeting-tools.h"
#include "qd-minutes-job.h"
#include "qd-page.h"
#include "qd-projector.h"
#include "qd-vote-round.h"

/* The meeting in the window of the plan: the facilitator keeps the pages and everything that can be done on them; beside
 * them stand the time with the agenda, the notes, and what the room sees. */

#define MONITOR_KEY "projector-monitor"
#define MORE_MINUTES 5
#define SESSION_ENDING ".json"
#define VOTES_ENDING ".votes"

struct _QdWindowMeeting
{
  QdMeetingSession *session;   /* of the document */
  QdStage          *stage;
  QdMeetingTimer   *timer;
  QdMeetingAgenda  *agenda;
  QdMeetingNotes   *notes;
  QdCaptureBar     *capture;
  QdMeetingTools   *tools;
  GtkWidget        *projector; /* weak, nullable */
  char             *item;      /* (nullable): whose page was shown when it began */
  char             *last;      /* (nullable): what was on when it ended */
  guint             tick_id;
  guint             inhibited;
  gboolean          on;        /* the window shows the meeting */
};

static gboolean
is_under_way (QdWindowMeeting *meeting)
{
  QdMeetingState state = meeting->session != NULL ? qd_meeting_session_get_state (meeting->session) : QD_MEETING_WAITING;

  return state == QD_MEETING_RUNNING || state == QD_MEETING_PAUSED;
}

static GSettings *
get_settings (QdWindow *self)
{
  return qd_application_get_settings (qd_window_get_application (self));
}

/* Where the meeting of a plan is written down: it is found again by the file of the plan, or by its draft. */
static char *
session_path (QdWindow   *self,
              const char *ending)
{
  GFile *file = qd_document_get_file (self->document);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : g_strdup (qd_draft_get_id (self->draft));
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);
  g_autofree char *name = g_strconcat (sum, ending, NULL);

  return g_build_filename (g_get_user_state_dir (), "quarterdeck", "meetings", name, NULL);
}

/* The machine stays awake while the room talks. */
static void
update_inhibit (QdWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  gboolean wanted = self->meeting->on && is_under_way (self->meeting);

  if (wanted && self->meeting->inhibited == 0)
    {
      self->meeting->inhibited = gtk_application_inhibit (application, GTK_WINDOW (self),
                                                          GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_IDLE,
                                                          _("A meeting is under way"));
    }
  else if (!wanted && self->meeting->inhibited != 0)
    {
      gtk_application_uninhibit (application, self->meeting->inhibited);
      self->meeting->inhibited = 0;
    }
}

static void
show_stage (QdWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);
  QdRecord *record = QD_IS_PAGE (page) ? qd_page_get_selected (QD_PAGE (page)) : NULL;

  if (self->meeting->stage != NULL)
    qd_stage_show (self->meeting->stage, qd_sidebar_get_selected (self->sidebar),
                   record != NULL ? qd_record_get_id (record) : NULL);
}

/* Another page is shown, or another row is selected. */
void
qd_window_meeting_page_changed (QdWindow *self)
{
  if (self->meeting->on)
    show_stage (self);
}

static void
set_enabled (QdWindow   *self,
             const char *action,
             gboolean    enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

/* One place that says what can be done. */
void
qd_window_meeting_update (QdWindow *self)
{
  QdWindowMeeting *meeting = self->meeting;
  gboolean writable = self->document != NULL && !qd_document_get_read_only (self->document);
  gboolean under_way = meeting->on && is_under_way (meeting);
  static const char *const while_on[] = {
    "win.meeting-pause", "win.meeting-notes", "win.spotlight", "win.freeze", "win.blank", "win.next-view",
    "win.previous-view", "win.capture-decision", "win.capture-action", "win.capture-parked", "win.capture-risk",
    "win.capture-question", "win.end-meeting",
  };
  static const char *const while_under_way[] = { "win.meeting-more", "win.meeting-next", "win.meeting-previous" };

  set_enabled (self, "win.meeting", writable);
  set_enabled (self, "win.usual-agenda",
               writable && qd_list_get_length (qd_plan_get_list (qd_document_get_plan (self->document), QD_LIST_AGENDA)) == 0);
  set_enabled (self, "win.projector", self->document != NULL);
  set_enabled (self, "win.minutes", self->document != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (while_on); i++)
    set_enabled (self, while_on[i], meeting->on);
  for (guint i = 0; i < G_N_ELEMENTS (while_under_way); i++)
    set_enabled (self, while_under_way[i], under_way);
  gtk_button_set_label (GTK_BUTTON (self->end_meeting_button), under_way ? _("_End Meeting") : _("_Close Meeting"));
  qd_widget_set_name (self->end_meeting_button, under_way ? _("End meeting") : _("Close meeting"));
  if (meeting->tools != NULL && meeting->stage != NULL)
    qd_meeting_tools_show (meeting->tools, meeting->stage);
}

/* What is on brings its page. */
static void
follow_item (QdWindow *self)
{
  QdRecord *item = qd_meeting_session_get_item (self->meeting->session);
  const char *id = item != NULL ? qd_record_get_id (item) : NULL;
  const QdPageInfo *info = item != NULL ? qd_page_info_by_id (qd_record_get_text (item, QD_AGENDA_ITEM_PAGE)) : NULL;

  if (g_strcmp0 (id, self->meeting->item) == 0)
    return;

  g_free (self->meeting->item);
  self->meeting->item = g_strdup (id);
  if (info != NULL && self->meeting->on && qd_window_commit_edit (self))
    qd_window_show_page (self, info->page, NULL);
}

static void
session_changed_cb (QdWindow *self)
{
  const char *problem = qd_meeting_session_get_problem (self->meeting->session);

  follow_item (self);
  update_inhibit (self);
  qd_window_meeting_update (self);
  if (problem != NULL)
    qd_widget_toast (GTK_WIDGET (self), problem);
}

static void
time_up_cb (QdWindow *self)
{
  gboolean seen = gtk_window_is_active (GTK_WINDOW (self)) ||
                  (self->meeting->projector != NULL && gtk_window_is_active (GTK_WINDOW (self->meeting->projector)));

  qd_meeting_alarm_ring (G_APPLICATION (qd_window_get_application (self)), get_settings (self), self->meeting->session, seen);
}

static gboolean
tick_cb (gpointer user_data)
{
  QdWindow *self = user_data;

  qd_meeting_session_tick (self->meeting->session);
  qd_meeting_timer_tick (self->meeting->timer);
  qd_meeting_agenda_tick (self->meeting->agenda);
  qd_stage_tick (self->meeting->stage);

  return G_SOURCE_CONTINUE;
}

/* Each part of the meeting is made when it is first wanted. */
static void
build (QdWindow *self)
{
  QdWindowMeeting *meeting = self->meeting;

  if (meeting->timer != NULL)
    return;

  meeting->timer = QD_MEETING_TIMER (qd_meeting_timer_new ());
  meeting->agenda = QD_MEETING_AGENDA (qd_meeting_agenda_new ());
  meeting->notes = QD_MEETING_NOTES (qd_meeting_notes_new ());
  meeting->capture = QD_CAPTURE_BAR (qd_capture_bar_new ());
  meeting->tools = QD_MEETING_TOOLS (qd_meeting_tools_new ());
  adw_bin_set_child (self->timer_place, GTK_WIDGET (meeting->timer));
  adw_bin_set_child (self->agenda_place, GTK_WIDGET (meeting->agenda));
  adw_bin_set_child (self->notes_place, GTK_WIDGET (meeting->notes));
  adw_bin_set_child (self->capture_place, GTK_WIDGET (meeting->capture));
  adw_bin_set_child (self->tools_place, GTK_WIDGET (meeting->tools));
}

static void
dark_changed_cb (AdwStyleManager *manager,
                 GParamSpec      *pspec,
                 QdWindow        *self)
{
  if (self->meeting->stage != NULL)
    qd_stage_set_dark (self->meeting->stage, adw_style_manager_get_dark (manager));
}

static void
side_toggled_cb (QdWindow *self)
{
  gboolean agenda = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->agenda_button));

  gtk_stack_set_visible_child_name (self->side_stack, self->meeting->on && agenda ? "agenda" : "sections");
}

static void
close_projector (QdWindow *self)
{
  if (self->meeting->projector != NULL)
    gtk_window_destroy (GTK_WINDOW (self->meeting->projector));
}

/* The screens there are, to choose from. */
static void
update_monitors (QdWindow *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GMenu) menu = g_menu_new ();

  if (self->meeting == NULL || self->meeting->notes == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      g_autofree char *name = qd_projector_monitor_name (monitor);
      g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

      g_menu_item_set_action_and_target (item, "win.projector-on", "s", name);
      g_menu_append_item (menu, item);
    }
  qd_meeting_notes_set_monitors (self->meeting->notes, G_MENU_MODEL (menu));
}

/* Shows the meeting around the page, or the page alone. */
static void
set_on (QdWindow *self,
        gboolean  on)
{
  QdWindowMeeting *meeting = self->meeting;

  if (meeting->on == on)
    return;

  meeting->on = on;
  if (on)
    {
      build (self);
      qd_meeting_timer_set_session (meeting->timer, meeting->session);
      qd_meeting_agenda_set_session (meeting->agenda, meeting->session);
      qd_meeting_notes_set_session (meeting->notes, meeting->session, meeting->stage);
      update_monitors (self);
      qd_capture_bar_set_session (meeting->capture, meeting->session);
      meeting->tick_id = g_timeout_add (qd_meeting_time_get_interval (), tick_cb, self);
      adw_flap_set_reveal_flap (self->flap, !adw_flap_get_folded (self->flap));
      show_stage (self);
    }
  else
    {
      g_clear_handle_id (&meeting->tick_id, g_source_remove);
      close_projector (self);
      qd_notice_hide (self->meeting_notice);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->timer_place), on);
  gtk_widget_set_visible (self->side_switcher, on);
  gtk_widget_set_visible (GTK_WIDGET (self->capture_place), on);
  gtk_widget_set_visible (self->end_meeting_button, on);
  qd_widget_set_class (GTK_WIDGET (self), "qd-meeting", on);
  side_toggled_cb (self);
  qd_window_pane_fit (self, self->fitted_width);
  adw_flap_set_reveal_flap (self->notes_flap, on && !adw_flap_get_folded (self->notes_flap));
  update_inhibit (self);
  qd_window_meeting_update (self);
}

/**
 * qd_window_meeting_is_on: (skip)
 *
 * Returns: whether the window shows the meeting
 */
gboolean
qd_window_meeting_is_on (QdWindow *self)
{
  return self->meeting->on;
}

static void
forget (QdWindow *self)
{
  QdWindowMeeting *meeting = self->meeting;

  set_on (self, FALSE);
  if (meeting->timer != NULL)
    {
      qd_meeting_timer_set_session (meeting->timer, NULL);
      qd_meeting_agenda_set_session (meeting->agenda, NULL);
      qd_meeting_notes_set_session (meeting->notes, NULL, NULL);
      qd_capture_bar_set_session (meeting->capture, NULL);
    }
  if (meeting->session != NULL)
    g_signal_handlers_disconnect_by_data (meeting->session, self);
  g_clear_object (&meeting->session);
  g_clear_object (&meeting->stage);
  g_clear_pointer (&meeting->item, g_free);
  g_clear_pointer (&meeting->last, g_free);
}

/* What a plan is called, and so where its meeting is found again, changes when it is saved elsewhere. */
static void
file_changed_cb (QdWindow *self)
{
  g_autofree char *path = session_path (self, SESSION_ENDING);
  g_autofree char *votes = session_path (self, VOTES_ENDING);

  if (self->meeting->session != NULL && is_under_way (self->meeting))
    qd_meeting_session_set_path (self->meeting->session, path);
  qd_vote_round_set_path (qd_vote_round_of (self->document), votes);
}

/* The window shows another document: if its meeting was interrupted, it goes on. */
void
qd_window_meeting_document_shown (QdWindow *self)
{
  QdWindowMeeting *meeting = self->meeting;
  g_autofree char *path = session_path (self, SESSION_ENDING);
  g_autofree char *votes = session_path (self, VOTES_ENDING);

  forget (self);
  meeting->session = qd_meeting_session_new (self->document, path, qd_meeting_time_get_clock ());
  meeting->stage = qd_stage_new (self->document, meeting->session);
  qd_stage_set_dark (meeting->stage, adw_style_manager_get_dark (adw_style_manager_get_default ()));
  g_signal_connect_object (meeting->session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (meeting->session, "time-up", G_CALLBACK (time_up_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "notify::file", G_CALLBACK (file_changed_cb), self, G_CONNECT_SWAPPED);
  if (!qd_document_get_read_only (self->document) && qd_meeting_session_recover (meeting->session))
    {
      set_on (self, TRUE);
      qd_widget_toast (GTK_WIDGET (self), _("The meeting goes on where it was interrupted"));
    }
  if (!qd_document_get_read_only (self->document) && qd_vote_round_set_path (qd_vote_round_of (self->document), votes) > 0)
    qd_widget_toast (GTK_WIDGET (self), _("The votes that are not kept yet are still there"));
}

static void
meeting_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (self->document == NULL || !qd_window_commit_edit (self))
    return;
  if (!self->meeting->on)
    set_on (self, TRUE);
  else if (!is_under_way (self->meeting))
    set_on (self, FALSE);
}

/* “3 decisions, 2 actions, 1 topic put off” in a sentence */
static char *
describe_end (QdWindow *self)
{
  guint n = 0;

  for (guint i = 0; i < qd_meeting_session_get_n_captures (self->meeting->session); i++)
    {
      QdCaptureKind kind;
      QdRecord *item;

      n += qd_meeting_session_get_capture (self->meeting->session, i, &kind, &item) != NULL ? 1 : 0;
    }

  return qd_count_printf (ngettext ("The meeting is over; %u thing was noted.", "The meeting is over; %u things were noted.", n),
                          n);
}

static void
end_meeting_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  const QdNoticeAnswer answers[QD_NOTICE_MAX_ANSWERS] = { { _("_Write Minutes…"), "win.minutes" },
                                                          { _("_Go On"), "win.meeting-reopen" } };
  QdWindow *self = QD_WINDOW (widget);
  QdRecord *item = qd_meeting_session_get_item (self->meeting->session);
  g_autofree char *text = NULL;

  if (!qd_window_commit_edit (self))
    return;
  if (!is_under_way (self->meeting))
    {
      set_on (self, FALSE);
      return;
    }

  g_free (self->meeting->last);
  self->meeting->last = item != NULL ? g_strdup (qd_record_get_id (item)) : NULL;
  qd_meeting_session_end (self->meeting->session);
  text = describe_end (self);
  qd_notice_show (self->meeting_notice, text, answers);
}

static void
reopen_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  QdRecord *item = qd_plan_find (qd_document_get_plan (self->document), self->meeting->last);

  qd_notice_hide (self->meeting_notice);
  qd_meeting_session_go_to (self->meeting->session, item);
}

static void
clock_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  QdMeetingSession *session = self->meeting->session;
  gboolean was_under_way = is_under_way (self->meeting);

  if (!qd_window_commit_edit (self))
    return;

  if (g_str_equal (name, "win.meeting-more"))
    qd_meeting_session_add_minutes (session, MORE_MINUTES);
  else if (g_str_equal (name, "win.meeting-next") && qd_meeting_session_get_next (session) != NULL)
    qd_meeting_session_next (session);
  else if (g_str_equal (name, "win.meeting-next"))
    gtk_widget_activate_action (widget, "win.end-meeting", NULL);
  else if (g_str_equal (name, "win.meeting-previous") && qd_meeting_session_get_previous (session) != NULL)
    qd_meeting_session_go_to (session, qd_meeting_session_get_previous (session));
  else if (g_str_equal (name, "win.meeting-pause") && qd_meeting_session_get_state (session) == QD_MEETING_RUNNING)
    qd_meeting_session_pause (session);
  else if (g_str_equal (name, "win.meeting-pause") && was_under_way)
    qd_meeting_session_resume (session);
  else if (g_str_equal (name, "win.meeting-pause"))
    qd_meeting_session_start (session);
  if (is_under_way (self->meeting))
    qd_notice_hide (self->meeting_notice);
  tick_cb (self);
}

static void
go_to_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  QdRecord *item = qd_plan_find (qd_document_get_plan (self->document), g_variant_get_string (parameter, NULL));
  const QdPageInfo *info;

  if (item == NULL || !qd_window_commit_edit (self))
    return;

  if (qd_meeting_session_get_state (self->meeting->session) != QD_MEETING_WAITING &&
      item != qd_meeting_session_get_item (self->meeting->session))
    {
      qd_notice_hide (self->meeting_notice);
      qd_meeting_session_go_to (self->meeting->session, item);
      return;
    }
  info = qd_page_info_by_id (qd_record_get_text (item, QD_AGENDA_ITEM_PAGE));
  if (info != NULL)
    qd_window_show_page (self, info->page, NULL);
}

static void
stage_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  QdStage *stage = self->meeting->stage;

  if (g_str_equal (name, "win.spotlight"))
    qd_stage_set_spotlight (stage, !qd_stage_get_spotlight (stage));
  else if (g_str_equal (name, "win.freeze"))
    qd_stage_set_frozen (stage, !qd_stage_get_frozen (stage));
  else if (g_str_equal (name, "win.blank"))
    qd_stage_set_blank (stage, !qd_stage_get_blank (stage));
  else
    qd_stage_step (stage, g_str_equal (name, "win.next-view") ? 1 : -1);
  qd_window_meeting_update (self);
}

/* Captures by the names of their actions. */
static const struct
{
  const char    *action;
  QdCaptureKind  kind;
} captures[] = {
  { "win.capture-decision", QD_CAPTURE_DECISION }, { "win.capture-action", QD_CAPTURE_ACTION },
  { "win.capture-parked", QD_CAPTURE_PARKED },     { "win.capture-risk", QD_CAPTURE_RISK },
  { "win.capture-question", QD_CAPTURE_QUESTION },
};

static void
capture_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (self->meeting->projector != NULL && gtk_window_is_active (GTK_WINDOW (self->meeting->projector)))
    gtk_window_present (GTK_WINDOW (self));
  for (guint i = 0; i < G_N_ELEMENTS (captures); i++)
    if (g_str_equal (captures[i].action, name))
      qd_capture_bar_begin (self->meeting->capture, captures[i].kind);
}

static void
notes_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  adw_flap_set_reveal_flap (self->notes_flap, TRUE);
  qd_meeting_notes_focus (self->meeting->notes);
}

static void
usual_agenda_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  g_autoptr (QdChange) change = qd_agenda_default (qd_document_get_plan (self->document), C_("undo", "Add the Usual Agenda"));
  GtkWidget *agenda = GTK_WIDGET (self->meeting->agenda);
  gboolean focused = agenda != NULL && gtk_widget_get_focus_child (agenda) != NULL;
  g_autoptr (GError) error = NULL;

  if (!qd_document_apply (self->document, change, QD_APPLY_DEFAULT, &error))
    qd_widget_toast (widget, error->message);
  else if (focused) /* on the button, which makes room for the items */
    gtk_widget_child_focus (agenda, GTK_DIR_TAB_FORWARD);
}

/* The projector */

static void
projector_closed_cb (QdWindow *self)
{
  g_clear_weak_pointer (&self->meeting->projector);
  if (self->meeting->notes != NULL)
    qd_meeting_notes_set_projected (self->meeting->notes, FALSE);
}

static void
show_projector (QdWindow   *self,
                const char *monitor,
                gboolean    insists)
{
  QdWindowMeeting *meeting = self->meeting;

  set_on (self, TRUE);
  if (meeting->projector == NULL)
    {
      g_set_weak_pointer (&meeting->projector, qd_projector_new (GTK_WINDOW (self), meeting->stage));
      g_signal_connect_object (meeting->projector, "destroy", G_CALLBACK (projector_closed_cb), self, G_CONNECT_SWAPPED);
    }
  qd_projector_show (QD_PROJECTOR (meeting->projector), monitor, insists);
  qd_meeting_notes_set_projected (meeting->notes, TRUE);
}

static void
projector_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  GSettings *settings = get_settings (self);
  g_autofree char *monitor = settings != NULL ? g_settings_get_string (settings, MONITOR_KEY) : NULL;

  if (parameter != NULL)
    {
      g_free (monitor);
      monitor = g_variant_dup_string (parameter, NULL);
      if (settings != NULL)
        g_settings_set_string (settings, MONITOR_KEY, monitor);
    }
  if (self->meeting->projector != NULL && parameter == NULL)
    close_projector (self);
  else
    show_projector (self, monitor, parameter != NULL);
}

/* The minutes */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (QdWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = qd_minutes_job_finish (QD_MEETING_SESSION (source), result, &error);

  if (files != NULL)
    qd_window_say_exported (self, files);
  else
    qd_dialog_show_error (GTK_WINDOW (self), _("The minutes could not be written"), error->message);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  QdWindow *self = QD_WINDOW (source);
  g_autoptr (GFile) folder = qd_dialog_folder_finish (result);

  if (folder != NULL && self->meeting != NULL && self->meeting->session != NULL)
    qd_minutes_job_async (self->meeting->session, folder, written_cb, g_object_ref (self));
}

static void
minutes_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  GFile *file = qd_document_get_file (self->document);
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

  if (qd_window_commit_edit (self))
    qd_dialog_folder_async (GTK_WINDOW (self), _("Write the Minutes to"), _("_Write"), folder, folder_chosen_cb, NULL);
}

static const struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  func;
} meeting_actions[] = {
  { "win.meeting", NULL, meeting_action },
  { "win.end-meeting", NULL, end_meeting_action },
  { "win.meeting-reopen", NULL, reopen_action },
  { "win.meeting-pause", NULL, clock_action },
  { "win.meeting-more", NULL, clock_action },
  { "win.meeting-next", NULL, clock_action },
  { "win.meeting-previous", NULL, clock_action },
  { "win.meeting-go-to", "s", go_to_action },
  { "win.meeting-notes", NULL, notes_action },
  { "win.usual-agenda", NULL, usual_agenda_action },
  { "win.spotlight", NULL, stage_action },
  { "win.freeze", NULL, stage_action },
  { "win.blank", NULL, stage_action },
  { "win.next-view", NULL, stage_action },
  { "win.previous-view", NULL, stage_action },
  { "win.minutes", NULL, minutes_action },
  { "win.projector", NULL, projector_action },
  { "win.projector-on", "s", projector_action },
};

void
qd_window_meeting_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (meeting_actions); i++)
    gtk_widget_class_install_action (widget_class, meeting_actions[i].name, meeting_actions[i].parameter,
                                     meeting_actions[i].func);
  for (guint i = 0; i < G_N_ELEMENTS (captures); i++)
    gtk_widget_class_install_action (widget_class, captures[i].action, NULL, capture_action);

  gtk_widget_class_bind_template_child (widget_class, QdWindow, timer_place);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, agenda_place);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, notes_place);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, capture_place);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, side);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, side_stack);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, side_switcher);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, agenda_button);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, notes_flap);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, meeting_button);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, tools_place);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, end_meeting_button);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, meeting_notice);
}

void
qd_window_meeting_init (QdWindow *self)
{
  self->meeting = g_new0 (QdWindowMeeting, 1);
  g_signal_connect_object (self->agenda_button, "toggled", G_CALLBACK (side_toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self))), "items-changed",
                           G_CALLBACK (update_monitors), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (dark_changed_cb), self, 0);
}

/* What is typed as a note is handed over like all that is typed. */
void
qd_window_meeting_commit (QdWindow *self)
{
  if (self->meeting->notes != NULL)
    qd_meeting_notes_commit (self->meeting->notes);
}

/* Closing the window does not end the meeting: it goes on when the plan is opened again. */
void
qd_window_meeting_dispose (QdWindow *self)
{
  if (self->meeting == NULL)
    return;

  g_clear_handle_id (&self->meeting->tick_id, g_source_remove);
  close_projector (self);
  /* The window has left the application by now. */
  if (self->meeting->inhibited != 0)
    gtk_application_uninhibit (GTK_APPLICATION (g_application_get_default ()), self->meeting->inhibited);
  if (self->meeting->session != NULL)
    g_signal_handlers_disconnect_by_data (self->meeting->session, self);
  g_clear_object (&self->meeting->session);
  g_clear_object (&self->meeting->stage);
  g_clear_weak_pointer (&self->meeting->projector);
  g_free (self->meeting->item);
  g_free (self->meeting->last);
  g_clear_pointer (&self->meeting, g_free);
}
