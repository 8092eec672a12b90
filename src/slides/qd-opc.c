#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-opc.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"
#include "qd-xml.h"

#define NAMESPACE_TYPES     "http://schemas.openxmlformats.org/package/2006/content-types"
#define NAMESPACE_RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"

struct _QdOpc
{
  GPtrArray  *parts;     /* (element-type QdOpcPart): in the order they were named first; the first is the package */
  GHashTable *by_name;   /* name, lower case -> QdOpcPart */
};

static void
relation_free (gpointer data)
{
  QdOpcRelation *relation = data;

  g_free (relation->id);
  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

static void
part_free (gpointer data)
{
  QdOpcPart *part = data;

  g_free (part->name);
  g_free (part->content_type);
  g_clear_pointer (&part->bytes, g_bytes_unref);
  g_ptr_array_unref (part->relations);
  g_free (part);
}

/* A part may refer to others before it is written itself. */
static QdOpcPart *
ensure_part (QdOpc      *opc,
             const char *name)
{
  g_autofree char *key = g_utf8_casefold (name, -1);
  QdOpcPart *part = g_hash_table_lookup (opc->by_name, key);

  if (part != NULL)
    return part;

  part = g_new0 (QdOpcPart, 1);
  part->name = g_strdup (name);
  part->relations = g_ptr_array_new_with_free_func (relation_free);
  g_ptr_array_add (opc->parts, part);
  g_hash_table_insert (opc->by_name, g_steal_pointer (&key), part);

  return part;
}

static QdOpcPart *
find_part (QdOpc      *opc,
           const char *name)
{
  g_autofree char *key = g_utf8_casefold (name, -1);

  return g_hash_table_lookup (opc->by_name, key);
}

static const QdOpcRelation *
find_by_id (const QdOpcPart *part,
            const char      *id)
{
  for (guint i = 0; i < part->relations->len; i++)
    {
      const QdOpcRelation *relation = g_ptr_array_index (part->relations, i);

      if (strcmp (relation->id, id) == 0)
        return relation;
    }

  return NULL;
}

static const char *
add_relation (QdOpc      *opc,
              const char *source,
              const char *id,
              const char *type,
              const char *target,
              gboolean    external)
{
  QdOpcPart *part = ensure_part (opc, source);
  QdOpcRelation *relation = g_new0 (QdOpcRelation, 1);

  relation->id = g_strdup (id);
  for (guint i = part->relations->len + 1; relation->id == NULL; i++)
    {
      g_autofree char *free_id = g_strdup_printf ("rId%u", i);

      if (find_by_id (part, free_id) == NULL)
        relation->id = g_steal_pointer (&free_id);
    }
  relation->type = g_strdup (type);
  relation->target = g_strdup (target);
  relation->external = external;
  g_ptr_array_add (part->relations, relation);

  return relation->id;
}

/* How one part names another: "../charts/chart1.xml". @source is "" for the package. */
static char *
relative_path (const char *source,
               const char *target)
{
  GString *path = g_string_new (NULL);
  gsize common = 0;

  for (gsize i = 0; source[i] != '\0' && source[i] == target[i]; i++)
    if (source[i] == '/')
      common = i + 1;
  for (const char *p = source + common; *p != '\0'; p++)
    if (*p == '/')
      g_string_append (path, "../");
  g_string_append (path, target + common);

  return g_string_free (path, FALSE);
}

static GBytes *
relations_to_xml (const QdOpcPart *part)
{
  QdXml *xml = qd_xml_new ();

  qd_xml_start (xml, "Relationships", "xmlns=%s", NAMESPACE_RELATIONS);
  for (guint i = 0; i < part->relations->len; i++)
    {
      const QdOpcRelation *relation = g_ptr_array_index (part->relations, i);
      g_autofree char *path = relation->external ? g_strdup (relation->target)
                                                 : relative_path (part->name, relation->target);

      qd_xml_empty (xml, "Relationship", "Id=%s Type=%s Target=%s TargetMode=%s", relation->id, relation->type, path,
                    relation->external ? "External" : NULL);
    }
  qd_xml_end (xml, "Relationships");

  return qd_xml_finish (xml);
}

static char *
relations_name (const char *part_name)
{
  const char *slash = strrchr (part_name, '/');
  gsize folder = slash != NULL ? (gsize) (slash - part_name) + 1 : 0;

  return g_strdup_printf ("%.*s_rels/%s.rels", (int) folder, part_name, part_name + folder);
}

/* Parts that are no XML share their type by file ending; each of the others says its own. */
static GBytes *
types_to_xml (QdOpc *opc)
{
  g_autoptr (GHashTable) defaults = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) overrides = g_ptr_array_new ();
  QdXml *xml = qd_xml_new ();

  qd_xml_start (xml, "Types", "xmlns=%s", NAMESPACE_TYPES);
  qd_xml_empty (xml, "Default", "Extension=rels ContentType=%s", QD_OPC_TYPE_RELATIONS);
  qd_xml_empty (xml, "Default", "Extension=xml ContentType=%s", QD_OPC_TYPE_XML);
  for (guint i = 1; i < opc->parts->len; i++)
    {
      QdOpcPart *part = g_ptr_array_index (opc->parts, i);
      const char *dot = strrchr (part->name, '.');
      g_autofree char *extension = dot != NULL && strchr (dot, '/') == NULL ? g_ascii_strdown (dot + 1, -1) : NULL;
      const char *known = extension != NULL ? g_hash_table_lookup (defaults, extension) : NULL;

      if (extension == NULL || *extension == '\0' || strcmp (extension, "xml") == 0 || strcmp (extension, "rels") == 0
          || (known != NULL && strcmp (known, part->content_type) != 0))
        g_ptr_array_add (overrides, part);
      else if (known == NULL)
        {
          qd_xml_empty (xml, "Default", "Extension=%s ContentType=%s", extension, part->content_type);
          g_hash_table_insert (defaults, g_steal_pointer (&extension), part->content_type);
        }
    }
  for (guint i = 0; i < overrides->len; i++)
    {
      QdOpcPart *part = g_ptr_array_index (overrides, i);
      g_autofree char *path = g_strconcat ("/", part->name, NULL);

      qd_xml_empty (xml, "Override", "PartName=%s ContentType=%s", path, part->content_type);
    }
  qd_xml_end (xml, "Types");

  return qd_xml_finish (xml);
}

