#include "qd-config.h"

#include "qd-touch.h"

/* What a finger does otherwise than a mouse: it has no second button, and what it moves over is scrolled. */

typedef struct
{
  QdTouchMenuFunc func;
  gpointer        user_data;
} Menu;

static void
open_menu (GtkGesture *gesture,
           double      x,
           double      y,
           Menu       *menu)
{
  if (menu->func (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)), x, y, menu->user_data))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
secondary_pressed_cb (GtkGesture *gesture,
                      int         n_press,
                      double      x,
                      double      y,
                      Menu       *menu)
{
  open_menu (gesture, x, y, menu);
}

/* Returns: (transfer none): what @gesture hands on, which goes with it */
static Menu *
add_gesture (GtkWidget           *widget,
             GtkGesture          *gesture,
             GtkPropagationPhase  phase,
             QdTouchMenuFunc      func,
             gpointer             user_data)
{
  Menu *menu = g_new (Menu, 1);

  menu->func = func;
  menu->user_data = user_data;
  g_object_set_data_full (G_OBJECT (gesture), "qd-menu", menu, g_free);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), phase);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (gesture));

  return menu;
}

/**
 * qd_touch_add_long_press:
 * @widget: a widget
 * @phase: when it hears of fingers
 * @func: opens a menu
 * @user_data: for @func; must be there as long as @widget
 *
 * Calls @func where a finger rests on @widget.
 */
void
qd_touch_add_long_press (GtkWidget           *widget,
                         GtkPropagationPhase  phase,
                         QdTouchMenuFunc      func,
                         gpointer             user_data)
{
  GtkGesture *rest = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (rest), TRUE);
  g_signal_connect (rest, "pressed", G_CALLBACK (open_menu), add_gesture (widget, rest, phase, func, user_data));
}

/**
 * qd_touch_add_menu:
 * @widget: a widget
 * @phase: when it hears of fingers and buttons
 * @func: opens the menu
 * @user_data: for @func; must be there as long as @widget
 *
 * Calls @func where the secondary button is pressed over @widget, or a finger rests on it.
 */
void
qd_touch_add_menu (GtkWidget           *widget,
                   GtkPropagationPhase  phase,
                   QdTouchMenuFunc      func,
                   gpointer             user_data)
{
  GtkGesture *secondary = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "pressed", G_CALLBACK (secondary_pressed_cb),
                    add_gesture (widget, secondary, phase, func, user_data));
  qd_touch_add_long_press (widget, phase, func, user_data);
}

/**
 * qd_touch_is_finger:
 * @controller: (type GtkEventController): hears of something right now
 *
 * Returns: whether a finger does it: one that moves scrolls, and what it presses is pressed when it is lifted
 */
gboolean
qd_touch_is_finger (gpointer controller)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (controller);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}
