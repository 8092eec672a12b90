#include "qd-format.h"

#include <string.h>

#include "qd-error.h"
#include "qd-json.h"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new_static (text, strlen (text));
}

static void
test_table (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const QdFormat *format;

  for (guint i = 0; (format = qd_format_get (i)) != NULL; i++)
    {
      g_auto (GStrv) endings = g_strsplit (format->extensions, " ", -1);

      g_assert_true (qd_format_find (format->id) == format);
      g_assert_cmpstr (format->label, !=, "");
      g_assert_nonnull (strchr (format->mime_type, '/'));
      g_assert_true ((format->load != NULL || format->save != NULL) == (format->separator == NULL));
      for (guint j = 0; endings[j] != NULL; j++)
        {
          g_autofree char *name = g_strconcat ("dir.x/plan.", endings[j], NULL);

          g_assert_true (g_hash_table_add (seen, g_strdup (endings[j])));
          g_assert_true (qd_format_for_name (name) == format);
        }
    }
  g_assert_nonnull (qd_format_find ("qplan"));
  g_assert_null (qd_format_find ("png"));
}

static void
test_for_name (void)
{
  static const struct
  {
    const char *name;
    const char *id;
  } cases[] = {
    { "plan.qplan", "qplan" }, { "/a/b.md/Q2.QPLAN", "qplan" }, { ".qplan", "qplan" },
    { "plan", NULL }, { "plan.", NULL }, { "plan.qplan~", NULL }, { "a.qplan/plan", NULL }, { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const QdFormat *format = qd_format_for_name (cases[i].name);

      g_assert_cmpstr (format != NULL ? format->id : NULL, ==, cases[i].id);
    }
}

static void
test_guess (void)
{
  static const struct
  {
    const char *text;
    gsize       length;
    const char *id;
  } cases[] = {
#define CASE(text, id) { text, sizeof (text) - 1, id }
    CASE ("{\"format\": 1}", "qplan"),
    CASE (" \r\n\t{", "qplan"),
    CASE ("\xef\xbb\xbf{}", "qplan"),
    CASE ("# Quarterly Planning", "md"),
    CASE ("[]", "md"),
    CASE ("\xef\xbb\xbfPlan", "md"),
    CASE ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NULL),
    CASE ("text with \0 NUL", NULL),
    CASE ("latin \xe4", NULL),
    CASE ("", NULL),
    CASE (" \n ", NULL),
#undef CASE
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, cases[i].length);

      g_assert_true (qd_format_guess (bytes) == (cases[i].id != NULL ? qd_format_find (cases[i].id) : NULL));
    }
}

static void
test_load (void)
{
  static const char plan[] = "{\"format\": \"quarterdeck-plan\", \"version\": 1, \"title\": \"T\"}";
  static const struct
  {
    const char *text;
    gsize       length;
    const char *name;
    int         code; /* -1: it loads */
  } cases[] = {
#define CASE(text, name, code) { text, sizeof (text) - 1, name, code }
    CASE (plan, "a.qplan", -1),
    CASE (plan, "a.unknown", -1),
    CASE (plan, NULL, -1),
    CASE ("", "a.qplan", QD_ERROR_PARSE),
    CASE (" \n", NULL, QD_ERROR_PARSE),
    CASE ("# Plan", "a.qplan", QD_ERROR_PARSE),
    CASE ("\x89PNG\r\n\x1a\n\0", "a.qplan", QD_ERROR_PARSE),
    CASE ("\x89PNG\r\n\x1a\n\0", "a.png", QD_ERROR_UNSUPPORTED),
    CASE ("Risk,Impact\r\n", "a.csv", QD_ERROR_UNSUPPORTED),
    CASE ("\x89PNG\r\n\x1a\n\0", NULL, QD_ERROR_UNSUPPORTED),
#undef CASE
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, cases[i].length);
      g_autoptr (GError) error = NULL;
      gboolean newer = TRUE;
      g_autoptr (QdPlan) loaded = qd_format_load (bytes, NULL, cases[i].name, NULL, &newer, &error);

      g_assert_false (newer);
      if (cases[i].code < 0)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (qd_record_get_title (qd_plan_get_root (loaded)), ==, "T");
        }
      else
        {
          g_assert_error (error, QD_ERROR, cases[i].code);
          g_assert_null (loaded);
        }
    }
}

/* The form that is named wins over the ending of the name. */
static void
test_load_as (void)
{
  g_autoptr (GBytes) bytes = bytes_of ("{\"format\": \"quarterdeck-plan\", \"version\": 1}");
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = qd_format_load (bytes, qd_format_find ("qplan"), "plan.md", NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
}

static void
test_save (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (GBytes) expected = qd_json_save (plan);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) saved = qd_format_save (plan, qd_format_find ("qplan"), &error);
  const QdFormat read_only = { "x", "X", "x/x", "x", NULL, NULL, NULL };

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (saved, expected));
  g_assert_null (qd_format_save (plan, &read_only, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (qd_format_save (plan, qd_format_find ("tsv"), &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED);
}

static void
test_report (void)
{
  g_autoptr (QdImportReport) report = qd_import_report_new ();

  g_assert_cmpuint (qd_import_report_get_length (report), ==, 0);
  qd_import_report_add (report, 3, TRUE, "a %s with %d %%", "table", 2);
  qd_import_report_add (report, 0, FALSE, "kept");
  g_assert_cmpuint (qd_import_report_get_length (report), ==, 2);
  g_assert_cmpstr (qd_import_report_get (report, 0)->message, ==, "a table with 2 %");
  g_assert_cmpuint (qd_import_report_get (report, 0)->line, ==, 3);
  g_assert_true (qd_import_report_get (report, 0)->understood);
  g_assert_cmpstr (qd_import_report_get (report, 1)->message, ==, "kept");
  g_assert_false (qd_import_report_get (report, 1)->understood);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formats/format/table", test_table);
  g_test_add_func ("/formats/format/for-name", test_for_name);
  g_test_add_func ("/formats/format/guess", test_guess);
  g_test_add_func ("/formats/format/load", test_load);
  g_test_add_func ("/formats/format/load-as", test_load_as);
  g_test_add_func ("/formats/format/save", test_save);
  g_test_add_func ("/formats/format/report", test_report);

  return g_test_run ();
}
