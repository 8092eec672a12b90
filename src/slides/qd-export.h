#pragma once

#include "qd-audience.h"
#include "qd-chart-style.h"
#include "qd-figures.h"

G_BEGIN_DECLS

/* The one door through which a plan leaves for people to read. What only programs read (plans, rows) is in qd-format.h;
 * the command line and the window look here first. */

typedef enum
{
  QD_PAGE_SIZE_A4,
  QD_PAGE_SIZE_LETTER,
  QD_PAGE_SIZE_A3,
} QdPageSize;

/**
 * QdExportShape:
 * @QD_EXPORT_SLIDES: a deck
 * @QD_EXPORT_REPORT: a document to read
 * @QD_EXPORT_PAGE: the whole quarter on one page or slide
 * @QD_EXPORT_DATA: what other programs take: a workbook, a calendar
 *
 * What a PDF or PPTX is; other forms have one shape only.
 */
typedef enum
{
  QD_EXPORT_SLIDES,
  QD_EXPORT_REPORT,
  QD_EXPORT_PAGE,
  QD_EXPORT_DATA,
} QdExportShape;

/**
 * QdExportProgress:
 * @part: how much is done, 0 to 1
 *
 * Called from the thread that exports.
 */
typedef void (*QdExportProgress) (double   part,
                                  gpointer user_data);

/**
 * QdExportOptions:
 * @audience: (nullable): whom it is for; %NULL for everyone
 * @shape: what it is
 * @notes: whether slides have speaker notes, with the findings where the audience gets them
 * @page_size: of what is printed
 * @template_path: (nullable): a PPTX whose master, theme and layouts are taken
 * @style: how it looks
 * @progress: (nullable): is told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): what stops it
 *
 * Everything that can be chosen. Start from qd_export_options_init().
 */
typedef struct
{
  const QdAudience *audience;
  QdExportShape     shape;
  gboolean          notes;
  QdPageSize        page_size;
  const char       *template_path;
  QdChartStyle      style;
  QdExportProgress  progress;
  gpointer          progress_data;
  GCancellable     *cancellable;
} QdExportOptions;

/**
 * QdExport:
 * @id: its name on the command line: "pptx"
 * @label: what people call it, to be translated
 * @mime_type: its media type
 * @extensions: file endings without the dot, separated by spaces, the usual one first
 * @shapes: the shapes it can have, a bit for each: 1 << %QD_EXPORT_REPORT
 * @whole: it is made of an outline, which leaves out what the audience must not know; other forms are handed the
 *   figures of a plan without that, see qd_audience_plan_new()
 * @write: makes the bytes; sets @error and returns %NULL if it fails or is cancelled
 * @losses: (nullable): what it has no place for, in whole sentences
 * @contents: (nullable): of what has no pages, what is in it, a line each
 *
 * A form for people to read. To add one is to add a line to the table in qd-export.c.
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *mime_type;
  const char *extensions;
  guint       shapes;
  gboolean    whole;
  GBytes   *(*write) (QdFigures              *figures,
                      GPtrArray              *findings,
                      const QdExportOptions  *options,
                      GError                **error);
  GPtrArray *(*losses) (QdFigures            *figures);
  GPtrArray *(*contents) (QdFigures          *figures,
                      GPtrArray              *findings,
                      const QdAudience       *audience);
} QdExport;

const QdExport *qd_export_get           (guint                   index);
const QdExport *qd_export_find          (const char             *id);
const QdExport *qd_export_for_name      (const char             *file_name);
QdExportShape   qd_export_usual_shape   (const QdExport         *export);
void            qd_export_options_init  (QdExportOptions        *options,
                                         QdPlan                 *plan);
GBytes         *qd_export_write         (const QdExport         *export,
                                         QdFigures              *figures,
                                         GPtrArray              *findings,
                                         const QdExportOptions  *options,
                                         GError                **error);
GPtrArray      *qd_export_losses        (const QdExport         *export,
                                         QdFigures              *figures,
                                         const QdAudience       *audience);
GPtrArray      *qd_export_contents      (const QdExport         *export,
                                         QdFigures              *figures,
                                         GPtrArray              *findings,
                                         const QdAudience       *audience);
gboolean        qd_export_step          (const QdExportOptions  *options,
                                         double                  part,
                                         GError                **error);

G_END_DECLS
