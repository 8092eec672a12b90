/* usage: die-at-call WHAT FOLDER NUMBER FAULT
 *
 * Does one thing with the plan in FOLDER, and dies at call NUMBER of what that takes. The note of the plan says how far
 * it came: it is "1" and "2" after the first and the second edit. With WHAT “session” it edits, keeps drafts and saves
 * again and again, and says on standard output what it can rely on. */

#include "draft-fixture.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "qd-faults.h"
#include "qd-test-folder.h"

#define N_ROUNDS 20

typedef struct
{
  Fixture      fixture;
  char        *history;
  QdSnapshots *snapshots;
  QdDocument  *document;
  QdDraft     *draft;
  guint        number;
  int          fault;
} Victim;

static void
edit (Victim *self,
      guint   number)
{
  g_autofree char *note = g_strdup_printf ("%u", number);

  set_note (self->document, note);
}

static void
write_file (Victim *self)
{
  g_autoptr (GError) error = NULL;

  save (&self->fixture, self->document, self->fixture.file, FALSE, &error);
  g_assert_no_error (error);
}

static void
arm (Victim     *self,
     const char *folder)
{
  qd_faults_arm (folder, self->number, self->fault);
}

static void
die_saving (Victim *self)
{
  edit (self, 1);
  flush (&self->fixture, self->draft);
  arm (self, self->fixture.folder);
  write_file (self);
}

static void
die_saving_link (Victim *self)
{
  g_autofree char *real = g_build_filename (self->fixture.folder, "real", NULL);

  g_assert_cmpint (rename (self->fixture.path, real), ==, 0);
  g_assert_cmpint (symlink ("real", self->fixture.path), ==, 0);
  die_saving (self);
}

static void
die_beginning_draft (Victim *self)
{
  edit (self, 1);
  arm (self, self->fixture.folder);
  flush (&self->fixture, self->draft);
}

static void
die_going_on_with_draft (Victim *self)
{
  edit (self, 1);
  flush (&self->fixture, self->draft);
  edit (self, 2);
  arm (self, self->fixture.folder);
  flush (&self->fixture, self->draft);
}

static void
die_keeping_state (Victim *self)
{
  edit (self, 1);
  write_file (self);
  qd_snapshots_wait (self->snapshots);
  edit (self, 2);
  arm (self, self->history);
  write_file (self);
  qd_snapshots_wait (self->snapshots);
}

static void
die_recovering (Victim *self)
{
  g_autoptr (QdDraft) draft = NULL;
  g_autoptr (QdDocument) document = NULL;

  arm (self, self->fixture.folder);
  document = recover_only (&self->fixture, &draft);
  flush (&self->fixture, draft);
  qd_faults_disarm ();
}

static void
die_in_session (Victim *self)
{
  arm (self, self->fixture.folder);
  for (guint i = 1; i <= N_ROUNDS; i++)
    {
      edit (self, i);
      flush (&self->fixture, self->draft);
      printf ("flushed %u\n", i);
      fflush (stdout);
      if (i % 3 != 0)
        continue;
      write_file (self);
      printf ("saved %u\n", i);
      fflush (stdout);
    }
  qd_snapshots_wait (self->snapshots);
}

static const struct
{
  const char *what;
  void      (*die) (Victim *self);
} ways[] = {
  { "save", die_saving },
  { "save-link", die_saving_link },
  { "draft", die_beginning_draft },
  { "draft-on", die_going_on_with_draft },
  { "state", die_keeping_state },
  { "recover", die_recovering },
  { "session", die_in_session },
};

int
main (int    argc,
      char **argv)
{
  const char *folder = argv[2];
  Victim victim = {
    .fixture = {
      .folder = g_strdup (folder),
      .drafts = g_build_filename (folder, "state", "drafts", NULL),
      .path = g_build_filename (folder, "plan.qplan", NULL),
    },
    .history = g_build_filename (folder, "history", NULL),
    .number = (guint) strtoul (argv[3], NULL, 10),
    .fault = (int) strtol (argv[4], NULL, 10),
  };

  time_now = 1000 * SECOND;
  victim.fixture.file = g_file_new_for_path (victim.fixture.path);
  victim.fixture.store = new_store (&victim.fixture);
  victim.snapshots = qd_snapshots_new (victim.history);
  victim.document = load (&victim.fixture);
  qd_document_set_snapshots (victim.document, victim.snapshots);
  victim.draft = qd_draft_attach (victim.document, victim.fixture.store);
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i].what, argv[1]))
      {
        ways[i].die (&victim);
        /* Like somebody who was killed, but after everything: what is to be found then is found. */
        _exit (qd_faults_disarm () != NULL ? EXIT_FAILURE : EXIT_SUCCESS);
      }

  g_error ("what is “%s”?", argv[1]);
}
