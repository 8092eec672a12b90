#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-inline.h"

#include <md4c.h>
#include <string.h>

#include "qd-html-entities.h"

/* Inline Markdown as md4c understands it. A text is never a heading, a list or a table here: each of its lines starts
 * with a guard, a character of punctuation that the text does not hold, which is taken out of what comes back. As
 * punctuation it leaves open whether a mark behind it starts or ends something. */

static const char *const guards[] = {
  "\xe2\x81\x96", "\xe2\x81\x98", "\xe2\x81\x99", "\xe2\x81\x9a", "\xe2\x81\x9b", "\xe2\x81\x9c", "\xe2\x81\x9d",
};

#define MAX_DEPTH 64

typedef struct
{
  GPtrArray     *runs;
  GString       *text; /* of the run that is open */
  const char    *guard;
  QdInlineFlags  flags[MAX_DEPTH];
  char          *links[MAX_DEPTH];
  guint          depth; /* may be beyond MAX_DEPTH: what is nested deeper looks like what holds it */
} Reader;

static guint
level (const Reader *self)
{
  return MIN (self->depth, MAX_DEPTH - 1);
}

/* Frees a #QdInline: for arrays of them. */
void
qd_inline_free (gpointer data)
{
  QdInline *run = data;

  g_free (run->text);
  g_free (run->link);
  g_free (run);
}

/* Neighbours of one look are one run. */
static void
close_run (Reader *self)
{
  QdInlineFlags flags = self->flags[level (self)];
  const char *link = self->links[level (self)];
  QdInline *last = self->runs->len > 0 ? g_ptr_array_index (self->runs, self->runs->len - 1) : NULL;
  QdInline *run;

  if (self->text->len == 0)
    return;

  if (last != NULL && last->flags == flags && g_strcmp0 (last->link, link) == 0)
    {
      char *joined = g_strconcat (last->text, self->text->str, NULL);

      g_free (last->text);
      last->text = joined;
    }
  else
    {
      run = g_new0 (QdInline, 1);
      run->text = g_strdup (self->text->str);
      run->flags = flags;
      run->link = g_strdup (link);
      g_ptr_array_add (self->runs, run);
    }
  g_string_truncate (self->text, 0);
}

/* Other schemes may run something. */
static gboolean
is_harmless (const char *link)
{
  static const char *const schemes[] = { "http:", "https:", "mailto:" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (link, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;

  return FALSE;
}

static void
append (Reader     *self,
        GString    *out,
        const char *part,
        gsize       length)
{
  gsize guard_length = strlen (self->guard);

  while (length > 0)
    {
      const char *guard = g_strstr_len (part, (gssize) length, self->guard);
      gsize before = guard != NULL ? (gsize) (guard - part) : length;

      g_string_append_len (out, part, (gssize) before);
      before += guard != NULL ? guard_length : 0;
      part += before;
      length -= before;
    }
}

static char *
read_link (Reader             *self,
           const MD_ATTRIBUTE *attribute)
{
  g_autoptr (GString) link = g_string_new (NULL);

  for (guint i = 0; attribute->text != NULL && attribute->substr_offsets[i] < attribute->size; i++)
    {
      const char *part = attribute->text + attribute->substr_offsets[i];
      const char *end = attribute->text + attribute->substr_offsets[i + 1];
      gunichar character;

      if (attribute->substr_types[i] == MD_TEXT_ENTITY && qd_html_decode_entity (part, end, &character) > 0)
        g_string_append_unichar (link, character);
      else
        append (self, link, part, (gsize) (end - part));
    }

  return is_harmless (link->str) ? g_strdup (link->str) : NULL;
}

static int
enter_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Reader *self = user_data;

  if (type == MD_BLOCK_P && (self->runs->len > 0 || self->text->len > 0))
    g_string_append (self->text, "\n\n");

  return 0;
}

static int
leave_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  return 0;
}

