#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-outline-private.h"

#include <md4c.h>
#include <string.h>

#include "qd-html-entities.h"
#include "qd-inline.h"
#include "qd-text.h"

/* From the Markdown of a section that fits nowhere else to blocks: its paragraphs, lists and tables. What md4c hands
 * over as text is escaped and marked up again, since blocks hold inline Markdown. Lists within lists and what is quoted
 * become points and paragraphs; what stands in a code block becomes a text. */

#define COLUMN_WIDTH 16

typedef struct
{
  QdOutlineSection *section;
  QdBlock          *block;   /* points or a table being filled */
  char             *heading; /* of the next block */
  GString          *text;    /* of the paragraph, point or cell being read */
  QdOutlineRow     *row;
  guint             cell;
  guint             lists;   /* how many are open */
  gboolean          numbered;
  gboolean          in_head;
  gboolean          in_code;
} Reader;

static void
finish_block (Reader *self)
{
  QdBlock *block = g_steal_pointer (&self->block);

  if (block == NULL)
    return;
  if ((block->rows != NULL ? block->rows->len : block->points->len) > 0)
    g_ptr_array_add (self->section->blocks, block);
  else
    qd_block_free (block);
}

static void
begin_block (Reader     *self,
             QdBlockKind kind)
{
  finish_block (self);
  self->block = qd_block_new (kind, self->heading);
  g_clear_pointer (&self->heading, g_free);
}

/* The text read so far, as a paragraph or a point. */
static void
finish_text (Reader *self)
{
  g_autofree char *text = g_strdup (g_strstrip (self->text->str));

  g_string_truncate (self->text, 0);
  if (*text == '\0')
    return;

  if (self->lists > 0)
    {
      if (self->block == NULL || self->block->kind != QD_BLOCK_POINTS)
        {
          begin_block (self, QD_BLOCK_POINTS);
          self->block->numbered = self->numbered;
        }
      qd_block_add_point (self->block, NULL, text, NULL);
    }
  else
    {
      QdBlock *block;

      finish_block (self);
      block = qd_block_new (QD_BLOCK_TEXT, self->heading);
      g_clear_pointer (&self->heading, g_free);
      block->text = g_steal_pointer (&text);
      g_ptr_array_add (self->section->blocks, block);
    }
}

/* A heading without anything below it is a line of text. */
static void
finish_heading (Reader *self)
{
  char *heading = g_strdup (g_strstrip (self->text->str));

  g_string_truncate (self->text, 0);
  finish_block (self);
  if (self->heading != NULL)
    {
      QdBlock *block = qd_block_new (QD_BLOCK_TEXT, NULL);

      block->text = g_steal_pointer (&self->heading);
      g_ptr_array_add (self->section->blocks, block);
    }
  self->heading = heading;
}

static void
begin_list (Reader  *self,
            gboolean numbered)
{
  finish_text (self);
  if (self->lists++ == 0)
    {
      finish_block (self);
      self->numbered = numbered;
    }
}

static int
enter_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Reader *self = user_data;

  switch (type)
    {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      begin_list (self, type == MD_BLOCK_OL);
      break;
    case MD_BLOCK_TABLE:
      finish_text (self);
      begin_block (self, QD_BLOCK_TABLE);
      break;
    case MD_BLOCK_THEAD:
      self->in_head = TRUE;
      break;
    case MD_BLOCK_TR:
      self->row = self->in_head ? NULL : qd_block_add_row (self->block, QD_OUTLINE_ROW_PLAIN, NULL);
      self->cell = 0;
      break;
    case MD_BLOCK_CODE:
      finish_text (self);
      self->in_code = TRUE;
      break;
    case MD_BLOCK_LI:
    case MD_BLOCK_H:
    case MD_BLOCK_P:
    case MD_BLOCK_HTML:
      finish_text (self);
      break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_HR:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
    default:
      break;
    }

  return 0;
}

static void
finish_cell (Reader             *self,
             gboolean            head,
             MD_BLOCK_TD_DETAIL *detail)
{
  g_autofree char *text = g_strdup (g_strstrip (self->text->str));

  g_string_truncate (self->text, 0);
  if (head)
    {
      g_autofree char *label = qd_inline_dup_plain (text);

      qd_block_add_column (self->block, label, detail->align == MD_ALIGN_RIGHT, COLUMN_WIDTH)->prose = TRUE;
    }
  else if (self->row != NULL && self->cell < self->row->n_cells)
    {
      self->row->cells[self->cell++].text = g_steal_pointer (&text);
    }
}

