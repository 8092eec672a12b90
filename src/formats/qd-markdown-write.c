#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <math.h>
#include <string.h>

#include "qd-fetch.h"
#include "qd-number.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* A plan as Markdown, section by section. */

#define SCORE_PATTERN "**Overall score**: {score} ({word} {target} target)"
#define NOTE_PATTERN "*Note: {note}*"
/**
 * qd_md_heading_text:
 * @source: the lines of a heading
 *
 * Returns: its text
 */
QdMdSpan
qd_md_heading_text (QdMdSpan source)
{
  QdMdScanner scanner;
  QdMdBlock block;

  qd_md_scanner_init (&scanner, source.text, source.length);
  if (qd_md_scanner_next (&scanner, &block) && block.type == QD_MD_BLOCK_HEADING)
    return block.content;

  return (QdMdSpan) { source.text, 0 };
}

/**
 * qd_md_write_pattern:
 * @canonical: the pattern of the canonical form
 * @find: tells where in a piece of the document the parts are
 *
 * Writes a piece that a pattern tells.
 */
void
qd_md_write_pattern (QdMdWriter     *writer,
                     QdMdKey         key,
                     QdMdSectionId   section,
                     QdRecord       *record,
                     const char     *canonical,
                     const QdMdPart *parts,
                     guint           n_parts,
                     QdMdFindParts   find)
{
  const char *pattern;
  QdMdSpan source;

  if (!qd_md_begin (writer, key, section, record, -1))
    return;

  pattern = qd_md_layout_find (writer->layout, section, qd_md_key_name (key, -1), record);
  if (pattern == NULL || g_str_equal (pattern, QD_MD_ABSENT))
    pattern = canonical;
  qd_md_pattern_format (writer->line, pattern, parts, n_parts);

  if (qd_md_differs (writer, &source))
    {
      QdMdPart found[4];
      guint first = 0, n = find (source, found);
      g_autofree char *typed = NULL;

      /* A number that is not the record's place stays as it was typed. */
      if (n > 1 && g_str_equal (found[0].name, "n") && !qd_md_span_equal (found[0].value, parts[0].value.text))
        first = 1;
      typed = qd_md_pattern_make (source, found + first, n - first);

      qd_md_layout_set (writer->layout, section, qd_md_key_name (key, -1), record, typed);
      g_string_truncate (writer->line, 0);
      qd_md_pattern_format (writer->line, typed, parts, n_parts);
    }
  qd_md_finish (writer, key, section, record, -1);
}

static guint
find_title (QdMdSpan  source,
            QdMdPart *parts)
{
  parts[0] = (QdMdPart) { "title", qd_md_heading_text (source) };

  return 1;
}

/* The title of the document, and the note under it. */
static void
write_top (QdMdWriter *writer)
{
  g_autoptr (GString) title = g_string_new (NULL);
  const char *note = qd_record_get_text (writer->root, QD_PLAN_NOTE);

  qd_md_place (writer, "top");
  qd_md_append_text (title, qd_record_get_title (writer->root), FALSE, FALSE);
  if (title->len > 0)
    {
      const QdMdPart part = { "title", { title->str, title->len } };

      qd_md_write_pattern (writer, QD_MD_TITLE, QD_MD_DOCUMENT, NULL, "# {title}", &part, 1, find_title);
    }

  qd_md_place (writer, "title");
  if (!qd_text_is_blank (note) && qd_md_begin (writer, QD_MD_NOTE, QD_MD_DOCUMENT, NULL, -1))
    {
      qd_md_append_quote (writer->line, note);
      qd_md_finish (writer, QD_MD_NOTE, QD_MD_DOCUMENT, NULL, -1);
    }
  qd_md_place (writer, "start");
}

