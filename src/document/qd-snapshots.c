#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-snapshots-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "qd-file.h"
#include "qd-line-private.h"
#include "qd-states-private.h"
#include "qd-worker-private.h"

/* The earlier states of files, for people: what is kept when, what there is, and having it back. */

struct _QdSnapshots
{
  GObject   parent_instance;

  char     *folder;
  QdWorker *worker;
  char     *problem;
  gboolean  enabled;
};

enum
{
  PROP_0,
  PROP_ENABLED,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (QdSnapshots, qd_snapshots, G_TYPE_OBJECT)

static void
qd_snapshots_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  QdSnapshots *self = QD_SNAPSHOTS (object);

  switch (prop_id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qd_snapshots_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_ENABLED:
      qd_snapshots_set_enabled (QD_SNAPSHOTS (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qd_snapshots_finalize (GObject *object)
{
  QdSnapshots *self = QD_SNAPSHOTS (object);

  qd_worker_free (self->worker);
  g_free (self->folder);
  g_free (self->problem);

  G_OBJECT_CLASS (qd_snapshots_parent_class)->finalize (object);
}

static void
qd_snapshots_class_init (QdSnapshotsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags quiet = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = qd_snapshots_finalize;
  object_class->get_property = qd_snapshots_get_property;
  object_class->set_property = qd_snapshots_set_property;

  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, G_PARAM_READWRITE | quiet);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | quiet);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
qd_snapshots_init (QdSnapshots *self)
{
  self->worker = qd_worker_new ();
  self->enabled = TRUE;
}

/**
 * qd_snapshots_new:
 * @folder: (type filename) (nullable): where states are kept; %NULL for the data directory of the user
 *
 * The earlier states of all files, for qd_document_set_snapshots(). A process needs just one of these, and several
 * processes may have one of the same folder.
 *
 * Returns: (transfer full): the states
 */
QdSnapshots *
qd_snapshots_new (const char *folder)
{
  QdSnapshots *snapshots = g_object_new (QD_TYPE_SNAPSHOTS, NULL);

  snapshots->folder = folder != NULL ? g_strdup (folder)
                                     : g_build_filename (g_get_user_data_dir (), "quarterdeck", "history", NULL);

  return snapshots;
}

/**
 * qd_snapshots_get_folder:
 *
 * Returns: (transfer none) (type filename): where states are kept
 */
const char *
qd_snapshots_get_folder (QdSnapshots *snapshots)
{
  g_return_val_if_fail (QD_IS_SNAPSHOTS (snapshots), NULL);

  return snapshots->folder;
}

/**
 * qd_snapshots_get_enabled:
 *
 * Returns: whether savings keep states
 */
gboolean
qd_snapshots_get_enabled (QdSnapshots *snapshots)
{
  g_return_val_if_fail (QD_IS_SNAPSHOTS (snapshots), FALSE);

  return snapshots->enabled;
}

/**
 * qd_snapshots_set_enabled:
 *
 * What is kept already stays until it is cleared.
 */
void
qd_snapshots_set_enabled (QdSnapshots *snapshots,
                          gboolean     enabled)
{
  g_return_if_fail (QD_IS_SNAPSHOTS (snapshots));

  if (snapshots->enabled == enabled)
    return;

  snapshots->enabled = enabled;
  g_object_notify_by_pspec (G_OBJECT (snapshots), properties[PROP_ENABLED]);
}

/**
 * qd_snapshots_get_problem:
 *
 * Returns: (transfer none) (nullable): why the last saving could not keep a state, in the user's language; %NULL if it
 *   could
 */
const char *
qd_snapshots_get_problem (QdSnapshots *snapshots)
{
  g_return_val_if_fail (QD_IS_SNAPSHOTS (snapshots), NULL);

  return snapshots->problem;
}

/**
 * qd_snapshots_wait:
 *
 * Blocks until all is done that is to be done in the background.
 */
void
qd_snapshots_wait (QdSnapshots *snapshots)
{
  g_return_if_fail (QD_IS_SNAPSHOTS (snapshots));

  qd_worker_wait (snapshots->worker);
}

/* The form that @bytes are in; %NULL if they are no plan, in which case nobody misses them here. */
static const QdFormat *
find_format (GFile  *file,
             GBytes *bytes)
{
  g_autofree char *name = g_file_get_basename (file);
  const QdFormat *format = qd_format_for_name (name);

  if (format == NULL)
    format = qd_format_guess (bytes);

  return format != NULL && format->load != NULL ? format : NULL;
}

/* qd_snapshots_keep_old:
 * @folder: where states are kept
 * @file: what is about to be replaced, if it is there
 * @error: return location for an error
 *
 * Keeps what the file holds, unless that is what was kept last. Blocks. */
gboolean
qd_snapshots_keep_old (const char  *folder,
                       GFile       *file,
                       GError     **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE, NULL,
                                                  NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *states = NULL;
  const QdFormat *format;
  gint64 time;

  if (info == NULL)
    return TRUE;

  bytes = qd_file_read (file, NULL, NULL, error);
  if (bytes == NULL)
    return FALSE;
  format = find_format (file, bytes);
  if (format == NULL)
    return TRUE;

  states = qd_states_folder_of (folder, file);
  time = (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);

  return qd_states_keep (states, bytes, format->id, time, error);
}

/* qd_snapshots_keep_new:
 * @folder: where states are kept
 * @file: what was replaced
 * @bytes: what it holds now
 * @format: the form of that
 * @error: return location for an error
 *
 * Keeps what the file holds, so that it can be had even if the file goes. Blocks. */
gboolean
qd_snapshots_keep_new (const char      *folder,
                       GFile           *file,
                       GBytes          *bytes,
                       const QdFormat  *format,
                       GError         **error)
{
  g_autofree char *states = qd_states_folder_of (folder, file);

  return qd_states_keep (states, bytes, format->id, g_get_real_time () / G_USEC_PER_SEC, error);
}

/* What is asked about one file, by a worker that holds nothing else. */
typedef struct
{
  char  *folder;
  GFile *file;   /* NULL for all files */
  char  *id;     /* of a state, or NULL */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->folder);
  g_clear_object (&question->file);
  g_free (question->id);
  g_free (question);
}

static void
ask (QdSnapshots         *self,
     GFile               *file,
     const char          *id,
     GTaskThreadFunc      func,
     gpointer             tag,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->folder = g_strdup (self->folder);
  g_set_object (&question->file, file);
  question->id = g_strdup (id);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, question, question_free);
  qd_worker_run (self->worker, task, func);
}

static void
settle_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Question *question = task_data;
  g_autofree char *states = qd_states_folder_of (question->folder, question->file);

