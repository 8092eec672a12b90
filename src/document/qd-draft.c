#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-draft-private.h"

#include "qd-document-private.h"
#include "qd-json.h"
#include "qd-line-private.h"

/* After trouble with the disk: the whole plan may be large, and the disk still full. */
#define RETRY_AFTER (10 * G_USEC_PER_SEC)

/* Keeps what is not saved of a document.
 *
 * The draft is the plan as the file has it, and every change since. The plan's JSON is at hand then: it is what was
 * loaded or saved; so nothing has to be written out while somebody types. Where that is not so (a plan without a file,
 * in another form, recovered, or edited while it was being saved), and after an error, `whole` is set: the next draft
 * begins with the plan as it is by then. */

struct _QdDraft
{
  GObject        parent_instance;

  QdDocument    *document;
  QdDraftStore  *store;
  QdDraftFile   *file;          /* the worker's, but for its id */

  QdFileStamp   *stamp;         /* of the document's file, as we know it */
  GBytes        *plan;          /* the plan as the file has it, as long as the draft is not begun */
  GString       *journal;       /* the changes to be written */
  gboolean       begun;         /* there is a draft, or will be once the worker comes to it */
  gboolean       whole;

  const QdField *typed;         /* what the last line of the journal sets, if that is all it does */
  char          *typed_id;      /* … and in which record */
  gsize          typed_at;      /* where that line begins */

  QdChange      *typing;        /* what would bring in what is being typed; NULL if nothing is */
  gboolean       typing_news;   /* … and the draft does not know yet */
  gboolean       typing_kept;   /* the last line of the draft is about typing */

  gint64         started;       /* when the first change was made, in seconds since 1970; 0 if there is none */
  guint          n_changes;     /* since then */
  guint          n_saving;      /* how many of them were there when the saving under way began */

  gint64         first;         /* when the first change was made that is still to be written, in the timing's clock */
  gint64         last;          /* … and the last; 0 if there is none */
  gint64         typing_first;  /* the same for what is being typed */
  gint64         typing_last;
  GSource       *timer;
  char          *problem;
};

enum
{
  PROP_0,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (QdDraft, qd_draft, G_TYPE_OBJECT)

/* What the worker is to do: write the draft anew if there is a plan, else append. */
typedef struct
{
  QdDraftFile *file;
  JsonObject  *head;
  GBytes      *plan;
  GBytes      *journal;
} Flush;

static void
flush_free (gpointer data)
{
  Flush *flush = data;

  qd_draft_file_unref (flush->file);
  g_clear_pointer (&flush->head, json_object_unref);
  g_clear_pointer (&flush->plan, g_bytes_unref);
  g_clear_pointer (&flush->journal, g_bytes_unref);
  g_free (flush);
}

static void
flush_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Flush *flush = task_data;
  GError *error = NULL;
  gboolean done = TRUE;

