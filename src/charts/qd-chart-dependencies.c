#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"

/* Who waits for whom, as three columns in which no line ever crosses another: rows go by waiting team and then by risk,
 * a provider asked by several is repeated. Too many rows become a matrix of counts with the high ones named. */

#define RISK_HIGH       2

#define GAP             40.0
#define GAP_MIN         10.0
#define ROW_MAX         206.0
#define ROW_MIN         58.0
#define ROW_TALL        130.0
#define BOX_PART        0.176
#define BOX_PART_HALF   0.22
#define BOX_PART_MAX    0.3
#define COLUMN_GAP      40.0
#define RADIUS          8.0

#define COMPACT_ROW     44.0
#define COMPACT_ROW_MIN 34.0
#define COMPACT_ROW_MAX 56.0
#define COMPACT_GAP     8.0
#define COMPACT_BOX     0.24
#define COMPACT_BOX_MAX 130.0

#define MATRIX_ROW_MIN  44.0
#define MATRIX_ROW_MAX  110.0
#define MATRIX_PART     0.62
#define MATRIX_COLUMN   110.0
#define MATRIX_COLUMN_MAX 220.0
#define MATRIX_COLUMNS  8
#define MATRIX_NAME     0.3
#define MATRIX_HEAD_LINE 30.0
#define MATRIX_HEAD_GAP 14.0

/* What differs between a slide and a card, in design units. */
typedef struct
{
  QdLook name;
  QdLook what;
  QdLook note;
  QdLook level;
  QdLook high;
  double line;
  double line_high;
  double arrow;
  double padding;
  double outline;
  double radius;
} Metrics;

