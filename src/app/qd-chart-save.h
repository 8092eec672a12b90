#pragma once

#include <gtk/gtk.h>

#include "qd-chart.h"
#include "qd-plan.h"

G_BEGIN_DECLS

void qd_chart_save (GtkWidget  *card,
                    QdChart    *chart,
                    QdPlan     *plan,
                    GHashTable *seen,
                    const char *name);

G_END_DECLS
