#pragma once

#include "qd-change.h"
#include "qd-columns.h"
#include "qd-format.h"

G_BEGIN_DECLS

/**
 * QdCsvFlags:
 * @QD_CSV_TABS: tabs between the cells (TSV) instead of commas
 * @QD_CSV_BOM: start with a byte order mark, which old versions of Excel need to see that it is UTF-8
 * @QD_CSV_COMPUTED: also write the computed columns
 * @QD_CSV_REVIEW: key results, initiatives and check-ins are those of last quarter's objectives
 */
typedef enum
{
  QD_CSV_DEFAULT = 0,
  QD_CSV_TABS = 1 << 0,
  QD_CSV_BOM = 1 << 1,
  QD_CSV_COMPUTED = 1 << 2,
  QD_CSV_REVIEW = 1 << 3,
} QdCsvFlags;

/**
 * QdCsvMode:
 * @QD_CSV_MATCH: a row whose title a record has already sets the fields of that record; the others are added
 * @QD_CSV_APPEND: every row is added
 * @QD_CSV_REPLACE: the list is just these rows afterwards; records whose title comes again are kept and set
 *
 * What becomes of the records that are there.
 */
typedef enum
{
  QD_CSV_MATCH,
  QD_CSV_APPEND,
  QD_CSV_REPLACE,
} QdCsvMode;

gboolean    qd_csv_find_list (const char       *name,
                              QdListId         *list,
                              QdCsvFlags       *flags);
GBytes     *qd_csv_export    (QdPlan           *plan,
                              QdListId          list,
                              QdCsvFlags        flags);
QdChange   *qd_csv_import    (QdPlan           *plan,
                              QdListId          list,
                              GBytes           *bytes,
                              QdCsvMode         mode,
                              QdCsvFlags        flags,
                              QdImportReport  **report,
                              GError          **error);

G_END_DECLS
