#pragma once

#include "qd-finding.h"

G_BEGIN_DECLS

/**
 * QdXlsxGets:
 * @list: a list
 * @column: (nullable): one of its columns; %NULL for the list as such
 * @user_data: what was handed to qd_xlsx_save()
 *
 * Returns: whether those who get the workbook get that
 */
typedef gboolean (*QdXlsxGets) (QdListId    list,
                                const char *column,
                                gpointer    user_data);

GBytes    *qd_xlsx_save   (QdFigures  *figures,
                           GPtrArray  *findings,
                           QdXlsxGets  gets,
                           gpointer    user_data,
                           GCancellable *cancellable,
                           GError    **error);
GPtrArray *qd_xlsx_list_sheets (QdFigures *figures,
                           GPtrArray  *findings,
                           QdXlsxGets  gets,
                           gpointer    user_data);
GPtrArray *qd_xlsx_losses (QdFigures  *figures);

G_END_DECLS
