#include "qd-config.h"

#include "qd-chart-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-file.h"
#include "qd-plan-style.h"
#include "qd-settings.h"

/* How large and on what ground pictures of charts are is a choice of the user, the same for the clipboard, for dragging and
 * for files, and remembered. It lives in actions, which the menus of all charts show.
 *
 * A picture has room for more than a card, so that it has pages of its own: what is copied or dragged is the one that shows
 * what is seen in the window, what is saved can be all of them. */

#define MAX_CHOICES 5
#define CUSTOM_WIDTH 1280
#define CUSTOM_HEIGHT 720
#define THUMBNAIL_SCALE 0.125

typedef struct
{
  int          width;
  int          height;
  int          scale;
  QdChartStyle style;
} Options;

/* Each a key of the settings. The first value is where we start without them. */
static const struct
{
  const char *key;
  const char *label;
  const char *values[MAX_CHOICES + 1];
  const char *labels[MAX_CHOICES + 1];
} choices[] = {
  { "chart-size", N_("Size"), { "slide", "half-slide", "standard-slide", "square", "custom" },
    { N_("Slide, 16:9"), N_("Half a slide"), N_("Slide, 4:3"), N_("Square"), N_("Custom") } },
  { "chart-scale", N_("Resolution"), { "1", "2", "3" }, { N_("Normal"), N_("Double"), N_("Triple") } },
  { "chart-background", N_("Background"), { "light", "dark", "transparent" },
    { N_("Light"), N_("Dark"), N_("Transparent") } },
};

/* The first of them. */
#define SIZE_CHOICE 0

static const struct
{
  const char *value;
  int         width;
  int         height;
} sizes[] = {
  { "slide", 1920, 1080 },
  { "half-slide", 960, 1080 },
  { "standard-slide", 1440, 1080 },
  { "square", 1080, 1080 },
};

static GBytes *
to_png (QdMarks        *marks,
        const Options  *options,
        GError        **error)
{
  return qd_marks_to_png (marks, options->scale, error);
}

static GBytes *
to_svg (QdMarks        *marks,
        const Options  *options,
        GError        **error)
{
  return qd_marks_to_svg (marks, FALSE);
}

/* What a custom size is, where there are no settings. */
static int custom_size[] = { CUSTOM_WIDTH, CUSTOM_HEIGHT };
static const char *const custom_keys[] = { "chart-width", "chart-height" };

/* The kinds of files, by their ending; the first for names without one of these. */
static const struct
{
  const char *label;
  const char *ending;
  const char *mime_type;
  gboolean    on_clipboard;
  GBytes   *(*write) (QdMarks *marks, const Options *options, GError **error); /* NULL: one of pages */
} kinds[] = {
  { N_("PNG pictures"), "png", "image/png", TRUE, to_png },
  { N_("SVG drawings"), "svg", "image/svg+xml", TRUE, to_svg },
  { N_("PDF documents"), "pdf", "application/pdf", FALSE, NULL },
};

static const char *
get_option (const char *key)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (qd_chart_export_options (), key);

  /* The action keeps the string alive. */
  return g_intern_string (g_variant_get_string (state, NULL));
}

static Options
get_options (QdPlan *plan)
{
  const char *size = get_option ("chart-size");
  const char *background = get_option ("chart-background");
  Options options = {
    .width = sizes[0].width,
    .height = sizes[0].height,
    .scale = (int) g_ascii_strtoll (get_option ("chart-scale"), NULL, 10),
  };

  qd_chart_style_init (&options.style, g_str_equal (background, "dark"));
  qd_plan_style_apply (plan, &options.style);
  options.style.transparent = g_str_equal (background, "transparent");
  options.style.mirrored = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (g_str_equal (sizes[i].value, size))
      {
        options.width = sizes[i].width;
        options.height = sizes[i].height;
      }
  if (g_str_equal (size, "custom"))
    qd_chart_export_get_custom_size (&options.width, &options.height);

  return options;
}

static QdMarks *
lay_out (QdChart       *chart,
         const Options *options)
{
  return qd_chart_layout (chart, &options->style, options->width, options->height);
}

/* How many of these records a page shows; each is there as often as it has marks. */
static guint
count_seen (QdMarks    *marks,
            GHashTable *seen)
{
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const char *id = qd_marks_get (marks, i)->id;

      if (id != NULL && g_hash_table_contains (seen, id))
        g_hash_table_add (found, (gpointer) id);
    }

  return g_hash_table_size (found);
}

