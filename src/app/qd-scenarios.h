#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_SCENARIOS (qd_scenarios_get_type ())

G_DECLARE_FINAL_TYPE (QdScenarios, qd_scenarios, QD, SCENARIOS, GtkWidget)

GtkWidget *qd_scenarios_new (QdDocument *document);

G_END_DECLS
