#include "qd-config.h"

#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-id.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* A document, block by block. What a section knows becomes records and pieces; everything else is text that is kept where
 * it stood. Pieces come in the order in which the writer writes them: a block that would break it is text. */

/* How many bytes of its title make the id of a record. */
#define MAX_ID_TITLE 256

/* How many bytes of a text a report repeats. */
#define EXCERPT 60

void
qd_md_reader_init (QdMdReader     *reader,
                   QdMdSpan        text,
                   guint64         opaque,
                   QdImportReport *report)
{
  *reader = (QdMdReader) {
    .plan = qd_plan_new (),
    .report = report,
    .opaque = opaque,
    .pieces = g_array_new (FALSE, FALSE, sizeof (QdMdPiece)),
    .typed = g_array_new (FALSE, FALSE, sizeof (QdMdTyped)),
    .pending = g_array_new (FALSE, FALSE, sizeof (QdMdPending)),
    .order = g_array_new (FALSE, FALSE, sizeof (QdMdSectionId)),
    .ids = g_hash_table_new (g_str_hash, g_str_equal),
    .id_texts = g_string_chunk_new (1 << 16),
    .section = QD_MD_N_IDS,
    .parent = QD_MD_N_IDS,
    .open = QD_MD_N_IDS,
    .label = QD_MD_N_IDS,
    .last = { .key = QD_MD_N_KEYS },
  };
  reader->root = qd_plan_get_root (reader->plan);
  reader->layout = qd_md_layout_new (reader->plan);
  qd_md_scanner_init (&reader->scanner, text.text, text.length);
}

void
qd_md_reader_clear (QdMdReader *reader)
{
  g_clear_object (&reader->plan);
  qd_md_layout_free (reader->layout);
  g_array_unref (reader->pieces);
  g_array_unref (reader->typed);
  g_array_unref (reader->pending);
  g_array_unref (reader->order);
  g_hash_table_unref (reader->ids);
  g_string_chunk_free (reader->id_texts);
  for (guint i = 0; i < QD_MD_N_IDS; i++)
    g_free (reader->tables[i].map);
}

/**
 * qd_md_name_record:
 * @record: a record that is in no plan yet, its values set
 * @section: where it stands
 *
 * Gives @record an id that derives from where it stands and what it is called.
 */
void
qd_md_name_record (QdMdReader *reader,
                   QdRecord   *record,
                   const char *section)
{
  const char *prefix = qd_record_get_info (record)->id;
  g_autofree char *title = g_strndup (qd_record_get_title (record), MAX_ID_TITLE);
  g_autofree char *id = qd_id_derive (prefix, section, title, 0);
  gpointer first, last;

  if (g_hash_table_lookup_extended (reader->ids, id, &first, &last))
    {
      guint ordinal = GPOINTER_TO_UINT (last);

      while (g_hash_table_contains (reader->ids, id))
        {
          g_free (id);
          id = qd_id_derive (prefix, section, title, ++ordinal);
        }
      g_hash_table_insert (reader->ids, first, GUINT_TO_POINTER (ordinal));
    }

  qd_record_set_id (record, id);
  g_hash_table_insert (reader->ids, g_string_chunk_insert (reader->id_texts, id), GUINT_TO_POINTER (0));
  reader->n_records++;
}

