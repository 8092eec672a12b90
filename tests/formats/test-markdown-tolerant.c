#include "qd-markdown.h"

#include <string.h>

#include "qd-error.h"
#include "qd-json.h"

/* What people write instead of the canonical form: it is understood, and comes back as it was. */

#define MAX_FACTS 12

typedef struct
{
  const char *name;
  const char *document;
  const char *facts[MAX_FACTS]; /* “objectives[0]/initiatives[1].points=50”; “risks=2” counts */
} Case;

static QdPlan *
load (GBytes          *bytes,
      QdImportReport **report)
{
  g_autoptr (GError) error = NULL;
  QdPlan *plan = qd_markdown_load (bytes, report, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);

  return plan;
}

static void
assert_same (GBytes *a,
             GBytes *b)
{
  g_assert_cmpstr (g_bytes_get_data (a, NULL), ==, g_bytes_get_data (b, NULL));
  g_assert_cmpuint (g_bytes_get_size (a), ==, g_bytes_get_size (b));
}

/* The bytes with a terminator, so that a failure shows them. */
static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text) + 1);
}

static GBytes *
without_terminator (GBytes *bytes)
{
  return g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) - 1);
}

static GBytes *
save (QdPlan *plan)
{
  g_autoptr (GBytes) bytes = qd_markdown_save (plan);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return bytes_of (text);
}

static QdList *
find_list (QdRecord   *record,
           const char *key)
{
  const QdListInfo *info = qd_record_info_list (qd_record_get_info (record), key);

  g_assert_nonnull (info);

  return qd_record_get_list (record, info->list);
}

/* Follows “list[1]/list[0]”, and returns the record or, where no place is given, NULL with the length in @n. */
static QdRecord *
follow (QdPlan     *plan,
        const char *path,
        guint      *n)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);
  QdRecord *record = qd_plan_get_root (plan);

  for (guint i = 0; steps[i] != NULL && *steps[i] != '\0'; i++)
    {
      char *bracket = strchr (steps[i], '[');
      QdList *list;

      if (g_str_equal (steps[i], "review"))
        {
          record = qd_plan_get_single (plan, QD_LIST_REVIEW);
          continue;
        }
      if (bracket != NULL)
        *bracket = '\0';
      list = find_list (record, steps[i]);
      *n = qd_list_get_length (list);
      if (bracket == NULL)
        return NULL;
      g_assert_cmpint (g_ascii_strtoll (bracket + 1, NULL, 10), <, *n);
      record = qd_list_get (list, (guint) g_ascii_strtoll (bracket + 1, NULL, 10));
    }

  return record;
}

static void
assert_fact (QdPlan     *plan,
             const char *fact)
{
  const char *equals = strchr (fact, '=');
  g_autofree char *path = g_strndup (fact, (gsize) (equals - fact));
  char *dot = strrchr (path, '.');
  g_autofree char *found = NULL;
  g_autofree char *message = NULL;
  QdRecord *record;
  guint n = 0;

  if (dot != NULL)
    *dot = '\0';
  record = follow (plan, path, &n);
  if (record == NULL)
    found = g_strdup_printf ("%u", n);
  else
    found = qd_record_format (record, qd_record_info_field (qd_record_get_info (record), dot + 1)->index);

  message = g_strdup_printf ("%s%s%s=%s", path, dot != NULL ? "." : "", dot != NULL ? dot + 1 : "", found);
  g_assert_cmpstr (message, ==, fact);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GBytes) document = bytes_of (test->document);
  g_autoptr (GBytes) bytes = without_terminator (document);
  g_autoptr (QdPlan) plan = load (bytes, NULL);
  g_autoptr (QdPlan) twin = load (bytes, NULL);
  g_autoptr (QdPlan) from_json = NULL;
  g_autoptr (GBytes) saved = save (plan), json = qd_json_save (plan), twin_json = qd_json_save (twin);
  g_autoptr (GBytes) saved_from_json = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MAX_FACTS && test->facts[i] != NULL; i++)
    assert_fact (plan, test->facts[i]);

  assert_same (saved, document);
  g_assert_true (g_bytes_equal (json, twin_json));
  from_json = qd_json_load (json, NULL, &error);
  g_assert_no_error (error);
  saved_from_json = save (from_json);
  assert_same (saved_from_json, document);
}

