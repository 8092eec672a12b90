#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_VOTING (qd_voting_get_type ())

G_DECLARE_FINAL_TYPE (QdVoting, qd_voting, QD, VOTING, GtkWidget)

GtkWidget *qd_voting_new (QdDocument *document);

G_END_DECLS
