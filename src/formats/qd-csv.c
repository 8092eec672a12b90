#include "qd-config.h"

#include "qd-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-compare.h"
#include "qd-count.h"
#include "qd-grid-private.h"
#include "qd-text.h"

/* One list of a plan as CSV (RFC 4180) or TSV: for people with spreadsheets. */

#define REVIEW_PREFIX "review-"

/* What of a list is a column of its file. */
typedef struct
{
  const char     *label;
  const QdField  *field;    /* (nullable) */
  const QdColumn *computed; /* (nullable) */
  guint           owner;    /* of neither: which of the path it names */
} Column;

/* Returns: (transfer container): the fields that files of such records have, in their order: those of tables first */
GPtrArray *
qd_csv_fields (QdRecordType type)
{
  const QdRecordInfo *info = qd_record_info (type);
  GPtrArray *fields = g_ptr_array_new ();
  const QdFieldFlags aside = QD_FIELD_DETAIL | QD_FIELD_OVERRIDE;

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & (aside | QD_FIELD_INTERNAL)) == 0)
      g_ptr_array_add (fields, (gpointer) &info->fields[i]);
  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & aside) != 0 && (info->fields[i].flags & QD_FIELD_INTERNAL) == 0)
      g_ptr_array_add (fields, (gpointer) &info->fields[i]);

  return fields;
}

static GArray *
list_columns (const QdListPath *path,
              gboolean          computed)
{
  QdRecordType type = qd_list_info (path->list)->record_type;
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_autoptr (GPtrArray) fields = qd_csv_fields (type);
  const QdColumn *const *shown;
  guint n_shown;

  for (guint i = 0; i < path->n_owners; i++)
    {
      const QdRecordInfo *owner = qd_record_info (qd_list_info (path->owners[i])->record_type);
      Column column = { owner->label, NULL, NULL, i };

      g_array_append_val (columns, column);
    }

  for (guint i = 0; i < fields->len; i++)
    {
      const QdField *field = g_ptr_array_index (fields, i);
      Column column = { field->label, field, NULL, 0 };

      g_array_append_val (columns, column);
    }

  shown = qd_columns_for (type, &n_shown);
  for (guint i = 0; i < n_shown && computed; i++)
    {
      Column column = { shown[i]->label, NULL, shown[i], 0 };

      if (shown[i]->field == NULL)
        g_array_append_val (columns, column);
    }

  return columns;
}

typedef struct
{
  QdListPath  path;
  GArray     *columns;
  QdFigures  *figures;
  QdRefNames *names;
  char       *owners[QD_GRID_MAX_PATH]; /* what the records that hold this list are called */
  char        separator;
  GString    *out;
} Export;

static void
append_cell (Export     *self,
             guint       column,
             const char *text)
{
  if (column > 0)
    g_string_append_c (self->out, self->separator);
  qd_separated_append (self->out, text, self->separator, self->columns->len == 1);
  if (column + 1 == self->columns->len)
    g_string_append (self->out, "\r\n");
}

static char *
make_cell (Export       *self,
           const Column *column,
           QdRecord     *record)
{
  if (column->field != NULL)
    return qd_sheet_text (record, column->field, self->names, FALSE);
  if (column->computed != NULL)
    return qd_sheet_text_computed (record, column->computed, self->figures);

  return g_strdup (self->owners[column->owner]);
}

static void
append_record (Export   *self,
               QdRecord *record)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *text = make_cell (self, &g_array_index (self->columns, Column, i), record);

      append_cell (self, i, text);
    }
}

/* Returns: (transfer full): the titles in @list, each with the only record that has it, or with none */
static GHashTable *
find_clear_titles (QdList *list)
{
  GHashTable *titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);
      char *title = qd_text_normalise (qd_record_get_title (record));

      g_hash_table_insert (titles, title, *title == '\0' || g_hash_table_contains (titles, title) ? NULL : record);
    }

  return titles;
}

/* Who holds the rows is named by its title, or where that is not clear by its id. */
static void
append_list (Export   *self,
             guint     level,
             QdRecord *owner)
{
  gboolean leads = level < self->path.n_owners;
  QdListId id = leads ? self->path.owners[level] : self->path.list;
  QdPlan *plan = qd_figures_get_plan (self->figures);
  QdList *list = owner != NULL ? qd_record_get_list (owner, id) : qd_plan_get_list (plan, id);
  g_autoptr (GHashTable) titles = leads ? find_clear_titles (list) : NULL;

  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);
      g_autofree char *title = leads ? qd_text_normalise (qd_record_get_title (record)) : NULL;

      if (!leads)
        {
          append_record (self, record);
          continue;
        }

      self->owners[level] = g_strdup (g_hash_table_lookup (titles, title) == record ? qd_record_get_title (record)
                                                                                   : qd_record_get_id (record));
      append_list (self, level + 1, record);
      g_clear_pointer (&self->owners[level], g_free);
    }
}

/* Whether people add rows to @list. */
static gboolean
is_for_people (QdListId list)
{
  return qd_list_info (list)->add != NULL;
}

/* Whether last quarter has such a list too. */
static gboolean
is_in_review (QdListId list)
{
  QdListPath path = qd_list_path (list, TRUE);

  return path.n_owners > 0 && path.owners[0] == QD_LIST_REVIEW_OBJECTIVES;
}

