#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xlsx-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "qd-count.h"
#include "qd-error.h"

/* The plan as a workbook: a sheet a list, with figures that follow from its cells. The same plan gives the same bytes. */

/* The library writes every part of a workbook into a file of its own first: in memory that is quicker. */
#define MEMORY_FOLDER "/dev/shm"

static const QdXlsxLimits standard_limits = { .rows = LXW_ROW_MAX, .text = 32767 };

static void
book_clear (QdBook *book)
{
  g_clear_pointer (&book->sheets, g_ptr_array_unref);
  g_clear_pointer (&book->rows, g_hash_table_unref);
  g_clear_pointer (&book->singles, g_hash_table_unref);
  g_clear_pointer (&book->formats, g_hash_table_unref);
  g_clear_pointer (&book->measures, g_hash_table_unref);
  g_clear_pointer (&book->team_points, g_hash_table_unref);
  g_clear_pointer (&book->category_points, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QdBook, book_clear)

/* The planning date stands for the day the file was made, so that the same plan gives the same file. */
static void
set_properties (QdBook *book)
{
  QdRecord *root = qd_plan_get_root (book->plan);
  g_autofree char *title = qd_book_text (book, qd_record_get_title (root), NULL);
  g_autofree char *facilitator = qd_book_text (book, qd_record_get_text (root, QD_PLAN_FACILITATOR), NULL);
  g_autofree char *quarter = qd_book_text (book, qd_record_get_text (root, QD_PLAN_QUARTER), NULL);
  GDate day = book->near_date;
  g_autoptr (GDateTime) created = NULL;

  if (!g_date_valid (&day))
    g_date_set_dmy (&day, 1, G_DATE_JANUARY, 2000);
  created = g_date_time_new_utc (g_date_get_year (&day), (int) g_date_get_month (&day), g_date_get_day (&day), 0, 0, 0);

  workbook_set_properties (book->workbook, &(lxw_doc_properties) {
    .title = title, .subject = quarter, .author = facilitator, .created = (time_t) g_date_time_to_unix (created),
  });
}

static void
settle (QdBook *book)
{
  qd_book_settle_overview (book);
  qd_book_settle_lists (book);
  qd_book_settle_work (book);
  qd_book_settle_findings (book);
  qd_book_settle_singles (book);
}

/* Returns: %FALSE with @error set if it was cancelled */
static gboolean
fill (QdBook        *book,
      GCancellable  *cancellable,
      GError       **error)
{
  settle (book);

  for (guint i = 0; i < book->sheets->len; i++)
    {
      QdBookSheet *sheet = g_ptr_array_index (book->sheets, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (g_str_equal (sheet->id, QD_BOOK_OVERVIEW))
        {
          qd_book_write_overview (book, sheet);
          continue;
        }

      if (sheet->list != QD_LIST_ANY)
        qd_book_write_list (book, sheet);
      else if (g_str_equal (sheet->id, QD_BOOK_WORK))
        qd_book_write_work (book, sheet);
      else if (g_str_equal (sheet->id, QD_BOOK_FINDINGS))
        qd_book_write_findings (book, sheet);
      else
        qd_book_write_singles (book, sheet);
      qd_book_finish_sheet (book, sheet);
    }

  return TRUE;
}

/* The library writes numbers as the locale has them, which no reader of the file would understand. */
static lxw_error
close_neutrally (lxw_workbook *workbook)
{
  locale_t base = duplocale (uselocale ((locale_t) 0));
  locale_t neutral = newlocale (LC_NUMERIC_MASK, "C", base);
  locale_t before;
  lxw_error error;

  g_assert (neutral != (locale_t) 0);
  before = uselocale (neutral);
  error = workbook_close (workbook);
  uselocale (before);
  freelocale (neutral);

  return error;
}

static char *
temporary_folder (void)
{
  gboolean in_memory = g_file_test (MEMORY_FOLDER, G_FILE_TEST_IS_DIR) && g_access (MEMORY_FOLDER, W_OK | X_OK) == 0;

  return g_strdup (in_memory ? MEMORY_FOLDER : g_get_tmp_dir ());
}

/* The library writes to a file alone. Returns its name. */
static char *
create_file (const char  *folder,
             GError     **error)
{
  g_autofree char *name = g_build_filename (folder, "quarterdeck-XXXXXX.xlsx", NULL);
  int descriptor = g_mkstemp (name);

  if (descriptor < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _("The workbook cannot be written: %s"),
                   g_strerror (code));
      return NULL;
    }
  close (descriptor);

  return g_steal_pointer (&name);
}

static void
book_init (QdBook    *book,
           QdFigures *figures,
           GPtrArray *findings)
{
  book->figures = figures;
  book->plan = qd_figures_get_plan (figures);
  book->findings = findings;
  book->rows = g_hash_table_new (NULL, NULL);
  book->singles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  book->formats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  book->measures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  book->team_points = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  book->category_points = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  qd_plan_get_planning_date (book->plan, &book->near_date);
  /* Translators: “rtl” if your language is written from right to left, else “ltr” */
  book->right_to_left = g_str_equal (C_("direction", "ltr"), "rtl");
}

/**
 * qd_xlsx_save_within:
 * @limits: what a sheet can hold
 *
 * The same as qd_xlsx_save() within other limits, for tests.
 *
 * Returns: (transfer full): the workbook, or %NULL with @error set
 */
GBytes *
qd_xlsx_save_within (QdFigures           *figures,
                     GPtrArray           *findings,
                     QdXlsxGets           gets,
                     gpointer             user_data,
                     const QdXlsxLimits  *limits,
                     GCancellable        *cancellable,
                     GError             **error)
{
  g_auto (QdBook) book = { .gets = gets, .gets_data = user_data, .limits = *limits };
  g_autofree char *folder = temporary_folder ();
  g_autofree char *name = create_file (folder, error);
  char *content = NULL;
  gsize length;
  lxw_error result;
  gboolean read;

  if (name == NULL)
    return NULL;

  book_init (&book, figures, findings);
  book.workbook = workbook_new_opt (name, &(lxw_workbook_options) { .tmpdir = folder });
  set_properties (&book);
  if (!fill (&book, cancellable, error))
    {
      lxw_workbook_free (book.workbook);
      g_unlink (name);
      return NULL;
    }
  result = close_neutrally (book.workbook);

  read = result == LXW_NO_ERROR && g_file_get_contents (name, &content, &length, error);
  g_unlink (name);
  if (result != LXW_NO_ERROR)
    g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("The workbook cannot be written: %s"), lxw_strerror (result));

  return read ? g_bytes_new_take (content, length) : NULL;
}

