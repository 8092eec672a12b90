#include "qd-config.h"

#include "qd-scores-window.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-dialogs.h"
#include "qd-figure-text.h"
#include "qd-index-model.h"
#include "qd-load-bar.h"
#include "qd-number.h"
#include "qd-score-history.h"

/* How the quarters went, out of all the plans of a folder: the latest on top, each with its score as a bar and a number.
 * The plans are read in another thread, and no longer than the window is there. */

/* How often it is shown how far the reading is, in milliseconds. */
#define PROGRESS_EVERY 100

struct _QdScoresWindow
{
  AdwWindow     parent_instance;

  GFile        *folder;
  GCancellable *cancellable; /* of the reading that is under way */
  GPtrArray    *scores;      /* of QdQuarterScore, the oldest first */
  QdIndexModel *rows;
  guint         progress_id;

  GtkWidget    *title;
  GtkWidget    *stack;
  GtkWidget    *progress;
  GtkWidget    *nothing;
  GtkWidget    *summary;
};

G_DEFINE_FINAL_TYPE (QdScoresWindow, qd_scores_window, ADW_TYPE_WINDOW)

/* What is read, and how far it is: the other thread counts. */
typedef struct
{
  GPtrArray *paths;
  guint      n_unreadable;
  gint       n_done;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->paths, g_ptr_array_unref);
  g_free (reading);
}

/* The columns */

static char *
quarter_text (const QdQuarterScore *score)
{
  return qd_quarter_is_set (&score->quarter) ? qd_quarter_format (&score->quarter) : g_strdup ("–");
}

static char *
score_text (const QdQuarterScore *score)
{
  g_autofree char *number = isnan (score->score) ? NULL : qd_score_format_local (score->score);

  return number != NULL ? g_strdup_printf ("%s %s", qd_band_shape (score->band), number) : g_strdup ("–");
}

static char *
band_text (const QdQuarterScore *score)
{
  return g_strdup (qd_band_text (score->band));
}

static char *
target_text (const QdQuarterScore *score)
{
  return isnan (score->target) ? g_strdup ("–") : qd_score_format_local (score->target);
}

static char *
scored_text (const QdQuarterScore *score)
{
  /* Translators: of how many key results there is a score, and how many there are */
  return qd_count_printf (C_("scores", "%u of %u"), score->n_scored, score->n_key_results);
}

static char *
plan_text (const QdQuarterScore *score)
{
  return g_strdup (score->name);
}

/* A column without words is the bar. */
static const struct
{
  const char *title;
  char     *(*text) (const QdQuarterScore *score);
  gboolean    at_end;
  gboolean    expands;
} columns[] = {
  { N_("Quarter"), quarter_text, FALSE, FALSE },
  { N_("Score"), score_text, TRUE, FALSE },
  { "", NULL, FALSE, TRUE },
  { N_("Band"), band_text, FALSE, FALSE },
  { N_("Target"), target_text, TRUE, FALSE },
  { N_("Scored"), scored_text, TRUE, FALSE },
  { N_("Plan"), plan_text, FALSE, TRUE },
};

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  guint column = GPOINTER_TO_UINT (user_data);
  GtkWidget *child = columns[column].text != NULL ? gtk_label_new (NULL) : qd_load_bar_new ();

  if (columns[column].text != NULL)
    {
      gtk_label_set_xalign (GTK_LABEL (child), columns[column].at_end ? 1 : 0);
      gtk_label_set_ellipsize (GTK_LABEL (child), columns[column].expands ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_NONE);
      gtk_widget_add_css_class (child, "numeric");
    }
  gtk_list_item_set_child (item, child);
  gtk_list_item_set_activatable (item, FALSE);
}

/* Each objective with its score, a line each. */
static char *
describe (const QdQuarterScore *score)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < score->objectives->len; i++)
    {
      const QdObjectiveScore *objective = &g_array_index (score->objectives, QdObjectiveScore, i);
      g_autofree char *number = isnan (objective->score) ? g_strdup ("–") : qd_score_format_local (objective->score);

      g_string_append_printf (text, "%s%s  %s", i > 0 ? "\n" : "", number, objective->title);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            user_data)
{
  guint column = GPOINTER_TO_UINT (user_data);
  QdScoresWindow *self = g_object_get_data (G_OBJECT (factory), "window");
  const QdQuarterScore *score = self->scores->pdata[self->scores->len - 1 - gtk_list_item_get_position (item)];
  GtkWidget *child = gtk_list_item_get_child (item);
  g_autofree char *described = describe (score);

  if (columns[column].text != NULL)
    {
      g_autofree char *text = columns[column].text (score);

      gtk_label_set_text (GTK_LABEL (child), text);
    }
  else
    {
      qd_load_bar_set_load (QD_LOAD_BAR (child), score->score, FALSE);
    }
  gtk_widget_set_tooltip_text (child, described);
}

/* Reading */

