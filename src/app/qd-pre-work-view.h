#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_PRE_WORK_VIEW (qd_pre_work_view_get_type ())

G_DECLARE_FINAL_TYPE (QdPreWorkView, qd_pre_work_view, QD, PRE_WORK_VIEW, GtkWidget)

GtkWidget *qd_pre_work_view_new (QdDocument *document);

G_END_DECLS
