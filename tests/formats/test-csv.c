#include "qd-csv.h"

#include <math.h>
#include <string.h>

#include "qd-error.h"
#include "qd-json.h"
#include "qd-plan-private.h"
#include "qd-removal.h"
#include "qd-test-plan.h"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new_static (text, strlen (text));
}

static char *
text_of (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
apply (QdPlan   *plan,
       QdChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QdChange) inverse = qd_plan_apply (plan, change, &error);

  g_assert_no_error (error);
}

static QdImportReport *
import_into (QdPlan     *plan,
             QdListId    list,
             const char *text,
             QdCsvMode   mode,
             QdCsvFlags  flags)
{
  g_autoptr (GBytes) bytes = bytes_of (text);
  g_autoptr (GError) error = NULL;
  QdImportReport *report = NULL;
  g_autoptr (QdChange) change = qd_csv_import (plan, list, bytes, mode, flags, &report, &error);

  g_assert_no_error (error);
  apply (plan, change);

  return report;
}

static char *
export_list (QdPlan     *plan,
             QdListId    list,
             QdCsvFlags  flags)
{
  g_autoptr (GBytes) bytes = qd_csv_export (plan, list, flags);

  return text_of (bytes);
}

/* What the report says, a line a remark: “3 - …” not understood, “3 + …” understood. */
static char *
report_text (QdImportReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < qd_import_report_get_length (report); i++)
    {
      const QdImportNote *note = qd_import_report_get (report, i);

      g_string_append_printf (text, "%u %c %s\n", note->line, note->understood ? '+' : '-', note->message);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What somebody's table of risks becomes, and what is said about it. */
static void
test_read_risks (void)
{
#define HEADER "Risk,Likelihood,Impact,Mitigation,Owner,Status\r\n"
  static const struct
  {
    const char *text;
    const char *expected; /* as written again, behind the header */
    const char *report;
  } cases[] = {
    { "Risk,Likelihood,Impact\r\nFire,High,Low\r\n", "Fire,High,Low,,,Open\r\n", "" },
    { "Risk;Likelihood;Impact\nFire;High;Low", "Fire,High,Low,,,Open\r\n", "" },
    { "Risk\tLikelihood\tImpact\rFire\tHigh\tLow\r", "Fire,High,Low,,,Open\r\n", "" },
    { "sep=;\r\nRisk;Impact\r\nFire, water;High\r\n", "\"Fire, water\",,High,,,Open\r\n", "" },
    { "\xef\xbb\xbfRisk,Impact\nFire,High\n", "Fire,,High,,,Open\r\n", "" },
    /* any order, other words, brackets, case, keys */
    { "STATUS, probability (1-3), Threat, risk_owner\nowned,med,Fire,Ann\n", "Fire,Medium,,,Ann,Owned\r\n", "" },
    { "impact,risk,mitigation plan\nH,Fire,Sprinklers\n", "Fire,,High,Sprinklers,,Open\r\n", "" },
    { "**Risk**,Impact (H/M/L)\nFire,high\n", "Fire,,High,,,Open\r\n", "" },
    /* quotation marks, blanks, several lines */
    { "Risk,Mitigation\n\"Fire, \"\"big\"\"\",\"one\r\ntwo\"\n",
      "\"Fire, \"\"big\"\"\",,,\"one\r\ntwo\",,Open\r\n", "" },
    { "Risk,Mitigation\n  Fire  , \"a\" \n", "Fire,,,a,,Open\r\n", "" },
    { "Risk,Mitigation\n\"Fire,never closed\n", "\"\"\"Fire\",,,never closed,,Open\r\n", "" },
    { "Risk,Mitigation\n\"Fire\" drill,x\n", "\"\"\"Fire\"\" drill\",,,x,,Open\r\n", "" },
    /* what is not there, what is not known */
    { "Risk,Impact\n\n,,\nFire,High\n\n", "Fire,,High,,,Open\r\n", "" },
    { "Risk,Impact\nFire\n", "Fire,,,,,Open\r\n", "" },
    { "Risk,Colour,Impact\nFire,red,High\n", "Fire,,High,,,Open\r\n",
      "1 - The column “Colour” is not known; it was left out.\n" },
    { "Risk,Level,Impact\nFire,6,High\n", "Fire,,High,,,Open\r\n",
      "1 + The column “Level” is computed; it was not read.\n" },
    { "Risk,Impact\n\nFire,enormous\n", "Fire,,enormous,,,Open\r\n",
      "3 - Impact: “enormous” is none of the answers; it was kept as typed.\n" },
    { "What could burn,Likelihood,Impact\nBarn,Low,Low\n", "Barn,Low,Low,,,Open\r\n", "" },
    /* no header: by place */
    { "Fire,High,Low\nFlood,Low,High\n", "Fire,High,Low,,,Open\r\nFlood,Low,High,,,Open\r\n", "" },
    { "Risk\nFire, perhaps\n", "\"Fire, perhaps\",,,,,Open\r\n", "" },
    { "", "", "" },
    { "Risk,Impact\n", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (QdImportReport) report = import_into (plan, QD_LIST_RISKS, cases[i].text, QD_CSV_MATCH, 0);
      g_autofree char *written = export_list (plan, QD_LIST_RISKS, QD_CSV_DEFAULT);
      g_autofree char *said = report_text (report);

      g_assert_true (g_str_has_prefix (written, HEADER));
      g_assert_cmpstr (written + strlen (HEADER), ==, cases[i].expected);
      g_assert_cmpstr (said, ==, cases[i].report);
    }
#undef HEADER
}

/* What became of a list: the titles in order, kept records with their ids. */
static char *
titles_of (QdList *list)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);
      const char *id = qd_record_get_id (record);

      g_string_append_printf (titles, "%s%s%s", i > 0 ? " " : "", qd_record_get_title (record),
                              strlen (id) == 1 ? id : "");
    }

  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static QdRecord *
