#include "qd-config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-menu.h"
#include "qd-room.h"
#include "qd-tradeoffs-private.h"

/* What fits and what does not: everything in rank order beside the lanes of the teams, below them the figures of the work
 * and of the team that are looked at, and the shares of the categories. Whatever is changed, all of it follows. */

#define LIST_WIDTH 330
#define LIST_GAP 12
#define LIST_MORE 120  /* where lanes have as much as this each */
#define LANE_WIDTH 200
#define LIST_WIDTH_PRIORITY 420
#define LIST_MOST_SCALE 1.4 /* with large text the lanes still get their part */
#define LEAST_HEIGHT 260

G_DEFINE_FINAL_TYPE (QdTradeoffs, qd_tradeoffs, GTK_TYPE_WIDGET)

static const char *const work_columns[] = { "points", "teams", "impact", "confidence", "risk", "priority", NULL };
static const char *const team_columns[] = { "engineers", "days", "reserve", "capacity", NULL };

QdRecord *
qd_tradeoffs_get_selected (QdTradeoffs *self)
{
  return self->selected != NULL ? qd_plan_find (qd_document_get_plan (self->document), self->selected) : NULL;
}

static QdRecord *
get_team (QdTradeoffs *self)
{
  return self->team != NULL ? qd_plan_find (qd_document_get_plan (self->document), self->team) : NULL;
}

/* The team to look at along with a work: the one that has least room for it, else the first that does it. */
static QdRecord *
team_of_work (QdTradeoffs *self,
              int          work)
{
  const QdLaneWork *found = qd_lanes_get_work (self->lanes, (guint) work);

  if (found->short_of != NULL || found->n_teams == 0)
    return found->short_of;

  for (guint i = 0; i < qd_lanes_get_n_lanes (self->lanes); i++)
    {
      const QdTeamLane *lane = qd_lanes_get_lane (self->lanes, i);

      for (guint j = 0; j < lane->n_blocks; j++)
        if (lane->blocks[j].work == (guint) work)
          return lane->team;
    }

  return NULL;
}

static void
show (QdTradeoffs *self)
{
  QdRecord *selected = qd_tradeoffs_get_selected (self);
  QdRecord *team = get_team (self);
  gboolean initiative = selected != NULL && qd_record_get_record_type (selected) == QD_RECORD_INITIATIVE;

  qd_rank_list_set_lanes (QD_RANK_LIST (self->list), self->lanes, selected);
  qd_lane_strip_set_lanes (QD_LANE_STRIP (self->strip), self->lanes, selected, team);
  qd_field_strip_set_record (QD_FIELD_STRIP (self->work_fields), initiative ? selected : NULL);
  qd_field_strip_set_record (QD_FIELD_STRIP (self->team_fields), team);
}

/* The first work that does not fit is what there is to talk about. */
static void
select_first (QdTradeoffs *self)
{
  guint n = qd_lanes_zone_length (self->lanes, QD_LANE_PLANNED);
  guint wanted = 0;

  while (wanted < n && !(qd_lanes_get_work (self->lanes, wanted)->over > 0))
    wanted++;
  if (wanted == n)
    wanted = 0;
  if (n > 0)
    qd_tradeoffs_select (self, qd_record_get_id (qd_lanes_get_work (self->lanes, wanted)->record));
}

/* Names are whole where lanes do not need the room. */
static void
fit_list (QdTradeoffs *self)
{
  int lanes = (int) (qd_lanes_get_n_lanes (self->lanes) * LANE_WIDTH * qd_widget_text_scale (GTK_WIDGET (self)));
  int room = gtk_widget_get_width (GTK_WIDGET (self)) - LIST_GAP - lanes;

  gtk_widget_set_size_request (self->list, CLAMP (room, self->list_width, self->list_width + LIST_MORE), -1);
}

static gboolean
fit_cb (gpointer user_data)
{
  QdTradeoffs *self = user_data;

  self->fit_id = 0;
  fit_list (self);

  return G_SOURCE_REMOVE;
}

/* Asking for other sizes must wait until they have been given out. */
static void
qd_tradeoffs_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);

  gtk_widget_allocate (self->stack, width, height, baseline, NULL);
  if (width != self->width && self->fit_id == 0)
    self->fit_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, fit_cb, self, NULL);
  self->width = width;
}

static GtkSizeRequestMode
qd_tradeoffs_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (QD_TRADEOFFS (widget)->stack);
}

