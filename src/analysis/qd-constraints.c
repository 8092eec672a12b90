#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-constraints.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-date-text.h"
#include "qd-number.h"

/* Words by which a constraint is known, or a number in it. Both as written here and as translated count. */
static const char *const headcount_labels[] = { N_("headcount"), N_("head count"), N_("staffing"), N_("staff"), NULL };
static const char *const budget_labels[] = { N_("budget"), N_("funding"), N_("spend"), NULL };
static const char *const people_words[] = {
  N_("engineers"), N_("engineer"), N_("people"), N_("developers"), N_("managers"), N_("leads"), N_("heads"), "fte",
  "ftes", NULL
};

static const char *const currencies[] = { "$", "€", "£", "¥", "₹" };

static const struct
{
  char   letter;
  double factor;
} scales[] = { { 'K', 1e3 }, { 'M', 1e6 }, { 'B', 1e9 } };

/* What a key date is called ends before these: “Demo on May 15”, “freeze: June 15”. */
static const char *const dangling_words[] = {
  "on", "by", "at", "in", "until", "from", "and", "the", "due", "is", "for",
};

static gboolean
contains_word (const char *folded,
               const char *word)
{
  gsize length = strlen (word);

  for (const char *p = strstr (folded, word); p != NULL; p = strstr (p + 1, word))
    if ((p == folded || !g_ascii_isalnum (p[-1])) && !g_ascii_isalnum (p[length]))
      return TRUE;

  return FALSE;
}

/* Translators write the words in lower case, as they are here. */
static gboolean
contains_any (const char        *text,
              const char *const *words)
{
  g_autofree char *folded = g_utf8_strdown (text, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (contains_word (folded, words[i]) || contains_word (folded, _(words[i])))
      return TRUE;

  return FALSE;
}

static const char *
constraint_text (QdRecord *constraint)
{
  return qd_record_get_text (constraint, QD_CONSTRAINT_TEXT);
}

static gboolean
is_labelled (QdRecord          *constraint,
             const char *const *words)
{
  return contains_any (qd_record_get_text (constraint, QD_CONSTRAINT_LABEL), words);
}

/* Whether a clause ends at @text. */
static gboolean
is_separator (const char *text)
{
  return g_utf8_strchr (",;\n()，；（）、。", -1, g_utf8_get_char (text)) != NULL;
}

static void
trim_punctuation (char *label)
{
  static const char punctuation[] = ":;,-=()* \t\n：；，（）、。・　";
  const char *first = label;
  const char *end = label + strlen (label);

  while (*first != '\0' && g_utf8_strchr (punctuation, -1, g_utf8_get_char (first)) != NULL)
    first = g_utf8_next_char (first);
  while (end > first && g_utf8_strchr (punctuation, -1, g_utf8_get_char (g_utf8_prev_char (end))) != NULL)
    end = g_utf8_prev_char (end);
  memmove (label, first, (gsize) (end - first));
  label[end - first] = '\0';
}

/* Japanese has such words behind what they belong to: “6月15日までに凍結”. */
static const char *
skip_particle (const char *text)
{
  static const char *const particles[] = { "までに", "まで", "から", "には", "に", "は" };

  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    if (g_str_has_prefix (text, particles[i]))
      return text + strlen (particles[i]);

  return text;
}

/* “デモは5月15日” */
static void
drop_particle (char *label)
{
  gsize length = strlen (label);

  if (length > strlen ("は") && g_str_has_suffix (label, "は"))
    label[length - strlen ("は")] = '\0';
}

static gboolean
drop_dangling_word (char *label)
{
  gsize length = strlen (label);

  for (guint i = 0; i < G_N_ELEMENTS (dangling_words); i++)
    {
      gsize word = strlen (dangling_words[i]);

      if (length < word)
        continue;

      if (g_ascii_strcasecmp (label + length - word, dangling_words[i]) == 0 &&
          (length == word || label[length - word - 1] == ' '))
        {
          label[length - word] = '\0';
          return TRUE;
        }
      if (g_ascii_strncasecmp (label, dangling_words[i], word) == 0 && label[word] == ' ')
        {
          memmove (label, label + word, length - word + 1);
          return TRUE;
        }
    }

  return FALSE;
}

/* Takes blanks, punctuation and words like “on” off both ends. */
static char *
trim_label (const char *text,
            gsize       length)
{
  char *label = g_strndup (text, length);

  do
    trim_punctuation (label);
  while (drop_dangling_word (label));

  return label;
}

/* What stands before the date in its clause; if nothing does, what stands behind it; else what the constraint is
 * called. */
static char *
key_date_label (QdRecord   *constraint,
                const char *text,
                int         from,
                int         start,
                int         end,
                int         to)
{
  g_autofree char *label = NULL;
  int first = start;
  int last;

  while (first > from && !is_separator (g_utf8_prev_char (text + first)))
    first = (int) (g_utf8_prev_char (text + first) - text);
  label = trim_label (text + first, (gsize) (start - first));
  drop_particle (label);
  if (*label != '\0')
    return g_steal_pointer (&label);

  end = (int) (skip_particle (text + end) - text);
  last = end;
  while (last < to && !is_separator (text + last))
    last = (int) (g_utf8_next_char (text + last) - text);
  g_free (label);
  label = trim_label (text + end, (gsize) (last - end));
  if (*label != '\0')
    return g_steal_pointer (&label);

  return g_strdup (qd_record_get_text (constraint, QD_CONSTRAINT_LABEL));
}

/**
 * qd_constraint_get_key_dates:
 * @constraint: a constraint
 * @near_date: (nullable): see qd_date_parse()
 *
 * Reads “Partnership demo May 15, Feature freeze June 15” and “May 15: demo; June 15: freeze”. Headcount and budget
 * have no key dates: “3 new hires joining in April” is none.
 *
 * Returns: (transfer full) (element-type QdKeyDate): the dates in its text, in their order
 */
GPtrArray *
qd_constraint_get_key_dates (QdRecord    *constraint,
                             const GDate *near_date)
{
  GPtrArray *dates = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_key_date_free);
  const char *text = constraint_text (constraint);
  int from = 0;
  int start, end;
  QdDate date = qd_date_find (text, near_date, &start, &end);

  if (date.precision == QD_DATE_NONE || is_labelled (constraint, headcount_labels) ||
      is_labelled (constraint, budget_labels))
    return dates;

  while (date.precision != QD_DATE_NONE)
    {
      QdKeyDate *key_date = g_new0 (QdKeyDate, 1);
      int next_start, next_end;

      key_date->record = constraint;
      key_date->date = date;
      key_date->start = start;
      key_date->end = end;
      g_ptr_array_add (dates, key_date);

      date = qd_date_find (text + end, near_date, &next_start, &next_end);
      key_date->label = key_date_label (constraint, text, from, start, end,
                                        date.precision != QD_DATE_NONE ? end + next_start : (int) strlen (text));
      from = end;
      start = end + next_start;
      end = from + next_end;
    }

  return dates;
}

