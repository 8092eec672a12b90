#include "qd-config.h"

#include "qd-close-quarter.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-app-util.h"
#include "qd-closing.h"
#include "qd-columns.h"
#include "qd-count.h"
#include "qd-figure-text.h"
#include "qd-number.h"
#include "qd-plan-private.h"
#include "qd-text.h"

/* A quarter is closed in two steps: what was reached of each key result, which score counts and why; then what was
 * learned. One change enters all of it. Nothing is asked for by force: what is missing is said, and found in the plan. */

enum
{
  COLUMN_TARGET,
  COLUMN_ACTUAL,
  COLUMN_SCORE,
  COLUMN_STATED,
  COLUMN_CAUSE,
};

static const QdEntryColumn columns[] = {
  [COLUMN_TARGET] = { N_("Target"), QD_ENTRY_NONE, 0, FALSE },
  [COLUMN_ACTUAL] = { N_("Actual"), QD_KEY_RESULT_ACTUAL, 9, FALSE },
  [COLUMN_SCORE] = { N_("Score"), QD_ENTRY_NONE, 0, FALSE },
  [COLUMN_STATED] = { N_("Stated"), QD_KEY_RESULT_STATED, 5, FALSE },
  [COLUMN_CAUSE] = { N_("Cause or reason"), QD_KEY_RESULT_CAUSE, 18, TRUE },
};

struct _QdCloseQuarter
{
  QdEntryDialog  parent_instance;

  GHashTable    *scored;  /* id of a key result -> QdRecord: a copy of it, with what is typed */
  GPtrArray     *lessons; /* of QdRecord: what is typed of them, the last one blank */
  guint          n_unscored;
  guint          n_unexplained;

  GtkWidget     *steps;
  GtkWidget     *only_missing;
  QdEntryGrid   *grid;
  GtkWidget     *lesson_list;
  GtkWidget     *summary;
  GtkWidget     *back;
  GtkWidget     *accept;
};

G_DEFINE_FINAL_TYPE (QdCloseQuarter, qd_close_quarter, QD_TYPE_ENTRY_DIALOG)

static QdPlan *
get_plan (QdCloseQuarter *self)
{
  return qd_document_get_plan (qd_entry_dialog_get_document (QD_ENTRY_DIALOG (self)));
}

static QdFigures *
get_figures (QdCloseQuarter *self)
{
  return qd_document_get_figures (qd_entry_dialog_get_document (QD_ENTRY_DIALOG (self)));
}

static GPtrArray *
get_key_results (QdCloseQuarter *self)
{
  return qd_entry_dialog_get_key_results (QD_ENTRY_DIALOG (self));
}

static gboolean
is_last_step (QdCloseQuarter *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (self->steps)), "lessons");
}

static QdRecord *
get_scored (QdCloseQuarter *self,
            QdRecord       *key_result)
{
  return g_hash_table_lookup (self->scored, qd_record_get_id (key_result));
}

static QdClosingLack
get_lack (QdCloseQuarter *self,
          QdRecord       *scored)
{
  QdKeyResultFigures figures = qd_closing_score (get_figures (self), scored);

  return qd_closing_lacks (&figures, scored);
}

static QdChange *
qd_close_quarter_dup_change (QdEntryDialog *dialog)
{
  QdCloseQuarter *self = QD_CLOSE_QUARTER (dialog);

  return qd_closing_change (get_plan (self), self->scored, self->lessons, _("Close Quarter"));
}

static guint
count_lessons (QdCloseQuarter *self)
{
  guint n = qd_list_get_length (qd_plan_get_list (get_plan (self), QD_LIST_LEARNED));

  for (guint i = 0; i < self->lessons->len; i++)
    n += qd_text_is_blank (qd_record_get_text (self->lessons->pdata[i], QD_LESSON_TEXT)) ? 0 : 1;

  return n;
}

/* “7 of 9 scored · 1 without a cause or reason · 2 lessons” */
static void
update_summary (QdCloseQuarter *self)
{
  guint n = get_key_results (self)->len;
  guint n_lessons = count_lessons (self);
  /* Translators: of how many key results there is a score, and how many there are */
  g_autofree char *scored = qd_count_printf (_("%u of %u scored"), n - self->n_unscored, n);
  g_autofree char *unexplained = self->n_unexplained == 0
                                   ? g_strdup (_("all explained"))
                                   : qd_count_printf (ngettext ("%u without a cause or reason",
                                                                "%u without a cause or reason", self->n_unexplained),
                                                      self->n_unexplained);
  g_autofree char *lessons = qd_count_printf (ngettext ("%u lesson", "%u lessons", n_lessons), n_lessons);
  g_autofree char *text = g_strjoin (" · ", scored, unexplained, lessons, NULL);

  gtk_label_set_text (GTK_LABEL (self->summary), text);
  gtk_widget_set_visible (self->summary, n > 0);
}

