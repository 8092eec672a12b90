#include "qd-config.h"

#include "qd-app-util.h"

#include <glib/gi18n-lib.h>

#include "qd-cell.h"
#include "qd-detail.h"
#include "qd-text.h"

/**
 * qd_widget_set_name:
 * @widget: a widget
 * @name: what a screen reader calls it
 */
void
qd_widget_set_name (GtkWidget  *widget,
                    const char *name)
{
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
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
  gtk_widget_activate_action (widget, "win.go-to", "(ss)", qd_page_info (page)->id, record != NULL ? record : "");
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

  if (detail != NULL)
    qd_detail_commit (QD_DETAIL (detail));

  return cell == NULL || qd_cell_commit (cell);
}

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
  gtk_widget_set_tooltip_text (GTK_WIDGET (image), severity != QD_SEVERITY_NONE ? qd_severity_label (severity) : NULL);
}

GtkWidget *
qd_severity_image_new (QdSeverity severity)
{
  GtkWidget *image = gtk_image_new ();

  gtk_image_set_pixel_size (GTK_IMAGE (image), 16);
  qd_severity_image_set (GTK_IMAGE (image), severity);

  return image;
}
