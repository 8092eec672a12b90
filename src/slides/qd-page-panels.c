#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-page-plan-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-count.h"
#include "qd-phrase.h"
#include "qd-text.h"

/* What stands on the page of a plan: panels of lines and charts, each from a section of the outline. Everything is
 * measured in sizes of the body text. */

#define LEADING      1.32
#define TITLE_LINES  3
#define LEAD_LINES   2
#define TEXT_LINES   3
#define LINE_PADDING 0.3
#define LINE_GAP     1.0
#define END_MAX      0.62
#define END_USUAL    0.42
#define WIDTH_SLACK  0.05
#define CHART_MAX    26.0
#define FOOT_LINES   2
#define FIGURE_GAP   1.6
#define FIGURE_LEAST 0.4

static const char *const part_words[QD_N_PAGE_PARTS] = {
  [QD_PAGE_INITIATIVES] = N_("initiatives"),
  [QD_PAGE_PRIORITIES] = N_("company priorities"),
  [QD_PAGE_REASONS] = N_("reasons and mitigations"),
  [QD_PAGE_OWNERS] = N_("owners of objectives"),
  [QD_PAGE_KEY_RESULTS] = N_("key results"),
  [QD_PAGE_DATES] = N_("timeline"),
  [QD_PAGE_ALLOCATION_CHART] = N_("allocation"),
  [QD_PAGE_CAPACITY_CHART] = N_("capacity"),
};

/* Sections of which something stands on the page, or is among its parts. */
static const char *const shown_sections[] = {
  "summary", "context", "capacity", "allocation", "objectives", "objective", "dependencies", "risks", "not-doing",
  "success-criteria", "timeline", "reviews", "approvals",
};

static QdType
type_of (const QdPagePlan *page,
         double            size,
         QdTone            tone,
         gboolean          bold,
         guint             max_lines)
{
  return (QdType) { size * page->size, LEADING, tone, bold, .max_lines = max_lines };
}

QdPagePanel *
qd_page_panel_new (QdPagePlan *page,
                   double      width)
{
  QdPagePanel *panel = g_new0 (QdPagePanel, 1);

  panel->flow = qd_flow_new ();
  panel->box.width = width;
  g_ptr_array_add (page->panels, panel);

  return panel;
}

void
qd_page_panel_free (QdPagePanel *panel)
{
  qd_flow_free (panel->flow);
  g_free (panel);
}

/* Stacks what the panel shows. */
void
qd_page_panel_finish (QdPagePanel *panel)
{
  const QdFlowPiece *last;

  qd_flow_break (panel->flow, G_MAXFLOAT);
  if (panel->flow->pieces->len == 0)
    return;

  last = qd_flow_piece (panel->flow, panel->flow->pieces->len - 1);
  panel->box.height = last->y + last->height;
}

static QdFlowElement *
add_text (QdPagePlan   *page,
          QdPagePanel  *panel,
          QdFlowKind    kind,
          const char   *markdown,
          const QdType *type,
          double        before)
{
  QdFlowElement *element;

  if (qd_text_is_blank (markdown))
    return NULL;

  element = qd_flow_add_text (panel->flow, &page->typeset, kind, markdown, type, panel->box.width);
  element->before = before * page->size;

  return element;
}

/* What a panel is about, and its message. */
static QdPagePanel *
start_panel (QdPagePlan             *page,
             const QdOutlineSection *section)
{
  QdPagePanel *panel = qd_page_panel_new (page, page->column);
  QdType topic = type_of (page, 0.9, QD_TONE_ACCENT, TRUE, 1);
  QdType title = type_of (page, 1.18, QD_TONE_INK, TRUE, TITLE_LINES);
  QdFlowElement *element = add_text (page, panel, QD_FLOW_TOPIC, section->topic, &topic, 0);

  element->padding = page->size * 0.5;
  element->rule = QD_TONE_INK;
  element->rule_width = page->rule;
  qd_flow_measure (element);
  element->height -= page->size * 0.5;
  add_text (page, panel, QD_FLOW_TITLE, section->title, &title, 0);

  return panel;
}

/* What stands at the end of a line, @part of it wide at most. Returns what is left for its beginning. */
static double
set_end (QdPagePlan          *page,
         QdFlowText          *text,
         const QdOutlineCell *end,
         double               width,
         double               part)
{
  QdType type = type_of (page, 1, QD_TONE_INK, FALSE, LEAD_LINES);

  if (end == NULL || qd_text_is_blank (end->text))
    return width;

  type.align = QD_ALIGN_END;
  type.tabular = TRUE;
  qd_set_text_clear (&text->set);
  qd_typeset_cell (&page->typeset, &text->set, end, &type, width * part);
  text->set.width = MIN (text->set.width, qd_set_text_natural_width (&text->set) + WIDTH_SLACK);
  text->x = width - text->set.width;

  return text->x - LINE_GAP * page->size;
}

