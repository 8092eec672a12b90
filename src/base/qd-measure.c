#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-measure-private.h"

#include "qd-number.h"
#include "qd-quarter.h"
#include "qd-text.h"

#include <math.h>
#include <string.h>

/* A longer text is prose. */
#define TEXT_MAX 4096

/* Texts that say that there is nothing, compared normalised. */
static const char *const nothing_words[] = { "n/a", "n.a.", "na", "not applicable", "-", "--", "---", "–", "—", "該当なし" };

static const char *const arrows[] = { "→", "⟶", "⇒", "➔", "➜", "->", "=>" };

/*
 * Words before a number, longer ones before what they start with. “=>” counts at the very start only: elsewhere it is
 * an arrow.
 */
static const struct
{
  const char *words;
  QdBound     bound;
  gboolean    approximate;
} prefixes[] = {
  { "≥", QD_BOUND_AT_LEAST, FALSE },                { "⩾", QD_BOUND_AT_LEAST, FALSE },
  { ">=", QD_BOUND_AT_LEAST, FALSE },               { "=>", QD_BOUND_AT_LEAST, FALSE },
  { "at least", QD_BOUND_AT_LEAST, FALSE },         { "no less than", QD_BOUND_AT_LEAST, FALSE },
  { "not less than", QD_BOUND_AT_LEAST, FALSE },    { "minimum", QD_BOUND_AT_LEAST, FALSE },
  { "min.", QD_BOUND_AT_LEAST, FALSE },             { "min", QD_BOUND_AT_LEAST, FALSE },
  { "≤", QD_BOUND_AT_MOST, FALSE },                 { "⩽", QD_BOUND_AT_MOST, FALSE },
  { "<=", QD_BOUND_AT_MOST, FALSE },                { "=<", QD_BOUND_AT_MOST, FALSE },
  { "at most", QD_BOUND_AT_MOST, FALSE },           { "up to", QD_BOUND_AT_MOST, FALSE },
  { "no more than", QD_BOUND_AT_MOST, FALSE },      { "not more than", QD_BOUND_AT_MOST, FALSE },
  { "maximum", QD_BOUND_AT_MOST, FALSE },           { "max.", QD_BOUND_AT_MOST, FALSE },
  { "max", QD_BOUND_AT_MOST, FALSE },               { ">", QD_BOUND_MORE_THAN, FALSE },
  { "more than", QD_BOUND_MORE_THAN, FALSE },       { "greater than", QD_BOUND_MORE_THAN, FALSE },
  { "over", QD_BOUND_MORE_THAN, FALSE },            { "above", QD_BOUND_MORE_THAN, FALSE },
  { "<", QD_BOUND_LESS_THAN, FALSE },               { "less than", QD_BOUND_LESS_THAN, FALSE },
  { "fewer than", QD_BOUND_LESS_THAN, FALSE },      { "under", QD_BOUND_LESS_THAN, FALSE },
  { "below", QD_BOUND_LESS_THAN, FALSE },           { "~", QD_BOUND_NONE, TRUE },
  { "≈", QD_BOUND_NONE, TRUE },                     { "about", QD_BOUND_NONE, TRUE },
  { "around", QD_BOUND_NONE, TRUE },                { "roughly", QD_BOUND_NONE, TRUE },
  { "approximately", QD_BOUND_NONE, TRUE },         { "approx.", QD_BOUND_NONE, TRUE },
  { "approx", QD_BOUND_NONE, TRUE },                { "circa", QD_BOUND_NONE, TRUE },
  { "ca.", QD_BOUND_NONE, TRUE },                   { "ca", QD_BOUND_NONE, TRUE },
  { "約", QD_BOUND_NONE, TRUE },                    { "最低", QD_BOUND_AT_LEAST, FALSE },
  { "最大", QD_BOUND_AT_MOST, FALSE },
};