static int
leave_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Reader *self = user_data;

  switch (type)
    {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      finish_text (self);
      if (--self->lists == 0)
        finish_block (self);
      break;
    case MD_BLOCK_H:
      finish_heading (self);
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      finish_cell (self, type == MD_BLOCK_TH, detail);
      break;
    case MD_BLOCK_TR:
      for (; self->row != NULL && self->cell < self->row->n_cells; self->cell++)
        self->row->cells[self->cell].text = g_strdup ("");
      self->row = NULL;
      break;
    case MD_BLOCK_THEAD:
      self->in_head = FALSE;
      break;
    case MD_BLOCK_TABLE:
      finish_block (self);
      break;
    case MD_BLOCK_CODE:
      self->in_code = FALSE;
      finish_text (self);
      break;
    case MD_BLOCK_LI:
    case MD_BLOCK_P:
    case MD_BLOCK_HTML:
      finish_text (self);
      break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_HR:
    case MD_BLOCK_TBODY:
    default:
      break;
    }

  return 0;
}

/* The mark on both sides of a span. */
static const char *
mark_of (MD_SPANTYPE type)
{
  static const char *const marks[] = {
    [MD_SPAN_EM] = "*", [MD_SPAN_STRONG] = "**", [MD_SPAN_DEL] = "~~",
  };

  return type < G_N_ELEMENTS (marks) && marks[type] != NULL ? marks[type] : "";
}

static int
enter_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  Reader *self = user_data;

  if (type == MD_SPAN_A)
    g_string_append_c (self->text, '[');
  g_string_append (self->text, mark_of (type));

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  Reader *self = user_data;

  g_string_append (self->text, mark_of (type));
  if (type == MD_SPAN_A)
    {
      const MD_ATTRIBUTE *href = &((MD_SPAN_A_DETAIL *) detail)->href;
      g_autofree char *target = g_strndup (href->text != NULL ? href->text : "", href->size);
      g_autofree char *escaped = g_uri_escape_string (target, ":/?#[]@!$&*+,;=%~'", TRUE);

      g_string_append_printf (self->text, "](%s)", escaped);
    }

  return 0;
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        size,
         void          *user_data)
{
  Reader *self = user_data;
  g_autofree char *part = g_strndup (text, size);
  g_autofree char *escaped = NULL;
  gunichar character;

  if (type == MD_TEXT_BR || (type == MD_TEXT_SOFTBR && self->in_code))
    g_string_append_c (self->text, '\n');
  else if (type == MD_TEXT_SOFTBR)
    g_string_append_c (self->text, ' ');
  else if (type == MD_TEXT_ENTITY && qd_html_decode_entity (text, text + size, &character) > 0)
    g_string_append_unichar (self->text, character);
  else if (type == MD_TEXT_HTML)
    g_string_append (self->text, part);
  else
    g_string_append (self->text, escaped = qd_inline_escape (part));

  return 0;
}

/**
 * qd_outline_add_markdown:
 * @section: a section
 * @markdown: text of the user, of several blocks
 *
 * Adds its blocks to @section.
 */
void
qd_outline_add_markdown (QdOutlineSection *section,
                         const char       *markdown)
{
  const MD_PARSER parser = {
    .flags = MD_FLAG_STRIKETHROUGH | MD_FLAG_TABLES | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_NOHTMLBLOCKS,
    .enter_block = enter_block_cb, .leave_block = leave_block_cb, .enter_span = enter_span_cb,
    .leave_span = leave_span_cb, .text = text_cb,
  };
  g_autofree char *valid = g_utf8_make_valid (markdown, -1);
  Reader self = { section, .text = g_string_new (NULL) };

  md_parse (valid, (MD_SIZE) strlen (valid), &parser, &self);
  finish_text (&self);
  finish_block (&self);
  if (self.heading != NULL)
    finish_heading (&self);
  g_free (self.heading);
  g_string_free (self.text, TRUE);
}
