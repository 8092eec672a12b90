/* What a process takes that does nothing, with the libraries of qdeck: they are loaded, and their types known. */

#include <locale.h>

int
main (void)
{
  setlocale (LC_ALL, "");

  return 0;
}
