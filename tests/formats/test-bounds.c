#include "qd-grid-private.h"
#include "qd-json-private.h"
#include "qd-markdown-private.h"

#include <string.h>

#include "qd-error.h"
#include "qd-markdown.h"

/* The bounds that the manual of qdeck gives, each exactly: what is as large as it may be is read, one more is refused
 * with a sentence that says so. Those on records, with --slow alone, take seconds: a million of them are made. */

#define HEAD "{\"format\":\"quarterdeck-plan\",\"version\":1"

typedef gboolean (* Read) (GBytes  *bytes,
                           GError **error);

typedef struct
{
  const char *name;
  Read        read;
  const char *head;
  const char *unit;
  guint       most;    /* how many units may be there */
  const char *closing; /* what follows, once for each unit */
  const char *tail;
  const char *says;    /* with a unit more */
} Case;

static gboolean
read_json (GBytes  *bytes,
           GError **error)
{
  g_autoptr (QdPlan) plan = qd_json_load (bytes, NULL, error);

  return plan != NULL;
}

/* Only the form: what it is read into is the same for a thousand values. */
static gboolean
scan_json (GBytes  *bytes,
           GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  gboolean long_integers;

  return qd_json_scan (text, length, &long_integers, error);
}

static gboolean
read_markdown (GBytes  *bytes,
               GError **error)
{
  g_autoptr (QdPlan) plan = qd_markdown_load (bytes, NULL, error);

  return plan != NULL;
}

static gboolean
read_csv (GBytes  *bytes,
          GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (QdGrid) grid = NULL;
  gsize length;

  text = qd_grid_decode (bytes, &length, error);
  grid = text != NULL ? qd_separated_parse (text, length, ',', error) : NULL;

  return grid != NULL;
}

static const Case cases[] = {
  { "json/depth", read_json, HEAD ",\"x\":", "[", 63, "]", "}", "More than 64 objects and lists inside one another" },
  { "json/values", scan_json, "[0", ",0", 4999998, "", "]", "more than 5000000 values" },
  { "json/number", read_json, HEAD ",\"score-target\":9", "9", 14, "", "}", "“score-target” is too large" },
  { "csv/rows", read_csv, "Risk\n", "\n", 999999, "", "", "too large to be a list" },
  { "csv/columns", read_csv, "Risk", ",x", 1023, "", "\n", "too large to be a list" },
  { "csv/cells", read_csv, "", "a,b,c,d,e\n", 800000, "", "", "too large to be a list" },
};

static const Case slow_cases[] = {
  { "json/records", read_json, HEAD ",\"risks\":[{}", ",{}", 999999, "", "]}", "too many objects" },
  { "markdown/records", read_markdown, "### Lessons Learned\n", "- a\n", 300000, "", "", "more than 300000 records" },
};

static GBytes *
fill (const Case *test,
      guint       n)
{
  GString *text = g_string_new (test->head);

  for (guint i = 0; i < n; i++)
    g_string_append (text, test->unit);
  for (guint i = 0; *test->closing != '\0' && i < n; i++)
    g_string_append (text, test->closing);
  g_string_append (text, test->tail);

  return g_string_free_to_bytes (text);
}

static void
assert_refused (GBytes     *bytes,
                Read        read,
                const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (read (bytes, &error));
  g_assert_cmpint (error->domain, ==, QD_ERROR);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
test_count (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GBytes) most = fill (test, test->most);
  g_autoptr (GBytes) beyond = fill (test, test->most + 1);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (test->read (most, &error));
  g_assert_no_error (error);
  assert_refused (beyond, test->read, test->says);
  g_test_message ("%s: %.2f s", test->name, (double) (g_get_monotonic_time () - start) / 1e6);
}

