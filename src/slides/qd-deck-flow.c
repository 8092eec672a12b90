#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-deck-private.h"

#include <math.h>
#include <string.h>

#include "qd-inline.h"
#include "qd-outline-private.h"
#include "qd-text.h"

/* Texts, points and figures on slides. */

/* A heading is no smaller than what it heads, within bounds. */
#define HEADING_MIN 30.0
#define HEADING_MAX 38.0
#define HEADING_GAP 10.0

/* Between two blocks, in sizes of the text. */
#define BLOCK_GAP 1.2

/* A text that is broken has at least so many lines here and there. */
#define LINES_MIN 2

/* A longer text is higher than all the slides of a section; laying out a book takes a while. */
#define LETTERS_MAX 16000

/* No text is narrower, in parts of its size a letter; below so many letters it is quicker to measure. */
#define ADVANCE_MIN 0.2
#define LETTERS_FEW 400

/* Figures stand in a row if they can be as large as that; otherwise in rows of so many. */
#define FIGURE_SIZE_MAX 88.0
#define FIGURE_SIZE_MIN 60.0
#define FIGURE_FILLED   0.99 /* letters do not shrink quite as their size does */
#define FIGURE_ROW_MAX  5
#define FIGURE_COLUMNS  3
#define FIGURE_GAP      56.0

/* Figures side by side: how many, how wide each may be, and how large they are. */
typedef struct
{
  guint  n;
  double width;
  double size;
} FigureRow;

static double
heading_size (QdDeckBuilder *builder)
{
  return CLAMP (builder->size, HEADING_MIN, HEADING_MAX);
}

double
qd_deck_heading_height (QdDeckBuilder *builder)
{
  return heading_size (builder) * QD_SLIDE_LINE + HEADING_GAP;
}

/* Room for it is there. */
void
qd_deck_place_heading (QdDeckBuilder *builder,
                       const QdBlock *block)
{
  double size = heading_size (builder);
  QdSlideItem *item = qd_deck_place (builder, QD_ITEM_HEADING, block, size * QD_SLIDE_LINE);

  item->text_size = size;
  item->text = g_strdup (block->title);
  builder->y += HEADING_GAP;
}

/* Returns: whether @text is higher than @height, which its length alone tells; %FALSE where it must be measured */
gboolean
qd_deck_is_too_long (const char   *text,
                     const QdType *type,
                     double        width,
                     double        height)
{
  gsize length = strlen (text);

  if (length < LETTERS_FEW)
    return FALSE;

  return (double) g_utf8_strlen (text, (gssize) length) * ADVANCE_MIN * type->size / width * type->size * type->leading >
         height;
}

/* Returns: (transfer full): as much of @text as slides may have room for */
char *
qd_deck_clip (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *head = NULL;

  if (length <= LETTERS_MAX || g_utf8_strlen (text, (gssize) length) <= LETTERS_MAX)
    return g_strdup (text);

  head = g_strndup (text, (gsize) (g_utf8_offset_to_pointer (text, LETTERS_MAX) - text));

  return g_strconcat (head, "…", NULL);
}

/* Returns: (transfer full): what @n_lines lines of @set from @first on say, as inline Markdown */
char *
qd_deck_cut (const QdSetText *set,
             guint            first,
             guint            n_lines)
{
  const char *text = set->layout != NULL ? pango_layout_get_text (set->layout) : "";
  g_autofree char *part = NULL;
  int start, end;

  if (n_lines == 0 || first >= set->n_lines)
    return g_strdup ("");

  start = pango_layout_get_line_readonly (set->layout, (int) first)->start_index;
  end = first + n_lines < set->n_lines
          ? pango_layout_get_line_readonly (set->layout, (int) (first + n_lines))->start_index : (int) strlen (text);
  part = g_strndup (text + start, (gsize) (end - start));

  return qd_inline_escape (g_strstrip (part));
}

