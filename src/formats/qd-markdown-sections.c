#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-markdown-private.h"

#include <string.h>

#include "qd-text.h"

/* The sections of a plan in Markdown, in the order of the canonical form. Everything that reads or writes a section takes
 * it from this table: to add a section is to add a line. */

#define NONE QD_MD_N_IDS
#define BIT(field) QD_MD_FIELD_BIT (field)

#define PLAN_COLUMNS \
  (BIT (QD_PLAN_QUARTER) | BIT (QD_PLAN_PLANNING_DATE) | BIT (QD_PLAN_ATTENDEES) | BIT (QD_PLAN_FACILITATOR))
#define SCORECARD_COLUMNS \
  (BIT (QD_KEY_RESULT_TITLE) | BIT (QD_KEY_RESULT_TARGET) | BIT (QD_KEY_RESULT_ACTUAL) | BIT (QD_KEY_RESULT_STATED))
#define KEY_RESULT_COLUMNS \
  (BIT (QD_KEY_RESULT_TITLE) | BIT (QD_KEY_RESULT_BASELINE) | BIT (QD_KEY_RESULT_TARGET) | BIT (QD_KEY_RESULT_OWNER))
#define INITIATIVE_COLUMNS (BIT (QD_INITIATIVE_TITLE) | BIT (QD_INITIATIVE_POINTS))

/* A section whose records are a list of the plan, under a heading of level 2, as a table. */
#define TABLE_SECTION(ID, id_, aliases_) \
  [QD_MD_##ID] = { .id = id_, .form = QD_MD_FORM_TABLE, .level = 2, .parent = NONE, .list = QD_LIST_##ID, .lead = -1, \
                   .rest = -1, .item = "- {lead}", .aliases = aliases_ }

