#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QdDraftFileState:
 * @QD_DRAFT_FILE_NONE: the plan was never saved
 * @QD_DRAFT_FILE_SAME: the file is as it was when the draft was begun
 * @QD_DRAFT_FILE_CHANGED: the file was changed meanwhile; saving the recovered plan will say so
 * @QD_DRAFT_FILE_GONE: the file cannot be read any more
 *
 * What became of the file that a draft belongs to.
 */
typedef enum
{
  QD_DRAFT_FILE_NONE,
  QD_DRAFT_FILE_SAME,
  QD_DRAFT_FILE_CHANGED,
  QD_DRAFT_FILE_GONE,
} QdDraftFileState;

/**
 * QdDraftInfo:
 * @path: where the draft is
 * @id: its name, as of qd_draft_get_id()
 * @title: what to call the plan; that of the file or "" if nothing of the draft can be read
 * @file: (nullable): the file the plan was loaded from or saved to
 * @file_state: what became of it
 * @started: (nullable): when the plan was first changed after it was loaded or saved, in local time
 * @time: (nullable): when the last change was written down, in local time
 * @n_changes: how many changes there are in it
 * @differences: (nullable) (element-type QdDifference): what the plan has otherwise than the file or, if it was never
 *   saved, than an empty plan; %NULL if the file or the draft cannot be read
 * @damage: (nullable): what is wrong with the draft, in the user's language
 * @recoverable: whether a plan can be had from it; with @damage, of an earlier time than @time
 *
 * A draft that a dead process left.
 */
typedef struct
{
  char             *path;
  char             *id;
  char             *title;
  GFile            *file;
  QdDraftFileState  file_state;
  GDateTime        *started;
  GDateTime        *time;
  guint             n_changes;
  GPtrArray        *differences;
  char             *damage;
  gboolean          recoverable;
} QdDraftInfo;

void          qd_draft_info_free            (QdDraftInfo         *info);

#define QD_TYPE_DRAFT_STORE (qd_draft_store_get_type ())

G_DECLARE_FINAL_TYPE (QdDraftStore, qd_draft_store, QD, DRAFT_STORE, GObject)

QdDraftStore *qd_draft_store_new            (const char          *folder);
const char   *qd_draft_store_get_folder     (QdDraftStore        *store);
void          qd_draft_store_wait           (QdDraftStore        *store);
void          qd_draft_store_list_async     (QdDraftStore        *store,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
GPtrArray    *qd_draft_store_list_finish    (QdDraftStore        *store,
                                             GAsyncResult        *result,
                                             GError             **error);
void          qd_draft_store_discard_async  (QdDraftStore        *store,
                                             const QdDraftInfo   *info,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean      qd_draft_store_discard_finish (QdDraftStore        *store,
                                             GAsyncResult        *result,
                                             GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdDraftInfo, qd_draft_info_free)

G_END_DECLS
