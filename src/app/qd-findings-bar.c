#include "qd-config.h"

#include "qd-findings-bar.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-beside.h"
#include "qd-count.h"
#include "qd-finding-buttons.h"
#include "qd-follow.h"
#include "qd-list-line.h"

/* A page's worst finding as one slim row, the others in the pane behind a button: the page never jumps by more than a
 * row. */

struct _QdFindingsBar
{
  GtkWidget   parent_instance;

  QdDocument *document;
  QdPageId    page;
  GtkWidget  *box;
  char       *shown;   /* what stands there now: nothing is rebuilt while it stays the same */
};

G_DEFINE_FINAL_TYPE (QdFindingsBar, qd_findings_bar, GTK_TYPE_WIDGET)

/**
 * qd_finding_row_new:
 * @finding: a finding
 * @brief: whether to show the few words that lists of findings do, and not the whole sentence
 *
 * Returns: (transfer floating): a line that shows @finding
 */
GtkWidget *
qd_finding_row_new (const QdFinding *finding,
                    gboolean         brief)
{
  QdListLine *line = QD_LIST_LINE (qd_list_line_new (12));
  const char *text = brief && finding->short_message != NULL ? finding->short_message : finding->message;

  gtk_widget_add_css_class (GTK_WIDGET (line), "qd-finding");
  qd_list_line_set_severity (line, qd_list_line_add_icon (line, NULL, QD_LIST_LINE_PLAIN), finding->severity);
  qd_list_line_set_tip (line, qd_list_line_add_text (line, text, QD_LIST_LINE_GROWS | QD_LIST_LINE_WRAPS), finding->message);

  return GTK_WIDGET (line);
}

static void
more_clicked_cb (QdFindingsBar *self)
{
  qd_widget_show_findings (GTK_WIDGET (self), self->page, NULL);
}

static GtkWidget *
build_buttons (QdFindingsBar *self,
               QdFinding     *finding,
               guint          n_more)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *buttons = qd_finding_buttons_new (self->document, QD_FINDING_SHOW | QD_FINDING_FIX);

  qd_finding_buttons_set_finding (QD_FINDING_BUTTONS (buttons), finding);
  gtk_box_append (GTK_BOX (box), buttons);
  if (n_more > 0)
    {
      g_autofree char *label = qd_count_printf (ngettext ("%u More", "%u More", n_more), n_more);
      GtkWidget *more = gtk_button_new_with_label (label);

      gtk_widget_add_css_class (more, "flat");
      gtk_widget_set_valign (more, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (more, "clicked", G_CALLBACK (more_clicked_cb), self);
      qd_widget_describe (more, label, _("All findings of this section"));
      gtk_box_append (GTK_BOX (box), more);
    }

  return box;
}

static void
update (GtkWidget *widget)
{
  QdFindingsBar *self = QD_FINDINGS_BAR (widget);
  GPtrArray *findings = qd_findings_get_page (qd_document_follow_findings (self->document), self->page);
  guint n = qd_findings_count (findings, QD_SEVERITY_NONE);
  g_autoptr (GString) shown = g_string_new (NULL);
  GtkWidget *child, *row;

  if (n > 0)
    g_string_append (shown, ((QdFinding *) g_ptr_array_index (findings, 0))->message);
  g_string_append_printf (shown, "\n%u", n);
  if (g_strcmp0 (shown->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (shown->str);

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == 0)
    return;

  row = qd_finding_row_new (g_ptr_array_index (findings, 0), FALSE);
  gtk_box_append (GTK_BOX (self->box),
                  qd_beside_new_for_buttons (row, build_buttons (self, g_ptr_array_index (findings, 0), n - 1)));
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
  qd_widget_follow (GTK_WIDGET (self), document, update);

  return GTK_WIDGET (self);
}
