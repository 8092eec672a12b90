#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-history.h"

/* One thing done: what did it, what undoes it, and the states before and after. */
typedef struct
{
  QdChange *change;
  QdChange *inverse;
  guint64   before;
  guint64   after;
  gsize     size;
} Entry;

struct _QdHistory
{
  GQueue   done;      /* of Entry, the latest at the tail */
  GQueue   undone;    /* of Entry, the next to redo at the tail */
  guint64  state;     /* that of the plan now */
  guint64  n_states;  /* how many were given out */
  guint64  saved;     /* the state that the file holds */
  gsize    size;      /* of all entries */
  gsize    max_bytes;
  gboolean typing;    /* the latest entry may be joined by the next change */
};

static Entry *
entry_new (QdChange *change,
           QdChange *inverse,
           guint64   before,
           guint64   after)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->change = qd_change_ref (change);
  entry->inverse = qd_change_ref (inverse);
  entry->before = before;
  entry->after = after;
  entry->size = sizeof (Entry) + qd_change_get_size (change) + qd_change_get_size (inverse);

  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  qd_change_unref (entry->change);
  qd_change_unref (entry->inverse);
  g_free (entry);
}

/* Takes back what entry_new() counted. */
static void
drop_entry (QdHistory *history,
            Entry     *entry)
{
  history->size -= entry->size;
  entry_free (entry);
}

static void
append_entry (QdHistory *history,
              Entry     *entry)
{
  history->size += entry->size;
  g_queue_push_tail (&history->done, entry);
  history->state = entry->after;
}

static guint64
next_state (QdHistory *history)
{
  return ++history->n_states;
}

/* Returns: (nullable): the step of a change that only sets one field */
static const QdOp *
single_set (QdChange *change)
{
  const QdOp *op = qd_change_get_n_ops (change) == 1 ? qd_change_get_op (change, 0) : NULL;

  return op != NULL && op->type == QD_OP_SET ? op : NULL;
}

static gboolean
set_same_field (const QdOp *a,
                const QdOp *b)
{
  return a != NULL && b != NULL && a->field == b->field && g_str_equal (a->id, b->id);
}

/* A stored value is never the field's fallback: that is stored as unset. */
static gboolean
set_same_value (const QdOp *op,
                const QdOp *stored)
{
  if (stored->value.type == QD_VALUE_UNSET && qd_value_equal (&op->value, qd_field_fallback (op->field)))
    return TRUE;

  return qd_value_equal (&op->value, &stored->value);
}

/* Joins @change with the latest entry. Typing that came back to where it started leaves no entry at all, and the state
 * is again the one before: it may be the saved one. */
static void
join_latest (QdHistory *history,
             QdChange  *change)
{
  Entry *latest = g_queue_pop_tail (&history->done);

  if (set_same_value (single_set (change), single_set (latest->inverse)))
    {
      history->state = latest->before;
      history->typing = FALSE;
    }
  else
    {
      append_entry (history, entry_new (change, latest->inverse, latest->before, next_state (history)));
    }
  drop_entry (history, latest);
}

/* The latest entry always stays: what was just done can be undone, however large it is. */
static void
trim (QdHistory *history)
{
  while (history->size > history->max_bytes && g_queue_get_length (&history->done) > 1)
    drop_entry (history, g_queue_pop_head (&history->done));
}

/**
 * qd_history_new:
 * @max_bytes: how many bytes of changes to keep, as qd_change_get_size() counts them; the oldest are forgotten first,
 *   the latest never
 *
 * Returns: (transfer full): a history of a plan that is as it was saved
 */
QdHistory *
qd_history_new (gsize max_bytes)
{
  QdHistory *history = g_new0 (QdHistory, 1);

  g_queue_init (&history->done);
  g_queue_init (&history->undone);
  history->max_bytes = max_bytes;

  return history;
}

void
qd_history_free (QdHistory *history)
{
  g_queue_clear_full (&history->done, entry_free);
  g_queue_clear_full (&history->undone, entry_free);
  g_free (history);
}

/**
 * qd_history_push:
 * @history: a history
 * @change: what was just applied
 * @inverse: what undoes it
 * @coalesce: whether it is typing, which may join the typing before it in the same field
 *
 * Remembers a change. What had been undone can no longer be redone.
 */
void
qd_history_push (QdHistory *history,
                 QdChange  *change,
                 QdChange  *inverse,
                 gboolean   coalesce)
{
  const QdOp *op = single_set (change);
  Entry *latest = g_queue_peek_tail (&history->done);
  Entry *undone;

  while ((undone = g_queue_pop_tail (&history->undone)) != NULL)
    drop_entry (history, undone);

  if (coalesce && history->typing && latest != NULL && set_same_field (op, single_set (latest->change)) &&
      !qd_history_is_saved (history))
    {
      join_latest (history, change);
    }
  else
    {
      append_entry (history, entry_new (change, inverse, history->state, next_state (history)));
      history->typing = coalesce && op != NULL;
    }

  trim (history);
}

/**
 * qd_history_break_coalescing:
 *
 * Whatever is typed next is undone by itself: the cursor left the field, or the plan is being saved.
 */
void
qd_history_break_coalescing (QdHistory *history)
{
  history->typing = FALSE;
}

/**
 * qd_history_peek_undo:
 *
 * Returns: (transfer none) (nullable): the change that undoes what was done last; it has the title of what it undoes
 */
QdChange *
qd_history_peek_undo (QdHistory *history)
{
  Entry *entry = g_queue_peek_tail (&history->done);

  return entry != NULL ? entry->inverse : NULL;
}

/**
 * qd_history_peek_redo:
 *
 * Returns: (transfer none) (nullable): the change that redoes what was undone last
 */
QdChange *
qd_history_peek_redo (QdHistory *history)
{
  Entry *entry = g_queue_peek_tail (&history->undone);

  return entry != NULL ? entry->change : NULL;
}

/**
 * qd_history_undone:
 *
 * The change of qd_history_peek_undo() was applied.
 */
void
qd_history_undone (QdHistory *history)
{
  Entry *entry = g_queue_pop_tail (&history->done);

  g_return_if_fail (entry != NULL);

  g_queue_push_tail (&history->undone, entry);
  history->state = entry->before;
  history->typing = FALSE;
}

/**
 * qd_history_redone:
 *
 * The change of qd_history_peek_redo() was applied.
 */
void
qd_history_redone (QdHistory *history)
{
  Entry *entry = g_queue_pop_tail (&history->undone);

  g_return_if_fail (entry != NULL);

  g_queue_push_tail (&history->done, entry);
  history->state = entry->after;
  history->typing = FALSE;
}

/**
 * qd_history_get_state:
 *
 * Returns: the number of the state the plan is in
 */
guint64
qd_history_get_state (QdHistory *history)
{
  return history->state;
}

/**
 * qd_history_set_saved:
 * @history: a history
 * @state: the state that was written to the file, which need not be that of the plan now
 */
void
qd_history_set_saved (QdHistory *history,
                      guint64    state)
{
  history->saved = state;
}

/**
 * qd_history_is_saved:
 *
 * Returns: whether the plan is in the state that was saved
 */
gboolean
qd_history_is_saved (QdHistory *history)
{
  return history->state == history->saved;
}

/**
 * qd_history_get_size:
 *
 * Returns: about how many bytes the history occupies
 */
gsize
qd_history_get_size (QdHistory *history)
{
  return history->size;
}
