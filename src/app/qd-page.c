#include "qd-config.h"

#include "qd-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-attendees.h"
#include "qd-beside.h"
#include "qd-chart-card.h"
#include "qd-count.h"
#include "qd-detail.h"
#include "qd-findings-bar.h"
#include "qd-follow.h"
#include "qd-menu.h"
#include "qd-page-layout.h"
#include "qd-pre-work-view.h"
#include "qd-room.h"
#include "qd-scenarios.h"
#include "qd-scroller.h"
#include "qd-standing.h"
#include "qd-summary.h"
#include "qd-table.h"
#include "qd-tradeoffs.h"
#include "qd-voting.h"

/* A page of the plan, made from its line in the table of pages: title, one sentence with the figures that matter, the
 * worst finding, then each list as a table with the form of the selected row below it, and the charts beside or below.
 * One anatomy for all. */

#define MAX_LISTS QD_PAGE_MAX_LISTS
#define SHARED_HEIGHT 420
#define FORM_WIDTH 330

/* How tables differ from the plain one. */
static const struct
{
  QdListId     list;
  QdTableFlags flags;
} table_flags[] = {
  { QD_LIST_OBJECTIVES, QD_TABLE_TREE },
  { QD_LIST_REVIEW_OBJECTIVES, QD_TABLE_SCORECARD },
  { QD_LIST_TEAMS, QD_TABLE_TOTAL },
  { QD_LIST_AGENDA, QD_TABLE_TOTAL },
  { QD_LIST_ALLOCATION, QD_TABLE_TOTAL },
};

/* Records whose own fields a page shows as a form above its lists. */
static const struct
{
  QdPageId page;
  QdListId single;  /* QD_LIST_ANY: the plan itself */
} page_forms[] = {
  { QD_PAGE_PLAN, QD_LIST_ANY },
  { QD_PAGE_PLAN, QD_LIST_SETTINGS },
  { QD_PAGE_LAST_QUARTER, QD_LIST_REVIEW },
  { QD_PAGE_MEETING, QD_LIST_MEETING },
};

/* What a page has beside its lists that no table of it could be. */
static const struct
{
  QdPageId    page;
  GtkWidget *(*build) (QdDocument *document);
  GtkWidget *(*controls) (GtkWidget *extra); /* (nullable): what of it stands beside the title */
  gboolean    above;                         /* the lists, not below */
  gboolean    wide;                          /* takes more room than a page usually has */
} page_extras[] = {
  { QD_PAGE_TRADE_OFFS, qd_tradeoffs_new, qd_tradeoffs_get_controls, FALSE, TRUE },
  { QD_PAGE_VOTES, qd_voting_new, NULL, TRUE, FALSE },
  { QD_PAGE_WHAT_IF, qd_scenarios_new, NULL, FALSE, FALSE },
  { QD_PAGE_MEETING, qd_attendees_new, NULL, FALSE, FALSE },
  { QD_PAGE_PLAN, qd_pre_work_view_new, NULL, FALSE, FALSE },
};

/* What can be done with a list beside adding to it. */
static const struct
{
  QdListId    list;
  const char *label;
  const char *action;
} list_actions[] = {
  { QD_LIST_AGENDA, N_("_Usual Agenda"), "win.usual-agenda" },
  { QD_LIST_AGENDA, N_("_Print…"), "win.print-agenda" },
};

struct _QdPage
{
  GtkWidget   parent_instance;

  QdDocument *document;
  QdPageId    page;

  GtkWidget  *scroller;
  GtkWidget  *box;
  GtkWidget  *summary;
  GtkWidget  *since;  /* how much is not as it was approved; leads to what */
  GtkWidget  *charts; /* (nullable): a box of cards */
  GtkWidget  *tables[MAX_LISTS];
  GtkWidget  *details[MAX_LISTS];
  GtkWidget  *forms[G_N_ELEMENTS (page_forms)];
  guint       n_tables;
  guint       fit_id;
  double      fitted_height; /* what showed of the page before its height changed */
};

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QdPage, qd_page, GTK_TYPE_WIDGET)

static void
update_since (QdPage *self)
{
  QdSince *since = qd_plan_get_since_approval (qd_document_get_plan (self->document));
  guint n = since != NULL ? qd_since_count_page (since, self->page) : 0;
  g_autofree char *text = qd_count_printf (ngettext ("%u change since approval", "%u changes since approval", n), n);

  gtk_button_set_label (GTK_BUTTON (self->since), text);
  gtk_widget_set_visible (self->since, n > 0);
}

