#include "qd-config.h"

#include "qd-gallery.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-chart-card.h"
#include "qd-follow.h"
#include "qd-page-layout.h"
#include "qd-summary.h"

/* All charts of the plan on one page, in as many columns as fit. Each goes into the column that is shortest so far: cards
 * are of different heights, and keep their order as far as that goes. */

#define GAP 18
#define COLUMN_LEAST 390
#define MAX_COLUMNS 5

/* The columns. */
#define QD_TYPE_COLUMNS (qd_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (QdColumnsLayout, qd_columns_layout, QD, COLUMNS_LAYOUT, GtkLayoutManager)

struct _QdColumnsLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (QdColumnsLayout, qd_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

struct _QdGallery
{
  GtkWidget   parent_instance;

  QdDocument *document;
  QdPageId    page;
  GtkWidget  *scroller;
  GtkWidget  *summary;
};

G_DEFINE_FINAL_TYPE (QdGallery, qd_gallery, GTK_TYPE_WIDGET)

/* Puts the children into their places, or only finds out how high that would be. */
static int
arrange (GtkWidget *widget,
         int        width,
         gboolean   allocate)
{
  int n = CLAMP ((width + GAP) / (COLUMN_LEAST + GAP), 1, MAX_COLUMNS);
  int column_width = (width - (n - 1) * GAP) / n;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int bottoms[MAX_COLUMNS] = { 0 };
  int height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int shortest = 0;
      GtkAllocation place = { .width = column_width };

      if (!gtk_widget_should_layout (child))
        continue;
      for (int i = 1; i < n; i++)
        if (bottoms[i] < bottoms[shortest])
          shortest = i;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column_width, &place.height, NULL, NULL, NULL);
      place.x = (mirrored ? n - 1 - shortest : shortest) * (column_width + GAP);
      place.y = bottoms[shortest];
      bottoms[shortest] += place.height + GAP;
      height = MAX (height, place.y + place.height);
      if (allocate)
        gtk_widget_size_allocate (child, &place, -1);
    }

  return height;
}

static GtkSizeRequestMode
qd_columns_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qd_columns_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  int least = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_least, NULL, NULL, NULL);
      least = MAX (least, child_least);
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = MAX (least, 2 * COLUMN_LEAST + GAP);
    }
  else
    {
      *minimum = *natural = arrange (widget, MAX (for_size, least), FALSE);
    }
}

static void
qd_columns_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  arrange (widget, width, TRUE);
}

static void
qd_columns_layout_class_init (QdColumnsLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = qd_columns_layout_get_request_mode;
  layout_class->measure = qd_columns_layout_measure;
  layout_class->allocate = qd_columns_layout_allocate;
}

static void
qd_columns_layout_init (QdColumnsLayout *self)
{
}

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
  /* A box only in name: the layout manager is what makes the columns. */
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_auto (GStrv) names = g_strsplit (info->charts, " ", -1);

  gtk_widget_add_css_class (title, "qd-title-row");
  self->summary = append_label (heading, NULL, "qd-summary");
  gtk_box_append (GTK_BOX (box), heading);

  gtk_widget_set_layout_manager (columns, g_object_new (QD_TYPE_COLUMNS, NULL));
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
