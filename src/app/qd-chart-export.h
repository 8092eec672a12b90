#pragma once

#include <gtk/gtk.h>

#include "qd-chart.h"
#include "qd-dialogs.h"

G_BEGIN_DECLS

/* How charts leave the window: as pictures on the clipboard, dragged, in files. */

GActionGroup          *qd_chart_export_options     (void);
GMenuModel            *qd_chart_export_menu        (void);
const QdDialogChoice  *qd_chart_export_choices     (void);
const QdDialogFilter  *qd_chart_export_filters     (void);
void                   qd_chart_export_set_options (GHashTable           *answers);

GBytes                *qd_chart_export_bytes       (QdChart              *chart,
                                                    const char           *name,
                                                    GError              **error);
GBytes                *qd_chart_export_thumbnail   (QdChart              *chart);
GdkContentProvider    *qd_chart_export_content     (QdChart              *chart,
                                                    GError              **error);
void                   qd_chart_export_async       (QdChart              *chart,
                                                    GFile                *file,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean               qd_chart_export_finish      (GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
