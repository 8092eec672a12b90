/* Keys that come faster than frames reach the cell that they are meant for, wherever that is scrolled to meanwhile. The X
 * server sends real keys; the test says between which of them the window gets to draw. */

#include <adwaita.h>
#include <stdarg.h>
#include <string.h>

#include "bench-probe.h"
#include "qd-application.h"
#include "qd-cell.h"
#include "qd-findings-pane.h"
#include "qd-meeting-agenda.h"
#include "qd-meeting-timer.h"
#include "qd-pages.h"
#include "qd-test-plan.h"
#include "qd-window.h"

#define ROUNDS 6 /* more initiatives than show at once */
#define MOST_STOPS 400 /* of Tab, before it comes round */

typedef struct
{
  const char *key;
  gboolean    empty; /* a new plan, not the example */
} Round;

typedef struct
{
  QdDocument  *document;
  GtkWidget   *window;
  QdProbe     *probe;
  GSubprocess *xdotool;
  guint        n_sent;
  guint        n_pressed;
} Fixture;

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                Fixture               *self)
{
  self->n_pressed++;

  return GDK_EVENT_PROPAGATE;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const Round *round = data;
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->document = round != NULL && round->empty ? qd_document_new () : qd_test_example_document ();
  self->window = qd_window_new (ADW_APPLICATION (g_application_get_default ()));
  qd_window_set_document (QD_WINDOW (self->window), self->document);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 800);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->window, keys);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_window_is_active (GTK_WINDOW (self->window)))
    g_main_context_iteration (NULL, TRUE);
  self->probe = qd_probe_new (self->window);
  self->xdotool = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "xdotool", "-", NULL);
  g_assert_nonnull (self->xdotool);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_pointer (&self->probe, qd_probe_free);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->document);
  g_subprocess_force_exit (self->xdotool);
  g_clear_object (&self->xdotool);
}

/* Asks the X server for something, and waits for the answer: then all keys are on their way to the window. */
static void
wait_for_server (Fixture *self)
{
  GInputStream *answers = g_subprocess_get_stdout_pipe (self->xdotool);
  char letter = '\0';

  while (letter != '\n')
    g_assert_cmpint (g_input_stream_read (answers, &letter, 1, NULL, NULL), ==, 1);
}

/* Presses keys, NULL at the end, while the window sees and does nothing. Each is the name of one key, or several letters. */
static void
press (Fixture *self,
       ...)
{
  static const char *const keys[] = { "Return", "Tab", "Escape", "Up", "F2", "F12", "ctrl+Home", "shift+Tab", NULL };
  g_autoptr (GString) commands = g_string_new (NULL);
  GOutputStream *stream = g_subprocess_get_stdin_pipe (self->xdotool);
  va_list words;

  va_start (words, self);
  for (const char *word = va_arg (words, const char *); word != NULL; word = va_arg (words, const char *))
    for (const char *letter = word; *letter != '\0'; self->n_sent++)
      {
        gboolean named = g_strv_contains (keys, word);

        g_string_append_printf (commands, "key --delay 0 %.*s\n", named ? (int) strlen (word) : 1, letter);
        letter += named ? strlen (word) : 1;
        self->n_sent += named && strchr (word, '+') != NULL ? 1 : 0; /* Control or Shift is one, too */
      }
  va_end (words);
  g_string_append (commands, "getmouselocation\n");
  g_assert_true (g_output_stream_write_all (stream, commands->str, commands->len, NULL, NULL, NULL));
  g_assert_true (g_output_stream_flush (stream, NULL, NULL));
  wait_for_server (self);
}

/* The window has had all keys that were pressed, and drawn what came of them. */
static void
draw (Fixture *self)
{
  while (self->n_pressed < self->n_sent)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 3; i++)
    qd_probe_wait_frame (self->probe);
}

/* The cell that is typed into. */
static GtkWidget *
get_cell (Fixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus != NULL ? gtk_widget_get_ancestor (focus, QD_TYPE_CELL) : NULL;
}

static QdList *
get_initiatives (Fixture *self)
{
  QdList *objectives = qd_plan_get_list (qd_document_get_plan (self->document), QD_LIST_OBJECTIVES);

  return qd_record_peek_list (qd_list_get (objectives, qd_list_get_length (objectives) - 1), QD_LIST_INITIATIVES);
}

