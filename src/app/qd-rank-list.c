#include "qd-config.h"

#include "qd-rank-list.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-index-model.h"
#include "qd-lane-view.h"
#include "qd-rank-row.h"
#include "qd-touch.h"

/* All works in the order of their rank: the lane of the whole. The line where the capacity of all teams ends is a row of
 * it, and so is the heading of what can wait. Only the rows that show are there as widgets. */

struct _QdRankList
{
  GtkWidget           parent_instance;

  QdLanes            *lanes;     /* not owned: those of the page */
  GtkWidget          *scroller;
  GtkWidget          *view;
  QdIndexModel       *model;
  GtkSingleSelection *selection;
  GPtrArray          *bound;     /* of GtkListItem */
  guint               line;      /* where its row is; G_MAXUINT: no team has a capacity */
  int                 wanted;    /* the row that is to get the focus once it is there; -1: none */
  gboolean            updating;
};

G_DEFINE_FINAL_TYPE (QdRankList, qd_rank_list, GTK_TYPE_WIDGET)

/* What @position stands for, and of a work, which; of a heading, the first work below it. */
static QdRankKind
read_position (QdRankList *self,
               guint       position,
               guint      *work)
{
  guint n_planned = qd_lanes_zone_length (self->lanes, QD_LANE_PLANNED);
  guint n_stretch = qd_lanes_zone_length (self->lanes, QD_LANE_STRETCH);
  guint with_line = self->line == G_MAXUINT ? 0 : 1;

  if (position == self->line)
    {
      *work = position;
      return QD_RANK_LINE;
    }
  if (position < n_planned + with_line)
    {
      *work = position - (position > self->line ? 1 : 0);
      return QD_RANK_WORK;
    }
  position -= n_planned + with_line;
  if (position <= n_stretch)
    {
      *work = n_planned + (position > 0 ? position - 1 : 0);
      return position == 0 ? QD_RANK_STRETCH : QD_RANK_WORK;
    }
  position -= n_stretch + 1;
  *work = n_planned + n_stretch + (position > 0 ? position - 1 : 0);

  return position == 0 ? QD_RANK_CUT : QD_RANK_WORK;
}

static int
position_of (QdRankList *self,
             int         work)
{
  guint n_planned = qd_lanes_zone_length (self->lanes, QD_LANE_PLANNED);
  guint n_stretch = qd_lanes_zone_length (self->lanes, QD_LANE_STRETCH);
  guint position = (guint) work;

  if (work < 0)
    return -1;
  if (self->line != G_MAXUINT && position >= MIN (self->line, n_planned))
    position++;
  if ((guint) work >= n_planned)
    position++;
  if ((guint) work >= n_planned + n_stretch)
    position++;

  return (int) position;
}

/* Behind the last work that fits into all teams together. */
static guint
find_line (QdLanes *lanes)
{
  const QdTeamLane *whole = qd_lanes_get_whole (lanes);

  if (!(whole->capacity > 0))
    return G_MAXUINT;
  if (whole->n_fit < whole->n_blocks)
    return whole->blocks[whole->n_fit].work;

  return qd_lanes_zone_length (lanes, QD_LANE_PLANNED);
}

static guint
count_rows (QdRankList *self)
{
  guint n = qd_lanes_get_n_works (self->lanes);

  return n + 1 + (self->line == G_MAXUINT ? 0 : 1) + (qd_lanes_zone_length (self->lanes, QD_LANE_CUT) > 0 ? 1 : 0);
}

/* The toolkit's own row is what the keyboard and screen readers meet. */
static void
show_row (QdRankList  *self,
          GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *holder = gtk_widget_get_parent (row);
  guint work = 0;
  QdRankKind kind;

  if (gtk_list_item_get_position (item) >= count_rows (self))
    return;

  kind = read_position (self, gtk_list_item_get_position (item), &work);
  gtk_list_item_set_selectable (item, kind == QD_RANK_WORK);
  qd_rank_row_show (QD_RANK_ROW (row), self->lanes, kind, work);
  if (holder == NULL)
    return;

  if (kind != QD_RANK_WORK)
    {
      qd_widget_describe (holder, kind == QD_RANK_LINE ? _("Capacity of all teams")
                                  : kind == QD_RANK_CUT ? _("Cut") : _("Stretch"), "");
      return;
    }
  qd_widget_describe (holder, qd_record_get_title (qd_lanes_get_work (self->lanes, work)->record),
                      qd_lanes_get_work (self->lanes, work)->over > 0 ? _("does not fit") : "");
}

