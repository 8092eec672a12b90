#include "qd-config.h"

#include "qd-meeting-agenda.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-agenda.h"
#include "qd-app-util.h"
#include "qd-columns.h"

/* The agenda while the meeting runs: what is behind us and how long it took, what is on, and when what comes begins. Each
 * item leads there. */

/* So many seconds too long is nothing to speak of. */
#define LENIENCE 30

struct _QdMeetingAgenda
{
  GtkWidget         parent_instance;

  QdMeetingSession *session;   /* (nullable) */

  GtkWidget        *box;
  GtkLabel         *ends;
  GtkStack         *stack;
  GtkListBox       *items;
};

G_DEFINE_FINAL_TYPE (QdMeetingAgenda, qd_meeting_agenda, GTK_TYPE_WIDGET)

/* A row of the agenda. */
typedef struct
{
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *time;
  char      *id;
  char      *name;   /* what a screen reader calls it */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->id);
  g_free (row->name);
  g_free (row);
}

static void
set_icon (GtkImage   *image,
          const char *icon)
{
  if (g_strcmp0 (gtk_image_get_icon_name (image), icon) != 0)
    gtk_image_set_from_icon_name (image, icon);
}

static GtkWidget *
build_row (QdRecord *item)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  Row *parts = g_new0 (Row, 1);

  parts->id = g_strdup (qd_record_get_id (item));
  parts->icon = gtk_image_new ();
  gtk_widget_set_size_request (parts->icon, 16, 16);
  parts->title = gtk_label_new (NULL);
  parts->time = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (parts->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (parts->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (parts->title, TRUE);
  gtk_widget_add_css_class (parts->time, "numeric");
  gtk_widget_add_css_class (parts->time, "dim-label");
  gtk_box_append (GTK_BOX (box), parts->icon);
  gtk_box_append (GTK_BOX (box), parts->title);
  gtk_box_append (GTK_BOX (box), parts->time);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "parts", parts, row_free);

  return row;
}

/* Minutes that an item took, or when it begins. */
static char *
time_of (QdMeetingAgenda *self,
         QdRecord       *item,
         gboolean        passed,
         double          from_now)
{
  QdMeetingState state = qd_meeting_session_get_state (self->session);
  double spent = qd_meeting_session_get_elapsed (self->session, item);

  if (state == QD_MEETING_WAITING)
    {
      double start = qd_agenda_start_of (item);

      return isnan (start) ? qd_record_display (item, QD_AGENDA_ITEM_MINUTES) : qd_agenda_format_time ((int) start);
    }
  if (passed)
    {
      int minutes = (int) lround (spent / 60);

      /* Translators: minutes that something took */
      return g_strdup_printf (_("%d min"), minutes);
    }
  else
    {
      g_autoptr (GDateTime) now = qd_meeting_session_dup_now (self->session);
      g_autoptr (GDateTime) then = g_date_time_add_seconds (now, from_now);

      return g_date_time_format (then, _("%H:%M"));
    }
}

static void
update_row (QdMeetingAgenda *self,
            GtkListBoxRow  *row,
            QdRecord       *item,
            int             order,
            double          from_now)
{
  Row *parts = g_object_get_data (G_OBJECT (row), "parts");
  QdMeetingState state = qd_meeting_session_get_state (self->session);
  gboolean on = order == 0 && (state == QD_MEETING_RUNNING || state == QD_MEETING_PAUSED);
  gboolean passed = order < 0 && state != QD_MEETING_WAITING;
  gboolean over = qd_meeting_session_get_elapsed (self->session, item) > qd_meeting_session_get_planned (self->session, item)
                                                                           + LENIENCE;
  g_autofree char *time = time_of (self, item, passed, from_now);
  g_autofree char *name = NULL;

  set_icon (GTK_IMAGE (parts->icon), on ? "media-playback-start-symbolic" : passed ? "object-select-symbolic" : NULL);
  qd_label_set (GTK_LABEL (parts->title), qd_record_get_title (item));
  qd_label_set (GTK_LABEL (parts->time), on ? "" : time);
  qd_widget_set_class (GTK_WIDGET (row), "qd-item-on", on);
  qd_widget_set_class (parts->title, "dim-label", passed);
  qd_widget_set_class (parts->time, "qd-warning", passed && over);
  qd_widget_set_class (parts->time, "dim-label", !(passed && over));
  if (on)
    /* Translators: an item of the agenda */
    name = g_strdup_printf (_("%s, on now"), qd_record_get_title (item));
  else
    name = g_strdup_printf ("%s, %s", qd_record_get_title (item), time);
  if (g_strcmp0 (name, parts->name) != 0)
    {
      g_free (parts->name);
      parts->name = g_steal_pointer (&name);
      qd_widget_set_name (GTK_WIDGET (row), parts->name);
    }
}

