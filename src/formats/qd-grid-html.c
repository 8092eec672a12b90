#include "qd-config.h"

#include "qd-grid-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-error.h"
#include "qd-text.h"

/* Tables and lists out of HTML as programs put it on the clipboard: LibreOffice, Excel, Google Sheets, browsers, word
 * processors. A tokenizer that goes over the text once and refuses nothing; no tree, no recursion.
 *
 * The first table that has cells counts; where there is none, the first list. Text of tables within a cell is text of
 * that cell. */

/* More than HTML allows means nothing. */
#define MAX_SPAN 1000

typedef enum
{
  TAG_OTHER,
  TAG_TABLE,
  TAG_HEAD,
  TAG_ROW,
  TAG_CELL,
  TAG_HEADER_CELL,
  TAG_BREAK,
  TAG_BLOCK,
  TAG_LIST,
  TAG_ITEM,
  TAG_RAW, /* what is in it is no text */
} TagKind;

static const struct
{
  const char *name;
  TagKind     kind;
} tag_kinds[] = {
  { "table", TAG_TABLE }, { "thead", TAG_HEAD }, { "tr", TAG_ROW }, { "td", TAG_CELL }, { "th", TAG_HEADER_CELL },
  { "br", TAG_BREAK }, { "p", TAG_BLOCK }, { "div", TAG_BLOCK }, { "h1", TAG_BLOCK }, { "h2", TAG_BLOCK },
  { "h3", TAG_BLOCK }, { "h4", TAG_BLOCK }, { "h5", TAG_BLOCK }, { "h6", TAG_BLOCK }, { "pre", TAG_BLOCK },
  { "blockquote", TAG_BLOCK }, { "ul", TAG_LIST }, { "ol", TAG_LIST }, { "li", TAG_ITEM }, { "style", TAG_RAW },
  { "script", TAG_RAW }, { "title", TAG_RAW }, { "template", TAG_RAW }, { "noscript", TAG_RAW },
};

typedef struct
{
  TagKind  kind;
  gboolean closes;
  guint    columns;  /* what it spans */
  guint    rows;
  double   number;   /* NAN without one */
  char     name[12];
} Tag;

typedef struct
{
  const char *at;
  const char *end;
  guint       line;
  gboolean    items;    /* looks for a list instead of a table */
  QdGrid     *grid;
  GString    *name;     /* of the tag or attribute at work */
  GString    *value;    /* of that attribute */
  GString    *text;     /* of the open cell or item */
  gboolean    open;     /* there is one */
  gboolean    blank;    /* and a blank to come in it */
  Tag         cell;     /* what opened it */
  guint       depth;    /* of tables, or of lists */
  gboolean    in_row;
  gboolean    in_head;
  gboolean    headed;   /* all cells of the first row are headers */
  gboolean    done;
  guint       column;
  guint      *blocked;  /* by column: the row from which on no cell from above reaches into it */
} Reader;

/* Text */

