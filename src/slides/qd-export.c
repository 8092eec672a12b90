#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-audience-plan.h"
#include "qd-deck-cairo.h"
#include "qd-error.h"
#include "qd-format.h"
#include "qd-html.h"
#include "qd-ics.h"
#include "qd-page-plan.h"
#include "qd-plan-style.h"
#include "qd-pptx.h"
#include "qd-report.h"
#include "qd-xlsx.h"

#define SHAPE(NAME) (1u << QD_EXPORT_##NAME)

/* Teams and categories are left in the plan for its sums, even where their sections are not shown. */
static gboolean
gets_column (QdListId    list,
             const char *column,
             gpointer    user_data)
{
  const QdAudience *audience = user_data;

  if ((list == QD_LIST_TEAMS && !qd_audience_gets (audience, "capacity")) ||
      (list == QD_LIST_ALLOCATION && !qd_audience_gets (audience, "allocation")))
    return FALSE;

  return column == NULL || qd_audience_gets_column (audience, list, column);
}

/* Findings tell what no column does. */
static gboolean
gets_findings (const QdAudience *audience)
{
  return audience->findings && !audience->outside && audience->risk_names && audience->people_names;
}

/* Returns: (nullable): what a workbook is asked of; %NULL where all of it is in */
static QdXlsxGets
workbook_gets (const QdAudience *audience)
{
  return audience == NULL || qd_audience_gets_all (audience) ? NULL : gets_column;
}

static GBytes *
write_workbook (QdFigures              *figures,
                GPtrArray              *findings,
                const QdExportOptions  *options,
                GError                **error)
{
  return qd_xlsx_save (figures, findings, workbook_gets (options->audience), (gpointer) options->audience,
                       options->cancellable, error);
}

static GPtrArray *
workbook_contents (QdFigures        *figures,
                   GPtrArray        *findings,
                   const QdAudience *audience)
{
  return qd_xlsx_list_sheets (figures, findings, workbook_gets (audience), (gpointer) audience);
}

static GBytes *
write_pdf (QdFigures              *figures,
           GPtrArray              *findings,
           const QdExportOptions  *options,
           GError                **error)
{
  switch (options->shape)
    {
    case QD_EXPORT_REPORT:
      return qd_report_write_pdf (figures, findings, options, error);
    case QD_EXPORT_PAGE:
      return qd_page_plan_write_pdf (figures, findings, options, error);
    default:
      return qd_deck_write_pdf (figures, findings, options, error);
    }
}

static GBytes *
write_calendar (QdFigures              *figures,
                GPtrArray              *findings,
                const QdExportOptions  *options,
                GError                **error)
{
  return qd_ics_save (qd_figures_get_plan (figures), error);
}

static GPtrArray *
calendar_contents (QdFigures        *figures,
                   GPtrArray        *findings,
                   const QdAudience *audience)
{
  return qd_ics_list_entries (qd_figures_get_plan (figures));
}

static GPtrArray *
calendar_losses (QdFigures *figures)
{
  return qd_ics_losses (qd_figures_get_plan (figures));
}

