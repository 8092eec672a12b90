#include "qd-config.h"

#include "qd-pane.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-find-pane.h"
#include "qd-findings-pane.h"

/* The pane beside the pages, in which one goes through the whole plan while the page stays in sight: what is found, and
 * what does not add up. Each is made when it is first asked for. */

struct _QdPane
{
  GtkWidget   parent_instance;

  QdDocument *document;
  GtkWidget  *box;
  GtkWidget  *title;
  GtkWidget  *stack;
  GtkWidget  *find;      /* (nullable) */
  GtkWidget  *findings;  /* (nullable) */
};

G_DEFINE_FINAL_TYPE (QdPane, qd_pane, GTK_TYPE_WIDGET)

static void
qd_pane_dispose (GObject *object)
{
  QdPane *self = QD_PANE (object);

  self->find = NULL;
  self->findings = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_pane_parent_class)->dispose (object);
}

static void
qd_pane_class_init (QdPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_pane_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdpane");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.close-pane", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
qd_pane_init (QdPane *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_box_append (GTK_BOX (row), self->title);
  gtk_widget_add_css_class (close, "flat");
  qd_widget_set_tooltip (close, _("Close"));
  qd_widget_set_name (close, _("Close"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "win.close-pane");
  gtk_box_append (GTK_BOX (row), close);
  gtk_widget_add_css_class (row, "qd-pane-title");
  gtk_box_append (GTK_BOX (self->box), row);

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->stack);
}

static void
show (QdPane     *self,
      GtkWidget  *child,
      const char *title)
{
  if (gtk_widget_get_parent (child) == NULL)
    gtk_stack_add_child (GTK_STACK (self->stack), child);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), child);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  qd_widget_set_name (GTK_WIDGET (self), title);
}

/**
 * qd_pane_set_document:
 * @pane: a pane
 * @document: what it is about from now on; it starts anew
 */
void
qd_pane_set_document (QdPane     *pane,
                      QdDocument *document)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (pane->stack)) != NULL)
    gtk_stack_remove (GTK_STACK (pane->stack), child);
  pane->find = NULL;
  pane->findings = NULL;
  g_set_object (&pane->document, document);
}

/**
 * qd_pane_show_find:
 * @pane: a pane with a document
 * @replace: whether something is to be put in place of what is found
 */
void
qd_pane_show_find (QdPane   *pane,
                   gboolean  replace)
{
  if (pane->find == NULL)
    pane->find = qd_find_pane_new (pane->document);
  show (pane, pane->find, _("Find"));
  qd_find_pane_start (QD_FIND_PANE (pane->find), replace);
}

/**
 * qd_pane_show_findings:
 * @pane: a pane with a document
 * @page: whose findings to show; %QD_PAGE_OVERVIEW: all
 * @record: (nullable): the id of the record whose findings are meant
 */
void
qd_pane_show_findings (QdPane     *pane,
                       QdPageId    page,
                       const char *record)
{
  if (pane->findings == NULL)
    pane->findings = qd_findings_pane_new (pane->document);
  show (pane, pane->findings, _("Findings"));
  qd_findings_pane_start (QD_FINDINGS_PANE (pane->findings), page, record);
}

/**
 * qd_pane_step_hit:
 * @pane: a pane
 * @step: 1 for the next result, -1 for the one before
 *
 * Returns: whether anything has been found to go to
 */
gboolean
qd_pane_step_hit (QdPane *pane,
                  int     step)
{
  return pane->find != NULL && qd_find_pane_step (QD_FIND_PANE (pane->find), step);
}
