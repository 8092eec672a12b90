#include "qd-config.h"

#include "qd-line-aid.h"

#include "qd-app-util.h"
#include "qd-completion.h"
#include "qd-date-picker.h"
#include "qd-offers.h"

typedef struct
{
  GtkWidget     *anchor;   /* not owned: owns the popover; when it goes this has nothing to do any more */
  GtkEditable   *editable; /* not owned: is in it */
  QdDocument    *document;
  const QdField *field;
  GtkWidget     *popover;
  gboolean       active;   /* the line is being edited */
  gboolean       waiting;  /* it is open as soon as there is a place for it */
} QdLineAidPrivate;

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (QdLineAid, qd_line_aid, G_TYPE_OBJECT)

/* With the anchor its popover goes. */
static void
anchor_destroyed_cb (GtkWidget *anchor,
                     QdLineAid *self)
{
  QdLineAidPrivate *priv = qd_line_aid_get_instance_private (self);

  g_clear_pointer (&priv->popover, gtk_widget_unparent);
}

static void
qd_line_aid_dispose (GObject *object)
{
  QdLineAidPrivate *priv = qd_line_aid_get_instance_private (QD_LINE_AID (object));

  g_clear_pointer (&priv->popover, gtk_widget_unparent);
  g_clear_object (&priv->document);

  G_OBJECT_CLASS (qd_line_aid_parent_class)->dispose (object);
}

