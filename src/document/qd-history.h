#pragma once

#include "qd-change.h"

G_BEGIN_DECLS

#define QD_HISTORY_MAX_BYTES (64 * 1024 * 1024)

/* A state that no plan is ever in: saved for what was not saved. */
#define QD_HISTORY_NO_STATE G_MAXUINT64

/**
 * QdHistory:
 *
 * What was done to a plan and can be undone, and what was undone and can be redone. It only remembers; applying is the
 * document's work. Every state of the plan it has seen has a number that is never used again, so that “is this the
 * saved state?” is a comparison of numbers, whatever was undone, joined or forgotten since.
 */
typedef struct _QdHistory QdHistory;

QdHistory  *qd_history_new              (gsize      max_bytes);
void        qd_history_free             (QdHistory *history);

void        qd_history_push             (QdHistory *history,
                                         QdChange  *change,
                                         QdChange  *inverse,
                                         gboolean   coalesce);
void        qd_history_break_coalescing (QdHistory *history);

QdChange   *qd_history_peek_undo        (QdHistory *history);
QdChange   *qd_history_peek_redo        (QdHistory *history);
void        qd_history_undone           (QdHistory *history);
void        qd_history_redone           (QdHistory *history);

guint64     qd_history_get_state        (QdHistory *history);
void        qd_history_set_saved        (QdHistory *history,
                                         guint64    state);
gboolean    qd_history_is_saved         (QdHistory *history);
gsize       qd_history_get_size         (QdHistory *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdHistory, qd_history_free)

G_END_DECLS
