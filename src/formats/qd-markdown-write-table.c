#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <math.h>
#include <string.h>

#include "qd-fetch.h"
#include "qd-number.h"

/* Tables on their way out. */

/* Stands where a figure is not known, and where a total makes no sense. */
#define UNKNOWN "-"

/* Points are whole numbers but for availability and reserve. */
#define POINT_DECIMALS 2

#define TOTAL "**Total**"

#define FIELDS_HEADER "| Field | Value |"

/* The figure in a cell of the canonical form. */
typedef struct
{
  double   number; /* NAN where it is not known */
  gboolean score;
  gboolean percent;
} Figure;

/* Which of @rows start a table of their own: the document said so. */
static gboolean
is_split (QdMdWriter    *writer,
          QdMdSectionId  section,
          QdRecord      *record)
{
  return qd_md_layout_get (writer->layout, section, "split", record) != NULL;
}

/* Has the rows from @from on near, as many as are read in one go. */
static void
fetch_rows (GArray *rows,
            guint   from)
{
  QdRecord *records[QD_FETCH_RECORDS];
  guint n = 0;

  while (n < QD_FETCH_RECORDS && from + n < rows->len)
    {
      records[n] = g_array_index (rows, QdMdRow, from + n).record;
      n++;
    }
  qd_records_fetch (records, n, FALSE);
}

/* The fields that some row of the table that starts at @from has a value for. */
static guint64
fields_in_use (QdMdWriter    *writer,
               QdMdSectionId  section,
               GArray        *rows,
               guint          from)
{
  QdRecordType type = qd_md_section (section)->type;
  guint n_fields = qd_record_info (type)->n_fields;
  guint64 fields = 0;

  for (guint i = from; i < rows->len; i++)
    {
      QdRecord *record = g_array_index (rows, QdMdRow, i).record;

      if ((i - from) % QD_FETCH_RECORDS == 0)
        fetch_rows (rows, i);
      if (i > from && is_split (writer, section, record))
        break;
      for (guint f = 0; f < n_fields && qd_record_get_record_type (record) == type; f++)
        if (qd_record_is_set (record, f))
          fields |= QD_MD_FIELD_BIT (f);
    }

  return fields;
}

/* Makes @header the one at work: its columns, and how rows under it are written. */
static void
use_header (QdMdWriter    *writer,
            QdMdSectionId  section,
            const char    *header)
{
  QdMdTable *table = &writer->tables[section];

  if (table->header != NULL && g_str_equal (table->header, header))
    return;

  g_free (table->header);
  g_free (table->map);
  g_clear_pointer (&table->style, qd_md_row_style_free);
  table->header = g_strdup (header);
  table->map = qd_md_map_new (section, qd_md_span (header));
  if (table->map == NULL)
    table->map = g_new0 (QdMdMap, 1);
  table->style =
    qd_md_row_style_new (section, table->map, qd_md_layout_get (writer->layout, section, "row", NULL));
}

/* Appends columns for those of @fields that @header does not have. */
static void
complete_header (GString       *header,
                 QdMdSectionId  section,
                 guint64        fields)
{
  g_autofree QdMdMap *map = NULL;
  g_autoptr (GString) more = NULL;

  map = qd_md_map_new (section, (QdMdSpan) { header->str, header->len });
  if (map == NULL)
    return;

  more = g_string_new (NULL);
  qd_md_append_labels (more, section, fields & ~map->fields);
  if (more->len == 0)
    return;

  while (header->len > 0 && g_ascii_isspace (header->str[header->len - 1]))
    g_string_truncate (header, header->len - 1);
  if (!g_str_has_suffix (header->str, "|"))
    g_string_append (header, " |");
  g_string_append (header, more->str);
}

/**
 * qd_md_canonical_header:
 * @fields: those that some row has a value for, one bit each
 *
 * Appends the header that a table has where the document does not say otherwise.
 */
