#include "qd-config.h"

#include "qd-from-template.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-dialogs.h"
#include "qd-plan-template.h"
#include "qd-window.h"

/* The dialog that makes a new plan out of one of the user's templates: which quarter, and which of them. A template that
 * nobody needs any more is deleted here. */

struct _QdFromTemplate
{
  AdwWindow  parent_instance;

  GtkWidget *page;
  GtkWidget *quarter;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (QdFromTemplate, qd_from_template, ADW_TYPE_WINDOW)

static void fill (QdFromTemplate *self);

static const char *
name_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "name");
}

static void
use_cb (GtkWidget      *row,
        QdFromTemplate *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) template_plan = NULL;
  g_autoptr (QdPlan) plan = NULL;
  QdQuarter quarter;

  if (!qd_quarter_parse (gtk_editable_get_text (GTK_EDITABLE (self->quarter)), &quarter))
    {
      gtk_widget_grab_focus (self->quarter);
      return;
    }
  template_plan = qd_plan_template_load (name_of (row), &error);
  if (template_plan == NULL)
    {
      qd_dialog_show_error (GTK_WINDOW (self), _("The template could not be read"), error->message);
      return;
    }

  plan = qd_plan_template_use (template_plan, &quarter);
  qd_window_show_new_plan (QD_WINDOW (parent), plan, _("Start from a Template"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
delete_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  QdFromTemplate *self = QD_FROM_TEMPLATE (source);
  g_autofree char *name = user_data;
  g_autofree char *answer = qd_dialog_ask_finish (result);
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (answer, "delete"))
    return;
  if (!qd_plan_template_remove (name, &error))
    qd_dialog_show_error (GTK_WINDOW (self), _("The template could not be deleted"), error->message);
  fill (self);
}

/* Nothing that undo could bring back. */
static void
delete_cb (GtkWidget      *button,
           QdFromTemplate *self)
{
  const char *const answers[] = { "cancel", _("_Cancel"), "!delete", _("_Delete"), NULL };
  const char *name = name_of (button);
  g_autofree char *heading = g_strdup_printf (_("Delete the template “%s”?"), name);

  qd_dialog_ask_async (GTK_WINDOW (self), heading, _("Plans that were made from it stay as they are."), answers,
                       delete_answered_cb, g_strdup (name));
}

static GtkWidget *
row_new (QdFromTemplate *self,
         const char     *name)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *markup = g_markup_escape_text (name, -1);
  g_autofree char *delete_name = g_strdup_printf (_("Delete “%s”"), name);
  GtkWidget *button = qd_row_add_button (ADW_ACTION_ROW (row), "user-trash-symbolic", delete_name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (use_cb), self, 0);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_cb), self, 0);

  return row;
}

static void
fill (QdFromTemplate *self)
{
  g_autoptr (GPtrArray) names = qd_plan_template_list ();

  if (self->list != NULL)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (self->list));
  self->list = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->list), _("Templates"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->list),
                                         names->len > 0 ? _("Choose the one to start with.")
                                                        : _("None yet. Save as Template, in the menu of a plan, keeps its "
                                                            "people, teams, categories and settings for new plans."));
  for (guint i = 0; i < names->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->list), row_new (self, names->pdata[i]));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (self->list));
}

static void
quarter_changed_cb (QdFromTemplate *self)
{
  QdQuarter quarter;

  qd_widget_set_class (self->quarter, "error",
                       !qd_quarter_parse (gtk_editable_get_text (GTK_EDITABLE (self->quarter)), &quarter));
}

static void
qd_from_template_dispose (GObject *object)
{
  QD_FROM_TEMPLATE (object)->list = NULL;

  G_OBJECT_CLASS (qd_from_template_parent_class)->dispose (object);
}

static void
qd_from_template_class_init (QdFromTemplateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_from_template_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qd_from_template_init (QdFromTemplate *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *group = adw_preferences_group_new ();

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  self->page = adw_preferences_page_new ();
  self->quarter = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->quarter), _("Quarter to plan"));
  g_signal_connect_swapped (self->quarter, "changed", G_CALLBACK (quarter_changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->quarter);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  fill (self);
  gtk_widget_set_vexpand (self->page, TRUE);
  gtk_box_append (GTK_BOX (box), self->page);
  adw_window_set_content (ADW_WINDOW (self), box);

  gtk_window_set_title (GTK_WINDOW (self), _("New Plan from a Template"));
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 440);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

/**
 * qd_from_template_new:
 * @parent: a window of ours
 * @quarter: the quarter that is probably to be planned
 *
 * Returns: a dialog in which one of the user's templates is chosen for a new plan
 */
GtkWidget *
qd_from_template_new (GtkWindow       *parent,
                      const QdQuarter *quarter)
{
  QdFromTemplate *self = g_object_new (QD_TYPE_FROM_TEMPLATE, "transient-for", parent, NULL);
  g_autofree char *text = qd_quarter_format (quarter);

  gtk_editable_set_text (GTK_EDITABLE (self->quarter), text);

  return GTK_WIDGET (self);
}
