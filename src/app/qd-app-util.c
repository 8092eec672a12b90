#include "qd-config.h"

#include "qd-app-util.h"

#include <adwaita.h>

#include <glib/gi18n-lib.h>

#include "qd-cell.h"
#include "qd-detail.h"
#include "qd-text.h"

/* From GTK 4.10 on a box is nothing by itself, and nobody is told the name of that: one with a name is a group of what is in
 * it. That is to be known before it comes into a window. */
static void
ensure_role (GtkWidget *widget)
{
  if (gtk_widget_get_root (widget) == NULL &&
      gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_GENERIC)
    g_object_set (widget, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
}

/**
 * qd_widget_set_name:
 * @widget: a widget
 * @name: what a screen reader calls it
 */
void
qd_widget_set_name (GtkWidget  *widget,
                    const char *name)
{
  ensure_role (widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * qd_widget_describe:
 * @widget: a widget
 * @name: what a screen reader calls it
 * @description: what it says after that
 */
void
qd_widget_describe (GtkWidget  *widget,
                    const char *name,
                    const char *description)
{
  ensure_role (widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

#define TOOLTIP_KEY "qd-tooltip"

static gboolean
query_tooltip_cb (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, g_object_get_data (G_OBJECT (widget), TOOLTIP_KEY));

  return TRUE;
}

/**
 * qd_widget_set_tooltip:
 * @widget: a widget that is told again and again, or one of many with which a window starts
 * @text: (nullable): its tooltip
 */
void
qd_widget_set_tooltip (GtkWidget  *widget,
                       const char *text)
{
  const char *before = g_object_get_data (G_OBJECT (widget), TOOLTIP_KEY);

  if (g_strcmp0 (before, text) == 0)
    return;

  /* Each time that GTK is given the text itself it asks the display where the pointer is, and waits for the answer. */
  if (g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, query_tooltip_cb, NULL) == 0)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_object_set_data_full (G_OBJECT (widget), TOOLTIP_KEY, g_strdup (text), g_free);
  gtk_widget_set_has_tooltip (widget, text != NULL);
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/**
 * qd_widget_set_class:
 * @widget: a widget
 * @name: a style class
 * @on: whether it has it
 */
void
qd_widget_set_class (GtkWidget  *widget,
                     const char *name,
                     gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* How far something is scrolled from the right, which is where it begins. */
static void
scrolled_cb (GtkAdjustment *adjustment,
             double        *scrolled)
{
  *scrolled = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) -
              gtk_adjustment_get_value (adjustment);
}

static gboolean
scroll_cb (gpointer user_data)
{
  GtkAdjustment *adjustment = user_data;
  double *scrolled = g_object_get_data (G_OBJECT (adjustment), "qd-scrolled");

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) -
                                        gtk_adjustment_get_page_size (adjustment) - *scrolled);

  return G_SOURCE_REMOVE;
}

/* After it has its new size: while that is given, nobody listens. */
static void
resized_cb (GtkAdjustment *adjustment,
            gpointer       user_data)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, scroll_cb, g_object_ref (adjustment), g_object_unref);
}

/**
 * qd_scroller_new:
 *
 * Returns: a scrolled window for what begins at the right where text does. The toolkit would show it from its left, which
 *   is its end.
 */
GtkWidget *
qd_scroller_new (void)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
  double *scrolled;

  if (gtk_widget_get_default_direction () != GTK_TEXT_DIR_RTL)
    return scroller;

  scrolled = g_new0 (double, 1);
  g_object_set_data_full (G_OBJECT (adjustment), "qd-scrolled", scrolled, g_free);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (scrolled_cb), scrolled);
  g_signal_connect (adjustment, "changed", G_CALLBACK (resized_cb), NULL);

  return scroller;
}

/**
 * qd_widget_text_scale:
 * @widget: a widget
 *
 * Returns: how much larger than usual text is wanted: 2 at 200 %, never below 1. What is measured in pixels and holds text
 *   grows with it.
 */
double
qd_widget_text_scale (GtkWidget *widget)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);

  return MAX (dpi / (96.0 * PANGO_SCALE), 1);
}

