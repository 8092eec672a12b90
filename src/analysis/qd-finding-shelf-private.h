#pragma once

/* Findings in their order, into which some come and from which some go while the rest stays. */

#include "qd-rules-private.h"

G_BEGIN_DECLS

/**
 * QdFindingShelf:
 * @findings: (element-type QdFinding): by rank, those of a rank as the records that were checked stand in the plan
 * @starts: where each rank starts, and last where all end
 */
typedef struct
{
  GPtrArray *findings;
  guint     *starts;
} QdFindingShelf;

void qd_finding_shelf_init   (QdFindingShelf  *shelf);
void qd_finding_shelf_clear  (QdFindingShelf  *shelf);
void qd_finding_shelf_empty  (QdFindingShelf  *shelf);
void qd_finding_shelf_fill   (QdFindingShelf  *shelf,
                              GPtrArray       *findings);
void qd_finding_shelf_remove (QdFindingShelf  *shelf,
                              QdRankedFinding *finding);
void qd_finding_shelf_insert (QdFindingShelf  *shelf,
                              QdRankedFinding *finding);

G_END_DECLS
