#include "qd-config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-dialogs.h"
#include "qd-figure-text.h"
#include "qd-leaving.h"
#include "qd-tradeoffs-private.h"

/* What is done with works: they are ranked, cross the line, leave for others. Each is one change, and one key. */

/* An addition, while it is asked what leaves for it. */
typedef struct
{
  QdTradeoffs *self;
  QdChange    *adding;  /* (nullable): what was applied; %NULL if it was there before */
  char        *added;   /* the id of the initiative */
} Addition;

static void
addition_free (Addition *addition)
{
  g_clear_pointer (&addition->adding, qd_change_unref);
  g_object_unref (addition->self);
  g_free (addition->added);
  g_free (addition);
}

static gboolean
apply (QdTradeoffs *self,
       QdChange    *change)
{
  g_autoptr (GError) error = NULL;

  if (change == NULL || qd_change_get_n_ops (change) == 0)
    return FALSE;
  if (qd_document_apply (self->document, change, QD_APPLY_DEFAULT, &error))
    return TRUE;

  qd_widget_toast (GTK_WIDGET (self), error->message);

  return FALSE;
}

/* The initiative that is selected; -1 if none is. */
static int
selected_work (QdTradeoffs *self)
{
  QdRecord *record = qd_tradeoffs_get_selected (self);
  int work = self->lanes != NULL ? qd_lanes_find_work (self->lanes, record) : -1;

  return work >= 0 && qd_record_get_record_type (record) == QD_RECORD_INITIATIVE ? work : -1;
}

static int
find_work (QdTradeoffs *self,
           const char  *id)
{
  return qd_lanes_find_work (self->lanes, qd_plan_find (qd_document_get_plan (self->document), id));
}

/* Takes back what was added, unless something else was done meanwhile. */
static gboolean
take_back (QdTradeoffs *self,
           QdChange    *adding)
{
  return g_strcmp0 (qd_document_get_undo_title (self->document), qd_change_get_title (adding)) == 0 &&
         qd_document_undo (self->document);
}

static void
leaving_cb (const char *leaving,
            gboolean    keep,
            gpointer    user_data)
{
  Addition *addition = user_data;
  QdTradeoffs *self = addition->self;
  g_autoptr (QdChange) swap = NULL;

  if (leaving != NULL && (addition->adding == NULL || take_back (self, addition->adding)))
    {
      g_autoptr (QdChange) nothing = qd_change_new ("");
      int work = find_work (self, leaving);

      if (work >= 0)
        swap = qd_lanes_swap (self->lanes, (guint) work, addition->adding != NULL ? addition->adding : nothing);
      if (apply (self, swap))
        qd_widget_toast_undo (GTK_WIDGET (self), _("Swapped: what left can wait under Stretch"));
    }
  else if (leaving == NULL && !keep && addition->adding != NULL)
    {
      take_back (self, addition->adding);
    }
  qd_rank_list_focus (QD_RANK_LIST (self->list));
  addition_free (addition);
}

static gboolean
ask_cb (gpointer user_data)
{
  Addition *addition = user_data;
  QdTradeoffs *self = addition->self;
  QdRecord *added = qd_plan_find (qd_document_get_plan (self->document), addition->added);
  GdkRectangle place;

  if (added == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) || !qd_tradeoffs_get_row (self, &place) ||
      !qd_leaving_ask (GTK_WIDGET (self), &place, self->lanes, added, leaving_cb, addition))
    addition_free (addition);

  return G_SOURCE_REMOVE;
}

/* Above a line that is full something else has to leave. It is asked where the row is once that is known. */
static void
ask_what_leaves (QdTradeoffs *self,
                 QdRecord    *added,
                 QdChange    *adding)
{
  Addition *addition = g_new0 (Addition, 1);

  addition->self = g_object_ref (self);
  addition->adding = adding != NULL ? qd_change_ref (adding) : NULL;
  addition->added = g_strdup (qd_record_get_id (added));
  g_idle_add_full (GTK_PRIORITY_RESIZE + 20, ask_cb, addition, NULL);
}

/* @before: the place among the works of @zone as they are shown */
static void
place (QdTradeoffs *self,
       int          work,
       QdLaneZone   zone,
       guint        before)
{
  const QdLaneWork *moved = qd_lanes_get_work (self->lanes, (guint) work);
  g_autofree char *id = g_strdup (qd_record_get_id (moved->record));
  QdLaneZone from = moved->zone;
  g_autoptr (QdChange) change = NULL;

  /* It leaves its place first. */
  if (from == zone && before > (guint) work - qd_lanes_zone_start (self->lanes, zone))
    before--;
  change = qd_lanes_place (self->lanes, (guint) work, zone, before);
  qd_tradeoffs_select (self, id);
  if (!apply (self, change))
    return;

  qd_rank_list_focus (QD_RANK_LIST (self->list));
  if (zone == QD_LANE_PLANNED && from != zone)
    ask_what_leaves (self, qd_plan_find (qd_document_get_plan (self->document), id), change);
}

