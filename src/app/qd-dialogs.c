#include "qd-config.h"

#include "qd-dialogs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-format.h"
#include "qd-text.h"

#define HEADING_LEAST 200 /* pixels, so wide is every question */

static void
add_filters (GtkFileChooser *chooser,
             gboolean        for_saving)
{
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  if (!for_saving)
    {
      g_autoptr (GtkFileFilter) plans = gtk_file_filter_new ();

      gtk_file_filter_set_name (plans, _("Plans and Markdown documents"));
      for (guint i = 0; qd_format_get (i) != NULL; i++)
        {
          g_auto (GStrv) extensions = g_strsplit (qd_format_get (i)->extensions, " ", -1);

          for (guint e = 0; extensions[e] != NULL && qd_format_get (i)->load != NULL; e++)
            gtk_file_filter_add_suffix (plans, extensions[e]);
        }
      gtk_file_chooser_add_filter (chooser, plans);
    }
  else
    {
      for (guint i = 0; qd_format_get (i) != NULL; i++)
        {
          g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
          g_auto (GStrv) extensions = g_strsplit (qd_format_get (i)->extensions, " ", -1);

          if (qd_format_get (i)->save == NULL || qd_format_get (i)->load == NULL)
            continue;
          gtk_file_filter_set_name (filter, _(qd_format_get (i)->label));
          gtk_file_filter_add_suffix (filter, extensions[0]);
          gtk_file_chooser_add_filter (chooser, filter);
        }
    }

  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

static void
file_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  GTask           *task)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  g_task_return_pointer (task, file, g_object_unref);
  g_object_unref (task);
  g_object_unref (dialog);
}

static void
choose_file (GtkWindow            *parent,
             const char           *title,
             GtkFileChooserAction  action,
             const char           *name,
             GAsyncReadyCallback   callback,
             gpointer              user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);

  add_filters (GTK_FILE_CHOOSER (dialog), action == GTK_FILE_CHOOSER_ACTION_SAVE);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * qd_dialog_open_async:
 * @parent: the window it is asked for
 * @title: what is to be done with the file
 *
 * Asks for a file that holds a plan.
 */
void
qd_dialog_open_async (GtkWindow           *parent,
                      const char          *title,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  choose_file (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, callback, user_data);
}

/**
 * qd_dialog_open_finish:
 *
 * Returns: (transfer full) (nullable): the file, or %NULL if the user thought better of it
 */
GFile *
qd_dialog_open_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * qd_dialog_save_async:
 * @name: the file name to start with
 *
 * Asks where to save.
 */
void
qd_dialog_save_async (GtkWindow           *parent,
                      const char          *name,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  choose_file (parent, _("Save Plan"), GTK_FILE_CHOOSER_ACTION_SAVE, name, callback, user_data);
}

/**
 * qd_dialog_save_finish:
 *
 * Returns: (transfer full) (nullable): the file; with an ending, ours if none was typed
 */
GFile *
qd_dialog_save_finish (GAsyncResult *result)
{
  g_autoptr (GFile) file = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *with_ending = NULL;
  g_autoptr (GFile) parent = NULL;

  if (file == NULL || strchr (base, '.') != NULL)
    return g_steal_pointer (&file);

  with_ending = g_strconcat (base, ".qplan", NULL);
  parent = g_file_get_parent (file);

  return g_file_get_child (parent, with_ending);
}

/* A name without an ending gets that of the kind of file that is shown. */
static GFile *
dup_file_with_ending (GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);
  const char *ending = filter != NULL ? g_object_get_data (G_OBJECT (filter), "ending") : NULL;
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  g_autoptr (GFile) parent = NULL;
  g_autofree char *whole = NULL;

  if (base == NULL || ending == NULL || strchr (base, '.') != NULL)
    return g_steal_pointer (&file);

  parent = g_file_get_parent (file);
  whole = g_strconcat (base, ".", ending, NULL);

  return g_file_get_child (parent, whole);
}

static void
export_response_cb (GtkNativeDialog *dialog,
                    int              response,
                    GTask           *task)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  GHashTableIter iter;
  gpointer id;

  /* What was chosen is gone with the dialog. */
  g_hash_table_iter_init (&iter, g_task_get_task_data (task));
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const char *answer = gtk_file_chooser_get_choice (chooser, id);

      if (answer != NULL)
        g_hash_table_iter_replace (&iter, g_strdup (answer));
    }
  g_task_return_pointer (task, response == GTK_RESPONSE_ACCEPT ? dup_file_with_ending (chooser) : NULL, g_object_unref);
  g_object_unref (task);
  g_object_unref (dialog);
}