/* As many bytes as may be, of which the first is wrong: it is looked at. With one more, it is not. */
static void
test_bytes (void)
{
  static const struct
  {
    Read        read;
    gsize       most;
    const char *says;
  } forms[] = {
    { read_json, QD_JSON_MAX_BYTES, "at most 256" },
    { read_markdown, QD_MD_MAX_BYTES, "larger than 256" },
    { read_csv, QD_GRID_MAX_BYTES, "too large to be a list" },
  };
  gsize size = QD_JSON_MAX_BYTES + 1;
  g_autofree char *zeroes = g_malloc0 (size);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GBytes) most = g_bytes_new_static (zeroes, forms[i].most);
      g_autoptr (GBytes) beyond = g_bytes_new_static (zeroes, forms[i].most + 1);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (forms[i].most, <, size);
      g_assert_false (forms[i].read (most, &error));
      g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
      assert_refused (beyond, forms[i].read, forms[i].says);
    }
}

/* A field is as long as its file lets it be: here a title of four million letters, to the last of them. */
static void
test_field (void)
{
  gsize length = 4 * 1000 * 1000;
  g_autofree char *title = g_strnfill (length, 'x');
  g_autofree char *json = g_strconcat (HEAD ",\"title\":\"", title, "\"}", NULL);
  g_autofree char *markdown = g_strconcat ("# ", title, "\n", NULL);
  g_autofree char *rows = g_strconcat ("Risk\n", title, "\n", NULL);
  g_autoptr (GBytes) json_bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GBytes) markdown_bytes = g_bytes_new_static (markdown, strlen (markdown));
  g_autoptr (QdPlan) plan = qd_json_load (json_bytes, NULL, NULL);
  g_autoptr (QdPlan) document = qd_markdown_load (markdown_bytes, NULL, NULL);
  g_autoptr (QdGrid) grid = qd_separated_parse (rows, strlen (rows), ',', NULL);

  g_assert_true (g_str_equal (qd_record_get_title (qd_plan_get_root (plan)), title));
  g_assert_true (g_str_equal (qd_record_get_title (qd_plan_get_root (document)), title));
  g_assert_true (g_str_equal (qd_grid_get_text (grid, 1, 0), title));
}

/* Four cells, and @cell until there are @n. */
static void
append_row (GString    *text,
            const char *four,
            const char *cell,
            guint       n)
{
  g_string_append (text, four);
  for (guint i = 4; i < n; i++)
    g_string_append (text, cell);
  g_string_append_c (text, '\n');
}

/* What is wider than a table of ours stays text, and comes back as it was. */
static void
test_columns (void)
{
  for (guint n = QD_MD_MAX_COLUMNS; n <= QD_MD_MAX_COLUMNS + 1; n++)
    {
      g_autoptr (GString) text = g_string_new ("## Risks\n\n");
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) saved = NULL;
      g_autoptr (QdPlan) plan = NULL;

      append_row (text, "| Risk | Likelihood | Impact | Mitigation |", " Colour |", n);
      append_row (text, "|---|---|---|---|", "---|", n);
      append_row (text, "| Rain | Low | High | Roof |", " red |", n);
      bytes = g_bytes_new (text->str, text->len);
      plan = qd_markdown_load (bytes, NULL, NULL);
      saved = qd_markdown_save (plan);

      g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (plan, QD_LIST_RISKS)), ==, (n <= QD_MD_MAX_COLUMNS));
      g_assert_true (g_bytes_equal (bytes, saved));
    }
}

static void
add_cases (const Case *first,
           guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/bounds/%s", first[i].name);

      g_test_add_data_func (path, &first[i], test_count);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (argc > 1 && g_str_equal (argv[1], "--slow"))
    add_cases (slow_cases, G_N_ELEMENTS (slow_cases));
  else
    {
      add_cases (cases, G_N_ELEMENTS (cases));
      g_test_add_func ("/bounds/bytes", test_bytes);
      g_test_add_func ("/bounds/field", test_field);
      g_test_add_func ("/bounds/columns", test_columns);
    }

  return g_test_run ();
}
