#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-deck-private.h"
#include "qd-table-private.h"

/* How large the text of a section is, and whether blocks stand side by side: the largest size with which all of it fits on
 * one slide wins. */

/* What stands side by side: how far apart, of how many columns together, and how narrow. */
#define COLUMNS_GAP     72.0
#define COLUMNS_MAX     7
#define COLUMN_PART_MIN 0.3
#define COLUMNS_ROOM    (QD_SLIDE_WIDTH - 2 * QD_SLIDE_MARGIN - COLUMNS_GAP)

/* From the most comfortable on. */
static const struct
{
  double size;
  double padding;
} body_sizes[] = { { 46, 22 }, { 40, 20 }, { 36, 18 }, { 34, 16 }, { 32, 14 }, { 30, 12 }, { 28, 9 }, { 26, 7 } };

/* Of what takes several slides. */
#define LONG_SIZE    28.0
#define LONG_PADDING 9.0

/* Two lists of points, or two small tables, stand side by side below what comes before. */
static gboolean
are_two_columns (GPtrArray *blocks)
{
  const QdBlock *left, *right;

  if (blocks->len < 2)
    return FALSE;
  left = g_ptr_array_index (blocks, blocks->len - 2);
  right = g_ptr_array_index (blocks, blocks->len - 1);

  return left->kind == right->kind
         && (left->kind == QD_BLOCK_POINTS
             || (left->kind == QD_BLOCK_TABLE && left->columns->len + right->columns->len <= COLUMNS_MAX));
}

/* How wide a table wants to be; lists of points want the same. */
static double
wanted_width (QdDeckBuilder *builder,
              const QdBlock *block)
{
  const QdType type = qd_deck_table_type (builder);

  return block->kind == QD_BLOCK_TABLE ? qd_table_want (&builder->typeset, block, &type, QD_SLIDE_COLUMN_GAP) : 1;
}

static void
flow_blocks (QdDeckBuilder *builder,
             GPtrArray     *blocks,
             guint          n_blocks)
{
  for (guint i = 0; i < n_blocks; i++)
    qd_deck_flow_block (builder, g_ptr_array_index (blocks, i), blocks->len > 1);
}

/* The last two blocks side by side, the left one so wide. Returns how high both are together. */
static double
flow_columns (QdDeckBuilder *builder,
              GPtrArray     *blocks,
              double         width)
{
  double top, lowest, sum = 0;
  gboolean empty;

  flow_blocks (builder, blocks, blocks->len - 2);
  top = lowest = builder->y;
  empty = builder->empty;
  for (guint i = 0; i < 2 && !builder->full; i++)
    {
      builder->left = QD_SLIDE_MARGIN + (i > 0 ? width + COLUMNS_GAP : 0);
      builder->width = i > 0 ? COLUMNS_ROOM - width : width;
      builder->y = top;
      builder->empty = empty;
      qd_deck_flow_block (builder, g_ptr_array_index (blocks, blocks->len - 2 + i), TRUE);
      lowest = MAX (lowest, builder->y);
      sum += builder->y - top;
    }
  builder->y = lowest;
  builder->empty = FALSE;
  qd_deck_reset_column (builder);

  return sum;
}

/* Both by what they want, or either as wide as it wants: what needs the fewest lines. */
static void
flow_best_columns (QdDeckBuilder *builder,
                   GPtrArray     *blocks)
{
  double left = wanted_width (builder, g_ptr_array_index (blocks, blocks->len - 2));
  double right = wanted_width (builder, g_ptr_array_index (blocks, blocks->len - 1));
  const double widths[] = { COLUMNS_ROOM * left / (left + right), left, COLUMNS_ROOM - right };
  gboolean tables = left + right > COLUMNS_ROOM;
  guint before = builder->deck->slides->len;
  double best = -1, least = G_MAXDOUBLE;

  for (gsize i = 0; i < (tables ? G_N_ELEMENTS (widths) : 1); i++)
    {
      double width = CLAMP (widths[i], COLUMNS_ROOM * COLUMN_PART_MIN, COLUMNS_ROOM * (1 - COLUMN_PART_MIN));
      double sum;

      qd_deck_next_slide (builder);
      sum = flow_columns (builder, blocks, width);
      if (!builder->full && !tables)
        return;
      if (!builder->full && sum < least - 1)
        {
          least = sum;
          best = width;
        }
      qd_deck_take_back (builder, before);
    }
  if (best < 0)
    return;

  qd_deck_next_slide (builder);
  flow_columns (builder, blocks, best);
}

/* Whether @blocks fit on one slide with this size of text; they are on it then. */
static gboolean
try_size (QdDeckBuilder *builder,
          GPtrArray     *blocks,
          guint          size,
          gboolean       columns)
{
  guint before = builder->deck->slides->len;

  builder->size = body_sizes[size].size;
  builder->padding = body_sizes[size].padding;
  if (columns)
    {
      flow_best_columns (builder, blocks);
    }
  else
    {
      qd_deck_next_slide (builder);
      flow_blocks (builder, blocks, blocks->len);
    }
  if (builder->full)
    qd_deck_take_back (builder, before);

  return builder->slide != NULL;
}

static gboolean
place_on_one_slide (QdDeckBuilder *builder,
                    GPtrArray     *blocks)
{
  gboolean columns = are_two_columns (blocks);
  gboolean done = FALSE;

  builder->most = 1;
  builder->trial = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (body_sizes) && !done; i++)
    done = (columns && try_size (builder, blocks, i, TRUE)) || try_size (builder, blocks, i, FALSE);
  builder->trial = FALSE;

  return done;
}

static double
used_height (QdDeckBuilder *builder,
             guint          slide)
{
  const GPtrArray *items = ((const QdSlide *) g_ptr_array_index (builder->deck->slides, slide))->items;
  const QdSlideItem *last = items->len > 0 ? g_ptr_array_index (items, items->len - 1) : NULL;

  return last != NULL ? last->box.y + last->box.height - builder->top : 0;
}

/* The rows of one table are spread over its slides, so that the last one does not hold a single row. */
static void
spread_rows (QdDeckBuilder *builder,
             GPtrArray     *blocks)
{
  static const double parts[] = { 1.06, 1.2 };
  const QdBlock *block = g_ptr_array_index (blocks, 0);
  guint n = builder->deck->slides->len - builder->first;
  double sum = 0;

  if (blocks->len != 1 || block->kind != QD_BLOCK_TABLE || builder->full || n < 2)
    return;

  for (guint i = 0; i < n; i++)
    sum += used_height (builder, builder->first + i);
  for (gsize i = 0; i < G_N_ELEMENTS (parts) + 1; i++)
    {
      qd_deck_take_back (builder, builder->first);
      builder->limit = i < G_N_ELEMENTS (parts) ? builder->top + sum / n * parts[i] : QD_DECK_BOTTOM;
      qd_deck_next_slide (builder);
      flow_blocks (builder, blocks, 1);
      if (!builder->full && builder->deck->slides->len - builder->first == n)
        break;
    }
  builder->limit = QD_DECK_BOTTOM;
}

/* Blocks on one slide if some size allows it, else on several. */
void
qd_deck_place_blocks (QdDeckBuilder *builder,
              GPtrArray     *blocks,
              guint          most)
{
  guint first = builder->first;

  builder->first = builder->deck->slides->len;
  if (!place_on_one_slide (builder, blocks))
    {
      builder->most = most;
      builder->size = LONG_SIZE;
      builder->padding = LONG_PADDING;
      if (qd_deck_next_slide (builder))
        flow_blocks (builder, blocks, blocks->len);
      spread_rows (builder, blocks);
    }
  builder->first = first;
}
