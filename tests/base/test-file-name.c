#include "qd-file-name.h"

#include <string.h>

static void
test_names (void)
{
  static const struct
  {
    const char *title;
    const char *name;
  } names[] = {
    { "Q2 2024 plan", "Q2 2024 plan" },
    { "Checkout / Growth: \"what next?\"", "Checkout - Growth- what next" },
    { "..", "Plan" },
    { "", "Plan" },
    { " . hidden. . ", "hidden" },
    { "a\nb\tc", "a b c" },
    { "con", "_con" },
    { "COM1.notes", "_COM1.notes" },
    { "Control", "Control" },
    { "nullable", "nullable" },
    { "com10", "com10" },
    { "Planung für März – 計画 🚀", "Planung für März – 計画 🚀" },
    { "safe\xe2\x80\xae" "gnp.exe", "safegnp.exe" },
    { "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = qd_file_name_from_title (names[i].title, "Plan");

      g_assert_cmpstr (name, ==, names[i].name);
    }
}

/* Whatever it is made of, it is short enough, and whole letters. */
static void
test_long (void)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (title, "計");
  name = qd_file_name_from_title (title->str, "Plan");
  g_assert_cmpint (strlen (name), <=, 104);
  g_assert_true (g_utf8_validate (name, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-name/names", test_names);
  g_test_add_func ("/file-name/long", test_long);

  return g_test_run ();
}
