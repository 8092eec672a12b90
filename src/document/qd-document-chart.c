#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-document.h"

#include <glib/gi18n-lib.h>

#include "qd-text.h"

/* What people do to a plan on its charts. */

static QdRecord *
find_title (QdPlan     *plan,
            const char *chart)
{
  QdList *list = qd_plan_get_list (plan, QD_LIST_CHART_TITLES);

  for (guint i = 0; i < qd_list_get_length (list); i++)
    if (g_str_equal (qd_record_get_text (qd_list_get (list, i), QD_CHART_TITLE_CHART), chart))
      return qd_list_get (list, i);

  return NULL;
}

static void
set_text (QdChange   *change,
          QdRecord   *record,
          guint       field,
          const char *text)
{
  g_auto (QdValue) value = qd_value_text (text);

  qd_change_set (change, qd_record_get_id (record), qd_record_get_field (record, field), &value);
}

/**
 * qd_document_get_chart_title:
 * @document: a document
 * @chart: the name of a chart, such as "capacity"
 *
 * Returns: what the user wants it to say; "" where its own message stands
 */
const char *
qd_document_get_chart_title (QdDocument *document,
                             const char *chart)
{
  QdRecord *record;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (chart != NULL, NULL);

  record = find_title (qd_document_get_plan (document), chart);

  return record != NULL ? qd_record_get_text (record, QD_CHART_TITLE_TEXT) : "";
}

/**
 * qd_document_set_chart_title:
 * @document: a document
 * @chart: the name of a chart, such as "capacity"
 * @title: what it is to say; blank for its own message
 * @error: return location for an error
 *
 * Returns: %FALSE with @error set if nothing changed; %TRUE also where @title is what it says already
 */
gboolean
qd_document_set_chart_title (QdDocument  *document,
                             const char  *chart,
                             const char  *title,
                             GError     **error)
{
  g_autoptr (QdChange) change = NULL;
  g_autoptr (QdRecord) made = NULL;
  QdPlan *plan;
  QdRecord *record;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (chart != NULL, FALSE);
  g_return_val_if_fail (title != NULL, FALSE);

  plan = qd_document_get_plan (document);
  record = find_title (plan, chart);
  if (qd_text_is_blank (title) ? record == NULL : g_str_equal (title, qd_document_get_chart_title (document, chart)))
    return TRUE;

  change = qd_change_new (C_("undo", "Change title of chart"));
  if (qd_text_is_blank (title))
    {
      qd_change_remove (change, qd_record_get_id (record));
    }
  else if (record != NULL)
    {
      set_text (change, record, QD_CHART_TITLE_TEXT, title);
    }
  else
    {
      made = qd_record_new (QD_RECORD_CHART_TITLE, NULL);
      qd_change_insert (change, qd_record_get_id (qd_plan_get_root (plan)), QD_LIST_CHART_TITLES, G_MAXUINT, made);
      set_text (change, made, QD_CHART_TITLE_CHART, chart);
      set_text (change, made, QD_CHART_TITLE_TEXT, title);
    }

  return qd_document_apply (document, change, QD_APPLY_DEFAULT, error);
}

/**
 * qd_document_rate_risk:
 * @document: a document
 * @risk: one of its risks
 * @likelihood: how likely it is, from 0 for low to 2 for high
 * @impact: how bad it would be, likewise
 * @error: return location for an error
 *
 * Puts @risk elsewhere on the matrix, in one step.
 *
 * Returns: %FALSE with @error set if nothing changed; %TRUE also where it is there already
 */
gboolean
qd_document_rate_risk (QdDocument  *document,
                       QdRecord    *risk,
                       guint        likelihood,
                       guint        impact,
                       GError     **error)
{
  static const guint fields[] = { QD_RISK_LIKELIHOOD, QD_RISK_IMPACT };
  const guint levels[] = { likelihood, impact };
  g_autoptr (QdChange) change = NULL;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (QD_IS_RECORD (risk) && qd_record_get_record_type (risk) == QD_RECORD_RISK, FALSE);
  g_return_val_if_fail (likelihood < 3 && impact < 3, FALSE);

  change = qd_change_new (C_("undo", "Re-rate risk"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!g_str_equal (qd_record_get_text (risk, fields[i]), qd_choices_level[levels[i]].id))
      set_text (change, risk, fields[i], qd_choices_level[levels[i]].id);
  if (qd_change_get_n_ops (change) == 0)
    return TRUE;

  return qd_document_apply (document, change, QD_APPLY_DEFAULT, error);
}
