#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <stdarg.h>
#include <string.h>

#include "qd-append-private.h"
#include "qd-text.h"

/* How pieces and gaps go out. The same code runs when a document was just read: then each piece is held against the one
 * in the document, and what differs becomes a hint. So what is read is written as it was. */

/* The section that free text stands in, so that it wants its heading: one bit, or 0 for text behind a section. */
static guint64
section_of_place (const char *place,
                  QdRecord   *record)
{
  gsize length = strcspn (place, "/");

  if (place[length] == '\0' && !qd_text_is_blank (qd_record_get_text (record, QD_SECTION_TITLE)))
    return 0;

  for (guint i = 0; i < QD_MD_N_SECTIONS; i++)
    if (qd_md_span_equal ((QdMdSpan) { place, length }, qd_md_section ((QdMdSectionId) i)->id))
      return QD_MD_FIELD_BIT (i);

  return 0;
}

/**
 * qd_md_writer_init:
 * @writer: a writer
 * @figures: the figures of @plan
 * @layout: the hints of @plan
 */
void
qd_md_writer_init (QdMdWriter *writer,
                   QdPlan     *plan,
                   QdFigures  *figures,
                   QdMdLayout *layout)
{
  QdList *free_sections = qd_plan_get_list (plan, QD_LIST_SECTIONS);

  *writer = (QdMdWriter) {
    .plan = plan,
    .root = qd_plan_get_root (plan),
    .figures = figures,
    .layout = layout,
    .out = g_string_new (NULL),
    .line = g_string_new (NULL),
  };
  qd_md_quarters_init (&writer->quarters, plan);
  for (guint i = 0; i < QD_MD_MAX_COLUMNS; i++)
    writer->cells[i] = g_string_new (NULL);

  writer->places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < qd_list_get_length (free_sections); i++)
    {
      QdRecord *record = qd_list_get (free_sections, i);
      const char *place = qd_record_get_text (record, QD_SECTION_AFTER);
      GPtrArray *there = g_hash_table_lookup (writer->places, place);

      if (there == NULL)
        {
          there = g_ptr_array_new ();
          g_hash_table_insert (writer->places, (char *) place, there);
        }
      g_ptr_array_add (there, record);
      writer->worded |= section_of_place (place, record);
    }
}

void
qd_md_writer_clear (QdMdWriter *writer)
{
  for (guint i = 0; i < QD_MD_N_IDS; i++)
    {
      g_free (writer->tables[i].header);
      g_free (writer->tables[i].map);
      g_clear_pointer (&writer->tables[i].style, qd_md_row_style_free);
    }
  for (guint i = 0; i < QD_MD_MAX_COLUMNS; i++)
    g_string_free (writer->cells[i], TRUE);
  if (writer->out != NULL)
    g_string_free (writer->out, TRUE);
  g_string_free (writer->line, TRUE);
  qd_md_quarters_clear (&writer->quarters);
  g_hash_table_unref (writer->places);
}

/**
 * qd_md_peek:
 *
 * Returns: (nullable): the piece of the document that comes next; %NULL when none is read
 */
const QdMdPiece *
qd_md_peek (QdMdWriter *writer)
{
  if (writer->pieces == NULL || writer->next >= writer->pieces->len)
    return NULL;

  return &g_array_index (writer->pieces, QdMdPiece, writer->next);
}

