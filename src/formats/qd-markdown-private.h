#pragma once

#include "qd-figures.h"
#include "qd-markdown.h"

G_BEGIN_DECLS

/* Bounds of what is read: a plan a thousand times the usual one has 5 MB and 82,000 records. */
#define QD_MD_MAX_BYTES ((gsize) 256 * 1024 * 1024)
#define QD_MD_MAX_RECORDS 300000

/* A table with more columns is kept as text. */
#define QD_MD_MAX_COLUMNS 64

/* A piece of the document; not terminated. */
typedef struct
{
  const char *text;
  gsize       length;
} QdMdSpan;

/* qd-markdown-scan.c: blocks at the top level of a document, one after the other, each a run of whole lines. */

typedef enum
{
  QD_MD_BLOCK_END,
  QD_MD_BLOCK_BLANK,
  QD_MD_BLOCK_RULE,
  QD_MD_BLOCK_HEADING,
  QD_MD_BLOCK_TABLE,     /* header and delimiter row */
  QD_MD_BLOCK_ROW,       /* of the table that was just opened */
  QD_MD_BLOCK_ITEM,      /* of a list: its first paragraph */
  QD_MD_BLOCK_NESTED,    /* what else the item above holds */
  QD_MD_BLOCK_QUOTE,
  QD_MD_BLOCK_FENCE,
  QD_MD_BLOCK_CODE,
  QD_MD_BLOCK_HTML,
  QD_MD_BLOCK_PARAGRAPH,
} QdMdBlockType;

typedef struct
{
  QdMdBlockType type;
  QdMdSpan      source;  /* the lines, the last line end included where there is one */
  QdMdSpan      content; /* heading: its text; table: its header; row: the row; item: behind the marker, all lines */
  QdMdSpan      marker;  /* item: what is before its content */
  guint       line;    /* of its first line, from 1 */
  guint       level;   /* of a heading */
} QdMdBlock;

/* A plain value: a copy of it looks ahead. */
typedef struct
{
  const char *at;
  const char *end;
  guint       line;
  gboolean    in_table;
  guint       item_indent; /* where the content of the open list item starts; 0 outside of lists */
} QdMdScanner;

void      qd_md_scanner_init       (QdMdScanner  *scanner,
                                 const char *text,
                                 gsize       length);
gboolean  qd_md_scanner_next       (QdMdScanner  *scanner,
                                 QdMdBlock    *block);
QdMdSpan  qd_md_span_first_line    (QdMdSpan      span);
QdMdSpan  qd_md_span_strip         (QdMdSpan      span);
gboolean  qd_md_span_equal         (QdMdSpan      span,
                                 const char *text);
char     *qd_md_span_dup           (QdMdSpan      span);
guint     qd_md_split_row       (QdMdSpan      row,
                                 gboolean    guard_code,
                                 QdMdSpan     *cells,
                                 guint       max_cells);

/* qd-markdown-text.c: what stands within a line. */

/* A named part of a pattern: “### Objective {n}: {title}”. */
typedef struct
{
  const char *name;
  QdMdSpan      value;
} QdMdPart;

QdMdSpan  qd_md_span            (const char      *text);
QdMdSpan  qd_md_span_from       (const char      *from,
                                 const char      *to);
const char *
          qd_md_trim_end        (const char      *from,
                                 const char      *to);
const char *
          qd_md_skip_blanks     (const char      *from,
                                 const char      *to);
void      qd_md_append_span     (GString         *out,
                                 QdMdSpan           span);
char     *qd_md_pattern_make    (QdMdSpan           source,
                                 const QdMdPart  *parts,
                                 guint            n_parts);
void      qd_md_pattern_format  (GString         *out,
                                 const char      *pattern,
                                 const QdMdPart  *parts,
                                 guint            n_parts);
gboolean  qd_md_pattern_has     (const char      *pattern,
                                 const char      *name);
QdMdSpan  qd_md_strip_emphasis  (QdMdSpan           text);
gboolean  qd_md_has_prefix      (QdMdSpan           text,
                                 const char      *prefix);
gsize     qd_md_scan_dash       (QdMdSpan           text);
gboolean  qd_md_is_point_unit   (QdMdSpan           text);
QdValue   qd_md_read_value      (const QdField   *field,
                                 QdMdSpan           text,
                                 gboolean         cell);
void      qd_md_append_number   (GString         *out,
                                 double           number,
                                 guint            decimals);
