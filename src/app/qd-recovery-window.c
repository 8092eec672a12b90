#include "qd-config.h"

#include "qd-recovery-window.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-dialogs.h"
#include "qd-difference-list.h"
#include "qd-draft.h"
#include "qd-file.h"
#include "qd-text.h"

/* The plans that were not saved when the program ended: what is in each, and whether to go on with it. Nothing is decided
 * here but by a button. */

#define LIST_HEIGHT 230

struct _QdRecoveryWindow
{
  AdwWindow     parent_instance;

  QdDraftStore *store;
  GPtrArray    *infos;

  GtkListBox   *rows;
  GtkWidget    *all_button;
};

enum
{
  RECOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdRecoveryWindow, qd_recovery_window, ADW_TYPE_WINDOW)

/* A draft and its row, while something is done to it; holds the window, and through that the draft. */
typedef struct
{
  QdRecoveryWindow  *self;
  const QdDraftInfo *info;
  GtkWidget         *row;
} Case;

static Case *
case_new (QdRecoveryWindow *self,
          GtkWidget        *row)
{
  Case *one = g_new0 (Case, 1);

  one->self = g_object_ref (self);
  one->info = g_object_get_data (G_OBJECT (row), "info");
  one->row = g_object_ref (row);

  return one;
}

static void
case_free (Case *one)
{
  g_object_unref (one->self);
  g_object_unref (one->row);
  g_free (one);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

static guint
count_recoverable (QdRecoveryWindow *self)
{
  guint n = 0;

  for (int i = 0; gtk_list_box_get_row_at_index (self->rows, i) != NULL; i++)
    {
      const QdDraftInfo *info = g_object_get_data (G_OBJECT (gtk_list_box_get_row_at_index (self->rows, i)), "info");

      n += info->recoverable ? 1 : 0;
    }

  return n;
}

/* What is decided needs no row any more; with the last one, the window goes. */
static void
update (QdRecoveryWindow *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->rows, 0);

  gtk_widget_set_visible (self->all_button, count_recoverable (self) > 1);
  if (first == NULL)
    gtk_window_close (GTK_WINDOW (self));
  else if (gtk_list_box_get_row_at_index (self->rows, 1) == NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (first), TRUE);
}

static void
remove_row (QdRecoveryWindow *self,
            GtkWidget        *row)
{
  gtk_list_box_remove (self->rows, row);
  update (self);
}

static void
recovered_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Case) one = user_data;
  g_autoptr (QdDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdDocument) document = qd_draft_recover_finish (one->self->store, result, &draft, &error);

  if (document == NULL)
    {
      gtk_widget_set_sensitive (one->row, TRUE);
      qd_dialog_show_error (GTK_WINDOW (one->self), _("The plan could not be recovered"), error->message);
      return;
    }

  g_signal_emit (one->self, signals[RECOVERED], 0, draft);
  remove_row (one->self, one->row);
}

static void
recover (QdRecoveryWindow *self,
         GtkWidget        *row)
{
  Case *one = case_new (self, row);

  gtk_widget_set_sensitive (row, FALSE);
  qd_draft_recover_async (self->store, one->info, recovered_cb, one);
}

static void
recover_clicked_cb (GtkWidget        *button,
                    QdRecoveryWindow *self)
{
  recover (self, g_object_get_data (G_OBJECT (button), "row"));
}

static void
recover_all_cb (QdRecoveryWindow *self)
{
  for (int i = 0; gtk_list_box_get_row_at_index (self->rows, i) != NULL; i++)
    {
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, i));
      const QdDraftInfo *info = g_object_get_data (G_OBJECT (row), "info");

      if (info->recoverable && gtk_widget_get_sensitive (row))
        recover (self, row);
    }
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Case) one = user_data;
  g_autoptr (GError) error = NULL;

  if (qd_draft_store_discard_finish (one->self->store, result, &error))
    remove_row (one->self, one->row);
  else
    qd_dialog_show_error (GTK_WINDOW (one->self), _("The draft could not be discarded"), error->message);
}

