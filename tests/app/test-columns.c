/* Tiles stand in lines of the same length, and are as large as each other. */

#include <gtk/gtk.h>

#include "qd-columns-layout.h"

#define N_TILES 5

typedef struct
{
  int width;
  int per_line;
  int wide;     /* below which width one of them cannot be */
} Case;

static const Case cases[] = {
  { 1000, 5, 0 }, { 800, 3, 0 }, { 400, 2, 0 }, { 200, 1, 0 }, { 1000, 3, 300 }, { 1000, 1, 600 },
};

static GtkWidget *
build_tiles (const Case *test)
{
  GtkWidget *tiles = qd_columns_new_for_tiles (N_TILES);

  for (int i = 0; i < N_TILES; i++)
    {
      GtkWidget *tile = gtk_button_new ();

      gtk_widget_set_size_request (tile, i == 1 ? test->wide : -1, i == 3 ? 80 : -1);
      gtk_box_append (GTK_BOX (tiles), tile);
    }

  return tiles;
}

static void
test_lines (gconstpointer data)
{
  const Case *test = data;
  GtkWidget *tiles = g_object_ref_sink (build_tiles (test));
  GtkAllocation first, place;
  int height, index = 0;

  gtk_widget_measure (tiles, GTK_ORIENTATION_VERTICAL, test->width, &height, NULL, NULL, NULL);
  gtk_widget_size_allocate (tiles, &(GtkAllocation) { 0, 0, test->width, height }, -1);
  gtk_widget_get_allocation (gtk_widget_get_first_child (tiles), &first);
  g_assert_cmpint (first.x, ==, 0);
  g_assert_cmpint (first.y, ==, 0);
  g_assert_cmpint (first.width, >=, test->wide);
  g_assert_cmpint (first.height, >=, 80);

  for (GtkWidget *tile = gtk_widget_get_first_child (tiles); tile != NULL; tile = gtk_widget_get_next_sibling (tile), index++)
    {
      gtk_widget_get_allocation (tile, &place);
      g_assert_cmpint (ABS (place.width - first.width), <=, 1);
      g_assert_cmpint (place.height, ==, first.height);
      g_assert_true ((place.x == 0) == (index % test->per_line == 0));
      g_assert_true ((place.y == 0) == (index < test->per_line));
      g_assert_cmpint (place.x + place.width, <=, test->width);
    }
  /* The last one ends where all do. */
  g_assert_cmpint (place.y + place.height, ==, height);

  g_object_unref (tiles);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/columns/tiles/%d-%d", cases[i].width, cases[i].per_line);

      g_test_add_data_func (path, &cases[i], test_lines);
    }

  return g_test_run ();
}
