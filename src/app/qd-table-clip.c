#include "qd-config.h"

#include "qd-table-clip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-app-util.h"
#include "qd-clip.h"
#include "qd-count.h"
#include "qd-error.h"
#include "qd-paste.h"
#include "qd-report-window.h"
#include "qd-table-private.h"

/* A table and the clipboard: rows and cells as spreadsheets exchange them, and whole records among our own tables. */

static QdTableClip *
clip_ref (QdTableClip *clip)
{
  g_ref_count_inc (&clip->ref_count);

  return clip;
}

static void
clip_unref (QdTableClip *clip)
{
  if (!g_ref_count_dec (&clip->ref_count))
    return;

  g_ptr_array_unref (clip->records);
  g_free (clip->text);
  g_free (clip);
}

G_DEFINE_BOXED_TYPE (QdTableClip, qd_table_clip, clip_ref, clip_unref)

/* What is copied, before it is put into forms. */
typedef struct
{
  GPtrArray *records; /* as selected */
  GPtrArray *columns;
  gboolean   cells;   /* not whole rows */
} Copy;

static void
copy_clear (Copy *copy)
{
  g_clear_pointer (&copy->records, g_ptr_array_unref);
  g_clear_pointer (&copy->columns, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

/* The columns from slot @first to @last of all kinds of rows that are copied, one kind after the other. @hidden: also those
 * that do not show. */
static GPtrArray *
collect_columns (QdTable   *self,
                 GPtrArray *records,
                 guint      first,
                 guint      last,
                 gboolean   hidden)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    for (guint slot = first; slot <= last; slot++)
      {
        const QdColumn *column = qd_table_column_of_type (self, qd_record_get_record_type (records->pdata[i]), slot);

        if (column != NULL && (hidden || qd_table_slot_shows (self, slot)) && !g_ptr_array_find (columns, column, NULL))
          g_ptr_array_add (columns, (gpointer) column);
      }

  return columns;
}

static gboolean
is_inside (QdRecord   *record,
           GHashTable *others)
{
  while ((record = qd_record_get_parent (record)) != NULL)
    if (g_hash_table_contains (others, record))
      return TRUE;

  return FALSE;
}

/* Copies of the records, but for those that come along with another. */
static GPtrArray *
copy_records (GPtrArray *records)
{
  g_autoptr (GHashTable) chosen = g_hash_table_new (NULL, NULL);
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (chosen, records->pdata[i]);
  for (guint i = 0; i < records->len; i++)
    if (!is_inside (records->pdata[i], chosen))
      g_ptr_array_add (copies, qd_record_copy (records->pdata[i]));

  return copies;
}

static GdkContentProvider *
provider_new (QdTable    *self,
              const Copy *copy)
{
  QdFigures *figures = qd_document_get_figures (self->document);
  QdRecord **records = (QdRecord **) copy->records->pdata;
  const QdColumn *const *columns = (const QdColumn *const *) copy->columns->pdata;
  guint n_records = copy->records->len;
  guint n_columns = copy->columns->len;
  QdTableClip *clip = g_new0 (QdTableClip, 1);
  g_autofree char *text = qd_clip_to_tsv (figures, records, n_records, columns, n_columns, FALSE);
  char *html = qd_clip_to_html (figures, records, n_records, columns, n_columns, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (html, strlen (html));
  GdkContentProvider *forms[3];

  g_ref_count_init (&clip->ref_count);
  clip->records = copy->cells ? g_ptr_array_new () : copy_records (copy->records);
  clip->text = qd_clip_to_tsv (figures, records, n_records, columns, n_columns, !copy->cells);

  forms[0] = gdk_content_provider_new_typed (QD_TYPE_TABLE_CLIP, clip);
  forms[1] = gdk_content_provider_new_for_bytes ("text/html", bytes);
  forms[2] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  clip_unref (clip);

  return gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));
}

static Copy
copy_rows (QdTable *self)
{
  Copy copy = { .records = qd_table_dup_selected (self), .cells = qd_table_has_range (self) };
  guint first = copy.cells ? (guint) MIN (self->range_from, self->range_to) : 0;
  guint last = copy.cells ? (guint) MAX (self->range_from, self->range_to) : self->n_slots - 1;

  copy.columns = collect_columns (self, copy.records, first, last, !copy.cells);

  return copy;
}