static guint
count_initiatives (QdTradeoffs *self,
                   QdLaneZone   zone)
{
  guint start = qd_lanes_zone_start (self->lanes, zone);
  guint n = qd_lanes_zone_length (self->lanes, zone);

  while (n > 0 && qd_record_get_record_type (qd_lanes_get_work (self->lanes, start + n - 1)->record) !=
                    QD_RECORD_INITIATIVE)
    n--;

  return n;
}

/* A rank up or down, and at the end of a zone over the line into the next. */
static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);
  gboolean down = g_str_equal (name, "lanes.down");
  int work = selected_work (self);
  QdLaneZone zone;
  guint at;

  if (work < 0)
    return;

  zone = qd_lanes_get_work (self->lanes, (guint) work)->zone;
  at = (guint) work - qd_lanes_zone_start (self->lanes, zone);
  if (down && at + 1 >= count_initiatives (self, zone))
    {
      if (zone == QD_LANE_PLANNED)
        place (self, work, QD_LANE_STRETCH, 0);
      return;
    }
  if (!down && at == 0)
    {
      if (zone != QD_LANE_PLANNED)
        place (self, work, (QdLaneZone) (zone - 1), count_initiatives (self, (QdLaneZone) (zone - 1)));
      return;
    }
  if (self->order == QD_LANES_BY_PRIORITY)
    {
      qd_widget_toast (widget, _("Priorities decide this order: change what they are made of, or rank by hand"));
      return;
    }

  place (self, work, zone, down ? at + 2 : at - 1);
}

static void
place_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);
  const char *id;
  int zone, before, work;

  g_variant_get (parameter, "(&sii)", &id, &zone, &before);
  work = find_work (self, id);
  if (work >= 0)
    place (self, work, (QdLaneZone) CLAMP (zone, 0, QD_N_LANE_ZONES - 1), (guint) MAX (before, 0));
}

static gboolean
is_in_lane (const QdTeamLane *lane,
            guint             work)
{
  for (guint i = 0; i < lane->n_blocks; i++)
    if (lane->blocks[i].work == work)
      return TRUE;

  return FALSE;
}

/* Dropped on a lane: ranked before the work there; of what the team did not do, it does it now. */
static void
drop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);
  QdPlan *plan = qd_document_get_plan (self->document);
  const char *id, *team_id;
  int before, work, lane;
  QdRecord *record, *team;
  g_autoptr (QdChange) change = NULL;

  g_variant_get (parameter, "(&s&si)", &id, &team_id, &before);
  record = qd_plan_find (plan, id);
  team = qd_plan_find (plan, team_id);
  work = qd_lanes_find_work (self->lanes, record);
  lane = qd_lanes_find_lane (self->lanes, team);
  if (work < 0 || lane < 0)
    return;

  if (is_in_lane (qd_lanes_get_lane (self->lanes, (guint) lane), (guint) work))
    {
      place (self, work, QD_LANE_PLANNED, before >= 0 ? (guint) before : count_initiatives (self, QD_LANE_PLANNED));
      return;
    }

  change = qd_change_new_printf (_("Give “%s” to %s"), qd_record_get_title (record), qd_record_get_title (team));
  {
    g_auto (QdValue) teams = qd_value_text (qd_record_get_title (team));
    g_auto (QdValue) planned = qd_value_text ("planned");

    qd_change_set (change, id, qd_record_get_field (record, QD_INITIATIVE_TEAMS), &teams);
    if (qd_lanes_get_work (self->lanes, (guint) work)->zone != QD_LANE_PLANNED)
      qd_change_set (change, id, qd_record_get_field (record, QD_INITIATIVE_STATUS), &planned);
  }
  if (apply (self, change))
    ask_what_leaves (self, record, change);
}

/* Stretch and back: what comes back asks what leaves. */
static void
stretch_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);
  int work = selected_work (self);

  if (work < 0)
    return;
  if (qd_lanes_get_work (self->lanes, (guint) work)->zone == QD_LANE_STRETCH)
    place (self, work, QD_LANE_PLANNED, count_initiatives (self, QD_LANE_PLANNED));
  else
    place (self, work, QD_LANE_STRETCH, 0);
}

static void
cut_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);
  int work = selected_work (self);

  if (work >= 0 && qd_lanes_get_work (self->lanes, (guint) work)->zone != QD_LANE_CUT)
    place (self, work, QD_LANE_CUT, 0);
}

static void
swap_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);
  int work = selected_work (self);

  if (work < 0)
    return;
  if (qd_lanes_get_work (self->lanes, (guint) work)->zone != QD_LANE_PLANNED)
    place (self, work, QD_LANE_PLANNED, count_initiatives (self, QD_LANE_PLANNED));
  else if (qd_lanes_get_work (self->lanes, (guint) work)->over > 0)
    ask_what_leaves (self, qd_tradeoffs_get_selected (self), NULL);
  else
    qd_widget_toast (widget, _("It fits: nothing has to leave"));
}

