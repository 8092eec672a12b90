#pragma once

#include "qd-finding.h"

G_BEGIN_DECLS

#define QD_TYPE_FINDINGS (qd_findings_get_type ())

G_DECLARE_FINAL_TYPE (QdFindings, qd_findings, QD, FINDINGS, GObject)

QdFindings *qd_findings_new       (QdFigures  *figures);
void        qd_findings_update    (QdFindings *findings);
GPtrArray  *qd_findings_get_list  (QdFindings *findings);
GPtrArray  *qd_findings_get_page  (QdFindings *findings,
                                   QdPageId    page);
GPtrArray  *qd_findings_get_about (QdFindings *findings,
                                   QdRecord   *record);

G_END_DECLS
