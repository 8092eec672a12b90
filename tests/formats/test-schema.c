#include "qd-json.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "qd-test-plan.h"

/* data/plan.schema.json says what a file holds. It follows from the tables of fields and lists: made here, and compared.
 * After a change of the tables:
 *
 *   build/tests/formats/test-schema --print | python3 -m json.tool --indent 2 --no-ensure-ascii > data/plan.schema.json
 *
 * `--plan` prints a random plan, for a validator. */

static const struct
{
  QdKind      kind;
  const char *name;
  const char *type;
  const char *description;
} kinds[] = {
  { QD_KIND_TEXT, "text", "string", "One line of text." },
  { QD_KIND_LONG_TEXT, "long-text", "string", "Text that may have several lines." },
  { QD_KIND_NUMBER, "number", "number", "A number, or as a string what was typed and is none." },
  { QD_KIND_POINTS, "points", "number", "Story points, or as a string what was typed and is no number." },
  { QD_KIND_PERCENT, "percent", "number", "Per cent: 25 is 25 %; or as a string what was typed and is no number." },
  { QD_KIND_SCORE, "score", "number", "A score from 0 to 1, or as a string what was typed and is no number." },
  { QD_KIND_DATE, "date", "string", "A date as typed: “March 30, 2024”, “2024-03-30”, “April board meeting”." },
  { QD_KIND_QUARTER, "quarter", "string", "A quarter as typed: “Q2 2024”, “2024-Q2”, “FY25 Q1”." },
  { QD_KIND_MEASURE, "measure", "string", "A measure as typed: “25% → 20%”, “≤1”, “~50”, “May 15”." },
  { QD_KIND_LEVEL, "level", "string", "One of the examples, or what was typed instead." },
  { QD_KIND_CHOICE, "choice", "string", "One of the examples, or what was typed instead." },
  { QD_KIND_BOOLEAN, "boolean", "boolean", "Yes or no, or as a string what was typed instead." },
  { QD_KIND_PEOPLE, "people", "string", "Names of people or roles as typed." },
  { QD_KIND_TEAM, "team", "string", "Names of teams as typed: “Checkout + Growth Teams”." },
  { QD_KIND_CATEGORY, "category", "string", "The name of an allocation category." },
  { QD_KIND_SHARES, "shares", "string", "Names of teams, each with an optional share: “Checkout 70%, Growth 30%”." },
  { QD_KIND_REFS, "refs", "array", "Ids of other records." },
  { QD_KIND_COLOR, "color", "string", "A colour as typed: “#1A5FB4”." },
  { QD_KIND_PICTURE, "picture", "string", "A PNG picture as a data URL." },
};

static void
add_string (JsonBuilder *builder,
            const char  *key,
            const char  *value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, value);
}

static void
open_object (JsonBuilder *builder,
             const char  *key)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
}

