#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-allocation.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-number.h"

/* Shares of the whole that keep adding up while one of them is changed. */

/* Shares are handed out in steps: whole per cent, or as fine as those there are, at least a millionth. */
#define FINEST 1000000
#define WHOLE (100LL * FINEST)

/* One share while the rest is handed out. */
typedef struct
{
  guint  index;
  gint64 weight;
  gint64 steps;     /* what it gets */
  double remainder; /* and what that is short of its part */
} Slice;

static gint64
in_millionths (double share)
{
  return isnan (share) ? 0 : (gint64) floor (CLAMP (share, 0, 100) * FINEST + 0.5);
}

/* The coarsest step, a power of ten in millionths, of which all are multiples. */
static gint64
find_step (const double *shares,
           guint         n_shares)
{
  gint64 step = FINEST;

  for (guint i = 0; i < n_shares; i++)
    while (step > 1 && in_millionths (shares[i]) % step != 0)
      step /= 10;

  return step;
}

static int
compare_remainders (gconstpointer a,
                    gconstpointer b)
{
  const Slice *first = a;
  const Slice *second = b;

  if (first->remainder < second->remainder || first->remainder > second->remainder)
    return first->remainder < second->remainder ? 1 : -1;
  if (first->weight != second->weight)
    return first->weight < second->weight ? 1 : -1;

  return (first->index > second->index) - (first->index < second->index);
}

/* In proportion to what they had, by the largest remainder; alike where none had anything. */
static void
hand_out (GArray *slices,
          gint64  steps)
{
  gint64 weights = 0;
  gint64 given = 0;

  for (guint i = 0; i < slices->len; i++)
    weights += g_array_index (slices, Slice, i).weight;
  for (guint i = 0; i < slices->len; i++)
    {
      Slice *slice = &g_array_index (slices, Slice, i);
      double part = weights > 0 ? (double) steps * (double) slice->weight / (double) weights
                                : (double) steps / (double) slices->len;

      slice->steps = (gint64) floor (part + 1e-9);
      slice->remainder = part - (double) slice->steps;
      given += slice->steps;
    }

  g_array_sort (slices, compare_remainders);
  for (guint i = 0; i < slices->len && given < steps; i++, given++)
    g_array_index (slices, Slice, i).steps++;
}

/**
 * qd_shares_balance:
 * @shares: (array length=n_shares): shares in per cent; NAN counts as 0
 * @n_shares: how many
 * @kept: which of them was changed
 * @share: what it is to be, from 0 to 100
 *
 * Sets one share; the others give or take what is needed for all to add up to 100, in proportion to what they have, in
 * whole per cent unless some have fractions. A share without others is 100.
 */
void
qd_shares_balance (double *shares,
                   guint   n_shares,
                   guint   kept,
                   double  share)
{
  g_autoptr (GArray) slices = g_array_new (FALSE, FALSE, sizeof (Slice));
  gint64 step, own;

  g_return_if_fail (kept < n_shares);

  shares[kept] = n_shares > 1 ? CLAMP (share, 0, 100) : 100;
  step = find_step (shares, n_shares);
  own = in_millionths (shares[kept]);
  for (guint i = 0; i < n_shares; i++)
    {
      Slice slice = { .index = i, .weight = in_millionths (shares[i]) };

      if (i != kept)
        g_array_append_val (slices, slice);
    }

  hand_out (slices, (WHOLE - own) / step);
  shares[kept] = (double) own / FINEST;
  for (guint i = 0; i < slices->len; i++)
    {
      const Slice *slice = &g_array_index (slices, Slice, i);

      shares[slice->index] = (double) (slice->steps * step) / FINEST;
    }
}

/**
 * qd_allocation_set:
 * @plan: a plan
 * @category: one of its categories
 * @percent: the share it is to have, from 0 to 100
 *
 * Returns: (transfer full): a change that sets the share, and those of the others so that all add up to 100; see
 *   qd_shares_balance()
 */
QdChange *
qd_allocation_set (QdPlan   *plan,
                   QdRecord *category,
                   double    percent)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_ALLOCATION);
  guint n = qd_list_get_length (list);
  int kept = qd_list_index_of (list, category);
  g_autofree double *shares = g_new (double, MAX (n, 1));
  QdChange *change = qd_change_new_printf (_("Change the Share of “%s”"), qd_record_get_title (category));

  g_return_val_if_fail (kept >= 0, change);

  for (guint i = 0; i < n; i++)
    shares[i] = qd_record_get_number (qd_list_get (list, i), QD_CATEGORY_PERCENT);
  qd_shares_balance (shares, n, (guint) kept, percent);
  for (guint i = 0; i < n; i++)
    {
      QdRecord *record = qd_list_get (list, i);
      double before = qd_record_get_number (record, QD_CATEGORY_PERCENT);
      g_auto (QdValue) value = qd_value_number (shares[i]);

      if (isnan (before) || !qd_number_equal (before, shares[i]))
        qd_change_set (change, qd_record_get_id (record), qd_record_get_field (record, QD_CATEGORY_PERCENT), &value);
    }

  return change;
}
