#include "qd-config.h"

#include "qd-voting.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-chart-view.h"
#include "qd-count.h"
#include "qd-number.h"
#include "qd-text.h"
#include "qd-vote-charts.h"
#include "qd-vote-names.h"
#include "qd-vote-round.h"

/* A round of voting on one key result after the other. Hands are counted with a key each, or everybody's vote is entered
 * under a name and stays hidden. The room sees only how many there are until all are revealed together. Nothing is in the
 * plan before it is kept; until then the round of the document has it, whatever else is voted on meanwhile. */

#define MOST_REASONS 8
#define CHART_HEIGHT 160

struct _QdVoting
{
  GtkWidget   parent_instance;

  QdDocument *document;
  GPtrArray  *ids;       /* of all key results */
  guint       at;
  QdBallot   *ballot;    /* the votes on it */
  QdBallot   *dropped;   /* (nullable): what was there before all began again */
  gboolean    busy;      /* the plan changes, or the switches do, because of this */

  GtkWidget  *box;
  GtkWidget  *title;
  GtkWidget  *subtitle;
  GtkWidget  *place;
  GtkWidget  *count_toggle;
  GtkWidget  *names_toggle;
  GtkWidget  *fist;
  GtkWidget  *stack;     /* "count" or "names" */
  GtkWidget  *buttons[11];
  GtkWidget  *names;
  GtkWidget  *summary;
  GtkWidget  *chart;
  GtkWidget  *reasons;
  GtkWidget  *reveal_button;
  GtkWidget  *keep_button;
  GtkWidget  *back_button;
};

G_DEFINE_FINAL_TYPE (QdVoting, qd_voting, GTK_TYPE_WIDGET)

static QdRecord *
get_key_result (QdVoting *self)
{
  return self->at < self->ids->len
           ? qd_plan_find (qd_document_get_plan (self->document), g_ptr_array_index (self->ids, self->at)) : NULL;
}

static gboolean
by_name (QdVoting *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->names_toggle));
}

static gboolean
by_fist (QdVoting *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->fist));
}

/* Those that may be seen here. */
static guint
count_shown (QdVoting *self)
{
  return qd_ballot_is_hidden (self->ballot) ? 0 : self->ballot->casts->len;
}

/* The room sees how many votes are in, and what they say once that is revealed. */
static void
tell_room (QdVoting *self)
{
  QdVoteRound *round = qd_vote_round_of (self->document);
  const char *problem;

  qd_vote_round_put (round, self->ballot);
  problem = qd_vote_round_get_problem (round);
  if (problem != NULL && qd_ballot_is_open (self->ballot))
    qd_widget_toast (GTK_WIDGET (self), problem);
  gtk_widget_set_sensitive (self->reveal_button, self->ballot->casts->len > 0 && !self->ballot->revealed);
}

/* “7 votes, mean 6.4, from 3 to 9; 1 stands out; 2 low ones want a reason” */
static char *
describe (QdVoting *self)
{
  QdVoteSummary votes;
  g_autofree char *numbers[3] = { NULL };
  char *text;

  if (count_shown (self) == 0)
    return g_strdup (by_name (self) ? _("Everybody’s vote stays hidden until all are revealed.")
                                    : _("One key a hand: 0 to 9, X for 10; Backspace takes the last one back."));

  qd_votes_summarise_casts (qd_ballot_get_casts (self->ballot), count_shown (self), &votes);
  numbers[0] = qd_number_format_local (votes.mean, 1);
  numbers[1] = qd_number_format_local (votes.lowest, 1);
  numbers[2] = qd_number_format_local (votes.highest, 1);
  text = qd_count_printf (ngettext ("%u vote, mean %s, from %s to %s.", "%u votes, mean %s, from %s to %s.", votes.n),
                          votes.n, numbers[0], numbers[1], numbers[2]);
  if (votes.n_outliers > 0)
    text = qd_text_join (text, qd_count_printf (ngettext ("%u stands out.", "%u stand out.", votes.n_outliers),
                                                votes.n_outliers));
  if (votes.n_unexplained > 0)
    text = qd_text_join (text, qd_count_printf (ngettext ("%u low vote wants a reason.", "%u low votes want a reason.",
                                                          votes.n_unexplained), votes.n_unexplained));
  if (self->ballot->kept)
    text = qd_text_join (text, g_strdup (_("Kept in the plan.")));

  return text;
}

static void
update_summary (QdVoting *self)
{
  g_autofree char *text = describe (self);

  gtk_label_set_text (GTK_LABEL (self->summary), text);
}

