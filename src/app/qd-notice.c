#include "qd-config.h"

#include "qd-notice.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-beside.h"

/* Something about the whole plan that stays true until it is dealt with: a bar below the header, with what can be done. */

struct _QdNotice
{
  GtkWidget  parent_instance;

  GtkWidget *box;  /* NULL until something is said */
  GtkWidget *label;
  GtkWidget *buttons[QD_NOTICE_MAX_ANSWERS];
};

G_DEFINE_FINAL_TYPE (QdNotice, qd_notice, GTK_TYPE_WIDGET)

static void
qd_notice_dispose (GObject *object)
{
  g_clear_pointer (&QD_NOTICE (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_notice_parent_class)->dispose (object);
}

static void
qd_notice_class_init (QdNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_notice_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdnotice");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

/* Most never have anything to say. */
static void
build (QdNotice *self)
{
  GtkWidget *said = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *answers = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *beside = qd_beside_new_for_buttons (said, answers);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_hexpand (beside, TRUE);
  gtk_box_append (GTK_BOX (self->box), beside);

  gtk_box_append (GTK_BOX (said), qd_severity_image_new (QD_SEVERITY_WARNING));
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (said), self->label);

  for (guint i = 0; i < QD_NOTICE_MAX_ANSWERS; i++)
    {
      self->buttons[i] = gtk_button_new ();
      gtk_button_set_use_underline (GTK_BUTTON (self->buttons[i]), TRUE);
      gtk_widget_set_valign (self->buttons[i], GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (answers), self->buttons[i]);
    }
}

static void
qd_notice_init (QdNotice *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * qd_notice_show:
 * @notice: a notice
 * @text: what is the matter, in a sentence or two
 * @answers: what can be done about it
 *
 * Shows @text, in place of what was shown before.
 */
void
qd_notice_show (QdNotice             *notice,
                const char           *text,
                const QdNoticeAnswer  answers[QD_NOTICE_MAX_ANSWERS])
{
  g_return_if_fail (QD_IS_NOTICE (notice));

  if (notice->box == NULL)
    build (notice);
  gtk_label_set_text (GTK_LABEL (notice->label), text);
  qd_widget_set_name (GTK_WIDGET (notice), text);
  for (guint i = 0; i < QD_NOTICE_MAX_ANSWERS; i++)
    {
      gtk_widget_set_visible (notice->buttons[i], answers[i].label != NULL);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (notice->buttons[i]), answers[i].action);
      if (answers[i].label != NULL)
        gtk_button_set_label (GTK_BUTTON (notice->buttons[i]), answers[i].label);
    }
  gtk_widget_set_visible (GTK_WIDGET (notice), TRUE);
}

/**
 * qd_notice_hide:
 *
 * It is dealt with.
 */
void
qd_notice_hide (QdNotice *notice)
{
  g_return_if_fail (QD_IS_NOTICE (notice));

  gtk_widget_set_visible (GTK_WIDGET (notice), FALSE);
}
