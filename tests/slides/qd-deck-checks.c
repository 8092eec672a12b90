#include "qd-deck-checks.h"

#include <math.h>
#include <string.h>

#include "qd-deck-private.h"

/* What must hold for every deck: nothing leaves the slide or overlaps, every text fits, nothing is lost. */

#define SLACK 0.75

/* A chart keeps the end of its own footnote above the footer's line. */
#define CHART_BOTTOM 1040.0

typedef struct
{
  const QdDeck *deck;
  QdTypeset     typeset;
  const char   *what;
  guint         slide;
} Case;

static void G_GNUC_PRINTF (2, 3)
fail (const Case *test,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  const QdSlide *slide = g_ptr_array_index (test->deck->slides, test->slide);
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_error ("%s, slide %u “%s”: %s", test->what, test->slide + 1, slide->title, message);
}

static double
set_height (QdSetText *set)
{
  double height = qd_set_text_height (set, set->n_lines);

  qd_set_text_clear (set);

  return height;
}

static void
check_inside (const Case  *test,
              const QdBox *box,
              const char  *name)
{
  if (box->x < 0 || box->y < 0 || box->x + box->width > QD_SLIDE_WIDTH + SLACK ||
      box->y + box->height > QD_SLIDE_HEIGHT + SLACK || !(box->width > 0) || !(box->height >= 0))
    fail (test, "%s leaves the slide: %g,%g %gx%g", name, box->x, box->y, box->width, box->height);
}

static gboolean
overlap (const QdBox *a,
         const QdBox *b)
{
  return a->x + a->width > b->x + SLACK && b->x + b->width > a->x + SLACK && a->y + a->height > b->y + SLACK
         && b->y + b->height > a->y + SLACK;
}

static void
check_titles (const Case    *test,
              const QdSlide *slide)
{
  QdType type = qd_slide_title_type (slide);
  QdSetText set;

  if (*slide->title == '\0' || slide->title_size < QD_SLIDE_MIN_TEXT)
    fail (test, "no title, or too small");
  check_inside (test, &slide->title_box, "the title");
  qd_typeset_plain (&test->typeset, &set, slide->title, &type, slide->title_box.width);
  if (set_height (&set) > slide->title_box.height + SLACK)
    fail (test, "the title does not fit");
  if (slide->subtitle == NULL)
    return;

  check_inside (test, &slide->subtitle_box, "the subtitle");
  if (overlap (&slide->title_box, &slide->subtitle_box) || slide->subtitle_size < QD_SLIDE_MIN_TEXT)
    fail (test, "the subtitle is in the title, or too small");
  type = qd_slide_subtitle_type (slide);
  qd_typeset_plain (&test->typeset, &set, slide->subtitle, &type, slide->subtitle_box.width);
  if (set_height (&set) > slide->subtitle_box.height + SLACK)
    fail (test, "the subtitle does not fit");
}

static void
check_table (const Case        *test,
             const QdSlideItem *item)
{
  guint n_columns = item->block->columns->len;
  double width = QD_SLIDE_COLUMN_GAP * (n_columns - 1);
  double height = item->row_heights[0];

  for (guint i = 0; i < n_columns; i++)
    {
      const QdOutlineColumn *column = g_ptr_array_index (item->block->columns, i);
      QdType type = qd_slide_head_type (column);
      QdSetText set;

      width += item->column_widths[i];
      qd_typeset_plain (&test->typeset, &set, column->label, &type, item->column_widths[i]);
      if (set_height (&set) > item->row_heights[0] + SLACK)
        fail (test, "the head “%s” does not fit", column->label);
    }
  for (guint i = 0; i < item->rows->len; i++)
    {
      const QdOutlineRow *row = g_ptr_array_index (item->rows, i);

      height += item->row_heights[i + 1];
      for (guint j = 0; j < n_columns; j++)
        {
          QdType type = qd_slide_cell_type (item, row, g_ptr_array_index (item->block->columns, j));
          QdSetText set;

          qd_typeset_cell (&test->typeset, &set, &row->cells[j], &type, item->column_widths[j]);
          if (set_height (&set) + 2 * item->cell_padding > item->row_heights[i + 1] + SLACK)
            fail (test, "the cell “%s” does not fit", row->cells[j].text);
        }
    }
  if (fabs (width - item->box.width) > SLACK || fabs (height - item->box.height) > SLACK)
    fail (test, "columns and rows are %gx%g, the table is %gx%g", width, height, item->box.width, item->box.height);
}

