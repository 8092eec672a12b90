#include "qd-markdown.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "qd-error.h"
#include "qd-test-pace.h"
#include "qd-test-share.h"

/* A great deal of one thing. What is no plan is text, in time and memory that grow with it: two million bytes of each in
 * every run; with --slow a hundred million where that is promised, a fifth of it elsewhere. */

/* Reading and writing together. */
#define SECONDS 5.0
/* What is promised of pipes, brackets, stars and one line, and what a fifth of the others takes at most. */
#define MEMORY ((rlim_t) 1000 * 1000 * 1000)
#define OTHER_MEMORY ((rlim_t) 400 * 1000 * 1000)

#define SIZE (2 * 1000 * 1000)

static gsize size;
static gsize other_size;

typedef struct
{
  const char *name;
  const char *head;
  const char *unit;
  const char *tail;
  int         code; /* -1: it is read, and comes back as it was */
  gboolean    promised;
} Case;

#define RISKS "## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|------|------------|--------|------------|\n"
#define OBJECTIVE "## OKRs\n\n### Objective 1: x\n\n"

static const Case cases[] = {
  { "pipes", "", "|", "\n", -1, TRUE },
  { "pipes-in-lines", "", "|\n", "", -1, TRUE },
  { "pipe-rows", "", "||||\n", "", -1, TRUE },
  { "pipes-in-row", RISKS "|", "|", "\n", -1, TRUE },
  { "pipes-in-header", "## Risks\n\n|", " a |", "\n|---|\n", -1, TRUE },
  { "open-brackets", "", "[", "\n", -1, TRUE },
  { "stars", "", "*", "\n", -1, TRUE },
  { "stars-in-cell", RISKS "| ", "*", " | x |\n", -1, TRUE },
  { "stars-in-item", "### Lessons Learned\n- ", "*", "\n", -1, TRUE },
  { "stars-in-lead", "### Constraints\n- ", "**a", "\n", -1, TRUE },
  { "items", "", "- ", "\n", -1 },
  { "unread-items", "", "- x\n", "", -1 },
  { "one-line", "", "word ", "", -1, TRUE },
  { "one-heading", "# ", "word ", "\n", -1 },
  { "one-item", OBJECTIVE "- ", "word - 5 (x): ", "\n", -1 },
  { "one-paragraph", "", "word | word\n", "", -1 },
  { "backticks", RISKS "| ", "`", " |\n", -1 },
  { "backtick-runs", RISKS "| ", "` `` ``` ```` ````` |", "\n", -1 },
  { "backslashes", RISKS "| ", "\\", " |\n", -1 },
  { "brackets", OBJECTIVE "- ", "(Teams: ", ")\n", -1 },
  { "semicolons", OBJECTIVE "- a (Teams: b", "; ", ")\n", -1 },
  { "quotes", "", "> ", "x\n", -1 },
  { "quote-lines", "", "> x\n", "", -1 },
  { "fences", "", "```\n", "", -1 },
  { "comments", "", "<!--", "\n", -1 },
  { "comment-lines", "", "<!-- a\n", "", -1 },
  { "tags", "", "<a ", "\n", -1 },
  { "underlines", "", "a\n-\n", "", QD_ERROR_TOO_LARGE },
  { "headings", "", "# a\n", "", QD_ERROR_TOO_LARGE },
  { "known-headings", "", "## Risks\n", "", QD_ERROR_TOO_LARGE },
  { "deeper-headings", "## Risks\n", "### a\n\n- b\n", "", QD_ERROR_TOO_LARGE },
  { "maybe-objectives", "## OKRs\n", "### a\ntext\n", "", QD_ERROR_TOO_LARGE },
  { "empty-tables", "## Risks\n\n", "| Risk |\n|---|\n\n", "", -1 },
  { "lists-over-a-table", "## Risks\n\n", "- a\n\n", "\n| Risk |\n|---|\n| x |\n", -1 },
  { "delimiters", "", "|---|\n", "", -1 },
  { "indents", "", " ", "x\n", -1 },
  { "deeper-lists", "", "- - - - ", "x\n", -1 },
  { "blanks", "", " ", "\n", -1 },
  { "blank-lines", "", "\n", "x\n", -1 },
  { "rules", "", "---\n", "", -1 },
  { "carriage-returns", "", "\r", "", -1 },
  { "records", RISKS, "| a | Low | High | b |\n", "", QD_ERROR_TOO_LARGE },
  { "lessons", "### Lessons Learned\n", "- a\n", "", QD_ERROR_TOO_LARGE },
  { "one-field", RISKS "| ", "text that goes on ", " | Low | High | m |\n", -1 },
  { "braces", "# ", "{title} ", "\n", -1 },
  { "bad-bytes", "# a\n", "\xff", "", QD_ERROR_PARSE },
};

static GBytes *
fill (const Case *test)
{
  gsize length = test->promised ? size : other_size;
  GString *text = g_string_sized_new (length + 1024);

  g_string_append (text, test->head);
  while (text->len < length)
    g_string_append (text, test->unit);
  g_string_append (text, test->tail);

  return g_string_free_to_bytes (text);
}

/* With --slow alone: SIZE takes no memory to speak of. */
static void
limit_memory (rlim_t most)
{
#ifndef __SANITIZE_ADDRESS__
  if (size > 10 * 1000 * 1000)
    g_assert_no_errno (setrlimit (RLIMIT_AS, &(struct rlimit) { most, MEMORY }));
#endif
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GBytes) bytes = fill (test);
  g_autoptr (GBytes) saved = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QdPlan) plan = NULL;
  double most = qd_test_most_seconds (SECONDS);
  clock_t start = clock ();
  double seconds;

  limit_memory (test->promised ? MEMORY : OTHER_MEMORY);
  plan = qd_markdown_load (bytes, NULL, &error);
  if (plan != NULL)
    saved = qd_markdown_save (plan);
  seconds = (double) (clock () - start) / CLOCKS_PER_SEC;
  g_test_message ("%.2f s", seconds);
  g_assert_cmpfloat (seconds, <, most);

  /* A little of what is too many is read like anything else. */
  if (test->code >= 0 && plan == NULL)
    g_assert_error (error, QD_ERROR, test->code);
  else
    {
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (saved, bytes));
    }
}

/* Beyond the bound on size nothing is even looked at. */
static void
test_size (void)
{
  gsize length = (gsize) 256 * 1024 * 1024 + 1;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  limit_memory (MEMORY);
  text = g_malloc0 (length);
  bytes = g_bytes_new_static (text, length);

  g_assert_null (qd_markdown_load (bytes, NULL, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_TOO_LARGE);
}

int
main (int   argc,
      char *argv[])
{
  gboolean slow;

  g_test_init (&argc, &argv, NULL);
  slow = argc > 1 && g_str_equal (argv[1], "--slow");
  size = slow ? 100 * 1000 * 1000 : qd_test_share (SIZE);
  other_size = slow ? size / 5 : size;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown/hostile/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  if (slow)
    g_test_add_func ("/markdown/hostile/size", test_size);

  return g_test_run ();
}
