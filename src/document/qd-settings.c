#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-settings.h"

/* What somebody prefers, kept where the desktop keeps such things. The window writes it; the command line reads what new
 * plans start with. Neither a display nor a session is needed for that. */

/**
 * qd_settings_new:
 *
 * Returns: (transfer full) (nullable): the settings; %NULL where they are not installed, as when the program runs from its
 *   build folder without being told where they are
 */
GSettings *
qd_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, QD_APP_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new (QD_APP_ID) : NULL;
}

/**
 * qd_settings_plan_defaults:
 * @settings: (nullable): the settings
 *
 * Returns: (transfer full) (nullable): what new plans start with, for qd_plan_template_blank(); %NULL without settings
 */
GVariant *
qd_settings_plan_defaults (GSettings *settings)
{
  return settings != NULL ? g_settings_get_value (settings, "plan-defaults") : NULL;
}