  qd_states_settle (states);
  g_task_return_boolean (task, TRUE);
}

/* qd_snapshots_saved:
 * @snapshots: the states
 * @file: what was saved
 * @problem: (nullable): what went wrong with keeping its states
 *
 * Takes note, and goes on in the background. */
void
qd_snapshots_saved (QdSnapshots *self,
                    GFile       *file,
                    const char  *problem)
{
  if (g_strcmp0 (self->problem, problem) != 0)
    {
      g_free (self->problem);
      self->problem = g_strdup (problem);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }

  ask (self, file, NULL, settle_thread, qd_snapshots_saved, NULL, NULL, NULL);
}

static void
add_count (GString    *text,
           const char *format,
           guint       n)
{
  if (n > 0 && text->len > 0)
    g_string_append (text, C_("between the parts of a list", ", "));
  if (n > 0)
    g_string_append_printf (text, format, n);
}

/**
 * qd_snapshot_info_describe:
 *
 * Returns: (transfer full): what became different with this state, in the user's language
 */
char *
qd_snapshot_info_describe (const QdSnapshotInfo *info)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (info != NULL, NULL);

  if (info->is_damaged)
    return g_strdup (_("This state is damaged."));
  if (!info->is_compared)
    return g_strdup (_("What changed before is not known."));
  if (info->n_added + info->n_removed + info->n_changed + info->n_moved == 0)
    return g_strdup (_("Nothing changed in the plan."));

  text = g_string_new (NULL);
  /* Translators: numbers of records, such as risks, and of fields: “2 added, 5 changed” */
  add_count (text, ngettext ("%u added", "%u added", info->n_added), info->n_added);
  add_count (text, ngettext ("%u removed", "%u removed", info->n_removed), info->n_removed);
  add_count (text, ngettext ("%u changed", "%u changed", info->n_changed), info->n_changed);
  add_count (text, ngettext ("%u moved", "%u moved", info->n_moved), info->n_moved);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * qd_snapshot_info_dup_undo_title:
 *
 * Returns: (transfer full): a title for qd_document_restore(), in the user's language
 */
char *
qd_snapshot_info_dup_undo_title (const QdSnapshotInfo *info)
{
  g_autofree char *time = NULL;

  g_return_val_if_fail (info != NULL && info->time != NULL, NULL);

  /* Translators: date and time as strftime() takes them. */
  time = g_date_time_format (info->time, _("%x, %H:%M"));

  return g_strdup_printf (_("Restore the state of %s"), time);
}

void
qd_snapshot_info_free (QdSnapshotInfo *info)
{
  g_free (info->id);
  g_clear_pointer (&info->time, g_date_time_unref);
  g_free (info);
}

