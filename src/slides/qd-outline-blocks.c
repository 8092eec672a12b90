#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-outline-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-date.h"
#include "qd-figure-text.h"
#include "qd-text.h"

/* From the lists of a plan to blocks of an outline: the table of a list has the columns that the window shows, less
 * those that say nothing and those that the audience does not get. */

/* What a table of records is made with. */
typedef struct
{
  QdOutlineBuilder *builder;
  QdFigures        *figures;
  const QdColumn  **columns;
  guint             n_columns;
} Table;

void
qd_outline_point_free (QdOutlinePoint *point)
{
  g_free (point->lead);
  g_free (point->text);
  g_free (point->id);
  g_free (point);
}

static void
column_free (gpointer data)
{
  QdOutlineColumn *column = data;

  g_free (column->label);
  g_free (column);
}

void
qd_outline_row_free (QdOutlineRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    g_free (row->cells[i].text);
  g_free (row->cells);
  g_free (row->id);
  g_free (row);
}

/* Returns: (transfer full): an empty block; tables have neither columns nor rows yet */
QdBlock *
qd_block_new (QdBlockKind  kind,
              const char  *title)
{
  QdBlock *block = g_new0 (QdBlock, 1);

  block->kind = kind;
  block->title = g_strdup (title);
  if (kind == QD_BLOCK_POINTS || kind == QD_BLOCK_FIGURES)
    block->points = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_outline_point_free);
  if (kind == QD_BLOCK_TABLE)
    {
      block->columns = g_ptr_array_new_with_free_func (column_free);
      block->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_outline_row_free);
    }

  return block;
}

void
qd_block_free (QdBlock *block)
{
  g_free (block->title);
  g_free (block->text);
  g_free (block->note);
  g_clear_pointer (&block->points, g_ptr_array_unref);
  g_clear_pointer (&block->columns, g_ptr_array_unref);
  g_clear_pointer (&block->rows, g_ptr_array_unref);
  g_clear_pointer (&block->chart, qd_chart_free);
  g_free (block);
}

void
qd_block_add_point (QdBlock    *block,
                    const char *lead,
                    const char *text,
                    const char *id)
{
  QdOutlinePoint *point = g_new0 (QdOutlinePoint, 1);

  point->lead = qd_text_is_blank (lead) ? NULL : g_strdup (lead);
  point->text = g_strdup (text != NULL ? text : "");
  point->id = g_strdup (id);
  g_ptr_array_add (block->points, point);
}

/* All columns come before the first row. Returns: (transfer none): the column */
QdOutlineColumn *
qd_block_add_column (QdBlock    *block,
                     const char *label,
                     gboolean    at_end,
                     int         width)
{
  QdOutlineColumn *column = g_new0 (QdOutlineColumn, 1);

  column->label = g_strdup (label);
  column->at_end = at_end;
  column->width = width;
  g_ptr_array_add (block->columns, column);

  return column;
}

/* Returns: (transfer none): a row of cells without text; give each one */
QdOutlineRow *
qd_block_add_row (QdBlock          *block,
                  QdOutlineRowKind  kind,
                  const char       *id)
{
  QdOutlineRow *row = g_new0 (QdOutlineRow, 1);

  row->kind = kind;
  row->id = g_strdup (id);
  row->n_cells = block->columns->len;
  row->cells = g_new0 (QdOutlineCell, row->n_cells);
  g_ptr_array_add (block->rows, row);

  return row;
}

static gboolean
is_title (const QdColumn *column)
{
  return column->field != NULL && (column->field->flags & QD_FIELD_TITLE) != 0;
}

/* Whether somebody said it, or it can be computed: what is the same in every row because nobody said otherwise is no
 * column. */
static gboolean
says_something (const QdColumn *column,
                QdFigures      *figures,
                QdRecord       *record)
{
  QdCellMark marks;

  if (column->field != NULL)
    return qd_record_is_set (record, column->field->index);

  g_auto (QdValue) value = qd_column_value (column, figures, record, &marks);

  return value.type != QD_VALUE_UNSET;
}

