#include "qd-config.h"

#include "qd-grid-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-id.h"
#include "qd-plan-private.h"
#include "qd-removal.h"
#include "qd-text.h"

/* The rows of a grid become records of a list, in a copy of the plan: what is between the two is the change to make.
 *
 *   1. each row finds who holds it, which is made where it is missing
 *   2. rows find the records that are there already
 *   3. fields are set
 *   4. lists are put together anew, and what nothing refers to any more is removed */

/* More remarks about single cells than that nobody reads. */
#define MAX_NOTES 1000

typedef struct
{
  guint     row;
  QdRecord *owner;  /* (nullable): who holds it; not owned */
  char     *title;  /* normalised */
  QdRecord *record;
  gboolean  placed; /* goes to a place of its own, instead of staying where it is */
} Row;

/* A list of one owner. */
typedef struct
{
  QdList    *list;
  GPtrArray *before; /* what was in it */
  GPtrArray *placed; /* what goes into it */
} Place;

typedef struct
{
  const QdGridImport *import;
  QdGrid             *grid;
  QdPlan             *plan;     /* the copy */
  QdListPath          path;
  QdGridMap          *map;
  QdRefNames         *names;
  QdRecord           *owner;    /* (nullable): of rows that name nobody; not owned */
  const QdField      *note;     /* (nullable): the field that keeps what has no other */
  GArray             *rows;     /* of Row */
  GPtrArray          *places;   /* of Place */
  GHashTable         *titles;   /* QdList -> normalised title -> GQueue of records */
  GHashTable         *ordinals; /* section and title -> how many new records have them */
  GHashTable         *ids;      /* of new records that are in no list yet */
  guint               n_notes;
} Import;

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->title);
  g_clear_object (&row->record);
}

static void
place_free (gpointer data)
{
  Place *place = data;

  g_ptr_array_unref (place->before);
  g_ptr_array_unref (place->placed);
  g_free (place);
}

static void
import_clear (Import *self)
{
  g_clear_object (&self->plan);
  g_clear_pointer (&self->map, qd_grid_map_free);
  g_clear_pointer (&self->names, qd_ref_names_free);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->ordinals, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

G_GNUC_PRINTF (4, 5)
static void
add_note (Import     *self,
          guint       row,
          gboolean    understood,
          const char *format,
          ...)
{
  g_autofree char *message = NULL;
  va_list args;

  if (self->import->report == NULL || self->n_notes++ >= MAX_NOTES)
    return;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  qd_import_report_add (self->import->report, qd_grid_get_line (self->grid, row), understood, "%s", message);
}

static void
queue_free (gpointer data)
{
  g_queue_free (data);
}

static GHashTable *
titles_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, queue_free);
}

static void
push_title (GHashTable *titles,
            QdRecord   *record)
{
  g_autofree char *title = qd_text_normalise (qd_record_get_title (record));
  GQueue *records = g_hash_table_lookup (titles, title);

  if (records == NULL)
    {
      records = g_queue_new ();
      g_hash_table_insert (titles, g_steal_pointer (&title), records);
    }
  g_queue_push_tail (records, record);
}

/* The records of @list by title, in their order. */
static GHashTable *
get_titles (Import *self,
            QdList *list)
{
  GHashTable *titles = g_hash_table_lookup (self->titles, list);

  if (titles != NULL)
    return titles;

  titles = titles_new ();
  g_hash_table_insert (self->titles, list, titles);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    push_title (titles, qd_list_get (list, i));

  return titles;
}

/* The same rows give the same ids, on every machine and every day. */
static QdRecord *
make_record (Import     *self,
             QdList     *list,
             const char *title)
{
  const QdListInfo *info = qd_list_get_info (list);
  const char *prefix = qd_record_info (info->record_type)->id;
  QdRecord *owner = qd_list_get_owner (list);
  g_autofree char *section = g_strdup_printf ("%s/%s", info->id, qd_record_get_id (owner));
  g_autofree char *key = g_strdup_printf ("%s\n%s", section, title);
  guint ordinal = GPOINTER_TO_UINT (g_hash_table_lookup (self->ordinals, key));
  g_autofree char *id = qd_id_derive (prefix, section, title, ordinal++);

  while (qd_plan_find (self->plan, id) != NULL || g_hash_table_contains (self->ids, id))
    {
      g_free (id);
      id = qd_id_derive (prefix, section, title, ordinal++);
    }
  g_hash_table_insert (self->ordinals, g_steal_pointer (&key), GUINT_TO_POINTER (ordinal));
  g_hash_table_add (self->ids, g_strdup (id));

  return qd_record_new (info->record_type, id);
}

