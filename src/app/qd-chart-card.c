#include "qd-config.h"

#include "qd-chart-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "qd-app-util.h"
#include "qd-chart-export.h"
#include "qd-chart-pager.h"
#include "qd-chart-save.h"
#include "qd-chart-view.h"
#include "qd-columns.h"
#include "qd-follow.h"
#include "qd-list-line.h"
#include "qd-menu.h"
#include "qd-plan-charts.h"
#include "qd-touch.h"

/* One chart of the plan in a card: its title states the message, the subtitle unit and quarter. Live: laid out anew with
 * every change while it is on screen. From here it goes to slides: by its menu, by shortcut, or dragged out. */

struct _QdChartCard
{
  GtkWidget    parent_instance;

  QdDocument  *document;
  const char  *name;
  GtkWidget   *box;
  GtkWidget   *title;
  GtkWidget   *subtitle;
  GtkWidget   *empty;
  GtkWidget   *menu_button;
  GtkWidget   *context_menu;
  QdChartView *view;
  char        *dragged; /* the file that was dragged out last */
};

G_DEFINE_FINAL_TYPE (QdChartCard, qd_chart_card, GTK_TYPE_WIDGET)

static const char *const exporting_actions[] = { "chart.copy", "chart.save-as", "chart.menu", "chart.edit-title" };

/* The computed columns that tell where the figures of a chart come from, for the records that have them. */
static const struct
{
  const char *chart;
  const char *columns;
} sources[] = {
  { "capacity", "capacity committed" },
  { "allocation", "points committed" },
  { "scorecard", "score computed" },
  { "targets", "points" },
  { "risk-matrix", "level" },
  { "priorities", "capacity committed priority" },
};

/* Such as “2024-Q2-capacity.png”. */
static char *
file_name (QdChartCard *self)
{
  QdQuarter quarter = qd_plan_get_quarter (qd_document_get_plan (self->document));
  g_autofree char *id = qd_quarter_to_id (&quarter);

  if (!qd_quarter_is_set (&quarter))
    return g_strdup_printf ("%s.png", self->name);

  return g_strdup_printf ("%s-%s.png", id, self->name);
}

static QdPlan *
get_plan (QdChartCard *self)
{
  return qd_document_get_plan (self->document);
}

static GtkWindow *
get_window (QdChartCard *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  QdChartCard *self = QD_CHART_CARD (widget);
  QdChart *chart = qd_chart_view_get_chart (self->view);
  g_autoptr (GHashTable) seen = qd_chart_view_dup_seen (self->view);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkContentProvider) content = qd_chart_export_content (chart, get_plan (self), seen, &error);
  g_autofree char *text = NULL;
  guint page, n_pages;

  if (content == NULL)
    {
      qd_dialog_show_error (get_window (self), _("The chart could not be copied"), error->message);
      return;
    }

  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), content);
  page = qd_chart_export_get_page (chart, get_plan (self), seen, &n_pages);
  if (n_pages == 1)
    text = g_strdup (_("The chart is on the clipboard"));
  else
    text = g_strdup_printf (_("Page %1$u of %2$u of the chart is on the clipboard"), page + 1, n_pages);
  qd_widget_toast (widget, text);
}

static void
save_as_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  QdChartCard *self = QD_CHART_CARD (widget);
  g_autoptr (GHashTable) seen = qd_chart_view_dup_seen (self->view);
  g_autofree char *suggestion = file_name (self);

  qd_chart_save (widget, qd_chart_view_get_chart (self->view), get_plan (self), seen, suggestion);
}

static void
title_edited_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (QdChartCard) self = user_data;
  g_autofree char *title = qd_dialog_ask_text_finish (result);
  g_autoptr (GError) error = NULL;

  /* Another plan may have come into the window under the dialog. */
  if (title != NULL && self->document != NULL
      && !qd_document_set_chart_title (self->document, self->name, title, &error))
    qd_dialog_show_error (get_window (self), _("The title could not be changed"), error->message);
}

static void
edit_title_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  QdChartCard *self = QD_CHART_CARD (widget);
  g_autoptr (QdChart) chart = qd_chart_copy (qd_chart_view_get_chart (self->view));
  g_autofree char *own = qd_chart_dup_message (chart);
  /* Translators: %s is the message that a chart makes from the figures */
  g_autofree char *body = g_strdup_printf (_("It stands on slides and in files, too. Left empty, the chart says: “%s”"), own);

  qd_dialog_edit_text_async (get_window (self), _("Change Title"), body, _("Title"), _("_Change"),
                             qd_document_get_chart_title (self->document, self->name), title_edited_cb,
                             g_object_ref (self));
}

