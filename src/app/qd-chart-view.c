#include "qd-config.h"

#include "qd-chart-view.h"

#include <adwaita.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "qd-app-util.h"

/* A chart on the screen: as high as it wants to be at its width, in the colours and the text size of the window around it.
 * What stands for a record says on hover where its figure comes from, and leads to its row when it is clicked. By keyboard
 * the arrows step from one such stop to the next, and Return follows it. */

#define LEAST_HEIGHT 96
#define LEAST_WIDTH 300
#define ANIMATION_MS 250
#define OUTLINE_MARGIN 3
#define OUTLINE_WIDTH 2
#define TIP_CHARS 48

/* Charts are drawn for texts of this size where the window's font has that one, in pixels: 11 points at 96 dpi. */
#define TEXT_SIZE 13.0
#define FONT_SIZE (11.0 * 96 / 72)
#define TEXT_LEAST 10.0
#define TEXT_MOST 32.0

/* One record among the marks. Valid as long as the marks are. */
typedef struct
{
  const char *id;
  const char *tooltip;
  QdBox       bounds;
} Stop;

struct _QdChartView
{
  GtkWidget     parent_instance;

  QdChart      *chart;
  QdChartStyle  style;
  QdMarks      *marks;    /* for the size and style it was last drawn with */
  GArray       *stops;    /* (element-type Stop): of the marks, in reading order */
  int           width;
  int           height;
  char         *title;
  char         *description;

  QdMarks      *from;     /* what was on the screen before the last change, while that moves */
  AdwAnimation *animation;
  double        progress;

  gboolean      focused;
  char         *selected; /* the id of the stop that the keyboard is at */
  char         *highlighted; /* the id of the record that is selected elsewhere */
  GtkWidget    *tip;
  GtkWidget    *tip_label;
};

enum
{
  ACTIVATED,
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
forget_marks (QdChartView *self)
{
  g_clear_pointer (&self->marks, qd_marks_unref);
  g_array_set_size (self->stops, 0);
}

static int
compare_stops (gconstpointer a,
               gconstpointer b)
{
  const QdBox *one = &((const Stop *) a)->bounds;
  const QdBox *other = &((const Stop *) b)->bounds;

  if (fabs (one->y - other->y) >= 1)
    return one->y < other->y ? -1 : 1;

  return one->x < other->x ? -1 : one->x > other->x;
}

static void
collect_stops (QdChartView *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < qd_marks_get_length (self->marks); i++)
    {
      const QdMark *mark = qd_marks_get (self->marks, i);
      Stop stop = { mark->id, mark->tooltip };

      if (mark->id == NULL || mark->tooltip == NULL || !g_hash_table_add (seen, (gpointer) mark->id))
        continue;
      qd_marks_get_bounds (self->marks, mark->id, &stop.bounds);
      g_array_append_val (self->stops, stop);
    }
  g_array_sort (self->stops, compare_stops);
}

static QdMarks *
get_marks (QdChartView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (is_empty (self) || width <= 0 || height <= 0)
    return NULL;

  if (self->marks == NULL || width != self->width || height != self->height)
    {
      forget_marks (self);
      self->marks = qd_chart_layout (self->chart, &self->style, width, height);
      self->width = width;
      self->height = height;
      collect_stops (self);
    }

  return self->marks;
}

/* Returns: an index into the stops, -1 if none stands for that record */
static int
index_of (QdChartView *self,
          const char  *id)
{
  if (get_marks (self) == NULL || id == NULL)
    return -1;

  for (guint i = 0; i < self->stops->len; i++)
    if (g_str_equal (g_array_index (self->stops, Stop, i).id, id))
      return (int) i;

  return -1;
}

static int
selected_index (QdChartView *self)
{
  return index_of (self, self->selected);
}

static void
hide_tip (QdChartView *self)
{
  if (self->tip != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->tip));
}

static void
show_tip (QdChartView *self,
          const Stop  *stop)
{
  GdkRectangle place = { (int) stop->bounds.x, (int) stop->bounds.y, (int) ceil (stop->bounds.width),
                         (int) ceil (stop->bounds.height) };

  if (self->tip == NULL)
    {
      self->tip_label = gtk_label_new (NULL);
      gtk_label_set_wrap (GTK_LABEL (self->tip_label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (self->tip_label), TIP_CHARS);
      self->tip = gtk_popover_new ();
      /* It says something, and takes nothing: neither focus nor clicks. */
      gtk_popover_set_autohide (GTK_POPOVER (self->tip), FALSE);
      gtk_widget_set_can_focus (self->tip, FALSE);
      gtk_widget_set_can_target (self->tip, FALSE);
      gtk_popover_set_position (GTK_POPOVER (self->tip), GTK_POS_BOTTOM);
      gtk_popover_set_child (GTK_POPOVER (self->tip), self->tip_label);
      gtk_widget_add_css_class (self->tip, "qd-chart-tip");
      gtk_widget_set_parent (self->tip, GTK_WIDGET (self));
    }
  gtk_label_set_text (GTK_LABEL (self->tip_label), stop->tooltip);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->tip), &place);
  gtk_popover_popup (GTK_POPOVER (self->tip));
}

