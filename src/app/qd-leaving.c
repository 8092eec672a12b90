#include "qd-config.h"

#include "qd-leaving.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-figure-text.h"

/* Every addition takes something out: what was added to a lane that is full asks what leaves it, and is answered with one
 * key. */

#define MOST_OFFERS 9

typedef struct
{
  QdLeavingFunc  func;
  gpointer       user_data;
  gboolean       answered;
} Question;

static void
answer (GtkWidget  *popover,
        const char *leaving,
        gboolean    keep)
{
  Question *question = g_object_get_data (G_OBJECT (popover), "qd-question");

  if (question->answered)
    return;

  question->answered = TRUE;
  gtk_popover_popdown (GTK_POPOVER (popover));
  question->func (leaving, keep, question->user_data);
}

/* Its parent is a row that may be gone by the time it is idle again. */
static gboolean
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *popover,
           gpointer   user_data)
{
  answer (popover, NULL, FALSE);
  g_idle_add_full (G_PRIORITY_DEFAULT, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
offer_clicked_cb (GtkWidget *button,
                  GtkWidget *popover)
{
  const char *id = g_object_get_data (G_OBJECT (button), "qd-id");

  answer (popover, id, id == NULL);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkWidget             *popover)
{
  GPtrArray *buttons = g_object_get_data (G_OBJECT (popover), "qd-buttons");
  gunichar typed = gdk_keyval_to_unicode (keyval);

  if (typed < '1' || typed > '9' || typed - '1' >= buttons->len)
    return GDK_EVENT_PROPAGATE;

  offer_clicked_cb (g_ptr_array_index (buttons, typed - '1'), popover);

  return GDK_EVENT_STOP;
}

static GtkWidget *
offer_new (GtkWidget  *popover,
           const char *text,
           const char *key,
           const char *id)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *hint = gtk_label_new (key);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "qd-offer");
  qd_widget_set_name (button, text);
  g_object_set_data_full (G_OBJECT (button), "qd-id", g_strdup (id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (offer_clicked_cb), popover);

  return button;
}

/* The last of those that make room first: they would be the first to go. */
static void
add_offers (GtkWidget        *popover,
            GtkWidget        *box,
            QdLanes          *lanes,
            const QdTeamLane *lane,
            QdRecord         *added)
{
  GPtrArray *buttons = g_ptr_array_new ();

  g_object_set_data_full (G_OBJECT (popover), "qd-buttons", buttons, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = lane->n_blocks; i > 0 && buttons->len < MOST_OFFERS; i--)
    {
      QdRecord *record = qd_lanes_get_work (lanes, lane->blocks[i - 1].work)->record;
      g_autofree char *points = qd_points_text (lane->blocks[i - 1].points);
      g_autofree char *text = NULL;
      g_autofree char *key = g_strdup_printf ("%u", buttons->len + 1);
      GtkWidget *button;

      if (record == added || qd_record_get_record_type (record) != QD_RECORD_INITIATIVE)
        continue;

      /* Translators: an initiative and how much room it would make. */
      text = g_strdup_printf (_("%s, %s points"), qd_record_get_title (record), points);
      button = offer_new (popover, text, key, qd_record_get_id (record));
      gtk_box_append (GTK_BOX (box), button);
      g_ptr_array_add (buttons, button);
    }
}

static GtkWidget *
heading_new (const char *text,
             const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_add_css_class (label, style_class);
  gtk_widget_add_css_class (label, "qd-offer-text");

  return label;
}

/* The lane with @added that is beyond its capacity most. */
static const QdTeamLane *
find_full (QdLanes  *lanes,
           QdRecord *added,
           double   *over)
{
  const QdTeamLane *full = NULL;

  *over = 1e-6;
  for (guint i = 0; i < qd_lanes_get_n_lanes (lanes); i++)
    {
      const QdTeamLane *lane = qd_lanes_get_lane (lanes, i);

      for (guint j = 0; j < lane->n_blocks && lane->committed - lane->capacity > *over; j++)
        if (qd_lanes_get_work (lanes, lane->blocks[j].work)->record == added)
          {
            *over = lane->committed - lane->capacity;
            full = lane;
          }
    }

  return full;
}

/**
 * qd_leaving_ask:
 * @parent: the page on which to ask
 * @at: where in it
 * @lanes: lanes with what was added
 * @added: what was added
 * @func: called with the answer
 * @user_data: for @func
 *
 * Asks what leaves the lane that @added is short of most.
 *
 * Returns: %FALSE if it fits everywhere: there is nothing to ask, and @func is not called
 */
gboolean
qd_leaving_ask (GtkWidget          *parent,
                const GdkRectangle *at,
                QdLanes            *lanes,
                QdRecord           *added,
                QdLeavingFunc       func,
                gpointer            user_data)
{
  GtkWidget *popover, *box;
  GtkEventController *keys;
  g_autofree char *over = NULL;
  g_autofree char *text = NULL;
  double worst;
  Question *question;
  const QdTeamLane *full = find_full (lanes, added, &worst);

  if (full == NULL)
    return FALSE;

  popover = gtk_popover_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  question = g_new0 (Question, 1);
  question->func = func;
  question->user_data = user_data;
  g_object_set_data_full (G_OBJECT (popover), "qd-question", question, g_free);

  over = qd_points_text (worst);
  text = g_strdup_printf (_("%s is full: %s points too many. What leaves?"), qd_record_get_title (full->team), over);
  gtk_box_append (GTK_BOX (box), heading_new (qd_record_get_title (added), "heading"));
  gtk_box_append (GTK_BOX (box), heading_new (text, "dim-label"));
  add_offers (popover, box, lanes, full, added);
  gtk_box_append (GTK_BOX (box), offer_new (popover, _("Nothing: Leave It Over"), "", NULL));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  qd_widget_set_name (popover, text);

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), popover);
  gtk_widget_add_controller (popover, keys);
  gtk_widget_set_parent (popover, parent);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_RIGHT);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));

  return TRUE;
}
