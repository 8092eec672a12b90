#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-page-plan-private.h"

#include <math.h>

#include "qd-pdf-private.h"
#include "qd-plan-style.h"

/* A plan on one page: the head across, columns of panels, the timeline along the bottom. Whatever the plan, it all has
 * room: what shows most in letters that can still be read is taken, then the largest letters with which that fits. */

/* Parts of the height of the page. */
#define MARGIN    0.05
#define DATES_MAX 0.18

/* How thick lines are, in points. */
#define RULE 0.6

/* Parts of the margin: how far from the edge what stands in it begins, and its letters; how wide a logo may be. */
#define FOOT_PART 0.8
#define FOOT_SIZE 0.3
#define FOOT_LINE 1.3
#define LOGO_MAX  0.2

/* The widths of head and figures, as parts of the whole. */
#define HEAD_WIDTH 0.42
#define HEAD_GAP   0.03

/* In sizes of the text: between columns, panels, and the parts of the page; no column is narrower. */
#define COLUMN_GAP   2.2
#define PANEL_GAP    1.8
#define PART_GAP     1.8
#define COLUMN_LEAST 19.0
#define STRETCH_MAX  2.4

#define COLUMNS_MIN 2
#define COLUMNS_MAX 6

/* More moves of panels do not make a better page. */
#define MOVES_MAX 30

/* How much longer lists become than they are at first. */
#define MORE_STEP 3
#define MORE_MAX  40

/* What makes no difference to the eye. */
#define SIZE_STEP 0.15

static const struct
{
  double width, height;
  double least, most; /* letters: smaller ones cannot be read, larger ones need not */
} page_sizes[] = {
  [QD_PAGE_SIZE_A4] = { 841.89, 595.276, 7, 10.5 },
  [QD_PAGE_SIZE_LETTER] = { 792, 612, 7, 10.5 },
  [QD_PAGE_SIZE_A3] = { 1190.55, 841.89, 8, 14 },
};

/* On a slide, in pixels: two make a point. Where even these letters find no room, they become less. */
#define SLIDE_LEAST   14.0
#define SLIDE_MOST    22.0
#define PIXELS        2
#define SMALLER       0.8
#define SMALLEST      1.0

/* What is good to have is shown only in letters this much larger than the least. */
#define COMFORT 1.2
#define N_GOOD_TO_HAVE 2

#define ALL_BUT_THESE .owners = TRUE, .allocation = TRUE, .capacity = TRUE

/* From most to least: each leaves out a little more. */
static const QdPageDetail details[] = {
  { 12, 12, 12, .initiatives = TRUE, .priorities = TRUE, .reasons = TRUE, .dates = TRUE, ALL_BUT_THESE },
  { 12, 12, 12, .priorities = TRUE, .reasons = TRUE, .dates = TRUE, ALL_BUT_THESE },
  { 12, 12, 12, .reasons = TRUE, .dates = TRUE, ALL_BUT_THESE },
  { 12, 12, 12, .dates = TRUE, ALL_BUT_THESE },
  { 12, 12, 12, ALL_BUT_THESE },
  { 8, 12, 5, ALL_BUT_THESE },
  { 5, 12, 3, .allocation = TRUE, .capacity = TRUE },
  { 5, 24, 0, .allocation = TRUE, .capacity = TRUE },
  { 3, 12, 0, .capacity = TRUE },
  { 2, 6, 0 },
};

static QdPagePanel *
panel_at (const QdPagePlan *page,
          guint             index)
{
  return g_ptr_array_index (page->panels, index);
}

static double
column_height (const QdPagePlan *page,
               guint             column)
{
  double height = -PANEL_GAP * page->size;

  for (guint i = 0; i < page->n_column_panels; i++)
    if (panel_at (page, i)->column == column)
      height += panel_at (page, i)->box.height + PANEL_GAP * page->size;

  return MAX (height, 0);
}

static guint
find_column (const QdPagePlan *page,
             gboolean          fullest)
{
  guint found = 0;

  for (guint i = 1; i < page->n_columns; i++)
    {
      double difference = column_height (page, i) - column_height (page, found);

      if (fullest ? difference > 0 : difference < 0)
        found = i;
    }

  return found;
}

/* Whether the higher of two columns becomes less high with @panel, and @other if there is one, in the other one's
 * column: then they stay there. */