/* Something and what is said about it, with a figure, a level or a date at the end of the line. */
static void
add_line (QdPagePlan          *page,
          QdPagePanel         *panel,
          const char          *lead,
          const char          *text,
          const QdOutlineCell *end,
          gboolean             heavy)
{
  gboolean first = qd_flow_element (panel->flow, panel->flow->elements->len - 1)->kind != QD_FLOW_POINT;
  QdFlowElement *element = qd_flow_add (panel->flow, QD_FLOW_POINT, 3);
  QdFlowText *texts = element->texts;
  QdType lead_type = type_of (page, 1, QD_TONE_INK, heavy, LEAD_LINES);
  QdType text_type = type_of (page, 0.94, QD_TONE_INK2, FALSE, TEXT_LINES);
  double width = set_end (page, &texts[2], end, panel->box.width, END_MAX);

  qd_typeset_markdown (&page->typeset, &texts[0].set, lead, &lead_type, width);
  if (texts[0].set.n_lines > 1 && texts[2].set.layout != NULL)
    {
      width = set_end (page, &texts[2], end, panel->box.width, END_USUAL);
      qd_set_text_clear (&texts[0].set);
      qd_typeset_markdown (&page->typeset, &texts[0].set, lead, &lead_type, width);
    }
  if (texts[2].set.n_lines <= texts[0].set.n_lines)
    width = panel->box.width;
  if (!qd_text_is_blank (text))
    qd_typeset_markdown (&page->typeset, &texts[1].set, text, &text_type, width);
  texts[1].y = qd_set_text_height (&texts[0].set, texts[0].set.n_lines);
  element->padding = page->size * LINE_PADDING;
  element->before = first ? page->size * 0.4 : 0;
  element->rule = QD_TONE_G1;
  element->rule_width = first ? 0 : page->rule;
  qd_flow_measure (element);
}

static void
add_more (QdPagePlan  *page,
          QdPagePanel *panel,
          guint        shown,
          guint        all)
{
  QdType type = type_of (page, 0.94, QD_TONE_INK2, FALSE, 1);
  g_autofree char *text = NULL;

  if (shown >= all)
    return;
  page->cut = TRUE;
  text = qd_count_printf (ngettext ("and %u more", "and %u more", all - shown), all - shown);
  add_text (page, panel, QD_FLOW_NOTE, text, &type, 0.3);
}

static const QdBlock *
block_of (const QdOutlineSection *section,
          QdBlockKind             kind,
          const char             *column)
{
  for (guint i = 0; section != NULL && i < section->blocks->len; i++)
    {
      const QdBlock *block = g_ptr_array_index (section->blocks, i);

      if (block->kind != kind)
        continue;
      for (guint j = 0; column != NULL && j < block->columns->len; j++)
        if (g_strcmp0 (((const QdOutlineColumn *) g_ptr_array_index (block->columns, j))->id, column) == 0)
          return block;
      if (column == NULL)
        return block;
    }

  return NULL;
}

static const QdOutlineSection *
section_of (const QdPagePlan *page,
            const char       *id)
{
  for (guint i = 0; i < page->outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (page->outline->sections, i);

      if (g_str_equal (section->id, id))
        return section;
    }

  return NULL;
}

/* (nullable): the cell of @row in the column @id; %NULL where there is no such column, or nothing in it */
static const QdOutlineCell *
cell_of (const QdBlock      *block,
         const QdOutlineRow *row,
         const char         *id)
{
  for (guint i = 0; id != NULL && i < block->columns->len; i++)
    if (g_strcmp0 (((const QdOutlineColumn *) g_ptr_array_index (block->columns, i))->id, id) == 0)
      return qd_text_is_blank (row->cells[i].text) ? NULL : &row->cells[i];

  return NULL;
}

static const char *
words_of (const QdBlock      *block,
          const QdOutlineRow *row,
          const char         *id)
{
  const QdOutlineCell *cell = cell_of (block, row, id);

  return cell != NULL ? cell->text : NULL;
}

static gboolean
may_say (QdPagePlan *page,
         gboolean    may,
         QdPagePart  part,
         gboolean    has)
{
  if (!may && has)
    page->left_out |= 1u << part;

  return may;
}