/* The place of free text between the last piece and one of @key: as the writer calls it. */
static char *
name_place (QdMdReader    *reader,
            QdMdKey        key,
            QdMdSectionId  section)
{
  const QdMdPiece *last = &reader->last;
  const char *objective = reader->last_objective != NULL ? qd_record_get_id (reader->last_objective) : NULL;
  const char *id;
  gboolean rows = last->key == QD_MD_ROW || last->key == QD_MD_ITEM || last->key == QD_MD_SEPARATOR;

  if (last->key == QD_MD_N_KEYS)
    return g_strdup ("top");
  if (last->section == QD_MD_DOCUMENT)
    return g_strdup (key == QD_MD_NOTE ? "title" : "start");

  id = qd_md_section (last->section)->id;
  if (last->key == QD_MD_HEADING)
    return g_strdup_printf ("%s/heading", id);
  if (qd_md_section_top (last->section) != qd_md_section_top (section) || key == QD_MD_OBJECTIVE)
    return objective != NULL ? g_strdup_printf ("objectives/%s", objective) : g_strdup (id);

  if (rows && section == last->section && last->key != QD_MD_SEPARATOR)
    if (key == QD_MD_ROW || key == QD_MD_ITEM || key == QD_MD_HEADER)
      return g_strdup_printf ("%s/%s", id, last->record != NULL ? qd_record_get_id (last->record)
                                                                : qd_md_key_name (QD_MD_ROW, last->field));
  if (rows)
    return g_strdup_printf ("%s/%s", id, objective != NULL ? objective : "rows");
  if (last->key == QD_MD_OBJECTIVE)
    return g_strdup_printf ("objectives/%s/heading", objective);
  if (objective != NULL)
    return g_strdup_printf ("%s/%s/%s", id, objective, qd_md_key_name (last->key, -1));

  return g_strdup_printf ("%s/%s", id, qd_md_key_name (last->key, -1));
}

static void
append_piece (QdMdReader    *reader,
              QdMdKey        key,
              QdMdSectionId  section,
              QdRecord      *record,
              int            field,
              QdMdSpan       source,
              guint          line)
{
  const QdMdPiece piece = { key, section, record, field, source, line };

  g_array_append_val (reader->pieces, piece);
  if (section != QD_MD_FREE)
    {
      reader->last = piece;
      reader->last_objective = qd_md_section_top (section) == QD_MD_OBJECTIVES ? reader->objective : NULL;
    }
}

static void
report_kept (QdMdReader        *reader,
             const QdMdPending *pending)
{
  QdMdSpan text = qd_md_span_first_line (pending->headed ? pending->heading.content : pending->text);
  g_autofree char *cut = NULL;
  g_autofree char *excerpt = NULL;

  if (reader->report == NULL)
    return;

  cut = g_strndup (text.text, MIN (text.length, EXCERPT));
  excerpt = g_utf8_make_valid (cut, -1);
  qd_import_report_add (reader->report, pending->line, FALSE, _("“%s” has no field and was kept as text where it stands."),
                        excerpt);
}

/* Makes free sections of the text that waited to know what follows it. */
static void
flush_pending (QdMdReader    *reader,
               QdMdKey        key,
               QdMdSectionId  section)
{
  g_autofree char *place = NULL;

  if (reader->pending->len == 0)
    return;

  place = name_place (reader, key, section);
  for (guint i = 0; i < reader->pending->len; i++)
    {
      const QdMdPending *pending = &g_array_index (reader->pending, QdMdPending, i);
      g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_SECTION, "");

      if (pending->headed)
        {
          g_autofree char *title = qd_md_span_dup (pending->heading.content);

          qd_record_set_text (record, QD_SECTION_TITLE, title);
          qd_record_set_number (record, QD_SECTION_LEVEL, pending->heading.level);
        }
      if (pending->text.text != NULL)
        {
          g_autofree char *text = g_strndup (pending->text.text, pending->text.length - 1);

          qd_record_set_text (record, QD_SECTION_TEXT, text);
        }
      qd_record_set_text (record, QD_SECTION_AFTER, place);
      qd_md_name_record (reader, record, place);
      qd_list_append (qd_plan_get_list (reader->plan, QD_LIST_SECTIONS), record);

      if (pending->headed)
        append_piece (reader, QD_MD_HEADING, QD_MD_FREE, record, -1, pending->heading.source, pending->line);
      if (pending->text.text != NULL)
        append_piece (reader, QD_MD_TEXT, QD_MD_FREE, record, -1, pending->text, pending->line);
      report_kept (reader, pending);
    }
  g_array_set_size (reader->pending, 0);
}

/**
 * qd_md_add_piece:
 * @record: (nullable): the record it is about
 * @field: the field that a row of the metadata is about; else -1
 * @source: its lines
 *
 * Adds a piece of the document that the writer writes by itself.
 */
void
qd_md_add_piece (QdMdReader    *reader,
                 QdMdKey        key,
                 QdMdSectionId  section,
                 QdRecord      *record,
                 int            field,
                 QdMdSpan       source)
{
  flush_pending (reader, key, section);
  append_piece (reader, key, section, record, field, source, reader->block.line);
  reader->announced = FALSE;
}

