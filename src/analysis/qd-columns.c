#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-columns-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "qd-agenda.h"
#include "qd-figure-text.h"
#include "qd-finding.h"
#include "qd-number.h"
#include "qd-phrase.h"
#include "qd-text.h"

/* One list of columns for everybody: the stored fields of the schema and the computed figures, joined. */

static double
total_engineers (QdFigures *figures,
                 QdListId   list)
{
  return qd_figures_totals (figures)->engineers;
}

static double
total_percent (QdFigures *figures,
               QdListId   list)
{
  return qd_figures_totals (figures)->share * 100;
}

static double
total_minutes (QdFigures *figures,
               QdListId   list)
{
  return qd_agenda_total (qd_figures_get_plan (figures));
}

/* Stored fields whose column has a total. */
static const struct
{
  QdRecordType type;
  guint        field;
  double     (*total) (QdFigures *figures,
                       QdListId   list);
} stored_totals[] = {
  { QD_RECORD_TEAM, QD_TEAM_ENGINEERS, total_engineers },
  { QD_RECORD_CATEGORY, QD_CATEGORY_PERCENT, total_percent },
  { QD_RECORD_INITIATIVE, QD_INITIATIVE_POINTS, qd_total_initiative_points },
  { QD_RECORD_AGENDA_ITEM, QD_AGENDA_ITEM_MINUTES, total_minutes },
};

/* Fields of an initiative that are its objective's while nothing is typed. */
static const struct
{
  guint field;
  guint inherited;
} inherited_fields[] = {
  { QD_INITIATIVE_TEAMS, QD_OBJECTIVE_OWNER },
  { QD_INITIATIVE_CATEGORY, QD_OBJECTIVE_CATEGORY },
};

/* A column as it is handed out, with what only this file knows of it. */
typedef struct
{
  QdColumn                column; /* first, so that one is the other */
  const QdComputedColumn *computed;
} Column;

typedef struct
{
  GPtrArray *all;     /* of Column; those that tables show come first */
  guint      n_shown;
} TypeColumns;

static void
add_stored (GPtrArray     *columns,
            const QdField *field)
{
  Column *self = g_new0 (Column, 1);

  self->column = (QdColumn) {
    .id = field->key, .label = field->label, .record_type = field->record_type, .field = field, .kind = field->kind,
    .help = field->help, .width = field->width,
  };
  g_ptr_array_add (columns, self);
}

static void
add_computed (GPtrArray              *columns,
              const QdComputedColumn *computed_column)
{
  static const QdKind kinds[] = {
    [QD_FORMAT_POINTS] = QD_KIND_POINTS, [QD_FORMAT_PART] = QD_KIND_NUMBER, [QD_FORMAT_SCORE] = QD_KIND_SCORE,
    [QD_FORMAT_NUMBER] = QD_KIND_NUMBER, [QD_FORMAT_BAND] = QD_KIND_TEXT, [QD_FORMAT_TIME] = QD_KIND_TEXT,
  };
  const QdRecordInfo *info = qd_record_info (computed_column->record_type);
  Column *self = g_new0 (Column, 1);

  self->computed = computed_column;
  self->column = (QdColumn) {
    .id = computed_column->id, .label = computed_column->label, .record_type = computed_column->record_type,
    .override = computed_column->override >= 0 ? &info->fields[computed_column->override] : NULL,
    .kind = kinds[computed_column->format], .fraction = computed_column->format == QD_FORMAT_PART,
    .load_bar = computed_column->load_bar, .review_only = computed_column->review_only, .help = computed_column->help,
    .width = computed_column->width,
  };
  g_ptr_array_add (columns, self);
}