static QdRecord *
add_owner (Import     *self,
           guint       row,
           QdList     *list,
           const char *title)
{
  g_autofree char *key = qd_text_normalise (title);
  g_autoptr (QdRecord) record = make_record (self, list, key);
  GHashTable *titles = get_titles (self, list);

  qd_record_set_text (record, (guint) qd_record_get_info (record)->title_field, title);
  push_title (titles, record);
  qd_list_append (list, record);

  if (*title != '\0')
    add_note (self, row, TRUE, _("“%s” was not in the plan; it was added."), title);
  else
    add_note (self, row, FALSE, _("It is not said where this belongs; it is under a new record without a title."));

  return record;
}

/* Returns: the record of @list that is called @title, by name or by id */
static QdRecord *
find_in_list (Import     *self,
              QdList     *list,
              const char *title)
{
  QdRecord *record = qd_plan_find (self->plan, title);
  g_autofree char *key = NULL;
  GQueue *records;

  if (record != NULL && qd_record_get_owner_list (record) == list)
    return record;

  key = qd_text_normalise (title);
  records = g_hash_table_lookup (get_titles (self, list), key);

  return records != NULL ? g_queue_peek_head (records) : NULL;
}

static int
find_owner_column (Import *self,
                   guint   owner)
{
  for (guint i = 0; i < self->map->n_columns; i++)
    if (self->map->columns[i].kind == QD_MAP_OWNER && self->map->columns[i].owner == owner)
      return (int) i;

  return -1;
}

/* The list at @level of the path, below @owner. */
static QdList *
get_path_list (Import   *self,
               guint     level,
               QdRecord *owner)
{
  return level == 0 ? qd_plan_get_list (self->plan, self->path.owners[0])
                    : qd_record_get_list (owner, self->path.owners[level]);
}

/* Who holds the row. An empty cell says the same as the one above; @current is who was named last, at each level. */
static QdRecord *
find_owner (Import    *self,
            guint      row,
            QdRecord **current)
{
  for (guint i = 0; i < self->path.n_owners; i++)
    {
      int column = find_owner_column (self, i);
      const char *title = column >= 0 ? qd_grid_get_text (self->grid, row, (guint) column) : "";
      QdRecord *found;

      if (qd_text_is_blank (title))
        continue;

      if (i > 0 && current[i - 1] == NULL)
        {
          found = qd_ref_names_find (self->names, self->path.owners[i], title);
        }
      else
        {
          QdList *list = get_path_list (self, i, i > 0 ? current[i - 1] : NULL);

          found = find_in_list (self, list, title);
          if (found == NULL)
            found = add_owner (self, row, list, title);
        }

      for (guint j = i; j < self->path.n_owners; j++)
        current[j] = NULL;
      current[i] = found;
    }

  return current[self->path.n_owners - 1];
}

static void
collect_owners (Import    *self,
                guint      level,
                QdRecord  *owner,
                GPtrArray *owners)
{
  QdList *list;

  if (level == self->path.n_owners)
    {
      g_ptr_array_add (owners, owner);
      return;
    }

  list = get_path_list (self, level, owner);
  for (guint i = 0; i < qd_list_get_length (list); i++)
    collect_owners (self, level + 1, qd_list_get (list, i), owners);
}

/* Returns: (transfer container): all who hold such a list, in the order of the plan */
static GPtrArray *
get_owners (Import *self)
{
  GPtrArray *owners = g_ptr_array_new ();

  if (self->path.n_owners == 0)
    g_ptr_array_add (owners, qd_list_get_owner (qd_plan_get_list (self->plan, self->path.list)));
  else
    collect_owners (self, 0, NULL, owners);

  return owners;
}

/* Who holds rows that name nobody: the only one there is, else one made for them. */
static QdRecord *
get_default_owner (Import *self,
                   guint   row)
{
  g_autoptr (GPtrArray) owners = NULL;

  if (self->owner != NULL)
    return self->owner;

  owners = get_owners (self);
  if (owners->len == 1)
    self->owner = g_ptr_array_index (owners, 0);
  for (guint i = 0; i < self->path.n_owners && owners->len != 1; i++)
    self->owner = add_owner (self, row, get_path_list (self, i, self->owner), "");

  return self->owner;
}

