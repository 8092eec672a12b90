#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-rule-index-private.h"

#include "qd-text.h"
#include "qd-words.h"

/* So many words that a priority's detail shares with an objective tell that they belong together; one may be chance. */
#define DETAIL_WORDS 2

/* Lists in which a name stands for one thing. */
static const QdListId named_lists[] = {
  QD_LIST_PEOPLE,       QD_LIST_PRIORITIES,  QD_LIST_TEAMS,        QD_LIST_ALLOCATION, QD_LIST_OBJECTIVES,
  QD_LIST_KEY_RESULTS,  QD_LIST_INITIATIVES, QD_LIST_DEPENDENCIES, QD_LIST_RISKS,      QD_LIST_NOT_DOING,
  QD_LIST_CRITERIA,     QD_LIST_REVIEWS,     QD_LIST_REVIEW_OBJECTIVES,
};

/* A record with a name. Those of one list that bear the same are chained behind the one that the index holds. */
typedef struct _Name Name;

struct _Name
{
  QdRecord *record;
  QdList   *list;
  guint64   hash;     /* of the name */
  Name     *next;     /* (nullable): another that bears it */
  QdRecord *second;   /* of the first of a chain: the second of them in their list; %NULL: not looked for */
  guint     n;        /* of the first of a chain: how many they are */
};

struct _QdRuleIndex
{
  QdPlan      *plan;        /* not owned */
  QdLookupFunc func;        /* (nullable) */
  gpointer     user_data;

  GHashTable  *names;       /* record -> Name, owned */
  GHashTable  *chains;      /* set of the first Name of each chain, by list and hash */
  QdWordIndex *objectives;  /* words of this quarter's objectives that do not say what they support */
  QdWordIndex *key_results; /* words of this quarter's objectives by which key results measure */
  QdWordIndex *priorities;  /* words of priorities that objectives may share */
  QdWordIndex *criteria;    /* words of criteria that key results may share */
  GHashTable  *references;  /* record -> GStrv: the ids it refers to */
  GHashTable  *referrers;   /* id -> GPtrArray of records that refer to it */

  /* What shares words is many times shared: of whom it is asked anew who serves or measures it, only those are told of
   * whom this is answered otherwise than the last time. */
  GHashTable  *answers;     /* priority or criterion -> Answer: the last one given */
  GHashTable  *doubtful;    /* set of those whose words came or went since */
};

typedef enum
{
  ANSWER_NONE, /* never asked */
  ANSWER_NO,
  ANSWER_YES,
} Answer;

static void
tell (QdRuleIndex *self,
      QdRecord    *record,
      QdLookups    lookups)
{
  if (self->func != NULL && record != NULL)
    self->func (record, lookups, self->user_data);
}

/* One byte more of an FNV-1a hash. */
static inline guint64
hash_byte (guint64 hash,
           guchar  byte)
{
  return (hash ^ byte) * G_GUINT64_CONSTANT (0x100000001b3);
}

/* FNV-1a of @name as qd_text_normalise() writes it. Plain names, as most are, are hashed as they stand. */
static guint64
hash_name (const char *name)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  gboolean blank = FALSE, begun = FALSE;

  for (const guchar *p = (const guchar *) name; *p != '\0'; p++)
    {
      if (*p >= 0x80 || *p == '*' || *p == '_' || *p == '`')
        {
          g_autofree char *normalised = qd_text_normalise (name);

          hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
          for (p = (const guchar *) normalised; *p != '\0'; p++)
            hash = hash_byte (hash, *p);
          return hash;
        }
      if (g_ascii_isspace (*p))
        {
          blank = begun;
          continue;
        }
      if (blank)
        hash = hash_byte (hash, ' ');
      hash = hash_byte (hash, *p >= 'A' && *p <= 'Z' ? *p + ('a' - 'A') : *p);
      blank = FALSE;
      begun = TRUE;
    }

  return hash;
}

static guint
name_hash (gconstpointer data)
{
  const Name *name = data;

  return (guint) (name->hash ^ (name->hash >> 32)) ^ g_direct_hash (name->list);
}