/* Words behind a number and its unit. No “min” here: in “5 min” it is minutes. */
static const struct
{
  const char *words;
  QdBound     bound;
} suffixes[] = {
  { "+", QD_BOUND_AT_LEAST },
  { "or more", QD_BOUND_AT_LEAST },
  { "minimum", QD_BOUND_AT_LEAST },
  { "or less", QD_BOUND_AT_MOST },
  { "or fewer", QD_BOUND_AT_MOST },
  { "maximum", QD_BOUND_AT_MOST },
  { "max", QD_BOUND_AT_MOST },
  { "以上", QD_BOUND_AT_LEAST },
  { "以下", QD_BOUND_AT_MOST },
  { "以内", QD_BOUND_AT_MOST },
  { "未満", QD_BOUND_LESS_THAN },
  { "超", QD_BOUND_MORE_THAN },
};

/* Behind money “m” is a million; behind anything else it may be metres or minutes. */
static const struct
{
  const char *suffix;
  double      factor;
  gboolean    money_only;
} scales[] = {
  { "k", 1e3, FALSE }, { "K", 1e3, FALSE },  { "M", 1e6, FALSE },  { "mn", 1e6, FALSE }, { "bn", 1e9, FALSE },
  { "m", 1e6, TRUE },  { "B", 1e9, TRUE },   { "b", 1e9, TRUE },
};

/* Ways to write one unit. */
static const struct
{
  const char *written;
  const char *unit;
} unit_aliases[] = {
  { "percent", "%" },      { "per cent", "%" },  { "pct", "%" },           { "sec", "s" },
  { "secs", "s" },         { "second", "s" },    { "seconds", "s" },       { "msec", "ms" },
  { "millisecond", "ms" }, { "milliseconds", "ms" }, { "mins", "min" },    { "minute", "min" },
  { "minutes", "min" },    { "hour", "h" },      { "hours", "h" },         { "hr", "h" },
  { "hrs", "h" },          { "pts", "points" },
};

/* What follows these behind a unit is a remark: “50% by June”, “4.2/night (average)”. */
static const struct
{
  const char *mark;
  gboolean    before_words; /* a number behind it is no remark */
} remark_marks[] = {
  { "(", FALSE }, { ",", TRUE }, { ";", TRUE }, { " by ", FALSE }, { " until ", FALSE }, { " before ", FALSE },
};

static const char *
skip_blanks (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

/* Returns what follows @words at the start of @text, in any case and as whole words; %NULL when they are not there. */
static const char *
skip_words (const char *text,
            const char *words)
{
  gsize length;

  /* The same letter in the other case differs in one bit; mostly not even this does. */
  if (*text != *words && (*text ^ *words) != 0x20)
    return NULL;

  length = strlen (words);
  if (g_ascii_strncasecmp (text, words, length) != 0)
    return NULL;
  if (g_ascii_isalpha (words[length - 1]) && g_unichar_isalnum (g_utf8_get_char (text + length)))
    return NULL;

  return text + length;
}

static QdMeasure
measure_of_kind (QdMeasureKind kind)
{
  QdMeasure measure = { .kind = kind, .value = NAN, .from = NAN, .whole = NAN };

  g_date_clear (&measure.date.date, 1);
  return measure;
}

static void
set_unit (QdMeasure  *measure,
          const char *unit)
{
  gsize length = strlen (unit);

  if (length >= sizeof measure->unit)
    {
      const char *end = g_utf8_find_prev_char (unit, unit + sizeof measure->unit);

      length = (gsize) (end - unit);
    }

  memset (measure->unit, 0, sizeof measure->unit);
  memcpy (measure->unit, unit, length);
  g_strchomp (measure->unit);
  measure->percent = strcmp (measure->unit, "%") == 0;
}

/* Bounds and “about”, as many as there are: “≥ ~8”. */
static const char *
scan_prefixes (const char *text,
               QdMeasure  *measure)
{
  gsize i = 0;

  text = skip_blanks (text);
  while (i < G_N_ELEMENTS (prefixes) && !g_ascii_isdigit (*text))
    {
      const char *rest = skip_words (text, prefixes[i].words);

      if (rest == NULL)
        {
          i++;
          continue;
        }

      if (prefixes[i].bound != QD_BOUND_NONE)
        measure->bound = prefixes[i].bound;
      measure->approximate |= prefixes[i].approximate;
      text = skip_blanks (rest);
      i = 0;
    }

  return text;
}

/* The scale touches the number and ends the word: the k of “50km” is none. */
static const char *
scan_scale (const char *text,
            gboolean    is_money,
            double     *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      gsize length = strlen (scales[i].suffix);

      if ((is_money || !scales[i].money_only) && g_str_has_prefix (text, scales[i].suffix) &&
          !g_unichar_isalnum (g_utf8_get_char (text + length)))
        {
          *value *= scales[i].factor;
          return text + length;
        }
    }

  return text;
}

