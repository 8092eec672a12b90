#pragma once

#include "qd-record.h"

G_BEGIN_DECLS

/**
 * QdTableClip:
 * @records: copies of records, with all they hold; empty if only cells were copied
 * @text: the same as text with tabs, as it stands in the table; with a header unless only cells were copied
 *
 * What a table puts on the clipboard and gives along with a drag, for tables of this program. Never changed.
 */
typedef struct
{
  grefcount  ref_count;
  GPtrArray *records;
  char      *text;
} QdTableClip;

#define QD_TYPE_TABLE_CLIP (qd_table_clip_get_type ())

GType qd_table_clip_get_type (void);

G_END_DECLS
