#pragma once

#include <adwaita.h>

#include "qd-record.h"

G_BEGIN_DECLS

#define QD_TYPE_ENTRY_GRID (qd_entry_grid_get_type ())

G_DECLARE_FINAL_TYPE (QdEntryGrid, qd_entry_grid, QD, ENTRY_GRID, GtkBox)

/* A column in which nothing is typed. */
#define QD_ENTRY_NONE G_MAXUINT

/**
 * QdEntryColumn:
 * @label: its heading, to be translated
 * @field: the field that is typed in it, else %QD_ENTRY_NONE
 * @width: of what is typed, in characters
 * @expands: whether it takes what room is left
 */
typedef struct
{
  const char *label;
  guint       field;
  int         width;
  gboolean    expands;
} QdEntryColumn;

/**
 * QdEntryGridKind:
 * @type: what is typed into
 * @columns: (array length=n_columns): beside the title of the key result
 * @show: makes the widget of a column in which nothing is typed
 * @typed: (transfer none): the record that is typed into for a key result; %NULL if nothing was typed there yet, unless
 *   one is to be made
 * @changed: something was typed in the row of a key result
 * @wanted: (nullable): whether the row of a key result is to be seen at all
 * @done: Enter was pressed in the last row
 *
 * What a grid of entries is about. Each function gets the window that the grid is in.
 */
typedef struct
{
  QdRecordType         type;
  const QdEntryColumn *columns;
  guint                n_columns;
  GtkWidget         *(*show)    (GtkWindow *window,
                                 QdRecord  *key_result,
                                 guint      column);
  QdRecord          *(*typed)   (GtkWindow *window,
                                 QdRecord  *key_result,
                                 gboolean   make);
  void               (*changed) (GtkWindow *window,
                                 QdRecord  *key_result,
                                 guint      row);
  gboolean           (*wanted)  (GtkWindow *window,
                                 QdRecord  *key_result);
  void               (*done)    (GtkWindow *window);
} QdEntryGridKind;

GtkWidget *qd_entry_grid_new         (const QdEntryGridKind *kind,
                                      GtkWindow             *window,
                                      const char            *name);
void       qd_entry_grid_fill        (QdEntryGrid           *grid,
                                      GPtrArray             *key_results,
                                      const char            *words);
guint      qd_entry_grid_get_n_rows  (QdEntryGrid           *grid);
QdRecord  *qd_entry_grid_get_key_result (QdEntryGrid        *grid,
                                      guint                  row);
GtkWidget *qd_entry_grid_get_cell    (QdEntryGrid           *grid,
                                      guint                  row,
                                      guint                  column);
void       qd_entry_grid_focus_first (QdEntryGrid           *grid);
GtkWidget *qd_entry_grid_label_new   (const char            *text,
                                      const char            *style_class);

G_END_DECLS
