#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-ics.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

#include "qd-constraints.h"
#include "qd-count.h"
#include "qd-date.h"
#include "qd-id.h"
#include "qd-text.h"

/* The dates of a plan as a calendar: RFC 5545 as calendars read it. Everything lasts a whole day, whichever zone the
 * reader is in. The same plan gives the same bytes. */

#define PRODUCT "-//Quarterdeck//Quarterdeck " QD_VERSION "//EN"
#define DOMAIN_NAME "quarterdeck.github.io"

/* More undated ones than this are counted instead of named. */
#define LOSSES_NAMED 10

#define NO_FIELD (-1)
#define MAX_DETAILS 2

/*
 * Source:
 * @list: a list whose records have dates
 * @task: they are to be done, instead of to happen
 * @title: the field that says what
 * @aside: the field that stands behind it in parentheses
 * @date: the field that says when
 * @details: what else there is to say
 */
typedef struct
{
  QdListId list;
  gboolean task;
  guint    title;
  int      aside;
  guint    date;
  int      details[MAX_DETAILS];
} Source;

static const Source sources[] = {
  { QD_LIST_REVIEWS, FALSE, QD_CHECKPOINT_NAME, NO_FIELD, QD_CHECKPOINT_DATE, { QD_CHECKPOINT_FOCUS, NO_FIELD } },
  { QD_LIST_COMMUNICATION, FALSE, QD_MESSAGE_WHAT, QD_MESSAGE_AUDIENCE, QD_MESSAGE_WHEN,
    { QD_MESSAGE_OWNER, NO_FIELD } },
  { QD_LIST_ACTIONS, TRUE, QD_ACTION_ACTION, NO_FIELD, QD_ACTION_DUE, { QD_ACTION_OWNER, NO_FIELD } },
};

/*
 * Calendar:
 * @near_date: what dates without a year are near; invalid if the plan has neither planning date nor quarter
 * @quarter: (nullable): tells the plans of several quarters apart, whose records may be called the same
 */
typedef struct
{
  QdPlan        *plan;
  GDate          near_date;
  char          *quarter;
  icaltimetype   stamp;
  icalcomponent *calendar;
} Calendar;

static const GDate *
near_date (const Calendar *self)
{
  return g_date_valid (&self->near_date) ? &self->near_date : NULL;
}

static icaltimetype
whole_day (const GDate *date)
{
  icaltimetype time = icaltime_null_date ();

  time.year = g_date_get_year (date);
  time.month = (int) g_date_get_month (date);
  time.day = g_date_get_day (date);

  return time;
}

static void
add_text (icalcomponent  *component,
          icalproperty *(*property) (const char *value),
          const char     *text)
{
  g_autofree char *printable = qd_text_printable (text);

  if (!qd_text_is_blank (printable))
    icalcomponent_add_property (component, property (printable));
}

/* What all components have: an identifier that stays when the plan is exported again, and a stamp, for which the day
 * of the plan stands: the clock would make another file of the same plan. */
static icalcomponent *
add_component (Calendar           *self,
               icalcomponent_kind  kind,
               const char         *id,
               const char         *summary,
               const char         *category)
{
  icalcomponent *component = icalcomponent_new (kind);
  g_autofree char *uid = g_strdup_printf ("%s%s%s@" DOMAIN_NAME, id, self->quarter != NULL ? "-" : "",
                                          self->quarter != NULL ? self->quarter : "");

  icalcomponent_add_property (component, icalproperty_new_uid (uid));
  icalcomponent_add_property (component, icalproperty_new_dtstamp (self->stamp));
  add_text (component, icalproperty_new_summary, summary);
  add_text (component, icalproperty_new_categories, category);
  icalcomponent_add_component (self->calendar, component);

  return component;
}

