#include "qd-config.h"

#include "qd-room.h"

#include "qd-app-util.h"

/* On a wide screen nothing is wider than helps: a table as its content needs, a page as the eye follows. A page that is
 * narrower than the window stands in its middle, and all pages begin at the same place. */

/* In pixels, at the usual size of text. */
#define PAGE_MOST  1800
#define PAGE_LEAST 760  /* so wide is every page, however little its lists need */
#define PAGE_SIDES 48   /* what style.css has left and right of a page */

struct _QdRoom
{
  GtkWidget  parent_instance;

  GtkWidget *child;
  GtkWidget *of;    /* (nullable): within the child; it decides how wide that gets */
  gboolean   page;
  gboolean   wide;
};

G_DEFINE_FINAL_TYPE (QdRoom, qd_room, GTK_TYPE_WIDGET)

static GQuark
most_quark (void)
{
  return g_quark_from_static_string ("qd-room-most");
}

/* Where the child begins, and how wide it is. */
static int
child_width (QdRoom *self,
             int     width,
             int    *start)
{
  double scale = qd_widget_text_scale (GTK_WIDGET (self));
  int most = self->of != NULL ? qd_room_get_most (self->of) : G_MAXINT;
  int all = (int) (PAGE_MOST * scale);
  int natural;

  *start = 0;
  if (!self->page)
    {
      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      return MIN (width, self->of != NULL ? MAX (most, natural) : natural);
    }

  most = most < G_MAXINT ? MAX (most, (int) (PAGE_LEAST * scale)) + PAGE_SIDES : most;
  if (self->wide)
    all = MAX (all, most);
  *start = MAX (width - all, 0) / 2;

  return MIN (MIN (width, all), most);
}

static GtkSizeRequestMode
qd_room_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qd_room_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  QdRoom *self = QD_ROOM (widget);
  int start;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = child_width (self, for_size, &start);
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  *minimum_baseline = *natural_baseline = -1;
}

static void
qd_room_size_allocate (GtkWidget *widget,
                       int        width,
                       int        height,
                       int        baseline)
{
  QdRoom *self = QD_ROOM (widget);
  GtkAllocation place = { 0, 0, 0, height };

  place.width = child_width (self, width, &place.x);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    place.x = width - place.x - place.width;
  gtk_widget_size_allocate (self->child, &place, -1);
}

static void
qd_room_dispose (GObject *object)
{
  QdRoom *self = QD_ROOM (object);

  self->of = NULL;
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_room_parent_class)->dispose (object);
}

static void
qd_room_class_init (QdRoomClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_room_dispose;
  widget_class->get_request_mode = qd_room_get_request_mode;
  widget_class->measure = qd_room_measure;
  widget_class->size_allocate = qd_room_size_allocate;
}

static void
qd_room_init (QdRoom *self)
{
}

/**
 * qd_room_new:
 * @child: what gets room
 * @of: (nullable): in @child: it is as wide as this gets at most, at the start of the line; as it needs without
 */
GtkWidget *
qd_room_new (GtkWidget *child,
             GtkWidget *of)
{
  QdRoom *self = g_object_new (QD_TYPE_ROOM, NULL);

  self->child = child;
  self->of = of;
  gtk_widget_set_parent (child, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/**
 * qd_room_new_for_page:
 * @child: what is on the page
 * @of: (nullable): in @child: the page gets no wider than this
 * @wide: whether it gets as wide as that, however wide a page usually is, as the lanes of many teams do
 */
GtkWidget *
qd_room_new_for_page (GtkWidget *child,
                      GtkWidget *of,
                      gboolean   wide)
{
  GtkWidget *room = qd_room_new (child, of);

  QD_ROOM (room)->page = TRUE;
  QD_ROOM (room)->wide = wide;

  return room;
}

/**
 * qd_room_set_most:
 * @widget: a widget
 * @func: says how wide it gets at most
 */
void
qd_room_set_most (GtkWidget  *widget,
                  QdRoomFunc  func)
{
  g_object_set_qdata (G_OBJECT (widget), most_quark (), (gpointer) func);
}

/**
 * qd_room_get_most:
 *
 * Returns: how wide @widget gets at most; %G_MAXINT if it did not say
 */
int
qd_room_get_most (GtkWidget *widget)
{
  QdRoomFunc func = (QdRoomFunc) g_object_get_qdata (G_OBJECT (widget), most_quark ());

  if (func != NULL)
    return func (widget);
  if (QD_IS_ROOM (widget) && QD_ROOM (widget)->of != NULL)
    return qd_room_get_most (QD_ROOM (widget)->of);

  return G_MAXINT;
}

/**
 * qd_room_lists_most:
 * @box: a box of rooms, and of what takes the room that there is
 *
 * Returns: how wide the widest of them gets; for qd_room_set_most()
 */
int
qd_room_lists_most (GtkWidget *box)
{
  int most = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (QD_IS_ROOM (child))
      most = MAX (most, qd_room_get_most (child));

  return most > 0 ? most : G_MAXINT;
}
