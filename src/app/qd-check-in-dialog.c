#include "qd-config.h"

#include "qd-check-in-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-check-ins.h"
#include "qd-date-text.h"
#include "qd-figure-text.h"
#include "qd-fold.h"
#include "qd-number.h"
#include "qd-plan-private.h"
#include "qd-sparkline.h"
#include "qd-text.h"

/* Where all key results stand on one day, in one table: Tab goes from field to field, Enter to the same field of the next
 * row. What is left empty is not entered. One change enters all of it. */

/* Of thousands, nobody enters all in one go: words of the title find the others. */
#define MOST_ROWS 150

typedef enum
{
  ENTRY_VALUE,
  ENTRY_CONFIDENCE,
  ENTRY_NOTE,
  N_ENTRIES
} Entry;

/* The fields of a check-in that are typed, and how wide they are in characters. */
static const struct
{
  guint       field;
  int         width;
  const char *label;
} entries[N_ENTRIES] = {
  [ENTRY_VALUE] = { QD_CHECK_IN_VALUE, 9, N_("Value") },
  [ENTRY_CONFIDENCE] = { QD_CHECK_IN_CONFIDENCE, 4, N_("Confidence") },
  [ENTRY_NOTE] = { QD_CHECK_IN_NOTE, 16, N_("Note") },
};

#define FIRST_ENTRY_COLUMN 4

struct _QdCheckInDialog
{
  AdwWindow   parent_instance;

  QdDocument *document;
  GHashTable *typed;       /* id of a key result -> QdRecord: the check-in that is being typed */
  GPtrArray  *shown;       /* of QdRecord: the key results of the rows */
  GArray     *row_entries; /* of GtkWidget *[N_ENTRIES], for each of these */

  GtkWidget  *date;
  GtkWidget  *search;
  GtkWidget  *grid;
  GtkWidget  *more;
  GtkWidget  *accept;
};

G_DEFINE_FINAL_TYPE (QdCheckInDialog, qd_check_in_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
entry_at (QdCheckInDialog *self,
          guint            row,
          Entry            entry)
{
  return g_array_index (self->row_entries, GtkWidget *, row * N_ENTRIES + entry);
}

static gboolean
date_is_good (QdCheckInDialog *self)
{
  GDate near_date;
  gboolean near = qd_plan_get_planning_date (qd_document_get_plan (self->document), &near_date);

  return qd_date_parse (gtk_editable_get_text (GTK_EDITABLE (self->date)), near ? &near_date : NULL).precision == QD_DATE_DAY;
}

static gboolean
is_filled (QdRecord *check_in)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    if (qd_record_is_set (check_in, entries[i].field))
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

static void
update_accept (QdCheckInDialog *self)
{
  gtk_widget_set_sensitive (self->accept, date_is_good (self) && count_filled (self) > 0);
  if (date_is_good (self))
    gtk_widget_remove_css_class (self->date, "error");
  else
    gtk_widget_add_css_class (self->date, "error");
}

/* What is typed is kept with its key result: rows come and go with the search. */
static void
entry_changed_cb (GtkEditable     *editable,
                  QdCheckInDialog *self)
{
  QdRecord *key_result = g_object_get_data (G_OBJECT (editable), "key-result");
  Entry entry = (Entry) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (editable), "entry"));
  QdRecord *check_in = g_hash_table_lookup (self->typed, qd_record_get_id (key_result));
  const QdField *field = &qd_record_info (QD_RECORD_CHECK_IN)->fields[entries[entry].field];
  g_auto (QdValue) value = qd_field_parse_local (field, gtk_editable_get_text (editable));
  gboolean good = qd_field_check (field, &value, NULL) && (!qd_kind_is_number (field->kind) || value.type != QD_VALUE_TEXT);

  if (check_in == NULL)
    {
      check_in = qd_record_new (QD_RECORD_CHECK_IN, NULL);
      g_hash_table_insert (self->typed, g_strdup (qd_record_get_id (key_result)), check_in);
    }
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (editable), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (editable), "error");
  qd_record_set_value (check_in, field->index, good ? &value : &(QdValue) QD_VALUE_INIT);
  update_accept (self);
}

/* The same field of the next row; behind the last one, what enters all of it. */
static void
entry_activate_cb (GtkEntry        *widget,
                   QdCheckInDialog *self)
{
  Entry entry = (Entry) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), "entry"));
  guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "row")) + 1;

  gtk_widget_grab_focus (row < self->shown->len ? entry_at (self, row, entry) : self->accept);
}

