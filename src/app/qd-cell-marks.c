#include "qd-config.h"

#include "qd-cell-marks.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-row-marks.h"
#include "qd-sparkline.h"

/* Beside its name a row says what there is to be said about it: findings, comments, and that it is not as it was approved
 * any more. */

static void
show_findings (QdCellMarks     *marks,
               GtkWidget       *cell,
               GtkWidget       *label,
               QdDocument      *document,
               QdRecord        *record,
               const QdRowMark *mark)
{
  g_autofree char *found = NULL;

  if (mark->worst != QD_SEVERITY_NONE && marks->finding == NULL)
    {
      marks->finding = qd_severity_image_new (QD_SEVERITY_NONE);
      gtk_widget_add_css_class (marks->finding, "qd-pressed");
      gtk_widget_set_cursor_from_name (marks->finding, "pointer");
      gtk_widget_insert_after (marks->finding, cell, label);
    }
  if (marks->finding == NULL)
    return;

  gtk_widget_set_visible (marks->finding, mark->worst != QD_SEVERITY_NONE);
  if (mark->worst == QD_SEVERITY_NONE)
    return;
  found = qd_row_mark_describe (document, record);
  qd_severity_image_set (GTK_IMAGE (marks->finding), mark->worst);
  qd_widget_set_tooltip (marks->finding, found);
  qd_widget_describe (marks->finding, qd_severity_label (mark->worst), found);
}

static void
show_comments (QdCellMarks     *marks,
               GtkWidget       *cell,
               const QdRowMark *mark)
{
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;

  if (mark->n_comments > 0 && marks->comments == NULL)
    {
      marks->comments = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
      gtk_box_append (GTK_BOX (marks->comments), gtk_image_new_from_icon_name ("qd-comment-symbolic"));
      gtk_box_append (GTK_BOX (marks->comments), gtk_label_new (NULL));
      gtk_widget_add_css_class (marks->comments, "qd-comment-mark");
    }
  if (marks->comments == NULL)
    return;

  gtk_widget_set_visible (marks->comments, mark->n_comments > 0);
  number = g_strdup_printf ("%u", mark->n_comments);
  if (mark->n_comments == 0 ||
      g_str_equal (gtk_label_get_text (GTK_LABEL (gtk_widget_get_last_child (marks->comments))), number))
    return;

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (marks->comments)), number);
  name = qd_count_printf (ngettext ("%u open comment", "%u open comments", mark->n_comments), mark->n_comments);
  qd_widget_set_tooltip (marks->comments, name);
  qd_widget_set_name (marks->comments, name);
  if (gtk_widget_get_parent (marks->comments) == NULL)
    gtk_widget_insert_before (marks->comments, cell, NULL);
}

static void
show_since (QdCellMarks     *marks,
            GtkWidget       *cell,
            GtkWidget       *label,
            QdDocument      *document,
            QdRecord        *record,
            const QdRowMark *mark)
{
  gboolean differs = mark->since != QD_SINCE_SAME;
  g_autofree char *described = NULL;

  if (differs && marks->since == NULL)
    {
      marks->since = gtk_image_new ();
      gtk_widget_add_css_class (marks->since, "qd-since-mark");
      gtk_widget_insert_after (marks->since, cell, label);
    }
  if (marks->since == NULL)
    return;

  gtk_widget_set_visible (marks->since, differs);
  if (!differs)
    return;
  described = qd_row_mark_describe_since (document, record);
  gtk_image_set_from_icon_name (GTK_IMAGE (marks->since), mark->since == QD_SINCE_ADDED ? "list-add-symbolic"
                                                                                       : "document-edit-symbolic");
  qd_widget_set_tooltip (marks->since, described);
  qd_widget_set_name (marks->since, described);
}

static void
show_trend (QdCellMarks *marks,
            GtkWidget   *cell,
            GtkWidget   *label,
            QdDocument  *document,
            QdRecord    *record)
{
  QdList *check_ins = record != NULL && qd_record_get_record_type (record) == QD_RECORD_KEY_RESULT
                        ? qd_record_peek_list (record, QD_LIST_CHECK_INS) : NULL;

  if (check_ins != NULL && qd_list_get_length (check_ins) > 1 && marks->trend == NULL)
    {
      marks->trend = qd_sparkline_new (NULL, NULL);
      gtk_widget_insert_after (marks->trend, cell, label);
    }
  if (marks->trend != NULL)
    qd_sparkline_set_key_result (QD_SPARKLINE (marks->trend), qd_document_get_figures (document), record);
}

static int
taken_width (GtkWidget *mark)
{
  int natural = 0;

  if (mark == NULL || !gtk_widget_get_visible (mark))
    return 0;

  gtk_widget_measure (mark, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural + QD_CELL_SPACING;
}

/**
 * qd_cell_marks_show: (skip)
 * @marks: the marks of a cell
 * @cell: the cell
 * @label: its text
 * @document: the document
 * @record: (nullable): the record of its row; without one there is nothing to say
 *
 * Returns: how many pixels of the cell they take from its text
 */
int
qd_cell_marks_show (QdCellMarks *marks,
                    GtkWidget   *cell,
                    GtkWidget   *label,
                    QdDocument  *document,
                    QdRecord    *record)
{
  QdRowMark mark = { QD_SEVERITY_NONE, 0, 0, QD_SINCE_SAME };

  if (record != NULL)
    mark = qd_row_mark_get (document, record);
  show_findings (marks, cell, label, document, record, &mark);
  show_comments (marks, cell, &mark);
  show_since (marks, cell, label, document, record, &mark);
  show_trend (marks, cell, label, document, record);

  return taken_width (marks->finding) + taken_width (marks->comments) + taken_width (marks->since) +
         taken_width (marks->trend);
}

/**
 * qd_cell_marks_hide: (skip)
 *
 * Leaves the cell to what is being typed.
 */
void
qd_cell_marks_hide (QdCellMarks *marks)
{
  GtkWidget *all[] = { marks->finding, marks->comments, marks->since, marks->trend };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL)
      gtk_widget_set_visible (all[i], FALSE);
}

/**
 * qd_cell_marks_clear: (skip)
 *
 * Takes them out of their cell, for good.
 */
void
qd_cell_marks_clear (QdCellMarks *marks)
{
  g_clear_pointer (&marks->finding, gtk_widget_unparent);
  g_clear_pointer (&marks->comments, gtk_widget_unparent);
  g_clear_pointer (&marks->since, gtk_widget_unparent);
  g_clear_pointer (&marks->trend, gtk_widget_unparent);
}
