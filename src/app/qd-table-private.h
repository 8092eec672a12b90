#pragma once

#include "qd-cell.h"
#include "qd-filter-bar.h"
#include "qd-grid.h"
#include "qd-row-order.h"
#include "qd-table.h"

G_BEGIN_DECLS

/**
 * QdTableGo:
 * @QD_TABLE_GO_EDIT: and edit it
 * @QD_TABLE_GO_EXTEND: select the rows on the way, too
 * @QD_TABLE_GO_KEEP: leave the selection as it is
 *
 * How the focus goes to another cell.
 */
typedef enum
{
  QD_TABLE_GO_PLAIN = 0,
  QD_TABLE_GO_EDIT = 1 << 0,
  QD_TABLE_GO_EXTEND = 1 << 1,
  QD_TABLE_GO_KEEP = 1 << 2,
} QdTableGo;

/**
 * QdTableColumn:
 * @id: the id of a column
 * @label: what people call it; of a tree, where rows have different names for it, all of them
 */
typedef struct
{
  const char *id;
  char       *label;
} QdTableColumn;

struct _QdTable
{
  GtkWidget          parent_instance;

  QdDocument        *document;
  QdList            *list;
  QdTableFlags       flags;

  QdRowOrder        *order;
  gboolean           unsettled;   /* rows may have to go elsewhere once the row they are typed into is left */
  guint              settle_id;
  char              *held_id;     /* (nullable): the record that was edited or added last: it stays where it is until it is left */
  GSimpleActionGroup *column_actions;
  guint              remember_id;
  int                edge_slot;   /* whose edge was pressed last; -1: none */
  double             edge_x;      /* where */
  guint32            edge_time;   /* when, in milliseconds */
  gboolean           laying_out;  /* columns are being made as they were: that is known already */
  GHashTable        *collapsed_before; /* (nullable): while rows are filtered out, what @collapsed was before */
  gboolean           expand_before;

  GtkWidget         *card;
  GtkWidget         *filter_bar;
  GtkWidget         *scroller;
  GtkWidget         *view;
  GtkWidget         *empty;       /* shown instead of an empty grid */
  GtkWidget         *menu;        /* (nullable): what can be done with rows, once asked for */
  GtkWidget         *header_menu; /* (nullable): what can be done with a column, for fingers */
  GtkTreeListModel  *tree;        /* NULL for a plain list */
  GtkSliceListModel *slice;       /* what of the rows the view has been told of */
  guint              grow_id;
  gboolean           stale;       /* cells show what was true when the table was last seen */
  GtkMultiSelection *selection;
  GPtrArray         *cells;       /* all cells there are, bound or not; none owned */
  const QdColumn   **columns;     /* of a plain table, by slot */
  guint              n_slots;
  GArray            *named;       /* of QdTableColumn: the columns of all kinds of rows, each once */
  GHashTable        *collapsed;   /* keys of rows that the user closed, or of none if few */
  gboolean           expand_new;  /* whether rows never seen before open by themselves */
  gboolean           adding;      /* the grid shows although it is empty: its first row is about to be typed */

  guint              anchor;      /* where a range of selected rows begins */
  int                range_from;  /* of the selected rows, only the cells from this slot */
  int                range_to;    /* to this, in either order; -1: whole rows */
  int                at_position; /* the cell that has, or last had, the focus; -1: none */
  int                at_slot;
  char              *at_id;       /* (nullable): the record of that row */
  guint              lost_id;     /* while the focus is to be found again */
  gboolean           arriving;    /* no frame has shown yet the cell that the focus went to last */
  guint              scroll_again_id;
  int                tab_slot;    /* where Tab set out from: Enter goes back there, a row further; -1: nowhere */
  int                wanted_position; /* the cell to focus once it is bound; -1: none */
  guint              wanted_slot;
  QdTableGo          wanted_how;
  GPtrArray         *dragged;     /* (nullable): the records of this table that are being dragged */
  QdTable           *drag_source; /* (nullable): the table whose rows are over this one; not owned */
  double             drag_y;      /* where */
  double             drop_x;      /* where the line begins that shows where they would go */
  double             drop_y;      /* and how far down it is; -1: there is none */
  guint              scroll_id;   /* while rows scroll because the pointer is at their edge */
  gint64             scrolled_at;
  int                pressed_position; /* the row that alone is selected once the button is let go; -1: none */
};

/* qd-table.c */
gboolean        qd_table_is_tree           (QdTable         *table);
void            qd_table_remember_expanded (QdTable         *table,
                                            gpointer         item,
                                            gboolean         expanded);
gpointer        qd_table_get_item          (QdTable         *table,
                                            guint            position);
guint           qd_table_get_n_rows        (QdTable         *table);
QdRecord       *qd_table_get_record        (QdTable         *table,
                                            int              position);
void            qd_table_rebuild           (QdTable         *table);
void            qd_table_grow              (QdTable         *table,
                                            guint            position);
int             qd_table_find_position     (QdTable         *table,
                                            QdRecord        *record,
                                            gboolean         open);
void            qd_table_set_expanded      (QdTable         *table,
                                            GtkTreeListRow  *row,
                                            gboolean         expanded);
int             qd_table_find_add_row      (QdTable         *table,
                                            QdList          *list);
void            qd_table_set_adding        (QdTable         *table,
                                            gboolean         adding);

/* qd-table-order.c: which rows show, and in which order. */
void            qd_table_init_order        (QdTable         *table);
QdOrder        *qd_table_get_order         (QdTable         *table);
void            qd_table_order_changed     (QdTable         *table);
void            qd_table_sort_in           (QdTable         *table,
                                            const char      *column,
                                            QdDirection      direction);
