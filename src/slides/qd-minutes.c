#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-minutes.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-agenda.h"
#include "qd-compare.h"
#include "qd-count.h"
#include "qd-date.h"
#include "qd-effects.h"
#include "qd-number.h"
#include "qd-outline-private.h"
#include "qd-plan-charts.h"
#include "qd-text.h"
#include "qd-votes.h"

/* The minutes of a meeting as an outline: what was decided and who does what first, then what else came up, how sure the
 * room is, what changed in the plan, and where the time went. */

typedef struct
{
  QdOutlineBuilder      builder;
  QdPlan               *plan;
  const QdMinutesFacts *facts;
} Minutes;

static QdBlock *
add_block (QdOutlineSection *section,
           QdBlockKind       kind,
           const char       *title)
{
  QdBlock *block = qd_block_new (kind, title);

  g_ptr_array_add (section->blocks, block);

  return block;
}

static QdOutlineSection *
add_section (Minutes    *minutes,
             const char *id,
             const char *topic,
             char       *title)
{
  QdOutlineSection *section = qd_outline_add_section (&minutes->builder, id, topic);

  section->title = title;

  return section;
}

static void
set_cell (QdOutlineRow *row,
          guint         cell,
          char         *text)
{
  g_free (row->cells[cell].text);
  row->cells[cell].text = text;
}

static void
add_fact (QdBlock    *block,
          const char *label,
          const char *text)
{
  if (!qd_text_is_blank (text))
    qd_block_add_point (block, label, text, NULL);
}

/* The day of the meeting, else the one it is planned for; as it was typed where that is no day. */
static char *
dup_day (Minutes *minutes)
{
  const char *planned = qd_record_get_text (qd_plan_get_root (minutes->plan), QD_PLAN_PLANNING_DATE);
  QdDate date = qd_date_parse (planned, NULL);
  GDate day;

  if (minutes->facts->started != NULL)
    {
      g_date_clear (&day, 1);
      g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (minutes->facts->started),
                      (GDateMonth) g_date_time_get_month (minutes->facts->started),
                      (GDateYear) g_date_time_get_year (minutes->facts->started));
      return qd_date_format_local (&day);
    }

  return date.precision == QD_DATE_DAY ? qd_date_format_local (&date.date) : g_strdup (planned);
}

static void
add_facts (Minutes *minutes)
{
  QdRecord *root = qd_plan_get_root (minutes->plan);
  QdRecord *meeting = qd_plan_get_single (minutes->plan, QD_LIST_MEETING);
  g_autofree char *day = dup_day (minutes);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *time = NULL;
  QdOutlineSection *section = add_section (minutes, "meeting", _("Meeting"), g_strdup (_("Planning meeting")));
  QdBlock *block = add_block (section, QD_BLOCK_POINTS, NULL);

  if (minutes->facts->started != NULL)
    from = g_date_time_format (minutes->facts->started, _("%H:%M"));
  else if (!isnan (qd_agenda_end_of (minutes->plan)))
    {
      int end = (int) qd_agenda_end_of (minutes->plan);

      from = qd_agenda_format_time (end - (int) qd_agenda_total (minutes->plan));
      to = qd_agenda_format_time (end);
    }
  if (minutes->facts->ended != NULL)
    to = g_date_time_format (minutes->facts->ended, _("%H:%M"));
  /* Translators: from one time of day to another */
  time = from != NULL && to != NULL ? g_strdup_printf (_("%s to %s"), from, to) : g_strdup (from);

  add_fact (block, _("Date"), day);
  add_fact (block, _("Time"), time);
  add_fact (block, _("Place"), qd_record_get_text (meeting, QD_MEETING_PLACE));
  add_fact (block, _("Facilitator"), qd_record_get_text (root, QD_PLAN_FACILITATOR));
  add_fact (block, _("Attendees"), qd_record_get_text (root, QD_PLAN_ATTENDEES));
  if (block->points->len == 0)
    g_ptr_array_remove (minutes->builder.outline->sections, section);
}

/* A list as a table. The title of its section says what it is. */
static QdBlock *
list_block (Minutes *minutes,
            QdList  *list)
{
  QdBlock *block = qd_outline_list_block (&minutes->builder, minutes->builder.shown, list, QD_SECTION_TABLE);

  g_clear_pointer (&block->title, g_free);

  return block;
}

static gboolean
is_decided (QdRecord *decision)
{
  return !qd_text_is_blank (qd_record_get_text (decision, QD_DECISION_OUTCOME));
}

