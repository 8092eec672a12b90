#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-marks-private.h"

/* In which order marks are painted where each change of colour, width or dash is written down, as in a PDF: those that
 * look alike one after the other, as far as nothing in between lies over or under them. Texts keep their order among each
 * other: it is that in which they are read. */

/* How many marks a mark is held against: no more of them are between those that stand for one thing. */
#define LOOK_BACK 512

/* How far letters reach beyond their box, in pixels. */
#define OVERHANG 2.0

/* Marks that are painted one after the other. */
typedef struct
{
  guint first;
  guint last;
} Run;

typedef struct
{
  const QdMark *marks;
  guint        *next;    /* of a mark, the one that follows in its run; itself at the end */
  QdBox        *extents; /* of each mark, all that it paints */
  GArray       *runs;
} Order;

static QdBox
extent_of (const QdMark *mark)
{
  double margin = mark->kind == QD_MARK_TEXT ? OVERHANG + mark->size * QD_PLATE_MARGIN : 1;

  if (mark->stroke != QD_COLOR_NONE)
    margin += mark->stroke_width / 2;

  return (QdBox) { mark->box.x - margin, mark->box.y - margin, mark->box.width + 2 * margin,
                   mark->box.height + 2 * margin };
}

static gboolean
overlap (const QdBox *a,
         const QdBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* Whether nothing of @run is hidden by or hides mark @index. @n_left: how many marks may still be looked at */
static gboolean
can_pass (const Order *order,
          const Run   *run,
          guint        index,
          guint       *n_left)
{
  for (guint i = run->first; *n_left > 0; i = order->next[i])
    {
      if (overlap (&order->extents[i], &order->extents[index]))
        return FALSE;
      (*n_left)--;
      if (i == run->last)
        return TRUE;
    }

  return FALSE;
}

static Run *
find_run (const Order *order,
          guint        index)
{
  const QdMark *mark = &order->marks[index];
  guint n_left = LOOK_BACK;

  for (guint i = order->runs->len; i > 0; i--)
    {
      Run *run = &g_array_index (order->runs, Run, i - 1);
      const QdMark *first = &order->marks[run->first];

      if (mark->kind == QD_MARK_TEXT ? first->kind == QD_MARK_TEXT : qd_mark_looks_like (first, mark))
        return run;
      if (mark->kind == QD_MARK_TEXT || !can_pass (order, run, index, &n_left))
        return NULL;
    }

  return NULL;
}

/* Returns: (transfer full) (element-type QdMark): those of @marks in the order in which they are painted with the fewest
 * changes of colour and line; what they point to belongs to @marks */
GArray *
qd_marks_order (QdMarks *marks)
{
  guint n = marks->marks->len;
  g_autofree guint *next = g_new (guint, n);
  g_autofree QdBox *extents = g_new (QdBox, n);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  GArray *ordered = g_array_sized_new (FALSE, FALSE, sizeof (QdMark), n);
  const Order order = { (const QdMark *) (gconstpointer) marks->marks->data, next, extents, runs };

  for (guint i = 0; i < n; i++)
    {
      Run *run;

      if (!qd_mark_is_visible (&order.marks[i]))
        continue;
      extents[i] = extent_of (&order.marks[i]);
      run = find_run (&order, i);
      next[i] = i;
      if (run != NULL)
        {
          next[run->last] = i;
          run->last = i;
        }
      else
        {
          g_array_append_val (runs, ((Run) { i, i }));
        }
    }
  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);

      for (guint j = run->first;; j = next[j])
        {
          g_array_append_val (ordered, order.marks[j]);
          if (j == run->last)
            break;
        }
    }

  return ordered;
}
