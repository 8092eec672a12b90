#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-marks-private.h"

#include <string.h>

/* Lines of text, shaped once: what is measured while a chart is laid out is what is drawn afterwards, and drawn again
 * with each frame of an animation. Each thread keeps its own, as it has fonts of its own. */

/* Enough for the largest chart; then all are forgotten. */
#define LINES_MAX 4096

#define DIGITS "0123456789"

/* One letter each is what is drawn and what is copied: ligatures come out of a PDF as letters nobody types. */
#define FEATURES         "liga=0"
#define FEATURES_TABULAR "liga=0,tnum=1"

struct _QdTextLine
{
  const char *family;  /* interned */
  char       *text;
  double      size;
  gboolean    bold;
  gboolean    tabular;
  GList      *runs;    /* of PangoGlyphItem, from left to right */
  double      width;
};

typedef struct
{
  PangoContext *context;
  GHashTable   *lines;  /* of QdTextLine to itself */
  GHashTable   *digits; /* of PangoFont to the width of the cells of its digits */
} Shop;

static void
text_line_free (gpointer data)
{
  QdTextLine *line = data;

  g_list_free_full (line->runs, (GDestroyNotify) pango_glyph_item_free);
  g_free (line->text);
  g_free (line);
}

static guint
text_line_hash (gconstpointer data)
{
  const QdTextLine *line = data;

  return g_str_hash (line->text) ^ g_direct_hash (line->family) ^ (guint) (line->size * 64) ^ (line->bold ? 1U << 30 : 0)
         ^ (line->tabular ? 1U << 31 : 0);
}

static gboolean
text_line_equal (gconstpointer a,
                 gconstpointer b)
{
  const QdTextLine *first = a;
  const QdTextLine *second = b;

  return first->family == second->family && first->size == second->size && first->bold == second->bold
         && first->tabular == second->tabular && strcmp (first->text, second->text) == 0;
}

static void
shop_free (gpointer data)
{
  Shop *shop = data;

  g_hash_table_unref (shop->lines);
  g_hash_table_unref (shop->digits);
  g_object_unref (shop->context);
  g_free (shop);
}

static Shop *
get_shop (void)
{
  static GPrivate shops = G_PRIVATE_INIT (shop_free);
  Shop *shop = g_private_get (&shops);

  if (shop == NULL)
    {
      shop = g_new0 (Shop, 1);
      shop->context = qd_marks_context_new ();
      shop->lines = g_hash_table_new_full (text_line_hash, text_line_equal, text_line_free, NULL);
      shop->digits = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
      g_private_set (&shops, shop);
    }

  return shop;
}

/* That of the font's own tabular digits, where it has any: browsers draw those. */
static int
digit_width (Shop                *shop,
             const PangoAnalysis *analysis)
{
  int width = GPOINTER_TO_INT (g_hash_table_lookup (shop->digits, analysis->font));
  PangoAnalysis tabular = *analysis;
  PangoGlyphString *glyphs;
  GSList features = { NULL };

  if (width > 0)
    return width;

  features.data = pango_attr_font_features_new (FEATURES_TABULAR);
  tabular.extra_attrs = &features;
  glyphs = pango_glyph_string_new ();
  for (const char *digit = DIGITS; *digit != '\0'; digit++)
    {
      pango_shape (digit, 1, &tabular, glyphs);
      width = MAX (width, pango_glyph_string_get_width (glyphs));
    }
  pango_glyph_string_free (glyphs);
  pango_attribute_destroy (features.data);
  g_hash_table_insert (shop->digits, g_object_ref (analysis->font), GINT_TO_POINTER (MAX (width, 1)));

  return width;
}

static int
advance_of (const PangoAnalysis *analysis,
            PangoGlyph           glyph)
{
  PangoRectangle logical;

  pango_font_get_glyph_extents (analysis->font, glyph, NULL, &logical);

  return logical.width;
}

/* Every digit in the middle of a cell of one width, points and commas between them without kerning: columns of figures
 * line up in any font, and the digits are those that every reader of a PDF knows. */
static void
make_tabular (Shop             *shop,
              const char       *text,
              PangoItem        *item,
              PangoGlyphString *glyphs)
{
  const char *start = text + item->offset;

  for (int i = 0; i < glyphs->num_glyphs; i++)
    {
      PangoGlyphGeometry *geometry = &glyphs->glyphs[i].geometry;
      const char *letter = start + glyphs->log_clusters[i];

      if (g_ascii_isdigit (*letter))
        {
          int width = digit_width (shop, &item->analysis);

          /* Kerning has changed the width, not the place. */
          geometry->x_offset += (width - advance_of (&item->analysis, glyphs->glyphs[i].glyph)) / 2;
          geometry->width = width;
        }
      else if ((*letter == '.' || *letter == ',') && g_ascii_isdigit (letter[1]))
        {
          geometry->width = advance_of (&item->analysis, glyphs->glyphs[i].glyph);
        }
    }
}

static PangoAttrList *
attributes_of (const QdTextLine *line)
{
  PangoFontDescription *font = pango_font_description_new ();
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_family_static (font, line->family);
  pango_font_description_set_weight (font, line->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, line->size * PANGO_SCALE);
  pango_attr_list_insert (attributes, pango_attr_font_desc_new (font));
  pango_attr_list_insert (attributes, pango_attr_font_features_new (FEATURES));
  pango_font_description_free (font);

  return attributes;
}

