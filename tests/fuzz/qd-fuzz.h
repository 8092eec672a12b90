#pragma once

#include <gio/gio.h>

#include "qd-plan.h"

G_BEGIN_DECLS

int     LLVMFuzzerInitialize   (int          *argc,
                                char       ***argv);
int     LLVMFuzzerTestOneInput (const guint8 *data,
                                gsize         size);

char   *qd_fuzz_dup_text       (const guint8 *data,
                                gsize         size);
char   *qd_fuzz_take_line      (const guint8 **data,
                                gsize         *size);
void    qd_fuzz_assert_same    (GBytes       *found,
                                GBytes       *expected);
void    qd_fuzz_use_plan       (QdPlan       *plan);

G_END_DECLS