static const Metrics full_metrics = {
  .name = { 34, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .what = { 32, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .note = { 26, FALSE, QD_TONE_INK2, FALSE, QD_TONE_NONE },
  .level = { 26, FALSE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .high = { 26, TRUE, QD_TONE_RED, FALSE, QD_TONE_NONE },
  .line = 4, .line_high = 8, .arrow = 32, .padding = 20, .outline = 4, .radius = RADIUS,
};

static const Metrics compact_metrics = {
  .name = { QD_COMPACT_TEXT, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .what = { QD_COMPACT_TEXT, FALSE, QD_TONE_INK, FALSE, QD_TONE_NONE },
  .note = { 12, FALSE, QD_TONE_INK2, FALSE, QD_TONE_NONE },
  .level = { 12, FALSE, QD_TONE_INK2, FALSE, QD_TONE_NONE },
  .high = { 12, TRUE, QD_TONE_RED, FALSE, QD_TONE_NONE },
  .line = 1.5, .line_high = 3, .arrow = 11, .padding = 8, .outline = 1.5, .radius = 6,
};

typedef struct
{
  const Metrics *metrics;
  GArray        *order;      /* of guint: the rows as drawn */
  double         left;
  double         right;
  double         top;
  double         box_width;
  double         row;
  double         gap;
} Table;

/* (nullable) */
static const char *
risk_word (int risk)
{
  static const char *const words[] = { N_("Low risk"), N_("Medium risk"), N_("High risk") };

  if (risk < -1)
    return NULL;

  return risk >= 0 && risk <= RISK_HIGH ? _(words[risk]) : _("Risk not set");
}

static char *
dependency_line (QdChart *chart,
                 guint    index)
{
  const QdDependencyValue *value = qd_chart_item (chart, QdDependencyValue, index);
  const char *word = risk_word (value->risk);
  g_autofree char *first = NULL;

  if (word != NULL)
    /* Translators: “Checkout waits for Partner IT: SSO integration requires IdP setup. High risk” */
    first = g_strdup_printf (_("%1$s waits for %2$s: %3$s. %4$s"), value->from, value->to, value->what, word);
  else
    /* Translators: “Checkout waits for Partner IT: SSO integration requires IdP setup” */
    first = g_strdup_printf (_("%1$s waits for %2$s: %3$s"), value->from, value->to, value->what);
  if (value->mitigation == NULL || *value->mitigation == '\0')
    return g_steal_pointer (&first);

  /* Translators: %1$s is a sentence about a dependency, %2$s what is done about it */
  return g_strdup_printf (_("%1$s. %2$s"), first, value->mitigation);
}

/* The worst risk of a team's rows decides where the team stands; equals keep the order of the plan. */
typedef struct
{
  guint       index;
  const char *from;
  int         risk;
  int         worst;
  guint       first;
} Key;

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const Key *first = a;
  const Key *second = b;

  if (first->worst != second->worst)
    return second->worst - first->worst;
  if (first->first != second->first)
    return first->first < second->first ? -1 : 1;
  if (first->risk != second->risk)
    return second->risk - first->risk;

  return first->index < second->index ? -1 : first->index > second->index;
}

static GArray *
sort_rows (QdChart *chart)
{
  guint n = chart->items->len;
  g_autofree Key *keys = g_new0 (Key, n);
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  g_autoptr (GHashTable) teams = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      const QdDependencyValue *value = qd_chart_item (chart, QdDependencyValue, i);
      Key *team = g_hash_table_lookup (teams, value->from);

      keys[i] = (Key) { i, value->from, value->risk, value->risk, i };
      if (team == NULL)
        g_hash_table_insert (teams, (char *) value->from, &keys[i]);
      else
        team->worst = MAX (team->worst, value->risk);
    }
  for (guint i = 0; i < n; i++)
    {
      const Key *team = g_hash_table_lookup (teams, keys[i].from);

      keys[i].worst = team->worst;
      keys[i].first = team->first;
    }
  qsort (keys, n, sizeof *keys, compare_keys);
  for (guint i = 0; i < n; i++)
    g_array_append_val (order, keys[i].index);

  return order;
}

static const QdDependencyValue *
row_of (QdChart     *chart,
        const Table *table,
        guint        row)
{
  return qd_chart_item (chart, QdDependencyValue, g_array_index (table->order, guint, row));
}

/* How many rows from @row on belong to the same waiting team. */
static guint
count_span (QdChart     *chart,
            const Table *table,
            guint        row,
            guint        n_rows)
{
  guint n = 1;

  while (row + n < n_rows
         && g_str_equal (row_of (chart, table, row)->from, row_of (chart, table, row + n)->from))
    n++;

  return n;
}

static void
draw_box (QdCanvas    *canvas,
          const Table *table,
          const char  *name,
          gboolean     outside,
          const char  *note,
          double       x,
          double       y,
          double       height)
{
  const Metrics *m = table->metrics;
  double middle = y + height / 2;
  double line = outside ? m->outline : 0;
  gboolean noted = note != NULL && height >= m->name.size * 3;
  double width = table->box_width - m->padding;
  guint n_lines = CLAMP (qd_canvas_count_lines (canvas, name, width, &m->name), 1,
                         height >= m->name.size * 4.2 ? 2 : 1);
  double baseline = middle + m->name.size * QD_EM_MIDDLE - (n_lines - 1) * m->name.size * 0.6
                    - (noted ? m->note.size * 0.7 : 0);
  QdMark *box = qd_canvas_rectangle (canvas, outside ? "outsider" : "team", x + line / 2, y + line / 2,
                                     table->box_width - line, height - line, outside ? QD_TONE_NONE : QD_TONE_G1);

  qd_canvas_round (canvas, box, m->radius);
  if (outside)
    qd_canvas_stroke (canvas, box, QD_TONE_INK2, m->outline, QD_DASH_DASHED);
  qd_canvas_paragraph (canvas, "name", name, x + table->box_width / 2, baseline, QD_ALIGN_MIDDLE, width,
                       m->name.size * 1.2, n_lines, &m->name);
  if (noted)
    qd_canvas_text (canvas, "note", note, x + table->box_width / 2, baseline + (n_lines - 1) * m->name.size * 1.2
                                                                      + m->note.size * 1.5,
                    QD_ALIGN_MIDDLE, width, &m->note);
}

/* The line with its arrow head; what is waited for stands on it, what is done about it below. */
static void
draw_wait (QdCanvas                *canvas,
           const Table             *table,
           const QdDependencyValue *value,
           double                   left,
           double                   right,
           double                   y,
           double                   height)
{
  const Metrics *m = table->metrics;
  gboolean high = value->risk >= RISK_HIGH;
  gboolean tall = height >= ROW_TALL && !canvas->style->compact;
  double middle = y + height / 2 + (tall ? 0 : m->what.size * 0.45);
  double width = high ? m->line_high : m->line;
  QdTone tone = high ? QD_TONE_RED : QD_TONE_G3;
  double head = m->arrow;
  const QdPoint arrow[] = {
    { right - head, middle - head * 0.56 }, { right, middle }, { right - head, middle + head * 0.56 },
  };
  double text_left = left + m->padding * 1.6;
  double text_right = right - head - m->padding * 0.4;
  double baseline = middle - m->what.size * 0.62;
  const char *word = risk_word (value->risk);
  double word_width = word != NULL ? qd_canvas_text_width (canvas, word, &m->high) + (high ? m->high.size * 1.16 : 0) : 0;

  qd_canvas_line (canvas, "wait", left, middle, right - head, middle, tone, width, QD_DASH_NONE);
  qd_canvas_fill (canvas, qd_canvas_path (canvas, "arrow", arrow, G_N_ELEMENTS (arrow), TRUE), tone);
  if (text_right - text_left < word_width + m->what.size * 8)
    {
      word = high ? C_("risk", "High") : NULL;
      word_width = high ? qd_canvas_text_width (canvas, word, &m->high) + m->high.size * 1.16 : 0;
    }
  if (high)
    qd_chart_warning (canvas, "level", word, text_right, baseline, QD_ALIGN_END, QD_NO_LIMIT, &m->high);
  else if (word != NULL)
    qd_canvas_text (canvas, "level", word, text_right, baseline, QD_ALIGN_END, QD_NO_LIMIT, &m->level);
  qd_canvas_text (canvas, "what", value->what, text_left, baseline, QD_ALIGN_START,
                  text_right - text_left - word_width - m->padding, &m->what);
  if (tall)
    qd_canvas_text (canvas, "mitigation", value->mitigation, text_left, middle + m->note.size * 1.8, QD_ALIGN_START,
                    text_right - text_left, &m->note);
}

static char *
waiting_note (const QdDependencyValue *value,
              guint                    n_rows)
{
  if (n_rows > 1)
    /* Translators: below the name of a waiting team */
    return qd_count_printf (ngettext ("waits for %u", "waits for %u", n_rows), n_rows);

  return g_strdup (value->from_outside ? _("outside") : _("team"));
}

static void
draw_rows (QdChart     *chart,
           QdCanvas    *canvas,
           const Table *table,
           guint        n_rows)
{
  double box_right = table->left + table->box_width;
  double provider = table->right - table->box_width;
  double space = canvas->style->compact ? 3 : 10;

  for (guint i = 0; i < n_rows; i++)
    {
      const QdDependencyValue *value = row_of (chart, table, i);
      double y = table->top + i * (table->row + table->gap);
      g_autofree char *tooltip = dependency_line (chart, g_array_index (table->order, guint, i));

      if (i == 0 || !g_str_equal (row_of (chart, table, i - 1)->from, value->from))
        {
          guint span = count_span (chart, table, i, n_rows);
          g_autofree char *note = waiting_note (value, span);

          draw_box (canvas, table, value->from, value->from_outside, note, table->left, y,
                    span * (table->row + table->gap) - table->gap);
        }
      qd_canvas_set_record (canvas, value->id, tooltip);
      qd_canvas_rectangle (canvas, "row", box_right, y, table->right - box_right, table->row, QD_TONE_NONE);
      draw_wait (canvas, table, value, box_right + space, provider - space, y, table->row);
      draw_box (canvas, table, value->to, value->to_outside, value->to_outside ? _("outside") : _("team"), provider, y,
                table->row);
      qd_canvas_set_record (canvas, NULL, NULL);
    }
}

static void
draw_heads (QdCanvas      *canvas,
            const QdFrame *frame,
            const Table   *table)
{
  qd_canvas_text (canvas, "head", _("Waiting team"), table->left, frame->heads, QD_ALIGN_START, table->box_width,
                  &qd_look_note);
  qd_canvas_text (canvas, "head", _("Waits for"), table->left + table->box_width + COLUMN_GAP, frame->heads,
                  QD_ALIGN_START, table->right - table->left - 2 * table->box_width - 2 * COLUMN_GAP, &qd_look_note);
  qd_canvas_text (canvas, "head", _("Provider"), table->right - table->box_width, frame->heads, QD_ALIGN_START,
                  table->box_width, &qd_look_note);
}

static int
compare_counts (gconstpointer a,
                gconstpointer b,
                gpointer      counts)
{
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (counts, *(const char *const *) a));
  guint second = GPOINTER_TO_UINT (g_hash_table_lookup (counts, *(const char *const *) b));

  return (first < second) - (first > second);
}

/* The names that occur most often, the rest as one; of equals that which comes first. */
static GPtrArray *
frequent_names (QdChart *chart,
                gsize    offset,
                guint    most)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < chart->items->len; i++)
    {
      const char *name = G_STRUCT_MEMBER (const char *, qd_chart_item (chart, QdDependencyValue, i), offset);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

      if (n == 0)
        g_ptr_array_add (names, (char *) name);
      g_hash_table_insert (counts, (char *) name, GUINT_TO_POINTER (n + 1));
    }
  g_ptr_array_sort_with_data (names, compare_counts, counts);
  if (names->len > most)
    {
      g_ptr_array_set_size (names, (int) most - 1);
      g_ptr_array_add (names, (char *) _("Others"));
    }

  return names;
}

