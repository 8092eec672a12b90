#include "qd-config.h"

#include "qd-chart-view-private.h"

#include <adwaita.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-chart-look.h"

/* A chart on the screen: as high as it wants to be at its width, in the colours and the text size of the window around it.
 * What stands for a record says on hover where its figure comes from, and leads to its row when it is clicked. By keyboard
 * the arrows step from one such stop to the next, and Return follows it. What has no room is on further pages, to which
 * Page Down, and the step after the last stop, turn. */

#define LEAST_HEIGHT 96
#define LEAST_WIDTH 300
#define BRIEF_HEIGHT 28 /* lines of text: a dozen rows */

/* A record that is selected elsewhere is looked for on the other pages where there are no more than these. */
#define PAGES_SEARCHED 12

enum
{
  ACTIVATED,
  MOVED,
  PAGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdChartView, qd_chart_view, GTK_TYPE_WIDGET)

static gboolean
is_empty (QdChartView *self)
{
  return self->chart == NULL || qd_chart_is_empty (self->chart);
}

static void
forget_drawn (QdChartView *self)
{
  g_clear_pointer (&self->drawn, gsk_render_node_unref);
  g_clear_pointer (&self->drawn_marks, qd_marks_unref);
}

static void
forget_marks (QdChartView *self)
{
  forget_drawn (self);
  g_clear_pointer (&self->marks, qd_marks_unref);
  g_clear_pointer (&self->stops, g_array_unref);
  self->stops = qd_chart_stops_new (NULL);
}

static gboolean
paged_cb (gpointer user_data)
{
  QdChartView *self = user_data;

  self->paged_id = 0;
  g_signal_emit (self, signals[PAGED], 0);

  return G_SOURCE_REMOVE;
}

/* How many pages there are is known once one is laid out; where there are fewer than before, it was the last. */
static void
count_pages (QdChartView *self)
{
  guint n_pages = qd_marks_get_n_pages (self->marks);
  guint page = MIN (self->page, n_pages - 1);

  if (n_pages == self->n_pages && page == self->page)
    return;

  self->n_pages = n_pages;
  self->page = page;
  /* Not while sizes are given out: what turns the pages takes room of its own. */
  if (self->paged_id == 0)
    self->paged_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, paged_cb, self, NULL);
}

QdMarks *
qd_chart_view_get_marks (QdChartView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (is_empty (self) || width <= 0 || height <= 0)
    return NULL;

  if (self->marks == NULL || width != self->width || height != self->height)
    {
      forget_marks (self);
      self->style.page = self->page;
      self->marks = qd_chart_layout (self->chart, &self->style, width, height);
      self->width = width;
      self->height = height;
      g_clear_pointer (&self->stops, g_array_unref);
      self->stops = qd_chart_stops_new (self->marks);
      count_pages (self);
    }

  return self->marks;
}

/* Returns: an index into the stops, -1 if none stands for that record */
int
qd_chart_view_index_of (QdChartView *self,
                        const char  *id)
{
  return qd_chart_view_get_marks (self) != NULL ? qd_chart_stops_find (self->stops, id) : -1;
}

/* What is said of a record: what its mark says, and where that comes from. */
char *
qd_chart_view_explained (QdChartView *self,
                         const char  *id,
                         const char  *tooltip)
{
  g_autofree char *source = self->explain != NULL && id != NULL ? self->explain (id, self->explain_data) : NULL;

  return source != NULL ? g_strconcat (tooltip, "\n", source, NULL) : g_strdup (tooltip);
}

gboolean
qd_chart_view_set_page (QdChartView *self,
                        int          page)
{
  if (page < 0 || page >= (int) self->n_pages || page == (int) self->page)
    return FALSE;

  self->page = (guint) page;
  qd_chart_motion_start (self->motion, NULL);
  forget_marks (self);
  qd_chart_view_get_marks (self);
  qd_chart_view_update_selected (self);
  g_signal_emit (self, signals[PAGED], 0);

  return TRUE;
}

