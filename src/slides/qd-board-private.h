#pragma once

#include "qd-board.h"
#include "qd-typeset-private.h"

G_BEGIN_DECLS

/* What the files that make up QdBoard share: qd-board.c has the views and the charts, qd-board-rows.c what stands in rows,
 * qd-board-vote.c the vote that is on. */

/* Of tables and points: 33 points. */
#define QD_BOARD_TEXT 44.0
#define QD_BOARD_LINE 1.25

/* Around a row that is in the spotlight. */
#define QD_BOARD_SPOT_MARGIN 60.0
#define QD_BOARD_SPOT_RADIUS 18.0

/**
 * QdBoardView:
 * @title: what it says
 * @subtitle: (nullable): what it is of
 * @block: (nullable): what it shows, of the outline of the board; %NULL for nothing but the titles
 * @marks: (nullable): of a chart, laid out for the size of the board
 * @body: where the block stands
 */
typedef struct
{
  char          *title;
  char          *subtitle;
  const QdBlock *block;
  QdMarks       *marks;
  QdBox          body;
} QdBoardView;

struct _QdBoard
{
  QdOutline *outline;
  QdTypeset  typeset;
  double     width;
  double     height;
  GPtrArray *views;
};

double qd_board_place_x   (QdBoard           *board,
                           double             x,
                           double             width);
void   qd_board_spot      (QdBoard           *board,
                           cairo_t           *cr,
                           const QdBox       *box);
void   qd_board_draw_text (QdBoard           *board,
                           cairo_t           *cr,
                           const QdSetText   *text,
                           double             x,
                           double             y);

guint  qd_board_draw_rows (QdBoard           *board,
                           const QdBoardView *view,
                           guint              first,
                           const char        *spotlight,
                           cairo_t           *cr);
guint  qd_board_n_rows    (const QdBlock     *block);
int    qd_board_find_row  (const QdBlock     *block,
                           const char        *id);
void   qd_board_add_vote  (QdBoard           *board,
                           QdPlan            *plan,
                           const QdBoardVote *vote);

G_END_DECLS
