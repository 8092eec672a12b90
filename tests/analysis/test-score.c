#include "qd-score.h"

#include <math.h>

#include "qd-number.h"
#include "qd-plan-private.h"

typedef struct
{
  const char    *kind;
  const char    *baseline;
  const char    *target;
  const char    *actual;
  double         computed;
  QdScoreReason  reason;
  gboolean       worse;
} Case;

#define NONE NAN

static GDate
planning_date (void)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 25, G_DATE_MARCH, 2024);

  return date;
}

static QdRecord *
make_key_result (const Case *self)
{
  QdRecord *record = qd_record_new (QD_RECORD_KEY_RESULT, NULL);

  qd_record_set_text (record, QD_KEY_RESULT_KIND, self->kind);
  qd_record_set_text (record, QD_KEY_RESULT_BASELINE, self->baseline);
  qd_record_set_text (record, QD_KEY_RESULT_TARGET, self->target);
  qd_record_set_text (record, QD_KEY_RESULT_ACTUAL, self->actual);

  return record;
}

static void
check_case (const Case *self)
{
  g_autoptr (QdRecord) record = make_key_result (self);
  GDate near_date = planning_date ();
  QdScoreInput input = qd_score_read (record, &near_date);
  QdKeyResultFigures figures = qd_score_key_result (&input);

  g_test_message ("%s | %s | %s | %s: %f", self->kind, self->baseline, self->target, self->actual, figures.computed);
  g_assert_true (qd_number_equal (figures.computed, self->computed));
  g_assert_true (qd_number_equal (figures.score, self->computed));
  g_assert_true (isnan (figures.stated));
  g_assert_cmpint (figures.reason, ==, self->reason);
  g_assert_cmpint (figures.worse_than_baseline, ==, self->worse);
  g_assert_cmpint (isnan (figures.computed), ==, figures.reason != QD_SCORE_COMPUTED);
}

/* With a baseline that differs from the target: the part of the way that is gone, either direction. */
static const Case baselines[] = {
  { NULL, NULL, "25% → 20%", "21%", 0.8 },
  { NULL, "25%", "20%", "21%", 0.8 },
  { NULL, NULL, "3s → 2s", "2.1s", 0.9 },
  { NULL, NULL, "4/night → 2/night", "4.2/night", 0, QD_SCORE_COMPUTED, TRUE },
  { NULL, NULL, "4/night → 2/night", "4/night", 0 },
  { NULL, NULL, "4/night → 2/night", "2/night", 1 },
  { NULL, NULL, "4/night → 2/night", "1/night", 1 },
  { NULL, "99.2%", "99.9%", "99.55%", 0.5 },
  { NULL, "0%", "90%", "45%", 0.5 },
  { NULL, "0%", "90%", "95%", 1 },
  { NULL, "60%", "100%", "50%", 0, QD_SCORE_COMPUTED, TRUE },
  { NULL, "0/8 features", "8/8 features", "6", 0.75 },
  { NULL, "0/8 features", "8/8 features", "6/8 features", 0.75 },
  { NULL, "0/8 features", "8/8 features", "6 features", 0.75 },
  { NULL, "0/8 features", "8/8 features", "3/4", NONE, QD_SCORE_UNITS_DIFFER },
  { NULL, "0/8 features", "8/8 features", "75%", NONE, QD_SCORE_UNITS_DIFFER },
  { NULL, "~50", "0", "25", 0.5 },
  { NULL, "5 open", "0 open", "1 open", 0.8 },
  { NULL, "-10", "10", "0", 0.5 },
  { NULL, "-5%", "5%", "-7%", 0, QD_SCORE_COMPUTED, TRUE },
  { NULL, "30%", "25% → 20%", "25%", 0.5 },      /* a baseline of its own goes before the arrow */
  { NULL, "N/A", "25% → 20%", "21%", 0.8 },
  { NULL, "unknown", "4", "3", 0.75 },
  { NULL, "4", "4", "3", 0.75 },                 /* equal to the target: no baseline */
  { NULL, "0", "0", "0", 1 },
  { NULL, "0", "0", "3", 0 },
  { NULL, "200ms", "2s", "1s", NONE, QD_SCORE_UNITS_DIFFER },
  { NULL, "10%", "20%", "15 tests", NONE, QD_SCORE_UNITS_DIFFER },
};

