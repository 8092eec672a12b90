/* Drafts of documents that are not saved: when they are written, when they go, and what is had from them. */

#include "draft-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "qd-compare.h"
#include "qd-error.h"
#include "qd-json.h"
#include "qd-test-folder.h"
#include "qd-test-plan.h"

static void
test_timing (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdDraft) draft = qd_draft_attach (document, fixture->store);

  g_assert_cmpint (qd_draft_get_deadline (draft), ==, -1);
  set_note (document, "a");
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, time_now + 2 * SECOND);

  /* Typing puts it off, but not for ever. */
  for (int i = 1; i <= 6; i++)
    {
      gint64 latest = 1010 * SECOND;

      time_now += 3 * SECOND / 2;
      qd_draft_tick (draft);
      set_note (document, i % 2 ? "b" : "c");
      g_assert_cmpint (qd_draft_get_deadline (draft), ==, MIN (time_now + 2 * SECOND, latest));
    }
  g_assert_cmpuint (count_drafts (fixture), ==, 0);

  time_now = 1010 * SECOND - 1;
  qd_draft_tick (draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
  time_now++;
  qd_draft_tick (draft);
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, -1);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  flush (fixture, draft);
}

/* With the real clock and timer, which is set to fire at once. */
static void
test_timer (Fixture       *fixture,
            gconstpointer  data)
{
  static const QdDraftTiming at_once = { 0, 0, NULL };
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdDraft) draft = NULL;

  qd_draft_store_set_timing (fixture->store, &at_once);
  draft = qd_draft_attach (document, fixture->store);
  set_note (document, "a");
  g_assert_cmpint (qd_draft_get_deadline (draft), >, 0);
  while (qd_draft_get_deadline (draft) >= 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  flush (fixture, draft);
}

static void
test_never_saved (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (QdDocument) document = qd_document_new ();
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GError) error = NULL;
  QdDraftInfo *info;

  g_autofree char *id = g_strdup (qd_draft_get_id (draft));

  /* What was never touched leaves nothing. */
  flush (fixture, draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);

  add_risk (document, "Scope creep");
  flush (fixture, draft);
  set_note (document, "first");
  qd_document_undo (document);
  qd_document_redo (document);
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);
  info = g_ptr_array_index (infos, 0);
  g_assert_cmpstr (info->title, ==, "Untitled plan");
  g_assert_null (info->file);
  g_assert_cmpint (info->file_state, ==, QD_DRAFT_FILE_NONE);
  g_assert_cmpuint (info->n_changes, ==, 3);
  g_assert_cmpstr (info->id, ==, id);
  g_assert_nonnull (info->time);
  g_assert_nonnull (info->started);
  g_assert_null (info->damage);
  g_assert_true (info->recoverable);
  g_assert_cmpuint (info->differences->len, ==, 2);

  recovered = recover (fixture, fixture->store, info, &recovered_draft, &error);
  g_assert_no_error (error);
  g_assert_true (qd_plan_equal (qd_document_get_plan (recovered), qd_document_get_plan (document)));
  g_assert_true (qd_document_get_modified (recovered));
  g_assert_cmpstr (qd_draft_get_id (recovered_draft), ==, id);
  g_assert_null (qd_document_get_file (recovered));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);

  /* Undoing what came after the recovery does not make it saved. */
  set_note (recovered, "second");
  flush (fixture, recovered_draft);
  qd_document_undo (recovered);
  g_assert_true (qd_document_get_modified (recovered));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);

  g_assert_true (save (fixture, recovered, fixture->file, TRUE, &error));
  g_assert_no_error (error);
  g_assert_false (qd_document_get_modified (recovered));
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

static void
test_of_file (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  QdDraftInfo *info;

  set_note (document, "ours");
  flush (fixture, draft);
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);
  info = g_ptr_array_index (infos, 0);
  g_assert_cmpstr (info->title, ==, "Our quarter");
  g_assert_true (g_file_equal (info->file, fixture->file));
  g_assert_cmpint (info->file_state, ==, QD_DRAFT_FILE_SAME);
  g_assert_cmpuint (info->n_changes, ==, 1);
  g_assert_cmpuint (info->differences->len, ==, 1);
  sentence = qd_difference_describe (g_ptr_array_index (info->differences, 0));
  g_assert_nonnull (strstr (sentence, "ours"));

  /* Listing leaves it where it is. */
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_true (g_file_equal (qd_document_get_file (recovered), fixture->file));
  g_assert_cmpstr (get_note (recovered), ==, "ours");
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

