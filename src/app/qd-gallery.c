#include "qd-config.h"

#include "qd-gallery.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-chart-card.h"
#include "qd-columns-layout.h"
#include "qd-follow.h"
#include "qd-page-layout.h"
#include "qd-summary.h"

/* All charts of the plan on one page, in as many columns as fit. */

#define COLUMNS 5

struct _QdGallery
{
  GtkWidget   parent_instance;

  QdDocument *document;
  QdPageId    page;
  GtkWidget  *scroller;
  GtkWidget  *summary;
};

G_DEFINE_FINAL_TYPE (QdGallery, qd_gallery, GTK_TYPE_WIDGET)

static void
update_summary (GtkWidget *widget)
{
  QdGallery *self = QD_GALLERY (widget);
  g_autofree char *markup = qd_summary_page (qd_document_get_figures (self->document),
                                             qd_document_get_findings (self->document), self->page);

  gtk_label_set_markup (GTK_LABEL (self->summary), markup);
}

static GtkWidget *
append_label (GtkWidget  *box,
              const char *text,
              const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
build (QdGallery *self,
       GtkWidget *box)
{
  const QdPageInfo *info = qd_page_info (self->page);
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = append_label (heading, _(info->title), "title-2");
  GtkWidget *columns = qd_columns_new (COLUMNS);
  g_auto (GStrv) names = g_strsplit (info->charts, " ", -1);

  gtk_widget_add_css_class (title, "qd-title-row");
  self->summary = append_label (heading, NULL, "qd-summary");
  gtk_box_append (GTK_BOX (box), heading);

  for (guint i = 0; names[i] != NULL; i++)
    gtk_widget_set_parent (qd_chart_card_new (self->document, names[i]), columns);
  gtk_box_append (GTK_BOX (box), columns);
}

static void
qd_gallery_dispose (GObject *object)
{
  QdGallery *self = QD_GALLERY (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_gallery_parent_class)->dispose (object);
}

static void
qd_gallery_class_init (QdGalleryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_gallery_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, QD_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
qd_gallery_init (QdGallery *self)
{
}

/**
 * qd_gallery_new:
 * @document: the document
 * @page: the page that it is
 *
 * Returns: a page with nothing but charts
 */
GtkWidget *
qd_gallery_new (QdDocument *document,
                QdPageId    page)
{
  QdGallery *self = g_object_new (QD_TYPE_GALLERY, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->document = g_object_ref (document);
  self->page = page;
  qd_widget_set_name (GTK_WIDGET (self), _(qd_page_info (page)->title));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  qd_widget_set_name (self->scroller, _(qd_page_info (page)->title));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_add_css_class (box, "qd-page");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  build (self, box);
  qd_widget_follow (GTK_WIDGET (self), document, update_summary);

  return GTK_WIDGET (self);
}
