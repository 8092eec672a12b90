#include "qd-config.h"

#include "qd-date-picker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-app-util.h"
#include "qd-date-text.h"
#include "qd-number.h"
#include "qd-text.h"

/* Shows below a line in which a date is typed what is understood of it, with its weekday, and a calendar to pick from. A
 * day that is picked is written as the date that stood there was, else as others of that kind in the plan are. */

struct _QdDatePicker
{
  QdLineAid      parent_instance;

  gboolean       connected; /* to the line */
  GtkWidget     *calendar;
  GtkWidget     *meaning;
  gboolean       inside;    /* line and calendar are being brought together */
};

G_DEFINE_FINAL_TYPE (QdDatePicker, qd_date_picker, QD_TYPE_LINE_AID)

static GtkEditable *
line (QdDatePicker *self)
{
  return qd_line_aid_get_editable (QD_LINE_AID (self));
}

static QdPlan *
get_plan (QdDatePicker *self)
{
  return qd_document_get_plan (qd_line_aid_get_document (QD_LINE_AID (self)));
}

static const GDate *
get_near_date (QdDatePicker *self,
               GDate        *near_date)
{
  qd_plan_get_planning_date (get_plan (self), near_date);

  return g_date_valid (near_date) ? near_date : NULL;
}

static QdDate
get_date (QdDatePicker *self)
{
  g_autofree char *typed = qd_number_dup_plain (gtk_editable_get_text (line (self)));
  GDate near_date;

  return qd_date_parse (typed, get_near_date (self, &near_date));
}

static void
select_day (QdDatePicker *self,
            const GDate  *date)
{
  g_autoptr (GDateTime) day = g_date_time_new_local (g_date_get_year (date), (int) g_date_get_month (date),
                                                     g_date_get_day (date), 12, 0, 0);

  self->inside = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (self->calendar), day);
  self->inside = FALSE;
}

/* Where the calendar opens while nothing is typed: at the planning date, or today. */
static void
get_start (QdDatePicker *self,
           GDate        *start)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (get_near_date (self, start) == NULL)
    g_date_set_dmy (start, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                    (GDateYear) g_date_time_get_year (now));
}

static void
show_meaning (QdDatePicker *self)
{
  const char *text = gtk_editable_get_text (line (self));
  QdDate date = get_date (self);
  g_autofree char *day = date.precision != QD_DATE_NONE ? qd_date_format_local (&date.date) : NULL;
  g_autofree char *meaning = NULL;
  gboolean weekend = date.precision == QD_DATE_DAY && qd_date_is_weekend (&date.date);

  if (weekend)
    meaning = g_strdup_printf (C_("a date", "%s: a weekend"), day);
  else if (date.precision == QD_DATE_DAY)
    meaning = g_steal_pointer (&day);
  else if (date.precision == QD_DATE_MONTH)
    meaning = g_strdup (_("A month; the day is open"));
  else if (qd_text_is_blank (text))
    meaning = g_strdup (_("No date yet"));
  else
    meaning = g_strdup (_("Not a date; kept as you type it"));

  gtk_label_set_text (GTK_LABEL (self->meaning), meaning);
  if (weekend)
    gtk_widget_add_css_class (self->meaning, "qd-warning");
  else
    gtk_widget_remove_css_class (self->meaning, "qd-warning");
  if (date.precision != QD_DATE_NONE)
    select_day (self, &date.date);
}

/* Another date in the plan that is typed in the same field. */
typedef struct
{
  QdDatePicker *picker;
  char         *text;
  int           start;
  int           end;
} Sample;

static void
find_sample (QdRecord *record,
             gpointer  user_data)
{
  Sample *sample = user_data;
  const QdField *field = qd_line_aid_get_field (QD_LINE_AID (sample->picker));
  GDate near_date;
  QdDate date;

  if (sample->text != NULL || qd_record_get_record_type (record) != field->record_type)
    return;

  date = qd_date_find (qd_record_get_text (record, field->index), get_near_date (sample->picker, &near_date),
                       &sample->start, &sample->end);
  if (date.precision == QD_DATE_DAY)
    sample->text = g_strndup (qd_record_get_text (record, field->index) + sample->start,
                              (gsize) (sample->end - sample->start));
}

