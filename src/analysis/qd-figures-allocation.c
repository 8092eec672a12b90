#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-figures-private.h"

#include <math.h>

#include "qd-text.h"

/* Returns the slot of all that is called @name, with one more user. */
QdCategorySlot *
qd_figures_take_slot (QdFigures  *self,
                      const char *name)
{
  g_autofree char *key = qd_text_normalise (name);
  QdCategorySlot *slot = g_hash_table_lookup (self->slots, key);

  if (slot == NULL)
    {
      slot = g_new0 (QdCategorySlot, 1);
      slot->key = g_steal_pointer (&key);
      g_hash_table_insert (self->slots, slot->key, slot);
    }
  slot->n_users++;

  return slot;
}

void
qd_category_slot_free (QdCategorySlot *slot)
{
  g_free (slot->key);
  g_free (slot);
}

void
qd_figures_drop_slot (QdFigures      *self,
                      QdCategorySlot *slot)
{
  if (slot == NULL || --slot->n_users > 0)
    return;

  g_hash_table_remove (self->slots, slot->key);
}

void
qd_category_entry_update (QdFigures *self,
                          QdEntry   *entry)
{
  QdCategoryEntry *category = (QdCategoryEntry *) entry;
  QdCategorySlot *before = category->slot;

  category->slot = qd_figures_take_slot (self, qd_record_get_text (entry->record, QD_CATEGORY_NAME));
  qd_figures_drop_slot (self, before);
  self->allocation_moved = TRUE;
  qd_figures_touch (self, entry->record);
}

/* The first category of a name bears it; one without a name bears nothing. */
static void
claim_slots (QdFigures *self)
{
  GHashTableIter iter;
  gpointer slot;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    ((QdCategorySlot *) slot)->category = NULL;

  for (guint i = 0; i < self->categories->len; i++)
    {
      QdCategoryEntry *category = g_ptr_array_index (self->categories, i);

      if (category->slot->category == NULL && category->slot->key[0] != '\0')
        category->slot->category = &category->entry;
    }
}

static int
compare_remainder (gconstpointer a,
                   gconstpointer b)
{
  const QdCategoryEntry *left = *(QdCategoryEntry *const *) a;
  const QdCategoryEntry *right = *(QdCategoryEntry *const *) b;
  QdFixed left_remainder = left->exact % QD_FIXED_ONE;
  QdFixed right_remainder = right->exact % QD_FIXED_ONE;

  if (left_remainder != right_remainder)
    return left_remainder > right_remainder ? -1 : 1;

  return (left->place > right->place) - (left->place < right->place);
}

/* Largest remainder: whole points that add up to the rounded sum of the shares. 202.8 and 135.2 are 203 and 135. */
static void
share_out (QdFigures *self)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (self->categories->len);
  QdFixed sum = 0;
  gint64 left;

  for (guint i = 0; i < self->categories->len; i++)
    {
      QdCategoryEntry *category = g_ptr_array_index (self->categories, i);
      double percent = qd_record_get_number (category->entry.record, QD_CATEGORY_PERCENT);

      category->place = i;
      category->share = percent / 100;
      category->exact = percent > 0 ? qd_fixed (self->totals.capacity * percent / 100) : 0;
      category->computed = category->exact / QD_FIXED_ONE;
      sum += category->exact;
      g_ptr_array_add (sorted, category);
    }

  left = (sum + QD_FIXED_ONE / 2) / QD_FIXED_ONE;
  for (guint i = 0; i < self->categories->len; i++)
    left -= ((QdCategoryEntry *) g_ptr_array_index (self->categories, i))->computed;

  g_ptr_array_sort (sorted, compare_remainder);
  for (guint i = 0; i < sorted->len && left > 0; i++, left--)
    ((QdCategoryEntry *) g_ptr_array_index (sorted, i))->computed++;
}

static void
list_categories (QdFigures *self)
{
  QdList *list = qd_plan_get_list (self->plan, QD_LIST_ALLOCATION);

  g_ptr_array_set_size (self->categories, 0);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      gpointer category = qd_figures_lookup (self, qd_list_get (list, i), QD_RECORD_CATEGORY);

      if (category != NULL)
        g_ptr_array_add (self->categories, category);
    }
}

static gboolean
bears_name (const QdCategoryEntry *category)
{
  return category->slot->category == &category->entry;
}

/* What a category is given as a whole: which name it bears and how many points. */
typedef struct
{
  gboolean bears_name;
  gint64   computed;
} Grant;

/* Gives names and points out anew, and touches those who get something else. */
static void
grant (QdFigures *self)
{
  g_autofree Grant *before = NULL;
  guint n;

  list_categories (self);
  n = self->categories->len;
  before = g_new (Grant, n);
  for (guint i = 0; i < n; i++)
    {
      const QdCategoryEntry *category = g_ptr_array_index (self->categories, i);

      before[i] = (Grant) { bears_name (category), category->computed };
    }

  claim_slots (self);
  share_out (self);
  for (guint i = 0; i < n; i++)
    {
      const QdCategoryEntry *category = g_ptr_array_index (self->categories, i);

      if (before[i].bears_name != bears_name (category) || before[i].computed != category->computed)
        qd_figures_touch (self, category->entry.record);
    }
}

static QdFixed
category_committed (const QdCategoryEntry *category)
{
  return bears_name (category) ? category->slot->committed : 0;
}

/* The points of the categories, and in the totals what concerns all of them. */
void
qd_figures_allocate (QdFigures *self)
{
  QdTotals *totals = &self->totals;
  QdFixed uncategorised = self->committed - self->requested;

  if (self->allocation_moved)
    {
      grant (self);
      self->allocation_moved = FALSE;
    }

  totals->n_uncategorised = self->n_works;
  for (guint i = 0; i < self->categories->len; i++)
    {
      const QdCategoryEntry *category = g_ptr_array_index (self->categories, i);

      uncategorised -= category_committed (category);
      if (bears_name (category))
        totals->n_uncategorised -= category->slot->n_works;
    }
  self->categorised = self->committed - self->requested - uncategorised;
  totals->uncategorised = qd_fixed_number (uncategorised);

  totals->share = 0;
  totals->drift = self->categorised > 0 ? 0 : NAN;
  for (guint i = 0; i < self->categories->len; i++)
    {
      const QdCategoryEntry *category = g_ptr_array_index (self->categories, i);
      double share = isnan (category->share) ? 0 : category->share;

      totals->share += share;
      if (self->categorised > 0)
        totals->drift = MAX (totals->drift,
                             fabs (share - (double) category_committed (category) / (double) self->categorised));
    }
}

void
qd_category_entry_fill (QdFigures       *self,
                        QdCategoryEntry *category)
{
  QdCategoryFigures *figures = &category->figures;
  QdRecord *record = category->entry.record;
  double stated = qd_record_get_number (record, QD_CATEGORY_STATED_POINTS);
  double percent = qd_record_get_number (record, QD_CATEGORY_PERCENT);
  QdFixed committed = category_committed (category);

  figures->share = percent / 100;
  figures->computed = isnan (percent) ? NAN : (double) category->computed;
  figures->stated = qd_stated_differs (stated, figures->computed, 0);
  figures->points = figures->stated ? stated : figures->computed;
  figures->committed = qd_fixed_number (committed);
  figures->committed_share = self->categorised > 0 ? (double) committed / (double) self->categorised : NAN;
  figures->n_initiatives = category->slot->category == &category->entry ? category->slot->n_works : 0;
}
