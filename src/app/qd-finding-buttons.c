#include "qd-config.h"

#include "qd-finding-buttons.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-dialogs.h"
#include "qd-menu.h"

/* What can be done about one finding: go there, mend it, live with it. Wherever a finding is shown these are its
 * buttons. */

struct _QdFindingButtons
{
  GtkWidget    parent_instance;

  QdDocument  *document;
  QdFinding   *finding;   /* (nullable) */
  GtkWidget   *show;      /* each (nullable): what is not wanted is not there */
  GtkWidget   *fix;
  GtkWidget   *accept;
};

G_DEFINE_FINAL_TYPE (QdFindingButtons, qd_finding_buttons, GTK_TYPE_WIDGET)

/* The row of a finding goes with the finding: what is said afterwards is said by the window. */
static GtkWidget *
get_window (QdFindingButtons *self)
{
  return GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
show_cb (QdFindingButtons *self)
{
  qd_widget_go_to (GTK_WIDGET (self), self->finding->page, self->finding->record);
}

static void
fix_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  QdFindingButtons *self = QD_FINDING_BUTTONS (widget);
  GtkWidget *window = get_window (self);
  g_autoptr (GPtrArray) fixes = qd_finding_get_fixes (self->finding, qd_document_get_figures (self->document));
  g_autoptr (GError) error = NULL;
  const QdFix *fix;

  if (g_variant_get_uint32 (parameter) >= fixes->len)
    return;

  fix = g_ptr_array_index (fixes, g_variant_get_uint32 (parameter));
  if (qd_document_apply (self->document, fix->change, QD_APPLY_DEFAULT, &error))
    qd_widget_toast_undo (window, qd_change_get_title (fix->change));
  else
    qd_widget_toast (window, error->message);
}

static void
create_fixes_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  QdFindingButtons *self = user_data;
  g_autoptr (GPtrArray) fixes = qd_finding_get_fixes (self->finding, qd_document_get_figures (self->document));
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < fixes->len; i++)
    {
      g_autoptr (GMenuItem) item = NULL;
      g_auto (GStrv) parts = g_strsplit (((const QdFix *) g_ptr_array_index (fixes, i))->label, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts); /* no letter of it is a key */

      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "finding.fix", "u", i);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
  qd_menu_name_items (gtk_menu_button_get_popover (button));
}

typedef struct
{
  QdDocument *document;
  QdFinding  *finding;
} Acceptance;

static void
acceptance_free (Acceptance *acceptance)
{
  g_object_unref (acceptance->document);
  qd_finding_free (acceptance->finding);
  g_free (acceptance);
}

static void
reason_given_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Acceptance *acceptance = user_data;
  g_autofree char *reason = qd_dialog_ask_text_finish (result);
  g_autoptr (GError) error = NULL;

  if (reason == NULL)
    ;
  else if (qd_document_accept_finding (acceptance->document, acceptance->finding, reason, &error))
    qd_widget_toast_undo (GTK_WIDGET (source), _("Accepted: the plan keeps the reason"));
  else
    qd_widget_toast (GTK_WIDGET (source), error->message);

  acceptance_free (acceptance);
}

static void
accept_cb (QdFindingButtons *self)
{
  GtkWidget *window = get_window (self);
  g_autoptr (GError) error = NULL;
  Acceptance *acceptance;

  if (self->finding->accepted)
    {
      if (qd_document_revoke_finding (self->document, self->finding, &error))
        qd_widget_toast_undo (window, _("No longer accepted"));
      else
        qd_widget_toast (window, error->message);
      return;
    }

  acceptance = g_new0 (Acceptance, 1);
  acceptance->document = g_object_ref (self->document);
  acceptance->finding = qd_finding_ref (self->finding);
  qd_dialog_ask_text_async (GTK_WINDOW (window), _("Accept This Finding?"), self->finding->message, _("Reason"),
                            _("_Accept"), reason_given_cb, acceptance);
}

static void
qd_finding_buttons_dispose (GObject *object)
{
  QdFindingButtons *self = QD_FINDING_BUTTONS (object);

  g_clear_pointer (&self->show, gtk_widget_unparent);
  g_clear_pointer (&self->fix, gtk_widget_unparent);
  g_clear_pointer (&self->accept, gtk_widget_unparent);
  g_clear_pointer (&self->finding, qd_finding_free);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_finding_buttons_parent_class)->dispose (object);
}

static void
qd_finding_buttons_class_init (QdFindingButtonsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_finding_buttons_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "finding.fix", "u", fix_action);
}

static void
qd_finding_buttons_init (QdFindingButtons *self)
{
}

static GtkWidget *
add_button (QdFindingButtons *self,
            const char       *label,
            GCallback         clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  return button;
}

/**
 * qd_finding_buttons_new:
 * @document: the document
 * @answers: which there are to be
 *
 * Returns: the buttons, for no finding yet
 */
GtkWidget *
qd_finding_buttons_new (QdDocument       *document,
                        QdFindingAnswers  answers)
{
  QdFindingButtons *self = g_object_new (QD_TYPE_FINDING_BUTTONS, NULL);

  self->document = g_object_ref (document);
  if ((answers & QD_FINDING_SHOW) != 0)
    self->show = add_button (self, C_("go to what a finding is about", "Show"), G_CALLBACK (show_cb));
  if ((answers & QD_FINDING_FIX) != 0)
    {
      self->fix = gtk_menu_button_new ();
      gtk_menu_button_set_label (GTK_MENU_BUTTON (self->fix), _("Fix"));
      gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->fix), TRUE);
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->fix), create_fixes_cb, self, NULL);
      gtk_widget_add_css_class (self->fix, "flat");
      gtk_widget_set_valign (self->fix, GTK_ALIGN_CENTER);
      gtk_widget_set_parent (self->fix, GTK_WIDGET (self));
    }
  if ((answers & QD_FINDING_ACCEPT) != 0)
    self->accept = add_button (self, "", G_CALLBACK (accept_cb));

  return GTK_WIDGET (self);
}

/**
 * qd_finding_buttons_set_finding:
 * @buttons: the buttons
 * @finding: (nullable): the finding they are for from now on
 */
void
qd_finding_buttons_set_finding (QdFindingButtons *buttons,
                                QdFinding        *finding)
{
  g_autoptr (GPtrArray) fixes = NULL;

  g_clear_pointer (&buttons->finding, qd_finding_free);
  if (finding == NULL)
    return;

  buttons->finding = qd_finding_ref (finding);
  if (buttons->show != NULL)
    qd_widget_describe (buttons->show, C_("go to what a finding is about", "Show"), finding->message);
  if (buttons->fix != NULL)
    {
      fixes = qd_finding_get_fixes (finding, qd_document_get_figures (buttons->document));
      gtk_widget_set_visible (buttons->fix, fixes->len > 0 && !finding->accepted);
      qd_widget_describe (buttons->fix, _("Fix"), finding->message);
    }
  if (buttons->accept != NULL)
    {
      const char *label = finding->accepted ? C_("a finding, no longer", "Revoke") : C_("a finding", "Accept…");

      gtk_button_set_label (GTK_BUTTON (buttons->accept), label);
      qd_widget_describe (buttons->accept, label, finding->message);
    }
}
