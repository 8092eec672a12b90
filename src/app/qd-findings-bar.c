#include "qd-config.h"

#include "qd-findings-bar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-app-util.h"

/* A page's worst finding as one slim row, the others behind a button: the page never jumps by more than a row. */

#define MAX_SHOWN 50

struct _QdFindingsBar
{
  GtkWidget   parent_instance;

  QdDocument *document;
  QdPageId    page;
  GtkWidget  *box;
  char       *shown;   /* what stands there now: nothing is rebuilt while it stays the same */
};

G_DEFINE_FINAL_TYPE (QdFindingsBar, qd_findings_bar, GTK_TYPE_WIDGET)

static void
show_clicked_cb (GtkButton  *button,
                 gpointer    user_data)
{
  GtkWidget *widget = GTK_WIDGET (button);
  GtkWidget *popover = gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER);

  qd_widget_go_to (widget, (QdPageId) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "page")),
                   g_object_get_data (G_OBJECT (button), "record"));
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
fix_clicked_cb (GtkButton  *button,
                QdDocument *document)
{
  QdChange *change = g_object_get_data (G_OBJECT (button), "change");
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button)));
  g_autofree char *label = g_strdup (gtk_button_get_label (button));
  g_autoptr (GError) error = NULL;
  g_autoptr (QdChange) keep = qd_change_ref (change);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  if (qd_document_apply (document, keep, QD_APPLY_DEFAULT, &error))
    qd_widget_toast_undo (window, qd_change_get_title (keep));
  else
    qd_widget_toast (window, error->message);
}

static GtkWidget *
build_fixes (QdDocument      *document,
             const QdFinding *finding)
{
  g_autoptr (GPtrArray) fixes = qd_finding_get_fixes (finding, qd_document_get_figures (document));
  GtkWidget *button, *popover, *box;

  if (fixes == NULL || fixes->len == 0)
    return NULL;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (guint i = 0; i < fixes->len; i++)
    {
      QdFix *fix = g_ptr_array_index (fixes, i);
      GtkWidget *choice = gtk_button_new_with_label (fix->label);

      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (choice))), 0);
      gtk_widget_add_css_class (choice, "flat");
      g_object_set_data_full (G_OBJECT (choice), "change", qd_change_ref (fix->change), (GDestroyNotify) qd_change_unref);
      g_signal_connect_object (choice, "clicked", G_CALLBACK (fix_clicked_cb), document, 0);
      gtk_box_append (GTK_BOX (box), choice);
    }

  popover = gtk_popover_new ();
  gtk_widget_add_css_class (popover, "menu");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Fix"));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

/**
 * qd_finding_row_new:
 * @document: the document
 * @finding: a finding of it
 * @brief: whether to show the few words and the page, as lists of findings do, and not the whole sentence and its fixes
 *
 * Returns: a row that shows @finding and leads to what it is about
 */
GtkWidget *
qd_finding_row_new (QdDocument      *document,
                    const QdFinding *finding,
                    gboolean         brief)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  const char *text = brief && finding->short_message != NULL ? finding->short_message : finding->message;
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *image = qd_severity_image_new (finding->severity);
  GtkWidget *button, *fix;

  gtk_widget_add_css_class (row, "qd-finding");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, finding->message);
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), label);
  if (brief)
    return row;

  button = gtk_button_new_with_label (C_("go to what a finding is about", "Show"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "page", GUINT_TO_POINTER (finding->page));
  g_object_set_data_full (G_OBJECT (button), "record", g_strdup (finding->record), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (show_clicked_cb), NULL);
  qd_widget_describe (button, C_("go to what a finding is about", "Show"), finding->message);
  gtk_box_append (GTK_BOX (row), button);

  fix = build_fixes (document, finding);
  if (fix != NULL)
    {
      gtk_widget_set_valign (fix, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), fix);
    }

  return row;
}

static GtkWidget *
build_more (QdFindingsBar *self,
            GPtrArray     *findings)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *label = g_strdup_printf (ngettext ("%u More", "%u More", findings->len - 1), findings->len - 1);

  for (guint i = 1; i < MIN (findings->len, MAX_SHOWN); i++)
    gtk_box_append (GTK_BOX (box), qd_finding_row_new (self->document, g_ptr_array_index (findings, i), FALSE));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_widget_set_size_request (scroller, 480, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  qd_widget_set_name (scroller, _("Findings"));
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static void
update (QdFindingsBar *self)
{
  g_autoptr (GPtrArray) findings = qd_findings_for_page (qd_document_get_findings (self->document), self->page);
  g_autoptr (GString) shown = g_string_new (NULL);
  GtkWidget *child, *row;

  for (guint i = 0; i < MIN (findings->len, MAX_SHOWN); i++)
    g_string_append_printf (shown, "%s\n", ((QdFinding *) g_ptr_array_index (findings, i))->message);
  g_string_append_printf (shown, "%u", findings->len);
  if (g_strcmp0 (shown->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (shown->str);

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  gtk_widget_set_visible (GTK_WIDGET (self), findings->len > 0);
  if (findings->len == 0)
    return;

  row = qd_finding_row_new (self->document, g_ptr_array_index (findings, 0), FALSE);
  if (findings->len > 1)
    gtk_box_append (GTK_BOX (row), build_more (self, findings));
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
document_changed_cb (QdDocument    *document,
                     QdChange      *change,
                     QdFindingsBar *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) || !gtk_widget_get_visible (GTK_WIDGET (self)))
    update (self);
}

static void
qd_findings_bar_map (GtkWidget *widget)
{
  update (QD_FINDINGS_BAR (widget));

  GTK_WIDGET_CLASS (qd_findings_bar_parent_class)->map (widget);
}

static void
qd_findings_bar_dispose (GObject *object)
{
  QdFindingsBar *self = QD_FINDINGS_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_findings_bar_parent_class)->dispose (object);
}

static void
qd_findings_bar_class_init (QdFindingsBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_findings_bar_dispose;
  widget_class->map = qd_findings_bar_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "findingsbar");
}

static void
qd_findings_bar_init (QdFindingsBar *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * qd_findings_bar_new:
 * @document: the document
 * @page: the page whose findings to show
 */
GtkWidget *
qd_findings_bar_new (QdDocument *document,
                     QdPageId    page)
{
  QdFindingsBar *self = g_object_new (QD_TYPE_FINDINGS_BAR, NULL);

  self->document = g_object_ref (document);
  self->page = page;
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);
  update (self);

  return GTK_WIDGET (self);
}
