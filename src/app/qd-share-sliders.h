#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_SHARE_SLIDERS (qd_share_sliders_get_type ())

G_DECLARE_FINAL_TYPE (QdShareSliders, qd_share_sliders, QD, SHARE_SLIDERS, GtkWidget)

GtkWidget *qd_share_sliders_new    (QdDocument     *document);
void       qd_share_sliders_update (QdShareSliders *sliders);

G_END_DECLS