/**
 * qd_csv_find_list:
 * @name: the name of a list, such as “risks”; “review-key-results” are those of the previous quarter
 * @list: (out): the list
 * @flags: (inout): %QD_CSV_REVIEW is added where it is called for
 *
 * Returns: %FALSE if there is no such list, or none whose rows can be written
 */
gboolean
qd_csv_find_list (const char *name,
                  QdListId   *list,
                  QdCsvFlags *flags)
{
  const QdListInfo *info;

  g_return_val_if_fail (name != NULL, FALSE);

  info = qd_list_info_by_id (name);
  if (info == NULL && g_str_has_prefix (name, REVIEW_PREFIX))
    {
      info = qd_list_info_by_id (name + strlen (REVIEW_PREFIX));
      if (info != NULL && !is_in_review (info->list))
        return FALSE;
      *flags |= QD_CSV_REVIEW;
    }

  if (info == NULL || !is_for_people (info->list))
    return FALSE;

  *list = info->list;

  return TRUE;
}

/**
 * qd_csv_export:
 * @plan: a plan
 * @list: one of its lists; key results, initiatives and what else several records hold: those of all of them
 * @flags: how to write it
 *
 * Writes all rows of a list: a header of labels in English, then one line a record, with CRLF. The columns are what
 * holds the record, where several can, then all its stored fields. Numbers are plain digits, choices their English
 * words, references titles. A cell that a spreadsheet could take for a formula has an apostrophe before it.
 *
 * Returns: (transfer full): the file
 */
GBytes *
qd_csv_export (QdPlan     *plan,
               QdListId    list,
               QdCsvFlags  flags)
{
  g_autoptr (QdFigures) figures = NULL;
  g_autoptr (QdRefNames) names = NULL;
  g_autoptr (GArray) columns = NULL;
  Export self;

  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);
  g_return_val_if_fail (list < QD_N_LISTS && is_for_people (list), NULL);

  figures = qd_figures_new (plan);
  names = qd_ref_names_new (plan);
  self = (Export) {
    .path = qd_list_path (list, (flags & QD_CSV_REVIEW) != 0), .figures = figures, .names = names,
    .separator = (flags & QD_CSV_TABS) != 0 ? '\t' : ',',
    .out = g_string_new ((flags & QD_CSV_BOM) != 0 ? "\xef\xbb\xbf" : NULL),
  };
  self.columns = columns = list_columns (&self.path, (flags & QD_CSV_COMPUTED) != 0);

  for (guint i = 0; i < columns->len; i++)
    append_cell (&self, i, g_array_index (columns, Column, i).label);
  append_list (&self, 0, NULL);

  return g_string_free_to_bytes (self.out);
}

/**
 * qd_csv_import:
 * @plan: a plan; it is not changed
 * @list: the list that the rows are of
 * @bytes: the file: commas, semicolons or tabs, any line ends, UTF-8, UTF-16 or Windows-1252
 * @mode: what becomes of the records that are there
 * @flags: %QD_CSV_REVIEW, %QD_CSV_TABS; the separator is found out without it
 * @report: (out) (optional) (transfer full): what was understood, with lines
 * @error: return location for an error: %QD_ERROR_PARSE if it is no text, %QD_ERROR_TOO_LARGE above 64 MiB, a million
 *   rows or 1024 columns
 *
 * Reads rows into a list. A header maps columns by name: label in English or in the user's language, key, heading in
 * Markdown, or what else people call it; without a header the columns are those that qd_csv_export() writes. Key
 * results, initiatives and whatever is held by one of several records have a column that names it; an empty one says
 * the same as the row above, and what is missing is created. Numbers out of range are kept as in any file: apply the
 * change with %QD_APPLY_AS_STORED.
 *
 * Returns: (transfer full) (nullable): the change to apply, which may have no steps; %NULL with @error set
 */
QdChange *
qd_csv_import (QdPlan          *plan,
               QdListId         list,
               GBytes          *bytes,
               QdCsvMode        mode,
               QdCsvFlags       flags,
               QdImportReport **report,
               GError         **error)
{
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  g_autoptr (QdGrid) grid = NULL;
  g_autoptr (QdPlan) changed = NULL;
  g_autoptr (QdImportReport) notes = qd_import_report_new ();
  char separator = (flags & QD_CSV_TABS) != 0 ? '\t' : QD_SEPARATOR_DETECT;
  guint n_rows;
  gsize length;

  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);
  g_return_val_if_fail (list < QD_N_LISTS && is_for_people (list), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  text = qd_grid_decode (bytes, &length, error);
  grid = text != NULL ? qd_separated_parse (text, length, separator, error) : NULL;
  if (grid == NULL)
    return NULL;

  changed = qd_grid_import (grid, &(QdGridImport) {
    .plan = plan, .list = list, .review = (flags & QD_CSV_REVIEW) != 0, .mode = mode, .index = G_MAXUINT,
    .report = notes,
  }, &n_rows);
  /* Translators: what undo calls it; the title of a list follows. */
  title = qd_count_printf (ngettext ("Import %u row into “%s”", "Import %u rows into “%s”", n_rows), n_rows,
                           _(qd_list_info (list)->title));
  if (report != NULL)
    *report = g_steal_pointer (&notes);

  return qd_compare (plan, changed, title);
}
