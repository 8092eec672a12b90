#include "qd-chart-checks.h"

#include <math.h>

/* What must hold for the marks of every chart, whatever its values, size and style. */

static const struct
{
  double   width;
  double   height;
  gboolean compact;
  gboolean untitled; /* on a slide that says the title itself */
} sizes[] = {
  { 1920, 1080, FALSE }, { 960, 1080, FALSE }, { 1024, 768, FALSE }, { 1080, 1080, FALSE }, { 640, 360, FALSE },
  { 2560, 1080, FALSE }, { 320, 160, TRUE },   { 340, 240, TRUE },   { 452, 190, TRUE },    { 620, 200, TRUE },
  { 344, 500, TRUE },    { 900, 420, TRUE },   { 1920, 812, FALSE, TRUE }, { 1920, 720, FALSE, TRUE },
};

#define LOGO \
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAADUlEQVR4nGOQit8CQQAP3wOIqm1KVQAAAABJRU5ErkJggg=="

typedef struct
{
  QdMarks     *marks;
  QdChart     *chart;
  QdChartStyle style;
  double       scale;
  char        *where;
} Case;

typedef void (*CheckFunc) (Case *test);

static gboolean
part_is (const QdMark      *mark,
         const char *const *parts)
{
  return g_strv_contains (parts, mark->part);
}

static gboolean
contains (const QdBox *outer,
          double       x,
          double       y)
{
  return x >= outer->x && x <= outer->x + outer->width && y >= outer->y && y <= outer->y + outer->height;
}

static void
check_nothing_leaves (Case *test)
{
  for (guint i = 0; i < qd_marks_get_length (test->marks); i++)
    {
      const QdMark *mark = qd_marks_get (test->marks, i);
      double outline = mark->stroke != QD_COLOR_NONE ? mark->stroke_width / 2 : 0;
      double slack = 1.5 * test->scale + outline;

      if (mark->box.x < -slack || mark->box.y < -slack
          || mark->box.x + mark->box.width > qd_marks_get_width (test->marks) + slack
          || mark->box.y + mark->box.height > qd_marks_get_height (test->marks) + slack)
        g_error ("%s: %s “%s” leaves the chart: %g,%g %gx%g", test->where, mark->part,
                 mark->text != NULL ? mark->text : "", mark->box.x, mark->box.y, mark->box.width, mark->box.height);
    }
}

static void
check_no_overlap (Case *test)
{
  double slack = 1.2 * test->scale;

  for (guint i = 0; i < qd_marks_get_length (test->marks); i++)
    for (guint j = 0; j < i; j++)
      {
        const QdMark *a = qd_marks_get (test->marks, i);
        const QdMark *b = qd_marks_get (test->marks, j);
        double width, height;

        if (a->kind != QD_MARK_TEXT || b->kind != QD_MARK_TEXT)
          continue;
        width = MIN (a->box.x + a->box.width, b->box.x + b->box.width) - MAX (a->box.x, b->box.x);
        height = MIN (a->box.y + a->box.height, b->box.y + b->box.height) - MAX (a->box.y, b->box.y);
        if (width > slack && height > slack)
          g_error ("%s: %s “%s” and %s “%s” overlap by %gx%g", test->where, a->part, a->text, b->part, b->text, width,
                   height);
      }
}

/* A text whose middle is in a box does not reach beyond it. */
static void
check_texts_stay_in_boxes (Case *test)
{
  static const char *const boxes[] = { "cell", "block", "over", "free", "risk", "team", "outsider", "span", NULL };
  double slack = 2.5 * test->scale;

  for (guint i = 0; i < qd_marks_get_length (test->marks); i++)
    for (guint j = 0; j < i; j++)
      {
        const QdMark *text = qd_marks_get (test->marks, i);
        const QdMark *box = qd_marks_get (test->marks, j);
        double x = text->box.x + text->box.width / 2;
        double y = text->box.y + text->box.height / 2;

        if (text->kind != QD_MARK_TEXT || box->kind != QD_MARK_RECTANGLE || !part_is (box, boxes)
            || !contains (&box->box, x, y))
          continue;
        if (text->box.x < box->box.x - slack || text->box.y < box->box.y - slack
            || text->box.x + text->box.width > box->box.x + box->box.width + slack
            || text->box.y + text->box.height > box->box.y + box->box.height + slack)
          g_error ("%s: %s “%s” leaves its %s: %g,%g %gx%g in %g,%g %gx%g", test->where, text->part, text->text,
                   box->part, text->box.x, text->box.y, text->box.width, text->box.height, box->box.x, box->box.y,
                   box->box.width, box->box.height);
      }
}

