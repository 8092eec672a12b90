#include "qd-test-plan.h"

#include "qd-format.h"
#include "qd-plan-private.h"

/* Plans and changes at random, for property tests: the same seed gives the same. All kinds of fields and lists occur,
 * and texts that tempt a reader or a writer: quotes, pipes, emphasis, several lines, other scripts. */

static const char *const texts[] = {
  "Uptime", "Ship it", "A \"quoted\" word", "back\\slash", "a | b", "**bold** and *lean*", "`code`", "Ünïcödé",
  "支付", "🚀 launch", "tab\there", "<b>&amp;</b>", "# no heading", "- no list", "1. no number", "TBD", "[Name]", "x",
  "\u2028 separator", "\x7f", "{}", "[]", "null", "100%", "e\u0301",
};

static const char *const long_texts[] = {
  "two\nlines", "a\n\nparagraph", "- one\n- two", "| a | b |\n|---|---|", "line\r\nbreak", " spaces ",
  "```\nfence\n```",
  "bell \a and escape \x1b",
};

static const char *const measures[] = {
  "25% → 20%", "99.9%", "8+", "≤1", ">50%", "~50", "0/8 features", "5 open", "3/quarter", "$50K", "1,352", "May 15",
  "N/A", "4/night → 2/night", "3s → 2s", "done",
};

static const char *const dates[] = {
  "March 30, 2024", "2024-05-15", "April board meeting", "June 15", "soon", "Week of 4/1",
};

static const char *const quarters[] = { "Q2 2024", "2024-Q3", "FY25 Q1", "later" };

static const char *const teams[] = {
  "Platform", "Checkout", "Growth", "Data", "Security", "All teams", "Checkout + Growth Teams",
  "Checkout 70%, Growth 30%",
};

static const char *const colors[] = { "#1A5FB4", "#fff", "#FFD700", " #2e2e2e ", "#808080", "blue" };

/* The second is one pixel, the third only says so. */
static const char *const pictures[] = {
  "logo.png",
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGOQit8CAAHEAS5y3aEZAAAAAElFTkSuQmCC",
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB",
};

#define PICK(rand, array) ((array)[g_rand_int_range ((rand), 0, G_N_ELEMENTS (array))])

static double
random_number (GRand         *rand,
               const QdField *field)
{
  double most = field->max != 0 ? field->max : 1000;
  double number = g_rand_double_range (rand, field->min, most);
  static const double steps[] = { 1, 1, 1, 0.5, 0.1, 0.01, 0 };
  double step = PICK (rand, steps);

  return step > 0 ? CLAMP ((gint64) (number / step) * step, field->min, most) : number;
}

/* The records of a plan by type, and last of all types, so that one can be picked. */
typedef struct
{
  GRand     *rand;
  QdPlan    *plan;
  GPtrArray *records[QD_N_RECORD_TYPES + 1];
} Pool;

static void
pool_add (QdRecord *record,
          gpointer  user_data)
{
  Pool *pool = user_data;

  g_ptr_array_add (pool->records[qd_record_get_record_type (record)], record);
  g_ptr_array_add (pool->records[QD_N_RECORD_TYPES], record);
}

static void
pool_init (Pool   *pool,
           GRand  *rand,
           QdPlan *plan)
{
  pool->rand = rand;
  pool->plan = plan;
  for (guint i = 0; i <= QD_N_RECORD_TYPES; i++)
    pool->records[i] = g_ptr_array_new ();
  qd_record_foreach (qd_plan_get_root (plan), pool_add, pool);
}

static void
pool_clear (Pool *pool)
{
  for (guint i = 0; i <= QD_N_RECORD_TYPES; i++)
    g_ptr_array_unref (pool->records[i]);
}

/* Half the time one of those that came last, so that trees grow deep as well as broad; NULL if there is none. */
static QdRecord *
pool_pick (Pool  *pool,
           guint  type)
{
  int length = (int) pool->records[type]->len;
  int first = g_rand_boolean (pool->rand) ? 0 : MAX (length - 5, 0);

  return length > 0 ? g_ptr_array_index (pool->records[type], g_rand_int_range (pool->rand, first, length)) : NULL;
}

static char *
random_refs (Pool          *pool,
             const QdField *field)
{
  guint type = field->refs == QD_LIST_ANY ? QD_N_RECORD_TYPES : qd_list_info (field->refs)->record_type;
  GString *refs = g_string_new (NULL);

  for (int i = g_rand_int_range (pool->rand, 1, 4); i > 0; i--)
    {
      QdRecord *record = pool_pick (pool, type);

      if (record != NULL)
        g_string_append_printf (refs, "%s%s", refs->len > 0 ? " " : "", qd_record_get_id (record));
    }

  return g_string_free (refs, FALSE);
}

