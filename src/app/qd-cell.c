#include "qd-config.h"

#include "qd-cell-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "qd-app-util.h"
#include "qd-cell-text.h"
#include "qd-count.h"
#include "qd-date.h"
#include "qd-figure-text.h"
#include "qd-load-bar.h"
#include "qd-row-marks.h"
#include "qd-team-draft.h"
#include "qd-text.h"

/* One cell of a table: shows what a column says of a record, and lets it be edited in place. Cells are recycled by the
 * view: everything about the record comes with bind and goes with unbind. */

/* Of how many characters a column is at least that would like to be wider: numbers, a word or a name, sentences. */
#define LEAST_NUMBER 7
#define LEAST_WORD 9
#define LEAST_SENTENCE 13

G_DEFINE_FINAL_TYPE (QdCell, qd_cell, GTK_TYPE_WIDGET)

static gboolean
is_numeric (const QdColumn *column)
{
  return qd_kind_is_number (column->kind) || column->kind == QD_KIND_MEASURE;
}

/* One of a few words needs no second line. */
static gboolean
may_wrap (const QdColumn *column)
{
  return column != NULL && !is_numeric (column) && column->kind != QD_KIND_CHOICE && column->kind != QD_KIND_CATEGORY;
}

/**
 * qd_cell_column_chars:
 * @column: (nullable): a column
 *
 * Returns: how wide its cells are, in characters. Fields say how many they hold; the toolkit counts wide ones, of which
 *   text has few.
 */
guint
qd_cell_column_chars (const QdColumn *column)
{
  if (column == NULL || column->load_bar)
    return 6;
  if (column->kind == QD_KIND_LONG_TEXT)
    return 20; /* such columns take what room is left */

  if (is_numeric (column))
    return MIN ((guint) column->width, 9);

  return (guint) MAX (column->width * 4 / 5, 6);
}

/**
 * qd_cell_set_looks: (skip)
 * @which: what is told
 * @looks: which of that it is to have
 */
void
qd_cell_set_looks (QdCell      *self,
                   QdCellLooks  which,
                   QdCellLooks  looks)
{
  static const struct
  {
    QdCellLooks  looks;
    const char  *style_class;
  } classes[] = {
    { QD_CELL_LOOKS_NUMERIC, "numeric" },
    { QD_CELL_LOOKS_OVER, "qd-over" },
    { QD_CELL_LOOKS_DIM, "dim-label" },
    { QD_CELL_LOOKS_STATED, "qd-stated" },
    { QD_CELL_LOOKS_HEADING, "qd-heading" },
    { QD_CELL_LOOKS_TOTAL, "qd-total" },
    { QD_CELL_LOOKS_GROUP, "qd-group" },
    { QD_CELL_LOOKS_IN_RANGE, "qd-in-range" },
    { QD_CELL_LOOKS_EDITING, "editing" },
    { QD_CELL_LOOKS_REFUSED, "error" },
    { QD_CELL_LOOKS_FRAME, "qd-frame" },
  };
  QdCellLooks changed = (self->looks ^ looks) & which;

  for (guint i = 0; i < G_N_ELEMENTS (classes) && changed != 0; i++)
    if ((changed & classes[i].looks) != 0)
      qd_widget_set_class (GTK_WIDGET (self), classes[i].style_class, (looks & classes[i].looks) != 0);
  if ((changed & QD_CELL_LOOKS_FRAME) != 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_READ_ONLY,
                                    (looks & QD_CELL_LOOKS_FRAME) != 0, -1);
  self->looks ^= changed;
}

static void
show_bar (QdCell     *self,
          QdCellMark  marks)
{
  g_auto (QdValue) value = QD_VALUE_INIT;

  if (self->column == NULL || !self->column->load_bar || qd_rows_kind (self->item) != QD_ROW_RECORD)
    {
      if (self->bar != NULL)
        gtk_widget_set_visible (self->bar, FALSE);
      return;
    }

  if (self->bar == NULL)
    {
      self->bar = qd_load_bar_new ();
      gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
      gtk_widget_insert_after (self->bar, GTK_WIDGET (self), NULL);
    }

  value = qd_column_value (self->column, qd_document_get_figures (self->document), qd_rows_record (self->item), NULL);
  gtk_widget_set_visible (self->bar, TRUE);
  qd_load_bar_set_load (QD_LOAD_BAR (self->bar), value.type == QD_VALUE_NUMBER ? value.number : NAN,
                        (marks & QD_CELL_ASSUMED) != 0);
}

