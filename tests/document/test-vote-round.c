#include "qd-vote-round.h"

#include "qd-plan-private.h"
#include "qd-test-folder.h"

/* What the room sees of a vote, and what is left of one that was interrupted. */

#define FIRST "k1"
#define SECOND "k2"

static QdDocument *
make_document (void)
{
  static const char *const ids[] = { FIRST, SECOND };
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdRecord) objective = qd_record_new (QD_RECORD_OBJECTIVE, "o1");

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (QdRecord) key_result = qd_record_new (QD_RECORD_KEY_RESULT, ids[i]);

      qd_list_append (qd_record_get_list (objective, QD_LIST_KEY_RESULTS), key_result);
    }
  qd_list_append (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), objective);

  return qd_document_new_for_plan (plan);
}

static void
count_cb (QdVoteRound *round,
          guint       *n)
{
  (*n)++;
}

/* Three under names, of whom one said why. */
static QdBallot *
make_ballot (const char *key_result)
{
  QdBallot *ballot = qd_ballot_new (key_result);

  ballot->by_name = TRUE;
  ballot->fist = TRUE;
  ballot->n_asked = 4;
  qd_ballot_add (ballot, "Maya", 8, NULL);
  qd_ballot_add (ballot, "Kofi", 2, "Nobody is on it");
  qd_ballot_add (ballot, "Inês", 6, NULL);

  return ballot;
}

