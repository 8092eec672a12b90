/* Every question is answered, also one that goes away without. */

#include <adwaita.h>

#include "qd-dialogs.h"

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **answer = user_data;

  g_assert_null (*answer);
  *answer = g_object_ref (result);
}

static GtkWidget *
open_window (void)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/* The question over @window. */
static GtkWidget *
find_question (GtkWidget *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) other = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (GTK_WINDOW (other)) == GTK_WINDOW (window))
        return other;
    }

  g_assert_not_reached ();
}

static gboolean
press (GtkWidget  *widget,
       const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return gtk_widget_activate (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (press (child, label))
      return TRUE;

  return FALSE;
}

static GAsyncResult *
wait_for_answer (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *answer;
}

/* Answers the question over @window with the button @label; without, it goes as its window does. */
static void
answer_question (GtkWidget  *window,
                 const char *label)
{
  GtkWidget *question = find_question (window);

  if (label != NULL)
    g_assert_true (press (question, label));
  else
    gtk_window_destroy (GTK_WINDOW (question));
}

static void
test_choice (gconstpointer label)
{
  static const char *const responses[] = { "keep", "_Keep", "!lose", "_Lose", NULL };
  g_autoptr (GAsyncResult) answer = NULL;
  g_autofree char *response = NULL;
  GtkWidget *window = open_window ();

  qd_dialog_ask_async (GTK_WINDOW (window), "Lose it?", NULL, responses, answered_cb, &answer);
  answer_question (window, label);
  response = qd_dialog_ask_finish (wait_for_answer (&answer));
  g_assert_cmpstr (response, ==, label != NULL ? "lose" : "keep");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_text (gconstpointer label)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autofree char *text = NULL;
  GtkWidget *window = open_window ();

  qd_dialog_edit_text_async (GTK_WINDOW (window), "Which?", NULL, "Name", "_Take", "this one", answered_cb, &answer);
  answer_question (window, label);
  text = qd_dialog_ask_text_finish (wait_for_answer (&answer));
  g_assert_cmpstr (text, ==, label != NULL ? "this one" : NULL);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_size (gconstpointer label)
{
  g_autoptr (GAsyncResult) answer = NULL;
  GtkWidget *window = open_window ();
  int width = 0, height = 0;

  qd_dialog_ask_size_async (GTK_WINDOW (window), "How large?", "_Take", 640, 480, 100, 1000, answered_cb, &answer);
  answer_question (window, label);
  g_assert_cmpint (qd_dialog_ask_size_finish (wait_for_answer (&answer), &width, &height), ==, label != NULL);
  if (label != NULL)
    {
      g_assert_cmpint (width, ==, 640);
      g_assert_cmpint (height, ==, 480);
    }

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_data_func ("/dialogs/choice", "_Lose", test_choice);
  g_test_add_data_func ("/dialogs/choice/gone", NULL, test_choice);
  g_test_add_data_func ("/dialogs/text", "_Take", test_text);
  g_test_add_data_func ("/dialogs/text/gone", NULL, test_text);
  g_test_add_data_func ("/dialogs/size", "_Take", test_size);
  g_test_add_data_func ("/dialogs/size/gone", NULL, test_size);

  return g_test_run ();
}
