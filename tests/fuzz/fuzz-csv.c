#include "qd-fuzz.h"

#include <string.h>

#include "qd-csv.h"
#include "qd-plan-private.h"

/* Rows of a list. The first line says how: the name of the list, and words such as “append” and “tabs”. What is imported
 * is exported, and, where a row stands for itself, imported again as the same. */

static gboolean
has_word (char      **words,
          const char *word)
{
  return g_strv_contains ((const char *const *) words, word);
}

static void
import (QdPlan     *plan,
        QdListId    list,
        GBytes     *bytes,
        QdCsvMode   mode,
        QdCsvFlags  flags)
{
  g_autoptr (QdImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdChange) change = qd_csv_import (plan, list, bytes, mode, flags, &report, &error);
  g_autoptr (QdChange) inverse = NULL;

  g_assert_true ((change == NULL) == (error != NULL));
  if (change == NULL)
    return;
  inverse = qd_plan_apply (plan, change, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *line = qd_fuzz_take_line (&data, &size);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (QdPlan) plan = qd_plan_new (), again = qd_plan_new ();
  g_autoptr (GBytes) saved = NULL, resaved = NULL;
  QdCsvFlags flags = has_word (words, "tabs") ? QD_CSV_TABS : QD_CSV_DEFAULT;
  QdCsvMode mode = has_word (words, "append") ? QD_CSV_APPEND : has_word (words, "replace") ? QD_CSV_REPLACE
                                                                                            : QD_CSV_MATCH;
  QdListId list;

  if (words[0] == NULL || !qd_csv_find_list (words[0], &list, &flags))
    return 0;

  import (plan, list, bytes, mode, flags);
  if (has_word (words, "twice"))
    import (plan, list, bytes, mode, flags);
  qd_fuzz_use_plan (plan);

  saved = qd_csv_export (plan, list, flags);
  import (again, list, saved, QD_CSV_APPEND, flags);
  resaved = qd_csv_export (again, list, flags);
  if (qd_list_info (list)->owner == QD_RECORD_PLAN)
    qd_fuzz_assert_same (resaved, saved);

  return 0;
}
