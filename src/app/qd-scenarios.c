#include "qd-config.h"

#include "qd-scenarios.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-chart-card.h"
#include "qd-effects.h"
#include "qd-saved-state.h"

/* What the scenarios of a plan would do: a table with the figures now and in each of them, and the charts that say how it
 * fits, of each side by side. Only figures that differ somewhere are shown. */

#define MOST_STATES 6

static const char *const charts[] = { "capacity", "allocation" };

struct _QdScenarios
{
  GtkWidget   parent_instance;

  QdDocument *document;
  GtkWidget  *box;
  GtkWidget  *grid;
  GtkWidget  *note;
  GtkWidget  *charts;
  guint       update_id;
};

G_DEFINE_FINAL_TYPE (QdScenarios, qd_scenarios, GTK_TYPE_WIDGET)

/* One saved state as it would be now. */
typedef struct
{
  QdRecord   *record;
  QdDocument *document;
  GPtrArray  *effects;
} State;

static void
state_clear (State *state)
{
  g_clear_object (&state->document);
  g_clear_pointer (&state->effects, g_ptr_array_unref);
}

static GtkWidget *
cell_new (const char *text,
          gboolean    at_end,
          const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), at_end ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_set_tooltip_text (label, text);
  if (at_end)
    gtk_widget_add_css_class (label, "numeric");
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);

  return label;
}

static GArray *
read_states (QdScenarios *self,
             GString     *problems)
{
  QdList *list = qd_plan_get_list (qd_document_get_plan (self->document), QD_LIST_SNAPSHOTS);
  GArray *states = g_array_new (FALSE, FALSE, sizeof (State));

  g_array_set_clear_func (states, (GDestroyNotify) state_clear);
  for (guint i = 0; i < qd_list_get_length (list) && states->len < MOST_STATES; i++)
    {
      g_autoptr (GError) error = NULL;
      guint left_out;
      g_autoptr (QdPlan) plan = qd_saved_state_dup_plan (qd_list_get (list, i), &left_out, &error);
      State state = { qd_list_get (list, i) };
      const char *name = qd_record_get_title (state.record);

      if (plan == NULL)
        {
          g_string_append_printf (problems, _("“%s” cannot be read: %s"), name, error->message);
          g_string_append_c (problems, '\n');
          continue;
        }
      if (left_out > 0)
        {
          g_string_append_printf (problems,
                                  ngettext ("%u step of “%s” does not fit the plan any more and is left out.",
                                            "%u steps of “%s” do not fit the plan any more and are left out.", left_out),
                                  left_out, name);
          g_string_append_c (problems, '\n');
        }
      state.document = qd_document_new_for_plan (plan);
      state.effects = qd_effects_list (qd_document_get_figures (self->document), qd_document_get_figures (state.document));
      g_array_append_val (states, state);
    }

  return states;
}

/* Lists of effects have the figures of the plan first, then records; those of a state may lack some of another's. */
static const QdEffect *
find_effect (GPtrArray      *effects,
             const QdEffect *like)
{
  for (guint i = 0; i < effects->len; i++)
    {
      const QdEffect *effect = g_ptr_array_index (effects, i);

      if (g_str_equal (effect->label, like->label) && g_strcmp0 (effect->record, like->record) == 0)
        return effect;
    }

  return NULL;
}

static void
attach_row (QdScenarios    *self,
            GArray         *states,
            const QdEffect *like,
            int             row)
{
  gtk_grid_attach (GTK_GRID (self->grid), cell_new (like->label, FALSE, NULL), 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), cell_new (like->before, TRUE, "dim-label"), 1, row, 1, 1);
  for (guint i = 0; i < states->len; i++)
    {
      const QdEffect *effect = find_effect (g_array_index (states, State, i).effects, like);
      gboolean differs = effect != NULL && effect->differs;

      gtk_grid_attach (GTK_GRID (self->grid),
                       cell_new (effect != NULL ? effect->after : "–", TRUE, differs ? "heading" : "dim-label"),
                       (int) i + 2, row, 1, 1);
    }
}

