#include "qd-merge.h"

#include <string.h>

#include "qd-json.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"
#include "qd-test-share.h"

/* Three-way merging: what each case is about by name, then what must hold for any plans. */

#define N_RANDOM 10000

static QdRecord *
add (QdRecord   *owner,
     QdListId    list,
     const char *id,
     const char *title)
{
  const QdRecordInfo *info = qd_record_info (qd_list_info (list)->record_type);
  g_autoptr (QdRecord) record = qd_record_new (info->type, id);

  qd_record_set_text (record, (guint) info->title_field, title);
  qd_list_append (qd_record_get_list (owner, list), record);

  return record; /* the list keeps it */
}

/* Two objectives with key results, four risks r1 to r4. */
static QdPlan *
make_base (void)
{
  QdPlan *plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *first = add (root, QD_LIST_OBJECTIVES, "o1", "Reliability");
  QdRecord *second = add (root, QD_LIST_OBJECTIVES, "o2", "Features");

  add (first, QD_LIST_KEY_RESULTS, "k1", "Uptime");
  add (first, QD_LIST_KEY_RESULTS, "k2", "Pages");
  add (second, QD_LIST_KEY_RESULTS, "k3", "Parity");
  for (char c = '1'; c <= '4'; c++)
    {
      char id[] = { 'r', c, '\0' };

      add (root, QD_LIST_RISKS, id, id);
    }

  return plan;
}

static void
set (QdPlan     *plan,
     const char *id,
     guint       field,
     const char *text)
{
  qd_record_set_text (qd_plan_find (plan, id), field, text);
}

static void
move (QdPlan     *plan,
      const char *id,
      const char *owner,
      QdListId    list,
      guint       index)
{
  g_autoptr (QdChange) change = qd_change_new ("");
  g_autoptr (QdChange) inverse = NULL;

  qd_change_move (change, id, owner, list, index);
  inverse = qd_plan_apply (plan, change, NULL);
  g_assert_nonnull (inverse);
}

static void
drop (QdPlan     *plan,
      const char *id)
{
  QdRecord *record = qd_plan_find (plan, id);
  QdList *list = qd_record_get_owner_list (record);

  qd_list_remove (list, (guint) qd_list_index_of (list, record));
}

static char *
order_of (QdPlan   *plan,
          QdListId  list_id)
{
  QdList *list = qd_plan_get_list (plan, list_id);
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    g_string_append_printf (order, "%s%s", i > 0 ? " " : "", qd_record_get_id (qd_list_get (list, i)));

  return g_string_free (order, FALSE);
}

static void
assert_order (QdPlan     *plan,
              QdListId    list,
              const char *expected)
{
  g_autofree char *order = order_of (plan, list);

  g_assert_cmpstr (order, ==, expected);
}

/* The only conflict of @plan. */
static QdRecord *
only_conflict (QdPlan     *plan,
               const char *kind,
               const char *record)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_CONFLICTS);
  QdRecord *conflict;

  g_assert_cmpuint (qd_list_get_length (list), ==, 1);
  conflict = qd_list_get (list, 0);
  g_assert_cmpstr (qd_record_get_text (conflict, QD_CONFLICT_KIND), ==, kind);
  g_assert_cmpstr (qd_record_get_text (conflict, QD_CONFLICT_RECORD), ==, record);

  return conflict;
}

/* Settles the only conflict for the other plan. */
static QdPlan *
take_theirs (QdPlan *merged)
{
  g_autoptr (QdDocument) document = qd_document_new_for_plan (merged);
  QdPlan *plan = qd_document_get_plan (document);
  g_autoptr (GError) error = NULL;

  qd_document_resolve_conflict (document, qd_list_get (qd_plan_get_list (plan, QD_LIST_CONFLICTS), 0), TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_CONFLICTS)), ==, 0);
  g_assert_nonnull (qd_document_get_undo_title (document));

  return qd_plan_copy (plan);
}

