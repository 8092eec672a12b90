#pragma once

#include "qd-figures.h"

G_BEGIN_DECLS

/**
 * QdEffect:
 * @label: what the figure is, in the user's language: “Security: committed”
 * @list: the list of the record it is about, or %QD_LIST_ANY for the plan
 * @record: (nullable): the id of that record
 * @before: the figure in the first plan, as shown; “–” where it is unknown or there is no such record
 * @after: the same in the second
 * @number_before: the same as a number; NAN where it is unknown
 * @number_after: the same in the second
 * @differs: whether they are not the same as shown
 *
 * What a difference between two plans does to one figure.
 */
typedef struct
{
  char     *label;
  QdListId  list;
  char     *record;
  char     *before;
  char     *after;
  double    number_before;
  double    number_after;
  gboolean  differs;
} QdEffect;

GPtrArray *qd_effects_list (QdFigures *before,
                            QdFigures *after);
void       qd_effect_free  (QdEffect  *effect);

G_END_DECLS
