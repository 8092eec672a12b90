#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-xlsx-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pango.h>
#include <stdlib.h>

#include "qd-chart-style.h"
#include "qd-date.h"
#include "qd-standing.h"
#include "qd-summary.h"

/* The first sheet: what the plan comes to, its two charts, and where everything is. */

#define LABEL_WIDTH 30
#define VALUE_WIDTH 14
#define GAP_WIDTH 3
#define TITLE_HEIGHT 28

/* Where the charts stand, and how large they are in pixels; the library knows them as parts of the usual size. */
#define CHART_COLUMN 3
#define CHART_WIDTH 720
#define CHART_HEIGHT 120
#define CHART_ROW_HEIGHT 46
#define CHART_HEIGHT_MAX 1600
#define USUAL_WIDTH 480.0
#define USUAL_HEIGHT 288.0
#define ROW_HEIGHT 20

typedef enum
{
  FORMAT_POINTS,
  FORMAT_PART,
  FORMAT_SCORE,
  FORMAT_COUNT,
} Format;

#define FIGURE(member, format) G_STRUCT_OFFSET (QdTotals, member), FORMAT_##format

/* @quiet: left out while it is zero. */
static const struct
{
  const char *label;
  gsize       offset;
  Format      format;
  gboolean    quiet;
  const char *text;
} figures[] = {
  { N_("Score of last quarter"), FIGURE (score, SCORE), FALSE, "={review-key-results!score}" },
  { N_("Score target"), FIGURE (score_target, SCORE), FALSE, "={plan.score-target}" },
  { N_("Key results scored"), FIGURE (n_scored, COUNT), TRUE, "=COUNT({review-key-results:score})" },
  { N_("Engineers"), FIGURE (engineers, POINTS), TRUE, "={teams!engineers}" },
  { N_("Capacity, points"), FIGURE (capacity, POINTS), FALSE, "={teams!capacity}" },
  { N_("Committed, points"), FIGURE (committed, POINTS), FALSE, "={work!points}" },
  { N_("Load"), FIGURE (load, PART), FALSE, "={teams!load}" },
  { N_("Over capacity, points"), FIGURE (over, POINTS), TRUE,
    "=SUMPRODUCT(ISNUMBER({teams:capacity})*({teams:committed}>{teams:capacity})*"
    "({teams:committed}-{teams:capacity}))" },
  { N_("Free, points"), FIGURE (free, POINTS), TRUE,
    "=SUMPRODUCT(ISNUMBER({teams:capacity})*({teams:capacity}>{teams:committed})*"
    "({teams:capacity}-{teams:committed}))" },
  { N_("Carried by no team, points"), FIGURE (unassigned, POINTS), TRUE, "=SUM({work:points})-SUM({teams:committed})" },
  { N_("Without category, points"), FIGURE (uncategorised, POINTS), TRUE,
    "={allocation!committed}-SUM({allocation:committed})" },
  { N_("Allocated"), FIGURE (share, PART), TRUE, "={allocation!percent}" },
  { N_("Objectives"), FIGURE (n_objectives, COUNT), FALSE, "=COUNT({objectives:no})" },
  { N_("Key results"), FIGURE (n_key_results_planned, COUNT), FALSE, "=COUNT({key-results:no})" },
  { N_("Initiatives"), FIGURE (n_initiatives, COUNT), FALSE, "=COUNT({initiatives:no})" },
  { N_("Open risks"), FIGURE (n_open_risks, COUNT), FALSE,
    "=ROWS({risks:risk})[-COUNTIF({risks:status},{\"risk.status.mitigated\"})"
    "-COUNTIF({risks:status},{\"risk.status.resolved\"})|]" },
};

#undef FIGURE

static const struct
{
  QdSeverity  severity;
  const char *label;
} severities[] = {
  { QD_SEVERITY_ERROR, NC_("findings", "Errors") },
  { QD_SEVERITY_WARNING, NC_("findings", "Warnings") },
  { QD_SEVERITY_NOTE, NC_("findings", "Notes") },
};

/**
 * qd_book_settle_overview:
 *
 * The first sheet.
 */
