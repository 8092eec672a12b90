#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QdDatePrecision:
 * @QD_DATE_NONE: the text holds no date
 * @QD_DATE_DAY: a day
 * @QD_DATE_MONTH: only a month, as in “April board meeting”; the date is its first day
 */
typedef enum
{
  QD_DATE_NONE,
  QD_DATE_DAY,
  QD_DATE_MONTH,
} QdDatePrecision;

/**
 * QdDate:
 *
 * What was understood of a date that somebody typed. Derived on demand, never stored.
 */
typedef struct
{
  QdDatePrecision precision;
  GDate           date;
} QdDate;

QdDate    qd_date_parse          (const char  *text,
                                  const GDate *near_date);
gboolean  qd_date_matches        (const char  *text,
                                  const GDate *near_date,
                                  QdDate      *date);
QdDate    qd_date_find           (const char  *text,
                                  const GDate *near_date,
                                  int         *start,
                                  int         *end);
gboolean  qd_date_is_weekend     (const GDate *date);
char     *qd_date_to_iso         (const GDate *date);
char     *qd_date_format_local   (const GDate *date);
int       qd_date_working_days   (const GDate *first,
                                  const GDate *last,
                                  const GDate *holidays,
                                  guint        n_holidays);

G_END_DECLS
