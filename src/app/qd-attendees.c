#include "qd-config.h"

#include "qd-attendees.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-text.h"

/* Who comes to the meeting: typed as names or groups, or ticked in the roster and among the teams. Both are one text. */

#define LIST_HEIGHT 360

typedef struct
{
  QdDocument *document;
  GtkWidget  *entry;
  GtkWidget  *button;
  GtkWidget  *ticks;    /* a box of check buttons, made when it is shown */
  gboolean    filling;
} Attendees;

static const QdField *
get_field (Attendees *self)
{
  return qd_record_get_field (qd_plan_get_root (qd_document_get_plan (self->document)), QD_PLAN_ATTENDEES);
}

static const char *
get_text (Attendees *self)
{
  return qd_record_get_text (qd_plan_get_root (qd_document_get_plan (self->document)), QD_PLAN_ATTENDEES);
}

static void
set_text (Attendees  *self,
          const char *text)
{
  g_auto (QdValue) value = qd_field_parse_local (get_field (self), text);
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (text, get_text (self)) != 0 &&
      !qd_document_set_value (self->document, qd_plan_get_root (qd_document_get_plan (self->document)), QD_PLAN_ATTENDEES,
                              &value, QD_APPLY_DEFAULT, &error))
    qd_widget_toast (self->entry, error->message);
}

/* The names and groups that are typed, without what is around them. */
static GPtrArray *
split (const char *text)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = qd_text_split (text, QD_TEXT_COMMAS);

  for (gsize i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (names, g_strdup (parts[i]));

  return names;
}

static void
ticked_cb (GtkCheckButton *check,
           Attendees      *self)
{
  const char *name = g_object_get_data (G_OBJECT (check), "name");
  g_autoptr (GPtrArray) names = split (get_text (self));
  g_autofree char *text = NULL;
  guint index;

  if (self->filling)
    return;

  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, &index))
    g_ptr_array_remove_index (names, index);
  else
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_add (names, NULL);
  text = g_strjoinv (", ", (char **) names->pdata);
  set_text (self, text);
}

static void
add_tick (Attendees  *self,
          GPtrArray  *names,
          const char *name,
          const char *detail)
{
  GtkWidget *check;
  g_autofree char *label = NULL;

  if (qd_text_is_blank (name))
    return;

  label = qd_text_is_blank (detail) ? g_strdup (name) : g_strdup_printf ("%s · %s", name, detail);
  check = gtk_check_button_new_with_label (label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL));
  g_object_set_data_full (G_OBJECT (check), "name", g_strdup (name), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (ticked_cb), self);
  gtk_box_append (GTK_BOX (self->ticks), check);
}

static void
fill_ticks (Attendees *self)
{
  QdPlan *plan = qd_document_get_plan (self->document);
  QdList *people = qd_plan_get_list (plan, QD_LIST_PEOPLE);
  QdList *teams = qd_plan_get_list (plan, QD_LIST_TEAMS);
  g_autoptr (GPtrArray) names = split (get_text (self));
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (self->ticks)) != NULL)
    gtk_box_remove (GTK_BOX (self->ticks), child);
  for (guint i = 0; i < qd_list_get_length (people); i++)
    add_tick (self, names, qd_record_get_title (qd_list_get (people, i)),
              qd_record_get_text (qd_list_get (people, i), QD_PERSON_ROLE));
  for (guint i = 0; i < qd_list_get_length (teams); i++)
    {
      /* Translators: everybody of a team, such as Platform */
      g_autofree char *group = g_strdup_printf (_("%s team"), qd_record_get_title (qd_list_get (teams, i)));

      add_tick (self, names, group, NULL);
    }
  self->filling = FALSE;
}

static void
update (Attendees *self)
{
  const char *text = get_text (self);

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text) != 0 &&
      !gtk_widget_has_focus (self->entry))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static void
shown_cb (GtkWidget *popover,
          Attendees *self)
{
  fill_ticks (self);
  /* They came too late for the focus that a popover takes when it is shown. */
  gtk_widget_child_focus (self->ticks, GTK_DIR_TAB_FORWARD);
}

static void
entered_cb (Attendees *self)
{
  set_text (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static GtkWidget *
build_ticks (Attendees *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->ticks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->ticks);
  gtk_widget_set_focusable (scroller, FALSE);
  qd_widget_set_name (scroller, _("From the roster and the teams"));
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  g_signal_connect (popover, "show", G_CALLBACK (shown_cb), self);

  return popover;
}

static void
attendees_free (gpointer data)
{
  Attendees *self = data;

  g_signal_handlers_disconnect_by_data (self->document, self);
  g_object_unref (self->document);
  g_free (self);
}

/**
 * qd_attendees_new:
 * @document: the document
 *
 * Returns: where one says who comes to its meeting
 */
GtkWidget *
qd_attendees_new (QdDocument *document)
{
  Attendees *self = g_new0 (Attendees, 1);
  GtkWidget *group = adw_preferences_group_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->document = g_object_ref (document);
  self->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), qd_field_label (get_field (self)));
  gtk_widget_set_tooltip_text (self->entry, _("Names or groups, separated by commas"));
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "system-users-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), build_ticks (self));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_tooltip_text (self->button, _("From the roster and the teams"));
  qd_widget_set_name (self->button, _("From the roster and the teams"));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->entry), self->button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->entry);
  qd_widget_set_name (gtk_widget_get_parent (self->entry), qd_field_label (get_field (self)));
  gtk_widget_set_sensitive (group, !qd_document_get_read_only (document));

  g_signal_connect_swapped (self->entry, "entry-activated", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (entered_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect_swapped (document, "changed", G_CALLBACK (update), self);
  g_object_set_data_full (G_OBJECT (group), "attendees", self, attendees_free);
  update (self);

  return group;
}
