#include "qd-fuzz.h"

#include <string.h>

#include "qd-clip.h"
#include "qd-csv.h"
#include "qd-paste.h"
#include "qd-plan-private.h"

/* What another program put on the clipboard, pasted as rows and over cells. The first line has the media type and the
 * list. What is copied again has the same cells as HTML and as tabs. */

static void
apply (QdPlan   *plan,
       QdChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QdChange) inverse = qd_plan_apply (plan, change, &error);

  g_assert_no_error (error);
}

static QdGrid *
parse (const char *text,
       const char *mime_type)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return qd_clip_parse (bytes, mime_type, NULL);
}

/* In HTML, soft hyphens and blanks are about where lines may break, and no part of what is said. */
static char *
words_of (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) joined = g_string_new (NULL);

  g_string_replace (plain, "\u00ad", "", 0);
  g_string_replace (plain, "\u00a0", " ", 0);
  words = g_strsplit_set (plain->str, " \t\n\r\f", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (joined, "%s ", words[i]);

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static void
assert_same_cells (QdGrid *html,
                   QdGrid *tabs)
{
  g_assert_cmpuint (qd_grid_get_n_rows (html), ==, qd_grid_get_n_rows (tabs));
  g_assert_cmpuint (qd_grid_get_n_columns (html), ==, qd_grid_get_n_columns (tabs));
  for (guint i = 0; i < qd_grid_get_n_rows (html); i++)
    for (guint j = 0; j < qd_grid_get_n_columns (html); j++)
      {
        g_autofree char *from_html = words_of (qd_grid_get_text (html, i, j));
        g_autofree char *from_tabs = words_of (qd_grid_get_text (tabs, i, j));

        g_assert_cmpstr (from_html, ==, from_tabs);
      }
}

static void
copy (QdPlan   *plan,
      QdListId  list,
      QdGrid   *pasted)
{
  QdList *rows = qd_plan_get_list (plan, list);
  guint n_rows = qd_list_get_length (rows), n_columns;
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autofree const QdColumn **columns = qd_columns_for_list (figures, list, FALSE, &n_columns);
  g_autofree QdRecord **records = g_new0 (QdRecord *, n_rows + 1);
  g_autofree char *tabs = NULL;
  g_autofree char *html = NULL;
  g_autoptr (QdGrid) from_tabs = NULL, from_html = NULL;
  g_autoptr (QdChange) over = NULL;

  for (guint i = 0; i < n_rows; i++)
    records[i] = qd_list_get (rows, i);
  if (n_rows == 0)
    return;

  tabs = qd_clip_to_tsv (figures, records, n_rows, columns, n_columns, TRUE);
  html = qd_clip_to_html (figures, records, n_rows, columns, n_columns, TRUE);
  from_tabs = parse (tabs, "text/tab-separated-values");
  from_html = parse (html, "text/html");
  g_assert_true (from_tabs != NULL && from_html != NULL);
  assert_same_cells (from_html, from_tabs);

  over = qd_paste_cells (figures, records, n_rows, columns, n_columns, pasted, TRUE, NULL);
  apply (plan, over);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *line = qd_fuzz_take_line (&data, &size);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdImportReport) report = NULL;
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdGrid) grid = NULL;
  g_autoptr (GError) error = NULL;
  QdCsvFlags flags = QD_CSV_DEFAULT;
  QdListId list;

  if (g_strv_length (words) != 2 || !qd_csv_find_list (words[1], &list, &flags)
      || qd_list_info (list)->owner != QD_RECORD_PLAN)
    return 0;
  grid = qd_clip_parse (bytes, words[0], &error);
  g_assert_true ((grid == NULL) == (error != NULL));
  if (grid == NULL)
    return 0;

  for (guint i = 0; i < QD_N_LISTS; i++)
    if (qd_list_info (i)->add != NULL)
      qd_paste_fit (grid, i);
  change = qd_paste_rows (plan, qd_plan_get_root (plan), list, 0, NULL, 0, grid, &report);
  apply (plan, change);
  copy (plan, list, grid);
  qd_fuzz_use_plan (plan);

  return 0;
}