/**
 * qd_md_keep:
 *
 * Keeps the block at work as text.
 */
void
qd_md_keep (QdMdReader *reader)
{
  const char *end = reader->block.source.text + reader->block.source.length;
  QdMdPending *pending;

  if (reader->pending->len == 0)
    {
      const QdMdPending fresh = { .line = reader->block.line };

      g_array_append_val (reader->pending, fresh);
    }

  pending = &g_array_index (reader->pending, QdMdPending, reader->pending->len - 1);
  if (pending->text.text == NULL)
    pending->text.text = reader->block.source.text;
  pending->text.length = (gsize) (end - pending->text.text);
}

/* A heading that names nothing known starts a free section of its own, unless it is below another one. */
static void
keep_heading (QdMdReader *reader)
{
  guint level = reader->block.level;
  const QdMdPending fresh = { .headed = TRUE, .heading = reader->block, .line = reader->block.line };
  const QdMdPending *before = reader->pending->len > 0
                                ? &g_array_index (reader->pending, QdMdPending, reader->pending->len - 1)
                                : NULL;

  if (level <= reader->level)
    reader->section = reader->parent = QD_MD_N_IDS;
  if (level <= reader->objective_level || level <= reader->level)
    reader->objective = NULL;
  reader->label = QD_MD_N_IDS;

  if (reader->block.content.length == 0 || (before != NULL && before->headed && before->heading.level < level))
    qd_md_keep (reader);
  else
    {
      /* It becomes a record once it is known what follows. */
      reader->n_records++;
      g_array_append_val (reader->pending, fresh);
    }
}

/**
 * qd_md_enter:
 *
 * From here on the document is in @section, whose heading may be missing.
 */
void
qd_md_enter (QdMdReader    *reader,
             QdMdSectionId  section)
{
  reader->section = section;
  reader->seen |= QD_MD_FIELD_BIT (section);
  reader->open = reader->label = QD_MD_N_IDS;
  reader->objective = reader->group = NULL;
  reader->objective_level = 0;
  g_array_append_val (reader->order, section);
}

/* Whether the heading at work is the document's title: the first piece, on the highest level, and nothing we know; or
 * the only one on its level, as in “# Q2 OKRs” above a whole plan. */
static gboolean
is_title (QdMdReader *reader)
{
  QdMdScanner ahead = reader->scanner;
  QdMdBlock block;

  if (reader->pieces->len > 0 || reader->block.level != 1 || reader->opaque != 0 || reader->block.content.length == 0)
    return FALSE;
  if (qd_md_section_find (reader->block.content) == QD_MD_N_IDS)
    return TRUE;

  while (qd_md_scanner_next (&ahead, &block))
    if (block.type == QD_MD_BLOCK_HEADING && block.level == 1)
      return FALSE;

  return TRUE;
}

static void
read_title (QdMdReader *reader)
{
  g_autofree char *title = qd_md_span_dup (reader->block.content);

  qd_record_set_text (reader->root, QD_PLAN_TITLE, title);
  qd_md_add_piece (reader, QD_MD_TITLE, QD_MD_DOCUMENT, NULL, -1, reader->block.source);
}

