#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-board-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-outline-private.h"
#include "qd-phrase.h"
#include "qd-summary.h"

/* The board before the room: the views of a page, and how each is drawn. */

#define TITLE_TEXT  72.0
#define TITLE_LEAST 54.0
#define TITLE_TWO   60.0
#define TITLE_STEP  6.0
#define TITLE_LINE  1.15
#define TITLE_TOP   52.0
#define TITLE_GAP   6.0
#define NOTE_GAP    18.0

/* Charts have margins of their own. */
#define BODY_GAP    32.0
#define BOTTOM      24.0

/* Charts are made for slides, whose smallest text has 26 pixels: enlarged by this, it is as large as it must be. */
#define CHART_ZOOM (QD_BOARD_MIN_TEXT / 26.0)
#define CHART_MARGIN 96.0

/* What stands for a record is lit as wide as the board where it goes across most of the chart. */
#define MOST_OF_CHART 0.5
#define SPOT_AROUND 14.0
#define SPOT_ABOVE 6.0 /* and below: the next row is near */
#define SPOT_RING 5.0

static void
view_free (gpointer data)
{
  QdBoardView *view = data;

  g_free (view->title);
  g_free (view->subtitle);
  g_clear_pointer (&view->marks, qd_marks_unref);
  g_free (view);
}

/* Where something stands whose left edge would be at @x if the language were read from the left. */
double
qd_board_place_x (QdBoard *board,
                  double   x,
                  double   width)
{
  return board->typeset.style.mirrored ? board->width - x - width : x;
}

void
qd_board_draw_text (QdBoard         *board,
                    cairo_t         *cr,
                    const QdSetText *text,
                    double           x,
                    double           y)
{
  qd_typeset_draw (&board->typeset, cr, text, qd_board_place_x (board, x, text->width), y, 0, text->n_lines);
}

