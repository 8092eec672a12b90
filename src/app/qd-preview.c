#include "qd-config.h"

#include "qd-export-source-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-deck-cairo.h"
#include "qd-inline.h"
#include "qd-minutes.h"
#include "qd-outline.h"
#include "qd-page-plan.h"
#include "qd-plan-style.h"
#include "qd-report.h"

/* What is about to be exported or printed, made in a thread: the very slides and pages of the file, drawn when they are
 * looked at; of what has no pages, what is in it. */

/* Nobody reads more of a document in a preview. */
#define TEXT_MAX 20000

struct _QdPreview
{
  GObject     parent_instance;

  QdOutline  *outline;
  QdDeck     *deck;      /* of slides */
  QdReport   *report;    /* of pages */
  QdPagePlan *page;      /* of just one */
  char       *text;      /* of none of these */
  gboolean    verbatim;
  GPtrArray  *shown;     /* (element-type utf8) */
  GPtrArray  *left_out;  /* (element-type utf8) */
};

G_DEFINE_FINAL_TYPE (QdPreview, qd_preview, G_TYPE_OBJECT)

static void
qd_preview_finalize (GObject *object)
{
  QdPreview *self = QD_PREVIEW (object);

  g_clear_pointer (&self->deck, qd_deck_free);
  g_clear_pointer (&self->report, qd_report_free);
  g_clear_pointer (&self->page, qd_page_plan_free);
  g_clear_pointer (&self->outline, qd_outline_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);

  G_OBJECT_CLASS (qd_preview_parent_class)->finalize (object);
}

static void
qd_preview_class_init (QdPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_preview_finalize;
}

static void
qd_preview_init (QdPreview *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_free);
  self->left_out = g_ptr_array_new_with_free_func (g_free);
}

/**
 * qd_preview_get_n_pages:
 *
 * Returns: how many pages or slides there are; 0 if it is text
 */
guint
qd_preview_get_n_pages (QdPreview *preview)
{
  if (preview->deck != NULL)
    return preview->deck->slides->len;
  if (preview->page != NULL)
    return 1;

  return preview->report != NULL ? qd_report_get_n_pages (preview->report) : 0;
}

/**
 * qd_preview_get_page_size:
 * @page: a page, from 0
 * @width: (out): in units of its own
 * @height: (out): likewise
 */
void
qd_preview_get_page_size (QdPreview *preview,
                          guint      page,
                          double    *width,
                          double    *height)
{
  *width = QD_SLIDE_WIDTH;
  *height = QD_SLIDE_HEIGHT;
  if (preview->report != NULL)
    qd_report_get_page_size (preview->report, width, height);
  else if (preview->page != NULL)
    qd_page_plan_get_size (preview->page, width, height);
}

/**
 * qd_preview_dup_page_title:
 * @page: a page, from 0
 *
 * Returns: (transfer full) (nullable): what the page is called, if it says so itself
 */
char *
qd_preview_dup_page_title (QdPreview *preview,
                           guint      page)
{
  if (preview->deck == NULL || page >= preview->deck->slides->len)
    return NULL;

  return g_strdup (((const QdSlide *) g_ptr_array_index (preview->deck->slides, page))->title);
}

/**
 * qd_preview_draw_page:
 * @page: a page, from 0
 * @cr: where to, in units of qd_preview_get_page_size()
 */
void
qd_preview_draw_page (QdPreview *preview,
                      guint      page,
                      cairo_t   *cr)
{
  if (preview->deck != NULL)
    qd_deck_draw_slide (preview->deck, page, cr);
  else if (preview->report != NULL)
    qd_report_draw_page (preview->report, page, cr);
  else if (preview->page != NULL)
    qd_page_plan_draw (preview->page, cr);
}

/**
 * qd_preview_get_text:
 *
 * Returns: (nullable): what is in it, of what has no pages
 */
const char *
qd_preview_get_text (QdPreview *preview)
{
  return preview->text;
}

/**
 * qd_preview_is_verbatim:
 *
 * Returns: whether the text is that of the file, letter by letter
 */
