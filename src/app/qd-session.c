#include "qd-config.h"

#include "qd-session.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "qd-app-util.h"
#include "qd-draft.h"
#include "qd-file.h"

/* The session is a file: whether the program ended in order, and a dictionary for each window, the last one used last.
 *
 * It is written whenever another window gets the focus, so that a crash costs little of it, and at the end, after all
 * drafts. Only a session that ended in order brings back what was not saved: after a crash somebody has to look at it. */

#define SESSION_TYPE "(baa{sv})"
#define RESTORE_KEY "restore-session"

struct _QdSession
{
  QdApplication *application; /* not owned */
  char          *path;
  GPtrArray     *closed;      /* of GVariant: windows that were closed because the program ends */
  gboolean       quitting;
  guint          n_opening;
  void         (*restored) (QdApplication *application);
  GPtrArray     *failed;      /* names of files that could not be opened again */
};

/* A window while its plan is loaded. */
typedef struct
{
  QdSession    *session;
  QdWindow     *window;
  GVariantDict *view;
} Opening;

static gboolean
is_wanted (QdSession *self)
{
  GSettings *settings = qd_application_get_settings (self->application);

  return settings != NULL && g_settings_get_boolean (settings, RESTORE_KEY);
}

/**
 * qd_session_new:
 * @application: whose windows it is about; must outlive the session
 *
 * Returns: (transfer full): the session
 */
QdSession *
qd_session_new (QdApplication *application)
{
  QdSession *session = g_new0 (QdSession, 1);

  session->application = application;
  session->path = g_build_filename (g_get_user_state_dir (), "quarterdeck", "session", NULL);
  session->closed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  session->failed = g_ptr_array_new_with_free_func (g_free);

  return session;
}

/**
 * qd_session_free:
 *
 * Lets go of it; what it kept stays on disk.
 */
void
qd_session_free (QdSession *session)
{
  g_free (session->path);
  g_ptr_array_unref (session->closed);
  g_ptr_array_unref (session->failed);
  g_free (session);
}

/* Returns: (transfer full) (nullable): what is to be known of @window; %NULL if there would be nothing to open */
static GVariant *
describe (QdWindow *window,
          gboolean  with_draft)
{
  QdDocument *document = qd_window_get_document (window);
  QdDraft *draft = qd_window_get_draft (window);
  GFile *file = document != NULL ? qd_document_get_file (document) : NULL;
  gboolean needed = with_draft && draft != NULL && qd_draft_is_needed (draft);
  g_autoptr (GVariantDict) dict = NULL;

  if (file == NULL && !needed)
    return NULL;

  dict = g_variant_dict_new (NULL);
  if (file != NULL)
    g_variant_dict_insert_value (dict, "file", g_variant_new_take_string (g_file_get_uri (file)));
  if (needed)
    g_variant_dict_insert (dict, "draft", "s", qd_draft_get_id (draft));
  qd_window_save_view (window, dict);

  return g_variant_ref_sink (g_variant_dict_end (dict));
}

/* While the program runs nobody shall wait for the disk. (Without flags, GLib 2.74 leaves the end of what was longer.) */
static gboolean
write_file (const char  *path,
            const char  *text,
            gboolean     durably,
            GError     **error)
{
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);

  if (durably)
    return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);

  g_unlink (temporary);

  return g_file_set_contents_full (temporary, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error) &&
         g_rename (temporary, path) == 0;
}

