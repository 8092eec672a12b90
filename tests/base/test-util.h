#pragma once

#include <glib.h>

/* Says which row of a table is being tested; bytes that are no UTF-8 would break the report. */
static inline void
qd_test_message_text (const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("(null)");

  g_strdelimit (valid, "\r\n\t", ' ');
  g_test_message ("“%s”", valid);
}
