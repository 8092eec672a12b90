/* Who comes to a meeting is ticked or typed; how they vote stays hidden, also from whoever listens to a screen reader, until
 * all votes are revealed together. */

#include <adwaita.h>
#include <string.h>

#include "qd-attendees.h"
#include "qd-test-plan.h"
#include "qd-vote-names.h"

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
find_all (GtkWidget *widget,
          GType      type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (widget, type, found);

  return found;
}

static void
wait_for_map (GtkWidget *widget)
{
  while (!gtk_widget_get_mapped (widget))
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
present (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  wait_for_map (child);

  return window;
}

static const char *
get_attendees (QdDocument *document)
{
  return qd_record_get_text (qd_plan_get_root (qd_document_get_plan (document)), QD_PLAN_ATTENDEES);
}

static void
set_attendees (QdDocument *document,
               const char *text)
{
  g_auto (QdValue) value = qd_value_text (text);

  g_assert_true (qd_document_set_value (document, qd_plan_get_root (qd_document_get_plan (document)), QD_PLAN_ATTENDEES, &value,
                                        QD_APPLY_DEFAULT, NULL));
}

static GtkCheckButton *
find_tick (GPtrArray  *ticks,
           const char *start)
{
  for (guint i = 0; i < ticks->len; i++)
    if (g_str_has_prefix (gtk_check_button_get_label (g_ptr_array_index (ticks, i)), start))
      return g_ptr_array_index (ticks, i);

  g_assert_not_reached ();
}

/* What is ticked and what is typed is one text; each tick is one step that can be undone. */
static void
test_ticked (void)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  GtkWidget *group = qd_attendees_new (document);
  GtkWidget *window = present (group);
  g_autoptr (GPtrArray) buttons = find_all (group, GTK_TYPE_MENU_BUTTON);
  g_autoptr (GPtrArray) ticks = NULL;
  GtkPopover *popover;

  set_attendees (document, "Ana Costa, Platform team");
  g_assert_cmpuint (buttons->len, ==, 1);
  popover = gtk_menu_button_get_popover (g_ptr_array_index (buttons, 0));
  gtk_menu_button_popup (g_ptr_array_index (buttons, 0));
  wait_for_map (GTK_WIDGET (popover));
  ticks = find_all (GTK_WIDGET (popover), GTK_TYPE_CHECK_BUTTON);

  g_assert_true (gtk_check_button_get_active (find_tick (ticks, "Platform team")));
  g_assert_false (gtk_check_button_get_active (find_tick (ticks, "Growth team")));
  gtk_widget_activate (GTK_WIDGET (find_tick (ticks, "Growth team")));
  g_assert_cmpstr (get_attendees (document), ==, "Ana Costa, Platform team, Growth team");
  gtk_widget_activate (GTK_WIDGET (find_tick (ticks, "Platform team")));
  g_assert_cmpstr (get_attendees (document), ==, "Ana Costa, Growth team");
  qd_document_undo (document);
  g_assert_cmpstr (get_attendees (document), ==, "Ana Costa, Platform team, Growth team");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* As from keys: into what holds the text, over what is selected. */
static void
type (GtkWidget  *text,
      const char *typed)
{
  gtk_editable_select_region (GTK_EDITABLE (text), 0, -1);
  gtk_editable_delete_selection (GTK_EDITABLE (text));
  for (const char *letter = typed; *letter != '\0'; letter++)
    {
      const char key[] = { *letter, '\0' };

      g_signal_emit_by_name (text, "insert-at-cursor", key);
    }
}

static gboolean
has_digit (GtkWidget *widget)
{
  return strpbrk (gtk_editable_get_text (GTK_EDITABLE (widget)), "0123456789") != NULL;
}

static double
vote_of (QdVoteNames *names,
         guint        index)
{
  g_autoptr (QdBallot) ballot = qd_ballot_new ("kr");

  qd_vote_names_collect (names, ballot);

  return index < ballot->casts->len ? g_array_index (ballot->casts, QdCast, index).value : -1;
}

static void
test_hidden_votes (void)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  QdVoteNames *names = QD_VOTE_NAMES (g_object_ref_sink (qd_vote_names_new ()));
  GtkWidget *window = present (GTK_WIDGET (names));
  g_autoptr (GPtrArray) hidden = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GPtrArray) editables = NULL;

  qd_vote_names_set_people (names, qd_document_get_plan (document));
  hidden = find_all (GTK_WIDGET (names), GTK_TYPE_TEXT);
  g_assert_cmpuint (hidden->len, ==, qd_vote_names_get_n (names));
  type (g_ptr_array_index (hidden, 0), "8");
  type (g_ptr_array_index (hidden, 1), "10");
  type (g_ptr_array_index (hidden, 2), "7");
  type (g_ptr_array_index (hidden, 2), "3");

  g_assert_cmpfloat (vote_of (names, 0), ==, 8);
  g_assert_cmpfloat (vote_of (names, 1), ==, 10);
  g_assert_cmpfloat (vote_of (names, 2), ==, 3);
  editables = find_all (GTK_WIDGET (names), GTK_TYPE_EDITABLE);
  for (guint i = 0; i < editables->len; i++)
    g_assert_false (has_digit (g_ptr_array_index (editables, i)));
  g_assert_cmpstr (gtk_editable_get_text (g_ptr_array_index (hidden, 0)), ==,
                   gtk_editable_get_text (g_ptr_array_index (hidden, 1)));

  g_signal_emit_by_name (g_ptr_array_index (hidden, 0), "backspace");
  g_assert_cmpstr (gtk_editable_get_text (g_ptr_array_index (hidden, 0)), ==, "");
  g_assert_cmpfloat (vote_of (names, 0), ==, 10);
  type (g_ptr_array_index (hidden, 0), "9");

  qd_vote_names_reveal (names);
  shown = find_all (GTK_WIDGET (names), GTK_TYPE_ENTRY);
  g_assert_cmpuint (shown->len, ==, qd_vote_names_get_n (names));
  g_assert_cmpstr (gtk_editable_get_text (g_ptr_array_index (shown, 0)), ==, "9");
  g_assert_cmpstr (gtk_editable_get_text (g_ptr_array_index (shown, 1)), ==, "10");
  gtk_editable_set_text (g_ptr_array_index (shown, 1), "6");
  g_assert_cmpfloat (vote_of (names, 1), ==, 6);

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (names);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/people/ticked", test_ticked);
  g_test_add_func ("/people/hidden-votes", test_hidden_votes);

  return g_test_run ();
}