static GtkWidget *
label_new (const char *text,
           const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);

  return label;
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

  gtk_box_append (GTK_BOX (first), label_new (latest != NULL ? qd_record_get_text (latest, QD_CHECK_IN_VALUE) : "–",
                                              latest != NULL ? NULL : "dim-label"));
  gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_first_child (first)), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (first), qd_sparkline_new (figures, key_result));
  gtk_box_append (GTK_BOX (box), first);
  if (latest != NULL && g_date_valid (&date))
    {
      g_autofree char *day = qd_date_format_local (&date);

      gtk_box_append (GTK_BOX (box), label_new (day, "caption"));
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
    return label_new ("–", "dim-label");

  if (pace < -0.005)
    {
      g_autofree char *part = qd_percent_text (-pace);
      g_autofree char *text = g_strdup_printf (C_("pace of a key result", "%s behind"), part);

      label = label_new (text, "qd-warning");
    }
  else
    {
      g_autofree char *part = qd_percent_text (pace);
      g_autofree char *text = pace > 0.005 ? g_strdup_printf (C_("pace of a key result", "%s ahead"), part)
                                           : g_strdup (C_("pace of a key result", "On pace"));

      label = label_new (text, NULL);
    }

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);

  return label;
}

static GtkWidget *
entry_new (QdCheckInDialog *self,
           QdRecord        *key_result,
           guint            row,
           Entry            entry)
{
  QdRecord *check_in = g_hash_table_lookup (self->typed, qd_record_get_id (key_result));
  GtkWidget *widget = gtk_entry_new ();
  g_autofree char *name = g_strdup_printf ("%s: %s", _(entries[entry].label), qd_record_get_title (key_result));

  if (check_in != NULL)
    {
      g_autofree char *text = qd_record_format (check_in, entries[entry].field);

      gtk_editable_set_text (GTK_EDITABLE (widget), text);
    }
  gtk_editable_set_width_chars (GTK_EDITABLE (widget), entries[entry].width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (widget), entries[entry].width);
  gtk_widget_set_hexpand (widget, entry == ENTRY_NOTE);
  qd_widget_set_name (widget, name);
  g_object_set_data_full (G_OBJECT (widget), "key-result", g_object_ref (key_result), g_object_unref);
  g_object_set_data (G_OBJECT (widget), "entry", GINT_TO_POINTER (entry));
  g_object_set_data (G_OBJECT (widget), "row", GUINT_TO_POINTER (row));
  g_signal_connect_object (widget, "changed", G_CALLBACK (entry_changed_cb), self, 0);
  g_signal_connect_object (widget, "activate", G_CALLBACK (entry_activate_cb), self, 0);

  return widget;
}

