#pragma once

#include "qd-format.h"
#include "qd-snapshots.h"

G_BEGIN_DECLS

/* What a saving tells: in its worker, then in the thread of the document. */
gboolean  qd_snapshots_keep_old (const char      *folder,
                                 GFile           *file,
                                 GError         **error);
gboolean  qd_snapshots_keep_new (const char      *folder,
                                 GFile           *file,
                                 GBytes          *bytes,
                                 const QdFormat  *format,
                                 GError         **error);
void      qd_snapshots_saved    (QdSnapshots     *snapshots,
                                 GFile           *file,
                                 const char      *problem);

G_END_DECLS
