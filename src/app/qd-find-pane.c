#include "qd-config.h"

#include "qd-find-pane.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "qd-app-util.h"
#include "qd-columns.h"
#include "qd-number.h"
#include "qd-pane-list.h"
#include "qd-search.h"
#include "qd-text.h"

/* Finding and replacing words in the whole plan: what is typed, how it is looked for, and the fields that have it, by
 * section. The results follow the keys and the plan; what there is to search is read in slices while nothing else is to
 * be done. */

#define EXCERPT_CHARACTERS 72
#define SLICE 4000  /* microseconds */
#define PAGE_ROWS 8

struct _QdFindPane
{
  GtkWidget           parent_instance;

  QdDocument         *document;
  QdSearch           *search;
  GArray             *hits;       /* of QdSearchHit */
  guint               n_of_page[QD_N_PAGES];
  guint               wanted;     /* the result to select when they are there */
  guint               gone_to;    /* the one gone to last */
  guint               prepare_id;

  GtkWidget          *box;
  GtkWidget          *entry;
  GtkWidget          *match_case;
  GtkWidget          *whole_words;
  GtkWidget          *replace_toggle;
  GtkWidget          *replace_box;
  GtkWidget          *replacement;
  GtkWidget          *replace_one;
  GtkWidget          *replace_all;
  GtkWidget          *count;
  QdPaneList          list;
};

G_DEFINE_FINAL_TYPE (QdFindPane, qd_find_pane, GTK_TYPE_WIDGET)

static const char *
get_query (QdFindPane *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static QdSearchFlags
get_flags (QdFindPane *self)
{
  gboolean match_case = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->match_case));
  gboolean whole_words = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->whole_words));

  return (match_case ? QD_SEARCH_MATCH_CASE : 0) | (whole_words ? QD_SEARCH_WHOLE_WORDS : 0);
}

static const QdSearchHit *
get_hit (QdFindPane *self,
         guint       index)
{
  return index < self->hits->len ? &g_array_index (self->hits, QdSearchHit, index) : NULL;
}

static guint
get_selected (QdFindPane *self)
{
  return gtk_single_selection_get_selected (self->list.selection);
}

static void
select_hit (QdFindPane *self,
            guint       index)
{
  qd_pane_list_select (&self->list, index);
}

static void
show_count (QdFindPane *self)
{
  g_autofree char *number = qd_number_format_local (self->hits->len, 0);
  g_autofree char *count = NULL;

  /* Translators: how many fields have the words that are looked for. */
  count = g_strdup_printf (ngettext ("In %s field", "In %s fields", self->hits->len), number);
  gtk_label_set_text (GTK_LABEL (self->count), self->hits->len > 0 ? count : "");
}

static void
show_empty (QdFindPane *self)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (self->list.empty);
  g_autofree char *description = NULL;
  g_autofree char *escaped = g_markup_escape_text (get_query (self), -1);

  if (qd_text_is_blank (get_query (self)))
    {
      adw_status_page_set_title (page, _("Find in the whole plan"));
      adw_status_page_set_description (page, _("Words in names, notes, dates and figures, on every page."));
      return;
    }

  if (get_flags (self) != QD_SEARCH_PLAIN)
    description = g_strdup_printf (_("“%s” is nowhere in the plan, looked for by whole words or exact case."), escaped);
  else
    description = g_strdup_printf (_("“%s” is nowhere in the plan."), escaped);
  adw_status_page_set_title (page, _("Nothing found"));
  adw_status_page_set_description (page, description);
}

static void
update_replace (QdFindPane *self)
{
  gboolean possible = self->hits->len > 0 && !qd_document_get_read_only (self->document);

  gtk_widget_set_sensitive (self->replace_one, possible);
  gtk_widget_set_sensitive (self->replace_all, possible);
}

