#include "qd-config.h"

#include "qd-voting.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-chart-view.h"
#include "qd-number.h"
#include "qd-text.h"
#include "qd-vote-charts.h"
#include "qd-vote-round.h"

/* A round of voting on one key result after the other. Hands are counted with a key each, or everybody's vote is entered
 * under a name and stays hidden. The room sees only how many there are until all are revealed together. Nothing is in the
 * plan before it is kept. */

#define MOST_NAMES 30
#define MOST_REASONS 8
#define CHART_HEIGHT 160

struct _QdVoting
{
  GtkWidget   parent_instance;

  QdDocument *document;
  GPtrArray  *ids;       /* of all key results */
  guint       at;
  GArray     *casts;     /* of QdCast, which owns its texts */
  gboolean    kept;      /* what shows is what the plan has */
  gboolean    revealed;  /* to the room */
  gboolean    keeping;

  GtkWidget  *box;
  GtkWidget  *title;
  GtkWidget  *subtitle;
  GtkWidget  *place;
  GtkWidget  *names_toggle;
  GtkWidget  *fist;
  GtkWidget  *stack;     /* "count" or "names" */
  GtkWidget  *buttons[11];
  GtkWidget  *names;
  GPtrArray  *entries;   /* of the names */
  GtkWidget  *summary;
  GtkWidget  *chart;
  GtkWidget  *reasons;
  GtkWidget  *reveal_button;
  GtkWidget  *keep_button;
};

G_DEFINE_FINAL_TYPE (QdVoting, qd_voting, GTK_TYPE_WIDGET)

static void
cast_clear (gpointer data)
{
  QdCast *cast = data;

  g_free ((gpointer) cast->person);
  g_free ((gpointer) cast->reason);
}

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

static void
add_cast (QdVoting   *self,
          const char *person,
          double      value,
          const char *reason)
{
  QdCast cast = { g_strdup (person), value, g_strdup (reason) };

  g_array_append_val (self->casts, cast);
}

static const QdCast *
get_casts (QdVoting *self)
{
  return (const QdCast *) (gconstpointer) self->casts->data;
}

/* What is typed under a name as a vote; -1 for anything else. */
static int
read_vote (QdVoting  *self,
           GtkWidget *entry)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (entry)), 10, 0, by_fist (self) ? 5 : 10, &number,
                                   NULL))
    return -1;

  return by_fist (self) ? qd_vote_from_fist ((int) number) : (int) number;
}

/* The room sees how many votes are in, and what they say once that is revealed. */
static void
tell_room (QdVoting *self)
{
  QdVoteRound *round = qd_vote_round_of (self->document);
  QdRecord *key_result = get_key_result (self);
  const char *id = key_result != NULL ? qd_record_get_id (key_result) : NULL;
  guint n_in = by_name (self) ? 0 : self->casts->len;

  for (guint i = 0; by_name (self) && i < self->entries->len; i++)
    n_in += read_vote (self, g_ptr_array_index (self->entries, i)) >= 0;
  if (self->revealed && self->casts->len > 0 && id != NULL)
    qd_vote_round_reveal (round, id, get_casts (self), self->casts->len);
  else
    qd_vote_round_count (round, id, n_in, by_name (self) ? self->entries->len : 0);
  gtk_widget_set_sensitive (self->reveal_button, n_in > 0 && !self->revealed);
}

/* “7 votes, mean 6.4, from 3 to 9; 1 stands out; 2 low ones want a reason” */
static char *
describe (QdVoting *self)
{
  QdVoteSummary votes;
  g_autofree char *numbers[3] = { NULL };
  char *text;

  if (self->casts->len == 0)
    return g_strdup (by_name (self) ? _("Everybody’s vote stays hidden until all are revealed.")
                                    : _("One key a hand: 0 to 9, X for 10; Backspace takes the last one back."));

  qd_votes_summarise_casts (get_casts (self), self->casts->len, &votes);
  numbers[0] = qd_number_format_local (votes.mean, 1);
  numbers[1] = qd_number_format_local (votes.lowest, 1);
  numbers[2] = qd_number_format_local (votes.highest, 1);
  text = g_strdup_printf (ngettext ("%u vote, mean %s, from %s to %s.", "%u votes, mean %s, from %s to %s.", votes.n),
                          votes.n, numbers[0], numbers[1], numbers[2]);
  if (votes.n_outliers > 0)
    text = qd_text_join (text, g_strdup_printf (ngettext ("%u stands out.", "%u stand out.", votes.n_outliers),
                                                votes.n_outliers));
  if (votes.n_unexplained > 0)
    text = qd_text_join (text, g_strdup_printf (ngettext ("%u low vote wants a reason.", "%u low votes want a reason.",
                                                          votes.n_unexplained), votes.n_unexplained));
  if (self->kept)
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

  if (index >= self->casts->len)
    return;

  cast = &g_array_index (self->casts, QdCast, index);
  g_free ((gpointer) cast->reason);
  cast->reason = g_strdup (gtk_editable_get_text (entry));
  self->kept = FALSE;
  gtk_widget_set_sensitive (self->keep_button, TRUE);
  update_summary (self);
}