static GtkListItem *
find_item (QdRankList *self,
           int         position)
{
  for (guint i = 0; i < self->bound->len; i++)
    if ((int) gtk_list_item_get_position (g_ptr_array_index (self->bound, i)) == position)
      return g_ptr_array_index (self->bound, i);

  return NULL;
}

/* A row that was just scrolled to may come a little later. */
static gboolean
take_focus (QdRankList *self)
{
  GtkListItem *item = self->wanted >= 0 ? find_item (self, self->wanted) : NULL;
  GtkWidget *holder = item != NULL ? gtk_widget_get_parent (gtk_list_item_get_child (item)) : NULL;

  if (holder == NULL)
    return FALSE;

  self->wanted = -1;

  return gtk_widget_grab_focus (holder);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            GtkListItem   *item)
{
  QdRankList *self = g_object_get_data (G_OBJECT (item), "qd-list");
  guint work = 0;

  if (qd_touch_is_finger (source) || self->lanes == NULL ||
      read_position (self, gtk_list_item_get_position (item), &work) != QD_RANK_WORK)
    return NULL;

  return qd_lane_drag_content (self->lanes, (int) work);
}

static GdkDragAction
enter_cb (GtkDropTarget *target,
          double         x,
          double         y,
          GtkListItem   *item)
{
  qd_rank_row_set_drop (QD_RANK_ROW (gtk_list_item_get_child (item)), TRUE);

  return GDK_ACTION_MOVE;
}

static void
leave_cb (GtkDropTarget *target,
          GtkListItem   *item)
{
  qd_rank_row_set_drop (QD_RANK_ROW (gtk_list_item_get_child (item)), FALSE);
}

/* Goes before the work it is dropped on; on a heading, first below it. */
static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         GtkListItem   *item)
{
  QdRankList *self = g_object_get_data (G_OBJECT (item), "qd-list");
  QdRecord *record = g_value_get_object (value);
  guint work = 0;
  QdRankKind kind;
  QdLaneZone zone = QD_LANE_PLANNED;

  leave_cb (target, item);
  if (self->lanes == NULL || !QD_IS_RECORD (record))
    return FALSE;

  kind = read_position (self, gtk_list_item_get_position (item), &work);
  while (zone < QD_LANE_CUT && work >= qd_lanes_zone_start (self->lanes, (QdLaneZone) (zone + 1)))
    zone++;
  if (kind == QD_RANK_STRETCH)
    zone = QD_LANE_STRETCH;
  else if (kind == QD_RANK_CUT)
    zone = QD_LANE_CUT;
  else if (kind == QD_RANK_LINE)
    zone = QD_LANE_PLANNED;
  gtk_widget_activate_action (GTK_WIDGET (self), "lanes.place", "(sii)", qd_record_get_id (record), (int) zone,
                              (int) (work - qd_lanes_zone_start (self->lanes, zone)));

  return TRUE;
}

static gboolean
open_menu (GtkWidget *row,
           double     x,
           double     y,
           gpointer   user_data)
{
  GtkListItem *item = user_data;
  QdRankList *self = g_object_get_data (G_OBJECT (item), "qd-list");

  gtk_single_selection_set_selected (self->selection, gtk_list_item_get_position (item));
  gtk_widget_activate_action (GTK_WIDGET (self), "lanes.menu", NULL);

  return TRUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          QdRankList               *self)
{
  GtkWidget *row = qd_rank_row_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (QD_TYPE_RECORD, GDK_ACTION_MOVE);

  g_object_set_data (G_OBJECT (item), "qd-list", self);
  gtk_list_item_set_activatable (item, TRUE);
  gtk_list_item_set_child (item, row);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "enter", G_CALLBACK (enter_cb), item, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), item, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  qd_touch_add_menu (row, GTK_PHASE_BUBBLE, open_menu, item);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         QdRankList               *self)
{
  g_ptr_array_add (self->bound, item);
  if (self->lanes != NULL)
    show_row (self, item);
}

static gboolean
focus_soon_cb (gpointer user_data)
{
  take_focus (user_data);

  return G_SOURCE_REMOVE;
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           QdRankList               *self)
{
  g_ptr_array_remove_fast (self->bound, item);
}

