#define _GNU_SOURCE /* memmem() */

#include "qd-config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "qd-deck.h"
#include "qd-export.h"
#include "qd-finding.h"
#include "qd-inline.h"
#include "qd-plan-private.h"
#include "qd-report-private.h"
#include "qd-test-folder.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"

/* What other programs find in our PDFs: the words in their order, embedded fonts, links that lead somewhere. */

typedef struct
{
  QdPlan    *plan;
  QdFigures *figures;
  GPtrArray *findings;
  char      *folder;
  char      *path;
} Fixture;

static void
fixture_init (Fixture *fixture,
              QdPlan  *plan)
{
  fixture->plan = plan;
  fixture->figures = qd_figures_new (plan);
  fixture->findings = qd_findings_compute (fixture->figures);
  fixture->folder = qd_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "plan.pdf", NULL);
}

static void
fixture_clear (Fixture *fixture)
{
  g_free (fixture->path);
  qd_test_folder_remove (fixture->folder);
  g_ptr_array_unref (fixture->findings);
  g_object_unref (fixture->figures);
  g_object_unref (fixture->plan);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static void
write_pdf (Fixture       *fixture,
           QdExportShape  shape,
           QdPageSize     size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  QdExportOptions options;

  qd_export_options_init (&options, fixture->plan);
  options.shape = shape;
  options.page_size = size;
  bytes = qd_export_write (qd_export_find ("pdf"), fixture->figures, fixture->findings, &options, &error);
  g_assert_no_error (error);
  g_file_set_contents (fixture->path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

/* Returns: (transfer full): what a program of poppler prints about the file */
static char *
ask (Fixture           *fixture,
     const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  char *answer = NULL;
  int status;

  g_strv_builder_addv (builder, (const char **) arguments);
  if (g_str_equal (arguments[0], "pdftotext"))
    g_strv_builder_add_many (builder, fixture->path, "-", NULL);
  else
    g_strv_builder_add (builder, fixture->path);
  argv = g_strv_builder_end (builder);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &answer, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  return answer;
}

/* Returns: (transfer full): the words of the file, page by page */
static char **
read_pages (Fixture *fixture)
{
  g_autofree char *text = ask (fixture, (const char *const[]) { "pdftotext", "-raw", "-enc", "UTF-8", NULL });

  return g_strsplit (text, "\f", -1);
}

static void
append_letters (GString    *letters,
                const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isgraph (g_utf8_get_char (p)) && !g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (letters, g_utf8_get_char (p));
}

static void
append_markdown (GString    *letters,
                 const char *markdown)
{
  g_autofree char *plain = qd_inline_dup_plain (markdown);

  append_letters (letters, plain);
}

static void
append_marks (GString *letters,
              QdMarks *marks)
{
  for (guint i = 0; marks != NULL && i < qd_marks_get_length (marks); i++)
    if (qd_marks_get (marks, i)->kind == QD_MARK_TEXT)
      append_letters (letters, qd_marks_get (marks, i)->text);
}

/* Of a piece that is whole. */
static void
append_piece (GString             *letters,
              const QdFlowElement *element)
{
  for (guint i = 0; i < element->n_texts; i++)
    if (element->texts[i].set.layout != NULL)
      append_letters (letters, pango_layout_get_text (element->texts[i].set.layout));
  append_marks (letters, element->marks);
}

static void
append_running (GString        *letters,
                const QdReport *report,
                guint           page)
{
  const QdOutline *outline = report->outline;
  g_autofree char *number = g_strdup_printf ("%u of %u", page + 1, qd_report_get_n_pages (report));

  if (page > 0)
    append_markdown (letters, outline->title);
  if (page > 0 && report->page_sections[page] != QD_FLOW_NONE)
    append_markdown (letters, ((const QdOutlineSection *) g_ptr_array_index (outline->sections,
                                                                             report->page_sections[page]))->topic);
  append_markdown (letters, outline->state);
  append_letters (letters, number);
}

static QdReport *
make_report (Fixture    *fixture,
             QdPageSize  size,
             QdOutline **outline)
{
  QdExportOptions options;

  qd_export_options_init (&options, fixture->plan);
  *outline = qd_outline_new (fixture->figures, fixture->findings, NULL);

  return qd_report_new (*outline, &options.style, size);
}

/* All that stands on the pages, in the order in which it is laid out, and nothing else, is what is read there. */
static void
test_report_text (gconstpointer data)
{
  QdPageSize size = (QdPageSize) GPOINTER_TO_UINT (data);
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (QdOutline) outline = NULL;
  g_autoptr (QdReport) report = NULL;
  g_auto (GStrv) pages = NULL;

  fixture_init (&fixture, qd_test_seed_plan ());
  write_pdf (&fixture, QD_EXPORT_REPORT, size);
  report = make_report (&fixture, size, &outline);
  pages = read_pages (&fixture);
  g_assert_cmpuint (g_strv_length (pages), ==, qd_report_get_n_pages (report) + 1);
  for (guint page = 0; page < qd_report_get_n_pages (report); page++)
    {
      guint end = page + 1 < report->flow->pages->len ? g_array_index (report->flow->pages, guint, page + 1)
                                                      : report->flow->pieces->len;
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autoptr (GString) actual = g_string_new (NULL);

      append_running (expected, report, page);
      for (guint i = g_array_index (report->flow->pages, guint, page); i < end; i++)
        append_piece (expected, qd_flow_element (report->flow, qd_flow_piece (report->flow, i)->element));
      append_letters (actual, pages[page]);
      g_assert_cmpstr (actual->str, ==, expected->str);
    }
}

/* Finds @text behind @at, which moves behind it. */
static void
find_in_order (const char **at,
               const char  *markdown)
{
  g_autoptr (GString) letters = g_string_new (NULL);
  const char *found;

  append_markdown (letters, markdown);
  found = strstr (*at, letters->str);
  if (found == NULL)
    g_error ("“%s” is not where it should be: %s", letters->str, *at);
  *at = found + letters->len;
}

static void
find_item (const char       **at,
           const QdDeck      *deck,
           const QdSlideItem *item)
{
  find_in_order (at, item->text);
  for (guint i = 0; item->points != NULL && i < item->points->len; i++)
    {
      const QdOutlinePoint *point = g_ptr_array_index (item->points, i);

      find_in_order (at, point->lead);
      find_in_order (at, point->text);
    }
  for (guint i = 0; item->rows != NULL && i < item->rows->len; i++)
    {
      const QdOutlineRow *row = g_ptr_array_index (item->rows, i);

      for (guint j = 0; j < row->n_cells; j++)
        find_in_order (at, row->cells[j].text);
    }
  if (item->kind == QD_ITEM_CHART)
    {
      g_autoptr (QdMarks) marks = qd_deck_draw_chart (deck, item);
      g_autoptr (GString) letters = g_string_new (NULL);

      append_marks (letters, marks);
      g_assert_nonnull (strstr (*at, letters->str));
    }
}

static void
test_deck_text (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (QdOutline) outline = NULL;
  g_autoptr (QdDeck) deck = NULL;
  g_auto (GStrv) pages = NULL;
  QdExportOptions options;

  fixture_init (&fixture, qd_test_seed_plan ());
  write_pdf (&fixture, QD_EXPORT_SLIDES, QD_PAGE_SIZE_A4);
  qd_export_options_init (&options, fixture.plan);
  outline = qd_outline_new (fixture.figures, fixture.findings, NULL);
  deck = qd_deck_new (outline, &options.style);
  pages = read_pages (&fixture);
  g_assert_cmpuint (g_strv_length (pages), ==, deck->slides->len + 1);
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (deck->slides, i);
      g_autoptr (GString) letters = g_string_new (NULL);
      const char *at;

      append_letters (letters, pages[i]);
      at = letters->str;
      find_in_order (&at, slide->title);
      find_in_order (&at, slide->subtitle);
      for (guint j = 0; j < slide->items->len; j++)
        find_item (&at, deck, g_ptr_array_index (slide->items, j));
    }
}

/* The lines of a table that poppler prints below a line of dashes, as words. */
static void
check_fonts (Fixture *fixture)
{
  g_autofree char *answer = ask (fixture, (const char *const[]) { "pdffonts", NULL });
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);
  const char *heads = lines[0];
  gsize embedded = (gsize) (strstr (heads, "emb") - heads);
  gsize unicode = (gsize) (strstr (heads, "uni") - heads);
  guint n = 0;

  for (guint i = 2; lines[i] != NULL && *lines[i] != '\0'; i++, n++)
    {
      g_assert_true (g_str_has_prefix (lines[i] + embedded, "yes"));
      g_assert_true (g_str_has_prefix (lines[i] + unicode, "yes"));
    }
  g_assert_cmpuint (n, >, 0);
}

/* Whatever leads to a place in the file leads to one that is there. Cairo does not pack what this reads. */
static guint
check_links (Fixture *fixture)
{
  g_autofree char *places = ask (fixture, (const char *const[]) { "pdfinfo", "-dests", NULL });
  g_autofree char *file = NULL;
  gsize length;
  guint n = 0;

  g_file_get_contents (fixture->path, &file, &length, NULL);
  for (char *at = file; (at = memmem (at, (gsize) (file + length - at), "/Dest (", 7)) != NULL; n++)
    {
      char *end = memchr (at, ')', (gsize) (file + length - at));
      g_autofree char *name = g_strndup (at + 7, (gsize) (end - at - 7));
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);

      g_assert_nonnull (strstr (places, quoted));
      at = end;
    }

  return n;
}

