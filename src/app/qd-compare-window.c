#include "qd-config.h"

#include "qd-compare-window.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-beside.h"
#include "qd-changes-text.h"
#include "qd-columns.h"
#include "qd-count.h"
#include "qd-dialogs.h"
#include "qd-difference-list.h"
#include "qd-effects.h"
#include "qd-file.h"
#include "qd-saved-state.h"

/* What is different between the plan and something else: how it was approved, a scenario, an earlier state of its file,
 * another file. It stays beside the plan while that is edited, and follows. */

typedef enum
{
  SOURCE_SAVED_STATE,
  SOURCE_SNAPSHOT,
  SOURCE_FILE,
} SourceKind;

/* What there is to compare with. @id is that of a record or of an earlier state, or the URI of a file. */
typedef struct
{
  SourceKind  kind;
  char       *id;
  char       *name;
  char       *detail;
  gboolean    is_later;  /* what the plan may become, not what it was */
} Source;

struct _QdCompareWindow
{
  AdwWindow     parent_instance;

  QdDocument   *document;
  QdSnapshots  *snapshots;
  GPtrArray    *snapshot_infos; /* of QdSnapshotInfo */
  GPtrArray    *files;          /* of GFile: those that were chosen here */
  GPtrArray    *sources;        /* of Source, a row each */
  GCancellable *cancellable;    /* of what is being loaded and compared */
  GCancellable *listing;
  GPtrArray    *differences;    /* between the plan and the source chosen; NULL until they are there */
  GPtrArray    *effects;
  guint         update_id;
  gboolean      filling;

  GtkStack     *stack;
  GtkListBox   *rows;
  GtkLabel     *summary;
  GtkToggleButton *swap_button;
  GtkBox       *place;
  GtkWidget    *list;
  GtkWidget    *copy_button;
  AdwToastOverlay *toasts;
  GtkBox       *sides;
  GtkWidget    *sources_side;
  GtkWidget    *differences_side;
};

G_DEFINE_FINAL_TYPE (QdCompareWindow, qd_compare_window, ADW_TYPE_WINDOW)

static void
source_free (gpointer data)
{
  Source *source = data;

  g_free (source->id);
  g_free (source->name);
  g_free (source->detail);
  g_free (source);
}

static void
add_source (GPtrArray  *sources,
            SourceKind  kind,
            gboolean    is_later,
            const char *id,
            const char *name,
            const char *detail)
{
  Source *source = g_new0 (Source, 1);

  *source = (Source) { kind, g_strdup (id), g_strdup (name), g_strdup (detail), is_later };
  g_ptr_array_add (sources, source);
}

static void
add_saved_states (QdCompareWindow *self,
                  GPtrArray       *sources)
{
  QdPlan *plan = qd_document_get_plan (self->document);
  QdList *list = qd_plan_get_list (plan, QD_LIST_SNAPSHOTS);
  QdRecord *approved = qd_plan_get_baseline (plan);

  /* How it was approved is what people look for first. */
  for (guint i = qd_list_get_length (list); i > 0; i--)
    {
      QdRecord *state = qd_list_get (list, i - 1);
      gboolean scenario = g_str_equal (qd_record_get_text (state, QD_SNAPSHOT_KIND), "scenario");
      g_autofree char *kind = qd_record_display (state, QD_SNAPSHOT_KIND);
      g_autofree char *date = qd_record_display (state, QD_SNAPSHOT_DATE);
      g_autofree char *both = g_strdup_printf (C_("a saved state: kind and date", "%s · %s"), kind, date);

      add_source (sources, SOURCE_SAVED_STATE, scenario, qd_record_get_id (state), qd_record_get_title (state),
                  *date != '\0' ? both : kind);
      if (state == approved && sources->len > 1)
        g_ptr_array_insert (sources, 0, g_ptr_array_steal_index (sources, sources->len - 1));
    }
}