void      qd_md_append_value    (GString         *out,
                                 const QdField   *field,
                                 const QdValue   *value,
                                 gboolean         cell);
void      qd_md_append_text     (GString         *out,
                                 const char      *text,
                                 gboolean         breaks,
                                 gboolean         cell);
gboolean  qd_md_value_same      (const QdField   *field,
                                 const QdValue   *read,
                                 const QdValue   *stored);
gboolean  qd_md_parse_parts     (const QdRecordInfo *info,
                                 guint64          fields,
                                 QdMdSpan           text,
                                 QdRecord        *record);
void      qd_md_append_parts    (GString         *out,
                                 QdRecord        *record,
                                 guint64          fields);

/* qd-markdown-sections.c: the sections of the canonical form, one table. */

typedef enum
{
  QD_MD_METADATA,
  QD_MD_REVIEW,
  QD_MD_SCORECARD,
  QD_MD_LESSONS,
  QD_MD_CONTEXT,
  QD_MD_PRIORITIES,
  QD_MD_CONSTRAINTS,
  QD_MD_CAPACITY,
  QD_MD_TEAMS,
  QD_MD_ALLOCATION,
  QD_MD_OBJECTIVES,
  QD_MD_DEPENDENCIES,
  QD_MD_RISKS,
  QD_MD_NOT_DOING,
  QD_MD_CRITERIA,
  QD_MD_DECISIONS,
  QD_MD_ACTIONS,
  QD_MD_COMMUNICATION,
  QD_MD_REVIEWS,
  QD_MD_APPROVALS,
  QD_MD_N_SECTIONS, /* those with a heading */
  QD_MD_KEY_RESULTS = QD_MD_N_SECTIONS,
  QD_MD_INITIATIVES,
  QD_MD_FREE,     /* Markdown that fits nowhere else */
  QD_MD_DOCUMENT, /* what is in no section */
  QD_MD_N_IDS,
} QdMdSectionId;

/* How the records of a section are written where the document does not say otherwise. */
typedef enum
{
  QD_MD_FORM_NONE,       /* a heading over other sections */
  QD_MD_FORM_FIELDS,     /* a row a field of the plan */
  QD_MD_FORM_TABLE,      /* a row a record */
  QD_MD_FORM_SCORECARD,  /* a row a key result, its objective before it */
  QD_MD_FORM_LIST,       /* an item a record */
  QD_MD_FORM_OBJECTIVES, /* a heading an objective, with its key results and initiatives */
} QdMdForm;

/**
 * QdMdSection:
 * @id: its name in layout hints and in the places of free sections
 * @form: how its records are written
 * @level: of its heading; 0: it has none
 * @parent: the section it is part of, or %QD_MD_N_IDS
 * @list: the list its records are in, or %QD_LIST_ANY
 * @type: what a row or item is
 * @name: (nullable): its heading without quarter; that of @list if %NULL
 * @heading: (nullable): the pattern of its heading where the plan has a quarter; the name alone if %NULL
 * @columns: the fields that always have a column; 0: those with a heading of their own
 * @item: the pattern of a list item
 * @lead: the field at the start of a list item; -1: the title
 * @rest: the field behind it, or -1
 * @parts: the fields that a list item names in brackets at its end, one bit each
 * @whole_is_rest: an item that has no lead is all @rest
 * @intro: (nullable): the pattern of the sentence under the heading
 * @plain_intro: (nullable): the same without quarter
 * @aliases: other headings that mean it, as qd_md_heading_key() gives them, separated by “|”
 */
typedef struct
{
  const char    *id;
  QdMdForm       form;
  guint          level;
  QdMdSectionId  parent;
  QdListId       list;
  QdRecordType   type;
  const char    *name;
  const char    *heading;
  guint64        columns;
  const char    *item;
  int            lead;
  int            rest;
  guint64        parts;
  gboolean       whole_is_rest;
  const char    *intro;
  const char    *plain_intro;
  const char    *aliases;
} QdMdSection;

#define QD_MD_FIELD_BIT(field) ((guint64) 1 << (field))

const QdMdSection *qd_md_section      (QdMdSectionId     id);
QdMdSectionId      qd_md_section_find (QdMdSpan            heading);
gboolean           qd_md_is_record_list (QdMdSectionId   id);
gboolean           qd_md_is_part      (QdMdSectionId     id);
QdMdSectionId      qd_md_section_top  (QdMdSectionId     id);

