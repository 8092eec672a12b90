#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-document.h"

/* The rows of one list, as qdeck convert reads and writes them. */

static const struct
{
  const char *name;
  QdCsvMode   mode;
} modes[] = {
  { "match", QD_CSV_MATCH },
  { "append", QD_CSV_APPEND },
  { "replace", QD_CSV_REPLACE },
};

/* Each list that has rows for people, and those of the previous quarter's objectives. */
static char *
list_lists (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < QD_N_LISTS * 2; i++)
    {
      gboolean review = i >= QD_N_LISTS;
      const char *id = qd_list_info ((QdListId) (i % QD_N_LISTS))->id;
      g_autofree char *name = g_strconcat (review ? "review-" : "", id, NULL);
      QdCsvFlags flags = QD_CSV_DEFAULT;
      QdListId list;

      if (qd_csv_find_list (name, &list, &flags) && review == ((flags & QD_CSV_REVIEW) != 0))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * qdeck_choose_rows:
 * @list: (nullable): the name of a list
 * @mode: (nullable): the name of a mode
 * @flags: how they are written
 * @rows: (out): what they stand for
 *
 * Returns: %FALSE after a complaint
 */
gboolean
qdeck_choose_rows (const char *list,
                   const char *mode,
                   QdCsvFlags  flags,
                   QdeckRows  *rows)
{
  g_autofree char *names = NULL;

  *rows = (QdeckRows) { .flags = flags, .mode = QD_CSV_MATCH };

  if (list == NULL || !qd_csv_find_list (list, &rows->list, &rows->flags))
    {
      names = list_lists ();
      if (list == NULL)
        qdeck_complain (NULL, 0, _("Such a file holds the rows of one list. Name it with --list: %s."), names);
      else
        qdeck_complain (list, 0, _("There is no such list. These are known: %s."), names);
      return FALSE;
    }

  if (mode == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_str_equal (modes[i].name, mode))
      {
        rows->mode = modes[i].mode;
        return TRUE;
      }

  qdeck_complain (mode, 0, _("Rows can be taken in three ways: match, append, replace."));

  return FALSE;
}

static QdCsvFlags
format_flags (const QdFormat *format)
{
  return *format->separator == '\t' ? QD_CSV_TABS : QD_CSV_DEFAULT;
}

/* Rows go into the plan that @into holds, or into a new one if there is none yet. */
static QdPlan *
load_target (const char     *into,
             const QdFormat *format,
             gboolean       *newer)
{
  if (format->separator != NULL || !g_file_test (into, G_FILE_TEST_IS_REGULAR))
    return qd_plan_new ();

  return qdeck_load (into, format, NULL, newer);
}

/**
 * qdeck_import_rows:
 * @name: a file of rows
 * @format: its form
 * @into: the file that is to be written
 * @into_format: its form
 * @rows: which rows they are
 * @report: (out) (transfer full): what was understood
 * @newer: (out): whether a newer version wrote the plan in @into
 *
 * Returns: (transfer full) (nullable): the plan in @into with the rows, or %NULL after a complaint
 */
QdPlan *
qdeck_import_rows (const char       *name,
                   const QdFormat   *format,
                   const char       *into,
                   const QdFormat   *into_format,
                   const QdeckRows  *rows,
                   QdImportReport  **report,
                   gboolean         *newer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QdPlan) plan = NULL;
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdDocument) document = NULL;

  *newer = FALSE;
  bytes = qdeck_read (name);
  plan = bytes != NULL ? load_target (into, into_format, newer) : NULL;
  if (plan == NULL || *newer)
    return g_steal_pointer (&plan);

  document = qd_document_new_for_plan (plan);
  change = qd_csv_import (plan, rows->list, bytes, rows->mode, rows->flags | format_flags (format), report, &error);
  if (change == NULL || !qd_document_apply (document, change, QD_APPLY_AS_STORED, &error))
    {
      qdeck_complain_error (name, error);
      return NULL;
    }

  return g_object_ref (plan);
}

/**
 * qdeck_export_rows:
 *
 * Returns: (transfer full): the rows of one list of @plan in @format
 */
GBytes *
qdeck_export_rows (QdPlan          *plan,
                   const QdFormat  *format,
                   const QdeckRows *rows)
{
  return qd_csv_export (plan, rows->list, rows->flags | format_flags (format));
}