static GPtrArray *
list_sources (QdCompareWindow *self)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (source_free);

  for (guint i = 0; i < self->files->len; i++)
    {
      GFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *uri = g_file_get_uri (file);
      g_autofree char *name = qd_file_dup_name (file);
      g_autofree char *place = qd_file_describe_place (file);

      add_source (sources, SOURCE_FILE, TRUE, uri, name, place);
    }
  add_saved_states (self, sources);
  for (guint i = 0; i < self->snapshot_infos->len; i++)
    {
      const QdSnapshotInfo *info = g_ptr_array_index (self->snapshot_infos, i);
      g_autofree char *time = info->is_damaged ? NULL : qd_time_describe (info->time);
      g_autofree char *detail = qd_snapshot_info_describe (info);

      if (time != NULL)
        add_source (sources, SOURCE_SNAPSHOT, FALSE, info->id, time,
                    info->is_current ? _("As it is in the file") : detail);
    }

  return sources;
}

static const Source *
get_chosen (QdCompareWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->rows);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  return index >= 0 && (guint) index < self->sources->len ? g_ptr_array_index (self->sources, (guint) index) : NULL;
}

/* The two plans of a comparison. A saved state is found in the copy of the plan that has it. */
typedef struct
{
  QdPlan    *now;
  QdPlan    *other;
  char      *state;    /* NULL if @other is known */
  gboolean   forwards; /* from now to the other */
  GPtrArray *differences;
  GPtrArray *effects;
} Comparing;

static void
comparing_free (gpointer data)
{
  Comparing *comparing = data;

  g_clear_object (&comparing->now);
  g_clear_object (&comparing->other);
  g_free (comparing->state);
  g_clear_pointer (&comparing->differences, g_ptr_array_unref);
  g_clear_pointer (&comparing->effects, g_ptr_array_unref);
  g_free (comparing);
}

static void
drop_apart (QdPlan **plan)
{
  QdPlan *planned = qd_plan_copy_planned (*plan);

  g_object_unref (*plan);
  *plan = planned;
}

static void
compare_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Comparing *comparing = task_data;
  g_autoptr (QdFigures) before = NULL;
  g_autoptr (QdFigures) after = NULL;
  GError *error = NULL;

  if (comparing->state != NULL)
    {
      comparing->other = qd_saved_state_dup_plan (qd_plan_find (comparing->now, comparing->state), NULL, &error);
      if (comparing->other == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      drop_apart (&comparing->now);
      drop_apart (&comparing->other);
    }

  before = qd_figures_new (comparing->forwards ? comparing->now : comparing->other);
  after = qd_figures_new (comparing->forwards ? comparing->other : comparing->now);
  comparing->differences = qd_compare_list (qd_figures_get_plan (before), qd_figures_get_plan (after));
  comparing->effects = qd_effects_list (before, after);
  g_task_return_boolean (task, TRUE);
}

/* Whether what is shown goes from the plan to the other one. */
static gboolean
is_forwards (QdCompareWindow *self)
{
  const Source *chosen = get_chosen (self);

  return (chosen != NULL && chosen->is_later) != gtk_toggle_button_get_active (self->swap_button);
}

static void
describe (QdCompareWindow *self)
{
  const char *other = get_chosen (self)->name;
  guint n = qd_differences_count (self->differences);
  g_autofree char *text = NULL;

  if (n == 0)
    text = g_strdup_printf (_("Nothing differs from “%s”."), other);
  else if (is_forwards (self))
    text = qd_count_printf (ngettext ("%u change would lead from this plan to “%s”.",
                                      "%u changes would lead from this plan to “%s”.", n), n, other);
  else
    text = qd_count_printf (ngettext ("%u change has led from “%s” to this plan.",
                                      "%u changes have led from “%s” to this plan.", n), n, other);
  gtk_label_set_text (self->summary, text);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (QdCompareWindow) self = user_data;
  Comparing *comparing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_text (self->summary, error->message);
      return;
    }
  if (get_chosen (self) == NULL)
    return;

  self->differences = g_steal_pointer (&comparing->differences);
  self->effects = g_steal_pointer (&comparing->effects);
  qd_difference_list_set (QD_DIFFERENCE_LIST (self->list), self->differences, self->effects);
  gtk_widget_set_visible (self->list, TRUE);
  gtk_widget_set_sensitive (self->copy_button, TRUE);
  describe (self);
}

