#include "qd-finding.h"

#include "qd-plan-private.h"

/* Each rule on small plans: what it finds there, and what it must not find. */

#define MAX_FIELDS 6
#define MAX_ROWS 8

typedef struct
{
  int         field;
  const char *text;
} Cell;

/* A record to add to a list of @owner; without a list, fields to set of the record @owner itself. */
typedef struct
{
  const char *owner;
  QdListId    list;
  const char *id;
  Cell        cells[MAX_FIELDS];
} Row;

#define ADD(LIST, id, ...) { "plan", QD_LIST_##LIST, id, { __VA_ARGS__ } }
#define ADD_TO(owner, LIST, id, ...) { owner, QD_LIST_##LIST, id, { __VA_ARGS__ } }
#define SET(owner, ...) { owner, QD_LIST_ANY, NULL, { __VA_ARGS__ } }

#define Q2 SET ("plan", { QD_PLAN_QUARTER, "Q2 2024" }, { QD_PLAN_PLANNING_DATE, "2024-03-25" })
#define STILL_TO_COME SET ("plan", { QD_PLAN_QUARTER, "Q2 2999" })
#define TEAM(id, name, engineers) \
  ADD (TEAMS, id, { QD_TEAM_NAME, name }, { QD_TEAM_ENGINEERS, engineers }, { QD_TEAM_DAYS, "10" })
#define CATEGORY(id, name, percent) ADD (ALLOCATION, id, { QD_CATEGORY_NAME, name }, { QD_CATEGORY_PERCENT, percent })
#define OBJECTIVE(id, title, owner) ADD (OBJECTIVES, id, { QD_OBJECTIVE_TITLE, title }, { QD_OBJECTIVE_OWNER, owner })
#define WORK(owner, id, title, points) \
  ADD_TO (owner, INITIATIVES, id, { QD_INITIATIVE_TITLE, title }, { QD_INITIATIVE_POINTS, points })
#define KEY_RESULT(owner, id, target) \
  ADD_TO (owner, KEY_RESULTS, id, { QD_KEY_RESULT_TITLE, "Result" }, { QD_KEY_RESULT_TARGET, target })
#define REVIEW_OBJECTIVE ADD_TO ("review", REVIEW_OBJECTIVES, "ro", { QD_OBJECTIVE_TITLE, "Grow" })
#define SCORED(id, target, actual, stated) \
  ADD_TO ("ro", KEY_RESULTS, id, { QD_KEY_RESULT_TITLE, "Result" }, { QD_KEY_RESULT_TARGET, target }, \
          { QD_KEY_RESULT_ACTUAL, actual }, { QD_KEY_RESULT_STATED, stated })
#define ENDED(id, actual, stated) \
  ADD_TO ("o1", KEY_RESULTS, id, { QD_KEY_RESULT_TITLE, "Result" }, { QD_KEY_RESULT_TARGET, "4" }, \
          { QD_KEY_RESULT_ACTUAL, actual }, { QD_KEY_RESULT_STATED, stated })

typedef struct
{
  const char *rule;
  const char *found;   /* ids of the records, separated by blanks */
  const char *message; /* (nullable): of the first */
  const char *fix;     /* (nullable): label of its first fix */
  Row         rows[MAX_ROWS];
} Case;

