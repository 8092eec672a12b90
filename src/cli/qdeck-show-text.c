#include "qd-config.h"

#include "qdeck-show-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-columns.h"
#include "qd-standing.h"
#include "qd-summary.h"
#include "qdeck-private.h"

/* The figures of a plan for people: the sentences and tables that the window shows, as plain text. */

#define MAX_COLUMNS 8
#define BAR_CELLS 10

/* One table, under the sentence of its page: of the records of a list, or of what they hold in another. */
typedef struct
{
  QdPageId    page;
  QdListId    list;
  QdListId    inner;
  const char *columns[MAX_COLUMNS];
  gboolean    total;
} Section;

static const Section sections[] = {
  { QD_PAGE_LAST_QUARTER, QD_LIST_REVIEW_OBJECTIVES, QD_LIST_KEY_RESULTS,
    { "title", "target", "actual", "score", "band" }, TRUE },
  { QD_PAGE_CAPACITY, QD_LIST_TEAMS, QD_LIST_ANY,
    { "name", "engineers", "days", "capacity", "committed", "load" }, TRUE },
  { QD_PAGE_CAPACITY, QD_LIST_ALLOCATION, QD_LIST_ANY, { "name", "percent", "points", "committed" }, TRUE },
  { QD_PAGE_OBJECTIVES, QD_LIST_OBJECTIVES, QD_LIST_ANY, { "title", "owner", "points", "load" }, TRUE },
  { QD_PAGE_RISKS, QD_LIST_RISKS, QD_LIST_ANY, { "risk", "likelihood", "impact", "level", "status", "owner" }, FALSE },
};

static void
append_markup_text (GMarkupParseContext  *context,
                    const char           *text,
                    gsize                 length,
                    gpointer              user_data,
                    GError              **error)
{
  g_string_append_len (user_data, text, (gssize) length);
}

/* The sentences of the window have their figures in bold. */
static void
append_sentence (GString *out,
                 char    *markup)
{
  static const GMarkupParser parser = { .text = append_markup_text };
  g_autofree char *owned = markup;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autofree char *line = NULL;

  if (markup == NULL || *markup == '\0')
    return;

  context = g_markup_parse_context_new (&parser, 0, text, NULL);
  g_markup_parse_context_parse (context, "<text>", -1, NULL);
  g_markup_parse_context_parse (context, owned, -1, NULL);
  g_markup_parse_context_parse (context, "</text>", -1, NULL);
  line = qdeck_one_line (text->str);
  g_string_append_printf (out, "%s\n", line);
}

/* A bar that is full at 1 and says how far it goes beyond: a load of 115 % has a mark behind it. */
static char *
draw_bar (double load)
{
  GString *bar = g_string_new (NULL);
  int cells = isnan (load) ? 0 : (int) lround (CLAMP (load, 0, 1) * BAR_CELLS);

  for (int i = 0; i < BAR_CELLS; i++)
    g_string_append (bar, i < cells ? "#" : ".");
  if (load > 1)
    g_string_append (bar, " !");

  return g_string_free (bar, FALSE);
}

static guint
find_columns (const Section   *section,
              const QdColumn **columns,
              gboolean        *bar)
{
  QdListId list = section->inner != QD_LIST_ANY ? section->inner : section->list;
  guint n_columns = 0;

  *bar = FALSE;
  while (n_columns < MAX_COLUMNS && section->columns[n_columns] != NULL)
    {
      const QdColumn *column = qd_column_find (qd_list_info (list)->record_type, section->columns[n_columns]);

      g_assert (column != NULL);
      *bar |= column->load_bar;
      columns[n_columns++] = column;
    }

  return n_columns;
}

