#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <string.h>

/* Finds the blocks that a plan is made of, after CommonMark 0.30 and GitHub's tables. Every byte is looked at a bounded
 * number of times. Two liberties, for documents written in a hurry: a table may follow a paragraph without a blank line,
 * and a line without a pipe ends a table. */

#define CODE_INDENT 4

/* Longer runs of backticks are no code span: the bound keeps their search linear. */
#define MAX_BACKTICKS 32

static const char *const html_blocks[] = {
  "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup", "dd",
  "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
  "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
  "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "section", "source",
  "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
};

static const char *const raw_elements[] = { "script", "pre", "style", "textarea" };

/* HTML that ends at a mark instead of a blank line. */
static const struct
{
  const char *start;
  const char *end;
} html_marks[] = {
  { "<!--", "-->" },
  { "<?", "?>" },
  { "<![CDATA[", "]]>" },
  { "<!", ">" },
};

/* One line: from where to where, without its end, and where its text starts. */
typedef struct
{
  const char *start;
  const char *end;
  const char *next;
  const char *text;
  guint       indent;
} Line;

static void
read_line (const char *at,
           const char *end,
           Line       *line)
{
  const char *newline = memchr (at, '\n', (gsize) (end - at));

  line->start = at;
  line->end = newline != NULL ? newline : end;
  line->next = newline != NULL ? newline + 1 : end;
  line->indent = 0;
  for (line->text = at; line->text < line->end && (*line->text == ' ' || *line->text == '\t'); line->text++)
    line->indent = *line->text == ' ' ? line->indent + 1 : (line->indent | 3) + 1;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static const char *
skip_spaces (const char *at,
             const char *end)
{
  while (at < end && is_space (*at))
    at++;

  return at;
}

static gboolean
is_blank (const Line *line)
{
  return skip_spaces (line->text, line->end) == line->end;
}

static gsize
run_length (const char *at,
            const char *end,
            char        c)
{
  const char *from = at;

  while (at < end && *at == c)
    at++;

  return (gsize) (at - from);
}

static gboolean
is_rule (const Line *line)
{
  gsize marks = 0;
  char mark;

  if (line->indent >= CODE_INDENT || line->text == line->end)
    return FALSE;

  mark = *line->text;
  if (mark != '-' && mark != '*' && mark != '_')
    return FALSE;

  for (const char *at = line->text; at < line->end; at++)
    if (*at == mark)
      marks++;
    else if (!is_space (*at))
      return FALSE;

  return marks >= 3;
}

/* Returns the level of the heading that @line is, or 0. */
static guint
scan_heading (const Line *line,
              QdMdSpan     *content)
{
  gsize level = run_length (line->text, line->end, '#');
  const char *from = line->text + level;
  const char *to = line->end;
  const char *hashes;

  if (line->indent >= CODE_INDENT || level < 1 || level > 6 || (from < line->end && !is_space (*from)))
    return 0;

  from = skip_spaces (from, to);
  while (to > from && is_space (to[-1]))
    to--;
  for (hashes = to; hashes > from && hashes[-1] == '#';)
    hashes--;
  if (hashes == from || (hashes < to && is_space (hashes[-1])))
    to = hashes;
  while (to > from && is_space (to[-1]))
    to--;

  *content = (QdMdSpan) { from, (gsize) (to - from) };
  return (guint) level;
}

/* “===” or “---” under a paragraph. */
static guint
scan_underline (const Line *line)
{
  char mark = line->text < line->end ? *line->text : '\0';
  const char *at;

  if (line->indent >= CODE_INDENT || (mark != '=' && mark != '-'))
    return 0;

  at = line->text + run_length (line->text, line->end, mark);

  return skip_spaces (at, line->end) == line->end ? (mark == '=' ? 1 : 2) : 0;
}

/* Returns the length of the fence that @line opens, or 0. */
static gsize
scan_fence (const Line *line)
{
  char mark = line->text < line->end ? *line->text : '\0';
  gsize length;

  if (line->indent >= CODE_INDENT || (mark != '`' && mark != '~'))
    return 0;

  length = run_length (line->text, line->end, mark);
  if (length < 3 || (mark == '`' && memchr (line->text + length, '`', (gsize) (line->end - line->text) - length) != NULL))
    return 0;

  return length;
}

/* The marker of a list item: “-”, “*”, “+”, “1.”, “1)”. @content is the column its content starts in. */
static gboolean
scan_marker (const Line  *line,
             const char **text,
             guint       *content)
{
  const char *at = line->text;
  gsize spaces;

  if (line->indent >= CODE_INDENT || at == line->end)
    return FALSE;

  if (*at == '-' || *at == '*' || *at == '+')
    at++;
  else
    {
      while (at < line->end && g_ascii_isdigit (*at) && at - line->text < 9)
        at++;
      if (at == line->text || at == line->end || (*at != '.' && *at != ')'))
        return FALSE;
      at++;
    }

  if (at < line->end && !is_space (*at))
    return FALSE;

  *text = skip_spaces (at, line->end);
  spaces = (gsize) (*text - at);
  if (spaces > CODE_INDENT || *text == line->end)
    spaces = 1;
  *content = line->indent + (guint) (at - line->text) + (guint) spaces;

  return TRUE;
}

/* Whether @line opens a list where a paragraph runs: not if it is empty, and numbers start with 1. */
static gboolean
interrupts_with_list (const Line *line)
{
  const char *text;
  guint content;

  if (!scan_marker (line, &text, &content) || text == line->end)
    return FALSE;

  return !g_ascii_isdigit (*line->text) || (line->text[0] == '1' && !g_ascii_isdigit (line->text[1]));
}

static gboolean
has_name (const char        *at,
          const char        *end,
          const char *const *names,
          gsize              n_names,
          const char        *closers)
{
  const char *from = at;
  gsize length;

  while (at < end && g_ascii_isalnum (*at))
    at++;
  length = (gsize) (at - from);
  if (at < end && !is_space (*at) && strchr (closers, *at) == NULL)
    return FALSE;

  for (gsize i = 0; i < n_names; i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (names[i], from, length) == 0)
      return TRUE;

  return FALSE;
}

/* Whether one whole tag and nothing else is on the line. Attributes are taken on trust up to the “>”. */
static gboolean
is_lone_tag (const char *at,
             const char *end)
{
  gboolean closing = at < end && *at == '/';
  const char *close;

  at += closing;
  if (at == end || !g_ascii_isalpha (*at))
    return FALSE;
  while (at < end && (g_ascii_isalnum (*at) || *at == '-'))
    at++;

  close = memchr (at, '>', (gsize) (end - at));
  if (close == NULL || skip_spaces (close + 1, end) != end)
    return FALSE;
  if (closing)
    return skip_spaces (at, close) == close;
  if (at < close && *at == '/')
    return at + 1 == close;

  at = skip_spaces (at, close);

  return at == close || (is_space (at[-1]) && (g_ascii_isalpha (*at) || strchr ("_:/", *at) != NULL));
}

/* Returns what ends the block of HTML that @line opens: "" for a blank line; NULL if it opens none. */
static const char *
scan_html (const Line *line,
           gboolean    in_paragraph)
{
  static const char *const raw_ends[] = { "</script>", "</pre>", "</style>", "</textarea>" };
  const char *at = line->text + 1;
  gsize length = (gsize) (line->end - line->text);

  if (line->indent >= CODE_INDENT || length < 2 || *line->text != '<')
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (raw_elements); i++)
    if (has_name (at, line->end, &raw_elements[i], 1, ">"))
      return raw_ends[i];
  for (gsize i = 0; i < G_N_ELEMENTS (html_marks); i++)
    if (length >= strlen (html_marks[i].start) &&
        strncmp (line->text, html_marks[i].start, strlen (html_marks[i].start)) == 0)
      return i + 1 < G_N_ELEMENTS (html_marks) || g_ascii_isalpha (line->text[2]) ? html_marks[i].end : NULL;
  if (has_name (at + (*at == '/'), line->end, html_blocks, G_N_ELEMENTS (html_blocks), "/>"))
    return "";

  return !in_paragraph && is_lone_tag (at, line->end) ? "" : NULL;
}

