#include "qd-config.h"

#include "qd-page-layout.h"

/* For a page that is as high as the window lets it be, and scrolls what does not fit. A scrolled window would ask all that is
 * in it how high it would like to be, at each width that the window thinks of, and do nothing with the answer: of a page of
 * tables that is most of what a changed figure costs. */

struct _QdPageLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (QdPageLayout, qd_page_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
qd_page_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
qd_page_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, -1, minimum, natural, NULL, NULL);
}

static void
qd_page_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  gtk_widget_size_allocate (gtk_widget_get_first_child (widget), &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
qd_page_layout_class_init (QdPageLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = qd_page_layout_get_request_mode;
  layout_class->measure = qd_page_layout_measure;
  layout_class->allocate = qd_page_layout_allocate;
}

static void
qd_page_layout_init (QdPageLayout *self)
{
}
