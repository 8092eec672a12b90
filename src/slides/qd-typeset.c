#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-typeset-private.h"

#include <math.h>
#include <string.h>

#include "qd-bidi.h"
#include "qd-inline.h"
#include "qd-marks-private.h"

/* Where letters stand in their line, and how the signs of warnings and errors look; parts of the letters' size. */
#define EM_ASCENT   0.72
#define EM_DESCENT  0.2
#define SIGN_SIZE   0.8
#define SIGN_HEIGHT 0.68
#define SIGN_OFFSET 1.12

/* Fixed-width letters look larger than others of the same size. */
#define CODE_SIZE 0.9

/* Between the words in front and what follows: “Platform stability – Board has flagged …” */

/* What has more lines is no title. */
#define BALANCED_MAX 4

/* The width of the thinnest letters, as a part of their size. */
#define THIN_LETTER 0.2

/* Letters of Arabic that join no other after them, and how much of its width one takes that does. */
#define UNJOINED "ءآأؤإاةدذرزوى"
#define JOINED   0.85

#define ELLIPSIS "\342\200\246"

/* One letter each is what is drawn and what is copied: ligatures come out of a PDF as letters nobody types. */
#define FEATURES         "liga=0"
#define FEATURES_TABULAR "liga=0,tnum=1"

static void
link_clear (gpointer data)
{
  g_free (((QdSetLink *) data)->target);
}

/* How many letters may be set: where lines are few, no more than they can show. */
static gsize
letters_of_lines (const QdType *type,
                  double        width)
{
  return type->max_lines > 0 ? (gsize) (type->max_lines * (width / (type->size * THIN_LETTER) + 1)) : G_MAXSIZE;
}

/* What cannot be drawn is a blank; lines end in one way. */
static void
append_clean (GString      *out,
              const char   *text,
              const QdType *type,
              double        width)
{
  gboolean single = type->max_lines > 0;
  gsize most = letters_of_lines (type, width);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (most-- == 0)
        {
          g_string_append (out, ELLIPSIS);
          return;
        }
      if (c == '\n' || c == 0x2028 || c == 0x2029)
        g_string_append_c (out, single ? ' ' : '\n');
      else if (g_unichar_iscntrl (c))
        g_string_append_c (out, ' ');
      else
        g_string_append_unichar (out, c);
    }
}

static void
insert_attribute (PangoAttrList  *list,
                  PangoAttribute *attribute,
                  gsize           start,
                  gsize           end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (list, attribute);
}

/* For cairo, whose attributes end at quotes and whose PDF takes parentheses as they come. */
static char *
link_target (const char *uri)
{
  g_autofree char *escaped = g_uri_escape_string (uri, ":/?#[]@!$&*+,;=%~", FALSE);

  return g_strdup_printf ("uri='%s'", escaped);
}

static void
add_link (const QdTypeset *typeset,
          QdSetText       *text,
          PangoAttrList   *attributes,
          const char      *uri,
          gsize            start,
          gsize            end)
{
  QdColor accent = typeset->style.tones[QD_TONE_ACCENT];
  QdSetLink link = { (int) start, (int) end, link_target (uri) };

  if (text->links == NULL)
    {
      text->links = g_array_new (FALSE, FALSE, sizeof (QdSetLink));
      g_array_set_clear_func (text->links, link_clear);
    }
  g_array_append_val (text->links, link);
  insert_attribute (attributes, pango_attr_foreground_new ((guint16) ((accent >> 24) * 0x101),
                                                           (guint16) ((accent >> 16 & 0xFF) * 0x101),
                                                           (guint16) ((accent >> 8 & 0xFF) * 0x101)), start, end);
  insert_attribute (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
}

static void
append_markdown (const QdTypeset *typeset,
                 QdSetText       *text,
                 GString         *out,
                 PangoAttrList   *attributes,
                 const char      *markdown,
                 const QdType    *type,
                 double           width)
{
  g_autoptr (GPtrArray) runs = qd_inline_parse (markdown);

  for (guint i = 0; i < runs->len; i++)
    {
      const QdInline *run = g_ptr_array_index (runs, i);
      gsize start = out->len;

      append_clean (out, run->text, type, width);
      if (run->flags & QD_INLINE_STRONG)
        insert_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, out->len);
      if (run->flags & QD_INLINE_EMPHASIS)
        insert_attribute (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC), start, out->len);
      if (run->flags & QD_INLINE_STRUCK)
        insert_attribute (attributes, pango_attr_strikethrough_new (TRUE), start, out->len);
      if (run->flags & QD_INLINE_CODE)
        {
          insert_attribute (attributes, pango_attr_family_new ("monospace"), start, out->len);
          insert_attribute (attributes, pango_attr_scale_new (CODE_SIZE), start, out->len);
        }
      if (run->link != NULL)
        add_link (typeset, text, attributes, run->link, start, out->len);
    }
}

