#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-fold.h"

#include <string.h>

/* Text as somebody types it who looks for it: without case and accents, with the quotes and dashes of a keyboard. */

/* Letters and marks that no decomposition takes apart, in the order of their codes. */
static const struct
{
  gunichar    character;
  const char *folded;
} plain_forms[] = {
  { 0x00ab, "\"" },    { 0x00bb, "\"" },    { 0x00df, "ss" },    { 0x00e6, "ae" },    { 0x00f0, "d" },
  { 0x00f8, "o" },     { 0x0111, "d" },     { 0x0131, "i" },     { 0x0142, "l" },     { 0x0153, "oe" },
  { 0x03c2, "σ" },     { 0x2010, "-" },     { 0x2011, "-" },     { 0x2012, "-" },     { 0x2013, "-" },
  { 0x2014, "-" },     { 0x2015, "-" },     { 0x2018, "'" },     { 0x2019, "'" },     { 0x201a, "'" },
  { 0x201b, "'" },     { 0x201c, "\"" },    { 0x201d, "\"" },    { 0x201e, "\"" },    { 0x201f, "\"" },
  { 0x2039, "'" },     { 0x203a, "'" },     { 0x2212, "-" },
};

/* Marks of a lower class change what a letter is: the dots of Japanese and Indic scripts. */
#define LEAST_ACCENT_CLASS 10

#define MAX_DECOMPOSED 18

static const char *
find_plain_form (gunichar c)
{
  guint low = 0;
  guint high = G_N_ELEMENTS (plain_forms);

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (plain_forms[middle].character == c)
        return plain_forms[middle].folded;
      if (plain_forms[middle].character < c)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

static void
append_character (GString  *folded,
                  gunichar  c)
{
  gunichar parts[MAX_DECOMPOSED];
  gsize n_parts = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));

  for (gsize i = 0; i < MIN (n_parts, G_N_ELEMENTS (parts)); i++)
    {
      gunichar lower = g_unichar_tolower (parts[i]);
      const char *plain = find_plain_form (lower);

      if (g_unichar_combining_class (lower) >= LEAST_ACCENT_CLASS)
        continue;
      if (plain != NULL)
        g_string_append (folded, plain);
      else if (g_unichar_isspace (lower))
        g_string_append_c (folded, ' ');
      else
        g_string_append_unichar (folded, lower);
    }
}

static char
fold_ascii (char c)
{
  return g_ascii_isspace (c) ? ' ' : g_ascii_tolower (c);
}

/**
 * qd_fold_text:
 * @text: a text in UTF-8
 * @origins: (out) (optional) (transfer full): for each byte of the result, and for its end, the byte of @text at which
 *   the character starts that it comes from; its end comes from that of @text
 *
 * Folds case, accents, compatibility forms, quotes and dashes, so that “resume” is found in “Résumé”, “lodz” in “Łódź”
 * and “don't” in “don’t”. Every white space, line feeds too, becomes a blank; none is taken away.
 *
 * Returns: (transfer full): the folded text; folding twice changes nothing
 */
char *
qd_fold_text (const char  *text,
              guint      **origins)
{
  g_autoptr (GString) folded = g_string_sized_new (strlen (text));
  g_autoptr (GArray) starts = NULL;

  if (origins == NULL)
    {
      qd_fold_append (folded, text);
      return g_string_free (g_steal_pointer (&folded), FALSE);
    }

  starts = g_array_sized_new (FALSE, FALSE, sizeof (guint), (guint) strlen (text) + 1);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      guint start = (guint) (p - text);

      append_character (folded, g_utf8_get_char (p));
      while (starts->len < folded->len)
        g_array_append_val (starts, start);
    }
  g_array_append_vals (starts, &(guint) { (guint) strlen (text) }, 1);
  *origins = (guint *) (gpointer) g_array_free (g_steal_pointer (&starts), FALSE);

  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/**
 * qd_fold_append:
 * @folded: where to
 * @text: a text in UTF-8
 *
 * Appends what qd_fold_text() makes of @text.
 */
void
qd_fold_append (GString    *folded,
                const char *text)
{
  gsize length = strlen (text);
  gsize end = folded->len;
  const char *p = text;

  /* Most texts are ASCII, which folds byte by byte. */
  g_string_set_size (folded, end + length);
  while (*p != '\0' && (guchar) *p < 0x80)
    folded->str[end++] = fold_ascii (*p++);
  g_string_truncate (folded, end);

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      if ((guchar) *p < 0x80)
        g_string_append_c (folded, fold_ascii (*p));
      else
        append_character (folded, g_utf8_get_char (p));
    }
}