static QdMdSection sections[QD_MD_N_IDS] = {
  [QD_MD_METADATA] = {
    .id = "metadata", .form = QD_MD_FORM_FIELDS, .level = 2, .parent = NONE, .list = QD_LIST_ANY,
    .type = QD_RECORD_PLAN, .name = "Metadata", .columns = PLAN_COLUMNS,
    .aliases = "meta|details|plan details|session details|planning session|plan metadata|general|general information",
  },
  [QD_MD_REVIEW] = {
    .id = "review", .level = 2, .parent = NONE, .list = QD_LIST_ANY, .name = "Previous Quarter Review",
    .heading = "{name} ({previous})",
    .aliases = "previous quarter|last quarter review|last quarter|quarter review|review|retrospective|look back|"
               "looking back|previous quarter retrospective|prior quarter review|review of last quarter|"
               "review of previous quarter",
  },
  [QD_MD_SCORECARD] = {
    .id = "review-objectives", .form = QD_MD_FORM_SCORECARD, .level = 3, .parent = QD_MD_REVIEW,
    .list = QD_LIST_REVIEW_OBJECTIVES, .type = QD_RECORD_KEY_RESULT, .columns = SCORECARD_COLUMNS,
    .aliases = "scorecard|okr scores|okr results|okr review|previous okrs|previous quarter okrs|last quarter okrs|scores",
  },
  [QD_MD_LESSONS] = {
    .id = "lessons", .form = QD_MD_FORM_LIST, .level = 3, .parent = QD_MD_REVIEW, .list = QD_LIST_LESSONS,
    .item = "- {lead}", .lead = -1, .rest = -1,
    .aliases = "lessons|lessons learnt|learnings|key learnings|what we learned|takeaways|key takeaways",
  },
  [QD_MD_CONTEXT] = {
    .id = "context", .level = 2, .parent = NONE, .list = QD_LIST_ANY, .name = "Company Context",
    .aliases = "context|business context|strategic context|company strategy",
  },
  [QD_MD_PRIORITIES] = {
    .id = "priorities", .form = QD_MD_FORM_LIST, .level = 3, .parent = QD_MD_CONTEXT, .list = QD_LIST_PRIORITIES,
    .heading = "{name} for {q}", .item = "{n}. **{lead}** - {rest}", .lead = -1, .rest = QD_PRIORITY_DETAIL,
    .aliases = "company priorities|priorities|top priorities|strategic priorities|business priorities",
  },
  [QD_MD_CONSTRAINTS] = {
    .id = "constraints", .form = QD_MD_FORM_LIST, .level = 3, .parent = QD_MD_CONTEXT, .list = QD_LIST_CONSTRAINTS,
    .item = "- {lead}: {rest}", .lead = -1, .rest = QD_CONSTRAINT_TEXT, .whole_is_rest = TRUE,
    .aliases = "limits|limitations|constraints assumptions",
  },
  [QD_MD_CAPACITY] = {
    .id = "capacity", .level = 2, .parent = NONE, .list = QD_LIST_ANY, .name = "Capacity Planning",
    .aliases = "capacity|resource planning|resources|capacity plan|capacity allocation plan",
  },
  [QD_MD_TEAMS] = {
    .id = "teams", .form = QD_MD_FORM_TABLE, .level = 3, .parent = QD_MD_CAPACITY, .list = QD_LIST_TEAMS,
    .item = "- {lead}", .lead = -1, .rest = -1,
    .columns = BIT (QD_TEAM_NAME) | BIT (QD_TEAM_ENGINEERS) | BIT (QD_TEAM_DAYS) | BIT (QD_TEAM_STATED_POINTS),
    .aliases = "team capacity|teams|capacity by team|engineering capacity|capacity per team|capacity summary",
  },
  [QD_MD_ALLOCATION] = {
    .id = "allocation", .form = QD_MD_FORM_TABLE, .level = 3, .parent = QD_MD_CAPACITY, .list = QD_LIST_ALLOCATION,
    .item = "- {lead}", .lead = -1, .rest = -1,
    .columns = BIT (QD_CATEGORY_NAME) | BIT (QD_CATEGORY_PERCENT) | BIT (QD_CATEGORY_STATED_POINTS) |
               BIT (QD_CATEGORY_RATIONALE),
    .aliases = "allocation|allocations|capacity allocation|work allocation|investment allocation|investment mix|"
               "allocation of capacity",
  },
  [QD_MD_OBJECTIVES] = {
    .id = "objectives", .form = QD_MD_FORM_OBJECTIVES, .level = 2, .parent = NONE, .list = QD_LIST_OBJECTIVES,
    .heading = "{q} {name}",
    .aliases = "proposed okrs|objectives|objectives key results|planned okrs|quarterly okrs|draft okrs|team okrs|goals|"
               "proposed objectives|okr proposals",
  },
  TABLE_SECTION (DEPENDENCIES, "dependencies",
                 "dependency|cross-team dependencies|cross team dependencies|external dependencies|key dependencies"),
  TABLE_SECTION (RISKS, "risks",
                 "risk|risk register|risks mitigations|risks mitigation|key risks|risk assessment|top risks"),
  TABLE_SECTION (NOT_DOING, "not-doing",
                 "not doing|what we are not doing|what we're not doing|what we’re not doing|out of scope|won't do|"
                 "won’t do|not this quarter|explicitly not doing|non-goals|nongoals|deferred"),
  [QD_MD_CRITERIA] = {
    .id = "success-criteria", .form = QD_MD_FORM_LIST, .level = 2, .parent = NONE, .list = QD_LIST_CRITERIA,
    .item = "{n}. **{lead}**: {rest}", .lead = -1, .rest = QD_CRITERION_TEXT,
    .intro = "At the end of {q}, we will consider the quarter successful if:",
    .plain_intro = "At the end of the quarter, we will consider it successful if:",
    .aliases = "criteria|definition of success|what success looks like|success",
  },
  TABLE_SECTION (DECISIONS, "decisions",
                 "decisions|open decisions|decisions required|decision log|decisions to make|pending decisions"),
  TABLE_SECTION (ACTIONS, "actions",
                 "actions|action items|follow-ups|followups|follow ups|next actions|to do|todo"),
  TABLE_SECTION (COMMUNICATION, "communication",
                 "communication|communications|communications plan|comms plan|stakeholder communication"),
  TABLE_SECTION (REVIEWS, "reviews",
                 "reviews|check-ins|checkins|checkpoints|review cadence|check-in schedule|review dates|review calendar"),
  TABLE_SECTION (APPROVALS, "approvals", "approval|sign-off|signoff|sign off|sign-offs|signoffs"),
  [QD_MD_KEY_RESULTS] = {
    .id = "key-results", .form = QD_MD_FORM_TABLE, .parent = QD_MD_OBJECTIVES, .list = QD_LIST_KEY_RESULTS,
    .columns = KEY_RESULT_COLUMNS, .item = "- {lead}", .lead = -1, .rest = -1,
  },
  [QD_MD_INITIATIVES] = {
    .id = "initiatives", .form = QD_MD_FORM_LIST, .parent = QD_MD_OBJECTIVES, .list = QD_LIST_INITIATIVES,
    .columns = INITIATIVE_COLUMNS, .item = "- {lead} - {rest} points", .lead = -1, .rest = QD_INITIATIVE_POINTS,
  },
  [QD_MD_FREE] = { .id = "sections", .parent = NONE, .list = QD_LIST_SECTIONS },
  [QD_MD_DOCUMENT] = { .id = "document", .parent = NONE, .list = QD_LIST_ANY },
};

