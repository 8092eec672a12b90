#pragma once

#include "qd-plan.h"

G_BEGIN_DECLS

/* The pages of the window, in the order of the planning conversation: QD_PAGE_OVERVIEW, … */
typedef enum
{
#define QD_PAGE(PAGE, ...) QD_PAGE_##PAGE,
#include "qd-pages.def"
#undef QD_PAGE
  QD_N_PAGES
} QdPageId;

typedef enum
{
  QD_PAGE_GROUP_TOP,
  QD_PAGE_GROUP_LOOK_BACK,
  QD_PAGE_GROUP_FRAME,
  QD_PAGE_GROUP_COMMIT,
  QD_PAGE_GROUP_AGREE,
  QD_N_PAGE_GROUPS
} QdPageGroup;

#define QD_PAGE_MAX_LISTS 5

/**
 * QdPageInfo:
 * @page: which page
 * @group: the part of the conversation it belongs to
 * @id: its name in actions and sessions
 * @title: its title, to be translated
 * @lists: the lists it shows, ended by %QD_LIST_ANY; findings about their records are the page's
 * @charts: (nullable): the names of its charts, separated by spaces
 */
typedef struct
{
  QdPageId    page;
  QdPageGroup group;
  const char *id;
  const char *title;
  QdListId    lists[QD_PAGE_MAX_LISTS];
  const char *charts;
} QdPageInfo;

const QdPageInfo *qd_page_info        (QdPageId    page);
const QdPageInfo *qd_page_info_by_id  (const char *id);
gboolean          qd_page_is_shown    (QdPlan     *plan,
                                       QdPageId    page);
const char       *qd_page_group_title (QdPageGroup group);
QdPageId          qd_page_of_list     (QdListId    list);
QdPageId          qd_page_of_record   (QdRecord   *record);

G_END_DECLS