static const Case cases[] = {
  { "blank-template",
    "# Quarterly Planning: Q3 2025\n\n"
    "## Metadata\n\n| Field | Value |\n|---|---|\n| **Planning Date** | <Date> |\n| **Attendees** | |\n\n"
    "## Previous Quarter Review\n\n### OKR Scorecard\n\n| Objective | Key Result | Target | Actual | Score |\n"
    "|---|---|---|---|---|\n| <Objective> | <Key result> | <Target> | <Actual> | <0.0-1.0> |\n\n"
    "**Overall score**: <score>\n\n### Lessons Learned\n- <Lesson>\n\n"
    "## Capacity Planning\n\n### Allocation by Category\n\n| Category | % | Capacity | Rationale |\n|---|---|---|---|\n"
    "| Features | 60% | <points> | <why> |\n\n"
    "## Proposed OKRs\n\n### Objective 1: <Title>\n\n*Owner: <Team>*\n\n"
    "| Key Result | Baseline | Target | Owner |\n|---|---|---|---|\n| <KR> | <now> | <then> | <who> |\n\n"
    "**Initiatives**:\n- <Initiative> - <X> points\n\n"
    "## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n"
    "| <Risk> | Low/Med/High | Low/Med/High | <Plan> |\n\n"
    "## Decisions Needed\n\n- [ ] <Decision>\n\n## Next Steps\n\n1. <Step>\n2. <Step>\n",
    { ".title=Quarterly Planning: Q3 2025", ".quarter=Q3 2025", ".planning-date=<Date>",
      "review/objectives[0]/key-results[0].target=<Target>", "review/lessons[0].text=<Lesson>",
      "allocation[0].percent=60", "objectives[0].title=<Title>", "objectives[0]/key-results[0].baseline=<now>",
      "objectives[0]/initiatives[0].points=<X>", "risks[0].likelihood=Low/Med/High", "decisions[0].decision=<Decision>",
      "actions=2" } },
  { "review-without-quarter", "## Previous Quarter Review\n\n### Lessons Learned\n- One\n",
    { "review/lessons[0].text=One", "review.quarter=" } },
  { "review-with-other-quarter",
    "## Metadata\n\n| Field | Value |\n|-------|-------|\n| **Quarter** | Q2 2024 |\n\n---\n\n"
    "## Previous Quarter Review (Q4 2023)\n\n### Lessons Learned\n- One\n",
    { ".quarter=Q2 2024", "review.quarter=Q4 2023" } },
  { "sections-in-another-order",
    "## Approvals\n\n| Role | Name | Approved |\n|------|------|----------|\n| CTO | Ann | Yes |\n\n---\n\n"
    "## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|------|------------|--------|------------|\n"
    "| r | Low | High | m |\n\n---\n\n## Metadata\n\n| Field | Value |\n|-------|-------|\n| **Facilitator** | Bo |\n",
    { "approvals[0].approved=Yes", "risks[0].impact=High", ".facilitator=Bo", "sections=0" } },
  { "columns-more", "## Risks\n\n| Risk | Likelihood | Impact | Mitigation | Colour |\n|---|---|---|---|---|\n"
    "| r | Low | High | m | red |\n| s | Low | Low | n | blue |\n",
    { "risks=2", "risks[1].mitigation=n", "layout=4" } },
  { "columns-fewer", "## Risks\n\n| Risk | Impact |\n|------|--------|\n| r | High |\n",
    { "risks[0].risk=r", "risks[0].impact=High", "risks[0].likelihood=" } },
  { "columns-reordered", "## Risks\n\n| Impact | Mitigation | Likelihood | Risk |\n|--------|------------|------------|------|\n"
    "| High | m | Low | r |\n",
    { "risks[0].risk=r", "risks[0].impact=High", "risks[0].likelihood=Low", "risks[0].mitigation=m" } },
  { "columns-renamed", "## Risk Register\n\n| Threat | Probability | Severity | Response | Risk Owner |\n|---|---|---|---|---|\n"
    "| r | L | H | m | Ann |\n",
    { "risks[0].risk=r", "risks[0].impact=High", "risks[0].likelihood=Low", "risks[0].mitigation=m",
      "risks[0].owner=Ann" } },
  { "column-unknown-title", "## Risks\n\n| Peril | Likelihood | Impact |\n|---|---|---|\n| r | Low | High |\n",
    { "risks[0].risk=r", "risks[0].impact=High" } },
  { "other-heading-levels",
    "# Company Context\n## Constraints\n- Budget: 5\n# Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n"
    "|------|------------|--------|------------|\n| r | Low | High | m |\n\n# OKRs\n#### Objective 1: Win\n"
    "*Owner: Ann*\n",
    { "constraints[0].text=5", "risks=1", "objectives[0].title=Win", "objectives[0].owner=Ann", "sections=0" } },
  { "headings-underlined", "The plan\n========\n\nRisks\n-----\n\n| Risk | Impact |\n|------|--------|\n| r | High |\n",
    { ".title=The plan", "risks=1" } },
  { "headings-numbered", "## 1. Risks\n\n| Risk | Impact |\n|---|---|\n| r | High |\n\n## 2) Next Steps:\n\n- Go\n",
    { "risks=1", "actions[0].action=Go" } },
  { "no-bold",
    "## Metadata\n\n| Field | Value |\n|-------|-------|\n| Quarter | Q2 2024 |\n| Facilitator | Bo |\n\n---\n\n"
    "## Company Context\n\n### Top Company Priorities for Q2\n1. Grow - the market\n2. Hold\n\n---\n\n"
    "## Success Criteria\n\n1. Speed: twice\n2. Joy\n",
    { ".quarter=Q2 2024", "priorities[0].title=Grow", "priorities[0].detail=the market", "priorities[1].title=Hold",
      "success-criteria[0].lead=Speed", "success-criteria[0].text=twice", "success-criteria[1].lead=Joy" } },
  { "wide-digits", "## Available Capacity\n\n| Team | Engineers | Sprint Days | Capacity (points) |\n|---|---|---|---|\n"
    "| 決済 | ８ | ５２ | ４１６ |\n", { "teams=1", "teams[0].engineers=8", "teams[0].days=52" } },
  { "emphasis-around-cells", "## Available Capacity\n\n| Team | Engineers | Sprint Days | Capacity (points) |\n|---|---|---|---|\n"
    "| **A** | *8* | __52__ | **416** |\n",
    { "teams[0].name=A", "teams[0].engineers=8", "teams[0].days=52", "teams[0].stated-points=" } },
  { "list-marks", "### Lessons Learned\n* one\n* two\n\n### Constraints\n+ a: b\n+ c: d\n",
    { "review/lessons=2", "constraints[1].label=c" } },
  { "list-mixed-marks", "### Lessons Learned\n- one\n\n* two\n+ three\n", { "review/lessons=3" } },
  { "list-wrapped", "### Lessons Learned\n- one\n  and more\n- two\nlazy\n",
    { "review/lessons[0].text=one and more", "review/lessons[1].text=two lazy" } },
  { "list-nested", "### Lessons Learned\n- one\n  - detail\n\n    deeper\n- two\n",
    { "review/lessons=2", "review/lessons[1].text=two", "sections=1", "sections[0].text=  - detail\n\n    deeper" } },
  { "list-as-table", "### Constraints\n\n| Constraint | Detail |\n|---|---|\n| Budget | 50 |\n",
    { "constraints[0].label=Budget", "constraints[0].text=50" } },
  { "table-as-list", "## Risks\n\n- Fire\n- Water (Likelihood: High; Owner: Ann)\n",
    { "risks[0].risk=Fire", "risks[1].risk=Water", "risks[1].likelihood=High", "risks[1].owner=Ann" } },
  { "metadata-as-list", "## Metadata\n\n- **Quarter**: Q2 2024\n- **Place**: Rome\n- Facilitator: Bo\n",
    { ".quarter=Q2 2024", ".facilitator=Bo", "sections=1" } },
  { "metadata-unknown-rows", "## Metadata\n\n| Field | Value |\n|---|---|\n| Place | Rome |\n| Facilitator | Bo |\n| Room | 5 |\n| Floor | 6 |\n",
    { ".facilitator=Bo" } },
  { "alignment-colons", "## Risks\n\n| Risk | Impact |\n|:-----|-------:|\n| r | High |\n\n"
    "## Approvals\n\n| Role | Name | Approved |\n|:---:|:--|--:|\n| a | b | No |\n",
    { "risks=1", "approvals[0].approved=No" } },
  { "escaped-pipes", "## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|------|------------|--------|------------|\n"
    "| a \\| b | Low | High | `x \\| y` |\n| `p|q` | Low | Low | n |\n| back\\\\ | Low | Low | \\* |\n",
    { "risks[0].risk=a | b", "risks[0].mitigation=`x | y`", "risks[1].risk=`p|q`", "risks[1].mitigation=n",
      "risks[2].risk=back\\\\", "risks[2].mitigation=\\*" } },
  { "ragged-rows", "## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|------|------------|--------|------------|\n"
    "| a | Low |\n| b | Low | High | m | and more |\n| | | | |\nc | Low | High | n\n",
    { "risks=4", "risks[0].impact=", "risks[1].mitigation=m", "risks[3].mitigation=n" } },
  { "continuation-cells",
    "### OKR Scorecard\n\n| Objective | Key Result | Target | Actual | Score |\n"
    "|-----------|------------|--------|--------|-------|\n| **One** | a | 4 | 2 | 0.5 |\n| | b | 2 | 2 | 1.0 |\n"
    "| **Two** | c | 1 | 1 | 1.0 |\n\n**Overall score**: 0.83 (above 0.7 target)\n",
    { "review/objectives=2", "review/objectives[0]/key-results=2", "review/objectives[1]/key-results[0].title=c",
      "review/objectives[0]/key-results[0].stated=" } },
  { "repeated-objectives",
    "### OKR Scorecard\n\n| Objective | Key Result | Target | Actual | Score |\n|---|---|---|---|---|\n"
    "| One | a | 4 | 2 | 0.5 |\n| One | b | 2 | 2 | 1 |\n| Two | c | 1 | 1 | 1.00 |\n",
    { "review/objectives=2", "review/objectives[0]/key-results=2" } },
  { "objective-rows",
    "### OKR Scorecard\n\n| Objective | Key Result | Target | Actual | Score |\n|---|---|---|---|---|\n"
    "| **One** | | | | |\n| | a | 4 | 2 | 0.5 |\n| | b | 2 | 2 | 1.0 |\n| **Two** | | | | |\n",
    { "review/objectives=2", "review/objectives[0]/key-results=2", "review/objectives[1].title=Two" } },
  { "no-rules", "# Plan\n\n## Risks\n\n| Risk | Impact |\n|---|---|\n| r | High |\n\n## Approvals\n\n| Role | Name |\n|---|---|\n| a | b |\n"
    "\n## Next Steps\n\n- Go\n",
    { "risks=1", "approvals=1", "actions=1" } },
  { "other-rules", "# Plan\n\n***\n\n## Risks\n\n| Risk | Impact |\n|---|---|\n| r | High |\n\n***\n\n\n## Approvals\n\n* * *\n",
    { "risks=1" } },
  { "crlf", "# Plan\r\n\r\n## Risks\r\n\r\n| Risk | Impact |\r\n|------|--------|\r\n| r | High |\r\n",
    { ".title=Plan", "risks[0].impact=High" } },
  { "cr", "# Plan\r\r### Lessons Learned\r- a\r- b\r", { ".title=Plan", "review/lessons=2" } },
  { "byte-order-mark", "\xef\xbb\xbf# Plan\n\n### Lessons Learned\n- a\n", { ".title=Plan", "review/lessons=1" } },
  { "open-end", "# Plan\n\n### Lessons Learned\n- a", { ".title=Plan", "review/lessons[0].text=a" } },
  { "blank-end", "# Plan\n\n### Lessons Learned\n- a\n\n\n  \n", { "review/lessons[0].text=a" } },
  { "scripts", "# 四半期計画\n\n## Risks\n\n| Risk | Impact |\n|------|--------|\n| 支払いの遅れ | High |\n| تأخير | Low |\n| Ünïcödé 🚀 | Low |\n",
    { ".title=四半期計画", "risks[0].risk=支払いの遅れ", "risks[1].risk=تأخير", "risks[2].risk=Ünïcödé 🚀" } },
  { "links-and-emphasis",
    "## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|------|------------|--------|------------|\n"
    "| See [the page](https://example.org/a_b) | Low | High | **Do** it *now* |\n",
    { "risks[0].risk=See [the page](https://example.org/a_b)", "risks[0].mitigation=**Do** it *now*" } },
  { "efforts",
    "## Proposed OKRs\n\n### Objective 1: Win\n\n**Initiatives**:\n- a - 50 points\n- b - 50 pts\n- c (50 pts)\n- d: 50\n"
    "- e – 1,200 points\n- f - 5\n- g\n- h - TBD points\n- i (later)\n- [ ] j: 7 pts\n",
    { "objectives[0]/initiatives[0].points=50", "objectives[0]/initiatives[1].points=50",
      "objectives[0]/initiatives[2].points=50", "objectives[0]/initiatives[3].points=50",
      "objectives[0]/initiatives[4].points=1,200", "objectives[0]/initiatives[5].points=5",
      "objectives[0]/initiatives[6].points=", "objectives[0]/initiatives[7].points=TBD",
      "objectives[0]/initiatives[8].title=i (later)", "objectives[0]/initiatives[9].title=j",
      "objectives[0]/initiatives[9].points=7", "objectives[0]/initiatives=10" } },
  { "initiative-details",
    "## OKRs\n\n### Objective 1: Win\n\n*Owner: Ann; Category: Features*\n\n**Initiatives**:\n"
    "- a - 50 points (Teams: Checkout 70%, Growth 30%; Category: Reliability; Status: Stretch)\n- b (Impact: 8)\n",
    { "objectives[0].owner=Ann", "objectives[0].category=Features", "objectives[0]/initiatives[0].points=50",
      "objectives[0]/initiatives[0].teams=Checkout 70%, Growth 30%", "objectives[0]/initiatives[0].category=Reliability",
      "objectives[0]/initiatives[0].status=Stretch", "objectives[0]/initiatives[1].impact=8", "layout=0" } },
  { "objective-headings",
    "## Goals\n\n### O1: One\n**Owner:** Ann\n\n### 2. Two\nOwner: Bo\n\n### Three\n\n| Key Result | Target |\n|---|---|\n| k | 5 |\n\n"
    "### Some remark\n\ntext\n",
    { "objectives=3", "objectives[0].owner=Ann", "objectives[1].title=Two", "objectives[2].title=Three",
      "sections[0].title=Some remark" } },
  { "initiatives-before-key-results",
    "## OKRs\n\n### Objective 1: One\n\n**Initiatives**:\n- a - 5 points\n\n| Key Result | Baseline | Target | Owner |\n"
    "|------------|----------|--------|-------|\n| k | 1 | 2 | Ann |\n\n*Owner: Ann*\n",
    { "objectives[0].owner=Ann", "objectives[0]/key-results=1", "objectives[0]/initiatives=1", "sections=0" } },
  { "unknown-label",
    "## OKRs\n\n### Objective 1: One\n\n**Milestones**:\n- a\n- b\n\n**Initiatives**:\n- c\n",
    { "objectives[0]/initiatives=1", "sections[0].text=**Milestones**:\n- a\n- b" } },
  { "several-tables",
    "## Risks\n\n### Technical\n\n| Risk | Impact |\n|---|---|\n| r | High |\n\n### People\n\n| Risk | Likelihood |\n|---|---|\n| s | Low |\n",
    { "risks=2", "risks[0].impact=High", "risks[1].likelihood=Low", "sections[0].title=Technical" } },
  { "tables-without-headings",
    "## Capacity\n\n| Team | Engineers | Days |\n|---|---|---|\n| A | 2 | 50 |\n\n| Category | % |\n|---|---|\n| F | 100% |\n",
    { "teams[0].days=50", "allocation[0].percent=100" } },
  { "totals",
    "### Available Capacity\n\n| Team | Engineers | Sprint Days | Capacity (points) |\n|---|---|---|---|\n| A | 2 | 50 | 100 |\n"
    "| B | 2 | 50 | 90 |\n| Total | 5 | | 190 |\n\n### Allocation by Category\n\n| Category | % | Points | Rationale |\n|---|---|---|---|\n"
    "| F | 60% | 114 | |\n| G | 40% | 80 | |\n| **Total** | 100% | 190 | |\n",
    { "teams=2", "teams[0].stated-points=", "teams[1].stated-points=90", ".stated-engineers=5", ".stated-capacity=",
      "allocation=2", "allocation[0].stated-points=", "allocation[1].stated-points=80" } },
  { "free-text-everywhere",
    "Before.\n\n# Plan\n\nUnder the title.\n\n> Note\n\nUnder the note.\n\n## Risks\n\nFirst.\n\n| Risk | Impact |\n|---|---|\n| r | High |\n\nLast.\n\n"
    "## Staffing\n\nText.\n\n### Hiring\n\n- a\n\n## Approvals\n\n| Role | Name |\n|---|---|\n| a | b |\n\nEnd.\n",
    { ".title=Plan", ".note=Note", "risks=1", "sections=7", "sections[0].text=Before.",
      "sections[5].title=Staffing", "sections[5].text=Text.\n\n### Hiring\n\n- a", "approvals=1" } },
  { "fences-protect", "## Risks\n\n```\n## Approvals\n| Role | Name |\n|---|---|\n| a | b |\n```\n\n| Risk | Impact |\n|---|---|\n| r | High |\n",
    { "approvals=0", "risks=1", "sections[0].text=```\n## Approvals\n| Role | Name |\n|---|---|\n| a | b |\n```" } },
  { "comments-are-kept", "<!-- a\n\n## Risks\n-->\n\n# Plan\n\n### Lessons Learned\n<!-- b -->\n- one\n",
    { ".title=Plan", "risks=0", "review/lessons=1", "sections=2" } },
  { "duplicate-sections", "## Risks\n\n| Risk | Impact |\n|---|---|\n| r | High |\n\n## Risks\n\n| Risk | Impact |\n|---|---|\n| s | Low |\n",
    { "risks=1", "sections[0].title=Risks" } },
  { "empty-sections", "# Plan\n\n## Metadata\n\n## Risks\n\n## OKRs\n\n### Objective 1: One\n\n**Initiatives**:\n\n## Approvals\n\n| Role | Name | Approved |\n|---|---|---|\n",
    { "risks=0", "objectives=1", "approvals=0", "sections=0" } },
  { "padded-tables",
    "## Risks\n\n| Risk      | Likelihood | Impact | Mitigation |\n| --------- | ---------- | ------ | ---------- |\n"
    "| a         | Low        | High   | m          |\n| b         | Low        | High   |            |\n"
    "| something | Medium     | Low    | n          |\n",
    { "risks=3", "layout=3" } },
  { "bare-tables", "## Risks\n\nRisk | Impact\n--- | ---\na | High\nb | Low\n", { "risks=2", "risks[1].impact=Low" } },
  { "only-text", "Just a few words.\n", { "sections[0].text=Just a few words." } },
  { "nothing", "", { "sections=0", "layout=0" } },
  { "blank-lines", "\n\n  \n", { "sections=0" } },
  { "braces", "# {title} {{x}}\n\n## Risks {q}\n\n| Risk | {} |\n|---|---|\n| {} | {lead} |\n\n### Lessons Learned\n- {lead}\n- {rest\n",
    { ".title={title} {{x}}", "review/lessons[1].text={rest" } },
};