static void
append_character (Reader   *self,
                  gunichar  character)
{
  if (self->blank && self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    g_string_append_c (self->text, ' ');
  self->blank = FALSE;
  /* A blank that must not break is one all the same; a soft hyphen is none. */
  if (character != 0xad)
    g_string_append_unichar (self->text, character == 0xa0 ? ' ' : character);
}

static void
append_line_end (Reader   *self,
                 gboolean  always)
{
  self->blank = FALSE;
  if (self->open && self->text->len > 0 && (always || self->text->str[self->text->len - 1] != '\n'))
    g_string_append_c (self->text, '\n');
}

static void
read_text (Reader *self)
{
  gunichar character = 0;
  gsize length = *self->at == '&' ? qd_html_decode_entity (self->at, self->end, &character) : 0;

  if (*self->at == '\n')
    self->line++;
  if (length == 0)
    {
      character = g_utf8_get_char (self->at);
      length = (gsize) (g_utf8_next_char (self->at) - self->at);
    }

  if (length == 1 && g_ascii_isspace (*self->at))
    self->blank = TRUE;
  else if (self->open)
    append_character (self, character);
  self->at += length;
}

/* Cells */

/* Cells from the rows above that reach into this one come first. */
static void
pass_blocked (Reader *self)
{
  guint row = qd_grid_get_n_rows (self->grid);

  while (self->column < QD_GRID_MAX_COLUMNS && self->blocked[self->column] > row)
    {
      qd_grid_add_cell (self->grid, "", 0);
      self->column++;
    }
}

static void
open_row (Reader *self)
{
  self->in_row = TRUE;
  self->column = 0;
  qd_grid_add_row (self->grid, self->line);
}

/* Blanks at the ends of the cell and of its lines are none of its text. */
static void
strip_lines (GString *text)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *joined = NULL;

  if (text->len == 0)
    return;

  lines = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_strchomp (lines[i]);
  joined = g_strjoinv ("\n", lines);
  g_string_assign (text, g_strstrip (joined));
}

static void
close_cell (Reader *self)
{
  guint row = qd_grid_get_n_rows (self->grid);
  gboolean is_header = self->in_head || self->cell.kind == TAG_HEADER_CELL;
  const char *text;

  if (!self->open)
    return;

  self->open = FALSE;
  strip_lines (self->text);
  text = qd_sheet_unprotect (self->text->str);

  pass_blocked (self);
  qd_grid_add_cell (self->grid, text, strlen (text));
  if (!isnan (self->cell.number) && *text != '\0')
    qd_grid_add_number (self->grid, self->cell.number);
  if (row == 1)
    self->headed = is_header && (self->headed || self->column == 0);
  for (guint i = 0; i < self->cell.columns && self->column < QD_GRID_MAX_COLUMNS; i++, self->column++)
    {
      if (i > 0)
        qd_grid_add_cell (self->grid, "", 0);
      self->blocked[self->column] = row + self->cell.rows;
    }
}

static void
open_text (Reader    *self,
           const Tag *tag)
{
  self->open = TRUE;
  self->blank = FALSE;
  self->cell = *tag;
  g_string_truncate (self->text, 0);
}

static void
close_item (Reader *self)
{
  if (!self->open)
    return;

  self->open = FALSE;
  strip_lines (self->text);
  if (self->text->len > 0)
    {
      qd_grid_add_row (self->grid, self->line);
      qd_grid_add_cell (self->grid, self->text->str, self->text->len);
    }
}

/* What a tag means where a table is looked for. */
static void
take_table_tag (Reader    *self,
                const Tag *tag)
{
  if (tag->kind == TAG_TABLE)
    {
      if (tag->closes && self->depth == 1)
        close_cell (self);
      self->depth += tag->closes ? (self->depth > 0 ? -1 : 0) : 1;
      self->in_row = self->in_row && self->depth > 0;
      self->done = self->depth == 0 && qd_grid_get_n_columns (self->grid) > 0;
      return;
    }

  if (self->depth != 1)
    {
      if (tag->kind == TAG_ROW)
        append_line_end (self, FALSE);
      self->blank = TRUE;
      return;
    }

  close_cell (self);
  if (tag->kind == TAG_HEAD)
    self->in_head = !tag->closes;
  else if (tag->kind == TAG_ROW)
    self->in_row = FALSE;
  if (tag->closes || tag->kind == TAG_HEAD)
    return;

  if (!self->in_row)
    open_row (self);
  if (tag->kind != TAG_ROW)
    open_text (self, tag);
}

/* What it means where a list is. */
static void
take_list_tag (Reader    *self,
               const Tag *tag)
{
  close_item (self);
  if (tag->kind == TAG_LIST)
    {
      self->depth += tag->closes ? (self->depth > 0 ? -1 : 0) : 1;
      self->done = self->depth == 0 && qd_grid_get_n_rows (self->grid) > 0;
    }
  else if (!tag->closes)
    {
      open_text (self, tag);
    }
}