/* A day from its beginning to the beginning of the next; it keeps nobody from anything else. */
static icalcomponent *
add_event (Calendar    *self,
           const char  *id,
           const char  *summary,
           const char  *category,
           const GDate *date)
{
  icalcomponent *event = add_component (self, ICAL_VEVENT_COMPONENT, id, summary, category);
  GDate next = *date;

  g_date_add_days (&next, 1);
  icalcomponent_add_property (event, icalproperty_new_dtstart (whole_day (date)));
  icalcomponent_add_property (event, icalproperty_new_dtend (whole_day (&next)));
  icalcomponent_add_property (event, icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT));

  return event;
}

/* A task may have no date. */
static icalcomponent *
add_task (Calendar     *self,
          QdRecord     *action,
          const char   *summary,
          const char   *category,
          const QdDate *date)
{
  icalcomponent *task = add_component (self, ICAL_VTODO_COMPONENT, qd_record_get_id (action), summary, category);
  gboolean done = g_str_equal (qd_record_get_text (action, QD_ACTION_DONE), "yes");

  if (date->precision == QD_DATE_DAY)
    icalcomponent_add_property (task, icalproperty_new_due (whole_day (&date->date)));
  icalcomponent_add_property (task, icalproperty_new_status (done ? ICAL_STATUS_COMPLETED : ICAL_STATUS_NEEDSACTION));
  if (done)
    icalcomponent_add_property (task, icalproperty_new_percentcomplete (100));

  return task;
}

static char *
make_summary (const Source *source,
              QdRecord     *record)
{
  const char *title = qd_record_get_text (record, source->title);
  const char *aside = source->aside != NO_FIELD ? qd_record_get_text (record, (guint) source->aside) : "";

  if (qd_text_is_blank (title))
    title = qd_text_is_blank (aside) ? _("Unnamed") : aside;
  if (qd_text_is_blank (aside) || title == aside)
    return g_strdup (title);

  /* Translators: what is told, and whom: “Roadmap alignment (Product team)”. */
  return g_strdup_printf (C_("calendar", "%s (%s)"), title, aside);
}

/* A line for each detail: “Owner: CTO”. */
static char *
make_description (const Source *source,
                  QdRecord     *record)
{
  g_autoptr (GString) description = g_string_new (NULL);

  for (guint i = 0; i < MAX_DETAILS && source->details[i] != NO_FIELD; i++)
    {
      guint field = (guint) source->details[i];
      const char *text = qd_record_get_text (record, field);

      if (!qd_text_is_blank (text))
        g_string_append_printf (description, "%s%s: %s", description->len > 0 ? "\n" : "",
                                qd_field_label (qd_record_get_field (record, field)), text);
    }

  return g_string_free (g_steal_pointer (&description), FALSE);
}

static void
add_record (Calendar     *self,
            const Source *source,
            QdRecord     *record)
{
  const char *category = _(qd_list_info (source->list)->title);
  QdDate date = qd_date_parse (qd_record_get_text (record, source->date), near_date (self));
  g_autofree char *summary = make_summary (source, record);
  g_autofree char *description = make_description (source, record);
  icalcomponent *component;

  if (!source->task && date.precision != QD_DATE_DAY)
    return;

  component = source->task ? add_task (self, record, summary, category, &date)
                           : add_event (self, qd_record_get_id (record), summary, category, &date.date);
  add_text (component, icalproperty_new_description, description);
}

/* Key dates are read out of texts and have no record of their own: what they are called tells them apart. */
static void
add_key_dates (Calendar *self)
{
  g_autoptr (GPtrArray) key_dates = qd_constraints_get_key_dates (self->plan);

  for (guint i = 0; i < key_dates->len; i++)
    {
      const QdKeyDate *key_date = g_ptr_array_index (key_dates, i);
      guint ordinal = 0;
      g_autofree char *id = NULL;

      if (key_date->date.precision != QD_DATE_DAY)
        continue;

      for (guint j = 0; j < i; j++)
        ordinal += qd_text_same (((QdKeyDate *) g_ptr_array_index (key_dates, j))->label, key_date->label) ? 1 : 0;
      id = qd_id_derive ("key-date", qd_record_get_id (key_date->record), key_date->label, ordinal);
      add_event (self, id, qd_text_is_blank (key_date->label) ? _("Key date") : key_date->label, _("Key dates"),
                 &key_date->date.date);
    }
}

