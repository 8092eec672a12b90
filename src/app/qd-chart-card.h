#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_CHART_CARD (qd_chart_card_get_type ())

G_DECLARE_FINAL_TYPE (QdChartCard, qd_chart_card, QD, CHART_CARD, GtkWidget)

GtkWidget *qd_chart_card_new       (QdDocument  *document,
                                    const char  *name);
void       qd_chart_card_set_brief (QdChartCard *card);
void       qd_chart_card_highlight (QdChartCard *card,
                                    const char  *id);

G_END_DECLS
