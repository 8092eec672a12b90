#pragma once

#include "qd-record.h"

G_BEGIN_DECLS

/**
 * QdOpType:
 * @QD_OP_SET: a field of a record gets another value
 * @QD_OP_INSERT: a record, with all it holds, comes into a list
 * @QD_OP_REMOVE: a record, with all it holds, leaves the plan
 * @QD_OP_MOVE: a record goes elsewhere, in its list or into another of the same record type
 */
typedef enum
{
  QD_OP_SET,
  QD_OP_INSERT,
  QD_OP_REMOVE,
  QD_OP_MOVE,
} QdOpType;

/**
 * QdOp:
 * @type: what is done
 * @id: the record it is done to (of an insert, that of the record inserted)
 * @field: (nullable): set: the field
 * @value: set: what it is to hold
 * @owner: (nullable): insert and move: the id of the record that holds the list
 * @list: insert and move: which of its lists
 * @index: insert and move: the place in it afterwards
 * @record: (nullable): insert: the record; never part of a plan itself, each applying inserts a copy
 *
 * One step of a change. Read-only.
 */
typedef struct
{
  QdOpType       type;
  char          *id;
  const QdField *field;
  QdValue        value;
  char          *owner;
  QdListId       list;
  guint          index;
  QdRecord      *record;
} QdOp;

/**
 * QdChange:
 *
 * An edit as data: steps, done all or not at all, under a title in the user's language that undo and redo show
 * (“Change likelihood”). Records are addressed by id. Grows until it is applied; not changed afterwards.
 */
typedef struct _QdChange QdChange;

#define QD_TYPE_CHANGE (qd_change_get_type ())

GType        qd_change_get_type  (void);
QdChange    *qd_change_new       (const char     *title);
QdChange    *qd_change_new_printf (const char    *format,
                                  ...) G_GNUC_PRINTF (1, 2);
QdChange    *qd_change_ref       (QdChange       *change);
void         qd_change_unref     (QdChange       *change);

void         qd_change_set       (QdChange       *change,
                                  const char     *id,
                                  const QdField  *field,
                                  const QdValue  *value);
void         qd_change_insert    (QdChange       *change,
                                  const char     *owner,
                                  QdListId        list,
                                  guint           index,
                                  QdRecord       *record);
void         qd_change_remove    (QdChange       *change,
                                  const char     *id);
void         qd_change_move      (QdChange       *change,
                                  const char     *id,
                                  const char     *owner,
                                  QdListId        list,
                                  guint           index);

void         qd_change_append_op (QdChange       *change,
                                  const QdOp     *op);
void         qd_change_append    (QdChange       *change,
                                  QdChange       *other);

const char  *qd_change_get_title (QdChange       *change);
guint        qd_change_get_n_ops (QdChange       *change);
const QdOp  *qd_change_get_op    (QdChange       *change,
                                  guint           index);
gsize        qd_change_get_size  (QdChange       *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdChange, qd_change_unref)

G_END_DECLS
