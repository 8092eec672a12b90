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

  /* Each line has a direction of its own. */
  { TRUE, "أولًا\nfirst\n\nثم", "أولًا\n\u200f\u2068first\n\nثم" },
  { TRUE, "first\nأولًا\n", "\u200f\u2068first\nأولًا\n" },
};

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
  g_test_add_func ("/bidi/mark", test_mark);

  return g_test_run ();
}