static gboolean
row_has_values (Import *self,
                guint   row)
{
  for (guint i = 0; i < self->map->n_columns; i++)
    if (self->map->columns[i].kind == QD_MAP_FIELD && !qd_text_is_blank (qd_grid_get_text (self->grid, row, i)))
      return TRUE;

  return FALSE;
}

static char *
read_title (Import *self,
            guint   row)
{
  const QdField *field;
  g_autofree char *problem = NULL;
  g_auto (QdValue) value = QD_VALUE_INIT;

  if (self->map->title < 0)
    return g_strdup ("");

  field = self->map->columns[self->map->title].field;
  value = qd_sheet_read (self->grid, row, (guint) self->map->title, field, self->names, &problem);

  return qd_text_normalise (value.type == QD_VALUE_TEXT ? value.text : "");
}

static void
collect_rows (Import *self)
{
  QdRecord *current[QD_GRID_MAX_PATH] = { NULL };

  for (guint i = self->map->first; i < qd_grid_get_n_rows (self->grid); i++)
    {
      Row row = { .row = i };

      if (qd_grid_row_is_blank (self->grid, i))
        continue;

      row.owner = self->path.n_owners > 0 ? find_owner (self, i, current) : get_default_owner (self, i);
      if (row_has_values (self, i))
        {
          row.title = read_title (self, i);
          g_array_append_val (self->rows, row);
        }
    }
}

/* Returns: (nullable): the next record that has the title of the row */
static QdRecord *
pop_record (Import     *self,
            GHashTable *titles,
            const Row  *row)
{
  GQueue *records = NULL;

  if (row->record == NULL && (self->import->mode == QD_CSV_REPLACE || *row->title != '\0'))
    records = g_hash_table_lookup (titles, row->title);

  return records != NULL ? g_queue_pop_head (records) : NULL;
}

/* First a row looks for its record where it belongs. */
static void
match_in_owners (Import     *self,
                 GHashTable *taken)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);
      QdList *list = row->owner != NULL ? qd_record_get_list (row->owner, self->path.list) : NULL;

      if (list == NULL)
        continue;

      g_set_object (&row->record, pop_record (self, get_titles (self, list), row));
      if (row->record != NULL)
        g_hash_table_add (taken, row->record);
    }
}

/* Then in all lists, from where it may have moved. */
static void
match_anywhere (Import     *self,
                GHashTable *taken)
{
  g_autoptr (GPtrArray) owners = get_owners (self);
  g_autoptr (GHashTable) titles = titles_new ();

  for (guint i = 0; i < owners->len; i++)
    {
      QdList *list = qd_record_get_list (g_ptr_array_index (owners, i), self->path.list);

      for (guint j = 0; j < qd_list_get_length (list); j++)
        if (!g_hash_table_contains (taken, qd_list_get (list, j)))
          push_title (titles, qd_list_get (list, j));
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);
      QdRecord *record = pop_record (self, titles, row);

      if (record == NULL)
        continue;

      row->record = g_object_ref (record);
      row->placed = row->owner != NULL && row->owner != qd_record_get_parent (record);
    }
}

static void
match_rows (Import *self)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  if (self->import->mode != QD_CSV_APPEND)
    {
      match_in_owners (self, taken);
      match_anywhere (self, taken);
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      if (row->owner == NULL)
        row->owner = row->record != NULL ? qd_record_get_parent (row->record) : get_default_owner (self, row->row);
      if (row->record == NULL)
        {
          row->record = make_record (self, qd_record_get_list (row->owner, self->path.list), row->title);
          row->placed = TRUE;
        }
    }
}

/* What has no field of its own is kept in the note, where there is one. */
static void
keep_in_note (Import     *self,
              const Row  *row,
              guint       column,
              const char *text)
{
  const char *name = self->map->has_header ? qd_grid_get_text (self->grid, 0, column) : "";
  const char *note = qd_record_get_text (row->record, self->note->index);
  g_autofree char *line = *name != '\0' ? g_strdup_printf ("%s: %s", name, text) : g_strdup (text);
  g_autofree char *joined = g_strdup_printf ("%s%s%s", note, *note != '\0' ? "\n" : "", line);

  if (strstr (note, line) == NULL)
    qd_record_set_text (row->record, self->note->index, joined);
}