void
qd_md_canonical_header (GString       *out,
                        QdMdSectionId  section,
                        guint64        fields)
{
  if (section == QD_MD_METADATA)
    {
      g_string_append (out, FIELDS_HEADER);
      return;
    }

  g_string_append_c (out, '|');
  if (section == QD_MD_SCORECARD)
    g_string_append_printf (out, " %s |", qd_record_info (QD_RECORD_OBJECTIVE)->fields[QD_OBJECTIVE_TITLE].md);
  qd_md_append_labels (out, section, fields | qd_md_section (section)->columns);
}

static void
make_header (QdMdWriter    *writer,
             QdMdSectionId  section,
             QdRecord      *table,
             guint64        fields)
{
  const char *hint = qd_md_layout_find (writer->layout, section, "header", table);

  g_string_truncate (writer->line, 0);
  if (hint != NULL && !g_str_equal (hint, QD_MD_ABSENT))
    {
      g_string_append (writer->line, hint);
      complete_header (writer->line, section, fields);
    }
  else
    qd_md_canonical_header (writer->line, section, fields);
}

static void
make_separator (QdMdWriter    *writer,
                QdMdSectionId  section,
                QdRecord      *table)
{
  const QdMdTable *at_work = &writer->tables[section];
  const char *hint = qd_md_layout_find (writer->layout, section, "separator", table);
  guint from = 0;

  g_string_truncate (writer->line, 0);
  if (hint != NULL && !g_str_equal (hint, QD_MD_ABSENT))
    from = qd_md_split_row (qd_md_span (hint), FALSE, NULL, 0);
  if (from > at_work->map->n)
    from = 0;

  g_string_append (writer->line, from > 0 ? hint : "|");
  if (from > 0 && from < at_work->map->n && !g_str_has_suffix (hint, "|"))
    g_string_append_c (writer->line, '|');
  if (from < at_work->map->n)
    qd_md_append_separator (writer->line, qd_md_span (at_work->header), from);
}

/**
 * qd_md_write_header:
 * @table: (nullable): which table of the section: its owner, or the record of its first row; %NULL for the only one
 * @fields: the fields that some row has a value for, one bit each
 *
 * Writes the header and the delimiter row.
 */
void
qd_md_write_header (QdMdWriter    *writer,
              QdMdSectionId  section,
              QdRecord      *table,
              guint64        fields)
{
  QdMdSpan source;

  if (qd_md_begin (writer, QD_MD_HEADER, section, table, -1))
    {
      make_header (writer, section, table, fields);
      if (qd_md_differs (writer, &source))
        {
          g_autofree char *typed = qd_md_span_dup (source);

          qd_md_layout_set (writer->layout, section, "header", table, typed);
          make_header (writer, section, table, fields);
        }
      use_header (writer, section, writer->line->str);
      qd_md_finish (writer, QD_MD_HEADER, section, table, -1);
    }

  if (qd_md_begin (writer, QD_MD_SEPARATOR, section, table, -1))
    {
      make_separator (writer, section, table);
      if (qd_md_differs (writer, &source))
        {
          g_autofree char *typed = qd_md_span_dup (source);

          qd_md_layout_set (writer->layout, section, "separator", table, typed);
          make_separator (writer, section, table);
        }
      qd_md_finish (writer, QD_MD_SEPARATOR, section, table, -1);
    }
}

/* The figure that a column computes for @record. */
static Figure
computed_figure (QdMdWriter    *writer,
                 const QdField *field,
                 QdRecord      *record)
{
  switch (field->record_type)
    {
    case QD_RECORD_TEAM:
      return (Figure) { qd_figures_team (writer->figures, record)->capacity };
    case QD_RECORD_CATEGORY:
      return (Figure) { qd_figures_category (writer->figures, record)->points };
    case QD_RECORD_KEY_RESULT:
      return (Figure) { qd_figures_key_result (writer->figures, record)->score, TRUE };
    default:
      g_assert_not_reached ();
    }
}

