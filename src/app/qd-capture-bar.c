#include "qd-config.h"

#include "qd-capture-bar.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-text.h"

/* One key, a sentence, Enter: what comes of the discussion is noted while it goes on. Escape leads back to where one was. */

struct _QdCaptureBar
{
  GtkWidget         parent_instance;

  QdMeetingSession *session;   /* (nullable) */
  QdCaptureKind     kind;
  GtkWidget        *before;    /* weak: what had the focus */

  GtkWidget        *box;
  GtkWidget        *kinds;
  GtkWidget        *text;
  GtkWidget        *owner;
  GtkWidget        *due;
  GtkWidget        *add;
  GtkWidget        *buttons[QD_N_CAPTURES];
};

G_DEFINE_FINAL_TYPE (QdCaptureBar, qd_capture_bar, GTK_TYPE_WIDGET)

/* What is to be typed for each. */
static const char *const prompts[] = {
  [QD_CAPTURE_DECISION] = N_("What is decided"),
  [QD_CAPTURE_ACTION] = N_("What somebody does"),
  [QD_CAPTURE_PARKED] = N_("What is put off"),
  [QD_CAPTURE_RISK] = N_("What may go wrong"),
  [QD_CAPTURE_QUESTION] = N_("What is still to be decided"),
};

static void
set_kind (QdCaptureBar  *self,
          QdCaptureKind  kind)
{
  self->kind = kind;
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->text), _(prompts[kind]));
  gtk_widget_set_visible (self->owner, qd_capture_has_owner (kind));
  gtk_widget_set_visible (self->due, qd_capture_has_due (kind));
}

static const char *
text_of (GtkWidget *entry)
{
  return gtk_widget_get_visible (entry) ? gtk_editable_get_text (GTK_EDITABLE (entry)) : NULL;
}

static void
clear (QdCaptureBar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  gtk_editable_set_text (GTK_EDITABLE (self->owner), "");
  gtk_editable_set_text (GTK_EDITABLE (self->due), "");
}

static void
add_cb (QdCaptureBar *self)
{
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  if (qd_meeting_session_capture (self->session, self->kind, text_of (self->text), text_of (self->owner), text_of (self->due),
                                  &error) == NULL)
    {
      qd_widget_toast (GTK_WIDGET (self), error->message);
      gtk_widget_grab_focus (self->text);
      return;
    }

  clear (self);
  gtk_widget_grab_focus (self->text);
}

static void
typed_cb (QdCaptureBar *self)
{
  gtk_widget_set_sensitive (self->add, !qd_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->text))));
}

static void
kind_toggled_cb (GtkToggleButton *button,
                 QdCaptureBar    *self)
{
  if (gtk_toggle_button_get_active (button))
    set_kind (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kind")));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                QdCaptureBar          *self)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;

  clear (self);
  if (self->before != NULL && gtk_widget_get_mapped (self->before))
    gtk_widget_grab_focus (self->before);

  return TRUE;
}

static void
build_kinds (QdCaptureBar *self)
{
  for (guint i = 0; i < QD_N_CAPTURES; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (qd_capture_label (i));
      g_autofree char *tooltip = g_strdup_printf ("%s (Ctrl+%u)", _(prompts[i]), i + 1);

      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), i > 0 ? GTK_TOGGLE_BUTTON (self->buttons[0]) : NULL);
      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_widget_set_focus_on_click (button, FALSE);
      g_object_set_data (G_OBJECT (button), "kind", GUINT_TO_POINTER (i));
      g_signal_connect (button, "toggled", G_CALLBACK (kind_toggled_cb), self);
      gtk_box_append (GTK_BOX (self->kinds), button);
      self->buttons[i] = button;
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), TRUE);
}

static void
qd_capture_bar_dispose (GObject *object)
{
  QdCaptureBar *self = QD_CAPTURE_BAR (object);

  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->before);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_capture_bar_parent_class)->dispose (object);
}

static void
qd_capture_bar_class_init (QdCaptureBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_capture_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-capture-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, QdCaptureBar, box);
  gtk_widget_class_bind_template_child (widget_class, QdCaptureBar, kinds);
  gtk_widget_class_bind_template_child (widget_class, QdCaptureBar, text);
  gtk_widget_class_bind_template_child (widget_class, QdCaptureBar, owner);
  gtk_widget_class_bind_template_child (widget_class, QdCaptureBar, due);
  gtk_widget_class_bind_template_child (widget_class, QdCaptureBar, add);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdcapture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
qd_capture_bar_init (QdCaptureBar *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  qd_widget_set_name (GTK_WIDGET (self), _("Capture"));
  g_signal_connect_object (self->text, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->owner, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->due, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  build_kinds (self);
  set_kind (self, QD_CAPTURE_DECISION);
  typed_cb (self);
}

/**
 * qd_capture_bar_new:
 *
 * Returns: a bar without a meeting
 */
GtkWidget *
qd_capture_bar_new (void)
{
  return g_object_new (QD_TYPE_CAPTURE_BAR, NULL);
}

/**
 * qd_capture_bar_set_session:
 * @bar: a bar
 * @session: (nullable): the meeting of which things are noted
 */
void
qd_capture_bar_set_session (QdCaptureBar     *bar,
                            QdMeetingSession *session)
{
  g_return_if_fail (QD_IS_CAPTURE_BAR (bar));

  g_set_object (&bar->session, session);
}

/**
 * qd_capture_bar_begin:
 * @bar: a bar
 * @kind: what is to be noted
 *
 * Takes the focus to where one types it. What is typed already stays, as that.
 */
void
qd_capture_bar_begin (QdCaptureBar  *bar,
                      QdCaptureKind  kind)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (bar)));

  g_return_if_fail (QD_IS_CAPTURE_BAR (bar));

  if (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (bar)))
    g_set_weak_pointer (&bar->before, focus);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (bar->buttons[kind]), TRUE);
  gtk_widget_grab_focus (bar->text);
}
