#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-document-private.h"

#include <glib/gi18n-lib.h>

#include "qd-error.h"
#include "qd-id.h"
#include "qd-plan-private.h"
#include "qd-team-draft.h"
#include "qd-text.h"

/* The open plan and the one door to it. Everything that can be observed about a document follows from its plan, its
 * history and its file; `shown` is what observers were last told. */

typedef struct
{
  char    *title;
  char    *undo_title;
  char    *redo_title;
  gboolean modified;
} Shown;

struct _QdDocument
{
  GObject         parent_instance;

  QdPlan         *plan;
  QdFigures      *figures;   /* made when first asked for; follows the plan by itself from then on */
  QdFindings     *findings;  /* likewise */
  QdHistory      *history;

  GFile          *file;      /* NULL until it is saved */
  const QdFormat *format;    /* that of the file */
  QdFileStamp    *stamp;     /* what the file held when we read or wrote it */
  QdSnapshots    *snapshots; /* NULL if earlier states of the file are not kept */

  Shown           shown;
  gboolean        read_only;
  gboolean        saving;
  gboolean        lost;      /* the file is gone or cannot be read */
  gboolean        applying;  /* the plan is between two states: nothing may come in */
};

enum
{
  PROP_0,
  PROP_PLAN,
  PROP_FILE,
  PROP_TITLE,
  PROP_MODIFIED,
  PROP_READ_ONLY,
  PROP_UNDO_TITLE,
  PROP_REDO_TITLE,
  PROP_SAVING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdDocument, qd_document, G_TYPE_OBJECT)

static void
show_string (QdDocument  *self,
             char       **shown,
             const char  *now,
             guint        prop_id)
{
  if (g_strcmp0 (*shown, now) == 0)
    return;

  g_free (*shown);
  *shown = g_strdup (now);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

/* Tells observers of what became different. */
static void
show_state (QdDocument *self)
{
  g_autofree char *title = qd_document_dup_title (self);
  gboolean modified = qd_document_get_modified (self);

  g_object_freeze_notify (G_OBJECT (self));

  show_string (self, &self->shown.title, title, PROP_TITLE);
  show_string (self, &self->shown.undo_title, qd_document_get_undo_title (self), PROP_UNDO_TITLE);
  show_string (self, &self->shown.redo_title, qd_document_get_redo_title (self), PROP_REDO_TITLE);
  if (modified != self->shown.modified)
    {
      self->shown.modified = modified;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}

/* Does @change to the plan, whose views are told step by step meanwhile. Whoever answers such a signal with another
 * edit would build on half a change: that is refused. */
static QdChange *
apply_to_plan (QdDocument  *self,
               QdChange    *change,
               GError     **error)
{
  QdChange *inverse;

  if (self->applying)
    {
      g_critical ("an edit in the middle of another one");
      g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("Another change is just being made."));
      return NULL;
    }

  self->applying = TRUE;
  inverse = qd_plan_apply (self->plan, change, error);
  self->applying = FALSE;

  return inverse;
}

static void
applied (QdDocument *self,
         QdChange   *change)
{
  if (self->findings != NULL)
    qd_findings_update (self->findings);

  g_object_freeze_notify (G_OBJECT (self));
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0, change);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
qd_document_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  QdDocument *self = QD_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_PLAN:
      g_value_set_object (value, self->plan);
      break;
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_TITLE:
      g_value_take_string (value, qd_document_dup_title (self));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, qd_document_get_modified (self));
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_UNDO_TITLE:
      g_value_set_string (value, qd_document_get_undo_title (self));
      break;
    case PROP_REDO_TITLE:
      g_value_set_string (value, qd_document_get_redo_title (self));
      break;
    case PROP_SAVING:
      g_value_set_boolean (value, self->saving);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qd_document_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  QdDocument *self = QD_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_PLAN:
      self->plan = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qd_document_constructed (GObject *object)
{
  QdDocument *self = QD_DOCUMENT (object);

  G_OBJECT_CLASS (qd_document_parent_class)->constructed (object);

  if (self->plan == NULL)
    self->plan = qd_plan_new ();
  self->shown.title = qd_document_dup_title (self);
}

