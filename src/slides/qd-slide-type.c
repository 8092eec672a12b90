#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-deck-private.h"

/* How the texts of a slide look, and what they keep from each other. */

#define LOGO_HEIGHT 40.0
#define LOGO_WIDTH  240.0

/* Returns: the type of a heading, a text, points, a note, or what a figure is of */
QdType
qd_slide_text_type (const QdSlideItem *item)
{
  QdType type = { item->text_size, QD_SLIDE_LINE, QD_TONE_INK };

  type.bold = item->kind == QD_ITEM_HEADING;
  if (item->kind == QD_ITEM_NOTE || item->kind == QD_ITEM_FIGURE)
    type.tone = QD_TONE_INK2;

  return type;
}

/**
 * qd_slide_indent:
 * @block: points
 *
 * Returns: how far their text stands from the start of their marks or numbers, as a part of its size
 */
double
qd_slide_indent (const QdBlock *block)
{
  double indent = QD_SLIDE_INDENT;

  for (guint n = block->points->len; block->numbered && n > 9; n /= 10)
    indent += QD_SLIDE_DIGIT;

  return indent;
}

/**
 * qd_slide_logo_box:
 * @style: how a deck looks; it has a logo
 *
 * Returns: where the logo stands on each slide: at the end of the footer's line
 */
QdBox
qd_slide_logo_box (const QdChartStyle *style)
{
  double width = MIN (LOGO_HEIGHT * style->logo_ratio, LOGO_WIDTH);
  double height = width / style->logo_ratio;

  return (QdBox) { QD_SLIDE_WIDTH - QD_SLIDE_MARGIN - width, QD_SLIDE_FOOTER + (QD_SLIDE_MIN_TEXT - height) / 2, width,
                   height };
}

/**
 * qd_slide_slack:
 * @column: a column of a table in an editable deck
 *
 * Returns: by how much others may set its texts wider than they are measured: that much of the gap after it is theirs.
 *   Figures are short, and need their gap.
 */
double
qd_slide_slack (const QdOutlineColumn *column)
{
  return column->at_end ? 6 : 16;
}

QdType
qd_slide_head_type (const QdOutlineColumn *column)
{
  return (QdType) { QD_SLIDE_MIN_TEXT, QD_SLIDE_LINE, QD_TONE_INK2, .align = column->at_end ? QD_ALIGN_END : QD_ALIGN_START };
}

QdType
qd_slide_cell_type (const QdSlideItem     *item,
                    const QdOutlineRow    *row,
                    const QdOutlineColumn *column)
{
  QdType type = { item->text_size, QD_SLIDE_LINE, QD_TONE_INK };

  type.bold = row->kind != QD_OUTLINE_ROW_PLAIN;
  type.tabular = column->at_end;
  type.align = column->at_end ? QD_ALIGN_END : QD_ALIGN_START;

  return type;
}

QdType
qd_slide_title_type (const QdSlide *slide)
{
  return (QdType) { slide->title_size, QD_SLIDE_TITLE_LINE, QD_TONE_INK, TRUE };
}

QdType
qd_slide_subtitle_type (const QdSlide *slide)
{
  return (QdType) { slide->subtitle_size, QD_SLIDE_LINE, QD_TONE_INK2 };
}
