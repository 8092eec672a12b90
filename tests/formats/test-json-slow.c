#include "qd-json.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "qd-error.h"
#include "qd-test-pace.h"

#define SIZE ((gsize) 100 * 1000 * 1000)
#define SECONDS 5.0
#define MEMORY ((rlim_t) 1000 * 1000 * 1000)

#define HEAD "{\"format\":\"quarterdeck-plan\",\"version\":1"

typedef struct
{
  const char *name;
  const char *head;
  const char *unit;
  const char *tail;
  int         code; /* -1: it is a plan */
} Case;

/* A hundred million bytes of one thing, each in seconds and a gigabyte. */
static const Case cases[] = {
  { "brackets", "", "[", "", QD_ERROR_TOO_LARGE },
  { "braces", "", "{\"a\":", "", QD_ERROR_TOO_LARGE },
  { "pipes", "", "|", "", QD_ERROR_PARSE },
  { "stars", HEAD ",\"title\":\"", "*", "\"}", -1 },
  { "nul", "", NULL, "", QD_ERROR_PARSE },
  { "blanks", "", " ", "", QD_ERROR_PARSE },
  { "lines", "", "\n", "{", QD_ERROR_PARSE },
  { "bytes", "[\"", "\xff", "\"]", QD_ERROR_PARSE },
  { "digits", "[", "9", "]", QD_ERROR_PARSE },
  { "numbers", "[1", ",1", "]", QD_ERROR_TOO_LARGE },
  { "records", HEAD ",\"risks\":[{}", ",{}", "]}", QD_ERROR_TOO_LARGE },
  { "unended", HEAD ",\"title\":\"", "a", "", QD_ERROR_PARSE },
  { "escapes", HEAD ",\"title\":\"", "\\u0041", "\"}", -1 },
  { "one-text", HEAD ",\"title\":\"", "支付 and more ", "\"}", -1 },
  { "unknown", HEAD ",\"x\":[\"\"", " , \"a\\\"b and more of it, as this is a text that is kept\"", "]}", -1 },
};

static GBytes *
fill (const Case *test)
{
  GString *text = g_string_sized_new (SIZE + 1024);
  gsize length = test->unit != NULL ? strlen (test->unit) : 1;

  g_string_append (text, test->head);
  while (text->len < SIZE)
    g_string_append_len (text, test->unit != NULL ? test->unit : "\0", (gssize) length);
  g_string_append (text, test->tail);

  return g_string_free_to_bytes (text);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GBytes) bytes = fill (test);
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = NULL;
  double most = qd_test_most_seconds (SECONDS);
  clock_t before = clock ();

  plan = qd_json_load (bytes, NULL, &error);
  g_assert_cmpfloat ((double) (clock () - before) / CLOCKS_PER_SEC, <, most);

  if (test->code < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (plan);
    }
  else
    {
      g_assert_error (error, QD_ERROR, test->code);
      g_assert_null (plan);
    }
}

/* Beyond the bound on size nothing is even looked at. */
static void
test_size (void)
{
  gsize size = (gsize) 256 * 1024 * 1024 + 1;
  g_autofree char *text = g_malloc0 (size);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (qd_json_load (bytes, NULL, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_TOO_LARGE);
}

int
main (int   argc,
      char *argv[])
{
#ifndef __SANITIZE_ADDRESS__
  const struct rlimit limit = { MEMORY, MEMORY };

  setrlimit (RLIMIT_AS, &limit);
#endif

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/formats/json-slow/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/formats/json-slow/size", test_size);

  return g_test_run ();
}