/* @other: (transfer full) (nullable): the plan to compare with; without it the saved state that is chosen */
static void
start_comparing (QdCompareWindow *self,
                 QdPlan          *other)
{
  g_autoptr (GTask) task = NULL;
  Comparing *comparing = g_new0 (Comparing, 1);

  comparing->now = qd_plan_copy (qd_document_get_plan (self->document));
  comparing->other = other;
  comparing->state = other == NULL ? g_strdup (get_chosen (self)->id) : NULL;
  comparing->forwards = is_forwards (self);
  task = g_task_new (NULL, self->cancellable, compared_cb, g_object_ref (self));
  g_task_set_task_data (task, comparing, comparing_free);
  g_task_run_in_thread (task, compare_thread);
}

static void
fail_loading (QdCompareWindow *self,
              GError          *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_text (self->summary, error->message);
}

static void
snapshot_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (QdCompareWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  QdPlan *plan = qd_snapshots_load_finish (QD_SNAPSHOTS (source), result, &error);

  if (plan != NULL && get_chosen (self) != NULL)
    start_comparing (self, plan);
  else if (plan != NULL)
    g_object_unref (plan);
  else
    fail_loading (self, error);
}

static void
file_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (QdCompareWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdDocument) document = qd_document_load_finish (result, NULL, &error);

  if (document != NULL && get_chosen (self) != NULL)
    start_comparing (self, g_object_ref (qd_document_get_plan (document)));
  else if (document == NULL)
    fail_loading (self, error);
}

/* What is still under way is about something else; what is shown stays until it is known again. */
static void
compare (QdCompareWindow *self)
{
  const Source *chosen = get_chosen (self);
  g_autoptr (GFile) file = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  gtk_widget_set_sensitive (self->copy_button, FALSE);
  if (chosen == NULL)
    return;

  switch (chosen->kind)
    {
    case SOURCE_SNAPSHOT:
      qd_snapshots_load_async (self->snapshots, qd_document_get_file (self->document), chosen->id, self->cancellable,
                               snapshot_loaded_cb, g_object_ref (self));
      break;
    case SOURCE_FILE:
      file = g_file_new_for_uri (chosen->id);
      qd_document_load_async (file, self->cancellable, file_loaded_cb, g_object_ref (self));
      break;
    case SOURCE_SAVED_STATE:
    default:
      start_comparing (self, NULL);
    }
}

/* Something else is chosen: what is shown is about the last one. */
static void
row_selected_cb (GtkListBox      *rows,
                 GtkListBoxRow   *row,
                 QdCompareWindow *self)
{
  if (self->filling)
    return;

  gtk_widget_set_visible (self->list, FALSE);
  gtk_label_set_text (self->summary, "");
  compare (self);
}

static GtkWidget *
row_new (const Source *source)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (source->name);
  GtkWidget *detail = gtk_label_new (source->detail);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (box, "qd-state");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  qd_widget_describe (row, source->name, source->detail);

  return row;
}

static gboolean
is_same (const Source *a,
         const Source *b)
{
  return a->kind == b->kind && g_str_equal (a->id, b->id);
}

/* @wanted: (nullable): what is to be chosen, if it is there */
static void
fill (QdCompareWindow *self,
      const Source    *wanted)
{
  g_autoptr (GPtrArray) sources = list_sources (self);
  GtkWidget *child;
  int selected = 0;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
  for (guint i = 0; i < sources->len; i++)
    {
      const Source *source = g_ptr_array_index (sources, i);

      gtk_list_box_append (self->rows, row_new (source));
      if (wanted != NULL && is_same (source, wanted))
        selected = (int) i;
    }
  g_ptr_array_unref (self->sources);
  self->sources = g_steal_pointer (&sources);
  gtk_list_box_select_row (self->rows, gtk_list_box_get_row_at_index (self->rows, selected));
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, self->sources->len > 0 ? "sources" : "none");
}

