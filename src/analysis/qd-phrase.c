#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-phrase.h"

#include <glib/gi18n-lib.h>

/* What is put together from parts that are no sentence, as each language does it. */

/**
 * qd_phrase_add_part:
 * @list: “Low, Medium”
 * @part: what comes next: “High”
 */
void
qd_phrase_add_part (GString    *list,
                    const char *part)
{
  if (list->len > 0)
    g_string_append (list, C_("between the parts of a list", ", "));
  g_string_append (list, part);
}

/**
 * qd_phrase_add_fact:
 * @line: “Q2 2024 · Draft”
 * @fact: what comes next: “March 25, 2024”
 */
void
qd_phrase_add_fact (GString    *line,
                    const char *fact)
{
  g_autofree char *before = NULL;

  if (line->len == 0)
    {
      g_string_append (line, fact);
      return;
    }

  before = g_strdup (line->str);
  /* Translators: facts about the same thing that stand side by side: “Q2 2024 · Draft” */
  g_string_printf (line, C_("facts in a line", "%s · %s"), before, fact);
}
