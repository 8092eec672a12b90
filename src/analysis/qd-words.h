#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QdWordIndex:
 *
 * Which words stand in which of several texts, to find what belongs together where nobody said so. Two words are the
 * same if they begin with the same five letters (“partner”, “Partnership”); words that say nothing (“the”, “improve”)
 * and numbers are left out.
 */
typedef struct _QdWordIndex QdWordIndex;

/**
 * QdWordChangeFunc:
 * @word: which word, for qd_word_index_foreach()
 * @user_data: what was handed to qd_word_index_put()
 */
typedef void (*QdWordChangeFunc) (gsize    word,
                                  gpointer user_data);

QdWordIndex *qd_word_index_new     (void);
void         qd_word_index_free    (QdWordIndex       *index);
void         qd_word_index_put     (QdWordIndex       *index,
                                    gconstpointer      thing,
                                    const char *const *texts,
                                    guint              n_texts,
                                    QdWordChangeFunc   changed,
                                    gpointer           user_data);
void         qd_word_index_foreach (QdWordIndex       *index,
                                    gsize              word,
                                    GFunc              func,
                                    gpointer           user_data);
gboolean     qd_word_index_has_any (QdWordIndex       *index,
                                    const char        *text);
gboolean     qd_word_index_shares  (QdWordIndex       *index,
                                    const char        *text,
                                    guint              n_words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdWordIndex, qd_word_index_free)

G_END_DECLS