/* Of a list: @lead, @text and @end are columns, of which @text may give way if it is but a reason. */
static void
add_table (QdPagePlan *page,
           const char *id,
           const char *lead,
           const char *text,
           gboolean    is_reason,
           const char *end)
{
  const QdOutlineSection *section = section_of (page, id);
  const QdBlock *block = block_of (section, QD_BLOCK_TABLE, lead);
  QdPagePanel *panel;
  guint n;

  if (block == NULL)
    return;

  panel = start_panel (page, section);
  n = MIN (block->rows->len, page->detail->lines + page->more_lines);
  for (guint i = 0; i < n; i++)
    {
      const QdOutlineRow *row = g_ptr_array_index (block->rows, i);
      const char *words = words_of (block, row, text);

      if (is_reason && !may_say (page, page->detail->reasons, QD_PAGE_REASONS, words != NULL))
        words = NULL;
      add_line (page, panel, words_of (block, row, lead), words, cell_of (block, row, end), TRUE);
    }
  add_more (page, panel, n, block->rows->len);
}

static void
add_points (QdPagePlan *page,
            const char *id)
{
  const QdOutlineSection *section = section_of (page, id);
  const QdBlock *block = block_of (section, QD_BLOCK_POINTS, NULL);
  QdPagePanel *panel;
  guint n;

  if (block == NULL)
    return;

  panel = start_panel (page, section);
  n = MIN (block->points->len, page->detail->lines + page->more_lines);
  for (guint i = 0; i < n; i++)
    {
      const QdOutlinePoint *point = g_ptr_array_index (block->points, i);
      gboolean says = may_say (page, page->detail->reasons, QD_PAGE_REASONS, point->lead != NULL);

      if (point->lead == NULL)
        add_line (page, panel, point->text, NULL, NULL, FALSE);
      else
        add_line (page, panel, point->lead, says ? point->text : NULL, NULL, TRUE);
    }
  add_more (page, panel, n, block->points->len);
}

static void
add_chart (QdPagePlan *page,
           const char *id,
           gboolean    may,
           QdPagePart  part)
{
  const QdOutlineSection *section = section_of (page, id);
  const QdBlock *block = block_of (section, QD_BLOCK_CHART, NULL);
  QdType note = type_of (page, 0.9, QD_TONE_INK2, FALSE, 2);
  g_autofree char *caption = NULL;
  QdPagePanel *panel;

  if (block == NULL || !may_say (page, may, part, TRUE))
    return;

  panel = start_panel (page, section);
  caption = qd_chart_dup_caption (block->chart);
  add_text (page, panel, QD_FLOW_NOTE, caption, &note, 0.2);
  qd_flow_add_chart (panel->flow, &page->typeset, block->chart, page->size, page->column, CHART_MAX * page->size)->before
    = page->size * 0.6;
}

/* “99.2% → 99.9%” */
static void
add_key_result (QdPagePlan         *page,
                QdPagePanel        *panel,
                const QdBlock      *block,
                const QdOutlineRow *row)
{
  const char *baseline = words_of (block, row, "baseline");
  const char *target = words_of (block, row, "target");
  g_autofree char *way = NULL;
  QdOutlineCell end = { NULL, QD_EMPHASIS_NONE };

  if (baseline != NULL && target != NULL)
    /* Translators: what a key result goes from and to. */
    way = g_strdup_printf (C_("way of a key result", "%s → %s"), baseline, target);
  end.text = way != NULL ? way : (char *) (target != NULL ? target : "");
  add_line (page, panel, words_of (block, row, "title"), NULL, &end, FALSE);
}

static void
add_initiatives (QdPagePlan    *page,
                 QdPagePanel   *panel,
                 const QdBlock *block)
{
  QdType heading = type_of (page, 0.9, QD_TONE_INK2, FALSE, 1);
  guint n;

  if (block == NULL || !may_say (page, page->detail->initiatives, QD_PAGE_INITIATIVES, TRUE))
    return;

  add_text (page, panel, QD_FLOW_NOTE, block->title, &heading, 0.7);
  n = MIN (block->rows->len, page->detail->lines + page->more_lines);
  for (guint i = 0; i < n; i++)
    {
      const QdOutlineRow *row = g_ptr_array_index (block->rows, i);

      add_line (page, panel, words_of (block, row, "title"), NULL, cell_of (block, row, "points"), FALSE);
    }
  add_more (page, panel, n, block->rows->len);
}

