#pragma once

#include <gtk/gtk.h>

#include "qd-figures.h"

G_BEGIN_DECLS

#define QD_TYPE_SPARKLINE (qd_sparkline_get_type ())

G_DECLARE_FINAL_TYPE (QdSparkline, qd_sparkline, QD, SPARKLINE, GtkWidget)

GtkWidget *qd_sparkline_new            (QdFigures    *figures,
                                        QdRecord     *key_result);
void       qd_sparkline_set_key_result (QdSparkline  *sparkline,
                                        QdFigures    *figures,
                                        QdRecord     *key_result);

G_END_DECLS
