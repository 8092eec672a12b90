#include "qd-config.h"

#include "qd-app-util.h"
#include "qd-window-private.h"

#include <string.h>

/* The pane beside the pages, and how the window gets along with little width. */

#define NARROW 700
#define HEADER_ROOM 24

/* A page that gets less than this beside the pane is better covered by it for a while. */
#define LEAST_PAGE 620
#define SIDEBAR_WIDTH 240
#define SIDEBAR_MOST  280
#define BESIDE_TITLE  70 /* a short figure, a mark, and what is around a title */
#define PANE_WIDTH 360
#define NOTES_WIDTH 312

/* Where text is twice as large, what is beside the page grows by half: the page needs the room, too. */
static int
get_length (QdWindow *self,
            int       pixels)
{
  return (int) (pixels * (1 + qd_widget_text_scale (GTK_WIDGET (self))) / 2);
}

/* Below which width the window counts as narrow. A window never gets narrower than its header bar, which has long words in
 * some languages: it has to fold before. */
static int
get_narrow (QdWindow *self)
{
  GtkWidget *bar = gtk_widget_get_ancestor (GTK_WIDGET (self->title), ADW_TYPE_HEADER_BAR);

  /* Once it has been folded it asks for less. */
  if (gtk_widget_get_visible (self->redo_button))
    gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, &self->header_width, NULL, NULL, NULL);

  return MAX (get_length (self, NARROW), self->header_width + HEADER_ROOM);
}

static void
reveal (QdWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* Closing the pane gives the focus back. */
  if (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->pane)))
    g_set_weak_pointer (&self->before_pane, focus);
  adw_flap_set_reveal_flap (self->pane_flap, TRUE);
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (self->document == NULL || !qd_window_commit_edit (self))
    return;

  reveal (self);
  qd_pane_show_find (self->pane, g_str_equal (name, "win.replace"));
}

static void
show_findings (QdWindow   *self,
               QdPageId    page,
               const char *record)
{
  if (self->document == NULL || !qd_window_commit_edit (self))
    return;

  reveal (self);
  qd_pane_show_findings (self->pane, page, record);
}

static void
findings_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  show_findings (QD_WINDOW (widget), QD_PAGE_OVERVIEW, NULL);
}

static void
show_findings_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  const char *page, *record;
  const QdPageInfo *info;

  g_variant_get (parameter, "(&s&s)", &page, &record);
  info = qd_page_info_by_id (page);
  if (info != NULL)
    show_findings (QD_WINDOW (widget), info->page, *record != '\0' ? record : NULL);
}

static void
step_hit_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);

  if (self->document != NULL && !qd_pane_step_hit (self->pane, g_str_equal (name, "win.next-hit") ? 1 : -1))
    find_action (widget, "win.find", NULL);
}

static void
close_pane_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  QdWindow *self = QD_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->pane));

  adw_flap_set_reveal_flap (self->pane_flap, FALSE);
  if (!had_focus)
    return;
  if (self->before_pane == NULL || !gtk_widget_get_mapped (self->before_pane) ||
      !gtk_widget_grab_focus (self->before_pane))
    gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
}

static const struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  func;
} pane_actions[] = {
  { "win.find", NULL, find_action },
  { "win.replace", NULL, find_action },
  { "win.next-hit", NULL, step_hit_action },
  { "win.previous-hit", NULL, step_hit_action },
  { "win.findings", NULL, findings_action },
  { "win.show-findings", "(ss)", show_findings_action },
  { "win.close-pane", NULL, close_pane_action },
};

static void
fold (AdwFlap  *flap,
      gboolean  folded)
{
  adw_flap_set_fold_policy (flap, folded ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
}

/**
 * qd_window_pane_fit: (skip)
 * @width: how wide the window is, in pixels
 *
 * Folds what has no room beside the page, and leaves to the menu what has none in the header bar.
 */
void
qd_window_pane_fit (QdWindow *self,
                    int       width)
{
  gboolean narrow = width < get_narrow (self);
  int sidebar = CLAMP (qd_sidebar_get_title_width (self->sidebar) + BESIDE_TITLE, get_length (self, SIDEBAR_WIDTH),
                       get_length (self, SIDEBAR_MOST));
  int page = get_length (self, LEAST_PAGE);
  int notes = qd_window_meeting_is_on (self) ? NOTES_WIDTH : 0;

  self->fitted_width = width;
  gtk_widget_set_size_request (self->side, sidebar, -1);
  fold (self->flap, narrow);
  fold (self->notes_flap, width < sidebar + page + NOTES_WIDTH);
  fold (self->pane_flap, width < (narrow ? 0 : sidebar) + page + notes + PANE_WIDTH);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "qd-narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "qd-narrow");
  gtk_widget_set_visible (self->redo_button, !narrow);
  gtk_widget_set_visible (self->find_button, !narrow);
  gtk_widget_set_visible (self->save_button, !narrow);
  gtk_widget_set_visible (self->export_button, !narrow && notes == 0);
  gtk_widget_set_visible (self->meeting_button, !narrow && notes == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->tools_place), !narrow && notes > 0);
}

static gboolean
fit_cb (gpointer user_data)
{
  QdWindow *self = user_data;

  self->fit_id = 0;
  qd_window_pane_fit (self, gtk_widget_get_width (GTK_WIDGET (self)));

  return G_SOURCE_REMOVE;
}

/**
 * qd_window_pane_resized: (skip)
 * @width: how wide the window is now, in pixels
 *
 * Told while sizes are being given out: asking for other sizes must wait until that is over.
 */
void
qd_window_pane_resized (QdWindow *self,
                        int       width)
{
  if (self->fit_id == 0 && width != self->fitted_width)
    self->fit_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, fit_cb, self, NULL);
}

/**
 * qd_window_pane_uncover: (skip)
 *
 * Takes what covers the page of a narrow window out of the way, because something on it is to be seen.
 */
void
qd_window_pane_uncover (QdWindow *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  if (adw_flap_get_folded (self->pane_flap))
    adw_flap_set_reveal_flap (self->pane_flap, FALSE);
}

void
qd_window_pane_dispose (QdWindow *self)
{
  g_clear_handle_id (&self->fit_id, g_source_remove);
  g_clear_weak_pointer (&self->before_pane);
}

void
qd_window_pane_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (pane_actions); i++)
    gtk_widget_class_install_action (widget_class, pane_actions[i].name, pane_actions[i].parameter, pane_actions[i].func);

  g_type_ensure (QD_TYPE_PANE);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, pane_flap);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, pane);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, find_button);
  gtk_widget_class_bind_template_child (widget_class, QdWindow, save_button);
}
