#include "qd-config.h"

#include "qd-vote-entry.h"

#include "qd-app-util.h"

/* Where one person's vote is typed. What an entry masks it tells a screen reader nevertheless, and with that whoever sits
 * near. So what is typed never gets into the entry before the vote is revealed: it is kept here, and the entry holds one
 * mark, however much was typed, for a 10 would be known by its length. */

#define MARK  "•"
#define WIDTH 3

struct _QdVoteEntry
{
  GtkWidget  parent_instance;

  char      *person;
  GtkWidget *entry;
  GString   *typed;    /* (nullable): what is hidden; %NULL once it is revealed */
  gboolean   marking;
};

enum
{
  CHANGED,
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdVoteEntry, qd_vote_entry, GTK_TYPE_WIDGET)

static GtkEditable *
get_delegate (QdVoteEntry *self)
{
  return gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
}

static void
emit_changed (QdVoteEntry *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_mark (QdVoteEntry *self)
{
  const char *mark = self->typed->len > 0 ? MARK : "";

  if (g_str_equal (gtk_editable_get_text (get_delegate (self)), mark))
    return;

  self->marking = TRUE;
  gtk_editable_set_text (get_delegate (self), mark);
  gtk_editable_set_position (get_delegate (self), -1);
  self->marking = FALSE;
}

/* Keys, what is pasted and what other programs write all come through here. */
static void
insert_text_cb (GtkEditable *text,
                const char  *inserted,
                int          length,
                int         *position,
                QdVoteEntry *self)
{
  if (self->marking)
    return;

  g_signal_stop_emission_by_name (text, "insert-text");
  g_string_append_len (self->typed, inserted, length);
  show_mark (self);
  *position = gtk_editable_get_position (text);
  emit_changed (self);
}

/* There is only one mark to delete. */
static void
deleted_text_cb (GtkEditable *text,
                 int          start,
                 int          end,
                 QdVoteEntry *self)
{
  if (self->marking || self->typed->len == 0)
    return;

  g_string_truncate (self->typed, 0);
  show_mark (self);
  emit_changed (self);
}

static void
activate_cb (QdVoteEntry *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
set_entry (QdVoteEntry *self,
           GtkWidget   *entry)
{
  self->entry = entry;
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), WIDTH);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), WIDTH);
  g_signal_connect_object (entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (entry, GTK_WIDGET (self));
  if (self->person != NULL)
    qd_widget_set_name (entry, self->person);
}

static gboolean
qd_vote_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (QD_VOTE_ENTRY (widget)->entry);
}

static void
qd_vote_entry_dispose (GObject *object)
{
  g_clear_pointer (&QD_VOTE_ENTRY (object)->entry, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_vote_entry_parent_class)->dispose (object);
}

static void
qd_vote_entry_finalize (GObject *object)
{
  QdVoteEntry *self = QD_VOTE_ENTRY (object);

  if (self->typed != NULL)
    g_string_free (self->typed, TRUE);
  g_free (self->person);

  G_OBJECT_CLASS (qd_vote_entry_parent_class)->finalize (object);
}

static void
qd_vote_entry_class_init (QdVoteEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_vote_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_vote_entry_finalize;
  widget_class->grab_focus = qd_vote_entry_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  /**
   * QdVoteEntry::changed:
   *
   * Something was typed.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * QdVoteEntry::activate:
   *
   * Enter was pressed.
   */
  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
qd_vote_entry_init (QdVoteEntry *self)
{
  GtkEditable *text;

  self->typed = g_string_new (NULL);
  set_entry (self, gtk_password_entry_new ());
  text = get_delegate (self);
  gtk_text_set_input_purpose (GTK_TEXT (text), GTK_INPUT_PURPOSE_PIN);
  gtk_editable_set_enable_undo (text, FALSE);
  g_signal_connect_object (text, "insert-text", G_CALLBACK (insert_text_cb), self, 0);
  g_signal_connect_object (text, "delete-text", G_CALLBACK (deleted_text_cb), self, G_CONNECT_AFTER);
}

/**
 * qd_vote_entry_new:
 * @person: who votes
 *
 * Returns: a place for a vote, hidden until it is revealed
 */
GtkWidget *
qd_vote_entry_new (const char *person)
{
  QdVoteEntry *self = g_object_new (QD_TYPE_VOTE_ENTRY, NULL);

  self->person = g_strdup (person);
  qd_widget_set_name (self->entry, person);

  return GTK_WIDGET (self);
}

/**
 * qd_vote_entry_get_person:
 *
 * Returns: (transfer none): who votes
 */
const char *
qd_vote_entry_get_person (QdVoteEntry *entry)
{
  g_return_val_if_fail (QD_IS_VOTE_ENTRY (entry), NULL);

  return entry->person;
}

/**
 * qd_vote_entry_get_text:
 *
 * Returns: (transfer none): what was typed, hidden or not
 */
const char *
qd_vote_entry_get_text (QdVoteEntry *entry)
{
  g_return_val_if_fail (QD_IS_VOTE_ENTRY (entry), NULL);

  return entry->typed != NULL ? entry->typed->str : gtk_editable_get_text (GTK_EDITABLE (entry->entry));
}

/**
 * qd_vote_entry_set_text:
 * @entry: a place for a vote
 * @text: what is to be there as if it had been typed
 */
void
qd_vote_entry_set_text (QdVoteEntry *entry,
                        const char  *text)
{
  g_return_if_fail (QD_IS_VOTE_ENTRY (entry));

  if (g_str_equal (qd_vote_entry_get_text (entry), text))
    return;

  if (entry->typed == NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry->entry), text);
      return;
    }

  g_string_assign (entry->typed, text);
  show_mark (entry);
  emit_changed (entry);
}

/**
 * qd_vote_entry_set_wrong:
 * @entry: a place for a vote
 * @wrong: whether what is typed is none
 */
void
qd_vote_entry_set_wrong (QdVoteEntry *entry,
                         gboolean     wrong)
{
  g_return_if_fail (QD_IS_VOTE_ENTRY (entry));

  qd_widget_set_class (entry->entry, "error", wrong);
}

/**
 * qd_vote_entry_reveal:
 * @entry: a place for a vote
 *
 * From now on it can be read. To who cannot see it a password stays one, so this gets an entry of another kind.
 */
void
qd_vote_entry_reveal (QdVoteEntry *entry)
{
  gboolean focused, wrong;

  g_return_if_fail (QD_IS_VOTE_ENTRY (entry));

  if (entry->typed == NULL)
    return;

  focused = gtk_widget_get_focus_child (GTK_WIDGET (entry)) != NULL;
  wrong = gtk_widget_has_css_class (entry->entry, "error");
  g_signal_handlers_disconnect_by_data (get_delegate (entry), entry);
  gtk_widget_unparent (entry->entry);
  set_entry (entry, gtk_entry_new ());
  gtk_entry_set_input_purpose (GTK_ENTRY (entry->entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_editable_set_text (GTK_EDITABLE (entry->entry), entry->typed->str);
  qd_vote_entry_set_wrong (entry, wrong);
  g_string_free (g_steal_pointer (&entry->typed), TRUE);
  g_signal_connect_object (entry->entry, "changed", G_CALLBACK (emit_changed), entry, G_CONNECT_SWAPPED);
  if (focused)
    gtk_widget_grab_focus (entry->entry);
}