/* The dialog of GTK 4.8 shows the first of several values whatever it is told to: what it is to begin with stands first. */
static void
add_choice (GtkFileChooser       *chooser,
            const QdDialogChoice *choice)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; choice->values[i] != NULL; i++)
    {
      int place = g_str_equal (choice->values[i], choice->value) ? 0 : -1;

      g_ptr_array_insert (values, place, (gpointer) choice->values[i]);
      g_ptr_array_insert (labels, place, (gpointer) choice->labels[i]);
    }
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (labels, NULL);
  gtk_file_chooser_add_choice (chooser, choice->id, choice->label, (const char **) values->pdata,
                               (const char **) labels->pdata);
  gtk_file_chooser_set_choice (chooser, choice->id, choice->value);
}

/**
 * qd_dialog_export_async:
 * @parent: the window it is about
 * @title: what is done
 * @folder: (nullable): the folder to start in
 * @name: the file name to start with
 * @filters: (array): the kinds of files, ended by one without a label
 * @choices: (array): what else can be chosen, ended by one without an id
 *
 * Asks where to write something, and how.
 */
void
qd_dialog_export_async (GtkWindow            *parent,
                        const char           *title,
                        GFile                *folder,
                        const char           *name,
                        const QdDialogFilter *filters,
                        const QdDialogChoice *choices,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  GHashTable *answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (; filters->label != NULL; filters++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, filters->label);
      gtk_file_filter_add_suffix (filter, filters->ending);
      g_object_set_data (G_OBJECT (filter), "ending", (gpointer) g_intern_string (filters->ending));
      gtk_file_chooser_add_filter (chooser, filter);
    }
  for (; choices->id != NULL; choices++)
    {
      add_choice (chooser, choices);
      g_hash_table_insert (answers, g_strdup (choices->id), g_strdup (choices->value));
    }
  g_task_set_task_data (task, answers, (GDestroyNotify) g_hash_table_unref);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (export_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * qd_dialog_export_finish:
 * @answers: (out) (transfer full) (element-type utf8 utf8): the value of each choice
 *
 * Returns: (transfer full) (nullable): the file, or %NULL if the user thought better of it
 */
GFile *
qd_dialog_export_finish (GAsyncResult  *result,
                         GHashTable   **answers)
{
  *answers = g_hash_table_ref (g_task_get_task_data (G_TASK (result)));

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * qd_dialog_folder_async:
 * @parent: the window it is about
 * @title: what is done
 * @accept: what the button says
 * @folder: (nullable): the folder to start in
 *
 * Asks for a folder.
 */
void
qd_dialog_folder_async (GtkWindow           *parent,
                        const char          *title,
                        const char          *accept,
                        GFile               *folder,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, accept,
                                                              NULL);

  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * qd_dialog_folder_finish:
 *
 * Returns: (transfer full) (nullable): the folder, or %NULL if the user thought better of it
 */
GFile *
qd_dialog_folder_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static gboolean
answer_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);

  return G_SOURCE_REMOVE;
}

static void
destroy_cb (GtkWidget *dialog,
            GTask     *task)
{
  g_idle_add (answer_cb, task);
}

/* Takes @task. The answer is handed on once the dialog is gone, however it went: it may well be to close the window that the
 * dialog belongs to. */
