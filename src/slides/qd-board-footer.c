#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-board-private.h"

#include <math.h>

/* The foot of the board: what the room is at, how long it has, how far the agenda is, and what time it is. */

#define TEXT        40.0
#define GAP         44.0
#define BAR_HEIGHT  22.0
#define BAR_GAP     8.0
#define BAR_LEAST   6.0
#define BAR_ROOM    500.0
#define TITLE_PART  0.42
#define RULE        2.0

typedef struct
{
  const QdTypeset *typeset;
  cairo_t         *cr;
  double           width;
  double           height;
} Painter;

static double
place_x (const Painter *self,
         double         x,
         double         width)
{
  return self->typeset->style.mirrored ? self->width - x - width : x;
}

static void
fill (const Painter *self,
      double         x,
      double         y,
      double         width,
      double         height,
      QdTone         tone)
{
  qd_typeset_fill (self->typeset, self->cr, &(QdBox) { place_x (self, x, width), y, width, height }, tone);
}

/* Returns: how wide the text is */
static double
draw_text (const Painter *self,
           const char    *text,
           double         x,
           double         most,
           gboolean       at_end,
           gboolean       bold,
           QdTone         tone)
{
  const QdType type = { TEXT, 1, tone, bold, TRUE, .max_lines = 1 };
  QdSetText set;
  double width;

  if (text == NULL || *text == '\0')
    return 0;

  qd_typeset_plain (self->typeset, &set, text, &type, most);
  width = ceil (qd_set_text_natural_width (&set));
  if (at_end)
    x -= width;
  qd_typeset_draw (self->typeset, self->cr, &set,
                   self->typeset->style.mirrored ? self->width - x - set.width : x,
                   (self->height - qd_set_text_height (&set, 1)) / 2, 0, 1);
  qd_set_text_clear (&set);

  return width;
}

/* A piece for each item, as long as its time; what is over is dark, what comes is empty. */
static void
draw_agenda (const Painter       *self,
             const QdBoardFooter *footer,
             double               x,
             double               width)
{
  double total = 0, room, y = (self->height - BAR_HEIGHT) / 2;

  for (guint i = 0; i < footer->n_items; i++)
    total += MAX (footer->minutes[i], 1);
  room = width - BAR_GAP * (footer->n_items - 1) - BAR_LEAST * footer->n_items;
  if (footer->n_items == 0 || room < 0)
    return;

  for (guint i = 0; i < footer->n_items; i++)
    {
      double piece = BAR_LEAST + room * MAX (footer->minutes[i], 1) / total;
      double done = i < footer->current ? 1 : i == footer->current ? CLAMP (footer->part, 0, 1) : 0;
      QdTone tone = i < footer->current ? QD_TONE_G3 : footer->phase == QD_BOARD_CALM ? QD_TONE_ACCENT : QD_TONE_AMBER;

      fill (self, x, y, piece, BAR_HEIGHT, QD_TONE_G1);
      fill (self, x, y, piece * done, BAR_HEIGHT, tone);
      x += piece + BAR_GAP;
    }
}

/**
 * qd_board_draw_footer:
 * @footer: what it says
 * @style: how it looks
 * @width: of the board, in pixels
 * @height: of its foot; %QD_BOARD_FOOTER, as a rule
 * @cr: where to draw
 */
void
qd_board_draw_footer (const QdBoardFooter *footer,
                      const QdChartStyle  *style,
                      double               width,
                      double               height,
                      cairo_t             *cr)
{
  QdTypeset typeset;
  Painter self = { &typeset, cr, width, height };
  double x = QD_BOARD_MARGIN, end = width - QD_BOARD_MARGIN;
  QdTone left = footer->phase == QD_BOARD_CALM ? QD_TONE_INK2 : QD_TONE_AMBER;

  qd_typeset_init (&typeset, style, FALSE);
  fill (&self, 0, 0, width, height, QD_TONE_PAPER);
  fill (&self, 0, 0, width, RULE, QD_TONE_G1);
  end -= draw_text (&self, footer->clock, end, width, TRUE, TRUE, QD_TONE_INK) + GAP;
  x += draw_text (&self, footer->title, x, width * TITLE_PART, FALSE, TRUE, QD_TONE_INK);
  if (x > QD_BOARD_MARGIN)
    x += GAP;
  x += draw_text (&self, footer->left, x, width, FALSE, footer->phase != QD_BOARD_CALM, left);
  if (footer->left != NULL && *footer->left != '\0')
    x += GAP;
  end -= draw_text (&self, footer->state, end, MAX (end - x, 0), TRUE, FALSE, QD_TONE_INK2) + GAP;
  if (end - x > BAR_ROOM / 2)
    draw_agenda (&self, footer, MAX (x, QD_BOARD_MARGIN), end - x);
  qd_typeset_clear (&typeset);
}
