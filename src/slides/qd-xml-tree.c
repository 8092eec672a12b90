#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xml-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"

/* Deeper than groups in groups on any slide; PowerPoint's own files have about 20. */
#define DEPTH_MAX 256
#define NODES_MAX 200000

/* Of one element; PowerPoint's own have 20. */
#define ATTRIBUTES_MAX 200

typedef struct
{
  QdXmlNode *root;
  GPtrArray *open; /* (element-type QdXmlNode): from the root down; not owned */
  guint      n_nodes;
} Reader;

static const char *
local_name (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static gboolean
is_name_part (const char *name,
              gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) name[i];

      if (!g_ascii_isalpha (c) && c != '_' && c < 0x80 && (i == 0 || (!g_ascii_isdigit (c) && c != '-' && c != '.')))
        return FALSE;
    }

  return length > 0;
}

/* A name, or a prefix and a name. */
static gboolean
is_name (const char *name)
{
  gsize prefix = strcspn (name, ":");

  return is_name_part (name, prefix) && (name[prefix] == '\0'
                                         || is_name_part (name + prefix + 1, strlen (name + prefix + 1)));
}

static gboolean
declares (char       **attributes,
          const char  *prefix,
          gsize        length)
{
  for (guint i = 0; attributes[i] != NULL; i += 2)
    if (g_str_has_prefix (attributes[i], "xmlns:") && strlen (attributes[i]) == strlen ("xmlns:") + length
        && strncmp (attributes[i] + strlen ("xmlns:"), prefix, length) == 0)
      return TRUE;

  return FALSE;
}

/* Whether the prefix of @name is declared where it stands. Some parsers do not mind; others then read nothing. */
static gboolean
has_namespace (const Reader    *reader,
               const QdXmlNode *node,
               const char      *name)
{
  gsize length = strcspn (name, ":");

  if (name[length] == '\0' || strncmp (name, "xml:", 4) == 0 || strncmp (name, "xmlns:", 6) == 0
      || declares (node->attributes, name, length))
    return TRUE;
  for (guint i = reader->open->len; i > 0; i--)
    if (declares (((QdXmlNode *) g_ptr_array_index (reader->open, i - 1))->attributes, name, length))
      return TRUE;

  return FALSE;
}

static gboolean
is_well_formed (const Reader    *reader,
                const QdXmlNode *node,
                const char      *name)
{
  if (!is_name (name) || !has_namespace (reader, node, name))
    return FALSE;
  for (guint i = 0; node->attributes[i] != NULL; i += 2)
    {
      if (!is_name (node->attributes[i]) || !has_namespace (reader, node, node->attributes[i]))
        return FALSE;
      for (guint j = 0; j < i; j += 2)
        if (strcmp (node->attributes[i], node->attributes[j]) == 0)
          return FALSE;
    }

  return TRUE;
}

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *name,
                  const char          **names,
                  const char          **values,
                  gpointer              user_data,
                  GError              **error)
{
  Reader *reader = user_data;
  QdXmlNode *node;
  guint n = g_strv_length ((char **) names);

  if (reader->open->len == 0 && reader->root != NULL)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("It does not end where it should."));
      return;
    }
  if (reader->open->len >= DEPTH_MAX || reader->n_nodes >= NODES_MAX || n > ATTRIBUTES_MAX)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_TOO_LARGE, _("Its elements are too many or too deep."));
      return;
    }

  node = g_new0 (QdXmlNode, 1);
  node->name = g_strdup (local_name (name));
  node->attributes = g_new0 (char *, 2 * n + 1);
  for (guint i = 0; i < n; i++)
    {
      node->attributes[2 * i] = g_strdup (names[i]);
      node->attributes[2 * i + 1] = g_strdup (values[i]);
    }
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_xml_node_free);

  if (reader->open->len > 0)
    g_ptr_array_add (((QdXmlNode *) g_ptr_array_index (reader->open, reader->open->len - 1))->children, node);
  else
    reader->root = node;
  if (!is_well_formed (reader, node, name))
    g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("It has names that are none."));
  g_ptr_array_add (reader->open, node);
  reader->n_nodes++;
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *name,
                gpointer              user_data,
                GError              **error)
{
  Reader *reader = user_data;

  g_ptr_array_set_size (reader->open, (int) reader->open->len - 1);
}