static void
fill_grid (QdScenarios *self,
           GArray      *states)
{
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int row = 1;

  gtk_grid_attach (GTK_GRID (self->grid), cell_new (_("Figure"), FALSE, "caption-heading"), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), cell_new (_("Now"), TRUE, "caption-heading"), 1, 0, 1, 1);
  for (guint i = 0; i < states->len; i++)
    gtk_grid_attach (GTK_GRID (self->grid),
                     cell_new (qd_record_get_title (g_array_index (states, State, i).record), TRUE, "caption-heading"),
                     (int) i + 2, 0, 1, 1);

  for (guint i = 0; i < states->len; i++)
    {
      GPtrArray *effects = g_array_index (states, State, i).effects;

      for (guint j = 0; j < effects->len; j++)
        {
          const QdEffect *effect = g_ptr_array_index (effects, j);
          g_autofree char *key = g_strconcat (effect->label, "\n", effect->record, NULL);

          if (effect->differs && g_hash_table_add (shown, g_steal_pointer (&key)))
            attach_row (self, states, effect, row++);
        }
    }
}

static void
add_charts (QdScenarios *self,
            const char  *name,
            QdDocument  *document)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), cell_new (name, FALSE, "heading"));
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    gtk_box_append (GTK_BOX (box), qd_chart_card_new (document, charts[i]));
  gtk_widget_set_size_request (box, 340, -1);
  gtk_flow_box_append (GTK_FLOW_BOX (self->charts), box);
}

static void
fill_charts (QdScenarios *self,
             GArray      *states)
{
  add_charts (self, _("Now"), self->document);
  for (guint i = 0; i < states->len; i++)
    {
      const State *state = &g_array_index (states, State, i);

      add_charts (self, qd_record_get_title (state->record), state->document);
    }
}

static void
clear_children (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    {
      if (GTK_IS_FLOW_BOX (widget))
        gtk_flow_box_remove (GTK_FLOW_BOX (widget), child);
      else
        gtk_grid_remove (GTK_GRID (widget), child);
    }
}

static gboolean
update_cb (gpointer user_data)
{
  QdScenarios *self = user_data;
  g_autoptr (GString) problems = g_string_new (NULL);
  g_autoptr (GArray) states = read_states (self, problems);

  self->update_id = 0;
  clear_children (self->grid);
  clear_children (self->charts);
  fill_grid (self, states);
  if (states->len > 0)
    fill_charts (self, states);
  g_strchomp (problems->str);
  gtk_label_set_text (GTK_LABEL (self->note), problems->str);
  gtk_widget_set_visible (self->note, *problems->str != '\0');
  gtk_widget_set_visible (self->box, states->len > 0 || *problems->str != '\0');

  return G_SOURCE_REMOVE;
}

/* Each state is a whole plan to compute: once all that is being typed is there. */
static void
update_soon (QdScenarios *self)
{
  if (self->update_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_id = g_idle_add_full (G_PRIORITY_LOW, update_cb, self, NULL);
}

static void
qd_scenarios_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qd_scenarios_parent_class)->map (widget);

  update_soon (QD_SCENARIOS (widget));
}

static void
qd_scenarios_dispose (GObject *object)
{
  QdScenarios *self = QD_SCENARIOS (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_scenarios_parent_class)->dispose (object);
}

static void
qd_scenarios_class_init (QdScenariosClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_scenarios_dispose;
  GTK_WIDGET_CLASS (klass)->map = qd_scenarios_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
qd_scenarios_init (QdScenarios *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_widget_add_css_class (self->note, "warning");
  gtk_box_append (GTK_BOX (self->box), self->note);

  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 24);
  gtk_widget_add_css_class (self->grid, "qd-figures-grid");
  qd_widget_set_name (self->grid, _("Figures now and in each saved state"));
  gtk_widget_add_css_class (card, "card");
  gtk_widget_set_halign (card, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (card), self->grid);
  gtk_box_append (GTK_BOX (self->box), card);

  self->charts = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->charts), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->charts), 18);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->charts), 18);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->charts), 3);
  gtk_widget_add_css_class (self->charts, "qd-side-by-side");
  gtk_widget_set_focusable (self->charts, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->charts);
}

/**
 * qd_scenarios_new:
 * @document: a document
 *
 * Returns: what its saved states would do
 */
GtkWidget *
qd_scenarios_new (QdDocument *document)
{
  QdScenarios *self = g_object_new (QD_TYPE_SCENARIOS, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
