#pragma once

#include "qd-choice.h"
#include "qd-value.h"

G_BEGIN_DECLS

/**
 * QdKind:
 * @QD_KIND_TEXT: one line of text
 * @QD_KIND_LONG_TEXT: text that may have several lines
 * @QD_KIND_NUMBER: a number
 * @QD_KIND_POINTS: story points
 * @QD_KIND_PERCENT: per cent; 25 is 25 %
 * @QD_KIND_SCORE: a score from 0 to 1
 * @QD_KIND_DATE: a date as typed; see qd_date_parse()
 * @QD_KIND_QUARTER: a quarter as typed; see qd_quarter_parse()
 * @QD_KIND_MEASURE: a measure as typed; see qd_measure_parse()
 * @QD_KIND_LEVEL: low, medium or high; text that is none of them is kept as typed
 * @QD_KIND_CHOICE: one of the field's choices; text that is none of them is kept as typed
 * @QD_KIND_BOOLEAN: yes or no
 * @QD_KIND_PEOPLE: names of people or roles as typed
 * @QD_KIND_TEAM: names of teams as typed, such as “Checkout + Growth Teams”
 * @QD_KIND_CATEGORY: the name of an allocation category
 * @QD_KIND_SHARES: names of teams, each with an optional share: “Checkout 70%, Growth 30%”
 * @QD_KIND_REFS: ids of records, separated by single spaces
 * @QD_KIND_COLOR: a colour as typed; see qd_color_parse()
 * @QD_KIND_PICTURE: a PNG picture as a data URL
 *
 * What a field holds. Kinds from @QD_KIND_NUMBER to @QD_KIND_SCORE hold numbers, all others text.
 */
typedef enum
{
  QD_KIND_TEXT,
  QD_KIND_LONG_TEXT,
  QD_KIND_NUMBER,
  QD_KIND_POINTS,
  QD_KIND_PERCENT,
  QD_KIND_SCORE,
  QD_KIND_DATE,
  QD_KIND_QUARTER,
  QD_KIND_MEASURE,
  QD_KIND_LEVEL,
  QD_KIND_CHOICE,
  QD_KIND_BOOLEAN,
  QD_KIND_PEOPLE,
  QD_KIND_TEAM,
  QD_KIND_CATEGORY,
  QD_KIND_SHARES,
  QD_KIND_REFS,
  QD_KIND_COLOR,
  QD_KIND_PICTURE,
} QdKind;

/**
 * QdFieldFlags:
 * @QD_FIELD_TITLE: names the record; each record type has just one
 * @QD_FIELD_DETAIL: not a column of tables unless asked for; edited in the detail of the row
 * @QD_FIELD_OVERRIDE: a stated figure that stands in for a computed one where it differs; no column of its own
 * @QD_FIELD_INTERNAL: never shown
 */
typedef enum
{
  QD_FIELD_TITLE = 1 << 0,
  QD_FIELD_DETAIL = 1 << 1,
  QD_FIELD_OVERRIDE = 1 << 2,
  QD_FIELD_INTERNAL = 1 << 3,
} QdFieldFlags;

/* The record types: QD_RECORD_PLAN, QD_RECORD_OBJECTIVE, … */
typedef enum
{
#define QD_RECORD(NAME, id, type_name, label) QD_RECORD_##NAME,
#define QD_FIELD(...)
#define QD_END(NAME)
#include "qd-schema.def"
#undef QD_RECORD
#undef QD_FIELD
#undef QD_END
  QD_N_RECORD_TYPES
} QdRecordType;

/* The fields of each record type: QD_RISK_LIKELIHOOD, … and their number, QD_RISK_N_FIELDS. */
#define QD_RECORD(NAME, id, type_name, label) enum {
#define QD_FIELD(NAME, FIELD, ...) QD_##NAME##_##FIELD,
#define QD_END(NAME) QD_##NAME##_N_FIELDS };
#include "qd-schema.def"
#undef QD_RECORD
#undef QD_FIELD
#undef QD_END