static gboolean
try_move (QdPagePlan  *page,
          QdPagePanel *panel,
          QdPagePanel *other,
          guint        to)
{
  guint from = panel->column;
  double before = MAX (column_height (page, from), column_height (page, to));

  panel->column = to;
  if (other != NULL)
    other->column = from;
  if (MAX (column_height (page, from), column_height (page, to)) < before - 1)
    return TRUE;
  panel->column = from;
  if (other != NULL)
    other->column = to;

  return FALSE;
}

/* One panel of the fullest column goes to another, or changes places with one there. */
static gboolean
improve (QdPagePlan *page)
{
  guint fullest = find_column (page, TRUE);

  for (guint i = page->n_column_panels; i-- > 0;)
    {
      QdPagePanel *panel = panel_at (page, i);

      for (guint to = 0; panel->column == fullest && to < page->n_columns; to++)
        if (to != fullest && try_move (page, panel, NULL, to))
          return TRUE;
      for (guint j = page->n_column_panels; panel->column == fullest && j-- > 0;)
        if (panel_at (page, j)->column != fullest && try_move (page, panel, panel_at (page, j), panel_at (page, j)->column))
          return TRUE;
    }

  return FALSE;
}

/* Each panel goes to the column that is least full, in their order: those that come first are in the top row. Then some
 * move, until the fullest column cannot become less high. */
static void
fill_columns (QdPagePlan *page)
{
  for (guint i = 0; i < page->n_column_panels; i++)
    panel_at (page, i)->column = G_MAXUINT;
  for (guint i = 0; i < page->n_column_panels; i++)
    panel_at (page, i)->column = find_column (page, FALSE);
  for (guint i = 0; i < MOVES_MAX && improve (page); i++)
    ;
}

/* The panels of a column below each other; it ends where the fullest one does, if it nearly does. */
static void
place_column (QdPagePlan *page,
              guint       column,
              double      top,
              double      missing)
{
  double x = page->margin + column * (page->column + COLUMN_GAP * page->size);
  double gap = PANEL_GAP * page->size;
  double y = top;
  guint n = 0;

  for (guint i = 0; i < page->n_column_panels; i++)
    n += panel_at (page, i)->column == column;
  if (n > 1 && missing / (n - 1) <= STRETCH_MAX * page->size)
    gap += missing / (n - 1);

  for (guint i = 0; i < page->n_column_panels; i++)
    {
      QdPagePanel *panel = panel_at (page, i);

      if (panel->column != column)
        continue;
      panel->box.x = x;
      panel->box.y = y;
      y += panel->box.height + gap;
    }
}

static void
place_panel (QdPagePanel *panel,
             double       x,
             double       y)
{
  if (panel != NULL)
    panel->box = (QdBox) { x, y, panel->box.width, panel->box.height };
}

/* Lays out the page with its present size and detail. Returns whether all of it has room. */
static gboolean
lay_out_columns (QdPagePlan *page,
                 guint       n_columns)
{
  double fullest;
  double width = page->width - 2 * page->margin;
  double gap = PART_GAP * page->size;
  double top = page->margin, bottom = page->height - page->margin;
  gboolean has_figures = page->outline->figures != NULL && page->outline->sections->len > 0;
  QdPagePanel *head, *figures, *dates, *foot;

  g_ptr_array_set_size (page->panels, 0);
  page->left_out = 0;
  page->cut = FALSE;
  page->n_columns = n_columns;
  page->column = (width - (page->n_columns - 1) * COLUMN_GAP * page->size) / page->n_columns;
  qd_page_add_panels (page);
  page->n_column_panels = page->panels->len;

  head = qd_page_add_head (page, has_figures ? width * HEAD_WIDTH : width);
  figures = has_figures ? qd_page_add_figures (page, width * (1 - HEAD_WIDTH - HEAD_GAP)) : NULL;
  dates = qd_page_add_dates (page, width, page->height * DATES_MAX);
  foot = qd_page_add_foot (page, width);

  place_panel (head, page->margin, top);
  place_panel (figures, page->width - page->margin - (figures != NULL ? figures->box.width : 0), top);
  top += MAX (head->box.height, figures != NULL ? figures->box.height : 0) + gap;
  if (foot != NULL)
    {
      bottom -= foot->box.height;
      place_panel (foot, page->margin, bottom);
      bottom -= gap * 0.6;
    }
  if (dates != NULL)
    {
      bottom -= dates->box.height;
      place_panel (dates, page->margin, bottom);
      bottom -= gap;
    }
  fill_columns (page);
  fullest = column_height (page, find_column (page, TRUE));
  if (top + fullest > bottom)
    return FALSE;
  for (guint i = 0; i < n_columns; i++)
    place_column (page, i, top, fullest - column_height (page, i));

  return TRUE;
}