/* Words that a heading may have or lack. */
static const char *const filler_words[] = { "and", "the", "our", "&", "+", "a" };

/* Words that dangle once the quarter behind them is gone. */
static const char *const dangling_words[] = { "for", "of", "in", "at", "to" };

static const char *const objective_words[] = { "objective", "obj", "o" };

/* A heading that is longer is none of ours. */
#define MAX_HEADING 200

/* Fills in what follows from the lists and from the schema. */
static const QdMdSection *
get_sections (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < QD_MD_N_IDS; i++)
        {
          QdMdSection *section = &sections[i];
          gboolean by_heading = section->columns == 0 && section->form == QD_MD_FORM_TABLE;
          const QdRecordInfo *info;

          if (section->list == QD_LIST_ANY || i == QD_MD_FREE)
            continue;
          if (section->name == NULL)
            section->name = qd_list_info (section->list)->md;
          if (i != QD_MD_SCORECARD)
            section->type = qd_list_info (section->list)->record_type;
          info = qd_record_info (section->type);
          for (guint f = 0; f < info->n_fields && by_heading; f++)
            if (info->fields[f].md != NULL)
              section->columns |= BIT (f);
          if (section->lead == -1)
            section->lead = info->title_field;
          for (guint f = 0; f < info->n_fields; f++)
            if ((int) f != section->lead && (int) f != section->rest && info->fields[f].kind != QD_KIND_REFS &&
                (info->fields[f].flags & QD_FIELD_INTERNAL) == 0)
              section->parts |= BIT (f);
          if (section->columns == 0)
            section->columns = BIT (section->lead) | (section->rest >= 0 ? BIT (section->rest) : 0);
        }
      g_once_init_leave (&ready, 1);
    }

  return sections;
}

const QdMdSection *
qd_md_section (QdMdSectionId id)
{
  g_assert (id < QD_MD_N_IDS);

  return &get_sections ()[id];
}

/* Whether a section is one whose records stand in rows or items of one kind. */
gboolean
qd_md_is_record_list (QdMdSectionId id)
{
  QdMdForm form = qd_md_section (id)->form;

  return form == QD_MD_FORM_TABLE || form == QD_MD_FORM_LIST || form == QD_MD_FORM_SCORECARD;
}

/* Whether a section is a list that objectives have. */
gboolean
qd_md_is_part (QdMdSectionId id)
{
  return id == QD_MD_KEY_RESULTS || id == QD_MD_INITIATIVES;
}

/* The section with a heading that @id is written in. */
QdMdSectionId
qd_md_section_top (QdMdSectionId id)
{
  return qd_md_is_part (id) ? QD_MD_OBJECTIVES : id;
}

static gboolean
is_word_of (const char        *word,
            const char *const *words,
            gsize              n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (words[i], word))
      return TRUE;

  return FALSE;
}

/* “q2”, “2024”, “fy25”, “2024-q2”, “3”: no part of what a section is called. */
static gboolean
is_number_word (const char *word)
{
  return strspn (word, "0123456789qfy.-/") == strlen (word) && strpbrk (word, "0123456789") != NULL;
}

static char *
strip_punctuation (char *word)
{
  char *end = word + strlen (word);

  while (end > word && g_ascii_ispunct (end[-1]))
    *--end = '\0';
  while (g_ascii_ispunct (*word))
    word++;

  return word;
}