/* Turns to the page of the picture that shows most of what is @seen, to the first without that. Returns: (transfer full):
 * that page */
static QdMarks *
turn_to_seen (QdChart    *chart,
              GHashTable *seen,
              Options    *options)
{
  g_autoptr (QdMarks) best = lay_out (chart, options);
  guint n_pages = qd_marks_get_n_pages (best);
  guint most = seen != NULL ? count_seen (best, seen) : 0;
  Options other = *options;

  for (guint page = 1; page < n_pages && seen != NULL; page++)
    {
      g_autoptr (QdMarks) marks = NULL;
      guint n;

      other.style.page = page;
      marks = lay_out (chart, &other);
      n = count_seen (marks, seen);
      if (n <= most)
        continue;
      most = n;
      options->style.page = page;
      qd_marks_unref (best);
      best = g_steal_pointer (&marks);
    }

  return g_steal_pointer (&best);
}

static guint
kind_of_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *ending = g_strconcat (".", kinds[i].ending, NULL);

      if (strlen (name) >= strlen (ending) && g_ascii_strcasecmp (name + strlen (name) - strlen (ending), ending) == 0)
        return i;
    }

  return 0;
}

/* A document that has pages holds all of the chart's. */
static GBytes *
write_pages (QdChart        *chart,
             const Options  *options,
             GError        **error)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_marks_unref);
  Options page = *options;
  guint n_pages;

  do
    {
      page.style.page = pages->len;
      g_ptr_array_add (pages, lay_out (chart, &page));
      n_pages = qd_marks_get_n_pages (g_ptr_array_index (pages, 0));
    }
  while (pages->len < n_pages);

  return qd_marks_pages_to_pdf ((QdMarks *const *) pages->pdata, pages->len, error);
}

static GBytes *
write_named (QdChart        *chart,
             const Options  *options,
             const char     *name,
             GError        **error)
{
  guint kind = kind_of_name (name);
  g_autoptr (QdMarks) marks = NULL;

  if (kinds[kind].write == NULL)
    return write_pages (chart, options, error);
  marks = lay_out (chart, options);

  return kinds[kind].write (marks, options, error);
}

static void
change_state_cb (GSimpleAction *action,
                 GVariant      *value,
                 gpointer       user_data)
{
  g_simple_action_set_state (action, value);
}

/**
 * qd_chart_export_get_custom_size:
 * @width: (out): in pixels
 * @height: (out): likewise
 *
 * What a chart of custom size has.
 */
void
qd_chart_export_get_custom_size (int *width,
                                 int *height)
{
  g_autoptr (GSettings) settings = qd_settings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (custom_size) && settings != NULL; i++)
    custom_size[i] = g_settings_get_int (settings, custom_keys[i]);
  *width = custom_size[0];
  *height = custom_size[1];
}

/**
 * qd_chart_export_set_custom_size:
 *
 * Makes charts of that size from now on.
 */
void
qd_chart_export_set_custom_size (int width,
                                 int height)
{
  g_autoptr (GSettings) settings = qd_settings_new ();

  custom_size[0] = CLAMP (width, QD_CHART_SIDE_MIN, QD_CHART_SIDE_MAX);
  custom_size[1] = CLAMP (height, QD_CHART_SIDE_MIN, QD_CHART_SIDE_MAX);
  for (guint i = 0; i < G_N_ELEMENTS (custom_size) && settings != NULL; i++)
    g_settings_set_int (settings, custom_keys[i], custom_size[i]);
  g_action_group_change_action_state (qd_chart_export_options (), "chart-size", g_variant_new_string ("custom"));
}

/**
 * qd_chart_export_options:
 *
 * Returns: (transfer none): an action for each choice there is about pictures of charts, its state the value; one group for
 *   the whole program
 */
