#include "qd-config.h"

#include "qd-row-marks.h"

#include "qd-comments.h"
#include "qd-standing.h"

/* Which records have findings and open comments: looked up by every row that is drawn, worked out once after a change,
 * when the first row asks. Kept with the document. */

#define KEY "qd-row-marks"
#define MAX_DESCRIBED 4

#define QD_TYPE_ROW_MARKS (qd_row_marks_get_type ())

G_DECLARE_FINAL_TYPE (QdRowMarks, qd_row_marks, QD, ROW_MARKS, GObject)

struct _QdRowMarks
{
  GObject     parent_instance;

  GHashTable *marks; /* id of a record -> QdRowMark */
  gboolean    stale;
};

G_DEFINE_FINAL_TYPE (QdRowMarks, qd_row_marks, G_TYPE_OBJECT)

static void
qd_row_marks_finalize (GObject *object)
{
  g_hash_table_unref (QD_ROW_MARKS (object)->marks);

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
  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->stale = TRUE;
}

static void
plan_changed_cb (QdRowMarks *self)
{
  self->stale = TRUE;
}

static QdRowMarks *
marks_of (QdDocument *document)
{
  static const char *const changes[] = { "record-changed", "record-inserted", "record-removed" };
  QdRowMarks *self = g_object_get_data (G_OBJECT (document), KEY);

  if (self != NULL)
    return self;

  self = g_object_new (QD_TYPE_ROW_MARKS, NULL);
  g_object_set_data_full (G_OBJECT (document), KEY, self, g_object_unref);
  /* The plan tells of a change before the document does: rows that then ask get what is true now. */
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (qd_document_get_plan (document), changes[i], G_CALLBACK (plan_changed_cb), self,
                             G_CONNECT_SWAPPED);

  return self;
}

static QdRowMark *
mark_of (QdRowMarks *self,
         const char *id)
{
  QdRowMark *mark = g_hash_table_lookup (self->marks, id);

  if (mark == NULL)
    {
      mark = g_new0 (QdRowMark, 1);
      g_hash_table_insert (self->marks, g_strdup (id), mark);
    }

  return mark;
}

static void
read_comments (QdRowMarks *self,
               QdList     *comments)
{
  for (guint i = 0; i < qd_list_get_length (comments); i++)
    {
      QdRecord *comment = qd_list_get (comments, i);
      g_auto (GStrv) ids = g_strsplit (qd_record_get_text (comment, QD_COMMENT_RECORD), " ", -1);

      for (guint j = 0; ids[j] != NULL && !qd_comment_is_resolved (comment); j++)
        mark_of (self, ids[j])->n_comments++;
    }
}

static void
read_marks (QdRowMarks *self,
            QdDocument *document)
{
  GPtrArray *findings = qd_document_get_findings (document);

  g_hash_table_remove_all (self->marks);
  for (guint i = 0; i < findings->len; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);
      QdRowMark *mark;

      if (finding->accepted)
        continue;
      mark = mark_of (self, finding->record);
      mark->worst = MAX (mark->worst, finding->severity);
      mark->n_findings++;
    }
  read_comments (self, qd_plan_get_list (qd_document_get_plan (document), QD_LIST_COMMENTS));
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
  const QdRowMark *known;
  QdRowMark mark = { QD_SEVERITY_NONE, 0, 0, QD_SINCE_SAME };

  if (self->stale)
    read_marks (self, document);
  known = g_hash_table_lookup (self->marks, qd_record_get_id (record));
  if (known != NULL)
    mark = *known;
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
  GPtrArray *findings = qd_document_get_findings (document);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < findings->len && n < MAX_DESCRIBED; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);

      if (finding->accepted || !g_str_equal (finding->record, qd_record_get_id (record)))
        continue;
      g_string_append_printf (text, "%s%s", n > 0 ? "\n" : "", finding->message);
      n++;
    }

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
