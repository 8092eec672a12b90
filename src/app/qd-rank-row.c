#include "qd-config.h"

#include "qd-rank-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-figure-text.h"
#include "qd-number.h"

/* One row of the ranking: a work with its rank, its points and whether it fits; where priorities decide, with what they
 * are made of. Or the line itself, or the heading of what is below it. */

struct _QdRankRow
{
  GtkWidget  parent_instance;

  GtkWidget *box;
  GtkWidget *handle;
  GtkWidget *rank;
  GtkWidget *title;
  GtkWidget *lack;    /* “Security −24” */
  GtkWidget *inputs;  /* “8 × high ÷ low = 0.2” */
  GtkWidget *points;
};

G_DEFINE_FINAL_TYPE (QdRankRow, qd_rank_row, GTK_TYPE_WIDGET)

static GtkWidget *
add_label (QdRankRow  *self,
           const char *style_class,
           int         chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  if (chars > 0)
    gtk_label_set_width_chars (GTK_LABEL (label), chars);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (self->box), label);

  return label;
}

static void
qd_rank_row_dispose (GObject *object)
{
  g_clear_pointer (&QD_RANK_ROW (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_rank_row_parent_class)->dispose (object);
}

static void
qd_rank_row_class_init (QdRankRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_rank_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "qdrank");
}

static void
qd_rank_row_init (QdRankRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  gtk_widget_add_css_class (self->handle, "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->handle);
  self->rank = add_label (self, "dim-label", 2);
  self->title = add_label (self, NULL, 0);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  self->lack = add_label (self, "qd-error", 0);
  self->inputs = add_label (self, "caption", 0);
  gtk_widget_add_css_class (self->inputs, "dim-label");
  self->points = add_label (self, NULL, 3);
}

/**
 * qd_rank_row_new:
 *
 * Returns: a row that stands for nothing yet
 */
GtkWidget *
qd_rank_row_new (void)
{
  return g_object_new (QD_TYPE_RANK_ROW, NULL);
}

/* A level that nobody stated does not weigh. */
static const char *
level_label (QdRecord *record,
             guint     field)
{
  const QdChoice *choice = qd_choice_find (qd_choices_level, qd_record_get_text (record, field));

  return choice != NULL ? _(choice->label) : "–";
}

/* What does not fit says why: the name keeps the room that the rest of the priority would take, which stands below. */
static char *
describe_inputs (const QdLaneWork *work)
{
  g_autofree char *impact = NULL;
  g_autofree char *priority = NULL;

  if (qd_record_get_record_type (work->record) != QD_RECORD_INITIATIVE)
    return NULL;
  if (isnan (work->priority))
    return g_strdup (_("no impact yet"));

  impact = qd_number_format_local (qd_record_get_number (work->record, QD_INITIATIVE_IMPACT), 1);
  priority = qd_number_format_local (work->priority, 2);
  if (work->over > 0)
    return g_steal_pointer (&priority);

  /* Translators: impact, confidence and risk of an initiative, then its priority. */
  return g_strdup_printf (_("%s · %s · %s → %s"), impact, level_label (work->record, QD_INITIATIVE_CONFIDENCE),
                          level_label (work->record, QD_INITIATIVE_RISK), priority);
}

/* “Security −24”: of the team that has least room. */
static char *
describe_lack (const QdLaneWork *work)
{
  g_autofree char *points = qd_points_text (work->over);

  if (!(work->over > 0) || work->short_of == NULL)
    return NULL;

  return g_strdup_printf (C_("team and points", "%s −%s"), qd_record_get_title (work->short_of), points);
}

static void
set_text (GtkWidget  *label,
          const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_work (QdRankRow *self,
           QdLanes   *lanes,
           guint      index)
{
  const QdLaneWork *work = qd_lanes_get_work (lanes, index);
  gboolean initiative = qd_record_get_record_type (work->record) == QD_RECORD_INITIATIVE;
  gboolean by_priority = qd_lanes_get_order (lanes) == QD_LANES_BY_PRIORITY;
  g_autofree char *rank = g_strdup_printf ("%u", index + 1);
  g_autofree char *lack = describe_lack (work);
  g_autofree char *inputs = by_priority ? describe_inputs (work) : NULL;
  g_autofree char *points = isnan (work->points) ? g_strdup ("–") : qd_points_text (work->points);

  gtk_widget_set_opacity (self->handle, initiative ? 1 : 0);
  gtk_widget_set_visible (self->handle, !by_priority);
  set_text (self->rank, work->zone == QD_LANE_PLANNED && initiative ? rank : "");
  set_text (self->title, *qd_record_get_title (work->record) != '\0' ? qd_record_get_title (work->record)
                                                                     : _(qd_record_get_info (work->record)->label));
  qd_widget_set_tooltip (self->title, qd_record_get_title (work->record));
  set_text (self->lack, lack);
  set_text (self->inputs, inputs);
  set_text (self->points, points);
  set_class (GTK_WIDGET (self), "dim-label", work->zone != QD_LANE_PLANNED);
}

static char *
describe_line (QdLanes *lanes)
{
  const QdTeamLane *whole = qd_lanes_get_whole (lanes);
  g_autofree char *capacity = qd_points_text (whole->capacity);
  g_autofree char *rest = qd_points_text (fabs (whole->capacity - whole->committed));

  if (whole->committed > whole->capacity)
    return g_strdup_printf (_("All teams: capacity %s, %s over"), capacity, rest);

  return g_strdup_printf (_("All teams: capacity %s, %s left"), capacity, rest);
}

static void
show_heading (QdRankRow  *self,
              QdLanes    *lanes,
              QdRankKind  kind)
{
  g_autofree char *line = kind == QD_RANK_LINE ? describe_line (lanes) : NULL;
  GtkWidget *others[] = { self->handle, self->rank, self->lack, self->inputs, self->points };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    gtk_widget_set_visible (others[i], FALSE);
  gtk_label_set_text (GTK_LABEL (self->title), line != NULL           ? line
                                               : kind == QD_RANK_CUT ? _("Cut")
                                                                      : _("Stretch: drop here what can wait"));
  qd_widget_set_tooltip (self->title, NULL);
  set_class (GTK_WIDGET (self), "dim-label", FALSE);
}

/**
 * qd_rank_row_show:
 * @lanes: lanes
 * @kind: what the row stands for
 * @work: which work, if it is one
 */
void
qd_rank_row_show (QdRankRow  *row,
                  QdLanes    *lanes,
                  QdRankKind  kind,
                  guint       work)
{
  set_class (GTK_WIDGET (row), "qd-rank-line", kind == QD_RANK_LINE);
  set_class (GTK_WIDGET (row), "qd-rank-heading", kind != QD_RANK_WORK);
  if (kind == QD_RANK_WORK)
    show_work (row, lanes, work);
  else
    show_heading (row, lanes, kind);
}

/**
 * qd_rank_row_set_drop:
 * @dropping: whether what is held over it would go before it
 */
void
qd_rank_row_set_drop (QdRankRow *row,
                      gboolean   dropping)
{
  set_class (GTK_WIDGET (row), "qd-rank-drop", dropping);
}