static void
qd_document_dispose (GObject *object)
{
  QdDocument *self = QD_DOCUMENT (object);

  g_clear_object (&self->findings);
  g_clear_object (&self->figures);
  g_clear_object (&self->plan);
  g_clear_object (&self->file);
  g_clear_object (&self->snapshots);

  G_OBJECT_CLASS (qd_document_parent_class)->dispose (object);
}

static void
qd_document_finalize (GObject *object)
{
  QdDocument *self = QD_DOCUMENT (object);

  qd_history_free (self->history);
  g_clear_pointer (&self->stamp, qd_file_stamp_unref);
  g_free (self->shown.title);
  g_free (self->shown.undo_title);
  g_free (self->shown.redo_title);

  G_OBJECT_CLASS (qd_document_parent_class)->finalize (object);
}

static void
qd_document_class_init (QdDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = qd_document_constructed;
  object_class->dispose = qd_document_dispose;
  object_class->finalize = qd_document_finalize;
  object_class->get_property = qd_document_get_property;
  object_class->set_property = qd_document_set_property;

  properties[PROP_PLAN] = g_param_spec_object ("plan", NULL, NULL, QD_TYPE_PLAN,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, readable);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, readable);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, readable);
  properties[PROP_UNDO_TITLE] = g_param_spec_string ("undo-title", NULL, NULL, NULL, readable);
  properties[PROP_REDO_TITLE] = g_param_spec_string ("redo-title", NULL, NULL, NULL, readable);
  properties[PROP_SAVING] = g_param_spec_boolean ("saving", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * QdDocument::changed:
   * @applied: the change that was just made to the plan; for an undo, the one that undid
   *
   * Emitted just once for each edit, undo and redo, when all of it is done. Replaying what it hands out on a copy of
   * the plan as it was gives the plan as it is.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, QD_TYPE_CHANGE | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
qd_document_init (QdDocument *self)
{
  self->history = qd_history_new (QD_HISTORY_MAX_BYTES);
}

/**
 * qd_document_new:
 *
 * Returns: (transfer full): a document with an empty plan and no file
 */
QdDocument *
qd_document_new (void)
{
  return g_object_new (QD_TYPE_DOCUMENT, NULL);
}

/**
 * qd_document_new_for_plan:
 * @plan: (transfer none): a plan that nobody else changes from now on
 *
 * Returns: (transfer full): a document of @plan without a file, not modified
 */
QdDocument *
qd_document_new_for_plan (QdPlan *plan)
{
  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  return g_object_new (QD_TYPE_DOCUMENT, "plan", plan, NULL);
}

/* qd_document_new_recovered:
 * @plan: (transfer none): a plan that was never saved as it is
 * @file: (nullable): the file it belongs to
 * @format: (nullable): the form of @file
 * @stamp: (nullable): what @file held when the plan was last the same
 *
 * Returns: (transfer full): a document of @plan, modified, and so until it is saved */
QdDocument *
qd_document_new_recovered (QdPlan         *plan,
                           GFile          *file,
                           const QdFormat *format,
                           QdFileStamp    *stamp)
{
  QdDocument *document = qd_document_new_for_plan (plan);

  if (file != NULL && format != NULL && stamp != NULL)
    qd_document_set_file (document, file, format, stamp);
  qd_document_set_saved (document, QD_HISTORY_NO_STATE);

  return document;
}

/**
 * qd_document_get_plan:
 *
 * Returns: (transfer none): the plan, the same object as long as the document lives
 */
QdPlan *
qd_document_get_plan (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);

  return document->plan;
}

/**
 * qd_document_get_figures:
 *
 * Returns: (transfer none): the figures of the plan, always current
 */
QdFigures *
qd_document_get_figures (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);

  if (document->figures == NULL)
    document->figures = qd_figures_new (document->plan);

  return document->figures;
}

/**
 * qd_document_get_findings:
 *
 * Returns: (transfer none) (element-type QdFinding): what is to be said about the plan; always the same array, which
 *   holds what is found now whenever it is asked for
 */
GPtrArray *
qd_document_get_findings (QdDocument *document)
{
  return qd_findings_get_list (qd_document_follow_findings (document));
}

