#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-constraints.h"
#include "qd-date-text.h"
#include "qd-measure.h"
#include "qd-rules-private.h"
#include "qd-text.h"

/* Rules about days. */

/* A quarter is closed within this many days after its end. */
#define DAYS_AFTER_QUARTER 14

/* Nobody plans a quarter longer than this before it begins. */
#define DAYS_BEFORE_QUARTER 120

/* Where days stand that belong to the quarter, or at least are not to be on a weekend. */
static const struct
{
  QdRecordType type;
  guint        field;
  gboolean     in_quarter;
} date_fields[] = {
  { QD_RECORD_PLAN, QD_PLAN_PLANNING_DATE, FALSE },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_TARGET, TRUE },
  { QD_RECORD_DEPENDENCY, QD_DEPENDENCY_NEEDED_BY, TRUE },
  { QD_RECORD_ACTION, QD_ACTION_DUE, TRUE },
  { QD_RECORD_MESSAGE, QD_MESSAGE_WHEN, TRUE },
  { QD_RECORD_CHECKPOINT, QD_CHECKPOINT_DATE, TRUE },
};

static const char months[] = "jan feb mar apr may jun jul aug sep oct nov dec";

/* A day of a record. */
typedef struct
{
  char    *title;      /* what it is called */
  QdDate   date;
  gboolean in_quarter; /* it belongs there */
} RecordDate;

static void
record_date_clear (gpointer data)
{
  g_free (((RecordDate *) data)->title);
}

/* Looking for a date takes long, and most texts have none: a date has the name of a month or two marks as in
 * “2024-05-15” and “15.05.2024”. */
static gboolean
may_have_date (const char *text)
{
  gboolean word_starts = TRUE;
  guint marks = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (word_starts && g_ascii_isalpha (*p) && g_ascii_isalpha (p[1]) && g_ascii_isalpha (p[2]))
        {
          char month[] = { g_ascii_tolower (p[0]), g_ascii_tolower (p[1]), g_ascii_tolower (p[2]), '\0' };

          if (strstr (months, month) != NULL)
            return TRUE;
        }
      if ((*p == '-' || *p == '.') && g_ascii_isdigit (p[1]) && ++marks == 2)
        return TRUE;
      word_starts = !g_ascii_isalpha (*p);
    }

  return FALSE;
}

static void
add_date (QdRuleContext *context,
          const char    *title,
          QdDate         date,
          gboolean       in_quarter)
{
  RecordDate added = { g_strdup (title), date, in_quarter };

  g_array_append_val (context->dates, added);
}

static void
add_field_date (QdRuleContext *context,
                QdRecord      *record,
                guint          field,
                gboolean       in_quarter)
{
  const char *text = qd_record_get_text (record, field);
  QdDate date;

  if (!may_have_date (text) || qd_rule_in_review (record))
    return;

  if (qd_record_get_field (record, field)->kind == QD_KIND_MEASURE)
    date = qd_measure_parse (text, qd_rule_near_date (context)).date;
  else
    date = qd_date_parse (text, qd_rule_near_date (context));
  if (date.precision != QD_DATE_NONE)
    add_date (context, qd_rule_title (record), date, in_quarter);
}

static void
add_key_dates (QdRuleContext *context,
               QdRecord      *constraint)
{
  g_autoptr (GPtrArray) dates = NULL;

  if (!may_have_date (qd_record_get_text (constraint, QD_CONSTRAINT_TEXT)))
    return;

  dates = qd_constraint_get_key_dates (constraint, qd_rule_near_date (context));
  for (guint i = 0; i < dates->len; i++)
    {
      const QdKeyDate *key_date = g_ptr_array_index (dates, i);

      add_date (context, key_date->label, key_date->date, TRUE);
    }
}

