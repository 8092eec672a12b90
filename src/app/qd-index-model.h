#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define QD_TYPE_INDEX_MODEL (qd_index_model_get_type ())

G_DECLARE_FINAL_TYPE (QdIndexModel, qd_index_model, QD, INDEX_MODEL, GObject)

QdIndexModel *qd_index_model_new         (void);
void          qd_index_model_set_n_items (QdIndexModel *model,
                                          guint         n_items);
void          qd_index_model_resize      (QdIndexModel *model,
                                          guint         n_items);

G_END_DECLS