static void
fill_row (Import    *self,
          const Row *row)
{
  guint n_cells = qd_grid_get_row_length (self->grid, row->row);

  for (guint i = 0; i < self->map->n_columns && i < n_cells; i++)
    {
      const QdMapColumn *column = &self->map->columns[i];
      g_autofree char *problem = NULL;
      g_auto (QdValue) value = QD_VALUE_INIT;

      if (column->kind != QD_MAP_FIELD)
        continue;

      value = qd_sheet_read (self->grid, row->row, i, column->field, self->names, &problem);
      qd_record_set_value (row->record, column->field->index, &value);
      if (problem != NULL)
        add_note (self, row->row, FALSE, "%s", problem);
    }

  for (guint i = 0; i < self->map->n_columns && self->note != NULL; i++)
    {
      const char *text = qd_grid_get_text (self->grid, row->row, i);

      if (self->map->columns[i].kind == QD_MAP_UNKNOWN && !qd_text_is_blank (text))
        keep_in_note (self, row, i, text);
    }
}

static void
fill_rows (Import *self)
{
  gboolean items = qd_grid_get_form (self->grid) == QD_GRID_ITEMS;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (items)
        qd_grid_read_item (self->grid, row->row, self->path.list, row->record);
      else
        fill_row (self, row);
    }
}

static const QdField *
find_note_field (const QdRecordInfo *info)
{
  const QdField *note = qd_record_info_field (info, "note");

  return note != NULL ? note : qd_record_info_field (info, "notes");
}

static void
report_columns (Import *self)
{
  for (guint i = 0; i < self->map->n_columns; i++)
    {
      const char *name = qd_grid_get_text (self->grid, 0, i);

      if (self->map->columns[i].kind == QD_MAP_COMPUTED && self->map->has_header)
        add_note (self, 0, TRUE, _("The column “%s” is computed; it was not read."), name);
      if (self->map->columns[i].kind != QD_MAP_UNKNOWN)
        continue;

      if (!self->map->has_header)
        add_note (self, 0, FALSE, _("What stands in column %u has no place in this list."), i + 1);
      else if (self->note != NULL)
        add_note (self, 0, FALSE, _("The column “%s” is not known; it was kept in the note."), name);
      else
        add_note (self, 0, FALSE, _("The column “%s” is not known; it was left out."), name);
    }
}

static void
empty_list (QdList *list)
{
  for (guint i = qd_list_get_length (list); i > 0; i--)
    qd_list_remove (list, i - 1);
}

static void
open_places (Import *self)
{
  g_autoptr (GPtrArray) owners = get_owners (self);
  g_autoptr (GHashTable) by_list = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < owners->len; i++)
    {
      Place *place = g_new0 (Place, 1);

      place->list = qd_record_get_list (g_ptr_array_index (owners, i), self->path.list);
      place->before = g_ptr_array_new_with_free_func (g_object_unref);
      place->placed = g_ptr_array_new ();
      for (guint j = 0; j < qd_list_get_length (place->list); j++)
        g_ptr_array_add (place->before, g_object_ref (qd_list_get (place->list, j)));
      g_ptr_array_add (self->places, place);
      g_hash_table_insert (by_list, place->list, place);
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      Place *place = g_hash_table_lookup (by_list, qd_record_get_list (row->owner, self->path.list));

      if (row->placed || self->import->mode == QD_CSV_REPLACE)
        g_ptr_array_add (place->placed, row->record);
    }
}

static void
close_place (Import     *self,
             Place      *place,
             GHashTable *placed)
{
  guint index = place->before->len;

  if (self->import->owner != NULL && qd_list_get_owner (place->list) == self->owner)
    index = MIN (self->import->index, index);

  for (guint i = 0; i <= place->before->len; i++)
    {
      for (guint j = 0; i == index && j < place->placed->len; j++)
        qd_list_append (place->list, g_ptr_array_index (place->placed, j));
      if (i < place->before->len && !g_hash_table_contains (placed, g_ptr_array_index (place->before, i)))
        qd_list_append (place->list, g_ptr_array_index (place->before, i));
    }
}

/* All lists are emptied before any is filled: a record can go from one into another. */
static void
place_rows (Import *self)
{
  g_autoptr (GHashTable) placed = g_hash_table_new (NULL, NULL);

  open_places (self);
  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = g_ptr_array_index (self->places, i);

      empty_list (place->list);
      for (guint j = 0; j < place->placed->len; j++)
        g_hash_table_add (placed, g_ptr_array_index (place->placed, j));
    }
  for (guint i = 0; i < self->places->len; i++)
    close_place (self, g_ptr_array_index (self->places, i), placed);
}