gboolean
qd_preview_is_verbatim (QdPreview *preview)
{
  return preview->verbatim;
}

/**
 * qd_preview_get_shown:
 *
 * Returns: (element-type utf8): the sections that are in it, a line each
 */
GPtrArray *
qd_preview_get_shown (QdPreview *preview)
{
  return preview->shown;
}

/**
 * qd_preview_get_left_out:
 *
 * Returns: (element-type utf8): what its audience does not get, and what the form has no place for, a line each
 */
GPtrArray *
qd_preview_get_left_out (QdPreview *preview)
{
  return preview->left_out;
}

static void
list_sections (QdPreview *self)
{
  for (guint i = 0; i < self->outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (self->outline->sections, i);
      g_autofree char *topic = qd_inline_dup_plain (section->topic);
      g_autofree char *title = qd_inline_dup_plain (section->title);

      if (g_str_equal (topic, title))
        g_ptr_array_add (self->shown, g_steal_pointer (&topic));
      else
        /* Translators: what a section is about, and what it says. */
        g_ptr_array_add (self->shown, g_strdup_printf (C_("section", "%s: %s"), topic, title));
    }
}

static void
list_left_out (QdPreview          *self,
               QdExportSource     *source,
               const QdExportForm *form,
               const QdAudience   *audience)
{
  g_autoptr (GPtrArray) losses = NULL;

  for (guint i = 0; i < self->outline->left_out->len; i++)
    g_ptr_array_add (self->left_out, g_strdup (g_ptr_array_index (self->outline->left_out, i)));
  if (form->export == NULL)
    return;

  losses = qd_export_losses (qd_export_find (form->export), source->figures, audience);
  for (guint i = 0; i < losses->len; i++)
    g_ptr_array_add (self->left_out, g_strdup (g_ptr_array_index (losses, i)));
}

