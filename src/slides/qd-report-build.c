#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-report-private.h"

#include <glib/gi18n-lib.h>

#include "qd-table-private.h"

#include "qd-count.h"

/* From an outline to what flows over the pages of a report. */

/* Nobody reads more on paper: what a plan of thousands has beyond is counted. */
#define ROWS_MAX     500
#define SECTIONS_MAX 200
#define LETTERS_MAX  1000000

/* Lengths in points. */
#define SECTION_BEFORE  34.0
#define SECTION_SHRINK  14.0
#define BLOCK_BEFORE    16.0
#define HEADING_AFTER   5.0
#define POINT_BEFORE    3.0
#define POINT_INDENT    16.0
#define COLUMN_GAP      14.0
#define ROW_PADDING     3.4
#define FACT_LABEL      96.0
#define FIGURES_A_ROW   5
#define FIGURES_A_ROW_OF_MANY 3
#define FIGURES_GAP     18.0
#define CONTENTS_TOPIC  118.0
#define CONTENTS_PAGE   28.0
#define CONTENTS_GAP    12.0
#define CONTENTS_INDENT 10.0
#define CONTENTS_LEAST  0.8
#define CONTENTS_MOST   2.6
#define CHART_BEFORE    6.0
#define CHART_TEXT_SIZE 8.75

/* The most a chart takes of the height of a page. */
#define CHART_MAX 0.8

/* A table or list that takes no more of a page stays in one piece. */
#define TOGETHER_MAX 0.3

static const QdType cover_title = { 28, 1.16, QD_TONE_INK, TRUE, FALSE };
static const QdType cover_subtitle = { 13, 1.35, QD_TONE_INK2, FALSE, FALSE };
static const QdType fact_label = { 9.5, 1.45, QD_TONE_INK2, FALSE, FALSE };
static const QdType fact_value = { 9.5, 1.45, QD_TONE_INK, FALSE, FALSE };
static const QdFlowFigureTypes figure_types = {
  { 22, 1.15, QD_TONE_INK, TRUE, TRUE }, { 8.5, 1.35, QD_TONE_INK, FALSE, FALSE }, { 8.5, 1.35, QD_TONE_INK2, FALSE, FALSE },
};
static const QdType contents_heading = { 13, 1.3, QD_TONE_INK, TRUE, FALSE };
static const QdType contents_topic = { 9.5, 1.35, QD_TONE_INK, TRUE, FALSE };
static const QdType contents_title = { 9.5, 1.35, QD_TONE_INK2, FALSE, FALSE };
static const QdType contents_page = { 9.5, 1.35, QD_TONE_INK, FALSE, TRUE, QD_ALIGN_END };
static const QdType section_topic = { 9.5, 1.35, QD_TONE_ACCENT, TRUE, FALSE };
static const QdType section_title = { 17, 1.22, QD_TONE_INK, TRUE, FALSE };
static const QdType section_subtitle = { 9.5, 1.4, QD_TONE_INK2, FALSE, FALSE };
static const QdType block_heading = { 11, 1.3, QD_TONE_INK, TRUE, FALSE };
static const QdType body = { 9.5, 1.45, QD_TONE_INK, FALSE, FALSE };
static const QdType marker = { 9.5, 1.45, QD_TONE_INK2, FALSE, TRUE };
static const QdType note = { 8.5, 1.35, QD_TONE_INK2, FALSE, FALSE };
static const QdType heads = { 8, 1.3, QD_TONE_INK2, FALSE, FALSE };
static const QdType cell = { 8.75, 1.35, QD_TONE_INK, FALSE, FALSE };

typedef struct
{
  QdReport        *report;
  QdFlow          *flow;
  const QdTypeset *typeset;
  double           width;
  guint            section;
  guint            block;
  gsize            letters; /* set so far */
} Builder;

/* Whether what is read from the other side than the page: then it stands there, with its mark. */
static gboolean
is_mirrored (const Builder   *self,
             const QdSetText *text)
{
  PangoDirection direction;

  if (text->layout == NULL)
    return FALSE;
  direction = pango_layout_get_direction (text->layout, 0);

  return (direction == PANGO_DIRECTION_RTL) != self->typeset->style.mirrored;
}

/* Where an element comes from, and what is left free above it. */
static QdFlowElement *
placed (Builder       *self,
        QdFlowElement *element,
        double         before)
{
  element->section = self->section;
  element->block = self->block;
  element->before = before;

  return element;
}