/* Returns: (nullable): the currency that @text starts with */
static const char *
find_currency (const char *text)
{
  for (gsize i = 0; i < QD_MEASURE_N_CURRENCIES; i++)
    if (g_str_has_prefix (text, qd_measure_currencies[i]))
      return qd_measure_currencies[i];

  return NULL;
}

static const char *
take_plus (const char *text,
           QdMeasure  *measure)
{
  if (*text != '+')
    return text;

  measure->bound = QD_BOUND_AT_LEAST;

  return text + 1;
}

/* An amount with its currency, if any: “8”, “8+”, “-5”, “$50K”, “-$50”, “50K €”. */
static const char *
scan_amount (const char  *text,
             QdMeasure   *measure,
             const char **currency)
{
  const char *sign = g_str_has_prefix (text, "−") ? "−" : *text == '-' ? "-" : "";
  const char *unsigned_text = text + strlen (sign);

  *currency = find_currency (unsigned_text);
  if (*currency != NULL)
    text = skip_blanks (unsigned_text + strlen (*currency));

  text = qd_number_scan (text, &measure->value, NULL);
  if (text == NULL)
    return NULL;

  if (*currency != NULL && *sign != '\0')
    measure->value = -measure->value;
  text = take_plus (scan_scale (text, *currency != NULL, &measure->value), measure);
  if (*currency == NULL)
    {
      *currency = find_currency (skip_blanks (text));
      if (*currency != NULL)
        text = take_plus (skip_blanks (text) + strlen (*currency), measure);
    }

  return fabs (measure->value) < QD_NUMBER_BOUND ? text : NULL;
}

/* The 8 of “6/8” and “6 of 8”. “4/night” has none. Returns @text when there is none. */
static const char *
scan_whole (const char *text,
            double     *whole)
{
  static const char *const marks[] = { "/", "of", "out of" };
  const char *start = skip_blanks (text);

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *rest = skip_words (start, marks[i]);
      const char *end = rest != NULL ? qd_number_scan (skip_blanks (rest), whole, NULL) : NULL;

      if (end != NULL && *whole > 0)
        return end;
    }

  *whole = NAN;
  return text;
}

/* NFC rather than NFKC: a unit is shown again, and “²” is to stay what it is. */
static char *
copy_with_plain_blanks (const char *text)
{
  g_autofree char *composed = NULL;
  GString *copy;

  if (g_str_is_ascii (text))
    {
      char *plain = g_strdup (text);

      for (char *p = plain; *p != '\0'; p++)
        if (g_unichar_isspace ((guchar) *p))
          *p = ' ';

      return plain;
    }

  composed = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  copy = g_string_sized_new (strlen (composed));
  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (copy, g_unichar_isspace (c) ? ' ' : c);
    }

  return g_string_free (copy, FALSE);
}

/* Takes blanks and the end of a sentence off the end. */
static void
chop (char *text)
{
  for (char *end = text + strlen (text); end > text && strchr (" .!", end[-1]) != NULL; end--)
    end[-1] = '\0';
}

