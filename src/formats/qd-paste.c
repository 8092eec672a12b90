#include "qd-config.h"

#include "qd-paste.h"

#include <glib/gi18n-lib.h>

#include "qd-compare.h"
#include "qd-count.h"
#include "qd-field-names.h"
#include "qd-grid-private.h"
#include "qd-text.h"

/* Cells that are pasted: as new rows of a list, or over a block of cells. */

static gboolean
is_of_review (QdRecord *record)
{
  for (; record != NULL; record = qd_record_get_parent (record))
    if (qd_record_get_record_type (record) == QD_RECORD_REVIEW)
      return TRUE;

  return FALSE;
}

/**
 * qd_paste_rows:
 * @plan: a plan; it is not changed
 * @owner: the record that holds the list
 * @list: one of its lists
 * @index: where in the list new rows go; beyond the end means at the end
 * @columns: (nullable): what the window shows of the list, for cells without a header; %NULL: as in qd_csv_export()
 * @n_columns: how many
 * @grid: what is pasted
 * @report: (out) (optional) (transfer full): what was understood
 *
 * Makes a row of the list of each row of @grid. A header maps columns by name, as in qd_csv_import(); without one they
 * are @columns in order; a single column is the title. The items of a bulleted list are read as in a Markdown document:
 * “Vault - 80 points”. Key results and initiatives whose rows name an objective go there; a table of objectives with
 * their key results can be pasted into the list of objectives. Apply the change with %QD_APPLY_AS_STORED.
 *
 * Returns: (transfer full): the change to apply; it may have no steps
 */
QdChange *
qd_paste_rows (QdPlan                *plan,
               QdRecord              *owner,
               QdListId               list,
               guint                  index,
               const QdColumn *const *columns,
               guint                  n_columns,
               QdGrid                *grid,
               QdImportReport       **report)
{
  g_autoptr (QdImportReport) notes = qd_import_report_new ();
  g_autoptr (QdPlan) changed = NULL;
  g_autofree char *title = NULL;
  guint n_rows;

  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);
  g_return_val_if_fail (QD_IS_RECORD (owner), NULL);
  g_return_val_if_fail (list < QD_N_LISTS && qd_list_info (list)->owner == qd_record_get_record_type (owner), NULL);
  g_return_val_if_fail (grid != NULL, NULL);

  changed = qd_grid_import (grid, &(QdGridImport) {
    .plan = plan, .list = list, .review = is_of_review (owner), .mode = QD_CSV_APPEND, .owner = owner, .index = index,
    .columns = columns, .n_columns = n_columns, .report = notes,
  }, &n_rows);
  if (report != NULL)
    *report = g_steal_pointer (&notes);
  title = qd_count_printf (ngettext ("Paste %u row", "Paste %u rows", n_rows), n_rows);

  return qd_compare (plan, changed, title);
}

/* How many items of a list are enough to see what they are. */
#define MAX_ITEMS_READ 50

/* How many fields the items say, as items of @list. */
static guint
count_item_fields (QdGrid   *grid,
                   QdListId  list)
{
  guint n_fields = 0;

  for (guint i = 0; i < MIN (qd_grid_get_n_rows (grid), MAX_ITEMS_READ); i++)
    {
      g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, NULL);

      qd_grid_read_item (grid, i, list, record);
      for (guint field = 0; field < qd_record_get_info (record)->n_fields; field++)
        n_fields += qd_record_is_set (record, field) ? 1 : 0;
    }

  return n_fields;
}

/**
 * qd_paste_fit:
 * @grid: what is pasted
 * @list: a list it could be pasted into
 *
 * Where several lists are near, the one that fits best is meant: a table with “Baseline” and “Target” is no list of
 * objectives, and “Vault - 80 points” is the initiative, not the objective.
 *
 * Returns: how well it fits, to compare with that of other lists; 0 if nothing tells
 */
guint
qd_paste_fit (QdGrid   *grid,
              QdListId  list)
{
  QdListPath path;
  g_autoptr (QdGridMap) map = NULL;

  g_return_val_if_fail (grid != NULL, 0);
  g_return_val_if_fail (list < QD_N_LISTS, 0);

  if (qd_grid_get_form (grid) == QD_GRID_ITEMS)
    return count_item_fields (grid, list);

  path = qd_list_path (list, FALSE);
  map = qd_grid_map_new (grid, &path, TRUE, NULL, 0);

  return map->has_header && map->title >= 0 ? map->n_known : 0;
}

/* A block of cells that something is pasted over. */
typedef struct
{
  QdFigures             *figures;
  QdRefNames            *names;
  QdRecord             **records;
  guint                  n_records;
  const QdColumn *const *columns;
  guint                  n_columns;
  QdGrid                *grid;
  guint                  first;  /* the first row of the grid that is no header */
  guint                  n_rows; /* from there on */
  guint                  width;  /* how many columns it has, empty ones included */
  QdImportReport        *report;
  GPtrArray             *sets;   /* of Set */
} Block;

typedef struct
{
  QdRecord      *record;
  const QdField *field;
  QdValue        value;
} Set;

static void
set_free (gpointer data)
{
  Set *set = data;

  qd_value_clear (&set->value);
  g_free (set);
}

