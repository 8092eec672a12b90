#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-deck-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-count.h"
#include "qd-inline.h"
#include "qd-outline-private.h"
#include "qd-phrase.h"
#include "qd-text.h"

/* From an outline to slides. The size of a section's text is the largest with which all of it stands on one slide; what
 * takes several has a size that many lines are read at. */

#define TITLE_TOP        64.0
#define SUBTITLE_SIZE    28.0
#define SUBTITLE_GAP     12.0
#define BODY_GAP         44.0
#define SUBTITLE_LINES   2

#define COVER_TOP        360.0
#define COVER_SIZE       84.0
#define COVER_SUBTITLE   38.0
#define COVER_GAP        28.0
#define COVER_LINES      3

#define AGENDA_MIN       4
#define AGENDA_COLUMN    9

/* Nobody sits through more slides of one matter: the rest is said to be left out. */
#define SLIDES_MAX       6
#define SAME_MAX         24

/* Of what is left out of a section it is said how much. */
#define REST_HEIGHT      (QD_SLIDE_MIN_TEXT * (QD_SLIDE_LINE + QD_SLIDE_POINT_GAP))

/* Fonts and programs differ by so much in how wide they set a text. */
#define EDITABLE_FILLED 0.985

static const double title_sizes[] = { 52, 46, 40 };

static void
item_free (gpointer data)
{
  QdSlideItem *item = data;

  g_free (item->text);
  g_clear_pointer (&item->points, g_ptr_array_unref);
  g_free (item->numbers);
  g_free (item->point_heights);
  g_clear_pointer (&item->rows, g_ptr_array_unref);
  g_free (item->column_widths);
  g_free (item->row_heights);
  g_free (item);
}

static void
slide_free (gpointer data)
{
  QdSlide *slide = data;

  g_free (slide->title);
  g_free (slide->subtitle);
  g_free (slide->part);
  g_ptr_array_unref (slide->items);
  g_ptr_array_unref (slide->notes);
  g_free (slide);
}

static QdSlide *
add_slide (QdDeckBuilder *builder,
           QdSlideLayout  layout)
{
  QdSlide *slide = g_new0 (QdSlide, 1);

  slide->layout = layout;
  slide->section = builder->section;
  slide->items = g_ptr_array_new_with_free_func (item_free);
  slide->notes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (builder->deck->slides, slide);

  return slide;
}

/* One line: what a title says. */
static char *
plain_line (const char *markdown)
{
  g_autofree char *plain = qd_inline_dup_plain (markdown);

  for (char *at = plain; *at != '\0'; at++)
    if (*at == '\n' || *at == '\t')
      *at = ' ';

  return g_strdup (g_strstrip (plain));
}

/* How high @text is with @type; it is shortened to @max_lines. */
static double
fit_lines (QdDeckBuilder  *builder,
           char          **text,
           const QdType   *type,
           double          width,
           guint           max_lines)
{
  QdSetText set;
  double height;

  qd_typeset_plain (&builder->typeset, &set, *text, type, width * builder->filled);
  if (set.n_lines > max_lines)
    {
      int end = pango_layout_get_line_readonly (set.layout, (int) max_lines)->start_index;
      g_autofree char *head = g_strndup (*text, (gsize) end);
      char *last = g_utf8_find_prev_char (head, head + strlen (g_strchomp (head)));

      /* The ellipsis takes the place of the last letters. */
      for (guint i = 0; i < 2 && last != NULL; i++)
        {
          *last = '\0';
          last = g_utf8_find_prev_char (head, last);
        }
      g_free (*text);
      *text = g_strconcat (g_strchomp (head), "…", NULL);
    }
  height = qd_set_text_height (&set, MIN (MAX (set.n_lines, 1), max_lines));
  qd_set_text_clear (&set);

  return height;
}

static guint
count_lines (QdDeckBuilder *builder,
             const char    *text,
             const QdType  *type,
             double         width)
{
  QdSetText set;
  guint n_lines;

  qd_typeset_plain (&builder->typeset, &set, text, type, width * builder->filled);
  n_lines = set.n_lines;
  qd_set_text_clear (&set);

  return n_lines;
}

/* A title is best on one line; of two lines it has the largest size that allows it. */
static void
choose_title_size (QdDeckBuilder *builder,
                   QdSlide       *slide,
                   double         width)
{
  for (guint most = 1; most <= 2; most++)
    for (gsize i = 0; i < G_N_ELEMENTS (title_sizes) - (2 - most); i++)
      {
        QdType type;

        slide->title_size = title_sizes[i];
        type = qd_slide_title_type (slide);
        if (count_lines (builder, slide->title, &type, width) <= most)
          return;
      }
}

