#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-closing.h"
#include "qd-measure.h"
#include "qd-number.h"
#include "qd-rules-private.h"
#include "qd-text.h"

/* Rules about how last quarter went, and about figures that somebody stated. */

#define SCORE_EPSILON 1e-9

void
qd_rule_score_below_target (QdRuleContext *context,
                            QdRecord      *plan)
{
  const QdTotals *totals = context->totals;
  QdQuarter previous = qd_plan_get_previous_quarter (context->plan);
  g_autofree char *score = NULL, *target = NULL, *quarter = NULL;
  char *message, *short_message;

  if (!(totals->score < totals->score_target - SCORE_EPSILON))
    return;

  score = qd_number_format_local (totals->score, 2);
  target = qd_number_format_local (totals->score_target, 2);
  if (qd_quarter_is_set (&previous))
    {
      quarter = qd_quarter_short_name (&previous);
      message = g_strdup_printf (_("%s scored %s overall, below the target of %s."), quarter, score, target);
      short_message = g_strdup_printf (_("%s scored %s, below the target of %s"), quarter, score, target);
    }
  else
    {
      message = g_strdup_printf (_("Last quarter scored %s overall, below the target of %s."), score, target);
      short_message = g_strdup_printf (_("Last quarter scored %s, below the target of %s"), score, target);
    }

  qd_rule_report_list (context, QD_LIST_REVIEW_OBJECTIVES, qd_plan_get_single (context->plan, QD_LIST_REVIEW),
                       totals->score_target - totals->score, message, short_message);
}

void
qd_rule_score_needs_baseline (QdRuleContext *context,
                              QdRecord      *key_result)
{
  const QdKeyResultFigures *figures;
  const char *title;
  const char *actual = qd_record_get_text (key_result, QD_KEY_RESULT_ACTUAL);
  const char *target = qd_record_get_text (key_result, QD_KEY_RESULT_TARGET);
  g_autofree char *stated = NULL;
  char *message;

  if (!qd_rule_in_review (key_result))
    return;
  figures = qd_figures_key_result (context->figures, key_result);
  if (figures->reason != QD_SCORE_NEEDS_BASELINE)
    return;

  title = qd_rule_title (key_result);
  if (isnan (figures->stated))
    {
      message = g_strdup_printf (_("“%s” has no score: %s against %s says too little without a baseline."), title,
                                 actual, target);
    }
  else
    {
      stated = qd_number_format_local (figures->stated, 2);
      message = g_strdup_printf (_("“%s” has a stated score of %s that nobody can check: %s against %s says too little "
                                   "without a baseline."), title, stated, actual, target);
    }

  qd_rule_report (context, key_result, 0, message, g_strdup_printf (_("%s needs a baseline"), title));
}

void
qd_rule_score_unscored (QdRuleContext *context,
                        QdRecord      *key_result)
{
  static const char *const messages[] = {
    [QD_SCORE_NO_TARGET] = N_("“%s” has no score: it has no target."),
    [QD_SCORE_NO_ACTUAL] = N_("“%s” has no score: nobody said what was reached."),
    [QD_SCORE_NOT_UNDERSTOOD] = N_("“%s” has no score: its target or what was reached is not understood."),
    [QD_SCORE_UNITS_DIFFER] = N_("“%s” has no score: its target and what was reached have different units."),
  };
  const QdKeyResultFigures *figures;
  const char *title;

  if (!qd_rule_in_review (key_result))
    return;
  figures = qd_figures_key_result (context->figures, key_result);
  if (!isnan (figures->score) || figures->reason >= G_N_ELEMENTS (messages) || messages[figures->reason] == NULL)
    return;

  title = qd_rule_title (key_result);
  qd_rule_report (context, key_result, 0, g_strdup_printf (_(messages[figures->reason]), title),
                  g_strdup_printf (_("%s has no score"), title));
}

