#include "qd-config.h"

#include "qd-vote-names.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-text.h"
#include "qd-vote-entry.h"

/* Everybody's vote under a name, hidden until all are revealed together. */

#define MOST_NAMES 30

struct _QdVoteNames
{
  GtkWidget   parent_instance;

  GtkWidget  *box;
  GPtrArray  *entries;
  gboolean    fist;
  gboolean    filling;
};

enum
{
  CHANGED,
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdVoteNames, qd_vote_names, GTK_TYPE_WIDGET)

/* What is typed under a name as a vote; -1 for anything else. */
static int
read_vote (QdVoteNames *self,
           QdVoteEntry *entry)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (qd_vote_entry_get_text (entry), 10, 0, self->fist ? 5 : 10, &number, NULL))
    return -1;

  return self->fist ? qd_vote_from_fist ((int) number) : (int) number;
}

static char *
format_vote (QdVoteNames *self,
             double       value)
{
  for (int fingers = 0; self->fist && fingers <= 5; fingers++)
    if (qd_vote_from_fist (fingers) == (int) value)
      return g_strdup_printf ("%d", fingers);

  return g_strdup_printf ("%d", (int) value);
}

static void
mark (QdVoteNames *self,
      QdVoteEntry *entry)
{
  qd_vote_entry_set_wrong (entry, *qd_vote_entry_get_text (entry) != '\0' && read_vote (self, entry) < 0);
}

static void
entry_changed_cb (QdVoteEntry *entry,
                  QdVoteNames *self)
{
  mark (self, entry);
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Enter goes to whoever is asked next. */
static void
entry_activate_cb (QdVoteEntry *entry,
                   QdVoteNames *self)
{
  guint index;

  if (!g_ptr_array_find (self->entries, entry, &index))
    return;
  if (index + 1 < self->entries->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->entries, index + 1));
  else
    g_signal_emit (self, signals[DONE], 0);
}

static void
add_person (QdVoteNames *self,
            const char  *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *entry = qd_vote_entry_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  g_signal_connect (entry, "changed", G_CALLBACK (entry_changed_cb), self);
  g_signal_connect (entry, "activate", G_CALLBACK (entry_activate_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_flow_box_append (GTK_FLOW_BOX (self->box), box);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
  g_ptr_array_add (self->entries, entry);
}

/* Who may vote: the roster, or else who attends. */
static GStrv
list_people (QdPlan *plan)
{
  QdList *people = qd_plan_get_list (plan, QD_LIST_PEOPLE);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (qd_list_get_length (people) == 0)
    return qd_text_split (qd_record_get_text (qd_plan_get_root (plan), QD_PLAN_ATTENDEES), QD_TEXT_COMMAS);

  for (guint i = 0; i < qd_list_get_length (people) && i < MOST_NAMES; i++)
    g_strv_builder_add (names, qd_record_get_title (qd_list_get (people, i)));

  return g_strv_builder_end (names);
}

static void
qd_vote_names_dispose (GObject *object)
{
  QdVoteNames *self = QD_VOTE_NAMES (object);

  g_ptr_array_set_size (self->entries, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_vote_names_parent_class)->dispose (object);
}

static void
qd_vote_names_finalize (GObject *object)
{
  g_ptr_array_unref (QD_VOTE_NAMES (object)->entries);

  G_OBJECT_CLASS (qd_vote_names_parent_class)->finalize (object);
}

static void
qd_vote_names_class_init (QdVoteNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_vote_names_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_vote_names_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * QdVoteNames::changed:
   *
   * Something was typed.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * QdVoteNames::done:
   *
   * The last one has voted.
   */
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qd_vote_names_init (QdVoteNames *self)
{
  self->entries = g_ptr_array_new ();
  self->box = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->box), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->box), 18);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->box), 3);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->box), TRUE);
  gtk_widget_set_focusable (self->box, FALSE);
  qd_widget_set_name (self->box, _("Votes by name"));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * qd_vote_names_new:
 *
 * Returns: a place for the votes of nobody
 */