static gboolean
name_equal (gconstpointer a,
            gconstpointer b)
{
  const Name *first = a;
  const Name *second = b;

  return first->hash == second->hash && first->list == second->list;
}

/* The second of those that bear the name of @chain, as they stand in their list. */
static QdRecord *
second_of (Name *chain)
{
  int first = G_MAXINT, second = G_MAXINT;

  if (chain->second != NULL || chain->n < 2)
    return chain->second;

  for (const Name *name = chain; name != NULL; name = name->next)
    {
      int place = qd_list_index_of (name->list, name->record);

      if (place < first)
        {
          second = first;
          first = place;
        }
      else if (place < second)
        {
          second = place;
        }
    }
  chain->second = qd_list_get (chain->list, (guint) second);

  return chain->second;
}

static void
tell_second (QdRuleIndex *self,
             Name        *chain)
{
  if (self->func != NULL && chain != NULL)
    tell (self, second_of (chain), QD_LOOKUP_NAMES);
}

/* Whoever was the second is told when a chain is broken open. */
static void
forget_second (QdRuleIndex *self,
               Name        *chain)
{
  tell (self, chain->second, QD_LOOKUP_NAMES);
  chain->second = NULL;
}

static gboolean
is_named_list (QdList *list)
{
  for (guint i = 0; list != NULL && i < G_N_ELEMENTS (named_lists); i++)
    if (named_lists[i] == qd_list_get_id (list))
      return TRUE;

  return FALSE;
}

static void
remove_name (QdRuleIndex *self,
             QdRecord    *record)
{
  Name *name = g_hash_table_lookup (self->names, record);
  Name *chain, *rest;

  if (name == NULL)
    return;

  chain = g_hash_table_lookup (self->chains, name);
  forget_second (self, chain);
  if (chain == name)
    {
      rest = name->next;
      g_hash_table_remove (self->chains, name);
      if (rest != NULL)
        {
          rest->n = name->n - 1;
          g_hash_table_add (self->chains, rest);
        }
    }
  else
    {
      for (rest = chain; rest->next != name;)
        rest = rest->next;
      rest->next = name->next;
      rest = chain;
      chain->n--;
    }
  g_hash_table_remove (self->names, record);
  tell_second (self, rest);
}

static void
add_name (QdRuleIndex *self,
          QdRecord    *record)
{
  const char *title = qd_record_get_title (record);
  QdList *list = qd_record_get_owner_list (record);
  Name *name, *chain;

  if (!is_named_list (list) || *title == '\0' || qd_text_is_blank (title))
    return;

  name = g_new0 (Name, 1);
  name->record = record;
  name->list = list;
  name->hash = hash_name (title);
  name->n = 1;
  g_hash_table_insert (self->names, record, name);

  chain = g_hash_table_lookup (self->chains, name);
  if (chain == NULL)
    {
      g_hash_table_add (self->chains, name);
      return;
    }
  forget_second (self, chain);
  name->next = chain->next;
  chain->next = name;
  chain->n++;
  tell_second (self, chain);
}

static QdWordIndex *
words_of (QdRuleIndex *self,
          QdRecord    *record)
{
  return qd_record_get_record_type (record) == QD_RECORD_PRIORITY ? self->priorities : self->criteria;
}

/* Who asks for words is found by them when they come and go elsewhere. */
static void
read_asker (QdRuleIndex *self,
            QdRecord    *record)
{
  const char *texts[2];

  if (self->func == NULL)
    return;

  switch (qd_record_get_record_type (record))
    {
    case QD_RECORD_PRIORITY:
      texts[0] = qd_record_get_text (record, QD_PRIORITY_TITLE);
      texts[1] = qd_record_get_text (record, QD_PRIORITY_DETAIL);
      break;
    case QD_RECORD_CRITERION:
      texts[0] = qd_record_get_text (record, QD_CRITERION_LEAD);
      texts[1] = qd_record_get_text (record, QD_CRITERION_TEXT);
      break;
    default:
      return;
    }
  qd_word_index_put (words_of (self, record), record, texts, G_N_ELEMENTS (texts), NULL, NULL);
}

