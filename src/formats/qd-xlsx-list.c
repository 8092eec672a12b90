#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xlsx-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-figure-text.h"
#include "qd-grid-private.h"
#include "qd-number.h"
#include "qd-pages.h"

/* The sheets of lists: a head, a row a record, a total. */

#define REVIEW_PREFIX "review-"

static void
collect_records (const QdListPath *path,
                 guint             level,
                 QdList           *list,
                 GPtrArray        *records)
{
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);

      /* The second bound never counts; it is for compilers that would warn. */
      if (level >= path->n_owners || level >= QD_GRID_MAX_PATH)
        g_ptr_array_add (records, record);
      else
        collect_records (path, level + 1,
                         qd_record_get_list (record, level + 1 < path->n_owners && level + 1 < QD_GRID_MAX_PATH
                                                       ? path->owners[level + 1] : path->list),
                         records);
    }
}

static gboolean
any_set (const QdBookSheet *sheet,
         guint              field)
{
  for (guint i = 0; i < sheet->records->len; i++)
    if (qd_record_is_set (g_ptr_array_index (sheet->records, i), field))
      return TRUE;

  return FALSE;
}

/* Whether the stated figure counts: it differs from what is computed. */
static gboolean
is_stated (QdBook        *book,
           QdRecord      *record,
           const QdField *field)
{
  const QdValue *value = qd_record_get_value (record, field->index);

  return value->type == QD_VALUE_NUMBER && !qd_figures_repeats (book->figures, record, field->index, value);
}

static gboolean
any_stated (QdBook            *book,
            const QdBookSheet *sheet,
            const QdField     *field)
{
  for (guint i = 0; i < sheet->records->len; i++)
    if (is_stated (book, g_ptr_array_index (sheet->records, i), field))
      return TRUE;

  return FALSE;
}

static gboolean
any_missing (QdBook            *book,
             const QdBookSheet *sheet)
{
  for (guint i = 0; i < sheet->records->len; i++)
    if (qd_figures_team (book->figures, g_ptr_array_index (sheet->records, i))->missing > 0)
      return TRUE;

  return FALSE;
}

/* A figure that no row has says nothing; what nobody has typed yet is there to be filled in. */
static gboolean
any_value (QdBook            *book,
           const QdBookSheet *sheet,
           const QdColumn    *column)
{
  for (guint i = 0; column->field == NULL && i < sheet->records->len; i++)
    {
      g_auto (QdValue) value = qd_column_value (column, book->figures, g_ptr_array_index (sheet->records, i), NULL);

      if (value.type != QD_VALUE_UNSET)
        return TRUE;
    }

  return column->field != NULL;
}

static void
add_shown (QdBookSheet    *sheet,
           const QdColumn *column)
{
  qd_book_add_column (sheet, column->id, _(column->label), column->kind == QD_KIND_LONG_TEXT)->column = column;
}

/* Whether readers may know what records of @list are called: a list without that says nothing. */
static gboolean
gets_titles (QdBook   *book,
             QdListId  list)
{
  const QdRecordInfo *info = qd_record_info (qd_list_info (list)->record_type);

  return qd_book_gets (book, list, NULL) && qd_book_gets (book, list, info->fields[info->title_field].key);
}

/* Objectives have a number; what belongs to one has it, too, so that formulas find it whatever it is called. */
static void
add_owners (QdBook           *book,
            QdBookSheet      *sheet,
            const QdListPath *path)
{
  if (qd_list_info (sheet->list)->record_type == QD_RECORD_OBJECTIVE ||
      (path->n_owners > 0 && qd_list_info (path->owners[0])->record_type == QD_RECORD_OBJECTIVE))
    /* Translators: the head of a column with the number of an objective. */
    qd_book_add_column (sheet, "no", _("No."), FALSE)->figure = TRUE;

  for (guint i = 0; i < path->n_owners; i++)
    {
      const QdRecordInfo *info = qd_record_info (qd_list_info (path->owners[i])->record_type);

      if (gets_titles (book, path->owners[i]))
        qd_book_add_column (sheet, info->id, _(info->label), FALSE)->owner = (int) i;
    }
}

