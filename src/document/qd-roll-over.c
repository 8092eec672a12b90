#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-roll-over.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-closing.h"
#include "qd-constraints.h"
#include "qd-date-text.h"
#include "qd-id.h"
#include "qd-measure.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* The plan of the next quarter out of that of this one. A new plan is built; the old one is only read. */

typedef struct
{
  QdFigures           *figures;
  QdPlan              *old;
  const QdRollOptions *options;
  QdQuarter            quarter;
  int                  quarters;  /* how many later; 0 if the old plan does not say its own */
  int                  weeks;
  GDate                near_date;
  GDate                new_near_date;
  GHashTable          *initiatives; /* ids of those that go on */
  GHashTable          *revisited;   /* ids of what is to be decided again */
  QdRecord            *root;
} Roll;

typedef gboolean (*GoesOnFunc) (Roll     *roll,
                                QdRecord *record);

static gboolean
is_open_risk (Roll     *roll,
              QdRecord *record)
{
  return qd_figures_risk_is_open (record);
}

static gboolean
is_undecided (Roll     *roll,
              QdRecord *record)
{
  return qd_text_is_blank (qd_record_get_text (record, QD_DECISION_OUTCOME));
}

static gboolean
is_not_done (Roll     *roll,
             QdRecord *record)
{
  return !g_str_equal (qd_record_get_text (record, QD_ACTION_DONE), "yes");
}

static gboolean
is_put_off (Roll     *roll,
            QdRecord *record)
{
  return !g_hash_table_contains (roll->revisited, qd_record_get_id (record));
}

/* A joiner who started before the new quarter is an engineer like the others. */
static gboolean
is_to_come (Roll     *roll,
            QdRecord *joiner)
{
  QdDate start = qd_date_parse (qd_record_get_text (joiner, QD_JOINER_START),
                                g_date_valid (&roll->near_date) ? &roll->near_date : NULL);
  GDate first, last;

  if (start.precision == QD_DATE_NONE || !qd_quarter_is_set (&roll->quarter))
    return FALSE;
  qd_quarter_get_bounds (&roll->quarter, qd_plan_get_start_month (roll->old), &first, &last);

  return g_date_compare (&start.date, &first) >= 0;
}

#define FIELD_BIT(RECORD, FIELD) (G_GUINT64_CONSTANT (1) << QD_##RECORD##_##FIELD)

/* What goes on from one quarter to the next, in the order of the file: which of a list's records, which of their fields
 * start anew, and in which days and quarters move. @label: it can be left behind. */
static const struct
{
  QdListId    list;
  const char *label;
  GoesOnFunc  goes_on;
  guint64     cleared;
  guint64     moved;
} parts[] = {
  { QD_LIST_PEOPLE, N_("People") },
  { QD_LIST_PRIORITIES, N_("Company priorities") },
  { QD_LIST_CONSTRAINTS, N_("Constraints"), NULL, 0, FIELD_BIT (CONSTRAINT, TEXT) },
  { QD_LIST_TEAMS, N_("Teams"), NULL, FIELD_BIT (TEAM, STATED_POINTS), 0 },
  { QD_LIST_ALLOCATION, N_("Allocation"), NULL,
    FIELD_BIT (CATEGORY, STATED_POINTS) | FIELD_BIT (CATEGORY, RATIONALE), 0 },
  { QD_LIST_DEPENDENCIES, N_("Dependencies"), NULL, 0, 0 },
  { QD_LIST_RISKS, N_("Open risks"), is_open_risk, 0, 0 },
  { QD_LIST_NOT_DOING, N_("What is still put off"), is_put_off, 0, 0 },
  { QD_LIST_DECISIONS, N_("Decisions still open"), is_undecided, 0, 0 },
  { QD_LIST_ACTIONS, N_("Actions not done"), is_not_done, 0, 0 },
  { QD_LIST_COMMUNICATION, N_("Communication, with its dates moved"), NULL, 0,
    FIELD_BIT (MESSAGE, WHAT) | FIELD_BIT (MESSAGE, WHEN) },
  { QD_LIST_REVIEWS, N_("Reviews, with their dates moved"), NULL, 0,
    FIELD_BIT (CHECKPOINT, NAME) | FIELD_BIT (CHECKPOINT, DATE) | FIELD_BIT (CHECKPOINT, FOCUS) },
  { QD_LIST_APPROVALS, N_("Approvers, all to approve again"), NULL,
    FIELD_BIT (APPROVAL, APPROVED) | FIELD_BIT (APPROVAL, DATE), 0 },
  { QD_LIST_AGENDA, N_("Agenda of the meeting"), NULL,
    FIELD_BIT (AGENDA_ITEM, SPENT) | FIELD_BIT (AGENDA_ITEM, NOTES), FIELD_BIT (AGENDA_ITEM, TITLE) },
  { QD_LIST_PARKING_LOT, N_("Parking lot"), NULL, 0, 0 },
  { QD_LIST_SECTIONS, N_("Other sections"), NULL, 0,
    FIELD_BIT (SECTION, TITLE) | FIELD_BIT (SECTION, TEXT) },
};

