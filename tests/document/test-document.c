/* The door: what each edit does, what it is called, and what observers hear of it. */

#include "qd-document.h"

#include <string.h>

#include "qd-error.h"
#include "qd-json.h"
#include "qd-plan-private.h"

/* A small plan: two teams; an objective with key results and an initiative; and what refers to them. */
typedef struct
{
  QdDocument *document;
  QdPlan     *plan;
  QdRecord   *root;
  QdRecord   *team;
  QdRecord   *objective;
  QdRecord   *first;       /* key results */
  QdRecord   *second;
  QdRecord   *initiative;
  QdRecord   *criterion;   /* measured by both */
  guint       n_changed;
  QdChange   *last;        /* that “changed” handed out */
  GHashTable *notified;    /* property name -> how often */
} Fixture;

static QdRecord *
append (QdRecord   *owner,
        QdListId    list,
        const char *id,
        guint       field,
        const char *text)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, id);

  qd_record_set_text (record, field, text);
  qd_list_append (qd_record_get_list (owner, list), record);

  return record;
}

static void
changed_cb (QdDocument *document,
            QdChange   *change,
            gpointer    user_data)
{
  Fixture *fixture = user_data;

  fixture->n_changed++;
  g_clear_pointer (&fixture->last, qd_change_unref);
  fixture->last = qd_change_ref (change);
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    user_data)
{
  Fixture *fixture = user_data;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (fixture->notified, pspec->name));

  g_hash_table_insert (fixture->notified, (char *) pspec->name, GUINT_TO_POINTER (n + 1));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();

  fixture->plan = plan;
  fixture->root = qd_plan_get_root (plan);
  fixture->team = append (fixture->root, QD_LIST_TEAMS, "team-1", QD_TEAM_NAME, "Platform");
  append (fixture->root, QD_LIST_TEAMS, "team-2", QD_TEAM_NAME, "Checkout");
  append (fixture->root, QD_LIST_TEAMS, "team-3", QD_TEAM_NAME, "Growth");
  fixture->objective = append (fixture->root, QD_LIST_OBJECTIVES, "objective-1", QD_OBJECTIVE_TITLE, "Be fast");
  fixture->first = append (fixture->objective, QD_LIST_KEY_RESULTS, "kr-1", QD_KEY_RESULT_TITLE, "Latency");
  fixture->second = append (fixture->objective, QD_LIST_KEY_RESULTS, "kr-2", QD_KEY_RESULT_TITLE, "Errors");
  fixture->initiative = append (fixture->objective, QD_LIST_INITIATIVES, "initiative-1", QD_INITIATIVE_TITLE, "Cache");
  append (fixture->root, QD_LIST_RISKS, "risk-1", QD_RISK_RISK, "Vendor is late");
  fixture->criterion = append (fixture->root, QD_LIST_CRITERIA, "criterion-1", QD_CRITERION_LEAD, "Fast");
  qd_record_set_text (fixture->criterion, QD_CRITERION_MEASURED_BY, "kr-1 kr-2");
  append (fixture->root, QD_LIST_COMMENTS, "comment-1", QD_COMMENT_RECORD, "kr-1");
  append (fixture->root, QD_LIST_ACCEPTED, "accepted-1", QD_ACCEPTED_RECORD, "kr-1");
  append (fixture->root, QD_LIST_ACCEPTED, "accepted-2", QD_ACCEPTED_RECORD, "layout-1");
  append (fixture->root, QD_LIST_COMMENTS, "comment-2", QD_COMMENT_RECORD, "accepted-2 team-1");
  append (fixture->root, QD_LIST_LAYOUT, "layout-1", QD_LAYOUT_RECORD, "accepted-1");
  append (qd_plan_get_single (plan, QD_LIST_MEETING), QD_LIST_VOTES, "vote-1", QD_VOTE_KEY_RESULT, "kr-1");

  fixture->document = qd_document_new_for_plan (plan);
  fixture->notified = g_hash_table_new (g_str_hash, g_str_equal);
  g_signal_connect (fixture->document, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect (fixture->document, "notify", G_CALLBACK (notify_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->document);
  g_hash_table_unref (fixture->notified);
  g_clear_pointer (&fixture->last, qd_change_unref);
}

static char *
to_json (QdPlan *plan)
{
  g_autoptr (GBytes) bytes = qd_json_save (plan);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* What observers heard since the last time this was asked: @notified is the property names in alphabetical order. */
static void
assert_heard (Fixture    *fixture,
              guint       n_changed,
              const char *notified)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (fixture->notified), (GCompareFunc) strcmp);
  g_autoptr (GString) heard = g_string_new (NULL);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_string_append_printf (heard, "%s%s", heard->len > 0 ? " " : "", (char *) l->data);
      g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (fixture->notified, l->data)), ==, 1);
    }
  g_assert_cmpstr (heard->str, ==, notified);
  g_assert_cmpuint (fixture->n_changed, ==, n_changed);

  fixture->n_changed = 0;
  g_hash_table_remove_all (fixture->notified);
}

