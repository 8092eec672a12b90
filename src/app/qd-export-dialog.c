#include "qd-config.h"

#include "qd-export-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-text.h"

/* What leaves the plan, for whom, and how it will look. The preview is made of a copy of the plan in a thread; what is
 * chosen is remembered. */

/* Below this width there is no room for a preview. */
#define PREVIEW_MIN_WIDTH 760

/* Nobody looks through more of them in a list. */
#define AUDIENCES_MAX 60

enum
{
  EXPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdExportDialog, qd_export_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  const QdExportForm *form;
  GtkWidget          *row;
  GtkCheckButton     *check;
} FormRow;

static const struct
{
  const char *id;
  const char *label;
  QdPageSize  size;
} papers[] = {
  { "a4", N_("A4"), QD_PAGE_SIZE_A4 },
  { "letter", N_("Letter"), QD_PAGE_SIZE_LETTER },
  { "a3", N_("A3"), QD_PAGE_SIZE_A3 },
};

static void make_preview (QdExportDialog *self);

/* What is chosen, in the user's words and ours. */
void
qd_export_dialog_read_choices (QdExportDialog  *self,
                               QdExportChoices *choices)
{
  guint audience = adw_combo_row_get_selected (self->audience_row);
  guint paper = adw_combo_row_get_selected (self->paper_row);
  GFile *template = qd_template_row_get_file (self->template_row);

  choices->audience = g_strdup (g_ptr_array_index (self->audiences, MIN (audience, self->audiences->len - 1)));
  choices->page_size = papers[MIN (paper, G_N_ELEMENTS (papers) - 1)].size;
  choices->notes = gtk_switch_get_active (self->notes_switch);
  choices->template_path = template != NULL ? g_file_get_path (template) : NULL;
}

static gboolean
is_checked (const FormRow *row)
{
  return gtk_check_button_get_active (row->check) && gtk_widget_get_sensitive (row->row);
}

/* Returns: (transfer container) (element-type QdExportForm): what is to be exported */
GPtrArray *
qd_export_dialog_list_forms (QdExportDialog *self)
{
  GPtrArray *forms = g_ptr_array_new ();

  for (guint i = 0; i < self->forms->len; i++)
    {
      const FormRow *row = &g_array_index (self->forms, FormRow, i);

      if (is_checked (row))
        g_ptr_array_add (forms, (gpointer) row->form);
    }

  return forms;
}

void
qd_export_dialog_remember (QdExportDialog *self)
{
  g_autoptr (GPtrArray) forms = qd_export_dialog_list_forms (self);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GFile *template = qd_template_row_get_file (self->template_row);
  g_autofree char *uri = template != NULL ? g_file_get_uri (template) : NULL;
  g_auto (QdExportChoices) choices = { 0 };

  if (self->settings == NULL)
    return;

  for (guint i = 0; i < forms->len; i++)
    g_ptr_array_add (ids, (gpointer) ((const QdExportForm *) g_ptr_array_index (forms, i))->id);
  g_ptr_array_add (ids, NULL);
  qd_export_dialog_read_choices (self, &choices);
  g_settings_set_strv (self->settings, "export-forms", (const char *const *) ids->pdata);
  g_settings_set_string (self->settings, "export-audience", choices.audience);
  g_settings_set_string (self->settings, "export-paper", papers[adw_combo_row_get_selected (self->paper_row)].id);
  g_settings_set_boolean (self->settings, "export-notes", choices.notes);
  g_settings_set_string (self->settings, "export-template", uri != NULL ? uri : "");
}

/* Tells whoever opened the dialog what was written. */
void
qd_export_dialog_exported (QdExportDialog *self,
                           GPtrArray      *files)
{
  g_signal_emit (self, signals[EXPORTED], 0, files);
}

static void
show_lines (AdwExpanderRow *row,
            GtkLabel       *label,
            GPtrArray      *lines,
            const char     *count)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (lines, i));
  /* The row stays when there is nothing to tell, so that nothing below it moves. */
  gtk_label_set_label (label, lines->len > 0 ? text->str : _("Nothing"));
  adw_expander_row_set_subtitle (row, lines->len > 0 ? count : _("Nothing"));
}

