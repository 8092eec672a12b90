#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

/**
 * QdImportNote:
 * @line: the line in the document, from 1; 0 if it is about no line
 * @understood: whether it became fields, or was kept as text
 * @message: what it was understood as, or where it was kept, in the user's language
 */
typedef struct
{
  guint     line;
  gboolean  understood;
  char     *message;
} QdImportNote;

typedef struct _QdImportReport QdImportReport;

QdImportReport     *qd_import_report_new      (void);
void                qd_import_report_free     (QdImportReport *report);
void                qd_import_report_add      (QdImportReport *report,
                                               guint           line,
                                               gboolean        understood,
                                               const char     *format,
                                               ...) G_GNUC_PRINTF (4, 5);
guint               qd_import_report_get_length (QdImportReport *report);
const QdImportNote *qd_import_report_get      (QdImportReport *report,
                                               guint           index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdImportReport, qd_import_report_free)

/**
 * QdFormat:
 * @id: its name on the command line: "qplan", "md"
 * @label: what people call it, to be translated
 * @mime_type: its media type
 * @extensions: file endings without the dot, separated by spaces, the usual one first
 * @load: (nullable): reads it
 * @save: (nullable): writes it
 * @separator: (nullable): of a form that holds the rows of one list instead of a plan: what stands between its cells;
 *   see qd_csv_import()
 *
 * One form a plan can have as bytes. To add one is to add a line to the table in qd-format.c.
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *mime_type;
  const char *extensions;
  QdPlan   *(*load) (GBytes          *bytes,
                     QdImportReport **report,
                     gboolean        *newer,
                     GError         **error);
  GBytes   *(*save) (QdPlan          *plan,
                     GError         **error);
  const char *separator;
} QdFormat;

const QdFormat *qd_format_find      (const char      *id);
const QdFormat *qd_format_for_name  (const char      *file_name);
gboolean        qd_format_name_ends_in (const char   *file_name,
                                     const char      *extensions);
const QdFormat *qd_format_guess     (GBytes          *bytes);
const QdFormat *qd_format_get       (guint            index);
QdPlan         *qd_format_load      (GBytes          *bytes,
                                     const QdFormat  *format,
                                     const char      *file_name,
                                     QdImportReport **report,
                                     gboolean        *newer,
                                     GError         **error);
GBytes         *qd_format_save      (QdPlan          *plan,
                                     const QdFormat  *format,
                                     GError         **error);

G_END_DECLS