/* Where each length of a run of backticks stands last in a row: whether a code span closes is then known at once. */
static void
find_last_runs (QdMdSpan       row,
                const char *last[MAX_BACKTICKS + 1])
{
  const char *end = row.text + row.length;

  memset (last, 0, sizeof (const char *) * (MAX_BACKTICKS + 1));
  for (const char *at = memchr (row.text, '`', row.length); at != NULL;)
    {
      gsize length = run_length (at, end, '`');

      if (length <= MAX_BACKTICKS)
        last[length] = at;
      at += length;
      at = memchr (at, '`', (gsize) (end - at));
    }
}

/* Returns where the code span that opens at @at is over, or where the run of backticks ends that opens none. */
static const char *
skip_code (const char *at,
           const char *end,
           const char *last[MAX_BACKTICKS + 1])
{
  gsize length = run_length (at, end, '`');

  at += length;
  if (length > MAX_BACKTICKS || last[length] == NULL || last[length] < at)
    return at;

  for (const char *run = memchr (at, '`', (gsize) (end - at)); run != NULL;)
    {
      gsize found = run_length (run, end, '`');

      run += found;
      if (found == length)
        return run;
      run = memchr (run, '`', (gsize) (end - run));
    }

  return at;
}

/**
 * qd_md_split_row:
 * @row: a line of a table, without its end
 * @guard_code: pipes in code spans do not count
 * @cells: (out) (array length=max_cells): the cells as they stand between their pipes
 * @max_cells: how many at most
 *
 * Returns: how many cells @row has; those from @max_cells on are only counted
 */