add_record (QdPlan     *plan,
            QdRecord   *owner,
            QdListId    list,
            const char *id,
            const char *title)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, id);

  qd_record_set_text (record, (guint) qd_record_get_info (record)->title_field, title);
  qd_list_append (qd_record_get_list (owner != NULL ? owner : qd_plan_get_root (plan), list), record);

  return record;
}

static void
test_modes (void)
{
  static const struct
  {
    QdCsvMode   mode;
    const char *text;
    const char *expected; /* title and id of those that were there */
  } cases[] = {
    { QD_CSV_APPEND, "Risk\nFire\nStorm\n", "Fire1 Flood2 Theft3 Fire Storm" },
    { QD_CSV_MATCH, "Risk\n fire \nStorm\n", "fire1 Flood2 Theft3 Storm" },
    { QD_CSV_MATCH, "Risk\nTheft\nFire\n", "Fire1 Flood2 Theft3" },
    { QD_CSV_MATCH, "Risk\nFire\nFire\n", "Fire1 Flood2 Theft3 Fire" },
    { QD_CSV_REPLACE, "Risk\nTheft\nStorm\nFire\n", "Theft3 Storm Fire1" },
    { QD_CSV_REPLACE, "Risk\n", "" },
    { QD_CSV_MATCH, "Risk,Impact\n,High\n", "Fire1 Flood2 Theft3 " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (QdImportReport) report = NULL;
      g_autofree char *titles = NULL;

      add_record (plan, NULL, QD_LIST_RISKS, "1", "Fire");
      add_record (plan, NULL, QD_LIST_RISKS, "2", "Flood");
      add_record (plan, NULL, QD_LIST_RISKS, "3", "Theft");
      report = import_into (plan, QD_LIST_RISKS, cases[i].text, cases[i].mode, QD_CSV_DEFAULT);
      titles = titles_of (qd_plan_get_list (plan, QD_LIST_RISKS));
      g_assert_cmpstr (titles, ==, cases[i].expected);
    }
}

/* A row sets the fields that have a column, and no others; an empty cell empties its field. */
static void
test_match_sets_fields (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *fire = add_record (plan, NULL, QD_LIST_RISKS, "1", "Fire");
  g_autoptr (QdImportReport) report = NULL;

  qd_record_set_text (fire, QD_RISK_OWNER, "Ann");
  qd_record_set_text (fire, QD_RISK_IMPACT, "High");
  qd_record_set_text (fire, QD_RISK_LIKELIHOOD, "High");
  report = import_into (plan, QD_LIST_RISKS, "Risk,Impact,Likelihood\nFire,,Low\n", QD_CSV_MATCH, QD_CSV_DEFAULT);
  g_assert_cmpstr (qd_record_get_text (fire, QD_RISK_OWNER), ==, "Ann");
  g_assert_cmpstr (qd_record_get_text (fire, QD_RISK_IMPACT), ==, "");
  g_assert_cmpstr (qd_record_get_text (fire, QD_RISK_LIKELIHOOD), ==, "low");
}

/* Key results of objectives: named in each row or once for several, there or not. */
static void
test_owners (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *a = add_record (plan, NULL, QD_LIST_OBJECTIVES, "a", "Restore trust");
  QdRecord *uptime = add_record (plan, a, QD_LIST_KEY_RESULTS, "u", "Uptime");
  g_autoptr (QdImportReport) report = NULL;
  g_autofree char *said = NULL;
  g_autofree char *written = NULL;

  report = import_into (plan, QD_LIST_KEY_RESULTS,
                        "Objective,KR,Current,Target\n"
                        "restore  TRUST,Pages,4.2,2\n"
                        ",Uptime,99.2%,99.9%\n"
                        "Ship,,,\n"
                        ",Demo,N/A,May 15\n"
                        "a,Alerts,5,1\n",
                        QD_CSV_MATCH, QD_CSV_DEFAULT);
  said = report_text (report);
  g_assert_cmpstr (said, ==, "4 + “Ship” was not in the plan; it was added.\n");
  g_assert_cmpstr (qd_record_get_text (uptime, QD_KEY_RESULT_TARGET), ==, "99.9%");
  written = export_list (plan, QD_LIST_KEY_RESULTS, QD_CSV_DEFAULT);
  g_assert_cmpstr (written, ==,
                   "Objective,Key result,Baseline,Target,Actual,Owner,Kind,Stated,Weight,Confidence,Cause or reason\r\n"
                   "Restore trust,Uptime,99.2%,99.9%,,,,,1,,\r\n"
                   "Restore trust,Pages,4.2,2,,,,,1,,\r\n"
                   "Restore trust,Alerts,5,1,,,,,1,,\r\n"
                   "Ship,Demo,N/A,May 15,,,,,1,,\r\n");
}

/* Matched by title, a key result goes to the objective that its row names, and keeps what it holds. */
static void
test_moves (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *a = add_record (plan, NULL, QD_LIST_OBJECTIVES, "a", "A");
  QdRecord *b = add_record (plan, NULL, QD_LIST_OBJECTIVES, "b", "B");
  QdRecord *x = add_record (plan, a, QD_LIST_KEY_RESULTS, "x", "X");
  g_autoptr (QdImportReport) report = NULL;
  g_autofree char *titles = NULL;

  add_record (plan, a, QD_LIST_KEY_RESULTS, "y", "Y");
  add_record (plan, b, QD_LIST_KEY_RESULTS, "z", "Z");
  add_record (plan, x, QD_LIST_CHECK_INS, "c", "May 1");
  report = import_into (plan, QD_LIST_KEY_RESULTS, "Objective,Key result\nB,X\n", QD_CSV_MATCH, QD_CSV_DEFAULT);
  titles = titles_of (qd_record_get_list (b, QD_LIST_KEY_RESULTS));
  g_assert_cmpstr (titles, ==, "Zz Xx");
  g_assert_cmpuint (qd_list_get_length (qd_record_get_list (a, QD_LIST_KEY_RESULTS)), ==, 1);
  g_assert_cmpuint (qd_list_get_length (qd_record_get_list (qd_plan_find (plan, "x"), QD_LIST_CHECK_INS)), ==, 1);
}

/* Rows that do not say whose they are. */
static void
test_no_owner (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdImportReport) first = NULL;
  g_autoptr (QdImportReport) second = NULL;
  g_autofree char *said = NULL;

  first = import_into (plan, QD_LIST_INITIATIVES, "Initiative,Points\nVault,80\n", QD_CSV_MATCH, QD_CSV_DEFAULT);
  said = report_text (first);
  g_assert_cmpstr (said, ==,
                   "2 - It is not said where this belongs; it is under a new record without a title.\n");
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_OBJECTIVES)), ==, 1);

  second = import_into (plan, QD_LIST_INITIATIVES, "Initiative,Points\nVault,90\nScan,5\n", QD_CSV_MATCH,
                        QD_CSV_DEFAULT);
  g_assert_cmpuint (qd_import_report_get_length (second), ==, 0);
  g_assert_cmpuint (qd_plan_get_n_records (plan), ==, 7); /* the plan, its three single records, and ours */
}