/* The days of @record. Several rules look at them, one after the other. */
static GArray *
get_dates (QdRuleContext *context,
           QdRecord      *record)
{
  QdRecordType type = qd_record_get_record_type (record);

  if (context->dates == NULL)
    {
      context->dates = g_array_new (FALSE, FALSE, sizeof (RecordDate));
      g_array_set_clear_func (context->dates, record_date_clear);
    }
  if (context->dated == record)
    return context->dates;

  context->dated = record;
  g_array_set_size (context->dates, 0);
  for (guint i = 0; i < G_N_ELEMENTS (date_fields); i++)
    if (date_fields[i].type == type)
      add_field_date (context, record, date_fields[i].field, date_fields[i].in_quarter);
  if (type == QD_RECORD_CONSTRAINT)
    add_key_dates (context, record);

  return context->dates;
}

void
qd_rule_plan_quarter (QdRuleContext *context,
                      QdRecord      *plan)
{
  const char *quarter = qd_record_get_text (plan, QD_PLAN_QUARTER);

  if (qd_quarter_is_set (&context->quarter))
    return;

  qd_rule_report (context, plan, 0,
                  qd_rule_is_unfilled (quarter)
                    ? g_strdup (_("The plan does not say which quarter it is for."))
                    : g_strdup_printf (_("“%s” is no quarter that can be read, such as Q2 2024."), quarter),
                  g_strdup (_("The quarter is not known")));
}

void
qd_rule_plan_planning_date (QdRuleContext *context,
                            QdRecord      *plan)
{
  const char *text = qd_record_get_text (plan, QD_PLAN_PLANNING_DATE);
  QdDate date;
  int days;
  char *message;

  if (qd_rule_is_unfilled (text))
    return;

  date = qd_date_parse (text, g_date_valid (&context->first) ? &context->first : NULL);
  if (date.precision == QD_DATE_NONE)
    {
      qd_rule_report (context, plan, 0, g_strdup_printf (_("“%s” is no planning date that can be read."), text),
                      g_strdup (_("The planning date is not understood")));
      return;
    }

  days = g_date_valid (&context->first) ? g_date_days_between (&date.date, &context->first) : 0;
  if (days > DAYS_BEFORE_QUARTER)
    message = g_strdup_printf (ngettext ("The planning date, %2$s, is %1$d day before the quarter begins.",
                                         "The planning date, %2$s, is %1$d days before the quarter begins.",
                                         (gulong) days), days, text);
  else if (g_date_valid (&context->last) && g_date_compare (&date.date, &context->last) > 0)
    message = g_strdup_printf (_("The planning date, %s, is after the quarter’s end."), text);
  else
    return;

  qd_rule_report (context, plan, days, message, g_strdup (_("The planning date does not fit the quarter")));
}

void
qd_rule_date_weekend (QdRuleContext *context,
                      QdRecord      *record)
{
  GArray *dates = get_dates (context, record);

  for (guint i = 0; i < dates->len; i++)
    {
      const RecordDate *date = &g_array_index (dates, RecordDate, i);
      const char *kind = _(qd_record_get_info (record)->label);
      g_autofree char *day = NULL;

      if (date->date.precision != QD_DATE_DAY || !qd_date_is_weekend (&date->date.date))
        continue;

      day = qd_date_format_local (&date->date.date);
      qd_rule_report (context, record, 0,
                      /* Translators: a kind of record, one of them, a day: “Communication ‘Partner’ falls on …” */
                      g_strdup_printf (_("%s “%s” falls on a weekend: %s."), kind, date->title, day),
                      g_strdup_printf (_("%s is on a weekend"), date->title));
    }
}

/* The working days around a weekend. */
static const struct
{
  int         from_saturday;
  const char *label;
} weekdays_around[] = {
  { -1, N_("Move %s to the Friday before") },
  { 2, N_("Move %s to the Monday after") },
};

static GDate
weekday_around (const GDate *date,
                guint        which)
{
  GDate moved = *date;
  int days = weekdays_around[which].from_saturday - (g_date_get_weekday (date) == G_DATE_SUNDAY ? 1 : 0);

  if (days > 0)
    g_date_add_days (&moved, (guint) days);
  else
    g_date_subtract_days (&moved, (guint) -days);

  return moved;
}

