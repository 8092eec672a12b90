#include "qd-config.h"

#include "qd-cell-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-line-aid.h"
#include "qd-text.h"

/* What stands in a cell while it is edited: one line of text with what completes it below, several lines above the cell
 * for long text, or a list of records to tick for a reference. It knows nothing of keys that leave the cell; the table does.
 *
 * Long text does not stand in the cell itself: a text view asks for another size while it is given one, and a column view
 * passes that on to all cells of the column, of which those above have just been given theirs and would not be drawn. */

#define MAX_PICKS 200
#define PICKS_HEIGHT 300
#define VIEW_WIDTH 260
#define VIEW_HEIGHT 240

struct _QdCellEditor
{
  GtkWidget      parent_instance;

  QdDocument    *document;
  const QdField *field;
  char          *original;
  gboolean       typed_over;

  GtkWidget     *line;        /* GtkEntry, or */
  GtkWidget     *view;        /* GtkTextView in the popover, or */
  GtkWidget     *picks;       /* GtkListBox of check buttons in the popover */
  GtkWidget     *pick_label;
  GtkWidget     *popover;
  GtkWidget     *scroller;    /* around the view */
  QdLineAid     *aid;         /* (nullable): of the line */
  guint          fit_id;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdCellEditor, qd_cell_editor, GTK_TYPE_WIDGET)

static void
build_popover (QdCellEditor *self,
               GtkWidget    *child)
{
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_popover_set_child (GTK_POPOVER (self->popover), child);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

/* A list that scrolls when it gets long. */
static GtkWidget *
scroller_new (QdCellEditor *self,
              GtkWidget    *child,
              int           max_height)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), max_height);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  qd_widget_set_name (scroller, qd_field_label (self->field));

  return scroller;
}

static void
picked_cb (QdCellEditor *self)
{
  g_signal_emit (self, signals[PICKED], 0);
}

static void
build_line (QdCellEditor *self)
{
  self->line = gtk_entry_new ();
  gtk_entry_set_has_frame (GTK_ENTRY (self->line), FALSE);
  gtk_widget_set_hexpand (self->line, TRUE);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  gtk_editable_set_text (GTK_EDITABLE (self->line), self->original);
  /* The cell's own width counts, not what the text would like. */
  gtk_editable_set_width_chars (GTK_EDITABLE (self->line), 1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->line), 1);
  qd_widget_set_name (self->line, qd_field_label (self->field));

  self->aid = qd_line_aid_new (GTK_WIDGET (self), GTK_EDITABLE (self->line), self->document, self->field);
  if (self->aid != NULL)
    g_signal_connect_object (self->aid, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
}

/* Over the cell, as wide as that or wider, and as high as its lines. */
static void
fit_view (QdCellEditor *self)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  graphene_rect_t bounds;
  GdkRectangle place;

  if (cell == NULL || !gtk_widget_compute_bounds (cell, GTK_WIDGET (self), &bounds))
    return;

  place = (GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height };
  qd_popover_point_to (self->popover, &place);
  gtk_popover_set_offset (GTK_POPOVER (self->popover), 0, -(int) bounds.size.height);
  gtk_widget_set_size_request (self->scroller, MAX ((int) bounds.size.width, VIEW_WIDTH), (int) bounds.size.height);
}

static gboolean
fit_cb (gpointer user_data)
{
  QdCellEditor *self = user_data;

  self->fit_id = 0;
  if (self->view != NULL)
    fit_view (self);
  if (self->aid != NULL)
    qd_line_aid_place (self->aid);

  return G_SOURCE_REMOVE;
}

static void
build_view (QdCellEditor *self)
{
  self->view = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), self->original, -1);
  qd_widget_set_name (self->view, qd_field_label (self->field));
  self->scroller = scroller_new (self, self->view, VIEW_HEIGHT);
  build_popover (self, self->scroller);
  gtk_widget_add_css_class (self->popover, "qd-long-editor");
}

static void
update_pick_label (QdCellEditor *self)
{
  guint ticked = 0;
  g_autofree char *text = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (self->picks); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)))))
      ticked++;

  text = qd_count_printf (ngettext ("%u chosen", "%u chosen", ticked), ticked);
  gtk_label_set_text (GTK_LABEL (self->pick_label), text);
}

