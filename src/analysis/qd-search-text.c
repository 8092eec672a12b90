#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-columns.h"

/* What becomes of what was found: the words around it, and something else in its place. */

/* How much of the words before a place is shown, in parts of all that is shown. */
#define BEFORE 3

#define TITLE_CHARACTERS 24

/* Where an excerpt begins whose first range starts at @start: at a word, a little before. */
static const char *
excerpt_start (const char *text,
               guint       start,
               guint       max_chars)
{
  const char *first = text + start;
  const char *begin = first;
  const char *word;

  for (guint i = 0; i < max_chars / BEFORE && begin > text; i++)
    begin = g_utf8_prev_char (begin);
  if (begin == text || g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (begin))))
    return begin;

  for (word = begin; word < first && !g_unichar_isspace (g_utf8_get_char (word)); word = g_utf8_next_char (word))
    ;
  while (word < first && g_unichar_isspace (g_utf8_get_char (word)))
    word = g_utf8_next_char (word);

  return word;
}

/**
 * qd_search_excerpt:
 * @text: a text
 * @ranges: (element-type QdSearchRange) (inout): places in it; those in the excerpt, by its bytes, afterwards
 * @max_chars: how long the excerpt may be, in characters; one range more than that is shown as a whole
 *
 * The words around the first of @ranges on one line, with “…” where something is left out.
 *
 * Returns: (transfer full): the excerpt
 */
char *
qd_search_excerpt (const char *text,
                   GArray     *ranges,
                   guint       max_chars)
{
  g_autoptr (GString) excerpt = g_string_new (NULL);
  guint first = ranges->len > 0 ? g_array_index (ranges, QdSearchRange, 0).start : 0;
  guint least_end = ranges->len > 0 ? g_array_index (ranges, QdSearchRange, 0).end : 0;
  gboolean all = g_utf8_strlen (text, -1) <= (glong) max_chars;
  const char *p = all ? text : excerpt_start (text, first, max_chars);
  guint n_shown = 0;
  gboolean blank = FALSE;

  if (p > text)
    g_string_append (excerpt, "…");

  for (guint chars = 0; *p != '\0' && (all || chars < max_chars || p < text + least_end); p = g_utf8_next_char (p), chars++)
    {
      guint offset = (guint) (p - text);
      gunichar c = g_utf8_get_char (p);
      QdSearchRange *range = n_shown < ranges->len ? &g_array_index (ranges, QdSearchRange, n_shown) : NULL;

      /* Several blanks, or a line's end, are shown as one. */
      if (!blank || !g_unichar_isspace (c))
        g_string_append_unichar (excerpt, g_unichar_isspace (c) ? ' ' : c);
      blank = g_unichar_isspace (c);

      if (range != NULL && offset == range->start)
        range->start = (guint) (excerpt->len - (gsize) g_unichar_to_utf8 (blank ? ' ' : c, NULL));
      if (range != NULL && (guint) (g_utf8_next_char (p) - text) == range->end)
        {
          range->end = (guint) excerpt->len;
          n_shown++;
        }
    }

  if (*p != '\0')
    g_string_append (excerpt, "…");
  g_array_set_size (ranges, n_shown);

  return g_string_free (g_steal_pointer (&excerpt), FALSE);
}

static char *
replace_ranges (const char *text,
                GArray     *ranges,
                const char *replacement)
{
  g_autoptr (GString) result = g_string_new (NULL);
  guint from = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      const QdSearchRange *range = &g_array_index (ranges, QdSearchRange, i);

      g_string_append_len (result, text + from, range->start - from);
      g_string_append (result, replacement);
      from = range->end;
    }
  g_string_append (result, text + from);

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* What is picked from a list, or shown in other words than it is stored in, is not for typing into. */
static gboolean
is_typed (const QdField *field)
{
  return field->kind != QD_KIND_REFS && field->record_type != QD_RECORD_ACCEPTED;
}

/* Whether the field's value may become @value: a number stays one within its range, an answer one of the answers. */
static gboolean
is_fit (const QdField *field,
        const QdValue *before,
        const QdValue *value)
{
  if (before->type == QD_VALUE_NUMBER && value->type == QD_VALUE_TEXT)
    return FALSE;
  if (value->type == QD_VALUE_TEXT && qd_choice_find (field->choices, before->text) != NULL &&
      qd_choice_find (field->choices, value->text) == NULL)
    return FALSE;

  return qd_field_check (field, value, NULL);
}

/* Returns: how many places of the field the change replaces; 0 if it stays as it is */
static guint
replace_in_field (QdFigures     *figures,
                  QdChange      *change,
                  QdRecord      *record,
                  const QdField *field,
                  const char    *query,
                  QdSearchFlags  flags,
                  const char    *replacement)
{
  g_autofree char *text = qd_record_display (record, field->index);
  g_autoptr (GArray) ranges = qd_search_ranges (text, query, flags);
  g_autofree char *replaced = replace_ranges (text, ranges, replacement);
  g_auto (QdValue) value = qd_field_parse_local (field, replaced);
  static const QdValue unset = QD_VALUE_INIT;
  const QdValue *wanted = &value;

  if (ranges->len == 0 || !is_typed (field) || g_str_equal (text, replaced) ||
      !is_fit (field, qd_record_get_value (record, field->index), &value))
    return 0;

  /* A stated figure that only repeats the computed one is none. */
  if ((field->flags & QD_FIELD_OVERRIDE) != 0 && qd_figures_repeats (figures, record, field->index, &value))
    wanted = &unset;
  qd_change_set (change, qd_record_get_id (record), field, wanted);

  return ranges->len;
}

static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= TITLE_CHARACTERS)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, TITLE_CHARACTERS - 1);

  return g_strconcat (g_strchomp (start), "…", NULL);
}

/**
 * qd_search_replace:
 * @figures: the figures of the plan
 * @hits: (array length=n_hits): where to; records that left the plan are passed over
 * @n_hits: how many
 * @query: what to replace
 * @flags: how that was looked for
 * @replacement: what to put in its place, as it is
 * @n_replaced: (out): in how many places that happens
 * @n_kept: (out): how many of @hits stay as they are, because nobody types there, or what comes out does not fit: a
 *   number that is none or out of its range, an answer that is none of the answers
 *
 * Returns: (transfer full): all that as one change
 */
QdChange *
qd_search_replace (QdFigures         *figures,
                   const QdSearchHit *hits,
                   guint              n_hits,
                   const char        *query,
                   QdSearchFlags      flags,
                   const char        *replacement,
                   guint             *n_replaced,
                   guint             *n_kept)
{
  g_autofree char *from = shorten (query);
  g_autofree char *to = shorten (replacement);
  /* Translators: what undo calls it when words are replaced by others. */
  g_autofree char *title = g_strdup_printf (C_("undo", "Replace “%1$s” with “%2$s”"), from, to);
  g_autoptr (QdChange) change = qd_change_new (title);

  *n_replaced = 0;
  *n_kept = 0;
  for (guint i = 0; i < n_hits; i++)
    {
      guint n = 0;

      if (qd_record_get_plan (hits[i].record) == qd_figures_get_plan (figures))
        n = replace_in_field (figures, change, hits[i].record, hits[i].field, query, flags, replacement);
      *n_replaced += n;
      *n_kept += n == 0 ? 1 : 0;
    }

  return g_steal_pointer (&change);
}
