#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * QdValueType:
 * @QD_VALUE_UNSET: nothing typed; the field's fallback counts, where it has one
 * @QD_VALUE_NUMBER: a number
 * @QD_VALUE_TEXT: text, never empty. In a number field: what somebody typed that is no number, kept as typed
 */
typedef enum
{
  QD_VALUE_UNSET,
  QD_VALUE_NUMBER,
  QD_VALUE_TEXT,
} QdValueType;

/**
 * QdValue:
 *
 * What one field of one record holds. A plain struct: text is owned by whoever holds the value. An unset value is all
 * zero, so that g_new0() makes unset values.
 */
typedef struct
{
  QdValueType type;
  union
  {
    double number;
    char  *text;
  };
} QdValue;

#define QD_VALUE_INIT { QD_VALUE_UNSET, { 0 } }
#define QD_TYPE_VALUE (qd_value_get_type ())

GType     qd_value_get_type (void);
QdValue   qd_value_number   (double         number);
QdValue   qd_value_text     (const char    *text);
QdValue   qd_value_copy     (const QdValue *value);
void      qd_value_clear    (QdValue       *value);
gboolean  qd_value_equal    (const QdValue *a,
                             const QdValue *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QdValue, qd_value_clear)

G_END_DECLS
