#include "qd-config.h"

#include "qd-stage.h"

#include <glib/gi18n-lib.h>

#include "qd-agenda.h"
#include "qd-chart-style.h"
#include "qd-plan-style.h"
#include "qd-standing.h"
#include "qd-vote-round.h"

/* What the room sees, whether a projector shows it or not: the page in hand as a board, with the agenda and the clock at
 * its foot. It follows the plan at once, unless it is frozen. */

#define WIDTH  1920.0
#define HEIGHT (1080.0 - QD_BOARD_FOOTER)

struct _QdStage
{
  GObject           parent_instance;

  QdDocument       *document;
  QdMeetingSession *session;
  QdPageId          page;
  char             *record;   /* (nullable): what is spoken of */
  gboolean          spotlight;
  gboolean          frozen;
  gboolean          blank;
  gboolean          dark;

  QdBoard          *board;    /* (nullable): of the page that is shown; made when it is needed */
  QdPageId          shown;    /* that page */
  QdBoardPlace      place;
  char             *lit;      /* (nullable): the id of what is in the spotlight */
  QdChartStyle      style;
  char             *footer;   /* what the footer says, to know when it says something else */
};

enum
{
  CHANGED,
  TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdStage, qd_stage, G_TYPE_OBJECT)

static void
make_style (QdStage *self)
{
  QdPlan *plan = qd_document_get_plan (self->document);

  qd_chart_style_init (&self->style, self->dark);
  qd_plan_style_apply (plan, &self->style);
  self->style.mirrored = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
}

/* What stands for the record, or for what holds it. */
static void
light (QdStage *self)
{
  QdRecord *record = qd_plan_find (qd_document_get_plan (self->document), self->record);

  g_clear_pointer (&self->lit, g_free);
  for (; self->spotlight && record != NULL && self->lit == NULL; record = qd_record_get_parent (record))
    if (qd_board_find (self->board, qd_record_get_id (record), &self->place))
      self->lit = g_strdup (qd_record_get_id (record));
}

static void
get_ready (QdStage *self)
{
  QdVoteRound *round = qd_vote_round_of (self->document);
  QdBoardVote vote = { qd_vote_round_get_key_result (round), qd_vote_round_get_n_in (round),
                       qd_vote_round_get_n_asked (round), qd_vote_round_get_fist (round) };
  gboolean voting = self->page == QD_PAGE_VOTES && vote.key_result != NULL;

  if (self->board != NULL)
    return;

  vote.casts = qd_vote_round_get_casts (round, &vote.n_casts);
  make_style (self);
  self->board = qd_board_new (qd_document_get_figures (self->document), qd_document_get_findings (self->document),
                              self->page, voting ? &vote : NULL, &self->style, WIDTH, HEIGHT);
  if (self->shown != self->page)
    self->place = (QdBoardPlace) { 0, 0 };
  self->shown = self->page;
  qd_board_clamp (self->board, &self->place);
  light (self);
}