static la_ssize_t
append_block (struct archive *archive,
              void           *user_data,
              const void     *block,
              size_t          length)
{
  g_byte_array_append (user_data, block, (guint) length);

  return (la_ssize_t) length;
}

/* Without times and owners, so that the same content gives the same bytes: an unset time is written as 1980. */
static gboolean
write_entry (struct archive *archive,
             const char     *name,
             GBytes         *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  struct archive_entry *entry = archive_entry_new ();
  gboolean written;

  archive_entry_set_pathname_utf8 (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) length);
  written = archive_write_header (archive, entry) == ARCHIVE_OK
            && archive_write_data (archive, data, length) == (la_ssize_t) length;
  archive_entry_free (entry);

  return written;
}

static gboolean
write_part (struct archive  *archive,
            const QdOpcPart *part)
{
  if (part->bytes != NULL && !write_entry (archive, part->name, part->bytes))
    return FALSE;
  if (part->relations->len > 0)
    {
      g_autoptr (GBytes) relations = relations_to_xml (part);
      g_autofree char *name = relations_name (part->name);

      return write_entry (archive, name, relations);
    }

  return TRUE;
}

/**
 * qd_opc_new:
 *
 * Returns: (transfer full): a package without parts
 */
QdOpc *
qd_opc_new (void)
{
  QdOpc *opc = g_new0 (QdOpc, 1);

  opc->parts = g_ptr_array_new_with_free_func (part_free);
  opc->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ensure_part (opc, "");

  return opc;
}

void
qd_opc_free (QdOpc *opc)
{
  g_hash_table_unref (opc->by_name);
  g_ptr_array_unref (opc->parts);
  g_free (opc);
}

/**
 * qd_opc_add:
 * @opc: a package
 * @name: the name of a part that has no content yet, such as "ppt/slides/slide1.xml"
 * @content_type: what it holds
 * @bytes: (transfer full): its content
 */
void
qd_opc_add (QdOpc      *opc,
            const char *name,
            const char *content_type,
            GBytes     *bytes)
{
  QdOpcPart *part;

  g_return_if_fail (opc != NULL);
  g_return_if_fail (name != NULL && *name != '\0' && *name != '/');
  g_return_if_fail (content_type != NULL);
  g_return_if_fail (bytes != NULL);

  part = ensure_part (opc, name);
  g_return_if_fail (part->bytes == NULL);
  part->content_type = g_strdup (content_type);
  part->bytes = bytes;
}

/**
 * qd_opc_dup_free_name:
 * @opc: a package
 * @stem: how the name starts, such as "ppt/charts/chart"
 * @extension: how it ends, without the dot
 *
 * Returns: (transfer full): the stem with the first number, from 1, that no part has yet
 */
char *
qd_opc_dup_free_name (QdOpc      *opc,
                      const char *stem,
                      const char *extension)
{
  g_return_val_if_fail (opc != NULL, NULL);

  for (guint i = 1;; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%u.%s", stem, i, extension);

      if (find_part (opc, name) == NULL)
        return g_steal_pointer (&name);
    }
}

/**
 * qd_opc_reserve_name:
 *
 * Like qd_opc_dup_free_name(), and nobody else gets that name: for parts that others refer to before they are there.
 */
char *
qd_opc_reserve_name (QdOpc      *opc,
                     const char *stem,
                     const char *extension)
{
  char *name = qd_opc_dup_free_name (opc, stem, extension);

  ensure_part (opc, name);

  return name;
}

/**
 * qd_opc_relate:
 * @opc: a package
 * @source: the name of the part that refers to another; "" for the package
 * @type: what the other is to it: an URI
 * @target: the name of the other part
 *
 * Returns: (transfer none): the id by which @source refers to @target
 */
