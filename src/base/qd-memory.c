#include "qd-memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* By how much the heap grows at a time, up to what size a block comes from it, and how much of it is kept. */
#define HEAP_STEP  (4 << 20)
#define BLOCK_MAX  (16 << 20)
#define HEAP_KEPT  (64 << 20)

/**
 * qd_memory_keep:
 *
 * For a program that lives for milliseconds, before it does anything else: what is freed is asked for again at once, and
 * giving it back to the system in between takes a tenth of the time.
 */
void
qd_memory_keep (void)
{
#ifdef __GLIBC__
  mallopt (M_MXFAST, 0); /* small pieces are put together as they come back, not thousands at a time */
  mallopt (M_TOP_PAD, HEAP_STEP);
  mallopt (M_MMAP_THRESHOLD, BLOCK_MAX);
  mallopt (M_TRIM_THRESHOLD, HEAP_KEPT);
#endif
}
