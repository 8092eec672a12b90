#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-agenda.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-id.h"
#include "qd-number.h"
#include "qd-pages.h"
#include "qd-text.h"

/* The agenda of the planning meeting: what a usual one holds, and when what is. */

#define MINUTES_A_DAY (24 * 60)

/* More teams than this do not each get a slot: nobody would sit through it. */
#define MOST_SLOTS 12
#define SLOT_MIN 5

/* A half-day session. The hour of proposals is shared between the teams. */
static const struct
{
  const char *title;
  int         minutes;
  QdPageId    page;
  gboolean    a_slot_each;
} usual[] = {
  { N_("Look back: scores and lessons"), 30, QD_PAGE_LAST_QUARTER, FALSE },
  { N_("Priorities and constraints"), 15, QD_PAGE_CONTEXT, FALSE },
  { N_("Proposals"), 60, QD_PAGE_OBJECTIVES, TRUE },
  { N_("Break"), 15, QD_PAGE_OVERVIEW, FALSE },
  { N_("Trade-offs: what fits, what does not"), 45, QD_PAGE_TRADE_OFFS, FALSE },
  { N_("Dependencies and risks"), 15, QD_PAGE_DEPENDENCIES, FALSE },
  { N_("Confidence vote"), 10, QD_PAGE_VOTES, FALSE },
  { N_("Decisions, next steps and approvals"), 30, QD_PAGE_APPROVALS, FALSE },
};

static void
add_item (QdChange   *change,
          QdPlan     *plan,
          const char *title,
          int         minutes,
          QdPageId    page,
          const char *owner)
{
  QdRecord *meeting = qd_plan_get_single (plan, QD_LIST_MEETING);
  g_autoptr (QdRecord) item = qd_record_new (QD_RECORD_AGENDA_ITEM, NULL);

  /* The record is of no plan yet: the change holds it whole. */
  qd_change_insert (change, qd_record_get_id (meeting), QD_LIST_AGENDA, G_MAXUINT, item);
  {
    const struct
    {
      guint   field;
      QdValue value;
    } values[] = {
      { QD_AGENDA_ITEM_TITLE, qd_value_text (title) },
      { QD_AGENDA_ITEM_MINUTES, qd_value_number (minutes) },
      { QD_AGENDA_ITEM_PAGE, qd_value_text (qd_page_info (page)->id) },
      { QD_AGENDA_ITEM_OWNER, owner != NULL && *owner != '\0' ? qd_value_text (owner) : (QdValue) QD_VALUE_INIT },
    };

    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      {
        g_auto (QdValue) value = values[i].value;

        if (value.type != QD_VALUE_UNSET)
          qd_change_set (change, qd_record_get_id (item), qd_record_get_field (item, values[i].field), &value);
      }
  }
}

static void
add_slots (QdChange   *change,
           QdPlan     *plan,
           const char *title,
           int         minutes,
           QdPageId    page)
{
  QdList *teams = qd_plan_get_list (plan, QD_LIST_TEAMS);
  guint n = qd_list_get_length (teams);

  if (n == 0 || n > MOST_SLOTS)
    {
      add_item (change, plan, title, minutes, page, NULL);
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      const char *team = qd_record_get_title (qd_list_get (teams, i));
      /* Translators: an item of the agenda and the team whose turn it is: “Proposals: Platform” */
      g_autofree char *slot = g_strdup_printf (_("%s: %s"), title, team);

      add_item (change, plan, slot, MAX (minutes / (int) n, SLOT_MIN), page, team);
    }
}

/**
 * qd_agenda_default:
 * @plan: a plan
 * @title: what undo calls the change, in the user's language
 *
 * A usual agenda for a planning session of half a day, with a slot for the proposals of each team.
 *
 * Returns: (transfer full): what adds it behind what the agenda of @plan has
 */
QdChange *
qd_agenda_default (QdPlan     *plan,
                   const char *title)
{
  QdChange *change = qd_change_new (title);

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      if (usual[i].a_slot_each)
        add_slots (change, plan, _(usual[i].title), usual[i].minutes, usual[i].page);
      else
        add_item (change, plan, _(usual[i].title), usual[i].minutes, usual[i].page, NULL);
    }

  return change;
}

static double
minutes_of (QdRecord *item)
{
  double minutes = qd_record_get_number (item, QD_AGENDA_ITEM_MINUTES);

  return isnan (minutes) || minutes < 0 ? 0 : minutes;
}

/**
 * qd_agenda_total:
 *
 * Returns: the minutes of all items together; items without minutes count as none
 */
