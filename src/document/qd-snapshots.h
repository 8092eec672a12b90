#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

/**
 * QdSnapshotInfo:
 * @id: its name, unique among the states of the file
 * @time: when the file got into this state, in local time
 * @size: how many bytes the file had
 * @is_compared: whether the counts below are known; they are not of the oldest state there is
 * @n_added: how many records came in since the state before
 * @n_removed: how many went
 * @n_changed: how many fields hold something else
 * @n_moved: how many records stand elsewhere
 * @is_current: whether the file is in this state now
 * @is_damaged: whether it cannot be loaded any more; nothing but @id is known then
 *
 * A state that a file had.
 */
typedef struct
{
  char      *id;
  GDateTime *time;
  gsize      size;
  gboolean   is_compared;
  guint      n_added;
  guint      n_removed;
  guint      n_changed;
  guint      n_moved;
  gboolean   is_current;
  gboolean   is_damaged;
} QdSnapshotInfo;

char        *qd_snapshot_info_describe (const QdSnapshotInfo *info);
char        *qd_snapshot_info_dup_undo_title (const QdSnapshotInfo *info);
void         qd_snapshot_info_free     (QdSnapshotInfo       *info);

#define QD_TYPE_SNAPSHOTS (qd_snapshots_get_type ())

G_DECLARE_FINAL_TYPE (QdSnapshots, qd_snapshots, QD, SNAPSHOTS, GObject)

QdSnapshots *qd_snapshots_new          (const char           *folder);
const char  *qd_snapshots_get_folder   (QdSnapshots          *snapshots);
gboolean     qd_snapshots_get_enabled  (QdSnapshots          *snapshots);
void         qd_snapshots_set_enabled  (QdSnapshots          *snapshots,
                                        gboolean              enabled);
const char  *qd_snapshots_get_problem  (QdSnapshots          *snapshots);
void         qd_snapshots_wait         (QdSnapshots          *snapshots);

void         qd_snapshots_list_async   (QdSnapshots          *snapshots,
                                        GFile                *file,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray   *qd_snapshots_list_finish  (QdSnapshots          *snapshots,
                                        GAsyncResult         *result,
                                        GError              **error);
void         qd_snapshots_load_async   (QdSnapshots          *snapshots,
                                        GFile                *file,
                                        const char           *id,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
QdPlan      *qd_snapshots_load_finish  (QdSnapshots          *snapshots,
                                        GAsyncResult         *result,
                                        GError              **error);
void         qd_snapshots_clear_async  (QdSnapshots          *snapshots,
                                        GFile                *file,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean     qd_snapshots_clear_finish (QdSnapshots          *snapshots,
                                        GAsyncResult         *result,
                                        GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdSnapshotInfo, qd_snapshot_info_free)

G_END_DECLS
