#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-search.h"

#include <string.h>

#include "qd-columns.h"
#include "qd-fold.h"

/* Looking for words in the whole plan: every field of every record that a page shows. What they say stands folded in one
 * long text, which a key press goes through in a few milliseconds; it is read anew, in slices, once the plan changed.
 * Where case counts, a hit in it is only a candidate: the field's own text then decides. */

#define SEPARATOR '\n'   /* folding makes blanks of line feeds */
#define RECORDS_A_LOOK 64

typedef struct
{
  QdRecord      *record; /* kept by the list of records */
  const QdField *field;
  gsize          start;  /* in the folded text */
} Place;

struct _QdSearch
{
  GObject    parent_instance;

  QdFigures *figures;
  GPtrArray *records;               /* in the order of the pages */
  guint      page_ends[QD_N_PAGES]; /* in the records: where those of a page end */
  guint      n_read;                /* of the records */
  GArray    *places;
  GString   *folded;
  gboolean   stale;
};

G_DEFINE_FINAL_TYPE (QdSearch, qd_search, G_TYPE_OBJECT)

static void
plan_changed_cb (QdSearch *self)
{
  self->stale = TRUE;
}

static void
qd_search_dispose (GObject *object)
{
  g_clear_object (&QD_SEARCH (object)->figures);

  G_OBJECT_CLASS (qd_search_parent_class)->dispose (object);
}

static void
qd_search_finalize (GObject *object)
{
  QdSearch *self = QD_SEARCH (object);

  g_ptr_array_unref (self->records);
  g_array_unref (self->places);
  g_string_free (self->folded, TRUE);

  G_OBJECT_CLASS (qd_search_parent_class)->finalize (object);
}

static void
qd_search_class_init (QdSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_search_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_search_finalize;
}

static void
qd_search_init (QdSearch *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->folded = g_string_new (NULL);
  self->stale = TRUE;
}

/* Of the plan's own lists only those that a page shows can be gone to. */
static gboolean
is_shown (const QdListInfo *info)
{
  if (info->owner != QD_RECORD_PLAN || info->single)
    return TRUE;

  for (guint page = 0; page < QD_N_PAGES; page++)
    for (const QdListId *list = qd_page_info ((QdPageId) page)->lists; *list != QD_LIST_ANY; list++)
      if (*list == info->list)
        return TRUE;

  return FALSE;
}

static void
collect (QdRecord   *record,
         GPtrArray **pages)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_peek_list (record, info->lists[i]);
      guint n = list != NULL && is_shown (qd_list_info (info->lists[i])) ? qd_list_get_length (list) : 0;
      GPtrArray *page = n > 0 ? pages[qd_page_of_record (qd_list_get (list, 0))] : NULL;

      for (guint j = 0; j < n; j++)
        {
          g_ptr_array_add (page, qd_list_get (list, j));
          collect (qd_list_get (list, j), pages);
        }
    }
}

static void
read_records (QdSearch *self)
{
  QdRecord *root = qd_plan_get_root (qd_figures_get_plan (self->figures));
  GPtrArray *pages[QD_N_PAGES];

  for (guint page = 0; page < QD_N_PAGES; page++)
    pages[page] = g_ptr_array_new ();
  g_ptr_array_add (pages[qd_page_of_record (root)], root);
  collect (root, pages);

  g_ptr_array_set_size (self->records, 0);
  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      for (guint i = 0; i < pages[page]->len; i++)
        g_ptr_array_add (self->records, g_object_ref (g_ptr_array_index (pages[page], i)));
      self->page_ends[page] = self->records->len;
      g_ptr_array_unref (pages[page]);
    }

  self->n_read = 0;
  g_array_set_size (self->places, 0);
  g_string_truncate (self->folded, 0);
  self->stale = FALSE;
}

/* What is shown of a field; most of it is the very text that is stored. @made takes what has to be made. */
static const char *
get_text (QdRecord      *record,
          const QdField *field,
          char         **made)
{
  const QdValue *value = qd_record_get_value (record, field->index);

  if (value->type == QD_VALUE_TEXT && field->choices == NULL && field->kind != QD_KIND_REFS &&
      field->kind != QD_KIND_PICTURE && field->record_type != QD_RECORD_ACCEPTED)
    return value->text;

  *made = qd_record_display (record, field->index);

  return *made;
}

static void
read_record (QdSearch *self,
             QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const QdField *field = &info->fields[i];
      Place place = { record, field, self->folded->len };
      g_autofree char *made = NULL;

      if (!qd_record_is_set (record, i) || (field->flags & QD_FIELD_INTERNAL) != 0)
        continue;

      qd_fold_append (self->folded, get_text (record, field, &made));
      g_string_append_c (self->folded, SEPARATOR);
      g_array_append_val (self->places, place);
    }
}

/**
 * qd_search_new:
 * @figures: the figures of a plan
 *
 * Returns: (transfer full): a search in that plan, which follows its changes
 */