static void
add_point (QdSlideItem          *item,
           const QdOutlinePoint *point,
           guint                 number,
           double                height)
{
  guint n = item->points->len;

  item->numbers = g_renew (guint, item->numbers, n + 1);
  item->point_heights = g_renew (double, item->point_heights, n + 1);
  item->numbers[n] = number;
  item->point_heights[n] = height;
  if (n > 0)
    item->box.height += item->text_size * QD_SLIDE_POINT_GAP;
  item->box.height += height;
  g_ptr_array_add (item->points, (gpointer) point);
}

/* Points on their way onto slides. */
typedef struct
{
  QdDeckBuilder *builder;
  const QdBlock *block;
  QdSlideItem   *item; /* on the current slide; %NULL before its first point */
} PointFlow;

/* What is left for one more point of the item. */
static double
room_for_point (const PointFlow *flow)
{
  return qd_deck_room (flow->builder) - (flow->item != NULL ? flow->builder->size * QD_SLIDE_POINT_GAP : 0);
}

static void
place_point (PointFlow            *flow,
             const QdOutlinePoint *point,
             guint                 number,
             double                height)
{
  QdDeckBuilder *builder = flow->builder;

  if (flow->item == NULL)
    {
      flow->item = qd_deck_place (builder, QD_ITEM_POINTS, flow->block, 0);
      flow->item->text_size = builder->size;
      flow->item->points = g_ptr_array_new ();
    }
  add_point (flow->item, point, number, height);
  builder->y = flow->item->box.y + flow->item->box.height;
}

static gboolean
next_slide (PointFlow *flow)
{
  flow->item = NULL;

  return qd_deck_next_slide (flow->builder);
}

/* A point that is longer than a slide goes on over several. */
static gboolean
break_point (PointFlow            *flow,
             const QdOutlinePoint *point,
             const QdSetText      *set,
             guint                 number)
{
  QdBlock *pieces = qd_deck_make_block (flow->builder, QD_BLOCK_POINTS);
  guint first = 0;

  while (first < set->n_lines)
    {
      guint n_lines = (guint) MAX (floor (room_for_point (flow) / set->line_height + 1e-6), 0);
      g_autofree char *text = NULL;

      n_lines = MIN (n_lines, set->n_lines - first);
      if (n_lines < MIN (LINES_MIN, set->n_lines - first))
        {
          if (!next_slide (flow))
            return FALSE;
          continue;
        }
      text = qd_deck_cut (set, first, n_lines);
      qd_block_add_point (pieces, NULL, text, point->id);
      place_point (flow, g_ptr_array_index (pieces->points, pieces->points->len - 1), first == 0 ? number : 0,
                   qd_set_text_height (set, n_lines));
      first += n_lines;
      if (first < set->n_lines && !next_slide (flow))
        return FALSE;
    }

  return TRUE;
}

static gboolean
flow_point (PointFlow            *flow,
            const QdOutlinePoint *point,
            guint                 number)
{
  QdDeckBuilder *builder = flow->builder;
  const QdSlideItem like = { .kind = QD_ITEM_POINTS, .text_size = builder->size };
  QdType type = qd_slide_text_type (&like);
  double width = (builder->width - builder->size * qd_slide_indent (flow->block)) * builder->filled;
  g_autofree char *text = qd_deck_clip (point->text);
  g_autofree char *lead = point->lead != NULL ? qd_deck_clip (point->lead) : NULL;
  const QdOutlinePoint clipped = { lead, text, point->id };
  double height;
  gboolean done = TRUE;
  QdSetText set;

  if (builder->trial && qd_deck_is_too_long (text, &type, width, qd_deck_room (builder)))
    {
      builder->full = TRUE;
      return FALSE;
    }

  qd_typeset_point (&builder->typeset, &set, &clipped, &type, width);
  height = qd_set_text_height (&set, MAX (set.n_lines, 1));
  if (height > qd_deck_body_height (builder))
    {
      done = break_point (flow, point, &set, number);
    }
  else
    {
      if (height > room_for_point (flow))
        done = next_slide (flow);
      if (done)
        place_point (flow, point, number, height);
    }
  qd_set_text_clear (&set);

  return done;
}