static void
shape (Shop       *shop,
       QdTextLine *line)
{
  PangoAttrList *attributes = attributes_of (line);
  int length = (int) strlen (line->text);
  PangoDirection direction = qd_text_is_right_to_left (line->text) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
  GList *items = pango_itemize_with_base_dir (shop->context, direction, line->text, 0, length, attributes, NULL);
  GList *ordered = pango_reorder_items (items);
  int width = 0;

  for (GList *at = ordered; at != NULL; at = at->next)
    {
      PangoGlyphItem *run = g_slice_new0 (PangoGlyphItem);

      run->item = at->data;
      run->glyphs = pango_glyph_string_new ();
      pango_shape_full (line->text + run->item->offset, run->item->length, line->text, length, &run->item->analysis,
                        run->glyphs);
      if (line->tabular)
        make_tabular (shop, line->text, run->item, run->glyphs);
      width += pango_glyph_string_get_width (run->glyphs);
      line->runs = g_list_prepend (line->runs, run);
    }
  line->runs = g_list_reverse (line->runs);
  line->width = width / (double) PANGO_SCALE;
  g_list_free (ordered);
  g_list_free (items);
  pango_attr_list_unref (attributes);
}

/* Whether the first letter that belongs to a script is of one that is written from right to left. */
gboolean
qd_text_is_right_to_left (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    switch (g_unichar_get_script (g_utf8_get_char (p)))
      {
      case G_UNICODE_SCRIPT_COMMON:
      case G_UNICODE_SCRIPT_INHERITED:
      case G_UNICODE_SCRIPT_UNKNOWN:
        break;
      case G_UNICODE_SCRIPT_ADLAM:
      case G_UNICODE_SCRIPT_ARABIC:
      case G_UNICODE_SCRIPT_HANIFI_ROHINGYA:
      case G_UNICODE_SCRIPT_HEBREW:
      case G_UNICODE_SCRIPT_MANDAIC:
      case G_UNICODE_SCRIPT_NKO:
      case G_UNICODE_SCRIPT_SAMARITAN:
      case G_UNICODE_SCRIPT_SYRIAC:
      case G_UNICODE_SCRIPT_THAANA:
        return TRUE;
      default:
        return FALSE;
      }

  return FALSE;
}

/* @family: interned; @size: in pixels. The line is valid until the next one is asked for in this thread. */
const QdTextLine *
qd_text_line_get (const char *family,
                  const char *text,
                  double      size,
                  gboolean    bold,
                  gboolean    tabular)
{
  Shop *shop = get_shop ();
  const QdTextLine key = { .family = family, .text = (char *) text, .size = size, .bold = bold, .tabular = tabular };
  QdTextLine *line = g_hash_table_lookup (shop->lines, &key);

  if (line != NULL)
    return line;

  if (g_hash_table_size (shop->lines) >= LINES_MAX)
    g_hash_table_remove_all (shop->lines);
  line = g_memdup2 (&key, sizeof key);
  line->text = g_strdup (text);
  shape (shop, line);
  g_hash_table_add (shop->lines, line);

  return line;
}

/* In pixels. */
double
qd_text_line_get_width (const QdTextLine *line)
{
  return line->width;
}

/* Where each letter of the text begins, in the order in which they are read, and the end. @places: one more than letters */
void
qd_text_line_get_places (const QdTextLine *line,
                         double           *places)
{
  glong n_chars = g_utf8_strlen (line->text, -1);

  memset (places, 0, (gsize) (n_chars + 1) * sizeof *places);
  for (GList *at = line->runs; at != NULL; at = at->next)
    {
      PangoGlyphItem *run = at->data;
      double *place = places + 1 + g_utf8_pointer_to_offset (line->text, line->text + run->item->offset);
      g_autofree int *widths = g_new (int, run->item->num_chars);

      pango_glyph_item_get_logical_widths (run, line->text, widths);
      for (int i = 0; i < run->item->num_chars; i++)
        place[i] = widths[i] / (double) PANGO_SCALE;
    }
  for (glong i = 1; i <= n_chars; i++)
    places[i] += places[i - 1];
}

/* From the current point of @cr, which is on the baseline, to the right. */
void
qd_text_line_draw (const QdTextLine *line,
                   cairo_t          *cr)
{
  double x, y;

  cairo_get_current_point (cr, &x, &y);
  for (GList *at = line->runs; at != NULL; at = at->next)
    {
      PangoGlyphItem *run = at->data;

      cairo_move_to (cr, x, y);
      pango_cairo_show_glyph_item (cr, line->text, run);
      x += pango_glyph_string_get_width (run->glyphs) / (double) PANGO_SCALE;
    }
}

/* Likewise, the outlines of its letters as the current path. */
void
qd_text_line_trace (const QdTextLine *line,
                    cairo_t          *cr)
{
  double x, y;

  cairo_get_current_point (cr, &x, &y);
  for (GList *at = line->runs; at != NULL; at = at->next)
    {
      PangoGlyphItem *run = at->data;

      cairo_move_to (cr, x, y);
      pango_cairo_glyph_string_path (cr, run->item->analysis.font, run->glyphs);
      x += pango_glyph_string_get_width (run->glyphs) / (double) PANGO_SCALE;
    }
}

/* A context for texts that measure the same at every scale: positions and metrics are not rounded to pixels. */
PangoContext *
qd_marks_context_new (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);

  return context;
}
