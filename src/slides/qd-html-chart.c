#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-html-private.h"

#include <string.h>

/* Charts in a page: drawn for a wide screen and for a narrow one, in colours that follow the ground. */

#define WIDE_WIDTH 792.0
#define NARROW_WIDTH 300.0
#define TEXT_SIZE 13.0

/* What a chart of thousands of marks has beyond, it counts. */
#define WIDE_HEIGHT_MAX 1400.0
#define NARROW_HEIGHT_MAX 2000.0

#define COLOR_LENGTH 7 /* of “#1d2127” */

static char *
draw (QdChart            *chart,
      const QdChartStyle *style,
      double              width,
      double              height_max)
{
  QdChartStyle own = *style;
  g_autoptr (QdMarks) marks = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *text;

  own.compact = TRUE;
  own.transparent = TRUE;
  own.text_size = TEXT_SIZE;
  marks = qd_chart_layout (chart, &own, width, MIN (qd_chart_get_natural_height (chart, &own, width), height_max));
  bytes = qd_marks_to_svg (marks, FALSE);
  text = g_bytes_get_data (bytes, &length);

  return g_strndup (text, length);
}

static gboolean
is_color (const char *text)
{
  if (*text != '#')
    return FALSE;
  for (guint i = 1; i < COLOR_LENGTH; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;

  return TRUE;
}

/* Where two drawings differ in nothing but colours, one drawing with variables for these. Returns: %FALSE if they differ
 * in something else */
static gboolean
join (QdHtmlPalette *palette,
      const char    *light,
      const char    *dark,
      GString       *joined)
{
  while (*light != '\0' && *dark != '\0')
    {
      if (is_color (light) && is_color (dark) && strncmp (light, dark, COLOR_LENGTH) != 0)
        {
          g_autofree char *own = g_strndup (light, COLOR_LENGTH);
          g_autofree char *other = g_strndup (dark, COLOR_LENGTH);

          g_string_append_printf (joined, "var(--c%u)", qd_html_palette_pair (palette, own, other));
          light += COLOR_LENGTH;
          dark += COLOR_LENGTH;
        }
      else if (*light == *dark)
        {
          g_string_append_c (joined, *light++);
          dark++;
        }
      else
        {
          return FALSE;
        }
    }

  return *light == *dark;
}

static void
insert_after (GString    *drawing,
              const char *mark,
              const char *attributes)
{
  const char *at = strstr (drawing->str, mark);

  if (at != NULL)
    g_string_insert (drawing, at - drawing->str + (gssize) strlen (mark), attributes);
}

/* Title and description are what a screen reader says of the picture as a whole. */
static void
append_drawing (GString    *out,
                const char *svg,
                const char *class,
                guint      *n_ids)
{
  g_autoptr (GString) drawing = g_string_new (svg);
  g_autofree char *root = NULL;
  g_autofree char *title = g_strdup_printf (" id=\"title-%u\"", *n_ids);
  g_autofree char *description = g_strdup_printf (" id=\"description-%u\"", *n_ids);

  root = g_strdup_printf (" class=\"%s\"%s%u\"%s%u\"", class, " aria-labelledby=\"title-", *n_ids,
                          " aria-describedby=\"description-", *n_ids);
  insert_after (drawing, "<desc", description);
  insert_after (drawing, "<title", title);
  insert_after (drawing, "<svg", root);
  g_string_append_len (out, drawing->str, (gssize) drawing->len);
  (*n_ids)++;
}

static void
append_for_width (GString       *out,
                  QdHtmlPalette *palette,
                  QdChart       *chart,
                  gboolean       wide,
                  guint         *n_ids)
{
  double width = wide ? WIDE_WIDTH : NARROW_WIDTH;
  double height_max = wide ? WIDE_HEIGHT_MAX : NARROW_HEIGHT_MAX;
  g_autofree char *light = draw (chart, &palette->light, width, height_max);
  g_autofree char *dark = draw (chart, &palette->dark, width, height_max);
  g_autoptr (GString) joined = g_string_sized_new (strlen (light));

  if (join (palette, light, dark, joined))
    {
      append_drawing (out, joined->str, wide ? "wide" : "narrow", n_ids);
      return;
    }
  append_drawing (out, light, wide ? "wide light" : "narrow light", n_ids);
  append_drawing (out, dark, wide ? "wide dark" : "narrow dark", n_ids);
}

/**
 * qd_html_append_chart:
 * @palette: the colours of the page; those of the chart are added
 * @chart: a chart
 * @n_ids: (inout): how many identifiers the page has had for drawings so far
 *
 * Appends @chart as pictures of which the page shows the one that fits.
 */
void
qd_html_append_chart (GString       *out,
                      QdHtmlPalette *palette,
                      QdChart       *chart,
                      guint         *n_ids)
{
  append_for_width (out, palette, chart, TRUE, n_ids);
  append_for_width (out, palette, chart, FALSE, n_ids);
}