/**
 * qd_label_set:
 * @label: a label that is set again and again
 * @text: what it is to say; nothing happens where it does
 */
void
qd_label_set (GtkLabel   *label,
              const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

/**
 * qd_widget_toast:
 * @widget: a widget in a window of ours
 * @message: a short sentence
 *
 * Shows @message for a few seconds.
 */
void
qd_widget_toast (GtkWidget  *widget,
                 const char *message)
{
  gtk_widget_activate_action (widget, "win.toast", "s", message);
}

/**
 * qd_widget_toast_undo:
 *
 * Like qd_widget_toast(), with a button that undoes the last change.
 */
void
qd_widget_toast_undo (GtkWidget  *widget,
                      const char *message)
{
  gtk_widget_activate_action (widget, "win.toast-undo", "s", message);
}

/**
 * qd_widget_go_to:
 * @widget: a widget in a window of ours
 * @page: a page
 * @record: (nullable): the id of a record to select there
 */
void
qd_widget_go_to (GtkWidget  *widget,
                 QdPageId    page,
                 const char *record)
{
  qd_widget_go_to_field (widget, page, record, NULL);
}

/**
 * qd_widget_go_to_field:
 * @widget: a widget in a window of ours
 * @page: a page
 * @record: (nullable): the id of a record to select there
 * @field: (nullable): the key of the field of it that is to have the focus
 */
void
qd_widget_go_to_field (GtkWidget  *widget,
                       QdPageId    page,
                       const char *record,
                       const char *field)
{
  gtk_widget_activate_action (widget, "win.go-to", "(sss)", qd_page_info (page)->id, record != NULL ? record : "",
                              field != NULL ? field : "");
}

/**
 * qd_widget_show_findings:
 * @widget: a widget in a window of ours
 * @page: whose findings to show beside the page; %QD_PAGE_OVERVIEW: all
 * @record: (nullable): the id of the record whose findings are meant
 */
void
qd_widget_show_findings (GtkWidget  *widget,
                         QdPageId    page,
                         const char *record)
{
  gtk_widget_activate_action (widget, "win.show-findings", "(ss)", qd_page_info (page)->id, record != NULL ? record : "");
}

/**
 * qd_widget_commit_edit:
 * @window: a window of ours
 *
 * Hands over what is being typed in it, before something that must see it: saving, undoing, closing.
 *
 * Returns: %FALSE if it was refused, which is said, and is still there to be mended
 */
gboolean
qd_widget_commit_edit (GtkWindow *window)
{
  QdCell *cell = qd_cell_get_edited (GTK_ROOT (window));
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkWidget *detail = focus != NULL ? gtk_widget_get_ancestor (focus, QD_TYPE_DETAIL) : NULL;

  if (detail != NULL && !qd_detail_commit (QD_DETAIL (detail)))
    return FALSE;

  return cell == NULL || qd_cell_commit (cell);
}

/**
 * qd_widget_dup_typing:
 * @window: a window of ours
 *
 * Finds what qd_widget_commit_edit() would hand over, and leaves it where it is.
 *
 * Returns: (transfer full) (nullable): a change that sets one field; %NULL if nothing is typed that the plan does not have
 */
QdChange *
qd_widget_dup_typing (GtkWindow *window)
{
  QdCell *cell = qd_cell_get_edited (GTK_ROOT (window));
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkWidget *detail = focus != NULL ? gtk_widget_get_ancestor (focus, QD_TYPE_DETAIL) : NULL;

  if (cell != NULL)
    return qd_cell_dup_typing (cell);

  return detail != NULL ? qd_detail_dup_typing (QD_DETAIL (detail)) : NULL;
}

/**
 * qd_typing_new:
 * @record: a record
 * @field: a field of it
 * @value: what is typed there
 *
 * Returns: (transfer full) (nullable): a change that sets it; %NULL if it would change nothing
 */
QdChange *
qd_typing_new (QdRecord      *record,
               const QdField *field,
               const QdValue *value)
{
  QdChange *change;

  if (qd_value_equal (qd_record_get_value (record, field->index), value))
    return NULL;

  change = qd_change_new (qd_field_label (field));
  qd_change_set (change, qd_record_get_id (record), field, value);

  return change;
}

/**
 * qd_file_describe_place:
 * @file: (nullable): a file
 *
 * Returns: (transfer full) (nullable): where it is, as people say it; %NULL if it is nowhere
 */
char *
qd_file_describe_place (GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_parse_name (file) : NULL;
  const char *home = g_get_home_dir ();

  if (path != NULL && g_str_has_prefix (path, home) && path[strlen (home)] == G_DIR_SEPARATOR)
    return g_strconcat ("~", path + strlen (home), NULL);

  return g_steal_pointer (&path);
}

/**
 * qd_time_describe:
 * @time: a time that is past, local
 *
 * Returns: (transfer full): it as people say it
 */
char *
qd_time_describe (GDateTime *time)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                                          g_date_time_get_day_of_month (now), 0, 0, 0);
  g_autoptr (GDateTime) before = g_date_time_add_days (midnight, -1);
  g_autoptr (GDateTime) week = g_date_time_add_days (midnight, -6);

  /* Translators: times as strftime() takes them. */
  if (g_date_time_compare (time, midnight) >= 0)
    return g_date_time_format (time, _("Today at %H:%M"));
  if (g_date_time_compare (time, before) >= 0)
    return g_date_time_format (time, _("Yesterday at %H:%M"));
  if (g_date_time_compare (time, week) >= 0)
    return g_date_time_format (time, _("%A at %H:%M"));

  return g_date_time_format (time, _("%x at %H:%M"));
}

