#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

/**
 * QdFindingAnswers:
 * @QD_FINDING_SHOW: a button that goes to what it is about
 * @QD_FINDING_FIX: a menu of what mends it, where there is something
 * @QD_FINDING_ACCEPT: a button that accepts it, or takes that back
 *
 * What can be done about a finding.
 */
typedef enum
{
  QD_FINDING_SHOW = 1 << 0,
  QD_FINDING_FIX = 1 << 1,
  QD_FINDING_ACCEPT = 1 << 2,
} QdFindingAnswers;

#define QD_TYPE_FINDING_BUTTONS (qd_finding_buttons_get_type ())

G_DECLARE_FINAL_TYPE (QdFindingButtons, qd_finding_buttons, QD, FINDING_BUTTONS, GtkWidget)

GtkWidget *qd_finding_buttons_new         (QdDocument       *document,
                                           QdFindingAnswers  answers);
void       qd_finding_buttons_set_finding (QdFindingButtons *buttons,
                                           QdFinding        *finding);

G_END_DECLS