static void
fix_field (QdRuleContext *context,
           QdRecord      *record,
           guint          field,
           GPtrArray     *fixes)
{
  const char *text = qd_record_get_text (record, field);
  int start, end;
  QdDate date = qd_date_find (text, qd_rule_near_date (context), &start, &end);

  if (date.precision != QD_DATE_DAY || !qd_date_is_weekend (&date.date))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (weekdays_around); i++)
    {
      GDate moved = weekday_around (&date.date, i);
      g_autofree char *replaced = qd_date_text_replace (text, start, end, &moved, qd_rule_near_date (context));

      qd_fix_add_set (fixes, g_strdup_printf (_(weekdays_around[i].label), qd_rule_title (record)), record, field,
                      qd_value_text (replaced));
    }
}

static void
fix_constraint (QdRuleContext *context,
                QdRecord      *constraint,
                GPtrArray     *fixes)
{
  g_autoptr (GPtrArray) dates = qd_constraint_get_key_dates (constraint, qd_rule_near_date (context));

  for (guint i = 0; i < dates->len; i++)
    {
      const QdKeyDate *key_date = g_ptr_array_index (dates, i);

      if (key_date->date.precision != QD_DATE_DAY || !qd_date_is_weekend (&key_date->date.date))
        continue;

      for (guint j = 0; j < G_N_ELEMENTS (weekdays_around); j++)
        {
          GDate moved = weekday_around (&key_date->date.date, j);
          char *label = g_strdup_printf (_(weekdays_around[j].label), key_date->label);
          QdChange *change = qd_change_new (label);

          qd_constraints_set_key_date (change, key_date, &moved);
          qd_fix_add (fixes, label, change);
        }
    }
}

void
qd_fix_date_weekend (QdRuleContext *context,
                     QdRecord      *record,
                     GPtrArray     *fixes)
{
  QdRecordType type = qd_record_get_record_type (record);

  for (guint i = 0; i < G_N_ELEMENTS (date_fields); i++)
    if (date_fields[i].type == type)
      fix_field (context, record, date_fields[i].field, fixes);

  if (type == QD_RECORD_CONSTRAINT)
    fix_constraint (context, record, fixes);
}

/* A month is outside if all its days are. */
static void
check_outside (QdRuleContext    *context,
               QdRecord         *record,
               const RecordDate *date)
{
  const char *kind = _(qd_record_get_info (record)->label);
  g_autofree char *day = NULL;
  GDate last_day = date->date.date;
  int early, late;
  char *message;

  if (date->date.precision == QD_DATE_MONTH)
    {
      g_date_add_months (&last_day, 1);
      g_date_subtract_days (&last_day, 1);
    }
  early = g_date_valid (&context->near_date) ? g_date_days_between (&last_day, &context->near_date) : 0;
  late = g_date_valid (&context->last) ? g_date_days_between (&context->last, &date->date.date) : 0;
  if (early <= 0 && late <= DAYS_AFTER_QUARTER)
    return;

  day = qd_date_format_local (&date->date.date);
  if (early > 0)
    message = g_strdup_printf (_("%s “%s” is before the planning date: %s."), kind, date->title, day);
  else
    message = g_strdup_printf (ngettext ("%2$s “%3$s” is %1$d day after the quarter’s end: %4$s.",
                                         "%2$s “%3$s” is %1$d days after the quarter’s end: %4$s.", (gulong) late),
                               late, kind, date->title, day);

  qd_rule_report (context, record, MAX (early, late), message,
                  g_strdup_printf (_("%s is outside the quarter"), date->title));
}

void
qd_rule_date_outside (QdRuleContext *context,
                      QdRecord      *record)
{
  GArray *dates = get_dates (context, record);

  for (guint i = 0; i < dates->len; i++)
    if (g_array_index (dates, RecordDate, i).in_quarter)
      check_outside (context, record, &g_array_index (dates, RecordDate, i));
}