static void
qd_line_aid_class_init (QdLineAidClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qd_line_aid_dispose;

  /**
   * QdLineAid::picked:
   *
   * Something was picked with the mouse that completes the line.
   */
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
qd_line_aid_init (QdLineAid *self)
{
}

/**
 * qd_line_aid_new:
 * @anchor: the widget below which the aid stands
 * @editable: the line, which is @anchor or in it
 * @document: the document
 * @field: the field that is typed
 *
 * Returns: (transfer full) (nullable): what helps with such a field; %NULL if there is nothing to help with
 */
QdLineAid *
qd_line_aid_new (GtkWidget     *anchor,
                 GtkEditable   *editable,
                 QdDocument    *document,
                 const QdField *field)
{
  QdLineAidPrivate *priv;
  QdLineAid *self;

  if (field->kind != QD_KIND_DATE && !qd_offers_exist (field))
    return NULL;

  self = g_object_new (field->kind == QD_KIND_DATE ? QD_TYPE_DATE_PICKER : QD_TYPE_COMPLETION, NULL);
  priv = qd_line_aid_get_instance_private (self);
  priv->anchor = anchor;
  priv->editable = editable;
  priv->document = g_object_ref (document);
  priv->field = field;
  gtk_widget_set_parent (priv->popover, anchor);
  g_signal_connect_object (anchor, "destroy", G_CALLBACK (anchor_destroyed_cb), self, 0);

  return self;
}

/**
 * qd_line_aid_begin:
 * @typed_over: whether the line says what has just been typed over what was there
 *
 * To be called when the line is about to be edited.
 */
void
qd_line_aid_begin (QdLineAid *aid,
                   gboolean   typed_over)
{
  QdLineAidPrivate *priv = qd_line_aid_get_instance_private (aid);

  priv->active = TRUE;
  QD_LINE_AID_GET_CLASS (aid)->begin (aid, typed_over);
}

/**
 * qd_line_aid_end:
 *
 * To be called when the line is edited no more, if it goes on to live: what changes in it from now on is nobody's typing.
 */
void
qd_line_aid_end (QdLineAid *aid)
{
  QdLineAidPrivate *priv = qd_line_aid_get_instance_private (aid);

  priv->active = FALSE;
  qd_line_aid_close (aid);
}

/**
 * qd_line_aid_is_active:
 *
 * Returns: whether the line is being edited
 */
gboolean
qd_line_aid_is_active (QdLineAid *aid)
{
  return ((QdLineAidPrivate *) qd_line_aid_get_instance_private (aid))->active;
}

/**
 * qd_line_aid_handle_key:
 *
 * Lets it see a key before the line does.
 *
 * Returns: whether it was for the aid
 */
gboolean
qd_line_aid_handle_key (QdLineAid       *aid,
                        guint            keyval,
                        GdkModifierType  modifiers)
{
  if (QD_LINE_AID_GET_CLASS (aid)->handle_key (aid, keyval, modifiers))
    return TRUE;

  /* It would go to what is in the popover. */
  if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    qd_line_aid_close (aid);

  return FALSE;
}

/**
 * qd_line_aid_place:
 *
 * To be called when the anchor has got its place, or another one.
 */
void
qd_line_aid_place (QdLineAid *aid)
{
  QdLineAidPrivate *priv = qd_line_aid_get_instance_private (aid);

  if (priv->waiting)
    qd_line_aid_open (aid);
  else if (qd_line_aid_is_open (aid))
    qd_popover_point_to (priv->popover, NULL);
}

/**
 * qd_line_aid_close:
 *
 * Hides it; the line goes on being edited.
 */
void
qd_line_aid_close (QdLineAid *aid)
{
  QdLineAidPrivate *priv = qd_line_aid_get_instance_private (aid);

  priv->waiting = FALSE;
  if (priv->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (priv->popover));
}

/**
 * qd_line_aid_set_child:
 * @child: what it shows; to be called once, while it is initialised
 */
void
qd_line_aid_set_child (QdLineAid *aid,
                       GtkWidget *child)
{
  QdLineAidPrivate *priv = qd_line_aid_get_instance_private (aid);

  priv->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (priv->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (priv->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (priv->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (priv->popover, GTK_ALIGN_START);
  gtk_popover_set_child (GTK_POPOVER (priv->popover), child);
}

/**
 * qd_line_aid_open:
 *
 * Shows it; if the anchor was made a moment ago and has no place yet, as soon as it has.
 */
void
qd_line_aid_open (QdLineAid *aid)
{
  QdLineAidPrivate *priv = qd_line_aid_get_instance_private (aid);

  priv->waiting = gtk_widget_get_width (priv->anchor) == 0 || !gtk_widget_get_mapped (priv->anchor);
  if (priv->waiting || priv->popover == NULL)
    return;

  qd_popover_point_to (priv->popover, NULL);
  gtk_popover_popup (GTK_POPOVER (priv->popover));
}

/**
 * qd_line_aid_is_open:
 *
 * Returns: whether it shows, or will as soon as it has a place
 */
gboolean
qd_line_aid_is_open (QdLineAid *aid)
{
  QdLineAidPrivate *priv = qd_line_aid_get_instance_private (aid);

  return priv->waiting || (priv->popover != NULL && gtk_widget_get_visible (priv->popover));
}

/**
 * qd_line_aid_get_editable:
 *
 * Returns: (transfer none): the line
 */
GtkEditable *
qd_line_aid_get_editable (QdLineAid *aid)
{
  return ((QdLineAidPrivate *) qd_line_aid_get_instance_private (aid))->editable;
}

/**
 * qd_line_aid_get_document:
 *
 * Returns: (transfer none): the document whose plan the line is part of
 */
QdDocument *
qd_line_aid_get_document (QdLineAid *aid)
{
  return ((QdLineAidPrivate *) qd_line_aid_get_instance_private (aid))->document;
}

/**
 * qd_line_aid_get_field:
 *
 * Returns: (transfer none): the field that is typed in the line
 */
const QdField *
qd_line_aid_get_field (QdLineAid *aid)
{
  return ((QdLineAidPrivate *) qd_line_aid_get_instance_private (aid))->field;
}

/**
 * qd_line_aid_picked:
 *
 * Says that the line is complete.
 */
void
qd_line_aid_picked (QdLineAid *aid)
{
  g_signal_emit (aid, signals[PICKED], 0);
}