static const char *
random_text (GRand         *rand,
             const QdField *field)
{
  switch (field->kind)
    {
    case QD_KIND_DATE:
      return PICK (rand, dates);
    case QD_KIND_QUARTER:
      return PICK (rand, quarters);
    case QD_KIND_MEASURE:
      return PICK (rand, measures);
    case QD_KIND_TEAM:
    case QD_KIND_SHARES:
      return PICK (rand, teams);
    case QD_KIND_COLOR:
      return PICK (rand, colors);
    case QD_KIND_PICTURE:
      return PICK (rand, pictures);
    case QD_KIND_LONG_TEXT:
      return g_rand_boolean (rand) ? PICK (rand, long_texts) : PICK (rand, texts);
    default:
      return PICK (rand, texts);
    }
}

/* In the draft of a team next to nothing may be edited; and what confidence and risk count is left as it comes. */
static gboolean
is_left (const QdField *field)
{
  return (field->record_type == QD_RECORD_SETTINGS && field->index >= QD_SETTINGS_CONFIDENCE_LOW &&
          field->index <= QD_SETTINGS_RISK_HIGH) ||
         (field->record_type == QD_RECORD_PLAN && field->index >= QD_PLAN_DRAFT_TEAM) ||
         (field->record_type == QD_RECORD_TEAM && field->index == QD_TEAM_DRAFT);
}

/* A value as an edit may put it into @field, sometimes unset. */
static QdValue
random_value (Pool          *pool,
              const QdField *field)
{
  GRand *rand = pool->rand;
  guint n_choices = 0;

  if (is_left (field) || g_rand_int_range (rand, 0, 5) == 0)
    return (QdValue) QD_VALUE_INIT;

  if (field->kind == QD_KIND_REFS)
    {
      g_autofree char *refs = random_refs (pool, field);

      return qd_value_text (refs);
    }

  if (qd_kind_is_number (field->kind) && g_rand_int_range (rand, 0, 10) > 0)
    return qd_value_number (random_number (rand, field));

  while (field->choices != NULL && field->choices[n_choices].id != NULL)
    n_choices++;
  if (n_choices > 0 && g_rand_int_range (rand, 0, 10) > 0)
    return qd_value_text (field->choices[g_rand_int_range (rand, 0, (int) n_choices)].id);

  return qd_field_parse (field, random_text (rand, field));
}

static void
fill_record (Pool     *pool,
             QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_auto (QdValue) value = random_value (pool, &info->fields[i]);

      if (is_left (&info->fields[i]))
        continue;
      if (g_rand_int_range (pool->rand, 0, 3) > 0 || (int) i == info->title_field)
        qd_record_set_value (record, i, &value);
    }

  if (g_rand_int_range (pool->rand, 0, 50) == 0)
    qd_record_set_extra (record,
                         "{\"x-later\":[1,{\"deep\":\"a \\\" {b}, [c]: d\"},{},[]],\"x-null\":null,\"x-half\":0.5}");
}

/* A record without values whose id the plan does not have. */
static QdRecord *
new_record (Pool         *pool,
            QdRecordType  type)
{
  g_autofree char *id = NULL;

  do
    {
      g_free (id);
      id = g_strdup_printf ("%s-%08x", qd_record_info (type)->id, g_rand_int (pool->rand));
    }
  while (qd_plan_find (pool->plan, id) != NULL);

  return qd_record_new (type, id);
}

/* Any list but that of what this quarter taught: its records are those of the lessons. */
static const QdListInfo *
random_list (GRand *rand)
{
  int list = g_rand_int_range (rand, 0, QD_N_LISTS - 1);

  return qd_list_info ((QdListId) (list < QD_LIST_LEARNED ? list : list + 1));
}

/**
 * qd_test_random_plan:
 * @rand: where chance comes from
 * @size: how many records beside the plan's own and the single ones
 *
 * Returns: (transfer full): a plan with records in any of its lists
 */