static void
test_different_fields (void)
{
  g_autoptr (QdPlan) base = make_base ();
  g_autoptr (QdPlan) ours = qd_plan_copy (base);
  g_autoptr (QdPlan) theirs = qd_plan_copy (base);
  g_autoptr (QdPlan) merged = NULL;
  guint n;

  set (ours, "r1", QD_RISK_LIKELIHOOD, "high");
  set (theirs, "r1", QD_RISK_RISK, "Renamed");
  set (theirs, "r1", QD_RISK_IMPACT, "low");
  set (theirs, "plan", QD_PLAN_QUARTER, "Q3 2024");
  merged = qd_merge (base, ours, theirs, &n);

  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (merged, "r1"), QD_RISK_LIKELIHOOD), ==, "high");
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (merged, "r1"), QD_RISK_IMPACT), ==, "low");
  g_assert_cmpstr (qd_record_get_title (qd_plan_find (merged, "r1")), ==, "Renamed");
  g_assert_cmpstr (qd_record_get_text (qd_plan_get_root (merged), QD_PLAN_QUARTER), ==, "Q3 2024");
}

static void
test_same_field (void)
{
  g_autoptr (QdPlan) base = make_base ();
  g_autoptr (QdPlan) ours = qd_plan_copy (base);
  g_autoptr (QdPlan) theirs = qd_plan_copy (base);
  g_autoptr (QdPlan) merged = NULL;
  g_autoptr (QdPlan) settled = NULL;
  QdRecord *conflict;
  guint n;

  set (ours, "r1", QD_RISK_LIKELIHOOD, "high");
  set (theirs, "r1", QD_RISK_LIKELIHOOD, "low");
  set (ours, "r2", QD_RISK_IMPACT, "high");
  set (theirs, "r2", QD_RISK_IMPACT, "high"); /* alike is no conflict */
  merged = qd_merge (base, ours, theirs, &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (merged, "r1"), QD_RISK_LIKELIHOOD), ==, "high");
  conflict = only_conflict (merged, "field", "r1");
  g_assert_cmpstr (qd_record_get_text (conflict, QD_CONFLICT_FIELD), ==, "Likelihood");
  g_assert_cmpstr (qd_record_get_text (conflict, QD_CONFLICT_OURS), ==, "High");
  g_assert_cmpstr (qd_record_get_text (conflict, QD_CONFLICT_THEIRS), ==, "Low");

  settled = take_theirs (merged);
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (settled, "r1"), QD_RISK_LIKELIHOOD), ==, "low");
}

static void
test_removed (void)
{
  g_autoptr (QdPlan) base = make_base ();
  g_autoptr (QdPlan) ours = qd_plan_copy (base);
  g_autoptr (QdPlan) theirs = qd_plan_copy (base);
  g_autoptr (QdPlan) merged = NULL;
  guint n;

  drop (ours, "r1");
  drop (theirs, "r2");
  drop (theirs, "o1"); /* with what it holds */
  set (ours, "r3", QD_RISK_IMPACT, "high");
  merged = qd_merge (base, ours, theirs, &n);

  g_assert_cmpuint (n, ==, 0);
  assert_order (merged, QD_LIST_RISKS, "r3 r4");
  assert_order (merged, QD_LIST_OBJECTIVES, "o2");
  g_assert_null (qd_plan_find (merged, "k1"));
}

static void
test_removed_there (void)
{
  g_autoptr (QdPlan) base = make_base ();
  g_autoptr (QdPlan) ours = qd_plan_copy (base);
  g_autoptr (QdPlan) theirs = qd_plan_copy (base);
  g_autoptr (QdPlan) merged = NULL;
  g_autoptr (QdPlan) settled = NULL;

  add (qd_plan_find (ours, "k1"), QD_LIST_CHECK_INS, "c1", "May 3");
  drop (theirs, "o1");
  merged = qd_merge (base, ours, theirs, NULL);

  /* What was written down here keeps what holds it, and only that. */
  only_conflict (merged, "removed-there", "o1");
  g_assert_nonnull (qd_plan_find (merged, "c1"));
  g_assert_null (qd_plan_find (merged, "k2"));
  settled = take_theirs (merged);
  g_assert_null (qd_plan_find (settled, "o1"));
  g_assert_null (qd_plan_find (settled, "c1"));
}

