#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-count.h"

#define MARGIN             96.0
#define MARGIN_HALF        64.0
#define HALF_MAX_WIDTH     1240.0
#define TITLE_BASELINE     116.0
#define SUBTITLE_OFFSET    50.0
#define HEADS_OFFSET       84.0
#define HEADS_OFFSET_HALF  58.0
#define HEADS_TO_TOP       34.0
#define HEADS_TO_TOP_HALF  20.0
#define BOTTOM_MARGIN      90.0
#define FOOTNOTE_MARGIN    56.0
#define FOOTER_HEIGHT      44.0
#define FOOTER_MARGIN      40.0
#define FOOTER_GAP         32.0
#define LOGO_MARGIN        28.0
#define LOGO_MAX_WIDTH     320.0
#define HATCH_SAMPLE       64.0
#define TITLE_LINES        2
#define TITLE_SIZE_MIN     32.0

/* Without a title the heads stand at the top and the footnote at the bottom. */
#define UNTITLED_HEADS           36.0
#define UNTITLED_BOTTOM_MARGIN   74.0
#define UNTITLED_FOOTNOTE_MARGIN 40.0

/* How often a chart is laid out until it has as many pages as it says. */
#define PAGING_ROUNDS      3

/* Nobody reads more of a name in a chart, and measuring a book takes a while. */
#define TEXT_MAX           400

G_DEFINE_BOXED_TYPE (QdChart, qd_chart, qd_chart_copy, qd_chart_free)

const QdLook qd_look_name = { 34, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE };
const QdLook qd_look_figure = { 32, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE };
const QdLook qd_look_figure_bold = { 32, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE };
const QdLook qd_look_red = { 32, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE };
const QdLook qd_look_note = { 26, FALSE, QD_TONE_INK2, FALSE, QD_TONE_NONE };
const QdLook qd_look_note_ink = { 26, FALSE, QD_TONE_INK, FALSE, QD_TONE_NONE };
const QdLook qd_look_group = { 30, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE };
const QdLook qd_look_row = { 28, FALSE, QD_TONE_INK, FALSE, QD_TONE_NONE };

const QdLook qd_look_small = { QD_COMPACT_TEXT, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE };
const QdLook qd_look_small_bold = { QD_COMPACT_TEXT, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE };
const QdLook qd_look_small_dim = { QD_COMPACT_TEXT, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE };
const QdLook qd_look_small_red = { QD_COMPACT_TEXT, TRUE, QD_TONE_RED, TRUE, QD_TONE_NONE };
const QdLook qd_look_tiny = { 12, FALSE, QD_TONE_INK, TRUE, QD_TONE_NONE };
const QdLook qd_look_tiny_bold = { 12, TRUE, QD_TONE_INK, TRUE, QD_TONE_NONE };
const QdLook qd_look_tiny_dim = { 12, FALSE, QD_TONE_INK2, TRUE, QD_TONE_NONE };

static const QdChartKind *const kinds[] = {
  &qd_chart_capacity,
  &qd_chart_allocation,
  &qd_chart_scorecard,
  &qd_chart_targets,
  &qd_chart_risk_matrix,
  &qd_chart_timeline,
  &qd_chart_dependencies,
  &qd_chart_priorities,
  &qd_chart_progress,
  &qd_chart_votes,
};

static const QdChartKind *
find_kind (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i]->name, name) == 0)
      return kinds[i];

  return NULL;
}

static void
chart_clear (gpointer data)
{
  QdChart *chart = data;

  g_free (chart->title);
  g_free (chart->quarter);
  g_string_chunk_free (chart->strings);
  g_array_unref (chart->items);
  g_array_unref (chart->extras);
  g_ptr_array_unref (chart->blocks);
  g_free (chart->head);
}

/* Most texts are one short line without anything unusual: nothing is to be done to these. */
static gboolean
is_plain_line (const char *text)
{
  gsize n = 0;

  for (; text[n] != '\0'; n++)
    if (n >= TEXT_MAX || text[n] < ' ' || text[n] > '~' || (text[n] == ' ' && (n == 0 || text[n - 1] == ' ')))
      return FALSE;

  return n == 0 || text[n - 1] != ' ';
}