/**
 * qd_roll_parts:
 * @n_parts: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_parts): the parts of a plan that go on into the next quarter and can be left
 */
const QdRollPart *
qd_roll_parts (guint *n_parts)
{
  static QdRollPart list[G_N_ELEMENTS (parts)];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        list[i] = (QdRollPart) { parts[i].list, parts[i].label };
      g_once_init_leave (&ready, 1);
    }
  *n_parts = G_N_ELEMENTS (parts);

  return list;
}

/**
 * qd_roll_unfinished:
 * @figures: the figures of a plan
 *
 * Returns: (transfer container) (element-type QdRecord): the initiatives that may go on into the next quarter: those not
 *   cut, of objectives that are not met
 */
GPtrArray *
qd_roll_unfinished (QdFigures *figures)
{
  QdList *objectives = qd_plan_get_list (qd_figures_get_plan (figures), QD_LIST_OBJECTIVES);
  GPtrArray *unfinished = g_ptr_array_new ();

  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdRecord *objective = qd_list_get (objectives, i);
      QdList *initiatives = qd_record_peek_list (objective, QD_LIST_INITIATIVES);

      if (qd_figures_objective (figures, objective)->band == QD_BAND_MET)
        continue;
      for (guint j = 0; initiatives != NULL && j < qd_list_get_length (initiatives); j++)
        if (!g_str_equal (qd_record_get_text (qd_list_get (initiatives, j), QD_INITIATIVE_STATUS), "cut"))
          g_ptr_array_add (unfinished, qd_list_get (initiatives, j));
    }

  return unfinished;
}

/* The first quarter that @text names, in the year of the plan or the one after it. */
static gboolean
read_revisit (const char      *text,
              const QdQuarter *now,
              QdQuarter       *quarter)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,;/-–", -1);

  if (qd_quarter_parse (text, quarter))
    return TRUE;

  for (guint i = 0; words[i] != NULL; i++)
    if ((words[i][0] == 'Q' || words[i][0] == 'q') && words[i][1] >= '1' && words[i][1] <= '4' && words[i][2] == '\0')
      {
        *quarter = (QdQuarter) { now->year, words[i][1] - '0' };
        if (qd_quarter_compare (quarter, now) < 0)
          quarter->year++;
        return TRUE;
      }

  return FALSE;
}

/**
 * qd_roll_revisit_due:
 * @plan: the old plan
 * @quarter: the quarter to plan
 *
 * Returns: (transfer container) (element-type QdRecord): what @plan put off until @quarter or earlier; a quarter without
 *   a year is the first such that is not before that of @plan
 */
GPtrArray *
qd_roll_revisit_due (QdPlan          *plan,
                     const QdQuarter *quarter)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_NOT_DOING);
  QdQuarter now = qd_plan_get_quarter (plan);
  GPtrArray *due = g_ptr_array_new ();

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);
      QdQuarter revisit;

      if (read_revisit (qd_record_get_text (record, QD_EXCLUSION_REVISIT), &now, &revisit) &&
          qd_quarter_compare (&revisit, quarter) <= 0)
        g_ptr_array_add (due, record);
    }

  return due;
}

