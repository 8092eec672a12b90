#pragma once

#include <gio/gio.h>

#include "qd-change.h"
#include "qd-figures.h"
#include "qd-findings.h"
#include "qd-format.h"
#include "qd-snapshots.h"

G_BEGIN_DECLS

#define QD_TYPE_DOCUMENT (qd_document_get_type ())

G_DECLARE_FINAL_TYPE (QdDocument, qd_document, QD, DOCUMENT, GObject)

/**
 * QdApplyFlags:
 * @QD_APPLY_COALESCE: may join the previous change if that set just the same field a moment ago: typing
 * @QD_APPLY_AS_STORED: the values come from a file or another plan (reload, restore, merge), not from somebody's hand:
 *   numbers out of range are kept as they are there
 */
typedef enum
{
  QD_APPLY_DEFAULT = 0,
  QD_APPLY_COALESCE = 1 << 0,
  QD_APPLY_AS_STORED = 1 << 1,
} QdApplyFlags;

/**
 * QdFileComparison:
 * @theirs: (element-type QdDifference): what the file has otherwise than when the document was loaded or saved; if that
 *   is not known, otherwise than the plan
 * @ours: (nullable) (element-type QdDifference): what the plan has otherwise than the document had then; %NULL if not
 *   known, as after a recovery
 *
 * What was changed on both sides.
 */
typedef struct
{
  GPtrArray *theirs;
  GPtrArray *ours;
} QdFileComparison;

QdDocument  *qd_document_new            (void);
QdDocument  *qd_document_new_for_plan   (QdPlan               *plan);

QdPlan      *qd_document_get_plan       (QdDocument           *document);
QdFigures   *qd_document_get_figures    (QdDocument           *document);
GPtrArray   *qd_document_get_findings   (QdDocument           *document);
QdFindings  *qd_document_follow_findings (QdDocument          *document);
GFile       *qd_document_get_file       (QdDocument           *document);
char        *qd_document_dup_title      (QdDocument           *document);
gboolean     qd_document_get_modified   (QdDocument           *document);
gboolean     qd_document_get_read_only  (QdDocument           *document);
gboolean     qd_document_get_saving     (QdDocument           *document);
const char  *qd_document_get_undo_title (QdDocument           *document);
const char  *qd_document_get_redo_title (QdDocument           *document);

gboolean     qd_document_apply          (QdDocument           *document,
                                         QdChange             *change,
                                         QdApplyFlags          flags,
                                         GError              **error);
gboolean     qd_document_restore        (QdDocument           *document,
                                         QdPlan               *plan,
                                         const char           *title,
                                         GError              **error);
gboolean     qd_document_undo           (QdDocument           *document);
gboolean     qd_document_redo           (QdDocument           *document);
void         qd_document_break_coalescing (QdDocument         *document);

gboolean     qd_document_set_value      (QdDocument           *document,
                                         QdRecord             *record,
                                         guint                 field,
                                         const QdValue        *value,
                                         QdApplyFlags          flags,
                                         GError              **error);
QdRecord    *qd_document_add            (QdDocument           *document,
                                         QdRecord             *owner,
                                         QdListId              list,
                                         guint                 index,
                                         GError              **error);
QdRecord    *qd_document_add_value      (QdDocument           *document,
                                         QdRecord             *owner,
                                         QdListId              list,
                                         guint                 index,
                                         guint                 field,
                                         const QdValue        *value,
                                         GError              **error);
GPtrArray   *qd_document_duplicate      (QdDocument           *document,
                                         QdRecord            **records,
                                         guint                 n_records,
                                         GError              **error);
gboolean     qd_document_remove         (QdDocument           *document,
                                         QdRecord            **records,
                                         guint                 n_records,
                                         GError              **error);
gboolean     qd_document_move           (QdDocument           *document,
                                         QdRecord            **records,
                                         guint                 n_records,
                                         QdRecord             *owner,
                                         QdListId              list,
                                         guint                 index,
                                         GError              **error);

gboolean     qd_document_accept_finding (QdDocument          *document,
                                         const QdFinding      *finding,
                                         const char           *reason,
                                         GError              **error);
gboolean     qd_document_revoke_finding (QdDocument          *document,
                                         const QdFinding      *finding,
                                         GError              **error);
QdRecord    *qd_document_comment        (QdDocument          *document,
                                         QdRecord             *about,
                                         const char           *author,
                                         const char           *text,
                                         GError              **error);

const char  *qd_document_get_chart_title (QdDocument         *document,
                                         const char           *chart);
gboolean     qd_document_set_chart_title (QdDocument         *document,
                                         const char           *chart,
                                         const char           *title,
                                         GError              **error);
gboolean     qd_document_rate_risk      (QdDocument           *document,
                                         QdRecord             *risk,
                                         guint                 likelihood,
                                         guint                 impact,
                                         GError              **error);

void         qd_document_set_snapshots  (QdDocument           *document,
                                         QdSnapshots          *snapshots);
void         qd_document_load_async     (GFile                *file,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
QdDocument  *qd_document_load_finish    (GAsyncResult         *result,
                                         QdImportReport      **report,
                                         GError              **error);
void         qd_document_save_async     (QdDocument           *document,
                                         GFile                *file,
                                         gboolean              overwrite,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean     qd_document_save_finish    (QdDocument           *document,
                                         GAsyncResult         *result,
                                         GError              **error);
void         qd_document_check_file_async (QdDocument         *document,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean     qd_document_check_file_finish (QdDocument        *document,
                                            GAsyncResult      *result,
                                            GError           **error);
void         qd_document_compare_file_async (QdDocument       *document,
                                             GCancellable     *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer          user_data);
QdFileComparison *
             qd_document_compare_file_finish (QdDocument      *document,
                                              GAsyncResult    *result,
                                              GError         **error);
void         qd_file_comparison_free    (QdFileComparison     *comparison);
void         qd_document_reload_async   (QdDocument           *document,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
void         qd_document_merge_file_async (QdDocument         *document,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean     qd_document_reload_finish  (QdDocument           *document,
                                         GAsyncResult         *result,
                                         GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdFileComparison, qd_file_comparison_free)

G_END_DECLS