static void
add_pick (QdRecord *record,
          gpointer  user_data)
{
  QdCellEditor *self = user_data;
  QdList *list = qd_record_get_owner_list (record);
  g_auto (GStrv) ids = NULL;
  GtkWidget *button;

  if (list == NULL || qd_list_get_info (list)->single || qd_list_get_id (list) == QD_LIST_LAYOUT ||
      (self->field->refs != QD_LIST_ANY && qd_list_get_id (list) != self->field->refs) ||
      qd_text_is_blank (qd_record_get_title (record)))
    return;
  /* Last quarter's key results are lists of the same kind; what this quarter refers to is its own. */
  if (qd_record_get_parent (record) != NULL && qd_record_get_owner_list (qd_record_get_parent (record)) != NULL &&
      qd_list_get_id (qd_record_get_owner_list (qd_record_get_parent (record))) == QD_LIST_REVIEW_OBJECTIVES)
    return;

  ids = g_strsplit (self->original, " ", -1);
  if (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->picks), MAX_PICKS) != NULL &&
      !g_strv_contains ((const char *const *) ids, qd_record_get_id (record)))
    return;

  button = gtk_check_button_new_with_label (qd_record_get_title (record));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               g_strv_contains ((const char *const *) ids, qd_record_get_id (record)));
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (qd_record_get_id (record)), g_free);
  g_signal_connect_object (button, "toggled", G_CALLBACK (update_pick_label), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->picks), button);
}

static void
build_picks (QdCellEditor *self)
{
  QdRecord *root = qd_plan_get_root (qd_document_get_plan (self->document));

  self->pick_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->pick_label), 0);
  gtk_widget_set_parent (self->pick_label, GTK_WIDGET (self));

  self->picks = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->picks), GTK_SELECTION_NONE);
  qd_widget_set_name (self->picks, qd_field_label (self->field));
  build_popover (self, scroller_new (self, self->picks, PICKS_HEIGHT));

  qd_record_foreach (root, add_pick, self);
  update_pick_label (self);
}

static void
qd_cell_editor_dispose (GObject *object)
{
  QdCellEditor *self = QD_CELL_EDITOR (object);

  g_clear_object (&self->aid);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->pick_label, gtk_widget_unparent);
  g_clear_handle_id (&self->fit_id, g_source_remove);
  self->picks = NULL;
  self->view = NULL;
  g_clear_object (&self->document);
  g_clear_pointer (&self->original, g_free);

  G_OBJECT_CLASS (qd_cell_editor_parent_class)->dispose (object);
}

/* A cell that was made a moment ago learns only now where it is. */
static void
qd_cell_editor_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  QdCellEditor *self = QD_CELL_EDITOR (widget);
  GtkWidget *child = self->line != NULL ? self->line : self->pick_label;

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
  if (self->fit_id == 0)
    self->fit_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, fit_cb, self, NULL);
  for (GtkWidget *popover = gtk_widget_get_first_child (widget); popover != NULL; popover = gtk_widget_get_next_sibling (popover))
    if (GTK_IS_POPOVER (popover))
      gtk_popover_present (GTK_POPOVER (popover));
}

static void
qd_cell_editor_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  QdCellEditor *self = QD_CELL_EDITOR (widget);
  GtkWidget *child = self->line != NULL ? self->line : self->pick_label;

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static void
qd_cell_editor_class_init (QdCellEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_cell_editor_dispose;
  widget_class->size_allocate = qd_cell_editor_size_allocate;
  widget_class->measure = qd_cell_editor_measure;

  /**
   * QdCellEditor::picked:
   *
   * The value is complete: whoever edits takes it.
   */
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "celleditor");
}

static void
qd_cell_editor_init (QdCellEditor *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

/**
 * qd_cell_editor_new:
 * @document: the document
 * @field: the field that is edited
 * @text: what it starts with
 * @typed_over: whether @text is what the user has just begun to type over the old value
 *
 * Returns: a widget to put in place of the cell's text; call qd_cell_editor_start() once it is there
 */
GtkWidget *
qd_cell_editor_new (QdDocument    *document,
                    const QdField *field,
                    const char    *text,
                    gboolean       typed_over)
{
  QdCellEditor *self = g_object_new (QD_TYPE_CELL_EDITOR, NULL);

  self->document = g_object_ref (document);
  self->field = field;
  self->original = g_strdup (text);
  self->typed_over = typed_over;

  if (field->kind == QD_KIND_REFS)
    build_picks (self);
  else if (field->kind == QD_KIND_LONG_TEXT)
    build_view (self);
  else
    build_line (self);

  return GTK_WIDGET (self);
}

/**
 * qd_cell_editor_start:
 *
 * Takes the focus: everything selected, or the cursor after what was typed.
 */
void
qd_cell_editor_start (QdCellEditor *editor)
{
  qd_cell_editor_focus (editor);
  if (editor->line != NULL)
    {
      if (editor->typed_over)
        gtk_editable_set_position (GTK_EDITABLE (editor->line), -1);
      else
        gtk_editable_select_region (GTK_EDITABLE (editor->line), 0, -1);
      if (editor->aid != NULL)
        qd_line_aid_begin (editor->aid, editor->typed_over);
    }
  else if (editor->view != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor->view));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      if (editor->typed_over)
        gtk_text_buffer_place_cursor (buffer, &end);
      else
        gtk_text_buffer_select_range (buffer, &end, &start);
    }
}

