#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <string.h>

/* How a document usually writes what: a hint for all of a section takes the place of one for each row. */

/* So many rows or items show how all of a section are written. */
#define SAMPLE 8

/* How often something is written in which way. */
typedef struct
{
  guint       canonical;
  GHashTable *others; /* (nullable): text -> how often */
} Tally;

typedef struct
{
  QdMdReader *reader;
  Tally       tallies[QD_MD_N_IDS][QD_MD_N_KEYS];
  Tally       gaps[QD_MD_N_GAPS][QD_MD_N_GAPS];
  guint       sampled[QD_MD_N_IDS];
  GPtrArray  *parts;    /* of each objective: the names of its parts in their order */
  int         repeated; /* rows of the scorecard that repeat their objective, less those that do not */

  QdMdSectionId header_section; /* what the canonical header below is for */
  guint64       header_fields;
  GString      *header;
  QdMdSpan      above; /* what the canonical delimiter row below is for */
  GString      *separator;
} Survey;

static void
count (Tally      *tally,
       QdMdSpan    text,
       const char *canonical)
{
  g_autofree char *key = NULL;
  gpointer n;

  if (qd_md_span_equal (text, canonical))
    {
      tally->canonical++;
      return;
    }

  if (tally->others == NULL)
    tally->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  key = qd_md_span_dup (text);
  n = g_hash_table_lookup (tally->others, key);
  g_hash_table_insert (tally->others, g_steal_pointer (&key), GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
}

static void
count_pattern (Tally      *tally,
               char       *pattern,
               const char *canonical)
{
  count (tally, qd_md_span (pattern), canonical);
  g_free (pattern);
}

/* The usual way, or %NULL if that is the canonical one: of equals the canonical one, else the first in the alphabet. */
static const char *
usual (const Tally *tally)
{
  GHashTableIter iter;
  gpointer text, n;
  const char *best = NULL;
  guint most = tally->canonical;

  if (tally->others == NULL)
    return NULL;

  g_hash_table_iter_init (&iter, tally->others);
  while (g_hash_table_iter_next (&iter, &text, &n))
    if (GPOINTER_TO_UINT (n) > most || (GPOINTER_TO_UINT (n) == most && best != NULL && strcmp (text, best) < 0))
      {
        best = text;
        most = GPOINTER_TO_UINT (n);
      }

  return best;
}

static void
tally_clear (Tally *tally)
{
  g_clear_pointer (&tally->others, g_hash_table_unref);
}

static void
survey_gap (Survey         *survey,
            QdMdGap         before,
            QdMdGap         after,
            gboolean        first_section,
            QdMdSpan        gap)
{
  const char *canonical = qd_md_gap_canonical (before, after, first_section);

  if (after == QD_MD_GAP_END)
    return;
  /* All gaps before sections, and all before subsections, are of one kind. */
  if (after == QD_MD_GAP_SECTION || after == QD_MD_GAP_SUBSECTION)
    before = first_section && after == QD_MD_GAP_SECTION ? QD_MD_GAP_START : QD_MD_GAP_SECTION;

  count (&survey->gaps[before][after], gap.length > 0 ? gap : qd_md_span (QD_MD_ABSENT),
         *canonical != '\0' ? canonical : QD_MD_ABSENT);
}

static void
survey_gaps (Survey *survey)
{
  const GArray *pieces = survey->reader->pieces;
  QdMdGap before = QD_MD_GAP_START;
  gboolean section_seen = FALSE;
  const char *at = NULL;

  for (guint i = 0; i < pieces->len; i++)
    {
      const QdMdPiece *piece = &g_array_index (pieces, QdMdPiece, i);
      QdMdGap after = qd_md_gap_class (piece->key, piece->section, piece->record, before);

      if (i > 0)
        survey_gap (survey, before, after, !section_seen, qd_md_span_from (at, piece->source.text));
      before = after;
      section_seen = section_seen || after == QD_MD_GAP_SECTION;
      at = piece->source.text + piece->source.length;
    }

  for (guint i = 0; i < QD_MD_N_GAPS; i++)
    for (guint j = 0; j < QD_MD_N_GAPS; j++)
      {
        const char *gap = usual (&survey->gaps[i][j]);
        g_autofree char *key = gap != NULL ? qd_md_gap_key ((QdMdGap) i, (QdMdGap) j, i == QD_MD_GAP_START) : NULL;

        if (gap != NULL)
          qd_md_layout_set (survey->reader->layout, QD_MD_DOCUMENT, key, NULL, gap);
      }
}

/* The fields that some record of @list has a value for. */
static guint64
fields_in_use (QdList *list)
{
  guint64 fields = 0;

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);

      for (guint f = 0; f < qd_record_get_info (record)->n_fields; f++)
        if (qd_record_is_set (record, f))
          fields |= QD_MD_FIELD_BIT (f);
    }

  return fields;
}


