#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QD_TYPE_NOTICE (qd_notice_get_type ())

G_DECLARE_FINAL_TYPE (QdNotice, qd_notice, QD, NOTICE, GtkWidget)

/**
 * QdNoticeAnswer:
 * @label: the label of a button, with a mnemonic; %NULL for none
 * @action: the action that it does; takes no parameter
 */
typedef struct
{
  const char *label;
  const char *action;
} QdNoticeAnswer;

#define QD_NOTICE_MAX_ANSWERS 2

void qd_notice_show (QdNotice             *notice,
                     const char           *text,
                     const QdNoticeAnswer  answers[QD_NOTICE_MAX_ANSWERS]);
void qd_notice_hide (QdNotice             *notice);

G_END_DECLS
