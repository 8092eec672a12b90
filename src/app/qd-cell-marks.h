#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_CELL_SPACING 12

/**
 * QdCellMarks:
 * @finding: (nullable): the mark of its row's findings
 * @comments: (nullable): the number of its row's comments
 * @since: (nullable): that its row is not as it was approved
 * @trend: (nullable): how the check-ins of its key result went
 *
 * What stands beside the text of a cell; each only in cells that ever showed one.
 */
typedef struct
{
  GtkWidget *finding;
  GtkWidget *comments;
  GtkWidget *since;
  GtkWidget *trend;
} QdCellMarks;

int   qd_cell_marks_show  (QdCellMarks *marks,
                           GtkWidget   *cell,
                           GtkWidget   *label,
                           QdDocument  *document,
                           QdRecord    *record);
void  qd_cell_marks_hide  (QdCellMarks *marks);
void  qd_cell_marks_clear (QdCellMarks *marks);

G_END_DECLS
