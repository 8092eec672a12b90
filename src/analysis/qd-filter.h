#pragma once

#include "qd-columns.h"

G_BEGIN_DECLS

/**
 * QdFilter:
 *
 * What the rows of a table must say to be shown. Never changed once it is made.
 */
typedef struct _QdFilter QdFilter;

QdFilter   *qd_filter_new        (const char            *column,
                                  const char            *text,
                                  gboolean               whole);
void        qd_filter_free       (QdFilter              *filter);
const char *qd_filter_get_column (const QdFilter        *filter);
const char *qd_filter_get_text   (const QdFilter        *filter);
gboolean    qd_filter_is_whole   (const QdFilter        *filter);
gboolean    qd_filter_is_comparison (const QdFilter     *filter);
gboolean    qd_filter_equal      (const QdFilter        *a,
                                  const QdFilter        *b);
gboolean    qd_filter_applies    (const QdFilter        *filter,
                                  const QdColumn *const *columns,
                                  guint                  n_columns);
gboolean    qd_filter_matches    (const QdFilter        *filter,
                                  const QdColumn *const *columns,
                                  guint                  n_columns,
                                  QdFigures             *figures,
                                  QdRecord              *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdFilter, qd_filter_free)

G_END_DECLS