static int
enter_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  static const QdInlineFlags flags[] = {
    [MD_SPAN_EM] = QD_INLINE_EMPHASIS, [MD_SPAN_STRONG] = QD_INLINE_STRONG, [MD_SPAN_CODE] = QD_INLINE_CODE,
    [MD_SPAN_DEL] = QD_INLINE_STRUCK, [MD_SPAN_U] = QD_INLINE_PLAIN,
  };
  Reader *self = user_data;
  guint outer = level (self);

  close_run (self);
  if (++self->depth >= MAX_DEPTH)
    return 0;

  self->flags[self->depth] = self->flags[outer] | (type < G_N_ELEMENTS (flags) ? flags[type] : QD_INLINE_PLAIN);
  self->links[self->depth] = type == MD_SPAN_A ? read_link (self, &((MD_SPAN_A_DETAIL *) detail)->href)
                                               : g_strdup (self->links[outer]);

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  Reader *self = user_data;

  close_run (self);
  if (self->depth < MAX_DEPTH)
    g_clear_pointer (&self->links[self->depth], g_free);
  self->depth--;

  return 0;
}

/* “<br>” is how a cell of a table breaks a line. */
static gboolean
is_line_break (const char *tag,
               gsize       length)
{
  static const char *const tags[] = { "<br>", "<br/>", "<br />" };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strlen (tags[i]) == length && g_ascii_strncasecmp (tags[i], tag, length) == 0)
      return TRUE;

  return FALSE;
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        size,
         void          *user_data)
{
  Reader *self = user_data;
  gunichar character;

  if (type == MD_TEXT_NULLCHAR)
    g_string_append_unichar (self->text, 0xfffd);
  else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR || (type == MD_TEXT_HTML && is_line_break (text, size)))
    g_string_append_c (self->text, '\n');
  else if (type == MD_TEXT_ENTITY && qd_html_decode_entity (text, text + size, &character) > 0)
    g_string_append_unichar (self->text, character);
  else
    append (self, self->text, text, size);

  return 0;
}

/* (nullable): one that @text does not hold */
static const char *
choose_guard (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guards); i++)
    if (strstr (text, guards[i]) == NULL)
      return guards[i];

  return NULL;
}

static char *
guard_lines (const char *text,
             const char *guard)
{
  GString *guarded = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] != '\0')
        g_string_append (guarded, guard);
      g_string_append (guarded, lines[i]);
      g_string_append_c (guarded, '\n');
    }

  return g_string_free (guarded, FALSE);
}

/**
 * qd_inline_parse:
 * @markdown: (nullable): text as typed, of one or several lines
 *
 * Understands strong, emphasised, struck and code spans, links, escapes, character references and line breaks; what a
 * document would take for a heading, a list or HTML stays text. Links lead to web pages and mail addresses only.
 *
 * Returns: (transfer full) (element-type QdInline): its runs in order, none of them empty; without any for blank text
 */
GPtrArray *
qd_inline_parse (const char *markdown)
{
  g_autofree char *valid = g_utf8_make_valid (markdown != NULL ? markdown : "", -1);
  g_autofree char *guarded = NULL;
  GPtrArray *runs = g_ptr_array_new_with_free_func (qd_inline_free);
  Reader self = { .runs = runs, .text = g_string_new (NULL), .guard = choose_guard (valid) };
  const MD_PARSER parser = {
    .flags = MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOINDENTEDCODEBLOCKS,
    .enter_block = enter_block_cb, .leave_block = leave_block_cb, .enter_span = enter_span_cb,
    .leave_span = leave_span_cb, .text = text_cb,
  };

  if (self.guard != NULL)
    {
      guarded = guard_lines (valid, self.guard);
      md_parse (guarded, (MD_SIZE) strlen (guarded), &parser, &self);
    }
  else
    {
      g_string_append (self.text, g_strstrip (valid));
    }
  close_run (&self);
  g_string_free (self.text, TRUE);

  return runs;
}

/**
 * qd_inline_dup_plain:
 * @markdown: (nullable): text as typed
 *
 * Returns: (transfer full): what it says, without marks
 */
char *
qd_inline_dup_plain (const char *markdown)
{
  g_autoptr (GPtrArray) runs = qd_inline_parse (markdown);
  GString *plain = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    g_string_append (plain, ((const QdInline *) g_ptr_array_index (runs, i))->text);

  return g_string_free (plain, FALSE);
}

/**
 * qd_inline_escape:
 * @plain: text without marks
 *
 * Returns: (transfer full): inline Markdown that says just that
 */
char *
qd_inline_escape (const char *plain)
{
  GString *escaped = g_string_new (NULL);

  for (const char *at = plain; *at != '\0'; at++)
    {
      if (strchr ("\\`*_~[]<>&!:", *at) != NULL)
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *at);
    }

  return g_string_free (escaped, FALSE);
}
