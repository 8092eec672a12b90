#include "qd-config.h"

#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-plan-private.h"
#include "qd-text.h"

/* Tables and lists become records. */

static const char *const total_words[] = { "total", "totals", "sum", "overall", NULL };

/* The record that holds the list of @section: the plan, its review, or the objective we are in. */
static QdRecord *
owner_of (QdMdReader    *reader,
          QdMdSectionId  section)
{
  return qd_md_is_part (section) ? reader->objective : NULL;
}

static QdList *
list_of (QdMdReader    *reader,
         QdMdSectionId  section)
{
  QdRecord *owner = owner_of (reader, section);
  QdListId list = qd_md_section (section)->list;

  return owner != NULL ? qd_record_get_list (owner, list) : qd_plan_get_list (reader->plan, list);
}

/* Whether records of @section may come here: it is not kept as text, and nothing came that the writer writes behind them. */
static gboolean
accepts (QdMdReader    *reader,
         QdMdSectionId  section)
{
  guint64 bit = QD_MD_FIELD_BIT (section);

  if ((reader->opaque & QD_MD_FIELD_BIT (qd_md_section_top (section))) != 0 || (reader->closed & bit) != 0)
    return FALSE;

  return !qd_md_is_part (section) || (reader->parts & bit) == 0 || reader->open == section;
}

/* Rows or items: a list is one or the other. The first list of a kind says what is usual, the others what is different. */
static gboolean
take_form (QdMdReader    *reader,
           QdMdSectionId  section,
           const char    *form)
{
  QdRecord *owner = owner_of (reader, section);
  const char *canonical = qd_md_section (section)->form == QD_MD_FORM_LIST ? "list" : "table";
  const char *usual = qd_md_layout_find (reader->layout, section, "form", owner);

  if (usual == NULL)
    usual = canonical;
  if (reader->open == section && reader->label != section)
    return g_str_equal (usual, form);

  if (!g_str_equal (usual, form))
    qd_md_layout_set (reader->layout, section, "form",
                      (reader->formed & QD_MD_FIELD_BIT (section)) != 0 ? owner : NULL, form);
  reader->formed |= QD_MD_FIELD_BIT (section);

  return TRUE;
}

static void
open_list (QdMdReader    *reader,
           QdMdSectionId  section)
{
  reader->open = section;
  reader->label = QD_MD_N_IDS;
  reader->parts |= QD_MD_FIELD_BIT (section);
}

static void
report_typed (QdMdReader    *reader,
              const QdField *field,
              const QdValue *value)
{
  if (reader->report != NULL && qd_kind_is_number (field->kind) && value->type == QD_VALUE_TEXT)
    qd_import_report_add (reader->report, reader->block.line, FALSE, _("“%s” is no number; “%s” keeps it as typed."),
                          value->text, qd_field_label (field));
}

/* Sets the fields that the cells of a row name. Figures wait until all that they follow from is known. */
static void
read_cells (QdMdReader     *reader,
            const QdMdMap  *map,
            const QdMdSpan *cells,
            QdRecord       *record)
{
  for (guint i = 0; i < map->n; i++)
    {
      const QdMdColumn *column = &map->columns[i];
      QdMdSpan core = qd_md_cell_core (column, cells[i]);

      if (column->kind == QD_MD_COLUMN_FIELD)
        {
          g_auto (QdValue) value = qd_md_read_value (column->field, core, TRUE);

          qd_record_set_value (record, column->field->index, &value);
          report_typed (reader, column->field, &value);
        }
      else if (column->kind == QD_MD_COLUMN_COMPUTED && core.length > 0)
        {
          const QdMdTyped typed = { record, column->field->index, core, reader->block.line };

          g_array_append_val (reader->typed, typed);
        }
    }
}

static QdRecord *
add_record (QdMdReader *reader,
            QdList     *list,
            QdRecord   *record)
{
  QdRecord *owner = qd_list_get_owner (list);
  const char *section = qd_record_get_record_type (owner) == QD_RECORD_OBJECTIVE ? qd_record_get_id (owner)
                                                                                 : qd_list_get_info (list)->id;

  qd_md_name_record (reader, record, section);
  qd_list_append (list, record);

  return record;
}

