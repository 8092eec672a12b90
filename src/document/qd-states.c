#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-states-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "qd-compare.h"
#include "qd-document-private.h"
#include "qd-error.h"
#include "qd-file-private.h"
#include "qd-folder.h"
#include "qd-json.h"
#include "qd-line-private.h"
#include "qd-plan-private.h"

/* The states that a file had, in a folder of their own, each in a file whose name tells its age.
 *
 * A state is kept whole first: that is quick, and can hardly fail. Afterwards it is settled against the one that
 * followed it: how much is different is noted down, and where that gives the very same bytes, what is stored becomes
 * the change that leads back from its follower. Every tenth stays whole, so that damage to one state spoils few others
 * and none takes long to read. Since a state leans on newer ones only, the oldest can simply go. */

#define STATE_FORMAT "quarterdeck-state"
#define STATE_VERSION 1
#define STATE_ENDING ".state"
#define LOCK_NAME "lock"
#define WHOLE_EVERY 10

/* Further members of the head; what follows the head is compressed. */
#define MEMBER_FORMAT "format"
#define MEMBER_VERSION "version"
#define MEMBER_KIND "kind"
#define KIND_WHOLE "whole"
#define KIND_CHANGE "change" /* what follows leads from the next state to this one */

#define HEAD_BYTES_MAX 2048

/* Another process is at it for a moment, or hangs: then the lock is not worth waiting for. */
#define LOCK_TRIES 100
#define LOCK_PAUSE (10 * 1000) /* microseconds */

static void
state_free (gpointer data)
{
  QdState *state = data;

  g_free (state->id);
  g_clear_pointer (&state->head, json_object_unref);
  g_free (state);
}

static char *
path_of (const char *folder,
         const char *id)
{
  g_autofree char *name = g_strconcat (id, STATE_ENDING, NULL);

  return g_build_filename (folder, name, NULL);
}

/* Whatever links lead to it, a file is one. One that is gone is still known by its folder. */
static char *
dup_canonical_path (const char *path)
{
  char *real = realpath (path, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *canonical;

  if (real != NULL)
    {
      canonical = g_strdup (real);
    }
  else
    {
      real = realpath (folder, NULL);
      canonical = g_build_filename (real != NULL ? real : folder, name, NULL);
    }
  free (real);

  return canonical;
}

/**
 * qd_states_folder_of: (skip)
 * @root: the folder of all files
 * @file: a file
 *
 * Returns: (transfer full): the folder for the states of @file
 */
char *
qd_states_folder_of (const char *root,
                     GFile      *file)
{
  g_autofree char *name = g_file_is_native (file) ? dup_canonical_path (g_file_peek_path (file))
                                                  : g_file_get_uri (file);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  return g_build_filename (root, hash, NULL);
}

static GBytes *
convert (GBytes     *bytes,
         GConverter *converter)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, converter);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (!g_output_stream_write_all (stream, data, length, NULL, NULL, NULL) ||
      !g_output_stream_close (stream, NULL, NULL))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static gboolean
write_state (const char  *folder,
             const char  *id,
             JsonObject  *head,
             GBytes      *payload,
             GError     **error)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GBytes) compressed = convert (payload, converter);
  g_autoptr (GBytes) head_line = NULL;
  g_autofree char *path = path_of (folder, id);
  g_autofree char *shown = NULL;
  GString *line = g_string_new (NULL);
  int fd;

  json_object_set_string_member (head, MEMBER_FORMAT, STATE_FORMAT);
  json_object_set_int_member (head, MEMBER_VERSION, STATE_VERSION);
  qd_head_append (line, head);
  head_line = g_string_free_to_bytes (line);

  fd = qd_file_replace_parts (path, (GBytes *[]) { head_line, compressed }, 2);
  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }

  shown = g_filename_display_name (folder);
  g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("Earlier states of the plan cannot be kept in “%s”: %s."), shown,
               g_strerror (errno));

  return FALSE;
}

static JsonObject *
read_head (const char *folder,
           const char *id)
{
  g_autofree char *path = path_of (folder, id);
  char data[HEAD_BYTES_MAX];
  const char *at = data;
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  ssize_t length = fd >= 0 ? read (fd, data, sizeof data) : -1;
  g_autoptr (JsonObject) head = NULL;

  if (fd >= 0)
    close (fd);
  if (length > 0)
    head = qd_head_next (&at, data + length);
  if (head == NULL || g_strcmp0 (qd_head_get_text (head, MEMBER_FORMAT), STATE_FORMAT) != 0 ||
      qd_head_get_number (head, MEMBER_VERSION) != STATE_VERSION)
    return NULL;

  return g_steal_pointer (&head);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp ((*(const QdState *const *) a)->id, (*(const QdState *const *) b)->id);
}

