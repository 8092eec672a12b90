#pragma once

#include "qd-export.h"
#include "qd-format.h"

G_BEGIN_DECLS

/* What a plan can leave the window as. */

/**
 * QdExportForm:
 * @id: its name in the settings
 * @label: what people call it, to be translated
 * @detail: what takes it, to be translated
 * @suffix: what tells its file from those of other forms of the same ending, to be translated; "" if nothing must
 * @ending: of its file
 * @export: (nullable): the name of the #QdExport that makes it
 * @shape: of that
 * @format: (nullable): else the name of the #QdFormat that does; %NULL for the rows of each list in a file of its own
 *
 * One line of the table in qd-export-forms.c.
 */
typedef struct
{
  const char    *id;
  const char    *label;
  const char    *detail;
  const char    *suffix;
  const char    *ending;
  const char    *export;
  QdExportShape  shape;
  const char    *format;
} QdExportForm;

const QdExportForm *qd_export_form_get        (guint               index);
const QdExportForm *qd_export_form_find       (const char         *id);
gboolean            qd_export_form_needs_all  (const QdExportForm *form);
gboolean            qd_export_form_makes_many (const QdExportForm *form);

/**
 * QdExportChoices:
 * @audience: whom it is for, as qd_audience_find() takes it
 * @page_size: of what is printed
 * @notes: whether slides have speaker notes
 * @template_path: (nullable): the presentation whose master slides get
 *
 * What is chosen beside the form.
 */
typedef struct
{
  char       *audience;
  QdPageSize  page_size;
  gboolean    notes;
  char       *template_path;
} QdExportChoices;

void qd_export_choices_copy  (QdExportChoices       *to,
                              const QdExportChoices *from);
void qd_export_choices_clear (QdExportChoices       *choices);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QdExportChoices, qd_export_choices_clear)

G_END_DECLS
