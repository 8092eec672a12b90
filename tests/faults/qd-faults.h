#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Instead of an error number: a write() that writes half, and death before a call, or after half of a write(). */
#define QD_FAULTS_HALF        0
#define QD_FAULTS_DIE         (-1)
#define QD_FAULTS_DIE_HALFWAY (-2)

void        qd_faults_arm    (const char *folder,
                              guint       number,
                              int         error_number);
const char *qd_faults_disarm (void);

G_END_DECLS
