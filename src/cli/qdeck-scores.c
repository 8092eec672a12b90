#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-figures.h"
#include "qd-number.h"
#include "qdeck-json.h"

/* qdeck scores: how the quarters went, out of all the plans of a folder. Each plan looks back on one quarter. */

/* What one plan says of the quarter before it. */
typedef struct
{
  char      *name;    /* of the file */
  QdQuarter  quarter; /* the one it looks back on */
  QdPlan    *plan;
  QdFigures *figures;
} Score;

static void
score_free (gpointer data)
{
  Score *score = data;

  g_free (score->name);
  g_clear_object (&score->figures);
  g_clear_object (&score->plan);
  g_free (score);
}

/* By quarter; of several plans that look back on the same one, by name. */
static int
compare_scores (gconstpointer a,
                gconstpointer b)
{
  const Score *first = *(const Score *const *) a;
  const Score *second = *(const Score *const *) b;
  int order = qd_quarter_compare (&first->quarter, &second->quarter);

  return order != 0 ? order : g_strcmp0 (first->name, second->name);
}

/* Returns: %FALSE if the plan cannot be read; one without a scorecard says nothing of scores */
static gboolean
read_plan (const char *name,
           GPtrArray  *scores)
{
  g_autoptr (QdPlan) plan = qdeck_load (name, NULL, NULL, NULL);
  g_autoptr (QdFigures) figures = NULL;
  Score *score;

  if (plan == NULL)
    return FALSE;
  figures = qd_figures_new (plan);
  if (qd_figures_totals (figures)->n_key_results == 0)
    return TRUE;

  score = g_new0 (Score, 1);
  score->name = g_filename_display_name (name);
  score->quarter = qd_plan_get_previous_quarter (plan);
  score->plan = g_steal_pointer (&plan);
  score->figures = g_steal_pointer (&figures);
  g_ptr_array_add (scores, score);

  return TRUE;
}

static gboolean
is_plan_name (const char *name)
{
  const QdFormat *format = qd_format_for_name (name);

  return format != NULL && format->load != NULL && (g_str_has_suffix (name, ".qplan") || g_str_has_suffix (name, ".md"));
}

static gboolean
read_folder (const char *folder,
             GPtrArray  *scores)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  gboolean read = dir != NULL;
  const char *name;

  if (dir == NULL)
    qdeck_complain (folder, 0, "%s", error->message);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_plan_name (name))
        read = read_plan (path, scores) && read;
    }

  return read;
}

static void
append_objective (QdeckJson *json,
                  QdFigures *figures,
                  QdRecord  *objective)
{
  const QdObjectiveFigures *objective_figures = qd_figures_objective (figures, objective);

  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "title", qd_record_get_title (objective));
  qdeck_json_number (json, "score", objective_figures->score);
  qdeck_json_number (json, "key_results", objective_figures->n_key_results);
  qdeck_json_number (json, "scored", objective_figures->n_scored);
  qdeck_json_end (json);
}

static gboolean
print_json (GPtrArray *scores)
{
  g_autoptr (QdeckJson) json = qdeck_json_new (FALSE);

  qdeck_json_begin_array (json, NULL);
  for (guint i = 0; i < scores->len; i++)
    {
      const Score *score = g_ptr_array_index (scores, i);
      const QdTotals *totals = qd_figures_totals (score->figures);
      QdList *objectives = qd_plan_get_list (score->plan, QD_LIST_REVIEW_OBJECTIVES);
      g_autofree char *quarter = qd_quarter_to_id (&score->quarter);

      qdeck_json_begin_object (json, NULL);
      qdeck_json_text (json, "quarter", quarter);
      qdeck_json_number (json, "score", totals->score);
      qdeck_json_number (json, "target", totals->score_target);
      qdeck_json_number (json, "key_results", totals->n_key_results);
      qdeck_json_number (json, "scored", totals->n_scored);
      qdeck_json_text (json, "plan", score->name);
      qdeck_json_begin_array (json, "objectives");
      for (guint j = 0; j < qd_list_get_length (objectives); j++)
        append_objective (json, score->figures, qd_list_get (objectives, j));
      qdeck_json_end (json);
      qdeck_json_end (json);
    }
  qdeck_json_end (json);

  return qdeck_print_data (qdeck_json_finish (json));
}

static void
add_score (QdeckTable *table,
           double      score)
{
  g_autofree char *text = isnan (score) ? g_strdup ("–") : qd_score_format (score);

  qdeck_table_cell (table, text);
}

static gboolean
print_table (GPtrArray *scores)
{
  g_autoptr (QdeckTable) table = qdeck_table_new (5);
  g_autoptr (GString) out = g_string_new (NULL);

  if (scores->len == 0)
    return qdeck_print (_("None of the plans looks back on a quarter.\n"));

  qdeck_table_heading (table, _("Quarter"), FALSE);
  qdeck_table_heading (table, _("Score"), TRUE);
  qdeck_table_heading (table, _("Target"), TRUE);
  qdeck_table_heading (table, _("Scored"), TRUE);
  qdeck_table_heading (table, _("Plan"), FALSE);
  for (guint i = 0; i < scores->len; i++)
    {
      const Score *score = g_ptr_array_index (scores, i);
      const QdTotals *totals = qd_figures_totals (score->figures);
      g_autofree char *quarter = qd_quarter_is_set (&score->quarter) ? qd_quarter_format (&score->quarter) : g_strdup ("–");
      /* Translators: of how many key results there is a score, and how many there are */
      g_autofree char *scored = g_strdup_printf (C_("scores", "%u of %u"), totals->n_scored, totals->n_key_results);

      qdeck_table_cell (table, quarter);
      add_score (table, totals->score);
      add_score (table, totals->score_target);
      qdeck_table_cell (table, scored);
      qdeck_table_cell (table, score->name);
    }
  qdeck_table_append (table, out);

  return qdeck_print (out->str);
}

/**
 * qdeck_scores:
 *
 * A plan that cannot be read does not keep the others from being listed.
 */
QdeckStatus
qdeck_scores (const QdeckCommand  *command,
              int                  argc,
              char               **argv)
{
  gboolean want_json = FALSE;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &want_json, N_("Print JSON, with the objectives of each quarter"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) names = qdeck_parse (command, argc, argv, options, 1, G_MAXUINT);
  g_autoptr (GPtrArray) scores = g_ptr_array_new_with_free_func (score_free);
  gboolean read = TRUE;

  if (names == NULL)
    return QDECK_FAILED;

  for (guint i = 0; names[i] != NULL; i++)
    read = (g_file_test (names[i], G_FILE_TEST_IS_DIR) ? read_folder (names[i], scores) : read_plan (names[i], scores)) && read;
  g_ptr_array_sort (scores, compare_scores);
  if (!(want_json ? print_json (scores) : print_table (scores)))
    return QDECK_FAILED;

  return read ? QDECK_OK : QDECK_FAILED;
}