/* The decisions that are made, or those that are not. */
static QdBlock *
decisions_block (Minutes  *minutes,
                 gboolean  decided)
{
  QdList *list = qd_plan_get_list (minutes->plan, QD_LIST_DECISIONS);
  QdBlock *block = list_block (minutes, list);

  for (guint i = block->rows->len; i > 0; i--)
    {
      const QdOutlineRow *row = g_ptr_array_index (block->rows, i - 1);
      QdRecord *decision = qd_plan_find (minutes->plan, row->id);

      if (decision == NULL || is_decided (decision) != decided)
        g_ptr_array_remove_index (block->rows, i - 1);
    }

  return block;
}

static void
add_decisions (Minutes *minutes)
{
  QdList *list = qd_plan_get_list (minutes->plan, QD_LIST_DECISIONS);
  guint decided = 0, n = qd_list_get_length (list);
  QdOutlineSection *section;

  for (guint i = 0; i < n; i++)
    decided += is_decided (qd_list_get (list, i)) ? 1 : 0;

  if (decided > 0)
    {
      section = add_section (minutes, "decisions", _("Decisions"),
                             /* Translators: how many decisions were made, of how many */
                             qd_count_printf (ngettext ("%2$u of %1$u decision made", "%2$u of %1$u decisions made", n), n,
                                              decided));
      g_ptr_array_add (section->blocks, decisions_block (minutes, TRUE));
    }
  if (decided < n)
    {
      section = add_section (minutes, "questions", _("Open questions"),
                             qd_count_printf (ngettext ("%u question is open", "%u questions are open", n - decided),
                                              n - decided));
      g_ptr_array_add (section->blocks, decisions_block (minutes, FALSE));
    }
}

static int
compare_owners (gconstpointer a,
                gconstpointer b)
{
  QdRecord *first = *(QdRecord *const *) a;
  QdRecord *second = *(QdRecord *const *) b;
  const char *owners[] = { qd_record_get_text (first, QD_ACTION_OWNER), qd_record_get_text (second, QD_ACTION_OWNER) };
  QdList *list = qd_record_get_owner_list (first);
  int order;

  /* What nobody owns comes last: it wants an owner. */
  if ((*owners[0] == '\0') != (*owners[1] == '\0'))
    return *owners[0] == '\0' ? 1 : -1;
  order = g_utf8_collate (owners[0], owners[1]);

  return order != 0 ? order : qd_list_index_of (list, first) - qd_list_index_of (list, second);
}

static void
add_actions (Minutes *minutes)
{
  QdList *list = qd_plan_get_list (minutes->plan, QD_LIST_ACTIONS);
  g_autoptr (GPtrArray) actions = g_ptr_array_new ();
  QdOutlineSection *section;
  QdBlock *block;
  const char *owner = NULL;

  for (guint i = 0; i < qd_list_get_length (list); i++)
    if (!g_str_equal (qd_record_get_text (qd_list_get (list, i), QD_ACTION_DONE), "yes"))
      g_ptr_array_add (actions, qd_list_get (list, i));
  if (actions->len == 0)
    return;

  g_ptr_array_sort (actions, compare_owners);
  section = add_section (minutes, "actions", _("Actions"),
                         qd_count_printf (ngettext ("%u action to do", "%u actions to do", actions->len), actions->len));
  block = add_block (section, QD_BLOCK_TABLE, NULL);
  qd_block_add_column (block, _("Action"), FALSE, 50);
  qd_block_add_column (block, _("Due"), FALSE, 14);
  for (guint i = 0; i < actions->len; i++)
    {
      QdRecord *action = g_ptr_array_index (actions, i);
      const char *now = qd_record_get_text (action, QD_ACTION_OWNER);
      QdOutlineRow *row;

      if (owner == NULL || !g_str_equal (owner, now))
        {
          row = qd_block_add_row (block, QD_OUTLINE_ROW_GROUP, NULL);
          set_cell (row, 0, g_strdup (*now != '\0' ? now : _("Without an owner")));
          set_cell (row, 1, g_strdup (""));
          row->cells[0].emphasis = *now != '\0' ? QD_EMPHASIS_STRONG : QD_EMPHASIS_WARNING;
        }
      owner = now;
      row = qd_block_add_row (block, QD_OUTLINE_ROW_PLAIN, qd_record_get_id (action));
      set_cell (row, 0, g_strdup (qd_outline_name (action)));
      set_cell (row, 1, g_strdup (qd_record_get_text (action, QD_ACTION_DUE)));
    }
}

