#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-draft-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "qd-count.h"
#include "qd-document-private.h"
#include "qd-error.h"
#include "qd-file-private.h"
#include "qd-json.h"
#include "qd-line-private.h"
#include "qd-plan-private.h"

/* A draft on the disk: a head, the plan as JSON, and a journal of the changes since, a line each.
 *
 * Head and plan come into being whole, by renaming a file that is on the disk already. Lines are only ever appended,
 * and the file is synced after each time; so a crash can tear off no more than the lines of the last time. When the
 * journal has outgrown the plan, both are folded into a new plan.
 *
 * A line that is marked says what is being typed and not yet in the plan. It holds until the next line, of whatever
 * kind; only if it is the last one, somebody was interrupted, and it counts as a change. */

#define DRAFT_FORMAT "quarterdeck-draft"
#define DRAFT_VERSION 1

/* Further members of the head. */
#define MEMBER_FORMAT "format"
#define MEMBER_VERSION "version"
#define MEMBER_TIME "time"
#define MEMBER_SIZE "size"
#define MEMBER_DIGEST "digest"

/* Stands before the change in a line that is about typing; alone, nothing is being typed any more. */
#define TYPING_MARK "typing "

/* A journal shorter than this is not worth folding, however small the plan. */
#define JOURNAL_MIN_BYTES 16384

struct _QdDraftFile
{
  gatomicrefcount  n_refs;
  QdDraftPlace    *place;
  char            *id;
  char            *path;         /* NULL as long as there is nothing on the disk */
  int              fd;           /* -1 as long as we wrote nothing there */
  gsize            plan_size;
  gsize            journal_size;
  gboolean         torn;         /* appending failed: lines would follow on a gap */
};

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * qd_draft_file_new: (skip)
 * @place: where it is to be
 * @id: its name, unique
 * @path: (nullable): where it is, if it was claimed
 *
 * Returns: (transfer full): a draft
 */
QdDraftFile *
qd_draft_file_new (QdDraftPlace *place,
                   const char   *id,
                   const char   *path)
{
  QdDraftFile *self = g_new0 (QdDraftFile, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->place = qd_draft_place_ref (place);
  self->id = g_strdup (id);
  self->path = g_strdup (path);
  self->fd = -1;

  return self;
}

QdDraftFile *
qd_draft_file_ref (QdDraftFile *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

/* The name is that of the file, without its ending: never changed, and so for any thread. */
const char *
qd_draft_file_get_id (QdDraftFile *self)
{
  return self->id;
}

/* Returns: the name of the draft at @path */
char *
qd_draft_id_of (const char *path)
{
  char *id = g_path_get_basename (path);

  if (g_str_has_suffix (id, QD_DRAFT_ENDING))
    id[strlen (id) - strlen (QD_DRAFT_ENDING)] = '\0';

  return id;
}

static void
close_file (QdDraftFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

void
qd_draft_file_unref (QdDraftFile *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  close_file (self);
  qd_draft_place_unref (self->place);
  g_free (self->id);
  g_free (self->path);
  g_free (self);
}

static void
set_errno (GError     **error,
           QdDraftFile *self,
           int          number)
{
  g_autofree char *shown = g_filename_display_name (qd_draft_place_get_folder (self->place));

  g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("Drafts cannot be kept in “%s”: %s."), shown, g_strerror (number));
}

static GBytes *
make_head (QdDraftFile *self,
           JsonObject  *head,
           GBytes      *plan)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, plan);
  GString *line = g_string_new (NULL);

  json_object_set_string_member (head, MEMBER_FORMAT, DRAFT_FORMAT);
  json_object_set_int_member (head, MEMBER_VERSION, DRAFT_VERSION);
  json_object_set_string_member (head, QD_DRAFT_ID, self->id);
  json_object_set_int_member (head, MEMBER_TIME, now ());
  json_object_set_int_member (head, MEMBER_SIZE, (gint64) g_bytes_get_size (plan));
  json_object_set_string_member (head, MEMBER_DIGEST, digest);
  qd_head_append (line, head);

  return g_string_free_to_bytes (line);
}

/**
 * qd_draft_file_write: (skip)
 * @file: a draft
 * @head: the members that qd-draft-private.h names; gets further ones
 * @plan: the plan as JSON
 * @journal: (nullable): the changes to it
 * @error: return location for an error
 *
 * Writes the draft anew, whatever it held before.
 *
 * Returns: %FALSE with @error set if it is as it was
 */
