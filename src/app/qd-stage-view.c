#include "qd-config.h"

#include "qd-stage-view.h"

#include "qd-app-util.h"

/* What the room sees, as large as there is room for: on the projector, and small beside the facilitator's notes. The foot
 * is a widget of its own, so that each second costs no more than that. */

#define WIDTH  1920.0
#define HEIGHT 1080.0

#define QD_TYPE_STAGE_PART (qd_stage_part_get_type ())

G_DECLARE_FINAL_TYPE (QdStagePart, qd_stage_part, QD, STAGE_PART, GtkWidget)

struct _QdStagePart
{
  GtkWidget   parent_instance;

  QdStage    *stage;   /* (nullable) */
  void      (*draw) (QdStage *stage,
                     cairo_t *cr);
};

G_DEFINE_FINAL_TYPE (QdStagePart, qd_stage_part, GTK_TYPE_WIDGET)

struct _QdStageView
{
  GtkWidget    parent_instance;

  QdStage     *stage;
  GtkWidget   *board;
  GtkWidget   *footer;
};

G_DEFINE_FINAL_TYPE (QdStageView, qd_stage_view, GTK_TYPE_WIDGET)

static void
qd_stage_part_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  QdStagePart *self = QD_STAGE_PART (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double scale = width / WIDTH;
  cairo_t *cr;

  if (self->stage == NULL || width <= 0 || height <= 0)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_scale (cr, scale, scale);
  self->draw (self->stage, cr);
  cairo_destroy (cr);
}

static void
qd_stage_part_finalize (GObject *object)
{
  g_clear_object (&QD_STAGE_PART (object)->stage);

  G_OBJECT_CLASS (qd_stage_part_parent_class)->finalize (object);
}

static void
qd_stage_part_class_init (QdStagePartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_stage_part_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = qd_stage_part_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
qd_stage_part_init (QdStagePart *self)
{
}

static GtkWidget *
part_new (QdStageView  *self,
          void        (*draw) (QdStage *stage,
                               cairo_t *cr))
{
  QdStagePart *part = g_object_new (QD_TYPE_STAGE_PART, NULL);

  part->draw = draw;
  gtk_widget_set_parent (GTK_WIDGET (part), GTK_WIDGET (self));

  return GTK_WIDGET (part);
}

static void
stage_changed_cb (QdStageView *self)
{
  g_autofree char *description = NULL;

  gtk_widget_queue_draw (self->board);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  description = qd_stage_describe (self->stage);
  qd_widget_describe (self->board, qd_stage_get_title (self->stage), description);
}

static void
stage_ticked_cb (QdStageView *self)
{
  g_autofree char *time = qd_stage_describe_time (self->stage);

  qd_widget_set_name (self->footer, time);
  gtk_widget_queue_draw (self->footer);
}

static GtkSizeRequestMode
qd_stage_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qd_stage_view_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    *minimum = *natural = (int) (for_size * HEIGHT / WIDTH);
}

/* A screen of another shape has the paper above and below, or at the sides. */
static void
qd_stage_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  QdStageView *self = QD_STAGE_VIEW (widget);
  int used = MIN (width, (int) (height * WIDTH / HEIGHT + 0.5));
  int foot = (int) (used * QD_BOARD_FOOTER / WIDTH + 0.5);
  int board = (int) (used * (HEIGHT - QD_BOARD_FOOTER) / WIDTH + 0.5);
  int left = (width - used) / 2, top = MAX (height - board - foot, 0) / 2;

  gtk_widget_size_allocate (self->board, &(GtkAllocation) { left, top, used, board }, -1);
  gtk_widget_size_allocate (self->footer, &(GtkAllocation) { left, MAX (height - foot, 0), used, foot }, -1);
}

static void
qd_stage_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  QdStageView *self = QD_STAGE_VIEW (widget);
  GdkRGBA paper;

  if (self->stage != NULL)
    {
      qd_stage_get_paper (self->stage, &paper);
      gtk_snapshot_append_color (snapshot, &paper,
                                 &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                      (float) gtk_widget_get_height (widget)));
    }

  GTK_WIDGET_CLASS (qd_stage_view_parent_class)->snapshot (widget, snapshot);
}

static void
qd_stage_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qd_stage_view_parent_class)->map (widget);

  if (QD_STAGE_VIEW (widget)->stage != NULL)
    stage_changed_cb (QD_STAGE_VIEW (widget));
}

static void
qd_stage_view_dispose (GObject *object)
{
  QdStageView *self = QD_STAGE_VIEW (object);

  g_clear_pointer (&self->board, gtk_widget_unparent);
  g_clear_pointer (&self->footer, gtk_widget_unparent);
  g_clear_object (&self->stage);

  G_OBJECT_CLASS (qd_stage_view_parent_class)->dispose (object);
}

static void
qd_stage_view_class_init (QdStageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_stage_view_dispose;
  widget_class->get_request_mode = qd_stage_view_get_request_mode;
  widget_class->measure = qd_stage_view_measure;
  widget_class->size_allocate = qd_stage_view_size_allocate;
  widget_class->map = qd_stage_view_map;
  widget_class->snapshot = qd_stage_view_snapshot;

  gtk_widget_class_set_css_name (widget_class, "qdstage");
}

static void
qd_stage_view_init (QdStageView *self)
{
  self->board = part_new (self, qd_stage_draw);
  self->footer = part_new (self, qd_stage_draw_footer);
}

/**
 * qd_stage_view_new:
 *
 * Returns: a view of nothing
 */
GtkWidget *
qd_stage_view_new (void)
{
  return g_object_new (QD_TYPE_STAGE_VIEW, NULL);
}

/**
 * qd_stage_view_set_stage:
 * @view: a view
 * @stage: (nullable): what it is to show
 */
void
qd_stage_view_set_stage (QdStageView *view,
                         QdStage     *stage)
{
  g_return_if_fail (QD_IS_STAGE_VIEW (view));

  if (view->stage != NULL)
    g_signal_handlers_disconnect_by_data (view->stage, view);
  g_set_object (&view->stage, stage);
  g_set_object (&QD_STAGE_PART (view->board)->stage, stage);
  g_set_object (&QD_STAGE_PART (view->footer)->stage, stage);
  if (stage == NULL)
    return;

  g_signal_connect_object (stage, "changed", G_CALLBACK (stage_changed_cb), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (stage, "ticked", G_CALLBACK (stage_ticked_cb), view, G_CONNECT_SWAPPED);
  stage_changed_cb (view);
  stage_ticked_cb (view);
}