static void
add_parked (Minutes *minutes)
{
  QdList *list = qd_plan_get_list (minutes->plan, QD_LIST_PARKING_LOT);
  guint n = qd_list_get_length (list);
  QdOutlineSection *section;

  if (n == 0)
    return;

  section = add_section (minutes, "parking-lot", _("Parking lot"),
                         qd_count_printf (ngettext ("%u topic was put off", "%u topics were put off", n), n));
  g_ptr_array_add (section->blocks, list_block (minutes, list));
}

static char *
reasons_of (GArray *casts)
{
  g_autoptr (GString) reasons = g_string_new (NULL);

  for (guint i = 0; i < casts->len; i++)
    {
      const QdCast *cast = &g_array_index (casts, QdCast, i);

      if (!qd_text_is_blank (cast->reason))
        g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? "; " : "", cast->reason);
    }

  return g_string_free (g_steal_pointer (&reasons), FALSE);
}

static void
add_vote (QdBlock  *block,
          QdRecord *key_result,
          GArray   *casts)
{
  QdVoteSummary votes;
  QdOutlineRow *row;
  g_autofree char *lowest = NULL;
  g_autofree char *highest = NULL;

  qd_votes_summarise_casts ((const QdCast *) (gconstpointer) casts->data, casts->len, &votes);
  lowest = qd_number_format_local (votes.lowest, 1);
  highest = qd_number_format_local (votes.highest, 1);
  row = qd_block_add_row (block, QD_OUTLINE_ROW_PLAIN, qd_record_get_id (key_result));
  set_cell (row, 0, g_strdup (qd_outline_name (key_result)));
  set_cell (row, 1, qd_number_format_local (votes.n, 0));
  set_cell (row, 2, qd_number_format_local (votes.mean, 1));
  set_cell (row, 3, votes.lowest < votes.highest ? g_strdup_printf ("%s–%s", lowest, highest) : g_strdup (lowest));
  set_cell (row, 4, reasons_of (casts));
}

static void
add_votes (Minutes *minutes)
{
  g_autoptr (GHashTable) votes = qd_votes_by_key_result (minutes->plan);
  QdList *objectives = qd_plan_get_list (minutes->plan, QD_LIST_OBJECTIVES);
  QdOutlineSection *section = add_section (minutes, "votes", _("Votes"), g_strdup (_("How sure the room is, 0 to 10")));
  QdBlock *chart = add_block (section, QD_BLOCK_CHART, NULL);
  QdBlock *block = add_block (section, QD_BLOCK_TABLE, NULL);

  chart->chart = qd_plan_chart_new (minutes->builder.shown, NULL, "votes");
  qd_block_add_column (block, _("Key result"), FALSE, 36);
  qd_block_add_column (block, _("Votes"), TRUE, 6);
  qd_block_add_column (block, _("Mean"), TRUE, 6);
  qd_block_add_column (block, _("Range"), TRUE, 8);
  qd_block_add_column (block, _("Reasons"), FALSE, 40);
  for (guint i = 0; g_hash_table_size (votes) > 0 && i < qd_list_get_length (objectives); i++)
    {
      QdList *key_results = qd_record_peek_list (qd_list_get (objectives, i), QD_LIST_KEY_RESULTS);

      for (guint j = 0; key_results != NULL && j < qd_list_get_length (key_results); j++)
        {
          GArray *casts = g_hash_table_lookup (votes, qd_record_get_id (qd_list_get (key_results, j)));

          if (casts != NULL)
            add_vote (block, qd_list_get (key_results, j), casts);
        }
    }
  if (block->rows->len == 0)
    g_ptr_array_remove (minutes->builder.outline->sections, section);
}

/* What the meeting itself writes into the plan is said elsewhere in the minutes. */
static gboolean
is_of_the_plan (const QdDifference *difference)
{
  static const QdRecordType of_the_meeting[] = {
    QD_RECORD_AGENDA_ITEM, QD_RECORD_PARKED, QD_RECORD_VOTE, QD_RECORD_DECISION, QD_RECORD_ACTION, QD_RECORD_SNAPSHOT,
    QD_RECORD_COMMENT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (of_the_meeting); i++)
    if (difference->record_type == of_the_meeting[i])
      return FALSE;

  return !difference->internal;
}

static void
add_effects (QdOutlineSection *section,
             QdFigures        *before,
             QdFigures        *after)
{
  g_autoptr (GPtrArray) effects = qd_effects_list (before, after);
  QdBlock *block = NULL;

  for (guint i = 0; i < effects->len; i++)
    {
      const QdEffect *effect = g_ptr_array_index (effects, i);
      QdOutlineRow *row;

      if (!effect->differs)
        continue;
      if (block == NULL)
        {
          block = add_block (section, QD_BLOCK_TABLE, _("Figures"));
          qd_block_add_column (block, _("Figure"), FALSE, 36);
          qd_block_add_column (block, _("Before"), TRUE, 10);
          qd_block_add_column (block, _("After"), TRUE, 10);
        }
      row = qd_block_add_row (block, QD_OUTLINE_ROW_PLAIN, effect->record);
      set_cell (row, 0, g_strdup (effect->label));
      set_cell (row, 1, g_strdup (effect->before));
      set_cell (row, 2, g_strdup (effect->after));
    }
}

