#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-marks-private.h"

#include <math.h>
#include <string.h>

/* What names a mark in two layouts of one chart. @seen counts those of one record and part. */
static char *
key_of (const QdMark *mark,
        GHashTable   *seen)
{
  g_autofree char *base = g_strdup_printf ("%d/%s/%s", mark->kind, mark->part, mark->id != NULL ? mark->id : "");
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (seen, base)) + 1;

  g_hash_table_insert (seen, g_strdup (base), GUINT_TO_POINTER (count));
  return g_strdup_printf ("%s/%u", base, count);
}

static double
between (double from,
         double to,
         double progress)
{
  return from + (to - from) * progress;
}

static void
blend_mark (QdMarks      *blended,
            const QdMark *from,
            const QdMark *to,
            double        progress)
{
  QdMark mark = *to;
  g_autofree QdPoint *points = NULL;

  if (from != NULL && from->n_points == to->n_points)
    {
      mark.box.x = between (from->box.x, to->box.x, progress);
      mark.box.y = between (from->box.y, to->box.y, progress);
      mark.box.width = between (from->box.width, to->box.width, progress);
      mark.box.height = between (from->box.height, to->box.height, progress);
      mark.baseline = between (from->baseline, to->baseline, progress);
      points = g_new (QdPoint, to->n_points);
      for (guint i = 0; i < to->n_points; i++)
        {
          points[i].x = between (from->points[i].x, to->points[i].x, progress);
          points[i].y = between (from->points[i].y, to->points[i].y, progress);
        }
      mark.points = points;
    }

  qd_marks_add (blended, &mark);
}

static void
mirror_box (QdBox  *box,
            double  width)
{
  box->x = width - box->x - box->width;
}

static void
marks_clear (gpointer data)
{
  QdMarks *marks = data;

  g_array_unref (marks->marks);
  g_string_chunk_free (marks->strings);
  g_ptr_array_unref (marks->paths);
  g_free (marks->title);
  g_free (marks->description);
}

QdMarks *
qd_marks_new (double width,
              double height)
{
  QdMarks *marks = g_atomic_rc_box_new0 (QdMarks);

  marks->marks = g_array_new (FALSE, FALSE, sizeof (QdMark));
  marks->strings = g_string_chunk_new (1024);
  marks->paths = g_ptr_array_new_with_free_func (g_free);
  marks->width = width;
  marks->height = height;
  marks->n_pages = marks->n_wanted = 1;

  return marks;
}

static const char *
keep_string (QdMarks    *marks,
             const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (marks->strings, text) : NULL;
}

/* Copies @mark with its texts and points. What is returned is valid until the next one is added. */
QdMark *
qd_marks_add (QdMarks      *marks,
              const QdMark *mark)
{
  QdMark *added;

  g_array_append_val (marks->marks, *mark);
  added = &g_array_index (marks->marks, QdMark, marks->marks->len - 1);
  /* Pictures are interned, and large. */
  added->text = mark->kind == QD_MARK_IMAGE ? mark->text : keep_string (marks, mark->text);
  added->id = keep_string (marks, mark->id);
  added->tooltip = keep_string (marks, mark->tooltip);
  added->part = g_intern_string (mark->part);
  if (mark->n_points > 0)
    {
      QdPoint *points = g_memdup2 (mark->points, mark->n_points * sizeof *points);

      g_ptr_array_add (marks->paths, points);
      added->points = points;
    }

  return added;
}

/* Turns the chart over for those who read from right to left. Texts are not turned, only put elsewhere. */
void
qd_marks_mirror (QdMarks *marks)
{
  for (guint i = 0; i < marks->marks->len; i++)
    {
      QdMark *mark = &g_array_index (marks->marks, QdMark, i);

      mirror_box (&mark->box, marks->width);
      if (mark->align != QD_ALIGN_MIDDLE)
        mark->align = mark->align == QD_ALIGN_START ? QD_ALIGN_END : QD_ALIGN_START;
      for (guint j = 0; j < mark->n_points; j++)
        {
          QdPoint *point = (QdPoint *) &mark->points[j];

          point->x = marks->width - point->x;
        }
    }
}