/* What is drawn below the middle of a mark before it. */
static QdColor
ground_of (Case *test,
           guint index)
{
  const QdMark *mark = qd_marks_get (test->marks, index);
  double x = mark->box.x + mark->box.width / 2;
  double y = mark->box.y + mark->box.height / 2;

  if (mark->plate != QD_COLOR_NONE)
    return mark->plate;
  for (guint i = index; i > 0; i--)
    {
      const QdMark *below = qd_marks_get (test->marks, i - 1);

      if (below->kind != QD_MARK_TEXT && below->kind != QD_MARK_PATH && below->fill != QD_COLOR_NONE
          && contains (&below->box, x, y))
        return below->fill;
    }

  return qd_marks_get_paper (test->marks);
}

static void
check_contrast (Case *test)
{
  static const char *const shapes[] = { "committed", "over", "score", "marker", "limit", "day", "last", NULL };

  for (guint i = 0; i < qd_marks_get_length (test->marks); i++)
    {
      const QdMark *mark = qd_marks_get (test->marks, i);
      double contrast, least;

      if (mark->kind == QD_MARK_TEXT)
        least = 4.5;
      else if (part_is (mark, shapes) && mark->fill != QD_COLOR_NONE && mark->stroke == QD_COLOR_NONE)
        least = 3;
      else
        continue;
      contrast = qd_color_contrast (mark->fill, mark->kind == QD_MARK_TEXT ? ground_of (test, i)
                                                                           : qd_marks_get_paper (test->marks));
      if (contrast < least)
        g_error ("%s: %s “%s” has a contrast of %g: %08x on %08x", test->where, mark->part,
                 mark->text != NULL ? mark->text : "", contrast, mark->fill, ground_of (test, i));
    }
}

/* Readable from the back of the room, and in the window. */
static void
check_text_sizes (Case *test)
{
  double least = test->style.compact ? 12 : 26;

  for (guint i = 0; i < qd_marks_get_length (test->marks); i++)
    {
      const QdMark *mark = qd_marks_get (test->marks, i);

      if (mark->kind == QD_MARK_TEXT && mark->size < least * test->scale - 0.01)
        g_error ("%s: %s “%s” is only %g high", test->where, mark->part, mark->text, mark->size);
    }
}

/* Bars of one scale are as long as their values; @height: they stand. */
static void
check_proportion (Case              *test,
                  const char *const *parts,
                  gboolean           height)
{
  double unit = NAN;

  for (guint i = 0; i < qd_marks_get_length (test->marks); i++)
    {
      const QdMark *mark = qd_marks_get (test->marks, i);
      double length = height ? mark->box.height : mark->box.width;
      double slack = 5 * test->scale;

      if (mark->kind != QD_MARK_RECTANGLE || isnan (mark->value) || !part_is (mark, parts))
        continue;
      /* The first long one gives the scale: of a short one the outline is too large a part. */
      if (isnan (unit) && length > 20 * test->scale)
        unit = length / mark->value;
      if (!isnan (unit) && fabs (length - mark->value * unit) > slack + 0.08 * length)
        g_error ("%s: %s of %g is %g long, not %g", test->where, mark->part, mark->value, length, mark->value * unit);
    }
}

