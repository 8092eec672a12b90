#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-score-history.h"

#include "qd-file.h"
#include "qd-format.h"

/* How the quarters went, out of all the plans of a folder. Each plan looks back on one quarter. */

static void
clear_objective (gpointer data)
{
  g_free (((QdObjectiveScore *) data)->title);
}

/**
 * qd_quarter_score_new:
 * @plan: a plan
 * @name: what its file is called
 *
 * Returns: (transfer full) (nullable): what @plan says of the quarter before it; %NULL if that is nothing
 */
QdQuarterScore *
qd_quarter_score_new (QdPlan     *plan,
                      const char *name)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  const QdTotals *totals = qd_figures_totals (figures);
  QdList *objectives = qd_plan_get_list (plan, QD_LIST_REVIEW_OBJECTIVES);
  QdQuarterScore *score;

  if (totals->n_key_results == 0)
    return NULL;

  score = g_new0 (QdQuarterScore, 1);
  score->name = g_strdup (name);
  score->quarter = qd_plan_get_previous_quarter (plan);
  score->score = totals->score;
  score->target = totals->score_target;
  score->band = totals->band;
  score->n_key_results = totals->n_key_results;
  score->n_scored = totals->n_scored;
  score->objectives = g_array_new (FALSE, FALSE, sizeof (QdObjectiveScore));
  g_array_set_clear_func (score->objectives, clear_objective);
  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      const QdObjectiveFigures *objective = qd_figures_objective (figures, qd_list_get (objectives, i));
      QdObjectiveScore one = { g_strdup (qd_record_get_title (qd_list_get (objectives, i))), objective->score,
                               objective->n_key_results, objective->n_scored };

      g_array_append_val (score->objectives, one);
    }

  return score;
}

/**
 * qd_quarter_score_free:
 * @score: (transfer full): what a plan says
 */
void
qd_quarter_score_free (QdQuarterScore *score)
{
  g_free (score->name);
  g_array_unref (score->objectives);
  g_free (score);
}

static int
compare_scores (gconstpointer a,
                gconstpointer b)
{
  const QdQuarterScore *first = *(const QdQuarterScore *const *) a;
  const QdQuarterScore *second = *(const QdQuarterScore *const *) b;
  int order = qd_quarter_compare (&first->quarter, &second->quarter);

  return order != 0 ? order : g_strcmp0 (first->name, second->name);
}

/**
 * qd_quarter_scores_sort:
 * @scores: (element-type QdQuarterScore): what several plans say
 *
 * Sorts them by quarter; of several plans that look back on the same one, by name.
 */
void
qd_quarter_scores_sort (GPtrArray *scores)
{
  g_ptr_array_sort (scores, compare_scores);
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/**
 * qd_score_history_list:
 * @folder: the path of a folder
 *
 * Returns: (transfer full) (element-type filename) (nullable): the paths of the plans in it, not in the folders below
 */
GPtrArray *
qd_score_history_list (const char  *folder,
                       GError     **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (*name != '.' && (g_str_has_suffix (name, ".qplan") || g_str_has_suffix (name, ".md")))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);

  return g_steal_pointer (&paths);
}

static QdPlan *
read_plan (const char   *path,
           GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = qd_file_read (file, NULL, cancellable, NULL);

  return bytes != NULL ? qd_format_load (bytes, qd_format_for_name (path), path, NULL, NULL, NULL) : NULL;
}

/**
 * qd_score_history_read:
 * @paths: (element-type filename): the plans
 * @n_unreadable: (out): how many of them cannot be read
 * @n_done: (inout): counts them, atomically, so that another thread can tell how far it is
 *
 * May run in any thread: a thousand plans take seconds.
 *
 * Returns: (transfer full) (element-type QdQuarterScore) (nullable): what they say, sorted; %NULL when cancelled
 */
GPtrArray *
qd_score_history_read (GPtrArray     *paths,
                       guint         *n_unreadable,
                       gint          *n_done,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GPtrArray) scores = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_quarter_score_free);

  *n_unreadable = 0;
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_filename_display_basename (paths->pdata[i]);
      g_autoptr (QdPlan) plan = NULL;
      QdQuarterScore *score;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;

      plan = read_plan (paths->pdata[i], cancellable);
      score = plan != NULL ? qd_quarter_score_new (plan, name) : NULL;
      if (plan == NULL)
        (*n_unreadable)++;
      else if (score != NULL)
        g_ptr_array_add (scores, score);
      g_atomic_int_inc (n_done);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  qd_quarter_scores_sort (scores);

  return g_steal_pointer (&scores);
}