static void
qd_tradeoffs_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  gtk_widget_measure (QD_TRADEOFFS (widget)->stack, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static void
update (QdTradeoffs *self)
{
  g_autoptr (QdLanes) before = self->lanes;
  int width = self->order == QD_LANES_BY_PRIORITY ? LIST_WIDTH_PRIORITY : LIST_WIDTH;
  gboolean empty;

  self->stale = FALSE;
  self->lanes = qd_lanes_new (qd_document_get_figures (self->document), self->order);
  empty = qd_lanes_get_n_works (self->lanes) == 0 || qd_lanes_get_n_lanes (self->lanes) == 0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), empty ? "empty" : "lanes");
  gtk_widget_set_sensitive (self->controls, !empty);
  gtk_widget_set_visible (self->keep_button, self->order == QD_LANES_BY_PRIORITY);
  self->list_width = (int) (width * MIN (qd_widget_text_scale (GTK_WIDGET (self)), LIST_MOST_SCALE));
  fit_list (self);
  show (self);
  qd_share_sliders_update (QD_SHARE_SLIDERS (self->shares));
  if (qd_tradeoffs_get_selected (self) == NULL && !empty)
    select_first (self);
}

/**
 * qd_tradeoffs_select: (skip)
 * @id: the id of a work that is to be looked at
 */
void
qd_tradeoffs_select (QdTradeoffs *self,
                     const char  *id)
{
  int work = qd_lanes_find_work (self->lanes, qd_plan_find (qd_document_get_plan (self->document), id));
  QdRecord *team = work >= 0 ? team_of_work (self, work) : NULL;

  if (work < 0 || g_strcmp0 (id, self->selected) == 0)
    return;

  g_free (self->selected);
  self->selected = g_strdup (id);
  if (team != NULL)
    {
      g_free (self->team);
      self->team = g_strdup (qd_record_get_id (team));
      qd_lane_strip_show_team (QD_LANE_STRIP (self->strip), team);
    }
  show (self);
  qd_rank_list_reveal (QD_RANK_LIST (self->list));
}

static void
document_changed_cb (QdDocument  *document,
                     QdChange    *change,
                     QdTradeoffs *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
  else
    self->stale = TRUE;
}

static void
select_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);

  if (qd_widget_commit_edit (GTK_WINDOW (gtk_widget_get_root (widget))))
    qd_tradeoffs_select (self, g_variant_get_string (parameter, NULL));
  else
    show (self);
}

static void
team_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);

  if (!qd_widget_commit_edit (GTK_WINDOW (gtk_widget_get_root (widget))))
    return;

  g_free (self->team);
  self->team = g_strdup (g_variant_get_string (parameter, NULL));
  show (self);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  qd_field_strip_edit (QD_FIELD_STRIP (QD_TRADEOFFS (widget)->work_fields));
}

static void
focus_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  qd_rank_list_focus (QD_RANK_LIST (QD_TRADEOFFS (widget)->list));
}

static void
build_menu (QdTradeoffs *self)
{
  static const struct
  {
    const char *label;
    const char *action;
    const char *accel;
  } items[] = {
    { N_("Move to _Stretch or Back"), "lanes.stretch", "s" },
    { N_("_Cut"), "lanes.cut", "x" },
    { N_("_Not Doing, with a Reason…"), "lanes.refuse", "n" },
    { N_("S_wap with Another…"), "lanes.swap", "w" },
    { N_("Rank _Higher"), "lanes.up", "<Alt>Up" },
    { N_("Rank _Lower"), "lanes.down", "<Alt>Down" },
  };
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(items[i].label), items[i].action);

      g_menu_item_set_attribute (item, "accel", "s", items[i].accel);
      g_menu_append_item (menu, item);
    }
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  qd_widget_set_name (self->menu, _("What can be done with it"));
  qd_menu_name_items (GTK_POPOVER (self->menu));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}

static gboolean
popup_cb (gpointer user_data)
{
  QdTradeoffs *self = user_data;

  if (self->menu != NULL)
    gtk_popover_popup (GTK_POPOVER (self->menu));

  return G_SOURCE_REMOVE;
}

/**
 * qd_tradeoffs_get_row: (skip)
 * @place: (out): where the selected row is, as far as it shows
 *
 * Returns: whether there is one
 */
gboolean
qd_tradeoffs_get_row (QdTradeoffs  *self,
                      GdkRectangle *place)
{
  GtkWidget *row = qd_rank_list_get_row (QD_RANK_LIST (self->list));
  graphene_rect_t bounds, frame, shown;

  if (!gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds) ||
      !gtk_widget_compute_bounds (self->list, GTK_WIDGET (self), &frame))
    return FALSE;
  if (!graphene_rect_intersection (&bounds, &frame, &shown))
    shown = frame;

  *place = (GdkRectangle) { (int) shown.origin.x, (int) shown.origin.y, (int) shown.size.width, (int) shown.size.height };

  return TRUE;
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);
  GdkRectangle place;

  if (self->menu == NULL)
    build_menu (self);
  if (!qd_tradeoffs_get_row (self, &place))
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &place);
  /* A new menu puts itself together when there is nothing else to do. */
  g_idle_add_full (G_PRIORITY_LOW, popup_cb, g_object_ref (self), g_object_unref);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                QdTradeoffs           *self)
{
  return qd_tradeoffs_move_key (self, keyval, state & gtk_accelerator_get_default_mod_mask ());
}

