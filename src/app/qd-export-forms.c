#include "qd-config.h"

#include "qd-export-forms.h"

#include <glib/gi18n-lib.h>

static const QdExportForm forms[] = {
  { "slides-pptx", N_("Slides"), N_("PowerPoint, Keynote, LibreOffice"), "", "pptx", "pptx", QD_EXPORT_SLIDES },
  { "slides-pdf", N_("Slides as PDF"), N_("16:9, to show or to send"), N_("slides"), "pdf", "pdf", QD_EXPORT_SLIDES },
  { "report-pdf", N_("Report"), N_("PDF, to read or to print"), N_("report"), "pdf", "pdf", QD_EXPORT_REPORT },
  { "page-pdf", N_("Plan on a page"), N_("PDF, the whole quarter at a glance"), N_("page"), "pdf", "pdf", QD_EXPORT_PAGE },
  { "page-pptx", N_("Plan on a slide"), N_("PowerPoint, the whole quarter at a glance"), N_("page"), "pptx", "pptx",
    QD_EXPORT_PAGE },
  { "html", N_("Web page"), N_("The report in one file, for any browser"), "", "html", "html", QD_EXPORT_REPORT },
  { "xlsx", N_("Workbook"), N_("Excel, LibreOffice, Numbers: figures as formulas"), "", "xlsx", "xlsx", QD_EXPORT_DATA },
  { "ics", N_("Calendar"), N_("Reviews, key dates and actions"), "", "ics", "ics", QD_EXPORT_DATA },
  { "md", N_("Markdown"), N_("The document, for wikis and version control"), "", "md", NULL, QD_EXPORT_DATA, "md" },
  { "csv", N_("Tables"), N_("CSV, a file for each list"), "", "csv" },
};

/* Whether the program was built with what makes @form. */
static gboolean
is_there (const QdExportForm *form)
{
  const QdExport *export = form->export != NULL ? qd_export_find (form->export) : NULL;

  return form->export == NULL || (export != NULL && (export->shapes & (1u << form->shape)) != 0);
}

/**
 * qd_export_form_get:
 *
 * Returns: (nullable): the form at @index, or %NULL from the end of the table on
 */
const QdExportForm *
qd_export_form_get (guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (is_there (&forms[i]) && index-- == 0)
      return &forms[i];

  return NULL;
}

/**
 * qd_export_form_find:
 *
 * Returns: (nullable): the form of that name
 */
const QdExportForm *
qd_export_form_find (const char *id)
{
  const QdExportForm *form;

  for (guint i = 0; (form = qd_export_form_get (i)) != NULL; i++)
    if (g_str_equal (form->id, id))
      return form;

  return NULL;
}

/**
 * qd_export_form_needs_all:
 *
 * Returns: whether @form says all that the plan does, so that only who gets all can have it
 */
gboolean
qd_export_form_needs_all (const QdExportForm *form)
{
  return form->export == NULL;
}

/**
 * qd_export_form_makes_many:
 *
 * Returns: whether @form is more than one file
 */
gboolean
qd_export_form_makes_many (const QdExportForm *form)
{
  return form->export == NULL && form->format == NULL;
}

void
qd_export_choices_copy (QdExportChoices       *to,
                        const QdExportChoices *from)
{
  *to = *from;
  to->audience = g_strdup (from->audience);
  to->template_path = g_strdup (from->template_path);
}

void
qd_export_choices_clear (QdExportChoices *choices)
{
  g_clear_pointer (&choices->audience, g_free);
  g_clear_pointer (&choices->template_path, g_free);
}
