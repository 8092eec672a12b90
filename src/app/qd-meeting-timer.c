#include "qd-config.h"

#include "qd-meeting-timer.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-agenda.h"
#include "qd-app-util.h"

/* How long the room has: the item that is on with its time, what can be done about it. */

struct _QdMeetingTimer
{
  GtkWidget         parent_instance;

  QdMeetingSession *session;   /* (nullable) */

  GtkWidget        *box;
  GtkLabel         *item;
  GtkLabel         *left;
  GtkLabel         *phase;
  GtkProgressBar   *progress;
  GtkLabel         *planned;
  GtkLabel         *item_ends;
  GtkWidget        *pause;
  AdwButtonContent *pause_content;
  GtkWidget        *more;
  GtkWidget        *next;
};

G_DEFINE_FINAL_TYPE (QdMeetingTimer, qd_meeting_timer, GTK_TYPE_WIDGET)

/* How long the meeting took, once it is over. */
static double
took (QdMeetingTimer *self)
{
  g_autoptr (GDateTime) start = qd_meeting_session_dup_started (self->session);
  g_autoptr (GDateTime) end = qd_meeting_session_dup_end (self->session);

  if (qd_meeting_session_get_state (self->session) != QD_MEETING_ENDED || start == NULL || end == NULL)
    return 0;

  return (double) g_date_time_difference (end, start) / G_USEC_PER_SEC;
}

/* What the item that is on has, and when that is up. */
static void
update_item (QdMeetingTimer *self,
             QdRecord       *item)
{
  double planned = item != NULL ? qd_meeting_session_get_planned (self->session, item) : 0;
  double left = qd_meeting_session_get_left (self->session);
  QdMeetingPhase phase = qd_meeting_session_get_phase (self->session);
  QdMeetingState state = qd_meeting_session_get_state (self->session);
  double shown = phase == QD_MEETING_UNTIMED && item != NULL ? qd_meeting_session_get_elapsed (self->session, item) : left;
  g_autofree char *span = qd_agenda_format_span (item != NULL ? shown : took (self));
  g_autofree char *minutes = NULL;
  g_autofree char *ends = NULL;

  qd_label_set (self->left, span);
  qd_label_set (self->phase, state == QD_MEETING_PAUSED      ? _("paused")
                             : phase == QD_MEETING_OVER    ? _("over")
                             : phase == QD_MEETING_CLOSING ? _("nearly up")
                                                           : "");
  qd_widget_set_class (GTK_WIDGET (self->left), "dim-label", item == NULL);
  qd_widget_set_class (GTK_WIDGET (self->left), "qd-warning", phase == QD_MEETING_CLOSING || phase == QD_MEETING_OVER);
  qd_widget_set_class (GTK_WIDGET (self->phase), "qd-warning", phase == QD_MEETING_CLOSING || phase == QD_MEETING_OVER);
  qd_widget_set_class (GTK_WIDGET (self->progress), "qd-late", phase == QD_MEETING_CLOSING || phase == QD_MEETING_OVER);
  gtk_progress_bar_set_fraction (self->progress, planned > 0 ? CLAMP (1 - left / planned, 0, 1) : 0);
  if (planned > 0)
    {
      g_autoptr (GDateTime) now = qd_meeting_session_dup_now (self->session);
      g_autoptr (GDateTime) end = g_date_time_add_seconds (now, MAX (left, 0));
      g_autofree char *time = g_date_time_format (end, _("%H:%M"));

      minutes = g_strdup_printf (ngettext ("%d minute", "%d minutes", (int) lround (planned / 60)),
                                 (int) lround (planned / 60));
      if (phase != QD_MEETING_OVER)
        ends = g_strdup_printf (_("ends %s"), time);
    }
  qd_label_set (self->planned, minutes != NULL ? minutes : "");
  qd_label_set (self->item_ends, ends != NULL ? ends : "");
}

static void
update_buttons (QdMeetingTimer *self)
{
  QdMeetingState state = qd_meeting_session_get_state (self->session);
  gboolean running = state == QD_MEETING_RUNNING;
  const char *label = running ? _("_Pause") : state == QD_MEETING_PAUSED ? _("_Go On") : _("_Start");
  g_autofree char *tooltip = g_strdup_printf ("%s (F4)", running ? _("Let the clock stand")
                                                         : state == QD_MEETING_PAUSED ? _("Let the clock go on")
                                                                                      : _("Start the meeting"));

  adw_button_content_set_icon_name (self->pause_content, running ? "media-playback-pause-symbolic"
                                                                 : "media-playback-start-symbolic");
  adw_button_content_set_label (self->pause_content, label);
  qd_widget_set_tooltip (self->pause, tooltip);
  qd_widget_set_class (self->pause, "suggested-action", !running);
  qd_widget_set_name (self->pause, running ? _("Pause") : state == QD_MEETING_PAUSED ? _("Go on") : _("Start"));
}

/* Anything but the passing of time. */
static void
update_all (QdMeetingTimer *self)
{
  update_buttons (self);
  qd_meeting_timer_tick (self);
}

static void
qd_meeting_timer_dispose (GObject *object)
{
  QdMeetingTimer *self = QD_MEETING_TIMER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_meeting_timer_parent_class)->dispose (object);
}

static void
qd_meeting_timer_class_init (QdMeetingTimerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_meeting_timer_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-meeting-timer.ui");
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, box);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, item);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, left);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, phase);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, progress);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, planned);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, item_ends);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, pause);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, pause_content);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, more);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTimer, next);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdtimer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
qd_meeting_timer_init (QdMeetingTimer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qd_widget_set_name (GTK_WIDGET (self), _("Time"));
}

/**
 * qd_meeting_timer_new:
 *
 * Returns: a timer without a meeting
 */
GtkWidget *
qd_meeting_timer_new (void)
{
  return g_object_new (QD_TYPE_MEETING_TIMER, NULL);
}

/**
 * qd_meeting_timer_set_session:
 * @timer: a timer
 * @session: (nullable): the meeting it is to show
 */
void
qd_meeting_timer_set_session (QdMeetingTimer   *timer,
                              QdMeetingSession *session)
{
  g_return_if_fail (QD_IS_MEETING_TIMER (timer));

  if (timer->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (timer->session, timer);
      g_signal_handlers_disconnect_by_data (qd_meeting_session_get_document (timer->session), timer);
    }
  g_set_object (&timer->session, session);
  if (session == NULL)
    return;

  g_signal_connect_object (session, "changed", G_CALLBACK (update_all), timer, G_CONNECT_SWAPPED);
  g_signal_connect_object (qd_meeting_session_get_document (session), "changed", G_CALLBACK (update_all), timer,
                           G_CONNECT_SWAPPED);
  update_all (timer);
}

/**
 * qd_meeting_timer_tick:
 * @timer: a timer with a meeting
 *
 * To be called when time has passed.
 */
void
qd_meeting_timer_tick (QdMeetingTimer *timer)
{
  QdRecord *item;

  g_return_if_fail (QD_IS_MEETING_TIMER (timer));
  if (timer->session == NULL)
    return;

  item = qd_meeting_session_get_item (timer->session);
  qd_label_set (timer->item, item != NULL                                                              ? qd_record_get_title (item)
                         : qd_meeting_session_get_state (timer->session) == QD_MEETING_ENDED ? _("The meeting is over")
                                                                                                   : _("Not started yet"));
  update_item (timer, item);
}
