#pragma once

#include "qd-document.h"
#include "qd-standing.h"

G_BEGIN_DECLS

/* The named states that a plan holds itself, in its list of saved states: baselines, which are whole plans as they were
 * approved, and scenarios, which hold only what they do differently from the plan, whatever it becomes. */

QdRecord *qd_document_freeze         (QdDocument  *document,
                                      const char  *name,
                                      GError     **error);
gboolean  qd_document_approve        (QdDocument  *document,
                                      GError     **error);
QdRecord *qd_document_keep_scenario  (QdDocument  *document,
                                      const char  *name,
                                      QdPlan      *start,
                                      GError     **error);
gboolean  qd_document_apply_scenario (QdDocument  *document,
                                      QdRecord    *scenario,
                                      GError     **error);

QdPlan   *qd_saved_state_dup_plan    (QdRecord    *state,
                                      guint       *n_left_out,
                                      GError     **error);
QdPlan   *qd_plan_copy_planned       (QdPlan      *plan);
QdRecord *qd_plan_find_saved_state   (QdPlan      *plan,
                                      const char  *name);

G_END_DECLS