static gboolean
set_text (Fixture      *fixture,
          QdRecord     *record,
          guint         field,
          const char   *text,
          QdApplyFlags  flags)
{
  g_autoptr (GError) error = NULL;
  g_auto (QdValue) value = qd_field_parse (qd_record_get_field (record, field), text);
  gboolean done = qd_document_set_value (fixture->document, record, field, &value, flags, &error);

  g_assert_cmpint (done, ==, error == NULL);

  return done;
}

static void
test_new (void)
{
  g_autoptr (QdDocument) document = qd_document_new ();
  g_autofree char *title = qd_document_dup_title (document);
  g_autoptr (QdPlan) plan = NULL;
  gboolean modified = TRUE, read_only = TRUE, saving = TRUE;

  g_assert_cmpstr (title, ==, "Untitled plan");
  g_assert_null (qd_document_get_file (document));
  g_assert_null (qd_document_get_undo_title (document));
  g_assert_null (qd_document_get_redo_title (document));
  g_assert_false (qd_document_undo (document));
  g_assert_false (qd_document_redo (document));

  g_object_get (document, "plan", &plan, "modified", &modified, "read-only", &read_only, "saving", &saving, NULL);
  g_assert_true (plan == qd_document_get_plan (document));
  g_assert_false (modified || read_only || saving);
}

static void
test_heard (Fixture       *fixture,
            gconstpointer  data)
{
  QdRecord *risk = qd_plan_find (fixture->plan, "risk-1");

  /* The first change of all: it can be undone, and the plan is modified. */
  g_assert_true (set_text (fixture, risk, QD_RISK_OWNER, "Ann", QD_APPLY_DEFAULT));
  assert_heard (fixture, 1, "modified undo-title");
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Change “Owner”");
  g_assert_true (qd_document_get_modified (fixture->document));

  /* One more of the same name: nothing else became different. */
  g_assert_true (set_text (fixture, risk, QD_RISK_OWNER, "Bob", QD_APPLY_DEFAULT));
  assert_heard (fixture, 1, "");

  /* What changes nothing is not heard of, nor can it be undone. */
  g_assert_true (set_text (fixture, risk, QD_RISK_OWNER, "Bob", QD_APPLY_DEFAULT));
  g_assert_true (set_text (fixture, risk, QD_RISK_STATUS, "open", QD_APPLY_DEFAULT));
  assert_heard (fixture, 0, "");

  g_assert_true (set_text (fixture, fixture->root, QD_PLAN_TITLE, "Our plan", QD_APPLY_DEFAULT));
  assert_heard (fixture, 1, "title undo-title");

  g_assert_true (qd_document_undo (fixture->document));
  assert_heard (fixture, 1, "redo-title title undo-title");
  g_assert_cmpstr (qd_document_get_redo_title (fixture->document), ==, "Change “Title”");

  g_assert_true (qd_document_undo (fixture->document));
  assert_heard (fixture, 1, "redo-title");
  g_assert_true (qd_document_undo (fixture->document));
  assert_heard (fixture, 1, "modified undo-title");
  g_assert_false (qd_document_undo (fixture->document));
  assert_heard (fixture, 0, "");
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_OWNER), ==, "");

  g_assert_true (qd_document_redo (fixture->document));
  assert_heard (fixture, 1, "modified undo-title");
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_OWNER), ==, "Ann");
  qd_document_redo (fixture->document);
  qd_document_redo (fixture->document);
  g_assert_false (qd_document_redo (fixture->document));
}

