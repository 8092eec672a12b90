#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "qd-plan.h"

G_BEGIN_DECLS

#define QD_STATES_MAX 50

/* QdState:
 * @id: its name, unique among the states of the file
 * @head: (nullable): what is known of it; %NULL if it is damaged
 *
 * One state that a file had. */
typedef struct
{
  char       *id;
  JsonObject *head;
} QdState;

/* Members of the head of a state. */
#define QD_STATE_TIME "time"
#define QD_STATE_SIZE "size"
#define QD_STATE_DIGEST "digest"
#define QD_STATE_FORM "form"

/* Once there is a newer state: its id, and how many differences of each kind there are from this one to that. */
#define QD_STATE_NEXT "next"
#define QD_STATE_REMOVED "removed"
#define QD_STATE_ADDED "added"
#define QD_STATE_CHANGED "changed"
#define QD_STATE_MOVED "moved"

/* All of these block: for worker threads. */
char      *qd_states_folder_of (const char  *root,
                                GFile       *file);
gboolean   qd_states_keep      (const char  *folder,
                                GBytes      *bytes,
                                const char  *form,
                                gint64       time,
                                GError     **error);
void       qd_states_settle    (const char  *folder);
GPtrArray *qd_states_list      (const char  *folder);
GBytes    *qd_states_read      (const char  *folder,
                                const char  *id,
                                char       **form,
                                QdPlan     **plan,
                                GError     **error);
QdPlan    *qd_states_load      (const char  *folder,
                                const char  *id,
                                GBytes     **bytes,
                                char       **form,
                                GError     **error);
gboolean   qd_states_clear     (const char  *folder,
                                GError     **error);

G_END_DECLS