static gboolean
any_says_something (const QdColumn *column,
                    QdFigures      *figures,
                    GPtrArray      *records)
{
  for (guint i = 0; i < records->len; i++)
    if (says_something (column, figures, g_ptr_array_index (records, i)))
      return TRUE;

  return FALSE;
}

static Table
table_new (QdOutlineBuilder *builder,
           QdFigures        *figures,
           QdListId          list,
           gboolean          review,
           GPtrArray        *records)
{
  Table self = { builder, figures };
  const QdColumn **columns = builder->columns[list][review];
  guint n = builder->n_columns[list][review];

  if (columns == NULL)
    {
      columns = builder->columns[list][review] = qd_columns_for_list (figures, list, review, &n);
      builder->n_columns[list][review] = n;
    }
  self.columns = g_new (const QdColumn *, n);
  for (guint i = 0; i < n; i++)
    if (qd_outline_gets_column (builder, list, columns[i]->id) &&
        (is_title (columns[i]) || any_says_something (columns[i], figures, records)))
      self.columns[self.n_columns++] = columns[i];

  return self;
}

static gboolean
is_figure (const QdColumn *column)
{
  return qd_kind_is_number (column->kind);
}

static void
add_columns (const Table *self,
             QdBlock     *block)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const QdColumn *column = self->columns[i];
      QdOutlineColumn *added = qd_block_add_column (block, _(column->label), is_figure (column), column->width);

      added->id = column->id;
      added->prose = column->field != NULL && (column->kind == QD_KIND_TEXT || column->kind == QD_KIND_LONG_TEXT);
    }
}

static QdEmphasis
emphasis_of (const QdColumn *column,
             QdRecord       *record,
             QdCellMark      marks)
{
  if ((marks & QD_CELL_OVER) != 0)
    return QD_EMPHASIS_ERROR;
  if ((marks & (QD_CELL_UNKNOWN | QD_CELL_INHERITED)) != 0)
    return QD_EMPHASIS_QUIET;
  if (is_title (column))
    return QD_EMPHASIS_STRONG;
  if (column->record_type == QD_RECORD_RISK && g_str_equal (column->id, "level"))
    return qd_figures_risk_is_open (record) && qd_figures_risk_level (record) == 9 ? QD_EMPHASIS_ERROR
                                                                                   : QD_EMPHASIS_NONE;

  return QD_EMPHASIS_NONE;
}

/* Beside what a record is called: what became of it since the plan was approved. */
static void
add_mark (QdOutlineBuilder  *builder,
          QdRecord          *record,
          char             **title)
{
  const char *mark = qd_outline_mark (builder, record);
  char *marked;

  if (mark == NULL)
    return;

  /* Translators: the title of a record, and what became of it: “Scope creep (changed)” */
  marked = g_strdup_printf (C_("since approval", "%s (%s)"), *title, mark);
  g_free (*title);
  *title = marked;
}

/* The band of a score with the shape that tells it apart without colour. */
static void
decorate_band (const Table    *self,
               const QdColumn *column,
               QdRecord       *record,
               QdOutlineCell  *cell)
{
  static const QdEmphasis emphases[] = {
    [QD_BAND_UNKNOWN] = QD_EMPHASIS_QUIET, [QD_BAND_MISSED] = QD_EMPHASIS_ERROR,
    [QD_BAND_PARTLY] = QD_EMPHASIS_WARNING, [QD_BAND_MET] = QD_EMPHASIS_NONE,
  };
  QdBand band;
  char *text;

  if (!g_str_equal (column->id, "band"))
    return;

  band = column->record_type == QD_RECORD_OBJECTIVE ? qd_figures_objective (self->figures, record)->band
                                                    : qd_figures_key_result (self->figures, record)->band;
  cell->emphasis = emphases[band];
  if (band == QD_BAND_UNKNOWN)
    return;
  text = g_strdup_printf ("%s %s", qd_band_shape (band), cell->text);
  g_free (cell->text);
  cell->text = text;
}

