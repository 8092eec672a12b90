#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <string.h>

#include "qd-fetch.h"

/* Objectives: a heading, a line for the owner, a table of key results and a list of initiatives each. */

#define OWNER_LABEL "Owner: "

#define BIT(field) QD_MD_FIELD_BIT (field)

/* What the line of the owner may name. */
static const guint64 owner_fields = BIT (QD_OBJECTIVE_OWNER) | BIT (QD_OBJECTIVE_CATEGORY) | BIT (QD_OBJECTIVE_KIND) |
                                    BIT (QD_OBJECTIVE_NOTE);

static guint
find_objective (QdMdSpan  source,
                QdMdPart *parts)
{
  QdMdSpan number, title;
  guint n = 0;

  qd_md_parse_objective (qd_md_heading_text (source), &number, &title);
  if (number.text != NULL)
    parts[n++] = (QdMdPart) { "n", number };
  parts[n++] = (QdMdPart) { "title", title };

  return n;
}

/**
 * qd_md_objective_pattern:
 * @source: the lines of an objective's heading
 * @ordinal: which objective it is, from 1
 *
 * Returns: (transfer full): how the heading is written
 */
char *
qd_md_objective_pattern (QdMdSpan source,
                         guint    ordinal)
{
  QdMdPart parts[4];
  guint n = find_objective (source, parts);
  g_autofree char *number = g_strdup_printf ("%u", ordinal);

  /* A number that is not its place stays as it is. */
  if (n == 2 && !qd_md_span_equal (parts[0].value, number))
    return qd_md_pattern_make (source, parts + 1, 1);

  return qd_md_pattern_make (source, parts, n);
}

static guint
find_owner (QdMdSpan  source,
            QdMdPart *parts)
{
  parts[0].name = "owner";

  return qd_md_parse_owner (source, &parts[0].value) ? 1 : 0;
}

/**
 * qd_md_owner_pattern:
 *
 * Returns: (transfer full): how the line of the owner is written
 */
char *
qd_md_owner_pattern (QdMdSpan source)
{
  QdMdPart part;

  return qd_md_pattern_make (source, &part, find_owner (source, &part));
}

/**
 * qd_md_read_owner:
 * @source: a line that names the owner, or other fields of an objective
 *
 * Fills in @objective.
 */
void
qd_md_read_owner (QdRecord *objective,
                  QdMdSpan  source)
{
  g_autoptr (GString) text = g_string_new (OWNER_LABEL);
  const QdRecordInfo *info = qd_record_get_info (objective);
  QdMdSpan value;

  if (!qd_md_parse_owner (source, &value))
    {
      qd_md_parse_parts (info, owner_fields, qd_md_strip_emphasis (qd_md_span_strip (source)), objective);
      return;
    }

  qd_md_append_span (text, value);
  qd_md_parse_parts (info, owner_fields, (QdMdSpan) { text->str, text->len }, objective);
}

/**
 * qd_md_is_owner:
 *
 * Returns: whether @line is the one that names the owner, or other fields of an objective
 */
gboolean
qd_md_is_owner (QdMdSpan line)
{
  QdMdSpan value;

  return qd_md_parse_owner (line, &value) ||
         qd_md_parse_parts (qd_record_info (QD_RECORD_OBJECTIVE), owner_fields,
                            qd_md_strip_emphasis (qd_md_span_strip (line)), NULL);
}

/**
 * qd_md_has_owner_line:
 *
 * Returns: whether @objective has something that the line of its owner names
 */
gboolean
qd_md_has_owner_line (QdRecord *objective)
{
  for (guint i = 0; i < QD_OBJECTIVE_N_FIELDS; i++)
    if ((owner_fields & BIT (i)) != 0 && qd_record_is_set (objective, i))
      return TRUE;

  return FALSE;
}

static void
write_owner (QdMdWriter *writer,
             QdRecord   *objective)
{
  g_autoptr (GString) text = g_string_new (NULL);
  QdMdPart part = { "owner", { NULL, 0 } };
  gboolean owned = qd_record_is_set (objective, QD_OBJECTIVE_OWNER);

  qd_md_append_parts (text, objective, owner_fields);
  if (text->len == 0)
    return;

  part.value = qd_md_span (text->str + (owned ? strlen (OWNER_LABEL) : 0));
  qd_md_write_pattern (writer, QD_MD_OWNER, QD_MD_OBJECTIVES, objective, owned ? QD_MD_OWNER_PATTERN : "*{owner}*", &part, 1,
                       find_owner);
  qd_md_place (writer, "objectives/%s/owner", qd_record_get_id (objective));
}

