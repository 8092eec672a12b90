#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-findings.h"

#include "qd-finding-shelf-private.h"
#include "qd-figures-private.h"

/* The findings of a plan while it is edited. What the rules found in a record holds until something changes that the
 * rule looks at (see the scopes in qd-rules.def): only that is checked anew, and only what is found otherwise than
 * before comes and goes. The result is always that of qd_findings_compute(). */

/* What is found about a record goes and comes even if it says the same: it stands elsewhere, or is accepted for another
 * reason. */
#define ANEW (QD_SCOPE_ALL + 1)

struct _QdFindings
{
  GObject         parent_instance;

  QdFigures      *figures;
  QdRuleContext   context;
  GHashTable     *found;        /* record -> GPtrArray of QdRankedFinding, in the order they were reported */
  GHashTable     *marked;       /* record -> scopes to be checked anew */
  GHashTable     *touched;      /* set of records whose figures may be others */
  GPtrArray      *gone;         /* what was found of records that left the plan */
  gboolean        stale;        /* something is marked */
  gboolean        all_changed;
  gboolean        accepted_changed;
  guint64         gates_changed; /* types of records that have to pass other gates */
  QdFindingShelf  shelves[QD_N_PAGES]; /* by page; that of the overview has all */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdFindings, qd_findings, G_TYPE_OBJECT)

/* Fields of the plan's own record that rules of any scope may look at. */
static const guint plan_fields[] = { QD_PLAN_QUARTER, QD_PLAN_PLANNING_DATE, QD_PLAN_STATE };

static gboolean
is_of (QdRecord *record,
       guint64   types)
{
  return (types & (G_GUINT64_CONSTANT (1) << qd_record_get_record_type (record))) != 0;
}

/* Has the rules of @scopes check @record anew. */
static void
mark (QdFindings *self,
      QdRecord   *record,
      guint       scopes)
{
  guint before;

  self->stale = TRUE;
  if (self->all_changed || record == NULL || qd_record_get_plan (record) != self->context.plan)
    return;

  before = GPOINTER_TO_UINT (g_hash_table_lookup (self->marked, record));
  if ((before | scopes) != before)
    g_hash_table_insert (self->marked, record, GUINT_TO_POINTER (before | scopes));
}

static void
mark_lookups (QdRecord  *record,
              QdLookups  lookups,
              gpointer   user_data)
{
  guint scopes = 0;

  if (lookups & QD_LOOKUP_NAMES)
    scopes |= QD_SCOPE_NAMES;
  if (lookups & QD_LOOKUP_WORDS)
    scopes |= QD_SCOPE_WORDS;
  if (lookups & QD_LOOKUP_REFERENCES)
    scopes |= QD_SCOPE_REFERENCES;
  if (lookups & QD_LOOKUP_ACCEPTED)
    scopes |= QD_SCOPE_ALL | ANEW;
  mark (user_data, record, scopes);
}

/* Whether what is set for the whole plan changed. */
static gboolean
concerns_all (QdRecord *record,
              guint     field)
{
  if (qd_record_get_record_type (record) == QD_RECORD_SETTINGS)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (plan_fields); i++)
    if (qd_record_get_record_type (record) == QD_RECORD_PLAN && plan_fields[i] == field)
      return TRUE;

  return FALSE;
}

/* A record of the type of @record is another, came or went. */
static void
note_type (QdFindings *self,
           QdRecord   *record)
{
  self->stale = TRUE;
  if (is_of (record, ON (CATEGORY)))
    mark (self, self->context.root, QD_SCOPE_CATEGORIES);
  if (is_of (record, ON (TEAM) | ON (CONSTRAINT)))
    mark (self, self->context.root, QD_SCOPE_HEADCOUNT);
  /* The plan reports about others, too. */
  if (is_of (record, ON (ACCEPTED)))
    {
      self->accepted_changed = TRUE;
      mark (self, self->context.root, QD_SCOPE_ALL | ANEW);
    }
}

