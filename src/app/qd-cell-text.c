#include "qd-config.h"

#include "qd-cell-text.h"

#include <string.h>

#include "qd-bidi.h"

/* The text of a cell: on one line where that has room for it, on two where it has not. Text is not measured, which
 * would take longer than drawing it: how long it is comes from the number of its characters. */

/* The characters of names and sentences are narrower than the toolkit's average. */
#define NARROWER(width) ((width) * 6 / 7)

struct _QdCellText
{
  GtkWidget  parent_instance;

  GtkWidget *label;
  char      *text;
  guint      nat_chars;
  int        taken;    /* by what stands beside it, in pixels */
  glong      n_chars;  /* of the text */
  gboolean   wraps;
};

G_DEFINE_FINAL_TYPE (QdCellText, qd_cell_text, GTK_TYPE_WIDGET)

/* How wide the text would like to be, in pixels. */
static int
text_width (QdCellText *self)
{
  int natural;

  gtk_widget_measure (self->label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return (int) NARROWER (self->n_chars * natural / (glong) self->nat_chars);
}

static GtkSizeRequestMode
qd_cell_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qd_cell_text_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  QdCellText *self = QD_CELL_TEXT (widget);

  *minimum_baseline = *natural_baseline = -1;
  gtk_widget_measure (self->label, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = MAX (*natural - self->taken, *minimum);
      return;
    }

  /* One line at least, two by nature. */
  if (!self->wraps || for_size < 0 || text_width (self) <= for_size)
    *natural = *minimum;
  else
    *minimum = *natural;
}

static void
qd_cell_text_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  GtkWidget *label = QD_CELL_TEXT (widget)->label;
  int line, lines;

  /* Text that is cut off would stand too high where there is room for more than one line and less than two. */
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, &line, &lines, NULL, NULL);
  line = height < lines ? MIN (line, height) : height;
  gtk_widget_size_allocate (label, &(GtkAllocation) { 0, (height - line) / 2, width, line }, -1);
}

static void
qd_cell_text_dispose (GObject *object)
{
  g_clear_pointer (&QD_CELL_TEXT (object)->label, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_cell_text_parent_class)->dispose (object);
}

static void
qd_cell_text_finalize (GObject *object)
{
  g_free (QD_CELL_TEXT (object)->text);

  G_OBJECT_CLASS (qd_cell_text_parent_class)->finalize (object);
}

static void
qd_cell_text_class_init (QdCellTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_cell_text_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_cell_text_finalize;
  widget_class->get_request_mode = qd_cell_text_get_request_mode;
  widget_class->measure = qd_cell_text_measure;
  widget_class->size_allocate = qd_cell_text_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "celltext");
}

static void
qd_cell_text_init (QdCellText *self)
{
  self->label = gtk_inscription_new (NULL);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->label), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_yalign (GTK_INSCRIPTION (self->label), 0.5f);
  gtk_inscription_set_wrap_mode (GTK_INSCRIPTION (self->label), PANGO_WRAP_WORD);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (self->label), 1);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (self->label), 2);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * qd_cell_text_new:
 * @min_chars: how many characters it is wide at least
 * @nat_chars: how many it would like to be
 */
GtkWidget *
qd_cell_text_new (guint min_chars,
                  guint nat_chars)
{
  QdCellText *self = g_object_new (QD_TYPE_CELL_TEXT, NULL);

  self->nat_chars = MAX (nat_chars, 1);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->label), min_chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (self->label), self->nat_chars);

  return GTK_WIDGET (self);
}

/**
 * qd_cell_text_set_text:
 * @self: the text of a cell
 * @text: (nullable): the text
 * @wraps: whether it may take a second line
 */
void
qd_cell_text_set_text (QdCellText *self,
                       const char *text,
                       gboolean    wraps)
{
  gboolean wrapped = self->wraps;
  g_autofree char *marked = NULL;

  if (wrapped == wraps && g_strcmp0 (qd_cell_text_get_text (self), text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  self->wraps = wraps;
  self->n_chars = text != NULL ? g_utf8_strlen (text, -1) : 0;
  /* A long word among others is broken; one alone would leave a letter for the second line, and ends with dots instead. */
  gtk_inscription_set_wrap_mode (GTK_INSCRIPTION (self->label), wraps && text != NULL && strchr (text, ' ') != NULL
                                                                  ? PANGO_WRAP_WORD_CHAR : PANGO_WRAP_WORD);
  marked = qd_bidi_mark (text, gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->label), marked != NULL ? marked : text);
  /* What stays on one line needs the room it needed. */
  if (wrapped || wraps)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * qd_cell_text_get_text:
 *
 * Returns: (transfer none) (nullable): what it shows
 */
const char *
qd_cell_text_get_text (QdCellText *self)
{
  return self->text;
}

/**
 * qd_cell_text_set_taken:
 * @self: the text of a cell
 * @width: how much room something beside the text takes, in pixels
 *
 * Leaves that room to it, so that a column gets no wider when something comes to stand beside a text.
 */
void
qd_cell_text_set_taken (QdCellText *self,
                        int         width)
{
  if (self->taken == width)
    return;

  self->taken = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * qd_cell_text_set_at_end:
 * @self: the text of a cell
 * @at_end: whether it stands at the end of its line, as numbers do
 */
void
qd_cell_text_set_at_end (QdCellText *self,
                         gboolean    at_end)
{
  gtk_inscription_set_xalign (GTK_INSCRIPTION (self->label), at_end ? 1 : 0);
}

/**
 * qd_cell_text_is_cut:
 *
 * Returns: whether the text may have no room for its end, so that it should be shown elsewhere
 */
gboolean
qd_cell_text_is_cut (QdCellText *self)
{
  int lines = self->wraps ? 2 : 1;

  /* Words do not fill their lines to the end. */
  return text_width (self) > gtk_widget_get_width (GTK_WIDGET (self)) * lines * 9 / 10;
}