static char *
write_date (QdDatePicker *self,
            const GDate  *date)
{
  const char *text = gtk_editable_get_text (line (self));
  Sample sample = { .picker = self };
  GDate near_date;
  const GDate *near_or_none = get_near_date (self, &near_date);
  g_autofree char *owned = NULL;
  int start = 0, end = 0;
  char *written = NULL;

  if (qd_date_find (text, near_or_none, &start, &end).precision == QD_DATE_DAY)
    return qd_date_text_replace (text, start, end, date, near_or_none);

  qd_record_foreach (qd_plan_get_root (get_plan (self)), find_sample, &sample);
  owned = sample.text;
  if (owned != NULL)
    written = qd_date_text_replace (owned, 0, (int) strlen (owned), date, near_or_none);

  return written != NULL ? written : qd_date_to_iso (date);
}

static void
take (QdDatePicker *self,
      const GDate  *date)
{
  g_autofree char *text = write_date (self, date);

  self->inside = TRUE;
  gtk_editable_set_text (line (self), text);
  gtk_editable_set_position (line (self), -1);
  self->inside = FALSE;
  show_meaning (self);
}

static void
day_selected_cb (GtkCalendar  *calendar,
                 QdDatePicker *self)
{
  g_autoptr (GDateTime) day = NULL;
  GDate date;

  if (self->inside)
    return;

  day = gtk_calendar_get_date (calendar);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (day), (GDateMonth) g_date_time_get_month (day),
                  (GDateYear) g_date_time_get_year (day));
  take (self, &date);
}

static void
changed_cb (GtkEditable  *editable,
            QdDatePicker *self)
{
  if (!self->inside && qd_line_aid_is_active (QD_LINE_AID (self)))
    show_meaning (self);
}

/* From the date that is typed, or from where the calendar stands. */
static void
step (QdDatePicker *self,
      int           days,
      int           months)
{
  QdDate typed = get_date (self);
  GDate date = typed.date;

  if (typed.precision == QD_DATE_NONE)
    get_start (self, &date);
  else if (days != 0)
    g_date_set_julian (&date, (guint32) ((gint64) g_date_get_julian (&date) + days));
  else if (months > 0)
    g_date_add_months (&date, (guint) months);
  else
    g_date_subtract_months (&date, (guint) -months);
  take (self, &date);
}

static void
qd_date_picker_begin (QdLineAid *aid,
                      gboolean   typed_over)
{
  QdDatePicker *self = QD_DATE_PICKER (aid);

  if (!self->connected)
    g_signal_connect_object (line (self), "changed", G_CALLBACK (changed_cb), self, 0);
  self->connected = TRUE;

  if (get_date (self).precision == QD_DATE_NONE)
    {
      GDate start;

      get_start (self, &start);
      select_day (self, &start);
    }
  show_meaning (self);
  qd_line_aid_open (aid);
}

static gboolean
qd_date_picker_handle_key (QdLineAid       *aid,
                           guint            keyval,
                           GdkModifierType  modifiers)
{
  QdDatePicker *self = QD_DATE_PICKER (aid);

  if (!qd_line_aid_is_open (aid))
    {
      gboolean opens = (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up) && (modifiers & GDK_ALT_MASK) != 0;

      if (opens)
        qd_line_aid_begin (aid, FALSE);
      return opens;
    }

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      step (self, (keyval == GDK_KEY_Down ? 1 : -1) * ((modifiers & GDK_SHIFT_MASK) != 0 ? 7 : 1), 0);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      if ((modifiers & GDK_CONTROL_MASK) != 0)
        return FALSE;
      step (self, 0, keyval == GDK_KEY_Page_Down ? 1 : -1);
      return TRUE;
    case GDK_KEY_Escape:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      qd_line_aid_close (aid);
      return FALSE;
    default:
      return FALSE;
    }
}

static void
qd_date_picker_class_init (QdDatePickerClass *klass)
{
  QdLineAidClass *aid_class = QD_LINE_AID_CLASS (klass);

  aid_class->begin = qd_date_picker_begin;
  aid_class->handle_key = qd_date_picker_handle_key;
}

static void
qd_date_picker_init (QdDatePicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *hint = gtk_label_new (_("Up and Down: a day, Page Up and Page Down: a month"));

  self->meaning = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->meaning, "heading");
  gtk_box_append (GTK_BOX (box), self->meaning);

  self->calendar = gtk_calendar_new ();
  gtk_widget_set_focusable (self->calendar, FALSE);
  qd_widget_set_name (self->calendar, _("Calendar"));
  g_signal_connect (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  gtk_box_append (GTK_BOX (box), self->calendar);

  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (box), hint);
  qd_line_aid_set_child (QD_LINE_AID (self), box);
}
