#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <string.h>

/* What every Office program has, or something of the same widths. Our own family is on few desks: elsewhere each
 * program would put another in its place. */
#define FONT "Arial"

/* Three of each, from subtle to strong: shapes that others add refer to them. */
#define N_STYLES 3

static void
write_colors (QdXml              *xml,
              const QdChartStyle *style)
{
  QdPptxTheme theme;

  qd_pptx_theme_init (&theme, style);
  qd_xml_start (xml, "a:clrScheme", "name=Quarterdeck");
  for (QdThemeSlot slot = 0; slot < QD_N_THEME_COLORS; slot++)
    {
      g_autofree char *name = g_strconcat ("a:", qd_pptx_theme_slot_name (slot), NULL);
      g_autofree char *hex = g_strdup_printf ("%06X", theme.colors[slot] >> 8);

      qd_xml_start (xml, name, NULL);
      qd_xml_empty (xml, "a:srgbClr", "val=%s", hex);
      qd_xml_end (xml, name);
    }
  qd_xml_end (xml, "a:clrScheme");
}

static void
write_font (QdXml      *xml,
            const char *name,
            const char *family)
{
  qd_xml_start (xml, name, NULL);
  qd_xml_empty (xml, "a:latin", "typeface=%s", family);
  qd_xml_empty (xml, "a:ea", "typeface=%s", "");
  qd_xml_empty (xml, "a:cs", "typeface=%s", family);
  qd_xml_end (xml, name);
}

static void
write_placeholder_fill (QdXml *xml)
{
  qd_xml_start (xml, "a:solidFill", NULL);
  qd_xml_empty (xml, "a:schemeClr", "val=phClr");
  qd_xml_end (xml, "a:solidFill");
}

static void
write_line_styles (QdXml *xml)
{
  qd_xml_start (xml, "a:lnStyleLst", NULL);
  for (int i = 0; i < N_STYLES; i++)
    {
      qd_xml_start (xml, "a:ln", "w=%d cap=flat cmpd=sng algn=ctr", (i + 1) * QD_EMU_PER_PIXEL);
      write_placeholder_fill (xml);
      qd_xml_empty (xml, "a:prstDash", "val=solid");
      qd_xml_end (xml, "a:ln");
    }
  qd_xml_end (xml, "a:lnStyleLst");
}

static void
write_effect_styles (QdXml *xml)
{
  qd_xml_start (xml, "a:effectStyleLst", NULL);
  for (int i = 0; i < N_STYLES; i++)
    {
      qd_xml_start (xml, "a:effectStyle", NULL);
      qd_xml_empty (xml, "a:effectLst", NULL);
      qd_xml_end (xml, "a:effectStyle");
    }
  qd_xml_end (xml, "a:effectStyleLst");
}

static void
write_fill_styles (QdXml      *xml,
                   const char *name)
{
  qd_xml_start (xml, name, NULL);
  for (int i = 0; i < N_STYLES; i++)
    write_placeholder_fill (xml);
  qd_xml_end (xml, name);
}

/**
 * qd_pptx_add_theme:
 * @opc: a presentation
 * @name: what the part is to be called
 * @style: how the deck looks
 *
 * Adds our own theme: plain fills and lines, nothing that glows.
 */
void
qd_pptx_add_theme (QdOpc              *opc,
                   const char         *name,
                   const QdChartStyle *style)
{
  QdXml *xml = qd_xml_new ();

  qd_xml_start (xml, "a:theme", "xmlns:a=%s name=Quarterdeck", QD_NS_A);
  qd_xml_start (xml, "a:themeElements", NULL);
  write_colors (xml, style);
  qd_xml_start (xml, "a:fontScheme", "name=Quarterdeck");
  write_font (xml, "a:majorFont", style->family);
  write_font (xml, "a:minorFont", style->family);
  qd_xml_end (xml, "a:fontScheme");
  qd_xml_start (xml, "a:fmtScheme", "name=Quarterdeck");
  write_fill_styles (xml, "a:fillStyleLst");
  write_line_styles (xml);
  write_effect_styles (xml);
  write_fill_styles (xml, "a:bgFillStyleLst");
  qd_xml_end (xml, "a:fmtScheme");
  qd_xml_end (xml, "a:themeElements");
  qd_xml_empty (xml, "a:objectDefaults", NULL);
  qd_xml_empty (xml, "a:extraClrSchemeLst", NULL);
  qd_xml_end (xml, "a:theme");

  qd_opc_add (opc, name, QD_TYPE_THEME, qd_xml_finish (xml));
}

/**
 * qd_pptx_choose_font:
 * @style: how a deck is to look; if it has the family that we draw with, it gets one that others have
 *
 * Slides are measured with the family that they are shown with.
 */
void
qd_pptx_choose_font (QdChartStyle *style)
{
  QdChartStyle usual;

  qd_chart_style_init (&usual, FALSE);
  if (strcmp (style->family, usual.family) == 0)
    qd_chart_style_set_family (style, FONT);
}