gboolean
qd_mark_is_visible (const QdMark *mark)
{
  return mark->kind == QD_MARK_IMAGE || mark->fill != QD_COLOR_NONE || mark->hatch != QD_COLOR_NONE
         || (mark->stroke != QD_COLOR_NONE && mark->stroke_width > 0);
}

/* The lengths of on and off of a broken outline, in pixels. */
guint
qd_mark_dashes (const QdMark *mark,
                double        dashes[2])
{
  double width = mark->stroke_width;

  switch (mark->dash)
    {
    case QD_DASH_DASHED:
      dashes[0] = QD_DASH_DASHED_LENGTH * width;
      dashes[1] = QD_DASH_DASHED_GAP * width;
      return 2;
    case QD_DASH_DOTTED:
      dashes[0] = 0;
      dashes[1] = QD_DASH_DOTTED_GAP * width;
      return 2;
    case QD_DASH_NONE:
    default:
      return 0;
    }
}

/**
 * qd_marks_get_length:
 * @marks: marks
 *
 * Returns: how many there are
 */
guint
qd_marks_get_length (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, 0);

  return marks->marks->len;
}

/**
 * qd_marks_get:
 * @marks: marks
 * @index: which, in drawing order
 *
 * Returns: (transfer none) (nullable): the mark; %NULL beyond the last
 */
const QdMark *
qd_marks_get (QdMarks *marks,
              guint    index)
{
  g_return_val_if_fail (marks != NULL, NULL);

  return index < marks->marks->len ? &g_array_index (marks->marks, QdMark, index) : NULL;
}

/**
 * qd_marks_get_width:
 * @marks: marks
 *
 * Returns: the width of the chart in pixels
 */
double
qd_marks_get_width (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, 0);

  return marks->width;
}

/**
 * qd_marks_get_height:
 * @marks: marks
 *
 * Returns: the height of the chart in pixels
 */
double
qd_marks_get_height (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, 0);

  return marks->height;
}

/**
 * qd_marks_get_n_pages:
 * @marks: marks
 *
 * Returns: how many pages the chart has in this size, where one does not show everything; 1 as a rule. What is on each is
 *   said by #QdChartStyle.page
 */
guint
qd_marks_get_n_pages (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, 1);

  return marks->n_pages;
}

/**
 * qd_marks_get_n_wanted:
 * @marks: marks
 *
 * Returns: how many pages it takes to show everything; where that is more than anybody turns to,
 *   qd_marks_get_n_pages() is less, and the chart says so
 */
guint
qd_marks_get_n_wanted (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, 1);

  return marks->n_wanted;
}

/**
 * qd_marks_get_family:
 * @marks: marks
 *
 * Returns: the font family of all texts
 */
const char *
qd_marks_get_family (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, NULL);

  return marks->family;
}

/**
 * qd_marks_get_title:
 * @marks: marks
 *
 * Returns: the chart's message, in the user's language
 */
const char *
qd_marks_get_title (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, NULL);

  return marks->title;
}

/**
 * qd_marks_get_description:
 * @marks: marks
 *
 * Returns: what a screen reader says of the chart, in the user's language
 */
const char *
qd_marks_get_description (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, NULL);

  return marks->description;
}

/**
 * qd_marks_get_background:
 * @marks: marks
 *
 * Returns: the colour behind everything; none where the background is left to others
 */
QdColor
qd_marks_get_background (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, QD_COLOR_NONE);

  return marks->background;
}

/**
 * qd_marks_get_paper:
 * @marks: marks
 *
 * Returns: the colour that the chart expects behind it, also where it does not draw it
 */
QdColor
qd_marks_get_paper (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, QD_COLOR_NONE);

  return marks->paper;
}

