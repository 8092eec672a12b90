#include "qd-config.h"

#include "qd-lane-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-draw.h"
#include "qd-figure-text.h"
#include "qd-phrase.h"
#include "qd-touch.h"

/* One team's work in the order of its rank, as blocks one upon the other, as high as they have points, and the line where
 * the team's capacity ends. What a block is pressed for, and what is dropped here, are actions of the page. */

#define PAD 6.0
#define GAP 2.0
#define RADIUS 4.0
#define FOOT 22.0
#define EMPTY_TOP 48.0
#define TEXT_LEAST 15.0
#define TEXT_TWO 34.0

/* A screen reader is not read more than this. */
#define SPOKEN_MAX 12

struct _QdLaneView
{
  GtkWidget   parent_instance;

  QdLanes    *lanes;     /* not owned: those of the page, which tells when there are others */
  guint       lane;
  QdRecord   *selected;  /* (nullable) */
  gboolean    current;   /* this team's figures are shown below */
  GtkWidget  *box;
  GtkWidget  *name;
  GtkWidget  *balance;
  GtkWidget  *area;
  double      drop_y;    /* where something is held over it; -1: nothing is */
};

G_DEFINE_FINAL_TYPE (QdLaneView, qd_lane_view, GTK_TYPE_WIDGET)

static const QdTeamLane *
get_lane (QdLaneView *self)
{
  return self->lanes != NULL && self->lane < qd_lanes_get_n_lanes (self->lanes)
           ? qd_lanes_get_lane (self->lanes, self->lane) : NULL;
}

/* What has a text in it, @pixels high where that has its usual size. */
static double
get_length (QdLaneView *self,
            double      pixels)
{
  return pixels * qd_widget_text_scale (GTK_WIDGET (self));
}

/* Pixels a point: the same in all lanes. */
static double
get_scale (QdLaneView *self)
{
  double longest = qd_lanes_get_longest (self->lanes);
  double height = gtk_widget_get_height (self->area) - 2 * PAD - get_length (self, FOOT);

  return longest > 0 ? MAX (height, 0) / longest : 0;
}

static int
block_at (QdLaneView *self,
          double      y)
{
  const QdTeamLane *lane = get_lane (self);
  double scale = lane != NULL ? get_scale (self) : 0;

  if (lane == NULL || scale <= 0 || y < PAD)
    return -1;

  for (guint i = 0; i < lane->n_blocks; i++)
    if ((y - PAD) / scale <= lane->blocks[i].end)
      return (int) i;

  return -1;
}