/**
 * qd_states_list: (skip)
 *
 * Returns: (transfer full) (element-type QdState): the states in @folder, the oldest first
 */
GPtrArray *
qd_states_list (const char *folder)
{
  GPtrArray *states = g_ptr_array_new_with_free_func (state_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, STATE_ENDING))
      {
        QdState *state = g_new0 (QdState, 1);

        state->id = g_strndup (name, strlen (name) - strlen (STATE_ENDING));
        state->head = read_head (folder, state->id);
        g_ptr_array_add (states, state);
      }
  g_ptr_array_sort (states, compare_ids);

  return states;
}

/* Returns: a descriptor to close; -1 with @error set if somebody else holds the lock each time we try */
static int
lock_folder (const char  *folder,
             GError     **error)
{
  g_autofree char *path = g_build_filename (folder, LOCK_NAME, NULL);
  g_autofree char *shown = g_filename_display_name (folder);
  int fd = qd_folder_make (folder, 0700) == 0 ? open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;

  for (guint i = 0; fd >= 0 && i < LOCK_TRIES; i++)
    {
      if (i > 0)
        g_usleep (LOCK_PAUSE);
      /* Where locks do not work, two processes at the same moment are unlikely, and each writes its own files. */
      if (flock (fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return fd;
    }

  g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("Earlier states of the plan cannot be kept in “%s”: %s."), shown,
               g_strerror (errno));
  if (fd >= 0)
    close (fd);

  return -1;
}

static guint
number_of (const char *id)
{
  return (guint) g_ascii_strtoull (id, NULL, 10);
}

static gboolean
holds_same (const QdState *state,
            const char    *digest,
            const char    *form)
{
  return state != NULL && state->head != NULL &&
         g_strcmp0 (qd_head_get_text (state->head, QD_STATE_DIGEST), digest) == 0 &&
         g_strcmp0 (qd_head_get_text (state->head, QD_STATE_FORM), form) == 0;
}

static gboolean
keep (const char  *folder,
      GBytes      *bytes,
      const char  *form,
      gint64       time,
      GError     **error)
{
  g_autoptr (GPtrArray) states = qd_states_list (folder);
  const QdState *newest = states->len > 0 ? states->pdata[states->len - 1] : NULL;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) head = NULL;

  if (holds_same (newest, digest, form))
    return TRUE;

  id = g_strdup_printf ("%08u-%08x", newest != NULL ? number_of (newest->id) + 1 : 0, g_random_int ());
  head = json_object_new ();
  json_object_set_string_member (head, QD_STATE_FORM, form);
  json_object_set_int_member (head, QD_STATE_TIME, time);
  json_object_set_int_member (head, QD_STATE_SIZE, (gint64) g_bytes_get_size (bytes));
  json_object_set_string_member (head, QD_STATE_DIGEST, digest);
  json_object_set_string_member (head, MEMBER_KIND, KIND_WHOLE);
  qd_file_remove_leftovers (folder);
  if (!write_state (folder, id, head, bytes, error))
    return FALSE;

  for (guint i = 0; i + QD_STATES_MAX <= states->len; i++)
    {
      g_autofree char *path = path_of (folder, ((QdState *) states->pdata[i])->id);

      g_unlink (path);
    }

  return TRUE;
}

/**
 * qd_states_keep: (skip)
 * @folder: that of a file
 * @bytes: what the file holds or held
 * @form: in which form
 * @time: since when, in seconds since 1970
 * @error: return location for an error
 *
 * Keeps a state, unless it is the one that was kept last. The oldest beyond %QD_STATES_MAX go.
 *
 * Returns: %FALSE with @error set if it is not kept
 */
gboolean
qd_states_keep (const char  *folder,
                GBytes      *bytes,
                const char  *form,
                gint64       time,
                GError     **error)
{
  int lock = lock_folder (folder, error);
  gboolean done;

  if (lock < 0)
    return FALSE;

  done = keep (folder, bytes, form, time, error);
  close (lock);

  return done;
}

/* Returns: (nullable): what follows the head, and the head in @head */
static GBytes *
read_payload (const char  *folder,
              const char  *id,
              JsonObject **head)
{
  g_autofree char *path = path_of (folder, id);
  g_autofree char *data = NULL;
  g_autoptr (GBytes) compressed = NULL;
  g_autoptr (GConverter) converter = NULL;
  gsize length;
  const char *at;

  *head = read_head (folder, id);
  if (*head == NULL || !g_file_get_contents (path, &data, &length, NULL))
    return NULL;

  at = memchr (data, '\n', length);
  if (at == NULL)
    return NULL;
  at++;
  compressed = g_bytes_new_static (at, length - (gsize) (at - data));
  converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));

  return convert (compressed, converter);
}

