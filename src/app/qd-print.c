#include "qd-config.h"

#include "qd-print.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-dialogs.h"
#include "qd-export-source.h"
#include "qd-file-name.h"
#include "qd-pages-view.h"

/* The report on paper: the same pages as in its PDF, made for the paper that is chosen. */

#define PREVIEW_WIDTH 720
#define PREVIEW_HEIGHT 860

/* What is printed, as long as that takes. */
typedef struct
{
  GtkPrintOperation        *operation;
  GtkWindow                *parent;
  QdExportSource           *source;
  QdPrintFunc               make;     /* the pages of it */
  QdPreview                *report;   /* once the paper is known */
  QdPageSize                size;     /* of it */
  GtkPrintOperationPreview *preview;  /* (nullable): while one is open */
  GtkWidget                *window;   /* (nullable): in which */
} Print;

static void
print_free (Print *self)
{
  g_object_unref (self->parent);
  qd_export_source_unref (self->source);
  g_clear_object (&self->report);
  g_free (self);
}

/* Ours that is nearest; whatever differs is scaled to fit. */
static QdPageSize
size_of (GtkPrintContext *context)
{
  GtkPaperSize *paper = gtk_page_setup_get_paper_size (gtk_print_context_get_page_setup (context));
  double width = gtk_paper_size_get_width (paper, GTK_UNIT_MM);
  double height = gtk_paper_size_get_height (paper, GTK_UNIT_MM);

  if (MAX (width, height) > 400)
    return QD_PAGE_SIZE_A3;

  /* Letter is the squarer one. */
  return MAX (width, height) / MIN (width, height) < 1.35 ? QD_PAGE_SIZE_LETTER : QD_PAGE_SIZE_A4;
}

static void
begin_cb (GtkPrintOperation *operation,
          GtkPrintContext   *context,
          Print             *self)
{
  QdPageSize size = size_of (context);

  if (self->report == NULL || self->size != size)
    {
      g_clear_object (&self->report);
      self->report = self->make (self->source, size);
      self->size = size;
    }
  gtk_print_operation_set_n_pages (operation, (int) qd_preview_get_n_pages (self->report));
}

/* The paper is turned as the page is: a page that lies across it would be small. */
static void
turn_paper_cb (GtkPrintOperation *operation,
               GtkPrintContext   *context,
               int                page,
               GtkPageSetup      *setup,
               Print             *self)
{
  double width, height;

  qd_preview_get_page_size (self->report, (guint) page, &width, &height);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
}

static void
draw_cb (GtkPrintOperation *operation,
         GtkPrintContext   *context,
         int                page,
         Print             *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width, height, scale;

  qd_preview_get_page_size (self->report, (guint) page, &width, &height);
  scale = MIN (gtk_print_context_get_width (context) / width, gtk_print_context_get_height (context) / height);
  cairo_translate (cr, (gtk_print_context_get_width (context) - width * scale) / 2, 0);
  cairo_scale (cr, scale, scale);
  qd_preview_draw_page (self->report, (guint) page, cr);
}

static void
preview_closed_cb (Print *self)
{
  self->window = NULL;
  if (self->preview != NULL)
    gtk_print_operation_preview_end_preview (self->preview);
}

static void
show_preview (Print *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *view = qd_pages_view_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->window = adw_window_new ();
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), view);
  gtk_widget_set_vexpand (view, TRUE);
  qd_pages_view_set_preview (QD_PAGES_VIEW (view), self->report);
  adw_window_set_content (ADW_WINDOW (self->window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (self->window, keys);
  gtk_window_set_title (GTK_WINDOW (self->window), _("Print Preview"));
  gtk_window_set_default_size (GTK_WINDOW (self->window), PREVIEW_WIDTH, PREVIEW_HEIGHT);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), self->parent);
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  g_signal_connect_swapped (self->window, "destroy", G_CALLBACK (preview_closed_cb), self);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
ready_cb (GtkPrintOperationPreview *preview,
          GtkPrintContext          *context,
          Print                    *self)
{
  show_preview (self);
}