double
qd_agenda_total (QdPlan *plan)
{
  QdList *agenda = qd_plan_get_list (plan, QD_LIST_AGENDA);
  double total = 0;

  for (guint i = 0; i < qd_list_get_length (agenda); i++)
    total += minutes_of (qd_list_get (agenda, i));

  return total;
}

/**
 * qd_agenda_parse_time:
 * @text: a time of day: “9:00”, “09.30”, “14h15”, “9”, “2 pm”
 * @minutes: (out): the minutes since midnight
 *
 * Returns: whether @text is a time
 */
gboolean
qd_agenda_parse_time (const char *text,
                      int        *minutes)
{
  static GRegex *pattern;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *typed = NULL; /* which the match looks into */
  g_autofree char *hour = NULL;
  g_autofree char *minute = NULL;
  g_autofree char *half = NULL;
  int h, m;

  if (g_once_init_enter (&pattern))
    g_once_init_leave (&pattern, g_regex_new ("^\\s*(\\d{1,2})(?:[:.h](\\d\\d))?\\s*(am|pm|a\\.m\\.|p\\.m\\.)?\\s*$",
                                              G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  if (text == NULL)
    return FALSE;
  typed = qd_number_dup_plain (text);
  if (!g_regex_match (pattern, typed, 0, &match))
    return FALSE;

  hour = g_match_info_fetch (match, 1);
  minute = g_match_info_fetch (match, 2);
  half = g_match_info_fetch (match, 3);
  h = (int) g_ascii_strtoll (hour, NULL, 10);
  m = minute != NULL && *minute != '\0' ? (int) g_ascii_strtoll (minute, NULL, 10) : 0;
  if (half != NULL && *half != '\0')
    {
      if (h < 1 || h > 12)
        return FALSE;
      h = h % 12 + (g_ascii_tolower (*half) == 'p' ? 12 : 0);
    }
  if (h > 23 || m > 59)
    return FALSE;
  *minutes = h * 60 + m;

  return TRUE;
}

/**
 * qd_agenda_format_time:
 * @minutes: minutes since midnight; beyond it, the next day
 *
 * Returns: (transfer full): the time of day, in the user's locale
 */
char *
qd_agenda_format_time (int minutes)
{
  g_autoptr (GDateTime) time = NULL;

  minutes = ((minutes % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY;
  time = g_date_time_new_utc (2000, 1, 1, minutes / 60, minutes % 60, 0);

  /* Translators: the time of day; g_date_time_format() says what the letters mean. “%l:%M %p” for 9:05 AM */
  return g_date_time_format (time, _("%H:%M"));
}

/**
 * qd_agenda_format_span:
 * @seconds: how long; of what is below zero, how far
 *
 * Returns: (transfer full): minutes and seconds, such as “8:42”, or hours before them: “1:08:42”. A second that has begun
 *   is still left; one that has passed is over
 */
char *
qd_agenda_format_span (double seconds)
{
  guint whole = (guint) (seconds >= 0 ? ceil (seconds - 0.001) : floor (-seconds + 0.001));

  if (whole >= 3600)
    return g_strdup_printf ("%u:%02u:%02u", whole / 3600, whole / 60 % 60, whole % 60);

  return g_strdup_printf ("%u:%02u", whole / 60, whole % 60);
}

static double
time_after (QdPlan *plan,
            double  spent)
{
  QdRecord *meeting = qd_plan_get_single (plan, QD_LIST_MEETING);
  int start;

  if (!qd_agenda_parse_time (qd_record_get_text (meeting, QD_MEETING_START), &start))
    return NAN;

  return start + round (spent);
}

/**
 * qd_agenda_start_of:
 * @item: an item of a plan's agenda
 *
 * Returns: when it begins, if all before it takes its time, in minutes since midnight of the first day; NAN if the
 *   meeting has no start, or @item is of no meeting
 */
double
qd_agenda_start_of (QdRecord *item)
{
  QdList *agenda = qd_record_get_owner_list (item);
  double before = 0;

  if (agenda == NULL)
    return NAN;

  for (guint i = 0; i < qd_list_get_length (agenda) && qd_list_get (agenda, i) != item; i++)
    before += minutes_of (qd_list_get (agenda, i));

  return time_after (qd_record_get_plan (item), before);
}

/**
 * qd_agenda_end_of:
 *
 * Returns: when the meeting ends, if everything takes its time, as qd_agenda_start_of() says it
 */
double
qd_agenda_end_of (QdPlan *plan)
{
  return time_after (plan, qd_agenda_total (plan));
}