static guint
name_index (GPtrArray  *names,
            const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (g_ptr_array_index (names, i), name))
      return i;

  return names->len - 1;
}

static void
draw_matrix_cells (QdChart   *chart,
                   QdCanvas  *canvas,
                   GPtrArray *rows,
                   GPtrArray *columns,
                   double     left,
                   double     top,
                   double     width,
                   double     height)
{
  g_autofree guint *counts = g_new0 (guint, rows->len * columns->len);
  g_autofree guint *high = g_new0 (guint, rows->len * columns->len);

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdDependencyValue *value = qd_chart_item (chart, QdDependencyValue, i);
      guint cell = name_index (rows, value->from) * columns->len + name_index (columns, value->to);

      counts[cell]++;
      high[cell] += value->risk >= RISK_HIGH;
    }

  for (guint cell = 0; cell < rows->len * columns->len; cell++)
    {
      double x = left + (cell % columns->len) * width;
      double y = top + (cell / columns->len) * height;
      g_autofree char *number = qd_count_printf ("%u", counts[cell]);
      double baseline = y + height / 2 + qd_look_figure.size * QD_EM_MIDDLE;
      QdTone tone = counts[cell] == 0 ? QD_TONE_G0 : high[cell] > 0 ? QD_TONE_RED_TINT : QD_TONE_G1;
      QdMark *mark = qd_canvas_rectangle (canvas, "cell", x + 2, y + 2, width - 4, height - 4, tone);

      mark->value = counts[cell];
      if (counts[cell] > 0 && high[cell] > 0)
        qd_chart_warning (canvas, "count", number, x + width / 2, baseline, QD_ALIGN_MIDDLE, width, &qd_look_red);
      else if (counts[cell] > 0)
        qd_canvas_text (canvas, "count", number, x + width / 2, baseline, QD_ALIGN_MIDDLE, width, &qd_look_figure);
    }
}

