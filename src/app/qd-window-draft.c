#include "qd-config.h"

#include "qd-window-private.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-count.h"

/* Nothing that is typed in a window is lost: its plan has a draft, which also knows what stands in an open editor, or in a
 * dialog before that is accepted. */

/**
 * qd_window_note_typing:
 * @window: a window
 *
 * Has the draft know what is typed at the moment.
 */
void
qd_window_note_typing (QdWindow *window)
{
  g_autoptr (QdChange) change = NULL;

  g_return_if_fail (QD_IS_WINDOW (window));

  if (window->draft == NULL)
    return;

  change = window->typed_in != NULL ? window->dup_typed (window->typed_in) : qd_widget_dup_typing (GTK_WINDOW (window));
  qd_draft_set_typing (window->draft, change);
}

static void
dialog_gone_cb (GtkWidget *dialog,
                QdWindow  *self)
{
  qd_window_end_typing (self, dialog);
  qd_window_note_typing (self);
}

/**
 * qd_window_begin_typing:
 * @window: a window
 * @dialog: a dialog before it
 * @dup_change: gives what is typed in @dialog, but is not accepted yet
 *
 * From now on the draft of the plan has what is typed in @dialog, whenever qd_window_note_typing() is called; until the
 * dialog goes, or its change is applied.
 */
void
qd_window_begin_typing (QdWindow        *window,
                        GtkWidget       *dialog,
                        QdDupChangeFunc  dup_change)
{
  g_return_if_fail (QD_IS_WINDOW (window));

  window->typed_in = dialog;
  window->dup_typed = dup_change;
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (dialog_gone_cb), window, 0);
}

/**
 * qd_window_end_typing:
 * @window: a window
 * @dialog: a dialog
 *
 * What is typed in @dialog is the plan's now, or nobody wants it. The draft hears of that with the next change, or the
 * next time it is asked to note typing.
 */
void
qd_window_end_typing (QdWindow  *window,
                      GtkWidget *dialog)
{
  g_return_if_fail (QD_IS_WINDOW (window));

  if (window->typed_in != dialog)
    return;

  g_signal_handlers_disconnect_by_func (dialog, dialog_gone_cb, window);
  window->typed_in = NULL;
  window->dup_typed = NULL;
}

static void
document_changed_cb (QdDocument *document,
                     QdChange   *change,
                     QdWindow   *self)
{
  qd_window_note_typing (self);
}

/* What is typed into has the focus, be it a cell, a form or a list of boxes to tick. */
static void
focus_changed_cb (QdWindow   *self,
                  GParamSpec *pspec,
                  gpointer    user_data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GObject *typed = NULL;

  if (GTK_IS_TEXT_VIEW (focus))
    typed = G_OBJECT (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)));
  else if (GTK_IS_EDITABLE (focus) || GTK_IS_CHECK_BUTTON (focus))
    typed = G_OBJECT (focus);

  if (typed != self->typed)
    {
      if (self->typed != NULL)
        g_signal_handlers_disconnect_by_func (self->typed, qd_window_note_typing, self);
      g_set_weak_pointer (&self->typed, typed);
      if (typed != NULL)
        g_signal_connect_object (typed, GTK_IS_CHECK_BUTTON (typed) ? "toggled" : "changed", G_CALLBACK (qd_window_note_typing), self,
                                 G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
  qd_window_note_typing (self);
}

/* Whoever turns to something else may end the session from there. */
static void
active_changed_cb (QdWindow   *self,
                   GParamSpec *pspec,
                   gpointer    user_data)
{
  if (self->draft == NULL || gtk_window_is_active (GTK_WINDOW (self)))
    return;

  qd_draft_flush_async (self->draft, NULL, NULL);
  qd_application_note_session (qd_window_get_application (self));
}

static void
problem_changed_cb (QdWindow *self)
{
  const QdNoticeAnswer answers[QD_NOTICE_MAX_ANSWERS] = { { _("Save _As…"), "win.save-as" }, { NULL, NULL } };
  const char *problem = qd_draft_get_problem (self->draft);
  g_autofree char *text = NULL;

  if (problem == NULL)
    {
      qd_notice_hide (self->draft_notice);
      return;
    }

  /* Translators: what is wrong, such as: Drafts cannot be kept in “/home/ann”: No space left on device. */
  text = g_strdup_printf (_("%s What is not saved would be lost if the computer or Quarterdeck stopped now."), problem);
  qd_notice_show (self->draft_notice, text, answers);
}

/* Keeps what is not saved of the window's document from now on.
 *
 * @draft: (transfer full) (nullable): its draft; %NULL for a new one */
void
qd_window_keep (QdWindow *self,
                QdDraft  *draft)
{
  qd_window_stop_keeping (self);
  if (draft == NULL)
    draft = qd_draft_attach (self->document, qd_application_get_draft_store (qd_window_get_application (self)));

  self->draft = draft;
  g_signal_connect_object (draft, "notify::problem", G_CALLBACK (problem_changed_cb), self, G_CONNECT_SWAPPED);
  /* After the draft has heard of it: the change may have been what was typed, or not. */
  g_signal_connect_object (self->document, "changed", G_CALLBACK (document_changed_cb), self, 0);
  problem_changed_cb (self);
}

/* The draft stays on the disk if it holds what is not saved and nobody discarded it. */
void
qd_window_stop_keeping (QdWindow *self)
{
  if (self->draft == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->draft, problem_changed_cb, self);
  g_signal_handlers_disconnect_by_func (qd_draft_get_document (self->draft), document_changed_cb, self);
  g_clear_object (&self->draft);
}

void
qd_window_draft_init (QdWindow *self)
{
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_changed_cb), NULL);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
}

void
qd_window_draft_dispose (QdWindow *self)
{
  qd_window_stop_keeping (self);
  if (self->typed != NULL)
    g_signal_handlers_disconnect_by_func (self->typed, qd_window_note_typing, self);
  g_clear_weak_pointer (&self->typed);
}

/**
 * qd_window_offer_recovery:
 * @window: a window
 * @n_drafts: how many plans there are to be recovered
 *
 * Says so as long as it is so.
 */
void
qd_window_offer_recovery (QdWindow *window,
                          guint     n_drafts)
{
  const QdNoticeAnswer answers[QD_NOTICE_MAX_ANSWERS] = {
    { ngettext ("_Look at It…", "_Look at Them…", n_drafts), "app.recover" }, { NULL, NULL },
  };
  g_autofree char *text = NULL;

  if (n_drafts == 0)
    {
      qd_notice_hide (window->recovery_notice);
      return;
    }

  text = qd_count_printf (ngettext ("%u plan was not saved when Quarterdeck ended. What was typed is still here.",
                                    "%u plans were not saved when Quarterdeck ended. What was typed is still here.",
                                    n_drafts), n_drafts);
  qd_notice_show (window->recovery_notice, text, answers);
}
