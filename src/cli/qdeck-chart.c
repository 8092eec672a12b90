#include "qd-config.h"

#include "qdeck-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-folder.h"
#include "qd-plan-charts.h"
#include "qd-plan-style.h"

/* qdeck chart: the charts of a plan as pictures. */

#define SIZE_MIN  64
#define SIZE_MAX  16384
#define SCALE_MAX 16

typedef struct
{
  double       width;
  double       height;
  double       scale;
  gboolean     outlines;
  QdChartStyle style;
} Drawing;

typedef struct
{
  const char *ending;
  GBytes   *(*write) (QdMarks        *marks,
                      const Drawing  *drawing,
                      GError        **error);
} Form;

/* One chart on its way into files. */
typedef struct
{
  const Drawing     *drawing;
  QdChart           *chart;
  const char        *folder;
  const char *const *endings;
  gboolean           failed;
} Job;

static GBytes *
write_png (QdMarks        *marks,
           const Drawing  *drawing,
           GError        **error)
{
  return qd_marks_to_png (marks, drawing->scale, error);
}

static GBytes *
write_svg (QdMarks        *marks,
           const Drawing  *drawing,
           GError        **error)
{
  return qd_marks_to_svg (marks, drawing->outlines);
}

static GBytes *
write_pdf (QdMarks        *marks,
           const Drawing  *drawing,
           GError        **error)
{
  return qd_marks_to_pdf (marks, error);
}

static const Form forms[] = {
  { "png", write_png },
  { "svg", write_svg },
  { "pdf", write_pdf },
};

static const Form *
find_form (const char *ending)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_ascii_strcasecmp (forms[i].ending, ending) == 0)
      return &forms[i];

  qdeck_complain (ending, 0, _("A chart can be png, svg or pdf."));

  return NULL;
}

static gboolean
read_size (const char *text,
           Drawing    *drawing)
{
  char *end;
  gint64 width = g_ascii_strtoll (text, &end, 10);
  gint64 height = *end == 'x' ? g_ascii_strtoll (end + 1, &end, 10) : 0;

  if (*end != '\0' || width < SIZE_MIN || height < SIZE_MIN || width > SIZE_MAX || height > SIZE_MAX)
    {
      qdeck_complain (text, 0, _("A size is written like 1920x1080, each side from %d to %d."), SIZE_MIN, SIZE_MAX);
      return FALSE;
    }
  drawing->width = (double) width;
  drawing->height = (double) height;

  return TRUE;
}

static gboolean
check_background (const char *text)
{
  if (text == NULL || g_str_equal (text, "transparent") || g_str_equal (text, "light") || g_str_equal (text, "dark"))
    return TRUE;

  qdeck_complain (text, 0, _("A background is light, dark or transparent."));

  return FALSE;
}

/* As the plan says, on the ground that somebody asked for; else on the plan's own. */
static void
set_style (QdPlan     *plan,
           const char *background,
           Drawing    *drawing)
{
  gboolean given = background != NULL && !g_str_equal (background, "transparent");

  qd_chart_style_init (&drawing->style, given ? g_str_equal (background, "dark") : qd_plan_style_is_dark (plan));
  qd_plan_style_apply (plan, &drawing->style);
  drawing->style.transparent = background != NULL && !given;
}

static gboolean
read_endings (const char   *text,
              char       ***endings)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (find_form (g_strstrip (parts[i])) == NULL)
      return FALSE;
  *endings = g_steal_pointer (&parts);

  return TRUE;
}

static gboolean
write_chart (QdMarks       *marks,
             const Drawing *drawing,
             const Form    *form,
             const char    *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = form->write (marks, drawing, &error);

  if (bytes == NULL)
    {
      qdeck_complain_error (name, error);
      return FALSE;
    }

  return qdeck_write (name, bytes);
}

/* A page of a chart into all of its files: the first without a number. Returns: how many pages there are */
static guint
draw_page (Job  *job,
           guint page)
{
  QdChartStyle style = job->drawing->style;
  g_autoptr (QdMarks) marks = NULL;

  style.page = page;
  marks = qd_chart_layout (job->chart, &style, job->drawing->width, job->drawing->height);
  for (guint i = 0; job->endings[i] != NULL; i++)
    {
      const Form *form = find_form (job->endings[i]);
      const char *name = qd_chart_get_name (job->chart);
      g_autofree char *file = page == 0 ? g_strdup_printf ("%s.%s", name, form->ending)
                                        : g_strdup_printf ("%s-%u.%s", name, page + 1, form->ending);
      g_autofree char *path = g_build_filename (job->folder, file, NULL);

      if (!write_chart (marks, job->drawing, form, path))
        job->failed = TRUE;
    }

  return qd_marks_get_n_pages (marks);
}

static void
draw_job_cb (gpointer data,
             gpointer user_data)
{
  guint n_pages = draw_page (data, 0);

  for (guint page = 1; page < n_pages; page++)
    draw_page (data, page);
}

/* Values are read here, one after the other; drawing and packing them is done on every processor. */
static QdeckStatus
draw_all (QdFigures         *figures,
          const Drawing     *drawing,
          const char        *folder,
          const char *const *endings)
{
  const char *const *names = qd_chart_names ();
  guint n = g_strv_length ((char **) names);
  g_autofree Job *jobs = g_new0 (Job, n);
  GThreadPool *pool;
  gboolean failed = FALSE;

  if (qd_folder_make (folder, 0777) != 0)
    {
      qdeck_complain (folder, 0, "%s", g_strerror (errno));
      return QDECK_FAILED;
    }

  pool = g_thread_pool_new (draw_job_cb, NULL, (int) CLAMP (g_get_num_processors (), 1, n), FALSE, NULL);
  for (guint i = 0; i < n; i++)
    {
      jobs[i] = (Job) { drawing, qd_plan_chart_new (figures, NULL, names[i]), folder, endings, FALSE };
      g_thread_pool_push (pool, &jobs[i], NULL);
    }
  g_thread_pool_free (pool, FALSE, TRUE);

  for (guint i = 0; i < n; i++)
    {
      failed = failed || jobs[i].failed;
      qd_chart_free (jobs[i].chart);
    }

  return failed ? QDECK_FAILED : QDECK_OK;
}

