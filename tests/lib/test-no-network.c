/* That what watches over the other tests does. */

#include <gio/gio.h>
#include <sys/socket.h>
#include <unistd.h>

static void
test_local (void)
{
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  close (fd);
}

static void
test_internet (void)
{
  if (g_test_subprocess ())
    {
      socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*an internet socket is opened*");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/no-network/local", test_local);
  g_test_add_func ("/no-network/internet", test_internet);

  return g_test_run ();
}
