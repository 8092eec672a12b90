#include "qd-config.h"

#include "qd-completion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-app-util.h"
#include "qd-offers.h"
#include "qd-text.h"

/* Completes what is typed in one line: what it could become stands behind it, selected, so that typing on replaces it, and
 * in a list below it. What the line shows is what counts: there is nothing to be taken besides. */

#define MAX_SHOWN 50
#define MAX_ROWS 9  /* that show without scrolling */
#define MAX_HEIGHT 300
#define MIN_WIDTH 220

struct _QdCompletion
{
  QdLineAid      parent_instance;

  gboolean       connected; /* to the line */
  GPtrArray     *offers;    /* (nullable): once they are needed */
  GPtrArray     *shown;     /* (nullable): those in the list */
  GtkWidget     *scroller;
  GtkWidget     *list;
  GtkWidget     *hint;
  char          *typed;     /* what the user typed, without what was completed */
  gboolean       inserted;  /* something was put in at the end since the last change was looked at */
  gboolean       grew;      /* the last change did so */
  gboolean       completed; /* the line says what was offered, beyond what is typed */
  gboolean       inside;    /* the line is being changed by us */
  guint          update_id;
};

G_DEFINE_FINAL_TYPE (QdCompletion, qd_completion, QD_TYPE_LINE_AID)

static GtkEditable *
line (QdCompletion *self)
{
  return qd_line_aid_get_editable (QD_LINE_AID (self));
}

static const char *
last_word (QdCompletion *self)
{
  return qd_offers_last_word (qd_line_aid_get_field (QD_LINE_AID (self)), self->typed);
}

static void
set_typed (QdCompletion *self,
           const char   *text)
{
  g_free (self->typed);
  self->typed = g_strdup (text);
}

static void
set_text (QdCompletion *self,
          const char   *text,
          int           start,
          int           end)
{
  self->inside = TRUE;
  gtk_editable_set_text (line (self), text);
  gtk_editable_select_region (line (self), start, end);
  self->inside = FALSE;
}

/* What is typed stands out in what it could become. */
static char *
make_markup (const QdOffer *offer,
             const char    *word)
{
  gsize prefix = qd_offer_prefix (offer, word);
  g_autofree char *start = g_markup_escape_text (offer->text, (gssize) prefix);
  g_autofree char *rest = g_markup_escape_text (offer->text + prefix, -1);

  return g_strdup_printf ("<b>%s</b>%s", start, rest);
}

static void
add_row (QdCompletion  *self,
         const QdOffer *offer,
         const char    *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *markup = make_markup (offer, word);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (!qd_text_is_blank (offer->detail))
    {
      GtkWidget *detail = gtk_label_new (offer->detail);

      gtk_widget_add_css_class (detail, "dim-label");
      gtk_widget_add_css_class (detail, "caption");
      gtk_box_append (GTK_BOX (box), detail);
    }
  gtk_list_box_append (GTK_LIST_BOX (self->list), box);
}

/* Shows @offers, of which @word is typed, and selects the one at @selected; none if it is negative. */
static void
fill_list (QdCompletion *self,
           GPtrArray    *offers,
           const char   *word,
           int           selected)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (list, child);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (offers);
  for (guint i = 0; i < MIN (offers->len, MAX_SHOWN); i++)
    add_row (self, offers->pdata[i], word);

  if (selected >= 0)
    gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, selected));
  gtk_widget_set_visible (self->hint, *word != '\0');
  /* What could scroll is never lower than a scroll bar. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  offers->len > MAX_ROWS ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  if (offers->len > 0)
    qd_line_aid_open (QD_LINE_AID (self));
  else
    qd_line_aid_close (QD_LINE_AID (self));
}

static GPtrArray *
get_offers (QdCompletion *self)
{
  if (self->offers == NULL)
    self->offers = qd_offers_new (qd_line_aid_get_document (QD_LINE_AID (self)), qd_line_aid_get_field (QD_LINE_AID (self)));

  return self->offers;
}

/* Puts @offer in the place of what is being typed; what was not typed is selected. */
static void
complete_with (QdCompletion  *self,
               const QdOffer *offer)
{
  const char *word = last_word (self);
  g_autofree char *text = g_strdup_printf ("%.*s%s", (int) (word - self->typed), self->typed, offer->text);

  /* One that does not begin with what is typed replaces it. */
  set_text (self, text, qd_offer_prefix (offer, word) > 0 ? (int) g_utf8_strlen (self->typed, -1) : -1, -1);
}