/* {"allOf": [{"$ref": …}]}: beside a bare $ref nothing else counts. */
static void
add_reference (JsonBuilder *builder,
               const char  *folder,
               const char  *name)
{
  g_autofree char *target = g_strdup_printf ("#/definitions/%s/%s", folder, name);

  json_builder_set_member_name (builder, "allOf");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_string (builder, "$ref", target);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static void
add_kinds (JsonBuilder *builder)
{
  open_object (builder, "kinds");
  open_object (builder, "id");
  add_string (builder, "description", "Unique in the file, and the same for as long as the record lives.");
  add_string (builder, "type", "string");
  add_string (builder, "pattern", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$");
  json_builder_end_object (builder);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      open_object (builder, kinds[i].name);
      add_string (builder, "description", kinds[i].description);
      if (strcmp (kinds[i].type, "string") == 0)
        {
          add_string (builder, "type", "string");
        }
      else if (strcmp (kinds[i].type, "array") == 0)
        {
          add_string (builder, "type", "array");
          open_object (builder, "items");
          add_string (builder, "type", "string");
          json_builder_end_object (builder);
        }
      else
        {
          json_builder_set_member_name (builder, "type");
          json_builder_begin_array (builder);
          json_builder_add_string_value (builder, kinds[i].type);
          json_builder_add_string_value (builder, "string");
          json_builder_end_array (builder);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static const char *
kind_name (QdKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return kinds[i].name;

  g_assert_not_reached ();
}

static void
add_field (JsonBuilder   *builder,
           const QdField *field)
{
  open_object (builder, field->key);
  add_string (builder, "title", field->label);
  if (field->help != NULL)
    add_string (builder, "description", field->help);
  add_reference (builder, "kinds", kind_name (field->kind));

  if (field->choices != NULL && field->kind != QD_KIND_BOOLEAN)
    {
      json_builder_set_member_name (builder, "examples");
      json_builder_begin_array (builder);
      for (const QdChoice *choice = field->choices; choice->id != NULL; choice++)
        json_builder_add_string_value (builder, choice->id);
      json_builder_end_array (builder);
    }

  if (field->fallback != NULL)
    {
      const QdValue *fallback = qd_field_fallback (field);

      json_builder_set_member_name (builder, "default");
      if (fallback->type == QD_VALUE_NUMBER && fallback->number == (int) fallback->number)
        json_builder_add_int_value (builder, (int) fallback->number);
      else if (fallback->type == QD_VALUE_NUMBER)
        json_builder_add_double_value (builder, fallback->number);
      else
        json_builder_add_string_value (builder, fallback->text);
    }
  json_builder_end_object (builder);
}

static void
add_list (JsonBuilder      *builder,
          const QdListInfo *list)
{
  open_object (builder, list->key);
  add_string (builder, "title", list->title);
  if (list->empty != NULL)
    add_string (builder, "description", list->empty);
  if (!list->single)
    {
      add_string (builder, "type", "array");
      open_object (builder, "items");
    }
  add_reference (builder, "records", qd_record_info (list->record_type)->id);
  if (!list->single)
    json_builder_end_object (builder);
  json_builder_end_object (builder);
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
add_properties (JsonBuilder        *builder,
                const QdRecordInfo *info)
{
  open_object (builder, "properties");
  if (info->type == QD_RECORD_PLAN)
    {
      open_object (builder, "format");
      add_string (builder, "const", QD_JSON_FORMAT);
      json_builder_end_object (builder);
      open_object (builder, "version");
      json_builder_set_member_name (builder, "const");
      json_builder_add_int_value (builder, QD_JSON_VERSION);
      json_builder_end_object (builder);
    }
  else if (!is_single (info->type))
    {
      open_object (builder, "id");
      add_reference (builder, "kinds", "id");
      json_builder_end_object (builder);
    }

  for (guint i = 0; i < info->n_fields; i++)
    add_field (builder, &info->fields[i]);
  for (guint i = 0; i < info->n_lists; i++)
    add_list (builder, qd_list_info (info->lists[i]));
  json_builder_end_object (builder);
}

static JsonNode *
make_schema (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "$schema", "http://json-schema.org/draft-07/schema#");
  add_string (builder, "$id", "urn:quarterdeck:plan:1");
  add_string (builder, "title", "Quarterdeck plan");
  add_string (builder, "description",
              "One quarterly plan: a .qplan file. Fields and lists that are empty, and values that are the default, are "
              "left out. Members that are not described here are kept as they are.");
  add_string (builder, "type", "object");
  json_builder_set_member_name (builder, "required");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, "format");
  json_builder_add_string_value (builder, "version");
  json_builder_end_array (builder);
  add_properties (builder, qd_record_info (QD_RECORD_PLAN));

  open_object (builder, "definitions");
  open_object (builder, "records");
  for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
    {
      const QdRecordInfo *info = qd_record_info ((QdRecordType) i);

      if (info->type == QD_RECORD_PLAN)
        continue;
      open_object (builder, info->id);
      add_string (builder, "title", info->label);
      add_string (builder, "type", "object");
      add_properties (builder, info);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  add_kinds (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* 1 and 1.0 are the same number, but not the same node. */
static gboolean
same (JsonNode *a,
      JsonNode *b)
{
  if (JSON_NODE_HOLDS_OBJECT (a) && JSON_NODE_HOLDS_OBJECT (b))
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *member;

      if (json_object_get_size (json_node_get_object (a)) != json_object_get_size (json_node_get_object (b)))
        return FALSE;

      json_object_iter_init (&iter, json_node_get_object (a));
      while (json_object_iter_next (&iter, &key, &member))
        {
          JsonNode *other = json_object_get_member (json_node_get_object (b), key);

          if (other == NULL || !same (member, other))
            {
              g_test_message ("differs at “%s”", key);
              return FALSE;
            }
        }
      return TRUE;
    }

  if (json_node_get_value_type (a) == G_TYPE_DOUBLE || json_node_get_value_type (b) == G_TYPE_DOUBLE)
    return JSON_NODE_HOLDS_VALUE (a) && JSON_NODE_HOLDS_VALUE (b) && json_node_get_double (a) == json_node_get_double (b);

  return json_node_equal (a, b);
}

static void
test_current (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("QD_SOURCE_ROOT"), "data", "plan.schema.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonNode) schema = make_schema ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  g_assert_true (same (schema, json_parser_get_root (parser)));
}

/* What the file needs for itself is no field's key. */
static void
test_reserved (void)
{
  static const char *const reserved[] = { "id", "type", "format", "version" };

  for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
    for (guint j = 0; j < G_N_ELEMENTS (reserved); j++)
      {
        g_assert_null (qd_record_info_field (qd_record_info ((QdRecordType) i), reserved[j]));
        g_assert_null (qd_record_info_list (qd_record_info ((QdRecordType) i), reserved[j]));
      }
}

static void
print_schema (void)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) schema = make_schema ();
  g_autofree char *text = NULL;

  json_generator_set_root (generator, schema);
  text = json_generator_to_data (generator, NULL);
  puts (text);
}

static void
print_plan (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2024);
  g_autoptr (QdPlan) plan = qd_test_random_plan (rand, 400);
  g_autoptr (GBytes) bytes = qd_json_save (plan);

  fwrite (g_bytes_get_data (bytes, NULL), 1, g_bytes_get_size (bytes), stdout);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 2 && strcmp (argv[1], "--print") == 0)
    {
      print_schema ();
      return 0;
    }
  if (argc == 2 && strcmp (argv[1], "--plan") == 0)
    {
      print_plan ();
      return 0;
    }

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formats/schema/current", test_current);
  g_test_add_func ("/formats/schema/reserved", test_reserved);

  return g_test_run ();
}
