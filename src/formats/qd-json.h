#pragma once

#include "qd-change.h"
#include "qd-plan.h"

G_BEGIN_DECLS

#define QD_JSON_FORMAT "quarterdeck-plan"
#define QD_JSON_VERSION 1

QdPlan   *qd_json_load          (GBytes    *bytes,
                                 gboolean  *newer,
                                 GError   **error);
GBytes   *qd_json_save          (QdPlan    *plan);
char     *qd_json_from_record   (QdRecord  *record);
char     *qd_json_from_change   (QdChange  *change);
QdChange *qd_json_to_change     (const char *json,
                                 GError   **error);

void      qd_json_append_string (GString       *out,
                                 const char    *text);
void      qd_json_append_value  (GString       *out,
                                 const QdField *field,
                                 const QdValue *value);

G_END_DECLS