static QdFlowElement *
add (Builder    *self,
     QdFlowKind  kind,
     guint       n_texts,
     double      before)
{
  return placed (self, qd_flow_add (self->flow, kind, n_texts), before);
}

/* A text of the whole width; returns its element, for what else is to be said of it. */
static QdFlowElement *
add_text (Builder      *self,
          QdFlowKind    kind,
          const char   *markdown,
          const QdType *type,
          double        before)
{
  QdFlowElement *element = qd_flow_add_text (self->flow, self->typeset, kind, markdown, type, self->width);

  element->mirrored = kind == QD_FLOW_TEXT && is_mirrored (self, &element->texts[0].set);
  self->letters += strlen (markdown);

  return placed (self, element, before);
}

static QdFlowElement *
add_title (Builder      *self,
           QdFlowKind    kind,
           const char   *markdown,
           const QdType *type,
           double        before)
{
  QdFlowElement *element = add_text (self, kind, markdown, type, before);

  qd_set_text_balance (&element->texts[0].set);

  return element;
}

static double
text_height (const Builder *self)
{
  return self->report->page_height - QD_REPORT_MARGIN_TOP - QD_REPORT_MARGIN_BOTTOM;
}

static void
add_kept (Builder      *self,
          QdFlowKind    kind,
          const char   *markdown,
          const QdType *type,
          double        before)
{
  if (markdown != NULL && *markdown != '\0')
    add_text (self, kind, markdown, type, before)->keep = TRUE;
}

static void
add_note (Builder    *self,
          const char *text)
{
  if (text != NULL)
    add_text (self, QD_FLOW_NOTE, text, &note, HEADING_AFTER)->breaks = TRUE;
}

/* What was counted instead of printed. */
static void
add_rest (Builder *self,
          guint    n_printed,
          guint    n_all)
{
  g_autofree char *text = NULL;

  if (n_printed >= n_all)
    return;

  /* Translators: how many rows of a long table are printed, and how many it has. */
  text = qd_count_printf (_("The first %u of %u are printed. All of them are in the plan and in a workbook of it."),
                          n_printed, n_all);
  add_note (self, text);
}

static guint
limit (const Builder *self,
       guint          n)
{
  return self->letters < LETTERS_MAX ? MIN (n, ROWS_MAX) : 0;
}

static void
add_point (Builder              *self,
           const QdBlock        *block,
           guint                 index,
           double                before)
{
  const QdOutlinePoint *point = g_ptr_array_index (block->points, index);
  QdFlowElement *element = add (self, QD_FLOW_POINT, 2, before);
  g_autofree char *mark = block->numbered ? qd_count_printf (C_("a point in order", "%u."), index + 1)
                                          : g_strdup ("•");
  double indent = block->numbered && block->points->len >= 10 ? POINT_INDENT * 1.5 : POINT_INDENT;

  qd_typeset_plain (self->typeset, &element->texts[0].set, mark, &marker, indent);
  qd_typeset_point (self->typeset, &element->texts[1].set, point, &body, self->width - indent);
  element->texts[1].x = indent;
  element->row = index;
  element->breaks = TRUE;
  element->mirrored = is_mirrored (self, &element->texts[1].set);
  self->letters += strlen (point->text);
  qd_flow_measure (element);
}

/* What stays together of the rows or points from element @first on, those below @head if there is one: all that does not
 * take much, if possible below the chart of the same; of others nothing stands alone at either end. */
static void
keep_together (Builder *self,
               guint    head,
               guint    first)
{
  guint end = self->flow->elements->len;
  gboolean whole;
  double height = 0;

  for (guint i = head; i < end; i++)
    height += qd_flow_element (self->flow, i)->height + qd_flow_element (self->flow, i)->before;
  whole = height < text_height (self) * TOGETHER_MAX;
  if (whole && qd_flow_element (self->flow, head - 1)->kind == QD_FLOW_CHART)
    qd_flow_element (self->flow, head - 1)->with_next = TRUE;
  for (guint i = first; i + 1 < end; i++)
    if (whole || i == first || i + 2 == end)
      qd_flow_element (self->flow, i)->keep = TRUE;
}

