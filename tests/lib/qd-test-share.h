#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint qd_test_share (guint n);

G_END_DECLS
