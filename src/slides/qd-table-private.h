#pragma once

#include "qd-typeset-private.h"

G_BEGIN_DECLS

void   qd_table_fit (const QdTypeset *typeset,
                     const QdBlock   *block,
                     const QdType    *type,
                     double           width,
                     double           gap,
                     double          *widths);

G_END_DECLS
