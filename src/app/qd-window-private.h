#pragma once

#include "qd-document.h"
#include "qd-sidebar.h"
#include "qd-window.h"

G_BEGIN_DECLS

/* What the files that make up QdWindow share: qd-window.c is the shell around the pages, qd-window-file.c what happens
 * to the file of the plan. */

struct _QdWindow
{
  AdwApplicationWindow parent_instance;

  QdDocument     *document;
  QdImportReport *report;
  GSettings      *settings;
  GtkWidget      *page_widgets[QD_N_PAGES]; /* each made when first shown */
  gboolean        close_after_save;
  gboolean        save_again;  /* asked for while a save was under way */
  gboolean        may_close;

  AdwToastOverlay *toasts;
  GtkStack        *stack;
  AdwWindowTitle  *title;
  AdwFlap         *flap;
  QdSidebar       *sidebar;
  GtkStack        *pages;
  GtkWidget       *undo_button;
  GtkWidget       *redo_button;
};

/* qd-window.c */
gboolean qd_window_commit_edit     (QdWindow       *self);
void     qd_window_update_state    (QdWindow       *self);

/* qd-window-file.c */
char    *qd_window_dup_file_name   (QdWindow       *self);
gboolean qd_window_holds_close     (QdWindow       *self);
void     qd_window_file_class_init (GtkWidgetClass *widget_class);
void     qd_window_file_init       (QdWindow       *self);
void     qd_window_file_dispose    (QdWindow       *self);

G_END_DECLS
