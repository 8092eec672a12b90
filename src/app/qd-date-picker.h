#pragma once

#include "qd-line-aid.h"

G_BEGIN_DECLS

#define QD_TYPE_DATE_PICKER (qd_date_picker_get_type ())

G_DECLARE_FINAL_TYPE (QdDatePicker, qd_date_picker, QD, DATE_PICKER, QdLineAid)

G_END_DECLS
