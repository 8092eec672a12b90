#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xlsx-private.h"

#include <glib/gi18n-lib.h>

#include "qd-number.h"

/* The sheet of work: a row for each part of an initiative that somebody carries, or that a dependency asks of its
 * provider. What teams are committed to is the sum of it. */

static char *
make_key (const char *name)
{
  return g_utf8_casefold (name, -1);
}

static void
add_points (GHashTable *points,
            const char *name,
            double      number)
{
  g_autofree char *key = make_key (name);
  double *sum = g_hash_table_lookup (points, key);

  if (sum == NULL)
    {
      sum = g_new0 (double, 1);
      g_hash_table_insert (points, g_steal_pointer (&key), sum);
    }
  *sum += number;
}

/**
 * qd_book_points_of:
 * @points: points by name
 * @name: a name
 *
 * Returns: what a spreadsheet gets that looks for all cells that say @name
 */
double
qd_book_points_of (GHashTable *points,
                   const char *name)
{
  g_autofree char *key = make_key (name);
  const double *sum = g_hash_table_lookup (points, key);

  return sum != NULL ? *sum : 0;
}

/**
 * qd_book_everyone:
 *
 * Returns: (transfer none): who carries what all teams carry together
 */
const char *
qd_book_everyone (void)
{
  return _("All teams");
}

static const char *
carrier_name (const QdBookWork *work)
{
  if (work->team != NULL)
    return qd_record_get_title (work->team);

  return work->everyone ? qd_book_everyone () : _("No team");
}

typedef struct
{
  QdBook   *book;
  GArray   *works;
  QdRecord *record;
} Collection;

static void
collect_part (QdRecord *team,
              gboolean  everyone,
              double    points,
              gpointer  user_data)
{
  Collection *collection = user_data;
  QdBookWork work = { collection->record, team, everyone, points, 0 };

  g_array_append_val (collection->works, work);
  add_points (collection->book->team_points, carrier_name (&work), points);
}

/* The parts of all that a sheet has, each with its share of the whole. */
static void
collect_parts (QdBook     *book,
               const char *sheet_id,
               GArray     *works)
{
  QdBookSheet *sheet = qd_book_find_sheet (book, sheet_id);

  for (guint i = 0; sheet != NULL && i < sheet->n_rows; i++)
    {
      Collection collection = { book, works, g_ptr_array_index (sheet->records, i) };
      guint first = works->len;
      double whole = 0;

      qd_figures_foreach_part (book->figures, collection.record, collect_part, &collection);
      for (guint j = first; j < works->len; j++)
        whole += g_array_index (works, QdBookWork, j).points;
      for (guint j = first; j < works->len; j++)
        g_array_index (works, QdBookWork, j).share = g_array_index (works, QdBookWork, j).points / whole;
    }
}

/* What a spreadsheet finds in the sheet of initiatives under each category. */
static void
collect_categories (QdBook *book)
{
  const QdColumn *column = qd_column_find (QD_RECORD_INITIATIVE, "category");
  QdBookSheet *sheet = qd_book_find_sheet (book, "initiatives");

  for (guint i = 0; sheet != NULL && i < sheet->n_rows; i++)
    {
      QdRecord *initiative = g_ptr_array_index (sheet->records, i);
      g_auto (QdValue) category = qd_column_value (column, book->figures, initiative, NULL);

      if (category.type == QD_VALUE_TEXT)
        add_points (book->category_points, category.text, qd_figures_initiative (book->figures, initiative)->points);
    }
}

/**
 * qd_book_settle_work:
 *
 * The sheet of work behind the others, if anything is committed; and what conditions on names will find.
 */
