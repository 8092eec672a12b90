#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xlsx-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-date.h"
#include "qd-number.h"
#include "qd-text.h"

/* One cell of a workbook: how it looks, and values as cells. What somebody typed only ever becomes a string, a number or
 * a date: never a formula, whatever it begins with. */

#define INK          0x1D2127
#define HEAD_FILL    0xE8EBEE
#define RULE         0xC6CCD3
#define ACCENT       0x1A5FB4
#define QUIET        0x565E68
#define TITLE_SIZE   18

#define DATE_FORMAT  "ddd d mmm yyyy"
#define DATE_WIDTH   15

/* Before this day spreadsheets disagree about the calendar. */
#define FIRST_YEAR 1901

/* Spreadsheets take some two hundred number formats of one's own; measures may have this many of them. */
#define MEASURE_FORMATS_MAX 100

#define MAX_DECIMALS 6

/* Rounds away what dividing by a hundred adds: 33.3 % is 0.333. */
#define EXACT_DECIMALS 12

/* Widths are counted in digits, and letters are narrower: so many of them have the room of a hundred digits. */
#define LETTERS_A_HUNDRED 110

/* A row can be no higher. */
#define LINES_MAX 27

/* Texts are moved in a little, so that they do not touch the numbers beside them. */
static void
set_alignment (QdBook     *book,
               lxw_format *format,
               guint       style,
               const char *number)
{
  if ((style & QD_BOOK_AT_END) != 0)
    {
      format_set_align (format, book->right_to_left ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT);
    }
  else if (number == NULL || (style & QD_BOOK_AT_START) != 0)
    {
      format_set_align (format, book->right_to_left ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
      format_set_indent (format, 1);
    }
}

/**
 * qd_book_format:
 * @style: a combination of #QdBookStyle
 * @number: (nullable): the number format
 *
 * Returns: (transfer none): the format of such cells
 */
lxw_format *
qd_book_format (QdBook     *book,
                guint       style,
                const char *number)
{
  g_autofree char *key = g_strdup_printf ("%u %s", style, number != NULL ? number : "");
  lxw_format *format = g_hash_table_lookup (book->formats, key);

  if (format != NULL)
    return format;

  format = workbook_add_format (book->workbook);
  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  if (number != NULL)
    format_set_num_format (format, number);
  if ((style & (QD_BOOK_WRAP | QD_BOOK_HEAD)) != 0)
    format_set_text_wrap (format);
  set_alignment (book, format, style, number);
  if ((style & (QD_BOOK_HEAD | QD_BOOK_TOTAL | QD_BOOK_BOLD | QD_BOOK_TITLE)) != 0)
    format_set_bold (format);
  if ((style & QD_BOOK_HEAD) != 0)
    {
      format_set_bg_color (format, HEAD_FILL);
      format_set_bottom (format, LXW_BORDER_THIN);
      format_set_bottom_color (format, RULE);
    }
  if ((style & QD_BOOK_TOTAL) != 0)
    {
      format_set_top (format, LXW_BORDER_THIN);
      format_set_top_color (format, INK);
    }
  if ((style & QD_BOOK_QUIET) != 0)
    {
      format_set_font_color (format, QUIET);
      format_set_italic (format);
    }
  if ((style & QD_BOOK_TITLE) != 0)
    format_set_font_size (format, TITLE_SIZE);
  if ((style & QD_BOOK_LINK) != 0)
    {
      format_set_font_color (format, ACCENT);
      format_set_underline (format, LXW_UNDERLINE_SINGLE);
    }

  g_hash_table_insert (book->formats, g_steal_pointer (&key), format);

  return format;
}

/* How many decimals @number has, if it is written as shortly as it can be. */
static guint
count_decimals (double number)
{
  guint decimals = 0;

  while (decimals < MAX_DECIMALS && !qd_number_equal (number, qd_number_round (number, decimals)))
    decimals++;

  return decimals;
}

/**
 * qd_book_number_format:
 * @number: a number as a cell holds it
 * @percent: it is a part of a whole, 1 being 100 %
 *
 * Returns: (transfer none): the number format that shows all its decimals
 */
const char *
qd_book_number_format (double   number,
                       gboolean percent)
{
  static const char *const plain[] = {
    "#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000", "#,##0.00000", "#,##0.000000",
  };
  static const char *const percents[] = {
    "0%", "0.0%", "0.00%", "0.000%", "0.0000%", "0.00000%", "0.000000%",
  };

  return (percent ? percents : plain)[count_decimals (percent ? number * 100 : number)];
}

/* Whether “_x000D_” starts here, which spreadsheets take for the character of that number. */
static gboolean
is_escape (const char *text)
{
  return text[0] == '_' && text[1] == 'x' && g_ascii_isxdigit (text[2]) && g_ascii_isxdigit (text[3]) &&
         g_ascii_isxdigit (text[4]) && g_ascii_isxdigit (text[5]) && text[6] == '_';
}

/**
 * qd_book_text:
 * @text: what somebody typed
 * @cut: (out) (optional): whether it did not fit
 *
 * Returns: (transfer full): @text as a cell can hold it
 */
char *
qd_book_text (QdBook     *book,
              const char *text,
              gboolean   *cut)
{
  g_autofree char *printable = qd_text_printable (text);
  g_autoptr (GString) out = g_string_sized_new (strlen (printable));
  guint units = 0; /* of UTF-16, in which the limit is counted */
  guint keep = 0;  /* bytes that leave room for the ellipsis */

  for (const char *p = printable; *p != '\0' && units <= book->limits.text; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_escape (p))
        {
          g_string_append (out, "_x005F");
          units += strlen ("_x005F");
        }
      g_string_append_unichar (out, c);
      units += c > 0xFFFF ? 2 : 1;
      if (units < book->limits.text)
        keep = (guint) out->len;
    }

  if (units > book->limits.text)
    {
      g_string_truncate (out, keep);
      g_string_append (out, "…");
    }
  if (cut != NULL)
    *cut = units > book->limits.text;

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The longest line; a wide character takes the room of two. */
static guint
text_width (const char *text)
{
  guint widest = 0;
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width = c == '\n' ? 0 : width + (g_unichar_iswide (c) ? 2 : 1);
      widest = MAX (widest, width);
    }

  return widest;
}

