#pragma once

#include "qd-change.h"
#include "qd-pages.h"

G_BEGIN_DECLS

/**
 * QdDifferenceKind:
 * @QD_DIFFERENCE_REMOVED: only the first plan has the record
 * @QD_DIFFERENCE_ADDED: only the second plan has it
 * @QD_DIFFERENCE_CHANGED: a field of it holds something else
 * @QD_DIFFERENCE_MOVED: it stands elsewhere
 */
typedef enum
{
  QD_DIFFERENCE_REMOVED,
  QD_DIFFERENCE_ADDED,
  QD_DIFFERENCE_CHANGED,
  QD_DIFFERENCE_MOVED,
} QdDifferenceKind;

/**
 * QdDifference:
 * @kind: what is different
 * @record_type: the type of the record
 * @list: the list it is in (was in, if removed), or %QD_LIST_ANY for the plan itself
 * @page: the page it is edited on (was, if removed)
 * @record: its id
 * @title: what it is called, in the second plan where it is in both; never empty
 * @field: (nullable): changed: the field; %NULL otherwise
 * @before: changed: what the field held, in the user's language; moved: the place, from 1, or what the record was part
 *   of; "" otherwise
 * @after: the same in the second plan
 * @internal: about what is never shown, such as layout hints
 *
 * One difference between two plans.
 */
typedef struct
{
  QdDifferenceKind  kind;
  QdRecordType      record_type;
  QdListId          list;
  QdPageId          page;
  char             *record;
  char             *title;
  const QdField    *field;
  char             *before;
  char             *after;
  gboolean          internal;
} QdDifference;

QdChange   *qd_compare             (QdPlan             *from,
                                    QdPlan             *to,
                                    const char         *title);
GPtrArray  *qd_compare_list        (QdPlan             *from,
                                    QdPlan             *to);
char       *qd_difference_describe (const QdDifference *difference);
const char *qd_difference_kind_id  (QdDifferenceKind    kind);
void        qd_difference_free     (QdDifference       *difference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdDifference, qd_difference_free)

G_END_DECLS