/* The title, and the subtitle below. Returns where the body begins. */
static double
set_titles (QdDeckBuilder *builder,
            QdSlide       *slide,
            const char    *title,
            const char    *subtitle)
{
  double width = QD_SLIDE_WIDTH - 2 * QD_SLIDE_MARGIN;
  double y = TITLE_TOP;
  QdType type;

  slide->title = plain_line (title);
  choose_title_size (builder, slide, width);
  type = qd_slide_title_type (slide);
  slide->title_box = (QdBox) { QD_SLIDE_MARGIN, y, width, fit_lines (builder, &slide->title, &type, width, 2) };
  y += slide->title_box.height;
  if (!qd_text_is_blank (subtitle))
    {
      y += SUBTITLE_GAP;
      slide->subtitle = plain_line (subtitle);
      slide->subtitle_size = SUBTITLE_SIZE;
      type = qd_slide_subtitle_type (slide);
      slide->subtitle_box = (QdBox) { QD_SLIDE_MARGIN, y, width,
                                      fit_lines (builder, &slide->subtitle, &type, width, SUBTITLE_LINES) };
      y += slide->subtitle_box.height;
    }

  return y + BODY_GAP;
}

/* Where blocks flow from now on: the whole width. */
void
qd_deck_reset_column (QdDeckBuilder *builder)
{
  builder->left = QD_SLIDE_MARGIN;
  builder->width = QD_SLIDE_WIDTH - 2 * QD_SLIDE_MARGIN;
}

/* The slides of a section have the same titles. */
static void
copy_titles (QdSlide       *slide,
             const QdSlide *like)
{
  slide->title = g_strdup (like->title);
  slide->title_size = like->title_size;
  slide->title_box = like->title_box;
  slide->subtitle = g_strdup (like->subtitle);
  slide->subtitle_size = like->subtitle_size;
  slide->subtitle_box = like->subtitle_box;
}

/* Goes on on a new slide of the section. Returns %FALSE if it has as many as it may have. */
gboolean
qd_deck_next_slide (QdDeckBuilder *builder)
{
  guint n = builder->deck->slides->len - builder->first;
  const QdSlide *like = n > 0 ? g_ptr_array_index (builder->deck->slides, builder->first) : NULL;

  if (n >= builder->most)
    {
      builder->full = TRUE;
      return FALSE;
    }

  builder->slide = add_slide (builder, QD_SLIDE_TITLE_ONLY);
  if (like == NULL)
    builder->top = set_titles (builder, builder->slide, builder->section->title, builder->section->subtitle);
  else
    copy_titles (builder->slide, like);
  builder->y = builder->top;
  builder->empty = TRUE;

  return TRUE;
}

/* The last slide that a section may have keeps a line for what is left out. */
static double
bottom (QdDeckBuilder *builder)
{
  gboolean last = builder->deck->slides->len - builder->first >= builder->most;

  return QD_DECK_BOTTOM - (last && !builder->trial ? REST_HEIGHT : 0);
}

/* Returns: how much is left below what stands on the slide */
double
qd_deck_room (QdDeckBuilder *builder)
{
  return bottom (builder) - builder->y;
}

/* Returns: how much any slide of the section has */
double
qd_deck_body_height (QdDeckBuilder *builder)
{
  return QD_DECK_BOTTOM - (builder->trial ? 0 : REST_HEIGHT) - builder->top;
}

QdSlideItem *
qd_deck_place (QdDeckBuilder   *builder,
               QdSlideItemKind  kind,
               const QdBlock   *block,
               double           height)
{
  QdSlideItem *item = g_new0 (QdSlideItem, 1);

  item->kind = kind;
  item->block = block;
  item->box = (QdBox) { builder->left, builder->y, builder->width, height };
  item->text_size = builder->size;
  g_ptr_array_add (builder->slide->items, item);
  builder->y += height;
  builder->empty = FALSE;

  return item;
}

/* Returns: (transfer none): a block that lives as long as the deck */
QdBlock *
qd_deck_make_block (QdDeckBuilder *builder,
                    QdBlockKind    kind)
{
  QdBlock *block = qd_block_new (kind, NULL);

  g_ptr_array_add (builder->deck->made, block);

  return block;
}

/* Takes back what a trial has put onto slides. */
void
qd_deck_take_back (QdDeckBuilder *builder,
                   guint          n_slides)
{
  g_ptr_array_set_size (builder->deck->slides, (int) n_slides);
  builder->slide = NULL;
  builder->full = FALSE;
  builder->n_left_out = 0;
  qd_deck_reset_column (builder);
}