void            qd_table_filter_by         (QdTable         *table,
                                            const char      *column);
void            qd_table_sort_current      (QdTable         *table);
void            qd_table_filter_current    (QdTable         *table);
void            qd_table_filter_value      (QdTable         *table);
void            qd_table_show_all          (QdTable         *table);
void            qd_table_note_change       (QdTable         *table,
                                            QdChange        *change);
void            qd_table_leave_row         (QdTable         *table,
                                            QdRecord        *entered);
void            qd_table_reveal            (QdTable         *table,
                                            QdRecord        *record);
gboolean        qd_table_can_reorder       (QdTable         *table,
                                            gboolean         say);

/* qd-table-header.c: what is done with columns. */
void            qd_table_install_header    (GtkWidgetClass  *widget_class);
void            qd_table_init_header       (QdTable         *table);
void            qd_table_show_sorting      (QdTable         *table);

/* qd-table-layout.c: which columns show, and how wide they are. */
void            qd_table_init_layout       (QdTable         *table);
void            qd_table_dispose_layout    (QdTable         *table);
gboolean        qd_table_slot_shows        (QdTable         *table,
                                            guint            slot);
int             qd_table_step_slot         (QdTable         *table,
                                            int              slot,
                                            int              step);
void            qd_table_show_slot         (QdTable         *table,
                                            guint            slot);
void            qd_table_hide_slot         (QdTable         *table,
                                            guint            slot);
void            qd_table_fit_slot          (QdTable         *table,
                                            guint            slot);
void            qd_table_widen_slot        (QdTable         *table,
                                            guint            slot,
                                            int              step);

/* qd-table-columns.c */
void            qd_table_build_columns     (QdTable         *table);
const QdColumn *qd_table_column_of_type    (QdTable         *table,
                                            QdRecordType     type,
                                            guint            slot);
const QdColumn *qd_table_header_column     (QdTable         *table,
                                            guint            slot);
GtkWidget      *qd_table_header_title      (QdTable         *table,
                                            guint            slot);
int             qd_table_slot_of_field     (QdTable         *table,
                                            const QdField   *field);

/* qd-table-select.c: rows and cells that are selected, and the cell that has the focus. */
QdCell         *qd_table_focused_cell      (QdTable         *table);
QdCell         *qd_table_current_cell      (QdTable         *table);
void            qd_table_locate            (QdTable         *table,
                                            QdCell          *cell);
gboolean        qd_table_go                (QdTable         *table,
                                            int              position,
                                            int              slot,
                                            QdTableGo        how);
void            qd_table_scroll_to         (QdTable         *table,
                                            guint            position);
GtkWidget      *qd_table_row_of_cell       (QdCell          *cell);
void            qd_table_back_into_view    (QdTable         *table,
                                            QdCell          *cell);
void            qd_table_cell_bound        (QdTable         *table,
                                            QdCell          *cell);
void            qd_table_cell_unrooted     (QdTable         *table,
                                            QdCell          *cell);
void            qd_table_cell_unmapped     (QdTable         *table,
                                            QdCell          *cell);
void            qd_table_restore_selected  (QdTable         *table,
                                            GPtrArray       *records);
void            qd_table_select_only       (QdTable         *table,
                                            guint            position);
void            qd_table_select_range      (QdTable         *table,
                                            guint            position);
void            qd_table_select_all        (QdTable         *table);
void            qd_table_toggle            (QdTable         *table,
                                            guint            position);
void            qd_table_select_records    (QdTable         *table,
                                            GPtrArray       *records,
                                            QdRecord        *focused);
GPtrArray      *qd_table_dup_selected      (QdTable         *table);
gboolean        qd_table_has_range         (QdTable         *table);
void            qd_table_set_range         (QdTable         *table,
                                            int              from,
                                            int              to);
void            qd_table_show_range        (QdTable         *table);

/* qd-table-keys.c */
void            qd_table_init_keys         (QdTable         *table);
QdCell         *qd_table_cell_at           (QdTable         *table,
                                            double           x,
                                            double           y);

/* qd-table-drag.c */
void            qd_table_init_drag         (QdTable         *table,
                                            GtkGesture      *click);
void            qd_table_snapshot_drop     (QdTable         *table,
                                            GtkSnapshot     *snapshot);

/* qd-table-files.c */
void            qd_table_init_files        (QdTable         *table);

/* qd-table-edit.c: what is done with selected rows, as actions. */
void            qd_table_install_edits     (GtkWidgetClass  *widget_class);
gboolean        qd_table_handle_edit_key   (QdTable         *table,
                                            guint            keyval,
                                            GdkModifierType  modifiers);
QdList         *qd_table_list_of_row       (QdTable         *table,
                                            guint            position);
gboolean        qd_table_add_at            (QdTable         *table,
                                            QdList          *list);
const QdField  *qd_table_field_of_cell     (QdTable         *table,
                                            QdRecord        *record,
                                            guint            slot);
void            qd_table_remove_selected   (QdTable         *table,
                                            gboolean         cut);
void            qd_table_clear_cells       (QdTable         *table,
                                            gboolean         cut);
void            qd_table_popup_menu        (QdTable         *table,
                                            double           x,
                                            double           y);
void            qd_table_show_menu         (QdTable         *table);

/* qd-table-clip.c: the clipboard. */
GdkContentProvider *qd_table_dup_content   (QdTable         *table);
void            qd_table_cut               (QdTable         *table);
void            qd_table_copy              (QdTable         *table);
void            qd_table_copy_cell         (QdTable         *table);
void            qd_table_insert_grid       (QdTable         *table,
                                            QdGrid          *grid);
void            qd_table_paste             (QdTable         *table);
void            qd_table_paste_cells       (QdTable         *table);

G_END_DECLS