void
qd_book_settle_overview (QdBook *book)
{
  /* Translators: the name of a sheet in a workbook, at most 31 characters. */
  QdBookSheet *sheet = qd_book_add_sheet (book, QD_BOOK_OVERVIEW, _("Overview"));

  qd_book_add_column (sheet, "label", _("Figure"), FALSE);
  qd_book_add_column (sheet, "value", _("Value"), FALSE)->figure = TRUE;
}

static void
append_part (GString    *line,
             const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", text);
}

/* What plan it is: “Q2 2024 · Changed since approval · Mon, March 25, 2024”. */
static guint
write_title (QdBook      *book,
             QdBookSheet *sheet)
{
  QdRecord *root = qd_plan_get_root (book->plan);
  const char *title = qd_record_get_title (root);
  /* What an audience gets of a plan is never what was approved. */
  g_autofree char *state = book->gets == NULL ? qd_plan_describe_standing (book->plan) : NULL;
  g_autofree char *headline = book->gets == NULL ? qd_summary_headline (book->figures, book->findings) : g_strdup ("");
  g_autofree char *plain = NULL;
  g_autofree char *day = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  GDate date;

  append_part (line, qd_record_get_text (root, QD_PLAN_QUARTER));
  append_part (line, state);
  if (qd_plan_get_planning_date (book->plan, &date))
    day = qd_date_format_local (&date);
  append_part (line, day != NULL ? day : qd_record_get_text (root, QD_PLAN_PLANNING_DATE));
  pango_parse_markup (headline, -1, 0, NULL, &plain, NULL, NULL);

  worksheet_set_row (sheet->worksheet, 0, TITLE_HEIGHT, NULL);
  qd_book_write_text (book, sheet, 0, 0, *title != '\0' ? title : _("Quarterly plan"), QD_BOOK_TITLE);
  qd_book_write_text (book, sheet, 1, 0, line->str, QD_BOOK_PLAIN);
  qd_book_write_text (book, sheet, 2, 0, plain != NULL ? plain : headline, QD_BOOK_BOLD);

  return 4;
}

static double
read_figure (QdBook *book,
             gsize   offset,
             Format  format)
{
  const void *at = (const char *) qd_figures_totals (book->figures) + offset;

  return format == FORMAT_COUNT ? *(const guint *) at : *(const double *) at;
}

/* Of those who do not get all, nobody is told a figure that is not on the sheets they get. Returns whether there is
 * one. */
static gboolean
write_figure (QdBook      *book,
              QdBookSheet *sheet,
              guint        row,
              const char  *label,
              const char  *text,
              double       number,
              Format       format)
{
  static const char *const formats[] = {
    [FORMAT_POINTS] = QD_BOOK_POINTS_FORMAT, [FORMAT_PART] = QD_BOOK_PART_FORMAT,
    [FORMAT_SCORE] = QD_BOOK_SCORE_FORMAT, [FORMAT_COUNT] = QD_BOOK_POINTS_FORMAT,
  };
  g_autoptr (GString) formula = g_string_new (NULL);
  g_auto (QdValue) value = qd_value_number (number);
  gboolean follows = qd_book_expand (book, sheet, row, text, formula);

  if (!follows && book->gets != NULL)
    return FALSE;

  qd_book_write_text (book, sheet, row, 0, label, QD_BOOK_PLAIN);
  qd_book_write_formula (book, sheet, row, 1, follows ? formula->str : NULL, &value, formats[format], QD_BOOK_PLAIN);

  return TRUE;
}

