#include "qd-value.h"

#include <math.h>

static QdValue *
qd_value_box_copy (QdValue *value)
{
  QdValue *copy = g_new (QdValue, 1);

  *copy = qd_value_copy (value);

  return copy;
}

static void
qd_value_box_free (QdValue *value)
{
  qd_value_clear (value);
  g_free (value);
}

G_DEFINE_BOXED_TYPE (QdValue, qd_value, qd_value_box_copy, qd_value_box_free)

/**
 * qd_value_number:
 * @number: a number; one that is not finite gives an unset value
 *
 * Returns: a value that needs no clearing
 */
QdValue
qd_value_number (double number)
{
  QdValue value = QD_VALUE_INIT;

  if (isfinite (number))
    {
      value.type = QD_VALUE_NUMBER;
      value.number = number == 0 ? 0 : number; /* no negative zero: it would be written as one */
    }

  return value;
}

/**
 * qd_value_text:
 * @text: (nullable): some text; %NULL and "" give an unset value
 *
 * Returns: a value with a copy of @text; clear it with qd_value_clear()
 */
QdValue
qd_value_text (const char *text)
{
  QdValue value = QD_VALUE_INIT;

  if (text != NULL && *text != '\0')
    {
      value.type = QD_VALUE_TEXT;
      value.text = g_strdup (text);
    }

  return value;
}

/**
 * qd_value_copy:
 * @value: a value
 *
 * Returns: a value of its own; clear it with qd_value_clear()
 */
QdValue
qd_value_copy (const QdValue *value)
{
  QdValue copy = *value;

  if (value->type == QD_VALUE_TEXT)
    copy.text = g_strdup (value->text);

  return copy;
}

/**
 * qd_value_clear:
 * @value: a value
 *
 * Frees what @value owns and unsets it.
 */
void
qd_value_clear (QdValue *value)
{
  if (value->type == QD_VALUE_TEXT)
    g_free (value->text);
  *value = (QdValue) QD_VALUE_INIT;
}

/**
 * qd_value_equal:
 *
 * Exact: two numbers are equal if they are the same double, since a stored value must come back as it was.
 */
gboolean
qd_value_equal (const QdValue *a,
                const QdValue *b)
{
  if (a->type != b->type)
    return FALSE;

  switch (a->type)
    {
    case QD_VALUE_NUMBER:
      return a->number == b->number;
    case QD_VALUE_TEXT:
      return g_str_equal (a->text, b->text);
    case QD_VALUE_UNSET:
    default:
      return TRUE;
    }
}