static void
doubt (gpointer record,
       gpointer user_data)
{
  g_hash_table_add (((QdRuleIndex *) user_data)->doubtful, record);
}

static void
served_word_changed (gsize    word,
                     gpointer user_data)
{
  QdRuleIndex *self = user_data;

  qd_word_index_foreach (self->priorities, word, doubt, self);
}

static void
measured_word_changed (gsize    word,
                       gpointer user_data)
{
  QdRuleIndex *self = user_data;

  qd_word_index_foreach (self->criteria, word, doubt, self);
}

static void
add_titles (GPtrArray *texts,
            QdRecord  *owner,
            QdListId   list_id)
{
  QdList *list = qd_record_peek_list (owner, list_id);

  for (guint i = 0; list != NULL && i < qd_list_get_length (list); i++)
    g_ptr_array_add (texts, (char *) qd_record_get_title (qd_list_get (list, i)));
}

static void
put_texts (QdWordIndex     *index,
           QdRecord        *objective,
           GPtrArray       *texts,
           QdWordChangeFunc changed,
           QdRuleIndex     *self)
{
  qd_word_index_put (index, objective, (const char *const *) texts->pdata, texts->len, changed, self);
}

/* One of this quarter, as it is now; @present tells whether it is there at all. An objective that says what it supports
 * supports that and nothing else. */
static void
read_objective (QdRuleIndex *self,
                QdRecord    *objective,
                gboolean     present)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  if (present && qd_record_peek_list (objective, QD_LIST_KEY_RESULTS) != NULL)
    {
      g_ptr_array_add (texts, (char *) qd_record_get_title (objective));
      add_titles (texts, objective, QD_LIST_KEY_RESULTS);
    }
  put_texts (self->key_results, objective, texts, measured_word_changed, self);

  g_ptr_array_set_size (texts, 0);
  if (present && *qd_record_get_text (objective, QD_OBJECTIVE_SUPPORTS) == '\0')
    {
      g_ptr_array_add (texts, (char *) qd_record_get_title (objective));
      add_titles (texts, objective, QD_LIST_KEY_RESULTS);
      add_titles (texts, objective, QD_LIST_INITIATIVES);
    }
  put_texts (self->objectives, objective, texts, served_word_changed, self);
}

static gboolean
is_objective (QdRecord *record)
{
  QdList *list = record != NULL ? qd_record_get_owner_list (record) : NULL;

  return list != NULL && qd_list_get_id (list) == QD_LIST_OBJECTIVES;
}

/* @owner is what holds @record, or held it. */
static void
read_objective_of (QdRuleIndex *self,
                   QdRecord    *record,
                   QdRecord    *owner)
{
  switch (qd_record_get_record_type (record))
    {
    case QD_RECORD_OBJECTIVE:
      if (is_objective (record))
        read_objective (self, record, TRUE);
      break;
    case QD_RECORD_KEY_RESULT:
    case QD_RECORD_INITIATIVE:
      if (is_objective (owner))
        read_objective (self, owner, TRUE);
      break;
    default:
      break;
    }
}

static const QdField *
reference_field (QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].kind == QD_KIND_REFS && !(info->fields[i].flags & QD_FIELD_INTERNAL))
      return &info->fields[i];

  return NULL;
}

/* What @record refers to is served by it; what it accepts is found about that. */
static void
tell_referred (QdRuleIndex *self,
               QdRecord    *record,
               const char  *id)
{
  gboolean accepts = qd_record_get_record_type (record) == QD_RECORD_ACCEPTED;

  tell (self, qd_plan_find (self->plan, id), accepts ? QD_LOOKUP_ACCEPTED : QD_LOOKUP_WORDS);
}

static void
remove_references (QdRuleIndex *self,
                   QdRecord    *record)
{
  GStrv ids = g_hash_table_lookup (self->references, record);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      GPtrArray *referrers = g_hash_table_lookup (self->referrers, ids[i]);

      g_ptr_array_remove_fast (referrers, record);
      if (referrers->len == 0)
        g_hash_table_remove (self->referrers, ids[i]);
      tell_referred (self, record, ids[i]);
    }
  g_hash_table_remove (self->references, record);
}

