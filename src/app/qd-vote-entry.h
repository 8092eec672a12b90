#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QD_TYPE_VOTE_ENTRY (qd_vote_entry_get_type ())

G_DECLARE_FINAL_TYPE (QdVoteEntry, qd_vote_entry, QD, VOTE_ENTRY, GtkWidget)

GtkWidget  *qd_vote_entry_new        (const char  *person);
const char *qd_vote_entry_get_person (QdVoteEntry *entry);
const char *qd_vote_entry_get_text   (QdVoteEntry *entry);
void        qd_vote_entry_set_text   (QdVoteEntry *entry,
                                      const char  *text);
void        qd_vote_entry_set_wrong  (QdVoteEntry *entry,
                                      gboolean     wrong);
void        qd_vote_entry_reveal     (QdVoteEntry *entry);

G_END_DECLS
