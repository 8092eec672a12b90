#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-flow-private.h"

/* Elements that several kinds of pages are made of. */

#define TEXTS_OF_FIGURE 3

/* An element is as high as its texts, with its padding. */
void
qd_flow_measure (QdFlowElement *element)
{
  element->height = 0;
  for (guint i = 0; i < element->n_texts; i++)
    {
      const QdFlowText *text = &element->texts[i];

      element->height = MAX (element->height, text->y + qd_set_text_height (&text->set, text->set.n_lines));
    }
  element->height += 2 * element->padding;
}

/* A text of the user. */
QdFlowElement *
qd_flow_add_text (QdFlow          *flow,
                  const QdTypeset *typeset,
                  QdFlowKind       kind,
                  const char      *markdown,
                  const QdType    *type,
                  double           width)
{
  QdFlowElement *element = qd_flow_add (flow, kind, 1);

  qd_typeset_markdown (typeset, &element->texts[0].set, markdown, type, width);
  qd_flow_measure (element);

  return element;
}

/* A figure, below it what it is called, and what to say about it. */
static void
set_figure (const QdTypeset         *typeset,
            QdFlowText              *texts,
            const QdOutlinePoint    *point,
            const QdFlowFigureTypes *types,
            double                   x,
            double                   width)
{
  g_auto (GStrv) lines = g_strsplit (point->text, "\n", 2);
  const QdType *const looks[TEXTS_OF_FIGURE] = { &types->figure, &types->label, &types->note };
  const char *const words[TEXTS_OF_FIGURE] = { point->lead, lines[0], lines[0] != NULL ? lines[1] : NULL };
  double y = 0;

  for (guint i = 0; i < TEXTS_OF_FIGURE; i++)
    {
      qd_typeset_markdown (typeset, &texts[i].set, words[i], looks[i], width);
      texts[i].x = x;
      texts[i].y = y;
      y += qd_set_text_height (&texts[i].set, texts[i].set.n_lines);
    }
}

/* A row for @n figures, with those of @block that there are from @first on. */
QdFlowElement *
qd_flow_add_figures (QdFlow                  *flow,
                     const QdTypeset         *typeset,
                     const QdBlock           *block,
                     guint                    first,
                     guint                    n,
                     const QdFlowFigureTypes *types,
                     double                   width,
                     double                   gap)
{
  guint here = MIN (n, block->points->len - first);
  QdFlowElement *element = qd_flow_add (flow, QD_FLOW_FIGURES, TEXTS_OF_FIGURE * here);
  double column = (width - gap * (n - 1)) / n;

  for (guint i = 0; i < here; i++)
    set_figure (typeset, element->texts + TEXTS_OF_FIGURE * i, g_ptr_array_index (block->points, first + i), types,
                i * (column + gap), column);
  qd_flow_measure (element);

  return element;
}

/* A chart without title, as high as it wants to be, if that is no more than @max_height. */
QdFlowElement *
qd_flow_add_chart (QdFlow          *flow,
                   const QdTypeset *typeset,
                   QdChart         *chart,
                   double           text_size,
                   double           width,
                   double           max_height)
{
  QdFlowElement *element = qd_flow_add (flow, QD_FLOW_CHART, 0);
  QdChartStyle style = typeset->style;

  style.compact = TRUE;
  style.transparent = TRUE;
  style.text_size = text_size;
  element->height = MIN (qd_chart_get_natural_height (chart, &style, width), max_height);
  element->marks = qd_chart_layout (chart, &style, width, element->height);

  return element;
}
