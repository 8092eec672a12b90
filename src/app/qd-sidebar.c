#include "qd-config.h"

#include "qd-sidebar.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-follow.h"
#include "qd-list-line.h"
#include "qd-page-layout.h"
#include "qd-summary.h"

/* The sections of the plan in the order of the planning conversation, each with one telling figure and a mark for its
 * worst finding. */

/* What a row says, in this order: see qd_list_line_add_text(). */
enum
{
  TITLE,
  FIGURE,
  MARK
};

#define SPACING 6 /* between them, in pixels */

struct _QdSidebar
{
  GtkWidget   parent_instance;

  QdDocument *document;
  GtkWidget  *list;
  GtkWidget  *lines[QD_N_PAGES];
};

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdSidebar, qd_sidebar, GTK_TYPE_WIDGET)

/* The mark leads to what it stands for, the rest of the row to its page. */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            QdSidebar       *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (GTK_LIST_BOX (self->list), (int) y);
  QdListLine *line;
  double in_line;

  if (row == NULL)
    return;

  line = QD_LIST_LINE (gtk_list_box_row_get_child (row));
  if (!gtk_widget_translate_coordinates (self->list, GTK_WIDGET (line), x, y, &in_line, NULL) ||
      qd_list_line_find (line, in_line) != MARK)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  qd_widget_show_findings (GTK_WIDGET (line), (QdPageId) gtk_list_box_row_get_index (row), NULL);
}

static void
update (GtkWidget *widget)
{
  QdSidebar *self = QD_SIDEBAR (widget);
  QdFigures *figures = qd_document_get_figures (self->document);
  QdFindings *findings = qd_document_follow_findings (self->document);

  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      g_autofree char *figure = qd_summary_sidebar (figures, (QdPageId) page);
      QdSeverity worst = qd_findings_worst (qd_findings_get_page (findings, (QdPageId) page), QD_PAGE_OVERVIEW);
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) page));
      QdListLine *line = QD_LIST_LINE (self->lines[page]);

      gtk_widget_set_visible (row, qd_page_is_shown (qd_document_get_plan (self->document), (QdPageId) page) ||
                                     gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)));
      /* Notes would put a mark on every second row and say nothing. */
      worst = worst >= QD_SEVERITY_WARNING && page != QD_PAGE_OVERVIEW ? worst : QD_SEVERITY_NONE;
      qd_list_line_set_text (line, FIGURE, figure);
      qd_list_line_set_severity (line, MARK, worst);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      worst != QD_SEVERITY_NONE ? qd_severity_label (worst) : "", -1);
    }
}

static void
row_selected_cb (GtkListBox    *list,
                 GtkListBoxRow *row,
                 QdSidebar     *self)
{
  if (row != NULL)
    g_signal_emit (self, signals[SELECTED], 0, gtk_list_box_row_get_index (row));
}

/* Enter and Tab go to what the section holds: in GTK 4.8, Tab would go through all the sections below first. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                QdSidebar             *self)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      (keyval != GDK_KEY_Tab && keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.next-area", NULL);
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  const QdPageInfo *info = qd_page_info ((QdPageId) gtk_list_box_row_get_index (row));
  const char *title = qd_page_group_title (info->group);
  GtkWidget *label;

  if (title == NULL || before == NULL ||
      qd_page_info ((QdPageId) gtk_list_box_row_get_index (before))->group == info->group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "qd-sidebar-header");
  gtk_list_box_row_set_header (row, label);
}

static GtkWidget *
build_row (QdSidebar *self,
           QdPageId   page)
{
  const char *title = _(qd_page_info (page)->title);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = qd_list_line_new (SPACING);

  qd_list_line_add_text (QD_LIST_LINE (line), title, QD_LIST_LINE_GROWS);
  qd_list_line_add_text (QD_LIST_LINE (line), NULL, QD_LIST_LINE_DIM | QD_LIST_LINE_NUMERIC);
  qd_list_line_add_icon (QD_LIST_LINE (line), NULL, QD_LIST_LINE_KEEPS_ROOM);
  self->lines[page] = line;

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  qd_widget_set_name (row, title);

  return row;
}

static void
qd_sidebar_dispose (GObject *object)
{
  QdSidebar *self = QD_SIDEBAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_sidebar_parent_class)->dispose (object);
}

static void
qd_sidebar_class_init (QdSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_sidebar_dispose;

  /**
   * QdSidebar::selected:
   * @page: the page that was chosen
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_layout_manager_type (widget_class, QD_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdsidebar");
}

static void
qd_sidebar_init (QdSidebar *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->list = gtk_list_box_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->list, keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (click));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), header_cb, NULL, NULL);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  qd_widget_set_name (self->list, _("Sections"));
  for (guint page = 0; page < QD_N_PAGES; page++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), build_row (self, (QdPageId) page));
  g_signal_connect (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  qd_widget_set_name (scroller, _("Sections"));
}

/**
 * qd_sidebar_new:
 *
 * Returns: (transfer floating): the pages of a plan, and what is found on each
 */
GtkWidget *
qd_sidebar_new (void)
{
  return g_object_new (QD_TYPE_SIDEBAR, NULL);
}

/**
 * qd_sidebar_set_document:
 * @sidebar: a sidebar
 * @document: the document whose figures to show
 */
void
qd_sidebar_set_document (QdSidebar  *sidebar,
                         QdDocument *document)
{
  g_set_object (&sidebar->document, document);
  qd_widget_follow (GTK_WIDGET (sidebar), document, update);
  qd_widget_catch_up (GTK_WIDGET (sidebar)); /* or sections that are not shown would, for a moment */
}

/**
 * qd_sidebar_select:
 *
 * Selects a page.
 */
void
qd_sidebar_select (QdSidebar *sidebar,
                   QdPageId   page)
{
  gtk_list_box_select_row (GTK_LIST_BOX (sidebar->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (sidebar->list), (int) page));
}

/**
 * qd_sidebar_get_selected:
 *
 * Returns: the page that is selected; the overview if none is
 */
QdPageId
qd_sidebar_get_selected (QdSidebar *sidebar)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (sidebar->list));

  return row != NULL ? (QdPageId) gtk_list_box_row_get_index (row) : QD_PAGE_OVERVIEW;
}

/**
 * qd_sidebar_focus:
 * @sidebar: a sidebar
 *
 * Takes the focus to the section that is shown.
 */
void
qd_sidebar_focus (QdSidebar *sidebar)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (sidebar->list));

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * qd_sidebar_get_title_width:
 * @sidebar: a sidebar
 *
 * Returns: how wide the longest title of a page is, in pixels: some languages have long ones
 */
int
qd_sidebar_get_title_width (QdSidebar *sidebar)
{
  int widest = 0;

  g_return_val_if_fail (QD_IS_SIDEBAR (sidebar), 0);

  for (guint page = 0; page < QD_N_PAGES; page++)
    widest = MAX (widest, qd_list_line_measure_text (QD_LIST_LINE (sidebar->lines[page]), TITLE));

  return widest;
}
