#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-html-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-inline.h"
#include "qd-outline.h"
#include "qd-text.h"

/* The outline of a plan as one page: a file that holds all it needs, runs nothing and loads nothing. */

/* Nothing of what somebody typed may run, whatever a browser makes of it. */
#define POLICY "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/* A table of so many rows is printed in one piece. */
#define SHORT_MAX 14

/* Where links may lead. */
static const char *const schemes[] = { "https://", "http://", "mailto:" };

/*
 * Page:
 * @out: what stands between the tags of the body
 * @n_ids: how many drawings there are so far
 * @n_tables: how many tables
 */
typedef struct
{
  const QdOutline *outline;
  QdHtmlPalette   *palette;
  GString         *out;
  guint            n_ids;
  guint            n_tables;
} Page;

static void
append_text (GString    *out,
             const char *text)
{
  g_autofree char *printable = qd_text_printable (text);
  g_autofree char *escaped = g_markup_escape_text (printable, -1);

  g_string_append (out, escaped);
}

static gboolean
may_lead_there (const char *link)
{
  for (gsize i = 0; link != NULL && i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (link, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;

  return FALSE;
}

/* Text whose line ends are kept. */
static void
append_lines (GString    *out,
              const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (out, "<br>");
      append_text (out, lines[i]);
    }
}

static void
append_run (GString        *out,
            const QdInline *run)
{
  static const struct { QdInlineFlags flag; const char *element; } elements[] = {
    { QD_INLINE_STRONG, "strong" }, { QD_INLINE_EMPHASIS, "em" }, { QD_INLINE_CODE, "code" }, { QD_INLINE_STRUCK, "s" },
  };
  gboolean linked = may_lead_there (run->link);

  if (linked)
    {
      g_string_append (out, "<a rel=\"noopener noreferrer\" href=\"");
      append_text (out, run->link);
      g_string_append (out, "\">");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (elements); i++)
    if ((run->flags & elements[i].flag) != 0)
      g_string_append_printf (out, "<%s>", elements[i].element);
  append_lines (out, run->text);
  for (gsize i = G_N_ELEMENTS (elements); i-- > 0;)
    if ((run->flags & elements[i].flag) != 0)
      g_string_append_printf (out, "</%s>", elements[i].element);
  if (linked)
    g_string_append (out, "</a>");
}

static void
append_inline (GString    *out,
               const char *markdown)
{
  g_autoptr (GPtrArray) runs = qd_inline_parse (markdown);

  for (guint i = 0; i < runs->len; i++)
    append_run (out, g_ptr_array_index (runs, i));
}

static void
append_element (GString    *out,
                const char *element,
                const char *class,
                const char *markdown)
{
  if (markdown == NULL || *markdown == '\0')
    return;

  g_string_append_printf (out, "<%s", element);
  if (class != NULL)
    g_string_append_printf (out, " class=\"%s\"", class);
  g_string_append_c (out, '>');
  append_inline (out, markdown);
  g_string_append_printf (out, "</%s>\n", element);
}

/* What is empty between two lines parts paragraphs. */
static void
append_paragraphs (GString    *out,
                   const char *markdown)
{
  g_auto (GStrv) paragraphs = g_regex_split_simple ("\\n[ \\t]*\\n\\s*", markdown, 0, 0);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    append_element (out, "p", NULL, paragraphs[i]);
}

static void
append_points (GString       *out,
               const QdBlock *block)
{
  const char *list = block->numbered ? "ol" : "ul";

  g_string_append_printf (out, "<%s>\n", list);
  for (guint i = 0; i < block->points->len; i++)
    {
      const QdOutlinePoint *point = g_ptr_array_index (block->points, i);
      gboolean leads = point->lead != NULL && *point->lead != '\0';

      g_string_append (out, "<li>");
      if (leads)
        {
          g_string_append (out, "<strong>");
          append_inline (out, point->lead);
          g_string_append (out, "</strong>");
        }
      if (leads && *point->text != '\0')
        g_string_append (out, QD_OUTLINE_LEAD_SEPARATOR);
      append_inline (out, point->text);
      g_string_append (out, "</li>\n");
    }
  g_string_append_printf (out, "</%s>\n", list);
}

/* A figure, what it is called, and what to say about it. */
static void
append_figures (GString       *out,
                const QdBlock *block)
{
  g_string_append (out, "<ul class=\"figures\">\n");
  for (guint i = 0; i < block->points->len; i++)
    {
      const QdOutlinePoint *point = g_ptr_array_index (block->points, i);
      g_auto (GStrv) lines = g_strsplit (point->text, "\n", 2);

      g_string_append (out, "<li>");
      append_element (out, "b", NULL, point->lead);
      if (lines[0] != NULL)
        append_inline (out, lines[0]);
      if (lines[0] != NULL)
        append_element (out, "span", NULL, lines[1]);
      g_string_append (out, "</li>\n");
    }
  g_string_append (out, "</ul>\n");
}

/* A text that brings its own shape needs none of ours. */
static gboolean
starts_with_shape (const char *text)
{
  return *text == '\0' || g_unichar_type (g_utf8_get_char (text)) == G_UNICODE_OTHER_SYMBOL;
}

static void
append_cell (GString               *out,
             const QdOutlineColumn *column,
             const QdOutlineCell   *cell,
             gboolean               names_row)
{
  static const char *const emphases[] = {
    [QD_EMPHASIS_NONE] = NULL, [QD_EMPHASIS_STRONG] = "strong", [QD_EMPHASIS_QUIET] = "quiet",
    [QD_EMPHASIS_WARNING] = "warning", [QD_EMPHASIS_ERROR] = "error",
  };
  const char *emphasis = emphases[cell->emphasis];
  gboolean sign = cell->emphasis >= QD_EMPHASIS_WARNING && !starts_with_shape (cell->text);
  g_autoptr (GString) classes = g_string_new (column->at_end ? "at-end" : column->prose ? "prose" : NULL);

  if (emphasis != NULL)
    g_string_append_printf (classes, "%s%s", classes->len > 0 ? " " : "", emphasis);
  if (*cell->text == '\0')
    g_string_append_printf (classes, "%s%s", classes->len > 0 ? " " : "", "empty");

  g_string_append (out, names_row ? "<th scope=\"row\" role=\"rowheader\"" : "<td role=\"cell\" data-head=\"");
  if (!names_row)
    {
      append_text (out, column->label);
      g_string_append_c (out, '"');
    }
  if (classes->len > 0)
    g_string_append_printf (out, " class=\"%s\"", classes->str);
  g_string_append_c (out, '>');
  if (sign)
    g_string_append (out, "<span aria-hidden=\"true\">▲ </span>");
  append_inline (out, cell->text);
  g_string_append (out, names_row ? "</th>" : "</td>");
}

static gboolean
has_groups (const QdBlock *block)
{
  for (guint i = 0; i < block->rows->len; i++)
    if (((const QdOutlineRow *) g_ptr_array_index (block->rows, i))->kind == QD_OUTLINE_ROW_GROUP)
      return TRUE;

  return FALSE;
}

static void
append_row (GString            *out,
            const QdBlock      *block,
            const QdOutlineRow *row,
            gboolean            grouped)
{
  static const char *const classes[] = {
    [QD_OUTLINE_ROW_PLAIN] = "", [QD_OUTLINE_ROW_GROUP] = " class=\"group\"", [QD_OUTLINE_ROW_TOTAL] = " class=\"total\"",
  };

  g_string_append_printf (out, "<tr role=\"row\"%s>", classes[row->kind]);
  for (guint i = 0; i < block->columns->len && i < row->n_cells; i++)
    {
      QdOutlineCell cell = row->cells[i];

      /* Between groups, only these are heavy. */
      if (grouped && row->kind == QD_OUTLINE_ROW_PLAIN && cell.emphasis == QD_EMPHASIS_STRONG)
        cell.emphasis = QD_EMPHASIS_NONE;
      append_cell (out, g_ptr_array_index (block->columns, i), &cell, i == 0);
    }
  g_string_append (out, "</tr>\n");
}

static void
append_head (GString       *out,
             const QdBlock *block)
{
  g_string_append (out, "<thead role=\"rowgroup\"><tr role=\"row\">");
  for (guint i = 0; i < block->columns->len; i++)
    {
      const QdOutlineColumn *column = g_ptr_array_index (block->columns, i);

      g_string_append_printf (out, "<th scope=\"col\" role=\"columnheader\"%s>", column->at_end ? " class=\"at-end\"" : "");
      append_text (out, column->label);
      g_string_append (out, "</th>");
    }
  g_string_append (out, "</tr></thead>\n");
}

/* A table that is too wide for the screen is moved by itself, by keyboard, too; its caption names it there. Where a
 * narrow screen takes it apart, the roles say what is what. */
static void
append_table (Page                   *page,
              const QdOutlineSection *section,
              const QdBlock          *block)
{
  GString *out = page->out;
  gboolean grouped = has_groups (block);
  guint id = page->n_tables++;

  g_string_append_printf (out, "<div class=\"scroll%s\" role=\"region\" tabindex=\"0\" aria-labelledby=\"table-%u\">",
                          block->rows->len <= SHORT_MAX ? " short" : "", id);
  g_string_append_printf (out, "<table role=\"table\">\n<caption id=\"table-%u\"%s>", id,
                          qd_outline_needs_heading (section, block) ? "" : " class=\"hidden\"");
  append_inline (out, block->title != NULL ? block->title : section->topic);
  g_string_append (out, "</caption>\n");
  append_head (out, block);
  g_string_append (out, "<tbody role=\"rowgroup\">\n");
  for (guint i = 0; i < block->rows->len; i++)
    append_row (out, block, g_ptr_array_index (block->rows, i), grouped);
  g_string_append (out, "</tbody>\n</table></div>\n");
}

static void
append_chart (Page                   *page,
              const QdOutlineSection *section,
              const QdBlock          *block)
{
  GString *out = page->out;
  g_autofree char *title = qd_outline_speaks_for (section, block) ? NULL : qd_chart_dup_title (block->chart);
  g_autofree char *caption = qd_chart_dup_caption (block->chart);

  g_string_append (out, "<figure>\n");
  if (title != NULL || caption != NULL)
    {
      g_string_append (out, "<figcaption>");
      append_element (out, "span", "message", title);
      append_inline (out, caption != NULL ? caption : "");
      g_string_append (out, "</figcaption>\n");
    }
  qd_html_append_chart (out, page->palette, block->chart, &page->n_ids);
  g_string_append (out, "</figure>\n");
}

static void
append_block (Page                   *page,
              const QdOutlineSection *section,
              const QdBlock          *block)
{
  if (block->kind != QD_BLOCK_TABLE && qd_outline_needs_heading (section, block))
    append_element (page->out, "h3", NULL, block->title);

  switch (block->kind)
    {
    case QD_BLOCK_TEXT:
      append_paragraphs (page->out, block->text);
      break;
    case QD_BLOCK_POINTS:
      append_points (page->out, block);
      break;
    case QD_BLOCK_TABLE:
      append_table (page, section, block);
      break;
    case QD_BLOCK_CHART:
      append_chart (page, section, block);
      break;
    case QD_BLOCK_FIGURES:
      append_figures (page->out, block);
      break;
    default:
      g_assert_not_reached ();
    }
  append_element (page->out, "p", "note", block->note);
}

static void
append_section (Page  *page,
                guint  index)
{
  const QdOutlineSection *section = g_ptr_array_index (page->outline->sections, index);
  gboolean speaks = qd_outline_speaks_for (section, g_ptr_array_index (section->blocks, 0));

  g_string_append_printf (page->out, "<section id=\"section-%u\" aria-labelledby=\"heading-%u\">\n", index, index);
  append_element (page->out, "p", "topic", section->topic);
  g_string_append_printf (page->out, "<h2 id=\"heading-%u\">", index);
  append_inline (page->out, section->title);
  g_string_append (page->out, "</h2>\n");
  if (!speaks)
    append_element (page->out, "p", "subtitle", section->subtitle);
  for (guint i = 0; i < section->blocks->len; i++)
    append_block (page, section, g_ptr_array_index (section->blocks, i));
  g_string_append (page->out, "</section>\n");
}

static void
append_fact (GString    *out,
             const char *label,
             const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  g_string_append (out, "<dt>");
  append_text (out, label);
  g_string_append (out, "</dt><dd>");
  append_inline (out, value);
  g_string_append (out, "</dd>\n");
}

static void
append_cover (Page *page)
{
  const QdOutline *outline = page->outline;
  GString *out = page->out;

  g_string_append (out, "<header>\n");
  append_element (out, "h1", NULL, outline->title);
  append_element (out, "p", "quarter", outline->quarter);
  g_string_append (out, "<dl>\n");
  append_fact (out, _("State"), outline->state);
  append_fact (out, _("Planning date"), outline->date);
  append_fact (out, _("Facilitator"), outline->facilitator);
  append_fact (out, _("Attendees"), outline->attendees);
  g_string_append (out, "</dl>\n");
  if (outline->note != NULL)
    append_paragraphs (out, outline->note);
  append_element (out, "h2", "headline", outline->headline);
  append_element (out, "p", NULL, outline->lead);
  if (outline->figures != NULL)
    append_figures (out, outline->figures);
  g_string_append (out, "</header>\n");
}

static void
append_contents (Page *page)
{
  GString *out = page->out;

  if (page->outline->sections->len == 0)
    return;

  g_string_append (out, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">");
  append_text (out, _("Contents"));
  g_string_append (out, "</h2>\n<ol>\n");
  for (guint i = 0; i < page->outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (page->outline->sections, i);
      g_autofree char *topic = qd_inline_dup_plain (section->topic);
      g_autofree char *title = qd_inline_dup_plain (section->title);

      g_string_append_printf (out, "<li%s><a href=\"#section-%u\"><b>",
                              g_str_equal (section->id, "objective") ? " class=\"inner\"" : "", i);
      append_text (out, topic);
      g_string_append (out, "</b>");
      if (!g_str_equal (topic, title))
        {
          g_string_append (out, " <span>");
          append_text (out, title);
          g_string_append (out, "</span>");
        }
      g_string_append (out, "</a></li>\n");
    }
  g_string_append (out, "</ol>\n</nav>\n");
}

/* The language of the words that are not the plan's: that of the translation in use. */
static char *
dup_language (void)
{
  /* The empty text stands for the head of a translation. */
  const char *head = g_dgettext (GETTEXT_PACKAGE, "");
  const char *line = strstr (head, "Language: ");
  g_autofree char *language = NULL;

  if (line == NULL)
    return g_strdup ("en");

  line += strlen ("Language: ");
  language = g_strdelimit (g_strndup (line, strcspn (line, "\n.@ ")), "_", '-');

  return *language != '\0' ? g_steal_pointer (&language) : g_strdup ("en");
}

/* The style sheet needs the colours of all charts: the head is written when the body is. */
static GBytes *
finish (Page       *page,
        QdPageSize  size)
{
  GString *out = g_string_sized_new (page->out->len + 16384);
  g_autofree char *title = qd_inline_dup_plain (page->outline->title);
  g_autofree char *language = dup_language ();

  g_string_append (out, "<!DOCTYPE html>\n<html lang=\"");
  append_text (out, language);
  g_string_append_printf (out, "\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                          page->palette->light.mirrored ? "rtl" : "ltr");
  g_string_append (out, "<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY "\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<meta name=\"color-scheme\" content=\"light dark\">\n"
                        "<meta name=\"generator\" content=\"Quarterdeck " QD_VERSION "\">\n<title>");
  append_text (out, title);
  g_string_append (out, "</title>\n<style>\n");
  qd_html_append_style (out, page->palette, size);
  g_string_append (out, "</style>\n</head>\n<body>\n<a class=\"skip hidden\" href=\"#plan\">");
  append_text (out, _("To the plan"));
  g_string_append (out, "</a>\n");
  g_string_append_len (out, page->out->str, (gssize) page->out->len);
  g_string_append (out, "</body>\n</html>\n");

  return g_string_free_to_bytes (out);
}

/**
 * qd_html_write_outline:
 * @outline: what it says
 * @plan: the plan that it is of, whose style counts
 * @options: how it looks, and on what paper it is printed
 * @error: return location for an error
 *
 * Writes one file for browsers: charts are drawings in it, and it holds nothing that runs or is loaded from elsewhere.
 *
 * Returns: (transfer full) (nullable): the page, or %NULL with @error set
 */
GBytes *
qd_html_write_outline (const QdOutline        *outline,
                       QdPlan                 *plan,
                       const QdExportOptions  *options,
                       GError                **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (QdHtmlPalette) palette = { 0 };
  Page page = { .outline = outline, .palette = &palette, .out = out };
  guint n = outline->sections->len;

  qd_html_palette_init (&palette, plan, options);
  append_cover (&page);
  append_contents (&page);
  g_string_append (out, "<main id=\"plan\">\n");
  for (guint i = 0; i < n; i++)
    {
      if (!qd_export_step (options, (double) i / n, error))
        return NULL;
      append_section (&page, i);
    }
  if (n == 0)
    append_element (out, "p", NULL, _("Nothing is planned yet."));
  g_string_append (out, "</main>\n");

  return finish (&page, options->page_size);
}

/**
 * qd_html_write:
 * @figures: the figures of a plan
 * @findings: (nullable): its findings
 * @options: whom it is for, how it looks, and on what paper it is printed
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the report of the plan, as qd_html_write_outline() writes it
 */
GBytes *
qd_html_write (QdFigures              *figures,
               GPtrArray              *findings,
               const QdExportOptions  *options,
               GError                **error)
{
  g_autoptr (QdOutline) outline = qd_outline_new (figures, findings, options->audience);

  return qd_html_write_outline (outline, qd_figures_get_plan (figures), options, error);
}
