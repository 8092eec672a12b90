#include "qd-config.h"

#include <string.h>

#include "qd-offers.h"

/* What is offered while a field is typed. */

static char *
describe (GPtrArray *offers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < offers->len; i++)
    {
      const QdOffer *offer = offers->pdata[i];

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", offer->text);
      if (offer->detail != NULL && *offer->detail != '\0')
        g_string_append_printf (text, " (%s)", offer->detail);
    }

  return g_string_free (text, FALSE);
}

static const QdField *
field_of (QdRecordType type,
          guint        field)
{
  return &qd_record_info (type)->fields[field];
}

static QdRecord *
add (QdDocument *document,
     QdListId    list,
     guint       field,
     const char *text)
{
  g_auto (QdValue) value = qd_value_text (text);
  QdRecord *owner = qd_list_get_owner (qd_plan_get_list (qd_document_get_plan (document), list));
  g_autoptr (GError) error = NULL;
  QdRecord *record = qd_document_add_value (document, owner, list, G_MAXUINT, field, &value, &error);

  g_assert_no_error (error);

  return record;
}

static void
set (QdDocument *document,
     QdRecord   *record,
     guint       field,
     const char *text)
{
  g_auto (QdValue) value = qd_field_parse (qd_record_get_field (record, field), text);
  g_autoptr (GError) error = NULL;

  qd_document_set_value (document, record, field, &value, QD_APPLY_DEFAULT, &error);
  g_assert_no_error (error);
}

static QdDocument *
build (void)
{
  QdDocument *document = qd_document_new ();
  QdRecord *root = qd_plan_get_root (qd_document_get_plan (document));
  QdRecord *record;

  set (document, root, QD_PLAN_QUARTER, "Q2 2024");
  record = add (document, QD_LIST_TEAMS, QD_TEAM_NAME, "Checkout");
  set (document, record, QD_TEAM_ENGINEERS, "8");
  record = add (document, QD_LIST_TEAMS, QD_TEAM_NAME, "Platform");
  set (document, record, QD_TEAM_ENGINEERS, "1");
  record = add (document, QD_LIST_ALLOCATION, QD_CATEGORY_NAME, "Features");
  set (document, record, QD_CATEGORY_PERCENT, "50");
  record = add (document, QD_LIST_PEOPLE, QD_PERSON_NAME, "Ana Silva");
  set (document, record, QD_PERSON_ROLE, "CTO");

  record = add (document, QD_LIST_DEPENDENCIES, QD_DEPENDENCY_WHAT, "Specs");
  set (document, record, QD_DEPENDENCY_FROM, "Checkout + Platform Team");
  set (document, record, QD_DEPENDENCY_TO, "Partner IT");
  record = add (document, QD_LIST_OBJECTIVES, QD_OBJECTIVE_TITLE, "Be fast");
  set (document, record, QD_OBJECTIVE_OWNER, "All teams");
  record = add (document, QD_LIST_ACTIONS, QD_ACTION_ACTION, "Ask");
  set (document, record, QD_ACTION_OWNER, "Product + VP Eng");
  record = add (document, QD_LIST_RISKS, QD_RISK_RISK, "Flood");
  set (document, record, QD_RISK_OWNER, "VP Eng, Ana Silva");
  add (document, QD_LIST_APPROVALS, QD_APPROVAL_NAME, "[Name]");

  return document;
}

static void
test_kinds (void)
{
  static const struct
  {
    QdRecordType type;
    guint        field;
    const char  *expected;
  } cases[] = {
    { QD_RECORD_DEPENDENCY, QD_DEPENDENCY_TO, "Checkout (8 engineers)|Platform (1 engineer)|Partner IT (outside)" },
    { QD_RECORD_INITIATIVE, QD_INITIATIVE_TEAMS, "Checkout (8 engineers)|Platform (1 engineer)|Partner IT (outside)" },
    { QD_RECORD_RISK, QD_RISK_OWNER, "Ana Silva (CTO)|Product (in 1 place)|VP Eng (in 2 places)" },
    { QD_RECORD_INITIATIVE, QD_INITIATIVE_CATEGORY, "Features (50 %)" },
    { QD_RECORD_RISK, QD_RISK_IMPACT, "Low|Medium|High" },
    { QD_RECORD_EXCLUSION, QD_EXCLUSION_REVISIT,
      "Q2 2024 (this one)|Q3 2024|Q4 2024|Q1 2025|Q2 2025|Q3 2025" },
  };
  g_autoptr (QdDocument) document = build ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const QdField *field = field_of (cases[i].type, cases[i].field);
      g_autoptr (GPtrArray) offers = qd_offers_new (document, field);
      g_autofree char *found = describe (offers);

      g_assert_true (qd_offers_exist (field));
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
  g_assert_false (qd_offers_exist (field_of (QD_RECORD_RISK, QD_RISK_RISK)));
  g_assert_false (qd_offers_exist (field_of (QD_RECORD_TEAM, QD_TEAM_DAYS)));
}

static void
test_match (void)
{
  static const struct
  {
    const char *word;
    const char *expected;
  } cases[] = {
    { "p", "Platform|Partner|Big Partner" },
    { "PART", "Partner|Big Partner" },
    { "at", "" },           /* in the middle of words, too little to go by */
    { "atf", "Platform" },
    { "ü", "Über uns" },
    { "x", "" },
  };
  QdOffer offers[] = { { (char *) "Big Partner", NULL }, { (char *) "Platform", NULL }, { (char *) "Partner", NULL },
                       { (char *) "Über uns", NULL } };
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++)
    g_ptr_array_add (all, &offers[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) matches = qd_offers_match (all, cases[i].word);
      g_autofree char *found = describe (matches);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }

  g_assert_cmpuint (qd_offer_prefix (&offers[3], "üBER"), ==, strlen ("Über"));
  g_assert_cmpuint (qd_offer_prefix (&offers[3], "uns"), ==, 0);
  g_assert_cmpuint (qd_offer_prefix (&offers[3], ""), ==, 0);
  g_assert_cmpuint (qd_offer_prefix (&offers[3], "Über uns und"), ==, 0);
}

/* Where several are named, the last is being typed. */
static void
test_last_word (void)
{
  const QdField *owner = field_of (QD_RECORD_OBJECTIVE, QD_OBJECTIVE_OWNER);
  const QdField *category = field_of (QD_RECORD_INITIATIVE, QD_INITIATIVE_CATEGORY);

  g_assert_cmpstr (qd_offers_last_word (owner, "Checkout + Gro"), ==, "Gro");
  g_assert_cmpstr (qd_offers_last_word (owner, "Checkout,"), ==, "");
  g_assert_cmpstr (qd_offers_last_word (owner, "Security Te"), ==, "Security Te");
  g_assert_cmpstr (qd_offers_last_word (category, "R&D"), ==, "R&D");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/offers/kinds", test_kinds);
  g_test_add_func ("/app/offers/match", test_match);
  g_test_add_func ("/app/offers/last-word", test_last_word);

  return g_test_run ();
}
