#include "qd-config.h"

#include "qd-list-line.h"

#include "qd-app-util.h"
#include "qd-draw.h"

/* What a row of a list, a tile or the head of a card says: texts and icons in a line, drawn by one widget. A window starts with
 * dozens of them, and a label each for what they say would be a third of all its widgets: to make, to style and to measure. */

#define ICON 16
#define REACH 4      /* what is pressed is larger than what shows of it, by that many pixels on each side */
#define LEAST_EMS 3  /* how wide a text is at least that is cut off */

typedef struct
{
  QdListLineFlags   flags;

  PangoLayout      *layout;     /* %NULL: an icon */
  guint             serial;     /* of the fonts that natural was measured with; 0 if it was not */
  int               natural;    /* how wide the text is, in pixels */

  const char       *icon;       /* its name */
  const char       *color;      /* of the style; %NULL: that of text */
  GtkIconPaintable *paintable;  /* what icon is on the display; %NULL until it is drawn */

  char             *tip;
  int               x, width;   /* where it stands, in pixels */
} Piece;

struct _QdListLine
{
  GtkWidget  parent_instance;

  GArray    *pieces;
  int        spacing;
  int        scale;       /* of the display that icons were looked up for */
};

G_DEFINE_FINAL_TYPE (QdListLine, qd_list_line, GTK_TYPE_WIDGET)

static Piece *
get_piece (QdListLine *self,
           guint       index)
{
  return &g_array_index (self->pieces, Piece, index);
}

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_clear_object (&piece->layout);
  g_clear_object (&piece->paintable);
  g_clear_pointer (&piece->tip, g_free);
}

static gboolean
is_empty (const Piece *piece)
{
  return piece->layout != NULL ? *pango_layout_get_text (piece->layout) == '\0' : piece->icon == NULL;
}

static gboolean
has_room (const Piece *piece)
{
  return (piece->flags & QD_LIST_LINE_KEEPS_ROOM) != 0 || !is_empty (piece);
}

/* Laid out on one line only when its text or its font has changed. */
static int
natural_width (Piece *piece)
{
  guint serial;

  if (piece->layout == NULL)
    return ICON;

  serial = pango_context_get_serial (pango_layout_get_context (piece->layout));
  if (piece->serial != serial)
    {
      PangoRectangle extents;

      pango_layout_set_width (piece->layout, -1);
      pango_layout_get_extents (piece->layout, NULL, &extents);
      piece->natural = PANGO_PIXELS_CEIL (extents.width);
      piece->serial = serial;
    }

  return piece->natural;
}

static int
least_width (Piece *piece)
{
  PangoContext *context;
  int size;

  if ((piece->flags & QD_LIST_LINE_GROWS) == 0)
    return natural_width (piece);

  context = pango_layout_get_context (piece->layout);
  size = pango_font_description_get_size (pango_context_get_font_description (context));

  return MIN (natural_width (piece), LEAST_EMS * size / PANGO_SCALE);
}

static int
sum_widths (QdListLine *self,
            int       (*measure) (Piece *piece))
{
  int sum = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    if (has_room (get_piece (self, i)))
      sum += measure (get_piece (self, i)) + (sum > 0 ? self->spacing : 0);

  return sum;
}

/* Gives a text its width, where it can do with less than it would like. */
static void
fit_text (Piece *piece,
          int    width)
{
  pango_layout_set_width (piece->layout, width < natural_width (piece) ? width * PANGO_SCALE : -1);
}

/* What is said of a piece while the pointer rests on it: what is cut off is said whole. */
static const char *
get_tip (const Piece *piece)
{
  if (piece->tip != NULL || piece->layout == NULL || !pango_layout_is_ellipsized (piece->layout))
    return piece->tip;

  return pango_layout_get_text (piece->layout);
}

static int
height_of (Piece *piece,
           int    width)
{
  PangoRectangle extents;

  if (piece->layout == NULL)
    return ICON;

  fit_text (piece, width);
  pango_layout_get_extents (piece->layout, NULL, &extents);

  return PANGO_PIXELS_CEIL (extents.height);
}

/* How wide a piece is in a line of that many pixels. */
static int
width_in (QdListLine *self,
          Piece      *piece,
          int         width)
{
  if ((piece->flags & QD_LIST_LINE_GROWS) == 0 || width < 0)
    return natural_width (piece);

  return MAX (width - sum_widths (self, natural_width) + natural_width (piece), 0);
}

