#include <archive.h>
#include <archive_entry.h>
#include <math.h>
#include <string.h>

#include "qd-error.h"
#include "qd-opc.h"
#include "qd-xml-tree.h"
#include "qd-xml.h"

#define TYPE_PART "application/vnd.example+xml"
#define RELATION  "http://example.com/relation"

static char *
text_of (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return g_strndup (text, length);
}

static void
test_xml_form (void)
{
  QdXml *xml = qd_xml_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  qd_xml_start (xml, "p:sp", "id=%u name=%s descr=%s flag=1", 7u, "a & \"b\"", (const char *) NULL);
  qd_xml_empty (xml, "a:off", "x=%d y=%g", -5, 0.8);
  qd_xml_element (xml, "a:t", "1 < 2 & 3 > 2");
  qd_xml_element (xml, "a:none", NULL);
  qd_xml_end (xml, "p:sp");
  bytes = qd_xml_finish (xml);
  text = text_of (bytes);

  g_assert_cmpstr (text, ==,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                   "<p:sp id=\"7\" name=\"a &amp; &quot;b&quot;\" flag=\"1\"><a:off x=\"-5\" y=\"0.8\"/>"
                   "<a:t>1 &lt; 2 &amp; 3 &gt; 2</a:t></p:sp>");
}

