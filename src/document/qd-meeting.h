#pragma once

#include "qd-document.h"

G_BEGIN_DECLS

/**
 * QdMeetingClock:
 * @running: microseconds since some moment, also while the machine is suspended; never goes back
 * @wall: microseconds since 1970
 *
 * Where the time comes from. Tests let it pass as they like.
 */
typedef struct
{
  gint64 (*running) (void);
  gint64 (*wall)    (void);
} QdMeetingClock;

/**
 * QdMeetingState:
 * @QD_MEETING_WAITING: it has not begun
 * @QD_MEETING_RUNNING: the time of an item runs
 * @QD_MEETING_PAUSED: it stands
 * @QD_MEETING_ENDED: it is over
 */
typedef enum
{
  QD_MEETING_WAITING,
  QD_MEETING_RUNNING,
  QD_MEETING_PAUSED,
  QD_MEETING_ENDED,
} QdMeetingState;

/**
 * QdMeetingPhase:
 * @QD_MEETING_CALM: there is time
 * @QD_MEETING_CLOSING: the last tenth of the item's time
 * @QD_MEETING_OVER: its time is up
 * @QD_MEETING_UNTIMED: the item has no minutes
 */
typedef enum
{
  QD_MEETING_CALM,
  QD_MEETING_CLOSING,
  QD_MEETING_OVER,
  QD_MEETING_UNTIMED,
} QdMeetingPhase;

/**
 * QdCaptureKind:
 * @QD_CAPTURE_DECISION: something is decided
 * @QD_CAPTURE_ACTION: somebody does something
 * @QD_CAPTURE_PARKED: a topic for another time
 * @QD_CAPTURE_RISK: something that may go wrong
 * @QD_CAPTURE_QUESTION: something to be decided still
 *
 * What can come of a discussion.
 */
typedef enum
{
  QD_CAPTURE_DECISION,
  QD_CAPTURE_ACTION,
  QD_CAPTURE_PARKED,
  QD_CAPTURE_RISK,
  QD_CAPTURE_QUESTION,
  QD_N_CAPTURES,
} QdCaptureKind;

#define QD_TYPE_MEETING_SESSION (qd_meeting_session_get_type ())

G_DECLARE_FINAL_TYPE (QdMeetingSession, qd_meeting_session, QD, MEETING_SESSION, GObject)

QdMeetingSession *qd_meeting_session_new         (QdDocument           *document,
                                                  const char           *path,
                                                  const QdMeetingClock *clock);
gboolean          qd_meeting_session_recover     (QdMeetingSession     *session);
void              qd_meeting_session_set_path    (QdMeetingSession     *session,
                                                  const char           *path);
QdDocument       *qd_meeting_session_get_document (QdMeetingSession    *session);
const char       *qd_meeting_session_get_problem (QdMeetingSession     *session);

void              qd_meeting_session_start       (QdMeetingSession     *session);
void              qd_meeting_session_pause       (QdMeetingSession     *session);
void              qd_meeting_session_resume      (QdMeetingSession     *session);
void              qd_meeting_session_add_minutes (QdMeetingSession     *session,
                                                  int                   minutes);
void              qd_meeting_session_go_to       (QdMeetingSession     *session,
                                                  QdRecord             *item);
void              qd_meeting_session_next        (QdMeetingSession     *session);
void              qd_meeting_session_end         (QdMeetingSession     *session);
void              qd_meeting_session_tick        (QdMeetingSession     *session);

QdMeetingState    qd_meeting_session_get_state   (QdMeetingSession     *session);
QdRecord         *qd_meeting_session_get_item    (QdMeetingSession     *session);
QdRecord         *qd_meeting_session_get_next    (QdMeetingSession     *session);
QdRecord         *qd_meeting_session_get_previous (QdMeetingSession    *session);
QdMeetingPhase    qd_meeting_session_get_phase   (QdMeetingSession     *session);
double            qd_meeting_session_get_elapsed (QdMeetingSession     *session,
                                                  QdRecord             *item);
double            qd_meeting_session_get_planned (QdMeetingSession     *session,
                                                  QdRecord             *item);
double            qd_meeting_session_get_left    (QdMeetingSession     *session);
double            qd_meeting_session_get_all_left (QdMeetingSession    *session);
GDateTime        *qd_meeting_session_dup_started (QdMeetingSession     *session);
GDateTime        *qd_meeting_session_dup_now     (QdMeetingSession     *session);
GDateTime        *qd_meeting_session_dup_end     (QdMeetingSession     *session);
QdPlan           *qd_meeting_session_get_start_plan (QdMeetingSession  *session);

const char       *qd_capture_label               (QdCaptureKind         kind);
gboolean          qd_capture_has_owner           (QdCaptureKind         kind);
gboolean          qd_capture_has_due             (QdCaptureKind         kind);
QdRecord         *qd_meeting_session_capture     (QdMeetingSession     *session,
                                                  QdCaptureKind         kind,
                                                  const char           *text,
                                                  const char           *owner,
                                                  const char           *due,
                                                  GError              **error);
guint             qd_meeting_session_get_n_captures (QdMeetingSession  *session);
QdRecord         *qd_meeting_session_get_capture (QdMeetingSession     *session,
                                                  guint                 index,
                                                  QdCaptureKind        *kind,
                                                  QdRecord            **item);

G_END_DECLS