static void
selected_cb (GtkSingleSelection *selection,
             GParamSpec         *pspec,
             QdRankList         *self)
{
  guint position = gtk_single_selection_get_selected (selection);
  guint work = 0;

  if (self->updating || self->lanes == NULL || position == GTK_INVALID_LIST_POSITION || position >= count_rows (self) ||
      read_position (self, position, &work) != QD_RANK_WORK)
    return;

  gtk_widget_activate_action (GTK_WIDGET (self), "lanes.select", "s",
                              qd_record_get_id (qd_lanes_get_work (self->lanes, work)->record));
}

static void
activate_cb (GtkListView *view,
             guint        position,
             QdRankList  *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "lanes.edit", NULL);
}

static void
qd_rank_list_dispose (GObject *object)
{
  QdRankList *self = QD_RANK_LIST (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (qd_rank_list_parent_class)->dispose (object);
}

static void
qd_rank_list_finalize (GObject *object)
{
  g_ptr_array_unref (QD_RANK_LIST (object)->bound);

  G_OBJECT_CLASS (qd_rank_list_parent_class)->finalize (object);
}

static void
qd_rank_list_class_init (QdRankListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_rank_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_rank_list_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "qdranking");
}

static void
qd_rank_list_init (QdRankList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->bound = g_ptr_array_new ();
  self->line = G_MAXUINT;
  self->wanted = -1;
  self->model = qd_index_model_new ();
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);

  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  qd_widget_set_name (self->view, _("Everything, in rank order"));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->view);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_add_css_class (self->scroller, "card");
  gtk_widget_set_overflow (self->scroller, GTK_OVERFLOW_HIDDEN);
  qd_widget_set_name (self->scroller, _("Everything, in rank order"));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * qd_rank_list_new:
 *
 * Returns: a ranking without works yet
 */
GtkWidget *
qd_rank_list_new (void)
{
  return g_object_new (QD_TYPE_RANK_LIST, NULL);
}

/**
 * qd_rank_list_set_lanes:
 * @list: the ranking
 * @lanes: what it shows; must be there until others are set
 * @selected: (nullable): the work whose row is selected
 */
void
qd_rank_list_set_lanes (QdRankList *list,
                        QdLanes    *lanes,
                        QdRecord   *selected)
{
  int position;

  list->updating = TRUE;
  list->lanes = lanes;
  list->line = find_line (lanes);
  position = position_of (list, qd_lanes_find_work (lanes, selected));
  qd_index_model_resize (list->model, count_rows (list));
  for (guint i = 0; i < list->bound->len; i++)
    show_row (list, g_ptr_array_index (list->bound, i));
  gtk_single_selection_set_selected (list->selection, position >= 0 ? (guint) position : GTK_INVALID_LIST_POSITION);
  list->updating = FALSE;
}

/**
 * qd_rank_list_reveal:
 * @list: the ranking
 *
 * Brings the selected row into view.
 */
void
qd_rank_list_reveal (QdRankList *list)
{
  guint position = gtk_single_selection_get_selected (list->selection);

  /* Before it has a size the view would only remember a wrong place. */
  if (position != GTK_INVALID_LIST_POSITION && gtk_widget_get_mapped (GTK_WIDGET (list)) &&
      gtk_widget_get_height (list->view) > 0)
    gtk_widget_activate_action (list->view, "list.scroll-to-item", "u", position);
}

/**
 * qd_rank_list_focus:
 * @list: the ranking
 *
 * Brings the selected row into view and gives it the focus.
 */
void
qd_rank_list_focus (QdRankList *list)
{
  guint position = gtk_single_selection_get_selected (list->selection);

  if (position == GTK_INVALID_LIST_POSITION)
    return;

  qd_rank_list_reveal (list);
  list->wanted = (int) position;
  if (!take_focus (list))
    g_idle_add_full (GTK_PRIORITY_RESIZE + 5, focus_soon_cb, g_object_ref (list), g_object_unref);
}

/**
 * qd_rank_list_get_row:
 *
 * Returns: (transfer none): the selected row, or else the list: where a menu about it belongs
 */
GtkWidget *
qd_rank_list_get_row (QdRankList *list)
{
  guint position = gtk_single_selection_get_selected (list->selection);
  GtkListItem *item = position != GTK_INVALID_LIST_POSITION ? find_item (list, (int) position) : NULL;

  return item != NULL ? gtk_list_item_get_child (item) : list->view;
}