static void
build_type (TypeColumns        *columns,
            const QdRecordInfo *info)
{
  columns->all = g_ptr_array_new ();

  for (guint i = 0; i < info->n_fields; i++)
    {
      const QdField *field = &info->fields[i];

      if ((field->flags & (QD_FIELD_DETAIL | QD_FIELD_OVERRIDE | QD_FIELD_INTERNAL)) != 0)
        continue;

      add_stored (columns->all, field);
      for (gsize j = 0; qd_computed_columns[j].id != NULL; j++)
        if (qd_computed_columns[j].record_type == info->type && g_str_equal (qd_computed_columns[j].after, field->key))
          add_computed (columns->all, &qd_computed_columns[j]);
    }
  columns->n_shown = columns->all->len;

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & (QD_FIELD_DETAIL | QD_FIELD_INTERNAL)) == QD_FIELD_DETAIL)
      add_stored (columns->all, &info->fields[i]);
}

static const TypeColumns *
get_columns (QdRecordType type)
{
  static TypeColumns columns[QD_N_RECORD_TYPES];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < QD_N_RECORD_TYPES; i++)
        build_type (&columns[i], qd_record_info ((QdRecordType) i));
      g_once_init_leave (&ready, 1);
    }

  return &columns[type];
}

static const QdComputedColumn *
get_computed (const QdColumn *column)
{
  return ((const Column *) column)->computed;
}

/**
 * qd_columns_for:
 * @type: a record type
 * @n_columns: (out): how many
 *
 * Returns: (transfer none) (array length=n_columns): the columns that tables of such records show, stored and
 *   computed, in order; see qd_columns_for_list() for those of one list
 */
const QdColumn *const *
qd_columns_for (QdRecordType  type,
                guint        *n_columns)
{
  g_return_val_if_fail (type < QD_N_RECORD_TYPES, NULL);

  *n_columns = get_columns (type)->n_shown;

  return (const QdColumn *const *) get_columns (type)->all->pdata;
}

/**
 * qd_column_find:
 * @type: a record type
 * @id: the id of a column
 *
 * Returns: (transfer none) (nullable): that column, also one of a detail that tables do not show unless asked to
 */
const QdColumn *
qd_column_find (QdRecordType  type,
                const char   *id)
{
  const GPtrArray *columns;

  g_return_val_if_fail (type < QD_N_RECORD_TYPES, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  columns = get_columns (type)->all;
  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal (((const QdColumn *) g_ptr_array_index (columns, i))->id, id))
      return g_ptr_array_index (columns, i);

  return NULL;
}

typedef struct
{
  QdRecordType type;
  guint        field;
  gboolean     review;
  gboolean     found;
} Search;

static void
search_record (QdRecord *record,
               gpointer  user_data)
{
  Search *search = user_data;
  QdRecord *objective = record;
  gboolean in_review;

  if (search->found || qd_record_get_record_type (record) != search->type || !qd_record_is_set (record, search->field))
    return;

  if (search->type != QD_RECORD_OBJECTIVE)
    objective = qd_record_get_parent (record);
  in_review = qd_list_get_id (qd_record_get_owner_list (objective)) == QD_LIST_REVIEW_OBJECTIVES;
  search->found = search->review == in_review;
}

/* Whether any such record of the quarter says something in @field. */
static gboolean
any_set (QdFigures    *figures,
         QdRecordType  type,
         guint         field,
         gboolean      review)
{
  QdPlan *plan = qd_figures_get_plan (figures);
  QdList *objectives = qd_plan_get_list (plan, review ? QD_LIST_REVIEW_OBJECTIVES : QD_LIST_OBJECTIVES);
  Search search = { type, field, review, FALSE };

  for (guint i = 0; i < qd_list_get_length (objectives) && !search.found; i++)
    qd_record_foreach (qd_list_get (objectives, i), search_record, &search);

  return search.found;
}

static gboolean
quarter_began (QdFigures *figures)
{
  QdPlan *plan = qd_figures_get_plan (figures);
  QdQuarter quarter = qd_plan_get_quarter (plan);
  GDate first;
  GDate last;

  if (!qd_quarter_is_set (&quarter))
    return FALSE;

  qd_quarter_get_bounds (&quarter, qd_plan_get_start_month (plan), &first, &last);

  return g_date_compare (qd_figures_get_today (figures), &first) >= 0;
}

/* Columns that a list of objectives, key results or initiatives shows only when they say something. */
typedef enum
{
  SHOW_IF_SET = 1 << 0,
  SHOW_IF_BEGUN = 1 << 1,
  SHOW_NEVER = 1 << 2,
} ShowRule;

