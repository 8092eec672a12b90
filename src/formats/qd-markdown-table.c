#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <string.h>

#include "qd-append-private.h"
#include "qd-field-names.h"

/* Tables: what their columns mean, how their rows are taken apart and put together. */

#define VALUE_MARK "{}"

/* Figures that stand in a table of the canonical form: the heading of their column, and the field that overrides them. */
static const struct
{
  QdRecordType type;
  guint        field;
  const char  *heading;
} computed[] = {
  { QD_RECORD_TEAM, QD_TEAM_STATED_POINTS, "Capacity (points)" },
  { QD_RECORD_CATEGORY, QD_CATEGORY_STATED_POINTS, "Points" },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_STATED, "Score" },
};

static const char *
computed_heading (const QdField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (computed); i++)
    if (computed[i].type == field->record_type && computed[i].field == field->index)
      return computed[i].heading;

  return NULL;
}

/* Whether a column of a table may show @field at all. */
static gboolean
is_column (const QdField *field)
{
  if (field->kind == QD_KIND_REFS || (field->flags & QD_FIELD_INTERNAL) != 0)
    return FALSE;

  return (field->flags & QD_FIELD_OVERRIDE) == 0 || computed_heading (field) != NULL;
}

/* The heading of the column of @field in the canonical form. */
static const char *
column_label (const QdField *field)
{
  const char *heading = computed_heading (field);

  if (heading != NULL)
    return heading;

  return field->md != NULL ? field->md : field->label;
}

/* The fields that no column shows, one bit each. */
static guint64
no_columns (const QdRecordInfo *info)
{
  guint64 fields = 0;

  for (guint i = 0; i < info->n_fields; i++)
    if (!is_column (&info->fields[i]))
      fields |= QD_MD_FIELD_BIT (i);

  return fields;
}

/**
 * qd_md_match_label:
 * @label: the heading of a column, or of a row of the metadata
 * @taken: the fields that it cannot mean any more, one bit each
 *
 * Returns: the field of @type that @label means, or -1
 */
int
qd_md_match_label (QdRecordType type,
                   QdMdSpan       label,
                   guint64      taken)
{
  g_autofree char *name = qd_md_span_dup (label);
  guint64 others = taken | no_columns (qd_record_info (type));

  for (guint i = 0; i < G_N_ELEMENTS (computed); i++)
    if (computed[i].type == type && (taken & QD_MD_FIELD_BIT (computed[i].field)) == 0 &&
        qd_field_name_same (computed[i].heading, name))
      return (int) computed[i].field;

  return qd_field_names_find (type, name, TRUE, others);
}

/* Gives column @i the field that its heading names, if no other column has it. */
static void
map_label (QdMdMap       *map,
           QdMdSectionId  section,
           guint          i,
           QdMdSpan         label)
{
  QdRecordType type = qd_md_section (section)->type;
  QdMdColumn *column = &map->columns[i];
  const QdField *field;
  int index = qd_md_match_label (type, label, map->fields);

  if (section == QD_MD_SCORECARD && qd_md_match_label (QD_RECORD_OBJECTIVE, label, 0) == QD_OBJECTIVE_TITLE &&
      (i == 0 || map->columns[0].kind != QD_MD_COLUMN_GROUP))
    {
      column->kind = QD_MD_COLUMN_GROUP;
      column->field = &qd_record_info (QD_RECORD_OBJECTIVE)->fields[QD_OBJECTIVE_TITLE];
      map->n_known++;
      return;
    }
  if (index < 0)
    return;

  field = &qd_record_info (type)->fields[index];
  column->kind = computed_heading (field) != NULL ? QD_MD_COLUMN_COMPUTED : QD_MD_COLUMN_FIELD;
  column->field = field;
  map->fields |= QD_MD_FIELD_BIT (index);
  map->n_known++;
}

/**
 * qd_md_map_new:
 * @section: what the table would be
 * @header: its header
 *
 * Returns: (transfer full) (nullable): what the columns mean; %NULL if there are too many
 */
QdMdMap *
qd_md_map_new (QdMdSectionId section,
               QdMdSpan        header)
{
  const QdMdSection *info = qd_md_section (section);
  QdMdSpan cells[QD_MD_MAX_COLUMNS];
  guint n = qd_md_split_row (header, FALSE, cells, QD_MD_MAX_COLUMNS);
  QdMdMap *map;

  if (n > QD_MD_MAX_COLUMNS)
    return NULL;

  map = g_new0 (QdMdMap, 1);
  map->n = n;
  for (guint i = 0; i < n; i++)
    {
      map->columns[i].width = (guint) g_utf8_strlen (cells[i].text, (gssize) cells[i].length);
      map_label (map, section, i, qd_md_span_strip (cells[i]));
    }

  /* Of a table that fits but for the name of its first column, that column is what the records are called. */
  if (map->n_known > 0 && (map->fields & QD_MD_FIELD_BIT (info->lead)) == 0)
    for (guint i = 0; i < n; i++)
      if (map->columns[i].kind == QD_MD_COLUMN_EXTRA && cells[i].length > 0)
        {
          map->columns[i].kind = QD_MD_COLUMN_FIELD;
          map->columns[i].field = &qd_record_info (info->type)->fields[info->lead];
          map->fields |= QD_MD_FIELD_BIT (info->lead);
          break;
        }

  return map;
}

