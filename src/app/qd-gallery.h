#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_GALLERY (qd_gallery_get_type ())

G_DECLARE_FINAL_TYPE (QdGallery, qd_gallery, QD, GALLERY, GtkWidget)

GtkWidget *qd_gallery_new (QdDocument *document,
                           QdPageId    page);

G_END_DECLS
