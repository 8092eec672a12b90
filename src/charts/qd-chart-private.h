#pragma once

#include "qd-canvas-private.h"
#include "qd-chart-bars.h"
#include "qd-chart-values.h"

G_BEGIN_DECLS

/**
 * QdChartKind:
 * @name: its name on the command line and in the tables of pages
 * @label: what it is called, to be translated
 * @empty: what to enter where it has no data, to be translated
 * @item_size: the size of the struct that a row or mark stands for
 * @extra_size: the size of the struct of a second list, such as the reviews behind all rows
 * @head_size: the size of the struct with what is said once
 * @is_empty: (nullable): whether there is nothing to show; without it, whether there are no items
 * @title: the message, one sentence with a figure
 * @subtitle: unit and quarter
 * @caption: the same for a card, with what would otherwise need a legend
 * @layout: draws the chart, full or compact
 * @natural_height: how high a compact chart wants to be at a width, in its design units
 * @paged: in a card, what has no room is on further pages, each of which shows as much as the first
 * @describe: what a screen reader says
 * @bars: (nullable): its values as bars, where bars say the same
 *
 * One chart; there is a table of them.
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *empty;
  gsize       item_size;
  gsize       extra_size;
  gsize       head_size;
  gboolean  (*is_empty)       (QdChart  *chart);
  char     *(*title)          (QdChart  *chart);
  char     *(*subtitle)       (QdChart  *chart);
  char     *(*caption)        (QdChart  *chart);
  void      (*layout)         (QdChart  *chart,
                               QdCanvas *canvas);
  double    (*natural_height) (QdChart  *chart,
                               double    width);
  gboolean    paged;
  char     *(*describe)       (QdChart  *chart);
  QdChartBars *(*bars)        (QdChart  *chart,
                               guint     most_rows);
} QdChartKind;

struct _QdChart
{
  const QdChartKind *kind;
  char              *title;
  char              *quarter;
  GStringChunk      *strings;
  GArray            *items;
  GArray            *extras;
  GPtrArray         *blocks;   /* memory that lives as long */
  gpointer           head;
};

extern const QdChartKind qd_chart_capacity;
extern const QdChartKind qd_chart_allocation;
extern const QdChartKind qd_chart_scorecard;
extern const QdChartKind qd_chart_targets;
extern const QdChartKind qd_chart_risk_matrix;
extern const QdChartKind qd_chart_timeline;
extern const QdChartKind qd_chart_dependencies;
extern const QdChartKind qd_chart_priorities;
extern const QdChartKind qd_chart_progress;
extern const QdChartKind qd_chart_votes;

#define qd_chart_item(chart, type, index) (&g_array_index ((chart)->items, type, (index)))

/**
 * QdFrame:
 * @left: where the chart itself begins; design units, as all
 * @right: where it ends
 * @top: below the subtitle
 * @bottom: above the line of the footnote
 * @heads: the baseline of column heads
 * @footnote: the baseline of the footnote
 * @half: it has no more than half a slide's width
 *
 * What title, subtitle and margins leave to a full chart.
 */
typedef struct
{
  double   left;
  double   right;
  double   top;
  double   bottom;
  double   heads;
  double   footnote;
  gboolean half;
} QdFrame;

/* What has no room in a card of this height, in the design units of a card, is gathered there as it is on a slide: a chart
 * that is longer than this is a table, and the table stands beside it. */
#define QD_CARD_HEIGHT_MAX 1800.0

/* A card that can be turned shows whole in a window. */
#define QD_PAGED_CARD_HEIGHT_MAX 640.0

/* Columns are as wide as the widest text of so many items: no chart has room for more. */
#define QD_MEASURED_MAX 200

/* The type of full charts. */
extern const QdLook qd_look_name;
extern const QdLook qd_look_figure;
extern const QdLook qd_look_figure_bold;
extern const QdLook qd_look_note;
extern const QdLook qd_look_note_ink;
extern const QdLook qd_look_group;
extern const QdLook qd_look_row;
extern const QdLook qd_look_red;

/* The type of compact charts. */
extern const QdLook qd_look_small;
extern const QdLook qd_look_small_bold;
extern const QdLook qd_look_small_dim;
extern const QdLook qd_look_small_red;
extern const QdLook qd_look_tiny;
extern const QdLook qd_look_tiny_bold;
extern const QdLook qd_look_tiny_dim;

const char *qd_chart_intern   (QdChart      *chart,
                               const char   *text);
QdFrame     qd_chart_frame    (QdChart      *chart,
                               QdCanvas     *canvas);
double      qd_chart_balanced_width (QdCanvas *canvas,
                               const char   *text,
                               double        width,
                               const QdLook *look);
gboolean    qd_chart_footnote_wraps (QdCanvas *canvas,
                               const QdFrame *frame,
                               const char   *text,
                               gboolean      hatched);
void        qd_chart_footnote (QdCanvas     *canvas,
                               const QdFrame *frame,
                               const char   *text,
                               gboolean      hatched);
void        qd_chart_rule     (QdCanvas     *canvas,
                               double        left,
                               double        right,
                               double        y,
                               QdTone        tone,
                               double        width);
double      qd_chart_warning  (QdCanvas     *canvas,
                               const char   *part,
                               const char   *text,
                               double        x,
                               double        baseline,
                               QdAlign       align,
                               double        max_width,
                               const QdLook *look);
char       *qd_chart_number   (double        number);
char       *qd_chart_hundredths (double      part);
char       *qd_chart_percent  (double        part);
char       *qd_chart_day      (guint32       day,
                               const char   *format);
char       *qd_chart_sentence (const char *text);
char       *qd_chart_lines    (QdChart      *chart,
                               char       *(*line) (QdChart *chart,
                                                    guint    index));
char       *qd_chart_join     (const char *const *names);
QdChartBars *qd_chart_bars_new (const char  *head,
                               guint        n_rows);
QdBarSeries *qd_chart_bars_add (QdChartBars *bars,
                               const char  *name,
                               QdTone       tone,
                               const char  *sign);
void        qd_chart_bars_add_note (QdChartBars *bars,
                               const char  *note);
void        qd_chart_bars_drop_empty (QdChartBars *bars);

G_END_DECLS