/* What tables of key results and initiatives usually have above their rows. */
static void
survey_header (Survey          *survey,
               const QdMdPiece *piece,
               QdMdSpan         source)
{
  const QdMdPiece *below = piece + 1;
  guint64 fields;

  if (!qd_md_is_part (piece->section) || qd_record_get_record_type (piece->record) != QD_RECORD_OBJECTIVE)
    return;

  fields = fields_in_use (qd_record_peek_list (piece->record, qd_md_section (piece->section)->list));
  if (survey->header_section != piece->section || survey->header_fields != fields)
    {
      survey->header_section = piece->section;
      survey->header_fields = fields;
      g_string_truncate (survey->header, 0);
      qd_md_canonical_header (survey->header, piece->section, fields);
    }
  count (&survey->tallies[piece->section][QD_MD_HEADER], source, survey->header->str);

  if (survey->above.text == NULL || survey->above.length != source.length ||
      memcmp (survey->above.text, source.text, source.length) != 0)
    {
      survey->above = source;
      g_string_assign (survey->separator, "|");
      qd_md_append_separator (survey->separator, source, 0);
    }
  count (&survey->tallies[piece->section][QD_MD_SEPARATOR],
         (QdMdSpan) { below->source.text, below->source.length - 1 }, survey->separator->str);
}

/* The pattern of a row of the canonical form. */
static char *
canonical_row (QdMdSectionId  section,
               const QdMdMap *map)
{
  QdMdRowStyle *style = qd_md_row_style_new (section, map, NULL);
  GString *row = g_string_new ("|");

  for (guint i = 0; i < map->n; i++)
    g_string_append_printf (row, "%s{}%s|", style->before[i], style->after[i]);
  qd_md_row_style_free (style);

  return g_string_free (row, FALSE);
}

/* Whether the row under @map names its objective again. */
static gboolean
names_group (const QdMdMap *map,
             QdMdSpan       row)
{
  QdMdSpan cells[QD_MD_MAX_COLUMNS];

  qd_md_row_cells (row, map->n, cells);
  for (guint i = 0; i < map->n; i++)
    if (map->columns[i].kind == QD_MD_COLUMN_GROUP)
      return qd_md_span_strip (cells[i]).length > 0;

  return FALSE;
}

static void
survey_row (Survey          *survey,
            const QdMdPiece *piece,
            QdMdSpan         source,
            QdMdSpan         header)
{
  g_autofree QdMdMap *map = NULL;
  g_autofree char *canonical = NULL;
  QdList *list = qd_record_get_owner_list (piece->record);
  char *pattern;

  if (survey->sampled[piece->section]++ >= SAMPLE)
    return;

  map = qd_md_map_new (piece->section, header);
  pattern = qd_md_row_pattern (source, map);
  canonical = canonical_row (piece->section, map);
  if (pattern != NULL)
    count_pattern (&survey->tallies[piece->section][QD_MD_ROW], pattern, canonical);
  if (piece->section == QD_MD_SCORECARD && qd_list_get (list, 0) != piece->record)
    survey->repeated += names_group (map, source) ? 1 : -1;
}

static void
survey_field (Survey          *survey,
              const QdMdPiece *piece,
              QdMdSpan         source)
{
  const QdField *field = &qd_record_info (QD_RECORD_PLAN)->fields[piece->field];
  gboolean table = qd_md_layout_get (survey->reader->layout, QD_MD_METADATA, "form", NULL) == NULL;
  char *pattern = qd_md_field_pattern (source, table, field->md != NULL ? field->md : field->label);

  if (qd_md_pattern_has (pattern, "label") && qd_md_pattern_has (pattern, "value"))
    count_pattern (&survey->tallies[QD_MD_METADATA][QD_MD_ROW], pattern, QD_MD_FIELD_PATTERN);
  else
    g_free (pattern);
}