/**
 * qd_md_map_fits:
 *
 * Returns: whether a table with these columns holds the records of @section
 */
gboolean
qd_md_map_fits (const QdMdMap *map,
                QdMdSectionId  section)
{
  const QdMdSection *info = qd_md_section (section);

  if (map == NULL || (map->fields & QD_MD_FIELD_BIT (info->lead)) == 0)
    return FALSE;

  return map->n == 1 || map->n_known * 2 >= map->n || map->n_known >= 3;
}

/**
 * qd_md_row_cells:
 * @cells: (out) (array length=QD_MD_MAX_COLUMNS): the cells; those that are missing are empty
 *
 * Takes a row apart. Pipes in code spans count as GitHub counts them, unless the row has too many cells then.
 *
 * Returns: how many cells the row has; more than @n_columns if some are beyond the header
 */
guint
qd_md_row_cells (QdMdSpan  row,
                 guint   n_columns,
                 QdMdSpan *cells)
{
  const char *end = row.text + row.length;
  guint n = qd_md_split_row (row, FALSE, cells, n_columns);

  if (n > n_columns && memchr (row.text, '`', row.length) != NULL && qd_md_split_row (row, TRUE, NULL, 0) < n)
    n = qd_md_split_row (row, TRUE, cells, n_columns);
  for (guint i = n; i < n_columns; i++)
    cells[i] = (QdMdSpan) { end, 0 };

  return n;
}

/**
 * qd_md_cell_core:
 * @cell: a cell as it stands between its pipes
 *
 * Returns: what of it is the value: no blanks around, and no emphasis around the whole unless it is prose
 */
QdMdSpan
qd_md_cell_core (const QdMdColumn *column,
                 QdMdSpan            cell)
{
  QdMdSpan text = qd_md_span_strip (cell);

  if (column->kind == QD_MD_COLUMN_EXTRA || column->field->kind == QD_KIND_LONG_TEXT)
    return text;

  return qd_md_strip_emphasis (text);
}

/**
 * qd_md_append_labels:
 * @fields: which columns, one bit each
 *
 * Appends the headings of the columns of @fields, each with a pipe behind it.
 */
void
qd_md_append_labels (GString       *out,
                     QdMdSectionId  section,
                     guint64        fields)
{
  const QdRecordInfo *info = qd_record_info (qd_md_section (section)->type);

  for (guint i = 0; i < info->n_fields; i++)
    if ((fields & QD_MD_FIELD_BIT (i)) != 0 && is_column (&info->fields[i]))
      g_string_append_printf (out, " %s |", column_label (&info->fields[i]));
}

/**
 * qd_md_append_separator:
 * @header: the header above
 * @from: the first column
 *
 * Appends dashes for the columns of @header from @from on: as wide as the label and the blanks around it.
 */
void
qd_md_append_separator (GString *out,
                        QdMdSpan   header,
                        guint    from)
{
  QdMdSpan cells[QD_MD_MAX_COLUMNS];
  guint n = MIN (qd_md_split_row (header, FALSE, cells, QD_MD_MAX_COLUMNS), QD_MD_MAX_COLUMNS);

  for (guint i = from; i < n; i++)
    {
      QdMdSpan label = qd_md_span_strip (cells[i]);

      for (glong j = g_utf8_strlen (label.text, (gssize) label.length) + 2; j > 0; j--)
        g_string_append_c (out, '-');
      g_string_append_c (out, '|');
    }
}

/* What stands around the value of a column in the canonical form. */
static const char *
canonical_mark (QdMdColumnKind kind)
{
  return kind == QD_MD_COLUMN_GROUP ? "**" : "";
}

/**
 * qd_md_row_style_new:
 * @pattern: (nullable): a row with “{}” for each value; the canonical form if %NULL
 *
 * Returns: (transfer full): how the rows of a table are written
 */
