#include "qd-config.h"

#include "qd-check-in-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-check-ins.h"
#include "qd-count.h"
#include "qd-date-text.h"
#include "qd-figure-text.h"
#include "qd-fold.h"
#include "qd-number.h"
#include "qd-plan-private.h"
#include "qd-sparkline.h"
#include "qd-text.h"

/* Where all key results stand on one day, in one table: Tab goes from field to field, Enter to the same field of the next
 * row. What is left empty is not entered. One change enters all of it. */

/* Before what is typed: where it stands. */
enum
{
  COLUMN_TARGET,
  COLUMN_LAST,
  COLUMN_PACE,
};

static const QdEntryColumn columns[] = {
  [COLUMN_TARGET] = { N_("Target"), QD_ENTRY_NONE, 0, FALSE },
  [COLUMN_LAST] = { N_("Last check-in"), QD_ENTRY_NONE, 0, FALSE },
  [COLUMN_PACE] = { N_("Pace"), QD_ENTRY_NONE, 0, FALSE },
  { N_("Value"), QD_CHECK_IN_VALUE, 9, FALSE },
  { N_("Confidence"), QD_CHECK_IN_CONFIDENCE, 4, FALSE },
  { N_("Note"), QD_CHECK_IN_NOTE, 16, TRUE },
};

struct _QdCheckInDialog
{
  QdEntryDialog  parent_instance;

  GHashTable    *typed; /* id of a key result -> QdRecord: the check-in that is being typed */

  GtkWidget     *date;
  GtkWidget     *accept;
};

G_DEFINE_FINAL_TYPE (QdCheckInDialog, qd_check_in_dialog, QD_TYPE_ENTRY_DIALOG)

static QdPlan *
get_plan (QdCheckInDialog *self)
{
  return qd_document_get_plan (qd_entry_dialog_get_document (QD_ENTRY_DIALOG (self)));
}

static gboolean
date_is_good (QdCheckInDialog *self)
{
  g_autofree char *typed = qd_number_dup_plain (gtk_editable_get_text (GTK_EDITABLE (self->date)));
  GDate near_date;
  gboolean near = qd_plan_get_planning_date (get_plan (self), &near_date);

  return qd_date_parse (typed, near ? &near_date : NULL).precision == QD_DATE_DAY;
}

static gboolean
is_filled (QdRecord *check_in)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (columns[i].field != QD_ENTRY_NONE && qd_record_is_set (check_in, columns[i].field))
      return TRUE;

  return FALSE;
}

static guint
count_filled (QdCheckInDialog *self)
{
  GHashTableIter iter;
  gpointer check_in;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->typed);
  while (g_hash_table_iter_next (&iter, NULL, &check_in))
    n += is_filled (check_in) ? 1 : 0;

  return n;
}

static QdChange *
qd_check_in_dialog_dup_change (QdEntryDialog *dialog)
{
  QdCheckInDialog *self = QD_CHECK_IN_DIALOG (dialog);
  QdPlan *plan = get_plan (self);
  const char *date = gtk_editable_get_text (GTK_EDITABLE (self->date));
  g_autoptr (GPtrArray) due = qd_check_ins_due (plan);
  g_autoptr (GPtrArray) key_results = g_ptr_array_new ();
  g_autoptr (GPtrArray) check_ins = g_ptr_array_new ();

  for (guint i = 0; i < due->len; i++)
    {
      QdRecord *key_result = g_ptr_array_index (due, i);
      QdRecord *check_in = g_hash_table_lookup (self->typed, qd_record_get_id (key_result));

      if (check_in == NULL || !is_filled (check_in))
        continue;
      qd_record_set_text (check_in, QD_CHECK_IN_DATE, date);
      g_ptr_array_add (key_results, key_result);
      g_ptr_array_add (check_ins, check_in);
    }

  return key_results->len > 0 ? qd_check_ins_change (plan, key_results, check_ins, _("Check In")) : NULL;
}

static void
update (QdCheckInDialog *self)
{
  gtk_widget_set_sensitive (self->accept, date_is_good (self) && count_filled (self) > 0);
  qd_widget_set_class (self->date, "error", !date_is_good (self));
  qd_entry_dialog_note (QD_ENTRY_DIALOG (self));
}

static QdRecord *
get_typed (GtkWindow *window,
           QdRecord  *key_result,
           gboolean   make)
{
  QdCheckInDialog *self = QD_CHECK_IN_DIALOG (window);
  QdRecord *check_in = g_hash_table_lookup (self->typed, qd_record_get_id (key_result));

  if (check_in == NULL && make)
    {
      check_in = qd_record_new (QD_RECORD_CHECK_IN, NULL);
      g_hash_table_insert (self->typed, g_strdup (qd_record_get_id (key_result)), check_in);
    }

  return check_in;
}

static void
typed_cb (GtkWindow *window,
          QdRecord  *key_result,
          guint      row)
{
  update (QD_CHECK_IN_DIALOG (window));
}

static void
done_cb (GtkWindow *window)
{
  gtk_widget_grab_focus (QD_CHECK_IN_DIALOG (window)->accept);
}