/**
 * qd_constraints_get_key_dates:
 *
 * Returns: (transfer full) (element-type QdKeyDate): the key dates of all constraints, in the order of the text
 */
GPtrArray *
qd_constraints_get_key_dates (QdPlan *plan)
{
  GPtrArray *dates = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_key_date_free);
  QdList *constraints = qd_plan_get_list (plan, QD_LIST_CONSTRAINTS);
  GDate near_date;
  gboolean has_near = qd_plan_get_planning_date (plan, &near_date);

  for (guint i = 0; i < qd_list_get_length (constraints); i++)
    g_ptr_array_extend_and_steal (dates, qd_constraint_get_key_dates (qd_list_get (constraints, i),
                                                                      has_near ? &near_date : NULL));

  return dates;
}

/* A number that stands for itself: not the 2 of “SOC2”. Moves @at to it. */
static const char *
find_number (const char **at,
             double      *number)
{
  for (const char *p = *at; *p != '\0'; p++)
    {
      const char *end;

      if (!g_ascii_isdigit (*p))
        continue;

      end = p == *at || !(g_ascii_isalnum (p[-1]) || p[-1] == '.') ? qd_number_scan (p, number, NULL) : NULL;
      if (end != NULL)
        {
          *at = p;
          return end;
        }
      p += strspn (p, "0123456789") - 1;
    }

  return NULL;
}

static gboolean
is_followed_by_people (const char *text)
{
  const char *end = text;
  g_autofree char *words = NULL;

  /* “8 engineers”, “8 senior engineers” */
  for (int i = 0; i < 2; i++)
    {
      end += strspn (end, " -");
      end += strcspn (end, " ,;:()\n");
    }
  words = g_strndup (text, (gsize) (end - text));

  return contains_any (words, people_words);
}

/* Returns the first number that counts people, else, if @any, the first number. */
static gboolean
find_people (const char         *text,
             gboolean            any,
             QdConstraintNumber *found)
{
  const char *p = text;
  const char *end;
  gboolean has_any = FALSE;
  double number;

  for (end = find_number (&p, &number); end != NULL; p = end, end = find_number (&p, &number))
    {
      gboolean people = is_followed_by_people (end);

      if (people || (any && !has_any))
        {
          has_any = TRUE;
          found->number = number;
          found->start = (int) (p - text);
          found->end = (int) (end - text);
        }
      if (people)
        return TRUE;
    }

  return has_any;
}

/**
 * qd_constraints_get_headcount:
 * @plan: a plan
 * @headcount: (out caller-allocates): how many engineers there are, and where that stands
 *
 * Read from the constraint called headcount or the like: “34 engineers (3 new hires joining in April)”.
 *
 * Returns: whether a constraint says so
 */