static void
order_toggled_cb (GtkToggleButton *button,
                  QdTradeoffs     *self)
{
  self->order = gtk_toggle_button_get_active (button) ? QD_LANES_BY_PRIORITY : QD_LANES_BY_RANK;
  update (self);
}

static gboolean
reveal_cb (gpointer user_data)
{
  QdTradeoffs *self = user_data;
  QdRecord *team = get_team (self);

  qd_rank_list_reveal (QD_RANK_LIST (self->list));
  if (team != NULL)
    qd_lane_strip_show_team (QD_LANE_STRIP (self->strip), team);

  return G_SOURCE_REMOVE;
}

static void
qd_tradeoffs_map (GtkWidget *widget)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);

  if (self->stale)
    update (self);

  GTK_WIDGET_CLASS (qd_tradeoffs_parent_class)->map (widget);

  /* Once everything has its place. */
  g_idle_add_full (G_PRIORITY_LOW, reveal_cb, g_object_ref (self), g_object_unref);
}

static void
qd_tradeoffs_dispose (GObject *object)
{
  QdTradeoffs *self = QD_TRADEOFFS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->fit_id, g_source_remove);
  self->menu = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->controls);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_tradeoffs_parent_class)->dispose (object);
}

static void
qd_tradeoffs_finalize (GObject *object)
{
  QdTradeoffs *self = QD_TRADEOFFS (object);

  g_clear_pointer (&self->lanes, qd_lanes_free);
  g_free (self->selected);
  g_free (self->team);

  G_OBJECT_CLASS (qd_tradeoffs_parent_class)->finalize (object);
}

static void
qd_tradeoffs_class_init (QdTradeoffsClass *klass)
{
  static const struct
  {
    const char                  *name;
    const char                  *parameter;
    GtkWidgetActionActivateFunc  func;
  } actions[] = {
    { "lanes.select", "s", select_action }, { "lanes.team", "s", team_action }, { "lanes.edit", NULL, edit_action },
    { "lanes.focus", NULL, focus_action }, { "lanes.menu", NULL, menu_action },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_tradeoffs_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_tradeoffs_finalize;
  widget_class->map = qd_tradeoffs_map;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter, actions[i].func);
  qd_tradeoffs_moves_class_init (widget_class);
  widget_class->get_request_mode = qd_tradeoffs_get_request_mode;
  widget_class->measure = qd_tradeoffs_measure;
  widget_class->size_allocate = qd_tradeoffs_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "qdtradeoffs");
}

/* All teams beside the list, each as wide as it gets. */
static int
get_most (GtkWidget *widget)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);

  return self->list_width + LIST_MORE + LIST_GAP + qd_lane_strip_get_most (QD_LANE_STRIP (self->strip));
}

static void
qd_tradeoffs_init (QdTradeoffs *self)
{
}

static GtkWidget *
build_hint (void)
{
  const char *text = _("Alt+↑ ↓ rank · S stretch · X cut · N not doing · W swap · Enter figures");
  GtkWidget *hint = gtk_label_new (text);

  /* It is as wide as the ranking, which it does not widen. */
  gtk_label_set_max_width_chars (GTK_LABEL (hint), 10);
  gtk_widget_set_tooltip_text (hint, text);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_ellipsize (GTK_LABEL (hint), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");

  return hint;
}

/* The figures of the work and of the team. With large text they scroll by themselves, and do not widen the lanes. */
static GtkWidget *
build_fields (QdTradeoffs *self)
{
  GtkWidget *fields = gtk_flow_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->work_fields = qd_field_strip_new (self->document, QD_RECORD_INITIATIVE, work_columns);
  self->team_fields = qd_field_strip_new (self->document, QD_RECORD_TEAM, team_columns);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (fields), GTK_SELECTION_NONE);
  /* Always both: what scrolls asks how high all is where it is narrowest, and would stay as high. */
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (fields), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (fields), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (fields), 24);
  gtk_widget_add_css_class (fields, "qd-strip");
  gtk_widget_set_focusable (fields, FALSE);
  for (GtkWidget **strip = (GtkWidget *[]) { self->work_fields, self->team_fields, NULL }; *strip != NULL; strip++)
    {
      gtk_flow_box_append (GTK_FLOW_BOX (fields), *strip);
      gtk_widget_set_focusable (gtk_widget_get_parent (*strip), FALSE);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), fields);
  gtk_widget_set_focusable (scroller, FALSE);
  gtk_widget_add_css_class (scroller, "card");
  qd_widget_set_name (scroller, _("Figures of the work and of its team"));

  return scroller;
}