/* What a heading is called, whatever its case, numbering, quarter and small words. */
static char *
heading_key (const char *heading)
{
  g_autofree char *normalised = qd_text_normalise (heading);
  g_auto (GStrv) words = g_strsplit (normalised, " ", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *word = strip_punctuation (words[i]);

      if (*word != '\0' && !is_number_word (word) && !is_word_of (word, filler_words, G_N_ELEMENTS (filler_words)))
        g_ptr_array_add (kept, word);
    }
  while (kept->len > 0 &&
         is_word_of (g_ptr_array_index (kept, kept->len - 1), dangling_words, G_N_ELEMENTS (dangling_words)))
    g_ptr_array_set_size (kept, (int) kept->len - 1);
  g_ptr_array_add (kept, NULL);

  return g_strjoinv (" ", (char **) kept->pdata);
}

static GHashTable *
get_aliases (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      GHashTable *aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < QD_MD_N_SECTIONS; i++)
        {
          const QdMdSection *section = qd_md_section ((QdMdSectionId) i);
          g_auto (GStrv) names = g_strsplit (section->aliases, "|", -1);

          g_hash_table_insert (aliases, heading_key (section->name), GUINT_TO_POINTER (i));
          for (guint j = 0; names[j] != NULL; j++)
            g_hash_table_insert (aliases, heading_key (names[j]), GUINT_TO_POINTER (i));
        }
      g_once_init_leave (&ready, (gsize) aliases);
    }

  return (GHashTable *) ready;
}

/**
 * qd_md_section_find:
 * @heading: the text of a heading
 *
 * Returns: the section that @heading names, or %QD_MD_N_IDS
 */
QdMdSectionId
qd_md_section_find (QdMdSpan heading)
{
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  gpointer found;

  if (heading.length > MAX_HEADING)
    return QD_MD_N_IDS;

  text = qd_md_span_dup (heading);
  key = heading_key (text);

  return g_hash_table_lookup_extended (get_aliases (), key, NULL, &found) ? (QdMdSectionId) GPOINTER_TO_UINT (found)
                                                                           : QD_MD_N_IDS;
}

void
qd_md_quarters_init (QdMdQuarters *quarters,
                     QdPlan       *plan)
{
  QdQuarter quarter = qd_plan_get_quarter (plan);
  QdQuarter previous = qd_plan_get_previous_quarter (plan);

  quarters->quarter = qd_quarter_format (&quarter);
  quarters->short_quarter = qd_quarter_short_name (&quarter);
  quarters->previous = qd_quarter_format (&previous);
  quarters->short_previous = qd_quarter_short_name (&previous);
}

void
qd_md_quarters_clear (QdMdQuarters *quarters)
{
  g_free (quarters->quarter);
  g_free (quarters->short_quarter);
  g_free (quarters->previous);
  g_free (quarters->short_previous);
}

static gboolean
is_whole_word (QdMdSpan      source,
               const char *at,
               const char *word)
{
  const char *end = source.text + source.length;
  gsize length = strlen (word);

  return length > 0 && (gsize) (end - at) >= length && memcmp (at, word, length) == 0 &&
         (at == source.text || !g_ascii_isalnum (at[-1])) && (at + length == end || !g_ascii_isalnum (at[length]));
}

/**
 * qd_md_quarters_pattern:
 * @source: a heading or a sentence of the document
 *
 * Returns: (transfer full): @source with its quarters replaced by what they stand for, so that they roll over
 */
char *
qd_md_quarters_pattern (const QdMdQuarters *quarters,
                        QdMdSpan              source)
{
  const QdMdPart names[] = {
    { "quarter", qd_md_span (quarters->quarter) },
    { "previous", qd_md_span (quarters->previous) },
    { "q", qd_md_span (quarters->short_quarter) },
    { "p", qd_md_span (quarters->short_previous) },
  };
  QdMdPart parts[8];
  guint n = 0;

  for (const char *at = source.text, *end = at + source.length; at < end && n < G_N_ELEMENTS (parts); at++)
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      if (is_whole_word (source, at, names[i].value.text))
        {
          parts[n++] = (QdMdPart) { names[i].name, { at, names[i].value.length } };
          at += names[i].value.length - 1;
          break;
        }

  return qd_md_pattern_make (source, parts, n);
}

/**
 * qd_md_quarters_format:
 * @pattern: a pattern
 * @name: (nullable): what “{name}” stands for
 */
