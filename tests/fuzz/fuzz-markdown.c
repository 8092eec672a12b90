#include "qd-fuzz.h"

#include "qd-json.h"
#include "qd-markdown.h"

/* A document: it comes back as it was, also by way of the file; whatever it says, figures are made of it. */

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = NULL, from_file = NULL;
  g_autoptr (GBytes) file = NULL, saved = NULL;
  g_autoptr (QdImportReport) report = NULL;

  plan = qd_markdown_load (bytes, &report, &error);
  g_assert_true ((plan == NULL) == (error != NULL));
  if (plan == NULL)
    return 0;

  qd_fuzz_use_plan (plan);
  file = qd_json_save (plan);
  from_file = qd_json_load (file, NULL, &error);
  g_assert_no_error (error);
  saved = qd_markdown_save (from_file);
  qd_fuzz_assert_same (saved, bytes);

  return 0;
}