static guint
write_figures (QdBook      *book,
               QdBookSheet *sheet,
               guint        row)
{
  qd_book_write_text (book, sheet, row, 0, _("Figure"), QD_BOOK_HEAD);
  qd_book_write_text (book, sheet, row++, 1, _("Value"), QD_BOOK_HEAD | QD_BOOK_AT_END);

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      double number = read_figure (book, figures[i].offset, figures[i].format);

      if (!isnan (number) && (number != 0 || !figures[i].quiet) &&
          write_figure (book, sheet, row, _(figures[i].label), figures[i].text, number, figures[i].format))
        row++;
    }

  for (gsize i = 0; book->findings != NULL && i < G_N_ELEMENTS (severities); i++)
    {
      g_autoptr (GString) text = g_string_new ("=COUNTIFS({findings:severity},");

      qd_book_append_string (text, qd_severity_label (severities[i].severity));
      g_string_append (text, ",{findings:accepted},\"\")");
      if (write_figure (book, sheet, row, g_dpgettext2 (GETTEXT_PACKAGE, "findings", severities[i].label), text->str,
                        qd_findings_count (book->findings, severities[i].severity), FORMAT_COUNT))
        row++;
    }

  return row + 1;
}

static guint
write_contents (QdBook      *book,
                QdBookSheet *sheet,
                guint        row)
{
  qd_book_write_text (book, sheet, row, 0, _("Sheet"), QD_BOOK_HEAD);
  qd_book_write_text (book, sheet, row++, 1, _("Rows"), QD_BOOK_HEAD | QD_BOOK_AT_END);

  for (guint i = 1; i < book->sheets->len; i++)
    {
      const QdBookSheet *other = g_ptr_array_index (book->sheets, i);
      g_autofree char *target = g_strdup_printf ("internal:'%s'!A1", other->name);

      worksheet_write_url_opt (sheet->worksheet, row, 0, target, qd_book_format (book, QD_BOOK_LINK, NULL), other->name,
                               NULL);
      qd_book_write_number (book, sheet, row++, 1, other->n_rows, QD_BOOK_POINTS_FORMAT, QD_BOOK_PLAIN);
    }

  return row + 1;
}

/* What a reader must not assume. */
static guint
write_notes (QdBook      *book,
             QdBookSheet *sheet,
             guint        row)
{
  g_autoptr (GPtrArray) losses = qd_xlsx_losses_within (book->plan, &book->limits);

  qd_book_write_text (book, sheet, row++, 0, _("Figures in italics are assumed; words in italics are inherited."),
                      QD_BOOK_QUIET);
  for (guint i = 0; i < losses->len; i++)
    qd_book_write_text (book, sheet, row++, 0, g_ptr_array_index (losses, i), QD_BOOK_QUIET);

  return row;
}

/* The library fills the cache of a chart from numbers alone: what formulas give, we put there, so that also programs
 * that do not compute draw it. */
static void
fill_cache (QdBook            *book,
            lxw_series_range  *range,
            const QdBookSheet *sheet,
            const QdColumn    *column)
{
  for (guint i = 0; i < sheet->n_rows; i++)
    {
      g_auto (QdValue) value = qd_column_value (column, book->figures, g_ptr_array_index (sheet->records, i), NULL);
      struct lxw_series_data_point *point = calloc (1, sizeof *point);

      g_assert (point != NULL);
      point->no_data = value.type != QD_VALUE_NUMBER;
      point->number = value.type != QD_VALUE_NUMBER     ? 0
                      : column->kind == QD_KIND_PERCENT ? value.number / 100
                                                        : value.number;
      STAILQ_INSERT_TAIL (range->data_cache, point, list_pointers);
      range->num_data_points++;
    }
  range->ignore_cache = LXW_TRUE;
}

static void
add_series (QdBook            *book,
            lxw_chart         *chart,
            const QdBookSheet *sheet,
            const char        *id,
            QdColor            color,
            const char        *format)
{
  int column = qd_book_find_column (sheet, id);
  lxw_chart_fill fill = { .color = color >> 8 };
  lxw_chart_series *series;

  if (column < 0)
    return;

  series = chart_add_series (chart, NULL, NULL);
  chart_series_set_categories (series, sheet->name, 1, 0, sheet->n_rows, 0);
  chart_series_set_values (series, sheet->name, 1, (lxw_col_t) column, sheet->n_rows, (lxw_col_t) column);
  chart_series_set_name_range (series, sheet->name, 0, (lxw_col_t) column);
  chart_series_set_fill (series, &fill);
  chart_series_set_labels (series);
  chart_series_set_labels_num_format (series, format);
  fill_cache (book, series->values, sheet, g_array_index (sheet->columns, QdBookColumn, column).column);
}

