#include "qd-config.h"

#include "qd-detail-private.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-cell-editor.h"
#include "qd-color-button.h"
#include "qd-columns.h"
#include "qd-picture-row.h"

/* The rows of a form, each of them for a field: what it is edited with, what was typed into it, and what of that is not
 * part of the plan yet. */

void
qd_detail_entry_clear (gpointer data)
{
  g_clear_object (&((QdDetailEntry *) data)->aid);
  g_free (((QdDetailEntry *) data)->shown);
}

/* Returns: %FALSE if it was refused, which is said */
static gboolean
set_text (QdDetail      *self,
          QdDetailEntry *entry,
          const char    *text)
{
  g_auto (QdValue) value = qd_field_parse_local (entry->field, text);
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (text, entry->shown) == 0)
    return TRUE;

  if (!qd_document_set_value (self->document, self->record, entry->field->index, &value, QD_APPLY_DEFAULT, &error))
    {
      gtk_widget_add_css_class (entry->row, "error");
      qd_widget_toast (GTK_WIDGET (self), error->message);
      return FALSE;
    }
  gtk_widget_remove_css_class (entry->row, "error");

  return TRUE;
}

static char *
typed_text (QdDetailEntry *entry)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer;

  if (entry->view == NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry->row)));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry->view));
  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static QdDetailEntry *
find_entry (QdDetail  *self,
            GtkWidget *row)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_array_index (self->entries, QdDetailEntry, i).row == row)
      return &g_array_index (self->entries, QdDetailEntry, i);

  return NULL;
}

static gboolean
commit_row (QdDetail  *self,
            GtkWidget *row)
{
  QdDetailEntry *entry = find_entry (self, row);
  g_autofree char *text = NULL;

  if (entry == NULL || self->record == NULL || self->filling)
    return TRUE;

  text = typed_text (entry);

  return set_text (self, entry, text);
}

static void
row_left_cb (GtkEventControllerFocus *controller,
             QdDetail                *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *row = GTK_IS_TEXT_VIEW (widget) ? gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_ROW) : widget;
  QdDetailEntry *entry = find_entry (self, row);

  if (entry != NULL && entry->aid != NULL)
    qd_line_aid_end (entry->aid);
  commit_row (self, row);
}

static void
entry_activated_cb (GtkWidget *row,
                    QdDetail  *self)
{
  QdDetailEntry *entry = find_entry (self, row);

  if (entry != NULL && entry->aid != NULL)
    qd_line_aid_end (entry->aid);
  commit_row (self, row);
}

static void
watch_focus (QdDetail  *self,
             GtkWidget *widget)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "leave", G_CALLBACK (row_left_cb), self);
  gtk_widget_add_controller (widget, focus);
}

/* What a choice shows while nothing is chosen: the usual answer, or that there is none. */
static const char *
unset_label (const QdField *field)
{
  const QdChoice *fallback = qd_choice_find (field->choices, field->fallback);

  return fallback != NULL ? _(fallback->label) : C_("no answer chosen", "Not set");
}

static void
choice_selected_cb (GtkWidget  *row,
                    GParamSpec *pspec,
                    QdDetail   *self)
{
  QdDetailEntry *entry = find_entry (self, row);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));
  const char *text;

  if (self->filling || entry == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;

  text = gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (ADW_COMBO_ROW (row))), selected);
  set_text (self, entry, g_str_equal (text, unset_label (entry->field)) ? "" : text);
}

static void
fill_choice (QdDetailEntry *entry,
             const char    *text)
{
  const QdField *field = entry->field;
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  const char *wanted = *text != '\0' ? text : unset_label (field);
  guint selected = 0;

  if (qd_choice_find (field->choices, field->fallback) == NULL)
    gtk_string_list_append (model, unset_label (field));
  for (const QdChoice *choice = field->choices; choice->id != NULL; choice++)
    gtk_string_list_append (model, _(choice->label));
  /* Kept as typed: none of the answers. */
  if (*text != '\0' && qd_choice_find (field->choices, text) == NULL)
    gtk_string_list_append (model, text);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    if (g_str_equal (gtk_string_list_get_string (model, i), wanted))
      selected = i;

  adw_combo_row_set_model (ADW_COMBO_ROW (entry->row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (entry->row), selected);
}

static void
fill_entry (QdDetail      *self,
            QdDetailEntry *entry)
{
  g_autofree char *text = entry->field->kind == QD_KIND_PICTURE
                            ? g_strdup (qd_record_get_text (self->record, entry->field->index))
                            : qd_record_display (self->record, entry->field->index);

  if (g_strcmp0 (text, entry->shown) == 0)
    return;

  g_free (entry->shown);
  entry->shown = g_strdup (text);

  self->filling = TRUE;
  if (ADW_IS_COMBO_ROW (entry->row))
    fill_choice (entry, text);
  else if (entry->view != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry->view)), text, -1);
  else if (QD_IS_PICTURE_ROW (entry->row))
    qd_picture_row_set_picture (QD_PICTURE_ROW (entry->row), text);
  else if (entry->field->kind == QD_KIND_REFS)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (entry->row), text);
  else
    gtk_editable_set_text (GTK_EDITABLE (entry->row), text);
  self->filling = FALSE;
}

