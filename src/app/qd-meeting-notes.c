#include "qd-config.h"

#include "qd-meeting-notes.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-menu.h"
#include "qd-pages.h"
#include "qd-phrase.h"
#include "qd-stage-view.h"

/* What came of the discussion: notes on the item that is on, what was captured, and what the room sees of it. */

/* What is typed is in the plan, and in its draft, as soon as one stops for a moment. */
#define PAUSE 300

struct _QdMeetingNotes
{
  GtkWidget         parent_instance;

  QdMeetingSession *session;    /* (nullable) */
  QdStage          *stage;      /* (nullable) */
  char             *item;       /* (nullable): the id of the item whose notes are shown */
  guint             commit_id;
  gboolean          filling;
  gboolean          projected;
  guint             n_shown;    /* captures in the list */

  GtkWidget        *scroller;
  GtkTextView      *notes;
  GtkLabel         *count;
  GtkListBox       *captures;
  GtkWidget        *none;
  GtkLabel         *projector_state;
  QdStageView      *preview;
  GtkButton        *projector_button;
  GtkMenuButton    *monitor_button;
};

G_DEFINE_FINAL_TYPE (QdMeetingNotes, qd_meeting_notes, GTK_TYPE_WIDGET)

static const char *const capture_icons[] = {
  [QD_CAPTURE_DECISION] = "object-select-symbolic",
  [QD_CAPTURE_ACTION] = "qd-step-open-symbolic",
  [QD_CAPTURE_PARKED] = "view-pin-symbolic",
  [QD_CAPTURE_RISK] = "dialog-warning-symbolic",
  [QD_CAPTURE_QUESTION] = "dialog-question-symbolic",
};

static char *
typed_notes (QdMeetingNotes *self)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->notes);

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static QdRecord *
shown_item (QdMeetingNotes *self)
{
  if (self->session == NULL)
    return NULL;

  return qd_plan_find (qd_document_get_plan (qd_meeting_session_get_document (self->session)), self->item);
}

/**
 * qd_meeting_notes_commit:
 * @notes: the notes of a meeting
 *
 * Hands over what is typed, before something that must see it.
 */
void
qd_meeting_notes_commit (QdMeetingNotes *notes)
{
  QdRecord *item;
  g_autofree char *text = NULL;
  g_auto (QdValue) value = QD_VALUE_INIT;

  g_return_if_fail (QD_IS_MEETING_NOTES (notes));

  if (notes->commit_id == 0)
    return;

  g_clear_handle_id (&notes->commit_id, g_source_remove);
  item = shown_item (notes);
  if (item == NULL)
    return;

  text = typed_notes (notes);
  value = qd_field_parse (qd_record_get_field (item, QD_AGENDA_ITEM_NOTES), text);
  if (!qd_value_equal (&value, qd_record_get_value (item, QD_AGENDA_ITEM_NOTES)))
    qd_document_set_value (qd_meeting_session_get_document (notes->session), item, QD_AGENDA_ITEM_NOTES, &value,
                           QD_APPLY_COALESCE, NULL);
}

static gboolean
pause_cb (gpointer user_data)
{
  qd_meeting_notes_commit (user_data);

  return G_SOURCE_REMOVE;
}

static void
typed_cb (QdMeetingNotes *self)
{
  if (self->filling)
    return;

  if (self->commit_id != 0)
    g_source_remove (self->commit_id);
  self->commit_id = g_timeout_add (PAUSE, pause_cb, self);
}

static void
fill_notes (QdMeetingNotes *self)
{
  QdRecord *item = qd_meeting_session_get_item (self->session);
  const char *id = item != NULL ? qd_record_get_id (item) : NULL;
  const char *text = item != NULL ? qd_record_get_text (item, QD_AGENDA_ITEM_NOTES) : "";
  g_autofree char *typed = NULL;

  if (g_strcmp0 (id, self->item) != 0)
    {
      qd_meeting_notes_commit (self);
      qd_document_break_coalescing (qd_meeting_session_get_document (self->session));
      g_free (self->item);
      self->item = g_strdup (id);
    }
  gtk_text_view_set_editable (self->notes, item != NULL);
  typed = typed_notes (self);
  if (self->commit_id != 0 || g_str_equal (typed, text))
    return;

  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->notes), text, -1);
  self->filling = FALSE;
}

/* “Action, Ann, due March 28, Review of Q1” */
static char *
describe_capture (QdCaptureKind  kind,
                  QdRecord      *record,
                  QdRecord      *item)
{
  GString *parts = g_string_new (NULL);
  g_autofree char *due = NULL;

  qd_phrase_add_part (parts, qd_capture_label (kind));
  if (kind == QD_CAPTURE_ACTION)
    {
      const char *owner = qd_record_get_text (record, QD_ACTION_OWNER);

      if (*owner != '\0')
        qd_phrase_add_part (parts, owner);
      if (qd_record_is_set (record, QD_ACTION_DUE))
        {
          due = g_strdup_printf (_("due %s"), qd_record_get_text (record, QD_ACTION_DUE));
          qd_phrase_add_part (parts, due);
        }
    }
  if (item != NULL)
    qd_phrase_add_part (parts, qd_record_get_title (item));

  return g_string_free (parts, FALSE);
}

static GtkWidget *
build_capture (QdCaptureKind  kind,
               QdRecord      *record,
               QdRecord      *item)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe_capture (kind, record, item);
  g_autofree char *title = g_markup_escape_text (qd_record_get_title (record), -1);
  g_autofree char *below = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), capture_icons[kind]);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "record", g_strdup (qd_record_get_id (record)), g_free);

  return row;
}