static GtkIconPaintable *
get_paintable (QdListLine *self,
               Piece      *piece)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (piece->paintable == NULL)
    {
      GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

      piece->paintable = gtk_icon_theme_lookup_icon (theme, piece->icon, NULL, ICON, self->scale,
                                                     gtk_widget_get_direction (widget), 0);
    }

  return piece->paintable;
}

static void
forget_paintables (QdListLine *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    g_clear_object (&get_piece (self, i)->paintable);
}

static void
draw_piece (QdListLine  *self,
            Piece       *piece,
            GtkSnapshot *snapshot,
            GdkRGBA      color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *name = piece->color != NULL ? piece->color : (piece->flags & QD_LIST_LINE_DIM) != 0 ? "qd_dim" : NULL;
  int height = gtk_widget_get_height (widget);

  if (is_empty (piece))
    return;

  if (name != NULL)
    qd_draw_get_color (widget, name, &color);
  gtk_snapshot_save (snapshot);
  if (piece->layout != NULL)
    {
      int rest = height - height_of (piece, piece->width); /* asked anew: it may have been measured for another width */
      gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
      int indent = mirrored ? MAX (piece->width - natural_width (piece), 0) : 0;

      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (piece->x + indent, rest / 2));
      gtk_snapshot_append_layout (snapshot, piece->layout, &color);
    }
  else
    {
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (piece->x, (height - ICON) / 2));
      gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (get_paintable (self, piece)), snapshot, ICON, ICON,
                                                (GdkRGBA[]) { color, color, color, color }, 4);
    }
  gtk_snapshot_restore (snapshot);
}

static void
qd_list_line_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  QdListLine *self = QD_LIST_LINE (widget);
  GdkRGBA color;

  if (self->scale != gtk_widget_get_scale_factor (widget))
    forget_paintables (self);
  self->scale = gtk_widget_get_scale_factor (widget);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  for (guint i = 0; i < self->pieces->len; i++)
    draw_piece (self, get_piece (self, i), snapshot, color);
}

static GtkSizeRequestMode
qd_list_line_get_request_mode (GtkWidget *widget)
{
  QdListLine *self = QD_LIST_LINE (widget);

  for (guint i = 0; i < self->pieces->len; i++)
    if ((get_piece (self, i)->flags & (QD_LIST_LINE_WRAPS | QD_LIST_LINE_WRAPS_WHOLE)) != 0)
      return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;

  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
qd_list_line_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  QdListLine *self = QD_LIST_LINE (widget);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = sum_widths (self, least_width);
      *natural = sum_widths (self, natural_width);
      return;
    }

  *minimum = 0;
  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = get_piece (self, i);

      if (has_room (piece))
        *minimum = MAX (*minimum, height_of (piece, width_in (self, piece, for_size)));
    }
  *natural = *minimum;
}

static void
qd_list_line_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  QdListLine *self = QD_LIST_LINE (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = get_piece (self, i);

      piece->width = 0;
      if (!has_room (piece))
        continue;
      piece->width = width_in (self, piece, width);
      piece->x = mirrored ? width - x - piece->width : x;
      if (piece->layout != NULL)
        fit_text (piece, piece->width);
      if (get_tip (piece) != NULL)
        gtk_widget_set_has_tooltip (widget, TRUE);
      x += piece->width + self->spacing;
    }
}

static gboolean
qd_list_line_query_tooltip (GtkWidget  *widget,
                            int         x,
                            int         y,
                            gboolean    keyboard,
                            GtkTooltip *tooltip)
{
  QdListLine *self = QD_LIST_LINE (widget);
  guint index = keyboard ? QD_LIST_LINE_NOWHERE : qd_list_line_find (self, x);
  const char *tip = index != QD_LIST_LINE_NOWHERE ? get_tip (get_piece (self, index)) : NULL;

  if (tip == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, tip);

  return TRUE;
}

static void
qd_list_line_system_setting_changed (GtkWidget        *widget,
                                     GtkSystemSetting  setting)
{
  if (setting == GTK_SYSTEM_SETTING_ICON_THEME)
    forget_paintables (QD_LIST_LINE (widget));

  GTK_WIDGET_CLASS (qd_list_line_parent_class)->system_setting_changed (widget, setting);
}

