#include "qd-config.h"

#include "qd-share-sliders.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-allocation.h"
#include "qd-app-util.h"
#include "qd-figure-text.h"
#include "qd-number.h"

/* The shares of the categories as sliders that keep adding up to 100. One pull at a slider is one step to undo, however
 * often it moves on the way. */

#define MOST_SLIDERS 8

typedef struct
{
  QdRecord  *category; /* not owned */
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
  GtkWidget  *subtitle;
  GtkWidget  *flow;
  GtkWidget  *more;
  Slider      sliders[MOST_SLIDERS];
  gboolean    updating;
  gboolean    pulled;   /* a button is down on a slider */
  QdChange   *pull;     /* (nullable): what that has done so far */
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
  for (guint i = 0; i < MOST_SLIDERS && !self->updating; i++)
    if (self->sliders[i].scale == GTK_WIDGET (range) && self->sliders[i].category != NULL)
      {
        set_share (self, self->sliders[i].category, round (gtk_range_get_value (range)));
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
build_slider (QdShareSliders *self,
              Slider         *slider)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  slider->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  slider->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (slider->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (slider->name), 14);
  slider->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 100, 1);
  gtk_range_set_round_digits (GTK_RANGE (slider->scale), 0);
  gtk_widget_set_size_request (slider->scale, 90, -1);
  gtk_widget_set_hexpand (slider->scale, TRUE);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (slider->scale, events);
  g_signal_connect (slider->scale, "value-changed", G_CALLBACK (value_changed_cb), self);
  slider->value = gtk_label_new (NULL);
  gtk_label_set_width_chars (GTK_LABEL (slider->value), 4);
  gtk_label_set_xalign (GTK_LABEL (slider->value), 1);
  gtk_widget_add_css_class (slider->value, "heading");
  gtk_widget_add_css_class (slider->value, "numeric");
  gtk_box_append (GTK_BOX (slider->box), slider->name);
  gtk_box_append (GTK_BOX (slider->box), slider->scale);
  gtk_box_append (GTK_BOX (slider->box), slider->value);
  gtk_flow_box_append (GTK_FLOW_BOX (self->flow), slider->box);
  gtk_widget_set_focusable (gtk_widget_get_parent (slider->box), FALSE);
}

static void
qd_share_sliders_dispose (GObject *object)
{
  QdShareSliders *self = QD_SHARE_SLIDERS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->pull, qd_change_unref);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_share_sliders_parent_class)->dispose (object);
}

static void
qd_share_sliders_class_init (QdShareSlidersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_share_sliders_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "qdshares");
}

static void
qd_share_sliders_init (QdShareSliders *self)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (_("Allocation"));

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "qd-strip");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (heading), title);
  self->subtitle = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->subtitle), 0);
  gtk_widget_add_css_class (self->subtitle, "caption");
  gtk_widget_add_css_class (self->subtitle, "dim-label");
  gtk_box_append (GTK_BOX (heading), self->subtitle);
  gtk_widget_set_valign (heading, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), heading);

  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->flow), 18);
  gtk_widget_set_hexpand (self->flow, TRUE);
  gtk_widget_set_focusable (self->flow, FALSE);
  qd_widget_set_name (self->flow, _("Allocation"));
  gtk_box_append (GTK_BOX (self->box), self->flow);

  for (guint i = 0; i < MOST_SLIDERS; i++)
    build_slider (self, &self->sliders[i]);
  self->more = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->more, "caption");
  gtk_widget_add_css_class (self->more, "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->more);
}

/**
 * qd_share_sliders_new:
 * @document: the document whose shares they show
 */
GtkWidget *
qd_share_sliders_new (QdDocument *document)
{
  QdShareSliders *self = g_object_new (QD_TYPE_SHARE_SLIDERS, NULL);

  self->document = g_object_ref (document);
  qd_share_sliders_update (self);

  return GTK_WIDGET (self);
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

  gtk_label_set_text (GTK_LABEL (slider->name), qd_record_get_title (slider->category));
  gtk_label_set_text (GTK_LABEL (slider->value), value);
  qd_widget_set_tooltip (slider->box, tooltip);
  qd_widget_describe (slider->scale, qd_record_get_title (slider->category), tooltip);
  gtk_range_set_value (GTK_RANGE (slider->scale), isnan (percent) ? 0 : percent);
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
  guint n = qd_list_get_length (list);
  g_autofree char *capacity = qd_points_text (qd_figures_totals (qd_document_get_figures (sliders->document))->capacity);
  g_autofree char *subtitle = g_strdup_printf (_("%% of %s"), capacity);
  g_autofree char *more = NULL;

  sliders->updating = TRUE;
  for (guint i = 0; i < MOST_SLIDERS; i++)
    {
      Slider *slider = &sliders->sliders[i];

      slider->category = i < n ? qd_list_get (list, i) : NULL;
      gtk_widget_set_visible (gtk_widget_get_parent (slider->box), i < n);
      if (slider->category != NULL)
        show_slider (sliders, slider);
    }
  sliders->updating = FALSE;

  if (n > MOST_SLIDERS)
    more = g_strdup_printf (ngettext ("%u more under Capacity", "%u more under Capacity", n - MOST_SLIDERS),
                            n - MOST_SLIDERS);
  gtk_label_set_text (GTK_LABEL (sliders->more), more != NULL ? more : "");
  gtk_widget_set_visible (sliders->more, more != NULL);
  gtk_label_set_text (GTK_LABEL (sliders->subtitle), subtitle);
  gtk_widget_set_visible (GTK_WIDGET (sliders), n > 0);
}
