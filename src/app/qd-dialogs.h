#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* All file choosers and message dialogs, so that a port to newer toolkit versions touches this file alone. */

void      qd_dialog_open_async    (GtkWindow            *parent,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GFile    *qd_dialog_open_finish   (GAsyncResult         *result);
void      qd_dialog_save_async    (GtkWindow            *parent,
                                   const char           *name,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GFile    *qd_dialog_save_finish   (GAsyncResult         *result);
void      qd_dialog_ask_async     (GtkWindow            *parent,
                                   const char           *heading,
                                   const char           *body,
                                   const char *const    *responses,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
char     *qd_dialog_ask_finish    (GAsyncResult         *result);
void      qd_dialog_show_error    (GtkWindow            *parent,
                                   const char           *heading,
                                   const char           *body);

G_END_DECLS
