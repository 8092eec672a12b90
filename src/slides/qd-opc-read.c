#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-opc.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"
#include "qd-xml-tree.h"

/* Company templates have some hundred parts, and pictures and videos of a few megabytes. */
#define PARTS_MAX      4096
#define PART_BYTES_MAX (64 * 1024 * 1024)
#define BYTES_MAX      (256 * 1024 * 1024)

#define TYPES_NAME "[Content_Types].xml"

typedef struct
{
  GHashTable *contents;  /* name -> GBytes, of every file in the package */
  GPtrArray  *names;     /* in the order of the file; not owned */
  gsize       n_bytes;
} Files;

static void
set_bad_file (GError    **error,
              const char *name,
              const char *reason)
{
  /* Translators: the first %s is the name of a file in a package, the second a sentence that says what is wrong. */
  g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("“%s” in it cannot be used: %s"), name, reason);
}

/* Whether @name stays in the package and is one that each system can write: no way up, no root, nothing empty. */
static gboolean
is_safe_name (const char *name)
{
  g_auto (GStrv) steps = NULL;

  if (name == NULL || *name == '\0' || strlen (name) > 255 || !g_utf8_validate (name, -1, NULL)
      || strpbrk (name, "\\:*?\"<>|") != NULL)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      return FALSE;

  steps = g_strsplit (name, "/", -1);
  for (guint i = 0; steps[i] != NULL; i++)
    if (*steps[i] == '\0' || strcmp (steps[i], ".") == 0 || strcmp (steps[i], "..") == 0)
      return FALSE;

  return TRUE;
}

/* What is said of sizes in the package is not believed: what comes out is counted. */
static GBytes *
read_content (struct archive  *archive,
              Files           *files,
              const char      *name,
              GError         **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  const void *block;
  size_t length;
  la_int64_t offset;
  int status;

  while ((status = archive_read_data_block (archive, &block, &length, &offset)) == ARCHIVE_OK)
    {
      files->n_bytes += length;
      if (content->len + length > PART_BYTES_MAX || files->n_bytes > BYTES_MAX)
        {
          g_set_error (error, QD_ERROR, QD_ERROR_TOO_LARGE, _("It is too large to be a template."));
          return NULL;
        }
      if ((guint64) offset != content->len)
        {
          set_bad_file (error, name, _("It has holes."));
          return NULL;
        }
      g_byte_array_append (content, block, (guint) length);
    }
  if (status != ARCHIVE_EOF)
    {
      set_bad_file (error, name, _("It is damaged."));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

static gboolean
read_entry (struct archive        *archive,
            struct archive_entry  *entry,
            Files                 *files,
            GError               **error)
{
  const char *name = archive_entry_pathname_utf8 (entry);
  g_autofree char *key = NULL;
  GBytes *content;

  if (archive_entry_filetype (entry) == AE_IFDIR)
    return TRUE;
  if (archive_entry_is_encrypted (entry))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_UNSUPPORTED, _("It is encrypted."));
      return FALSE;
    }
  if (archive_entry_filetype (entry) != AE_IFREG || !is_safe_name (name))
    {
      g_autofree char *shown = g_utf8_make_valid (name != NULL ? name : "?", -1);

      set_bad_file (error, shown, _("Its name leads out of the package."));
      return FALSE;
    }
  key = g_utf8_casefold (name, -1);
  if (files->names->len >= PARTS_MAX || g_hash_table_contains (files->contents, key))
    {
      set_bad_file (error, name, _("It is there twice, or there are too many."));
      return FALSE;
    }

  content = read_content (archive, files, name, error);
  if (content == NULL)
    return FALSE;
  g_ptr_array_add (files->names, g_strdup (name));
  g_hash_table_insert (files->contents, g_steal_pointer (&key), content);

  return TRUE;
}

