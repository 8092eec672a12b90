#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xlsx-private.h"

#include <glib/gi18n-lib.h>

#include "qd-pages.h"

/* What is no list: the findings, and the fields of what a plan has just one of. */

/**
 * qd_book_settle_findings:
 *
 * The sheet of findings behind the others, if there are any.
 */
void
qd_book_settle_findings (QdBook *book)
{
  QdBookSheet *sheet;

  if (book->findings == NULL || book->findings->len == 0)
    return;

  /* Translators: the name of a sheet in a workbook, at most 31 characters. */
  sheet = qd_book_add_sheet (book, QD_BOOK_FINDINGS, _("Findings"));
  sheet->n_rows = MIN (book->findings->len, book->limits.rows - 1);
  sheet->n_cut = book->findings->len - sheet->n_rows;
  qd_book_add_column (sheet, "severity", _("Severity"), FALSE);
  qd_book_add_column (sheet, "page", _("Page"), FALSE);
  qd_book_add_column (sheet, "message", _("Finding"), TRUE);
  qd_book_add_column (sheet, "about", _("About"), FALSE);
  qd_book_add_column (sheet, "accepted", _("Accepted"), FALSE);
}

/**
 * qd_book_write_findings:
 * @sheet: the sheet of findings
 */
void
qd_book_write_findings (QdBook      *book,
                        QdBookSheet *sheet)
{
  qd_book_write_head (book, sheet);
  for (guint i = 0; i < sheet->n_rows; i++)
    {
      const QdFinding *finding = g_ptr_array_index (book->findings, i);
      QdRecord *record = qd_plan_find (book->plan, finding->record);
      guint row = i + 1;

      qd_book_write_text (book, sheet, row, 0, qd_severity_label (finding->severity), QD_BOOK_PLAIN);
      qd_book_write_text (book, sheet, row, 1, _(qd_page_info (finding->page)->title), QD_BOOK_PLAIN);
      qd_book_write_text (book, sheet, row, 2, finding->message, QD_BOOK_WRAP);
      qd_book_write_text (book, sheet, row, 3, record != NULL ? qd_record_get_title (record) : "", QD_BOOK_WRAP);
      qd_book_write_text (book, sheet, row, 4, finding->accepted ? _("Yes") : "", QD_BOOK_PLAIN);
    }
}

/* What a plan has just one of, in the order of the file. */
static void
foreach_single (QdBook *book,
                void  (*func) (QdBook       *book,
                               QdRecord     *record,
                               const QdField *field,
                               QdBookSheet  *sheet),
                QdBookSheet *sheet)
{
  QdRecord *root = qd_plan_get_root (book->plan);
  const QdRecordInfo *plan = qd_record_get_info (root);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_ptr_array_add (records, root);
  for (guint i = 0; i < plan->n_lists; i++)
    if (qd_list_info (plan->lists[i])->single)
      g_ptr_array_add (records, qd_plan_get_single (book->plan, plan->lists[i]));

  for (guint i = 0; i < records->len; i++)
    {
      QdRecord *record = g_ptr_array_index (records, i);
      const QdRecordInfo *info = qd_record_get_info (record);

      for (guint j = 0; j < info->n_fields; j++)
        if ((info->fields[j].flags & QD_FIELD_INTERNAL) == 0)
          func (book, record, &info->fields[j], sheet);
    }
}

/* What any reader may know of the plan itself. */
static gboolean
is_for_everybody (const QdField *field)
{
  static const guint fields[] = { QD_PLAN_TITLE, QD_PLAN_QUARTER, QD_PLAN_PLANNING_DATE, QD_PLAN_STATE };

  for (gsize i = 0; field->record_type == QD_RECORD_PLAN && i < G_N_ELEMENTS (fields); i++)
    if (field->index == fields[i])
      return TRUE;

  return FALSE;
}

static void
settle_single (QdBook        *book,
               QdRecord      *record,
               const QdField *field,
               QdBookSheet   *sheet)
{
  if ((field->fallback == NULL && !qd_record_is_set (record, field->index)) ||
      (book->gets != NULL && !is_for_everybody (field)))
    return;

  sheet->n_rows++;
  g_hash_table_insert (book->singles, qd_book_single_name (field), GUINT_TO_POINTER (sheet->n_rows));
}

/**
 * qd_book_settle_singles:
 *
 * The sheet of what a plan has just one of: the plan itself, its settings.
 */
void
qd_book_settle_singles (QdBook *book)
{
  /* Translators: the name of a sheet in a workbook, at most 31 characters: title, dates and settings of the plan. */
  QdBookSheet *sheet = qd_book_add_sheet (book, QD_BOOK_SINGLES, _("Plan and settings"));

  qd_book_add_column (sheet, "part", _("Part"), FALSE);
  qd_book_add_column (sheet, "field", _("Field"), FALSE);
  qd_book_add_column (sheet, "value", _("Value"), TRUE);
  foreach_single (book, settle_single, sheet);
}

static void
write_single (QdBook        *book,
              QdRecord      *record,
              const QdField *field,
              QdBookSheet   *sheet)
{
  g_autofree char *name = qd_book_single_name (field);
  guint row = GPOINTER_TO_UINT (g_hash_table_lookup (book->singles, name));
  const QdValue *value = qd_record_get_value (record, field->index);

  if (row == 0)
    return;

  qd_book_write_text (book, sheet, row, 0, _(qd_record_get_info (record)->label), QD_BOOK_PLAIN);
  qd_book_write_text (book, sheet, row, 1, qd_field_label (field), QD_BOOK_WRAP);
  qd_book_write_field (book, sheet, row, 2, field,
                       value->type != QD_VALUE_UNSET ? value : qd_field_fallback (field), QD_BOOK_AT_START);
}

/**
 * qd_book_write_singles:
 * @sheet: their sheet
 */
void
qd_book_write_singles (QdBook      *book,
                       QdBookSheet *sheet)
{
  qd_book_write_head (book, sheet);
  foreach_single (book, write_single, sheet);
}