/* What was understood, and what not, by lines. */
static void
test_report (void)
{
  g_autoptr (GBytes) document =
    bytes_of ("# Plan\n\nSome words.\n\n## Risks\n\n| Risk | Impact | Hue |\n|---|---|---|\n| r | High | red |\n\n"
              "## Available Capacity\n\n| Team | Engineers | Capacity |\n|---|---|---|\n| A | many | 5 |\n");
  g_autoptr (GBytes) bytes = without_terminator (document);
  static const struct
  {
    guint       line;
    gboolean    understood;
    const char *words;
  } expected[] = {
    { 3, FALSE, "Some words." }, { 5, TRUE, "Risks" }, { 7, TRUE, "1 row" }, { 7, FALSE, "Hue" }, { 11, TRUE, "Capacity" },
    { 15, FALSE, "many" }, { 13, TRUE, "1 row" }, { 15, TRUE, "5" },
  };
  g_autoptr (QdImportReport) report = NULL;
  g_autoptr (QdPlan) plan = load (bytes, &report);

  g_assert_cmpuint (qd_import_report_get_length (report), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const QdImportNote *note = qd_import_report_get (report, i);

      g_test_message ("%u %s", note->line, note->message);
      g_assert_cmpuint (note->line, ==, expected[i].line);
      g_assert_true (note->understood == expected[i].understood);
      g_assert_nonnull (strstr (note->message, expected[i].words));
    }
}

