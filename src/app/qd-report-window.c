#include "qd-config.h"

#include "qd-report-window.h"

#include <glib/gi18n-lib.h>

/* What an import understood, and what it kept as text, line by line. */

#define MAX_NOTES 1000

static GtkWidget *
note_row (const QdImportNote *note)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (note->message, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (note->line > 0)
    {
      g_autofree char *line = g_strdup_printf (C_("a line of a document", "Line %u"), note->line);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
    }

  return row;
}

static void
add_group (AdwPreferencesPage *page,
           QdImportReport     *report,
           gboolean            understood,
           const char         *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint shown = 0;

  for (guint i = 0; i < qd_import_report_get_length (report) && shown < MAX_NOTES; i++)
    {
      const QdImportNote *note = qd_import_report_get (report, i);

      if (note->understood != understood)
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), note_row (note));
      shown++;
    }

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_widget_set_visible (group, shown > 0);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

static void
show (GtkWindow      *parent,
      const char     *title,
      const char     *kept,
      QdImportReport *report)
{
  GtkWidget *window = adw_preferences_window_new ();
  GtkWidget *page = adw_preferences_page_new ();

  add_group (ADW_PREFERENCES_PAGE (page), report, FALSE, kept);
  add_group (ADW_PREFERENCES_PAGE (page), report, TRUE, _("Understood"));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));

  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * qd_report_window_show:
 * @parent: the window the document was opened in
 * @report: what its import says
 */
void
qd_report_window_show (GtkWindow      *parent,
                       QdImportReport *report)
{
  show (parent, _("What Was Imported"), _("Kept as text"), report);
}

/**
 * qd_report_count_kept:
 *
 * Returns: how many of its notes are about what was not understood
 */
guint
qd_report_count_kept (QdImportReport *report)
{
  guint kept = 0;

  for (guint i = 0; i < qd_import_report_get_length (report); i++)
    kept += qd_import_report_get (report, i)->understood ? 0 : 1;

  return kept;
}

/* What a toast needs to show its report. */
typedef struct
{
  GtkWindow      *parent; /* not owned: the toast is in it */
  char           *title;
  char           *kept;
  QdImportReport *report;
} Details;

static void
details_free (gpointer  data,
              GClosure *closure)
{
  Details *details = data;

  g_free (details->title);
  g_free (details->kept);
  qd_import_report_free (details->report);
  g_free (details);
}

static void
details_cb (AdwToast *toast,
            Details  *details)
{
  show (details->parent, details->title, details->kept, details->report);
}

/**
 * qd_report_toast:
 * @widget: a widget in a window of ours
 * @message: a short sentence
 * @title: the title of the window that shows the details
 * @kept: the heading over what was not understood
 * @report: (transfer full): what the details are
 *
 * Shows @message for a few seconds, with a button for the details.
 */
void
qd_report_toast (GtkWidget      *widget,
                 const char     *message,
                 const char     *title,
                 const char     *kept,
                 QdImportReport *report)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *escaped = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (escaped);
  Details *details = g_new0 (Details, 1);

  *details = (Details) { GTK_WINDOW (gtk_widget_get_root (widget)), g_strdup (title), g_strdup (kept), report };
  adw_toast_set_button_label (toast, _("_Details"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (details_cb), details, details_free, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}