/* Which objective a row of the scorecard belongs to: the one it names, or without a name the one above. */
static gboolean
read_group (QdMdReader     *reader,
            const QdMdMap  *map,
            const QdMdSpan *cells)
{
  QdList *objectives = qd_plan_get_list (reader->plan, QD_LIST_REVIEW_OBJECTIVES);
  g_autoptr (QdRecord) objective = NULL;
  g_auto (QdValue) title = QD_VALUE_INIT;

  for (guint i = 0; i < map->n; i++)
    if (map->columns[i].kind == QD_MD_COLUMN_GROUP)
      title = qd_md_read_value (map->columns[i].field, qd_md_cell_core (&map->columns[i], cells[i]), TRUE);

  if (reader->group != NULL && (title.type == QD_VALUE_UNSET ||
                                g_str_equal (title.text, qd_record_get_title (reader->group))))
    return FALSE;

  objective = qd_record_new (QD_RECORD_OBJECTIVE, "");
  qd_record_set_value (objective, QD_OBJECTIVE_TITLE, &title);
  reader->group = add_record (reader, objectives, objective);

  return TRUE;
}

/* A row of the scorecard: a key result, or an objective alone. */
static QdRecord *
read_scorecard_row (QdMdReader     *reader,
                    const QdMdMap  *map,
                    const QdMdSpan *cells)
{
  gboolean new_group = read_group (reader, map, cells);
  gboolean alone = new_group;
  g_autoptr (QdRecord) key_result = NULL;

  for (guint i = 0; i < map->n && alone; i++)
    alone = map->columns[i].kind == QD_MD_COLUMN_GROUP || qd_md_span_strip (cells[i]).length == 0;
  if (alone)
    return reader->group;

  key_result = qd_record_new (QD_RECORD_KEY_RESULT, "");
  read_cells (reader, map, cells, key_result);
  if (reader->last.record == reader->group)
    qd_md_layout_set (reader->layout, QD_MD_SCORECARD, "alone", reader->group, "row");

  return add_record (reader, qd_record_get_list (reader->group, QD_LIST_KEY_RESULTS), key_result);
}

static QdRecord *
read_row (QdMdReader    *reader,
          QdMdSectionId  section,
          const QdMdMap *map)
{
  QdMdSpan cells[QD_MD_MAX_COLUMNS];
  g_autoptr (QdRecord) record = NULL;

  qd_md_row_cells (reader->block.content, map->n, cells);
  if (section == QD_MD_SCORECARD)
    return read_scorecard_row (reader, map, cells);

  record = qd_record_new (qd_md_section (section)->type, "");
  read_cells (reader, map, cells, record);

  return add_record (reader, list_of (reader, section), record);
}

static gboolean
row_follows (QdMdReader *reader)
{
  QdMdScanner ahead = reader->scanner;
  QdMdBlock block;

  return qd_md_scanner_next (&ahead, &block) && block.type == QD_MD_BLOCK_ROW;
}

/* The row of totals: the last one, called so. Its figures may override what is computed. */
static gboolean
read_total (QdMdReader    *reader,
            QdMdSectionId  section,
            const QdMdMap *map)
{
  QdMdSpan cells[QD_MD_MAX_COLUMNS];
  gboolean named = FALSE;

  if ((section != QD_MD_TEAMS && section != QD_MD_ALLOCATION) || qd_list_get_length (list_of (reader, section)) == 0 ||
      row_follows (reader))
    return FALSE;

  qd_md_row_cells (reader->block.content, map->n, cells);
  for (guint i = 0; i < map->n; i++)
    if (map->columns[i].field != NULL && (int) map->columns[i].field->index == qd_md_section (section)->lead)
      {
        g_autofree char *text = qd_md_span_dup (cells[i]);
        g_autofree char *name = qd_text_normalise (text);

        named = g_strv_contains (total_words, name);
      }
  if (!named)
    return FALSE;

  for (guint i = 0; i < map->n && section == QD_MD_TEAMS; i++)
    {
      const QdMdColumn *column = &map->columns[i];
      QdMdTyped typed = { reader->root, QD_PLAN_STATED_CAPACITY, qd_md_cell_core (column, cells[i]), reader->block.line };

      if (column->field != NULL && column->field->index == QD_TEAM_ENGINEERS)
        typed.field = QD_PLAN_STATED_ENGINEERS;
      else if (column->kind != QD_MD_COLUMN_COMPUTED)
        continue;
      g_array_append_val (reader->typed, typed);
    }
  qd_md_add_piece (reader, QD_MD_TOTAL, section, NULL, -1, reader->block.source);

  return TRUE;
}

