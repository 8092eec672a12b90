#include "qd-config.h"

#include "qd-lane-strip.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-index-model.h"
#include "qd-lane-view.h"

/* The lanes of all teams side by side, as wide as there is room for all of them, and at least so wide that names can be
 * read: then they scroll. Only those that show are there as widgets. */

#define LEAST_WIDTH 104
#define MOST_WIDTH 230
#define GAP 6

struct _QdLaneStrip
{
  GtkWidget     parent_instance;

  QdLanes      *lanes;    /* not owned */
  QdRecord     *selected;
  QdRecord     *team;
  GtkWidget    *scroller;
  GtkWidget    *view;
  QdIndexModel *model;
  GPtrArray    *bound;    /* of GtkListItem */
  int           width;    /* of each lane */
  guint         fit_id;
};

G_DEFINE_FINAL_TYPE (QdLaneStrip, qd_lane_strip, GTK_TYPE_WIDGET)

static void
show_lane (QdLaneStrip *self,
           GtkListItem *item)
{
  GtkWidget *view = gtk_list_item_get_child (item);
  guint lane = gtk_list_item_get_position (item);
  GtkWidget *row = gtk_widget_get_parent (view);
  QdRecord *team = self->lanes != NULL && lane < qd_lanes_get_n_lanes (self->lanes)
                     ? qd_lanes_get_lane (self->lanes, lane)->team : NULL;

  gtk_widget_set_size_request (view, self->width, -1);
  qd_lane_view_set_lane (QD_LANE_VIEW (view), self->lanes, lane, self->selected, team != NULL && team == self->team);
  if (row != NULL && team != NULL)
    qd_widget_set_name (row, *qd_record_get_title (team) != '\0' ? qd_record_get_title (team) : _("Team"));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          QdLaneStrip              *self)
{
  gtk_list_item_set_child (item, qd_lane_view_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         QdLaneStrip              *self)
{
  g_ptr_array_add (self->bound, item);
  show_lane (self, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           QdLaneStrip              *self)
{
  g_ptr_array_remove_fast (self->bound, item);
}

static void
activate_cb (GtkListView *view,
             guint        position,
             QdLaneStrip *self)
{
  if (self->lanes != NULL && position < qd_lanes_get_n_lanes (self->lanes))
    gtk_widget_activate_action (GTK_WIDGET (self), "lanes.team", "s",
                                qd_record_get_id (qd_lanes_get_lane (self->lanes, position)->team));
}

static gboolean
fit_cb (gpointer user_data)
{
  QdLaneStrip *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  guint n = self->lanes != NULL ? MAX (qd_lanes_get_n_lanes (self->lanes), 1) : 1;
  int width = (int) gtk_adjustment_get_page_size (adjustment) / (int) n - GAP;

  self->fit_id = 0;
  width = CLAMP (width, (int) (LEAST_WIDTH * qd_widget_text_scale (GTK_WIDGET (self))), MOST_WIDTH);
  if (width != self->width)
    {
      self->width = width;
      for (guint i = 0; i < self->bound->len; i++)
        gtk_widget_set_size_request (gtk_list_item_get_child (g_ptr_array_index (self->bound, i)), width, -1);
    }

  return G_SOURCE_REMOVE;
}

/* Told while sizes are being given out: asking for other sizes must wait until that is over. */
static void
fit_soon (QdLaneStrip *self)
{
  if (self->fit_id == 0)
    self->fit_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, fit_cb, self, NULL);
}

static void
qd_lane_strip_dispose (GObject *object)
{
  QdLaneStrip *self = QD_LANE_STRIP (object);

  g_clear_handle_id (&self->fit_id, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (qd_lane_strip_parent_class)->dispose (object);
}

static void
qd_lane_strip_finalize (GObject *object)
{
  g_ptr_array_unref (QD_LANE_STRIP (object)->bound);

  G_OBJECT_CLASS (qd_lane_strip_parent_class)->finalize (object);
}

static void
qd_lane_strip_class_init (QdLaneStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_lane_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_lane_strip_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "qdlanes");
}

static void
qd_lane_strip_init (QdLaneStrip *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->bound = g_ptr_array_new ();
  self->width = LEAST_WIDTH;
  self->model = qd_index_model_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->model)))),
                                  factory);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->view), GTK_ORIENTATION_HORIZONTAL);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  qd_widget_set_name (self->view, _("Lanes of the teams"));

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->view);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  qd_widget_set_name (self->scroller, _("Lanes of the teams"));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
                           "notify::page-size", G_CALLBACK (fit_soon), self, G_CONNECT_SWAPPED);
}

/**
 * qd_lane_strip_new:
 *
 * Returns: lanes without teams yet
 */
GtkWidget *
qd_lane_strip_new (void)
{
  return g_object_new (QD_TYPE_LANE_STRIP, NULL);
}

/**
 * qd_lane_strip_set_lanes:
 * @strip: the lanes
 * @lanes: what they show; must be there until others are set
 * @selected: (nullable): the work that stands out in them
 * @team: (nullable): the team that does
 */
void
qd_lane_strip_set_lanes (QdLaneStrip *strip,
                         QdLanes     *lanes,
                         QdRecord    *selected,
                         QdRecord    *team)
{
  strip->lanes = lanes;
  strip->selected = selected;
  strip->team = team;
  qd_index_model_resize (strip->model, qd_lanes_get_n_lanes (lanes));
  for (guint i = 0; i < strip->bound->len; i++)
    show_lane (strip, g_ptr_array_index (strip->bound, i));
  fit_soon (strip);
}

/**
 * qd_lane_strip_show_team:
 * @team: a team whose lane is to be in view
 */
void
qd_lane_strip_show_team (QdLaneStrip *strip,
                         QdRecord    *team)
{
  int lane = strip->lanes != NULL ? qd_lanes_find_lane (strip->lanes, team) : -1;

  /* Before it has a size the view would only remember a wrong place. */
  if (lane >= 0 && gtk_widget_get_mapped (GTK_WIDGET (strip)) && gtk_widget_get_height (strip->view) > 0)
    gtk_widget_activate_action (strip->view, "list.scroll-to-item", "u", (guint) lane);
}

/**
 * qd_lane_strip_get_most:
 *
 * Returns: how wide it gets at most, in pixels
 */
int
qd_lane_strip_get_most (QdLaneStrip *strip)
{
  return strip->lanes != NULL ? (int) qd_lanes_get_n_lanes (strip->lanes) * (MOST_WIDTH + GAP) : 0;
}
