#include "qd-config.h"

#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-error.h"
#include "qd-plan-private.h"

/* Markdown: the bytes of a document, and the plan that it tells. */

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Every section is kept as text: the document is text and nothing else. */
#define ALL_OPAQUE (~(guint64) 0)

/* What the bytes of a document have that lines do not show. */
typedef struct
{
  GString    *text;   /* without mark, lines ending in “\n”, the last one too */
  const char *ends;   /* (nullable): "crlf", "cr" */
  gboolean    marked; /* starts with a byte order mark */
  gboolean    open;   /* its last line has no end */
  gboolean    mixed;  /* line ends of several kinds */
} Document;

static gboolean
check_bytes (const char  *bytes,
             gsize        length,
             GError     **error)
{
  const char *end;
  guint line = 1, column;

  if (length > QD_MD_MAX_BYTES)
    {
      g_set_error (error, QD_ERROR, QD_ERROR_TOO_LARGE, _("The document is larger than %u MiB."),
                   (guint) (QD_MD_MAX_BYTES >> 20));
      return FALSE;
    }
  if (length == 0 || g_utf8_validate_len (bytes, length, &end))
    return TRUE;

  column = 1;
  for (const char *at = bytes; at < end; at++, column++)
    if (*at == '\n')
      {
        line++;
        column = 0;
      }
  qd_error_set_at (error, QD_ERROR_PARSE, line, column,
                   *end == '\0' ? _("The document has a zero byte in it: it is no text.")
                                : _("The document is not in UTF-8."));

  return FALSE;
}

/* Counts how lines end. */
static void
scan_ends (const char *bytes,
           gsize       length,
           gsize      *n_lf,
           gsize      *n_crlf,
           gsize      *n_cr)
{
  const char *end = bytes + length;

  *n_lf = *n_crlf = *n_cr = 0;
  for (const char *at = memchr (bytes, '\n', length); at != NULL; at = memchr (at + 1, '\n', (gsize) (end - at - 1)))
    {
      (*n_lf)++;
      *n_crlf += at > bytes && at[-1] == '\r';
    }
  if (*n_crlf > 0 || *n_lf == 0)
    for (const char *at = memchr (bytes, '\r', length); at != NULL; at = memchr (at + 1, '\r', (gsize) (end - at - 1)))
      (*n_cr)++;
}

static void
append_lines (GString    *text,
              const char *bytes,
              const char *end,
              gboolean    lone)
{
  for (const char *at = bytes; at < end;)
    {
      const char *cr = memchr (at, '\r', (gsize) (end - at));

      if (cr == NULL)
        cr = end;
      g_string_append_len (text, at, cr - at);
      at = cr + 1;
      if (cr < end && at < end && *at == '\n')
        continue;
      if (cr < end)
        g_string_append_c (text, lone ? '\n' : '\r');
    }
}

