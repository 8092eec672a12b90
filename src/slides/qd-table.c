#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-table-private.h"

#include <math.h>
#include <string.h>

#include "qd-inline.h"

/* How wide the columns of a table are. Texts are not measured here but counted letter by letter: exact to a per cent,
 * and fast enough to look at every cell. */

/* What that per cent may take. */
#define SLACK 1.02

/* Of letters beyond ASCII, as parts of the size. */
#define ADVANCE_WIDE  1.0
#define ADVANCE_OTHER 0.6

/* No cell wants to be wider, in letter sizes, nor looks at more of its text. */
#define WANTED_MAX 34.0
#define LETTERS_MAX 400

/* A column whose longest word would take more of the table breaks it. */
#define WORD_MAX 0.34

/* So many halves of the room are less than anybody measures. */
#define BISECTIONS 48

/* Before its text, a warning has a sign. */
#define SIGN_ADVANCE 1.15

/* How much wider than its usual cell a column may be for the sake of its longest one, if that is no short one. */
#define LONGEST_MAX 2.2
#define SHORT       11.0

typedef struct
{
  double   word;    /* the widest word */
  double   longest; /* the widest cell */
  double   squares; /* of all cells' widths */
  guint    n_cells;
  gboolean at_end;
} Wish;

static double
advance_of (const QdTypeset *typeset,
            gboolean         bold,
            gunichar         c)
{
  if (c < 0x7F)
    return typeset->advances[bold][c];
  if (g_unichar_iszerowidth (c))
    return 0;

  if (c >= QD_ARABIC_FIRST && c < QD_ARABIC_FIRST + QD_ARABIC_LETTERS && typeset->arabic[bold][c - QD_ARABIC_FIRST] > 0)
    return typeset->arabic[bold][c - QD_ARABIC_FIRST];

  return g_unichar_iswide (c) ? ADVANCE_WIDE : ADVANCE_OTHER;
}

static void
wish_add (Wish            *wish,
          const char      *markdown,
          const QdTypeset *typeset,
          gboolean         bold,
          double           sign)
{
  g_autofree char *plain = strpbrk (markdown, "*_[`<&\\~") != NULL ? qd_inline_dup_plain (markdown) : NULL;
  const char *text = plain != NULL ? plain : markdown;
  double line = sign, word = sign, longest = 0;
  guint n_letters = 0;

  for (const char *p = text; *p != '\0' && n_letters < LETTERS_MAX; p = g_utf8_next_char (p), n_letters++)
    {
      gunichar c = g_utf8_get_char (p);
      double advance = advance_of (typeset, bold, c);

      line = c == '\n' ? 0 : line + advance;
      longest = MAX (longest, line);
      /* Between wide letters lines may break. */
      word = g_unichar_isspace (c) ? 0 : g_unichar_iswide (c) ? advance : word + advance;
      wish->word = MAX (wish->word, word);
    }

  longest = MIN (longest, WANTED_MAX);
  wish->longest = MAX (wish->longest, longest);
  wish->squares += longest * longest;
  wish->n_cells += longest > 0;
}

static void
read_wishes (const QdTypeset *typeset,
             const QdBlock   *block,
             Wish            *wishes)
{
  for (guint i = 0; i < block->columns->len; i++)
    {
      const QdOutlineColumn *column = g_ptr_array_index (block->columns, i);

      wishes[i].at_end = column->at_end;
      wish_add (&wishes[i], column->label, typeset, FALSE, 0);
    }
  for (guint j = 0; j < block->rows->len; j++)
    {
      const QdOutlineRow *row = g_ptr_array_index (block->rows, j);

      for (guint i = 0; i < block->columns->len; i++)
        {
          const QdOutlineCell *cell = &row->cells[i];
          gboolean warning = cell->emphasis == QD_EMPHASIS_WARNING || cell->emphasis == QD_EMPHASIS_ERROR;
          gboolean bold = row->kind != QD_OUTLINE_ROW_PLAIN || warning || cell->emphasis == QD_EMPHASIS_STRONG;

          wish_add (&wishes[i], cell->text, typeset, bold, warning ? SIGN_ADVANCE : 0);
        }
    }
}