static void
calendar_init (Calendar *self,
               QdPlan   *plan)
{
  QdQuarter quarter = qd_plan_get_quarter (plan);

  *self = (Calendar) { .plan = plan };
  qd_plan_get_planning_date (plan, &self->near_date);
  self->quarter = qd_quarter_is_set (&quarter) ? qd_quarter_to_id (&quarter) : NULL;

  self->stamp = icaltime_null_time ();
  self->stamp.year = g_date_valid (&self->near_date) ? g_date_get_year (&self->near_date) : 2000;
  self->stamp.month = g_date_valid (&self->near_date) ? (int) g_date_get_month (&self->near_date) : 1;
  self->stamp.day = g_date_valid (&self->near_date) ? g_date_get_day (&self->near_date) : 1;
  self->stamp.zone = icaltimezone_get_utc_timezone ();

  self->calendar = icalcomponent_new_vcalendar ();
}

static void
calendar_clear (Calendar *self)
{
  icalcomponent_free (self->calendar);
  g_free (self->quarter);
}

static void
add_source (Calendar     *self,
            const Source *source)
{
  QdList *list = qd_plan_get_list (self->plan, source->list);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    add_record (self, source, qd_list_get (list, i));
}

static void
add_entries (Calendar *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    add_source (self, &sources[i]);
  add_key_dates (self);
}

static void
add_tasks (Calendar *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i].task)
      add_source (self, &sources[i]);
}

static void
add_head (Calendar *self)
{
  QdRecord *root = qd_plan_get_root (self->plan);
  g_autofree char *title = qd_text_printable (qd_record_get_title (root));

  icalcomponent_add_property (self->calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (self->calendar, icalproperty_new_prodid (PRODUCT));
  icalcomponent_add_property (self->calendar, icalproperty_new_calscale ("GREGORIAN"));
  icalcomponent_add_property (self->calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  if (!qd_text_is_blank (title))
    {
      icalproperty *name = icalproperty_new_x (title);

      icalproperty_set_x_name (name, "X-WR-CALNAME");
      icalcomponent_add_property (self->calendar, name);
    }
}

static GBytes *
save (QdPlan  *plan,
      void   (*add) (Calendar *self))
{
  Calendar self;
  char *text;
  GBytes *bytes;

  calendar_init (&self, plan);
  add_head (&self);
  add (&self);

  text = icalcomponent_as_ical_string_r (self.calendar);
  bytes = g_bytes_new (text, strlen (text));
  free (text);
  calendar_clear (&self);

  return bytes;
}

/**
 * qd_ics_save:
 * @plan: a plan
 * @error: return location for an error
 *
 * Writes the dates of a plan as a calendar: reviews, key dates and communication as events of a whole day, actions as
 * tasks. Identifiers come from those of the records and the quarter, so that a calendar that is imported again takes
 * the place of the former; the planning date is the stamp. What has no day is left out, but for tasks.
 *
 * Returns: (transfer full): the calendar, or %NULL with @error set
 */
GBytes *
qd_ics_save (QdPlan  *plan,
             GError **error)
{
  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  return save (plan, add_entries);
}

/**
 * qd_ics_save_tasks:
 * @plan: a plan
 * @error: return location for an error
 *
 * Returns: (transfer full): the actions of the plan as an iCalendar of tasks, and nothing else, or %NULL with @error set
 */
GBytes *
qd_ics_save_tasks (QdPlan  *plan,
                   GError **error)
{
  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  return save (plan, add_tasks);
}

/* “Fri, April 26, 2024: Mid-quarter” */
static char *
describe_entry (icalcomponent *entry)
{
  gboolean task = icalcomponent_isa (entry) == ICAL_VTODO_COMPONENT;
  icaltimetype time = task ? icalcomponent_get_due (entry) : icalcomponent_get_dtstart (entry);
  const char *summary = icalcomponent_get_summary (entry);
  g_autofree char *day = NULL;
  GDate date;

  if (icaltime_is_null_time (time))
    return g_strdup (summary);

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) time.day, (GDateMonth) time.month, (GDateYear) time.year);
  day = qd_date_format_local (&date);

  return g_strdup_printf (C_("calendar", "%s: %s"), day, summary);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  icalcomponent *entries[] = { *(icalcomponent *const *) a, *(icalcomponent *const *) b };
  icaltimetype times[2];

  for (guint i = 0; i < 2; i++)
    times[i] = icalcomponent_isa (entries[i]) == ICAL_VTODO_COMPONENT ? icalcomponent_get_due (entries[i])
                                                                      : icalcomponent_get_dtstart (entries[i]);
  if (icaltime_is_null_time (times[0]) != icaltime_is_null_time (times[1]))
    return icaltime_is_null_time (times[0]) ? 1 : -1;

  return icaltime_compare_date_only (times[0], times[1]);
}

