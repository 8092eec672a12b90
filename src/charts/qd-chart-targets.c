#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"

/* This quarter's key results from baseline to target. Every track has the same length, whatever its direction and unit:
 * ticks say where an even pace stands at each review. */

#define COMPACT_ROW       24.0
#define TABLE_MIN_WIDTH   1240.0
#define LABEL_GAP         0.5

/* What differs between a slide and a card, in design units. */
typedef struct
{
  QdLook group;
  QdLook row;
  QdLook row_bold;
  QdLook dim;
  QdLook note;
  double row_max;
  double row_min;
  double group_pad;
  double heads_height;
  double gutter;
  double line;
  double marker;
  double tick;
  double rule;
  double track_min;
} Metrics;

static const Metrics full_metrics = {
  .group = { 30, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .row = { 28, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .row_bold = { 28, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .dim = { 28, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .note = { 26, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .row_max = 58, .row_min = 42, .group_pad = 14, .gutter = 60, .line = 4, .marker = 9, .tick = 9, .rule = 2,
  .track_min = 160,
};

static const Metrics compact_metrics = {
  .group = { QD_COMPACT_TEXT, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .row = { QD_COMPACT_TEXT, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .row_bold = { QD_COMPACT_TEXT, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .dim = { QD_COMPACT_TEXT, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .note = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .row_max = 26, .row_min = 19, .group_pad = 4, .heads_height = 18, .gutter = 14, .line = 2, .marker = 4, .tick = 4,
  .rule = 1, .track_min = 60,
};

typedef struct
{
  const Metrics *metrics;
  double         left;
  double         right;
  double         top;
  double         bottom;
  double         name_width;
  double         baseline;     /* right end */
  double         baseline_width;
  double         track_left;
  double         track_width;
  double         target;       /* left end */
  double         target_width;
  double         owner_width;  /* right-aligned at @right; 0: not shown */
  double         row;
} Table;

/* Which items have a row of their own, which objectives one for all they hold, and how many key results have none. */
typedef struct
{
  guint  first;    /* item of the page */
  guint  open_end; /* the items up to here have a row */
  guint  n_folded;
  guint  n_hidden;
  guint  n_rows;   /* with that for the word about the hidden ones */
  double pads;     /* above objectives, together */
} Rows;

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
target_line (QdChart *chart,
             guint    index)
{
  const QdTargetValue *value = qd_chart_item (chart, QdTargetValue, index);
  g_autofree char *way = NULL;

  if (value->objective)
    return g_strdup (value->title);
  if (is_filled (value->baseline) && is_filled (value->target))
    /* Translators: key result, baseline, target */
    way = g_strdup_printf (_("%1$s: from %2$s to %3$s"), value->title, value->baseline, value->target);
  else if (is_filled (value->target))
    /* Translators: key result, target */
    way = g_strdup_printf (_("%1$s: target %2$s"), value->title, value->target);
  else
    /* Translators: %s is a key result */
    way = g_strdup_printf (_("%s: no target yet"), value->title);
  if (!is_filled (value->owner))
    return g_steal_pointer (&way);

  /* Translators: %1$s is a sentence about a key result, %2$s its owner */
  return g_strdup_printf (_("%1$s, owner %2$s"), way, value->owner);
}

static void
count (QdChart *chart,
       guint   *n_objectives,
       guint   *n_key_results,
       guint   *n_from_zero)
{
  *n_objectives = *n_key_results = *n_from_zero = 0;
  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdTargetValue *value = qd_chart_item (chart, QdTargetValue, i);

      *n_objectives += value->objective;
      *n_key_results += !value->objective;
      *n_from_zero += !value->objective && value->from_zero;
    }
}

static void
draw_track (QdChart             *chart,
            QdCanvas            *canvas,
            const Table         *table,
            const QdTargetValue *value,
            double               middle)
{
  const Metrics *m = table->metrics;
  double left = table->track_left;
  double right = left + table->track_width;
  QdTone tone = value->from_zero ? QD_TONE_ACCENT : QD_TONE_G3;
  double head = m->marker * 2;
  const QdPoint arrow[] = { { right - head, middle - head * 0.55 }, { right, middle },
                            { right - head, middle + head * 0.55 } };
  QdMark *mark;

  if (!value->measured)
    {
      qd_canvas_line (canvas, "unmeasured", left, middle, right, middle, QD_TONE_G2, m->line * 0.75, QD_DASH_DOTTED);
      if (!isnan (value->milestone))
        qd_canvas_diamond (canvas, "milestone", left + CLAMP (value->milestone, 0, 1) * table->track_width, middle,
                           m->marker * 1.4, QD_TONE_INK);
      return;
    }

  mark = qd_canvas_line (canvas, "way", left + m->marker, middle, right - head / 2, middle, tone, m->line,
                         QD_DASH_NONE);
  mark->value = 1;
  for (guint i = 0; i < chart->extras->len; i++)
    {
      const QdTickValue *tick = &g_array_index (chart->extras, QdTickValue, i);
      double x = left + tick->part * table->track_width;

      if (tick->part > 0.03 && tick->part < 0.97)
        {
          mark = qd_canvas_line (canvas, "pace", x, middle - m->tick, x, middle + m->tick, tone, m->line * 0.6,
                                 QD_DASH_NONE);
          mark->value = tick->part;
        }
    }
  mark = qd_canvas_circle (canvas, "baseline-mark", left + m->marker, middle, m->marker - m->line / 2, QD_TONE_PAPER);
  qd_canvas_stroke (canvas, mark, tone, m->line * 0.8, QD_DASH_NONE);
  mark = qd_canvas_path (canvas, "target-mark", arrow, G_N_ELEMENTS (arrow), TRUE);
  qd_canvas_fill (canvas, mark, tone);
}

static void
draw_row (QdChart             *chart,
          QdCanvas            *canvas,
          const Table         *table,
          const QdTargetValue *value,
          double               y)
{
  const Metrics *m = table->metrics;
  double middle = y + table->row / 2;
  double baseline = middle + m->row.size * QD_EM_MIDDLE;
  QdLook from = m->dim;

  qd_canvas_rectangle (canvas, "row", table->left, y, table->right - table->left, table->row, QD_TONE_NONE);
  if (value->objective)
    {
      qd_canvas_text (canvas, "name", value->title, table->left, baseline, QD_ALIGN_START, table->right - table->left,
                      &m->group);
      return;
    }
  if (value->from_zero && !canvas->style->compact)
    {
      from.tone = QD_TONE_ACCENT;
      from.bold = TRUE;
    }
  qd_canvas_text (canvas, "name", value->title, table->left, baseline, QD_ALIGN_START, table->name_width, &m->row);
  qd_canvas_text (canvas, "baseline", value->baseline, table->baseline, baseline, QD_ALIGN_END, table->baseline_width,
                  &from);
  draw_track (chart, canvas, table, value, middle);
  qd_canvas_text (canvas, "target", value->target, table->target, baseline, QD_ALIGN_START, table->target_width,
                  &m->row_bold);
  if (table->owner_width > 0)
    qd_canvas_text (canvas, "owner", value->owner, table->right, baseline, QD_ALIGN_END, table->owner_width, &m->dim);
}

/* The days of the reviews over their ticks. Those too near to a neighbour are left out, never the last; it moves away from
 * the edge. */
static void
draw_days (QdChart     *chart,
           QdCanvas    *canvas,
           const Table *table,
           double       baseline)
{
  const Metrics *m = table->metrics;
  double limit = table->owner_width > 0 ? table->target - m->note.size * LABEL_GAP : table->right;
  gboolean last = TRUE;

  for (guint i = chart->extras->len; i > 0; i--)
    {
      const QdTickValue *tick = &g_array_index (chart->extras, QdTickValue, i - 1);
      /* Translators: a short date as in “Apr 26”; g_date_time_format() says what the letters mean */
      g_autofree char *text = qd_chart_day (tick->day, _("%b %-d"));
      double half = qd_canvas_text_width (canvas, text, &m->note) / 2;
      double x = table->track_left + tick->part * table->track_width;

      if (last)
        x = MIN (x, limit - half);
      last = FALSE;
      if (x + half > limit || x - half < table->baseline - table->baseline_width * 0.2)
        continue;
      qd_canvas_text (canvas, "head", text, x, baseline, QD_ALIGN_MIDDLE, QD_NO_LIMIT, &m->note);
      limit = x - half - m->note.size * LABEL_GAP;
    }
}

static double
widest (QdChart      *chart,
        QdCanvas     *canvas,
        const QdLook *look,
        gsize         offset,
        const char   *head)
{
  double most = head != NULL ? qd_canvas_text_width (canvas, head, look) : 0;

  for (guint i = 0; i < MIN (chart->items->len, QD_MEASURED_MAX); i++)
    {
      const QdTargetValue *value = qd_chart_item (chart, QdTargetValue, i);
      const char *text = G_STRUCT_MEMBER (const char *, value, offset);

      if (!value->objective && is_filled (text))
        most = MAX (most, qd_canvas_text_width (canvas, text, look));
    }

  return most;
}

/* Names and figures take what they need up to a share; tracks the rest. Owners give way first. */
static void
find_columns (QdChart  *chart,
              QdCanvas *canvas,
              Table    *table)
{
  const Metrics *m = table->metrics;
  double available = table->right - table->left;
  gboolean wide = canvas->width >= TABLE_MIN_WIDTH && !canvas->style->compact;
  double gutter = wide ? m->gutter : m->gutter * (canvas->style->compact ? 1 : 0.5);
  double end = table->right;
  double names;

  table->baseline_width = MIN (widest (chart, canvas, &m->row_bold, G_STRUCT_OFFSET (QdTargetValue, baseline),
                                       wide ? _("Baseline") : NULL), available * (wide ? 0.13 : 0.17));
  table->target_width = MIN (widest (chart, canvas, &m->row_bold, G_STRUCT_OFFSET (QdTargetValue, target),
                                     wide ? _("Target") : NULL), available * (wide ? 0.14 : 0.2));
  if (wide)
    {
      table->owner_width = MIN (widest (chart, canvas, &m->dim, G_STRUCT_OFFSET (QdTargetValue, owner), NULL),
                                available * 0.2);
      if (table->owner_width > 0)
        table->owner_width = MAX (table->owner_width, qd_canvas_text_width (canvas, _("Owner"), &m->note));
      end -= table->owner_width > 0 ? table->owner_width + m->gutter : 0;
    }
  table->target = end - table->target_width;
  names = table->target - table->left - 2.3 * gutter - table->baseline_width - m->track_min;
  table->name_width = MIN (widest (chart, canvas, &m->row, G_STRUCT_OFFSET (QdTargetValue, title), NULL),
                           MIN (names, available * (wide ? 0.33 : 0.5)));
  table->baseline = table->left + table->name_width + gutter * 0.7 + table->baseline_width;
  table->track_left = table->baseline + gutter * 0.5;
  table->track_width = table->target - gutter * 1.1 - table->track_left;
}

/* How many key results follow the objective at @index. */
static guint
count_own (QdChart *chart,
           guint    index)
{
  guint n = 0;

  while (index + n + 1 < chart->items->len && !qd_chart_item (chart, QdTargetValue, index + n + 1)->objective)
    n++;

  return n;
}

/* An objective with all its key results in one row. */
static void
draw_folded (QdChart     *chart,
             QdCanvas    *canvas,
             const Table *table,
             guint        index,
             double       y)
{
  const Metrics *m = table->metrics;
  guint n = count_own (chart, index);
  g_autofree char *text = qd_count_printf (ngettext ("%u key result", "%u key results", n), n);
  double baseline = y + table->row / 2 + m->row.size * QD_EM_MIDDLE;
  double width = qd_canvas_text_width (canvas, text, &m->dim);

  qd_canvas_rectangle (canvas, "row", table->left, y, table->right - table->left, table->row, QD_TONE_NONE);
  qd_canvas_text (canvas, "name", qd_chart_item (chart, QdTargetValue, index)->title, table->left, baseline,
                  QD_ALIGN_START, table->right - table->left - width - m->gutter / 2, &m->group);
  qd_canvas_text (canvas, "folded", text, table->right, baseline, QD_ALIGN_END, QD_NO_LIMIT, &m->dim);
}

static void
draw_rows (QdChart     *chart,
           QdCanvas    *canvas,
           const Table *table,
           const Rows  *rows)
{
  const Metrics *m = table->metrics;
  guint n_folded = 0;
  double y = table->top;

  for (guint i = rows->first; i < chart->items->len && (i < rows->open_end || n_folded < rows->n_folded); i++)
    {
      const QdTargetValue *value = qd_chart_item (chart, QdTargetValue, i);
      g_autofree char *tooltip = NULL;

      if (i >= rows->open_end && !value->objective)
        continue;
      if (value->objective && (i < rows->open_end || n_folded == 0))
        {
          if (i > rows->first)
            qd_chart_rule (canvas, table->left, table->right, y + m->group_pad / 2, QD_TONE_G2, m->rule);
          y += m->group_pad;
        }
      tooltip = target_line (chart, i);
      qd_canvas_set_record (canvas, value->id, tooltip);
      if (i < rows->open_end)
        {
          draw_row (chart, canvas, table, value, y);
        }
      else
        {
          draw_folded (chart, canvas, table, i, y);
          n_folded++;
        }
      qd_canvas_set_record (canvas, NULL, NULL);
      y += table->row;
    }

  if (rows->n_hidden > 0)
    {
      g_autofree char *text = qd_count_printf (ngettext ("and %u more key result", "and %u more key results",
                                                         rows->n_hidden), rows->n_hidden);

      qd_canvas_text (canvas, "others", text, table->left, y + table->row / 2 + m->dim.size * QD_EM_MIDDLE,
                      QD_ALIGN_START, table->right - table->left, &m->dim);
    }
}

/* How many items fit from the top: whole objectives where at least one fits, else as much as does of the first. */
static guint
count_open (QdChart       *chart,
            const Metrics *m,
            guint          first,
            double         available)
{
  double height = 0;
  guint open = first, whole = first, i;

  for (i = first; i < chart->items->len; i++)
    {
      gboolean objective = qd_chart_item (chart, QdTargetValue, i)->objective;

      if (objective)
        whole = i;
      height += m->row_min + (objective ? m->group_pad : 0);
      if (height > available)
        break;
      if (!objective)
        open = i + 1;
    }
  if (i == chart->items->len)
    return i;

  return whole > first ? whole : MAX (open, first + 1);
}

/* Where not all items from @first on fit, objectives from the end on are folded on the first page: up to half of its height
 * goes to these. */
static Rows
fit_rows (QdChart       *chart,
          const Metrics *m,
          guint          first,
          double         available)
{
  Rows rows = { .first = first, .open_end = chart->items->len, .n_rows = chart->items->len - first };
  guint n_objectives = 0, n_left = 0, room;
  double reserved;

  for (guint i = first; i < chart->items->len; i++)
    n_objectives += qd_chart_item (chart, QdTargetValue, i)->objective;
  rows.pads = n_objectives * m->group_pad;
  if (rows.n_rows * m->row_min + rows.pads <= available)
    return rows;

  reserved = first > 0 ? 0 : MIN (MAX (n_objectives, 1) * m->row_min, available / 2 + m->row_min) + m->group_pad;
  rows.open_end = count_open (chart, m, first, available - reserved);
  rows.n_rows = rows.open_end - first;
  rows.pads = 0;
  for (guint i = first; i < chart->items->len; i++)
    if (qd_chart_item (chart, QdTargetValue, i)->objective)
      {
        rows.pads += i < rows.open_end ? m->group_pad : 0;
        n_left += i >= rows.open_end;
      }
    else
      {
        rows.n_hidden += i >= rows.open_end;
      }

  if (first > 0)
    {
      rows.n_hidden = 0;
      return rows;
    }
  rows.pads += n_left > 0 ? m->group_pad : 0;
  room = (guint) MAX ((available - rows.pads) / m->row_min - rows.n_rows - 1, 0);
  for (guint i = rows.open_end; i < chart->items->len && rows.n_folded < room; i++)
    if (qd_chart_item (chart, QdTargetValue, i)->objective)
      {
        rows.n_folded++;
        rows.n_hidden -= count_own (chart, i);
      }
  rows.n_rows += rows.n_folded + (rows.n_hidden > 0 ? 1 : 0);

  return rows;
}

/* The rows of the page in hand. The first shows what there is, the others all of it. */
static Rows
fit_page (QdChart       *chart,
          QdCanvas      *canvas,
          const Metrics *m,
          double         available)
{
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint first = 0; first < chart->items->len;)
    {
      g_array_append_val (firsts, first);
      first = first == 0 ? fit_rows (chart, m, first, available).open_end : count_open (chart, m, first, available);
    }
  qd_canvas_set_pages (canvas, firsts->len);

  return fit_rows (chart, m, g_array_index (firsts, guint, canvas->page), available);
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  gboolean compact = canvas->style->compact;
  const Metrics *m = compact ? &compact_metrics : &full_metrics;
  Table table = { .metrics = m };
  Rows rows;
  double heads = m->note.size, available;

  if (compact)
    {
      table.right = canvas->width;
      table.top = m->heads_height;
      table.bottom = canvas->height - 1;
    }
  else
    {
      QdFrame frame = qd_chart_frame (chart, canvas);

      table.left = frame.left;
      table.right = frame.right;
      heads = frame.heads - 12;
      table.top = frame.heads + 6;
      table.bottom = frame.bottom + 40;
    }

  find_columns (chart, canvas, &table);
  if (table.owner_width > 0)
    {
      qd_canvas_text (canvas, "head", _("Baseline"), table.baseline, heads, QD_ALIGN_END, table.baseline_width,
                      &m->note);
      qd_canvas_text (canvas, "head", _("Target"), table.target, heads, QD_ALIGN_START, table.target_width, &m->note);
      qd_canvas_text (canvas, "head", _("Owner"), table.right, heads, QD_ALIGN_END, table.owner_width, &m->note);
    }
  draw_days (chart, canvas, &table, heads);
  qd_chart_rule (canvas, table.left, table.right, table.top, QD_TONE_G2, m->rule);

  available = table.bottom - table.top;
  rows = fit_page (chart, canvas, m, available);
  table.row = CLAMP ((available - rows.pads) / rows.n_rows, m->row_min, m->row_max);
  draw_rows (chart, canvas, &table, &rows);
}

static double
natural_height (QdChart *chart,
                double   width)
{
  guint n_objectives, n_key_results, n_from_zero;

  count (chart, &n_objectives, &n_key_results, &n_from_zero);
  return compact_metrics.heads_height + chart->items->len * COMPACT_ROW + n_objectives * compact_metrics.group_pad + 2;
}

static char *
title (QdChart *chart)
{
  const QdTargetsHead *head = chart->head;
  guint n_objectives, n_key_results, n_from_zero;
  g_autofree char *first = NULL;

  count (chart, &n_objectives, &n_key_results, &n_from_zero);
  if (head->last > 0)
    {
      /* Translators: a date as in “June 28”; g_date_time_format() says what the letters mean */
      g_autofree char *day = qd_chart_day (head->last, _("%B %-d"));

      /* Translators: “11 key results to move by June 28” */
      first = qd_count_printf (ngettext ("%1$u key result to move by %2$s", "%1$u key results to move by %2$s",
                                         n_key_results), n_key_results, day);
    }
  else
    {
      first = qd_count_printf (ngettext ("%u key result to move", "%u key results to move", n_key_results),
                               n_key_results);
    }
  if (n_from_zero == 0)
    return g_steal_pointer (&first);

  /* Translators: %1$s is “11 key results to move by June 28” */
  return qd_count_printf (ngettext ("%1$s; %2$u starts from zero", "%1$s; %2$u start from zero", n_from_zero), first,
                          n_from_zero);
}

static char *
subtitle (QdChart *chart)
{
  if (chart->extras->len == 0)
    return g_strdup_printf (_("Baseline to target, %s"), chart->quarter);

  return g_strdup_printf (_("Baseline to target, %s. Ticks: where an even pace stands at each review"), chart->quarter);
}

static char *
caption (QdChart *chart)
{
  if (chart->extras->len == 0)
    return subtitle (chart);

  return g_strdup_printf (_("Baseline to target, %s. Ticks: even pace at reviews"), chart->quarter);
}

static char *
describe (QdChart *chart)
{
  return qd_chart_lines (chart, target_line);
}

const QdChartKind qd_chart_targets = {
  .name = "targets",
  .label = N_("Targets"),
  .empty = N_("Enter objectives with their key results to see how far each has to go."),
  .item_size = sizeof (QdTargetValue),
  .extra_size = sizeof (QdTickValue),
  .head_size = sizeof (QdTargetsHead),
  .title = title,
  .subtitle = subtitle,
  .caption = caption,
  .layout = layout,
  .natural_height = natural_height,
  .paged = TRUE,
  .describe = describe,
};

/**
 * qd_chart_add_target:
 * @chart: a chart “targets”
 * @target: a row
 */
void
qd_chart_add_target (QdChart             *chart,
                     const QdTargetValue *target)
{
  QdTargetValue kept;

  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_targets);
  g_return_if_fail (target != NULL);

  kept = *target;
  kept.id = qd_chart_intern (chart, target->id);
  kept.title = qd_chart_intern (chart, target->title);
  kept.baseline = qd_chart_intern (chart, target->baseline);
  kept.target = qd_chart_intern (chart, target->target);
  kept.owner = qd_chart_intern (chart, target->owner);
  g_array_append_val (chart->items, kept);
}

/**
 * qd_chart_add_tick:
 * @chart: a chart “targets”
 * @tick: a review; they come in the order of time
 */
void
qd_chart_add_tick (QdChart           *chart,
                   const QdTickValue *tick)
{
  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_targets);
  g_return_if_fail (tick != NULL);

  g_array_append_val (chart->extras, *tick);
}

/**
 * qd_chart_set_targets:
 * @chart: a chart “targets”
 * @head: what is said once
 */
void
qd_chart_set_targets (QdChart             *chart,
                      const QdTargetsHead *head)
{
  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_targets);
  g_return_if_fail (head != NULL);

  *(QdTargetsHead *) chart->head = *head;
}