  if (flush->plan != NULL)
    done = qd_draft_file_write (flush->file, flush->head, flush->plan, flush->journal, &error);
  else if (flush->journal != NULL)
    done = qd_draft_file_append (flush->file, flush->journal, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
remove_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  qd_draft_file_remove (task_data);
  g_task_return_boolean (task, TRUE);
}

static gint64
read_clock (QdDraft *self)
{
  const QdDraftTiming *timing = qd_draft_store_get_timing (self->store);

  return timing->clock != NULL ? timing->clock () : g_get_monotonic_time ();
}

static void
update_timer (QdDraft *self)
{
  if (qd_draft_store_get_timing (self->store)->clock == NULL)
    g_source_set_ready_time (self->timer, qd_draft_get_deadline (self));
}

static void
set_problem (QdDraft    *self,
             const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
forget_journal (QdDraft *self)
{
  g_string_truncate (self->journal, 0);
  g_clear_pointer (&self->typed_id, g_free);
  self->typed = NULL;
  self->first = self->last = 0;
}

static void
set_typing_news (QdDraft  *self,
                 gboolean  news)
{
  gint64 time = news ? read_clock (self) : 0;

  self->typing_news = news;
  self->typing_last = time;
  if (self->typing_first == 0 || !news)
    self->typing_first = time;
}

/* What the disk has is gone or not to be relied on: what is being typed has to be written again, too. */
static void
forget_kept (QdDraft *self)
{
  forget_journal (self);
  self->typing_kept = FALSE;
  set_typing_news (self, self->typing != NULL);
}

/* From the next change on, a new draft. */
static void
start_over (QdDraft *self)
{
  GBytes *bytes = self->stamp != NULL ? qd_file_stamp_get_bytes (self->stamp) : NULL;

  forget_kept (self);
  g_clear_pointer (&self->plan, g_bytes_unref);
  self->begun = FALSE;
  self->whole = qd_document_get_modified (self->document) || bytes == NULL ||
                qd_document_get_format (self->document) != qd_format_find (QD_HOME_FORMAT);
  if (!self->whole)
    self->plan = g_bytes_ref (bytes);
  self->started = 0;
  self->n_changes = 0;
}

static void
remove_draft (QdDraft *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->begun)
    {
      task = g_task_new (NULL, NULL, NULL, NULL);
      g_task_set_source_tag (task, remove_draft);
      g_task_set_task_data (task, qd_draft_file_ref (self->file), (GDestroyNotify) qd_draft_file_unref);
      qd_draft_store_run (self->store, task, remove_thread);
    }
  start_over (self);
  update_timer (self);
}

static void
set_text (JsonObject *head,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (head, member, text);
}

static JsonObject *
make_head (QdDraft *self)
{
  JsonObject *head = json_object_new ();
  GFile *file = qd_document_get_file (self->document);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;
  g_autofree char *stamp = self->stamp != NULL ? qd_file_stamp_to_string (self->stamp) : NULL;
  g_autofree char *title = qd_document_dup_title (self->document);
  const QdFormat *format = qd_document_get_format (self->document);

  set_text (head, QD_DRAFT_TITLE, title);
  set_text (head, QD_DRAFT_FILE, uri);
  set_text (head, QD_DRAFT_FORM, format != NULL ? format->id : NULL);
  set_text (head, QD_DRAFT_STAMP, stamp);
  json_object_set_int_member (head, QD_DRAFT_STARTED, self->started);
  json_object_set_int_member (head, QD_DRAFT_CHANGES, self->whole ? self->n_changes : 0);

  return head;
}

/* Takes what is to be written. */
static Flush *
flush_new (QdDraft *self)
{
  Flush *flush = g_new0 (Flush, 1);

  flush->file = qd_draft_file_ref (self->file);
  if (self->first == 0 && !self->typing_news)
    return flush;

  if (self->whole || !self->begun)
    {
      flush->head = make_head (self);
      flush->plan = self->whole ? qd_json_save (qd_document_get_plan (self->document)) : g_steal_pointer (&self->plan);
    }
  if (self->typing_news)
    qd_draft_append_typing (self->journal, self->typing);
  self->typing_kept = self->typing != NULL && (self->typing_news || self->typing_kept);
  if (self->journal->len > 0)
    flush->journal = g_bytes_new (self->journal->str, self->journal->len);

  g_clear_pointer (&self->plan, g_bytes_unref);
  self->begun = TRUE;
  self->whole = FALSE;
  forget_journal (self);
  set_typing_news (self, FALSE);

  return flush;
}

static void
begin_flush (QdDraft *self,
             GTask   *task)
{
  g_task_set_task_data (task, flush_new (self), flush_free);
  qd_draft_store_run (self->store, task, flush_thread);
  update_timer (self);
}

/* After an error there is no telling what the disk has: the whole plan is tried next, after a while. */
static void
note_error (QdDraft      *self,
            const GError *error)
{
  const QdDraftTiming *timing = qd_draft_store_get_timing (self->store);

  set_problem (self, error->message);
  if (!self->begun)
    return;

  self->whole = TRUE;
  forget_kept (self);
  self->first = self->last = read_clock (self) + RETRY_AFTER - timing->idle;
  self->typing_first = self->typing_last = 0;
  update_timer (self);
}

/* The caller's task waits for the worker's, and holds the draft. */
static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  QdDraft *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      set_problem (self, NULL);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      note_error (self, error);
      g_task_return_error (task, error);
    }
}