/* Lines that end in several ways end in one afterwards, and the second trip changes nothing. */
static void
test_mixed_ends (void)
{
  g_autoptr (GBytes) document = bytes_of ("# Plan\n\n### Lessons Learned\r\n- a\n- b\n");
  g_autoptr (GBytes) expected = bytes_of ("# Plan\n\n### Lessons Learned\n- a\n- b\n");
  g_autoptr (GBytes) bytes = without_terminator (document);
  g_autoptr (QdPlan) plan = load (bytes, NULL);
  g_autoptr (GBytes) saved = save (plan);

  assert_same (saved, expected);
}

static void
test_not_text (void)
{
  static const struct
  {
    const char *bytes;
    gsize       length;
    guint       line;
  } bad[] = {
    { "# Plan\n\xff\n", 9, 2 }, { "# Plan\n\nab\0cd", 13, 3 }, { "\xc3", 1, 1 }, { "\x89PNG\r\n\x1a\n", 8, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bad[i].bytes, bad[i].length);
      g_autoptr (GError) error = NULL;

      g_assert_null (qd_markdown_load (bytes, NULL, &error));
      g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
      g_assert_cmpuint (qd_error_get_line (error), ==, bad[i].line);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown/tolerant/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/markdown/report", test_report);
  g_test_add_func ("/markdown/mixed-ends", test_mixed_ends);
  g_test_add_func ("/markdown/not-text", test_not_text);

  return g_test_run ();
}