static void
update_summary (GtkWidget *widget)
{
  QdPage *self = QD_PAGE (widget);
  g_autofree char *markup = qd_summary_page (qd_document_get_figures (self->document),
                                             qd_document_get_findings (self->document), self->page);

  gtk_label_set_markup (GTK_LABEL (self->summary), markup);
  gtk_widget_set_visible (self->summary, *markup != '\0');
  update_since (self);
}

static void
highlight (QdPage   *self,
           QdRecord *record)
{
  const char *id = record != NULL ? qd_record_get_id (record) : NULL;
  GtkWidget *card = self->charts != NULL ? gtk_widget_get_first_child (self->charts) : NULL;

  for (; card != NULL; card = gtk_widget_get_next_sibling (card))
    qd_chart_card_highlight (QD_CHART_CARD (card), id);
}

static void
table_selected_cb (QdTable *table,
                   QdPage  *self)
{
  QdRecord *record = qd_table_get_selected (table);

  /* One form at a time: that of the row selected last. */
  for (guint i = 0; i < self->n_tables; i++)
    {
      if (self->tables[i] == GTK_WIDGET (table))
        qd_detail_set_record (QD_DETAIL (self->details[i]), record);
      else if (record != NULL)
        qd_table_unselect (QD_TABLE (self->tables[i]));
    }

  highlight (self, record != NULL ? record : qd_page_get_selected (self));
  g_signal_emit (self, signals[SELECTED], 0);
}

static GtkWidget *
build_add_button (GtkWidget        *table,
                  const QdListInfo *info)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _(info->add));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  qd_widget_set_name (button, _(info->add));
  g_signal_connect_object (button, "clicked", G_CALLBACK (qd_table_add), table, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
build_icon_button (GtkWidget  *table,
                   const char *icon,
                   const char *name,
                   void      (*func) (QdTable *table))
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  qd_widget_set_tooltip (button, name);
  qd_widget_set_name (button, name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (func), table, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
build_columns_button (GtkWidget *table)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenuModel) menu = qd_table_build_columns_menu (QD_TABLE (table));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "qd-columns-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  qd_menu_name_items (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  gtk_widget_insert_action_group (button, "columns", qd_table_get_column_actions (QD_TABLE (table)));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  qd_widget_set_tooltip (button, _("Columns"));
  qd_widget_set_name (button, _("Columns"));

  return button;
}

static GtkWidget *
label_new (const char *text,
           const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, style_class);

  return label;
}

static void
add_list_actions (GtkWidget *row,
                  QdListId   list)
{
  for (guint i = 0; i < G_N_ELEMENTS (list_actions); i++)
    {
      GtkWidget *button;

      if (list_actions[i].list != list)
        continue;
      button = gtk_button_new_with_mnemonic (_(list_actions[i].label));
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), list_actions[i].action);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), button);
    }
}

static QdTableFlags
flags_of_list (QdListId list)
{
  for (guint i = 0; i < G_N_ELEMENTS (table_flags); i++)
    if (table_flags[i].list == list)
      return table_flags[i].flags;

  return QD_TABLE_PLAIN;
}

/* One list: heading with its button, unless the page's title row has it, then the table and the selected row's form. */
static void
build_list (QdPage    *self,
            QdListId   list,
            GtkWidget *title_row,
            GtkWidget *into)
{
  const QdListInfo *info = qd_list_info (list);
  QdTableFlags flags = flags_of_list (list);
  GtkWidget *table = qd_table_new (self->document, qd_plan_get_list (qd_document_get_plan (self->document), list), flags);
  GtkWidget *detail = qd_detail_new (self->document, FALSE);
  GtkWidget *block = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *row = title_row;

  if (row == NULL)
    {
      row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_box_append (GTK_BOX (block), qd_beside_new_for_title (label_new (_(info->title), "heading"), row));
    }
  if ((flags & (QD_TABLE_TREE | QD_TABLE_SCORECARD)) != 0)
    gtk_box_append (GTK_BOX (row), build_icon_button (table, "qd-expand-symbolic", _("Expand All"), qd_table_expand_all));
  add_list_actions (row, list);
  gtk_box_append (GTK_BOX (row), build_icon_button (table, "qd-filter-symbolic", _("Filter"), qd_table_filter));
  gtk_box_append (GTK_BOX (row), build_columns_button (table));
  if (info->add != NULL)
    gtk_box_append (GTK_BOX (row), build_add_button (table, info));

  gtk_widget_set_visible (detail, FALSE);
  gtk_box_append (GTK_BOX (block), table);
  gtk_box_append (GTK_BOX (into), qd_room_new (block, table));
  g_signal_connect_object (table, "selected", G_CALLBACK (table_selected_cb), self, 0);

  self->tables[self->n_tables] = table;
  self->details[self->n_tables] = detail;
  self->n_tables++;
}

