#include "qd-board-private.h"

#include <math.h>
#include <string.h>

#include "qd-findings.h"
#include "qd-plan-private.h"
#include "qd-test-seed.h"

/* The board before the room: every page has something to show, all of it is large enough, and nothing of it is private. */

#define WIDTH  1920.0
#define HEIGHT (1080.0 - QD_BOARD_FOOTER)
#define SECRET "Nobody may read this"

static QdBoard *
make_board_of (QdPlan            *plan,
               QdPageId           page,
               const QdBoardVote *vote)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdFindings) findings = qd_findings_new (figures);
  QdChartStyle style;

  qd_chart_style_init (&style, FALSE);

  return qd_board_new (figures, qd_findings_get_list (findings), page, vote, &style, WIDTH, HEIGHT);
}

static QdBoard *
make_board (QdPlan   *plan,
            QdPageId  page)
{
  return make_board_of (plan, page, NULL);
}

static void
draw (QdBoard            *board,
      const QdBoardPlace *place,
      const char         *spotlight)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) WIDTH, (int) HEIGHT);
  cairo_t *cr = cairo_create (surface);

  qd_board_draw (board, place, spotlight, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* What a chart says is as large as everything else. */
static void
check_text (QdBoardView *view,
            double       zoom)
{
  for (guint i = 0; view->marks != NULL && i < qd_marks_get_length (view->marks); i++)
    {
      const QdMark *mark = qd_marks_get (view->marks, i);

      if (mark->kind == QD_MARK_TEXT)
        g_assert_cmpfloat (mark->size * zoom, >=, QD_BOARD_MIN_TEXT - 0.01);
    }
}

static void
check_pages (QdPlan *plan)
{
  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      g_autoptr (QdBoard) board = make_board (plan, page);
      QdBoardPlace place = { 0, 0 };

      g_assert_cmpuint (qd_board_get_n_views (board), >, 0);
      do
        {
          g_assert_cmpstr (qd_board_get_title (board, &place), !=, "");
          draw (board, &place, NULL);
          check_text (g_ptr_array_index (board->views, place.view), QD_BOARD_MIN_TEXT / 26);
        }
      while (qd_board_step (board, &place, 1));
      g_assert_cmpuint (place.view, ==, qd_board_get_n_views (board) - 1);
      while (qd_board_step (board, &place, -1))
        ;
      g_assert_cmpuint (place.view + place.row, ==, 0);
    }
}

static void
test_pages (void)
{
  g_autoptr (QdPlan) seed = qd_test_seed_plan ();
  g_autoptr (QdPlan) empty = qd_plan_new ();

  check_pages (empty);
  if (seed == NULL)
    return;
  check_pages (seed);
}

/* The five teams of the seed, on one chart. */
static void
test_find (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (QdBoard) board = NULL;
  QdList *teams, *risks;
  QdBoardPlace place = { 0, 0 };

  if (plan == NULL)
    return;

  board = make_board (plan, QD_PAGE_CAPACITY);
  teams = qd_plan_get_list (plan, QD_LIST_TEAMS);
  risks = qd_plan_get_list (plan, QD_LIST_RISKS);
  for (guint i = 0; i < qd_list_get_length (teams); i++)
    {
      const char *id = qd_record_get_id (qd_list_get (teams, i));

      g_assert_true (qd_board_find (board, id, &place));
      g_assert_cmpuint (place.view, ==, 0);
      draw (board, &place, id);
    }
  g_assert_false (qd_board_find (board, qd_record_get_id (qd_list_get (risks, 0)), &place));
  g_assert_cmpuint (place.view, ==, 0);

  /* What is traded off stands where its team’s capacity ends. */
  {
    g_autoptr (QdBoard) lanes = make_board (plan, QD_PAGE_TRADE_OFFS);

    g_assert_cmpuint (qd_board_get_n_views (lanes), ==, 2);
  }

  /* Of a category, another chart; whoever is there stays there. */
  g_assert_true (qd_board_find (board, qd_record_get_id (qd_list_get (qd_plan_get_list (plan, QD_LIST_ALLOCATION), 0)),
                                &place));
  g_assert_cmpuint (place.view, >, 0);
}

static QdRecord *
add (QdRecord   *owner,
     QdListId    list,
     const char *title)
{
  const QdRecordInfo *info = qd_record_info (qd_list_info (list)->record_type);
  g_autoptr (QdRecord) record = qd_record_new (info->type, NULL);

  qd_record_set_text (record, (guint) info->title_field, title);
  qd_list_append (qd_record_get_list (owner, list), record);

  return record;
}

/* Where there is nothing yet, the room knows what it is about. */
static void
test_nothing (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdBoard) board = make_board (plan, QD_PAGE_RISKS);
  g_autofree char *description = NULL;
  QdBoardPlace place = { 0, 0 };

  g_assert_cmpuint (qd_board_get_n_views (board), ==, 1);
  g_assert_cmpstr (qd_board_get_title (board, &place), ==, "Risks");
  description = qd_board_describe (board, &place);
  g_assert_cmpstr (description, ==, "No risk is written down yet.");
  draw (board, &place, NULL);
}

