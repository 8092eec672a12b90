#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-config.h"

#include "qd-pptx-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "qd-error.h"
#include "qd-xml-tree.h"

/* The master, the theme and the layouts of somebody else's presentation. They are taken as they are, with what they
 * refer to; what would run, or be fetched from elsewhere, is refused. */

#define REL_MASTER "/slideMaster"
#define REL_LAYOUT "/slideLayout"
#define REL_THEME  "/theme"

#define FILE_MAX (256 * 1024 * 1024)

/* The least and the largest size of a slide, in EMU, that PowerPoint allows. */
#define SLIDE_MIN 914400
#define SLIDE_MAX 51206400

/* Between the title and what stands below it, as a part of the slide's height. */
#define GAP_PART  0.02
#define EDGE_PART 0.05

/* Below this part of a slide there would be no room to read anything: then the template's places are not for us. */
#define ROOM_PART 0.3

/**
 * Template:
 * @opc: what was read
 * @name: of the file, for messages
 * @presentation: the name of its first part
 */
typedef struct
{
  QdOpc      *opc;
  const char *name;
  const char *presentation;
} Template;

/* What there is of one placeholder in a layout. */
typedef struct
{
  const char *type;   /* "obj" where the file says nothing */
  guint       index;
  QdBox       box;
} Found;

static void
set_bad_template (GError     **error,
                  const char  *name,
                  const char  *reason)
{
  /* Translators: the first %s is the name of a file, the second a sentence that says what is wrong. */
  g_set_error (error, QD_ERROR, QD_ERROR_PARSE, _("“%s” cannot be the template: %s"), name, reason);
}

static QdXmlNode *
read_part (const Template  *self,
           const char      *part_name,
           GError         **error)
{
  const QdOpcPart *part = qd_opc_find (self->opc, part_name);
  g_autoptr (GError) reason = NULL;
  QdXmlNode *root = part != NULL ? qd_xml_read (part->bytes, &reason) : NULL;

  if (part == NULL)
    set_bad_template (error, self->name, _("Something in it is missing."));
  else if (root == NULL)
    set_bad_template (error, self->name, reason->message);

  return root;
}

