#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-finding-shelf-private.h"

#include <string.h>

void
qd_finding_shelf_init (QdFindingShelf *shelf)
{
  shelf->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_finding_free);
  shelf->starts = g_new0 (guint, qd_rules_get_n_ranks () + 1);
}

void
qd_finding_shelf_clear (QdFindingShelf *shelf)
{
  g_clear_pointer (&shelf->findings, g_ptr_array_unref);
  g_clear_pointer (&shelf->starts, g_free);
}

void
qd_finding_shelf_empty (QdFindingShelf *shelf)
{
  g_ptr_array_set_size (shelf->findings, 0);
  memset (shelf->starts, 0, sizeof *shelf->starts * (qd_rules_get_n_ranks () + 1));
}

/* Adds to an empty shelf what is in its order already. */
void
qd_finding_shelf_fill (QdFindingShelf *shelf,
                       GPtrArray      *findings)
{
  guint n_ranks = qd_rules_get_n_ranks ();

  for (guint i = 0; i < findings->len; i++)
    {
      QdRankedFinding *finding = g_ptr_array_index (findings, i);

      g_ptr_array_add (shelf->findings, qd_finding_ref (&finding->finding));
      shelf->starts[finding->rank + 1]++;
    }
  for (guint i = 1; i <= n_ranks; i++)
    shelf->starts[i] += shelf->starts[i - 1];
}

static void
shift_starts (QdFindingShelf *shelf,
              guint           rank,
              int             by)
{
  guint n_ranks = qd_rules_get_n_ranks ();

  for (guint i = rank + 1; i <= n_ranks; i++)
    shelf->starts[i] += (guint) by;
}

/* @finding, which is on the shelf; the record that was checked may be gone. */
void
qd_finding_shelf_remove (QdFindingShelf  *shelf,
                         QdRankedFinding *finding)
{
  guint index = shelf->starts[finding->rank];

  while (index < shelf->starts[finding->rank + 1] && shelf->findings->pdata[index] != finding)
    index++;
  g_return_if_fail (index < shelf->starts[finding->rank + 1]);

  shift_starts (shelf, finding->rank, -1);
  g_ptr_array_remove_index (shelf->findings, index);
}

/* Behind all others of its rank and record. Every record checked of what is on the shelf has to be in the plan. */
void
qd_finding_shelf_insert (QdFindingShelf  *shelf,
                         QdRankedFinding *finding)
{
  guint first = shelf->starts[finding->rank];
  guint last = shelf->starts[finding->rank + 1];

  while (first < last)
    {
      guint middle = first + (last - first) / 2;
      const QdRankedFinding *other = g_ptr_array_index (shelf->findings, middle);

      if (qd_record_compare_places (other->checked, finding->checked) <= 0)
        first = middle + 1;
      else
        last = middle;
    }

  shift_starts (shelf, finding->rank, 1);
  g_ptr_array_insert (shelf->findings, (int) first, qd_finding_ref (&finding->finding));
}