static void
say_rest (QdDeckBuilder *builder)
{
  QdSlideItem *item;

  if (builder->n_left_out == 0)
    return;

  builder->y = QD_DECK_BOTTOM - QD_SLIDE_MIN_TEXT * QD_SLIDE_LINE;
  item = qd_deck_place (builder, QD_ITEM_NOTE, NULL, QD_SLIDE_MIN_TEXT * QD_SLIDE_LINE);
  item->text_size = QD_SLIDE_MIN_TEXT;
  item->text = qd_count_printf (ngettext ("%u more is left out here; the report has all.",
                                          "%u more are left out here; the report has all.", builder->n_left_out),
                                builder->n_left_out);
}

/* A slide whose body is one text or list is one with a body placeholder. */
static void
choose_layout (QdSlide *slide)
{
  const QdSlideItem *item = slide->items->len == 1 ? g_ptr_array_index (slide->items, 0) : NULL;

  if (item != NULL && (item->kind == QD_ITEM_POINTS || item->kind == QD_ITEM_TEXT))
    slide->layout = QD_SLIDE_CONTENT;
}

static void
finish_section (QdDeckBuilder *builder)
{
  GPtrArray *slides = builder->deck->slides;
  guint n = slides->len - builder->first;

  for (guint i = 0; i < n; i++)
    {
      QdSlide *slide = g_ptr_array_index (slides, builder->first + i);

      choose_layout (slide);
      if (n > 1)
        /* Translators: the slides of one matter: “2 of 3” */
        slide->part = qd_count_printf (_("%u of %u"), i + 1, n);
      for (guint j = 0; i == 0 && builder->section != NULL && j < builder->section->notes->len; j++)
        g_ptr_array_add (slide->notes, g_strdup (g_ptr_array_index (builder->section->notes, j)));
    }
}

static void
build_section (QdDeckBuilder          *builder,
               const QdOutlineSection *section)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();
  gboolean told = FALSE;

  builder->section = section;
  qd_deck_take_back (builder, builder->deck->slides->len);
  builder->first = builder->deck->slides->len;
  builder->most = SLIDES_MAX;
  for (guint i = 0; i < section->blocks->len; i++)
    {
      const QdBlock *block = g_ptr_array_index (section->blocks, i);
      const QdBlock *next = i + 1 < section->blocks->len ? g_ptr_array_index (section->blocks, i + 1) : NULL;

      if (block->kind == QD_BLOCK_CHART)
        {
          told = qd_deck_place_chart (builder, block, next);
        }
      else if (!told)
        {
          g_ptr_array_add (blocks, (gpointer) block);
        }
      else
        {
          told = FALSE;
        }
    }
  if (blocks->len > 0)
    qd_deck_place_blocks (builder, blocks, SLIDES_MAX);
  say_rest (builder);
  finish_section (builder);
}

/* One slide about what is no section of the outline. */
static void
place_section_of_ours (QdDeckBuilder          *builder,
                       const QdOutlineSection *section,
                       GPtrArray              *blocks)
{
  builder->section = section;
  builder->first = builder->deck->slides->len;
  qd_deck_place_blocks (builder, blocks, 1);
  say_rest (builder);
  for (guint i = builder->first; i < builder->deck->slides->len; i++)
    {
      QdSlide *slide = g_ptr_array_index (builder->deck->slides, i);

      choose_layout (slide);
      slide->section = NULL;
    }
  builder->section = NULL;
}

/* Instead of the sections of one kind beyond the first ones. */
static void
say_more_sections (QdDeckBuilder *builder,
                   const char    *id,
                   guint          n)
{
  g_autofree char *title = g_str_equal (id, "objective")
                             ? qd_count_printf (ngettext ("%u more objective", "%u more objectives", n), n)
                             : qd_count_printf (ngettext ("%u more section", "%u more sections", n), n);
  const QdOutlineSection section = { .title = title };
  QdBlock *block = qd_deck_make_block (builder, QD_BLOCK_TEXT);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  block->text = g_strdup (_("They are left out here; the report has all."));
  g_ptr_array_add (blocks, block);
  place_section_of_ours (builder, &section, blocks);
}

/* “Q2 2024 · Draft · March 25, 2024 · VP Engineering” */
static char *
cover_subtitle (const QdOutline *outline)
{
  const char *parts[] = { outline->quarter, outline->state, outline->date, outline->facilitator };
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!qd_text_is_blank (parts[i]))
      qd_phrase_add_fact (line, parts[i]);

  return plain_line (line->str);
}

