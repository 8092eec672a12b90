#include "qd-markdown-private.h"

#include <md4c.h>
#include <string.h>

/* The scanner finds the headings and tables that md4c finds. */

/* What was found, one line each: “h2 title”, “table 3 2”. */
typedef struct
{
  GString *found;
  GString *heading;
  guint    depth;   /* of quotations and lists around */
  guint    columns, rows;
} Oracle;

/* Letters and digits alone: whatever marks, entities and escapes do. */
static void
append_words (GString    *out,
              const char *text,
              gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalnum (text[i]) || (guchar) text[i] >= 0x80)
      g_string_append_c (out, text[i]);
}

static gboolean
is_container (MD_BLOCKTYPE type)
{
  return type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL;
}

static int
enter_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Oracle *oracle = user_data;

  oracle->depth += is_container (type);
  if (type == MD_BLOCK_H)
    g_string_truncate (oracle->heading, 0);
  if (type == MD_BLOCK_TABLE)
    {
      oracle->columns = ((MD_BLOCK_TABLE_DETAIL *) detail)->col_count;
      oracle->rows = ((MD_BLOCK_TABLE_DETAIL *) detail)->body_row_count;
    }

  return 0;
}

static int
leave_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Oracle *oracle = user_data;

  oracle->depth -= is_container (type);
  if (oracle->depth > 0)
    return 0;
  if (type == MD_BLOCK_H)
    g_string_append_printf (oracle->found, "h%u %s\n", ((MD_BLOCK_H_DETAIL *) detail)->level, oracle->heading->str);
  if (type == MD_BLOCK_TABLE)
    g_string_append_printf (oracle->found, "table %u %u\n", oracle->columns, oracle->rows);

  return 0;
}

static int
span_cb (MD_SPANTYPE  type,
         void        *detail,
         void        *user_data)
{
  return 0;
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        size,
         void          *user_data)
{
  append_words (((Oracle *) user_data)->heading, text, size);

  return 0;
}

static char *
ask_oracle (const char *text)
{
  const MD_PARSER parser = {
    .flags = MD_FLAG_TABLES,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = span_cb,
    .leave_span = span_cb,
    .text = text_cb,
  };
  Oracle oracle = { .found = g_string_new (NULL), .heading = g_string_new (NULL) };

  g_assert_cmpint (md_parse (text, (MD_SIZE) strlen (text), &parser, &oracle), ==, 0);
  g_string_free (oracle.heading, TRUE);

  return g_string_free (oracle.found, FALSE);
}

static char *
scan (const char *text)
{
  GString *found = g_string_new (NULL);
  const char *end = text;
  guint line = 1, rows = 0, columns = 0;
  QdMdScanner scanner;
  QdMdBlock block;

  qd_md_scanner_init (&scanner, text, strlen (text));
  for (gboolean more = TRUE; more;)
    {
      more = qd_md_scanner_next (&scanner, &block);

      /* Blocks are whole lines, and leave nothing out. */
      g_assert_true (block.source.text == end);
      g_assert_cmpuint (block.line, ==, line);
      end += block.source.length;
      for (gsize i = 0; i < block.source.length; i++)
        line += block.source.text[i] == '\n';
      g_assert_true (!more || end[-1] == '\n');

      if (columns > 0 && block.type != QD_MD_BLOCK_ROW)
        {
          g_string_append_printf (found, "table %u %u\n", columns, rows);
          columns = rows = 0;
        }
      if (block.type == QD_MD_BLOCK_TABLE)
        columns = qd_md_split_row (block.content, TRUE, NULL, 0);
      rows += block.type == QD_MD_BLOCK_ROW;
      if (block.type == QD_MD_BLOCK_HEADING)
        {
          g_string_append_printf (found, "h%u ", block.level);
          append_words (found, block.content.text, block.content.length);
          g_string_append_c (found, '\n');
        }
    }
  g_assert_cmpint (*end, ==, '\0');

  return g_string_free (found, FALSE);
}

static void
assert_agree (const char *text)
{
  g_autofree char *expected = ask_oracle (text);
  g_autofree char *found = scan (text);

  if (!g_str_equal (found, expected))
    g_test_message ("%s", text);
  g_assert_cmpstr (found, ==, expected);
}