/* One line: runs of blanks and line ends become one blank, the ends are trimmed. */
static char *
single_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_new (NULL);
  glong n_chars = 0;

  for (const char *p = valid; *p != '\0' && n_chars < TEXT_MAX; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        {
          /* A no-break space keeps a figure and its unit together. */
          gunichar blank = c == 0xA0 || c == 0x202F ? c : ' ';

          if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_unichar (line, blank);
          continue;
        }
      g_string_append_unichar (line, c);
      n_chars++;
    }
  g_strchomp (line->str);

  return g_string_free (line, FALSE);
}

/* A text of several lines is broken where they become alike: no word stands alone on the last. */
double
qd_chart_balanced_width (QdCanvas     *canvas,
                         const char   *text,
                         double        width,
                         const QdLook *look)
{
  guint n_lines = qd_canvas_count_lines (canvas, text, width, look);
  double low = width / 2;
  double high = width;

  if (n_lines < 2 || n_lines > TITLE_LINES)
    return width;
  while (high - low > look->size / 4)
    {
      double middle = (low + high) / 2;

      if (qd_canvas_count_lines (canvas, text, middle, look) > n_lines)
        low = middle;
      else
        high = middle;
    }

  return high;
}

static void
draw_empty (QdChart  *chart,
            QdCanvas *canvas)
{
  const char *text = qd_chart_empty_text (chart);
  gboolean compact = canvas->style->compact;
  QdLook look = { compact ? QD_COMPACT_TEXT : 34, FALSE, QD_TONE_INK2, FALSE, QD_TONE_NONE };
  double width = qd_chart_balanced_width (canvas, text, MIN (canvas->width * 0.8, look.size * 30), &look);
  double line_height = look.size * 1.35;
  guint n_lines = qd_canvas_count_lines (canvas, text, width, &look);
  double middle = compact ? canvas->height / 2 : canvas->height * 0.52;
  double baseline = middle - (n_lines - 1) * line_height / 2 + look.size * QD_EM_MIDDLE;

  if (!compact)
    qd_chart_frame (chart, canvas);
  baseline = MAX (baseline, look.size * QD_EM_ASCENT);
  qd_canvas_paragraph (canvas, "empty", text, canvas->width / 2, baseline, QD_ALIGN_MIDDLE, width, line_height,
                       (guint) MAX (1, (canvas->height - baseline - 1) / line_height + 1), &look);
}

/* Returns: (nullable): @text as one line, kept as long as the chart */
const char *
qd_chart_intern (QdChart    *chart,
                 const char *text)
{
  g_autofree char *line = NULL;

  if (text == NULL)
    return NULL;
  if (is_plain_line (text))
    return g_string_chunk_insert (chart->strings, text);
  line = single_line (text);

  return g_string_chunk_insert (chart->strings, line);
}

/* What the user wants at the foot of every chart: a line, a logo. A slide has its own. */
static void
draw_footer (QdCanvas *canvas,
             QdFrame  *frame)
{
  const QdChartStyle *style = canvas->style;
  double right = frame->right;

  if (style->untitled || (style->footer == NULL && style->logo == NULL))
    return;

  frame->bottom -= FOOTER_HEIGHT;
  frame->footnote -= FOOTER_HEIGHT;
  if (style->logo != NULL)
    {
      double width = MIN (FOOTER_HEIGHT * style->logo_ratio, LOGO_MAX_WIDTH);
      double height = width / style->logo_ratio;

      qd_canvas_image (canvas, "logo", style->logo, right - width,
                       canvas->height - LOGO_MARGIN - (FOOTER_HEIGHT + height) / 2, width, height);
      right -= width + FOOTER_GAP;
    }
  qd_canvas_text (canvas, "footer", style->footer, frame->left, canvas->height - FOOTER_MARGIN, QD_ALIGN_START,
                  right - frame->left, &qd_look_note);
}

/* What is measured, and of a chart with several pages which one this is: of all that there would have to be. */
static char *
paged_subtitle (QdCanvas   *canvas,
                const char *subtitle)
{
  if (canvas->n_wanted > canvas->n_pages)
    /* Translators: likewise, where nobody wants so many pages; the plural is that of the last number */
    return qd_count_printf (ngettext ("%1$s, page\302\240%2$u\302\240of\302\240%3$u, of which the first %4$u is drawn",
                                      "%1$s, page\302\240%2$u\302\240of\302\240%3$u, of which the first %4$u are drawn",
                                      canvas->n_pages),
                            subtitle, canvas->page + 1, canvas->n_wanted, canvas->n_pages);
  if (canvas->n_pages > 1)
    /* Translators: below the title of a chart that takes several pages: what it shows, page, number of pages */
    return qd_count_printf (_("%1$s, page\302\240%2$u\302\240of\302\240%3$u"), subtitle, canvas->page + 1, canvas->n_pages);

  return g_strdup (subtitle);
}