/*
 * charts:
 * @sheet: what it is drawn from
 * @title: what it says
 * @alone: what it says where nothing is taken
 * @back: the column of what there is
 * @front: the column of what is taken of it
 * @format: of both
 */
static const struct
{
  const char *sheet;
  const char *title;
  const char *alone;
  const char *back;
  const char *front;
  const char *format;
} charts[] = {
  { "teams", N_("Capacity and committed points by team"), NULL, "capacity", "committed", QD_BOOK_POINTS_FORMAT },
  { "allocation", N_("Share of the capacity and of the committed points by category"),
    N_("Share of the capacity by category"), "percent", "committed-share", QD_BOOK_PART_FORMAT },
};

/* Returns the height of the chart. */
static guint
insert_chart (QdBook            *book,
              QdBookSheet       *overview,
              guint              row,
              guint              which,
              const QdBookSheet *sheet)
{
  lxw_chart *chart = workbook_add_chart (book->workbook, LXW_CHART_BAR);
  guint height = MIN (CHART_HEIGHT + sheet->n_rows * CHART_ROW_HEIGHT, CHART_HEIGHT_MAX);
  lxw_chart_options options = { .x_scale = CHART_WIDTH / USUAL_WIDTH, .y_scale = height / USUAL_HEIGHT };
  lxw_chart_font font = { .size = 12, .bold = LXW_TRUE };
  lxw_chart_line none = { .none = LXW_TRUE };
  gboolean alone = qd_book_find_column (sheet, charts[which].front) < 0;
  const char *title = alone ? _(charts[which].alone) : _(charts[which].title);
  QdChartStyle style;

  qd_chart_style_init (&style, FALSE);
  add_series (book, chart, sheet, charts[which].back, style.tones[QD_TONE_G2], charts[which].format);
  add_series (book, chart, sheet, charts[which].front, style.tones[QD_TONE_ACCENT], charts[which].format);

  chart_title_set_name (chart, title);
  chart_title_set_name_font (chart, &font);
  chart_legend_set_position (chart, alone ? LXW_CHART_LEGEND_NONE : LXW_CHART_LEGEND_BOTTOM);
  chart_set_series_gap (chart, 60);
  /* Of bars the names stand along the axis that the library calls y. */
  chart_axis_set_reverse (chart->y_axis);
  chart_axis_set_line (chart->y_axis, &none);
  chart_axis_off (chart->x_axis);
  chart_axis_major_gridlines_set_visible (chart->x_axis, LXW_FALSE);
  chart_chartarea_set_line (chart, &none);

  options.description = (char *) title;
  worksheet_insert_chart_opt (overview->worksheet, row, CHART_COLUMN, chart, &options);

  return height;
}

static void
insert_charts (QdBook      *book,
               QdBookSheet *overview,
               guint        row)
{
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      const QdBookSheet *sheet = qd_book_find_sheet (book, charts[i].sheet);

      if (sheet != NULL && qd_book_find_column (sheet, charts[i].back) >= 0)
        row += insert_chart (book, overview, row, i, sheet) / ROW_HEIGHT + 2;
    }
}

/**
 * qd_book_write_overview:
 * @sheet: the first sheet
 */
void
qd_book_write_overview (QdBook      *book,
                        QdBookSheet *sheet)
{
  guint top = write_title (book, sheet);
  guint row = write_figures (book, sheet, top);

  row = write_contents (book, sheet, row);
  write_notes (book, sheet, row);
  insert_charts (book, sheet, top);

  worksheet_set_column (sheet->worksheet, 0, 0, LABEL_WIDTH, NULL);
  worksheet_set_column (sheet->worksheet, 1, 1, VALUE_WIDTH, NULL);
  worksheet_set_column (sheet->worksheet, 2, 2, GAP_WIDTH, NULL);
  worksheet_gridlines (sheet->worksheet, LXW_HIDE_ALL_GRIDLINES);
  worksheet_set_landscape (sheet->worksheet);
  worksheet_fit_to_pages (sheet->worksheet, 1, 1);
}
