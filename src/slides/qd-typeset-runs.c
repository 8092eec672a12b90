#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-typeset-private.h"

#include <string.h>

#include "qd-inline.h"

/* What is set in lines, back as runs: for programs that set it once more. */

#define ELLIPSIS "…"

/* Where what is shown ends: before the ellipsis, where there is one. */
static int
find_end (PangoLayout *layout)
{
  PangoLayoutLine *last = pango_layout_get_line_readonly (layout, pango_layout_get_line_count (layout) - 1);

  if (pango_layout_is_ellipsized (layout))
    for (const GSList *run = last->runs; run != NULL; run = run->next)
      {
        const PangoItem *item = ((const PangoGlyphItem *) run->data)->item;

        if (item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS)
          return item->offset;
      }

  return (int) strlen (pango_layout_get_text (layout));
}

static QdInlineFlags
flags_at (PangoAttrIterator *attributes)
{
  static const struct
  {
    PangoAttrType type;
    QdInlineFlags flag;
  } looks[] = {
    { PANGO_ATTR_WEIGHT, QD_INLINE_STRONG },
    { PANGO_ATTR_STYLE, QD_INLINE_EMPHASIS },
    { PANGO_ATTR_STRIKETHROUGH, QD_INLINE_STRUCK },
    { PANGO_ATTR_FAMILY, QD_INLINE_CODE },
  };
  QdInlineFlags flags = QD_INLINE_PLAIN;

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (pango_attr_iterator_get (attributes, looks[i].type) != NULL)
      flags |= looks[i].flag;

  return flags;
}

/* (transfer full) (nullable): where the text at @index leads */
static char *
dup_link_at (const QdSetText *text,
             int              index)
{
  for (guint i = 0; text->links != NULL && i < text->links->len; i++)
    {
      const QdSetLink *link = &g_array_index (text->links, QdSetLink, i);
      const char *start = strchr (link->target, '\'');

      if (index >= link->start && index < link->end && start != NULL)
        return g_strndup (start + 1, strlen (start) - 2);
    }

  return NULL;
}

static void
add_run (GPtrArray         *runs,
         const QdSetText   *text,
         PangoAttrIterator *attributes,
         int                end)
{
  QdInline *run;
  int from, to;

  pango_attr_iterator_range (attributes, &from, &to);
  to = MIN (to, end);
  if (from >= to)
    return;

  run = g_new0 (QdInline, 1);
  run->text = g_strndup (pango_layout_get_text (text->layout) + from, (gsize) (to - from));
  run->flags = flags_at (attributes);
  run->link = dup_link_at (text, from);
  g_ptr_array_add (runs, run);
}

/**
 * qd_set_text_list_runs:
 * @text: a text in lines
 *
 * Returns: (transfer full) (element-type QdInline): what of it is shown, with an ellipsis where it ends early
 */
GPtrArray *
qd_set_text_list_runs (const QdSetText *text)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (qd_inline_free);
  PangoAttrIterator *attributes;
  int end;

  if (text->layout == NULL)
    return runs;

  end = find_end (text->layout);
  attributes = pango_attr_list_get_iterator (pango_layout_get_attributes (text->layout));
  do
    add_run (runs, text, attributes, end);
  while (pango_attr_iterator_next (attributes));
  pango_attr_iterator_destroy (attributes);

  if (pango_layout_is_ellipsized (text->layout))
    {
      QdInline *run = g_new0 (QdInline, 1);

      run->text = g_strdup (ELLIPSIS);
      g_ptr_array_add (runs, run);
    }

  return runs;
}