static void
note_type_of_one (QdRecord *record,
                  gpointer  user_data)
{
  note_type (user_data, record);
}

/* What an accepted finding is about is known to the index by its references, but not by its rule. */
static void
mark_accepted (QdFindings *self,
               QdRecord   *accepted)
{
  g_auto (GStrv) ids = g_strsplit (qd_record_get_text (accepted, QD_ACCEPTED_RECORD), " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    mark (self, qd_plan_find (self->context.plan, ids[i]), QD_SCOPE_ALL | ANEW);
}

static void
record_changed_cb (QdFindings *self,
                   QdRecord   *record,
                   guint       field)
{
  if (self->context.index != NULL)
    qd_rule_index_changed (self->context.index, record, field);
  if (concerns_all (record, field))
    self->all_changed = TRUE;
  note_type (self, record);
  if (is_of (record, ON (ACCEPTED)))
    mark_accepted (self, record);
  mark (self, record, QD_SCOPE_ALL);
  /* What holds a record is only concerned with what it is called, and with how many there are. */
  if ((int) field == qd_record_get_info (record)->title_field)
    mark (self, qd_record_get_parent (record), QD_SCOPE_RECORD);
}

static void
mark_all_of_one (QdRecord *record,
                 gpointer  user_data)
{
  mark (user_data, record, QD_SCOPE_ALL);
}

static void
record_inserted_cb (QdFindings *self,
                    QdRecord   *record)
{
  if (self->context.index != NULL)
    qd_rule_index_inserted (self->context.index, record);
  qd_record_foreach (record, note_type_of_one, self);
  qd_record_foreach (record, mark_all_of_one, self);
  mark (self, qd_record_get_parent (record), QD_SCOPE_RECORD);
}

static void
forget_one (QdRecord *record,
            gpointer  user_data)
{
  QdFindings *self = user_data;
  GPtrArray *found = NULL;

  if (g_hash_table_steal_extended (self->found, record, NULL, (gpointer *) &found))
    g_ptr_array_extend_and_steal (self->gone, found);
  g_hash_table_remove (self->marked, record);
  g_hash_table_remove (self->touched, record);
}

static void
record_removed_cb (QdFindings *self,
                   QdList     *list,
                   QdRecord   *record)
{
  if (self->context.index != NULL)
    qd_rule_index_removed (self->context.index, list, record);
  qd_record_foreach (record, note_type_of_one, self);
  qd_record_foreach (record, forget_one, self);
  mark (self, qd_list_get_owner (list), QD_SCOPE_RECORD);
}

static void
mark_moved_one (QdRecord *record,
                gpointer  user_data)
{
  mark (user_data, record, QD_SCOPE_ALL | ANEW);
}

static void
record_moved_cb (QdFindings *self,
                 QdRecord   *record)
{
  if (self->context.index != NULL)
    qd_rule_index_moved (self->context.index, record);
  note_type (self, record);
  qd_record_foreach (record, mark_moved_one, self);
  mark (self, qd_record_get_parent (record), QD_SCOPE_RECORD);
}

static void
qd_findings_dispose (GObject *object)
{
  QdFindings *self = QD_FINDINGS (object);

  if (self->figures != NULL)
    qd_figures_unwatch (self->figures, self->touched);
  g_clear_object (&self->figures);

  G_OBJECT_CLASS (qd_findings_parent_class)->dispose (object);
}

static void
qd_findings_finalize (GObject *object)
{
  QdFindings *self = QD_FINDINGS (object);

  qd_rule_context_clear (&self->context);
  g_hash_table_unref (self->found);
  g_hash_table_unref (self->marked);
  g_hash_table_unref (self->touched);
  g_ptr_array_unref (self->gone);
  for (guint page = 0; page < QD_N_PAGES; page++)
    qd_finding_shelf_clear (&self->shelves[page]);

  G_OBJECT_CLASS (qd_findings_parent_class)->finalize (object);
}

static void
qd_findings_class_init (QdFindingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = qd_findings_dispose;
  object_class->finalize = qd_findings_finalize;

  /**
   * QdFindings::changed:
   * @went: (element-type QdFinding): what was found and is not any more
   * @came: (element-type QdFinding): what is found now
   *
   * Emitted when findings that were read before are brought up to date and are others; a finding whose sentence is
   * another, or that stands elsewhere, goes and comes.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY | G_SIGNAL_TYPE_STATIC_SCOPE,
                                   G_TYPE_PTR_ARRAY | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) qd_finding_free);
}

static void
qd_findings_init (QdFindings *self)
{
  self->found = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->marked = g_hash_table_new (NULL, NULL);
  self->touched = g_hash_table_new (NULL, NULL);
  self->gone = new_list ();
  self->all_changed = TRUE;
  self->accepted_changed = TRUE;
  self->stale = TRUE;
  for (guint page = 0; page < QD_N_PAGES; page++)
    qd_finding_shelf_init (&self->shelves[page]);
}

static void
put_on_shelves (QdFindings *self,
                GPtrArray  *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      QdRankedFinding *finding = g_ptr_array_index (findings, i);

      for (guint page = 0; page < QD_N_PAGES; page++)
        if (qd_finding_is_on_page (&finding->finding, (QdPageId) page))
          qd_finding_shelf_insert (&self->shelves[page], finding);
    }
}

static void
take_off_shelves (QdFindings *self,
                  GPtrArray  *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      QdRankedFinding *finding = g_ptr_array_index (findings, i);

      for (guint page = 0; page < QD_N_PAGES; page++)
        if (qd_finding_is_on_page (&finding->finding, (QdPageId) page))
          qd_finding_shelf_remove (&self->shelves[page], finding);
    }
}

static void
add_found (QdFindings *self,
           QdFinding  *finding)
{
  QdRecord *checked = ((QdRankedFinding *) finding)->checked;
  GPtrArray *found = g_hash_table_lookup (self->found, checked);

  if (found == NULL)
    {
      found = new_list ();
      g_hash_table_insert (self->found, checked, found);
    }
  g_ptr_array_add (found, qd_finding_ref (finding));
}

static void
check_one (QdRecord *record,
           gpointer  user_data)
{
  qd_rules_check (user_data, record, QD_SCOPE_ALL);
}

/* Takes everything off, and finds it anew. */
static void
check_all (QdFindings *self,
           GPtrArray  *went,
           GPtrArray  *came)
{
  QdFindingShelf *all = &self->shelves[QD_PAGE_OVERVIEW];
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) sorted = NULL;
  g_autoptr (GPtrArray) by_page = g_ptr_array_new ();

  for (guint i = 0; i < all->findings->len; i++)
    g_ptr_array_add (went, qd_finding_ref (g_ptr_array_index (all->findings, i)));
  for (guint page = 0; page < QD_N_PAGES; page++)
    qd_finding_shelf_empty (&self->shelves[page]);
  g_hash_table_remove_all (self->found);
  g_ptr_array_set_size (self->gone, 0);

  self->context.findings = found;
  qd_record_foreach (self->context.root, check_one, &self->context);
  for (guint i = 0; i < found->len; i++)
    add_found (self, g_ptr_array_index (found, i));
  sorted = qd_rules_sort (found);

  qd_finding_shelf_fill (all, sorted);
  for (guint page = QD_PAGE_OVERVIEW + 1; page < QD_N_PAGES; page++)
    {
      g_ptr_array_set_size (by_page, 0);
      for (guint i = 0; i < sorted->len; i++)
        if (qd_finding_is_on_page (g_ptr_array_index (sorted, i), (QdPageId) page))
          g_ptr_array_add (by_page, g_ptr_array_index (sorted, i));
      qd_finding_shelf_fill (&self->shelves[page], by_page);
    }
  g_ptr_array_extend_and_steal (came, g_steal_pointer (&sorted));
}

static gboolean
is_same (const QdFinding *a,
         const QdFinding *b)
{
  return ((const QdRankedFinding *) a)->rank == ((const QdRankedFinding *) b)->rank && a->list == b->list &&
         a->page == b->page && a->amount == b->amount && g_str_equal (a->record, b->record) &&
         g_str_equal (a->message, b->message) && g_strcmp0 (a->short_message, b->short_message) == 0;
}

static gboolean
are_same (GPtrArray *a,
          GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!is_same (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

/* What the rules of @scopes found of @record is what they find now; the rest stays. */
static void
check_record (QdFindings *self,
              QdRecord   *record,
              guint       scopes,
              GPtrArray  *went,
              GPtrArray  *came)
{
  GPtrArray *found = g_hash_table_lookup (self->found, record);
  g_autoptr (GPtrArray) old = new_list ();
  g_autoptr (GPtrArray) new = new_list ();

  for (guint i = 0; found != NULL && i < found->len; i++)
    if (qd_rules_get_scope (g_ptr_array_index (found, i)) & scopes)
      g_ptr_array_add (old, qd_finding_ref (g_ptr_array_index (found, i)));
  self->context.findings = new;
  qd_rules_check (&self->context, record, (QdRuleScope) (scopes & QD_SCOPE_ALL));
  if (!(scopes & ANEW) && are_same (old, new))
    return;

  for (guint i = 0; i < old->len; i++)
    g_ptr_array_remove (found, g_ptr_array_index (old, i));
  if (found != NULL && found->len == 0)
    g_hash_table_remove (self->found, record);
  for (guint i = 0; i < new->len; i++)
    add_found (self, g_ptr_array_index (new, i));
  g_ptr_array_extend_and_steal (went, g_steal_pointer (&old));
  g_ptr_array_extend_and_steal (came, g_steal_pointer (&new));
}

static void
check_marked (QdFindings *self,
              GPtrArray  *went,
              GPtrArray  *came)
{
  GHashTableIter iter;
  gpointer record, scopes;

  g_ptr_array_extend_and_steal (went, g_steal_pointer (&self->gone));
  self->gone = new_list ();

  g_hash_table_iter_init (&iter, self->marked);
  while (g_hash_table_iter_next (&iter, &record, &scopes))
    check_record (self, record, GPOINTER_TO_UINT (scopes), went, came);
  take_off_shelves (self, went);
  put_on_shelves (self, came);
}

static void
mark_gated_one (QdRecord *record,
                gpointer  user_data)
{
  QdFindings *self = user_data;

  if (is_of (record, self->gates_changed))
    mark (self, record, QD_SCOPE_FIGURES);
}

/* Whoever was stopped by a gate, or passed it, may not be now. */
static void
mark_gated (QdFindings        *self,
            const QdRuleGates *before)
{
  const QdRuleGates *now = &self->context.gates;

  self->gates_changed = 0;
  if (before->committed != now->committed)
    self->gates_changed |= ON (TEAM);
  if (before->categorised != now->categorised)
    self->gates_changed |= ON (CATEGORY);
  if (before->unassigned != now->unassigned || before->teams != now->teams)
    self->gates_changed |= ON (OBJECTIVE);
  if (self->gates_changed != 0)
    qd_record_foreach (self->context.root, mark_gated_one, self);
}

static void
mark_touched (QdFindings *self)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    mark (self, record, QD_SCOPE_FIGURES);
  g_hash_table_remove_all (self->touched);

  mark (self, self->context.root, QD_SCOPE_FIGURES);
  mark (self, qd_plan_get_single (self->context.plan, QD_LIST_REVIEW), QD_SCOPE_FIGURES);
}

/**
 * qd_findings_update:
 * @findings: the findings of a plan
 *
 * Brings them up to date, and tells of what came and went since.
 */
void
qd_findings_update (QdFindings *findings)
{
  g_autoptr (GPtrArray) went = new_list ();
  g_autoptr (GPtrArray) came = new_list ();
  QdRuleGates gates;
  gboolean first;

  g_return_if_fail (QD_IS_FINDINGS (findings));

  if (!findings->stale)
    return;

  gates = findings->context.gates;
  first = findings->context.index == NULL;
  if (first)
    findings->context.index = qd_rule_index_new (findings->context.plan, mark_lookups, findings);
  qd_rule_context_read (&findings->context, findings->figures);
  if (findings->accepted_changed)
    qd_rule_context_read_accepted (&findings->context);
  mark_touched (findings);
  mark_gated (findings, &gates);
  qd_rule_index_settle (findings->context.index);

  if (findings->all_changed)
    check_all (findings, went, came);
  else
    check_marked (findings, went, came);
  g_hash_table_remove_all (findings->marked);
  findings->all_changed = FALSE;
  findings->accepted_changed = FALSE;
  findings->stale = FALSE;

  if (!first && went->len + came->len > 0)
    g_signal_emit (findings, signals[CHANGED], 0, went, came);
}

/**
 * qd_findings_new:
 * @figures: the figures of a plan
 *
 * Returns: (transfer full): the findings of the plan, following every change of it
 */
QdFindings *
qd_findings_new (QdFigures *figures)
{
  QdFindings *self;
  QdPlan *plan;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  self = g_object_new (QD_TYPE_FINDINGS, NULL);
  self->figures = g_object_ref (figures);
  plan = qd_figures_get_plan (figures);
  self->context.plan = plan;
  self->context.root = qd_plan_get_root (plan);
  qd_figures_watch (figures, self->touched);
  g_signal_connect_object (plan, "record-changed", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-inserted", G_CALLBACK (record_inserted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-removed", G_CALLBACK (record_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "record-moved", G_CALLBACK (record_moved_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * qd_findings_get_list:
 * @findings: the findings of a plan
 *
 * Returns: (transfer none) (element-type QdFinding): what qd_findings_compute() would find; always the same array,
 *   which holds what is found now whenever it is asked for: copy what has to last longer
 */
GPtrArray *
qd_findings_get_list (QdFindings *findings)
{
  return qd_findings_get_page (findings, QD_PAGE_OVERVIEW);
}

/**
 * qd_findings_get_page:
 * @findings: the findings of a plan
 * @page: a page; %QD_PAGE_OVERVIEW is about all of them
 *
 * Returns: (transfer none) (element-type QdFinding): those of qd_findings_get_list() that are told there, likewise
 */
GPtrArray *
qd_findings_get_page (QdFindings *findings,
                      QdPageId    page)
{
  g_return_val_if_fail (QD_IS_FINDINGS (findings), NULL);
  g_return_val_if_fail (page < QD_N_PAGES, NULL);

  qd_findings_update (findings);

  return findings->shelves[page].findings;
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const QdRankedFinding *first = *(const QdRankedFinding *const *) a;
  const QdRankedFinding *second = *(const QdRankedFinding *const *) b;

  return (first->rank > second->rank) - (first->rank < second->rank);
}

static void
add_if_about (GPtrArray  *about,
              GPtrArray  *found,
              const char *id)
{
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      QdFinding *finding = g_ptr_array_index (found, i);

      if (!finding->accepted && g_str_equal (finding->record, id))
        g_ptr_array_add (about, qd_finding_ref (finding));
    }
}

/**
 * qd_findings_get_about:
 * @findings: the findings of a plan
 * @record: one of its records
 *
 * Returns: (transfer full) (element-type QdFinding): what is found about @record and not accepted, the worst first
 */
GPtrArray *
qd_findings_get_about (QdFindings *findings,
                       QdRecord   *record)
{
  GPtrArray *about = new_list ();
  const char *id;

  g_return_val_if_fail (QD_IS_FINDINGS (findings), about);
  g_return_val_if_fail (QD_IS_RECORD (record), about);

  qd_findings_update (findings);
  id = qd_record_get_id (record);
  add_if_about (about, g_hash_table_lookup (findings->found, record), id);
  /* Some of what is found when the plan as a whole is checked is about one of its records. */
  if (record != findings->context.root)
    add_if_about (about, g_hash_table_lookup (findings->found, findings->context.root), id);
  g_ptr_array_sort (about, compare_ranks);

  return about;
}
