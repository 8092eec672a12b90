#include "qd-config.h"

#include "qd-chart-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-plan-charts.h"

/* One chart of the plan in a card: its title states the message, the subtitle unit and quarter. Live: laid out anew with
 * every change while it is on screen. Clicking a mark leads to the record it stands for. */

#define LEAST_HEIGHT 96
#define LEAST_WIDTH 300

/* The drawing itself: a widget that is as high as its chart wants to be at its width. */
#define QD_TYPE_CHART_VIEW (qd_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (QdChartView, qd_chart_view, QD, CHART_VIEW, GtkWidget)

struct _QdChartView
{
  GtkWidget     parent_instance;

  QdChart      *chart;
  QdChartStyle  style;
  QdMarks      *marks;  /* for the size and style it was last drawn with */
  int           width;
  int           height;
};

G_DEFINE_FINAL_TYPE (QdChartView, qd_chart_view, GTK_TYPE_WIDGET)

struct _QdChartCard
{
  GtkWidget    parent_instance;

  QdDocument  *document;
  const char  *name;
  GtkWidget   *box;
  GtkWidget   *title;
  GtkWidget   *subtitle;
  GtkWidget   *empty;
  QdChartView *view;
  gboolean     stale;
};

G_DEFINE_FINAL_TYPE (QdChartCard, qd_chart_card, GTK_TYPE_WIDGET)

static gboolean
is_empty (QdChartView *self)
{
  return self->chart == NULL || qd_chart_is_empty (self->chart);
}

static QdMarks *
get_marks (QdChartView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (is_empty (self) || width <= 0 || height <= 0)
    return NULL;

  if (self->marks == NULL || width != self->width || height != self->height)
    {
      g_clear_pointer (&self->marks, qd_marks_unref);
      self->marks = qd_chart_layout (self->chart, &self->style, width, height);
      self->width = width;
      self->height = height;
    }

  return self->marks;
}

static GtkSizeRequestMode
qd_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qd_chart_view_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  QdChartView *self = QD_CHART_VIEW (widget);

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  if (orientation == GTK_ORIENTATION_VERTICAL && !is_empty (self))
    *minimum = *natural = MAX (LEAST_HEIGHT, (int) qd_chart_get_natural_height (self->chart, &self->style,
                                                                                for_size > 0 ? for_size : LEAST_WIDTH));
}

static void
qd_chart_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  QdMarks *marks = get_marks (QD_CHART_VIEW (widget));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget));
  cairo_t *cr;

  if (marks == NULL)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  qd_marks_draw (marks, cr);
  cairo_destroy (cr);
}

static gboolean
query_tooltip_cb (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  gpointer    user_data)
{
  QdMarks *marks = get_marks (QD_CHART_VIEW (widget));
  const QdMark *mark = marks != NULL && !keyboard ? qd_marks_hit (marks, x, y) : NULL;

  if (mark == NULL || mark->tooltip == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, mark->tooltip);

  return TRUE;
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             QdChartView     *self)
{
  QdMarks *marks = get_marks (self);
  const QdMark *mark = marks != NULL ? qd_marks_hit (marks, x, y) : NULL;
  GtkWidget *card = gtk_widget_get_ancestor (GTK_WIDGET (self), QD_TYPE_CHART_CARD);
  QdRecord *record;

  if (mark == NULL || mark->id == NULL)
    return;

  record = qd_plan_find (qd_document_get_plan (QD_CHART_CARD (card)->document), mark->id);
  if (record != NULL)
    qd_widget_go_to (card, qd_page_of_record (record), mark->id);
}

static void
update_style (QdChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  qd_chart_style_init_compact (&self->style, adw_style_manager_get_dark (manager));
  self->style.transparent = TRUE;
  self->style.mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_clear_pointer (&self->marks, qd_marks_unref);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
qd_chart_view_finalize (GObject *object)
{
  QdChartView *self = QD_CHART_VIEW (object);

  g_clear_pointer (&self->marks, qd_marks_unref);
  g_clear_pointer (&self->chart, qd_chart_free);

  G_OBJECT_CLASS (qd_chart_view_parent_class)->finalize (object);
}

static void
qd_chart_view_class_init (QdChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qd_chart_view_finalize;
  widget_class->get_request_mode = qd_chart_view_get_request_mode;
  widget_class->measure = qd_chart_view_measure;
  widget_class->snapshot = qd_chart_view_snapshot;

  gtk_widget_class_set_css_name (widget_class, "qdchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
qd_chart_view_init (QdChartView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_style), self,
                           G_CONNECT_SWAPPED);
  update_style (self);
}

static void
update (QdChartCard *self)
{
  QdChart *chart = qd_plan_chart_new (qd_document_get_figures (self->document), qd_document_get_findings (self->document),
                                      self->name);
  gboolean empty = chart == NULL || qd_chart_is_empty (chart);

  self->stale = FALSE;
  g_clear_pointer (&self->view->chart, qd_chart_free);
  g_clear_pointer (&self->view->marks, qd_marks_unref);
  self->view->chart = chart;

  gtk_widget_set_visible (GTK_WIDGET (self->view), !empty);
  gtk_widget_set_visible (self->empty, empty);
  if (empty)
    {
      gtk_label_set_text (GTK_LABEL (self->title), qd_chart_name_label (self->name));
      gtk_widget_set_visible (self->subtitle, FALSE);
      gtk_label_set_text (GTK_LABEL (self->empty), chart != NULL ? qd_chart_empty_text (chart) : "");
    }
  else
    {
      g_autofree char *title = qd_chart_dup_title (chart);
      g_autofree char *caption = qd_chart_dup_caption (chart);
      g_autofree char *spoken = qd_chart_describe (chart);

      gtk_label_set_text (GTK_LABEL (self->title), title);
      gtk_label_set_text (GTK_LABEL (self->subtitle), caption);
      gtk_widget_set_tooltip_text (self->title, title);
      gtk_widget_set_visible (self->subtitle, caption != NULL && *caption != '\0');
      qd_widget_describe (GTK_WIDGET (self->view), title, spoken);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self->view));
}

static void
document_changed_cb (QdDocument  *document,
                     QdChange    *change,
                     QdChartCard *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
qd_chart_card_map (GtkWidget *widget)
{
  if (QD_CHART_CARD (widget)->stale)
    update (QD_CHART_CARD (widget));

  GTK_WIDGET_CLASS (qd_chart_card_parent_class)->map (widget);
}

static void
qd_chart_card_dispose (GObject *object)
{
  QdChartCard *self = QD_CHART_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_chart_card_parent_class)->dispose (object);
}

static void
qd_chart_card_class_init (QdChartCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_chart_card_dispose;
  widget_class->map = qd_chart_card_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chartcard");
}

static GtkWidget *
append_label (GtkWidget  *box,
              const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
qd_chart_card_init (QdChartCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "qd-chart-card");
  gtk_widget_set_valign (self->box, GTK_ALIGN_START);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->title = append_label (self->box, "heading");
  self->subtitle = append_label (self->box, "caption");
  gtk_widget_add_css_class (self->subtitle, "dim-label");
  self->empty = append_label (self->box, "dim-label");
  self->view = g_object_new (QD_TYPE_CHART_VIEW, NULL);
  gtk_widget_set_margin_top (GTK_WIDGET (self->view), 9);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->view));
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
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);
  update (self);

  return GTK_WIDGET (self);
}
