#pragma once

#include <gtk/gtk.h>

#include "qd-finding.h"

G_BEGIN_DECLS

#define QD_TYPE_LIST_LINE (qd_list_line_get_type ())
G_DECLARE_FINAL_TYPE (QdListLine, qd_list_line, QD, LIST_LINE, GtkWidget)

#define QD_LIST_LINE_NOWHERE G_MAXUINT

/**
 * QdListLineFlags:
 * @QD_LIST_LINE_PLAIN: as it is
 * @QD_LIST_LINE_DIM: less important than the rest
 * @QD_LIST_LINE_NUMERIC: all digits are of the same width
 * @QD_LIST_LINE_GROWS: has the room that the others leave, and is cut off where that is too little; one of a line
 * @QD_LIST_LINE_WRAPS: it stands on two lines before it is cut off
 * @QD_LIST_LINE_WRAPS_WHOLE: it stands on as many lines as it needs, and is never cut off
 * @QD_LIST_LINE_KEEPS_ROOM: its room stays while it shows nothing, so that others line up
 */
typedef enum
{
  QD_LIST_LINE_PLAIN       = 0,
  QD_LIST_LINE_DIM         = 1 << 0,
  QD_LIST_LINE_NUMERIC     = 1 << 1,
  QD_LIST_LINE_GROWS       = 1 << 2,
  QD_LIST_LINE_WRAPS       = 1 << 3,
  QD_LIST_LINE_WRAPS_WHOLE = 1 << 4,
  QD_LIST_LINE_KEEPS_ROOM  = 1 << 5,
} QdListLineFlags;

GtkWidget   *qd_list_line_new          (int              spacing);
guint        qd_list_line_add_text     (QdListLine      *line,
                                        const char      *text,
                                        QdListLineFlags  flags);
guint        qd_list_line_add_icon     (QdListLine      *line,
                                        const char      *icon,
                                        QdListLineFlags  flags);
void         qd_list_line_set_text     (QdListLine      *line,
                                        guint            piece,
                                        const char      *text);
void         qd_list_line_set_severity (QdListLine      *line,
                                        guint            piece,
                                        QdSeverity       severity);
void         qd_list_line_set_tip      (QdListLine      *line,
                                        guint            piece,
                                        const char      *tip);
PangoLayout *qd_list_line_get_layout   (QdListLine      *line,
                                        guint            piece);
int          qd_list_line_measure_text (QdListLine      *line,
                                        guint            piece);
guint        qd_list_line_find         (QdListLine      *line,
                                        double           x);

G_END_DECLS