static gboolean
timer_cb (gpointer user_data)
{
  qd_draft_tick (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
timer_dispatch (GSource     *source,
                GSourceFunc  callback,
                gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = timer_dispatch };

/* Whether @change is typing that goes on in the field of the last line, which then need not be kept. */
static gboolean
continues_typing (QdDraft  *self,
                  QdChange *change)
{
  const QdOp *op = qd_change_get_n_ops (change) == 1 ? qd_change_get_op (change, 0) : NULL;
  gboolean is_set = op != NULL && op->type == QD_OP_SET;
  gboolean continues = is_set && op->field == self->typed && g_strcmp0 (op->id, self->typed_id) == 0;

  if (!continues)
    {
      g_free (self->typed_id);
      self->typed_id = is_set ? g_strdup (op->id) : NULL;
      self->typed = is_set ? op->field : NULL;
      self->typed_at = self->journal->len;
    }

  return continues;
}

static void
changed_cb (QdDocument *document,
            QdChange   *change,
            QdDraft    *self)
{
  /* What was typed is in the plan now or never will be; and any other line ends what the draft says of typing. */
  g_clear_pointer (&self->typing, qd_change_unref);
  self->typing_kept = FALSE;
  set_typing_news (self, FALSE);

  if (continues_typing (self, change))
    g_string_truncate (self->journal, self->typed_at);
  else
    self->n_changes++;
  if (!self->whole)
    qd_draft_append_change (self->journal, change);

  self->last = read_clock (self);
  if (self->first == 0)
    self->first = self->last;
  if (self->started == 0)
    self->started = g_get_real_time () / G_USEC_PER_SEC;
  update_timer (self);
}

/* The file holds what the plan was when the saving began. What was changed meanwhile stays in the draft, which stays
 * until it is replaced by one that knows the new file. */
static void
note_saved (QdDraft *self)
{
  guint n_changes = self->n_changes - self->n_saving;
  gboolean begun = self->begun;

  if (!qd_document_get_modified (self->document))
    {
      remove_draft (self);
      return;
    }

  start_over (self);
  self->begun = begun;
  self->n_changes = n_changes;
  self->started = g_get_real_time () / G_USEC_PER_SEC;
  self->first = self->last = read_clock (self);
  qd_draft_flush_async (self, NULL, NULL);
}

/* The file was written, or read again; or is about to be written. */
static void
file_cb (QdDocument *document,
         GParamSpec *pspec,
         QdDraft    *self)
{
  QdFileStamp *stamp = qd_document_get_stamp (document);

  if (qd_document_get_saving (document))
    {
      /* So that the draft is not older than the file, were it to end in between. */
      self->n_saving = self->n_changes;
      qd_draft_flush_async (self, NULL, NULL);
    }
  else if (stamp != self->stamp)
    {
      g_clear_pointer (&self->stamp, qd_file_stamp_unref);
      self->stamp = qd_file_stamp_ref (stamp);
      note_saved (self);
    }
}

/* That the file went makes a document modified without a change of it: the plan is here alone. */
static void
modified_cb (QdDocument *document,
             GParamSpec *pspec,
             QdDraft    *self)
{
  if (!qd_document_get_modified (document) || self->begun || self->first != 0)
    return;

  self->whole = TRUE;
  self->started = g_get_real_time () / G_USEC_PER_SEC;
  self->first = self->last = read_clock (self);
  update_timer (self);
}

static void
qd_draft_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  QdDraft *self = QD_DRAFT (object);

  switch (prop_id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Whoever closes a document that is not modified is done with it. Any other goes on the disk with its last words, those
 * that were just being typed among them, to be offered when the program is started next. */
static void
close_draft (QdDraft *self)
{
  g_autoptr (GTask) task = NULL;

  g_signal_handlers_disconnect_by_data (self->document, self);
  if (!qd_draft_is_needed (self))
    {
      remove_draft (self);
    }
  else if (self->first != 0 || self->typing_news)
    {
      task = g_task_new (NULL, NULL, NULL, NULL);
      g_task_set_source_tag (task, close_draft);
      begin_flush (self, task);
    }
}

static void
qd_draft_dispose (GObject *object)
{
  QdDraft *self = QD_DRAFT (object);

  if (self->document != NULL)
    close_draft (self);
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_object (&self->document);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (qd_draft_parent_class)->dispose (object);
}

static void
qd_draft_finalize (GObject *object)
{
  QdDraft *self = QD_DRAFT (object);

  g_clear_pointer (&self->file, qd_draft_file_unref);
  g_clear_pointer (&self->stamp, qd_file_stamp_unref);
  g_clear_pointer (&self->plan, g_bytes_unref);
  g_clear_pointer (&self->typing, qd_change_unref);
  g_string_free (self->journal, TRUE);
  g_free (self->typed_id);
  g_free (self->problem);

  G_OBJECT_CLASS (qd_draft_parent_class)->finalize (object);
}

static void
qd_draft_class_init (QdDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = qd_draft_dispose;
  object_class->finalize = qd_draft_finalize;
  object_class->get_property = qd_draft_get_property;

  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
qd_draft_init (QdDraft *self)
{
  self->journal = g_string_new (NULL);
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_name (self->timer, "Quarterdeck draft");
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static QdDraft *
draft_new (QdDocument   *document,
           QdDraftStore *store,
           QdDraftFile  *file)
{
  QdDraft *self = g_object_new (QD_TYPE_DRAFT, NULL);
  QdFileStamp *stamp = qd_document_get_stamp (document);

  self->document = g_object_ref (document);
  self->store = g_object_ref (store);
  self->file = qd_draft_file_ref (file);
  self->stamp = stamp != NULL ? qd_file_stamp_ref (stamp) : NULL;
  start_over (self);

  g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (document, "notify::saving", G_CALLBACK (file_cb), self, 0);
  g_signal_connect_object (document, "notify::file", G_CALLBACK (file_cb), self, 0);
  g_signal_connect_object (document, "notify::modified", G_CALLBACK (modified_cb), self, 0);

  return self;
}

/* The draft of a document that was recovered: it goes on where the process that died left it; what was being typed is a
 * change now.
 *
 * Returns: (transfer full): as of qd_draft_attach() */
QdDraft *
qd_draft_take_up (QdDocument     *document,
                  QdDraftStore   *store,
                  QdDraftFile    *file,
                  QdDraftContent *content)
{
  QdDraft *self = draft_new (document, store, file);

  self->begun = content->damage == NULL;
  self->n_changes = content->n_changes;
  self->started = qd_head_get_number (content->head, QD_DRAFT_STARTED);
  if (content->typing != NULL || !self->begun)
    self->first = self->last = read_clock (self);
  update_timer (self);

  return self;
}

/**
 * qd_draft_attach:
 * @document: a document, just made or loaded
 * @store: where its draft is to be
 *
 * Keeps what is not saved of @document from now on: on the disk within 2 seconds of idling and 10 of typing, written by
 * a worker. The draft goes when the document is saved as it is, with qd_draft_discard(), and when the last reference to
 * the #QdDraft is dropped while the document is not modified. Dropped while it is modified, the draft stays and is
 * offered when the program is started next.
 *
 * Returns: (transfer full): the draft; holds @document
 */
QdDraft *
qd_draft_attach (QdDocument   *document,
                 QdDraftStore *store)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (QdDraftFile) file = NULL;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (QD_IS_DRAFT_STORE (store), NULL);

  file = qd_draft_file_new (qd_draft_store_get_place (store), id, NULL);

  return draft_new (document, store, file);
}

/**
 * qd_draft_get_document:
 *
 * Returns: (transfer none): the document whose draft it is
 */
QdDocument *
qd_draft_get_document (QdDraft *draft)
{
  g_return_val_if_fail (QD_IS_DRAFT (draft), NULL);

  return draft->document;
}

/**
 * qd_draft_get_id:
 *
 * Returns: (transfer none): its name, unique, which stays when it is recovered
 */
const char *
qd_draft_get_id (QdDraft *draft)
{
  g_return_val_if_fail (QD_IS_DRAFT (draft), NULL);

  return qd_draft_file_get_id (draft->file);
}

/**
 * qd_draft_is_needed:
 *
 * Returns: whether something would be lost without it
 */
gboolean
qd_draft_is_needed (QdDraft *draft)
{
  g_return_val_if_fail (QD_IS_DRAFT (draft), FALSE);

  return draft->typing != NULL || qd_document_get_modified (draft->document);
}

/**
 * qd_draft_get_problem:
 *
 * Returns: (transfer none) (nullable): why what is not saved cannot be kept just now, in the user's language; it is
 *   tried again by and by. %NULL if all is well
 */
const char *
qd_draft_get_problem (QdDraft *draft)
{
  g_return_val_if_fail (QD_IS_DRAFT (draft), NULL);

  return draft->problem;
}

/**
 * qd_draft_discard:
 *
 * Removes the draft: somebody decided that what is not saved is not wanted. Another change would begin a new one.
 */
void
qd_draft_discard (QdDraft *draft)
{
  g_return_if_fail (QD_IS_DRAFT (draft));

  g_clear_pointer (&draft->typing, qd_change_unref);
  remove_draft (draft);
}

static gboolean
is_same_typing (QdChange *a,
                QdChange *b)
{
  guint n_ops = a != NULL ? qd_change_get_n_ops (a) : 0;

  if (n_ops != (b != NULL ? qd_change_get_n_ops (b) : 0))
    return FALSE;

  for (guint i = 0; i < n_ops; i++)
    {
      const QdOp *first = qd_change_get_op (a, i);
      const QdOp *second = qd_change_get_op (b, i);

      if (first->type != second->type || first->field != second->field || !g_str_equal (first->id, second->id) ||
          !qd_value_equal (&first->value, &second->value) ||
          (first->record != NULL && !qd_record_equal (first->record, second->record)))
        return FALSE;
    }

  return TRUE;
}

/**
 * qd_draft_set_typing:
 * @draft: a draft
 * @change: (nullable): sets what is being typed, in records that it may have to add first; %NULL if nothing is being typed
 *
 * Keeps what is not part of the plan yet: the text in an open editor, as good as it is just now. Any change of the plan
 * ends it; whoever goes on typing says so again. When the draft is recovered, it is in the plan.
 */
void
qd_draft_set_typing (QdDraft  *draft,
                     QdChange *change)
{
  g_return_if_fail (QD_IS_DRAFT (draft));
  g_return_if_fail (change == NULL || qd_change_get_n_ops (change) > 0);

  if (is_same_typing (draft->typing, change))
    return;

  g_clear_pointer (&draft->typing, qd_change_unref);
  draft->typing = change != NULL ? qd_change_ref (change) : NULL;
  if (draft->started == 0)
    draft->started = g_get_real_time () / G_USEC_PER_SEC;

  /* What came and went leaves no trace. */
  if (change == NULL && draft->n_changes == 0 && !qd_document_get_modified (draft->document))
    {
      remove_draft (draft);
      return;
    }
  set_typing_news (draft, change != NULL || draft->typing_kept);
  update_timer (draft);
}

/* Returns: when the draft will be written if nothing else happens, in the timing's clock; -1 if it is up to date */
gint64
qd_draft_get_deadline (QdDraft *draft)
{
  const QdDraftTiming *timing = qd_draft_store_get_timing (draft->store);
  gint64 changes = MIN (draft->last + timing->idle, draft->first + timing->most);
  gint64 typing = MIN (draft->typing_last + timing->idle, draft->typing_first + timing->most);

  if (draft->first == 0 || draft->typing_first == 0)
    return draft->first != 0 ? changes : draft->typing_first != 0 ? typing : -1;

  return MIN (changes, typing);
}

/* What the timer does when it fires; it may be too early. */
void
qd_draft_tick (QdDraft *draft)
{
  gint64 deadline = qd_draft_get_deadline (draft);

  if (deadline >= 0 && read_clock (draft) >= deadline)
    qd_draft_flush_async (draft, NULL, NULL);
  else
    update_timer (draft);
}

/**
 * qd_draft_flush_async:
 * @draft: a draft
 * @callback: (nullable): called when it is done
 * @user_data: for @callback
 *
 * Writes the draft now, without waiting for the timer: when the window loses the focus, when the session ends. When
 * @callback is called, everything up to this call is on the disk.
 */
void
qd_draft_flush_async (QdDraft             *draft,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) worker = NULL;

  g_return_if_fail (QD_IS_DRAFT (draft));

  task = g_task_new (draft, NULL, callback, user_data);
  g_task_set_source_tag (task, qd_draft_flush_async);

  worker = g_task_new (NULL, NULL, flushed_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, qd_draft_flush_async);
  begin_flush (draft, worker);
}

/**
 * qd_draft_flush_finish:
 * @draft: a draft
 * @result: a result
 * @error: return location for an error, with a sentence that says what is wrong
 *
 * Returns: %FALSE with @error set if the draft is as it was; it is tried again after a while
 */
gboolean
qd_draft_flush_finish (QdDraft       *draft,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, draft), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
