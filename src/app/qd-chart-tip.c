#include "qd-config.h"

#include "qd-chart-tip.h"

#include <math.h>

#include "qd-app-util.h"

/* What is said of the mark that the keyboard is at, where the pointer would have its tooltip. */

#define TIP_CHARS 48

/**
 * qd_chart_tip_new:
 * @view: a chart
 *
 * Returns: (transfer none): what can be shown over it; to be unparented when @view goes
 */
GtkWidget *
qd_chart_tip_new (GtkWidget *view)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *tip = gtk_popover_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TIP_CHARS);
  /* It says something, and takes nothing: neither focus nor clicks. */
  gtk_popover_set_autohide (GTK_POPOVER (tip), FALSE);
  gtk_widget_set_can_focus (tip, FALSE);
  gtk_widget_set_can_target (tip, FALSE);
  gtk_popover_set_position (GTK_POPOVER (tip), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (tip), label);
  gtk_widget_add_css_class (tip, "qd-chart-tip");
  gtk_widget_set_parent (tip, view);

  return tip;
}

/**
 * qd_chart_tip_show:
 * @tip: what qd_chart_tip_new() made
 * @box: what it is about, in pixels of the view
 * @text: what is said
 */
void
qd_chart_tip_show (GtkWidget   *tip,
                   const QdBox *box,
                   const char  *text)
{
  GdkRectangle place = { (int) box->x, (int) box->y, (int) ceil (box->width), (int) ceil (box->height) };

  gtk_label_set_text (GTK_LABEL (gtk_popover_get_child (GTK_POPOVER (tip))), text);
  qd_popover_point_to (tip, &place);
  gtk_popover_popup (GTK_POPOVER (tip));
}
