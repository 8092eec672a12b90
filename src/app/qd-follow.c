#include "qd-config.h"

#include "qd-follow.h"

/* What somebody types and the figures beside it come first: charts, findings and sentences about the whole plan follow
 * once these are drawn, all changes until then at once, and only where somebody sees them. What is out of sight is
 * stale until it comes back. */

#define KEY "qd-follow"

/* How long what comes into sight may keep the first frame waiting, in microseconds: what is left follows that. */
#define PATIENCE (30 * G_TIME_SPAN_MILLISECOND)

/* Where something moves on a slow machine there is always a frame to draw, and never nothing else to do: after so many
 * milliseconds the next in line has its turn nevertheless. */
#define TURN 40

typedef struct
{
  GtkWidget    *widget;   /* not owned: it owns this */
  QdDocument   *document;
  QdFollowFunc  update;
  gboolean      stale;
  gboolean      waiting;  /* in line */
} Follow;

/* All that wait, in one line: between two of them a key that is pressed meanwhile has its turn. */
static GQueue waiting = G_QUEUE_INIT;
static guint idle_id;
static guint turn_id;

/* Whose next frame is awaited before anybody is served. Between two frames of something that moves, and be it the caret of
 * who types, there is nothing to do for a while: what takes long would begin then, and keep the figures from being drawn. */
static GdkFrameClock *awaited;
static gulong painted_id;

static void
leave_line (Follow *self)
{
  if (!self->waiting)
    return;

  self->waiting = FALSE;
  g_queue_remove (&waiting, self);
}

static void
bring_up_to_date (Follow *self)
{
  leave_line (self);
  if (!self->stale)
    return;

  self->stale = FALSE;
  self->update (self->widget);
}

static void
stop_awaiting (void)
{
  if (awaited != NULL)
    g_clear_signal_handler (&painted_id, awaited);
  painted_id = 0;
  g_clear_weak_pointer (&awaited);
}

static gboolean
serve_cb (gpointer user_data)
{
  Follow *self = g_queue_peek_head (&waiting);

  if (self != NULL)
    {
      leave_line (self);
      /* What hides itself because it has nothing to say must learn when that changes. */
      if (gtk_widget_get_mapped (self->widget) || !gtk_widget_get_visible (self->widget))
        bring_up_to_date (self);
    }
  if (!g_queue_is_empty (&waiting))
    return G_SOURCE_CONTINUE;

  g_clear_handle_id (&idle_id, g_source_remove);
  g_clear_handle_id (&turn_id, g_source_remove);
  stop_awaiting ();

  return G_SOURCE_REMOVE;
}

static void
painted_cb (void)
{
  stop_awaiting ();
  if (idle_id == 0 && !g_queue_is_empty (&waiting))
    idle_id = g_idle_add (serve_cb, NULL);
}

static void
await_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  if (clock == NULL)
    {
      idle_id = g_idle_add (serve_cb, NULL);
      return;
    }

  stop_awaiting ();
  g_set_weak_pointer (&awaited, clock);
  painted_id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), NULL);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

static void
stand_in_line (Follow *self)
{
  if (self->waiting)
    return;

  self->waiting = TRUE;
  g_queue_push_tail (&waiting, self);
  if (idle_id == 0 && awaited == NULL)
    await_frame (self->widget);
  if (turn_id == 0)
    turn_id = g_timeout_add (TURN, serve_cb, NULL);
}

static void
document_changed_cb (QdDocument *document,
                     QdChange   *change,
                     GtkWidget  *widget)
{
  qd_widget_fall_behind (widget);
}

static void
map_cb (GtkWidget *widget,
        gpointer   user_data)
{
  static gint64 last, spent; /* when something came into sight; on it and what came along, in microseconds */
  Follow *self = g_object_get_data (G_OBJECT (widget), KEY);
  gint64 start = g_get_monotonic_time ();

  if (start - last > PATIENCE)
    spent = 0;
  if (spent < PATIENCE)
    bring_up_to_date (self);
  else if (self->stale)
    stand_in_line (self);
  last = g_get_monotonic_time ();
  spent += last - start;
}

static void
follow_free (gpointer data)
{
  Follow *self = data;

  leave_line (self);
  g_object_unref (self->document);
  g_free (self);
}

/**
 * qd_widget_catch_up:
 * @widget: what follows a document
 *
 * Shows what is true now, at once: somebody is about to act on it.
 */
void
qd_widget_catch_up (GtkWidget *widget)
{
  Follow *self = g_object_get_data (G_OBJECT (widget), KEY);

  g_return_if_fail (self != NULL);

  bring_up_to_date (self);
}

/**
 * qd_widget_fall_behind:
 * @widget: what follows a document
 *
 * Something else than the plan changed of what it shows: it follows that as it follows the plan.
 */
void
qd_widget_fall_behind (GtkWidget *widget)
{
  Follow *self = g_object_get_data (G_OBJECT (widget), KEY);

  g_return_if_fail (self != NULL);

  self->stale = TRUE;
  stand_in_line (self);
}

/**
 * qd_widget_follow:
 * @widget: what shows something of the plan
 * @document: the document; another one takes the place of that before
 * @update: called when @widget comes into sight for the first time, and after changes: when there is nothing more
 *   urgent to do, once for all of them, if @widget is in sight, else when it comes back
 */
void
qd_widget_follow (GtkWidget    *widget,
                  QdDocument   *document,
                  QdFollowFunc  update)
{
  Follow *before = g_object_get_data (G_OBJECT (widget), KEY);
  Follow *self = g_new0 (Follow, 1);

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (QD_IS_DOCUMENT (document));

  if (before != NULL)
    g_signal_handlers_disconnect_by_func (before->document, document_changed_cb, widget);
  else
    g_signal_connect (widget, "map", G_CALLBACK (map_cb), NULL);

  self->widget = widget;
  self->document = g_object_ref (document);
  self->update = update;
  self->stale = TRUE;
  g_object_set_data_full (G_OBJECT (widget), KEY, self, follow_free);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), widget, 0);
  if (gtk_widget_get_mapped (widget))
    bring_up_to_date (self);
}