static void
present_dialog (AdwMessageDialog *dialog,
                GTask            *task)
{
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroy_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask_response_cb (AdwMessageDialog *dialog,
                 const char       *response,
                 GTask            *task)
{
  g_task_set_task_data (task, g_strdup (response), g_free);
}

static void
wrap_headings (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && (gtk_widget_has_css_class (widget, "title-2") || gtk_widget_has_css_class (widget, "title-4")))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
      gtk_widget_set_size_request (widget, HEADING_LEAST, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    wrap_headings (child);
}

/* libadwaita has a large heading, and a small one for where that does not fit, and measures each in all widths that one of
 * them fits. Newer GTK says so: both fit the same then. */
static AdwMessageDialog *
message_dialog_new (GtkWindow  *parent,
                    const char *heading,
                    const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  wrap_headings (dialog);

  return ADW_MESSAGE_DIALOG (dialog);
}

/**
 * qd_dialog_ask_async:
 * @parent: the window the question is about
 * @heading: the question
 * @body: (nullable): what the answers do
 * @responses: (array zero-terminated=1): id and label of each answer in turn, the safe one first; an id that starts with
 *   “!” destroys something, one that starts with “*” is suggested
 *
 * Asks something. Closing the question is the first answer.
 */
void
qd_dialog_ask_async (GtkWindow            *parent,
                     const char           *heading,
                     const char           *body,
                     const char *const    *responses,
                     GAsyncReadyCallback   callback,
                     gpointer              user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  AdwMessageDialog *dialog = message_dialog_new (parent, heading, body);

  for (guint i = 0; responses[i] != NULL; i += 2)
    {
      const char *id = responses[i];
      AdwResponseAppearance appearance = ADW_RESPONSE_DEFAULT;

      if (*id == '!')
        appearance = ADW_RESPONSE_DESTRUCTIVE;
      else if (*id == '*')
        appearance = ADW_RESPONSE_SUGGESTED;
      if (*id == '!' || *id == '*')
        id++;

      adw_message_dialog_add_response (dialog, id, responses[i + 1]);
      adw_message_dialog_set_response_appearance (dialog, id, appearance);
      if (i == 0)
        {
          adw_message_dialog_set_close_response (dialog, id);
          g_task_set_task_data (task, g_strdup (id), g_free);
        }
      if (appearance == ADW_RESPONSE_SUGGESTED)
        adw_message_dialog_set_default_response (dialog, id);
    }

  g_signal_connect (dialog, "response", G_CALLBACK (ask_response_cb), task);
  present_dialog (dialog, task);
}

/**
 * qd_dialog_ask_finish:
 *
 * Returns: (transfer full): the id of the answer
 */
char *
qd_dialog_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
text_changed_cb (GtkEditable      *entry,
                 AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "accept", !qd_text_is_blank (gtk_editable_get_text (entry)));
}

static void
text_response_cb (AdwMessageDialog *dialog,
                  const char       *response,
                  GTask            *task)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), "entry");

  if (g_str_equal (response, "accept"))
    g_task_set_task_data (task, g_strdup (gtk_editable_get_text (entry)), g_free);
}

/* A question with a list of rows to fill in, and two answers. */
static AdwMessageDialog *
form_new (GtkWindow  *parent,
          const char *heading,
          const char *body,
          const char *label,
          const char *accept,
          GtkWidget **list)
{
  AdwMessageDialog *dialog = message_dialog_new (parent, heading, body);

  *list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (*list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (*list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (*list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_message_dialog_set_extra_child (dialog, *list);

  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");

  return dialog;
}

static AdwMessageDialog *
text_form_new (GtkWindow   *parent,
               const char  *heading,
               const char  *body,
               const char  *label,
               const char  *accept,
               GTask       *task,
               GtkWidget  **entry)
{
  GtkWidget *list;
  AdwMessageDialog *dialog = form_new (parent, heading, body, label, accept, &list);

  *entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (*entry), label);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (*entry), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), *entry);
  g_object_set_data (G_OBJECT (dialog), "entry", *entry);
  g_signal_connect (dialog, "response", G_CALLBACK (text_response_cb), task);

  return dialog;
}

/**
 * qd_dialog_ask_text_async:
 * @parent: the window the question is about
 * @heading: the question
 * @body: what it is about
 * @label: what is to be typed
 * @accept: the label of the answer that takes what is typed; the other one gives up
 *
 * Asks for a few words, without which there is no answer.
 */
void
qd_dialog_ask_text_async (GtkWindow           *parent,
                          const char          *heading,
                          const char          *body,
                          const char          *label,
                          const char          *accept,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkWidget *entry;
  AdwMessageDialog *dialog = text_form_new (parent, heading, body, label, accept, task, &entry);

  adw_message_dialog_set_response_enabled (dialog, "accept", FALSE);
  g_signal_connect (entry, "changed", G_CALLBACK (text_changed_cb), dialog);
  present_dialog (dialog, task);
  gtk_widget_grab_focus (entry);
}

/**
 * qd_dialog_edit_text_async:
 * @text: what stands there so far
 *
 * As qd_dialog_ask_text_async(), of words that may also be none; what comes of it is told by qd_dialog_ask_text_finish().
 */
