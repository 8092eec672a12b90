#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include <glib/gi18n-lib.h>

#include "qd-rules-private.h"

/* Rules about what the plan is for: priorities and success criteria, and what serves and measures them. */

/* So many words that a priority's detail shares with an objective tell that they belong together; one may be chance. */
#define DETAIL_WORDS 2

static void
add_titles (QdWordIndex *index,
            guint        document,
            QdRecord    *owner,
            QdListId     list_id)
{
  QdList *list = qd_record_peek_list (owner, list_id);

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    qd_word_index_add (index, document, qd_record_get_title (qd_list_get (list, i)));
}

static void
read_objectives (QdRuleContext *context)
{
  QdList *objectives = qd_plan_get_list (context->plan, QD_LIST_OBJECTIVES);

  context->objectives = qd_word_index_new ();
  context->supported = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdRecord *objective = qd_list_get (objectives, i);
      const char *supports = qd_record_get_text (objective, QD_OBJECTIVE_SUPPORTS);

      if (*supports != '\0')
        {
          g_auto (GStrv) ids = g_strsplit (supports, " ", -1);

          for (guint j = 0; ids[j] != NULL; j++)
            g_hash_table_add (context->supported, g_strdup (ids[j]));
          continue;
        }

      qd_word_index_add (context->objectives, i, qd_record_get_title (objective));
      add_titles (context->objectives, i, objective, QD_LIST_KEY_RESULTS);
      add_titles (context->objectives, i, objective, QD_LIST_INITIATIVES);
    }
}

/* An objective that says what it supports supports that. Of the others, one supports a priority if it, a key result or
 * an initiative of it shares a word with the priority's title, or two with its detail. */
void
qd_rule_priority_unsupported (QdRuleContext *context,
                              QdRecord      *priority)
{
  const char *title;
  const char *detail = qd_record_get_text (priority, QD_PRIORITY_DETAIL);

  if (context->objectives == NULL)
    read_objectives (context);

  if (g_hash_table_contains (context->supported, qd_record_get_id (priority)) ||
      qd_word_index_has_any (context->objectives, qd_record_get_title (priority)) ||
      qd_word_index_most_shared (context->objectives, detail) >= DETAIL_WORDS)
    return;

  title = qd_rule_title (priority);
  qd_rule_report (context, priority, 0, g_strdup_printf (_("No objective serves the priority “%s”."), title),
                  g_strdup_printf (_("No objective serves %s"), title));
}

static void
read_key_results (QdRuleContext *context)
{
  QdList *objectives = qd_plan_get_list (context->plan, QD_LIST_OBJECTIVES);

  context->key_results = qd_word_index_new ();
  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdRecord *objective = qd_list_get (objectives, i);

      if (qd_record_peek_list (objective, QD_LIST_KEY_RESULTS) != NULL)
        qd_word_index_add (context->key_results, i, qd_record_get_title (objective));
      add_titles (context->key_results, i, objective, QD_LIST_KEY_RESULTS);
    }
}

static gboolean
names_key_result (QdRuleContext *context,
                  QdRecord      *criterion)
{
  g_auto (GStrv) ids = g_strsplit (qd_record_get_text (criterion, QD_CRITERION_MEASURED_BY), " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (qd_plan_find (context->plan, ids[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* A criterion is measured by the key results it names; without any, by one that it shares a word with. */
void
qd_rule_criterion_unmeasured (QdRuleContext *context,
                              QdRecord      *criterion)
{
  const char *title;

  if (names_key_result (context, criterion))
    return;

  if (context->key_results == NULL)
    read_key_results (context);
  if (qd_word_index_has_any (context->key_results, qd_record_get_text (criterion, QD_CRITERION_LEAD)) ||
      qd_word_index_has_any (context->key_results, qd_record_get_text (criterion, QD_CRITERION_TEXT)))
    return;

  title = qd_rule_title (criterion);
  qd_rule_report (context, criterion, 0, g_strdup_printf (_("No key result measures the criterion “%s”."), title),
                  g_strdup_printf (_("Nothing measures %s"), title));
}