/* The quarters that headings and intros name. */
typedef struct
{
  char *quarter;        /* “Q2 2024”; "" without one */
  char *short_quarter;  /* “Q2” */
  char *previous;
  char *short_previous;
} QdMdQuarters;

void   qd_md_quarters_init    (QdMdQuarters       *quarters,
                               QdPlan             *plan);
void   qd_md_quarters_clear   (QdMdQuarters       *quarters);
char  *qd_md_quarters_pattern (const QdMdQuarters *quarters,
                               QdMdSpan              source);
void   qd_md_quarters_format  (const QdMdQuarters *quarters,
                               GString            *out,
                               const char         *pattern,
                               const char         *name);
QdMdSpan qd_md_find_quarter     (QdMdSpan              text);

typedef enum
{
  QD_MD_NOT_OBJECTIVE,
  QD_MD_MAYBE_OBJECTIVE,
  QD_MD_OBJECTIVE_HEADING,
} QdMdHeadingKind;

QdMdHeadingKind qd_md_parse_objective (QdMdSpan  heading,
                                       QdMdSpan *number,
                                       QdMdSpan *title);

/* qd-markdown-layout.c: what a document does differently, and the gaps between its pieces. */

/* A piece is a run of whole lines that the writer writes as one. A document is pieces and the gaps between them, which
 * hold nothing but blank lines and rules. */
typedef enum
{
  QD_MD_TITLE,
  QD_MD_NOTE,
  QD_MD_HEADING,
  QD_MD_INTRO,
  QD_MD_HEADER,
  QD_MD_SEPARATOR,
  QD_MD_ROW,
  QD_MD_MORE, /* rows of the metadata that name no field */
  QD_MD_TOTAL,
  QD_MD_ITEM,
  QD_MD_SCORE,
  QD_MD_CAPACITY_NOTE,
  QD_MD_OBJECTIVE,
  QD_MD_OWNER,
  QD_MD_LABEL,
  QD_MD_TEXT, /* of a free section */
  QD_MD_END,
  QD_MD_N_KEYS
} QdMdKey;

typedef struct
{
  QdMdKey        key;
  QdMdSectionId  section;
  QdRecord      *record; /* (nullable): not owned */
  int            field;  /* of a row of the metadata; else -1 */
  QdMdSpan         source; /* with the last line end */
  guint          line;
} QdMdPiece;

/* What may stand side by side; the gap between two pieces depends on nothing else. */
typedef enum
{
  QD_MD_GAP_START,
  QD_MD_GAP_TITLE,
  QD_MD_GAP_SECTION,
  QD_MD_GAP_SUBSECTION,
  QD_MD_GAP_TABLE,
  QD_MD_GAP_ROW,
  QD_MD_GAP_LIST,
  QD_MD_GAP_ITEM,
  QD_MD_GAP_TEXT,
  QD_MD_GAP_LABEL,
  QD_MD_GAP_FREE,
  QD_MD_GAP_END,
  QD_MD_N_GAPS
} QdMdGap;

#define QD_MD_ABSENT "none"

/* Lines of the canonical form. */
#define QD_MD_FIELD_PATTERN "| **{label}** | {value} |"
#define QD_MD_OBJECTIVE_PATTERN "### Objective {n}: {title}"
#define QD_MD_OWNER_PATTERN "*Owner: {owner}*"
#define QD_MD_LABEL_TEXT "**Initiatives**:"

typedef struct _QdMdLayout QdMdLayout;

QdMdLayout *qd_md_layout_new      (QdPlan           *plan);
void        qd_md_layout_free     (QdMdLayout       *layout);
const char *qd_md_layout_get      (QdMdLayout       *layout,
                                   QdMdSectionId     section,
                                   const char       *key,
                                   QdRecord         *record);
gboolean    qd_md_layout_tells    (QdMdLayout       *layout,
                                   QdRecord         *record);
const char *qd_md_layout_find     (QdMdLayout       *layout,
                                   QdMdSectionId     section,
                                   const char       *key,
                                   QdRecord         *record);
void        qd_md_layout_set      (QdMdLayout       *layout,
                                   QdMdSectionId     section,
                                   const char       *key,
                                   QdRecord         *record,
                                   const char       *text);
const char *qd_md_key_name        (QdMdKey           key,
                                   int               field);
QdMdGap     qd_md_gap_class       (QdMdKey           key,
                                   QdMdSectionId     section,
                                   QdRecord         *record,
                                   QdMdGap           before);
const char *qd_md_gap_canonical   (QdMdGap           before,
                                   QdMdGap           after,
                                   gboolean          first_section);
