#pragma once

#include "qd-cell.h"
#include "qd-table.h"

G_BEGIN_DECLS

#define QD_TABLE_MAX_SLOTS 16

struct _QdTable
{
  GtkWidget          parent_instance;

  QdDocument        *document;
  QdList            *list;
  QdTableFlags       flags;

  GtkWidget         *card;
  GtkWidget         *scroller;
  GtkWidget         *view;
  GtkWidget         *empty;       /* shown instead of an empty grid */
  GtkTreeListModel  *tree;        /* NULL for a plain list */
  GtkSliceListModel *slice;       /* what of the rows the view has been told of */
  guint              grow_id;
  GtkMultiSelection *selection;
  GPtrArray         *cells;       /* all cells there are, bound or not; none owned */
  const QdColumn   **columns;     /* of a plain table, by slot */
  guint              n_slots;
  GHashTable        *collapsed;   /* keys of rows that the user closed, or of none if few */
  gboolean           expand_new;  /* whether rows never seen before open by themselves */

  guint              anchor;      /* where a range of selected rows begins */
  int                wanted_position; /* the cell to focus once it is bound; -1: none */
  guint              wanted_slot;
  gboolean           wanted_edit;
};

gboolean  qd_table_is_tree       (QdTable *table);
void      qd_table_remember_expanded (QdTable *table,
                                      gpointer item,
                                      gboolean expanded);
void      qd_table_build_columns (QdTable *table);
int       qd_table_slot_of_field (QdTable *table,
                                  const QdField *field);
void      qd_table_init_keys     (QdTable *table);
void      qd_table_cell_bound    (QdTable *table,
                                  QdCell  *cell);
QdCell   *qd_table_focused_cell  (QdTable *table);
gpointer  qd_table_get_item      (QdTable *table,
                                  guint    position);
gboolean  qd_table_focus_cell    (QdTable *table,
                                  int      position,
                                  int      slot,
                                  gboolean edit);
void      qd_table_scroll_to     (QdTable *table,
                                  guint    position);
void      qd_table_grow          (QdTable *table,
                                  guint    position);
void      qd_table_select_only   (QdTable *table,
                                  guint    position);
void      qd_table_select_range  (QdTable *table,
                                  guint    position);
int       qd_table_find_position (QdTable *table,
                                  QdRecord *record,
                                  gboolean  open);
void      qd_table_set_expanded  (QdTable *table,
                                  GtkTreeListRow *row,
                                  gboolean  expanded);
void      qd_table_add_after     (QdTable *table,
                                  QdCell  *cell);

G_END_DECLS
