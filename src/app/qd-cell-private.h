#pragma once

#include "qd-cell-marks.h"
#include "qd-cell.h"

G_BEGIN_DECLS

/* How a cell looks beside what it says: a style class each. */
typedef enum
{
  QD_CELL_LOOKS_NUMERIC = 1 << 0,
  QD_CELL_LOOKS_OVER = 1 << 1,
  QD_CELL_LOOKS_DIM = 1 << 2,
  QD_CELL_LOOKS_STATED = 1 << 3,
  QD_CELL_LOOKS_HEADING = 1 << 4,
  QD_CELL_LOOKS_TOTAL = 1 << 5,
  QD_CELL_LOOKS_GROUP = 1 << 6,
  QD_CELL_LOOKS_IN_RANGE = 1 << 7,
  QD_CELL_LOOKS_EDITING = 1 << 8,
  QD_CELL_LOOKS_REFUSED = 1 << 9,
  QD_CELL_LOOKS_FRAME = 1 << 10,
} QdCellLooks;

struct _QdCell
{
  GtkWidget       parent_instance;

  QdDocument     *document;
  guint           slot;

  GtkListItem    *list_item; /* what a view shows it in; NULL: no view does */
  gpointer        item;      /* not owned: bound items are the view's */
  const QdColumn *column;    /* NULL: nothing to show for this row */
  gboolean        heading;
  QdDirection     sorted;    /* which way rows are sorted by @column, if it is a heading of such rows */
  gboolean        at_end;    /* text stands at the end of the column, as numbers do */

  /* What it was last told to be, so that what stays as it is costs nothing. */
  QdCellLooks     looks;
  const QdColumn *named;    /* its name begins with that column */
  char           *title;    /* of the record, which describes it */
  int             expanded; /* 1, 0, -1: nothing to open */

  GtkWidget      *bar;      /* only in cells that ever showed one */
  GtkWidget      *label;
  QdCellMarks     marks;
  GtkWidget      *editor;   /* only while editing */
  gboolean        committing;
  QdRecord       *added;    /* (nullable): stands for the record that what is typed would add */
};

/* qd-cell.c: what a cell shows. */
void qd_cell_set_looks     (QdCell      *cell,
                            QdCellLooks  which,
                            QdCellLooks  looks);

/* qd-cell-edit.c: how it is edited. */
void qd_cell_forget_edited (QdCell      *cell);

G_END_DECLS