static const struct
{
  QdRecordType type;
  gboolean     review;
  const char  *id;
  ShowRule     rule;
  guint        field; /* that something must be said in */
} show_rules[] = {
  { QD_RECORD_CATEGORY, FALSE, "committed-share", SHOW_NEVER },
  { QD_RECORD_OBJECTIVE, TRUE, "owner", SHOW_IF_SET, QD_OBJECTIVE_OWNER },
  { QD_RECORD_OBJECTIVE, TRUE, "points", SHOW_NEVER },
  { QD_RECORD_OBJECTIVE, TRUE, "load", SHOW_NEVER },
  { QD_RECORD_OBJECTIVE, TRUE, "confidence", SHOW_NEVER },
  { QD_RECORD_KEY_RESULT, TRUE, "baseline", SHOW_IF_SET, QD_KEY_RESULT_BASELINE },
  { QD_RECORD_KEY_RESULT, TRUE, "owner", SHOW_IF_SET, QD_KEY_RESULT_OWNER },
  { QD_RECORD_KEY_RESULT, FALSE, "actual", SHOW_IF_SET | SHOW_IF_BEGUN, QD_KEY_RESULT_ACTUAL },
  { QD_RECORD_KEY_RESULT, FALSE, "computed", SHOW_IF_SET | SHOW_IF_BEGUN, QD_KEY_RESULT_ACTUAL },
  { QD_RECORD_KEY_RESULT, FALSE, "score", SHOW_IF_SET | SHOW_IF_BEGUN, QD_KEY_RESULT_ACTUAL },
  { QD_RECORD_KEY_RESULT, FALSE, "band", SHOW_IF_SET | SHOW_IF_BEGUN, QD_KEY_RESULT_ACTUAL },
  { QD_RECORD_INITIATIVE, FALSE, "priority", SHOW_IF_SET, QD_INITIATIVE_IMPACT },
};

static gboolean
column_shows (const QdColumn *column,
              QdFigures      *figures,
              gboolean        review)
{
  if (column->review_only && !review)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (show_rules); i++)
    {
      ShowRule rule = show_rules[i].rule;

      if (show_rules[i].type != column->record_type || show_rules[i].review != review ||
          !g_str_equal (show_rules[i].id, column->id))
        continue;

      return ((rule & SHOW_IF_SET) != 0 && any_set (figures, column->record_type, show_rules[i].field, review)) ||
             ((rule & SHOW_IF_BEGUN) != 0 && quarter_began (figures));
    }

  return TRUE;
}

/**
 * qd_columns_for_list:
 * @figures: figures
 * @list: a list
 * @review: whether it is of the previous quarter; tells apart the key results and initiatives of both
 * @n_columns: (out): how many
 *
 * The columns of qd_columns_for() that say something in @list as the plan is now: before the quarter begins there is no
 * score, and last quarter no load.
 *
 * Returns: (transfer container) (array length=n_columns): the columns; free with g_free()
 */
const QdColumn **
qd_columns_for_list (QdFigures *figures,
                     QdListId   list,
                     gboolean   review,
                     guint     *n_columns)
{
  const QdColumn **shown;
  const QdColumn *const *columns;
  guint n;

  g_return_val_if_fail (QD_IS_FIGURES (figures), NULL);

  *n_columns = 0;
  columns = qd_columns_for (qd_list_info (list)->record_type, &n);
  shown = g_new0 (const QdColumn *, n + 1);
  for (guint i = 0; i < n; i++)
    if (column_shows (columns[i], figures, review || list == QD_LIST_REVIEW_OBJECTIVES))
      shown[(*n_columns)++] = columns[i];

  return shown;
}

/**
 * qd_column_is_editable:
 *
 * Returns: whether something can be typed into cells of @column: the field itself, or a stated figure instead of the
 *   computed one
 */
gboolean
qd_column_is_editable (const QdColumn *column)
{
  g_return_val_if_fail (column != NULL, FALSE);

  return column->field != NULL || column->override != NULL;
}