static void
add_objective (QdPagePlan             *page,
               const QdOutlineSection *section)
{
  const QdBlock *key_results = block_of (section, QD_BLOCK_TABLE, "target");
  QdPagePanel *panel = start_panel (page, section);
  QdType subtitle = type_of (page, 0.94, QD_TONE_INK2, FALSE, LEAD_LINES);
  guint n = 0;

  if (may_say (page, page->detail->owners, QD_PAGE_OWNERS, section->subtitle != NULL))
    add_text (page, panel, QD_FLOW_NOTE, section->subtitle, &subtitle, 0.15);
  if (key_results != NULL)
    {
      n = MIN (key_results->rows->len, page->detail->key_results);
      for (guint i = 0; i < n; i++)
        add_key_result (page, panel, key_results, g_ptr_array_index (key_results->rows, i));
      add_more (page, panel, n, key_results->rows->len);
    }
  add_initiatives (page, panel, block_of (section, QD_BLOCK_TABLE, "points"));
}

/* Many objectives are a list under what is said about all of them. */
static void
add_objectives_list (QdPagePlan *page,
                     GPtrArray  *objectives)
{
  const QdOutlineSection *all = section_of (page, "objectives");
  QdPagePanel *panel = start_panel (page, all != NULL ? all : g_ptr_array_index (objectives, 0));
  guint n = MIN (objectives->len, page->detail->objectives + page->more_objectives);

  for (guint i = 0; i < n; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (objectives, i);
      gboolean has = block_of (section, QD_BLOCK_TABLE, "target") != NULL;

      may_say (page, FALSE, QD_PAGE_KEY_RESULTS, has);
      add_line (page, panel, section->title, NULL, NULL, FALSE);
    }
  add_more (page, panel, n, objectives->len);
}

static void
add_objectives (QdPagePlan *page)
{
  g_autoptr (GPtrArray) objectives = g_ptr_array_new ();

  for (guint i = 0; i < page->outline->sections->len; i++)
    {
      QdOutlineSection *section = g_ptr_array_index (page->outline->sections, i);

      if (g_str_equal (section->id, "objective"))
        g_ptr_array_add (objectives, section);
    }

  if (objectives->len > page->detail->objectives || (page->detail->key_results == 0 && objectives->len > 0))
    add_objectives_list (page, objectives);
  else
    for (guint i = 0; i < objectives->len; i++)
      add_objective (page, g_ptr_array_index (objectives, i));
}

static void
add_dependencies (QdPagePlan *page)
{
  const QdOutlineSection *section = section_of (page, "dependencies");
  const QdBlock *block = block_of (section, QD_BLOCK_TABLE, "from");
  QdPagePanel *panel;
  guint n;

  if (block == NULL)
    return;

  panel = start_panel (page, section);
  n = MIN (block->rows->len, page->detail->lines + page->more_lines);
  for (guint i = 0; i < n; i++)
    {
      const QdOutlineRow *row = g_ptr_array_index (block->rows, i);
      const char *from = words_of (block, row, "from");
      const char *to = words_of (block, row, "to");
      const char *mitigation = words_of (block, row, "mitigation");
      g_autofree char *who = NULL;
      g_autofree char *text = NULL;

      if (from != NULL && to != NULL)
        /* Translators: two teams. */
        who = g_strdup_printf (_("%1$s waits for %2$s"), from, to);
      if (may_say (page, page->detail->reasons, QD_PAGE_REASONS, mitigation != NULL) && mitigation != NULL)
        text = who != NULL ? g_strdup_printf (_("%1$s. %2$s"), who, mitigation) : g_strdup (mitigation);
      add_line (page, panel, words_of (block, row, "what"), text != NULL ? text : who, cell_of (block, row, "risk"), TRUE);
    }
  add_more (page, panel, n, block->rows->len);
}

typedef struct
{
  const QdBlock *block;
  QdOutlineRow  *row;
  double         level;
} RankedRisk;

static int
compare_risks (gconstpointer a,
               gconstpointer b)
{
  double first = ((const RankedRisk *) a)->level;
  double second = ((const RankedRisk *) b)->level;

  return (first < second) - (first > second);
}

/* The worst first: what does not fit is the least. */
static GArray *
rank_risks (const QdBlock *block)
{
  GArray *ranked = g_array_sized_new (FALSE, FALSE, sizeof (RankedRisk), block->rows->len);

  for (guint i = 0; i < block->rows->len; i++)
    {
      RankedRisk risk = { block, g_ptr_array_index (block->rows, i), 0 };
      const char *level = words_of (block, risk.row, "level");

      if (level != NULL)
        risk.level = g_ascii_strtod (level, NULL);
      g_array_append_val (ranked, risk);
    }
  g_array_sort (ranked, compare_risks);

  return ranked;
}

