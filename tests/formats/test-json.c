#include "qd-json.h"

#include <string.h>

#include "qd-id.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"

/* What was saved loads as the same plan, and that saves as the same bytes. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, i);
      g_autoptr (GBytes) bytes = qd_json_save (plan);
      g_autoptr (GError) error = NULL;
      gboolean newer = TRUE;
      g_autoptr (QdPlan) loaded = qd_json_load (bytes, &newer, &error);
      g_autoptr (GBytes) again = NULL;

      g_assert_no_error (error);
      g_assert_false (newer);
      again = qd_json_save (loaded);
      g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again),
                       g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_true (qd_plan_equal (plan, loaded));
    }
}

#define HEAD "{\"format\": \"quarterdeck-plan\", \"version\": 1"

static QdPlan *
load (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  QdPlan *plan = qd_json_load (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);

  return plan;
}

static char *
save (QdPlan *plan)
{
  g_autoptr (GBytes) bytes = qd_json_save (plan);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static QdRecord *
add (QdPlan     *plan,
     QdListId    list,
     const char *id)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, id);

  qd_list_append (qd_plan_get_list (plan, list), record);

  return record;
}

/* The form of the file, to the byte. */
static void
test_form (void)
{
  static const char expected[] =
    "{\n"
    "  \"format\": \"quarterdeck-plan\",\n"
    "  \"version\": 1,\n"
    "  \"title\": \"A \\\"plan\\\" — ünïcode\",\n"
    "  \"note\": \"two\\nlines\\t\\\\ \\u0007\",\n"
    "  \"score-target\": 0.8,\n"
    "  \"review\": {\n"
    "    \"stated-score\": 0.59\n"
    "  },\n"
    "  \"teams\": [\n"
    "    {\n"
    "      \"id\": \"platform\",\n"
    "      \"name\": \"Platform\",\n"
    "      \"engineers\": 6,\n"
    "      \"days\": \"about 52\"\n"
    "    },\n"
    "    {\n"
    "      \"id\": \"data\"\n"
    "    }\n"
    "  ],\n"
    "  \"objectives\": [\n"
    "    {\n"
    "      \"id\": \"o1\",\n"
    "      \"supports\": [\"p1\", \"p2\"],\n"
    "      \"key-results\": [\n"
    "        {\n"
    "          \"id\": \"k1\",\n"
    "          \"target\": \"25% → 20%\"\n"
    "        }\n"
    "      ],\n"
    "      \"x\": {\n"
    "        \"a\": [\n"
    "          1.50,\n"
    "          {},\n"
    "          []\n"
    "        ]\n"
    "      }\n"
    "    }\n"
    "  ],\n"
    "  \"actions\": [\n"
    "    {\n"
    "      \"id\": \"a1\",\n"
    "      \"done\": true\n"
    "    },\n"
    "    {\n"
    "      \"id\": \"a2\",\n"
    "      \"done\": \"half\"\n"
    "    }\n"
    "  ]\n"
    "}\n";
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *team = add (plan, QD_LIST_TEAMS, "platform");
  QdRecord *objective = add (plan, QD_LIST_OBJECTIVES, "o1");
  g_autoptr (QdRecord) key_result = qd_record_new (QD_RECORD_KEY_RESULT, "k1");
  g_autofree char *saved = NULL;
  g_autoptr (QdPlan) loaded = NULL;

  qd_record_set_text (root, QD_PLAN_TITLE, "A \"plan\" — ünïcode");
  qd_record_set_text (root, QD_PLAN_NOTE, "two\nlines\t\\ \a");
  qd_record_set_number (root, QD_PLAN_SCORE_TARGET, 0.8);
  qd_record_set_text (root, QD_PLAN_STATE, "draft"); /* the default */
  qd_record_set_number (qd_plan_get_single (plan, QD_LIST_REVIEW), QD_REVIEW_STATED_SCORE, 0.59);
  qd_record_set_text (team, QD_TEAM_NAME, "Platform");
  qd_record_set_number (team, QD_TEAM_ENGINEERS, 6);
  qd_record_set_text (team, QD_TEAM_DAYS, "about 52");
  add (plan, QD_LIST_TEAMS, "data");
  qd_record_set_text (objective, QD_OBJECTIVE_SUPPORTS, "p1 p2");
  qd_record_set_text (key_result, QD_KEY_RESULT_TARGET, "25% → 20%");
  qd_list_append (qd_record_get_list (objective, QD_LIST_KEY_RESULTS), key_result);
  qd_record_set_extra (objective, "{\"x\":{\"a\":[1.50,{},[]]}}");
  qd_record_set_text (add (plan, QD_LIST_ACTIONS, "a1"), QD_ACTION_DONE, "yes");
  qd_record_set_text (add (plan, QD_LIST_ACTIONS, "a2"), QD_ACTION_DONE, "half");

  saved = save (plan);
  g_assert_cmpstr (saved, ==, expected);
  loaded = load (expected);
  g_assert_true (qd_plan_equal (plan, loaded));
}