static gboolean
query_tooltip_cb (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  gpointer    user_data)
{
  QdMarks *marks = qd_chart_view_get_marks (QD_CHART_VIEW (widget));
  const QdMark *mark = marks != NULL && !keyboard ? qd_marks_hit (marks, x, y) : NULL;
  g_autofree char *text = NULL;
  GdkRectangle place;

  if (mark == NULL || mark->tooltip == NULL)
    return FALSE;

  place = (GdkRectangle) { (int) mark->box.x, (int) mark->box.y, (int) ceil (mark->box.width), (int) ceil (mark->box.height) };
  text = qd_chart_view_explained (QD_CHART_VIEW (widget), mark->id, mark->tooltip);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &place);

  return TRUE;
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           QdChartView              *self)
{
  QdMarks *marks = qd_chart_view_get_marks (self);
  const QdMark *mark = marks != NULL ? qd_marks_hit (marks, x, y) : NULL;

  /* Whoever points has no need of it, and it may lie over what is pointed at. */
  qd_chart_view_hide_tip (self);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), mark != NULL && mark->id != NULL ? "pointer" : NULL);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            QdChartView     *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  /* Whoever points needs no outline, and no tip in the way. */
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), FALSE);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             QdChartView     *self)
{
  QdMarks *marks = qd_chart_view_get_marks (self);
  const QdMark *mark = marks != NULL ? qd_marks_hit (marks, x, y) : NULL;

  if (mark == NULL || mark->id == NULL)
    return;

  g_free (self->selected);
  self->selected = g_strdup (mark->id);
  g_signal_emit (self, signals[ACTIVATED], 0, self->selected);
}

static void
update_style (QdChartView *self)
{
  qd_chart_look_init (&self->style, GTK_WIDGET (self), self->plan);
  forget_marks (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static GtkSizeRequestMode
qd_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qd_chart_view_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  QdChartView *self = QD_CHART_VIEW (widget);

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  if (orientation == GTK_ORIENTATION_VERTICAL && !is_empty (self))
    {
      double wanted = qd_chart_get_natural_height (self->chart, &self->style, for_size > 0 ? for_size : LEAST_WIDTH);

      if (self->brief)
        wanted = MIN (wanted, BRIEF_HEIGHT * self->style.text_size);
      *minimum = *natural = MAX (LEAST_HEIGHT, (int) wanted);
    }
}

static void
qd_chart_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  QdChartView *self = QD_CHART_VIEW (widget);

  if (self->tip != NULL)
    gtk_popover_present (GTK_POPOVER (self->tip));
}

/* What may change while the marks stay is drawn over them, in a place of its own: the rest need not be drawn again. */
static cairo_t *
draw_over (const QdBox *box,
           GtkSnapshot *snapshot)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) box->x, (float) box->y, (float) box->width, (float) box->height);
  const float beyond = QD_CHART_OUTLINE_REACH;

  /* The card's padding has room for an outline around what touches the edge. */
  graphene_rect_inset (&bounds, -beyond, -beyond);

  return gtk_snapshot_append_cairo (snapshot, &bounds);
}

/* Around one stop; around everything where there is none. */
static void
draw_outline (QdChartView *self,
              int          index,
              GtkSnapshot *snapshot)
{
  QdBox all = { 0, 0, self->width, self->height };
  const QdBox *box = index >= 0 ? &qd_chart_stops_get (self->stops, index)->bounds : &all;
  cairo_t *cr = draw_over (box, snapshot);

  qd_chart_look_outline (&self->style, box, cr);
  cairo_destroy (cr);
}

/* Marks that stand still are drawn once. */
static void
draw_marks (QdChartView *self,
            QdMarks     *marks,
            GtkSnapshot *snapshot)
{
  g_autoptr (QdMarks) now = qd_chart_motion_blend (self->motion, marks);
  QdBox all = { 0, 0, self->width, self->height };

  if (self->drawn == NULL || now != self->drawn_marks)
    {
      GtkSnapshot *own = gtk_snapshot_new ();
      cairo_t *cr = draw_over (&all, own);

      qd_marks_draw (now, cr);
      cairo_destroy (cr);
      forget_drawn (self);
      self->drawn = gtk_snapshot_free_to_node (own);
      self->drawn_marks = qd_marks_ref (now);
    }
  gtk_snapshot_append_node (snapshot, self->drawn);
}

