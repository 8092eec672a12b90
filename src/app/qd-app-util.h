#pragma once

#include <adwaita.h>

#include "qd-document.h"

G_BEGIN_DECLS

GtkWidget  *qd_dialog_bar_new       (const char *label,
                                     GtkWidget **accept);
void        qd_widget_set_name      (GtkWidget  *widget,
                                     const char *name);
void        qd_widget_describe      (GtkWidget  *widget,
                                     const char *name,
                                     const char *description);
void        qd_widget_set_tooltip   (GtkWidget  *widget,
                                     const char *text);
void        qd_widget_set_class     (GtkWidget  *widget,
                                     const char *name,
                                     gboolean    on);
double      qd_widget_text_scale    (GtkWidget  *widget);
GtkWidget  *qd_scroller_new         (void);
void        qd_label_set            (GtkLabel   *label,
                                     const char *text);
void        qd_widget_toast         (GtkWidget  *widget,
                                     const char *message);
void        qd_widget_toast_undo    (GtkWidget  *widget,
                                     const char *message);
void        qd_widget_go_to         (GtkWidget  *widget,
                                     QdPageId    page,
                                     const char *record);
gboolean    qd_widget_commit_edit   (GtkWindow  *window);
QdChange   *qd_widget_dup_typing    (GtkWindow  *window);
char       *qd_file_describe_place  (GFile      *file);
char       *qd_time_describe        (GDateTime  *time);
void        qd_widget_go_to_field   (GtkWidget  *widget,
                                     QdPageId    page,
                                     const char *record,
                                     const char *field);
void        qd_widget_show_findings (GtkWidget  *widget,
                                     QdPageId    page,
                                     const char *record);
gboolean    qd_widget_activate_accel (GtkWidget *widget,
                                      guint      keyval,
                                      GdkModifierType modifiers);
void        qd_popover_point_to     (GtkWidget  *popover,
                                     const GdkRectangle *place);
void        qd_popover_return_focus (GtkPopover *popover);
const char *qd_severity_icon        (QdSeverity  severity);
GtkWidget  *qd_severity_image_new   (QdSeverity  severity);
void        qd_severity_image_set   (GtkImage   *image,
                                     QdSeverity  severity);
GtkWidget  *qd_widget_line_new      (guint       spacing);
void        qd_widget_line_append   (GtkWidget  *line,
                                     GtkWidget  *widget);
GtkWidget  *qd_row_add_button       (AdwActionRow *row,
                                     const char *icon,
                                     const char *name);
QdChange   *qd_typing_new           (QdRecord   *record,
                                     const QdField *field,
                                     const QdValue *value);

G_END_DECLS
