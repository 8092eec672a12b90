#pragma once

/* The inside of the workbook. First it is settled which sheets there are and what their columns are, then cells are
 * written, so that any formula can point at any sheet. */

#include <xlsxwriter.h>

#include "qd-columns.h"
#include "qd-finding.h"
#include "qd-measure.h"
#include "qd-xlsx.h"

G_BEGIN_DECLS

/* How a cell looks. */
typedef enum
{
  QD_BOOK_PLAIN = 0,
  QD_BOOK_HEAD = 1 << 0,    /* of a column */
  QD_BOOK_TOTAL = 1 << 1,   /* in the row that closes a table */
  QD_BOOK_QUIET = 1 << 2,   /* inherited or assumed */
  QD_BOOK_WRAP = 1 << 3,    /* a long text */
  QD_BOOK_AT_END = 1 << 4,  /* the head of figures */
  QD_BOOK_AT_START = 1 << 5, /* a number among texts */
  QD_BOOK_BOLD = 1 << 6,
  QD_BOOK_TITLE = 1 << 7,   /* of the workbook */
  QD_BOOK_LINK = 1 << 8,
} QdBookStyle;

/* How computed figures are shown. */
#define QD_BOOK_POINTS_FORMAT "#,##0"
#define QD_BOOK_PART_FORMAT "0%"
#define QD_BOOK_SCORE_FORMAT "0.0#"

/**
 * QdXlsxLimits:
 * @rows: of a sheet, its head included
 * @text: of a cell, in units of UTF-16
 *
 * What a sheet can hold.
 */
typedef struct
{
  guint rows;
  guint text;
} QdXlsxLimits;

GBytes    *qd_xlsx_save_within    (QdFigures           *figures,
                                   GPtrArray           *findings,
                                   QdXlsxGets           gets,
                                   gpointer             user_data,
                                   const QdXlsxLimits  *limits,
                                   GCancellable        *cancellable,
                                   GError             **error);
GPtrArray *qd_xlsx_losses_within  (QdPlan              *plan,
                                   const QdXlsxLimits  *limits);

/* Sheets that are no list of the plan. */
#define QD_BOOK_WORK "work"
#define QD_BOOK_FINDINGS "findings"
#define QD_BOOK_SINGLES "plan"
#define QD_BOOK_OVERVIEW "overview"

/**
 * QdBookColumn:
 * @id: what formulas call it
 * @label: in the user's language
 * @column: (nullable): what it shows
 * @field: (nullable): a stored figure that stands in for a computed one
 * @owner: of neither: which of the lists above it names, from 0; -1 if none
 * @figure: its cells are numbers, aligned at the end
 * @long_text: its cells hold long texts
 * @widest: how many characters the widest cell has so far
 */
typedef struct
{
  const char     *id;
  const char     *label;
  const QdColumn *column;
  const QdField  *field;
  int             owner;
  gboolean        figure;
  gboolean        long_text;
  guint           widest;
} QdBookColumn;

/**
 * QdBookSheet:
 * @id: what formulas call it: the id of a list, with “review-” before that of last quarter's
 * @list: which list; %QD_LIST_ANY of others
 * @review: of the previous quarter
 * @total_list: the list whose totals close it
 * @name: on its tab
 * @worksheet: what is written
 * @columns: (element-type QdBookColumn): its columns
 * @records: (nullable) (element-type QdRecord): of a list, a row each, not owned
 * @works: (nullable) (element-type QdBookWork): of the sheet of work, a row each
 * @n_rows: below the head and without the total
 * @n_cut: how many did not fit
 * @has_total: a row below closes the table
 * @high_row: the row that is being written
 * @n_lines: and how many lines it has so far
 */
typedef struct
{
  char          *id;
  QdListId       list;
  gboolean       review;
  QdListId       total_list;
  char          *name;
  lxw_worksheet *worksheet;
  GArray        *columns;
  GPtrArray     *records;
  GArray        *works;
  guint          n_rows;
  guint          n_cut;
  gboolean       has_total;
  guint          high_row;
  guint          n_lines;
} QdBookSheet;

/**
 * QdBook:
 * @findings: (nullable): what is told of them
 * @right_to_left: columns go from right to left
 * @gets: (nullable): what of it readers may know; %NULL if all
 * @near_date: what dates without a year are near; invalid if the plan has neither planning date nor quarter
 * @sheets: (element-type QdBookSheet): in the order of the tabs
 * @rows: record to its row, from 1 below the head
 * @singles: what qd_book_single_name() says to its row
 * @formats: what was asked of qd_book_format() before
 * @measures: (element-type utf8): the number formats of measures so far
 * @team_points: what is committed to each team of the sheet of work, by name, lower case
 * @category_points: the same of the categories in the sheet of initiatives
 */
typedef struct
{
  lxw_workbook *workbook;
  QdFigures    *figures;
  QdPlan       *plan;
  GPtrArray    *findings;
  QdXlsxLimits  limits;
  gboolean      right_to_left;
  QdXlsxGets    gets;
  gpointer      gets_data;
  GDate         near_date;
  GPtrArray    *sheets;
  GHashTable   *rows;
  GHashTable   *singles;
  GHashTable   *formats;
  GHashTable   *measures;
  GHashTable   *team_points;
  GHashTable   *category_points;
} QdBook;

