#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-comments.h"

/**
 * qd_comment_is_resolved:
 * @comment: a comment
 *
 * Returns: whether nobody has to do anything about it any more
 */
gboolean
qd_comment_is_resolved (QdRecord *comment)
{
  g_return_val_if_fail (qd_record_get_record_type (comment) == QD_RECORD_COMMENT, TRUE);

  return g_str_equal (qd_record_get_text (comment, QD_COMMENT_RESOLVED), "yes");
}

/* A comment that names no record is on the plan as a whole. */
static gboolean
is_on (QdRecord   *comment,
       const char *id,
       gboolean    whole_plan)
{
  g_auto (GStrv) ids = g_strsplit (qd_record_get_text (comment, QD_COMMENT_RECORD), " ", -1);

  return ids[0] == NULL ? whole_plan : g_strv_contains ((const char *const *) ids, id);
}

/**
 * qd_comments_on:
 * @record: a record of a plan
 *
 * Returns: (transfer container) (element-type QdRecord): the comments on it, in the order in which they were made
 */
GPtrArray *
qd_comments_on (QdRecord *record)
{
  GPtrArray *comments = g_ptr_array_new ();
  QdPlan *plan = qd_record_get_plan (record);
  QdList *list = plan != NULL ? qd_plan_get_list (plan, QD_LIST_COMMENTS) : NULL;

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    if (is_on (qd_list_get (list, i), qd_record_get_id (record), record == qd_plan_get_root (plan)))
      g_ptr_array_add (comments, qd_list_get (list, i));

  return comments;
}
