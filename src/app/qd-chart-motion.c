#include "qd-config.h"

#include "qd-chart-motion.h"

#include <adwaita.h>

/* What is in a chart before and after a change moves from its old place to its new one. */

#define ANIMATION_MS 250

struct _QdChartMotion
{
  GtkWidget    *view;     /* holds us */
  AdwAnimation *animation;
  QdMarks      *from;     /* what was on the screen before the last change, while that moves */
  double        progress;
};

static void
progress_cb (double         value,
             QdChartMotion *self)
{
  self->progress = value;
  if (value >= 1)
    g_clear_pointer (&self->from, qd_marks_unref);
  gtk_widget_queue_draw (self->view);
}

/**
 * qd_chart_motion_new:
 * @view: the widget that shows the chart
 *
 * Returns: (transfer full): what moves its marks; free it before @view is gone
 */
QdChartMotion *
qd_chart_motion_new (GtkWidget *view)
{
  QdChartMotion *self = g_new0 (QdChartMotion, 1);
  AdwAnimationTarget *target = adw_callback_animation_target_new ((AdwAnimationTargetFunc) progress_cb, self, NULL);

  self->view = view;
  /* Skips to its end by itself where animations are off. */
  self->animation = adw_timed_animation_new (view, 0, 1, ANIMATION_MS, target);

  return self;
}

/**
 * qd_chart_motion_free:
 */
void
qd_chart_motion_free (QdChartMotion *motion)
{
  adw_animation_reset (motion->animation);
  g_object_unref (motion->animation);
  g_clear_pointer (&motion->from, qd_marks_unref);
  g_free (motion);
}

/**
 * qd_chart_motion_start:
 * @from: (nullable): what is on the screen; without it what comes is there at once
 *
 * The chart has changed.
 */
void
qd_chart_motion_start (QdChartMotion *motion,
                       QdMarks       *from)
{
  g_clear_pointer (&motion->from, qd_marks_unref);
  if (from == NULL)
    return;

  motion->from = qd_marks_ref (from);
  motion->progress = 0;
  adw_animation_reset (motion->animation);
  adw_animation_play (motion->animation);
}

/**
 * qd_chart_motion_blend:
 * @marks: what the chart is now
 *
 * Returns: (transfer full): what to draw of it at this moment
 */
QdMarks *
qd_chart_motion_blend (QdChartMotion *motion,
                       QdMarks       *marks)
{
  return motion->from != NULL ? qd_marks_blend (motion->from, marks, motion->progress) : qd_marks_ref (marks);
}