static void
write_heading (QdMdWriter    *writer,
               QdMdSectionId  id)
{
  const QdMdSection *section = qd_md_section (id);
  gboolean has_quarter = *(id == QD_MD_REVIEW ? writer->quarters.previous : writer->quarters.quarter) != '\0';
  const char *pattern;
  QdMdSpan source;

  if (qd_md_begin (writer, QD_MD_HEADING, id, NULL, -1))
    {
      pattern = qd_md_layout_get (writer->layout, id, "heading", NULL);
      if (pattern == NULL || g_str_equal (pattern, QD_MD_ABSENT))
        {
          g_string_append_printf (writer->line, "%.*s ", (int) section->level, "######");
          pattern = has_quarter && section->heading != NULL ? section->heading : "{name}";
        }
      qd_md_quarters_format (&writer->quarters, writer->line, pattern, section->name);

      if (qd_md_differs (writer, &source))
        {
          g_autofree char *typed = qd_md_quarters_pattern (&writer->quarters, source);

          qd_md_layout_set (writer->layout, id, "heading", NULL, typed);
          g_string_truncate (writer->line, 0);
          qd_md_quarters_format (&writer->quarters, writer->line, typed, section->name);
        }
      qd_md_finish (writer, QD_MD_HEADING, id, NULL, -1);
    }
  qd_md_place (writer, "%s/heading", section->id);
}

static void
write_intro (QdMdWriter    *writer,
             QdMdSectionId  id)
{
  const QdMdSection *section = qd_md_section (id);
  const char *pattern;
  QdMdSpan source;

  if (section->intro == NULL || !qd_md_begin (writer, QD_MD_INTRO, id, NULL, -1))
    return;

  pattern = qd_md_layout_get (writer->layout, id, "intro", NULL);
  if (pattern == NULL || g_str_equal (pattern, QD_MD_ABSENT))
    pattern = *writer->quarters.quarter != '\0' ? section->intro : section->plain_intro;
  qd_md_quarters_format (&writer->quarters, writer->line, pattern, NULL);

  if (qd_md_differs (writer, &source))
    {
      g_autofree char *typed = qd_md_quarters_pattern (&writer->quarters, source);

      qd_md_layout_set (writer->layout, id, "intro", NULL, typed);
      g_string_truncate (writer->line, 0);
      qd_md_quarters_format (&writer->quarters, writer->line, typed, NULL);
    }
  qd_md_finish (writer, QD_MD_INTRO, id, NULL, -1);
  qd_md_place (writer, "%s/intro", section->id);
}

/* Whether the line of the overall score is there and names the target. */
static gboolean
score_names_target (QdMdWriter *writer)
{
  const char *hint = qd_md_layout_get (writer->layout, QD_MD_SCORECARD, "score", NULL);

  return !isnan (qd_figures_totals (writer->figures)->score) && (hint == NULL || qd_md_pattern_has (hint, "target"));
}

/* Whether the metadata show @field: the canonical form shows what has a value and stands nowhere else. */
static gboolean
shows_field (QdMdWriter *writer,
             guint       field)
{
  const char *hint = qd_md_layout_get (writer->layout, QD_MD_METADATA, qd_md_key_name (QD_MD_ROW, (int) field), NULL);

  if (field == QD_PLAN_SCORE_TARGET && score_names_target (writer))
    return FALSE;
  if (!qd_record_is_set (writer->root, field))
    return hint != NULL && !g_str_equal (hint, QD_MD_ABSENT);

  /* The quarter may stand in the title alone, for as long as it is the same. */
  return hint == NULL || !g_str_equal (hint, QD_MD_ABSENT) || field != QD_PLAN_QUARTER ||
         strstr (qd_record_get_title (writer->root), qd_record_get_text (writer->root, field)) == NULL;
}

