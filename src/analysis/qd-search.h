#pragma once

#include "qd-change.h"
#include "qd-figures.h"
#include "qd-pages.h"

G_BEGIN_DECLS

/**
 * QdSearchFlags:
 * @QD_SEARCH_MATCH_CASE: letters as they are typed, with their case and accents
 * @QD_SEARCH_WHOLE_WORDS: not within a word
 */
typedef enum
{
  QD_SEARCH_PLAIN = 0,
  QD_SEARCH_MATCH_CASE = 1 << 0,
  QD_SEARCH_WHOLE_WORDS = 1 << 1,
} QdSearchFlags;

/**
 * QdSearchHit:
 * @record: (not owned): the record
 * @field: what of it
 * @page: where that is edited
 *
 * A field in which what is looked for stands, once or several times. Good until qd_search_prepare() is called again.
 */
typedef struct
{
  QdRecord      *record;
  const QdField *field;
  QdPageId       page;
} QdSearchHit;

/**
 * QdSearchRange:
 * @start: the first byte of a place in a text
 * @end: the byte behind it
 */
typedef struct
{
  guint start;
  guint end;
} QdSearchRange;

#define QD_TYPE_SEARCH (qd_search_get_type ())

G_DECLARE_FINAL_TYPE (QdSearch, qd_search, QD, SEARCH, GObject)

QdSearch *qd_search_new         (QdFigures         *figures);
gboolean  qd_search_prepare     (QdSearch          *search,
                                 gint64             budget);
GArray   *qd_search_find        (QdSearch          *search,
                                 const char        *query,
                                 QdSearchFlags      flags);
GArray   *qd_search_ranges      (const char        *text,
                                 const char        *query,
                                 QdSearchFlags      flags);
char     *qd_search_excerpt     (const char        *text,
                                 GArray            *ranges,
                                 guint              max_chars);

QdChange *qd_search_replace     (QdFigures         *figures,
                                 const QdSearchHit *hits,
                                 guint              n_hits,
                                 const char        *query,
                                 QdSearchFlags      flags,
                                 const char        *replacement,
                                 guint             *n_replaced,
                                 guint             *n_kept);

G_END_DECLS
