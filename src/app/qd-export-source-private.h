#pragma once

#include "qd-export-source.h"
#include "qd-plan-copier.h"

G_BEGIN_DECLS

/* A list of which a file is made where each gets one. */
typedef struct
{
  QdListId list;
  gboolean review;
} QdExportList;

/* @document: (nullable): where the plan is from, until it is copied
 * @changed: the handler that starts the copy again
 * @idle: what goes on with it, or 0
 * @copier: the copy; of the main loop alone until it is @copied
 * @figures: (nullable): of a plan that nobody else has; as all below, made by who locks first
 * @findings: of @figures
 * @lists: of QdExportList, those that have rows */
struct _QdExportSource
{
  gatomicrefcount  references;
  GMutex           lock;
  GCond            complete;
  QdDocument      *document;
  gulong           changed;
  guint            idle;
  QdPlanCopier    *copier;
  gboolean         copied;
  QdFigures       *figures;
  GPtrArray       *findings;
  GArray          *lists;
};

char *qd_export_list_dup_name (const QdExportList *list);

void qd_export_source_lock   (QdExportSource *source);
void qd_export_source_unlock (QdExportSource *source);

G_END_DECLS
