#pragma once

#include "qd-export-source.h"

G_BEGIN_DECLS

/* A list of which a file is made where each gets one. */
typedef struct
{
  QdListId list;
  gboolean review;
} QdExportList;

/* @findings: of @figures, which are of a plan that nobody else has
 * @lists: the lists that have rows, as long as it lives */
struct _QdExportSource
{
  gatomicrefcount  references;
  GMutex           lock;
  QdFigures       *figures;
  GPtrArray       *findings;  /* computed when first needed */
  GArray          *lists;     /* of QdExportList */
};

char *qd_export_list_dup_name (const QdExportList *list);


void qd_export_source_lock   (QdExportSource *source);
void qd_export_source_unlock (QdExportSource *source);

G_END_DECLS