static void
update_rows (QdMeetingAgenda *self)
{
  QdList *agenda = qd_plan_get_list (qd_document_get_plan (qd_meeting_session_get_document (self->session)), QD_LIST_AGENDA);
  QdRecord *item = qd_meeting_session_get_item (self->session);
  int current = item != NULL                                                               ? qd_list_index_of (agenda, item)
                : qd_meeting_session_get_state (self->session) == QD_MEETING_ENDED ? G_MAXINT
                                                                                           : -1;
  double from_now = item != NULL ? MAX (qd_meeting_session_get_left (self->session), 0) : 0;

  for (guint i = 0; i < qd_list_get_length (agenda); i++)
    {
      QdRecord *each = qd_list_get (agenda, i);

      update_row (self, gtk_list_box_get_row_at_index (self->items, (int) i), each, (int) i < current ? -1 : (int) i > current,
                  from_now);
      if ((int) i > current)
        from_now += qd_meeting_session_get_planned (self->session, each);
    }
}

static void
update_ends (QdMeetingAgenda *self)
{
  QdPlan *plan = qd_document_get_plan (qd_meeting_session_get_document (self->session));
  g_autoptr (GDateTime) end = qd_meeting_session_dup_end (self->session);
  double planned = qd_agenda_end_of (plan);
  g_autofree char *time = end != NULL          ? g_date_time_format (end, _("%H:%M"))
                          : isnan (planned)    ? NULL
                                               : qd_agenda_format_time ((int) planned);
  g_autofree char *text = NULL;

  if (time != NULL)
    /* Translators: a time of day */
    text = g_strdup_printf (qd_meeting_session_get_state (self->session) == QD_MEETING_ENDED ? _("ended %s") : _("ends %s"),
                            time);
  qd_label_set (self->ends, text != NULL ? text : "");
}

static void
build_rows (QdMeetingAgenda *self)
{
  QdList *agenda = qd_plan_get_list (qd_document_get_plan (qd_meeting_session_get_document (self->session)), QD_LIST_AGENDA);
  guint n = qd_list_get_length (agenda);
  GtkListBoxRow *row;

  for (guint i = 0; i < n; i++)
    {
      const Row *parts;

      row = gtk_list_box_get_row_at_index (self->items, (int) i);
      parts = row != NULL ? g_object_get_data (G_OBJECT (row), "parts") : NULL;
      if (parts != NULL && g_str_equal (parts->id, qd_record_get_id (qd_list_get (agenda, i))))
        continue;
      if (row != NULL)
        gtk_list_box_remove (self->items, GTK_WIDGET (row));
      gtk_list_box_insert (self->items, build_row (qd_list_get (agenda, i)), (int) i);
    }
  while ((row = gtk_list_box_get_row_at_index (self->items, (int) n)) != NULL)
    gtk_list_box_remove (self->items, GTK_WIDGET (row));
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "items" : "empty");
  update_rows (self);
  update_ends (self);
}

static void
row_activated_cb (GtkListBox     *list,
                  GtkListBoxRow  *row,
                  QdMeetingAgenda *self)
{
  const Row *parts = g_object_get_data (G_OBJECT (row), "parts");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.meeting-go-to", "s", parts->id);
}

static void
qd_meeting_agenda_dispose (GObject *object)
{
  QdMeetingAgenda *self = QD_MEETING_AGENDA (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_meeting_agenda_parent_class)->dispose (object);
}

static void
qd_meeting_agenda_class_init (QdMeetingAgendaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_meeting_agenda_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-meeting-agenda.ui");
  gtk_widget_class_bind_template_child (widget_class, QdMeetingAgenda, box);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingAgenda, ends);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingAgenda, stack);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingAgenda, items);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdagenda");
}

static void
qd_meeting_agenda_init (QdMeetingAgenda *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->items, "row-activated", G_CALLBACK (row_activated_cb), self);
}

/**
 * qd_meeting_agenda_new:
 *
 * Returns: the agenda of no meeting
 */
GtkWidget *
qd_meeting_agenda_new (void)
{
  return g_object_new (QD_TYPE_MEETING_AGENDA, NULL);
}

/**
 * qd_meeting_agenda_set_session:
 * @agenda: an agenda
 * @session: (nullable): the meeting it is to show
 */
void
qd_meeting_agenda_set_session (QdMeetingAgenda  *agenda,
                               QdMeetingSession *session)
{
  g_return_if_fail (QD_IS_MEETING_AGENDA (agenda));

  if (agenda->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (agenda->session, agenda);
      g_signal_handlers_disconnect_by_data (qd_meeting_session_get_document (agenda->session), agenda);
    }
  g_set_object (&agenda->session, session);
  if (session == NULL)
    return;

  g_signal_connect_object (session, "changed", G_CALLBACK (build_rows), agenda, G_CONNECT_SWAPPED);
  g_signal_connect_object (qd_meeting_session_get_document (session), "changed", G_CALLBACK (build_rows), agenda,
                           G_CONNECT_SWAPPED);
  build_rows (agenda);
}

/**
 * qd_meeting_agenda_tick:
 * @agenda: an agenda with a meeting
 *
 * To be called when time has passed.
 */
void
qd_meeting_agenda_tick (QdMeetingAgenda *agenda)
{
  g_return_if_fail (QD_IS_MEETING_AGENDA (agenda));

  if (agenda->session == NULL)
    return;
  update_rows (agenda);
  update_ends (agenda);
}
