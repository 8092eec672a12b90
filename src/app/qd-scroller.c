#include "qd-config.h"

#include "qd-scroller.h"

/* What has the focus stays in view: a viewport brings what gets the focus into view where that is at that moment, and leaves
 * it alone when it moves. Of what scrolls up and down, and may have in it what scrolls by itself. */

#define FRAMES 3 /* until all within has its new height and place */

static GQuark
frames_left_quark (void)
{
  return g_quark_from_static_string ("qd-scroller-frames-left");
}

/* Returns: whether the focus is within, and then where: its top and height in all that scrolls */
static gboolean
find_focus (GtkWidget       *scroller,
            GtkWidget      **focus,
            graphene_rect_t *place)
{
  GtkRoot *root = gtk_widget_get_root (scroller);
  GtkWidget *content = gtk_widget_get_first_child (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller)));

  *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return *focus != NULL && gtk_widget_is_ancestor (*focus, content) && gtk_widget_compute_bounds (*focus, content, place);
}

/* A table that scrolls by itself gets another height, too, and GTK 4.18 leaves a part of the row outside. */
static void
reveal_within (GtkWidget *scroller,
               GtkWidget *focus)
{
  for (GtkWidget *up = gtk_widget_get_parent (focus); up != scroller; up = gtk_widget_get_parent (up))
    {
      GtkAdjustment *adjustment;
      graphene_rect_t place;
      double below;

      if (!GTK_IS_SCROLLED_WINDOW (up) || !gtk_widget_compute_bounds (focus, up, &place))
        continue;
      adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (up));
      below = (double) place.origin.y + place.size.height - gtk_widget_get_height (up);
      if (below > 0)
        gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + below);
    }
}

static gboolean
keep_focus_cb (GtkWidget     *scroller,
               GdkFrameClock *clock,
               gpointer       user_data)
{
  guint left = GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (scroller), frames_left_quark ())) - 1;
  graphene_rect_t place;
  GtkWidget *focus;

  if (find_focus (scroller, &focus, &place))
    {
      reveal_within (scroller, focus);
      gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), place.origin.y,
                                 place.origin.y + place.size.height);
    }
  g_object_set_qdata (G_OBJECT (scroller), frames_left_quark (), GUINT_TO_POINTER (left));

  return left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * qd_scroller_shows_focus:
 * @scroller: a #GtkScrolledWindow with a viewport
 * @height: how high it was when it was drawn last, in pixels
 *
 * Where somebody scrolled away from what has the focus, it stays there.
 *
 * Returns: whether what has the focus is within, and showed then
 */
gboolean
qd_scroller_shows_focus (GtkWidget *scroller,
                         double     height)
{
  double value = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)));
  graphene_rect_t place;
  GtkWidget *focus;

  return find_focus (scroller, &focus, &place) && place.origin.y + place.size.height > value &&
         place.origin.y < value + height;
}

/**
 * qd_scroller_keep_focus:
 * @scroller: a #GtkScrolledWindow with a viewport
 *
 * Brings what has the focus into view, and keeps it there until sizes that change now have been given out.
 */
void
qd_scroller_keep_focus (GtkWidget *scroller)
{
  gboolean waits = g_object_get_qdata (G_OBJECT (scroller), frames_left_quark ()) != NULL;

  g_object_set_qdata (G_OBJECT (scroller), frames_left_quark (), GUINT_TO_POINTER (FRAMES));
  if (!waits)
    gtk_widget_add_tick_callback (scroller, keep_focus_cb, NULL, NULL);
}
