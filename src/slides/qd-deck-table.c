#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-deck-private.h"

#include <math.h>
#include <string.h>

#include "qd-outline-private.h"
#include "qd-table-private.h"

/* Tables on slides: rows are never cut, but for one that is higher than a slide. */

/* Tables are read row by row: letters larger than this do not help. */
#define SIZE_MAX_TABLE 34.0

/* No letter is wider than this part of its size. */
#define ADVANCE_MAX 1.1

/* No table of more rows is on one slide. */
#define ROWS_ON_SLIDE_MAX 40

/* A table on its way onto slides. */
typedef struct
{
  QdDeckBuilder      *builder;
  const QdBlock      *block;
  QdSlideItem         like;        /* how the items look */
  double             *widths;
  double              heads;       /* how high the heads are */
  QdSlideItem        *item;        /* on the current slide; %NULL before its first row */
  const QdOutlineRow *group;       /* (nullable): what heads the rows that come */
  double              group_height; /* 0 without */
  double             *known;       /* how high each row is; 0 before it is measured */
} TableFlow;

static const QdOutlineColumn *
column_of (const TableFlow *flow,
           guint            index)
{
  return g_ptr_array_index (flow->block->columns, index);
}

/* How wide the texts of a column may be. */
static double
text_width (const TableFlow *flow,
            guint            index)
{
  const QdDeckBuilder *builder = flow->builder;
  double width = flow->widths[index];

  if (!builder->editable)
    return width;

  return (width + qd_slide_slack (column_of (flow, index))) * builder->filled;
}

/* Most cells are too short for two lines, whatever their letters. What may be a line break is not: a line feed, a tag, a
 * character reference, the separators of Unicode. */
static gboolean
is_short (const QdOutlineCell *cell,
          double               size,
          double               width)
{
  gsize length = strlen (cell->text);

  return (double) (length + 2) * ADVANCE_MAX * size <= width && strpbrk (cell->text, "\n<&\xe2") == NULL;
}

static double
cell_height (const TableFlow    *flow,
             const QdOutlineRow *row,
             guint               index)
{
  const QdOutlineCell *cell = &row->cells[index];
  QdType type = qd_slide_cell_type (&flow->like, row, column_of (flow, index));
  QdSetText set;
  double height;

  if (is_short (cell, type.size, flow->widths[index]))
    return type.size * type.leading;
  if (qd_deck_is_too_long (cell->text, &type, flow->widths[index], QD_SLIDE_HEIGHT))
    return QD_SLIDE_HEIGHT;

  qd_typeset_cell (&flow->builder->typeset, &set, cell, &type, text_width (flow, index));
  height = qd_set_text_height (&set, MAX (set.n_lines, 1));
  qd_set_text_clear (&set);

  return height;
}

static double
row_height (TableFlow *flow,
            guint      index)
{
  const QdOutlineRow *row = g_ptr_array_index (flow->block->rows, index);
  double height = 0;

  if (flow->known[index] > 0)
    return flow->known[index];

  for (guint i = 0; i < row->n_cells; i++)
    height = MAX (height, cell_height (flow, row, i));
  flow->known[index] = height + 2 * flow->like.cell_padding;

  return flow->known[index];
}

static double
heads_height (const TableFlow *flow)
{
  double height = 0;

  for (guint i = 0; i < flow->block->columns->len; i++)
    {
      QdType type = qd_slide_head_type (column_of (flow, i));
      QdSetText set;

      qd_typeset_plain (&flow->builder->typeset, &set, column_of (flow, i)->label, &type, text_width (flow, i));
      height = MAX (height, qd_set_text_height (&set, MAX (set.n_lines, 1)));
      qd_set_text_clear (&set);
    }

  return height + flow->like.cell_padding;
}

static void
append_row (TableFlow          *flow,
            const QdOutlineRow *row,
            double              height)
{
  QdSlideItem *item = flow->item;
  guint n = item->rows->len;

  item->row_heights = g_renew (double, item->row_heights, n + 2);
  item->row_heights[n + 1] = height;
  item->box.height += height;
  flow->builder->y += height;
  g_ptr_array_add (item->rows, (gpointer) row);
}

static void
begin_item (TableFlow *flow)
{
  guint n_columns = flow->block->columns->len;

  flow->item = qd_deck_place (flow->builder, QD_ITEM_TABLE, flow->block, flow->heads);
  flow->item->text_size = flow->like.text_size;
  flow->item->cell_padding = flow->like.cell_padding;
  flow->item->rows = g_ptr_array_new ();
  flow->item->column_widths = g_memdup2 (flow->widths, n_columns * sizeof *flow->widths);
  flow->item->row_heights = g_new (double, 1);
  flow->item->row_heights[0] = flow->heads;
}

/* What a slide has for rows: a group that goes on is headed again. */
static double
whole_room (const TableFlow *flow)
{
  return qd_deck_body_height (flow->builder) - flow->heads - flow->group_height;
}

static gboolean
next_slide (TableFlow *flow)
{
  flow->item = NULL;

  return qd_deck_next_slide (flow->builder);
}

static void
place_row (TableFlow          *flow,
           const QdOutlineRow *row,
           double              height)
{
  if (flow->item == NULL)
    {
      begin_item (flow);
      if (flow->group != NULL && row->kind == QD_OUTLINE_ROW_PLAIN)
        append_row (flow, flow->group, flow->group_height);
    }
  append_row (flow, row, height);
}

/* What must stand on one slide: a row that heads a group with the first of it, the last one with the total, and with the
 * note below. */