static void
build_forms (QdPage *self)
{
  QdPlan *plan = qd_document_get_plan (self->document);

  for (guint i = 0; i < G_N_ELEMENTS (page_forms); i++)
    {
      QdRecord *record;

      if (page_forms[i].page != self->page)
        continue;

      record = page_forms[i].single == QD_LIST_ANY ? qd_plan_get_root (plan) : qd_plan_get_single (plan, page_forms[i].single);
      if (page_forms[i].single == QD_LIST_SETTINGS)
        gtk_box_append (GTK_BOX (self->box), label_new (_("Settings of this plan"), "heading"));
      self->forms[i] = qd_detail_new (self->document, TRUE);
      qd_detail_set_record (QD_DETAIL (self->forms[i]), record);
      qd_widget_catch_up (self->forms[i]);
      gtk_widget_set_halign (self->forms[i], GTK_ALIGN_START);
      gtk_widget_set_size_request (self->forms[i], FORM_WIDTH, -1);
      gtk_box_append (GTK_BOX (self->box), self->forms[i]);
    }
}

/* Charts stand right of the lists where both fit, below them otherwise: the flow box decides. */
static GtkWidget *
build_charts (QdPage           *self,
              const QdPageInfo *info)
{
  g_auto (GStrv) names = NULL;
  GtkWidget *box;

  if (info->charts == NULL)
    return NULL;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  names = g_strsplit (info->charts, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    gtk_box_append (GTK_BOX (box), qd_chart_card_new (self->document, names[i]));

  return box;
}

/* Returns: (nullable): what takes more room than a page usually has */
static GtkWidget *
build_extras (QdPage    *self,
              GtkWidget *title_row,
              gboolean   above)
{
  GtkWidget *wide = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (page_extras); i++)
    {
      GtkWidget *extra;

      if (page_extras[i].page != self->page || page_extras[i].above != above)
        continue;

      extra = page_extras[i].build (self->document);
      gtk_box_append (GTK_BOX (self->box), extra);
      if (page_extras[i].controls != NULL)
        gtk_box_append (GTK_BOX (title_row), page_extras[i].controls (extra));
      if (page_extras[i].wide)
        wide = extra;
    }

  return wide;
}

static void
build_content (QdPage *self)
{
  const QdPageInfo *info = qd_page_info (self->page);
  gboolean one_list = info->lists[0] != QD_LIST_ANY && info->lists[1] == QD_LIST_ANY;
  GtkWidget *title_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = label_new (_(info->title), "title-2");
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *lists = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *wide;

  gtk_widget_add_css_class (title, "qd-title-row");
  gtk_box_append (GTK_BOX (heading), qd_beside_new_for_title (title, title_row));
  self->summary = label_new (NULL, "qd-summary");
  gtk_label_set_wrap (GTK_LABEL (self->summary), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->summary), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (heading), self->summary);
  self->since = gtk_button_new ();
  gtk_widget_add_css_class (self->since, "qd-since");
  gtk_widget_set_halign (self->since, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->since, _("Compare with how the plan was approved"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->since), "win.compare");
  gtk_box_append (GTK_BOX (heading), self->since);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), qd_findings_bar_new (self->document, self->page));
  if (self->page == QD_PAGE_PLAN)
    build_forms (self);
  build_extras (self, title_row, TRUE);

  for (guint i = 0; info->lists[i] != QD_LIST_ANY; i++)
    build_list (self, info->lists[i], one_list && self->page != QD_PAGE_PLAN ? title_row : NULL, lists);

  /* Below all lists: selecting a row must not push the next list away. */
  for (guint i = 0; i < self->n_tables; i++)
    gtk_box_append (GTK_BOX (lists), self->details[i]);

  qd_room_set_most (lists, qd_room_lists_most);
  self->charts = build_charts (self, info);
  if (self->charts != NULL)
    lists = qd_beside_new (lists, self->charts);
  gtk_box_append (GTK_BOX (self->box), lists);
  if (self->page != QD_PAGE_PLAN)
    build_forms (self);
  wide = build_extras (self, title_row, FALSE);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller),
                                 qd_room_new_for_page (self->box, wide != NULL ? wide : lists, wide != NULL));
  /* Or tables would be squeezed to a row before the page scrolls. */
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scroller))),
                                     GTK_SCROLL_NATURAL);
}

