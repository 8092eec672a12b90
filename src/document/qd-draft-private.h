#pragma once

#include <json-glib/json-glib.h>

#include "qd-draft.h"

G_BEGIN_DECLS

/* qd-draft-place.c: the folders that drafts are in. For worker threads, one at a time. */

typedef struct _QdDraftPlace QdDraftPlace;

QdDraftPlace *qd_draft_place_new        (const char    *folder);
QdDraftPlace *qd_draft_place_ref        (QdDraftPlace  *place);
void          qd_draft_place_unref      (QdDraftPlace  *place);
const char   *qd_draft_place_get_folder (QdDraftPlace  *place);
const char   *qd_draft_place_enter      (QdDraftPlace  *place,
                                         GError       **error);
void          qd_draft_place_leave      (QdDraftPlace  *place);
GPtrArray    *qd_draft_place_list       (QdDraftPlace  *place);
char         *qd_draft_place_claim      (QdDraftPlace  *place,
                                         const char    *path,
                                         GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdDraftPlace, qd_draft_place_unref)

/* qd-draft-file.c: one draft on the disk. For worker threads, one at a time; references are counted atomically. */

#define QD_DRAFT_ENDING ".draft"

char        *qd_draft_id_of       (const char    *path);

/* Members of the head of a draft. */
#define QD_DRAFT_ID "id"
#define QD_DRAFT_TITLE "title"
#define QD_DRAFT_FILE "file"
#define QD_DRAFT_FORM "form"
#define QD_DRAFT_STAMP "stamp"
#define QD_DRAFT_STARTED "started"
#define QD_DRAFT_CHANGES "changes"

typedef struct _QdDraftFile QdDraftFile;

QdDraftFile *qd_draft_file_new    (QdDraftPlace  *place,
                                   const char    *id,
                                   const char    *path);
QdDraftFile *qd_draft_file_ref    (QdDraftFile   *file);
void         qd_draft_file_unref  (QdDraftFile   *file);
const char  *qd_draft_file_get_id (QdDraftFile   *file);
gboolean     qd_draft_file_write  (QdDraftFile   *file,
                                   JsonObject    *head,
                                   GBytes        *plan,
                                   GBytes        *journal,
                                   GError       **error);
gboolean     qd_draft_file_append (QdDraftFile   *file,
                                   GBytes        *journal,
                                   GError       **error);
void         qd_draft_file_remove (QdDraftFile   *file);

void         qd_draft_append_change (GString     *journal,
                                     QdChange    *change);
void         qd_draft_append_typing (GString     *journal,
                                     QdChange    *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdDraftFile, qd_draft_file_unref)

/* QdDraftContent:
 * @head: (nullable): the head
 * @plan: (nullable): the plan, with all changes that are whole
 * @typing: (nullable): what was being typed besides, and is not in @plan
 * @time: when the last of it was written, in seconds since 1970
 * @n_changes: how many changes there were since @started
 * @damage: (nullable): what is wrong, in the user's language; an end that was torn off is not
 *
 * What a draft holds. */
typedef struct
{
  JsonObject *head;
  QdPlan     *plan;
  QdChange   *typing;
  gint64      time;
  guint       n_changes;
  char       *damage;
} QdDraftContent;

QdDraftContent *qd_draft_content_read  (const char     *path);
QdDraftContent *qd_draft_content_parse (const char     *data,
                                        gsize           length);
void            qd_draft_content_free  (QdDraftContent *content);
QdDocument     *qd_draft_content_open  (QdDraftContent *content);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdDraftContent, qd_draft_content_free)

/* qd-draft-store.c */

/* QdDraftTiming:
 * @idle: how long after the last change a draft is written, in microseconds
 * @most: how long after the first change at the latest
 * @clock: (nullable): the time in microseconds; %NULL for the monotonic clock and a timer that follows it
 *
 * When drafts are written. With a @clock of their own, tests let time pass and call qd_draft_tick(). */
typedef struct
{
  gint64   idle;
  gint64   most;
  gint64 (*clock) (void);
} QdDraftTiming;

QdDraftPlace        *qd_draft_store_get_place  (QdDraftStore        *store);
const QdDraftTiming *qd_draft_store_get_timing (QdDraftStore        *store);
void                 qd_draft_store_set_timing (QdDraftStore        *store,
                                                const QdDraftTiming *timing);
void                 qd_draft_store_run        (QdDraftStore        *store,
                                                GTask               *task,
                                                GTaskThreadFunc      func);

/* qd-draft.c */
QdDraft     *qd_draft_take_up      (QdDocument     *document,
                                    QdDraftStore   *store,
                                    QdDraftFile    *file,
                                    QdDraftContent *content);
gint64       qd_draft_get_deadline (QdDraft        *draft);
void         qd_draft_tick         (QdDraft        *draft);

G_END_DECLS
