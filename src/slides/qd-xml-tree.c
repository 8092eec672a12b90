#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xml-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"

/* Deeper than groups in groups on any slide; PowerPoint's own files have about 20. */
#define DEPTH_MAX 256
#define NODES_MAX 200000

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
  if (reader->open->len >= DEPTH_MAX || reader->n_nodes >= NODES_MAX)
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
  reader.open = g_ptr_array_new ();
  context = g_markup_parse_context_new (&parser, G_MARKUP_PREFIX_ERROR_POSITION, &reader, NULL);
  parsed = g_markup_parse_context_parse (context, text, (gssize) length, error)
           && g_markup_parse_context_end_parse (context, error);
  g_ptr_array_unref (reader.open);
  root = reader.root;

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