static void
round_box (cairo_t *cr,
           double   x,
           double   y,
           double   width,
           double   height)
{
  double radius = MIN (RADIUS, height / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static PangoLayout *
small_layout (QdLaneView *self,
              const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->area, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

/* The points at the end, the name before them in as many lines as there is room for. */
static void
draw_text (QdLaneView        *self,
           cairo_t           *cr,
           const QdLaneBlock *block,
           double             x,
           double             y,
           double             width,
           double             height)
{
  const QdLaneWork *work = qd_lanes_get_work (self->lanes, block->work);
  g_autofree char *points = qd_points_text (block->points);
  g_autoptr (PangoLayout) figure = small_layout (self, points);
  g_autoptr (PangoLayout) name = small_layout (self, qd_record_get_title (work->record));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int figure_width, figure_height, name_width, name_height;

  pango_layout_get_pixel_size (figure, &figure_width, &figure_height);
  pango_layout_set_width (name, MAX ((int) width - figure_width - 18, 12) * PANGO_SCALE);
  pango_layout_set_ellipsize (name, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (name, height >= get_length (self, TEXT_TWO) ? -2 : -1);
  pango_layout_set_wrap (name, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (name, &name_width, &name_height);

  cairo_move_to (cr, rtl ? x + 6 : x + width - 6 - figure_width, y + (height - figure_height) / 2);
  pango_cairo_show_layout (cr, figure);
  cairo_move_to (cr, rtl ? x + figure_width + 12 : x + 6, y + (height - name_height) / 2);
  pango_cairo_show_layout (cr, name);
}

/* What is below the line is outlined, whatever the colours: red alone would not be enough. */
static void
draw_block (QdLaneView        *self,
            cairo_t           *cr,
            const QdLaneBlock *block,
            double             scale,
            double             width)
{
  const QdLaneWork *work = qd_lanes_get_work (self->lanes, block->work);
  double y = PAD + (block->end - block->points) * scale;
  double bottom = gtk_widget_get_height (self->area) - get_length (self, FOOT);
  double height = MAX (MIN (block->points * scale, bottom - y) - GAP, 1);
  gboolean over = block->over > 0;
  gboolean selected = work->record == self->selected;
  GdkRGBA fill, line, ink, paper;

  qd_draw_get_color (GTK_WIDGET (self), over ? "qd_over" : "accent_bg_color", &fill);
  qd_draw_get_color (GTK_WIDGET (self), over ? "qd_over" : "accent_color", &line);
  qd_draw_get_color (GTK_WIDGET (self), "window_fg_color", &ink);
  qd_draw_get_color (GTK_WIDGET (self), "view_bg_color", &paper);
  fill.alpha = over ? 0.12f : selected ? 0.4f : 0.25f;
  paper.alpha = 0.5f;

  cairo_save (cr);
  round_box (cr, PAD, y, width - 2 * PAD, height);
  cairo_clip (cr);
  qd_draw_box (cr, PAD, y, width - 2 * PAD, height, &fill);
  if (work->assumed && height > 4)
    qd_draw_hatch (cr, PAD, y, width - 2 * PAD, height, &paper);
  cairo_restore (cr);

  if ((over || selected) && height > 3)
    {
      round_box (cr, PAD + 1, y + 1, width - 2 * PAD - 2, height - 2);
      cairo_set_line_width (cr, 2);
      gdk_cairo_set_source_rgba (cr, &line);
      cairo_stroke (cr);
    }
  if (height >= get_length (self, TEXT_LEAST))
    {
      gdk_cairo_set_source_rgba (cr, &ink);
      draw_text (self, cr, block, PAD, y, width - 2 * PAD, height);
    }
}

/* Those that are less than a pixel high are as many as the lane has pixels; what does not fit into it is counted. */
static void
draw_blocks (QdLaneView       *self,
             cairo_t          *cr,
             const QdTeamLane *lane,
             double            scale,
             double            width,
             double            height)
{
  double bottom = height - get_length (self, FOOT);
  double drawn = -1;
  guint i;

  for (i = 0; i < lane->n_blocks && PAD + (lane->blocks[i].end - lane->blocks[i].points) * scale < bottom - GAP; i++)
    {
      double end = floor (PAD + lane->blocks[i].end * scale);

      if (end > drawn)
        draw_block (self, cr, &lane->blocks[i], scale, width);
      drawn = end;
    }
  if (i < lane->n_blocks)
    {
      g_autofree char *text = qd_count_printf (ngettext ("%u more", "%u more", lane->n_blocks - i), lane->n_blocks - i);
      g_autoptr (PangoLayout) layout = small_layout (self, text);
      GdkRGBA ink;

      qd_draw_get_color (GTK_WIDGET (self), "qd_over", &ink);
      gdk_cairo_set_source_rgba (cr, &ink);
      cairo_move_to (cr, PAD, bottom + 2);
      pango_cairo_show_layout (cr, layout);
    }
}

static void
draw_line (QdLaneView       *self,
           cairo_t          *cr,
           const QdTeamLane *lane,
           double            scale,
           double            width)
{
  double y = floor (PAD + lane->capacity * scale);
  g_autofree char *points = qd_points_text (lane->capacity);
  g_autofree char *text = g_strdup_printf (_("capacity %s"), points);
  g_autoptr (PangoLayout) layout = small_layout (self, text);
  double below = PAD + MAX (lane->committed, lane->capacity) * scale + 2;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int text_width;
  GdkRGBA ink;

  qd_draw_get_color (GTK_WIDGET (self), "window_fg_color", &ink);
  qd_draw_box (cr, 0, y - 1, width, 2, &ink);
  /* Where not everything fits into the lane, that is said there. */
  if (PAD + lane->committed * scale > gtk_widget_get_height (self->area) - get_length (self, FOOT))
    return;

  ink.alpha = 0.75f;
  gdk_cairo_set_source_rgba (cr, &ink);
  pango_layout_get_pixel_size (layout, &text_width, NULL);
  if (text_width > width - PAD)
    {
      pango_layout_set_text (layout, points, -1);
      pango_layout_get_pixel_size (layout, &text_width, NULL);
    }
  cairo_move_to (cr, rtl ? PAD : width - PAD - text_width, below);
  pango_cairo_show_layout (cr, layout);
}

/* Above the line of the capacity @line, or else below what is said of it. */
static void
draw_empty (QdLaneView *self,
            cairo_t    *cr,
            double      width,
            double      line)
{
  g_autoptr (PangoLayout) layout = small_layout (self, _("No work yet. Drag an initiative here."));
  double top = EMPTY_TOP;
  int height;
  GdkRGBA ink;

  qd_draw_get_color (GTK_WIDGET (self), "window_fg_color", &ink);
  ink.alpha = 0.7f;
  gdk_cairo_set_source_rgba (cr, &ink);
  pango_layout_set_width (layout, MAX ((int) width - 24, 12) * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, NULL, &height);
  if (!isnan (line) && line < top + height + GAP)
    top = line - height - GAP >= PAD ? line - height - GAP : line + get_length (self, FOOT);
  if (top + height > gtk_widget_get_height (self->area))
    return;

  cairo_move_to (cr, 12, top);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  QdLaneView *self = user_data;
  const QdTeamLane *lane = get_lane (self);
  double scale;
  GdkRGBA color;

  if (lane == NULL)
    return;

  qd_draw_get_color (GTK_WIDGET (self), "window_fg_color", &color);
  color.alpha = self->current ? 0.12f : 0.06f;
  round_box (cr, 0, 0, width, height);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill (cr);

  scale = get_scale (self);
  draw_blocks (self, cr, lane, scale, width, height);
  if (lane->n_blocks == 0)
    draw_empty (self, cr, width, PAD + lane->capacity * scale);
  if (!isnan (lane->capacity))
    draw_line (self, cr, lane, scale, width);
  if (self->drop_y >= 0)
    {
      qd_draw_get_color (GTK_WIDGET (self), "accent_bg_color", &color);
      qd_draw_box (cr, 0, floor (self->drop_y) - 1, width, 2, &color);
    }
}

/* Returns: whether there is a work */
static gboolean
select_at (QdLaneView *self,
           double      y)
{
  int block = block_at (self, y);
  const QdTeamLane *lane = get_lane (self);
  QdRecord *record;

  if (lane == NULL)
    return FALSE;

  gtk_widget_activate_action (GTK_WIDGET (self), "lanes.team", "s", qd_record_get_id (lane->team));
  if (block < 0)
    return FALSE;

  record = qd_lanes_get_work (self->lanes, lane->blocks[block].work)->record;
  gtk_widget_activate_action (GTK_WIDGET (self), "lanes.select", "s", qd_record_get_id (record));

  return TRUE;
}

/* A finger may be about to scroll. */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            QdLaneView      *self)
{
  if (!qd_touch_is_finger (gesture))
    select_at (self, y);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             QdLaneView      *self)
{
  if (qd_touch_is_finger (gesture))
    select_at (self, y);
}

static gboolean
open_menu (GtkWidget *area,
           double     x,
           double     y,
           gpointer   user_data)
{
  return select_at (user_data, y) && gtk_widget_activate_action (area, "lanes.menu", NULL);
}

/**
 * qd_lane_drag_content:
 * @work: a work of @lanes; -1 for none
 *
 * Returns: (transfer full) (nullable): what is dragged when it is: its record; %NULL if it cannot be moved
 */
GdkContentProvider *
qd_lane_drag_content (QdLanes *lanes,
                      int      work)
{
  QdRecord *record = lanes != NULL && work >= 0 ? qd_lanes_get_work (lanes, (guint) work)->record : NULL;

  if (record == NULL || qd_record_get_record_type (record) != QD_RECORD_INITIATIVE)
    return NULL;

  return gdk_content_provider_new_typed (QD_TYPE_RECORD, record);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            QdLaneView    *self)
{
  int block = qd_touch_is_finger (source) ? -1 : block_at (self, y);

  return qd_lane_drag_content (self->lanes, block >= 0 ? (int) get_lane (self)->blocks[block].work : -1);
}

static GdkDragAction
motion_cb (GtkDropTarget *target,
           double         x,
           double         y,
           QdLaneView    *self)
{
  self->drop_y = y;
  gtk_widget_queue_draw (self->area);

  return GDK_ACTION_MOVE;
}

static void
leave_cb (GtkDropTarget *target,
          QdLaneView    *self)
{
  self->drop_y = -1;
  gtk_widget_queue_draw (self->area);
}

/* The place of what is dropped at @y: before the work there, or behind all. */
static int
place_at (QdLaneView *self,
          double      y)
{
  const QdTeamLane *lane = get_lane (self);
  int block = block_at (self, y);

  return block >= 0 ? (int) lane->blocks[block].work : -1;
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         QdLaneView    *self)
{
  QdRecord *record = g_value_get_object (value);
  const QdTeamLane *lane = get_lane (self);

  leave_cb (target, self);
  if (lane == NULL || !QD_IS_RECORD (record))
    return FALSE;

  gtk_widget_activate_action (GTK_WIDGET (self), "lanes.drop", "(ssi)", qd_record_get_id (record),
                              qd_record_get_id (lane->team), place_at (self, y));

  return TRUE;
}

static gboolean
query_tooltip_cb (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  QdLaneView *self)
{
  int block = keyboard ? -1 : block_at (self, y);
  const QdLaneBlock *found = block >= 0 ? &get_lane (self)->blocks[block] : NULL;
  g_autofree char *points = found != NULL ? qd_points_text (found->points) : NULL;
  g_autofree char *text = NULL;
  const QdLaneWork *work;

  if (found == NULL)
    return FALSE;

  work = qd_lanes_get_work (self->lanes, found->work);
  /* Translators: an initiative and its points in this team. */
  text = g_strdup_printf (work->assumed ? _("%s, %s points: the share is assumed") : _("%s, %s points"),
                          qd_record_get_title (work->record), points);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
qd_lane_view_dispose (GObject *object)
{
  QdLaneView *self = QD_LANE_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_lane_view_parent_class)->dispose (object);
}

static void
qd_lane_view_class_init (QdLaneViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_lane_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "qdlane");
}

static void
init_area (QdLaneView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (QD_TYPE_RECORD, GDK_ACTION_MOVE);

  self->area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_cb, self, NULL);
  gtk_widget_set_vexpand (self->area, TRUE);
  gtk_widget_set_has_tooltip (self->area, TRUE);
  g_signal_connect (self->area, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (click));
  qd_touch_add_menu (self->area, GTK_PHASE_BUBBLE, open_menu, self);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (target));
}

static void
qd_lane_view_init (QdLaneView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->drop_y = -1;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_add_css_class (self->name, "heading");
  self->balance = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->balance, "caption");
  gtk_widget_add_css_class (self->balance, "numeric");
  gtk_box_append (GTK_BOX (head), self->name);
  gtk_box_append (GTK_BOX (head), self->balance);
  gtk_box_append (GTK_BOX (self->box), head);
  init_area (self);
  gtk_box_append (GTK_BOX (self->box), self->area);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * qd_lane_view_new:
 *
 * Returns: a lane of no team yet
 */
GtkWidget *
qd_lane_view_new (void)
{
  return g_object_new (QD_TYPE_LANE_VIEW, NULL);
}

static void
show_balance (QdLaneView       *self,
              const QdTeamLane *lane)
{
  double balance = lane->capacity - lane->committed;
  gboolean over = balance < -1e-6;
  g_autofree char *points = qd_points_text (fabs (balance));
  g_autofree char *text = NULL;

  if (!isnan (balance))
    text = g_strdup_printf (over ? C_("points", "%s over") : C_("points", "%s free"), points);
  gtk_label_set_text (GTK_LABEL (self->balance), text != NULL ? text : "");
  gtk_widget_remove_css_class (self->balance, over ? "dim-label" : "qd-error");
  gtk_widget_add_css_class (self->balance, over ? "qd-error" : "dim-label");
}

/* “Vault 80, CI/CD 40; does not fit: SOC2 60” */
static void
describe (QdLaneView       *self,
          const QdTeamLane *lane)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lane->n_blocks && i < SPOKEN_MAX; i++)
    {
      const QdLaneBlock *block = &lane->blocks[i];
      const char *title = qd_record_get_title (qd_lanes_get_work (self->lanes, block->work)->record);
      g_autofree char *points = qd_points_text (block->points);
      g_autofree char *spoken = g_strdup_printf (block->over > 0 ? C_("spoken", "%s %s does not fit") : "%s %s", title,
                                                 points);

      qd_phrase_add_part (text, spoken);
    }
  qd_widget_describe (self->area, qd_record_get_title (lane->team), text->str);
}

/**
 * qd_lane_view_set_lane:
 * @view: a lane
 * @lanes: (nullable): lanes, which must be there until others are set
 * @lane: which of them it shows
 * @selected: (nullable): the work that stands out
 * @current: whether the team does
 */
void
qd_lane_view_set_lane (QdLaneView *view,
                       QdLanes    *lanes,
                       guint       lane,
                       QdRecord   *selected,
                       gboolean    current)
{
  const QdTeamLane *shown;

  view->lanes = lanes;
  view->lane = lane;
  view->selected = selected;
  view->current = current;
  shown = get_lane (view);
  if (shown == NULL)
    return;

  gtk_label_set_text (GTK_LABEL (view->name), qd_record_get_title (shown->team));
  qd_widget_set_tooltip (view->name, qd_record_get_title (shown->team));
  show_balance (view, shown);
  describe (view, shown);
  gtk_widget_queue_draw (view->area);
}

/**
 * qd_lane_view_get_team:
 *
 * Returns: (transfer none) (nullable): whose lane it shows
 */
QdRecord *
qd_lane_view_get_team (QdLaneView *view)
{
  const QdTeamLane *lane = get_lane (view);

  return lane != NULL ? lane->team : NULL;
}