/* A bound that is met is met, whatever the baseline; a strict one exactly reached is not. */
static const Case bounds[] = {
  { NULL, NULL, "8+", "8.2", 1 },
  { NULL, NULL, "≥8", "8", 1 },
  { NULL, NULL, "≥8", "6", 0.75 },
  { NULL, NULL, "≥8", "7.99", 0.99875 },
  { NULL, NULL, "≥8", "-1", 0 },
  { NULL, NULL, ">8", "8", 0.99 },
  { NULL, NULL, ">8", "9", 1 },
  { NULL, NULL, ">50%", "50%", NONE, QD_SCORE_NEEDS_BASELINE },
  { NULL, NULL, ">50%", "51%", 1 },
  { NULL, NULL, "≥99.9%", "99.2%", NONE, QD_SCORE_NEEDS_BASELINE },
  { NULL, NULL, "≥0", "-1", NONE, QD_SCORE_NEEDS_BASELINE },
  { NULL, NULL, "≤1", "1", 1 },
  { NULL, NULL, "≤1", "0", 1 },
  { NULL, NULL, "≤1", "2", 0 },
  { NULL, NULL, "<2s", "2s", 0 },
  { NULL, NULL, "<2s", "1.9s", 1 },
  { NULL, NULL, "at most 2 pages", "3 pages", 0 },
  { NULL, "3/quarter", "≤1", "2", 0.5 },
  { NULL, "3/quarter", "≤1", "1", 1 },
  { NULL, "3/quarter", "≤1", "4", 0, QD_SCORE_COMPUTED, TRUE },
  { NULL, "0%", ">50%", "50%", 0.99 },
  { NULL, "0%", ">50%", "25%", 0.5 },
  { NULL, "0%", ">50%", "50.1%", 1 },
  { NULL, "3s", "<2s", "2s", 0.99 },
  { NULL, "10", "≥8", "9", 1 },                  /* the baseline is on the good side: no way to go */
  { NULL, "10", "≥8", "6", 0.75 },
  { NULL, "0", "≤1", "2", 0 },
};

/* Without a baseline: only what the target alone can tell. */
static const Case bare[] = {
  { NULL, NULL, "3 tests", "3 tests", 1 },
  { NULL, NULL, "3 tests", "2 tests", 2.0 / 3 },
  { NULL, NULL, "3 tests", "2", 2.0 / 3 },
  { NULL, NULL, "4", "3", 0.75 },
  { NULL, NULL, "4", "5", 1 },
  { NULL, NULL, "4", "0", 0 },
  { NULL, NULL, "4", "-1", 0 },
  { NULL, NULL, "0", "3", 0 },
  { NULL, NULL, "0", "0", 1 },
  { NULL, NULL, "0 open", "-2 open", 1 },
  { NULL, NULL, "0%", "1%", 0 },
  { NULL, NULL, "8/8 features", "6", 0.75 },
  { NULL, NULL, "99.9%", "99.2%", NONE, QD_SCORE_NEEDS_BASELINE },
  { NULL, NULL, "99.9%", "99.9%", 1 },
  { NULL, NULL, "99.9%", "100%", 1 },
  { NULL, NULL, "2s", "3s", NONE, QD_SCORE_NEEDS_BASELINE },
  { NULL, NULL, "2s", "2s", 1 },
  { NULL, NULL, "4/night", "2/night", NONE, QD_SCORE_NEEDS_BASELINE },
  { NULL, NULL, "$50K", "$40K", NONE, QD_SCORE_NEEDS_BASELINE },
  { NULL, NULL, "≥$50K", "$40K", 0.8 },
  { NULL, NULL, "-4", "-3", NONE, QD_SCORE_NEEDS_BASELINE },
  { NULL, NULL, "-4", "-4", 1 },
  { NULL, NULL, "3 tests", "3 users", NONE, QD_SCORE_UNITS_DIFFER },
  { NULL, NULL, "4", "May 15", NONE, QD_SCORE_NOT_UNDERSTOOD },
  { NULL, NULL, "4", "a few", NONE, QD_SCORE_NOT_UNDERSTOOD },
  { NULL, NULL, "happy customers", "4", NONE, QD_SCORE_NOT_UNDERSTOOD },
  { NULL, NULL, "happy customers", "done", NONE, QD_SCORE_NOT_UNDERSTOOD },
  { NULL, NULL, NULL, "4", NONE, QD_SCORE_NO_TARGET },
  { NULL, NULL, "N/A", "4", NONE, QD_SCORE_NO_TARGET },
  { NULL, NULL, NULL, NULL, NONE, QD_SCORE_NO_TARGET },
  { NULL, NULL, "4", NULL, NONE, QD_SCORE_NO_ACTUAL },
  { NULL, NULL, "4", "-", NONE, QD_SCORE_NO_ACTUAL },
  { NULL, "0%", "90%", "N/A", NONE, QD_SCORE_NO_ACTUAL },
};