static void
count_missing (QdCloseQuarter *self)
{
  GPtrArray *key_results = get_key_results (self);

  self->n_unscored = self->n_unexplained = 0;
  for (guint i = 0; i < key_results->len; i++)
    {
      QdClosingLack lack = get_lack (self, get_scored (self, key_results->pdata[i]));

      self->n_unscored += lack == QD_CLOSING_SCORE ? 1 : 0;
      self->n_unexplained += (lack & (QD_CLOSING_CAUSE | QD_CLOSING_REASON)) != 0 ? 1 : 0;
    }
}

static void
update (QdCloseQuarter *self)
{
  g_autoptr (QdChange) change = qd_close_quarter_dup_change (QD_ENTRY_DIALOG (self));
  gboolean last = is_last_step (self);

  update_summary (self);
  gtk_button_set_label (GTK_BUTTON (self->accept), last ? _("C_lose Quarter") : _("_Next"));
  gtk_widget_set_sensitive (self->accept, !last || change != NULL);
  gtk_widget_set_visible (self->back, last);
  qd_entry_dialog_note (QD_ENTRY_DIALOG (self));
}

/* Scores */

static char *
explain (const QdKeyResultFigures *figures)
{
  g_autofree char *stated = NULL, *computed = NULL;

  if (isnan (figures->stated))
    return isnan (figures->computed) ? g_strdup (qd_score_reason_text (figures->reason)) : g_strdup (_("Computed"));
  if (isnan (figures->computed))
    return g_strdup_printf (_("Stated. %s"), qd_score_reason_text (figures->reason));

  stated = qd_score_format_local (figures->stated);
  computed = qd_score_format_local (figures->computed);

  return g_strdup_printf (_("%s is stated; the figures come to %s."), stated, computed);
}

/* The score that counts, its band in a word and a shape, and the computed one where that is another. */
static void
show_score (GtkWidget                *box,
            const QdKeyResultFigures *figures)
{
  GtkWidget *number = gtk_widget_get_first_child (box);
  GtkWidget *below = gtk_widget_get_last_child (box);
  g_autofree char *score = qd_score_format_local (figures->score);
  g_autofree char *shown = isnan (figures->score) ? g_strdup ("–")
                                                  : g_strdup_printf ("%s %s", qd_band_shape (figures->band), score);
  g_autofree char *computed = qd_score_format_local (figures->computed);
  g_autofree char *second = isnan (figures->stated) || isnan (figures->computed)
                              ? g_strdup (qd_band_text (figures->band))
                              : g_strdup_printf (_("%s computed"), computed);
  g_autofree char *explained = explain (figures);

  gtk_label_set_text (GTK_LABEL (number), shown);
  gtk_label_set_text (GTK_LABEL (below), second);
  gtk_widget_set_tooltip_text (box, explained);
}

static GtkWidget *
score_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *number = qd_entry_grid_label_new ("", "numeric");
  GtkWidget *below = qd_entry_grid_label_new ("", "caption");

  gtk_widget_add_css_class (below, "dim-label");
  for (guint i = 0; i < 2; i++)
    {
      gtk_label_set_ellipsize (GTK_LABEL (i == 0 ? number : below), PANGO_ELLIPSIZE_NONE);
      gtk_box_append (GTK_BOX (box), i == 0 ? number : below);
    }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  return box;
}

/* What is asked for stands in the field that it is to be typed into. */
static const char *
cause_wanted (QdClosingLack lack)
{
  if (lack & QD_CLOSING_CAUSE)
    return _("Why was it missed?");
  if (lack & QD_CLOSING_REASON)
    return _("Why another score?");

  return NULL;
}

static void
update_row (QdCloseQuarter *self,
            QdRecord       *key_result,
            guint           row)
{
  QdRecord *scored = get_scored (self, key_result);
  QdKeyResultFigures figures = qd_closing_score (get_figures (self), scored);
  GtkWidget *cause = qd_entry_grid_get_cell (self->grid, row, COLUMN_CAUSE);
  QdClosingLack lack = qd_closing_lacks (&figures, scored);

  show_score (qd_entry_grid_get_cell (self->grid, row, COLUMN_SCORE), &figures);
  gtk_entry_set_placeholder_text (GTK_ENTRY (cause), cause_wanted (lack));
  qd_widget_set_class (cause, "warning", (lack & (QD_CLOSING_CAUSE | QD_CLOSING_REASON)) != 0);
}