/* Ended by one without an id. */
static const QdExport exports[] = {
  { "pdf", N_("PDF"), "application/pdf", "pdf", SHAPE (SLIDES) | SHAPE (REPORT) | SHAPE (PAGE), TRUE,
    write_pdf },
  { "pptx", N_("PowerPoint presentation"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx",
    SHAPE (SLIDES) | SHAPE (PAGE), TRUE, qd_pptx_write },
  { "html", N_("Web page"), "text/html", "html htm", SHAPE (REPORT), TRUE, qd_html_write },
  { "xlsx", N_("Workbook"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", SHAPE (DATA),
    FALSE, write_workbook, qd_xlsx_losses, workbook_contents },
  { "ics", N_("Calendar"), "text/calendar", "ics", SHAPE (DATA), FALSE, write_calendar, calendar_losses,
    calendar_contents },
  { NULL }
};

/**
 * qd_export_get:
 *
 * Returns: (nullable): the form at @index, or %NULL from the end of the table on
 */
const QdExport *
qd_export_get (guint index)
{
  guint i = 0;

  while (i < index && exports[i].id != NULL)
    i++;

  return exports[i].id != NULL ? &exports[i] : NULL;
}

/**
 * qd_export_find:
 * @id: the name of a form, such as "pptx"
 *
 * Returns: (nullable): the form, or %NULL if there is none of that name
 */
const QdExport *
qd_export_find (const char *id)
{
  for (guint i = 0; exports[i].id != NULL; i++)
    if (strcmp (exports[i].id, id) == 0)
      return &exports[i];

  return NULL;
}

/**
 * qd_export_for_name:
 * @file_name: (nullable): a file name or path
 *
 * Returns: (nullable): the form that its ending stands for, or %NULL if none does
 */
const QdExport *
qd_export_for_name (const char *file_name)
{
  for (guint i = 0; exports[i].id != NULL; i++)
    if (qd_format_name_ends_in (file_name, exports[i].extensions))
      return &exports[i];

  return NULL;
}

/**
 * qd_export_usual_shape:
 * @export: a form
 *
 * Returns: what a file of that form is unless somebody asks for something else
 */
QdExportShape
qd_export_usual_shape (const QdExport *export)
{
  QdExportShape shape = QD_EXPORT_SLIDES;

  g_return_val_if_fail (export != NULL && export->shapes != 0, shape);

  while ((export->shapes & (1u << shape)) == 0)
    shape++;

  return shape;
}

/**
 * qd_export_options_init:
 * @options: (out caller-allocates): options
 * @plan: the plan that is to be exported
 *
 * A deck for everyone, without notes, on A4, in the style of the plan.
 */
void
qd_export_options_init (QdExportOptions *options,
                        QdPlan          *plan)
{
  memset (options, 0, sizeof *options);
  qd_chart_style_init (&options->style, qd_plan_style_is_dark (plan));
  qd_plan_style_apply (plan, &options->style);
}

/**
 * qd_export_write:
 * @export: a form
 * @figures: the figures of a plan
 * @findings: (nullable): its findings
 * @options: what was chosen
 * @error: return location for an error
 *
 * Returns: (transfer full): the content of the file, or %NULL with @error set, %G_IO_ERROR_CANCELLED among others
 */
GBytes *
qd_export_write (const QdExport         *export,
                 QdFigures              *figures,
                 GPtrArray              *findings,
                 const QdExportOptions  *options,
                 GError                **error)
{
  g_autoptr (QdAudiencePlan) plan = NULL;

  g_return_val_if_fail (export != NULL, NULL);
  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  if ((export->shapes & (1u << options->shape)) == 0)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED, _("A file of the form “%s” cannot be that."),
                   _(export->label));
      return NULL;
    }
  if (!qd_export_step (options, 0, error))
    return NULL;
  if (export->whole || options->audience == NULL)
    return export->write (figures, findings, options, error);

  plan = qd_audience_plan_new (figures, gets_findings (options->audience) ? findings : NULL, options->audience);

  return export->write (plan->shown, plan->findings, options, error);
}

/**
 * qd_export_losses:
 * @export: a form
 * @figures: the figures of a plan
 * @audience: (nullable): whom it is for
 *
 * Returns: (transfer full) (element-type utf8): what @export has no place for of what @audience gets, in whole
 *   sentences
 */
GPtrArray *
qd_export_losses (const QdExport   *export,
                  QdFigures        *figures,
                  const QdAudience *audience)
{
  g_autoptr (QdAudiencePlan) plan = NULL;

  g_return_val_if_fail (export != NULL, NULL);
  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  if (export->losses == NULL)
    return g_ptr_array_new_with_free_func (g_free);
  if (audience == NULL)
    return export->losses (figures);

  plan = qd_audience_plan_new (figures, NULL, audience);

  return export->losses (plan->shown);
}

/**
 * qd_export_contents:
 * @export: a form
 * @figures: the figures of a plan
 * @findings: (nullable): its findings
 * @audience: (nullable): whom it is for
 *
 * Returns: (transfer full) (nullable) (element-type utf8): what is in a file of that form, a line each in the user's
 *   language; %NULL of forms that have pages, which are looked at
 */
GPtrArray *
qd_export_contents (const QdExport   *export,
                    QdFigures        *figures,
                    GPtrArray        *findings,
                    const QdAudience *audience)
{
  g_autoptr (QdAudiencePlan) plan = NULL;

  g_return_val_if_fail (export != NULL, NULL);
  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  if (export->contents == NULL)
    return NULL;
  if (audience == NULL)
    return export->contents (figures, findings, NULL);

  plan = qd_audience_plan_new (figures, gets_findings (audience) ? findings : NULL, audience);

  return export->contents (plan->shown, plan->findings, audience);
}

/**
 * qd_export_step:
 * @options: what was chosen
 * @part: how much is done, 0 to 1
 * @error: return location for an error
 *
 * Called by whatever writes, between one page or slide and the next.
 *
 * Returns: whether to go on; %FALSE with @error set once it is cancelled
 */
gboolean
qd_export_step (const QdExportOptions  *options,
                double                  part,
                GError                **error)
{
  if (g_cancellable_set_error_if_cancelled (options->cancellable, error))
    return FALSE;
  if (options->progress != NULL)
    options->progress (part, options->progress_data);

  return TRUE;
}
