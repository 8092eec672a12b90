#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-count.h"
#include "qd-number.h"
#include "qd-rules-private.h"
#include "qd-words.h"

/* Rules about what the capacity is for. */

/* Less than this many points is rounding. */
#define POINTS_EPSILON 0.005

/* As part of one per cent. */
#define SHARE_EPSILON 0.0005

#define MAX_FIXES 3

/* A category is for reliability if its name contains one of these. Translators: parts of words in lower case, as they
 * stand in names of categories of work in your language, separated by spaces. */
static const char reliability_words[] = N_("reliab stabil quality resilien");

void
qd_rule_allocation_total (QdRuleContext *context,
                          QdRecord      *plan)
{
  double share = context->totals->share;
  g_autofree char *percent = NULL, *gap = NULL;
  char *message;

  if (fabs (share - 1) < SHARE_EPSILON ||
      qd_list_get_length (qd_plan_get_list (context->plan, QD_LIST_ALLOCATION)) == 0)
    return;

  percent = qd_number_format_local (share * 100, 1);
  gap = qd_number_format_local (fabs (share - 1) * 100, 1);
  if (share < 1)
    message = g_strdup_printf (_("The allocation adds up to %s %%, %s %% too little."), percent, gap);
  else
    message = g_strdup_printf (_("The allocation adds up to %s %%, %s %% too much."), percent, gap);

  qd_rule_report_list (context, QD_LIST_ALLOCATION, plan, fabs (share - 1), message,
                       g_strdup_printf (_("The allocation adds up to %s %%"), percent));
}

/* The largest category can best give or take what is missing. */
void
qd_fix_allocation_total (QdRuleContext *context,
                         QdRecord      *plan,
                         GPtrArray     *fixes)
{
  QdList *categories = qd_plan_get_list (context->plan, QD_LIST_ALLOCATION);
  QdRecord *largest = NULL;
  double most = 0, percent;
  g_autofree char *formatted = NULL;

  for (guint i = 0; i < qd_list_get_length (categories); i++)
    {
      QdRecord *category = qd_list_get (categories, i);

      percent = qd_record_get_number (category, QD_CATEGORY_PERCENT);
      if (percent > most)
        {
          most = percent;
          largest = category;
        }
    }

  percent = qd_number_round (most + (1 - context->totals->share) * 100, 4);
  if (largest == NULL || percent < 0 || percent > 100 || qd_number_equal (percent, most))
    return;

  formatted = qd_number_format_local (percent, 1);
  qd_fix_add_set (fixes, g_strdup_printf (_("Set %s to %s %%"), qd_rule_title (largest), formatted), largest,
                  QD_CATEGORY_PERCENT, qd_value_number (percent));
}

