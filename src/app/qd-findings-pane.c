#include "qd-config.h"

#include "qd-findings-pane.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "qd-app-util.h"
#include "qd-count.h"
#include "qd-finding-buttons.h"
#include "qd-follow.h"
#include "qd-pane-list.h"

/* Everything that does not add up: the worst first, of the whole plan or of one section, and apart from it what the plan
 * lives with, and why. */

/* The groups of the list, in their order. */
typedef enum
{
  GROUP_ERRORS,
  GROUP_WARNINGS,
  GROUP_NOTES,
  GROUP_ACCEPTED,
  N_GROUPS
} Group;

static const char *const group_titles[N_GROUPS] = {
  NC_("findings", "Errors"), NC_("findings", "Warnings"), NC_("findings", "Notes"), NC_("findings", "Accepted"),
};

struct _QdFindingsPane
{
  GtkWidget           parent_instance;

  QdDocument         *document;
  GPtrArray          *shown;             /* (nullable) (element-type QdFinding): those of the page; they come and go */
  guint               n_of_group[N_GROUPS];
  QdPageId            page;              /* QD_PAGE_OVERVIEW: all of them */
  GArray             *pages;             /* of QdPageId: what the drop-down offers */
  gboolean            filling;

  GtkWidget          *box;
  GtkWidget          *sections;
  GtkWidget          *count;
  QdPaneList          list;
};

G_DEFINE_FINAL_TYPE (QdFindingsPane, qd_findings_pane, GTK_TYPE_WIDGET)

static Group
group_of (const QdFinding *finding)
{
  return finding->accepted ? GROUP_ACCEPTED : (Group) (QD_SEVERITY_ERROR - finding->severity);
}

static QdFinding *
get_finding (QdFindingsPane *self,
             guint           index)
{
  return self->shown != NULL && index < self->shown->len ? g_ptr_array_index (self->shown, index) : NULL;
}

static GPtrArray *
findings_of (QdFindingsPane *self,
             QdPageId        page)
{
  return qd_findings_get_page (qd_document_follow_findings (self->document), page);
}

/* Sections with something to say, the chosen one even without. Nothing is touched while they stay the same. */
static void
fill_sections (QdFindingsPane *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (QdPageId));
  guint selected = 0;
  gboolean same;

  for (guint page = 0; page < QD_N_PAGES; page++)
    {
      if (page != QD_PAGE_OVERVIEW && page != self->page && findings_of (self, (QdPageId) page)->len == 0)
        continue;
      if (page == self->page)
        selected = pages->len;
      gtk_string_list_append (names, page == QD_PAGE_OVERVIEW ? _("All sections")
                                                              : _(qd_page_info ((QdPageId) page)->title));
      g_array_append_vals (pages, &(QdPageId) { (QdPageId) page }, 1);
    }

  same = pages->len == self->pages->len;
  for (guint i = 0; same && i < pages->len; i++)
    same = g_array_index (pages, QdPageId, i) == g_array_index (self->pages, QdPageId, i);
  self->filling = TRUE;
  if (!same)
    gtk_drop_down_set_model (GTK_DROP_DOWN (self->sections), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->sections), selected);
  self->filling = FALSE;
  g_array_unref (self->pages);
  self->pages = g_steal_pointer (&pages);
}

/* Findings stand in the order of the groups. */
static void
count_groups (QdFindingsPane *self)
{
  for (Group group = 0; group < GROUP_ACCEPTED; group++)
    self->n_of_group[group] = qd_findings_count (self->shown, (QdSeverity) (QD_SEVERITY_ERROR - group));
  self->n_of_group[GROUP_ACCEPTED] = self->shown->len - qd_findings_count (self->shown, QD_SEVERITY_NONE);
}

static void
show_count (QdFindingsPane *self)
{
  const guint *n = self->n_of_group;
  g_autofree char *errors = qd_count_printf (ngettext ("%u error", "%u errors", n[GROUP_ERRORS]), n[GROUP_ERRORS]);
  g_autofree char *warnings = qd_count_printf (ngettext ("%u warning", "%u warnings", n[GROUP_WARNINGS]), n[GROUP_WARNINGS]);
  g_autofree char *notes = qd_count_printf (ngettext ("%u note", "%u notes", n[GROUP_NOTES]), n[GROUP_NOTES]);
  g_autofree char *count = g_strdup_printf (C_("errors, warnings, notes", "%s, %s, %s"), errors, warnings, notes);

  gtk_label_set_text (GTK_LABEL (self->count), count);
  gtk_widget_set_visible (self->count, self->shown->len > 0);
}

static void
show_empty (QdFindingsPane *self)
{
  gboolean all = self->page == QD_PAGE_OVERVIEW;

  adw_status_page_set_title (ADW_STATUS_PAGE (self->list.empty), _("Nothing found"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->list.empty),
                                   all ? _("The plan adds up.") : _("This section adds up."));
}