/* The last initiative of the last objective: what is behind it is out of view. */
static void
go_to_last_initiative (Fixture *self)
{
  QdList *initiatives = get_initiatives (self);

  qd_window_show_page (QD_WINDOW (self->window), QD_PAGE_OBJECTIVES,
                       qd_record_get_id (qd_list_get (initiatives, qd_list_get_length (initiatives) - 1)));
  draw (self);
}

static void
assert_initiative (QdList     *initiatives,
                   guint       index,
                   const char *title,
                   double      points)
{
  QdRecord *record = qd_list_get (initiatives, index);

  g_assert_cmpstr (qd_record_get_title (record), ==, title);
  g_assert_cmpfloat (qd_record_get_number (record, QD_INITIATIVE_POINTS), ==, points);
}

/* Every row is begun while the one before it has not been drawn, and typed on after it has. */
static void
test_cut_by_frames (Fixture       *self,
                    gconstpointer  data)
{
  QdList *initiatives = get_initiatives (self);
  guint n = qd_list_get_length (initiatives);

  go_to_last_initiative (self);
  press (self, "Return", "Return", NULL);
  for (guint round = 0; round < ROUNDS; round++)
    {
      press (self, "whole", "Tab", "Tab", "70", "Return", "beg", NULL);
      draw (self);
      g_assert_true (gtk_widget_get_mapped (get_cell (self)));
      press (self, "un", "Tab", "Tab", "6", NULL);
      draw (self);
      press (self, "0", "Return", "Escape", "Return", NULL);
    }
  press (self, "Escape", NULL);
  draw (self);

  g_assert_cmpuint (qd_list_get_length (initiatives), ==, n + 2 * ROUNDS);
  for (guint i = n; i < n + 2 * ROUNDS; i += 2)
    {
      assert_initiative (initiatives, i, "whole", 70);
      assert_initiative (initiatives, i + 1, "begun", 60);
    }
}

/* One scrolls away from the cell that is being typed into, and types on. */
static void
test_scrolled_away (Fixture       *self,
                    gconstpointer  data)
{
  QdList *initiatives = get_initiatives (self);
  guint last = qd_list_get_length (initiatives) - 1;
  GtkAdjustment *scrolled;
  GtkWidget *cell;

  go_to_last_initiative (self);
  press (self, "Tab", "Tab", "1", NULL);
  draw (self);
  cell = get_cell (self);
  g_assert_true (gtk_widget_get_mapped (cell));
  scrolled = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (cell, GTK_TYPE_SCROLLED_WINDOW)));
  gtk_adjustment_set_value (scrolled, 0);
  draw (self);
  g_assert_false (gtk_widget_get_mapped (cell));
  press (self, "2", NULL);
  draw (self);
  g_assert_true (gtk_widget_get_mapped (cell));
  press (self, "3", "Return", NULL);
  draw (self);

  g_assert_cmpfloat (qd_record_get_number (qd_list_get (initiatives, last), QD_INITIATIVE_POINTS), ==, 123);
}

