#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BenchIsShownFunc:
 * @window: a window
 *
 * Returns: whether @window shows what is waited for
 */
typedef gboolean (*BenchIsShownFunc) (GtkWindow *window);

void bench_first_frame_watch (GtkApplication   *application,
                              BenchIsShownFunc  is_shown);

G_END_DECLS
