#include "qd-config.h"

#include "qd-overview.h"

#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-beside.h"
#include "qd-chart-card.h"
#include "qd-columns-layout.h"
#include "qd-count.h"
#include "qd-findings-bar.h"
#include "qd-follow.h"
#include "qd-list-line.h"
#include "qd-page-layout.h"
#include "qd-room.h"
#include "qd-summary.h"

/* Does the plan add up, where not, what is still missing: to be answered in five seconds. */

#define BRIEF 4    /* findings shown at least; the pane has all */
#define AROUND 48  /* what style.css has above and below a page, in pixels */

/* What stands below the figure of a tile, in this order. */
enum
{
  NOTE_MARK,
  NOTE_TEXT
};

struct _QdOverview
{
  GtkWidget   parent_instance;

  QdDocument *document;
  GArray     *steps;

  GtkWidget  *scroller;
  GtkWidget  *page;     /* what it scrolls */
  GtkWidget  *headline;
  GtkWidget  *subtitle;
  GtkWidget  *figures[QD_N_SUMMARY_FIGURES];
  QdListLine *notes[QD_N_SUMMARY_FIGURES];
  GtkWidget  *findings;
  GtkWidget  *findings_count;
  GtkWidget  *missing;
  GtkWidget  *missing_count;
  guint       brief;    /* rows of findings that there is room for */
  guint       fit_id;
};

G_DEFINE_FINAL_TYPE (QdOverview, qd_overview, GTK_TYPE_WIDGET)

static void
tile_clicked_cb (QdOverview *self,
                 GtkButton  *button)
{
  QdSummaryFigureId id = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "figure"));
  QdRecord *record;
  QdPageId page = qd_summary_figure_source (qd_document_get_figures (self->document), self->steps, id, &record);

  qd_widget_go_to (GTK_WIDGET (button), page, record != NULL ? qd_record_get_id (record) : NULL);
}

static GtkWidget *
build_tile (QdOverview        *self,
            QdSummaryFigureId  index)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = qd_list_line_new (0);
  QdListLine *note = QD_LIST_LINE (qd_list_line_new (6));

  gtk_widget_add_css_class (label, "caption");
  qd_list_line_add_text (QD_LIST_LINE (label), qd_summary_figure_label (index), QD_LIST_LINE_DIM | QD_LIST_LINE_GROWS);
  gtk_box_append (GTK_BOX (box), label);

  self->figures[index] = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->figures[index]), 0);
  gtk_widget_add_css_class (self->figures[index], "title-1");
  gtk_widget_add_css_class (self->figures[index], "numeric");
  gtk_box_append (GTK_BOX (box), self->figures[index]);

  qd_list_line_add_icon (note, NULL, QD_LIST_LINE_PLAIN);
  qd_list_line_add_text (note, NULL, QD_LIST_LINE_DIM | QD_LIST_LINE_GROWS);
  gtk_widget_add_css_class (GTK_WIDGET (note), "caption");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (note));
  self->notes[index] = note;

  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "qd-tile");
  g_object_set_data (G_OBJECT (button), "figure", GUINT_TO_POINTER (index));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (tile_clicked_cb), self);

  return button;
}

static void
update_tiles (QdOverview *self)
{
  QdFigures *figures = qd_document_get_figures (self->document);

  for (guint i = 0; i < QD_N_SUMMARY_FIGURES; i++)
    {
      QdSeverity severity;
      g_autofree char *note = NULL;
      g_autofree char *figure = qd_summary_figure (figures, self->steps, i, &note, &severity);
      g_autofree char *spoken = g_strdup_printf ("%s, %s", figure, note);
      GtkWidget *button = gtk_widget_get_ancestor (self->figures[i], GTK_TYPE_BUTTON);

      gtk_label_set_text (GTK_LABEL (self->figures[i]), figure);
      qd_list_line_set_text (self->notes[i], NOTE_TEXT, note);
      qd_list_line_set_severity (self->notes[i], NOTE_MARK, severity);
      qd_widget_describe (button, qd_summary_figure_label (i), spoken);
    }
}

static void
clear_list (GtkWidget *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), child);
}

static GtkWidget *
append_row (GtkWidget  *list,
            GtkWidget  *content,
            const char *name,
            QdPageId    page,
            const char *record)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  g_object_set_data (G_OBJECT (row), "page", GUINT_TO_POINTER (page));
  g_object_set_data_full (G_OBJECT (row), "record", g_strdup (record), g_free);
  qd_widget_set_name (row, name);
  gtk_list_box_append (GTK_LIST_BOX (list), row);

  return row;
}

static void
append_note (GtkWidget  *list,
             const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "qd-finding");
  append_row (list, label, text, QD_N_PAGES, NULL);
}