/**
 * qd_cell_editor_focus:
 *
 * Takes the focus; what is typed and selected stays as it is.
 */
void
qd_cell_editor_focus (QdCellEditor *editor)
{
  if (editor->line != NULL)
    {
      gtk_entry_grab_focus_without_selecting (GTK_ENTRY (editor->line));
    }
  else if (editor->view != NULL)
    {
      fit_view (editor);
      gtk_popover_popup (GTK_POPOVER (editor->popover));
      gtk_widget_grab_focus (editor->view);
    }
  else
    {
      gtk_popover_popup (GTK_POPOVER (editor->popover));
      gtk_widget_child_focus (editor->picks, GTK_DIR_TAB_FORWARD);
    }
}

/**
 * qd_cell_editor_set_at_end:
 * @at_end: whether the text stands at the end, as numbers do
 */
void
qd_cell_editor_set_at_end (QdCellEditor *editor,
                           gboolean      at_end)
{
  if (editor->line != NULL)
    gtk_editable_set_alignment (GTK_EDITABLE (editor->line), at_end ? 1 : 0);
}

/**
 * qd_cell_editor_covers:
 *
 * Returns: whether it stands over the cell, whose text is to stay as it is, and not in place of that
 */
gboolean
qd_cell_editor_covers (QdCellEditor *editor)
{
  return editor->view != NULL;
}

/**
 * qd_cell_editor_set_refused:
 * @message: why what it holds was refused
 *
 * Says so to a screen reader, and to who points at it.
 */
void
qd_cell_editor_set_refused (QdCellEditor *editor,
                            const char   *message)
{
  GtkWidget *text = editor->line != NULL ? editor->line : editor->view;

  if (text == NULL)
    return;

  qd_widget_set_tooltip (text, message);
  gtk_accessible_update_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

/**
 * qd_cell_editor_dup_text:
 *
 * Returns: (transfer full): what it holds now; ids separated by spaces for a reference
 */
char *
qd_cell_editor_dup_text (QdCellEditor *editor)
{
  GtkTextIter start, end;
  g_autoptr (GString) ids = NULL;

  if (editor->line != NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor->line)));

  if (editor->view != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor->view));

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
    }

  ids = g_string_new (NULL);
  for (GtkWidget *row = gtk_widget_get_first_child (editor->picks); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *button = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (button)))
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "",
                                (const char *) g_object_get_data (G_OBJECT (button), "id"));
    }

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/**
 * qd_cell_editor_is_changed:
 *
 * Returns: whether it holds something else than it started with; what is shown may be rounded, so that committing what
 *   nobody touched would alter it
 */
gboolean
qd_cell_editor_is_changed (QdCellEditor *editor)
{
  g_autofree char *text = qd_cell_editor_dup_text (editor);

  return editor->typed_over || !g_str_equal (text, editor->original);
}

/**
 * qd_cell_editor_is_typed_over:
 *
 * Returns: whether the line began anew with what was typed
 */
gboolean
qd_cell_editor_is_typed_over (QdCellEditor *editor)
{
  return editor->typed_over && editor->line != NULL;
}

/**
 * qd_cell_editor_handle_key:
 *
 * Lets the editor see a key before the table does.
 *
 * Returns: whether it was for the editor: moving among suggestions, a new line in long text
 */
gboolean
qd_cell_editor_handle_key (QdCellEditor    *editor,
                           guint            keyval,
                           GdkModifierType  modifiers)
{
  if (editor->aid != NULL)
    return qd_line_aid_handle_key (editor->aid, keyval, modifiers);

  if (editor->view != NULL && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) &&
      (modifiers & (GDK_SHIFT_MASK | GDK_ALT_MASK)) != 0)
    {
      gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor->view)), "\n", 1);
      return TRUE;
    }

  return FALSE;
}
