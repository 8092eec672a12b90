#include "qd-teams.h"

#include <math.h>

#include "qd-number.h"
#include "qd-plan-private.h"

/* What is named is written down as “Checkout=70 Growth=30 others=…”, with a “!” where nothing is assumed. */
typedef struct
{
  const char *text;
  const char *split;
} Case;

static QdPlan *
make_plan (const char *const *names)
{
  QdPlan *plan = qd_plan_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("team-%u", i + 1);
      g_autoptr (QdRecord) team = qd_record_new (QD_RECORD_TEAM, id);

      qd_record_set_text (team, QD_TEAM_NAME, names[i]);
      qd_list_append (qd_plan_get_list (plan, QD_LIST_TEAMS), team);
    }

  return plan;
}

static char *
describe (const QdTeamSplit *split,
          gboolean           ids)
{
  g_autoptr (GString) text = g_string_new (split->everyone ? "everyone" : "");

  for (guint i = 0; i < split->n_shares; i++)
    {
      QdRecord *team = split->shares[i].team;

      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                              ids ? qd_record_get_id (team) : qd_record_get_title (team));
      if (!isnan (split->shares[i].share))
        {
          g_autofree char *share = qd_number_format (split->shares[i].share, 3);

          g_string_append_printf (text, "=%s", share);
        }
    }
  if (split->others > 0)
    g_string_append_printf (text, " others=%g", split->others);
  if (split->exact)
    g_string_append (text, " !");
  if (qd_team_split_names_nobody (split))
    g_string_append (text, "nobody");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
run_cases (const char *const *team_names,
           const Case        *cases,
           gsize              n_cases,
           gboolean           ids)
{
  g_autoptr (QdPlan) plan = make_plan (team_names);
  g_autoptr (QdTeamNames) names = qd_team_names_new (qd_plan_get_list (plan, QD_LIST_TEAMS));

  for (gsize i = 0; i < n_cases; i++)
    {
      g_auto (QdTeamSplit) split = qd_team_names_read (names, cases[i].text);
      g_autofree char *described = describe (&split, ids);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (described, ==, cases[i].split);
    }
}