static void
add_references (QdRuleIndex *self,
                QdRecord    *record)
{
  const QdField *field = reference_field (record);
  GStrv ids;

  if (field == NULL || !qd_record_is_set (record, field->index))
    return;

  ids = g_strsplit (qd_record_get_text (record, field->index), " ", -1);
  g_hash_table_insert (self->references, record, ids);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      GPtrArray *referrers = g_hash_table_lookup (self->referrers, ids[i]);

      if (referrers == NULL)
        {
          referrers = g_ptr_array_new ();
          g_hash_table_insert (self->referrers, g_strdup (ids[i]), referrers);
        }
      g_ptr_array_add (referrers, record);
      tell_referred (self, record, ids[i]);
    }
}

/* @record came or went. */
static void
tell_referrers (QdRuleIndex *self,
                QdRecord    *record)
{
  GPtrArray *referrers = g_hash_table_lookup (self->referrers, qd_record_get_id (record));

  for (guint i = 0; referrers != NULL && i < referrers->len; i++)
    tell (self, g_ptr_array_index (referrers, i), QD_LOOKUP_WORDS | QD_LOOKUP_REFERENCES);
}

static void
add_one (QdRecord *record,
         gpointer  user_data)
{
  QdRuleIndex *self = user_data;

  add_name (self, record);
  add_references (self, record);
  read_asker (self, record);
  if (is_objective (record))
    read_objective (self, record, TRUE);
  tell_referrers (self, record);
}

static void
remove_one (QdRecord *record,
            gpointer  user_data)
{
  QdRuleIndex *self = user_data;
  QdRecordType type = qd_record_get_record_type (record);

  remove_name (self, record);
  remove_references (self, record);
  if (type == QD_RECORD_OBJECTIVE)
    read_objective (self, record, FALSE);
  if (type == QD_RECORD_PRIORITY || type == QD_RECORD_CRITERION)
    {
      qd_word_index_put (words_of (self, record), record, NULL, 0, NULL, NULL);
      g_hash_table_remove (self->answers, record);
      g_hash_table_remove (self->doubtful, record);
    }
  tell_referrers (self, record);
}

/* Returns: what is looked up in @plan as it is now; @func, if there is one, is told from then on what may be others */
QdRuleIndex *
qd_rule_index_new (QdPlan      *plan,
                   QdLookupFunc func,
                   gpointer     user_data)
{
  QdRuleIndex *self = g_new0 (QdRuleIndex, 1);

  self->plan = plan;
  self->names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->chains = g_hash_table_new (name_hash, name_equal);
  self->objectives = qd_word_index_new ();
  self->key_results = qd_word_index_new ();
  self->priorities = qd_word_index_new ();
  self->criteria = qd_word_index_new ();
  self->references = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_strfreev);
  self->referrers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->answers = g_hash_table_new (NULL, NULL);
  self->doubtful = g_hash_table_new (NULL, NULL);
  self->func = func;
  self->user_data = user_data;
  qd_record_foreach (qd_plan_get_root (plan), add_one, self);

  return self;
}

void
qd_rule_index_free (QdRuleIndex *self)
{
  g_hash_table_unref (self->chains);
  g_hash_table_unref (self->names);
  qd_word_index_free (self->objectives);
  qd_word_index_free (self->key_results);
  qd_word_index_free (self->priorities);
  qd_word_index_free (self->criteria);
  g_hash_table_unref (self->references);
  g_hash_table_unref (self->referrers);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->doubtful);
  g_free (self);
}

void
qd_rule_index_changed (QdRuleIndex *self,
                       QdRecord    *record,
                       guint        field)
{
  const QdField *reference = reference_field (record);
  gboolean title = (int) field == qd_record_get_info (record)->title_field;

  if (title)
    {
      remove_name (self, record);
      add_name (self, record);
    }
  if (reference != NULL && reference->index == field)
    {
      remove_references (self, record);
      add_references (self, record);
    }
  if (title || (reference != NULL && reference->index == field))
    read_objective_of (self, record, qd_record_get_parent (record));
  read_asker (self, record);
}

