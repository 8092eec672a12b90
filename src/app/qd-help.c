#include "qd-config.h"

#include "qd-help.h"

/* The user guide: in Yelp where that is, which searches it and knows the user's language; else the same as web pages,
 * which are installed with us: a folder for each language that it is translated to, and “C”, which is English. */

static const char *const topics[QD_N_PAGES] = {
  [QD_PAGE_OVERVIEW] = "window",
  [QD_PAGE_CHARTS] = "charts",
  [QD_PAGE_CONFLICTS] = "merge#merge",
  [QD_PAGE_LAST_QUARTER] = "figures#score",
  [QD_PAGE_LESSONS] = "frame#lessons",
  [QD_PAGE_PLAN] = "frame#people",
  [QD_PAGE_CONTEXT] = "frame#context",
  [QD_PAGE_CAPACITY] = "capacity",
  [QD_PAGE_OBJECTIVES] = "objectives",
  [QD_PAGE_TRADE_OFFS] = "capacity#trade-offs",
  [QD_PAGE_DEPENDENCIES] = "risks#dependencies",
  [QD_PAGE_RISKS] = "risks",
  [QD_PAGE_WHAT_IF] = "states#what-if",
  [QD_PAGE_NOT_DOING] = "agree#not-doing",
  [QD_PAGE_CRITERIA] = "agree#criteria",
  [QD_PAGE_DECISIONS] = "agree#decisions",
  [QD_PAGE_COMMUNICATION] = "agree#communication",
  [QD_PAGE_REVIEWS] = "agree#reviews",
  [QD_PAGE_APPROVALS] = "states#approve",
  [QD_PAGE_VOTES] = "states#votes",
  [QD_PAGE_MEETING] = "meeting",
  [QD_PAGE_COMMENTS] = "agree#comments",
  [QD_PAGE_SECTIONS] = "agree#sections",
};

/**
 * qd_help_get_topic:
 * @page: a page of the plan
 *
 * Returns: (transfer none): what the guide has about it: “page”, or “page#section”
 */
const char *
qd_help_get_topic (QdPageId page)
{
  g_return_val_if_fail (page < QD_N_PAGES, "index");

  return topics[page];
}

static gboolean
has_yelp (void)
{
  g_autoptr (GAppInfo) app = g_app_info_get_default_for_uri_scheme ("help");

  return app != NULL;
}

/* Returns: (transfer full) (nullable): the file with the first of the user's languages that there is one in */
static char *
find_file (const char *folder,
           const char *name)
{
  const char *const *languages = g_get_language_names ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, languages[i], name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }

  return NULL;
}

/**
 * qd_help_dup_uri:
 * @topic: a topic of the guide, as qd_help_get_topic() gives it
 *
 * Returns: (transfer full) (nullable): where it is; %NULL if there is no guide here
 */
char *
qd_help_dup_uri (const char *topic)
{
  const char *override = g_getenv ("QD_HELP_DIR");
  g_auto (GStrv) parts = g_strsplit (topic, "#", 2);
  g_autofree char *name = g_strconcat (parts[0], ".html", NULL);
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;

  /* Yelp knows only what is installed. */
  if (override == NULL && has_yelp ())
    return g_strconcat ("help:quarterdeck/", topic, NULL);

  path = find_file (override != NULL ? override : QD_DATA_DIR "/html", name);
  if (path == NULL)
    return NULL;
  uri = g_filename_to_uri (path, NULL, NULL);

  return parts[1] != NULL ? g_strconcat (uri, "#", parts[1], NULL) : g_steal_pointer (&uri);
}

/**
 * qd_help_show:
 * @parent: a window
 * @topic: a topic of the guide
 *
 * Opens the guide there, in another program.
 */
void
qd_help_show (GtkWindow  *parent,
              const char *topic)
{
  g_autofree char *uri = qd_help_dup_uri (topic);

  if (uri != NULL)
    gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
}
