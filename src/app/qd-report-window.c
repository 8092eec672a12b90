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

/**
 * qd_report_window_show:
 * @parent: the window the document was opened in
 * @report: what its import says
 */
void
qd_report_window_show (GtkWindow      *parent,
                       QdImportReport *report)
{
  GtkWidget *window = adw_preferences_window_new ();
  GtkWidget *page = adw_preferences_page_new ();

  add_group (ADW_PREFERENCES_PAGE (page), report, FALSE, _("Kept as text"));
  add_group (ADW_PREFERENCES_PAGE (page), report, TRUE, _("Understood"));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));

  gtk_window_set_title (GTK_WINDOW (window), _("What Was Imported"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}
