#include "qd-config.h"

#include "qd-chart-save.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-chart-export.h"
#include "qd-count.h"

/* Asks for a file for a chart and writes it; where a picture holds only one of several pages, it asks whether all of them are
 * wanted, each in a file of its own. */

typedef struct
{
  GtkWidget  *card;
  QdChart    *chart;   /* as it was when it was asked for */
  QdPlan     *plan;
  GHashTable *seen;    /* (nullable) */
  GFile      *file;    /* once it is known */
  guint       page;    /* the one that is seen */
  guint       n_pages;
  guint       n_files; /* that are written */
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->card);
  qd_chart_free (self->chart);
  g_object_unref (self->plan);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_object (&self->file);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static GtkWindow *
get_window (Saving *self)
{
  return GTK_WINDOW (gtk_widget_get_root (self->card));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Saving) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GtkWindow *window = get_window (self);

  if (!qd_chart_export_finish (result, &error))
    {
      qd_dialog_show_error (window, _("The chart could not be saved"), error->message);
      return;
    }

  if (self->n_files == 1)
    text = g_strdup (_("The chart is saved"));
  else
    text = qd_count_printf (ngettext ("The chart is saved in %u file", "The chart is saved in %u files", self->n_files),
                            self->n_files);
  if (window != NULL)
    qd_widget_toast (GTK_WIDGET (window), text);
}

static void
write_files (Saving   *self,
             gboolean  all)
{
  self->n_files = all ? self->n_pages : 1;
  qd_chart_export_async (self->chart, self->plan, self->file, all ? 0 : self->page, self->n_files, written_cb, self);
}

static void
pages_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (Saving) self = user_data;
  g_autofree char *answer = qd_dialog_ask_finish (result);

  if (!g_str_equal (answer, "cancel"))
    {
      gboolean all = g_str_equal (answer, "all");

      write_files (g_steal_pointer (&self), all);
    }
}

/* Choosing the file has asked about that one already. */
static guint
count_existing (Saving *self)
{
  guint n = 0;

  for (guint page = 1; page < self->n_pages; page++)
    {
      g_autoptr (GFile) file = qd_chart_export_get_page_file (self->file, page);

      n += g_file_query_exists (file, NULL) ? 1 : 0;
    }

  return n;
}

static char *
dup_question (Saving *self,
              guint   n_existing)
{
  g_autoptr (GFile) last_file = qd_chart_export_get_page_file (self->file, self->n_pages - 1);
  g_autofree char *first = g_file_get_basename (self->file);
  g_autofree char *last = g_file_get_basename (last_file);
  g_autofree char *first_shown = g_filename_display_name (first);
  g_autofree char *last_shown = g_filename_display_name (last);
  /* Translators: two names of files */
  g_autofree char *what = g_strdup_printf (_("In this size the chart takes more than one page. All of them go into files of "
                                             "their own, from “%1$s” to “%2$s”. A PDF document holds all of them."),
                                           first_shown, last_shown);
  g_autofree char *existing = NULL;

  if (n_existing == 0)
    return g_steal_pointer (&what);

  existing = qd_count_printf (ngettext ("%u of these files is there already.", "%u of these files are there already.",
                                        n_existing), n_existing);

  return g_strconcat (what, "\n\n", existing, NULL);
}

static void
ask_for_pages (Saving *self)
{
  guint n_existing = count_existing (self);
  g_autofree char *heading = g_strdup_printf (ngettext ("Save %u page?", "Save all %u pages?", self->n_pages), self->n_pages);
  g_autofree char *body = dup_question (self, n_existing);
  /* Translators: the answer to “Save all 4 pages?” that saves one of them */
  g_autofree char *one = g_strdup_printf (_("_Page %u Only"), self->page + 1);
  const char *const answers[] = {
    "cancel", _("_Cancel"), "one", one, n_existing > 0 ? "!all" : "*all", n_existing > 0 ? _("_Replace All") : _("_All Pages"),
    NULL,
  };

  qd_dialog_ask_async (get_window (self), heading, body, answers, pages_answered_cb, self);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Saving) self = user_data;
  g_autoptr (GHashTable) answers = NULL;
  g_autofree char *name = NULL;

  self->file = qd_dialog_export_finish (result, &answers);
  if (self->file == NULL)
    return;

  qd_chart_export_set_options (answers);
  self->page = qd_chart_export_get_page (self->chart, self->plan, self->seen, &self->n_pages);
  name = g_file_get_basename (self->file);
  if (self->n_pages > 1 && !qd_chart_export_holds_pages (name))
    ask_for_pages (g_steal_pointer (&self));
  else
    write_files (g_steal_pointer (&self), FALSE);
}

/**
 * qd_chart_save:
 * @card: where the chart is shown, in the window that asks
 * @chart: a chart
 * @plan: the plan it is of
 * @seen: (nullable) (element-type utf8): the ids of the records that are seen of it
 * @name: the file name to start with
 *
 * Asks where to write a picture of @chart, as it is now, and writes it.
 */
void
qd_chart_save (GtkWidget  *card,
               QdChart    *chart,
               QdPlan     *plan,
               GHashTable *seen,
               const char *name)
{
  Saving *self = g_new0 (Saving, 1);

  self->card = g_object_ref (card);
  self->chart = qd_chart_copy (chart);
  self->plan = g_object_ref (plan);
  self->seen = seen != NULL ? g_hash_table_ref (seen) : NULL;
  qd_dialog_export_async (get_window (self), _("Save Chart"), NULL, name, qd_chart_export_filters (),
                          qd_chart_export_choices (), file_chosen_cb, self);
}