static void
test_typing (Fixture       *fixture,
             gconstpointer  data)
{
  QdRecord *risk = qd_plan_find (fixture->plan, "risk-1");

  g_assert_true (set_text (fixture, risk, QD_RISK_OWNER, "A", QD_APPLY_COALESCE));
  g_assert_true (set_text (fixture, risk, QD_RISK_OWNER, "An", QD_APPLY_COALESCE));
  g_assert_true (set_text (fixture, risk, QD_RISK_OWNER, "Ann", QD_APPLY_COALESCE));
  g_assert_cmpuint (fixture->n_changed, ==, 3);
  qd_document_break_coalescing (fixture->document);
  g_assert_true (set_text (fixture, risk, QD_RISK_OWNER, "Anna", QD_APPLY_COALESCE));

  qd_document_undo (fixture->document);
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_OWNER), ==, "Ann");
  qd_document_undo (fixture->document);
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_OWNER), ==, "");
  g_assert_null (qd_document_get_undo_title (fixture->document));

  qd_document_redo (fixture->document);
  g_assert_cmpstr (qd_record_get_text (risk, QD_RISK_OWNER), ==, "Ann");

  /* Typed and rubbed out: as if nothing had been. */
  qd_document_undo (fixture->document);
  g_assert_true (set_text (fixture, risk, QD_RISK_OWNER, "A", QD_APPLY_COALESCE));
  g_assert_true (set_text (fixture, risk, QD_RISK_OWNER, "", QD_APPLY_COALESCE));
  g_assert_false (qd_document_get_modified (fixture->document));
  g_assert_null (qd_document_get_undo_title (fixture->document));
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    guint       field;
    const char *text;
    gboolean    done;
  } rows[] = {
    { QD_TEAM_ENGINEERS, "8", TRUE },
    { QD_TEAM_ENGINEERS, "-1", FALSE },
    { QD_TEAM_ENGINEERS, "about eight", TRUE },
    { QD_TEAM_DAYS, "93", FALSE },
    { QD_TEAM_AVAILABILITY, "80%", TRUE },
    { QD_TEAM_AVAILABILITY, "101", FALSE },
    { QD_TEAM_AVAILABILITY, "100", TRUE },
    { QD_TEAM_NAME, "", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *before = to_json (fixture->plan);
      g_autofree char *after = NULL;

      fixture->n_changed = 0;
      g_assert_cmpint (set_text (fixture, fixture->team, rows[i].field, rows[i].text, QD_APPLY_DEFAULT), ==,
                       rows[i].done);
      g_assert_cmpuint (fixture->n_changed, ==, rows[i].done);
      after = to_json (fixture->plan);
      g_assert_cmpint (g_str_equal (before, after), ==, !rows[i].done);
    }

  /* What is read from elsewhere is kept as it is there. */
  g_assert_true (set_text (fixture, fixture->team, QD_TEAM_DAYS, "93", QD_APPLY_AS_STORED));
}