GActionGroup *
qd_chart_export_options (void)
{
  static GSimpleActionGroup *group;
  g_autoptr (GSettings) settings = NULL;

  if (group != NULL)
    return G_ACTION_GROUP (group);

  group = g_simple_action_group_new ();
  settings = qd_settings_new ();
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (GAction) action = NULL;

      if (settings != NULL)
        {
          action = g_settings_create_action (settings, choices[i].key);
        }
      else
        {
          action = G_ACTION (g_simple_action_new_stateful (choices[i].key, G_VARIANT_TYPE_STRING,
                                                           g_variant_new_string (choices[i].values[0])));
          g_signal_connect (action, "change-state", G_CALLBACK (change_state_cb), NULL);
        }
      g_action_map_add_action (G_ACTION_MAP (group), action);
    }

  return G_ACTION_GROUP (group);
}

/**
 * qd_chart_export_menu:
 *
 * Returns: (transfer full): a submenu for each of qd_chart_export_options(), for a group with the prefix “picture”
 */
GMenuModel *
qd_chart_export_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (GMenu) values = g_menu_new ();

      for (guint v = 0; choices[i].values[v] != NULL; v++)
        {
          g_autofree char *action = g_strdup_printf ("picture.%s::%s", choices[i].key, choices[i].values[v]);

          g_menu_append (values, _(choices[i].labels[v]), action);
        }
      if (i == SIZE_CHOICE)
        g_menu_append (values, _("Custom Si_ze…"), "chart.custom-size");
      g_menu_append_submenu (menu, _(choices[i].label), G_MENU_MODEL (values));
    }

  return G_MENU_MODEL (menu);
}

/**
 * qd_chart_export_choices:
 *
 * Returns: (transfer none): the same for a dialog, as they are now; valid until called again
 */
const QdDialogChoice *
qd_chart_export_choices (void)
{
  static const char *labels[G_N_ELEMENTS (choices)][MAX_CHOICES + 1];
  static QdDialogChoice dialog_choices[G_N_ELEMENTS (choices) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      for (guint v = 0; choices[i].labels[v] != NULL; v++)
        labels[i][v] = _(choices[i].labels[v]);
      dialog_choices[i] = (QdDialogChoice) { choices[i].key, _(choices[i].label), choices[i].values, labels[i],
                                             get_option (choices[i].key) };
    }

  return dialog_choices;
}

/**
 * qd_chart_export_filters:
 *
 * Returns: (transfer none): the kinds of files for a dialog
 */
const QdDialogFilter *
qd_chart_export_filters (void)
{
  static QdDialogFilter filters[G_N_ELEMENTS (kinds) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    filters[i] = (QdDialogFilter) { _(kinds[i].label), kinds[i].ending };

  return filters;
}

/**
 * qd_chart_export_set_options:
 * @answers: (element-type utf8 utf8): the value of each choice of qd_chart_export_choices()
 */
void
qd_chart_export_set_options (GHashTable *answers)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      const char *value = g_hash_table_lookup (answers, choices[i].key);

      if (value != NULL && g_strv_contains (choices[i].values, value))
        g_action_group_change_action_state (qd_chart_export_options (), choices[i].key, g_variant_new_string (value));
    }
}

/**
 * qd_chart_export_get_page:
 * @chart: a chart
 * @plan: the plan it is of, whose style counts
 * @seen: (nullable) (element-type utf8): the ids of the records that are seen of it
 * @n_pages: (out): how many pages a picture of it has in the size that is chosen
 *
 * Returns: which of them shows that
 */
guint
qd_chart_export_get_page (QdChart    *chart,
                          QdPlan     *plan,
                          GHashTable *seen,
                          guint      *n_pages)
{
  Options options = get_options (plan);
  g_autoptr (QdMarks) marks = turn_to_seen (chart, seen, &options);

  *n_pages = qd_marks_get_n_pages (marks);

  return options.style.page;
}

/**
 * qd_chart_export_holds_pages:
 * @name: a file name
 *
 * Returns: whether a file of that kind holds all pages of a chart; others hold one
 */
gboolean
qd_chart_export_holds_pages (const char *name)
{
  return kinds[kind_of_name (name)].write == NULL;
}

/**
 * qd_chart_export_get_page_file:
 * @file: the file for a chart
 * @page: one of its pages, from 0 on
 *
 * Returns: (transfer full): the file for that page, beside @file where it is not the first: “capacity-2.png”
 */
GFile *
qd_chart_export_get_page_file (GFile *file,
                               guint  page)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  char *dot = strrchr (base, '.');
  g_autofree char *name = NULL;

  if (page == 0)
    return g_object_ref (file);

  if (dot == base)
    dot = NULL;
  name = g_strdup_printf ("%.*s-%u%s", dot != NULL ? (int) (dot - base) : (int) strlen (base), base, page + 1,
                          dot != NULL ? dot : "");

  return g_file_get_child (folder, name);
}

