#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define QD_NO_SCREEN (-1)

/**
 * QdScreen:
 * @name: what tells it from others
 * @place: where it is; two at the same place show the same
 */
typedef struct
{
  const char   *name;
  GdkRectangle  place;
} QdScreen;

int      qd_screens_choose   (const QdScreen *screens,
                              guint           n_screens,
                              int             own,
                              const char     *name,
                              gboolean        insists);
int      qd_screens_follow   (const QdScreen *screens,
                              guint           n_screens,
                              int             own,
                              int             shown,
                              const char     *name,
                              gboolean        insists);
gboolean qd_screens_is_other (const QdScreen *screens,
                              int             own,
                              int             screen);

G_END_DECLS
