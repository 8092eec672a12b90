#pragma once

/* The sentences of the pages, and what they are made with. */

#include "qd-summary.h"

G_BEGIN_DECLS

typedef struct
{
  QdFigures      *figures;
  QdPlan         *plan;
  const QdTotals *totals;
  GPtrArray      *findings; /* (nullable) */
} QdSummaryContext;

typedef gboolean (*QdRecordTest) (QdSummaryContext *context,
                                  QdRecord         *record);

char     *qd_summary_bold              (const char       *text);
char     *qd_summary_count             (guint             n);
char     *qd_summary_points            (double            points);
char     *qd_summary_score             (double            score);
char     *qd_summary_title             (QdRecord         *record);
guint     qd_summary_n                 (QdSummaryContext *context,
                                        QdListId          list);
guint     qd_summary_n_if              (QdSummaryContext *context,
                                        QdListId          list,
                                        QdRecordTest      test,
                                        QdRecord        **first);
char     *qd_summary_previous_quarter  (QdSummaryContext *context);

char     *qd_summary_of_conflicts      (QdSummaryContext *context);
char     *qd_summary_of_lessons        (QdSummaryContext *context);
char     *qd_summary_of_plan           (QdSummaryContext *context);
char     *qd_summary_of_context        (QdSummaryContext *context);
char     *qd_summary_of_dependencies   (QdSummaryContext *context);
char     *qd_summary_of_risks          (QdSummaryContext *context);
char     *qd_summary_of_what_if        (QdSummaryContext *context);
char     *qd_summary_of_not_doing      (QdSummaryContext *context);
char     *qd_summary_of_criteria       (QdSummaryContext *context);
char     *qd_summary_of_decisions      (QdSummaryContext *context);
char     *qd_summary_of_communication  (QdSummaryContext *context);
char     *qd_summary_of_reviews        (QdSummaryContext *context);
char     *qd_summary_of_approvals      (QdSummaryContext *context);
char     *qd_summary_of_votes         (QdSummaryContext *context);
char     *qd_summary_of_meeting        (QdSummaryContext *context);
char     *qd_summary_of_comments       (QdSummaryContext *context);
char     *qd_summary_comments_figure   (QdSummaryContext *context);
char     *qd_summary_of_sections       (QdSummaryContext *context);
char     *qd_summary_approvals_figure  (QdSummaryContext *context);

G_END_DECLS