static void
test_empty (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autofree char *saved = save (plan);

  g_assert_cmpstr (saved, ==, "{\n  \"format\": \"quarterdeck-plan\",\n  \"version\": 1\n}\n");
}

/* The shortest digits that read back the same, and never in the manner of a locale. */
static void
test_numbers (void)
{
  static const struct
  {
    double      number;
    const char *text;
  } cases[] = {
    { 1, "1" }, { -1, "-1" }, { 0.1, "0.1" }, { 0.8, "0.8" }, { -0.05, "-0.05" }, { 0.125, "0.125" }, { 12.5, "12.5" },
    { 0.1 + 0.2, "0.30000000000000004" }, { 1.0 / 3, "0.3333333333333333" }, { 0.0625, "0.0625" },
    { 1e-7, "0.0000001" },
    { 1352, "1352" }, { 999999999.999, "999999999.999" }, { 123456789012345, "123456789012345" }, { 100.01, "100.01" },
    { 999999999999999, "999999999999999" }, { 0.005, "0.005" }, { 276.92307692307691, "276.9230769230769" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autofree char *expected = g_strdup_printf ("\n  \"score-target\": %s\n", cases[i].text);
      g_autofree char *saved = NULL;
      g_autoptr (QdPlan) loaded = NULL;

      qd_record_set_number (qd_plan_get_root (plan), QD_PLAN_SCORE_TARGET, cases[i].number);
      saved = save (plan);
      if (strstr (saved, expected) == NULL)
        g_error ("%s is not in %s", expected, saved);
      loaded = load (saved);
      g_assert_cmpfloat (qd_record_get_number (qd_plan_get_root (loaded), QD_PLAN_SCORE_TARGET), ==, cases[i].number);
    }
}

/* How what stands in the file is read: the text of a field afterwards, in English. */
static void
test_reading (void)
{
  static const struct
  {
    QdListId    list;
    guint       field;
    const char *json;
    const char *text;  /* NULL: unset */
  } cases[] = {
    { QD_LIST_TEAMS, QD_TEAM_ENGINEERS, "8", "8" },
    { QD_LIST_TEAMS, QD_TEAM_ENGINEERS, "8.50e0", "8.5" },
    { QD_LIST_TEAMS, QD_TEAM_ENGINEERS, "-0", "0" },
    { QD_LIST_TEAMS, QD_TEAM_ENGINEERS, "\"8\"", "8" },
    { QD_LIST_TEAMS, QD_TEAM_ENGINEERS, "\"1,352\"", "1,352" },
    { QD_LIST_TEAMS, QD_TEAM_ENGINEERS, "\"eight\"", "eight" },
    { QD_LIST_TEAMS, QD_TEAM_ENGINEERS, "\"\"", NULL },
    { QD_LIST_TEAMS, QD_TEAM_ENGINEERS, "null", NULL },
    { QD_LIST_TEAMS, QD_TEAM_RESERVE, "0", NULL },
    { QD_LIST_TEAMS, QD_TEAM_NAME, "null", NULL },
    { QD_LIST_TEAMS, QD_TEAM_NAME, "\"\"", NULL },
    { QD_LIST_TEAMS, QD_TEAM_NAME, "\" a \"", " a " },
    { QD_LIST_TEAMS, QD_TEAM_NAME, "7", "7" },
    { QD_LIST_TEAMS, QD_TEAM_NAME, "1.50", "1.50" },
    { QD_LIST_TEAMS, QD_TEAM_NAME, "12345678901234567890", "12345678901234567890" },
    { QD_LIST_TEAMS, QD_TEAM_NAME, "\"\\u00fc\\ud83d\\ude80\\/\\b\\f\\n\\r\\t\\\"\\\\\"", "ü🚀/\b\f\n\r\t\"\\" },
    { QD_LIST_RISKS, QD_RISK_LIKELIHOOD, "\"high\"", "High" },
    { QD_LIST_RISKS, QD_RISK_LIKELIHOOD, "\"High\"", "High" },
    { QD_LIST_RISKS, QD_RISK_LIKELIHOOD, "\"likely\"", "likely" },
    { QD_LIST_RISKS, QD_RISK_STATUS, "\"open\"", NULL },
    { QD_LIST_ACTIONS, QD_ACTION_DONE, "true", "Yes" },
    { QD_LIST_ACTIONS, QD_ACTION_DONE, "false", "No" },
    { QD_LIST_ACTIONS, QD_ACTION_DONE, "\"yes\"", "Yes" },
    { QD_LIST_ACTIONS, QD_ACTION_DONE, "\"half\"", "half" },
    { QD_LIST_OBJECTIVES, QD_OBJECTIVE_SUPPORTS, "[\"a\", \"b\"]", "a b" },
    { QD_LIST_OBJECTIVES, QD_OBJECTIVE_SUPPORTS, "[]", NULL },
    { QD_LIST_OBJECTIVES, QD_OBJECTIVE_SUPPORTS, "\"a\"", "a" },
    { QD_LIST_OBJECTIVES, QD_OBJECTIVE_SUPPORTS, "null", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const QdListInfo *list = qd_list_info (cases[i].list);
      const char *key = qd_record_info (list->record_type)->fields[cases[i].field].key;
      g_autofree char *text = g_strdup_printf (HEAD ", \"%s\": [ { \"id\": \"r\", \"%s\" : %s } ] }", list->key, key,
                                               cases[i].json);
      g_autoptr (QdPlan) plan = load (text);
      QdRecord *record = qd_plan_find (plan, "r");
      g_autofree char *found = qd_record_format (record, cases[i].field);

      g_assert_cmpstr (found, ==, cases[i].text != NULL ? cases[i].text : "");
      g_assert_true (qd_record_is_set (record, cases[i].field) == (cases[i].text != NULL));
    }
}

/* A byte order mark, blanks of all kinds, members in any order, lists that are null. */
static void
test_tolerant (void)
{
  g_autoptr (QdPlan) plan =
    load ("\xef\xbb\xbf\r\n{\t\"teams\" :null,\r\n\"review\":null , \"risks\":[ ],\"title\":\"T\",\"version\":1.0,\r\n"
          "\"format\":\"quarterdeck-plan\"}\r\n \t");
  g_autofree char *saved = save (plan);

  g_assert_cmpstr (saved, ==,
                   "{\n  \"format\": \"quarterdeck-plan\",\n  \"version\": 1,\n  \"title\": \"T\"\n}\n");
}

/* Whatever a text holds comes back: each character but NUL, alone and between others. */
static void
test_characters (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *saved = NULL;
  g_autoptr (QdPlan) loaded = NULL;

  for (gunichar c = 1; c < 0x11000; c++)
    if (g_unichar_validate (c))
      g_string_append_unichar (all, c);
  qd_record_set_text (qd_plan_get_root (plan), QD_PLAN_NOTE, all->str);

  saved = save (plan);
  g_assert_nonnull (strstr (saved, "\\u0001"));
  g_assert_null (strchr (saved, '\r'));
  loaded = load (saved);
  g_assert_true (qd_plan_equal (plan, loaded));
}

/* What we do not know is written back as it was, in its order, wherever it stood. */
static void
test_unknown (void)
{
  static const char text[] =
    HEAD ", \"zeta\": [1.50, 12345678901234567890, -0, 1E2, \"\\u00e4 {, }\", null, true],\n"
    "\"alpha\": {\"b\": {}, \"a\": []},\n"
    "\"id\": \"root\", \"review\": {\"id\": \"r\", \"lessons\": [{\"id\": \"l\", \"mood\": \"good\"}]},\n"
    "\"meeting\": {\"agenda\": [], \"k\\u0065y \\\"\": 1}}";
  static const char expected[] =
    "{\n"
    "  \"format\": \"quarterdeck-plan\",\n"
    "  \"version\": 1,\n"
    "  \"review\": {\n"
    "    \"lessons\": [\n"
    "      {\n"
    "        \"id\": \"l\",\n"
    "        \"mood\": \"good\"\n"
    "      }\n"
    "    ],\n"
    "    \"id\": \"r\"\n"
    "  },\n"
    "  \"meeting\": {\n"
    "    \"key \\\"\": 1\n"
    "  },\n"
    "  \"zeta\": [\n"
    "    1.50,\n"
    "    12345678901234567890,\n"
    "    -0,\n"
    "    1E2,\n"
    "    \"\\u00e4 {, }\",\n"
    "    null,\n"
    "    true\n"
    "  ],\n"
    "  \"alpha\": {\n"
    "    \"b\": {},\n"
    "    \"a\": []\n"
    "  },\n"
    "  \"id\": \"root\"\n"
    "}\n";
  g_autoptr (QdPlan) plan = load (text);
  g_autoptr (QdPlan) again = NULL;
  g_autofree char *saved = save (plan);

  g_assert_cmpstr (saved, ==, expected);
  again = load (saved);
  g_assert_true (qd_plan_equal (plan, again));
}

/* A newer version's file loads as far as we know it; members in a form that we do not know are kept too. */
static void
test_newer (void)
{
  static const char text[] =
    "{\"format\": \"quarterdeck-plan\", \"version\": 2, \"title\": {\"en\": \"T\"}, \"teams\": {\"a\": 1},\n"
    "\"risks\": [{\"id\": \"r\", \"risk\": \"Late\", \"impact\": [1]}, {}], \"actions\": [{}, 1], \"review\": 7}";
  static const char *const kept[] = {
    "\"title\": {\n    \"en\": \"T\"\n  }", "\"teams\": {\n    \"a\": 1\n  }", "\"impact\": [\n        1\n      ]",
    "\"actions\": [\n    {},\n    1\n  ]", "\"review\": 7",
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  gboolean newer = FALSE;
  g_autoptr (QdPlan) plan = qd_json_load (bytes, &newer, &error);
  g_autofree char *saved = NULL;

  g_assert_no_error (error);
  g_assert_true (newer);
  g_assert_cmpstr (qd_record_get_title (qd_plan_find (plan, "r")), ==, "Late");
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_RISKS)), ==, 2);
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_ACTIONS)), ==, 0);
  saved = save (plan);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_nonnull (strstr (saved, kept[i]));
}