/* What a company's deck may carry along: nothing that runs, and nothing that is fetched when somebody opens it. */
static gboolean
check_relation (const Template       *self,
                const QdOpcRelation  *relation,
                GError              **error)
{
  static const char *const active[] = { "/vbaProject", "/control", "/activeXControlBinary", "/oleObject" };

  for (guint i = 0; i < G_N_ELEMENTS (active); i++)
    if (g_str_has_suffix (relation->type, active[i]))
      {
        set_bad_template (error, self->name, _("Its master or a layout contains something that runs programs."));
        return FALSE;
      }
  if (g_str_has_suffix (relation->type, "/slide"))
    {
      set_bad_template (error, self->name, _("Its master or a layout leads to one of its slides."));
      return FALSE;
    }
  if (relation->external && !g_str_has_suffix (relation->type, "/hyperlink"))
    {
      set_bad_template (error, self->name, _("Its master or a layout shows something that is not in the file."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_xml (const QdOpcPart *part)
{
  return g_str_has_suffix (part->content_type, "+xml") || g_str_has_suffix (part->content_type, "/xml");
}

/* Copies @name and everything that it refers to, each part once. */
static gboolean
take_parts (const Template  *self,
            QdOpc           *into,
            const char      *name,
            GError         **error)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  g_ptr_array_add (waiting, (gpointer) name);
  for (guint next = 0; next < waiting->len; next++)
    {
      const QdOpcPart *part = qd_opc_find (self->opc, g_ptr_array_index (waiting, next));
      g_autoptr (QdXmlNode) checked = NULL;

      if (part == NULL)
        {
          set_bad_template (error, self->name, _("Something in it is missing."));
          return FALSE;
        }
      if (qd_opc_find (into, part->name) != NULL)
        continue;
      if (is_xml (part))
        {
          checked = read_part (self, part->name, error);
          if (checked == NULL)
            return FALSE;
        }
      qd_opc_add (into, part->name, part->content_type, g_bytes_ref (part->bytes));
      for (guint i = 0; i < part->relations->len; i++)
        {
          const QdOpcRelation *relation = g_ptr_array_index (part->relations, i);

          if (!check_relation (self, relation, error))
            return FALSE;
          qd_opc_relate_as (into, part->name, relation);
          if (!relation->external)
            g_ptr_array_add (waiting, relation->target);
        }
    }

  return TRUE;
}

static double
number_of (const QdXmlNode *node,
           const char      *name)
{
  const char *text = qd_xml_attribute (node, name);

  return text != NULL ? CLAMP (g_ascii_strtod (text, NULL), -SLIDE_MAX, SLIDE_MAX) : 0;
}

/* Of a shape, its place; without width where it says none. */
static QdBox
box_of (const QdXmlNode *shape)
{
  const QdXmlNode *off = qd_xml_child (shape, "spPr/xfrm/off");
  const QdXmlNode *ext = qd_xml_child (shape, "spPr/xfrm/ext");

  return (QdBox) { number_of (off, "x"), number_of (off, "y"), number_of (ext, "cx"), number_of (ext, "cy") };
}

/* (element-type Found): the placeholders among the shapes of a master or a layout. */
static GArray *
find_holders (const QdXmlNode *root)
{
  const QdXmlNode *tree = qd_xml_child (root, "cSld/spTree");
  GArray *holders = g_array_new (FALSE, FALSE, sizeof (Found));

  for (guint i = 0; tree != NULL && i < tree->children->len; i++)
    {
      const QdXmlNode *shape = g_ptr_array_index (tree->children, i);
      const QdXmlNode *ph = qd_xml_child (shape, "nvSpPr/nvPr/ph");
      Found found = { .type = qd_xml_attribute (ph, "type") };
      const char *index = qd_xml_attribute (ph, "idx");

      if (ph == NULL)
        continue;
      if (found.type == NULL)
        found.type = "obj";
      found.index = index != NULL ? (guint) MIN (g_ascii_strtoull (index, NULL, 10), G_MAXUINT32) : 0;
      found.box = box_of (shape);
      g_array_append_val (holders, found);
    }

  return holders;
}

static const Found *
find_type (GArray     *holders,
           const char *types)
{
  g_auto (GStrv) names = g_strsplit (types, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; j < holders->len; j++)
      if (strcmp (g_array_index (holders, Found, j).type, names[i]) == 0)
        return &g_array_index (holders, Found, j);

  return NULL;
}

/* How each of our placeholders may be called in a layout, the likeliest first, and in a master. */
static const struct
{
  const char *types;
  const char *master;
} wanted[QD_N_HOLDERS] = {
  [QD_HOLDER_TITLE] = { "title ctrTitle", "title" },
  [QD_HOLDER_SUBTITLE] = { "subTitle", "body" },
  [QD_HOLDER_PART] = { "", "" },
  [QD_HOLDER_BODY] = { "obj body", "body" },
  [QD_HOLDER_FOOTER] = { "ftr", "ftr" },
  [QD_HOLDER_NUMBER] = { "sldNum", "sldNum" },
};

/* One of a template's layouts. */
typedef struct
{
  char      *part;
  char      *type;
  char      *name;
  QdXmlNode *root;
  GArray    *holders;
} Layout;

static void
layout_free (gpointer data)
{
  Layout *layout = data;

  g_free (layout->part);
  g_free (layout->type);
  g_free (layout->name);
  qd_xml_node_free (layout->root);
  g_array_unref (layout->holders);
  g_free (layout);
}

/* How well a layout serves for slides of a kind: its type says it, else its name, else what placeholders it has. */
static int
rate (const Layout  *layout,
      QdSlideLayout  kind)
{
  static const struct
  {
    const char *types;
    const char *name;
  } signs[] = {
    [QD_SLIDE_TITLE] = { "title", "title slide" },
    [QD_SLIDE_CONTENT] = { "obj tx", "content" },
    [QD_SLIDE_TITLE_ONLY] = { "titleOnly", "title only" },
  };
  g_auto (GStrv) types = g_strsplit (signs[kind].types, " ", -1);
  g_autofree char *name = g_utf8_casefold (layout->name, -1);
  gboolean title = find_type (layout->holders, wanted[QD_HOLDER_TITLE].types) != NULL;
  gboolean body = find_type (layout->holders, wanted[QD_HOLDER_BODY].types) != NULL;
  int rating = 0;

  if (!title)
    return -1;
  if (g_strv_contains ((const char *const *) types, layout->type))
    rating += strcmp (layout->type, types[0]) == 0 ? 100 : 80;
  if (strstr (name, signs[kind].name) != NULL)
    rating += 20;
  if (kind == QD_SLIDE_CONTENT)
    rating += body ? 40 : 0;
  if (kind == QD_SLIDE_TITLE_ONLY && !body)
    rating += 40;
  if (kind == QD_SLIDE_TITLE && find_type (layout->holders, "ctrTitle") != NULL)
    rating += 40;

  /* Empty placeholders would show their prompts: the fewer the better. */
  return rating - (int) MIN (layout->holders->len, 15);
}

static const Layout *
choose_layout (GPtrArray     *layouts,
               QdSlideLayout  kind)
{
  const Layout *best = NULL;

  for (guint i = 0; i < layouts->len; i++)
    {
      const Layout *layout = g_ptr_array_index (layouts, i);

      if (rate (layout, kind) >= 0 && (best == NULL || rate (layout, kind) > rate (best, kind)))
        best = layout;
    }

  return best;
}

static gboolean
is_of_master (const Template *self,
              const char     *layout_part,
              const char     *master_part)
{
  const QdOpcRelation *relation = qd_opc_find_relation (self->opc, layout_part, REL_MASTER, NULL);

  return relation != NULL && !relation->external && g_ascii_strcasecmp (relation->target, master_part) == 0;
}

static GPtrArray *
read_layouts (const Template   *self,
              const char       *master_part,
              const QdXmlNode  *master,
              GError          **error)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (layout_free);
  const QdXmlNode *list = qd_xml_child (master, "sldLayoutIdLst");

  for (guint i = 0; list != NULL && i < list->children->len; i++)
    {
      const QdXmlNode *entry = g_ptr_array_index (list->children, i);
      const char *id = strcmp (entry->name, "sldLayoutId") == 0 ? qd_xml_attribute (entry, ":id") : NULL;
      const QdOpcRelation *relation = id != NULL ? qd_opc_find_relation (self->opc, master_part, REL_LAYOUT, id) : NULL;
      const char *type, *name;
      QdXmlNode *root;
      Layout *layout;

      if (relation == NULL || relation->external)
        continue;
      root = read_part (self, relation->target, error);
      if (root == NULL)
        return NULL;
      type = qd_xml_attribute (root, "type");
      name = qd_xml_attribute (qd_xml_child (root, "cSld"), "name");
      if (!is_of_master (self, relation->target, master_part))
        {
          qd_xml_node_free (root);
          set_bad_template (error, self->name, _("A layout of it belongs to no master."));
          return NULL;
        }
      layout = g_new0 (Layout, 1);
      layout->part = g_strdup (relation->target);
      layout->type = g_strdup (type != NULL ? type : "");
      layout->name = g_strdup (name != NULL ? name : "");
      layout->root = root;
      layout->holders = find_holders (root);
      g_ptr_array_add (layouts, layout);
    }
  if (layouts->len == 0)
    set_bad_template (error, self->name, _("Its master has no layouts."));

  return layouts->len > 0 ? g_steal_pointer (&layouts) : NULL;
}

/* What a layout does not place stands where its master has it. */
static QdBox
place_of (const Found *found,
          GArray      *master_holders,
          const char  *master_types)
{
  const Found *inherited = find_type (master_holders, master_types);

  return found->box.width > 0 || inherited == NULL ? found->box : inherited->box;
}

/* Of several bodies the largest: the others are captions and lines at the side. One that has no room for points is
 * none. */
static const Found *
find_body (const QdPptxBase *base,
           GArray           *holders,
           GArray           *master_holders)
{
  const Found *largest = NULL;
  double area = base->width * ROOM_PART * base->height * ROOM_PART;

  for (guint i = 0; i < holders->len; i++)
    {
      const Found *found = &g_array_index (holders, Found, i);
      QdBox box = place_of (found, master_holders, wanted[QD_HOLDER_BODY].master);

      if ((strcmp (found->type, "obj") == 0 || strcmp (found->type, "body") == 0) && box.width * box.height > area)
        {
          largest = found;
          area = box.width * box.height;
        }
    }

  return largest;
}

static void
fill_layout (QdPptxBase    *base,
             QdSlideLayout  kind,
             const Layout  *layout,
             GArray        *master_holders)
{
  QdPptxLayout *into = &base->layouts[kind];

  into->part = g_strdup (layout->part);
  for (guint i = 0; i < QD_N_HOLDERS; i++)
    {
      const Found *found = i == QD_HOLDER_BODY ? find_body (base, layout->holders, master_holders)
                                               : find_type (layout->holders, wanted[i].types);
      QdPptxHolder *holder = &into->holders[i];

      if (found == NULL)
        continue;
      holder->present = TRUE;
      holder->type = g_strdup (strcmp (found->type, "obj") == 0 ? NULL : found->type);
      holder->index = found->index;
      holder->box = place_of (found, master_holders, wanted[i].master);
    }
}

/* Below the title of the layout that charts and tables stand on, down to the foot, as wide as its text. */
static void
find_content (QdPptxBase *base)
{
  const QdPptxHolder *holders = base->layouts[QD_SLIDE_TITLE_ONLY].holders;
  const QdPptxHolder *body = &base->layouts[QD_SLIDE_CONTENT].holders[QD_HOLDER_BODY];
  const QdBox *title = &holders[QD_HOLDER_TITLE].box;
  const QdBox whole = { base->width * EDGE_PART, base->height * 0.2, base->width * (1 - 2 * EDGE_PART),
                        base->height * (0.8 - EDGE_PART) };
  double bottom = base->height * (1 - EDGE_PART);
  QdBox content = whole;

  if (title->width > 0)
    {
      content.x = title->x;
      content.width = title->width;
      content.y = title->y + title->height + base->height * GAP_PART;
    }
  if (body->present && body->box.width > 0 && body->box.y >= title->y)
    {
      content.x = body->box.x;
      content.width = body->box.width;
      content.y = MAX (content.y, body->box.y);
      bottom = body->box.y + body->box.height;
    }
  for (guint i = QD_HOLDER_FOOTER; i <= QD_HOLDER_NUMBER; i++)
    if (holders[i].present && holders[i].box.width > 0 && holders[i].box.y > content.y)
      bottom = MIN (bottom, holders[i].box.y);
  content.height = bottom - content.y;

  if (content.x < 0 || content.x + content.width > base->width || content.width < base->width * ROOM_PART
      || content.y < 0 || content.y + content.height > base->height || content.height < base->height * ROOM_PART)
    content = whole;
  base->content = content;
}

static gboolean
read_color (const QdXmlNode *node,
            QdColor         *color)
{
  const QdXmlNode *plain = qd_xml_child (node, "srgbClr");
  const QdXmlNode *system = qd_xml_child (node, "sysClr");
  const char *hex = plain != NULL ? qd_xml_attribute (plain, "val") : qd_xml_attribute (system, "lastClr");
  g_autofree char *text = hex != NULL ? g_strconcat ("#", hex, NULL) : NULL;

  return text != NULL && qd_color_parse (text, color);
}

/* The template's colours and its font for text. */
static gboolean
read_theme (const Template   *self,
            const char       *master_part,
            const QdXmlNode  *master,
            QdPptxTheme      *theme,
            QdChartStyle     *style,
            GError          **error)
{
  const QdOpcRelation *relation = qd_opc_find_relation (self->opc, master_part, REL_THEME, NULL);
  g_autoptr (QdXmlNode) root = relation != NULL ? read_part (self, relation->target, error) : NULL;
  const char *background = qd_xml_attribute (qd_xml_child (master, "clrMap"), "bg1");
  const char *family;

  if (relation == NULL)
    set_bad_template (error, self->name, _("Its master has no theme."));
  if (root == NULL)
    return FALSE;

  theme->dark = background != NULL && g_str_has_prefix (background, "dk");
  for (QdThemeSlot slot = 0; slot < QD_N_THEME_COLORS; slot++)
    {
      g_autofree char *path = g_strconcat ("themeElements/clrScheme/", qd_pptx_theme_slot_name (slot), NULL);

      if (!read_color (qd_xml_child (root, path), &theme->colors[slot]))
        theme->colors[slot] = slot == QD_THEME_LT1 || slot == QD_THEME_LT2 ? 0xFFFFFFFF : 0x000000FF;
    }
  family = qd_xml_attribute (qd_xml_child (root, "themeElements/fontScheme/minorFont/latin"), "typeface");
  if (family != NULL && *family != '\0')
    qd_chart_style_set_family (style, family);

  return TRUE;
}

/* The first master of the presentation, and the id that no layout of it has. */
static const char *
find_master (const Template   *self,
             QdPptxBase       *base,
             GError          **error)
{
  g_autoptr (QdXmlNode) root = read_part (self, self->presentation, error);
  const QdXmlNode *entry = qd_xml_child (root, "sldMasterIdLst/sldMasterId");
  const QdXmlNode *size = qd_xml_child (root, "sldSz");
  const char *id = qd_xml_attribute (entry, ":id");
  const QdOpcRelation *relation = NULL;
  const char *number = qd_xml_attribute (entry, "id");

  if (root == NULL)
    return NULL;

  if (id != NULL)
    relation = qd_opc_find_relation (self->opc, self->presentation, REL_MASTER, id);
  if (relation == NULL || relation->external)
    {
      set_bad_template (error, self->name, _("It has no master."));
      return NULL;
    }
  base->master_id = number != NULL ? (guint) MIN (g_ascii_strtoull (number, NULL, 10), G_MAXUINT32) : 0;
  base->width = (int) number_of (size, "cx");
  base->height = (int) number_of (size, "cy");
  if (base->master_id < QD_PPTX_FIRST_ID || base->width < SLIDE_MIN || base->height < SLIDE_MIN)
    {
      set_bad_template (error, self->name, _("Its slides have no size that can be used."));
      return NULL;
    }

  return relation->target;
}

static gboolean
take (const Template   *self,
      QdPptxBase       *base,
      QdOpc            *opc,
      QdChartStyle     *style,
      GError          **error)
{
  const char *master_part = find_master (self, base, error);
  g_autoptr (QdXmlNode) master = master_part != NULL ? read_part (self, master_part, error) : NULL;
  g_autoptr (GPtrArray) layouts = master != NULL ? read_layouts (self, master_part, master, error) : NULL;
  g_autoptr (GArray) holders = NULL;
  QdPptxTheme theme;

  if (layouts == NULL || !read_theme (self, master_part, master, &theme, style, error)
      || !take_parts (self, opc, master_part, error))
    return FALSE;

  base->foreign = TRUE;
  base->master = g_strdup (master_part);
  holders = find_holders (master);
  for (guint i = 0; i < G_N_ELEMENTS (base->layouts); i++)
    {
      const Layout *layout = choose_layout (layouts, i);

      if (layout == NULL)
        {
          set_bad_template (error, self->name, _("None of its layouts has a title."));
          return FALSE;
        }
      fill_layout (base, i, layout, holders);
    }
  find_content (base);
  qd_pptx_palette_init (&base->palette, style, &theme);

  return TRUE;
}

/* A device or a film is no template: nothing is read before its size is known. */
static GBytes *
read_file (const char  *path,
           const char  *name,
           GError     **error)
{
  g_autofree char *content = NULL;
  GStatBuf status;
  gsize length;

  if (g_stat (path, &status) == 0 && (!S_ISREG (status.st_mode) || status.st_size > FILE_MAX))
    {
      set_bad_template (error, name, _("It is too large, or no file."));
      return NULL;
    }
  if (!g_file_get_contents (path, &content, &length, error))
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&content), length);
}

