#include "qd-beside.h"

/* Two widgets side by side where the natural width of the first and a useful width of the second fit, one below the
 * other elsewhere. */

#define GAP 18
#define SECOND_LEAST 330
#define SECOND_MOST 480

struct _QdBeside
{
  GtkWidget  parent_instance;

  GtkWidget *first;
  GtkWidget *second;
};

G_DEFINE_FINAL_TYPE (QdBeside, qd_beside, GTK_TYPE_WIDGET)

typedef struct
{
  gboolean side_by_side;
  int      first_width;
  int      second_width;
} Split;

static Split
split_width (QdBeside *self,
             int       width)
{
  int least, natural;
  Split split = { FALSE, width, MIN (width, 2 * SECOND_MOST) };

  gtk_widget_measure (self->first, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  /* Columns give up a little before the second goes below. */
  natural = MAX (least, natural * 9 / 10);
  if (width >= 0 && width < natural + GAP + SECOND_LEAST)
    return split;

  split.side_by_side = TRUE;
  split.second_width = CLAMP (width - natural - GAP, SECOND_LEAST, SECOND_MOST);
  split.first_width = MAX (natural, width - GAP - split.second_width);

  return split;
}

static int
height_at (GtkWidget *child,
           int        width,
           gboolean   natural)
{
  int minimum, wanted;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &wanted, NULL, NULL);

  return natural ? wanted : minimum;
}

static GtkSizeRequestMode
qd_beside_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qd_beside_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  QdBeside *self = QD_BESIDE (widget);

  *minimum_baseline = *natural_baseline = -1;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int first_min, first_nat, second_min;

      gtk_widget_measure (self->first, orientation, -1, &first_min, &first_nat, NULL, NULL);
      gtk_widget_measure (self->second, orientation, -1, &second_min, NULL, NULL, NULL);
      *minimum = MAX (first_min, second_min);
      *natural = MAX (*minimum, first_nat + GAP + SECOND_MOST);
    }
  else
    {
      int width = for_size;
      Split split;
      int mins[2], nats[2];

      if (width < 0)
        gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      split = split_width (self, width);
      mins[0] = height_at (self->first, split.first_width, FALSE);
      nats[0] = height_at (self->first, split.first_width, TRUE);
      mins[1] = height_at (self->second, split.second_width, FALSE);
      nats[1] = height_at (self->second, split.second_width, TRUE);
      *minimum = split.side_by_side ? MAX (mins[0], mins[1]) : mins[0] + GAP + mins[1];
      *natural = split.side_by_side ? MAX (nats[0], nats[1]) : nats[0] + GAP + nats[1];
    }
}

static void
qd_beside_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  QdBeside *self = QD_BESIDE (widget);
  Split split = split_width (self, width);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int first_height = split.side_by_side ? height : height_at (self->first, split.first_width, TRUE);
  int second_height = height_at (self->second, split.second_width, TRUE);
  GtkAllocation first = { 0, 0, split.first_width, MIN (first_height, height) };
  GtkAllocation second = { 0, 0, split.second_width, second_height };

  if (split.side_by_side)
    {
      first.x = rtl ? width - split.first_width : 0;
      second.x = rtl ? 0 : width - split.second_width;
      second.height = MIN (second_height, height);
    }
  else
    {
      second.x = rtl ? width - split.second_width : 0;
      second.y = first.height + GAP;
      second.height = MAX (height - second.y, 0);
    }

  gtk_widget_size_allocate (self->first, &first, -1);
  gtk_widget_size_allocate (self->second, &second, -1);
}

static void
qd_beside_dispose (GObject *object)
{
  QdBeside *self = QD_BESIDE (object);

  g_clear_pointer (&self->first, gtk_widget_unparent);
  g_clear_pointer (&self->second, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_beside_parent_class)->dispose (object);
}

static void
qd_beside_class_init (QdBesideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_beside_dispose;
  widget_class->get_request_mode = qd_beside_get_request_mode;
  widget_class->measure = qd_beside_measure;
  widget_class->size_allocate = qd_beside_size_allocate;
}

static void
qd_beside_init (QdBeside *self)
{
}

/**
 * qd_beside_new:
 * @first: what comes first
 * @second: what comes right of it, or below
 */
GtkWidget *
qd_beside_new (GtkWidget *first,
               GtkWidget *second)
{
  QdBeside *self = g_object_new (QD_TYPE_BESIDE, NULL);

  self->first = first;
  self->second = second;
  gtk_widget_set_parent (first, GTK_WIDGET (self));
  gtk_widget_set_parent (second, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}
