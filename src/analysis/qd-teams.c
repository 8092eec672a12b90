#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-teams.h"

#include <math.h>
#include <string.h>

#include "qd-number.h"
#include "qd-text.h"

/* A longer text is prose, and a longer name is only found as the whole of a text. */
#define TEXT_TOKENS_MAX 256
#define NAME_TOKENS_MAX 16

/* How far shares may be from 100 % together: three thirds of 33.3 %. */
#define SHARES_TOLERANCE 0.5

/* Texts that mean every team, unless a team bears that name. */
static const char *const everyone_words[] = {
  "all teams", "all the teams", "all of the teams", "every team", "each team", "everyone", "everybody",
  "全チーム", "すべてのチーム", "各チーム", "全員",
};

/* Means every team only when nothing else is said: “all hands” is a meeting. */
static const char everyone_alone[] = "all";

/* Words around a name that are no part of it: “Security Team” is Security. */
static const char *const team_words[] = { "team", "teams", "チーム" };

/* Stands for every team in the index. */
static const char everyone_mark;

struct _QdTeamNames
{
  GHashTable *by_name;    /* tokens joined by blanks -> team record, or everyone_mark; records not owned */
  guint       max_tokens; /* of the longest name */
};

/* A word, or one character that is no part of a word. */
typedef struct
{
  guint start; /* bytes into the normalised text */
  guint end;
} Token;

typedef struct
{
  guint    first; /* token */
  guint    n_tokens;
  guint    length; /* bytes */
  gpointer team;
  double   share;
} Match;

typedef struct
{
  char   *text; /* normalised */
  GArray *tokens;
} Tokens;

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* No blanks stand between Japanese words, but most of them differ in script from the next: “決済とデータ” are three. All
 * other scripts are one kind. */
static GUnicodeScript
word_script (gunichar c)
{
  GUnicodeScript script = c < 0x3000 ? G_UNICODE_SCRIPT_COMMON : g_unichar_get_script (c);

  switch (script)
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
      return script;
    default:
      /* The sign that makes a vowel long is in no script of its own. */
      return c == 0x30FC ? G_UNICODE_SCRIPT_KATAKANA : G_UNICODE_SCRIPT_COMMON;
    }
}

/* Whether a word goes on from @before to @p: not into a word for team, as in “データチーム”, and not out of it. */
static gboolean
word_goes_on (const char *start,
              const char *p,
              gunichar    before)
{
  const char *word = team_words[G_N_ELEMENTS (team_words) - 1];
  gunichar c = g_utf8_get_char (p);
  gsize length = strlen (word);

  if (!is_word_character (before) || !is_word_character (c) || word_script (before) != word_script (c))
    return FALSE;
  if (word_script (c) != G_UNICODE_SCRIPT_KATAKANA)
    return TRUE;

  return !g_str_has_prefix (p, word) && !((gsize) (p - start) == length && g_str_has_prefix (start, word));
}

static Tokens
tokens_read (const char *text)
{
  Tokens tokens = { qd_text_normalise (text), g_array_new (FALSE, FALSE, sizeof (Token)) };
  const char *p = tokens.text;

  while (*p != '\0' && tokens.tokens->len < TEXT_TOKENS_MAX)
    {
      const char *start = p;
      gunichar c = g_utf8_get_char (p);

      p = g_utf8_next_char (p);
      if (g_unichar_isspace (c))
        continue;
      for (; word_goes_on (start, p, c); p = g_utf8_next_char (p))
        c = g_utf8_get_char (p);

      Token token = { (guint) (start - tokens.text), (guint) (p - tokens.text) };
      g_array_append_val (tokens.tokens, token);
    }

  return tokens;
}

static void
tokens_clear (Tokens *tokens)
{
  g_free (tokens->text);
  g_array_unref (tokens->tokens);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tokens, tokens_clear)

static const Token *
tokens_get (const Tokens *tokens,
            guint         index)
{
  return &g_array_index (tokens->tokens, Token, index);
}

static gboolean
token_is (const Tokens *tokens,
          guint         index,
          const char   *word)
{
  const Token *token = tokens_get (tokens, index);
  gsize length = token->end - token->start;

  return strlen (word) == length && strncmp (tokens->text + token->start, word, length) == 0;
}

