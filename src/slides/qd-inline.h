#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  QD_INLINE_PLAIN = 0,
  QD_INLINE_STRONG = 1 << 0,
  QD_INLINE_EMPHASIS = 1 << 1,
  QD_INLINE_CODE = 1 << 2,
  QD_INLINE_STRUCK = 1 << 3,
} QdInlineFlags;

/**
 * QdInline:
 * @text: what it says, without marks; a line break is "\n"
 * @flags: how it looks
 * @link: (nullable): where it leads
 *
 * A run of text of one look.
 */
typedef struct
{
  char          *text;
  QdInlineFlags  flags;
  char          *link;
} QdInline;

void       qd_inline_free      (gpointer    data);
GPtrArray *qd_inline_parse     (const char *markdown);
char      *qd_inline_dup_plain (const char *markdown);
char      *qd_inline_escape    (const char *plain);

G_END_DECLS
