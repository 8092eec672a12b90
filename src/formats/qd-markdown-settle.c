#include "qd-config.h"

#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-number.h"
#include "qd-plan-private.h"

/* Which of the figures that a document states are its own, and which only repeat what is computed. */

/* An override that is to be set. */
typedef struct
{
  QdRecord *record;
  guint     field;
  double    number;
} Stated;

/* The computed figure that @typed would override. */
static double
computed_figure (QdFigures       *figures,
                 const QdMdTyped *typed)
{
  const QdTotals *totals = qd_figures_totals (figures);

  switch (qd_record_get_record_type (typed->record))
    {
    case QD_RECORD_TEAM:
      return qd_figures_team (figures, typed->record)->computed;
    case QD_RECORD_CATEGORY:
      return qd_figures_category (figures, typed->record)->computed;
    case QD_RECORD_KEY_RESULT:
      return qd_figures_key_result (figures, typed->record)->computed;
    case QD_RECORD_REVIEW:
      return totals->score_mean;
    case QD_RECORD_PLAN:
      return typed->field == QD_PLAN_STATED_CAPACITY ? totals->capacity_computed : totals->engineers;
    default:
      g_assert_not_reached ();
    }
}

static void
add_stated (GArray          *stated,
            const QdMdTyped *typed,
            double           number)
{
  const Stated one = { typed->record, typed->field, number };

  g_array_append_val (stated, one);
}

/* A typed figure that equals the computed one as precisely as it was typed is none of its own; else it is added to
 * @stated. */
static void
settle_one (QdMdReader      *reader,
            QdFigures       *figures,
            const QdMdTyped *typed,
            GArray          *stated)
{
  const QdField *field = qd_record_get_field (typed->record, typed->field);
  g_auto (QdValue) value = qd_md_read_value (field, typed->text, TRUE);
  g_autofree char *text = qd_md_span_dup (typed->text);
  g_autofree char *computed_text = NULL;
  double computed = computed_figure (figures, typed);
  guint decimals = qd_number_decimals (text);

  if (value.type != QD_VALUE_NUMBER)
    return;
  if (field->kind == QD_KIND_SCORE && strchr (text, '%') != NULL)
    decimals += 2;
  if (qd_number_equal (qd_number_round (computed, decimals), value.number))
    return;

  add_stated (stated, typed, value.number);
  if (reader->report == NULL)
    return;

  computed_text = qd_number_format_local (computed, 2);
  qd_import_report_add (reader->report, typed->line, TRUE,
                        _("“%s” differs from the computed figure, %s, and was read as a stated one."), text,
                        computed_text);
}

/**
 * qd_md_settle:
 * @figures: the figures of the plan that was read; they follow its changes
 *
 * Sets the overrides, those first that other figures follow from. Those of one type of record follow from none of each
 * other: they are set together, so that the figures are computed once a type.
 */
void
qd_md_settle (QdMdReader *reader,
              QdFigures  *figures)
{
  static const QdRecordType order[] = { QD_RECORD_TEAM, QD_RECORD_PLAN, QD_RECORD_CATEGORY, QD_RECORD_KEY_RESULT,
                                        QD_RECORD_REVIEW };
  g_autoptr (GArray) stated = g_array_new (FALSE, FALSE, sizeof (Stated));

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_array_set_size (stated, 0);
      for (guint j = 0; j < reader->typed->len; j++)
        {
          const QdMdTyped *typed = &g_array_index (reader->typed, QdMdTyped, j);

          if (qd_record_get_record_type (typed->record) == order[i])
            settle_one (reader, figures, typed, stated);
        }
      for (guint j = 0; j < stated->len; j++)
        {
          const Stated *one = &g_array_index (stated, Stated, j);

          qd_record_set_number (one->record, one->field, one->number);
        }
    }
}