/* Says which item of the meeting is on. */
static const char *
get_item (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "caption-heading"))
    return gtk_label_get_text (GTK_LABEL (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *item = get_item (child);

      if (item != NULL)
        return item;
    }

  return NULL;
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Whoever goes through the agenda in a hurry passes each item, wherever the keys went before, and whether or not the window
 * gets to draw a page before it is left. */
static void
test_agenda (Fixture       *self,
             gconstpointer  data)
{
  static const char *const from[] = { "nowhere", "cell", "notes", "agenda" };
  QdList *agenda = qd_plan_get_list (qd_document_get_plan (self->document), QD_LIST_AGENDA);
  guint n = qd_list_get_length (agenda);
  GtkWidget *timer;

  gtk_widget_activate_action (self->window, "win.meeting", NULL);
  gtk_widget_activate_action (self->window, "win.meeting-pause", NULL);
  draw (self);
  timer = find (self->window, QD_TYPE_MEETING_TIMER);
  for (guint round = 0; round < 2 * G_N_ELEMENTS (from); round++)
    {
      g_test_message ("from %s", from[round / 2]);
      if (g_str_equal (from[round / 2], "cell"))
        {
          go_to_last_initiative (self);
          press (self, "F2", "Tab", "7", NULL);
        }
      else if (g_str_equal (from[round / 2], "notes"))
        {
          gtk_widget_activate_action (self->window, "win.meeting-notes", NULL);
          press (self, "why", NULL);
        }
      else if (g_str_equal (from[round / 2], "agenda"))
        {
          gtk_widget_child_focus (find (self->window, QD_TYPE_MEETING_AGENDA), GTK_DIR_TAB_FORWARD);
        }
      draw (self);
      g_assert_cmpstr (get_item (timer), ==, qd_record_get_title (qd_list_get (agenda, 0)));
      for (guint i = 1; i < n; i++)
        {
          press (self, "F12", NULL);
          if (round % 2 == 1)
            qd_probe_wait_frame (self->probe);
        }
      draw (self);
      g_assert_cmpstr (get_item (timer), ==, qd_record_get_title (qd_list_get (agenda, n - 1)));
      for (guint i = 1; i < n; i++)
        gtk_widget_activate_action (self->window, "win.meeting-previous", NULL);
      draw (self);
    }
}

/* Whether what has the focus is within everything that scrolls it. */
static gboolean
focus_is_in_view (Fixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  for (GtkWidget *up = gtk_widget_get_parent (focus); up != NULL; up = gtk_widget_get_parent (up))
    {
      graphene_rect_t place;

      if (!GTK_IS_SCROLLED_WINDOW (up))
        continue;
      g_assert_true (gtk_widget_compute_bounds (focus, up, &place));
      if (place.origin.y < -1 || place.origin.y + place.size.height > gtk_widget_get_height (up) + 1)
        {
          g_test_message ("from %g to %g of %d", place.origin.y, place.origin.y + place.size.height, gtk_widget_get_height (up));
          return FALSE;
        }
    }

  return gtk_widget_get_mapped (focus);
}

/* Goes to a row, into the meeting and out of it. */
static void
assert_stays_in_view (Fixture    *self,
                      QdPageId    page,
                      const char *record)
{
  g_test_message ("%s of %s", record, qd_page_info (page)->id);
  qd_window_show_page (QD_WINDOW (self->window), page, record);
  draw (self);
  g_assert_true (focus_is_in_view (self));
  for (guint i = 0; i < 2; i++)
    {
      gtk_widget_activate_action (self->window, "win.meeting", NULL);
      draw (self);
      g_assert_true (focus_is_in_view (self));
    }
}

/* What has the focus stays in view, though the meeting takes room from the page and gives it back; but who scrolled away from
 * it sees on what is looked at. */
static void
test_meeting_keeps_view (Fixture       *self,
                         gconstpointer  data)
{
  GtkWidget *scroller = NULL;
  GtkAdjustment *scrolled;

  for (guint page = 0; page < QD_N_PAGES; page++)
    for (const QdListId *id = qd_page_info ((QdPageId) page)->lists; *id != QD_LIST_ANY; id++)
      {
        QdList *list = qd_plan_get_list (qd_document_get_plan (self->document), *id);

        if (qd_list_get_length (list) == 0)
          continue;
        assert_stays_in_view (self, (QdPageId) page, qd_record_get_id (qd_list_get (list, 0)));
        assert_stays_in_view (self, (QdPageId) page, qd_record_get_id (qd_list_get (list, qd_list_get_length (list) - 1)));
      }

  qd_window_show_page (QD_WINDOW (self->window), QD_PAGE_PLAN,
                       qd_record_get_id (qd_list_get (qd_plan_get_list (qd_document_get_plan (self->document), QD_LIST_PEOPLE), 0)));
  draw (self);
  for (GtkWidget *up = gtk_window_get_focus (GTK_WINDOW (self->window)); up != NULL; up = gtk_widget_get_parent (up))
    scroller = GTK_IS_SCROLLED_WINDOW (up) ? up : scroller;
  scrolled = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_adjustment_set_value (scrolled, 0);
  draw (self);
  gtk_widget_activate_action (self->window, "win.meeting", NULL);
  draw (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (scrolled), ==, 0);
}

/* The button that fills the agenda goes, and the keys go on in the agenda. */
static void
test_usual_agenda (Fixture       *self,
                   gconstpointer  data)
{
  GtkWidget *agenda, *focus;

  gtk_widget_activate_action (self->window, "win.meeting", NULL);
  draw (self);
  agenda = find (self->window, QD_TYPE_MEETING_AGENDA);
  g_assert_true (gtk_widget_child_focus (agenda, GTK_DIR_TAB_FORWARD));
  press (self, "Return", NULL);
  draw (self);
  focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_true (GTK_IS_LIST_BOX_ROW (focus));
  g_assert_true (gtk_widget_is_ancestor (focus, agenda) && gtk_widget_get_mapped (focus));
}

/* GTK 4.18 keeps rows for later, and some of them before those that show. */
static GtkWidget *
get_first_row (GtkWidget *view)
{
  GtkWidget *row = gtk_widget_get_first_child (view);

  while (!gtk_widget_get_mapped (row))
    row = gtk_widget_get_next_sibling (row);

  return row;
}

/* What is accepted goes to the end of the list, and the next one has the focus in its place: rows are others then. */
static void
test_accepted (Fixture       *self,
               gconstpointer  data)
{
  guint n = qd_findings_count (qd_document_get_findings (self->document), QD_SEVERITY_NONE);

  gtk_widget_activate_action (self->window, "win.findings", NULL);
  draw (self);
  for (guint i = 0; i < n; i++)
    {
      GPtrArray *findings = qd_document_get_findings (self->document);
      GtkWidget *focus;

      press (self, "Tab", NULL);
      draw (self);
      g_assert_true (GTK_IS_BUTTON (gtk_window_get_focus (GTK_WINDOW (self->window))));
      g_assert_true (qd_document_accept_finding (self->document, g_ptr_array_index (findings, 0), "It is meant so", NULL));
      draw (self);
      focus = gtk_window_get_focus (GTK_WINDOW (self->window));
      g_assert_nonnull (focus);
      g_assert_true (gtk_widget_get_mapped (focus));
      g_assert_true (focus == get_first_row (gtk_widget_get_parent (focus)));
      g_assert_nonnull (gtk_widget_get_ancestor (focus, QD_TYPE_FINDINGS_PANE));
    }
}

/* Returns: what has the focus once the window has had the key */
static GtkWidget *
step (Fixture    *self,
      const char *key)
{
  press (self, key, NULL);
  while (self->n_pressed < self->n_sent)
    g_main_context_iteration (NULL, TRUE);

  return gtk_window_get_focus (GTK_WINDOW (self->window));
}

/* GTK 4.8 looks for the screen of what a popover points to, and says so if that was scrolled out of it meanwhile. */
static gboolean
is_fatal (const char     *domain,
          GLogLevelFlags  level,
          const char     *message,
          gpointer        user_data)
{
  return strstr (message, "gdk_monitor_get_geometry") == NULL;
}

/* Tab leads through every page and back to where it began, either way, also where there is nothing yet. */
static void
test_tab_comes_round (Fixture       *self,
                      gconstpointer  data)
{
  const Round *round = data;

  g_test_log_set_fatal_handler (is_fatal, NULL);
  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      const char *id = qd_page_info ((QdPageId) page)->id;
      GtkWidget *first, *focus = NULL;
      guint n_stops;

      qd_window_show_page (QD_WINDOW (self->window), (QdPageId) page, NULL);
      draw (self);
      gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
      first = step (self, "Tab");
      for (n_stops = 1; n_stops < MOST_STOPS && focus != first; n_stops++)
        {
          focus = step (self, round->key);
          g_assert_nonnull (focus);
        }
      g_test_message ("%s: %u stops", id, n_stops);
      g_assert_true (focus == first);
      g_assert_true (gtk_window_get_focus_visible (GTK_WINDOW (self->window)));
    }
}

