#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What something took, in milliseconds: by the clock, and of the processor in the thread that draws. */
typedef struct
{
  double wall;
  double processor;
} QdBenchTime;

/* The parts of the first frame after something happened, in the order in which they come. */
typedef enum
{
  QD_BENCH_EVENT,   /* the event itself, and what comes before the frame */
  QD_BENCH_UPDATE,  /* animations */
  QD_BENCH_LAYOUT,  /* style and sizes */
  QD_BENCH_PAINT,
  QD_BENCH_N_PARTS
} QdBenchPart;

/* What came of something that happened. */
typedef struct
{
  QdBenchTime frame;                   /* until the first frame after it is painted */
  QdBenchTime all;                     /* until the last frame is painted that came of it */
  double      wait;                    /* of @frame, asleep until it began: for the display's next tick */
  double      work;                    /* until nothing more was done, frames or not; milliseconds of the processor */
  guint       n_frames;
  double      parts[QD_BENCH_N_PARTS]; /* of the first frame, milliseconds of the processor */
} QdBenchResult;

typedef struct _QdProbe QdProbe;

QdProbe      *qd_probe_new         (GtkWidget *window);
void          qd_probe_free        (QdProbe   *probe);
void          qd_probe_start       (QdProbe   *probe);
gboolean      qd_probe_has_started (QdProbe   *probe);
void          qd_probe_wait_frame  (QdProbe   *probe);
void          qd_probe_wait_quiet  (QdProbe   *probe);
QdBenchResult qd_probe_finish      (QdProbe   *probe);

double        qd_bench_processor   (void);
void          qd_bench_rest        (guint      milliseconds);
double        qd_bench_median      (double    *values,
                                    guint      n_values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QdProbe, qd_probe_free)

G_END_DECLS