static void
show_preview (QdExportDialog *self,
              QdPreview      *preview)
{
  GPtrArray *shown = qd_preview_get_shown (preview);
  GPtrArray *left_out = qd_preview_get_left_out (preview);
  g_autofree char *n_shown = qd_count_printf (ngettext ("%u section", "%u sections", shown->len), shown->len);
  g_autofree char *n_left_out = qd_count_printf (ngettext ("%u thing", "%u things", left_out->len), left_out->len);

  qd_pages_view_set_preview (self->preview, preview);
  show_lines (self->shown_row, self->shown_label, shown, n_shown);
  show_lines (self->left_out_row, self->left_out_label, left_out, n_left_out);
}

static void
preview_made_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (QdExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPreview) preview = qd_preview_make_finish (result, &error);

  g_clear_object (&self->making);
  if (self->source == NULL)
    return;
  if (self->stale)
    {
      make_preview (self);
      return;
    }

  qd_pages_view_set_busy (self->preview, FALSE);
  if (preview != NULL)
    show_preview (self, preview);
  else
    qd_pages_view_set_message (self->preview, error->message);
}

/* One at a time: what is chosen meanwhile is made next. */
static void
make_preview (QdExportDialog *self)
{
  g_auto (QdExportChoices) choices = { 0 };

  if (self->making != NULL)
    {
      self->stale = TRUE;
      g_cancellable_cancel (self->making);
      return;
    }
  if (self->previewed == NULL)
    {
      qd_pages_view_set_message (self->preview, _("Choose what to export."));
      return;
    }

  self->stale = FALSE;
  self->making = g_cancellable_new ();
  qd_export_dialog_read_choices (self, &choices);
  qd_pages_view_set_busy (self->preview, TRUE);
  qd_preview_make_async (self->source, self->previewed, &choices, self->making, preview_made_cb, g_object_ref (self));
}

/* Not every form is for everybody. */
static void
update_forms (QdExportDialog   *self,
              const QdAudience *audience)
{
  for (guint i = 0; i < self->forms->len; i++)
    {
      const FormRow *row = &g_array_index (self->forms, FormRow, i);
      gboolean may = !qd_export_form_needs_all (row->form) || audience == NULL || qd_audience_gets_all (audience);

      gtk_widget_set_sensitive (row->row, may);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row->row),
                                   may ? _(row->form->detail) : _("Has all of the plan in it: for everyone who plans"));
      if (!may && row->form == self->previewed)
        self->previewed = g_array_index (self->forms, FormRow, 0).form;
    }
}

static void
update (QdExportDialog *self)
{
  g_auto (QdExportChoices) choices = { 0 };
  g_autoptr (QdAudience) audience = NULL;
  g_autoptr (GPtrArray) forms = NULL;
  g_autofree char *title = NULL;

  if (self->source == NULL)
    return;

  qd_export_dialog_read_choices (self, &choices);
  audience = qd_audience_find (qd_document_get_plan (self->document), choices.audience, NULL);
  update_forms (self, audience);
  forms = qd_export_dialog_list_forms (self);
  gtk_widget_set_sensitive (self->export_button, forms->len > 0 && self->job == NULL);

  if (self->previewed != NULL && audience != NULL)
    /* Translators: what is exported and for whom: “Report · Board” */
    title = g_strdup_printf (C_("preview", "%s · %s"), _(self->previewed->label), audience->label);
  gtk_label_set_label (self->preview_title, title != NULL ? title : "");
  make_preview (self);
}

static void
choice_changed_cb (QdExportDialog *self)
{
  update (self);
}

static void
preview_form (QdExportDialog     *self,
              const QdExportForm *form)
{
  if (self->previewed == form)
    return;

  self->previewed = form;
  update (self);
}

/* What was checked last is what is looked at. */
static void
check_toggled_cb (GtkCheckButton *check,
                  QdExportDialog *self)
{
  const QdExportForm *form = g_object_get_data (G_OBJECT (check), "form");

  if (self->source == NULL)
    return;
  if (gtk_check_button_get_active (check))
    preview_form (self, form);
  update (self);
}

static void
row_entered_cb (GtkEventController *controller,
                QdExportDialog     *self)
{
  preview_form (self, g_object_get_data (G_OBJECT (gtk_event_controller_get_widget (controller)), "form"));
}