static void
report_table (QdMdReader    *reader,
              QdMdSectionId  section,
              const QdMdMap *map,
              guint          line,
              guint          n_rows,
              QdMdSpan       header)
{
  QdMdSpan cells[QD_MD_MAX_COLUMNS];
  const char *name = qd_md_section (section)->name;

  if (reader->report == NULL)
    return;

  qd_import_report_add (reader->report, line, TRUE,
                        ngettext ("A table was read as “%s”: %u row.", "A table was read as “%s”: %u rows.", n_rows),
                        name != NULL ? name : _(qd_list_info (qd_md_section (section)->list)->title), n_rows);
  qd_md_row_cells (header, map->n, cells);
  for (guint i = 0; i < map->n; i++)
    if (map->columns[i].kind == QD_MD_COLUMN_EXTRA)
      {
        g_autofree char *label = qd_md_span_dup (qd_md_span_strip (cells[i]));

        qd_import_report_add (reader->report, line, FALSE,
                              _("The column “%s” has no field; its cells were kept as they are."), label);
      }
}

/* Whether a table of the records of @section comes before the section ends: then what is above it is none. What was found
 * holds until there, so that looking ahead again and again costs nothing. */
static gboolean
table_follows (QdMdReader    *reader,
               QdMdSectionId  section)
{
  guint level = reader->objective != NULL ? reader->objective_level : reader->level;
  QdMdScanner ahead = reader->scanner;
  QdMdBlock block;

  if (reader->ahead_section == section && reader->scanner.at <= reader->ahead)
    return reader->ahead_table;

  reader->ahead_section = section;
  reader->ahead_table = FALSE;
  while (!reader->ahead_table && qd_md_scanner_next (&ahead, &block) &&
         (block.type != QD_MD_BLOCK_HEADING || block.level > level))
    if (block.type == QD_MD_BLOCK_TABLE)
      {
        g_autofree QdMdMap *map = qd_md_map_new (section, block.content);

        reader->ahead_table = qd_md_map_fits (map, section);
      }
  reader->ahead = block.source.text;

  return reader->ahead_table;
}

/* The table at work, header first, then its rows. */
static gboolean
read_rows (QdMdReader    *reader,
           QdMdSectionId  section,
           const QdMdMap *map)
{
  QdRecord *owner = owner_of (reader, section);
  gboolean continues = reader->open == section && reader->last.key != QD_MD_LABEL;
  const QdMdBlock header = reader->block;
  QdMdSpan first = qd_md_span_first_line (header.source);
  QdMdSpan second = { first.text + first.length + 1, header.source.length - first.length - 1 };
  guint at, n_rows = 0;

  /* Of several tables, those without rows are text. */
  if ((!row_follows (reader) && (continues || table_follows (reader, section))) || !take_form (reader, section, "table"))
    return FALSE;

  qd_md_add_piece (reader, QD_MD_HEADER, section, owner, -1, (QdMdSpan) { first.text, first.length + 1 });
  at = reader->pieces->len - 1;
  qd_md_add_piece (reader, QD_MD_SEPARATOR, section, owner, -1, second);
  open_list (reader, section);

  while (row_follows (reader) && reader->n_records <= QD_MD_MAX_RECORDS)
    {
      QdRecord *record;

      qd_md_scanner_next (&reader->scanner, &reader->block);
      if (n_rows > 0 && read_total (reader, section, map))
        {
          reader->closed |= QD_MD_FIELD_BIT (section);
          break;
        }

      record = read_row (reader, section, map);
      if (n_rows == 0 && continues)
        {
          g_array_index (reader->pieces, QdMdPiece, at).record = record;
          g_array_index (reader->pieces, QdMdPiece, at + 1).record = record;
          qd_md_layout_set (reader->layout, section, "split", record, "table");
        }
      qd_md_add_piece (reader, QD_MD_ROW, section, record, -1, reader->block.source);
      n_rows++;
    }

  if (n_rows == 0)
    qd_md_layout_set (reader->layout, section, "empty", owner, "table");
  report_table (reader, section, map, header.line, n_rows, header.content);

  return TRUE;
}