/* When the rows replace what is there: records that no row has go, with all that is only about them. */
static void
remove_others (Import *self)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GPtrArray) owners = get_owners (self);
  g_autoptr (QdChange) removal = qd_change_new ("");
  g_autoptr (QdChange) inverse = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    g_hash_table_add (kept, g_array_index (self->rows, Row, i).record);
  for (guint i = 0; i < owners->len; i++)
    {
      QdList *list = qd_record_get_list (g_ptr_array_index (owners, i), self->path.list);

      for (guint j = 0; j < qd_list_get_length (list); j++)
        if (!g_hash_table_contains (kept, qd_list_get (list, j)))
          g_ptr_array_add (others, qd_list_get (list, j));
    }

  qd_change_remove_records (removal, self->plan, (QdRecord **) others->pdata, others->len);
  inverse = qd_plan_apply (self->plan, removal, NULL);
  g_assert (inverse != NULL); /* they are all in the plan */
}

/* A figure that only repeats what is computed is none. What was there before is not touched. */
static void
drop_repeated (Import *self)
{
  static const QdValue unset = QD_VALUE_INIT;
  g_autoptr (QdFigures) figures = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < self->map->n_columns; i++)
    any = any || (self->map->columns[i].kind == QD_MAP_FIELD &&
                  (self->map->columns[i].field->flags & QD_FIELD_OVERRIDE) != 0);
  if (!any)
    return;

  figures = qd_figures_new (self->plan);
  for (guint i = 0; i < self->rows->len; i++)
    for (guint j = 0; j < self->map->n_columns; j++)
      {
        const QdField *field = self->map->columns[j].field;
        QdRecord *record = g_array_index (self->rows, Row, i).record;
        QdRecord *before = qd_plan_find (self->import->plan, qd_record_get_id (record));
        const QdValue *value = field != NULL ? qd_record_get_value (record, field->index) : NULL;

        if (value != NULL && qd_figures_repeats (figures, record, field->index, value) &&
            (before == NULL || !qd_value_equal (qd_record_get_value (before, field->index), value)))
          qd_record_set_value (record, field->index, &unset);
      }
}

/* A table of objectives with their key results is a table of key results. */
static void
choose_list (Import *self)
{
  const QdGridImport *import = self->import;
  const QdRecordInfo *info = qd_record_info (qd_list_info (import->list)->record_type);

  self->path = qd_list_path (import->list, import->review);
  self->map = qd_grid_map_new (self->grid, &self->path, import->owner != NULL, import->columns, import->n_columns);

  for (guint i = 0; i < info->n_lists; i++)
    {
      gboolean review = import->review || qd_list_info (import->list)->owner == QD_RECORD_REVIEW;
      QdListPath path = qd_list_path (info->lists[i], review);
      g_autoptr (QdGridMap) map = qd_grid_map_new (self->grid, &path, import->owner != NULL, NULL, 0);

      if (map->has_header && map->title >= 0 && map->owner >= 0 && map->n_known > self->map->n_known)
        {
          qd_grid_map_free (self->map);
          self->map = g_steal_pointer (&map);
          self->path = path;
        }
    }

  if (self->path.list == import->list && import->owner != NULL)
    self->owner = qd_plan_find (self->plan, qd_record_get_id (import->owner));
  info = qd_record_info (qd_list_info (self->path.list)->record_type);
  self->note = find_note_field (info);
}

/**
 * qd_grid_import:
 * @grid: a grid
 * @import: where its rows go
 * @n_rows: (out): how many rows there were
 *
 * Makes records of the rows. The plan that is to change stays as it is.
 *
 * Returns: (transfer full): the plan as it is to be
 */
QdPlan *
qd_grid_import (QdGrid             *grid,
                const QdGridImport *import,
                guint              *n_rows)
{
  g_auto (Import) self = { .import = import, .grid = grid, .plan = qd_plan_copy (import->plan) };

  self.names = qd_ref_names_new (self.plan);
  self.rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self.rows, row_clear);
  self.places = g_ptr_array_new_with_free_func (place_free);
  self.titles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  self.ordinals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  choose_list (&self);
  if (self.map->n_columns > 0)
    {
      report_columns (&self);
      collect_rows (&self);
      match_rows (&self);
      fill_rows (&self);
    }
  if (import->mode == QD_CSV_REPLACE)
    remove_others (&self);
  place_rows (&self);
  drop_repeated (&self);
  *n_rows = self.rows->len;

  return g_steal_pointer (&self.plan);
}
