#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Whole texts that say “somebody must still fill this in”, normalised. */
static const char *const placeholder_words[] = { "tbd", "tbc", "tba", "n.n.", "to be defined", "to be confirmed" };

/* A text of nothing but this character, at least so many times, is a gap left in a form. */
static const struct
{
  char  character;
  gsize at_least;
} placeholder_runs[] = {
  { '?', 1 },
  { 'x', 3 },
  { '_', 3 },
};

/* A text wholly inside one pair of these is a placeholder. */
static const struct
{
  char open;
  char close;
} placeholder_brackets[] = {
  { '[', ']' },
  { '<', '>' },
  { '{', '}' },
};

static gboolean
is_emphasis_mark (gunichar c)
{
  return c == '*' || c == '_' || c == '`';
}

/* A combining mark belongs to the word it stands in: without this, many Indic words would end in their middle. */
static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* A run of marks stays inside a word (“snake_case”) and where there is no word to emphasise (“5 * 3”). */
static gboolean
emphasis_run_stays (gunichar before,
                    gunichar after)
{
  gboolean blank_before = before == 0 || g_unichar_isspace (before);
  gboolean blank_after = after == 0 || g_unichar_isspace (after);

  return (is_word_character (before) && is_word_character (after)) || (blank_before && blank_after);
}

static char *
strip_emphasis (const char *text)
{
  g_autoptr (GString) stripped = g_string_sized_new (strlen (text));
  gunichar before = 0;
  const char *p = text;

  while (*p != '\0')
    {
      const char *run = p;

      while (is_emphasis_mark (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);

      if (p > run && emphasis_run_stays (before, g_utf8_get_char (p)))
        g_string_append_len (stripped, run, p - run);

      if (*p == '\0')
        break;

      before = g_utf8_get_char (p);
      g_string_append_unichar (stripped, before);
      p = g_utf8_next_char (p);
    }

  return g_string_free (g_steal_pointer (&stripped), FALSE);
}

static char *
collapse_whitespace (const char *text)
{
  g_autoptr (GString) collapsed = g_string_sized_new (strlen (text));
  gboolean pending = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          pending = collapsed->len > 0;
          continue;
        }

      if (pending)
        g_string_append_c (collapsed, ' ');
      pending = FALSE;
      g_string_append_unichar (collapsed, c);
    }

  return g_string_free (g_steal_pointer (&collapsed), FALSE);
}

/* Most texts are ASCII without marks: there is nothing to compose or to take off. Returns NULL if @text is not such. */
static char *
normalise_plain (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *normalised = g_malloc (length + 1);
  gsize end = 0;

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) text[i] >= 0x80 || is_emphasis_mark ((guchar) text[i]))
        return NULL;

      if (!g_unichar_isspace ((guchar) text[i]))
        normalised[end++] = g_ascii_tolower (text[i]);
      else if (end > 0 && normalised[end - 1] != ' ')
        normalised[end++] = ' ';
    }

  while (end > 0 && normalised[end - 1] == ' ')
    end--;
  normalised[end] = '\0';

  return g_steal_pointer (&normalised);
}

/* Inside the brackets of a placeholder stand words or dots; a check box, a footnote mark and a link are none. */
static gboolean
is_placeholder_content (const char *content)
{
  gboolean has_letter = FALSE;

  if (strcmp (content, "...") == 0)
    return TRUE;

  if (strcmp (content, "x") == 0 || content[0] == '^')
    return FALSE;
  if (strstr (content, "://") != NULL || strchr (content, '@') != NULL)
    return FALSE;

  for (const char *p = content; *p != '\0' && !has_letter; p = g_utf8_next_char (p))
    has_letter = g_unichar_isalpha (g_utf8_get_char (p));

  return has_letter;
}

static gboolean
is_bracketed_placeholder (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < G_N_ELEMENTS (placeholder_brackets); i++)
    {
      g_autofree char *content = NULL;
      gsize depth = 0;

      /* “{{name}}” counts like “{name}”. */
      while (length > 2 * depth + 2 && text[depth] == placeholder_brackets[i].open &&
             text[length - 1 - depth] == placeholder_brackets[i].close)
        depth++;
      if (depth == 0)
        continue;

      content = g_strstrip (g_strndup (text + depth, length - 2 * depth));
      /* “[Name] / [Name]” is not one pair around the whole. */
      return strchr (content, placeholder_brackets[i].close) == NULL && is_placeholder_content (content);
    }

  return FALSE;
}