static const Case cases[] = {
  /* plan */
  { "plan.conflict", "c", "“Security” was merged with a conflict: Both changed it.", NULL,
    { ADD (CONFLICTS, "c", { QD_CONFLICT_TITLE, "Security" }, { QD_CONFLICT_KIND, "field" }) } },
  { "plan.quarter", "plan", "The plan does not say which quarter it is for.", NULL, { { 0 } } },
  { "plan.quarter", "plan", "“Q7” is no quarter that can be read, such as Q2 2024.", NULL,
    { SET ("plan", { QD_PLAN_QUARTER, "Q7" }) } },
  { "plan.quarter", "", NULL, NULL, { Q2 } },
  { "plan.planning-date", "plan", "“soon” is no planning date that can be read.", NULL,
    { SET ("plan", { QD_PLAN_QUARTER, "Q2 2024" }, { QD_PLAN_PLANNING_DATE, "soon" }) } },
  { "plan.planning-date", "plan", "The planning date, 2023-03-25, is 373 days before the quarter begins.", NULL,
    { SET ("plan", { QD_PLAN_QUARTER, "Q2 2024" }, { QD_PLAN_PLANNING_DATE, "2023-03-25" }) } },
  { "plan.planning-date", "plan", "The planning date, 2024-07-01, is after the quarter’s end.", NULL,
    { SET ("plan", { QD_PLAN_QUARTER, "Q2 2024" }, { QD_PLAN_PLANNING_DATE, "2024-07-01" }) } },
  { "plan.planning-date", "", NULL, NULL, { Q2 } },
  { "plan.planning-date", "", NULL, NULL, { { 0 } } },

  /* capacity */
  { "capacity.team-over", "t1", "Data is committed to 30 of 20 points, 10 too many.", "Make Small stretch",
    { TEAM ("t1", "Data", "2"), OBJECTIVE ("o1", "Grow", "Data"), WORK ("o1", "w1", "Large", "20"),
      WORK ("o1", "w2", "Small", "10") } },
  { "capacity.team-over", "t1", "Data is committed to 36 of 20 points, 16 too many.",
    "Make the 2 largest initiatives stretch",
    { TEAM ("t1", "Data", "2"), OBJECTIVE ("o1", "Grow", "Data"), WORK ("o1", "w1", "A", "12"),
      WORK ("o1", "w2", "B", "12"),
      WORK ("o1", "w3", "C", "12") } },
  { "capacity.team-over", "", NULL, NULL,
    { TEAM ("t1", "Data", "2"), OBJECTIVE ("o1", "Grow", "Data"), WORK ("o1", "w1", "Exactly", "20") } },
  { "capacity.team-over", "", NULL, NULL,
    { TEAM ("t1", "Data", ""), OBJECTIVE ("o1", "Grow", "Data"), WORK ("o1", "w1", "Unknown", "20") } },
  { "capacity.over", "plan", "The plan is committed to 30 of 20 points, 10 too many.", NULL,
    { TEAM ("t1", "Data", "2"), OBJECTIVE ("o1", "Grow", "Data"), WORK ("o1", "w1", "Large", "30") } },
  { "capacity.over", "", NULL, NULL,
    { TEAM ("t1", "Data", "2"), TEAM ("t2", "Web", "2"), OBJECTIVE ("o1", "Grow", "Data"),
      WORK ("o1", "w1", "A", "30") } },
  { "capacity.over", "", NULL, NULL, { OBJECTIVE ("o1", "Grow", "Data"), WORK ("o1", "w1", "No team yet", "30") } },
  { "capacity.team-idle", "t2", "Web has 20 points of capacity and no work.", NULL,
    { TEAM ("t1", "Data", "2"), TEAM ("t2", "Web", "2"), OBJECTIVE ("o1", "Grow", "Data"),
      WORK ("o1", "w1", "A", "5") } },
  { "capacity.team-idle", "", NULL, NULL, { TEAM ("t1", "Data", "2"), TEAM ("t2", "Web", "2") } },
  { "capacity.team-idle", "", NULL, NULL,
    { TEAM ("t1", "Data", "2"), TEAM ("t2", "Web", "2"), OBJECTIVE ("o1", "Grow", "All teams"),
      WORK ("o1", "w1", "A", "5") } },
  { "capacity.team-unknown", "t1", "The capacity of Data is unknown: it takes engineers and days.", NULL,
    { TEAM ("t1", "Data", "") } },
  { "capacity.team-unknown", "", NULL, NULL, { TEAM ("t1", "Data", "0"), TEAM ("t2", "Web", "2") } },
  { "capacity.unassigned", "o1", "No team carries 12 points of “Grow”.", NULL,
    { TEAM ("t1", "Data", "2"), OBJECTIVE ("o1", "Grow", "Marketing"), WORK ("o1", "w1", "A", "5"),
      WORK ("o1", "w2", "B", "7") } },
  { "capacity.unassigned", "", NULL, NULL,
    { TEAM ("t1", "Data", "2"), OBJECTIVE ("o1", "Grow", "Data Team"), WORK ("o1", "w1", "A", "5") } },
  { "capacity.unassigned", "", NULL, NULL, { OBJECTIVE ("o1", "Grow", "Data"),
      WORK ("o1", "w1", "No team yet", "5") } },
  { "capacity.team-assumed", "o1",
    "Data and Web share 12 points of “Grow”; nobody said how, so the split by capacity is assumed.", NULL,
    { TEAM ("t1", "Data", "2"), TEAM ("t2", "Web", "2"), OBJECTIVE ("o1", "Grow", "Data + Web"),
      WORK ("o1", "w1", "A", "12") } },
  { "capacity.team-assumed", "o1",
    "Data, Web and App share 12 points of “Grow”; nobody said how, so the split by capacity is assumed.", NULL,
    { TEAM ("t1", "Data", "2"), TEAM ("t2", "Web", "2"), TEAM ("t3", "App", "2"),
      OBJECTIVE ("o1", "Grow", "Data, Web, App"),
      WORK ("o1", "w1", "A", "12") } },
  { "capacity.team-assumed", "o1",
    "Several teams share 12 points of “Grow”; nobody said how, so the split by capacity is assumed.", NULL,
    { TEAM ("t1", "Data", "2"), TEAM ("t2", "Web", "2"), OBJECTIVE ("o1", "Grow", "All teams"),
      WORK ("o1", "w1", "A", "12") } },
  { "capacity.team-assumed", "o1",
    "Data is given only a part of 12 points of “Grow”; that it carries all of them is assumed.", NULL,
    { TEAM ("t1", "Data", "2"), OBJECTIVE ("o1", "Grow", "Data"),
      ADD_TO ("o1", INITIATIVES, "w1", { QD_INITIATIVE_TITLE, "A" }, { QD_INITIATIVE_POINTS, "12" },
              { QD_INITIATIVE_TEAMS, "Data 70%" }) } },
  { "capacity.team-assumed", "", NULL, NULL,
    { TEAM ("t1", "Data", "2"), TEAM ("t2", "Web", "2"), OBJECTIVE ("o1", "Grow", "Data + Web"),
      ADD_TO ("o1", INITIATIVES, "w1", { QD_INITIATIVE_TITLE, "A" }, { QD_INITIATIVE_POINTS, "12" },
              { QD_INITIATIVE_TEAMS, "Data 70%, Web 30%" }) } },

  /* headcount */
  { "headcount.total", "c1", "The headcount is 34, but 20 engineers in teams and 8 not counted make 28.", NULL,
    { TEAM ("t1", "Data", "20"), SET ("plan", { QD_PLAN_CAPACITY_NOTE, "8 engineers in lead roles not counted" }),
      ADD (CONSTRAINTS, "c1", { QD_CONSTRAINT_LABEL, "Headcount" }, { QD_CONSTRAINT_TEXT, "34 engineers" }) } },
  { "headcount.total", "c1", "The headcount is 34, but the teams have 20 engineers.", NULL,
    { TEAM ("t1", "Data", "20"),
      ADD (CONSTRAINTS, "c1", { QD_CONSTRAINT_LABEL, "Headcount" }, { QD_CONSTRAINT_TEXT, "34 engineers" }) } },
  { "headcount.total", "", NULL, NULL,
    { TEAM ("t1", "Data", "26"), SET ("plan", { QD_PLAN_CAPACITY_NOTE, "8 engineers in lead roles not counted" }),
      ADD (CONSTRAINTS, "c1", { QD_CONSTRAINT_LABEL, "Headcount" },
             { QD_CONSTRAINT_TEXT, "34 engineers (3 in April)" }) } },
  { "headcount.total", "", NULL, NULL,
    { TEAM ("t1", "Data", "26"), SET ("plan", { QD_PLAN_CAPACITY_NOTE, "5 managers and 3 leads are not counted" }),
      ADD (CONSTRAINTS, "c1", { QD_CONSTRAINT_LABEL, "Headcount" }, { QD_CONSTRAINT_TEXT, "34" }) } },
  { "headcount.total", "", NULL, NULL,
    { ADD (CONSTRAINTS, "c1", { QD_CONSTRAINT_LABEL, "Headcount" }, { QD_CONSTRAINT_TEXT, "34 engineers" }) } },
  { "headcount.total", "", NULL, NULL, { TEAM ("t1", "Data", "26") } },

  /* allocation */
  { "allocation.total", "plan", "The allocation adds up to 95 %, 5 % too little.", "Set Features to 75 %",
    { CATEGORY ("a1", "Features", "70"), CATEGORY ("a2", "Debt", "25") } },
  { "allocation.total", "plan", "The allocation adds up to 105 %, 5 % too much.", "Set Features to 75 %",
    { CATEGORY ("a1", "Features", "80%"), CATEGORY ("a2", "Debt", "25%") } },
  { "allocation.total", "", NULL, NULL, { CATEGORY ("a1", "Features", "75"), CATEGORY ("a2", "Debt", "25") } },
  { "allocation.total", "", NULL, NULL,
    { CATEGORY ("a1", "A", "33.33"), CATEGORY ("a2", "B", "33.33"), CATEGORY ("a3", "C", "33.34") } },
  { "allocation.total", "", NULL, NULL, { { 0 } } },
  { "allocation.reliability", "a1", "10 % of the capacity is for reliability, less than the 15 % that should be.", NULL,
    { CATEGORY ("a1", "Platform stability", "10"), CATEGORY ("a2", "Features", "90") } },
  { "allocation.reliability", "", NULL, NULL,
    { CATEGORY ("a1", "Reliability", "10"), CATEGORY ("a2", "Quality", "5"), CATEGORY ("a3", "Features", "85") } },
  { "allocation.reliability", "", NULL, NULL,
    { CATEGORY ("a1", "Reliability", "10"), SET ("settings", { QD_SETTINGS_MIN_RELIABILITY, "10" }) } },
  { "allocation.reliability", "", NULL, NULL, { CATEGORY ("a1", "Features", "100") } },
  { "allocation.uncategorised", "plan",
    "1 initiative with 7 points has no category, so nobody can tell whether it fits the allocation.",
    "Put “Ship features” under Features",
    { CATEGORY ("a1", "Features", "80"), CATEGORY ("a2", "Debt", "20"), OBJECTIVE ("o1", "Ship features", "Data"),
      WORK ("o1", "w1", "A", "7") } },
  { "allocation.uncategorised", "", NULL, NULL, { OBJECTIVE ("o1", "Grow", "Data"), WORK ("o1", "w1", "A", "7") } },
  { "allocation.uncategorised", "", NULL, NULL,
    { CATEGORY ("a1", "Features", "100"), OBJECTIVE ("o1", "Grow", "Data"),
      SET ("o1", { QD_OBJECTIVE_CATEGORY, "Features" }),
      WORK ("o1", "w1", "A", "7") } },
  { "allocation.no-work", "a2", "Debt has 20 % of the capacity and no initiative.", NULL,
    { CATEGORY ("a1", "Features", "80"), CATEGORY ("a2", "Debt", "20"), OBJECTIVE ("o1", "Grow", "Data"),
      SET ("o1", { QD_OBJECTIVE_CATEGORY, "Features" }), WORK ("o1", "w1", "A", "7") } },
  { "allocation.no-work", "", NULL, NULL,
    { CATEGORY ("a1", "Features", "100"), CATEGORY ("a2", "Debt", "0"), OBJECTIVE ("o1", "Grow", "Data"),
      SET ("o1", { QD_OBJECTIVE_CATEGORY, "Features" }), WORK ("o1", "w1", "A", "7") } },
  { "allocation.no-work", "", NULL, NULL,
    { CATEGORY ("a1", "Features", "80"), CATEGORY ("a2", "Debt", "20"), OBJECTIVE ("o1", "Grow", "Data"),
      WORK ("o1", "w1", "A", "7") } },
  { "allocation.over", "a1", "Features is committed to 12 of the 10 points it was given, 2 too many.", NULL,
    { TEAM ("t1", "Data", "2"), CATEGORY ("a1", "Features", "50"), CATEGORY ("a2", "Debt", "50"),
      OBJECTIVE ("o1", "Grow", "Data"), SET ("o1", { QD_OBJECTIVE_CATEGORY, "Features" }),
      WORK ("o1", "w1", "A", "12") } },
  { "allocation.over", "", NULL, NULL,
    { TEAM ("t1", "Data", "2"), CATEGORY ("a1", "Features", "50"), CATEGORY ("a2", "Debt", "50"),
      OBJECTIVE ("o1", "Grow", "Data"), SET ("o1", { QD_OBJECTIVE_CATEGORY, "Features" }),
      WORK ("o1", "w1", "A", "10") } },

  /* scores */
  { "score.below-target", "review", "Last quarter scored 0.5 overall, below the target of 0.7.", NULL,
    { REVIEW_OBJECTIVE, SCORED ("k1", "4", "2", "") } },
  { "score.below-target", "review", "Q1 scored 0.5 overall, below the target of 0.6.", NULL,
    { Q2, SET ("plan", { QD_PLAN_SCORE_TARGET, "0.6" }), REVIEW_OBJECTIVE, SCORED ("k1", "4", "2", "") } },
  { "score.below-target", "", NULL, NULL, { REVIEW_OBJECTIVE, SCORED ("k1", "10", "7", "") } },
  { "score.below-target", "", NULL, NULL, { { 0 } } },
  { "score.needs-baseline", "k1", "“Result” has no score: 99.2% against 99.9% says too little without a baseline.",
    NULL,
    { REVIEW_OBJECTIVE, SCORED ("k1", "99.9%", "99.2%", "") } },
  { "score.needs-baseline", "k1", NULL, NULL, { REVIEW_OBJECTIVE, SCORED ("k1", "99.9%", "99.2%", "0.3") } },
  { "score.needs-baseline", "", NULL, NULL,
    { REVIEW_OBJECTIVE, SCORED ("k1", "99.9%", "99.9%", ""), SCORED ("k2", "99% → 99.9%", "99.2%", "") } },
  { "score.needs-baseline", "", NULL, NULL, { OBJECTIVE ("o1", "Grow", "Data"), KEY_RESULT ("o1", "k1", "99.9%") } },
  { "score.unscored", "k1 k2 k3", "“Result” has no score: it has no target.", NULL,
    { REVIEW_OBJECTIVE, SCORED ("k1", "", "4", ""), SCORED ("k2", "4", "", ""), SCORED ("k3", "4 weeks", "20%", "") } },
  { "score.unscored", "", NULL, NULL, { REVIEW_OBJECTIVE, SCORED ("k1", "4", "", "0.5"),
      SCORED ("k2", "4", "3", "") } },
  { "score.unscored", "", NULL, NULL, { OBJECTIVE ("o1", "Grow", "Data"), KEY_RESULT ("o1", "k1", "4") } },

  /* closing a quarter */
  { "score.no-reason", "k1", "“Result” has a stated score of 0.6, but its figures come to 0.5, and no reason is given.",
    "Use the computed 0.5",
    { REVIEW_OBJECTIVE, SCORED ("k1", "4", "2", "0.6"), SCORED ("k2", "4", "2", "0.5"), SCORED ("k3", "99.9%", "99.2%", "0.3"),
      SCORED ("k4", "4", "2", "0.6"), SET ("k4", { QD_KEY_RESULT_CAUSE, "Agreed" }) } },
  { "score.no-reason", "k1", NULL, "Use the computed 0.5",
    { Q2, OBJECTIVE ("o1", "Grow", "Data"), ENDED ("k1", "2", "0.6"), ENDED ("k2", "2", "") } },
  { "figure.stated", "", NULL, NULL, { REVIEW_OBJECTIVE, SCORED ("k1", "4", "2", "0.6") } },
  { "score.no-cause", "k1", "“Result” scored only 0.25, and no cause is given.", NULL,
    { Q2, OBJECTIVE ("o1", "Grow", "Data"), ENDED ("k1", "1", ""), ENDED ("k2", "3", ""), ENDED ("k3", "0", ""),
      SET ("k3", { QD_KEY_RESULT_CAUSE, "The vendor" }) } },
  { "score.no-cause", "", NULL, NULL, { STILL_TO_COME, OBJECTIVE ("o1", "Grow", "Data"), ENDED ("k1", "1", "") } },
  { "quarter.unscored", "plan", "Q2 2024 is over, but 2 of its 3 key results have no score.", NULL,
    { Q2, OBJECTIVE ("o1", "Grow", "Data"), ENDED ("k1", "4", ""), ENDED ("k2", "", ""), KEY_RESULT ("o1", "k3", "9") } },
  { "quarter.unscored", "", NULL, NULL, { Q2, OBJECTIVE ("o1", "Grow", "Data"), ENDED ("k1", "4", "") } },
  { "quarter.unscored", "", NULL, NULL, { Q2, OBJECTIVE ("o1", "Grow", "Data"), KEY_RESULT ("o1", "k1", "4") } },
  { "quarter.unscored", "", NULL, NULL,
    { STILL_TO_COME, OBJECTIVE ("o1", "Grow", "Data"), ENDED ("k1", "4", ""), ENDED ("k2", "", "") } },
  { "quarter.no-lessons", "plan", "Q2 2024 is over and scored, and nobody wrote down what it taught.", NULL,
    { Q2, OBJECTIVE ("o1", "Grow", "Data"), ENDED ("k1", "4", "") } },
  { "quarter.no-lessons", "", NULL, NULL,
    { Q2, OBJECTIVE ("o1", "Grow", "Data"), ENDED ("k1", "4", ""), ADD (LEARNED, "l1", { QD_LESSON_TEXT, "Ask earlier" }) } },
  { "quarter.no-lessons", "", NULL, NULL, { Q2, OBJECTIVE ("o1", "Grow", "Data"), ENDED ("k1", "4", ""), ENDED ("k2", "", "") } },
  { "quarter.no-lessons", "", NULL, NULL, { STILL_TO_COME, OBJECTIVE ("o1", "Grow", "Data"), ENDED ("k1", "4", "") } },

  { "measure.approximate", "k1 k2 k3", "Target of “Result” is only approximate: ~50.", NULL,
    { OBJECTIVE ("o1", "Grow", "Data"), KEY_RESULT ("o1", "k1", "~50"), KEY_RESULT ("o1", "k2", "about 5"),
      KEY_RESULT ("o1", "k3", "≈ 3s"), KEY_RESULT ("o1", "k4", "8/8 features"),
      KEY_RESULT ("o1", "k5", "August 15") } },
  { "figure.stated", "t1", "“Data” has a stated capacity of 18 points, but its engineers and days come to 20.",
    "Use the computed 20", { TEAM ("t1", "Data", "2"), SET ("t1", { QD_TEAM_STATED_POINTS, "18" }) } },
  { "figure.stated", "a1", "“Features” has 18 stated points, but its share of the capacity comes to 20.",
    "Use the computed 20",
    { TEAM ("t1", "Data", "2"), CATEGORY ("a1", "Features", "100"), SET ("a1", { QD_CATEGORY_STATED_POINTS, "18" }) } },
  { "figure.stated", "plan plan", "“Plan” states 3 engineers in total, but its teams have 2.", "Use the computed 2",
    { TEAM ("t1", "Data", "2"), SET ("plan", { QD_PLAN_STATED_ENGINEERS, "3" }, { QD_PLAN_STATED_CAPACITY, "30" }) } },
  { "figure.stated", "k1", "“Result” has a stated score of 0.6, but its figures come to 0.5.", "Use the computed 0.5",
    { REVIEW_OBJECTIVE, SCORED ("k1", "4", "2", "0.6"), SET ("k1", { QD_KEY_RESULT_CAUSE, "Agreed" }) } },
  { "figure.stated", "review", "“Previous quarter” has a stated score of 0.6, but its key results come to 0.5.",
    "Use the computed 0.5",
    { REVIEW_OBJECTIVE, SCORED ("k1", "4", "2", ""), SET ("review", { QD_REVIEW_STATED_SCORE, "0.6" }) } },
  { "figure.stated", "", NULL, NULL,
    { TEAM ("t1", "Data", "2"), SET ("t1", { QD_TEAM_STATED_POINTS, "20" }), REVIEW_OBJECTIVE,
      SCORED ("k1", "3", "2", "0.7"),
      SET ("review", { QD_REVIEW_STATED_SCORE, "0.7" }), SET ("plan", { QD_PLAN_STATED_CAPACITY, "20" }) } },

  /* context */
  { "priority.unsupported", "p1", "No objective serves the priority “Expansion”.", NULL,
    { ADD (PRIORITIES, "p1", { QD_PRIORITY_TITLE, "Expansion" }, { QD_PRIORITY_DETAIL, "International growth for Q4" }),
      ADD (PRIORITIES, "p2", { QD_PRIORITY_TITLE, "Partnership launch" }),
      OBJECTIVE ("o1", "Deliver partner features", "Data"), WORK ("o1", "w1", "Internal integration", "5") } },
  { "priority.unsupported", "p1", NULL, NULL,
    { ADD (PRIORITIES, "p1", { QD_PRIORITY_TITLE, "Improve the work of all teams" }),
      OBJECTIVE ("o1", "Improve the work of all teams", "Data") } },
  { "priority.unsupported", "p1", NULL, NULL,
    { ADD (PRIORITIES, "p1", { QD_PRIORITY_TITLE, "Calm" }, { QD_PRIORITY_DETAIL, "Fewer pages" }),
      OBJECTIVE ("o1", "Fewer mistakes", "Data") } },
  { "priority.unsupported", "", NULL, NULL,
    { ADD (PRIORITIES, "p1", { QD_PRIORITY_TITLE, "Calm" }, { QD_PRIORITY_DETAIL, "Fewer pages at night" }),
      OBJECTIVE ("o1", "On call", "Data"), WORK ("o1", "w1", "Fewer alerts", "5"),
      ADD_TO ("o1", KEY_RESULTS, "k1", { QD_KEY_RESULT_TITLE, "Pages a week" }) } },
  { "priority.unsupported", "p1", NULL, NULL,
    { ADD (PRIORITIES, "p1", { QD_PRIORITY_TITLE, "Stability" }),
      ADD (PRIORITIES, "p2", { QD_PRIORITY_TITLE, "Growth" }),
      OBJECTIVE ("o1", "Stability", "Data"), SET ("o1", { QD_OBJECTIVE_SUPPORTS, "p2" }) } },
  { "criterion.unmeasured", "s1", "No key result measures the criterion “Happy customers”.", NULL,
    { ADD (CRITERIA, "s1", { QD_CRITERION_LEAD, "Happy customers" }, { QD_CRITERION_TEXT, "Fewer complaints" }),
      OBJECTIVE ("o1", "Grow", "Data"), KEY_RESULT ("o1", "k1", "4") } },
  { "criterion.unmeasured", "", NULL, NULL,
    { ADD (CRITERIA, "s1", { QD_CRITERION_LEAD, "Happy customers" }, { QD_CRITERION_MEASURED_BY, "k1" }),
      ADD (CRITERIA, "s2", { QD_CRITERION_LEAD, "Calm" }, { QD_CRITERION_TEXT, "SOC2 results in" }),
      OBJECTIVE ("o1", "Grow", "Data"), KEY_RESULT ("o1", "k1", "4") } },

  /* objectives */
  { "objectives.too-many", "plan", "The plan has 3 objectives; more than 2 spread a quarter thin.", NULL,
    { SET ("settings", { QD_SETTINGS_MAX_OBJECTIVES, "2" }), OBJECTIVE ("o1", "A", ""), OBJECTIVE ("o2", "B", ""),
      OBJECTIVE ("o3", "C", "") } },
  { "objectives.too-many", "", NULL, NULL,
    { OBJECTIVE ("o1", "A", ""), OBJECTIVE ("o2", "B", ""), OBJECTIVE ("o3", "C", ""), OBJECTIVE ("o4", "D", ""),
      OBJECTIVE ("o5", "E", ""), REVIEW_OBJECTIVE } },
  { "objective.no-key-result", "o2", "“B” has no key result, so nobody will know whether it was reached.", NULL,
    { OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", "4"), OBJECTIVE ("o2", "B", ""), REVIEW_OBJECTIVE } },
  { "objective.no-initiative", "o2", "“B” has no initiative that works towards it.", NULL,
    { OBJECTIVE ("o1", "A", ""), WORK ("o1", "w1", "A", "4"), OBJECTIVE ("o2", "B", ""), REVIEW_OBJECTIVE } },
  { "objective.too-many-key-results", "o1", "“A” has 3 key results, more than 2.", NULL,
    { SET ("settings", { QD_SETTINGS_MAX_KEY_RESULTS, "2" }), OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", "4"),
      KEY_RESULT ("o1", "k2", "4"), KEY_RESULT ("o1", "k3", "4") } },
  { "objective.too-many-key-results", "", NULL, NULL,
    { SET ("settings", { QD_SETTINGS_MAX_KEY_RESULTS, "1" }), OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", "4"),
      REVIEW_OBJECTIVE, SCORED ("k2", "4", "4", ""), SCORED ("k3", "4", "4", "") } },
  { "key-result.no-target", "k1 k2 k3", "“Result” has no target.", NULL,
    { OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", ""), KEY_RESULT ("o1", "k2", "TBD"),
      KEY_RESULT ("o1", "k3", "N/A") } },
  { "key-result.no-target", "", NULL, NULL,
    { Q2, OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", "May 15"), KEY_RESULT ("o1", "k2", "≤1"),
      KEY_RESULT ("o1", "k3", "better"), REVIEW_OBJECTIVE, SCORED ("k4", "", "", "") } },
  { "key-result.not-measurable", "k1",
    "The target of “Result” is “better”, which has no number and no date to measure it by.", NULL,
    { Q2, OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", "better"), KEY_RESULT ("o1", "k2", "May 15"),
      KEY_RESULT ("o1", "k3", ">50%"), KEY_RESULT ("o1", "k4", "TBD") } },
  { "key-result.not-measurable", "", NULL, NULL, { OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", "May 15") } },
  { "key-result.not-measurable", "", NULL, NULL,
    { OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", "demo held"),
      SET ("k1", { QD_KEY_RESULT_KIND, "milestone" }) } },
  { "initiative.no-points", "w1 w2", "“A” has no points, so it is missing from every sum.", NULL,
    { OBJECTIVE ("o1", "A", ""), WORK ("o1", "w1", "A", ""), WORK ("o1", "w2", "B", "TBD"),
      WORK ("o1", "w3", "C", "many"),
      WORK ("o1", "w4", "D", "0"), WORK ("o1", "w5", "E", ""), SET ("w5", { QD_INITIATIVE_STATUS, "cut" }) } },

  /* agreeing */
  { "dependency.unmitigated", "d1", "The dependency “Specs” is of high risk, and nothing is done about it.", NULL,
    { ADD (DEPENDENCIES, "d1", { QD_DEPENDENCY_WHAT, "Specs" }, { QD_DEPENDENCY_RISK, "High" },
           { QD_DEPENDENCY_TO, "Somebody else" }),
      ADD (DEPENDENCIES, "d2", { QD_DEPENDENCY_WHAT, "Setup" }, { QD_DEPENDENCY_RISK, "High" },
           { QD_DEPENDENCY_MITIGATION, "Early talks" }),
      ADD (DEPENDENCIES, "d3", { QD_DEPENDENCY_WHAT, "Vault" }, { QD_DEPENDENCY_RISK, "Medium" }) } },
  { "risk.unowned", "r1", "The risk “Creep” is likely and grave, and nobody owns it.", NULL,
    { ADD (RISKS, "r1", { QD_RISK_RISK, "Creep" }, { QD_RISK_LIKELIHOOD, "High" }, { QD_RISK_IMPACT, "High" }),
      ADD (RISKS, "r2", { QD_RISK_RISK, "Owned" }, { QD_RISK_LIKELIHOOD, "High" }, { QD_RISK_IMPACT, "High" },
           { QD_RISK_OWNER, "CTO" }),
      ADD (RISKS, "r3", { QD_RISK_RISK, "Gone" }, { QD_RISK_LIKELIHOOD, "High" }, { QD_RISK_IMPACT, "High" },
           { QD_RISK_STATUS, "resolved" }),
      ADD (RISKS, "r4", { QD_RISK_RISK, "Accepted" }, { QD_RISK_LIKELIHOOD, "High" }, { QD_RISK_IMPACT, "High" },
           { QD_RISK_STATUS, "accepted" }),
      ADD (RISKS, "r5", { QD_RISK_RISK, "Small" }, { QD_RISK_LIKELIHOOD, "High" }, { QD_RISK_IMPACT, "Medium" }) } },
  { "approval.placeholder", "v1 v2 v3", "Nobody is named to approve as CTO: “[Name]” is a placeholder.", NULL,
    { ADD (APPROVALS, "v1", { QD_APPROVAL_ROLE, "CTO" }, { QD_APPROVAL_NAME, "[Name]" }),
      ADD (APPROVALS, "v2", { QD_APPROVAL_ROLE, "CPO" }),
      ADD (APPROVALS, "v3", { QD_APPROVAL_ROLE, "VP" }, { QD_APPROVAL_NAME, "TBD" }),
      ADD (APPROVALS, "v4", { QD_APPROVAL_ROLE, "CEO" }, { QD_APPROVAL_NAME, "Ana" }) } },
  { "approval.missing", "v2 v3", "CPO has not approved the plan.", NULL,
    { ADD (APPROVALS, "v1", { QD_APPROVAL_ROLE, "CTO" }, { QD_APPROVAL_APPROVED, "Yes" }),
      ADD (APPROVALS, "v2", { QD_APPROVAL_ROLE, "CPO" }),
      ADD (APPROVALS, "v3", { QD_APPROVAL_ROLE, "VP" }, { QD_APPROVAL_APPROVED, "pending" }) } },
  { "approval.missing", "v1", "The plan is marked as approved, but CTO has not approved it.", NULL,
    { SET ("plan", { QD_PLAN_STATE, "approved" }),
      ADD (APPROVALS, "v1", { QD_APPROVAL_ROLE, "CTO" }, { QD_APPROVAL_APPROVED, "no" }) } },
  { "not-doing.revisit-past", "n1 n2", "“App” was to be looked at again in Q1 2024, which is past.", NULL,
    { Q2, ADD (NOT_DOING, "n1", { QD_EXCLUSION_ITEM, "App" }, { QD_EXCLUSION_REVISIT, "Q1 2024" }),
      ADD (NOT_DOING, "n2", { QD_EXCLUSION_ITEM, "Pay" }, { QD_EXCLUSION_REVISIT, "Q3 2023 - Q4 2023" }),
      ADD (NOT_DOING, "n3", { QD_EXCLUSION_ITEM, "ML" }, { QD_EXCLUSION_REVISIT, "Q1" }),
      ADD (NOT_DOING, "n4", { QD_EXCLUSION_ITEM, "Design" }, { QD_EXCLUSION_REVISIT, "Q3-Q4" }),
      ADD (NOT_DOING, "n5", { QD_EXCLUSION_ITEM, "Q3 2024" }, { QD_EXCLUSION_REVISIT, "Q3 2024" }),
      ADD (NOT_DOING, "n6", { QD_EXCLUSION_ITEM, "Never" }, { QD_EXCLUSION_REVISIT, "never" }) } },

  /* dates */
  { "date.weekend", "m1", "Communication “Board” falls on a weekend: Sat, March 30, 2024.",
    "Move Board to the Friday before",
    { Q2, ADD (COMMUNICATION, "m1", { QD_MESSAGE_AUDIENCE, "Board" }, { QD_MESSAGE_WHEN, "March 30" }),
      ADD (COMMUNICATION, "m2", { QD_MESSAGE_AUDIENCE, "Team" }, { QD_MESSAGE_WHEN, "March 29" }),
      ADD (COMMUNICATION, "m3", { QD_MESSAGE_AUDIENCE, "All" }, { QD_MESSAGE_WHEN, "June board meeting" }) } },
  { "date.weekend", "c1 c1 k1 x1 v1", "Constraint “Demo” falls on a weekend: Sat, May 18, 2024.",
    "Move Demo to the Friday before",
    { Q2, OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", "2024-05-19"),
      ADD (CONSTRAINTS, "c1", { QD_CONSTRAINT_LABEL, "Key dates" },
             { QD_CONSTRAINT_TEXT, "Demo May 18, freeze June 15" }),
      ADD (REVIEWS, "v1", { QD_CHECKPOINT_NAME, "Close" }, { QD_CHECKPOINT_DATE, "June 29" }),
      ADD (ACTIONS, "x1", { QD_ACTION_ACTION, "Send" }, { QD_ACTION_DUE, "April 6" }), REVIEW_OBJECTIVE,
      SCORED ("k2", "March 30", "", "") } },
  { "date.weekend", "", NULL, NULL,
    { Q2, OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", "May 15"),
      ADD (CONSTRAINTS, "c1", { QD_CONSTRAINT_LABEL, "Headcount" }, { QD_CONSTRAINT_TEXT, "3 join on March 30" }) } },
  { "date.weekend", "", NULL, NULL,
    { ADD (COMMUNICATION, "m1", { QD_MESSAGE_AUDIENCE, "Board" }, { QD_MESSAGE_WHEN, "March 30" }) } },
  { "date.outside", "m1 v1", "Communication “Board” is before the planning date: Fri, March 22, 2024.", NULL,
    { Q2, ADD (COMMUNICATION, "m1", { QD_MESSAGE_AUDIENCE, "Board" }, { QD_MESSAGE_WHEN, "March 22" }),
      ADD (COMMUNICATION, "m2", { QD_MESSAGE_AUDIENCE, "Team" }, { QD_MESSAGE_WHEN, "March 25" }),
      ADD (COMMUNICATION, "m3", { QD_MESSAGE_AUDIENCE, "All" }, { QD_MESSAGE_WHEN, "March" }),
      ADD (REVIEWS, "v1", { QD_CHECKPOINT_NAME, "Late" }, { QD_CHECKPOINT_DATE, "July 15" }),
      ADD (REVIEWS, "v2", { QD_CHECKPOINT_NAME, "Close" }, { QD_CHECKPOINT_DATE, "July 14" }) } },
  { "date.outside", "v1", "Review “Late” is 15 days after the quarter’s end: Mon, July 15, 2024.", NULL,
    { Q2, ADD (REVIEWS, "v1", { QD_CHECKPOINT_NAME, "Late" }, { QD_CHECKPOINT_DATE, "2024-07-15" }) } },
  { "date.outside", "", NULL, NULL,
    { ADD (REVIEWS, "v1", { QD_CHECKPOINT_NAME, "Late" }, { QD_CHECKPOINT_DATE, "2024-07-15" }) } },

  /* records of any type */
  { "duplicate.name", "t2", "“data” stands 2 times in “Teams”.", NULL,
    { TEAM ("t1", "Data", "1"), TEAM ("t2", "data", "1"), TEAM ("t3", "Web", "1"), CATEGORY ("a1", "Data", "100") } },
  { "duplicate.name", "r2", "“**Ausfälle**” stands 3 times in “Risks”.", NULL,
    { ADD (RISKS, "r1", { QD_RISK_RISK, "Ausfälle" }), ADD (RISKS, "r2", { QD_RISK_RISK, "**Ausfälle**" }),
      ADD (RISKS, "r3", { QD_RISK_RISK, "AUSFÄLLE" }) } },
  { "duplicate.name", "k2 r2", "“Result” stands 2 times in “Key results”.", NULL,
    { ADD (RISKS, "r1", { QD_RISK_RISK, "Scope creep" }), ADD (RISKS, "r2", { QD_RISK_RISK, "Scope  creep" }),
      OBJECTIVE ("o1", "A", ""), KEY_RESULT ("o1", "k1", "1"), KEY_RESULT ("o1", "k2", "2"), OBJECTIVE ("o2", "B", ""),
      KEY_RESULT ("o2", "k3", "1") } },
  { "duplicate.name", "", NULL, NULL,
    { ADD (RISKS, "r1", { QD_RISK_LIKELIHOOD, "low" }), ADD (RISKS, "r2", { QD_RISK_LIKELIHOOD, "low" }),
      ADD (CONSTRAINTS, "l1", { QD_CONSTRAINT_LABEL, "A" }), ADD (CONSTRAINTS, "l2", { QD_CONSTRAINT_LABEL, "A" }) } },
  { "ref.dangling", "o1 o2", "Supports of “A” names something that the plan does not have.", "Leave out what is gone",
    { OBJECTIVE ("o1", "A", ""), SET ("o1", { QD_OBJECTIVE_SUPPORTS, "p1 p2" }), OBJECTIVE ("o2", "B", ""),
      SET ("o2", { QD_OBJECTIVE_SUPPORTS, "o1" }), ADD (PRIORITIES, "p1", { QD_PRIORITY_TITLE, "Growth" }),
      ADD (COMMENTS, "c1", { QD_COMMENT_RECORD, "o1" }) } },
  { "value.not-understood", "t1 r1", "Engineers of “Data” is “some”, which is no number.", NULL,
    { TEAM ("t1", "Data", "some"), TEAM ("t2", "Web", "TBD"), TEAM ("t3", "App", "4"),
      ADD (RISKS, "r1", { QD_RISK_RISK, "Creep" }, { QD_RISK_IMPACT, "sad" }),
      ADD (RISKS, "r2", { QD_RISK_RISK, "Delay" }, { QD_RISK_IMPACT, "Hi" }) } },
  { "value.not-understood", "settings", "Accent colour is “blue”, which is no colour; colours are written like #1A5FB4.",
    NULL,
    { SET ("settings", { QD_SETTINGS_ACCENT, "blue" }), SET ("settings", { QD_SETTINGS_BACKGROUND, "#fff" }) } },
  { "value.not-understood", "r1", "Impact of “Creep” is “sad”, which is neither low nor medium nor high.", NULL,
    { ADD (RISKS, "r1", { QD_RISK_RISK, "Creep" }, { QD_RISK_IMPACT, "sad" }) } },
};

static QdPlan *
make_plan (const Case *c)
{
  QdPlan *plan = qd_plan_new ();

  for (guint i = 0; i < MAX_ROWS && c->rows[i].owner != NULL; i++)
    {
      const Row *row = &c->rows[i];
      QdRecord *record = qd_plan_find (plan, row->owner);

      g_assert_nonnull (record);
      if (row->list != QD_LIST_ANY)
        {
          g_autoptr (QdRecord) added = qd_record_new (qd_list_info (row->list)->record_type, row->id);

          qd_list_append (qd_record_get_list (record, row->list), added);
          record = added;
        }
      for (guint j = 0; j < MAX_FIELDS && row->cells[j].text != NULL; j++)
        qd_record_set_text (record, (guint) row->cells[j].field, row->cells[j].text);
    }

  return plan;
}

static GPtrArray *
find (QdPlan     *plan,
      const char *rule)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) all = qd_findings_compute (figures);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_finding_free);

  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      QdFinding *finding = g_ptr_array_index (all, i);

      if (g_str_equal (finding->rule, rule))
        g_ptr_array_add (found, finding);
      else
        qd_finding_free (finding);
    }

  return found;
}

