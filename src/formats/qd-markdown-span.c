#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <string.h>

/* Pieces of a document, which stay where they are. */

/* Blanks and line ends. */
static gboolean
is_around (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/**
 * qd_md_span_first_line:
 *
 * Returns: the first line of @span without its end
 */
QdMdSpan
qd_md_span_first_line (QdMdSpan span)
{
  const char *newline = memchr (span.text, '\n', span.length);

  if (newline != NULL)
    span.length = (gsize) (newline - span.text);

  return span;
}

/**
 * qd_md_span_strip:
 *
 * Returns: @span without blanks and line ends around it
 */
QdMdSpan
qd_md_span_strip (QdMdSpan span)
{
  while (span.length > 0 && is_around (*span.text))
    {
      span.text++;
      span.length--;
    }
  while (span.length > 0 && is_around (span.text[span.length - 1]))
    span.length--;

  return span;
}

gboolean
qd_md_span_equal (QdMdSpan    span,
                  const char *text)
{
  return strlen (text) == span.length && memcmp (span.text, text, span.length) == 0;
}

char *
qd_md_span_dup (QdMdSpan span)
{
  return g_strndup (span.text, span.length);
}