/* The outline of the file names each section. */
static void
check_bookmarks (Fixture *fixture)
{
  g_autoptr (QdOutline) outline = qd_outline_new (fixture->figures, fixture->findings, NULL);
  g_autofree char *file = NULL;
  gsize length;

  g_file_get_contents (fixture->path, &file, &length, NULL);
  for (guint i = 0; i < outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (outline->sections, i);
      g_autofree char *bookmark = g_strdup_printf ("/Title (%s)", section->topic);

      if (memmem (file, length, bookmark, strlen (bookmark)) == NULL)
        g_error ("There is no bookmark for “%s”", section->topic);
    }
}

static void
check_inside (Fixture *fixture,
              double   left,
              double   top)
{
  g_autofree char *answer = ask (fixture, (const char *const[]) { "pdftotext", "-bbox", NULL });
  double width = 0, height = 0;
  guint n = 0;

  for (const char *line = answer; line != NULL && *line != '\0'; line = strchr (line, '\n') + 1)
    {
      double x1, y1, x2, y2;

      sscanf (line, " <page width=\"%lf\" height=\"%lf\"", &width, &height);
      if (sscanf (line, " <word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &x1, &y1, &x2, &y2) != 4)
        continue;
      g_assert_cmpfloat (x1, >=, left - 1);
      g_assert_cmpfloat (x2, <=, width - left + 1);
      g_assert_cmpfloat (y1, >=, top - 1);
      g_assert_cmpfloat (y2, <=, height - top + 1);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

static void
check_pages (Fixture    *fixture,
             const char *words)
{
  g_autofree char *answer = ask (fixture, (const char *const[]) { "pdfinfo", NULL });

  g_assert_nonnull (strstr (answer, words));
}

static void
test_seed (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *info = NULL;

  fixture_init (&fixture, qd_test_seed_plan ());
  write_pdf (&fixture, QD_EXPORT_SLIDES, QD_PAGE_SIZE_A4);
  check_fonts (&fixture);
  g_assert_cmpuint (check_links (&fixture), >, 15);
  check_bookmarks (&fixture);
  check_inside (&fixture, 48, 10);
  check_pages (&fixture, "960 x 540 pts");

  write_pdf (&fixture, QD_EXPORT_REPORT, QD_PAGE_SIZE_LETTER);
  check_fonts (&fixture);
  g_assert_cmpuint (check_links (&fixture), >, 15);
  check_bookmarks (&fixture);
  check_inside (&fixture, QD_REPORT_MARGIN_X, 24);
  check_pages (&fixture, "612 x 792 pts");
  write_pdf (&fixture, QD_EXPORT_PAGE, QD_PAGE_SIZE_A3);
  check_fonts (&fixture);
  check_inside (&fixture, 40, 36);
  check_pages (&fixture, "1190.55 x 841.89 pts");
  check_pages (&fixture, "Pages:           1\n");
  info = ask (&fixture, (const char *const[]) { "pdfinfo", NULL });
  g_assert_nonnull (strstr (info, "Quarterly Plan Example"));
  g_assert_nonnull (strstr (info, "VP Engineering"));
  g_assert_nonnull (strstr (info, "The plan fits, but Security does not"));
}

/* Nothing that somebody types breaks a file. */
static void
test_random (void)
{
  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_auto (Fixture) fixture = { NULL };

      fixture_init (&fixture, qd_test_random_plan (rand, seed * 40));
      for (guint shape = QD_EXPORT_SLIDES; shape <= QD_EXPORT_PAGE; shape++)
        {
          write_pdf (&fixture, (QdExportShape) shape, QD_PAGE_SIZE_A4);
          check_fonts (&fixture);
          check_links (&fixture);
        }
    }
}

static void
add_risk (QdPlan     *plan,
          const char *text)
{
  g_autoptr (QdRecord) record = qd_record_new (QD_RECORD_RISK, NULL);

  qd_record_set_text (record, QD_RISK_RISK, text);
  qd_list_append (qd_plan_get_list (plan, QD_LIST_RISKS), record);
}

/* Links of the user are links, with all that could end them early; what is not a link of the web is text. */
static void
test_user_links (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *file = NULL;
  gsize length;
  QdPlan *plan = qd_plan_new ();

  add_risk (plan, "[a](https://example.org/a(b)?c='d'&e=%20)");
  add_risk (plan, "[b](javascript:alert)");
  add_risk (plan, "[c](file:///etc/passwd)");
  fixture_init (&fixture, plan);
  write_pdf (&fixture, QD_EXPORT_REPORT, QD_PAGE_SIZE_A4);
  g_file_get_contents (fixture.path, &file, &length, NULL);
  g_assert_nonnull (memmem (file, length, "/URI (https://example.org/a%28b%29?c=%27d%27&e=%20)", 51));
  g_assert_null (memmem (file, length, "javascript", 10));
  g_assert_null (memmem (file, length, "passwd", 6));
}

typedef struct
{
  GCancellable *cancellable;
  double        last;
  guint         n_steps;
  guint         stop;
} Progress;

static void
progress_cb (double   part,
             gpointer data)
{
  Progress *progress = data;

  g_assert_cmpfloat (part, >=, progress->last);
  g_assert_cmpfloat (part, <=, 1);
  progress->last = part;
  if (++progress->n_steps == progress->stop)
    g_cancellable_cancel (progress->cancellable);
}

/* Every page is a step, and one after which it can stop. */
static void
test_cancel (void)
{
  g_auto (Fixture) fixture = { NULL };

  fixture_init (&fixture, qd_test_seed_plan ());
  for (guint shape = QD_EXPORT_SLIDES; shape <= QD_EXPORT_PAGE; shape++)
    for (guint stop = 0; stop <= 3; stop++)
      {
        g_autoptr (GCancellable) cancellable = g_cancellable_new ();
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) bytes = NULL;
        Progress progress = { cancellable, 0, 0, stop };
        QdExportOptions options;

        qd_export_options_init (&options, fixture.plan);
        options.shape = (QdExportShape) shape;
        options.cancellable = cancellable;
        options.progress = progress_cb;
        options.progress_data = &progress;
        bytes = qd_export_write (qd_export_find ("pdf"), fixture.figures, fixture.findings, &options, &error);
        if (stop == 0)
          {
            g_assert_no_error (error);
            g_assert_cmpuint (progress.n_steps, >=, shape == QD_EXPORT_PAGE ? 2 : 9);
            continue;
          }
        g_assert_null (bytes);
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        g_assert_cmpuint (progress.n_steps, ==, stop);
      }
}

static gboolean
has_poppler (void)
{
  static const char *const programs[] = { "pdftotext", "pdffonts", "pdfinfo" };

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autofree char *path = g_find_program_in_path (programs[i]);

      if (path == NULL)
        {
          g_test_message ("%s is missing: nobody reads the PDFs back", programs[i]);
          return FALSE;
        }
    }

  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf/cancel", test_cancel);
  g_test_add_func ("/pdf/user-links", test_user_links);
  if (!has_poppler ())
    return g_test_run ();
  g_test_add_data_func ("/pdf/report-text/a4", GUINT_TO_POINTER (QD_PAGE_SIZE_A4), test_report_text);
  g_test_add_data_func ("/pdf/report-text/letter", GUINT_TO_POINTER (QD_PAGE_SIZE_LETTER), test_report_text);
  g_test_add_func ("/pdf/deck-text", test_deck_text);
  g_test_add_func ("/pdf/seed", test_seed);
  g_test_add_func ("/pdf/random", test_random);

  return g_test_run ();
}