const char *
qd_opc_relate (QdOpc      *opc,
               const char *source,
               const char *type,
               const char *target)
{
  g_return_val_if_fail (opc != NULL, NULL);

  return add_relation (opc, source, NULL, type, target, FALSE);
}

/**
 * qd_opc_relate_outside:
 * @opc: a package
 * @source: the name of the part that refers to something
 * @type: what that is to it: an URI
 * @uri: where it is
 *
 * Returns: (transfer none): the id by which @source refers to it
 */
const char *
qd_opc_relate_outside (QdOpc      *opc,
                       const char *source,
                       const char *type,
                       const char *uri)
{
  g_return_val_if_fail (opc != NULL, NULL);

  return add_relation (opc, source, NULL, type, uri, TRUE);
}

/**
 * qd_opc_relate_as:
 * @opc: a package
 * @source: the name of a part
 * @relation: what it refers to, and by which id; the id must be new to @source
 */
void
qd_opc_relate_as (QdOpc               *opc,
                  const char          *source,
                  const QdOpcRelation *relation)
{
  g_return_if_fail (opc != NULL);
  g_return_if_fail (relation != NULL);
  g_return_if_fail (find_by_id (ensure_part (opc, source), relation->id) == NULL);

  add_relation (opc, source, relation->id, relation->type, relation->target, relation->external);
}

/**
 * qd_opc_get_length:
 * @opc: a package
 *
 * Returns: how many parts there are; the first is the package itself, with the name ""
 */
guint
qd_opc_get_length (QdOpc *opc)
{
  g_return_val_if_fail (opc != NULL, 0);

  return opc->parts->len;
}

/**
 * qd_opc_get:
 * @opc: a package
 * @index: which part
 *
 * Returns: (transfer none): the part
 */
const QdOpcPart *
qd_opc_get (QdOpc *opc,
            guint  index)
{
  g_return_val_if_fail (opc != NULL && index < opc->parts->len, NULL);

  return g_ptr_array_index (opc->parts, index);
}

/**
 * qd_opc_find:
 * @opc: a package
 * @name: the name of a part, in any case
 *
 * Returns: (transfer none) (nullable): the part, or %NULL if there is none with content of that name
 */
const QdOpcPart *
qd_opc_find (QdOpc      *opc,
             const char *name)
{
  QdOpcPart *part;

  g_return_val_if_fail (opc != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  part = find_part (opc, name);

  return part != NULL && part->bytes != NULL ? part : NULL;
}

/**
 * qd_opc_find_relation:
 * @opc: a package
 * @source: the name of a part; "" for the package
 * @type: (nullable): what is looked for: how the type's URI ends, such as "/slideMaster"; %NULL for anything
 * @id: (nullable): its id; %NULL for the first
 *
 * Returns: (transfer none) (nullable): what the part refers to, or %NULL if to nothing such
 */
const QdOpcRelation *
qd_opc_find_relation (QdOpc      *opc,
                      const char *source,
                      const char *type,
                      const char *id)
{
  QdOpcPart *part;

  g_return_val_if_fail (opc != NULL, NULL);
  g_return_val_if_fail (source != NULL, NULL);

  part = find_part (opc, source);
  for (guint i = 0; part != NULL && i < part->relations->len; i++)
    {
      const QdOpcRelation *relation = g_ptr_array_index (part->relations, i);

      if ((type == NULL || g_str_has_suffix (relation->type, type)) && (id == NULL || strcmp (relation->id, id) == 0))
        return relation;
    }

  return NULL;
}

/**
 * qd_opc_write:
 * @opc: a package; each part that was related to or from has content
 * @error: return location for an error
 *
 * Writes a zip file: the types first, then the parts in the order they were named first, each followed by its
 * relations. The same package gives the same bytes at any time.
 *
 * Returns: (transfer full): the file, or %NULL with @error set
 */
GBytes *
qd_opc_write (QdOpc   *opc,
              GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GBytes) types = NULL;
  struct archive *archive;
  gboolean written;

  g_return_val_if_fail (opc != NULL, NULL);

  types = types_to_xml (opc);
  archive = archive_write_new ();
  archive_write_set_bytes_per_block (archive, 0);
  written = archive_write_set_format_zip (archive) == ARCHIVE_OK
            && archive_write_set_options (archive, "zip:compression=deflate,zip:hdrcharset=UTF-8") == ARCHIVE_OK
            && archive_write_open2 (archive, out, NULL, append_block, NULL, NULL) == ARCHIVE_OK
            && write_entry (archive, "[Content_Types].xml", types);
  for (guint i = 0; written && i < opc->parts->len; i++)
    written = write_part (archive, g_ptr_array_index (opc->parts, i));
  written = written && archive_write_close (archive) == ARCHIVE_OK;
  if (!written)
    g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("The file could not be packed: %s."),
                 archive_error_string (archive) != NULL ? archive_error_string (archive) : "?");
  archive_write_free (archive);

  return written ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
}
