#include "qd-audience-plan.h"
#include "qd-error.h"
#include "qd-finding.h"
#include "qd-outline-checks.h"
#include "qd-pages.h"
#include "qd-plan-private.h"
#include "qd-renames.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"

#include <string.h>

/* Who gets what, and that nobody gets more. */

static QdAudience *
audience_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  QdAudience *audience = qd_audience_new (text, NULL, &error);

  g_assert_no_error (error);

  return audience;
}

static QdOutline *
outline_for (QdPlan     *plan,
             const char *text)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = qd_findings_compute (figures);
  g_autoptr (QdAudience) audience = qd_audience_find (plan, text, NULL);

  g_assert_nonnull (audience);

  return qd_outline_new (figures, findings, audience);
}

static char *
text_for (QdPlan     *plan,
          const char *text)
{
  g_autoptr (QdOutline) outline = outline_for (plan, text);

  qd_check_outline (outline, text);

  return qd_outline_all_text (outline);
}

static char *
sections_for (QdPlan     *plan,
              const char *text)
{
  g_autoptr (QdOutline) outline = outline_for (plan, text);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < outline->sections->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            ((const QdOutlineSection *) g_ptr_array_index (outline->sections, i))->id);

  return g_string_free (ids, FALSE);
}

static void
test_presets (void)
{
  guint n;
  const QdAudiencePreset *presets = qd_audience_presets (&n);

  g_assert_cmpuint (n, ==, 5);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QdAudience) audience = audience_of (presets[i].id);

      g_assert_cmpstr (audience->id, ==, presets[i].id);
      g_assert_cmpint (audience->outside, ==, g_str_equal (presets[i].id, "partner"));
    }
}

static void
test_changes (void)
{
  g_autoptr (QdAudience) plain = audience_of ("partner");
  g_autoptr (QdAudience) changed
    = audience_of ("Partner, -timeline +not-doing +team-names -dependencies.to +risks.owner");
  g_autoptr (QdAudience) without = audience_of ("everyone -risks -teams.engineers");
  g_autoptr (QdAudience) nothing_but = audience_of ("-lessons");

  g_assert_true (qd_audience_gets (plain, "timeline"));
  g_assert_false (qd_audience_gets (plain, "not-doing"));
  g_assert_false (qd_audience_gets (plain, "time"));
  g_assert_true (qd_audience_gets_column (plain, QD_LIST_DEPENDENCIES, "to"));
  g_assert_false (qd_audience_gets_column (plain, QD_LIST_DEPENDENCIES, "mitigation"));

  g_assert_false (qd_audience_gets (changed, "timeline"));
  g_assert_true (qd_audience_gets (changed, "not-doing"));
  g_assert_true (changed->team_names);
  g_assert_false (qd_audience_gets_column (changed, QD_LIST_DEPENDENCIES, "to"));
  g_assert_true (qd_audience_gets_column (changed, QD_LIST_RISKS, "owner"));

  g_assert_false (qd_audience_gets (without, "risks"));
  g_assert_true (qd_audience_gets (without, "lessons"));
  g_assert_false (qd_audience_gets_column (without, QD_LIST_TEAMS, "engineers"));
  g_assert_true (qd_audience_gets_column (without, QD_LIST_TEAMS, "days"));
  g_assert_false (qd_audience_gets (nothing_but, "lessons"));
}

static void
test_what_is_not_understood (void)
{
  static const char *const texts[] = {
    "partners-in-crime", "board weather", "partner +weather", "partner -risks.weather", "everyone +", "everyone -.",
    "everyone -weather.risk",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (QdAudience) audience = qd_audience_new (texts[i], NULL, &error);

      g_assert_null (audience);
      g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
    }
}

/* The name of an audience suggests a preset; whoever is not known is outside. */
static void
test_names (void)
{
  static const struct
  {
    const char *name;
    const char *preset;
  } cases[] = {
    { "Board", "board" }, { "Engineering all-hands", "all-hands" }, { "Product team", "product" },
    { "Partner", "partner" }, { "Acme Corp", "partner" }, { "", "partner" }, { "Leadership", "everyone" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdAudience) audience = qd_audience_new (NULL, cases[i].name, NULL);

      g_assert_cmpstr (audience->id, ==, cases[i].preset);
    }
}