/* What tables show, then what is typed of all else. */
static void
add_columns (QdBook      *book,
             QdBookSheet *sheet)
{
  const QdListInfo *list = qd_list_info (sheet->list);
  const QdRecordInfo *info = qd_record_info (list->record_type);
  guint n_columns;
  g_autofree const QdColumn **columns = qd_columns_for_list (book->figures, sheet->list, sheet->review, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (qd_book_gets (book, sheet->list, columns[i]->id) && any_value (book, sheet, columns[i]))
      add_shown (sheet, columns[i]);
  if (sheet->list == QD_LIST_ALLOCATION && !isnan (qd_figures_totals (book->figures)->drift) &&
      qd_book_gets (book, sheet->list, "committed-share"))
    add_shown (sheet, qd_column_find (info->type, "committed-share"));

  for (guint i = 0; i < info->n_fields; i++)
    {
      const QdField *field = &info->fields[i];

      if (!qd_book_gets (book, sheet->list, field->key))
        continue;
      if ((field->flags & (QD_FIELD_DETAIL | QD_FIELD_INTERNAL)) == QD_FIELD_DETAIL && any_set (sheet, i))
        add_shown (sheet, qd_column_find (info->type, field->key));
      if ((field->flags & QD_FIELD_OVERRIDE) != 0 && any_stated (book, sheet, field))
        qd_book_add_column (sheet, field->key, qd_field_label (field), FALSE)->field = field;
    }
  if (sheet->list == QD_LIST_TEAMS && qd_book_gets (book, sheet->list, "missing") && any_missing (book, sheet))
    /* Translators: the head of a column: how many engineers of a team are still missing because they join later. */
    qd_book_add_column (sheet, "missing", _("Yet to join"), FALSE)->figure = TRUE;
}

static gboolean
any_total (QdBook            *book,
           const QdBookSheet *sheet)
{
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const QdColumn *column = g_array_index (sheet->columns, QdBookColumn, i).column;
      g_auto (QdValue) total = QD_VALUE_INIT;

      if (column == NULL)
        continue;
      total = qd_column_total (column, book->figures, sheet->total_list);
      if (total.type != QD_VALUE_UNSET)
        return TRUE;
    }

  return FALSE;
}

static void
settle_list (QdBook   *book,
             QdListId  list,
             gboolean  review)
{
  const QdListInfo *info = qd_list_info (list);
  const QdRecordInfo *record_info = qd_record_info (info->record_type);
  QdListPath path = qd_list_path (list, review);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  collect_records (&path, 0, qd_plan_get_list (book->plan, path.n_owners > 0 ? path.owners[0] : list), records);
  if (records->len > 0 && gets_titles (book, list))
    {
      gboolean prefixed = review && list != QD_LIST_REVIEW_OBJECTIVES;
      g_autofree char *id = g_strconcat (prefixed ? REVIEW_PREFIX : "", info->id, NULL);
      /* Translators: the name of a sheet in a workbook, at most 31 characters: a list of the previous quarter. */
      g_autofree char *name = prefixed ? g_strdup_printf (_("%s (last quarter)"), _(info->title))
                                       : g_strdup (_(info->title));
      QdBookSheet *sheet = qd_book_add_sheet (book, id, name);

      sheet->list = list;
      sheet->review = review;
      sheet->total_list = review ? QD_LIST_REVIEW_OBJECTIVES : list;
      sheet->records = g_ptr_array_ref (records);
      add_owners (book, sheet, &path);
      add_columns (book, sheet);
      sheet->has_total = any_total (book, sheet);
      sheet->n_rows = MIN (records->len, book->limits.rows - 2);
      sheet->n_cut = records->len - sheet->n_rows;
      for (guint i = 0; i < sheet->n_rows; i++)
        g_hash_table_insert (book->rows, g_ptr_array_index (records, i), GUINT_TO_POINTER (i + 1));
    }

  for (guint i = 0; i < record_info->n_lists; i++)
    settle_list (book, record_info->lists[i], review);
}

