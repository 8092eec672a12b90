#include "qd-outline-checks.h"

#include <string.h>

/* What must hold for every outline, and every text that it leads to. */

const char *const qd_partner_secrets[] = {
  /* The security key results and the risks. */
  "vulnerab", "5 open", "0 open", "Secrets in code", "~50", "SOC2", "Key engineer", "departure", "scope creep", "Vault",
  "April hires",
  /* What is between the company and its board. */
  "Board", "reliability concerns", "SLO", "burnout", "Headcount", "34 engineers", "$50K", "0.59", "Feature velocity",
  /* How it is done, and by whom. */
  "SAML", "Early engagement", "Draft specs", "Checkout", "Platform", "Growth", "Security", "VP", "CPO", "120",
  "Post-demo", "Mobile app", NULL,
};

static void
append (GString    *out,
        const char *text)
{
  if (text != NULL)
    g_string_append_printf (out, "%s\n", text);
}

static void
append_chart (GString *out,
              QdChart *chart)
{
  g_autofree char *title = qd_chart_dup_title (chart);
  g_autofree char *subtitle = qd_chart_dup_subtitle (chart);
  g_autofree char *caption = qd_chart_dup_caption (chart);
  g_autofree char *description = qd_chart_describe (chart);
  g_autoptr (QdMarks) marks = NULL;
  QdChartStyle style;

  append (out, title);
  append (out, subtitle);
  append (out, caption);
  append (out, description);
  qd_chart_style_init (&style, FALSE);
  marks = qd_chart_layout (chart, &style, 1920, 1080);
  for (guint i = 0; i < qd_marks_get_length (marks); i++)
    {
      append (out, qd_marks_get (marks, i)->text);
      append (out, qd_marks_get (marks, i)->tooltip);
    }
}

static void
append_block (GString       *out,
              const QdBlock *block)
{
  append (out, block->title);
  append (out, block->text);
  append (out, block->note);
  for (guint i = 0; block->points != NULL && i < block->points->len; i++)
    {
      const QdOutlinePoint *point = g_ptr_array_index (block->points, i);

      append (out, point->lead);
      append (out, point->text);
    }
  for (guint i = 0; block->columns != NULL && i < block->columns->len; i++)
    append (out, ((const QdOutlineColumn *) g_ptr_array_index (block->columns, i))->label);
  for (guint i = 0; block->rows != NULL && i < block->rows->len; i++)
    {
      const QdOutlineRow *row = g_ptr_array_index (block->rows, i);

      for (guint j = 0; j < row->n_cells; j++)
        append (out, row->cells[j].text);
    }
  if (block->chart != NULL)
    append_chart (out, block->chart);
}

/* Returns: (transfer full): everything that @outline says to its audience, a text a line */
char *
qd_outline_all_text (const QdOutline *outline)
{
  GString *out = g_string_new (NULL);
  const char *facts[] = {
    outline->title, outline->quarter, outline->state, outline->date, outline->facilitator, outline->attendees, outline->note,
    outline->headline, outline->lead,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    append (out, facts[i]);
  if (outline->figures != NULL)
    append_block (out, outline->figures);
  for (guint i = 0; i < outline->concerns->len; i++)
    append (out, g_ptr_array_index (outline->concerns, i));
  for (guint i = 0; i < outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (outline->sections, i);

      append (out, section->topic);
      append (out, section->title);
      append (out, section->subtitle);
      for (guint j = 0; j < section->blocks->len; j++)
        append_block (out, g_ptr_array_index (section->blocks, j));
      for (guint j = 0; j < section->notes->len; j++)
        append (out, g_ptr_array_index (section->notes, j));
    }

  return g_string_free (out, FALSE);
}

static void
check_block (const QdBlock *block,
             const char    *where)
{
  gboolean listed = block->kind == QD_BLOCK_POINTS || block->kind == QD_BLOCK_FIGURES;

  if ((block->kind == QD_BLOCK_TEXT) != (block->text != NULL) || listed != (block->points != NULL) ||
      (block->kind == QD_BLOCK_TABLE) != (block->rows != NULL) || (block->kind == QD_BLOCK_CHART) != (block->chart != NULL))
    g_error ("%s: a block is not what it says", where);
  if ((listed && block->points->len == 0) || (block->rows != NULL && block->rows->len == 0))
    g_error ("%s: a block is empty", where);

  for (guint i = 0; listed && i < block->points->len; i++)
    g_assert_nonnull (((const QdOutlinePoint *) g_ptr_array_index (block->points, i))->text);
  for (guint i = 0; block->rows != NULL && i < block->rows->len; i++)
    {
      const QdOutlineRow *row = g_ptr_array_index (block->rows, i);

      if (row->n_cells != block->columns->len || row->n_cells == 0)
        g_error ("%s: row %u has %u cells, there are %u columns", where, i, row->n_cells, block->columns->len);
      for (guint j = 0; j < row->n_cells; j++)
        if (row->cells[j].text == NULL)
          g_error ("%s: row %u has no text in column %u", where, i, j);
    }
}

void
qd_check_outline (const QdOutline *outline,
                  const char      *what)
{
  g_auto (GStrv) ids = qd_outline_dup_section_ids ();
  g_autofree char *text = qd_outline_all_text (outline);

  if (!g_utf8_validate (text, -1, NULL))
    g_error ("%s: not UTF-8", what);
  g_assert_true (outline->title != NULL && *outline->title != '\0');
  for (guint i = 0; i < outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (outline->sections, i);
      g_autofree char *where = g_strdup_printf ("%s: %s", what, section->id);

      if (!g_strv_contains ((const char *const *) ids, section->id))
        g_error ("%s: there is no such section", where);
      if (section->title == NULL || *section->title == '\0' || section->topic == NULL || section->blocks->len == 0)
        g_error ("%s: no title, no topic or no content", where);
      for (guint j = 0; j < section->blocks->len; j++)
        check_block (g_ptr_array_index (section->blocks, j), where);
    }
}

/* Nothing in @text tells the partner what it must not know. */
void
qd_check_secrets (const char *text,
                  const char *what)
{
  for (guint i = 0; qd_partner_secrets[i] != NULL; i++)
    if (strstr (text, qd_partner_secrets[i]) != NULL)
      g_error ("%s tells the partner “%s”:\n%s", what, qd_partner_secrets[i], text);
}
