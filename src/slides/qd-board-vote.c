#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-board-private.h"

#include <glib/gi18n-lib.h>

#include "qd-count.h"
#include "qd-outline-private.h"
#include "qd-vote-charts.h"

/* The vote that the room is at: how many have voted, and what they say once all see it together. */

/* “Reliability · 99.2% → 99.9%” */
static char *
describe (QdRecord *key_result)
{
  QdRecord *objective = qd_record_get_parent (key_result);
  const char *baseline = qd_record_get_text (key_result, QD_KEY_RESULT_BASELINE);
  const char *target = qd_record_get_text (key_result, QD_KEY_RESULT_TARGET);

  if (objective == NULL || *target == '\0')
    return g_strdup (objective != NULL ? qd_outline_name (objective) : "");
  if (*baseline == '\0')
    return g_strdup_printf (C_("facts in a line", "%s · %s"), qd_outline_name (objective), target);

  /* Translators: the objective, then what the key result goes from and to. */
  return g_strdup_printf (_("%s · %s → %s"), qd_outline_name (objective), baseline, target);
}

static QdBlock *
count_block (const QdBoardVote *vote)
{
  QdBlock *block = qd_block_new (QD_BLOCK_FIGURES, NULL);
  g_autofree char *n_in = g_strdup_printf ("%u", vote->n_in);
  g_autofree char *of = NULL;
  g_autofree char *text = NULL;

  if (vote->n_asked > 0)
    /* Translators: a large number stands above this: how many of these votes are in */
    of = qd_count_printf (ngettext ("of %u vote is in", "of %u votes are in", vote->n_asked), vote->n_asked);
  else
    /* Translators: a large number stands above this */
    of = g_strdup (ngettext ("vote is in", "votes are in", vote->n_in));
  text = g_strconcat (of, "\n", vote->fist ? _("Everybody from 0 to 5 fingers; we see them together.")
                                           : _("Everybody from 0 to 10; we see them together."), NULL);
  qd_block_add_point (block, n_in, text, NULL);

  return block;
}

/**
 * qd_board_add_vote: (skip)
 * @board: a board without views
 * @plan: the plan
 * @vote: what is voted on
 *
 * Puts it before all that the page has.
 */
void
qd_board_add_vote (QdBoard           *board,
                   QdPlan            *plan,
                   const QdBoardVote *vote)
{
  QdRecord *key_result = qd_plan_find (plan, vote->key_result);
  QdOutlineBuilder builder = { board->outline };
  GPtrArray *sections = board->outline->sections;
  g_autofree char *about = NULL;
  QdOutlineSection *section;
  QdBlock *block;

  if (key_result == NULL)
    return;

  about = describe (key_result);
  section = qd_outline_add_section (&builder, "vote", about);
  section->subtitle = g_strdup (about);
  if (vote->casts == NULL)
    {
      block = count_block (vote);
      /* Translators: a key result, on which the room votes */
      section->title = g_strdup_printf (_("How sure are we of “%s”?"), qd_outline_name (key_result));
    }
  else
    {
      block = qd_block_new (QD_BLOCK_CHART, NULL);
      block->chart = qd_vote_chart_new (plan, key_result, vote->casts, vote->n_casts);
      section->title = qd_chart_dup_title (block->chart);
    }
  g_ptr_array_add (section->blocks, block);
  g_ptr_array_insert (sections, 0, g_ptr_array_steal_index (sections, sections->len - 1));
}