static void
set_text (QdRecord   *record,
          guint       field,
          const char *text)
{
  g_auto (QdValue) value = text != NULL && *text != '\0' ? qd_value_text (text) : (QdValue) QD_VALUE_INIT;

  qd_record_set_value (record, field, &value);
}

static void
clear (QdRecord *record,
       guint     field)
{
  const QdValue nothing = QD_VALUE_INIT;

  qd_record_set_value (record, field, &nothing);
}

/* Days move by whole weeks, months by months, quarters by quarters. */
static void
move_text (Roll     *roll,
           QdRecord *record,
           guint     field)
{
  const char *text = qd_record_get_text (record, field);
  g_autofree char *dated = NULL;
  g_autofree char *moved = NULL;

  if (roll->quarters == 0 || *text == '\0')
    return;

  dated = qd_date_text_shift (text, g_date_valid (&roll->near_date) ? &roll->near_date : NULL,
                              g_date_valid (&roll->new_near_date) ? &roll->new_near_date : NULL, roll->weeks,
                              roll->quarters * 3);
  moved = qd_quarter_text_shift (dated, roll->quarters);
  set_text (record, field, moved);
}

static QdList *
new_list (Roll     *roll,
          QdListId  list)
{
  const QdListInfo *info = qd_list_info (list);

  if (info->owner == QD_RECORD_PLAN)
    return qd_record_get_list (roll->root, list);

  return qd_record_get_list (qd_list_get (qd_record_get_list (roll->root, QD_LIST_MEETING), 0), list);
}

static void
carry_joiners (Roll     *roll,
               QdRecord *from,
               QdRecord *to)
{
  QdList *joiners = qd_record_peek_list (from, QD_LIST_JOINERS);

  for (guint i = 0; joiners != NULL && i < qd_list_get_length (joiners); i++)
    if (is_to_come (roll, qd_list_get (joiners, i)))
      {
        g_autoptr (QdRecord) joiner = qd_record_copy (qd_list_get (joiners, i));

        qd_list_append (qd_record_get_list (to, QD_LIST_JOINERS), joiner);
      }
}

/* What only one kind of record needs. */
static void
adapt (Roll     *roll,
       QdRecord *from,
       QdRecord *to)
{
  switch (qd_record_get_record_type (to))
    {
    case QD_RECORD_TEAM:
      carry_joiners (roll, from, to);
      break;
    case QD_RECORD_CATEGORY:
      qd_record_set_value (to, QD_CATEGORY_PREVIOUS, qd_record_get_value (from, QD_CATEGORY_PERCENT));
      break;
    case QD_RECORD_DEPENDENCY:
      if (!g_hash_table_contains (roll->initiatives, qd_record_get_text (to, QD_DEPENDENCY_INITIATIVE)))
        clear (to, QD_DEPENDENCY_INITIATIVE);
      break;
    default:
      break;
    }
}

static void
carry_list (Roll  *roll,
            guint  part)
{
  QdList *old = qd_plan_get_list (roll->old, parts[part].list);
  QdList *list = new_list (roll, parts[part].list);

  for (guint i = 0; i < qd_list_get_length (old); i++)
    {
      QdRecord *from = qd_list_get (old, i);
      g_autoptr (QdRecord) to = NULL;

      if (parts[part].goes_on != NULL && !parts[part].goes_on (roll, from))
        continue;

      to = qd_record_copy_shallow (from);
      for (guint f = 0; f < qd_record_get_info (to)->n_fields; f++)
        {
          if ((parts[part].cleared & (G_GUINT64_CONSTANT (1) << f)) != 0)
            clear (to, f);
          if ((parts[part].moved & (G_GUINT64_CONSTANT (1) << f)) != 0)
            move_text (roll, to, f);
        }
      adapt (roll, from, to);
      qd_list_append (list, to);
    }
}

