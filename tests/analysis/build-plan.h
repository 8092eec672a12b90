#pragma once

#include <stdarg.h>

#include "qd-plan-private.h"

#define END (-1)

/* Adds a record to a list of @owner; then pairs of a field and its text, ended by END. */
static inline QdRecord *
build_record (QdRecord   *owner,
              QdListId    list,
              const char *id,
              ...)
{
  g_autoptr (QdRecord) record = qd_record_new (qd_list_info (list)->record_type, id);
  va_list args;

  va_start (args, id);
  for (int field = va_arg (args, int); field != END; field = va_arg (args, int))
    qd_record_set_text (record, (guint) field, va_arg (args, const char *));
  va_end (args);

  qd_list_append (qd_record_get_list (owner, list), record);

  return record; /* the list keeps it */
}