/**
 * qd_table_dup_content: (skip)
 *
 * Returns: (transfer full) (nullable): what is selected, in all the forms in which it can be pasted or dropped elsewhere
 */
GdkContentProvider *
qd_table_dup_content (QdTable *self)
{
  g_auto (Copy) copy = copy_rows (self);

  return copy.records->len > 0 && copy.columns->len > 0 ? provider_new (self, &copy) : NULL;
}

static gboolean
copy_selected (QdTable *self)
{
  g_autoptr (GdkContentProvider) content = qd_table_dup_content (self);

  return content != NULL && gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
}

/**
 * qd_table_copy: (skip)
 *
 * Puts the selected rows, or the selected cells of them, on the clipboard.
 */
void
qd_table_copy (QdTable *self)
{
  copy_selected (self);
}

/**
 * qd_table_copy_cell: (skip)
 *
 * Puts what stands in the cell that has the focus on the clipboard.
 */
void
qd_table_copy_cell (QdTable *self)
{
  QdRecord *record = qd_table_get_record (self, self->at_position);
  g_auto (Copy) copy = { .records = g_ptr_array_new (), .cells = TRUE };
  g_autoptr (GdkContentProvider) content = NULL;

  if (record == NULL)
    return;

  g_ptr_array_add (copy.records, record);
  copy.columns = collect_columns (self, copy.records, (guint) self->at_slot, (guint) self->at_slot, TRUE);
  if (copy.columns->len == 0)
    return;

  content = provider_new (self, &copy);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
}

void
qd_table_cut (QdTable *self)
{
  gboolean cells = qd_table_has_range (self);

  if (!copy_selected (self))
    return;

  if (cells)
    qd_table_clear_cells (self, TRUE);
  else
    qd_table_remove_selected (self, TRUE);
}

/* The record among @record and those that hold it whose list the rows of a tree are. */
static QdRecord *
find_objective (QdTable  *self,
                QdRecord *record)
{
  while (record != NULL && qd_record_get_owner_list (record) != self->list)
    record = qd_record_get_parent (record);

  return record;
}

/* Where rows can go from where the focus is: first where it is, then, in a tree, the lists of that objective, then that
 * of the objectives. */
static GPtrArray *
collect_places (QdTable *self)
{
  GPtrArray *lists = g_ptr_array_new ();
  QdList *here = self->at_position >= 0 ? qd_table_list_of_row (self, (guint) self->at_position) : self->list;
  QdRecord *at = qd_table_get_record (self, self->at_position);
  QdRecord *objective = find_objective (self, at != NULL ? at : qd_list_get_owner (here));

  g_ptr_array_add (lists, here);
  if (!qd_table_is_tree (self))
    return lists;

  for (guint i = 0; objective != NULL && i < qd_record_get_info (objective)->n_lists; i++)
    g_ptr_array_add (lists, qd_record_get_list (objective, qd_record_get_info (objective)->lists[i]));
  g_ptr_array_add (lists, self->list);

  return lists;
}

/* In @list, behind the row that has the focus or what holds it; else at the end. */
static guint
place_in (QdTable *self,
          QdList  *list)
{
  for (QdRecord *record = qd_table_get_record (self, self->at_position); record != NULL;
       record = qd_record_get_parent (record))
    if (qd_record_get_owner_list (record) == list)
      return (guint) qd_list_index_of (list, record) + 1;

  return qd_list_get_length (list);
}

/* Selects what a change has brought in, as far as it is in this table. */
static void
select_inserted (QdTable  *self,
                 QdChange *change)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = 0; i < qd_change_get_n_ops (change); i++)
    {
      const QdOp *op = qd_change_get_op (change, i);
      QdRecord *record = op->type == QD_OP_INSERT ? qd_plan_find (qd_document_get_plan (self->document), op->id) : NULL;

      if (record != NULL && qd_table_find_position (self, record, TRUE) >= 0)
        g_ptr_array_add (records, record);
    }

  if (records->len > 0)
    qd_table_select_records (self, records, records->pdata[0]);
}