void
qd_rule_index_inserted (QdRuleIndex *self,
                        QdRecord    *record)
{
  qd_record_foreach (record, add_one, self);
  read_objective_of (self, record, qd_record_get_parent (record));
}

void
qd_rule_index_removed (QdRuleIndex *self,
                       QdList      *list,
                       QdRecord    *record)
{
  qd_record_foreach (record, remove_one, self);
  read_objective_of (self, record, qd_list_get_owner (list));
}

void
qd_rule_index_moved (QdRuleIndex *self,
                     QdRecord    *record)
{
  remove_name (self, record);
  add_name (self, record);
}

/* Returns: how often the name of @record stands in its list if it is the second there to bear it, else 0 */
guint
qd_rule_index_repeats (QdRuleIndex *self,
                       QdRecord    *record)
{
  const Name *name = g_hash_table_lookup (self->names, record);
  Name *chain = name != NULL ? g_hash_table_lookup (self->chains, name) : NULL;

  return chain != NULL && second_of (chain) == record ? chain->n : 0;
}

static gboolean
is_supporter (QdRuleIndex *self,
              const char  *priority_id)
{
  GPtrArray *referrers = g_hash_table_lookup (self->referrers, priority_id);

  for (guint i = 0; referrers != NULL && i < referrers->len; i++)
    if (is_objective (g_ptr_array_index (referrers, i)))
      return TRUE;

  return FALSE;
}

/* An objective that says what it supports supports that. Of the others, one supports a priority if it, a key result or
 * an initiative of it shares a word with the priority's title, or two with its detail. */
static gboolean
is_supported (QdRuleIndex *self,
              QdRecord    *priority)
{
  return is_supporter (self, qd_record_get_id (priority)) ||
         qd_word_index_has_any (self->objectives, qd_record_get_text (priority, QD_PRIORITY_TITLE)) ||
         qd_word_index_shares (self->objectives, qd_record_get_text (priority, QD_PRIORITY_DETAIL), DETAIL_WORDS);
}

/* A criterion is measured by the key results it names; without any, by one that it shares a word with. */
static gboolean
is_measured (QdRuleIndex *self,
             QdRecord    *criterion)
{
  const char *const *ids = g_hash_table_lookup (self->references, criterion);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (qd_plan_find (self->plan, ids[i]) != NULL)
      return TRUE;

  return qd_word_index_has_any (self->key_results, qd_record_get_text (criterion, QD_CRITERION_LEAD)) ||
         qd_word_index_has_any (self->key_results, qd_record_get_text (criterion, QD_CRITERION_TEXT));
}

static gboolean
answer (QdRuleIndex *self,
        QdRecord    *record,
        gboolean     yes)
{
  g_hash_table_insert (self->answers, record, GUINT_TO_POINTER (yes ? ANSWER_YES : ANSWER_NO));

  return yes;
}

gboolean
qd_rule_index_is_supported (QdRuleIndex *self,
                            QdRecord    *priority)
{
  return answer (self, priority, is_supported (self, priority));
}

gboolean
qd_rule_index_is_measured (QdRuleIndex *self,
                           QdRecord    *criterion)
{
  return answer (self, criterion, is_measured (self, criterion));
}

/* Tells of all that is answered otherwise now, after whatever changed. */
void
qd_rule_index_settle (QdRuleIndex *self)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, self->doubtful);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    {
      Answer last = GPOINTER_TO_UINT (g_hash_table_lookup (self->answers, record));
      gboolean priority = qd_record_get_record_type (record) == QD_RECORD_PRIORITY;

      if (last == ANSWER_NONE ||
          (priority ? is_supported (self, record) : is_measured (self, record)) != (last == ANSWER_YES))
        tell (self, record, QD_LOOKUP_WORDS);
    }
  g_hash_table_remove_all (self->doubtful);
}
