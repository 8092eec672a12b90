#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-line-private.h"

#include <string.h>

/* Half of a SHA-256: what a crash, a full disk or a bad block leaves behind is found, and lines stay short. */
#define CHECKSUM_LENGTH 32

static char *
compute_checksum (const char *text,
                  gsize       length)
{
  char *checksum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);

  checksum[CHECKSUM_LENGTH] = '\0';

  return checksum;
}

/**
 * qd_line_append:
 * @out: what to append to
 * @text: without a line feed
 */
void
qd_line_append (GString    *out,
                const char *text)
{
  g_autofree char *checksum = compute_checksum (text, strlen (text));

  g_return_if_fail (strchr (text, '\n') == NULL);

  g_string_append_printf (out, "%s ", checksum);
  g_string_append (out, text);
  g_string_append_c (out, '\n');
}

/**
 * qd_line_next:
 * @at: (inout): where a line begins; afterwards, where the next one does
 * @end: the end of what there is, which is where the last line leads to
 *
 * Returns: (transfer full) (nullable): the text of the line, or %NULL if it is not as it was written
 */
char *
qd_line_next (const char **at,
              const char  *end)
{
  const char *line = *at;
  const char *feed = memchr (line, '\n', (gsize) (end - line));
  const char *text = line + CHECKSUM_LENGTH + 1;
  g_autofree char *checksum = NULL;

  *at = feed != NULL ? feed + 1 : end;
  if (feed == NULL || feed < text || text[-1] != ' ')
    return NULL;

  checksum = compute_checksum (text, (gsize) (feed - text));
  if (memcmp (checksum, line, CHECKSUM_LENGTH) != 0)
    return NULL;

  return g_strndup (text, (gsize) (feed - text));
}

/**
 * qd_head_append:
 * @out: what to append to
 * @head: (transfer none): texts and numbers by name
 */
void
qd_head_append (GString    *out,
                JsonObject *head)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, head);
  text = json_to_string (node, FALSE);
  qd_line_append (out, text);
}

/**
 * qd_head_next:
 * @at: (inout): where a line begins; afterwards, where the next one does
 * @end: the end of what there is
 *
 * Returns: (transfer full) (nullable): the head, or %NULL if it is not as it was written
 */
JsonObject *
qd_head_next (const char **at,
              const char  *end)
{
  g_autofree char *text = qd_line_next (at, end);
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

static JsonNode *
get_value (JsonObject *head,
           const char *member,
           GType       type)
{
  JsonNode *node = json_object_get_member (head, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

/**
 * qd_head_get_text:
 *
 * Returns: (transfer none) (nullable): the text of @member, or %NULL if there is none
 */
const char *
qd_head_get_text (JsonObject *head,
                  const char *member)
{
  JsonNode *node = get_value (head, member, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

/**
 * qd_head_get_number:
 *
 * Returns: the number of @member, or 0 if there is none
 */
gint64
qd_head_get_number (JsonObject *head,
                    const char *member)
{
  JsonNode *node = get_value (head, member, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : 0;
}