/* What is frozen stays as it is; otherwise it is made anew when it is drawn next. */
static void
changed (QdStage *self)
{
  if (!self->frozen)
    g_clear_pointer (&self->board, qd_board_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
document_changed_cb (QdStage *self)
{
  changed (self);
}

/* The vote that is on comes first, whatever of the page was shown. */
static void
round_changed_cb (QdStage *self)
{
  if (self->page != QD_PAGE_VOTES)
    return;

  if (!self->frozen)
    self->place = (QdBoardPlace) { 0, 0 };
  changed (self);
}

static void
qd_stage_finalize (GObject *object)
{
  QdStage *self = QD_STAGE (object);

  g_clear_pointer (&self->board, qd_board_free);
  g_clear_object (&self->document);
  g_clear_object (&self->session);
  g_free (self->record);
  g_free (self->lit);
  g_free (self->footer);

  G_OBJECT_CLASS (qd_stage_parent_class)->finalize (object);
}

static void
qd_stage_class_init (QdStageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_stage_finalize;

  /**
   * QdStage::changed:
   *
   * It is to be drawn anew.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * QdStage::ticked:
   *
   * Its foot is to be drawn anew.
   */
  signals[TICKED] = g_signal_new ("ticked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  0);
}

static void
qd_stage_init (QdStage *self)
{
  self->spotlight = TRUE;
}

/**
 * qd_stage_new:
 * @document: the plan
 * @session: the meeting
 *
 * Returns: (transfer full): what the room sees of them: the overview
 */
QdStage *
qd_stage_new (QdDocument       *document,
              QdMeetingSession *session)
{
  QdStage *self = g_object_new (QD_TYPE_STAGE, NULL);

  self->document = g_object_ref (document);
  self->session = g_object_ref (session);
  make_style (self);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (qd_vote_round_of (document), "changed", G_CALLBACK (round_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * qd_stage_show:
 * @stage: what the room sees
 * @page: the page in hand
 * @record: (nullable): the id of the record that is spoken of
 */
void
qd_stage_show (QdStage    *stage,
               QdPageId    page,
               const char *record)
{
  if (stage->page == page && g_strcmp0 (stage->record, record) == 0)
    return;

  stage->page = page;
  g_free (stage->record);
  stage->record = g_strdup (record);
  if (!stage->frozen && stage->board != NULL && stage->shown == page)
    {
      light (stage);
      g_signal_emit (stage, signals[CHANGED], 0);
    }
  else
    {
      changed (stage);
    }
}

/**
 * qd_stage_step:
 * @stage: what the room sees
 * @step: 1: the next chart or table of the page, -1: the one before
 *
 * Returns: %FALSE if there is none
 */
gboolean
qd_stage_step (QdStage *stage,
               int      step)
{
  QdBoardPlace at;

  get_ready (stage);
  if (!qd_board_step (stage->board, &stage->place, step))
    return FALSE;

  /* What is lit stays so where it shows. */
  at = stage->place;
  if (stage->lit != NULL && (!qd_board_find (stage->board, stage->lit, &at) || at.view != stage->place.view ||
                             at.row != stage->place.row))
    g_clear_pointer (&stage->lit, g_free);
  g_signal_emit (stage, signals[CHANGED], 0);

  return TRUE;
}

/**
 * qd_stage_set_frozen:
 * @stage: what the room sees
 * @frozen: whether it stays as it is, whatever becomes of the plan; its foot goes on
 */
void
qd_stage_set_frozen (QdStage  *stage,
                     gboolean  frozen)
{
  if (frozen)
    get_ready (stage);
  stage->frozen = frozen;
  changed (stage);
}

/**
 * qd_stage_get_frozen:
 *
 * Returns: whether it stays as it is
 */
gboolean
qd_stage_get_frozen (QdStage *stage)
{
  return stage->frozen;
}

/**
 * qd_stage_set_blank:
 * @stage: what the room sees
 * @blank: whether that is nothing
 */
void
qd_stage_set_blank (QdStage  *stage,
                    gboolean  blank)
{
  stage->blank = blank;
  g_signal_emit (stage, signals[CHANGED], 0);
  g_signal_emit (stage, signals[TICKED], 0);
}

/**
 * qd_stage_get_blank:
 *
 * Returns: whether the room sees nothing
 */
gboolean
qd_stage_get_blank (QdStage *stage)
{
  return stage->blank;
}

/**
 * qd_stage_set_spotlight:
 * @stage: what the room sees
 * @spotlight: whether what is spoken of is lit
 */
void
qd_stage_set_spotlight (QdStage  *stage,
                        gboolean  spotlight)
{
  stage->spotlight = spotlight;
  changed (stage);
}

/**
 * qd_stage_get_spotlight:
 *
 * Returns: whether what is spoken of is lit
 */
gboolean
qd_stage_get_spotlight (QdStage *stage)
{
  return stage->spotlight;
}

/**
 * qd_stage_set_dark:
 * @stage: what the room sees
 * @dark: whether it stands on a dark ground
 */
void
qd_stage_set_dark (QdStage  *stage,
                   gboolean  dark)
{
  if (stage->dark == dark)
    return;

  stage->dark = dark;
  make_style (stage);
  changed (stage);
  g_signal_emit (stage, signals[TICKED], 0);
}

/* “8:42 left”, “2:10 over” */
static char *
describe_left (QdStage *self)
{
  double left = qd_meeting_session_get_left (self->session);
  g_autofree char *span = qd_agenda_format_span (left);
  QdMeetingState state = qd_meeting_session_get_state (self->session);

  if (state == QD_MEETING_WAITING || state == QD_MEETING_ENDED ||
      qd_meeting_session_get_phase (self->session) == QD_MEETING_UNTIMED)
    return NULL;
  if (state == QD_MEETING_PAUSED)
    /* Translators: the time that an item of the agenda still has, while its clock stands */
    return g_strdup_printf (_("%s left, paused"), span);

  /* Translators: the time that an item of the agenda still has, or that it takes too long */
  return g_strdup_printf (left > 0 ? _("%s left") : _("%s over"), span);
}

static char *
describe_clock (QdStage *self)
{
  g_autoptr (GDateTime) now = qd_meeting_session_dup_now (self->session);

  return now != NULL ? g_date_time_format (now, _("%H:%M")) : g_strdup ("");
}

/* How the plan stands with those who have to agree. */
static const char *
name_standing (QdStage *self)
{
  static const char *const names[] = {
    [QD_STANDING_DRAFT] = NC_("plan state", "Draft"),
    [QD_STANDING_REVIEW] = NC_("plan state", "In review"),
    [QD_STANDING_APPROVED] = NC_("plan state", "Approved"),
    [QD_STANDING_CHANGED] = NC_("plan state", "Changed since approval"),
  };

  return g_dpgettext2 (NULL, "plan state", names[qd_plan_get_standing (qd_document_get_plan (self->document))]);
}

/**
 * qd_stage_describe_time:
 *
 * Returns: (transfer full): what the foot says, in words
 */
char *
qd_stage_describe_time (QdStage *stage)
{
  QdRecord *item = qd_meeting_session_get_item (stage->session);
  g_autofree char *left = describe_left (stage);
  g_autofree char *clock = describe_clock (stage);

  return g_strdup_printf ("%s %s %s %s", item != NULL ? qd_record_get_title (item) : "", left != NULL ? left : "",
                          name_standing (stage), clock);
}

/**
 * qd_stage_tick:
 *
 * To be called when time has passed: the foot follows as soon as it says something else.
 */
void
qd_stage_tick (QdStage *stage)
{
  g_autofree char *footer = qd_stage_describe_time (stage);

  if (g_strcmp0 (footer, stage->footer) == 0)
    return;

  g_free (stage->footer);
  stage->footer = g_steal_pointer (&footer);
  g_signal_emit (stage, signals[TICKED], 0);
}

/**
 * qd_stage_get_title:
 *
 * Returns: (transfer none): what it says in one sentence
 */
const char *
qd_stage_get_title (QdStage *stage)
{
  get_ready (stage);

  return stage->blank ? _("Blank") : qd_board_get_title (stage->board, &stage->place);
}

/**
 * qd_stage_describe:
 *
 * Returns: (transfer full): what the room sees, in words
 */
char *
qd_stage_describe (QdStage *stage)
{
  g_autofree char *board = NULL;
  QdRecord *lit;

  get_ready (stage);
  if (stage->blank)
    return g_strdup ("");

  board = qd_board_describe (stage->board, &stage->place);
  lit = stage->lit != NULL ? qd_plan_find (qd_document_get_plan (stage->document), stage->lit) : NULL;
  if (lit == NULL)
    return g_steal_pointer (&board);

  /* Translators: what is spoken of and lit before the room, then what else the room sees */
  return g_strdup_printf (_("In the spotlight: %s\n%s"), qd_record_get_title (lit), board);
}

static void
draw_blank (cairo_t *cr)
{
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
}

/**
 * qd_stage_get_paper:
 * @stage: what the room sees
 * @paper: (out caller-allocates): the colour it stands on
 */
void
qd_stage_get_paper (QdStage *stage,
                    GdkRGBA *paper)
{
  QdColor color = stage->style.tones[QD_TONE_PAPER];

  *paper = (GdkRGBA) { (float) (color >> 24 & 0xFF) / 255, (float) (color >> 16 & 0xFF) / 255,
                       (float) (color >> 8 & 0xFF) / 255, 1 };
  if (stage->blank)
    *paper = (GdkRGBA) { 0, 0, 0, 1 };
}

/**
 * qd_stage_draw:
 * @stage: what the room sees
 * @cr: where to draw: 1920 units wide, and 1080 high with the foot
 */
void
qd_stage_draw (QdStage *stage,
               cairo_t *cr)
{
  if (stage->blank)
    {
      draw_blank (cr);
      return;
    }

  get_ready (stage);
  qd_board_draw (stage->board, &stage->place, stage->lit, cr);
}

/**
 * qd_stage_draw_footer:
 * @stage: what the room sees
 * @cr: where to draw: 1920 units wide, %QD_BOARD_FOOTER high
 */
void
qd_stage_draw_footer (QdStage *stage,
                      cairo_t *cr)
{
  QdMeetingSession *session = stage->session;
  QdList *agenda = qd_plan_get_list (qd_document_get_plan (stage->document), QD_LIST_AGENDA);
  guint n = qd_list_get_length (agenda);
  QdRecord *item = qd_meeting_session_get_item (session);
  double planned = item != NULL ? qd_meeting_session_get_planned (session, item) : 0;
  QdMeetingPhase phase = qd_meeting_session_get_phase (session);
  g_autofree double *minutes = g_new0 (double, n + 1);
  g_autofree char *left = describe_left (stage);
  g_autofree char *clock = describe_clock (stage);
  QdBoardFooter footer = {
    .title = item != NULL ? qd_record_get_title (item) : NULL, .left = left, .minutes = minutes, .n_items = n, .clock = clock,
    .state = name_standing (stage),
    .phase = phase == QD_MEETING_CLOSING || phase == QD_MEETING_OVER ? QD_BOARD_LATE : QD_BOARD_CALM,
    .part = planned > 0 ? qd_meeting_session_get_elapsed (session, item) / planned : 0,
  };

  if (stage->blank)
    {
      draw_blank (cr);
      return;
    }
  if (item != NULL)
    footer.current = (guint) qd_list_index_of (agenda, item);
  else
    footer.current = qd_meeting_session_get_state (session) == QD_MEETING_ENDED ? n : 0;
  for (guint i = 0; i < n; i++)
    minutes[i] = qd_meeting_session_get_planned (session, qd_list_get (agenda, i)) / 60;
  qd_board_draw_footer (&footer, &stage->style, WIDTH, QD_BOARD_FOOTER, cr);
}