static void
reason_changed_cb (GtkEditable *entry,
                   QdVoting    *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "qd-cast"));
  QdCast *cast;

  if (index >= self->ballot->casts->len)
    return;

  cast = &g_array_index (self->ballot->casts, QdCast, index);
  g_free ((gpointer) cast->reason);
  cast->reason = g_strdup (gtk_editable_get_text (entry));
  self->ballot->kept = FALSE;
  gtk_widget_set_sensitive (self->keep_button, !qd_document_get_read_only (self->document));
  update_summary (self);
  tell_room (self);
}

/* A low vote is asked why. */
static void
show_reasons (QdVoting *self)
{
  guint n = count_shown (self), shown = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->reasons)) != NULL)
    gtk_box_remove (GTK_BOX (self->reasons), child);
  for (guint i = 0; i < n && shown < MOST_REASONS; i++)
    {
      const QdCast *cast = &g_array_index (self->ballot->casts, QdCast, i);
      g_autofree char *value = qd_number_format_local (cast->value, 1);
      g_autofree char *label = NULL;
      GtkWidget *entry;

      if (!(cast->value < QD_VOTE_LOW))
        continue;

      label = cast->person != NULL ? g_strdup_printf (_("Why %s, %s?"), value, cast->person)
                                   : g_strdup_printf (_("Why %s?"), value);
      entry = gtk_entry_new ();
      gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
      gtk_editable_set_text (GTK_EDITABLE (entry), cast->reason != NULL ? cast->reason : "");
      gtk_widget_set_tooltip_text (entry, label);
      qd_widget_set_name (entry, label);
      g_object_set_data (G_OBJECT (entry), "qd-cast", GUINT_TO_POINTER (i));
      g_signal_connect (entry, "changed", G_CALLBACK (reason_changed_cb), self);
      gtk_box_append (GTK_BOX (self->reasons), entry);
      shown++;
    }
}

static void
show_casts (QdVoting *self)
{
  QdRecord *key_result = get_key_result (self);
  guint n = count_shown (self);
  gboolean shown = key_result != NULL && n > 0;

  gtk_widget_set_focusable (self->chart, shown);
  qd_widget_describe (self->chart, _("How the votes are spread"), "");
  qd_chart_view_set_chart (QD_CHART_VIEW (self->chart),
                           shown ? qd_vote_chart_new (qd_document_get_plan (self->document), key_result,
                                                      qd_ballot_get_casts (self->ballot), n) : NULL);
  update_summary (self);
  show_reasons (self);
  gtk_widget_set_sensitive (self->keep_button, n > 0 && !self->ballot->kept && !qd_document_get_read_only (self->document));
  gtk_widget_set_visible (self->back_button, self->dropped != NULL);
  tell_room (self);
}

/* Nobody has voted on it yet. */
static void
begin (QdVoting *self)
{
  QdRecord *key_result = get_key_result (self);

  g_clear_pointer (&self->ballot, qd_ballot_free);
  self->ballot = qd_ballot_new (key_result != NULL ? qd_record_get_id (key_result) : NULL);
  self->ballot->by_name = by_name (self);
  self->ballot->fist = by_fist (self);
  self->ballot->n_asked = by_name (self) ? qd_vote_names_get_n (QD_VOTE_NAMES (self->names)) : 0;
}

static void
tap (QdVoting *self,
     int       number)
{
  if (number > (by_fist (self) ? 5 : 10) || get_key_result (self) == NULL)
    return;
  if (self->ballot->kept)
    begin (self);

  qd_ballot_add (self->ballot, NULL, by_fist (self) ? qd_vote_from_fist (number) : number, NULL);
  show_casts (self);
}

static void
button_clicked_cb (GtkWidget *button,
                   QdVoting  *self)
{
  for (int i = 0; i <= 10; i++)
    if (self->buttons[i] == button)
      tap (self, i);
}

static void
show_fist (QdVoting *self)
{
  for (int i = 6; i <= 10; i++)
    gtk_widget_set_visible (self->buttons[i], !by_fist (self));
  qd_vote_names_set_fist (QD_VOTE_NAMES (self->names), by_fist (self));
}

/* The votes that are typed under names are those of the round. Once all is revealed, what is put right counts at once. */
static void
names_changed_cb (QdVoting *self)
{
  if (self->ballot->kept)
    begin (self);
  qd_vote_names_collect (QD_VOTE_NAMES (self->names), self->ballot);
  show_casts (self);
}

static void
names_done_cb (QdVoting *self)
{
  gtk_widget_grab_focus (self->reveal_button);
}