static void
add_changes (Minutes *minutes)
{
  g_autoptr (GPtrArray) differences = NULL;
  QdOutlineSection *section;
  QdBlock *block;
  guint n = 0;

  if (minutes->facts->before == NULL)
    return;

  differences = qd_compare_list (qd_figures_get_plan (minutes->facts->before), minutes->plan);
  section = add_section (minutes, "changes", _("Changes"), NULL);
  block = add_block (section, QD_BLOCK_POINTS, NULL);
  for (guint i = 0; i < differences->len; i++)
    {
      const QdDifference *difference = g_ptr_array_index (differences, i);
      g_autofree char *sentence = NULL;

      if (!is_of_the_plan (difference))
        continue;
      sentence = qd_difference_describe (difference);
      qd_block_add_point (block, NULL, sentence, difference->record);
      n++;
    }
  section->title = n > 0 ? qd_count_printf (ngettext ("%u change to the plan", "%u changes to the plan", n), n)
                         : g_strdup (_("The plan was not changed"));
  if (n == 0)
    g_ptr_array_remove_index (section->blocks, 0);
  add_effects (section, minutes->facts->before, minutes->builder.shown);
  if (section->blocks->len == 0)
    {
      block = add_block (section, QD_BLOCK_TEXT, NULL);
      block->text = g_strdup (_("Nothing was changed in the plan during the meeting."));
    }
}

static char *
minutes_text (double minutes)
{
  return isnan (minutes) ? g_strdup ("") : qd_number_format_local (minutes, 1);
}

static void
add_time (Minutes *minutes)
{
  QdList *agenda = qd_plan_get_list (minutes->plan, QD_LIST_AGENDA);
  double planned = 0, spent = 0;
  QdOutlineSection *section;
  QdBlock *block;
  QdOutlineRow *row;

  if (qd_list_get_length (agenda) == 0)
    return;

  section = add_section (minutes, "agenda", _("Agenda"), NULL);
  block = add_block (section, QD_BLOCK_TABLE, NULL);
  qd_block_add_column (block, _("Item"), FALSE, 30);
  qd_block_add_column (block, _("Planned, minutes"), TRUE, 10);
  qd_block_add_column (block, _("Spent, minutes"), TRUE, 10);
  qd_block_add_column (block, _("Notes"), FALSE, 40);
  for (guint i = 0; i < qd_list_get_length (agenda); i++)
    {
      QdRecord *item = qd_list_get (agenda, i);
      double item_planned = qd_record_get_number (item, QD_AGENDA_ITEM_MINUTES);
      double item_spent = qd_record_get_number (item, QD_AGENDA_ITEM_SPENT);

      row = qd_block_add_row (block, QD_OUTLINE_ROW_PLAIN, qd_record_get_id (item));
      set_cell (row, 0, g_strdup (qd_outline_name (item)));
      set_cell (row, 1, minutes_text (item_planned));
      set_cell (row, 2, minutes_text (item_spent));
      set_cell (row, 3, g_strdup (qd_record_get_text (item, QD_AGENDA_ITEM_NOTES)));
      planned += isnan (item_planned) ? 0 : item_planned;
      spent += isnan (item_spent) ? 0 : item_spent;
    }
  row = qd_block_add_row (block, QD_OUTLINE_ROW_TOTAL, NULL);
  set_cell (row, 0, g_strdup (_("Total")));
  set_cell (row, 1, minutes_text (planned));
  set_cell (row, 2, minutes_text (spent));
  set_cell (row, 3, g_strdup (""));
  /* Translators: minutes spent, and minutes planned */
  section->title = g_strdup_printf (_("%s minutes spent of %s planned"), row->cells[2].text, row->cells[1].text);
}

static void
add_approvals (Minutes *minutes)
{
  QdList *list = qd_plan_get_list (minutes->plan, QD_LIST_APPROVALS);
  guint n = qd_list_get_length (list), approved = 0;
  QdOutlineSection *section;

  if (n == 0)
    return;

  for (guint i = 0; i < n; i++)
    approved += g_str_equal (qd_record_get_text (qd_list_get (list, i), QD_APPROVAL_APPROVED), "yes") ? 1 : 0;
  section = add_section (minutes, "approvals", _("Approvals"),
                         qd_count_printf (ngettext ("%2$u of %1$u approval given", "%2$u of %1$u approvals given", n), n,
                                          approved));
  g_ptr_array_add (section->blocks, list_block (minutes, list));
}