static void
flow_points (QdDeckBuilder *builder,
             const QdBlock *block)
{
  PointFlow flow = { builder, block };

  for (guint i = 0; i < block->points->len; i++)
    if (!flow_point (&flow, g_ptr_array_index (block->points, i), i + 1))
      {
        builder->n_left_out += block->points->len - i;
        return;
      }
}

static void
place_text (QdDeckBuilder   *builder,
            QdSlideItemKind  kind,
            const QdBlock   *block,
            double           size,
            double           height,
            char            *text)
{
  QdSlideItem *item = qd_deck_place (builder, kind, block, height);

  item->text_size = size;
  item->text = text;
}

/* Of a text that does not fit, as many lines as do, and so on. */
static void
flow_text (QdDeckBuilder   *builder,
           QdSlideItemKind  kind,
           const QdBlock   *block,
           const char      *text,
           double           size)
{
  const QdSlideItem like = { .kind = kind, .text_size = size };
  QdType type = qd_slide_text_type (&like);
  g_autofree char *clipped = qd_deck_clip (text);
  guint first = 0;
  QdSetText set;

  if (builder->trial && qd_deck_is_too_long (clipped, &type, builder->width, qd_deck_room (builder)))
    {
      builder->full = TRUE;
      return;
    }

  qd_typeset_markdown (&builder->typeset, &set, clipped, &type, builder->width * builder->filled);
  while (first < set.n_lines && !builder->full)
    {
      guint n_lines = (guint) MAX (floor (qd_deck_room (builder) / set.line_height + 1e-6), 0);

      n_lines = MIN (n_lines, set.n_lines - first);
      if (n_lines >= MIN (LINES_MIN, set.n_lines - first))
        {
          char *part = n_lines == set.n_lines ? g_strdup (clipped) : qd_deck_cut (&set, first, n_lines);

          place_text (builder, kind, block, size, qd_set_text_height (&set, n_lines), part);
          first += n_lines;
        }
      if (first < set.n_lines && !qd_deck_next_slide (builder))
        builder->n_left_out++;
    }
  qd_set_text_clear (&set);
}

/* How high the figures of a row are, the longest of what they are of included. */
static double
figures_height (QdDeckBuilder *builder,
                const QdBlock *block,
                guint          first,
                const FigureRow *row)
{
  const QdSlideItem like = { .kind = QD_ITEM_FIGURE, .text_size = QD_SLIDE_FIGURE_LABEL };
  const QdType type = qd_slide_text_type (&like);
  double label = 0;

  for (guint i = first; i < MIN (first + row->n, block->points->len); i++)
    {
      QdSetText set;

      qd_typeset_markdown (&builder->typeset, &set, ((const QdOutlinePoint *) block->points->pdata[i])->text, &type,
                           row->width * builder->filled);
      label = MAX (label, qd_set_text_height (&set, set.n_lines));
      qd_set_text_clear (&set);
    }

  return row->size * QD_SLIDE_TITLE_LINE + label;
}

/* How wide the widest figure of @block is. */
static double
widest_figure (QdDeckBuilder *builder,
               const QdBlock *block,
               double         size)
{
  const QdType type = { size, QD_SLIDE_TITLE_LINE, QD_TONE_INK, TRUE, TRUE };
  double widest = 1;

  for (guint i = 0; i < block->points->len; i++)
    {
      QdSetText set;

      qd_typeset_markdown (&builder->typeset, &set, ((const QdOutlinePoint *) block->points->pdata[i])->lead, &type,
                           QD_SLIDE_WIDTH);
      widest = MAX (widest, qd_set_text_natural_width (&set));
      qd_set_text_clear (&set);
    }

  return widest;
}