static GtkWidget *
show_cell (GtkWindow *window,
           QdRecord  *key_result,
           guint      column)
{
  if (column == COLUMN_SCORE)
    return score_new ();

  return qd_entry_grid_label_new (qd_record_get_text (key_result, QD_KEY_RESULT_TARGET), NULL);
}

static QdRecord *
get_typed (GtkWindow *window,
           QdRecord  *key_result,
           gboolean   make)
{
  return get_scored (QD_CLOSE_QUARTER (window), key_result);
}

static void
typed_cb (GtkWindow *window,
          QdRecord  *key_result,
          guint      row)
{
  QdCloseQuarter *self = QD_CLOSE_QUARTER (window);

  update_row (self, key_result, row);
  count_missing (self);
  update (self);
}

static gboolean
is_wanted (GtkWindow *window,
           QdRecord  *key_result)
{
  QdCloseQuarter *self = QD_CLOSE_QUARTER (window);

  return !gtk_check_button_get_active (GTK_CHECK_BUTTON (self->only_missing)) ||
         get_lack (self, get_scored (self, key_result)) != QD_CLOSING_NOTHING;
}

static void
done_cb (GtkWindow *window)
{
  gtk_widget_grab_focus (QD_CLOSE_QUARTER (window)->accept);
}

static const QdEntryGridKind grid_kind = {
  .type = QD_RECORD_KEY_RESULT,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .show = show_cell,
  .typed = get_typed,
  .changed = typed_cb,
  .wanted = is_wanted,
  .done = done_cb,
};

static void
qd_close_quarter_filled (QdEntryDialog *dialog)
{
  QdCloseQuarter *self = QD_CLOSE_QUARTER (dialog);

  gtk_widget_set_visible (self->only_missing, get_key_results (self)->len > 0);
  for (guint i = 0; i < qd_entry_grid_get_n_rows (self->grid); i++)
    update_row (self, qd_entry_grid_get_key_result (self->grid, i), i);
}

/* Lessons */

static void add_lesson (QdCloseQuarter *self);

/* Below the last lesson there is always room for one more. */
static void
lesson_changed_cb (GtkEditable    *editable,
                   QdCloseQuarter *self)
{
  QdRecord *lesson = g_object_get_data (G_OBJECT (editable), "lesson");
  const char *text = gtk_editable_get_text (editable);

  qd_record_set_text (lesson, QD_LESSON_TEXT, text);
  if (!qd_text_is_blank (text) && lesson == self->lessons->pdata[self->lessons->len - 1])
    add_lesson (self);
  update (self);
}

static void
lesson_activate_cb (GtkWidget *row)
{
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  if (next != NULL)
    gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD);
}

static void
add_lesson (QdCloseQuarter *self)
{
  QdRecord *lesson = qd_record_new (QD_RECORD_LESSON, NULL);
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("What was learned"));
  g_object_set_data (G_OBJECT (row), "lesson", lesson);
  g_signal_connect_object (row, "changed", G_CALLBACK (lesson_changed_cb), self, 0);
  g_signal_connect (row, "entry-activated", G_CALLBACK (lesson_activate_cb), NULL);
  g_ptr_array_add (self->lessons, lesson);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->lesson_list), row);
}

/* What is written down already is read here and changed on its page. */
static void
show_lessons (QdCloseQuarter *self)
{
  QdList *learned = qd_plan_get_list (get_plan (self), QD_LIST_LEARNED);

  for (guint i = 0; i < qd_list_get_length (learned); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *text = g_markup_escape_text (qd_record_get_text (qd_list_get (learned, i), QD_LESSON_TEXT), -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->lesson_list), row);
    }
  add_lesson (self);
}

/* Steps */

static void
go_to_step (QdCloseQuarter *self,
            const char     *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->steps), name);
  update (self);
  gtk_widget_child_focus (gtk_stack_get_visible_child (GTK_STACK (self->steps)), GTK_DIR_TAB_FORWARD);
}

static void
back_cb (QdCloseQuarter *self)
{
  go_to_step (self, "scores");
}

static void
close_quarter (QdCloseQuarter *self)
{
  guint n = self->n_unscored;
  g_autofree char *left = qd_count_printf (ngettext ("Entered; %u key result is left to score.",
                                                     "Entered; %u key results are left to score.", n), n);

  qd_entry_dialog_enter (QD_ENTRY_DIALOG (self), n > 0 ? left : _("The quarter is scored."));
}

static void
accept_cb (QdCloseQuarter *self)
{
  if (is_last_step (self))
    close_quarter (self);
  else
    go_to_step (self, "lessons");
}

static void
qd_close_quarter_finalize (GObject *object)
{
  QdCloseQuarter *self = QD_CLOSE_QUARTER (object);

  g_hash_table_unref (self->scored);
  g_ptr_array_unref (self->lessons);

  G_OBJECT_CLASS (qd_close_quarter_parent_class)->finalize (object);
}