/* A date as files write it is one as people do; what somebody put in words stays in those. */
static void
spell_date (const QdColumn *column,
            QdOutlineCell  *cell)
{
  g_autofree char *iso = NULL;
  QdDate date;

  if (column->kind != QD_KIND_DATE || qd_text_is_blank (cell->text))
    return;

  date = qd_date_parse (cell->text, NULL);
  if (date.precision != QD_DATE_DAY)
    return;
  iso = qd_date_to_iso (&date.date);
  if (!g_str_equal (iso, cell->text))
    return;
  g_free (cell->text);
  cell->text = qd_date_format_local (&date.date);
}

static void
fill_cell (const Table    *self,
           const QdColumn *column,
           QdRecord       *record,
           QdOutlineCell  *cell)
{
  QdCellMark marks;

  cell->text = qd_column_display (column, self->figures, record, &marks);
  cell->emphasis = emphasis_of (column, record, marks);
  if (is_title (column) && qd_text_is_blank (cell->text))
    {
      g_free (cell->text);
      cell->text = g_strdup (qd_outline_name (record));
    }
  if (is_title (column))
    add_mark (self->builder, record, &cell->text);
  decorate_band (self, column, record, cell);
  spell_date (column, cell);
}

static void
add_record (const Table *self,
            QdBlock     *block,
            QdRecord    *record)
{
  QdOutlineRow *row = qd_block_add_row (block, QD_OUTLINE_ROW_PLAIN, qd_record_get_id (record));

  for (guint i = 0; i < self->n_columns; i++)
    fill_cell (self, self->columns[i], record, &row->cells[i]);
}

/* A single row is its own total. */
static void
add_total (const Table *self,
           QdBlock     *block,
           QdListId     list,
           guint        n_records)
{
  g_autoptr (GPtrArray) totals = g_ptr_array_new_with_free_func (g_free);
  gboolean any = FALSE;
  QdOutlineRow *row;

  for (guint i = 0; i < self->n_columns; i++)
    {
      char *total = qd_column_display_total (self->columns[i], self->figures, list);

      any = any || *total != '\0';
      g_ptr_array_add (totals, total);
    }
  if (!any || n_records < 2)
    return;

  row = qd_block_add_row (block, QD_OUTLINE_ROW_TOTAL, NULL);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *total = g_ptr_array_index (totals, i);

      row->cells[i].text = g_strdup (i == 0 && *total == '\0' ? _("Total") : total);
      row->cells[i].emphasis = QD_EMPHASIS_STRONG;
    }
}

static GPtrArray *
records_of (QdList *list)
{
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; i < qd_list_get_length (list); i++)
    g_ptr_array_add (records, qd_list_get (list, i));

  return records;
}

static gboolean
in_review (QdList *list)
{
  for (QdRecord *owner = qd_list_get_owner (list); owner != NULL; owner = qd_record_get_parent (owner))
    if (qd_record_get_record_type (owner) == QD_RECORD_REVIEW)
      return TRUE;

  return FALSE;
}

/* Totals of key results and initiatives are those of the whole plan: they do not close the table of one objective. */
static gboolean
has_total (QdList *list)
{
  return qd_record_get_record_type (qd_list_get_owner (list)) == QD_RECORD_PLAN;
}

static QdBlock *
list_table (QdOutlineBuilder *builder,
            QdFigures        *figures,
            QdList           *list)
{
  QdListId id = qd_list_get_id (list);
  g_autoptr (GPtrArray) records = records_of (list);
  Table self = table_new (builder, figures, id, in_review (list), records);
  QdBlock *block = qd_block_new (QD_BLOCK_TABLE, _(qd_list_get_info (list)->title));

  add_columns (&self, block);
  for (guint i = 0; i < records->len; i++)
    add_record (&self, block, g_ptr_array_index (records, i));
  if (has_total (list))
    add_total (&self, block, id, records->len);
  g_free (self.columns);

  return block;
}