static void
add_points (Builder       *self,
            const QdBlock *block,
            double         before)
{
  guint n = limit (self, block->points->len);
  guint first = self->flow->elements->len;

  for (guint i = 0; i < n; i++)
    add_point (self, block, i, i == 0 ? before : POINT_BEFORE);
  keep_together (self, first, first);
  add_rest (self, n, block->points->len);
}

static void
add_figures (Builder       *self,
             const QdBlock *block,
             double         before)
{
  guint n = block->points->len;
  guint in_row = n > FIGURES_A_ROW ? FIGURES_A_ROW_OF_MANY : n;

  for (guint i = 0; i < n; i += in_row)
    placed (self, qd_flow_add_figures (self->flow, self->typeset, block, i, in_row, &figure_types, self->width,
                                       FIGURES_GAP), before)->row = i;
}

/* Returns the index after that of the element */
static guint
add_heads (Builder       *self,
           const QdBlock *block,
           const double  *widths,
           double         before)
{
  QdFlowElement *element = add (self, QD_FLOW_HEADS, block->columns->len, before);
  double x = 0;
  guint n_lines = 0;

  for (guint i = 0; i < block->columns->len; i++)
    {
      const QdOutlineColumn *column = g_ptr_array_index (block->columns, i);
      QdFlowText *text = &element->texts[i];
      QdType type = heads;

      type.align = column->at_end ? QD_ALIGN_END : QD_ALIGN_START;
      qd_typeset_plain (self->typeset, &text->set, column->label, &type, widths[i]);
      text->x = x;
      x += widths[i] + COLUMN_GAP;
      n_lines = MAX (n_lines, text->set.n_lines);
    }
  for (guint i = 0; i < element->n_texts; i++)
    element->texts[i].y = qd_set_text_height (&element->texts[i].set, n_lines - element->texts[i].set.n_lines);
  element->padding = ROW_PADDING;
  element->keep = TRUE;
  element->rule = QD_TONE_G3;
  element->rule_width = 0.75;
  qd_flow_measure (element);

  return self->flow->elements->len;
}

