#pragma once

#include <adwaita.h>

#include "qd-document.h"
#include "qd-entry-grid.h"

G_BEGIN_DECLS

#define QD_TYPE_ENTRY_DIALOG (qd_entry_dialog_get_type ())

G_DECLARE_DERIVABLE_TYPE (QdEntryDialog, qd_entry_dialog, QD, ENTRY_DIALOG, AdwWindow)

/**
 * QdEntryDialogClass:
 * @kind: what its grid is about
 * @dup_change: (nullable): what would enter all that is typed
 * @filled: (nullable): the rows of the grid are others now
 */
struct _QdEntryDialogClass
{
  AdwWindowClass         parent_class;

  const QdEntryGridKind *kind;
  QdChange            *(*dup_change) (QdEntryDialog *dialog);
  void                 (*filled)     (QdEntryDialog *dialog);
};

GtkWidget   *qd_entry_dialog_search_new      (QdEntryDialog *dialog);
QdEntryGrid *qd_entry_dialog_grid_new        (QdEntryDialog *dialog);
void         qd_entry_dialog_begin           (QdEntryDialog *dialog,
                                              QdDocument    *document);
void         qd_entry_dialog_fill            (QdEntryDialog *dialog);
void         qd_entry_dialog_note            (QdEntryDialog *dialog);
void         qd_entry_dialog_enter           (QdEntryDialog *dialog,
                                              const char    *message);
QdDocument  *qd_entry_dialog_get_document    (QdEntryDialog *dialog);
GPtrArray   *qd_entry_dialog_get_key_results (QdEntryDialog *dialog);

G_END_DECLS