static void
size_asked_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  int width, height;

  if (qd_dialog_ask_size_finish (result, &width, &height))
    qd_chart_export_set_custom_size (width, height);
}

static void
custom_size_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  int width, height;

  qd_chart_export_get_custom_size (&width, &height);
  qd_dialog_ask_size_async (get_window (QD_CHART_CARD (widget)), _("Size of Chart Pictures"), _("_Use Size"), width, height,
                            QD_CHART_SIDE_MIN, QD_CHART_SIDE_MAX, size_asked_cb, NULL);
}

static GMenuModel *
menu_new (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) leave = g_menu_new ();
  g_autoptr (GMenu) change = g_menu_new ();
  g_autoptr (GMenuModel) options = qd_chart_export_menu ();

  g_menu_append (leave, _("_Copy as Image"), "chart.copy");
  g_menu_append (leave, _("_Save As…"), "chart.save-as");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (leave));
  g_menu_append (change, _("Change _Title…"), "chart.edit-title");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, options);

  return G_MENU_MODEL (menu);
}

/* Most menus are never opened. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  g_autoptr (GMenuModel) menu = gtk_menu_button_get_menu_model (button) == NULL ? menu_new () : NULL;

  if (menu != NULL)
    {
      gtk_menu_button_set_menu_model (button, menu);
      qd_popover_return_focus (gtk_menu_button_get_popover (button));
      qd_menu_name_items (gtk_menu_button_get_popover (button));
    }
}

static void
context_menu_closed_cb (GtkPopover  *menu,
                        QdChartCard *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
show_context_menu (QdChartCard *self,
                   double       x,
                   double       y)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  if (self->context_menu == NULL)
    {
      g_autoptr (GMenuModel) menu = menu_new ();

      self->context_menu = gtk_popover_menu_new_from_model (menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
      gtk_widget_set_halign (self->context_menu, GTK_ALIGN_START);
      qd_widget_set_name (self->context_menu, _("Chart menu"));
      qd_menu_name_items (GTK_POPOVER (self->context_menu));
      g_signal_connect (self->context_menu, "closed", G_CALLBACK (context_menu_closed_cb), self);
      gtk_widget_set_parent (self->context_menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

/* By keyboard: at the top of the chart, and back to it when the menu closes. */
static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  QdChartCard *self = QD_CHART_CARD (widget);
  double x, y;

  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->view), widget, 0, 0, &x, &y))
    show_context_menu (self, x, y);
}

static gboolean
open_menu (GtkWidget *widget,
           double     x,
           double     y,
           gpointer   user_data)
{
  QdChartCard *self = QD_CHART_CARD (widget);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->view)))
    return FALSE;

  show_context_menu (self, x, y);

  return TRUE;
}

/* Whoever it was dropped on may read it much later: it stays until the next one is dragged or the card is gone. */
static void
forget_dragged (QdChartCard *self)
{
  g_autofree char *folder = self->dragged != NULL ? g_path_get_dirname (self->dragged) : NULL;

  if (folder == NULL)
    return;

  g_unlink (self->dragged);
  g_rmdir (folder);
  g_clear_pointer (&self->dragged, g_free);
}

static GdkContentProvider *
file_content (QdChartCard *self)
{
  g_autofree char *name = file_name (self);
  g_autoptr (GHashTable) seen = qd_chart_view_dup_seen (self->view);
  g_autofree char *folder = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFile) file = NULL;
  GdkFileList *list;
  GdkContentProvider *content;

  forget_dragged (self);
  bytes = qd_chart_export_bytes (qd_chart_view_get_chart (self->view), get_plan (self), seen, name, NULL);
  folder = bytes != NULL ? g_dir_make_tmp ("quarterdeck-XXXXXX", NULL) : NULL;
  if (folder == NULL)
    return NULL;

  self->dragged = g_build_filename (folder, name, NULL);
  if (!g_file_set_contents (self->dragged, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL))
    {
      forget_dragged (self);
      return NULL;
    }

  file = g_file_new_for_path (self->dragged);
  list = gdk_file_list_new_from_array (&file, 1);
  content = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);

  return content;
}

