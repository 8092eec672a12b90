#pragma once

/* How slides are laid out: blocks flow from the top of a slide to its bottom and on to the next one. */

#include "qd-deck.h"
#include "qd-typeset-private.h"

G_BEGIN_DECLS

/**
 * QdDeckBuilder:
 * @deck: what is being built
 * @typeset: with what texts are measured
 * @section: (nullable): whose slides are built
 * @slide: (nullable): the one being filled
 * @first: the index of the section's first slide
 * @most: so many slides the section may have
 * @editable: others set the texts and draw bar charts themselves
 * @filled: the part of its width that a text may fill
 * @trial: whether it all fits in @most is all that is asked: what does not fit is not spoken of
 * @size: of body text
 * @padding: of the cells of tables
 * @left: where what is placed next begins
 * @width: how wide it may be
 * @top: where the bodies of this section begin
 * @y: where what is placed next begins
 * @limit: rows of tables end here, so that slides are filled alike
 * @empty: nothing stands here yet
 * @full: the section has all the slides it may have, and something does not fit
 * @n_left_out: rows and points that do not fit
 */
typedef struct
{
  QdDeck                 *deck;
  QdTypeset               typeset;
  const QdOutlineSection *section;
  QdSlide                *slide;
  guint                   first;
  guint                   most;
  gboolean                editable;
  double                  filled;
  gboolean                trial;
  double                  size;
  double                  padding;
  double                  left;
  double                  width;
  double                  top;
  double                  y;
  double                  limit;
  gboolean                empty;
  gboolean                full;
  guint                   n_left_out;
} QdDeckBuilder;

/* The body of a slide ends here; below is the line of the footer. */
#define QD_DECK_BOTTOM 1004.0

/* qd-deck.c */
void         qd_deck_reset_column   (QdDeckBuilder    *builder);
void         qd_deck_take_back      (QdDeckBuilder    *builder,
                                     guint             n_slides);
gboolean     qd_deck_next_slide     (QdDeckBuilder    *builder);
double       qd_deck_room           (QdDeckBuilder    *builder);
double       qd_deck_body_height    (QdDeckBuilder    *builder);
QdSlideItem *qd_deck_place          (QdDeckBuilder    *builder,
                                     QdSlideItemKind   kind,
                                     const QdBlock    *block,
                                     double            height);
QdBlock     *qd_deck_make_block     (QdDeckBuilder    *builder,
                                     QdBlockKind       kind);

/* qd-deck-chart.c */
gboolean     qd_deck_place_chart    (QdDeckBuilder    *builder,
                                     const QdBlock    *block,
                                     const QdBlock    *next);

/* qd-deck-fit.c */
void         qd_deck_place_blocks   (QdDeckBuilder    *builder,
                                     GPtrArray        *blocks,
                                     guint             most);

/* qd-slide-type.c: how the texts of a slide look, for whoever measures and draws them. */
QdType       qd_slide_text_type     (const QdSlideItem *item);
QdType       qd_slide_head_type     (const QdOutlineColumn *column);
QdType       qd_slide_cell_type     (const QdSlideItem *item,
                                     const QdOutlineRow *row,
                                     const QdOutlineColumn *column);
QdType       qd_slide_title_type    (const QdSlide     *slide);
QdType       qd_slide_subtitle_type (const QdSlide     *slide);

/* qd-deck-flow.c */
gboolean     qd_deck_is_too_long    (const char       *text,
                                     const QdType     *type,
                                     double            width,
                                     double            height);
char        *qd_deck_clip           (const char       *text);
char        *qd_deck_cut            (const QdSetText  *set,
                                     guint             first,
                                     guint             n_lines);
void         qd_deck_flow_block     (QdDeckBuilder    *builder,
                                     const QdBlock    *block,
                                     gboolean          headed);
double       qd_deck_heading_height (QdDeckBuilder    *builder);
void         qd_deck_place_heading  (QdDeckBuilder    *builder,
                                     const QdBlock    *block);

/* qd-deck-table.c */
guint        qd_deck_count_rows     (const QdBlock    *block,
                                     guint             first);
QdType       qd_deck_table_type     (const QdDeckBuilder *builder);
void         qd_deck_flow_table     (QdDeckBuilder    *builder,
                                     const QdBlock    *block,
                                     gboolean          headed);

G_END_DECLS
