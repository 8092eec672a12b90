#pragma once

#include "qd-export-dialog.h"
#include "qd-export-source.h"
#include "qd-pages-view.h"
#include "qd-template-row.h"

G_BEGIN_DECLS

/* What the files that make up QdExportDialog share: qd-export-dialog.c is what is chosen and its preview,
 * qd-export-dialog-run.c what happens then. */

struct _QdExportDialog
{
  AdwWindow           parent_instance;

  QdDocument         *document;
  GSettings          *settings;    /* (nullable) */
  QdExportSource     *source;
  GPtrArray          *audiences;   /* (element-type utf8): as qd_audience_find() takes them, in the order of their row */
  GArray             *forms;       /* of a form with its row and check */
  const QdExportForm *previewed;
  GCancellable       *making;      /* (nullable): the preview that is being made */
  gboolean            stale;       /* and it is not what is chosen any more */
  GCancellable       *job;         /* (nullable): the export that is under way */
  gboolean            stopping;    /* it is, as soon as it can */
  gboolean            closing;     /* once that is over */

  GtkWidget          *cancel_button;
  GtkWidget          *export_button;
  GtkRevealer        *progress_revealer;
  GtkLabel           *progress_label;
  GtkProgressBar     *progress;
  GtkWidget          *body;
  GtkWidget          *settings_side;
  GtkWidget          *separator;
  GtkWidget          *preview_side;
  GtkLabel           *preview_title;
  QdPagesView        *preview;
  AdwComboRow        *audience_row;
  AdwExpanderRow     *shown_row;
  GtkLabel           *shown_label;
  AdwExpanderRow     *left_out_row;
  GtkLabel           *left_out_label;
  AdwPreferencesGroup *forms_group;
  AdwComboRow        *paper_row;
  QdTemplateRow      *template_row;
  GtkSwitch          *notes_switch;
};

/* qd-export-dialog.c */
void       qd_export_dialog_read_choices (QdExportDialog  *self,
                                          QdExportChoices *choices);
GPtrArray *qd_export_dialog_list_forms   (QdExportDialog  *self);
void       qd_export_dialog_remember     (QdExportDialog  *self);
void       qd_export_dialog_exported     (QdExportDialog  *self,
                                          GPtrArray       *files);

/* qd-export-dialog-run.c */
void       qd_export_dialog_run          (QdExportDialog  *self);
void       qd_export_dialog_start        (QdExportDialog  *self,
                                          GPtrArray       *targets);
void       qd_export_dialog_stop         (QdExportDialog  *self);

G_END_DECLS