/* Pieces that a document may lack though the canonical form has them. */
static gboolean
may_be_absent (QdMdKey       key,
               QdMdSectionId section,
               int           field)
{
  switch (key)
    {
    case QD_MD_HEADING:
      return section != QD_MD_FREE;
    case QD_MD_ROW:
      return field >= 0;
    case QD_MD_INTRO:
    case QD_MD_HEADER:
    case QD_MD_SEPARATOR:
    case QD_MD_TOTAL:
    case QD_MD_SCORE:
    case QD_MD_LABEL:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_absent (const char *hint)
{
  return hint != NULL && g_str_equal (hint, QD_MD_ABSENT);
}

/* The gap as the document or the canonical form has it between pieces of these classes. */
static const char *
gap_style (QdMdWriter *writer,
           QdMdGap     after)
{
  const char **style = &writer->gaps[writer->before][after];
  gboolean first = !writer->section_seen;

  if (*style == NULL || after == QD_MD_GAP_SECTION)
    {
      g_autofree char *key = qd_md_gap_key (writer->before, after, first);

      *style = qd_md_layout_get (writer->layout, QD_MD_DOCUMENT, key, NULL);
      if (*style == NULL)
        *style = qd_md_gap_canonical (writer->before, after, first);
      else if (is_absent (*style))
        *style = "";
    }

  return *style;
}

/* A gap holds only blanks and rules: whatever a hint says, nothing else gets between two pieces. */
static gboolean
is_gap (const char *text)
{
  gsize length = strlen (text);

  return strspn (text, " \t\r\n*-_") == length && (length == 0 || text[length - 1] == '\n');
}

/* Whether there may be hints about just this piece. */
static gboolean
may_tell (QdMdWriter *writer,
          QdRecord   *record)
{
  return record == NULL || qd_md_layout_tells (writer->layout, record);
}

static void
write_gap (QdMdWriter   *writer,
           QdMdKey       key,
           QdMdSectionId section,
           QdRecord     *record,
           int           field)
{
  QdMdGap after = qd_md_gap_class (key, section, record, writer->before);
  const char *gap = gap_style (writer, after);
  const QdMdPiece *piece = qd_md_peek (writer);
  QdMdSpan source = piece != NULL ? qd_md_span_from (writer->at, piece->source.text) : (QdMdSpan) { NULL, 0 };
  gboolean differs = piece != NULL && !qd_md_span_equal (source, gap);
  const char *hint = NULL;

  if (differs || may_tell (writer, record))
    {
      g_autofree char *name = g_strconcat ("before ", qd_md_key_name (key, field), NULL);
      g_autofree char *text = source.length > 0 ? qd_md_span_dup (source) : g_strdup (QD_MD_ABSENT);

      if (differs)
        qd_md_layout_set (writer->layout, section, name, record, text);
      hint = qd_md_layout_get (writer->layout, section, name, record);
    }
  if (hint != NULL)
    gap = is_absent (hint) ? "" : hint;
  if (is_gap (gap))
    qd_append_text (writer->out, gap);

  writer->before = after;
  writer->section_seen = writer->section_seen || after == QD_MD_GAP_SECTION;
}

/**
 * qd_md_begin:
 * @field: the field that a row of the metadata is about; else -1
 *
 * Writes the gap before a piece. The piece goes into the writer's line then, and qd_md_finish() ends it.
 *
 * Returns: %FALSE if the document does without this piece
 */
gboolean
qd_md_begin (QdMdWriter   *writer,
             QdMdKey       key,
             QdMdSectionId section,
             QdRecord     *record,
             int           field)
{
  const QdMdPiece *piece = qd_md_peek (writer);
  gboolean optional = may_be_absent (key, section, field);
  const char *name = qd_md_key_name (key, field);

  if (writer->failed)
    return FALSE;

  if (writer->pieces != NULL && (piece == NULL || piece->key != key || piece->section != section ||
                                 piece->record != record || piece->field != field))
    {
      if (!optional)
        {
          g_debug ("line %u: %s of %s comes where %s is expected", piece != NULL ? piece->line : 0,
                   piece != NULL ? qd_md_key_name (piece->key, piece->field) : "nothing",
                   piece != NULL ? qd_md_section (piece->section)->id : "the document", name);
          writer->failed = TRUE;
        }
      else if (!is_absent (qd_md_layout_find (writer->layout, section, name, record)))
        qd_md_layout_set (writer->layout, section, name, record, QD_MD_ABSENT);
      return FALSE;
    }
  if (piece == NULL && optional && key != QD_MD_ROW && is_absent (qd_md_layout_find (writer->layout, section, name, record)))
    return FALSE;

  write_gap (writer, key, section, record, field);
  g_string_truncate (writer->line, 0);

  return TRUE;
}

/**
 * qd_md_differs:
 * @source: (out): how the document has the piece at work, without its last line end
 *
 * Returns: whether a document is read and has this piece otherwise
 */
gboolean
qd_md_differs (QdMdWriter *writer,
               QdMdSpan     *source)
{
  const QdMdPiece *piece = qd_md_peek (writer);

  if (piece == NULL)
    return FALSE;

  *source = (QdMdSpan) { piece->source.text, piece->source.length - 1 };

  return writer->line->len != source->length || memcmp (writer->line->str, source->text, source->length) != 0;
}

/**
 * qd_md_finish:
 *
 * Writes the piece at work. Where a document has it in a way that no other hint tells, that is kept for as long as the
 * piece itself does not change.
 */
void
qd_md_finish (QdMdWriter   *writer,
              QdMdKey       key,
              QdMdSectionId section,
              QdRecord     *record,
              int           field)
{
  const QdMdPiece *piece = qd_md_peek (writer);
  const char *hint = NULL;
  QdMdSpan source;
  gboolean differs = qd_md_differs (writer, &source);

  if (differs || may_tell (writer, record))
    {
      g_autofree char *name = g_strconcat ("instead ", qd_md_key_name (key, field), NULL);
      g_autoptr (GString) text = g_string_new_len (writer->line->str, (gssize) writer->line->len);

      if (differs)
        {
          g_string_append_c (text, '\n');
          qd_md_append_span (text, source);
          qd_md_layout_set (writer->layout, section, name, record, text->str);
        }
      hint = qd_md_layout_get (writer->layout, section, name, record);
    }
  if (hint != NULL && g_str_has_prefix (hint, writer->line->str) && hint[writer->line->len] == '\n')
    g_string_append (writer->out, hint + writer->line->len + 1);
  else
    qd_append (writer->out, writer->line->str, writer->line->len);
  qd_append (writer->out, "\n", 1);

  if (piece != NULL)
    {
      writer->at = piece->source.text + piece->source.length;
      writer->next++;
    }
}

/* Text as it is, but for blank lines around it and the line ends of other systems. */
static void
append_block (GString    *out,
              const char *text)
{
  const char *end = text + strlen (text);
  const char *start = text;

  while (end > text && g_ascii_isspace (end[-1]))
    end--;
  for (const char *at = text; at < end && g_ascii_isspace (*at); at++)
    if (*at == '\n')
      start = at + 1;

  for (const char *at = start; at < end; at++)
    if (*at != '\r' || at[1] != '\n')
      g_string_append_c (out, *at);
}

static void
write_free (QdMdWriter *writer,
            QdRecord   *record)
{
  const char *title = qd_record_get_text (record, QD_SECTION_TITLE);
  const char *text = qd_record_get_text (record, QD_SECTION_TEXT);
  double level = qd_record_get_number (record, QD_SECTION_LEVEL);
  g_autofree char *pattern = NULL;
  QdMdSpan source;

  if (!qd_text_is_blank (title) && qd_md_begin (writer, QD_MD_HEADING, QD_MD_FREE, record, -1))
    {
      const char *hint = qd_md_layout_get (writer->layout, QD_MD_FREE, "heading", record);
      g_autoptr (GString) inline_title = g_string_new (NULL);
      QdMdPart part = { "title", { NULL, 0 } };

      qd_md_append_text (inline_title, title, FALSE, FALSE);
      part.value = qd_md_span (inline_title->str);
      pattern = g_strdup_printf ("%.*s {title}", level >= 1 && level <= 6 ? (int) level : 2, "######");
      qd_md_pattern_format (writer->line, hint != NULL ? hint : pattern, &part, 1);
      if (qd_md_differs (writer, &source))
        {
          QdMdPart typed = { "title", qd_md_heading_text (source) };
          g_autofree char *made = qd_md_pattern_make (source, &typed, 1);

          qd_md_layout_set (writer->layout, QD_MD_FREE, "heading", record, made);
          g_string_truncate (writer->line, 0);
          qd_md_pattern_format (writer->line, made, &part, 1);
        }
      qd_md_finish (writer, QD_MD_HEADING, QD_MD_FREE, record, -1);
    }

  g_string_truncate (writer->line, 0);
  append_block (writer->line, text);
  if (writer->line->len > 0 && qd_md_begin (writer, QD_MD_TEXT, QD_MD_FREE, record, -1))
    {
      append_block (writer->line, text);
      qd_md_finish (writer, QD_MD_TEXT, QD_MD_FREE, record, -1);
    }
}

static void
write_all_free (QdMdWriter *writer,
                GPtrArray  *records)
{
  for (guint i = 0; i < records->len; i++)
    write_free (writer, g_ptr_array_index (records, i));
}

/**
 * qd_md_place:
 * @format: the name of a place, as it stands in the free sections' field
 *
 * Writes the free sections that stand at this place.
 */
void
qd_md_place (QdMdWriter *writer,
             const char *format,
             ...)
{
  char name[192];
  gpointer place, records;
  va_list args;

  if (g_hash_table_size (writer->places) == 0)
    return;

  va_start (args, format);
  g_vsnprintf (name, sizeof name, format, args);
  va_end (args);

  if (g_hash_table_steal_extended (writer->places, name, &place, &records))
    {
      write_all_free (writer, records);
      g_ptr_array_unref (records);
    }
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * qd_md_write_left:
 *
 * Writes the free sections whose place is gone: nothing is dropped.
 */
void
qd_md_write_left (QdMdWriter *writer)
{
  g_autofree gpointer *places = g_hash_table_get_keys_as_array (writer->places, NULL);
  guint n = g_hash_table_size (writer->places);

  qsort (places, n, sizeof (gpointer), compare_places);
  for (guint i = 0; i < n; i++)
    write_all_free (writer, g_hash_table_lookup (writer->places, places[i]));
  g_hash_table_remove_all (writer->places);
}

/**
 * qd_md_write_end:
 *
 * Writes the gap at the end of the document.
 */
void
qd_md_write_end (QdMdWriter *writer)
{
  if (qd_md_begin (writer, QD_MD_END, QD_MD_DOCUMENT, NULL, -1))
    writer->next++;
}