static QdFlowElement *
add_row (Builder       *self,
         const QdBlock *block,
         guint          index,
         const double  *widths,
         gboolean       grouped)
{
  const QdOutlineRow *row = g_ptr_array_index (block->rows, index);
  QdFlowElement *element = add (self, QD_FLOW_ROW, block->columns->len, 0);
  gboolean total = row->kind == QD_OUTLINE_ROW_TOTAL;
  double x = 0;

  for (guint i = 0; i < block->columns->len; i++)
    {
      const QdOutlineColumn *column = g_ptr_array_index (block->columns, i);
      QdFlowText *text = &element->texts[i];
      QdOutlineCell own = row->cells[i];
      QdType type = cell;

      type.align = column->at_end ? QD_ALIGN_END : QD_ALIGN_START;
      type.tabular = column->at_end;
      type.bold = row->kind != QD_OUTLINE_ROW_PLAIN;
      if (grouped && row->kind == QD_OUTLINE_ROW_PLAIN && own.emphasis == QD_EMPHASIS_STRONG)
        own.emphasis = QD_EMPHASIS_NONE;
      qd_typeset_cell (self->typeset, &text->set, &own, &type, widths[i]);
      text->x = x;
      x += widths[i] + COLUMN_GAP;
      self->letters += strlen (row->cells[i].text);
    }
  element->row = index;
  element->padding = ROW_PADDING;
  element->rule = total ? QD_TONE_INK : row->kind == QD_OUTLINE_ROW_GROUP ? QD_TONE_G2 : QD_TONE_G1;
  element->rule_width = total ? 1 : 0.5;
  qd_flow_measure (element);

  return element;
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
add_table (Builder       *self,
           const QdBlock *block,
           double         before)
{
  g_autofree double *widths = g_new0 (double, block->columns->len);
  guint n = limit (self, block->rows->len);
  gboolean grouped = has_groups (block);
  guint head, group = 0;

  if (n > 0)
    {
      qd_table_fit (self->typeset, block, &cell, self->width, COLUMN_GAP, widths);
      head = add_heads (self, block, widths, before);
      for (guint i = 0; i < n; i++)
        {
          const QdOutlineRow *row = g_ptr_array_index (block->rows, i);
          QdFlowElement *element = add_row (self, block, i, widths, grouped);

          element->heads = head;
          element->keep = row->kind == QD_OUTLINE_ROW_GROUP;
          element->group = row->kind == QD_OUTLINE_ROW_PLAIN ? group : 0;
          if (row->kind == QD_OUTLINE_ROW_GROUP)
            group = self->flow->elements->len;
        }
      keep_together (self, head - 1, head);
    }
  add_rest (self, n, block->rows->len);
}

/* A chart has its message above, unless that is what the section says, and what is measured. */
static void
add_chart (Builder                *self,
           const QdOutlineSection *section,
           const QdBlock          *block)
{
  g_autofree char *caption = qd_chart_dup_caption (block->chart);

  if (!qd_outline_speaks_for (section, block))
    {
      g_autofree char *title = qd_chart_dup_title (block->chart);

      add_kept (self, QD_FLOW_HEADING, title, &block_heading, BLOCK_BEFORE);
    }
  add_kept (self, QD_FLOW_NOTE, caption, &note, HEADING_AFTER);

  placed (self, qd_flow_add_chart (self->flow, self->typeset, block->chart, CHART_TEXT_SIZE, self->width,
                                   text_height (self) * CHART_MAX), CHART_BEFORE);
}

static void
add_block (Builder                *self,
           const QdOutlineSection *section,
           const QdBlock          *block)
{
  double before = BLOCK_BEFORE;

  if (qd_outline_needs_heading (section, block))
    {
      add_kept (self, QD_FLOW_HEADING, block->title, &block_heading, before);
      before = HEADING_AFTER;
    }

  switch (block->kind)
    {
    case QD_BLOCK_TEXT:
      add_text (self, QD_FLOW_TEXT, block->text, &body, before)->breaks = TRUE;
      break;
    case QD_BLOCK_POINTS:
      add_points (self, block, before);
      break;
    case QD_BLOCK_TABLE:
      add_table (self, block, before);
      break;
    case QD_BLOCK_CHART:
      add_chart (self, section, block);
      break;
    case QD_BLOCK_FIGURES:
      add_figures (self, block, before);
      break;
    default:
      g_assert_not_reached ();
    }
  add_note (self, block->note);
}

static void
add_section (Builder                *self,
             const QdOutlineSection *section)
{
  add_kept (self, QD_FLOW_TOPIC, section->topic, &section_topic, SECTION_BEFORE);
  qd_flow_element (self->flow, self->flow->elements->len - 1)->shrink = SECTION_SHRINK;
  add_title (self, QD_FLOW_TITLE, section->title, &section_title, 2)->keep = TRUE;
  if (!qd_outline_speaks_for (section, g_ptr_array_index (section->blocks, 0)))
    add_kept (self, QD_FLOW_NOTE, section->subtitle, &section_subtitle, 3);
  for (guint i = 0; i < section->blocks->len; i++)
    {
      self->block = i;
      add_block (self, section, g_ptr_array_index (section->blocks, i));
    }
  self->block = QD_FLOW_NONE;
}

static void
add_fact (Builder    *self,
          const char *label,
          const char *value,
          double      before)
{
  QdFlowElement *element;

  if (value == NULL || *value == '\0')
    return;

  element = add (self, QD_FLOW_COVER, 2, before);
  qd_typeset_plain (self->typeset, &element->texts[0].set, label, &fact_label, FACT_LABEL);
  qd_typeset_markdown (self->typeset, &element->texts[1].set, value, &fact_value, self->width - FACT_LABEL);
  element->texts[1].x = FACT_LABEL;
  qd_flow_measure (element);
}

static void
add_cover (Builder *self)
{
  const QdOutline *outline = self->report->outline;

  add_title (self, QD_FLOW_COVER, outline->title, &cover_title, 0);
  if (outline->quarter != NULL)
    add_text (self, QD_FLOW_COVER, outline->quarter, &cover_subtitle, 4);
  add_fact (self, _("State"), outline->state, 18);
  add_fact (self, _("Planning date"), outline->date, 0);
  add_fact (self, _("Facilitator"), outline->facilitator, 0);
  add_fact (self, _("Attendees"), outline->attendees, 0);
  if (outline->note != NULL)
    add_text (self, QD_FLOW_COVER, outline->note, &body, 12)->breaks = TRUE;
  if (outline->headline != NULL)
    add_title (self, QD_FLOW_COVER, outline->headline, &section_title, SECTION_BEFORE);
  if (outline->lead != NULL)
    add_text (self, QD_FLOW_COVER, outline->lead, &body, 3)->breaks = TRUE;
  if (outline->figures != NULL)
    add_figures (self, outline->figures, BLOCK_BEFORE);
}

/* Objectives are below the section that is about all of them, if there is one. */
static gboolean
is_below_another (const Builder *self,
                  guint          index)
{
  const GPtrArray *sections = self->report->outline->sections;

  if (!g_str_equal (((const QdOutlineSection *) g_ptr_array_index (sections, index))->id, "objective"))
    return FALSE;
  for (guint i = 0; i < index; i++)
    if (g_str_equal (((const QdOutlineSection *) g_ptr_array_index (sections, i))->id, "objectives"))
      return TRUE;

  return FALSE;
}

/* The page is not known yet; the message is left out where it only names the topic. */
static void
add_contents_line (Builder                *self,
                   const QdOutlineSection *section,
                   guint                   index)
{
  QdFlowElement *element = add (self, QD_FLOW_CONTENTS, 3, index == 0 ? HEADING_AFTER : 0);
  double rest = self->width - CONTENTS_TOPIC - CONTENTS_PAGE - 2 * CONTENTS_GAP;

  double indent = is_below_another (self, index) ? CONTENTS_INDENT : 0;

  qd_typeset_markdown (self->typeset, &element->texts[0].set, section->topic, &contents_topic,
                       CONTENTS_TOPIC - indent);
  element->texts[0].x = indent;
  if (g_strcmp0 (section->topic, section->title) != 0)
    qd_typeset_markdown (self->typeset, &element->texts[1].set, section->title, &contents_title, rest);
  qd_set_text_balance (&element->texts[1].set);
  element->texts[1].x = CONTENTS_TOPIC + CONTENTS_GAP;
  element->texts[2].x = self->width - CONTENTS_PAGE;
  element->padding = CONTENTS_MOST;
  element->section = index;
  qd_flow_measure (element);
}

/* Lines come as close as is needed to leave all of them, the last @n_lines elements, on the first page. */
static void
fit_contents (Builder *self,
              guint    n_lines)
{
  guint n = self->flow->elements->len;
  double excess = -text_height (self);
  double padding;

  for (guint i = 0; i < n; i++)
    excess += qd_flow_element (self->flow, i)->height + (i > 0 ? qd_flow_element (self->flow, i)->before : 0);
  padding = MAX (CONTENTS_LEAST, CONTENTS_MOST - excess / (2 * n_lines) - 0.01);
  for (guint i = n - n_lines; excess > 0 && i < n; i++)
    {
      QdFlowElement *element = qd_flow_element (self->flow, i);

      element->padding = padding;
      qd_flow_measure (element);
    }
}

static void
add_contents (Builder *self,
              guint    n_sections)
{
  if (n_sections == 0)
    {
      add_text (self, QD_FLOW_TEXT, _("Nothing is planned yet."), &body, SECTION_BEFORE);
      return;
    }

  add_kept (self, QD_FLOW_HEADING, _("Contents"), &contents_heading, SECTION_BEFORE);
  for (guint i = 0; i < n_sections; i++)
    add_contents_line (self, g_ptr_array_index (self->report->outline->sections, i), i);
  fit_contents (self, n_sections);
}

/* Makes the flow of a report whose page size is known. */
void
qd_report_build (QdReport *report)
{
  const GPtrArray *sections = report->outline->sections;
  guint n_sections = MIN (sections->len, SECTIONS_MAX);
  Builder self = { report, report->flow, &report->typeset };

  self.width = report->page_width - 2 * QD_REPORT_MARGIN_X;
  self.section = self.block = QD_FLOW_NONE;
  add_cover (&self);
  add_contents (&self, n_sections);
  add_rest (&self, n_sections, sections->len);
  for (guint i = 0; i < n_sections; i++)
    {
      self.section = i;
      add_section (&self, g_ptr_array_index (sections, i));
    }
}

/* The contents name the pages once they are known; nothing moves for it. */
void
qd_report_number_pages (QdReport *report)
{
  for (guint i = 0; i < report->flow->elements->len; i++)
    {
      QdFlowElement *element = qd_flow_element (report->flow, i);
      g_autofree char *number = NULL;

      if (element->kind != QD_FLOW_CONTENTS)
        continue;
      number = g_strdup_printf ("%u", report->first_pages[element->section] + 1);
      qd_typeset_plain (&report->typeset, &element->texts[2].set, number, &contents_page, CONTENTS_PAGE);
    }
}
