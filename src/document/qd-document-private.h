#pragma once

#include "qd-document.h"
#include "qd-file.h"
#include "qd-history.h"

G_BEGIN_DECLS

/* The form that holds everything. */
#define QD_HOME_FORMAT "qplan"

/* What the files that make up QdDocument share: qd-document.c holds it, qd-document-file.c reads and writes it, and
 * qd-document-outside.c sees to what other programs do to its file. */

QdDocument     *qd_document_new_recovered (QdPlan         *plan,
                                           GFile          *file,
                                           const QdFormat *format,
                                           QdFileStamp    *stamp);
void            qd_document_set_file      (QdDocument     *document,
                                           GFile          *file,
                                           const QdFormat *format,
                                           QdFileStamp    *stamp);
const QdFormat *qd_document_get_format    (QdDocument     *document);
QdFileStamp    *qd_document_get_stamp     (QdDocument     *document);
QdHistory      *qd_document_get_history   (QdDocument     *document);
QdSnapshots    *qd_document_get_snapshots (QdDocument     *document);
void            qd_document_set_saved     (QdDocument     *document,
                                           guint64         state);
void            qd_document_set_lost      (QdDocument     *document,
                                           gboolean        lost);
void            qd_document_set_saving    (QdDocument     *document,
                                           gboolean        saving);
void            qd_document_set_read_only (QdDocument     *document,
                                           gboolean        read_only);

gboolean        qd_change_check           (QdChange       *change,
                                           QdApplyFlags    flags,
                                           GError        **error);
gboolean        qd_change_does_nothing    (QdChange       *change,
                                           QdPlan         *plan);

G_END_DECLS
