#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <string.h>

#include "qd-id.h"
#include "qd-plan-private.h"

/* Layout hints: records of the plan, and an index of them by section, key and record. */

typedef struct
{
  const char *section;
  const char *key;
  const char *record; /* an id, or "" */
} HintKey;

struct _QdMdLayout
{
  QdPlan     *plan; /* not owned */
  QdList     *list; /* not owned */
  GHashTable *by_key; /* HintKey -> text; all texts belong to the records */
  GHashTable *told;   /* the ids that hints are about: of most records there is nothing to tell */
  QdRecord   *last;   /* the record asked for last, and whether there are hints about it */
  gboolean    last_told;
};

static const char *const key_names[QD_MD_N_KEYS] = {
  [QD_MD_TITLE] = "title",
  [QD_MD_NOTE] = "note",
  [QD_MD_HEADING] = "heading",
  [QD_MD_INTRO] = "intro",
  [QD_MD_HEADER] = "header",
  [QD_MD_SEPARATOR] = "separator",
  [QD_MD_ROW] = "row",
  [QD_MD_MORE] = "more",
  [QD_MD_TOTAL] = "total",
  [QD_MD_ITEM] = "item",
  [QD_MD_SCORE] = "score",
  [QD_MD_CAPACITY_NOTE] = "capacity-note",
  [QD_MD_OBJECTIVE] = "objective",
  [QD_MD_OWNER] = "owner",
  [QD_MD_LABEL] = "label",
  [QD_MD_TEXT] = "text",
  [QD_MD_END] = "end",
};

static const char *const gap_names[QD_MD_N_GAPS] = {
  "start", "title", "section", "subsection", "table", "row", "list", "item", "text", "label", "free", "end",
};

static const QdMdGap key_gaps[QD_MD_N_KEYS] = {
  [QD_MD_TITLE] = QD_MD_GAP_TITLE,
  [QD_MD_NOTE] = QD_MD_GAP_TEXT,
  [QD_MD_HEADING] = QD_MD_GAP_SECTION,
  [QD_MD_INTRO] = QD_MD_GAP_TEXT,
  [QD_MD_HEADER] = QD_MD_GAP_TABLE,
  [QD_MD_SEPARATOR] = QD_MD_GAP_ROW,
  [QD_MD_ROW] = QD_MD_GAP_ROW,
  [QD_MD_MORE] = QD_MD_GAP_ROW,
  [QD_MD_TOTAL] = QD_MD_GAP_ROW,
  [QD_MD_ITEM] = QD_MD_GAP_LIST,
  [QD_MD_SCORE] = QD_MD_GAP_TEXT,
  [QD_MD_CAPACITY_NOTE] = QD_MD_GAP_TEXT,
  [QD_MD_OBJECTIVE] = QD_MD_GAP_SUBSECTION,
  [QD_MD_OWNER] = QD_MD_GAP_TEXT,
  [QD_MD_LABEL] = QD_MD_GAP_LABEL,
  [QD_MD_TEXT] = QD_MD_GAP_FREE,
  [QD_MD_END] = QD_MD_GAP_END,
};

static guint
hint_key_hash (gconstpointer data)
{
  const HintKey *key = data;

  return (g_str_hash (key->section) * 31 + g_str_hash (key->key)) * 31 + g_str_hash (key->record);
}

static gboolean
hint_key_equal (gconstpointer a,
                gconstpointer b)
{
  const HintKey *key_a = a, *key_b = b;

  return g_str_equal (key_a->key, key_b->key) && g_str_equal (key_a->record, key_b->record) &&
         g_str_equal (key_a->section, key_b->section);
}

static void
add_to_index (QdMdLayout *layout,
              QdRecord   *hint)
{
  HintKey *key = g_new (HintKey, 1);

  key->section = qd_record_get_text (hint, QD_LAYOUT_SECTION);
  key->key = qd_record_get_text (hint, QD_LAYOUT_KEY);
  key->record = qd_record_get_text (hint, QD_LAYOUT_RECORD);
  if (*key->record != '\0')
    g_hash_table_add (layout->told, (char *) key->record);
  layout->last = NULL;
  g_hash_table_replace (layout->by_key, key, (char *) qd_record_get_text (hint, QD_LAYOUT_TEXT));
}

/**
 * qd_md_layout_new:
 * @plan: a plan; nobody else may change its hints meanwhile
 *
 * Returns: (transfer full): the hints of @plan
 */
QdMdLayout *
qd_md_layout_new (QdPlan *plan)
{
  QdMdLayout *layout = g_new0 (QdMdLayout, 1);

  layout->plan = plan;
  layout->list = qd_plan_get_list (plan, QD_LIST_LAYOUT);
  layout->by_key = g_hash_table_new_full (hint_key_hash, hint_key_equal, g_free, NULL);
  layout->told = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < qd_list_get_length (layout->list); i++)
    add_to_index (layout, qd_list_get (layout->list, i));

  return layout;
}

void
qd_md_layout_free (QdMdLayout *layout)
{
  g_hash_table_unref (layout->by_key);
  g_hash_table_unref (layout->told);
  g_free (layout);
}

/**
 * qd_md_layout_tells:
 *
 * Returns: whether there are hints about @record
 */