/**
 * qd_book_settle_lists:
 *
 * A sheet for each list that has something, in the order of the window's pages, with its columns and rows.
 */
void
qd_book_settle_lists (QdBook *book)
{
  for (guint i = 0; i < QD_N_PAGES; i++)
    {
      const QdPageInfo *page = qd_page_info ((QdPageId) i);

      for (guint j = 0; page->lists[j] != QD_LIST_ANY; j++)
        settle_list (book, page->lists[j], page->lists[j] == QD_LIST_REVIEW_OBJECTIVES);
    }
}

/* The format of a computed figure. */
static const char *
figure_format (const QdColumn *column,
               double          number)
{
  if (column->fraction)
    return QD_BOOK_PART_FORMAT;

  switch (column->kind)
    {
    case QD_KIND_POINTS:
      return QD_BOOK_POINTS_FORMAT;
    case QD_KIND_SCORE:
      return QD_BOOK_SCORE_FORMAT;
    case QD_KIND_PERCENT:
      return qd_book_number_format (number, TRUE);
    default:
      return qd_book_number_format (qd_number_round (number, 2), FALSE);
    }
}

static guint
style_of (QdCellMark marks)
{
  return (marks & (QD_CELL_ASSUMED | QD_CELL_INHERITED)) != 0 ? QD_BOOK_QUIET : QD_BOOK_PLAIN;
}

/* A band as people know it. */
static void
name_band (QdValue *value)
{
  static const struct
  {
    const char *id;
    QdBand      band;
  } bands[] = { { "missed", QD_BAND_MISSED }, { "partly", QD_BAND_PARTLY }, { "met", QD_BAND_MET } };

  for (gsize i = 0; i < G_N_ELEMENTS (bands); i++)
    if (g_str_equal (value->text, bands[i].id))
      {
        qd_value_clear (value);
        *value = qd_value_text (qd_band_text (bands[i].band));
        return;
      }
}

/* A band is a word, a figure a number; what is unknown says why, where there is something to say. */
static void
write_computed (QdBook         *book,
                QdBookSheet    *sheet,
                guint           row,
                guint           column,
                const QdColumn *shown,
                QdRecord       *record)
{
  QdCellMark marks;
  g_auto (QdValue) value = qd_column_value (shown, book->figures, record, &marks);
  g_autofree char *formula = NULL;

  if (value.type == QD_VALUE_UNSET)
    {
      g_autofree char *text = qd_column_display (shown, book->figures, record, NULL);

      qd_book_write_text (book, sheet, row, column, shown->kind == QD_KIND_TEXT ? text : "",
                          QD_BOOK_QUIET | QD_BOOK_WRAP);
      return;
    }

  formula = qd_book_cell_formula (book, sheet, shown, record, row);
  if (value.type == QD_VALUE_TEXT)
    name_band (&value);
  qd_book_write_formula (book, sheet, row, column, formula, &value,
                         value.type == QD_VALUE_NUMBER ? figure_format (shown, value.number) : NULL, style_of (marks));
}

static void
write_stored (QdBook         *book,
              QdBookSheet    *sheet,
              guint           row,
              guint           column,
              const QdColumn *shown,
              QdRecord       *record)
{
  QdCellMark marks;
  g_auto (QdValue) value = qd_column_value (shown, book->figures, record, &marks);

  if (shown->kind == QD_KIND_REFS && value.type == QD_VALUE_TEXT)
    {
      g_autofree char *titles = qd_column_display (shown, book->figures, record, NULL);

      qd_book_write_text (book, sheet, row, column, titles, QD_BOOK_WRAP | style_of (marks));
      return;
    }

  qd_book_write_field (book, sheet, row, column, shown->field, &value, style_of (marks));
}