/* Our own: the usual one starts another program, which may not be there. The pages are made as for the printer, on a
 * surface that is never looked at. */
static gboolean
preview_cb (GtkPrintOperation        *operation,
            GtkPrintOperationPreview *preview,
            GtkPrintContext          *context,
            GtkWindow                *parent,
            Print                    *self)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);

  gtk_print_context_set_cairo_context (context, cr, 72, 72);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  self->preview = preview;
  g_signal_connect (preview, "ready", G_CALLBACK (ready_cb), self);

  return TRUE;
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         Print                   *self)
{
  g_autoptr (GError) error = NULL;

  self->preview = NULL;
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      qd_dialog_show_error (self->parent, _("The plan could not be printed"), error->message);
    }
  g_object_unref (operation);
}

/* Where the choices of the last time are kept. */
static char *
dup_state_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "quarterdeck", "print", NULL);
}

/* Without what was chosen last: the usual. */
static void
recall (GtkPrintSettings **settings,
        GtkPageSetup     **page_setup)
{
  g_autofree char *path = dup_state_path ();
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  *settings = gtk_print_settings_new_from_key_file (file, NULL, NULL);
  if (*settings == NULL)
    *settings = gtk_print_settings_new ();
  *page_setup = gtk_page_setup_new_from_key_file (file, NULL, NULL);
}

/* How it was printed, not what: the name of a file and its folder are those of the plan. That it cannot be kept is no
 * reason to trouble anybody. */
static void
remember (GtkPrintSettings *settings,
          GtkPageSetup     *page_setup)
{
  static const char *const of_the_plan[] = {
    GTK_PRINT_SETTINGS_OUTPUT_URI, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, GTK_PRINT_SETTINGS_OUTPUT_DIR,
  };
  g_autofree char *path = dup_state_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GtkPrintSettings) kept = gtk_print_settings_copy (settings);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (of_the_plan); i++)
    gtk_print_settings_unset (kept, of_the_plan[i]);
  gtk_print_settings_to_key_file (kept, file, NULL);
  if (page_setup != NULL)
    gtk_page_setup_to_key_file (page_setup, file, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_key_file_save_to_file (file, path, &error))
    g_debug ("What was chosen for printing is not kept: %s", error != NULL ? error->message : folder);
}

/* A file that is printed to is called like the plan, and goes beside it. */
static void
set_settings (GtkPrintOperation *operation,
              GFile             *file,
              const char        *title)
{
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;
  g_autoptr (GtkPrintSettings) settings = NULL;
  g_autoptr (GtkPageSetup) page_setup = NULL;
  g_autofree char *name = qd_file_name_from_title (title, _("Plan"));

  recall (&settings, &page_setup);
  if (page_setup != NULL)
    gtk_print_operation_set_default_page_setup (operation, page_setup);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_URI, NULL);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  if (path != NULL)
    gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_DIR, path);
  gtk_print_operation_set_print_settings (operation, settings);
}

static void
remember_cb (GtkPrintOperation *operation,
             GtkPrintContext   *context,
             Print             *self)
{
  remember (gtk_print_operation_get_print_settings (operation), gtk_print_context_get_page_setup (context));
}

/**
 * qd_print_run:
 * @parent: the window of the plan
 * @document: the plan
 * @make: makes the pages
 *
 * Asks how to print the plan as it is now, and does.
 */
void
qd_print_run (GtkWindow   *parent,
              QdDocument  *document,
              QdPrintFunc  make)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Print *self = g_new0 (Print, 1);
  g_autofree char *title = qd_document_dup_title (document);

  self->operation = operation;
  self->make = make;
  self->parent = g_object_ref (parent);
  self->source = qd_export_source_new (document);

  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  set_settings (operation, qd_document_get_file (document), title);
  g_object_set_data_full (G_OBJECT (operation), "print", self, (GDestroyNotify) print_free);

  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), self);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (turn_paper_cb), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), self);
  g_signal_connect (operation, "end-print", G_CALLBACK (remember_cb), self);
  g_signal_connect (operation, "preview", G_CALLBACK (preview_cb), self);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), self);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
