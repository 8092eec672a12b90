#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_FIELD_STRIP (qd_field_strip_get_type ())

G_DECLARE_FINAL_TYPE (QdFieldStrip, qd_field_strip, QD, FIELD_STRIP, GtkWidget)

GtkWidget *qd_field_strip_new        (QdDocument        *document,
                                      QdRecordType       type,
                                      const char *const *columns);
void       qd_field_strip_set_record (QdFieldStrip      *strip,
                                      QdRecord          *record);
gboolean   qd_field_strip_edit       (QdFieldStrip      *strip);

G_END_DECLS
