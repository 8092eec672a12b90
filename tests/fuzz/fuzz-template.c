#define _GNU_SOURCE /* memfd_create */

#include "qd-fuzz.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "qd-findings.h"
#include "qd-opc.h"
#include "qd-pptx.h"

/* A company's presentation: as a zip file, or, so that the fuzzer reaches what is in it, as text: each part after a line
 * “=== its name”. What is taken for a template gives a deck that is a package again. */

#define MARK "=== "

static la_ssize_t
append_cb (struct archive *archive,
           void           *out,
           const void     *block,
           size_t          length)
{
  g_byte_array_append (out, block, (guint) length);

  return (la_ssize_t) length;
}

static void
add_part (struct archive *archive,
          const char     *name,
          const char     *content,
          gsize           length)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname_utf8 (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  if (archive_write_header (archive, entry) == ARCHIVE_OK)
    archive_write_data (archive, content, length);
  archive_entry_free (entry);
}

static GBytes *
pack (const guint8 *data,
      gsize         size)
{
  GByteArray *out = g_byte_array_new ();
  struct archive *archive = archive_write_new ();

  archive_write_set_bytes_per_block (archive, 0);
  archive_write_set_format_zip (archive);
  archive_write_set_options (archive, "zip:compression=store,zip:hdrcharset=UTF-8");
  archive_write_open2 (archive, out, NULL, append_cb, NULL, NULL);
  while (size > strlen (MARK))
    {
      const char *mark = g_strstr_len ((const char *) data + strlen (MARK), (gssize) (size - strlen (MARK)), "\n" MARK);
      gsize length = mark != NULL ? (gsize) (mark + 1 - (const char *) data) : size;
      const guint8 *part = data + strlen (MARK);
      gsize part_size = length - strlen (MARK);
      g_autofree char *name = qd_fuzz_take_line (&part, &part_size);

      /* libarchive itself looks before a name that is empty. */
      if (*name != '\0')
        add_part (archive, name, (const char *) part, part_size);
      data += length;
      size -= length;
    }
  archive_write_close (archive);
  archive_write_free (archive);

  return g_byte_array_free_to_bytes (out);
}

static void
write_deck (const char *path)
{
  g_autoptr (QdPlan) plan = qd_plan_new ();
  g_autoptr (QdFigures) figures = qd_figures_new (plan);
  g_autoptr (QdFindings) findings = qd_findings_new (figures);
  g_autoptr (GBytes) deck = NULL;
  g_autoptr (QdOpc) read = NULL;
  g_autoptr (GError) error = NULL;
  QdExportOptions options;

  qd_export_options_init (&options, plan);
  options.template_path = path;
  deck = qd_export_write (qd_export_find ("pptx"), figures, qd_findings_get_list (findings), &options, &error);
  g_assert_no_error (error);
  read = qd_opc_read (deck, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  gboolean as_text = size >= strlen (MARK) && memcmp (data, MARK, strlen (MARK)) == 0;
  g_autoptr (GBytes) package = as_text ? pack (data, size) : g_bytes_new (data, size);
  int fd = memfd_create ("template", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GError) error = NULL;
  gsize length = g_bytes_get_size (package);
  gboolean taken;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, g_bytes_get_data (package, NULL), length), ==, (gssize) length);
  taken = qd_pptx_check_template (path, &error);
  g_assert_true (taken == (error == NULL));
  if (taken)
    write_deck (path);
  close (fd);

  return 0;
}