static void
clear_children (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    {
      if (GTK_IS_FLOW_BOX (box))
        gtk_flow_box_remove (GTK_FLOW_BOX (box), child);
      else
        gtk_box_remove (GTK_BOX (box), child);
    }
}

/* A low vote is asked why. */
static void
show_reasons (QdVoting *self)
{
  guint shown = 0;

  clear_children (self->reasons);
  for (guint i = 0; i < self->casts->len && shown < MOST_REASONS; i++)
    {
      const QdCast *cast = &g_array_index (self->casts, QdCast, i);
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
  gboolean shown = key_result != NULL && self->casts->len > 0;

  gtk_widget_set_focusable (self->chart, shown);
  qd_widget_describe (self->chart, _("How the votes are spread"), "");
  qd_chart_view_set_chart (QD_CHART_VIEW (self->chart),
                           shown ? qd_vote_chart_new (qd_document_get_plan (self->document), key_result, get_casts (self),
                                                      self->casts->len) : NULL);
  update_summary (self);
  show_reasons (self);
  gtk_widget_set_sensitive (self->keep_button, self->casts->len > 0 && !self->kept &&
                                                 !qd_document_get_read_only (self->document));
  tell_room (self);
}

static void
tap (QdVoting *self,
     int       number)
{
  if (number > (by_fist (self) ? 5 : 10) || get_key_result (self) == NULL)
    return;
  if (self->kept)
    {
      g_array_set_size (self->casts, 0);
      self->revealed = FALSE;
    }

  self->kept = FALSE;
  add_cast (self, NULL, by_fist (self) ? qd_vote_from_fist (number) : number, NULL);
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
fist_toggled_cb (QdVoting *self)
{
  for (int i = 6; i <= 10; i++)
    gtk_widget_set_visible (self->buttons[i], !by_fist (self));
}

/* Who may vote: the roster, or else who attends. */
static GStrv
list_names (QdVoting *self)
{
  QdPlan *plan = qd_document_get_plan (self->document);
  QdList *people = qd_plan_get_list (plan, QD_LIST_PEOPLE);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (qd_list_get_length (people) == 0)
    return qd_text_split (qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_ATTENDEES), QD_TEXT_COMMAS);

  for (guint i = 0; i < qd_list_get_length (people) && i < MOST_NAMES; i++)
    g_strv_builder_add (names, qd_record_get_title (qd_list_get (people, i)));

  return g_strv_builder_end (names);
}

/* The votes that are typed under names are those of the round from now on. */
static void
collect (QdVoting *self)
{
  g_array_set_size (self->casts, 0);
  self->kept = FALSE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *entry = g_ptr_array_index (self->entries, i);
      int vote = read_vote (self, entry);

      gtk_entry_set_visibility (GTK_ENTRY (entry), TRUE);
      if (vote >= 0)
        add_cast (self, g_object_get_data (G_OBJECT (entry), "qd-person"), vote, NULL);
    }
}