/* Whoever looks back wants to know why. */
void
qd_rule_score_no_cause (QdRuleContext *context,
                        QdRecord      *key_result)
{
  const QdKeyResultFigures *figures;
  const char *title;
  g_autofree char *score = NULL;

  if (!qd_rule_in_review (key_result) && !qd_rule_quarter_is_over (context))
    return;
  figures = qd_figures_key_result (context->figures, key_result);
  if ((qd_closing_lacks (figures, key_result) & QD_CLOSING_CAUSE) == 0)
    return;

  title = qd_rule_title (key_result);
  score = qd_number_format_local (figures->score, 2);
  qd_rule_report (context, key_result, 1 - figures->score,
                  g_strdup_printf (_("“%s” scored only %s, and no cause is given."), title, score),
                  g_strdup_printf (_("%s: no cause for %s"), title, score));
}

/* An agreed score that its figures contradict is believed only with a reason. */
void
qd_rule_score_no_reason (QdRuleContext *context,
                         QdRecord      *key_result)
{
  const QdKeyResultFigures *figures = qd_figures_key_result (context->figures, key_result);
  const char *title = qd_rule_title (key_result);
  g_autofree char *stated = NULL, *computed = NULL;

  if ((qd_closing_lacks (figures, key_result) & QD_CLOSING_REASON) == 0)
    return;

  stated = qd_number_format_local (figures->stated, 2);
  computed = qd_number_format_local (figures->computed, 2);
  qd_rule_report (context, key_result, fabs (figures->stated - figures->computed),
                  /* Translators: a key result, the stated score, the computed one */
                  g_strdup_printf (_("“%s” has a stated score of %s, but its figures come to %s, and no reason is given."),
                                   title, stated, computed),
                  /* Translators: a key result, the stated score, the computed one */
                  g_strdup_printf (_("%s: no reason for %s in place of %s"), title, stated, computed));
}

/* Reading a measure takes long, and next to none is approximate: only those that could be are read. */
static gboolean
may_be_approximate (const char *text)
{
  gboolean word_starts = TRUE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '~' || strncmp (p, "≈", strlen ("≈")) == 0)
        return TRUE;
      /* “about”, “approx.”, “around”, “ca.”, “circa”, “roughly” */
      if (word_starts && strchr ("aAcCrR", *p) != NULL)
        return TRUE;
      word_starts = !g_ascii_isalnum (*p);
    }

  return FALSE;
}

void
qd_rule_measure_approximate (QdRuleContext *context,
                             QdRecord      *key_result)
{
  static const guint fields[] = { QD_KEY_RESULT_BASELINE, QD_KEY_RESULT_TARGET, QD_KEY_RESULT_ACTUAL };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = qd_record_get_text (key_result, fields[i]);
      const char *title = qd_rule_title (key_result);
      if (!may_be_approximate (text) || !qd_measure_parse (text, qd_rule_near_date (context)).approximate)
        continue;

      qd_rule_report (context, key_result, 0,
                      /* Translators: a field, a key result, what was typed: “Baseline of ‘Secrets in code’ is …” */
                      g_strdup_printf (_("%s of “%s” is only approximate: %s."),
                                       qd_field_label (qd_record_get_field (key_result, fields[i])), title, text),
                      g_strdup_printf (_("%s is measured only roughly: %s"), title, text));
      return;
    }
}

/* Returns the computed figure that a stated one differs from, else NAN. */
typedef double (*StatedFunc) (QdRuleContext *context,
                              QdRecord      *record);

static double
plan_engineers (QdRuleContext *context,
                QdRecord      *plan)
{
  return context->totals->engineers_stated ? context->totals->engineers_computed : NAN;
}

static double
plan_capacity (QdRuleContext *context,
               QdRecord      *plan)
{
  return context->totals->capacity_stated ? context->totals->capacity_computed : NAN;
}

static double
review_score (QdRuleContext *context,
              QdRecord      *review)
{
  return context->totals->score_stated ? context->totals->score_mean : NAN;
}

static double
key_result_score (QdRuleContext *context,
                  QdRecord      *key_result)
{
  const QdKeyResultFigures *figures = qd_figures_key_result (context->figures, key_result);

  return isnan (figures->stated) ? NAN : figures->computed;
}

/* Whether another rule says so already. */
static gboolean
lacks_reason (QdRuleContext *context,
              QdRecord      *record)
{
  return qd_record_get_record_type (record) == QD_RECORD_KEY_RESULT &&
         (qd_closing_lacks (qd_figures_key_result (context->figures, record), record) & QD_CLOSING_REASON) != 0;
}

