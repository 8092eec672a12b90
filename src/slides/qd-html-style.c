#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-html-private.h"

#include <string.h>

#include "qd-plan-style.h"

/* How a page looks: one style sheet for screens from 320 pixels on, light and dark, and for paper. */

static const struct
{
  const char *name;
  QdTone      tone;
} variables[] = {
  { "paper", QD_TONE_PAPER }, { "ink", QD_TONE_INK }, { "ink2", QD_TONE_INK2 }, { "g0", QD_TONE_G0 },
  { "g1", QD_TONE_G1 }, { "g2", QD_TONE_G2 }, { "g3", QD_TONE_G3 }, { "accent", QD_TONE_ACCENT },
  { "red", QD_TONE_RED }, { "amber", QD_TONE_AMBER },
};

static const char *const page_sizes[] = {
  [QD_PAGE_SIZE_A4] = "A4", [QD_PAGE_SIZE_LETTER] = "letter", [QD_PAGE_SIZE_A3] = "A3",
};

static const char sheet[] =
  "*{box-sizing:border-box}\n"
  "html{-webkit-text-size-adjust:100%}\n"
  "body{margin:0;background:var(--paper);color:var(--ink);line-height:1.55;overflow-wrap:break-word}\n"
  "header,main,nav,footer{max-width:52rem;margin:0 auto;padding:0 1.25rem}\n"
  "header{padding-top:3rem}\n"
  "h1,h2,h3,p,li,td,th,dd,figcaption{unicode-bidi:plaintext}\n"
  "h1{font-size:2.25rem;line-height:1.15;margin:0;text-wrap:balance}\n"
  "h2{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem;text-wrap:balance}\n"
  "h3,caption,.message{font-size:1rem;font-weight:700;line-height:1.35;margin:2rem 0 .5rem;text-align:start}\n"
  "p{margin:0 0 .75rem;max-width:42rem}\n"
  "ul,ol{margin:0 0 .75rem;padding-inline-start:1.5rem;max-width:42rem}\n"
  "li{margin:.35rem 0}\n"
  "li::marker{color:var(--ink2)}\n"
  "a{color:var(--accent)}\n"
  "code{font-size:.9em}\n"
  ".quarter{font-size:1.125rem;color:var(--ink2);margin:.35rem 0 1.5rem}\n"
  ".topic{color:var(--accent);font-weight:700;font-size:.875rem;margin:0 0 .15rem}\n"
  ".subtitle,.note,figcaption{color:var(--ink2);font-size:.875rem}\n"
  ".note{margin-top:.5rem}\n"
  "dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.5rem;margin:0 0 1.5rem}\n"
  "dt{color:var(--ink2)}\n"
  "dd{margin:0}\n"
  ".headline{margin-top:2.5rem}\n"
  ".figures{list-style:none;padding:0;max-width:none;margin:1.5rem 0;display:grid;gap:1.25rem;"
  "grid-template-columns:repeat(auto-fit,minmax(8rem,1fr))}\n"
  ".figures li{margin:0;border-top:2px solid var(--g2);padding-top:.5rem;font-size:.875rem;line-height:1.4}\n"
  ".figures b{display:block;font-size:1.75rem;line-height:1.2;font-variant-numeric:tabular-nums}\n"
  ".figures span{display:block;color:var(--ink2)}\n"
  "nav{margin:2.5rem auto}\n"
  "nav ol{list-style:none;padding:0;max-width:none}\n"
  "nav li{margin:0;border-top:1px solid var(--g1)}\n"
  "nav li.inner{padding-inline-start:1rem}\n"
  "nav a{display:grid;grid-template-columns:11rem 1fr;gap:0 1rem;padding:.45rem 0;color:inherit;text-decoration:none}\n"
  "nav li.inner a{grid-template-columns:10rem 1fr}\n"
  "nav a:hover b,nav a:focus-visible b{text-decoration:underline}\n"
  "nav span{color:var(--ink2)}\n"
  "section{border-top:1px solid var(--g2);padding:1.75rem 0 1.5rem;margin:0}\n"
  "figure{margin:1.25rem 0}\n"
  "figcaption{margin-bottom:.5rem}\n"
  ".message{color:var(--ink);display:block;margin:0 0 .15rem}\n"
  "svg{max-width:100%;height:auto;display:block;overflow:visible}\n"
  "svg.narrow,svg.dark{display:none}\n"
  /* What is beyond the edge casts a shadow. */
  ".scroll{overflow-x:auto;margin:1rem 0;background:"
  "linear-gradient(to right,var(--paper) 40%,transparent) 0 0/2rem 100% no-repeat local,"
  "linear-gradient(to left,var(--paper) 40%,transparent) 100% 0/2rem 100% no-repeat local,"
  "linear-gradient(to right,var(--g2),transparent) 0 0/.5rem 100% no-repeat scroll,"
  "linear-gradient(to left,var(--g2),transparent) 100% 0/.5rem 100% no-repeat scroll}\n"
  ".scroll:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}\n"
  "table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.4}\n"
  "caption{margin:0 0 .35rem}\n"
  "th,td{text-align:start;vertical-align:top;padding:.45rem .75rem .45rem 0;font-weight:400;"
  "border-bottom:1px solid var(--g1)}\n"
  "[dir=rtl] th,[dir=rtl] td{padding:.45rem 0 .45rem .75rem}\n"
  "th:last-child,td:last-child{padding-inline-end:0}\n"
  "thead th{vertical-align:bottom;color:var(--ink2);font-size:.8125rem;border-bottom:1px solid var(--g3)}\n"
  ".at-end{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
  ".at-end+:not(.at-end){padding-inline-start:.5rem}\n"
  ".prose{min-width:11rem}\n"
  ".group th,.group td{font-weight:700;padding-top:.9rem;border-bottom-color:var(--g2)}\n"
  ".total th,.total td{font-weight:700;border-top:2px solid var(--ink);border-bottom:0}\n"
  ".strong{font-weight:700}\n"
  ".quiet{color:var(--ink2)}\n"
  ".warning{color:var(--amber);font-weight:700}\n"
  ".error{color:var(--red);font-weight:700}\n"
  ".hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\n"
  ".skip:focus{position:fixed;top:.5rem;inset-inline-start:.5rem;width:auto;height:auto;clip-path:none;z-index:1;"
  "padding:.5rem 1rem;background:var(--paper)}\n"
  "footer{color:var(--ink2);font-size:.8125rem;padding-top:1rem;padding-bottom:3rem}\n"
  "@media (max-width:40rem){\n"
  "header{padding-top:1.5rem}\n"
  "header,main,nav,footer{padding-left:.875rem;padding-right:.875rem}\n"
  "h1{font-size:1.75rem}h2{font-size:1.25rem}\n"
  "dl,nav a,nav li.inner a{grid-template-columns:1fr}\n"
  "dd{margin-bottom:.5rem}\n"
  "svg.narrow{display:block}svg.wide{display:none}svg.narrow.dark{display:none}\n"
  "}\n"
  /* A narrow screen has the rows of a table one below the other, each cell behind the head of its column. */
  "@media screen and (max-width:40rem){\n"
  "table,tbody,tr,caption{display:block}\n"
  "thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
  "tr{border-bottom:1px solid var(--g2);padding:.5rem 0}\n"
  "tr.group{border-bottom-color:var(--ink2);padding-top:1.25rem}\n"
  "tr.total{border-top:2px solid var(--ink);border-bottom:0}\n"
  "th[role=rowheader]{display:block;font-weight:700;border:0;padding:.1rem 0}\n"
  "td{display:block;position:relative;border:0;padding-block:.1rem;min-height:1.6em}\n"
  "td,[dir=rtl] td{padding-inline:8rem 0}\n"
  "[dir=rtl] th[role=rowheader]{padding:.1rem 0}\n"
  "td::before{content:attr(data-head);position:absolute;inset-inline-start:0;width:7.5rem;color:var(--ink2);"
  "font-weight:400;font-size:.875rem}\n"
  ".scroll{background:none}\n"
  "td.empty{display:none}\n"
  ".group td,.group th[role=rowheader],.total td,.total th[role=rowheader]{border:0;padding-top:.1rem}\n"
  ".at-end{text-align:start;white-space:normal}\n"
  ".at-end+:not(.at-end){padding-inline-start:8rem}\n"
  ".prose{min-width:0}\n"
  "}\n"
  "@media screen and (prefers-color-scheme:dark){\n"
  "svg.light,svg.narrow.light{display:none}svg.wide.dark{display:block}\n"
  "}\n"
  "@media screen and (prefers-color-scheme:dark) and (max-width:40rem){\n"
  "svg.narrow.dark{display:block}svg.wide.dark{display:none}\n"
  "}\n"
  "@media print{\n"
  "body{font-size:10pt;line-height:1.45}\n"
  "header,main,nav,footer{max-width:none;padding:0}\n"
  "header{padding-top:0}\n"
  "h1{font-size:24pt}h2{font-size:15pt}\n"
  "table{font-size:9pt}\n"
  "svg.wide{display:block}svg.narrow,svg.wide.dark{display:none}\n"
  ".scroll{overflow:visible;background:none}\n"
  ".skip{display:none}\n"
  "a{color:inherit;text-decoration:none}\n"
  "p,li{orphans:2;widows:2}\n"
  "h2,h3,.topic,.subtitle,caption,figcaption,thead,.group{break-after:avoid}\n"
  "tr,li,ul,ol,figure,dl,.short{break-inside:avoid}\n"
  "nav ol{break-inside:auto}nav{margin:1.5rem 0}nav a{padding:.2rem 0}\n"
  ".figures{grid-template-columns:repeat(auto-fit,minmax(6rem,1fr));gap:1rem}\n"
  "tbody tr:first-child,tbody tr:last-child{break-before:avoid}\n"
  "thead{display:table-header-group}\n"
  "}\n";

