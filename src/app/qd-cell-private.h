#pragma once

#include "qd-cell-marks.h"
#include "qd-cell.h"

G_BEGIN_DECLS

struct _QdCell
{
  GtkWidget       parent_instance;

  QdDocument     *document;
  guint           slot;

  guint           position;
  gpointer        item;     /* not owned: bound items are the view's */
  const QdColumn *column;   /* NULL: nothing to show for this row */
  gboolean        heading;
  gboolean        at_end;   /* text stands at the end of the column, as numbers do */

  GtkWidget      *bar;      /* only in cells that ever showed one */
  GtkWidget      *label;
  QdCellMarks     marks;
  GtkWidget      *editor;   /* only while editing */
  gboolean        committing;
  QdRecord       *added;    /* (nullable): stands for the record that what is typed would add */
};

/* qd-cell.c: what a cell shows. */
void qd_cell_set_class     (QdCell     *cell,
                            const char *name,
                            gboolean    on);

/* qd-cell-edit.c: how it is edited. */
void qd_cell_forget_edited (QdCell     *cell);

G_END_DECLS