/* Does what was pasted, and says what came of it. */
static void
apply_paste (QdTable        *self,
             QdChange       *change,
             QdImportReport *taken)
{
  g_autoptr (QdImportReport) report = taken;
  guint kept = report != NULL ? qd_report_count_kept (report) : 0;
  gboolean nothing = qd_change_get_n_ops (change) == 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (!nothing && !qd_document_apply (self->document, change, QD_APPLY_AS_STORED, &error))
    {
      qd_widget_toast (GTK_WIDGET (self), error->message);
      return;
    }

  select_inserted (self, change);
  if (kept == 0)
    {
      if (nothing)
        qd_widget_toast (GTK_WIDGET (self), _("Nothing was pasted: it is all there already"));
      return;
    }

  if (nothing)
    message = g_strdup (_("Nothing could be pasted here"));
  else
    message = qd_count_printf (ngettext ("Pasted, but %u thing was not understood", "Pasted, but %u things were not understood",
                                         kept), kept);
  qd_report_toast (GTK_WIDGET (self), message, _("What Was Pasted"), _("Not understood"), g_steal_pointer (&report));
}

static QdList *
find_list_for (GPtrArray *places,
               QdRecord  *record)
{
  for (guint i = 0; i < places->len; i++)
    if (qd_list_get_info (places->pdata[i])->record_type == qd_record_get_record_type (record))
      return places->pdata[i];

  return NULL;
}

/* Whole records, where the table has such. Returns: FALSE if it has not */
static gboolean
paste_records (QdTable     *self,
               QdTableClip *clip)
{
  g_autoptr (GPtrArray) places = collect_places (self);
  g_autoptr (GHashTable) indexes = g_hash_table_new (NULL, NULL);
  g_autofree char *title = NULL;
  g_autoptr (QdChange) change = NULL;

  if (clip->records->len == 0)
    return FALSE;
  for (guint i = 0; i < clip->records->len; i++)
    if (find_list_for (places, clip->records->pdata[i]) == NULL)
      return FALSE;

  title = qd_count_printf (ngettext ("Paste %u row", "Paste %u rows", clip->records->len), clip->records->len);
  change = qd_change_new (title);
  for (guint i = 0; i < clip->records->len; i++)
    {
      QdList *list = find_list_for (places, clip->records->pdata[i]);
      g_autoptr (QdRecord) copy = qd_record_duplicate (clip->records->pdata[i]);
      guint index = g_hash_table_contains (indexes, list) ? GPOINTER_TO_UINT (g_hash_table_lookup (indexes, list))
                                                          : place_in (self, list);

      g_hash_table_insert (indexes, list, GUINT_TO_POINTER (index + 1));
      qd_change_insert (change, qd_record_get_id (qd_list_get_owner (list)), qd_list_get_id (list), index, copy);
    }
  apply_paste (self, change, NULL);

  return TRUE;
}

/* Which of the lists that are near the rows are meant for; the first, if nothing tells. */
static QdList *
choose_list (GPtrArray *places,
             QdGrid    *grid)
{
  QdList *list = places->pdata[0];
  guint best = 0;

  for (guint i = 0; i < places->len; i++)
    {
      guint fit = qd_paste_fit (grid, qd_list_get_id (places->pdata[i]));

      if (fit > best)
        {
          best = fit;
          list = places->pdata[i];
        }
    }

  return list;
}

/* What the columns of rows without a header are: those of the table; if there are not enough for all, those that are typed,
 * without the figures that are computed. */
static GPtrArray *
collect_row_columns (QdTable      *self,
                     QdRecordType  type,
                     guint         n_pasted)
{
  GPtrArray *all = g_ptr_array_new ();
  GPtrArray *typed = g_ptr_array_new ();

  for (guint slot = 0; slot < self->n_slots; slot++)
    {
      const QdColumn *column = qd_table_column_of_type (self, type, slot);

      if (column != NULL)
        g_ptr_array_add (all, (gpointer) column);
      if (column != NULL && qd_column_is_editable (column))
        g_ptr_array_add (typed, (gpointer) column);
    }

  g_ptr_array_unref (n_pasted <= typed->len ? all : typed);

  return n_pasted <= typed->len ? typed : all;
}

static void
paste_rows (QdTable *self,
            QdGrid  *grid)
{
  g_autoptr (GPtrArray) places = collect_places (self);
  QdList *list = choose_list (places, grid);
  g_autoptr (GPtrArray) columns = collect_row_columns (self, qd_list_get_info (list)->record_type,
                                                       qd_grid_get_n_columns (grid));
  QdImportReport *report = NULL;
  g_autoptr (QdChange) change = qd_paste_rows (qd_document_get_plan (self->document), qd_list_get_owner (list),
                                               qd_list_get_id (list), place_in (self, list),
                                               (const QdColumn *const *) columns->pdata, columns->len, grid, &report);

  apply_paste (self, change, report);
}