static void
check_bars (Case *test)
{
  static const struct
  {
    const char *chart;
    gboolean    height;
    const char *parts[5];
  } bars[] = {
    { "capacity", FALSE, { "capacity", "committed", "assumed", "over" } },
    { "allocation", FALSE, { "share", "committed", "over" } },
    { "scorecard", FALSE, { "score", "overall-score" } },
    { "priorities", TRUE, { "block", "free", "over" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    if (g_str_equal (bars[i].chart, qd_chart_get_name (test->chart)))
      check_proportion (test, bars[i].parts, bars[i].height);
}

/* Half a figure is worse than none. */
static void
check_figures_are_whole (Case *test)
{
  static const char *const figures[] = {
    "committed-figure", "capacity-figure", "planned-figure", "share-figure", "balance", "points", "over-label", "count",
    "free-label", "capacity", "folded", "rank", "number", "risk-number", "days", NULL,
  };

  for (guint i = 0; i < qd_marks_get_length (test->marks); i++)
    {
      const QdMark *mark = qd_marks_get (test->marks, i);

      if (mark->kind == QD_MARK_TEXT && part_is (mark, figures) && g_str_has_suffix (mark->text, "…"))
        g_error ("%s: %s “%s” is cut", test->where, mark->part, mark->text);
    }
}

/* Whether @mark says without its colour what the colour says: a sign, or a word. */
static gboolean
is_told (const QdMark *mark)
{
  if (mark->kind == QD_MARK_PATH)
    return mark->closed;
  if (mark->kind != QD_MARK_TEXT)
    return FALSE;
  for (const char *p = mark->text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

/* Whoever does not see red finds a shape or a word with everything that is red or amber. */
static void
check_nothing_by_colour_alone (Case *test)
{
  static const QdTone signals[] = { QD_TONE_RED, QD_TONE_AMBER };
  static const char *const placed[] = { "risk", "number", NULL };

  for (guint i = 0; i < qd_marks_get_length (test->marks); i++)
    for (guint j = 0; j < G_N_ELEMENTS (signals); j++)
      {
        const QdMark *mark = qd_marks_get (test->marks, i);
        QdColor color = test->style.tones[signals[j]];
        gboolean told = is_told (mark);

        /* In the matrix its place tells how bad a risk is, and the first ones of its list are heavy. */
        if (g_str_equal (qd_chart_get_name (test->chart), "risk-matrix") && part_is (mark, placed))
          continue;
        if (mark->fill != color || color == test->style.tones[QD_TONE_INK] || color == test->style.tones[QD_TONE_ACCENT])
          continue;
        for (guint k = 0; k < qd_marks_get_length (test->marks) && !told; k++)
          {
            const QdMark *other = qd_marks_get (test->marks, k);

            told = other->fill == color && g_strcmp0 (other->id, mark->id) == 0 && is_told (other);
          }
        if (!told)
          g_error ("%s: only its colour tells what %s is", test->where, mark->part);
      }
}

static const CheckFunc checks[] = {
  check_nothing_leaves,    check_no_overlap, check_texts_stay_in_boxes, check_contrast,
  check_text_sizes,        check_bars,       check_figures_are_whole,   check_nothing_by_colour_alone,
};

/* Of all shares that are shown, with those that are gathered. NAN where the chart shows none. */
static double
sum_shares (QdMarks *marks)
{
  double sum = NAN;

  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);

      if (g_str_equal (mark->part, "share") && mark->kind != QD_MARK_TEXT)
        sum = (isnan (sum) ? 0 : sum) + mark->value;
    }

  return sum;
}

/* Of a template, whose colours follow from @seed. The logo is three times as wide as high. Letters may be wide, too. */
static void
set_template (QdChartStyle *style,
              guint         seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  if (!style->compact)
    qd_chart_style_set_background (style, g_rand_int (rand) | 0xFF);
  qd_chart_style_set_accent (style, g_rand_int (rand) | 0xFF);
  qd_chart_style_set_family (style, seed & 1 ? "Liberation Mono" : "DejaVu Sans");
  qd_chart_style_set_footer (style, "Übersetzungen & Söhne, for internal use until the quarter is over");
  g_assert_true (qd_chart_style_set_logo (style, LOGO));
}

static void
check_last_page (Case *first)
{
  Case test = *first;

  if (qd_marks_get_n_pages (first->marks) < 2)
    return;

  test.style.page = qd_marks_get_n_pages (first->marks) - 1;
  test.where = g_strdup_printf ("the last page of %s", first->where);
  test.marks = qd_chart_layout (test.chart, &test.style, qd_marks_get_width (first->marks),
                                qd_marks_get_height (first->marks));
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i](&test);
  qd_marks_unref (test.marks);
  g_free (test.where);
}

/* Fails with a message that names @what if anything does not hold, in any size and style. */
void
qd_check_chart (QdChart    *chart,
                const char *what)
{
  double shares = NAN;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint variant = 0; variant < 5; variant++)
      {
        Case test = { .chart = chart };

        if (sizes[i].compact)
          qd_chart_style_init_compact (&test.style, variant & 1);
        else
          qd_chart_style_init (&test.style, variant & 1);
        test.style.mirrored = (variant & 2) != 0;
        test.style.untitled = sizes[i].untitled;
        if (variant == 4)
          set_template (&test.style, g_str_hash (what) + i);
        test.scale = sizes[i].compact    ? test.style.text_size / 13
                     : sizes[i].untitled ? 1
                                         : MIN (sizes[i].height / 1080, sizes[i].width / 960);
        test.marks = qd_chart_layout (chart, &test.style, sizes[i].width, sizes[i].height);
        test.where = g_strdup_printf ("%s of %s at %gx%g%s%s", qd_chart_get_name (chart), what, sizes[i].width,
                                      sizes[i].height, test.style.mirrored ? " mirrored" : "",
                                      variant & 1 ? " dark" : variant == 4 ? " in a template" : "");
        for (guint j = 0; j < G_N_ELEMENTS (checks); j++)
          checks[j](&test);
        if (variant == 0)
          check_last_page (&test);
        /* However many are gathered, they add up to the same. */
        if (!isnan (shares) && fabs (sum_shares (test.marks) - shares) > 1e-6)
          g_error ("%s: shares add up to %g, not %g", test.where, sum_shares (test.marks), shares);
        shares = sum_shares (test.marks);
        qd_marks_unref (test.marks);
        g_free (test.where);
      }
}