GtkWidget *
qd_vote_names_new (void)
{
  return g_object_new (QD_TYPE_VOTE_NAMES, NULL);
}

/**
 * qd_vote_names_set_people:
 * @names: a place for votes
 * @plan: the plan whose people vote
 *
 * What was typed is gone.
 */
void
qd_vote_names_set_people (QdVoteNames *names,
                          QdPlan      *plan)
{
  g_auto (GStrv) people = list_people (plan);
  GtkWidget *child;

  g_return_if_fail (QD_IS_VOTE_NAMES (names));

  g_ptr_array_set_size (names->entries, 0);
  while ((child = gtk_widget_get_first_child (names->box)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (names->box), child);
  for (guint i = 0; i < MOST_NAMES && people[i] != NULL; i++)
    if (*g_strstrip (people[i]) != '\0')
      add_person (names, people[i]);
}

/**
 * qd_vote_names_get_n:
 *
 * Returns: how many are asked
 */
guint
qd_vote_names_get_n (QdVoteNames *names)
{
  return names->entries->len;
}

/**
 * qd_vote_names_set_fist:
 * @names: a place for votes
 * @fist: whether fingers are typed, 0 to 5, instead of 0 to 10
 */
void
qd_vote_names_set_fist (QdVoteNames *names,
                        gboolean     fist)
{
  g_return_if_fail (QD_IS_VOTE_NAMES (names));

  names->fist = fist;
  for (guint i = 0; i < names->entries->len; i++)
    mark (names, g_ptr_array_index (names->entries, i));
}

/**
 * qd_vote_names_fill:
 * @names: a place for votes
 * @ballot: votes, to be shown as typed; hidden if they are
 *
 * Who is no longer among the people and has voted has a place still.
 */
void
qd_vote_names_fill (QdVoteNames    *names,
                    const QdBallot *ballot)
{
  g_return_if_fail (QD_IS_VOTE_NAMES (names));

  names->filling = TRUE;
  for (guint i = 0; i < ballot->casts->len; i++)
    {
      const QdCast *cast = &g_array_index (ballot->casts, QdCast, i);
      g_autofree char *text = format_vote (names, cast->value);
      guint at = 0;

      while (at < names->entries->len &&
             g_strcmp0 (qd_vote_entry_get_person (g_ptr_array_index (names->entries, at)), cast->person) != 0)
        at++;
      if (at == names->entries->len && !qd_text_is_blank (cast->person))
        add_person (names, cast->person);
      if (at < names->entries->len)
        qd_vote_entry_set_text (g_ptr_array_index (names->entries, at), text);
    }
  names->filling = FALSE;
  if (!qd_ballot_is_hidden (ballot))
    qd_vote_names_reveal (names);
}

/**
 * qd_vote_names_reveal:
 * @names: a place for votes
 *
 * From now on they can be read.
 */
void
qd_vote_names_reveal (QdVoteNames *names)
{
  g_return_if_fail (QD_IS_VOTE_NAMES (names));

  for (guint i = 0; i < names->entries->len; i++)
    qd_vote_entry_reveal (g_ptr_array_index (names->entries, i));
}

/**
 * qd_vote_names_collect:
 * @names: a place for votes
 * @ballot: the votes, which become those that are typed; who had a reason keeps it
 */
void
qd_vote_names_collect (QdVoteNames *names,
                       QdBallot    *ballot)
{
  g_autoptr (QdBallot) before = qd_ballot_copy (ballot);

  g_return_if_fail (QD_IS_VOTE_NAMES (names));

  g_array_set_size (ballot->casts, 0);
  ballot->n_asked = names->entries->len;
  for (guint i = 0; i < names->entries->len; i++)
    {
      QdVoteEntry *entry = g_ptr_array_index (names->entries, i);
      const char *person = qd_vote_entry_get_person (entry);
      const QdCast *cast = qd_ballot_find (before, person);
      int vote = read_vote (names, entry);

      if (vote >= 0)
        qd_ballot_add (ballot, person, vote, cast != NULL ? cast->reason : NULL);
    }
}