static void
test_messages (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  QdRecord *message = qd_list_get (qd_plan_get_list (plan, QD_LIST_COMMUNICATION), 3);
  g_autoptr (QdAudience) guessed = qd_audience_find (plan, "partner", NULL);
  g_autoptr (QdAudience) told = NULL;
  g_autoptr (QdAudience) wrong = NULL;

  g_assert_cmpstr (guessed->id, ==, "partner");
  g_assert_cmpstr (guessed->name, ==, "Partner");

  qd_record_set_text (message, QD_MESSAGE_PRESET, "board -risks");
  told = qd_audience_for_message (message, NULL);
  g_assert_cmpstr (told->id, ==, "board");
  g_assert_cmpstr (told->label, ==, "Partner");
  g_assert_false (qd_audience_gets (told, "risks"));

  qd_record_set_text (message, QD_MESSAGE_PRESET, "chart 3");
  wrong = qd_audience_for_message (message, NULL);
  g_assert_null (wrong);
}

static void
test_partner (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autofree char *text = text_for (plan, "partner");
  g_autofree char *sections = sections_for (plan, "partner");

  g_assert_cmpstr (sections, ==, "objective dependencies timeline");
  qd_check_secrets (text, "the outline");
  g_assert_nonnull (strstr (text, "Deliver Partnership Features"));
  g_assert_nonnull (strstr (text, "Partner dashboard"));
  g_assert_nonnull (strstr (text, "Partner feature parity"));
  g_assert_nonnull (strstr (text, "SSO integration requires IdP setup"));
  g_assert_nonnull (strstr (text, "Team A"));
  g_assert_nonnull (strstr (text, "Feature freeze"));
  g_assert_nonnull (strstr (text, "Feature timeline"));
  g_assert_null (strstr (text, "Risk not set"));
  g_assert_null (strstr (text, "mitigation"));
}

/* What is added on top brings no more than what it says. */
static void
test_partner_with_more (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autofree char *risks = text_for (plan, "partner +risks");
  g_autofree char *capacity = text_for (plan, "partner +capacity +teams.name +teams.capacity +teams.committed");

  g_assert_nonnull (strstr (risks, "4 open risks, 1 of them critical"));
  qd_check_secrets (risks, "the outline with risks");
  g_assert_nonnull (strstr (capacity, "Team E is 24 points over; Team D has 208 points free"));
  g_assert_nonnull (strstr (capacity, "860"));
  g_assert_null (strstr (capacity, "Security"));
  g_assert_null (strstr (capacity, "Checkout"));
  g_assert_null (strstr (capacity, "vulnerab"));
}