/* What stands at the end of a row that leads to a page. */
static void
append_trailing (GtkWidget  *line,
                 const char *text)
{
  qd_list_line_add_text (QD_LIST_LINE (line), text, QD_LIST_LINE_DIM);
  qd_list_line_add_icon (QD_LIST_LINE (line), "go-next-symbolic", QD_LIST_LINE_PLAIN);
}

static void
update_findings (QdOverview *self)
{
  GPtrArray *findings = qd_document_get_findings (self->document);
  guint counts[3] = { qd_findings_count (findings, QD_SEVERITY_ERROR), qd_findings_count (findings, QD_SEVERITY_WARNING),
                      qd_findings_count (findings, QD_SEVERITY_NOTE) };
  guint all = counts[0] + counts[1] + counts[2];
  guint most = all > self->brief ? MAX (self->brief - 1, BRIEF) : all; /* one row is the way to all of them */
  guint shown = 0;
  g_autofree char *errors = qd_count_printf (ngettext ("%u error", "%u errors", counts[0]), counts[0]);
  g_autofree char *warnings = qd_count_printf (ngettext ("%u warning", "%u warnings", counts[1]), counts[1]);
  g_autofree char *notes = qd_count_printf (ngettext ("%u note", "%u notes", counts[2]), counts[2]);
  g_autofree char *count = g_strdup_printf (C_("errors, warnings, notes", "%s, %s, %s"), errors, warnings, notes);

  gtk_label_set_text (GTK_LABEL (self->findings_count), count);
  clear_list (self->findings);
  for (guint i = 0; i < findings->len && shown < most; i++)
    {
      const QdFinding *finding = g_ptr_array_index (findings, i);
      QdPageId page = finding->page;
      GtkWidget *content;

      if (finding->accepted)
        continue;
      content = qd_finding_row_new (finding, TRUE);
      append_trailing (content, _(qd_page_info (page)->title));
      append_row (self->findings, content, finding->message, page, finding->record);
      shown++;
    }

  if (all == 0)
    append_note (self->findings, _("Nothing found: the plan adds up."));
  if (all > shown)
    {
      g_autofree char *label = qd_count_printf (ngettext ("Show All %u", "Show All %u", all), all);
      GtkWidget *content = gtk_label_new (label);

      gtk_widget_add_css_class (content, "heading");
      gtk_widget_add_css_class (content, "qd-finding");
      append_row (self->findings, content, label, QD_N_PAGES, NULL);
    }
}

/* A large window has room for more of them, beside what is missing. */
static gboolean
fit_cb (gpointer user_data)
{
  QdOverview *self = user_data;
  GtkWidget *row = gtk_widget_get_first_child (self->findings);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  guint brief = BRIEF;
  graphene_rect_t findings, missing;

  self->fit_id = 0;
  if (row == NULL || gtk_widget_get_height (row) == 0 ||
      !gtk_widget_compute_bounds (self->findings, self->page, &findings) ||
      !gtk_widget_compute_bounds (self->missing, self->page, &missing))
    return G_SOURCE_REMOVE;

  if (ABS (findings.origin.y - missing.origin.y) < 1)
    {
      double room = gtk_adjustment_get_page_size (adjustment) - findings.origin.y - AROUND;

      brief = (guint) MAX (room / gtk_widget_get_height (row), BRIEF);
    }
  if (brief != self->brief)
    {
      self->brief = brief;
      update_findings (self);
    }

  return G_SOURCE_REMOVE;
}

/* Told while sizes are being given out: asking for other sizes must wait until that is over. */
static void
fit_soon (QdOverview *self)
{
  if (self->fit_id == 0)
    self->fit_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, fit_cb, self, NULL);
}

static void
update_missing (QdOverview *self)
{
  g_autofree char *done = qd_count_printf (C_("steps done of all steps", "%u of %u done"),
                                           qd_steps_count_done (self->steps), self->steps->len);

  gtk_label_set_text (GTK_LABEL (self->missing_count), done);
  clear_list (self->missing);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const QdStep *step = &g_array_index (self->steps, QdStep, i);
      GtkWidget *content;
      g_autofree char *count = step->count > 0 ? g_strdup_printf ("%u", step->count) : g_strdup ("");

      if (step->done)
        continue;
      content = qd_list_line_new (12);
      gtk_widget_add_css_class (content, "qd-finding");
      qd_list_line_add_icon (QD_LIST_LINE (content), "qd-step-open-symbolic", QD_LIST_LINE_PLAIN);
      qd_list_line_add_text (QD_LIST_LINE (content), step->label, QD_LIST_LINE_GROWS);
      append_trailing (content, count);
      append_row (self->missing, content, step->label, step->page, NULL);
    }

  if (qd_steps_count_done (self->steps) == self->steps->len)
    append_note (self->missing, _("Nothing is missing."));
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  QdOverview    *self)
{
  guint page = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "page"));

  if (page < QD_N_PAGES)
    {
      qd_widget_go_to (GTK_WIDGET (row), (QdPageId) page, g_object_get_data (G_OBJECT (row), "record"));
    }
  else if (GTK_WIDGET (list) == self->findings)
    {
      qd_widget_show_findings (GTK_WIDGET (self), QD_PAGE_OVERVIEW, NULL);
    }
}