/* The figure under a column of the row of totals; NAN where a total makes no sense. */
static Figure
total_figure (QdMdWriter       *writer,
              const QdMdColumn *column)
{
  const QdTotals *totals = qd_figures_totals (writer->figures);
  const QdField *field = column->field;

  if (field == NULL)
    return (Figure) { NAN };
  if (field->record_type == QD_RECORD_TEAM && field->index == QD_TEAM_ENGINEERS)
    return (Figure) { totals->engineers };
  if (field->record_type == QD_RECORD_CATEGORY && field->index == QD_CATEGORY_PERCENT)
    return (Figure) { totals->share * 100, FALSE, TRUE };

  return (Figure) { column->kind == QD_MD_COLUMN_COMPUTED ? totals->capacity : NAN };
}

static void
append_figure (GString *out,
               Figure   figure)
{
  if (isnan (figure.number))
    g_string_append (out, UNKNOWN);
  else if (figure.score)
    {
      g_autofree char *text = qd_score_format (figure.number);

      g_string_append (out, text);
    }
  else
    {
      qd_md_append_number (out, figure.number, POINT_DECIMALS);
      if (figure.percent)
        g_string_append_c (out, '%');
    }
}

/* Whether a typed figure still says what is computed, as precisely as it was typed. What is no number says nothing. */
static gboolean
figure_says (Figure figure,
             QdMdSpan typed)
{
  g_autofree char *text = qd_md_span_dup (typed);
  double number;
  guint decimals;
  const char *rest = qd_number_scan (text, &number, &decimals);
  gboolean percent;

  if (rest == NULL)
    return TRUE;

  percent = *rest == '%' && figure.score;

  return qd_number_equal (qd_number_round (percent ? figure.number * 100 : figure.number, decimals), number);
}

/* The override of a computed column, where one is stated. */
static const QdValue *
override (const QdMdColumn *column,
          QdRecord         *record)
{
  const QdValue *stated = qd_record_get_value (record, column->field->index);

  return stated->type != QD_VALUE_UNSET ? stated : NULL;
}

/* What a cell shows: what is stored, else what counts instead. */
static const QdValue *
shown_value (QdRecord      *record,
             const QdField *field)
{
  const QdValue *value = qd_record_get_value (record, field->index);

  return value->type != QD_VALUE_UNSET ? value : qd_field_fallback (field);
}

static void
fill_cell (QdMdWriter       *writer,
           QdMdSectionId     section,
           const QdMdRow    *row,
           const QdMdColumn *column,
           guint             i)
{
  gboolean is_record = qd_record_get_record_type (row->record) == qd_md_section (section)->type;
  GString *cell = writer->cells[i];
  const char *extra;
  char name[32];

  g_string_truncate (cell, 0);
  switch (column->kind)
    {
    case QD_MD_COLUMN_FIELD:
      if (is_record)
        qd_md_append_value (cell, column->field, shown_value (row->record, column->field), TRUE);
      break;

    case QD_MD_COLUMN_COMPUTED:
      if (is_record && override (column, row->record) != NULL)
        qd_md_append_value (cell, column->field, override (column, row->record), TRUE);
      else if (is_record)
        append_figure (cell, computed_figure (writer, column->field, row->record));
      break;

    case QD_MD_COLUMN_GROUP:
      if (row->first || qd_md_layout_get (writer->layout, section, "group", NULL) != NULL)
        qd_md_append_text (cell, qd_record_get_title (row->group), FALSE, TRUE);
      break;

    case QD_MD_COLUMN_EXTRA:
    default:
      g_snprintf (name, sizeof name, "cell %u", i + 1);
      extra = qd_md_layout_get (writer->layout, section, name, row->record);
      g_string_append (cell, extra != NULL ? extra : "");
      break;
    }
}