/* Records without an id get the same one each time, a different one each, and never one that stands in the file. */
static void
test_nameless (void)
{
  static const char *const titles[] = { "Late", "Late", "**late**", "", "", "Other" };
  g_autoptr (GString) text = g_string_new (HEAD ", \"risks\": [");
  g_autofree char *taken = qd_id_derive ("risk", "risks", "Late", 1);
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (QdPlan) again = NULL;
  g_autofree char *first = qd_id_derive ("risk", "risks", "Late", 0);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_string_append_printf (text, "%s{\"risk\": \"%s\"}", i > 0 ? ", " : "", titles[i]);
  g_string_append_printf (text, ", {\"id\": \"%s\"}, {\"id\": null}], \"actions\": [{\"action\": \"Late\"}]}", taken);

  plan = load (text->str);
  again = load (text->str);
  g_assert_true (qd_plan_equal (plan, again));
  g_assert_cmpuint (qd_plan_get_n_records (plan), ==, 4 + 9);
  g_assert_cmpstr (qd_record_get_id (qd_list_get (qd_plan_get_list (plan, QD_LIST_RISKS), 0)), ==, first);
}

/* One record on its own, in one line, with its type. */
static void
test_record (void)
{
  g_autoptr (QdRecord) objective = qd_record_new (QD_RECORD_OBJECTIVE, "o");
  g_autoptr (QdRecord) key_result = qd_record_new (QD_RECORD_KEY_RESULT, "k");
  g_autofree char *json = NULL;

  qd_record_set_text (objective, QD_OBJECTIVE_TITLE, "Two\nlines, \"quoted\"");
  qd_record_set_number (key_result, QD_KEY_RESULT_WEIGHT, 0.5);
  qd_list_append (qd_record_get_list (objective, QD_LIST_KEY_RESULTS), key_result);
  qd_record_set_extra (objective, "{\"x\":{\"y\":[\"\\\"\",2]}}");

  json = qd_json_from_record (objective);
  g_assert_cmpstr (json, ==,
                   "{\"type\":\"objective\",\"id\":\"o\",\"title\":\"Two\\nlines, \\\"quoted\\\"\","
                   "\"key-results\":[{\"id\":\"k\",\"weight\":0.5}],\"x\":{\"y\":[\"\\\"\",2]}}");
}

