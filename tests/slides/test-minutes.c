#include "qd-minutes.h"

#include <math.h>
#include <string.h>

#include "qd-plan-private.h"
#include "qd-votes.h"

/* The minutes of a meeting, and what its votes say. */

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

  return record;
}

static void
add_vote (QdPlan     *plan,
          const char *key_result,
          double      value,
          const char *reason)
{
  QdRecord *vote = add (qd_plan_get_single (plan, QD_LIST_MEETING), QD_LIST_VOTES, NULL, key_result);

  qd_record_set_number (vote, QD_VOTE_VALUE, value);
  if (reason != NULL)
    qd_record_set_text (vote, QD_VOTE_REASON, reason);
}

static QdPlan *
make_plan (void)
{
  QdPlan *plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *meeting = qd_plan_get_single (plan, QD_LIST_MEETING);
  QdRecord *objective = add (root, QD_LIST_OBJECTIVES, "o1", "Reliability");
  QdRecord *record;

  qd_record_set_text (root, QD_PLAN_QUARTER, "Q2 2024");
  qd_record_set_text (root, QD_PLAN_FACILITATOR, "VP Engineering");
  add (objective, QD_LIST_KEY_RESULTS, "k1", "Uptime");
  add (objective, QD_LIST_KEY_RESULTS, "k2", "Pages");
  record = add (objective, QD_LIST_INITIATIVES, "i1", "Canary | analysis");
  qd_record_set_number (record, QD_INITIATIVE_POINTS, 80);

  record = add (root, QD_LIST_DECISIONS, NULL, "Buy or build?");
  qd_record_set_text (record, QD_DECISION_OUTCOME, "Build");
  add (root, QD_LIST_DECISIONS, NULL, "Which market?");
  add (root, QD_LIST_ACTIONS, "x1", "Write the plan");
  record = add (root, QD_LIST_ACTIONS, "x2", "Ask Data");
  qd_record_set_text (record, QD_ACTION_OWNER, "Maya");
  qd_record_set_text (record, QD_ACTION_DUE, "April 2");
  record = add (root, QD_LIST_ACTIONS, "x3", "Done already");
  qd_record_set_text (record, QD_ACTION_DONE, "yes");

  add (meeting, QD_LIST_PARKING_LOT, NULL, "Pay for nights");
  record = add (meeting, QD_LIST_AGENDA, NULL, "Look back");
  qd_record_set_number (record, QD_AGENDA_ITEM_MINUTES, 30);
  qd_record_set_number (record, QD_AGENDA_ITEM_SPENT, 41.5);
  qd_record_set_text (record, QD_AGENDA_ITEM_NOTES, "One\nTwo");
  add_vote (plan, "k1", 8, NULL);
  add_vote (plan, "k1", 8, NULL);
  add_vote (plan, "k1", 2, "No time");

  return plan;
}

static void
test_votes (void)
{
  g_autoptr (QdPlan) plan = make_plan ();
  QdVoteSummary votes;

  add_vote (plan, "k1", 11, NULL); /* no vote */
  qd_votes_summarise (plan, qd_plan_find (plan, "k1"), &votes);
  g_assert_cmpuint (votes.n, ==, 3);
  g_assert_cmpfloat (votes.mean, ==, 6);
  g_assert_cmpfloat (votes.lowest, ==, 2);
  g_assert_cmpfloat (votes.highest, ==, 8);
  g_assert_cmpuint (votes.n_low, ==, 1);
  g_assert_cmpuint (votes.n_unexplained, ==, 0);
  g_assert_cmpfloat (votes.median, ==, 8);
  g_assert_cmpuint (votes.n_outliers, ==, 1);
  g_assert_cmpuint (votes.outliers[2], ==, 1);
  g_assert_cmpuint (votes.counts[8], ==, 2);

  add_vote (plan, "k1", 0, NULL);
  qd_votes_summarise (plan, qd_plan_find (plan, "k1"), &votes);
  g_assert_cmpuint (votes.n_unexplained, ==, 1);

  qd_votes_summarise (plan, qd_plan_find (plan, "k2"), &votes);
  g_assert_cmpuint (votes.n, ==, 0);
  g_assert_true (isnan (votes.mean));
  g_assert_cmpint (qd_vote_from_fist (5), ==, 10);
  g_assert_cmpint (qd_vote_from_fist (0), ==, 0);
}

