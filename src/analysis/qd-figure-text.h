#pragma once

#include "qd-figures.h"

G_BEGIN_DECLS

char       *qd_points_text  (double  points);
char       *qd_percent_text (double  part);
char       *qd_number_text  (double  number);
const char *qd_band_text    (QdBand  band);
const char *qd_band_shape (QdBand  band);
gulong      qd_plural       (double  number);

G_END_DECLS