int
main (int   argc,
      char *argv[])
{
  static const Round rounds[] = { { "Tab", FALSE }, { "shift+Tab", FALSE }, { "Tab", TRUE }, { "shift+Tab", TRUE } };
  g_autoptr (QdApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = qd_application_new (); /* has the style */
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_test_add ("/fast-keys/cut-by-frames", Fixture, NULL, set_up, test_cut_by_frames, tear_down);
  g_test_add ("/fast-keys/scrolled-away", Fixture, NULL, set_up, test_scrolled_away, tear_down);
  g_test_add ("/fast-keys/agenda", Fixture, NULL, set_up, test_agenda, tear_down);
  g_test_add ("/fast-keys/meeting-keeps-view", Fixture, NULL, set_up, test_meeting_keeps_view, tear_down);
  g_test_add ("/fast-keys/usual-agenda", Fixture, &rounds[2], set_up, test_usual_agenda, tear_down);
  g_test_add ("/fast-keys/accepted", Fixture, NULL, set_up, test_accepted, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fast-keys/tab-comes-round/%s-%s", rounds[i].empty ? "empty" : "example", rounds[i].key);

      g_test_add (path, Fixture, &rounds[i], set_up, test_tab_comes_round, tear_down);
    }

  return g_test_run ();
}
