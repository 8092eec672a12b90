#include "qd-config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-table-clip.h"
#include "qd-table-private.h"
#include "qd-touch.h"

/* Rows are dragged to another place, within their list or into that of another objective. What travels are the records'
 * ids; where they would go is computed from where the rows are, and drawn as a line. One drop is one change. */

#define SOURCE_KEY "qd-table"

/* How near the edge rows begin to scroll, and how fast they do at the very edge, in pixels and pixels a second. */
#define EDGE 36
#define SPEED 900

/* Where what is dragged would go. */
typedef struct
{
  QdList *list;
  guint   index; /* as the list is now, with what is dragged */
  double  x;     /* the line, in the table */
  double  y;
} Place;

static QdTable *
source_of (GdkDrop *drop)
{
  GdkDrag *drag = gdk_drop_get_drag (drop);

  return drag != NULL ? g_object_get_data (G_OBJECT (drag), SOURCE_KEY) : NULL;
}

/* The row of the first column's cell at @position, in the table; only rows that show have one. */
static gboolean
bounds_of_row (QdTable         *self,
               int              position,
               graphene_rect_t *bounds)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      GtkWidget *cell = g_ptr_array_index (self->cells, i);

      if (qd_cell_get_slot (QD_CELL (cell)) == 0 && qd_cell_get_item (QD_CELL (cell)) != NULL &&
          (int) qd_cell_get_position (QD_CELL (cell)) == position && gtk_widget_get_mapped (cell))
        return gtk_widget_compute_bounds (cell, GTK_WIDGET (self), bounds);
    }

  return FALSE;
}

/* The row under @y, or else the last above it. */
static int
row_at (QdTable         *self,
        double           y,
        graphene_rect_t *bounds)
{
  int found = -1;

  for (guint i = 0; i < self->cells->len; i++)
    {
      GtkWidget *cell = g_ptr_array_index (self->cells, i);
      graphene_rect_t area;

      if (qd_cell_get_slot (QD_CELL (cell)) != 0 || qd_cell_get_item (QD_CELL (cell)) == NULL ||
          !gtk_widget_get_mapped (cell) || !gtk_widget_compute_bounds (cell, GTK_WIDGET (self), &area))
        continue;

      if (area.origin.y <= y && (found < 0 || area.origin.y > bounds->origin.y))
        {
          found = (int) qd_cell_get_position (QD_CELL (cell));
          *bounds = area;
        }
    }

  return found;
}

/* How far down the table can be seen: it may reach beyond the page. */
static double
visible_bottom (QdTable *self)
{
  double bottom = gtk_widget_get_height (GTK_WIDGET (self));

  for (GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW); scroller != NULL;
       scroller = gtk_widget_get_ancestor (gtk_widget_get_parent (scroller), GTK_TYPE_SCROLLED_WINDOW))
    {
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (scroller, GTK_WIDGET (self), &bounds))
        bottom = MIN (bottom, bounds.origin.y + bounds.size.height);
    }

  return bottom;
}

/* Behind a row that is open, the line is below all that is in it, as far as that shows. */
static double
line_behind (QdTable         *self,
             QdList          *list,
             guint            index,
             graphene_rect_t *row)
{
  graphene_rect_t next;
  int position = index < qd_list_get_length (list) ? qd_table_find_position (self, qd_list_get (list, index), FALSE)
                                                   : qd_table_find_add_row (self, list);

  if (position < 0)
    return row->origin.y + row->size.height;
  if (bounds_of_row (self, position, &next) && next.origin.y >= row->origin.y)
    return next.origin.y;

  return visible_bottom (self);
}

/* The list of records of @type that is nearest to the row of @near: its own objective's, or that of the objectives. */
static QdList *
list_near (QdTable      *self,
           QdRecord     *near,
           QdRecordType  type,
           guint        *index)
{
  QdRecord *objective = near;

  while (objective != NULL && qd_record_get_owner_list (objective) != self->list)
    objective = qd_record_get_parent (objective);
  if (objective == NULL)
    return NULL;

  if (qd_list_get_info (self->list)->record_type == type)
    {
      *index = (guint) qd_list_index_of (self->list, objective) + 1;
      return self->list;
    }

  for (guint i = 0; i < qd_record_get_info (objective)->n_lists; i++)
    {
      QdList *list = qd_record_get_list (objective, qd_record_get_info (objective)->lists[i]);

      if (qd_list_get_info (list)->record_type == type)
        {
          *index = qd_list_get_length (list);
          return list;
        }
    }

  return NULL;
}