/* The columns of the table at work, if it were one of @section. Objectives have their tables alike: the last one of each
 * section is remembered. */
static const QdMdMap *
map_table (QdMdReader    *reader,
           QdMdSectionId  section)
{
  QdMdSpan header = reader->block.content;
  QdMdKnownTable *known = &reader->tables[section];

  if (known->header.text == NULL || known->header.length != header.length ||
      memcmp (known->header.text, header.text, header.length) != 0)
    {
      g_free (known->map);
      known->header = header;
      known->map = qd_md_map_new (section, header);
    }

  return known->map;
}

static gboolean
try_table (QdMdReader    *reader,
           QdMdSectionId  section)
{
  const QdMdMap *map;

  if (!accepts (reader, section))
    return FALSE;

  map = map_table (reader, section);

  return qd_md_map_fits (map, section) && read_rows (reader, section, map);
}

/* Reads what the line at work says about the plan. Returns the field, or -1 if it names none or one that we had. */
static int
read_field (QdMdReader *reader,
            gboolean    table)
{
  QdMdSpan line = { reader->block.source.text, reader->block.source.length - 1 };
  guint64 known = qd_md_section (QD_MD_METADATA)->columns | QD_MD_FIELD_BIT (QD_PLAN_STATE) |
                  QD_MD_FIELD_BIT (QD_PLAN_SCORE_TARGET);
  g_auto (QdValue) value = QD_VALUE_INIT;
  QdMdSpan label, text;
  int field;

  qd_md_parse_field (line, table, &label, &text);
  field = qd_md_match_label (QD_RECORD_PLAN, label, ~known | reader->parts);
  if (field < 0)
    return -1;

  reader->parts |= QD_MD_FIELD_BIT (field);
  value = qd_md_read_value (&qd_record_info (QD_RECORD_PLAN)->fields[field], text, table);
  qd_record_set_value (reader->root, (guint) field, &value);

  return field;
}

/* Adds the row at work to those that name no field, after the last that does. */
static void
add_more (QdMdReader *reader,
          int         after)
{
  QdMdPiece *last = &g_array_index (reader->pieces, QdMdPiece, reader->pieces->len - 1);

  if (last->key == QD_MD_MORE)
    {
      last->source.length += reader->block.source.length;
      reader->last = *last;
    }
  else
    qd_md_add_piece (reader, QD_MD_MORE, QD_MD_METADATA, NULL, after, reader->block.source);
}

/* The metadata as a table. */
static gboolean
read_field_table (QdMdReader *reader)
{
  const QdMdBlock header = reader->block;
  QdMdSpan first = qd_md_span_first_line (header.source);
  guint n_rows = 0;
  int field = -1;

  if (!accepts (reader, QD_MD_METADATA) || reader->open == QD_MD_METADATA || !row_follows (reader) ||
      qd_md_split_row (header.content, FALSE, NULL, 0) < 2)
    return FALSE;

  reader->parts = 0;
  reader->closed |= QD_MD_FIELD_BIT (QD_MD_METADATA);
  qd_md_add_piece (reader, QD_MD_HEADER, QD_MD_METADATA, NULL, -1, (QdMdSpan) { first.text, first.length + 1 });
  qd_md_add_piece (reader, QD_MD_SEPARATOR, QD_MD_METADATA, NULL, -1,
                   (QdMdSpan) { first.text + first.length + 1, header.source.length - first.length - 1 });

  for (; row_follows (reader); n_rows++)
    {
      int found;

      qd_md_scanner_next (&reader->scanner, &reader->block);
      found = read_field (reader, TRUE);
      if (found >= 0)
        qd_md_add_piece (reader, QD_MD_ROW, QD_MD_METADATA, NULL, field = found, reader->block.source);
      else
        add_more (reader, field);
    }

  if (reader->report != NULL)
    qd_import_report_add (reader->report, header.line, TRUE,
                          ngettext ("A table was read as the plan’s metadata: %u row.",
                                    "A table was read as the plan’s metadata: %u rows.", n_rows),
                          n_rows);

  return TRUE;
}

