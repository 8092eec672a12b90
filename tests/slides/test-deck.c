#include "qd-deck-checks.h"
#include "qd-finding.h"
#include "qd-inline.h"
#include "qd-outline-checks.h"
#include "qd-plan-private.h"
#include "qd-test-plan.h"
#include "qd-test-seed.h"

#include <string.h>

/* From plans to slides. */

typedef struct
{
  QdFigures *figures;
  GPtrArray *findings;
  QdOutline *outline;
  QdDeck    *deck;
} Fixture;

static void
fixture_free (Fixture *self)
{
  qd_deck_free (self->deck);
  qd_outline_free (self->outline);
  g_ptr_array_unref (self->findings);
  g_object_unref (self->figures);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static Fixture *
deck_of (QdPlan     *plan,
         const char *audience_text,
         const char *what)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (QdAudience) audience = audience_text != NULL ? qd_audience_new (audience_text, NULL, NULL) : NULL;
  QdChartStyle style;

  qd_chart_style_init (&style, FALSE);
  self->figures = qd_figures_new (plan);
  self->findings = qd_findings_compute (self->figures);
  self->outline = qd_outline_new (self->figures, self->findings, audience);
  self->deck = qd_deck_new (self->outline, &style);
  qd_check_outline (self->outline, what);
  qd_check_deck (self->deck, what);

  return self;
}

static guint
count_slides (const Fixture *self,
              const char    *id)
{
  guint n = 0;

  for (guint i = 0; i < self->deck->slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (self->deck->slides, i);

      n += slide->section != NULL && g_str_equal (slide->section->id, id);
    }

  return n;
}

static const QdSlide *
first_slide (const Fixture *self,
             const char    *id)
{
  for (guint i = 0; i < self->deck->slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (self->deck->slides, i);

      if (slide->section != NULL && g_str_equal (slide->section->id, id))
        return slide;
    }

  g_error ("there is no slide about “%s”", id);
}

static QdRecord *
add (QdRecord   *owner,
     QdListId    list,
     guint       field,
     const char *text)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, NULL);

  qd_record_set_text (record, field, text);
  qd_list_append (qd_record_get_list (owner, list), record);

  return record;
}

static char *
repeat (const char *text,
        gsize       length)
{
  GString *out = g_string_new (NULL);

  while (out->len < length)
    g_string_append (out, text);

  return g_string_free (out, FALSE);
}

static void
test_seed (void)
{
  static const char *const once[] = {
    "last-quarter", "lessons", "context", "capacity", "allocation", "objectives", "priorities", "dependencies",
    "not-doing", "success-criteria", "timeline", "communication", "reviews", "approvals",
  };
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (Fixture) self = deck_of (plan, NULL, "the seed");
  const QdSlide *cover = g_ptr_array_index (self->deck->slides, 0);
  const QdSlide *summary = g_ptr_array_index (self->deck->slides, 1);
  const QdSlide *agenda = g_ptr_array_index (self->deck->slides, 2);

  g_assert_cmpint (cover->layout, ==, QD_SLIDE_TITLE);
  g_assert_nonnull (strstr (cover->subtitle, "Q2 2024"));
  g_assert_cmpstr (agenda->title, ==, "Agenda");
  g_assert_cmpstr (summary->title, ==, "The plan fits, but Security does not");
  g_assert_cmpuint (summary->items->len, ==, self->outline->figures->points->len + 1);
  g_assert_cmpstr (first_slide (self, "capacity")->title, ==, "Security is 24 points over; Data has 208 points free");
  for (gsize i = 0; i < G_N_ELEMENTS (once); i++)
    if (count_slides (self, once[i]) != 1)
      g_error ("%u slides about %s", count_slides (self, once[i]), once[i]);
  g_assert_cmpuint (count_slides (self, "objective"), ==, 3);
  g_assert_cmpint (first_slide (self, "lessons")->layout, ==, QD_SLIDE_CONTENT);
  g_assert_cmpint (first_slide (self, "capacity")->layout, ==, QD_SLIDE_TITLE_ONLY);
}

