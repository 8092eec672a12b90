#include "qd-inline.h"

#include <string.h>

/* Inline Markdown to runs. */

/* “text” with what is special about it in front: s strong, e emphasis, c code, x struck, and its link behind. */
static char *
describe (const char *markdown)
{
  g_autoptr (GPtrArray) runs = qd_inline_parse (markdown);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const QdInline *run = g_ptr_array_index (runs, i);

      g_assert_true (*run->text != '\0');
      g_assert_true (g_utf8_validate (run->text, -1, NULL));
      g_string_append_printf (out, "%s%s%s%s<%s>", run->flags & QD_INLINE_STRONG ? "s" : "",
                              run->flags & QD_INLINE_EMPHASIS ? "e" : "", run->flags & QD_INLINE_CODE ? "c" : "",
                              run->flags & QD_INLINE_STRUCK ? "x" : "", run->text);
      if (run->link != NULL)
        g_string_append_printf (out, "(%s)", run->link);
    }

  return g_string_free (out, FALSE);
}

static void
test_runs (void)
{
  static const struct
  {
    const char *markdown;
    const char *runs;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { " \n ", "" },
    { "plain", "<plain>" },
    { "**Reliability restored**: SLO", "s<Reliability restored><: SLO>" },
    { "_lean_ and *lean*", "e<lean>< and >e<lean>" },
    { "***both*** `a*b` ~~gone~~", "se<both>< >c<a*b>< >x<gone>" },
    { "snake_case_name and 5 * 3", "<snake_case_name and 5 * 3>" },
    { "\"**quoted**\"", "<\">s<quoted><\">" },
    { "_\"a\"_", "e<\"a\">" },
    /* No blocks. */
    { "# no heading", "<# no heading>" },
    { "- no list", "<- no list>" },
    { "1. no number", "<1. no number>" },
    { "> no quote", "<> no quote>" },
    { "a\n===", "<a\n===>" },
    { "| a | b |\n|---|---|", "<| a | b |\n|---|---|>" },
    { "```a\nfence\nb```", "c<a fence b>" },
    { "[a]: https://example.org", "<[a]: ><https://example.org>(https://example.org)" },
    /* Lines. */
    { "two\nlines", "<two\nlines>" },
    { "a<br>b<BR/>c", "<a\nb\nc>" },
    { "a\n\n\nb", "<a\n\nb>" },
    { "**over\nlines**", "s<over\nlines>" },
    { "back\\slash \\*star\\*", "<back\\slash *star*>" },
    { "&amp; &#8594; &copy; &nonsense;", "<& → © &nonsense;>" },
    /* What HTML is stays text. */
    { "<b>bold</b> <script>alert(1)</script>", "<<b>bold</b> <script>alert(1)</script>>" },
    { "a < b > c", "<a < b > c>" },
    /* Links that run nothing. */
    { "[docs](https://example.org/a?b=c&d)", "<docs>(https://example.org/a?b=c&d)" },
    { "[x](javascript:alert(1)) [y](data:text/html,z) [m](mailto:a@b.c)", "<x y ><m>(mailto:a@b.c)" },
    { "see https://example.org/x.", "<see ><https://example.org/x>(https://example.org/x)<.>" },
    { "![picture](a.png)", "<picture>" },
    { "支付 **支付**", "<支付 >s<支付>" },
    { "שלום **עולם**", "<שלום >s<עולם>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *runs = describe (cases[i].markdown);

      g_assert_cmpstr (runs, ==, cases[i].runs);
    }
}

/* Whatever it is given, it gives back text that can be drawn. */
static void
test_hostile (void)
{
  static const char *const parts[] = {
    "*", "**a", "[", "![", "`", "<", "&#", "\\", "_", "~~", "](", "\xff", "\xf0\x9f", "\x01", "⁖⁘⁙⁚⁛⁜⁝", "[a](", "**a **",
    "> ", "\t- ", "a\n\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GString *text = g_string_new (NULL);
      g_autofree char *runs = NULL;
      g_autofree char *plain = NULL;

      for (guint j = 0; j < 20000; j++)
        g_string_append (text, parts[i]);
      runs = describe (text->str);
      plain = qd_inline_dup_plain (text->str);
      g_assert_true (g_utf8_validate (plain, -1, NULL));
      g_string_free (text, TRUE);
    }
}

/* What is escaped says just what it said before. */
static void
test_escape (void)
{
  static const char *const pieces[] = {
    "a", "b ", "*", "_", "`", "\\", "[", "]", "(", ")", "<", ">", "&amp;", "&", "#", "1.", "!", "~", "|", "https://x.org",
    ":", "\n", "支", "\"", "'", "-", "+", "=", "<br>", "@", ".",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new ("x");
      g_autofree char *escaped = NULL;
      g_autofree char *plain = NULL;

      for (int j = g_rand_int_range (rand, 1, 12); j > 0; j--)
        {
          const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
          char last = text->str[text->len - 1];

          /* Blanks at the ends of lines say nothing, nor do several line ends say more than one. */
          if (*piece == '\n' && (last == '\n' || last == ' '))
            continue;
          g_string_append (text, piece);
        }
      g_string_append_c (text, 'x');
      escaped = qd_inline_escape (text->str);
      plain = qd_inline_dup_plain (escaped);
      g_assert_cmpstr (plain, ==, text->str);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inline/runs", test_runs);
  g_test_add_func ("/inline/hostile", test_hostile);
  g_test_add_func ("/inline/escape", test_escape);

  return g_test_run ();
}