static void
write_field (QdMdWriter *writer,
             guint       index)
{
  const QdField *field = &qd_record_get_info (writer->root)->fields[index];
  const char *key = qd_md_key_name (QD_MD_ROW, (int) index);
  g_autoptr (GString) value = g_string_new (NULL);
  gboolean table = qd_md_layout_get (writer->layout, QD_MD_METADATA, "form", NULL) == NULL;
  const char *pattern;
  QdMdPart parts[2];
  QdMdSpan source;

  if (!qd_md_begin (writer, QD_MD_ROW, QD_MD_METADATA, NULL, (int) index))
    return;

  qd_md_append_value (value, field, qd_record_get_value (writer->root, index), table);
  parts[0] = (QdMdPart) { "label", qd_md_span (field->md != NULL ? field->md : field->label) };
  parts[1] = (QdMdPart) { "value", { value->str, value->len } };

  pattern = qd_md_layout_get (writer->layout, QD_MD_METADATA, key, NULL);
  if (pattern != NULL && (g_str_equal (pattern, QD_MD_ABSENT) || (value->len > 0 && !qd_md_pattern_has (pattern, "value"))))
    pattern = NULL;
  if (pattern == NULL)
    pattern = qd_md_layout_get (writer->layout, QD_MD_METADATA, "row", NULL);
  qd_md_pattern_format (writer->line, pattern != NULL ? pattern : QD_MD_FIELD_PATTERN, parts, G_N_ELEMENTS (parts));

  if (qd_md_differs (writer, &source))
    {
      g_autofree char *typed = qd_md_field_pattern (source, table, parts[0].value.text);

      qd_md_layout_set (writer->layout, QD_MD_METADATA, key, NULL, typed);
      g_string_truncate (writer->line, 0);
      qd_md_pattern_format (writer->line, typed, parts, G_N_ELEMENTS (parts));
    }
  qd_md_finish (writer, QD_MD_ROW, QD_MD_METADATA, NULL, (int) index);
}

/* Rows that name no field, after the row of @after; -1: before all others. */
static void
write_more (QdMdWriter *writer,
            int         after)
{
  const QdMdPiece *piece = qd_md_peek (writer);
  g_autofree char *key =
    after < 0 ? g_strdup ("more") : g_strconcat ("more ", qd_md_key_name (QD_MD_ROW, after), NULL);
  const char *hint;

  if (piece != NULL && piece->key == QD_MD_MORE && piece->field == after)
    {
      g_autofree char *typed = g_strndup (piece->source.text, piece->source.length - 1);

      qd_md_layout_set (writer->layout, QD_MD_METADATA, key, NULL, typed);
    }

  hint = qd_md_layout_get (writer->layout, QD_MD_METADATA, key, NULL);
  if (hint != NULL && qd_md_begin (writer, QD_MD_MORE, QD_MD_METADATA, NULL, after))
    {
      g_string_append (writer->line, hint);
      qd_md_finish (writer, QD_MD_MORE, QD_MD_METADATA, NULL, after);
    }
}

/* The fields of the plan that the metadata may show, in the order of the document or of the schema. */
static guint
metadata_order (QdMdWriter *writer,
                guint       order[QD_PLAN_N_FIELDS])
{
  const QdRecordInfo *info = qd_record_get_info (writer->root);
  const char *hint = qd_md_layout_get (writer->layout, QD_MD_METADATA, "order", NULL);
  g_auto (GStrv) keys = g_strsplit (hint != NULL ? hint : "", " ", QD_PLAN_N_FIELDS);
  guint64 left = qd_md_section (QD_MD_METADATA)->columns | QD_MD_FIELD_BIT (QD_PLAN_STATE) |
                 QD_MD_FIELD_BIT (QD_PLAN_SCORE_TARGET);
  guint n = 0;

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const QdField *field = qd_record_info_field (info, keys[i]);

      if (field == NULL || (left & QD_MD_FIELD_BIT (field->index)) == 0)
        continue;
      order[n++] = field->index;
      left &= ~QD_MD_FIELD_BIT (field->index);
    }
  for (guint i = 0; i < info->n_fields; i++)
    if ((left & QD_MD_FIELD_BIT (i)) != 0)
      order[n++] = i;

  return n;
}

static gboolean
has_piece (QdMdWriter *writer,
           QdMdKey     key,
           int         field)
{
  const QdMdPiece *piece = qd_md_peek (writer);

  return piece != NULL && piece->key == key && piece->field == field;
}