static void
test_removed_here (void)
{
  g_autoptr (QdPlan) base = make_base ();
  g_autoptr (QdPlan) ours = qd_plan_copy (base);
  g_autoptr (QdPlan) theirs = qd_plan_copy (base);
  g_autoptr (QdPlan) merged = NULL;
  g_autoptr (QdPlan) settled = NULL;

  drop (ours, "o1");
  set (theirs, "k2", QD_KEY_RESULT_TARGET, "2");
  add (qd_plan_find (theirs, "k1"), QD_LIST_CHECK_INS, "c1", "May 3");
  merged = qd_merge (base, ours, theirs, NULL);

  only_conflict (merged, "removed-here", "o1");
  g_assert_null (qd_plan_find (merged, "o1"));
  settled = take_theirs (merged);
  assert_order (settled, QD_LIST_OBJECTIVES, "o1 o2");
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (settled, "k2"), QD_KEY_RESULT_TARGET), ==, "2");
  g_assert_nonnull (qd_plan_find (settled, "c1"));
}

static void
test_moved (void)
{
  g_autoptr (QdPlan) base = make_base ();
  g_autoptr (QdPlan) ours = qd_plan_copy (base);
  g_autoptr (QdPlan) theirs = qd_plan_copy (base);
  g_autoptr (QdPlan) merged = NULL;
  guint n;

  move (ours, "k1", "o2", QD_LIST_KEY_RESULTS, 0);
  set (ours, "o2", QD_OBJECTIVE_TITLE, "Renamed");
  set (theirs, "k1", QD_KEY_RESULT_TARGET, "99.9%");
  add (qd_plan_find (theirs, "o2"), QD_LIST_KEY_RESULTS, "k4", "New");
  merged = qd_merge (base, ours, theirs, &n);

  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpstr (qd_record_get_id (qd_record_get_parent (qd_plan_find (merged, "k1"))), ==, "o2");
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (merged, "k1"), QD_KEY_RESULT_TARGET), ==, "99.9%");
  g_assert_cmpint (qd_list_index_of (qd_record_get_list (qd_plan_find (merged, "o2"), QD_LIST_KEY_RESULTS),
                                     qd_plan_find (merged, "k4")), ==, 2);
}

static void
test_moved_apart (void)
{
  g_autoptr (QdPlan) base = make_base ();
  g_autoptr (QdPlan) ours = NULL;
  g_autoptr (QdPlan) theirs = NULL;
  g_autoptr (QdPlan) merged = NULL;
  g_autoptr (QdPlan) settled = NULL;

  add (qd_plan_get_root (base), QD_LIST_OBJECTIVES, "o3", "Security");
  ours = qd_plan_copy (base);
  theirs = qd_plan_copy (base);
  move (ours, "k1", "o2", QD_LIST_KEY_RESULTS, 0);
  move (theirs, "k1", "o3", QD_LIST_KEY_RESULTS, 0);
  merged = qd_merge (base, ours, theirs, NULL);

  only_conflict (merged, "place", "k1");
  g_assert_cmpstr (qd_record_get_id (qd_record_get_parent (qd_plan_find (merged, "k1"))), ==, "o2");
  settled = take_theirs (merged);
  g_assert_cmpstr (qd_record_get_id (qd_record_get_parent (qd_plan_find (settled, "k1"))), ==, "o3");
}