static QdeckStatus
draw_one (QdFigures     *figures,
          const Drawing *drawing,
          const char    *name,
          const char    *out,
          const char    *to)
{
  g_autoptr (QdChart) chart = qd_plan_chart_new (figures, NULL, name);
  g_autoptr (QdMarks) marks = NULL;
  const char *ending = strrchr (out, '.');
  const Form *form;

  if (chart == NULL)
    {
      qdeck_complain (name, 0, _("There is no such chart. “qdeck chart PLAN --list” lists them."));
      return QDECK_FAILED;
    }
  if (to == NULL)
    to = ending != NULL ? ending + 1 : out;
  form = find_form (to);
  if (form == NULL)
    return QDECK_FAILED;
  marks = qd_chart_layout (chart, &drawing->style, drawing->width, drawing->height);
  if (drawing->style.page >= qd_marks_get_n_pages (marks))
    {
      g_autofree char *page = g_strdup_printf ("--page %u", drawing->style.page + 1);
      guint n_pages = qd_marks_get_n_pages (marks), n_wanted = qd_marks_get_n_wanted (marks);

      if (n_wanted > n_pages)
        qdeck_complain (page, 0, ngettext ("Of the %u pages of the chart in this size the first %u is drawn.",
                                           "Of the %u pages of the chart in this size the first %u are drawn.", n_pages),
                        n_wanted, n_pages);
      else
        qdeck_complain (page, 0, ngettext ("In this size the chart has %u page.", "In this size the chart has %u pages.",
                                           n_pages), n_pages);
      return QDECK_FAILED;
    }

  return write_chart (marks, drawing, form, out) ? QDECK_OK : QDECK_FAILED;
}

static QdeckStatus
print_names (void)
{
  g_autofree char *names = g_strjoinv ("\n", (char **) qd_chart_names ());
  g_autofree char *text = g_strconcat (names, "\n", NULL);

  return qdeck_print_data (text) ? QDECK_OK : QDECK_FAILED;
}

/**
 * qdeck_chart:
 *
 * One chart into the file that is named, or all of them into a folder.
 */
QdeckStatus
qdeck_chart (const QdeckCommand  *command,
             int                  argc,
             char               **argv)
{
  gboolean list = FALSE;
  g_autofree char *folder = NULL, *formats = NULL, *size = NULL, *background = NULL, *to = NULL;
  Drawing drawing = { .scale = 1 };
  int page = 1;
  const GOptionEntry options[] = {
    { "list", 'l', 0, G_OPTION_ARG_NONE, &list, N_("Print the names of the charts"), NULL },
    { "all", 'a', 0, G_OPTION_ARG_FILENAME, &folder, N_("Draw every chart into this folder"), N_("DIR") },
    { "formats", 'f', 0, G_OPTION_ARG_STRING, &formats, N_("With --all: png (unless given), svg, pdf"), N_("LIST") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &to, N_("The form to write, where the ending of OUT does not say"), N_("FORM") },
    { "size", 's', 0, G_OPTION_ARG_STRING, &size, N_("Width and height (1920x1080 unless given)"), N_("SIZE") },
    { "scale", 'x', 0, G_OPTION_ARG_DOUBLE, &drawing.scale, N_("Pixels of a PNG to one of the size (1 unless given)"),
      N_("NUMBER") },
    { "background", 'b', 0, G_OPTION_ARG_STRING, &background,
      N_("light, dark or transparent (the plan’s own unless given)"), N_("NAME") },
    { "page", 'p', 0, G_OPTION_ARG_INT, &page,
      N_("The page of a chart with more than one page has room for; --all draws them all"), N_("NUMBER") },
    { "outlines", 'o', 0, G_OPTION_ARG_NONE, &drawing.outlines,
      N_("In an SVG, draw letters as shapes, for programs without the font"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) names = qdeck_parse (command, argc, argv, options, 1, 3);
  g_auto (GStrv) endings = NULL;
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (QdFigures) figures = NULL;

  if (names == NULL)
    return QDECK_FAILED;
  if (g_strv_length (names) != (list || folder != NULL ? 1 : 3))
    {
      qdeck_complain (command->name, 0, _("Usage: qdeck %s [OPTION…] %s"), command->name, command->usage);
      return QDECK_FAILED;
    }
  if (!(drawing.scale > 0 && drawing.scale <= SCALE_MAX))
    {
      qdeck_complain ("--scale", 0, _("A scale is a number from 0 to %d."), SCALE_MAX);
      return QDECK_FAILED;
    }
  if (!read_size (size != NULL ? size : "1920x1080", &drawing)
      || !check_background (background)
      || !read_endings (formats != NULL ? formats : "png", &endings))
    return QDECK_FAILED;

  plan = qdeck_load (names[0], NULL, NULL, NULL);
  if (plan == NULL)
    return QDECK_FAILED;
  if (list)
    return print_names ();

  if (page < 1)
    {
      qdeck_complain ("--page", 0, _("Pages are counted from 1."));
      return QDECK_FAILED;
    }
  set_style (plan, background, &drawing);
  drawing.style.page = (guint) page - 1;
  figures = qd_figures_new (plan);
  if (folder != NULL)
    return draw_all (figures, &drawing, folder, (const char *const *) endings);

  return draw_one (figures, &drawing, names[1], names[2], to);
}
