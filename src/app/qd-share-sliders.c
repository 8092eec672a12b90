#include "qd-config.h"

#include "qd-share-sliders.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-allocation.h"
#include "qd-app-util.h"
#include "qd-figure-text.h"
#include "qd-number.h"

/* The shares of the categories as sliders that keep adding up to 100. One pull at a slider is one step to undo, however
 * often it moves on the way. However many there are, only those that show are made. */

#define MOST_COLUMNS 4
#define MOST_ROWS    5
#define NAME_CHARS   6
#define SPACING      18

typedef struct
{
  QdRecord  *category; /* not owned; %NULL while it shows none */
  GtkWidget *box;
  GtkWidget *name;
  GtkWidget *scale;
  GtkWidget *value;
} Slider;

struct _QdShareSliders
{
  GtkWidget   parent_instance;

  QdDocument *document;
  GtkWidget  *box;
  GtkWidget  *heading;
  GtkWidget  *subtitle;
  GtkWidget  *scroller;
  GtkWidget  *grid;
  GPtrArray  *sliders;  /* of Slider: those that are made */
  gboolean    updating;
  gboolean    pulled;   /* a button is down on a slider */
  QdChange   *pull;     /* (nullable): what that has done so far */
  int         width;    /* that it has; 0 before it has any */
};

G_DEFINE_FINAL_TYPE (QdShareSliders, qd_share_sliders, GTK_TYPE_WIDGET)

/* What the pull did before is taken back first, so that shares are computed from where it began, and undone at once. */
static void
set_share (QdShareSliders *self,
           QdRecord       *category,
           double          percent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QdChange) change = NULL;

  if (qd_number_equal (qd_record_get_number (category, QD_CATEGORY_PERCENT), percent))
    return;

  if (self->pull != NULL &&
      g_strcmp0 (qd_document_get_undo_title (self->document), qd_change_get_title (self->pull)) == 0)
    qd_document_undo (self->document);
  g_clear_pointer (&self->pull, qd_change_unref);

  change = qd_allocation_set (qd_document_get_plan (self->document), category, percent);
  if (qd_change_get_n_ops (change) == 0)
    return;
  if (!qd_document_apply (self->document, change, QD_APPLY_DEFAULT, &error))
    {
      qd_widget_toast (GTK_WIDGET (self), error->message);
      qd_share_sliders_update (self);
      return;
    }
  if (self->pulled)
    self->pull = qd_change_ref (change);
}

static void
value_changed_cb (GtkRange       *range,
                  QdShareSliders *self)
{
  for (guint i = 0; i < self->sliders->len && !self->updating; i++)
    {
      const Slider *slider = g_ptr_array_index (self->sliders, i);

      if (slider->scale != GTK_WIDGET (range) || slider->category == NULL)
        continue;
      set_share (self, slider->category, round (gtk_range_get_value (range)));
      return;
    }
}

static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          QdShareSliders           *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_BEGIN || type == GDK_TOUCH_END)
    {
      self->pulled = type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN;
      g_clear_pointer (&self->pull, qd_change_unref);
    }

  return GDK_EVENT_PROPAGATE;
}