/* The scorecard as spreadsheets have it: objectives and key results in one table. */
static void
test_scorecard (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdImportReport) report = NULL;
  QdList *objectives;
  QdRecord *record;

  report = import_into (plan, QD_LIST_REVIEW_OBJECTIVES,
                        "Objective,Key Result,Target,Actual,Score\n"
                        "Conversion,Abandonment,25% → 20%,21%,0.8\n"
                        ",Load time,3s → 2s,2.1s,0.5\n"
                        "Reliability,SLO,99.9%,99.2%,0.3\n",
                        QD_CSV_MATCH, QD_CSV_DEFAULT);
  objectives = qd_plan_get_list (plan, QD_LIST_REVIEW_OBJECTIVES);
  g_assert_cmpuint (qd_list_get_length (objectives), ==, 2);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_OBJECTIVES)), ==, 0);
  record = qd_list_get (qd_record_get_list (qd_list_get (objectives, 0), QD_LIST_KEY_RESULTS), 0);
  g_assert_cmpstr (qd_record_get_title (record), ==, "Abandonment");
  g_assert_false (qd_record_is_set (record, QD_KEY_RESULT_STATED)); /* it is what is computed */
  record = qd_list_get (qd_record_get_list (qd_list_get (objectives, 0), QD_LIST_KEY_RESULTS), 1);
  g_assert_cmpfloat (qd_record_get_number (record, QD_KEY_RESULT_STATED), ==, 0.5);
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    double      engineers;
    double      availability; /* NAN: kept as text */
  } cases[] = {
    { "Team,Engineers,\"Availability, %\"\nA,\"1,352\",80%\n", 1352, 80 },
    { "Team;Engineers;Availability, %\nA;3,5;62,5 %\n", 3.5, 62.5 },
    { "Team;Engineers;Availability, %\nA;1.352,5;62.5\n", 1352.5, 62.5 },
    { "Team\tEngineers\tAvailability\nA\t 8 \t-5\n", 8, -5 },
    { "Team,Engineers,Availability\nA,0.30000000000000004,1e-12\n", 0.30000000000000004, 1e-12 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (QdImportReport) report = import_into (plan, QD_LIST_TEAMS, cases[i].text, QD_CSV_MATCH, 0);
      QdRecord *team = qd_list_get (qd_plan_get_list (plan, QD_LIST_TEAMS), 0);

      g_assert_cmpuint (qd_import_report_get_length (report), ==, 0);
      g_assert_cmpfloat (qd_record_get_number (team, QD_TEAM_ENGINEERS), ==, cases[i].engineers);
      g_assert_cmpfloat (qd_record_get_number (team, QD_TEAM_AVAILABILITY), ==, cases[i].availability);
    }
}