/* A header that was copied along is none of what is pasted. */
static gboolean
has_header (const Block *block)
{
  guint n_names = 0;

  if (qd_grid_has_header (block->grid))
    return TRUE;
  if (qd_grid_get_n_rows (block->grid) < 2)
    return FALSE;

  for (guint i = 0; i < qd_grid_get_n_columns (block->grid); i++)
    {
      const char *name = qd_grid_get_text (block->grid, 0, i);

      if (qd_text_is_blank (name))
        continue;
      if (i >= block->n_columns || !qd_field_name_same (block->columns[i]->label, name))
        return FALSE;
      n_names++;
    }

  return n_names > 0;
}

static void
set_cell (Block    *block,
          QdRecord *record,
          guint     column,
          guint     row,
          guint     from)
{
  const QdColumn *what = block->columns[column];
  const QdField *field = what->field != NULL ? what->field : what->override;
  g_autofree char *problem = NULL;
  g_auto (QdValue) value = QD_VALUE_INIT;
  Set *set;

  if (field == NULL || qd_record_get_record_type (record) != what->record_type)
    return;

  value = qd_sheet_read (block->grid, row, from, field, block->names, &problem);
  if (problem != NULL)
    qd_import_report_add (block->report, qd_grid_get_line (block->grid, row), FALSE, "%s", problem);
  if (qd_figures_repeats (block->figures, record, field->index, &value) ||
      qd_value_equal (&value, qd_field_fallback (field)))
    qd_value_clear (&value);
  if (qd_value_equal (&value, qd_record_get_value (record, field->index)))
    return;

  set = g_new0 (Set, 1);
  *set = (Set) { record, field, qd_value_copy (&value) };
  g_ptr_array_add (block->sets, set);
}

static void
report_block (Block    *block,
              gboolean  fill)
{
  for (guint i = 0; i < block->n_columns && (fill || i < block->width); i++)
    if (!qd_column_is_editable (block->columns[i]))
      qd_import_report_add (block->report, 0, FALSE, _("“%s” is computed: nothing can be pasted into it."),
                            _(block->columns[i]->label));

  if (block->n_rows > block->n_records)
    {
      guint left = block->n_rows - block->n_records;

      qd_import_report_add (block->report, qd_grid_get_line (block->grid, block->first + block->n_records), FALSE,
                            ngettext ("%u row more was pasted than there was room for; it was left out.",
                                      "%u rows more were pasted than there was room for; they were left out.", left),
                            left);
    }
  if (block->width > block->n_columns)
    {
      guint left = block->width - block->n_columns;

      qd_import_report_add (block->report, 0, FALSE,
                            ngettext ("%u column more was pasted than there was room for; it was left out.",
                                      "%u columns more were pasted than there was room for; they were left out.", left),
                            left);
    }
}

static QdChange *
make_change (Block *block)
{
  g_autofree char *title = qd_count_printf (ngettext ("Paste %u cell", "Paste %u cells", block->sets->len),
                                            block->sets->len);
  QdChange *change = qd_change_new (title);

  for (guint i = 0; i < block->sets->len; i++)
    {
      const Set *set = g_ptr_array_index (block->sets, i);

      qd_change_set (change, qd_record_get_id (set->record), set->field, &set->value);
    }

  return change;
}

/**
 * qd_paste_cells:
 * @figures: the figures of the plan
 * @records: (array length=n_records): the rows of the block, from the first that is pasted over
 * @n_records: how many
 * @columns: (array length=n_columns): its columns; where a row is of another record type nothing is pasted
 * @n_columns: how many
 * @grid: what is pasted
 * @fill: repeat @grid until the block is full, if it fits into it a whole number of times
 * @report: (out) (optional) (transfer full): what was not understood or found no room
 *
 * Sets cells; an empty one empties its field. A typed figure that only repeats the computed one is not stored. A header
 * in @grid is left out. Apply the change with %QD_APPLY_AS_STORED.
 *
 * Returns: (transfer full): the change to apply; it may have no steps
 */
QdChange *
qd_paste_cells (QdFigures             *figures,
                QdRecord             **records,
                guint                  n_records,
                const QdColumn *const *columns,
                guint                  n_columns,
                QdGrid                *grid,
                gboolean               fill,
                QdImportReport       **report)
{
  g_autoptr (QdImportReport) notes = qd_import_report_new ();
  g_autoptr (QdRefNames) names = NULL;
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func (set_free);
  Block block;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);
  g_return_val_if_fail (grid != NULL, NULL);

  names = qd_ref_names_new (qd_figures_get_plan (figures));
  block = (Block) { figures, names, records, n_records, columns, n_columns, grid, 0, 0, 0, notes, sets };
  block.first = has_header (&block) ? 1 : 0;
  block.n_rows = qd_grid_get_n_rows (grid) - MIN (block.first, qd_grid_get_n_rows (grid));
  for (guint i = 0; i < qd_grid_get_n_rows (grid); i++)
    block.width = MAX (block.width, qd_grid_get_row_length (grid, i));

  fill = fill && block.n_rows > 0 && block.width > 0 && n_records % block.n_rows == 0 && n_columns % block.width == 0;
  for (guint i = 0; i < n_records && (fill || i < block.n_rows); i++)
    for (guint j = 0; j < n_columns && (fill || j < block.width); j++)
      set_cell (&block, records[i], j, block.first + (fill ? i % block.n_rows : i), fill ? j % block.width : j);
  report_block (&block, fill);
  if (report != NULL)
    *report = g_steal_pointer (&notes);

  return make_change (&block);
}
