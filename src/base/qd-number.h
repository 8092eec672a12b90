#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people type as a number is less, either way. */
#define QD_NUMBER_BOUND 1e15

const char *
          qd_number_scan          (const char *text,
                                   double     *number,
                                   guint      *decimals);
char     *qd_number_dup_plain     (const char *text);
gboolean  qd_number_parse         (const char *text,
                                   double     *number);
guint     qd_number_decimals      (const char *text);
char     *qd_number_to_json       (double      number);
char     *qd_number_format        (double      number,
                                   guint       max_decimals);
char     *qd_number_format_local  (double      number,
                                   guint       max_decimals);
char     *qd_score_format         (double      score);
char     *qd_score_format_local   (double      score);
double    qd_number_round         (double      number,
                                   guint       decimals);
gboolean  qd_number_equal         (double      a,
                                   double      b);

G_END_DECLS
