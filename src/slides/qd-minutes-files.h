#pragma once

#include "qd-minutes.h"

#include "qd-export.h"

G_BEGIN_DECLS

/**
 * QdMinutesFile:
 * @name: what the file is called
 * @bytes: what is in it
 */
typedef struct
{
  char   *name;
  GBytes *bytes;
} QdMinutesFile;

GPtrArray *qd_minutes_files_new    (QdFigures             *figures,
                                    GPtrArray             *findings,
                                    const QdMinutesFacts  *facts,
                                    const char            *name,
                                    const QdExportOptions *options,
                                    GError               **error);

G_END_DECLS
