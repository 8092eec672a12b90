#pragma once

#include "qd-csv.h"
#include "qd-grid.h"
#include "qd-html-entities.h"

G_BEGIN_DECLS

/* Bounds of what is read. A plan a thousand times the usual one has 13,000 initiatives of ten fields. */
#define QD_GRID_MAX_BYTES ((gsize) 64 * 1024 * 1024)
#define QD_GRID_MAX_ROWS 1000000
#define QD_GRID_MAX_COLUMNS 1024
#define QD_GRID_MAX_CELLS 4000000

/* qd-grid.c */

/**
 * QdGridForm:
 * @QD_GRID_ROWS: rows whose first may be a header or not: what it says decides
 * @QD_GRID_HEADED: the first row is a header
 * @QD_GRID_ITEMS: the items of a list, one a row
 */
typedef enum
{
  QD_GRID_ROWS,
  QD_GRID_HEADED,
  QD_GRID_ITEMS,
} QdGridForm;

QdGrid     *qd_grid_new               (void);
void        qd_grid_set_form          (QdGrid      *grid,
                                       QdGridForm   form);
QdGridForm  qd_grid_get_form          (QdGrid      *grid);
void        qd_grid_set_decimal_comma (QdGrid      *grid);
gboolean    qd_grid_get_decimal_comma (QdGrid      *grid);
void        qd_grid_add_row           (QdGrid      *grid,
                                       guint        line);
void        qd_grid_add_cell          (QdGrid      *grid,
                                       const char  *text,
                                       gsize        length);
void        qd_grid_add_number        (QdGrid      *grid,
                                       double       number);
gboolean    qd_grid_is_full           (QdGrid      *grid);
gboolean    qd_grid_finish            (QdGrid      *grid,
                                       GError     **error);
guint       qd_grid_get_row_length    (QdGrid      *grid,
                                       guint        row);
gboolean    qd_grid_get_number        (QdGrid      *grid,
                                       guint        row,
                                       guint        column,
                                       double      *number);
gboolean    qd_grid_row_is_blank      (QdGrid      *grid,
                                       guint        row);
char       *qd_grid_decode            (GBytes      *bytes,
                                       gsize       *length,
                                       GError     **error);

/* qd-separated.c: text with separators between the cells. */
#define QD_SEPARATOR_DETECT '\x01'
#define QD_SEPARATOR_NONE '\0'

QdGrid     *qd_separated_parse        (const char  *text,
                                       gsize        length,
                                       char         separator,
                                       GError     **error);
void        qd_separated_append       (GString     *out,
                                       const char  *text,
                                       char         separator,
                                       gboolean     lone);
char       *qd_sheet_protect           (const char  *text);
const char *qd_sheet_unprotect         (const char  *text);

/* qd-grid-text.c: text without form: Markdown, lists, lines. */
QdGrid     *qd_grid_parse_text        (const char  *text,
                                       gsize        length,
                                       GError     **error);

void        qd_grid_read_item         (QdGrid      *grid,
                                       guint        row,
                                       QdListId     list,
                                       QdRecord    *record);

/* qd-grid-html.c */
QdGrid     *qd_grid_parse_html        (const char  *text,
                                       gsize        length,
                                       GError     **error);

/* qd-ref-names.c: references to records, written as their titles. */
typedef struct _QdRefNames QdRefNames;

QdRefNames *qd_ref_names_new          (QdPlan        *plan);
void        qd_ref_names_free         (QdRefNames    *names);
char       *qd_ref_names_format       (QdRefNames    *names,
                                       const QdField *field,
                                       const char    *ids);
QdRecord   *qd_ref_names_find         (QdRefNames    *names,
                                       QdListId       list,
                                       const char    *word);
char       *qd_ref_names_parse        (QdRefNames    *names,
                                       const QdField *field,
                                       const char    *text,
                                       char         **unknown);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdRefNames, qd_ref_names_free)

/* qd-sheet-text.c: values as cells. */
char       *qd_sheet_text              (QdRecord      *record,
                                       const QdField *field,
                                       QdRefNames    *names,
                                       gboolean       local);
char       *qd_sheet_text_computed     (QdRecord      *record,
                                       const QdColumn *column,
                                       QdFigures     *figures);
QdValue     qd_sheet_read              (QdGrid        *grid,
                                       guint          row,
                                       guint          column,
                                       const QdField *field,
                                       QdRefNames    *names,
                                       char         **problem);

/* qd-grid-map.c: what the columns of a grid mean. */

#define QD_GRID_MAX_PATH 4

/**
 * QdListPath:
 * @list: a list
 * @owners: the lists that lead to the records that hold it, outermost first: of check-ins, objectives and key results
 * @n_owners: how many; 0 where the plan has just one such list
 */
typedef struct
{
  QdListId list;
  QdListId owners[QD_GRID_MAX_PATH];
  guint    n_owners;
} QdListPath;

typedef enum
{
  QD_MAP_UNKNOWN,
  QD_MAP_FIELD,
  QD_MAP_COMPUTED, /* a figure into which nothing can be typed */
  QD_MAP_OWNER,    /* the title of a record that holds the list */
} QdMapKind;

typedef struct
{
  QdMapKind      kind;
  const QdField *field;
  guint          owner; /* which of the path */
} QdMapColumn;

/**
 * QdGridMap:
 * @columns: (array length=n_columns): what each column means
 * @has_header: the first row names the columns
 * @first: the first row that is no header
 * @title: the column of the field that names a record; -1 without one
 * @owner: the column that names who holds the list; -1 without one
 * @n_known: how many columns mean something
 */
typedef struct
{
  QdMapColumn *columns;
  guint        n_columns;
  gboolean     has_header;
  guint        first;
  int          title;
  int          owner;
  guint        n_known;
} QdGridMap;

QdListPath  qd_list_path              (QdListId               list,
                                       gboolean               review);
QdGridMap  *qd_grid_map_new           (QdGrid                *grid,
                                       const QdListPath      *path,
                                       gboolean               pasted,
                                       const QdColumn *const *columns,
                                       guint                  n_columns);
void        qd_grid_map_free          (QdGridMap             *map);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdGridMap, qd_grid_map_free)

/* qd-grid-import.c: the rows of a grid become records. */

/**
 * QdGridImport:
 * @plan: the plan that is to change
 * @list: the list that the rows are of
 * @review: of the previous quarter
 * @mode: what happens to the records that are there
 * @owner: (nullable): who holds the rows that name nobody; the rows are pasted then
 * @index: where in the list of @owner new rows go; beyond the end means at the end
 * @columns: (nullable): what the columns of a grid without header are; %NULL: those that qd_csv_export() writes
 * @n_columns: how many
 * @report: (nullable): is told what was understood
 */
typedef struct
{
  QdPlan                *plan;
  QdListId               list;
  gboolean               review;
  QdCsvMode              mode;
  QdRecord              *owner;
  guint                  index;
  const QdColumn *const *columns;
  guint                  n_columns;
  QdImportReport        *report;
} QdGridImport;

QdPlan     *qd_grid_import            (QdGrid             *grid,
                                       const QdGridImport *import,
                                       guint              *n_rows);

/* qd-csv.c */
GPtrArray  *qd_csv_fields             (QdRecordType        type);

G_END_DECLS
