#pragma once

#include "qd-application.h"
#include "qd-window.h"

G_BEGIN_DECLS

/**
 * QdSession:
 *
 * Which plans are open in which windows, on the disk, so that the next start can open them again.
 */
typedef struct _QdSession QdSession;

QdSession *qd_session_new            (QdApplication *application);
void       qd_session_free           (QdSession     *session);
void       qd_session_write          (QdSession     *session);
void       qd_session_begin_quit     (QdSession     *session);
void       qd_session_stop_quit      (QdSession     *session);
gboolean   qd_session_is_quitting    (QdSession     *session);
void       qd_session_window_closes  (QdSession     *session,
                                      QdWindow      *window);
void       qd_session_end            (QdSession     *session);
gboolean   qd_session_restore        (QdSession     *session,
                                      GPtrArray     *drafts,
                                      void         (*done) (QdApplication *application));

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdSession, qd_session_free)

G_END_DECLS
