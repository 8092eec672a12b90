#include "qd-config.h"

#include "qd-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"
#include "qd-json.h"
#include "qd-markdown.h"

/* The forms a plan can have as bytes, each one line in a table; and the report of what an import understood. */

static QdPlan *
load_json (GBytes          *bytes,
           QdImportReport **report,
           gboolean        *newer,
           GError         **error)
{
  return qd_json_load (bytes, newer, error);
}

static GBytes *
save_json (QdPlan  *plan,
           GError **error)
{
  return qd_json_save (plan);
}

static QdPlan *
load_markdown (GBytes          *bytes,
               QdImportReport **report,
               gboolean        *newer,
               GError         **error)
{
  return qd_markdown_load (bytes, report, error);
}

static GBytes *
save_markdown (QdPlan  *plan,
               GError **error)
{
  return qd_markdown_save (plan);
}

static const QdFormat formats[] = {
  { "qplan", N_("Quarterdeck plan"), "application/vnd.quarterdeck.plan+json", "qplan", load_json, save_json },
  { "md", N_("Markdown document"), "text/markdown", "md markdown", load_markdown, save_markdown },
  { "csv", N_("Comma-separated values"), "text/csv", "csv", NULL, NULL, "," },
  { "tsv", N_("Tab-separated values"), "text/tab-separated-values", "tsv tab", NULL, NULL, "\t" },
};

struct _QdImportReport
{
  GPtrArray *notes; /* of QdImportNote */
};

static void
import_note_free (gpointer data)
{
  QdImportNote *note = data;

  g_free (note->message);
  g_free (note);
}

/**
 * qd_import_report_new:
 *
 * Returns: (transfer full): a report without notes
 */
QdImportReport *
qd_import_report_new (void)
{
  QdImportReport *report = g_new0 (QdImportReport, 1);

  report->notes = g_ptr_array_new_with_free_func (import_note_free);

  return report;
}

void
qd_import_report_free (QdImportReport *report)
{
  g_ptr_array_unref (report->notes);
  g_free (report);
}

/**
 * qd_import_report_add:
 * @report: a report
 * @line: the line in the document, from 1; 0 if it is about no line
 * @understood: whether it became fields, or was kept as text
 * @format: what it was understood as, or where it was kept, in the user's language
 * @...: what goes into @format
 */
void
qd_import_report_add (QdImportReport *report,
                      guint           line,
                      gboolean        understood,
                      const char     *format,
                      ...)
{
  QdImportNote *note = g_new0 (QdImportNote, 1);
  va_list args;

  note->line = line;
  note->understood = understood;
  va_start (args, format);
  note->message = g_strdup_vprintf (format, args);
  va_end (args);

  g_ptr_array_add (report->notes, note);
}

/**
 * qd_import_report_get_length:
 *
 * Returns: how many notes it has
 */
guint
qd_import_report_get_length (QdImportReport *report)
{
  return report->notes->len;
}

/**
 * qd_import_report_get:
 *
 * Returns: (transfer none): the note at @index, in the order they were added
 */
const QdImportNote *
qd_import_report_get (QdImportReport *report,
                      guint           index)
{
  g_return_val_if_fail (index < report->notes->len, NULL);

  return g_ptr_array_index (report->notes, index);
}

/* Whether @word is one of @words, which spaces separate, whatever its case. */
static gboolean
is_one_of (const char *words,
           const char *word)
{
  gsize length = strlen (word);

  while (*words != '\0')
    {
      gsize span = strcspn (words, " ");

      if (span == length && g_ascii_strncasecmp (words, word, span) == 0)
        return TRUE;
      words += span;
      words += strspn (words, " ");
    }

  return FALSE;
}

/**
 * qd_format_get:
 *
 * Returns: (nullable): the form at @index, or %NULL from the end of the table on
 */
const QdFormat *
qd_format_get (guint index)
{
  return index < G_N_ELEMENTS (formats) ? &formats[index] : NULL;
}

/**
 * qd_format_find:
 * @id: the name of a form, such as "md"
 *
 * Returns: (nullable): the form, or %NULL if there is none of that name
 */