static void
qd_list_line_direction_changed (GtkWidget        *widget,
                                GtkTextDirection  before)
{
  QdListLine *self = QD_LIST_LINE (widget);

  forget_paintables (self);
  for (guint i = 0; i < self->pieces->len; i++)
    if (get_piece (self, i)->layout != NULL)
      pango_layout_context_changed (get_piece (self, i)->layout);

  GTK_WIDGET_CLASS (qd_list_line_parent_class)->direction_changed (widget, before);
}

static void
qd_list_line_finalize (GObject *object)
{
  g_array_unref (QD_LIST_LINE (object)->pieces);

  G_OBJECT_CLASS (qd_list_line_parent_class)->finalize (object);
}

static void
qd_list_line_class_init (QdListLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qd_list_line_finalize;
  widget_class->snapshot = qd_list_line_snapshot;
  widget_class->get_request_mode = qd_list_line_get_request_mode;
  widget_class->measure = qd_list_line_measure;
  widget_class->size_allocate = qd_list_line_size_allocate;
  widget_class->query_tooltip = qd_list_line_query_tooltip;
  widget_class->system_setting_changed = qd_list_line_system_setting_changed;
  widget_class->direction_changed = qd_list_line_direction_changed;

  gtk_widget_class_set_css_name (widget_class, "listline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
qd_list_line_init (QdListLine *self)
{
  self->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  self->scale = 1;
  g_array_set_clear_func (self->pieces, clear_piece);
}

/**
 * qd_list_line_new:
 * @spacing: between what it says, in pixels
 *
 * Returns: (transfer floating): a line that says nothing yet
 */
GtkWidget *
qd_list_line_new (int spacing)
{
  QdListLine *self = g_object_new (QD_TYPE_LIST_LINE, NULL);

  self->spacing = spacing;

  return GTK_WIDGET (self);
}

/* What a screen reader calls the line: all that shows, in its order. */
static void
name_line (QdListLine *self)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = get_piece (self, i);
      const char *said = is_empty (piece) ? NULL : piece->layout != NULL ? pango_layout_get_text (piece->layout) : piece->tip;

      if (said != NULL)
        g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", said);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
}

/**
 * qd_list_line_add_text:
 * @line: a line
 * @text: (nullable): what it says there
 * @flags: how it is shown
 *
 * Returns: which piece of the line that is
 */
guint
qd_list_line_add_text (QdListLine      *line,
                       const char      *text,
                       QdListLineFlags  flags)
{
  Piece piece = { .flags = flags };

  g_return_val_if_fail (QD_IS_LIST_LINE (line), QD_LIST_LINE_NOWHERE);

  piece.layout = gtk_widget_create_pango_layout (GTK_WIDGET (line), text);
  if ((flags & QD_LIST_LINE_NUMERIC) != 0)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
      pango_layout_set_attributes (piece.layout, attributes);
      pango_attr_list_unref (attributes);
    }
  pango_layout_set_wrap (piece.layout, PANGO_WRAP_WORD_CHAR);
  if ((flags & (QD_LIST_LINE_GROWS | QD_LIST_LINE_WRAPS_WHOLE)) == QD_LIST_LINE_GROWS)
    pango_layout_set_ellipsize (piece.layout, PANGO_ELLIPSIZE_END);
  if ((flags & QD_LIST_LINE_WRAPS) != 0)
    pango_layout_set_height (piece.layout, -2);
  g_array_append_val (line->pieces, piece);
  name_line (line);

  return line->pieces->len - 1;
}

/**
 * qd_list_line_add_icon:
 * @line: a line
 * @icon: (nullable): the name of an icon, not copied
 * @flags: how it is shown
 *
 * Returns: which piece of the line that is
 */
guint
qd_list_line_add_icon (QdListLine      *line,
                       const char      *icon,
                       QdListLineFlags  flags)
{
  Piece piece = { .flags = flags, .icon = icon };

  g_return_val_if_fail (QD_IS_LIST_LINE (line), QD_LIST_LINE_NOWHERE);

  g_array_append_val (line->pieces, piece);

  return line->pieces->len - 1;
}

