#pragma once

#include <adwaita.h>

#include "qd-draft-store.h"
#include "qd-snapshots.h"

G_BEGIN_DECLS

#define QD_TYPE_APPLICATION (qd_application_get_type ())

G_DECLARE_FINAL_TYPE (QdApplication, qd_application, QD, APPLICATION, AdwApplication)

QdApplication *qd_application_new             (void);
QdDraftStore  *qd_application_get_draft_store (QdApplication *application);
QdSnapshots   *qd_application_get_snapshots   (QdApplication *application);
GSettings     *qd_application_get_settings    (QdApplication *application);
void           qd_application_note_session    (QdApplication *application);
void           qd_application_window_closes   (QdApplication *application,
                                               GtkWindow     *window);
void           qd_application_stop_quit       (QdApplication *application);

G_END_DECLS
