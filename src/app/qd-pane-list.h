#pragma once

#include <adwaita.h>

#include "qd-index-model.h"

G_BEGIN_DECLS

/**
 * QdPaneListInfo:
 * @name: what the list is called, in the user's language
 * @icon: the icon shown while there is nothing in it
 * @setup: makes a row, as of #GtkSignalListItemFactory::setup
 * @bind: fills a row, as of #GtkSignalListItemFactory::bind
 * @activate: goes to what a row is about, as of #GtkListView::activate
 *
 * What a list in a pane is of.
 */
typedef struct
{
  const char *name;
  const char *icon;
  GCallback   setup;
  GCallback   bind;
  GCallback   activate;
} QdPaneListInfo;

/**
 * QdPaneList:
 * @stack: the widget: the list, or what is said while it is empty
 * @empty: an #AdwStatusPage, for the owner to say that nothing is there
 * @view: the list
 * @model: how many rows there are
 * @selection: the row that is selected, if any
 *
 * The list in a pane, by sections. The widgets belong to the parent of @stack, the model and the selection to whoever
 * has the structure.
 */
typedef struct
{
  GtkWidget          *stack;
  GtkWidget          *empty;
  GtkWidget          *view;
  QdIndexModel       *model;
  GtkSingleSelection *selection;
} QdPaneList;

void       qd_pane_list_init   (QdPaneList           *list,
                                const QdPaneListInfo *info,
                                gpointer              owner);
void       qd_pane_list_clear  (QdPaneList           *list);
void       qd_pane_list_update (QdPaneList           *list);
void       qd_pane_list_select (QdPaneList           *list,
                                guint                 index);
GtkWidget *qd_pane_heading_new (void);
void       qd_pane_heading_set (GtkWidget            *heading,
                                const char           *title,
                                guint                 n_rows);

G_END_DECLS
