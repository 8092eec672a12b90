#include "qd-clip.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "qd-error.h"
#include "qd-paste.h"
#include "qd-plan-private.h"
#include "qd-test-pace.h"
#include "qd-test-plan.h"

static QdGrid *
parse (const char *text,
       const char *mime_type)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  QdGrid *grid = qd_clip_parse (bytes, mime_type, &error);

  g_assert_no_error (error);

  return grid;
}

/* The cells, “|” between them, a line a row, the first one marked if it is a header. */
static char *
dump (QdGrid *grid)
{
  g_autoptr (GString) text = g_string_new (qd_grid_has_header (grid) ? "# " : NULL);

  for (guint i = 0; i < qd_grid_get_n_rows (grid); i++)
    {
      for (guint j = 0; j < qd_grid_get_n_columns (grid); j++)
        {
          g_auto (GStrv) lines = g_strsplit (qd_grid_get_text (grid, i, j), "\n", -1);
          g_autofree char *cell = g_strjoinv ("\\n", lines);

          g_string_append_printf (text, "%s%s", j > 0 ? "|" : "", cell);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define HTML "text/html"
#define PLAIN "text/plain;charset=utf-8"

static void
test_parse (void)
{
  static const struct
  {
    const char *mime_type;
    const char *text;
    const char *expected;
  } cases[] = {
    /* tabs */
    { PLAIN, "a\tb\nc\td\n", "a|b\nc|d\n" },
    { PLAIN, "a\tb\r\n\r\nc", "a|b\n|\nc|\n" },
    { PLAIN, "\"two\nlines\"\t\"say \"\"hi\"\"\"", "two\\nlines|say \"hi\"\n" },
    { PLAIN, "'=1+1\t-5\t'tis", "=1+1|-5|'tis\n" },
    { PLAIN, "\t\t\n", "\n" },
    { PLAIN, "1.\tFire\tHigh\n2.\tFlood\tLow\n", "1.|Fire|High\n2.|Flood|Low\n" },
    { "text/tab-separated-values", "a, b; c\n", "a, b; c\n" },
    { "text/csv", "a,\"b, c\"\n", "a|b, c\n" },
    /* lines */
    { PLAIN, "Fire, perhaps\nFlood", "Fire, perhaps\nFlood\n" },
    { PLAIN, "", "" },
    /* lists */
    { PLAIN, "- Fire\n- Flood, too\n", "Fire\nFlood, too\n" },
    { PLAIN, "•\tFire\r\n•\tFlood\r\n", "Fire\nFlood\n" },
    { PLAIN, "1. Fire\n2) Flood\n\n10. Theft", "Fire\nFlood\nTheft\n" },
    { PLAIN, "* Fire\n  - Attic\n    goes on\n* Flood", "Fire\nAttic goes on\nFlood\n" },
    { PLAIN, "- not a list\nbecause of this", "- not a list\nbecause of this\n" },
    { PLAIN, "-5\n-6", "-5\n-6\n" },
    { "text/markdown", "- Fire\n", "Fire\n" },
    /* Markdown */
    { PLAIN, "| Risk | Impact |\n|---|:-:|\n| **Fire** | a \\| b<br>c |\n| Flood |\n\nAfter.",
      "# Risk|Impact\nFire|a | b\\nc\nFlood|\n" },
    { PLAIN, "## Risks\r\n\r\nSome words.\r\n\r\nRisk|Impact\r\n--|--\r\nFire|High\r\n", "# Risk|Impact\nFire|High\n" },
    /* HTML */
    { HTML, "<table><tr><td>a<td>b<tr><td>c</table>", "a|b\nc|\n" },
    { HTML, "<TABLE><TBODY><TR><TH>a</TH><TD>b</TD></TR></TBODY></TABLE>", "a|b\n" },
    { HTML, "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td></tr></table>", "# a|b\n1|\n" },
    { HTML, "<table><thead><tr><td>a</td></tr></thead><tr><td>1</td></tr></table>", "# a\n1\n" },
    { HTML, "<table><tr><td>  a\n  b  <br> c<br></td></tr></table>", "a b\\nc\n" },
    { HTML, "<table><tr><td>&lt;b&gt; &amp;amp; &#8594;&#x2192; &euro;&unknown; & &#0;</td></tr></table>",
      "<b> &amp; →→ €&unknown; & \xef\xbf\xbd\n" },
    { HTML, "<table><tr><td colspan=2>a</td><td>b</td></tr><tr><td rowspan=2>c</td><td>d</td><td>e</td></tr>"
            "<tr><td>f</td></tr></table>", "a||b\nc|d|e\n|f|\n" },
    { HTML, "<table><tr><td colspan='-3' rowspan='x'>a</td><td>b</td></tr></table>", "a|b\n" },
    { HTML, "<table></table><p>words</p><table><tr><td>second</td></tr></table>", "second\n" },
    { HTML, "<p>x</p><style>td { content: '</td>' }</style><table><tr><td>a<!-- <td>no</td> --></td></tr></table>",
      "a\n" },
    { HTML, "<table><tr><td><script>if (a < b) '<td>'</script>a</td></tr></table>", "a\n" },
    { HTML, "<table><tr><td title='a > b' data-x=\"<td>\">a < b</td></tr></table>", "a < b\n" },
    { HTML, "<ul><li>Fire<li>Flood <b>too</b></ul>", "Fire\nFlood too\n" },
    { HTML, "<ol><li>Fire<ul><li>Attic</li></ul></li><li></li></ol><ul><li>other</li></ul>", "Fire\nAttic\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdGrid) grid = parse (cases[i].text, cases[i].mime_type);
      g_autofree char *found = dump (grid);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_nothing (void)
{
  static const char *const cases[] = {
    "", "<p>words", "<table><tr><td></td></tr></table>", "<ul></ul>", "<table", "<",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i], strlen (cases[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (qd_clip_parse (bytes, HTML, &error));
      g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
    }
}

static QdGrid *
parse_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("QD_SOURCE_ROOT"), "tests", "formats", "clipboard", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return parse (text, HTML);
}

/* What programs put on the clipboard. */
static void
test_programs (void)
{
  static const struct
  {
    const char *name;
    const char *expected;
  } cases[] = {
    { "libreoffice-calc.html", "Team|Engineers|Availability, %|Note\n"
                               "Checkout & Payments|1.352|80%|two leads,\\none on leave\n"
                               "Platform|6,5||=not a formula\nGrowth||62,5|merged\n||50|below\n" },
    { "google-sheets.html", "Risk|Likelihood (1-3)|Impact|Mitigation plan\n"
                            "Partner API slips|high|Med|Weekly sync\\nFallback: SAML\n"
                            "R&D <hiring>||Low|Zwei  Leerzeichen\n" },
    { "google-sheets-numbers.html", "Category|%|Rationale\nFeatures|51%|\nDebt|10|Minimum\n" },
    { "excel.html", "Initiative|Effort|Who|Colour\nConnection pool\\noptimization|50|Checkout 70%, Growth 30%|red\n"
                    "Alert tuning|40|Platform|\n|||\n" },
    { "wiki-table.html", "# Review|Date|Focus\nMonth 1 check-in|April 26|Partnership\\nReliability\n"
                         "Mid-quarter|May 17|nested table\\nrows\n" },
    { "google-docs-list.html", "Vault implementation - 80 points\nCI/CD security scanning (40 pts)\n"
                               "SOC2 evidence collection\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdGrid) grid = parse_file (cases[i].name);
      g_autofree char *found = dump (grid);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
apply (QdPlan   *plan,
       QdChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QdChange) inverse = qd_plan_apply (plan, change, &error);

  g_assert_no_error (error);
}

static void
paste_into (QdPlan   *plan,
            QdListId  list,
            QdGrid   *grid)
{
  QdRecord *owner = qd_list_get_owner (qd_plan_get_list (plan, list));
  g_autoptr (QdChange) change = qd_paste_rows (plan, owner, list, G_MAXUINT, NULL, 0, grid, NULL);

  apply (plan, change);
}

/* Numbers come as the spreadsheet has them, not as its user's language shows them. */
static void
test_exact_numbers (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdGrid) calc = parse_file ("libreoffice-calc.html");
  g_autoptr (QdGrid) sheets = parse_file ("google-sheets-numbers.html");
  QdList *teams = qd_plan_get_list (plan, QD_LIST_TEAMS);
  QdList *allocation = qd_plan_get_list (plan, QD_LIST_ALLOCATION);

  paste_into (plan, QD_LIST_TEAMS, calc);
  paste_into (plan, QD_LIST_ALLOCATION, sheets);
  g_assert_cmpuint (qd_list_get_length (teams), ==, 4);
  g_assert_cmpfloat (qd_record_get_number (qd_list_get (teams, 0), QD_TEAM_ENGINEERS), ==, 1352);
  g_assert_cmpfloat (qd_record_get_number (qd_list_get (teams, 0), QD_TEAM_AVAILABILITY), ==, 80);
  g_assert_cmpfloat (qd_record_get_number (qd_list_get (teams, 1), QD_TEAM_ENGINEERS), ==, 6.5);
  g_assert_cmpfloat (qd_record_get_number (qd_list_get (teams, 2), QD_TEAM_AVAILABILITY), ==, 62.5);
  g_assert_cmpstr (qd_record_get_text (qd_list_get (teams, 1), QD_TEAM_NOTE), ==, "=not a formula");
  g_assert_cmpfloat (qd_record_get_number (qd_list_get (allocation, 0), QD_CATEGORY_PERCENT), ==, 50.5);
  g_assert_cmpfloat (qd_record_get_number (qd_list_get (allocation, 1), QD_CATEGORY_PERCENT), ==, 10);
}

static QdRecord *
add_record (QdPlan     *plan,
            QdRecord   *owner,
            QdListId    list,
            const char *title)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, title);

  qd_record_set_text (record, (guint) qd_record_get_info (record)->title_field, title);
  qd_list_append (qd_record_get_list (owner != NULL ? owner : qd_plan_get_root (plan), list), record);

  return record;
}

static const QdColumn **
columns_of (QdRecordType  type,
            const char   *ids,
            guint        *n_columns)
{
  g_auto (GStrv) words = g_strsplit (ids, " ", -1);
  const QdColumn **columns = g_new0 (const QdColumn *, g_strv_length (words) + 1);

  for (*n_columns = 0; words[*n_columns] != NULL; (*n_columns)++)
    {
      columns[*n_columns] = qd_column_find (type, words[*n_columns]);
      g_assert_nonnull (columns[*n_columns]);
    }

  return columns;
}

/* The records of a list, some of their fields each. */
static char *
describe (QdList     *list,
          const char *keys)
{
  g_auto (GStrv) words = g_strsplit (keys, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    for (guint j = 0; words[j] != NULL; j++)
      {
        QdRecord *record = qd_list_get (list, i);
        const QdField *field = qd_record_info_field (qd_record_get_info (record), words[j]);
        g_autofree char *value = qd_record_format (record, field->index);

        g_string_append_printf (text, "%s%s", value, words[j + 1] != NULL ? "|" : "\n");
      }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
report_text (QdImportReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < qd_import_report_get_length (report); i++)
    g_string_append_printf (text, "%u %s\n", qd_import_report_get (report, i)->line,
                            qd_import_report_get (report, i)->message);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_paste_rows (void)
{
  static const struct
  {
    const char *text;
    const char *mime_type;
    const char *expected; /* risk, impact, owner */
    const char *report;
  } cases[] = {
    /* the columns that are shown, in order; one alone is the title */
    { "Storm\tHigh\t9\tAnn\n", PLAIN, "Fire||\nStorm|High|Ann\nFlood||\n", "" },
    { "Storm\nTheft", PLAIN, "Fire||\nStorm||\nTheft||\nFlood||\n", "" },
    { "- **Storm**\n- Theft", PLAIN, "Fire||\nStorm||\nTheft||\nFlood||\n", "" },
    { "Storm\tHigh\t9\tAnn\textra\n", PLAIN, "Fire||\nStorm|High|Ann\nFlood||\n",
      "1 What stands in column 5 has no place in this list.\n" },
    /* a header, in any order */
    { "Impact\tRisk\nHigh\tStorm\n", PLAIN, "Fire||\nStorm|High|\nFlood||\n", "" },
    { "Severity\tRisk owner\tWhat\tColour\nHigh\tAnn\tStorm\tred\n", PLAIN, "Fire||\nStorm|High|Ann\nFlood||\n",
      "1 The column “Colour” is not known; it was left out.\n" },
    { "| Risk | Impact |\n|---|---|\n| Storm | huge |\n", PLAIN, "Fire||\nStorm|huge|\nFlood||\n",
      "3 Impact: “huge” is none of the answers; it was kept as typed.\n" },
    { "<table><tr><th>Foo</th><th>Bar</th></tr><tr><td>Storm</td><td>High</td></tr></table>", HTML,
      "Fire||\nStorm|High|\nFlood||\n", "" },
    /* words that happen to name columns */
    { "Owner", PLAIN, "Fire||\nOwner||\nFlood||\n", "" },
    { "Owner\nImpact", PLAIN, "Fire||\nOwner||\nImpact||\nFlood||\n", "" },
    { "Risk\nImpact", PLAIN, "Fire||\nImpact||\nFlood||\n", "" },
    { "Risk\tImpact", PLAIN, "Fire||\nRisk|Impact|\nFlood||\n",
      "1 Impact: “Impact” is none of the answers; it was kept as typed.\n" },
    /* what is there is not touched, even where it is the same */
    { "Risk\nFire\n", PLAIN, "Fire||\nFire||\nFlood||\n", "" },
    { "\n\n", PLAIN, "Fire||\nFlood||\n", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (QdGrid) grid = parse (cases[i].text, cases[i].mime_type);
      g_autoptr (QdImportReport) report = NULL;
      g_autoptr (QdChange) change = NULL;
      guint n_columns;
      g_autofree const QdColumn **columns = columns_of (QD_RECORD_RISK, "risk impact level owner", &n_columns);
      g_autofree char *found = NULL;
      g_autofree char *said = NULL;

      add_record (plan, NULL, QD_LIST_RISKS, "Fire");
      add_record (plan, NULL, QD_LIST_RISKS, "Flood");
      change = qd_paste_rows (plan, qd_plan_get_root (plan), QD_LIST_RISKS, 1, columns, n_columns, grid, &report);
      apply (plan, change);
      found = describe (qd_plan_get_list (plan, QD_LIST_RISKS), "risk impact owner");
      said = report_text (report);
      g_assert_cmpstr (found, ==, cases[i].expected);
      g_assert_cmpstr (said, ==, cases[i].report);
    }
}

/* Items of a list say in words what a table has columns for. */
static void
test_paste_items (void)
{
  static const struct
  {
    QdListId    list;
    const char *text;
    const char *keys;
    const char *expected;
  } cases[] = {
    { QD_LIST_INITIATIVES, "- Vault - 80 points\n- Scan (40 pts)\n- Evidence", "title points",
      "Vault|80\nScan|40\nEvidence|\n" },
    { QD_LIST_PRIORITIES, "1. **Launch** - in Q3\n2. Calm", "title detail", "Launch|in Q3\nCalm|\n" },
    { QD_LIST_CONSTRAINTS, "- Budget: $50K\n", "label text", "Budget|$50K\n" },
    { QD_LIST_ACTIONS, "- [ ] Ask\n- [x] Tell\n", "action done", "Ask|\nTell|Yes\n" },
    { QD_LIST_LESSONS, "• Velocity came at a cost", "text", "Velocity came at a cost\n" },
    { QD_LIST_AGENDA, "1. **Scores**\n2. Capacity\n", "title minutes", "Scores|\nCapacity|\n" },
    { QD_LIST_JOINERS, "- April 1", "count start", "|April 1\n" },
    { QD_LIST_OBJECTIVES, "- O\n- Be safe\n", "title", "O\nBe safe\nO\n" },
    { QD_LIST_KEY_RESULTS, "- Latency\n", "title", "Latency\n" },
    { QD_LIST_CRITERIA, "1. **Fast**: below 2 s", "lead text", "Fast|below 2 s\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (QdGrid) grid = parse (cases[i].text, PLAIN);
      g_autoptr (QdChange) change = NULL;
      g_autofree char *found = NULL;
      QdRecordType type = qd_list_info (cases[i].list)->owner;
      QdListId owners = type == QD_RECORD_TEAM ? QD_LIST_TEAMS : QD_LIST_OBJECTIVES;
      QdRecord *owner = add_record (plan, NULL, owners, "O");

      if (type != QD_RECORD_TEAM && type != QD_RECORD_OBJECTIVE)
        owner = qd_list_get_owner (qd_plan_get_list (plan, cases[i].list));
      change = qd_paste_rows (plan, owner, cases[i].list, 0, NULL, 0, grid, NULL);
      apply (plan, change);
      found = describe (qd_record_get_list (owner, cases[i].list), cases[i].keys);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* A list of objectives takes any item as a title; what else an item or a header says leads to where it belongs. */
static void
test_paste_fit (void)
{
  static const struct
  {
    const char *text;
    QdListId    best;
  } cases[] = {
    { "- Vault - 80 points\n- Scan (40 pts)\n", QD_LIST_INITIATIVES },
    { "- Be fast\n- Be safe\n", QD_LIST_OBJECTIVES },
    { "Key Result\tBaseline\tTarget\nLatency\t3s\t2s\n", QD_LIST_KEY_RESULTS },
    { "| Initiative | Points | Status |\n|---|---|---|\n| Vault | 80 | Planned |\n", QD_LIST_INITIATIVES },
    { "Objective\tOwner\nBe fast\tPlatform\n", QD_LIST_OBJECTIVES },
    { "Be fast\tPlatform\nBe safe\tSecurity\n", QD_LIST_OBJECTIVES },
  };
  static const QdListId lists[] = { QD_LIST_OBJECTIVES, QD_LIST_KEY_RESULTS, QD_LIST_INITIATIVES };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdGrid) grid = parse (cases[i].text, PLAIN);
      QdListId best = lists[0];

      for (gsize j = 1; j < G_N_ELEMENTS (lists); j++)
        if (qd_paste_fit (grid, lists[j]) > qd_paste_fit (grid, best))
          best = lists[j];
      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (best, ==, cases[i].best);
    }
}

/* Rows of key results: into the objective that is pasted into, or that they name; a whole scorecard at once. */
static void
test_paste_owned (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdGrid) plain = parse ("Uptime\t99%\nPages\t4\n", PLAIN);
  g_autoptr (QdGrid) named = parse ("Objective\tKey result\nB\tDemo\n\tTests\nC\tNew\n", PLAIN);
  g_autoptr (QdGrid) scorecard = parse ("Objective\tKey result\tTarget\tScore\nOld\tSLO\t99.9%\t0.3\n", PLAIN);
  QdRecord *a = add_record (plan, NULL, QD_LIST_OBJECTIVES, "A");
  QdRecord *b = add_record (plan, NULL, QD_LIST_OBJECTIVES, "B");
  QdRecord *review = qd_plan_get_single (plan, QD_LIST_REVIEW);
  guint n_columns;
  g_autofree const QdColumn **columns = columns_of (QD_RECORD_KEY_RESULT, "title target", &n_columns);
  g_autoptr (QdChange) first = NULL;
  g_autoptr (QdChange) second = NULL;
  g_autoptr (QdChange) third = NULL;
  g_autofree char *in_a = NULL;
  g_autofree char *in_b = NULL;
  g_autofree char *objectives = NULL;

  first = qd_paste_rows (plan, a, QD_LIST_KEY_RESULTS, 0, columns, n_columns, plain, NULL);
  g_assert_cmpstr (qd_change_get_title (first), ==, "Paste 2 rows");
  apply (plan, first);
  second = qd_paste_rows (plan, a, QD_LIST_KEY_RESULTS, 0, columns, n_columns, named, NULL);
  apply (plan, second);
  third = qd_paste_rows (plan, review, QD_LIST_REVIEW_OBJECTIVES, 0, NULL, 0, scorecard, NULL);
  apply (plan, third);

  in_a = describe (qd_record_get_list (a, QD_LIST_KEY_RESULTS), "title target");
  in_b = describe (qd_record_get_list (b, QD_LIST_KEY_RESULTS), "title target");
  objectives = describe (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), "title");
  g_assert_cmpstr (in_a, ==, "Uptime|99%\nPages|4\n");
  g_assert_cmpstr (in_b, ==, "Demo|\nTests|\n");
  g_assert_cmpstr (objectives, ==, "A\nB\nC\n");
  g_assert_cmpuint (qd_list_get_length (qd_record_get_list (review, QD_LIST_REVIEW_OBJECTIVES)), ==, 1);
}

static void
test_paste_cells (void)
{
  static const struct
  {
    const char *text;
    const char *columns;
    guint       n_records;
    gboolean    fill;
    const char *expected; /* name, engineers, days, stated points */
    const char *report;
  } cases[] = {
    { "8\t50\n6\t51\n", "engineers days", 3, FALSE, "A|8|50|\nB|6|51|\nC|3|52|\n", "" },
    { "8", "engineers days", 3, FALSE, "A|8|52|\nB|2|52|\nC|3|52|\n", "" },
    { "8", "engineers days", 3, TRUE, "A|8|8|\nB|8|8|\nC|8|8|\n", "" },
    { "8\t9", "engineers days", 3, TRUE, "A|8|9|\nB|8|9|\nC|8|9|\n", "" },
    { "8\n9", "engineers", 3, TRUE, "A|8|52|\nB|9|52|\nC|3|52|\n", "" },
    { "\t\n", "engineers days", 1, FALSE, "A|||\nB|2|52|\nC|3|52|\n", "" },
    { "\"\"", "engineers", 3, TRUE, "A||52|\nB||52|\nC||52|\n", "" },
    { "7\nmany\n9\n10\n", "engineers", 3, FALSE, "A|7|52|\nB|many|52|\nC|9|52|\n",
      "2 Engineers: “many” is no number; it was kept as typed.\n"
      "4 1 row more was pasted than there was room for; it was left out.\n" },
    { "7\t8\t9", "engineers", 3, FALSE, "A|7|52|\nB|2|52|\nC|3|52|\n",
      "0 2 columns more were pasted than there was room for; they were left out.\n" },
    /* figures: what is computed is not stored, what differs is; what cannot be typed is left alone */
    { "52\n99", "capacity", 2, FALSE, "A|1|52|\nB|2|52|99\nC|3|52|\n", "" },
    { "52\t1", "capacity load", 1, FALSE, "A|1|52|\nB|2|52|\nC|3|52|\n",
      "0 “Load” is computed: nothing can be pasted into it.\n" },
    /* a header that was copied along */
    { "Engineers\tDays\n8\t50\n", "engineers days", 3, FALSE, "A|8|50|\nB|2|52|\nC|3|52|\n", "" },
    { "| Engineers |\n|---|\n| 8 |\n", "engineers", 3, TRUE, "A|8|52|\nB|8|52|\nC|8|52|\n", "" },
    { "Days\n", "name", 1, FALSE, "Days|1|52|\nB|2|52|\nC|3|52|\n", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (QdFigures) figures = NULL;
      g_autoptr (QdGrid) grid = parse (cases[i].text, PLAIN);
      g_autoptr (QdImportReport) report = NULL;
      g_autoptr (QdChange) change = NULL;
      QdRecord *records[3];
      guint n_columns;
      g_autofree const QdColumn **columns = columns_of (QD_RECORD_TEAM, cases[i].columns, &n_columns);
      g_autofree char *found = NULL;
      g_autofree char *said = NULL;

      for (guint j = 0; j < 3; j++)
        {
          const char name[] = { (char) ('A' + j), '\0' };

          records[j] = add_record (plan, NULL, QD_LIST_TEAMS, name);
          qd_record_set_number (records[j], QD_TEAM_ENGINEERS, j + 1);
          qd_record_set_number (records[j], QD_TEAM_DAYS, 52);
        }
      figures = qd_figures_new (plan);
      change = qd_paste_cells (figures, records, cases[i].n_records, columns, n_columns, grid, cases[i].fill, &report);
      apply (plan, change);
      found = describe (qd_plan_get_list (plan, QD_LIST_TEAMS), "name engineers days stated-points");
      said = report_text (report);
      g_assert_cmpstr (found, ==, cases[i].expected);
      g_assert_cmpstr (said, ==, cases[i].report);
    }
}

static void
test_write (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *team = add_record (plan, NULL, QD_LIST_TEAMS, "<A> & \"B\"");
  QdRecord *other = add_record (plan, NULL, QD_LIST_RISKS, "Fire");
  g_autoptr (QdFigures) figures = NULL;
  QdRecord *records[] = { team, other };
  guint n_columns;
  g_autofree const QdColumn **columns = columns_of (QD_RECORD_TEAM, "name engineers load note", &n_columns);
  g_autofree char *tsv = NULL;
  g_autofree char *html = NULL;

  qd_record_set_number (team, QD_TEAM_ENGINEERS, 1352.5);
  qd_record_set_number (team, QD_TEAM_DAYS, 1);
  qd_record_set_text (team, QD_TEAM_NOTE, "=two\n lines");
  figures = qd_figures_new (plan);
  tsv = qd_clip_to_tsv (figures, records, 2, columns, n_columns, TRUE);
  g_assert_cmpstr (tsv, ==, "Team\tEngineers\tLoad\tNote\n\"<A> & \"\"B\"\"\"\t1352.5\t0%\t\"'=two\n lines\"\n\t\t\t");

  html = qd_clip_to_html (figures, records, 1, columns, n_columns, TRUE);
  g_assert_nonnull (strstr (html, "<thead><tr><th>Team</th><th>Engineers</th><th>Load</th><th>Note</th></tr></thead>"));
  g_assert_nonnull (strstr (html, ">&lt;A&gt; &amp; &quot;B&quot;</td>"));
  g_assert_nonnull (strstr (html, "<td align=\"right\" sdval=\"1352.5\" sdnum=\"1033;\" x:num=\"1352.5\">1352.5</td>"));
  g_assert_nonnull (strstr (html, ">'=two<br>&nbsp;lines</td>"));
}

/* Blanks at the ends of lines and other line ends are not kept in HTML. */
static char *
as_html_keeps (const char *text)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) kept = g_string_new (text);

  g_string_replace (kept, "\r\n", "\n", 0);
  lines = g_strsplit (kept->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_strchomp (lines[i]);
  g_free (g_string_free (g_steal_pointer (&kept), FALSE));

  return g_strstrip (g_strjoinv ("\n", lines));
}

/* What is copied comes back as it was: as text exactly, as HTML but for blanks at the ends of lines. */
static void
test_round_trip (void)
{
  for (guint32 seed = 1; seed <= 30; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 150);
      g_autoptr (QdFigures) figures = qd_figures_new (plan);

      for (guint i = 0; i < QD_N_LISTS; i++)
        {
          const QdListInfo *info = qd_list_info ((QdListId) i);
          QdList *list;
          g_autoptr (GPtrArray) records = g_ptr_array_new ();
          g_autoptr (QdPlan) emptied = NULL;
          const QdColumn *const *columns;
          guint n_columns;

          if (info->add == NULL || info->owner != QD_RECORD_PLAN)
            continue;

          list = qd_plan_get_list (plan, info->list);
          columns = qd_columns_for (info->record_type, &n_columns);
          for (guint j = 0; j < qd_list_get_length (list); j++)
            g_ptr_array_add (records, qd_list_get (list, j));

          for (guint html = 0; html < 2 && records->len > 0; html++)
            {
              g_autofree char *text =
                (html ? qd_clip_to_html : qd_clip_to_tsv) (figures, (QdRecord **) records->pdata, records->len, columns,
                                                           n_columns, seed % 2);
              g_autoptr (QdGrid) grid = parse (text, html ? HTML : "text/tab-separated-values");
              g_autoptr (QdChange) change = qd_paste_cells (figures, (QdRecord **) records->pdata, records->len,
                                                            columns, n_columns, grid, FALSE, NULL);

              for (guint j = 0; j < qd_change_get_n_ops (change); j++)
                {
                  const QdOp *op = qd_change_get_op (change, j);
                  g_autofree char *before = qd_record_format (qd_plan_find (plan, op->id), op->field->index);
                  g_autofree char *after = qd_field_format (op->field, &op->value);
                  g_autofree char *kept = as_html_keeps (before);

                  /* Overrides that only repeat what is computed go. */
                  if ((op->field->flags & QD_FIELD_OVERRIDE) == 0)
                    g_assert_cmpstr (after, ==, html ? kept : before);
                }
            }
        }
    }
}

/* The whole is read in one go, whatever it is. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "<table>", "<tr><td colspan=1000 rowspan=65000>x", "<td>", "<", "<!--", "&", "&amp", "<td a=\"", "<li>", "</table>",
    "<script>", "<style>", "\"", "- ", "| a |\n|---|\n", "`", "\t\"", "[", "<a b=c ", "<tr>",
  };
  double most = qd_test_most_seconds (5);

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint html = 0; html < 2; html++)
      {
        g_autoptr (GString) text = g_string_new (html ? "<table><tr><td>x" : NULL);
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (QdGrid) grid = NULL;
        clock_t start;

        while (text->len < 1000000)
          g_string_append (text, pieces[i]);
        bytes = g_bytes_new (text->str, text->len);
        start = clock ();
        grid = qd_clip_parse (bytes, html ? HTML : PLAIN, &error);
        g_assert_cmpfloat ((double) (clock () - start) / CLOCKS_PER_SEC, <, most);
        g_assert_true ((grid != NULL) == (error == NULL));
      }
}

static void
test_random_bytes (void)
{
  static const char *const pieces[] = {
    "<table>", "</table>", "<tr", "<td", ">", "</td>", " colspan=", "\"", "'", "2", "<ul>", "<li>", "</li>", "<br/>",
    "<!--", "-->", "<style>", "</style>", "&", "&lt;", "&#x", ";", "a", " ", "\n", "\xc3\xa9", "\xff", "sdval=", "<th>",
    "<", "/", "=", "rowspan=9", "\r", "- ", "|", "---", "\t", "1.", "`", "\\",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (QdGrid) grid = NULL;
      g_autoptr (QdPlan) plan = NULL;
      g_autoptr (QdChange) change = NULL;

      for (int j = g_rand_int_range (rand, 0, 60); j > 0; j--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      bytes = g_bytes_new (text->str, text->len);
      grid = qd_clip_parse (bytes, i % 2 != 0 ? HTML : PLAIN, NULL);
      if (grid == NULL || i % 20 > 1)
        continue;

      plan = qd_plan_new ();
      change = qd_paste_rows (plan, qd_plan_get_root (plan), QD_LIST_RISKS, 0, NULL, 0, grid, NULL);
      apply (plan, change);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formats/clip/parse", test_parse);
  g_test_add_func ("/formats/clip/nothing", test_nothing);
  g_test_add_func ("/formats/clip/programs", test_programs);
  g_test_add_func ("/formats/clip/exact-numbers", test_exact_numbers);
  g_test_add_func ("/formats/clip/paste-rows", test_paste_rows);
  g_test_add_func ("/formats/clip/paste-items", test_paste_items);
  g_test_add_func ("/formats/clip/paste-fit", test_paste_fit);
  g_test_add_func ("/formats/clip/paste-owned", test_paste_owned);
  g_test_add_func ("/formats/clip/paste-cells", test_paste_cells);
  g_test_add_func ("/formats/clip/write", test_write);
  g_test_add_func ("/formats/clip/round-trip", test_round_trip);
  g_test_add_func ("/formats/clip/hostile", test_hostile);
  g_test_add_func ("/formats/clip/random-bytes", test_random_bytes);

  return g_test_run ();
}
