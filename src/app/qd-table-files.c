#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-clip.h"
#include "qd-table-private.h"

/* Files that are dropped on a table: what is a table itself becomes rows, as if it were pasted; anything else is opened, as
 * anywhere in the window. */

static const struct
{
  const char *ending;
  const char *form;
} forms[] = {
  { ".csv", "text/csv" },
  { ".tsv", "text/tab-separated-values" },
  { ".tab", "text/tab-separated-values" },
};

/* A file while it is read. */
typedef struct
{
  QdTable    *table;
  const char *form;
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->table);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* Returns: (nullable): how a file of that name is written; NULL if it is no table */
static const char *
form_of (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_has_suffix (lower, forms[i].ending))
      return forms[i].form;

  return NULL;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  g_autoptr (QdGrid) grid = bytes != NULL ? qd_clip_parse (bytes, reading->form, &error) : NULL;

  if (grid == NULL)
    {
      qd_widget_toast (GTK_WIDGET (reading->table), error->message);
      return;
    }
  if (qd_document_get_read_only (reading->table->document))
    {
      qd_widget_toast (GTK_WIDGET (reading->table), _("This plan can only be read"));
      return;
    }

  qd_table_insert_grid (reading->table, grid);
}

static void
take_file (QdTable *self,
           GFile   *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  const char *form = form_of (file);
  Reading *reading;

  if (form == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "app.open-uri", "s", uri);
      return;
    }

  reading = g_new0 (Reading, 1);
  reading->table = g_object_ref (self);
  reading->form = form;
  g_file_load_bytes_async (file, NULL, read_cb, reading);
}

static void
take_files (QdTable *self,
            GSList  *files)
{
  for (GSList *l = files; l != NULL; l = l->next)
    take_file (self, l->data);
}

/* Our own charts are files, too, when they are dragged. */
static gboolean
accept_cb (GtkDropTarget *target,
           GdkDrop       *drop,
           QdTable       *self)
{
  return gdk_drop_get_drag (drop) == NULL &&
         gdk_content_formats_contain_mime_type (gdk_drop_get_formats (drop), "text/uri-list");
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         QdTable       *self)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  QdCell *cell = qd_table_cell_at (self, x, y);

  /* What is typed is handed over before rows come in between; rows go behind the one they are dropped on, or to the end. */
  if (!qd_widget_commit_edit (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)))))
    return FALSE;
  self->at_position = -1;
  qd_table_locate (self, cell);
  take_files (self, files);

  return files != NULL;
}

/**
 * qd_table_is_file:
 *
 * Returns: whether @file is called as tables are, which are rows and no plan
 */
gboolean
qd_table_is_file (GFile *file)
{
  return form_of (file) != NULL;
}

/**
 * qd_table_add_files:
 * @table: a table
 * @files: (element-type GFile): files that were dropped beside it
 *
 * Makes rows of tables among them, at the end, in one step each; opens the others.
 */
void
qd_table_add_files (QdTable *table,
                    GSList  *files)
{
  table->at_position = -1;
  take_files (table, files);
}

/**
 * qd_table_init_files: (skip)
 *
 * Lets files be dropped on the table.
 */
void
qd_table_init_files (QdTable *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "accept", G_CALLBACK (accept_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