static gboolean
is_unchanged (QdCompareWindow *self)
{
  g_autoptr (GPtrArray) sources = list_sources (self);
  gboolean same = sources->len == self->sources->len;

  for (guint i = 0; same && i < sources->len; i++)
    {
      const Source *a = g_ptr_array_index (sources, i);
      const Source *b = g_ptr_array_index (self->sources, i);

      same = is_same (a, b) && g_str_equal (a->name, b->name) && g_str_equal (a->detail, b->detail);
    }

  return same;
}

/* What there is to compare with may have become more or less with the plan. */
static void
refill (QdCompareWindow *self)
{
  const Source *chosen = get_chosen (self);
  Source wanted = { 0 };
  g_autofree char *id = NULL;

  if (chosen != NULL)
    {
      id = g_strdup (chosen->id);
      wanted = (Source) { .kind = chosen->kind, .id = id };
    }
  if (!is_unchanged (self))
    fill (self, chosen != NULL ? &wanted : NULL);
  compare (self);
}

static gboolean
update_cb (gpointer user_data)
{
  QdCompareWindow *self = user_data;

  self->update_id = 0;
  refill (self);

  return G_SOURCE_REMOVE;
}

/* Once all that is being typed is there. */
static void
update_soon (QdCompareWindow *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_LOW, update_cb, self, NULL);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (QdCompareWindow) self = user_data;
  GPtrArray *infos = qd_snapshots_list_finish (self->snapshots, result, NULL);

  if (infos == NULL)
    return;

  g_ptr_array_unref (self->snapshot_infos);
  self->snapshot_infos = infos;
  refill (self);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (QdCompareWindow) self = user_data;
  g_autoptr (GFile) file = qd_dialog_open_finish (result);

  if (file != NULL)
    qd_compare_window_add_file (self, file);
}

static void
choose_file_cb (QdCompareWindow *self)
{
  qd_dialog_open_async (GTK_WINDOW (self), _("Compare with Another Plan"), file_chosen_cb, g_object_ref (self));
}

static void
copy_cb (QdCompareWindow *self)
{
  g_autofree char *title = qd_document_dup_title (self->document);
  const char *other = get_chosen (self)->name;
  gboolean forwards = is_forwards (self);
  g_autofree char *text = qd_changes_write (self->differences, self->effects, forwards ? title : other,
                                            forwards ? other : title);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("The differences are on the clipboard, as Markdown")));
}

/* What only the other plan has is nowhere to be shown but on its page. */
static void
activated_cb (QdDifferenceList *list,
              int               page,
              const char       *record,
              const char       *field,
              QdCompareWindow  *self)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  qd_widget_go_to_field (parent, (QdPageId) page, record, field);
  gtk_window_present (GTK_WINDOW (parent));
}

/* Not before: GTK 4.8 would take the window for a widget like others, and a screen reader with it. */
static void
qd_compare_window_map (GtkWidget *widget)
{
  QdCompareWindow *self = QD_COMPARE_WINDOW (widget);

  GTK_WIDGET_CLASS (qd_compare_window_parent_class)->map (widget);

  if (get_chosen (self) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->rows)));
}

static void
qd_compare_window_dispose (GObject *object)
{
  QdCompareWindow *self = QD_COMPARE_WINDOW (object);

  /* The rows lose their selection when they go. */
  self->filling = TRUE;
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->document);
  g_clear_object (&self->snapshots);

  G_OBJECT_CLASS (qd_compare_window_parent_class)->dispose (object);
}

