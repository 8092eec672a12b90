#pragma once

#include "qd-format.h"

G_BEGIN_DECLS

gboolean  qd_loss_check (QdPlan          *plan,
                         GBytes          *bytes,
                         const QdFormat  *format,
                         GError         **error);

G_END_DECLS