/* Blocks that documents are put together from. Where we take a liberty, none of them is. */
static const char *const blocks[] = {
  "# One\n", "## Two ##\n", "###   Three  # \n", "   #### Four\n", "    # code\n", "#five\n", "####### seven\n", "#\n", "## \n",
  "# a \\#\n", "Under\n=====\n", "Two lines\nunder\n---\n", "Under\n  ---  \n", "Not\n    ---\n",
  "text\n", "text\nmore text\n", "a | b\n", "a | b\nc | d\n", "1986. A year\n", "text\n2. no list\n", "text\n- a list\n",
  "text\n# Heading\n", "text\n> quote\n", "text\n```\n# no\n```\n", "text\n***\n", "text\n<div>\n# no\n\n",
  "- item\n", "- item\n- item\n", "* item\n\n  paragraph\n\n  # inner\n", "- item\n  # inner\n", "- item\n# outer\n",
  "- item\n   | a | b |\n   |---|---|\n", "1. one\n2. two\n   - nested\n     more\n", "1) one\nlazy\n",
  "- ```\n  # no\n  ```\n", "-\n  # inner\n", "- a\n\n\n  b\n", "+ a\n  + b\n    + c\n\n      # deep\n", "- - x\n",
  "10. ten\n    # inner\n\n   # outer\n", "-    code?\n\n     # inner\n", "* * *\n", "- - -\n", "_ _ _\n", "---\n", "--\n", "=\n",
  "```\n# no\n| a |\n|---|\n```\n", "~~~ info\n```\n# no\n~~~\n", "````\n```\n# no\n````\n", "  ```\n  # no\n  ```\n", "``` a`b\n",
  "> quote\n> # inner\n", "> quote\nlazy\n", ">\n> | a |\n> |---|\n", "> - a\n> b\n", ">     code\n",
  "    # code\n\n    more\n", "\ttab code\n", "<!-- # no\n# no\n\n# no -->\n", "<div>\n# no\n</div>\n\n", "<pre>\n# no\n\n# no\n</pre>\n",
  "<?php\n# no\n?>\n", "<!DOCTYPE html>\n", "<![CDATA[\n# no\n]]>\n", "<b>bold</b> text\n", "<x-y>\n# no\n\n", "</x-y >\n# no\n\n",
  "<a href=\"b\">\n# no\n\n", "<i> text\n", "<script>\n# no\n\n# no</script>\n", "<Placeholder>\n# no\n\n",
  "| a | b |\n|---|---|\n| 1 | 2 |\n\n", "| a | b |\n|:---|---:|\n| 1 | 2 |\n| 3 |\n| 4 | 5 | 6 |\n\n", "a | b\n--- | ---\n1 | 2\n\n",
  "| a |\n|---|\n| 1 |\n\n", "| a \\| b | c |\n|---|---|\n| 1 \\| 2 | 3 |\n\n", "| `a|b` | c |\n|---|---|\n| `1|2` | 3 |\n\n",
  "  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n", "| a | b |\n| 1 | 2 |\n\n", "| a | b |\n|---|-x-|\n\n", "\n", "\n\n", "  \n", "é\n", "支払い\n",
};

static void
test_blocks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    assert_agree (blocks[i]);
}

static void
test_pairs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    for (guint j = 0; j < G_N_ELEMENTS (blocks); j++)
      {
        g_autofree char *apart = g_strconcat (blocks[i], "\n", blocks[j], NULL);

        assert_agree (apart);
      }
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_rand_int_range (rand, 1, 12); n > 0; n--)
        {
          g_string_append (text, blocks[g_rand_int_range (rand, 0, G_N_ELEMENTS (blocks))]);
          g_string_append (text, "\n");
        }
      assert_agree (text->str);
    }
}

static void
test_documents (void)
{
  static const char *const names[] = { "stranger.md", "template.md" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path =
        g_build_filename (g_getenv ("QD_SOURCE_ROOT"), "tests", "formats", "data", names[i], NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      assert_agree (text);
    }
}

/* Where we are more lenient, and why. */
static void
test_liberties (void)
{
  static const struct
  {
    const char *text;
    const char *found;
  } cases[] = {
    /* A table right under its sentence, as GitHub has it. */
    { "Here:\n| a | b |\n|---|---|\n| 1 | 2 |\n", "table 2 1\n" },
    /* One dash is enough, as GitHub has it. */
    { "a | b\n-|-\n1 | 2\n", "table 2 1\n" },
    /* Another block ends a table, as GitHub has it. */
    { "| a | b |\n|---|---|\n# Heading\n", "table 2 0\nh1 Heading\n" },
    { "| a | b |\n|---|---|\n| 1 | 2 |\n- item | x\n", "table 2 1\n" },
    /* A note right under a table is no row. */
    { "| a | b |\n|---|---|\n| 1 | 2 |\n*Note: x*\n", "table 2 1\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = scan (cases[i].text);

      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markdown/scan/blocks", test_blocks);
  g_test_add_func ("/markdown/scan/pairs", test_pairs);
  g_test_add_func ("/markdown/scan/random", test_random);
  g_test_add_func ("/markdown/scan/documents", test_documents);
  g_test_add_func ("/markdown/scan/liberties", test_liberties);

  return g_test_run ();
}