static cairo_surface_t *
render (QdBoard    *board,
        const char *spotlight)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) WIDTH, (int) HEIGHT);
  cairo_t *cr = cairo_create (surface);

  qd_board_draw (board, &(QdBoardPlace) { 0, 0 }, spotlight, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static const guint32 *
row_of (cairo_surface_t *surface,
        int              y)
{
  return (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface) +
                                            y * cairo_image_surface_get_stride (surface));
}

/* What is spoken of is lit even where its chart is filled all over, and all the rest is not. */
static void
test_spotlight (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdBoard) board = NULL;
  QdRecord *risk = add (qd_plan_get_root (plan), QD_LIST_RISKS, "Scope creep");
  QdBoardPlace place = { 0, 0 };
  cairo_surface_t *dark, *lit;
  guint n_lit = 0;

  qd_record_set_text (risk, QD_RISK_LIKELIHOOD, "high");
  qd_record_set_text (risk, QD_RISK_IMPACT, "high");
  board = make_board (plan, QD_PAGE_RISKS);
  g_assert_true (qd_board_find (board, qd_record_get_id (risk), &place));
  g_assert_cmpuint (place.view, ==, 0);
  dark = render (board, NULL);
  lit = render (board, qd_record_get_id (risk));
  for (int y = 0; y < (int) HEIGHT; y++)
    for (int x = 0; x < (int) WIDTH; x++)
      n_lit += row_of (dark, y)[x] != row_of (lit, y)[x] ? 1 : 0;
  cairo_surface_destroy (dark);
  cairo_surface_destroy (lit);
  g_assert_cmpuint (n_lit, >, 1000);
  g_assert_cmpuint (n_lit, <, (guint) (WIDTH * HEIGHT / 8));
}

/* The lowest row of pixels that is not paper. */
static int
lowest_ink (QdBoard *board)
{
  cairo_surface_t *surface = render (board, NULL);
  int lowest = 0;

  for (int y = 0; y < (int) HEIGHT; y++)
    for (int x = 1; x < (int) WIDTH && lowest < y; x++)
      lowest = row_of (surface, y)[x] != row_of (surface, y)[0] ? y : lowest;
  cairo_surface_destroy (surface);

  return lowest;
}

/* Where there is room for it, all that somebody wrote shows: more than the two lines that a long table has for it. */
static void
test_long_text (void)
{
  static const char words[] = "Something that is said in so many words that it takes far more than the two lines that a table "
                              "with many rows has for each of them, and is read to its end all the same";
  int lowest[2];

  for (guint n = 0; n < G_N_ELEMENTS (lowest); n++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      g_autoptr (QdBoard) board = NULL;

      qd_record_set_text (add (qd_plan_get_root (plan), QD_LIST_DECISIONS, n == 0 ? "Short" : words), QD_DECISION_OPTIONS,
                          n == 0 ? "" : words);
      board = make_board (plan, QD_PAGE_DECISIONS);
      lowest[n] = lowest_ink (board);
    }
  g_assert_cmpint (lowest[1] - lowest[0], >, (int) (2 * QD_BOARD_TEXT * QD_BOARD_LINE));
}

/* A list that is longer than the board goes on, each row once. */
static void
test_rows (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdBoard) board = NULL;
  QdBoardPlace place = { 0, 0 };
  QdRecord *last = NULL;
  guint n = 0;

  for (guint i = 0; i < 100; i++)
    last = add (qd_plan_get_root (plan), QD_LIST_NOT_DOING, "Something that is said in so many words that it takes two lines "
                                                            "of a table, and not just the one that most of them take");
  board = make_board (plan, QD_PAGE_NOT_DOING);
  do
    {
      guint shown;

      draw (board, &place, NULL);
      shown = qd_board_draw_rows (board, g_ptr_array_index (board->views, 0), place.row, NULL, NULL);
      g_assert_cmpuint (place.row, ==, n);
      g_assert_cmpuint (shown, >, 1);
      n += shown;
    }
  while (qd_board_step (board, &place, 1));
  g_assert_cmpuint (n, ==, 100);

  place = (QdBoardPlace) { 0, 0 };
  g_assert_true (qd_board_find (board, qd_record_get_id (last), &place));
  g_assert_cmpuint (place.row, ==, 98);
}

