#include "qd-schema.h"

#include <locale.h>
#include <math.h>

#include "qd-error.h"

static void
test_kinds_of_value (void)
{
  g_auto (QdValue) text = qd_value_text ("a");
  g_auto (QdValue) copy = qd_value_copy (&text);
  QdValue unset = QD_VALUE_INIT;
  QdValue number = qd_value_number (-0.0);

  g_assert_cmpint (qd_value_text (NULL).type, ==, QD_VALUE_UNSET);
  g_assert_cmpint (qd_value_text ("").type, ==, QD_VALUE_UNSET);
  g_assert_cmpint (qd_value_number (NAN).type, ==, QD_VALUE_UNSET);
  g_assert_cmpint (qd_value_number (-INFINITY).type, ==, QD_VALUE_UNSET);
  g_assert_false (signbit (number.number));

  g_assert_true (text.text != copy.text);
  g_assert_true (qd_value_equal (&text, &copy));
  g_assert_true (qd_value_equal (&unset, &unset));
  g_assert_false (qd_value_equal (&text, &unset));
  g_assert_false (qd_value_equal (&text, &number));

  qd_value_clear (&copy);
  g_assert_true (qd_value_equal (&copy, &unset));
  qd_value_clear (&copy);
}

/* To the last bit: what is nearly the same is another value. */
static void
test_exact (void)
{
  QdValue a = qd_value_number (0.3);
  QdValue b = qd_value_number (0.1 + 0.2);

  g_assert_false (qd_value_equal (&a, &b));
}

static void
test_boxed (void)
{
  g_auto (QdValue) text = qd_value_text ("a");
  GValue value = G_VALUE_INIT;

  g_value_init (&value, QD_TYPE_VALUE);
  g_value_set_boxed (&value, &text);
  g_assert_true (qd_value_equal (g_value_get_boxed (&value), &text));
  g_value_unset (&value);
}

static const QdField *
field (QdRecordType type,
       guint        index)
{
  return &qd_record_info (type)->fields[index];
}

