#include "qd-config.h"

#include "qd-help.h"
#include "qd-test-folder.h"

#include <glib/gstdio.h>

/* Which page of the guide F1 leads to where there is no Yelp: that of the first of the user's languages, else the English. */

static void
add_page (const char *folder,
          const char *language,
          const char *name)
{
  g_autofree char *pages = g_build_filename (folder, language, NULL);
  g_autofree char *path = g_build_filename (pages, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (pages, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
assert_leads_to (const char *languages,
                 const char *topic,
                 const char *end)
{
  g_autofree char *uri = NULL;

  g_setenv ("LANGUAGE", languages, TRUE);
  uri = qd_help_dup_uri (topic);
  if (end == NULL)
    g_assert_null (uri);
  else if (!g_str_has_suffix (uri, end))
    g_error ("%s leads to %s", topic, uri);
}

static void
test_language (void)
{
  char *folder = qd_test_folder_new ();

  g_setenv ("LC_ALL", "de_AT.UTF-8", TRUE);
  g_setenv ("QD_HELP_DIR", folder, TRUE);
  add_page (folder, "C", "risks.html");
  add_page (folder, "C", "votes.html");
  add_page (folder, "de", "risks.html");
  add_page (folder, "fr", "risks.html");

  assert_leads_to ("de_AT", "risks", "/de/risks.html");
  assert_leads_to ("nl:fr:de", "risks#dependencies", "/fr/risks.html#dependencies");
  assert_leads_to ("nl", "risks", "/C/risks.html");
  assert_leads_to ("de_AT", "votes", "/C/votes.html"); /* not translated yet */
  assert_leads_to ("de_AT", "nowhere", NULL);

  qd_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help/language", test_language);

  return g_test_run ();
}
