#pragma once

#include "qd-change.h"
#include "qd-figures.h"

G_BEGIN_DECLS

QdChange *qd_agenda_default       (QdPlan     *plan,
                                   const char *title);
double    qd_agenda_total         (QdPlan     *plan);
gboolean  qd_agenda_parse_time    (const char *text,
                                   int        *minutes);
char     *qd_agenda_format_time   (int         minutes);
char     *qd_agenda_format_span   (double      seconds);
double    qd_agenda_start_of      (QdRecord   *item);
double    qd_agenda_end_of        (QdPlan     *plan);

G_END_DECLS
