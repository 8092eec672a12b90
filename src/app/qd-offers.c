#include "qd-config.h"

#include "qd-offers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-columns.h"
#include "qd-count.h"
#include "qd-number.h"
#include "qd-teams.h"
#include "qd-text.h"

/* What is offered while a field is typed: its answers, or what the plan has of that kind already. Anything else may be
 * typed, too. */

/* As many quarters from the plan's on. */
#define N_QUARTERS 6

static gboolean
is_team_kind (QdKind kind)
{
  return kind == QD_KIND_TEAM || kind == QD_KIND_SHARES;
}

/* “Revisit” is typed as a quarter, though anything else may stand there. */
static gboolean
is_quarter (const QdField *field)
{
  return field->kind == QD_KIND_QUARTER ||
         (field->record_type == QD_RECORD_EXCLUSION && field->index == QD_EXCLUSION_REVISIT);
}

static void
offer_free (gpointer data)
{
  QdOffer *offer = data;

  g_free (offer->text);
  g_free (offer->detail);
  g_free (offer);
}

static void
add_offer (GPtrArray  *offers,
           const char *text,
           char       *detail)
{
  QdOffer *offer = g_new0 (QdOffer, 1);

  offer->text = g_strdup (text);
  offer->detail = detail;
  g_ptr_array_add (offers, offer);
}

/* Words that stand in fields of some kind, with how often they do. */
typedef struct
{
  gboolean    teams;  /* in fields for teams, else in those for people */
  GHashTable *texts;  /* whole texts -> how often: most are the same, and are taken apart once */
} Words;

static void
count_texts (QdRecord *record,
             gpointer  user_data)
{
  Words *words = user_data;
  const QdRecordInfo *info = qd_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      QdKind kind = info->fields[i].kind;
      const char *text;

      if (words->teams ? !is_team_kind (kind) : kind != QD_KIND_PEOPLE)
        continue;

      text = qd_record_get_text (record, i);
      if (*text != '\0')
        g_hash_table_insert (words->texts, (char *) text,
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (words->texts, text)) + 1));
    }
}

/* “Checkout 70%” is about Checkout. */
static void
strip_share (char *word)
{
  gsize length = strlen (word);

  if (length == 0 || word[length - 1] != '%')
    return;

  length--;
  while (length > 0 && (g_ascii_isdigit (word[length - 1]) || word[length - 1] == '.' || word[length - 1] == ','))
    length--;
  word[length] = '\0';
  g_strchomp (word);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): each word once, in the order of the alphabet, with its number in @counts */
static GPtrArray *
collect_words (QdPlan     *plan,
               gboolean    teams,
               GHashTable *counts)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  Words words = { teams, texts };
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer text, number;

  qd_record_foreach (qd_plan_get_root (plan), count_texts, &words);
  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &text, &number))
    {
      g_auto (GStrv) parts = g_strsplit_set (text, ",+&", -1);

      for (guint i = 0; parts[i] != NULL; i++)
        {
          guint before;

          strip_share (g_strstrip (parts[i]));
          if (*parts[i] == '\0' || *parts[i] == '[')
            continue; /* “[Name]” waits for one */

          before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, parts[i]));
          if (before == 0)
            g_ptr_array_add (found, g_strdup (parts[i]));
          g_hash_table_replace (counts, g_strdup (parts[i]), GUINT_TO_POINTER (before + GPOINTER_TO_UINT (number)));
        }
    }
  g_ptr_array_sort (found, compare_words);

  return found;
}

static gboolean
has_offer (GPtrArray  *offers,
           const char *text)
{
  for (guint i = 0; i < offers->len; i++)
    if (qd_text_same (((QdOffer *) offers->pdata[i])->text, text))
      return TRUE;

  return FALSE;
}

static void
add_teams (QdDocument *document,
           GPtrArray  *offers)
{
  QdPlan *plan = qd_document_get_plan (document);
  QdList *teams = qd_plan_get_list (plan, QD_LIST_TEAMS);
  g_autoptr (QdTeamNames) names = qd_team_names_new (teams);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) words = collect_words (plan, TRUE, counts);

  for (guint i = 0; i < qd_list_get_length (teams); i++)
    {
      QdRecord *team = qd_list_get (teams, i);
      double engineers = qd_record_get_number (team, QD_TEAM_ENGINEERS);
      g_autofree char *number = qd_number_format_local (engineers, 1);

      if (!qd_text_is_blank (qd_record_get_title (team)))
        add_offer (offers, qd_record_get_title (team), g_strdup_printf (ngettext ("%s engineer", "%s engineers",
                                                                                  (gulong) engineers), number));
    }

  /* Who else was named: a partner, a supplier. */
  for (guint i = 0; i < words->len; i++)
    {
      g_auto (QdTeamSplit) split = qd_team_names_read (names, words->pdata[i]);

      if (split.n_shares == 0 && !split.everyone && !has_offer (offers, words->pdata[i]))
        add_offer (offers, words->pdata[i], g_strdup (C_("who is no team of the plan", "outside")));
    }
}

static void
add_people (QdDocument *document,
            GPtrArray  *offers)
{
  QdPlan *plan = qd_document_get_plan (document);
  QdList *people = qd_plan_get_list (plan, QD_LIST_PEOPLE);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) words = collect_words (plan, FALSE, counts);

  for (guint i = 0; i < qd_list_get_length (people); i++)
    {
      QdRecord *person = qd_list_get (people, i);
      const char *role = qd_record_get_text (person, QD_PERSON_ROLE);
      const char *team = qd_record_get_text (person, QD_PERSON_TEAM);

      if (!qd_text_is_blank (qd_record_get_title (person)))
        add_offer (offers, qd_record_get_title (person), g_strdup (*role != '\0' ? role : team));
    }

  for (guint i = 0; i < words->len; i++)
    {
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (counts, words->pdata[i]));

      if (!has_offer (offers, words->pdata[i]))
        add_offer (offers, words->pdata[i], qd_count_printf (ngettext ("in %u place", "in %u places", number), number));
    }
}

