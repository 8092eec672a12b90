/* Which screen the room sees, with one, two and three of them, and when they come and go. */

#include "qd-screens.h"

#define LEFT { "Laptop (eDP-1)", { 0, 0, 1920, 1080 } }
#define RIGHT { "Beamer (HDMI-1)", { 1920, 0, 1280, 720 } }
#define THIRD { "Wall (DP-1)", { 3200, 0, 3840, 2160 } }
#define MIRROR { "Beamer (HDMI-1)", { 0, 0, 1920, 1080 } }

static const QdScreen one[] = { LEFT };
static const QdScreen two[] = { LEFT, RIGHT };
static const QdScreen three[] = { LEFT, RIGHT, THIRD };
static const QdScreen mirrored[] = { LEFT, MIRROR };

static void
test_choose (void)
{
  static const struct
  {
    const QdScreen *screens;
    guint           n;
    int             own;
    const char     *name;
    gboolean        insists;
    int             wanted;
  } cases[] = {
    { one, 1, 0, NULL, FALSE, 0 },
    { one, 1, QD_NO_SCREEN, "", FALSE, 0 },
    { one, 1, 0, "Beamer (HDMI-1)", FALSE, 0 },
    { two, 2, 0, "", FALSE, 1 },
    { two, 2, 1, "", FALSE, 0 },
    { two, 2, QD_NO_SCREEN, "", FALSE, 0 },
    { two, 2, 0, "Beamer (HDMI-1)", FALSE, 1 },
    /* Remembered of a meeting in which the window was elsewhere. */
    { two, 2, 1, "Beamer (HDMI-1)", FALSE, 0 },
    { two, 2, 1, "Beamer (HDMI-1)", TRUE, 1 },
    { two, 2, 0, "Wall (DP-1)", FALSE, 1 },
    { three, 3, 0, "Wall (DP-1)", FALSE, 2 },
    { three, 3, 2, "Wall (DP-1)", FALSE, 0 },
    { three, 3, 0, "", FALSE, 1 },
    { mirrored, 2, 0, "", FALSE, 0 },
    { mirrored, 2, 0, "Beamer (HDMI-1)", TRUE, 1 },
    { NULL, 0, QD_NO_SCREEN, "", FALSE, QD_NO_SCREEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (qd_screens_choose (cases[i].screens, cases[i].n, cases[i].own, cases[i].name, cases[i].insists), ==,
                       cases[i].wanted);
    }
}

static void
test_follow (void)
{
  static const struct
  {
    const char     *what;
    const QdScreen *screens;
    guint           n;
    int             own;
    int             shown;
    const char     *name;
    gboolean        insists;
    int             wanted;
  } cases[] = {
    { "it is still there", two, 2, 0, 1, "", FALSE, 1 },
    { "another one comes", three, 3, 0, 1, "", FALSE, 1 },
    { "it is unplugged", one, 1, 0, QD_NO_SCREEN, "", FALSE, QD_NO_SCREEN },
    { "it is unplugged, and the window was on it, too", one, 1, QD_NO_SCREEN, QD_NO_SCREEN, "", FALSE, QD_NO_SCREEN },
    { "it is unplugged, and there is a third", two, 2, 0, QD_NO_SCREEN, "Wall (DP-1)", FALSE, 1 },
    { "it comes back", two, 2, 0, QD_NO_SCREEN, "", FALSE, 1 },
    { "the one chosen comes back", three, 3, 0, QD_NO_SCREEN, "Wall (DP-1)", FALSE, 2 },
    { "a second one comes where there was one", two, 2, 0, 0, "", FALSE, 1 },
    { "nothing comes where there was one", one, 1, 0, 0, "", FALSE, 0 },
    { "a second one comes, but the first was chosen", two, 2, 0, 0, "Laptop (eDP-1)", TRUE, 0 },
    { "it is mirrored from now on", mirrored, 2, 0, 1, "", FALSE, 1 },
    { "a mirror comes", mirrored, 2, 0, 0, "", FALSE, 0 },
    { "all are gone", NULL, 0, QD_NO_SCREEN, QD_NO_SCREEN, "", FALSE, QD_NO_SCREEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].what);
      g_assert_cmpint (qd_screens_follow (cases[i].screens, cases[i].n, cases[i].own, cases[i].shown, cases[i].name,
                                          cases[i].insists), ==, cases[i].wanted);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/screens/choose", test_choose);
  g_test_add_func ("/screens/follow", test_follow);

  return g_test_run ();
}
