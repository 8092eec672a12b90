#include "qd-config.h"

#include "qd-picture-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-app-util.h"
#include "qd-chart-style.h"
#include "qd-dialogs.h"

/* A picture that is kept in the plan, such as a logo: shown, chosen from a file of any kind that the toolkit reads, and
 * removed. */

#define PREVIEW_HEIGHT 24
#define DATA_URL       "data:image/png;base64,"

struct _QdPictureRow
{
  AdwActionRow  parent_instance;

  GtkWidget    *preview;
  GtkWidget    *remove;
};

G_DEFINE_FINAL_TYPE (QdPictureRow, qd_picture_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWindow *
get_window (QdPictureRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* Whatever it was, it becomes the kind of picture that charts and slides can hold. */
static void
take_file (QdPictureRow *self,
           GFile        *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_file (file, &error);
  g_autoptr (GBytes) bytes = texture != NULL ? gdk_texture_save_to_png_bytes (texture) : NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *picture = NULL;
  QdChartStyle style;

  if (bytes == NULL)
    {
      qd_dialog_show_error (get_window (self), _("The picture could not be read"), error != NULL ? error->message : "");
      return;
    }

  encoded = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  picture = g_strconcat (DATA_URL, encoded, NULL);
  qd_chart_style_init (&style, FALSE);
  if (qd_chart_style_set_logo (&style, picture))
    g_signal_emit (self, signals[CHOSEN], 0, picture);
  else
    qd_dialog_show_error (get_window (self), _("The picture is too large"),
                          _("It stands in a corner of charts and slides: a few hundred pixels are enough."));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (QdPictureRow) self = user_data;
  g_autoptr (GFile) file = qd_dialog_open_finish (result);

  if (file != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    take_file (self, file);
}

static void
choose_cb (QdPictureRow *self)
{
  qd_dialog_open_picture_async (get_window (self), _("Choose a Picture"), opened_cb, g_object_ref (self));
}

static void
remove_cb (GtkButton    *button,
           QdPictureRow *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, "");
}

static void
qd_picture_row_class_init (QdPictureRowClass *klass)
{
  /**
   * QdPictureRow::chosen:
   * @row: the row
   * @picture: a PNG picture as a data URL; "" for none
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
qd_picture_row_init (QdPictureRow *self)
{
  GtkWidget *choose;

  self->preview = gtk_picture_new ();
  gtk_widget_set_size_request (self->preview, -1, PREVIEW_HEIGHT);
  gtk_widget_set_valign (self->preview, GTK_ALIGN_CENTER);
  gtk_picture_set_can_shrink (GTK_PICTURE (self->preview), TRUE);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->preview), _("The picture that is chosen"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->preview);
  self->remove = qd_row_add_button (ADW_ACTION_ROW (self), "edit-clear-symbolic", _("Remove the picture"));
  g_signal_connect (self->remove, "clicked", G_CALLBACK (remove_cb), self);
  choose = qd_row_add_button (ADW_ACTION_ROW (self), "document-open-symbolic", _("Choose a picture"));
  g_signal_connect_object (choose, "clicked", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  qd_picture_row_set_picture (self, "");
}

/**
 * qd_picture_row_new:
 *
 * Returns: a row without a picture
 */
GtkWidget *
qd_picture_row_new (void)
{
  return g_object_new (QD_TYPE_PICTURE_ROW, NULL);
}

/**
 * qd_picture_row_set_picture:
 * @row: a row
 * @picture: a PNG picture as a data URL; what is none is said to be
 */
void
qd_picture_row_set_picture (QdPictureRow *row,
                            const char   *picture)
{
  g_autoptr (GdkTexture) texture = NULL;

  g_return_if_fail (QD_IS_PICTURE_ROW (row));
  g_return_if_fail (picture != NULL);

  if (g_str_has_prefix (picture, DATA_URL))
    {
      gsize length;
      guint8 *data = g_base64_decode (picture + strlen (DATA_URL), &length);
      g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);

      texture = gdk_texture_new_from_bytes (bytes, NULL);
    }
  gtk_picture_set_paintable (GTK_PICTURE (row->preview), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (row->preview, texture != NULL);
  gtk_widget_set_visible (row->remove, *picture != '\0');
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               texture != NULL || *picture == '\0' ? "" : _("This is no PNG picture"));
}