/* What is of high risk, named; then how many more there are of it. */
static void
draw_high_list (QdChart  *chart,
                QdCanvas *canvas,
                double    left,
                double    right,
                double    top,
                double    bottom)
{
  double y = top;
  guint n_left = 0;

  for (guint i = 0; i < chart->items->len; i++)
    {
      const QdDependencyValue *value = qd_chart_item (chart, QdDependencyValue, i);
      g_autofree char *tooltip = NULL;
      g_autofree char *who = NULL;

      if (value->risk < RISK_HIGH)
        continue;
      if (y + 130 > bottom)
        {
          n_left++;
          continue;
        }
      tooltip = dependency_line (chart, i);
      /* Translators: who waits for whom */
      who = g_strdup_printf (_("%1$s waits for %2$s"), value->from, value->to);
      qd_canvas_set_record (canvas, value->id, tooltip);
      qd_canvas_triangle (canvas, "warning", left + 12, y + 28, 24, QD_TONE_RED);
      qd_canvas_text (canvas, "what", value->what, left + 36, y + 28, QD_ALIGN_START, right - left - 36,
                      &qd_look_group);
      qd_canvas_text (canvas, "who", who, left + 36, y + 64, QD_ALIGN_START, right - left - 36, &qd_look_note);
      qd_canvas_set_record (canvas, NULL, NULL);
      y += 92;
    }
  if (n_left > 0)
    {
      g_autofree char *text = qd_count_printf (ngettext ("and %u more of high risk", "and %u more of high risk", n_left),
                                               n_left);

      qd_canvas_text (canvas, "others", text, left + 36, y + 28, QD_ALIGN_START, right - left - 36, &qd_look_note);
    }
}