char       *qd_md_gap_key         (QdMdGap           before,
                                   QdMdGap           after,
                                   gboolean          first_section);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdMdLayout, qd_md_layout_free)

/* qd-markdown-table.c: tables. */

typedef enum
{
  QD_MD_COLUMN_EXTRA,    /* has no field: its cells are kept as they are */
  QD_MD_COLUMN_FIELD,
  QD_MD_COLUMN_COMPUTED, /* a figure; its field is the one that overrides it */
  QD_MD_COLUMN_GROUP,    /* the objective of a key result */
} QdMdColumnKind;

typedef struct
{
  QdMdColumnKind  kind;
  const QdField  *field; /* (nullable) */
  guint           width; /* of the cell in the header, its blanks included, in characters */
} QdMdColumn;

/* What the columns of a table mean. */
typedef struct
{
  guint      n;
  guint64    fields; /* one bit each */
  guint      n_known;
  QdMdColumn columns[QD_MD_MAX_COLUMNS];
} QdMdMap;

/* How the cells of a table are written: “| **{}** | {} |” */
typedef struct
{
  gboolean opened, closed; /* a pipe at the start, at the end */
  gboolean padded;         /* filled up to the width of the header */
  guint    n;
  char    *before[QD_MD_MAX_COLUMNS];
  char    *after[QD_MD_MAX_COLUMNS];
} QdMdRowStyle;

QdMdMap      *qd_md_map_new           (QdMdSectionId       section,
                                       QdMdSpan              header);
gboolean      qd_md_map_fits          (const QdMdMap      *map,
                                       QdMdSectionId       section);
int           qd_md_match_label       (QdRecordType        type,
                                       QdMdSpan              label,
                                       guint64             taken);
guint         qd_md_row_cells         (QdMdSpan              row,
                                       guint               n_columns,
                                       QdMdSpan             *cells);
QdMdSpan        qd_md_cell_core         (const QdMdColumn   *column,
                                       QdMdSpan              cell);
void          qd_md_append_labels     (GString            *out,
                                       QdMdSectionId       section,
                                       guint64             fields);
void          qd_md_append_separator  (GString            *out,
                                       QdMdSpan              header,
                                       guint               from);
QdMdRowStyle *qd_md_row_style_new     (QdMdSectionId       section,
                                       const QdMdMap      *map,
                                       const char         *pattern);
void          qd_md_row_style_free    (QdMdRowStyle       *style);
void          qd_md_append_cells      (GString            *out,
                                       const QdMdRowStyle *style,
                                       const QdMdMap      *map,
                                       GString           **cells);
char         *qd_md_row_pattern       (QdMdSpan              row,
                                       const QdMdMap      *map);

/* qd-markdown-item.c: list items, and lines of a form of their own. */

/* A list item taken apart. Spans without text are not there. */
typedef struct
{
  QdMdSpan  line;    /* all of it, in one line */
  char   *joined;  /* what @line points into, if the document has it in several lines */
  QdMdSpan  number;  /* of an ordered list */
  QdMdSpan  box;     /* what is in its check box */
  QdMdSpan  lead;
  QdMdSpan  rest;
  QdMdSpan  parts;   /* fields by name, without the brackets around them */
  gsize   before_parts; /* the length of @line up to them */
} QdMdItem;

void      qd_md_item_parse       (QdMdItem        *item,
                                  QdMdSectionId    section,
                                  QdMdSpan           source);
void      qd_md_item_clear       (QdMdItem        *item);
char     *qd_md_item_pattern     (const QdMdItem  *item,
                                  guint            ordinal);
void      qd_md_item_read        (const QdMdItem  *item,
                                  QdMdSectionId    section,
                                  QdRecord        *record);
gboolean  qd_md_item_says        (const QdMdItem  *item,
                                  QdMdSectionId    section,
                                  QdRecord        *record);

/* qd-markdown-line.c: lines that have a form of their own. */

gboolean  qd_md_parse_owner      (QdMdSpan           line,
                                  QdMdSpan          *value);
gboolean  qd_md_parse_score      (QdMdSpan           line,
                                  QdMdSpan          *score,
                                  QdMdSpan          *word,
                                  QdMdSpan          *target);
gboolean  qd_md_parse_note       (QdMdSpan           line,
                                  QdMdSpan          *value);
QdMdSectionId
          qd_md_parse_label      (QdMdSpan           line);