/**
 * qd_html_palette_init:
 * @palette: (out caller-allocates): a palette
 * @plan: the plan of the page
 * @options: what was chosen
 *
 * The plan's own colours on light ground, and as they are on dark.
 */
void
qd_html_palette_init (QdHtmlPalette         *palette,
                      QdPlan                *plan,
                      const QdExportOptions *options)
{
  palette->light = options->style;
  qd_plan_style_for_paper (plan, &palette->light);
  qd_chart_style_init (&palette->dark, TRUE);
  qd_plan_style_apply (plan, &palette->dark);
  palette->dark.family = palette->light.family;
  palette->dark.mirrored = palette->light.mirrored;
  palette->pairs = g_ptr_array_new_with_free_func (g_free);
  palette->places = g_hash_table_new (g_str_hash, g_str_equal);
}

void
qd_html_palette_clear (QdHtmlPalette *palette)
{
  g_clear_pointer (&palette->places, g_hash_table_unref);
  g_clear_pointer (&palette->pairs, g_ptr_array_unref);
}

/**
 * qd_html_palette_pair:
 * @light: a colour on light ground, “#1d2127”
 * @dark: the same on dark ground
 *
 * Returns: the number of the variable that is one or the other
 */
guint
qd_html_palette_pair (QdHtmlPalette *palette,
                      const char    *light,
                      const char    *dark)
{
  g_autofree char *pair = g_strdup_printf ("%s %s", light, dark);
  gpointer place;

  if (g_hash_table_lookup_extended (palette->places, pair, NULL, &place))
    return GPOINTER_TO_UINT (place);

  g_hash_table_insert (palette->places, pair, GUINT_TO_POINTER (palette->pairs->len));
  g_ptr_array_add (palette->pairs, g_steal_pointer (&pair));

  return palette->pairs->len - 1;
}

