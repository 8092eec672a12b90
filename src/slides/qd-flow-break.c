#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-flow-private.h"

/* Where pages end. Not one page after the other, but all at once: the breaks whose pages are full and end well, taken
 * together. */

/* So many lines of what is broken stand together, before the break as after it. */
#define TOGETHER 2

/* A row that is taller than a page is begun only where so many of its lines fit. */
#define ROW_TOGETHER 4

/* What is repeated at the top of each page leaves at least this part of it. */
#define REPEATED_MAX 0.33

/* Rounding must not move what was measured to fit. */
#define TOLERANCE 0.01

/* A last page that is less full than this part looks forgotten. */
#define LAST_LEAST 0.3

/* What a page costs: for being there, for the part of it that is empty and for gaps that are narrower than they should
 * be, both squared, and for what it is broken in. */
#define COST_PAGE      0.25
#define COST_SHRINK    0.12
#define COST_LAST      0.15
#define COST_BLOCK     0.03
#define COST_WITH_NEXT 0.16
#define COST_INSIDE    0.1
#define COST_KEPT      1000.0

/**
 * Unit:
 * @element: the index of an element
 * @first: its first line
 * @n_lines: how many
 * @height: of these lines, without padding; of what is not broken, all of it
 * @cost: of a page that ends behind it
 *
 * What stands on one page whatever happens.
 */
typedef struct
{
  guint  element;
  guint  first;
  guint  n_lines;
  double height;
  double cost;
} Unit;

/**
 * Start:
 * @cost: of all pages before the one that begins here
 * @previous: where the page before it begins
 *
 * The best way to begin a page with a unit.
 */
typedef struct
{
  double cost;
  guint  previous;
} Start;

typedef struct
{
  QdFlow *flow;
  double  height;
  GArray *units;
} Breaker;