static void
fist_toggled_cb (QdVoting *self)
{
  show_fist (self);
  if (self->busy)
    return;

  self->ballot->fist = by_fist (self);
  if (by_name (self) && !self->ballot->kept)
    names_changed_cb (self);
  else
    tell_room (self);
}

static void
reveal (QdVoting *self)
{
  self->ballot->revealed = TRUE;
  qd_vote_names_reveal (QD_VOTE_NAMES (self->names));
  show_casts (self);
}

/* What the plan has of this key result. */
static void
read_plan (QdVoting *self,
           QdRecord *key_result)
{
  g_autoptr (GHashTable) votes = qd_votes_by_key_result (qd_document_get_plan (self->document));
  GArray *casts = g_hash_table_lookup (votes, qd_record_get_id (key_result));

  begin (self);
  for (guint i = 0; casts != NULL && i < casts->len; i++)
    {
      const QdCast *cast = &g_array_index (casts, QdCast, i);

      qd_ballot_add (self->ballot, qd_text_is_blank (cast->person) ? NULL : cast->person, cast->value, cast->reason);
    }
  self->ballot->kept = self->ballot->revealed = self->ballot->casts->len > 0;
}

static void
set_ballot (QdVoting       *self,
            const QdBallot *ballot)
{
  QdBallot *copy = qd_ballot_copy (ballot);

  g_clear_pointer (&self->ballot, qd_ballot_free);
  self->ballot = copy;
  self->busy = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->fist), copy->fist);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (copy->by_name ? self->names_toggle : self->count_toggle), TRUE);
  self->busy = FALSE;
  if (copy->by_name)
    qd_vote_names_fill (QD_VOTE_NAMES (self->names), copy);
}

/* The votes on the key result: those of a round that is not kept yet before those that the plan has. */
static void
read_votes (QdVoting *self,
            QdRecord *key_result)
{
  const QdBallot *open = qd_vote_round_find (qd_vote_round_of (self->document), qd_record_get_id (key_result));

  g_clear_pointer (&self->dropped, qd_ballot_free);
  qd_vote_names_set_people (QD_VOTE_NAMES (self->names), qd_document_get_plan (self->document));
  if (open != NULL)
    set_ballot (self, open);
  else
    read_plan (self, key_result);
}

static void
show_key_result (QdVoting *self)
{
  QdRecord *key_result = get_key_result (self);
  g_autofree char *place = g_strdup_printf (C_("page of pages", "%u of %u"), self->at + 1, self->ids->len);
  g_autofree char *subtitle = NULL;

  gtk_widget_set_sensitive (self->box, key_result != NULL);
  if (key_result == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->title), _("No key result is there to vote on yet"));
      gtk_label_set_text (GTK_LABEL (self->subtitle), "");
      gtk_label_set_text (GTK_LABEL (self->place), "");
      begin (self);
      tell_room (self);
      return;
    }

  /* Translators: the objective, then what the key result goes from and to. */
  subtitle = g_strdup_printf (_("%s · %s → %s"), qd_record_get_title (qd_record_get_parent (key_result)),
                              qd_record_get_text (key_result, QD_KEY_RESULT_BASELINE),
                              qd_record_get_text (key_result, QD_KEY_RESULT_TARGET));
  gtk_label_set_text (GTK_LABEL (self->title), qd_record_get_title (key_result));
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  gtk_label_set_text (GTK_LABEL (self->place), place);
  read_votes (self, key_result);
  show_casts (self);
}

static void
collect_ids (QdVoting *self)
{
  QdList *objectives = qd_plan_get_list (qd_document_get_plan (self->document), QD_LIST_OBJECTIVES);

  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; i < qd_list_get_length (objectives); i++)
    {
      QdList *list = qd_record_peek_list (qd_list_get (objectives, i), QD_LIST_KEY_RESULTS);

      for (guint j = 0; list != NULL && j < qd_list_get_length (list); j++)
        g_ptr_array_add (self->ids, g_strdup (qd_record_get_id (qd_list_get (list, j))));
    }
}

static void
step (QdVoting *self,
      int       by)
{
  if (self->ids->len == 0)
    return;

  self->at = (guint) CLAMP ((int) self->at + by, 0, (int) self->ids->len - 1);
  show_key_result (self);
}

