#include "qd-config.h"

#include "qd-detail-private.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-comment-list.h"
#include "qd-comments.h"
#include "qd-follow.h"
#include "qd-table.h"

/* The fields of one record that its table has no column for, as a form, and the lists it holds. Built from the table of
 * fields; what is typed is handed over when the focus leaves or Enter is pressed. */

#define MAX_WIDTH 640

G_DEFINE_FINAL_TYPE (QdDetail, qd_detail, GTK_TYPE_WIDGET)

static gboolean
is_wanted (QdDetail      *self,
           const QdField *field)
{
  if ((field->flags & QD_FIELD_INTERNAL) != 0)
    return FALSE;
  /* A stated figure is worth a row only where it stands in for a computed one. */
  if (self->all_fields && (field->flags & QD_FIELD_OVERRIDE) != 0)
    return qd_record_is_set (self->record, field->index);

  return self->all_fields || (field->flags & QD_FIELD_DETAIL) != 0;
}

static void
build_lists (QdDetail           *self,
             const QdRecordInfo *info)
{
  for (guint i = 0; i < info->n_lists; i++)
    {
      const QdListInfo *list = qd_list_info (info->lists[i]);
      GtkWidget *title, *table;

      /* The plan's own lists have pages; an objective's are rows of its tree. */
      if (self->all_fields || info->type == QD_RECORD_OBJECTIVE || list->single)
        continue;

      title = gtk_label_new (_(list->title));
      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_widget_add_css_class (title, "heading");
      gtk_box_append (GTK_BOX (self->rest), title);
      table = qd_table_new (self->document, qd_record_get_list (self->record, info->lists[i]), QD_TABLE_PLAIN);
      g_ptr_array_add (self->tables, table);
      gtk_box_append (GTK_BOX (self->rest), table);
    }
}

/* What can be done with a record beside editing it: actions of the window that take its id. */
static const struct
{
  QdRecordType  type;
  guint         field;   /* only where this field … */
  const char   *value;   /* (nullable): … says this */
  const char   *label;
  const char   *action;
  const char   *style_class;
} record_actions[] = {
  { QD_RECORD_CONFLICT, 0, NULL, N_("_Keep What Is Here"), "win.keep-ours", "suggested-action" },
  { QD_RECORD_CONFLICT, 0, NULL, N_("_Take the Other"), "win.take-theirs", NULL },
  { QD_RECORD_APPROVAL, 0, NULL, N_("_Confirm"), "win.confirm-approval", "suggested-action" },
  { QD_RECORD_SNAPSHOT, QD_SNAPSHOT_KIND, "scenario", N_("_Apply to the Plan"), "win.apply-scenario", "suggested-action" },
};

static void
build_actions (QdDetail     *self,
               QdRecordType  type)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < G_N_ELEMENTS (record_actions); i++)
    {
      GtkWidget *button;

      if (record_actions[i].type != type ||
          (record_actions[i].value != NULL &&
           !g_str_equal (qd_record_get_text (self->record, record_actions[i].field), record_actions[i].value)))
        continue;

      button = gtk_button_new_with_mnemonic (_(record_actions[i].label));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", qd_record_get_id (self->record));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), record_actions[i].action);
      if (record_actions[i].style_class != NULL)
        gtk_widget_add_css_class (button, record_actions[i].style_class);
      gtk_box_append (GTK_BOX (box), button);
    }
  if (gtk_widget_get_first_child (box) != NULL)
    gtk_box_append (GTK_BOX (self->rest), box);
  else
    g_object_unref (g_object_ref_sink (box));
}

/* A row has a place for comments; a form that shows more than one of its kind only once there are some. */
static void
build_comments (QdDetail *self,
                gboolean  wanted)
{
  g_autoptr (GPtrArray) comments = qd_comments_on (self->record);

  if (self->comments != NULL || qd_record_get_record_type (self->record) == QD_RECORD_COMMENT ||
      (self->all_fields && !wanted && comments->len == 0))
    return;

  self->comments = qd_comment_list_new (self->document, self->record);
  gtk_box_append (GTK_BOX (self->box), self->comments);
}

static void
remove_children (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
build_group (QdDetail           *self,
             const QdRecordInfo *info)
{
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; i < info->n_fields; i++)
    if (is_wanted (self, &info->fields[i]))
      qd_detail_add_entry (self, ADW_PREFERENCES_GROUP (group), &info->fields[i]);
  gtk_box_append (GTK_BOX (self->box), group);
  gtk_widget_set_visible (group, self->entries->len > 0);
  if (self->entries->len > 0)
    qd_widget_set_name (gtk_widget_get_parent (g_array_index (self->entries, QdDetailEntry, 0).row), _(info->label));

  self->rest = gtk_box_new (GTK_ORIENTATION_VERTICAL, gtk_box_get_spacing (GTK_BOX (self->box)));
  gtk_box_append (GTK_BOX (self->box), self->rest);
}

/* Going from row to row, the fields stay, and say something else. */
static void
rebuild (QdDetail *self,
         gboolean  same_fields)
{
  const QdRecordInfo *info;

  g_ptr_array_set_size (self->tables, 0);
  if (!same_fields)
    {
      remove_children (self->box);
      g_array_set_size (self->entries, 0);
      self->comments = NULL;
    }
  if (self->record == NULL)
    return;

  info = qd_record_get_info (self->record);
  if (same_fields)
    {
      remove_children (self->rest);
      qd_detail_refill_entries (self);
    }
  else
    {
      build_group (self, info);
      qd_detail_fill_entries (self);
    }

  build_actions (self, info->type);
  build_lists (self, info);
  gtk_widget_set_visible (self->rest, gtk_widget_get_first_child (self->rest) != NULL);
  if (self->comments != NULL)
    qd_comment_list_set_record (QD_COMMENT_LIST (self->comments), self->record);
  else
    build_comments (self, FALSE);
}

