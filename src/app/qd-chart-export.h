#pragma once

#include <gtk/gtk.h>

#include "qd-chart.h"
#include "qd-dialogs.h"
#include "qd-plan.h"

G_BEGIN_DECLS

/* How charts leave the window: as pictures on the clipboard, dragged, in files. */

/* How long the sides of a picture may be, in pixels. */
#define QD_CHART_SIDE_MIN 64
#define QD_CHART_SIDE_MAX 16384

GActionGroup          *qd_chart_export_options     (void);
GMenuModel            *qd_chart_export_menu        (void);
const QdDialogChoice  *qd_chart_export_choices     (void);
const QdDialogFilter  *qd_chart_export_filters     (void);
void                   qd_chart_export_set_options (GHashTable           *answers);

void                   qd_chart_export_get_custom_size (int           *width,
                                                    int                 *height);
void                   qd_chart_export_set_custom_size (int            width,
                                                    int                  height);

guint                  qd_chart_export_get_page    (QdChart              *chart,
                                                    QdPlan               *plan,
                                                    GHashTable           *seen,
                                                    guint                *n_pages);
gboolean               qd_chart_export_holds_pages (const char           *name);
GFile                 *qd_chart_export_get_page_file (GFile              *file,
                                                    guint                 page);
GBytes                *qd_chart_export_bytes       (QdChart              *chart,
                                                    QdPlan               *plan,
                                                    GHashTable           *seen,
                                                    const char           *name,
                                                    GError              **error);
GBytes                *qd_chart_export_thumbnail   (QdChart              *chart,
                                                    QdPlan               *plan,
                                                    GHashTable           *seen);
GdkContentProvider    *qd_chart_export_content     (QdChart              *chart,
                                                    QdPlan               *plan,
                                                    GHashTable           *seen,
                                                    GError              **error);
void                   qd_chart_export_async       (QdChart              *chart,
                                                    QdPlan               *plan,
                                                    GFile                *file,
                                                    guint                 page,
                                                    guint                 n_pages,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean               qd_chart_export_finish      (GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