static void
write_metadata (QdMdWriter *writer)
{
  guint order[QD_PLAN_N_FIELDS];
  guint n = metadata_order (writer, order);

  qd_md_write_header (writer, QD_MD_METADATA, NULL, 0);
  write_more (writer, -1);
  for (guint i = 0; i < n; i++)
    {
      if (shows_field (writer, order[i]) || has_piece (writer, QD_MD_ROW, (int) order[i]))
        {
          write_field (writer, order[i]);
          qd_md_place (writer, "metadata/%s", qd_md_key_name (QD_MD_ROW, (int) order[i]));
        }
      write_more (writer, (int) order[i]);
    }
}

/* Appends an item as it was typed, if it still says what @record holds. */
static gboolean
append_raw_item (QdMdWriter    *writer,
                 QdMdSectionId  id,
                 QdRecord      *record,
                 const char    *raw)
{
  QdMdItem item;
  gboolean says;

  qd_md_item_parse (&item, id, qd_md_span (raw));
  says = qd_md_item_says (&item, id, record);
  qd_md_item_clear (&item);
  if (says)
    g_string_append (writer->line, raw);

  return says;
}

/* The items of a list. */
static void
write_list (QdMdWriter    *writer,
            QdMdSectionId  id,
            QdList        *list)
{
  const QdMdSection *section = qd_md_section (id);
  const char *pattern = qd_md_layout_get (writer->layout, id, "item", NULL);
  QdMdSpan source;

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);
      const char *raw;

      qd_list_fetch_records (list, i, FALSE);
      raw = qd_md_layout_get (writer->layout, id, "item", record);

      if (!qd_md_begin (writer, QD_MD_ITEM, id, record, -1))
        return;

      if (raw == NULL || !append_raw_item (writer, id, record, raw))
        qd_md_write_item (writer, id, pattern != NULL ? pattern : section->item, record, i + 1);
      if (qd_md_differs (writer, &source))
        {
          g_autofree char *typed = qd_md_span_dup (source);

          qd_md_layout_set (writer->layout, id, "item", record, typed);
          g_string_truncate (writer->line, 0);
          if (!append_raw_item (writer, id, record, typed))
            qd_md_write_item (writer, id, pattern != NULL ? pattern : section->item, record, i + 1);
        }
      qd_md_finish (writer, QD_MD_ITEM, id, record, -1);
      qd_md_place (writer, "%s/%s", section->id, qd_record_get_id (record));
    }
}

/* Whether the records of a section stand in a table; @owner is %NULL for those of the plan. */
static gboolean
is_table (QdMdWriter    *writer,
          QdMdSectionId  id,
          QdRecord      *owner)
{
  const char *form = qd_md_layout_find (writer->layout, id, "form", owner);

  if (form != NULL)
    return g_str_equal (form, "table");

  return qd_md_section (id)->form != QD_MD_FORM_LIST;
}

static void
add_row (GArray   *rows,
         QdRecord *record,
         QdRecord *group,
         gboolean  first)
{
  const QdMdRow row = { record, group, first };

  g_array_append_val (rows, row);
}

/* The key results of last quarter, each with its objective. An objective may have a row of its own above them. */
static GArray *
scorecard_rows (QdMdWriter *writer)
{
  QdList *objectives = qd_plan_get_list (writer->plan, QD_LIST_REVIEW_OBJECTIVES);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (QdMdRow));

  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdRecord *objective = qd_list_get (objectives, i);
      QdList *key_results = qd_record_peek_list (objective, QD_LIST_KEY_RESULTS);
      guint n = key_results != NULL ? qd_list_get_length (key_results) : 0;
      gboolean alone = n == 0 || qd_md_layout_get (writer->layout, QD_MD_SCORECARD, "alone", objective) != NULL;

      if (alone)
        add_row (rows, objective, objective, TRUE);
      for (guint j = 0; j < n; j++)
        add_row (rows, qd_list_get (key_results, j), objective, j == 0 && !alone);
    }

  return rows;
}