static void
add_row (QdCheckInDialog *self,
         QdRecord        *key_result)
{
  QdFigures *figures = qd_document_get_figures (self->document);
  guint row = self->shown->len;
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *widgets[FIRST_ENTRY_COLUMN];

  gtk_box_append (GTK_BOX (title), label_new (qd_record_get_title (key_result), NULL));
  gtk_box_append (GTK_BOX (title), label_new (qd_record_get_title (qd_record_get_parent (key_result)), "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (title), "dim-label");
  gtk_widget_set_size_request (title, 170, -1);
  widgets[0] = title;
  widgets[1] = label_new (qd_record_get_text (key_result, QD_KEY_RESULT_TARGET), NULL);
  widgets[2] = last_new (figures, key_result);
  widgets[3] = pace_new (figures, key_result);
  for (guint i = 0; i < FIRST_ENTRY_COLUMN; i++)
    gtk_grid_attach (GTK_GRID (self->grid), widgets[i], (int) i, (int) row + 1, 1, 1);
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      GtkWidget *entry = entry_new (self, key_result, row, (Entry) i);

      g_array_append_val (self->row_entries, entry);
      gtk_grid_attach (GTK_GRID (self->grid), entry, FIRST_ENTRY_COLUMN + (int) i, (int) row + 1, 1, 1);
    }
  g_ptr_array_add (self->shown, key_result);
}

static gboolean
is_wanted (QdRecord   *key_result,
           const char *folded)
{
  QdRecord *objective = qd_record_get_parent (key_result);
  g_autofree char *text = g_strjoin ("\n", qd_record_get_title (key_result), qd_record_get_title (objective),
                                     qd_record_get_text (key_result, QD_KEY_RESULT_OWNER),
                                     qd_record_get_text (objective, QD_OBJECTIVE_OWNER), NULL);
  g_autofree char *with = g_utf8_casefold (text, -1);

  return strstr (with, folded) != NULL;
}

static void
fill (QdCheckInDialog *self)
{
  static const char *const heads[] = { N_("Key result"), N_("Target"), N_("Last check-in"), N_("Pace") };
  g_autoptr (GPtrArray) due = qd_check_ins_due (qd_document_get_plan (self->document));
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  guint n_left = 0;
  g_autofree char *more = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  g_ptr_array_set_size (self->shown, 0);
  g_array_set_size (self->row_entries, 0);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    gtk_grid_attach (GTK_GRID (self->grid), label_new (_(heads[i]), "caption-heading"), (int) i, 0, 1, 1);
  for (guint i = 0; i < N_ENTRIES; i++)
    gtk_grid_attach (GTK_GRID (self->grid), label_new (_(entries[i].label), "caption-heading"), FIRST_ENTRY_COLUMN + (int) i, 0,
                     1, 1);
  for (guint i = 0; i < due->len; i++)
    {
      if (!is_wanted (g_ptr_array_index (due, i), folded))
        continue;
      if (self->shown->len < MOST_ROWS)
        add_row (self, g_ptr_array_index (due, i));
      else
        n_left++;
    }

  more = due->len == 0 ? g_strdup (_("This plan has no key results yet."))
                       : g_strdup_printf (ngettext ("%u more: find it by a word of its title or its owner.",
                                                    "%u more: find them by a word of their titles or owners.", n_left), n_left);
  gtk_label_set_text (GTK_LABEL (self->more), more);
  gtk_widget_set_visible (self->more, n_left > 0 || due->len == 0);
  gtk_widget_set_visible (self->search, due->len > 12);
}

static void
accept_cb (QdCheckInDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  QdPlan *plan = qd_document_get_plan (self->document);
  const char *date = gtk_editable_get_text (GTK_EDITABLE (self->date));
  g_autoptr (GPtrArray) due = qd_check_ins_due (plan);
  g_autoptr (GPtrArray) key_results = g_ptr_array_new ();
  g_autoptr (GPtrArray) check_ins = g_ptr_array_new ();
  g_autoptr (QdChange) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

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
  change = qd_check_ins_change (plan, key_results, check_ins, _("Check In"));
  if (!qd_document_apply (self->document, change, QD_APPLY_DEFAULT, &error))
    {
      qd_widget_toast (GTK_WIDGET (parent), error->message);
      return;
    }

  message = g_strdup_printf (ngettext ("%u key result checked in", "%u key results checked in", key_results->len),
                             key_results->len);
  qd_widget_toast_undo (GTK_WIDGET (parent), message);
  gtk_window_close (GTK_WINDOW (self));
}

/* Not before: GTK 4.8 would take the window for a widget like others, and a screen reader with it. */
static void
qd_check_in_dialog_map (GtkWidget *widget)
{
  QdCheckInDialog *self = QD_CHECK_IN_DIALOG (widget);

  GTK_WIDGET_CLASS (qd_check_in_dialog_parent_class)->map (widget);

  if (self->shown->len > 0)
    gtk_widget_grab_focus (entry_at (self, 0, ENTRY_VALUE));
}

static void
qd_check_in_dialog_dispose (GObject *object)
{
  g_clear_object (&QD_CHECK_IN_DIALOG (object)->document);

  G_OBJECT_CLASS (qd_check_in_dialog_parent_class)->dispose (object);
}

static void
qd_check_in_dialog_finalize (GObject *object)
{
  QdCheckInDialog *self = QD_CHECK_IN_DIALOG (object);

  g_hash_table_unref (self->typed);
  g_ptr_array_unref (self->shown);
  g_array_unref (self->row_entries);

  G_OBJECT_CLASS (qd_check_in_dialog_parent_class)->finalize (object);
}

static void
qd_check_in_dialog_class_init (QdCheckInDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_check_in_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_check_in_dialog_finalize;
  GTK_WIDGET_CLASS (klass)->map = qd_check_in_dialog_map;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
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
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  gtk_box_append (GTK_BOX (row), gtk_label_new (_("As of")));
  self->date = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->date), today);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->date), 14);
  qd_widget_set_name (self->date, _("As of"));
  g_signal_connect_swapped (self->date, "changed", G_CALLBACK (update_accept), self);
  gtk_box_append (GTK_BOX (row), self->date);
  self->search = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->search, TRUE);
  qd_widget_set_name (self->search, _("Find key results"));
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (fill), self);
  gtk_box_append (GTK_BOX (row), self->search);
  gtk_widget_add_css_class (row, "qd-check-in-top");

  return row;
}

static void
qd_check_in_dialog_init (QdCheckInDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->shown = g_ptr_array_new ();
  self->row_entries = g_array_new (FALSE, FALSE, sizeof (GtkWidget *));
  gtk_box_append (GTK_BOX (box), build_bar (self));
  gtk_box_append (GTK_BOX (box), build_top (self));

  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  qd_widget_set_name (self->grid, _("Key results"));
  self->more = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->more, "dim-label");
  gtk_box_append (GTK_BOX (content), self->grid);
  gtk_box_append (GTK_BOX (content), self->more);
  gtk_widget_add_css_class (content, "qd-check-ins");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_widget_set_vexpand (scroller, TRUE);
  qd_widget_set_name (scroller, _("Key results"));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);

  gtk_window_set_title (GTK_WINDOW (self), _("Check In"));
  gtk_window_set_default_size (GTK_WINDOW (self), 980, 620);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
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

  self->document = g_object_ref (document);
  fill (self);
  update_accept (self);

  return GTK_WIDGET (self);
}