static void
add_risk (QdPagePlan       *page,
          QdPagePanel      *panel,
          const RankedRisk *risk)
{
  const char *likelihood = words_of (risk->block, risk->row, "likelihood");
  const char *impact = words_of (risk->block, risk->row, "impact");
  const char *mitigation = words_of (risk->block, risk->row, "mitigation");
  const QdOutlineCell *level = cell_of (risk->block, risk->row, "level");
  g_autofree char *both = NULL;
  QdOutlineCell end = { (char *) "", level != NULL ? level->emphasis : QD_EMPHASIS_NONE };

  if (likelihood != NULL && impact != NULL)
    end.text = both = g_strdup_printf ("%s × %s", likelihood, impact);
  if (!may_say (page, page->detail->reasons, QD_PAGE_REASONS, mitigation != NULL))
    mitigation = NULL;
  add_line (page, panel, words_of (risk->block, risk->row, "risk"), mitigation, &end, TRUE);
}

static void
add_risks (QdPagePlan *page)
{
  const QdOutlineSection *section = section_of (page, "risks");
  const QdBlock *block = block_of (section, QD_BLOCK_TABLE, "risk");
  const QdBlock *counts = block_of (section, QD_BLOCK_FIGURES, NULL);
  g_autoptr (GArray) ranked = NULL;
  QdPagePanel *panel;
  guint n;

  if (block == NULL && counts == NULL)
    return;

  panel = start_panel (page, section);
  for (guint i = 0; counts != NULL && i < counts->points->len; i++)
    {
      const QdOutlinePoint *point = g_ptr_array_index (counts->points, i);

      add_line (page, panel, point->text, NULL, &(QdOutlineCell) { point->lead, QD_EMPHASIS_STRONG }, FALSE);
    }
  if (block == NULL)
    return;

  ranked = rank_risks (block);
  n = MIN (ranked->len, page->detail->lines + page->more_lines);
  for (guint i = 0; i < n; i++)
    add_risk (page, panel, &g_array_index (ranked, RankedRisk, i));
  add_more (page, panel, n, ranked->len);
}

/* Adds the panels that stand in columns, in the order in which they are read. */
void
qd_page_add_panels (QdPagePlan *page)
{
  add_objectives (page);
  add_chart (page, "capacity", page->detail->capacity, QD_PAGE_CAPACITY_CHART);
  add_chart (page, "allocation", page->detail->allocation, QD_PAGE_ALLOCATION_CHART);
  add_dependencies (page);
  add_risks (page);
  if (!page->detail->dates)
    add_table (page, "reviews", "name", "focus", TRUE, "date");
  add_table (page, "not-doing", "item", "reason", TRUE, "revisit");
  add_points (page, "success-criteria");
  if (may_say (page, page->detail->priorities, QD_PAGE_PRIORITIES,
               block_of (section_of (page, "context"), QD_BLOCK_POINTS, NULL) != NULL))
    add_points (page, "context");
  add_table (page, "approvals", "role", "name", FALSE, "approved");
  for (guint i = 0; i < page->panels->len; i++)
    qd_page_panel_finish (g_ptr_array_index (page->panels, i));
}

static char *
meta_line (const QdOutline *outline)
{
  const char *facts[] = { outline->quarter, outline->state, outline->date, outline->facilitator };
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    if (!qd_text_is_blank (facts[i]))
      qd_phrase_add_fact (line, facts[i]);

  return g_strdup (line->str);
}

/* What the plan is called, and how it stands. */
QdPagePanel *
qd_page_add_head (QdPagePlan *page,
                  double      width)
{
  const QdOutline *outline = page->outline;
  QdPagePanel *panel = qd_page_panel_new (page, width);
  QdType title = type_of (page, 2.5, QD_TONE_INK, TRUE, 2);
  QdType meta = type_of (page, 1, QD_TONE_INK2, FALSE, 1);
  QdType headline = type_of (page, 1.5, QD_TONE_INK, TRUE, 2);
  QdType lead = type_of (page, 1, QD_TONE_INK, FALSE, 2);
  g_autofree char *facts = meta_line (outline);

  title.leading = 1.16;
  if (page->titled)
    add_text (page, panel, QD_FLOW_COVER, outline->title, &title, 0);
  add_text (page, panel, QD_FLOW_COVER, facts, &meta, 0.2);
  add_text (page, panel, QD_FLOW_COVER, outline->headline, &headline, 0.9);
  add_text (page, panel, QD_FLOW_COVER, outline->lead, &lead, 0.1);
  if (outline->sections->len == 0 && outline->headline == NULL)
    add_text (page, panel, QD_FLOW_COVER, _("Nothing is planned yet."), &lead, 0.9);
  qd_page_panel_finish (panel);

  return panel;
}