/**
 * qd_pptx_template_load:
 * @base: (out caller-allocates): what slides stand on
 * @opc: a presentation without parts
 * @path: a .pptx or .potx file
 * @style: (inout): how the deck is to look; gets the template's font
 * @error: return location for an error
 *
 * Takes the first master of a presentation with its theme, its layouts and their pictures. What it does not say, and
 * what is not within bounds, is refused with a sentence that says why.
 *
 * Returns: whether it could be taken; @base is to be cleared in any case
 */
gboolean
qd_pptx_template_load (QdPptxBase    *base,
                       QdOpc         *opc,
                       const char    *path,
                       QdChartStyle  *style,
                       GError       **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (QdOpc) read = NULL;
  const QdOpcRelation *start;

  memset (base, 0, sizeof *base);
  bytes = read_file (path, name, error);
  if (bytes == NULL)
    return FALSE;

  read = qd_opc_read (bytes, &reason);
  if (read == NULL)
    {
      set_bad_template (error, name, reason->message);
      return FALSE;
    }
  start = qd_opc_find_relation (read, "", "/officeDocument", NULL);
  if (start == NULL || start->external)
    {
      set_bad_template (error, name, _("It is no presentation."));
      return FALSE;
    }

  return take (&(Template) { read, name, start->target }, base, opc, style, error);
}