/* Draws title and subtitle. Returns the baseline of the last line. */
static double
draw_title (QdChart  *chart,
            QdCanvas *canvas,
            gboolean  half,
            double    margin)
{
  QdLook title_look = { half ? 44 : 52, TRUE, QD_TONE_INK, FALSE, QD_TONE_NONE };
  const QdLook subtitle_look = { 28, FALSE, QD_TONE_INK2, FALSE, QD_TONE_NONE };
  g_autofree char *title = qd_chart_dup_title (chart);
  g_autofree char *subtitle = qd_chart_is_empty (chart) ? NULL : qd_chart_dup_subtitle (chart);
  g_autofree char *paged = NULL;
  double width = canvas->width - 2 * margin;
  double baseline = TITLE_BASELINE;
  double line_height;
  guint n_lines;

  /* A figure may stand at the end: it becomes smaller before it is cut. */
  while (title_look.size > TITLE_SIZE_MIN
         && qd_canvas_count_lines (canvas, title, width, &title_look) > TITLE_LINES)
    title_look.size -= 2;
  line_height = title_look.size * 1.18;
  n_lines = qd_canvas_paragraph (canvas, "title", title, margin, baseline, QD_ALIGN_START,
                                 qd_chart_balanced_width (canvas, title, width, &title_look), line_height, TITLE_LINES,
                                 &title_look);
  baseline += (MAX (n_lines, 1) - 1) * line_height + SUBTITLE_OFFSET;
  paged = paged_subtitle (canvas, subtitle);
  n_lines = qd_canvas_paragraph (canvas, "subtitle", paged, margin, baseline, QD_ALIGN_START, width, 36, TITLE_LINES,
                                 &subtitle_look);

  return baseline + (MAX (n_lines, 1) - 1) * 36;
}

/* Draws title and subtitle of a full chart and says what is left. */
QdFrame
qd_chart_frame (QdChart  *chart,
                QdCanvas *canvas)
{
  gboolean half = canvas->width < HALF_MAX_WIDTH;
  double margin = half ? MARGIN_HALF : MARGIN;
  QdFrame frame = { .left = margin, .right = canvas->width - margin, .half = half };

  if (canvas->style->untitled)
    frame.heads = UNTITLED_HEADS;
  else
    frame.heads = draw_title (chart, canvas, half, margin) + (half ? HEADS_OFFSET_HALF : HEADS_OFFSET);
  frame.top = frame.heads + (half ? HEADS_TO_TOP_HALF : HEADS_TO_TOP);
  frame.bottom = canvas->height - (canvas->style->untitled ? UNTITLED_BOTTOM_MARGIN : BOTTOM_MARGIN);
  frame.footnote = canvas->height - (canvas->style->untitled ? UNTITLED_FOOTNOTE_MARGIN : FOOTNOTE_MARGIN);
  draw_footer (canvas, &frame);

  return frame;
}

/* Whether @text, %NULL for none, takes two lines as a footnote. */
gboolean
qd_chart_footnote_wraps (QdCanvas      *canvas,
                         const QdFrame *frame,
                         const char    *text,
                         gboolean       hatched)
{
  double width = frame->right - frame->left - (hatched ? HATCH_SAMPLE : 0);

  return text != NULL && qd_canvas_text_width (canvas, text, &qd_look_note) > width;
}

/* At most one: what a reader must not assume. @hatched puts the sample of what is assumed before it. */
void
qd_chart_footnote (QdCanvas      *canvas,
                   const QdFrame *frame,
                   const char    *text,
                   gboolean       hatched)
{
  double x = frame->left;
  double y = frame->footnote;

  if (text == NULL)
    return;
  if (hatched)
    x += HATCH_SAMPLE;
  if (qd_chart_footnote_wraps (canvas, frame, text, hatched))
    y -= 12;
  if (hatched)
    {
      QdMark *sample = qd_canvas_rectangle (canvas, "sample", frame->left + 1.5, y - 22, 45, 25, QD_TONE_TINT);

      qd_canvas_hatch (canvas, sample, 11);
      qd_canvas_stroke (canvas, sample, QD_TONE_ACCENT, 3, QD_DASH_NONE);
    }
  qd_canvas_paragraph (canvas, "footnote", text, x, y, QD_ALIGN_START, frame->right - x, 34, 2, &qd_look_note);
}