static void
keep (QdVoting *self)
{
  QdRecord *key_result = get_key_result (self);
  g_autoptr (QdChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (key_result == NULL || count_shown (self) == 0 || self->ballot->kept)
    return;

  change = qd_votes_keep (qd_document_get_plan (self->document), key_result, qd_ballot_get_casts (self->ballot),
                          self->ballot->casts->len);
  self->busy = TRUE;
  if (qd_document_apply (self->document, change, QD_APPLY_DEFAULT, &error))
    {
      self->ballot->kept = TRUE;
      tell_room (self);
      qd_widget_toast_undo (GTK_WIDGET (self), _("The vote is kept in the plan"));
    }
  else
    {
      qd_widget_toast (GTK_WIDGET (self), error->message);
    }
  self->busy = FALSE;
  show_key_result (self);
}

/* What was typed can be brought back. */
static void
start_again (QdVoting *self)
{
  if (qd_ballot_is_open (self->ballot))
    {
      g_clear_pointer (&self->dropped, qd_ballot_free);
      self->dropped = g_steal_pointer (&self->ballot);
    }
  qd_vote_names_set_people (QD_VOTE_NAMES (self->names), qd_document_get_plan (self->document));
  begin (self);
  show_casts (self);
}

static void
bring_back (QdVoting *self)
{
  g_autoptr (QdBallot) dropped = g_steal_pointer (&self->dropped);

  qd_vote_names_set_people (QD_VOTE_NAMES (self->names), qd_document_get_plan (self->document));
  set_ballot (self, dropped);
  show_casts (self);
}

static void
mode_toggled_cb (QdVoting *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), by_name (self) ? "names" : "count");
  if (!self->ballot->kept && !self->busy)
    start_again (self);
}

/* A round that was interrupted goes on with what it was at. */
static void
recovered_cb (QdVoting *self)
{
  const char *id = qd_vote_round_get_key_result (qd_vote_round_of (self->document));
  guint found = 0;

  if (id != NULL && g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, &found))
    self->at = found;
  show_key_result (self);
}

/* Of a round that is under way nothing is lost because somebody else edits the plan. */
static void
document_changed_cb (QdDocument *document,
                     QdChange   *change,
                     QdVoting   *self)
{
  g_autofree char *id = self->at < self->ids->len ? g_strdup (g_ptr_array_index (self->ids, self->at)) : NULL;
  guint found = 0;

  if (self->busy)
    return;

  collect_ids (self);
  if (id != NULL && g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, &found))
    self->at = found;
  else
    self->at = 0;
  if (!qd_ballot_is_open (self->ballot))
    show_key_result (self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                QdVoting              *self)
{
  gunichar typed = gdk_keyval_to_unicode (keyval);

  if ((state & gtk_accelerator_get_default_mod_mask () & ~GDK_SHIFT_MASK) != 0 || by_name (self))
    return FALSE;

  if (typed >= '0' && typed <= '9')
    tap (self, (int) typed - '0');
  else if (keyval == GDK_KEY_x || keyval == GDK_KEY_X)
    tap (self, 10);
  else if (keyval == GDK_KEY_BackSpace && qd_ballot_is_open (self->ballot))
    {
      g_array_set_size (self->ballot->casts, self->ballot->casts->len - 1);
      show_casts (self);
    }
  else
    return FALSE;

  return TRUE;
}

static void
back_cb (QdVoting *self)
{
  step (self, -1);
}

static void
on_cb (QdVoting *self)
{
  step (self, 1);
}

static void
qd_voting_dispose (GObject *object)
{
  QdVoting *self = QD_VOTING (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_voting_parent_class)->dispose (object);
}

static void
qd_voting_finalize (GObject *object)
{
  QdVoting *self = QD_VOTING (object);

  g_ptr_array_unref (self->ids);
  g_clear_pointer (&self->ballot, qd_ballot_free);
  g_clear_pointer (&self->dropped, qd_ballot_free);

  G_OBJECT_CLASS (qd_voting_parent_class)->finalize (object);
}

static void
qd_voting_class_init (QdVotingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_voting_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_voting_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "qdvoting");
}