QdPlan *
qd_test_random_plan (GRand *rand,
                     guint  size)
{
  QdPlan *plan = qd_plan_new ();
  Pool pool;

  pool_init (&pool, rand, plan);
  while (size > 0)
    {
      const QdListInfo *info = random_list (rand);
      QdRecord *owner = pool_pick (&pool, info->owner);
      g_autoptr (QdRecord) record = NULL;

      if (info->single || owner == NULL)
        continue;

      record = new_record (&pool, info->record_type);
      qd_list_append (qd_record_get_list (owner, info->list), record);
      pool_add (record, &pool);
      size--;
    }

  /* References need something to point at: values come last. */
  for (guint i = 0; i < pool.records[QD_N_RECORD_TYPES]->len; i++)
    fill_record (&pool, g_ptr_array_index (pool.records[QD_N_RECORD_TYPES], i));
  pool_clear (&pool);

  return plan;
}

/* A change while it grows: the plan does not show what its earlier steps did. */
typedef struct
{
  Pool        pool;
  QdChange   *change;
  GHashTable *gone;   /* ids of records that a step takes out */
  GHashTable *pinned; /* ids of records that a step needs, so that none may take them out */
} Draft;

/* Any record that is still there after the steps so far; NULL if chance does not find one. */
static QdRecord *
pick_present (Draft *draft,
              guint  type)
{
  for (int i = 0; i < 5; i++)
    {
      QdRecord *record = pool_pick (&draft->pool, type);

      if (record != NULL && !g_hash_table_contains (draft->gone, qd_record_get_id (record)))
        return record;
    }

  return NULL;
}

static void
pin (Draft    *draft,
     QdRecord *record)
{
  for (; record != NULL; record = qd_record_get_parent (record))
    g_hash_table_add (draft->pinned, (char *) qd_record_get_id (record));
}

static void
add_gone (QdRecord *record,
          gpointer  user_data)
{
  g_hash_table_add (user_data, (char *) qd_record_get_id (record));
}

static void
draft_set (Draft *draft)
{
  QdRecord *record = pick_present (draft, QD_N_RECORD_TYPES);
  const QdRecordInfo *info;
  const QdField *field;
  g_auto (QdValue) value = QD_VALUE_INIT;

  if (record == NULL)
    return;

  info = qd_record_get_info (record);
  field = &info->fields[g_rand_int_range (draft->pool.rand, 0, (int) info->n_fields)];
  value = random_value (&draft->pool, field);
  qd_change_set (draft->change, qd_record_get_id (record), field, &value);
}

static void
draft_insert (Draft *draft)
{
  GRand *rand = draft->pool.rand;
  const QdListInfo *list = random_list (rand);
  QdRecord *owner = pick_present (draft, list->owner);
  const QdRecordInfo *info = qd_record_info (list->record_type);
  g_autoptr (QdRecord) record = NULL;

  if (list->single || owner == NULL)
    return;

  record = new_record (&draft->pool, list->record_type);
  fill_record (&draft->pool, record);
  if (info->n_lists > 0 && g_rand_boolean (rand))
    {
      QdList *inner = qd_record_get_list (record, info->lists[g_rand_int_range (rand, 0, (int) info->n_lists)]);
      g_autoptr (QdRecord) child = new_record (&draft->pool, qd_list_get_info (inner)->record_type);

      fill_record (&draft->pool, child);
      qd_list_append (inner, child);
    }

  qd_change_insert (draft->change, qd_record_get_id (owner), list->list, (guint) g_rand_int_range (rand, 0, 8), record);
}

static void
draft_remove (Draft *draft)
{
  QdRecord *record = pick_present (draft, QD_N_RECORD_TYPES);
  QdList *list = record != NULL ? qd_record_get_owner_list (record) : NULL;

  if (list == NULL || qd_list_get_info (list)->single ||
      g_hash_table_contains (draft->pinned, qd_record_get_id (record)))
    return;

  qd_record_foreach (record, add_gone, draft->gone);
  qd_change_remove (draft->change, qd_record_get_id (record));
}

static void
draft_move (Draft *draft)
{
  QdRecord *record = pick_present (draft, QD_N_RECORD_TYPES);
  QdList *list = record != NULL ? qd_record_get_owner_list (record) : NULL;
  QdListId to;
  QdRecord *owner;

  if (list == NULL || qd_list_get_info (list)->single)
    return;

  /* Objectives may go from the plan into the review and back; all else stays among lists of one kind. */
  to = qd_list_get_id (list);
  if (qd_list_get_info (list)->record_type == QD_RECORD_OBJECTIVE && g_rand_boolean (draft->pool.rand))
    to = to == QD_LIST_OBJECTIVES ? QD_LIST_REVIEW_OBJECTIVES : QD_LIST_OBJECTIVES;

  owner = pick_present (draft, qd_list_info (to)->owner);
  if (owner == NULL)
    return;

  pin (draft, owner);
  qd_change_move (draft->change, qd_record_get_id (record), qd_record_get_id (owner), to,
                  (guint) g_rand_int_range (draft->pool.rand, 0, 8));
}

