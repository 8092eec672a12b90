#pragma once

#include "qd-plan.h"
#include "qd-change.h"

G_BEGIN_DECLS

/**
 * QdImportRow:
 * @record: a record of the other plan, in one of the lists that the plan itself holds or last quarter's
 * @list: that list
 * @is_new: whether the plan has no record of its id
 * @n_differences: how many values of it and of what it holds are otherwise, and how many records in it are new
 *
 * What can be taken over from another plan.
 */
typedef struct
{
  QdRecord *record;
  QdListId  list;
  gboolean  is_new;
  guint     n_differences;
} QdImportRow;

GArray   *qd_import_rows_list   (QdPlan      *plan,
                                 QdPlan      *other);
QdChange *qd_import_rows_change (QdPlan      *plan,
                                 GPtrArray   *records,
                                 const char  *title);

G_END_DECLS