static void
discard_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  Case *one = user_data;
  g_autofree char *answer = qd_dialog_ask_finish (result);

  if (g_str_equal (answer, "discard"))
    qd_draft_store_discard_async (one->self->store, one->info, discarded_cb, one);
  else
    case_free (one);
}

static void
discard_clicked_cb (GtkWidget        *button,
                    QdRecoveryWindow *self)
{
  const char *const answers[] = { "cancel", _("_Cancel"), "!discard", _("_Discard"), NULL };
  Case *one = case_new (self, g_object_get_data (G_OBJECT (button), "row"));
  g_autofree char *heading = NULL;

  if (qd_text_is_blank (one->info->title))
    heading = g_strdup (_("Discard this draft?"));
  else
    heading = g_strdup_printf (_("Discard what is not saved of “%s”?"), one->info->title);
  qd_dialog_ask_async (GTK_WINDOW (self), heading, _("It cannot be had back."), answers, discard_answered_cb, one);
}

static char *
describe_file (const QdDraftInfo *info)
{
  switch (info->file_state)
    {
    case QD_DRAFT_FILE_SAME:
      return g_strdup (_("The file is as it was, without these changes."));
    case QD_DRAFT_FILE_CHANGED:
      return g_strdup (_("Something else was written into the file since. Saving will ask which to keep."));
    case QD_DRAFT_FILE_GONE:
      return g_strdup (_("The file is not there any more."));
    case QD_DRAFT_FILE_NONE:
    default:
      return g_strdup (_("The plan was never saved to a file."));
    }
}

static char *
describe_short (const QdDraftInfo *info)
{
  g_autofree char *name = info->file != NULL ? qd_file_dup_name (info->file) : NULL;
  g_autofree char *time = info->time != NULL ? qd_time_describe (info->time) : NULL;
  g_autofree char *changes = NULL;
  g_autoptr (GString) text = g_string_new (name != NULL ? name : C_("a plan without a file", "never saved"));

  if (info->n_changes > 0)
    {
      changes = qd_count_printf (ngettext ("%u change", "%u changes", info->n_changes), info->n_changes);
      g_string_append_printf (text, " · %s", changes);
    }
  if (time != NULL)
    g_string_append_printf (text, " · %s", time);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_fact (AdwExpanderRow *row,
          const char     *title,
          const char     *subtitle)
{
  GtkWidget *fact = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = subtitle != NULL ? g_markup_escape_text (subtitle, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (fact), escaped_title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (fact), 0);
  if (escaped_subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (fact), escaped_subtitle);
  gtk_widget_set_focusable (fact, FALSE);
  adw_expander_row_add_row (row, fact);
}

static void
add_differences (AdwExpanderRow    *row,
                 const QdDraftInfo *info)
{
  guint n = qd_differences_count (info->differences);
  g_autofree char *heading = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *holder = adw_preferences_row_new ();
  GtkWidget *label, *list;

  if (info->file == NULL)
    heading = qd_count_printf (ngettext ("%u thing is in it", "%u things are in it", n), n);
  else
    heading = qd_count_printf (ngettext ("%u difference from the file", "%u differences from the file", n), n);

  label = gtk_label_new (heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  list = qd_difference_list_new (heading);
  qd_difference_list_set_max_height (QD_DIFFERENCE_LIST (list), LIST_HEIGHT);
  qd_difference_list_set_differences (QD_DIFFERENCE_LIST (list), info->differences);
  gtk_box_append (GTK_BOX (box), list);

  gtk_widget_add_css_class (box, "qd-row-content");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (holder), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (holder), FALSE);
  gtk_widget_set_focusable (holder, FALSE);
  adw_expander_row_add_row (row, holder);
}

static GtkWidget *
build_button (QdRecoveryWindow *self,
              GtkWidget        *row,
              const char       *label,
              const char       *style_class,
              GCallback         callback)
{
  const QdDraftInfo *info = g_object_get_data (G_OBJECT (row), "info");
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (*style_class != '\0')
    gtk_widget_add_css_class (button, style_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, info->title, -1);
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect_object (button, "clicked", callback, self, 0);

  return button;
}

static void
add_discard (QdRecoveryWindow *self,
             GtkWidget        *row)
{
  GtkWidget *button = build_button (self, row, _("_Discard…"), "error", G_CALLBACK (discard_clicked_cb));
  GtkWidget *holder = adw_preferences_row_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_top (button, 6);
  gtk_widget_set_margin_bottom (button, 6);
  gtk_widget_set_margin_end (button, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (holder), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (holder), FALSE);
  gtk_widget_set_focusable (holder, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), holder);
}