/* Text that a spreadsheet would run is written so that it does not, and comes back as it was. */
static void
test_formulas (void)
{
  static const struct
  {
    const char *text;
    const char *written;
  } cases[] = {
    { "=1+1", "'=1+1" }, { "+cmd", "'+cmd" }, { "-2+3", "'-2+3" }, { "@SUM(A1)", "'@SUM(A1)" },
    { "\tx", "\"'\tx\"" }, { "\rx", "\"'\rx\"" }, { " =1", "' =1" }, { "-5", "-5" }, { "+1,352", "\"+1,352\"" },
    { "-5%", "-5%" }, { "- item", "'- item" }, { "'=x", "''=x" }, { "'-5", "''-5" }, { "'tis", "'tis" }, { "-", "'-" },
    { "=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"" }, { "5=5", "5=5" },
    { "＝1+1", "'＝1+1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (QdPlan) other = qd_plan_new ();
      g_autoptr (QdImportReport) report = NULL;
      g_autofree char *written = NULL;
      g_autofree char *expected = g_strdup_printf ("Company priority,Why\r\nA,%s\r\n", cases[i].written);
      QdRecord *record = add_record (plan, NULL, QD_LIST_PRIORITIES, "a", "A");

      qd_record_set_text (record, QD_PRIORITY_DETAIL, cases[i].text);
      written = export_list (plan, QD_LIST_PRIORITIES, QD_CSV_DEFAULT);
      g_assert_cmpstr (written, ==, expected);
      report = import_into (other, QD_LIST_PRIORITIES, written, QD_CSV_MATCH, QD_CSV_DEFAULT);
      record = qd_list_get (qd_plan_get_list (other, QD_LIST_PRIORITIES), 0);
      g_assert_cmpstr (qd_record_get_text (record, QD_PRIORITY_DETAIL), ==, cases[i].text);
    }
}

/* References are titles where those are clear, and ids where not. */
static void
test_references (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdImportReport) report = NULL;
  g_autofree char *said = NULL;
  g_autofree char *written = NULL;
  QdRecord *objective = add_record (plan, NULL, QD_LIST_OBJECTIVES, "o", "Ship");

  add_record (plan, NULL, QD_LIST_PRIORITIES, "p1", "Launch, soon");
  add_record (plan, NULL, QD_LIST_PRIORITIES, "p2", "Twice");
  add_record (plan, NULL, QD_LIST_PRIORITIES, "p3", "twice");
  add_record (plan, NULL, QD_LIST_PRIORITIES, "p4", "Calm");
  qd_record_set_text (objective, QD_OBJECTIVE_SUPPORTS, "p1 p3 p4");
  written = export_list (plan, QD_LIST_OBJECTIVES, QD_CSV_DEFAULT);
  g_assert_nonnull (strstr (written, "\"Launch, soon; p3; Calm\""));

  report = import_into (plan, QD_LIST_OBJECTIVES, "Objective,Supports\nShip,\"calm, p2, Fame\"\n", QD_CSV_MATCH,
                        QD_CSV_DEFAULT);
  g_assert_cmpstr (qd_record_get_text (objective, QD_OBJECTIVE_SUPPORTS), ==, "p4 p2");
  said = report_text (report);
  g_assert_cmpstr (said, ==, "2 - Supports: there is no “Fame” in the plan; it was left out.\n");
}

/* What has no column is kept where there is a note. */
static void
test_notes (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdImportReport) first = NULL;
  g_autoptr (QdImportReport) second = NULL;
  g_autofree char *said = NULL;
  static const char text[] = "Team,Engineers,Room\nA,3,12\n";
  QdRecord *team;

  first = import_into (plan, QD_LIST_TEAMS, text, QD_CSV_MATCH, QD_CSV_DEFAULT);
  second = import_into (plan, QD_LIST_TEAMS, text, QD_CSV_MATCH, QD_CSV_DEFAULT);
  team = qd_list_get (qd_plan_get_list (plan, QD_LIST_TEAMS), 0);
  g_assert_cmpstr (qd_record_get_text (team, QD_TEAM_NOTE), ==, "Room: 12");
  said = report_text (first);
  g_assert_cmpstr (said, ==, "1 - The column “Room” is not known; it was kept in the note.\n");
}