static void
test_notes (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  g_autoptr (Fixture) self = deck_of (plan, NULL, "the seed");
  g_autoptr (Fixture) board = deck_of (plan, "board", "the board");
  guint n_notes = 0;

  g_assert_cmpuint (first_slide (self, "capacity")->notes->len, >, 0);
  for (guint i = 0; i < board->deck->slides->len; i++)
    n_notes += ((const QdSlide *) g_ptr_array_index (board->deck->slides, i))->notes->len;
  g_assert_cmpuint (n_notes, ==, 0);
}

static void
test_audiences (void)
{
  guint n;
  const QdAudiencePreset *presets = qd_audience_presets (&n);
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Fixture) self = deck_of (plan, presets[i].id, presets[i].id);

      g_assert_cmpuint (self->deck->slides->len, >, 2);
    }
}

static void
test_empty_plan (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (Fixture) self = deck_of (plan, NULL, "an empty plan");

  g_assert_cmpuint (self->deck->slides->len, ==, 1);
  g_assert_cmpuint (self->outline->sections->len, ==, 0);
}

/* Objectives with one, four and forty key results. */
static void
test_key_results (void)
{
  static const struct
  {
    guint n_key_results;
    guint n_slides;
  } cases[] = { { 1, 1 }, { 4, 1 }, { 12, 1 }, { 40, 3 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QdPlan) plan = qd_plan_new ();
      QdRecord *objective = add (qd_plan_get_root (plan), QD_LIST_OBJECTIVES, QD_OBJECTIVE_TITLE, "Be quick");
      g_autoptr (Fixture) self = NULL;

      for (guint j = 0; j < cases[i].n_key_results; j++)
        {
          g_autofree char *title = g_strdup_printf ("Key result %u", j + 1);
          QdRecord *key_result = add (objective, QD_LIST_KEY_RESULTS, QD_KEY_RESULT_TITLE, title);

          qd_record_set_text (key_result, QD_KEY_RESULT_BASELINE, "20%");
          qd_record_set_text (key_result, QD_KEY_RESULT_TARGET, "50%");
        }
      self = deck_of (plan, NULL, "key results");
      g_assert_cmpuint (count_slides (self, "objective"), ==, cases[i].n_slides);
      if (cases[i].n_slides > 1)
        g_assert_cmpstr (first_slide (self, "objective")->part, ==, "1 of 3");
      else
        g_assert_null (first_slide (self, "objective")->part);
    }
}

/* The chart of a section on its slides: each page of it once, and in order. Returns how many there are. */
static guint
count_pages (const Fixture *self,
             const char    *id)
{
  guint n = 0;

  for (guint i = 0; i < self->deck->slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (self->deck->slides, i);

      for (guint j = 0; slide->section != NULL && g_str_equal (slide->section->id, id) && j < slide->items->len; j++)
        {
          const QdSlideItem *item = g_ptr_array_index (slide->items, j);

          if (item->kind == QD_ITEM_CHART)
            g_assert_cmpuint (item->page, ==, n++);
        }
    }

  return n;
}

