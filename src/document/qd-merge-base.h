#pragma once

#include "qd-document.h"

G_BEGIN_DECLS

/**
 * QdMergeAnswer:
 * @merged: what came of both plans; where no common state is known, all that differs is a conflict
 * @base: (nullable): what the common earlier state is called, in the user's language; %NULL if none is known
 * @n_differences: how many things the other plan has otherwise than that state; 0 if none is known
 * @n_conflicts: how many conflicts there are
 * @team: (nullable): whose draft the other plan is
 * @state: which state of the document it was made from
 *
 * A plan merged with another one, not put into the document yet.
 */
typedef struct
{
  QdPlan  *merged;
  char    *base;
  guint    n_differences;
  guint    n_conflicts;
  char    *team;
  guint64  state;
} QdMergeAnswer;

void           qd_document_try_merge_async  (QdDocument           *document,
                                             QdPlan               *theirs,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
QdMergeAnswer *qd_document_try_merge_finish (QdDocument           *document,
                                             GAsyncResult         *result,
                                             GError              **error);
gboolean       qd_document_take_merged      (QdDocument           *document,
                                             QdMergeAnswer        *answer,
                                             const char           *title,
                                             GError              **error);
void           qd_merge_answer_free         (QdMergeAnswer        *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdMergeAnswer, qd_merge_answer_free)

G_END_DECLS