static void
run (QdFindPane *self)
{
  /* Nothing selected first: else the selection would go through all new items for the old one, and rows be bound anew. */
  gtk_single_selection_set_selected (self->list.selection, GTK_INVALID_LIST_POSITION);
  g_array_unref (self->hits);
  self->hits = qd_search_find (self->search, get_query (self), get_flags (self));
  memset (self->n_of_page, 0, sizeof self->n_of_page);
  for (guint i = 0; i < self->hits->len; i++)
    self->n_of_page[get_hit (self, i)->page]++;

  self->gone_to = GTK_INVALID_LIST_POSITION;
  qd_index_model_set_n_items (self->list.model, self->hits->len);
  if (self->hits->len > 0)
    select_hit (self, MIN (self->wanted, self->hits->len - 1));
  else
    show_empty (self);

  qd_pane_list_update (&self->list);
  show_count (self);
  update_replace (self);
}

static gboolean
prepare_cb (gpointer user_data)
{
  QdFindPane *self = user_data;

  if (!qd_search_prepare (self->search, SLICE))
    return G_SOURCE_CONTINUE;

  self->prepare_id = 0;
  run (self);

  return G_SOURCE_REMOVE;
}

/* Looks anew: at once where all is read, which a slice of time may well be enough for. */
static void
look (QdFindPane *self,
      guint       wanted)
{
  self->wanted = wanted;
  if (self->prepare_id != 0)
    return;

  if (qd_search_prepare (self->search, SLICE))
    run (self);
  else
    self->prepare_id = g_idle_add (prepare_cb, self);
}

static void
query_changed_cb (QdFindPane *self)
{
  look (self, 0);
}

static void
document_changed_cb (QdDocument *document,
                     QdChange   *change,
                     QdFindPane *self)
{
  guint selected = get_selected (self);

  /* After what the change asks for first: the figures and the page that show it. */
  self->wanted = selected != GTK_INVALID_LIST_POSITION ? selected : 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->prepare_id == 0)
    self->prepare_id = g_idle_add (prepare_cb, self);
}

static void
go_to_hit (QdFindPane *self,
           guint       index)
{
  const QdSearchHit *hit = get_hit (self, index);

  self->gone_to = index;
  if (hit != NULL && qd_record_get_plan (hit->record) != NULL)
    qd_widget_go_to_field (GTK_WIDGET (self), hit->page, qd_record_get_id (hit->record), hit->field->key);
}

static void
activate_cb (GtkListView *view,
             guint        position,
             QdFindPane  *self)
{
  go_to_hit (self, position);
}

static void
entry_activate_cb (QdFindPane *self)
{
  go_to_hit (self, get_selected (self));
}

static void
stop_search_cb (QdFindPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.close-pane", NULL);
}

/* The arrows go through the results while the focus stays where one types. */
static gboolean
entry_key_cb (GtkEventControllerKey *controller,
              guint                  keyval,
              guint                  keycode,
              GdkModifierType        state,
              QdFindPane            *self)
{
  int last = (int) self->hits->len - 1;
  int selected = (int) get_selected (self);
  int step;

  switch (keyval)
    {
    case GDK_KEY_Down:
      step = 1;
      break;
    case GDK_KEY_Up:
      step = -1;
      break;
    case GDK_KEY_Page_Down:
      step = PAGE_ROWS;
      break;
    case GDK_KEY_Page_Up:
      step = -PAGE_ROWS;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || last < 0)
    return GDK_EVENT_PROPAGATE;

  select_hit (self, (guint) CLAMP (selected + step, 0, last));

  return GDK_EVENT_STOP;
}

/* Replacing */

/* What was done, and what was left; with a way back. */
static void
say_replaced (QdFindPane *self,
              guint       n_replaced,
              guint       n_kept)
{
  g_autofree char *number = qd_number_format_local (n_replaced, 0);
  g_autofree char *kept_number = qd_number_format_local (n_kept, 0);
  g_autofree char *replaced = g_strdup_printf (ngettext ("%s place replaced.", "%s places replaced.", n_replaced), number);
  g_autofree char *kept = g_strdup_printf (ngettext ("%s field stays as it is: the words do not fit it.",
                                                     "%s fields stay as they are: the words do not fit them.", n_kept),
                                           kept_number);
  g_autofree char *both = qd_text_join (g_strdup (replaced), g_strdup (kept));

  if (n_replaced == 0)
    qd_widget_toast (GTK_WIDGET (self), kept);
  else
    qd_widget_toast_undo (GTK_WIDGET (self), n_kept > 0 ? both : replaced);
}