static GtkWidget *
build_row (QdRecoveryWindow  *self,
           const QdDraftInfo *info)
{
  GtkWidget *row = adw_expander_row_new ();
  const char *title = qd_text_is_blank (info->title) ? _("A plan that cannot be read") : info->title;
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *brief = describe_short (info);
  g_autofree char *escaped_brief = g_markup_escape_text (brief, -1);
  g_autofree char *file = describe_file (info);
  g_autofree char *path = qd_file_describe_place (info->file);

  g_object_set_data (G_OBJECT (row), "info", (gpointer) info);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  qd_widget_set_name (row, title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), info->time != NULL ? escaped_brief : "");
  if (info->recoverable)
    adw_expander_row_add_action (ADW_EXPANDER_ROW (row), build_button (self, row, _("_Recover"),
                                                                       self->infos->len == 1 ? "suggested-action" : "",
                                                                       G_CALLBACK (recover_clicked_cb)));
  if (info->damage != NULL)
    {
      adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), qd_severity_image_new (QD_SEVERITY_WARNING));
      add_fact (ADW_EXPANDER_ROW (row), info->damage,
                info->recoverable ? _("What stands before that can be recovered.") : _("Nothing of it can be recovered."));
    }
  add_fact (ADW_EXPANDER_ROW (row), file, path);
  if (info->differences != NULL)
    add_differences (ADW_EXPANDER_ROW (row), info);
  add_discard (self, row);

  return row;
}

static void
qd_recovery_window_dispose (GObject *object)
{
  QdRecoveryWindow *self = QD_RECOVERY_WINDOW (object);

  g_clear_object (&self->store);

  G_OBJECT_CLASS (qd_recovery_window_parent_class)->dispose (object);
}

static void
qd_recovery_window_finalize (GObject *object)
{
  g_clear_pointer (&QD_RECOVERY_WINDOW (object)->infos, g_ptr_array_unref);

  G_OBJECT_CLASS (qd_recovery_window_parent_class)->finalize (object);
}

static void
qd_recovery_window_class_init (QdRecoveryWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qd_recovery_window_dispose;
  object_class->finalize = qd_recovery_window_finalize;

  /**
   * QdRecoveryWindow::recovered:
   * @draft: the draft of the document that was had back
   *
   * Whoever takes a reference to @draft shows its document.
   */
  signals[RECOVERED] = g_signal_new ("recovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, QD_TYPE_DRAFT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-recovery-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QdRecoveryWindow, rows);
  gtk_widget_class_bind_template_child (widget_class, QdRecoveryWindow, all_button);
  gtk_widget_class_bind_template_callback (widget_class, recover_all_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qd_recovery_window_init (QdRecoveryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qd_recovery_window_new:
 * @parent: the window to stand before
 * @store: where the drafts are
 * @infos: (element-type QdDraftInfo): drafts that are there to be recovered
 *
 * Returns: a window that offers them
 */
GtkWidget *
qd_recovery_window_new (GtkWindow    *parent,
                        QdDraftStore *store,
                        GPtrArray    *infos)
{
  QdRecoveryWindow *self = g_object_new (QD_TYPE_RECOVERY_WINDOW, "transient-for", parent, NULL);

  self->store = g_object_ref (store);
  self->infos = g_ptr_array_ref (infos);
  for (guint i = 0; i < infos->len; i++)
    gtk_list_box_append (self->rows, build_row (self, g_ptr_array_index (infos, i)));
  update (self);

  return GTK_WIDGET (self);
}