/* Whether what was typed into a cell still says what the record holds. */
static gboolean
cell_says (QdMdWriter       *writer,
           const QdMdRow    *row,
           const QdMdColumn *column,
           GString          *canonical,
           QdMdSpan            core)
{
  g_auto (QdValue) value = QD_VALUE_INIT;

  switch (column->kind)
    {
    case QD_MD_COLUMN_FIELD:
      if (qd_record_get_record_type (row->record) != column->field->record_type)
        return core.length == 0;
      value = qd_md_read_value (column->field, core, TRUE);
      return qd_md_value_same (column->field, &value, qd_record_get_value (row->record, column->field->index));

    case QD_MD_COLUMN_COMPUTED:
      if (qd_record_get_record_type (row->record) != column->field->record_type)
        return core.length == 0;
      if (override (column, row->record) != NULL)
        {
          value = qd_md_read_value (column->field, core, TRUE);
          return qd_value_equal (&value, override (column, row->record));
        }
      return figure_says (computed_figure (writer, column->field, row->record), core);

    case QD_MD_COLUMN_GROUP:
      value = qd_md_read_value (column->field, core, TRUE);
      return (value.type == QD_VALUE_UNSET && canonical->len == 0) ||
             g_strcmp0 (value.type == QD_VALUE_TEXT ? value.text : "", qd_record_get_title (row->group)) == 0;

    case QD_MD_COLUMN_EXTRA:
    default:
      return TRUE;
    }
}

/* Whether the cell under @column of a row as it was typed can stay; @row is %NULL for totals. */
static gboolean
stays (QdMdWriter       *writer,
       const QdMdRow    *row,
       const QdMdColumn *column,
       guint             i,
       QdMdSpan            cell)
{
  QdMdSpan core = qd_md_cell_core (column, cell);
  Figure total;

  if (row != NULL)
    return cell_says (writer, row, column, writer->cells[i], core);

  total = total_figure (writer, column);

  return isnan (total.number) || figure_says (total, core);
}

/* Writes @raw, a row as it was typed, with those cells replaced that no longer say what they should. The canonical texts
 * are in the writer's cells. */
static void
merge_row (QdMdWriter      *writer,
           const QdMdTable *table,
           const QdMdRow   *row,
           QdMdSpan           raw)
{
  QdMdSpan cells[QD_MD_MAX_COLUMNS];
  const QdMdMap *map = table->map;
  guint n = MIN (qd_md_row_cells (raw, map->n, cells), map->n);
  guint needed = n;
  const char *at = raw.text;

  g_string_truncate (writer->line, 0);
  for (guint i = 0; i < map->n; i++)
    {
      gboolean same = stays (writer, row, &map->columns[i], i, cells[i]);
      const char *text = writer->cells[i]->str;

      if (i >= n)
        {
          needed = same ? needed : i + 1;
          continue;
        }
      g_string_append_len (writer->line, at, cells[i].text - at);
      if (same)
        qd_md_append_span (writer->line, cells[i]);
      else
        g_string_append_printf (writer->line, *text != '\0' ? " %s " : " ", text);
      at = cells[i].text + cells[i].length;
    }
  g_string_append_len (writer->line, at, raw.text + raw.length - at);

  /* The row ends early, and something was put into the columns that it lacks. */
  for (guint i = n; i < needed; i++)
    {
      const char *text = writer->cells[i]->str;

      if (!g_str_has_suffix (writer->line->str, "|"))
        g_string_append (writer->line, " |");
      g_string_append_printf (writer->line, *text != '\0' ? " %s |" : " |", text);
    }
}

/* Keeps what the columns without a field hold: in one hint a cell, if nothing else of the row is different. */
static void
keep_row (QdMdWriter      *writer,
          QdMdSectionId    section,
          const QdMdRow   *row,
          QdMdSpan           source)
{
  const QdMdTable *table = &writer->tables[section];
  QdMdSpan cells[QD_MD_MAX_COLUMNS];
  g_autofree char *typed = NULL;
  char name[32];

  qd_md_row_cells (source, table->map->n, cells);
  for (guint i = 0; i < table->map->n; i++)
    if (table->map->columns[i].kind == QD_MD_COLUMN_EXTRA)
      {
        g_string_truncate (writer->cells[i], 0);
        qd_md_append_span (writer->cells[i], qd_md_span_strip (cells[i]));
      }

  g_string_truncate (writer->line, 0);
  qd_md_append_cells (writer->line, table->style, table->map, writer->cells);
  if (!qd_md_differs (writer, &source))
    {
      for (guint i = 0; i < table->map->n; i++)
        if (table->map->columns[i].kind == QD_MD_COLUMN_EXTRA && writer->cells[i]->len > 0)
          {
            g_snprintf (name, sizeof name, "cell %u", i + 1);
            qd_md_layout_set (writer->layout, section, name, row->record, writer->cells[i]->str);
          }
      return;
    }

  typed = qd_md_span_dup (source);
  qd_md_layout_set (writer->layout, section, "row", row->record, typed);
  merge_row (writer, table, row, source);
}