guint
qd_md_split_row (QdMdSpan    row,
                 gboolean  guard_code,
                 QdMdSpan   *cells,
                 guint     max_cells)
{
  const char *end = row.text + row.length;
  const char *last[MAX_BACKTICKS + 1];
  const char *at, *from;
  guint n = 0;

  while (end > row.text && is_space (end[-1]))
    end--;
  at = skip_spaces (row.text, end);
  if (at < end && *at == '|')
    at++;
  if (guard_code)
    find_last_runs (row, last);

  for (from = at; at < end;)
    {
      if (*at == '\\' && at + 1 < end)
        at += 2;
      else if (*at == '`' && guard_code)
        at = skip_code (at, end, last);
      else if (*at != '|')
        at++;
      else
        {
          if (n < max_cells)
            cells[n] = (QdMdSpan) { from, (gsize) (at - from) };
          n++;
          from = ++at;
        }
    }

  /* Without a closing pipe the last cell goes to the end of the line, trailing blanks included. */
  if (from < end || n == 0)
    {
      if (n < max_cells)
        cells[n] = (QdMdSpan) { from, (gsize) (row.text + row.length - from) };
      n++;
    }

  return n;
}

/* Returns how many columns the delimiter row @line sets, or 0 if it is none. */
static guint
scan_delimiters (const Line *line)
{
  const char *at = line->text;
  gboolean piped = at < line->end && *at == '|';
  guint columns = 0;

  if (line->indent >= CODE_INDENT)
    return 0;

  for (at += piped;;)
    {
      gsize dashes;

      at = skip_spaces (at, line->end);
      if (at == line->end && columns > 0)
        break;
      at += at < line->end && *at == ':';
      dashes = run_length (at, line->end, '-');
      if (dashes == 0)
        return 0;
      at += dashes;
      at += at < line->end && *at == ':';
      at = skip_spaces (at, line->end);
      columns++;
      if (at == line->end)
        break;
      if (*at++ != '|')
        return 0;
      piped = TRUE;
    }

  return piped ? columns : 0;
}

static gboolean
has_pipe (const Line *line)
{
  return memchr (line->text, '|', (gsize) (line->end - line->text)) != NULL;
}

/* Whether @line is the header of a table: the next line has delimiters for as many columns. */
static gboolean
opens_table (const QdMdScanner *scanner,
             const Line      *line,
             const char     **after)
{
  const QdMdSpan row = { line->text, (gsize) (line->end - line->text) };
  Line next;
  guint columns;

  if (line->indent >= CODE_INDENT || line->next == scanner->end || !has_pipe (line))
    return FALSE;

  read_line (line->next, scanner->end, &next);
  columns = scan_delimiters (&next);
  if (columns == 0 ||
      (qd_md_split_row (row, FALSE, NULL, 0) != columns && qd_md_split_row (row, TRUE, NULL, 0) != columns))
    return FALSE;

  *after = next.next;
  return TRUE;
}

