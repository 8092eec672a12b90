#include "qd-config.h"

#include "qd-grid-private.h"

#include <string.h>

#include "qd-field-names.h"
#include "qd-text.h"

/* What the columns of a grid mean: by the names in its first row where that is a header, else by their order. */

/* What is longer, in bytes, is the name of no column. */
#define MAX_NAME 200

/* How sure a name is. Names are given out in this order, so that a sure one never loses its field to a guess. */
typedef enum
{
  PASS_OWN_NAME,
  PASS_COMPUTED,
  PASS_ALIAS,
  PASS_OWNER_ALIAS,
  N_PASSES
} Pass;

/* The list that @type's records are in, if more than one can be there; else QD_LIST_ANY. */
static QdListId
find_owner_list (QdRecordType type,
                 gboolean     review)
{
  QdListId found = QD_LIST_ANY;

  for (guint i = 0; i < QD_N_LISTS; i++)
    {
      const QdListInfo *info = qd_list_info ((QdListId) i);

      if (info->record_type == type && !info->single &&
          (found == QD_LIST_ANY || (info->owner == QD_RECORD_REVIEW) == review))
        found = info->list;
    }

  return found;
}

/**
 * qd_list_path:
 * @list: a list
 * @review: whether the objectives are last quarter's
 *
 * Returns: which lists lead to it
 */
QdListPath
qd_list_path (QdListId list,
              gboolean review)
{
  QdListPath path = { .list = list };
  QdListId owners[QD_GRID_MAX_PATH] = { 0 };
  QdListId owner = find_owner_list (qd_list_info (list)->owner, review);

  for (; owner != QD_LIST_ANY; owner = find_owner_list (qd_list_info (owner)->owner, review))
    {
      g_assert (path.n_owners < QD_GRID_MAX_PATH);
      owners[path.n_owners++] = owner;
    }
  for (guint i = 0; i < path.n_owners; i++)
    path.owners[i] = owners[path.n_owners - 1 - i];

  return path;
}

typedef struct
{
  const QdListPath   *path;
  const QdRecordInfo *info;
  QdGridMap          *map;
  guint64             fields; /* that have a column, one bit each */
  guint               owners; /* that have one, the same */
} Mapping;

static void
take_field (Mapping       *self,
            QdMapColumn   *column,
            const QdField *field)
{
  column->kind = QD_MAP_FIELD;
  column->field = field;
  self->fields |= (guint64) 1 << field->index;
}

static gboolean
map_to_owner (Mapping     *self,
              QdMapColumn *column,
              const char  *name,
              gboolean     aliases)
{
  for (guint i = 0; i < self->path->n_owners; i++)
    {
      const QdRecordInfo *owner = qd_record_info (qd_list_info (self->path->owners[i])->record_type);
      guint64 others = ~((guint64) 1 << owner->title_field);

      if ((self->owners & (1u << i)) == 0 &&
          (qd_field_name_same (owner->label, name) || qd_field_names_find (owner->type, name, aliases, others) >= 0))
        {
          column->kind = QD_MAP_OWNER;
          column->owner = i;
          self->owners |= 1u << i;
          return TRUE;
        }
    }

  return FALSE;
}

/* A computed figure that can be overridden is what is typed over it, unless that has a column of its own. */
static gboolean
map_to_computed (Mapping     *self,
                 QdMapColumn *column,
                 const char  *name)
{
  g_autofree char *bare = qd_field_name_key (name, FALSE);
  guint n_columns;
  const QdColumn *const *columns = qd_columns_for (self->info->type, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      const QdField *override = columns[i]->override;

      if (columns[i]->field != NULL ||
          (!qd_field_name_same (columns[i]->label, name) && !qd_field_name_same (columns[i]->label, bare)))
        continue;

      column->kind = QD_MAP_COMPUTED;
      if (override != NULL && (self->fields & ((guint64) 1 << override->index)) == 0)
        take_field (self, column, override);
      return TRUE;
    }

  return FALSE;
}

static gboolean
map_name (Mapping     *self,
          QdMapColumn *column,
          const char  *name,
          Pass         pass)
{
  int field = -1;

  switch (pass)
    {
    case PASS_COMPUTED:
      return map_to_computed (self, column, name);
    case PASS_OWNER_ALIAS:
      return map_to_owner (self, column, name, TRUE);
    case PASS_OWN_NAME:
    case PASS_ALIAS:
    case N_PASSES:
    default:
      field = qd_field_names_find (self->info->type, name, pass == PASS_ALIAS, self->fields);
    }

  if (field >= 0)
    take_field (self, column, &self->info->fields[field]);
  else if (pass == PASS_OWN_NAME)
    return map_to_owner (self, column, name, FALSE);

  return field >= 0;
}

/* Of a table that fits but for the name of its first column, that column is what the records are called. */
static void
guess_title (Mapping *self)
{
  const QdField *title = &self->info->fields[self->info->title_field];

  if (self->map->n_known == 0 || (self->fields & ((guint64) 1 << title->index)) != 0)
    return;

  for (guint i = 0; i < self->map->n_columns; i++)
    if (self->map->columns[i].kind == QD_MAP_UNKNOWN)
      {
        take_field (self, &self->map->columns[i], title);
        return;
      }
}