/* What it was, how it went, and below that when. */
static GtkWidget *
last_new (QdFigures *figures,
          QdRecord  *key_result)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GDate date;
  QdRecord *latest = qd_check_in_latest (figures, key_result, &date);

  gtk_box_append (GTK_BOX (first), qd_entry_grid_label_new (latest != NULL ? qd_record_get_text (latest, QD_CHECK_IN_VALUE) : "–",
                                              latest != NULL ? NULL : "dim-label"));
  gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_first_child (first)), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (first), qd_sparkline_new (figures, key_result));
  gtk_box_append (GTK_BOX (box), first);
  if (latest != NULL && g_date_valid (&date))
    {
      g_autofree char *day = qd_date_format_local (&date);

      gtk_box_append (GTK_BOX (box), qd_entry_grid_label_new (day, "caption"));
      gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_last_child (box)), PANGO_ELLIPSIZE_NONE);
      gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dim-label");
    }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  return box;
}

static GtkWidget *
pace_new (QdFigures *figures,
          QdRecord  *key_result)
{
  double pace = qd_figures_pace (figures, key_result);
  GtkWidget *label;

  if (isnan (pace))
    return qd_entry_grid_label_new ("–", "dim-label");

  if (pace < -0.005)
    {
      g_autofree char *part = qd_percent_text (-pace);
      g_autofree char *text = g_strdup_printf (C_("pace of a key result", "%s behind"), part);

      label = qd_entry_grid_label_new (text, "qd-warning");
    }
  else
    {
      g_autofree char *part = qd_percent_text (pace);
      g_autofree char *text = pace > 0.005 ? g_strdup_printf (C_("pace of a key result", "%s ahead"), part)
                                           : g_strdup (C_("pace of a key result", "On pace"));

      label = qd_entry_grid_label_new (text, NULL);
    }

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);

  return label;
}

static GtkWidget *
show_cell (GtkWindow *window,
           QdRecord  *key_result,
           guint      column)
{
  QdFigures *figures = qd_document_get_figures (qd_entry_dialog_get_document (QD_ENTRY_DIALOG (window)));

  switch (column)
    {
    case COLUMN_LAST:
      return last_new (figures, key_result);
    case COLUMN_PACE:
      return pace_new (figures, key_result);
    default:
      return qd_entry_grid_label_new (qd_record_get_text (key_result, QD_KEY_RESULT_TARGET), NULL);
    }
}

static const QdEntryGridKind grid_kind = {
  .type = QD_RECORD_CHECK_IN,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .show = show_cell,
  .typed = get_typed,
  .changed = typed_cb,
  .done = done_cb,
};

static void
accept_cb (QdCheckInDialog *self)
{
  guint n = count_filled (self);
  g_autofree char *message = qd_count_printf (ngettext ("%u key result checked in", "%u key results checked in", n), n);

  qd_entry_dialog_enter (QD_ENTRY_DIALOG (self), message);
}

static void
qd_check_in_dialog_finalize (GObject *object)
{
  QdCheckInDialog *self = QD_CHECK_IN_DIALOG (object);

  g_hash_table_unref (self->typed);

  G_OBJECT_CLASS (qd_check_in_dialog_parent_class)->finalize (object);
}

static void
qd_check_in_dialog_class_init (QdCheckInDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_check_in_dialog_finalize;
  QD_ENTRY_DIALOG_CLASS (klass)->kind = &grid_kind;
  QD_ENTRY_DIALOG_CLASS (klass)->dup_change = qd_check_in_dialog_dup_change;
}

static GtkWidget *
build_bar (QdCheckInDialog *self)
{
  GtkWidget *bar = qd_dialog_bar_new (_("Check _In"), &self->accept);

  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_cb), self);

  return bar;
}

static GtkWidget *
build_top (QdCheckInDialog *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *search;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  gtk_box_append (GTK_BOX (row), gtk_label_new (_("As of")));
  self->date = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->date), today);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->date), 14);
  qd_widget_set_name (self->date, _("As of"));
  g_signal_connect_swapped (self->date, "changed", G_CALLBACK (update), self);
  gtk_box_append (GTK_BOX (row), self->date);
  search = qd_entry_dialog_search_new (QD_ENTRY_DIALOG (self));
  gtk_widget_set_hexpand (search, TRUE);
  gtk_box_append (GTK_BOX (row), search);
  gtk_widget_add_css_class (row, "qd-entries-top");

  return row;
}

static void
qd_check_in_dialog_init (QdCheckInDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_box_append (GTK_BOX (box), build_bar (self));
  gtk_box_append (GTK_BOX (box), build_top (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (qd_entry_dialog_grid_new (QD_ENTRY_DIALOG (self))));
  adw_window_set_content (ADW_WINDOW (self), box);

  gtk_window_set_title (GTK_WINDOW (self), _("Check In"));
  gtk_window_set_default_size (GTK_WINDOW (self), 980, 620);
}

/**
 * qd_check_in_dialog_new:
 * @parent: the window of @document
 * @document: a document
 *
 * Returns: a dialog in which one enters where its key results stand
 */
GtkWidget *
qd_check_in_dialog_new (GtkWindow  *parent,
                        QdDocument *document)
{
  QdCheckInDialog *self = g_object_new (QD_TYPE_CHECK_IN_DIALOG, "transient-for", parent, NULL);

  qd_entry_dialog_begin (QD_ENTRY_DIALOG (self), document);
  qd_entry_dialog_fill (QD_ENTRY_DIALOG (self));
  update (self);

  return GTK_WIDGET (self);
}