void
qd_chart_rule (QdCanvas *canvas,
               double    left,
               double    right,
               double    y,
               QdTone    tone,
               double    width)
{
  qd_canvas_rectangle (canvas, "rule", left, y - width / 2, right - left, width, tone);
}

/* A triangle and its words. Returns how wide both are. */
double
qd_chart_warning (QdCanvas     *canvas,
                  const char   *part,
                  const char   *text,
                  double        x,
                  double        baseline,
                  QdAlign       align,
                  double        max_width,
                  const QdLook *look)
{
  double size = look->size * 0.86;
  double offset = size + look->size * 0.3;
  double width = MIN (qd_canvas_text_width (canvas, text, look), max_width - offset);
  double left = x - (width + offset) * align / QD_ALIGN_END;

  qd_canvas_triangle (canvas, "warning", left + size / 2, baseline, size, look->tone);
  qd_canvas_text (canvas, part, text, left + offset, baseline, QD_ALIGN_START, max_width - offset, look);

  return width + offset;
}

/**
 * qd_chart_new:
 * @name: one of qd_chart_names()
 * @quarter: the quarter as people write it, “Q2 2024”
 *
 * Returns: (transfer full): a chart without values
 */
QdChart *
qd_chart_new (const char *name,
              const char *quarter)
{
  const QdChartKind *kind;
  QdChart *chart;

  g_return_val_if_fail (name != NULL, NULL);
  kind = find_kind (name);
  g_return_val_if_fail (kind != NULL, NULL);

  chart = g_atomic_rc_box_new0 (QdChart);
  chart->kind = kind;
  chart->quarter = single_line (quarter != NULL ? quarter : "");
  chart->strings = g_string_chunk_new (1024);
  chart->items = g_array_new (FALSE, FALSE, (guint) kind->item_size);
  chart->extras = g_array_new (FALSE, FALSE, MAX ((guint) kind->extra_size, 1));
  chart->blocks = g_ptr_array_new_with_free_func (g_free);
  chart->head = g_malloc0 (kind->head_size);

  return chart;
}

/**
 * qd_chart_set_title:
 * @chart: a chart
 * @title: (nullable): what the user wants it to say; %NULL for its own message
 */
void
qd_chart_set_title (QdChart    *chart,
                    const char *title)
{
  g_return_if_fail (chart != NULL);

  g_free (chart->title);
  chart->title = title != NULL ? single_line (title) : NULL;
}

/**
 * qd_chart_copy:
 * @chart: a chart
 *
 * Returns: (transfer full): the same chart; values are not added any more once somebody else has it
 */
QdChart *
qd_chart_copy (QdChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);

  return g_atomic_rc_box_acquire (chart);
}

/**
 * qd_chart_free:
 * @chart: (transfer full): a chart
 */
void
qd_chart_free (QdChart *chart)
{
  g_return_if_fail (chart != NULL);

  g_atomic_rc_box_release_full (chart, chart_clear);
}

/**
 * qd_chart_names:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all charts, in the order of the planning
 *   conversation
 */
const char *const *
qd_chart_names (void)
{
  static const char *names[G_N_ELEMENTS (kinds) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    names[i] = kinds[i]->name;

  return names;
}

/**
 * qd_chart_name_label:
 * @name: a name
 *
 * Returns: (nullable): what that chart is called, in the user's language; %NULL if there is none of that name
 */
const char *
qd_chart_name_label (const char *name)
{
  const QdChartKind *kind;

  g_return_val_if_fail (name != NULL, NULL);
  kind = find_kind (name);

  return kind != NULL ? _(kind->label) : NULL;
}

/**
 * qd_chart_get_name:
 * @chart: a chart
 *
 * Returns: its name, as on the command line
 */
const char *
qd_chart_get_name (QdChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);

  return chart->kind->name;
}

/**
 * qd_chart_is_empty:
 * @chart: a chart
 *
 * Returns: whether it has nothing to show; it says what to enter then, and is left out of decks
 */
gboolean
qd_chart_is_empty (QdChart *chart)
{
  g_return_val_if_fail (chart != NULL, TRUE);

  return chart->items->len == 0 || (chart->kind->is_empty != NULL && chart->kind->is_empty (chart));
}

/**
 * qd_chart_empty_text:
 * @chart: a chart
 *
 * Returns: what to enter so that it shows something, in the user's language
 */
