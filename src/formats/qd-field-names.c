#include "qd-config.h"

#include "qd-field-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-text.h"

/* What people call the columns of their tables. */

/* Other names of a field, separated by “|”. */
static const struct
{
  QdRecordType type;
  guint        field;
  const char  *names;
} aliases[] = {
  { QD_RECORD_PLAN, QD_PLAN_QUARTER, "period|planning quarter|plan for" },
  { QD_RECORD_PLAN, QD_PLAN_PLANNING_DATE, "date|planning session|session date|plan date|planned on|planning day" },
  { QD_RECORD_PLAN, QD_PLAN_ATTENDEES, "participants|present|attendee|people" },
  { QD_RECORD_PLAN, QD_PLAN_FACILITATOR, "facilitated by|moderator|host" },
  { QD_RECORD_PERSON, QD_PERSON_NAME, "person|who|member|people" },
  { QD_RECORD_PERSON, QD_PERSON_ROLE, "title|position|function|job title" },
  { QD_RECORD_LESSON, QD_LESSON_TEXT, "lessons|lesson learned|lessons learned|learning|learnings|takeaway" },
  { QD_RECORD_PRIORITY, QD_PRIORITY_TITLE, "priority|priorities|theme" },
  { QD_RECORD_PRIORITY, QD_PRIORITY_DETAIL, "description|reason|rationale|details" },
  { QD_RECORD_CONSTRAINT, QD_CONSTRAINT_LABEL, "constraints|limit|limitation" },
  { QD_RECORD_CONSTRAINT, QD_CONSTRAINT_TEXT, "description|details|value" },
  { QD_RECORD_TEAM, QD_TEAM_NAME, "squad|group|teams|team name" },
  { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, "headcount|people|size|members|engs|eng|fte|ftes|team size|"
                                       "engineer count|# engineers" },
  { QD_RECORD_TEAM, QD_TEAM_DAYS, "working days|workdays|available days|days available|sprint days (each)|days each" },
  { QD_RECORD_TEAM, QD_TEAM_STATED_POINTS, "capacity|points|capacity (pts)|total capacity|available points|"
                                           "story points|"
                                           "capacity points|total points|total" },
  { QD_RECORD_JOINER, QD_JOINER_COUNT, "engineers|number|joiners|hires" },
  { QD_RECORD_JOINER, QD_JOINER_START, "from|start date|date|when" },
  { QD_RECORD_CATEGORY, QD_CATEGORY_NAME, "work type|type|bucket|area|kind of work|investment" },
  { QD_RECORD_CATEGORY, QD_CATEGORY_PERCENT, "percent|percentage|share|allocation|% of capacity|target %|allocation %|"
                                             "allocation (%)|% allocation" },
  { QD_RECORD_CATEGORY, QD_CATEGORY_STATED_POINTS, "capacity|pts|capacity (points)|capacity (pts)|story points" },
  { QD_RECORD_CATEGORY, QD_CATEGORY_PREVIOUS, "previous|last quarter|previous %|previous quarter|prior %|"
                                              "last quarter %" },
  { QD_RECORD_CATEGORY, QD_CATEGORY_RATIONALE, "reason|why|notes|comment|comments|note|justification" },
  { QD_RECORD_OBJECTIVE, QD_OBJECTIVE_TITLE, "objectives|goal" },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_TITLE, "kr|krs|key results|metric|measure|result" },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_BASELINE, "current|start|starting point|from|baseline value|"
                                                  "current state|today" },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_TARGET, "goal|target value|to|planned" },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_ACTUAL, "final|achieved|outcome|result|actual value|actuals|current value" },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_STATED, "grade|rating|final score|stated" },
  { QD_RECORD_KEY_RESULT, QD_KEY_RESULT_OWNER, "dri|responsible|lead|team|owners|owned by|owner(s)|who" },
  { QD_RECORD_INITIATIVE, QD_INITIATIVE_TITLE, "initiatives|project|work|work item|feature|epic" },
  { QD_RECORD_INITIATIVE, QD_INITIATIVE_POINTS, "effort|estimate|size|story points|pts|effort (points)|"
                                                "estimate (points)" },
  { QD_RECORD_INITIATIVE, QD_INITIATIVE_TEAMS, "team|owner|who|owners" },
  { QD_RECORD_DEPENDENCY, QD_DEPENDENCY_WHAT, "what|description|item|need|dependency description" },
  { QD_RECORD_DEPENDENCY, QD_DEPENDENCY_FROM, "from team|requesting team|team|consumer|requester|waiting team" },
  { QD_RECORD_DEPENDENCY, QD_DEPENDENCY_TO, "to team|providing team|provider|depends on|on|on team|to (team)" },
  { QD_RECORD_DEPENDENCY, QD_DEPENDENCY_RISK, "risk level|severity|level" },
  { QD_RECORD_DEPENDENCY, QD_DEPENDENCY_MITIGATION, "mitigation plan|plan|fallback|mitigations" },
  { QD_RECORD_DEPENDENCY, QD_DEPENDENCY_NEEDED_BY, "due|due date|date|when|by when" },
  { QD_RECORD_RISK, QD_RISK_RISK, "description|threat|risk description|risks|what" },
  { QD_RECORD_RISK, QD_RISK_LIKELIHOOD, "probability|likely|chance|prob|prob." },
  { QD_RECORD_RISK, QD_RISK_IMPACT, "severity|consequence|effect" },
  { QD_RECORD_RISK, QD_RISK_MITIGATION, "mitigation plan|response|plan|mitigations|mitigation strategy|action" },
  { QD_RECORD_RISK, QD_RISK_OWNER, "risk owner|dri|who|responsible" },
  { QD_RECORD_EXCLUSION, QD_EXCLUSION_ITEM, "what|initiative|project|feature|request" },
  { QD_RECORD_EXCLUSION, QD_EXCLUSION_REASON, "why|rationale|why not" },
  { QD_RECORD_EXCLUSION, QD_EXCLUSION_REVISIT, "when to revisit|revisit when|revisit date|reconsider|when|revisit in" },
  { QD_RECORD_CRITERION, QD_CRITERION_LEAD, "success criteria|title|name" },
  { QD_RECORD_CRITERION, QD_CRITERION_TEXT, "description|condition|measure|details" },
  { QD_RECORD_DECISION, QD_DECISION_DECISION, "question|topic|decision needed|issue|item|what" },
  { QD_RECORD_DECISION, QD_DECISION_OPTIONS, "alternatives|choices|option" },
  { QD_RECORD_DECISION, QD_DECISION_RECOMMENDATION, "recommended|proposal|suggestion" },
  { QD_RECORD_DECISION, QD_DECISION_OUTCOME, "result|decided|resolution" },
  { QD_RECORD_DECISION, QD_DECISION_OWNER, "decider|decision maker|who|approver|decision owner" },
  { QD_RECORD_ACTION, QD_ACTION_ACTION, "step|next step|task|what|item|to do|todo|action item" },
  { QD_RECORD_ACTION, QD_ACTION_OWNER, "who|assignee|responsible|dri" },
  { QD_RECORD_ACTION, QD_ACTION_DUE, "by when|due date|when|deadline|date|by" },
  { QD_RECORD_ACTION, QD_ACTION_DONE, "status|complete|completed|done?" },
  { QD_RECORD_MESSAGE, QD_MESSAGE_AUDIENCE, "who|to|stakeholder|stakeholders" },
  { QD_RECORD_MESSAGE, QD_MESSAGE_WHAT, "message|content|topic|communication" },
  { QD_RECORD_MESSAGE, QD_MESSAGE_WHEN, "date|timing|by when" },
  { QD_RECORD_MESSAGE, QD_MESSAGE_OWNER, "from|responsible|by|sender" },
  { QD_RECORD_CHECKPOINT, QD_CHECKPOINT_NAME, "checkpoint|meeting|milestone|event|what" },
  { QD_RECORD_CHECKPOINT, QD_CHECKPOINT_DATE, "when|day" },
  { QD_RECORD_CHECKPOINT, QD_CHECKPOINT_FOCUS, "agenda|topic|purpose|topics|goal" },
  { QD_RECORD_APPROVAL, QD_APPROVAL_ROLE, "approver|title|function|position" },
  { QD_RECORD_APPROVAL, QD_APPROVAL_NAME, "person|who|approver" },
  { QD_RECORD_APPROVAL, QD_APPROVAL_APPROVED, "approval|status|signed|signed off|sign-off|signature|approved?" },
  { QD_RECORD_APPROVAL, QD_APPROVAL_DATE, "approved on|date approved|signed on|when" },
  { QD_RECORD_AGENDA_ITEM, QD_AGENDA_ITEM_TITLE, "agenda item|agenda|topic" },
  { QD_RECORD_AGENDA_ITEM, QD_AGENDA_ITEM_MINUTES, "duration|time|min|mins|length" },
};

