#pragma once

#include "qd-chart.h"

G_BEGIN_DECLS

/* Charts for tests and for looking at: without data, with one item, as in a real plan, with ten and with fifty. */
typedef enum
{
  QD_SAMPLE_EMPTY,
  QD_SAMPLE_ONE,
  QD_SAMPLE_TYPICAL,
  QD_SAMPLE_TEN,
  QD_SAMPLE_FIFTY,
  QD_N_SAMPLES
} QdSample;

const char *qd_sample_name         (QdSample    sample);
QdChart    *qd_sample_chart        (const char *name,
                                    QdSample    sample);
QdChart    *qd_sample_random_chart (const char *name,
                                    GRand      *rand,
                                    guint       size);

G_END_DECLS