static void
append_row (QdeckTable      *table,
            const QdColumn **columns,
            guint            n_columns,
            QdFigures       *figures,
            QdRecord        *record)
{
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *text = qd_column_display (columns[i], figures, record, NULL);

      qdeck_table_cell (table, text);
      if (columns[i]->load_bar)
        {
          g_auto (QdValue) value = qd_column_value (columns[i], figures, record, NULL);
          g_autofree char *bar = draw_bar (value.type == QD_VALUE_NUMBER ? value.number : NAN);

          qdeck_table_cell (table, bar);
        }
    }
}

static void
append_rows (QdeckTable      *table,
             const QdColumn **columns,
             guint            n_columns,
             QdFigures       *figures,
             QdList          *list,
             QdListId         inner)
{
  for (guint i = 0; i < qd_list_get_length (list); i++)
    {
      QdRecord *record = qd_list_get (list, i);

      if (inner != QD_LIST_ANY)
        append_rows (table, columns, n_columns, figures, qd_record_get_list (record, inner), QD_LIST_ANY);
      else
        append_row (table, columns, n_columns, figures, record);
    }
}

static void
append_total (QdeckTable      *table,
              const QdColumn **columns,
              guint            n_columns,
              QdFigures       *figures,
              QdListId         list)
{
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *text = qd_column_display_total (columns[i], figures, list);

      qdeck_table_cell (table, i == 0 ? _("Total") : text);
      if (columns[i]->load_bar)
        qdeck_table_cell (table, NULL);
    }
}

static void
append_section (GString       *out,
                const Section *section,
                QdFigures     *figures)
{
  QdList *list = qd_plan_get_list (qd_figures_get_plan (figures), section->list);
  const QdColumn *columns[MAX_COLUMNS];
  gboolean bar;
  guint n_columns = find_columns (section, columns, &bar);
  g_autoptr (QdeckTable) table = qdeck_table_new (n_columns + (bar ? 1 : 0));

  for (guint i = 0; i < n_columns; i++)
    {
      qdeck_table_heading (table, _(columns[i]->label), qd_kind_is_number (columns[i]->kind));
      if (columns[i]->load_bar)
        qdeck_table_heading (table, NULL, FALSE);
    }
  append_rows (table, columns, n_columns, figures, list, section->inner);
  if (section->total)
    append_total (table, columns, n_columns, figures, section->list);

  qdeck_table_append (table, out);
}

static void
append_title (GString *out,
              QdPlan  *plan)
{
  QdQuarter quarter = qd_plan_get_quarter (plan);
  g_autofree char *quarter_name = qd_quarter_format (&quarter);
  g_autofree char *title = qdeck_one_line (qd_record_get_title (qd_plan_get_root (plan)));

  if (*title != '\0')
    g_string_append_printf (out, "%s\n", title);
  else
    /* Translators: the title of a plan that has none of its own; %s is its quarter. */
    g_string_append_printf (out, _("%s plan\n"), quarter_name);
}

/**
 * qdeck_show_text:
 * @figures: the figures of a plan
 * @findings: (element-type QdFinding): what was found in it
 *
 * Returns: (transfer full): the plan's figures in the user's language, in lines
 */
char *
qdeck_show_text (QdFigures *figures,
                 GPtrArray *findings)
{
  QdPlan *plan = qd_figures_get_plan (figures);
  GString *out = g_string_new (NULL);
  g_autofree char *standing = qd_plan_describe_standing (plan);
  QdPageId page = QD_PAGE_OVERVIEW;

  append_title (out, plan);
  append_sentence (out, g_markup_escape_text (standing, -1));
  append_sentence (out, qd_summary_headline (figures, findings));
  append_sentence (out, qd_summary_subtitle (figures, findings));

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      const Section *section = &sections[i];

      if (qd_list_get_length (qd_plan_get_list (plan, section->list)) == 0)
        continue;

      g_string_append_c (out, '\n');
      if (section->page != page)
        append_sentence (out, qd_summary_page (figures, findings, section->page));
      page = section->page;
      append_section (out, section, figures);
    }

  return g_string_free (out, FALSE);
}
