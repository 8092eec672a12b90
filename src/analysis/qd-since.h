#pragma once

#include "qd-pages.h"

G_BEGIN_DECLS

/**
 * QdSinceKind:
 * @QD_SINCE_SAME: it is as it was, or not part of what is planned
 * @QD_SINCE_ADDED: it was not there
 * @QD_SINCE_CHANGED: a field of it held something else, or it was part of something else
 * @QD_SINCE_REMOVED: it is not there any more
 *
 * What became of a record since an earlier state of its plan.
 */
typedef enum
{
  QD_SINCE_SAME,
  QD_SINCE_ADDED,
  QD_SINCE_CHANGED,
  QD_SINCE_REMOVED,
} QdSinceKind;

#define QD_TYPE_SINCE (qd_since_get_type ())

G_DECLARE_FINAL_TYPE (QdSince, qd_since, QD, SINCE, GObject)

QdSince     *qd_since_new        (QdPlan    *then,
                                  QdPlan    *plan);
QdSinceKind  qd_since_of_record  (QdSince   *since,
                                  QdRecord  *record);
char        *qd_since_describe   (QdSince   *since,
                                  QdRecord  *record);
guint        qd_since_count      (QdSince   *since);
guint        qd_since_count_page (QdSince   *since,
                                  QdPageId   page);
gboolean     qd_list_is_planned  (QdListId   list);

G_END_DECLS