/**
 * qd_test_random_value:
 * @rand: where chance comes from
 * @plan: the plan, for references
 * @field: a field
 *
 * Returns: a value as an edit may put it into @field, sometimes unset; clear it with qd_value_clear()
 */
QdValue
qd_test_random_value (GRand         *rand,
                      QdPlan        *plan,
                      const QdField *field)
{
  QdValue value;
  Pool pool;

  pool_init (&pool, rand, plan);
  value = random_value (&pool, field);
  pool_clear (&pool);

  return value;
}

/**
 * qd_test_random_change:
 * @rand: where chance comes from
 * @plan: the plan the change is for; it is not touched
 *
 * Returns: (transfer full): a change of one to five steps of all kinds that @plan takes
 */
QdChange *
qd_test_random_change (GRand  *rand,
                       QdPlan *plan)
{
  static void (*const steps[]) (Draft *draft) = {
    draft_set, draft_set, draft_set, draft_insert, draft_remove, draft_move,
  };
  guint n_ops = (guint) g_rand_int_range (rand, 1, 6);
  Draft draft = {
    .change = qd_change_new ("Random change"),
    .gone = g_hash_table_new (g_str_hash, g_str_equal),
    .pinned = g_hash_table_new (g_str_hash, g_str_equal),
  };

  pool_init (&draft.pool, rand, plan);
  while (qd_change_get_n_ops (draft.change) < n_ops)
    PICK (rand, steps) (&draft);
  pool_clear (&draft.pool);
  g_hash_table_unref (draft.gone);
  g_hash_table_unref (draft.pinned);

  return draft.change;
}

/* A copy of @record that stands apart from it by its name: “Checkout 2”. */
static QdRecord *
make_twin (QdRecord *record,
           guint     number)
{
  QdRecord *twin = qd_record_duplicate (record);
  int field = qd_record_get_info (twin)->title_field;

  if (field >= 0)
    {
      g_autofree char *title = g_strdup_printf ("%s %u", qd_record_get_title (twin), number);

      qd_record_set_text (twin, (guint) field, title);
    }

  return twin;
}

/* Every list that @owner holds, and those of the single records among them. */
static void
grow_lists (QdRecord *owner,
            guint     factor)
{
  const QdRecordInfo *info = qd_record_get_info (owner);

  for (guint i = 0; i < info->n_lists; i++)
    {
      QdList *list = qd_record_get_list (owner, info->lists[i]);
      guint n = qd_list_get_length (list);

      if (qd_list_get_info (list)->single)
        {
          grow_lists (qd_list_get (list, 0), factor);
          continue;
        }
      for (guint j = n; j < n * factor; j++)
        {
          g_autoptr (QdRecord) twin = make_twin (qd_list_get (list, j % n), j / n + 1);

          qd_list_append (list, twin);
        }
    }
}

/**
 * qd_test_grow_plan:
 * @plan: a plan
 * @factor: how many times as long each of its lists is to be
 *
 * Appends copies of its records, in turn, with ids of their own and, as by grow-plan.py, names that stay apart and an
 * allocation that stays 100 %.
 */
void
qd_test_grow_plan (QdPlan *plan,
                   guint   factor)
{
  QdList *categories = qd_plan_get_list (plan, QD_LIST_ALLOCATION);

  grow_lists (qd_plan_get_root (plan), factor);
  for (guint i = 0; i < qd_list_get_length (categories); i++)
    {
      QdRecord *category = qd_list_get (categories, i);
      double percent = qd_record_get_number (category, QD_CATEGORY_PERCENT);

      qd_record_set_number (category, QD_CATEGORY_PERCENT, percent / factor);
    }
}

/* Returns: (transfer full): a document of the example plan */
QdDocument *
qd_test_example_document (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("QD_EXAMPLES_DIR"), "q2-2024.qplan", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QdPlan) plan = NULL;
  char *content;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (content, length);
  plan = qd_format_load (bytes, qd_format_find ("qplan"), path, NULL, NULL, &error);
  g_assert_no_error (error);

  return qd_document_new_for_plan (plan);
}
