#include "qd-beside.h"

#include "qd-room.h"

/* Two widgets side by side where there is room for both, one below the other elsewhere. */

/* In pixels. */
typedef struct
{
  int      gap;
  int      row_gap;
  int      first_least;  /* beside the second; 0: nearly its natural width, -1: all of that */
  int      second_least; /* beside the first; 0: its natural width */
  int      second_most;
  int      second_spare; /* as wide as this where the first needs no more */
  int      below_most;   /* how wide the second gets below the first; 0: its natural width, at the end of the line */
  gboolean fills;        /* the second is as high as there is room, also beside the first */
} Fit;

/* Charts beside a table: columns give up a little before the charts go below. */
static const Fit chart_fit = { 18, 18, 0, 330, 480, 640, 960 };

/* Buttons behind a sentence. */
static const Fit button_fit = { 12, 0, 240, 0, G_MAXINT, G_MAXINT, 0 };

/* Buttons behind a title, which is never cut for them. */
static const Fit title_fit = { 6, 6, -1, 0, G_MAXINT, G_MAXINT, 0 };

/* What a list is of, right of it. */
static const Fit list_fit = { 0, 0, 250, 400, 4000, 4000, 4000, TRUE };

struct _QdBeside
{
  GtkWidget  parent_instance;

  const Fit *fit;
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

static int
natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static int
least_width (GtkWidget *child)
{
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  return least;
}

static int
first_wanted (QdBeside *self)
{
  int least = self->fit->first_least;

  if (least <= 0)
    least = least < 0 ? natural_width (self->first) : natural_width (self->first) * 9 / 10;

  return MAX (least_width (self->first), least);
}

static int
second_wanted (QdBeside *self)
{
  return self->fit->second_least > 0 ? self->fit->second_least : natural_width (self->second);
}

static Split
split_width (QdBeside *self,
             int       width)
{
  int below = self->fit->below_most > 0 ? self->fit->below_most : natural_width (self->second);
  int first = first_wanted (self);
  int second = second_wanted (self);
  Split split = { FALSE, width, MIN (width, below) };
  int most;

  if (width >= 0 && width < first + self->fit->gap + second)
    return split;

  split.side_by_side = TRUE;
  split.second_width = self->fit->second_least > 0 ? CLAMP (width - first - self->fit->gap, second, self->fit->second_most)
                                                   : second;
  split.first_width = MAX (first, width - self->fit->gap - split.second_width);
  most = MAX (first, qd_room_get_most (self->first));
  if (split.first_width > most)
    {
      split.second_width = MAX (split.second_width, MIN (width - most - self->fit->gap, self->fit->second_spare));
      split.first_width = most;
    }

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
      int second = self->fit->second_least > 0 ? self->fit->second_most : natural_width (self->second);

      *minimum = MAX (least_width (self->first), least_width (self->second));
      *natural = MAX (*minimum, natural_width (self->first) + self->fit->gap + second);
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
      *minimum = split.side_by_side ? MAX (mins[0], mins[1]) : mins[0] + self->fit->row_gap + mins[1];
      *natural = split.side_by_side ? MAX (nats[0], nats[1]) : nats[0] + self->fit->row_gap + nats[1];
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
      second.x = rtl ? first.x - self->fit->gap - split.second_width : split.first_width + self->fit->gap;
      second.height = self->fit->second_least > 0 && !self->fit->fills ? MIN (second_height, height) : height;
    }
  else
    {
      second.x = rtl == (self->fit->below_most > 0) ? width - split.second_width : 0;
      second.y = first.height + self->fit->row_gap;
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

static int
get_most (GtkWidget *widget)
{
  QdBeside *self = QD_BESIDE (widget);
  int first = qd_room_get_most (self->first);

  return first < G_MAXINT ? MAX (first, first_wanted (self)) + self->fit->gap + self->fit->second_spare : first;
}

static GtkWidget *
beside_new (const Fit *fit,
            GtkWidget *first,
            GtkWidget *second)
{
  QdBeside *self = g_object_new (QD_TYPE_BESIDE, NULL);

  self->fit = fit;
  self->first = first;
  self->second = second;
  gtk_widget_set_parent (first, GTK_WIDGET (self));
  gtk_widget_set_parent (second, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/**
 * qd_beside_new:
 * @first: lists
 * @second: charts, which come right of them where both fit
 */
GtkWidget *
qd_beside_new (GtkWidget *first,
               GtkWidget *second)
{
  GtkWidget *beside = beside_new (&chart_fit, first, second);

  qd_room_set_most (beside, get_most);

  return beside;
}

/**
 * qd_beside_new_for_buttons:
 * @first: a sentence
 * @second: buttons, which come behind it where there is room for both
 */
GtkWidget *
qd_beside_new_for_buttons (GtkWidget *first,
                           GtkWidget *second)
{
  return beside_new (&button_fit, first, second);
}

/**
 * qd_beside_new_for_title:
 * @first: a title
 * @second: buttons, which come behind it where there is room for both, and below it elsewhere
 */
GtkWidget *
qd_beside_new_for_title (GtkWidget *first,
                         GtkWidget *second)
{
  return beside_new (&title_fit, first, second);
}

/**
 * qd_beside_new_for_list:
 * @first: a list, which is a few rows high where there is no room for both
 * @second: what its selected row is about
 */
GtkWidget *
qd_beside_new_for_list (GtkWidget *first,
                        GtkWidget *second)
{
  return beside_new (&list_fit, first, second);
}