/**
 * qd_widget_activate_accel:
 * @widget: a widget in a popover of a window of ours
 *
 * Does what the key is an accelerator of. The toolkit hands keys from a popover to what is around it, but accelerators hear
 * only of those from the window itself.
 *
 * Returns: whether it was one, of something that can be done now
 */
gboolean
qd_widget_activate_accel (GtkWidget       *widget,
                          guint            keyval,
                          GdkModifierType  modifiers)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  g_autofree char *accel = gtk_accelerator_name (gdk_keyval_to_lower (keyval), modifiers);
  g_auto (GStrv) actions = gtk_application_get_actions_for_accel (application, accel);

  for (guint i = 0; actions[i] != NULL; i++)
    if (gtk_widget_activate_action_variant (widget, actions[i], NULL))
      return TRUE;

  return FALSE;
}

/**
 * qd_popover_point_to:
 * @popover: a popover
 * @place: (nullable): what it stands at, in its parent; %NULL: all of that
 *
 * GTK 4.8 looks for the screen of what a popover points to. What has no size yet, or waits to be scrolled to, may be on none:
 * until it is there the popover points to the nearest place in the window, whole: one that covers what it points to would
 * be left a single pixel between that and the edge of the screen.
 */
void
qd_popover_point_to (GtkWidget          *popover,
                     const GdkRectangle *place)
{
  GtkWidget *parent = gtk_widget_get_parent (popover);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (parent));
  GdkRectangle kept = { 0, 0, gtk_widget_get_width (parent), gtk_widget_get_height (parent) };
  double x, y;

  if (place != NULL)
    kept = *place;
  kept.width = MAX (kept.width, 1);
  kept.height = MAX (kept.height, 1);
  if (root != NULL && gtk_widget_translate_coordinates (parent, root, kept.x, kept.y, &x, &y))
    {
      kept.x += (int) (CLAMP (x, 0, MAX (gtk_widget_get_width (root) - kept.width, 0)) - x);
      kept.y += (int) (CLAMP (y, 0, MAX (gtk_widget_get_height (root) - kept.height, 0)) - y);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &kept);
}

static void
popover_closed_cb (GtkPopover *popover)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (popover));
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (popover))))
    gtk_widget_grab_focus (parent);
}

/**
 * qd_popover_return_focus:
 * @popover: a menu that has submenus
 *
 * GTK 4.8 leaves the focus in a menu that is closed out of a submenu, where nobody hears keys any more: it goes to what the
 * menu belongs to.
 */
void
qd_popover_return_focus (GtkPopover *popover)
{
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
}