static void
survey_item (Survey          *survey,
             const QdMdPiece *piece,
             QdMdSpan         source)
{
  const QdMdSection *section = qd_md_section (piece->section);
  guint ordinal;
  QdMdItem item;
  char *pattern;

  if (survey->sampled[piece->section]++ >= SAMPLE)
    return;

  ordinal = (guint) qd_list_index_of (qd_record_get_owner_list (piece->record), piece->record) + 1;
  qd_md_item_parse (&item, piece->section, source);
  pattern = qd_md_item_pattern (&item, ordinal);
  /* An item without its rest does not show how that is written; where all are so, the lead shows. */
  if (pattern != NULL)
    count_pattern (&survey->tallies[piece->section][section->rest < 0 || item.rest.text != NULL ? QD_MD_ITEM : QD_MD_TEXT],
                   pattern, section->item);
  qd_md_item_clear (&item);
}

/* Adds @name to the parts of the objective at work, if it was not the last one. */
static void
add_part (Survey     *survey,
          const char *name)
{
  GString *parts = g_ptr_array_index (survey->parts, survey->parts->len - 1);

  if (!g_str_has_suffix (parts->str, name))
    g_string_append_printf (parts, "%s%s", parts->len > 0 ? " " : "", name);
}

/* Whether the parts of an objective are @order, or some of it. */
static gboolean
is_in_order (const char *parts,
             const char *order)
{
  g_auto (GStrv) names = g_strsplit (parts, " ", -1);
  const char *at = order;

  for (guint i = 0; names[i] != NULL && at != NULL; i++)
    at = strstr (at, names[i]);

  return at != NULL;
}

/* All parts: those that an objective has, in its order, and then the others. */
static char *
complete_order (const char *parts)
{
  g_auto (GStrv) names = g_strsplit (QD_MD_PARTS, " ", -1);
  GString *order = g_string_new (parts);

  for (guint i = 0; names[i] != NULL; i++)
    if (strstr (order->str, names[i]) == NULL)
      g_string_append_printf (order, "%s%s", order->len > 0 ? " " : "", names[i]);

  return g_string_free (order, FALSE);
}

/* In which order objectives usually have their parts, and which have another one. */
static void
settle_parts (Survey *survey)
{
  QdList *objectives = qd_plan_get_list (survey->reader->plan, QD_LIST_OBJECTIVES);
  QdMdLayout *layout = survey->reader->layout;
  Tally orders = { 0, NULL };
  const char *order;

  for (guint i = 0; i < survey->parts->len; i++)
    {
      const GString *parts = g_ptr_array_index (survey->parts, i);

      if (is_in_order (parts->str, QD_MD_PARTS))
        orders.canonical++;
      else
        count_pattern (&orders, complete_order (parts->str), QD_MD_PARTS);
    }

  order = usual (&orders);
  if (order != NULL)
    qd_md_layout_set (layout, QD_MD_OBJECTIVES, "parts", NULL, order);
  for (guint i = 0; i < survey->parts->len; i++)
    {
      const GString *parts = g_ptr_array_index (survey->parts, i);

      if (!is_in_order (parts->str, order != NULL ? order : QD_MD_PARTS))
        {
          g_autofree char *own = complete_order (parts->str);

          qd_md_layout_set (layout, QD_MD_OBJECTIVES, "parts", qd_list_get (objectives, i), own);
        }
    }
  tally_clear (&orders);
}