/* Lays out what @string and @attributes say; both are taken. */
static void
set_lines (const QdTypeset *typeset,
           QdSetText       *text,
           GString         *string,
           PangoAttrList   *attributes,
           const QdType    *type,
           double           width)
{
  PangoFontDescription *font = pango_font_description_new ();
  const char *features = type->tabular ? FEATURES_TABULAR : FEATURES;

  text->width = width;
  text->size = type->size;
  text->line_height = type->size * type->leading;
  text->ascent = (text->line_height - type->size * (EM_ASCENT + EM_DESCENT)) / 2 + type->size * EM_ASCENT;
  text->align = type->align;
  text->tone = type->tone;
  text->bold = type->bold;

  if (string->len > 0)
    {
      text->layout = pango_layout_new (typeset->context);
      pango_font_description_set_family_static (font, typeset->style.family);
      pango_font_description_set_weight (font, type->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
      pango_font_description_set_absolute_size (font, type->size * PANGO_SCALE);
      pango_layout_set_font_description (text->layout, font);
      insert_attribute (attributes, pango_attr_font_features_new (features), 0, string->len);
      insert_attribute (attributes, pango_attr_insert_hyphens_new (FALSE), 0, string->len);
      pango_layout_set_attributes (text->layout, attributes);
      pango_layout_set_wrap (text->layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_width (text->layout, MAX (1, (int) (width * PANGO_SCALE)));
      if (text->sign != QD_EMPHASIS_NONE)
        pango_layout_set_indent (text->layout, (int) (type->size * SIGN_OFFSET * PANGO_SCALE));
      if (type->max_lines > 0)
        {
          pango_layout_set_height (text->layout, -(int) type->max_lines);
          pango_layout_set_ellipsize (text->layout, PANGO_ELLIPSIZE_END);
        }
      pango_layout_set_text (text->layout, string->str, (int) string->len);
      text->n_lines = (guint) pango_layout_get_line_count (text->layout);
    }

  pango_font_description_free (font);
  pango_attr_list_unref (attributes);
  g_string_free (string, TRUE);
}

/**
 * qd_typeset_markdown:
 * @typeset: what it takes
 * @text: (out caller-allocates): the lines; qd_set_text_clear() frees what they hold
 * @markdown: (nullable): text of the user, with inline Markdown
 * @type: how it looks
 * @width: the room it has
 */
void
qd_typeset_markdown (const QdTypeset *typeset,
                     QdSetText       *text,
                     const char      *markdown,
                     const QdType    *type,
                     double           width)
{
  GString *string = g_string_new (qd_bidi_lead (markdown != NULL ? markdown : "", typeset->style.mirrored));
  PangoAttrList *attributes = pango_attr_list_new ();

  memset (text, 0, sizeof *text);
  append_markdown (typeset, text, string, attributes, markdown, type, width);
  set_lines (typeset, text, string, attributes, type, width);
}

/**
 * qd_typeset_plain:
 *
 * Like qd_typeset_markdown(), for words of ours.
 */
void
qd_typeset_plain (const QdTypeset *typeset,
                  QdSetText       *text,
                  const char      *plain,
                  const QdType    *type,
                  double           width)
{
  GString *string = g_string_new (qd_bidi_lead (plain, typeset->style.mirrored));

  memset (text, 0, sizeof *text);
  append_clean (string, plain, type, width);
  set_lines (typeset, text, string, pango_attr_list_new (), type, width);
}

/**
 * qd_typeset_point:
 *
 * Like qd_typeset_markdown(), for a point with what stands first.
 */
void
qd_typeset_point (const QdTypeset      *typeset,
                  QdSetText            *text,
                  const QdOutlinePoint *point,
                  const QdType         *type,
                  double                width)
{
  g_autofree char *whole = g_strjoin (" ", point->lead != NULL ? point->lead : "", point->text, NULL);
  GString *string = g_string_new (qd_bidi_lead (whole, typeset->style.mirrored));
  PangoAttrList *attributes = pango_attr_list_new ();

  memset (text, 0, sizeof *text);
  if (point->lead != NULL && *point->lead != '\0')
    {
      append_markdown (typeset, text, string, attributes, point->lead, type, width);
      insert_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), 0, string->len);
      if (*point->text != '\0')
        g_string_append (string, QD_OUTLINE_LEAD_SEPARATOR);
    }
  append_markdown (typeset, text, string, attributes, point->text, type, width);
  set_lines (typeset, text, string, attributes, type, width);
}