static void
refused_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (QdTradeoffs) self = user_data;
  g_autofree char *reason = qd_dialog_ask_text_finish (result);
  int work = selected_work (self);
  guint next = (guint) work + 1;
  g_autoptr (QdChange) change = NULL;

  if (reason == NULL || work < 0)
    return;

  /* The next row is selected, so that one goes on without looking for the place. */
  change = qd_lanes_refuse (self->lanes, (guint) work, reason);
  if (next >= qd_lanes_get_n_works (self->lanes))
    next = (guint) MAX (work - 1, 0);
  qd_tradeoffs_select (self, qd_record_get_id (qd_lanes_get_work (self->lanes, next)->record));
  if (apply (self, change))
    qd_widget_toast_undo (GTK_WIDGET (self), _("Moved to Not doing"));
  qd_rank_list_focus (QD_RANK_LIST (self->list));
}

/* What is known of the reason is there to be accepted with Enter. */
static char *
suggest_reason (const QdLaneWork *work)
{
  g_autofree char *points = qd_points_text (work->over);

  if (work->short_of == NULL)
    return g_strdup ("");

  return g_strdup_printf (ngettext ("Does not fit into %s by %s point", "Does not fit into %s by %s points",
                                    qd_plural (work->over)), qd_record_get_title (work->short_of), points);
}

static void
refuse_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);
  int work = selected_work (self);
  g_autofree char *heading = NULL;
  g_autofree char *reason = NULL;

  if (work < 0)
    return;

  heading = g_strdup_printf (_("Not Doing “%s”?"), qd_record_get_title (qd_tradeoffs_get_selected (self)));
  reason = suggest_reason (qd_lanes_get_work (self->lanes, (guint) work));
  qd_dialog_edit_text_async (GTK_WINDOW (gtk_widget_get_root (widget)), heading,
                             _("It leaves the plan for the list of what is not done, with the reason."), _("Reason"),
                             _("_Not Doing"), reason, refused_cb, g_object_ref (self));
}

static void
keep_order_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  QdTradeoffs *self = QD_TRADEOFFS (widget);
  g_autoptr (QdChange) change = self->lanes != NULL ? qd_lanes_keep_order (self->lanes) : NULL;

  if (apply (self, change))
    qd_widget_toast_undo (widget, _("Ranked in this order"));
}

static const struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  func;
} move_actions[] = {
  { "lanes.up", NULL, step_action },
  { "lanes.down", NULL, step_action },
  { "lanes.place", "(sii)", place_action },
  { "lanes.drop", "(ssi)", drop_action },
  { "lanes.stretch", NULL, stretch_action },
  { "lanes.cut", NULL, cut_action },
  { "lanes.swap", NULL, swap_action },
  { "lanes.refuse", NULL, refuse_action },
  { "lanes.keep-order", NULL, keep_order_action },
};

void
qd_tradeoffs_moves_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (move_actions); i++)
    gtk_widget_class_install_action (widget_class, move_actions[i].name, move_actions[i].parameter,
                                     move_actions[i].func);
}

/* The keys of a row. */
static const struct
{
  guint            key;
  GdkModifierType  modifiers;
  const char      *action;
} move_keys[] = {
  { GDK_KEY_Up, GDK_ALT_MASK, "lanes.up" },
  { GDK_KEY_KP_Up, GDK_ALT_MASK, "lanes.up" },
  { GDK_KEY_Down, GDK_ALT_MASK, "lanes.down" },
  { GDK_KEY_KP_Down, GDK_ALT_MASK, "lanes.down" },
  { GDK_KEY_s, 0, "lanes.stretch" },
  { GDK_KEY_x, 0, "lanes.cut" },
  { GDK_KEY_n, 0, "lanes.refuse" },
  { GDK_KEY_w, 0, "lanes.swap" },
  { GDK_KEY_F2, 0, "lanes.edit" },
  { GDK_KEY_Menu, 0, "lanes.menu" },
  { GDK_KEY_F10, GDK_SHIFT_MASK, "lanes.menu" },
};

/**
 * qd_tradeoffs_move_key: (skip)
 *
 * Returns: whether the key does something with the selected work
 */
gboolean
qd_tradeoffs_move_key (QdTradeoffs     *self,
                       guint            keyval,
                       GdkModifierType  modifiers)
{
  for (guint i = 0; i < G_N_ELEMENTS (move_keys); i++)
    if (gdk_keyval_to_lower (keyval) == move_keys[i].key && modifiers == move_keys[i].modifiers)
      {
        gtk_widget_activate_action (GTK_WIDGET (self), move_keys[i].action, NULL);
        return TRUE;
      }

  return FALSE;
}