static void
document_init (Document   *document,
               const char *bytes,
               gsize       length)
{
  const char *end = bytes + length;
  gsize n_lf, n_crlf, n_cr;

  *document = (Document) { .text = g_string_sized_new (length + 1) };
  document->marked = length >= strlen (BYTE_ORDER_MARK) && memcmp (bytes, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0;
  if (document->marked)
    bytes += strlen (BYTE_ORDER_MARK);

  scan_ends (bytes, (gsize) (end - bytes), &n_lf, &n_crlf, &n_cr);
  if (n_crlf > 0)
    {
      document->ends = n_crlf * 2 > n_lf ? "crlf" : NULL;
      document->mixed = n_crlf != n_lf || n_cr != n_crlf;
    }
  else if (n_lf == 0 && n_cr > 0)
    document->ends = "cr";

  if (n_crlf > 0 || document->ends != NULL)
    append_lines (document->text, bytes, end, n_lf == 0);
  else if (end > bytes)
    g_string_append_len (document->text, bytes, end - bytes);

  document->open = document->text->len > 0 && document->text->str[document->text->len - 1] != '\n';
  if (document->open)
    g_string_append_c (document->text, '\n');
}

static void
keep_document (QdMdLayout     *layout,
               const Document *document,
               QdImportReport *report)
{
  if (document->marked)
    qd_md_layout_set (layout, QD_MD_DOCUMENT, "mark", NULL, "yes");
  if (document->ends != NULL)
    qd_md_layout_set (layout, QD_MD_DOCUMENT, "lines", NULL, document->ends);
  if (document->open)
    qd_md_layout_set (layout, QD_MD_DOCUMENT, "last-line", NULL, "open");
  if (document->mixed && report != NULL)
    qd_import_report_add (report, 0, FALSE, _("Lines ended in several ways; now they all end in one."));
}

/* Holds what the plan is written as against the document, and adds hints for what is different. */
static gboolean
learn (QdMdReader    *reader,
       QdFigures     *figures,
       const GString *text,
       QdMdSectionId *wrong)
{
  QdMdWriter writer;
  gboolean same;

  qd_md_writer_init (&writer, reader->plan, figures, reader->layout);
  for (guint i = 0; i < reader->order->len; i++)
    {
      QdMdSectionId id = g_array_index (reader->order, QdMdSectionId, i);

      if (!qd_md_is_present (&writer, id))
        qd_md_layout_set (reader->layout, id, "present", NULL, "yes");
    }

  writer.pieces = reader->pieces;
  writer.at = text->str;
  qd_md_write (&writer);
  same = !writer.failed && writer.out->len == text->len && memcmp (writer.out->str, text->str, text->len) == 0;
  *wrong = writer.next < reader->pieces->len ? g_array_index (reader->pieces, QdMdPiece, writer.next).section
                                             : QD_MD_DOCUMENT;
  *wrong = qd_md_section_top (*wrong);
  qd_md_writer_clear (&writer);

  return same;
}

/* Each time one section more, or all at once, so that this comes to an end. */
static void
add_opaque (guint64       *opaque,
            QdMdSectionId  wrong)
{
  guint64 bit = wrong < QD_MD_N_SECTIONS ? QD_MD_FIELD_BIT (wrong) : ALL_OPAQUE;

  g_debug ("section %s is kept as text", qd_md_section (wrong)->id);
  *opaque = (*opaque & bit) != 0 ? ALL_OPAQUE : *opaque | bit;
}

/* Reads @document with the sections @opaque kept as text. If a section does not come out as it went in, @opaque has it in
 * addition, and reading starts again. */
static QdPlan *
read_document (const Document  *document,
               QdImportReport  *report,
               guint64         *opaque,
               GError         **error)
{
  g_autoptr (QdFigures) figures = NULL;
  QdMdSectionId wrong;
  QdMdReader reader;
  QdPlan *plan = NULL;

  qd_md_reader_init (&reader, (QdMdSpan) { document->text->str, document->text->len }, *opaque, report);
  if (!qd_md_read (&reader))
    g_set_error (error, QD_ERROR, QD_ERROR_TOO_LARGE, _("The document has more than %u records."), QD_MD_MAX_RECORDS);
  else
    {
      figures = qd_figures_new_stated (reader.plan);
      qd_md_settle (&reader, figures);
      qd_md_survey (&reader);
      if (learn (&reader, figures, document->text, &wrong) || *opaque == ALL_OPAQUE)
        {
          keep_document (reader.layout, document, report);
          plan = g_object_ref (reader.plan);
        }
      else
        add_opaque (opaque, wrong);
    }
  g_clear_object (&figures);
  qd_md_reader_clear (&reader);

  return plan;
}

/**
 * qd_markdown_load:
 * @bytes: a document
 * @report: (out) (optional) (transfer full): what was understood as what, and what was kept as text, by lines
 * @error: return location for an error
 *
 * Reads any Markdown: what it says about a plan becomes records, all else is kept where it stands, so that
 * qd_markdown_save() gives the same bytes again (but for line ends of several kinds in one document).
 *
 * Returns: (transfer full) (nullable): the plan; %NULL with @error set if @bytes are no text in UTF-8 (%QD_ERROR_PARSE) or
 *   too many (%QD_ERROR_TOO_LARGE)
 */
QdPlan *
qd_markdown_load (GBytes           *bytes,
                  QdImportReport  **report,
                  GError          **error)
{
  g_autoptr (QdImportReport) notes = NULL;
  GError *local_error = NULL;
  Document document;
  QdPlan *plan = NULL;
  guint64 opaque = 0;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (!check_bytes (data, length, error))
    return NULL;

  document_init (&document, data != NULL ? data : "", length);
  while (plan == NULL && local_error == NULL)
    {
      g_clear_pointer (&notes, qd_import_report_free);
      if (report != NULL)
        notes = qd_import_report_new ();
      plan = read_document (&document, notes, &opaque, &local_error);
    }
  g_string_free (document.text, TRUE);

  if (plan == NULL)
    g_propagate_error (error, local_error);
  else if (report != NULL)
    *report = g_steal_pointer (&notes);

  return plan;
}

static GString *
convert_ends (GString    *text,
              const char *end)
{
  GString *converted = g_string_sized_new (text->len + text->len / 16);

  for (const char *at = text->str, *stop = at + text->len; at < stop;)
    {
      const char *newline = memchr (at, '\n', (gsize) (stop - at));

      if (newline == NULL)
        newline = stop;
      g_string_append_len (converted, at, newline - at);
      if (newline < stop)
        g_string_append (converted, end);
      at = newline + 1;
    }
  g_string_free (text, TRUE);

  return converted;
}

/**
 * qd_markdown_save:
 * @plan: a plan
 *
 * Writes @plan in canonical form, or as the document it came from has it.
 *
 * Returns: (transfer full): the document
 */
GBytes *
qd_markdown_save (QdPlan *plan)
{
  g_autoptr (QdFigures) figures = NULL;
  g_autoptr (QdMdLayout) layout = NULL;
  const char *ends;
  QdMdWriter writer;
  GString *text;

  g_return_val_if_fail (QD_IS_PLAN (plan), NULL);

  figures = qd_figures_new_stated (plan);
  layout = qd_md_layout_new (plan);
  qd_md_writer_init (&writer, plan, figures, layout);
  qd_md_write (&writer);
  text = g_steal_pointer (&writer.out);
  qd_md_writer_clear (&writer);

  if (text->len > 0 && qd_md_layout_get (layout, QD_MD_DOCUMENT, "last-line", NULL) != NULL)
    g_string_truncate (text, text->len - 1);
  ends = qd_md_layout_get (layout, QD_MD_DOCUMENT, "lines", NULL);
  if (ends != NULL)
    text = convert_ends (text, g_str_equal (ends, "crlf") ? "\r\n" : "\r");
  if (qd_md_layout_get (layout, QD_MD_DOCUMENT, "mark", NULL) != NULL)
    g_string_prepend (text, BYTE_ORDER_MARK);

  return g_string_free_to_bytes (text);
}