/* What the keyboard is at is outlined, shown and spoken; without a stop the whole chart is what is spoken of. */
static void
update_selected (QdChartView *self)
{
  gboolean keyboard = (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0;
  int index = keyboard && self->focused ? selected_index (self) : -1;
  const Stop *stop = index >= 0 ? &g_array_index (self->stops, Stop, index) : NULL;

  if (stop != NULL)
    show_tip (self, stop);
  else
    hide_tip (self);
  if (self->title != NULL)
    qd_widget_describe (GTK_WIDGET (self), self->title, stop != NULL ? stop->tooltip : self->description);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
select_stop (QdChartView *self,
             int          index)
{
  g_free (self->selected);
  self->selected = g_strdup (g_array_index (self->stops, Stop, index).id);
  update_selected (self);
}

/* The nearest stop above or below: sideways counts double, so that a column is not left for a neighbour. */
static int
nearest (QdChartView *self,
         int          index,
         int          direction)
{
  const QdBox *from = &g_array_index (self->stops, Stop, index).bounds;
  int best = -1;
  double best_distance = G_MAXDOUBLE;

  for (guint i = 0; i < self->stops->len; i++)
    {
      const QdBox *to = &g_array_index (self->stops, Stop, i).bounds;
      double along = direction * (to->y + to->height / 2 - from->y - from->height / 2);
      double aside = fabs (to->x + to->width / 2 - from->x - from->width / 2);

      if (along > 1 && along + 2 * aside < best_distance)
        {
          best = (int) i;
          best_distance = along + 2 * aside;
        }
    }

  return best;
}

static gboolean
step (QdChartView *self,
      guint        key)
{
  int index = selected_index (self);
  int last = (int) self->stops->len - 1;
  int ahead = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  int next = index;

  if (last < 0)
    return FALSE;

  if (key == GDK_KEY_Home || index < 0)
    next = 0;
  else if (key == GDK_KEY_End)
    next = last;
  else if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    next = index + (key == GDK_KEY_Right ? ahead : -ahead);
  else
    next = nearest (self, index, key == GDK_KEY_Down ? 1 : -1);

  if (next >= 0 && next <= last)
    select_stop (self, next);

  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                QdChartView           *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
    case GDK_KEY_Home:
    case GDK_KEY_End:
      return step (self, keyval);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (selected_index (self) < 0)
        return FALSE;
      g_signal_emit (self, signals[ACTIVATED], 0, self->selected);
      return TRUE;
    case GDK_KEY_Escape:
      if (self->tip == NULL || !gtk_widget_get_visible (self->tip))
        return FALSE;
      hide_tip (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
query_tooltip_cb (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  gpointer    user_data)
{
  QdMarks *marks = get_marks (QD_CHART_VIEW (widget));
  const QdMark *mark = marks != NULL && !keyboard ? qd_marks_hit (marks, x, y) : NULL;
  GdkRectangle place;

  if (mark == NULL || mark->tooltip == NULL)
    return FALSE;

  place = (GdkRectangle) { (int) mark->box.x, (int) mark->box.y, (int) ceil (mark->box.width), (int) ceil (mark->box.height) };
  gtk_tooltip_set_text (tooltip, mark->tooltip);
  gtk_tooltip_set_tip_area (tooltip, &place);

  return TRUE;
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           QdChartView              *self)
{
  QdMarks *marks = get_marks (self);
  const QdMark *mark = marks != NULL ? qd_marks_hit (marks, x, y) : NULL;

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
  QdMarks *marks = get_marks (self);
  const QdMark *mark = marks != NULL ? qd_marks_hit (marks, x, y) : NULL;

  if (mark == NULL || mark->id == NULL)
    return;

  g_free (self->selected);
  self->selected = g_strdup (mark->id);
  g_signal_emit (self, signals[ACTIVATED], 0, self->selected);
}

static void
focus_cb (GtkEventControllerFocus *controller,
          GParamSpec              *pspec,
          QdChartView             *self)
{
  self->focused = gtk_event_controller_focus_is_focus (controller);
  if (self->focused && selected_index (self) < 0 && self->stops->len > 0)
    {
      g_free (self->selected);
      self->selected = g_strdup (g_array_index (self->stops, Stop, 0).id);
    }
  update_selected (self);
}

static void
progress_cb (double       value,
             QdChartView *self)
{
  self->progress = value;
  if (value >= 1)
    g_clear_pointer (&self->from, qd_marks_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Nothing is quieter than what it stands on where more contrast is asked for. */
static void
raise_contrast (QdChartStyle *style,
                gboolean      dark)
{
  static const QdTone tones[] = { QD_TONE_G1, QD_TONE_G2, QD_TONE_G3, QD_TONE_CELL, QD_TONE_ACCENT, QD_TONE_RED, QD_TONE_AMBER };

  style->tones[QD_TONE_INK] = dark ? 0xFFFFFFFF : 0x000000FF;
  style->tones[QD_TONE_INK2] = style->tones[QD_TONE_INK];
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    style->tones[tones[i]] = qd_color_mix (style->tones[tones[i]], style->tones[QD_TONE_INK], 0.3);
}

static void
set_font (QdChartView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double dpi = pango_cairo_context_get_resolution (context);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (dpi > 0 ? dpi : 96) / 72;
  if (size > 0)
    self->style.text_size = CLAMP (TEXT_SIZE * size / FONT_SIZE, TEXT_LEAST, TEXT_MOST);
}

static void
update_style (QdChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  qd_chart_style_init_compact (&self->style, dark);
  self->style.transparent = TRUE;
  self->style.mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  if (adw_style_manager_get_high_contrast (manager))
    raise_contrast (&self->style, dark);
  set_font (self);
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
    *minimum = *natural = MAX (LEAST_HEIGHT, (int) qd_chart_get_natural_height (self->chart, &self->style,
                                                                                for_size > 0 ? for_size : LEAST_WIDTH));
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

/* Around one stop; around everything where there is none. */
static void
draw_outline (QdChartView *self,
              int          index,
              cairo_t     *cr)
{
  QdBox box = { 0, 0, self->width, self->height };
  QdColor accent = self->style.tones[QD_TONE_ACCENT];

  if (index >= 0)
    box = g_array_index (self->stops, Stop, index).bounds;

  cairo_set_source_rgb (cr, (accent >> 24 & 0xFF) / 255.0, (accent >> 16 & 0xFF) / 255.0, (accent >> 8 & 0xFF) / 255.0);
  cairo_set_line_width (cr, OUTLINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_rectangle (cr, box.x - OUTLINE_MARGIN, box.y - OUTLINE_MARGIN, box.width + 2 * OUTLINE_MARGIN,
                   box.height + 2 * OUTLINE_MARGIN);
  cairo_stroke (cr);
}

static void
qd_chart_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  QdChartView *self = QD_CHART_VIEW (widget);
  QdMarks *marks = get_marks (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget));
  const float beyond = OUTLINE_MARGIN + OUTLINE_WIDTH;
  g_autoptr (QdMarks) between = NULL;
  int highlighted;
  cairo_t *cr;

  if (marks == NULL)
    return;

  if (self->from != NULL)
    between = qd_marks_blend (self->from, marks, self->progress);

  /* The card's padding has room for an outline around what touches the edge. */
  graphene_rect_inset (&bounds, -beyond, -beyond);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  qd_marks_draw (between != NULL ? between : marks, cr);
  highlighted = index_of (self, self->highlighted);
  if (gtk_widget_has_visible_focus (widget))
    draw_outline (self, selected_index (self), cr);
  else if (highlighted >= 0)
    draw_outline (self, highlighted, cr);
  cairo_destroy (cr);
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
    update_selected (QD_CHART_VIEW (widget));
}

static void
qd_chart_view_dispose (GObject *object)
{
  QdChartView *self = QD_CHART_VIEW (object);

  g_clear_pointer (&self->tip, gtk_widget_unparent);
  g_clear_object (&self->animation);

  G_OBJECT_CLASS (qd_chart_view_parent_class)->dispose (object);
}

static void
qd_chart_view_finalize (GObject *object)
{
  QdChartView *self = QD_CHART_VIEW (object);

  g_clear_pointer (&self->marks, qd_marks_unref);
  g_clear_pointer (&self->from, qd_marks_unref);
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

  gtk_widget_class_set_css_name (widget_class, "qdchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (QdChartView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect (focus, "notify::is-focus", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

static void
qd_chart_view_init (QdChartView *self)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new ((AdwAnimationTargetFunc) progress_cb, self, NULL);

  self->stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  /* Skips to its end by itself where animations are off. */
  self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, ANIMATION_MS, target);

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

  g_clear_pointer (&view->from, qd_marks_unref);
  if (view->marks != NULL && gtk_widget_get_mapped (GTK_WIDGET (view)))
    view->from = qd_marks_ref (view->marks);
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
  if (view->from != NULL)
    {
      view->progress = 0;
      adw_animation_reset (view->animation);
      adw_animation_play (view->animation);
    }
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
 * qd_chart_view_highlight:
 * @view: a view
 * @id: (nullable): the id of the record that is selected elsewhere
 *
 * Outlines what stands for the record, if anything does.
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
  gtk_widget_queue_draw (GTK_WIDGET (view));
}