static GtkWidget *
icon_button_new (const char *icon,
                 const char *name,
                 GCallback   callback,
                 QdVoting   *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  qd_widget_set_name (button, name);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
text_button_new (const char *label,
                 GCallback   callback,
                 QdVoting   *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
label_new (const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style_class);

  return label;
}

static void
build_head (QdVoting *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *titles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->title = label_new ("title-4");
  self->subtitle = label_new ("dim-label");
  self->place = label_new ("dim-label");
  gtk_label_set_wrap (GTK_LABEL (self->place), FALSE);
  gtk_box_append (GTK_BOX (titles), self->title);
  gtk_box_append (GTK_BOX (titles), self->subtitle);
  gtk_widget_set_hexpand (titles, TRUE);
  gtk_box_append (GTK_BOX (row), titles);
  gtk_box_append (GTK_BOX (row), icon_button_new ("go-previous-symbolic", _("Previous key result"), G_CALLBACK (back_cb),
                                                  self));
  gtk_box_append (GTK_BOX (row), self->place);
  gtk_box_append (GTK_BOX (row), icon_button_new ("go-next-symbolic", _("Next key result"), G_CALLBACK (on_cb), self));
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
build_modes (QdVoting *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *count = gtk_toggle_button_new_with_label (_("Count Hands"));

  self->count_toggle = count;
  self->names_toggle = gtk_toggle_button_new_with_label (_("By Name"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->names_toggle), GTK_TOGGLE_BUTTON (count));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (count), TRUE);
  gtk_widget_add_css_class (linked, "linked");
  gtk_widget_set_halign (linked, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (linked), count);
  gtk_box_append (GTK_BOX (linked), self->names_toggle);
  gtk_box_append (GTK_BOX (row), linked);
  self->fist = gtk_check_button_new_with_mnemonic (_("_Fist of Five"));
  gtk_widget_set_tooltip_text (self->fist, _("0 to 5 fingers count for 0 to 10"));
  gtk_box_append (GTK_BOX (row), self->fist);
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
build_inputs (QdVoting *self)
{
  GtkWidget *count = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_homogeneous (GTK_BOX (count), TRUE);
  gtk_widget_add_css_class (count, "linked");
  for (int i = 0; i <= 10; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);

      self->buttons[i] = gtk_button_new_with_label (text);
      gtk_widget_add_css_class (self->buttons[i], "qd-vote");
      g_signal_connect (self->buttons[i], "clicked", G_CALLBACK (button_clicked_cb), self);
      gtk_box_append (GTK_BOX (count), self->buttons[i]);
    }

  self->names = qd_vote_names_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), count, "count");
  gtk_stack_add_named (GTK_STACK (self->stack), self->names, "names");
  gtk_box_append (GTK_BOX (self->box), self->stack);
}

static void
build_answers (QdVoting *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->chart = qd_chart_view_new ();
  gtk_widget_set_focusable (self->chart, FALSE);
  gtk_widget_set_size_request (self->chart, -1, CHART_HEIGHT);
  gtk_box_append (GTK_BOX (self->box), self->chart);
  self->summary = label_new ("qd-vote-summary");
  gtk_box_append (GTK_BOX (self->box), self->summary);
  self->reasons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), self->reasons);

  self->keep_button = text_button_new (_("_Keep the Vote"), G_CALLBACK (keep), self);
  gtk_widget_add_css_class (self->keep_button, "suggested-action");
  self->reveal_button = text_button_new (_("_Reveal Together"), G_CALLBACK (reveal), self);
  gtk_widget_set_tooltip_text (self->reveal_button, _("Show the room how the votes are spread"));
  gtk_box_append (GTK_BOX (row), self->keep_button);
  gtk_box_append (GTK_BOX (row), self->reveal_button);
  gtk_box_append (GTK_BOX (row), text_button_new (_("Start _Again"), G_CALLBACK (start_again), self));
  self->back_button = text_button_new (_("_Bring Back"), G_CALLBACK (bring_back), self);
  gtk_widget_set_tooltip_text (self->back_button, _("Go on with the votes that were there before all began again"));
  gtk_widget_set_visible (self->back_button, FALSE);
  gtk_box_append (GTK_BOX (row), self->back_button);
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
qd_voting_init (QdVoting *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->ballot = qd_ballot_new (NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "qd-voting");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  build_head (self);
  build_modes (self);
  build_inputs (self);
  build_answers (self);
  g_signal_connect_object (self->fist, "toggled", G_CALLBACK (fist_toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->names_toggle, "toggled", G_CALLBACK (mode_toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->names, "changed", G_CALLBACK (names_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->names, "done", G_CALLBACK (names_done_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * qd_voting_new:
 * @document: a document
 *
 * Returns: what the room votes with, on each of its key results
 */
GtkWidget *
qd_voting_new (QdDocument *document)
{
  QdVoting *self = g_object_new (QD_TYPE_VOTING, NULL);

  self->document = g_object_ref (document);
  gtk_widget_set_size_request (GTK_WIDGET (self), 320, -1);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_FILL);
  collect_ids (self);
  recovered_cb (self);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);
  g_signal_connect_object (qd_vote_round_of (document), "recovered", G_CALLBACK (recovered_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