static void
show_scores (QdScoresWindow *self,
             guint           n_unreadable)
{
  guint n = self->scores->len;
  g_autofree char *found = qd_count_printf (ngettext ("%u plan looks back on a quarter.",
                                                      "%u plans look back on a quarter.", n), n);
  g_autofree char *left = qd_count_printf (ngettext ("%u plan cannot be read.", "%u plans cannot be read.", n_unreadable),
                                           n_unreadable);
  /* Translators: two whole sentences, one after the other. */
  g_autofree char *both = g_strdup_printf (C_("sentences", "%s %s"), found, left);

  qd_index_model_set_n_items (self->rows, n);
  gtk_label_set_text (GTK_LABEL (self->summary), n_unreadable > 0 ? both : found);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing),
                                   n_unreadable > 0 ? left : _("None of the plans in this folder looks back on a quarter."));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "scores" : "nothing");
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  QdScoresWindow *self = QD_SCORES_WINDOW (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) scores = g_task_propagate_pointer (G_TASK (result), NULL);

  if (scores == NULL)
    return;

  g_clear_handle_id (&self->progress_id, g_source_remove);
  qd_index_model_set_n_items (self->rows, 0);
  g_clear_pointer (&self->scores, g_ptr_array_unref);
  self->scores = g_steal_pointer (&scores);
  show_scores (self, reading->n_unreadable);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Reading *reading = task_data;
  GError *error = NULL;
  GPtrArray *scores = qd_score_history_read (reading->paths, &reading->n_unreadable, &reading->n_done, cancellable, &error);

  if (scores != NULL)
    g_task_return_pointer (task, scores, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
progress_cb (gpointer user_data)
{
  GTask *task = user_data;
  QdScoresWindow *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 reading->paths->len > 0 ? (double) g_atomic_int_get (&reading->n_done) / reading->paths->len
                                                         : 1);

  return G_SOURCE_CONTINUE;
}

static void
stop_reading (QdScoresWindow *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
read_folder (QdScoresWindow *self)
{
  g_autofree char *path = g_file_get_path (self->folder);
  g_autofree char *place = qd_file_describe_place (self->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = path != NULL ? qd_score_history_list (path, &error) : NULL;
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  stop_reading (self);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), place);
  if (paths == NULL)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing),
                                       error != NULL ? error->message : _("This folder cannot be read."));
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
      return;
    }

  reading = g_new0 (Reading, 1);
  reading->paths = g_steal_pointer (&paths);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_task_data (task, reading, reading_free);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "reading");
  self->progress_id = g_timeout_add_full (G_PRIORITY_DEFAULT, PROGRESS_EVERY, progress_cb, g_object_ref (task),
                                          g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  QdScoresWindow *self = QD_SCORES_WINDOW (source);
  g_autoptr (GFile) folder = qd_dialog_folder_finish (result);

  if (folder == NULL)
    return;
  g_set_object (&self->folder, folder);
  read_folder (self);
}

static void
choose_cb (QdScoresWindow *self)
{
  qd_dialog_folder_async (GTK_WINDOW (self), _("Folder of Plans"), _("_Choose"), self->folder, folder_chosen_cb, NULL);
}

/* The reading holds the window: it ends with it. */
static gboolean
qd_scores_window_close_request (GtkWindow *window)
{
  stop_reading (QD_SCORES_WINDOW (window));

  return GTK_WINDOW_CLASS (qd_scores_window_parent_class)->close_request (window);
}

static void
qd_scores_window_dispose (GObject *object)
{
  QdScoresWindow *self = QD_SCORES_WINDOW (object);

  stop_reading (self);
  if (self->rows != NULL)
    qd_index_model_set_n_items (self->rows, 0);
  g_clear_object (&self->rows);
  g_clear_object (&self->folder);
  g_clear_pointer (&self->scores, g_ptr_array_unref);

  G_OBJECT_CLASS (qd_scores_window_parent_class)->dispose (object);
}

static void
qd_scores_window_class_init (QdScoresWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_scores_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = qd_scores_window_close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
build_table (QdScoresWindow *self)
{
  GtkNoSelection *selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (selection));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_object_set_data (G_OBJECT (factory), "window", self);
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (*columns[i].title != '\0' ? _(columns[i].title) : NULL, factory);
      gtk_column_view_column_set_expand (column, columns[i].expands);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }
  qd_widget_set_name (view, _("Scores"));
  qd_widget_set_name (scroller, _("Scores"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static GtkWidget *
build_bar (QdScoresWindow *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *choose = gtk_button_new_with_mnemonic (_("_Folder…"));

  self->title = adw_window_title_new (_("Score History"), NULL);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), self->title);
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (choose_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), choose);

  return bar;
}

static GtkWidget *
build_reading (QdScoresWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->progress = gtk_progress_bar_new ();
  qd_widget_set_name (self->progress, _("Reading the plans"));
  gtk_widget_set_size_request (self->progress, 280, -1);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_("Reading the plans…")));
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);

  return box;
}

static void
qd_scores_window_init (QdScoresWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scores = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->rows = qd_index_model_new ();
  gtk_box_append (GTK_BOX (box), build_bar (self));

  self->nothing = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->nothing), "folder-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->nothing), _("No Scores Here"));
  self->summary = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->summary), 0);
  gtk_widget_add_css_class (self->summary, "qd-answers");
  gtk_box_append (GTK_BOX (scores), build_table (self));
  gtk_box_append (GTK_BOX (scores), self->summary);

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), build_reading (self), "reading");
  gtk_stack_add_named (GTK_STACK (self->stack), scores, "scores");
  gtk_stack_add_named (GTK_STACK (self->stack), self->nothing, "nothing");
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);

  gtk_window_set_title (GTK_WINDOW (self), _("Score History"));
  gtk_window_set_default_size (GTK_WINDOW (self), 760, 560);
}

/**
 * qd_scores_window_new:
 * @parent: the window to stand before
 * @folder: a folder of plans
 *
 * Returns: a window that reads the plans of @folder, and shows how the quarters went that they look back on
 */
GtkWidget *
qd_scores_window_new (GtkWindow *parent,
                      GFile     *folder)
{
  QdScoresWindow *self = g_object_new (QD_TYPE_SCORES_WINDOW, "transient-for", parent, NULL);

  self->folder = g_object_ref (folder);
  read_folder (self);

  return GTK_WIDGET (self);
}
