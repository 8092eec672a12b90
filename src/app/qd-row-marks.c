#include "qd-config.h"

#include "qd-row-marks.h"

#include "qd-comments.h"
#include "qd-standing.h"
#include "qd-team-draft.h"

/* Which records have findings and open comments: looked up by every row that is drawn. Comments are counted anew when
 * the first row asks after one of them changed; the counts are kept with the document. */

#define KEY "qd-row-marks"
#define MAX_DESCRIBED 4

#define QD_TYPE_ROW_MARKS (qd_row_marks_get_type ())

G_DECLARE_FINAL_TYPE (QdRowMarks, qd_row_marks, QD, ROW_MARKS, GObject)

struct _QdRowMarks
{
  GObject      parent_instance;

  GHashTable  *comments; /* id of a record -> how many comments on it are open */
  gboolean     stale;
  QdTeamFrame *frame;    /* (nullable): what a lead may not change */
  gboolean     framed;   /* whether @frame is true */
};

G_DEFINE_FINAL_TYPE (QdRowMarks, qd_row_marks, G_TYPE_OBJECT)

static void
qd_row_marks_finalize (GObject *object)
{
  g_hash_table_unref (QD_ROW_MARKS (object)->comments);
  g_clear_pointer (&QD_ROW_MARKS (object)->frame, qd_team_frame_free);

  G_OBJECT_CLASS (qd_row_marks_parent_class)->finalize (object);
}

static void
qd_row_marks_class_init (QdRowMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_row_marks_finalize;
}

static void
qd_row_marks_init (QdRowMarks *self)
{
  self->comments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stale = TRUE;
}

static void
record_changed_cb (QdRowMarks *self,
                   QdRecord   *record)
{
  QdRecordType type = qd_record_get_record_type (record);

  if (type == QD_RECORD_COMMENT)
    self->stale = TRUE;
  if (type == QD_RECORD_TEAM || type == QD_RECORD_SNAPSHOT || type == QD_RECORD_PLAN)
    self->framed = FALSE;
}

static void
record_removed_cb (QdRowMarks *self,
                   QdList     *list,
                   QdRecord   *record)
{
  record_changed_cb (self, record);
}

static QdRowMarks *
marks_of (QdDocument *document)
{
  QdPlan *plan = qd_document_get_plan (document);
  QdRowMarks *self = g_object_get_data (G_OBJECT (document), KEY);

  if (self != NULL)
    return self;

  self = g_object_new (QD_TYPE_ROW_MARKS, NULL);
  g_object_set_data_full (G_OBJECT (document), KEY, self, g_object_unref);
  /* The plan tells of a change before the document does: rows that then ask get what is true now. */
  g_signal_connect_object (plan, "record-changed", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-inserted", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-removed", G_CALLBACK (record_removed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

static void
read_comments (QdRowMarks *self,
               QdList     *comments)
{
  g_hash_table_remove_all (self->comments);
  for (guint i = 0; i < qd_list_get_length (comments); i++)
    {
      QdRecord *comment = qd_list_get (comments, i);
      g_auto (GStrv) ids = g_strsplit (qd_record_get_text (comment, QD_COMMENT_RECORD), " ", -1);

      for (guint j = 0; ids[j] != NULL && !qd_comment_is_resolved (comment); j++)
        {
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->comments, ids[j]));

          g_hash_table_insert (self->comments, g_strdup (ids[j]), GUINT_TO_POINTER (n + 1));
        }
    }
  self->stale = FALSE;
}

/**
 * qd_row_mark_get:
 * @document: a document
 * @record: one of its records
 *
 * Returns: what is to be said about @record beside its row
 */
QdRowMark
qd_row_mark_get (QdDocument *document,
                 QdRecord   *record)
{
  QdRowMarks *self = marks_of (document);
  QdSince *since = qd_plan_get_since_approval (qd_document_get_plan (document));
  g_autoptr (GPtrArray) about = qd_findings_get_about (qd_document_follow_findings (document), record);
  QdRowMark mark = { qd_findings_worst (about, QD_PAGE_OVERVIEW), about->len, 0, QD_SINCE_SAME };

  if (self->stale)
    read_comments (self, qd_plan_get_list (qd_document_get_plan (document), QD_LIST_COMMENTS));
  mark.n_comments = GPOINTER_TO_UINT (g_hash_table_lookup (self->comments, qd_record_get_id (record)));
  if (since != NULL)
    mark.since = qd_since_of_record (since, record);

  return mark;
}

/**
 * qd_row_mark_describe:
 * @document: a document
 * @record: one of its records
 *
 * Returns: (transfer full): what is found about @record, a sentence a line, the worst first
 */
char *
qd_row_mark_describe (QdDocument *document,
                      QdRecord   *record)
{
  g_autoptr (GPtrArray) about = qd_findings_get_about (qd_document_follow_findings (document), record);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (about->len, MAX_DESCRIBED); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            ((const QdFinding *) g_ptr_array_index (about, i))->message);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * qd_row_mark_describe_since:
 * @document: a document
 * @record: one of its records
 *
 * Returns: (transfer full): what became of @record since the plan was approved, a sentence a line
 */
char *
qd_row_mark_describe_since (QdDocument *document,
                            QdRecord   *record)
{
  QdSince *since = qd_plan_get_since_approval (qd_document_get_plan (document));

  return since != NULL ? qd_since_describe (since, record) : g_strdup ("");
}

static QdTeamFrame *
frame_of (QdDocument *document)
{
  QdRowMarks *self = marks_of (document);

  if (!self->framed)
    {
      g_clear_pointer (&self->frame, qd_team_frame_free);
      self->frame = qd_team_frame_new (qd_document_get_plan (document));
      self->framed = TRUE;
    }

  return self->frame;
}

/**
 * qd_row_is_frame:
 * @document: a document
 * @record: one of its records
 *
 * Returns: whether it is a team's draft in which @record can only be read
 */
gboolean
qd_row_is_frame (QdDocument *document,
                 QdRecord   *record)
{
  QdTeamFrame *frame = frame_of (document);

  return frame != NULL && !qd_team_frame_allows (frame, record);
}

/**
 * qd_row_list_is_frame:
 * @document: a document
 * @list: one of its lists
 *
 * Returns: whether it is a team's draft in which nothing can be added to @list
 */
gboolean
qd_row_list_is_frame (QdDocument *document,
                      QdList     *list)
{
  QdTeamFrame *frame = frame_of (document);

  return frame != NULL && !qd_team_frame_allows_in (frame, list);
}
