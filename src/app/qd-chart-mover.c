#include "qd-config.h"

#include "qd-chart-mover.h"

#include "qd-chart-stops.h"

/* Cells are numbered along the rows, from the bottom left one on. */
#define CELLS_ACROSS 3
#define CELLS_UP     3

#define GHOST_ALPHA  0.85
#define LINE_WIDTH   2

struct _QdChartMover
{
  GtkWidget        *view;   /* holds us */
  QdChartMarksFunc  get_marks;
  QdChartMovedFunc  moved;
  GtkGesture       *drag;

  char             *id;     /* of the record that is carried; NULL while none is */
  QdBox             from;   /* what its marks cover */
  double            x;      /* how far it was carried */
  double            y;
  int               cell;   /* where it would come down, -1 for nowhere */
  QdBox             target;
};

/* The record whose mark is at this place and in a cell. */
static const char *
id_at (QdChartMover *self,
       double        x,
       double        y)
{
  QdMarks *marks = self->get_marks (self->view);
  const QdMark *mark = marks != NULL ? qd_marks_hit (marks, x, y) : NULL;

  return mark != NULL && mark->id != NULL && qd_chart_cell_at (marks, x, y, NULL) >= 0 ? mark->id : NULL;
}

static int
cell_of (QdMarks    *marks,
         const char *id)
{
  QdBox bounds;

  if (!qd_marks_get_bounds (marks, id, &bounds))
    return -1;

  return qd_chart_cell_at (marks, bounds.x + bounds.width / 2, bounds.y + bounds.height / 2, NULL);
}

static void
put_down (QdChartMover *self)
{
  g_clear_pointer (&self->id, g_free);
  gtk_widget_queue_draw (self->view);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               QdChartMover   *self)
{
  if (id_at (self, x, y) == NULL)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          x,
                double          y,
                QdChartMover   *self)
{
  QdMarks *marks = self->get_marks (self->view);
  double start_x, start_y;

  gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y);
  if (self->id == NULL && gtk_drag_check_threshold (self->view, 0, 0, (int) x, (int) y))
    {
      self->id = g_strdup (id_at (self, start_x, start_y));
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  if (self->id == NULL || marks == NULL || !qd_marks_get_bounds (marks, self->id, &self->from))
    return;

  self->x = x;
  self->y = y;
  self->cell = qd_chart_cell_at (marks, start_x + x, start_y + y, &self->target);
  gtk_widget_queue_draw (self->view);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          x,
             double          y,
             QdChartMover   *self)
{
  QdMarks *marks = self->get_marks (self->view);
  g_autofree char *id = g_strdup (self->id);
  int cell = self->cell;

  if (id == NULL)
    return;

  put_down (self);
  if (marks != NULL && cell >= 0 && cell != cell_of (marks, id))
    self->moved (self->view, id, cell);
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                QdChartMover     *self)
{
  put_down (self);
}

/**
 * qd_chart_mover_new:
 * @view: the widget that shows the chart
 * @get_marks: gives its marks, %NULL while there are none
 * @moved: told when somebody puts a record into another cell
 *
 * Returns: (transfer full): what lets people do that; free it before @view is gone
 */
QdChartMover *
qd_chart_mover_new (GtkWidget        *view,
                    QdChartMarksFunc  get_marks,
                    QdChartMovedFunc  moved)
{
  QdChartMover *self = g_new0 (QdChartMover, 1);

  self->view = view;
  self->get_marks = get_marks;
  self->moved = moved;
  self->cell = -1;
  self->drag = gtk_gesture_drag_new ();
  g_signal_connect (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (self->drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (self->drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (self->drag));

  return self;
}

/**
 * qd_chart_mover_free:
 */
void
qd_chart_mover_free (QdChartMover *mover)
{
  gtk_widget_remove_controller (mover->view, GTK_EVENT_CONTROLLER (mover->drag));
  g_free (mover->id);
  g_free (mover);
}

/**
 * qd_chart_mover_can_move:
 *
 * Returns: whether what is at this place can be carried elsewhere
 */
gboolean
qd_chart_mover_can_move (QdChartMover *mover,
                         double        x,
                         double        y)
{
  return id_at (mover, x, y) != NULL;
}

/**
 * qd_chart_mover_step:
 * @id: a record
 * @across: how many cells to the right
 * @up: how many cells up
 *
 * Returns: whether it is in a cell; it stays there where the chart ends
 */
gboolean
qd_chart_mover_step (QdChartMover *mover,
                     const char   *id,
                     int           across,
                     int           up)
{
  QdMarks *marks = mover->get_marks (mover->view);
  int cell = marks != NULL ? cell_of (marks, id) : -1;
  int column, row;

  if (cell < 0)
    return FALSE;

  column = CLAMP (cell % CELLS_ACROSS + across, 0, CELLS_ACROSS - 1);
  row = CLAMP (cell / CELLS_ACROSS + up, 0, CELLS_UP - 1);
  if (row * CELLS_ACROSS + column != cell)
    mover->moved (mover->view, id, row * CELLS_ACROSS + column);

  return TRUE;
}

/**
 * qd_chart_mover_cancel:
 *
 * Returns: whether something was carried; it is back where it was
 */
gboolean
qd_chart_mover_cancel (QdChartMover *mover)
{
  if (mover->id == NULL)
    return FALSE;

  put_down (mover);
  gtk_gesture_set_state (mover->drag, GTK_EVENT_SEQUENCE_DENIED);

  return TRUE;
}

/**
 * qd_chart_mover_is_carrying:
 *
 * Returns: whether there is something to draw
 */
gboolean
qd_chart_mover_is_carrying (QdChartMover *mover)
{
  return mover->id != NULL;
}

/**
 * qd_chart_mover_draw:
 * @style: how the chart looks
 * @cr: where its marks were drawn
 *
 * Draws what is carried at the pointer, and an outline around the cell below.
 */
void
qd_chart_mover_draw (QdChartMover       *mover,
                     const QdChartStyle *style,
                     cairo_t            *cr)
{
  QdMarks *marks = mover->get_marks (mover->view);
  QdColor accent = style->tones[QD_TONE_ACCENT];

  if (mover->id == NULL || marks == NULL)
    return;

  cairo_set_source_rgb (cr, (accent >> 24 & 0xFF) / 255.0, (accent >> 16 & 0xFF) / 255.0, (accent >> 8 & 0xFF) / 255.0);
  cairo_set_line_width (cr, LINE_WIDTH);
  if (mover->cell >= 0)
    {
      cairo_rectangle (cr, mover->target.x, mover->target.y, mover->target.width, mover->target.height);
      cairo_stroke (cr);
    }
  cairo_translate (cr, mover->x, mover->y);
  cairo_rectangle (cr, mover->from.x, mover->from.y, mover->from.width, mover->from.height);
  cairo_clip_preserve (cr);
  cairo_stroke (cr);
  cairo_push_group (cr);
  qd_marks_draw (marks, cr);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, GHOST_ALPHA);
}