static void
test_others (void)
{
  static const struct
  {
    const char *audience;
    const char *told;
    const char *untold;
  } cases[] = {
    { "everyone", "Key engineer departure", "Team A" },
    { "everyone", "No objective serves", "Team A" },
    { "board", "Key engineer departure", "Mobile app v2" },
    { "board", "Security is 24 points over", "Draft specs" },
    { "all-hands", "4 open risks, 1 of them critical", "Key engineer departure" },
    { "all-hands", "Mobile app v2", "scope creep" },
    { "product", "Partnership scope creep", "[Name]" },
    { "everyone -risk-names", "critical risk", "departure" },
    { "everyone -team-names", "Team E is 24 points over", "Checkout" },
    { "everyone -team-names", "Team A + Team C", "Security is" },
    { "everyone -people-names", "Partnership launch", "Product + Eng" },
    { "everyone -risks", "Mobile app v2", "Key engineer departure" },
    { "everyone -dependencies.mitigation", "Partner API specs", "SAML" },
    { "everyone -findings", "Security is 24 points over", "No objective serves" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_test_seed_plan ();
      g_autofree char *text = text_for (plan, cases[i].audience);

      if (strstr (text, cases[i].told) == NULL)
        g_error ("%s is not told “%s”", cases[i].audience, cases[i].told);
      if (strstr (text, cases[i].untold) != NULL)
        g_error ("%s is told “%s”", cases[i].audience, cases[i].untold);
    }
}

static void
test_left_out (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdOutline) everyone = outline_for (plan, "everyone");
  g_autoptr (QdOutline) partner = outline_for (plan, "partner");
  static const char *const lines[] = {
    "Section: Risks", "Objectives: 2 of 3", "Dependencies: 1 of 3", "Columns of Dependencies: Risk, Mitigation",
    "Teams are called Team A, Team B …", "People are not named",
  };

  g_assert_cmpuint (everyone->left_out->len, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_true (g_ptr_array_find_with_equal_func (partner->left_out, lines[i], g_str_equal, NULL));
  /* Nothing is said of what the plan does not have. */
  g_assert_false (g_ptr_array_find_with_equal_func (partner->left_out, "Section: Decisions", g_str_equal, NULL));
}

/* Who gets no section has no record of any page: a list that was forgotten would be in what leaves the house. */
static void
test_lists (void)
{
  g_autoptr (QdAudience) audience = audience_of ("partner");

  g_free (audience->sections);
  audience->sections = g_strdup ("summary");
  for (guint page = 0; page < QD_N_PAGES; page++)
    for (const QdListId *list = qd_page_info ((QdPageId) page)->lists; *list != QD_LIST_ANY; list++)
      {
        g_autoptr (QdPlan) plan = qd_plan_new ();
        g_autoptr (QdFigures) figures = qd_figures_new (plan);
        g_autoptr (QdRecord) record = qd_record_new (qd_list_info (*list)->record_type, NULL);
        g_autoptr (QdAudiencePlan) told = NULL;

        /* Without what they can do, teams stay: it is by their names that others are known to be none. */
        if (*list == QD_LIST_TEAMS)
          continue;
        qd_list_append (qd_plan_get_list (plan, *list), record);
        told = qd_audience_plan_new (figures, NULL, audience);
        if (qd_list_get_length (qd_plan_get_list (qd_figures_get_plan (told->shown), *list)) > 0)
          g_error ("“%s” is not in qd-audience-plan.c", qd_list_info (*list)->id);
      }
}

/* Not even what no section shows is left of what teams can do, or of how the capacity is shared. */
static void
test_plan_of_partner (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdAudience) audience = audience_of ("partner");
  g_autoptr (QdAudiencePlan) partner = qd_audience_plan_new (figures, NULL, audience);
  QdPlan *shown = qd_figures_get_plan (partner->shown);

  g_assert_cmpfloat (qd_figures_totals (partner->all)->capacity, ==, 1352);
  g_assert_cmpfloat (qd_figures_totals (partner->shown)->capacity, ==, 0);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (shown, QD_LIST_ALLOCATION)), ==, 0);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (shown, QD_LIST_RISKS)), ==, 0);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (shown, QD_LIST_TEAMS)), ==, 5);
  g_assert_false (qd_record_is_set (qd_plan_get_root (shown), QD_PLAN_CAPACITY_NOTE));
}

/* The plan itself stays as it was. */
static void
test_plan_is_untouched (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdPlan) before = qd_plan_copy (plan);
  g_autofree char *text = text_for (plan, "partner");

  g_assert_true (qd_plan_equal (plan, before));
}

/* Other names, the same figures. */
static void
test_figures_stay (void)
{
  for (guint seed = 1; seed <= 12; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (QdPlan) plan = seed == 1 ? qd_test_seed_plan () : qd_test_random_plan (rand, seed * 40);
      g_autoptr (QdFigures) figures = qd_figures_new (plan);
      g_autoptr (QdAudience) audience = audience_of ("everyone -team-names -people-names");
      g_autoptr (QdAudiencePlan) renamed = qd_audience_plan_new (figures, NULL, audience);
      const QdTotals *a = qd_figures_totals (figures);
      const QdTotals *b = qd_figures_totals (renamed->all);
      QdList *teams = qd_plan_get_list (plan, QD_LIST_TEAMS);
      QdList *others = qd_plan_get_list (qd_figures_get_plan (renamed->all), QD_LIST_TEAMS);

      g_assert_cmpfloat (a->committed, ==, b->committed);
      g_assert_cmpfloat (a->unassigned, ==, b->unassigned);
      g_assert_cmpfloat (a->over, ==, b->over);
      for (guint i = 0; i < qd_list_get_length (teams); i++)
        g_assert_cmpfloat (qd_figures_team (figures, qd_list_get (teams, i))->committed, ==,
                           qd_figures_team (renamed->all, qd_list_get (others, i))->committed);
    }
}