/* Whether @line starts something that ends a paragraph. */
static gboolean
interrupts (const Line *line)
{
  QdMdSpan content;

  if (line->indent >= CODE_INDENT)
    return FALSE;

  switch (*line->text)
    {
    case '#':
      return scan_heading (line, &content) > 0;
    case '>':
      return TRUE;
    case '`':
    case '~':
      return scan_fence (line) > 0;
    case '<':
      return scan_html (line, TRUE) != NULL;
    default:
      return is_rule (line) || interrupts_with_list (line);
    }
}

static void
finish (QdMdScanner  *scanner,
        QdMdBlock    *block,
        const char *to,
        guint       lines)
{
  block->source.length = (gsize) (to - block->source.text);
  scanner->at = to;
  scanner->line += lines;
}

static void
next_blank (QdMdScanner *scanner,
            QdMdBlock   *block)
{
  const char *to = scanner->at;
  guint lines = 0;
  Line line;

  block->type = QD_MD_BLOCK_BLANK;
  for (; to < scanner->end; to = line.next, lines++)
    {
      read_line (to, scanner->end, &line);
      if (!is_blank (&line))
        break;
    }
  finish (scanner, block, to, lines);
}

/* Lines that are indented by @indent, and the blank ones between them. */
static void
next_indented (QdMdScanner   *scanner,
               QdMdBlock     *block,
               QdMdBlockType  type,
               guint        indent)
{
  const char *to = scanner->at;
  guint lines = 0, seen = 0;
  Line line;

  block->type = type;
  for (const char *at = to; at < scanner->end; at = line.next)
    {
      read_line (at, scanner->end, &line);
      seen++;
      if (is_blank (&line))
        continue;
      if (line.indent < indent)
        break;
      to = line.next;
      lines = seen;
    }
  finish (scanner, block, to, lines);
}

static void
next_fence (QdMdScanner  *scanner,
            QdMdBlock    *block,
            const Line *first,
            gsize       length)
{
  char mark = *first->text;
  guint lines = 1;
  const char *at;
  Line line;

  block->type = QD_MD_BLOCK_FENCE;
  for (at = first->next; at < scanner->end; at = line.next)
    {
      gsize run;

      read_line (at, scanner->end, &line);
      lines++;
      run = run_length (line.text, line.end, mark);
      if (run >= length && line.indent < CODE_INDENT && skip_spaces (line.text + run, line.end) == line.end)
        {
          at = line.next;
          break;
        }
    }
  finish (scanner, block, at, lines);
}

/* HTML up to the line with @mark in it, or up to a blank line. */
static void
next_html (QdMdScanner  *scanner,
           QdMdBlock    *block,
           const char *mark)
{
  const char *at = scanner->at;
  guint lines = 0;
  Line line;

  block->type = QD_MD_BLOCK_HTML;
  while (at < scanner->end)
    {
      read_line (at, scanner->end, &line);
      if (*mark == '\0' && is_blank (&line))
        break;
      at = line.next;
      lines++;
      if (*mark != '\0' && g_strstr_len (line.start, line.end - line.start, mark) != NULL)
        break;
    }
  finish (scanner, block, at, lines);
}

static void
next_quote (QdMdScanner *scanner,
            QdMdBlock   *block)
{
  const char *at = scanner->at;
  guint lines = 0;
  Line line;

  block->type = QD_MD_BLOCK_QUOTE;
  for (; at < scanner->end; at = line.next, lines++)
    {
      read_line (at, scanner->end, &line);
      if (is_blank (&line) || (lines > 0 && *line.text != '>' && interrupts (&line)))
        break;
    }
  finish (scanner, block, at, lines);
}

/* An item with its first paragraph. What is no paragraph has no further lines: they come as what is nested in the item. */
static void
next_item (QdMdScanner  *scanner,
           QdMdBlock    *block,
           const Line *first,
           const char *text,
           guint       indent)
{
  const char *at = first->next;
  guint lines = 1;
  Line line = *first;
  Line inner = { text, first->end, first->next, text, 0 };
  gboolean paragraph = text < first->end && !interrupts (&inner);

  block->type = QD_MD_BLOCK_ITEM;
  block->marker = (QdMdSpan) { first->start, (gsize) (text - first->start) };
  for (; paragraph && at < scanner->end; at = line.next, lines++)
    {
      guint column;
      const char *marked;

      read_line (at, scanner->end, &line);
      inner = line;
      inner.indent -= MIN (inner.indent, indent);
      if (is_blank (&line) || interrupts (&inner) || scan_marker (&inner, &marked, &column))
        break;
    }

  block->content = (QdMdSpan) { text, (gsize) (at - text) };
  block->content = qd_md_span_strip (block->content);
  scanner->item_indent = indent;
  finish (scanner, block, at, lines);
}

