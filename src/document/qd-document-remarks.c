#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"
#include "qd-text.h"

/* What people say about a plan and keep in it: comments on its records, and findings that they live with, and why. */

static void
set_text (QdRecord   *record,
          guint       field,
          const char *text,
          QdChange   *change)
{
  g_auto (QdValue) value = qd_field_parse (qd_record_get_field (record, field), text);

  qd_change_set (change, qd_record_get_id (record), qd_record_get_field (record, field), &value);
}

/* Puts a new record at the end of one of the plan's lists; what it says is set in the same change. */
static QdRecord *
append (QdDocument *document,
        QdListId    list,
        QdChange   *change)
{
  QdPlan *plan = qd_document_get_plan (document);
  QdRecord *record = qd_record_new (qd_list_info (list)->record_type, NULL);

  qd_change_insert (change, qd_record_get_id (qd_plan_get_root (plan)), list,
                    qd_list_get_length (qd_plan_get_list (plan, list)), record);

  return record;
}

/**
 * qd_document_accept_finding:
 * @document: a document
 * @finding: a finding of its plan
 * @reason: why the plan lives with it
 * @error: return location for an error
 *
 * Keeps in the plan that @finding is accepted, and why; if it is already, the reason changes. Without a reason it is
 * refused.
 *
 * Returns: %FALSE with @error set if nothing changed
 */
gboolean
qd_document_accept_finding (QdDocument       *document,
                            const QdFinding  *finding,
                            const char       *reason,
                            GError          **error)
{
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdRecord) made = NULL;
  g_autofree char *title = NULL;
  QdRecord *record, *root;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (finding != NULL, FALSE);

  if (qd_text_is_blank (reason))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("A finding is accepted for a reason."));
      return FALSE;
    }

  /* Translators: %s is what a finding is about, such as “Team without work”. */
  title = g_strdup_printf (C_("undo", "Accept “%s”"), qd_rule_label (finding->rule));
  change = qd_change_new (title);
  root = qd_plan_get_root (qd_document_get_plan (document));
  record = qd_finding_get_acceptance (finding, qd_document_get_plan (document));
  if (record == NULL)
    {
      record = made = append (document, QD_LIST_ACCEPTED, change);
      set_text (record, QD_ACCEPTED_RULE, finding->rule, change);
      /* One that names no record is about the plan. */
      if (!g_str_equal (finding->record, qd_record_get_id (root)))
        set_text (record, QD_ACCEPTED_RECORD, finding->record, change);
    }
  set_text (record, QD_ACCEPTED_REASON, reason, change);

  return qd_document_apply (document, change, QD_APPLY_DEFAULT, error);
}

/* @ids without @gone; NULL if that is all there is. */
static char *
without_id (const char *ids,
            const char *gone)
{
  g_auto (GStrv) words = g_strsplit (ids, " ", -1);
  g_autoptr (GString) left = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (!g_str_equal (words[i], gone))
      g_string_append_printf (left, "%s%s", left->len > 0 ? " " : "", words[i]);

  return left->len > 0 ? g_string_free (g_steal_pointer (&left), FALSE) : NULL;
}

/**
 * qd_document_revoke_finding:
 * @document: a document
 * @finding: a finding of its plan that is accepted
 * @error: return location for an error
 *
 * Takes the acceptance out of the plan: the finding counts again. What else the same record accepts stays.
 *
 * Returns: %FALSE with @error set if nothing changed
 */
gboolean
qd_document_revoke_finding (QdDocument       *document,
                            const QdFinding  *finding,
                            GError          **error)
{
  g_autoptr (QdChange) change = NULL;
  g_autofree char *title = NULL;
  g_autofree char *left = NULL;
  QdRecord *record;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (finding != NULL, FALSE);

  record = qd_finding_get_acceptance (finding, qd_document_get_plan (document));
  if (record == NULL)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("This finding is not accepted."));
      return FALSE;
    }

  /* Translators: %s is what a finding is about, such as “Team without work”. */
  title = g_strdup_printf (C_("undo", "No longer accept “%s”"), qd_rule_label (finding->rule));
  change = qd_change_new (title);
  left = without_id (qd_record_get_text (record, QD_ACCEPTED_RECORD), finding->record);
  if (left != NULL)
    set_text (record, QD_ACCEPTED_RECORD, left, change);
  else
    qd_change_remove (change, qd_record_get_id (record));

  return qd_document_apply (document, change, QD_APPLY_DEFAULT, error);
}

/**
 * qd_document_comment:
 * @document: a document
 * @about: (nullable): the record that the comment is on; %NULL: the plan as a whole
 * @author: (nullable): who says it
 * @text: what
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the comment, in the plan, or %NULL with @error set
 */
QdRecord *
qd_document_comment (QdDocument  *document,
                     QdRecord    *about,
                     const char  *author,
                     const char  *text,
                     GError     **error)
{
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdRecord) comment = NULL;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);

  if (qd_text_is_blank (text))
    {
      g_set_error (error, QD_ERROR, QD_ERROR_INVALID, _("A comment says something."));
      return NULL;
    }

  change = qd_change_new (C_("undo", "Comment"));
  comment = append (document, QD_LIST_COMMENTS, change);
  if (about != NULL && about != qd_plan_get_root (qd_document_get_plan (document)))
    set_text (comment, QD_COMMENT_RECORD, qd_record_get_id (about), change);
  set_text (comment, QD_COMMENT_AUTHOR, author, change);
  set_text (comment, QD_COMMENT_TEXT, text, change);
  if (!qd_document_apply (document, change, QD_APPLY_DEFAULT, error))
    return NULL;

  return qd_plan_find (qd_document_get_plan (document), qd_record_get_id (comment));
}