/**
 * qd_xlsx_save:
 * @figures: the figures of a plan
 * @findings: (nullable) (element-type QdFinding): what is told of its findings
 * @gets: (nullable): what readers may know; %NULL: all. Of the plan itself and its settings others get no more than
 *   title, quarter, date and state
 * @user_data: for @gets
 * @cancellable: (nullable): what stops it
 * @error: return location for an error
 *
 * Writes a plan as a workbook: an overview with the figures and charts, a sheet for each list, who carries what, the
 * findings and the settings. Numbers, percentages, dates and plain measures are numbers; computed figures are formulas
 * with their values. What somebody typed never becomes a formula. Labels are in the user's language. The same plan
 * gives the same bytes on the same day.
 *
 * Returns: (transfer full): the workbook, or %NULL with @error set
 */
GBytes *
qd_xlsx_save (QdFigures  *figures,
              GPtrArray  *findings,
              QdXlsxGets  gets,
              gpointer    user_data,
              GCancellable *cancellable,
              GError    **error)
{
  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  return qd_xlsx_save_within (figures, findings, gets, user_data, &standard_limits, cancellable, error);
}

/**
 * qd_xlsx_list_sheets:
 * @figures: the figures of a plan
 * @findings: (nullable) (element-type QdFinding): what is told of its findings
 * @gets: (nullable): as of qd_xlsx_save()
 * @user_data: for @gets
 *
 * Returns: (transfer full) (element-type utf8): the sheets that qd_xlsx_save() writes, a line each
 */
