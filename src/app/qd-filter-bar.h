#pragma once

#include <gtk/gtk.h>

#include "qd-order.h"

G_BEGIN_DECLS

/**
 * QdFilterBar:
 *
 * Says what is sorted and filtered out in a table, and lets it be changed and turned off. Changes the order it is given,
 * and says so with #QdFilterBar::changed.
 */
#define QD_TYPE_FILTER_BAR (qd_filter_bar_get_type ())

G_DECLARE_FINAL_TYPE (QdFilterBar, qd_filter_bar, QD, FILTER_BAR, GtkWidget)

GtkWidget *qd_filter_bar_new        (QdOrder     *order);
void       qd_filter_bar_add_column (QdFilterBar *bar,
                                     const char  *column,
                                     const char  *label);
void       qd_filter_bar_update     (QdFilterBar *bar);
void       qd_filter_bar_start      (QdFilterBar *bar,
                                     const char  *column);
void       qd_filter_bar_clear      (QdFilterBar *bar);
gboolean   qd_filter_bar_is_started (QdFilterBar *bar);

G_END_DECLS