/* Collects the changes that lead back to the state @id, the last to be made first, up to a state that is whole.
 *
 * Returns: (nullable): the bytes of that; %NULL if a link of the chain is missing or damaged */
static GBytes *
read_chain (const char *folder,
            const char *id,
            GPtrArray  *changes)
{
  g_autofree char *at = g_strdup (id);

  while (changes->len <= QD_STATES_MAX)
    {
      g_autoptr (JsonObject) head = NULL;
      g_autoptr (GBytes) payload = read_payload (folder, at, &head);
      g_autofree char *json = NULL;
      QdChange *change;

      if (payload == NULL || g_strcmp0 (qd_head_get_text (head, MEMBER_KIND), KIND_WHOLE) == 0)
        return g_steal_pointer (&payload);

      json = g_strndup (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
      change = qd_json_to_change (json, NULL);
      if (change == NULL || qd_head_get_text (head, QD_STATE_NEXT) == NULL)
        return NULL;
      g_ptr_array_add (changes, change);
      g_free (at);
      at = g_strdup (qd_head_get_text (head, QD_STATE_NEXT));
    }

  return NULL;
}

static QdPlan *
follow_chain (GBytes    *whole,
              GPtrArray *changes)
{
  g_autoptr (QdPlan) plan = qd_json_load (whole, NULL, NULL);

  for (guint i = changes->len; plan != NULL && i > 0; i--)
    {
      g_autoptr (QdChange) inverse = qd_plan_apply (plan, changes->pdata[i - 1], NULL);

      if (inverse == NULL)
        return NULL;
    }

  return g_steal_pointer (&plan);
}

/**
 * qd_states_read: (skip)
 * @folder: that of a file
 * @id: one of its states
 * @form: (out) (transfer full): the form of the bytes
 * @plan: (out) (transfer full) (nullable): the plan in them, if it had to be made to have them
 * @error: return location for %QD_ERROR_PARSE
 *
 * Returns: (transfer full): the bytes that the file had, or %NULL with @error set if they cannot be had to the byte
 */
GBytes *
qd_states_read (const char  *folder,
                const char  *id,
                char       **form,
                QdPlan     **plan,
                GError     **error)
{
  g_autoptr (JsonObject) head = read_head (folder, id);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_change_unref);
  g_autoptr (GBytes) whole = head != NULL ? read_chain (folder, id, changes) : NULL;
  g_autoptr (QdPlan) made = whole != NULL && changes->len > 0 ? follow_chain (whole, changes) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;

  if (made != NULL)
    bytes = qd_json_save (made);
  else if (whole != NULL && changes->len == 0)
    bytes = g_bytes_ref (whole);
  if (bytes != NULL)
    digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  if (digest == NULL || g_strcmp0 (digest, qd_head_get_text (head, QD_STATE_DIGEST)) != 0)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("This earlier state is damaged."));
      return NULL;
    }

  *form = g_strdup (qd_head_get_text (head, QD_STATE_FORM));
  *plan = g_steal_pointer (&made);

  return g_steal_pointer (&bytes);
}

