#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-count.h"
#include "qd-number.h"
#include "qd-score-history.h"
#include "qdeck-json.h"

/* qdeck scores: how the quarters went, out of all the plans of a folder. Each plan looks back on one quarter. */

/* Returns: %FALSE if the plan cannot be read; one without a scorecard says nothing of scores */
static gboolean
read_plan (const char *name,
           GPtrArray  *scores)
{
  g_autoptr (QdPlan) plan = qdeck_load (name, NULL, NULL, NULL);
  g_autofree char *shown = g_filename_display_name (name);
  QdQuarterScore *score = plan != NULL ? qd_quarter_score_new (plan, shown) : NULL;

  if (score != NULL)
    g_ptr_array_add (scores, score);

  return plan != NULL;
}

static gboolean
read_folder (const char *folder,
             GPtrArray  *scores)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = qd_score_history_list (folder, &error);
  gboolean read = paths != NULL;

  if (paths == NULL)
    qdeck_complain (folder, 0, "%s", error->message);
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    read = read_plan (paths->pdata[i], scores) && read;

  return read;
}

static void
append_objective (QdeckJson              *json,
                  const QdObjectiveScore *objective)
{
  qdeck_json_begin_object (json, NULL);
  qdeck_json_text (json, "title", objective->title);
  qdeck_json_number (json, "score", objective->score);
  qdeck_json_number (json, "key_results", objective->n_key_results);
  qdeck_json_number (json, "scored", objective->n_scored);
  qdeck_json_end (json);
}

static gboolean
print_json (GPtrArray *scores)
{
  g_autoptr (QdeckJson) json = qdeck_json_new (FALSE);

  qdeck_json_begin_array (json, NULL);
  for (guint i = 0; i < scores->len; i++)
    {
      const QdQuarterScore *score = g_ptr_array_index (scores, i);
      g_autofree char *quarter = qd_quarter_to_id (&score->quarter);

      qdeck_json_begin_object (json, NULL);
      qdeck_json_text (json, "quarter", quarter);
      qdeck_json_number (json, "score", score->score);
      qdeck_json_number (json, "target", score->target);
      qdeck_json_number (json, "key_results", score->n_key_results);
      qdeck_json_number (json, "scored", score->n_scored);
      qdeck_json_text (json, "plan", score->name);
      qdeck_json_begin_array (json, "objectives");
      for (guint j = 0; j < score->objectives->len; j++)
        append_objective (json, &g_array_index (score->objectives, QdObjectiveScore, j));
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
  g_autofree char *text = isnan (score) ? g_strdup ("–") : qd_score_format_local (score);

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
      const QdQuarterScore *score = g_ptr_array_index (scores, i);
      g_autofree char *quarter = qd_quarter_is_set (&score->quarter) ? qd_quarter_format (&score->quarter) : g_strdup ("–");
      /* Translators: of how many key results there is a score, and how many there are */
      g_autofree char *scored = qd_count_printf (C_("scores", "%u of %u"), score->n_scored, score->n_key_results);

      qdeck_table_cell (table, quarter);
      add_score (table, score->score);
      add_score (table, score->target);
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
  g_autoptr (GPtrArray) scores = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_quarter_score_free);
  gboolean read = TRUE;

  if (names == NULL)
    return QDECK_FAILED;

  for (guint i = 0; names[i] != NULL; i++)
    read = (g_file_test (names[i], G_FILE_TEST_IS_DIR) ? read_folder (names[i], scores) : read_plan (names[i], scores)) && read;
  qd_quarter_scores_sort (scores);
  if (!(want_json ? print_json (scores) : print_table (scores)))
    return QDECK_FAILED;

  return read ? QDECK_OK : QDECK_FAILED;
}