static void
replace (QdFindPane *self,
         guint       from,
         guint       n,
         gboolean    quietly)
{
  guint n_replaced, n_kept;
  g_autoptr (QdChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (n == 0 || qd_document_get_read_only (self->document))
    return;

  change = qd_search_replace (qd_document_get_figures (self->document), get_hit (self, from), n, get_query (self),
                              get_flags (self), gtk_editable_get_text (GTK_EDITABLE (self->replacement)), &n_replaced,
                              &n_kept);
  if (n_replaced > 0 && !qd_document_apply (self->document, change, QD_APPLY_DEFAULT, &error))
    {
      qd_widget_toast (GTK_WIDGET (self), error->message);
      return;
    }
  if (!quietly || n_replaced == 0)
    say_replaced (self, n_replaced, n_kept);
}

static gboolean
still_has (QdFindPane        *self,
           const QdSearchHit *hit)
{
  g_autofree char *text = qd_record_display (hit->record, hit->field->index);
  g_autoptr (GArray) ranges = qd_search_ranges (text, get_query (self), get_flags (self));

  return ranges->len > 0;
}

static void
replace_one_cb (QdFindPane *self)
{
  guint selected = get_selected (self);
  const QdSearchHit *hit = get_hit (self, selected);

  if (hit == NULL)
    return;

  replace (self, selected, 1, TRUE);
  /* What still has the words, because they did not fit or are part of the others, is passed over. */
  look (self, still_has (self, hit) ? selected + 1 : selected);
}

static void
replace_all_cb (QdFindPane *self)
{
  replace (self, 0, self->hits->len, FALSE);
}

static void
replace_toggled_cb (QdFindPane *self)
{
  gboolean shown = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->replace_toggle));

  gtk_widget_set_visible (self->replace_box, shown);
}

/* Rows */

static PangoAttrList *
mark_ranges (GArray *ranges)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  for (guint i = 0; i < ranges->len; i++)
    {
      const QdSearchRange *range = &g_array_index (ranges, QdSearchRange, i);
      PangoAttribute *marks[] = {
        pango_attr_weight_new (PANGO_WEIGHT_BOLD),
        pango_attr_background_new (0x3535, 0x8484, 0xe4e4),
        pango_attr_background_alpha_new (0x4000),
      };

      for (guint j = 0; j < G_N_ELEMENTS (marks); j++)
        {
          marks[j]->start_index = range->start;
          marks[j]->end_index = range->end;
          pango_attr_list_insert (attributes, marks[j]);
        }
    }

  return attributes;
}

