#pragma once

#include "qd-document.h"

G_BEGIN_DECLS

/**
 * QdOffer:
 * @text: what can be typed
 * @detail: (nullable): what else there is to say of it
 */
typedef struct
{
  char *text;
  char *detail;
} QdOffer;

gboolean    qd_offers_exist     (const QdField *field);
GPtrArray  *qd_offers_new       (QdDocument    *document,
                                 const QdField *field);
GPtrArray  *qd_offers_match     (GPtrArray     *offers,
                                 const char    *word);
const char *qd_offers_last_word (const QdField *field,
                                 const char    *text);
gsize       qd_offer_prefix     (const QdOffer *offer,
                                 const char    *word);

G_END_DECLS
