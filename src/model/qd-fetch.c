#include "qd-fetch.h"

#include "qd-record-private.h"

/* Records, their values and the texts of these lie all over the memory, and each is found by the one before: who walks
 * through many waits for the memory most of the time. Here many are asked for side by side, one step of the way at a time. */

/* Records that others hold, at once. */
#define HELD_MOST 256

static void
fetch_own (QdRecord *const *records,
           guint            n)
{
  for (QdFetch step = 0; step < QD_N_FETCHES; step++)
    for (guint i = 0; i < n; i++)
      qd_record_fetch (records[i], step);
}

/* Puts the records that @record holds into @held, as far as there is room behind the first @n. */
static guint
collect_held (QdRecord  *record,
              QdRecord **held,
              guint      n)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list) && n < HELD_MOST; j++)
        held[n++] = qd_list_get (list, j);
    }

  return n;
}

/**
 * qd_records_fetch:
 * @records: (array length=n): records that are about to be read; some dozens at most, or the first are gone again
 * @with_held: whether those are read, too, that they hold
 *
 * Has them near when they are read. Nothing else depends on it.
 */
void
qd_records_fetch (QdRecord *const *records,
                  guint            n,
                  gboolean         with_held)
{
  QdRecord *held[HELD_MOST];
  guint n_held = 0;

  fetch_own (records, n);
  if (!with_held)
    return;

  for (QdFetch step = 0; step < QD_N_FETCHES; step++)
    for (guint i = 0; i < n; i++)
      qd_record_fetch_lists (records[i], step);
  for (guint i = 0; i < n; i++)
    n_held = collect_held (records[i], held, n_held);
  fetch_own (held, n_held);
}

/**
 * qd_list_fetch_records:
 * @list: a list that is read from one end to the other
 * @at: the place of the record that comes next
 * @with_held: whether those are read, too, that its records hold
 *
 * To be called before each of them is read: has as many as are worth it near, now and then.
 */
void
qd_list_fetch_records (QdList   *list,
                       guint     at,
                       gboolean  with_held)
{
  QdRecord *records[QD_FETCH_RECORDS];
  guint most = with_held ? QD_FETCH_HOLDERS : QD_FETCH_RECORDS;
  guint n = 0;

  if (at % most != 0)
    return;

  for (; n < most && at + n < qd_list_get_length (list); n++)
    records[n] = qd_list_get (list, at + n);
  qd_records_fetch (records, n, with_held);
}