/* One bad step, wherever it is, and nothing happens. */
static void
test_all_or_nothing (Fixture       *fixture,
                     gconstpointer  data)
{
  const QdField *field = qd_record_get_field (fixture->team, QD_TEAM_NAME);
  g_auto (QdValue) value = qd_value_text ("Renamed");
  g_autofree char *before = to_json (fixture->plan);

  for (int bad = 0; bad < 4; bad++)
    {
      g_autoptr (QdChange) change = qd_change_new ("All");
      g_autoptr (QdRecord) spaced = qd_record_new (QD_RECORD_RISK, "a b");
      g_autoptr (QdRecord) twice = qd_record_new (QD_RECORD_OBJECTIVE, "same");
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      append (twice, QD_LIST_KEY_RESULTS, "same", QD_KEY_RESULT_TITLE, "x");
      qd_change_set (change, "team-1", field, &value);
      qd_change_remove (change, "risk-1");
      if (bad == 0)
        qd_change_remove (change, "risk-1");
      if (bad == 1)
        qd_change_insert (change, "plan", QD_LIST_RISKS, 0, spaced);
      if (bad == 2)
        qd_change_insert (change, "plan", QD_LIST_OBJECTIVES, 0, twice);
      if (bad == 3)
        qd_change_set (change, "kr-1", field, &value);

      g_assert_false (qd_document_apply (fixture->document, change, QD_APPLY_DEFAULT, &error));
      g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
      after = to_json (fixture->plan);
      g_assert_cmpstr (before, ==, after);
      assert_heard (fixture, 0, "");
      g_assert_null (qd_document_get_undo_title (fixture->document));
    }
}

/* A change without effect is none, whatever it is made of. */
static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (QdChange) empty = qd_change_new ("Empty");
  g_autoptr (QdChange) same = qd_change_new ("Same");
  g_autoptr (GError) error = NULL;
  QdValue open = qd_value_text ("open");

  qd_change_move (same, "team-3", "plan", QD_LIST_TEAMS, 99);
  qd_change_set (same, "risk-1", &qd_record_info (QD_RECORD_RISK)->fields[QD_RISK_STATUS], &open);
  qd_value_clear (&open);

  g_assert_true (qd_document_apply (fixture->document, empty, QD_APPLY_DEFAULT, &error));
  g_assert_true (qd_document_apply (fixture->document, same, QD_APPLY_DEFAULT, &error));
  g_assert_true (qd_document_remove (fixture->document, NULL, 0, &error));
  g_assert_no_error (error);
  assert_heard (fixture, 0, "");
}