/* Likewise, with as many columns as there may be, or rather with one less. */
static gboolean
lay_out (QdPagePlan *page)
{
  double gap = COLUMN_GAP * page->size;
  double most = floor ((page->width - 2 * page->margin + gap) / (COLUMN_LEAST * page->size + gap));
  guint n_columns = (guint) CLAMP (most, COLUMNS_MIN, COLUMNS_MAX);

  return (n_columns > COLUMNS_MIN && lay_out_columns (page, n_columns - 1)) || lay_out_columns (page, n_columns);
}

/* The largest letters between these in which all has room, as it has in the least. */
static void
enlarge (QdPagePlan *page,
         double      least,
         double      most)
{
  while (most - least > SIZE_STEP)
    {
      page->size = (least + most) / 2;
      if (lay_out (page))
        least = page->size;
      else
        most = page->size;
    }
  page->size = least;
  lay_out (page);
}

/* Lists of one kind become longer for as long as all has room. */
static void
lengthen (QdPagePlan *page,
          guint      *more)
{
  while (page->cut && *more < MORE_MAX)
    {
      *more += MORE_STEP;
      if (lay_out (page))
        continue;
      *more -= MORE_STEP;
      lay_out (page);
      return;
    }
}

/* The most detail that has room in the smallest letters, then the largest letters in which it has. The least detail has
 * room on paper whatever the plan: everything is cut after some lines. Returns whether any has. */
static gboolean
choose (QdPagePlan *page,
        double      least,
        double      most)
{
  for (gsize i = 0; i < G_N_ELEMENTS (details); i++)
    {
      double smallest = i < N_GOOD_TO_HAVE ? least * COMFORT : least;

      page->detail = &details[i];
      page->size = smallest;
      if (!lay_out (page))
        continue;
      enlarge (page, smallest, most);
      lengthen (page, &page->more_objectives);
      lengthen (page, &page->more_lines);
      return TRUE;
    }

  return FALSE;
}

static QdPagePlan *
page_new (const QdOutline    *outline,
          const QdChartStyle *style,
          double              width,
          double              height)
{
  QdPagePlan *page = g_new0 (QdPagePlan, 1);

  page->outline = outline;
  page->width = width;
  page->height = height;
  page->rule = RULE;
  page->titled = TRUE;
  page->panels = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_page_panel_free);
  qd_typeset_init (&page->typeset, style, FALSE);

  return page;
}

/**
 * qd_page_plan_new:
 * @outline: what it shows; must live longer
 * @style: colours, font and direction
 * @size: the size of the page, across
 *
 * Returns: (transfer full): the plan on one page
 */
QdPagePlan *
qd_page_plan_new (const QdOutline    *outline,
                  const QdChartStyle *style,
                  QdPageSize          size)
{
  QdPagePlan *page;

  g_return_val_if_fail (outline != NULL, NULL);
  g_return_val_if_fail (style != NULL, NULL);
  g_return_val_if_fail (size < G_N_ELEMENTS (page_sizes), NULL);

  page = page_new (outline, style, page_sizes[size].width, page_sizes[size].height);
  page->margin = page->height * MARGIN;
  if (!choose (page, page_sizes[size].least, page_sizes[size].most))
    g_assert_not_reached ();

  return page;
}

/**
 * qd_page_plan_new_for_slide:
 * @outline: what it shows; must live longer
 * @style: colours, font and direction
 * @width: of its room on the slide, in pixels: two to a point
 * @height: likewise
 * @titled: that is the whole slide, with the title; otherwise a part of one that has margins and a title already
 *
 * Returns: (transfer full): the plan on a slide
 */
QdPagePlan *
qd_page_plan_new_for_slide (const QdOutline    *outline,
                            const QdChartStyle *style,
                            double              width,
                            double              height,
                            gboolean            titled)
{
  QdPagePlan *page;
  double least = SLIDE_LEAST;

  g_return_val_if_fail (outline != NULL, NULL);
  g_return_val_if_fail (style != NULL, NULL);

  page = page_new (outline, style, width, height);
  page->margin = titled ? height * MARGIN : 0;
  page->rule = RULE * PIXELS;
  page->titled = titled;
  while (!choose (page, least, SLIDE_MOST) && least > SMALLEST)
    least *= SMALLER;

  return page;
}

