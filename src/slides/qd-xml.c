#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-xml.h"

#include <string.h>

#include "qd-number.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* What stands for a character that XML 1.0 has no way to write. */
#define REPLACEMENT "\xef\xbf\xbd"

struct _QdXml
{
  GString   *out;
  GPtrArray *open; /* (element-type utf8): the names of elements that are not closed yet; not owned */
};

/* Control characters other than tab and line ends, halves of surrogate pairs and the last two of the first plane. */
static gboolean
is_xml_char (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE)
         || (c >= 0x10000 && c <= 0x10FFFF);
}

/* Returns: (nullable): what is written instead of @c */
static const char *
escape_of (gunichar c,
           gboolean in_attribute)
{
  switch (c)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    /* A reader turns these into blanks where they stand in an attribute as they are. */
    case '"':
      return in_attribute ? "&quot;" : NULL;
    case '\n':
      return in_attribute ? "&#10;" : NULL;
    case '\t':
      return in_attribute ? "&#9;" : NULL;
    default:
      return is_xml_char (c) ? NULL : REPLACEMENT;
    }
}

static void
append_escaped (GString    *out,
                const char *text,
                gboolean    in_attribute)
{
  const char *kept = text;

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);
      gboolean valid = c != (gunichar) -1 && c != (gunichar) -2;
      const char *escape = valid ? escape_of (c, in_attribute) : REPLACEMENT;
      const char *next = valid ? g_utf8_next_char (text) : text + 1;

      if (escape != NULL)
        {
          g_string_append_len (out, kept, text - kept);
          g_string_append (out, escape);
          kept = next;
        }
      text = next;
    }
  g_string_append (out, kept);
}

/* One attribute, up to the blank after it or the end. Returns what follows. @args is read from. */
static const char *
append_attribute (GString    *out,
                  const char *format,
                  va_list    *args)
{
  const char *equals = strchr (format, '=');
  const char *value = equals + 1;
  const char *end = value + strcspn (value, " ");
  g_autofree char *number = NULL;

  g_assert (equals != NULL);

  if (*value != '%')
    number = g_strndup (value, (gsize) (end - value));
  else if (value[1] == 'd')
    number = g_strdup_printf ("%d", va_arg (*args, int));
  else if (value[1] == 'u')
    number = g_strdup_printf ("%u", va_arg (*args, guint));
  else if (value[1] == 'g')
    number = qd_number_to_json (va_arg (*args, double));
  else
    {
      const char *text = va_arg (*args, const char *);

      g_assert (value[1] == 's');
      number = g_strdup (text);
    }
  g_assert (*value != '%' || end == value + 2);

  if (number != NULL)
    {
      g_string_append_c (out, ' ');
      g_string_append_len (out, format, value - format);
      g_string_append_c (out, '"');
      append_escaped (out, number, TRUE);
      g_string_append_c (out, '"');
    }

  return end + strspn (end, " ");
}

static void
append_tag (QdXml      *xml,
            const char *name,
            const char *attributes,
            va_list    *args)
{
  g_string_append_c (xml->out, '<');
  g_string_append (xml->out, name);
  while (attributes != NULL && *attributes != '\0')
    attributes = append_attribute (xml->out, attributes, args);
}

/**
 * qd_xml_dup_text:
 * @text: any bytes
 *
 * For writers of XML that believe what they are given.
 *
 * Returns: (transfer full): what of @text XML can hold, and U+FFFD for the rest
 */
char *
qd_xml_dup_text (const char *text)
{
  GString *kept = g_string_new (NULL);

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);
      gboolean valid = c != (gunichar) -1 && c != (gunichar) -2;

      if (valid && is_xml_char (c))
        g_string_append_unichar (kept, c);
      else
        g_string_append (kept, REPLACEMENT);
      text = valid ? g_utf8_next_char (text) : text + 1;
    }

  return g_string_free (kept, FALSE);
}

/**
 * qd_xml_new:
 *
 * Returns: (transfer full): a document without elements
 */
QdXml *
qd_xml_new (void)
{
  QdXml *xml = g_new0 (QdXml, 1);

  xml->out = g_string_new (DECLARATION);
  xml->open = g_ptr_array_new ();

  return xml;
}

void
qd_xml_free (QdXml *xml)
{
  if (xml->out != NULL)
    g_string_free (xml->out, TRUE);
  g_ptr_array_unref (xml->open);
  g_free (xml);
}

/**
 * qd_xml_start:
 * @xml: a document
 * @name: the name of an element; kept until it is closed
 * @attributes: (nullable): its attributes, as in "id=%u name=%s type=body"; %s is escaped, and the whole attribute is
 *   left out where it is %NULL; %d, %u and %g (a double, in the shortest form) are the others. Values that are spelled
 *   out hold neither blanks nor anything to escape.
 * @...: what goes into @attributes
 *
 * Opens an element.
 */
void
qd_xml_start (QdXml      *xml,
              const char *name,
              const char *attributes,
              ...)
{
  va_list args;

  g_return_if_fail (xml != NULL);

  va_start (args, attributes);
  append_tag (xml, name, attributes, &args);
  va_end (args);
  g_string_append_c (xml->out, '>');
  g_ptr_array_add (xml->open, (gpointer) name);
}

/**
 * qd_xml_empty:
 * @xml: a document
 * @name: the name of an element without content
 * @attributes: (nullable): as for qd_xml_start()
 * @...: what goes into @attributes
 */
void
qd_xml_empty (QdXml      *xml,
              const char *name,
              const char *attributes,
              ...)
{
  va_list args;

  g_return_if_fail (xml != NULL);

  va_start (args, attributes);
  append_tag (xml, name, attributes, &args);
  va_end (args);
  g_string_append (xml->out, "/>");
}

/**
 * qd_xml_text:
 * @xml: a document with an open element
 * @text: what it says
 */
void
qd_xml_text (QdXml      *xml,
             const char *text)
{
  g_return_if_fail (xml != NULL);
  g_return_if_fail (xml->open->len > 0);

  append_escaped (xml->out, text, FALSE);
}

/**
 * qd_xml_end:
 * @xml: a document
 * @name: the name of the element that was opened last
 *
 * Closes an element.
 */
void
qd_xml_end (QdXml      *xml,
            const char *name)
{
  g_return_if_fail (xml != NULL);
  g_assert (xml->open->len > 0);
  g_assert (strcmp (g_ptr_array_index (xml->open, xml->open->len - 1), name) == 0);

  g_string_append (xml->out, "</");
  g_string_append (xml->out, name);
  g_string_append_c (xml->out, '>');
  g_ptr_array_set_size (xml->open, (int) xml->open->len - 1);
}

/**
 * qd_xml_element:
 * @xml: a document
 * @name: the name of an element without attributes
 * @text: (nullable): what it says; nothing is written if it is %NULL
 */
void
qd_xml_element (QdXml      *xml,
                const char *name,
                const char *text)
{
  if (text == NULL)
    return;

  qd_xml_start (xml, name, NULL);
  qd_xml_text (xml, text);
  qd_xml_end (xml, name);
}

/**
 * qd_xml_finish:
 * @xml: (transfer full): a document all of whose elements are closed
 *
 * Returns: (transfer full): its bytes
 */
GBytes *
qd_xml_finish (QdXml *xml)
{
  GBytes *bytes;

  g_return_val_if_fail (xml != NULL, NULL);
  g_assert (xml->open->len == 0);

  bytes = g_string_free_to_bytes (g_steal_pointer (&xml->out));
  qd_xml_free (xml);

  return bytes;
}
