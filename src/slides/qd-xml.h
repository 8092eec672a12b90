#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes XML 1.0 that is well-formed whatever texts go into it: elements close in the order they were opened, what has
 * a meaning is escaped, and characters that XML cannot hold become U+FFFD. */

typedef struct _QdXml QdXml;

QdXml  *qd_xml_new        (void);
void    qd_xml_free       (QdXml      *xml);

void    qd_xml_start      (QdXml      *xml,
                           const char *name,
                           const char *attributes,
                           ...) G_GNUC_PRINTF (3, 4);
void    qd_xml_empty      (QdXml      *xml,
                           const char *name,
                           const char *attributes,
                           ...) G_GNUC_PRINTF (3, 4);
void    qd_xml_text       (QdXml      *xml,
                           const char *text);
void    qd_xml_end        (QdXml      *xml,
                           const char *name);
void    qd_xml_element    (QdXml      *xml,
                           const char *name,
                           const char *text);
GBytes *qd_xml_finish     (QdXml      *xml);

char   *qd_xml_dup_text   (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdXml, qd_xml_free)

G_END_DECLS