/* Right under “Capacity Planning”, without a heading of its own, or after another such one. */
static gboolean
try_unnamed_table (QdMdReader *reader)
{
  for (guint i = 0; i < QD_MD_N_SECTIONS && reader->parent != QD_MD_N_IDS; i++)
    {
      QdMdSectionId id = (QdMdSectionId) i;
      const QdMdMap *map;

      if (qd_md_section (id)->parent != reader->parent || (reader->seen & QD_MD_FIELD_BIT (i)) != 0 ||
          qd_md_section (id)->form == QD_MD_FORM_LIST || !accepts (reader, id))
        continue;
      map = map_table (reader, id);
      if (!qd_md_map_fits (map, id) || map->n_known < 2)
        continue;
      qd_md_enter (reader, id);
      return read_rows (reader, id, map);
    }

  return FALSE;
}

/**
 * qd_md_read_table:
 *
 * Reads the table at work, if it is one of those that the section we are in may have.
 *
 * Returns: %FALSE if it is not
 */
gboolean
qd_md_read_table (QdMdReader *reader)
{
  if (reader->section == QD_MD_N_IDS)
    return FALSE;
  if (reader->section == QD_MD_METADATA)
    return read_field_table (reader);
  if (reader->objective != NULL)
    return try_table (reader, QD_MD_KEY_RESULTS) || try_table (reader, QD_MD_INITIATIVES);
  if (qd_md_is_record_list (reader->section) && try_table (reader, reader->section))
    return TRUE;

  return try_unnamed_table (reader);
}

/* Which list of an objective the item at work belongs to. */
static QdMdSectionId
guess_list (QdMdReader *reader)
{
  if (reader->label != QD_MD_N_IDS)
    return reader->label;
  if (reader->open == QD_MD_KEY_RESULTS &&
      g_strcmp0 (qd_md_layout_find (reader->layout, QD_MD_KEY_RESULTS, "form", reader->objective), "list") == 0)
    return QD_MD_KEY_RESULTS;
  if (reader->open != QD_MD_INITIATIVES && qd_md_has_prefix (reader->block.content, "KR"))
    return QD_MD_KEY_RESULTS;

  return QD_MD_INITIATIVES;
}

/* An item of the metadata, as a list. Unknown ones are text. */
static gboolean
read_field_item (QdMdReader *reader)
{
  int field;

  if (!accepts (reader, QD_MD_METADATA))
    return FALSE;
  if (reader->open != QD_MD_METADATA)
    reader->parts = 0;

  field = read_field (reader, FALSE);
  if (field < 0)
    return FALSE;

  if (reader->open != QD_MD_METADATA)
    qd_md_layout_set (reader->layout, QD_MD_METADATA, "form", NULL, "list");
  reader->open = QD_MD_METADATA;
  qd_md_add_piece (reader, QD_MD_ROW, QD_MD_METADATA, NULL, field, reader->block.source);

  return TRUE;
}

/**
 * qd_md_read_item:
 *
 * Reads the list item at work, if the section we are in may have it.
 *
 * Returns: %FALSE if not
 */
gboolean
qd_md_read_item (QdMdReader *reader)
{
  QdMdSectionId section = reader->objective != NULL ? guess_list (reader) : reader->section;
  g_autoptr (QdRecord) record = NULL;
  QdMdItem item;

  if (section == QD_MD_METADATA)
    return read_field_item (reader);
  if (section == QD_MD_N_IDS || section == QD_MD_SCORECARD ||
      !qd_md_is_record_list (section) || !accepts (reader, section))
    return FALSE;
  if (reader->open != section && qd_md_section (section)->form != QD_MD_FORM_LIST && table_follows (reader, section))
    return FALSE;
  if ((reader->objective != NULL && reader->announced && reader->open != section) ||
      !take_form (reader, section, "list"))
    return FALSE;

  record = qd_record_new (qd_md_section (section)->type, "");
  qd_md_item_parse (&item, section, (QdMdSpan) { reader->block.source.text, reader->block.source.length - 1 });
  qd_md_item_read (&item, section, record);
  qd_md_item_clear (&item);

  add_record (reader, list_of (reader, section), record);
  open_list (reader, section);
  qd_md_add_piece (reader, QD_MD_ITEM, section, record, -1, reader->block.source);

  return TRUE;
}
