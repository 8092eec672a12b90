#include "qd-load-bar.h"

#include <math.h>

#include "qd-draw.h"

/* A load as a bar, drawn with cairo: 100 % ends at four fifths of the width, what is over follows after a gap in the
 * colour of errors. A load that rests on an assumed split is hatched. */

#define FULL_AT 0.8
#define GAP 2.0
#define HEIGHT 8.0

struct _QdLoadBar
{
  GtkWidget parent_instance;

  double    load;    /* NAN: unknown, only the track is drawn */
  gboolean  assumed;
};

G_DEFINE_FINAL_TYPE (QdLoadBar, qd_load_bar, GTK_TYPE_WIDGET)

static void
qd_load_bar_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  QdLoadBar *self = QD_LOAD_BAR (widget);
  double width = gtk_widget_get_width (widget);
  double top = floor ((gtk_widget_get_height (widget) - HEIGHT) / 2);
  double full = floor (width * FULL_AT);
  GdkRGBA track, accent, error, paper;
  cairo_t *cr;

  if (width < 8)
    return;

  qd_draw_get_color (widget, "qd_track", &track);
  qd_draw_get_color (widget, "accent_bg_color", &accent);
  qd_draw_get_color (widget, "qd_over", &error);
  qd_draw_get_color (widget, "card_bg_color", &paper);
  paper.alpha = 0.75f;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) (top + HEIGHT)));
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      cairo_translate (cr, width, 0);
      cairo_scale (cr, -1, 1);
    }

  qd_draw_box (cr, 0, top, full, HEIGHT, &track);
  if (self->load > 0)
    {
      double done = round (full * MIN (self->load, 1));

      qd_draw_box (cr, 0, top, done, HEIGHT, &accent);
      if (self->assumed)
        qd_draw_hatch (cr, 0, top, done, HEIGHT, &paper);
    }
  if (self->load > 1 + 1e-9)
    {
      double over = MAX (full * (self->load - 1), 3);

      qd_draw_box (cr, full + GAP, top, MIN (over, width - full - GAP), HEIGHT, &error);
    }
  cairo_destroy (cr);
}

static void
qd_load_bar_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 40 : (int) HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 76 : (int) HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
qd_load_bar_class_init (QdLoadBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = qd_load_bar_snapshot;
  widget_class->measure = qd_load_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "loadbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
qd_load_bar_init (QdLoadBar *self)
{
  self->load = NAN;
}

/**
 * qd_load_bar_new:
 *
 * Returns: a bar that shows an unknown load
 */
GtkWidget *
qd_load_bar_new (void)
{
  return g_object_new (QD_TYPE_LOAD_BAR, NULL);
}

/**
 * qd_load_bar_set_load:
 * @bar: a load bar
 * @load: committed over capacity, 1 being full; NAN if unknown
 * @assumed: whether it rests on an assumed split
 */
void
qd_load_bar_set_load (QdLoadBar *bar,
                      double     load,
                      gboolean   assumed)
{
  if ((bar->load == load || (isnan (bar->load) && isnan (load))) && bar->assumed == assumed)
    return;

  bar->load = load;
  bar->assumed = assumed;
  gtk_widget_queue_draw (GTK_WIDGET (bar));
}