static void
build_cover (QdDeckBuilder *builder)
{
  const QdOutline *outline = builder->deck->outline;
  double width = QD_SLIDE_WIDTH - 2 * QD_SLIDE_MARGIN;
  QdSlide *slide = add_slide (builder, QD_SLIDE_TITLE);
  QdType type;

  slide->title = plain_line (outline->title);
  slide->title_size = COVER_SIZE;
  type = qd_slide_title_type (slide);
  slide->title_box = (QdBox) { QD_SLIDE_MARGIN, COVER_TOP, width,
                               fit_lines (builder, &slide->title, &type, width, COVER_LINES) };
  slide->subtitle = cover_subtitle (outline);
  slide->subtitle_size = COVER_SUBTITLE;
  type = qd_slide_subtitle_type (slide);
  slide->subtitle_box = (QdBox) { QD_SLIDE_MARGIN, COVER_TOP + slide->title_box.height + COVER_GAP, width,
                                  fit_lines (builder, &slide->subtitle, &type, width, SUBTITLE_LINES) };
}

/* Topics that follow each other with the same id, such as the objectives, are one. */
static void
add_topics (const QdOutline *outline,
            QdBlock         *block)
{
  const char *last = NULL;

  for (guint i = 0; i < outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (outline->sections, i);
      const char *topic = g_str_equal (section->id, "objective") ? qd_outline_section_topic ("objectives") : section->topic;

      if (g_strcmp0 (topic, last) != 0)
        qd_block_add_point (block, NULL, topic, NULL);
      last = topic;
    }
}

static void
build_agenda (QdDeckBuilder *builder)
{
  const QdOutlineSection section = { .title = (char *) _("Agenda") };
  QdBlock *topics = qd_deck_make_block (builder, QD_BLOCK_POINTS);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  add_topics (builder->deck->outline, topics);
  if (topics->points->len < AGENDA_MIN)
    return;

  if (topics->points->len > AGENDA_COLUMN)
    {
      QdBlock *rest = qd_deck_make_block (builder, QD_BLOCK_POINTS);
      guint half = (topics->points->len + 1) / 2;

      while (topics->points->len > half)
        g_ptr_array_add (rest->points, g_ptr_array_steal_index (topics->points, half));
      g_ptr_array_add (blocks, topics);
      g_ptr_array_add (blocks, rest);
    }
  else
    {
      g_ptr_array_add (blocks, topics);
    }
  place_section_of_ours (builder, &section, blocks);
}

/* How the plan stands, for those who get any of it. */
static void
build_summary (QdDeckBuilder *builder)
{
  const QdOutline *outline = builder->deck->outline;
  g_autofree char *title = qd_inline_escape (outline->headline != NULL ? outline->headline : _("The quarter in figures"));
  g_autofree char *lead = outline->lead != NULL ? qd_inline_escape (outline->lead) : NULL;
  const QdOutlineSection section = { .title = title, .subtitle = lead };
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  if (outline->figures == NULL || outline->sections->len == 0)
    return;

  g_ptr_array_add (blocks, outline->figures);
  if (outline->concerns->len > 0)
    {
      QdBlock *concerns = qd_deck_make_block (builder, QD_BLOCK_POINTS);

      for (guint i = 0; i < outline->concerns->len; i++)
        qd_block_add_point (concerns, NULL, g_ptr_array_index (outline->concerns, i), NULL);
      g_ptr_array_add (blocks, concerns);
    }
  place_section_of_ours (builder, &section, blocks);
}

/* The sections, but no more of one kind than anybody sits through. */
static void
build_sections (QdDeckBuilder *builder)
{
  const QdOutline *outline = builder->deck->outline;
  const char *id = NULL;
  guint n_same = 0;

  for (guint i = 0; i < outline->sections->len; i++)
    {
      const QdOutlineSection *section = g_ptr_array_index (outline->sections, i);
      const QdOutlineSection *next = i + 1 < outline->sections->len ? g_ptr_array_index (outline->sections, i + 1) : NULL;

      n_same = g_strcmp0 (section->id, id) == 0 ? n_same + 1 : 1;
      id = section->id;
      if (n_same <= SAME_MAX)
        build_section (builder, section);
      else if (next == NULL || !g_str_equal (next->id, id))
        say_more_sections (builder, id, n_same - SAME_MAX);
    }
}