/* How both sides order the four risks of the base, each letter one of "1" to "4" or new, and what comes of it. */
static const struct
{
  const char *ours;
  const char *theirs;
  const char *merged;
  guint       n_conflicts;
} orders[] = {
  { "1234", "1234", "1234", 0 },
  { "1234", "4123", "4123", 0 },
  { "2341", "1234", "2341", 0 },
  { "2134", "1243", "2143", 0 },
  { "2341", "2341", "2341", 0 },
  { "12534", "12364", "125364", 0 },
  { "12345", "12346", "123456", 0 },
  { "61234", "51234", "561234", 0 },
  { "134", "1254", "154", 0 },
  { "2341", "2134", "2341", 0 },
  { "2341", "2314", "2341", 1 },
};

static QdPlan *
make_ordered (const char *order)
{
  QdPlan *plan = qd_plan_new ();

  for (const char *c = order; *c != '\0'; c++)
    {
      char id[] = { 'r', *c, '\0' };

      add (qd_plan_get_root (plan), QD_LIST_RISKS, id, id);
    }

  return plan;
}

static void
test_orders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (QdPlan) base = make_ordered ("1234");
      g_autoptr (QdPlan) ours = make_ordered (orders[i].ours);
      g_autoptr (QdPlan) theirs = make_ordered (orders[i].theirs);
      g_autoptr (QdPlan) expected = make_ordered (orders[i].merged);
      g_autofree char *order = order_of (expected, QD_LIST_RISKS);
      guint n;
      g_autoptr (QdPlan) merged = qd_merge (base, ours, theirs, &n);

      assert_order (merged, QD_LIST_RISKS, order);
      g_assert_cmpuint (n, ==, orders[i].n_conflicts);
    }
}

/* Members of a newer version are followed like fields. */
static void
test_unknown (void)
{
  g_autoptr (QdPlan) base = make_base ();
  g_autoptr (QdPlan) ours = qd_plan_copy (base);
  g_autoptr (QdPlan) theirs = qd_plan_copy (base);
  g_autoptr (QdPlan) merged = NULL;
  g_autoptr (QdDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  QdRecord *conflict;

  qd_record_set_extra (qd_plan_find (theirs, "r1"), "{\"a\":1}");
  qd_record_set_extra (qd_plan_find (ours, "r2"), "{\"a\":1}");
  qd_record_set_extra (qd_plan_find (theirs, "r2"), "{\"a\":2}");
  merged = qd_merge (base, ours, theirs, NULL);

  g_assert_cmpstr (qd_record_get_extra (qd_plan_find (merged, "r1")), ==, "{\"a\":1}");
  g_assert_cmpstr (qd_record_get_extra (qd_plan_find (merged, "r2")), ==, "{\"a\":1}");
  only_conflict (merged, "unknown", "r2");

  /* It can be kept, but not taken. */
  document = qd_document_new_for_plan (merged);
  conflict = qd_list_get (qd_plan_get_list (qd_document_get_plan (document), QD_LIST_CONFLICTS), 0);
  g_assert_false (qd_document_resolve_conflict (document, conflict, TRUE, &error));
  g_assert_nonnull (error);
  g_assert_true (qd_document_resolve_conflict (document, conflict, FALSE, NULL));
}

/* Merging again what was merged with a conflict says it once, with what is true now. */
static void
test_again (void)
{
  g_autoptr (QdPlan) base = make_base ();
  g_autoptr (QdPlan) ours = qd_plan_copy (base);
  g_autoptr (QdPlan) theirs = qd_plan_copy (base);
  g_autoptr (QdPlan) once = NULL;
  g_autoptr (QdPlan) twice = NULL;

  set (ours, "r1", QD_RISK_RISK, "Ours");
  set (theirs, "r1", QD_RISK_RISK, "Theirs");
  once = qd_merge (base, ours, theirs, NULL);
  set (theirs, "r1", QD_RISK_RISK, "Theirs, later");
  twice = qd_merge (base, once, theirs, NULL);

  g_assert_cmpstr (qd_record_get_text (only_conflict (twice, "field", "r1"), QD_CONFLICT_THEIRS), ==, "Theirs, later");
}

static void
assert_same_bytes (QdPlan *a,
                   QdPlan *b)
{
  g_autoptr (GBytes) left = qd_json_save (a);
  g_autoptr (GBytes) right = qd_json_save (b);

  g_assert_cmpstr (g_bytes_get_data (left, NULL), ==, g_bytes_get_data (right, NULL));
}

/* What conflicts are about: ids of records. */
static GHashTable *
collect_conflicts (QdPlan *plan)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_CONFLICTS);
  GHashTable *about = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    g_hash_table_add (about, g_strdup (qd_record_get_text (qd_list_get (list, i), QD_CONFLICT_RECORD)));

  return about;
}

