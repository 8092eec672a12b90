#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-board-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"

/* What stands in rows on the board: tables, points, figures and texts. From a table, as many columns as have room. */

#define MAX_COLUMNS 12
#define COLUMN_GAP  44.0
#define PADDING     13.0
#define RULE        2.0
#define TOTAL_RULE  3.0
/* Of a table that fits as a whole, all that is written shows; otherwise so many lines of it. */
#define MOST_LINES  5
#define MAX_LINES   2
#define MOST_WHOLE  12
#define POINT_LINES 3

/* So many rows are looked at to find out how wide a column is. */
#define SAMPLE      24

/* What somebody wrote, and what a row is called, gets at least this, and no other column more than that. */
#define LEAST_PROSE 420.0
#define MOST_OTHER  460.0

#define FIGURE_TEXT   120.0
#define FIGURE_LINE   1.1
#define FIGURE_HEIGHT 300.0
#define FIGURES_A_ROW 3

/* A figure that stands alone is all there is to see. */
#define ALONE 3.0
#define ALONE_TEXT 1.6

typedef struct
{
  QdBoard           *board;
  const QdBlock     *block;
  cairo_t           *cr;       /* (nullable): only measured without */
  guint              columns[MAX_COLUMNS];
  double             widths[MAX_COLUMNS];
  guint              n_columns;
  guint              lines;    /* of a cell */
} Rows;

/* Returns: how many rows @block has, if it has rows at all */
guint
qd_board_n_rows (const QdBlock *block)
{
  if (block == NULL || block->chart != NULL)
    return 0;

  return block->rows != NULL ? block->rows->len : block->points != NULL ? block->points->len : 1;
}

/* Returns: the index of the row that stands for a record; -1 if none does */
int
qd_board_find_row (const QdBlock *block,
                   const char    *id)
{
  for (guint i = 0; block->rows != NULL && i < block->rows->len; i++)
    if (g_strcmp0 (((const QdOutlineRow *) g_ptr_array_index (block->rows, i))->id, id) == 0)
      return (int) i;
  for (guint i = 0; block->points != NULL && i < block->points->len; i++)
    if (g_strcmp0 (((const QdOutlinePoint *) g_ptr_array_index (block->points, i))->id, id) == 0)
      return (int) i;

  return -1;
}

static const QdOutlineColumn *
column_at (const Rows *self,
           guint       column)
{
  return g_ptr_array_index (self->block->columns, self->columns[column]);
}

static QdType
type_of (const QdOutlineColumn *column,
         gboolean               bold,
         guint                  lines)
{
  return (QdType) { QD_BOARD_TEXT, QD_BOARD_LINE, QD_TONE_INK, bold, column->at_end, column->at_end ? QD_ALIGN_END : QD_ALIGN_START,
                    lines };
}

static double
natural_width (const Rows *self,
               guint       index,
               double      most)
{
  const QdOutlineColumn *column = g_ptr_array_index (self->block->columns, index);
  const QdType head = { QD_BOARD_MIN_TEXT, QD_BOARD_LINE, QD_TONE_INK2, .max_lines = 1 };
  QdType type = type_of (column, FALSE, 1);
  double width;
  QdSetText set;

  type.align = QD_ALIGN_START;
  qd_typeset_plain (&self->board->typeset, &set, column->label, &head, most);
  width = qd_set_text_natural_width (&set);
  qd_set_text_clear (&set);
  for (guint i = 0; i < MIN (self->block->rows->len, SAMPLE) && width < most; i++)
    {
      const QdOutlineRow *row = g_ptr_array_index (self->block->rows, i);

      type.bold = row->kind != QD_OUTLINE_ROW_PLAIN;
      qd_typeset_cell (&self->board->typeset, &set, &row->cells[index], &type, most);
      width = MAX (width, qd_set_text_natural_width (&set) + (set.sign != QD_EMPHASIS_NONE ? QD_BOARD_TEXT : 0));
      qd_set_text_clear (&set);
    }

  return ceil (MIN (width + 1, most));
}