static gunichar
token_character (const Tokens *tokens,
                 guint         index)
{
  return g_utf8_get_char (tokens->text + tokens_get (tokens, index)->start);
}

static void
key_add (GString      *key,
         const Tokens *tokens,
         guint         index)
{
  const Token *token = tokens_get (tokens, index);

  if (key->len > 0)
    g_string_append_c (key, ' ');
  g_string_append_len (key, tokens->text + token->start, token->end - token->start);
}

static char *
tokens_join (const Tokens *tokens,
             guint         first,
             guint         end)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = first; i < end; i++)
    key_add (key, tokens, i);

  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* The first to take a name keeps it. */
static void
names_add (QdTeamNames  *self,
           const Tokens *tokens,
           guint         first,
           guint         end,
           gpointer      team)
{
  g_autofree char *key = NULL;

  if (first >= end)
    return;

  key = tokens_join (tokens, first, end);
  if (!g_hash_table_contains (self->by_name, key))
    g_hash_table_insert (self->by_name, g_steal_pointer (&key), team);
  self->max_tokens = MAX (self->max_tokens, MIN (end - first, NAME_TOKENS_MAX));
}

static gboolean
is_team_word (const Tokens *tokens,
              guint         index)
{
  for (gsize i = 0; i < G_N_ELEMENTS (team_words); i++)
    if (token_is (tokens, index, team_words[i]))
      return TRUE;

  return FALSE;
}

/* “Team 2” and “Team A” are not called “2” or “A”: both stand in texts that mean something else. */
static void
names_add_short (QdTeamNames  *self,
                 const Tokens *tokens,
                 guint         first,
                 guint         end,
                 gpointer      team)
{
  guint n_letters = 0;

  for (guint i = first; i < end; i++)
    for (const char *p = tokens->text + tokens_get (tokens, i)->start; p < tokens->text + tokens_get (tokens, i)->end;
         p = g_utf8_next_char (p))
      n_letters += g_unichar_isalpha (g_utf8_get_char (p));

  if (n_letters > 1)
    names_add (self, tokens, first, end, team);
}

/**
 * qd_team_names_new:
 * @teams: the teams of a plan
 *
 * Of two teams with the same name the first one bears it. “Security” means a team called “Security Team” too, unless
 * another one is called just that.
 *
 * Returns: (transfer full): the index
 */
QdTeamNames *
qd_team_names_new (QdList *teams)
{
  QdTeamNames *self = g_new0 (QdTeamNames, 1);
  guint n_teams;

  g_return_val_if_fail (QD_IS_LIST (teams), self);

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  n_teams = qd_list_get_length (teams);

  for (guint i = 0; i < n_teams; i++)
    {
      g_auto (Tokens) name = tokens_read (qd_record_get_text (qd_list_get (teams, i), QD_TEAM_NAME));

      names_add (self, &name, 0, name.tokens->len, qd_list_get (teams, i));
    }

  for (gsize i = 0; i < G_N_ELEMENTS (everyone_words); i++)
    {
      g_auto (Tokens) words = tokens_read (everyone_words[i]);

      names_add (self, &words, 0, words.tokens->len, (gpointer) &everyone_mark);
    }

  for (guint i = 0; i < n_teams; i++)
    {
      g_auto (Tokens) name = tokens_read (qd_record_get_text (qd_list_get (teams, i), QD_TEAM_NAME));
      guint length = name.tokens->len;

      if (length > 1 && is_team_word (&name, length - 1))
        names_add_short (self, &name, 0, length - 1, qd_list_get (teams, i));
      else if (length > 1 && is_team_word (&name, 0))
        names_add_short (self, &name, 1, length, qd_list_get (teams, i));
    }

  return self;
}

void
qd_team_names_free (QdTeamNames *names)
{
  g_clear_pointer (&names->by_name, g_hash_table_unref);
  g_free (names);
}

static void
find_all (QdTeamNames  *self,
          const Tokens *tokens,
          GArray       *matches)
{
  guint n = tokens->tokens->len;
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint first = 0; first < n; first++)
    {
      g_string_truncate (key, 0);
      for (guint i = first; i < n && i - first < self->max_tokens; i++)
        {
          gpointer team;

          key_add (key, tokens, i);
          team = g_hash_table_lookup (self->by_name, key->str);
          if (team != NULL)
            {
              Match match = { first, i - first + 1, (guint) key->len, team, NAN };

              g_array_append_val (matches, match);
            }
        }
    }
}

