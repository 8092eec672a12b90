#pragma once

#include "qd-draft-private.h"

G_BEGIN_DECLS

#define SECOND G_USEC_PER_SEC

/* A folder with one plan in it, and a folder of drafts. Time stands still unless a test moves it, and drafts are
 * written when the test says so. */
typedef struct
{
  char         *folder;
  char         *drafts;
  char         *path;
  GFile        *file;
  GAsyncResult *result;
  QdDraftStore *store;
} Fixture;

extern gint64 time_now;

QdDraftStore *new_store    (Fixture           *fixture);
void          die          (Fixture           *fixture);
void          set_up       (Fixture           *fixture,
                            gconstpointer      data);
void          tear_down    (Fixture           *fixture,
                            gconstpointer      data);
QdDocument   *load         (Fixture           *fixture);
gboolean      save         (Fixture           *fixture,
                            QdDocument        *document,
                            GFile             *file,
                            gboolean           overwrite,
                            GError           **error);
void          try_flush    (Fixture           *fixture,
                            QdDraft           *draft,
                            GError           **error);
void          flush        (Fixture           *fixture,
                            QdDraft           *draft);
GPtrArray    *list         (Fixture           *fixture,
                            QdDraftStore      *store);
QdDocument   *recover      (Fixture           *fixture,
                            QdDraftStore      *store,
                            const QdDraftInfo *info,
                            QdDraft          **draft,
                            GError           **error);
QdDocument   *recover_only (Fixture           *fixture,
                            QdDraft          **draft);
guint         count_drafts (Fixture           *fixture);
QdRecord     *root_of      (QdDocument        *document);
void          set_note     (QdDocument        *document,
                            const char        *note);
void          add_risk     (QdDocument        *document,
                            const char        *title);
const char   *get_note     (QdDocument        *document);

G_END_DECLS
