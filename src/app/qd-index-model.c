#include "qd-config.h"

#include "qd-index-model.h"

/* A list model of as many items as there are entries in an array elsewhere: whoever binds one looks there by its
 * position. Items are made when somebody asks, so that a hundred thousand of them cost nothing. */

struct _QdIndexModel
{
  GObject parent_instance;

  guint   n_items;
};

static GType
qd_index_model_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
qd_index_model_get_n_items (GListModel *model)
{
  return QD_INDEX_MODEL (model)->n_items;
}

static gpointer
qd_index_model_get_item (GListModel *model,
                         guint       position)
{
  return position < QD_INDEX_MODEL (model)->n_items ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = qd_index_model_get_item_type;
  iface->get_n_items = qd_index_model_get_n_items;
  iface->get_item = qd_index_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (QdIndexModel, qd_index_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
qd_index_model_class_init (QdIndexModelClass *klass)
{
}

static void
qd_index_model_init (QdIndexModel *self)
{
}

/**
 * qd_index_model_new:
 *
 * Returns: (transfer full): a model without items; each item knows only its number
 */
QdIndexModel *
qd_index_model_new (void)
{
  return g_object_new (QD_TYPE_INDEX_MODEL, NULL);
}

/**
 * qd_index_model_set_n_items:
 * @model: a model
 * @n_items: how many items it has now; they all stand for something else than before
 */
void
qd_index_model_set_n_items (QdIndexModel *model,
                            guint         n_items)
{
  guint before = model->n_items;

  model->n_items = n_items;
  g_list_model_items_changed (G_LIST_MODEL (model), 0, before, n_items);
}

/**
 * qd_index_model_resize:
 * @model: a model
 * @n_items: how many items it has now; those that stay stand for what they stood for, but may say something else
 */
void
qd_index_model_resize (QdIndexModel *model,
                       guint         n_items)
{
  guint before = model->n_items;
  guint kept = MIN (before, n_items);

  model->n_items = n_items;
  if (before != n_items)
    g_list_model_items_changed (G_LIST_MODEL (model), kept, before - kept, n_items - kept);
}