/* Whether @c is in brackets or one of them; @depth is how many are open. */
static gboolean
is_bracketed (gunichar  c,
              guint    *depth)
{
  if (c == '(' || c == '[')
    (*depth)++;
  else if ((c == ')' || c == ']') && *depth > 0)
    (*depth)--;

  return *depth > 0;
}

/* Most names are ASCII: what normalising would do to their letters and digits is to make them small. */
static void
append_ascii_key (GString    *key,
                  const char *name,
                  gboolean    brackets)
{
  guint depth = 0;

  for (const char *at = name; *at != '\0'; at++)
    if ((!is_bracketed ((guchar) *at, &depth) || brackets) && g_ascii_isalnum (*at))
      g_string_append_c (key, g_ascii_tolower (*at));
}

static void
append_key (GString    *key,
            const char *normalised,
            gboolean    brackets)
{
  guint depth = 0;

  for (const char *at = normalised; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if ((!is_bracketed (c, &depth) || brackets) && (g_unichar_isalnum (c) || g_unichar_ismark (c)))
        g_string_append_unichar (key, c);
    }
}

/**
 * qd_field_name_key:
 * @name: what a column is called
 * @brackets: whether what stands in brackets counts: “Likelihood (1-3)”
 *
 * Returns: (transfer full): @name without case, blanks and punctuation, unless it is nothing else, such as “%”
 */