gboolean
qd_draft_file_write (QdDraftFile  *self,
                     JsonObject   *head,
                     GBytes       *plan,
                     GBytes       *journal,
                     GError      **error)
{
  const char *folder = qd_draft_place_enter (self->place, error);
  g_autofree char *name = g_strconcat (self->id, QD_DRAFT_ENDING, NULL);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autoptr (GBytes) head_line = NULL;
  int fd;

  self->torn = TRUE;
  if (path == NULL)
    return FALSE;

  head_line = make_head (self, head, plan);
  fd = qd_file_replace_parts (path, (GBytes *[]) { head_line, plan, journal }, journal != NULL ? 3 : 2);
  if (fd < 0)
    {
      set_errno (error, self, errno);
      return FALSE;
    }

  close_file (self);
  self->fd = fd;
  if (self->path != NULL && !g_str_equal (self->path, path))
    g_unlink (self->path);
  g_free (self->path);
  self->path = g_steal_pointer (&path);
  self->plan_size = g_bytes_get_size (plan);
  self->journal_size = journal != NULL ? g_bytes_get_size (journal) : 0;
  self->torn = FALSE;

  return TRUE;
}

/* Reading what we wrote costs no more than writing the plan anew would, and does not hold up whoever edits it. */
static void
fold (QdDraftFile *self)
{
  g_autoptr (QdDraftContent) content = qd_draft_content_read (self->path);
  g_autoptr (GBytes) plan = NULL;
  g_autoptr (GBytes) journal = NULL;
  g_autoptr (GString) typing = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (content->damage != NULL)
    {
      g_debug ("%s: %s", self->path, content->damage);
      self->torn = TRUE;
      return;
    }

  plan = qd_json_save (content->plan);
  json_object_set_int_member (content->head, QD_DRAFT_CHANGES, content->n_changes);
  if (content->typing != NULL)
    qd_draft_append_typing (typing, content->typing);
  journal = g_bytes_new (typing->str, typing->len);
  if (!qd_draft_file_write (self, content->head, plan, journal, &error))
    {
      /* What is there is whole, only long: try again when it has doubled. */
      g_debug ("%s: %s", self->path, error->message);
      self->torn = FALSE;
      self->plan_size += self->journal_size;
    }
}

static gboolean
append (QdDraftFile *self,
        GBytes      *journal)
{
  struct stat info;
  int number;

  if (self->torn || self->fd < 0)
    {
      errno = EIO;
      return FALSE;
    }
  if (fstat (self->fd, &info) != 0)
    return FALSE;
  if (info.st_nlink == 0)
    {
      errno = ENOENT;
      return FALSE;
    }
  if (qd_file_write_all (self->fd, journal) && g_fsync (self->fd) == 0)
    return TRUE;

  number = errno;
  if (ftruncate (self->fd, info.st_size) != 0)
    g_debug ("%s: cannot truncate: %s", self->path, g_strerror (errno));
  errno = number;

  return FALSE;
}

/**
 * qd_draft_file_append: (skip)
 * @file: a draft that was written
 * @journal: further changes
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set if it is as it was; it then takes no more changes until it is written anew
 */
gboolean
qd_draft_file_append (QdDraftFile  *self,
                      GBytes       *journal,
                      GError      **error)
{
  if (!append (self, journal))
    {
      self->torn = TRUE;
      set_errno (error, self, errno);
      return FALSE;
    }

  self->journal_size += g_bytes_get_size (journal);
  if (self->journal_size > MAX (self->plan_size, JOURNAL_MIN_BYTES))
    fold (self);

  return TRUE;
}

/**
 * qd_draft_file_remove: (skip)
 *
 * What the draft held is saved, or not wanted any more.
 */
void
qd_draft_file_remove (QdDraftFile *self)
{
  close_file (self);
  if (self->path != NULL && g_unlink (self->path) != 0)
    g_debug ("%s: cannot be removed: %s", self->path, g_strerror (errno));
  g_clear_pointer (&self->path, g_free);
}

/**
 * qd_draft_append_change: (skip)
 * @journal: lines
 * @change: a change that was made
 *
 * Adds a line: when, and what.
 */
void
qd_draft_append_change (GString  *journal,
                        QdChange *change)
{
  g_autofree char *json = qd_json_from_change (change);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s", now (), json);

  qd_line_append (journal, text);
}

/**
 * qd_draft_append_typing: (skip)
 * @journal: lines
 * @change: (nullable): what would bring it into the plan; %NULL if nothing is being typed any more
 *
 * Adds a line: when, and what is being typed.
 */
void
qd_draft_append_typing (GString  *journal,
                        QdChange *change)
{
  g_autofree char *json = change != NULL ? qd_json_from_change (change) : g_strdup ("");
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " " TYPING_MARK "%s", now (), json);

  qd_line_append (journal, text);
}

static gboolean
is_known (JsonObject *head)
{
  return g_strcmp0 (qd_head_get_text (head, MEMBER_FORMAT), DRAFT_FORMAT) == 0 &&
         qd_head_get_number (head, MEMBER_VERSION) == DRAFT_VERSION;
}