/* What was not done until now is to be decided, with why it was put off. */
static void
carry_revisited (Roll *roll)
{
  QdList *old = qd_plan_get_list (roll->old, QD_LIST_NOT_DOING);
  g_autofree char *name = NULL;
  QdQuarter quarter = qd_plan_get_quarter (roll->old);

  name = qd_quarter_is_set (&quarter) ? qd_quarter_format (&quarter) : g_strdup (_("last quarter"));
  for (guint i = 0; i < qd_list_get_length (old); i++)
    {
      QdRecord *item = qd_list_get (old, i);
      const char *reason = qd_record_get_text (item, QD_EXCLUSION_REASON);
      g_autofree char *id = qd_id_derive ("decision", "revisit", qd_record_get_id (item), 0);
      g_autofree char *question = NULL;
      g_autofree char *why = NULL;
      g_autoptr (QdRecord) decision = NULL;

      if (is_put_off (roll, item))
        continue;

      decision = qd_record_new (QD_RECORD_DECISION, id);
      question = g_strdup_printf (_("Take up “%s”?"), qd_record_get_title (item));
      set_text (decision, QD_DECISION_DECISION, question);
      /* Translators: a quarter, and the reason that was given then. */
      why = qd_text_is_blank (reason) ? NULL : g_strdup_printf (_("Put off in %s: %s"), name, reason);
      set_text (decision, QD_DECISION_OPTIONS, why);
      qd_list_append (qd_record_get_list (roll->root, QD_LIST_DECISIONS), decision);
    }
}

/* “99.2%” and “99.9%” become “99.2% → 99.9%”, as scorecards have them, where that is understood as the same. */
static void
join_baseline (Roll     *roll,
               QdRecord *key_result)
{
  const GDate *near_date = g_date_valid (&roll->near_date) ? &roll->near_date : NULL;
  const char *from = qd_record_get_text (key_result, QD_KEY_RESULT_BASELINE);
  const char *to = qd_record_get_text (key_result, QD_KEY_RESULT_TARGET);
  QdMeasure baseline = qd_measure_parse (from, near_date);
  QdMeasure target = qd_measure_parse (to, near_date);
  g_autofree char *joined = g_strdup_printf ("%s → %s", from, to);
  QdMeasure both = qd_measure_parse (joined, near_date);

  if (!qd_measure_has_number (&baseline) || !qd_measure_has_number (&target) || baseline.approximate ||
      !isnan (target.from) || !qd_measure_has_number (&both) || both.from != baseline.value ||
      both.value != target.value || both.bound != target.bound || !qd_measure_units_fit (&both, &target))
    return;

  set_text (key_result, QD_KEY_RESULT_TARGET, joined);
  clear (key_result, QD_KEY_RESULT_BASELINE);
}

static void
review_objective (Roll     *roll,
                  QdRecord *review,
                  QdRecord *from)
{
  g_autoptr (QdRecord) objective = qd_record_copy_shallow (from);
  QdList *key_results = qd_record_peek_list (from, QD_LIST_KEY_RESULTS);

  clear (objective, QD_OBJECTIVE_SUPPORTS);
  clear (objective, QD_OBJECTIVE_CATEGORY);
  for (guint i = 0; key_results != NULL && i < qd_list_get_length (key_results); i++)
    {
      g_autoptr (QdRecord) key_result = qd_record_copy (qd_list_get (key_results, i));
      g_autoptr (QdRecord) scored = qd_closing_suggest (roll->figures, qd_list_get (key_results, i));

      join_baseline (roll, key_result);
      qd_record_set_value (key_result, QD_KEY_RESULT_ACTUAL, qd_record_get_value (scored, QD_KEY_RESULT_ACTUAL));
      qd_list_append (qd_record_get_list (objective, QD_LIST_KEY_RESULTS), key_result);
    }
  qd_list_append (qd_record_get_list (review, QD_LIST_REVIEW_OBJECTIVES), objective);
}