/* Without an answer the record that holds this one answers. */
static QdRecord *
inherit (const QdColumn *column,
         QdRecord       *record,
         guint          *field)
{
  QdRecord *parent = qd_record_get_parent (record);

  if (column->record_type != QD_RECORD_INITIATIVE || parent == NULL || qd_record_is_set (record, *field))
    return record;

  for (gsize i = 0; i < G_N_ELEMENTS (inherited_fields); i++)
    if (inherited_fields[i].field == *field)
      {
        *field = inherited_fields[i].inherited;
        return parent;
      }

  return record;
}

static const char *const band_ids[] = {
  [QD_BAND_MISSED] = "missed", [QD_BAND_PARTLY] = "partly", [QD_BAND_MET] = "met",
};

static QdValue
computed_value (QdComputedFormat format,
                double           number)
{
  if (isnan (number) || (format == QD_FORMAT_BAND && (QdBand) number == QD_BAND_UNKNOWN))
    return (QdValue) QD_VALUE_INIT;

  if (format == QD_FORMAT_TIME)
    {
      g_autofree char *time = qd_agenda_format_time ((int) number);

      return qd_value_text (time);
    }

  return format == QD_FORMAT_BAND ? qd_value_text (band_ids[(QdBand) number]) : qd_value_number (number);
}

/* What a stored field holds, with its fallback, or what it inherits. */
static QdValue
stored_value (const QdColumn *column,
              QdRecord       *record,
              QdCellMark     *marks)
{
  guint field = column->field->index;
  QdRecord *holder = inherit (column, record, &field);
  const QdValue *value = qd_record_get_value (holder, field);

  if (value->type == QD_VALUE_UNSET)
    return qd_value_copy (qd_field_fallback (qd_record_get_field (holder, field)));
  if (holder != record)
    *marks |= QD_CELL_INHERITED;

  return qd_value_copy (value);
}

/**
 * qd_column_value:
 * @column: a column
 * @figures: the figures of the plan that @record is of
 * @record: a record of the column's type
 * @marks: (out) (optional): what is to be said about the value
 *
 * Returns: the value, unset when unknown, a band as “met”, “partly” or “missed”; not rounded, not translated. Clear it
 *   with qd_value_clear()
 */
QdValue
qd_column_value (const QdColumn *column,
                 QdFigures      *figures,
                 QdRecord       *record,
                 QdCellMark     *marks)
{
  QdCellMark ignored = 0;
  const QdComputedColumn *self;
  QdValue value;

  g_return_val_if_fail (column != NULL, (QdValue) QD_VALUE_INIT);
  g_return_val_if_fail (qd_record_get_record_type (record) == column->record_type, (QdValue) QD_VALUE_INIT);

  marks = marks != NULL ? marks : &ignored;
  *marks = 0;

  self = get_computed (column);
  if (self == NULL)
    return stored_value (column, record, marks);

  value = computed_value (self->format, self->number (figures, record, marks));
  if (value.type == QD_VALUE_UNSET)
    *marks |= QD_CELL_UNKNOWN;

  return value;
}

/**
 * qd_column_number:
 * @column: a computed column
 * @figures: the figures of the plan that @record is of
 * @record: a record of the column's type
 *
 * Returns: the figure, of a band its place from the worst up; NAN when unknown
 */
double
qd_column_number (const QdColumn *column,
                  QdFigures      *figures,
                  QdRecord       *record)
{
  const QdComputedColumn *self = get_computed (column);
  QdCellMark ignored = 0;
  double number;

  g_return_val_if_fail (self != NULL, NAN);
  g_return_val_if_fail (qd_record_get_record_type (record) == column->record_type, NAN);

  number = self->number (figures, record, &ignored);

  return self->format == QD_FORMAT_BAND && number == QD_BAND_UNKNOWN ? NAN : number;
}