static gboolean
read_files (GBytes  *bytes,
            Files   *files,
            GError **error)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  gboolean read;
  int status = ARCHIVE_FATAL;

  read = archive_read_support_format_zip_seekable (archive) == ARCHIVE_OK
         && archive_read_set_options (archive, "zip:hdrcharset=UTF-8") == ARCHIVE_OK
         && archive_read_open_memory (archive, data, length) == ARCHIVE_OK;
  while (read && (status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    read = read_entry (archive, entry, files, error);
  if (read && status != ARCHIVE_EOF)
    read = FALSE;
  if (!read && error != NULL && *error == NULL)
    g_set_error (error, QD_ERROR, QD_ERROR_PARSE,
                 _("It is no package as PowerPoint and others write, or it is damaged or encrypted."));
  archive_read_free (archive);

  return read;
}

static QdXmlNode *
read_xml (Files       *files,
          const char  *name,
          GError     **error)
{
  g_autofree char *key = g_utf8_casefold (name, -1);
  GBytes *content = g_hash_table_lookup (files->contents, key);
  g_autoptr (GError) reason = NULL;
  QdXmlNode *root;

  if (content == NULL)
    {
      set_bad_file (error, name, _("It is missing."));
      return NULL;
    }
  root = qd_xml_read (content, &reason);
  if (root == NULL)
    set_bad_file (error, name, reason->message);

  return root;
}

/* The name of the part that @target means where @source says it; %NULL if it leads out of the package. */
static char *
resolve (const char *source,
         const char *target)
{
  g_autofree char *plain = g_uri_unescape_string (target, "/");
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = NULL;
  g_auto (GStrv) base = NULL;
  g_autofree char *name = NULL;

  if (plain == NULL)
    return NULL;

  if (*plain != '/')
    {
      base = g_strsplit (source, "/", -1);
      for (guint i = 0; base[i] != NULL && base[i + 1] != NULL; i++)
        g_ptr_array_add (steps, g_strdup (base[i]));
    }
  parts = g_strsplit (*plain == '/' ? plain + 1 : plain, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (strcmp (parts[i], "..") != 0)
        {
          if (strcmp (parts[i], ".") != 0)
            g_ptr_array_add (steps, g_strdup (parts[i]));
          continue;
        }
      if (steps->len == 0)
        return NULL;
      g_ptr_array_remove_index (steps, steps->len - 1);
    }
  g_ptr_array_add (steps, NULL);
  name = g_strjoinv ("/", (char **) steps->pdata);

  return is_safe_name (name) ? g_steal_pointer (&name) : NULL;
}

/* The name of the part whose relations the file @name holds; %NULL if it holds none. */
static char *
source_of (const char *name)
{
  const char *slash = strrchr (name, '/');
  gsize folder;

  if (!g_str_has_suffix (name, ".rels") || slash == NULL)
    return NULL;
  folder = (gsize) (slash - name);
  if (folder < 5 || strncmp (slash - 5, "_rels", 5) != 0 || (folder > 5 && name[folder - 6] != '/'))
    return NULL;

  return g_strdup_printf ("%.*s%.*s", (int) (folder - 5), name, (int) strlen (slash + 1) - 5, slash + 1);
}

static gboolean
read_relation (QdOpc            *opc,
               Files            *files,
               const char       *source,
               const QdXmlNode  *node,
               GError          **error)
{
  const char *target = qd_xml_attribute (node, "Target");
  const char *mode = qd_xml_attribute (node, "TargetMode");
  QdOpcRelation relation = {
    .id = (char *) qd_xml_attribute (node, "Id"),
    .type = (char *) qd_xml_attribute (node, "Type"),
    .external = g_strcmp0 (mode, "External") == 0,
  };
  g_autofree char *name = NULL;

  if (relation.id == NULL || relation.type == NULL || target == NULL
      || qd_opc_find_relation (opc, source, NULL, relation.id) != NULL)
    {
      set_bad_file (error, source, _("What it refers to is not clear."));
      return FALSE;
    }
  /* A place within a slide, or nothing at all. */
  if (!relation.external && (*target == '#' || *target == '\0' || g_ascii_strcasecmp (target, "NULL") == 0))
    return TRUE;
  if (!relation.external)
    {
      g_autofree char *key = NULL;

      name = resolve (source, target);
      key = name != NULL ? g_utf8_casefold (name, -1) : NULL;
      if (key == NULL || !g_hash_table_contains (files->contents, key))
        {
          set_bad_file (error, source, _("It refers to something that is not there."));
          return FALSE;
        }
    }
  relation.target = name != NULL ? name : (char *) target;
  qd_opc_relate_as (opc, source, &relation);

  return TRUE;
}

static gboolean
read_relations (QdOpc       *opc,
                Files       *files,
                const char  *name,
                const char  *source,
                GError     **error)
{
  g_autoptr (QdXmlNode) root = read_xml (files, name, error);

  for (guint i = 0; root != NULL && i < root->children->len; i++)
    if (!read_relation (opc, files, source, g_ptr_array_index (root->children, i), error))
      return FALSE;

  return root != NULL;
}

static const char *
find_type (const QdXmlNode *types,
           const char      *name)
{
  const char *dot = strrchr (name, '.');
  const char *by_extension = NULL;

  for (guint i = 0; i < types->children->len; i++)
    {
      const QdXmlNode *node = g_ptr_array_index (types->children, i);
      const char *part = qd_xml_attribute (node, "PartName");
      const char *extension = qd_xml_attribute (node, "Extension");

      if (part != NULL && *part == '/' && g_ascii_strcasecmp (part + 1, name) == 0)
        return qd_xml_attribute (node, "ContentType");
      if (extension != NULL && dot != NULL && g_ascii_strcasecmp (extension, dot + 1) == 0)
        by_extension = qd_xml_attribute (node, "ContentType");
    }

  return by_extension;
}

static gboolean
add_parts (QdOpc   *opc,
           Files   *files,
           GError **error)
{
  g_autoptr (QdXmlNode) types = read_xml (files, TYPES_NAME, error);

  for (guint i = 0; types != NULL && i < files->names->len; i++)
    {
      const char *name = g_ptr_array_index (files->names, i);
      g_autofree char *key = g_utf8_casefold (name, -1);
      g_autofree char *source = source_of (name);
      const char *type = find_type (types, name);

      if (g_ascii_strcasecmp (name, TYPES_NAME) == 0)
        continue;
      if (source != NULL)
        {
          if (!read_relations (opc, files, name, source, error))
            return FALSE;
        }
      else if (type != NULL)
        {
          qd_opc_add (opc, name, type, g_bytes_ref (g_hash_table_lookup (files->contents, key)));
        }
    }

  return types != NULL;
}

/**
 * qd_opc_read:
 * @bytes: a zip file
 * @error: return location for an error; its message is a sentence about “it”
 *
 * Reads a package that others wrote. Its size, the number of its parts and their names are bounded; what it refers to
 * within itself is there.
 *
 * Returns: (transfer full): the package, or %NULL with @error set
 */
QdOpc *
qd_opc_read (GBytes  *bytes,
             GError **error)
{
  g_autoptr (QdOpc) opc = NULL;
  g_autoptr (GError) reason = NULL;
  Files files = { 0 };
  gboolean read;

  g_return_val_if_fail (bytes != NULL, NULL);

  opc = qd_opc_new ();
  files.contents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  files.names = g_ptr_array_new_with_free_func (g_free);
  read = read_files (bytes, &files, &reason) && add_parts (opc, &files, &reason);
  g_hash_table_unref (files.contents);
  g_ptr_array_unref (files.names);
  if (!read)
    g_propagate_error (error, g_steal_pointer (&reason));

  return read ? g_steal_pointer (&opc) : NULL;
}
