#include "qd-config.h"

#include <dlfcn.h>
#include <string.h>

#include "qd-export.h"
#include "qd-findings.h"
#include "qd-json.h"

/* What writes slides, workbooks and calendars is a module to the window: test-office finds it, test-office-missing does not. */

#define MODULE "quarterdeck-office.so"

typedef struct
{
  QdPlan    *plan;
  QdFigures *figures;
  GPtrArray *findings;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_getenv ("QD_SOURCE_ROOT"), "data", "examples", "q2-2024.qplan", NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);

  fixture->plan = qd_json_load (bytes, NULL, NULL);
  fixture->figures = qd_figures_new (fixture->plan);
  fixture->findings = qd_findings_compute (fixture->figures);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_ptr_array_unref (fixture->findings);
  g_object_unref (fixture->figures);
  g_object_unref (fixture->plan);
}

static GBytes *
write_as (Fixture     *fixture,
          const char  *id,
          GError     **error)
{
  const QdExport *export = qd_export_find (id);
  QdExportOptions options;

  qd_export_options_init (&options, fixture->plan);
  options.shape = qd_export_usual_shape (export);

  return qd_export_write (export, fixture->figures, fixture->findings, &options, error);
}

static void
assert_begins (GBytes     *bytes,
               const char *begin)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpuint (size, >, 1000);
  g_assert_true (memcmp (data, begin, strlen (begin)) == 0);
}

static guint
count_lines (Fixture    *fixture,
             const char *id)
{
  g_autoptr (GPtrArray) lines = qd_export_contents (qd_export_find (id), fixture->figures, fixture->findings, NULL);

  return lines->len;
}

static void
test_loaded (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const begins[][2] = { { "pptx", "PK" }, { "xlsx", "PK" }, { "ics", "BEGIN:VCALENDAR" } };

  /* PDF and the web page need none of it. */
  for (const char *const *id = (const char *const[]) { "pdf", "html", NULL }; *id != NULL; id++)
    g_bytes_unref (write_as (fixture, *id, NULL));
  g_assert_null (dlopen (MODULE, RTLD_NOW | RTLD_NOLOAD));

  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = write_as (fixture, begins[i][0], &error);

      g_assert_no_error (error);
      assert_begins (bytes, begins[i][1]);
    }
  g_assert_nonnull (dlopen (MODULE, RTLD_NOW | RTLD_NOLOAD));
  g_assert_cmpuint (count_lines (fixture, "xlsx"), >, 5);
  g_assert_cmpuint (count_lines (fixture, "ics"), >, 5);
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  for (const char *const *id = (const char *const[]) { "pptx", "xlsx", "ics", NULL }; *id != NULL; id++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (write_as (fixture, *id, &error));
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "What writes slides, workbooks and calendars could not be loaded: "));
      g_assert_nonnull (strstr (error->message, MODULE));
    }
  g_assert_cmpuint (count_lines (fixture, "xlsx"), ==, 0);
  g_assert_cmpuint (count_lines (fixture, "ics"), ==, 0);
  g_bytes_unref (write_as (fixture, "pdf", NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (g_str_has_suffix (argv[0], "missing"))
    g_test_add ("/office/missing", Fixture, NULL, set_up, test_missing, tear_down);
  else
    g_test_add ("/office/loaded", Fixture, NULL, set_up, test_loaded, tear_down);

  return g_test_run ();
}
