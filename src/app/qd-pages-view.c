#include "qd-config.h"

#include "qd-pages-view.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"

/* One page of a preview at a time, as large as there is room, and steps to the others; of what has no pages, its text. */

#define MARGIN 18.0

/* A preview that is quicker than this is not worth a wheel that turns, in milliseconds. */
#define PATIENCE 250

struct _QdPagesView
{
  GtkWidget    parent_instance;

  QdPreview   *preview;
  guint        page;
  guint        busy_source;

  GtkWidget   *box;
  GtkStack    *stack;
  GtkWidget   *area;
  GtkTextView *text;
  GtkLabel    *message;
  GtkSpinner  *spinner;
  GtkWidget   *steps;
  GtkWidget   *back_button;
  GtkWidget   *on_button;
  GtkLabel    *place;
};

G_DEFINE_FINAL_TYPE (QdPagesView, qd_pages_view, GTK_TYPE_WIDGET)

static guint
count_pages (QdPagesView *self)
{
  return self->preview != NULL ? qd_preview_get_n_pages (self->preview) : 0;
}

static void
update (QdPagesView *self)
{
  guint n = count_pages (self);
  g_autofree char *place = g_strdup_printf (C_("page of pages", "%u of %u"), self->page + 1, n);
  g_autofree char *title = n > 0 ? qd_preview_dup_page_title (self->preview, self->page) : NULL;
  g_autofree char *name = g_strdup_printf (_("Preview of page %u of %u"), self->page + 1, n);

  gtk_label_set_label (self->place, place);
  gtk_widget_set_visible (self->steps, n > 1);
  gtk_widget_set_sensitive (self->back_button, self->page > 0);
  gtk_widget_set_sensitive (self->on_button, self->page + 1 < n);
  /* While the pages are made, nobody hears of a page 1 of 0. */
  qd_widget_describe (self->area, n > 0 ? name : _("What is in the file"), title != NULL ? title : "");
  gtk_widget_queue_draw (self->area);
}

static void
show_page (QdPagesView *self,
           int          page)
{
  int n = (int) count_pages (self);

  self->page = (guint) CLAMP (page, 0, MAX (n - 1, 0));
  update (self);
}

static void
back_cb (QdPagesView *self)
{
  show_page (self, (int) self->page - 1);
}

static void
on_cb (QdPagesView *self)
{
  show_page (self, (int) self->page + 1);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        modifiers,
                QdPagesView           *self)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  switch (key)
    {
    case GDK_KEY_Page_Up:
    case GDK_KEY_Up:
      back_cb (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_Down:
    case GDK_KEY_space:
      on_cb (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      show_page (self, (int) self->page + ((key == GDK_KEY_Right) != mirrored ? 1 : -1));
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      show_page (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      show_page (self, G_MAXINT);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
scrolled_cb (GtkEventControllerScroll *controller,
             double                    dx,
             double                    dy,
             QdPagesView              *self)
{
  show_page (self, (int) self->page + (dy > 0 ? 1 : dy < 0 ? -1 : 0));

  return GDK_EVENT_STOP;
}

/* Paper on the ground of the window, with an edge that shows on any. */
static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  QdPagesView *self = user_data;
  double page_width, page_height, scale;

  if (self->page >= count_pages (self))
    return;

  qd_preview_get_page_size (self->preview, self->page, &page_width, &page_height);
  scale = MIN ((width - 2 * MARGIN) / page_width, (height - 2 * MARGIN) / page_height);
  if (scale <= 0)
    return;

  cairo_translate (cr, (width - page_width * scale) / 2, (height - page_height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_rectangle (cr, -1 / scale, -1 / scale, page_width + 2 / scale, page_height + 2 / scale);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.6);
  cairo_fill (cr);
  cairo_rectangle (cr, 0, 0, page_width, page_height);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  qd_preview_draw_page (self->preview, self->page, cr);
}

static gboolean
busy_cb (gpointer user_data)
{
  QdPagesView *self = user_data;

  self->busy_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);

  return G_SOURCE_REMOVE;
}

/**
 * qd_pages_view_set_busy:
 * @busy: a preview is being made
 */
void
qd_pages_view_set_busy (QdPagesView *view,
                        gboolean     busy)
{
  g_return_if_fail (QD_IS_PAGES_VIEW (view));

  g_clear_handle_id (&view->busy_source, g_source_remove);
  if (busy)
    {
      view->busy_source = g_timeout_add (PATIENCE, busy_cb, view);
      return;
    }
  gtk_spinner_stop (view->spinner);
  gtk_widget_set_visible (GTK_WIDGET (view->spinner), FALSE);
}

/**
 * qd_pages_view_set_preview:
 * @preview: (nullable): what to show; the page stays where there is such a one
 */
void
qd_pages_view_set_preview (QdPagesView *view,
                           QdPreview   *preview)
{
  const char *text = preview != NULL ? qd_preview_get_text (preview) : NULL;

  g_return_if_fail (QD_IS_PAGES_VIEW (view));

  g_set_object (&view->preview, preview);
  if (text != NULL)
    {
      gtk_text_view_set_monospace (view->text, qd_preview_is_verbatim (preview));
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (view->text), text, -1);
    }
  gtk_stack_set_visible_child_name (view->stack, text != NULL ? "text" : "pages");
  show_page (view, (int) view->page);
}

/**
 * qd_pages_view_set_message:
 * @message: why there is no preview
 */
void
qd_pages_view_set_message (QdPagesView *view,
                           const char  *message)
{
  g_return_if_fail (QD_IS_PAGES_VIEW (view));

  qd_pages_view_set_preview (view, NULL);
  gtk_label_set_label (view->message, message);
  gtk_stack_set_visible_child_name (view->stack, "message");
}

static void
qd_pages_view_dispose (GObject *object)
{
  QdPagesView *self = QD_PAGES_VIEW (object);

  g_clear_handle_id (&self->busy_source, g_source_remove);
  g_clear_object (&self->preview);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (qd_pages_view_parent_class)->dispose (object);
}

static void
qd_pages_view_class_init (QdPagesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_pages_view_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdpagesview");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-pages-view.ui");
  gtk_widget_class_bind_template_child (widget_class, QdPagesView, box);
  gtk_widget_class_bind_template_child (widget_class, QdPagesView, stack);
  gtk_widget_class_bind_template_child (widget_class, QdPagesView, area);
  gtk_widget_class_bind_template_child (widget_class, QdPagesView, text);
  gtk_widget_class_bind_template_child (widget_class, QdPagesView, message);
  gtk_widget_class_bind_template_child (widget_class, QdPagesView, spinner);
  gtk_widget_class_bind_template_child (widget_class, QdPagesView, steps);
  gtk_widget_class_bind_template_child (widget_class, QdPagesView, back_button);
  gtk_widget_class_bind_template_child (widget_class, QdPagesView, on_button);
  gtk_widget_class_bind_template_child (widget_class, QdPagesView, place);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cb);
}

static void
qd_pages_view_init (QdPagesView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL |
                                                               GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_cb, self, NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (wheel, "scroll", G_CALLBACK (scrolled_cb), self);
  gtk_widget_add_controller (self->area, keys);
  gtk_widget_add_controller (self->area, wheel);
  update (self);
}

/**
 * qd_pages_view_new:
 *
 * Returns: a view without a preview
 */
GtkWidget *
qd_pages_view_new (void)
{
  return g_object_new (QD_TYPE_PAGES_VIEW, NULL);
}