static void
qd_compare_window_finalize (GObject *object)
{
  QdCompareWindow *self = QD_COMPARE_WINDOW (object);

  g_object_unref (self->listing);
  g_ptr_array_unref (self->snapshot_infos);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->sources);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->effects, g_ptr_array_unref);

  G_OBJECT_CLASS (qd_compare_window_parent_class)->finalize (object);
}

static void
qd_compare_window_class_init (QdCompareWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_compare_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_compare_window_finalize;
  widget_class->map = qd_compare_window_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-compare-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QdCompareWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, QdCompareWindow, rows);
  gtk_widget_class_bind_template_child (widget_class, QdCompareWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, QdCompareWindow, swap_button);
  gtk_widget_class_bind_template_child (widget_class, QdCompareWindow, place);
  gtk_widget_class_bind_template_child (widget_class, QdCompareWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, QdCompareWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, QdCompareWindow, sides);
  gtk_widget_class_bind_template_child (widget_class, QdCompareWindow, sources_side);
  gtk_widget_class_bind_template_child (widget_class, QdCompareWindow, differences_side);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* The list beside what is different from its selected row, or above it in a narrow window: templates have no such box. */
static void
put_beside (QdCompareWindow *self)
{
  g_autoptr (GtkWidget) sources = g_object_ref (self->sources_side);
  g_autoptr (GtkWidget) differences = g_object_ref (self->differences_side);
  GtkWidget *beside;

  gtk_box_remove (self->sides, sources);
  gtk_box_remove (self->sides, differences);
  beside = qd_beside_new_for_list (sources, differences);
  gtk_widget_set_hexpand (beside, TRUE);
  gtk_box_append (self->sides, beside);
}

static void
qd_compare_window_init (QdCompareWindow *self)
{
  self->snapshot_infos = g_ptr_array_new ();
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  self->sources = g_ptr_array_new_with_free_func (source_free);
  self->listing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  put_beside (self);

  self->list = qd_difference_list_new (_("What is different"));
  qd_difference_list_set_activatable (QD_DIFFERENCE_LIST (self->list));
  gtk_widget_set_hexpand (self->list, TRUE);
  gtk_widget_set_visible (self->list, FALSE);
  g_signal_connect_object (self->list, "activated", G_CALLBACK (activated_cb), self, 0);
  gtk_box_append (self->place, self->list);
}

/**
 * qd_compare_window_new:
 * @parent: the window of @document
 * @document: a document
 * @snapshots: where earlier states of files are kept
 *
 * Returns: a window that compares its plan with what there is, at first with how it was approved
 */
GtkWidget *
qd_compare_window_new (GtkWindow   *parent,
                       QdDocument  *document,
                       QdSnapshots *snapshots)
{
  QdCompareWindow *self = g_object_new (QD_TYPE_COMPARE_WINDOW, "transient-for", parent, NULL);

  self->document = g_object_ref (document);
  self->snapshots = g_object_ref (snapshots);
  g_signal_connect_object (document, "changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  fill (self, NULL);
  compare (self);
  if (qd_document_get_file (document) != NULL)
    qd_snapshots_list_async (snapshots, qd_document_get_file (document), self->listing, listed_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

/**
 * qd_compare_window_add_file:
 * @window: a window
 * @file: another plan: it is compared with at once
 */
void
qd_compare_window_add_file (QdCompareWindow *window,
                            GFile           *file)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (QD_IS_COMPARE_WINDOW (window));

  uri = g_file_get_uri (file);
  for (guint i = 0; i < window->files->len; i++)
    if (g_file_equal (g_ptr_array_index (window->files, i), file))
      g_ptr_array_remove_index (window->files, i--);
  g_ptr_array_insert (window->files, 0, g_object_ref (file));
  gtk_widget_set_visible (window->list, FALSE);
  gtk_label_set_text (window->summary, "");
  fill (window, &(Source) { .kind = SOURCE_FILE, .id = uri });
  compare (window);
}