/* The view alone would give the focus to its first row, whichever is selected. */
static void
focus_finding (QdFindingsPane *self,
               guint           position)
{
  GtkWidget *view = self->list.view;

  if (self->shown->len == 0)
    {
      gtk_widget_grab_focus (self->sections);
      return;
    }

  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *outer = gtk_widget_get_first_child (row);

      if (outer != NULL && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (outer), "position")) == position &&
          gtk_widget_grab_focus (row))
        return;
    }

  gtk_widget_grab_focus (view);
}

/* Returns: the position of the row that has the focus, or has it within */
static guint
get_focused_row (QdFindingsPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *row = root != NULL ? gtk_root_get_focus (root) : NULL;

  while (row != NULL && gtk_widget_get_parent (row) != self->list.view)
    row = gtk_widget_get_parent (row);
  if (row == NULL)
    return GTK_INVALID_LIST_POSITION;

  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (gtk_widget_get_first_child (row)), "position"));
}

static void
update (GtkWidget *widget)
{
  QdFindingsPane *self = QD_FINDINGS_PANE (widget);
  guint focused = get_focused_row (self);
  guint selected = focused != GTK_INVALID_LIST_POSITION ? focused
                                                        : gtk_single_selection_get_selected (self->list.selection);

  /* Nothing selected first: else the selection would go through all new items for the old one. */
  gtk_single_selection_set_selected (self->list.selection, GTK_INVALID_LIST_POSITION);
  fill_sections (self);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (findings_of (self, self->page));
  count_groups (self);
  qd_index_model_set_n_items (self->list.model, self->shown->len);
  if (self->shown->len > 0)
    gtk_single_selection_set_selected (self->list.selection, MIN (selected, self->shown->len - 1));
  else
    show_empty (self);

  qd_pane_list_update (&self->list);
  show_count (self);

  /* The view gives its rows to other findings, and with them the focus, wherever they go or whether they go. */
  if (focused != GTK_INVALID_LIST_POSITION)
    focus_finding (self, MIN (focused, MAX (self->shown->len, 1) - 1));
}

static void
section_selected_cb (QdFindingsPane *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->sections));

  if (self->filling || selected >= self->pages->len)
    return;

  self->page = g_array_index (self->pages, QdPageId, selected);
  gtk_single_selection_set_selected (self->list.selection, GTK_INVALID_LIST_POSITION);
  update (GTK_WIDGET (self));
}

static void
activate_cb (GtkListView    *view,
             guint           position,
             QdFindingsPane *self)
{
  const QdFinding *finding = get_finding (self, position);

  if (finding != NULL)
    qd_widget_go_to (GTK_WIDGET (self), finding->page, finding->record);
}

/* Rows: a heading over the first of a group, then what is found, where, and what can be done about it. */

static GtkWidget *
label_new (const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);

  return label;
}

typedef struct
{
  GtkWidget *heading;
  GtkWidget *mark;
  GtkWidget *message;
  GtkWidget *reason;
  GtkWidget *section;
  GtkWidget *buttons;
} Row;

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          QdFindingsPane           *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *last = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Row *row = g_new0 (Row, 1);

  row->heading = qd_pane_heading_new ();
  row->mark = qd_severity_image_new (QD_SEVERITY_NONE);
  gtk_widget_set_valign (row->mark, GTK_ALIGN_START);
  row->message = label_new (NULL);
  row->reason = label_new ("dim-label");
  for (GtkWidget **label = (GtkWidget *[]) { row->message, row->reason, NULL }; *label != NULL; label++)
    {
      gtk_label_set_wrap (GTK_LABEL (*label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (*label), PANGO_WRAP_WORD_CHAR);
      gtk_box_append (GTK_BOX (texts), *label);
    }

  row->section = label_new ("caption");
  gtk_widget_add_css_class (row->section, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (row->section), PANGO_ELLIPSIZE_END);
  row->buttons = qd_finding_buttons_new (self->document, QD_FINDING_FIX | QD_FINDING_ACCEPT);
  gtk_widget_add_css_class (row->buttons, "qd-small");
  gtk_box_append (GTK_BOX (last), row->section);
  gtk_box_append (GTK_BOX (last), row->buttons);
  gtk_box_append (GTK_BOX (texts), last);

  gtk_box_append (GTK_BOX (line), row->mark);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_widget_add_css_class (line, "qd-pane-row");
  gtk_box_append (GTK_BOX (outer), row->heading);
  gtk_box_append (GTK_BOX (outer), line);
  g_object_set_data_full (G_OBJECT (outer), "row", row, g_free);
  gtk_list_item_set_child (list_item, outer);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         QdFindingsPane           *self)
{
  guint position = gtk_list_item_get_position (list_item);
  QdFinding *finding = get_finding (self, position);
  const QdFinding *before = position > 0 ? get_finding (self, position - 1) : NULL;
  Group group = group_of (finding);
  GtkWidget *outer = gtk_list_item_get_child (list_item);
  const Row *row = g_object_get_data (G_OBJECT (outer), "row");
  QdRecord *accepted = finding->accepted ? qd_finding_get_acceptance (finding, qd_document_get_plan (self->document)) : NULL;
  const char *reason = accepted != NULL ? qd_record_get_text (accepted, QD_ACCEPTED_REASON) : "";
  g_autofree char *name = g_strdup_printf ("%s: %s", qd_severity_label (finding->severity), finding->message);

  g_object_set_data (G_OBJECT (outer), "position", GUINT_TO_POINTER (position));
  gtk_widget_set_visible (row->heading, before == NULL || group_of (before) != group);
  qd_pane_heading_set (row->heading, g_dpgettext2 (GETTEXT_PACKAGE, "findings", group_titles[group]),
                       self->n_of_group[group]);
  qd_severity_image_set (GTK_IMAGE (row->mark), finding->severity);
  gtk_label_set_text (GTK_LABEL (row->message), finding->message);
  gtk_label_set_text (GTK_LABEL (row->reason), reason);
  gtk_widget_set_visible (row->reason, *reason != '\0');
  gtk_label_set_text (GTK_LABEL (row->section), _(qd_page_info (finding->page)->title));
  qd_finding_buttons_set_finding (QD_FINDING_BUTTONS (row->buttons), finding);
  qd_widget_describe (gtk_widget_get_parent (outer), name, _(qd_page_info (finding->page)->title));
}

