/* QdHistory by itself: it only remembers changes, so that none is applied here. */

#include "qd-history.h"

#include "qd-plan.h"

static QdChange *
set_change (const char *id,
            guint       field,
            const char *text)
{
  QdChange *change = qd_change_new (text != NULL ? text : "clear");
  g_auto (QdValue) value = qd_value_text (text);

  qd_change_set (change, id, &qd_record_info (QD_RECORD_RISK)->fields[field], &value);

  return change;
}

static void
push (QdHistory  *history,
      const char *id,
      guint       field,
      const char *from,
      const char *to,
      gboolean    coalesce)
{
  g_autoptr (QdChange) change = set_change (id, field, to);
  g_autoptr (QdChange) inverse = set_change (id, field, from);

  qd_history_push (history, change, inverse, coalesce);
}

static const char *
text_of (QdChange *change)
{
  const QdValue *value = &qd_change_get_op (change, 0)->value;

  return value->type == QD_VALUE_TEXT ? value->text : NULL;
}

static guint
undo_all (QdHistory *history)
{
  guint n = 0;

  while (qd_history_peek_undo (history) != NULL)
    {
      qd_history_undone (history);
      n++;
    }

  return n;
}

static void
test_order (void)
{
  g_autoptr (QdHistory) history = qd_history_new (QD_HISTORY_MAX_BYTES);

  g_assert_null (qd_history_peek_undo (history));
  g_assert_null (qd_history_peek_redo (history));

  push (history, "risk-1", QD_RISK_RISK, "a", "b", FALSE);
  push (history, "risk-1", QD_RISK_RISK, "b", "c", FALSE);
  g_assert_cmpstr (text_of (qd_history_peek_undo (history)), ==, "b");
  g_assert_null (qd_history_peek_redo (history));

  qd_history_undone (history);
  g_assert_cmpstr (text_of (qd_history_peek_undo (history)), ==, "a");
  g_assert_cmpstr (text_of (qd_history_peek_redo (history)), ==, "c");

  qd_history_undone (history);
  g_assert_null (qd_history_peek_undo (history));
  g_assert_cmpstr (text_of (qd_history_peek_redo (history)), ==, "b");

  qd_history_redone (history);
  g_assert_cmpstr (text_of (qd_history_peek_undo (history)), ==, "a");

  /* A new change forgets what could be redone. */
  push (history, "risk-1", QD_RISK_RISK, "b", "x", FALSE);
  g_assert_null (qd_history_peek_redo (history));
  g_assert_cmpuint (undo_all (history), ==, 2);
}

static void
test_saved (void)
{
  g_autoptr (QdHistory) history = qd_history_new (QD_HISTORY_MAX_BYTES);
  guint64 middle;

  g_assert_true (qd_history_is_saved (history));
  push (history, "risk-1", QD_RISK_RISK, "a", "b", FALSE);
  g_assert_false (qd_history_is_saved (history));
  qd_history_undone (history);
  g_assert_true (qd_history_is_saved (history));
  qd_history_redone (history);

  middle = qd_history_get_state (history);
  push (history, "risk-1", QD_RISK_RISK, "b", "c", FALSE);
  qd_history_set_saved (history, middle);
  g_assert_false (qd_history_is_saved (history));
  qd_history_undone (history);
  g_assert_true (qd_history_is_saved (history));
  qd_history_undone (history);
  g_assert_false (qd_history_is_saved (history));

  /* The saved state lies among what was undone: a new change makes it unreachable, for good. */
  push (history, "risk-1", QD_RISK_RISK, "a", "b", FALSE);
  g_assert_false (qd_history_is_saved (history));
  qd_history_undone (history);
  g_assert_false (qd_history_is_saved (history));
}

/* Whether the second of two changes joins the first. */
static const struct
{
  const char *name;
  const char *second_id;
  guint       second_field;
  gboolean    first_coalesces;
  gboolean    second_coalesces;
  enum { NOTHING, BREAK, SAVED, UNDO_REDO } between;
  guint       n_entries;
} joins[] = {
  { "typing", "risk-1", QD_RISK_RISK, TRUE, TRUE, NOTHING, 1 },
  { "other-record", "risk-2", QD_RISK_RISK, TRUE, TRUE, NOTHING, 2 },
  { "other-field", "risk-1", QD_RISK_OWNER, TRUE, TRUE, NOTHING, 2 },
  { "first-is-not-typing", "risk-1", QD_RISK_RISK, FALSE, TRUE, NOTHING, 2 },
  { "second-is-not-typing", "risk-1", QD_RISK_RISK, TRUE, FALSE, NOTHING, 2 },
  { "broken", "risk-1", QD_RISK_RISK, TRUE, TRUE, BREAK, 2 },
  { "saved", "risk-1", QD_RISK_RISK, TRUE, TRUE, SAVED, 2 },
  { "undone-and-redone", "risk-1", QD_RISK_RISK, TRUE, TRUE, UNDO_REDO, 2 },
};

static void
test_join (gconstpointer data)
{
  const typeof (joins[0]) *row = data;
  g_autoptr (QdHistory) history = qd_history_new (QD_HISTORY_MAX_BYTES);

  push (history, "risk-1", QD_RISK_RISK, "a", "ab", row->first_coalesces);
  if (row->between == BREAK)
    qd_history_break_coalescing (history);
  if (row->between == SAVED)
    qd_history_set_saved (history, qd_history_get_state (history));
  if (row->between == UNDO_REDO)
    {
      qd_history_undone (history);
      qd_history_redone (history);
    }
  push (history, row->second_id, row->second_field, "ab", "abc", row->second_coalesces);

  g_assert_cmpstr (text_of (qd_history_peek_undo (history)), ==, row->n_entries == 1 ? "a" : "ab");
  g_assert_cmpuint (undo_all (history), ==, row->n_entries);
}

