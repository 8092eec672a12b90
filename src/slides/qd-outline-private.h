#pragma once

/* How an outline is built. */

#include "qd-columns.h"
#include "qd-outline.h"
#include "qd-pages.h"
#include "qd-since.h"

G_BEGIN_DECLS

/**
 * QdOutlineBuilder:
 * @outline: what is being built
 * @all: the figures of the whole plan, with what is not to be named renamed: for sums
 * @shown: the figures of what the audience gets: for everything that names anything
 * @findings: (nullable): the findings of @all, where the audience is told of them
 * @since: (nullable): what changed since the plan was approved, where the audience is told
 * @columns: of each list, of this quarter and of the previous one, the columns that it shows; %NULL before they are asked
 *   for, which takes a look at the whole plan
 * @n_columns: how many
 */
typedef struct
{
  QdOutline       *outline;
  QdFigures       *all;
  QdFigures       *shown;
  GPtrArray       *findings;
  QdSince         *since;
  const QdColumn **columns[QD_N_LISTS][2];
  guint            n_columns[QD_N_LISTS][2];
} QdOutlineBuilder;

/**
 * QdSectionForm:
 * @QD_SECTION_TABLE: a table, a row a record
 * @QD_SECTION_POINTS: points in no order
 * @QD_SECTION_NUMBERED: points in order
 * @QD_SECTION_SCORED: objectives with their key results as one table
 *
 * How a list is shown.
 */
typedef enum
{
  QD_SECTION_TABLE,
  QD_SECTION_POINTS,
  QD_SECTION_NUMBERED,
  QD_SECTION_SCORED,
} QdSectionForm;

#define QD_SECTION_MAX_LISTS 3

/**
 * QdSectionKind:
 * @id: its name, for audiences
 * @topic: what it is about, to be translated
 * @page: the page whose findings are about it
 * @chart: (nullable): the name of its chart
 * @chart_columns: (nullable): the columns that the chart tells; whoever does not get one of them does not get the chart
 * @lists: (array length=n_lists): what else it shows
 * @sums: it is about sums of everything, of which the audience may get no more than these
 * @inside: it names work of all kinds: for nobody outside
 * @needs: (nullable): the sections whose content the chart names too
 * @title: its message; %NULL where there is nothing to say
 * @add: (nullable): adds what is special about it
 * @add_all: (nullable): makes the sections itself: there may be several
 */
typedef struct
{
  const char *id;
  const char *topic;
  QdPageId    page;
  const char *chart;
  const char *chart_columns;
  struct
  {
    QdListId      list;
    QdSectionForm form;
  }           lists[QD_SECTION_MAX_LISTS];
  guint       n_lists;
  gboolean    sums;
  gboolean    inside;
  const char *needs;
  char     *(*title)   (QdOutlineBuilder *builder);
  void      (*add)     (QdOutlineBuilder *builder,
                        QdOutlineSection *section);
  void      (*add_all) (QdOutlineBuilder *builder);
} QdSectionKind;

/* qd-outline.c */
void              qd_outline_builder_clear (QdOutlineBuilder *builder);
QdOutline        *qd_outline_new_empty   (const QdAudience *audience);
QdOutlineSection *qd_outline_add_section (QdOutlineBuilder *builder,
                                          const char       *id,
                                          const char       *topic);
gboolean          qd_outline_gets_column (QdOutlineBuilder *builder,
                                          QdListId          list,
                                          const char       *column);
const char       *qd_outline_name        (QdRecord         *record);
const char       *qd_outline_mark        (QdOutlineBuilder *builder,
                                          QdRecord         *record);

/* qd-outline-blocks.c */
QdBlock          *qd_block_new           (QdBlockKind       kind,
                                          const char       *title);
void              qd_block_free          (QdBlock          *block);
void              qd_block_add_point     (QdBlock          *block,
                                          const char       *lead,
                                          const char       *text,
                                          const char       *id);
QdOutlineColumn  *qd_block_add_column    (QdBlock          *block,
                                          const char       *label,
                                          gboolean          at_end,
                                          int               width);
QdOutlineRow     *qd_block_add_row       (QdBlock          *block,
                                          QdOutlineRowKind  kind,
                                          const char       *id);
void              qd_outline_row_free    (QdOutlineRow     *row);
void              qd_outline_point_free  (QdOutlinePoint   *point);
QdBlock          *qd_outline_list_block  (QdOutlineBuilder *builder,
                                          QdFigures        *figures,
                                          QdList           *list,
                                          QdSectionForm     form);

/* qd-outline-headline.c */
void              qd_outline_add_headline (QdOutlineBuilder *builder,
                                           GPtrArray        *findings);

/* qd-outline-risks.c */
void              qd_outline_add_risk_counts        (QdOutlineBuilder *builder,
                                                     QdOutlineSection *section);

/* qd-outline-free.c */
void              qd_outline_add_markdown           (QdOutlineSection *section,
                                                     const char       *markdown);

/* qd-outline-titles.c */
char             *qd_outline_title_of_lessons       (QdOutlineBuilder *builder);
char             *qd_outline_title_of_context       (QdOutlineBuilder *builder);
char             *qd_outline_title_of_risks         (QdOutlineBuilder *builder);
char             *qd_outline_title_of_dependencies  (QdOutlineBuilder *builder);
char             *qd_outline_title_of_not_doing     (QdOutlineBuilder *builder);
char             *qd_outline_title_of_criteria      (QdOutlineBuilder *builder);
char             *qd_outline_title_of_timeline      (QdOutlineBuilder *builder);
char             *qd_outline_title_of_communication (QdOutlineBuilder *builder);
char             *qd_outline_title_of_reviews       (QdOutlineBuilder *builder);
char             *qd_outline_title_of_decisions     (QdOutlineBuilder *builder);
char             *qd_outline_title_of_actions       (QdOutlineBuilder *builder);
char             *qd_outline_title_of_approvals     (QdOutlineBuilder *builder);
char             *qd_outline_title_of_accepted      (QdOutlineBuilder *builder);
char             *qd_outline_title_of_objective     (QdOutlineBuilder *builder,
                                                     QdRecord         *objective);

G_END_DECLS