/**
 * qd_document_follow_findings:
 *
 * Returns: (transfer none): the findings of the plan by page and by record, with a signal when some come or go; they are
 *   current when #QdDocument::changed is emitted
 */
QdFindings *
qd_document_follow_findings (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);

  if (document->findings == NULL)
    document->findings = qd_findings_new (qd_document_get_figures (document));

  return document->findings;
}

/**
 * qd_document_get_file:
 *
 * Returns: (transfer none) (nullable): where the document was loaded from or last saved to
 */
GFile *
qd_document_get_file (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);

  return document->file;
}

/**
 * qd_document_dup_title:
 *
 * Returns: (transfer full): what to call the document: the plan's title, else its quarter, else its file's name
 */
char *
qd_document_dup_title (QdDocument *document)
{
  QdRecord *root;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);

  root = qd_plan_get_root (document->plan);

  if (!qd_text_is_blank (qd_record_get_title (root)))
    return g_strdup (qd_record_get_title (root));

  if (!qd_text_is_blank (qd_record_get_text (root, QD_PLAN_QUARTER)))
    return g_strdup_printf (C_("title", "%s plan"), qd_record_get_text (root, QD_PLAN_QUARTER));

  if (document->file != NULL)
    return qd_file_dup_name (document->file);

  return g_strdup (C_("title", "Untitled plan"));
}

/**
 * qd_document_get_modified:
 *
 * Returns: whether the plan differs from what was loaded or last saved; undoing back to that clears it. Also if the
 *   file is known to be gone
 */
gboolean
qd_document_get_modified (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);

  return document->lost || !qd_history_is_saved (document->history);
}

/**
 * qd_document_get_read_only:
 *
 * Returns: whether edits and saving are refused: a newer version wrote the file
 */
gboolean
qd_document_get_read_only (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);

  return document->read_only;
}

/**
 * qd_document_get_saving:
 *
 * Returns: whether the document is being written just now; it may be edited meanwhile
 */
gboolean
qd_document_get_saving (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);

  return document->saving;
}

static const char *
title_of (QdChange *change)
{
  return change != NULL ? qd_change_get_title (change) : NULL;
}

/**
 * qd_document_get_undo_title:
 *
 * Returns: (transfer none) (nullable): what undo would undo, in the user's language; %NULL if there is nothing
 */
const char *
qd_document_get_undo_title (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);

  return title_of (qd_history_peek_undo (document->history));
}

/**
 * qd_document_get_redo_title:
 *
 * Returns: (transfer none) (nullable): what redo would do again, in the user's language; %NULL if there is nothing
 */
const char *
qd_document_get_redo_title (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), NULL);

  return title_of (qd_history_peek_redo (document->history));
}

/**
 * qd_document_apply:
 * @document: a document
 * @change: what to do
 * @flags: how
 * @error: return location for an error: %QD_ERROR_INVALID if the change does not fit the plan, %QD_ERROR_NEWER if the
 *   document is read-only
 *
 * The one door: makes an edit, all of it or none, remembers how to undo it, and emits #QdDocument::changed once. A
 * change that changes nothing is not remembered and emits nothing. Values are checked by qd_field_check(): a number out
 * of range is refused, text never is.
 *
 * Returns: %FALSE with @error set if the plan is as it was
 */
gboolean
qd_document_apply (QdDocument    *document,
                   QdChange      *change,
                   QdApplyFlags   flags,
                   GError       **error)
{
  g_autoptr (QdChange) inverse = NULL;

  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (change != NULL, FALSE);

  if (document->read_only)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_NEWER,
                   _("This plan was written by a newer version of Quarterdeck; this version can only show it."));
      return FALSE;
    }

  if (!qd_change_check (change, flags, error))
    return FALSE;
  /* What comes from its own file or an earlier state of it was allowed when it was made. */
  if (!(flags & QD_APPLY_AS_STORED) && !qd_team_draft_allows (document->plan, change, error))
    return FALSE;
  if (qd_change_does_nothing (change, document->plan))
    return TRUE;

  inverse = apply_to_plan (document, change, error);
  if (inverse == NULL)
    return FALSE;

  qd_history_push (document->history, change, inverse, (flags & QD_APPLY_COALESCE) != 0);
  applied (document, change);

  return TRUE;
}