GPtrArray *
qd_xlsx_list_sheets (QdFigures  *figures,
                     GPtrArray  *findings,
                     QdXlsxGets  gets,
                     gpointer    user_data)
{
  g_auto (QdBook) book = { .gets = gets, .gets_data = user_data, .limits = standard_limits };
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (QD_IS_FIGURES (figures), lines);

  /* Never closed, it writes nothing. */
  book_init (&book, figures, findings);
  book.workbook = workbook_new ("");
  settle (&book);
  for (guint i = 0; i < book.sheets->len; i++)
    {
      const QdBookSheet *sheet = g_ptr_array_index (book.sheets, i);

      if (sheet->n_rows == 0)
        g_ptr_array_add (lines, g_strdup (sheet->name));
      else
        /* Translators: the name of a sheet, and how many rows it has. */
        g_ptr_array_add (lines, qd_count_printf (ngettext ("%s: %u row", "%s: %u rows", sheet->n_rows), sheet->name,
                                                 sheet->n_rows));
    }
  lxw_workbook_free (book.workbook);

  return lines;
}

typedef struct
{
  QdBook book;
  guint  n_cut;
} TextCount;

static void
count_cut (QdRecord *record,
           gpointer  user_data)
{
  TextCount *count = user_data;
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *text = qd_record_get_value (record, i)->type == QD_VALUE_TEXT ? qd_record_get_text (record, i) : "";
      g_autofree char *fitting = NULL;
      gboolean cut = FALSE;

      /* Nearly all are short enough however they are counted. */
      if (strlen (text) <= count->book.limits.text / strlen ("_x005F_") ||
          (info->fields[i].flags & QD_FIELD_INTERNAL) != 0)
        continue;
      fitting = qd_book_text (&count->book, text, &cut);
      count->n_cut += cut ? 1 : 0;
    }
}

typedef struct
{
  guint records[QD_N_LISTS][2]; /* of this quarter, of the previous one */
} RecordCount;

static void
count_record (QdRecord *record,
              gpointer  user_data)
{
  RecordCount *count = user_data;
  QdList *list = qd_record_get_owner_list (record);
  gboolean review = FALSE;

  for (QdRecord *above = record; above != NULL; above = qd_record_get_parent (above))
    review |= qd_record_get_record_type (above) == QD_RECORD_REVIEW;
  if (list != NULL)
    count->records[qd_list_get_id (list)][review ? 1 : 0]++;
}

/**
 * qd_xlsx_losses_within:
 * @plan: a plan
 * @limits: what a sheet can hold
 *
 * Returns: (transfer full) (element-type utf8): what qd_xlsx_save_within() leaves out, in whole sentences
 */
GPtrArray *
qd_xlsx_losses_within (QdPlan             *plan,
                       const QdXlsxLimits *limits)
{
  GPtrArray *losses = g_ptr_array_new_with_free_func (g_free);
  TextCount texts = { .book = { .limits = *limits } };
  RecordCount count = { 0 };
  QdRecord *root = qd_plan_get_root (plan);
  guint n_states = qd_list_get_length (qd_plan_get_list (plan, QD_LIST_SNAPSHOTS));

  qd_record_foreach (root, count_cut, &texts);
  qd_record_foreach (root, count_record, &count);

  if (texts.n_cut > 0)
    g_ptr_array_add (losses, qd_count_printf (ngettext ("%u text is cut off: a cell holds no more than %u characters.",
                                                        "%u texts are cut off: a cell holds no more than %u characters.",
                                                        texts.n_cut), texts.n_cut, limits->text));
  for (guint i = 0; i < QD_N_LISTS; i++)
    for (guint review = 0; review < 2; review++)
      {
        guint n = count.records[i][review];
        guint n_lost = n > limits->rows - 2 ? n - (limits->rows - 2) : 0;

        if (n_lost > 0)
          /* Translators: the title of a list follows the number of its rows. */
          g_ptr_array_add (losses, qd_count_printf (ngettext ("%u row of “%s” is left out: a sheet holds no more.",
                                                              "%u rows of “%s” are left out: a sheet holds no more.",
                                                              n_lost), n_lost, _(qd_list_info ((QdListId) i)->title)));
      }
  if (n_states > 0)
    g_ptr_array_add (losses, qd_count_printf (ngettext ("%u saved state of the plan is left out.",
                                                        "%u saved states of the plan are left out.", n_states),
                                              n_states));

  return losses;
}

/**
 * qd_xlsx_losses:
 * @figures: the figures of a plan
 *
 * Returns: (transfer full) (element-type utf8): what qd_xlsx_save() leaves out, in whole sentences
 */
GPtrArray *
qd_xlsx_losses (QdFigures *figures)
{
  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  return qd_xlsx_losses_within (qd_figures_get_plan (figures), &standard_limits);
}