/* Whether the first row names columns. A form that says so is believed. People paste a row or a column of words without
 * a header more often than one with nothing but it. */
static gboolean
is_header (Mapping  *self,
           QdGrid   *grid,
           gboolean  pasted)
{
  const QdField *title = &self->info->fields[self->info->title_field];
  guint n_names = 0;

  if (qd_grid_has_header (grid))
    return TRUE;
  if (pasted && qd_grid_get_n_rows (grid) < 2)
    return FALSE;
  if (pasted && self->map->n_columns == 1)
    return qd_field_name_same (title->label, qd_grid_get_text (grid, 0, 0));

  for (guint i = 0; i < self->map->n_columns; i++)
    if (!qd_text_is_blank (qd_grid_get_text (grid, 0, i)))
      n_names++;

  return self->map->n_known > 0 && (self->map->n_known * 2 >= n_names || self->map->n_known >= 3);
}

static void
map_header (Mapping  *self,
            QdGrid   *grid,
            gboolean  pasted)
{
  QdGridMap *map = self->map;

  if (qd_grid_get_n_rows (grid) == 0 || qd_grid_get_form (grid) == QD_GRID_ITEMS)
    return;

  for (Pass pass = 0; pass < N_PASSES; pass++)
    for (guint i = 0; i < map->n_columns; i++)
      {
        const char *name = qd_grid_get_text (grid, 0, i);

        if (map->columns[i].kind == QD_MAP_UNKNOWN && !qd_text_is_blank (name) && strnlen (name, MAX_NAME) < MAX_NAME &&
            map_name (self, &map->columns[i], name, pass))
          map->n_known++;
      }

  map->has_header = is_header (self, grid, pasted);
  map->first = map->has_header ? 1 : 0;
  if (map->has_header)
    guess_title (self);
}

/* Gives the next columns of the grid what @columns are. */
static void
map_columns (Mapping               *self,
             guint                  first,
             const QdColumn *const *columns,
             guint                  n_columns)
{
  for (guint i = 0; i < n_columns && first + i < self->map->n_columns; i++)
    {
      const QdField *field = columns[i]->field != NULL ? columns[i]->field : columns[i]->override;

      self->map->columns[first + i].kind = QD_MAP_COMPUTED;
      if (field != NULL)
        take_field (self, &self->map->columns[first + i], field);
    }
}

static void
map_fields (Mapping *self,
            guint    first)
{
  g_autoptr (GPtrArray) fields = qd_csv_fields (self->info->type);

  for (guint i = 0; i < fields->len && first + i < self->map->n_columns; i++)
    take_field (self, &self->map->columns[first + i], g_ptr_array_index (fields, i));
}

/* Without a header the order decides: that of @columns, or that of our own files. One column alone is the title. */
static void
map_order (Mapping               *self,
           const QdColumn *const *columns,
           guint                  n_columns)
{
  QdGridMap *map = self->map;

  for (guint i = 0; i < map->n_columns; i++)
    map->columns[i] = (QdMapColumn) { QD_MAP_UNKNOWN, NULL, 0 };
  self->fields = 0;
  self->owners = 0;

  if (map->n_columns == 1)
    {
      take_field (self, &map->columns[0], &self->info->fields[self->info->title_field]);
    }
  else if (columns != NULL)
    {
      map_columns (self, 0, columns, n_columns);
    }
  else
    {
      for (guint i = 0; i < self->path->n_owners && i < map->n_columns; i++)
        map->columns[i] = (QdMapColumn) { QD_MAP_OWNER, NULL, i };
      map_fields (self, self->path->n_owners);
    }
}

/**
 * qd_grid_map_new:
 * @grid: a grid
 * @path: the list that its rows are of
 * @pasted: it was pasted, and is no file
 * @columns: (nullable): what its columns are if it has no header; %NULL: those of our own files
 * @n_columns: how many
 *
 * Returns: (transfer full): what its columns mean
 */
QdGridMap *
qd_grid_map_new (QdGrid                *grid,
                 const QdListPath      *path,
                 gboolean               pasted,
                 const QdColumn *const *columns,
                 guint                  n_columns)
{
  QdGridMap *map = g_new0 (QdGridMap, 1);
  Mapping self = { path, qd_record_info (qd_list_info (path->list)->record_type), map, 0, 0 };

  g_assert (self.info->title_field >= 0);

  map->n_columns = qd_grid_get_n_columns (grid);
  map->columns = g_new0 (QdMapColumn, map->n_columns);
  map->title = -1;
  map->owner = -1;
  map_header (&self, grid, pasted);
  /* A header of nothing but strange names says no more than none. */
  if (!map->has_header || map->n_known == 0)
    map_order (&self, columns, n_columns);

  for (guint i = 0; i < map->n_columns; i++)
    {
      const QdMapColumn *column = &map->columns[i];

      if (column->kind == QD_MAP_FIELD && (int) column->field->index == self.info->title_field)
        map->title = (int) i;
      if (column->kind == QD_MAP_OWNER && column->owner + 1 == path->n_owners)
        map->owner = (int) i;
    }

  return map;
}

void
qd_grid_map_free (QdGridMap *map)
{
  g_free (map->columns);
  g_free (map);
}
