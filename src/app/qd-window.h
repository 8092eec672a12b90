#pragma once

#include <adwaita.h>

#include "qd-draft.h"

G_BEGIN_DECLS

#define QD_TYPE_WINDOW (qd_window_get_type ())

G_DECLARE_FINAL_TYPE (QdWindow, qd_window, QD, WINDOW, AdwApplicationWindow)

/**
 * QdDupChangeFunc:
 * @widget: where something is typed that is not in the plan yet
 *
 * Returns: (transfer full) (nullable): the change that would bring it in; %NULL if there is nothing
 */
typedef QdChange *(*QdDupChangeFunc) (GtkWidget *widget);

GtkWidget  *qd_window_new          (AdwApplication *application);
QdDocument *qd_window_get_document (QdWindow       *window);
void        qd_window_set_document (QdWindow       *window,
                                    QdDocument     *document);
QdDraft    *qd_window_get_draft    (QdWindow       *window);
void        qd_window_set_draft    (QdWindow       *window,
                                    QdDraft        *draft);
void        qd_window_begin_typing (QdWindow       *window,
                                    GtkWidget      *dialog,
                                    QdDupChangeFunc dup_change);
void        qd_window_note_typing  (QdWindow       *window);
void        qd_window_end_typing   (QdWindow       *window,
                                    GtkWidget      *dialog);
void        qd_window_offer_recovery (QdWindow     *window,
                                      guint         n_drafts);
void        qd_window_open         (QdWindow       *window,
                                    GFile          *file);
void        qd_window_open_copy    (QdWindow       *window,
                                    GFile          *file);
void        qd_window_show_new_plan (QdWindow      *window,
                                     QdPlan        *plan,
                                     const char    *title);
void        qd_window_show_page    (QdWindow       *window,
                                    QdPageId        page,
                                    const char     *record);
void        qd_window_save_view    (QdWindow       *window,
                                    GVariantDict   *into);
void        qd_window_restore_size (QdWindow       *window,
                                    GVariantDict   *view);
void        qd_window_restore_view (QdWindow       *window,
                                    GVariantDict   *view);

G_END_DECLS