static gboolean
notes_pages_left_out (const Fixture *self)
{
  for (guint i = 0; i < self->deck->slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (self->deck->slides, i);
      const QdSlideItem *last = slide->items->len > 1 ? g_ptr_array_index (slide->items, slide->items->len - 1) : NULL;

      if (last != NULL && last->kind == QD_ITEM_NOTE && strstr (last->text, "of this chart are left out here") != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
test_many (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  QdRecord *root = qd_plan_get_root (plan);
  g_autoptr (Fixture) self = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *risk = g_strdup_printf ("Risk number %u of which nobody knows how it will end", i);
      g_autofree char *team = g_strdup_printf ("Team %u", i);
      QdRecord *record = add (root, QD_LIST_RISKS, QD_RISK_RISK, risk);

      qd_record_set_text (record, QD_RISK_MITIGATION, "Look at it every week, and ask those who know");
      qd_record_set_text (record, QD_RISK_IMPACT, "high");
      qd_record_set_text (record, QD_RISK_LIKELIHOOD, "medium");
      if (i < 50)
        qd_record_set_number (add (root, QD_LIST_TEAMS, QD_TEAM_NAME, team), QD_TEAM_ENGINEERS, 5);
      if (i < 60)
        qd_record_set_text (add (root, QD_LIST_DEPENDENCIES, QD_DEPENDENCY_WHAT, risk), QD_DEPENDENCY_FROM, team);
    }
  self = deck_of (plan, NULL, "a hundred risks");
  g_assert_cmpuint (count_slides (self, "risks"), >, 3);
  g_assert_cmpuint (count_pages (self, "risks"), ==, 3);
  g_assert_cmpuint (count_pages (self, "dependencies"), ==, 3);
  g_assert_cmpuint (count_pages (self, "capacity"), ==, 3);
  g_assert_cmpuint (count_pages (self, "timeline"), ==, 1);
  g_assert_true (notes_pages_left_out (self));
}

/* Texts that are longer than slides, in every place that takes one. */
static void
test_long_texts (void)
{
  static const char *const texts[] = {
    "word ", "Donaudampfschifffahrtsgesellschaft", "支付", "**bold** and `code`. ", "שלום עולם ", "a\n\nb\n", "🚀", "W",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = repeat (texts[i], 10000);
      g_autofree char *title = repeat (texts[i], 700);
      g_autoptr (QdPlan) plan = qd_test_seed_plan ();
      QdRecord *root = qd_plan_get_root (plan);
      g_autoptr (Fixture) self = NULL;

      qd_record_set_text (root, QD_PLAN_TITLE, text);
      qd_record_set_text (root, QD_PLAN_CAPACITY_NOTE, title);
      qd_record_set_text (qd_list_get (qd_plan_get_list (plan, QD_LIST_RISKS), 1), QD_RISK_MITIGATION, text);
      qd_record_set_text (qd_list_get (qd_plan_get_list (plan, QD_LIST_LESSONS), 1), QD_LESSON_TEXT, text);
      qd_record_set_text (qd_list_get (qd_plan_get_list (plan, QD_LIST_PRIORITIES), 0), QD_PRIORITY_TITLE, title);
      qd_record_set_text (qd_list_get (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 0), QD_OBJECTIVE_NOTE, text);
      qd_record_set_text (qd_list_get (qd_plan_get_list (plan, QD_LIST_OBJECTIVES), 1), QD_OBJECTIVE_TITLE, title);
      qd_record_set_text (add (root, QD_LIST_SECTIONS, QD_SECTION_TITLE, title), QD_SECTION_TEXT, text);
      self = deck_of (plan, NULL, texts[i]);
      g_assert_cmpuint (count_slides (self, "risks"), >, 2);
    }
}

/* Nothing of a text is lost where it goes on over several slides. */
static void
test_nothing_lost (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (Fixture) self = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "%sword%u", i > 0 ? " " : "", i);
  add (qd_plan_get_single (plan, QD_LIST_REVIEW), QD_LIST_LESSONS, QD_LESSON_TEXT, text->str);
  self = deck_of (plan, NULL, "a long lesson");
  g_assert_cmpuint (count_slides (self, "lessons"), >, 1);
  for (guint i = 0; i < self->deck->slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (self->deck->slides, i);

      for (guint j = 0; slide->section != NULL && j < slide->items->len; j++)
        {
          const QdSlideItem *item = g_ptr_array_index (slide->items, j);
          const QdOutlinePoint *point = g_ptr_array_index (item->points, 0);
          g_autofree char *plain = qd_inline_dup_plain (point->text);

          g_string_append_printf (found, "%s%s", found->len > 0 ? " " : "", plain);
        }
    }
  g_assert_cmpstr (found->str, ==, text->str);
}

static void
test_random_plans (void)
{
  for (guint seed = 1; seed <= 10; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (QdPlan) plan = qd_test_random_plan (rand, seed * 50);
      g_autofree char *what = g_strdup_printf ("random plan %u", seed);
      g_autoptr (Fixture) self = deck_of (plan, seed % 2 == 0 ? "all-hands" : NULL, what);

      g_assert_cmpuint (self->deck->slides->len, >, 1);
    }
}

/* An agenda of more topics than a slide has room for says so, and the sections behind it are counted. */
static void
test_many_sections (void)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (Fixture) self = NULL;
  const QdSlide *agenda, *last;
  const QdSlideItem *note;
  g_autofree char *expected = NULL;
  guint n_topics;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *title = g_strdup_printf ("Appendix %u", i);

      qd_record_set_text (add (qd_plan_get_root (plan), QD_LIST_SECTIONS, QD_SECTION_TITLE, title), QD_SECTION_TEXT,
                          "Something that fits nowhere else.");
    }
  self = deck_of (plan, NULL, "a hundred sections");
  agenda = g_ptr_array_index (self->deck->slides, 2);
  note = g_ptr_array_index (agenda->items, agenda->items->len - 1);
  last = g_ptr_array_index (self->deck->slides, self->deck->slides->len - 1);
  g_assert_cmpstr (agenda->title, ==, "Agenda");
  g_assert_cmpint (note->kind, ==, QD_ITEM_NOTE);
  n_topics = ((const QdSlideItem *) g_ptr_array_index (agenda->items, 0))->points->len;
  expected = g_strdup_printf ("%u more are left out here; the report has all.", 100 - n_topics);
  g_assert_cmpstr (note->text, ==, expected);
  g_assert_cmpstr (last->title, ==, "76 more sections");
}

