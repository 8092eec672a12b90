#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-count.h"
#include "qd-number.h"
#include "qd-scorecard-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Last quarter's key results, each on a track from 0 to 1 with the target through all of them. The same layout serves
 * slides, half slides and cards: columns give way from the least needed on, never the score. */

#define COMPACT_ROW     22.0
#define COMPACT_WORD_MIN_WIDTH 430.0
#define TABLE_MIN_WIDTH 1240.0
#define TABLE_TRACK_MIN 300.0

/* What differs between a slide and a card, in design units. */
typedef struct
{
  QdLook group;
  QdLook row;
  QdLook dim;
  QdLook total;
  QdLook note;
  double row_max;
  double row_min;
  double group_pad;
  double total_height;
  double heads_height;
  double gutter;
  double track;
  double total_track;
  double marker;
  double rule;
  double track_max;
  double track_min;
} Metrics;

static const Metrics full_metrics = {
  .group = { 30, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .row = { 28, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .dim = { 28, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .total = { 32, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .note = { 26, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .row_max = 56, .row_min = 40, .group_pad = 14, .total_height = 74, .gutter = 64, .track = 8, .total_track = 12,
  .marker = 12, .rule = 2, .track_max = 560, .track_min = 158,
};

static const Metrics compact_metrics = {
  .group = { QD_COMPACT_TEXT, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .row = { QD_COMPACT_TEXT, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .dim = { QD_COMPACT_TEXT, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .total = { QD_COMPACT_TEXT, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE },
  .note = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE },
  .row_max = 26, .row_min = 18, .group_pad = 4, .total_height = 26, .heads_height = 18, .gutter = 18, .track = 4,
  .total_track = 6, .marker = 5, .rule = 1, .track_max = 320, .track_min = 60,
};

typedef struct
{
  const Metrics *metrics;
  double         left;
  double         right;
  double         top;
  double         bottom;
  double         name_width;
  double         target;       /* left end; 0: not shown */
  double         target_width;
  double         actual;       /* right end; 0: not shown */
  double         track_left;
  double         track_width;
  double         score;        /* right end */
  double         target_line;
  double         word;         /* left end; 0: not shown */
  double         row;
  guint          n_hidden;
} Table;

static QdTone
grade_tone (QdGrade grade)
{
  switch (grade)
    {
    case QD_GRADE_MISSED:
      return QD_TONE_RED;
    case QD_GRADE_SHORT:
      return QD_TONE_AMBER;
    case QD_GRADE_MET:
      return QD_TONE_ACCENT;
    case QD_GRADE_UNKNOWN:
    default:
      return QD_TONE_INK2;
    }
}

static const char *
grade_word (QdGrade grade)
{
  switch (grade)
    {
    case QD_GRADE_MISSED:
      return _("Missed");
    case QD_GRADE_SHORT:
      return _("Short");
    case QD_GRADE_MET:
      return _("On target");
    case QD_GRADE_UNKNOWN:
    default:
      return _("Not scored");
    }
}

static gboolean
stands_out (QdGrade grade)
{
  return grade == QD_GRADE_MISSED || grade == QD_GRADE_SHORT;
}

/* Two decimals always, so that a column of scores lines up. */
static char *
score_text (double score)
{
  if (isnan (score))
    return g_strdup ("–");

  return g_strdup_printf ("%.2f", qd_number_round (score, 2));
}

/* Key results from @index on, up to the next objective, and how many of them missed. */
static guint
count_key_results (QdChart *chart,
                   guint    index,
                   guint   *n_missed)
{
  guint n = 0;

  *n_missed = 0;
  for (guint i = index; i < chart->items->len && !qd_chart_item (chart, QdScoreValue, i)->objective; i++, n++)
    *n_missed += qd_chart_item (chart, QdScoreValue, i)->grade == QD_GRADE_MISSED;

  return n;
}

guint
qd_scorecard_count_objectives (QdChart *chart)
{
  guint n = 0;

  for (guint i = 0; i < chart->items->len; i++)
    n += qd_chart_item (chart, QdScoreValue, i)->objective;

  return n;
}

static char *
score_tooltip (const QdScoreValue *value)
{
  g_autofree char *score = score_text (value->score);
  const char *word = grade_word (value->grade);
  gboolean measured = value->target != NULL && *value->target != '\0'
                      && value->actual != NULL && *value->actual != '\0';

  if (isnan (value->score))
    /* Translators: %s is a key result */
    return g_strdup_printf (_("%s: not scored"), value->title);
  if (value->stated && measured)
    /* Translators: key result, actual, target, score, “missed” */
    return g_strdup_printf (_("%1$s: %2$s against %3$s, stated score %4$s, %5$s"), value->title, value->actual,
                            value->target, score, word);
  if (measured)
    return g_strdup_printf (_("%1$s: %2$s against %3$s, score %4$s, %5$s"), value->title, value->actual, value->target,
                            score, word);

  return g_strdup_printf (_("%1$s: score %2$s, %3$s"), value->title, score, word);
}

/* Each grade has a shape of its own. */
static void
draw_marker (QdCanvas *canvas,
             double    x,
             double    middle,
             double    radius,
             QdGrade   grade)
{
  QdTone tone = grade_tone (grade);

  if (grade == QD_GRADE_MISSED)
    qd_canvas_diamond (canvas, "marker", x, middle, radius * 1.3, tone);
  else if (grade == QD_GRADE_SHORT)
    qd_canvas_triangle (canvas, "marker", x, middle + radius * 1.05, radius * 2.7, tone);
  else
    qd_canvas_circle (canvas, "marker", x, middle, radius, tone);
}

static void
draw_track (QdCanvas    *canvas,
            const Table *table,
            double       middle,
            double       score,
            QdGrade      grade,
            gboolean     total)
{
  const Metrics *m = table->metrics;
  double thickness = total ? m->total_track : m->track;
  double radius = total ? m->marker * 1.2 : m->marker;
  double x = table->track_left + CLAMP (score, 0, 1) * table->track_width;
  QdMark *mark;

  qd_canvas_rectangle (canvas, "track", table->track_left, middle - thickness / 2, table->track_width, thickness,
                       QD_TONE_G1);
  if (isnan (score))
    return;
  mark = qd_canvas_rectangle (canvas, total ? "overall-score" : "score", table->track_left, middle - thickness / 2,
                              x - table->track_left, thickness, grade_tone (grade));
  mark->value = CLAMP (score, 0, 1);
  draw_marker (canvas, x, middle, radius, grade);
}

static void
draw_row (QdCanvas           *canvas,
          const Table        *table,
          const QdScoreValue *value,
          const char         *word,
          double              y,
          gboolean            with_track)
{
  const Metrics *m = table->metrics;
  QdLook name = value->objective ? m->group : m->row;
  QdLook score_look = value->objective ? m->group : m->row;
  QdLook word_look = m->dim;
  double middle = y + table->row / 2;
  double baseline = middle + name.size * QD_EM_MIDDLE;
  /* Beside an objective's name there is no track: it may reach up to the line of the target. */
  double name_width = value->objective && !with_track
                        ? MAX (table->target_line - m->group.size * 0.5 - table->left, table->name_width)
                        : table->name_width;
  g_autofree char *score = score_text (value->score);

  score_look.tone = stands_out (value->grade) ? grade_tone (value->grade) : QD_TONE_INK;
  word_look.tone = stands_out (value->grade) ? grade_tone (value->grade) : QD_TONE_INK2;
  word_look.bold = stands_out (value->grade);

  qd_canvas_rectangle (canvas, "row", table->left, y, table->right - table->left, table->row, QD_TONE_NONE);
  qd_canvas_text (canvas, "name", value->title, table->left, baseline, QD_ALIGN_START, name_width, &name);
  qd_canvas_text (canvas, "score-figure", score, table->score, baseline, QD_ALIGN_END, QD_NO_LIMIT, &score_look);
  if (!with_track)
    {
      if (stands_out (value->grade))
        draw_marker (canvas, table->score - qd_canvas_text_width (canvas, score, &score_look) - m->marker * 2.2, middle,
                     m->marker * 0.8, value->grade);
      return;
    }
  if (table->target > 0 && !value->objective)
    {
      qd_canvas_text (canvas, "target", value->target, table->target, baseline, QD_ALIGN_START, table->target_width,
                      &m->dim);
      qd_canvas_text (canvas, "actual", value->actual, table->actual, baseline, QD_ALIGN_END,
                      table->actual - table->target - table->target_width - m->gutter / 2, &m->row);
    }
  draw_track (canvas, table, middle, value->score, value->grade, FALSE);
  if (table->word > 0)
    qd_canvas_text (canvas, "word", word, table->word, baseline, QD_ALIGN_START, table->right - table->word,
                    &word_look);
}

static void
draw_total (QdChart     *chart,
            QdCanvas    *canvas,
            const Table *table,
            double       y)
{
  const QdScorecardHead *head = chart->head;
  const Metrics *m = table->metrics;
  double middle = y + m->total_height / 2;
  double baseline = middle + m->total.size * QD_EM_MIDDLE;
  g_autofree char *score = score_text (head->score);
  QdLook look = m->total;
  const char *title = _("Overall");

  qd_chart_rule (canvas, table->left, table->right, y, QD_TONE_INK, m->rule * 1.5);
  qd_canvas_text (canvas, "total", title, table->left, baseline, QD_ALIGN_START, table->name_width, &look);
  if (table->target > 0)
    {
      g_autofree char *mean = qd_count_printf (head->by_objective
                                                 ? ngettext ("mean of %u objective", "mean of %u objectives",
                                                             head->n_scored)
                                                 : ngettext ("mean of %u key result", "mean of %u key results",
                                                             head->n_scored),
                                               head->n_scored);

      qd_canvas_text (canvas, "mean", mean, table->target, baseline, QD_ALIGN_START,
                      table->track_left - table->target - m->gutter, &m->dim);
    }
  draw_track (canvas, table, middle, head->score, head->grade, TRUE);
  if (stands_out (head->grade))
    look.tone = grade_tone (head->grade);
  qd_canvas_text (canvas, "total", score, table->score, baseline, QD_ALIGN_END, QD_NO_LIMIT, &look);
  look.size = m->dim.size;
  if (!stands_out (head->grade))
    look = m->dim;
  if (table->word > 0)
    qd_canvas_text (canvas, "total", grade_word (head->grade), table->word, baseline, QD_ALIGN_START,
                    table->right - table->word, &look);
}

/* The target through all rows, with its name above; 0 and 1 where it leaves them room. */
static void
draw_target (QdChart     *chart,
             QdCanvas    *canvas,
             const Table *table,
             double       baseline,
             double       bottom)
{
  const QdScorecardHead *head = chart->head;
  const Metrics *m = table->metrics;
  double x = table->target_line;
  g_autofree char *target = qd_number_format_local (head->target, 2);
  /* Translators: %s is a score */
  g_autofree char *text = g_strdup_printf (_("target %s"), target);
  double half = qd_canvas_text_width (canvas, text, &m->note) / 2;
  double end = m->note.size * 0.9;
  double most = canvas->style->compact ? table->right
                                       : table->score - qd_canvas_text_width (canvas, _("Score"), &m->note) - end / 2;
  double track_right = table->track_left + table->track_width;
  double name = MIN (MAX (x, table->left + half), most - half);

  qd_canvas_line (canvas, "target-line", x, table->top, x, bottom, QD_TONE_INK, m->rule * 1.4, QD_DASH_DOTTED);
  qd_canvas_text (canvas, "head", text, name, baseline, QD_ALIGN_MIDDLE, QD_NO_LIMIT, &m->note);
  if (name - half > table->track_left + end)
    qd_canvas_text (canvas, "head", "0", table->track_left, baseline, QD_ALIGN_MIDDLE, QD_NO_LIMIT, &m->note);
  if (name + half < track_right - end && track_right + end / 2 <= most)
    qd_canvas_text (canvas, "head", "1", track_right, baseline, QD_ALIGN_MIDDLE, QD_NO_LIMIT, &m->note);
}

static double
widest (QdChart      *chart,
        QdCanvas     *canvas,
        const QdLook *look,
        gsize         offset)
{
  double most = 0;

  for (guint i = 0; i < MIN (chart->items->len, QD_MEASURED_MAX); i++)
    {
      const QdScoreValue *value = qd_chart_item (chart, QdScoreValue, i);
      const char *text = G_STRUCT_MEMBER (const char *, value, offset);

      if (text != NULL && *text != '\0')
        most = MAX (most, qd_canvas_text_width (canvas, text, look));
    }

  return most;
}

/* Of an objective that is drawn without its key results. Returns: (transfer full) (nullable): how many of them missed, if any */
static char *
missed_word (QdChart *chart,
             guint    objective)
{
  guint n_missed;
  guint n = count_key_results (chart, objective + 1, &n_missed);

  /* Translators: of an objective's key results: “2 of 6 missed” */
  return n_missed > 0 ? qd_count_printf (_("%1$u of %2$u missed"), n_missed, n) : NULL;
}

/* Of the objectives that are measured. */
static double
widest_missed (QdChart      *chart,
               QdCanvas     *canvas,
               const QdLook *look)
{
  double most = 0;

  for (guint i = 0; i < MIN (chart->items->len, QD_MEASURED_MAX); i++)
    {
      g_autofree char *word = qd_chart_item (chart, QdScoreValue, i)->objective ? missed_word (chart, i) : NULL;

      if (word != NULL)
        most = MAX (most, qd_canvas_text_width (canvas, word, look));
    }

  return most;
}

/* Columns from the right. Target and Actual give way first, then the word, then the track shrinks. */
static void
find_columns (QdChart  *chart,
              QdCanvas *canvas,
              Table    *table,
              gboolean  columns,
              gboolean  words)
{
  const QdScorecardHead *head = chart->head;
  const Metrics *m = table->metrics;
  QdLook bold = m->dim;
  double score = qd_canvas_text_width (canvas, "0.00", &m->total);
  double name = MAX (widest (chart, canvas, &m->group, G_STRUCT_OFFSET (QdScoreValue, title)), m->total.size * 4);
  double available = table->right - table->left;
  double gap = m->marker + (columns ? m->gutter : m->gutter * 0.2);
  double left;

  bold.bold = TRUE;
  table->score = table->right;
  if (words)
    {
      double word = 0;

      for (guint i = 0; i < MIN (chart->items->len, QD_MEASURED_MAX); i++)
        word = MAX (word, qd_canvas_text_width (canvas, grade_word (qd_chart_item (chart, QdScoreValue, i)->grade),
                                                &bold));
      if (table->n_hidden > 0)
        word = MAX (word, MAX (bold.size * 6.5, widest_missed (chart, canvas, &bold)));
      table->word = table->right - word;
      table->score = table->word - m->gutter * (columns ? 1 : 0.45);
    }

  left = table->score - score - gap - m->track_min - m->gutter * 0.5 - m->marker;
  table->name_width = MIN (name, columns ? available * 0.27 : left - table->left);
  left = table->left + table->name_width + m->gutter * (columns ? 0.8 : 0.5) + m->marker;
  if (columns)
    {
      double target = widest (chart, canvas, &m->dim, G_STRUCT_OFFSET (QdScoreValue, target));
      double actual = MAX (widest (chart, canvas, &m->row, G_STRUCT_OFFSET (QdScoreValue, actual)),
                           qd_canvas_text_width (canvas, _("Actual"), &m->note));

      table->target = left;
      table->target_width = CLAMP (target, qd_canvas_text_width (canvas, _("Target"), &m->note), available * 0.14);
      table->actual = left + table->target_width + m->gutter / 2 + MIN (actual, available * 0.1);
      left = table->actual + m->gutter;
    }
  table->track_width = CLAMP (table->score - score - gap - left, m->track_min / 2, m->track_max);
  table->track_left = table->score - score - gap - table->track_width;
  table->target_line = table->track_left + head->target * table->track_width;
}

static double
content_height (QdChart       *chart,
                const Metrics *m,
                double         row,
                gboolean       objectives_only)
{
  guint n_objectives = qd_scorecard_count_objectives (chart);

  if (objectives_only)
    return n_objectives * row;

  return chart->items->len * row + n_objectives * m->group_pad;
}

/* All key results by objective. Returns where they end. */
static double
draw_all (QdChart     *chart,
          QdCanvas    *canvas,
          const Table *table)
{
  const Metrics *m = table->metrics;
  double y = table->top;

  for (guint i = 0; i < chart->items->len; i++, y += table->row)
    {
      const QdScoreValue *value = qd_chart_item (chart, QdScoreValue, i);
      g_autofree char *tooltip = score_tooltip (value);

      if (value->objective)
        {
          if (i > 0)
            qd_chart_rule (canvas, table->left, table->right, y + m->group_pad / 2, QD_TONE_G2, m->rule);
          y += m->group_pad;
        }
      qd_canvas_set_record (canvas, value->id, tooltip);
      draw_row (canvas, table, value, grade_word (value->grade), y, !value->objective);
      qd_canvas_set_record (canvas, NULL, NULL);
    }

  return y + m->group_pad / 2;
}

static int
compare_scores (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  QdChart *chart = user_data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  double first_score = qd_chart_item (chart, QdScoreValue, first)->score;
  double second_score = qd_chart_item (chart, QdScoreValue, second)->score;

  if (isnan (first_score) != isnan (second_score))
    return isnan (first_score) ? 1 : -1;
  if (!isnan (first_score) && first_score != second_score)
    return first_score < second_score ? -1 : 1;

  return first < second ? -1 : first > second;
}

/* The objectives to show: all, or those with the lowest scores and a row for the others, which are on further pages.
 * Returns: (element-type guint): the indices of those that come after them, the lowest score first; @shown: by index */
static GArray *
select_objectives (QdChart  *chart,
                   QdCanvas *canvas,
                   guint     most,
                   gboolean *shown)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < chart->items->len; i++)
    if (qd_chart_item (chart, QdScoreValue, i)->objective)
      g_array_append_val (order, i);
  if (order->len > most)
    {
      g_array_sort_with_data (order, compare_scores, chart);
      most = MAX (most, 2) - 1;
      g_array_remove_range (order, 0, qd_canvas_paginate (canvas, order->len, most));
    }
  most = MIN (most, order->len);
  for (guint i = 0; i < most; i++)
    shown[g_array_index (order, guint, i)] = TRUE;
  g_array_remove_range (order, 0, most);

  return order;
}

static void
draw_other_objectives (QdChart     *chart,
                       QdCanvas    *canvas,
                       const Table *table,
                       GArray      *others,
                       double       y)
{
  const Metrics *m = table->metrics;
  double score = qd_chart_item (chart, QdScoreValue, g_array_index (others, guint, 0))->score;
  g_autofree char *lowest = isnan (score) ? NULL : qd_number_format_local (score, 2);
  g_autofree char *word = NULL;

  if (lowest != NULL)
    /* Translators: objectives that are not shown, and the lowest score among them */
    word = qd_count_printf (ngettext ("%1$u more objective, at %2$s", "%1$u more objectives, from %2$s on", others->len),
                            others->len, lowest);
  else
    word = qd_count_printf (ngettext ("%u more objective", "%u more objectives", others->len), others->len);
  qd_canvas_text (canvas, "others", word, table->left, y + table->row / 2 + m->dim.size * QD_EM_MIDDLE, QD_ALIGN_START,
                  table->track_left + table->track_width - table->left, &m->dim);
}

/* Too many key results: objectives alone, each with how many of its own missed; if even they are too many the worst. */
static double
draw_objectives (QdChart     *chart,
                 QdCanvas    *canvas,
                 const Table *table,
                 guint        most)
{
  g_autofree gboolean *shown = g_new0 (gboolean, chart->items->len);
  g_autoptr (GArray) others = select_objectives (chart, canvas, most, shown);
  double y = table->top;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdScoreValue *value = qd_chart_item (chart, QdScoreValue, i);
      g_autofree char *tooltip = NULL;
      g_autofree char *word = NULL;

      if (!shown[i])
        continue;
      word = missed_word (chart, i);
      tooltip = score_tooltip (value);
      qd_canvas_set_record (canvas, value->id, tooltip);
      draw_row (canvas, table, value, word != NULL ? word : grade_word (value->grade), y, TRUE);
      qd_canvas_set_record (canvas, NULL, NULL);
      y += table->row;
    }
  if (others->len > 0)
    {
      draw_other_objectives (chart, canvas, table, others, y);
      y += table->row;
    }

  return y;
}

char *
qd_scorecard_footnote (QdChart *chart)
{
  const char *name = NULL;
  guint n = 0;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdScoreValue *value = qd_chart_item (chart, QdScoreValue, i);

      if (value->stated && !value->objective)
        {
          name = value->title;
          n++;
        }
    }
  if (n == 0)
    return NULL;
  if (n == 1)
    /* Translators: %s is a key result */
    return g_strdup_printf (_("%s: score as stated, not computed"), name);

  return qd_count_printf (ngettext ("%u score is as stated, not computed", "%u scores are as stated, not computed", n),
                          n);
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  gboolean compact = canvas->style->compact;
  const Metrics *m = compact ? &compact_metrics : &full_metrics;
  Table table = { .metrics = m };
  g_autofree char *note = NULL;
  double heads, available, bottom;
  gboolean objectives_only, words;

  if (compact)
    {
      table.right = canvas->width;
      table.top = m->heads_height;
      table.bottom = canvas->height - 1;
      heads = m->note.size;
    }
  else
    {
      QdFrame frame = qd_chart_frame (chart, canvas);

      table.left = frame.left;
      table.right = frame.right;
      heads = frame.heads - 6;
      table.top = frame.heads + 12;
      note = qd_scorecard_footnote (chart);
      table.bottom = note != NULL ? frame.bottom : frame.bottom + 20;
      qd_chart_footnote (canvas, &frame, note, FALSE);
    }

  available = table.bottom - m->total_height - m->group_pad / 2 - table.top;
  objectives_only = qd_scorecard_count_objectives (chart) > 0 && content_height (chart, m, m->row_min, FALSE) > available;
  table.n_hidden = objectives_only ? chart->items->len : 0;
  words = !compact || canvas->width >= COMPACT_WORD_MIN_WIDTH;
  find_columns (chart, canvas, &table, !objectives_only && canvas->width >= TABLE_MIN_WIDTH, words);
  if (table.target > 0 && table.track_width < TABLE_TRACK_MIN)
    {
      table.target = 0;
      find_columns (chart, canvas, &table, FALSE, words);
    }
  if (table.target > 0 && !objectives_only)
    {
      qd_canvas_text (canvas, "head", _("Target"), table.target, heads, QD_ALIGN_START, table.target_width, &m->note);
      qd_canvas_text (canvas, "head", _("Actual"), table.actual, heads, QD_ALIGN_END, QD_NO_LIMIT, &m->note);
    }
  if (!compact)
    qd_canvas_text (canvas, "head", _("Score"), table.score, heads, QD_ALIGN_END, QD_NO_LIMIT, &m->note);
  qd_chart_rule (canvas, table.left, table.right, table.top, QD_TONE_G2, m->rule);
  if (objectives_only)
    {
      table.target = 0;
      table.row = CLAMP (available / qd_scorecard_count_objectives (chart), m->row_min, m->row_max);
      bottom = draw_objectives (chart, canvas, &table, (guint) MAX (available / table.row, 1));
    }
  else
    {
      table.row = (available - qd_scorecard_count_objectives (chart) * m->group_pad) / chart->items->len;
      table.row = CLAMP (table.row, m->row_min, m->row_max);
      bottom = draw_all (chart, canvas, &table);
    }
  draw_total (chart, canvas, &table, bottom);
  draw_target (chart, canvas, &table, heads, bottom + m->total_height * 0.86);
}

static double
natural_height (QdChart *chart,
                double   width)
{
  const Metrics *m = &compact_metrics;
  double around = m->heads_height + m->total_height + m->group_pad;
  double all = around + content_height (chart, m, COMPACT_ROW, FALSE);

  if (all <= QD_CARD_HEIGHT_MAX || qd_scorecard_count_objectives (chart) == 0)
    return all;

  /* Then objectives alone are drawn, and those have pages. */
  return MIN (around + content_height (chart, m, COMPACT_ROW, TRUE), QD_PAGED_CARD_HEIGHT_MAX);
}

static char *
title (QdChart *chart)
{
  const QdScorecardHead *head = chart->head;
  const QdScoreValue *worst = NULL;
  g_autofree char *score = qd_number_format_local (head->score, 2);
  g_autofree char *target = qd_number_format_local (head->target, 2);

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdScoreValue *value = qd_chart_item (chart, QdScoreValue, i);

      if (value->objective && !isnan (value->score) && (worst == NULL || value->score < worst->score))
        worst = value;
    }

  if (isnan (head->score))
    return g_strdup_printf (_("%s is not scored yet"), chart->quarter);
  if (head->score < head->target && !qd_number_equal (head->score, head->target) && worst != NULL
      && worst->score < head->target)
    {
      g_autofree char *least = qd_number_format_local (worst->score, 2);

      /* Translators: “Q1 2024 closed at 0.59 against 0.7: Platform reliability scored only 0.1” */
      return g_strdup_printf (_("%1$s closed at %2$s against %3$s: %4$s scored only %5$s"), chart->quarter, score,
                              target, worst->title, least);
    }

  /* Translators: “Q1 2024 closed at 0.75 against a target of 0.7” */
  return g_strdup_printf (_("%1$s closed at %2$s against a target of %3$s"), chart->quarter, score, target);
}

static char *
subtitle (QdChart *chart)
{
  return g_strdup_printf (_("Score of each key result from 0 to 1, %s"), chart->quarter);
}

static char *
caption (QdChart *chart)
{
  return g_strdup_printf (_("Scores from 0 to 1, %s. Dotted: the target"), chart->quarter);
}

static char *
describe_item (QdChart *chart,
               guint    index)
{
  return score_tooltip (qd_chart_item (chart, QdScoreValue, index));
}

static char *
describe (QdChart *chart)
{
  return qd_chart_lines (chart, describe_item);
}

const QdChartKind qd_chart_scorecard = {
  .name = "scorecard",
  .label = N_("Scorecard"),
  .empty = N_("Enter last quarter’s objectives with their key results to see what became of them."),
  .item_size = sizeof (QdScoreValue),
  .head_size = sizeof (QdScorecardHead),
  .title = title,
  .subtitle = subtitle,
  .caption = caption,
  .layout = layout,
  .natural_height = natural_height,
  .describe = describe,
  .bars = qd_scorecard_bars,
};

/**
 * qd_chart_add_score:
 * @chart: a chart “scorecard”
 * @score: a row
 */
void
qd_chart_add_score (QdChart            *chart,
                    const QdScoreValue *score)
{
  QdScoreValue kept;

  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_scorecard);
  g_return_if_fail (score != NULL);

  kept = *score;
  kept.id = qd_chart_intern (chart, score->id);
  kept.title = qd_chart_intern (chart, score->title);
  kept.target = qd_chart_intern (chart, score->target);
  kept.actual = qd_chart_intern (chart, score->actual);
  g_array_append_val (chart->items, kept);
}

/**
 * qd_chart_set_scorecard:
 * @chart: a chart “scorecard”
 * @head: what is said once
 */
void
qd_chart_set_scorecard (QdChart               *chart,
                        const QdScorecardHead *head)
{
  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_scorecard);
  g_return_if_fail (head != NULL);

  *(QdScorecardHead *) chart->head = *head;
}