static void
test_changed_outside (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GPtrArray) gone_infos = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "ours");
  g_object_unref (draft);
  die (fixture);

  g_assert_true (g_file_set_contents (fixture->path, "{\"format\": \"quarterdeck-plan\", \"version\": 1}", -1, NULL));
  infos = list (fixture, fixture->store);
  g_assert_cmpint (((QdDraftInfo *) infos->pdata[0])->file_state, ==, QD_DRAFT_FILE_CHANGED);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->differences->len, ==, 2);

  recovered = recover_only (fixture, &recovered_draft);
  g_assert_false (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_clear_object (&recovered_draft);
  die (fixture);

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  gone_infos = list (fixture, fixture->store);
  g_assert_cmpint (((QdDraftInfo *) gone_infos->pdata[0])->file_state, ==, QD_DRAFT_FILE_GONE);
  g_assert_null (((QdDraftInfo *) gone_infos->pdata[0])->differences);
  g_clear_object (&recovered);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

/* A draft goes with a saving that holds all of it, and with no other. */
static void
test_saving (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "plan.qplan", NULL);
  g_autoptr (GFile) nowhere_file = g_file_new_for_path (nowhere);
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "one");
  flush (fixture, draft);
  g_assert_false (save (fixture, document, nowhere_file, FALSE, &error));
  g_clear_error (&error);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);

  /* Undone to what the file has, then a saving that fails. */
  qd_document_undo (document);
  g_assert_false (qd_document_get_modified (document));
  g_assert_false (save (fixture, document, nowhere_file, FALSE, &error));
  g_clear_error (&error);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  qd_document_redo (document);

  /* Edited while it is being saved. */
  qd_document_save_async (document, NULL, FALSE, NULL, qd_test_done_cb, &fixture->result);
  set_note (document, "two");
  result = qd_test_await (&fixture->result);
  g_assert_true (qd_document_save_finish (document, result, &error));
  g_assert_true (qd_document_get_modified (document));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  flush (fixture, draft);
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpint (((QdDraftInfo *) infos->pdata[0])->file_state, ==, QD_DRAFT_FILE_SAME);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->n_changes, ==, 1);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "two");
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);

  /* After a saving, a new draft begins with what was saved. */
  set_note (recovered, "three");
  g_clear_object (&recovered_draft);
  die (fixture);
  g_clear_object (&recovered);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "three");
}

/* Undone to what the file has: the draft stays as long as the document is open. */
static void
test_undone (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);

  set_note (document, "one");
  flush (fixture, draft);
  qd_document_undo (document);
  flush (fixture, draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_object_unref (draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

static void
test_discard (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "one");
  flush (fixture, draft);
  set_note (document, "two");
  qd_draft_discard (draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, -1);

  set_note (document, "three");
  flush (fixture, draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);
  qd_draft_store_discard_async (fixture->store, infos->pdata[0], qd_test_done_cb, &fixture->result);
  result = qd_test_await (&fixture->result);
  g_assert_true (qd_draft_store_discard_finish (fixture->store, result, &error));
  g_assert_no_error (error);
  left = list (fixture, fixture->store);
  g_assert_cmpuint (left->len, ==, 0);
}

/* The process ended after the file was written, before the draft was removed. */
static void
test_saved_after_all (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GBytes) bytes = NULL;

  set_note (document, "one");
  g_object_unref (draft);
  die (fixture);

  bytes = qd_json_save (qd_document_get_plan (document));
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                      NULL));
  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 0);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
}

static void
test_two_processes (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraftStore) other = new_store (fixture);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDraft) none = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) living = NULL;
  g_autoptr (GPtrArray) ours = NULL;
  g_autoptr (GPtrArray) theirs = NULL;
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GError) error = NULL;

  set_note (document, "one");
  flush (fixture, draft);
  living = list (fixture, other);
  g_assert_cmpuint (living->len, ==, 0);
  g_object_unref (draft);
  die (fixture);

  /* Both see it, one gets it. */
  ours = list (fixture, fixture->store);
  theirs = list (fixture, other);
  g_assert_cmpuint (ours->len, ==, 1);
  g_assert_cmpuint (theirs->len, ==, 1);
  recovered = recover (fixture, fixture->store, ours->pdata[0], &recovered_draft, &error);
  g_assert_no_error (error);
  g_assert_null (recover (fixture, other, theirs->pdata[0], &none, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_CHANGED);
  taken = list (fixture, other);
  g_assert_cmpuint (taken->len, ==, 0);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
}