typedef struct
{
  QdPlan     *base;
  QdPlan     *merged;
  QdPlan     *other;
  GHashTable *conflicts;
} Check;

/* A conflict about a record covers what it holds, on whichever side. */
static gboolean
is_covered (Check    *check,
            QdRecord *record)
{
  for (; record != NULL; record = qd_record_get_parent (record))
    if (g_hash_table_contains (check->conflicts, qd_record_get_id (record)))
      return TRUE;

  return FALSE;
}

static gboolean
is_covered_anywhere (Check      *check,
                     const char *id)
{
  return is_covered (check, qd_plan_find (check->base, id)) || is_covered (check, qd_plan_find (check->merged, id)) ||
         is_covered (check, qd_plan_find (check->other, id));
}

/* Whatever a side set or added is in the merged plan, or a conflict says why not. */
static void
check_kept (QdRecord *record,
            gpointer  user_data)
{
  Check *check = user_data;
  QdRecord *base = qd_plan_find (check->base, qd_record_get_id (record));
  QdRecord *merged = qd_plan_find (check->merged, qd_record_get_id (record));
  const QdRecordInfo *info = qd_record_get_info (record);

  if (is_covered (check, record) || is_covered_anywhere (check, qd_record_get_id (record)))
    return;

  if (base == NULL)
    g_assert_nonnull (merged);
  for (guint i = 0; base != NULL && i < info->n_fields; i++)
    if (!qd_value_equal (qd_record_get_value (record, i), qd_record_get_value (base, i)))
      {
        g_assert_nonnull (merged);
        g_assert_true (qd_value_equal (qd_record_get_value (record, i), qd_record_get_value (merged, i)));
      }
  if (base != NULL && qd_record_get_parent (base) != NULL &&
      !g_str_equal (qd_record_get_id (qd_record_get_parent (base)), qd_record_get_id (qd_record_get_parent (record))))
    {
      g_assert_nonnull (merged);
      g_assert_cmpstr (qd_record_get_id (qd_record_get_parent (merged)), ==,
                       qd_record_get_id (qd_record_get_parent (record)));
    }
}

typedef struct
{
  Check  *check;
  QdPlan *side;
} Removals;

/* What a side removed is gone, or a conflict says why not. */
static void
check_gone (QdRecord *record,
            gpointer  user_data)
{
  Removals *removals = user_data;
  const char *id = qd_record_get_id (record);

  if (qd_plan_find (removals->side, id) == NULL && qd_plan_find (removals->check->merged, id) != NULL)
    g_assert_true (is_covered_anywhere (removals->check, id));
}

static QdPlan *
edit (GRand  *rand,
      QdPlan *base,
      int     most)
{
  QdPlan *plan = qd_plan_copy (base);

  for (int i = g_rand_int_range (rand, 0, most + 1); i > 0; i--)
    {
      g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
      g_autoptr (QdChange) inverse = qd_plan_apply (plan, change, NULL);

      g_assert_nonnull (inverse);
    }

  return plan;
}