char *
qd_field_name_key (const char *name,
                   gboolean    brackets)
{
  g_autoptr (GString) key = g_string_sized_new (strlen (name));

  if (g_str_is_ascii (name))
    {
      append_ascii_key (key, name, brackets);
    }
  else
    {
      g_autofree char *normalised = qd_text_normalise (name);

      append_key (key, normalised, brackets);
    }

  return key->len > 0 || !brackets ? g_string_free (g_steal_pointer (&key), FALSE) : qd_text_normalise (name);
}

/**
 * qd_field_name_same:
 * @label: what we call a column, to be translated
 * @name: what somebody else calls it
 *
 * Returns: whether @name is @label, in English or in the user's language, whatever its case, blanks and punctuation
 */
gboolean
qd_field_name_same (const char *label,
                    const char *name)
{
  g_autofree char *key = qd_field_name_key (name, TRUE);
  g_autofree char *english = qd_field_name_key (label, TRUE);
  g_autofree char *local = NULL;

  if (*key == '\0')
    return FALSE;
  if (g_str_equal (key, english))
    return TRUE;

  local = qd_field_name_key (_(label), TRUE);

  return g_str_equal (key, local);
}

/* What the names of a record type's fields stand for: key of the name -> fields, one bit each. */
typedef struct
{
  GHashTable *own;
  GHashTable *aliases;
} TypeNames;

static void
add_name (GHashTable *names,
          const char *name,
          guint       field)
{
  char *key = qd_field_name_key (name, TRUE);
  guint fields = GPOINTER_TO_UINT (g_hash_table_lookup (names, key));

  g_assert (field < 32);
  g_hash_table_insert (names, key, GUINT_TO_POINTER (fields | 1u << field));
}

static void
build_own_names (TypeNames          *names,
                 const QdRecordInfo *info)
{
  names->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  names->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const QdField *field = &info->fields[i];
      const char *const own[] = { field->label, _(field->label), field->key, field->md };

      for (gsize j = 0; j < G_N_ELEMENTS (own) && (field->flags & QD_FIELD_INTERNAL) == 0; j++)
        if (own[j] != NULL)
          add_name (names->own, own[j], i);
    }
}

static const TypeNames *
get_names (QdRecordType type)
{
  static TypeNames names[QD_N_RECORD_TYPES];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
        build_own_names (&names[i], qd_record_info ((QdRecordType) i));
      for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
        {
          g_auto (GStrv) each = g_strsplit (aliases[i].names, "|", -1);

          for (guint j = 0; each[j] != NULL; j++)
            add_name (names[aliases[i].type].aliases, each[j], aliases[i].field);
        }
      g_once_init_leave (&ready, 1);
    }

  return &names[type];
}

/**
 * qd_field_names_find:
 * @type: a record type
 * @name: what somebody calls a column
 * @with_aliases: whether other names than our own count
 * @taken: the fields that it cannot mean any more, one bit each
 *
 * Our own names are the label, in English or in the user's language, the key, and the heading in Markdown. What stands
 * in brackets is left out where it has to be: “Likelihood (1-3)”.
 *
 * Returns: the index of the field of @type that @name means, the first of several, or -1
 */
int
qd_field_names_find (QdRecordType type,
                     const char  *name,
                     gboolean     with_aliases,
                     guint64      taken)
{
  const TypeNames *names = get_names (type);
  g_autofree char *whole = qd_field_name_key (name, TRUE);
  g_autofree char *bare = qd_field_name_key (name, FALSE);
  GHashTable *const tables[] = { names->own, names->own, names->aliases, names->aliases };
  const char *const keys[] = { whole, bare, whole, bare };

  for (gsize i = 0; i < (with_aliases ? G_N_ELEMENTS (keys) : 2); i++)
    {
      guint fields = GPOINTER_TO_UINT (g_hash_table_lookup (tables[i], keys[i])) & ~(guint) taken;

      if (fields != 0)
        return g_bit_nth_lsf (fields, -1);
    }

  return -1;
}
