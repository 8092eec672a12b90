#include "qd-config.h"

#include "qd-pre-work-view.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-columns.h"
#include "qd-pre-work.h"
#include "qd-room.h"

/* What each team still owes before the planning: how far its draft has come, and what is missing in its part. */

#define MOST_TEAMS 100

struct _QdPreWorkView
{
  GtkWidget   parent_instance;

  QdDocument *document;
  GtkWidget  *box;
  GtkWidget  *grid;
  guint       update_id;
};

G_DEFINE_FINAL_TYPE (QdPreWorkView, qd_pre_work_view, GTK_TYPE_WIDGET)

static void
attach (QdPreWorkView *self,
        const char    *text,
        int            column,
        int            row,
        const char    *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column > 1 ? 1 : 0);
  if (column > 1)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE); /* what a number is of takes a line more in a narrow window */
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
    }
  else
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  if (column > 1)
    gtk_widget_add_css_class (label, "numeric");
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  gtk_grid_attach (GTK_GRID (self->grid), label, column, row, 1, 1);
}

static void
attach_team (QdPreWorkView   *self,
             const QdPreWork *work,
             int              row)
{
  const guint counts[] = { work->n_without_points, work->n_without_target, work->n_without_owner };
  g_autofree char *draft = qd_record_display (work->team, QD_TEAM_DRAFT);

  attach (self, qd_record_get_title (work->team), 0, row, NULL);
  attach (self, *draft != '\0' ? draft : "–", 1, row, *draft != '\0' ? NULL : "dim-label");
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text = counts[i] > 0 ? g_strdup_printf ("%u", counts[i]) : g_strdup ("–");

      attach (self, text, (int) i + 2, row, counts[i] > 0 ? "qd-warning" : "dim-label");
    }
}

static gboolean
update_cb (gpointer user_data)
{
  static const char *const heads[] = { N_("Team"), N_("Draft"), N_("Without points"), N_("Without target"),
                                       N_("Without owner") };
  QdPreWorkView *self = user_data;
  g_autoptr (GArray) works = qd_pre_work_list (qd_document_get_plan (self->document));
  GtkWidget *child;

  self->update_id = 0;
  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    attach (self, _(heads[i]), (int) i, 0, "caption-heading");
  for (guint i = 0; i < works->len && i < MOST_TEAMS; i++)
    attach_team (self, &g_array_index (works, QdPreWork, i), (int) i + 1);
  gtk_widget_set_visible (self->box, works->len > 0);

  return G_SOURCE_REMOVE;
}

/* Once all that is being typed is there. */
static void
update_soon (QdPreWorkView *self)
{
  if (self->update_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_id = g_idle_add_full (G_PRIORITY_LOW, update_cb, self, NULL);
}

static void
qd_pre_work_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qd_pre_work_view_parent_class)->map (widget);

  update_soon (QD_PRE_WORK_VIEW (widget));
}

static void
qd_pre_work_view_dispose (GObject *object)
{
  QdPreWorkView *self = QD_PRE_WORK_VIEW (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_pre_work_view_parent_class)->dispose (object);
}

static void
qd_pre_work_view_class_init (QdPreWorkViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_pre_work_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = qd_pre_work_view_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
qd_pre_work_view_init (QdPreWorkView *self)
{
  GtkWidget *title = gtk_label_new (_("What the teams still owe"));
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (self->box), title);

  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 24);
  gtk_widget_add_css_class (self->grid, "qd-figures-grid");
  qd_widget_set_name (self->grid, _("What the teams still owe"));
  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), self->grid);
  /* One that is aligned to the start would be asked how wide it is in its height, and a grid that wraps its texts takes that
   * for too little. */
  gtk_box_append (GTK_BOX (self->box), qd_room_new (card, NULL));
}

/**
 * qd_pre_work_view_new:
 * @document: a document
 *
 * Returns: what the teams of its plan still owe
 */
GtkWidget *
qd_pre_work_view_new (QdDocument *document)
{
  QdPreWorkView *self = g_object_new (QD_TYPE_PRE_WORK_VIEW, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