static void
check_merge (QdPlan *base,
             QdPlan *ours,
             QdPlan *theirs,
             QdPlan *merged)
{
  g_autoptr (GHashTable) conflicts = collect_conflicts (merged);
  Check from_ours = { base, merged, theirs, conflicts };
  Check from_theirs = { base, merged, ours, conflicts };

  qd_record_foreach (qd_plan_get_root (ours), check_kept, &from_ours);
  qd_record_foreach (qd_plan_get_root (theirs), check_kept, &from_theirs);
  qd_record_foreach (qd_plan_get_root (base), check_gone, &(Removals) { &from_theirs, theirs });
  qd_record_foreach (qd_plan_get_root (base), check_gone, &(Removals) { &from_ours, ours });
}

/* Settles all conflicts, each for a random side; none may be refused unless what it is about has gone. */
static void
settle_all (GRand  *rand,
            QdPlan *merged)
{
  g_autoptr (QdDocument) document = qd_document_new_for_plan (merged);
  QdPlan *plan = qd_document_get_plan (document);
  QdList *list = qd_plan_get_list (plan, QD_LIST_CONFLICTS);

  while (qd_list_get_length (list) > 0)
    {
      QdRecord *conflict = qd_list_get (list, 0);

      if (!g_rand_boolean (rand) || !qd_document_resolve_conflict (document, conflict, TRUE, NULL))
        g_assert_true (qd_document_resolve_conflict (document, conflict, FALSE, NULL));
    }
  while (qd_document_get_undo_title (document) != NULL)
    qd_document_undo (document);
  g_assert_true (qd_plan_equal (plan, merged));
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);
  guint n_random = qd_test_share (N_RANDOM);
  guint n_clean = 0, n_conflicts = 0;

  for (guint i = 0; i < n_random; i++)
    {
      g_autoptr (QdPlan) base = qd_test_random_plan (rand, 24);
      g_autoptr (QdPlan) ours = edit (rand, base, 6);
      g_autoptr (QdPlan) theirs = edit (rand, base, 6);
      g_autoptr (QdPlan) same = qd_merge (base, ours, base, NULL);
      g_autoptr (QdPlan) taken = qd_merge (base, base, theirs, NULL);
      g_autoptr (QdPlan) alike = qd_merge (base, ours, ours, NULL);
      guint n, n_swapped;
      g_autoptr (QdPlan) merged = qd_merge (base, ours, theirs, &n);
      g_autoptr (QdPlan) swapped = qd_merge (base, theirs, ours, &n_swapped);

      assert_same_bytes (same, ours);
      assert_same_bytes (taken, theirs);
      assert_same_bytes (alike, ours);
      check_merge (base, ours, theirs, merged);
      g_assert_cmpint (n == 0, ==, n_swapped == 0);
      if (n == 0)
        assert_same_bytes (merged, swapped);
      else if (i % 10 == 0)
        settle_all (rand, merged);
      n_clean += n == 0 ? 1 : 0;
      n_conflicts += n;
    }

  /* Both kinds must be common, or this shows nothing. */
  g_test_message ("%u of %u without conflict, %u conflicts", n_clean, n_random, n_conflicts);
  g_assert_cmpuint (n_clean, >, n_random / 10);
  g_assert_cmpuint (n_conflicts, >, n_random / 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge/different-fields", test_different_fields);
  g_test_add_func ("/merge/same-field", test_same_field);
  g_test_add_func ("/merge/removed", test_removed);
  g_test_add_func ("/merge/removed-there", test_removed_there);
  g_test_add_func ("/merge/removed-here", test_removed_here);
  g_test_add_func ("/merge/moved", test_moved);
  g_test_add_func ("/merge/moved-apart", test_moved_apart);
  g_test_add_func ("/merge/orders", test_orders);
  g_test_add_func ("/merge/unknown", test_unknown);
  g_test_add_func ("/merge/again", test_again);
  g_test_add_func ("/merge/random", test_random);

  return g_test_run ();
}