/* Beside its name a row says what there is to be said about it. */
static void
show_marks (QdCell *self)
{
  int taken;

  if (self->slot != 0)
    return;

  taken = qd_cell_marks_show (&self->marks, GTK_WIDGET (self), self->label, self->document, qd_rows_record (self->item));
  qd_cell_text_set_taken (QD_CELL_TEXT (self->label), taken);
}

static char *
format_total (QdCell *self)
{
  QdRow *row = qd_rows_unwrap (self->item);
  guint n = qd_list_get_length (qd_row_get_list (row));

  /* Sums are of all there are, whichever of them show. */
  if (self->slot == 0 && qd_row_count_shown (row) < n)
    return qd_count_printf (C_("row of sums with the number of all rows", "Total of all %u"), n);
  if (self->slot == 0)
    return g_strdup (_("Total"));
  if (self->column == NULL)
    return g_strdup ("");

  return qd_column_display_total (self->column, qd_document_get_figures (self->document),
                                  qd_list_get_id (qd_row_get_list (row)));
}

static char *
format_heading (QdCell *self)
{
  QdRow *row = qd_rows_unwrap (self->item);
  QdList *list = qd_row_get_list (row);
  guint n = qd_list_get_length (list);
  guint n_shown = qd_row_count_shown (row);

  if (self->slot == 0 && n_shown < n)
    return qd_count_printf (C_("heading of a group of rows with the number of those shown and of all", "%s  %u of %u"),
                            _(qd_list_get_info (list)->title), n_shown, n);
  if (self->slot == 0)
    return qd_count_printf (C_("heading of a group of rows with their number", "%s  %u"), _(qd_list_get_info (list)->title), n);

  return g_strdup (self->column != NULL ? _(self->column->label) : "");
}

/* Headings within a tree say by which of them the rows below are sorted, as those above it do. */
static char *
format_group (QdCell *self)
{
  g_autofree char *text = format_heading (self);

  if (self->sorted == QD_DIRECTION_NONE)
    return g_steal_pointer (&text);

  return g_strdup_printf ("%s %s", text, self->sorted == QD_DIRECTION_ASCENDING ? "▲" : "▼");
}

static char *
record_text (QdCell     *self,
             QdCellMark *marks)
{
  QdFigures *figures = qd_document_get_figures (self->document);
  QdRecord *record = qd_rows_record (self->item);
  g_autofree char *text = qd_column_display (self->column, figures, record, marks);

  if (g_str_equal (self->column->id, "band"))
    {
      QdBand band = qd_record_get_record_type (record) == QD_RECORD_OBJECTIVE
                      ? qd_figures_objective (figures, record)->band
                      : qd_figures_key_result (figures, record)->band;

      return g_strdup_printf ("%s  %s", qd_band_shape (band), text);
    }

  return g_steal_pointer (&text);
}

static char *
cell_text (QdCell     *self,
           QdCellMark *marks)
{
  *marks = 0;

  switch (qd_rows_kind (self->item))
    {
    case QD_ROW_TOTAL:
      return format_total (self);
    case QD_ROW_GROUP:
      return format_group (self);
    case QD_ROW_ADD:
      return g_strdup (self->slot == 0 ? _(qd_list_get_info (qd_row_get_list (qd_rows_unwrap (self->item)))->add) : "");
    case QD_ROW_RECORD:
    default:
      return self->column != NULL ? record_text (self, marks) : g_strdup ("");
    }
}