/**
 * qd_list_line_set_text:
 * @line: a line
 * @piece: one of its texts
 * @text: (nullable): what it says from now on; nothing happens where it does
 */
void
qd_list_line_set_text (QdListLine *line,
                       guint       piece,
                       const char *text)
{
  PangoLayout *layout;

  g_return_if_fail (QD_IS_LIST_LINE (line) && piece < line->pieces->len);

  layout = get_piece (line, piece)->layout;
  text = text != NULL ? text : "";
  if (g_str_equal (pango_layout_get_text (layout), text))
    return;

  pango_layout_set_text (layout, text, -1);
  get_piece (line, piece)->serial = 0;
  name_line (line);
  gtk_widget_queue_resize (GTK_WIDGET (line));
}

/**
 * qd_list_line_set_severity:
 * @line: a line
 * @piece: one of its icons
 * @severity: what it stands for from now on
 */
void
qd_list_line_set_severity (QdListLine *line,
                           guint       piece,
                           QdSeverity  severity)
{
  static const char *const colors[] = {
    [QD_SEVERITY_NONE] = NULL,
    [QD_SEVERITY_NOTE] = "qd_dim",
    [QD_SEVERITY_WARNING] = "qd_amber",
    [QD_SEVERITY_ERROR] = "qd_over",
  };
  Piece *changed;

  g_return_if_fail (QD_IS_LIST_LINE (line) && piece < line->pieces->len);

  changed = get_piece (line, piece);
  if (g_strcmp0 (changed->icon, qd_severity_icon (severity)) == 0)
    return;

  changed->icon = qd_severity_icon (severity);
  changed->color = colors[severity];
  g_clear_object (&changed->paintable);
  qd_list_line_set_tip (line, piece, severity != QD_SEVERITY_NONE ? qd_severity_label (severity) : NULL);
  gtk_widget_queue_resize (GTK_WIDGET (line));
}

/**
 * qd_list_line_set_tip:
 * @line: a line
 * @piece: which of it
 * @tip: (nullable): what is said while the pointer rests on it; a screen reader calls an icon that, and says it after a text
 */
void
qd_list_line_set_tip (QdListLine *line,
                      guint       piece,
                      const char *tip)
{
  Piece *changed;

  g_return_if_fail (QD_IS_LIST_LINE (line) && piece < line->pieces->len);

  changed = get_piece (line, piece);
  if (g_strcmp0 (changed->tip, tip) == 0)
    return;

  g_free (changed->tip);
  changed->tip = g_strdup (tip);
  if (tip != NULL)
    gtk_widget_set_has_tooltip (GTK_WIDGET (line), TRUE);
  if (changed->layout == NULL)
    name_line (line);
  else if (tip != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tip, -1);
}

/**
 * qd_list_line_get_layout:
 * @line: a line
 * @piece: which of it
 *
 * Returns: (transfer none) (nullable): how its text is laid out; %NULL if it is an icon, or nothing
 */
PangoLayout *
qd_list_line_get_layout (QdListLine *line,
                         guint       piece)
{
  g_return_val_if_fail (QD_IS_LIST_LINE (line), NULL);

  return piece < line->pieces->len ? get_piece (line, piece)->layout : NULL;
}

/**
 * qd_list_line_measure_text:
 * @line: a line
 * @piece: one of its texts
 *
 * Returns: how wide it would like to be, in pixels
 */
int
qd_list_line_measure_text (QdListLine *line,
                           guint       piece)
{
  g_return_val_if_fail (QD_IS_LIST_LINE (line) && piece < line->pieces->len, 0);

  return natural_width (get_piece (line, piece));
}

/**
 * qd_list_line_find:
 * @line: a line
 * @x: in its coordinates
 *
 * Returns: the piece that is there, or as near as a finger is; %QD_LIST_LINE_NOWHERE if none is
 */
guint
qd_list_line_find (QdListLine *line,
                   double      x)
{
  g_return_val_if_fail (QD_IS_LIST_LINE (line), QD_LIST_LINE_NOWHERE);

  for (guint i = line->pieces->len; i-- > 0; )
    {
      const Piece *piece = get_piece (line, i);

      if (!is_empty (piece) && x >= piece->x - REACH && x < piece->x + piece->width + REACH)
        return i;
    }

  return QD_LIST_LINE_NOWHERE;
}