/* Behind a mark stands no remark but a second number in “3, 4”: it is left in, and makes the text no measure. */
static void
cut_remark (char *text)
{
  char *cut = text + strlen (text);

  for (gsize i = 0; i < G_N_ELEMENTS (remark_marks); i++)
    {
      const char *mark = remark_marks[i].mark;
      char *found = *mark == ' ' && g_str_has_prefix (text, mark + 1) ? text : strstr (text, mark);

      if (found == NULL || found >= cut)
        continue;
      if (remark_marks[i].before_words && g_ascii_isdigit (*skip_blanks (found + strlen (mark))))
        continue;
      cut = found;
    }

  *cut = '\0';
  chop (text);
}

/* Takes “or more”, “+” and the like off the end, as many as there are. */
static void
cut_suffixes (char    *text,
              QdBound *bound)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (suffixes))
    {
      const char *words = suffixes[i].words;
      gsize length = strlen (text);
      gsize cut = strlen (words);
      char *start = text + length - MIN (cut, length);

      if (length < cut || g_ascii_tolower (text[length - 1]) != words[cut - 1] || g_ascii_strcasecmp (start, words) != 0
          || (g_ascii_isalpha (words[0]) && start > text && start[-1] != ' '))
        {
          i++;
          continue;
        }

      *start = '\0';
      chop (text);
      *bound = suffixes[i].bound;
      i = 0;
    }
}

/* One blank between words, none around “/”, which “per” becomes. */
static char *
tidy_unit (const char *text)
{
  g_autoptr (GString) unit = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];

      if (*word == '\0')
        continue;
      if (g_ascii_strcasecmp (word, "per") == 0 && words[i + 1] != NULL &&
          g_ascii_strcasecmp (words[i + 1], "cent") != 0)
        word = "/";
      if (unit->len > 0 && *word != '/' && unit->str[unit->len - 1] != '/')
        g_string_append_c (unit, ' ');
      g_string_append (unit, word);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (unit_aliases); i++)
    {
      if (g_ascii_strcasecmp (unit->str, unit_aliases[i].written) == 0)
        return g_strdup (unit_aliases[i].unit);
    }

  return g_string_free (g_steal_pointer (&unit), FALSE);
}

/*
 * Whether @unit may be one: it starts with a letter or a sign that units start with, and no word in it is a number, for
 * that is a second one that nobody asked for (“3-5”, “15:30”, “1 352”). “SEV1” and “SOC-2” are words.
 */
static gboolean
is_unit (const char *unit)
{
  gunichar first = g_utf8_get_char (unit);
  gboolean in_word = FALSE;

  if (g_str_has_suffix (unit, "/"))
    return FALSE;
  if (first != 0 && !g_unichar_isalpha (first) && !g_unichar_ismark (first) && strchr ("%/\"#&", unit[0]) == NULL &&
      g_unichar_type (first) != G_UNICODE_CURRENCY_SYMBOL && g_utf8_strchr ("°‰×", -1, first) == NULL)
    return FALSE;

  for (const char *p = unit; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!in_word && g_unichar_isdigit (c))
        return FALSE;
      in_word = g_unichar_isalnum (c) || (in_word && (c == '-' || c == '.' || c == '_'));
    }

  return TRUE;
}

/* Whatever is said of a percentage, its unit is per cent: “% of 12 teams”. “50% to 60%” is two of them, and none. */
static gboolean
is_percent_with_words (const char *unit)
{
  return unit[0] == '%' && unit[1] == ' ' && g_unichar_isalpha (g_utf8_get_char (unit + 2)) &&
         strchr (unit + 2, '%') == NULL && skip_words (unit + 2, "to") == NULL;
}

/* Whether the number before @text went on in a way that it may not: “1,35”, “1.2.3”, “1'000”, “1e5”. */
static gboolean
goes_on_as_number (const char *text)
{
  gsize letters = strspn (text, G_CSET_A_2_Z G_CSET_a_2_z);

  if (letters > 0)
    return g_ascii_isdigit (text[letters]);

  return *text != '\0' && strchr (".,'", *text) != NULL && g_ascii_isdigit (text[1]);
}

