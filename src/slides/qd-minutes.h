#pragma once

#include "qd-outline.h"

G_BEGIN_DECLS

/**
 * QdMinutesFacts:
 * @started: (nullable): when the meeting began, in local time
 * @ended: (nullable): when it ended
 * @before: (nullable): the figures of the plan as it was when the meeting began; without them nothing is said of changes
 *
 * What the plan itself does not say of its meeting.
 */
typedef struct
{
  GDateTime *started;
  GDateTime *ended;
  QdFigures *before;
} QdMinutesFacts;

QdOutline *qd_minutes_new          (QdFigures            *figures,
                                    const QdMinutesFacts *facts);
QdOutline *qd_minutes_new_agenda   (QdFigures            *figures);

G_END_DECLS