static void
update_title (QdDetail *self)
{
  const char *title = self->record != NULL ? qd_record_get_title (self->record) : "";
  GtkWidget *group = gtk_widget_get_first_child (self->box);

  if (!self->all_fields && ADW_IS_PREFERENCES_GROUP (group))
    {
      g_autofree char *escaped = g_markup_escape_text (title, -1);

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
    }
}

static void
update (GtkWidget *widget)
{
  QdDetail *self = QD_DETAIL (widget);
  gboolean same_fields;

  if (self->record == self->wanted)
    return;

  qd_detail_commit (self);
  same_fields = !self->all_fields && self->record != NULL && self->wanted != NULL &&
                qd_record_get_record_type (self->record) == qd_record_get_record_type (self->wanted);
  g_set_object (&self->record, self->wanted);
  rebuild (self, same_fields);
  update_title (self);
  gtk_widget_set_visible (widget, gtk_widget_get_first_child (self->box) != NULL);
}

static void
document_changed_cb (QdDocument *document,
                     QdChange   *change,
                     QdDetail   *self)
{
  if (self->wanted != NULL && qd_record_get_plan (self->wanted) == NULL)
    qd_detail_set_record (self, NULL);
  if (self->record == NULL || qd_record_get_plan (self->record) == NULL)
    return;

  update_title (self);
  qd_detail_fill_entries (self);
}

static void
qd_detail_dispose (GObject *object)
{
  QdDetail *self = QD_DETAIL (object);

  if (self->box != NULL)
    gtk_widget_unparent (gtk_widget_get_first_child (GTK_WIDGET (self)));
  self->box = NULL;
  g_array_set_size (self->entries, 0);
  g_clear_object (&self->record);
  g_clear_object (&self->wanted);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_detail_parent_class)->dispose (object);
}

static void
qd_detail_finalize (GObject *object)
{
  g_array_unref (QD_DETAIL (object)->entries);
  g_ptr_array_unref (QD_DETAIL (object)->tables);

  G_OBJECT_CLASS (qd_detail_parent_class)->finalize (object);
}

static void
qd_detail_class_init (QdDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_detail_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_detail_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qddetail");
}

static void
qd_detail_init (QdDetail *self)
{
  GtkWidget *clamp;

  self->entries = g_array_new (FALSE, TRUE, sizeof (QdDetailEntry));
  self->tables = g_ptr_array_new ();
  g_array_set_clear_func (self->entries, qd_detail_entry_clear);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  gtk_widget_set_halign (clamp, GTK_ALIGN_START);
  gtk_widget_set_parent (clamp, GTK_WIDGET (self));
}

/**
 * qd_detail_new:
 * @document: the document
 * @all_fields: whether to show all fields of a record, and not just those its table has no column for
 *
 * Returns: a form without a record
 */
GtkWidget *
qd_detail_new (QdDocument *document,
               gboolean    all_fields)
{
  QdDetail *self = g_object_new (QD_TYPE_DETAIL, NULL);

  self->document = g_object_ref (document);
  self->all_fields = all_fields;
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);
  qd_widget_follow (GTK_WIDGET (self), document, update);

  return GTK_WIDGET (self);
}

/**
 * qd_detail_set_record:
 * @detail: a form
 * @record: (nullable): the record whose fields it shows: once there is nothing more urgent to do, so that going through
 *   the rows of a table does not wait for it
 */
void
qd_detail_set_record (QdDetail *detail,
                      QdRecord *record)
{
  if (detail->wanted == record)
    return;

  qd_detail_commit (detail);
  g_set_object (&detail->wanted, record);
  qd_widget_fall_behind (GTK_WIDGET (detail));
}

/**
 * qd_detail_get_record:
 *
 * Returns: (transfer none): the record whose form it is
 */
QdRecord *
qd_detail_get_record (QdDetail *detail)
{
  return detail->wanted;
}

/**
 * qd_detail_show_record:
 * @detail: a form
 * @record: its record, or one of a list that this holds
 * @field: (nullable): the field that gets the focus
 *
 * Returns: whether there is something of @record to give the focus to
 */
gboolean
qd_detail_show_record (QdDetail      *detail,
                       QdRecord      *record,
                       const QdField *field)
{
  qd_widget_catch_up (GTK_WIDGET (detail));
  if (record == detail->record && field == NULL)
    return gtk_widget_child_focus (GTK_WIDGET (detail), GTK_DIR_TAB_FORWARD);

  for (guint i = 0; i < detail->entries->len && record == detail->record; i++)
    {
      const QdDetailEntry *entry = &g_array_index (detail->entries, QdDetailEntry, i);

      if (entry->field == field)
        return gtk_widget_grab_focus (entry->view != NULL ? entry->view : entry->row);
    }

  for (guint i = 0; i < detail->tables->len; i++)
    {
      QdTable *table = g_ptr_array_index (detail->tables, i);

      if ((field != NULL && qd_table_select_field (table, record, field)) || qd_table_select (table, record))
        return TRUE;
    }

  return FALSE;
}

/**
 * qd_detail_comment:
 * @detail: a form
 *
 * Takes the focus to where one writes a comment on its record.
 *
 * Returns: whether there is a record to comment on
 */
gboolean
qd_detail_comment (QdDetail *detail)
{
  qd_widget_catch_up (GTK_WIDGET (detail));
  if (detail->record == NULL)
    return FALSE;

  build_comments (detail, TRUE);

  return detail->comments != NULL && qd_comment_list_start (QD_COMMENT_LIST (detail->comments));
}