/* A list of an objective, under its label. */
static void
write_part (QdMdWriter    *writer,
            QdMdSectionId  id,
            QdRecord      *objective)
{
  QdList *list = qd_record_peek_list (objective, qd_md_section (id)->list);
  gboolean filled = list != NULL && qd_list_get_length (list) > 0;
  const QdMdPiece *piece = qd_md_peek (writer);
  const char *label = qd_md_layout_find (writer->layout, id, "label", objective);
  gboolean labelled = piece != NULL && piece->key == QD_MD_LABEL && piece->section == id && piece->record == objective;
  QdMdSpan source;

  /* A label over nothing. */
  if (labelled && !filled && qd_md_layout_get (writer->layout, id, "empty", objective) == NULL)
    qd_md_layout_set (writer->layout, id, "empty", objective, "label");

  if (filled || qd_md_layout_get (writer->layout, id, "empty", objective) != NULL)
    {
      if (labelled || label != NULL || id == QD_MD_INITIATIVES)
        {
          if (qd_md_begin (writer, QD_MD_LABEL, id, objective, -1))
            {
              gboolean absent = label != NULL && g_str_equal (label, QD_MD_ABSENT);

              g_string_append (writer->line, label == NULL || absent ? QD_MD_LABEL_TEXT : label);
              /* Where labels are not usual, one in canonical form is told, too. */
              if (qd_md_differs (writer, &source) || absent)
                {
                  g_string_truncate (writer->line, 0);
                  qd_md_append_span (writer->line, source);
                  qd_md_layout_set (writer->layout, id, "label", objective, writer->line->str);
                }
              qd_md_finish (writer, QD_MD_LABEL, id, objective, -1);
            }
          qd_md_place (writer, "%s/%s/label", qd_md_section (id)->id, qd_record_get_id (objective));
        }
      qd_md_write_records (writer, id, objective, list);
    }
  qd_md_place (writer, "%s/%s", qd_md_section (id)->id, qd_record_get_id (objective));
}

static void
write_objective (QdMdWriter *writer,
                 QdRecord   *objective,
                 guint       ordinal)
{
  const char *order = qd_md_layout_find (writer->layout, QD_MD_OBJECTIVES, "parts", objective);
  g_auto (GStrv) names = g_strsplit (order != NULL ? order : QD_MD_PARTS, " ", 3);
  g_autofree char *number = g_strdup_printf ("%u", ordinal);
  g_autoptr (GString) title = g_string_new (NULL);
  QdMdPart parts[] = { { "n", qd_md_span (number) }, { "title", { NULL, 0 } } };
  const char *id = qd_record_get_id (objective);

  qd_md_append_text (title, qd_record_get_title (objective), FALSE, FALSE);
  parts[1].value = (QdMdSpan) { title->str, title->len };
  qd_md_write_pattern (writer, QD_MD_OBJECTIVE, QD_MD_OBJECTIVES, objective,
                       title->len > 0 ? QD_MD_OBJECTIVE_PATTERN : "### Objective {n}:", parts, G_N_ELEMENTS (parts),
                       find_objective);
  qd_md_place (writer, "objectives/%s/heading", id);

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], "owner"))
      write_owner (writer, objective);
    else
      write_part (writer, g_str_equal (names[i], "key-results") ? QD_MD_KEY_RESULTS : QD_MD_INITIATIVES, objective);
  qd_md_place (writer, "objectives/%s", id);
}

void
qd_md_write_objectives (QdMdWriter *writer)
{
  QdList *objectives = qd_plan_get_list (writer->plan, QD_LIST_OBJECTIVES);

  for (guint i = 0; i < qd_list_get_length (objectives) && !writer->failed; i++)
    {
      qd_list_fetch_records (objectives, i, TRUE);
      write_objective (writer, qd_list_get (objectives, i), i + 1);
    }
}