/* A text that brings its own shape needs none of ours; nor does one without letters. */
static gboolean
starts_with_shape (const char *text)
{
  return *text == '\0' || g_unichar_type (g_utf8_get_char (text)) == G_UNICODE_OTHER_SYMBOL;
}

/**
 * qd_typeset_cell:
 *
 * Like qd_typeset_markdown(), for a cell with its emphasis: a warning and an error have a shape beside their colour.
 */
void
qd_typeset_cell (const QdTypeset     *typeset,
                 QdSetText           *text,
                 const QdOutlineCell *cell,
                 const QdType        *type,
                 double               width)
{
  static const struct { QdTone tone; gboolean bold; gboolean sign; } looks[] = {
    [QD_EMPHASIS_NONE] = { QD_TONE_NONE, FALSE, FALSE },
    [QD_EMPHASIS_STRONG] = { QD_TONE_NONE, TRUE, FALSE },
    [QD_EMPHASIS_QUIET] = { QD_TONE_INK2, FALSE, FALSE },
    [QD_EMPHASIS_WARNING] = { QD_TONE_AMBER, TRUE, TRUE },
    [QD_EMPHASIS_ERROR] = { QD_TONE_RED, TRUE, TRUE },
  };
  const char *lead = qd_bidi_lead (cell->text, typeset->style.mirrored);
  GString *string = g_string_new (lead);
  PangoAttrList *attributes = pango_attr_list_new ();
  QdType own = *type;

  own.bold = own.bold || looks[cell->emphasis].bold;
  if (looks[cell->emphasis].tone != QD_TONE_NONE)
    own.tone = looks[cell->emphasis].tone;
  memset (text, 0, sizeof *text);
  append_markdown (typeset, text, string, attributes, cell->text, type, width);
  if (looks[cell->emphasis].sign && !starts_with_shape (string->str + strlen (lead)))
    text->sign = cell->emphasis;
  set_lines (typeset, text, string, attributes, &own, width);
}

void
qd_set_text_clear (QdSetText *text)
{
  g_clear_object (&text->layout);
  g_clear_pointer (&text->links, g_array_unref);
}

/**
 * qd_set_text_balance:
 * @text: lines that are read from their start
 *
 * Breaks a title where its lines become alike, so that no word stands alone on the last. It takes no more lines.
 */
void
qd_set_text_balance (QdSetText *text)
{
  double low = text->width / 2;
  double high = text->width;

  if (text->n_lines < 2 || text->n_lines > BALANCED_MAX)
    return;
  while (high - low > text->size / 4)
    {
      double middle = (low + high) / 2;

      pango_layout_set_width (text->layout, (int) (middle * PANGO_SCALE));
      if ((guint) pango_layout_get_line_count (text->layout) > text->n_lines)
        low = middle;
      else
        high = middle;
    }
  pango_layout_set_width (text->layout, (int) (high * PANGO_SCALE));
}

/* Returns: how high @n_lines of @text are */
double
qd_set_text_height (const QdSetText *text,
                    guint            n_lines)
{
  return text->line_height * n_lines;
}

/* Returns: how wide its widest line is, with its sign */
double
qd_set_text_natural_width (const QdSetText *text)
{
  PangoRectangle logical = { 0 };

  if (text->layout != NULL)
    pango_layout_get_extents (text->layout, NULL, &logical);

  return (logical.x + logical.width) / (double) PANGO_SCALE;
}