/* The name first, then what is short, then what somebody wrote; columns that have no room are left out, in words never. */
static void
choose_columns (Rows   *self,
                double  width)
{
  guint n = MIN (self->block->columns->len, MAX_COLUMNS);
  double needs[MAX_COLUMNS] = { 0 }, wants[MAX_COLUMNS] = { 0 };
  gboolean chosen[MAX_COLUMNS] = { FALSE };
  double left = width + COLUMN_GAP, wanted = 0;

  for (guint i = 0; i < n; i++)
    {
      const QdOutlineColumn *column = g_ptr_array_index (self->block->columns, i);
      gboolean wraps = i == 0 || column->prose;

      wants[i] = natural_width (self, i, wraps ? width : MOST_OTHER);
      needs[i] = wraps ? MIN (wants[i], LEAST_PROSE) : wants[i];
    }
  for (guint pass = 0; pass < 3; pass++)
    for (guint i = 0; i < n; i++)
      {
        const QdOutlineColumn *column = g_ptr_array_index (self->block->columns, i);

        if (pass != (i == 0 ? 0 : column->prose ? 2 : 1) || needs[i] + COLUMN_GAP > left)
          continue;
        chosen[i] = TRUE;
        left -= needs[i] + COLUMN_GAP;
      }
  for (guint i = 0; i < n; i++)
    wanted += chosen[i] ? wants[i] - needs[i] : 0;
  for (guint i = 0; i < n; i++)
    {
      if (!chosen[i])
        continue;
      self->columns[self->n_columns] = i;
      self->widths[self->n_columns] = needs[i] + (wanted > 0 ? (wants[i] - needs[i]) * MIN (left / wanted, 1) : 0);
      self->n_columns++;
    }
}

static void
draw_rule (const Rows *self,
           double      y,
           double      width,
           double      height,
           QdTone      tone)
{
  qd_typeset_fill (&self->board->typeset, self->cr,
                   &(QdBox) { qd_board_place_x (self->board, QD_BOARD_MARGIN, width), y - height / 2, width, height }, tone);
}

static double
draw_heads (const Rows *self,
            double      y,
            double      width)
{
  double x = QD_BOARD_MARGIN, height = QD_BOARD_MIN_TEXT * QD_BOARD_LINE + PADDING;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const QdOutlineColumn *column = column_at (self, i);
      const QdType type = { QD_BOARD_MIN_TEXT, QD_BOARD_LINE, QD_TONE_INK2, FALSE, FALSE,
                            column->at_end ? QD_ALIGN_END : QD_ALIGN_START, 1 };
      QdSetText set;

      qd_typeset_plain (&self->board->typeset, &set, column->label, &type, self->widths[i]);
      if (self->cr != NULL)
        qd_board_draw_text (self->board, self->cr, &set, x, y);
      qd_set_text_clear (&set);
      x += self->widths[i] + COLUMN_GAP;
    }
  if (self->cr != NULL)
    draw_rule (self, y + height, width, RULE, QD_TONE_G2);

  return height;
}

static double
draw_cells (const Rows         *self,
            const QdOutlineRow *row,
            double              y,
            double              limit,
            gboolean            lit)
{
  QdSetText sets[MAX_COLUMNS];
  double x = QD_BOARD_MARGIN, height = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      QdType type = type_of (column_at (self, i), row->kind != QD_OUTLINE_ROW_PLAIN || lit, self->lines);

      qd_typeset_cell (&self->board->typeset, &sets[i], &row->cells[self->columns[i]], &type, self->widths[i]);
      height = MAX (height, qd_set_text_height (&sets[i], sets[i].n_lines));
    }
  height = MAX (height, QD_BOARD_TEXT * QD_BOARD_LINE) + 2 * PADDING;
  if (self->cr != NULL && y + height <= limit)
    {
      if (lit)
        qd_board_spot (self->board, self->cr,
                       &(QdBox) { QD_BOARD_SPOT_MARGIN, y + 1, self->board->width - 2 * QD_BOARD_SPOT_MARGIN, height - 2 });
      for (guint i = 0; i < self->n_columns; i++)
        {
          qd_board_draw_text (self->board, self->cr, &sets[i], x, y + PADDING);
          x += self->widths[i] + COLUMN_GAP;
        }
    }
  for (guint i = 0; i < self->n_columns; i++)
    qd_set_text_clear (&sets[i]);

  return height;
}

