#pragma once

#include <gio/gio.h>

#include "qd-schema.h"

G_BEGIN_DECLS

#define QD_TYPE_RECORD (qd_record_get_type ())
#define QD_TYPE_LIST (qd_list_get_type ())

G_DECLARE_DERIVABLE_TYPE (QdRecord, qd_record, QD, RECORD, GObject)
G_DECLARE_FINAL_TYPE (QdList, qd_list, QD, LIST, GObject)

typedef struct _QdPlan QdPlan;

GType               qd_record_type_get_gtype (QdRecordType   type);
QdRecord           *qd_record_new            (QdRecordType   type,
                                              const char    *id);
QdRecord           *qd_record_copy           (QdRecord      *record);
QdRecord           *qd_record_copy_shallow   (QdRecord      *record);
QdRecord           *qd_record_duplicate      (QdRecord      *record);
gboolean            qd_record_equal          (QdRecord      *a,
                                              QdRecord      *b);

QdRecordType        qd_record_get_record_type (QdRecord     *record);
const QdRecordInfo *qd_record_get_info       (QdRecord      *record);
const QdField      *qd_record_get_field      (QdRecord      *record,
                                              guint          field);
const char         *qd_record_get_id         (QdRecord      *record);
QdPlan             *qd_record_get_plan       (QdRecord      *record);
QdRecord           *qd_record_get_parent     (QdRecord      *record);
QdList             *qd_record_get_owner_list (QdRecord      *record);
QdList             *qd_record_get_list       (QdRecord      *record,
                                              QdListId       list);
QdList             *qd_record_peek_list      (QdRecord      *record,
                                              QdListId       list);

const QdValue      *qd_record_get_value      (QdRecord      *record,
                                              guint          field);
gboolean            qd_record_is_set         (QdRecord      *record,
                                              guint          field);
double              qd_record_get_number     (QdRecord      *record,
                                              guint          field);
const char         *qd_record_get_text       (QdRecord      *record,
                                              guint          field);
char               *qd_record_format         (QdRecord      *record,
                                              guint          field);
const char         *qd_record_get_title      (QdRecord      *record);
const char         *qd_record_get_extra      (QdRecord      *record);

QdListId            qd_list_get_id           (QdList        *list);
const QdListInfo   *qd_list_get_info         (QdList        *list);
QdRecord           *qd_list_get_owner        (QdList        *list);
guint               qd_list_get_length       (QdList        *list);
QdRecord           *qd_list_get              (QdList        *list,
                                              guint          index);
int                 qd_list_index_of         (QdList        *list,
                                              QdRecord      *record);

/**
 * QdRecordFunc:
 * @record: a record
 * @user_data: what was handed to the walk
 *
 * Called for each record of a walk, owners before what they own, in the order of the file.
 */
typedef void (*QdRecordFunc) (QdRecord *record,
                              gpointer  user_data);

void                qd_record_foreach        (QdRecord      *record,
                                              QdRecordFunc   func,
                                              gpointer       user_data);
int                 qd_record_compare_places (QdRecord      *a,
                                              QdRecord      *b);

G_END_DECLS
