#pragma once

#include "qd-outline.h"

G_BEGIN_DECLS

/* What the partner of the known plan must not be told, in whatever it gets. */
extern const char *const qd_partner_secrets[];

char *qd_outline_all_text (const QdOutline *outline);
void  qd_check_outline    (const QdOutline *outline,
                           const char      *what);
void  qd_check_secrets    (const char      *text,
                           const char      *what);

G_END_DECLS