static double
draw_point (const Rows           *self,
            const QdOutlinePoint *point,
            guint                 number,
            double                y,
            double                limit,
            double                width,
            gboolean              lit)
{
  const QdType type = { QD_BOARD_TEXT, QD_BOARD_LINE, QD_TONE_INK, lit, .max_lines = POINT_LINES };
  const QdType mark = { QD_BOARD_TEXT, QD_BOARD_LINE, QD_TONE_INK2, .tabular = TRUE, .max_lines = 1 };
  g_autofree char *sign = self->block->numbered ? g_strdup_printf ("%u", number) : g_strdup ("•");
  double indent = QD_BOARD_TEXT * (self->block->numbered ? 1.6 : 1.0);
  QdSetText text, before;
  double height;

  qd_typeset_point (&self->board->typeset, &text, point, &type, width - indent);
  qd_typeset_plain (&self->board->typeset, &before, sign, &mark, indent);
  height = qd_set_text_height (&text, text.n_lines) + 2 * PADDING;
  if (self->cr != NULL && y + height <= limit)
    {
      if (lit)
        qd_board_spot (self->board, self->cr,
                       &(QdBox) { QD_BOARD_SPOT_MARGIN, y, self->board->width - 2 * QD_BOARD_SPOT_MARGIN, height });
      qd_board_draw_text (self->board, self->cr, &before, QD_BOARD_MARGIN, y + PADDING);
      qd_board_draw_text (self->board, self->cr, &text, QD_BOARD_MARGIN + indent, y + PADDING);
    }
  qd_set_text_clear (&text);
  qd_set_text_clear (&before);

  return height;
}

/* As many lines as there is room for. */
static void
draw_text (const Rows  *self,
           const QdBox *body)
{
  QdType type = { QD_BOARD_TEXT, QD_BOARD_LINE, QD_TONE_INK };
  QdSetText set;

  type.max_lines = MAX ((guint) (body->height / (QD_BOARD_TEXT * QD_BOARD_LINE)), 1);
  qd_typeset_markdown (&self->board->typeset, &set, self->block->text, &type, body->width);
  qd_board_draw_text (self->board, self->cr, &set, body->x, body->y);
  qd_set_text_clear (&set);
}

static void
draw_figure (const Rows           *self,
             const QdOutlinePoint *point,
             double                x,
             double                y,
             double                width)
{
  gboolean alone = self->block->points->len == 1;
  const QdType figure = { FIGURE_TEXT * (alone ? ALONE : 1), FIGURE_LINE, QD_TONE_ACCENT, TRUE, TRUE, .max_lines = 1 };
  g_auto (GStrv) lines = g_strsplit (point->text, "\n", -1);
  QdSetText set;

  qd_typeset_markdown (&self->board->typeset, &set, point->lead, &figure, width);
  qd_board_draw_text (self->board, self->cr, &set, x, y);
  y += qd_set_text_height (&set, set.n_lines);
  qd_set_text_clear (&set);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      double size = (i == 0 ? QD_BOARD_TEXT : QD_BOARD_MIN_TEXT) * (alone ? ALONE_TEXT : 1);
      const QdType type = { size, QD_BOARD_LINE, i == 0 ? QD_TONE_INK : QD_TONE_INK2,
                            .max_lines = 1 };

      qd_typeset_markdown (&self->board->typeset, &set, lines[i], &type, width);
      qd_board_draw_text (self->board, self->cr, &set, x, y);
      y += qd_set_text_height (&set, set.n_lines);
      qd_set_text_clear (&set);
    }
}

static void
draw_figures (const Rows  *self,
              const QdBox *body)
{
  guint in_row = self->block->points->len == 1 ? 1 : FIGURES_A_ROW;
  double width = (body->width - (in_row - 1) * COLUMN_GAP) / in_row;

  for (guint i = 0; i < self->block->points->len; i++)
    {
      guint row = i / in_row, column = i % in_row;

      draw_figure (self, g_ptr_array_index (self->block->points, i),
                   body->x + (width + COLUMN_GAP) * column, body->y + FIGURE_HEIGHT * row, width);
    }
}

