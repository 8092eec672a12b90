#pragma once

#include <adwaita.h>

#include "qd-detail.h"
#include "qd-line-aid.h"

G_BEGIN_DECLS

/* What the files that make up QdDetail share: qd-detail.c is the form of a record, qd-detail-entries.c holds the rows
 * that its fields are edited in. */

/* A row of the form. */
typedef struct
{
  const QdField *field;
  GtkWidget     *row;
  GtkWidget     *view;    /* the text view of a long text */
  GtkWidget     *picker;  /* while references are picked */
  QdLineAid     *aid;     /* (nullable): of a line */
  char          *shown;   /* what the row was last filled with */
} QdDetailEntry;

struct _QdDetail
{
  GtkWidget   parent_instance;

  QdDocument *document;
  gboolean    all_fields;
  QdRecord   *record;    /* (nullable): whose fields stand there */
  QdRecord   *wanted;    /* (nullable): the same, or the next one */
  GtkWidget  *box;
  GtkWidget  *rest;      /* what stands below the fields, but for the comments */
  GArray     *entries;   /* of QdDetailEntry */
  GPtrArray  *tables;    /* of the lists that the record holds; not owned */
  GtkWidget  *comments;  /* (nullable) */
  gboolean    filling;
};

/* qd-detail-entries.c */
void qd_detail_entry_clear    (gpointer             data);
void qd_detail_add_entry      (QdDetail            *self,
                               AdwPreferencesGroup *group,
                               const QdField       *field);
void qd_detail_fill_entries   (QdDetail            *self);
void qd_detail_refill_entries (QdDetail            *self);

G_END_DECLS
