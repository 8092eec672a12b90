#include "qd-config.h"

#include "qd-pages.h"

#include <glib/gi18n-lib.h>

static const QdPageInfo pages[] = {
#define QD_PAGE(PAGE, GROUP, id_, title_, ...) \
  { .page = QD_PAGE_##PAGE, .group = QD_PAGE_GROUP_##GROUP, .id = id_, .title = title_, .lists = __VA_ARGS__ },
#include "qd-pages.def"
#undef QD_PAGE
};

G_STATIC_ASSERT (G_N_ELEMENTS (pages) == QD_N_PAGES);

static const char *const group_titles[QD_N_PAGE_GROUPS] = {
  [QD_PAGE_GROUP_LOOK_BACK] = N_("Look back"),
  [QD_PAGE_GROUP_FRAME] = N_("Frame"),
  [QD_PAGE_GROUP_COMMIT] = N_("Commit"),
  [QD_PAGE_GROUP_AGREE] = N_("Agree"),
};

/**
 * qd_page_info:
 *
 * Returns: (transfer none): what is declared about @page
 */
const QdPageInfo *
qd_page_info (QdPageId page)
{
  g_return_val_if_fail (page < QD_N_PAGES, NULL);

  return &pages[page];
}

/**
 * qd_page_info_by_id:
 *
 * Returns: (nullable): the page of that name, or %NULL
 */
const QdPageInfo *
qd_page_info_by_id (const char *id)
{
  for (guint i = 0; i < QD_N_PAGES; i++)
    if (g_str_equal (pages[i].id, id))
      return &pages[i];

  return NULL;
}

/**
 * qd_page_is_shown:
 * @plan: a plan
 * @page: a page
 *
 * Returns: whether there is something to see on @page: not if it is only about records that nobody can add, and there
 *   are none
 */
gboolean
qd_page_is_shown (QdPlan   *plan,
                  QdPageId  page)
{
  const QdListId *lists = qd_page_info (page)->lists;

  if (lists[0] == QD_LIST_ANY || qd_page_info (page)->charts != NULL)
    return TRUE;

  for (guint i = 0; lists[i] != QD_LIST_ANY; i++)
    if (qd_list_info (lists[i])->add != NULL || qd_list_get_length (qd_plan_get_list (plan, lists[i])) > 0)
      return TRUE;

  return FALSE;
}

/**
 * qd_page_group_title:
 *
 * Returns: (nullable): the title of @group in the user's language; %NULL for the group on top
 */
const char *
qd_page_group_title (QdPageGroup group)
{
  return group_titles[group] != NULL ? _(group_titles[group]) : NULL;
}

/**
 * qd_page_of_list:
 * @list: a list, or %QD_LIST_ANY for the plan itself
 *
 * Returns: the page on which the records of @list are edited; a list within a record is on the page of that record
 */
QdPageId
qd_page_of_list (QdListId list)
{
  if (list < QD_N_LISTS)
    {
      for (guint i = 0; i < QD_N_PAGES; i++)
        for (guint j = 0; pages[i].lists[j] != QD_LIST_ANY; j++)
          if (pages[i].lists[j] == list)
            return (QdPageId) i;

      /* Not a page's own: the first page's list whose records hold it. */
      for (guint i = 0; i < QD_N_PAGES; i++)
        for (guint j = 0; pages[i].lists[j] != QD_LIST_ANY; j++)
          if (qd_list_info (pages[i].lists[j])->record_type == qd_list_info (list)->owner &&
              pages[i].lists[j] != QD_LIST_REVIEW_OBJECTIVES)
            return (QdPageId) i;
      if (list == QD_LIST_CHECK_INS || list == QD_LIST_TARGET_CHANGES)
        return QD_PAGE_OBJECTIVES;
    }

  return QD_PAGE_PLAN;
}

/**
 * qd_page_of_record:
 * @record: (nullable): a record of a plan
 *
 * Returns: the page on which @record is edited: that of the nearest list around it that a page shows; the plan's own if
 *   there is none
 */
QdPageId
qd_page_of_record (QdRecord *record)
{
  for (; record != NULL; record = qd_record_get_parent (record))
    {
      QdList *list = qd_record_get_owner_list (record);

      for (guint i = 0; list != NULL && i < QD_N_PAGES; i++)
        for (guint j = 0; pages[i].lists[j] != QD_LIST_ANY; j++)
          if (pages[i].lists[j] == qd_list_get_id (list))
            return (QdPageId) i;
      if (list != NULL && qd_list_get_id (list) == QD_LIST_REVIEW)
        return QD_PAGE_LAST_QUARTER;
      if (list != NULL && qd_list_get_id (list) == QD_LIST_MEETING)
        return QD_PAGE_MEETING;
    }

  return QD_PAGE_PLAN;
}