gboolean
qd_constraints_get_headcount (QdPlan             *plan,
                              QdConstraintNumber *headcount)
{
  QdList *constraints = qd_plan_get_list (plan, QD_LIST_CONSTRAINTS);

  for (guint i = 0; i < qd_list_get_length (constraints); i++)
    {
      QdRecord *constraint = qd_list_get (constraints, i);

      headcount->record = constraint;
      if (is_labelled (constraint, headcount_labels) && find_people (constraint_text (constraint), TRUE, headcount))
        return TRUE;
    }

  return FALSE;
}

/**
 * qd_constraints_get_uncounted:
 * @plan: a plan
 *
 * The numbers in the note on capacity: “8 engineers in management/lead roles not counted in capacity” has 8.
 *
 * Returns: (transfer full) (element-type double): those that count people, in their order
 */
GArray *
qd_constraints_get_uncounted (QdPlan *plan)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (double));
  const char *p = qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_CAPACITY_NOTE);
  const char *end;
  double number;

  for (end = find_number (&p, &number); end != NULL; p = end, end = find_number (&p, &number))
    if (is_followed_by_people (end))
      g_array_append_val (numbers, number);

  return numbers;
}

static const char *
skip_scale (const char *text,
            double     *number)
{
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    if (g_ascii_toupper (*text) == scales[i].letter && !g_ascii_isalpha (text[1]))
      {
        *number *= scales[i].factor;
        return text + 1;
      }

  return text;
}

/* Returns where the currency sign before @number starts; @number itself if there is none. */
static const char *
find_currency (const char *text,
               const char *number)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      gsize length = strlen (currencies[i]);

      if ((gsize) (number - text) >= length && strncmp (number - length, currencies[i], length) == 0)
        return number - length;
    }

  return number;
}

/**
 * qd_constraints_get_budget:
 * @plan: a plan
 * @budget: (out caller-allocates): how much there is to spend, and where that stands; in which currency its text tells
 *
 * Read from the constraint called budget or the like: “$50K discretionary (tools, training)”.
 *
 * Returns: whether a constraint says so
 */
gboolean
qd_constraints_get_budget (QdPlan             *plan,
                           QdConstraintNumber *budget)
{
  QdList *constraints = qd_plan_get_list (plan, QD_LIST_CONSTRAINTS);

  for (guint i = 0; i < qd_list_get_length (constraints); i++)
    {
      QdRecord *constraint = qd_list_get (constraints, i);
      const char *text = constraint_text (constraint);
      const char *p = text;
      const char *end;

      if (!is_labelled (constraint, budget_labels))
        continue;

      end = find_number (&p, &budget->number);
      if (end == NULL)
        continue;

      budget->record = constraint;
      budget->start = (int) (find_currency (text, p) - text);
      budget->end = (int) (skip_scale (end, &budget->number) - text);
      return TRUE;
    }

  return FALSE;
}

static void
set_text (QdChange   *change,
          QdRecord   *constraint,
          const char *text)
{
  g_auto (QdValue) value = qd_value_text (text);

  qd_change_set (change, qd_record_get_id (constraint), qd_record_get_field (constraint, QD_CONSTRAINT_TEXT), &value);
}

/**
 * qd_constraints_set_key_date:
 * @change: a change
 * @key_date: a key date of the plan the change is for
 * @date: when it is to be
 *
 * Adds the step that writes @date into the constraint's text, in the way the old one is written.
 */
void
qd_constraints_set_key_date (QdChange        *change,
                             const QdKeyDate *key_date,
                             const GDate     *date)
{
  QdPlan *plan = qd_record_get_plan (key_date->record);
  GDate near_date;
  gboolean has_near = plan != NULL && qd_plan_get_planning_date (plan, &near_date);
  g_autofree char *text = qd_date_text_replace (constraint_text (key_date->record), key_date->start, key_date->end,
                                                date, has_near ? &near_date : NULL);

  set_text (change, key_date->record, text);
}

/**
 * qd_constraints_set_number:
 * @change: a change
 * @number: a number of the plan the change is for
 * @value: what it is to be
 *
 * Adds the step that writes @value into the constraint's text, with the currency and, where it stays a round number,
 * the scale of the old one: “$50K” becomes “$60K”.
 */
void
qd_constraints_set_number (QdChange                 *change,
                           const QdConstraintNumber *number,
                           double                    value)
{
  const char *text = constraint_text (number->record);
  const char *digits = text + number->start;
  double factor = 1;
  g_autofree char *written = NULL;
  g_autofree char *replaced = NULL;
  char scale[2] = "";

  while (!g_ascii_isdigit (*digits))
    digits++;
  skip_scale (text + number->end - 1, &factor);
  if (factor > 1 && qd_number_equal (qd_number_round (value / factor, 1), value / factor))
    scale[0] = text[number->end - 1];
  else
    factor = 1;

  written = qd_number_format (value / factor, 6);
  replaced = g_strdup_printf ("%.*s%s%s%s", (int) (digits - text), text, written, scale, text + number->end);
  set_text (change, number->record, replaced);
}

void
qd_key_date_free (QdKeyDate *key_date)
{
  g_free (key_date->label);
  g_free (key_date);
}
