#include "qd-config.h"

#include "qd-field-strip.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-cell.h"
#include "qd-columns.h"

/* A few figures of one record side by side, each under its name, edited in place as in a table. */

struct _QdFieldStrip
{
  GtkWidget     parent_instance;

  QdDocument   *document;
  QdRecordType  type;
  QdRecord     *record; /* (nullable) */
  GtkWidget    *box;
  GtkWidget    *title;
  GtkWidget    *row;
  GPtrArray    *cells;
  GPtrArray    *columns;
};

G_DEFINE_FINAL_TYPE (QdFieldStrip, qd_field_strip, GTK_TYPE_WIDGET)

static QdCell *
focused_cell (QdFieldStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->cells->len; i++)
    {
      GtkWidget *cell = g_ptr_array_index (self->cells, i);

      if (focus == cell || gtk_widget_is_ancestor (focus, cell))
        return QD_CELL (cell);
    }

  return NULL;
}

/* The cell @step further; %NULL beyond the ends. */
static GtkWidget *
neighbour (QdFieldStrip *self,
           QdCell       *cell,
           int           step)
{
  guint index = 0;

  g_ptr_array_find (self->cells, cell, &index);
  if ((step < 0 && index == 0) || index + (guint) step >= self->cells->len)
    return NULL;

  return g_ptr_array_index (self->cells, index + (guint) step);
}

static gboolean
editing_key (QdFieldStrip    *self,
             QdCell          *cell,
             guint            keyval,
             GdkModifierType  modifiers)
{
  GtkWidget *next;
  gboolean back;

  if (qd_cell_handle_key (cell, keyval, modifiers) ||
      (modifiers != 0 && qd_widget_activate_accel (GTK_WIDGET (cell), keyval, modifiers)))
    return TRUE;

  switch (keyval)
    {
    case GDK_KEY_Escape:
      qd_cell_cancel (cell);
      gtk_widget_grab_focus (GTK_WIDGET (cell));
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (qd_cell_commit (cell))
        gtk_widget_grab_focus (GTK_WIDGET (cell));
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      back = keyval == GDK_KEY_ISO_Left_Tab || (modifiers & GDK_SHIFT_MASK) != 0;
      next = neighbour (self, cell, back ? -1 : 1);
      if (qd_cell_commit (cell))
        gtk_widget_grab_focus (next != NULL ? next : GTK_WIDGET (cell));
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                QdFieldStrip          *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  QdCell *cell = focused_cell (self);
  gunichar typed = gdk_keyval_to_unicode (keyval);
  char text[7] = { 0 };

  if (cell == NULL)
    return FALSE;
  if (qd_cell_is_editing (cell))
    return editing_key (self, cell, keyval, modifiers);
  if (modifiers == 0 && keyval == GDK_KEY_Escape)
    return gtk_widget_activate_action (GTK_WIDGET (self), "lanes.focus", NULL);
  if (modifiers == 0 && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_F2))
    return qd_cell_edit (cell, NULL);
  if ((modifiers & ~GDK_SHIFT_MASK) != 0 || !g_unichar_isgraph (typed))
    return FALSE;

  g_unichar_to_utf8 (typed, text);

  return qd_cell_edit (cell, text);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            QdFieldStrip    *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (qd_cell_is_editing (QD_CELL (cell)))
    return;

  gtk_widget_grab_focus (cell);
  qd_cell_edit (QD_CELL (cell), NULL);
}

static void
show_record (QdFieldStrip *self)
{
  gtk_label_set_text (GTK_LABEL (self->title), qd_record_get_title (self->record));
  gtk_widget_set_tooltip_text (self->title, qd_record_get_title (self->record));
  for (guint i = 0; i < self->cells->len; i++)
    {
      QdCell *cell = g_ptr_array_index (self->cells, i);

      if (qd_cell_is_editing (cell) && qd_cell_get_record (cell) == self->record)
        continue;
      if (qd_cell_get_record (cell) != self->record)
        qd_cell_bind (cell, NULL, self->record, g_ptr_array_index (self->columns, i), FALSE, FALSE);
      else
        qd_cell_refresh (cell);
    }
}

static void
qd_field_strip_dispose (GObject *object)
{
  QdFieldStrip *self = QD_FIELD_STRIP (object);

  qd_field_strip_set_record (self, NULL);
  g_ptr_array_set_size (self->cells, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_field_strip_parent_class)->dispose (object);
}

static void
qd_field_strip_finalize (GObject *object)
{
  QdFieldStrip *self = QD_FIELD_STRIP (object);

  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->columns);

  G_OBJECT_CLASS (qd_field_strip_parent_class)->finalize (object);
}

static void
qd_field_strip_class_init (QdFieldStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_field_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_field_strip_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "qdfields");
}

static void
qd_field_strip_init (QdFieldStrip *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cells = g_ptr_array_new ();
  self->columns = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_widget_add_css_class (self->title, "qd-field-name");
  gtk_box_append (GTK_BOX (self->box), self->title);
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->row);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
add_column (QdFieldStrip   *self,
            const QdColumn *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (_(column->label));
  /* Not the first: that is where a table has the marks of its rows. */
  GtkWidget *cell = qd_cell_new (self->document, self->cells->len + 1, MIN (qd_cell_column_chars (column), 14));
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "qd-field-name");
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (click));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), cell);
  gtk_box_append (GTK_BOX (self->row), box);
  g_ptr_array_add (self->cells, cell);
  g_ptr_array_add (self->columns, (gpointer) column);
}

/**
 * qd_field_strip_new:
 * @document: the document
 * @type: of which type the record will be
 * @columns: (array zero-terminated=1): the ids of its columns to show
 */
GtkWidget *
qd_field_strip_new (QdDocument        *document,
                    QdRecordType       type,
                    const char *const *columns)
{
  QdFieldStrip *self = g_object_new (QD_TYPE_FIELD_STRIP, NULL);

  self->document = g_object_ref (document);
  self->type = type;
  for (guint i = 0; columns[i] != NULL; i++)
    if (qd_column_find (type, columns[i]) != NULL)
      add_column (self, qd_column_find (type, columns[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  return GTK_WIDGET (self);
}

/**
 * qd_field_strip_set_record:
 * @strip: a strip
 * @record: (nullable): whose figures it shows, as they are now; %NULL: it is hidden
 */
void
qd_field_strip_set_record (QdFieldStrip *strip,
                           QdRecord     *record)
{
  if (record != strip->record)
    for (guint i = 0; i < strip->cells->len; i++)
      if (qd_cell_get_record (g_ptr_array_index (strip->cells, i)) != NULL)
        qd_cell_unbind (g_ptr_array_index (strip->cells, i));

  g_set_object (&strip->record, record);
  if (record != NULL)
    show_record (strip);
  gtk_widget_set_visible (GTK_WIDGET (strip), record != NULL);
}

/**
 * qd_field_strip_edit:
 * @strip: a strip
 *
 * Takes the focus to the first of its figures.
 *
 * Returns: whether there is one
 */
gboolean
qd_field_strip_edit (QdFieldStrip *strip)
{
  if (strip->record == NULL || strip->cells->len == 0)
    return FALSE;

  gtk_widget_grab_focus (g_ptr_array_index (strip->cells, 0));

  return TRUE;
}