/**
 * qd_md_write_records:
 * @owner: (nullable): the record that holds @list, where it is not the plan
 * @list: (nullable): the records
 */
void
qd_md_write_records (QdMdWriter    *writer,
                     QdMdSectionId  id,
                     QdRecord      *owner,
                     QdList        *list)
{
  g_autoptr (GArray) rows = NULL;

  if (!is_table (writer, id, owner))
    {
      write_list (writer, id, list);
      return;
    }

  if (id == QD_MD_SCORECARD)
    rows = scorecard_rows (writer);
  else
    {
      rows = g_array_new (FALSE, FALSE, sizeof (QdMdRow));
      for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
        add_row (rows, qd_list_get (list, i), NULL, FALSE);
    }
  qd_md_write_table (writer, id, owner, rows);
}

static const char *
score_word (double score,
            double target)
{
  if (qd_number_equal (qd_number_round (score, 2), qd_number_round (target, 2)))
    return "at";

  return score < target ? "below" : "above";
}

static guint
find_score (QdMdSpan  source,
            QdMdPart *parts)
{
  QdMdSpan score, word, target;

  if (!qd_md_parse_score (source, &score, &word, &target))
    return 0;

  parts[0] = (QdMdPart) { "score", score };
  parts[1] = (QdMdPart) { "word", word };
  parts[2] = (QdMdPart) { "target", target };

  return 3;
}

static void
write_score (QdMdWriter *writer)
{
  const QdTotals *totals = qd_figures_totals (writer->figures);
  g_autofree char *score = qd_score_format (totals->score);
  g_autofree char *target = qd_score_format (totals->score_target);
  const QdMdPart parts[] = { { "score", qd_md_span (score) },
                             { "word", qd_md_span (score_word (totals->score, totals->score_target)) },
                             { "target", qd_md_span (target) } };

  if (!isnan (totals->score))
    qd_md_write_pattern (writer, QD_MD_SCORE, QD_MD_SCORECARD, NULL, SCORE_PATTERN, parts, G_N_ELEMENTS (parts), find_score);
  qd_md_place (writer, "review-objectives/score");
}

static guint
find_note (QdMdSpan  source,
           QdMdPart *parts)
{
  parts[0].name = "note";

  return qd_md_parse_note (source, &parts[0].value) ? 1 : 0;
}

static void
write_capacity_note (QdMdWriter *writer)
{
  g_autoptr (GString) note = g_string_new (NULL);
  QdMdPart part = { "note", { NULL, 0 } };

  qd_md_append_text (note, qd_record_get_text (writer->root, QD_PLAN_CAPACITY_NOTE), TRUE, FALSE);
  part.value = (QdMdSpan) { note->str, note->len };
  if (note->len > 0)
    qd_md_write_pattern (writer, QD_MD_CAPACITY_NOTE, QD_MD_TEAMS, NULL, NOTE_PATTERN, &part, 1, find_note);
}

/* What stands under the rows of a section. */
static void
write_foot (QdMdWriter    *writer,
            QdMdSectionId  id)
{
  gboolean filled = id == QD_MD_TEAMS && qd_list_get_length (qd_plan_get_list (writer->plan, QD_LIST_TEAMS)) > 0 &&
                    is_table (writer, id, NULL);

  qd_md_place (writer, "%s/rows", qd_md_section (id)->id);
  if (filled || has_piece (writer, QD_MD_TOTAL, -1) ||
      (id == QD_MD_ALLOCATION && qd_md_layout_get (writer->layout, id, "total", NULL) != NULL))
    {
      qd_md_write_total (writer, id);
      qd_md_place (writer, "%s/total", qd_md_section (id)->id);
    }
  if (id == QD_MD_TEAMS)
    write_capacity_note (writer);
  if (id == QD_MD_SCORECARD)
    write_score (writer);
}