/* Whether something that only objectives have stands under the heading at work, before the next one. */
static gboolean
objective_follows (QdMdReader *reader)
{
  QdMdScanner ahead = reader->scanner;
  QdMdBlock block;

  while (qd_md_scanner_next (&ahead, &block) && block.type != QD_MD_BLOCK_HEADING)
    {
      QdMdSpan value;

      if (block.type == QD_MD_BLOCK_PARAGRAPH && memchr (block.source.text, '\n', block.source.length - 1) == NULL &&
          (qd_md_parse_owner (block.source, &value) || qd_md_parse_label (qd_md_span_strip (block.source)) < QD_MD_N_IDS))
        return TRUE;
      if (block.type == QD_MD_BLOCK_TABLE)
        {
          g_autofree QdMdMap *map = qd_md_map_new (QD_MD_KEY_RESULTS, block.content);

          if (qd_md_map_fits (map, QD_MD_KEY_RESULTS) && map->n_known > 1)
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
read_objective (QdMdReader *reader)
{
  g_autoptr (QdRecord) objective = NULL;
  QdMdSpan number, title;
  g_autofree char *text = NULL;

  switch (qd_md_parse_objective (reader->block.content, &number, &title))
    {
    case QD_MD_OBJECTIVE_HEADING:
      break;
    case QD_MD_MAYBE_OBJECTIVE:
      if (reader->block.level > reader->level && objective_follows (reader))
        break;
      return FALSE;
    case QD_MD_NOT_OBJECTIVE:
    default:
      return FALSE;
    }

  objective = qd_record_new (QD_RECORD_OBJECTIVE, "");
  text = qd_md_span_dup (title);
  qd_record_set_text (objective, QD_OBJECTIVE_TITLE, text);
  qd_md_name_record (reader, objective, qd_md_section (QD_MD_OBJECTIVES)->id);
  qd_list_append (qd_plan_get_list (reader->plan, QD_LIST_OBJECTIVES), objective);

  flush_pending (reader, QD_MD_OBJECTIVE, QD_MD_OBJECTIVES);
  reader->objective = objective;
  reader->objective_level = reader->block.level;
  reader->parts = 0;
  reader->open = reader->label = QD_MD_N_IDS;
  qd_md_add_piece (reader, QD_MD_OBJECTIVE, QD_MD_OBJECTIVES, objective, -1, reader->block.source);

  return TRUE;
}

/* “**Initiatives**:” in a paragraph or a heading. */
static gboolean
read_label (QdMdReader *reader,
            QdMdSpan    text)
{
  QdMdSectionId list = reader->objective != NULL ? qd_md_parse_label (text) : QD_MD_N_IDS;

  if (list == QD_MD_N_IDS || (reader->parts & QD_MD_FIELD_BIT (list)) != 0)
    return FALSE;

  reader->parts |= QD_MD_FIELD_BIT (list);
  reader->open = reader->label = list;
  qd_md_add_piece (reader, QD_MD_LABEL, list, reader->objective, -1, reader->block.source);

  return TRUE;
}

static void
read_heading (QdMdReader *reader)
{
  QdMdSectionId section;

  if (is_title (reader))
    {
      read_title (reader);
      return;
    }
  if (reader->section == QD_MD_OBJECTIVES &&
      (read_objective (reader) ||
       (reader->block.level > reader->objective_level && read_label (reader, reader->block.content))))
    return;

  section = qd_md_section_find (reader->block.content);
  if (section == QD_MD_N_IDS || ((reader->seen | reader->opaque) & QD_MD_FIELD_BIT (section)) != 0)
    {
      keep_heading (reader);
      return;
    }

  if (section == QD_MD_REVIEW)
    reader->review_heading = reader->block.content;
  flush_pending (reader, QD_MD_HEADING, section);
  qd_md_enter (reader, section);
  reader->level = reader->block.level;
  reader->parent = qd_md_section (section)->form == QD_MD_FORM_NONE ? section : QD_MD_N_IDS;
  qd_md_add_piece (reader, QD_MD_HEADING, section, NULL, -1, reader->block.source);
  if (reader->report != NULL)
    {
      g_autofree char *text = qd_md_span_dup (reader->block.content);

      qd_import_report_add (reader->report, reader->block.line, TRUE, _("“%s” was read as the section “%s”."), text,
                            qd_md_section (section)->name);
    }
}

static gboolean
read_owner (QdMdReader *reader,
            QdMdSpan    line)
{
  if (reader->objective == NULL || (reader->parts & QD_MD_FIELD_BIT (QD_MD_OBJECTIVES)) != 0 || !qd_md_is_owner (line))
    return FALSE;

  qd_md_read_owner (reader->objective, line);
  if (!qd_md_has_owner_line (reader->objective))
    return FALSE;

  reader->parts |= QD_MD_FIELD_BIT (QD_MD_OBJECTIVES);
  reader->open = QD_MD_N_IDS;
  qd_md_add_piece (reader, QD_MD_OWNER, QD_MD_OBJECTIVES, reader->objective, -1, reader->block.source);

  return TRUE;
}

/* The note on capacity, under the table of teams. */
static gboolean
read_capacity_note (QdMdReader *reader,
                    QdMdSpan    line)
{
  QdMdSpan value;
  g_autofree char *text = NULL;

  if (reader->open != QD_MD_TEAMS || !qd_md_parse_note (line, &value))
    return FALSE;

  text = qd_md_span_dup (value);
  qd_record_set_text (reader->root, QD_PLAN_CAPACITY_NOTE, text);
  reader->open = QD_MD_N_IDS;
  reader->closed |= QD_MD_FIELD_BIT (QD_MD_TEAMS);
  qd_md_add_piece (reader, QD_MD_CAPACITY_NOTE, QD_MD_TEAMS, NULL, -1, reader->block.source);

  return TRUE;
}

/* The overall score, under the scorecard. */
static gboolean
read_score (QdMdReader *reader,
            QdMdSpan    line)
{
  QdRecord *review = qd_plan_get_single (reader->plan, QD_LIST_REVIEW);
  QdMdTyped typed = { review, QD_REVIEW_STATED_SCORE, { NULL, 0 }, reader->block.line };
  QdMdSpan word, target;

  if (reader->open != QD_MD_SCORECARD || !qd_md_parse_score (line, &typed.text, &word, &target))
    return FALSE;

  if (target.text != NULL)
    {
      g_autofree char *text = qd_md_span_dup (target);

      qd_record_set_text (reader->root, QD_PLAN_SCORE_TARGET, text);
    }
  g_array_append_val (reader->typed, typed);
  reader->open = QD_MD_N_IDS;
  reader->closed |= QD_MD_FIELD_BIT (QD_MD_SCORECARD);
  qd_md_add_piece (reader, QD_MD_SCORE, QD_MD_SCORECARD, NULL, -1, reader->block.source);

  return TRUE;
}

/* Whether @text announces a list that we do not know: “**Milestones**:” */
static gboolean
announces (QdMdSpan text)
{
  static const char *const known[] = { "nitiative", "roject" };
  const char *end = text.text + text.length;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strstr_len (text.text, (gssize) text.length, known[i]) != NULL)
      return FALSE;
  while (end > text.text && strchr ("*_ ", end[-1]) != NULL)
    end--;

  return end > text.text && end[-1] == ':';
}

static void
read_paragraph (QdMdReader *reader)
{
  QdMdSpan line = { reader->block.source.text, reader->block.source.length - 1 };
  gboolean single = memchr (line.text, '\n', line.length) == NULL;

  if (reader->section < QD_MD_N_SECTIONS && qd_md_section (reader->section)->intro != NULL &&
      reader->last.key == QD_MD_HEADING && reader->last.section == reader->section && reader->pending->len == 0)
    {
      qd_md_add_piece (reader, QD_MD_INTRO, reader->section, NULL, -1, reader->block.source);
      return;
    }

  if (single && (read_owner (reader, line) || read_label (reader, qd_md_span_strip (line)) ||
                 read_capacity_note (reader, line) || read_score (reader, line)))
    return;

  reader->label = QD_MD_N_IDS;
  reader->announced = announces (line);
  qd_md_keep (reader);
}

/* A quotation before the first section is the plan's note. */
static void
read_quote (QdMdReader *reader)
{
  g_autofree char *note = NULL;

  if (reader->seen == 0 && reader->opaque == 0 && !qd_record_is_set (reader->root, QD_PLAN_NOTE) &&
      (reader->pieces->len > 0 || reader->pending->len == 0))
    note = qd_md_read_quote ((QdMdSpan) { reader->block.source.text, reader->block.source.length - 1 });

  if (qd_text_is_blank (note))
    {
      qd_md_keep (reader);
      return;
    }

  qd_record_set_text (reader->root, QD_PLAN_NOTE, note);
  qd_md_add_piece (reader, QD_MD_NOTE, QD_MD_DOCUMENT, NULL, -1, reader->block.source);
}

/* The quarter may stand in the title alone; that of the review in its heading. */
static void
read_quarters (QdMdReader *reader)
{
  QdRecord *review = qd_plan_get_single (reader->plan, QD_LIST_REVIEW);
  QdMdSpan stated = { NULL, 0 };
  QdQuarter quarter, computed;

  if (!qd_record_is_set (reader->root, QD_PLAN_QUARTER))
    stated = qd_md_find_quarter (qd_md_span (qd_record_get_title (reader->root)));
  if (stated.text != NULL)
    {
      g_autofree char *text = qd_md_span_dup (stated);

      qd_record_set_text (reader->root, QD_PLAN_QUARTER, text);
      qd_md_layout_set (reader->layout, QD_MD_METADATA, qd_md_key_name (QD_MD_ROW, QD_PLAN_QUARTER), NULL, QD_MD_ABSENT);
    }

  stated = (QdMdSpan) { NULL, 0 };
  if (reader->review_heading.text != NULL)
    stated = qd_md_find_quarter (reader->review_heading);
  if (stated.text != NULL)
    {
      g_autofree char *text = qd_md_span_dup (stated);

      computed = qd_plan_get_previous_quarter (reader->plan);
      if (qd_quarter_parse (text, &quarter) && qd_quarter_compare (&quarter, &computed) != 0)
        qd_record_set_text (review, QD_REVIEW_QUARTER, text);
    }
}

/* The order of the metadata's rows, where it is not that of the schema. */
static void
keep_field_order (QdMdReader *reader)
{
  g_autoptr (GString) keys = g_string_new (NULL);
  gboolean canonical = TRUE;
  int before = -1;

  for (guint i = 0; i < reader->pieces->len; i++)
    {
      const QdMdPiece *piece = &g_array_index (reader->pieces, QdMdPiece, i);

      if (piece->key != QD_MD_ROW || piece->section != QD_MD_METADATA)
        continue;
      canonical = canonical && piece->field > before;
      before = piece->field;
      g_string_append_printf (keys, "%s%s", keys->len > 0 ? " " : "", qd_md_key_name (QD_MD_ROW, piece->field));
    }

  if (!canonical)
    qd_md_layout_set (reader->layout, QD_MD_METADATA, "order", NULL, keys->str);
}

/* The order of the sections, where it is not the canonical one. */
static void
keep_order (QdMdReader *reader)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  gboolean canonical = TRUE;

  for (guint i = 0; i < reader->order->len; i++)
    {
      QdMdSectionId id = g_array_index (reader->order, QdMdSectionId, i);

      canonical = canonical && (i == 0 || g_array_index (reader->order, QdMdSectionId, i - 1) < id);
      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", qd_md_section (id)->id);
    }

  if (!canonical)
    qd_md_layout_set (reader->layout, QD_MD_DOCUMENT, "order", NULL, ids->str);
}

/**
 * qd_md_read:
 *
 * Reads the whole document.
 *
 * Returns: %FALSE if it has too many records
 */
gboolean
qd_md_read (QdMdReader *reader)
{
  while (qd_md_scanner_next (&reader->scanner, &reader->block) && reader->n_records <= QD_MD_MAX_RECORDS)
    switch (reader->block.type)
      {
      case QD_MD_BLOCK_BLANK:
      case QD_MD_BLOCK_RULE:
        break;
      case QD_MD_BLOCK_HEADING:
        read_heading (reader);
        break;
      case QD_MD_BLOCK_PARAGRAPH:
        read_paragraph (reader);
        break;
      case QD_MD_BLOCK_QUOTE:
        read_quote (reader);
        break;
      case QD_MD_BLOCK_TABLE:
        if (!qd_md_read_table (reader))
          qd_md_keep (reader);
        break;
      case QD_MD_BLOCK_ITEM:
        if (!qd_md_read_item (reader))
          qd_md_keep (reader);
        break;
      default:
        qd_md_keep (reader);
        break;
      }

  qd_md_add_piece (reader, QD_MD_END, QD_MD_DOCUMENT, NULL, -1, (QdMdSpan) { reader->scanner.end, 0 });
  read_quarters (reader);
  keep_order (reader);
  keep_field_order (reader);

  return reader->n_records <= QD_MD_MAX_RECORDS;
}