static QdSnapshotInfo *
snapshot_info_new (const QdState *state,
                   const QdState *before,
                   const char    *current)
{
  QdSnapshotInfo *info = g_new0 (QdSnapshotInfo, 1);

  info->id = g_strdup (state->id);
  info->is_damaged = state->head == NULL;
  if (info->is_damaged)
    return info;

  info->time = g_date_time_new_from_unix_local (qd_head_get_number (state->head, QD_STATE_TIME));
  info->size = (gsize) qd_head_get_number (state->head, QD_STATE_SIZE);
  info->is_current = g_strcmp0 (qd_head_get_text (state->head, QD_STATE_DIGEST), current) == 0;
  info->is_compared = before != NULL && before->head != NULL &&
                      g_strcmp0 (qd_head_get_text (before->head, QD_STATE_NEXT), state->id) == 0;
  if (info->is_compared)
    {
      info->n_added = (guint) qd_head_get_number (before->head, QD_STATE_ADDED);
      info->n_removed = (guint) qd_head_get_number (before->head, QD_STATE_REMOVED);
      info->n_changed = (guint) qd_head_get_number (before->head, QD_STATE_CHANGED);
      info->n_moved = (guint) qd_head_get_number (before->head, QD_STATE_MOVED);
    }

  return info;
}

static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Question *question = task_data;
  g_autofree char *folder = qd_states_folder_of (question->folder, question->file);
  g_autoptr (GPtrArray) states = qd_states_list (folder);
  g_autoptr (GBytes) bytes = states->len > 0 ? qd_file_read (question->file, NULL, cancellable, NULL) : NULL;
  g_autofree char *current = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_snapshot_info_free);

  for (guint i = states->len; i > 0; i--)
    g_ptr_array_add (infos, snapshot_info_new (states->pdata[i - 1], i > 1 ? states->pdata[i - 2] : NULL, current));

  g_task_return_pointer (task, infos, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * qd_snapshots_list_async:
 * @snapshots: the states
 * @file: a file; need not exist any more
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds the states that @file had.
 */
void
qd_snapshots_list_async (QdSnapshots         *snapshots,
                         GFile               *file,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (QD_IS_SNAPSHOTS (snapshots));
  g_return_if_fail (G_IS_FILE (file));

  ask (snapshots, file, NULL, list_thread, qd_snapshots_list_async, cancellable, callback, user_data);
}

/**
 * qd_snapshots_list_finish:
 * @snapshots: the states
 * @result: a result
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type QdSnapshotInfo): the states, the latest first
 */
GPtrArray *
qd_snapshots_list_finish (QdSnapshots   *snapshots,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Question *question = task_data;
  g_autofree char *folder = qd_states_folder_of (question->folder, question->file);
  g_autofree char *form = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  QdPlan *plan = qd_states_load (folder, question->id, &bytes, &form, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * qd_snapshots_load_async:
 * @snapshots: the states
 * @file: a file; need not exist any more
 * @id: that of one of its states
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Loads the plan that @file held once, to look at it, to compare it with another, or for qd_document_restore().
 */
void
qd_snapshots_load_async (QdSnapshots         *snapshots,
                         GFile               *file,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (QD_IS_SNAPSHOTS (snapshots));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (id != NULL);

  ask (snapshots, file, id, load_thread, qd_snapshots_load_async, cancellable, callback, user_data);
}

/**
 * qd_snapshots_load_finish:
 * @snapshots: the states
 * @result: a result
 * @error: return location for %QD_ERROR_PARSE if the state is damaged
 *
 * Returns: (transfer full): the plan, or %NULL with @error set
 */
QdPlan *
qd_snapshots_load_finish (QdSnapshots   *snapshots,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
clear_all (const char  *folder,
           GError     **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean done = TRUE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *states = g_build_filename (folder, name, NULL);

      done = qd_states_clear (states, done ? error : NULL) && done;
    }

  return done;
}

static void
clear_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Question *question = task_data;
  g_autofree char *states = question->file != NULL ? qd_states_folder_of (question->folder, question->file) : NULL;
  GError *error = NULL;

  if (states != NULL ? qd_states_clear (states, &error) : clear_all (question->folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * qd_snapshots_clear_async:
 * @snapshots: the states
 * @file: (nullable): a file; %NULL for all files
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Forgets all earlier states of a file, for good. The next saving begins anew.
 */
void
qd_snapshots_clear_async (QdSnapshots         *snapshots,
                          GFile               *file,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (QD_IS_SNAPSHOTS (snapshots));
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  ask (snapshots, file, NULL, clear_thread, qd_snapshots_clear_async, NULL, callback, user_data);
}

/**
 * qd_snapshots_clear_finish:
 * @snapshots: the states
 * @result: a result
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set if something is left
 */
gboolean
qd_snapshots_clear_finish (QdSnapshots   *snapshots,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