/* Which of the records above @record holds it, @up steps up. */
static QdRecord *
owner_of (QdRecord *record,
          int       up)
{
  while (up-- > 0)
    record = qd_record_get_parent (record);

  return record;
}

static void
write_other (QdBook             *book,
             QdBookSheet        *sheet,
             guint               row,
             guint               column,
             const QdBookColumn *self,
             QdRecord           *record)
{
  int n_owners = (int) qd_list_path (sheet->list, sheet->review).n_owners;

  if (self->owner >= 0)
    {
      qd_book_write_text (book, sheet, row, column, qd_record_get_title (owner_of (record, n_owners - self->owner)),
                          QD_BOOK_WRAP);
    }
  else if (self->field != NULL)
    {
      if (is_stated (book, record, self->field))
        qd_book_write_field (book, sheet, row, column, self->field, qd_record_get_value (record, self->field->index),
                             QD_BOOK_PLAIN);
    }
  else if (g_str_equal (self->id, "no"))
    {
      guint number = qd_book_row_of (book, owner_of (record, n_owners));

      qd_book_write_number (book, sheet, row, column, number, "0", QD_BOOK_PLAIN);
    }
  else
    {
      double missing = qd_number_round (qd_figures_team (book->figures, record)->missing, 6);

      qd_book_write_number (book, sheet, row, column, missing, "0.0#", QD_BOOK_PLAIN);
    }
}

static void
write_record (QdBook      *book,
              QdBookSheet *sheet,
              guint        row,
              QdRecord    *record)
{
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const QdBookColumn *column = &g_array_index (sheet->columns, QdBookColumn, i);

      if (column->column == NULL)
        write_other (book, sheet, row, i, column, record);
      else if (column->column->field == NULL)
        write_computed (book, sheet, row, i, column->column, record);
      else
        write_stored (book, sheet, row, i, column->column, record);
    }
}

static void
write_total (QdBook      *book,
                     QdBookSheet *sheet)
{
  guint row = sheet->n_rows + 1;

  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const QdBookColumn *self = &g_array_index (sheet->columns, QdBookColumn, i);
      g_auto (QdValue) total = QD_VALUE_INIT;
      g_autofree char *formula = NULL;

      if (i == 0)
        qd_book_write_text (book, sheet, row, i,
                            sheet->total_list == QD_LIST_REVIEW_OBJECTIVES ? _("Overall") : _("Total"), QD_BOOK_TOTAL);
      if (self->column != NULL)
        total = qd_column_total (self->column, book->figures, sheet->total_list);
      if (i == 0 && total.type == QD_VALUE_UNSET)
        continue;

      if (total.type == QD_VALUE_NUMBER && self->column->kind == QD_KIND_PERCENT)
        total.number = qd_number_round (total.number / 100, 9);
      if (total.type == QD_VALUE_TEXT)
        name_band (&total);
      if (total.type != QD_VALUE_UNSET)
        formula = qd_book_total_formula (book, sheet, self->id);
      qd_book_write_formula (book, sheet, row, i, formula, &total,
                             total.type == QD_VALUE_NUMBER ? figure_format (self->column, total.number) : NULL,
                             QD_BOOK_TOTAL);
    }
}

/**
 * qd_book_write_list:
 * @sheet: the sheet of a list
 *
 * Writes its head, its rows and its total.
 */
void
qd_book_write_list (QdBook      *book,
                    QdBookSheet *sheet)
{
  qd_book_write_head (book, sheet);
  for (guint i = 0; i < sheet->n_rows; i++)
    write_record (book, sheet, i + 1, g_ptr_array_index (sheet->records, i));
  if (sheet->has_total)
    write_total (book, sheet);
  qd_book_offer_answers (book, sheet);
  qd_book_mark_loads (book, sheet);
}