/* What the words stand in: “Mitigation · Partnership scope creep”, or of what something is the name: “Risk”. */
static char *
describe_place (const QdSearchHit *hit)
{
  const char *title = qd_record_get_title (hit->record);
  const QdRecordInfo *info = qd_record_get_info (hit->record);

  if ((hit->field->flags & QD_FIELD_TITLE) != 0 || qd_text_is_blank (title) ||
      (info->title_field >= 0 && info->fields[info->title_field].kind == QD_KIND_REFS))
    return g_strdup ((hit->field->flags & QD_FIELD_TITLE) != 0 ? _(info->label) : qd_field_label (hit->field));

  return g_strdup_printf (C_("a field and the record it is of", "%s · %s"), qd_field_label (hit->field), title);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          QdFindPane               *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *hit = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *excerpt = gtk_label_new (NULL);
  GtkWidget *place = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (excerpt), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (excerpt), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (excerpt), 2);
  gtk_label_set_ellipsize (GTK_LABEL (excerpt), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (excerpt), 0);
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (place), 0);
  gtk_widget_add_css_class (place, "caption");
  gtk_widget_add_css_class (place, "dim-label");
  gtk_box_append (GTK_BOX (hit), excerpt);
  gtk_box_append (GTK_BOX (hit), place);
  gtk_widget_add_css_class (hit, "qd-pane-row");

  gtk_box_append (GTK_BOX (outer), qd_pane_heading_new ());
  gtk_box_append (GTK_BOX (outer), hit);
  gtk_list_item_set_child (list_item, outer);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         QdFindPane               *self)
{
  guint position = gtk_list_item_get_position (list_item);
  const QdSearchHit *hit = get_hit (self, position);
  const QdSearchHit *before = position > 0 ? get_hit (self, position - 1) : NULL;
  GtkWidget *outer = gtk_list_item_get_child (list_item);
  GtkWidget *heading = gtk_widget_get_first_child (outer);
  GtkWidget *excerpt = gtk_widget_get_first_child (gtk_widget_get_last_child (outer));
  g_autofree char *text = qd_record_display (hit->record, hit->field->index);
  g_autoptr (GArray) ranges = qd_search_ranges (text, get_query (self), get_flags (self));
  g_autofree char *shown = qd_search_excerpt (text, ranges, EXCERPT_CHARACTERS);
  g_autofree char *place = describe_place (hit);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", shown, place, _(qd_page_info (hit->page)->title));
  PangoAttrList *attributes = mark_ranges (ranges);

  gtk_widget_set_visible (heading, before == NULL || before->page != hit->page);
  qd_pane_heading_set (heading, _(qd_page_info (hit->page)->title), self->n_of_page[hit->page]);
  gtk_label_set_text (GTK_LABEL (excerpt), shown);
  gtk_label_set_attributes (GTK_LABEL (excerpt), attributes);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (excerpt)), place);
  qd_widget_set_name (gtk_widget_get_parent (outer), name);
  pango_attr_list_unref (attributes);
}

static GtkWidget *
build_options (QdFindPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  struct
  {
    GtkWidget **button;
    const char *label;
    const char *help;
    GCallback   toggled;
  } options[] = {
    { &self->match_case, _("Match Case"), _("Letters as they are typed, with their case and accents"),
      G_CALLBACK (query_changed_cb) },
    { &self->whole_words, _("Whole Words"), _("Not within a word"), G_CALLBACK (query_changed_cb) },
    { &self->replace_toggle, _("Replace"), _("Put other words in their place"), G_CALLBACK (replace_toggled_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      *options[i].button = gtk_toggle_button_new_with_label (options[i].label);
      gtk_widget_add_css_class (*options[i].button, "flat");
      gtk_widget_add_css_class (*options[i].button, "qd-small");
      gtk_widget_set_tooltip_text (*options[i].button, options[i].help);
      g_signal_connect_swapped (*options[i].button, "toggled", options[i].toggled, self);
      gtk_box_append (GTK_BOX (box), *options[i].button);
    }

  return box;
}

static GtkWidget *
build_replace (QdFindPane *self)
{
  self->replace_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_visible (self->replace_box, FALSE);

  self->replacement = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->replacement), _("Replace with"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->replacement), 8);
  gtk_widget_set_hexpand (self->replacement, TRUE);
  qd_widget_set_name (self->replacement, _("Replace with"));
  g_signal_connect_swapped (self->replacement, "activate", G_CALLBACK (replace_one_cb), self);
  gtk_box_append (GTK_BOX (self->replace_box), self->replacement);

  self->replace_one = gtk_button_new_with_label (C_("replace what is selected", "Replace"));
  gtk_widget_set_tooltip_text (self->replace_one, _("Replace in the selected field and go on to the next"));
  g_signal_connect_swapped (self->replace_one, "clicked", G_CALLBACK (replace_one_cb), self);
  gtk_box_append (GTK_BOX (self->replace_box), self->replace_one);

  self->replace_all = gtk_button_new_with_label (C_("replace everywhere", "All"));
  gtk_widget_set_tooltip_text (self->replace_all, _("Replace in all fields, as one step to undo"));
  qd_widget_set_name (self->replace_all, _("Replace All"));
  g_signal_connect_swapped (self->replace_all, "clicked", G_CALLBACK (replace_all_cb), self);
  gtk_box_append (GTK_BOX (self->replace_box), self->replace_all);

  return self->replace_box;
}