void
qd_detail_fill_entries (QdDetail *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    fill_entry (self, &g_array_index (self->entries, QdDetailEntry, i));
}

static gboolean
picker_left_idle_cb (gpointer user_data)
{
  GtkWidget *picker = user_data;
  GtkWidget *detail = gtk_widget_get_ancestor (picker, QD_TYPE_DETAIL);
  QdDetail *self = detail != NULL ? QD_DETAIL (detail) : NULL;
  QdDetailEntry *entry = self != NULL ? find_entry (self, gtk_widget_get_ancestor (picker, ADW_TYPE_ACTION_ROW)) : NULL;
  g_autofree char *ids = NULL;
  g_auto (QdValue) value = QD_VALUE_INIT;

  if (entry == NULL || entry->picker != picker || self->record == NULL)
    return G_SOURCE_REMOVE;

  ids = qd_cell_editor_dup_text (QD_CELL_EDITOR (picker));
  entry->picker = NULL;
  adw_action_row_remove (ADW_ACTION_ROW (entry->row), picker);
  value = qd_field_parse (entry->field, ids);
  qd_document_set_value (self->document, self->record, entry->field->index, &value, QD_APPLY_DEFAULT, NULL);

  return G_SOURCE_REMOVE;
}

/* The focus is on its way along the very widgets that go now: that waits until it is there, but for no other event. */
static void
picker_left_cb (GtkEventControllerFocus *controller,
                QdDetail                *self)
{
  GtkWidget *picker = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  g_idle_add_full (G_PRIORITY_HIGH, picker_left_idle_cb, g_object_ref (picker), g_object_unref);
}

static void
pick_cb (GtkWidget *row,
         QdDetail  *self)
{
  QdDetailEntry *entry = find_entry (self, row);
  GtkEventController *focus;

  if (entry == NULL || entry->picker != NULL || qd_document_get_read_only (self->document))
    return;

  entry->picker = qd_cell_editor_new (self->document, entry->field,
                                      qd_record_get_text (self->record, entry->field->index), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), entry->picker);
  focus = gtk_event_controller_focus_new ();
  gtk_event_controller_set_propagation_limit (focus, GTK_LIMIT_NONE);
  g_signal_connect (focus, "leave", G_CALLBACK (picker_left_cb), self);
  gtk_widget_add_controller (entry->picker, focus);
  qd_cell_editor_start (QD_CELL_EDITOR (entry->picker));
}

static GtkWidget *
build_long_text (QdDetail      *self,
                 QdDetailEntry *entry)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (qd_field_label (entry->field));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_widget_add_css_class (box, "qd-long-text");

  entry->view = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (entry->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (entry->view), FALSE);
  qd_widget_set_name (entry->view, qd_field_label (entry->field));
  watch_focus (self, entry->view);
  gtk_box_append (GTK_BOX (box), entry->view);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);

  return row;
}

static GtkWidget *
build_refs (QdDetail      *self,
            QdDetailEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("document-edit-symbolic");

  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (pick_cb), self);

  return row;
}

/* Where nothing typed means something, the label says what. */
static void
set_row_title (QdDetailEntry *entry)
{
  const QdValue *fallback = qd_field_fallback (entry->field);
  g_autofree char *usual = qd_field_display (entry->field, fallback);
  g_autofree char *title = NULL;

  if (fallback->type != QD_VALUE_UNSET && entry->field->choices == NULL)
    title = g_strdup_printf (C_("a field and what counts while it is empty", "%s (usually %s)"),
                             qd_field_label (entry->field), usual);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry->row),
                                 title != NULL ? title : qd_field_label (entry->field));
}

static void
picture_chosen_cb (GtkWidget  *row,
                   const char *picture,
                   QdDetail   *self)
{
  QdDetailEntry *entry = find_entry (self, row);

  if (entry != NULL && self->record != NULL)
    set_text (self, entry, picture);
}

static gboolean
aid_key_cb (GtkEventControllerKey *controller,
            guint                  keyval,
            guint                  keycode,
            GdkModifierType        state,
            QdLineAid             *aid)
{
  return qd_line_aid_handle_key (aid, keyval, state & gtk_accelerator_get_default_mod_mask ());
}

/* The list or calendar opens when the line is typed in, not already when the focus passes by. */
static void
first_typed_cb (GtkEditable *row,
                QdDetail    *self)
{
  QdDetailEntry *entry = find_entry (self, GTK_WIDGET (row));

  if (entry != NULL && entry->aid != NULL && !self->filling && !qd_line_aid_is_active (entry->aid))
    qd_line_aid_begin (entry->aid, TRUE);
}