static void
write_row (QdMdWriter    *writer,
           QdMdSectionId  section,
           const QdMdRow *row)
{
  const QdMdTable *table = &writer->tables[section];
  const char *raw;
  QdMdSpan source;

  if (!qd_md_begin (writer, QD_MD_ROW, section, row->record, -1))
    return;

  for (guint i = 0; i < table->map->n; i++)
    fill_cell (writer, section, row, &table->map->columns[i], i);

  raw = qd_md_layout_get (writer->layout, section, "row", row->record);
  if (raw != NULL)
    merge_row (writer, table, row, qd_md_span (raw));
  else
    qd_md_append_cells (writer->line, table->style, table->map, writer->cells);

  if (qd_md_differs (writer, &source))
    keep_row (writer, section, row, source);
  qd_md_finish (writer, QD_MD_ROW, section, row->record, -1);
}

/**
 * qd_md_write_table:
 * @owner: (nullable): the record that holds the rows, where it is not the plan
 * @rows: (element-type QdMdRow): what to write
 */
void
qd_md_write_table (QdMdWriter    *writer,
                   QdMdSectionId  section,
                   QdRecord      *owner,
                   GArray        *rows)
{
  if (rows->len == 0 && g_strcmp0 (qd_md_layout_get (writer->layout, section, "empty", owner), "table") == 0)
    qd_md_write_header (writer, section, owner, 0);

  for (guint i = 0; i < rows->len; i++)
    {
      const QdMdRow *row = &g_array_index (rows, QdMdRow, i);

      if (i % QD_FETCH_RECORDS == 0 && i > 0)
        fetch_rows (rows, i);
      /* Free text between two rows ends a table, too. */
      if (i == 0 || writer->before != QD_MD_GAP_ROW || is_split (writer, section, row->record))
        qd_md_write_header (writer, section, i == 0 ? owner : row->record, fields_in_use (writer, section, rows, i));
      write_row (writer, section, row);
      qd_md_place (writer, "%s/%s", qd_md_section (section)->id, qd_record_get_id (row->record));
    }
}

/**
 * qd_md_write_total:
 *
 * Writes the row of totals under the table at work.
 */
void
qd_md_write_total (QdMdWriter    *writer,
                   QdMdSectionId  section)
{
  const QdMdTable *table = &writer->tables[section];
  QdMdRowStyle *style;
  const char *hint;
  QdMdSpan source;

  if (table->map == NULL || !qd_md_begin (writer, QD_MD_TOTAL, section, NULL, -1))
    return;

  for (guint i = 0; i < table->map->n; i++)
    {
      const QdMdColumn *column = &table->map->columns[i];
      gboolean title = column->field != NULL && (int) column->field->index == qd_md_section (section)->lead;

      g_string_assign (writer->cells[i], title ? TOTAL : "");
      if (!title)
        append_figure (writer->cells[i], total_figure (writer, column));
    }

  style = qd_md_row_style_new (section, table->map, NULL);
  hint = qd_md_layout_get (writer->layout, section, "total", NULL);
  if (hint != NULL && !g_str_equal (hint, QD_MD_ABSENT))
    merge_row (writer, table, NULL, qd_md_span (hint));
  else
    qd_md_append_cells (writer->line, style, table->map, writer->cells);
  qd_md_row_style_free (style);

  if (qd_md_differs (writer, &source))
    {
      g_autofree char *typed = qd_md_span_dup (source);

      qd_md_layout_set (writer->layout, section, "total", NULL, typed);
      merge_row (writer, table, NULL, source);
    }
  qd_md_finish (writer, QD_MD_TOTAL, section, NULL, -1);
}