/* The row of an objective above those of its key results has what both have columns for, such as the score. */
static void
add_group (const Table *self,
           QdBlock     *block,
           QdRecord    *objective)
{
  QdOutlineRow *row = qd_block_add_row (block, QD_OUTLINE_ROW_GROUP, qd_record_get_id (objective));

  for (guint i = 0; i < self->n_columns; i++)
    {
      const QdColumn *column = qd_column_find (QD_RECORD_OBJECTIVE, self->columns[i]->id);

      if (column != NULL)
        fill_cell (self, column, objective, &row->cells[i]);
      else
        row->cells[i].text = g_strdup ("");
    }
}

static QdBlock *
scored_table (QdOutlineBuilder *builder,
              QdFigures        *figures,
              QdList           *objectives)
{
  g_autoptr (GPtrArray) key_results = g_ptr_array_new ();
  QdBlock *block = qd_block_new (QD_BLOCK_TABLE, _(qd_list_get_info (objectives)->title));
  Table self;

  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdList *list = qd_record_get_list (qd_list_get (objectives, i), QD_LIST_KEY_RESULTS);

      for (guint j = 0; j < qd_list_get_length (list); j++)
        g_ptr_array_add (key_results, qd_list_get (list, j));
    }

  self = table_new (builder, figures, QD_LIST_KEY_RESULTS, in_review (objectives), key_results);
  add_columns (&self, block);
  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdList *list = qd_record_get_list (qd_list_get (objectives, i), QD_LIST_KEY_RESULTS);

      add_group (&self, block, qd_list_get (objectives, i));
      for (guint j = 0; j < qd_list_get_length (list); j++)
        add_record (&self, block, qd_list_get (list, j));
    }
  if (in_review (objectives))
    add_total (&self, block, QD_LIST_REVIEW_OBJECTIVES, key_results->len);
  g_free (self.columns);

  return block;
}

/* The first text of a record beside its title; -1 if it has none. */
static int
detail_field (const QdRecordInfo *info)
{
  for (guint i = 0; i < info->n_fields; i++)
    if ((int) i != info->title_field && info->fields[i].kind == QD_KIND_LONG_TEXT)
      return (int) i;

  return -1;
}

static QdBlock *
list_points (QdOutlineBuilder *builder,
             QdList           *list,
             gboolean          numbered)
{
  const QdRecordInfo *info = qd_record_info (qd_list_get_info (list)->record_type);
  QdBlock *block = qd_block_new (QD_BLOCK_POINTS, _(qd_list_get_info (list)->title));
  int detail = detail_field (info);

  block->numbered = numbered;
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);
      const char *title = qd_record_get_title (record);
      const char *text = detail >= 0 ? qd_record_get_text (record, (guint) detail) : "";
      g_autofree char *marked = NULL;

      if (qd_text_is_blank (title) && qd_text_is_blank (text))
        continue;
      marked = g_strdup (title);
      add_mark (builder, record, &marked);
      if (detail < 0)
        qd_block_add_point (block, NULL, marked, qd_record_get_id (record));
      else
        qd_block_add_point (block, marked, text, qd_record_get_id (record));
    }

  return block;
}

/* Returns: (transfer full) (nullable): @list as a block; %NULL where it has nothing to show */
QdBlock *
qd_outline_list_block (QdOutlineBuilder *builder,
                       QdFigures        *figures,
                       QdList           *list,
                       QdSectionForm     form)
{
  GPtrArray *filled;
  QdBlock *block;

  if (qd_list_get_length (list) == 0)
    return NULL;

  if (form == QD_SECTION_TABLE)
    block = list_table (builder, figures, list);
  else if (form == QD_SECTION_SCORED)
    block = scored_table (builder, figures, list);
  else
    block = list_points (builder, list, form == QD_SECTION_NUMBERED);

  filled = block->rows != NULL ? block->rows : block->points;
  if (filled == NULL || filled->len == 0)
    g_clear_pointer (&block, qd_block_free);

  return block;
}