/* As a file for folders and mail, as a picture for documents. */
static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 QdChartCard   *self)
{
  g_autoptr (GHashTable) seen = qd_chart_view_dup_seen (self->view);
  GdkContentProvider *providers[2];
  guint n = 0;

  /* A risk is carried over the matrix, not out of the window. */
  if (qd_touch_is_finger (source) || qd_chart_view_can_move (self->view, x, y))
    return NULL;

  providers[n] = file_content (self);
  n += providers[n] != NULL ? 1 : 0;
  providers[n] = qd_chart_export_content (qd_chart_view_get_chart (self->view), get_plan (self), seen, NULL);
  n += providers[n] != NULL ? 1 : 0;

  return n > 0 ? gdk_content_provider_new_union (providers, n) : NULL;
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               QdChartCard   *self)
{
  g_autoptr (GHashTable) seen = qd_chart_view_dup_seen (self->view);
  g_autoptr (GBytes) bytes = qd_chart_export_thumbnail (qd_chart_view_get_chart (self->view), get_plan (self), seen);
  g_autoptr (GdkTexture) texture = bytes != NULL ? gdk_texture_new_from_bytes (bytes, NULL) : NULL;

  if (texture != NULL)
    gtk_drag_source_set_icon (source, GDK_PAINTABLE (texture), 0, 0);
}

static void
activated_cb (QdChartView *view,
              const char  *id,
              QdChartCard *self)
{
  QdRecord *record = qd_plan_find (get_plan (self), id);

  if (record != NULL)
    qd_widget_go_to (GTK_WIDGET (self), qd_page_of_record (record), id);
}

static void
moved_cb (QdChartView *view,
          const char  *id,
          int          cell,
          QdChartCard *self)
{
  QdRecord *record = qd_plan_find (get_plan (self), id);
  g_autoptr (GError) error = NULL;

  if (record == NULL || qd_record_get_record_type (record) != QD_RECORD_RISK)
    return;

  if (!qd_document_rate_risk (self->document, record, (guint) cell / 3, (guint) cell % 3, &error))
    qd_dialog_show_error (get_window (self), _("The risk could not be rated"), error->message);
}

/* A sentence for each figure that was computed. */
static char *
explain_cb (const char *id,
            gpointer    user_data)
{
  QdChartCard *self = user_data;
  QdRecord *record = qd_plan_find (get_plan (self), id);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *columns = NULL;
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_str_equal (sources[i].chart, self->name))
      columns = sources[i].columns;
  if (record == NULL || columns == NULL)
    return NULL;

  ids = g_strsplit (columns, " ", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const QdColumn *column = qd_column_find (qd_record_get_record_type (record), ids[i]);
      g_autofree char *sentence = column != NULL ? qd_column_explain (column, qd_document_get_figures (self->document), record)
                                                 : NULL;

      if (sentence != NULL && *sentence != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
update (GtkWidget *widget)
{
  QdChartCard *self = QD_CHART_CARD (widget);
  QdChart *chart = qd_plan_chart_new (qd_document_get_figures (self->document), qd_document_get_findings (self->document),
                                      self->name);
  gboolean empty = chart == NULL || qd_chart_is_empty (chart);
  g_autofree char *title = empty ? g_strdup (qd_chart_name_label (self->name)) : qd_chart_dup_title (chart);
  g_autofree char *caption = empty ? NULL : qd_chart_dup_caption (chart);

  qd_list_line_set_text (QD_LIST_LINE (self->title), 0, title);
  qd_list_line_set_text (QD_LIST_LINE (self->subtitle), 0, caption);
  gtk_widget_set_visible (self->subtitle, caption != NULL && *caption != '\0');
  qd_list_line_set_text (QD_LIST_LINE (self->empty), 0, empty && chart != NULL ? qd_chart_empty_text (chart) : NULL);
  gtk_widget_set_visible (self->empty, empty);
  gtk_widget_set_visible (GTK_WIDGET (self->view), !empty);
  gtk_widget_set_visible (self->menu_button, !empty);
  for (guint i = 0; i < G_N_ELEMENTS (exporting_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), exporting_actions[i], !empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);

  qd_chart_view_set_plan (self->view, get_plan (self));
  qd_chart_view_set_chart (self->view, chart);
}

static void
qd_chart_card_dispose (GObject *object)
{
  QdChartCard *self = QD_CHART_CARD (object);

  forget_dragged (self);
  g_clear_pointer (&self->context_menu, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  self->view = NULL;
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_chart_card_parent_class)->dispose (object);
}

static void
qd_chart_card_class_init (QdChartCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_chart_card_dispose;

  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "chart.save-as", NULL, save_as_action);
  gtk_widget_class_install_action (widget_class, "chart.edit-title", NULL, edit_title_action);
  gtk_widget_class_install_action (widget_class, "chart.custom-size", NULL, custom_size_action);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "chart.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK | GDK_ALT_MASK, "chart.save-as", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.menu", NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chartcard");
}

/* Measured by itself: a label that wraps would be laid out a dozen times until a window has its sizes. */
static GtkWidget *
append_text (GtkWidget       *box,
             const char      *style_class,
             QdListLineFlags  more)
{
  GtkWidget *line = qd_list_line_new (0);

  qd_list_line_add_text (QD_LIST_LINE (line), NULL, QD_LIST_LINE_GROWS | QD_LIST_LINE_WRAPS_WHOLE | more);
  if (style_class != NULL)
    gtk_widget_add_css_class (line, style_class);
  gtk_box_append (GTK_BOX (box), line);

  return line;
}

static void
build_header (QdChartCard *self)
{
  GtkWidget *header = qd_widget_line_new (6);
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_hexpand (labels, TRUE);
  self->title = append_text (labels, "heading", QD_LIST_LINE_PLAIN);
  /* Alone it is level with the button. */
  gtk_widget_set_vexpand (self->title, TRUE);
  self->subtitle = append_text (labels, "caption", QD_LIST_LINE_DIM);
  qd_widget_line_append (header, labels);

  self->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu_button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), create_menu_cb, NULL, NULL);
  gtk_widget_add_css_class (self->menu_button, "flat");
  gtk_widget_set_valign (self->menu_button, GTK_ALIGN_START);
  qd_widget_set_tooltip (self->menu_button, _("Chart menu"));
  qd_widget_set_name (self->menu_button, _("Chart menu"));
  qd_widget_line_append (header, self->menu_button);
  gtk_box_append (GTK_BOX (self->box), header);
}

