#include "qd-fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "qd-findings.h"

static GLogWriterOutput
writer_cb (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  GLogWriterOutput written = g_log_writer_default (level & ~G_LOG_FLAG_FATAL, fields, n_fields, user_data);

  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0)
    abort ();

  return written;
}

/* The fuzzer keeps the input of what aborts, but not of the trap that GLib ends with. */
int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_writer_func (writer_cb, NULL, NULL);

  return 0;
}

/**
 * qd_fuzz_dup_text:
 * @data: (array length=size): what the fuzzer made
 * @size: how much
 *
 * Returns: (transfer full): it as text: without NUL, valid UTF-8
 */
char *
qd_fuzz_dup_text (const guint8 *data,
                  gsize         size)
{
  const guint8 *end = size > 0 ? memchr (data, '\0', size) : NULL;

  return g_utf8_make_valid ((const char *) data, end != NULL ? end - data : (gssize) size);
}

/**
 * qd_fuzz_take_line:
 * @data: (inout): what the fuzzer made
 * @size: (inout): how much
 *
 * Takes the first line off, which says how to use the rest: so a seed can be read and written by hand.
 *
 * Returns: (transfer full): the line, without its end
 */
char *
qd_fuzz_take_line (const guint8 **data,
                   gsize         *size)
{
  const guint8 *end = *size > 0 ? memchr (*data, '\n', *size) : NULL;
  gsize length = end != NULL ? (gsize) (end - *data) : *size;
  char *line = qd_fuzz_dup_text (*data, length);

  length = MIN (length + 1, *size);
  *data += length;
  *size -= length;

  return line;
}

/**
 * qd_fuzz_assert_same:
 * @found: what came
 * @expected: what had to come
 *
 * Ends the program with both where they differ.
 */
void
qd_fuzz_assert_same (GBytes *found,
                     GBytes *expected)
{
  gsize n_found, n_expected;
  const char *a = g_bytes_get_data (found, &n_found);
  const char *b = g_bytes_get_data (expected, &n_expected);

  if (n_found == n_expected && (n_found == 0 || memcmp (a, b, n_found) == 0))
    return;

  g_printerr ("expected:\n%.*s\nfound:\n%.*s\n", (int) n_expected, b, (int) n_found, a);
  g_error ("what came is not what had to come");
}

/**
 * qd_fuzz_use_plan:
 * @plan: a plan with anything in it
 *
 * Computes its figures and findings, as the window does with whatever was read.
 */
void
qd_fuzz_use_plan (QdPlan *plan)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdFindings) findings = qd_findings_new (figures);

  g_assert_nonnull (qd_findings_get_list (findings));
}
