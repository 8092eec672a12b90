#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"

G_BEGIN_DECLS

#define QD_TYPE_LINE_AID (qd_line_aid_get_type ())

G_DECLARE_DERIVABLE_TYPE (QdLineAid, qd_line_aid, QD, LINE_AID, GObject)

/**
 * QdLineAidClass:
 * @begin: the line is about to be edited; whether what it says has just been typed over what was there
 * @handle_key: sees a key before the line does; returns whether it was for the aid
 *
 * What stands below a line while it is typed in and helps with it: a list of what it could become, a calendar.
 */
struct _QdLineAidClass
{
  GObjectClass parent_class;

  void     (*begin)      (QdLineAid       *aid,
                          gboolean         typed_over);
  gboolean (*handle_key) (QdLineAid       *aid,
                          guint            keyval,
                          GdkModifierType  modifiers);
};

QdLineAid     *qd_line_aid_new          (GtkWidget       *anchor,
                                         GtkEditable     *editable,
                                         QdDocument      *document,
                                         const QdField   *field);
void           qd_line_aid_begin        (QdLineAid       *aid,
                                         gboolean         typed_over);
void           qd_line_aid_end          (QdLineAid       *aid);
gboolean       qd_line_aid_is_active    (QdLineAid       *aid);
void           qd_line_aid_place        (QdLineAid       *aid);
void           qd_line_aid_close        (QdLineAid       *aid);
gboolean       qd_line_aid_handle_key   (QdLineAid       *aid,
                                         guint            keyval,
                                         GdkModifierType  modifiers);

/* For those that derive from it. */
void           qd_line_aid_set_child    (QdLineAid       *aid,
                                         GtkWidget       *child);
void           qd_line_aid_open         (QdLineAid       *aid);
gboolean       qd_line_aid_is_open      (QdLineAid       *aid);
GtkEditable   *qd_line_aid_get_editable (QdLineAid       *aid);
QdDocument    *qd_line_aid_get_document (QdLineAid       *aid);
const QdField *qd_line_aid_get_field    (QdLineAid       *aid);
void           qd_line_aid_picked       (QdLineAid       *aid);

G_END_DECLS