/* Comments and instructions are nothing to us; entities that a document type declares could be anything. */
static void
passthrough_cb (GMarkupParseContext  *context,
                const char           *text,
                gsize                 length,
                gpointer              user_data,
                GError              **error)
{
  if (length >= 9 && g_ascii_strncasecmp (text, "<!DOCTYPE", 9) == 0)
    g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("It declares a document type, which such files never do."));
}

/* Whether it is UTF-8 and without characters that XML cannot hold. The parser lets some of them through. */
static gboolean
is_text (const char *text,
         gsize       length)
{
  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r')
          || (c == 0xEF && (guchar) text[i + 1] == 0xBF && (guchar) text[i + 2] >= 0xBE))
        return FALSE;
    }

  return TRUE;
}

/**
 * qd_xml_read:
 * @bytes: UTF-8
 * @error: return location for an error; its message is a sentence about “it”
 *
 * Returns: (transfer full): the element that holds all others, or %NULL with @error set
 */
QdXmlNode *
qd_xml_read (GBytes  *bytes,
             GError **error)
{
  static const GMarkupParser parser = {
    .start_element = start_element_cb, .end_element = end_element_cb, .passthrough = passthrough_cb,
  };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (QdXmlNode) root = NULL;
  Reader reader = { 0 };
  gsize length;
  const char *text;
  gboolean parsed;

  g_return_val_if_fail (bytes != NULL, NULL);

  text = g_bytes_get_data (bytes, &length);
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (!is_text (text, length))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("It is no text."));
      return NULL;
    }

  reader.open = g_ptr_array_new ();
  context = g_markup_parse_context_new (&parser, G_MARKUP_PREFIX_ERROR_POSITION, &reader, NULL);
  parsed = g_markup_parse_context_parse (context, text, (gssize) length, error)
           && g_markup_parse_context_end_parse (context, error);
  g_ptr_array_unref (reader.open);
  root = reader.root;
  if (parsed && root == NULL)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("It has no elements."));
      return NULL;
    }

  return parsed ? g_steal_pointer (&root) : NULL;
}

void
qd_xml_node_free (QdXmlNode *node)
{
  g_free (node->name);
  g_strfreev (node->attributes);
  g_ptr_array_unref (node->children);
  g_free (node);
}

/**
 * qd_xml_attribute:
 * @node: (nullable): an element
 * @name: the name of an attribute; with ":" at the start, one with any prefix
 *
 * Returns: (nullable): what it says
 */
const char *
qd_xml_attribute (const QdXmlNode *node,
                  const char      *name)
{
  for (guint i = 0; node != NULL && node->attributes[i] != NULL; i += 2)
    {
      const char *found = node->attributes[i];

      if (*name == ':' && strchr (found, ':') != NULL)
        found = strchr (found, ':');
      if (strcmp (found, name) == 0)
        return node->attributes[i + 1];
    }

  return NULL;
}

/**
 * qd_xml_child:
 * @node: (nullable): an element
 * @path: names from child to child's child, with "/" between them
 *
 * Returns: (transfer none) (nullable): the first element on that way
 */
const QdXmlNode *
qd_xml_child (const QdXmlNode *node,
              const char      *path)
{
  while (node != NULL && *path != '\0')
    {
      gsize length = strcspn (path, "/");
      const QdXmlNode *found = NULL;

      for (guint i = 0; found == NULL && i < node->children->len; i++)
        {
          const QdXmlNode *child = g_ptr_array_index (node->children, i);

          if (strlen (child->name) == length && strncmp (child->name, path, length) == 0)
            found = child;
        }
      node = found;
      path += length + (path[length] == '/');
    }

  return node;
}