/* The last one first. */
static void
fill_captures (QdMeetingNotes *self)
{
  GtkWidget *child;
  g_autofree char *count = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->captures))) != NULL)
    gtk_list_box_remove (self->captures, child);
  self->n_shown = 0;
  for (guint i = qd_meeting_session_get_n_captures (self->session); i > 0; i--)
    {
      QdCaptureKind kind;
      QdRecord *item;
      QdRecord *record = qd_meeting_session_get_capture (self->session, i - 1, &kind, &item);

      if (record == NULL)
        continue;
      gtk_list_box_append (self->captures, build_capture (kind, record, item));
      self->n_shown++;
    }
  count = qd_count_printf (ngettext ("%u in this meeting", "%u in this meeting", self->n_shown), self->n_shown);
  gtk_label_set_text (self->count, self->n_shown > 0 ? count : "");
  gtk_widget_set_visible (GTK_WIDGET (self->captures), self->n_shown > 0);
  gtk_widget_set_visible (self->none, self->n_shown == 0);
}

static void
update (QdMeetingNotes *self)
{
  fill_notes (self);
  fill_captures (self);
}

static void
capture_activated_cb (GtkListBox     *list,
                      GtkListBoxRow  *row,
                      QdMeetingNotes *self)
{
  QdPlan *plan = qd_document_get_plan (qd_meeting_session_get_document (self->session));
  QdRecord *record = qd_plan_find (plan, g_object_get_data (G_OBJECT (row), "record"));

  if (record != NULL)
    qd_widget_go_to (GTK_WIDGET (self), qd_page_of_record (record), qd_record_get_id (record));
}

static void
update_projector (QdMeetingNotes *self)
{
  const char *state = !self->projected                     ? _("off")
                      : qd_stage_get_blank (self->stage)   ? _("blank")
                      : qd_stage_get_frozen (self->stage)  ? _("frozen")
                                                           : _("live");

  gtk_label_set_text (self->projector_state, state);
  gtk_button_set_label (self->projector_button, self->projected ? _("_Close Projector") : _("Show _Projector"));
  qd_widget_set_name (GTK_WIDGET (self->projector_button), self->projected ? _("Close projector") : _("Show projector"));
}

static void
qd_meeting_notes_dispose (GObject *object)
{
  QdMeetingNotes *self = QD_MEETING_NOTES (object);

  g_clear_handle_id (&self->commit_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->stage);
  g_clear_pointer (&self->item, g_free);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_meeting_notes_parent_class)->dispose (object);
}

static void
qd_meeting_notes_class_init (QdMeetingNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_meeting_notes_dispose;

  g_type_ensure (QD_TYPE_STAGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-meeting-notes.ui");
  gtk_widget_class_bind_template_child (widget_class, QdMeetingNotes, scroller);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingNotes, notes);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingNotes, count);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingNotes, captures);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingNotes, none);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingNotes, projector_state);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingNotes, preview);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingNotes, projector_button);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingNotes, monitor_button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdnotes");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
qd_meeting_notes_init (QdMeetingNotes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->notes), "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self->captures, "row-activated", G_CALLBACK (capture_activated_cb), self);
  qd_widget_set_name (GTK_WIDGET (self), _("Notes and captures"));
}

/**
 * qd_meeting_notes_new:
 *
 * Returns: the notes of no meeting
 */
GtkWidget *
qd_meeting_notes_new (void)
{
  return g_object_new (QD_TYPE_MEETING_NOTES, NULL);
}

/**
 * qd_meeting_notes_set_session:
 * @notes: the notes of a meeting
 * @session: (nullable): the meeting
 * @stage: (nullable): what the room sees; %NULL only without a meeting
 */
void
qd_meeting_notes_set_session (QdMeetingNotes   *notes,
                              QdMeetingSession *session,
                              QdStage          *stage)
{
  g_return_if_fail (QD_IS_MEETING_NOTES (notes));

  qd_meeting_notes_commit (notes);
  if (notes->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (notes->session, notes);
      g_signal_handlers_disconnect_by_data (notes->stage, notes);
      g_signal_handlers_disconnect_by_data (qd_meeting_session_get_document (notes->session), notes);
    }
  g_set_object (&notes->session, session);
  g_set_object (&notes->stage, stage);
  qd_stage_view_set_stage (notes->preview, stage);
  if (session == NULL)
    return;

  g_signal_connect_object (session, "changed", G_CALLBACK (update), notes, G_CONNECT_SWAPPED);
  g_signal_connect_object (qd_meeting_session_get_document (session), "changed", G_CALLBACK (update), notes,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (stage, "changed", G_CALLBACK (update_projector), notes, G_CONNECT_SWAPPED);
  update (notes);
  update_projector (notes);
}

/**
 * qd_meeting_notes_set_projected:
 * @notes: the notes of a meeting
 * @projected: whether the room sees it
 */
void
qd_meeting_notes_set_projected (QdMeetingNotes *notes,
                                gboolean        projected)
{
  g_return_if_fail (QD_IS_MEETING_NOTES (notes));

  notes->projected = projected;
  if (notes->stage != NULL)
    update_projector (notes);
}

/**
 * qd_meeting_notes_set_monitors:
 * @notes: the notes of a meeting
 * @monitors: the screens there are, to choose from
 */
void
qd_meeting_notes_set_monitors (QdMeetingNotes *notes,
                               GMenuModel     *monitors)
{
  gtk_menu_button_set_menu_model (notes->monitor_button, monitors);
  qd_menu_name_items (gtk_menu_button_get_popover (notes->monitor_button));
}

/**
 * qd_meeting_notes_focus:
 *
 * Takes the focus to where one types.
 */
void
qd_meeting_notes_focus (QdMeetingNotes *notes)
{
  gtk_widget_grab_focus (GTK_WIDGET (notes->notes));
}
