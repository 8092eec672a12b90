#pragma once

#include "qd-filter.h"

G_BEGIN_DECLS

/**
 * QdDirection:
 * @QD_DIRECTION_NONE: as in the plan
 * @QD_DIRECTION_ASCENDING: the least first
 * @QD_DIRECTION_DESCENDING: the greatest first
 *
 * Cells that say nothing come last, whichever way.
 */
typedef enum
{
  QD_DIRECTION_NONE,
  QD_DIRECTION_ASCENDING,
  QD_DIRECTION_DESCENDING,
} QdDirection;

/**
 * QdOrder:
 *
 * Which records of a list, and of the lists in them, somebody looks at, and in which order. The plan knows nothing of it.
 */
typedef struct _QdOrder QdOrder;

QdOrder        *qd_order_new          (QdFigures             *figures,
                                       QdList                *list);
QdOrder        *qd_order_ref          (QdOrder               *order);
void            qd_order_unref        (QdOrder               *order);
void            qd_order_set_columns  (QdOrder               *order,
                                       QdRecordType           type,
                                       const QdColumn *const *columns,
                                       guint                  n_columns);

void            qd_order_sort_by      (QdOrder               *order,
                                       const char            *column,
                                       QdDirection            direction);
const char     *qd_order_get_sorted   (QdOrder               *order,
                                       QdDirection           *direction);
void            qd_order_add_filter   (QdOrder               *order,
                                       QdFilter              *filter);
void            qd_order_remove_filter (QdOrder              *order,
                                       const QdFilter        *filter);
void            qd_order_clear        (QdOrder               *order);
GPtrArray      *qd_order_get_filters  (QdOrder               *order);
gboolean        qd_order_is_active    (QdOrder               *order);
gboolean        qd_order_is_filtering (QdOrder               *order);

void            qd_order_keep         (QdOrder               *order,
                                       QdRecord              *record);
void            qd_order_changed      (QdOrder               *order);
gboolean        qd_order_shows        (QdOrder               *order,
                                       QdRecord              *record);
guint           qd_order_count        (QdOrder               *order,
                                       guint                 *n_shown);
GPtrArray      *qd_order_arrange      (QdOrder               *order,
                                       QdList                *list);
GPtrArray      *qd_order_list_values  (QdOrder               *order,
                                       const char            *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdOrder, qd_order_unref)

G_END_DECLS