static gboolean
find_place (QdTable      *self,
            QdRecordType  type,
            double        y,
            Place        *place)
{
  graphene_rect_t row;
  int position = row_at (self, y, &row);
  gboolean upper = position >= 0 && y < row.origin.y + row.size.height / 2;
  QdRecord *record = qd_table_get_record (self, position);
  QdList *here = position >= 0 ? qd_table_list_of_row (self, (guint) position) : NULL;

  if (here == NULL)
    return FALSE;

  place->x = row.origin.x;
  place->y = row.origin.y + row.size.height;
  if (qd_list_get_info (here)->record_type != type)
    {
      place->list = list_near (self, record != NULL ? record : qd_list_get_owner (here), type, &place->index);
      if (place->list != NULL && place->list == self->list)
        place->y = line_behind (self, place->list, place->index, &row);
      return place->list != NULL;
    }

  place->list = here;
  if (record != NULL)
    {
      place->index = (guint) qd_list_index_of (here, record) + (upper ? 0 : 1);
      place->y = upper ? row.origin.y : line_behind (self, here, place->index, &row);
    }
  else if (qd_rows_kind (qd_table_get_item (self, (guint) position)) == QD_ROW_GROUP)
    {
      place->index = 0;
    }
  else
    {
      place->index = qd_list_get_length (here);
      place->y = row.origin.y;
    }

  return TRUE;
}

static void
show_line (QdTable *self,
           double   x,
           double   y)
{
  if (self->drop_x == x && self->drop_y == y)
    return;

  self->drop_x = x;
  self->drop_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * qd_table_snapshot_drop: (skip)
 *
 * Draws the line where what is being dragged would go.
 */
void
qd_table_snapshot_drop (QdTable     *self,
                        GtkSnapshot *snapshot)
{
  float x = (float) self->drop_x;
  float y = (float) CLAMP (self->drop_y, 3, visible_bottom (self) - 4);
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  GskRoundedRect knob;
  GdkRGBA colour;

  if (self->drop_y < 0 ||
      !gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", &colour))
    return;

  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, y - 1, width - x, 2));
  gsk_rounded_rect_init_from_rect (&knob, &GRAPHENE_RECT_INIT (x, y - 3, 6, 6), 3);
  gtk_snapshot_push_rounded_clip (snapshot, &knob);
  gtk_snapshot_append_color (snapshot, &colour, &knob.bounds);
  gtk_snapshot_pop (snapshot);
}

/* What scrolls in the direction in which @step is: the table itself, else what it stands in. */
static GtkAdjustment *
find_adjustment (QdTable *self,
                 double   step)
{
  for (GtkWidget *scroller = self->scroller; scroller != NULL;
       scroller = gtk_widget_get_ancestor (gtk_widget_get_parent (scroller), GTK_TYPE_SCROLLED_WINDOW))
    {
      GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
      double value = gtk_adjustment_get_value (adjustment);
      double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      graphene_point_t at;
      double height = gtk_widget_get_height (scroller);

      if ((step < 0 ? value <= 0 : value >= end) ||
          !gtk_widget_compute_point (GTK_WIDGET (self), scroller, &GRAPHENE_POINT_INIT (0, (float) self->drag_y), &at))
        continue;
      if (step < 0 ? at.y < EDGE : at.y > height - EDGE)
        return adjustment;
    }

  return NULL;
}

static void drag_over (QdTable *self, double y);

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  QdTable *self = QD_TABLE (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = (double) (now - self->scrolled_at) / G_USEC_PER_SEC;
  GtkAdjustment *up = find_adjustment (self, -1);
  GtkAdjustment *down = find_adjustment (self, 1);
  GtkAdjustment *adjustment = up != NULL ? up : down;

  self->scrolled_at = now;
  if (adjustment == NULL)
    {
      self->scroll_id = 0;
      return G_SOURCE_REMOVE;
    }

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                            (up != NULL ? -1 : 1) * SPEED * CLAMP (seconds, 0, 0.1));
  drag_over (self, self->drag_y);

  return G_SOURCE_CONTINUE;
}

static void
update_scrolling (QdTable *self)
{
  if (self->scroll_id != 0 || (find_adjustment (self, -1) == NULL && find_adjustment (self, 1) == NULL))
    return;

  self->scrolled_at = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
  self->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

static void
stop_dragging_over (QdTable *self)
{
  if (self->scroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_id);
  self->scroll_id = 0;
  show_line (self, 0, -1);
}

static QdRecordType
type_of_dragged (QdTable *source)
{
  return qd_record_get_record_type (source->dragged->pdata[0]);
}

static gboolean
can_drop (QdTable *self,
          QdTable *source)
{
  return source != NULL && source->dragged != NULL && source->dragged->len > 0 && qd_table_can_reorder (self, FALSE);
}

static void
drag_over (QdTable *self,
           double   y)
{
  Place place;

  if (self->drag_source != NULL && find_place (self, type_of_dragged (self->drag_source), y, &place))
    show_line (self, place.x, place.y);
  else
    show_line (self, 0, -1);
}

static GdkDragAction
motion_cb (GtkDropTarget *target,
           double         x,
           double         y,
           QdTable       *self)
{
  GdkDrop *drop = gtk_drop_target_get_current_drop (target);
  QdTable *source = drop != NULL ? source_of (drop) : NULL;

  if (!can_drop (self, source))
    return 0;

  self->drag_source = source;
  self->drag_y = y;
  drag_over (self, y);
  update_scrolling (self);
  if (self->drop_y < 0)
    return 0;

  return source->document == self->document && (gdk_drop_get_actions (drop) & GDK_ACTION_MOVE) != 0 ? GDK_ACTION_MOVE
                                                                                                   : GDK_ACTION_COPY;
}

static void
leave_cb (GtkDropTarget *target,
          QdTable       *self)
{
  self->drag_source = NULL;
  stop_dragging_over (self);
}

/* Places are counted without what is moved. */
static guint
count_moved_before (GPtrArray *records,
                    QdList    *list,
                    guint      index)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    if (qd_record_get_owner_list (records->pdata[i]) == list &&
        (guint) qd_list_index_of (list, records->pdata[i]) < index)
      n++;

  return n;
}