static void
show_slider (QdShareSliders *self,
             Slider         *slider)
{
  double percent = qd_record_get_number (slider->category, QD_CATEGORY_PERCENT);
  const QdCategoryFigures *figures = qd_figures_category (qd_document_get_figures (self->document), slider->category);
  g_autofree char *value = isnan (percent) ? g_strdup ("–") : qd_number_format_local (percent, 2);
  g_autofree char *points = qd_points_text (figures->points);
  g_autofree char *committed = qd_points_text (figures->committed);
  g_autofree char *tooltip = g_strdup_printf (_("%s points, %s of them committed"), points, committed);
  gboolean updating = self->updating;

  self->updating = TRUE;
  gtk_label_set_text (GTK_LABEL (slider->name), qd_record_get_title (slider->category));
  gtk_label_set_text (GTK_LABEL (slider->value), value);
  qd_widget_set_tooltip (slider->box, tooltip);
  qd_widget_describe (slider->scale, qd_record_get_title (slider->category), tooltip);
  qd_widget_set_name (gtk_widget_get_parent (slider->box), qd_record_get_title (slider->category));
  gtk_range_set_value (GTK_RANGE (slider->scale), isnan (percent) ? 0 : percent);
  self->updating = updating;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          QdShareSliders           *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Slider *slider = g_new0 (Slider, 1);

  slider->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  slider->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (slider->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (slider->name), NAME_CHARS); /* or the grid would rather have a column more */
  gtk_label_set_xalign (GTK_LABEL (slider->name), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (slider->name), 14);
  gtk_widget_set_hexpand (slider->name, TRUE);
  slider->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 100, 1);
  gtk_range_set_round_digits (GTK_RANGE (slider->scale), 0);
  gtk_widget_set_size_request (slider->scale, 90, -1);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (slider->scale, events);
  g_signal_connect (slider->scale, "value-changed", G_CALLBACK (value_changed_cb), self);
  slider->value = gtk_label_new (NULL);
  gtk_label_set_width_chars (GTK_LABEL (slider->value), 4);
  gtk_label_set_xalign (GTK_LABEL (slider->value), 1);
  gtk_widget_add_css_class (slider->value, "heading");
  gtk_widget_add_css_class (slider->value, "numeric");
  gtk_box_append (GTK_BOX (line), slider->name);
  gtk_box_append (GTK_BOX (line), slider->value);
  gtk_box_append (GTK_BOX (slider->box), line);
  gtk_box_append (GTK_BOX (slider->box), slider->scale);
  gtk_list_item_set_child (item, slider->box);
  gtk_list_item_set_activatable (item, FALSE);
  /* From GTK 4.12 on what holds a slider would have the focus before it. */
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (item), "focusable") != NULL)
    g_object_set (item, "focusable", FALSE, NULL);
  g_object_set_data (G_OBJECT (item), "qd-slider", slider);
  g_ptr_array_add (self->sliders, slider);
}

static void
teardown_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             QdShareSliders           *self)
{
  g_ptr_array_remove_fast (self->sliders, g_object_get_data (G_OBJECT (item), "qd-slider"));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         QdShareSliders           *self)
{
  Slider *slider = g_object_get_data (G_OBJECT (item), "qd-slider");

  slider->category = gtk_list_item_get_item (item);
  show_slider (self, slider);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           QdShareSliders           *self)
{
  Slider *slider = g_object_get_data (G_OBJECT (item), "qd-slider");

  slider->category = NULL;
}

/* How high the sliders want to be, up to those that scroll: the grid itself cannot tell. */
static int
height_for_width (QdShareSliders *self,
                  int             width)
{
  QdList *list = qd_plan_get_list (qd_document_get_plan (self->document), QD_LIST_ALLOCATION);
  guint n = qd_list_get_length (list), n_columns = MOST_COLUMNS;
  int least = 1, height = 0, heading = 0;

  if (self->sliders->len > 0)
    {
      GtkWidget *child = gtk_widget_get_parent (((Slider *) g_ptr_array_index (self->sliders, 0))->box);

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
    }
  gtk_widget_measure (self->heading, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &heading, NULL, NULL);
  if (width > 0)
    n_columns = (guint) CLAMP ((width - heading - SPACING) / MAX (least, 1), 1, MOST_COLUMNS);

  return height * (int) MIN ((n + n_columns - 1) / n_columns, MOST_ROWS);
}

static GtkSizeRequestMode
qd_share_sliders_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qd_share_sliders_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  QdShareSliders *self = QD_SHARE_SLIDERS (widget);
  int heading, scroller;

  gtk_widget_measure (self->box, orientation, -1, minimum, natural, NULL, NULL);
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  gtk_widget_measure (self->heading, GTK_ORIENTATION_VERTICAL, -1, &heading, NULL, NULL, NULL);
  gtk_widget_measure (self->scroller, GTK_ORIENTATION_VERTICAL, -1, &scroller, NULL, NULL, NULL);
  /* What scrolls does not say how wide it will be. The fewest columns would be far too high then: as wide as it is now. */
  *minimum += MAX (height_for_width (self, for_size >= 0 ? for_size : self->width) - MAX (heading, scroller), 0);
  *natural = *minimum;
}

static gboolean
resize_cb (gpointer widget)
{
  gtk_widget_queue_resize (widget);

  return G_SOURCE_REMOVE;
}

