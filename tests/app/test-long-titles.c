#include "qd-config.h"

/* A language with long words has all of them in the sidebar: there the titles of the pages are not cut. */

#include <adwaita.h>

#include "qd-application.h"
#include "qd-list-line.h"
#include "qd-locale.h"
#include "qd-sidebar.h"
#include "qd-test-plan.h"
#include "qd-window.h"

#define LANGUAGE "de"

static guint
count_titles (GtkWidget *widget)
{
  guint n = 0;

  if (QD_IS_LIST_LINE (widget) && gtk_widget_get_mapped (widget))
    {
      PangoLayout *title = qd_list_line_get_layout (QD_LIST_LINE (widget), 0);

      g_test_message ("%s", pango_layout_get_text (title));
      g_assert_false (pango_layout_is_ellipsized (title));
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_titles (child);

  return n;
}

static GtkWidget *
find_sidebar (GtkWidget *widget)
{
  if (QD_IS_SIDEBAR (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_sidebar (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_sidebar (void)
{
  g_autoptr (QdDocument) document = qd_test_example_document ();
  GtkWidget *window = qd_window_new (ADW_APPLICATION (g_application_get_default ()));

  qd_window_set_document (QD_WINDOW (window), document);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 3; i++)
    gtk_test_widget_wait_for_draw (window);
  g_assert_cmpuint (count_titles (find_sidebar (window)), >, 15);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (QdApplication) application = NULL;

  /* The language is chosen before anything reads it. */
  g_setenv ("LANGUAGE", LANGUAGE, TRUE);
  g_setenv ("LC_ALL", "en_US.UTF-8", TRUE); /* in the C locale, whatever its letters, nothing is translated */
  g_setenv ("QD_LOCALE_DIR", g_getenv ("QD_PO_DIR"), TRUE);
  qd_locale_init ();
  gtk_test_init (&argc, &argv, NULL);
  if (g_strcmp0 (g_dgettext (GETTEXT_PACKAGE, "Risks"), "Risks") == 0)
    return 77; /* no catalogue */
  application = qd_application_new (); /* has the style */
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_test_add_func ("/long-titles/sidebar", test_sidebar);

  return g_test_run ();
}
