#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads XML that others wrote, within bounds on depth and size, without document types and their entities. */

typedef struct _QdXmlNode QdXmlNode;

/**
 * QdXmlNode:
 * @name: the element's name without its prefix
 * @attributes: (array zero-terminated=1): names, with prefixes, and values by turns
 * @children: (element-type QdXmlNode): the elements in it; text is not kept
 */
struct _QdXmlNode
{
  char       *name;
  char      **attributes;
  GPtrArray  *children;
};

QdXmlNode  *qd_xml_read      (GBytes           *bytes,
                              GError          **error);
void        qd_xml_node_free (QdXmlNode        *node);

const char *qd_xml_attribute (const QdXmlNode  *node,
                              const char       *name);
const QdXmlNode *
            qd_xml_child     (const QdXmlNode  *node,
                              const char       *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdXmlNode, qd_xml_node_free)

G_END_DECLS