static void
next_paragraph (QdMdScanner *scanner,
                QdMdBlock   *block)
{
  const char *at = scanner->at;
  const char *after;
  guint lines = 0;
  Line line;

  block->type = QD_MD_BLOCK_PARAGRAPH;
  for (; at < scanner->end; at = line.next, lines++)
    {
      read_line (at, scanner->end, &line);
      if (is_blank (&line))
        break;
      if (lines == 0)
        continue;

      block->level = scan_underline (&line);
      if (block->level > 0)
        {
          block->type = QD_MD_BLOCK_HEADING;
          block->content = qd_md_span_strip ((QdMdSpan) { scanner->at, (gsize) (at - scanner->at) });
          at = line.next;
          lines++;
          break;
        }
      if (interrupts (&line) || opens_table (scanner, &line, &after))
        break;
    }
  finish (scanner, block, at, lines);
}

/* Everything that one line decides; FALSE where lines below matter. */
static gboolean
next_simple (QdMdScanner  *scanner,
             QdMdBlock    *block,
             const Line *line)
{
  gsize fence = scan_fence (line);
  const char *mark = scan_html (line, FALSE);

  block->level = scan_heading (line, &block->content);
  if (block->level > 0 || is_rule (line))
    {
      block->type = block->level > 0 ? QD_MD_BLOCK_HEADING : QD_MD_BLOCK_RULE;
      finish (scanner, block, line->next, 1);
    }
  else if (fence > 0)
    next_fence (scanner, block, line, fence);
  else if (mark != NULL)
    next_html (scanner, block, mark);
  else if (*line->text == '>')
    next_quote (scanner, block);
  else
    return FALSE;

  return TRUE;
}

/**
 * qd_md_scanner_init:
 * @text: a document in UTF-8 whose lines end in “\n”; it must outlive @scanner
 */
void
qd_md_scanner_init (QdMdScanner  *scanner,
                 const char *text,
                 gsize       length)
{
  *scanner = (QdMdScanner) { .at = text, .end = text + length, .line = 1 };
}

/**
 * qd_md_scanner_next:
 * @scanner: a scanner
 * @block: (out): the next block; of type %QD_MD_BLOCK_END after the last
 *
 * Returns: %FALSE after the last
 */
gboolean
qd_md_scanner_next (QdMdScanner *scanner,
                 QdMdBlock   *block)
{
  gboolean in_table = scanner->in_table;
  const char *text;
  const char *after;
  guint content;
  Line line;

  *block = (QdMdBlock) { .source = { scanner->at, 0 }, .line = scanner->line };
  if (scanner->at == scanner->end)
    return FALSE;

  read_line (scanner->at, scanner->end, &line);
  scanner->in_table = FALSE;
  if (is_blank (&line))
    {
      next_blank (scanner, block);
      return TRUE;
    }

  if (in_table && has_pipe (&line) && !interrupts (&line))
    {
      block->type = QD_MD_BLOCK_ROW;
      block->content = (QdMdSpan) { line.start, (gsize) (line.end - line.start) };
      scanner->in_table = TRUE;
      finish (scanner, block, line.next, 1);
      return TRUE;
    }

  if (scanner->item_indent > 0 && line.indent >= scanner->item_indent)
    {
      next_indented (scanner, block, QD_MD_BLOCK_NESTED, scanner->item_indent);
      return TRUE;
    }
  scanner->item_indent = 0;

  if (line.indent >= CODE_INDENT)
    next_indented (scanner, block, QD_MD_BLOCK_CODE, CODE_INDENT);
  else if (next_simple (scanner, block, &line))
    ;
  else if (scan_marker (&line, &text, &content))
    next_item (scanner, block, &line, text, content);
  else if (opens_table (scanner, &line, &after))
    {
      block->type = QD_MD_BLOCK_TABLE;
      block->content = (QdMdSpan) { line.start, (gsize) (line.end - line.start) };
      scanner->in_table = TRUE;
      finish (scanner, block, after, 2);
    }
  else
    next_paragraph (scanner, block);

  return TRUE;
}
