#include "qd-config.h"

#include "qd-plan-defaults.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-number.h"
#include "qd-schema.h"

/* The page of the preferences that says what new plans start with. Each plan keeps its own from then on. */

#define SETTINGS_KEY "plan-defaults"

/* Beyond the fields of a plan's settings: the categories with their shares. */
#define CATEGORIES "categories"

enum
{
  GROUP_PLAN,
  GROUP_SCORES,
  GROUP_PRIORITY,
  N_GROUPS
};

static const struct
{
  const char *title;
  const char *description;
} groups[N_GROUPS] = {
  [GROUP_PLAN] = { N_("Plan"), N_("What new plans start with. Plans that are there keep what they have.") },
  [GROUP_SCORES] = { N_("Scores"), NULL },
  [GROUP_PRIORITY] = { N_("Priority of Initiatives"),
                       N_("Impact × confidence ÷ (points × risk): what low, medium and high count") },
};

static const struct
{
  guint group;
  guint field;
} fields[] = {
  { GROUP_PLAN, QD_SETTINGS_START_MONTH },
  { GROUP_PLAN, QD_SETTINGS_POINTS_PER_DAY },
  { GROUP_PLAN, QD_SETTINGS_HOLIDAYS },
  { GROUP_SCORES, QD_SETTINGS_BAND_LOW },
  { GROUP_SCORES, QD_SETTINGS_BAND_HIGH },
  { GROUP_PRIORITY, QD_SETTINGS_CONFIDENCE_LOW },
  { GROUP_PRIORITY, QD_SETTINGS_CONFIDENCE_MEDIUM },
  { GROUP_PRIORITY, QD_SETTINGS_CONFIDENCE_HIGH },
  { GROUP_PRIORITY, QD_SETTINGS_RISK_LOW },
  { GROUP_PRIORITY, QD_SETTINGS_RISK_MEDIUM },
  { GROUP_PRIORITY, QD_SETTINGS_RISK_HIGH },
};

/* Without @text, what is built in holds again. */
static void
store (GSettings  *settings,
       const char *key,
       const char *text)
{
  g_autoptr (GVariant) before = g_settings_get_value (settings, SETTINGS_KEY);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other, *kept;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&s&s}", &other, &kept))
    if (!g_str_equal (other, key))
      g_variant_builder_add (&builder, "{ss}", other, kept);
  if (text != NULL && *text != '\0')
    g_variant_builder_add (&builder, "{ss}", key, text);
  g_settings_set_value (settings, SETTINGS_KEY, g_variant_builder_end (&builder));
}

static char *
read_stored (GSettings  *settings,
             const char *key)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, SETTINGS_KEY);
  const char *text;

  return g_strdup (g_variant_lookup (all, key, "&s", &text) ? text : "");
}

/* Numbers are typed as the user's language has them, and stored as in a file. */
static void
field_changed_cb (GtkEditable *row,
                  GSettings   *settings)
{
  const QdField *field = g_object_get_data (G_OBJECT (row), "field");
  g_auto (QdValue) value = qd_field_parse_local (field, gtk_editable_get_text (row));
  gboolean good = qd_field_check (field, &value, NULL) && (!qd_kind_is_number (field->kind) || value.type != QD_VALUE_TEXT);
  g_autofree char *number = good && value.type == QD_VALUE_NUMBER ? qd_number_to_json (value.number) : NULL;

  qd_widget_set_class (GTK_WIDGET (row), "error", !good);
  if (good)
    store (settings, field->key, number != NULL ? number : value.type == QD_VALUE_TEXT ? value.text : NULL);
}

static void
categories_changed_cb (GtkEditable *row,
                       GSettings   *settings)
{
  store (settings, CATEGORIES, gtk_editable_get_text (row));
}

static GtkWidget *
field_row_new (const QdField *field,
               GSettings     *settings)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *stored = read_stored (settings, field->key);
  g_auto (QdValue) value = qd_field_parse (field, *stored != '\0' || field->fallback == NULL ? stored : field->fallback);
  g_autofree char *text = qd_field_format (field, &value);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), qd_field_label (field));
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_set_tooltip_text (row, field->help != NULL ? _(field->help) : NULL);
  g_object_set_data (G_OBJECT (row), "field", (gpointer) field);
  g_signal_connect_object (row, "changed", G_CALLBACK (field_changed_cb), settings, 0);

  return row;
}

static GtkWidget *
categories_row_new (GSettings *settings)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *stored = read_stored (settings, CATEGORIES);

  /* Translators: the example has names of categories with their shares. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Categories with shares: Features 50, Reliability 25"));
  gtk_editable_set_text (GTK_EDITABLE (row), stored);
  g_signal_connect_object (row, "changed", G_CALLBACK (categories_changed_cb), settings, 0);

  return row;
}

/**
 * qd_plan_defaults_page_new:
 * @settings: the settings of the program
 *
 * Returns: the page of the preferences about new plans
 */
GtkWidget *
qd_plan_defaults_page_new (GSettings *settings)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *boxes[N_GROUPS];

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _("New Plans"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "document-new-symbolic");
  for (guint i = 0; i < N_GROUPS; i++)
    {
      boxes[i] = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (boxes[i]), _(groups[i].title));
      if (groups[i].description != NULL)
        adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (boxes[i]), _(groups[i].description));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (boxes[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (boxes[fields[i].group]),
                               field_row_new (&qd_record_info (QD_RECORD_SETTINGS)->fields[fields[i].field], settings));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (boxes[GROUP_PLAN]), categories_row_new (settings));

  return page;
}