/* Initiatives that go on keep their objective's name; how far it is to get this time is for the room to say. */
static void
carry_initiatives (Roll     *roll,
                   QdRecord *from)
{
  QdList *initiatives = qd_record_peek_list (from, QD_LIST_INITIATIVES);
  g_autoptr (QdRecord) objective = NULL;

  for (guint i = 0; initiatives != NULL && i < qd_list_get_length (initiatives); i++)
    {
      QdRecord *initiative = qd_list_get (initiatives, i);
      g_autoptr (QdRecord) copy = NULL;

      if (!g_hash_table_contains (roll->initiatives, qd_record_get_id (initiative)))
        continue;

      if (objective == NULL)
        {
          static const guint kept[] = { QD_OBJECTIVE_TITLE, QD_OBJECTIVE_OWNER, QD_OBJECTIVE_CATEGORY, QD_OBJECTIVE_KIND };
          g_autofree char *id = qd_id_derive ("objective", "goes on", qd_record_get_id (from), 0);

          objective = qd_record_new (QD_RECORD_OBJECTIVE, id);
          for (guint f = 0; f < G_N_ELEMENTS (kept); f++)
            qd_record_set_value (objective, kept[f], qd_record_get_value (from, kept[f]));
          qd_list_append (qd_record_get_list (roll->root, QD_LIST_OBJECTIVES), objective);
        }
      copy = qd_record_copy (initiative);
      clear (copy, QD_INITIATIVE_RANK);
      qd_list_append (qd_record_get_list (objective, QD_LIST_INITIATIVES), copy);
    }
}

static void
carry_objectives (Roll *roll)
{
  QdList *objectives = qd_plan_get_list (roll->old, QD_LIST_OBJECTIVES);
  QdRecord *review = qd_list_get (qd_record_get_list (roll->root, QD_LIST_REVIEW), 0);

  set_text (review, QD_REVIEW_QUARTER, qd_record_get_text (qd_plan_get_root (roll->old), QD_PLAN_QUARTER));
  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      review_objective (roll, review, qd_list_get (objectives, i));
      carry_initiatives (roll, qd_list_get (objectives, i));
    }
}

/* What the old quarter taught when it was closed is what the new one looks back on. */
static void
carry_lessons (Roll *roll)
{
  QdList *learned = qd_plan_get_list (roll->old, QD_LIST_LEARNED);
  QdRecord *review = qd_list_get (qd_record_get_list (roll->root, QD_LIST_REVIEW), 0);

  for (guint i = 0; i < qd_list_get_length (learned); i++)
    {
      g_autoptr (QdRecord) lesson = qd_record_copy (qd_list_get (learned, i));

      qd_list_append (qd_record_get_list (review, QD_LIST_LESSONS), lesson);
    }
}

/* Single records as they are, apart from what is about the old quarter. */
static void
carry_singles (Roll *roll)
{
  static const QdListId singles[] = { QD_LIST_SETTINGS, QD_LIST_MEETING };

  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    {
      QdRecord *from = qd_plan_get_single (roll->old, singles[i]);
      QdRecord *to = qd_list_get (qd_record_get_list (roll->root, singles[i]), 0);

      for (guint f = 0; f < qd_record_get_info (from)->n_fields; f++)
        qd_record_set_value (to, f, qd_record_get_value (from, f));
    }
}

/* How a document was written stays, where it is about what is still there. */
static void
carry_layout (Roll   *roll,
              QdPlan *plan)
{
  QdList *old = qd_plan_get_list (roll->old, QD_LIST_LAYOUT);

  for (guint i = 0; i < qd_list_get_length (old); i++)
    {
      const char *about = qd_record_get_text (qd_list_get (old, i), QD_LAYOUT_RECORD);
      g_autoptr (QdRecord) hint = NULL;

      if (*about != '\0' && qd_plan_find (plan, about) == NULL)
        continue;
      hint = qd_record_copy (qd_list_get (old, i));
      if (roll->quarters > 0)
        {
          g_autofree char *moved = qd_quarter_text_shift (qd_record_get_text (hint, QD_LAYOUT_TEXT), roll->quarters);

          set_text (hint, QD_LAYOUT_TEXT, moved);
        }
      qd_list_append (qd_plan_get_list (plan, QD_LIST_LAYOUT), hint);
    }
}

