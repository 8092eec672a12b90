#include "qd-config.h"

#include <dlfcn.h>
#include <glib/gi18n-lib.h>

#include "qd-error.h"
#include "qd-ics.h"
#include "qd-pptx.h"
#include "qd-xlsx.h"

/* What writes slides, workbooks and calendars needs libraries that take a tenth of the window's memory, and of the time in
 * which it opens; most of the time nobody exports anything. So the program is not linked with it: here are functions of the
 * same names that load it as a module when the first of them is called, and hand over to those in there. qdeck and the tests
 * are linked with the latter. */

#define MODULE "quarterdeck-office.so"

/* The function of that name in the module. GModule would look for it where GLib is: dlopen() looks where who calls it was told
 * to, which is the build folder or where we are installed. */
#define FIND(func, error) ((__typeof__ (&(func))) find (#func, error))

static gpointer
find (const char  *name,
      GError     **error)
{
  static gsize tried;
  static gpointer module;
  static char *reason;
  gpointer func;

  if (g_once_init_enter (&tried))
    {
      module = dlopen (MODULE, RTLD_NOW);
      if (module == NULL)
        reason = g_strdup (dlerror ());
      g_once_init_leave (&tried, 1);
    }

  func = module != NULL ? dlsym (module, name) : NULL;
  /* One that has been exchanged, or is of another version, may lack it. */
  if (func == NULL)
    g_set_error (error, QD_ERROR, QD_ERROR_FAILED, _("What writes slides, workbooks and calendars could not be loaded: %s."),
                 reason != NULL ? reason : name);

  return func;
}

static GPtrArray *
no_lines (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

GBytes *
qd_pptx_write (QdFigures              *figures,
               GPtrArray              *findings,
               const QdExportOptions  *options,
               GError                **error)
{
  __typeof__ (&qd_pptx_write) func = FIND (qd_pptx_write, error);

  return func != NULL ? func (figures, findings, options, error) : NULL;
}

gboolean
qd_pptx_check_template (const char  *path,
                        GError     **error)
{
  __typeof__ (&qd_pptx_check_template) func = FIND (qd_pptx_check_template, error);

  return func != NULL && func (path, error);
}

GBytes *
qd_xlsx_save (QdFigures     *figures,
              GPtrArray     *findings,
              QdXlsxGets     gets,
              gpointer       user_data,
              GCancellable  *cancellable,
              GError       **error)
{
  __typeof__ (&qd_xlsx_save) func = FIND (qd_xlsx_save, error);

  return func != NULL ? func (figures, findings, gets, user_data, cancellable, error) : NULL;
}

GPtrArray *
qd_xlsx_list_sheets (QdFigures  *figures,
                     GPtrArray  *findings,
                     QdXlsxGets  gets,
                     gpointer    user_data)
{
  __typeof__ (&qd_xlsx_list_sheets) func = FIND (qd_xlsx_list_sheets, NULL);

  return func != NULL ? func (figures, findings, gets, user_data) : no_lines ();
}

GPtrArray *
qd_xlsx_losses (QdFigures *figures)
{
  __typeof__ (&qd_xlsx_losses) func = FIND (qd_xlsx_losses, NULL);

  return func != NULL ? func (figures) : no_lines ();
}

GBytes *
qd_ics_save (QdPlan  *plan,
             GError **error)
{
  __typeof__ (&qd_ics_save) func = FIND (qd_ics_save, error);

  return func != NULL ? func (plan, error) : NULL;
}

GBytes *
qd_ics_save_tasks (QdPlan  *plan,
                   GError **error)
{
  __typeof__ (&qd_ics_save_tasks) func = FIND (qd_ics_save_tasks, error);

  return func != NULL ? func (plan, error) : NULL;
}

GPtrArray *
qd_ics_list_entries (QdPlan *plan)
{
  __typeof__ (&qd_ics_list_entries) func = FIND (qd_ics_list_entries, NULL);

  return func != NULL ? func (plan) : no_lines ();
}

GPtrArray *
qd_ics_losses (QdPlan *plan)
{
  __typeof__ (&qd_ics_losses) func = FIND (qd_ics_losses, NULL);

  return func != NULL ? func (plan) : no_lines ();
}
