#pragma once

#include "qd-deck.h"

G_BEGIN_DECLS

/* More slides than this nobody sits through, whatever the plan. */
#define QD_DECK_SLIDES_MAX 400

void qd_check_deck (const QdDeck *deck,
                    const char   *what);

G_END_DECLS