static void
carry_root (Roll *roll)
{
  static const guint kept[] = { QD_PLAN_TITLE, QD_PLAN_NOTE, QD_PLAN_PLANNING_DATE, QD_PLAN_ATTENDEES,
                                QD_PLAN_FACILITATOR, QD_PLAN_SCORE_TARGET, QD_PLAN_CAPACITY_NOTE };
  static const guint moved[] = { QD_PLAN_TITLE, QD_PLAN_PLANNING_DATE };
  QdRecord *from = qd_plan_get_root (roll->old);
  g_autofree char *quarter = qd_quarter_is_set (&roll->quarter) ? qd_quarter_format (&roll->quarter) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    qd_record_set_value (roll->root, kept[i], qd_record_get_value (from, kept[i]));
  for (guint i = 0; i < G_N_ELEMENTS (moved); i++)
    move_text (roll, roll->root, moved[i]);
  set_text (roll->root, QD_PLAN_QUARTER, quarter);
}

/* The first Monday-to-Sunday week of each quarter is the same week. */
static GDate
monday_of_first_week (const QdQuarter *quarter,
                      int              start_month)
{
  GDate first, last;

  qd_quarter_get_bounds (quarter, start_month, &first, &last);
  g_date_subtract_days (&first, (guint) g_date_get_weekday (&first) - G_DATE_MONDAY);

  return first;
}

static void
measure_distance (Roll *roll)
{
  QdQuarter old = qd_plan_get_quarter (roll->old);
  int month = qd_plan_get_start_month (roll->old);
  GDate from, to;

  qd_plan_get_planning_date (roll->old, &roll->near_date);
  roll->new_near_date = roll->near_date;
  roll->quarter = roll->options->quarter;
  if (!qd_quarter_is_set (&old))
    return;
  if (!qd_quarter_is_set (&roll->quarter))
    roll->quarter = qd_quarter_add (&old, 1);

  roll->quarters = (roll->quarter.year - old.year) * 4 + roll->quarter.number - old.number;
  /* Into the past, or into the same quarter, nothing moves. */
  if (roll->quarters <= 0)
    {
      roll->quarters = 0;
      return;
    }
  from = monday_of_first_week (&old, month);
  to = monday_of_first_week (&roll->quarter, month);
  roll->weeks = g_date_days_between (&from, &to) / 7;
  if (g_date_valid (&roll->new_near_date))
    g_date_add_days (&roll->new_near_date, (guint) roll->weeks * 7);
}

static void
choose (Roll *roll)
{
  g_autoptr (GPtrArray) due = qd_roll_revisit_due (roll->old, &roll->quarter);

  roll->initiatives = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; roll->options->initiatives != NULL && roll->options->initiatives[i] != NULL; i++)
    g_hash_table_add (roll->initiatives, (char *) roll->options->initiatives[i]);

  roll->revisited = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; roll->options->revisited != NULL && roll->options->revisited[i] != NULL; i++)
    g_hash_table_add (roll->revisited, (char *) roll->options->revisited[i]);
  for (guint i = 0; roll->options->revisited == NULL && i < due->len; i++)
    g_hash_table_add (roll->revisited, (char *) qd_record_get_id (g_ptr_array_index (due, i)));
}

/**
 * qd_roll_over:
 * @figures: the figures of the old plan
 * @options: what goes on
 *
 * The next quarter of a plan: its objectives become the scorecard that is looked back on, with their actuals (where
 * nobody typed one, the latest check-in) and stated scores, and what it taught the lessons; what has not ended goes on; dates move by whole weeks, so that
 * they stay on the same weekday of the same week; quarters that titles name become later ones; approvals start anew;
 * this quarter's shares become those of last quarter; what was put off until now becomes a question to decide. The same
 * plan and options always give the same plan, ids included.
 *
 * Returns: (transfer full): the new plan
 */
QdPlan *
qd_roll_over (QdFigures           *figures,
              const QdRollOptions *options)
{
  Roll roll = { figures, qd_figures_get_plan (figures), options };
  QdPlan *plan;

  roll.root = qd_record_new (QD_RECORD_PLAN, "plan");
  measure_distance (&roll);
  choose (&roll);
  carry_root (&roll);
  carry_singles (&roll);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if ((options->left & (1u << i)) == 0)
      carry_list (&roll, i);
  carry_revisited (&roll);
  carry_objectives (&roll);
  carry_lessons (&roll);

  plan = qd_plan_new_for_root (roll.root);
  carry_layout (&roll, plan);
  g_hash_table_unref (roll.initiatives);
  g_hash_table_unref (roll.revisited);

  return plan;
}
