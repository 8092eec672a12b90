#include "qd-config.h"

#include "qd-bidi.h"

/* Text of one direction in a window of the other. */

typedef struct
{
  gboolean    from_right;
  const char *text;
  const char *marked; /* NULL: as it is */
} Case;

static const Case cases[] = {
  /* From left to right nothing of its own direction is touched, nor what has none. */
  { FALSE, "Reduce on-call pages", NULL },
  { FALSE, "25% → 20%", NULL },
  { FALSE, "", NULL },
  { FALSE, NULL, NULL },
  { FALSE, "الموثوقية", "\u200e\u2068الموثوقية" },

  { TRUE, "الموثوقية", NULL },
  { TRUE, "3 اختبارات", NULL },
  { TRUE, "1,352", NULL },
  { TRUE, "", NULL },
  { TRUE, "25% → 20%", "\u200f\u2068" "25% → 20%" },
  { TRUE, "≤1", "\u200f\u2068≤1" },
  { TRUE, "8+", "\u200f\u2068" "8+" },
  { TRUE, "Hire 4 engineers", "\u200f\u2068Hire 4 engineers" },

  { TRUE, "Security زاد على سعته", "\u200fSecurity زاد على سعته" },

  /* Each line has a direction of its own. */
  { TRUE, "أولًا\nfirst\n\nثم", "أولًا\n\u200f\u2068first\n\nثم" },
  { TRUE, "first\nأولًا\n", "\u200f\u2068first\nأولًا\n" },
};

/* What stands among other paragraphs keeps its side. */
static void
test_lead (void)
{
  g_assert_cmpstr (qd_bidi_lead ("Hire 4 engineers", TRUE), ==, "");
  g_assert_cmpstr (qd_bidi_lead ("Q2 2024 · الموثوقية", TRUE), ==, "\u200f");
  g_assert_cmpstr (qd_bidi_lead (">50%", TRUE), ==, "\u2068");
  g_assert_cmpstr (qd_bidi_lead ("", TRUE), ==, "");
  g_assert_cmpstr (qd_bidi_lead (">50%", FALSE), ==, "");
  g_assert_cmpstr (qd_bidi_lead ("الموثوقية", FALSE), ==, "");
}

/* Where the direction is that of the page. */
static void
test_wrap (void)
{
  static const struct { const char *text, *wrapped; } parts[] = {
    { "Why?", "\u200eWhy?\u200e" }, { ">50%", "\u200e>50%\u200e" }, { "لماذا؟", NULL }, { "Q1 الماضي", NULL },
    { "1,352", NULL }, { " – ", NULL }, { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *wrapped = qd_bidi_wrap (parts[i].text, TRUE);

      g_assert_cmpstr (wrapped, ==, parts[i].wrapped);
      g_assert_null (qd_bidi_wrap (parts[i].text, FALSE));
    }
}

static void
test_mark (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *marked = qd_bidi_mark (cases[i].text, cases[i].from_right);

      g_assert_cmpstr (marked, ==, cases[i].marked);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bidi/lead", test_lead);
  g_test_add_func ("/bidi/wrap", test_wrap);
  g_test_add_func ("/bidi/mark", test_mark);

  return g_test_run ();
}