gboolean
qd_md_layout_tells (QdMdLayout *layout,
                    QdRecord   *record)
{
  if (layout->last != record)
    {
      layout->last = record;
      layout->last_told = g_hash_table_size (layout->told) > 0 &&
                          g_hash_table_contains (layout->told, qd_record_get_id (record));
    }

  return layout->last_told;
}

/**
 * qd_md_layout_get:
 * @record: (nullable): the record it is about
 *
 * Returns: (nullable): the hint for just this
 */
const char *
qd_md_layout_get (QdMdLayout    *layout,
                  QdMdSectionId  section,
                  const char    *key,
                  QdRecord      *record)
{
  const HintKey wanted = { qd_md_section (section)->id, key, record != NULL ? qd_record_get_id (record) : "" };

  if (record != NULL && !qd_md_layout_tells (layout, record))
    return NULL;

  return g_hash_table_lookup (layout->by_key, &wanted);
}

/**
 * qd_md_layout_find:
 *
 * Returns: (nullable): the hint for @record, else the one for all of @section
 */
const char *
qd_md_layout_find (QdMdLayout    *layout,
                   QdMdSectionId  section,
                   const char    *key,
                   QdRecord      *record)
{
  const char *text = record != NULL ? qd_md_layout_get (layout, section, key, record) : NULL;

  return text != NULL ? text : qd_md_layout_get (layout, section, key, NULL);
}

/**
 * qd_md_layout_set:
 *
 * Adds a hint to the plan. Its id derives from what it is about: the same document gives the same ids.
 */
void
qd_md_layout_set (QdMdLayout    *layout,
                  QdMdSectionId  section,
                  const char    *key,
                  QdRecord      *record,
                  const char    *text)
{
  const char *id = record != NULL ? qd_record_get_id (record) : "";
  g_autofree char *about = g_strdup_printf ("%s %s", key, id);
  g_autofree char *derived = NULL;
  g_autoptr (QdRecord) hint = NULL;
  QdValue value;
  guint ordinal = 0;

  do
    {
      g_free (derived);
      derived = qd_id_derive ("layout", qd_md_section (section)->id, about, ordinal++);
    }
  while (qd_plan_find (layout->plan, derived) != NULL);

  hint = qd_record_new (QD_RECORD_LAYOUT, derived);
  value = (QdValue) { .type = QD_VALUE_TEXT, .text = (char *) qd_md_section (section)->id };
  qd_record_set_value (hint, QD_LAYOUT_SECTION, &value);
  value.text = (char *) key;
  qd_record_set_value (hint, QD_LAYOUT_KEY, &value);
  value.text = (char *) id;
  if (*id != '\0')
    qd_record_set_value (hint, QD_LAYOUT_RECORD, &value);
  value.text = (char *) text;
  qd_record_set_value (hint, QD_LAYOUT_TEXT, &value);

  qd_list_append (layout->list, hint);
  add_to_index (layout, hint);
}

/**
 * qd_md_key_name:
 * @field: the field that a row of the metadata is about, or -1
 *
 * Returns: the key of hints about such a piece
 */
const char *
qd_md_key_name (QdMdKey key,
                int     field)
{
  if (key == QD_MD_ROW && field >= 0)
    return qd_record_info (QD_RECORD_PLAN)->fields[field].key;

  return key_names[key];
}

/**
 * qd_md_gap_class:
 * @before: the class of the piece before
 *
 * Returns: the class of a piece
 */
QdMdGap
qd_md_gap_class (QdMdKey        key,
                 QdMdSectionId  section,
                 QdRecord      *record,
                 QdMdGap        before)
{
  double level = qd_md_section (section)->level;

  if (key == QD_MD_HEADING)
    {
      if (section == QD_MD_FREE)
        level = qd_record_get_number (record, QD_SECTION_LEVEL);
      return level <= 2 ? QD_MD_GAP_SECTION : QD_MD_GAP_SUBSECTION;
    }
  if (key == QD_MD_ITEM && (before == QD_MD_GAP_LIST || before == QD_MD_GAP_ITEM))
    return QD_MD_GAP_ITEM;

  return key_gaps[key];
}

/**
 * qd_md_gap_canonical:
 * @first_section: no section was there before
 *
 * Returns: what is between a piece of class @before and one of class @after in the canonical form
 */
const char *
qd_md_gap_canonical (QdMdGap  before,
                     QdMdGap  after,
                     gboolean first_section)
{
  if (before == QD_MD_GAP_START || after == QD_MD_GAP_END)
    return "";
  if (after == QD_MD_GAP_SECTION)
    return first_section ? "\n" : "\n---\n\n";
  if (after == QD_MD_GAP_ROW || after == QD_MD_GAP_ITEM)
    return "";
  if (after == QD_MD_GAP_LIST &&
      (before == QD_MD_GAP_SECTION || before == QD_MD_GAP_SUBSECTION || before == QD_MD_GAP_LABEL))
    return "";

  return "\n";
}

/**
 * qd_md_gap_key:
 *
 * Returns: (transfer full): the key of the hint that holds for all such gaps of a document
 */
char *
qd_md_gap_key (QdMdGap  before,
               QdMdGap  after,
               gboolean first_section)
{
  if (after == QD_MD_GAP_SECTION)
    return g_strdup (first_section ? "gap first-section" : "gap section");
  if (after == QD_MD_GAP_SUBSECTION)
    return g_strdup ("gap subsection");

  return g_strdup_printf ("gap %s %s", gap_names[before], gap_names[after]);
}
