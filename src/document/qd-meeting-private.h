#pragma once

#include <json-glib/json-glib.h>

#include "qd-meeting.h"

G_BEGIN_DECLS

/* What the files that make up QdMeetingSession share: qd-meeting.c is its clock, qd-meeting-file.c writes it down and
 * takes it up again after a crash, qd-meeting-capture.c holds what comes of it. */

/* What an item has had so far. */
typedef struct
{
  double elapsed; /* seconds, without the stretch that runs */
  double added;   /* seconds beyond its minutes */
} QdMeetingShare;

/* What was captured while which item was on. */
typedef struct
{
  QdCaptureKind  kind;
  char          *record;
  char          *item;   /* (nullable) */
} QdMeetingCapture;

struct _QdMeetingSession
{
  GObject         parent_instance;

  QdDocument     *document;
  char           *path;          /* (nullable): where it is written down */
  QdMeetingClock  clock;
  QdMeetingState  state;
  char           *item;          /* (nullable): the id of the item that is on */
  GHashTable     *shares;        /* id -> QdMeetingShare */
  gint64          since;         /* when the stretch that runs began, by the running clock */
  gint64          started;       /* when the meeting began, by the wall clock; 0: it has not */
  gint64          ended;
  gboolean        time_up_said;  /* of the item that is on */
  GArray         *captures;      /* of QdMeetingCapture */
  QdPlan         *start_plan;    /* (nullable): the plan as it was when the meeting began */
  char           *problem;       /* (nullable): why it cannot be written down */
};

QdMeetingShare *qd_meeting_session_get_share    (QdMeetingSession *self,
                                                 const char       *id);
void            qd_meeting_session_turn         (QdMeetingSession *self,
                                                 QdMeetingState    state);
void            qd_meeting_session_write_down   (QdMeetingSession *self);
void            qd_meeting_session_write_start  (QdMeetingSession *self);
void            qd_meeting_capture_clear        (gpointer          capture);

/* qd-meeting-file.c: what is written down beside the plan */
gboolean        qd_meeting_write_file           (const char       *path,
                                                 GBytes           *bytes,
                                                 GError          **error);
JsonParser     *qd_meeting_read_file            (const char       *path);
void            qd_meeting_read_array           (JsonObject       *object,
                                                 const char       *name,
                                                 JsonArrayForeach  read,
                                                 gpointer          user_data);

G_END_DECLS