const QdFormat *
qd_format_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].id, id) == 0)
      return &formats[i];

  return NULL;
}

/**
 * qd_format_name_ends_in:
 * @file_name: (nullable): a file name or path
 * @extensions: file endings without the dot, separated by spaces
 *
 * Returns: whether @file_name has one of @extensions, whatever its case
 */
gboolean
qd_format_name_ends_in (const char *file_name,
                        const char *extensions)
{
  g_autofree char *base = NULL;
  const char *dot;

  if (file_name == NULL)
    return FALSE;

  base = g_path_get_basename (file_name);
  dot = strrchr (base, '.');

  return dot != NULL && is_one_of (extensions, dot + 1);
}

/**
 * qd_format_for_name:
 * @file_name: (nullable): a file name or path
 *
 * Returns: (nullable): the form that its ending stands for, or %NULL if none does
 */
const QdFormat *
qd_format_for_name (const char *file_name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (qd_format_name_ends_in (file_name, formats[i].extensions))
      return &formats[i];

  return NULL;
}

/**
 * qd_format_guess:
 * @bytes: the content of a file
 *
 * Looks at the content alone: an object of JSON is a plan, other text is Markdown.
 *
 * Returns: (nullable): the form it seems to have, or %NULL if it is no text
 */
const QdFormat *
qd_format_guess (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *end = text + length;
  const char *start = text;

  if (length >= 3 && memcmp (start, "\xef\xbb\xbf", 3) == 0)
    start += 3;
  while (start < end && g_ascii_isspace (*start))
    start++;

  if (start < end && *start == '{')
    return qd_format_find ("qplan");
  if (start < end && g_utf8_validate_len (start, (gsize) (end - start), NULL))
    return qd_format_find ("md");

  return NULL;
}

static gboolean
is_blank (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  return length == 0;
}

static void
set_rows_error (const QdFormat  *format,
                GError         **error)
{
  g_set_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED,
               _("Files of the form “%s” hold the rows of one list, not a plan."), _(format->label));
}

/**
 * qd_format_load:
 * @bytes: the content of a file
 * @format: (nullable): the form it has; %NULL for that which @file_name ends in or, failing that, which it looks like
 * @file_name: (nullable): its name or path
 * @report: (out) (optional) (transfer full) (nullable): what was understood of it, if that form needs saying
 * @newer: (out) (optional): whether a newer version wrote it
 * @error: return location for an error
 *
 * Reads a plan in any form.
 *
 * Returns: (transfer full): the plan, or %NULL with @error set
 */
QdPlan *
qd_format_load (GBytes          *bytes,
                const QdFormat  *format,
                const char      *file_name,
                QdImportReport **report,
                gboolean        *newer,
                GError         **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  if (report != NULL)
    *report = NULL;
  if (newer != NULL)
    *newer = FALSE;

  if (is_blank (bytes))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("There is nothing in this file."));
      return NULL;
    }

  if (format == NULL)
    format = qd_format_for_name (file_name);
  if (format == NULL)
    format = qd_format_guess (bytes);

  if (format == NULL)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED, _("This file holds no plan in a form that can be read."));
      return NULL;
    }
  if (format->separator != NULL)
    {
      set_rows_error (format, error);
      return NULL;
    }
  if (format->load == NULL)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED, _("Files of the form “%s” can be written, but not read."),
                   _(format->label));
      return NULL;
    }

  return format->load (bytes, report, newer, error);
}

/**
 * qd_format_save:
 * @plan: a plan
 * @format: the form to write it in
 * @error: return location for an error
 *
 * Returns: (transfer full): the content of the file, or %NULL with @error set
 */
GBytes *
qd_format_save (QdPlan          *plan,
                const QdFormat  *format,
                GError         **error)
{
  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);
  g_return_val_if_fail (format != NULL, NULL);

  if (format->separator != NULL)
    {
      set_rows_error (format, error);
      return NULL;
    }
  if (format->save == NULL)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED, _("Files of the form “%s” can be read, but not written."),
                   _(format->label));
      return NULL;
    }

  return format->save (plan, error);
}