/**
 * qd_ics_list_entries:
 * @plan: a plan
 *
 * Returns: (transfer full) (element-type utf8): the days and tasks that qd_ics_save() writes, a line each, in the order
 *   of time
 */
GPtrArray *
qd_ics_list_entries (QdPlan *plan)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  Calendar self;

  g_return_val_if_fail (QD_IS_PLAN (plan), lines);

  calendar_init (&self, plan);
  add_entries (&self);
  for (icalcomponent *entry = icalcomponent_get_first_component (self.calendar, ICAL_ANY_COMPONENT); entry != NULL;
       entry = icalcomponent_get_next_component (self.calendar, ICAL_ANY_COMPONENT))
    g_ptr_array_add (entries, entry);
  g_ptr_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (lines, describe_entry (g_ptr_array_index (entries, i)));
  calendar_clear (&self);

  return lines;
}

static void
say_undated (GPtrArray  *losses,
             guint      *n_more,
             const char *what,
             const char *when)
{
  if (losses->len >= LOSSES_NAMED)
    (*n_more)++;
  else if (qd_text_is_blank (when))
    g_ptr_array_add (losses, g_strdup_printf (_("“%s” has no date and is not in the calendar."), what));
  else
    g_ptr_array_add (losses, g_strdup_printf (_("“%s” is not in the calendar: “%s” is no day."), what, when));
}

/**
 * qd_ics_losses:
 * @plan: a plan
 *
 * Returns: (transfer full) (element-type utf8): what qd_ics_save() leaves out, in whole sentences
 */
GPtrArray *
qd_ics_losses (QdPlan *plan)
{
  GPtrArray *losses = g_ptr_array_new_with_free_func (g_free);
  GDate near;
  gboolean has_near;
  guint n_more = 0;

  g_return_val_if_fail (QD_IS_PLAN (plan), losses);

  has_near = qd_plan_get_planning_date (plan, &near);
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      QdList *list = qd_plan_get_list (plan, sources[i].list);

      for (guint j = 0; j < qd_list_get_length (list) && !sources[i].task; j++)
        {
          QdRecord *record = qd_list_get (list, j);
          const char *when = qd_record_get_text (record, sources[i].date);
          g_autofree char *what = make_summary (&sources[i], record);

          if (qd_date_parse (when, has_near ? &near : NULL).precision != QD_DATE_DAY)
            say_undated (losses, &n_more, what, when);
        }
    }
  if (n_more > 0)
    g_ptr_array_add (losses, qd_count_printf (ngettext ("%u more has no day and is not in the calendar.",
                                                        "%u more have no day and are not in the calendar.", n_more),
                                              n_more));

  return losses;
}
