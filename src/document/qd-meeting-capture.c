#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-meeting-private.h"

#include <glib/gi18n-lib.h>

#include "qd-error.h"
#include "qd-text.h"

/* What comes of a meeting: each kind has its list in the plan, where it stays. */

#define NO_FIELD (-1)

static const struct
{
  const char *label;
  const char *title;   /* what undo calls it */
  QdListId    owner;   /* the record that holds the list; QD_LIST_ANY: the plan */
  QdListId    list;
  int         text;
  int         person;
  int         due;
  int         settled; /* a field that says that it is */
} kinds[] = {
  [QD_CAPTURE_DECISION] = { N_("Decision"), NC_("undo", "Note a Decision"), QD_LIST_ANY, QD_LIST_DECISIONS,
                            QD_DECISION_DECISION, QD_DECISION_OWNER, NO_FIELD, QD_DECISION_OUTCOME },
  [QD_CAPTURE_ACTION] = { N_("Action"), NC_("undo", "Note an Action"), QD_LIST_ANY, QD_LIST_ACTIONS, QD_ACTION_ACTION,
                          QD_ACTION_OWNER, QD_ACTION_DUE, NO_FIELD },
  [QD_CAPTURE_PARKED] = { N_("Parking lot"), NC_("undo", "Park a Topic"), QD_LIST_MEETING, QD_LIST_PARKING_LOT,
                          QD_PARKED_TEXT, QD_PARKED_OWNER, NO_FIELD, NO_FIELD },
  [QD_CAPTURE_RISK] = { N_("Risk"), NC_("undo", "Note a Risk"), QD_LIST_ANY, QD_LIST_RISKS, QD_RISK_RISK, QD_RISK_OWNER,
                        NO_FIELD, NO_FIELD },
  /* A decision that is still to be made. */
  [QD_CAPTURE_QUESTION] = { N_("Question"), NC_("undo", "Note a Question"), QD_LIST_ANY, QD_LIST_DECISIONS,
                            QD_DECISION_DECISION, QD_DECISION_OWNER, NO_FIELD, NO_FIELD },
};

/**
 * qd_capture_label:
 *
 * Returns: (transfer none): what it is called, in the user's language
 */
const char *
qd_capture_label (QdCaptureKind kind)
{
  return _(kinds[kind].label);
}

/**
 * qd_capture_has_owner:
 *
 * Returns: whether what is captured so has somebody who does it
 */
gboolean
qd_capture_has_owner (QdCaptureKind kind)
{
  return kinds[kind].person != NO_FIELD;
}

/**
 * qd_capture_has_due:
 *
 * Returns: whether what is captured so has a day until when
 */
gboolean
qd_capture_has_due (QdCaptureKind kind)
{
  return kinds[kind].due != NO_FIELD;
}

void
qd_meeting_capture_clear (gpointer data)
{
  QdMeetingCapture *capture = data;

  g_free (capture->record);
  g_free (capture->item);
}

static void
set_text (QdChange   *change,
          QdRecord   *record,
          int         field,
          const char *text)
{
  g_auto (QdValue) value = QD_VALUE_INIT;

  if (field == NO_FIELD || qd_text_is_blank (text))
    return;

  value = qd_field_parse (qd_record_get_field (record, (guint) field), text);
  qd_change_set (change, qd_record_get_id (record), qd_record_get_field (record, (guint) field), &value);
}

/**
 * qd_meeting_session_capture:
 * @session: a meeting
 * @kind: what it is
 * @text: what it says
 * @owner: (nullable): who sees to it
 * @due: (nullable): until when, of what has a date
 * @error: return location for an error
 *
 * Keeps what came of the discussion in the plan, and that it came of the item that is on.
 *
 * Returns: (transfer none) (nullable): the record, in the plan, or %NULL with @error set
 */
QdRecord *
qd_meeting_session_capture (QdMeetingSession  *session,
                            QdCaptureKind      kind,
                            const char        *text,
                            const char        *owner,
                            const char        *due,
                            GError           **error)
{
  QdPlan *plan = qd_document_get_plan (session->document);
  QdRecord *holder = kinds[kind].owner == QD_LIST_ANY ? qd_plan_get_root (plan)
                                                      : qd_plan_get_single (plan, kinds[kind].owner);
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (kinds[kind].list)->record_type, NULL);
  g_autoptr (QdChange) change = qd_change_new (g_dpgettext2 (NULL, "undo", kinds[kind].title));
  QdMeetingCapture capture;

  g_return_val_if_fail (QD_IS_MEETING_SESSION (session), NULL);

  if (qd_text_is_blank (text))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("There is nothing to note yet."));
      return NULL;
    }

  qd_change_insert (change, qd_record_get_id (holder), kinds[kind].list,
                    qd_list_get_length (qd_record_get_list (holder, kinds[kind].list)), record);
  set_text (change, record, kinds[kind].text, text);
  set_text (change, record, kinds[kind].person, owner);
  set_text (change, record, kinds[kind].due, due);
  set_text (change, record, kinds[kind].settled, _("Agreed"));
  if (!qd_document_apply (session->document, change, QD_APPLY_DEFAULT, error))
    return NULL;

  capture = (QdMeetingCapture) { kind, g_strdup (qd_record_get_id (record)), g_strdup (session->item) };
  g_array_append_val (session->captures, capture);
  qd_meeting_session_turn (session, session->state);

  return qd_plan_find (plan, qd_record_get_id (record));
}

/**
 * qd_meeting_session_get_n_captures:
 *
 * Returns: how much was written down in it, taken back or not
 */
guint
qd_meeting_session_get_n_captures (QdMeetingSession *session)
{
  return session->captures->len;
}

/**
 * qd_meeting_session_get_capture:
 * @session: a meeting
 * @index: which one, in the order in which they came
 * @kind: (out): what it is
 * @item: (out) (transfer none) (nullable): the item of the agenda that it came of, if it is still there
 *
 * Returns: (transfer none) (nullable): the record; %NULL if it was taken back
 */
QdRecord *
qd_meeting_session_get_capture (QdMeetingSession  *session,
                                guint              index,
                                QdCaptureKind     *kind,
                                QdRecord         **item)
{
  QdPlan *plan = qd_document_get_plan (session->document);
  const QdMeetingCapture *capture;

  g_return_val_if_fail (index < session->captures->len, NULL);

  capture = &g_array_index (session->captures, QdMeetingCapture, index);
  *kind = capture->kind;
  *item = qd_plan_find (plan, capture->item);

  return qd_plan_find (plan, capture->record);
}