/* The largest letters in which each figure has room in its column, as a part of the usual ones. */
static double
figure_scale (QdPagePlan    *page,
              const QdBlock *block,
              const QdType  *type,
              double         column)
{
  double widest = column;

  for (guint i = 0; i < block->points->len; i++)
    {
      const QdOutlinePoint *point = g_ptr_array_index (block->points, i);
      QdType one_line = *type;
      QdSetText set;

      one_line.max_lines = 0;
      qd_typeset_markdown (&page->typeset, &set, point->lead, &one_line, page->width);
      widest = MAX (widest, qd_set_text_natural_width (&set));
      qd_set_text_clear (&set);
    }

  return MAX (column / widest, FIGURE_LEAST);
}

/* The figures that say how the plan stands. */
QdPagePanel *
qd_page_add_figures (QdPagePlan *page,
                     double      width)
{
  QdFlowFigureTypes types = {
    type_of (page, 2.5, QD_TONE_INK, TRUE, 1), type_of (page, 0.94, QD_TONE_INK, FALSE, 2),
    type_of (page, 0.94, QD_TONE_INK2, FALSE, 2),
  };
  const QdBlock *block = page->outline->figures;
  double gap = page->size * FIGURE_GAP;
  double column = (width - gap * (block->points->len - 1)) / block->points->len;
  QdPagePanel *panel = qd_page_panel_new (page, width);

  types.figure.size *= figure_scale (page, block, &types.figure, column);
  qd_flow_add_figures (panel->flow, &page->typeset, block, 0, block->points->len, &types, width, gap);
  qd_page_panel_finish (panel);

  return panel;
}

/* Returns: (nullable): the timeline */
QdPagePanel *
qd_page_add_dates (QdPagePlan *page,
                   double      width,
                   double      max_height)
{
  const QdOutlineSection *section = section_of (page, "timeline");
  const QdBlock *block = block_of (section, QD_BLOCK_CHART, NULL);
  double column = page->column;
  QdPagePanel *panel;

  if (block == NULL || !may_say (page, page->detail->dates, QD_PAGE_DATES, TRUE))
    return NULL;

  page->column = width;
  panel = start_panel (page, section);
  page->column = column;
  qd_flow_add_chart (panel->flow, &page->typeset, block->chart, page->size, width, max_height)->before = page->size * 0.6;
  qd_page_panel_finish (panel);

  return panel;
}

static gboolean
is_shown (const char *section)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shown_sections); i++)
    if (g_str_equal (shown_sections[i], section))
      return TRUE;

  return FALSE;
}

/* Returns: (nullable): what the page does not show, and where that is */
QdPagePanel *
qd_page_add_foot (QdPagePlan *page,
                  double      width)
{
  g_autoptr (GString) dropped = g_string_new (NULL);
  g_autoptr (GString) elsewhere = g_string_new (NULL);
  g_autofree char *line = NULL;
  QdType type = type_of (page, 0.9, QD_TONE_INK2, FALSE, FOOT_LINES);
  QdPagePanel *panel;

  for (guint i = 0; i < QD_N_PAGE_PARTS; i++)
    if ((page->left_out & (1u << i)) != 0)
      qd_phrase_add_part (dropped, _(part_words[i]));
  for (guint i = 0; i < page->outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (page->outline->sections, i);

      if (!is_shown (section->id))
        qd_phrase_add_part (elsewhere, section->topic);
    }
  if (dropped->len > 0)
    /* Translators: a list of what the page has no room for. */
    line = g_strdup_printf (_("No room here for: %s."), dropped->str);
  if (elsewhere->len > 0)
    /* Translators: a list of what only the report shows. */
    line = qd_text_join (line, g_strdup_printf (_("Only in the report: %s."), elsewhere->str));
  if (line == NULL)
    return NULL;

  panel = qd_page_panel_new (page, width);
  add_text (page, panel, QD_FLOW_NOTE, line, &type, 0);
  qd_page_panel_finish (panel);

  return panel;
}