static void
write_session (QdSession *self,
               gboolean   in_order)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) session = NULL;
  g_autofree char *text = NULL;
  GVariantBuilder windows;

  if (!is_wanted (self))
    {
      g_unlink (self->path);
      return;
    }

  g_variant_builder_init (&windows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->closed->len; i++)
    g_variant_builder_add_value (&windows, g_ptr_array_index (self->closed, i));
  for (GList *l = g_list_last (gtk_application_get_windows (GTK_APPLICATION (self->application))); l != NULL; l = l->prev)
    {
      g_autoptr (GVariant) window = QD_IS_WINDOW (l->data) ? describe (l->data, TRUE) : NULL;

      if (window != NULL)
        g_variant_builder_add_value (&windows, window);
    }

  session = g_variant_ref_sink (g_variant_new (SESSION_TYPE, in_order, &windows));
  text = g_variant_print (session, TRUE);
  g_mkdir_with_parents (folder, 0700);
  if (!write_file (self->path, text, in_order, &error))
    g_debug ("%s: %s", self->path, error != NULL ? error->message : g_strerror (errno));
}

/**
 * qd_session_write:
 *
 * Notes what is open now, in case the program does not get to end in order.
 */
void
qd_session_write (QdSession *session)
{
  if (session->n_opening == 0)
    write_session (session, FALSE);
}

/**
 * qd_session_begin_quit:
 *
 * All windows are about to be closed, one after the other: what they show belongs to the session.
 */
void
qd_session_begin_quit (QdSession *session)
{
  g_ptr_array_set_size (session->closed, 0);
  session->quitting = TRUE;
}

/**
 * qd_session_stop_quit:
 *
 * Somebody thought better of it: what was closed is closed.
 */
void
qd_session_stop_quit (QdSession *session)
{
  g_ptr_array_set_size (session->closed, 0);
  session->quitting = FALSE;
}

/**
 * qd_session_is_quitting:
 *
 * Returns: whether all windows are to be closed
 */
gboolean
qd_session_is_quitting (QdSession *session)
{
  return session->quitting;
}

/**
 * qd_session_window_closes:
 * @session: the session
 * @window: a window that is closed, with all that is in it saved or discarded
 *
 * A window that is closed while others stay is gone for good. With the last one, the program ends.
 */
void
qd_session_window_closes (QdSession *session,
                          QdWindow  *window)
{
  g_autoptr (GVariant) described = NULL;
  guint n_others = 0;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (session->application)); l != NULL; l = l->next)
    n_others += QD_IS_WINDOW (l->data) && l->data != window ? 1 : 0;

  described = session->quitting || n_others == 0 ? describe (window, FALSE) : NULL;
  if (described != NULL)
    g_ptr_array_add (session->closed, g_steal_pointer (&described));
}

/**
 * qd_session_end:
 *
 * Writes the session at the end of the program. Everything that is not saved must be on the disk by then.
 */
void
qd_session_end (QdSession *session)
{
  write_session (session, TRUE);
}

/* Returns: (transfer full) (nullable): the windows of the last session */
static GVariant *
read_session (QdSession *self,
              gboolean  *in_order)
{
  g_autofree char *text = NULL;
  g_autoptr (GVariant) session = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_wanted (self) || !g_file_get_contents (self->path, &text, NULL, NULL))
    return NULL;

  session = g_variant_parse (G_VARIANT_TYPE (SESSION_TYPE), text, NULL, NULL, &error);
  if (session == NULL)
    {
      g_debug ("%s: %s", self->path, error->message);
      return NULL;
    }
  g_variant_get_child (session, 0, "b", in_order);

  return g_variant_get_child_value (session, 1);
}

static const QdDraftInfo *
find_draft (GPtrArray  *drafts,
            const char *id)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      const QdDraftInfo *info = g_ptr_array_index (drafts, i);

      if (g_strcmp0 (info->id, id) == 0 && info->recoverable && info->damage == NULL)
        return info;
    }

  return NULL;
}

static Opening *
opening_new (QdSession    *self,
             GVariantDict *view)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->session = self;
  opening->window = g_object_ref (QD_WINDOW (qd_window_new (ADW_APPLICATION (self->application))));
  opening->view = g_variant_dict_ref (view);
  qd_window_restore_size (opening->window, view);
  self->n_opening++;

  return opening;
}