static void
qd_share_sliders_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  QdShareSliders *self = QD_SHARE_SLIDERS (widget);
  gboolean other_height = height_for_width (self, width) != height_for_width (self, self->width);

  self->width = width;
  gtk_widget_allocate (self->box, width, height, baseline, NULL);
  if (other_height)
    g_idle_add_full (G_PRIORITY_DEFAULT, resize_cb, g_object_ref (self), g_object_unref);
}

static void
qd_share_sliders_dispose (GObject *object)
{
  QdShareSliders *self = QD_SHARE_SLIDERS (object);

  if (self->grid != NULL)
    gtk_grid_view_set_model (GTK_GRID_VIEW (self->grid), NULL);
  self->grid = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->pull, qd_change_unref);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_share_sliders_parent_class)->dispose (object);
}

static void
qd_share_sliders_finalize (GObject *object)
{
  g_ptr_array_unref (QD_SHARE_SLIDERS (object)->sliders);

  G_OBJECT_CLASS (qd_share_sliders_parent_class)->finalize (object);
}

static void
qd_share_sliders_class_init (QdShareSlidersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_share_sliders_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_share_sliders_finalize;
  GTK_WIDGET_CLASS (klass)->get_request_mode = qd_share_sliders_get_request_mode;
  GTK_WIDGET_CLASS (klass)->measure = qd_share_sliders_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = qd_share_sliders_size_allocate;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "qdshares");
}

static void
qd_share_sliders_init (QdShareSliders *self)
{
  GtkWidget *title = gtk_label_new (_("Allocation"));
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "teardown", G_CALLBACK (teardown_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->sliders = g_ptr_array_new_with_free_func (g_free);
  self->heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->scroller = gtk_scrolled_window_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "qd-strip");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (self->heading), title);
  self->subtitle = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->subtitle), 0);
  gtk_widget_add_css_class (self->subtitle, "caption");
  gtk_widget_add_css_class (self->subtitle, "dim-label");
  gtk_box_append (GTK_BOX (self->heading), self->subtitle);
  gtk_widget_set_valign (self->heading, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), self->heading);

  self->grid = gtk_grid_view_new (NULL, factory);
  gtk_grid_view_set_max_columns (GTK_GRID_VIEW (self->grid), MOST_COLUMNS);
  qd_widget_set_name (self->grid, _("Allocation"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->grid);
  qd_widget_set_name (self->scroller, _("Allocation"));
  gtk_widget_set_hexpand (self->scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->scroller);
}

/**
 * qd_share_sliders_new:
 * @document: the document whose shares they show
 */
GtkWidget *
qd_share_sliders_new (QdDocument *document)
{
  QdShareSliders *self = g_object_new (QD_TYPE_SHARE_SLIDERS, NULL);

  QdList *list = qd_plan_get_list (qd_document_get_plan (document), QD_LIST_ALLOCATION);
  g_autoptr (GtkNoSelection) model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (list)));

  self->document = g_object_ref (document);
  gtk_grid_view_set_model (GTK_GRID_VIEW (self->grid), GTK_SELECTION_MODEL (model));
  qd_share_sliders_update (self);

  return GTK_WIDGET (self);
}

/**
 * qd_share_sliders_update:
 * @sliders: the sliders
 *
 * Shows the plan as it is now.
 */
void
qd_share_sliders_update (QdShareSliders *sliders)
{
  QdList *list = qd_plan_get_list (qd_document_get_plan (sliders->document), QD_LIST_ALLOCATION);
  g_autofree char *capacity = qd_points_text (qd_figures_totals (qd_document_get_figures (sliders->document))->capacity);
  g_autofree char *subtitle = g_strdup_printf (_("%% of %s"), capacity);

  for (guint i = 0; i < sliders->sliders->len; i++)
    {
      Slider *slider = g_ptr_array_index (sliders->sliders, i);

      if (slider->category != NULL)
        show_slider (sliders, slider);
    }
  gtk_label_set_text (GTK_LABEL (sliders->subtitle), subtitle);
  gtk_widget_queue_resize (GTK_WIDGET (sliders));
  gtk_widget_set_visible (GTK_WIDGET (sliders), qd_list_get_length (list) > 0);
}
