#pragma once

#include "qd-document.h"

G_BEGIN_DECLS

gboolean qd_document_confirm (QdDocument  *document,
                              QdRecord    *approval,
                              const char  *name,
                              GError     **error);

G_END_DECLS