static void
check_points (const Case        *test,
              const QdSlideItem *item)
{
  QdType type = qd_slide_text_type (item);
  double height = item->text_size * QD_SLIDE_POINT_GAP * (item->points->len - 1);

  for (guint i = 0; i < item->points->len; i++)
    {
      QdSetText set;

      height += item->point_heights[i];
      qd_typeset_point (&test->typeset, &set, g_ptr_array_index (item->points, i), &type,
                        item->box.width - item->text_size * QD_SLIDE_INDENT);
      if (set_height (&set) > item->point_heights[i] + SLACK)
        fail (test, "point %u does not fit", i);
    }
  if (fabs (height - item->box.height) > SLACK)
    fail (test, "points are %g high, their box %g", height, item->box.height);
}

static void
check_chart (const Case        *test,
             const QdSlideItem *item)
{
  g_autoptr (QdMarks) marks = qd_deck_draw_chart (test->deck, item);

  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);

      if (mark->kind == QD_MARK_TEXT && mark->size < QD_SLIDE_MIN_TEXT - 6)
        fail (test, "“%s” in the chart is too small: %g", mark->text, mark->size);
      if (mark->box.y < -2 || mark->box.y + mark->box.height > item->box.height + 2 || mark->box.x < -2 ||
          mark->box.x + mark->box.width > item->box.width + 2)
        fail (test, "“%s” leaves the chart", mark->text != NULL ? mark->text : mark->part);
    }
}

static void
check_item (const Case        *test,
            const QdSlideItem *item)
{
  QdType type = qd_slide_text_type (item);
  QdSetText set;

  check_inside (test, &item->box, "an item");
  if (item->text_size < QD_SLIDE_MIN_TEXT)
    fail (test, "its text is %g high", item->text_size);
  switch (item->kind)
    {
    case QD_ITEM_TABLE:
      check_table (test, item);
      break;
    case QD_ITEM_POINTS:
      check_points (test, item);
      break;
    case QD_ITEM_CHART:
      check_chart (test, item);
      break;
    case QD_ITEM_FIGURE:
      g_assert_cmpuint (item->points->len, ==, 1);
      qd_typeset_markdown (&test->typeset, &set, ((const QdOutlinePoint *) item->points->pdata[0])->text, &type,
                           item->box.width);
      if (set_height (&set) + item->figure_size * QD_SLIDE_TITLE_LINE > item->box.height + SLACK)
        fail (test, "what a figure is of does not fit");
      break;
    case QD_ITEM_HEADING:
    case QD_ITEM_TEXT:
    case QD_ITEM_NOTE:
    default:
      qd_typeset_markdown (&test->typeset, &set, item->text, &type, item->box.width);
      if (set_height (&set) > item->box.height + SLACK)
        fail (test, "a text does not fit");
    }
}

static void
check_slide (const Case    *test,
             const QdSlide *slide)
{
  check_titles (test, slide);
  for (guint i = 0; i < slide->items->len; i++)
    {
      const QdSlideItem *item = g_ptr_array_index (slide->items, i);

      check_item (test, item);
      if (overlap (&item->box, &slide->title_box) || (slide->subtitle != NULL && overlap (&item->box, &slide->subtitle_box)))
        fail (test, "item %u is in the title", i);
      if (item->box.y + item->box.height > (item->kind == QD_ITEM_CHART ? CHART_BOTTOM : QD_SLIDE_FOOTER) + SLACK)
        fail (test, "item %u is in the footer", i);
      for (guint j = 0; j < i; j++)
        if (overlap (&item->box, &((const QdSlideItem *) g_ptr_array_index (slide->items, j))->box))
          fail (test, "items %u and %u overlap", j, i);
    }
}