static gboolean
fit_tables_cb (gpointer user_data)
{
  QdPage *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  int height = (int) gtk_adjustment_get_page_size (adjustment);

  self->fit_id = 0;

  /* A single list may fill the page; several share it. Longer ones scroll by themselves, which only draws what shows. */
  for (guint i = 0; i < self->n_tables; i++)
    qd_table_set_max_height (QD_TABLE (self->tables[i]), self->n_tables == 1 ? height - 150 : MIN (SHARED_HEIGHT, height - 60));

  return G_SOURCE_REMOVE;
}

/* Told while sizes are being given out: asking for other sizes must wait until that is over. */
static void
height_changed_cb (GtkAdjustment *adjustment,
                   GParamSpec    *pspec,
                   QdPage        *self)
{
  if (qd_scroller_shows_focus (self->scroller, self->fitted_height))
    qd_scroller_keep_focus (self->scroller);
  self->fitted_height = gtk_adjustment_get_page_size (adjustment);
  if (self->fit_id == 0)
    self->fit_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, fit_tables_cb, self, NULL);
}

static void
qd_page_dispose (GObject *object)
{
  QdPage *self = QD_PAGE (object);

  g_clear_handle_id (&self->fit_id, g_source_remove);
  self->charts = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  self->n_tables = 0;
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_page_parent_class)->dispose (object);
}

static void
qd_page_class_init (QdPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_page_dispose;

  /**
   * QdPage::selected:
   *
   * Another row is selected, or none.
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, QD_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
qd_page_init (QdPage *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->box, "qd-page");
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
                           "notify::page-size", G_CALLBACK (height_changed_cb), self, 0);
}

/**
 * qd_page_new:
 * @document: the document
 * @page: which page; not the overview, which is of its own kind
 */
GtkWidget *
qd_page_new (QdDocument *document,
             QdPageId    page)
{
  QdPage *self = g_object_new (QD_TYPE_PAGE, NULL);

  self->document = g_object_ref (document);
  self->page = page;
  qd_widget_set_name (GTK_WIDGET (self), _(qd_page_info (page)->title));
  qd_widget_set_name (self->scroller, _(qd_page_info (page)->title));
  build_content (self);
  qd_widget_follow (GTK_WIDGET (self), document, update_summary);

  return GTK_WIDGET (self);
}

/* @row is @record, or holds it. */
static gboolean
show_in_list (QdPage        *self,
              guint          list,
              QdRecord      *row,
              QdRecord      *record,
              const QdField *field)
{
  QdTable *table = QD_TABLE (self->tables[list]);

  if (row == record &&
      (field != NULL ? qd_table_select_field (table, record, field) : qd_table_select (table, record)))
    return TRUE;

  /* What has no cell is in the form of the row. */
  return qd_table_select_row (table, row) &&
         (qd_detail_show_record (QD_DETAIL (self->details[list]), record, field) || qd_table_select (table, row));
}

/**
 * qd_page_get_selected:
 *
 * Returns: (transfer none) (nullable): the record whose row is selected
 */
QdRecord *
qd_page_get_selected (QdPage *page)
{
  QdRecord *record = NULL;

  g_return_val_if_fail (QD_IS_PAGE (page), NULL);

  for (guint i = 0; i < page->n_tables && record == NULL; i++)
    record = qd_table_get_selected (QD_TABLE (page->tables[i]));

  return record;
}

/**
 * qd_page_show_record:
 * @page: a page
 * @record: a record
 * @field: (nullable): the field of it that gets the focus
 *
 * Selects @record where it is edited; of a record within a row, that row.
 *
 * Returns: whether it is on this page
 */
gboolean
qd_page_show_record (QdPage        *page,
                     QdRecord      *record,
                     const QdField *field)
{
  for (QdRecord *row = record; row != NULL; row = qd_record_get_parent (row))
    {
      for (guint i = 0; i < page->n_tables; i++)
        if (show_in_list (page, i, row, record, field))
          {
            qd_scroller_keep_focus (page->scroller);
            return TRUE;
          }
      for (guint i = 0; i < G_N_ELEMENTS (page_forms); i++)
        if (page->forms[i] != NULL && qd_detail_get_record (QD_DETAIL (page->forms[i])) == row)
          return qd_detail_show_record (QD_DETAIL (page->forms[i]), record, field);
    }

  return FALSE;
}

/**
 * qd_page_comment:
 * @page: a page
 *
 * Takes the focus to where one writes a comment on the selected row, or else on what a form of the page is about.
 *
 * Returns: whether there is anything to comment on
 */
gboolean
qd_page_comment (QdPage *page)
{
  for (guint i = 0; i < page->n_tables; i++)
    if (qd_table_get_selected (QD_TABLE (page->tables[i])) != NULL && qd_detail_comment (QD_DETAIL (page->details[i])))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (page_forms); i++)
    if (page->forms[i] != NULL && qd_detail_comment (QD_DETAIL (page->forms[i])))
      return TRUE;

  return FALSE;
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
add_forms (QdPage    *self,
           GPtrArray *areas)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_forms); i++)
    if (self->forms[i] != NULL)
      g_ptr_array_add (areas, self->forms[i]);
}