static void
build (QdFindPane *self)
{
  const QdPaneListInfo info = {
    .name = _("Results"),
    .icon = "edit-find-symbolic",
    .setup = G_CALLBACK (setup_cb),
    .bind = G_CALLBACK (bind_cb),
    .activate = G_CALLBACK (activate_cb),
  };
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("Find in the plan"), NULL);
  qd_widget_set_name (self->entry, _("Find in the plan"));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (query_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (stop_search_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (self->entry, keys);

  self->count = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_widget_add_css_class (self->count, "caption");
  gtk_widget_add_css_class (self->count, "dim-label");

  gtk_box_append (GTK_BOX (top), self->entry);
  gtk_box_append (GTK_BOX (top), build_options (self));
  gtk_box_append (GTK_BOX (top), build_replace (self));
  gtk_box_append (GTK_BOX (top), self->count);
  gtk_widget_add_css_class (top, "qd-pane-top");

  qd_pane_list_init (&self->list, &info, self);
  gtk_box_append (GTK_BOX (self->box), top);
  gtk_box_append (GTK_BOX (self->box), self->list.stack);
}

static void
qd_find_pane_map (GtkWidget *widget)
{
  QdFindPane *self = QD_FIND_PANE (widget);

  GTK_WIDGET_CLASS (qd_find_pane_parent_class)->map (widget);

  /* The plan may have changed meanwhile. */
  if (self->prepare_id == 0)
    self->prepare_id = g_idle_add (prepare_cb, self);
}

static void
qd_find_pane_dispose (GObject *object)
{
  QdFindPane *self = QD_FIND_PANE (object);

  g_clear_handle_id (&self->prepare_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  qd_pane_list_clear (&self->list);
  g_clear_object (&self->search);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_find_pane_parent_class)->dispose (object);
}

static void
qd_find_pane_finalize (GObject *object)
{
  g_array_unref (QD_FIND_PANE (object)->hits);

  G_OBJECT_CLASS (qd_find_pane_parent_class)->finalize (object);
}

static void
qd_find_pane_class_init (QdFindPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_find_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_find_pane_finalize;
  widget_class->map = qd_find_pane_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdfind");
}

static void
qd_find_pane_init (QdFindPane *self)
{
  self->hits = g_array_new (FALSE, FALSE, sizeof (QdSearchHit));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * qd_find_pane_new:
 * @document: the document to search
 */
GtkWidget *
qd_find_pane_new (QdDocument *document)
{
  QdFindPane *self = g_object_new (QD_TYPE_FIND_PANE, NULL);

  self->document = g_object_ref (document);
  self->search = qd_search_new (qd_document_get_figures (document));
  build (self);
  show_empty (self);
  update_replace (self);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self, 0);

  return GTK_WIDGET (self);
}

/**
 * qd_find_pane_start:
 * @pane: a pane that is shown
 * @replace: whether something is to be put in place of what is found
 *
 * Takes the focus to where one types what to look for.
 */
void
qd_find_pane_start (QdFindPane *pane,
                    gboolean    replace)
{
  if (replace)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pane->replace_toggle), TRUE);
  gtk_widget_grab_focus (pane->entry);
  gtk_editable_select_region (GTK_EDITABLE (pane->entry), 0, -1);
}

/**
 * qd_find_pane_step:
 * @pane: a pane
 * @step: 1 for the next result, -1 for the one before
 *
 * Goes to the selected result or, from there, to the one after or before it, over the ends of the list.
 *
 * Returns: whether there is any
 */
gboolean
qd_find_pane_step (QdFindPane *pane,
                   int         step)
{
  int n = (int) pane->hits->len;
  guint selected = get_selected (pane);

  if (n == 0)
    return FALSE;

  if (pane->gone_to == selected)
    select_hit (pane, (guint) (((int) selected + step + n) % n));
  go_to_hit (pane, get_selected (pane));

  return TRUE;
}