/* The items as they are planned. */
static void
add_items (Minutes *minutes)
{
  QdList *agenda = qd_plan_get_list (minutes->plan, QD_LIST_AGENDA);
  g_autofree char *total = minutes_text (qd_agenda_total (minutes->plan));
  QdOutlineSection *section;
  QdBlock *block;

  if (qd_list_get_length (agenda) == 0)
    return;

  section = add_section (minutes, "agenda", _("Agenda"),
                         g_strdup_printf (ngettext ("%s minute in all", "%s minutes in all",
                                                    (guint) qd_agenda_total (minutes->plan)), total));
  block = add_block (section, QD_BLOCK_TABLE, NULL);
  qd_block_add_column (block, _("Starts"), TRUE, 8);
  qd_block_add_column (block, _("Item"), FALSE, 40);
  qd_block_add_column (block, _("Minutes"), TRUE, 8);
  qd_block_add_column (block, _("Owner"), FALSE, 20);
  for (guint i = 0; i < qd_list_get_length (agenda); i++)
    {
      QdRecord *item = qd_list_get (agenda, i);
      double start = qd_agenda_start_of (item);
      QdOutlineRow *row = qd_block_add_row (block, QD_OUTLINE_ROW_PLAIN, qd_record_get_id (item));

      set_cell (row, 0, isnan (start) ? g_strdup ("") : qd_agenda_format_time ((int) start));
      set_cell (row, 1, g_strdup (qd_outline_name (item)));
      set_cell (row, 2, minutes_text (qd_record_get_number (item, QD_AGENDA_ITEM_MINUTES)));
      set_cell (row, 3, g_strdup (qd_record_get_text (item, QD_AGENDA_ITEM_OWNER)));
    }
}

/* @of_quarter: the title, with the name of the quarter; @plain: where that is not known */
static void
begin (Minutes              *minutes,
       QdFigures            *figures,
       const QdMinutesFacts *facts,
       const char           *of_quarter,
       const char           *plain)
{
  QdPlan *plan = qd_figures_get_plan (figures);
  QdRecord *root = qd_plan_get_root (plan);
  QdQuarter quarter = qd_plan_get_quarter (plan);
  g_autofree char *name = qd_quarter_is_set (&quarter) ? qd_quarter_format (&quarter) : NULL;
  QdOutline *outline = qd_outline_new_empty (NULL);

  *minutes = (Minutes) { { outline, figures, figures }, plan, facts };
  outline->title = name != NULL ? g_strdup_printf (of_quarter, name) : g_strdup (plain);
  outline->quarter = g_strdup (name);
  outline->date = g_strdup (qd_record_get_text (root, QD_PLAN_PLANNING_DATE));
  outline->facilitator = g_strdup (qd_record_get_text (root, QD_PLAN_FACILITATOR));
}

/**
 * qd_minutes_new:
 * @figures: the figures of a plan as it is after its meeting
 * @facts: what the plan does not say itself
 *
 * Returns: (transfer full): the minutes, for everyone who was there
 */
QdOutline *
qd_minutes_new (QdFigures            *figures,
                const QdMinutesFacts *facts)
{
  Minutes minutes;

  /* Translators: a quarter: “Minutes of planning Q2 2024” */
  begin (&minutes, figures, facts, _("Minutes of planning %s"), _("Minutes of planning"));
  add_facts (&minutes);
  add_decisions (&minutes);
  add_actions (&minutes);
  add_parked (&minutes);
  add_votes (&minutes);
  add_changes (&minutes);
  add_approvals (&minutes);
  add_time (&minutes);
  qd_outline_builder_clear (&minutes.builder);

  return minutes.builder.outline;
}

/**
 * qd_minutes_new_agenda:
 * @figures: the figures of a plan before its meeting
 *
 * Returns: (transfer full): what is to be gone through, and when, for everyone who comes
 */
QdOutline *
qd_minutes_new_agenda (QdFigures *figures)
{
  const QdMinutesFacts facts = { NULL, NULL, NULL };
  Minutes minutes;

  /* Translators: a quarter: “Agenda for planning Q2 2024” */
  begin (&minutes, figures, &facts, _("Agenda for planning %s"), _("Agenda for planning"));
  add_facts (&minutes);
  add_items (&minutes);
  qd_outline_builder_clear (&minutes.builder);

  return minutes.builder.outline;
}