static void
test_owners (void)
{
  static const char *const names[] = { "Checkout", "Platform", "Growth", "Data", "Security", NULL };
  static const Case cases[] = {
    { "Security", "Security" },
    { "Security Team", "Security" },
    { "security team", "Security" },
    { "**Security**", "Security" },
    { "The Security squad", "Security" },
    { "Checkout + Growth Teams", "Checkout Growth" },
    { "Growth, Checkout", "Growth Checkout" },
    { "Checkout/Growth", "Checkout Growth" },
    { "Checkout & Growth and Data", "Checkout Growth Data" },
    { "Checkout, Checkout", "Checkout" },
    { "All teams", "everyone" },
    { "ALL TEAMS", "everyone" },
    { "All", "everyone" },
    { "Everyone", "everyone" },
    { "Everybody, led by Data", "everyone" },
    { "All hands", "nobody" },
    { "Partner IT", "nobody" },
    { "Databases", "nobody" },
    { "Securityteam", "nobody" },
    { "Insecurity", "nobody" },
    { "", "nobody" },
    { NULL, "nobody" },
    { "—", "nobody" },
    { "VP Eng", "nobody" },
  };

  run_cases (names, cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_japanese (void)
{
  static const char *const names[] = { "決済", "基盤", "グロース", "データ", "データ分析", "QA", NULL };
  static const Case cases[] = {
    { "決済", "決済" },
    { "決済チーム", "決済" },
    { "データチーム", "データ" },
    { "チームデータ", "データ" },
    { "データ分析チーム", "データ分析" },
    { "QAチーム", "QA" },
    { "ＱＡ", "QA" },
    { "決済とグロース", "決済 グロース" },
    { "決済・データ", "決済 データ" },
    { "決済チームとデータチーム", "決済 データ" },
    { "決済70%、グロース30%", "決済=70 グロース=30 !" },
    { "決済７０％、グロース（３０％）", "決済=70 グロース=30 !" },
    { "決済60、基盤40", "決済=60 基盤=40 !" },
    { "全チーム", "everyone" },
    { "すべてのチーム", "everyone" },
    { "全員", "everyone" },
    { "データベース", "nobody" },
    { "パートナー", "nobody" },
  };

  run_cases (names, cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_shares (void)
{
  static const char *const names[] = { "Checkout", "Growth", "Data", "Team 1", "Team 2", NULL };
  static const Case cases[] = {
    { "Checkout 70%, Growth 30%", "Checkout=70 Growth=30 !" },
    { "Checkout (60 %) & Growth (40 %)", "Checkout=60 Growth=40 !" },
    { "Checkout: 60%; Growth: 40%", "Checkout=60 Growth=40 !" },
    { "Checkout - 60% + Growth - 40%", "Checkout=60 Growth=40 !" },
    { "Checkout=60, Growth=40", "Checkout=60 Growth=40 !" },
    { "Checkout 70, Growth 30", "Checkout=70 Growth=30 !" },
    { "70% Checkout, 30% Growth", "Checkout=70 Growth=30 !" },
    { "66.7% Checkout and 33.3% Growth", "Checkout=66.7 Growth=33.3 !" },
    { "33.3% Checkout 33.3% Growth 33.3% Data", "Checkout=33.3 Growth=33.3 Data=33.3 !" },
    { "Checkout 0.7, Growth 0.3", "Checkout=0.7 Growth=0.3 !" },
    { "Checkout 100%", "Checkout=100 !" },
    { "Checkout 50%", "Checkout=50" },
    { "Checkout 50%, Growth 30%", "Checkout=50 Growth=30" },
    { "Checkout 80%, Growth 40%", "Checkout=80 Growth=40" },
    { "Checkout (60 %) & Growth", "Checkout=60 Growth" },
    { "Checkout 70%, Contractors 30%", "Checkout=70 others=30 !" },
    { "Contractors 30%, Checkout 70%", "Checkout=70 others=30 !" },
    { "Checkout 70%, Contractors 20%", "Checkout=70" },
    { "Checkout 2 engineers, Growth", "Checkout Growth" },
    { "Checkout 3rd party, Growth", "Checkout Growth" },
    { "Team 1 + Team 2", "Team 1 Team 2" },
    { "Team 1 60%, Team 2 40%", "Team 1=60 Team 2=40 !" },
    { "2", "nobody" },
    { "Team 1 Checkout", "Team 1 Checkout" },
    { "Checkout 70%, Checkout 30%", "Checkout=100 !" },
    { "Checkout 99.6%, Growth 0.6%", "Checkout=99.6 Growth=0.6 !" },
  };

  run_cases (names, cases, G_N_ELEMENTS (cases), FALSE);
}

/* Longer names before shorter ones; whole names before what a name may be short for. */
static void
test_names (void)
{
  static const char *const names[] = {
    "Platform", "Platform Data", "Data", "Data Science", "R&D", "C++", "Search + Ads", "Team Red", "Blue Team", "Blue",
    "支付", "Front-end", "Équipe Bleue", NULL,
  };
  static const Case cases[] = {
    { "Platform Data", "Platform Data" },
    { "Platform Data Team", "Platform Data" },
    { "Platform + Data", "Platform Data" },
    { "Platform Data Science", "Platform Data" },
    { "Data Science", "Data Science" },
    { "R&D", "R&D" },
    { "R & D + Platform", "R&D Platform" },
    { "C++", "C++" },
    { "C++ and Data", "C++ Data" },
    { "Search + Ads", "Search + Ads" },
    { "Search + Ads + Data", "Search + Ads Data" },
    { "Red", "Team Red" },
    { "Red + Blue", "Team Red Blue" },
    { "Blue Team", "Blue Team" },
    { "支付", "支付" },
    { "支付、Data", "支付 Data" },
    { "Front-end", "Front-end" },
    { "équipe bleue", "Équipe Bleue" },
  };
  static const char *const ambiguous[] = { "Platform Data", "Platform", "Data", NULL };
  static const Case ids[] = { { "Platform, Data", "team-2 team-3" }, { "Platform Data", "team-1" } };

  run_cases (names, cases, G_N_ELEMENTS (cases), FALSE);
  run_cases (ambiguous, ids, G_N_ELEMENTS (ids), TRUE);
}

static void
test_odd_names (void)
{
  static const char *const names[] = { "Data", "Data", "", "All teams", "  ", "Team", NULL };
  static const Case cases[] = {
    { "Data", "team-1" },
    { "All teams", "team-4" },
    { "Everyone", "everyone" },
    { "Team", "team-6" },
    { "", "nobody" },
  };
  static const char *const nobody[] = { NULL };
  static const Case none[] = { { "Data", "nobody" }, { "All teams", "everyone" } };

  run_cases (names, cases, G_N_ELEMENTS (cases), TRUE);
  run_cases (nobody, none, G_N_ELEMENTS (none), TRUE);
}

/* Names and texts of any length take time in proportion to the text. */
static void
test_long (void)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const char *names[] = { NULL, "word", NULL };
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (QdTeamNames) index = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (QdTeamSplit) whole = { 0 };
  g_auto (QdTeamSplit) long_text = { 0 };

  for (guint i = 0; i < 100; i++)
    g_string_append (name, "name ");
  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "word ");

  names[0] = name->str;
  plan = make_plan (names);
  index = qd_team_names_new (qd_plan_get_list (plan, QD_LIST_TEAMS));
  whole = qd_team_names_read (index, name->str);
  long_text = qd_team_names_read (index, text->str);

  g_assert_cmpuint (whole.n_shares, ==, 1);
  g_assert_cmpstr (qd_record_get_id (whole.shares[0].team), ==, "team-1");
  g_assert_cmpuint (long_text.n_shares, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/teams/owners", test_owners);
  g_test_add_func ("/teams/japanese", test_japanese);
  g_test_add_func ("/teams/shares", test_shares);
  g_test_add_func ("/teams/names", test_names);
  g_test_add_func ("/teams/odd-names", test_odd_names);
  g_test_add_func ("/teams/long", test_long);

  return g_test_run ();
}