static void
build_aid (QdDetail      *self,
           QdDetailEntry *entry)
{
  GtkEventController *keys;

  entry->aid = qd_line_aid_new (entry->row, GTK_EDITABLE (entry->row), self->document, entry->field);
  if (entry->aid == NULL)
    return;

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (aid_key_cb), entry->aid);
  gtk_widget_add_controller (entry->row, keys);
  g_signal_connect (entry->row, "changed", G_CALLBACK (first_typed_cb), self);
}

void
qd_detail_add_entry (QdDetail            *self,
                     AdwPreferencesGroup *group,
                     const QdField       *field)
{
  QdDetailEntry entry = { .field = field };

  if (field->choices != NULL)
    {
      entry.row = adw_combo_row_new ();
      g_signal_connect (entry.row, "notify::selected", G_CALLBACK (choice_selected_cb), self);
    }
  else if (field->kind == QD_KIND_REFS)
    {
      entry.row = build_refs (self, &entry);
    }
  else if (field->kind == QD_KIND_LONG_TEXT)
    {
      entry.row = build_long_text (self, &entry);
    }
  else if (field->kind == QD_KIND_PICTURE)
    {
      entry.row = qd_picture_row_new ();
      g_signal_connect (entry.row, "chosen", G_CALLBACK (picture_chosen_cb), self);
    }
  else
    {
      entry.row = adw_entry_row_new ();
      g_signal_connect (entry.row, "entry-activated", G_CALLBACK (entry_activated_cb), self);
      watch_focus (self, entry.row);
      build_aid (self, &entry);
      if (field->kind == QD_KIND_COLOR)
        qd_color_button_attach (ADW_ENTRY_ROW (entry.row));
    }

  set_row_title (&entry);
  if (field->help != NULL)
    gtk_widget_set_tooltip_text (entry.row, _(field->help));
  adw_preferences_group_add (group, entry.row);
  g_array_append_val (self->entries, entry);
}

/* Returns: (transfer full) (nullable): what is typed or ticked in one row and not yet part of the plan */
static char *
pending_text (QdDetailEntry *entry)
{
  g_autofree char *text = NULL;

  if (entry->picker != NULL)
    return qd_cell_editor_is_changed (QD_CELL_EDITOR (entry->picker))
             ? qd_cell_editor_dup_text (QD_CELL_EDITOR (entry->picker)) : NULL;
  if (entry->view == NULL && !ADW_IS_ENTRY_ROW (entry->row))
    return NULL;

  text = typed_text (entry);

  return g_strcmp0 (text, entry->shown) != 0 ? g_steal_pointer (&text) : NULL;
}

/* For another record: nothing of what was typed, refused or to be undone has to do with that. */
static void
refill_entry (QdDetail      *self,
              QdDetailEntry *entry)
{
  g_autofree char *typed = pending_text (entry);
  gboolean line = ADW_IS_ENTRY_ROW (entry->row);

  gtk_widget_remove_css_class (entry->row, "error");
  if (entry->aid != NULL)
    qd_line_aid_end (entry->aid);
  if (typed != NULL)
    g_clear_pointer (&entry->shown, g_free);
  if (line)
    gtk_editable_set_enable_undo (GTK_EDITABLE (entry->row), FALSE);
  fill_entry (self, entry);
  if (line)
    gtk_editable_set_enable_undo (GTK_EDITABLE (entry->row), TRUE);
}

void
qd_detail_refill_entries (QdDetail *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    refill_entry (self, &g_array_index (self->entries, QdDetailEntry, i));
}

/**
 * qd_detail_commit:
 *
 * Hands over what is typed and not yet part of the plan.
 *
 * Returns: %FALSE if something was refused, which is said, and is still there to be mended
 */
gboolean
qd_detail_commit (QdDetail *detail)
{
  gboolean done = TRUE;

  if (detail->record == NULL || qd_record_get_plan (detail->record) == NULL)
    return TRUE;

  for (guint i = 0; i < detail->entries->len; i++)
    {
      QdDetailEntry *entry = &g_array_index (detail->entries, QdDetailEntry, i);

      if (entry->view != NULL || ADW_IS_ENTRY_ROW (entry->row))
        done = commit_row (detail, entry->row) && done;
    }

  return done;
}

/**
 * qd_detail_dup_typing:
 *
 * Returns: (transfer full) (nullable): what qd_detail_commit() would do to the plan
 */
QdChange *
qd_detail_dup_typing (QdDetail *detail)
{
  if (detail->record == NULL || qd_record_get_plan (detail->record) == NULL)
    return NULL;

  for (guint i = 0; i < detail->entries->len; i++)
    {
      QdDetailEntry *entry = &g_array_index (detail->entries, QdDetailEntry, i);
      g_autofree char *text = pending_text (entry);

      if (text != NULL)
        {
          g_auto (QdValue) value = qd_field_parse_local (entry->field, text);

          return qd_typing_new (detail->record, entry->field, &value);
        }
    }

  return NULL;
}
