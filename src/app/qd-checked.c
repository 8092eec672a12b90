#include <sanitizer/lsan_interface.h>

/* In a build that is checked for leaks: what libraries allocate while they are loaded is theirs until the end. GLib's first
 * table of quarks is of that kind, and left behind on purpose once there are more than 2048 of them. Before any library is
 * set up only this section of the program itself runs, and our constructors after all of theirs. */

static void
begin_loading (void)
{
  __lsan_disable ();
}

__attribute__ ((section (".preinit_array"), used)) static void (*const before_libraries) (void) = begin_loading;

__attribute__ ((constructor)) static void
end_loading (void)
{
  __lsan_enable ();
}
