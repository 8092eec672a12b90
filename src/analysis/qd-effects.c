#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-effects.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-figure-text.h"
#include "qd-number.h"
#include "qd-text.h"

/* What the differences between two plans do to their figures: what a merge, a scenario or an approved state is weighed
 * by. Figures of the whole plan first, then those of each team, category and objective that either plan has. */

typedef double (*TotalFunc) (const QdTotals *totals);
typedef double (*RecordFunc) (QdFigures *figures,
                              QdRecord  *record);
typedef char *(*FormatFunc) (double number);

static char *
format_score (double score)
{
  return isnan (score) ? g_strdup ("–") : qd_score_format_local (score);
}

static char *
format_points (double points)
{
  return isnan (points) ? g_strdup ("–") : qd_number_format_local (points, 0);
}

static char *
format_percent (double part)
{
  return isnan (part) ? g_strdup ("–") : qd_percent_text (part);
}

#define TOTAL(name, member) \
  static double \
  total_##name (const QdTotals *totals) \
  { \
    return totals->member; \
  }

TOTAL (score, score)
TOTAL (engineers, engineers)
TOTAL (capacity, capacity)
TOTAL (committed, committed)
TOTAL (over, over)
TOTAL (free, free)
TOTAL (drift, drift)
TOTAL (risks, n_open_risks)

static const struct
{
  const char *label;
  TotalFunc   get;
  FormatFunc  format;
} totals[] = {
  { N_("Last quarter’s score"), total_score, format_score },
  { N_("Engineers"), total_engineers, format_points },
  { N_("Capacity in points"), total_capacity, format_points },
  { N_("Committed points"), total_committed, format_points },
  { N_("Points over, in all teams"), total_over, format_points },
  { N_("Points free, in all teams"), total_free, format_points },
  { N_("Allocation drift"), total_drift, format_percent },
  { N_("Open risks"), total_risks, format_points },
};

static double
team_capacity (QdFigures *figures,
               QdRecord  *team)
{
  return qd_figures_team (figures, team)->capacity;
}

static double
team_committed (QdFigures *figures,
                QdRecord  *team)
{
  return qd_figures_team (figures, team)->committed;
}

static double
team_balance (QdFigures *figures,
              QdRecord  *team)
{
  return qd_figures_team (figures, team)->balance;
}

static double
category_points (QdFigures *figures,
                 QdRecord  *category)
{
  return qd_figures_category (figures, category)->points;
}

static double
category_committed (QdFigures *figures,
                    QdRecord  *category)
{
  return qd_figures_category (figures, category)->committed;
}

static double
objective_points (QdFigures *figures,
                  QdRecord  *objective)
{
  return qd_figures_objective (figures, objective)->points;
}

static double
objective_score (QdFigures *figures,
                 QdRecord  *objective)
{
  return qd_figures_objective (figures, objective)->score;
}

static const struct
{
  QdListId    list;
  const char *label; /* after the name of the record */
  RecordFunc  get;
  FormatFunc  format;
} of_records[] = {
  { QD_LIST_TEAMS, NC_("effect", "%s: capacity"), team_capacity, format_points },
  { QD_LIST_TEAMS, NC_("effect", "%s: committed"), team_committed, format_points },
  { QD_LIST_TEAMS, NC_("effect", "%s: free"), team_balance, format_points },
  { QD_LIST_ALLOCATION, NC_("effect", "Category %s: points"), category_points, format_points },
  { QD_LIST_ALLOCATION, NC_("effect", "Category %s: committed"), category_committed, format_points },
  { QD_LIST_OBJECTIVES, NC_("effect", "%s: points"), objective_points, format_points },
  { QD_LIST_OBJECTIVES, NC_("effect", "%s: score"), objective_score, format_score },
  { QD_LIST_REVIEW_OBJECTIVES, NC_("effect", "%s: score"), objective_score, format_score },
};

static void
add (GPtrArray  *effects,
     char       *label,
     QdListId    list,
     const char *record,
     double      before,
     double      after,
     FormatFunc  format)
{
  QdEffect *effect = g_new0 (QdEffect, 1);

  effect->label = label;
  effect->list = list;
  effect->record = g_strdup (record);
  effect->before = format (before);
  effect->after = format (after);
  effect->number_before = before;
  effect->number_after = after;
  effect->differs = !g_str_equal (effect->before, effect->after);
  g_ptr_array_add (effects, effect);
}

/* @record is of one plan; the other may have none of its id, or one elsewhere. */
static QdRecord *
find_in (QdFigures *figures,
         QdRecord  *record,
         QdListId   list)
{
  QdRecord *found = qd_plan_find (qd_figures_get_plan (figures), qd_record_get_id (record));
  QdList *owner = found != NULL ? qd_record_get_owner_list (found) : NULL;

  return owner != NULL && qd_list_get_id (owner) == list ? found : NULL;
}

static void
add_record (GPtrArray *effects,
            guint      kind,
            QdFigures *before,
            QdFigures *after,
            QdRecord  *record)
{
  const char *format = g_dpgettext2 (NULL, "effect", of_records[kind].label);
  QdRecord *first = find_in (before, record, of_records[kind].list);
  QdRecord *second = find_in (after, record, of_records[kind].list);
  const char *title = qd_record_get_title (record);

  add (effects, g_strdup_printf (format, qd_text_is_blank (title) ? _("Unnamed") : title), of_records[kind].list,
       qd_record_get_id (record), first != NULL ? of_records[kind].get (before, first) : NAN,
       second != NULL ? of_records[kind].get (after, second) : NAN, of_records[kind].format);
}

/* Records of the second plan in its order, then those that only the first has; record by record. */
static void
add_list (GPtrArray *effects,
          guint      first_kind,
          guint      n_kinds,
          QdFigures *before,
          QdFigures *after)
{
  QdListId list_id = of_records[first_kind].list;
  QdList *lists[] = { qd_plan_get_list (qd_figures_get_plan (after), list_id),
                      qd_plan_get_list (qd_figures_get_plan (before), list_id) };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < qd_list_get_length (lists[i]); j++)
      {
        QdRecord *record = qd_list_get (lists[i], j);

        for (guint k = 0; k < n_kinds && (i == 0 || find_in (after, record, list_id) == NULL); k++)
          add_record (effects, first_kind + k, before, after, record);
      }
}

/**
 * qd_effects_list:
 * @before: the figures of a plan
 * @after: those of another, or of another state of it
 *
 * Returns: (transfer full) (element-type QdEffect): every figure that people compare plans by, those that differ and
 *   those that do not
 */
GPtrArray *
qd_effects_list (QdFigures *before,
                 QdFigures *after)
{
  GPtrArray *effects = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_effect_free);

  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    add (effects, g_strdup (_(totals[i].label)), QD_LIST_ANY, NULL, totals[i].get (qd_figures_totals (before)),
         totals[i].get (qd_figures_totals (after)), totals[i].format);

  for (guint i = 0, n; i < G_N_ELEMENTS (of_records); i += n)
    {
      n = 1;
      while (i + n < G_N_ELEMENTS (of_records) && of_records[i + n].list == of_records[i].list)
        n++;
      add_list (effects, i, n, before, after);
    }

  return effects;
}

void
qd_effect_free (QdEffect *effect)
{
  g_free (effect->label);
  g_free (effect->record);
  g_free (effect->before);
  g_free (effect->after);
  g_free (effect);
}