static const Unit *
unit_at (const Breaker *self,
         guint          index)
{
  return &g_array_index (self->units, Unit, index);
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

  return element->marks == NULL && qd_flow_count_lines (element) > 1;
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

/* What it costs to end a page behind the whole of the element at @index. */
static double
cost_behind (const Breaker *self,
             guint          index)
{
  const QdFlowElement *element = qd_flow_element (self->flow, index);
  const QdFlowElement *next;

  if (index + 1 == self->flow->elements->len)
    return 0;

  next = qd_flow_element (self->flow, index + 1);
  if (element->keep)
    return COST_KEPT;
  if (next->section != element->section)
    return 0;
  if (element->with_next)
    return COST_WITH_NEXT;

  return next->kind == element->kind ? COST_INSIDE : COST_BLOCK;
}

static void
add_unit (Breaker *self,
          guint    element,
          guint    first,
          guint    n_lines,
          double   height,
          double   cost)
{
  Unit unit = { element, first, n_lines, height, cost };

  g_array_append_val (self->units, unit);
}

static void
add_units (Breaker *self,
           guint    index)
{
  const QdFlowElement *element = qd_flow_element (self->flow, index);
  guint n_lines = qd_flow_count_lines (element);
  guint together = element->breaks ? TOGETHER : ROW_TOGETHER;
  double line = line_height (element);
  gboolean too_tall = element->height > self->height - repeated_height (self, element) + TOLERANCE;

  if (!can_break (element) || n_lines < together + TOGETHER || !(element->breaks || too_tall))
    {
      add_unit (self, index, 0, n_lines, element->height - 2 * element->padding, cost_behind (self, index));
      return;
    }
  add_unit (self, index, 0, together, together * line, COST_INSIDE);
  for (guint i = together; i + TOGETHER < n_lines; i++)
    add_unit (self, index, i, 1, line, COST_INSIDE);
  add_unit (self, index, n_lines - TOGETHER, TOGETHER, TOGETHER * line, cost_behind (self, index));
}

/* Whether the unit at @index continues what is above it on its page, which begins with the unit at @first. */
static gboolean
continues (const Breaker *self,
           guint          first,
           guint          index)
{
  return index > first && unit_at (self, index)->element == unit_at (self, index - 1)->element;
}

/* How much the unit at @index adds to a page that begins with the one at @first. */
static double
added_height (const Breaker *self,
              guint          first,
              guint          index,
              double        *shrink)
{
  const Unit *unit = unit_at (self, index);
  const QdFlowElement *element = qd_flow_element (self->flow, unit->element);

  *shrink = 0;
  if (continues (self, first, index))
    return unit->height;
  if (index == first)
    return unit->height + 2 * element->padding + repeated_height (self, element);
  *shrink = element->shrink;

  return element->before + unit->height + 2 * element->padding;
}

/* From where a page begins on, the pages that can begin after it. */
static void
extend (const Breaker *self,
        Start         *starts,
        guint          first)
{
  double height = 0, shrinkable = 0;

  for (guint i = first; i < self->units->len; i++)
    {
      double shrink;
      double cost = starts[first].cost + COST_PAGE + unit_at (self, i)->cost;

      height += added_height (self, first, i, &shrink);
      shrinkable += shrink;
      if (height - shrinkable > self->height + TOLERANCE && i > first)
        return;
      if (height > self->height + TOLERANCE)
        {
          double part = shrinkable > 0 ? (height - self->height) / shrinkable : 1;

          cost += part * part * COST_SHRINK;
        }
      else if (i + 1 < self->units->len)
        {
          double empty = 1 - height / self->height;

          cost += empty * empty;
        }
      else if (first > 0 && height < self->height * LAST_LEAST)
        {
          cost += (1 - height / (self->height * LAST_LEAST)) * COST_LAST;
        }
      if (cost < starts[i + 1].cost)
        starts[i + 1] = (Start) { cost, first };
    }
}

static void
place (Breaker  *self,
       guint     element,
       guint     first,
       guint     n_lines,
       double    y,
       double    height,
       gboolean  repeated)
{
  QdFlowPiece piece = { element, y, height, first, n_lines, repeated };

  g_array_append_val (self->flow->pieces, piece);
}

static double
place_repeated (Breaker *self,
                guint    index,
                double   y)
{
  const QdFlowElement *element = qd_flow_element (self->flow, index - 1);

  place (self, index - 1, 0, qd_flow_count_lines (element), y, element->height, TRUE);

  return element->height;
}

/* The part of what can be shrunk that must be, for the units from @first to before @end to fit. */
static double
shrink_part (const Breaker *self,
             guint          first,
             guint          end)
{
  double height = 0, shrinkable = 0;

  for (guint i = first; i < end; i++)
    {
      double shrink;

      height += added_height (self, first, i, &shrink);
      shrinkable += shrink;
    }

  return shrinkable > 0 ? CLAMP ((height - self->height) / shrinkable, 0, 1) : 0;
}

static void
place_page (Breaker *self,
            guint    first,
            guint    end)
{
  const QdFlowElement *top = qd_flow_element (self->flow, unit_at (self, first)->element);
  double part = shrink_part (self, first, end);
  double y = 0;

  g_array_append_val (self->flow->pages, self->flow->pieces->len);
  if (repeated_height (self, top) > 0)
    {
      y += top->heads > 0 ? place_repeated (self, top->heads, y) : 0;
      y += top->group > 0 ? place_repeated (self, top->group, y) : 0;
    }
  for (guint i = first; i < end; i++)
    {
      const Unit *unit = unit_at (self, i);
      const QdFlowElement *element = qd_flow_element (self->flow, unit->element);

      if (continues (self, first, i))
        {
          QdFlowPiece *piece = &g_array_index (self->flow->pieces, QdFlowPiece, self->flow->pieces->len - 1);

          piece->n_lines += unit->n_lines;
          piece->height += unit->height;
          y += unit->height;
          continue;
        }
      y += i > first ? element->before - part * element->shrink : 0;
      place (self, unit->element, unit->first, unit->n_lines, y, unit->height + 2 * element->padding, FALSE);
      y += unit->height + 2 * element->padding;
    }
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
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (Unit));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint));
  Breaker self = { flow, height, units };
  g_autofree Start *starts = NULL;

  for (guint i = 0; i < flow->elements->len; i++)
    add_units (&self, i);
  starts = g_new0 (Start, units->len + 1);
  for (guint i = 1; i <= units->len; i++)
    starts[i].cost = G_MAXDOUBLE;
  for (guint i = 0; i < units->len; i++)
    extend (&self, starts, i);

  for (guint end = units->len; end > 0; end = starts[end].previous)
    g_array_append_val (ends, end);
  g_array_set_size (flow->pieces, 0);
  g_array_set_size (flow->pages, 0);
  for (guint i = ends->len, first = 0; i > 0; i--)
    {
      guint end = g_array_index (ends, guint, i - 1);

      place_page (&self, first, end);
      first = end;
    }
}