QdSearch *
qd_search_new (QdFigures *figures)
{
  QdSearch *self;
  QdPlan *plan;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  self = g_object_new (QD_TYPE_SEARCH, NULL);
  self->figures = g_object_ref (figures);
  plan = qd_figures_get_plan (figures);
  g_signal_connect_object (plan, "record-changed", G_CALLBACK (plan_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-inserted", G_CALLBACK (plan_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-removed", G_CALLBACK (plan_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-moved", G_CALLBACK (plan_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * qd_search_prepare:
 * @search: a search
 * @budget: for how many microseconds to read; negative: until all is read
 *
 * Reads what there is to search. After a change of the plan all of it is read again.
 *
 * Returns: whether all is read; otherwise call it again when there is time
 */
gboolean
qd_search_prepare (QdSearch *search,
                   gint64    budget)
{
  gint64 end = g_get_monotonic_time () + budget;

  g_return_val_if_fail (QD_IS_SEARCH (search), TRUE);

  if (search->stale)
    read_records (search);

  while (search->n_read < search->records->len)
    {
      if (budget >= 0 && search->n_read % RECORDS_A_LOOK == 0 && g_get_monotonic_time () > end)
        return FALSE;
      read_record (search, g_ptr_array_index (search->records, search->n_read++));
    }

  return TRUE;
}

/* A combining mark belongs to its word. */
static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_';
}

static gboolean
is_whole (const char *text,
          const char *start,
          const char *end)
{
  if (start > text && is_word_character (g_utf8_get_char (start)) &&
      is_word_character (g_utf8_get_char (g_utf8_prev_char (start))))
    return FALSE;

  return *end == '\0' || !is_word_character (g_utf8_get_char (end)) ||
         !is_word_character (g_utf8_get_char (g_utf8_prev_char (end)));
}

/* The next place of @needle in @text, from @from on, both folded or neither. */
static const char *
next_place (const char    *text,
            const char    *from,
            const char    *needle,
            QdSearchFlags  flags)
{
  gsize length = strlen (needle);
  const char *found = strstr (from, needle);

  while (found != NULL && (flags & QD_SEARCH_WHOLE_WORDS) != 0 && !is_whole (text, found, found + length))
    found = strstr (g_utf8_next_char (found), needle);

  return found;
}

/**
 * qd_search_ranges:
 * @text: a text
 * @query: what to look for; nothing is nowhere
 * @flags: how
 *
 * Returns: (transfer full) (element-type QdSearchRange): the places at which @query stands in @text, in order, none in
 *   another
 */
GArray *
qd_search_ranges (const char    *text,
                  const char    *query,
                  QdSearchFlags  flags)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (QdSearchRange));
  gboolean exact = (flags & QD_SEARCH_MATCH_CASE) != 0;
  g_autofree guint *origins = NULL;
  g_autofree char *haystack = exact ? g_strdup (text) : qd_fold_text (text, &origins);
  g_autofree char *needle = exact ? g_strdup (query) : qd_fold_text (query, NULL);
  const char *found = *needle != '\0' ? next_place (haystack, haystack, needle, flags) : NULL;

  while (found != NULL)
    {
      gsize start = (gsize) (found - haystack);
      gsize end = start + strlen (needle);
      QdSearchRange range = { (guint) start, (guint) end };

      /* A character that folds into several is there as a whole or not at all. */
      while (!exact && haystack[end] != '\0' && origins[end] == origins[end - 1])
        end++;
      if (!exact)
        range = (QdSearchRange) { origins[start], origins[end] };
      g_array_append_val (ranges, range);
      found = next_place (haystack, haystack + end, needle, flags);
    }

  return g_steal_pointer (&ranges);
}

/* The place in which @offset of the folded text is, not before @from. */
static guint
place_at (QdSearch *self,
          guint     from,
          gsize     offset)
{
  guint step = 1;
  guint high;

  /* Hits come in order: the next one is mostly near. */
  while (from + step < self->places->len && g_array_index (self->places, Place, from + step).start <= offset)
    {
      from += step;
      step *= 2;
    }

  high = MIN (from + step, self->places->len);
  while (high - from > 1)
    {
      guint middle = (from + high) / 2;

      if (g_array_index (self->places, Place, middle).start <= offset)
        from = middle;
      else
        high = middle;
    }

  return from;
}

static gboolean
has_exactly (const Place   *place,
             const char    *query,
             QdSearchFlags  flags)
{
  g_autofree char *made = NULL;
  const char *text = get_text (place->record, place->field, &made);

  return next_place (text, text, query, flags) != NULL;
}

/**
 * qd_search_find:
 * @search: a search that is prepared
 * @query: what to look for; nothing is nowhere
 * @flags: how
 *
 * Looks in what qd_search_prepare() has read: in everything somebody typed that a page shows, in references by the
 * titles of what they point at.
 *
 * Returns: (transfer full) (element-type QdSearchHit): the fields that have it, page by page, in the order of the plan
 */
GArray *
qd_search_find (QdSearch      *search,
                const char    *query,
                QdSearchFlags  flags)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (QdSearchHit));
  g_autofree char *needle = qd_fold_text (query, NULL);
  gsize from = 0;
  guint index = 0;
  guint record = 0;
  QdPageId page = 0;

  g_return_val_if_fail (QD_IS_SEARCH (search), g_steal_pointer (&hits));

  while (*needle != '\0' && from < search->folded->len)
    {
      const char *found = next_place (search->folded->str, search->folded->str + from, needle, flags & QD_SEARCH_WHOLE_WORDS);
      const Place *place;

      if (found == NULL)
        break;

      index = place_at (search, index, (gsize) (found - search->folded->str));
      place = &g_array_index (search->places, Place, index);
      while (g_ptr_array_index (search->records, record) != place->record)
        record++;
      while (search->page_ends[page] <= record)
        page++;
      if ((flags & QD_SEARCH_MATCH_CASE) == 0 || has_exactly (place, query, flags))
        g_array_append_vals (hits, &(QdSearchHit) { place->record, place->field, page }, 1);

      from = index + 1 < search->places->len ? g_array_index (search->places, Place, index + 1).start
                                             : search->folded->len;
    }

  return g_steal_pointer (&hits);
}
