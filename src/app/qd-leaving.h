#pragma once

#include <gtk/gtk.h>

#include "qd-lanes.h"

G_BEGIN_DECLS

/**
 * QdLeavingFunc:
 * @leaving: (nullable): the id of the initiative that makes room; %NULL: none does
 * @keep: without one, whether what was added stays nevertheless
 * @user_data: what was handed to qd_leaving_ask()
 *
 * Called once, with the answer.
 */
typedef void (*QdLeavingFunc) (const char *leaving,
                               gboolean    keep,
                               gpointer    user_data);

gboolean qd_leaving_ask (GtkWidget          *parent,
                         const GdkRectangle *at,
                         QdLanes            *lanes,
                         QdRecord           *added,
                         QdLeavingFunc       func,
                         gpointer            user_data);

G_END_DECLS
