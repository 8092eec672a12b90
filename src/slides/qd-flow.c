#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-flow-private.h"

#include <math.h>

/* So many lines of what is broken stand together, before the break as after it. */
#define TOGETHER 2

/* A row that is taller than a page is begun only where so many of its lines fit. */
#define ROW_TOGETHER 4

/* What is repeated at the top of each page leaves at least this part of it. */
#define REPEATED_MAX 0.33

/* Rounding must not move what was measured to fit. */
#define TOLERANCE 0.01

typedef struct
{
  QdFlow   *flow;
  double    height;
  double    y;
  gboolean  fresh; /* nothing stands on the page yet but what is repeated */
} Breaker;

static void
element_clear (gpointer data)
{
  QdFlowElement *element = data;

  for (guint i = 0; i < element->n_texts; i++)
    qd_set_text_clear (&element->texts[i].set);
  g_free (element->texts);
  g_clear_pointer (&element->marks, qd_marks_unref);
}

QdFlow *
qd_flow_new (void)
{
  QdFlow *flow = g_new0 (QdFlow, 1);

  flow->elements = g_array_new (FALSE, TRUE, sizeof (QdFlowElement));
  g_array_set_clear_func (flow->elements, element_clear);
  flow->pieces = g_array_new (FALSE, TRUE, sizeof (QdFlowPiece));
  flow->pages = g_array_new (FALSE, TRUE, sizeof (guint));

  return flow;
}

void
qd_flow_free (QdFlow *flow)
{
  g_array_unref (flow->elements);
  g_array_unref (flow->pieces);
  g_array_unref (flow->pages);
  g_free (flow);
}

/* Returns: an element with room for so many texts; valid until the next is added */
QdFlowElement *
qd_flow_add (QdFlow     *flow,
             QdFlowKind  kind,
             guint       n_texts)
{
  QdFlowElement element = { .kind = kind, .section = QD_FLOW_NONE, .block = QD_FLOW_NONE, .row = QD_FLOW_NONE };

  element.n_texts = n_texts;
  element.texts = g_new0 (QdFlowText, n_texts);
  g_array_append_val (flow->elements, element);

  return qd_flow_element (flow, flow->elements->len - 1);
}

static guint
count_lines (const QdFlowElement *element)
{
  guint n_lines = 0;

  for (guint i = 0; i < element->n_texts; i++)
    n_lines = MAX (n_lines, element->texts[i].set.n_lines);

  return n_lines;
}

static double
line_height (const QdFlowElement *element)
{
  double height = 1;

  for (guint i = 0; i < element->n_texts; i++)
    height = MAX (height, element->texts[i].set.line_height);

  return height;
}

/* What has one set of lines only; a chart has none. */
static gboolean
can_break (const QdFlowElement *element)
{
  for (guint i = 0; i < element->n_texts; i++)
    if (element->texts[i].y > 0)
      return FALSE;

  return element->marks == NULL && count_lines (element) > 1;
}

/* The height of what is repeated above @element at the top of a page. */
static double
repeated_height (const Breaker       *self,
                 const QdFlowElement *element)
{
  double height = 0;

  if (element->heads > 0)
    height += qd_flow_element (self->flow, element->heads - 1)->height;
  if (element->group > 0)
    height += qd_flow_element (self->flow, element->group - 1)->height;

  return height <= self->height * REPEATED_MAX ? height : 0;
}

static void
place (Breaker *self,
       guint    index,
       guint    first,
       guint    n_lines,
       double   height,
       gboolean repeated)
{
  QdFlowPiece piece = { index, self->y, height, first, n_lines, repeated };

  g_array_append_val (self->flow->pieces, piece);
  self->y += height;
  self->fresh = self->fresh && repeated;
}

static void
place_whole (Breaker *self,
             guint    index,
             gboolean repeated)
{
  const QdFlowElement *element = qd_flow_element (self->flow, index);

  place (self, index, 0, count_lines (element), element->height, repeated);
}

/* @next: what comes first on the new page */
static void
start_page (Breaker             *self,
            const QdFlowElement *next)
{
  g_array_append_val (self->flow->pages, self->flow->pieces->len);
  self->y = 0;
  self->fresh = TRUE;
  if (repeated_height (self, next) > 0)
    {
      if (next->heads > 0)
        place_whole (self, next->heads - 1, TRUE);
      if (next->group > 0)
        place_whole (self, next->group - 1, TRUE);
    }
}

/* How much of @element must stand below what it is kept with. */
static double
least_height (const Breaker       *self,
              const QdFlowElement *element)
{
  guint n_lines = count_lines (element);
  guint together = element->breaks ? TOGETHER : ROW_TOGETHER;

  if (!can_break (element) || n_lines < 2 * together)
    return element->height;
  if (element->breaks || element->height > self->height - repeated_height (self, element))
    return 2 * element->padding + together * line_height (element);

  return element->height;
}