/**
 * qd_text_is_blank:
 * @text: (nullable): a text
 *
 * Returns: whether @text is %NULL, empty or whitespace only
 */
gboolean
qd_text_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2 || !g_unichar_isspace (c))
        return FALSE;
    }

  return TRUE;
}

/**
 * qd_text_is_placeholder:
 * @text: (nullable): a text
 *
 * Whether somebody must still fill this in: “[Name]”, “<name>”, “{{name}}”, “[...]”, “TBD”, “???”, “XXX”, “N.N.”. Only
 * a text that is one placeholder as a whole counts. Blank is not a placeholder, nor is a check box or a link.
 *
 * Returns: whether @text is a placeholder
 */
gboolean
qd_text_is_placeholder (const char *text)
{
  g_autofree char *normalised = qd_text_normalise (text);
  gsize length = strlen (normalised);

  for (gsize i = 0; i < G_N_ELEMENTS (placeholder_words); i++)
    {
      if (strcmp (normalised, placeholder_words[i]) == 0)
        return TRUE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (placeholder_runs); i++)
    {
      const char run[] = { placeholder_runs[i].character, '\0' };

      if (length >= placeholder_runs[i].at_least && strspn (normalised, run) == length)
        return TRUE;
    }

  return is_bracketed_placeholder (normalised);
}

/**
 * qd_text_printable:
 * @text: a text
 *
 * For files whose form has no way to write everything: line ends become plain ones, and control characters and what is
 * no character become blanks. Tabs stay.
 *
 * Returns: (transfer full): @text as any program can take it
 */
char *
qd_text_printable (const char *text)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] == '\n')
        continue;
      if (c == '\r')
        c = '\n';
      if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE)
        c = ' ';
      g_string_append_unichar (out, c);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What a keyboard writes for @c, which an input method may have made wider; 0 when @c is what it is. */
static gunichar
narrow_character (gunichar c)
{
  if (c < 0x80)
    return 0;
  if (g_unichar_isdigit (c))
    return '0' + (gunichar) g_unichar_digit_value (c);
  /* Not the wide tilde: “～50” is a range. */
  if (c >= 0xFF01 && c <= 0xFF5D)
    return c - 0xFF01 + '!';

  switch (c)
    {
    case 0x066A: /* Arabic per cent sign, decimal and thousands separator */
      return '%';
    case 0x066B:
      return '.';
    case 0x066C:
    case 0x3001: /* ideographic comma */
      return ',';
    case 0x3000:
      return ' ';
    case 0xFFE1:
      return 0xA3; /* £ */
    case 0xFFE5:
      return 0xA5; /* ¥ */
    default:
      return 0;
    }
}

/**
 * qd_text_narrow:
 * @text: a text
 *
 * Letters, signs and digits as a keyboard writes them: “１３．５％” as “13.5%”, “￥８，０００” as “¥8,000”, the digits of every
 * script as 0 to 9. For what is read as a number or a date; what somebody typed is shown as it was typed.
 *
 * Returns: (transfer full) (nullable): @text so; %NULL when it is such already, or no UTF-8
 */
char *
qd_text_narrow (const char *text)
{
  GString *narrow = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_is_ascii (text) || !g_utf8_validate (text, -1, NULL))
    return NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = narrow_character (g_utf8_get_char (p));

      if (c != 0 && narrow == NULL)
        narrow = g_string_new_len (text, p - text);
      if (narrow != NULL)
        g_string_append_unichar (narrow, c != 0 ? c : g_utf8_get_char (p));
    }

  return narrow != NULL ? g_string_free (narrow, FALSE) : NULL;
}

/**
 * qd_text_split:
 * @text: (nullable): a text in UTF-8
 * @marks: the characters that separate its parts, such as %QD_TEXT_COMMAS
 *
 * Returns: (transfer full): the parts of @text that are not blank, without the blanks around them
 */