static void
append_variables (GString             *out,
                  const QdHtmlPalette *palette,
                  gboolean             dark)
{
  const QdChartStyle *style = dark ? &palette->dark : &palette->light;

  g_string_append (out, ":root{");
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    g_string_append_printf (out, "--%s:#%06x;", variables[i].name, style->tones[variables[i].tone] >> 8);
  for (guint i = 0; i < palette->pairs->len; i++)
    {
      g_auto (GStrv) pair = g_strsplit (g_ptr_array_index (palette->pairs, i), " ", 2);

      g_string_append_printf (out, "--c%u:%s;", i, pair[dark ? 1 : 0]);
    }
  g_string_append (out, "}");
}

/* The family between quotes, unless it has something in it that a style sheet could take for more. */
static void
append_family (GString    *out,
               const char *family)
{
  gboolean plain = *family != '\0';

  for (const char *p = family; *p != '\0'; p = g_utf8_next_char (p))
    plain = plain && (g_unichar_isalnum (g_utf8_get_char (p)) || *p == ' ' || *p == '-' || *p == '_');

  g_string_append (out, "body{font-family:");
  if (plain)
    g_string_append_printf (out, "'%s',", family);
  g_string_append (out, "system-ui,'Noto Sans','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}\n");
}

/**
 * qd_html_append_style:
 * @palette: the colours, those of all charts among them
 * @size: of the paper
 *
 * Appends the style sheet.
 */
void
qd_html_append_style (GString             *out,
                      const QdHtmlPalette *palette,
                      QdPageSize           size)
{
  append_variables (out, palette, FALSE);
  g_string_append (out, "\n:root{color-scheme:light dark}\n@media screen and (prefers-color-scheme:dark){");
  append_variables (out, palette, TRUE);
  g_string_append (out, "}\n");
  append_family (out, palette->light.family);
  g_string_append (out, sheet);
  g_string_append_printf (out, "@page{size:%s;margin:18mm 16mm 20mm;"
                               "@bottom-right{content:counter(page) \" / \" counter(pages);font-size:8pt}}\n",
                          page_sizes[size]);
}