/* When rows replace a list, nothing refers any more to what went. */
static void
test_replace_leaves_no_reference (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdImportReport) report = NULL;
  QdRecord *objective = add_record (plan, NULL, QD_LIST_OBJECTIVES, "o", "Ship");

  add_record (plan, NULL, QD_LIST_PRIORITIES, "p1", "Launch");
  add_record (plan, NULL, QD_LIST_PRIORITIES, "p2", "Calm");
  qd_record_set_text (objective, QD_OBJECTIVE_SUPPORTS, "p1 p2");
  report = import_into (plan, QD_LIST_PRIORITIES, "Priority\nCalm\n", QD_CSV_REPLACE, QD_CSV_DEFAULT);
  g_assert_cmpstr (qd_record_get_text (objective, QD_OBJECTIVE_SUPPORTS), ==, "p2");
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *bytes;
    gsize       length;
    const char *title; /* NULL: no text */
  } cases[] = {
#define CASE(bytes, title) { bytes, sizeof bytes - 1, title }
    CASE ("Risk\r\nCaf\xe9 \x96 \x80", "Café – €"),
    CASE ("\xff\xfeR\0i\0s\0k\0\n\0\xe9\0", "é"),
    CASE ("\xfe\xff\0R\0i\0s\0k\0\n\0\xe9", "é"),
    CASE ("Risk\n\x89PNG\r\n\x1a\n\0", NULL),
    CASE ("\xff\xfeR", NULL),
#undef CASE
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].length);
      g_autoptr (GError) error = NULL;
      g_autoptr (QdChange) change = qd_csv_import (plan, QD_LIST_RISKS, bytes, QD_CSV_MATCH, 0, NULL, &error);

      if (cases[i].title == NULL)
        {
          g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
          g_assert_null (change);
          continue;
        }
      g_assert_no_error (error);
      apply (plan, change);
      g_assert_cmpstr (qd_record_get_title (qd_list_get (qd_plan_get_list (plan, QD_LIST_RISKS), 0)), ==,
                       cases[i].title);
    }
}