/* How many differences of each kind there are to the next state. */
static void
count_differences (JsonObject *head,
                   QdPlan     *plan,
                   QdPlan     *next)
{
  static const char *const members[] = {
    [QD_DIFFERENCE_REMOVED] = QD_STATE_REMOVED,
    [QD_DIFFERENCE_ADDED] = QD_STATE_ADDED,
    [QD_DIFFERENCE_CHANGED] = QD_STATE_CHANGED,
    [QD_DIFFERENCE_MOVED] = QD_STATE_MOVED,
  };
  g_autoptr (GPtrArray) differences = qd_compare_list (plan, next);
  guint counts[G_N_ELEMENTS (members)] = { 0 };

  for (guint i = 0; i < differences->len; i++)
    {
      const QdDifference *difference = differences->pdata[i];

      if (!difference->internal)
        counts[difference->kind]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_int_member (head, members[i], counts[i]);
}

/* Returns: (nullable): the change that leads from @next, which it is made to, back to @bytes; %NULL if none does */
static GBytes *
make_way_back (QdPlan *next,
               QdPlan *plan,
               GBytes *bytes)
{
  g_autoptr (QdChange) change = qd_compare (next, plan, "");
  g_autoptr (QdChange) inverse = qd_plan_apply (next, change, NULL);
  g_autoptr (GBytes) made = inverse != NULL ? qd_json_save (next) : NULL;
  char *json;

  if (made == NULL || !g_bytes_equal (made, bytes))
    return NULL;
  json = qd_json_from_change (change);

  return g_bytes_new_take (json, strlen (json));
}

/**
 * qd_states_load: (skip)
 * @folder: that of a file
 * @id: one of its states
 * @bytes: (out) (transfer full) (nullable): its bytes
 * @form: (out) (transfer full) (nullable): their form
 * @error: return location for an error
 *
 * Returns: (transfer full): the plan that the file held, or %NULL with @error set
 */
QdPlan *
qd_states_load (const char  *folder,
                const char  *id,
                GBytes     **bytes,
                char       **form,
                GError     **error)
{
  QdPlan *plan = NULL;

  *form = NULL;
  *bytes = qd_states_read (folder, id, form, &plan, error);
  if (*bytes != NULL && plan == NULL)
    plan = qd_format_load (*bytes, qd_format_find (*form), NULL, NULL, NULL, error);

  return plan;
}

/* Nobody is kept waiting while a state is settled: only at the end it must be what and where it was. */
static void
replace_state (const char    *folder,
               const QdState *state,
               GBytes        *payload)
{
  int lock = lock_folder (folder, NULL);
  g_autoptr (JsonObject) now = lock >= 0 ? read_head (folder, state->id) : NULL;
  g_autoptr (GError) error = NULL;

  if (now != NULL && qd_head_get_text (now, QD_STATE_NEXT) == NULL &&
      !write_state (folder, state->id, state->head, payload, &error))
    g_debug ("%s", error->message);
  if (lock >= 0)
    close (lock);
}

/* A state that cannot be settled stays whole. */
static void
settle_state (const char    *folder,
              const QdState *state,
              const QdState *next)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) next_bytes = NULL;
  g_autoptr (GBytes) way_back = NULL;
  g_autofree char *form = NULL;
  g_autofree char *next_form = NULL;
  g_autoptr (QdPlan) plan = qd_states_load (folder, state->id, &bytes, &form, NULL);
  g_autoptr (QdPlan) next_plan = NULL;

  if (plan != NULL)
    next_plan = qd_states_load (folder, next->id, &next_bytes, &next_form, NULL);
  if (next_plan == NULL)
    return;

  count_differences (state->head, plan, next_plan);
  json_object_set_string_member (state->head, QD_STATE_NEXT, next->id);
  if (g_str_equal (form, QD_HOME_FORMAT) && g_str_equal (next_form, QD_HOME_FORMAT) &&
      number_of (state->id) % WHOLE_EVERY != 0)
    way_back = make_way_back (next_plan, plan, bytes);
  if (way_back != NULL)
    json_object_set_string_member (state->head, MEMBER_KIND, KIND_CHANGE);
  replace_state (folder, state, way_back != NULL ? way_back : bytes);
}

/**
 * qd_states_settle: (skip)
 * @folder: that of a file
 *
 * Notes down what is different between states that were kept since this was called last, and makes them small.
 */
void
qd_states_settle (const char *folder)
{
  g_autoptr (GPtrArray) states = qd_states_list (folder);

  for (guint i = 0; i + 1 < states->len; i++)
    {
      const QdState *state = states->pdata[i];
      const QdState *next = states->pdata[i + 1];

      if (state->head != NULL && next->head != NULL && qd_head_get_text (state->head, QD_STATE_NEXT) == NULL)
        settle_state (folder, state, next);
    }
}

/**
 * qd_states_clear: (skip)
 * @folder: that of a file; need not exist
 * @error: return location for an error
 *
 * Removes all states, damaged or not.
 *
 * Returns: %FALSE with @error set if something is left
 */
gboolean
qd_states_clear (const char  *folder,
                 GError     **error)
{
  g_autoptr (GPtrArray) states = NULL;
  g_autofree char *lock_path = g_build_filename (folder, LOCK_NAME, NULL);
  g_autofree char *shown = g_filename_display_name (folder);
  int lock;
  gboolean done;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;

  lock = lock_folder (folder, error);
  if (lock < 0)
    return FALSE;

  qd_file_remove_leftovers (folder);
  states = qd_states_list (folder);
  for (guint i = 0; i < states->len; i++)
    {
      g_autofree char *path = path_of (folder, ((QdState *) states->pdata[i])->id);

      g_unlink (path);
    }
  g_unlink (lock_path);
  done = g_rmdir (folder) == 0;
  if (!done)
    g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("Earlier states of the plan in “%s” cannot be removed: %s."),
                 shown, g_strerror (errno));
  close (lock);

  return done;
}