/* Goes behind the end of an element whose content is no text. */
static void
skip_raw (Reader     *self,
          const char *name)
{
  gsize length = strlen (name);

  for (; self->at < self->end; self->at++)
    {
      self->line += *self->at == '\n';
      if (*self->at == '<' && (gsize) (self->end - self->at) > length + 2 && self->at[1] == '/' &&
          g_ascii_strncasecmp (self->at + 2, name, length) == 0)
        return;
    }
}

static void
take_tag (Reader    *self,
          const Tag *tag)
{
  switch (tag->kind)
    {
    case TAG_RAW:
      if (!tag->closes)
        skip_raw (self, tag->name);
      break;
    case TAG_BREAK:
      append_line_end (self, TRUE);
      break;
    case TAG_BLOCK:
      append_line_end (self, FALSE);
      break;
    case TAG_LIST:
    case TAG_ITEM:
      if (self->items)
        take_list_tag (self, tag);
      else
        append_line_end (self, FALSE);
      break;
    case TAG_TABLE:
    case TAG_HEAD:
    case TAG_ROW:
    case TAG_CELL:
    case TAG_HEADER_CELL:
      if (!self->items)
        take_table_tag (self, tag);
      else
        self->blank = TRUE;
      break;
    case TAG_OTHER:
    default:
      break;
    }
}

/* Tags */

static guint
parse_span (const char *value)
{
  gint64 span = g_ascii_strtoll (value, NULL, 10);

  return (guint) CLAMP (span, 1, MAX_SPAN);
}

/* What spreadsheets say the number of a cell is: LibreOffice in “sdval”, Excel in “x:num”, Google Sheets in a value of
 * type 3: {"1":3,"3":0.25} */
static double
parse_cell_number (const char *name,
                   const char *value)
{
  static const char sheets[] = "\"1\":3,\"3\":";
  char *end;
  double number;

  if (g_str_equal (name, "data-sheets-value"))
    {
      value = strstr (value, sheets);
      if (value == NULL)
        return NAN;
      value += strlen (sheets);
    }
  else if (!g_str_equal (name, "sdval") && !g_str_equal (name, "x:num"))
    {
      return NAN;
    }

  number = g_ascii_strtod (value, &end);

  return end > value && (*end == '\0' || *end == '}') && isfinite (number) ? number : NAN;
}

static void
take_attribute (Reader *self,
                Tag    *tag)
{
  double number;

  g_string_ascii_down (self->name);
  if (g_str_equal (self->name->str, "colspan"))
    tag->columns = parse_span (self->value->str);
  else if (g_str_equal (self->name->str, "rowspan"))
    tag->rows = parse_span (self->value->str);

  number = parse_cell_number (self->name->str, self->value->str);
  if (!isnan (number))
    tag->number = number;
}

static void
skip_space (Reader *self)
{
  for (; self->at < self->end && (g_ascii_isspace (*self->at) || *self->at == '/'); self->at++)
    self->line += *self->at == '\n';
}

/* Reads up to one of @stops, with character references decoded. */
static void
read_until (Reader     *self,
            const char *stops,
            GString    *out)
{
  g_string_truncate (out, 0);
  while (self->at < self->end && strchr (stops, *self->at) == NULL)
    {
      gunichar character;
      gsize length = *self->at == '&' ? qd_html_decode_entity (self->at, self->end, &character) : 0;

      self->line += *self->at == '\n';
      if (length > 0)
        g_string_append_unichar (out, character);
      else
        g_string_append_c (out, *self->at);
      self->at += MAX (length, 1);
    }
}

