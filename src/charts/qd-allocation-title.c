#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-allocation-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"

/* What the shares of the categories say, and so which of them are shown first. */

#define MOVE_MIN 0.05

/* What a title can be about; %NULL for what there is none of. */
typedef struct
{
  const QdCategoryValue *over;    /* most beyond its share */
  const QdCategoryValue *largest;
  const QdCategoryValue *risen;   /* most */
  const QdCategoryValue *fallen;
  guint                  n_over;
} Findings;

static double
over_of (const QdCategoryValue *category)
{
  return category->committed - category->points;
}

/* More is committed than planned, by at least what a rounded figure shows. */
gboolean
qd_allocation_is_over (const QdCategoryValue *category)
{
  return over_of (category) >= 0.5;
}

/* Whether the share is another one than last quarter, by as much as a figure shows. */
gboolean
qd_allocation_is_moved (const QdCategoryValue *category)
{
  return !isnan (category->previous) && fabs (category->previous - category->share) >= 0.005;
}

static Findings
find (QdChart *chart)
{
  Findings findings = { NULL };
  double rise = 0, fall = 0;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdCategoryValue *category = qd_chart_item (chart, QdCategoryValue, i);
      double move = qd_allocation_is_moved (category) ? category->share - category->previous : 0;

      if (findings.largest == NULL || category->share > findings.largest->share)
        findings.largest = category;
      if (qd_allocation_is_over (category))
        {
          findings.n_over++;
          if (findings.over == NULL || over_of (category) > over_of (findings.over))
            findings.over = category;
        }
      if (move >= MOVE_MIN && move > rise)
        {
          findings.risen = category;
          rise = move;
        }
      if (-move >= MOVE_MIN && -move > fall)
        {
          findings.fallen = category;
          fall = -move;
        }
    }

  return findings;
}

typedef struct
{
  QdChart               *chart;
  const QdCategoryValue *subject;
} Sorting;

/* Beyond their share, what the title is about, the largest; of equals that which comes first. */
static int
compare_weight (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Sorting *sorting = user_data;
  const QdCategoryValue *first = qd_chart_item (sorting->chart, QdCategoryValue, *(const guint *) a);
  const QdCategoryValue *second = qd_chart_item (sorting->chart, QdCategoryValue, *(const guint *) b);
  gboolean first_over = qd_allocation_is_over (first), second_over = qd_allocation_is_over (second);

  if (first_over != second_over)
    return second_over - first_over;
  if ((first == sorting->subject) != (second == sorting->subject))
    return first == sorting->subject ? -1 : 1;
  if (first_over && over_of (first) != over_of (second))
    return over_of (first) > over_of (second) ? -1 : 1;
  if (first->share != second->share)
    return first->share > second->share ? -1 : 1;

  return (first > second) - (first < second);
}

/* @order: indices of all categories; those that are to be shown first come first. */
void
qd_allocation_sort (QdChart *chart,
                    guint   *order)
{
  Findings findings = find (chart);
  Sorting sorting = { chart, findings.risen != NULL ? findings.risen : findings.fallen };

  g_qsort_with_data (order, (int) chart->items->len, sizeof *order, compare_weight, &sorting);
}

static char *
over_title (const Findings *findings)
{
  g_autofree char *committed = qd_chart_number (findings->over->committed);
  g_autofree char *points = qd_chart_number (findings->over->points);
  g_autofree char *over = qd_chart_number (over_of (findings->over));

  if (findings->n_over > 1)
    /* Translators: “3 categories are committed beyond their share, Platform most: by 1,448 points” */
    return qd_count_printf (ngettext ("%1$u category is committed beyond its share, %2$s most: by %3$s points",
                                      "%1$u categories are committed beyond their share, %2$s most: by %3$s points",
                                      findings->n_over),
                            findings->n_over, findings->over->name, over);

  /* Translators: a category, points committed, points of its share: “Platform is committed to 300 of its 203 points” */
  return qd_count_printf (_("%1$s is committed to %2$s of its %3$s points"), findings->over->name, committed, points);
}

/* What is beyond its share is the message; else the largest rise, with whatever takes half or more beside it; without one
 * the largest fall; where shares hardly moved or last quarter's are not known, the largest share. */
char *
qd_allocation_title (QdChart *chart)
{
  Findings findings = find (chart);
  const QdCategoryValue *largest = findings.largest, *risen = findings.risen, *fallen = findings.fallen;
  g_autofree char *share = NULL, *from = NULL, *to = NULL;

  if (findings.over != NULL)
    return over_title (&findings);

  g_return_val_if_fail (largest != NULL, NULL);
  share = qd_chart_percent (largest->share);
  if (risen == NULL && fallen == NULL)
    /* Translators: %1$s is a category, %2$s a percentage */
    return g_strdup_printf (_("%1$s takes the largest share: %2$s of capacity"), largest->name, share);

  from = qd_chart_percent (risen != NULL ? risen->previous : fallen->previous);
  to = qd_chart_percent (risen != NULL ? risen->share : fallen->share);
  if (risen == NULL)
    return g_strdup_printf (_("%1$s falls from %2$s to %3$s"), fallen->name, from, to);
  if (risen == largest)
    return g_strdup_printf (_("%1$s rises from %2$s to %3$s"), risen->name, from, to);
  if (largest->share < 0.45)
    return g_strdup_printf (_("%1$s rises from %2$s to %3$s; %4$s leads with %5$s"), risen->name, from, to,
                            largest->name, share);

  /* Translators: “Reliability rises from 15 % to 25 %; Features still takes 50 %” */
  return g_strdup_printf (_("%1$s rises from %2$s to %3$s; %4$s still takes %5$s"), risen->name, from, to,
                          largest->name, share);
}