/* Whatever a fix does, there is less to find afterwards, and undoing it brings back the plan. */
static void
check_fixes (QdPlan    *plan,
             GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);
      g_autoptr (QdFigures) figures = qd_figures_new (plan);
      g_autoptr (GPtrArray) fixes = qd_finding_get_fixes (finding, figures);

      for (guint j = 0; j < fixes->len; j++)
        {
          const QdFix *fix = g_ptr_array_index (fixes, j);
          g_autoptr (QdPlan) copy = qd_plan_copy (plan);
          g_autoptr (GError) error = NULL;
          g_autoptr (QdChange) inverse = qd_plan_apply (copy, fix->change, &error);
          g_autoptr (GPtrArray) left = NULL;

          g_assert_no_error (error);
          g_assert_cmpstr (qd_change_get_title (fix->change), ==, fix->label);
          left = find (copy, finding->rule);
          g_assert_cmpuint (left->len, <, findings->len);
        }
    }
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (QdPlan) plan = make_plan (c);
  g_autoptr (GPtrArray) findings = find (plan, c->rule);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", finding->record);
      g_assert_nonnull (finding->short_message);
      g_assert_cmpstr (qd_rule_label (finding->rule), !=, finding->rule);
      g_assert_cmpint (finding->severity, >, QD_SEVERITY_NONE);
    }
  g_assert_cmpstr (found->str, ==, c->found);

  if (c->message != NULL)
    g_assert_cmpstr (((const QdFinding *) g_ptr_array_index (findings, 0))->message, ==, c->message);

  if (findings->len > 0)
    {
      g_autoptr (QdFigures) figures = qd_figures_new (plan);
      g_autoptr (GPtrArray) fixes = qd_finding_get_fixes (g_ptr_array_index (findings, 0), figures);

      g_assert_cmpstr (fixes->len > 0 ? ((const QdFix *) g_ptr_array_index (fixes, 0))->label : NULL, ==, c->fix);
    }
  check_fixes (plan, findings);
}

/* A rule that nothing here breaks may as well not be there. */
static void
test_every_rule (void)
{
  static const char *const rules[] = {
#define QD_RULE(id, SEVERITY, RECORDS, SCOPE, check, fix, label) id,
#include "qd-rules.def"
#undef QD_RULE
  };
  static const char *const elsewhere[] = { "check-in.stale", "target.no-reason", NULL }; /* in test-check-ins.c */

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      gboolean found = g_strv_contains (elsewhere, rules[i]);

      for (guint j = 0; j < G_N_ELEMENTS (cases) && !found; j++)
        found = g_str_equal (cases[j].rule, rules[i]) && *cases[j].found != '\0';
      if (!found)
        g_error ("no case in which “%s” finds something", rules[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/findings/every-rule", test_every_rule);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/findings/%s/%u", cases[i].rule, i);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