/* The number of votes, and nothing that they say or whose they are before they are revealed; then the numbers alone. */
static void
test_room (void)
{
  g_autoptr (QdDocument) document = make_document ();
  g_autoptr (QdBallot) ballot = make_ballot (FIRST);
  QdVoteRound *round = qd_vote_round_of (document);
  const QdCast *casts;
  guint n = 0, n_changed = 0;

  g_signal_connect (round, "changed", G_CALLBACK (count_cb), &n_changed);
  qd_vote_round_put (round, ballot);
  g_assert_cmpstr (qd_vote_round_get_key_result (round), ==, FIRST);
  g_assert_cmpuint (qd_vote_round_get_n_in (round), ==, 3);
  g_assert_cmpuint (qd_vote_round_get_n_asked (round), ==, 4);
  g_assert_null (qd_vote_round_get_casts (round, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (n_changed, ==, 1);

  ballot->revealed = TRUE;
  qd_vote_round_put (round, ballot);
  casts = qd_vote_round_get_casts (round, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpfloat (casts[1].value, ==, 2);
  g_assert_null (casts[1].person);
  g_assert_null (casts[1].reason);
  g_assert_cmpuint (n_changed, ==, 2);

  /* A reason is nothing that the room sees; another vote is. */
  g_free ((gpointer) g_array_index (ballot->casts, QdCast, 0).reason);
  g_array_index (ballot->casts, QdCast, 0).reason = g_strdup ("It is nearly there");
  qd_vote_round_put (round, ballot);
  g_assert_cmpuint (n_changed, ==, 2);
  g_array_index (ballot->casts, QdCast, 0).value = 9;
  qd_vote_round_put (round, ballot);
  g_assert_cmpuint (n_changed, ==, 3);
}

static void
assert_same (const QdBallot *found,
             const QdBallot *expected)
{
  g_assert_nonnull (found);
  g_assert_cmpstr (found->key_result, ==, expected->key_result);
  g_assert_cmpint (found->by_name, ==, expected->by_name);
  g_assert_cmpint (found->fist, ==, expected->fist);
  g_assert_cmpint (found->revealed, ==, expected->revealed);
  g_assert_cmpuint (found->n_asked, ==, expected->n_asked);
  g_assert_cmpuint (found->casts->len, ==, expected->casts->len);
  for (guint i = 0; i < expected->casts->len; i++)
    {
      const QdCast *cast = &qd_ballot_get_casts (found)[i], *other = &qd_ballot_get_casts (expected)[i];

      g_assert_cmpstr (cast->person, ==, other->person);
      g_assert_cmpfloat (cast->value, ==, other->value);
      g_assert_cmpstr (cast->reason, ==, other->reason);
    }
}

/* The program dies twice: all that was in and not kept is there again, as hidden as it was. */
static void
test_interrupted (void)
{
  char *folder = qd_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "meetings", "one.votes", NULL);
  g_autofree char *moved = g_build_filename (folder, "meetings", "two.votes", NULL);
  g_autoptr (QdBallot) hidden = make_ballot (FIRST);
  g_autoptr (QdBallot) counted = qd_ballot_new (SECOND);
  g_autoptr (QdBallot) elsewhere = make_ballot ("of a plan that is gone");
  QdVoteRound *round;
  guint n, n_recovered = 0;

  qd_ballot_add (counted, NULL, 7, NULL);
  qd_ballot_add (counted, NULL, 3, "Nobody is on it");
  counted->revealed = TRUE;
  {
    g_autoptr (QdDocument) document = make_document ();

    round = qd_vote_round_of (document);
    g_assert_cmpuint (qd_vote_round_set_path (round, path), ==, 0);
    qd_vote_round_put (round, elsewhere);
    qd_vote_round_put (round, counted);
    qd_vote_round_put (round, hidden);
    g_assert_null (qd_vote_round_get_problem (round));
  }
  {
    g_autoptr (QdDocument) document = make_document ();

    round = qd_vote_round_of (document);
    g_signal_connect (round, "recovered", G_CALLBACK (count_cb), &n_recovered);
    g_assert_cmpuint (qd_vote_round_set_path (round, path), ==, 2);
    g_assert_cmpuint (n_recovered, ==, 1);
    g_assert_cmpstr (qd_vote_round_get_key_result (round), ==, FIRST);
    g_assert_null (qd_vote_round_get_casts (round, &n));
    assert_same (qd_vote_round_find (round, FIRST), hidden);
    assert_same (qd_vote_round_find (round, SECOND), counted);
    g_assert_true (qd_ballot_is_hidden (qd_vote_round_find (round, FIRST)));

    /* The plan is saved elsewhere, and the first vote is kept. */
    g_assert_cmpuint (qd_vote_round_set_path (round, moved), ==, 0);
    g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    hidden->kept = TRUE;
    qd_vote_round_put (round, hidden);
    g_assert_null (qd_vote_round_find (round, FIRST));
  }
  {
    g_autoptr (QdDocument) document = make_document ();

    round = qd_vote_round_of (document);
    g_assert_cmpuint (qd_vote_round_set_path (round, moved), ==, 1);
    g_assert_null (qd_vote_round_find (round, FIRST));
    assert_same (qd_vote_round_find (round, SECOND), counted);
    g_array_set_size (counted->casts, 0);
    g_array_set_size (elsewhere->casts, 0);
    qd_vote_round_put (round, counted);
    qd_vote_round_put (round, elsewhere);
    g_assert_false (g_file_test (moved, G_FILE_TEST_EXISTS));
  }
  qd_test_folder_remove (folder);
}

static void
test_damaged (void)
{
  static const char *const contents[] = {
    "", "{", "[]", "null", "{}", "{\"rounds\":{}}", "{\"rounds\":[1,{},[]]}", "{\"rounds\":[{\"key-result\":\"k1\"}]}",
    "{\"rounds\":[{\"key-result\":\"k1\",\"votes\":[1,{},{\"value\":11},{\"value\":-1}]}]}",
  };
  char *folder = qd_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "one.votes", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (QdDocument) document = make_document ();
      g_autoptr (QdBallot) ballot = make_ballot (FIRST);
      QdVoteRound *round = qd_vote_round_of (document);

      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      g_assert_cmpuint (qd_vote_round_set_path (round, path), ==, 0);
      qd_vote_round_put (round, ballot);
      assert_same (qd_vote_round_find (round, FIRST), ballot);
    }
  qd_test_folder_remove (folder);
}

/* A place where nothing can be written is said, and the vote goes on. */
static void
test_not_written (void)
{
  g_autoptr (QdDocument) document = make_document ();
  g_autoptr (QdBallot) ballot = make_ballot (FIRST);
  QdVoteRound *round = qd_vote_round_of (document);

  g_assert_cmpuint (qd_vote_round_set_path (round, "/proc/none/one.votes"), ==, 0);
  qd_vote_round_put (round, ballot);
  g_assert_nonnull (qd_vote_round_get_problem (round));
  g_assert_cmpuint (qd_vote_round_get_n_in (round), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vote-round/room", test_room);
  g_test_add_func ("/vote-round/interrupted", test_interrupted);
  g_test_add_func ("/vote-round/damaged", test_damaged);
  g_test_add_func ("/vote-round/not-written", test_not_written);

  return g_test_run ();
}
