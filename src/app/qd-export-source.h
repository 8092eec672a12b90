#pragma once

#include <cairo.h>

#include "qd-document.h"
#include "qd-export-forms.h"
#include "qd-finding.h"

G_BEGIN_DECLS

/**
 * QdExportSource:
 *
 * A plan as it was at one time, from which threads make what leaves the window. One of them works at a time; the others
 * wait, as they do until all of a large plan is copied.
 */
typedef struct _QdExportSource QdExportSource;

QdExportSource *qd_export_source_new   (QdDocument     *document);
void            qd_export_source_complete (QdExportSource *source);
QdExportSource *qd_export_source_ref   (QdExportSource *source);
void            qd_export_source_unref (QdExportSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdExportSource, qd_export_source_unref)

#define QD_TYPE_PREVIEW (qd_preview_get_type ())

G_DECLARE_FINAL_TYPE (QdPreview, qd_preview, QD, PREVIEW, GObject)

/* What a form will look like: pages, or lines of text. */

guint       qd_preview_get_n_pages   (QdPreview            *preview);
void        qd_preview_get_page_size (QdPreview            *preview,
                                      guint                 page,
                                      double               *width,
                                      double               *height);
char       *qd_preview_dup_page_title (QdPreview           *preview,
                                      guint                 page);
void        qd_preview_draw_page     (QdPreview            *preview,
                                      guint                 page,
                                      cairo_t              *cr);
const char *qd_preview_get_text      (QdPreview            *preview);
gboolean    qd_preview_is_verbatim   (QdPreview            *preview);
GPtrArray  *qd_preview_get_shown     (QdPreview            *preview);
GPtrArray  *qd_preview_get_left_out  (QdPreview            *preview);

void        qd_preview_make_async    (QdExportSource       *source,
                                      const QdExportForm   *form,
                                      const QdExportChoices *choices,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
QdPreview  *qd_preview_make_finish   (GAsyncResult         *result,
                                      GError              **error);
QdPreview  *qd_preview_make_report   (QdExportSource       *source,
                                      QdPageSize            page_size);
QdPreview  *qd_preview_make_agenda   (QdExportSource       *source,
                                      QdPageSize            page_size);

/**
 * QdExportTarget:
 * @form: what to write
 * @file: where to; of a form that is many files, what their names begin with
 */
typedef struct
{
  const QdExportForm *form;
  GFile              *file;
} QdExportTarget;

/**
 * QdExportJobProgress:
 * @part: how much is done, 0 to 1
 * @form: what is being written
 * @user_data: what was handed over with it
 *
 * Called in the main loop, or where qd_export_job_run() was called.
 */
typedef void (*QdExportJobProgress) (double              part,
                                     const QdExportForm *form,
                                     gpointer            user_data);

GPtrArray  *qd_export_targets_new    (void);
void        qd_export_targets_add    (GPtrArray             *targets,
                                      const QdExportForm    *form,
                                      GFile                 *file);
void        qd_export_existing_async (QdExportSource        *source,
                                      GPtrArray             *targets,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
int         qd_export_existing_finish (GAsyncResult         *result);
gboolean    qd_export_job_run        (QdExportSource        *source,
                                      GPtrArray             *targets,
                                      const QdExportChoices *choices,
                                      GCancellable          *cancellable,
                                      QdExportJobProgress    progress,
                                      gpointer               progress_data,
                                      GPtrArray            **files,
                                      GError               **error);
void        qd_export_job_async      (QdExportSource        *source,
                                      GPtrArray             *targets,
                                      const QdExportChoices *choices,
                                      GCancellable          *cancellable,
                                      QdExportJobProgress    progress,
                                      gpointer               progress_data,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
gboolean    qd_export_job_finish     (GAsyncResult          *result,
                                      GPtrArray            **files,
                                      GError               **error);

G_END_DECLS
