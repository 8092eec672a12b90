#pragma once

#include "qd-document.h"

G_BEGIN_DECLS

QdPlan   *qd_merge                     (QdPlan      *base,
                                        QdPlan      *ours,
                                        QdPlan      *theirs,
                                        guint       *n_conflicts);
gboolean  qd_document_resolve_conflict (QdDocument  *document,
                                        QdRecord    *conflict,
                                        gboolean     theirs,
                                        GError     **error);

G_END_DECLS