/**
 * qd_severity_icon:
 *
 * Returns: (nullable): the name of the icon that stands for it; %NULL if there is none
 */
const char *
qd_severity_icon (QdSeverity severity)
{
  switch (severity)
    {
    case QD_SEVERITY_ERROR:
      return "qd-error-symbolic";
    case QD_SEVERITY_WARNING:
      return "dialog-warning-symbolic";
    case QD_SEVERITY_NOTE:
      return "dialog-information-symbolic";
    case QD_SEVERITY_NONE:
    default:
      return NULL;
    }
}

/**
 * qd_dialog_bar_new:
 * @label: what accepting is called, with a mnemonic
 * @accept: (out) (transfer none): the button for that
 *
 * Returns: (transfer floating): the bar of a dialog that is cancelled on one side and accepted on the other
 */
GtkWidget *
qd_dialog_bar_new (const char  *label,
                   GtkWidget  **accept)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  *accept = gtk_button_new_with_mnemonic (label);
  gtk_widget_add_css_class (*accept, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), *accept);

  return bar;
}

/**
 * qd_severity_image_set:
 *
 * Shows @severity as an icon with its own shape and colour, and says it to a screen reader.
 */
void
qd_severity_image_set (GtkImage   *image,
                       QdSeverity  severity)
{
  static const char *const classes[] = {
    [QD_SEVERITY_NONE] = NULL,
    [QD_SEVERITY_NOTE] = "dim-label",
    [QD_SEVERITY_WARNING] = "qd-warning",
    [QD_SEVERITY_ERROR] = "qd-error",
  };

  /* Most are told what they show already, and what they say may be more than that by now. */
  if (g_strcmp0 (gtk_image_get_icon_name (image), qd_severity_icon (severity)) == 0)
    return;

  gtk_image_set_from_icon_name (image, qd_severity_icon (severity));
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      if (classes[i] == NULL)
        continue;
      if (i == (guint) severity)
        gtk_widget_add_css_class (GTK_WIDGET (image), classes[i]);
      else
        gtk_widget_remove_css_class (GTK_WIDGET (image), classes[i]);
    }
  qd_widget_set_tooltip (GTK_WIDGET (image), severity != QD_SEVERITY_NONE ? qd_severity_label (severity) : NULL);
}

/**
 * qd_severity_image_new:
 *
 * Returns: (transfer floating): an icon that stands for @severity
 */
GtkWidget *
qd_severity_image_new (QdSeverity severity)
{
  GtkWidget *image = gtk_image_new ();

  gtk_image_set_pixel_size (GTK_IMAGE (image), 16);
  qd_severity_image_set (GTK_IMAGE (image), severity);

  return image;
}

/**
 * qd_widget_line_new:
 * @spacing: between the widgets in it, in pixels
 *
 * A horizontal box of GTK 4.8 asks each widget in it how wide it would be at the height it gets. A label that wraps or is cut
 * off lays out its text up to forty times for the answer: most of the time that a page takes to show.
 *
 * Returns: (transfer floating): widgets side by side, without that question
 */
GtkWidget *
qd_widget_line_new (guint spacing)
{
  GtkWidget *line = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (line), spacing);
  gtk_widget_set_vexpand (line, FALSE);

  return line;
}

/**
 * qd_widget_line_append:
 * @line: from qd_widget_line_new()
 * @widget: what comes last in it
 */
void
qd_widget_line_append (GtkWidget *line,
                       GtkWidget *widget)
{
  gtk_grid_attach_next_to (GTK_GRID (line), widget, NULL, GTK_POS_RIGHT, 1, 1);
  /* Within the line: it is as high as there is room. */
  gtk_widget_set_vexpand (widget, TRUE);
}

/**
 * qd_row_add_button:
 * @row: a row
 * @icon: what is on the button
 * @name: what it does
 *
 * Returns: (transfer none): a flat button at the end of @row
 */
GtkWidget *
qd_row_add_button (AdwActionRow *row,
                   const char   *icon,
                   const char   *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  qd_widget_set_name (button, name);
  adw_action_row_add_suffix (row, button);

  return button;
}
