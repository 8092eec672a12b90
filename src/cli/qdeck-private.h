#pragma once

#include <gio/gio.h>

#include "qd-csv.h"
#include "qd-export.h"
#include "qd-format.h"
#include "qd-plan.h"

G_BEGIN_DECLS

/* What the commands of qdeck share. */

/**
 * QdeckStatus:
 * @QDECK_OK: done; of check and compare: nothing found
 * @QDECK_FOUND: done, and there are errors in the plan, or differences
 * @QDECK_FAILED: not done; standard error says why
 *
 * What a command leaves to the shell.
 */
typedef enum
{
  QDECK_OK = 0,
  QDECK_FOUND = 1,
  QDECK_FAILED = 2,
} QdeckStatus;

typedef struct _QdeckCommand QdeckCommand;

/**
 * QdeckCommand:
 * @name: the first word of the command line
 * @usage: its arguments, as --help shows them
 * @summary: what it does, to be translated
 * @run: does it; the arguments start with the name
 */
struct _QdeckCommand
{
  const char   *name;
  const char   *usage;
  const char   *summary;
  QdeckStatus (*run) (const QdeckCommand *command,
                      int                 argc,
                      char              **argv);
};

QdeckStatus  qdeck_convert        (const QdeckCommand  *command,
                                   int                  argc,
                                   char               **argv);
QdeckStatus  qdeck_show           (const QdeckCommand  *command,
                                   int                  argc,
                                   char               **argv);
QdeckStatus  qdeck_check          (const QdeckCommand  *command,
                                   int                  argc,
                                   char               **argv);
QdeckStatus  qdeck_chart          (const QdeckCommand  *command,
                                   int                  argc,
                                   char               **argv);
QdeckStatus  qdeck_new            (const QdeckCommand  *command,
                                   int                  argc,
                                   char               **argv);
QdeckStatus  qdeck_compare        (const QdeckCommand  *command,
                                   int                  argc,
                                   char               **argv);
QdeckStatus  qdeck_merge          (const QdeckCommand  *command,
                                   int                  argc,
                                   char               **argv);
QdeckStatus  qdeck_rows           (const QdeckCommand  *command,
                                   int                  argc,
                                   char               **argv);
QdeckStatus  qdeck_scores         (const QdeckCommand  *command,
                                   int                  argc,
                                   char               **argv);

/* qdeck-options.c */
char       **qdeck_parse          (const QdeckCommand  *command,
                                   int                  argc,
                                   char               **argv,
                                   const GOptionEntry  *options,
                                   guint                least,
                                   guint                most);
gboolean     qdeck_choose_format  (const char          *id,
                                   const char          *name,
                                   const QdFormat     **format);

/* qdeck-io.c */
void         qdeck_complain       (const char          *name,
                                   guint                line,
                                   const char          *format,
                                   ...) G_GNUC_PRINTF (3, 4);
void         qdeck_complain_error (const char          *name,
                                   const GError        *error);
GBytes      *qdeck_read           (const char          *name);
QdPlan      *qdeck_load           (const char          *name,
                                   const QdFormat      *format,
                                   QdImportReport     **report,
                                   gboolean            *newer);
gboolean     qdeck_load_all       (char               **names,
                                   guint                n,
                                   QdPlan             **plans,
                                   gboolean            *newer);
gboolean     qdeck_write          (const char          *name,
                                   GBytes              *bytes);
gboolean     qdeck_print          (const char          *text);
gboolean     qdeck_print_data     (const char          *data);

/* qdeck-convert-rows.c */

/**
 * QdeckRows:
 * @list: the list that rows are of
 * @flags: how rows are read and written
 * @mode: what becomes of the records that are there
 *
 * What the command line says about rows of a list.
 */
typedef struct
{
  QdListId   list;
  QdCsvFlags flags;
  QdCsvMode  mode;
} QdeckRows;

gboolean     qdeck_choose_rows    (const char          *list,
                                   const char          *mode,
                                   QdCsvFlags           flags,
                                   QdeckRows           *rows);
QdPlan      *qdeck_import_rows    (const char          *name,
                                   const QdFormat      *format,
                                   const char          *into,
                                   const QdFormat      *into_format,
                                   const QdeckRows     *rows,
                                   QdImportReport     **report,
                                   gboolean            *newer);
GBytes      *qdeck_export_rows    (QdPlan              *plan,
                                   const QdFormat      *format,
                                   const QdeckRows     *rows);

/* qdeck-export.c */

/**
 * QdeckExportChoices:
 * @audience: (nullable): whom it is for
 * @page_size: (nullable): the name of a size
 * @template_path: (nullable): a PPTX to take the looks of
 * @report: a document instead of slides
 * @one_page: the whole quarter on one page instead of slides
 * @notes: with speaker notes
 *
 * What the command line says about a form for people to read.
 */
typedef struct
{
  char     *audience;
  char     *page_size;
  char     *template_path;
  gboolean  report;
  gboolean  one_page;
  gboolean  notes;
} QdeckExportChoices;

gboolean     qdeck_has_choices    (const QdeckExportChoices *choices);
const QdExport *qdeck_choose_export (const char        *id,
                                   const char          *name);
GBytes      *qdeck_export         (QdPlan              *plan,
                                   const QdExport      *export,
                                   const QdeckExportChoices *choices,
                                   const char          *name);
gboolean     qdeck_preview        (QdPlan              *plan,
                                   const char          *audience_text);
gboolean     qdeck_print_audiences (QdPlan             *plan);

/* qdeck-text.c */
char        *qdeck_one_line       (const char          *text);
guint        qdeck_text_width     (const char          *text);

/**
 * QdeckTable:
 *
 * Text in columns as wide as their content.
 */
typedef struct _QdeckTable QdeckTable;

QdeckTable  *qdeck_table_new      (guint                n_columns);
void         qdeck_table_free     (QdeckTable          *table);
void         qdeck_table_heading  (QdeckTable          *table,
                                   const char          *text,
                                   gboolean             right);
void         qdeck_table_cell     (QdeckTable          *table,
                                   const char          *text);
void         qdeck_table_append   (QdeckTable          *table,
                                   GString             *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdeckTable, qdeck_table_free)

G_END_DECLS
