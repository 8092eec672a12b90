#include "qd-config.h"

#include "qdeck-private.h"

#include <glib/gi18n-lib.h>

#include "qd-finding.h"
#include "qd-outline.h"

/* A plan into a form for people to read, and what an audience gets of it. */

static const struct
{
  const char *name;
  QdPageSize  size;
} page_sizes[] = {
  { "a4", QD_PAGE_SIZE_A4 },
  { "letter", QD_PAGE_SIZE_LETTER },
  { "a3", QD_PAGE_SIZE_A3 },
};

static gboolean
read_page_size (const char *text,
                QdPageSize *size)
{
  if (text == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (page_sizes); i++)
    if (g_ascii_strcasecmp (page_sizes[i].name, text) == 0)
      {
        *size = page_sizes[i].size;
        return TRUE;
      }
  qdeck_complain (text, 0, _("A page is a4, letter or a3."));

  return FALSE;
}

static gboolean
read_audience (QdPlan      *plan,
               const char  *text,
               QdAudience **audience)
{
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    return TRUE;
  *audience = qd_audience_find (plan, text, &error);
  if (*audience == NULL)
    qdeck_complain (text, 0, "%s", error->message);

  return *audience != NULL;
}

/**
 * qdeck_has_choices:
 * @choices: what the command line says
 *
 * Returns: whether it says anything that only a form for people to read can heed
 */
gboolean
qdeck_has_choices (const QdeckExportChoices *choices)
{
  return choices->audience != NULL || choices->page_size != NULL || choices->template_path != NULL || choices->report ||
         choices->one_page || choices->notes;
}

/**
 * qdeck_choose_export:
 * @id: (nullable): the form that was asked for
 * @name: the name of the file
 *
 * Returns: (nullable): the form for people to read that was asked for, else that of the file's ending
 */
const QdExport *
qdeck_choose_export (const char *id,
                     const char *name)
{
  return id != NULL ? qd_export_find (id) : qd_export_for_name (name);
}

/**
 * qdeck_export:
 * @plan: a plan
 * @export: the form it is to have
 * @choices: what the command line says about it
 * @name: the file, for what is complained of
 *
 * Returns: (transfer full) (nullable): the content of the file, or %NULL after a complaint
 */
GBytes *
qdeck_export (QdPlan                   *plan,
              const QdExport           *export,
              const QdeckExportChoices *choices,
              const char               *name)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = qd_findings_compute (figures);
  g_autoptr (QdAudience) audience = NULL;
  g_autoptr (GPtrArray) losses = NULL;
  g_autoptr (GError) error = NULL;
  QdExportOptions options;
  GBytes *bytes;

  qd_export_options_init (&options, plan);
  if (!read_page_size (choices->page_size, &options.page_size) ||
      !read_audience (plan, choices->audience, &audience))
    return NULL;

  options.audience = audience;
  options.notes = choices->notes;
  options.template_path = choices->template_path;
  options.shape = choices->report     ? QD_EXPORT_REPORT
                  : choices->one_page ? QD_EXPORT_PAGE
                                      : qd_export_usual_shape (export);
  bytes = qd_export_write (export, figures, findings, &options, &error);
  if (bytes == NULL)
    {
      qdeck_complain_error (name, error);
      return NULL;
    }

  losses = qd_export_losses (export, figures, audience);
  for (guint i = 0; i < losses->len; i++)
    qdeck_complain (name, 0, "%s", (const char *) g_ptr_array_index (losses, i));

  return bytes;
}

static void
append_section (const QdOutlineSection *section,
                GString                *text)
{
  g_autofree char *topic = qdeck_one_line (section->topic);
  g_autofree char *title = qdeck_one_line (section->title);

  g_string_append_printf (text, "  %s: %s\n", topic, title);
}

/**
 * qdeck_preview:
 * @plan: a plan
 * @audience_text: (nullable): whom it is for
 *
 * Prints which sections an audience gets, with their messages, and what is left out.
 *
 * Returns: %FALSE after a complaint
 */
gboolean
qdeck_preview (QdPlan     *plan,
               const char *audience_text)
{
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (GPtrArray) findings = qd_findings_compute (figures);
  g_autoptr (QdAudience) audience = NULL;
  g_autoptr (QdOutline) outline = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!read_audience (plan, audience_text, &audience))
    return FALSE;

  outline = qd_outline_new (figures, findings, audience);
  g_string_append_printf (text, _("What is in for %s:"), outline->audience->label);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < outline->sections->len; i++)
    append_section (g_ptr_array_index (outline->sections, i), text);
  g_string_append_printf (text, "%s\n", outline->left_out->len > 0 ? _("What is left out:") : _("Nothing is left out."));
  for (guint i = 0; i < outline->left_out->len; i++)
    g_string_append_printf (text, "  %s\n", (const char *) g_ptr_array_index (outline->left_out, i));

  return qdeck_print (text->str);
}

/**
 * qdeck_print_audiences:
 * @plan: a plan
 *
 * Prints the names that --audience takes: the presets, and whom the communication plan is for.
 *
 * Returns: %FALSE after a complaint
 */
gboolean
qdeck_print_audiences (QdPlan *plan)
{
  QdList *messages = qd_plan_get_list (plan, QD_LIST_COMMUNICATION);
  g_autoptr (QdeckTable) table = qdeck_table_new (2);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_presets;
  const QdAudiencePreset *presets = qd_audience_presets (&n_presets);

  qdeck_table_heading (table, _("Audience"), FALSE);
  qdeck_table_heading (table, _("Gets"), FALSE);
  for (guint i = 0; i < n_presets; i++)
    {
      qdeck_table_cell (table, presets[i].id);
      qdeck_table_cell (table, _(presets[i].label));
    }
  for (guint i = 0; i < qd_list_get_length (messages); i++)
    {
      QdRecord *message = qd_list_get (messages, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (QdAudience) audience = qd_audience_for_message (message, &error);
      const char *preset = qd_record_get_text (message, QD_MESSAGE_PRESET);

      qdeck_table_cell (table, qd_record_get_title (message));
      if (audience == NULL)
        qdeck_table_cell (table, error->message);
      else
        qdeck_table_cell (table, *preset != '\0' ? preset : audience->id);
    }
  qdeck_table_append (table, text);

  return qdeck_print (text->str);
}