static double
widest_word (QdCanvas     *canvas,
             const char   *text,
             const QdLook *look)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  double most = 0;

  for (guint i = 0; words[i] != NULL; i++)
    most = MAX (most, qd_canvas_text_width (canvas, words[i], look));

  return most;
}

/* As many providers as there is room for with the words of their names whole. */
static GPtrArray *
find_columns (QdChart  *chart,
              QdCanvas *canvas,
              double    room)
{
  g_autoptr (GPtrArray) names = frequent_names (chart, G_STRUCT_OFFSET (QdDependencyValue, to), MATRIX_COLUMNS);
  double width = MATRIX_COLUMN;

  for (guint i = 0; i < names->len; i++)
    width = MAX (width, widest_word (canvas, g_ptr_array_index (names, i), &qd_look_note_ink) + MATRIX_HEAD_GAP);

  return frequent_names (chart, G_STRUCT_OFFSET (QdDependencyValue, to),
                         (guint) CLAMP (room / MIN (width, MATRIX_COLUMN_MAX), 2, MATRIX_COLUMNS));
}

/* The names of providers, in two lines where one of them needs these. Returns how much lower the matrix begins. */
static double
draw_providers (QdCanvas  *canvas,
                GPtrArray *columns,
                double     left,
                double     baseline,
                double     width)
{
  double room = width - MATRIX_HEAD_GAP;
  guint most = 1;

  for (guint i = 0; i < columns->len; i++)
    if (qd_canvas_count_lines (canvas, g_ptr_array_index (columns, i), room, &qd_look_note_ink) > 1)
      most = 2;
  for (guint i = 0; i < columns->len; i++)
    {
      guint n = MIN (qd_canvas_count_lines (canvas, g_ptr_array_index (columns, i), room, &qd_look_note_ink), most);

      qd_canvas_paragraph (canvas, "name", g_ptr_array_index (columns, i), left + (i + 0.5) * width,
                           baseline + (most - n) * MATRIX_HEAD_LINE, QD_ALIGN_MIDDLE, room, MATRIX_HEAD_LINE, most,
                           &qd_look_note_ink);
    }

  return (most - 1) * MATRIX_HEAD_LINE;
}

/* How wide the names of waiting teams are, as far as they may be. */
static double
name_column (QdCanvas  *canvas,
             GPtrArray *names,
             double     room)
{
  double most = 0;

  for (guint i = 0; i < names->len; i++)
    most = MAX (most, qd_canvas_text_width (canvas, g_ptr_array_index (names, i), &qd_look_row));

  return MIN (most, room * MATRIX_NAME);
}

static void
draw_matrix (QdChart       *chart,
             QdCanvas      *canvas,
             const QdFrame *frame)
{
  double bottom = frame->bottom + 30;
  double list_left = frame->half ? frame->right : frame->left + (frame->right - frame->left) * MATRIX_PART + 56;
  double right = frame->half ? frame->right : list_left - 56;
  double top = frame->heads + 26;
  double matrix_bottom = frame->half ? top + (bottom - top) * 0.55 : bottom;
  g_autoptr (GPtrArray) rows = frequent_names (chart, G_STRUCT_OFFSET (QdDependencyValue, from),
                                               (guint) MAX ((matrix_bottom - top - MATRIX_HEAD_LINE) / MATRIX_ROW_MIN, 2));
  double name_width = name_column (canvas, rows, right - frame->left);
  double left = frame->left + name_width + 20;
  g_autoptr (GPtrArray) columns = find_columns (chart, canvas, right - left);
  double width = MIN ((right - left) / columns->len, MATRIX_COLUMN_MAX);
  double height;

  top += draw_providers (canvas, columns, left, top - 14, width);
  height = MIN ((matrix_bottom - top) / rows->len, MATRIX_ROW_MAX);
  for (guint i = 0; i < rows->len; i++)
    qd_canvas_text (canvas, "name", g_ptr_array_index (rows, i), frame->left,
                    top + (i + 0.5) * height + qd_look_row.size * QD_EM_MIDDLE, QD_ALIGN_START, name_width,
                    &qd_look_row);
  draw_matrix_cells (chart, canvas, rows, columns, left, top, width, height);
  if (frame->half)
    draw_high_list (chart, canvas, frame->left, frame->right, top + rows->len * height + 24, bottom);
  else
    draw_high_list (chart, canvas, list_left, frame->right, top, bottom);
}

