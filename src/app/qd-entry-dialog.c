#include "qd-config.h"

#include "qd-entry-dialog.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-check-ins.h"
#include "qd-window.h"

/* A dialog in which something is typed about all key results of the quarter, in one grid. As long as it is open, what is
 * typed in it is in the draft of the plan; one change enters all of it. */

/* So many are seen at a glance. */
#define SEARCHED_ROWS 12

typedef struct
{
  QdDocument *document;
  GPtrArray  *key_results; /* of QdRecord: those of the quarter */
  GtkWidget  *search;
  GtkWidget  *grid;
} QdEntryDialogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (QdEntryDialog, qd_entry_dialog, ADW_TYPE_WINDOW)

static QdEntryDialogPrivate *
get_private (QdEntryDialog *self)
{
  return qd_entry_dialog_get_instance_private (self);
}

static QdWindow *
get_window (QdEntryDialog *self)
{
  return QD_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (self)));
}

static QdChange *
dup_change (GtkWidget *widget)
{
  return QD_ENTRY_DIALOG_GET_CLASS (widget)->dup_change (QD_ENTRY_DIALOG (widget));
}

/* Not before: GTK 4.8 would take the window for a widget like others, and a screen reader with it. */
static void
qd_entry_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qd_entry_dialog_parent_class)->map (widget);

  qd_entry_grid_focus_first (QD_ENTRY_GRID (get_private (QD_ENTRY_DIALOG (widget))->grid));
}

static void
qd_entry_dialog_dispose (GObject *object)
{
  QdEntryDialogPrivate *priv = get_private (QD_ENTRY_DIALOG (object));

  g_clear_object (&priv->document);
  g_clear_pointer (&priv->key_results, g_ptr_array_unref);

  G_OBJECT_CLASS (qd_entry_dialog_parent_class)->dispose (object);
}

static void
qd_entry_dialog_class_init (QdEntryDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_entry_dialog_dispose;
  GTK_WIDGET_CLASS (klass)->map = qd_entry_dialog_map;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qd_entry_dialog_init (QdEntryDialog *self)
{
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

/**
 * qd_entry_dialog_search_new:
 *
 * Returns: (transfer floating): where words of key results are typed to see only those, for @dialog to place; it shows
 *   where there are many
 */
GtkWidget *
qd_entry_dialog_search_new (QdEntryDialog *dialog)
{
  QdEntryDialogPrivate *priv = get_private (dialog);

  priv->search = gtk_search_entry_new ();
  qd_widget_set_name (priv->search, _("Find key results"));
  g_signal_connect_swapped (priv->search, "search-changed", G_CALLBACK (qd_entry_dialog_fill), dialog);

  return priv->search;
}

/**
 * qd_entry_dialog_grid_new:
 *
 * Returns: (transfer floating): the grid, for @dialog to place
 */
QdEntryGrid *
qd_entry_dialog_grid_new (QdEntryDialog *dialog)
{
  QdEntryDialogPrivate *priv = get_private (dialog);

  priv->grid = qd_entry_grid_new (QD_ENTRY_DIALOG_GET_CLASS (dialog)->kind, GTK_WINDOW (dialog), _("Key results"));

  return QD_ENTRY_GRID (priv->grid);
}

/**
 * qd_entry_dialog_begin:
 * @dialog: a dialog with its search and grid in place
 * @document: what is typed about
 *
 * From now on what is typed is safe. The grid is filled by qd_entry_dialog_fill().
 */
void
qd_entry_dialog_begin (QdEntryDialog *dialog,
                       QdDocument    *document)
{
  QdEntryDialogPrivate *priv = get_private (dialog);

  priv->document = g_object_ref (document);
  priv->key_results = qd_check_ins_due (qd_document_get_plan (document));
  qd_window_begin_typing (get_window (dialog), GTK_WIDGET (dialog), dup_change);
}

/**
 * qd_entry_dialog_fill:
 *
 * Shows a row for each key result that is looked for.
 */
void
qd_entry_dialog_fill (QdEntryDialog *dialog)
{
  QdEntryDialogPrivate *priv = get_private (dialog);
  QdEntryDialogClass *klass = QD_ENTRY_DIALOG_GET_CLASS (dialog);

  gtk_widget_set_visible (priv->search, priv->key_results->len > SEARCHED_ROWS);
  qd_entry_grid_fill (QD_ENTRY_GRID (priv->grid), priv->key_results, gtk_editable_get_text (GTK_EDITABLE (priv->search)));
  if (klass->filled != NULL)
    klass->filled (dialog);
}

/**
 * qd_entry_dialog_note:
 *
 * Something was typed.
 */
void
qd_entry_dialog_note (QdEntryDialog *dialog)
{
  qd_window_note_typing (get_window (dialog));
}

/**
 * qd_entry_dialog_enter:
 * @message: what the window says then
 *
 * Enters all that is typed, and closes @dialog; where that fails, nothing is lost and it stays open.
 */
void
qd_entry_dialog_enter (QdEntryDialog *dialog,
                       const char    *message)
{
  QdEntryDialogPrivate *priv = get_private (dialog);
  QdWindow *window = get_window (dialog);
  g_autoptr (QdChange) change = dup_change (GTK_WIDGET (dialog));
  g_autoptr (GError) error = NULL;

  qd_window_end_typing (window, GTK_WIDGET (dialog));
  if (change != NULL && !qd_document_apply (priv->document, change, QD_APPLY_DEFAULT, &error))
    {
      qd_window_begin_typing (window, GTK_WIDGET (dialog), dup_change);
      qd_widget_toast (GTK_WIDGET (window), error->message);
      return;
    }

  qd_widget_toast_undo (GTK_WIDGET (window), message);
  gtk_window_close (GTK_WINDOW (dialog));
}

/**
 * qd_entry_dialog_get_document:
 *
 * Returns: (transfer none): what is typed about
 */
QdDocument *
qd_entry_dialog_get_document (QdEntryDialog *dialog)
{
  return get_private (dialog)->document;
}

/**
 * qd_entry_dialog_get_key_results:
 *
 * Returns: (transfer none) (element-type QdRecord): the key results of the quarter
 */
GPtrArray *
qd_entry_dialog_get_key_results (QdEntryDialog *dialog)
{
  return get_private (dialog)->key_results;
}