static void
build (QdFindingsPane *self)
{
  const QdPaneListInfo info = {
    .name = _("Findings"),
    .icon = "object-select-symbolic",
    .setup = G_CALLBACK (setup_cb),
    .bind = G_CALLBACK (bind_cb),
    .activate = G_CALLBACK (activate_cb),
  };
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->sections = gtk_drop_down_new (NULL, NULL);
  qd_widget_set_name (self->sections, _("Section"));
  g_signal_connect_swapped (self->sections, "notify::selected", G_CALLBACK (section_selected_cb), self);
  self->count = label_new ("caption");
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_box_append (GTK_BOX (top), self->sections);
  gtk_box_append (GTK_BOX (top), self->count);
  gtk_widget_add_css_class (top, "qd-pane-top");

  qd_pane_list_init (&self->list, &info, self);
  gtk_box_append (GTK_BOX (self->box), top);
  gtk_box_append (GTK_BOX (self->box), self->list.stack);
}

static void
qd_findings_pane_dispose (GObject *object)
{
  QdFindingsPane *self = QD_FINDINGS_PANE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  qd_pane_list_clear (&self->list);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_findings_pane_parent_class)->dispose (object);
}

static void
qd_findings_pane_finalize (GObject *object)
{
  g_clear_pointer (&QD_FINDINGS_PANE (object)->shown, g_ptr_array_unref);
  g_array_unref (QD_FINDINGS_PANE (object)->pages);

  G_OBJECT_CLASS (qd_findings_pane_parent_class)->finalize (object);
}

static void
qd_findings_pane_class_init (QdFindingsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_findings_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_findings_pane_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdfindings");
}

static void
qd_findings_pane_init (QdFindingsPane *self)
{
  self->pages = g_array_new (FALSE, FALSE, sizeof (QdPageId));
  self->page = QD_PAGE_OVERVIEW;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * qd_findings_pane_new:
 * @document: the document whose findings to show
 */
GtkWidget *
qd_findings_pane_new (QdDocument *document)
{
  QdFindingsPane *self = g_object_new (QD_TYPE_FINDINGS_PANE, NULL);

  self->document = g_object_ref (document);
  build (self);
  qd_widget_follow (GTK_WIDGET (self), document, update);

  return GTK_WIDGET (self);
}

/**
 * qd_findings_pane_start:
 * @pane: a pane that is shown
 * @page: whose findings to show; %QD_PAGE_OVERVIEW: all
 * @record: (nullable): the id of the record whose worst finding gets the focus, else the worst of all
 */
void
qd_findings_pane_start (QdFindingsPane *pane,
                        QdPageId        page,
                        const char     *record)
{
  guint index = 0;

  pane->page = page;
  update (GTK_WIDGET (pane));
  while (record != NULL && index < pane->shown->len && !g_str_equal (get_finding (pane, index)->record, record))
    index++;
  if (index == pane->shown->len)
    index = 0;

  if (pane->shown->len > 0)
    qd_pane_list_select (&pane->list, index);
  focus_finding (pane, index);
}
