#pragma once

#include "qd-field-strip.h"
#include "qd-lane-strip.h"
#include "qd-lanes.h"
#include "qd-rank-list.h"
#include "qd-share-sliders.h"
#include "qd-tradeoffs.h"

G_BEGIN_DECLS

/* What the files that make up QdTradeoffs share: qd-tradeoffs.c shows, qd-tradeoffs-moves.c is what is done with works. */

struct _QdTradeoffs
{
  GtkWidget    parent_instance;

  QdDocument  *document;
  QdLanes     *lanes;
  QdLaneOrder  order;
  char        *selected;  /* (nullable): the id of a work */
  char        *team;      /* (nullable): that of the team whose figures show */
  gboolean     stale;     /* the plan changed while nobody looked */

  GtkWidget   *stack;
  GtkWidget   *list;
  int          list_width; /* at least */
  GtkWidget   *strip;
  GtkWidget   *work_fields;
  GtkWidget   *team_fields;
  GtkWidget   *shares;
  GtkWidget   *controls;
  GtkWidget   *keep_button;
  GtkWidget   *menu;
  int          width;      /* of all of it, when it was given that */
  guint        fit_id;
};

/* qd-tradeoffs.c */
QdRecord *qd_tradeoffs_get_selected     (QdTradeoffs    *self);
gboolean  qd_tradeoffs_get_row          (QdTradeoffs    *self,
                                         GdkRectangle   *place);
void      qd_tradeoffs_select           (QdTradeoffs    *self,
                                         const char     *id);

/* qd-tradeoffs-moves.c */
void      qd_tradeoffs_moves_class_init (GtkWidgetClass *widget_class);
gboolean  qd_tradeoffs_move_key         (QdTradeoffs    *self,
                                         guint           keyval,
                                         GdkModifierType modifiers);

G_END_DECLS