static char *
format_number (QdComputedFormat format,
               double           number)
{
  switch (format)
    {
    case QD_FORMAT_POINTS:
      return qd_points_text (number);
    case QD_FORMAT_PART:
      return qd_percent_text (number);
    case QD_FORMAT_SCORE:
      return qd_score_format_local (number);
    case QD_FORMAT_BAND:
      return g_strdup (isnan (number) ? "" : qd_band_text ((QdBand) number));
    case QD_FORMAT_TIME:
      return isnan (number) ? g_strdup ("") : qd_agenda_format_time ((int) number);
    case QD_FORMAT_NUMBER:
    default:
      return qd_number_format_local (number, 2);
    }
}

/* The titles of the records that @refs points at; an id that is gone stands for itself. */
static char *
display_refs (QdPlan     *plan,
              const char *refs)
{
  g_auto (GStrv) ids = g_strsplit (refs, " ", -1);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      QdRecord *record = plan != NULL ? qd_plan_find (plan, ids[i]) : NULL;
      const char *title = record != NULL ? qd_record_get_title (record) : ids[i];

      if (record != NULL && *title == '\0')
        title = _(qd_record_get_info (record)->label);
      qd_phrase_add_part (titles, title);
    }

  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static char *
display_stored (const QdField *field,
                const QdValue *value,
                QdPlan        *plan)
{
  if (value->type == QD_VALUE_TEXT && field->kind == QD_KIND_REFS)
    return display_refs (plan, value->text);
  if (value->type == QD_VALUE_TEXT && field->record_type == QD_RECORD_ACCEPTED && field->index == QD_ACCEPTED_RULE)
    return g_strdup (qd_rule_label (value->text));

  return qd_field_display (field, value);
}

/* The word alone does not tell why. */
static char *
display_band (QdFigures  *figures,
              QdRecord   *record,
              const char *word)
{
  const QdKeyResultFigures *key_result;
  const char *remark = NULL;

  if (qd_record_get_record_type (record) != QD_RECORD_KEY_RESULT)
    return g_strdup (word);

  key_result = qd_figures_key_result (figures, record);
  if (key_result->worse_than_baseline)
    remark = _("worse than baseline");
  else if (isnan (key_result->computed))
    remark = qd_score_reason_text (key_result->reason);
  else if (key_result->provisional)
    remark = _("provisional");

  if (remark == NULL)
    return g_strdup (word);

  /* Translators: the band of a score and what there is to say about it, “Missed · worse than baseline”. */
  return g_strdup_printf (C_("score band", "%s · %s"), word, remark);
}

static char *
display_computed (const QdComputedColumn *self,
                  QdFigures              *figures,
                  QdRecord               *record,
                  QdCellMark             *marks)
{
  double number = self->number (figures, record, marks);
  g_autofree char *text = NULL;

  if (self->format == QD_FORMAT_BAND)
    {
      *marks |= (QdBand) number == QD_BAND_UNKNOWN ? QD_CELL_UNKNOWN : 0;
      return display_band (figures, record, qd_band_text ((QdBand) number));
    }
  if (isnan (number))
    {
      *marks |= QD_CELL_UNKNOWN;
      return g_strdup (self->unknown != NULL ? self->unknown (figures, record) : "–");
    }

  text = format_number (self->format, number);
  if ((*marks & QD_CELL_ASSUMED) == 0)
    return g_steal_pointer (&text);

  /* Translators: a figure that rests on an assumption, “≈ 277”. */
  return g_strdup_printf (C_("assumed figure", "≈ %s"), text);
}

/**
 * qd_column_display:
 * @column: a column
 * @figures: the figures of the plan that @record is of
 * @record: a record of the column's type
 * @marks: (out) (optional): what is to be said about the value
 *
 * Returns: (transfer full): what a cell shows, in the user's language: points in whole ones, loads in per cent, “≈ 277”
 *   where it is assumed, “–” or a few words where it is unknown, "" where nothing is typed
 */