/* The lists: QD_LIST_OBJECTIVES, QD_LIST_KEY_RESULTS, … QD_LIST_ANY stands for any record of the plan in a reference. */
typedef enum
{
#define QD_LIST(LIST, ...) QD_LIST_##LIST,
#include "qd-lists.def"
#undef QD_LIST
  QD_N_LISTS,
  QD_LIST_ANY = QD_N_LISTS,
} QdListId;

/**
 * QdField:
 * @key: the member in the file, and the name of the GObject property
 * @kind: what it holds
 * @label: the name of the field, to be translated
 * @record_type: the record type it belongs to
 * @index: its place among the fields of its record type
 * @unit: (nullable): the unit, to be translated
 * @help: (nullable): what belongs here, one sentence, to be translated
 * @md: (nullable): the heading of its column in canonical Markdown; %NULL if it is not part of that form
 * @choices: (nullable): the fixed answers
 * @fallback: (nullable): what counts while nothing is typed
 * @refs: the list whose records it points at
 * @min: the least number that makes sense, 0 unless given; not enforced on import, where what was typed is kept
 * @max: the largest; 0: there is none
 * @width: how many characters a column wants
 * @flags: see #QdFieldFlags
 */
typedef struct
{
  const char     *key;
  QdKind          kind;
  const char     *label;
  QdRecordType    record_type;
  guint           index;
  const char     *unit;
  const char     *help;
  const char     *md;
  const QdChoice *choices;
  const char     *fallback;
  QdListId        refs;
  double          min;
  double          max;
  int             width;
  QdFieldFlags    flags;
} QdField;

/**
 * QdListInfo:
 * @list: which list
 * @owner: the record type that holds it
 * @id: its unique name, used by the command line and by findings
 * @key: its member in the owner's JSON object
 * @record_type: the type of its records
 * @title: its title, to be translated
 * @md: (nullable): its heading in canonical Markdown, without the quarter
 * @add: (nullable): the label of its add button, to be translated
 * @empty: (nullable): what belongs here, shown while it is empty, to be translated
 * @single: it always holds just one record, written as an object
 */
typedef struct
{
  QdListId      list;
  QdRecordType  owner;
  const char   *id;
  const char   *key;
  QdRecordType  record_type;
  const char   *title;
  const char   *md;
  const char   *add;
  const char   *empty;
  gboolean      single;
} QdListInfo;

/**
 * QdRecordInfo:
 * @type: which record type
 * @id: its name in the file format's documentation, and the prefix of ids
 * @type_name: the name of its GObject class
 * @label: what one such record is called, to be translated
 * @fields: (array length=n_fields): its fields in order
 * @n_fields: how many
 * @lists: (array length=n_lists): the lists it holds, in order
 * @n_lists: how many
 * @title_field: the field that names a record; -1 if none does
 */
typedef struct
{
  QdRecordType     type;
  const char      *id;
  const char      *type_name;
  const char      *label;
  const QdField   *fields;
  guint            n_fields;
  const QdListId  *lists;
  guint            n_lists;
  int              title_field;
} QdRecordInfo;

const QdRecordInfo *qd_record_info         (QdRecordType        type);
const QdField      *qd_record_info_field   (const QdRecordInfo *info,
                                            const char         *key);
const QdListInfo   *qd_list_info           (QdListId            list);
const QdListInfo   *qd_list_info_by_id     (const char         *id);
const QdListInfo   *qd_record_info_list    (const QdRecordInfo *info,
                                            const char         *key);

gboolean            qd_kind_is_number      (QdKind              kind);
const char         *qd_field_label         (const QdField      *field);
const QdValue      *qd_field_fallback      (const QdField      *field);
QdValue             qd_field_parse         (const QdField      *field,
                                            const char         *text);
QdValue             qd_field_parse_local   (const QdField      *field,
                                            const char         *text);
char               *qd_field_format        (const QdField      *field,
                                            const QdValue      *value);
char               *qd_field_display       (const QdField      *field,
                                            const QdValue      *value);
gboolean            qd_field_check         (const QdField      *field,
                                            const QdValue      *value,
                                            GError            **error);

G_END_DECLS