static void
trace_spot (QdBoard     *self,
            cairo_t     *cr,
            const QdBox *box)
{
  double x = qd_board_place_x (self, box->x, box->width);
  double radius = MIN (QD_BOARD_SPOT_RADIUS, box->height / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + box->width - radius, box->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + box->width - radius, box->y + box->height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, box->y + box->height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, box->y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

/* Light on what is spoken of. */
void
qd_board_spot (QdBoard     *board,
               cairo_t     *cr,
               const QdBox *box)
{
  qd_typeset_set_tone (&board->typeset, cr, QD_TONE_TINT);
  trace_spot (board, cr, box);
  cairo_fill (cr);
}

static void
add_view (QdBoard       *self,
          const char    *title,
          const char    *subtitle,
          const QdBlock *block)
{
  QdBoardView *view = g_new0 (QdBoardView, 1);

  view->title = g_strdup (title);
  view->subtitle = g_strdup (subtitle);
  view->block = block;
  g_ptr_array_add (self->views, view);
}

/* Returns: (nullable): what there is to say of a page of which there is nothing to show */
static const QdBlock *
add_sentence (QdBoard   *self,
              QdFigures *figures,
              GPtrArray *findings,
              QdPageId   page)
{
  QdOutlineBuilder builder = { self->outline };
  g_autofree char *markup = qd_summary_page (figures, findings, page);
  QdOutlineSection *section;
  QdBlock *block;
  char *text;

  if (markup == NULL || !pango_parse_markup (markup, -1, 0, NULL, &text, NULL, NULL))
    return NULL;

  section = qd_outline_add_section (&builder, "empty", _(qd_page_info (page)->title));
  section->title = g_strdup (section->topic);
  block = qd_block_new (QD_BLOCK_TEXT, NULL);
  block->text = text;
  g_ptr_array_add (section->blocks, block);

  return block;
}

/* The plan as a whole; or only what a page is about, where it has nothing for the room. */
static void
add_cover (QdBoard       *self,
           const char    *topic,
           const QdBlock *sentence)
{
  const QdOutline *outline = self->outline;
  g_autoptr (GString) facts = g_string_new (NULL);

  if (outline->quarter != NULL && strstr (outline->title, outline->quarter) == NULL)
    qd_phrase_add_fact (facts, outline->quarter);
  if (outline->state != NULL)
    qd_phrase_add_fact (facts, outline->state);
  if (outline->date != NULL)
    qd_phrase_add_fact (facts, outline->date);
  if (topic != NULL)
    {
      g_autoptr (GString) plan = g_string_new (outline->title);

      if (facts->len > 0)
        qd_phrase_add_fact (plan, facts->str);
      add_view (self, topic, plan->str, sentence);
      return;
    }
  add_view (self, outline->headline != NULL ? outline->headline : outline->title,
            outline->headline != NULL ? outline->title : facts->str, outline->figures);
}

static void
add_views (QdBoard   *self,
           QdFigures *figures,
           GPtrArray *findings,
           QdPageId   page)
{
  GPtrArray *sections = self->outline->sections;

  if (self->outline->figures != NULL)
    add_cover (self, NULL, NULL);
  for (guint i = 0; i < sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (sections, i);

      for (guint j = 0; j < section->blocks->len; j++)
        {
          const QdBlock *block = g_ptr_array_index (section->blocks, j);
          gboolean headed = qd_outline_needs_heading (section, block);
          g_autoptr (GString) subtitle = g_string_new (headed ? block->title : section->subtitle);
          const char *below;

          if (headed && section->subtitle != NULL)
            qd_phrase_add_fact (subtitle, section->subtitle);
          below = block->kind != QD_BLOCK_CHART && !headed ? section->topic : subtitle->str;
          /* A name is said once. */
          if (below != NULL && (*below == '\0' || g_strcmp0 (below, section->title) == 0))
            below = NULL;
          add_view (self, section->title, below, block);
        }
    }
  if (self->views->len == 0 && page == QD_PAGE_OVERVIEW)
    add_cover (self, NULL, NULL);
  else if (self->views->len == 0)
    add_cover (self, _(qd_page_info (page)->title), add_sentence (self, figures, findings, page));
}

/**
 * qd_board_audience:
 *
 * Returns: (transfer full): the people in the room: they get what the plan says, but neither what is remarked on it nor
 *   what is noted in the meeting
 */
QdAudience *
qd_board_audience (void)
{
  QdAudience *audience = qd_audience_new ("everyone", NULL, NULL);

  audience->findings = FALSE;
  audience->hidden_columns = g_strdup ("agenda.notes agenda.spent");

  return audience;
}

/**
 * qd_board_new:
 * @figures: the figures of a plan
 * @findings: (nullable): its findings, of which only the headline is told
 * @page: the page to show
 * @vote: (nullable): the vote that the room is at, to be shown first
 * @style: how it looks
 * @width: of the board, in pixels
 * @height: of the board; 1080, as a rule
 *
 * Returns: (transfer full): what there is to show of @page, at least one view
 */
QdBoard *
qd_board_new (QdFigures          *figures,
              GPtrArray          *findings,
              QdPageId            page,
              const QdBoardVote  *vote,
              const QdChartStyle *style,
              double              width,
              double              height)
{
  QdBoard *self = g_new0 (QdBoard, 1);
  g_autoptr (QdAudience) audience = qd_board_audience ();

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  self->outline = qd_outline_new_for_page (figures, findings, audience, page);
  self->views = g_ptr_array_new_with_free_func (view_free);
  self->width = width;
  self->height = height;
  qd_typeset_init (&self->typeset, style, FALSE);
  self->typeset.style.untitled = TRUE;
  self->typeset.style.transparent = TRUE;
  self->typeset.style.footer = NULL;
  self->typeset.style.logo = NULL;
  if (vote != NULL)
    qd_board_add_vote (self, qd_figures_get_plan (figures), vote);
  add_views (self, figures, findings, page);

  return self;
}

void
qd_board_free (QdBoard *board)
{
  qd_typeset_clear (&board->typeset);
  g_ptr_array_unref (board->views);
  qd_outline_free (board->outline);
  g_free (board);
}

/**
 * qd_board_set_size:
 * @board: a board
 * @width: of the board, in pixels
 * @height: of the board
 *
 * What is laid out for another size is laid out again.
 */
void
qd_board_set_size (QdBoard *board,
                   double   width,
                   double   height)
{
  if (board->width == width && board->height == height)
    return;

  board->width = width;
  board->height = height;
  for (guint i = 0; i < board->views->len; i++)
    g_clear_pointer (&((QdBoardView *) g_ptr_array_index (board->views, i))->marks, qd_marks_unref);
}

/**
 * qd_board_get_n_views:
 *
 * Returns: how many charts and tables there are, at least one
 */
guint
qd_board_get_n_views (QdBoard *board)
{
  return board->views->len;
}

static QdBoardView *
view_at (QdBoard            *self,
         const QdBoardPlace *place)
{
  return g_ptr_array_index (self->views, MIN (place->view, self->views->len - 1));
}

/**
 * qd_board_get_title:
 *
 * Returns: (transfer none): what stands above what is shown
 */
const char *
qd_board_get_title (QdBoard            *board,
                    const QdBoardPlace *place)
{
  return view_at (board, place)->title;
}

/* “64 % Committed”, a line each */
static char *
describe_figures (const QdBoardView *view)
{
  GString *text = g_string_new (view->subtitle);

  for (guint i = 0; i < view->block->points->len; i++)
    {
      const QdOutlinePoint *point = g_ptr_array_index (view->block->points, i);

      g_string_append_printf (text, "%s%s %s", text->len > 0 ? "\n" : "", point->lead != NULL ? point->lead : "", point->text);
    }

  return g_string_free (text, FALSE);
}

/**
 * qd_board_describe:
 *
 * Returns: (transfer full): what is on the board, in words
 */
char *
qd_board_describe (QdBoard            *board,
                   const QdBoardPlace *place)
{
  const QdBoardView *view = view_at (board, place);

  if (view->block != NULL && view->block->chart != NULL)
    return qd_chart_describe (view->block->chart);
  if (view->block != NULL && view->block->kind == QD_BLOCK_FIGURES)
    return describe_figures (view);
  if (view->block != NULL && view->block->kind == QD_BLOCK_TEXT)
    return g_strdup (view->block->text);

  return g_strdup (view->subtitle != NULL ? view->subtitle : "");
}

static QdMarks *
get_marks (QdBoard     *self,
           QdBoardView *view)
{
  double width = self->width + 2 * (CHART_MARGIN * CHART_ZOOM - QD_BOARD_MARGIN);

  if (view->marks == NULL)
    view->marks = qd_chart_layout (view->block->chart, &self->typeset.style, width / CHART_ZOOM,
                                   view->body.height / CHART_ZOOM);

  return view->marks;
}

/* One line if that can be read, else two. */
static void
set_title (QdBoard    *self,
           QdSetText  *set,
           const char *title,
           double      width)
{
  QdType type = { TITLE_TEXT, TITLE_LINE, QD_TONE_INK, TRUE };

  qd_typeset_plain (&self->typeset, set, title, &type, width);
  while (set->n_lines > 1 && type.size > TITLE_LEAST)
    {
      type.size -= TITLE_STEP;
      qd_set_text_clear (set);
      qd_typeset_plain (&self->typeset, set, title, &type, width);
    }
  if (set->n_lines <= 1)
    return;

  type.size = TITLE_TWO;
  type.max_lines = 2;
  qd_set_text_clear (set);
  qd_typeset_plain (&self->typeset, set, title, &type, width);
}

/* Titles and note take what they need; the rest is for what the view shows. */
static void
measure (QdBoard     *self,
         QdBoardView *view,
         QdSetText   *title,
         QdSetText   *subtitle,
         QdSetText   *note)
{
  const QdType small_type = { QD_BOARD_MIN_TEXT, QD_BOARD_LINE, QD_TONE_INK2, .max_lines = 2 };
  const char *below = view->block != NULL ? view->block->note : NULL;
  gboolean chart = view->block != NULL && view->block->chart != NULL;
  double width = self->width - 2 * QD_BOARD_MARGIN;
  double top = TITLE_TOP;

  set_title (self, title, view->title, width);
  qd_typeset_plain (&self->typeset, subtitle, view->subtitle != NULL ? view->subtitle : "", &small_type, width);
  qd_typeset_markdown (&self->typeset, note, below != NULL ? below : "", &small_type, width);
  top += qd_set_text_height (title, title->n_lines);
  if (view->subtitle != NULL)
    top += TITLE_GAP + qd_set_text_height (subtitle, subtitle->n_lines);
  if (!chart)
    top += BODY_GAP;
  view->body = (QdBox) { QD_BOARD_MARGIN, top, width, self->height - top - (chart && below == NULL ? 0 : BOTTOM) };
  if (below != NULL)
    view->body.height -= qd_set_text_height (note, note->n_lines) + NOTE_GAP;
}

/* Where in a chart a record stands, once or more: what of it would be lit at one height belongs together. */
static GArray *
find_spots (QdMarks    *marks,
            const char *id)
{
  const double near = 2 * SPOT_ABOVE / CHART_ZOOM;
  GArray *spots = g_array_new (FALSE, FALSE, sizeof (QdBox));

  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      const QdMark *mark = qd_marks_get (marks, i);
      QdBox box = mark->box;
      guint at = 0;

      if (g_strcmp0 (mark->id, id) != 0)
        continue;
      while (at < spots->len)
        {
          const QdBox *spot = &g_array_index (spots, QdBox, at);

          if (box.y > spot->y + spot->height + near || spot->y > box.y + box.height + near)
            {
              at++;
              continue;
            }
          qd_box_extend (&box, spot);
          g_array_remove_index_fast (spots, at);
          at = 0;
        }
      g_array_append_val (spots, box);
    }

  return spots;
}

/* Light below the marks; a ring above them, since some of them cover all that is below. */
static void
light_chart (QdBoard           *self,
             const QdBoardView *view,
             const QdBox       *bounds,
             double             left,
             gboolean           ring,
             cairo_t           *cr)
{
  QdBox spot = { left + bounds->x * CHART_ZOOM - SPOT_AROUND, view->body.y + bounds->y * CHART_ZOOM - SPOT_ABOVE,
                 bounds->width * CHART_ZOOM + 2 * SPOT_AROUND, bounds->height * CHART_ZOOM + 2 * SPOT_ABOVE };

  if (spot.width > MOST_OF_CHART * self->width)
    {
      spot.x = QD_BOARD_SPOT_MARGIN;
      spot.width = self->width - 2 * QD_BOARD_SPOT_MARGIN;
    }
  cairo_save (cr);
  if (self->typeset.style.mirrored)
    spot.x = qd_board_place_x (self, spot.x, spot.width);
  if (ring)
    {
      qd_typeset_set_tone (&self->typeset, cr, QD_TONE_ACCENT);
      cairo_set_line_width (cr, SPOT_RING);
      trace_spot (self, cr, &spot);
      cairo_stroke (cr);
    }
  else
    {
      qd_board_spot (self, cr, &spot);
    }
  cairo_restore (cr);
}

static void
draw_chart (QdBoard     *self,
            QdBoardView *view,
            const char  *spotlight,
            cairo_t     *cr)
{
  QdMarks *marks = get_marks (self, view);
  double left = QD_BOARD_MARGIN - CHART_MARGIN * CHART_ZOOM;
  g_autoptr (GArray) spots = spotlight != NULL ? find_spots (marks, spotlight) : NULL;

  for (guint i = 0; spots != NULL && i < spots->len; i++)
    light_chart (self, view, &g_array_index (spots, QdBox, i), left, FALSE, cr);
  cairo_save (cr);
  cairo_translate (cr, left, view->body.y);
  cairo_scale (cr, CHART_ZOOM, CHART_ZOOM);
  qd_marks_draw (marks, cr);
  cairo_restore (cr);
  for (guint i = 0; spots != NULL && i < spots->len; i++)
    light_chart (self, view, &g_array_index (spots, QdBox, i), left, TRUE, cr);
}

/**
 * qd_board_draw:
 * @board: a board
 * @place: what of it
 * @spotlight: (nullable): the id of the record that is spoken of
 * @cr: where to draw; pixels of the board are its units
 */
void
qd_board_draw (QdBoard            *board,
               const QdBoardPlace *place,
               const char         *spotlight,
               cairo_t            *cr)
{
  QdBoardView *view = view_at (board, place);
  QdSetText title, subtitle, note;
  double y = TITLE_TOP;

  measure (board, view, &title, &subtitle, &note);
  qd_typeset_fill (&board->typeset, cr, &(QdBox) { 0, 0, board->width, board->height }, QD_TONE_PAPER);
  qd_board_draw_text (board, cr, &title, QD_BOARD_MARGIN, y);
  y += qd_set_text_height (&title, title.n_lines) + TITLE_GAP;
  qd_board_draw_text (board, cr, &subtitle, QD_BOARD_MARGIN, y);
  if (view->block != NULL && view->block->chart != NULL)
    draw_chart (board, view, spotlight, cr);
  else if (view->block != NULL)
    qd_board_draw_rows (board, view, place->row, spotlight, cr);
  qd_board_draw_text (board, cr, &note, QD_BOARD_MARGIN, view->body.y + view->body.height + NOTE_GAP);
  qd_set_text_clear (&title);
  qd_set_text_clear (&subtitle);
  qd_set_text_clear (&note);
}

/* Finds out how many rows there is room for, without a trace. */
static guint
count_shown (QdBoard            *self,
             const QdBoardPlace *place)
{
  QdBoardView *view = view_at (self, place);
  QdSetText title, subtitle, note;

  if (view->block == NULL || view->block->chart != NULL)
    return 1;

  measure (self, view, &title, &subtitle, &note);
  qd_set_text_clear (&title);
  qd_set_text_clear (&subtitle);
  qd_set_text_clear (&note);

  return MAX (qd_board_draw_rows (self, view, place->row, NULL, NULL), 1);
}

static gboolean
shows (QdBoard     *self,
       QdBoardView *view,
       const char  *id)
{
  QdSetText title, subtitle, note;
  QdBox bounds;

  if (view->block == NULL)
    return FALSE;
  if (view->block->chart == NULL)
    return qd_board_find_row (view->block, id) >= 0;

  measure (self, view, &title, &subtitle, &note);
  qd_set_text_clear (&title);
  qd_set_text_clear (&subtitle);
  qd_set_text_clear (&note);

  return qd_marks_get_bounds (get_marks (self, view), id, &bounds);
}

/**
 * qd_board_find:
 * @board: a board
 * @id: the id of a record
 * @place: (inout): where to begin; where it is
 *
 * Looks for something that shows the record: where we are, if that does.
 *
 * Returns: %FALSE if nothing does; then @place is as it was
 */
gboolean
qd_board_find (QdBoard      *board,
               const char   *id,
               QdBoardPlace *place)
{
  guint n = board->views->len;

  for (guint i = 0; i < n; i++)
    {
      QdBoardPlace at = { (place->view + i) % n, i == 0 ? place->row : 0 };
      QdBoardView *view = view_at (board, &at);
      int row;

      if (!shows (board, view, id))
        continue;
      row = view->block->chart == NULL ? qd_board_find_row (view->block, id) : 0;
      if (row < (int) at.row || row >= (int) (at.row + count_shown (board, &at)))
        {
          at.row = 0;
          /* Not the first: what is before it tells where we are. */
          if (row >= (int) count_shown (board, &at))
            at.row = (guint) row - 1;
        }
      *place = at;
      return TRUE;
    }

  return FALSE;
}

/**
 * qd_board_clamp:
 * @board: a board
 * @place: (inout): a place on an earlier board of the same page
 */
void
qd_board_clamp (QdBoard      *board,
                QdBoardPlace *place)
{
  const QdBoardView *view;

  if (place->view >= board->views->len)
    *place = (QdBoardPlace) { board->views->len - 1, 0 };
  view = view_at (board, place);
  if (place->row > 0 && place->row >= qd_board_n_rows (view->block))
    place->row = 0;
}

/**
 * qd_board_step:
 * @board: a board
 * @place: (inout): what is shown
 * @step: 1: what comes next, -1: what was before
 *
 * Returns: %FALSE if there is nothing more
 */
gboolean
qd_board_step (QdBoard      *board,
               QdBoardPlace *place,
               int           step)
{
  guint shown = count_shown (board, place);
  guint n_rows = qd_board_n_rows (view_at (board, place)->block);

  if (step > 0 && place->row + shown < n_rows)
    place->row += shown;
  else if (step > 0 && place->view + 1 < board->views->len)
    *place = (QdBoardPlace) { place->view + 1, 0 };
  else if (step < 0 && place->row > 0)
    place->row = place->row > shown ? place->row - shown : 0;
  else if (step < 0 && place->view > 0)
    *place = (QdBoardPlace) { place->view - 1, 0 };
  else
    return FALSE;

  return TRUE;
}