/* Once all is revealed, what is put right counts at once. */
static void
entry_changed_cb (GtkWidget *entry,
                  QdVoting  *self)
{
  qd_widget_set_class (entry, "error", *gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0' && read_vote (self, entry) < 0);
  if (self->revealed && !self->kept)
    {
      collect (self);
      show_casts (self);
    }
  else
    {
      self->revealed = FALSE;
      tell_room (self);
    }
}

/* Enter goes to whoever is asked next. */
static void
entry_activate_cb (GtkWidget *entry,
                   QdVoting  *self)
{
  guint index;

  if (!g_ptr_array_find (self->entries, entry, &index))
    return;
  gtk_widget_grab_focus (index + 1 < self->entries->len ? g_ptr_array_index (self->entries, index + 1) : self->reveal_button);
}

static void
show_names (QdVoting *self)
{
  g_auto (GStrv) names = list_names (self);

  clear_children (self->names);
  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; names[i] != NULL && i < MOST_NAMES; i++)
    {
      const char *name = g_strstrip (names[i]);
      GtkWidget *box, *label, *entry;

      if (*name == '\0')
        continue;

      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      label = gtk_label_new (name);
      entry = gtk_entry_new ();
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_editable_set_width_chars (GTK_EDITABLE (entry), 3);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 3);
      gtk_entry_set_visibility (GTK_ENTRY (entry), FALSE);
      gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
      qd_widget_set_name (entry, name);
      g_signal_connect (entry, "changed", G_CALLBACK (entry_changed_cb), self);
      g_signal_connect (entry, "activate", G_CALLBACK (entry_activate_cb), self);
      g_object_set_data_full (G_OBJECT (entry), "qd-person", g_strdup (name), g_free);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), entry);
      gtk_flow_box_append (GTK_FLOW_BOX (self->names), box);
      gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
      g_ptr_array_add (self->entries, entry);
    }
}

static void
reveal (QdVoting *self)
{
  self->revealed = TRUE;
  if (by_name (self))
    collect (self);
  show_casts (self);
}

/* What the plan has of this key result. */
static void
read_casts (QdVoting *self)
{
  QdRecord *key_result = get_key_result (self);
  g_autoptr (GHashTable) votes = qd_votes_by_key_result (qd_document_get_plan (self->document));
  GArray *casts = key_result != NULL ? g_hash_table_lookup (votes, qd_record_get_id (key_result)) : NULL;

  g_array_set_size (self->casts, 0);
  for (guint i = 0; casts != NULL && i < casts->len; i++)
    {
      const QdCast *cast = &g_array_index (casts, QdCast, i);

      add_cast (self, qd_text_is_blank (cast->person) ? NULL : cast->person, cast->value, cast->reason);
    }
  self->kept = self->revealed = self->casts->len > 0;
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
  read_casts (self);
  show_names (self);
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

  if (key_result == NULL || self->casts->len == 0 || self->kept)
    return;

  change = qd_votes_keep (qd_document_get_plan (self->document), key_result, get_casts (self), self->casts->len);
  self->keeping = TRUE;
  if (qd_document_apply (self->document, change, QD_APPLY_DEFAULT, &error))
    qd_widget_toast_undo (GTK_WIDGET (self), _("The vote is kept in the plan"));
  else
    qd_widget_toast (GTK_WIDGET (self), error->message);
  self->keeping = FALSE;
  show_key_result (self);
}

static void
start_again (QdVoting *self)
{
  g_array_set_size (self->casts, 0);
  self->kept = self->revealed = FALSE;
  show_names (self);
  show_casts (self);
}

static void
mode_toggled_cb (QdVoting *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), by_name (self) ? "names" : "count");
  if (!self->kept)
    start_again (self);
}

/* Of a round that is under way nothing is lost because somebody else edits the plan. */
static void
document_changed_cb (QdDocument *document,
                     QdChange   *change,
                     QdVoting   *self)
{
  g_autofree char *id = self->at < self->ids->len ? g_strdup (g_ptr_array_index (self->ids, self->at)) : NULL;
  guint found = 0;

  if (self->keeping)
    return;

  collect_ids (self);
  if (id != NULL && g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, &found))
    self->at = found;
  else
    self->at = 0;
  if (self->kept || self->casts->len == 0)
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
  else if (keyval == GDK_KEY_BackSpace && self->casts->len > 0 && !self->kept)
    {
      g_array_set_size (self->casts, self->casts->len - 1);
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
  g_ptr_array_unref (self->entries);
  g_array_unref (self->casts);

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

  self->names = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->names), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->names), 18);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->names), 3);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->names), TRUE);
  gtk_widget_set_focusable (self->names, FALSE);
  qd_widget_set_name (self->names, _("Votes by name"));
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
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
qd_voting_init (QdVoting *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->entries = g_ptr_array_new ();
  self->casts = g_array_new (FALSE, FALSE, sizeof (QdCast));
  g_array_set_clear_func (self->casts, cast_clear);
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
  show_key_result (self);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);

  return GTK_WIDGET (self);
}
