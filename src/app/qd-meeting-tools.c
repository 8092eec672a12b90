#include "qd-config.h"

#include "qd-meeting-tools.h"

/* What the facilitator does to what the room sees, in the header bar while a meeting is shown. */

struct _QdMeetingTools
{
  GtkWidget        parent_instance;

  GtkWidget       *box;
  GtkToggleButton *spotlight_button;
  GtkToggleButton *freeze_button;
  GtkToggleButton *blank_button;
};

G_DEFINE_FINAL_TYPE (QdMeetingTools, qd_meeting_tools, GTK_TYPE_WIDGET)

static void
qd_meeting_tools_dispose (GObject *object)
{
  g_clear_pointer (&QD_MEETING_TOOLS (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_meeting_tools_parent_class)->dispose (object);
}

static void
qd_meeting_tools_class_init (QdMeetingToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_meeting_tools_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-meeting-tools.ui");
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTools, box);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTools, spotlight_button);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTools, freeze_button);
  gtk_widget_class_bind_template_child (widget_class, QdMeetingTools, blank_button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qd_meeting_tools_init (QdMeetingTools *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qd_meeting_tools_new:
 *
 * Returns: (transfer floating): buttons that do nothing outside a window of ours
 */
GtkWidget *
qd_meeting_tools_new (void)
{
  return g_object_new (QD_TYPE_MEETING_TOOLS, NULL);
}

/**
 * qd_meeting_tools_show:
 * @tools: the buttons
 * @stage: what the room sees
 *
 * Shows which of them are on.
 */
void
qd_meeting_tools_show (QdMeetingTools *tools,
                       QdStage        *stage)
{
  g_return_if_fail (QD_IS_MEETING_TOOLS (tools));

  gtk_toggle_button_set_active (tools->spotlight_button, qd_stage_get_spotlight (stage));
  gtk_toggle_button_set_active (tools->freeze_button, qd_stage_get_frozen (stage));
  gtk_toggle_button_set_active (tools->blank_button, qd_stage_get_blank (stage));
}