char *
qd_column_display (const QdColumn *column,
                   QdFigures      *figures,
                   QdRecord       *record,
                   QdCellMark     *marks)
{
  g_auto (QdValue) value = QD_VALUE_INIT;
  QdCellMark ignored = 0;

  g_return_val_if_fail (column != NULL, NULL);
  g_return_val_if_fail (qd_record_get_record_type (record) == column->record_type, NULL);

  marks = marks != NULL ? marks : &ignored;
  *marks = 0;

  if (get_computed (column) != NULL)
    return display_computed (get_computed (column), figures, record, marks);

  value = stored_value (column, record, marks);

  return display_stored (column->field, &value, qd_figures_get_plan (figures));
}

/**
 * qd_record_display:
 * @record: a record
 * @field: the index of a field
 *
 * Returns: (transfer full): what was typed into the field, in the user's language: references by the titles of what they
 *   point at, an accepted finding by what it is about; "" where nothing is
 */
char *
qd_record_display (QdRecord *record,
                   guint     field)
{
  return display_stored (qd_record_get_field (record, field), qd_record_get_value (record, field),
                         qd_record_get_plan (record));
}

/**
 * qd_record_name:
 * @record: a record
 *
 * Returns: (transfer full): what people call it: the field that names it as qd_record_display() has it, else what such a
 *   record is called; never empty
 */
char *
qd_record_name (QdRecord *record)
{
  const QdRecordInfo *info = qd_record_get_info (record);
  g_autofree char *title = info->title_field >= 0 ? qd_record_display (record, (guint) info->title_field) : NULL;

  return title != NULL && !qd_text_is_blank (title) ? g_steal_pointer (&title) : g_strdup (_(info->label));
}

static double
total_of (const QdColumn *column,
          QdFigures      *figures,
          QdListId        list)
{
  const QdComputedColumn *self = get_computed (column);

  if (self != NULL)
    return self->total != NULL ? self->total (figures, list) : NAN;

  for (gsize i = 0; i < G_N_ELEMENTS (stored_totals); i++)
    if (stored_totals[i].type == column->record_type && stored_totals[i].field == column->field->index)
      return stored_totals[i].total (figures, list);

  return NAN;
}

/**
 * qd_column_total:
 * @column: a column
 * @figures: figures
 * @list: the list whose total row it is: of key results that of their objectives
 *
 * Returns: what @column shows for all rows together; unset where there is no such thing. Clear it with qd_value_clear()
 */
QdValue
qd_column_total (const QdColumn *column,
                 QdFigures      *figures,
                 QdListId        list)
{
  const QdComputedColumn *self;

  g_return_val_if_fail (column != NULL, (QdValue) QD_VALUE_INIT);

  self = get_computed (column);

  return computed_value (self != NULL ? self->format : QD_FORMAT_NUMBER, total_of (column, figures, list));
}

/**
 * qd_column_display_total:
 * @column: a column
 * @figures: figures
 * @list: see qd_column_total()
 *
 * Returns: (transfer full): the same for the screen; "" where there is none
 */
char *
qd_column_display_total (const QdColumn *column,
                         QdFigures      *figures,
                         QdListId        list)
{
  const QdComputedColumn *self;
  double total;

  g_return_val_if_fail (column != NULL, NULL);

  total = total_of (column, figures, list);
  if (isnan (total))
    return g_strdup ("");

  self = get_computed (column);

  return format_number (self != NULL ? self->format : QD_FORMAT_NUMBER, total);
}

/**
 * qd_column_explain:
 * @column: a column
 * @figures: the figures of the plan that @record is of
 * @record: a record of the column's type
 *
 * Returns: (transfer full) (nullable): where the figure comes from, one or two sentences with its numbers in the user's
 *   language; %NULL for what somebody typed
 */
char *
qd_column_explain (const QdColumn *column,
                   QdFigures      *figures,
                   QdRecord       *record)
{
  g_auto (QdValue) value = QD_VALUE_INIT;
  QdCellMark marks = 0;

  g_return_val_if_fail (column != NULL, NULL);
  g_return_val_if_fail (qd_record_get_record_type (record) == column->record_type, NULL);

  if (get_computed (column) != NULL)
    return get_computed (column)->explain (figures, record);

  value = stored_value (column, record, &marks);

  return (marks & QD_CELL_INHERITED) != 0 ? qd_explain_inherited (figures, record) : NULL;
}