static void
test_too_large (void)
{
  static const struct
  {
    const char *piece;
    guint       times;
    gboolean    fits;
  } cases[] = {
    { "\n", 1100000, FALSE },
    { ",", 3000000, TRUE },
    { "x,", 1025, FALSE },
    { "x,y,z,x,y,z,x,y,z,x,y,z\n", 400000, FALSE },
    { "\"", 3000001, TRUE },
    { "\"a,\n", 50000, TRUE },
    { "\"\",", 300000, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (QdChange) change = NULL;

      for (guint j = 0; j < cases[i].times; j++)
        g_string_append (text, cases[i].piece);
      bytes = g_bytes_new (text->str, text->len);
      change = qd_csv_import (plan, QD_LIST_RISKS, bytes, QD_CSV_MATCH, QD_CSV_DEFAULT, NULL, &error);
      if (cases[i].fits)
        g_assert_no_error (error);
      else
        g_assert_error (error, QD_ERROR, QD_ERROR_TOO_LARGE);
      g_assert_true ((change != NULL) == cases[i].fits);
    }
}

static void
test_find_list (void)
{
  static const struct
  {
    const char *name;
    int         list; /* -1: none */
    QdCsvFlags  flags;
  } cases[] = {
    { "risks", QD_LIST_RISKS, QD_CSV_DEFAULT }, { "key-results", QD_LIST_KEY_RESULTS, QD_CSV_DEFAULT },
    { "review-key-results", QD_LIST_KEY_RESULTS, QD_CSV_REVIEW },
    { "review-check-ins", QD_LIST_CHECK_INS, QD_CSV_REVIEW },
    { "review-objectives", QD_LIST_REVIEW_OBJECTIVES, QD_CSV_DEFAULT }, { "review-risks", -1, QD_CSV_DEFAULT },
    { "joiners", QD_LIST_JOINERS, QD_CSV_DEFAULT }, { "review", -1, QD_CSV_DEFAULT }, { "layout", -1, QD_CSV_DEFAULT },
    { "snapshots", -1, QD_CSV_DEFAULT },
    { "", -1, QD_CSV_DEFAULT }, { "Risks", -1, QD_CSV_DEFAULT }, { "review-", -1, QD_CSV_DEFAULT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdListId list = QD_LIST_ANY;
      QdCsvFlags flags = QD_CSV_DEFAULT;
      gboolean found = qd_csv_find_list (cases[i].name, &list, &flags);

      g_assert_true (found == (cases[i].list >= 0));
      if (found)
        g_assert_cmpint (list, ==, cases[i].list);
      if (found)
        g_assert_cmpint (flags, ==, cases[i].flags);
    }
}

/* No two columns of a list are called the same, computed ones included: each would be read as the other. */
static void
test_headers (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();

  for (guint i = 0; i < QD_N_LISTS; i++)
    {
      QdListId list;
      QdCsvFlags flags = QD_CSV_DEFAULT;
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      g_autofree char *header = NULL;
      g_auto (GStrv) labels = NULL;

      if (!qd_csv_find_list (qd_list_info ((QdListId) i)->id, &list, &flags))
        continue;

      header = g_strchomp (export_list (plan, list, QD_CSV_COMPUTED | QD_CSV_TABS));
      labels = g_strsplit (header, "\t", -1);
      for (guint j = 0; labels[j] != NULL; j++)
        g_assert_true (g_hash_table_add (seen, labels[j]));
    }
}

static void
collect_blank (QdRecord *record,
               gpointer  user_data)
{
  const QdRecordInfo *info = qd_record_get_info (record);
  QdList *list = qd_record_get_owner_list (record);

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & QD_FIELD_INTERNAL) == 0 &&
        (*qd_record_get_text (record, i) != '\0' || !isnan (qd_record_get_number (record, i))))
      return;

  if (list != NULL && !qd_list_get_info (list)->single)
    g_ptr_array_add (user_data, record);
}

/* Rows of nothing are no rows: records that say nothing at all do not come back. */
static void
remove_blank (QdPlan *plan)
{
  g_autoptr (GPtrArray) blank = g_ptr_array_new ();
  g_autoptr (QdChange) change = qd_change_new ("");

  qd_record_foreach (qd_plan_get_root (plan), collect_blank, blank);
  qd_change_remove_records (change, plan, (QdRecord **) blank->pdata, blank->len);
  apply (plan, change);
}