/* The advance of each letter of ASCII, as a part of the size. */
static void
measure_letters (QdTypeset *typeset,
                 gboolean   bold)
{
  const QdType type = { 100, 1, QD_TONE_INK, bold, TRUE };
  char letters[0x60];
  QdSetText text;
  PangoLayoutLine *line;

  for (guint i = 0; i < sizeof letters - 1; i++)
    letters[i] = (char) (0x20 + i);
  letters[sizeof letters - 1] = '\0';
  qd_typeset_plain (typeset, &text, letters, &type, 1e6);
  line = pango_layout_get_line_readonly (text.layout, 0);
  for (guint i = 0; i < sizeof letters - 1; i++)
    {
      int left, right;

      pango_layout_line_index_to_x (line, (int) i, FALSE, &left);
      pango_layout_line_index_to_x (line, (int) i, TRUE, &right);
      typeset->advances[bold][0x20 + i] = ABS (right - left) / (type.size * PANGO_SCALE);
    }
  qd_set_text_clear (&text);
}

/* The advance of each Arabic letter in a word: what it has by itself, and less where it joins the next. */
static void
measure_arabic (QdTypeset *typeset,
                gboolean   bold)
{
  const QdType type = { 100, 1, QD_TONE_INK, bold, TRUE };

  for (guint i = 0; i < QD_ARABIC_LETTERS; i++)
    {
      char letter[7] = "";
      QdSetText text;

      g_unichar_to_utf8 (QD_ARABIC_FIRST + i, letter);
      qd_typeset_plain (typeset, &text, letter, &type, 1e6);
      typeset->arabic[bold][i] = qd_set_text_natural_width (&text) / type.size * (strstr (UNJOINED, letter) != NULL ? 1 : JOINED);
      qd_set_text_clear (&text);
    }
}

/**
 * qd_typeset_init:
 * @typeset: (out caller-allocates): what it takes to set text
 * @style: colours, font and direction
 * @links: whether links become active: only where all pages go to one PDF
 */