static gboolean
is_for_reliability (QdRecord          *category,
                    const char *const *words)
{
  g_autofree char *folded = g_utf8_strdown (qd_record_get_title (category), -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && strstr (folded, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

void
qd_rule_allocation_reliability (QdRuleContext *context,
                                QdRecord      *plan)
{
  QdList *categories = qd_plan_get_list (context->plan, QD_LIST_ALLOCATION);
  double least = qd_record_get_number (qd_plan_get_single (context->plan, QD_LIST_SETTINGS),
                                       QD_SETTINGS_MIN_RELIABILITY);
  /* As they are here, and in the user's language. */
  g_autofree char *all_words = g_strconcat (reliability_words, " ", _(reliability_words), NULL);
  g_auto (GStrv) words = g_strsplit (all_words, " ", -1);
  double percent = 0;
  QdRecord *first = NULL;
  g_autofree char *formatted = NULL, *formatted_least = NULL;

  for (guint i = 0; i < qd_list_get_length (categories); i++)
    {
      QdRecord *category = qd_list_get (categories, i);
      double share = qd_record_get_number (category, QD_CATEGORY_PERCENT);

      if (isnan (share) || !is_for_reliability (category, (const char *const *) words))
        continue;
      percent += share;
      first = first != NULL ? first : category;
    }

  /* Without a category that is known to be for it, nobody can tell. */
  if (first == NULL || !(percent < least - SHARE_EPSILON))
    return;

  formatted = qd_number_format_local (percent, 1);
  formatted_least = qd_number_format_local (least, 1);
  qd_rule_report (context, first, least - percent,
                  g_strdup_printf (_("%s %% of the capacity is for reliability, less than the %s %% that should be."),
                                   formatted, formatted_least),
                  g_strdup_printf (_("Only %s %% is for reliability"), formatted));
}

void
qd_rule_allocation_uncategorised (QdRuleContext *context,
                                  QdRecord      *plan)
{
  guint n = context->totals->n_uncategorised;
  g_autofree char *points = NULL;

  if (n == 0 || qd_list_get_length (qd_plan_get_list (context->plan, QD_LIST_ALLOCATION)) == 0)
    return;

  points = qd_rule_points (context->totals->uncategorised);
  qd_rule_report_list (context, QD_LIST_ALLOCATION, plan, context->totals->uncategorised,
                       qd_count_printf (ngettext ("%u initiative with %s points has no category, so nobody can tell "
                                                  "whether it fits the allocation.",
                                                  "%u initiatives with %s points have no category, so nobody can tell "
                                                  "whether they fit the allocation.", n), n, points),
                       qd_count_printf (ngettext ("%u initiative has no category", "%u initiatives have no category",
                                                  n), n));
}

/* The only category whose name shares a word with the title of @objective. */
static QdRecord *
guess_category (QdRecord *objective,
                QdList   *categories)
{
  g_autoptr (QdWordIndex) index = qd_word_index_new ();
  const char *title = qd_record_get_title (objective);
  QdRecord *guess = NULL;

  qd_word_index_put (index, objective, &title, 1, NULL, NULL);
  for (guint i = 0; i < qd_list_get_length (categories); i++)
    {
      QdRecord *category = qd_list_get (categories, i);

      if (!qd_word_index_has_any (index, qd_record_get_title (category)))
        continue;
      if (guess != NULL)
        return NULL;
      guess = category;
    }

  return guess;
}

void
qd_fix_allocation_uncategorised (QdRuleContext *context,
                                 QdRecord      *plan,
                                 GPtrArray     *fixes)
{
  QdList *objectives = qd_plan_get_list (context->plan, QD_LIST_OBJECTIVES);
  QdList *categories = qd_plan_get_list (context->plan, QD_LIST_ALLOCATION);

  for (guint i = 0; i < qd_list_get_length (objectives) && fixes->len < MAX_FIXES; i++)
    {
      QdRecord *objective = qd_list_get (objectives, i);
      QdRecord *category = NULL;

      if (!qd_record_is_set (objective, QD_OBJECTIVE_CATEGORY))
        category = guess_category (objective, categories);
      if (category != NULL)
        qd_fix_add_set (fixes, g_strdup_printf (_("Put “%s” under %s"), qd_rule_title (objective),
                                                qd_record_get_title (category)), objective, QD_OBJECTIVE_CATEGORY,
                        qd_value_text (qd_record_get_title (category)));
    }
}

void
qd_rule_category_no_work (QdRuleContext *context,
                          QdRecord      *category)
{
  const QdCategoryFigures *figures;
  const char *title;
  g_autofree char *percent = NULL;

  /* While nothing has a category, that is what has to be said. */
  if (!context->gates.categorised)
    return;
  figures = qd_figures_category (context->figures, category);
  if (!(figures->share > 0) || figures->n_initiatives > 0)
    return;

  title = qd_rule_title (category);
  percent = qd_number_format_local (figures->share * 100, 1);
  qd_rule_report (context, category, figures->share,
                  g_strdup_printf (_("%s has %s %% of the capacity and no initiative."), title, percent),
                  g_strdup_printf (_("%s has %s %% and no work"), title, percent));
}

void
qd_rule_category_over (QdRuleContext *context,
                       QdRecord      *category)
{
  const QdCategoryFigures *figures;
  const char *title;
  g_autofree char *committed = NULL, *points = NULL, *amount = NULL;
  double over;

  if (!context->gates.categorised)
    return;
  figures = qd_figures_category (context->figures, category);
  over = figures->committed - figures->points;
  if (!(over > POINTS_EPSILON))
    return;

  title = qd_rule_title (category);
  committed = qd_rule_points (figures->committed);
  points = qd_rule_points (figures->points);
  amount = qd_rule_points (over);
  qd_rule_report (context, category, over,
                  g_strdup_printf (_("%s is committed to %s of the %s points it was given, %s too many."), title,
                                   committed, points, amount),
                  g_strdup_printf (ngettext ("%s is over its share by %s point", "%s is over its share by %s points",
                                             qd_rule_plural (over)), title, amount));
}
