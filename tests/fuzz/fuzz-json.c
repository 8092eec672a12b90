#include "qd-fuzz.h"

#include "qd-json.h"

/* A plan as a file: what loads is saved, loads again as the same plan, and is saved as the same bytes. */

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = NULL, again = NULL;
  g_autoptr (GBytes) saved = NULL, resaved = NULL;
  gboolean newer = FALSE;

  plan = qd_json_load (bytes, &newer, &error);
  g_assert_true ((plan == NULL) == (error != NULL));
  if (plan == NULL)
    return 0;

  qd_fuzz_use_plan (plan);
  if (newer) /* read only: what a later version means by it is not ours to write */
    return 0;

  saved = qd_json_save (plan);
  again = qd_json_load (saved, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (qd_plan_equal (again, plan));
  resaved = qd_json_save (again);
  qd_fuzz_assert_same (resaved, saved);

  return 0;
}
