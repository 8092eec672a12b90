#pragma once

#include "qd-audience.h"
#include "qd-chart.h"
#include "qd-figures.h"
#include "qd-pages.h"

G_BEGIN_DECLS

/* What leaves the plan for people to read: sections in the order of the planning conversation, each with a title that
 * states its message, and blocks of text, tables and charts. The deck, the report, HTML and the plan on a page are all
 * made of it, so that whatever an audience must not see is left out here and nowhere else. All text is the user's, with
 * inline Markdown as typed; see qd_inline_parse() for what it means. */

typedef enum
{
  QD_BLOCK_TEXT,
  QD_BLOCK_POINTS,
  QD_BLOCK_TABLE,
  QD_BLOCK_CHART,
  QD_BLOCK_FIGURES,
} QdBlockKind;

/**
 * QdEmphasis:
 * @QD_EMPHASIS_NONE: plain
 * @QD_EMPHASIS_STRONG: what the row is about
 * @QD_EMPHASIS_QUIET: inherited, unknown, secondary
 * @QD_EMPHASIS_WARNING: short of something; its text says so, too
 * @QD_EMPHASIS_ERROR: beyond a limit; its text says so, too
 */
typedef enum
{
  QD_EMPHASIS_NONE,
  QD_EMPHASIS_STRONG,
  QD_EMPHASIS_QUIET,
  QD_EMPHASIS_WARNING,
  QD_EMPHASIS_ERROR,
} QdEmphasis;

/* What stands between the lead of a point and its text. */
#define QD_OUTLINE_LEAD_SEPARATOR " \342\200\223 "

/**
 * QdOutlinePoint:
 * @lead: (nullable): what stands first, heavy: the name of a priority
 * @text: the rest; "" if the lead is all
 * @id: (nullable): the id of the record it is
 */
typedef struct
{
  char *lead;
  char *text;
  char *id;
} QdOutlinePoint;

typedef struct
{
  char       *text;
  QdEmphasis  emphasis;
} QdOutlineCell;

typedef enum
{
  QD_OUTLINE_ROW_PLAIN,
  QD_OUTLINE_ROW_GROUP,
  QD_OUTLINE_ROW_TOTAL,
} QdOutlineRowKind;

/**
 * QdOutlineRow:
 * @kind: group rows head those below them; a total closes the table
 * @cells: (array length=n_cells): one a column
 * @n_cells: how many
 * @id: (nullable): the id of the record it is
 */
typedef struct
{
  QdOutlineRowKind  kind;
  QdOutlineCell    *cells;
  guint             n_cells;
  char             *id;
} QdOutlineRow;

/**
 * QdOutlineColumn:
 * @id: (nullable): of a table of records, the id of the column, such as "target"
 * @label: its head
 * @at_end: figures: aligned at the end, with tabular figures
 * @prose: words that somebody wrote, rather than a figure, a level, a date or a name
 * @width: how many characters it wants; a share of the room, not a limit
 */
typedef struct
{
  const char *id;
  char       *label;
  gboolean    at_end;
  gboolean    prose;
  int         width;
} QdOutlineColumn;

/**
 * QdBlock:
 * @kind: what it is
 * @title: (nullable): its own heading, where a section has several blocks
 * @text: (nullable): of a text, what it says; of points that are numbered, unused
 * @points: (nullable) (element-type QdOutlinePoint): of points and of figures (lead: the figure, text: what it is of)
 * @numbered: the points have an order
 * @columns: (nullable) (element-type QdOutlineColumn): of a table
 * @rows: (nullable) (element-type QdOutlineRow): of a table
 * @chart: (nullable): of a chart
 * @note: (nullable): a line below, for what a reader must not assume
 */
typedef struct
{
  QdBlockKind  kind;
  char        *title;
  char        *text;
  GPtrArray   *points;
  gboolean     numbered;
  GPtrArray   *columns;
  GPtrArray   *rows;
  QdChart     *chart;
  char        *note;
} QdBlock;

/**
 * QdOutlineSection:
 * @id: what decks for an audience name it by, such as "capacity"; one objective each has the id "objective"
 * @topic: what it is about: “Capacity”
 * @title: its message, one sentence with a figure: “Security is committed to 115 % of its capacity”
 * @subtitle: (nullable): unit, owner, quarter
 * @blocks: (element-type QdBlock): its content, never empty
 * @notes: (element-type utf8): what a speaker may want to know: the findings about it
 */
typedef struct
{
  const char *id;
  char       *topic;
  char       *title;
  char       *subtitle;
  GPtrArray  *blocks;
  GPtrArray  *notes;
} QdOutlineSection;

/**
 * QdOutline:
 * @title: what the plan is called
 * @quarter: (nullable): its quarter, as written in the user's language
 * @state: (nullable): draft, proposed or approved, in the user's language
 * @date: (nullable): the planning date, in the user's language
 * @facilitator: (nullable): who leads it
 * @attendees: (nullable): who takes part
 * @note: (nullable): what the plan says of itself
 * @headline: (nullable): how the plan stands, in a few words
 * @lead: (nullable): the same in a sentence or two, with figures
 * @figures: (nullable): the headline figures: of each point the lead is the figure, the first line of the text what it
 *   is called, the second what to say about it
 * @concerns: (element-type utf8): the findings that weigh most, a few; none for those who are not told of findings
 * @audience: whom it is for
 * @sections: (element-type QdOutlineSection): only those with content
 * @left_out: (element-type utf8): what the audience does not get, one line each, for the preview
 *
 * A plan as people read it. Read-only.
 */
typedef struct
{
  char             *title;
  char             *quarter;
  char             *state;
  char             *date;
  char             *facilitator;
  char             *attendees;
  char             *note;
  char             *headline;
  char             *lead;
  QdBlock          *figures;
  GPtrArray        *concerns;
  QdAudience       *audience;
  GPtrArray        *sections;
  GPtrArray        *left_out;
} QdOutline;

char     **qd_outline_dup_section_ids (void);
const char *qd_outline_section_topic (const char *id);
gboolean   qd_outline_speaks_for      (const QdOutlineSection *section,
                                       const QdBlock          *block);
gboolean   qd_outline_needs_heading   (const QdOutlineSection *section,
                                       const QdBlock          *block);
QdOutline *qd_outline_new  (QdFigures        *figures,
                            GPtrArray        *findings,
                            const QdAudience *audience);
QdOutline *qd_outline_new_for_page (QdFigures       *figures,
                            GPtrArray        *findings,
                            const QdAudience *audience,
                            QdPageId          page);
char      *qd_outline_to_markdown (const QdOutline *outline);
void       qd_outline_free (QdOutline        *outline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdOutline, qd_outline_free)

G_END_DECLS
