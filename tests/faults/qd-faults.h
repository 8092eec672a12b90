#pragma once

#include <glib.h>

G_BEGIN_DECLS

void        qd_faults_arm    (const char *folder,
                              guint       number,
                              int         error_number);
const char *qd_faults_disarm (void);

G_END_DECLS
