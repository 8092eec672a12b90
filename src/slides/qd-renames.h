#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QdRenames:
 *
 * Names to be replaced in texts, all at once: what a name was replaced by is not looked at again. A name is found as a
 * whole word or several; of two that begin at the same place the longer one.
 */
typedef struct _QdRenames QdRenames;

QdRenames *qd_renames_new   (void);
void       qd_renames_free  (QdRenames  *renames);
void       qd_renames_add   (QdRenames  *renames,
                             const char *name,
                             const char *replacement,
                             gboolean    team);
char      *qd_renames_apply (QdRenames  *renames,
                             const char *text,
                             gboolean    any_case);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdRenames, qd_renames_free)

G_END_DECLS
