#pragma once

#include <cairo.h>

#include "qd-outline.h"
#include "qd-votes.h"

G_BEGIN_DECLS

/* What hangs before the room: one page of the plan, one thing at a time, readable from ten metres. No text is smaller
 * than 28 points where the board is 1080 pixels high. */

/* From the edges of the board to what is on it. */
#define QD_BOARD_MARGIN   96.0
#define QD_BOARD_MIN_TEXT 37.0

/**
 * QdBoard:
 *
 * What can be shown of a page: its charts and tables, each a view. It keeps what it shows, whatever becomes of the plan.
 */
typedef struct _QdBoard QdBoard;

/**
 * QdBoardPlace:
 * @view: which of the views
 * @row: of a table, its first row that is shown
 */
typedef struct
{
  guint view;
  guint row;
} QdBoardPlace;

/* How high the foot of the board is. */
#define QD_BOARD_FOOTER 120.0

/**
 * QdBoardPhase:
 * @QD_BOARD_CALM: there is time
 * @QD_BOARD_LATE: it is nearly up, or over; what is said of it says which
 */
typedef enum
{
  QD_BOARD_CALM,
  QD_BOARD_LATE,
} QdBoardPhase;

/**
 * QdBoardFooter:
 * @title: (nullable): what the room is at
 * @left: (nullable): how long it has, in words
 * @phase: whether that is little
 * @minutes: (array length=n_items): of each item of the agenda
 * @n_items: how many there are
 * @current: which is on; @n_items after the last
 * @part: how much of its time has passed, 0 to 1
 * @state: (nullable): how the plan stands with those who have to agree, in a word
 * @clock: (nullable): the time of day
 *
 * What the foot of the board says.
 */
typedef struct
{
  const char   *title;
  const char   *left;
  QdBoardPhase  phase;
  const double *minutes;
  guint         n_items;
  guint         current;
  double        part;
  const char   *state;
  const char   *clock;
} QdBoardFooter;

/**
 * QdBoardVote:
 * @key_result: the id of what the room votes on
 * @n_in: how many votes are in
 * @n_asked: how many are asked; 0 if nobody knows
 * @fist: everybody shows fingers, 0 to 5
 * @casts: (nullable) (array length=n_casts): what they say; %NULL as long as that is hidden
 * @n_casts: how many
 *
 * A vote that is under way.
 */
typedef struct
{
  const char   *key_result;
  guint         n_in;
  guint         n_asked;
  gboolean      fist;
  const QdCast *casts;
  guint         n_casts;
} QdBoardVote;

QdAudience *qd_board_audience    (void);

QdBoard    *qd_board_new         (QdFigures          *figures,
                                  GPtrArray          *findings,
                                  QdPageId            page,
                                  const QdBoardVote  *vote,
                                  const QdChartStyle *style,
                                  double              width,
                                  double              height);
void        qd_board_free        (QdBoard            *board);
void        qd_board_set_size    (QdBoard            *board,
                                  double              width,
                                  double              height);
guint       qd_board_get_n_views (QdBoard            *board);
const char *qd_board_get_title   (QdBoard            *board,
                                  const QdBoardPlace *place);
char       *qd_board_describe    (QdBoard            *board,
                                  const QdBoardPlace *place);
gboolean    qd_board_find        (QdBoard            *board,
                                  const char         *id,
                                  QdBoardPlace       *place);
void        qd_board_clamp       (QdBoard            *board,
                                  QdBoardPlace       *place);
gboolean    qd_board_step        (QdBoard            *board,
                                  QdBoardPlace       *place,
                                  int                 step);
void        qd_board_draw        (QdBoard            *board,
                                  const QdBoardPlace *place,
                                  const char         *spotlight,
                                  cairo_t            *cr);

void        qd_board_draw_footer (const QdBoardFooter *footer,
                                  const QdChartStyle  *style,
                                  double               width,
                                  double               height,
                                  cairo_t             *cr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdBoard, qd_board_free)

G_END_DECLS