/* Lines that objectives have. @before is the piece before that is no free text. */
static void
survey_objective (Survey          *survey,
                  const QdMdPiece *piece,
                  const QdMdPiece *before,
                  QdMdSpan         source)
{
  Tally *labels = &survey->tallies[piece->section][QD_MD_LABEL];

  if (piece->key == QD_MD_OBJECTIVE)
    {
      g_ptr_array_add (survey->parts, g_string_new (NULL));
      count_pattern (&survey->tallies[QD_MD_OBJECTIVES][QD_MD_OBJECTIVE],
                     qd_md_objective_pattern (source, survey->parts->len), QD_MD_OBJECTIVE_PATTERN);
    }
  else if (piece->key == QD_MD_OWNER)
    {
      add_part (survey, "owner");
      count_pattern (&survey->tallies[QD_MD_OBJECTIVES][QD_MD_OWNER], qd_md_owner_pattern (source),
                     QD_MD_OWNER_PATTERN);
    }
  else if (piece->section != QD_MD_OBJECTIVES)
    {
      const char *canonical = piece->section == QD_MD_INITIATIVES ? QD_MD_LABEL_TEXT : QD_MD_ABSENT;

      add_part (survey, qd_md_section (piece->section)->id);
      if (piece->key == QD_MD_LABEL)
        count (labels, source, canonical);
      else if (before != NULL && before->section != piece->section)
        count (labels, qd_md_span (QD_MD_ABSENT), canonical);
    }
}

static void
survey_pieces (Survey *survey)
{
  const GArray *pieces = survey->reader->pieces;
  const QdMdPiece *before = NULL;
  QdMdSpan header = { NULL, 0 };

  for (guint i = 0; i + 1 < pieces->len; i++)
    {
      const QdMdPiece *piece = &g_array_index (pieces, QdMdPiece, i);
      const QdMdSpan source = { piece->source.text, piece->source.length - 1 };

      if (piece->section == QD_MD_FREE)
        continue;
      if (qd_md_section_top (piece->section) == QD_MD_OBJECTIVES)
        survey_objective (survey, piece, before, source);
      if (piece->key == QD_MD_HEADER)
        {
          header = source;
          survey_header (survey, piece, source);
        }
      else if (piece->key == QD_MD_ROW && piece->field >= 0)
        survey_field (survey, piece, source);
      else if (piece->key == QD_MD_ROW)
        survey_row (survey, piece, source, header);
      else if (piece->key == QD_MD_ITEM)
        survey_item (survey, piece, source);
      before = piece;
    }
}

/* What is usual and not canonical becomes a hint for the whole section. */
static void
settle_tallies (Survey *survey)
{
  static const QdMdKey keys[] = { QD_MD_HEADER, QD_MD_SEPARATOR, QD_MD_ROW, QD_MD_ITEM, QD_MD_OBJECTIVE, QD_MD_OWNER,
                                  QD_MD_LABEL };

  for (guint i = 0; i < QD_MD_N_IDS; i++)
    {
      Tally *tallies = survey->tallies[i];

      if (tallies[QD_MD_ITEM].canonical == 0 && tallies[QD_MD_ITEM].others == NULL)
        tallies[QD_MD_ITEM].others = g_steal_pointer (&tallies[QD_MD_TEXT].others);
      for (gsize k = 0; k < G_N_ELEMENTS (keys); k++)
        {
          const char *text = usual (&tallies[keys[k]]);

          if (text != NULL)
            qd_md_layout_set (survey->reader->layout, (QdMdSectionId) i, qd_md_key_name (keys[k], -1), NULL, text);
        }
      for (guint k = 0; k < QD_MD_N_KEYS; k++)
        tally_clear (&tallies[k]);
    }
}

static void
free_string (gpointer data)
{
  g_string_free (data, TRUE);
}

/**
 * qd_md_survey:
 * @reader: a reader that has read its document
 *
 * Adds the hints that hold for all of a section or document.
 */
void
qd_md_survey (QdMdReader *reader)
{
  Survey *survey = g_new0 (Survey, 1);

  survey->reader = reader;
  survey->parts = g_ptr_array_new_with_free_func (free_string);
  survey->header_section = QD_MD_N_IDS;
  survey->header = g_string_new (NULL);
  survey->separator = g_string_new (NULL);

  survey_pieces (survey);
  settle_tallies (survey);
  settle_parts (survey);
  if (survey->repeated > 0)
    qd_md_layout_set (reader->layout, QD_MD_SCORECARD, "group", NULL, "repeat");
  survey_gaps (survey);

  g_ptr_array_unref (survey->parts);
  for (guint i = 0; i < QD_MD_N_GAPS; i++)
    for (guint j = 0; j < QD_MD_N_GAPS; j++)
      tally_clear (&survey->gaps[i][j]);
  g_string_free (survey->header, TRUE);
  g_string_free (survey->separator, TRUE);
  g_free (survey);
}