/**
 * QdBookWork:
 * @record: an initiative, or a dependency that asks points of its provider
 * @team: (nullable): who carries this part of it
 * @everyone: all teams carry it together
 * @points: how large the part is
 * @share: and of the whole
 *
 * A row of the sheet of work.
 */
typedef struct
{
  QdRecord *record;
  QdRecord *team;
  gboolean  everyone;
  double    points;
  double    share;
} QdBookWork;

/* qd-xlsx-cell.c: one cell. Rows and columns count from 0. */

/**
 * QdBookNumber:
 * @number: a number as the cell holds it: 0.21 for “21%”
 * @scale: what a measure is multiplied with to get that
 * @format: how it is shown
 */
typedef struct
{
  double      number;
  double      scale;
  const char *format;
} QdBookNumber;

lxw_format  *qd_book_format          (QdBook        *book,
                                      guint          style,
                                      const char    *number);
const char  *qd_book_number_format   (double         number,
                                      gboolean       percent);
char        *qd_book_text            (QdBook        *book,
                                      const char    *text,
                                      gboolean      *cut);
gboolean     qd_book_read_measure    (QdBook        *book,
                                      const char    *text,
                                      QdBookNumber  *number);
void         qd_book_write_text      (QdBook        *book,
                                      QdBookSheet   *sheet,
                                      guint          row,
                                      guint          column,
                                      const char    *text,
                                      guint          style);
void         qd_book_write_number    (QdBook        *book,
                                      QdBookSheet   *sheet,
                                      guint          row,
                                      guint          column,
                                      double         number,
                                      const char    *format,
                                      guint          style);
void         qd_book_write_field     (QdBook        *book,
                                      QdBookSheet   *sheet,
                                      guint          row,
                                      guint          column,
                                      const QdField *field,
                                      const QdValue *value,
                                      guint          style);
void         qd_book_write_formula   (QdBook        *book,
                                      QdBookSheet   *sheet,
                                      guint          row,
                                      guint          column,
                                      const char    *formula,
                                      const QdValue *value,
                                      const char    *format,
                                      guint          style);

/* qd-xlsx-formula.c: formulas from templates. */
gboolean     qd_book_expand          (QdBook            *book,
                                      const QdBookSheet *sheet,
                                      guint              row,
                                      const char        *text,
                                      GString           *formula);
void         qd_book_append_cell     (GString           *formula,
                                      const QdBookSheet *from,
                                      const QdBookSheet *sheet,
                                      guint              row,
                                      guint              column);
void         qd_book_append_string   (GString           *formula,
                                      const char        *text);
QdBookSheet *qd_book_find_sheet      (QdBook            *book,
                                      const char        *id);
int          qd_book_find_column     (const QdBookSheet *sheet,
                                      const char        *id);
char        *qd_book_single_name     (const QdField     *field);

/* qd-xlsx-figures.c: the formulas of computed columns and of totals. */
char        *qd_book_cell_formula    (QdBook            *book,
                                      const QdBookSheet *sheet,
                                      const QdColumn    *column,
                                      QdRecord          *record,
                                      guint              row);
char        *qd_book_total_formula   (QdBook            *book,
                                      const QdBookSheet *sheet,
                                      const char        *column);

/* qd-xlsx-sheet.c: what sheets have in common. */
QdBookSheet *qd_book_add_sheet       (QdBook            *book,
                                      const char        *id,
                                      const char        *name);
QdBookColumn *qd_book_add_column     (QdBookSheet       *sheet,
                                      const char        *id,
                                      const char        *label,
                                      gboolean           long_text);
guint        qd_book_column_limit    (const QdBookColumn *column);
void         qd_book_write_head      (QdBook            *book,
                                      QdBookSheet       *sheet);
void         qd_book_finish_sheet    (QdBook            *book,
                                      QdBookSheet       *sheet);
gboolean     qd_book_gets            (QdBook            *book,
                                      QdListId           list,
                                      const char        *column);
guint        qd_book_row_of          (QdBook            *book,
                                      QdRecord          *record);

/* qd-xlsx-list.c: the sheets of lists. */
void         qd_book_settle_lists    (QdBook            *book);
void         qd_book_write_list      (QdBook            *book,
                                      QdBookSheet       *sheet);

/* qd-xlsx-answers.c: what cells offer, and what they point out. */
void         qd_book_offer_answers   (QdBook            *book,
                                      QdBookSheet       *sheet);
void         qd_book_mark_loads      (QdBook            *book,
                                      QdBookSheet       *sheet);

/* qd-xlsx-work.c: who carries which part of what, so that what teams are committed to follows from it. */
void         qd_book_settle_work     (QdBook            *book);
void         qd_book_write_work      (QdBook            *book,
                                      QdBookSheet       *sheet);
const char  *qd_book_everyone        (void);
double       qd_book_points_of       (GHashTable        *points,
                                      const char        *name);

/* qd-xlsx-extra.c: what is no list and no table of rows. */
void         qd_book_settle_findings (QdBook            *book);
void         qd_book_write_findings  (QdBook            *book,
                                      QdBookSheet       *sheet);
void         qd_book_settle_singles  (QdBook            *book);
void         qd_book_write_singles   (QdBook            *book,
                                      QdBookSheet       *sheet);

/* qd-xlsx-overview.c: the first sheet. */
void         qd_book_settle_overview (QdBook            *book);
void         qd_book_write_overview  (QdBook            *book,
                                      QdBookSheet       *sheet);

G_END_DECLS