void
qd_book_settle_work (QdBook *book)
{
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (QdBookWork));
  QdBookSheet *sheet;

  collect_categories (book);
  collect_parts (book, "initiatives", works);
  collect_parts (book, "dependencies", works);
  if (works->len == 0 || qd_book_find_sheet (book, "teams") == NULL ||
      !qd_book_gets (book, QD_LIST_INITIATIVES, "teams") || !qd_book_gets (book, QD_LIST_INITIATIVES, "points"))
    return;

  /* Translators: the name of a sheet in a workbook, at most 31 characters: which team carries how much of what. */
  sheet = qd_book_add_sheet (book, QD_BOOK_WORK, _("Work by team"));
  sheet->works = g_array_ref (works);
  sheet->n_rows = MIN (works->len, book->limits.rows - 2);
  sheet->n_cut = works->len - sheet->n_rows;
  sheet->has_total = TRUE;
  qd_book_add_column (sheet, "team", _("Team"), FALSE);
  qd_book_add_column (sheet, "work", _("Work"), FALSE);
  qd_book_add_column (sheet, "share", _("Share"), FALSE)->figure = TRUE;
  qd_book_add_column (sheet, "points", _("Points"), FALSE)->figure = TRUE;
  /* Translators: the head of a column: how it is known how work is split between teams. */
  qd_book_add_column (sheet, "split", _("Split"), FALSE);
}

static gboolean
is_assumed (QdBook           *book,
            const QdBookWork *work)
{
  return qd_record_get_record_type (work->record) == QD_RECORD_INITIATIVE && (work->everyone || work->share < 1) &&
         qd_figures_initiative (book->figures, work->record)->assumed;
}

static void
write_work (QdBook           *book,
            QdBookSheet      *sheet,
            guint             row,
            const QdBookWork *work)
{
  const char *list = qd_record_get_record_type (work->record) == QD_RECORD_INITIATIVE ? "initiatives" : "dependencies";
  const QdBookSheet *from = qd_book_find_sheet (book, list);
  g_autoptr (GString) formula = g_string_new ("=");
  g_auto (QdValue) points = qd_value_number (work->points);
  gboolean assumed = is_assumed (book, work);
  int column = qd_book_find_column (from, "points");

  qd_book_append_cell (formula, sheet, from, qd_book_row_of (book, work->record), (guint) column);
  qd_book_expand (book, sheet, row, "*{share}", formula);

  qd_book_write_text (book, sheet, row, 0, carrier_name (work), QD_BOOK_WRAP);
  qd_book_write_text (book, sheet, row, 1, qd_record_get_title (work->record), QD_BOOK_WRAP);
  qd_book_write_number (book, sheet, row, 2, work->share, qd_book_number_format (qd_number_round (work->share, 3), TRUE),
                        assumed ? QD_BOOK_QUIET : QD_BOOK_PLAIN);
  qd_book_write_formula (book, sheet, row, 3, formula->str, &points, QD_BOOK_POINTS_FORMAT, QD_BOOK_PLAIN);
  qd_book_write_text (book, sheet, row, 4, assumed ? _("assumed, by capacity") : "", QD_BOOK_QUIET);
}

/**
 * qd_book_write_work:
 * @sheet: the sheet of work
 *
 * Writes its head, its rows and their sum.
 */
void
qd_book_write_work (QdBook      *book,
                    QdBookSheet *sheet)
{
  g_auto (QdValue) total = qd_value_number (qd_figures_totals (book->figures)->committed);
  g_autofree char *formula = qd_book_total_formula (book, sheet, "points");

  qd_book_write_head (book, sheet);
  for (guint i = 0; i < sheet->n_rows; i++)
    write_work (book, sheet, i + 1, &g_array_index (sheet->works, QdBookWork, i));

  for (guint i = 0; i < sheet->columns->len; i++)
    qd_book_write_text (book, sheet, sheet->n_rows + 1, i, i == 0 ? _("Total") : "", QD_BOOK_TOTAL);
  qd_book_write_formula (book, sheet, sheet->n_rows + 1, 3, formula, &total, QD_BOOK_POINTS_FORMAT, QD_BOOK_TOTAL);
}