static void
read_attribute (Reader *self,
                Tag    *tag)
{
  read_until (self, "= \t\r\n\f/>", self->name);
  g_string_truncate (self->value, 0);
  skip_space (self);
  if (self->at < self->end && *self->at == '=')
    {
      self->at++;
      skip_space (self);
      if (self->at < self->end && (*self->at == '"' || *self->at == '\''))
        {
          const char stops[] = { *self->at++, '\0' };

          read_until (self, stops, self->value);
          self->at += self->at < self->end;
        }
      else
        {
          read_until (self, " \t\r\n\f>", self->value);
        }
    }

  take_attribute (self, tag);
}

/* Reads a tag; the reader is at its “<”, which a letter follows, or a slash. */
static void
read_tag (Reader *self)
{
  Tag tag = { .columns = 1, .rows = 1, .number = NAN };

  self->at++;
  tag.closes = *self->at == '/';
  self->at += tag.closes;
  read_until (self, " \t\r\n\f/>", self->name);
  g_string_ascii_down (self->name);
  g_strlcpy (tag.name, self->name->str, sizeof tag.name);
  for (gsize i = 0; i < G_N_ELEMENTS (tag_kinds); i++)
    if (*tag_kinds[i].name == *tag.name && g_str_equal (tag_kinds[i].name, self->name->str))
      tag.kind = tag_kinds[i].kind;

  for (skip_space (self); self->at < self->end && *self->at != '>'; skip_space (self))
    read_attribute (self, &tag);
  self->at += self->at < self->end;

  take_tag (self, &tag);
}

/* Goes behind a comment, a declaration or a processing instruction. */
static void
skip_comment (Reader *self)
{
  const char *close = g_str_has_prefix (self->at, "<!--") ? "-->" : ">";
  const char *found = strstr (self->at + 2, close);
  const char *after = found != NULL ? found + strlen (close) : self->end;

  for (; self->at < after; self->at++)
    self->line += *self->at == '\n';
}

static void
read_document (Reader *self)
{
  while (self->at < self->end && !self->done && !qd_grid_is_full (self->grid))
    {
      gboolean marked = *self->at == '<' && self->at + 1 < self->end;
      char next = marked ? self->at[1] : '\0';

      if (next == '!' || next == '?')
        skip_comment (self);
      else if (g_ascii_isalpha (next) || (next == '/' && self->at + 2 < self->end && g_ascii_isalpha (self->at[2])))
        read_tag (self);
      else
        read_text (self);
    }

  if (self->items)
    close_item (self);
  else
    close_cell (self);
}

static QdGrid *
read_grid (const char *text,
           gsize       length,
           gboolean    items)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GString) cell = g_string_new (NULL);
  g_autofree guint *blocked = g_new0 (guint, QD_GRID_MAX_COLUMNS);
  Reader self = {
    .at = text, .end = text + length, .line = 1, .items = items, .grid = qd_grid_new (), .name = name,
    .value = value, .text = cell, .blocked = blocked,
  };

  read_document (&self);
  if (items)
    qd_grid_set_form (self.grid, QD_GRID_ITEMS);
  else if (self.headed)
    qd_grid_set_form (self.grid, QD_GRID_HEADED);

  return self.grid;
}

/**
 * qd_grid_parse_html:
 * @text: HTML in UTF-8, without NUL; NUL follows it
 * @length: its length
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its first table or, failing that, its first list; %NULL if it has neither
 */
QdGrid *
qd_grid_parse_html (const char  *text,
                    gsize        length,
                    GError     **error)
{
  g_autoptr (QdGrid) grid = read_grid (text, length, FALSE);

  if (qd_grid_get_n_columns (grid) == 0 && !qd_grid_is_full (grid))
    {
      qd_grid_free (grid);
      grid = read_grid (text, length, TRUE);
    }
  if (!qd_grid_finish (grid, error))
    return NULL;

  if (qd_grid_get_n_columns (grid) == 0)
    {
      g_set_error_literal (error, QD_ERROR, QD_ERROR_PARSE, _("There is no table and no list in this."));
      return NULL;
    }

  return g_steal_pointer (&grid);
}