/* What is typed, and what is written for it. */
static void
test_parse (void)
{
  static const struct
  {
    QdRecordType type;
    guint        index;
    const char  *typed;
    QdValueType  value_type;
    double       number;
    const char  *text;      /* of the value; NULL: a number, or unset */
    const char  *formatted;
  } cases[] = {
    { QD_RECORD_TEAM, QD_TEAM_NAME, " Platform ", QD_VALUE_TEXT, 0, "Platform", "Platform" },
    { QD_RECORD_TEAM, QD_TEAM_NAME, NULL, QD_VALUE_UNSET, 0, NULL, "" },
    { QD_RECORD_TEAM, QD_TEAM_NAME, " \t", QD_VALUE_UNSET, 0, NULL, "" },
    { QD_RECORD_TEAM, QD_TEAM_NAME, "12", QD_VALUE_TEXT, 0, "12", "12" },
    { QD_RECORD_TEAM, QD_TEAM_NOTE, " two\nlines ", QD_VALUE_TEXT, 0, " two\nlines ", " two\nlines " },
    { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, " 6 ", QD_VALUE_NUMBER, 6, NULL, "6" },
    { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, "0", QD_VALUE_NUMBER, 0, NULL, "0" },
    { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, "six", QD_VALUE_TEXT, 0, "six", "six" },
    { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, "TBD", QD_VALUE_TEXT, 0, "TBD", "TBD" },
    { QD_RECORD_TEAM, QD_TEAM_RESERVE, "20%", QD_VALUE_NUMBER, 20, NULL, "20" },
    { QD_RECORD_TEAM, QD_TEAM_RESERVE, "20 %", QD_VALUE_NUMBER, 20, NULL, "20" },
    { QD_RECORD_TEAM, QD_TEAM_RESERVE, "２０％", QD_VALUE_NUMBER, 20, NULL, "20" },
    { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, "１，３５２．５", QD_VALUE_NUMBER, 1352.5, NULL, "1,352.5" },
    { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, "－１３", QD_VALUE_NUMBER, -13, NULL, "-13" },
    { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, "٤٢", QD_VALUE_NUMBER, 42, NULL, "42" },
    { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, "１３名", QD_VALUE_TEXT, 0, "１３名", "１３名" },
    { QD_RECORD_TEAM, QD_TEAM_RESERVE, "半分％", QD_VALUE_TEXT, 0, "半分％", "半分％" },
    { QD_RECORD_ACTION, QD_ACTION_DUE, "２０２４年４月１日", QD_VALUE_TEXT, 0, "２０２４年４月１日", "２０２４年４月１日" },
    { QD_RECORD_TEAM, QD_TEAM_RESERVE, "some%", QD_VALUE_TEXT, 0, "some%", "some%" },
    { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_TARGET, "25% → 20%", QD_VALUE_TEXT, 0, "25% → 20%", "25% → 20%" },
    { QD_RECORD_RISK, QD_RISK_IMPACT, "high", QD_VALUE_TEXT, 0, "high", "High" },
    { QD_RECORD_RISK, QD_RISK_IMPACT, "MED", QD_VALUE_TEXT, 0, "medium", "Medium" },
    { QD_RECORD_RISK, QD_RISK_IMPACT, "so-so", QD_VALUE_TEXT, 0, "so-so", "so-so" },
    { QD_RECORD_ACTION, QD_ACTION_DONE, "✓", QD_VALUE_TEXT, 0, "yes", "Yes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const QdField *of = field (cases[i].type, cases[i].index);
      g_auto (QdValue) value = qd_field_parse (of, cases[i].typed);
      g_autofree char *formatted = qd_field_format (of, &value);
      g_auto (QdValue) again = qd_field_parse (of, formatted);

      g_assert_cmpint (value.type, ==, cases[i].value_type);
      if (value.type == QD_VALUE_NUMBER)
        g_assert_cmpfloat (value.number, ==, cases[i].number);
      if (value.type == QD_VALUE_TEXT)
        g_assert_cmpstr (value.text, ==, cases[i].text);
      g_assert_cmpstr (formatted, ==, cases[i].formatted);
      g_assert_true (qd_value_equal (&value, &again));
    }
}

/* What is typed where the comma is the decimal point, and what the screen writes for it. */
static void
test_parse_local (void)
{
  static const struct
  {
    const char *locale;
    const char *typed;
    double      number;
    const char *shown;
  } cases[] = {
    { "C.UTF-8", "1,352.5", 1352.5, "1,352.5" },
    { "de_DE.UTF-8", "1.352,5", 1352.5, "1.352,5" },
    { "de_DE.UTF-8", "1.234.567", 1234567, "1.234.567" },
    { "de_DE.UTF-8", "1.352", 1352, "1.352" },
    { "de_DE.UTF-8", "0,8", 0.8, "0,8" },
    { "de_DE.UTF-8", "0.8", 0.8, "0,8" },
    { "de_DE.UTF-8", "-0.125", -0.125, "−0,125" },
    { "de_DE.UTF-8", "12.5", 12.5, "12,5" },
    { "de_DE.UTF-8", "−3", -3, "−3" },
    { "ja_JP.UTF-8", "１，３５２．５", 1352.5, "1,352.5" },
    { "ar_EG.UTF-8", "١٬٣٥٢٫٥", 1352.5, "1,352.5" },
    { "C.UTF-8", "۱۲", 12, "12" },
    { "C.UTF-8", "\u200e−3\u200e", -3, "−3" },
    { "fr_FR.UTF-8", "1\342\200\257352,5", 1352.5, "1\342\200\257352,5" },
  };
  const QdField *of = field (QD_RECORD_PLAN, QD_PLAN_STATED_CAPACITY);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (QdValue) value = QD_VALUE_INIT;
      g_autofree char *shown = NULL;

      if (setlocale (LC_ALL, cases[i].locale) == NULL)
        {
          g_test_message ("No locale %s here", cases[i].locale);
          continue;
        }

      value = qd_field_parse_local (of, cases[i].typed);
      shown = qd_field_display (of, &value);
      setlocale (LC_ALL, "C.UTF-8");

      g_assert_cmpint (value.type, ==, QD_VALUE_NUMBER);
      g_assert_cmpfloat (value.number, ==, cases[i].number);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* Texts that are read are kept in digits that every reader knows; words are kept as they are. */
static void
test_parse_digits (void)
{
  static const struct
  {
    QdRecordType type;
    guint        field;
    const char  *typed;
    const char  *kept;
  } cases[] = {
    { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_TARGET, "٢٥٪ → ٢٠٪", "25% → 20%" },
    { QD_RECORD_ACTION, QD_ACTION_DUE, "٢٠٢٤-٠٣-٢٩", "2024-03-29" },
    { QD_RECORD_PLAN, QD_PLAN_QUARTER, "Q٢ ٢٠٢٤", "Q2 2024" },
    { QD_RECORD_ACTION, QD_ACTION_ACTION, "٣ مهندسين", "٣ مهندسين" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (QdValue) value = qd_field_parse_local (field (cases[i].type, cases[i].field), cases[i].typed);

      g_assert_cmpint (value.type, ==, QD_VALUE_TEXT);
      g_assert_cmpstr (value.text, ==, cases[i].kept);
    }
}

static void
test_check (void)
{
  const QdField *confidence = field (QD_RECORD_KEY_RESULT, QD_KEY_RESULT_CONFIDENCE);
  const QdField *engineers = field (QD_RECORD_TEAM, QD_TEAM_ENGINEERS);
  const QdField *name = field (QD_RECORD_TEAM, QD_TEAM_NAME);
  g_auto (QdValue) latin = qd_value_text ("caf\xe9");
  g_auto (QdValue) words = qd_value_text ("about six");
  const struct
  {
    const QdField *field;
    QdValue        value;
    gboolean       fits;
  } cases[] = {
    { confidence, qd_value_number (0), TRUE },
    { confidence, qd_value_number (10), TRUE },
    { confidence, qd_value_number (-0.1), FALSE },
    { confidence, qd_value_number (10.1), FALSE },
    { confidence, words, TRUE },
    { confidence, QD_VALUE_INIT, TRUE },
    { engineers, qd_value_number (1e6), TRUE },
    { engineers, qd_value_number (-1), FALSE },
    { name, words, TRUE },
    { name, qd_value_number (1), FALSE },
    { name, latin, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (qd_field_check (cases[i].field, &cases[i].value, &error) == cases[i].fits);
      if (cases[i].fits)
        g_assert_no_error (error);
      else
        g_assert_error (error, QD_ERROR, QD_ERROR_INVALID);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/value/kinds", test_kinds_of_value);
  g_test_add_func ("/model/value/exact", test_exact);
  g_test_add_func ("/model/value/boxed", test_boxed);
  g_test_add_func ("/model/value/parse", test_parse);
  g_test_add_func ("/model/value/parse-local", test_parse_local);
  g_test_add_func ("/model/value/parse-digits", test_parse_digits);
  g_test_add_func ("/model/value/check", test_check);

  return g_test_run ();
}
