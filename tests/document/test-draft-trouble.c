/* Drafts when something goes wrong: full disks, folders cleared away, damage. */

#include "draft-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "qd-error.h"
#include "qd-test-folder.h"

/* The disk is full, as far as a process can arrange that, then it is not. */
static void
test_no_space (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autofree char *text = g_strnfill (3000, 'x');
  void (*old_handler) (int) = signal (SIGXFSZ, SIG_IGN);
  struct rlimit old, low;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  low = old;

  /* First nothing fits, then the beginning, then everything. */
  for (rlim_t limit = 0; limit <= 1000; limit += 1000)
    {
      g_autoptr (GError) error = NULL;

      low.rlim_cur = limit;
      set_note (document, "one");
      if (limit > 0)
        {
          flush (fixture, draft);
          g_assert_null (qd_draft_get_problem (draft));
          set_note (document, text);
        }
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &low), ==, 0);
      try_flush (fixture, draft, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
      g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
      g_assert_cmpstr (qd_draft_get_problem (draft), ==, error->message);
      g_assert_cmpint (qd_draft_get_deadline (draft), ==, time_now + 10 * SECOND);
      g_assert_cmpuint (count_drafts (fixture), ==, limit > 0);
    }

  /* What fitted is as good as it was, were it to end now. */
  text[0] = 'y';
  set_note (document, text);
  flush (fixture, draft);
  g_assert_null (qd_draft_get_problem (draft));
  signal (SIGXFSZ, old_handler);
  g_object_unref (draft);
  die (fixture);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, text);
}

/* Somebody clears the state directory away while the program runs. */
static void
test_cleared_away (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "one");
  flush (fixture, draft);
  qd_test_folder_remove (g_strdup (fixture->drafts));
  set_note (document, "two");
  try_flush (fixture, draft, &error);
  g_assert_nonnull (error);
  g_assert_nonnull (qd_draft_get_problem (draft));
  flush (fixture, draft);
  g_assert_null (qd_draft_get_problem (draft));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_object_unref (draft);
  die (fixture);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "two");
}

/* The draft that a dead process left, of three changes. */
static char *
leave_draft (Fixture *fixture)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (GPtrArray) infos = NULL;

  set_note (document, "one");
  flush (fixture, draft);
  set_note (document, "two");
  flush (fixture, draft);
  set_note (document, "three");
  g_object_unref (draft);
  die (fixture);
  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);

  return g_strdup (((QdDraftInfo *) infos->pdata[0])->path);
}

static void
spoil (const char *path,
       const char *part)
{
  g_autofree char *data = NULL;
  gsize length;
  char *at;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  at = strstr (data, part);
  g_assert_nonnull (at);
  *at ^= 1;
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

/* What cannot be read is reported, by its path, and stays. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *part;
    const char *title;
  } cases[] = {
    { "Our quarter", "Our quarter" }, /* in the plan */
    { "quarterdeck-draft", "" },      /* in the head */
  };
  g_autofree char *path = leave_draft (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) infos = NULL;
      g_autoptr (QdDraft) none = NULL;
      g_autoptr (GError) error = NULL;
      QdDraftInfo *info;

      if (i == 0)
        {
          /* Behind the head, which has the title too. */
          g_autofree char *data_text = NULL;
          gsize length;
          char *at;

          g_assert_true (g_file_get_contents (path, &data_text, &length, NULL));
          at = strstr (strchr (data_text, '\n'), cases[i].part);
          *at ^= 1;
          g_assert_true (g_file_set_contents (path, data_text, (gssize) length, NULL));
        }
      else
        {
          spoil (path, cases[i].part);
        }

      infos = list (fixture, fixture->store);
      g_assert_cmpuint (infos->len, ==, 1);
      info = infos->pdata[0];
      g_assert_cmpstr (info->path, ==, path);
      g_assert_cmpstr (info->title, ==, cases[i].title);
      g_assert_nonnull (info->damage);
      g_assert_false (info->recoverable);
      g_assert_null (info->differences);
      g_assert_null (recover (fixture, fixture->store, info, &none, &error));
      g_assert_error (error, QD_ERROR, QD_ERROR_PARSE);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* Killed while it wrote a draft for the first time: nothing is offered, and nothing stays behind. */
static void
test_leftovers (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *dead = g_build_filename (fixture->drafts, "dead", NULL);
  g_autofree char *path = g_build_filename (dead, "some.draft.new", NULL);
  g_autoptr (GPtrArray) infos = NULL;

  g_assert_cmpint (g_mkdir_with_parents (dead, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "0123 {", -1, NULL));
  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 0);
  g_assert_false (g_file_test (dead, G_FILE_TEST_EXISTS));
}

/* What came before the damage can be recovered; the draft stays nevertheless. */
static void
test_damaged_in_the_middle (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autofree char *path = leave_draft (fixture);
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GError) error = NULL;

  spoil (path, "two");
  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);
  g_assert_nonnull (((QdDraftInfo *) infos->pdata[0])->damage);
  g_assert_true (((QdDraftInfo *) infos->pdata[0])->recoverable);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->n_changes, ==, 1);

  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "one");
  g_assert_cmpint (qd_draft_get_deadline (recovered_draft), ==, time_now + 2 * SECOND);
  flush (fixture, recovered_draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 2);
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  left = list (fixture, fixture->store);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (((QdDraftInfo *) left->pdata[0])->path, ==, path);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (Fixture       *fixture,
                       gconstpointer  data);
  } tests[] = {
    { "/draft-trouble/no-space", test_no_space },
    { "/draft-trouble/cleared-away", test_cleared_away },
    { "/draft-trouble/leftovers", test_leftovers },
    { "/draft-trouble/damaged", test_damaged },
    { "/draft-trouble/damaged-in-the-middle", test_damaged_in_the_middle },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
