#pragma once

#include <gtk/gtk.h>

#include "qd-document.h"
#include "qd-export-source.h"

G_BEGIN_DECLS

/**
 * QdPrintFunc:
 * @source: a plan as it was when it was asked to be printed
 * @page_size: of the paper
 *
 * Returns: (transfer full): the pages to print
 */
typedef QdPreview *(*QdPrintFunc) (QdExportSource *source,
                                   QdPageSize      page_size);

void qd_print_run (GtkWindow   *parent,
                   QdDocument  *document,
                   QdPrintFunc  make);

G_END_DECLS
