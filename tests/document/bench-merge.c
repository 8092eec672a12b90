/* How long two plans a thousand times as large as the example take to be read, compared and merged: medians in
 * milliseconds. Comparing, and merging, are to take at most twice as long as reading both: it fails where they do not. */

#include "qd-compare.h"
#include "qd-json.h"
#include "qd-merge.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"

#include <stdlib.h>

#define FACTOR 1000
#define ROUNDS 5

typedef struct
{
  guint       every; /* which records are edited */
  guint       n;
  const char *text;
} Edits;

static void
edit (QdRecord *record,
      gpointer  user_data)
{
  Edits *edits = user_data;
  const QdRecordInfo *info = qd_record_get_info (record);

  if (++edits->n % edits->every == 0 && info->title_field >= 0 && !qd_kind_is_number (info->fields[info->title_field].kind))
    qd_record_set_text (record, (guint) info->title_field, edits->text);
}

/* A draft of @plan: every so many records are edited, and every list begins with what was its last. */
static QdPlan *
make_draft (QdPlan     *plan,
            guint       every,
            const char *text)
{
  QdPlan *draft = qd_plan_copy (plan);
  QdRecord *root = qd_plan_get_root (draft);
  const QdRecordInfo *info = qd_record_get_info (root);
  Edits edits = { every, 0, text };

  qd_record_foreach (root, edit, &edits);
  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_get_list (root, info->lists[i]);

      if (qd_list_get_length (list) > 1)
        qd_list_move (list, qd_list_get_length (list) - 1, 0);
    }

  return draft;
}

static QdPlan *
load (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  QdPlan *plan = qd_json_load (bytes, NULL, &error);

  g_assert_no_error (error);

  return plan;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double times[ROUNDS])
{
  qsort (times, ROUNDS, sizeof *times, compare_doubles);

  return times[ROUNDS / 2];
}

static double
since (gint64 *start)
{
  gint64 now = g_get_monotonic_time ();
  double passed = (double) (now - *start) / 1000;

  *start = now;

  return passed;
}

int
main (void)
{
  g_autoptr (QdPlan) base = qd_test_seed_plan ();
  g_autoptr (QdPlan) first = NULL;
  g_autoptr (QdPlan) second = NULL;
  g_autoptr (GBytes) first_bytes = NULL;
  g_autoptr (GBytes) second_bytes = NULL;
  double loads[ROUNDS], compares[ROUNDS], merges[ROUNDS];
  double most;
  guint n_differences = 0, n_conflicts = 0;

  qd_test_grow_plan (base, FACTOR);
  first = make_draft (base, 20, "Edited here");
  second = make_draft (base, 30, "Edited there");
  first_bytes = qd_json_save (first);
  second_bytes = qd_json_save (second);

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (QdPlan) ours = load (first_bytes);
      g_autoptr (QdPlan) theirs = load (second_bytes);
      g_autoptr (QdPlan) merged = NULL;
      g_autoptr (GPtrArray) differences = NULL;

      loads[i] = since (&start);
      differences = qd_compare_list (ours, theirs);
      compares[i] = since (&start);
      merged = qd_merge (base, ours, theirs, &n_conflicts);
      merges[i] = since (&start);
      n_differences = differences->len;
    }

  most = 2 * median (loads);
  g_print ("%u records each, %u differences, %u conflicts\n", qd_plan_get_n_records (base), n_differences, n_conflicts);
  g_print ("reading both: %.0f ms\ncomparing: %.0f ms\nmerging: %.0f ms\n", median (loads), median (compares),
           median (merges));

  return median (compares) <= most && median (merges) <= most ? 0 : 1;
}
