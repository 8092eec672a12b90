#pragma once

#include "qd-change.h"
#include "qd-figures.h"

G_BEGIN_DECLS

/**
 * QdClosingLack:
 * @QD_CLOSING_SCORE: it has no score, neither computed nor stated
 * @QD_CLOSING_CAUSE: it was missed, and nobody says why
 * @QD_CLOSING_REASON: a score is stated that differs from the computed one, and nobody says why
 *
 * What a key result lacks when its quarter is closed.
 */
typedef enum
{
  QD_CLOSING_NOTHING = 0,
  QD_CLOSING_SCORE = 1 << 0,
  QD_CLOSING_CAUSE = 1 << 1,
  QD_CLOSING_REASON = 1 << 2,
} QdClosingLack;

QdClosingLack      qd_closing_lacks   (const QdKeyResultFigures *figures,
                                       QdRecord                 *key_result);
QdRecord          *qd_closing_suggest (QdFigures                *figures,
                                       QdRecord                 *key_result);
QdKeyResultFigures qd_closing_score   (QdFigures                *figures,
                                       QdRecord                 *scored);
QdChange          *qd_closing_change  (QdPlan                   *plan,
                                       GHashTable               *scored,
                                       GPtrArray                *lessons,
                                       const char               *title);

G_END_DECLS