static double
team_capacity (QdRuleContext *context,
               QdRecord      *team)
{
  const QdTeamFigures *figures = qd_figures_team (context->figures, team);

  return figures->stated ? figures->computed : NAN;
}

static double
category_points (QdRuleContext *context,
                 QdRecord      *category)
{
  const QdCategoryFigures *figures = qd_figures_category (context->figures, category);

  return figures->stated ? figures->computed : NAN;
}

/* What may be stated. @list is where it is shown if that is not the record's own list. The message gets what the record
 * is called, the stated figure and the computed one. */
static const struct
{
  QdRecordType type;
  guint        field;
  QdListId     list;
  guint        decimals;
  StatedFunc   computed;
  const char  *message;
} stated_figures[] = {
  { QD_RECORD_PLAN, QD_PLAN_STATED_ENGINEERS, QD_LIST_TEAMS, 1, plan_engineers,
    N_("“%s” states %s engineers in total, but its teams have %s.") },
  { QD_RECORD_PLAN, QD_PLAN_STATED_CAPACITY, QD_LIST_TEAMS, 1, plan_capacity,
    N_("“%s” states a total capacity of %s points, but its teams add up to %s.") },
  { QD_RECORD_REVIEW, QD_REVIEW_STATED_SCORE, QD_LIST_REVIEW_OBJECTIVES, 2, review_score,
    N_("“%s” has a stated score of %s, but its key results come to %s.") },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_STATED, QD_LIST_ANY, 2, key_result_score,
    N_("“%s” has a stated score of %s, but its figures come to %s.") },
  { QD_RECORD_TEAM, QD_TEAM_STATED_POINTS, QD_LIST_ANY, 1, team_capacity,
    N_("“%s” has a stated capacity of %s points, but its engineers and days come to %s.") },
  { QD_RECORD_CATEGORY, QD_CATEGORY_STATED_POINTS, QD_LIST_ANY, 1, category_points,
    N_("“%s” has %s stated points, but its share of the capacity comes to %s.") },
};

void
qd_rule_figure_stated (QdRuleContext *context,
                       QdRecord      *record)
{
  QdRecordType type = qd_record_get_record_type (record);

  for (guint i = 0; i < G_N_ELEMENTS (stated_figures); i++)
    {
      g_autofree char *stated = NULL, *computed = NULL;
      char *message, *short_message;
      double figure;

      if (stated_figures[i].type != type || !qd_record_is_set (record, stated_figures[i].field))
        continue;
      figure = stated_figures[i].computed (context, record);
      if (isnan (figure) || lacks_reason (context, record))
        continue;

      stated = qd_number_format_local (qd_record_get_number (record, stated_figures[i].field),
                                       stated_figures[i].decimals);
      computed = qd_number_format_local (figure, stated_figures[i].decimals);
      message = g_strdup_printf (_(stated_figures[i].message), qd_rule_title (record), stated, computed);
      short_message = g_strdup_printf (_("%s: %s is stated, %s computed"), qd_rule_title (record), stated, computed);
      if (stated_figures[i].list != QD_LIST_ANY)
        qd_rule_report_list (context, stated_figures[i].list, record, 0, message, short_message);
      else
        qd_rule_report (context, record, 0, message, short_message);
    }
}

void
qd_fix_figure_stated (QdRuleContext *context,
                      QdRecord      *record,
                      GPtrArray     *fixes)
{
  for (guint i = 0; i < G_N_ELEMENTS (stated_figures); i++)
    {
      g_autofree char *computed = NULL;
      double figure;

      if (stated_figures[i].type != qd_record_get_record_type (record) ||
          !qd_record_is_set (record, stated_figures[i].field))
        continue;
      figure = stated_figures[i].computed (context, record);
      if (isnan (figure))
        continue;

      computed = qd_number_format_local (figure, stated_figures[i].decimals);
      qd_fix_add_set (fixes, g_strdup_printf (_("Use the computed %s"), computed), record, stated_figures[i].field,
                      (QdValue) QD_VALUE_INIT);
    }
}
