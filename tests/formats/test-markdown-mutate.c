#include "qd-markdown.h"

#include <string.h>

#include "qd-json.h"

/* Documents damaged at random: lines dropped, doubled, exchanged, whole stretches moved, strange things put in. All come
 * back as they were, and no section has to be given up for it. */

#define N_MUTANTS 400

static const char *const insertions[] = {
  "|", "||", "| a | b |\n", "|---|---|\n", "# H\n", "## Risks\n", "### Lessons Learned\n", "- x\n", "1. y\n",
  "  - nested\n", "\n", "\n\n", "---\n", "```\n", "> q\n", "<!-- c\n", "-->\n", "<div>\n", "*", "**", "`", "\\", "{", "}",
  "{lead}", "{title}", "none", " ", "   ", "    ", "\t", ":", "Total", "0", "é", "支", "(", ")", " - 50 points",
  " (Status: Stretch)", "Owner: x\n", "*Owner: y*\n", "**Initiatives**:\n",
  "| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n| a | b | c | d |\n", "### Objective 9: Foo\n",
  "## Objectives\n", "| Key Result | Actual |\n|---|---|\n| k | 1 |\n", "- [ ] t\n", "===\n", "-\n", "#\n", "## \n",
  "\u00a0", "+", "* * *\n", "&amp;", "<br>", "Q2 2024", "Q1", "%", "5.", "| **Total** | 26 | - | 1,352 |\n",
  "| | | | |\n", "**Overall score**: 0.5 (below 0.7 target)\n", "*Note: n*\n",
};

static guint n_given_up;

static void
log_cb (const char     *domain,
        GLogLevelFlags  level,
        const char     *message,
        gpointer        user_data)
{
  if ((level & G_LOG_LEVEL_MASK) != G_LOG_LEVEL_DEBUG)
    g_log_default_handler (domain, level, message, user_data);
  else if (strstr (message, "is kept as text") != NULL)
    n_given_up++;
}

/* Where a character starts, at random. */
static gsize
random_place (GRand   *rand,
              GString *text)
{
  gsize at = (gsize) g_rand_int_range (rand, 0, (int) text->len + 1);

  while (at < text->len && ((guchar) text->str[at] & 0xc0) == 0x80)
    at++;

  return at;
}

static gsize
line_start (GString *text,
            gsize    at)
{
  while (at > 0 && text->str[at - 1] != '\n')
    at--;

  return at;
}

static gsize
line_end (GString *text,
          gsize    at)
{
  while (at < text->len && text->str[at] != '\n')
    at++;

  return MIN (at + 1, text->len);
}

/* Takes some lines out, and puts them back elsewhere, here again, or nowhere. */
static void
mutate_lines (GRand   *rand,
              GString *text)
{
  gsize from = line_start (text, random_place (rand, text));
  gsize to = line_end (text, from);
  g_autofree char *lines = NULL;

  for (int n = g_rand_boolean (rand) ? 0 : g_rand_int_range (rand, 1, 12); n > 0; n--)
    to = line_end (text, to);
  lines = g_strndup (text->str + from, to - from);

  if (g_rand_int_range (rand, 0, 3) > 0)
    g_string_erase (text, (gssize) from, (gssize) (to - from));
  if (g_rand_boolean (rand))
    g_string_insert (text, (gssize) line_start (text, random_place (rand, text)), lines);
}

static void
mutate (GRand   *rand,
        GString *text)
{
  const char *insertion = insertions[g_rand_int_range (rand, 0, G_N_ELEMENTS (insertions))];
  gsize at = random_place (rand, text);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
    case 1:
      mutate_lines (rand, text);
      break;
    case 2:
      g_string_insert (text, (gssize) (g_rand_boolean (rand) ? at : line_start (text, at)), insertion);
      break;
    case 3:
    default:
      if (at < text->len)
        g_string_erase (text, (gssize) at, g_utf8_next_char (text->str + at) - text->str - (gssize) at);
      break;
    }
}

static void
assert_round_trip (GString *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = qd_markdown_load (bytes, NULL, &error);
  g_autoptr (QdPlan) from_json = NULL;
  g_autoptr (GBytes) json = NULL, saved = NULL;
  guint given_up = n_given_up;

  g_assert_no_error (error);
  json = qd_json_save (plan);
  from_json = qd_json_load (json, NULL, &error);
  g_assert_no_error (error);
  saved = qd_markdown_save (from_json);

  if (!g_bytes_equal (bytes, saved) || given_up != 0)
    g_test_message ("%s", text->str);
  g_assert_true (g_bytes_equal (bytes, saved));
  g_assert_cmpuint (given_up, ==, 0);
}

static void
test_mutants (gconstpointer data)
{
  const char *path = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (2024);
  g_autofree char *original = NULL;

  if (!g_file_get_contents (path, &original, NULL, NULL))
    {
      g_autofree char *message = g_strconcat ("no document at ", path, NULL);

      g_test_skip (message);
      return;
    }

  for (guint i = 0; i < N_MUTANTS; i++)
    {
      g_autoptr (GString) text = g_string_new (original);

      for (int n = i == 0 ? 0 : g_rand_int_range (rand, 1, i % 2 == 0 ? 4 : 30); n > 0; n--)
        mutate (rand, text);
      assert_round_trip (text);
    }
}

/* Every line left out once, and every line doubled. */
static void
test_each_line (gconstpointer data)
{
  const char *path = data;
  g_autofree char *original = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &original, NULL, NULL))
    {
      g_test_skip ("no document");
      return;
    }

  lines = g_strsplit (original, "\n", -1);
  for (guint left_out = 0; lines[left_out] != NULL; left_out++)
    for (guint times = 0; times <= 2; times += 2)
      {
        g_autoptr (GString) text = g_string_new (NULL);

        for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
          for (guint n = i == left_out ? times : 1; n > 0; n--)
            g_string_append_printf (text, "%s\n", lines[i]);
        assert_round_trip (text);
      }
}

int
main (int   argc,
      char *argv[])
{
  const char *root = g_getenv ("QD_SOURCE_ROOT");
  const char *seed = g_getenv ("QD_SEED");
  char *documents[3];
  static const char *const names[] = { "seed", "stranger", "template" };

  g_test_init (&argc, &argv, NULL);
  g_log_set_default_handler (log_cb, NULL);

  documents[0] = seed != NULL ? g_strdup (seed) : g_build_filename (root, "..", "shared", "seed", "q2-2024.md", NULL);
  documents[1] = g_build_filename (root, "tests", "formats", "data", "stranger.md", NULL);
  documents[2] = g_build_filename (root, "tests", "formats", "data", "template.md", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *mutants = g_strdup_printf ("/markdown/mutate/%s", names[i]);
      g_autofree char *each = g_strdup_printf ("/markdown/each-line/%s", names[i]);

      g_test_add_data_func (mutants, documents[i], test_mutants);
      g_test_add_data_func_full (each, documents[i], test_each_line, g_free);
    }

  return g_test_run ();
}