/* What is done to a mark must be done to what it stands for now. */
static gboolean
event_cb (GtkEventController *controller,
          GdkEvent           *event,
          QdChartCard        *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_KEY_PRESS || type == GDK_BUTTON_PRESS)
    qd_widget_catch_up (GTK_WIDGET (self));

  return GDK_EVENT_PROPAGATE;
}

static void
add_controllers (QdChartCard *self)
{
  GtkEventController *any = gtk_event_controller_legacy_new ();
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_event_controller_set_propagation_phase (any, GTK_PHASE_CAPTURE);
  g_signal_connect (any, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), any);

  qd_touch_add_menu (GTK_WIDGET (self), GTK_PHASE_BUBBLE, open_menu, NULL);

  gtk_drag_source_set_actions (drag, GDK_ACTION_COPY);
  g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));
}

static void
qd_chart_card_init (QdChartCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "qd-chart-card");
  gtk_widget_set_valign (self->box, GTK_ALIGN_START);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  build_header (self);
  self->empty = append_text (self->box, NULL, QD_LIST_LINE_DIM);
  self->view = QD_CHART_VIEW (qd_chart_view_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (self->view), 9);
  g_signal_connect (self->view, "activated", G_CALLBACK (activated_cb), self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (self->box), qd_chart_pager_new (self->view));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "picture", qd_chart_export_options ());
  add_controllers (self);
}

/**
 * qd_chart_card_new:
 * @document: the document
 * @name: the name of a chart, such as "capacity"
 *
 * Returns: a card with that chart of the plan
 */
GtkWidget *
qd_chart_card_new (QdDocument *document,
                   const char *name)
{
  QdChartCard *self = g_object_new (QD_TYPE_CHART_CARD, NULL);

  self->document = g_object_ref (document);
  self->name = g_intern_string (name);
  qd_chart_view_set_explain_func (self->view, explain_cb, self);
  if (g_str_equal (name, "risk-matrix"))
    {
      qd_chart_view_set_movable (self->view);
      g_signal_connect (self->view, "moved", G_CALLBACK (moved_cb), self);
    }
  qd_widget_follow (GTK_WIDGET (self), document, update);

  return GTK_WIDGET (self);
}

/**
 * qd_chart_card_set_brief:
 * @card: a card
 *
 * Keeps it low, where it stands among other things that are to be seen at once.
 */
void
qd_chart_card_set_brief (QdChartCard *card)
{
  g_return_if_fail (QD_IS_CHART_CARD (card));

  qd_chart_view_set_brief (card->view);
}

/**
 * qd_chart_card_highlight:
 * @card: a card
 * @id: (nullable): the id of the record that is selected elsewhere
 *
 * Outlines what stands for the record, if anything does.
 */
void
qd_chart_card_highlight (QdChartCard *card,
                         const char  *id)
{
  g_return_if_fail (QD_IS_CHART_CARD (card));

  qd_chart_view_highlight (card->view, id);
}
