#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QdWordIndex:
 *
 * Which words stand in which of several texts, to find what belongs together where nobody said so. Two words are the
 * same if they begin with the same five letters (“partner”, “Partnership”); words that say nothing (“the”, “improve”)
 * and numbers are left out. Adding and asking take time in proportion to the text, however much is indexed.
 */
typedef struct _QdWordIndex QdWordIndex;

QdWordIndex *qd_word_index_new         (void);
void         qd_word_index_free        (QdWordIndex *index);
void         qd_word_index_add         (QdWordIndex *index,
                                        guint        document,
                                        const char  *text);
gboolean     qd_word_index_has_any     (QdWordIndex *index,
                                        const char  *text);
guint        qd_word_index_most_shared (QdWordIndex *index,
                                        const char  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdWordIndex, qd_word_index_free)

G_END_DECLS