/* Not every program makes rows as high as their texts: what breaks into several lines gets the room here. A column
 * becomes as wide as its texts up to a limit, and only beyond that they break. */
static void
make_room (QdBookSheet *sheet,
           guint        row,
           guint        column,
           const char  *text)
{
  guint most = qd_book_column_limit (&g_array_index (sheet->columns, QdBookColumn, column)) * LETTERS_A_HUNDRED / 100;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_lines = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n_lines += MAX ((text_width (lines[i]) + most - 1) / most, 1);

  if (row != sheet->high_row)
    {
      sheet->high_row = row;
      sheet->n_lines = 1;
    }
  if (n_lines <= sheet->n_lines)
    return;

  sheet->n_lines = n_lines;
  worksheet_set_row (sheet->worksheet, row, MIN (n_lines, LINES_MAX) * LXW_DEF_ROW_HEIGHT, NULL);
}

static void
widen (QdBookSheet *sheet,
       guint        column,
       guint        width)
{
  QdBookColumn *self = &g_array_index (sheet->columns, QdBookColumn, column);

  self->widest = MAX (self->widest, width);
}

/* Whether a number format can bring back @digits as they were typed: “1,352”, “-0.50”, but not “+3”, “007” or “.5”. */
static gboolean
is_plain (const char *digits,
          const char *end)
{
  if (*digits == '-')
    digits++;
  if (!g_ascii_isdigit (digits[0]) || (digits[0] == '0' && g_ascii_isdigit (digits[1])))
    return FALSE;
  for (const char *p = digits; p < end; p++)
    if (!g_ascii_isdigit (*p) && *p != ',' && *p != '.')
      return FALSE;

  return TRUE;
}

