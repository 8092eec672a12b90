#pragma once

#include "qd-saved-state.h"

G_BEGIN_DECLS

void  qd_saved_state_add_approval (QdDocument *document,
                                   QdChange   *change);

G_END_DECLS
