#pragma once

#include "qd-application.h"
#include "qd-draft.h"
#include "qd-notice.h"
#include "qd-pane.h"
#include "qd-sidebar.h"
#include "qd-window.h"

G_BEGIN_DECLS

typedef struct _QdWindowMeeting QdWindowMeeting;

/* What the files that make up QdWindow share: qd-window.c is the shell around the pages, qd-window-file.c what happens
 * to the file of the plan, qd-window-watch.c what other programs do to it, qd-window-draft.c how nothing that is typed
 * is lost, qd-window-view.c what is shown again on the next start, qd-window-pane.c the pane beside the pages,
 * qd-window-meeting.c the meeting around them. */

struct _QdWindow
{
  AdwApplicationWindow parent_instance;

  QdDocument     *document;
  QdDraft        *draft;       /* that of the document */
  GObject        *typed;       /* weak: what is being typed into */
  GtkWidget      *typed_in;    /* the dialog in which something is typed for the plan; NULL while there is none */
  QdDupChangeFunc dup_typed;   /* … what would bring that in */
  QdImportReport *report;
  GtkWidget      *page_widgets[QD_N_PAGES]; /* each made when first shown */
  gboolean        close_after_save;
  gboolean        save_again;  /* asked for while a save was under way */
  gboolean        may_close;
  gboolean        asking;      /* what to do about another program's changes */
  GFileMonitor   *monitor;     /* of the document's file; NULL where that is impossible */
  gboolean        checking;    /* whether the file is as we know it */
  gboolean        check_again;

  AdwToastOverlay *toasts;
  GtkStack        *stack;
  AdwBin          *welcome_place;
  AdwWindowTitle  *title;
  AdwFlap         *flap;
  QdSidebar       *sidebar;
  GtkStack        *pages;
  GtkMenuButton   *menu_button;
  GtkWidget       *undo_button;
  GtkWidget       *redo_button;
  QdNotice        *draft_notice;
  QdNotice        *file_notice;
  QdNotice        *recovery_notice;
  GtkWidget       *find_button;
  GtkWidget       *save_button;
  GtkWidget       *export_button;
  AdwFlap         *pane_flap;
  QdPane          *pane;
  GtkWidget       *before_pane; /* weak: what had the focus before the pane */
  int              fitted_width;
  int              header_width; /* that it asks for with all its buttons */
  guint            fit_id;
  QdNotice        *trying_notice;
  QdPlan          *tried_from;  /* while something is tried out: the plan before that */
  GtkWidget       *compare;     /* weak: the window that compares the plan */
  QdNotice        *team_notice; /* whose draft it is */

  QdWindowMeeting *meeting;
  AdwBin          *timer_place;
  AdwBin          *agenda_place;
  AdwBin          *notes_place;
  AdwBin          *capture_place;
  GtkWidget       *side;
  GtkStack        *side_stack;
  GtkWidget       *side_switcher;
  GtkWidget       *agenda_button;
  AdwFlap         *notes_flap;
  GtkWidget       *meeting_button;
  AdwBin          *tools_place;
  GtkWidget       *end_meeting_button;
  QdNotice        *meeting_notice;
};

/* qd-window.c */
QdApplication *qd_window_get_application (QdWindow *self);
gboolean qd_window_commit_edit     (QdWindow       *self);
void     qd_window_update_state    (QdWindow       *self);

/* qd-window-file.c */
char    *qd_window_dup_file_name   (QdWindow       *self);
gboolean qd_window_holds_close     (QdWindow       *self);
void     qd_window_file_class_init (GtkWidgetClass *widget_class);
void     qd_window_file_init       (QdWindow       *self);
void     qd_window_file_dispose    (QdWindow       *self);

void     qd_window_ask_conflict    (QdWindow       *self);

/* qd-window-watch.c */
void     qd_window_watch           (QdWindow       *self);
void     qd_window_reload          (QdWindow       *self,
                                    gboolean        merge);
void     qd_window_watch_class_init (GtkWidgetClass *widget_class);
void     qd_window_watch_init      (QdWindow       *self);
void     qd_window_watch_dispose   (QdWindow       *self);

/* qd-window-draft.c */
void     qd_window_keep            (QdWindow       *self,
                                    QdDraft        *draft);
void     qd_window_stop_keeping    (QdWindow       *self);
void     qd_window_draft_init      (QdWindow       *self);
void     qd_window_draft_dispose   (QdWindow       *self);

/* qd-window-export.c */
void     qd_window_say_exported    (QdWindow       *self,
                                    GPtrArray      *files);
void     qd_window_export_class_init (GtkWidgetClass *widget_class);

/* qd-window-pane.c */
void     qd_window_pane_fit        (QdWindow       *self,
                                    int             width);
void     qd_window_pane_resized    (QdWindow       *self,
                                    int             width);
void     qd_window_pane_uncover    (QdWindow       *self);
void     qd_window_pane_class_init (GtkWidgetClass *widget_class);
void     qd_window_pane_dispose    (QdWindow       *self);

/* qd-window-merge.c */
void     qd_window_ask_file        (QdWindow       *self,
                                    GFile          *file);
void     qd_window_merge_class_init (GtkWidgetClass *widget_class);
void     qd_window_merge_update    (QdWindow       *self);
void     qd_window_merge_forget    (QdWindow       *self);
void     qd_window_merge_dispose   (QdWindow       *self);
/* qd-window-meeting.c */
gboolean qd_window_meeting_is_on   (QdWindow       *self);
void     qd_window_meeting_document_shown (QdWindow *self);
void     qd_window_meeting_page_changed (QdWindow  *self);
void     qd_window_meeting_update  (QdWindow       *self);
void     qd_window_meeting_commit  (QdWindow       *self);
void     qd_window_meeting_class_init (GtkWidgetClass *widget_class);
void     qd_window_meeting_init    (QdWindow       *self);
void     qd_window_meeting_dispose (QdWindow       *self);

/* qd-window-team.c */
void     qd_window_team_class_init (GtkWidgetClass *widget_class);
void     qd_window_team_update     (QdWindow       *self);

/* qd-window-plan.c */
void     qd_window_plan_class_init (GtkWidgetClass *widget_class);
void     qd_window_plan_update     (QdWindow       *self);
void     qd_window_plan_forget     (QdWindow       *self);

G_END_DECLS
