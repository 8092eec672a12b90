#pragma once

#include "qd-document.h"
#include "qd-since.h"

G_BEGIN_DECLS

/**
 * QdRowMark:
 * @worst: the severity of the worst finding about the record, not counting what is accepted
 * @n_findings: how many there are
 * @n_comments: how many comments on it are open
 * @since: what became of it since the plan was approved
 *
 * What there is to be said about a record beside its row.
 */
typedef struct
{
  QdSeverity worst;
  guint      n_findings;
  guint      n_comments;
  QdSinceKind since;
} QdRowMark;

QdRowMark  qd_row_mark_get      (QdDocument *document,
                                 QdRecord   *record);
char      *qd_row_mark_describe (QdDocument *document,
                                 QdRecord   *record);
char      *qd_row_mark_describe_since (QdDocument *document,
                                 QdRecord   *record);

gboolean   qd_row_is_frame      (QdDocument *document,
                                 QdRecord   *record);
gboolean   qd_row_list_is_frame (QdDocument *document,
                                 QdList     *list);

G_END_DECLS