/* The rows and points of @block that stand on the slides, in order; parts of a long one count once. */
static GPtrArray *
placed (const QdDeck  *deck,
        const QdBlock *block)
{
  GPtrArray *records = g_ptr_array_new ();
  const char *last = NULL;

  for (guint i = 0; i < deck->slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (deck->slides, i);

      for (guint j = 0; j < slide->items->len; j++)
        {
          const QdSlideItem *item = g_ptr_array_index (slide->items, j);

          for (guint k = 0; item->block == block && item->rows != NULL && k < item->rows->len; k++)
            {
              const QdOutlineRow *row = g_ptr_array_index (item->rows, k);

              if (row->kind == QD_OUTLINE_ROW_PLAIN && (row->id == NULL || g_strcmp0 (row->id, last) != 0))
                g_ptr_array_add (records, row->id);
              last = row->id;
            }
          for (guint k = 0; item->block == block && item->point_heights != NULL && k < item->points->len; k++)
            {
              const QdOutlinePoint *point = g_ptr_array_index (item->points, k);

              if (item->numbers[k] != 0)
                g_ptr_array_add (records, point->id);
            }
        }
    }

  return records;
}

static gboolean
says_rest (const QdDeck           *deck,
           const QdOutlineSection *section)
{
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (deck->slides, i);

      for (guint j = 0; slide->section == section && j < slide->items->len; j++)
        {
          const QdSlideItem *item = g_ptr_array_index (slide->items, j);

          if (item->kind == QD_ITEM_NOTE && item->block == NULL)
            return TRUE;
        }
    }

  return FALSE;
}

static const char *
id_of (const QdBlock *block,
       guint          index)
{
  return block->rows != NULL ? ((const QdOutlineRow *) g_ptr_array_index (block->rows, index))->id
                             : ((const QdOutlinePoint *) g_ptr_array_index (block->points, index))->id;
}

static gboolean
counts (const QdBlock *block,
        guint          index)
{
  return block->rows == NULL || ((const QdOutlineRow *) g_ptr_array_index (block->rows, index))->kind == QD_OUTLINE_ROW_PLAIN;
}

/* Every row of a block that is on slides at all stands there once and in order; where some are missing, that is said. */
static void
check_block (const Case             *test,
             const QdOutlineSection *section,
             const QdBlock          *block)
{
  g_autoptr (GPtrArray) records = placed (test->deck, block);
  guint n = block->rows != NULL ? block->rows->len : block->points->len;
  guint found = 0;

  for (guint i = 0; i < n && records->len > 0; i++)
    {
      if (!counts (block, i))
        continue;
      if (found == records->len)
        {
          if (!says_rest (test->deck, section))
            g_error ("%s, “%s”: row %u of %u is lost", test->what, section->title, i, n);
          break;
        }
      if (g_strcmp0 (id_of (block, i), g_ptr_array_index (records, found)) != 0)
        g_error ("%s, “%s”: row %u is not where it belongs", test->what, section->title, i);
      found++;
    }
  if (records->len > 0 && found != records->len)
    g_error ("%s, “%s”: a row stands there twice", test->what, section->title);
}

void
qd_check_deck (const QdDeck *deck,
               const char   *what)
{
  Case test = { deck, .what = what };

  qd_typeset_init (&test.typeset, &deck->style, FALSE);
  if (deck->slides->len > QD_DECK_SLIDES_MAX)
    g_error ("%s: %u slides", what, deck->slides->len);
  for (test.slide = 0; test.slide < deck->slides->len; test.slide++)
    check_slide (&test, g_ptr_array_index (deck->slides, test.slide));
  for (guint i = 0; i < deck->outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (deck->outline->sections, i);

      for (guint j = 0; j < section->blocks->len; j++)
        {
          const QdBlock *block = g_ptr_array_index (section->blocks, j);

          if (block->kind == QD_BLOCK_TABLE || block->kind == QD_BLOCK_POINTS)
            check_block (&test, section, block);
        }
    }
  qd_typeset_clear (&test.typeset);
}