/* From letter sizes to units of the page. @least: no word is broken; @wanted: few lines are. */
static void
settle (const Wish *wish,
        double      size,
        double      room,
        double     *least,
        double     *wanted)
{
  double usual = wish->n_cells > 0 ? sqrt (wish->squares / wish->n_cells) : 0;
  double word = MIN (wish->word * size * SLACK, room * WORD_MAX);
  double longest = wish->longest * size * SLACK;

  *wanted = wish->at_end ? longest : MIN (longest, MAX (usual * LONGEST_MAX, SHORT) * size * SLACK);
  *wanted = MAX (*wanted, word);
  *least = wish->at_end ? MIN (longest, MAX (word, size * 7)) : word;
  *least = MIN (*least, *wanted);
}

/* Gives what is over to the columns of text, by what they want. */
static void
spread (const Wish   *wishes,
        const double *wanted,
        guint         n_columns,
        double        rest,
        double       *widths)
{
  double sum = 0;
  gboolean all = TRUE;

  for (guint i = 0; i < n_columns; i++)
    all = all && wishes[i].at_end;
  for (guint i = 0; i < n_columns; i++)
    sum += all || !wishes[i].at_end ? wanted[i] : 0;
  for (guint i = 0; i < n_columns && sum > 0; i++)
    if (all || !wishes[i].at_end)
      widths[i] += rest * wanted[i] / sum;
}

/* Where there is not room for all that is wanted: how wide the widest columns are, so that narrower ones have what they
 * want. */
static double
widest_column (const double *least,
               const double *wanted,
               guint         n_columns,
               double        room)
{
  double low = 0, high = room;

  for (guint step = 0; step < BISECTIONS; step++)
    {
      double middle = (low + high) / 2;
      double sum = 0;

      for (guint i = 0; i < n_columns; i++)
        sum += CLAMP (middle, least[i], wanted[i]);
      if (sum > room)
        high = middle;
      else
        low = middle;
    }

  return low;
}

/**
 * qd_table_want:
 * @typeset: what its text is set with
 * @block: a table
 * @type: how its cells look
 * @gap: between its columns
 *
 * Returns: how wide it would be if there were no bound
 */
double
qd_table_want (const QdTypeset *typeset,
               const QdBlock   *block,
               const QdType    *type,
               double           gap)
{
  guint n_columns = block->columns->len;
  g_autofree Wish *wishes = g_new0 (Wish, n_columns);
  double width = gap * (n_columns - 1);

  read_wishes (typeset, block, wishes);
  for (guint i = 0; i < n_columns; i++)
    {
      double least, wanted;

      settle (&wishes[i], type->size, G_MAXFLOAT, &least, &wanted);
      width += wanted;
    }

  return width;
}

/**
 * qd_table_fit:
 * @typeset: what its text is set with
 * @block: a table
 * @type: how its cells look
 * @width: how wide it is
 * @gap: between its columns
 * @widths: (out caller-allocates): how wide each column is; with the gaps, @width together
 *
 * Columns of figures are as wide as their figures, those of text share the rest by what their cells say. Only where the
 * longest words do not fit side by side are words broken.
 */
void
qd_table_fit (const QdTypeset *typeset,
              const QdBlock   *block,
              const QdType    *type,
              double           width,
              double           gap,
              double          *widths)
{
  guint n_columns = block->columns->len;
  g_autofree Wish *wishes = g_new0 (Wish, n_columns);
  g_autofree double *wanted = g_new0 (double, n_columns);
  double room = MAX (width - gap * (n_columns - 1), n_columns);
  double sum_least = 0, sum_wanted = 0;

  read_wishes (typeset, block, wishes);
  for (guint i = 0; i < n_columns; i++)
    {
      settle (&wishes[i], type->size, room, &widths[i], &wanted[i]);
      sum_least += widths[i];
      sum_wanted += wanted[i];
    }

  if (sum_wanted <= room)
    {
      memcpy (widths, wanted, n_columns * sizeof *widths);
      spread (wishes, wanted, n_columns, room - sum_wanted, widths);
    }
  else if (sum_least < room)
    {
      double most = widest_column (widths, wanted, n_columns, room);

      for (guint i = 0; i < n_columns; i++)
        widths[i] = CLAMP (most, widths[i], wanted[i]);
    }
  else
    for (guint i = 0; i < n_columns; i++)
      widths[i] *= room / sum_least;
}
