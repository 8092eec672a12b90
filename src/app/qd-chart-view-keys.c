#include "qd-config.h"

#include "qd-chart-view-private.h"

#include "qd-app-util.h"
#include "qd-chart-tip.h"

/* A chart by keyboard: where it is at is outlined, shown and spoken. */

int
qd_chart_view_selected_index (QdChartView *self)
{
  return qd_chart_view_index_of (self, self->selected);
}

void
qd_chart_view_hide_tip (QdChartView *self)
{
  if (self->tip != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->tip));
}

static void
show_tip (QdChartView       *self,
          const QdChartStop *stop,
          const char        *text)
{
  if (self->tip == NULL)
    self->tip = qd_chart_tip_new (GTK_WIDGET (self));
  qd_chart_tip_show (self->tip, &stop->bounds, text);
}

/* What the keyboard is at is outlined, shown and spoken; without a stop the whole chart is what is spoken of. */
void
qd_chart_view_update_selected (QdChartView *self)
{
  gboolean keyboard = (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0;
  int index = keyboard && self->focused ? qd_chart_view_selected_index (self) : -1;
  const QdChartStop *stop = qd_chart_stops_get (self->stops, index);
  g_autofree char *text = stop != NULL ? qd_chart_view_explained (self, stop->id, stop->tooltip) : NULL;

  if (stop != NULL)
    show_tip (self, stop, text);
  else
    qd_chart_view_hide_tip (self);
  if (self->title != NULL)
    qd_widget_describe (GTK_WIDGET (self), self->title, text != NULL ? text : self->description);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
select_stop (QdChartView *self,
             int          index)
{
  g_free (self->selected);
  self->selected = g_strdup (qd_chart_stops_get (self->stops, index)->id);
  qd_chart_view_update_selected (self);
}

static gboolean
is_mirrored (QdChartView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* To another stop, on another page where these end. */
static gboolean
step (QdChartView *self,
      guint        key)
{
  int next = qd_chart_stops_step (self->stops, qd_chart_view_selected_index (self), key, is_mirrored (self));

  if (next < 0 && qd_chart_view_set_page (self, (int) self->page - 1))
    next = (int) self->stops->len - 1;
  else if (next >= (int) self->stops->len && qd_chart_view_set_page (self, (int) self->page + 1))
    next = 0;

  if (next >= 0 && next < (int) self->stops->len)
    select_stop (self, next);

  return self->stops->len > 0;
}

/* By keyboard: to the first stop of another page. */
static gboolean
turn (QdChartView *self,
      int          pages)
{
  if (self->n_pages < 2)
    return FALSE;

  if (qd_chart_view_set_page (self, (int) self->page + pages) && self->stops->len > 0)
    select_stop (self, 0);

  return TRUE;
}

/* The levels of the selected risk, one step with each arrow. */
static gboolean
move_selected (QdChartView *self,
               guint        key)
{
  int ahead = is_mirrored (self) ? -1 : 1;
  g_autofree char *id = g_strdup (self->selected);

  if (self->mover == NULL || qd_chart_view_selected_index (self) < 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Left:
      return qd_chart_mover_step (self->mover, id, -ahead, 0);
    case GDK_KEY_Right:
      return qd_chart_mover_step (self->mover, id, ahead, 0);
    case GDK_KEY_Up:
      return qd_chart_mover_step (self->mover, id, 0, 1);
    case GDK_KEY_Down:
      return qd_chart_mover_step (self->mover, id, 0, -1);
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                QdChartView           *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) == GDK_ALT_MASK)
    return move_selected (self, keyval);
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
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      return turn (self, keyval == GDK_KEY_Page_Down ? 1 : -1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (qd_chart_view_selected_index (self) < 0)
        return FALSE;
      g_signal_emit_by_name (self, "activated", self->selected);
      return TRUE;
    case GDK_KEY_Escape:
      if (self->mover != NULL && qd_chart_mover_cancel (self->mover))
        return TRUE;
      if (self->tip == NULL || !gtk_widget_get_visible (self->tip))
        return FALSE;
      qd_chart_view_hide_tip (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
focus_cb (GtkEventControllerFocus *controller,
          GParamSpec              *pspec,
          QdChartView             *self)
{
  self->focused = gtk_event_controller_focus_is_focus (controller);
  if (self->focused && qd_chart_view_selected_index (self) < 0 && self->stops->len > 0)
    {
      g_free (self->selected);
      self->selected = g_strdup (qd_chart_stops_get (self->stops, 0)->id);
    }
  qd_chart_view_update_selected (self);
}

void
qd_chart_view_add_keys (QdChartView *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect (focus, "notify::is-focus", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