static void
say_failed (QdSession *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self->application));

  for (guint i = 0; i < self->failed->len && windows != NULL; i++)
    {
      g_autofree char *message = g_strdup_printf (_("“%s” could not be opened again"),
                                                  (const char *) g_ptr_array_index (self->failed, i));

      qd_widget_toast (windows->data, message);
    }
  g_ptr_array_set_size (self->failed, 0);
}

/* What became of a window. One that has nothing to show goes, unless it is the only one. */
static void
opening_done (Opening *opening)
{
  QdSession *self = opening->session;
  GtkWindow *window = GTK_WINDOW (opening->window);
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self->application));

  self->n_opening--;
  if (qd_window_get_document (opening->window) != NULL)
    qd_window_restore_view (opening->window, opening->view);
  else if (windows->next != NULL)
    gtk_window_destroy (window);

  if (gtk_window_get_application (window) != NULL)
    gtk_window_present (window);
  g_object_unref (opening->window);
  g_variant_dict_unref (opening->view);
  g_free (opening);

  if (self->n_opening > 0)
    return;
  say_failed (self);
  qd_session_write (self);
  self->restored (self->application);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Opening *opening = user_data;
  g_autoptr (QdDocument) document = qd_document_load_finish (result, NULL, NULL);
  const char *uri = "";

  if (document != NULL)
    {
      qd_window_set_document (opening->window, document);
    }
  else if (g_variant_dict_lookup (opening->view, "file", "&s", &uri))
    {
      g_autoptr (GFile) file = g_file_new_for_uri (uri);

      g_ptr_array_add (opening->session->failed, qd_file_dup_name (file));
    }

  opening_done (opening);
}

static void
recovered_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Opening *opening = user_data;
  QdDraftStore *store = qd_application_get_draft_store (opening->session->application);
  g_autoptr (QdDraft) draft = NULL;
  g_autoptr (QdDocument) document = qd_draft_recover_finish (store, result, &draft, NULL);

  if (document != NULL)
    qd_window_set_draft (opening->window, draft);

  opening_done (opening);
}

/* Returns: whether there is something to open */
static gboolean
open_window (QdSession *self,
             GVariant  *window,
             gboolean   in_order,
             GPtrArray *drafts)
{
  g_autoptr (GVariantDict) view = g_variant_dict_new (window);
  const char *draft = NULL;
  const char *uri = NULL;
  const QdDraftInfo *info;

  g_variant_dict_lookup (view, "draft", "&s", &draft);
  g_variant_dict_lookup (view, "file", "&s", &uri);
  info = in_order && draft != NULL ? find_draft (drafts, draft) : NULL;

  if (info != NULL)
    {
      qd_draft_recover_async (qd_application_get_draft_store (self->application), info, recovered_cb,
                              opening_new (self, view));
      g_ptr_array_remove (drafts, (gpointer) info);
    }
  else if (uri != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_uri (uri);

      qd_document_load_async (file, NULL, opened_cb, opening_new (self, view));
    }

  return info != NULL || uri != NULL;
}

/**
 * qd_session_restore:
 * @session: the session
 * @drafts: (element-type QdDraftInfo): what dead processes left; what comes back with its window is taken out
 * @done: called when all windows show, if there is something to open
 *
 * Opens what was open when the program ended. The windows show when their plans are loaded.
 *
 * Returns: whether there is something to open
 */
gboolean
qd_session_restore (QdSession *session,
                    GPtrArray *drafts,
                    void     (*done) (QdApplication *application))
{
  gboolean in_order = FALSE;
  g_autoptr (GVariant) windows = read_session (session, &in_order);
  gboolean any = FALSE;

  session->restored = done;
  for (gsize i = 0; windows != NULL && i < g_variant_n_children (windows); i++)
    {
      g_autoptr (GVariant) window = g_variant_get_child_value (windows, i);

      any = open_window (session, window, in_order, drafts) || any;
    }

  return any;
}
