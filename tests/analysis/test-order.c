#include "qd-order.h"

#include "qd-plan-private.h"
#include "qd-test-seed.h"

typedef struct
{
  QdPlan    *plan;
  QdFigures *figures;
  QdOrder   *order;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  static const QdRecordType types[] = { QD_RECORD_OBJECTIVE, QD_RECORD_KEY_RESULT, QD_RECORD_INITIATIVE };
  const QdListInfo *info = qd_list_info (GPOINTER_TO_UINT (user_data));
  guint n_types = info->list == QD_LIST_OBJECTIVES ? G_N_ELEMENTS (types) : 1;

  fixture->plan = qd_test_seed_plan ();
  fixture->figures = qd_figures_new (fixture->plan);
  fixture->order = qd_order_new (fixture->figures, qd_plan_get_list (fixture->plan, info->list));
  for (guint i = 0; i < n_types; i++)
    {
      QdRecordType type = n_types > 1 ? types[i] : info->record_type;
      guint n_columns;
      const QdColumn *const *columns = qd_columns_for (type, &n_columns);

      qd_order_set_columns (fixture->order, type, columns, n_columns);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_clear_pointer (&fixture->order, qd_order_unref);
  g_clear_object (&fixture->figures);
  g_clear_object (&fixture->plan);
}

/* The titles of what is shown of @list. */
static char *
shown (Fixture *fixture,
       QdList  *list)
{
  g_autoptr (GPtrArray) records = qd_order_arrange (fixture->order, list);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (titles, "%s%.12s", i > 0 ? "|" : "", qd_record_get_title (records->pdata[i]));

  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static void
assert_shown (Fixture    *fixture,
              QdListId    list,
              const char *expected)
{
  g_autofree char *titles = shown (fixture, qd_plan_get_list (fixture->plan, list));

  g_assert_cmpstr (titles, ==, expected);
}

static void
assert_shown_in (Fixture    *fixture,
                 guint       objective,
                 QdListId    list,
                 const char *expected)
{
  QdRecord *record = qd_list_get (qd_plan_get_list (fixture->plan, QD_LIST_OBJECTIVES), objective);
  g_autofree char *titles = shown (fixture, qd_record_get_list (record, list));

  g_assert_cmpstr (titles, ==, expected);
}

static void
set_text (Fixture    *fixture,
          QdListId    list,
          guint       index,
          guint       field,
          const char *text)
{
  QdRecord *record = qd_list_get (qd_plan_get_list (fixture->plan, list), index);
  g_auto (QdValue) value = qd_field_parse (qd_record_get_field (record, field), text);

  qd_record_set_value (record, field, &value);
  qd_order_changed (fixture->order);
}

static void
filter (Fixture    *fixture,
        const char *column,
        const char *text,
        gboolean    whole)
{
  qd_order_clear (fixture->order);
  qd_order_add_filter (fixture->order, qd_filter_new (column, text, whole));
}

static void
test_numbers (Fixture       *fixture,
              gconstpointer  user_data)
{
  qd_order_sort_by (fixture->order, "capacity", QD_DIRECTION_ASCENDING);
  assert_shown (fixture, QD_LIST_TEAMS, "Security|Data|Growth|Platform|Checkout");
  qd_order_sort_by (fixture->order, "load", QD_DIRECTION_DESCENDING);
  assert_shown (fixture, QD_LIST_TEAMS, "Security|Platform|Checkout|Growth|Data");
  qd_order_sort_by (fixture->order, "name", QD_DIRECTION_ASCENDING);
  assert_shown (fixture, QD_LIST_TEAMS, "Checkout|Data|Growth|Platform|Security");

  /* All have 52 days: they stay as they are, whichever way. What is empty comes last, whichever way. */
  qd_order_sort_by (fixture->order, "days", QD_DIRECTION_DESCENDING);
  assert_shown (fixture, QD_LIST_TEAMS, "Checkout|Platform|Growth|Data|Security");
  set_text (fixture, QD_LIST_TEAMS, 0, QD_TEAM_ENGINEERS, "");
  qd_order_sort_by (fixture->order, "engineers", QD_DIRECTION_DESCENDING);
  assert_shown (fixture, QD_LIST_TEAMS, "Platform|Growth|Data|Security|Checkout");
  qd_order_sort_by (fixture->order, "engineers", QD_DIRECTION_ASCENDING);
  assert_shown (fixture, QD_LIST_TEAMS, "Security|Data|Growth|Platform|Checkout");

  qd_order_sort_by (fixture->order, "engineers", QD_DIRECTION_NONE);
  g_assert_false (qd_order_is_active (fixture->order));
  assert_shown (fixture, QD_LIST_TEAMS, "Checkout|Platform|Growth|Data|Security");
}

static void
test_words (Fixture       *fixture,
            gconstpointer  user_data)
{
  static const char *const names[] = { "team 10", "Ärger", "Team 9", "zebra", "apple" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    set_text (fixture, QD_LIST_TEAMS, i, QD_TEAM_NAME, names[i]);
  qd_order_sort_by (fixture->order, "name", QD_DIRECTION_ASCENDING);
  assert_shown (fixture, QD_LIST_TEAMS, "apple|Ärger|Team 9|team 10|zebra");
  qd_order_sort_by (fixture->order, "name", QD_DIRECTION_DESCENDING);
  assert_shown (fixture, QD_LIST_TEAMS, "zebra|team 10|Team 9|Ärger|apple");
}

static void
test_dates (Fixture       *fixture,
            gconstpointer  user_data)
{
  static const char *const dates[] = { "June 15", "April board meeting", "sometime", "2024-04-02" };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      set_text (fixture, QD_LIST_REVIEWS, i, QD_CHECKPOINT_NAME, name);
      set_text (fixture, QD_LIST_REVIEWS, i, QD_CHECKPOINT_DATE, dates[i]);
    }
  qd_order_sort_by (fixture->order, "date", QD_DIRECTION_ASCENDING);
  assert_shown (fixture, QD_LIST_REVIEWS, "1|3|0|2");
  qd_order_sort_by (fixture->order, "date", QD_DIRECTION_DESCENDING);
  assert_shown (fixture, QD_LIST_REVIEWS, "2|0|3|1");

  filter (fixture, "date", "> April 1", FALSE);
  assert_shown (fixture, QD_LIST_REVIEWS, "0|3");
}

static void
test_levels (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const char *const levels[] = { "High", "medium", "it depends", "low" };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      set_text (fixture, QD_LIST_RISKS, i, QD_RISK_RISK, name);
      set_text (fixture, QD_LIST_RISKS, i, QD_RISK_LIKELIHOOD, levels[i]);
    }
  qd_order_sort_by (fixture->order, "likelihood", QD_DIRECTION_ASCENDING);
  assert_shown (fixture, QD_LIST_RISKS, "3|1|0|2");

  filter (fixture, "likelihood", ">= medium", FALSE);
  assert_shown (fixture, QD_LIST_RISKS, "0|1");
  filter (fixture, "likelihood", "Low", TRUE);
  assert_shown (fixture, QD_LIST_RISKS, "3");
  filter (fixture, "likelihood", "= low", FALSE);
  assert_shown (fixture, QD_LIST_RISKS, "3");
}

/* Several filters, what is empty, text that looks like a sign, accents and case; whatever is kept. */
static void
test_filters (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (QdFilter) gone = NULL;
  guint n_shown;

  filter (fixture, NULL, "CHECK", FALSE);
  assert_shown (fixture, QD_LIST_TEAMS, "Checkout");
  filter (fixture, "capacity", "> 250", FALSE);
  assert_shown (fixture, QD_LIST_TEAMS, "Checkout|Platform|Growth");
  filter (fixture, "load", "<= 67 %", FALSE);
  assert_shown (fixture, QD_LIST_TEAMS, "Checkout|Growth|Data");
  qd_order_add_filter (fixture->order, qd_filter_new ("name", "a", FALSE));
  assert_shown (fixture, QD_LIST_TEAMS, "Data");
  g_assert_cmpuint (qd_order_count (fixture->order, &n_shown), ==, 5);
  g_assert_cmpuint (n_shown, ==, 1);

  /* A record that somebody has just added shows until other rows are looked for. */
  qd_order_keep (fixture->order, qd_list_get (qd_plan_get_list (fixture->plan, QD_LIST_TEAMS), 1));
  assert_shown (fixture, QD_LIST_TEAMS, "Platform|Data");
  gone = qd_filter_new ("name", "a", FALSE);
  qd_order_remove_filter (fixture->order, gone);
  assert_shown (fixture, QD_LIST_TEAMS, "Checkout|Growth|Data");
  g_assert_cmpuint (qd_order_get_filters (fixture->order)->len, ==, 1);

  set_text (fixture, QD_LIST_TEAMS, 2, QD_TEAM_NAME, "> 50 Érable");
  filter (fixture, "name", "> 50 erable", TRUE);
  assert_shown (fixture, QD_LIST_TEAMS, "> 50 Érable");
  filter (fixture, "note", "", TRUE);
  assert_shown (fixture, QD_LIST_TEAMS, "");
  set_text (fixture, QD_LIST_TEAMS, 2, QD_TEAM_DAYS, "");
  filter (fixture, "days", "", TRUE);
  assert_shown (fixture, QD_LIST_TEAMS, "> 50 Érable");

  values = qd_order_list_values (fixture->order, "days");
  g_assert_cmpuint (values->len, ==, 2);
  g_assert_cmpstr (values->pdata[0], ==, "52");
  g_assert_cmpstr (values->pdata[1], ==, "");
}

/* Rows are sorted among their neighbours, and what holds a row that is found shows with it. */
static void
test_tree (Fixture       *fixture,
           gconstpointer  user_data)
{
  QdList *objectives = qd_plan_get_list (fixture->plan, QD_LIST_OBJECTIVES);
  g_autofree char *before = shown (fixture, qd_record_get_list (qd_list_get (objectives, 1), QD_LIST_KEY_RESULTS));

  qd_order_sort_by (fixture->order, "points", QD_DIRECTION_DESCENDING);
  assert_shown (fixture, QD_LIST_OBJECTIVES, "Deliver Part|Restore Plat|Strengthen S");
  assert_shown_in (fixture, 0, QD_LIST_INITIATIVES, "Automated ca|Database que|Connection p|Alert tuning");
  assert_shown_in (fixture, 1, QD_LIST_KEY_RESULTS, before);

  filter (fixture, NULL, "database", FALSE);
  assert_shown (fixture, QD_LIST_OBJECTIVES, "Restore Plat");
  assert_shown_in (fixture, 0, QD_LIST_INITIATIVES, "Database que");
  assert_shown_in (fixture, 0, QD_LIST_KEY_RESULTS, "");

  /* Initiatives have no owner: those of an objective that is found show along. */
  filter (fixture, "owner", "Platform Team", TRUE);
  assert_shown (fixture, QD_LIST_OBJECTIVES, "Restore Plat");
  assert_shown_in (fixture, 0, QD_LIST_INITIATIVES, "Connection p|Alert tuning|Automated ca|Database que");
  qd_order_add_filter (fixture->order, qd_filter_new ("points", ">= 60", FALSE));
  assert_shown_in (fixture, 0, QD_LIST_INITIATIVES, "Automated ca|Database que");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    QdListId    list;
    void      (*test) (Fixture       *fixture,
                       gconstpointer  user_data);
  } tests[] = {
    { "/order/numbers", QD_LIST_TEAMS, test_numbers },
    { "/order/words", QD_LIST_TEAMS, test_words },
    { "/order/dates", QD_LIST_REVIEWS, test_dates },
    { "/order/levels", QD_LIST_RISKS, test_levels },
    { "/order/filters", QD_LIST_TEAMS, test_filters },
    { "/order/tree", QD_LIST_OBJECTIVES, test_tree },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GUINT_TO_POINTER (tests[i].list), set_up, tests[i].test, tear_down);

  return g_test_run ();
}