static QdDeck *
deck_new (const QdOutline    *outline,
          const QdChartStyle *style)
{
  QdDeck *deck = g_new0 (QdDeck, 1);

  deck->outline = outline;
  deck->style = *style;
  deck->slides = g_ptr_array_new_with_free_func (slide_free);
  deck->made = g_ptr_array_new_with_free_func ((GDestroyNotify) qd_block_free);

  return deck;
}

static QdDeck *
build_deck (const QdOutline    *outline,
            const QdChartStyle *style,
            gboolean            editable)
{
  QdDeck *deck = deck_new (outline, style);
  QdDeckBuilder builder = { deck, .editable = editable, .filled = editable ? EDITABLE_FILLED : 1 };

  qd_typeset_init (&builder.typeset, style, FALSE);
  qd_deck_reset_column (&builder);
  builder.limit = QD_DECK_BOTTOM;
  build_cover (&builder);
  build_summary (&builder);
  build_agenda (&builder);
  build_sections (&builder);
  qd_typeset_clear (&builder.typeset);

  return deck;
}

/**
 * qd_deck_new:
 * @outline: what to show; must live longer than the deck
 * @style: how it is to look
 *
 * A bounded number of slides, whatever the size of the plan: what is too much for a deck is counted.
 *
 * Returns: (transfer full): the slides
 */
QdDeck *
qd_deck_new (const QdOutline    *outline,
             const QdChartStyle *style)
{
  g_return_val_if_fail (outline != NULL, NULL);
  g_return_val_if_fail (style != NULL, NULL);

  return build_deck (outline, style, FALSE);
}

/**
 * qd_deck_new_editable:
 * @outline: what to show; must live longer than the deck
 * @style: how it is to look
 *
 * Like qd_deck_new(), for programs that set text and draw bar charts themselves. What just fits here may take a line
 * more there; and bars alone do not say the words of the table behind them, which has slides of its own then.
 *
 * Returns: (transfer full): the slides
 */
QdDeck *
qd_deck_new_editable (const QdOutline    *outline,
                      const QdChartStyle *style)
{
  g_return_val_if_fail (outline != NULL, NULL);
  g_return_val_if_fail (style != NULL, NULL);

  return build_deck (outline, style, TRUE);
}

/**
 * qd_deck_new_blank:
 * @outline: what to show; must live longer than the deck
 * @style: how it is to look
 *
 * Returns: (transfer full): one slide with the title of the plan, and room for what others put on it
 */
QdDeck *
qd_deck_new_blank (const QdOutline    *outline,
                   const QdChartStyle *style)
{
  QdDeckBuilder builder = { deck_new (outline, style), .editable = TRUE, .filled = EDITABLE_FILLED };
  QdSlide *slide;

  qd_typeset_init (&builder.typeset, style, FALSE);
  slide = add_slide (&builder, QD_SLIDE_TITLE_ONLY);
  set_titles (&builder, slide, outline->title, NULL);
  qd_typeset_clear (&builder.typeset);

  return builder.deck;
}

/**
 * qd_deck_dup_foot:
 * @deck: slides
 *
 * Returns: (transfer full): what stands at the foot of each slide but the first, inline Markdown: how the plan stands, which
 *   is never what is cut off, then the words of the style or else the plan's title
 */
char *
qd_deck_dup_foot (const QdDeck *deck)
{
  g_autofree char *state = NULL;
  GString *foot = g_string_new (NULL);

  if (!qd_text_is_blank (deck->outline->state))
    {
      state = qd_inline_escape (deck->outline->state);
      qd_phrase_add_fact (foot, state);
    }
  qd_phrase_add_fact (foot, deck->style.footer != NULL ? deck->style.footer : deck->outline->title);

  return g_string_free (foot, FALSE);
}

/**
 * qd_deck_find_topic:
 * @deck: slides
 * @topic: a line of the agenda
 *
 * Returns: the index of the first slide about it; 0 if there is none
 */
guint
qd_deck_find_topic (const QdDeck *deck,
                    const char   *topic)
{
  for (guint i = 1; i < deck->slides->len; i++)
    {
      const QdOutlineSection *section = ((const QdSlide *) g_ptr_array_index (deck->slides, i))->section;

      if (section != NULL && (g_strcmp0 (section->topic, topic) == 0
                              || (g_str_equal (section->id, "objective")
                                  && g_strcmp0 (qd_outline_section_topic ("objectives"), topic) == 0)))
        return i;
    }

  return 0;
}

void
qd_deck_free (QdDeck *deck)
{
  g_ptr_array_unref (deck->slides);
  g_ptr_array_unref (deck->made);
  g_free (deck);
}
