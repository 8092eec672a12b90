#include "qd-config.h"

#include "qd-grid-private.h"

#include <string.h>

#include "qd-number.h"

/* Text with separators between the cells, as RFC 4180 has it and as spreadsheets write it: commas, semicolons or tabs;
 * any line ends; cells in quotation marks, in which those are doubled. Nothing is refused: a quotation mark that is
 * nowhere closed, or closed in the middle of a cell, is a character like any other. */

/* By how many rows the separator is judged. */
#define SAMPLE_ROWS 20

typedef struct
{
  const char *at;
  const char *end;
  char        separator;
  guint       line;
} Scanner;

static gboolean
at_line_end (const Scanner *scanner)
{
  return scanner->at == scanner->end || *scanner->at == '\n' || *scanner->at == '\r';
}

static gboolean
at_cell_end (const Scanner *scanner)
{
  return at_line_end (scanner) || *scanner->at == scanner->separator;
}

static void
skip_blanks (Scanner *scanner)
{
  while (scanner->at < scanner->end && (*scanner->at == ' ' || *scanner->at == '\t') && !at_cell_end (scanner))
    scanner->at++;
}

/* Goes over a line end, if there is one. */
static void
skip_line_end (Scanner *scanner)
{
  if (scanner->at == scanner->end)
    return;

  if (*scanner->at == '\r' && scanner->at + 1 < scanner->end && scanner->at[1] == '\n')
    scanner->at++;
  scanner->at++;
  scanner->line++;
}

/* Appends all up to the next quotation mark. */
static void
scan_to_mark (Scanner *scanner,
              GString *cell)
{
  const char *start = scanner->at;

  for (; scanner->at < scanner->end && *scanner->at != '"'; scanner->at++)
    {
      gboolean feed_follows = scanner->at + 1 < scanner->end && scanner->at[1] == '\n';

      /* A carriage return and the line feed behind it are one line end. */
      if (*scanner->at == '\n' || (*scanner->at == '\r' && !feed_follows))
        scanner->line++;
    }
  g_string_append_len (cell, start, scanner->at - start);
}

/* Reads a cell in quotation marks. Returns FALSE, with @scanner where it was, if it is none. However often that
 * happens, no character is read more than a few times: behind an opening mark that is not closed, all marks stand in
 * pairs, and a cell that starts with a pair ends at once. */
static gboolean
scan_quoted (Scanner *scanner,
             GString *cell)
{
  Scanner start = *scanner;

  g_string_truncate (cell, 0);
  scanner->at++;
  while (scanner->at < scanner->end)
    {
      scan_to_mark (scanner, cell);
      if (scanner->at == scanner->end)
        break;

      scanner->at++;
      if (scanner->at == scanner->end || *scanner->at != '"')
        {
          skip_blanks (scanner);
          if (at_cell_end (scanner))
            return TRUE;
          break;
        }
      g_string_append_c (cell, '"');
      scanner->at++;
    }

  *scanner = start;

  return FALSE;
}

/* Reads a cell up to its separator or line end. Blanks around it are no part of it unless they are quoted. */
static void
scan_cell (Scanner *scanner,
           GString *cell)
{
  const char *start;
  const char *end;

  skip_blanks (scanner);
  if (scanner->at < scanner->end && *scanner->at == '"' && scan_quoted (scanner, cell))
    return;

  start = scanner->at;
  while (!at_cell_end (scanner))
    scanner->at++;
  end = scanner->at;
  while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  g_string_truncate (cell, 0);
  g_string_append_len (cell, start, end - start);
}

/* Reads a row; returns how many cells it has. */
static guint
scan_row (Scanner *scanner,
          GString *cell,
          QdGrid  *grid)
{
  guint n_cells = 0;

  if (grid != NULL)
    qd_grid_add_row (grid, scanner->line);

  for (;;)
    {
      scan_cell (scanner, cell);
      n_cells++;
      if (grid != NULL)
        {
          const char *text = qd_sheet_unprotect (cell->str);

          qd_grid_add_cell (grid, text, cell->len - (gsize) (text - cell->str));
        }
      if (at_line_end (scanner))
        break;
      scanner->at++;
    }
  skip_line_end (scanner);

  return n_cells;
}

/* How many of the first rows have as many cells as the first; 0 if that has just one. */
static guint
count_like_first (Scanner  scanner,
                  char     separator,
                  guint   *n_cells)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  guint found = 1;

  scanner.separator = separator;
  *n_cells = scan_row (&scanner, cell, NULL);
  for (guint i = 1; i < SAMPLE_ROWS && scanner.at < scanner.end && *n_cells > 1; i++)
    if (scan_row (&scanner, cell, NULL) == *n_cells)
      found++;

  return *n_cells > 1 ? found : 0;
}