/* Whether @unit can stand in a number format between quotes. */
static gboolean
is_printable (const char *unit)
{
  for (const char *p = unit; *p != '\0'; p = g_utf8_next_char (p))
    if (*p == '"' || !g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;

  return strlen (unit) < QD_MEASURE_UNIT_MAX;
}

/* The format under which a number shows as “2.1s”, “3 tests”, “99.9%”. Remembers it: there cannot be many. */
static const char *
measure_format (QdBook     *book,
                gboolean    grouped,
                guint       decimals,
                const char *unit)
{
  g_autoptr (GString) format = g_string_new (grouped ? "#,##0" : "0");
  char *known;

  if (decimals > 0)
    g_string_append_printf (format, ".%.*s", (int) decimals, "000000");
  if (g_str_equal (unit, "%"))
    g_string_append_c (format, '%');
  else if (*unit != '\0')
    g_string_append_printf (format, "\"%s\"", unit);

  if (g_hash_table_lookup_extended (book->measures, format->str, (gpointer *) &known, NULL))
    return known;
  if (g_hash_table_size (book->measures) >= MEASURE_FORMATS_MAX)
    return NULL;

  known = g_string_free (g_steal_pointer (&format), FALSE);
  g_hash_table_add (book->measures, known);

  return known;
}

/**
 * qd_book_read_measure:
 * @text: a measure as typed
 * @number: (out): it as a number
 *
 * Returns: whether @text is a number, with a unit perhaps, that a cell can hold and show just as it was typed
 */
gboolean
qd_book_read_measure (QdBook       *book,
                      const char   *text,
                      QdBookNumber *number)
{
  QdMeasure measure = qd_measure_parse (text, g_date_valid (&book->near_date) ? &book->near_date : NULL);
  double value;
  guint decimals;
  const char *unit = qd_number_scan (text, &value, &decimals);
  gboolean percent = g_strcmp0 (unit, "%") == 0;

  if (measure.kind != QD_MEASURE_NUMBER || measure.bound != QD_BOUND_NONE || measure.approximate ||
      !isnan (measure.from) || !isnan (measure.whole))
    return FALSE;
  if (unit == NULL || measure.value != value || measure.percent != percent || decimals > MAX_DECIMALS ||
      !is_plain (text, unit) || !is_printable (unit))
    return FALSE;

  number->scale = percent ? 0.01 : 1;
  number->number = percent ? qd_number_round (value / 100, EXACT_DECIMALS) : value;
  number->format = measure_format (book, memchr (text, ',', (gsize) (unit - text)) != NULL, decimals, unit);

  return number->format != NULL;
}

/**
 * qd_book_write_text:
 * @text: what somebody typed, or a label; "" leaves the cell empty
 * @style: a combination of #QdBookStyle
 */
void
qd_book_write_text (QdBook      *book,
                    QdBookSheet *sheet,
                    guint        row,
                    guint        column,
                    const char  *text,
                    guint        style)
{
  lxw_format *format = qd_book_format (book, style, NULL);
  g_autofree char *fitting = NULL;

  if (*text == '\0')
    {
      worksheet_write_blank (sheet->worksheet, row, (lxw_col_t) column, format);
      return;
    }

  fitting = qd_book_text (book, text, NULL);
  widen (sheet, column, text_width (fitting));
  if ((style & QD_BOOK_WRAP) != 0)
    make_room (sheet, row, column, fitting);
  worksheet_write_string (sheet->worksheet, row, (lxw_col_t) column, fitting, format);
}

/* The room that @number takes in @format, roughly: a sign, separators, decimals, a unit. */
static guint
number_width (double      number,
              const char *format)
{
  double whole = fabs (number);
  guint digits = 1;

  if (g_str_equal (format, DATE_FORMAT))
    return DATE_WIDTH;

  for (; whole >= 10 && digits < 20; whole /= 10)
    digits++;

  return digits + digits / 3 + (guint) g_utf8_strlen (format, -1) - (g_str_has_prefix (format, "#") ? 5 : 1) + 1;
}

/**
 * qd_book_write_number:
 * @number: a number; NAN leaves the cell empty
 * @format: how it is shown
 * @style: a combination of #QdBookStyle
 */
void
qd_book_write_number (QdBook      *book,
                      QdBookSheet *sheet,
                      guint        row,
                      guint        column,
                      double       number,
                      const char  *format,
                      guint        style)
{
  if (!isfinite (number))
    {
      worksheet_write_blank (sheet->worksheet, row, (lxw_col_t) column, qd_book_format (book, style, format));
      return;
    }

  widen (sheet, column, number_width (number, format));
  worksheet_write_number (sheet->worksheet, row, (lxw_col_t) column, number, qd_book_format (book, style, format));
}

static void
write_field_number (QdBook        *book,
                    QdBookSheet   *sheet,
                    guint          row,
                    guint          column,
                    const QdField *field,
                    double         number,
                    guint          style)
{
  const char *format;

  if (field->kind == QD_KIND_PERCENT)
    number = qd_number_round (number / 100, EXACT_DECIMALS);

  format = field->kind == QD_KIND_SCORE ? QD_BOOK_SCORE_FORMAT
                                        : qd_book_number_format (number, field->kind == QD_KIND_PERCENT);
  qd_book_write_number (book, sheet, row, column, number, format, style);
}

/* A text that is a date and nothing else becomes one. */
static gboolean
write_date (QdBook      *book,
            QdBookSheet *sheet,
            guint        row,
            guint        column,
            const char  *text,
            guint        style)
{
  const GDate *near_date = g_date_valid (&book->near_date) ? &book->near_date : NULL;
  GDate epoch;
  QdDate date;

  if (!qd_date_matches (text, near_date, &date) || date.precision != QD_DATE_DAY ||
      g_date_get_year (&date.date) < FIRST_YEAR)
    return FALSE;

  g_date_clear (&epoch, 1);
  g_date_set_dmy (&epoch, 30, G_DATE_DECEMBER, 1899);
  qd_book_write_number (book, sheet, row, column, g_date_days_between (&epoch, &date.date), DATE_FORMAT, style);

  return TRUE;
}

/**
 * qd_book_write_field:
 * @field: a field
 * @value: what it holds
 * @style: a combination of #QdBookStyle
 *
 * Writes what somebody typed: numbers, dates and plain measures as numbers, everything else as text.
 */
void
qd_book_write_field (QdBook        *book,
                     QdBookSheet   *sheet,
                     guint          row,
                     guint          column,
                     const QdField *field,
                     const QdValue *value,
                     guint          style)
{
  QdBookNumber number;
  g_autofree char *text = NULL;

  /* Dates and measures line up, whether they are understood or not. */
  style |= field->kind == QD_KIND_MEASURE ? QD_BOOK_AT_END : field->kind == QD_KIND_DATE ? QD_BOOK_AT_START : 0;
  if (value->type == QD_VALUE_NUMBER)
    {
      write_field_number (book, sheet, row, column, field, value->number, style);
      return;
    }
  if (value->type == QD_VALUE_TEXT && field->kind == QD_KIND_DATE &&
      write_date (book, sheet, row, column, value->text, style))
    return;
  if (value->type == QD_VALUE_TEXT && field->kind == QD_KIND_MEASURE &&
      qd_book_read_measure (book, value->text, &number))
    {
      qd_book_write_number (book, sheet, row, column, number.number, number.format, style);
      return;
    }

  text = qd_field_display (field, value);
  qd_book_write_text (book, sheet, row, column, text, style | QD_BOOK_WRAP);
}

/**
 * qd_book_write_formula:
 * @formula: (nullable): the formula; %NULL writes the value alone
 * @value: what comes of it now; unset leaves the cell empty
 * @format: (nullable): how a number is shown
 * @style: a combination of #QdBookStyle
 */
void
qd_book_write_formula (QdBook        *book,
                       QdBookSheet   *sheet,
                       guint          row,
                       guint          column,
                       const char    *formula,
                       const QdValue *value,
                       const char    *format,
                       guint          style)
{
  lxw_format *cell_format = qd_book_format (book, style, format);

  if (value->type == QD_VALUE_UNSET || (formula == NULL && value->type == QD_VALUE_NUMBER))
    {
      qd_book_write_number (book, sheet, row, column, value->type == QD_VALUE_UNSET ? NAN : value->number, format,
                            style);
    }
  else if (formula == NULL)
    {
      qd_book_write_text (book, sheet, row, column, value->text, style);
    }
  else if (value->type == QD_VALUE_NUMBER)
    {
      widen (sheet, column, number_width (value->number, format));
      worksheet_write_formula_num (sheet->worksheet, row, (lxw_col_t) column, formula, cell_format, value->number);
    }
  else
    {
      widen (sheet, column, text_width (value->text));
      worksheet_write_formula_str (sheet->worksheet, row, (lxw_col_t) column, formula, cell_format, value->text);
    }
}
