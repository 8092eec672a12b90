/* A draft that was torn off at any byte, or damaged at any: what is whole of it is had, and nothing else. */

#include "qd-draft-private.h"

#include <string.h>

#include "qd-json.h"
#include "qd-plan-private.h"
#include "qd-test-folder.h"
#include "qd-test-plan.h"

#define N_CHANGES 8

/* A draft, and the plan after each of its changes. */
typedef struct
{
  char  *data;
  gsize  length;
  gsize  journal;               /* where the journal begins */
  gsize  ends[N_CHANGES];       /* where each of its lines ends, behind the line feed */
  GBytes *states[N_CHANGES + 1];
} Fixture;

static void
read_draft (Fixture    *fixture,
            const char *drafts)
{
  g_autoptr (QdDraftPlace) place = qd_draft_place_new (drafts);
  g_autoptr (GPtrArray) paths = qd_draft_place_list (place);
  const char *at;

  g_assert_cmpuint (paths->len, ==, 1);
  g_assert_true (g_file_get_contents (paths->pdata[0], &fixture->data, &fixture->length, NULL));

  at = fixture->data + fixture->length;
  for (int i = N_CHANGES - 1; i >= 0; i--)
    {
      fixture->ends[i] = (gsize) (at - fixture->data);
      do
        at--;
      while (at[-1] != '\n');
    }
  fixture->journal = (gsize) (at - fixture->data);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 3);
  g_autoptr (JsonObject) head = json_object_new ();
  g_autoptr (GError) error = NULL;
  char *folder = qd_test_folder_new ();
  QdDraftPlace *place = qd_draft_place_new (folder);
  QdDraftFile *file = qd_draft_file_new (place, "draft", NULL);

  fixture->states[0] = qd_json_save (plan);
  qd_draft_file_write (file, head, fixture->states[0], NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < N_CHANGES; i++)
    {
      g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
      g_autoptr (QdChange) inverse = qd_plan_apply (plan, change, &error);
      GString *line = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;

      g_assert_no_error (error);
      qd_draft_append_change (line, change);
      bytes = g_string_free_to_bytes (line);
      qd_draft_file_append (file, bytes, &error);
      g_assert_no_error (error);
      fixture->states[i + 1] = qd_json_save (plan);
    }

  qd_draft_file_unref (file);
  qd_draft_place_leave (place);
  qd_draft_place_unref (place);
  read_draft (fixture, folder);
  qd_test_folder_remove (folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_free (fixture->data);
  for (guint i = 0; i <= N_CHANGES; i++)
    g_bytes_unref (fixture->states[i]);
}

static void
assert_content (Fixture  *fixture,
                gsize     length,
                gboolean  has_plan,
                guint     n_changes,
                gboolean  damaged)
{
  g_autoptr (QdDraftContent) content = qd_draft_content_parse (fixture->data, length);
  g_autoptr (GBytes) state = content->plan != NULL ? qd_json_save (content->plan) : NULL;

  g_assert_cmpint (state != NULL, ==, has_plan);
  g_assert_cmpint (content->damage != NULL, ==, damaged);
  if (state == NULL)
    return;
  g_assert_cmpuint (content->n_changes, ==, n_changes);
  g_assert_true (g_bytes_equal (state, fixture->states[n_changes]));
}

static guint
count_whole (Fixture *fixture,
             gsize    length)
{
  guint n = 0;

  while (n < N_CHANGES && fixture->ends[n] <= length)
    n++;

  return n;
}

static void
test_torn (Fixture       *fixture,
           gconstpointer  data)
{
  for (gsize length = 0; length <= fixture->length; length++)
    {
      gboolean has_plan = length >= fixture->journal;

      assert_content (fixture, length, has_plan, count_whole (fixture, length), !has_plan);
    }
}

/* Where it was torn off, other things may stand: what the disk had there before. */
static void
test_torn_into_rubbish (Fixture       *fixture,
                        gconstpointer  data)
{
  static const char rubbish[] = { '\0', '\n', ' ', 'x' };

  for (gsize length = fixture->journal; length < fixture->length; length += 13)
    for (guint i = 0; i < G_N_ELEMENTS (rubbish); i++)
      {
        g_autofree char *whole = g_memdup2 (fixture->data, fixture->length);

        memset (fixture->data + length, rubbish[i], fixture->length - length);
        /* A line feed may be what the line lacks. */
        assert_content (fixture, fixture->length, TRUE, count_whole (fixture, length + (rubbish[i] == '\n')), FALSE);
        memcpy (fixture->data, whole, fixture->length);
      }
}

/* One bit of any byte: in the last line it is as if torn off, before that it is damage. Without the line feed between
 * them, the last two lines are one. */
static void
test_flipped (Fixture       *fixture,
              gconstpointer  data)
{
  for (gsize i = 0; i < fixture->length; i++)
    {
      guint n = count_whole (fixture, i);
      gboolean last = n + 1 == N_CHANGES || i + 1 == fixture->ends[N_CHANGES - 2];

      fixture->data[i] ^= (char) (1 << (i % 8));
      assert_content (fixture, fixture->length, i >= fixture->journal, n, n < N_CHANGES && !last);
      fixture->data[i] ^= (char) (1 << (i % 8));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/draft-torn/torn", Fixture, NULL, set_up, test_torn, tear_down);
  g_test_add ("/draft-torn/torn-into-rubbish", Fixture, NULL, set_up, test_torn_into_rubbish, tear_down);
  g_test_add ("/draft-torn/flipped", Fixture, NULL, set_up, test_flipped, tear_down);

  return g_test_run ();
}