void
qd_md_quarters_format (const QdMdQuarters *quarters,
                       GString            *out,
                       const char         *pattern,
                       const char         *name)
{
  const QdMdPart parts[] = {
    { "quarter", qd_md_span (quarters->quarter) },
    { "previous", qd_md_span (quarters->previous) },
    { "q", qd_md_span (quarters->short_quarter) },
    { "p", qd_md_span (quarters->short_previous) },
    { "name", qd_md_span (name != NULL ? name : "") },
  };

  qd_md_pattern_format (out, pattern, parts, G_N_ELEMENTS (parts));
}

/**
 * qd_md_find_quarter:
 *
 * Returns: the first words of @text that name a quarter with its year; without text if there are none
 */
QdMdSpan
qd_md_find_quarter (QdMdSpan text)
{
  g_autofree char *copy = qd_md_span_dup ((QdMdSpan) { text.text, MIN (text.length, MAX_HEADING) });
  const char *starts[MAX_HEADING + 1];
  gsize n = 0;

  for (const char *at = copy; *at != '\0'; at++)
    if (g_ascii_isalnum (*at) && (at == copy || !g_ascii_isalnum (at[-1])))
      starts[n++] = at;

  for (gsize i = 0; i < n; i++)
    for (gsize words = 3; words >= 1; words--)
      {
        g_autofree char *candidate = NULL;
        QdQuarter quarter;
        const char *end;

        if (i + words > n)
          continue;
        for (end = starts[i + words - 1]; g_ascii_isalnum (*end);)
          end++;
        candidate = g_strndup (starts[i], (gsize) (end - starts[i]));
        if (qd_quarter_parse (candidate, &quarter))
          return (QdMdSpan) { text.text + (starts[i] - copy), strlen (candidate) };
      }

  return (QdMdSpan) { NULL, 0 };
}

static gsize
scan_objective_word (QdMdSpan text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (objective_words); i++)
    {
      gsize length = strlen (objective_words[i]);

      if (qd_md_has_prefix (text, objective_words[i]) && (text.length == length || !g_ascii_isalpha (text.text[length])))
        return length;
    }

  return 0;
}

/**
 * qd_md_parse_objective:
 * @heading: the text of a heading
 * @number: (out): its number; without text if it has none
 * @title: (out): what remains
 *
 * “Objective 1: Title”, “O1 - Title”, “Objective: Title”; “2. Title” and “Title” may be an objective: what follows tells.
 */
QdMdHeadingKind
qd_md_parse_objective (QdMdSpan  heading,
                       QdMdSpan *number,
                       QdMdSpan *title)
{
  const char *end = heading.text + heading.length;
  const char *at = heading.text;
  gsize marks = 0, length;
  const char *separator;

  while (at < end && (*at == '*' || *at == '_') && marks < 2)
    {
      at++;
      marks++;
    }
  length = scan_objective_word ((QdMdSpan) { at, (gsize) (end - at) });
  *number = (QdMdSpan) { NULL, 0 };
  *title = heading;

  at += length;
  while (length > 0 && at < end && (*at == ' ' || *at == '#'))
    at++;
  for (separator = at; separator < end && g_ascii_isdigit (*separator) && separator - at < 9;)
    separator++;
  if (separator > at)
    *number = (QdMdSpan) { at, (gsize) (separator - at) };
  at = separator;
  while (at < end && *at == ' ')
    at++;

  if (at < end && strchr (":.)", *at) != NULL)
    at++;
  else if (at < end)
    {
      gsize dash = qd_md_scan_dash ((QdMdSpan) { at, (gsize) (end - at) });

      if (dash == 0 || (length == 0 && number->text == NULL))
        {
          *number = (QdMdSpan) { NULL, 0 };
          return QD_MD_MAYBE_OBJECTIVE;
        }
      at += dash;
    }
  if (length == 0 && number->text == NULL)
    return QD_MD_MAYBE_OBJECTIVE;

  /* “**Objective 1:** Title” and “**Objective 1: Title**” */
  for (gsize i = 0; i < marks && at < end && *at == *heading.text; i++)
    at++;
  while (at < end && *at == ' ')
    at++;
  *title = (QdMdSpan) { at, (gsize) (end - at) };
  if (marks > 0 && title->length >= marks && memchr (at, *heading.text, title->length) == end - marks)
    title->length -= marks;

  return length > 0 ? QD_MD_OBJECTIVE_HEADING : QD_MD_MAYBE_OBJECTIVE;
}