void
qd_dialog_edit_text_async (GtkWindow           *parent,
                           const char          *heading,
                           const char          *body,
                           const char          *label,
                           const char          *accept,
                           const char          *text,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkWidget *entry;
  AdwMessageDialog *dialog = text_form_new (parent, heading, body, label, accept, task, &entry);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  present_dialog (dialog, task);
  gtk_widget_grab_focus (entry);
}

/**
 * qd_dialog_ask_text_finish:
 *
 * Returns: (transfer full) (nullable): what was typed; %NULL if the user thought better of it
 */
char *
qd_dialog_ask_text_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
size_response_cb (AdwMessageDialog *dialog,
                  const char       *response,
                  GTask            *task)
{
  GtkSpinButton *width = g_object_get_data (G_OBJECT (dialog), "width");
  GtkSpinButton *height = g_object_get_data (G_OBJECT (dialog), "height");

  /* What was typed and not yet entered counts. */
  gtk_spin_button_update (width);
  gtk_spin_button_update (height);
  if (g_str_equal (response, "accept"))
    g_task_set_task_data (task, g_strdup_printf ("%dx%d", gtk_spin_button_get_value_as_int (width),
                                                 gtk_spin_button_get_value_as_int (height)), g_free);
}

static GtkWidget *
append_number (AdwMessageDialog *dialog,
               GtkWidget        *list,
               const char       *id,
               const char       *label,
               int               value,
               int               least,
               int               most)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, 10);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 6);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  /* Tab goes from number to number. */
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_object_set_data (G_OBJECT (dialog), id, spin);

  return spin;
}

/**
 * qd_dialog_ask_size_async:
 * @parent: the window the question is about
 * @heading: the question
 * @accept: the label of the answer that takes the size; the other one gives up
 * @width: in pixels, what it is so far
 * @height: likewise
 * @least: no side is shorter
 * @most: no side is longer
 *
 * Asks for a width and a height.
 */
void
qd_dialog_ask_size_async (GtkWindow           *parent,
                          const char          *heading,
                          const char          *accept,
                          int                  width,
                          int                  height,
                          int                  least,
                          int                  most,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkWidget *list;
  AdwMessageDialog *dialog = form_new (parent, heading, NULL, heading, accept, &list);
  GtkWidget *first = append_number (dialog, list, "width", _("Width in pixels"), width, least, most);

  append_number (dialog, list, "height", _("Height in pixels"), height, least, most);
  g_signal_connect (dialog, "response", G_CALLBACK (size_response_cb), task);
  present_dialog (dialog, task);
  gtk_widget_grab_focus (first);
}

/**
 * qd_dialog_ask_size_finish:
 * @width: (out): in pixels
 * @height: (out): likewise
 *
 * Returns: %FALSE if the user thought better of it
 */
gboolean
qd_dialog_ask_size_finish (GAsyncResult *result,
                           int          *width,
                           int          *height)
{
  g_autofree char *size = g_task_propagate_pointer (G_TASK (result), NULL);
  char *end;

  if (size == NULL)
    return FALSE;

  *width = (int) g_ascii_strtoll (size, &end, 10);
  *height = (int) g_ascii_strtoll (end + 1, NULL, 10);

  return TRUE;
}

/* Asks for a file of one kind. */
static void
open_filtered (GtkWindow           *parent,
               const char          *title,
               GtkFileFilter       *filter,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * qd_dialog_open_picture_async:
 *
 * Asks for a picture; qd_dialog_open_finish() gives its file.
 */
void
qd_dialog_open_picture_async (GtkWindow           *parent,
                              const char          *title,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  open_filtered (parent, title, filter, callback, user_data);
}

/**
 * qd_dialog_open_template_async:
 *
 * Asks for a presentation whose master to take; qd_dialog_open_finish() gives its file.
 */
void
qd_dialog_open_template_async (GtkWindow           *parent,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("PowerPoint presentations and templates"));
  gtk_file_filter_add_suffix (filter, "pptx");
  gtk_file_filter_add_suffix (filter, "potx");
  open_filtered (parent, _("Choose a Template"), filter, callback, user_data);
}

/**
 * qd_dialog_show_error:
 * @parent: (nullable): the window it happened in
 * @heading: what did not work
 * @body: why, and what to do
 */
void
qd_dialog_show_error (GtkWindow  *parent,
                      const char *heading,
                      const char *body)
{
  AdwMessageDialog *dialog = message_dialog_new (parent, heading, body);

  adw_message_dialog_add_response (dialog, "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
