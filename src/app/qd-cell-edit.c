#include "qd-config.h"

#include "qd-cell-private.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-cell-editor.h"
#include "qd-cell-text.h"
#include "qd-team-draft.h"
#include "qd-text.h"

/* Editing in place: the editor that stands in a cell while one types, and what becomes of what is typed. */

#define EDITED_KEY "qd-edited-cell"

static const QdField *
edited_field (const QdColumn *column)
{
  if (column == NULL)
    return NULL;

  return column->field != NULL ? column->field : column->override;
}

/**
 * qd_cell_get_edited:
 * @root: (nullable): a window
 *
 * Returns: (transfer none) (nullable): its cell that is being edited
 */
QdCell *
qd_cell_get_edited (GtkRoot *root)
{
  return root != NULL ? g_object_get_data (G_OBJECT (root), EDITED_KEY) : NULL;
}

/* A window has one cell that is being edited at most: who must see what is typed there finds it by its window. */
static void
set_edited (QdCell   *self,
            gboolean  edited)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && (edited || qd_cell_get_edited (root) == self))
    g_object_set_data (G_OBJECT (root), EDITED_KEY, edited ? self : NULL);
}

static gboolean
has_focus_within (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/**
 * qd_cell_forget_edited: (skip)
 *
 * To be called when the cell leaves its window.
 */
void
qd_cell_forget_edited (QdCell *self)
{
  set_edited (self, FALSE);
}

static void
stop_editing (QdCell *self)
{
  GtkWidget *editor = g_steal_pointer (&self->editor);
  gboolean had_focus;

  if (editor == NULL)
    return;

  set_edited (self, FALSE);
  g_clear_object (&self->added);
  had_focus = has_focus_within (editor);
  /* Take the focus first: a widget that goes with the focus leaves it nowhere. */
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_unparent (editor);
  gtk_widget_set_visible (self->label, TRUE);
  qd_cell_set_looks (self, QD_CELL_LOOKS_EDITING | QD_CELL_LOOKS_REFUSED, 0);
  qd_cell_text_set_text (QD_CELL_TEXT (self->label), NULL, FALSE);
  qd_cell_refresh (self);
}

/* What was refused stays in its cell, and the cell keeps the focus, until it is mended or given up with Escape. */
static gboolean
left_cb (gpointer user_data)
{
  QdCell *self = user_data;

  if (self->editor != NULL && !has_focus_within (self->editor) && !qd_cell_commit (self) &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    qd_cell_editor_focus (QD_CELL_EDITOR (self->editor));

  return G_SOURCE_REMOVE;
}

/* The focus is just on its way, along the very widgets that committing takes away: that has to wait until it is there, but
 * for no other event. */
static void
focus_leave_cb (GtkEventControllerFocus *controller,
                QdCell                  *self)
{
  if (self->editor != NULL && !self->committing)
    g_idle_add_full (G_PRIORITY_HIGH, left_cb, g_object_ref (self), g_object_unref);
}

static void
picked_cb (QdCellEditor *editor,
           QdCell       *self)
{
  qd_cell_commit (self);
}

/**
 * qd_cell_is_editing:
 *
 * Returns: whether an editor is open in it
 */
gboolean
qd_cell_is_editing (QdCell *cell)
{
  return cell->editor != NULL;
}

/**
 * qd_cell_is_typed_over:
 *
 * Returns: whether what is being typed began anew, and does not change what was there; in one line
 */
gboolean
qd_cell_is_typed_over (QdCell *cell)
{
  return cell->editor != NULL && qd_cell_editor_is_typed_over (QD_CELL_EDITOR (cell->editor));
}

/* The row that adds a record is typed into as if the record were there. */
static gboolean
is_add (QdCell *self)
{
  return self->item != NULL && qd_rows_kind (self->item) == QD_ROW_ADD;
}

/* Whether what is here may be edited, and no other cell holds what was refused. */
static gboolean
may_edit (QdCell *self)
{
  QdCell *other = qd_cell_get_edited (gtk_widget_get_root (GTK_WIDGET (self)));

  if (qd_document_get_read_only (self->document))
    {
      if (g_object_get_data (G_OBJECT (self->document), "qd-said-read-only") == NULL)
        qd_widget_toast (GTK_WIDGET (self), _("This plan can only be read: a newer version of Quarterdeck wrote it."));
      g_object_set_data (G_OBJECT (self->document), "qd-said-read-only", self->document);
      return FALSE;
    }

  if ((self->looks & QD_CELL_LOOKS_FRAME) != 0)
    {
      g_autofree char *frame = qd_team_draft_describe (qd_document_get_plan (self->document));

      qd_widget_toast (GTK_WIDGET (self), frame);
      return FALSE;
    }

  return other == NULL || qd_cell_commit (other);
}

static void
show_editor (QdCell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_limit (focus, GTK_LIMIT_NONE);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (self->editor, focus);
  g_signal_connect (self->editor, "picked", G_CALLBACK (picked_cb), self);

  gtk_widget_set_visible (self->label, qd_cell_editor_covers (QD_CELL_EDITOR (self->editor)));
  qd_cell_marks_hide (&self->marks);
  if (self->bar != NULL)
    gtk_widget_set_visible (self->bar, FALSE);
  qd_cell_set_looks (self, QD_CELL_LOOKS_EDITING | QD_CELL_LOOKS_DIM, QD_CELL_LOOKS_EDITING);
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  set_edited (self, TRUE);
  qd_cell_editor_start (QD_CELL_EDITOR (self->editor));
}

/**
 * qd_cell_edit:
 * @cell: a cell
 * @typed: (nullable): what the user has begun to type over the value; %NULL to edit the value there is
 *
 * Returns: whether there is something to edit here
 */
gboolean
qd_cell_edit (QdCell     *self,
              const char *typed)
{
  const QdField *field = edited_field (self->column);
  QdRecord *record = qd_cell_get_record (self);
  g_autofree char *text = NULL;

  if (field == NULL || (record == NULL && !is_add (self)) || self->editor != NULL ||
      !qd_column_is_editable (self->column) || !may_edit (self))
    return FALSE;

  if (record == NULL || (typed != NULL && field->kind != QD_KIND_REFS))
    text = g_strdup (typed != NULL ? typed : "");
  else if (field->kind == QD_KIND_REFS)
    text = g_strdup (qd_record_get_text (record, field->index));
  else
    text = qd_field_display (field, qd_record_get_value (record, field->index));

  self->editor = qd_cell_editor_new (self->document, field, text, typed != NULL);
  qd_cell_editor_set_at_end (QD_CELL_EDITOR (self->editor), self->at_end);
  show_editor (self);

  return TRUE;
}

/**
 * qd_cell_handle_key:
 *
 * Lets an open editor see a key before the table does.
 *
 * Returns: whether it was for the editor
 */
gboolean
qd_cell_handle_key (QdCell          *cell,
                    guint            keyval,
                    GdkModifierType  state)
{
  return cell->editor != NULL && qd_cell_editor_handle_key (QD_CELL_EDITOR (cell->editor), keyval, state);
}

/* What is typed, if it says something else than the plan. */
static gboolean
get_typed (QdCell  *self,
           QdValue *value)
{
  QdRecord *record = qd_cell_get_record (self);
  g_autofree char *text = NULL;

  if (self->editor == NULL || (record != NULL ? qd_record_get_plan (record) == NULL : !is_add (self)) ||
      !qd_cell_editor_is_changed (QD_CELL_EDITOR (self->editor)))
    return FALSE;

  text = qd_cell_editor_dup_text (QD_CELL_EDITOR (self->editor));
  *value = qd_field_parse_local (edited_field (self->column), text);

  return record != NULL || value->type != QD_VALUE_UNSET;
}

/* Hands @value to the document: to the record, or to one that begins with it. */
static gboolean
set_value (QdCell         *self,
           const QdValue  *value,
           GError        **error)
{
  guint field = edited_field (self->column)->index;
  QdRecord *record = qd_cell_get_record (self);
  QdList *list;

  if (record != NULL)
    return qd_document_set_value (self->document, record, field, value, QD_APPLY_DEFAULT, error);

  list = qd_row_get_list (qd_rows_unwrap (self->item));

  return qd_document_add_value (self->document, qd_list_get_owner (list), qd_list_get_id (list), G_MAXUINT, field, value,
                                error) != NULL;
}

/* A score that the room insists on is one that somebody will ask about. */
static void
ask_why (QdCell        *self,
         QdRecord      *record,
         const QdField *field)
{
  if (record != NULL && field->record_type == QD_RECORD_KEY_RESULT && field->index == QD_KEY_RESULT_STATED &&
      qd_record_is_set (record, QD_KEY_RESULT_STATED) &&
      qd_text_is_blank (qd_record_get_text (record, QD_KEY_RESULT_CAUSE)))
    qd_widget_toast (GTK_WIDGET (self), _("Stated, not computed: say why under “Cause or reason”"));
}

/**
 * qd_cell_commit:
 *
 * Hands what was typed to the document and ends editing. If the document refuses it, says why and goes on editing. What
 * is typed into the row that adds makes a record at the end of its list.
 *
 * Returns: %FALSE if it was refused
 */
gboolean
qd_cell_commit (QdCell *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (QdValue) value = QD_VALUE_INIT;
  const QdField *field;
  QdRecord *record;
  gboolean done;

  if (self->editor == NULL || self->committing)
    return TRUE;

  if (!get_typed (self, &value))
    {
      qd_cell_cancel (self);
      return TRUE;
    }

  record = qd_cell_get_record (self);
  field = edited_field (self->column);
  self->committing = TRUE;
  done = set_value (self, &value, &error);
  if (done)
    {
      ask_why (self, record, field);
      stop_editing (self);
    }
  self->committing = FALSE;

  if (!done)
    {
      qd_cell_set_looks (self, QD_CELL_LOOKS_REFUSED, QD_CELL_LOOKS_REFUSED);
      qd_cell_editor_set_refused (QD_CELL_EDITOR (self->editor), error->message);
      qd_widget_toast (GTK_WIDGET (self), error->message);
    }

  return done;
}

/**
 * qd_cell_dup_typing:
 *
 * Returns: (transfer full) (nullable): what qd_cell_commit() would do to the plan
 */
QdChange *
qd_cell_dup_typing (QdCell *self)
{
  QdRecord *record = qd_cell_get_record (self);
  g_auto (QdValue) value = QD_VALUE_INIT;
  QdChange *change;
  QdList *list;

  if (!get_typed (self, &value))
    return NULL;
  if (record != NULL)
    return qd_typing_new (record, edited_field (self->column), &value);

  list = qd_row_get_list (qd_rows_unwrap (self->item));
  if (self->added == NULL)
    self->added = qd_record_new (qd_list_get_info (list)->record_type, NULL);
  change = qd_change_new (_(qd_list_get_info (list)->add));
  qd_change_insert (change, qd_record_get_id (qd_list_get_owner (list)), qd_list_get_id (list), G_MAXUINT, self->added);
  qd_change_set (change, qd_record_get_id (self->added), edited_field (self->column), &value);

  return change;
}

/**
 * qd_cell_cancel:
 *
 * Ends editing; the value stays what it was.
 */
void
qd_cell_cancel (QdCell *self)
{
  self->committing = TRUE;
  stop_editing (self);
  self->committing = FALSE;
}