/**
 * qd_chart_export_bytes:
 * @chart: a chart
 * @plan: the plan it is of, whose style counts
 * @seen: (nullable) (element-type utf8): the ids of the records that are seen of it
 * @name: a file name, whose ending decides what is made; a PNG picture if it is none of ours
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what belongs into a file of that name
 */
GBytes *
qd_chart_export_bytes (QdChart     *chart,
                       QdPlan      *plan,
                       GHashTable  *seen,
                       const char  *name,
                       GError     **error)
{
  Options options = get_options (plan);
  g_autoptr (QdMarks) marks = turn_to_seen (chart, seen, &options);

  return write_named (chart, &options, name, error);
}

/**
 * qd_chart_export_thumbnail:
 * @seen: (nullable) (element-type utf8): the ids of the records that are seen of @chart
 *
 * Returns: (transfer full) (nullable): a small PNG picture to carry at the pointer
 */
GBytes *
qd_chart_export_thumbnail (QdChart    *chart,
                           QdPlan     *plan,
                           GHashTable *seen)
{
  Options options = get_options (plan);
  g_autoptr (QdMarks) marks = NULL;

  options.style.transparent = FALSE;
  marks = turn_to_seen (chart, seen, &options);

  return qd_marks_to_png (marks, THUMBNAIL_SCALE, NULL);
}

/**
 * qd_chart_export_content:
 * @chart: a chart
 * @plan: the plan it is of
 * @seen: (nullable) (element-type utf8): the ids of the records that are seen of it
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a picture of it in each form that programs ask the clipboard for
 */
GdkContentProvider *
qd_chart_export_content (QdChart     *chart,
                         QdPlan      *plan,
                         GHashTable  *seen,
                         GError     **error)
{
  Options options = get_options (plan);
  g_autoptr (QdMarks) marks = turn_to_seen (chart, seen, &options);
  GdkContentProvider *providers[G_N_ELEMENTS (kinds)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (!kinds[i].on_clipboard)
        continue;
      bytes = kinds[i].write (marks, &options, error);
      if (bytes == NULL)
        {
          while (n > 0)
            g_object_unref (providers[--n]);
          return NULL;
        }
      providers[n++] = gdk_content_provider_new_for_bytes (kinds[i].mime_type, bytes);
    }

  return gdk_content_provider_new_union (providers, n);
}

typedef struct
{
  QdChart *chart;
  GFile   *file;
  Options  options;
  guint    n_pages; /* from that of the options on */
} Job;

static void
job_free (Job *job)
{
  qd_chart_free (job->chart);
  g_object_unref (job->file);
  g_free (job);
}

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Job *job = task_data;
  g_autofree char *name = g_file_get_basename (job->file);
  GError *error = NULL;

  for (guint i = 0; i < job->n_pages; i++, job->options.style.page++)
    {
      g_autoptr (GBytes) bytes = write_named (job->chart, &job->options, name, &error);
      g_autoptr (GFile) file = qd_chart_export_get_page_file (job->file, i);

      if (bytes == NULL || !qd_file_replace (file, bytes, NULL, NULL, cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }

  g_task_return_boolean (task, TRUE);
}

/**
 * qd_chart_export_async:
 * @chart: a chart
 * @plan: the plan it is of
 * @file: where to; its ending decides what is written
 * @page: which page of the picture, from 0 on, or the first of several; any for files that hold all pages
 * @n_pages: how many pages from there on, each in a file of its own: see qd_chart_export_get_page_file()
 *
 * Writes a picture of @chart, as it is now, without making the window wait.
 */
void
qd_chart_export_async (QdChart             *chart,
                       QdPlan              *plan,
                       GFile               *file,
                       guint                page,
                       guint                n_pages,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->chart = qd_chart_copy (chart);
  job->file = g_object_ref (file);
  job->options = get_options (plan);
  job->options.style.page = page;
  job->n_pages = n_pages;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, export_thread);
}

/**
 * qd_chart_export_finish:
 * @error: return location for an error: a sentence that says what is wrong and what to do
 *
 * Returns: %FALSE with @error set if a file is as it was
 */
gboolean
qd_chart_export_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