/* The rows that a block of cells covers: those that are selected, or from the focus on as many as there are of its kind. */
static GPtrArray *
collect_block (QdTable *self,
               guint    n_rows)
{
  QdRecord *at = qd_table_get_record (self, self->at_position);
  GPtrArray *records = qd_table_dup_selected (self);

  if (qd_table_has_range (self) || records->len > 1)
    return records;

  g_ptr_array_set_size (records, 0);
  for (int i = self->at_position; at != NULL && i < (int) qd_table_get_n_rows (self) && records->len < n_rows; i++)
    {
      QdRecord *record = qd_table_get_record (self, i);

      if (record != NULL && qd_record_get_record_type (record) == qd_record_get_record_type (at))
        g_ptr_array_add (records, record);
    }

  return records;
}

/* The last slot of as many as @n_columns that show, from @first on. */
static guint
last_of_block (QdTable *self,
               guint    first,
               guint    n_columns)
{
  guint last = first;

  for (guint i = 1; i < n_columns; i++)
    {
      int next = qd_table_step_slot (self, (int) last, 1);

      if (next >= (int) self->n_slots)
        break;
      last = (guint) next;
    }

  return last;
}

static void
paste_block (QdTable *self,
             QdGrid  *grid)
{
  g_autoptr (GPtrArray) records = collect_block (self, qd_grid_get_n_rows (grid));
  gboolean range = qd_table_has_range (self);
  gboolean fill = range || (records->len > 1 && qd_grid_get_n_rows (grid) == 1);
  guint first = (guint) (range ? MIN (self->range_from, self->range_to) : self->at_slot);
  guint last = self->n_slots - 1;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (QdChange) change = NULL;
  QdImportReport *report = NULL;

  if (range)
    last = (guint) MAX (self->range_from, self->range_to);
  else if (fill)
    last = last_of_block (self, first, qd_grid_get_n_columns (grid));

  columns = collect_columns (self, records, first, last, FALSE);
  change = qd_paste_cells (qd_document_get_figures (self->document), (QdRecord **) records->pdata, records->len,
                           (const QdColumn *const *) columns->pdata, columns->len, grid, fill, &report);
  apply_paste (self, change, report);
}

/* One cell is meant for a cell; more are rows of their own, unless cells to paste over are selected. */
static void
paste_grid (QdTable  *self,
            QdGrid   *grid,
            gboolean  over)
{
  gboolean single = qd_grid_get_n_rows (grid) == 1 && qd_grid_get_n_columns (grid) == 1;

  if (qd_grid_get_n_rows (grid) == 0)
    return;

  if (qd_table_get_record (self, self->at_position) != NULL && (over || single || qd_table_has_range (self)))
    paste_block (self, grid);
  else
    paste_rows (self, grid);
}

/* Forms that others offer, best first: a table says more than text. */
static const char *const foreign_forms[] = {
  "text/html", "text/tab-separated-values", "text/csv", "text/plain;charset=utf-8", "text/plain",
};

typedef struct
{
  QdTable *table;
  gboolean over;
  guint    form;       /* which is being read */
  gulong   changed_id;
  guint    waiting_id;
} Paste;

/* How long somebody may take to say what there is, in milliseconds. */
#define PATIENCE 1000

static void
paste_free (Paste *paste)
{
  g_object_unref (paste->table);
  g_free (paste);
}

static void read_form (Paste *paste);

static void
spliced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Paste *paste = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QdGrid) grid = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) >= 0)
    {
      bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
      grid = qd_clip_parse (bytes, foreign_forms[paste->form], &error);
    }

  if (grid != NULL)
    {
      paste_grid (paste->table, grid, paste->over);
      paste_free (paste);
      return;
    }

  /* HTML without a table: what it says stands in the plain text, too. */
  if (g_error_matches (error, QD_ERROR, QD_ERROR_PARSE) && paste->form + 1 < G_N_ELEMENTS (foreign_forms))
    {
      paste->form++;
      read_form (paste);
      return;
    }

  qd_widget_toast (GTK_WIDGET (paste->table), error->message);
  paste_free (paste);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Paste *paste = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) input = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);
  g_autoptr (GOutputStream) output = NULL;

  if (input == NULL)
    {
      qd_widget_toast (GTK_WIDGET (paste->table), error->message);
      paste_free (paste);
      return;
    }

  output = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (output, input,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, spliced_cb, paste);
}