QdMdRowStyle *
qd_md_row_style_new (QdMdSectionId  section,
                     const QdMdMap *map,
                     const char    *pattern)
{
  QdMdRowStyle *style = g_new0 (QdMdRowStyle, 1);
  QdMdSpan cells[QD_MD_MAX_COLUMNS];
  QdMdSpan row = qd_md_span (pattern != NULL ? pattern : "");
  guint n = 0;

  style->n = map->n;
  style->padded = g_str_equal (row.text, "padded");
  style->opened = pattern == NULL || style->padded || *pattern == '|';
  style->closed = pattern == NULL || style->padded || g_str_has_suffix (pattern, "|");
  if (pattern != NULL && !style->padded)
    n = qd_md_split_row (row, FALSE, cells, map->n);

  for (guint i = 0; i < map->n; i++)
    {
      const char *mark = canonical_mark (map->columns[i].kind);
      char *value = i < n ? g_strstr_len (cells[i].text, (gssize) cells[i].length, VALUE_MARK) : NULL;

      style->before[i] = g_strconcat (" ", mark, NULL);
      style->after[i] = g_strconcat (mark, " ", NULL);
      if (value != NULL)
        {
          g_free (style->before[i]);
          g_free (style->after[i]);
          style->before[i] = g_strndup (cells[i].text, (gsize) (value - cells[i].text));
          value += strlen (VALUE_MARK);
          style->after[i] = g_strndup (value, cells[i].length - (gsize) (value - cells[i].text));
        }
    }

  return style;
}

void
qd_md_row_style_free (QdMdRowStyle *style)
{
  for (guint i = 0; i < style->n; i++)
    {
      g_free (style->before[i]);
      g_free (style->after[i]);
    }
  g_free (style);
}

static void
append_padding (GString *out,
                gsize    from,
                guint    width)
{
  glong length = g_utf8_strlen (out->str + from, (gssize) (out->len - from));

  for (; length < (glong) width; length++)
    g_string_append_c (out, ' ');
}

/**
 * qd_md_append_cells:
 * @cells: (array): the text of each cell
 */
void
qd_md_append_cells (GString            *out,
                    const QdMdRowStyle *style,
                    const QdMdMap      *map,
                    GString           **cells)
{
  if (style->opened)
    qd_append (out, "|", 1);

  for (guint i = 0; i < map->n; i++)
    {
      gsize from = out->len;

      if (cells[i]->len > 0)
        {
          qd_append_text (out, style->before[i]);
          qd_append (out, cells[i]->str, cells[i]->len);
          qd_append_text (out, style->after[i]);
        }
      else
        qd_append (out, style->before[i], strspn (style->before[i], " \t"));

      if (style->padded)
        append_padding (out, from, map->columns[i].width);
      if (i + 1 < map->n || style->closed)
        qd_append (out, "|", 1);
    }
}

static gboolean
is_padded (QdMdSpan         row,
           const QdMdMap *map,
           const QdMdSpan  *cells)
{
  gboolean filled = FALSE;

  if (*row.text != '|' || row.text[row.length - 1] != '|')
    return FALSE;

  for (guint i = 0; i < map->n; i++)
    {
      QdMdSpan core = qd_md_span_strip (cells[i]);

      if ((guint) g_utf8_strlen (cells[i].text, (gssize) cells[i].length) != map->columns[i].width ||
          (core.length > 0 && (core.text != cells[i].text + 1 || cells[i].text[cells[i].length - 1] != ' ')))
        return FALSE;
      filled = filled || core.length + 2 < cells[i].length;
    }

  return filled;
}

/**
 * qd_md_row_pattern:
 *
 * Returns: (transfer full) (nullable): how @row is written; %NULL if it has not just one cell for each column
 */
char *
qd_md_row_pattern (QdMdSpan         row,
                   const QdMdMap *map)
{
  GString *pattern;
  QdMdSpan cells[QD_MD_MAX_COLUMNS];

  if (qd_md_row_cells (row, map->n, cells) != map->n)
    return NULL;
  if (is_padded (row, map, cells))
    return g_strdup ("padded");

  pattern = g_string_new (*row.text == '|' ? "|" : NULL);
  for (guint i = 0; i < map->n; i++)
    {
      QdMdSpan core = qd_md_cell_core (&map->columns[i], cells[i]);
      const char *end = cells[i].text + cells[i].length;

      /* An empty cell does not show how others are written: as the canonical form has it. */
      if (core.length == 0)
        g_string_append_printf (pattern, " %s" VALUE_MARK "%s ", canonical_mark (map->columns[i].kind),
                                canonical_mark (map->columns[i].kind));
      else
        {
          g_string_append_len (pattern, cells[i].text, core.text - cells[i].text);
          g_string_append (pattern, VALUE_MARK);
          g_string_append_len (pattern, core.text + core.length, end - core.text - (gssize) core.length);
        }
      if (i + 1 < map->n || row.text[row.length - 1] == '|')
        g_string_append_c (pattern, '|');
    }

  return g_string_free (pattern, FALSE);
}