static void
describe_expanded (QdCell *self)
{
  int expanded = -1;

  if (self->slot == 0 && GTK_IS_TREE_LIST_ROW (self->item) && gtk_tree_list_row_is_expandable (self->item))
    expanded = gtk_tree_list_row_get_expanded (self->item) ? 1 : 0;
  if (expanded == self->expanded)
    return;

  self->expanded = expanded;
  if (expanded >= 0)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, expanded, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static char *
heading_name (QdCell *self)
{
  g_autofree char *label = format_heading (self);

  return qd_cell_sorted_name (label, self->sorted);
}

/* @says_the_same: as it did when it was described last */
static void
describe (QdCell     *self,
          const char *text,
          gboolean    says_the_same)
{
  QdRecord *record = qd_rows_record (self->item);
  const QdColumn *named = record != NULL ? self->column : NULL;
  g_autofree char *title = record != NULL && *qd_record_get_title (record) != '\0' ? qd_record_name (record) : NULL;
  const char *said = *text != '\0' ? text : C_("cell", "empty");
  g_autofree char *name = NULL;

  if (!says_the_same || named != self->named)
    {
      self->named = named;
      if (named != NULL)
        name = g_strdup_printf (C_("name of a cell: column and value", "%s: %s"), _(named->label), said);
      else if (self->sorted != QD_DIRECTION_NONE)
        name = heading_name (self);
      qd_widget_set_name (GTK_WIDGET (self), name != NULL ? name : said);
    }
  if (g_strcmp0 (title, self->title) != 0)
    {
      g_free (self->title);
      self->title = g_steal_pointer (&title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      self->title != NULL ? self->title : "", -1);
    }
  describe_expanded (self);
}

/* Whether a lead sees it without being able to change it. */
static gboolean
is_frame (QdCell *self)
{
  QdRecord *record = qd_rows_record (self->item);

  return record != NULL ? qd_row_is_frame (self->document, record)
                        : qd_rows_kind (self->item) == QD_ROW_ADD &&
                            qd_row_list_is_frame (self->document, qd_row_get_list (qd_rows_unwrap (self->item)));
}

static QdCellLooks
looks_of (QdCell     *self,
          QdRowKind   kind,
          QdCellMark  marks)
{
  QdCellLooks looks = 0;

  if (self->at_end && kind != QD_ROW_ADD)
    looks |= QD_CELL_LOOKS_NUMERIC;
  if ((marks & QD_CELL_OVER) != 0)
    looks |= QD_CELL_LOOKS_OVER;
  if ((marks & (QD_CELL_UNKNOWN | QD_CELL_INHERITED)) != 0 || kind == QD_ROW_ADD)
    looks |= QD_CELL_LOOKS_DIM;
  if ((marks & QD_CELL_STATED) != 0)
    looks |= QD_CELL_LOOKS_STATED;
  if (self->heading && kind == QD_ROW_RECORD)
    looks |= QD_CELL_LOOKS_HEADING;
  if (kind == QD_ROW_TOTAL)
    looks |= QD_CELL_LOOKS_TOTAL;
  if (kind == QD_ROW_GROUP)
    looks |= QD_CELL_LOOKS_GROUP;
  if (is_frame (self))
    looks |= QD_CELL_LOOKS_FRAME;

  return looks;
}

/**
 * qd_cell_refresh:
 *
 * Shows what the plan says now.
 */
void
qd_cell_refresh (QdCell *self)
{
  const QdCellLooks kept = QD_CELL_LOOKS_IN_RANGE | QD_CELL_LOOKS_EDITING | QD_CELL_LOOKS_REFUSED;
  QdCellText *label = QD_CELL_TEXT (self->label);
  QdRowKind kind;
  QdCellMark marks;
  QdCellLooks looks;
  gboolean says_the_same;
  g_autofree char *text = NULL;

  if (self->item == NULL || self->editor != NULL)
    return;

  kind = qd_rows_kind (self->item);
  text = cell_text (self, &marks);
  looks = looks_of (self, kind, marks);
  says_the_same = g_strcmp0 (qd_cell_text_get_text (label), text) == 0;

  qd_cell_text_set_text (label, text, kind == QD_ROW_ADD || (kind == QD_ROW_RECORD && may_wrap (self->column)));
  qd_cell_text_set_at_end (label, (looks & QD_CELL_LOOKS_NUMERIC) != 0);
  qd_cell_set_looks (self, ~kept, looks);
  show_bar (self, marks);
  show_marks (self);
  describe (self, text, says_the_same);
}

/* Which day of the week a date is. */
static char *
explain_date (QdCell   *self,
              QdRecord *record)
{
  GDate near_date;
  QdDate date;

  if (self->column->field == NULL || self->column->field->kind != QD_KIND_DATE)
    return NULL;

  qd_plan_get_planning_date (qd_document_get_plan (self->document), &near_date);
  date = qd_date_parse (qd_record_get_text (record, self->column->field->index),
                        g_date_valid (&near_date) ? &near_date : NULL);

  return date.precision == QD_DATE_DAY ? qd_date_format_local (&date.date) : NULL;
}

static gboolean
query_tooltip_cb (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  gpointer    user_data)
{
  QdCell *self = QD_CELL (widget);
  QdRecord *record = self->item != NULL ? qd_rows_record (self->item) : NULL;
  g_autofree char *explained = NULL;

  if (record == NULL || self->column == NULL || self->editor != NULL)
    return FALSE;

  explained = qd_column_explain (self->column, qd_document_get_figures (self->document), record);
  if (explained == NULL)
    explained = explain_date (self, record);
  if (qd_text_is_blank (explained))
    {
      g_free (explained);
      explained = qd_cell_text_is_cut (QD_CELL_TEXT (self->label))
                    ? g_strdup (qd_cell_text_get_text (QD_CELL_TEXT (self->label))) : NULL;
    }
  if ((self->looks & QD_CELL_LOOKS_FRAME) != 0)
    {
      g_autofree char *frame = qd_team_draft_describe (qd_document_get_plan (self->document));
      char *both = explained != NULL ? g_strjoin ("\n", explained, frame, NULL) : g_steal_pointer (&frame);

      g_free (explained);
      explained = both;
    }
  if (qd_text_is_blank (explained))
    return FALSE;

  gtk_tooltip_set_text (tooltip, explained);

  return TRUE;
}

static void
qd_cell_dispose (GObject *object)
{
  QdCell *self = QD_CELL (object);

  g_clear_pointer (&self->editor, gtk_widget_unparent);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_object (&self->added);
  qd_cell_marks_clear (&self->marks);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (qd_cell_parent_class)->dispose (object);
}

static void
qd_cell_finalize (GObject *object)
{
  g_free (QD_CELL (object)->title);

  G_OBJECT_CLASS (qd_cell_parent_class)->finalize (object);
}

static void
qd_cell_unroot (GtkWidget *widget)
{
  qd_cell_forget_edited (QD_CELL (widget));

  GTK_WIDGET_CLASS (qd_cell_parent_class)->unroot (widget);
}

static void
qd_cell_class_init (QdCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qd_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = qd_cell_finalize;
  widget_class->unroot = qd_cell_unroot;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "qdcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
qd_cell_init (QdCell *self)
{
  self->expanded = -1;
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), QD_CELL_SPACING);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

static guint
least_chars (guint chars)
{
  if (chars <= LEAST_WORD)
    return MIN (chars, LEAST_NUMBER);

  return chars <= LEAST_SENTENCE ? LEAST_WORD : LEAST_SENTENCE;
}

/**
 * qd_cell_new:
 * @document: the document
 * @slot: which column of the table it is in, from 0
 * @chars: how wide that column is, in characters
 */
GtkWidget *
qd_cell_new (QdDocument *document,
             guint       slot,
             guint       chars)
{
  QdCell *self = g_object_new (QD_TYPE_CELL, NULL);

  self->document = g_object_ref (document);
  self->slot = slot;
  self->label = qd_cell_text_new (least_chars (chars), chars);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/**
 * qd_cell_bind:
 * @cell: a cell
 * @list_item: (nullable): what a view shows it in; %NULL in a form, which has no rows
 * @item: the row's item; must stay alive until unbind
 * @column: (nullable): what to show of it
 * @heading: whether rows of this kind stand out
 * @at_end: whether this column stands at its end, as columns of numbers do
 */
void
qd_cell_bind (QdCell         *self,
              GtkListItem    *list_item,
              gpointer        item,
              const QdColumn *column,
              gboolean        heading,
              gboolean        at_end)
{
  self->list_item = list_item;
  self->item = item;
  self->column = column;
  self->heading = heading;
  self->at_end = at_end;
  self->sorted = QD_DIRECTION_NONE;

  qd_cell_refresh (self);
}

/**
 * qd_cell_set_sorting:
 * @column: (nullable): the id of the column by which rows are sorted
 * @direction: which way
 *
 * A heading says so, if it is that of the column. To be called when the cell is bound.
 */
void
qd_cell_set_sorting (QdCell      *cell,
                     const char  *column,
                     QdDirection  direction)
{
  gboolean is_sorted = cell->item != NULL && qd_rows_kind (cell->item) == QD_ROW_GROUP && cell->column != NULL &&
                       g_strcmp0 (cell->column->id, column) == 0;
  QdDirection sorted = is_sorted ? direction : QD_DIRECTION_NONE;

  if (sorted == cell->sorted)
    return;

  cell->sorted = sorted;
  qd_cell_refresh (cell);
}

/**
 * qd_cell_sorted_name:
 * @label: what a heading says
 * @direction: which way the rows below are sorted by it
 *
 * Returns: (transfer full): what it is called then
 */
char *
qd_cell_sorted_name (const char  *label,
                     QdDirection  direction)
{
  switch (direction)
    {
    case QD_DIRECTION_ASCENDING:
      return g_strdup_printf (_("%s, sorted, the least first"), label);
    case QD_DIRECTION_DESCENDING:
      return g_strdup_printf (_("%s, sorted, the greatest first"), label);
    case QD_DIRECTION_NONE:
    default:
      return g_strdup (label);
    }
}

/**
 * qd_cell_unbind:
 *
 * Takes over what is typed in it, if that can be, and shows nothing from then on.
 */
void
qd_cell_unbind (QdCell *self)
{
  if (self->editor != NULL && !qd_cell_commit (self))
    qd_cell_cancel (self);
  self->list_item = NULL;
  self->item = NULL;
  self->column = NULL;
}

/**
 * qd_cell_get_slot:
 *
 * Returns: which of the table's columns it stands in, hidden ones counted
 */
guint
qd_cell_get_slot (QdCell *cell)
{
  return cell->slot;
}

/**
 * qd_cell_get_position:
 *
 * Returns: the position of its row in the table's model now, %GTK_INVALID_LIST_POSITION if it is in none. Rows that come or go
 * above it change that, without its being bound again from GTK 4.10 on.
 */
guint
qd_cell_get_position (QdCell *cell)
{
  return cell->list_item != NULL ? gtk_list_item_get_position (cell->list_item) : GTK_INVALID_LIST_POSITION;
}

/**
 * qd_cell_get_label:
 *
 * Returns: (transfer none): the #QdCellText of what it says
 */
GtkWidget *
qd_cell_get_label (QdCell *cell)
{
  return cell->label;
}

/**
 * qd_cell_get_finding_mark:
 *
 * Returns: (transfer none) (nullable): the mark of its row's findings, if it ever had one
 */
GtkWidget *
qd_cell_get_finding_mark (QdCell *cell)
{
  return cell->marks.finding;
}

/**
 * qd_cell_get_record:
 *
 * Returns: (transfer none) (nullable): the record whose row this is
 */
QdRecord *
qd_cell_get_record (QdCell *cell)
{
  return cell->item != NULL ? qd_rows_record (cell->item) : NULL;
}

/**
 * qd_cell_get_column:
 *
 * Returns: (transfer none) (nullable): the column it stands in; %NULL while it shows nothing
 */
const QdColumn *
qd_cell_get_column (QdCell *cell)
{
  return cell->column;
}

/**
 * qd_cell_get_item:
 *
 * Returns: (transfer none) (nullable): the item of the table's model whose row it is in; %NULL while it shows nothing
 */
gpointer
qd_cell_get_item (QdCell *cell)
{
  return cell->item;
}

/**
 * qd_cell_set_in_range:
 * @in_range: whether it is one of several selected cells
 */
void
qd_cell_set_in_range (QdCell   *cell,
                      gboolean  in_range)
{
  qd_cell_set_looks (cell, QD_CELL_LOOKS_IN_RANGE, in_range ? QD_CELL_LOOKS_IN_RANGE : 0);
}
