#pragma once

#include <cairo.h>

#include "qd-deck.h"
#include "qd-export.h"

G_BEGIN_DECLS

void    qd_deck_draw_slide (const QdDeck          *deck,
                            guint                  index,
                            cairo_t               *cr);
GBytes *qd_deck_write_pdf  (QdFigures             *figures,
                            GPtrArray             *findings,
                            const QdExportOptions *options,
                            GError               **error);

G_END_DECLS
