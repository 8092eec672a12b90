#include "qd-config.h"

#include "qd-vote-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-app-util.h"
#include "qd-draw.h"
#include "qd-number.h"
#include "qd-votes.h"

/* How the votes are spread from 0 to 10: a dot each, one upon the other, a tick at their mean; those far from it are
 * outlined, so that no colour has to say it. */

#define HEIGHT 132
#define SCALE 22.0
#define DOT 9.0
#define GAP 3.0

struct _QdVoteChart
{
  GtkWidget  parent_instance;

  double    *votes;
  guint      n_votes;
};

G_DEFINE_FINAL_TYPE (QdVoteChart, qd_vote_chart, GTK_TYPE_WIDGET)

static double
get_mean (QdVoteChart *self)
{
  double sum = 0;

  for (guint i = 0; i < self->n_votes; i++)
    sum += self->votes[i];

  return self->n_votes > 0 ? sum / self->n_votes : NAN;
}

/* The middle of @value's column. */
static double
column_x (QdVoteChart *self,
          double       value)
{
  double x = (value + 0.5) * gtk_widget_get_width (GTK_WIDGET (self)) / 11;

  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
           ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x;
}

static void
draw_scale (QdVoteChart *self,
            cairo_t     *cr,
            double       base)
{
  GdkRGBA ink;

  qd_draw_get_color (GTK_WIDGET (self), "window_fg_color", &ink);
  ink.alpha = 0.15f;
  qd_draw_box (cr, 0, base, gtk_widget_get_width (GTK_WIDGET (self)), 2, &ink);
  ink.alpha = 0.65f;
  gdk_cairo_set_source_rgba (cr, &ink);
  for (int value = 0; value <= 10; value++)
    {
      g_autofree char *text = g_strdup_printf ("%d", value);
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      cairo_move_to (cr, column_x (self, value) - width / 2.0, base + 4);
      pango_cairo_show_layout (cr, layout);
    }
}

static void
draw_dots (QdVoteChart *self,
           cairo_t     *cr,
           double       base)
{
  guint counts[11] = { 0 };
  guint most = 1;
  double mean = get_mean (self);
  double step;
  GdkRGBA accent, over;

  for (guint i = 0; i < self->n_votes; i++)
    most = MAX (most, ++counts[(int) floor (CLAMP (self->votes[i], 0, 10) + 0.5)]);
  memset (counts, 0, sizeof counts);
  step = MIN (2 * DOT + GAP, (base - DOT) / most);
  qd_draw_get_color (GTK_WIDGET (self), "accent_bg_color", &accent);
  qd_draw_get_color (GTK_WIDGET (self), "qd_over", &over);

  for (guint i = 0; i < self->n_votes; i++)
    {
      guint value = (guint) floor (CLAMP (self->votes[i], 0, 10) + 0.5);
      double y = base - DOT - 2 - step * counts[value]++;

      cairo_new_path (cr);
      cairo_arc (cr, column_x (self, value), y, MIN (DOT, step), 0, 2 * G_PI);
      gdk_cairo_set_source_rgba (cr, &accent);
      if (fabs (self->votes[i] - mean) < QD_VOTE_OUTLIER)
        {
          cairo_fill (cr);
          continue;
        }
      accent.alpha = 0.25f;
      gdk_cairo_set_source_rgba (cr, &accent);
      accent.alpha = 1;
      cairo_fill_preserve (cr);
      gdk_cairo_set_source_rgba (cr, &over);
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
}

static void
qd_vote_chart_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  QdVoteChart *self = QD_VOTE_CHART (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double base = height - SCALE;
  double mean = get_mean (self);
  cairo_t *cr;
  GdkRGBA ink;

  if (width < 22 || base < 2 * DOT)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_scale (self, cr, base);
  draw_dots (self, cr, base);
  if (!isnan (mean))
    {
      qd_draw_get_color (widget, "window_fg_color", &ink);
      qd_draw_box (cr, floor (column_x (self, mean)) - 1, 0, 3, base, &ink);
    }
  cairo_destroy (cr);
}

static void
qd_vote_chart_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
qd_vote_chart_finalize (GObject *object)
{
  g_free (QD_VOTE_CHART (object)->votes);

  G_OBJECT_CLASS (qd_vote_chart_parent_class)->finalize (object);
}

static void
qd_vote_chart_class_init (QdVoteChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qd_vote_chart_finalize;
  widget_class->snapshot = qd_vote_chart_snapshot;
  widget_class->measure = qd_vote_chart_measure;
  gtk_widget_class_set_css_name (widget_class, "qdvotechart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
qd_vote_chart_init (QdVoteChart *self)
{
}

/**
 * qd_vote_chart_new:
 *
 * Returns: a chart of no votes
 */
GtkWidget *
qd_vote_chart_new (void)
{
  return g_object_new (QD_TYPE_VOTE_CHART, NULL);
}

/**
 * qd_vote_chart_set_votes:
 * @votes: (array length=n_votes): from 0 to 10
 */
void
qd_vote_chart_set_votes (QdVoteChart  *chart,
                         const double *votes,
                         guint         n_votes)
{
  g_autoptr (GString) spoken = g_string_new (NULL);

  g_free (chart->votes);
  chart->votes = g_memdup2 (votes, n_votes * sizeof (double));
  chart->n_votes = n_votes;
  for (guint i = 0; i < n_votes; i++)
    {
      g_autofree char *number = qd_number_format_local (votes[i], 1);

      g_string_append_printf (spoken, "%s%s", i > 0 ? ", " : "", number);
    }
  qd_widget_describe (GTK_WIDGET (chart), _("How the votes are spread"), spoken->str);
  gtk_widget_queue_draw (GTK_WIDGET (chart));
}
