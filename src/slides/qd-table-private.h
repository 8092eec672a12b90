#pragma once

#include "qd-typeset-private.h"

G_BEGIN_DECLS

double qd_table_want (const QdTypeset *typeset,
                      const QdBlock   *block,
                      const QdType    *type,
                      double           gap);
void   qd_table_fit (const QdTypeset *typeset,
                     const QdBlock   *block,
                     const QdType    *type,
                     double           width,
                     double           gap,
                     double          *widths);

G_END_DECLS