/* Boxes are as wide as the widest name, within reason: lines have room to spare. */
static double
find_box_width (QdChart       *chart,
                QdCanvas      *canvas,
                const Metrics *m,
                double         room,
                gboolean       half)
{
  double most = room * (half ? BOX_PART_HALF : BOX_PART);

  for (guint i = 0; i < MIN (chart->items->len, QD_MEASURED_MAX); i++)
    {
      const QdDependencyValue *value = qd_chart_item (chart, QdDependencyValue, i);

      most = MAX (most, qd_canvas_text_width (canvas, value->from, &m->name) + m->padding);
      most = MAX (most, qd_canvas_text_width (canvas, value->to, &m->name) + m->padding);
    }

  return MIN (most, room * BOX_PART_MAX);
}

static void
layout_full (QdChart  *chart,
             QdCanvas *canvas,
             Table    *table)
{
  QdFrame frame = qd_chart_frame (chart, canvas);
  guint n = chart->items->len;
  double available;

  table->left = frame.left;
  table->right = frame.right;
  table->top = frame.heads + 26;
  table->box_width = find_box_width (chart, canvas, table->metrics, frame.right - frame.left, frame.half);
  available = frame.bottom + 10 - table->top;
  table->gap = CLAMP (available / n * 0.16, GAP_MIN, GAP);
  table->row = MIN ((available + table->gap) / n - table->gap, ROW_MAX);
  if (table->row < ROW_MIN)
    {
      guint most = (guint) MAX ((available + GAP_MIN) / (ROW_MIN + GAP_MIN), 1);

      /* First who waits for whom how often, then each of them on further pages. */
      qd_canvas_set_pages (canvas, 1 + (n + most - 1) / most);
      if (canvas->page == 0)
        {
          draw_matrix (chart, canvas, &frame);
          return;
        }
      g_array_remove_range (table->order, 0, (canvas->page - 1) * most);
      n = MIN (table->order->len, most);
      table->gap = GAP_MIN;
      table->row = MIN ((available + table->gap) / most - table->gap, ROW_MAX);
    }
  draw_heads (canvas, &frame, table);
  draw_rows (chart, canvas, table, n);
}

/* The worst rows, and how many more there are. */
static void
layout_compact (QdChart  *chart,
                QdCanvas *canvas,
                Table    *table)
{
  guint n = chart->items->len;
  double height = canvas->height;
  guint n_rows, first;

  table->right = canvas->width;
  table->gap = COMPACT_GAP;
  table->box_width = MIN (canvas->width * COMPACT_BOX, COMPACT_BOX_MAX);
  n_rows = (guint) MAX ((height + COMPACT_GAP) / (COMPACT_ROW_MIN + COMPACT_GAP), 1);
  if (n_rows < n)
    {
      height -= 20;
      n_rows = (guint) MAX ((height + COMPACT_GAP) / (COMPACT_ROW_MIN + COMPACT_GAP), 1);
    }
  n_rows = MIN (n_rows, n);
  table->row = MIN (floor ((height + COMPACT_GAP) / n_rows) - COMPACT_GAP, COMPACT_ROW_MAX);
  first = qd_canvas_paginate (canvas, n, n_rows);
  g_array_remove_range (table->order, 0, first);
  n_rows = MIN (n_rows, n - first);
  draw_rows (chart, canvas, table, n_rows);
  if (n_rows < n)
    {
      g_autofree char *text = qd_count_printf (ngettext ("and %u more", "and %u more", n - n_rows), n - n_rows);

      qd_canvas_text (canvas, "others", text, 0, canvas->height - 5, QD_ALIGN_START, canvas->width, &qd_look_tiny_dim);
    }
}