static void
assert_has (const char *text,
            const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

static void
test_minutes (void)
{
  static const char *const parts[] = {
    "# Minutes of planning Q2 2024\n",
    "\n- **Date**: Mon, March 25, 2024\n- **Time**: 09:00 to 12:30\n",
    "\n## 1 of 2 decisions made\n",
    "| Buy or build? | Build |",
    "\n## 1 question is open\n",
    "| Which market? |",
    "\n## 2 actions to do\n",
    "| **Maya** | |\n| Ask Data | April 2 |\n| **Without an owner** | |\n| Write the plan | |\n",
    "\n## 1 topic was put off\n",
    "\n## How sure the room is, 0 to 10\n\nUptime: the median is 8 of 10; 1 vote stands out.",
    "| Uptime | 3 | 6 | 2–8 | No time |",
    "\n## 1 change to the plan\n\n- Initiative “Canary | analysis”: Points changed from “80” to “60”.\n",
    "| Committed points | 80 | 60 |",
    "\n## 41.5 minutes spent of 30 planned\n",
    "| Look back | 30 | 41.5 | One<br>Two |\n| **Total** | **30** | **41.5** | |\n",
  };
  g_autoptr (QdPlan) start = make_plan ();
  g_autoptr (QdPlan) plan = qd_plan_copy (start);
  g_autoptr (QdFigures) before = qd_figures_new (start);
  g_autoptr (QdFigures) after = NULL;
  g_autoptr (GDateTime) started = g_date_time_new_local (2024, 3, 25, 9, 0, 0);
  g_autoptr (GDateTime) ended = g_date_time_new_local (2024, 3, 25, 12, 30, 0);
  g_autoptr (QdOutline) minutes = NULL;
  g_autofree char *text = NULL;

  qd_record_set_number (qd_plan_find (plan, "i1"), QD_INITIATIVE_POINTS, 60);
  after = qd_figures_new (plan);
  minutes = qd_minutes_new (after, &(QdMinutesFacts) { started, ended, before });
  text = qd_outline_to_markdown (minutes);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    assert_has (text, parts[i]);
  g_assert_null (strstr (text, "Done already"));
}

/* What hangs on the door: when what is, and nothing of what was noted. */
static void
test_agenda (void)
{
  g_autoptr (QdPlan) plan = make_plan ();
  g_autoptr (QdFigures) figures = NULL;
  g_autoptr (QdOutline) agenda = NULL;
  g_autofree char *text = NULL;
  QdRecord *item = add (qd_plan_get_single (plan, QD_LIST_MEETING), QD_LIST_AGENDA, NULL, "Priorities");

  qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_PLANNING_DATE, "2024-03-26");
  qd_record_set_text (qd_plan_get_single (plan, QD_LIST_MEETING), QD_MEETING_START, "9:00");
  qd_record_set_number (item, QD_AGENDA_ITEM_MINUTES, 15);
  qd_record_set_text (item, QD_AGENDA_ITEM_OWNER, "Maya");
  figures = qd_figures_new (plan);
  agenda = qd_minutes_new_agenda (figures);
  text = qd_outline_to_markdown (agenda);
  assert_has (text, "# Agenda for planning Q2 2024\n");
  assert_has (text, "- **Date**: Tue, March 26, 2024\n- **Time**: 09:00 to 09:45\n");
  assert_has (text, "## 45 minutes in all\n");
  assert_has (text, "| 09:00 | Look back | 30 | |\n| 09:30 | Priorities | 15 | Maya |\n");
  g_assert_null (strstr (text, "One"));
}

static void
test_empty (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdOutline) minutes = qd_minutes_new (figures, &(QdMinutesFacts) { NULL, NULL, NULL });
  g_autoptr (QdOutline) compared = qd_minutes_new (figures, &(QdMinutesFacts) { NULL, NULL, figures });
  g_autofree char *text = qd_outline_to_markdown (minutes);
  g_autofree char *same = qd_outline_to_markdown (compared);

  g_assert_cmpstr (text, ==, "# Minutes of planning\n");
  assert_has (same, "## The plan was not changed\n\nNothing was changed");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/minutes/votes", test_votes);
  g_test_add_func ("/minutes/minutes", test_minutes);
  g_test_add_func ("/minutes/agenda", test_agenda);
  g_test_add_func ("/minutes/empty", test_empty);

  return g_test_run ();
}