/* Whatever goes in, what comes out is XML, and says the same wherever XML can. */
static void
test_xml_hostile (void)
{
  static const struct
  {
    const char *in;
    const char *attribute; /* what the attribute says when it is read */
  } cases[] = {
    { "", "" },
    { "]]>", "]]>" },
    { "<!DOCTYPE x>", "<!DOCTYPE x>" },
    { "&amp;", "&amp;" },
    { "a\001b\x1f" "c", "a\xef\xbf\xbd" "b\xef\xbf\xbd" "c" },
    { "tab\there\nline\rend", "tab\there\nline\rend" },
    { "\x7f", "\x7f" },
    { "\xef\xbf\xbe\xef\xbf\xbf", "\xef\xbf\xbd\xef\xbf\xbd" },       /* U+FFFE, U+FFFF */
    { "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },       /* half a surrogate pair */
    { "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd" },
    { "cut \xe2\x82", "cut \xef\xbf\xbd\xef\xbf\xbd" },
    { "\xf0\x9f\x9a\x80 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "\xf0\x9f\x9a\x80 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QdXml *xml = qd_xml_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (QdXmlNode) root = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = qd_xml_dup_text (cases[i].in);

      qd_xml_start (xml, "a", "x=%s", cases[i].in);
      qd_xml_text (xml, cases[i].in);
      qd_xml_end (xml, "a");
      bytes = qd_xml_finish (xml);
      root = qd_xml_read (bytes, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (qd_xml_attribute (root, "x"), ==, cases[i].attribute);
      g_assert_cmpstr (kept, ==, cases[i].attribute);
    }
}

static void
test_tree (void)
{
  static const char text[] = "\xef\xbb\xbf<p:a xmlns:p='u' xmlns:r='v'><p:b id='1' r:id='rId2'/><!-- no -->"
                             "<c><b id='3'/></c></p:a>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (QdXmlNode) root = qd_xml_read (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (root->name, ==, "a");
  g_assert_cmpstr (qd_xml_attribute (qd_xml_child (root, "b"), "id"), ==, "1");
  g_assert_cmpstr (qd_xml_attribute (qd_xml_child (root, "b"), ":id"), ==, "rId2");
  g_assert_cmpstr (qd_xml_attribute (qd_xml_child (root, "c/b"), "id"), ==, "3");
  g_assert_null (qd_xml_child (root, "c/d"));
  g_assert_null (qd_xml_child (NULL, "c"));
  g_assert_null (qd_xml_attribute (root, "id"));
}

static char *
attributes_text (guint n)
{
  GString *text = g_string_new ("<a");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, " a%u='1'", i);
  g_string_append (text, "/>");

  return g_string_free (text, FALSE);
}

static void
test_tree_hostile (void)
{
  g_autofree char *deep = g_strnfill (3 * 100000, 'x');
  g_autofree char *wide = g_strnfill (4 * 300000 + 7, 'x');
  g_autofree char *many = attributes_text (5000);
  const char *cases[] = {
    "", "text", "<?xml version='1.0'?>", "<!-- nothing -->", "<a>", "<a></b>", "<a/><b/>", "<a b=c/>",
    "<a b='1' b='2'/>",
    "<a>&nbsp;</a>", "<a>\xff</a>", "<?xml version='1.0' enc\xff" "ding='UTF-8'?><a/>",
    "<?xml version='1.0' \xb8?><a b='",
    "<a b='\x1d'/>", "<a>\x01</a>", "<a>\xef\xbf\xbf</a>", "<a: xmlns:a='u'/>", "<a:1 xmlns:a='u'/>", "<a:b/>",
    "<a b:c='1'/>", "<a><b xmlns:c='u'/><c:d/></a>",
    "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<!doctype a><a/>", "\xff\xfe<\0a\0/\0>\0", deep, wide,
    many,
  };

  for (gsize i = 0; i < 100000; i++)
    memcpy (deep + 3 * i, "<a>", 3);
  memcpy (wide, "<a>", 3);
  for (gsize i = 0; i < 300000; i++)
    memcpy (wide + 3 + 4 * i, "<b/>", 4);
  memcpy (wide + 3 + 4 * 300000, "</a>", 4);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i], strlen (cases[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (QdXmlNode) root = qd_xml_read (bytes, &error);

      if (root != NULL || error == NULL)
        g_error ("case %" G_GSIZE_FORMAT " was read", i);
    }
}

static GBytes *
part_bytes (const char *name)
{
  QdXml *xml = qd_xml_new ();

  qd_xml_element (xml, "part", name);

  return qd_xml_finish (xml);
}

static QdOpc *
sample_package (void)
{
  QdOpc *opc = qd_opc_new ();
  static const guchar picture[] = { 0x89, 'P', 'N', 'G', 0, 1, 2, 3 };

  g_assert_cmpstr (qd_opc_relate (opc, "", RELATION, "ppt/main.xml"), ==, "rId1");
  g_assert_cmpstr (qd_opc_relate (opc, "ppt/main.xml", RELATION, "ppt/slides/slide1.xml"), ==, "rId1");
  g_assert_cmpstr (qd_opc_relate (opc, "ppt/slides/slide1.xml", RELATION, "ppt/media/image1.png"), ==, "rId1");
  g_assert_cmpstr (qd_opc_relate_outside (opc, "ppt/slides/slide1.xml", RELATION, "https://example.com/?a=1&b=2"), ==,
                   "rId2");
  qd_opc_add (opc, "ppt/slides/slide1.xml", TYPE_PART, part_bytes ("slide"));
  qd_opc_add (opc, "ppt/main.xml", TYPE_PART, part_bytes ("main"));
  qd_opc_add (opc, "ppt/media/image1.png", "image/png", g_bytes_new_static (picture, sizeof picture));

  return opc;
}

static void
test_round_trip (void)
{
  g_autoptr (QdOpc) opc = sample_package ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = qd_opc_write (opc, &error);
  g_autoptr (GBytes) second = qd_opc_write (opc, &error);
  g_autoptr (QdOpc) read = qd_opc_read (first, &error);
  const QdOpcRelation *relation;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_cmpuint (qd_opc_get_length (read), ==, qd_opc_get_length (opc));
  for (guint i = 1; i < qd_opc_get_length (opc); i++)
    {
      const QdOpcPart *part = qd_opc_get (opc, i);
      const QdOpcPart *found = qd_opc_find (read, part->name);

      g_assert_nonnull (found);
      g_assert_cmpstr (found->content_type, ==, part->content_type);
      g_assert_true (g_bytes_equal (found->bytes, part->bytes));
      g_assert_cmpuint (found->relations->len, ==, part->relations->len);
    }
  relation = qd_opc_find_relation (read, "ppt/slides/slide1.xml", "/relation", "rId1");
  g_assert_cmpstr (relation->target, ==, "ppt/media/image1.png");
  relation = qd_opc_find_relation (read, "ppt/slides/slide1.xml", NULL, "rId2");
  g_assert_true (relation->external);
  g_assert_cmpstr (relation->target, ==, "https://example.com/?a=1&b=2");
  g_assert_nonnull (qd_opc_find (read, "PPT/Main.XML"));
}

static void
test_names (void)
{
  g_autoptr (QdOpc) opc = sample_package ();
  g_autofree char *slide = qd_opc_dup_free_name (opc, "ppt/slides/slide", "xml");
  g_autofree char *chart = qd_opc_dup_free_name (opc, "ppt/charts/chart", "xml");

  g_assert_cmpstr (slide, ==, "ppt/slides/slide2.xml");
  g_assert_cmpstr (chart, ==, "ppt/charts/chart1.xml");
}

static la_ssize_t
append_block (struct archive *archive,
              void           *user_data,
              const void     *block,
              size_t          length)
{
  g_byte_array_append (user_data, block, (guint) length);

  return (la_ssize_t) length;
}

/* A package with the parts that every one has and one more. */
static GBytes *
package_with (const char *name,
              const char *content,
              gsize       length,
              guint       times)
{
  static const char types[] = "<Types><Default Extension='xml' ContentType='application/xml'/>"
                              "<Default Extension='rels' ContentType='x/y'/></Types>";
  GByteArray *out = g_byte_array_new ();
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  archive_write_open2 (archive, out, NULL, append_block, NULL, NULL);
  for (guint i = 0; i <= times; i++)
    {
      struct archive_entry *entry = archive_entry_new ();
      const char *data = i == 0 ? types : content;
      gsize size = i == 0 ? strlen (types) : length;

      archive_entry_set_pathname (entry, i == 0 ? "[Content_Types].xml" : name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_entry_set_size (entry, (la_int64_t) size);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      archive_write_data (archive, data, size);
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);

  return g_byte_array_free_to_bytes (out);
}

static void
assert_refused (GBytes     *bytes,
                const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QdOpc) opc = qd_opc_read (bytes, &error);

  g_assert_null (opc);
  g_assert_nonnull (error);
  g_assert_true (error->domain == QD_ERROR);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
test_hostile_packages (void)
{
  static const char to_nowhere[] = "<Relationships><Relationship Id='a' Type='t' Target='none.xml'/></Relationships>";
  static const char out[] = "<Relationships><Relationship Id='a' Type='t' Target='../../etc/x'/></Relationships>";
  static const char doctype[] = "<!DOCTYPE a [<!ENTITY b 'c'>]><Relationships/>";
  static const struct
  {
    const char *name;
    const char *content;
    guint       times;
    const char *says;
  } cases[] = {
    { "../x.xml", "<a/>", 1, "out of the package" },
    { "/etc/passwd", "<a/>", 1, "out of the package" },
    { "a/../../x.xml", "<a/>", 1, "out of the package" },
    { "a\\..\\x.xml", "<a/>", 1, "out of the package" },
    { "c:x.xml", "<a/>", 1, "out of the package" },
    { "a//b.xml", "<a/>", 1, "out of the package" },
    { "a\nb.xml", "<a/>", 1, "out of the package" },
    { "a.xml", "<a/>", 2, "twice" },
    { "_rels/.rels", to_nowhere, 1, "not there" },
    { "_rels/.rels", out, 1, "not there" },
    { "_rels/.rels", doctype, 1, "document type" },
    { "_rels/.rels", "<Relationships>", 1, "cannot be used" },
    { "_rels/.rels", "<Relationships><Relationship/></Relationships>", 1, "not clear" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = package_with (cases[i].name, cases[i].content, strlen (cases[i].content),
                                               cases[i].times);

      assert_refused (bytes, cases[i].says);
    }
}

/* What is small in the file and large out of it is stopped on the way. */
static void
test_bombs (void)
{
  gsize length = 80 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (length);
  g_autoptr (GBytes) large = package_with ("a.bin", zeros, length, 1);

  g_assert_cmpuint (g_bytes_get_size (large), <, 1024 * 1024);
  assert_refused (large, "too large");
}

static void
test_too_many (void)
{
  GByteArray *out = g_byte_array_new ();
  struct archive *archive = archive_write_new ();
  g_autoptr (GBytes) bytes = NULL;

  archive_write_set_format_zip (archive);
  archive_write_open2 (archive, out, NULL, append_block, NULL, NULL);
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *name = g_strdup_printf ("a%u.xml", i);
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, 0);
      archive_write_header (archive, entry);
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);
  bytes = g_byte_array_free_to_bytes (out);

  assert_refused (bytes, "too many");
}

/* Cut anywhere, or with any byte changed, a package is read or refused, never believed beyond its bounds. */
static void
test_damaged (void)
{
  g_autoptr (QdOpc) opc = sample_package ();
  g_autoptr (GBytes) whole = qd_opc_write (opc, NULL);
  gsize length;
  const guchar *data = g_bytes_get_data (whole, &length);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, i);
      g_autofree guchar *changed = g_memdup2 (data, length);
      g_autoptr (GBytes) wrong = NULL;
      g_autoptr (QdOpc) read_cut = qd_opc_read (cut, NULL);
      g_autoptr (QdOpc) read_wrong = NULL;

      g_assert_null (read_cut);
      changed[i] ^= 0x55;
      wrong = g_bytes_new_static (changed, length);
      read_wrong = qd_opc_read (wrong, NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xml/form", test_xml_form);
  g_test_add_func ("/xml/hostile", test_xml_hostile);
  g_test_add_func ("/xml/tree", test_tree);
  g_test_add_func ("/xml/tree-hostile", test_tree_hostile);
  g_test_add_func ("/opc/round-trip", test_round_trip);
  g_test_add_func ("/opc/names", test_names);
  g_test_add_func ("/opc/hostile", test_hostile_packages);
  g_test_add_func ("/opc/bombs", test_bombs);
  g_test_add_func ("/opc/too-many", test_too_many);
  g_test_add_func ("/opc/damaged", test_damaged);

  return g_test_run ();
}
