#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char         *qd_test_folder_new    (void);
void          qd_test_folder_remove (char          *folder);

void          qd_test_done_cb       (GObject       *source,
                                     GAsyncResult  *result,
                                     gpointer       user_data);
GAsyncResult *qd_test_await         (GAsyncResult **result);

G_END_DECLS