const char *
qd_chart_empty_text (QdChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);

  return _(chart->kind->empty);
}

/**
 * qd_chart_dup_title:
 * @chart: a chart
 *
 * Returns: (transfer full): its message in one sentence with a figure in it, or what the user wants it to say
 */
char *
qd_chart_dup_title (QdChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);

  return chart->title != NULL ? g_strdup (chart->title) : qd_chart_dup_message (chart);
}

/**
 * qd_chart_dup_message:
 * @chart: a chart
 *
 * Returns: (transfer full): its message in one sentence with a figure in it, whatever the user wants it to say
 */
char *
qd_chart_dup_message (QdChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);

  return qd_chart_is_empty (chart) ? g_strdup (_(chart->kind->label)) : chart->kind->title (chart);
}

/**
 * qd_chart_dup_subtitle:
 * @chart: a chart
 *
 * Returns: (transfer full): what is measured, and the quarter
 */
char *
qd_chart_dup_subtitle (QdChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);

  return chart->kind->subtitle (chart);
}

/**
 * qd_chart_dup_caption:
 * @chart: a chart
 *
 * Returns: (transfer full): the subtitle of a card, shorter, with what a compact chart has no room to explain
 */
char *
qd_chart_dup_caption (QdChart *chart)
{
  g_return_val_if_fail (chart != NULL, NULL);

  return chart->kind->caption (chart);
}

/**
 * qd_chart_describe:
 * @chart: a chart
 *
 * Returns: (transfer full): what a screen reader says of it: the message, what is measured, and every value
 */
char *
qd_chart_describe (QdChart *chart)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *first = NULL, *second = NULL;
  g_autofree char *values = NULL;

  g_return_val_if_fail (chart != NULL, NULL);

  if (qd_chart_is_empty (chart))
    return g_strdup (qd_chart_empty_text (chart));
  title = qd_chart_dup_title (chart);
  subtitle = qd_chart_dup_subtitle (chart);
  first = qd_chart_sentence (title);
  second = qd_chart_sentence (subtitle);
  values = chart->kind->describe (chart);

  return g_strdup_printf ("%s\n%s\n%s", first, second, values);
}

/**
 * qd_chart_get_natural_height:
 * @chart: a chart
 * @style: a compact style
 * @width: in pixels
 *
 * Returns: how high it wants to be in a card of this width; it can be laid out in any height
 */
double
qd_chart_get_natural_height (QdChart            *chart,
                             const QdChartStyle *style,
                             double              width)
{
  double scale, most;

  g_return_val_if_fail (chart != NULL, 0);
  g_return_val_if_fail (style != NULL, 0);

  scale = style->text_size / QD_COMPACT_TEXT;
  most = chart->kind->paged ? QD_PAGED_CARD_HEIGHT_MAX : QD_CARD_HEIGHT_MAX;

  return ceil (MIN (chart->kind->natural_height (chart, width / scale), most) * scale);
}

/**
 * qd_chart_layout:
 * @chart: a chart
 * @style: how it is to look
 * @width: in pixels
 * @height: in pixels
 *
 * Returns: (transfer full): the marks
 */
QdMarks *
qd_chart_layout (QdChart            *chart,
                 const QdChartStyle *style,
                 double              width,
                 double              height)
{
  QdCanvas canvas;
  QdMarks *marks;
  guint n_wanted = 1;

  g_return_val_if_fail (chart != NULL, NULL);
  g_return_val_if_fail (style != NULL, NULL);
  g_return_val_if_fail (width >= 1 && height >= 1, NULL);

  qd_canvas_init (&canvas, style, width, height);
  if (qd_chart_is_empty (chart))
    draw_empty (chart, &canvas);
  else
    chart->kind->layout (chart, &canvas);
  /* How many pages there are is known now, and said below the title, which may take room for a row. */
  for (guint i = 0; i < PAGING_ROUNDS && canvas.n_wanted != n_wanted && !style->untitled && !style->compact; i++)
    {
      n_wanted = canvas.n_wanted;
      qd_marks_unref (canvas.marks);
      qd_canvas_init (&canvas, style, width, height);
      qd_canvas_set_pages (&canvas, n_wanted);
      chart->kind->layout (chart, &canvas);
    }
  marks = qd_canvas_finish (&canvas);
  marks->title = qd_chart_dup_title (chart);
  marks->description = qd_chart_describe (chart);

  return marks;
}