void
qd_typeset_init (QdTypeset          *typeset,
                 const QdChartStyle *style,
                 gboolean            links)
{
  typeset->context = qd_marks_context_new ();
  typeset->style = *style;
  typeset->links = links;
  pango_context_set_base_dir (typeset->context, style->mirrored ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  memset (typeset->advances, 0, sizeof typeset->advances);
  memset (typeset->arabic, 0, sizeof typeset->arabic);
  measure_letters (typeset, FALSE);
  measure_letters (typeset, TRUE);
  if (style->mirrored)
    {
      measure_arabic (typeset, FALSE);
      measure_arabic (typeset, TRUE);
    }
}

void
qd_typeset_clear (QdTypeset *typeset)
{
  g_clear_object (&typeset->context);
}

void
qd_typeset_set_tone (const QdTypeset *typeset,
                     cairo_t         *cr,
                     QdTone           tone)
{
  QdColor color = typeset->style.tones[tone];

  cairo_set_source_rgb (cr, (color >> 24) / 255.0, (color >> 16 & 0xFF) / 255.0, (color >> 8 & 0xFF) / 255.0);
}

void
qd_typeset_fill (const QdTypeset *typeset,
                 cairo_t         *cr,
                 const QdBox     *box,
                 QdTone           tone)
{
  if (tone == QD_TONE_NONE)
    return;

  qd_typeset_set_tone (typeset, cr, tone);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_fill (cr);
}

/* Cairo 1.16 reads the numbers in attributes as the locale writes them, and takes none with a point where that is a comma. */
static int
whole_points (double length)
{
  return (int) lround (length);
}

/**
 * qd_typeset_link:
 * @typeset: what it takes
 * @cr: where the page is drawn
 * @box: what leads somewhere
 * @target: attributes of a link for cairo_tag_begin()
 *
 * Does nothing where links are not active.
 */
void
qd_typeset_link (const QdTypeset *typeset,
                 cairo_t         *cr,
                 const QdBox     *box,
                 const char      *target)
{
  double x = box->x, y = box->y, width = box->width, height = box->height;
  g_autofree char *attributes = NULL;

  if (!typeset->links)
    return;

  /* Cairo takes lengths in attributes as they are, whatever the scale. */
  cairo_user_to_device (cr, &x, &y);
  cairo_user_to_device_distance (cr, &width, &height);
  attributes = g_strdup_printf ("rect=[%d %d %d %d] %s", whole_points (x), whole_points (y), whole_points (width),
                                whole_points (height), target);
  cairo_tag_begin (cr, CAIRO_TAG_LINK, attributes);
  cairo_tag_end (cr, CAIRO_TAG_LINK);
}

/**
 * qd_typeset_anchor:
 * @name: what links and the outline of the PDF call this place: letters, digits and hyphens
 *
 * Does nothing where links are not active.
 */
void
qd_typeset_anchor (const QdTypeset *typeset,
                   cairo_t         *cr,
                   double           x,
                   double           y,
                   const char      *name)
{
  g_autofree char *attributes = NULL;

  if (!typeset->links)
    return;

  cairo_user_to_device (cr, &x, &y);
  attributes = g_strdup_printf ("name='%s' x=%d y=%d", name, whole_points (x), whole_points (y));
  cairo_tag_begin (cr, CAIRO_TAG_DEST, attributes);
  cairo_tag_end (cr, CAIRO_TAG_DEST);
}

static void
draw_sign (const QdTypeset *typeset,
           cairo_t         *cr,
           const QdSetText *text,
           double           x,
           double           baseline)
{
  double width = text->size * SIGN_SIZE;

  qd_typeset_set_tone (typeset, cr, text->tone);
  cairo_move_to (cr, x, baseline);
  cairo_line_to (cr, x + width, baseline);
  cairo_line_to (cr, x + width / 2, baseline - text->size * SIGN_HEIGHT);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_links (const QdTypeset *typeset,
            cairo_t         *cr,
            const QdSetText *text,
            PangoLayoutLine *line,
            double           x,
            double           top)
{
  int end = line->start_index + line->length;

  for (guint i = 0; text->links != NULL && i < text->links->len; i++)
    {
      const QdSetLink *link = &g_array_index (text->links, QdSetLink, i);
      int from, to;
      QdBox box;

      if (link->start >= end || link->end <= line->start_index)
        continue;
      pango_layout_line_index_to_x (line, MAX (link->start, line->start_index), FALSE, &from);
      pango_layout_line_index_to_x (line, MIN (link->end, end), FALSE, &to);
      box = (QdBox) { x + MIN (from, to) / (double) PANGO_SCALE, top, ABS (to - from) / (double) PANGO_SCALE,
                      text->line_height };
      qd_typeset_link (typeset, cr, &box, link->target);
    }
}

/**
 * qd_typeset_draw:
 * @typeset: what it takes
 * @cr: where the page is drawn
 * @text: lines
 * @x: where their room begins, left
 * @y: the top of the first line that is drawn
 * @first: that line, from 0
 * @n_lines: how many are drawn
 */
void
qd_typeset_draw (const QdTypeset *typeset,
                 cairo_t         *cr,
                 const QdSetText *text,
                 double           x,
                 double           y,
                 guint            first,
                 guint            n_lines)
{
  gboolean mirrored = typeset->style.mirrored;

  for (guint i = first; i < MIN (first + n_lines, text->n_lines); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (text->layout, (int) i);
      double sign = i == 0 && text->sign != QD_EMPHASIS_NONE ? text->size * SIGN_OFFSET : 0;
      double top = y + text->line_height * (i - first);
      double part = text->align / (double) QD_ALIGN_END;
      PangoRectangle logical;
      double left;

      pango_layout_line_get_extents (line, NULL, &logical);
      left = x + (text->width - sign - logical.width / (double) PANGO_SCALE) * (mirrored ? 1 - part : part);
      if (sign > 0)
        draw_sign (typeset, cr, text, mirrored ? left + logical.width / (double) PANGO_SCALE + sign
                                                 - text->size * SIGN_SIZE : left, top + text->ascent);
      left += mirrored ? 0 : sign;
      qd_typeset_set_tone (typeset, cr, text->tone);
      cairo_move_to (cr, left, top + text->ascent);
      pango_cairo_show_layout_line (cr, line);
      draw_links (typeset, cr, text, line, left, top);
    }
}
