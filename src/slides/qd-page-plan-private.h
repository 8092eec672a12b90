#pragma once

#include "qd-flow-private.h"
#include "qd-page-plan.h"

G_BEGIN_DECLS

/**
 * QdPageDetail:
 * @lines: of a list, at most so many
 * @objectives: likewise
 * @key_results: likewise, of each objective; 0 leaves them out and makes the objectives a list
 * @initiatives: those of each objective
 * @priorities: the company's priorities
 * @reasons: mitigations, reasons, and what else is said about something
 * @owners: who an objective is of, and what it supports
 * @dates: the timeline
 * @allocation: the chart of the allocation
 * @capacity: the chart of the capacity
 *
 * How much of a plan stands on the page.
 */
typedef struct
{
  guint    lines;
  guint    objectives;
  guint    key_results;
  gboolean initiatives;
  gboolean priorities;
  gboolean reasons;
  gboolean owners;
  gboolean dates;
  gboolean allocation;
  gboolean capacity;
} QdPageDetail;

/**
 * QdPagePart:
 *
 * What may be left out; the page says so.
 */
typedef enum
{
  QD_PAGE_INITIATIVES,
  QD_PAGE_PRIORITIES,
  QD_PAGE_REASONS,
  QD_PAGE_OWNERS,
  QD_PAGE_KEY_RESULTS,
  QD_PAGE_DATES,
  QD_PAGE_ALLOCATION_CHART,
  QD_PAGE_CAPACITY_CHART,
  QD_N_PAGE_PARTS
} QdPagePart;

/**
 * QdPagePanel:
 * @flow: what it shows, on one page of its own
 * @box: where it stands
 * @column: of one in a column, which
 *
 * Something on the page. No two overlap.
 */
typedef struct
{
  QdFlow *flow;
  QdBox   box;
  guint   column;
} QdPagePanel;

/**
 * QdPagePlan:
 * @outline: what it shows; not owned
 * @typeset: what its text is set with
 * @width: of the page, in points; on a slide, in pixels of it
 * @height: of the page
 * @margin: on all sides
 * @rule: how thick lines are
 * @titled: the head begins with the title
 * @size: of body text
 * @detail: how much it shows
 * @column: how wide a column is
 * @n_columns: how many there are
 * @panels: (element-type QdPagePanel): what stands on it
 * @n_column_panels: how many of the first of them stand in columns
 * @left_out: a bit for each part that is left out
 * @more_objectives: so many more objectives than @detail says
 * @more_lines: so many more lines than it says each list has
 * @cut: whether a list is cut
 */
struct _QdPagePlan
{
  const QdOutline    *outline;
  QdTypeset           typeset;
  double              width;
  double              height;
  double              margin;
  double              rule;
  gboolean            titled;
  double              size;
  const QdPageDetail *detail;
  double              column;
  guint               n_columns;
  GPtrArray          *panels;
  guint               n_column_panels;
  guint               left_out;
  guint               more_objectives;
  guint               more_lines;
  gboolean            cut;
};

/* qd-page-panels.c */
QdPagePanel *qd_page_panel_new    (QdPagePlan *page,
                                   double      width);
void         qd_page_panel_free   (QdPagePanel *panel);
void         qd_page_panel_finish (QdPagePanel *panel);
void         qd_page_add_panels   (QdPagePlan *page);
QdPagePanel *qd_page_add_head     (QdPagePlan *page,
                                   double      width);
QdPagePanel *qd_page_add_figures  (QdPagePlan *page,
                                   double      width);
QdPagePanel *qd_page_add_dates    (QdPagePlan *page,
                                   double      width,
                                   double      max_height);
QdPagePanel *qd_page_add_foot     (QdPagePlan *page,
                                   double      width);

G_END_DECLS
