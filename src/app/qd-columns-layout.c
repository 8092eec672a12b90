#include "qd-config.h"

#include "qd-columns-layout.h"

#include "qd-app-util.h"

/* As many columns as fit. Each child goes into the column that is shortest so far: cards are of different heights, and keep
 * their order as far as that goes. Tiles stand in lines. A flow box, which has lines, keeps the focus where a child has nothing
 * to take it. */

#define GAP 18
#define COLUMN_LEAST 390
#define USUAL_COLUMNS 4
#define MAX_COLUMNS 5      /* where each is still as wide as … */
#define COLUMN_ROOMY 540   /* … this: charts would turn pages elsewhere */
#define TILE_GAP 12
#define TILE_LEAST 172     /* at the usual size of text */

#define QD_TYPE_COLUMNS_LAYOUT (qd_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (QdColumnsLayout, qd_columns_layout, QD, COLUMNS_LAYOUT, GtkLayoutManager)

struct _QdColumnsLayout
{
  GtkLayoutManager parent_instance;

  int              most;
  int            (*arrange) (GtkWidget *widget,
                             int        most,
                             int        width,
                             gboolean   allocate);
};

G_DEFINE_FINAL_TYPE (QdColumnsLayout, qd_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Below which width a child cannot be. */
static int
get_least (GtkWidget *widget)
{
  int least = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_least, NULL, NULL, NULL);
      least = MAX (least, child_least);
    }

  return least;
}

/* Where a column is, and how wide: @place gets that. */
static void
place_column (GtkWidget     *widget,
              int            width,
              int            gap,
              int            column,
              int            n,
              GtkAllocation *place)
{
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    column = n - 1 - column;
  place->x = column * (width + gap) / n;
  place->width = (column + 1) * (width + gap) / n - gap - place->x;
}

/* Puts the children into their places, or only finds out how high that would be. */
static int
arrange_columns (GtkWidget *widget,
                 int        most,
                 int        width,
                 gboolean   allocate)
{
  int usual = MIN ((width + GAP) / (COLUMN_LEAST + GAP), USUAL_COLUMNS);
  int n = CLAMP (MAX (usual, (width + GAP) / (COLUMN_ROOMY + GAP)), 1, most);
  int bottoms[MAX_COLUMNS] = { 0 };
  int height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { 0 };
      int shortest = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      for (int i = 1; i < n; i++)
        if (bottoms[i] < bottoms[shortest])
          shortest = i;

      place_column (widget, width, GAP, shortest, n, &place);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, &place.height, NULL, NULL, NULL);
      place.y = bottoms[shortest];
      bottoms[shortest] += place.height + GAP;
      height = MAX (height, place.y + place.height);
      if (allocate)
        gtk_widget_size_allocate (child, &place, -1);
    }

  return height;
}

/* All are as high as the highest, and as many stand in each line as far as that goes. */
static int
arrange_tiles (GtkWidget *widget,
               int        most,
               int        width,
               gboolean   allocate)
{
  int least = MAX ((int) (TILE_LEAST * qd_widget_text_scale (widget)), get_least (widget));
  int fit = CLAMP ((width + TILE_GAP) / (least + TILE_GAP), 1, most);
  int n_tiles = 0, n_lines, n, index = 0;
  GtkAllocation place = { 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n_tiles++;
  n_lines = (n_tiles + fit - 1) / fit;
  n = n_lines > 0 ? (n_tiles + n_lines - 1) / n_lines : 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int height;

      place_column (widget, width, TILE_GAP, index++ % n, n, &place);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, &height, NULL, NULL, NULL);
      place.height = MAX (place.height, height);
    }

  index = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); allocate && child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      place_column (widget, width, TILE_GAP, index % n, n, &place);
      place.y = index++ / n * (place.height + TILE_GAP);
      gtk_widget_size_allocate (child, &place, -1);
    }

  return MAX (n_lines * (place.height + TILE_GAP) - TILE_GAP, 0);
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
  QdColumnsLayout *self = QD_COLUMNS_LAYOUT (manager);
  int least = get_least (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = MAX (least, 2 * COLUMN_LEAST + GAP);
    }
  else
    {
      *minimum = *natural = self->arrange (widget, self->most, MAX (for_size, least), FALSE);
    }
}

static void
qd_columns_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  QdColumnsLayout *self = QD_COLUMNS_LAYOUT (manager);

  self->arrange (widget, self->most, width, TRUE);
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

  layout->most = CLAMP ((int) most, 1, MAX_COLUMNS);
  layout->arrange = arrange_columns;
  gtk_widget_set_layout_manager (columns, GTK_LAYOUT_MANAGER (layout));

  return columns;
}

/**
 * qd_columns_new_for_tiles:
 * @most: how many stand side by side at most
 *
 * Returns: as qd_columns_new(), for what shows a figure and a few words each, in lines. A flow box would ask each how wide it
 *   would like to be for every number of columns
 */
GtkWidget *
qd_columns_new_for_tiles (guint most)
{
  GtkWidget *columns = qd_columns_new (1);
  QdColumnsLayout *layout = QD_COLUMNS_LAYOUT (gtk_widget_get_layout_manager (columns));

  layout->most = MAX ((int) most, 1);
  layout->arrange = arrange_tiles;

  return columns;
}