char     *qd_md_read_quote       (QdMdSpan           source);
void      qd_md_append_quote     (GString         *out,
                                  const char      *text);
void      qd_md_parse_field      (QdMdSpan         line,
                                  gboolean         table,
                                  QdMdSpan        *label,
                                  QdMdSpan        *value);
char     *qd_md_field_pattern    (QdMdSpan         line,
                                  gboolean         table,
                                  const char      *name);

/* qd-markdown-emit.c: pieces and gaps go out; while a document is read, what differs from it becomes a hint. */

/* The columns of the last table of a section, and how its rows are written. */
typedef struct
{
  char         *header;
  QdMdMap      *map;
  QdMdRowStyle *style;
} QdMdTable;

typedef struct
{
  QdPlan        *plan;
  QdRecord      *root;
  QdFigures     *figures;
  QdMdLayout    *layout;
  QdMdQuarters   quarters;
  GString       *out;
  GString       *line;   /* the piece at work */
  QdMdTable      tables[QD_MD_N_IDS];
  GString       *cells[QD_MD_MAX_COLUMNS];

  GHashTable    *places; /* place -> GPtrArray of free sections still to come */
  guint64        worded; /* the sections with free text in them, one bit each */
  QdMdGap        before;
  gboolean       section_seen;
  const char    *gaps[QD_MD_N_GAPS][QD_MD_N_GAPS];

  const GArray  *pieces; /* (nullable): those of the document, while it is read */
  guint          next;
  const char    *at;     /* where the last of them ended */
  gboolean       failed; /* what is written has another order than the document */
} QdMdWriter;

void              qd_md_writer_init    (QdMdWriter     *writer,
                                        QdPlan         *plan,
                                        QdFigures      *figures,
                                        QdMdLayout     *layout);
void              qd_md_writer_clear   (QdMdWriter     *writer);
void              qd_md_write_item     (QdMdWriter     *writer,
                                        QdMdSectionId   section,
                                        const char     *pattern,
                                        QdRecord       *record,
                                        guint           ordinal);
const QdMdPiece  *qd_md_peek           (QdMdWriter     *writer);
gboolean          qd_md_begin          (QdMdWriter     *writer,
                                        QdMdKey         key,
                                        QdMdSectionId   section,
                                        QdRecord       *record,
                                        int             field);
void              qd_md_finish         (QdMdWriter     *writer,
                                        QdMdKey         key,
                                        QdMdSectionId   section,
                                        QdRecord       *record,
                                        int             field);
gboolean          qd_md_differs        (QdMdWriter     *writer,
                                        QdMdSpan         *source);
void              qd_md_place          (QdMdWriter     *writer,
                                        const char     *format,
                                        ...) G_GNUC_PRINTF (2, 3);
void              qd_md_write_left     (QdMdWriter     *writer);
void              qd_md_write_end      (QdMdWriter     *writer);

/* qd-markdown-write-table.c */
void              qd_md_write_table    (QdMdWriter     *writer,
                                        QdMdSectionId   section,
                                        QdRecord       *owner,
                                        GArray         *rows);
void              qd_md_canonical_header (GString      *out,
                                        QdMdSectionId   section,
                                        guint64         fields);
void              qd_md_write_header   (QdMdWriter     *writer,
                                        QdMdSectionId   section,
                                        QdRecord       *table,
                                        guint64         fields);
void              qd_md_write_total    (QdMdWriter     *writer,
                                        QdMdSectionId   section);

/* A row of a table: a record, or in the scorecard a key result and its objective. */
typedef struct
{
  QdRecord *record;
  QdRecord *group; /* (nullable) */
  gboolean  first; /* of its group */
} QdMdRow;

/* qd-markdown-write.c */

/* Finds the parts of a piece as it was typed, and returns how many there are, four at most. */
typedef guint (*QdMdFindParts) (QdMdSpan  source,
                                QdMdPart *parts);

void              qd_md_write          (QdMdWriter     *writer);
gboolean          qd_md_is_present     (QdMdWriter     *writer,
                                        QdMdSectionId   section);
void              qd_md_write_pattern  (QdMdWriter     *writer,
                                        QdMdKey         key,
                                        QdMdSectionId   section,
                                        QdRecord       *record,
                                        const char     *canonical,
                                        const QdMdPart *parts,
                                        guint           n_parts,
                                        QdMdFindParts   find);
void              qd_md_write_records  (QdMdWriter     *writer,
                                        QdMdSectionId   id,
                                        QdRecord       *owner,
                                        QdList         *list);
