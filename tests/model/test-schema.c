#include "qd-pages.h"

#include <string.h>

#include "qd-record.h"

/* The tables are read by everything: what everything relies on is asserted here once. */

static gboolean
is_key (const char *text)
{
  return text != NULL && *text != '\0' && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text);
}

static void
assert_new (GHashTable *seen,
            const char *key)
{
  if (!g_hash_table_add (seen, (char *) key))
    g_error ("“%s” is there twice", key);
}

static void
check_choices (const QdField *field)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (const QdChoice *choice = field->choices; choice->id != NULL; choice++)
    {
      g_assert_true (is_key (choice->id));
      g_assert_cmpstr (choice->label, !=, "");
      assert_new (seen, choice->id);
      g_assert_true (qd_choice_find (field->choices, choice->id) == choice);
      g_assert_true (qd_choice_find (field->choices, choice->label) == choice);
      g_assert_cmpint (qd_choice_index (field->choices, choice->id), ==, choice - field->choices);
    }
}

static void
check_field (const QdRecordInfo *info,
             guint               index)
{
  const QdField *field = &info->fields[index];
  gboolean has_choices = field->kind == QD_KIND_LEVEL || field->kind == QD_KIND_CHOICE || field->kind == QD_KIND_BOOLEAN;

  g_assert_true (is_key (field->key));
  g_assert_cmpstr (field->label, !=, "");
  g_assert_cmpint (field->record_type, ==, info->type);
  g_assert_cmpuint (field->index, ==, index);
  g_assert_true (qd_record_info_field (info, field->key) == field);
  g_assert_true (has_choices == (field->choices != NULL));
  g_assert_true (field->max == 0 || field->max > field->min);
  if (field->flags & QD_FIELD_OVERRIDE)
    g_assert_true (qd_kind_is_number (field->kind));
  if (!(field->flags & QD_FIELD_INTERNAL))
    g_assert_cmpint (field->width, >, 0);
  if (field->choices != NULL)
    check_choices (field);
  if (field->fallback != NULL)
    {
      const QdValue *fallback = qd_field_fallback (field);

      g_assert_cmpint (fallback->type, ==, qd_kind_is_number (field->kind) ? QD_VALUE_NUMBER : QD_VALUE_TEXT);
      g_assert_true (qd_field_check (field, fallback, NULL));
      g_assert_true (field->choices == NULL || qd_choice_index (field->choices, fallback->text) >= 0);
    }
}

static gboolean
is_single (QdRecordType type)
{
  for (guint i = 0; i < QD_N_LISTS; i++)
    if (qd_list_info ((QdListId) i)->record_type == type && !qd_list_info ((QdListId) i)->single)
      return FALSE;

  return TRUE;
}

static void
test_records (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) type_names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
    {
      const QdRecordInfo *info = qd_record_info ((QdRecordType) i);
      g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_titles = 0;

      g_assert_cmpint (info->type, ==, i);
      g_assert_true (is_key (info->id));
      g_assert_cmpstr (info->label, !=, "");
      assert_new (ids, info->id);
      assert_new (type_names, info->type_name);
      g_assert_cmpstr (g_type_name (qd_record_type_get_gtype ((QdRecordType) i)), ==, info->type_name);

      for (guint f = 0; f < info->n_fields; f++)
        {
          check_field (info, f);
          assert_new (keys, info->fields[f].key);
          n_titles += (info->fields[f].flags & QD_FIELD_TITLE) != 0;
        }
      for (guint l = 0; l < info->n_lists; l++)
        assert_new (keys, qd_list_info (info->lists[l])->key);

      /* What is in a list has a name; what there is one of needs none. */
      g_assert_cmpuint (n_titles, <=, 1);
      g_assert_true (n_titles == 1 || is_single (info->type));
      g_assert_cmpint (info->title_field >= 0, ==, n_titles);
      if (n_titles == 1)
        g_assert_true (info->fields[info->title_field].flags & QD_FIELD_TITLE);
    }
}