static void
test_renames (void)
{
  static const struct
  {
    const char *text;
    const char *renamed;
    gboolean    any_case;
  } cases[] = {
    { "Platform Team", "Team B", FALSE },
    { "Checkout + Growth Teams", "Team A + Team C", FALSE },
    { "Platform's platform, Platforms", "Team B's platform, Platforms", FALSE },
    { "platform TEAM", "Team B", TRUE },
    { "Data Platform", "Team D", FALSE },
    { "Data, Platform", "Team E, Team B", FALSE },
    { "Team A and Platform", "Team X and Team B", FALSE },
    { "(#ops)", "(Team F)", FALSE },
    { "ops", "ops", FALSE },
    { "Équipe", "Team G", TRUE },
    { "équipe", "équipe", FALSE },
    { "équipe", "Team G", TRUE },
    { "", "", FALSE },
    { "…", "…", TRUE },
  };
  g_autoptr (QdRenames) renames = qd_renames_new ();

  qd_renames_add (renames, "Checkout", "Team A", TRUE);
  qd_renames_add (renames, "Platform", "Team B", TRUE);
  qd_renames_add (renames, "Growth", "Team C", TRUE);
  qd_renames_add (renames, "Data Platform", "Team D", TRUE);
  qd_renames_add (renames, "Data", "Team E", TRUE);
  qd_renames_add (renames, "#ops", "Team F", TRUE);
  qd_renames_add (renames, "Équipe", "Team G", TRUE);
  qd_renames_add (renames, "Team A", "Team X", TRUE);
  qd_renames_add (renames, "Platform", "never", TRUE);
  qd_renames_add (renames, "!", "never", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *renamed = qd_renames_apply (renames, cases[i].text, cases[i].any_case);

      g_assert_cmpstr (renamed, ==, cases[i].renamed);
    }
}

/* Names of people are those of the roster. */
static void
test_people (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdRecord) person = qd_record_new (QD_RECORD_PERSON, NULL);
  g_autofree char *named = NULL;
  g_autofree char *unnamed = NULL;

  qd_record_set_text (person, QD_PERSON_NAME, "Ada Lovelace");
  qd_record_set_text (person, QD_PERSON_ROLE, "Tech lead");
  qd_list_append (qd_plan_get_list (plan, QD_LIST_PEOPLE), person);
  qd_record_set_text (qd_list_get (qd_plan_get_list (plan, QD_LIST_LESSONS), 0), QD_LESSON_TEXT,
                      "Ada Lovelace was on call too often");
  named = text_for (plan, "everyone");
  unnamed = text_for (plan, "everyone -people-names");
  g_assert_nonnull (strstr (named, "Ada Lovelace"));
  g_assert_null (strstr (unnamed, "Lovelace"));
  g_assert_nonnull (strstr (unnamed, "Tech lead was on call too often"));
}

/* Somebody's own title of a chart is not for those who are not told what it may name. */
static void
test_own_titles (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdRecord) title = qd_record_new (QD_RECORD_CHART_TITLE, NULL);
  g_autofree char *everyone = NULL;
  g_autofree char *partner = NULL;

  qd_record_set_text (title, QD_CHART_TITLE_CHART, "timeline");
  qd_record_set_text (title, QD_CHART_TITLE_TEXT, "SOC2 comes before the demo");
  qd_list_append (qd_plan_get_list (plan, QD_LIST_CHART_TITLES), title);
  everyone = text_for (plan, "everyone");
  partner = text_for (plan, "partner");
  g_assert_nonnull (strstr (everyone, "SOC2 comes before the demo"));
  qd_check_secrets (partner, "an outline with a title of its own");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audience/presets", test_presets);
  g_test_add_func ("/audience/changes", test_changes);
  g_test_add_func ("/audience/not-understood", test_what_is_not_understood);
  g_test_add_func ("/audience/names", test_names);
  g_test_add_func ("/audience/messages", test_messages);
  g_test_add_func ("/audience/partner", test_partner);
  g_test_add_func ("/audience/partner-with-more", test_partner_with_more);
  g_test_add_func ("/audience/others", test_others);
  g_test_add_func ("/audience/left-out", test_left_out);
  g_test_add_func ("/audience/plan-of-partner", test_plan_of_partner);
  g_test_add_func ("/audience/plan-is-untouched", test_plan_is_untouched);
  g_test_add_func ("/audience/figures-stay", test_figures_stay);
  g_test_add_func ("/audience/lists", test_lists);
  g_test_add_func ("/audience/renames", test_renames);
  g_test_add_func ("/audience/people", test_people);
  g_test_add_func ("/audience/own-titles", test_own_titles);

  return g_test_run ();
}