static int
compare_longest (gconstpointer a,
                 gconstpointer b)
{
  const Match *left = a;
  const Match *right = b;

  if (left->length != right->length)
    return left->length > right->length ? -1 : 1;

  return (left->first > right->first) - (left->first < right->first);
}

static int
compare_place (gconstpointer a,
               gconstpointer b)
{
  const Match *left = a;
  const Match *right = b;

  return (left->first > right->first) - (left->first < right->first);
}

/* Longest names first: in “Platform Data” nobody means Data. Marks in @taken which tokens are names. */
static GArray *
find_names (QdTeamNames  *self,
            const Tokens *tokens,
            gboolean     *taken)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  guint kept = 0;

  find_all (self, tokens, matches);
  g_array_sort (matches, compare_longest);

  for (guint i = 0; i < matches->len; i++)
    {
      Match match = g_array_index (matches, Match, i);
      gboolean free_place = TRUE;

      for (guint j = 0; j < match.n_tokens; j++)
        free_place &= !taken[match.first + j];
      for (guint j = 0; free_place && j < match.n_tokens; j++)
        taken[match.first + j] = TRUE;
      if (free_place)
        g_array_index (matches, Match, kept++) = match;
    }

  g_array_set_size (matches, kept);
  g_array_sort (matches, compare_place);

  return g_steal_pointer (&matches);
}

/* Reads the number at token @index. Returns the token behind it and its per cent sign; @index without a number. */
static guint
scan_share (const Tokens *tokens,
            guint         index,
            double       *share,
            gboolean     *percent)
{
  guint n = tokens->tokens->len;
  const char *start = tokens->text + tokens_get (tokens, index)->start;
  const char *end = g_ascii_isdigit (*start) ? qd_number_scan (start, share, NULL) : NULL;
  guint i = index;

  *percent = FALSE;
  if (end == NULL)
    return index;
  while (i < n && tokens->text + tokens_get (tokens, i)->start < end)
    i++;
  /* “3rd party” is no number. */
  if (tokens->text + tokens_get (tokens, i - 1)->end != end)
    return index;

  *percent = i < n && token_is (tokens, i, "%");

  return *percent ? i + 1 : i;
}

/* What may follow a share without a per cent sign: “Checkout 70, Growth 30”, but not “Checkout 2 engineers”. */
static gboolean
ends_share (const Tokens *tokens,
            guint         index)
{
  return index >= tokens->tokens->len || token_is (tokens, index, "and") ||
         g_utf8_strchr (",;+&/)]|、・", -1, token_character (tokens, index)) != NULL;
}

/* Where the number behind the name of @match starts: “Checkout (60 %)”, “Checkout: 60%”. */
static guint
find_share_behind (const Tokens   *tokens,
                   const Match    *match,
                   const gboolean *taken)
{
  guint n = tokens->tokens->len;
  guint at = match->first + match->n_tokens;
  double share;
  gboolean percent;
  guint end;

  while (at < n && !taken[at] && g_utf8_strchr ("(:=-–[", -1, token_character (tokens, at)) != NULL)
    at++;
  if (at >= n || taken[at])
    return n;

  end = scan_share (tokens, at, &share, &percent);

  return end > at && (percent || ends_share (tokens, end)) ? at : n;
}

/* Where the number before the name of @match starts: “60% Checkout”. With its point it takes four tokens at most. */
static guint
find_share_before (const Tokens   *tokens,
                   const Match    *match,
                   const gboolean *taken)
{
  guint found = tokens->tokens->len;
  double share;
  gboolean percent;

  for (guint at = match->first; at > 0 && match->first - at < 4 && !taken[at - 1]; at--)
    if (scan_share (tokens, at - 1, &share, &percent) == match->first)
      found = at - 1;

  return found;
}

/* Reads the share beside the name of @match, and marks its tokens in @taken. */
static void
read_share (const Tokens *tokens,
            Match        *match,
            gboolean      before,
            gboolean     *taken)
{
  guint at = before ? find_share_before (tokens, match, taken) : find_share_behind (tokens, match, taken);
  gboolean percent;
  guint end;

  if (at >= tokens->tokens->len)
    return;

  end = scan_share (tokens, at, &match->share, &percent);
  for (guint i = at; i < end; i++)
    taken[i] = TRUE;
}

