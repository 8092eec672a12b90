#pragma once

#include "qd-document.h"

G_BEGIN_DECLS

/**
 * QdRowMark:
 * @worst: the severity of the worst finding about the record, not counting what is accepted
 * @n_findings: how many there are
 * @n_comments: how many comments on it are open
 *
 * What there is to be said about a record beside its row.
 */
typedef struct
{
  QdSeverity worst;
  guint      n_findings;
  guint      n_comments;
} QdRowMark;

QdRowMark  qd_row_mark_get      (QdDocument *document,
                                 QdRecord   *record);
char      *qd_row_mark_describe (QdDocument *document,
                                 QdRecord   *record);

G_END_DECLS