static void
add_form (QdExportDialog     *self,
          const QdExportForm *form)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  FormRow form_row = { form, row, GTK_CHECK_BUTTON (check) };

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(form->label));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  qd_widget_set_name (check, _(form->label));
  g_object_set_data (G_OBJECT (row), "form", (gpointer) form);
  g_object_set_data (G_OBJECT (check), "form", (gpointer) form);
  g_signal_connect (check, "toggled", G_CALLBACK (check_toggled_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (row_entered_cb), self);
  gtk_widget_add_controller (row, focus);
  adw_preferences_group_add (self->forms_group, row);
  g_array_append_val (self->forms, form_row);
}

static void
add_audience (QdExportDialog *self,
              GtkStringList  *labels,
              const char     *text,
              const char     *label)
{
  g_ptr_array_add (self->audiences, g_strdup (text));
  gtk_string_list_append (labels, label);
}

static gboolean
has_audience (QdExportDialog *self,
              GtkStringList  *labels,
              const char     *title)
{
  for (guint i = 0; i < self->audiences->len; i++)
    if (qd_text_same (title, g_ptr_array_index (self->audiences, i))
        || qd_text_same (title, gtk_string_list_get_string (labels, i)))
      return TRUE;

  return FALSE;
}

/* The usual ones, and those of the communication plan that are none of these; of very many, the first ones. */
static void
fill_audiences (QdExportDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  QdList *messages = qd_plan_get_list (qd_document_get_plan (self->document), QD_LIST_COMMUNICATION);
  guint n_presets;
  const QdAudiencePreset *presets = qd_audience_presets (&n_presets);

  for (guint i = 0; i < n_presets; i++)
    add_audience (self, labels, presets[i].id, _(presets[i].label));
  for (guint i = 0; i < qd_list_get_length (messages) && self->audiences->len < AUDIENCES_MAX; i++)
    {
      const char *title = qd_record_get_title (qd_list_get (messages, i));

      if (!qd_text_is_blank (title) && !has_audience (self, labels, title))
        add_audience (self, labels, title, title);
    }
  adw_combo_row_set_model (self->audience_row, G_LIST_MODEL (labels));
}

static void
fill_papers (QdExportDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    gtk_string_list_append (labels, _(papers[i].label));
  adw_combo_row_set_model (self->paper_row, G_LIST_MODEL (labels));
}

static void
select_paper (QdExportDialog *self,
              const char     *id)
{
  if (id == NULL || g_str_equal (id, "locale"))
    id = g_str_equal (gtk_paper_size_get_default (), GTK_PAPER_NAME_LETTER) ? "letter" : "a4";

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_str_equal (papers[i].id, id))
      adw_combo_row_set_selected (self->paper_row, i);
}

static void
select_forms (QdExportDialog    *self,
              const char *const *ids)
{
  for (guint i = 0; i < self->forms->len; i++)
    {
      const FormRow *row = &g_array_index (self->forms, FormRow, i);
      gboolean checked = g_strv_contains (ids, row->form->id);

      gtk_check_button_set_active (row->check, checked);
      if (checked && self->previewed == NULL)
        self->previewed = row->form;
    }
  if (self->previewed == NULL)
    self->previewed = g_array_index (self->forms, FormRow, 0).form;
}

static void
recall_template (QdExportDialog *self)
{
  g_autofree char *uri = g_settings_get_string (self->settings, "export-template");
  g_autoptr (GFile) file = *uri != '\0' ? g_file_new_for_uri (uri) : NULL;

  qd_template_row_set_file (self->template_row, file);
}

/* What was chosen last time. */
static void
recall (QdExportDialog *self)
{
  const char *const usual[] = { "slides-pptx", NULL };
  g_auto (GStrv) forms = self->settings != NULL ? g_settings_get_strv (self->settings, "export-forms") : NULL;
  g_autofree char *audience = NULL;
  g_autofree char *paper = NULL;

  select_forms (self, forms != NULL ? (const char *const *) forms : usual);
  if (self->settings == NULL)
    {
      select_paper (self, NULL);
      return;
    }

  audience = g_settings_get_string (self->settings, "export-audience");
  paper = g_settings_get_string (self->settings, "export-paper");
  select_paper (self, paper);
  recall_template (self);
  gtk_switch_set_active (self->notes_switch, g_settings_get_boolean (self->settings, "export-notes"));
  for (guint i = 0; i < self->audiences->len; i++)
    if (g_str_equal (g_ptr_array_index (self->audiences, i), audience))
      adw_combo_row_set_selected (self->audience_row, i);
}

static void
export_cb (QdExportDialog *self)
{
  qd_export_dialog_run (self);
}

