#pragma once

#include "qd-format.h"

G_BEGIN_DECLS

QdPlan *qd_markdown_load (GBytes           *bytes,
                          QdImportReport  **report,
                          GError          **error);
GBytes *qd_markdown_save (QdPlan           *plan);

GPtrArray *qd_markdown_list_losses (QdPlan *plan);

G_END_DECLS