static gboolean
update_cb (gpointer user_data)
{
  QdCompletion *self = user_data;
  const char *word = last_word (self);
  g_autoptr (GPtrArray) matches = NULL;
  gboolean exact;
  gboolean begins;

  self->update_id = 0;
  matches = qd_offers_match (get_offers (self), word);
  exact = matches->len > 0 && qd_text_same (((QdOffer *) matches->pdata[0])->text, word);
  if (*word == '\0' || matches->len == 0 || (exact && matches->len == 1))
    {
      qd_line_aid_close (QD_LINE_AID (self));
      return G_SOURCE_REMOVE;
    }

  begins = self->grew && !exact && qd_offer_prefix (matches->pdata[0], word) > 0;
  fill_list (self, matches, word, begins ? 0 : -1);
  if (begins)
    complete_with (self, matches->pdata[0]);
  self->completed = begins;

  return G_SOURCE_REMOVE;
}

static void
insert_text_cb (GtkEditable  *text,
                const char   *inserted,
                int           length,
                int          *position,
                QdCompletion *self)
{
  self->inserted = !self->inside && (glong) *position == g_utf8_strlen (gtk_editable_get_text (text), -1);
}

/* What is completed waits until the key has been dealt with, which places the cursor last of all, but for no other key. */
static void
changed_cb (GtkEditable  *editable,
            QdCompletion *self)
{
  if (self->inside || !qd_line_aid_is_active (QD_LINE_AID (self)))
    return;

  self->grew = self->inserted;
  self->inserted = FALSE;
  self->completed = FALSE;
  set_typed (self, gtk_editable_get_text (editable));
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH, update_cb, self, NULL);
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  QdCompletion  *self)
{
  complete_with (self, self->shown->pdata[gtk_list_box_row_get_index (row)]);
  qd_line_aid_close (QD_LINE_AID (self));
  qd_line_aid_picked (QD_LINE_AID (self));
}

static void
move_selection (QdCompletion *self,
                int           step)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);
  int at = row != NULL ? gtk_list_box_row_get_index (row) + step : (step > 0 ? 0 : -1);

  row = at >= 0 ? gtk_list_box_get_row_at_index (list, at) : NULL;
  if (row == NULL)
    return;

  gtk_list_box_select_row (list, row);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, TRUE, -1);
  complete_with (self, self->shown->pdata[at]);
}

/* Shows everything that is offered, with what the line says selected. What is chosen from here replaces the whole line. */
static void
show_all (QdCompletion *self)
{
  GPtrArray *offers = get_offers (self);
  const char *text = gtk_editable_get_text (line (self));
  int selected = -1;

  for (guint i = 0; i < MIN (offers->len, MAX_SHOWN); i++)
    if (qd_text_same (((QdOffer *) offers->pdata[i])->text, text))
      selected = (int) i;

  set_typed (self, "");
  fill_list (self, offers, "", selected);
}