/* The form of a change in a journal. */
static void
test_change_form (void)
{
  static const char expected[] =
    "{\"title\":\"Edit \\\"it\\\"\",\"ops\":["
    "{\"op\":\"set\",\"id\":\"r\",\"type\":\"risk\",\"field\":\"likelihood\",\"value\":\"high\"},"
    "{\"op\":\"set\",\"id\":\"r\",\"type\":\"risk\",\"field\":\"impact\",\"value\":null},"
    "{\"op\":\"insert\",\"id\":\"s\",\"owner\":\"plan\",\"list\":\"risks\",\"index\":4294967295,"
    "\"record\":{\"id\":\"s\"}},"
    "{\"op\":\"remove\",\"id\":\"t\"},"
    "{\"op\":\"move\",\"id\":\"u\",\"owner\":\"review\",\"list\":\"review-objectives\",\"index\":0}]}";
  g_autoptr (QdChange) change = qd_change_new ("Edit \"it\"");
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_RISK, "s");
  const QdRecordInfo *risk = qd_record_info (QD_RECORD_RISK);
  g_auto (QdValue) high = qd_value_text ("high");
  QdValue unset = QD_VALUE_INIT;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  g_autoptr (QdChange) read = NULL;

  qd_change_set (change, "r", &risk->fields[QD_RISK_LIKELIHOOD], &high);
  qd_change_set (change, "r", &risk->fields[QD_RISK_IMPACT], &unset);
  qd_change_insert (change, "plan", QD_LIST_RISKS, G_MAXUINT, record);
  qd_change_remove (change, "t");
  qd_change_move (change, "u", "review", QD_LIST_REVIEW_OBJECTIVES, 0);

  json = qd_json_from_change (change);
  g_assert_cmpstr (json, ==, expected);
  read = qd_json_to_change (json, NULL);
  g_assert_nonnull (read);
  g_assert_cmpstr (qd_change_get_title (read), ==, "Edit \"it\"");
  again = qd_json_from_change (read);
  g_assert_cmpstr (again, ==, expected);
}