static const Case milestones[] = {
  { NULL, NULL, "May 15", "May 14", 1 },
  { NULL, NULL, "May 15", "May 15", 1 },
  { NULL, NULL, "May 15", "May 16", 0 },
  { NULL, "N/A", "May 15", "done", 1 },
  { NULL, NULL, "May 15", "Yes", 1 },
  { NULL, NULL, "May 15", "not yet", 0 },
  { NULL, NULL, "May 15", "missed", 0 },
  { NULL, NULL, "May 15", NULL, NONE, QD_SCORE_NO_ACTUAL },
  { NULL, NULL, "May 15", "80%", NONE, QD_SCORE_NOT_UNDERSTOOD },
  { NULL, NULL, "May 15", "100%", 1 },
  { NULL, NULL, "May 15", "April", 1 },
  { NULL, NULL, "May 15", "May", NONE, QD_SCORE_NOT_UNDERSTOOD },
  { NULL, NULL, "May 15", "June", 0 },
  { NULL, NULL, "June", "June 30", 1 },
  { NULL, NULL, "June", "July 1", 0 },
  { NULL, NULL, "2024-05-15", "2025-05-14", 0 },
  { "milestone", NULL, "Launch", "done", 1 },
  { "milestone", NULL, NULL, "no", 0 },
  { "milestone", NULL, NULL, NULL, NONE, QD_SCORE_NO_ACTUAL },
  { "milestone", NULL, "4", "3", 0 },
  { "milestone", NULL, "4", "4", 1 },
  { "level", NULL, "4", "3", 0.75 },
  { "cumulative", NULL, "4", "3", 0.75 },
};

static void
run_cases (const Case *cases,
           gsize       n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    check_case (&cases[i]);
}

static void
test_baselines (void)
{
  run_cases (baselines, G_N_ELEMENTS (baselines));
}

static void
test_bounds (void)
{
  run_cases (bounds, G_N_ELEMENTS (bounds));
}

static void
test_bare (void)
{
  run_cases (bare, G_N_ELEMENTS (bare));
}

static void
test_milestones (void)
{
  run_cases (milestones, G_N_ELEMENTS (milestones));
}

/* A score is 0 to 1 or none at all, whatever is written in the three fields. */
static void
test_range (void)
{
  static const char *const texts[] = {
    NULL, "", "0", "-0", "1e9", "999999999999", "-3", "25% → 20%", "20% → 20%", "99.9%", "8+", "≤1", ">50%", "<0",
    "~50",
    "0/8", "8/8 features", "3/quarter", "$50K", "1,352", "May 15", "N/A", "done", "no", "→", "支付", "0.0000001",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts) * G_N_ELEMENTS (texts) * G_N_ELEMENTS (texts); i++)
    {
      Case self = { NULL, texts[i % G_N_ELEMENTS (texts)], texts[i / G_N_ELEMENTS (texts) % G_N_ELEMENTS (texts)],
                    texts[i / G_N_ELEMENTS (texts) / G_N_ELEMENTS (texts)] };
      g_autoptr (QdRecord) record = make_key_result (&self);
      QdScoreInput input = qd_score_read (record, NULL);
      QdKeyResultFigures figures = qd_score_key_result (&input);
      double progress = qd_score_progress (&input);

      g_assert_cmpint (isnan (figures.computed), ==, figures.reason != QD_SCORE_COMPUTED);
      if (!isnan (figures.computed))
        g_assert_true (figures.computed >= 0 && figures.computed <= 1);
      if (!isnan (progress))
        g_assert_true (progress >= 0 && progress <= 1);
    }
}

