#pragma once

#include "qd-figures.h"

G_BEGIN_DECLS

/**
 * QdRollPart:
 * @list: a list of the old plan
 * @label: what is carried over, to be translated
 *
 * A part of the old plan that may be left behind. Objectives always become last quarter's scorecard.
 */
typedef struct
{
  QdListId    list;
  const char *label;
} QdRollPart;

/**
 * QdRollOptions:
 * @quarter: the quarter to plan; year 0 for the one after the old plan's
 * @left: a bit (1 << index) for each of qd_roll_parts() that is left behind
 * @initiatives: (nullable): ids of the initiatives that go on, ended by %NULL; the others stay behind
 * @revisited: (nullable): ids of what was not done and is to be decided again, ended by %NULL; without it all that
 *   qd_roll_revisit_due() lists
 *
 * What goes from one quarter into the next.
 */
typedef struct
{
  QdQuarter          quarter;
  guint              left;
  const char *const *initiatives;
  const char *const *revisited;
} QdRollOptions;

const QdRollPart *qd_roll_parts          (guint               *n_parts);
GPtrArray        *qd_roll_unfinished     (QdFigures           *figures);
GPtrArray        *qd_roll_revisit_due    (QdPlan              *plan,
                                          const QdQuarter     *quarter);
QdPlan           *qd_roll_over           (QdFigures           *figures,
                                          const QdRollOptions *options);

G_END_DECLS