/* Undo and redo are one thing: a remembered change fits the plan, since the plan is as the change left it. */
static gboolean
apply_remembered (QdDocument *self,
                  QdChange   *change,
                  void      (*done) (QdHistory *history))
{
  g_autoptr (QdChange) held = change != NULL ? qd_change_ref (change) : NULL;
  g_autoptr (QdChange) inverse = NULL;
  g_autoptr (GError) error = NULL;

  if (held == NULL)
    return FALSE;

  inverse = apply_to_plan (self, held, &error);
  if (inverse == NULL)
    {
      g_critical ("“%s” does not fit the plan any more: %s", qd_change_get_title (held), error->message);
      return FALSE;
    }

  done (self->history);
  applied (self, held);

  return TRUE;
}

/**
 * qd_document_undo:
 *
 * Returns: whether there was something to undo
 */
gboolean
qd_document_undo (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);

  return apply_remembered (document, qd_history_peek_undo (document->history), qd_history_undone);
}

/**
 * qd_document_redo:
 *
 * Returns: whether there was something to redo
 */
gboolean
qd_document_redo (QdDocument *document)
{
  g_return_val_if_fail (QD_IS_DOCUMENT (document), FALSE);

  return apply_remembered (document, qd_history_peek_redo (document->history), qd_history_redone);
}

/**
 * qd_document_break_coalescing:
 *
 * Ends a run of typing: what is typed next is undone by itself. For when an editor is left or the typing pauses.
 */
void
qd_document_break_coalescing (QdDocument *document)
{
  g_return_if_fail (QD_IS_DOCUMENT (document));

  qd_history_break_coalescing (document->history);
}

/* The document is now what @file holds, or was when it was written. Told also if the file is the same: it holds something
 * else now. */
void
qd_document_set_file (QdDocument     *document,
                      GFile          *file,
                      const QdFormat *format,
                      QdFileStamp    *stamp)
{
  g_clear_pointer (&document->stamp, qd_file_stamp_unref);
  document->stamp = qd_file_stamp_ref (stamp);
  document->format = format;
  document->lost = FALSE;
  g_set_object (&document->file, file);
  g_object_notify_by_pspec (G_OBJECT (document), properties[PROP_FILE]);
  show_state (document);
}

const QdFormat *
qd_document_get_format (QdDocument *document)
{
  return document->format;
}

QdFileStamp *
qd_document_get_stamp (QdDocument *document)
{
  return document->stamp;
}

QdSnapshots *
qd_document_get_snapshots (QdDocument *document)
{
  return document->snapshots;
}

/**
 * qd_document_set_snapshots:
 * @document: a document
 * @snapshots: (nullable): where to keep earlier states of the file whenever it is saved; %NULL not to
 *
 * Saving does not fail because an earlier state cannot be kept; qd_snapshots_get_problem() says so.
 */
void
qd_document_set_snapshots (QdDocument  *document,
                           QdSnapshots *snapshots)
{
  g_return_if_fail (QD_IS_DOCUMENT (document));

  g_set_object (&document->snapshots, snapshots);
}

QdHistory *
qd_document_get_history (QdDocument *document)
{
  return document->history;
}

void
qd_document_set_saved (QdDocument *document,
                       guint64     state)
{
  qd_history_set_saved (document->history, state);
  show_state (document);
}

/* Whether anybody else has what the document was when it was loaded or saved. */
void
qd_document_set_lost (QdDocument *document,
                      gboolean    lost)
{
  document->lost = lost;
  show_state (document);
}

void
qd_document_set_saving (QdDocument *document,
                        gboolean    saving)
{
  if (document->saving == saving)
    return;

  document->saving = saving;
  g_object_notify_by_pspec (G_OBJECT (document), properties[PROP_SAVING]);
}

void
qd_document_set_read_only (QdDocument *document,
                           gboolean    read_only)
{
  if (document->read_only == read_only)
    return;

  document->read_only = read_only;
  g_object_notify_by_pspec (G_OBJECT (document), properties[PROP_READ_ONLY]);
}
