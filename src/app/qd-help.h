#pragma once

#include <gtk/gtk.h>

#include "qd-pages.h"

G_BEGIN_DECLS

const char *qd_help_get_topic (QdPageId    page);
char       *qd_help_dup_uri   (const char *topic);
void        qd_help_show      (GtkWindow  *parent,
                               const char *topic);

G_END_DECLS
