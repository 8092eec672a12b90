#include "qd-sequence.h"

/**
 * qd_sequence_mark_longest_run:
 * @places: (array length=n_places): where each item of a new order stood in the old one; -1 if it is new there
 * @stays: (array length=n_places) (out caller-allocates): all %FALSE; %TRUE afterwards for the items that need not move
 * @n_places: how many items there are
 *
 * Finds the largest set of items that stand in the same order in both: the longest rising run of @places, by patience
 * sorting, where tails[k] is where the run of length k + 1 with the smallest end ends. Time n log n.
 */
void
qd_sequence_mark_longest_run (const int *places,
                              gboolean  *stays,
                              guint      n_places)
{
  g_autofree guint *tails = g_new (guint, n_places);
  g_autofree int *before = g_new (int, n_places);
  guint length = 0;

  for (guint i = 0; i < n_places; i++)
    {
      guint low = 0, high = length;

      if (places[i] < 0)
        continue;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (places[tails[middle]] < places[i])
            low = middle + 1;
          else
            high = middle;
        }

      before[i] = low > 0 ? (int) tails[low - 1] : -1;
      tails[low] = i;
      length = MAX (length, low + 1);
    }

  for (int i = length > 0 ? (int) tails[length - 1] : -1; i >= 0; i = before[i])
    stays[i] = TRUE;
}