/* All in one row if they are few and short enough. */
static FigureRow
choose_row (QdDeckBuilder *builder,
            const QdBlock *block)
{
  guint n = block->points->len;
  FigureRow row = { n };

  if (n <= FIGURE_ROW_MAX)
    {
      row.width = (builder->width - (n - 1) * FIGURE_GAP) / n;
      row.size = FIGURE_SIZE_MAX * row.width * builder->filled / widest_figure (builder, block, FIGURE_SIZE_MAX);
      row.size = MIN (row.size * FIGURE_FILLED, FIGURE_SIZE_MAX);
    }
  if (n > FIGURE_ROW_MAX || row.size < FIGURE_SIZE_MIN)
    row = (FigureRow) { FIGURE_COLUMNS, (builder->width - (FIGURE_COLUMNS - 1) * FIGURE_GAP) / FIGURE_COLUMNS,
                        FIGURE_SIZE_MAX };

  return row;
}

static void
flow_figures (QdDeckBuilder *builder,
              const QdBlock *block)
{
  double whole = builder->width;
  double left = builder->left;
  const FigureRow row = choose_row (builder, block);

  for (guint first = 0; first < block->points->len; first += row.n)
    {
      double height = figures_height (builder, block, first, &row);
      double y;

      if (first > 0)
        builder->y += FIGURE_GAP;
      if (height > qd_deck_room (builder) && !qd_deck_next_slide (builder))
        break;
      y = builder->y;
      for (guint i = first; i < MIN (first + row.n, block->points->len); i++)
        {
          QdSlideItem *item;

          builder->y = y;
          builder->left = left + (i - first) * (row.width + FIGURE_GAP);
          builder->width = row.width;
          item = qd_deck_place (builder, QD_ITEM_FIGURE, block, height);
          item->text_size = QD_SLIDE_FIGURE_LABEL;
          item->figure_size = row.size;
          item->points = g_ptr_array_new ();
          g_ptr_array_add (item->points, g_ptr_array_index (block->points, i));
        }
      builder->left = left;
      builder->width = whole;
    }
}

/* How much is missing where a block is left out. */
static guint
count_content (const QdBlock *block)
{
  if (block->rows != NULL)
    return qd_deck_count_rows (block, 0);

  return block->points != NULL ? block->points->len : 1;
}

/* Adds @block to the slides; @headed: under its title. */
void
qd_deck_flow_block (QdDeckBuilder *builder,
                    const QdBlock *block,
                    gboolean       headed)
{
  if (builder->full)
    {
      builder->n_left_out += count_content (block);
      return;
    }
  if (!builder->empty)
    builder->y += builder->size * BLOCK_GAP;

  headed = headed && block->title != NULL;
  if (block->kind == QD_BLOCK_TABLE)
    {
      qd_deck_flow_table (builder, block, headed);
    }
  else
    {
      double least = builder->size * QD_SLIDE_LINE * LINES_MIN + (headed ? qd_deck_heading_height (builder) : 0);

      if (!builder->empty && least > qd_deck_room (builder) && !qd_deck_next_slide (builder))
        {
          builder->n_left_out += count_content (block);
          return;
        }
      if (headed)
        qd_deck_place_heading (builder, block);
      if (block->kind == QD_BLOCK_POINTS)
        flow_points (builder, block);
      else if (block->kind == QD_BLOCK_FIGURES)
        flow_figures (builder, block);
      else
        flow_text (builder, QD_ITEM_TEXT, block, block->text, builder->size);
    }

  if (!builder->full && !qd_text_is_blank (block->note))
    {
      builder->y += QD_SLIDE_MIN_TEXT * QD_SLIDE_POINT_GAP;
      flow_text (builder, QD_ITEM_NOTE, block, block->note, QD_SLIDE_MIN_TEXT);
    }
}
