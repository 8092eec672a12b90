#include "qd-config.h"

#include "qd-color-button.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-color.h"

/* Beside a colour as it is typed: a button that shows it and lets people choose another one. */

static void
show_color (AdwEntryRow *row,
            GtkWidget   *button)
{
  QdColor color;
  GdkRGBA rgba = { 0 };

  if (qd_color_parse (gtk_editable_get_text (GTK_EDITABLE (row)), &color))
    rgba = (GdkRGBA) { (float) (color >> 24 & 0xFF) / 255, (float) (color >> 16 & 0xFF) / 255,
                       (float) (color >> 8 & 0xFF) / 255, 1 };
  gtk_color_chooser_set_rgba (GTK_COLOR_CHOOSER (button), &rgba);
}

/* As if it had been typed and entered. */
static void
color_set_cb (GtkColorButton *button,
              AdwEntryRow    *row)
{
  g_autofree char *text = NULL;
  GdkRGBA rgba;

  gtk_color_chooser_get_rgba (GTK_COLOR_CHOOSER (button), &rgba);
  text = qd_color_format ((QdColor) lroundf (rgba.red * 255) << 24 | (QdColor) lroundf (rgba.green * 255) << 16
                          | (QdColor) lroundf (rgba.blue * 255) << 8 | 0xFF);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "entry-activated");
}

/**
 * qd_color_button_attach:
 * @row: a row in which a colour is typed; what it does when it is activated takes the colour
 */
void
qd_color_button_attach (AdwEntryRow *row)
{
  GtkWidget *button = gtk_color_button_new ();

  gtk_color_button_set_title (GTK_COLOR_BUTTON (button), _("Choose a Colour"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* What takes the focus is a button within. */
  qd_widget_set_name (gtk_widget_get_first_child (button), _("Choose a colour"));
  adw_entry_row_add_suffix (row, button);
  g_signal_connect_object (row, "changed", G_CALLBACK (show_color), button, 0);
  g_signal_connect_object (button, "color-set", G_CALLBACK (color_set_cb), row, 0);
  show_color (row, button);
}