void
qd_page_plan_free (QdPagePlan *page)
{
  g_ptr_array_unref (page->panels);
  qd_typeset_clear (&page->typeset);
  g_free (page);
}

/**
 * qd_page_plan_get_size:
 * @page: a plan on one page
 * @width: (out): in points
 * @height: (out): in points
 */
void
qd_page_plan_get_size (const QdPagePlan *page,
                       double           *width,
                       double           *height)
{
  *width = page->width;
  *height = page->height;
}

/* The company's words and picture, in the margin. */
static void
draw_foot (const QdPagePlan *page,
           const QdTypeset  *typeset,
           cairo_t          *cr)
{
  const QdChartStyle *style = &typeset->style;
  double top = page->height - page->margin * FOOT_PART;
  const QdType type = { page->margin * FOOT_SIZE, FOOT_LINE, QD_TONE_INK2, .max_lines = 1 };
  double height = type.size * FOOT_LINE;
  double width = 0;

  if (style->logo != NULL)
    {
      width = MIN (height * style->logo_ratio, page->width * LOGO_MAX);
      height = width / style->logo_ratio;
      qd_marks_draw_picture (cr, style->logo,
                             &(QdBox) { style->mirrored ? page->margin : page->width - page->margin - width, top, width,
                                        height });
    }
  if (style->footer != NULL)
    {
      double room = page->width - 2 * page->margin - width;
      QdSetText set;

      qd_typeset_markdown (typeset, &set, style->footer, &type, room);
      qd_typeset_draw (typeset, cr, &set, style->mirrored ? page->margin + width : page->margin, top, 0, set.n_lines);
      qd_set_text_clear (&set);
    }
}

static void
draw (const QdPagePlan *page,
      cairo_t          *cr,
      gboolean          links)
{
  QdTypeset typeset = page->typeset;

  typeset.links = links;
  draw_foot (page, &typeset, cr);
  for (guint i = 0; i < page->panels->len; i++)
    {
      const QdPagePanel *panel = panel_at (page, i);
      double x = typeset.style.mirrored ? page->width - panel->box.x - panel->box.width : panel->box.x;

      if (panel->flow->pages->len == 0)
        continue;
      cairo_save (cr);
      cairo_translate (cr, x, panel->box.y);
      qd_flow_draw (panel->flow, 0, &typeset, cr, panel->box.width);
      cairo_restore (cr);
    }
}

/**
 * qd_page_plan_draw:
 * @page: a plan on one page
 * @cr: where to draw, in points; its origin is the top left corner of the paper
 *
 * Links are not active.
 */
void
qd_page_plan_draw (const QdPagePlan *page,
                   cairo_t          *cr)
{
  const QdBox whole = { 0, 0, page->width, page->height };

  qd_typeset_fill (&page->typeset, cr, &whole, QD_TONE_PAPER);
  draw (page, cr, FALSE);
}

/**
 * qd_page_plan_write_pdf:
 * @figures: the figures of a plan
 * @findings: (nullable): its findings
 * @options: whom it is for, how it looks, and on what paper
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a PDF of one page
 */
GBytes *
qd_page_plan_write_pdf (QdFigures             *figures,
                        GPtrArray             *findings,
                        const QdExportOptions *options,
                        GError               **error)
{
  g_autoptr (QdOutline) outline = qd_outline_new (figures, findings, options->audience);
  g_autoptr (QdPagePlan) page = NULL;
  g_auto (QdPdf) pdf = { NULL };
  QdChartStyle style = options->style;

  if (!qd_export_step (options, 0, error))
    return NULL;
  qd_plan_style_for_paper (qd_figures_get_plan (figures), &style);
  page = qd_page_plan_new (outline, &style, options->page_size);
  if (!qd_export_step (options, 0.6, error))
    return NULL;
  qd_pdf_init (&pdf, page->width, page->height, outline, outline->headline);
  draw (page, pdf.cr, TRUE);
  cairo_show_page (pdf.cr);
  if (!qd_export_step (options, 0.9, error))
    return NULL;

  return qd_pdf_finish (&pdf, error);
}
