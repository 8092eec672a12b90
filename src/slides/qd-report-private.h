#pragma once

#include "qd-flow-private.h"
#include "qd-report.h"

G_BEGIN_DECLS

/* Margins of a page; points. The text is as wide as what they leave. */
#define QD_REPORT_MARGIN_X      56.0
#define QD_REPORT_MARGIN_TOP    74.0
#define QD_REPORT_MARGIN_BOTTOM 66.0

/* The baselines of running head and foot, from the edges of the page. */
#define QD_REPORT_HEAD 42.0
#define QD_REPORT_FOOT 36.0

/**
 * QdReport:
 * @outline: what it shows; not owned
 * @typeset: what its text is set with
 * @flow: its content on pages
 * @page_width: in points
 * @page_height: in points
 * @first_pages: for each section of the outline, the page on which it begins, from 0; %QD_FLOW_NONE where it is left out
 * @page_sections: for each page, the section that a reader who opens it finds at its top; %QD_FLOW_NONE before the first
 */
struct _QdReport
{
  const QdOutline *outline;
  QdTypeset        typeset;
  QdFlow          *flow;
  double           page_width;
  double           page_height;
  guint           *first_pages;
  guint           *page_sections;
};

/* qd-report-build.c */
void qd_report_build        (QdReport *report);
void qd_report_number_pages (QdReport *report);

/* Where the PDF's outline and links find a section. */
char *qd_report_anchor (guint section);

G_END_DECLS