/* Per cents that belong to no name: those of somebody who is no team. */
static double
other_shares (const Tokens   *tokens,
              const gboolean *taken)
{
  double sum = 0;

  for (guint i = 0; i < tokens->tokens->len;)
    {
      double share = 0;
      gboolean percent = FALSE;
      guint behind = taken[i] ? i : scan_share (tokens, i, &share, &percent);

      if (percent)
        sum += share;
      i = MAX (behind, i + 1);
    }

  return sum;
}

static void
split_add (QdTeamSplit *split,
           const Match *match)
{
  for (guint i = 0; i < split->n_shares; i++)
    if (split->shares[i].team == match->team)
      {
        if (isnan (split->shares[i].share))
          split->shares[i].share = match->share;
        else if (!isnan (match->share))
          split->shares[i].share += match->share;
        return;
      }

  split->shares[split->n_shares++] = (QdTeamShare) { match->team, match->share };
}

/* Shares count as typed when all are typed and add up to 100 %, or to 1. */
static void
split_finish (QdTeamSplit *split,
              double       others)
{
  double sum = others;

  for (guint i = 0; i < split->n_shares; i++)
    sum += split->shares[i].share;

  split->exact = fabs (sum - 100) <= SHARES_TOLERANCE || fabs (sum - 1) <= SHARES_TOLERANCE / 100;
  split->others = split->exact ? others : 0;
}

/**
 * qd_team_names_read:
 * @names: the names of a plan's teams
 * @text: (nullable): what somebody typed: “Security Team”, “Checkout + Growth Teams”, “Checkout 70%, Growth 30%”,
 *   “Checkout (60 %) & Growth”, “All teams”
 *
 * Finds the teams in @text: names as whole words, longer ones before shorter ones, each with the share beside it.
 *
 * Returns: who is named; clear it with qd_team_split_clear()
 */
QdTeamSplit
qd_team_names_read (QdTeamNames *names,
                    const char  *text)
{
  QdTeamSplit split = { 0 };
  g_auto (Tokens) tokens = { NULL };
  g_autofree gboolean *taken = NULL;
  g_autofree char *whole = NULL;
  g_autoptr (GArray) matches = NULL;
  gpointer team;
  gboolean before;

  g_return_val_if_fail (names != NULL, split);

  tokens = tokens_read (text);
  if (tokens.tokens->len == 0)
    return split;

  whole = tokens_join (&tokens, 0, tokens.tokens->len);
  team = g_hash_table_lookup (names->by_name, whole);
  if (team == NULL && g_str_equal (whole, everyone_alone))
    team = (gpointer) &everyone_mark;
  if (team != NULL)
    {
      split.everyone = team == &everyone_mark;
      split.n_shares = split.everyone ? 0 : 1;
      split.shares = g_new (QdTeamShare, 1);
      split.shares[0] = (QdTeamShare) { split.everyone ? NULL : team, NAN };
      return split;
    }

  taken = g_new0 (gboolean, tokens.tokens->len);
  matches = find_names (names, &tokens, taken);
  before = !taken[0] && g_ascii_isdigit (tokens.text[0]);
  split.shares = g_new (QdTeamShare, MAX (matches->len, 1));

  for (guint i = 0; i < matches->len; i++)
    {
      Match *match = &g_array_index (matches, Match, i);

      split.everyone |= match->team == &everyone_mark;
      read_share (&tokens, match, before, taken);
      split_add (&split, match);
    }

  if (split.everyone)
    split.n_shares = 0;
  else if (split.n_shares > 0)
    split_finish (&split, other_shares (&tokens, taken));

  return split;
}

void
qd_team_split_clear (QdTeamSplit *split)
{
  g_clear_pointer (&split->shares, g_free);
  split->n_shares = 0;
}

/**
 * qd_team_split_names_nobody:
 *
 * Returns: whether no team of the plan is named: the work is unassigned
 */
gboolean
qd_team_split_names_nobody (const QdTeamSplit *split)
{
  return split->n_shares == 0 && !split->everyone;
}
