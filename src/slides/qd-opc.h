#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Packages of parts that refer to each other, as ECMA-376 part 2 has them: what .pptx and .xlsx files are. */

#define QD_OPC_TYPE_RELATIONS "application/vnd.openxmlformats-package.relationships+xml"
#define QD_OPC_TYPE_XML       "application/xml"

/**
 * QdOpcRelation:
 * @id: how the part refers to it
 * @type: what the target is to the part: an URI
 * @target: the name of another part, or an URI outside of the package
 * @external: the target is outside
 *
 * What a part refers to.
 */
typedef struct
{
  char     *id;
  char     *type;
  char     *target;
  gboolean  external;
} QdOpcRelation;

/**
 * QdOpcPart:
 * @name: its path in the package, without a slash at the start
 * @content_type: what it holds
 * @bytes: its content
 * @relations: (element-type QdOpcRelation): what it refers to
 */
typedef struct
{
  char      *name;
  char      *content_type;
  GBytes    *bytes;
  GPtrArray *relations;
} QdOpcPart;

typedef struct _QdOpc QdOpc;

QdOpc      *qd_opc_new             (void);
void        qd_opc_free            (QdOpc        *opc);

void        qd_opc_add             (QdOpc        *opc,
                                    const char   *name,
                                    const char   *content_type,
                                    GBytes       *bytes);
char       *qd_opc_dup_free_name   (QdOpc        *opc,
                                    const char   *stem,
                                    const char   *extension);
char       *qd_opc_reserve_name    (QdOpc        *opc,
                                    const char   *stem,
                                    const char   *extension);
const char *qd_opc_relate          (QdOpc        *opc,
                                    const char   *source,
                                    const char   *type,
                                    const char   *target);
const char *qd_opc_relate_outside  (QdOpc        *opc,
                                    const char   *source,
                                    const char   *type,
                                    const char   *uri);
void        qd_opc_relate_as       (QdOpc               *opc,
                                    const char          *source,
                                    const QdOpcRelation *relation);

guint       qd_opc_get_length      (QdOpc        *opc);
const QdOpcPart *
            qd_opc_get             (QdOpc        *opc,
                                    guint         index);
const QdOpcPart *
            qd_opc_find            (QdOpc        *opc,
                                    const char   *name);
const QdOpcRelation *
            qd_opc_find_relation   (QdOpc        *opc,
                                    const char   *source,
                                    const char   *type,
                                    const char   *id);

QdOpc      *qd_opc_read            (GBytes       *bytes,
                                    GError      **error);
GBytes     *qd_opc_write           (QdOpc        *opc,
                                    GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdOpc, qd_opc_free)

G_END_DECLS
