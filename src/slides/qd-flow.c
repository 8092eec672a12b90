#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-flow-private.h"

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

/* Returns: how many lines the longest of its texts has */
guint
qd_flow_count_lines (const QdFlowElement *element)
{
  guint n_lines = 0;

  for (guint i = 0; i < element->n_texts; i++)
    n_lines = MAX (n_lines, element->texts[i].set.n_lines);

  return n_lines;
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