/* A journal never grows far beyond the plan, and nothing is lost by that. */
static void
test_folding (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autofree char *text = g_strnfill (1000, 'x');
  gint64 largest = 0;
  GStatBuf info;

  for (int i = 0; i < 100; i++)
    {
      text[i] = 'y';
      set_note (document, text);
      flush (fixture, draft);
    }
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->n_changes, ==, 100);
  g_assert_cmpint (g_stat (((QdDraftInfo *) infos->pdata[0])->path, &info), ==, 0);
  largest = MAX (largest, info.st_size);
  g_assert_cmpint (largest, <, 20000);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, text);
}

/* Each key pressed is a change, but only what comes of it is written. */
static void
test_typing (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  add_risk (document, "Scope creep");
  for (int i = 0; i < 1000; i++)
    {
      g_string_append_c (text, (char) ('a' + i % 26));
      set_note (document, text->str);
    }
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->n_changes, ==, 3);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, text->str);
}

/* What would bring @note into the plan. */
static QdChange *
typing_of (QdDocument *document,
           const char *note)
{
  QdChange *change = qd_change_new ("Typing");
  g_auto (QdValue) value = qd_value_text (note);

  qd_change_set (change, qd_record_get_id (root_of (document)), &qd_record_get_info (root_of (document))->fields[QD_PLAN_NOTE],
                 &value);

  return change;
}

static void
type (QdDraft    *draft,
      const char *note)
{
  g_autoptr (QdChange) change = note != NULL ? typing_of (qd_draft_get_document (draft), note) : NULL;

  qd_draft_set_typing (draft, change);
}

/* The text of an open editor is no change, but must not be lost either. */
static void
test_open_editor (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDraft) again_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (QdDocument) again = NULL;
  g_autoptr (GPtrArray) infos = NULL;

  type (draft, "half a");
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, time_now + 2 * SECOND);
  for (int i = 0; i < 6; i++)
    {
      time_now += 3 * SECOND / 2;
      type (draft, i % 2 ? "half a" : "half a sent");
    }
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, 1010 * SECOND);
  time_now = 1010 * SECOND;
  qd_draft_tick (draft);
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, -1);
  type (draft, "half a");
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, -1);

  type (draft, "half a sentence");
  g_assert_false (qd_document_get_modified (document));
  g_object_unref (draft);
  die (fixture);

  infos = list (fixture, fixture->store);
  g_assert_cmpuint (infos->len, ==, 1);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->n_changes, ==, 1);
  g_assert_cmpuint (((QdDraftInfo *) infos->pdata[0])->differences->len, ==, 1);

  /* Recovered, it is in the plan, and stays there when that process dies as well. */
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "half a sentence");
  g_assert_cmpint (qd_draft_get_deadline (recovered_draft), >=, 0);
  add_risk (recovered, "Scope creep");
  flush (fixture, recovered_draft);
  g_clear_object (&recovered_draft);
  die (fixture);
  again = recover_only (fixture, &again_draft);
  g_assert_cmpstr (get_note (again), ==, "half a sentence");
  g_assert_true (qd_plan_equal (qd_document_get_plan (again), qd_document_get_plan (recovered)));
}

/* What is given up, or became a change, is not brought back. */
static void
test_editor_left (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;

  type (draft, "x");
  type (draft, NULL);
  g_assert_cmpint (qd_draft_get_deadline (draft), ==, -1);
  type (draft, "x");
  flush (fixture, draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  type (draft, NULL);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);

  type (draft, "given up");
  flush (fixture, draft);
  add_risk (document, "Scope creep");
  type (draft, "given up, too");
  flush (fixture, draft);
  type (draft, NULL);
  flush (fixture, draft);
  type (draft, "taken");
  flush (fixture, draft);
  set_note (document, "taken as it is now");
  flush (fixture, draft);
  type (draft, "given up at last");
  flush (fixture, draft);
  type (draft, NULL);
  g_object_unref (draft);
  die (fixture);

  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, "taken as it is now");
  g_assert_true (qd_plan_equal (qd_document_get_plan (recovered), qd_document_get_plan (document)));
  g_clear_object (&recovered_draft);
}