/* Members of a change in any order; numbers that are text and members we do not know stay as they were written. */
static void
test_change_places (void)
{
  static const char text[] =
    "{ \"ops\" : [ {\"value\":1.50,\"op\":\"set\",\"id\":\"r\",\"field\":\"risk\",\"type\":\"risk\"},\n"
    "{\"z\":[], \"record\": {\"x\":[1E2 , 0],\"risk\":-0,\"id\":\"s\"},\"op\":\"insert\",\"id\":\"s\","
    "\"owner\":\"plan\",\"list\":\"risks\",\"index\":0} ],\"title\":\"t\"}";
  static const char expected[] =
    "{\"title\":\"t\",\"ops\":["
    "{\"op\":\"set\",\"id\":\"r\",\"type\":\"risk\",\"field\":\"risk\",\"value\":\"1.50\"},"
    "{\"op\":\"insert\",\"id\":\"s\",\"owner\":\"plan\",\"list\":\"risks\",\"index\":0,"
    "\"record\":{\"id\":\"s\",\"risk\":\"-0\",\"x\":[1E2,0]}}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (QdChange) change = qd_json_to_change (text, &error);
  g_autofree char *json = NULL;

  g_assert_no_error (error);
  json = qd_json_from_change (change);
  g_assert_cmpstr (json, ==, expected);
}

/* A change does the same after a trip through JSON, and writes the same line again. */
static void
test_change (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (43);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 40);
      g_autoptr (QdPlan) copy = qd_plan_copy (plan);
      g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
      g_autofree char *json = qd_json_from_change (change);
      g_autofree char *again = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (QdChange) read = qd_json_to_change (json, &error);
      g_autoptr (QdChange) undo = NULL;
      g_autoptr (QdChange) undo_read = NULL;

      g_assert_no_error (error);
      again = qd_json_from_change (read);
      g_assert_cmpstr (again, ==, json);
      g_assert_null (strchr (json, '\n'));

      undo = qd_plan_apply (plan, change, &error);
      g_assert_no_error (error);
      undo_read = qd_plan_apply (copy, read, &error);
      g_assert_no_error (error);
      g_assert_true (qd_plan_equal (plan, copy));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formats/json/round-trip", test_round_trip);
  g_test_add_func ("/formats/json/form", test_form);
  g_test_add_func ("/formats/json/empty", test_empty);
  g_test_add_func ("/formats/json/numbers", test_numbers);
  g_test_add_func ("/formats/json/reading", test_reading);
  g_test_add_func ("/formats/json/tolerant", test_tolerant);
  g_test_add_func ("/formats/json/characters", test_characters);
  g_test_add_func ("/formats/json/unknown", test_unknown);
  g_test_add_func ("/formats/json/newer", test_newer);
  g_test_add_func ("/formats/json/nameless", test_nameless);
  g_test_add_func ("/formats/json/record", test_record);
  g_test_add_func ("/formats/json/change-form", test_change_form);
  g_test_add_func ("/formats/json/change-places", test_change_places);
  g_test_add_func ("/formats/json/change", test_change);

  return g_test_run ();
}
