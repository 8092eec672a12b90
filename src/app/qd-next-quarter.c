#include "qd-config.h"

#include "qd-next-quarter.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-columns.h"
#include "qd-roll-over.h"
#include "qd-text.h"
#include "qd-window.h"

/* The dialog that makes the next quarter's plan out of this one's: which quarter, what goes on, which initiatives are
 * taken on, and what is to be decided again. The new plan comes up in a window of its own, not saved yet. */

/* Beyond this nobody ticks one by one. */
#define MOST_ROWS 200

struct _QdNextQuarter
{
  AdwWindow   parent_instance;

  QdDocument *document;
  GtkWidget  *page;
  GtkWidget  *quarter;
  GtkWidget  *create;
  GtkWidget  *revisit_group;
  GPtrArray  *parts;       /* check buttons, one a part */
  GPtrArray  *initiatives; /* check buttons with the id of the initiative as "id" */
  GPtrArray  *revisited;   /* the same for what was not done */
};

G_DEFINE_FINAL_TYPE (QdNextQuarter, qd_next_quarter, ADW_TYPE_WINDOW)

static GtkWidget *
check_row_new (const char *title,
               const char *subtitle,
               gboolean    active,
               GPtrArray  *checks,
               const char *id)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  qd_widget_set_name (check, title);
  g_object_set_data_full (G_OBJECT (check), "id", g_strdup (id), g_free);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_ptr_array_add (checks, check);

  return row;
}

static gboolean
read_quarter (QdNextQuarter *self,
              QdQuarter     *quarter)
{
  QdQuarter now = qd_plan_get_quarter (qd_document_get_plan (self->document));

  return qd_quarter_parse (gtk_editable_get_text (GTK_EDITABLE (self->quarter)), quarter) &&
         (!qd_quarter_is_set (&now) || qd_quarter_compare (quarter, &now) > 0);
}

/* The ids of the ticked rows, ended by NULL; owned by the rows. */
static GPtrArray *
ticked_ids (GPtrArray *checks)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < checks->len; i++)
    if (gtk_check_button_get_active (checks->pdata[i]))
      g_ptr_array_add (ids, g_object_get_data (checks->pdata[i], "id"));
  g_ptr_array_add (ids, NULL);

  return ids;
}

static void
create_cb (QdNextQuarter *self)
{
  g_autoptr (GPtrArray) initiatives = ticked_ids (self->initiatives);
  g_autoptr (GPtrArray) revisited = ticked_ids (self->revisited);
  QdRollOptions options = { .initiatives = (const char *const *) initiatives->pdata,
                            .revisited = (const char *const *) revisited->pdata };
  g_autoptr (QdPlan) plan = NULL;

  if (!read_quarter (self, &options.quarter))
    return;

  for (guint i = 0; i < self->parts->len; i++)
    if (!gtk_check_button_get_active (self->parts->pdata[i]))
      options.left |= 1u << i;
  plan = qd_roll_over (qd_document_get_figures (self->document), &options);
  qd_window_show_new_plan (QD_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (self))), plan, _("Take Over the Last Quarter"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
fill_revisited (QdNextQuarter *self)
{
  QdQuarter quarter;
  g_autoptr (GPtrArray) due = NULL;
  GtkWidget *group = adw_preferences_group_new ();

  if (self->revisit_group != NULL)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (self->revisit_group));
  g_ptr_array_set_size (self->revisited, 0);
  self->revisit_group = group;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("To Be Decided Again"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Put off until now. What is ticked becomes a decision, the rest stays put off."));

  if (read_quarter (self, &quarter))
    due = qd_roll_revisit_due (qd_document_get_plan (self->document), &quarter);
  for (guint i = 0; due != NULL && i < due->len && i < MOST_ROWS; i++)
    {
      QdRecord *record = due->pdata[i];
      g_autofree char *name = qd_record_name (record);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 check_row_new (name, qd_record_get_text (record, QD_EXCLUSION_REASON),
                                                TRUE, self->revisited, qd_record_get_id (record)));
    }
  gtk_widget_set_visible (group, self->revisited->len > 0);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

static void
quarter_changed_cb (QdNextQuarter *self)
{
  QdQuarter quarter;
  gboolean valid = read_quarter (self, &quarter);

  gtk_widget_set_sensitive (self->create, valid);
  if (valid)
    gtk_widget_remove_css_class (self->quarter, "error");
  else
    gtk_widget_add_css_class (self->quarter, "error");
  fill_revisited (self);
}

static void
add_quarter (QdNextQuarter *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  QdQuarter now = qd_plan_get_quarter (qd_document_get_plan (self->document));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("This quarter’s objectives become the scorecard to look back on, with their "
                                           "actuals. Dates keep their weekday and week."));
  self->quarter = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->quarter), _("Quarter to plan"));
  if (qd_quarter_is_set (&now))
    {
      QdQuarter next = qd_quarter_add (&now, 1);
      g_autofree char *text = qd_quarter_format (&next);

      gtk_editable_set_text (GTK_EDITABLE (self->quarter), text);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->quarter);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