static void
update (GtkWidget *widget)
{
  QdOverview *self = QD_OVERVIEW (widget);
  QdFigures *figures = qd_document_get_figures (self->document);
  GPtrArray *findings = qd_document_get_findings (self->document);
  g_autofree char *headline = qd_summary_headline (figures, findings);
  g_autofree char *subtitle = qd_summary_subtitle (figures, findings);

  g_clear_pointer (&self->steps, g_array_unref);
  self->steps = qd_steps_compute (figures, findings);

  gtk_label_set_markup (GTK_LABEL (self->headline), headline);
  gtk_label_set_markup (GTK_LABEL (self->subtitle), subtitle);
  update_tiles (self);
  update_findings (self);
  update_missing (self);
  fit_soon (self);
}

static GtkWidget *
build_list (QdOverview  *self,
            const char  *title,
            GtkWidget  **list,
            GtkWidget  **count)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *row = qd_widget_line_new (12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  qd_widget_line_append (row, label);
  *count = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (*count), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (*count, "dim-label");
  qd_widget_line_append (row, *count);
  gtk_box_append (GTK_BOX (box), row);

  *list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (*list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (*list, "boxed-list");
  gtk_widget_set_valign (*list, GTK_ALIGN_START);
  qd_widget_set_name (*list, title);
  g_signal_connect (*list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_box_append (GTK_BOX (box), *list);

  return box;
}

static GtkWidget *
build_tiles (QdOverview *self)
{
  GtkWidget *tiles = qd_columns_new_for_tiles (QD_N_SUMMARY_FIGURES);

  for (guint i = 0; i < QD_N_SUMMARY_FIGURES; i++)
    gtk_box_append (GTK_BOX (tiles), build_tile (self, i));

  return tiles;
}

static void
build (QdOverview *self,
       GtkWidget  *box)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *charts = qd_columns_new (2);
  GtkWidget *lists = qd_columns_new (2);

  self->headline = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->headline, "title-1");
  self->subtitle = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->subtitle, "qd-summary");
  for (GtkWidget **label = (GtkWidget *[]) { self->headline, self->subtitle, NULL }; *label != NULL; label++)
    {
      gtk_label_set_xalign (GTK_LABEL (*label), 0);
      gtk_label_set_wrap (GTK_LABEL (*label), TRUE);
      gtk_box_append (GTK_BOX (heading), *label);
    }
  gtk_box_append (GTK_BOX (box), heading);

  gtk_box_append (GTK_BOX (box), build_tiles (self));

  for (const char *const *name = (const char *const[]) { "capacity", "allocation", NULL }; *name != NULL; name++)
    {
      GtkWidget *card = qd_chart_card_new (self->document, *name);

      qd_chart_card_set_brief (QD_CHART_CARD (card));
      gtk_box_append (GTK_BOX (charts), card);
    }
  gtk_box_append (GTK_BOX (box), charts);

  gtk_box_append (GTK_BOX (lists), build_list (self, _("Findings"), &self->findings, &self->findings_count));
  gtk_box_append (GTK_BOX (lists), build_list (self, _("Missing for approval"), &self->missing, &self->missing_count));
  gtk_box_append (GTK_BOX (box), lists);
}

static void
qd_overview_dispose (GObject *object)
{
  QdOverview *self = QD_OVERVIEW (object);

  g_clear_handle_id (&self->fit_id, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_overview_parent_class)->dispose (object);
}

static void
qd_overview_class_init (QdOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_overview_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, QD_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
qd_overview_init (QdOverview *self)
{
}

/**
 * qd_overview_new:
 * @document: the document
 */
GtkWidget *
qd_overview_new (QdDocument *document)
{
  QdOverview *self = g_object_new (QD_TYPE_OVERVIEW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->document = g_object_ref (document);
  self->brief = BRIEF;
  self->page = box;
  qd_widget_set_name (GTK_WIDGET (self), _(qd_page_info (QD_PAGE_OVERVIEW)->title));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  qd_widget_set_name (self->scroller, _(qd_page_info (QD_PAGE_OVERVIEW)->title));
  gtk_widget_add_css_class (box, "qd-page");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), qd_room_new_for_page (box, NULL, FALSE));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), "changed",
                           G_CALLBACK (fit_soon), self, G_CONNECT_SWAPPED);
  build (self, box);
  qd_widget_follow (GTK_WIDGET (self), document, update);

  return GTK_WIDGET (self);
}