/* Lines on this page and the following ones, as many as there are. */
static void
place_broken (Breaker *self,
              guint    index)
{
  const QdFlowElement *element = qd_flow_element (self->flow, index);
  double line = line_height (element);
  guint n_lines = count_lines (element);
  guint together = element->breaks ? TOGETHER : ROW_TOGETHER;
  guint done = 0;

  while (done < n_lines)
    {
      guint left = n_lines - done;
      double room = self->height - self->y - 2 * element->padding + TOLERANCE;
      guint fit = room >= line ? (guint) floor (room / line) : 0;

      if (fit < left && left - fit < TOGETHER && fit > TOGETHER)
        fit = left - TOGETHER;
      if (fit >= MIN (left, together) || self->fresh)
        {
          fit = CLAMP (fit, 1, left);
          place (self, index, done, fit, fit * line + 2 * element->padding, FALSE);
          done += fit;
        }
      if (done < n_lines)
        start_page (self, element);
    }
}

static void
place_element (Breaker *self,
               guint    index)
{
  const QdFlowElement *element = qd_flow_element (self->flow, index);
  double room;

  if (!self->fresh)
    self->y += element->before;
  room = self->height - self->y + TOLERANCE;
  if (element->height <= room)
    place_whole (self, index, FALSE);
  else if (can_break (element) && least_height (self, element) < element->height)
    place_broken (self, index);
  else
    {
      if (!self->fresh)
        start_page (self, element);
      if (can_break (element) && element->height > self->height - self->y + TOLERANCE)
        place_broken (self, index);
      else
        place_whole (self, index, FALSE);
    }
}

/* The height of the elements from @first to @last, of the last one as much as must stand here. */
static double
chain_height (const Breaker *self,
              guint          first,
              guint          last)
{
  double height = 0;

  for (guint i = first; i <= last; i++)
    {
      const QdFlowElement *element = qd_flow_element (self->flow, i);

      if (i > first || !self->fresh)
        height += element->before;
      height += i == last ? least_height (self, element) : element->height;
    }

  return height;
}

/**
 * qd_flow_break:
 * @flow: a flow
 * @height: how high the text of a page is
 *
 * Decides what stands on which page. Whatever is kept with something goes to the next page together with it, if both
 * fit there; nothing is cut but what is taller than a page, between its lines, and paragraphs, of which two lines stay
 * together. Elements are on pages in their order, each exactly once but for what is repeated.
 */
void
qd_flow_break (QdFlow *flow,
               double  height)
{
  Breaker self = { flow, height };

  g_array_set_size (flow->pieces, 0);
  g_array_set_size (flow->pages, 0);
  for (guint i = 0; i < flow->elements->len;)
    {
      const QdFlowElement *element = qd_flow_element (flow, i);
      guint last = i;

      while (last + 1 < flow->elements->len && qd_flow_element (flow, last)->keep)
        last++;
      if (flow->pages->len == 0 || (!self.fresh && self.y + chain_height (&self, i, last) > height + TOLERANCE))
        start_page (&self, element);
      if (self.y + chain_height (&self, i, last) > height + TOLERANCE)
        last = i;
      for (; i <= last; i++)
        place_element (&self, i);
    }
}

guint
qd_flow_get_n_pages (const QdFlow *flow)
{
  return flow->pages->len;
}

static void
draw_piece (const QdFlow      *flow,
            const QdFlowPiece *piece,
            const QdTypeset   *typeset,
            cairo_t           *cr,
            double             width,
            gboolean           below_heads)
{
  const QdFlowElement *element = qd_flow_element (flow, piece->element);
  QdTypeset own = *typeset;

  own.style.mirrored = typeset->style.mirrored != element->mirrored;
  qd_typeset_fill (typeset, cr, &(QdBox) { 0, piece->y, width, piece->height }, element->fill);
  if (element->rule_width > 0 && !below_heads)
    {
      double y = element->kind == QD_FLOW_HEADS ? piece->y + piece->height : piece->y;

      qd_typeset_fill (typeset, cr, &(QdBox) { 0, y - element->rule_width / 2, width, element->rule_width },
                       element->rule);
    }
  for (guint i = 0; i < element->n_texts; i++)
    {
      const QdFlowText *text = &element->texts[i];
      double x = own.style.mirrored ? width - text->x - text->set.width : text->x;

      qd_typeset_draw (&own, cr, &text->set, x, piece->y + element->padding + text->y, piece->first,
                       piece->n_lines);
    }
  if (element->marks != NULL)
    {
      cairo_save (cr);
      cairo_translate (cr, 0, piece->y + element->marks_y);
      qd_marks_draw (element->marks, cr);
      cairo_restore (cr);
    }
}

/**
 * qd_flow_draw:
 * @flow: a flow that is broken into pages
 * @page: which one, from 0
 * @typeset: what it was set with
 * @cr: where to draw; the origin is the top left corner of the page's text
 * @width: how wide that is
 */
void
qd_flow_draw (const QdFlow    *flow,
              guint            page,
              const QdTypeset *typeset,
              cairo_t         *cr,
              double           width)
{
  guint first = g_array_index (flow->pages, guint, page);
  guint end = page + 1 < flow->pages->len ? g_array_index (flow->pages, guint, page + 1) : flow->pieces->len;

  for (guint i = first; i < end; i++)
    {
      const QdFlowPiece *piece = qd_flow_piece (flow, i);
      gboolean below_heads = i > first
                             && qd_flow_element (flow, qd_flow_piece (flow, i - 1)->element)->kind == QD_FLOW_HEADS;

      draw_piece (flow, piece, typeset, cr, width, below_heads);
    }
}