/* Parts with nothing in them are not asked about, but keep their place among the parts. */
static void
add_parts (QdNextQuarter *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint n_parts;
  const QdRollPart *parts = qd_roll_parts (&n_parts);
  gboolean any = FALSE;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Goes On"));
  for (guint i = 0; i < n_parts; i++)
    {
      guint n = qd_list_get_length (qd_plan_get_list (qd_document_get_plan (self->document), parts[i].list));
      GtkWidget *row = check_row_new (_(parts[i].label), NULL, TRUE, self->parts, "");

      any = any || n > 0;
      gtk_widget_set_visible (row, n > 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  gtk_widget_set_visible (group, any);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

static void
add_initiatives (QdNextQuarter *self)
{
  g_autoptr (GPtrArray) unfinished = qd_roll_unfinished (qd_document_get_figures (self->document));
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Unfinished Initiatives"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Of objectives that are not met. What is ticked is taken on, with its points."));
  for (guint i = 0; i < unfinished->len && i < MOST_ROWS; i++)
    {
      QdRecord *record = unfinished->pdata[i];
      g_autofree char *name = qd_record_name (record);
      g_autofree char *objective = qd_record_name (qd_record_get_parent (record));

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 check_row_new (name, objective, FALSE, self->initiatives, qd_record_get_id (record)));
    }
  gtk_widget_set_visible (group, self->initiatives->len > 0);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

static void
qd_next_quarter_dispose (GObject *object)
{
  QdNextQuarter *self = QD_NEXT_QUARTER (object);

  g_clear_object (&self->document);
  self->revisit_group = NULL;

  G_OBJECT_CLASS (qd_next_quarter_parent_class)->dispose (object);
}

static void
qd_next_quarter_finalize (GObject *object)
{
  QdNextQuarter *self = QD_NEXT_QUARTER (object);

  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->initiatives);
  g_ptr_array_unref (self->revisited);

  G_OBJECT_CLASS (qd_next_quarter_parent_class)->finalize (object);
}

/* The usual quarter with all that goes on is one key away. Not before: GTK 4.8 would take the window for a widget like
 * others, and a screen reader with it. */
static void
qd_next_quarter_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qd_next_quarter_parent_class)->map (widget);

  gtk_widget_grab_focus (QD_NEXT_QUARTER (widget)->create);
}

static void
qd_next_quarter_class_init (QdNextQuarterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_next_quarter_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_next_quarter_finalize;
  GTK_WIDGET_CLASS (klass)->map = qd_next_quarter_map;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qd_next_quarter_init (QdNextQuarter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = qd_dialog_bar_new (_("_Create"), &self->create);

  self->parts = g_ptr_array_new ();
  self->initiatives = g_ptr_array_new ();
  self->revisited = g_ptr_array_new ();

  g_signal_connect_swapped (self->create, "clicked", G_CALLBACK (create_cb), self);
  gtk_box_append (GTK_BOX (box), bar);

  self->page = adw_preferences_page_new ();
  gtk_widget_set_vexpand (self->page, TRUE);
  gtk_box_append (GTK_BOX (box), self->page);
  adw_window_set_content (ADW_WINDOW (self), box);

  gtk_window_set_title (GTK_WINDOW (self), _("Next Quarter"));
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->create);
}

/**
 * qd_next_quarter_new:
 * @parent: the window of the old plan
 * @document: that plan
 *
 * Returns: the dialog
 */
GtkWidget *
qd_next_quarter_new (GtkWindow  *parent,
                     QdDocument *document)
{
  QdNextQuarter *self = g_object_new (QD_TYPE_NEXT_QUARTER, "transient-for", parent, NULL);

  self->document = g_object_ref (document);
  add_quarter (self);
  add_parts (self);
  add_initiatives (self);
  g_signal_connect_swapped (self->quarter, "changed", G_CALLBACK (quarter_changed_cb), self);
  quarter_changed_cb (self);

  return GTK_WIDGET (self);
}