/* The lists and forms of the page as they stand, one below the other: where somebody types. Without any, all of it. */
static GPtrArray *
list_areas (QdPage *self)
{
  GPtrArray *areas = g_ptr_array_new ();

  if (self->page == QD_PAGE_PLAN)
    add_forms (self, areas);
  for (guint i = 0; i < self->n_tables; i++)
    g_ptr_array_add (areas, self->tables[i]);
  for (guint i = 0; i < self->n_tables; i++)
    {
      qd_widget_catch_up (self->details[i]);
      if (gtk_widget_get_visible (self->details[i]))
        g_ptr_array_add (areas, self->details[i]);
    }
  if (self->page != QD_PAGE_PLAN)
    add_forms (self, areas);
  if (areas->len == 0)
    g_ptr_array_add (areas, self);

  return areas;
}

/**
 * qd_page_focus:
 * @page: a page
 * @step: 1 or -1: to the next of its lists and forms, or to the one before; 0: to where it is already
 *
 * Takes the focus on; if none of them has it, to the first list or form, or to the last.
 *
 * Returns: %FALSE if there is none to go on to
 */
gboolean
qd_page_focus (QdPage *page,
               int     step)
{
  g_autoptr (GPtrArray) areas = list_areas (page);
  int at = step >= 0 ? -1 : (int) areas->len;
  GtkWidget *area;

  for (guint i = 0; i < areas->len; i++)
    if (has_focus (g_ptr_array_index (areas, i)))
      at = (int) i;
  if (step == 0 && at >= 0)
    return TRUE;
  at += step != 0 ? step : 1;
  if (at < 0 || at >= (int) areas->len)
    return FALSE;

  area = g_ptr_array_index (areas, (guint) at);
  if (!QD_IS_TABLE (area))
    return gtk_widget_child_focus (area, GTK_DIR_TAB_FORWARD);
  qd_table_focus (QD_TABLE (area));

  return TRUE;
}

/* The list that has the focus, else the first. Returns: (nullable) */
static QdTable *
find_table (QdPage *self)
{
  for (guint i = 0; i < self->n_tables; i++)
    if (has_focus (self->tables[i]))
      return QD_TABLE (self->tables[i]);

  return self->n_tables > 0 ? QD_TABLE (self->tables[0]) : NULL;
}

/**
 * qd_page_add:
 *
 * Adds a record to the list of the page that has the focus, else to its first.
 */
void
qd_page_add (QdPage *page)
{
  QdTable *table = find_table (page);

  if (table != NULL)
    qd_table_add (table);
}

/**
 * qd_page_add_files:
 * @page: a page
 * @files: (element-type GFile): files of which one is a table
 *
 * Makes rows of it in the list of the page that has the focus, else in its first.
 *
 * Returns: %FALSE if the page has no list
 */
gboolean
qd_page_add_files (QdPage *page,
                   GSList *files)
{
  QdTable *table = find_table (page);

  if (table != NULL)
    qd_table_add_files (table, files);

  return table != NULL;
}