static void
qd_close_quarter_class_init (QdCloseQuarterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qd_close_quarter_finalize;
  QD_ENTRY_DIALOG_CLASS (klass)->kind = &grid_kind;
  QD_ENTRY_DIALOG_CLASS (klass)->dup_change = qd_close_quarter_dup_change;
  QD_ENTRY_DIALOG_CLASS (klass)->filled = qd_close_quarter_filled;
}

static GtkWidget *
build_bar (QdCloseQuarter *self)
{
  GtkWidget *bar = qd_dialog_bar_new (_("_Next"), &self->accept);

  self->back = gtk_button_new_with_mnemonic (_("_Back"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->back);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_cb), self);

  return bar;
}

static GtkWidget *
build_scores (QdCloseQuarter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *search = qd_entry_dialog_search_new (QD_ENTRY_DIALOG (self));

  gtk_widget_set_size_request (search, 320, -1);
  gtk_box_append (GTK_BOX (top), search);
  self->only_missing = gtk_check_button_new_with_mnemonic (_("_Only what is missing"));
  g_signal_connect_swapped (self->only_missing, "toggled", G_CALLBACK (qd_entry_dialog_fill), self);
  gtk_widget_set_halign (self->only_missing, GTK_ALIGN_END);
  gtk_widget_set_hexpand (self->only_missing, TRUE);
  gtk_box_append (GTK_BOX (top), self->only_missing);
  gtk_widget_add_css_class (top, "qd-entries-top");
  gtk_box_append (GTK_BOX (box), top);
  self->grid = qd_entry_dialog_grid_new (QD_ENTRY_DIALOG (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));

  return box;
}

static GtkWidget *
build_lessons (QdCloseQuarter *self)
{
  GtkWidget *page = adw_preferences_page_new ();

  self->lesson_list = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->lesson_list), _("Lessons"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->lesson_list),
                                         _("What the quarter taught, one sentence each. The next quarter’s plan looks back "
                                           "on it."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->lesson_list));

  return page;
}

static void
qd_close_quarter_init (QdCloseQuarter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->scored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->lessons = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_box_append (GTK_BOX (box), build_bar (self));

  self->steps = gtk_stack_new ();
  gtk_widget_set_vexpand (self->steps, TRUE);
  gtk_stack_set_transition_type (GTK_STACK (self->steps), GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);
  gtk_stack_add_named (GTK_STACK (self->steps), build_scores (self), "scores");
  gtk_stack_add_named (GTK_STACK (self->steps), build_lessons (self), "lessons");
  gtk_box_append (GTK_BOX (box), self->steps);

  self->summary = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->summary), 0);
  gtk_label_set_wrap (GTK_LABEL (self->summary), TRUE);
  gtk_widget_add_css_class (self->summary, "qd-answers");
  gtk_box_append (GTK_BOX (box), self->summary);
  adw_window_set_content (ADW_WINDOW (self), box);

  gtk_window_set_default_size (GTK_WINDOW (self), 980, 640);
}

static void
set_title (QdCloseQuarter *self)
{
  QdQuarter quarter = qd_plan_get_quarter (get_plan (self));
  g_autofree char *name = qd_quarter_is_set (&quarter) ? qd_quarter_format (&quarter) : NULL;
  /* Translators: a quarter, such as Q2 2024 */
  g_autofree char *title = name != NULL ? g_strdup_printf (_("Close %s"), name) : g_strdup (_("Close Quarter"));

  gtk_window_set_title (GTK_WINDOW (self), title);
}

/**
 * qd_close_quarter_new:
 * @parent: the window of @document
 * @document: a document
 *
 * Where nobody typed what was reached, the latest check-in is offered for it.
 *
 * Returns: a dialog in which its quarter is scored to the end
 */
GtkWidget *
qd_close_quarter_new (GtkWindow  *parent,
                      QdDocument *document)
{
  QdCloseQuarter *self = g_object_new (QD_TYPE_CLOSE_QUARTER, "transient-for", parent, NULL);
  GPtrArray *key_results;

  qd_entry_dialog_begin (QD_ENTRY_DIALOG (self), document);
  key_results = get_key_results (self);
  for (guint i = 0; i < key_results->len; i++)
    g_hash_table_insert (self->scored, g_strdup (qd_record_get_id (key_results->pdata[i])),
                         qd_closing_suggest (get_figures (self), key_results->pdata[i]));
  set_title (self);
  count_missing (self);
  show_lessons (self);
  qd_entry_dialog_fill (QD_ENTRY_DIALOG (self));
  update (self);

  return GTK_WIDGET (self);
}