static void
qd_chart_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  QdChartView *self = QD_CHART_VIEW (widget);
  QdMarks *marks = qd_chart_view_get_marks (self);
  int highlighted;

  if (marks == NULL)
    return;

  draw_marks (self, marks, snapshot);
  highlighted = qd_chart_view_index_of (self, self->highlighted);
  if (gtk_widget_has_visible_focus (widget))
    draw_outline (self, qd_chart_view_selected_index (self), snapshot);
  else if (highlighted >= 0)
    draw_outline (self, highlighted, snapshot);
  if (self->mover != NULL && qd_chart_mover_is_carrying (self->mover))
    {
      cairo_t *cr = draw_over (&(QdBox) { 0, 0, self->width, self->height }, snapshot);

      qd_chart_mover_draw (self->mover, &self->style, cr);
      cairo_destroy (cr);
    }
}

static void
qd_chart_view_system_setting_changed (GtkWidget        *widget,
                                      GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (qd_chart_view_parent_class)->system_setting_changed (widget, setting);

  if (setting == GTK_SYSTEM_SETTING_DPI || setting == GTK_SYSTEM_SETTING_FONT_NAME)
    update_style (QD_CHART_VIEW (widget));
}

/* Only in a window does a widget know its font. */
static void
qd_chart_view_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qd_chart_view_parent_class)->root (widget);

  update_style (QD_CHART_VIEW (widget));
}

static void
qd_chart_view_direction_changed (GtkWidget        *widget,
                                 GtkTextDirection  previous)
{
  update_style (QD_CHART_VIEW (widget));
}