GStrv
qd_text_split (const char *text,
               const char *marks)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = text;

  g_return_val_if_fail (marks != NULL, NULL);

  for (const char *p = text; start != NULL; p = g_utf8_next_char (p))
    {
      g_autofree char *part = NULL;

      if (*p != '\0' && g_utf8_strchr (marks, -1, g_utf8_get_char (p)) == NULL)
        continue;

      part = g_strstrip (g_strndup (start, (gsize) (p - start)));
      if (!qd_text_is_blank (part))
        g_strv_builder_add (parts, part);
      start = *p != '\0' ? g_utf8_next_char (p) : NULL;
    }

  return g_strv_builder_end (parts);
}

/**
 * qd_text_join:
 * @first: (transfer full) (nullable): a whole sentence of the user's language
 * @second: (transfer full) (nullable): another
 *
 * Returns: (transfer full) (nullable): both, one after the other; the one that there is
 */
char *
qd_text_join (char *first,
              char *second)
{
  g_autofree char *one = first;
  g_autofree char *two = second;

  if (one == NULL || two == NULL)
    return one != NULL ? g_steal_pointer (&one) : g_steal_pointer (&two);

  /* Translators: two whole sentences, one after the other. */
  return g_strdup_printf (C_("sentences", "%s %s"), one, two);
}

/**
 * qd_text_normalise:
 * @text: (nullable): a text; bytes that are no UTF-8 become U+FFFD
 *
 * The form in which texts are compared: NFKC, case folded, whitespace collapsed and trimmed, Markdown's emphasis marks
 * at the edges of words taken off. Normalising twice changes nothing. %NULL gives the empty text.
 *
 * Returns: (transfer full): the normalised text
 */
char *
qd_text_normalise (const char *text)
{
  g_autofree char *plain = normalise_plain (text != NULL ? text : "");
  g_autofree char *valid = NULL, *composed = NULL, *folded = NULL, *recomposed = NULL, *stripped = NULL;

  if (plain != NULL)
    return g_steal_pointer (&plain);

  if (g_str_is_ascii (text))
    {
      /* Nothing to compose, and a long text would take four bytes a character twice for it. */
      recomposed = g_ascii_strdown (text, -1);
    }
  else
    {
      valid = g_utf8_make_valid (text, -1);
      composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
      folded = g_utf8_casefold (composed, -1);
      /* Folding may take a composed character apart. */
      recomposed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
    }
  stripped = strip_emphasis (recomposed);

  return collapse_whitespace (stripped);
}

/**
 * qd_text_same:
 * @a: (nullable): a text
 * @b: (nullable): another
 *
 * Returns: whether both are the same to a reader, that is once normalised; %NULL is the empty text
 */
gboolean
qd_text_same (const char *a,
              const char *b)
{
  g_autofree char *normalised_a = NULL;
  g_autofree char *normalised_b = NULL;

  if (g_strcmp0 (a, b) == 0)
    return TRUE;

  normalised_a = qd_text_normalise (a);
  normalised_b = qd_text_normalise (b);

  return strcmp (normalised_a, normalised_b) == 0;
}

/**
 * qd_text_contains_word:
 * @text: (nullable): where to look
 * @word: (nullable): what to look for; may be several words
 *
 * Whether @word stands in @text as whole words, both normalised: “Checkout + Growth Teams” has “growth teams” but no
 * “row”. A blank @word is nowhere.
 *
 * Returns: whether @text contains @word
 */
gboolean
qd_text_contains_word (const char *text,
                       const char *word)
{
  g_autofree char *haystack = qd_text_normalise (text);
  g_autofree char *needle = qd_text_normalise (word);
  gsize length = strlen (needle);
  gboolean bound_before;
  gboolean bound_after;

  if (length == 0)
    return FALSE;

  /* “C++” ends in no word, so whatever follows it ends it. */
  bound_before = is_word_character (g_utf8_get_char (needle));
  bound_after = is_word_character (g_utf8_get_char (g_utf8_prev_char (needle + length)));

  for (const char *p = strstr (haystack, needle); p != NULL; p = strstr (g_utf8_next_char (p), needle))
    {
      const char *after = p + length;

      if (bound_before && p > haystack && is_word_character (g_utf8_get_char (g_utf8_prev_char (p))))
        continue;
      if (bound_after && is_word_character (g_utf8_get_char (after)))
        continue;
      return TRUE;
    }

  return FALSE;
}