/* What is under way is stopped; with nothing under way, the dialog goes. */
static void
cancel_cb (QdExportDialog *self)
{
  if (self->job != NULL)
    qd_export_dialog_stop (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static gboolean
qd_export_dialog_close_request (GtkWindow *window)
{
  QdExportDialog *self = QD_EXPORT_DIALOG (window);

  if (self->job == NULL)
    return GTK_WINDOW_CLASS (qd_export_dialog_parent_class)->close_request (window);

  self->closing = TRUE;
  qd_export_dialog_stop (self);

  return GDK_EVENT_STOP;
}

static void
width_changed_cb (QdExportDialog *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean wide = width == 0 || width >= PREVIEW_MIN_WIDTH;

  gtk_widget_set_visible (self->preview_side, wide);
  gtk_widget_set_visible (self->separator, wide);
  gtk_widget_set_hexpand (self->settings_side, !wide);
  gtk_widget_set_size_request (self->settings_side, wide ? 400 : -1, -1);
}

static void
qd_export_dialog_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qd_export_dialog_parent_class)->realize (widget);

  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "notify::width", G_CALLBACK (width_changed_cb),
                           widget, G_CONNECT_SWAPPED);
}

static void
qd_export_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qd_export_dialog_parent_class)->map (widget);

  gtk_window_set_focus (GTK_WINDOW (widget), GTK_WIDGET (QD_EXPORT_DIALOG (widget)->audience_row));
}

static void
qd_export_dialog_dispose (GObject *object)
{
  QdExportDialog *self = QD_EXPORT_DIALOG (object);

  if (self->making != NULL)
    g_cancellable_cancel (self->making);
  g_clear_pointer (&self->source, qd_export_source_unref);
  g_clear_object (&self->document);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (qd_export_dialog_parent_class)->dispose (object);
}

static void
qd_export_dialog_finalize (GObject *object)
{
  QdExportDialog *self = QD_EXPORT_DIALOG (object);

  g_clear_object (&self->making);
  g_clear_object (&self->job);
  g_ptr_array_unref (self->audiences);
  g_array_unref (self->forms);

  G_OBJECT_CLASS (qd_export_dialog_parent_class)->finalize (object);
}

static void
qd_export_dialog_class_init (QdExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_export_dialog_finalize;
  widget_class->realize = qd_export_dialog_realize;
  widget_class->map = qd_export_dialog_map;
  GTK_WINDOW_CLASS (klass)->close_request = qd_export_dialog_close_request;

  /**
   * QdExportDialog::exported:
   * @files: (element-type GFile): what was written
   */
  signals[EXPORTED] = g_signal_new ("exported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  g_type_ensure (QD_TYPE_PAGES_VIEW);
  g_type_ensure (QD_TYPE_TEMPLATE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/quarterdeck/Quarterdeck/qd-export-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, QdExportDialog, child)
  BIND (cancel_button);
  BIND (export_button);
  BIND (progress_revealer);
  BIND (progress_label);
  BIND (progress);
  BIND (body);
  BIND (settings_side);
  BIND (separator);
  BIND (preview_side);
  BIND (preview_title);
  BIND (preview);
  BIND (audience_row);
  BIND (shown_row);
  BIND (shown_label);
  BIND (left_out_row);
  BIND (left_out_label);
  BIND (forms_group);
  BIND (paper_row);
  BIND (template_row);
  BIND (notes_switch);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
}

static void
qd_export_dialog_init (QdExportDialog *self)
{
  self->audiences = g_ptr_array_new_with_free_func (g_free);
  self->forms = g_array_new (FALSE, FALSE, sizeof (FormRow));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qd_export_dialog_new:
 * @parent: the window of the plan
 * @document: the plan
 * @settings: (nullable): where the choices are remembered
 *
 * Returns: a dialog about @document as it is now
 */
GtkWidget *
qd_export_dialog_new (GtkWindow  *parent,
                      QdDocument *document,
                      GSettings  *settings)
{
  QdExportDialog *self = g_object_new (QD_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  const QdExportForm *form;

  self->document = g_object_ref (document);
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  fill_audiences (self);
  fill_papers (self);
  for (guint i = 0; (form = qd_export_form_get (i)) != NULL; i++)
    add_form (self, form);
  recall (self);

  /* From here on, what is changed makes a preview. */
  self->source = qd_export_source_new (document);
  update (self);

  return GTK_WIDGET (self);
}
