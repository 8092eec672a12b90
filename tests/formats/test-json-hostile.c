#include "qd-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "qd-error.h"
#include "qd-test-plan.h"

#define HEAD "{\"format\":\"quarterdeck-plan\",\"version\":1"

typedef struct
{
  const char *text;
  gsize       length;
  guint       line;   /* 0: the error is about no place */
  guint       column;
  const char *says;   /* a part of the message */
} Case;

#define CASE(text, line, column, says) { text, sizeof (text) - 1, line, column, says }

/* What is no JSON. */
static const Case malformed[] = {
  CASE ("", 1, 1, "nothing in this file"),
  CASE (" \r\n\t", 2, 2, "nothing in this file"),
  CASE ("\xef\xbb\xbf", 1, 1, "nothing in this file"),
  CASE ("\xef\xbb\xbf\xef\xbb\xbf{}", 1, 1, "value is missing"),
  CASE ("\0", 1, 1, "NUL"),
  CASE ("{\"a\0\":1}", 1, 4, "NUL"),
  CASE ("\x89PNG\r\n\x1a\n", 1, 1, "not UTF-8"),
  CASE ("nul", 1, 1, "value is missing"),
  CASE ("True", 1, 1, "value is missing"),
  CASE ("truefalse", 1, 5, "follows after the end"),
  CASE ("NaN", 1, 1, "value is missing"),
  CASE ("{} {}", 1, 4, "follows after the end"),
  CASE ("{}]", 1, 3, "follows after the end"),
  CASE ("{}\n\n/* end */", 3, 1, "comments"),
  CASE ("// plan\n{}", 1, 1, "comments"),
  CASE ("{\n  # note\n}", 2, 3, "comments"),
  CASE ("{", 1, 2, "“}” is missing"),
  CASE ("[", 1, 2, "“]” is missing"),
  CASE ("[1", 1, 3, "“]” is missing"),
  CASE ("[1,", 1, 4, "“]” is missing"),
  CASE ("{\"a\"", 1, 5, "“}” is missing"),
  CASE ("{\"a\":", 1, 6, "“}” is missing"),
  CASE ("{\"a\":1,", 1, 8, "“}” is missing"),
  CASE ("{\"a\":1,}", 1, 8, "comma too many"),
  CASE ("[1,]", 1, 4, "comma too many"),
  CASE ("[,]", 1, 2, "value is missing"),
  CASE ("{,}", 1, 2, "key between double quotes"),
  CASE ("{a:1}", 1, 2, "key between double quotes"),
  CASE ("{1:1}", 1, 2, "key between double quotes"),
  CASE ("{'a':1}", 1, 2, "double quotes"),
  CASE ("['a']", 1, 2, "double quotes"),
  CASE ("{\"a\" 1}", 1, 6, "colon"),
  CASE ("{\"a\":}", 1, 6, "value is missing"),
  CASE ("{\"a\":]", 1, 6, "value is missing"),
  CASE ("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "A comma is missing"),
  CASE ("[1 2]", 1, 4, "A comma is missing"),
  CASE ("[1}", 1, 3, "comma or “]”"),
  CASE ("{\"a\":1]", 1, 7, "comma or “}”"),
  CASE ("{\"a\":1,\"b\":2,\"a\":3}", 1, 14, "key “a” stands twice"),
  CASE ("{\"a\":1,\"\\u0061\":3}", 1, 8, "key “a” stands twice"),
  CASE ("{\"\":1,\"\":3}", 1, 7, "key “” stands twice"),
  CASE ("[{\"a\":{\"a\":[{\"a\":1}]},\n\"a\":1}]", 2, 1, "key “a” stands twice"),
  CASE ("[\"abc", 1, 2, "does not end"),
  CASE ("[\"abc]\n", 1, 7, "line break"),
  CASE ("[\"a\tb\"]", 1, 4, "control character"),
  CASE ("[\"ü\n\"]", 1, 4, "line break"),
  CASE ("[\"\\x\"]", 1, 3, "escape"),
  CASE ("[\"\\u12g4\"]", 1, 3, "hexadecimal"),
  CASE ("[\"\\u00", 1, 3, "hexadecimal"),
  CASE ("[\"\\", 1, 4, "“]” is missing"),
  CASE ("[\"\\u0000\"]", 1, 3, "NUL"),
  CASE ("[\"\\ud800\"]", 1, 3, "half of a character"),
  CASE ("[\"\\udc00\"]", 1, 3, "half of a character"),
  CASE ("[\"\\ud800\\u0041\"]", 1, 3, "half of a character"),
  CASE ("[\"\\ud800\\ud800\"]", 1, 3, "half of a character"),
  CASE ("[\"\xc3\"]", 1, 3, "not UTF-8"),
  CASE ("[\"\xc0\x80\"]", 1, 3, "not UTF-8"),
  CASE ("[\"\xed\xa0\x80\"]", 1, 3, "not UTF-8"),
  CASE ("[\"\xf5\x80\x80\x80\"]", 1, 3, "not UTF-8"),
  CASE ("[\"\xe2\x82", 1, 3, "not UTF-8"),
  CASE ("[\xff]", 1, 2, "not UTF-8"),
  CASE ("[01]", 1, 2, "start with a zero"),
  CASE ("[-01]", 1, 2, "start with a zero"),
  CASE ("[-]", 1, 2, "no number"),
  CASE ("[+1]", 1, 2, "value is missing"),
  CASE ("[.5]", 1, 2, "value is missing"),
  CASE ("[1.]", 1, 2, "follow the point"),
  CASE ("[1e]", 1, 2, "follow the exponent"),
  CASE ("[1e+]", 1, 2, "follow the exponent"),
  CASE ("[0x10]", 1, 3, "comma or “]”"),
  CASE ("[1e999]", 1, 2, "too large"),
  CASE ("[-1e999]", 1, 2, "too large"),
  CASE ("[Infinity]", 1, 2, "value is missing"),
  CASE ("1e", 1, 1, "follow the exponent"),
};

/* What is JSON, and no plan. */
static const Case misfits[] = {
  CASE ("[]", 0, 0, "no Quarterdeck plan"),
  CASE ("\"quarterdeck-plan\"", 0, 0, "no Quarterdeck plan"),
  CASE ("null", 0, 0, "no Quarterdeck plan"),
  CASE ("1", 0, 0, "no Quarterdeck plan"),
  CASE ("{}", 0, 0, "no Quarterdeck plan"),
  CASE ("{\"format\":\"other\",\"version\":1}", 0, 0, "no Quarterdeck plan"),
  CASE ("{\"format\":1,\"version\":1}", 0, 0, "no Quarterdeck plan"),
  CASE ("{\"format\":\"quarterdeck-plan\"}", 0, 0, "“version”"),
  CASE ("{\"format\":\"quarterdeck-plan\",\"version\":\"1\"}", 0, 0, "“version”"),
  CASE ("{\"format\":\"quarterdeck-plan\",\"version\":0}", 0, 0, "“version”"),
  CASE ("{\"format\":\"quarterdeck-plan\",\"version\":-1}", 0, 0, "“version”"),
  CASE ("{\"format\":\"quarterdeck-plan\",\"version\":1.5}", 0, 0, "“version”"),
  CASE ("{\"format\":\"quarterdeck-plan\",\"version\":-18446744073709551617}", 0, 0, "“version”"),
  CASE (HEAD ",\n\"title\":{}}", 2, 9, "“title” takes text"),
  CASE (HEAD ",\n\"title\":[\"a\"]}", 2, 9, "“title” takes text"),
  CASE (HEAD ",\n\"title\":true}", 2, 9, "“title” takes text"),
  CASE (HEAD ",\n\"score-target\":{}}", 2, 16, "“score-target” takes a number"),
  CASE (HEAD ",\n\"score-target\":false}", 2, 16, "“score-target” takes a number"),
  CASE (HEAD ",\n\"score-target\":1e15}", 2, 16, "“score-target” is too large"),
  CASE (HEAD ",\n\"score-target\":-12345678901234567890}", 2, 16, "“score-target” is too large"),
  CASE (HEAD ",\n\"score-target\":18446744073709551617}", 2, 16, "“score-target” is too large"),
  CASE (HEAD ",\n\"x\":[{\"]\" : \"}\\\"\"} , [ ]],\"teams\":[{},{\"y\":1,\"engineers\":\n [{}] }]}", 3, 2,
        "“engineers” takes a number"),
  CASE (HEAD ",\n\"teams\":{}}", 2, 9, "“teams” takes a list of objects"),
  CASE (HEAD ",\n\"teams\":\"Platform\"}", 2, 9, "“teams” takes a list of objects"),
  CASE (HEAD ",\n\"teams\":[\n{},\n7]}", 4, 1, "“teams” takes a list of objects"),
  CASE (HEAD ",\n\"teams\":[\n{\"engineers\":\n  [8]}]}", 4, 3, "“engineers” takes a number"),
  CASE (HEAD ",\n\"review\":[]}", 2, 10, "“review” takes an object"),
  CASE (HEAD ",\"actions\":[{\"done\":1}]}", 1, 61, "“done” takes true or false"),
  CASE (HEAD ",\n\"objectives\":[{\"supports\":1}]}", 2, 27, "“supports” takes a list of ids"),
  CASE (HEAD ",\n\"objectives\":[{\"supports\":[1]}]}", 2, 27, "“supports” takes a list of ids"),
  CASE (HEAD ",\n\"risks\":[{\"id\":1}]}", 2, 16, "“id” takes up to 64"),
  CASE (HEAD ",\n\"risks\":[{\"id\":\"\"}]}", 2, 16, "“id” takes up to 64"),
  CASE (HEAD ",\n\"risks\":[{\"id\":\"a b\"}]}", 2, 16, "“id” takes up to 64"),
  CASE (HEAD ",\n\"risks\":[{\"id\":\"r\"},{\"id\":\"r\"}]}", 2, 27, "“id” “r” already"),
  CASE (HEAD ",\n\"risks\":[{\"id\":\"r\"}],\"actions\":[{\"id\":\"r\"}]}", 2, 39, "“id” “r” already"),
  CASE (HEAD ",\n\"risks\":[{\"id\":\"plan\"}]}", 2, 16, "“id” “plan” already"),
  CASE (HEAD ",\n\"risks\":[{\"id\":\"review\"}]}", 2, 16, "“id” “review” already"),
};

static void
assert_fails (const Case *test,
              GBytes     *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = qd_json_load (bytes, NULL, &error);
  g_autofree char *place = g_strdup_printf ("Line %u, column %u: ", test->line, test->column);

  g_assert_null (plan);
  g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
  if (strstr (error->message, test->says) == NULL)
    g_error ("“%s” does not say “%s”: %s", test->text, test->says, error->message);
  if (test->line > 0 && !g_str_has_prefix (error->message, place))
    g_error ("“%s” does not fail at %s but: %s", test->text, place, error->message);
  g_assert_cmpuint (qd_error_get_line (error), ==, test->line);
}

static void
test_cases (gconstpointer data)
{
  const Case *cases = data;
  guint n = cases == malformed ? G_N_ELEMENTS (malformed) : G_N_ELEMENTS (misfits);

  for (guint i = 0; i < n; i++)
    {
      /* A copy without a byte to spare, so that reading beyond the end is noticed by who watches memory. */
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].text, cases[i].length);

      assert_fails (&cases[i], bytes);
    }
}

