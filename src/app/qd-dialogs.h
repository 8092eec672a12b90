#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* All file choosers and message dialogs, so that a port to newer toolkit versions touches this file alone. */

/**
 * QdDialogFilter:
 * @label: what such files are called, in the user's language; %NULL ends an array
 * @ending: the ending of their names, without the dot
 */
typedef struct
{
  const char *label;
  const char *ending;
} QdDialogFilter;

/**
 * QdDialogChoice:
 * @id: what is chosen; %NULL ends an array
 * @label: the same in the user's language
 * @values: (array zero-terminated=1): what it can be
 * @labels: (array zero-terminated=1): the same in the user's language
 * @value: what it is to begin with
 */
typedef struct
{
  const char        *id;
  const char        *label;
  const char *const *values;
  const char *const *labels;
  const char        *value;
} QdDialogChoice;

void      qd_dialog_open_async    (GtkWindow            *parent,
                                   const char           *title,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GFile    *qd_dialog_open_finish   (GAsyncResult         *result);
void      qd_dialog_save_async    (GtkWindow            *parent,
                                   const char           *name,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GFile    *qd_dialog_save_finish   (GAsyncResult         *result);
void      qd_dialog_export_async  (GtkWindow            *parent,
                                   const char           *title,
                                   GFile                *folder,
                                   const char           *name,
                                   const QdDialogFilter *filters,
                                   const QdDialogChoice *choices,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GFile    *qd_dialog_export_finish (GAsyncResult         *result,
                                   GHashTable          **answers);
void      qd_dialog_folder_async  (GtkWindow            *parent,
                                   const char           *title,
                                   const char           *accept,
                                   GFile                *folder,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GFile    *qd_dialog_folder_finish (GAsyncResult         *result);
void      qd_dialog_ask_async     (GtkWindow            *parent,
                                   const char           *heading,
                                   const char           *body,
                                   const char *const    *responses,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
char     *qd_dialog_ask_finish    (GAsyncResult         *result);
void      qd_dialog_ask_text_async (GtkWindow           *parent,
                                   const char           *heading,
                                   const char           *body,
                                   const char           *label,
                                   const char           *accept,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
char     *qd_dialog_ask_text_finish (GAsyncResult       *result);
void      qd_dialog_edit_text_async (GtkWindow          *parent,
                                   const char           *heading,
                                   const char           *body,
                                   const char           *label,
                                   const char           *accept,
                                   const char           *text,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
void      qd_dialog_ask_size_async (GtkWindow           *parent,
                                   const char           *heading,
                                   const char           *accept,
                                   int                   width,
                                   int                   height,
                                   int                   least,
                                   int                   most,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean  qd_dialog_ask_size_finish (GAsyncResult       *result,
                                   int                  *width,
                                   int                  *height);
void      qd_dialog_open_picture_async (GtkWindow       *parent,
                                   const char           *title,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
void      qd_dialog_open_template_async (GtkWindow      *parent,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
void      qd_dialog_show_error    (GtkWindow            *parent,
                                   const char           *heading,
                                   const char           *body);

G_END_DECLS
