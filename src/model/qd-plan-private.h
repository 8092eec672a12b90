#pragma once

/* The mutators. Only document/ (behind its one door), the loaders in formats/, slides/ for copies that it makes
 * for an audience, and this folder may include this file. */

#include "qd-change.h"
#include "qd-plan.h"

G_BEGIN_DECLS

gboolean   qd_record_set_value  (QdRecord       *record,
                                 guint           field,
                                 const QdValue  *value);
void       qd_record_take_value (QdRecord       *record,
                                 guint           field,
                                 QdValue        *value);
void       qd_record_set_text   (QdRecord       *record,
                                 guint           field,
                                 const char     *text);
void       qd_record_set_number (QdRecord       *record,
                                 guint           field,
                                 double          number);
void       qd_record_set_id     (QdRecord       *record,
                                 const char     *id);
void       qd_record_set_extra  (QdRecord       *record,
                                 const char     *extra);

void       qd_list_insert       (QdList         *list,
                                 guint           index,
                                 QdRecord       *record);
void       qd_list_append       (QdList         *list,
                                 QdRecord       *record);
void       qd_list_take         (QdList         *list,
                                 GPtrArray      *records);
void       qd_list_remove       (QdList         *list,
                                 guint           index);
void       qd_list_move         (QdList         *list,
                                 guint           from,
                                 guint           to);

QdPlan    *qd_plan_new_for_root (QdRecord       *root);
QdPlan    *qd_plan_new_indexed  (QdRecord       *root,
                                 GHashTable     *by_id);
QdChange  *qd_plan_apply        (QdPlan         *plan,
                                 QdChange       *change,
                                 GError        **error);

G_END_DECLS