static double
needed (TableFlow *flow,
        guint      index)
{
  const QdOutlineRow *row = g_ptr_array_index (flow->block->rows, index);
  const QdOutlineRow *next = index + 1 < flow->block->rows->len ? g_ptr_array_index (flow->block->rows, index + 1) : NULL;
  double height = row_height (flow, index);

  if (flow->item == NULL)
    height += flow->heads + (row->kind == QD_OUTLINE_ROW_PLAIN ? flow->group_height : 0);
  if (next != NULL && (row->kind == QD_OUTLINE_ROW_GROUP ? next->kind == QD_OUTLINE_ROW_PLAIN
                                                         : next->kind == QD_OUTLINE_ROW_TOTAL))
    height += row_height (flow, index + 1);

  return height;
}

/* A row that is higher than a slide: its texts go on in as many rows as it takes. */
static gboolean
break_row (TableFlow          *flow,
           const QdOutlineRow *row)
{
  QdDeckBuilder *builder = flow->builder;
  double line_height = flow->like.text_size * QD_SLIDE_LINE;
  QdBlock *pieces = qd_deck_make_block (builder, QD_BLOCK_TABLE);
  g_autofree QdSetText *sets = g_new0 (QdSetText, row->n_cells);
  guint n_lines = 0;
  gboolean done = TRUE;

  for (guint i = 0; i < row->n_cells; i++)
    {
      QdType type = qd_slide_cell_type (&flow->like, row, column_of (flow, i));

      g_autofree char *text = qd_deck_clip (row->cells[i].text);
      const QdOutlineCell clipped = { text, row->cells[i].emphasis };

      qd_block_add_column (pieces, "", FALSE, 0);
      qd_typeset_cell (&builder->typeset, &sets[i], &clipped, &type, text_width (flow, i));
      n_lines = MAX (n_lines, sets[i].n_lines);
    }

  for (guint first = 0; first < n_lines && done;)
    {
      double heads = flow->item == NULL ? flow->heads + flow->group_height : 0;
      double room = qd_deck_room (builder) - heads - 2 * flow->like.cell_padding;
      guint n = (guint) MAX (floor (room / line_height + 1e-6), 0);
      QdOutlineRow *piece;

      if (n < 2)
        {
          done = next_slide (flow);
          continue;
        }
      n = MIN (n, n_lines - first);
      piece = qd_block_add_row (pieces, row->kind, row->id);
      for (guint i = 0; i < row->n_cells; i++)
        {
          piece->cells[i].text = qd_deck_cut (&sets[i], first, n);
          piece->cells[i].emphasis = row->cells[i].emphasis;
        }
      place_row (flow, piece, n * line_height + 2 * flow->like.cell_padding);
      first += n;
    }
  for (guint i = 0; i < row->n_cells; i++)
    qd_set_text_clear (&sets[i]);

  return done;
}

static gboolean
flow_row (TableFlow *flow,
          guint      index)
{
  const QdOutlineRow *row = g_ptr_array_index (flow->block->rows, index);
  double height = row_height (flow, index);
  double room;

  if (row->kind != QD_OUTLINE_ROW_PLAIN)
    {
      flow->group = NULL;
      flow->group_height = 0;
    }
  if (height > whole_room (flow))
    {
      if (!flow->builder->trial)
        return break_row (flow, row);
      flow->builder->full = TRUE;
      return FALSE;
    }
  room = MIN (qd_deck_room (flow->builder), flow->builder->limit - flow->builder->y);
  if (needed (flow, index) > room && flow->item != NULL && !next_slide (flow))
    return FALSE;
  place_row (flow, row, height);
  if (row->kind == QD_OUTLINE_ROW_GROUP)
    {
      flow->group = row;
      flow->group_height = height;
    }

  return TRUE;
}

/* Returns: how many rows with content a table has from @first on */
guint
qd_deck_count_rows (const QdBlock *block,
                    guint          first)
{
  guint n = 0;

  for (guint i = first; i < block->rows->len; i++)
    n += ((const QdOutlineRow *) g_ptr_array_index (block->rows, i))->kind == QD_OUTLINE_ROW_PLAIN;

  return n;
}

/* Returns: how the cells of a table look */
QdType
qd_deck_table_type (const QdDeckBuilder *builder)
{
  return (QdType) { MIN (builder->size, SIZE_MAX_TABLE), QD_SLIDE_LINE, QD_TONE_INK };
}

/* Adds a table to the slides; @headed: under its title. */
void
qd_deck_flow_table (QdDeckBuilder *builder,
                    const QdBlock *block,
                    gboolean       headed)
{
  const QdType type = qd_deck_table_type (builder);
  TableFlow flow = { builder, block, { .kind = QD_ITEM_TABLE, .text_size = type.size } };
  g_autofree double *widths = g_new0 (double, block->columns->len);
  g_autofree double *known = NULL;
  double width = builder->width;
  double heading = headed ? qd_deck_heading_height (builder) : 0;

  flow.like.cell_padding = builder->padding;
  if (builder->trial && block->rows->len > ROWS_ON_SLIDE_MAX)
    {
      builder->full = TRUE;
      return;
    }

  if (builder->editable)
    width -= qd_slide_slack (g_ptr_array_index (block->columns, block->columns->len - 1));
  qd_table_fit (&builder->typeset, block, &type, width, QD_SLIDE_COLUMN_GAP, widths);
  flow.widths = widths;
  flow.known = known = g_new0 (double, block->rows->len);
  flow.heads = heads_height (&flow);
  if (!builder->empty && heading + needed (&flow, 0) > qd_deck_room (builder) && !qd_deck_next_slide (builder))
    {
      builder->n_left_out += qd_deck_count_rows (block, 0);
      return;
    }
  if (headed)
    qd_deck_place_heading (builder, block);
  for (guint i = 0; i < block->rows->len; i++)
    if (!flow_row (&flow, i))
      {
        builder->n_left_out += qd_deck_count_rows (block, i);
        return;
      }
}