/* What follows the number: unit, bound, remark. Returns whether it makes sense. */
static gboolean
parse_tail (const char *text,
            const char *currency,
            QdMeasure  *measure)
{
  g_autofree char *tail = NULL;
  g_autofree char *unit = NULL;
  const char *start;

  if (goes_on_as_number (text))
    return FALSE;

  tail = copy_with_plain_blanks (text);
  cut_remark (tail);
  cut_suffixes (tail, &measure->bound);

  /* Money may stand behind a part of something, too: “6/8€ saved”. */
  start = skip_blanks (tail);
  if (currency == NULL)
    {
      currency = find_currency (start);
      if (currency != NULL)
        start = skip_blanks (start + strlen (currency));
    }

  unit = tidy_unit (start);
  if (is_percent_with_words (unit))
    unit[1] = '\0';

  if (!is_unit (unit))
    return FALSE;

  if (currency == NULL)
    {
      set_unit (measure, unit);
    }
  else
    {
      g_autofree char *money = g_strconcat (currency, *unit == '\0' || *unit == '/' ? "" : " ", unit, NULL);

      set_unit (measure, money);
    }

  return TRUE;
}

/* Whether @text, but for a remark and a bound behind it, is written like a date: “15 May (launch)” is no 15 in “May”;
 * nor is “15May”. */
static gboolean
is_date_with_remark (const char *text,
                     const char *unit)
{
  g_autofree char *start = copy_with_plain_blanks (text);
  g_autofree char *printed = g_strconcat ("1 ", unit, NULL);
  QdBound bound;
  QdDate date;

  cut_remark (start);
  cut_suffixes (start, &bound);

  return qd_date_matches (start, NULL, &date) || qd_date_matches (printed, NULL, &date);
}

/* One number with all that belongs to it, without an arrow. */
static gboolean
parse_number (const char *text,
              QdMeasure  *measure)
{
  const char *currency;
  const char *rest;

  *measure = measure_of_kind (QD_MEASURE_NUMBER);

  text = scan_prefixes (text, measure);
  rest = scan_amount (text, measure, &currency);
  if (rest == NULL || !parse_tail (scan_whole (rest, &measure->whole), currency, measure))
    return FALSE;

  /* No month is written with a per cent sign, as most units are. */
  return measure->unit[0] == '\0' || measure->percent || !is_date_with_remark (text, measure->unit);
}

/* Finds the last arrow in @text, or the “to” of “from 25% to 20%”. */
static gboolean
split_at_arrow (const char  *text,
                char       **before,
                const char **after)
{
  const char *start = skip_words (text, "from");
  const char *arrow = start != NULL ? g_strrstr (start, " to ") : NULL;
  const char *end = arrow != NULL ? arrow + strlen (" to ") : NULL;

  if (start == NULL)
    start = text;

  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      const char *found = g_strrstr (start, arrows[i]);

      /* “=>8” at the very start is a bound, spelled the wrong way round. */
      if (found == NULL || (found == text && strcmp (arrows[i], "=>") == 0))
        continue;

      if (end == NULL || found >= end)
        {
          arrow = found;
          end = found + strlen (arrows[i]);
        }
    }

  if (arrow == NULL)
    return FALSE;

  /* Longer shafts: “-->”, “==>”. */
  while (arrow > start && strchr ("-=", arrow[-1]) != NULL)
    arrow--;

  *before = g_strndup (start, (gsize) (arrow - start));
  *after = end;
  return TRUE;
}

/* Of several arrows the first number is where it comes from: “30% → 25% → 20%”. */
static void
cut_at_first_arrow (char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      char *found = strstr (text, arrows[i]);

      if (found != NULL && found > text)
        *found = '\0';
    }
}

static gboolean
parse_change (const char *before,
              const char *after,
              QdMeasure  *measure)
{
  g_autofree char *first = g_strdup (before);
  QdMeasure from;

  if (!parse_number (after, measure))
    return FALSE;

  cut_at_first_arrow (first);
  if (!parse_number (first, &from))
    return TRUE;

  /* A number in another unit says nothing about where this one came from. */
  if (!qd_measure_units_fit (&from, measure))
    return TRUE;

  measure->from = from.value;
  measure->approximate |= from.approximate;
  if (isnan (measure->whole))
    measure->whole = from.whole;
  if (measure->unit[0] == '\0')
    set_unit (measure, from.unit);

  return TRUE;
}

