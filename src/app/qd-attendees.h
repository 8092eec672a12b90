#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

GtkWidget *qd_attendees_new (QdDocument *document);

G_END_DECLS
