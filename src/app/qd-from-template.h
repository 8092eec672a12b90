#pragma once

#include <adwaita.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_FROM_TEMPLATE (qd_from_template_get_type ())

G_DECLARE_FINAL_TYPE (QdFromTemplate, qd_from_template, QD, FROM_TEMPLATE, AdwWindow)

GtkWidget *qd_from_template_new (GtkWindow       *parent,
                                 const QdQuarter *quarter);

G_END_DECLS
