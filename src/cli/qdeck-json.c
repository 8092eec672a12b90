#define G_LOG_DOMAIN "Quarterdeck"

#include "qdeck-json.h"

#include <math.h>

#include "qd-json.h"
#include "qd-number.h"

/* Beyond this a figure is noise of its computation: 0.8999999999999999. */
#define DECIMALS 9

struct _QdeckJson
{
  GString  *out;
  GString  *closing;  /* the bracket that closes each open object or array, the innermost last */
  gboolean  one_line;
  gboolean  empty;    /* nothing stands yet in the innermost */
};

/**
 * qdeck_json_new:
 * @one_line: all in one line; otherwise a line a value, indented
 *
 * Returns: (transfer full): a writer
 */
QdeckJson *
qdeck_json_new (gboolean one_line)
{
  QdeckJson *json = g_new0 (QdeckJson, 1);

  json->out = g_string_new (NULL);
  json->closing = g_string_new (NULL);
  json->one_line = one_line;
  json->empty = TRUE;

  return json;
}

void
qdeck_json_free (QdeckJson *json)
{
  g_string_free (json->out, TRUE);
  g_string_free (json->closing, TRUE);
  g_free (json);
}

static void
new_line (QdeckJson *json)
{
  if (!json->one_line)
    g_string_append_printf (json->out, "\n%*s", (int) (2 * json->closing->len), "");
}

/* What comes before each value. */
static void
start_value (QdeckJson  *json,
             const char *key)
{
  if (!json->empty)
    g_string_append (json->out, json->one_line ? ", " : ",");
  if (json->closing->len > 0)
    new_line (json);
  json->empty = FALSE;

  if (key != NULL)
    {
      qd_json_append_string (json->out, key);
      g_string_append (json->out, ": ");
    }
}

static void
begin (QdeckJson  *json,
       const char *key,
       char        opening,
       char        closing)
{
  start_value (json, key);
  g_string_append_c (json->out, opening);
  g_string_append_c (json->closing, closing);
  json->empty = TRUE;
}

/**
 * qdeck_json_begin_object:
 * @json: a writer
 * @key: (nullable): its key, where it stands in an object
 *
 * Opens an object; qdeck_json_end() closes it.
 */
void
qdeck_json_begin_object (QdeckJson  *json,
                         const char *key)
{
  begin (json, key, '{', '}');
}

/**
 * qdeck_json_begin_array:
 * @json: a writer
 * @key: (nullable): its key, where it stands in an object
 *
 * Opens an array; qdeck_json_end() closes it.
 */
void
qdeck_json_begin_array (QdeckJson  *json,
                        const char *key)
{
  begin (json, key, '[', ']');
}

/**
 * qdeck_json_end:
 * @json: a writer
 *
 * Closes what was opened last.
 */
void
qdeck_json_end (QdeckJson *json)
{
  char bracket;

  g_return_if_fail (json->closing->len > 0);

  bracket = json->closing->str[json->closing->len - 1];
  g_string_truncate (json->closing, json->closing->len - 1);
  if (!json->empty)
    new_line (json);
  g_string_append_c (json->out, bracket);
  json->empty = FALSE;
}

/**
 * qdeck_json_raw:
 * @json: a writer
 * @key: (nullable): its key
 * @text: a value that is JSON already
 */
void
qdeck_json_raw (QdeckJson  *json,
                const char *key,
                const char *text)
{
  start_value (json, key);
  g_string_append (json->out, text);
}

/**
 * qdeck_json_text:
 * @json: a writer
 * @key: (nullable): its key
 * @text: (nullable): UTF-8; %NULL and "" are null: nothing was typed
 */
void
qdeck_json_text (QdeckJson  *json,
                 const char *key,
                 const char *text)
{
  start_value (json, key);
  if (text == NULL || *text == '\0')
    g_string_append (json->out, "null");
  else
    qd_json_append_string (json->out, text);
}

/**
 * qdeck_json_number:
 * @json: a writer
 * @key: (nullable): its key
 * @number: a number; NAN, which is unknown, is null
 */
void
qdeck_json_number (QdeckJson  *json,
                   const char *key,
                   double      number)
{
  g_autofree char *text = isfinite (number) ? qd_number_to_json (qd_number_round (number, DECIMALS)) : NULL;

  qdeck_json_raw (json, key, text != NULL ? text : "null");
}

void
qdeck_json_boolean (QdeckJson  *json,
                    const char *key,
                    gboolean    boolean)
{
  qdeck_json_raw (json, key, boolean ? "true" : "false");
}

/**
 * qdeck_json_finish:
 * @json: a writer in which everything is closed
 *
 * Returns: (transfer none): the text, ending in a line break
 */
const char *
qdeck_json_finish (QdeckJson *json)
{
  g_return_val_if_fail (json->closing->len == 0, NULL);

  g_string_append_c (json->out, '\n');

  return json->out->str;
}