static void
connect_line (QdCompletion *self)
{
  if (self->connected)
    return;

  g_signal_connect_object (line (self), "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (gtk_editable_get_delegate (line (self)), "insert-text", G_CALLBACK (insert_text_cb), self, 0);
  self->connected = TRUE;
}

static void
qd_completion_begin (QdLineAid *aid,
                     gboolean   typed_over)
{
  QdCompletion *self = QD_COMPLETION (aid);

  connect_line (self);
  if (!typed_over)
    {
      show_all (self);
      return;
    }

  self->inserted = TRUE;
  changed_cb (line (self), self);
}

/* Takes back what was completed, and is quiet until something else is typed. */
static gboolean
dismiss (QdCompletion *self)
{
  gboolean was_open = qd_line_aid_is_open (QD_LINE_AID (self));

  if (was_open && gtk_widget_get_visible (self->hint))
    set_text (self, self->typed, -1, -1);
  qd_line_aid_close (QD_LINE_AID (self));

  return was_open;
}

/* What was completed and not typed goes before anything else is typed. It is selected, and typing over it would do the
 * same; but now and then GTK puts the cursor where the last key had left it once more, and with that the selection goes. */
static gboolean
take_back (QdCompletion *self)
{
  if (!self->completed)
    return FALSE;

  self->completed = FALSE;
  set_text (self, self->typed, -1, -1);

  return TRUE;
}

static gboolean
qd_completion_handle_key (QdLineAid       *aid,
                          guint            keyval,
                          GdkModifierType  modifiers)
{
  QdCompletion *self = QD_COMPLETION (aid);
  gboolean open = qd_line_aid_is_open (aid);

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      if (open)
        move_selection (self, keyval == GDK_KEY_Down ? 1 : -1);
      else if ((modifiers & GDK_ALT_MASK) != 0)
        qd_line_aid_begin (aid, FALSE);
      return open || (modifiers & GDK_ALT_MASK) != 0;

    case GDK_KEY_Escape:
      return dismiss (self);

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      qd_line_aid_close (aid);
      return FALSE;

    case GDK_KEY_comma:
    case GDK_KEY_plus:
    case GDK_KEY_ampersand:
      /* Another one comes: what was completed is not to be typed over. */
      if (open && (self->completed || gtk_editable_get_selection_bounds (line (self), NULL, NULL)) && *self->typed != '\0')
        gtk_editable_set_position (line (self), -1);
      return FALSE;

    case GDK_KEY_BackSpace:
    case GDK_KEY_Delete:
      return take_back (self);

    default:
      if (g_unichar_isprint (gdk_keyval_to_unicode (keyval)) && (modifiers & ~GDK_SHIFT_MASK) == 0)
        take_back (self);
      return FALSE;
    }
}

static void
qd_completion_dispose (GObject *object)
{
  QdCompletion *self = QD_COMPLETION (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->offers, g_ptr_array_unref);

  G_OBJECT_CLASS (qd_completion_parent_class)->dispose (object);
}

static void
qd_completion_finalize (GObject *object)
{
  g_free (QD_COMPLETION (object)->typed);

  G_OBJECT_CLASS (qd_completion_parent_class)->finalize (object);
}

static void
qd_completion_class_init (QdCompletionClass *klass)
{
  QdLineAidClass *aid_class = QD_LINE_AID_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_completion_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_completion_finalize;
  aid_class->begin = qd_completion_begin;
  aid_class->handle_key = qd_completion_handle_key;
}

static void
qd_completion_init (QdCompletion *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkScrolledWindow *scroller;

  self->typed = g_strdup ("");
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "qd-suggestions");
  gtk_widget_set_focusable (self->list, FALSE);
  qd_widget_set_name (self->list, _("Suggestions"));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);

  self->scroller = gtk_scrolled_window_new ();
  scroller = GTK_SCROLLED_WINDOW (self->scroller);
  gtk_scrolled_window_set_propagate_natural_height (scroller, TRUE);
  gtk_scrolled_window_set_max_content_height (scroller, MAX_HEIGHT);
  gtk_scrolled_window_set_child (scroller, self->list);
  gtk_widget_set_focusable (self->scroller, FALSE);
  gtk_box_append (GTK_BOX (box), self->scroller);

  self->hint = gtk_label_new (_("Enter takes it, Escape keeps what you type"));
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_add_css_class (self->hint, "qd-suggestions-hint");
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_widget_set_size_request (box, MIN_WIDTH, -1);
  qd_line_aid_set_child (QD_LINE_AID (self), box);
}