static QdMeasure
parse_date (const char  *text,
            const GDate *near_date)
{
  QdMeasure measure = measure_of_kind (QD_MEASURE_TEXT);

  measure.date = qd_date_parse (text, near_date);
  if (measure.date.precision != QD_DATE_NONE)
    measure.kind = QD_MEASURE_DATE;

  return measure;
}

static gboolean
is_nothing (const char *text)
{
  g_autofree char *normalised = qd_text_normalise (text);

  return *normalised == '\0' || qd_measure_is_in (normalised, nothing_words, G_N_ELEMENTS (nothing_words)) || qd_text_is_placeholder (text);
}

/* “4”, “2.0”, “99.9%”: what most measures are needs no further look. */
static gboolean
parse_plain (const char *text,
             QdMeasure  *measure)
{
  gsize whole = strspn (text, "0123456789");
  gsize decimals = text[whole] == '.' ? strspn (text + whole + 1, "0123456789") : 0;
  const char *rest = text + whole + (decimals > 0 ? decimals + 1 : 0);

  if (whole == 0 || whole + decimals > 15 || (strcmp (rest, "") != 0 && strcmp (rest, "%") != 0))
    return FALSE;

  *measure = measure_of_kind (QD_MEASURE_NUMBER);
  if (qd_number_scan (text, &measure->value, NULL) != rest)
    return FALSE;
  set_unit (measure, rest);

  return TRUE;
}

/**
 * qd_measure_parse:
 * @text: (nullable): what somebody typed; any bytes
 * @near_date: (nullable): as for qd_date_parse()
 *
 * Understands a measure: “25% → 20%”, “from 3s to 2s”, “4.2/night”, “8+”, “≥8”, “at most 1”, “<2s”, “~50”,
 * “0/8 features”, “$50K”, “1,352”, “５件以上”, “May 15”, “N/A”. The number comes first, but for words of bound and currency; what
 * follows it is its unit, and behind a comma, a bracket or “by” a remark that does not count. A text without such a
 * number that holds a date is a milestone. Everything else, and more than 4096 bytes, is text.
 *
 * Returns: the measure
 */
QdMeasure
qd_measure_parse (const char  *text,
                  const GDate *near_date)
{
  g_autofree char *narrow = NULL;
  g_autofree char *before = NULL;
  const char *after;
  QdMeasure measure;
  QdQuarter quarter;
  QdDate date;

  if (text == NULL)
    return measure_of_kind (QD_MEASURE_NONE);
  if (parse_plain (text, &measure))
    return measure;
  if (strlen (text) > TEXT_MAX || !g_utf8_validate (text, -1, NULL))
    return measure_of_kind (QD_MEASURE_TEXT);
  narrow = qd_text_narrow (text);
  text = narrow != NULL ? narrow : text;
  if (!g_ascii_isdigit (*text) && is_nothing (text))
    return measure_of_kind (QD_MEASURE_NONE);

  if (qd_date_matches (text, near_date, &date))
    return parse_date (text, near_date);
  if (qd_quarter_parse (text, &quarter))
    return measure_of_kind (QD_MEASURE_TEXT);

  text = skip_blanks (text);
  if (split_at_arrow (text, &before, &after))
    {
      if (qd_date_matches (after, near_date, &date))
        return parse_date (after, near_date);
      if (parse_change (before, after, &measure))
        return measure;
    }
  else if (parse_number (text, &measure))
    {
      return measure;
    }

  return parse_date (text, near_date);
}

/**
 * qd_measure_has_number:
 * @measure: a measure
 *
 * Returns: whether @measure is a number
 */
gboolean
qd_measure_has_number (const QdMeasure *measure)
{
  g_return_val_if_fail (measure != NULL, FALSE);

  return measure->kind == QD_MEASURE_NUMBER && isfinite (measure->value);
}
