#pragma once

#include <glib.h>

G_BEGIN_DECLS

double qd_test_most_seconds (double promised);

G_END_DECLS