static gboolean
copy_to (QdTable    *self,
         GPtrArray  *records,
         const Place *place,
         GError    **error)
{
  g_autofree char *title = qd_count_printf (ngettext ("Copy %u row", "Copy %u rows", records->len), records->len);
  g_autoptr (QdChange) change = qd_change_new (title);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (QdRecord) copy = qd_record_duplicate (records->pdata[i]);

      qd_change_insert (change, qd_record_get_id (qd_list_get_owner (place->list)), qd_list_get_id (place->list),
                        place->index + i, copy);
    }

  return qd_document_apply (self->document, change, QD_APPLY_AS_STORED, error);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         QdTable       *self)
{
  QdTable *source = self->drag_source;
  GdkDrop *drop = gtk_drop_target_get_current_drop (target);
  gboolean move = drop != NULL && (gdk_drop_get_actions (drop) & GDK_ACTION_MOVE) != 0;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;
  Place place;

  stop_dragging_over (self);
  self->drag_source = NULL;
  if (!can_drop (self, source) || !find_place (self, type_of_dragged (source), y, &place))
    return FALSE;

  records = g_ptr_array_ref (source->dragged);
  if (move && source->document == self->document)
    done = qd_document_move (self->document, (QdRecord **) records->pdata, records->len, qd_list_get_owner (place.list),
                             qd_list_get_id (place.list), place.index - count_moved_before (records, place.list, place.index),
                             &error);
  else
    done = copy_to (self, records, &place, &error);

  if (!done)
    qd_widget_toast (GTK_WIDGET (self), error->message);
  else if (move && source == self)
    qd_table_select_records (self, records, records->pdata[0]);

  return done;
}

/* The rows that go along: of those that are selected, the ones of the same list as the one that is taken hold of. */
static GPtrArray *
collect_dragged (QdTable  *self,
                 QdRecord *held)
{
  g_autoptr (GPtrArray) selected = qd_table_dup_selected (self);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < selected->len; i++)
    if (qd_record_get_record_type (selected->pdata[i]) == qd_record_get_record_type (held))
      g_ptr_array_add (records, g_object_ref (selected->pdata[i]));

  return records;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            QdTable       *self)
{
  QdCell *cell = qd_table_cell_at (self, x, y);
  QdRecord *record = cell != NULL && !qd_cell_is_editing (cell) ? qd_cell_get_record (cell) : NULL;

  /* A finger scrolls; its menu moves rows, too. */
  if (record == NULL || qd_touch_is_finger (source))
    return NULL;

  self->pressed_position = -1;
  qd_table_set_range (self, -1, -1);
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), qd_cell_get_position (cell)))
    qd_table_select_only (self, qd_cell_get_position (cell));
  g_clear_pointer (&self->dragged, g_ptr_array_unref);
  self->dragged = collect_dragged (self, record);

  return qd_table_dup_content (self);
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               QdTable       *self)
{
  guint n = self->dragged->len;
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (n == 1 && *qd_record_get_title (self->dragged->pdata[0]) != '\0')
    text = qd_record_name (self->dragged->pdata[0]);
  else
    text = qd_count_printf (ngettext ("%u row", "%u rows", n), n);

  label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "qd-dragged");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
  g_object_set_data_full (G_OBJECT (drag), SOURCE_KEY, g_object_ref (self), g_object_unref);
}

static void
drag_end_cb (GtkDragSource *source,
             GdkDrag       *drag,
             gboolean       delete_data,
             QdTable       *self)
{
  g_clear_pointer (&self->dragged, g_ptr_array_unref);
}

/**
 * qd_table_init_drag: (skip)
 * @click: the gesture that hears of clicks: one that goes on becomes a drag
 *
 * Lets rows be dragged and dropped.
 */
void
qd_table_init_drag (QdTable    *self,
                    GtkGesture *click)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (QD_TYPE_TABLE_CLIP, GDK_ACTION_MOVE | GDK_ACTION_COPY);

  self->drop_y = -1;
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_gesture_group (click, GTK_GESTURE (source));

  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
