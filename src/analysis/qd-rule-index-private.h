#pragma once

/* What rules look up: who bears which name, which words stand where, who refers to whom. Follows a plan if it is told
 * of its changes, and then says which records' findings may be others because of it. */

#include "qd-plan.h"

G_BEGIN_DECLS

/* What of a record's findings may be others. */
typedef enum
{
  QD_LOOKUP_NAMES = 1 << 0,      /* names that stand twice */
  QD_LOOKUP_WORDS = 1 << 1,      /* words and references that tell what serves or measures it */
  QD_LOOKUP_REFERENCES = 1 << 2, /* whether what it refers to is there */
  QD_LOOKUP_ACCEPTED = 1 << 3,   /* whether they are accepted */
} QdLookups;

typedef void (*QdLookupFunc) (QdRecord  *record,
                              QdLookups  lookups,
                              gpointer   user_data);

typedef struct _QdRuleIndex QdRuleIndex;

QdRuleIndex *qd_rule_index_new            (QdPlan      *plan,
                                           QdLookupFunc func,
                                           gpointer     user_data);
void         qd_rule_index_free           (QdRuleIndex *index);
void         qd_rule_index_changed        (QdRuleIndex *index,
                                           QdRecord    *record,
                                           guint        field);
void         qd_rule_index_inserted       (QdRuleIndex *index,
                                           QdRecord    *record);
void         qd_rule_index_removed        (QdRuleIndex *index,
                                           QdList      *list,
                                           QdRecord    *record);
void         qd_rule_index_moved          (QdRuleIndex *index,
                                           QdRecord    *record);
void         qd_rule_index_settle         (QdRuleIndex *index);

guint        qd_rule_index_repeats        (QdRuleIndex *index,
                                           QdRecord    *record);
gboolean     qd_rule_index_is_supported   (QdRuleIndex *index,
                                           QdRecord    *priority);
gboolean     qd_rule_index_is_measured    (QdRuleIndex *index,
                                           QdRecord    *criterion);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdRuleIndex, qd_rule_index_free)

G_END_DECLS
