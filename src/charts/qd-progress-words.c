#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-progress-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What is to be said of a key result's way: in its panel, beside the pointer and in the title. */

#define BEHIND 0.1 /* from here on red, and from as much ahead on worth a word */

const QdProgressValue *
qd_progress_at (QdChart *chart,
                guint    index)
{
  return qd_chart_item (chart, QdProgressValue, index);
}

gboolean
qd_progress_is_drawn (const QdProgressValue *value)
{
  return !value->objective && value->n_points > 0;
}

/* How far the last check-in is ahead of an even pace, as a part of the whole way; NAN where pace means nothing. */
double
qd_progress_get_pace (const QdProgressValue *value)
{
  const QdProgressPoint *last;

  if (value->kind != QD_PROGRESS_LEVEL || value->n_points == 0)
    return NAN;
  last = &value->points[value->n_points - 1];

  return last->progress - last->time;
}

gboolean
qd_progress_is_behind (const QdProgressValue *value)
{
  if (value->kind == QD_PROGRESS_LIMIT)
    return value->n_points > 0 && value->points[value->n_points - 1].progress > 1 + 1e-9;

  return qd_progress_get_pace (value) <= -BEHIND + 1e-9;
}

/* A milestone whose date had passed by the last check-in, and nobody said that it is reached. */
gboolean
qd_progress_is_overdue (QdChart               *chart,
                        const QdProgressValue *value)
{
  const QdProgressHead *head = chart->head;

  return value->kind == QD_PROGRESS_MILESTONE && !value->done && value->n_points > 0
         && value->points[0].time < head->passed - 1e-9;
}

char *
qd_progress_dup_status (QdChart               *chart,
                        const QdProgressValue *value)
{
  double pace = qd_progress_get_pace (value);
  g_autofree char *points = NULL;

  if (qd_progress_is_overdue (chart, value))
    /* Translators: of a milestone */
    return g_strdup (_("overdue"));
  if (value->kind == QD_PROGRESS_MILESTONE)
    return g_strdup (value->done ? _("reached") : _("not reached yet"));
  if (value->kind == QD_PROGRESS_LIMIT)
    /* Translators: %s is a count, as in “1 so far” */
    return g_strdup_printf (qd_progress_is_behind (value) ? _("%s, beyond the limit") : _("%s so far"), value->value);
  points = qd_chart_number (round (fabs (pace) * 100));
  if (qd_progress_is_behind (value))
    /* Translators: percentage points behind an even pace */
    return g_strdup_printf (_("%s behind"), points);
  if (pace >= BEHIND)
    return g_strdup_printf (_("%s ahead"), points);

  return g_strdup (_("on pace"));
}

char *
qd_progress_dup_target (const QdProgressValue *value)
{
  if (value->target == NULL || *value->target == '\0')
    return NULL;
  if (value->kind == QD_PROGRESS_LIMIT)
    return g_strdup_printf (_("limit %s"), value->target);
  if (value->kind == QD_PROGRESS_MILESTONE)
    /* Translators: %s is a date as typed */
    return g_strdup_printf (_("due %s"), value->target);

  return g_strdup_printf (C_("key result", "target %s"), value->target);
}

char *
qd_progress_dup_line (QdChart *chart,
                      guint    index)
{
  const QdProgressValue *value = qd_progress_at (chart, index);
  g_autofree char *status = NULL;
  g_autofree char *target = NULL;

  if (value->objective)
    return g_strdup (value->title);
  if (value->n_points == 0)
    /* Translators: %s is a key result */
    return g_strdup_printf (_("%s: no check-in yet"), value->title);
  status = qd_progress_dup_status (chart, value);
  target = qd_progress_dup_target (value);
  if (value->kind != QD_PROGRESS_LEVEL || value->value == NULL || target == NULL)
    /* Translators: key result, “reached” */
    return g_strdup_printf (_("%1$s: %2$s"), value->title, status);

  /* Translators: key result, where it stands, “target 90%”, “28 behind” */
  return g_strdup_printf (_("%1$s: at %2$s, %3$s, %4$s"), value->title, value->value, target, status);
}