static char
detect_separator (const Scanner *scanner)
{
  static const char separators[] = { '\t', ';', ',' };
  char best = QD_SEPARATOR_NONE;
  guint most_rows = 0;
  guint most_cells = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      guint n_cells;
      guint n_rows = count_like_first (*scanner, separators[i], &n_cells);

      if (n_rows > most_rows || (n_rows == most_rows && n_rows > 0 && n_cells > most_cells))
        {
          best = separators[i];
          most_rows = n_rows;
          most_cells = n_cells;
        }
    }

  return best;
}

/* Excel's own first line, “sep=;”, is no row. */
static void
read_hint (Scanner *scanner)
{
  Scanner ahead = *scanner;

  if (scanner->end - scanner->at < 5 || g_ascii_strncasecmp (scanner->at, "sep=", 4) != 0)
    return;

  ahead.at += 5;
  if (!at_line_end (&ahead) || strchr (" \r\n\"", scanner->at[4]) != NULL)
    return;

  ahead.separator = scanner->at[4];
  skip_line_end (&ahead);
  *scanner = ahead;
}

/**
 * qd_separated_parse:
 * @text: a text in UTF-8, without NUL
 * @length: its length
 * @separator: what stands between cells, %QD_SEPARATOR_NONE or %QD_SEPARATOR_DETECT
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its cells, or %NULL if there are too many
 */
QdGrid *
qd_separated_parse (const char  *text,
                    gsize        length,
                    char         separator,
                    GError     **error)
{
  Scanner scanner = { text, text + length, separator, 1 };
  g_autoptr (GString) cell = g_string_new (NULL);
  g_autoptr (QdGrid) grid = qd_grid_new ();

  if (separator == QD_SEPARATOR_DETECT)
    read_hint (&scanner);
  if (scanner.separator == QD_SEPARATOR_DETECT)
    scanner.separator = detect_separator (&scanner);

  /* Where a comma is the decimal point, semicolons stand between the cells. */
  if (scanner.separator == ';')
    qd_grid_set_decimal_comma (grid);
  while (scanner.at < scanner.end && !qd_grid_is_full (grid))
    scan_row (&scanner, cell, grid);

  return qd_grid_finish (grid, error) ? g_steal_pointer (&grid) : NULL;
}

/* Whether a spreadsheet may take @text for a formula. Full-width signs count where people type them. */
static gboolean
is_formula (const char *text)
{
  static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };
  const char *start = text + strspn (text, " ");

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_prefix (start, starts[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_real_number (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *bare = g_strndup (text, length - (g_str_has_suffix (text, "%") ? 1 : 0));
  double number;

  return qd_number_parse (bare, &number);
}

/**
 * qd_sheet_protect:
 * @text: what a cell is to say
 *
 * Keeps spreadsheets from running what is only text: an apostrophe goes before a cell that starts like a formula and is
 * no number. A cell that starts with such an apostrophe already gets another, so that what is read back is the same.
 *
 * Returns: (transfer full): what to write
 */
char *
qd_sheet_protect (const char *text)
{
  gsize n_apostrophes = strspn (text, "'");

  if (!is_formula (text + n_apostrophes) || (n_apostrophes == 0 && is_real_number (text)))
    return g_strdup (text);

  return g_strconcat ("'", text, NULL);
}

/**
 * qd_sheet_unprotect:
 * @text: what a cell says
 *
 * Returns: (transfer none): @text without the apostrophe of qd_sheet_protect(), somewhere in it
 */
const char *
qd_sheet_unprotect (const char *text)
{
  gsize n_apostrophes = strspn (text, "'");

  return n_apostrophes > 0 && is_formula (text + n_apostrophes) ? text + 1 : text;
}

/**
 * qd_separated_append:
 * @text: what a cell says
 * @separator: what stands between cells
 * @lone: whether it is the only one of its row: an empty one would leave a line that is no row
 *
 * Appends a cell, quoted where it has to be.
 */
void
qd_separated_append (GString    *out,
                     const char *text,
                     char        separator,
                     gboolean    lone)
{
  g_autofree char *cell = qd_sheet_protect (text);
  const char special[] = { separator, '"', '\n', '\r', '\t', '\0' };
  gsize length = strlen (cell);

  gboolean plain = length > 0 ? *cell != ' ' && cell[length - 1] != ' ' : !lone;

  if (plain && strpbrk (cell, special) == NULL)
    {
      g_string_append (out, cell);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *at = cell; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at);
    }
  g_string_append_c (out, '"');
}