static void
add_categories (QdDocument *document,
                GPtrArray  *offers)
{
  QdList *categories = qd_plan_get_list (qd_document_get_plan (document), QD_LIST_ALLOCATION);

  for (guint i = 0; i < qd_list_get_length (categories); i++)
    {
      QdRecord *category = qd_list_get (categories, i);
      g_autofree char *percent = qd_record_display (category, QD_CATEGORY_PERCENT);

      if (!qd_text_is_blank (qd_record_get_title (category)))
        add_offer (offers, qd_record_get_title (category),
                   *percent != '\0' ? g_strdup_printf (C_("share of a category", "%s %%"), percent) : NULL);
    }
}

static void
add_quarters (QdDocument *document,
              GPtrArray  *offers)
{
  QdPlan *plan = qd_document_get_plan (document);
  QdQuarter quarter = qd_plan_get_quarter (plan);

  for (int i = 0; qd_quarter_is_set (&quarter) && i < N_QUARTERS; i++)
    {
      QdQuarter next = qd_quarter_add (&quarter, i);
      g_autofree char *text = qd_quarter_format (&next);

      add_offer (offers, text, i == 0 ? g_strdup (C_("quarter", "this one")) : NULL);
    }
}

/**
 * qd_offers_exist:
 *
 * Returns: whether there is anything to offer for such a field
 */
gboolean
qd_offers_exist (const QdField *field)
{
  return field->choices != NULL || is_team_kind (field->kind) || field->kind == QD_KIND_PEOPLE ||
         field->kind == QD_KIND_CATEGORY || is_quarter (field);
}

/**
 * qd_offers_new:
 * @document: a document
 * @field: a field
 *
 * Returns: (transfer full): of #QdOffer, what can be typed there, best first
 */
GPtrArray *
qd_offers_new (QdDocument    *document,
               const QdField *field)
{
  GPtrArray *offers = g_ptr_array_new_with_free_func (offer_free);

  for (const QdChoice *choice = field->choices; choice != NULL && choice->id != NULL; choice++)
    add_offer (offers, _(choice->label), NULL);

  if (is_team_kind (field->kind))
    add_teams (document, offers);
  else if (field->kind == QD_KIND_PEOPLE)
    add_people (document, offers);
  else if (field->kind == QD_KIND_CATEGORY)
    add_categories (document, offers);
  else if (is_quarter (field))
    add_quarters (document, offers);

  return offers;
}

/**
 * qd_offer_prefix:
 * @word: what is typed
 *
 * Returns: how many bytes of the offer are what is typed, whatever its case; 0 if it does not begin with that
 */
gsize
qd_offer_prefix (const QdOffer *offer,
                 const char    *word)
{
  glong length = g_utf8_strlen (word, -1);
  const char *end;
  g_autofree char *start = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *folded_word = NULL;

  if (length == 0 || g_utf8_strlen (offer->text, -1) < length)
    return 0;

  end = g_utf8_offset_to_pointer (offer->text, length);
  start = g_strndup (offer->text, (gsize) (end - offer->text));
  folded = g_utf8_casefold (start, -1);
  folded_word = g_utf8_casefold (word, -1);

  return g_str_equal (folded, folded_word) ? (gsize) (end - offer->text) : 0;
}

/* In the middle of a word, fewer letters than these are found everywhere. */
#define MIN_INSIDE 3

/* How well an offer fits what is typed: it begins with it, a word in it does, it is somewhere; 3: not at all. */
static guint
rank (const QdOffer *offer,
      const char    *folded_word)
{
  g_autofree char *folded = g_utf8_casefold (offer->text, -1);
  const char *found = strstr (folded, folded_word);

  if (found == NULL)
    return 3;
  if (found == folded)
    return 0;

  for (; found != NULL; found = strstr (found + 1, folded_word))
    if (found[-1] == ' ')
      return 1;

  return g_utf8_strlen (folded_word, -1) >= MIN_INSIDE ? 2 : 3;
}

/**
 * qd_offers_match:
 * @offers: offers
 * @word: what is typed
 *
 * Returns: (transfer container): those that have @word in them, those that begin with it first
 */
GPtrArray *
qd_offers_match (GPtrArray  *offers,
                 const char *word)
{
  g_autofree char *folded_word = g_utf8_casefold (word, -1);
  GPtrArray *matches = g_ptr_array_new ();

  for (guint wanted = 0; wanted < 3; wanted++)
    for (guint i = 0; i < offers->len; i++)
      if (rank (offers->pdata[i], folded_word) == wanted)
        g_ptr_array_add (matches, offers->pdata[i]);

  return matches;
}

/**
 * qd_offers_last_word:
 * @field: a field
 * @text: what is typed in it
 *
 * Returns: the part of @text that is being completed: of “Checkout, Gro” only “Gro”
 */
const char *
qd_offers_last_word (const QdField *field,
                     const char    *text)
{
  const char *word = text;

  if (!is_team_kind (field->kind) && field->kind != QD_KIND_PEOPLE)
    return text;

  for (const char *at = text; *at != '\0'; at++)
    if (*at == ',' || *at == '+' || *at == '&')
      word = at + 1;

  return word + strspn (word, " ");
}