QdMdSpan            qd_md_heading_text   (QdMdSpan          source);

/* qd-markdown-write-objectives.c */
void              qd_md_write_objectives (QdMdWriter   *writer);
char             *qd_md_objective_pattern (QdMdSpan     source,
                                           guint        ordinal);
char             *qd_md_owner_pattern    (QdMdSpan      source);
gboolean          qd_md_is_owner         (QdMdSpan      line);
gboolean          qd_md_has_owner_line   (QdRecord     *objective);
void              qd_md_read_owner       (QdRecord     *objective,
                                          QdMdSpan      source);

/* The parts of an objective, in the order of the canonical form. */
#define QD_MD_PARTS "owner key-results initiatives"

/* qd-markdown-read.c: a document becomes records, and pieces that say where each of them stood. */

/* A figure that the document states where the plan computes one. */
typedef struct
{
  QdRecord *record;
  guint     field; /* the one that overrides the computed figure */
  QdMdSpan  text;
  guint     line;
} QdMdTyped;

/* Text that fits nowhere, until it is known what follows it. */
typedef struct
{
  gboolean  headed;
  QdMdBlock heading;
  QdMdSpan  text; /* from its first line to its last; without text if there is none */
  guint     line;
} QdMdPending;

/* A header that was seen, and what its columns mean. */
typedef struct
{
  QdMdSpan  header;
  QdMdMap  *map; /* (nullable) */
} QdMdKnownTable;

typedef struct
{
  QdPlan         *plan;
  QdRecord       *root;
  QdMdLayout     *layout;
  QdImportReport *report; /* (nullable): not owned */
  guint64         opaque; /* sections to be kept as text, one bit each */

  QdMdScanner     scanner;
  QdMdBlock       block;
  GArray         *pieces;
  GArray         *typed;
  GArray         *pending;
  GArray         *order; /* of the sections */
  GHashTable     *ids;   /* id -> how many records would have it */
  GStringChunk   *id_texts; /* of which the keys are */
  guint           n_records;

  guint64         seen;
  QdMdSectionId   section;   /* where we are, or QD_MD_N_IDS */
  guint           level;     /* of its heading */
  QdMdSectionId   parent;    /* the section whose parts may come here without a heading, or QD_MD_N_IDS */
  QdMdSectionId   open;      /* the list whose rows or items came last, or QD_MD_N_IDS */
  guint64         closed;    /* the lists that take no more */
  guint64         formed;    /* the lists that one is read of, so that it is known which form is usual */
  QdMdSectionId   label;     /* the list that a label just announced, or QD_MD_N_IDS */
  gboolean        announced; /* the last text announces a list that we do not know */
  QdRecord       *objective; /* the one we are in */
  guint           objective_level;
  guint64         parts;     /* which of its lists it has, one bit each */
  QdRecord       *group;     /* the objective of the scorecard's last row */
  QdMdSpan        review_heading;

  QdMdKnownTable  tables[QD_MD_N_IDS];
  const char     *ahead; /* up to here we know whether a table of this section follows */
  QdMdSectionId   ahead_section;
  gboolean        ahead_table;

  QdMdPiece       last;      /* that is no free text */
  QdRecord       *last_objective;
} QdMdReader;

void       qd_md_reader_init    (QdMdReader      *reader,
                                 QdMdSpan         text,
                                 guint64          opaque,
                                 QdImportReport  *report);
void       qd_md_reader_clear   (QdMdReader      *reader);
gboolean   qd_md_read           (QdMdReader      *reader);
void       qd_md_name_record    (QdMdReader      *reader,
                                 QdRecord        *record,
                                 const char      *section);
void       qd_md_add_piece      (QdMdReader      *reader,
                                 QdMdKey          key,
                                 QdMdSectionId    section,
                                 QdRecord        *record,
                                 int              field,
                                 QdMdSpan         source);
void       qd_md_keep           (QdMdReader      *reader);
void       qd_md_enter          (QdMdReader      *reader,
                                 QdMdSectionId    section);

/* qd-markdown-read-records.c */
gboolean   qd_md_read_table     (QdMdReader      *reader);
gboolean   qd_md_read_item      (QdMdReader      *reader);

/* qd-markdown-settle.c */
void       qd_md_settle         (QdMdReader      *reader,
                                 QdFigures       *figures);

/* qd-markdown-survey.c */
void       qd_md_survey         (QdMdReader      *reader);

G_END_DECLS