static void
test_lists (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) singles = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < QD_N_LISTS; i++)
    {
      const QdListInfo *info = qd_list_info ((QdListId) i);

      g_assert_cmpint (info->list, ==, i);
      g_assert_true (is_key (info->id));
      g_assert_true (is_key (info->key));
      g_assert_cmpstr (info->title, !=, "");
      assert_new (ids, info->id);
      g_assert_true (qd_list_info_by_id (info->id) == info);
      g_assert_true (qd_record_info_list (qd_record_info (info->owner), info->key) == info);
      /* Nothing holds its like: no record can come to lie inside itself. */
      g_assert_cmpint (info->record_type, !=, info->owner);
      g_assert_cmpint (info->record_type, !=, QD_RECORD_PLAN);
      if (info->single)
        g_assert_true (g_hash_table_add (singles, GINT_TO_POINTER (info->record_type)));
    }
  g_assert_null (qd_list_info_by_id ("none"));
}

static void
test_references (void)
{
  for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
    for (guint f = 0; f < qd_record_info ((QdRecordType) i)->n_fields; f++)
      {
        const QdField *field = &qd_record_info ((QdRecordType) i)->fields[f];

        if (field->kind == QD_KIND_REFS)
          g_assert_cmpint (field->refs, <=, QD_LIST_ANY);
        else
          g_assert_cmpint (field->refs, ==, QD_LIST_ANY);
      }
}

static void
test_pages (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) lists = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < QD_N_PAGES; i++)
    {
      const QdPageInfo *info = qd_page_info ((QdPageId) i);

      g_assert_cmpint (info->page, ==, i);
      g_assert_true (is_key (info->id));
      g_assert_cmpstr (info->title, !=, "");
      g_assert_true (i == 0 || info->group >= qd_page_info ((QdPageId) (i - 1))->group);
      g_assert_true ((qd_page_group_title (info->group) == NULL) == (info->group == QD_PAGE_GROUP_TOP));
      assert_new (ids, info->id);
      g_assert_true (qd_page_info_by_id (info->id) == info);
      for (guint j = 0; info->lists[j] != QD_LIST_ANY; j++)
        {
          g_assert_cmpuint (j, <, QD_PAGE_MAX_LISTS - 1);
          g_assert_true (g_hash_table_add (lists, GINT_TO_POINTER (info->lists[j])));
          g_assert_cmpint (qd_page_of_list (info->lists[j]), ==, i);
        }
    }
  g_assert_null (qd_page_info_by_id ("none"));
}

static void
test_page_of_list (void)
{
  static const struct
  {
    QdListId list;
    QdPageId page;
  } cases[] = {
    { QD_LIST_ANY, QD_PAGE_PLAN },
    { QD_LIST_JOINERS, QD_PAGE_CAPACITY },
    { QD_LIST_KEY_RESULTS, QD_PAGE_OBJECTIVES },
    { QD_LIST_INITIATIVES, QD_PAGE_OBJECTIVES },
    { QD_LIST_CHECK_INS, QD_PAGE_OBJECTIVES },
    { QD_LIST_SETTINGS, QD_PAGE_PLAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (qd_page_of_list (cases[i].list), ==, cases[i].page);
}

/* A property for each field, read-only: the door is elsewhere. */
static void
test_properties (void)
{
  for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
    {
      const QdRecordInfo *info = qd_record_info ((QdRecordType) i);
      g_autoptr (QdRecord) record = qd_record_new ((QdRecordType) i, "r");

      for (guint f = 0; f < info->n_fields; f++)
        {
          GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (record), info->fields[f].key);

          g_assert_nonnull (pspec);
          g_assert_cmpint (pspec->flags & G_PARAM_READWRITE, ==, G_PARAM_READABLE);
          g_assert_true (pspec->value_type == (qd_kind_is_number (info->fields[f].kind) ? G_TYPE_DOUBLE : G_TYPE_STRING));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/schema/records", test_records);
  g_test_add_func ("/model/schema/lists", test_lists);
  g_test_add_func ("/model/schema/references", test_references);
  g_test_add_func ("/model/schema/pages", test_pages);
  g_test_add_func ("/model/schema/page-of-list", test_page_of_list);
  g_test_add_func ("/model/schema/properties", test_properties);

  return g_test_run ();
}
