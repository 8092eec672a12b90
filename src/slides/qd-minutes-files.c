#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-minutes-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-csv.h"
#include "qd-html.h"
#include "qd-ics.h"
#include "qd-pptx.h"
#include "qd-report.h"

/* All that people get from a meeting, at once: the minutes in three forms, the actions for their calendars and sheets, and
 * the deck as the plan is now. */

typedef struct
{
  QdFigures             *figures;
  GPtrArray             *findings;
  QdOutline             *minutes;
  const QdExportOptions *options;
} Source;

static GBytes *
write_markdown (const Source  *self,
                GError       **error)
{
  char *text = qd_outline_to_markdown (self->minutes);

  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
write_pdf (const Source  *self,
           GError       **error)
{
  return qd_report_write_outline (self->minutes, qd_figures_get_plan (self->figures), self->options, error);
}

static GBytes *
write_html (const Source  *self,
            GError       **error)
{
  return qd_html_write_outline (self->minutes, qd_figures_get_plan (self->figures), self->options, error);
}

static GBytes *
write_tasks (const Source  *self,
             GError       **error)
{
  return qd_ics_save_tasks (qd_figures_get_plan (self->figures), error);
}

static GBytes *
write_actions (const Source  *self,
               GError       **error)
{
  return qd_csv_export (qd_figures_get_plan (self->figures), QD_LIST_ACTIONS, QD_CSV_BOM);
}

static GBytes *
write_deck (const Source  *self,
            GError       **error)
{
  return qd_pptx_write (self->figures, self->findings, self->options, error);
}

static const struct
{
  const char *name;     /* to be translated; how the file of a plan is called */
  gboolean    actions;  /* only if there are any */
  GBytes   *(*write) (const Source  *self,
                      GError       **error);
} files[] = {
  /* Translators: names of files; %s is what the plan is called. */
  { N_("%s minutes.md"), FALSE, write_markdown },
  { N_("%s minutes.pdf"), FALSE, write_pdf },
  { N_("%s minutes.html"), FALSE, write_html },
  { N_("%s actions.ics"), TRUE, write_tasks },
  { N_("%s actions.csv"), TRUE, write_actions },
  { N_("%s.pptx"), FALSE, write_deck },
};

static void
file_free (gpointer data)
{
  QdMinutesFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_free (file);
}

/**
 * qd_minutes_files_new:
 * @figures: the figures of a plan as it is after its meeting
 * @findings: (nullable): its findings
 * @facts: what the plan does not say itself
 * @name: what the plan is called
 * @options: how it all looks
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type QdMinutesFile): the files, or %NULL with @error set
 */
GPtrArray *
qd_minutes_files_new (QdFigures             *figures,
                      GPtrArray             *findings,
                      const QdMinutesFacts  *facts,
                      const char            *name,
                      const QdExportOptions *options,
                      GError               **error)
{
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (file_free);
  g_autoptr (QdOutline) minutes = qd_minutes_new (figures, facts);
  g_autofree char *plain = g_strdelimit (g_strdup (name), "/\\:\n\r\t", '-');
  const Source source = { figures, findings, minutes, options };
  QdList *actions = qd_plan_get_list (qd_figures_get_plan (figures), QD_LIST_ACTIONS);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      QdMinutesFile *file;
      GBytes *bytes;

      if (files[i].actions && qd_list_get_length (actions) == 0)
        continue;
      bytes = files[i].write (&source, error);
      if (bytes == NULL)
        return NULL;
      file = g_new0 (QdMinutesFile, 1);
      file->name = g_strdup_printf (_(files[i].name), plain);
      file->bytes = bytes;
      g_ptr_array_add (written, file);
    }

  return g_steal_pointer (&written);
}