/* It outlives a saving that began before it, and the folding of a long journal. */
static void
test_editor_while_saved (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (QdDocument) document = load (fixture);
  QdDraft *draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (9000, 'x');

  add_risk (document, "Scope creep");
  type (draft, "still typing");
  g_assert_true (save (fixture, document, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
  g_assert_cmpint (qd_draft_get_deadline (draft), >=, 0);
  flush (fixture, draft);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);

  for (int i = 0; i < 6; i++)
    {
      text[0] = (char) ('a' + i);
      type (draft, text);
      flush (fixture, draft);
    }
  g_object_unref (draft);
  die (fixture);
  recovered = recover_only (fixture, &recovered_draft);
  g_assert_cmpstr (get_note (recovered), ==, text);
  g_clear_object (&recovered_draft);
}

/* Markdown carries no ids, so that a draft of it begins with the plan as it is. */
static void
test_other_form (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "plan.md", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QdDocument) document = load (fixture);
  g_autoptr (QdDraft) draft = qd_draft_attach (document, fixture->store);
  g_autoptr (QdDraft) recovered_draft = NULL;
  g_autoptr (QdDocument) recovered = NULL;
  g_autoptr (GBytes) expected = NULL;
  g_autoptr (GBytes) got = NULL;
  g_autoptr (GError) error = NULL;

  if (qd_format_find ("md") == NULL)
    {
      g_test_skip ("there is no Markdown in this build");
      return;
    }

  g_assert_true (save (fixture, document, file, FALSE, &error));
  g_assert_no_error (error);
  for (int i = 0; i < 3; i++)
    {
      add_risk (document, i == 0 ? "One" : "Another");
      flush (fixture, draft);
    }
  expected = qd_json_save (qd_document_get_plan (document));
  g_clear_object (&draft);
  die (fixture);
  recovered = recover_only (fixture, &recovered_draft);
  got = qd_json_save (qd_document_get_plan (recovered));
  g_assert_true (g_bytes_equal (got, expected));
  g_assert_true (g_file_equal (qd_document_get_file (recovered), file));
  g_assert_true (save (fixture, recovered, NULL, FALSE, &error));
  g_assert_no_error (error);
}

/* Random edits, undone and redone, saved and flushed now and then: what is recovered is what there was. */
static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint32 seed = 1; seed <= 25; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 40);
      g_autoptr (QdDocument) document = qd_document_new_for_plan (plan);
      QdDraft *draft = qd_draft_attach (document, fixture->store);
      g_autoptr (QdDraft) recovered_draft = NULL;
      g_autoptr (QdDocument) recovered = NULL;
      g_autoptr (GBytes) expected = NULL;
      g_autoptr (GBytes) got = NULL;

      for (int i = 0; i < 60 || !qd_document_get_modified (document); i++)
        {
          g_autoptr (QdChange) change = qd_test_random_change (rand, plan);
          int chance = g_rand_int_range (rand, 0, 20);

          qd_document_apply (document, change, QD_APPLY_DEFAULT, NULL);
          if (chance < 4)
            qd_document_undo (document);
          else if (chance < 6)
            qd_document_redo (document);
          else if (chance < 8)
            flush (fixture, draft);
          else if (chance < 9)
            save (fixture, document, fixture->file, TRUE, NULL);
        }
      expected = qd_json_save (plan);
      g_object_unref (draft);
      die (fixture);

      recovered = recover_only (fixture, &recovered_draft);
      got = qd_json_save (qd_document_get_plan (recovered));
      g_assert_true (g_bytes_equal (got, expected));
      qd_draft_discard (recovered_draft);
      g_clear_object (&recovered_draft);
      die (fixture);
    }
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
    { "/draft/timing", test_timing },
    { "/draft/timer", test_timer },
    { "/draft/never-saved", test_never_saved },
    { "/draft/of-file", test_of_file },
    { "/draft/changed-outside", test_changed_outside },
    { "/draft/saving", test_saving },
    { "/draft/undone", test_undone },
    { "/draft/discard", test_discard },
    { "/draft/saved-after-all", test_saved_after_all },
    { "/draft/two-processes", test_two_processes },
    { "/draft/folding", test_folding },
    { "/draft/typing", test_typing },
    { "/draft/open-editor", test_open_editor },
    { "/draft/editor-left", test_editor_left },
    { "/draft/editor-while-saved", test_editor_while_saved },
    { "/draft/other-form", test_other_form },
    { "/draft/random", test_random },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