/* Any list of any plan comes back as it was: written and read into the same plan, there is nothing to change. */
static void
test_round_trip (void)
{
  for (guint32 seed = 1; seed <= 40; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 120);

      remove_blank (plan);
      for (guint i = 0; i < QD_N_LISTS; i++)
        {
          QdListId list = (QdListId) i;
          QdCsvFlags flags = (seed & 1) != 0 ? QD_CSV_TABS | QD_CSV_COMPUTED : QD_CSV_BOM;
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (QdChange) change = NULL;
          QdCsvFlags ignored = QD_CSV_DEFAULT;
          g_autoptr (GError) error = NULL;

          if (!qd_csv_find_list (qd_list_info (list)->id, &list, &ignored))
            continue;

          if ((seed & 2) != 0)
            flags |= QD_CSV_REVIEW;
          bytes = qd_csv_export (plan, list, flags);
          change = qd_csv_import (plan, list, bytes, QD_CSV_REPLACE, flags & QD_CSV_REVIEW, NULL, &error);
          g_assert_no_error (error);
          if (qd_change_get_n_ops (change) > 0)
            {
              g_autofree char *text = text_of (bytes);
              g_autofree char *json = qd_json_from_change (change);

              g_error ("seed %u, list %s: %s\n%s", seed, qd_list_info (list)->id, json, text);
            }
        }
    }
}

/* The same file gives the same plan, ids included. */
static void
test_same_ids (void)
{
  static const char text[] = "Objective,Key result\nA,X\nA,X\nB,X\n,\n,Y\n";
  g_autoptr (QdPlan) first = qd_plan_new ();
  g_autoptr (QdPlan) second = qd_plan_new ();
  g_autoptr (QdImportReport) report = import_into (first, QD_LIST_KEY_RESULTS, text, QD_CSV_MATCH, QD_CSV_DEFAULT);
  g_autoptr (QdImportReport) again = import_into (second, QD_LIST_KEY_RESULTS, text, QD_CSV_MATCH, QD_CSV_DEFAULT);

  g_assert_true (qd_plan_equal (first, second));
  g_assert_cmpuint (qd_plan_get_n_records (first), ==, 10);
}

/* Bytes of any kind do no harm. */
static void
test_random_bytes (void)
{
  static const char alphabet[] = "\"\"\"\n\r,;\tRisk=\x80\xff'-@ ,\"\n";
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (QdChange) change = NULL;
      gsize length = (gsize) g_rand_int_range (rand, 0, 200);
      char text[200];

      for (gsize j = 0; j < length; j++)
        text[j] = i % 4 == 0 ? (char) g_rand_int_range (rand, 1, 256)
                             : alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)];
      bytes = g_bytes_new (text, length);
      change = qd_csv_import (plan, (i & 1) != 0 ? QD_LIST_RISKS : QD_LIST_CHECK_INS, bytes, QD_CSV_MATCH, 0, NULL,
                              NULL);
      if (change != NULL)
        apply (plan, change);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formats/csv/read-risks", test_read_risks);
  g_test_add_func ("/formats/csv/modes", test_modes);
  g_test_add_func ("/formats/csv/match-sets-fields", test_match_sets_fields);
  g_test_add_func ("/formats/csv/owners", test_owners);
  g_test_add_func ("/formats/csv/moves", test_moves);
  g_test_add_func ("/formats/csv/no-owner", test_no_owner);
  g_test_add_func ("/formats/csv/scorecard", test_scorecard);
  g_test_add_func ("/formats/csv/numbers", test_numbers);
  g_test_add_func ("/formats/csv/formulas", test_formulas);
  g_test_add_func ("/formats/csv/references", test_references);
  g_test_add_func ("/formats/csv/notes", test_notes);
  g_test_add_func ("/formats/csv/replace-leaves-no-reference", test_replace_leaves_no_reference);
  g_test_add_func ("/formats/csv/encodings", test_encodings);
  g_test_add_func ("/formats/csv/too-large", test_too_large);
  g_test_add_func ("/formats/csv/find-list", test_find_list);
  g_test_add_func ("/formats/csv/headers", test_headers);
  g_test_add_func ("/formats/csv/round-trip", test_round_trip);
  g_test_add_func ("/formats/csv/same-ids", test_same_ids);
  g_test_add_func ("/formats/csv/random-bytes", test_random_bytes);

  return g_test_run ();
}