static void
test_stated (void)
{
  static const struct
  {
    double   stated;
    double   computed;
    guint    min_decimals;
    gboolean differs;
  } cases[] = {
    { 416, 416, 0, FALSE },     { 416, 416.4, 0, FALSE },   { 416, 416.5, 0, TRUE },    { 416, 400, 0, TRUE },
    { 676, 676, 0, FALSE },     { 0.8, 0.8, 1, FALSE },     { 0.59, 0.59375, 1, FALSE }, { 0.6, 0.59375, 1, FALSE },
    { 0.58, 0.59375, 1, TRUE }, { 0.75, 0.75, 1, FALSE },   { 1, 0.6, 1, TRUE },        { 1, 0.96, 1, FALSE },
    { 0, 0.04, 1, FALSE },      { 0, 0.06, 1, TRUE },       { 0.9, 0.8999999999, 1, FALSE }, { 0.3, NAN, 1, TRUE },
    { NAN, 0.3, 1, FALSE },     { NAN, NAN, 1, FALSE },     { 276.92, 276.923077, 0, FALSE },
    { 277, 276.923077, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%g against %g", cases[i].stated, cases[i].computed);
      g_assert_cmpint (qd_stated_differs (cases[i].stated, cases[i].computed, cases[i].min_decimals), ==,
                       cases[i].differs);
    }
}

static void
test_stated_score (void)
{
  Case self = { NULL, NULL, "99.9%", "99.2%" };
  g_autoptr (QdRecord) record = make_key_result (&self);
  QdScoreInput input;
  QdKeyResultFigures figures;

  qd_record_set_number (record, QD_KEY_RESULT_STATED, 0.3);
  input = qd_score_read (record, NULL);
  figures = qd_score_key_result (&input);

  g_assert_true (isnan (figures.computed));
  g_assert_cmpfloat (figures.stated, ==, 0.3);
  g_assert_cmpfloat (figures.score, ==, 0.3);

  qd_record_set_text (record, QD_KEY_RESULT_ACTUAL, "99.95%");
  input = qd_score_read (record, NULL);
  figures = qd_score_key_result (&input);
  g_assert_cmpfloat (figures.computed, ==, 1);
  g_assert_cmpfloat (figures.score, ==, 0.3);

  qd_record_set_number (record, QD_KEY_RESULT_STATED, 1);
  input = qd_score_read (record, NULL);
  figures = qd_score_key_result (&input);
  g_assert_true (isnan (figures.stated));
  g_assert_cmpfloat (figures.score, ==, 1);
}

static void
test_bands (void)
{
  static const struct
  {
    double score;
    QdBand band;
  } cases[] = {
    { NAN, QD_BAND_UNKNOWN }, { 0, QD_BAND_MISSED },     { 0.39, QD_BAND_MISSED },  { 0.4, QD_BAND_PARTLY },
    { 0.69, QD_BAND_PARTLY }, { 0.7, QD_BAND_MET },      { 1, QD_BAND_MET },        { 0.1 + 0.3, QD_BAND_PARTLY },
    { 1 - 0.3, QD_BAND_MET }, { 0.59375, QD_BAND_PARTLY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (qd_score_band (cases[i].score, 0.4, 0.7), ==, cases[i].band);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/baselines", test_baselines);
  g_test_add_func ("/score/bounds", test_bounds);
  g_test_add_func ("/score/bare", test_bare);
  g_test_add_func ("/score/milestones", test_milestones);
  g_test_add_func ("/score/range", test_range);
  g_test_add_func ("/score/stated", test_stated);
  g_test_add_func ("/score/stated-score", test_stated_score);
  g_test_add_func ("/score/bands", test_bands);

  return g_test_run ();
}
