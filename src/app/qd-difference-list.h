#pragma once

#include <gtk/gtk.h>

#include "qd-compare.h"
#include "qd-effects.h"

G_BEGIN_DECLS

#define QD_TYPE_DIFFERENCE_LIST (qd_difference_list_get_type ())

G_DECLARE_FINAL_TYPE (QdDifferenceList, qd_difference_list, QD, DIFFERENCE_LIST, GtkWidget)

GtkWidget *qd_difference_list_new             (const char       *name);
void       qd_difference_list_set_differences (QdDifferenceList *list,
                                               GPtrArray        *differences);
void       qd_difference_list_set             (QdDifferenceList *list,
                                               GPtrArray        *differences,
                                               GPtrArray        *effects);
void       qd_difference_list_set_activatable (QdDifferenceList *list);
void       qd_difference_list_set_max_height  (QdDifferenceList *list,
                                               int               height);
guint      qd_differences_count               (GPtrArray        *differences);

G_END_DECLS