static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  QdList *teams = qd_plan_get_list (fixture->plan, QD_LIST_TEAMS);
  g_autoptr (GError) error = NULL;
  QdRecord *team = qd_document_add (fixture->document, fixture->root, QD_LIST_TEAMS, 1, &error);

  g_assert_no_error (error);
  g_assert_true (qd_list_get (teams, 1) == team);
  for (guint i = 0; i < QD_TEAM_N_FIELDS; i++)
    g_assert_false (qd_record_is_set (team, i));
  assert_heard (fixture, 1, "modified undo-title");
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Add Team");

  team = qd_document_add (fixture->document, fixture->root, QD_LIST_TEAMS, G_MAXUINT, &error);
  g_assert_true (qd_list_get (teams, qd_list_get_length (teams) - 1) == team);
  g_assert_nonnull (qd_document_add (fixture->document, fixture->first, QD_LIST_CHECK_INS, 0, &error));
  g_assert_nonnull (qd_document_add (fixture->document, fixture->root, QD_LIST_SNAPSHOTS, 0, &error));
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Add to “Saved states”");
  g_assert_no_error (error);

  g_assert_null (qd_document_add (fixture->document, fixture->team, QD_LIST_KEY_RESULTS, 0, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (qd_document_add (fixture->document, fixture->root, QD_LIST_SETTINGS, 0, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
}

static void
test_duplicate (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) made = qd_document_duplicate (fixture->document, &fixture->objective, 1, &error);
  QdRecord *review = qd_plan_get_single (fixture->plan, QD_LIST_REVIEW);
  QdRecord *copy;
  QdList *copies;

  g_assert_no_error (error);
  g_assert_cmpuint (made->len, ==, 1);
  copy = made->pdata[0];
  g_assert_true (qd_list_get (qd_plan_get_list (fixture->plan, QD_LIST_OBJECTIVES), 1) == copy);
  g_assert_cmpstr (qd_record_get_title (copy), ==, "Be fast");
  g_assert_cmpstr (qd_record_get_id (copy), !=, "objective-1");
  copies = qd_record_get_list (copy, QD_LIST_KEY_RESULTS);
  g_assert_cmpuint (qd_list_get_length (copies), ==, 2);
  g_assert_cmpstr (qd_record_get_title (qd_list_get (copies, 1)), ==, "Errors");
  assert_heard (fixture, 1, "modified undo-title");
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Duplicate “Be fast”");

  g_assert_null (qd_document_duplicate (fixture->document, &review, 1, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (qd_document_duplicate (fixture->document, &fixture->root, 1, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
}

static char *
order_of_teams (Fixture *fixture)
{
  QdList *teams = qd_plan_get_list (fixture->plan, QD_LIST_TEAMS);
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < qd_list_get_length (teams); i++)
    g_string_append_printf (order, "%s%s", i > 0 ? " " : "", qd_record_get_title (qd_list_get (teams, i)));

  return g_string_free (g_steal_pointer (&order), FALSE);
}

/* Copies of several stand together behind the last of them, list by list; what goes along with another is not copied
 * twice. One step to undo. */
static void
test_duplicate_several (Fixture       *fixture,
                        gconstpointer  data)
{
  QdRecord *chosen[] = {
    qd_plan_find (fixture->plan, "team-1"), qd_plan_find (fixture->plan, "kr-1"), fixture->objective,
    qd_plan_find (fixture->plan, "team-2"),
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) made = qd_document_duplicate (fixture->document, chosen, G_N_ELEMENTS (chosen), &error);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (made->len, ==, 3);
  after = order_of_teams (fixture);
  g_assert_cmpstr (after, ==, "Platform Checkout Platform Checkout Growth");
  g_assert_cmpuint (qd_list_get_length (qd_record_get_list (fixture->objective, QD_LIST_KEY_RESULTS)), ==, 2);
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Duplicate 3 records");

  qd_document_undo (fixture->document);
  before = order_of_teams (fixture);
  g_assert_cmpstr (before, ==, "Platform Checkout Growth");
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct
  {
    const char *id;
    guint       index;
    const char *order;
  } rows[] = {
    { "team-1", 2, "team-2 team-3 team-1" },
    { "team-1", 0, "team-1 team-2 team-3" },
    { "team-3", 1, "team-1 team-3 team-2" },
    { "team-1", 99, "team-3 team-2 team-1" },
  };
  QdList *teams = qd_plan_get_list (fixture->plan, QD_LIST_TEAMS);
  QdRecord *review = qd_plan_get_single (fixture->plan, QD_LIST_REVIEW);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *order = NULL;

      QdRecord *moved = qd_plan_find (fixture->plan, rows[i].id);

      g_assert_true (qd_document_move (fixture->document, &moved, 1, fixture->root, QD_LIST_TEAMS, rows[i].index, &error));
      order = g_strdup_printf ("%s %s %s", qd_record_get_id (qd_list_get (teams, 0)),
                               qd_record_get_id (qd_list_get (teams, 1)), qd_record_get_id (qd_list_get (teams, 2)));
      g_assert_cmpstr (order, ==, rows[i].order);
    }
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Move “Platform”");

  /* Into another list: the objective goes with all it holds. */
  g_assert_true (qd_document_move (fixture->document, &fixture->objective, 1, review, QD_LIST_REVIEW_OBJECTIVES, 0,
                                   &error));
  g_assert_no_error (error);
  g_assert_true (qd_record_get_parent (qd_plan_find (fixture->plan, "objective-1")) == review);
  g_assert_nonnull (qd_plan_find (fixture->plan, "kr-2"));

  g_assert_false (qd_document_move (fixture->document, &fixture->team, 1, fixture->root, QD_LIST_RISKS, 0, &error));
  g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
}

/* Several stand together afterwards, wherever they come from, in the order they are given in. */
static void
test_move_several (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *ids[3];
    guint       index;
    const char *order;
  } rows[] = {
    { { "team-1", "team-2" }, 1, "Growth Platform Checkout" },
    { { "team-3", "team-2" }, 0, "Growth Checkout Platform" },
    { { "team-1", "team-3" }, 0, "Platform Growth Checkout" },
    { { "team-2", "team-1", "team-3" }, 5, "Checkout Platform Growth" },
    { { "team-1" }, 0, "Platform Checkout Growth" },
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *order = NULL;
      QdRecord *moved[3];
      guint n = 0;

      while (n < G_N_ELEMENTS (moved) && rows[i].ids[n] != NULL)
        {
          moved[n] = qd_plan_find (fixture->plan, rows[i].ids[n]);
          n++;
        }
      g_assert_true (qd_document_move (fixture->document, moved, n, fixture->root, QD_LIST_TEAMS, rows[i].index, &error));
      g_assert_no_error (error);
      order = order_of_teams (fixture);
      g_assert_cmpstr (order, ==, rows[i].order);
      if (i == 0)
        g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Move 2 records");
    }

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (qd_document_undo (fixture->document));
  {
    g_autofree char *order = order_of_teams (fixture);

    g_assert_cmpstr (order, ==, "Platform Checkout Growth");
  }
}

/* A record that comes with what was typed is one step. */
static void
test_add_value (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_auto (QdValue) name = qd_value_text ("Data");
  QdRecord *team = qd_document_add_value (fixture->document, fixture->root, QD_LIST_TEAMS, G_MAXUINT, QD_TEAM_NAME, &name,
                                          &error);
  g_autofree char *order = order_of_teams (fixture);

  g_assert_no_error (error);
  g_assert_cmpstr (qd_record_get_title (team), ==, "Data");
  g_assert_cmpstr (order, ==, "Platform Checkout Growth Data");
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Add Team");
  g_assert_true (qd_document_undo (fixture->document));
  g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (fixture->plan, QD_LIST_TEAMS)), ==, 3);
}

/* What refers to a record that goes is told; what is only about it goes too, even through another; undo brings it all
 * back. */
static void
test_remove_referred (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *before = to_json (fixture->plan);
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (qd_document_remove (fixture->document, &fixture->first, 1, &error));
  g_assert_no_error (error);
  assert_heard (fixture, 1, "modified undo-title");
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Remove “Latency”");
  g_assert_cmpstr (qd_record_get_text (fixture->criterion, QD_CRITERION_MEASURED_BY), ==, "kr-2");
  g_assert_false (qd_record_is_set (qd_plan_find (fixture->plan, "comment-1"), QD_COMMENT_RECORD));
  g_assert_null (qd_plan_find (fixture->plan, "vote-1"));
  g_assert_null (qd_plan_find (fixture->plan, "accepted-1"));
  g_assert_null (qd_plan_find (fixture->plan, "layout-1"));
  g_assert_null (qd_plan_find (fixture->plan, "accepted-2"));
  g_assert_cmpstr (qd_record_get_text (qd_plan_find (fixture->plan, "comment-2"), QD_COMMENT_RECORD), ==, "team-1");

  qd_document_undo (fixture->document);
  undone = to_json (fixture->plan);
  g_assert_cmpstr (undone, ==, before);
}

static void
test_remove_several (Fixture       *fixture,
                     gconstpointer  data)
{
  QdRecord *nested[] = { fixture->second, fixture->objective, fixture->initiative, fixture->second };
  g_autofree char *before = to_json (fixture->plan);
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  /* All of them are one: the others are inside it. References from outside lose the ids of all it holds. */
  g_assert_true (qd_document_remove (fixture->document, nested, G_N_ELEMENTS (nested), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Remove “Be fast”");
  g_assert_null (qd_plan_find (fixture->plan, "kr-1"));
  g_assert_false (qd_record_is_set (fixture->criterion, QD_CRITERION_MEASURED_BY));
  g_assert_cmpuint (fixture->n_changed, ==, 1);

  qd_document_undo (fixture->document);
  undone = to_json (fixture->plan);
  g_assert_cmpstr (undone, ==, before);

  {
    QdRecord *apart[] = { qd_plan_find (fixture->plan, "team-3"), qd_plan_find (fixture->plan, "risk-1"),
                          qd_plan_find (fixture->plan, "team-1") };

    g_assert_true (qd_document_remove (fixture->document, apart, G_N_ELEMENTS (apart), &error));
    g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, "Remove 3 records");
    g_assert_cmpuint (qd_list_get_length (qd_plan_get_list (fixture->plan, QD_LIST_TEAMS)), ==, 1);
  }

  {
    QdRecord *single = qd_plan_get_single (fixture->plan, QD_LIST_MEETING);

    g_assert_false (qd_document_remove (fixture->document, &single, 1, &error));
    g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
  }
}

/* Long titles and those of several lines are one short line in a menu; records without one are called by their type. */
static void
test_titles (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *id;
    guint       field;
    const char *text;
    const char *title;
  } rows[] = {
    { "risk-1", QD_RISK_RISK, "", "Remove “Risk”" },
    { "risk-1", QD_RISK_RISK, "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü 23",
      "Remove “äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü…”" },
    { "risk-1", QD_RISK_RISK, "100 % %s", "Remove “100 % %s”" },
    { "comment-1", QD_COMMENT_TEXT, "two\nlines", "Remove “two lines”" },
    { "vote-1", QD_VOTE_REASON, "sure", "Remove “Vote”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      QdRecord *record = qd_plan_find (fixture->plan, rows[i].id);

      g_assert_true (set_text (fixture, record, rows[i].field, rows[i].text, QD_APPLY_DEFAULT));
      g_assert_true (qd_document_remove (fixture->document, &record, 1, NULL));
      g_assert_cmpstr (qd_document_get_undo_title (fixture->document), ==, rows[i].title);
      qd_document_undo (fixture->document);
    }
}

static void
test_document_title (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *by_quarter = NULL;
  g_autofree char *by_title = NULL;

  g_assert_true (set_text (fixture, fixture->root, QD_PLAN_QUARTER, "Q2 2024", QD_APPLY_DEFAULT));
  by_quarter = qd_document_dup_title (fixture->document);
  g_assert_cmpstr (by_quarter, ==, "Q2 2024 plan");
  g_assert_true (set_text (fixture, fixture->root, QD_PLAN_TITLE, "Our quarter", QD_APPLY_DEFAULT));
  by_title = qd_document_dup_title (fixture->document);
  g_assert_cmpstr (by_title, ==, "Our quarter");
}

static void
count_changes_cb (guint *n)
{
  *n += 1;
}

/* What is found is current when the document tells of a change, and who follows it is told of what came and went. */
static void
test_findings (Fixture       *fixture,
               gconstpointer  data)
{
  GPtrArray *findings = qd_document_get_findings (fixture->document);
  guint before = findings->len;
  guint n_changes = 0;

  g_signal_connect_swapped (qd_document_follow_findings (fixture->document), "changed", G_CALLBACK (count_changes_cb),
                            &n_changes);
  g_assert_true (set_text (fixture, fixture->team, QD_TEAM_NAME, "Checkout", QD_APPLY_DEFAULT));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (set_text (fixture, fixture->root, QD_PLAN_FACILITATOR, "Ines", QD_APPLY_DEFAULT));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (set_text (fixture, fixture->team, QD_TEAM_ENGINEERS, "a few", QD_APPLY_DEFAULT));
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_true (qd_document_get_findings (fixture->document) == findings);
  g_assert_cmpuint (findings->len, !=, before);
  g_assert_true (qd_document_get_figures (fixture->document) == qd_document_get_figures (fixture->document));
  g_assert_true (qd_figures_get_plan (qd_document_get_figures (fixture->document)) == fixture->plan);
}

static void
edit_in_between_cb (QdPlan   *plan,
                    QdRecord *record,
                    guint     field,
                    gpointer  user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (QdValue) value = qd_value_text ("in between");

  g_signal_handlers_disconnect_by_func (plan, edit_in_between_cb, user_data);
  g_test_expect_message ("Quarterdeck", G_LOG_LEVEL_CRITICAL, "an edit in the middle*");
  g_assert_false (qd_document_set_value (fixture->document, fixture->root, QD_PLAN_NOTE, &value, QD_APPLY_DEFAULT,
                                         &error));
  g_test_assert_expected_messages ();
  g_assert_error (error, QD_ERROR, QD_ERROR_FAILED);
}

/* Nobody can edit half a change; when it is done, one may answer it with another. */
static void
test_edit_in_between (Fixture       *fixture,
                      gconstpointer  data)
{
  g_signal_connect (fixture->plan, "record-changed", G_CALLBACK (edit_in_between_cb), fixture);
  g_assert_true (set_text (fixture, fixture->team, QD_TEAM_NAME, "Renamed", QD_APPLY_DEFAULT));
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpstr (qd_record_get_text (fixture->team, QD_TEAM_NAME), ==, "Renamed");
  g_assert_false (qd_record_is_set (fixture->root, QD_PLAN_NOTE));
}

static void
answer_cb (QdDocument *document,
           QdChange   *change,
           gpointer    user_data)
{
  Fixture *fixture = user_data;

  g_signal_handlers_disconnect_by_func (document, answer_cb, user_data);
  g_assert_true (set_text (fixture, fixture->root, QD_PLAN_NOTE, "answer", QD_APPLY_DEFAULT));
}

static void
test_answer (Fixture       *fixture,
             gconstpointer  data)
{
  g_signal_connect (fixture->document, "changed", G_CALLBACK (answer_cb), fixture);
  g_assert_true (set_text (fixture, fixture->team, QD_TEAM_NAME, "Renamed", QD_APPLY_DEFAULT));
  g_assert_cmpuint (fixture->n_changed, ==, 2);
  g_assert_true (qd_document_undo (fixture->document));
  g_assert_true (qd_document_undo (fixture->document));
  g_assert_false (qd_document_get_modified (fixture->document));
}

/* A stated figure that only repeats the computed one is not kept: it would count as soon as the computed one moves. */
static void
test_repeated (Fixture       *fixture,
               gconstpointer  data)
{
  qd_record_set_text (fixture->team, QD_TEAM_ENGINEERS, "8");
  qd_record_set_text (fixture->team, QD_TEAM_DAYS, "52");

  g_assert_true (set_text (fixture, fixture->team, QD_TEAM_STATED_POINTS, "400", QD_APPLY_DEFAULT));
  g_assert_cmpfloat (qd_record_get_number (fixture->team, QD_TEAM_STATED_POINTS), ==, 400);
  g_assert_true (set_text (fixture, fixture->team, QD_TEAM_STATED_POINTS, "416", QD_APPLY_DEFAULT));
  g_assert_false (qd_record_is_set (fixture->team, QD_TEAM_STATED_POINTS));

  g_assert_true (set_text (fixture, fixture->team, QD_TEAM_ENGINEERS, "9", QD_APPLY_DEFAULT));
  g_assert_cmpfloat (qd_figures_team (qd_document_get_figures (fixture->document), fixture->team)->capacity, ==, 468);
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
    { "/document/heard", test_heard },
    { "/document/typing", test_typing },
    { "/document/values", test_values },
    { "/document/all-or-nothing", test_all_or_nothing },
    { "/document/nothing", test_nothing },
    { "/document/add", test_add },
    { "/document/duplicate", test_duplicate },
    { "/document/duplicate-several", test_duplicate_several },
    { "/document/move", test_move },
    { "/document/move-several", test_move_several },
    { "/document/add-value", test_add_value },
    { "/document/remove-referred", test_remove_referred },
    { "/document/remove-several", test_remove_several },
    { "/document/titles", test_titles },
    { "/document/title", test_document_title },
    { "/document/findings", test_findings },
    { "/document/edit-in-between", test_edit_in_between },
    { "/document/answer", test_answer },
    { "/document/repeated", test_repeated },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/new", test_new);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