static void
qd_chart_view_state_flags_changed (GtkWidget     *widget,
                                   GtkStateFlags  previous)
{
  GtkStateFlags changed = previous ^ gtk_widget_get_state_flags (widget);

  if ((changed & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0)
    qd_chart_view_update_selected (QD_CHART_VIEW (widget));
}

static void
qd_chart_view_dispose (GObject *object)
{
  QdChartView *self = QD_CHART_VIEW (object);

  g_clear_pointer (&self->tip, gtk_widget_unparent);
  g_clear_pointer (&self->mover, qd_chart_mover_free);
  g_clear_pointer (&self->motion, qd_chart_motion_free);
  g_clear_handle_id (&self->paged_id, g_source_remove);
  g_clear_object (&self->plan);
  self->explain = NULL;

  G_OBJECT_CLASS (qd_chart_view_parent_class)->dispose (object);
}

static void
qd_chart_view_finalize (GObject *object)
{
  QdChartView *self = QD_CHART_VIEW (object);

  forget_drawn (self);
  g_clear_pointer (&self->marks, qd_marks_unref);
  g_clear_pointer (&self->stops, g_array_unref);
  g_clear_pointer (&self->chart, qd_chart_free);
  g_clear_pointer (&self->selected, g_free);
  g_clear_pointer (&self->highlighted, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (qd_chart_view_parent_class)->finalize (object);
}

static void
qd_chart_view_class_init (QdChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qd_chart_view_dispose;
  object_class->finalize = qd_chart_view_finalize;
  widget_class->get_request_mode = qd_chart_view_get_request_mode;
  widget_class->measure = qd_chart_view_measure;
  widget_class->size_allocate = qd_chart_view_size_allocate;
  widget_class->snapshot = qd_chart_view_snapshot;
  widget_class->system_setting_changed = qd_chart_view_system_setting_changed;
  widget_class->root = qd_chart_view_root;
  widget_class->direction_changed = qd_chart_view_direction_changed;
  widget_class->state_flags_changed = qd_chart_view_state_flags_changed;

  /**
   * QdChartView::activated:
   * @view: the chart
   * @id: the id of a record
   *
   * Somebody wants to see the record that a mark stands for.
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * QdChartView::moved:
   * @view: the chart
   * @id: the id of a record
   * @cell: the cell that it was put into, counted along the rows from the bottom left one on
   *
   * Somebody wants a record to be elsewhere.
   */
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_STRING, G_TYPE_INT);

  /**
   * QdChartView::paged:
   * @view: the chart
   *
   * It has more or fewer pages, or shows another one.
   */
  signals[PAGED] = g_signal_new ("paged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "qdchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (QdChartView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  qd_chart_view_add_keys (self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

static void
qd_chart_view_init (QdChartView *self)
{
  self->stops = qd_chart_stops_new (NULL);
  self->n_pages = 1;
  self->motion = qd_chart_motion_new (GTK_WIDGET (self));

  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  add_controllers (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_style), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (update_style), self,
                           G_CONNECT_SWAPPED);
  update_style (self);
}

/**
 * qd_chart_view_new:
 *
 * Returns: a view without a chart
 */
GtkWidget *
qd_chart_view_new (void)
{
  return g_object_new (QD_TYPE_CHART_VIEW, NULL);
}

/**
 * qd_chart_view_set_chart:
 * @view: a view
 * @chart: (transfer full) (nullable): what it is to show from now on
 *
 * What both charts have moves from its old place to its new one.
 */
void
qd_chart_view_set_chart (QdChartView *view,
                         QdChart     *chart)
{
  g_return_if_fail (QD_IS_CHART_VIEW (view));

  qd_chart_motion_start (view->motion, gtk_widget_get_mapped (GTK_WIDGET (view)) ? view->marks : NULL);
  forget_marks (view);
  g_clear_pointer (&view->chart, qd_chart_free);
  view->chart = chart;

  g_clear_pointer (&view->title, g_free);
  g_clear_pointer (&view->description, g_free);
  if (!is_empty (view))
    {
      view->title = qd_chart_dup_title (chart);
      view->description = qd_chart_describe (chart);
      qd_widget_describe (GTK_WIDGET (view), view->title, view->description);
    }
  else if (view->n_pages > 1)
    {
      view->n_pages = 1;
      view->page = 0;
      g_signal_emit (view, signals[PAGED], 0);
    }
  if (view->focused && !is_empty (view))
    qd_chart_view_update_selected (view);
  gtk_widget_queue_resize (GTK_WIDGET (view));
}

/**
 * qd_chart_view_get_chart:
 *
 * Returns: (transfer none) (nullable): the chart that it shows
 */
QdChart *
qd_chart_view_get_chart (QdChartView *view)
{
  g_return_val_if_fail (QD_IS_CHART_VIEW (view), NULL);

  return view->chart;
}

/**
 * qd_chart_view_get_page:
 * @view: a view
 * @n_pages: (out) (optional): how many there are at its size
 *
 * Returns: which page of the chart it shows, from 0 on
 */
guint
qd_chart_view_get_page (QdChartView *view,
                        guint       *n_pages)
{
  g_return_val_if_fail (QD_IS_CHART_VIEW (view), 0);

  if (n_pages != NULL)
    *n_pages = view->n_pages;

  return view->page;
}

/**
 * qd_chart_view_turn:
 * @view: a view
 * @pages: how many pages further, or back where it is negative; nothing happens where there is no such page
 */
void
qd_chart_view_turn (QdChartView *view,
                    int          pages)
{
  g_return_if_fail (QD_IS_CHART_VIEW (view));

  qd_chart_view_set_page (view, (int) view->page + pages);
}

/**
 * qd_chart_view_dup_seen:
 * @view: a view
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids of the records on the page that it shows; %NULL on the
 *   first, which shows what counts most
 */
GHashTable *
qd_chart_view_dup_seen (QdChartView *view)
{
  GHashTable *seen;

  g_return_val_if_fail (QD_IS_CHART_VIEW (view), NULL);

  if (view->page == 0)
    return NULL;

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < view->stops->len; i++)
    g_hash_table_add (seen, g_strdup (qd_chart_stops_get (view->stops, (int) i)->id));

  return seen;
}

/* The page that has a mark of the record, where it takes no long search. */
static int
find_page (QdChartView *self,
           const char  *id)
{
  QdChartStyle style = self->style;

  if (qd_chart_view_get_marks (self) == NULL || qd_chart_view_index_of (self, id) >= 0 || self->n_pages > PAGES_SEARCHED)
    return (int) self->page;

  for (style.page = 0; style.page < self->n_pages; style.page++)
    {
      g_autoptr (QdMarks) marks = qd_chart_layout (self->chart, &style, self->width, self->height);
      QdBox bounds;

      if (qd_marks_get_bounds (marks, id, &bounds))
        return (int) style.page;
    }

  return (int) self->page;
}

/**
 * qd_chart_view_highlight:
 * @view: a view
 * @id: (nullable): the id of the record that is selected elsewhere
 *
 * Outlines what stands for the record, if anything does, and turns to the page where that is.
 */
void
qd_chart_view_highlight (QdChartView *view,
                         const char  *id)
{
  g_return_if_fail (QD_IS_CHART_VIEW (view));

  if (g_strcmp0 (view->highlighted, id) == 0)
    return;

  g_free (view->highlighted);
  view->highlighted = g_strdup (id);
  if (id != NULL && view->n_pages > 1)
    qd_chart_view_set_page (view, find_page (view, id));
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/**
 * qd_chart_view_set_plan:
 * @view: a view
 * @plan: the plan that the chart is of
 *
 * Draws the chart in the style of @plan. To be called again when that changes.
 */
void
qd_chart_view_set_plan (QdChartView *view,
                        QdPlan      *plan)
{
  QdChartStyle style;

  g_return_if_fail (QD_IS_CHART_VIEW (view));
  g_return_if_fail (QD_IS_PLAN (plan));

  g_set_object (&view->plan, plan);
  qd_chart_look_init (&style, GTK_WIDGET (view), plan);
  /* Most changes are to the plan, few to its style: those draw everything anew. */
  if (style.tones[QD_TONE_ACCENT] != view->style.tones[QD_TONE_ACCENT])
    update_style (view);
}

/**
 * qd_chart_view_set_brief:
 * @view: a view
 *
 * Keeps the chart low: what counts most shows, the rest is gathered, as where a slide has no room for all.
 */
void
qd_chart_view_set_brief (QdChartView *view)
{
  g_return_if_fail (QD_IS_CHART_VIEW (view));

  view->brief = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (view));
}

/**
 * qd_chart_view_set_explain_func:
 * @view: a view
 * @explain: says where the figures of a record come from, %NULL where there is nothing to say
 * @user_data: handed to it
 */
void
qd_chart_view_set_explain_func (QdChartView        *view,
                                QdChartExplainFunc  explain,
                                gpointer            user_data)
{
  g_return_if_fail (QD_IS_CHART_VIEW (view));

  view->explain = explain;
  view->explain_data = user_data;
}

static QdMarks *
get_marks_cb (GtkWidget *widget)
{
  return qd_chart_view_get_marks (QD_CHART_VIEW (widget));
}

static void
moved_cb (GtkWidget  *widget,
          const char *id,
          int         cell)
{
  g_signal_emit (widget, signals[MOVED], 0, id, cell);
}

/**
 * qd_chart_view_set_movable:
 * @view: a view
 *
 * Lets people put what stands for a record into another cell, with the pointer or with Alt and an arrow.
 */
void
qd_chart_view_set_movable (QdChartView *view)
{
  g_return_if_fail (QD_IS_CHART_VIEW (view));

  if (view->mover == NULL)
    view->mover = qd_chart_mover_new (GTK_WIDGET (view), get_marks_cb, moved_cb);
}

/**
 * qd_chart_view_can_move:
 *
 * Returns: whether what is at this place can be put elsewhere, so that a drag is about that and not about the chart
 */
gboolean
qd_chart_view_can_move (QdChartView *view,
                        double       x,
                        double       y)
{
  g_return_val_if_fail (QD_IS_CHART_VIEW (view), FALSE);

  return view->mover != NULL && qd_chart_mover_can_move (view->mover, x, y);
}
