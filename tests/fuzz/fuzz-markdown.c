#include "qd-fuzz.h"

#include <string.h>

#include "qd-json.h"
#include "qd-markdown.h"

/* A document: it comes back as it was, by way of the file; whatever it says, figures are made of it. Lines that end in
 * several ways end in one afterwards, and a second trip changes nothing. */

/* Returns: (transfer full) (nullable): the document as it is written after it was read and kept in a file */
static GBytes *
trip (GBytes *document)
{
  g_autoptr (QdImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = qd_markdown_load (document, &report, &error);
  g_autoptr (QdPlan) from_file = NULL;
  g_autoptr (GBytes) file = NULL;

  g_assert_true ((plan == NULL) == (error != NULL));
  if (plan == NULL)
    return NULL;

  qd_fuzz_use_plan (plan);
  file = qd_json_save (plan);
  from_file = qd_json_load (file, NULL, &error);
  g_assert_no_error (error);

  return qd_markdown_save (from_file);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) document = g_bytes_new (data, size);
  g_autoptr (GBytes) first = trip (document);
  g_autoptr (GBytes) second = NULL;

  if (first == NULL)
    return 0;
  if (memchr (data, '\r', size) == NULL)
    {
      qd_fuzz_assert_same (first, document);
      return 0;
    }

  second = trip (first);
  qd_fuzz_assert_same (second, first);

  return 0;
}