static GtkWidget *
build_lanes (QdTradeoffs *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *lanes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, LIST_GAP);
  GtkWidget *ranking = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = qd_rank_list_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->list, keys);
  gtk_widget_set_vexpand (self->list, TRUE);
  gtk_box_append (GTK_BOX (ranking), self->list);
  gtk_box_append (GTK_BOX (ranking), build_hint ());
  gtk_box_append (GTK_BOX (lanes), ranking);
  self->strip = qd_lane_strip_new ();
  gtk_widget_set_hexpand (self->strip, TRUE);
  gtk_box_append (GTK_BOX (lanes), self->strip);
  gtk_widget_set_vexpand (lanes, TRUE);
  gtk_widget_set_size_request (lanes, -1, LEAST_HEIGHT);
  gtk_box_append (GTK_BOX (box), lanes);
  gtk_box_append (GTK_BOX (box), build_fields (self));
  self->shares = qd_share_sliders_new (self->document);
  gtk_box_append (GTK_BOX (box), self->shares);

  /* A narrow window shows a part of it. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  qd_widget_set_name (scroller, _("Trade-offs"));

  return scroller;
}

static void
go_to_objectives_cb (GtkWidget *button)
{
  qd_widget_go_to (button, QD_PAGE_OBJECTIVES, NULL);
}

static GtkWidget *
build_empty (void)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Go to Objectives"));

  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Nothing to Weigh Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _("Initiatives with points, and teams with a capacity, show here what fits."));
  /* It scrolls in itself. */
  qd_widget_set_name (gtk_widget_get_first_child (page), _("Nothing to Weigh Yet"));
  gtk_widget_add_css_class (page, "compact");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect (button, "clicked", G_CALLBACK (go_to_objectives_cb), NULL);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);

  return page;
}

static void
keep_clicked_cb (QdTradeoffs *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "lanes.keep-order", NULL);
}

static void
build_controls (QdTradeoffs *self)
{
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *rank = gtk_toggle_button_new_with_label (_("Rank"));
  GtkWidget *priority = gtk_toggle_button_new_with_label (_("Priority"));
  GtkWidget *try_out = gtk_button_new_with_label (_("Try Something Out"));

  self->controls = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_add_css_class (linked, "linked");
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (priority), GTK_TOGGLE_BUTTON (rank));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->order == QD_LANES_BY_PRIORITY ? priority : rank), TRUE);
  gtk_widget_set_tooltip_text (rank, _("In the order by hand"));
  gtk_widget_set_tooltip_text (priority, _("By impact × confidence ÷ (points × risk)"));
  g_signal_connect_object (priority, "toggled", G_CALLBACK (order_toggled_cb), self, 0);
  gtk_box_append (GTK_BOX (linked), rank);
  gtk_box_append (GTK_BOX (linked), priority);
  self->keep_button = gtk_button_new_with_label (_("Rank in This Order"));
  g_signal_connect_object (self->keep_button, "clicked", G_CALLBACK (keep_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (try_out), "win.try");
  for (GtkWidget **button = (GtkWidget *[]) { self->keep_button, try_out, rank, priority, NULL }; *button != NULL; button++)
    gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (*button))), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self->controls), self->keep_button);
  gtk_box_append (GTK_BOX (self->controls), linked);
  gtk_box_append (GTK_BOX (self->controls), try_out);
}

/**
 * qd_tradeoffs_new:
 * @document: the document
 */
GtkWidget *
qd_tradeoffs_new (QdDocument *document)
{
  QdTradeoffs *self = g_object_new (QD_TYPE_TRADEOFFS, NULL);

  self->document = g_object_ref (document);
  self->order = qd_lanes_usual_order (qd_document_get_figures (document));
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), build_lanes (self), "lanes");
  gtk_stack_add_named (GTK_STACK (self->stack), build_empty (), "empty");
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  qd_room_set_most (GTK_WIDGET (self), get_most);
  build_controls (self);
  update (self);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);

  return GTK_WIDGET (self);
}

/**
 * qd_tradeoffs_get_controls:
 *
 * Returns: (transfer none): what belongs beside the title of the page: what decides the order, and trying out
 */
GtkWidget *
qd_tradeoffs_get_controls (GtkWidget *tradeoffs)
{
  return QD_TRADEOFFS (tradeoffs)->controls;
}
