#pragma once

#include "qd-record.h"

G_BEGIN_DECLS

/* The way to a text of a record: each step needs what the one before has fetched. */
typedef enum
{
  QD_FETCH_RECORD,
  QD_FETCH_VALUES,
  QD_FETCH_TEXTS,
  QD_N_FETCHES
} QdFetch;

#define QD_FETCH_ADDRESS(address) __builtin_prefetch (address)

void  qd_record_fetch      (QdRecord *record,
                            QdFetch   step);
void  qd_record_fetch_lists (QdRecord *record,
                             QdFetch   step);
void  qd_list_fetch        (QdList   *list,
                            QdFetch   step);
void  qd_record_set_plan   (QdRecord *record,
                            QdPlan   *plan);
void  qd_record_set_owner_list (QdRecord *record,
                                QdList   *list);
guint qd_record_get_place  (QdRecord *record);
void  qd_record_set_place  (QdRecord *record,
                            guint     place);
QdList *qd_list_new        (QdListId  list,
                            QdRecord *owner);
void  qd_list_orphan       (QdList   *list);
void  qd_plan_adopt        (QdPlan   *plan,
                            QdRecord *record);
void  qd_plan_release      (QdPlan   *plan,
                            QdRecord *record);
void  qd_plan_emit_changed (QdPlan   *plan,
                            QdRecord *record,
                            guint     field);
void  qd_plan_emit_inserted (QdPlan   *plan,
                             QdRecord *record);
void  qd_plan_emit_removed (QdPlan   *plan,
                            QdList   *list,
                            QdRecord *record);
void  qd_plan_emit_moved   (QdPlan   *plan,
                            QdRecord *record);

G_END_DECLS
