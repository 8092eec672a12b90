#pragma once

#include "qd-document.h"
#include "qd-draft-store.h"

G_BEGIN_DECLS

#define QD_TYPE_DRAFT (qd_draft_get_type ())

G_DECLARE_FINAL_TYPE (QdDraft, qd_draft, QD, DRAFT, GObject)

QdDraft     *qd_draft_attach         (QdDocument           *document,
                                      QdDraftStore         *store);
QdDocument  *qd_draft_get_document   (QdDraft              *draft);
const char  *qd_draft_get_id         (QdDraft              *draft);
gboolean     qd_draft_is_needed      (QdDraft              *draft);
const char  *qd_draft_get_problem    (QdDraft              *draft);
void         qd_draft_discard        (QdDraft              *draft);
void         qd_draft_set_typing     (QdDraft              *draft,
                                      QdChange             *change);
void         qd_draft_flush_async    (QdDraft              *draft,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean     qd_draft_flush_finish   (QdDraft              *draft,
                                      GAsyncResult         *result,
                                      GError              **error);
void         qd_draft_recover_async  (QdDraftStore         *store,
                                      const QdDraftInfo    *info,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
QdDocument  *qd_draft_recover_finish (QdDraftStore         *store,
                                      GAsyncResult         *result,
                                      QdDraft             **draft,
                                      GError              **error);

G_END_DECLS
