#include "qd-config.h"

#include "qd-sparkline.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-check-ins.h"
#include "qd-count.h"

/* How the check-ins of a key result went, in the height of a line of text: only the shape; the progress chart has the
 * figures. */

#define WIDTH 44
#define HEIGHT 16
#define INSET 2.5
#define DOT 2

struct _QdSparkline
{
  GtkWidget  parent_instance;

  GArray    *trend; /* of QdTrendPoint */
};

G_DEFINE_FINAL_TYPE (QdSparkline, qd_sparkline, GTK_TYPE_WIDGET)

static void
place (QdSparkline *self,
       guint        index,
       double      *x,
       double      *y)
{
  const QdTrendPoint *points = (const QdTrendPoint *) (gpointer) self->trend->data;
  double least = points[0].value, most = points[0].value;
  int days = g_date_days_between (&points[0].date, &points[self->trend->len - 1].date);

  for (guint i = 1; i < self->trend->len; i++)
    {
      least = MIN (least, points[i].value);
      most = MAX (most, points[i].value);
    }
  *x = days > 0 ? INSET + (WIDTH - 2 * INSET) * g_date_days_between (&points[0].date, &points[index].date) / days
                : WIDTH / 2.0;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    *x = WIDTH - *x;
  *y = most > least ? HEIGHT - INSET - (HEIGHT - 2 * INSET) * (points[index].value - least) / (most - least) : HEIGHT / 2.0;
}

static void
qd_sparkline_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  QdSparkline *self = QD_SPARKLINE (widget);
  GdkRGBA color;
  cairo_t *cr;
  double x = 0, y = 0;

  if (self->trend == NULL || self->trend->len < 2)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->trend->len; i++)
    {
      place (self, i, &x, &y);
      cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);
  cairo_arc (cr, x, y, DOT, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
qd_sparkline_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
qd_sparkline_finalize (GObject *object)
{
  g_clear_pointer (&QD_SPARKLINE (object)->trend, g_array_unref);

  G_OBJECT_CLASS (qd_sparkline_parent_class)->finalize (object);
}

static void
qd_sparkline_class_init (QdSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qd_sparkline_finalize;
  widget_class->snapshot = qd_sparkline_snapshot;
  widget_class->measure = qd_sparkline_measure;
  gtk_widget_class_set_css_name (widget_class, "qdsparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
qd_sparkline_init (QdSparkline *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * qd_sparkline_set_key_result:
 * @sparkline: a sparkline
 * @figures: the figures of a plan
 * @key_result: (nullable): a key result of it, or another record, of which there is nothing to show
 *
 * Shows how it went; with fewer than two numbers there is no way to show, and the sparkline is not visible.
 */
void
qd_sparkline_set_key_result (QdSparkline *sparkline,
                             QdFigures   *figures,
                             QdRecord    *key_result)
{
  g_return_if_fail (QD_IS_SPARKLINE (sparkline));

  g_clear_pointer (&sparkline->trend, g_array_unref);
  if (key_result != NULL && qd_record_get_record_type (key_result) == QD_RECORD_KEY_RESULT)
    sparkline->trend = qd_check_ins_trend (figures, key_result);
  gtk_widget_set_visible (GTK_WIDGET (sparkline), sparkline->trend != NULL && sparkline->trend->len > 1);
  if (gtk_widget_get_visible (GTK_WIDGET (sparkline)))
    {
      g_autofree char *text = qd_count_printf (ngettext ("%u check-in", "%u check-ins", sparkline->trend->len),
                                               sparkline->trend->len);

      qd_widget_set_tooltip (GTK_WIDGET (sparkline), text);
      qd_widget_set_name (GTK_WIDGET (sparkline), text);
    }
  gtk_widget_queue_draw (GTK_WIDGET (sparkline));
}

/**
 * qd_sparkline_new:
 * @figures: the figures of a plan
 * @key_result: (nullable): a key result of it
 *
 * Returns: a small line of its check-ins
 */
GtkWidget *
qd_sparkline_new (QdFigures *figures,
                  QdRecord  *key_result)
{
  QdSparkline *self = g_object_new (QD_TYPE_SPARKLINE, NULL);

  qd_sparkline_set_key_result (self, figures, key_result);

  return GTK_WIDGET (self);
}