static void
read_form (Paste *paste)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (paste->table));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  while (paste->form < G_N_ELEMENTS (foreign_forms) &&
         !gdk_content_formats_contain_mime_type (formats, foreign_forms[paste->form]))
    paste->form++;

  if (paste->form < G_N_ELEMENTS (foreign_forms))
    {
      const char *forms[] = { foreign_forms[paste->form], NULL };

      gdk_clipboard_read_async (clipboard, forms, G_PRIORITY_DEFAULT, NULL, read_cb, paste);
      return;
    }

  qd_widget_toast (GTK_WIDGET (paste->table), _("There is nothing on the clipboard that a table can take"));
  paste_free (paste);
}

static void
own_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Paste *paste = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);
  QdTableClip *clip = value != NULL ? g_value_get_boxed (value) : NULL;

  if (clip == NULL)
    {
      qd_widget_toast (GTK_WIDGET (paste->table), error->message);
    }
  else if (paste->over || !paste_records (paste->table, clip))
    {
      g_autoptr (GBytes) bytes = g_bytes_new (clip->text, strlen (clip->text));
      g_autoptr (QdGrid) grid = qd_clip_parse (bytes, "text/tab-separated-values", NULL);

      /* Cells that were copied as cells go over cells again. */
      if (grid != NULL)
        paste_grid (paste->table, grid, paste->over || clip->records->len == 0);
    }

  paste_free (paste);
}

static void
start (Paste *paste)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (paste->table));

  g_clear_signal_handler (&paste->changed_id, clipboard);
  g_clear_handle_id (&paste->waiting_id, g_source_remove);
  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), QD_TYPE_TABLE_CLIP))
    gdk_clipboard_read_value_async (clipboard, QD_TYPE_TABLE_CLIP, G_PRIORITY_DEFAULT, NULL, own_read_cb, paste);
  else
    read_form (paste);
}

static gboolean
has_forms (GdkClipboard *clipboard)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  gsize n_types, n_forms;

  gdk_content_formats_get_gtypes (formats, &n_types);
  gdk_content_formats_get_mime_types (formats, &n_forms);

  return n_types + n_forms > 0;
}

static void
clipboard_changed_cb (GdkClipboard *clipboard,
                      Paste        *paste)
{
  if (has_forms (clipboard))
    start (paste);
}

static gboolean
waited_cb (gpointer user_data)
{
  Paste *paste = user_data;

  paste->waiting_id = 0;
  start (paste);

  return G_SOURCE_REMOVE;
}

/* Who has just copied in another program and comes back is sometimes faster than what that program has to say. */
static void
paste_from_clipboard (QdTable  *self,
                      gboolean  over)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  Paste *paste = g_new0 (Paste, 1);

  paste->table = g_object_ref (self);
  paste->over = over;
  if (has_forms (clipboard))
    {
      start (paste);
      return;
    }

  paste->changed_id = g_signal_connect (clipboard, "changed", G_CALLBACK (clipboard_changed_cb), paste);
  paste->waiting_id = g_timeout_add (PATIENCE, waited_cb, paste);
}

/**
 * qd_table_insert_grid: (skip)
 * @grid: what somebody has in a file
 *
 * Makes rows of it, behind the row that has the focus.
 */
void
qd_table_insert_grid (QdTable *self,
                      QdGrid  *grid)
{
  if (qd_grid_get_n_rows (grid) > 0)
    paste_rows (self, grid);
  else
    qd_widget_toast (GTK_WIDGET (self), _("There are no rows in this file"));
}

/**
 * qd_table_paste: (skip)
 *
 * Makes rows of what is on the clipboard, behind the row that has the focus; a single cell goes into the cell, and
 * selected cells are pasted over.
 */
void
qd_table_paste (QdTable *self)
{
  paste_from_clipboard (self, FALSE);
}

/**
 * qd_table_paste_cells: (skip)
 *
 * Pastes over the cells from the one that has the focus on.
 */
void
qd_table_paste_cells (QdTable *self)
{
  paste_from_clipboard (self, TRUE);
}
