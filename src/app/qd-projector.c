#include "qd-config.h"

#include "qd-projector.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-stage-view.h"

/* The window before the room: nothing but what it is to see. Keys that are pressed in it do what they do in the window of
 * the plan, so that one screen is enough, too. */

struct _QdProjector
{
  GtkWindow   parent_instance;

  GtkWindow  *window;   /* weak: of the plan */
};

G_DEFINE_FINAL_TYPE (QdProjector, qd_projector, GTK_TYPE_WINDOW)

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                QdProjector           *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK);

  if (keyval == GDK_KEY_Escape)
    {
      gtk_window_close (GTK_WINDOW (self));
      return TRUE;
    }
  if (self->window == NULL)
    return FALSE;

  switch (modifiers == 0 ? keyval : 0)
    {
    case GDK_KEY_Right:
    case GDK_KEY_Page_Down:
    case GDK_KEY_space:
      return gtk_widget_activate_action (GTK_WIDGET (self->window), "win.next-view", NULL);
    case GDK_KEY_Left:
    case GDK_KEY_Page_Up:
      return gtk_widget_activate_action (GTK_WIDGET (self->window), "win.previous-view", NULL);
    default:
      return qd_widget_activate_accel (GTK_WIDGET (self->window), keyval, modifiers);
    }
}

static void
qd_projector_dispose (GObject *object)
{
  g_clear_weak_pointer (&QD_PROJECTOR (object)->window);

  G_OBJECT_CLASS (qd_projector_parent_class)->dispose (object);
}

static void
qd_projector_class_init (QdProjectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_projector_dispose;
}

static void
qd_projector_init (QdProjector *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_css_class (GTK_WIDGET (self), "qd-projector");
  gtk_window_set_title (GTK_WINDOW (self), _("Projector"));
  gtk_window_set_icon_name (GTK_WINDOW (self), QD_APP_ID);
  /* Pointing is for the facilitator. */
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");
}

/**
 * qd_projector_new:
 * @window: the window of the plan
 * @stage: what the room is to see
 */
GtkWidget *
qd_projector_new (GtkWindow *window,
                  QdStage   *stage)
{
  QdProjector *self = g_object_new (QD_TYPE_PROJECTOR, "application", gtk_window_get_application (window), NULL);
  GtkWidget *view = qd_stage_view_new ();

  g_set_weak_pointer (&self->window, window);
  qd_stage_view_set_stage (QD_STAGE_VIEW (view), stage);
  gtk_window_set_child (GTK_WINDOW (self), view);
  gtk_window_set_default_size (GTK_WINDOW (self), 960, 540);

  return GTK_WIDGET (self);
}

/**
 * qd_projector_monitor_name:
 *
 * Returns: (transfer full): what people call the monitor, and what tells it from others
 */
char *
qd_projector_monitor_name (GdkMonitor *monitor)
{
  const char *connector = gdk_monitor_get_connector (monitor);
  const char *model = gdk_monitor_get_model (monitor);
  GdkRectangle place;

  if (connector != NULL && model != NULL)
    return g_strdup_printf ("%s (%s)", model, connector);
  if (connector != NULL || model != NULL)
    return g_strdup (connector != NULL ? connector : model);

  gdk_monitor_get_geometry (monitor, &place);

  /* Translators: a monitor: how many pixels it has */
  return g_strdup_printf (_("Screen of %d × %d"), place.width, place.height);
}

/**
 * qd_projector_find_monitor:
 * @window: the window of the plan
 * @name: (nullable): the monitor that was chosen
 *
 * Returns: (transfer none) (nullable): the chosen monitor if it is there, else one that @window is not on, else the only
 *   one; %NULL if none is known
 */
GdkMonitor *
qd_projector_find_monitor (GtkWindow  *window,
                           const char *name)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));
  GListModel *monitors = gdk_display_get_monitors (display);
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  GdkMonitor *own = surface != NULL ? gdk_display_get_monitor_at_surface (display, surface) : NULL;
  GdkMonitor *found = own;

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      g_autofree char *called = qd_projector_monitor_name (monitor);

      if (g_strcmp0 (called, name) == 0)
        return monitor;
      if (found == NULL || (found == own && monitor != own))
        found = monitor;
    }

  return found;
}

/**
 * qd_projector_show_on:
 * @projector: a projector
 * @monitor: (nullable): the monitor that it is to fill
 */
void
qd_projector_show_on (QdProjector *projector,
                      GdkMonitor  *monitor)
{
  if (monitor != NULL)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (projector), monitor);
  else
    gtk_window_fullscreen (GTK_WINDOW (projector));
  gtk_window_present (GTK_WINDOW (projector));
}