static void
layout (QdChart  *chart,
        QdCanvas *canvas)
{
  Table table = { .metrics = canvas->style->compact ? &compact_metrics : &full_metrics };

  table.order = sort_rows (chart);
  if (canvas->style->compact)
    layout_compact (chart, canvas, &table);
  else
    layout_full (chart, canvas, &table);
  g_array_unref (table.order);
}

static double
natural_height (QdChart *chart,
                double   width)
{
  return MAX (chart->items->len, 1) * (COMPACT_ROW + COMPACT_GAP) - COMPACT_GAP;
}

static char *
title (QdChart *chart)
{
  guint n = chart->items->len;
  guint n_high = 0, n_outside = 0;

  for (guint i = 0; i < n; i++)
    {
      const QdDependencyValue *value = qd_chart_item (chart, QdDependencyValue, i);

      n_high += value->risk >= RISK_HIGH;
      n_outside += value->to_outside;
    }

  if (n == 1 && n_outside > 0)
    return g_strdup (n_high > 0 ? _("The only dependency lies outside and is high risk")
                                : _("The only dependency lies outside"));
  if (n == 1 && n_high > 0)
    return g_strdup (_("The only dependency is high risk"));
  if (n_outside > 0 && n_high > 0)
    /* Translators: “2 of 3 dependencies lie outside; 1 is high risk”; the plural is that of the last number */
    return qd_count_printf (ngettext ("%1$u of %2$u dependencies lie outside; %3$u is high risk",
                                      "%1$u of %2$u dependencies lie outside; %3$u are high risk", n_high),
                            n_outside, n, n_high);
  if (n_high > 0)
    return qd_count_printf (ngettext ("%1$u of %2$u dependencies is high risk",
                                      "%1$u of %2$u dependencies are high risk", n_high), n_high, n);
  if (n_outside > 0)
    return qd_count_printf (ngettext ("%1$u of %2$u dependencies lies outside", "%1$u of %2$u dependencies lie outside",
                                      n_outside), n_outside, n);

  return qd_count_printf (ngettext ("%u dependency between teams, not high risk",
                                    "%u dependencies between teams, none high risk", n), n);
}

static char *
subtitle (QdChart *chart)
{
  for (guint i = 0; i < chart->items->len; i++)
    if (qd_chart_item (chart, QdDependencyValue, i)->mitigation != NULL)
      return g_strdup_printf (_("Who waits for whom, and the mitigation agreed, %s"), chart->quarter);

  return g_strdup_printf (_("Who waits for whom, %s"), chart->quarter);
}

static char *
caption (QdChart *chart)
{
  return g_strdup (_("Who waits for whom. Thick: high risk. Dashed: outside the plan"));
}

static char *
describe (QdChart *chart)
{
  return qd_chart_lines (chart, dependency_line);
}

const QdChartKind qd_chart_dependencies = {
  .name = "dependencies",
  .label = N_("Dependencies"),
  .empty = N_("Enter dependencies to see who waits for whom."),
  .item_size = sizeof (QdDependencyValue),
  .title = title,
  .subtitle = subtitle,
  .caption = caption,
  .layout = layout,
  .natural_height = natural_height,
  .paged = TRUE,
  .describe = describe,
};

/**
 * qd_chart_add_dependency:
 * @chart: a chart “dependencies”
 * @dependency: a row
 */
void
qd_chart_add_dependency (QdChart                 *chart,
                         const QdDependencyValue *dependency)
{
  QdDependencyValue kept;

  g_return_if_fail (chart != NULL && chart->kind == &qd_chart_dependencies);
  g_return_if_fail (dependency != NULL);

  kept = *dependency;
  kept.id = qd_chart_intern (chart, dependency->id);
  kept.what = qd_chart_intern (chart, dependency->what);
  kept.from = qd_chart_intern (chart, dependency->from);
  kept.to = qd_chart_intern (chart, dependency->to);
  kept.mitigation = qd_chart_intern (chart, dependency->mitigation);
  g_array_append_val (chart->items, kept);
}