static QdPlan *
read_plan (JsonObject  *head,
           const char **at,
           const char  *end)
{
  gint64 size = qd_head_get_number (head, MEMBER_SIZE);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;

  if (size <= 0 || size > end - *at)
    return NULL;

  bytes = g_bytes_new_static (*at, (gsize) size);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (g_strcmp0 (digest, qd_head_get_text (head, MEMBER_DIGEST)) != 0)
    return NULL;
  *at += size;

  return qd_json_load (bytes, NULL, NULL);
}

static gboolean
apply_line (QdDraftContent *content,
            const char     *line)
{
  char *json;
  gint64 time = g_ascii_strtoll (line, &json, 10);
  gboolean is_typing = g_str_has_prefix (json, " " TYPING_MARK);
  const char *text = json + (is_typing ? strlen (" " TYPING_MARK) : 0);
  g_autoptr (QdChange) change = is_typing && *text == '\0' ? NULL : qd_json_to_change (text, NULL);
  g_autoptr (QdChange) inverse = NULL;

  g_clear_pointer (&content->typing, qd_change_unref);
  if (is_typing)
    {
      content->typing = g_steal_pointer (&change);
      content->time = time;
      return content->typing != NULL || *text == '\0';
    }

  inverse = change != NULL ? qd_plan_apply (content->plan, change, NULL) : NULL;
  if (inverse == NULL)
    return FALSE;

  content->time = time;
  content->n_changes++;

  return TRUE;
}

/* A line that is not whole is the torn end, unless whole ones follow. */
static void
read_journal (QdDraftContent *content,
              const char     *at,
              const char     *end)
{
  gboolean torn = FALSE;

  while (at < end && content->damage == NULL)
    {
      g_autofree char *line = qd_line_next (&at, end);

      if (line == NULL)
        torn = TRUE;
      else if (torn || !apply_line (content, line))
        content->damage = qd_count_printf (ngettext ("The draft is damaged after %u change.",
                                                     "The draft is damaged after %u changes.", content->n_changes),
                                           content->n_changes);
    }
}

/**
 * qd_draft_content_parse: (skip)
 * @data: a draft
 * @length: how many bytes
 *
 * Reads as much of a draft as is whole.
 *
 * Returns: (transfer full): what there is
 */
QdDraftContent *
qd_draft_content_parse (const char *data,
                        gsize       length)
{
  QdDraftContent *content = g_new0 (QdDraftContent, 1);
  const char *at = data;
  const char *end = data + length;

  content->head = qd_head_next (&at, end);
  if (content->head == NULL)
    {
      content->damage = g_strdup (_("The beginning of the draft is damaged."));
      return content;
    }
  content->time = qd_head_get_number (content->head, MEMBER_TIME);
  content->n_changes = (guint) CLAMP (qd_head_get_number (content->head, QD_DRAFT_CHANGES), 0, G_MAXINT);

  if (!is_known (content->head))
    {
      content->damage = g_strdup (_("The draft was written by a newer version of Quarterdeck."));
      return content;
    }

  content->plan = read_plan (content->head, &at, end);
  if (content->plan == NULL)
    content->damage = g_strdup (_("The plan in the draft is damaged."));
  else
    read_journal (content, at, end);

  return content;
}

/**
 * qd_draft_content_read: (skip)
 *
 * Returns: (transfer full): what there is of the draft at @path
 */
QdDraftContent *
qd_draft_content_read (const char *path)
{
  g_autofree char *data = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  QdDraftContent *content;

  if (g_file_get_contents (path, &data, &length, &error))
    return qd_draft_content_parse (data, length);

  content = g_new0 (QdDraftContent, 1);
  content->damage = g_strdup (error->message);

  return content;
}

void
qd_draft_content_free (QdDraftContent *content)
{
  g_clear_pointer (&content->head, json_object_unref);
  g_clear_object (&content->plan);
  g_clear_pointer (&content->typing, qd_change_unref);
  g_free (content->damage);
  g_free (content);
}

/**
 * qd_draft_content_open: (skip)
 * @content: a draft that has a plan; just once
 *
 * What was being typed becomes part of the plan.
 *
 * Returns: (transfer full): the document it was, modified
 */
QdDocument *
qd_draft_content_open (QdDraftContent *content)
{
  const char *uri = qd_head_get_text (content->head, QD_DRAFT_FILE);
  const char *form = qd_head_get_text (content->head, QD_DRAFT_FORM);
  const char *text = qd_head_get_text (content->head, QD_DRAFT_STAMP);
  g_autoptr (GFile) file = uri != NULL ? g_file_new_for_uri (uri) : NULL;
  g_autoptr (QdFileStamp) stamp = text != NULL ? qd_file_stamp_from_string (text) : NULL;
  g_autoptr (QdChange) inverse = content->typing != NULL ? qd_plan_apply (content->plan, content->typing, NULL) : NULL;

  if (inverse != NULL)
    content->n_changes++;
  else
    g_clear_pointer (&content->typing, qd_change_unref);

  return qd_document_new_recovered (content->plan, file, form != NULL ? qd_format_find (form) : NULL, stamp);
}
