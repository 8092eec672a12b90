#include "qd-config.h"

#include "qd-columns-layout.h"

/* As many columns as fit. Each child goes into the column that is shortest so far: cards are of different heights, and keep
 * their order as far as that goes. A flow box, which has lines, keeps the focus where a child has nothing to take it. */

#define GAP 18
#define COLUMN_LEAST 390
#define USUAL_COLUMNS 4
#define MAX_COLUMNS 5      /* where each is still as wide as … */
#define COLUMN_ROOMY 540   /* … this: charts would turn pages elsewhere */

#define QD_TYPE_COLUMNS_LAYOUT (qd_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (QdColumnsLayout, qd_columns_layout, QD, COLUMNS_LAYOUT, GtkLayoutManager)

struct _QdColumnsLayout
{
  GtkLayoutManager parent_instance;

  guint            most;
};

G_DEFINE_FINAL_TYPE (QdColumnsLayout, qd_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Puts the children into their places, or only finds out how high that would be. */
static int
arrange (QdColumnsLayout *self,
         GtkWidget       *widget,
         int              width,
         gboolean         allocate)
{
  int usual = MIN ((width + GAP) / (COLUMN_LEAST + GAP), USUAL_COLUMNS);
  int n = CLAMP (MAX (usual, (width + GAP) / (COLUMN_ROOMY + GAP)), 1, (int) self->most);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int bottoms[MAX_COLUMNS] = { 0 };
  int height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int shortest = 0, column;
      GtkAllocation place = { 0 };

      if (!gtk_widget_should_layout (child))
        continue;
      for (int i = 1; i < n; i++)
        if (bottoms[i] < bottoms[shortest])
          shortest = i;

      column = mirrored ? n - 1 - shortest : shortest;
      place.x = column * (width + GAP) / n;
      place.width = (column + 1) * (width + GAP) / n - GAP - place.x;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, &place.height, NULL, NULL, NULL);
      place.y = bottoms[shortest];
      bottoms[shortest] += place.height + GAP;
      height = MAX (height, place.y + place.height);
      if (allocate)
        gtk_widget_size_allocate (child, &place, -1);
    }

  return height;
}

static GtkSizeRequestMode
qd_columns_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qd_columns_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  int least = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_least, NULL, NULL, NULL);
      least = MAX (least, child_least);
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = MAX (least, 2 * COLUMN_LEAST + GAP);
    }
  else
    {
      *minimum = *natural = arrange (QD_COLUMNS_LAYOUT (manager), widget, MAX (for_size, least), FALSE);
    }
}

static void
qd_columns_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  arrange (QD_COLUMNS_LAYOUT (manager), widget, width, TRUE);
}

static void
qd_columns_layout_class_init (QdColumnsLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = qd_columns_layout_get_request_mode;
  layout_class->measure = qd_columns_layout_measure;
  layout_class->allocate = qd_columns_layout_allocate;
}

static void
qd_columns_layout_init (QdColumnsLayout *self)
{
}

/**
 * qd_columns_new:
 * @most: how many columns there are at most, up to 5
 *
 * Returns: a box, to whose columns children are given as to any box
 */
GtkWidget *
qd_columns_new (guint most)
{
  /* A box only in name: the layout manager is what makes the columns. */
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  QdColumnsLayout *layout = g_object_new (QD_TYPE_COLUMNS_LAYOUT, NULL);

  layout->most = CLAMP (most, 1, MAX_COLUMNS);
  gtk_widget_set_layout_manager (columns, GTK_LAYOUT_MANAGER (layout));

  return columns;
}