/**
 * qd_marks_hit:
 * @marks: marks
 * @x: in pixels
 * @y: in pixels
 *
 * Returns: (transfer none) (nullable): the topmost mark at this place that stands for something: that has an id or a
 *   tooltip
 */
const QdMark *
qd_marks_hit (QdMarks *marks,
              double   x,
              double   y)
{
  g_return_val_if_fail (marks != NULL, NULL);

  for (guint i = marks->marks->len; i > 0; i--)
    {
      const QdMark *mark = &g_array_index (marks->marks, QdMark, i - 1);
      const QdBox *box = &mark->box;

      if ((mark->id != NULL || mark->tooltip != NULL)
          && x >= box->x && x < box->x + box->width && y >= box->y && y < box->y + box->height)
        return mark;
    }

  return NULL;
}

/**
 * qd_box_extend:
 * @box: (inout): a box
 * @with: what it is to cover, too
 */
void
qd_box_extend (QdBox       *box,
               const QdBox *with)
{
  double right = MAX (box->x + box->width, with->x + with->width);
  double bottom = MAX (box->y + box->height, with->y + with->height);

  box->x = MIN (box->x, with->x);
  box->y = MIN (box->y, with->y);
  box->width = right - box->x;
  box->height = bottom - box->y;
}

/**
 * qd_marks_get_bounds:
 * @marks: marks
 * @id: the id of a record
 * @bounds: (out): what its marks cover together
 *
 * Returns: whether any mark stands for the record
 */
gboolean
qd_marks_get_bounds (QdMarks    *marks,
                     const char *id,
                     QdBox      *bounds)
{
  gboolean found = FALSE;

  g_return_val_if_fail (marks != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (bounds != NULL, FALSE);

  for (guint i = 0; i < marks->marks->len; i++)
    {
      const QdMark *mark = &g_array_index (marks->marks, QdMark, i);

      if (g_strcmp0 (mark->id, id) != 0)
        continue;
      if (found)
        qd_box_extend (bounds, &mark->box);
      else
        *bounds = mark->box;
      found = TRUE;
    }

  return found;
}

/**
 * qd_marks_blend:
 * @from: the marks of a chart before a change
 * @to: those after it
 * @progress: 0 for @from, 1 for @to
 *
 * A step between the two, for animations. Marks of one record and part move from one place to the other; those that
 * are new stand where they belong from the start.
 *
 * Returns: (transfer full): marks
 */
QdMarks *
qd_marks_blend (QdMarks *from,
                QdMarks *to,
                double   progress)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  QdMarks *blended;

  g_return_val_if_fail (from != NULL, NULL);
  g_return_val_if_fail (to != NULL, NULL);

  for (guint i = 0; i < from->marks->len; i++)
    {
      QdMark *mark = &g_array_index (from->marks, QdMark, i);

      g_hash_table_insert (known, key_of (mark, seen), mark);
    }
  g_hash_table_remove_all (seen);

  blended = qd_marks_new (to->width, to->height);
  blended->family = to->family;
  blended->paper = to->paper;
  blended->background = to->background;
  blended->title = g_strdup (to->title);
  blended->description = g_strdup (to->description);
  for (guint i = 0; i < to->marks->len; i++)
    {
      const QdMark *mark = &g_array_index (to->marks, QdMark, i);
      g_autofree char *key = key_of (mark, seen);

      blend_mark (blended, g_hash_table_lookup (known, key), mark, progress);
    }

  return blended;
}

/**
 * qd_marks_ref:
 * @marks: marks
 *
 * Returns: (transfer full): the same marks
 */
QdMarks *
qd_marks_ref (QdMarks *marks)
{
  g_return_val_if_fail (marks != NULL, NULL);

  return g_atomic_rc_box_acquire (marks);
}

/**
 * qd_marks_unref:
 * @marks: (transfer full): marks
 */
void
qd_marks_unref (QdMarks *marks)
{
  g_return_if_fail (marks != NULL);

  g_atomic_rc_box_release_full (marks, marks_clear);
}
