#include "qd-config.h"

#include "qd-projector.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-screens.h"
#include "qd-stage-view.h"

/* The window before the room: nothing but what it is to see. Keys that are pressed in it do what they do in the window of
 * the plan, so that one screen is enough, too. */

/* For so long a window that was just shown may take the keys, in microseconds. */
#define GIVES_BACK (2 * G_TIME_SPAN_SECOND)

struct _QdProjector
{
  GtkWindow   parent_instance;

  GtkWindow  *window;   /* weak: of the plan */
  GdkMonitor *monitor;  /* (nullable): that it fills */
  char       *name;     /* (nullable): of the one that was chosen */
  gboolean    insists;    /* it was chosen in this meeting */
  gboolean    other;      /* than that of the window of the plan */
  gint64      gives_back; /* until when it hands the keys back to the window of the plan */
};

G_DEFINE_FINAL_TYPE (QdProjector, qd_projector, GTK_TYPE_WINDOW)

/* Not every desktop lets us hand the keys back to the window of the plan. Who sees that writes there. */
static gboolean
is_typing (QdProjector *self)
{
  GtkWidget *focus = self->other ? gtk_window_get_focus (self->window) : NULL;

  return focus != NULL && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus));
}

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
  if (is_typing (self) && gtk_event_controller_key_forward (controller, gtk_window_get_focus (self->window)))
    return TRUE;

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

/* Returns: (transfer full): the screens there are, and which of them the window of the plan and the projector are on */
static QdScreen *
list_screens (QdProjector *self,
              guint       *n_screens,
              int         *own,
              int         *shown)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkSurface *surface = self->window != NULL ? gtk_native_get_surface (GTK_NATIVE (self->window)) : NULL;
  GdkMonitor *at = surface != NULL ? gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface) : NULL;
  QdScreen *screens;

  *n_screens = g_list_model_get_n_items (monitors);
  *own = *shown = QD_NO_SCREEN;
  screens = g_new0 (QdScreen, MAX (*n_screens, 1));
  for (guint i = 0; i < *n_screens; i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

      screens[i].name = qd_projector_monitor_name (monitor);
      gdk_monitor_get_geometry (monitor, &screens[i].place);
      if (monitor == at)
        *own = (int) i;
      if (monitor == self->monitor)
        *shown = (int) i;
    }

  return screens;
}

static void
free_screens (QdScreen *screens,
              guint     n_screens)
{
  for (guint i = 0; i < n_screens; i++)
    g_free ((char *) screens[i].name);
  g_free (screens);
}

static void
fill_screen (QdProjector *self,
             int          screen,
             gboolean     other)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));

  g_clear_object (&self->monitor);
  if (screen != QD_NO_SCREEN)
    self->monitor = g_list_model_get_item (monitors, (guint) screen);
  if (self->monitor != NULL)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), self->monitor);
  else
    gtk_window_fullscreen (GTK_WINDOW (self));
  self->other = other;
  self->gives_back = other ? g_get_monotonic_time () + GIVES_BACK : 0;
  gtk_window_present (GTK_WINDOW (self));
}

/* Some desktops hand over keys only to who proves that a key was pressed for it. */
static guint32
last_key_time (GdkDisplay *display)
{
  GdkSeat *seat = gdk_display_get_default_seat (display);
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  return keyboard != NULL ? gdk_device_get_timestamp (keyboard) : GDK_CURRENT_TIME;
}

/* Who has a screen of their own goes on typing there, although a new window takes the keys. */
static void
active_cb (QdProjector *self)
{
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    return;

  if (self->window != NULL && g_get_monotonic_time () < self->gives_back)
    gtk_window_present_with_time (self->window, last_key_time (gtk_widget_get_display (GTK_WIDGET (self))));
  self->gives_back = 0;
}

static void
screens_changed_cb (QdProjector *self)
{
  guint n_screens;
  int own, shown;
  QdScreen *screens = list_screens (self, &n_screens, &own, &shown);
  int screen = qd_screens_follow (screens, n_screens, own, shown, self->name, self->insists);
  gboolean waits = !gtk_widget_get_visible (GTK_WIDGET (self));

  if (screen == QD_NO_SCREEN)
    {
      g_clear_object (&self->monitor);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      if (!waits && self->window != NULL)
        qd_widget_toast (GTK_WIDGET (self->window), _("The screen of the room is gone. The projector waits for it"));
    }
  else if (screen != shown || waits)
    {
      fill_screen (self, screen, qd_screens_is_other (screens, own, screen));
    }
  free_screens (screens, n_screens);
}

static void
qd_projector_dispose (GObject *object)
{
  QdProjector *self = QD_PROJECTOR (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->name, g_free);

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
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  g_signal_connect_object (gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self))), "items-changed",
                           G_CALLBACK (screens_changed_cb), self, G_CONNECT_SWAPPED);

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
 * qd_projector_show:
 * @projector: a projector
 * @name: (nullable): the screen that was chosen for the room
 * @insists: whether it was chosen just now, and not in an earlier meeting
 *
 * Fills that screen, or the best there is. When it is unplugged, the projector waits for it to come back.
 */
void
qd_projector_show (QdProjector *projector,
                   const char  *name,
                   gboolean     insists)
{
  guint n_screens;
  int own, shown, screen;
  QdScreen *screens = list_screens (projector, &n_screens, &own, &shown);

  g_free (projector->name);
  projector->name = g_strdup (name);
  projector->insists = insists;
  screen = qd_screens_choose (screens, n_screens, own, name, insists);
  fill_screen (projector, screen, qd_screens_is_other (screens, own, screen));
  free_screens (screens, n_screens);
}