/* However large the plan, the deck is bounded, and says what is left out. */
static void
test_large_plan (void)
{
  g_autoptr (QdPlan) plan = qd_test_seed_plan ();
  QdRecord *root = qd_plan_get_root (plan);
  g_autoptr (Fixture) self = NULL;
  guint n_said = 0;
  gboolean said_objectives = FALSE;

  for (guint i = 0; i < 1000; i++)
    {
      QdRecord *objective = add (root, QD_LIST_OBJECTIVES, QD_OBJECTIVE_TITLE, "One of many objectives");

      add (objective, QD_LIST_KEY_RESULTS, QD_KEY_RESULT_TITLE, "One of many key results");
      add (root, QD_LIST_RISKS, QD_RISK_RISK, "One of many risks");
      add (qd_plan_get_single (plan, QD_LIST_REVIEW), QD_LIST_LESSONS, QD_LESSON_TEXT, "One of many lessons");
      add (root, QD_LIST_ACTIONS, QD_ACTION_ACTION, "One of many actions");
    }
  self = deck_of (plan, NULL, "a thousand of everything");
  for (guint i = 0; i < self->deck->slides->len; i++)
    {
      const QdSlide *slide = g_ptr_array_index (self->deck->slides, i);

      for (guint j = 0; j < slide->items->len; j++)
        {
          const QdSlideItem *item = g_ptr_array_index (slide->items, j);

          n_said += item->kind == QD_ITEM_NOTE && item->block == NULL;
        }
      said_objectives = said_objectives || g_str_equal (slide->title, "979 more objectives");
    }
  /* Of rows and points thrice, of the pages of the chart of targets once. */
  g_assert_cmpuint (n_said, ==, 4);
  g_assert_true (notes_pages_left_out (self));
  g_assert_true (said_objectives);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deck/seed", test_seed);
  g_test_add_func ("/deck/notes", test_notes);
  g_test_add_func ("/deck/audiences", test_audiences);
  g_test_add_func ("/deck/empty-plan", test_empty_plan);
  g_test_add_func ("/deck/key-results", test_key_results);
  g_test_add_func ("/deck/many", test_many);
  g_test_add_func ("/deck/long-texts", test_long_texts);
  g_test_add_func ("/deck/nothing-lost", test_nothing_lost);
  g_test_add_func ("/deck/random-plans", test_random_plans);
  g_test_add_func ("/deck/many-sections", test_many_sections);
  g_test_add_func ("/deck/large-plan", test_large_plan);

  return g_test_run ();
}
