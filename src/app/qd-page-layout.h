#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QD_TYPE_PAGE_LAYOUT (qd_page_layout_get_type ())

G_DECLARE_FINAL_TYPE (QdPageLayout, qd_page_layout, QD, PAGE_LAYOUT, GtkLayoutManager)

G_END_DECLS