static char *
join_lines (GPtrArray *lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (lines, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
begin_of (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *end = text + MIN (length, TEXT_MAX);
  g_autofree char *begin = NULL;

  /* A character may have been cut through. */
  if (!g_utf8_validate_len (text, (gsize) (end - text), &end) || length <= TEXT_MAX)
    return g_strndup (text, (gsize) (end - text));

  begin = g_strndup (text, (gsize) (end - text));

  return g_strconcat (begin, "…", NULL);
}

/* Of tables, the files. */
static char *
describe_lists (QdExportSource *source)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < source->lists->len; i++)
    {
      g_autofree char *name = qd_export_list_dup_name (&g_array_index (source->lists, QdExportList, i));

      g_string_append_printf (text, "%s.csv\n", name);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
make_text (QdExportSource      *source,
           const QdExportForm  *form,
           const QdAudience    *audience,
           GError             **error)
{
  if (form->export != NULL)
    {
      g_autoptr (GPtrArray) lines = qd_export_contents (qd_export_find (form->export), source->figures, source->findings,
                                                        audience);

      return join_lines (lines);
    }
  if (form->format != NULL)
    {
      g_autoptr (GBytes) bytes = qd_format_save (qd_figures_get_plan (source->figures), qd_format_find (form->format),
                                                 error);

      return bytes != NULL ? begin_of (bytes) : NULL;
    }

  return describe_lists (source);
}

/* Everything is made here; the window only draws. */
static QdPreview *
make (QdExportSource         *source,
      const QdExportForm     *form,
      const QdExportChoices  *choices,
      GCancellable           *cancellable,
      GError                **error)
{
  QdPlan *plan = qd_figures_get_plan (source->figures);
  g_autoptr (QdPreview) self = NULL;
  g_autoptr (QdAudience) audience = qd_audience_find (plan, choices->audience, error);
  QdExportOptions options;

  if (audience == NULL)
    return NULL;

  self = g_object_new (QD_TYPE_PREVIEW, NULL);
  self->outline = qd_outline_new (source->figures, source->findings, audience);
  list_sections (self);
  list_left_out (self, source, form, audience);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  qd_export_options_init (&options, plan);
  if (form->export == NULL || form->shape == QD_EXPORT_DATA)
    {
      self->text = make_text (source, form, audience, error);
      self->verbatim = form->format != NULL;
      return self->text != NULL ? g_steal_pointer (&self) : NULL;
    }
  if (form->shape == QD_EXPORT_SLIDES)
    {
      self->deck = g_str_equal (form->export, "pptx") ? qd_deck_new_editable (self->outline, &options.style)
                                                      : qd_deck_new (self->outline, &options.style);
      return g_steal_pointer (&self);
    }

  if (form->shape == QD_EXPORT_PAGE && g_str_equal (form->export, "pptx"))
    {
      self->page = qd_page_plan_new_for_slide (self->outline, &options.style, QD_SLIDE_WIDTH, QD_SLIDE_HEIGHT, TRUE);
      return g_steal_pointer (&self);
    }

  qd_plan_style_for_paper (plan, &options.style);
  if (form->shape == QD_EXPORT_PAGE)
    self->page = qd_page_plan_new (self->outline, &options.style, choices->page_size);
  else
    self->report = qd_report_new (self->outline, &options.style, choices->page_size);

  return g_steal_pointer (&self);
}

/**
 * qd_preview_make_report:
 * @source: what to make it from
 * @page_size: of the paper
 *
 * For who cannot wait for a thread: printing has its own dialog up meanwhile.
 *
 * Returns: (transfer full): the pages of the report for everyone
 */
QdPreview *
qd_preview_make_report (QdExportSource *source,
                        QdPageSize      page_size)
{
  const QdExportChoices choices = { (char *) "everyone", page_size, FALSE, NULL };
  QdPreview *report;

  qd_export_source_complete (source);
  qd_export_source_lock (source);
  report = make (source, qd_export_form_find ("report-pdf"), &choices, NULL, NULL);
  qd_export_source_unlock (source);

  return report;
}

/**
 * qd_preview_make_agenda:
 * @source: what to make it from
 * @page_size: of the paper
 *
 * Returns: (transfer full): the agenda of the meeting, to hang on the door
 */
QdPreview *
qd_preview_make_agenda (QdExportSource *source,
                        QdPageSize      page_size)
{
  QdPreview *agenda = g_object_new (QD_TYPE_PREVIEW, NULL);
  QdExportOptions options;
  QdPlan *plan;

  qd_export_source_complete (source);
  qd_export_source_lock (source);
  plan = qd_figures_get_plan (source->figures);
  qd_export_options_init (&options, plan);
  qd_plan_style_for_paper (plan, &options.style);
  agenda->outline = qd_minutes_new_agenda (source->figures);
  agenda->report = qd_report_new (agenda->outline, &options.style, page_size);
  qd_export_source_unlock (source);

  return agenda;
}

typedef struct
{
  QdExportSource     *source;
  const QdExportForm *form;
  QdExportChoices     choices;
} Order;

static void
order_free (Order *order)
{
  qd_export_source_unref (order->source);
  qd_export_choices_clear (&order->choices);
  g_free (order);
}

static void
make_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Order *order = task_data;
  GError *error = NULL;
  QdPreview *preview = NULL;

  qd_export_source_lock (order->source);
  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    preview = make (order->source, order->form, &order->choices, cancellable, &error);
  qd_export_source_unlock (order->source);

  if (preview != NULL)
    g_task_return_pointer (task, preview, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * qd_preview_make_async:
 * @source: what to make it from
 * @form: what it is to show
 * @choices: how
 *
 * Makes a preview without making the window wait.
 */
void
qd_preview_make_async (QdExportSource        *source,
                       const QdExportForm    *form,
                       const QdExportChoices *choices,
                       GCancellable          *cancellable,
                       GAsyncReadyCallback    callback,
                       gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->source = qd_export_source_ref (source);
  order->form = form;
  qd_export_choices_copy (&order->choices, choices);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, make_thread);
}

/**
 * qd_preview_make_finish:
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the preview
 */
QdPreview *
qd_preview_make_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