/* Whether @id has records of its own. */
static gboolean
has_records (QdMdWriter    *writer,
             QdMdSectionId  id)
{
  guint order[QD_PLAN_N_FIELDS];
  guint n;

  if (id != QD_MD_METADATA)
    return qd_md_section (id)->list != QD_LIST_ANY &&
           qd_list_get_length (qd_plan_get_list (writer->plan, qd_md_section (id)->list)) > 0;

  n = metadata_order (writer, order);
  for (guint i = 0; i < n; i++)
    if (shows_field (writer, order[i]))
      return TRUE;

  return qd_md_layout_get (writer->layout, id, "more", NULL) != NULL;
}

/**
 * qd_md_is_present:
 *
 * Returns: whether a section is written: it has content, or the document has it empty
 */
gboolean
qd_md_is_present (QdMdWriter    *writer,
                  QdMdSectionId  id)
{
  if (has_records (writer, id) || (writer->worded & QD_MD_FIELD_BIT (id)) != 0 ||
      qd_md_layout_get (writer->layout, id, "present", NULL) != NULL)
    return TRUE;
  if (id == QD_MD_TEAMS && !qd_text_is_blank (qd_record_get_text (writer->root, QD_PLAN_CAPACITY_NOTE)))
    return TRUE;
  if (id == QD_MD_SCORECARD && !isnan (qd_figures_totals (writer->figures)->score))
    return TRUE;

  for (guint i = 0; i < QD_MD_N_SECTIONS; i++)
    if (qd_md_section ((QdMdSectionId) i)->parent == id && qd_md_is_present (writer, (QdMdSectionId) i))
      return TRUE;

  return FALSE;
}

static void
write_section (QdMdWriter    *writer,
               QdMdSectionId  id)
{
  const QdMdSection *section = qd_md_section (id);

  if (qd_md_is_present (writer, id))
    {
      write_heading (writer, id);
      write_intro (writer, id);
      if (section->form == QD_MD_FORM_FIELDS)
        write_metadata (writer);
      else if (section->form == QD_MD_FORM_OBJECTIVES)
        qd_md_write_objectives (writer);
      else if (section->form != QD_MD_FORM_NONE)
        {
          qd_md_write_records (writer, id, NULL, qd_plan_get_list (writer->plan, section->list));
          write_foot (writer, id);
        }
    }
  qd_md_place (writer, "%s", section->id);
}

/* The sections in the order of the document; those it lacks come after the one that the canonical form has before them. */
static void
section_order (QdMdWriter    *writer,
               QdMdSectionId  order[QD_MD_N_SECTIONS])
{
  const char *hint = qd_md_layout_get (writer->layout, QD_MD_DOCUMENT, "order", NULL);
  g_auto (GStrv) ids = g_strsplit (hint != NULL ? hint : "", " ", QD_MD_N_SECTIONS);
  guint64 done = 0;
  guint n = 0;

  for (guint i = 0; ids[i] != NULL; i++)
    for (guint j = 0; j < QD_MD_N_SECTIONS; j++)
      if (g_str_equal (qd_md_section ((QdMdSectionId) j)->id, ids[i]) && (done & QD_MD_FIELD_BIT (j)) == 0)
        {
          order[n++] = (QdMdSectionId) j;
          done |= QD_MD_FIELD_BIT (j);
        }

  for (guint j = 0; j < QD_MD_N_SECTIONS; j++)
    {
      guint at = 0;

      if ((done & QD_MD_FIELD_BIT (j)) != 0)
        continue;
      while (j > 0 && order[at] != (QdMdSectionId) (j - 1))
        at++;
      at += j > 0;
      memmove (&order[at + 1], &order[at], (n - at) * sizeof *order);
      order[at] = (QdMdSectionId) j;
      n++;
    }
}

/**
 * qd_md_write:
 * @writer: a writer
 *
 * Writes the whole plan.
 */
void
qd_md_write (QdMdWriter *writer)
{
  QdMdSectionId order[QD_MD_N_SECTIONS];

  section_order (writer, order);
  write_top (writer);
  for (guint i = 0; i < QD_MD_N_SECTIONS; i++)
    write_section (writer, order[i]);
  qd_md_write_left (writer);
  qd_md_write_end (writer);
}