/* What is before and after what there is room for. */
static void
draw_count (const Rows  *self,
            const QdBox *body,
            guint        first,
            guint        n,
            guint        total)
{
  const QdType type = { QD_BOARD_MIN_TEXT, QD_BOARD_LINE, QD_TONE_INK2, .tabular = TRUE, .align = QD_ALIGN_END, .max_lines = 1 };
  /* Translators: rows of a table: the first and the last that are shown, and how many there are */
  g_autofree char *text = qd_count_printf (_("%u–%u of %u"), first + 1, first + n, total);
  QdSetText set;

  qd_typeset_plain (&self->board->typeset, &set, text, &type, body->width);
  qd_board_draw_text (self->board, self->cr, &set, body->x,
                      body->y + body->height - qd_set_text_height (&set, set.n_lines));
  qd_set_text_clear (&set);
}

/* Returns: the height of a row, drawn if it ends above @limit */
static double
draw_row (const Rows *self,
          guint       index,
          double      y,
          double      limit,
          double      width,
          const char *spotlight)
{
  const QdOutlineRow *row;
  double height;

  if (self->block->rows == NULL)
    {
      const QdOutlinePoint *point = g_ptr_array_index (self->block->points, index);

      return draw_point (self, point, index + 1, y, limit, width, spotlight != NULL && g_strcmp0 (point->id, spotlight) == 0);
    }

  row = g_ptr_array_index (self->block->rows, index);
  height = draw_cells (self, row, y, limit, spotlight != NULL && g_strcmp0 (row->id, spotlight) == 0);
  if (self->cr != NULL && y + height <= limit && row->kind == QD_OUTLINE_ROW_TOTAL)
    draw_rule (self, y, width, TOTAL_RULE, QD_TONE_INK);

  return height;
}

static gboolean
fits_as_a_whole (const Rows *self,
                 guint       n,
                 double      height,
                 double      width)
{
  Rows measured = *self;
  double y = 0;

  measured.cr = NULL;
  measured.lines = MOST_LINES;
  for (guint i = 0; i < n && n <= MOST_WHOLE && y <= height; i++)
    y += draw_row (&measured, i, y, height, width, NULL);

  return n <= MOST_WHOLE && y <= height;
}

/**
 * qd_board_draw_rows: (skip)
 * @board: a board
 * @view: a view of it that is no chart
 * @first: its first row that is shown
 * @spotlight: (nullable): the id of the record that is spoken of
 * @cr: (nullable): where to draw; %NULL to measure only
 *
 * Returns: how many rows there is room for
 */
guint
qd_board_draw_rows (QdBoard           *board,
                    const QdBoardView *view,
                    guint              first,
                    const char        *spotlight,
                    cairo_t           *cr)
{
  Rows self = { board, view->block, cr, .lines = MAX_LINES };
  guint total = qd_board_n_rows (view->block), n = 0;
  double y = view->body.y;
  double limit = view->body.y + view->body.height;

  if (view->block->kind == QD_BLOCK_TEXT || view->block->kind == QD_BLOCK_FIGURES)
    {
      if (cr != NULL)
        (view->block->kind == QD_BLOCK_TEXT ? draw_text : draw_figures) (&self, &view->body);
      return total;
    }

  if (view->block->rows != NULL)
    {
      choose_columns (&self, view->body.width);
      y += draw_heads (&self, y, view->body.width);
      self.lines = fits_as_a_whole (&self, total, limit - y, view->body.width) ? MOST_LINES : MAX_LINES;
    }
  /* The count needs a line as soon as one row is not shown. */
  for (guint pass = 0; pass < 2; pass++)
    {
      Rows measured = self;
      double at = y;

      measured.cr = NULL;
      for (n = 0; first + n < total; n++)
        {
          at += draw_row (&measured, first + n, at, limit, view->body.width, NULL);
          if (at > limit)
            break;
        }
      if (pass == 0 && (first > 0 || n < total))
        limit -= QD_BOARD_MIN_TEXT * QD_BOARD_LINE;
      else
        break;
    }
  for (guint i = 0; cr != NULL && i < n; i++)
    y += draw_row (&self, first + i, y, limit, view->body.width, spotlight);
  if (cr != NULL && n < total)
    draw_count (&self, &view->body, first, n, total);

  return n;
}