static GBytes *
repeat (const char *head,
        const char *unit,
        guint       times,
        const char *tail)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < times; i++)
    g_string_append (text, unit);
  g_string_append (text, tail);

  return g_string_free_to_bytes (text);
}

/* Large and hostile, and still an answer at once: nothing of it is as deep or as slow as it looks. */
static void
test_large (void)
{
  static const struct
  {
    const char *head;
    const char *unit;
    guint       times;
    const char *tail;
    int         code;
  } cases[] = {
    { "", "[", 2000000, "", QD_ERROR_TOO_LARGE },
    { "", "{\"a\":", 2000000, "", QD_ERROR_TOO_LARGE },
    { HEAD ",\"x\":", "[", 62, "1", QD_ERROR_PARSE },
    { HEAD ",\"x\":", "[", 64, "1", QD_ERROR_TOO_LARGE },
    { "[", "1,", 5000001, "1]", QD_ERROR_TOO_LARGE },
    { "[", "[],", 2000000, "", QD_ERROR_PARSE },
    { HEAD ",\"title\":\"", "a", 5000000, "", QD_ERROR_PARSE },
    { HEAD ",\"note\":\"", "\\u0041", 1000000, "\\u004", QD_ERROR_PARSE },
    { HEAD ",\"score-target\":", "9", 1000000, "}", QD_ERROR_PARSE },
    { HEAD ",\"score-target\":0.", "9", 1000000, "e999999999}", QD_ERROR_PARSE },
    { "", "\n", 5000000, "?", QD_ERROR_PARSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = repeat (cases[i].head, cases[i].unit, cases[i].times, cases[i].tail);
      g_autoptr (GError) error = NULL;
      g_autoptr (QdPlan) plan = qd_json_load (bytes, NULL, &error);

      g_assert_null (plan);
      g_assert_error (error, QD_ERROR, cases[i].code);
    }
}

/* An object with many keys stays linear, and its duplicate is found all the same. */
static void
test_many_keys (void)
{
  GString *text = g_string_new (HEAD);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = NULL;

  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (text, ",\"x%u\":0", i);
  g_string_append (text, ",\n\"x777\":1}");
  bytes = g_string_free_to_bytes (text);

  plan = qd_json_load (bytes, NULL, &error);
  g_assert_null (plan);
  g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
  g_assert_cmpuint (qd_error_get_line (error), ==, 2);
}

/* What the tree does not tell is looked up in the bytes: for each of many records, and still at once. */
static void
test_many_places (void)
{
  static const char unit[] = ",{\"x\":[ 1.50, {}],\"risk\":1E2,\"y\":\" \"}";
  g_autoptr (GBytes) bytes = repeat (HEAD ",\"risks\":[{}", unit, 50000, "]}");
  g_autoptr (GBytes) wrong = repeat (HEAD ",\"risks\":[{}", unit, 50000, ",\n1]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = qd_json_load (bytes, NULL, &error);
  QdList *risks;

  g_assert_no_error (error);
  risks = qd_plan_get_list (plan, QD_LIST_RISKS);
  g_assert_cmpuint (qd_list_get_length (risks), ==, 50001);
  for (guint i = 1; i < qd_list_get_length (risks); i++)
    {
      g_assert_cmpstr (qd_record_get_title (qd_list_get (risks, i)), ==, "1E2");
      g_assert_cmpstr (qd_record_get_extra (qd_list_get (risks, i)), ==, "{\"x\":[1.50,{}],\"y\":\" \"}");
    }

  g_assert_null (qd_json_load (wrong, NULL, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
  g_assert_cmpuint (qd_error_get_line (error), ==, 2);
}

/* Each beginning of a plan is an error; the whole is none. */
static void
test_truncated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 12);
  g_autoptr (GBytes) bytes = qd_json_save (plan);
  gsize length = g_bytes_get_size (bytes);

  for (gsize i = 0; i < length - 1; i++)
    {
      g_autofree char *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), i);
      g_autoptr (GBytes) part = g_bytes_new_static (copy, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (QdPlan) loaded = qd_json_load (part, NULL, &error);

      g_assert_null (loaded);
      g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
    }
}

/* Damaged at random: an error, or a plan that is saved and loaded like any other. What passes is JSON to others too. */
static void
test_damaged (void)
{
  static const char bytes_of_interest[] = "\"\\{}[],:0129.eE+-tfn \n/\x80\xff\xc3";
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  guint passed = 0;

  for (guint i = 0; i < 1500; i++)
    {
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, (guint) g_rand_int_range (rand, 0, 12));
      g_autoptr (GBytes) bytes = qd_json_save (plan);
      gsize length = g_bytes_get_size (bytes);
      g_autofree char *text = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      g_autoptr (GBytes) damaged = g_bytes_new_static (text, length);
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (QdPlan) loaded = NULL;
      g_autoptr (QdPlan) again = NULL;
      g_autoptr (GBytes) saved = NULL;
      g_autoptr (GError) error = NULL;

      for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        text[g_rand_int_range (rand, 0, (int) length)] =
          bytes_of_interest[g_rand_int_range (rand, 0, sizeof bytes_of_interest - 1)];

      loaded = qd_json_load (damaged, NULL, &error);
      if (loaded == NULL)
        {
          g_assert_nonnull (error);
          continue;
        }

      passed++;
      g_assert_true (json_parser_load_from_data (parser, text, (gssize) length, NULL));
      saved = qd_json_save (loaded);
      again = qd_json_load (saved, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (qd_plan_equal (loaded, again));
    }

  g_assert_cmpuint (passed, >, 100);
}

static void
test_damaged_change (void)
{
  static const char *const cases[] = {
    "", "{", "[]", "null", "{}", "{\"title\":\"t\"}", "{\"title\":1,\"ops\":[]}", "{\"title\":\"t\",\"ops\":{}}",
    "{\"title\":\"t\",\"ops\":[1]}",
    "{\"title\":\"t\",\"ops\":[{}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"burn\",\"id\":\"plan\"}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"remove\"}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"set\",\"id\":\"plan\",\"type\":\"plan\",\"field\":\"title\"}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"set\",\"id\":\"plan\",\"type\":\"plan\",\"field\":\"titel\",\"value\":1}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"set\",\"id\":\"plan\",\"type\":\"plam\",\"field\":\"title\",\"value\":1}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"set\",\"id\":\"plan\",\"type\":\"plan\",\"field\":\"title\",\"value\":[]}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"move\",\"id\":\"r\",\"owner\":\"plan\",\"list\":\"risks\"}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"move\",\"id\":\"r\",\"owner\":\"plan\",\"list\":\"risks\",\"index\":-1}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"move\",\"id\":\"r\",\"owner\":\"plan\",\"list\":\"risks\",\"index\":1e10}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"move\",\"id\":\"r\",\"owner\":\"plan\",\"list\":\"rusks\",\"index\":0}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"insert\",\"id\":\"r\",\"owner\":\"plan\",\"list\":\"risks\",\"index\":0}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"insert\",\"id\":\"r\",\"owner\":\"plan\",\"list\":\"risks\",\"index\":0,"
    "\"record\":[]}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"insert\",\"id\":\"r\",\"owner\":\"plan\",\"list\":\"risks\",\"index\":0,"
    "\"record\":{}}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"insert\",\"id\":\"r\",\"owner\":\"plan\",\"list\":\"risks\",\"index\":0,"
    "\"record\":{\"id\":\"s\"}}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"insert\",\"id\":\"o\",\"owner\":\"plan\",\"list\":\"objectives\",\"index\":0,"
    "\"record\":{\"id\":\"o\",\"key-results\":[{\"id\":\"o\"}]}}]}",
    "{\"title\":\"t\",\"ops\":[{\"op\":\"insert\",\"id\":\"o\",\"owner\":\"plan\",\"list\":\"objectives\",\"index\":0,"
    "\"record\":{\"id\":\"o\",\"key-results\":[{}]}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (qd_json_to_change (cases[i], &error));
      g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/formats/json/malformed", malformed, test_cases);
  g_test_add_data_func ("/formats/json/misfits", misfits, test_cases);
  g_test_add_func ("/formats/json/large", test_large);
  g_test_add_func ("/formats/json/many-keys", test_many_keys);
  g_test_add_func ("/formats/json/many-places", test_many_places);
  g_test_add_func ("/formats/json/truncated", test_truncated);
  g_test_add_func ("/formats/json/damaged", test_damaged);
  g_test_add_func ("/formats/json/damaged-change", test_damaged_change);

  return g_test_run ();
}