/* What is typed after an undo does not join what was typed before it. */
static void
test_join_after_undo (void)
{
  g_autoptr (QdHistory) history = qd_history_new (QD_HISTORY_MAX_BYTES);

  push (history, "risk-1", QD_RISK_RISK, "a", "ab", TRUE);
  qd_history_break_coalescing (history);
  push (history, "risk-1", QD_RISK_RISK, "ab", "abc", TRUE);
  qd_history_undone (history);
  push (history, "risk-1", QD_RISK_RISK, "ab", "abx", TRUE);

  g_assert_cmpstr (text_of (qd_history_peek_undo (history)), ==, "ab");
  g_assert_cmpuint (undo_all (history), ==, 2);
}

/* Typing and rubbing out again is no change at all. */
static void
test_join_back (void)
{
  g_autoptr (QdHistory) history = qd_history_new (QD_HISTORY_MAX_BYTES);

  push (history, "risk-1", QD_RISK_OWNER, NULL, "x", FALSE);
  qd_history_set_saved (history, qd_history_get_state (history));

  push (history, "risk-1", QD_RISK_RISK, "a", "ab", TRUE);
  push (history, "risk-1", QD_RISK_RISK, "ab", "abc", TRUE);
  g_assert_false (qd_history_is_saved (history));
  push (history, "risk-1", QD_RISK_RISK, "abc", "a", TRUE);

  g_assert_true (qd_history_is_saved (history));
  g_assert_cmpuint (undo_all (history), ==, 1);
}

/* “open” is what an empty status means, and stored as nothing. */
static void
test_join_back_to_fallback (void)
{
  g_autoptr (QdHistory) history = qd_history_new (QD_HISTORY_MAX_BYTES);

  push (history, "risk-1", QD_RISK_STATUS, NULL, "owned", TRUE);
  push (history, "risk-1", QD_RISK_STATUS, "owned", "open", TRUE);

  g_assert_true (qd_history_is_saved (history));
  g_assert_null (qd_history_peek_undo (history));
}

static void
test_bound (void)
{
  g_autofree char *long_text = g_strnfill (1000, 'x');
  g_autoptr (QdHistory) history = qd_history_new (10000);
  guint n;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s%u", long_text, i);

      push (history, "risk-1", QD_RISK_RISK, "a", text, FALSE);
      g_assert_cmpuint (qd_history_get_size (history), <=, 10000);
    }
  g_assert_cmpuint (qd_history_get_size (history), >, 5000);

  /* The saved state is beyond what can be undone: the plan is modified however far back one goes. */
  n = undo_all (history);
  g_assert_cmpuint (n, >, 1);
  g_assert_cmpuint (n, <, 10);
  g_assert_false (qd_history_is_saved (history));

  /* What was undone counts until a new change forgets it. */
  g_assert_cmpuint (qd_history_get_size (history), >, 5000);
  push (history, "risk-1", QD_RISK_RISK, "a", "b", FALSE);
  g_assert_cmpuint (qd_history_get_size (history), <, 1000);
}

static void
test_bound_keeps_latest (void)
{
  g_autoptr (QdHistory) history = qd_history_new (1);

  push (history, "risk-1", QD_RISK_RISK, "a", "b", FALSE);
  push (history, "risk-1", QD_RISK_RISK, "b", "c", FALSE);

  g_assert_cmpstr (text_of (qd_history_peek_undo (history)), ==, "b");
  g_assert_cmpuint (undo_all (history), ==, 1);
}

/* Joined typing is counted once, with what it is now. */
static void
test_bound_of_typing (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autoptr (QdHistory) history = qd_history_new (QD_HISTORY_MAX_BYTES);
  gsize one;

  push (history, "risk-1", QD_RISK_RISK, "a", "b", TRUE);
  one = qd_history_get_size (history);
  push (history, "risk-1", QD_RISK_RISK, "b", long_text, TRUE);
  g_assert_cmpuint (qd_history_get_size (history), >, one + 4000);
  push (history, "risk-1", QD_RISK_RISK, long_text, "c", TRUE);
  g_assert_cmpuint (qd_history_get_size (history), ==, one);
  push (history, "risk-1", QD_RISK_RISK, "c", "a", TRUE);
  g_assert_cmpuint (qd_history_get_size (history), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/order", test_order);
  g_test_add_func ("/history/saved", test_saved);
  for (guint i = 0; i < G_N_ELEMENTS (joins); i++)
    {
      g_autofree char *path = g_strdup_printf ("/history/join/%s", joins[i].name);

      g_test_add_data_func (path, &joins[i], test_join);
    }
  g_test_add_func ("/history/join-after-undo", test_join_after_undo);
  g_test_add_func ("/history/join-back", test_join_back);
  g_test_add_func ("/history/join-back-to-fallback", test_join_back_to_fallback);
  g_test_add_func ("/history/bound", test_bound);
  g_test_add_func ("/history/bound-keeps-latest", test_bound_keeps_latest);
  g_test_add_func ("/history/bound-of-typing", test_bound_of_typing);

  return g_test_run ();
}