/* The room sees how many have voted, and what they say only when it is revealed; that comes before what was kept earlier. */
static void
test_vote (void)
{
  static const QdCast casts[] = { { "Ada", 9, SECRET }, { "Grace", 8, NULL }, { "Maya", 3, NULL } };
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *objective = add (qd_plan_get_root (plan), QD_LIST_OBJECTIVES, "Reliability");
  QdRecord *key_result = add (objective, QD_LIST_KEY_RESULTS, "Uptime");
  QdRecord *kept = add (qd_plan_get_single (plan, QD_LIST_MEETING), QD_LIST_VOTES, qd_record_get_id (key_result));
  QdBoardVote vote = { qd_record_get_id (key_result), 3, 12, FALSE, NULL, 0 };
  QdBoardPlace place = { 0, 0 };

  qd_record_set_number (kept, QD_VOTE_VALUE, 5);
  qd_record_set_text (key_result, QD_KEY_RESULT_TARGET, "99.9%");
  for (guint step = 0; step < 3; step++)
    {
      gboolean revealed = step == 2;
      g_autoptr (QdBoard) board = NULL;
      g_autofree char *text = NULL;
      g_autofree char *description = NULL;

      vote.fist = step == 1;
      if (revealed)
        {
          vote.casts = casts;
          vote.n_casts = G_N_ELEMENTS (casts);
        }
      board = make_board_of (plan, QD_PAGE_VOTES, &vote);
      text = qd_outline_to_markdown (board->outline);
      description = qd_board_describe (board, &place);
      g_assert_cmpuint (qd_board_get_n_views (board), ==, 2);
      g_assert_cmpstr (qd_board_get_title (board, &place), ==,
                       revealed ? "Uptime: the median is 8 of 10; 1 vote stands out" : "How sure are we of “Uptime”?");
      g_assert_cmpint (strstr (text, "of 12 votes are in") != NULL, ==, !revealed);
      g_assert_cmpint (strstr (description, "3 of 12 votes are in") != NULL, ==, !revealed);
      g_assert_cmpint (strstr (text, "0 to 5 fingers") != NULL, ==, vote.fist);
      g_assert_cmpint (strstr (description, "from 3 to 9") != NULL, ==, revealed);
      g_assert_null (strstr (text, "Ada"));
      g_assert_null (strstr (text, SECRET));
      draw (board, &place, vote.key_result);
      check_text (g_ptr_array_index (board->views, 0), QD_BOARD_MIN_TEXT / 26);
    }
}

/* Whether the foot of the board shows a tone. */
static gboolean
footer_shows (QdBoardPhase phase,
              QdTone       tone)
{
  static const double minutes[] = { 30, 15 };
  const QdBoardFooter footer = { "Risks", phase == QD_BOARD_LATE ? "0:30 over" : "8:42 left", phase, minutes, 2, 0, 0.5, "Draft", "10:15" };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) WIDTH, (int) QD_BOARD_FOOTER);
  cairo_t *cr = cairo_create (surface);
  QdChartStyle style;
  gboolean found = FALSE;

  qd_chart_style_init (&style, FALSE);
  qd_board_draw_footer (&footer, &style, WIDTH, QD_BOARD_FOOTER, cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < (int) QD_BOARD_FOOTER; y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface) +
                                                              y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < (int) WIDTH; x++)
        found = found || (row[x] & 0xFFFFFF) == style.tones[tone] >> 8;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return found;
}

/* What is late is amber, and says so in words, too; nothing else is. */
static void
test_footer (void)
{
  g_assert_true (footer_shows (QD_BOARD_LATE, QD_TONE_AMBER));
  g_assert_false (footer_shows (QD_BOARD_CALM, QD_TONE_AMBER));
  g_assert_true (footer_shows (QD_BOARD_CALM, QD_TONE_INK2));
}

/* What is noted in the meeting, remarked, or only accepted is not for the room. */
static void
test_private (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  QdRecord *root = qd_plan_get_root (plan);
  QdRecord *meeting = qd_plan_get_single (plan, QD_LIST_MEETING);
  QdRecord *item = add (meeting, QD_LIST_AGENDA, "Priorities");
  QdRecord *comment = add (root, QD_LIST_COMMENTS, SECRET);
  QdRecord *accepted = add (root, QD_LIST_ACCEPTED, "capacity.team-over");

  add (root, QD_LIST_DECISIONS, "Buy or build?");
  add (root, QD_LIST_APPROVALS, "VP Engineering");
  qd_record_set_text (item, QD_AGENDA_ITEM_NOTES, SECRET);
  qd_record_set_text (comment, QD_COMMENT_TEXT, SECRET);
  qd_record_set_text (accepted, QD_ACCEPTED_REASON, SECRET);
  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      g_autoptr (QdBoard) board = make_board (plan, page);
      g_autofree char *text = qd_outline_to_markdown (board->outline);

      g_assert_null (strstr (text, SECRET));
      if (page == QD_PAGE_MEETING)
        g_assert_nonnull (strstr (text, "Priorities"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/board/pages", test_pages);
  g_test_add_func ("/board/find", test_find);
  g_test_add_func ("/board/nothing", test_nothing);
  g_test_add_func ("/board/spotlight", test_spotlight);
  g_test_add_func ("/board/long-text", test_long_text);
  g_test_add_func ("/board/rows", test_rows);
  g_test_add_func ("/board/vote", test_vote);
  g_test_add_func ("/board/footer", test_footer);
  g_test_add_func ("/board/private", test_private);

  return g_test_run ();
}
