#include "qd-config.h"

#include "qd-screens.h"

/* Which screen the room sees: one chosen for it, else any but that of the facilitator. Screens come and go meanwhile. */

/**
 * qd_screens_is_other:
 * @screens: the screens there are
 * @own: which of them the window of the plan is on, or %QD_NO_SCREEN
 * @screen: one of them, or %QD_NO_SCREEN
 *
 * Returns: whether @screen shows something else than the facilitator sees
 */
gboolean
qd_screens_is_other (const QdScreen *screens,
                     int             own,
                     int             screen)
{
  if (screen == QD_NO_SCREEN || screen == own)
    return FALSE;

  return own == QD_NO_SCREEN || !gdk_rectangle_equal (&screens[screen].place, &screens[own].place);
}

/**
 * qd_screens_choose:
 * @screens: the screens there are
 * @n_screens: how many
 * @own: which of them the window of the plan is on, or %QD_NO_SCREEN
 * @name: (nullable): the screen that was chosen
 * @insists: whether it was chosen just now, and not in an earlier meeting
 *
 * Returns: the screen for the room: @name if it is there, even that of the window where somebody insists; else another
 *   than that of the window; else the only one; %QD_NO_SCREEN if there is none
 */
int
qd_screens_choose (const QdScreen *screens,
                   guint           n_screens,
                   int             own,
                   const char     *name,
                   gboolean        insists)
{
  int found = own;

  /* Of the only screen there is, the window will be on it. */
  if (own == QD_NO_SCREEN && n_screens == 1)
    return 0;

  for (int i = 0; i < (int) n_screens; i++)
    if (g_strcmp0 (screens[i].name, name) == 0 && (insists || qd_screens_is_other (screens, own, i)))
      return i;
  for (int i = 0; i < (int) n_screens && !qd_screens_is_other (screens, own, found); i++)
    if (qd_screens_is_other (screens, own, i))
      found = i;

  return found;
}

/**
 * qd_screens_follow:
 * @screens: the screens there are now
 * @n_screens: how many
 * @own: which of them the window of the plan is on, or %QD_NO_SCREEN
 * @shown: the screen that the room sees, or %QD_NO_SCREEN if that is gone
 * @name: (nullable): the screen that was chosen
 * @insists: whether it was chosen in this meeting
 *
 * Returns: the screen that the room is to see from now on; %QD_NO_SCREEN to wait for one: what the room saw must not come
 *   over what the facilitator works in
 */
int
qd_screens_follow (const QdScreen *screens,
                   guint           n_screens,
                   int             own,
                   int             shown,
                   const char     *name,
                   gboolean        insists)
{
  int chosen;

  if (shown != QD_NO_SCREEN && (insists || qd_screens_is_other (screens, own, shown)))
    return shown;

  chosen = qd_screens_choose (screens, n_screens, own, name, insists);
  if (own == QD_NO_SCREEN && n_screens == 1)
    own = 0;
  if (qd_screens_is_other (screens, own, chosen))
    return chosen;

  return shown;
}
