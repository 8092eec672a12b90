/* One way to read or write a plan, ours or that of a library: bench-formats WHAT FILE. Prints the least milliseconds of
 * the processor that it took, and the most memory that the process has had in kilobytes after it was done once. */

#include <json-glib/json-glib.h>
#include <md4c.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "qd-format.h"
#include "qd-memory.h"

#define LEAST_ROUNDS 5
#define LEAST_MS 300

typedef struct
{
  GBytes *bytes;
  QdPlan *plan;    /* (nullable): for what writes */
  JsonNode *tree;  /* (nullable): for what writes */
} Bench;

static double
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1000000;
}

/* Returns: kilobytes; what the system says of a process otherwise counts the one that started it, too */
static long
most_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || (line = strstr (text, "\nVmHWM:")) == NULL)
    return 0;

  return strtol (line + strlen ("\nVmHWM:"), NULL, 10);
}

static QdPlan *
read_plan (Bench      *bench,
           const char *format)
{
  g_autoptr (GError) error = NULL;
  QdPlan *plan = qd_format_load (bench->bytes, qd_format_find (format), "plan", NULL, NULL, &error);

  if (plan == NULL)
    g_error ("%s", error->message);

  return plan;
}

static JsonParser *
parse (Bench *bench)
{
  JsonParser *parser = json_parser_new_immutable ();
  gsize size;
  const char *text = g_bytes_get_data (bench->bytes, &size);

  if (!json_parser_load_from_data (parser, text, (gssize) size, NULL))
    g_error ("json-glib does not read it");

  return parser;
}

static void
prepare_plan (Bench *bench)
{
  bench->plan = read_plan (bench, qd_format_guess (bench->bytes)->id);
}

static void
prepare_tree (Bench *bench)
{
  g_autoptr (JsonParser) parser = parse (bench);

  bench->tree = json_node_ref (json_parser_get_root (parser));
}

/* Each returns what it made, and what frees that: to free it is nobody's reading nor writing. */

static gpointer
load (Bench          *bench,
      GDestroyNotify *free_func)
{
  *free_func = g_object_unref;

  return read_plan (bench, "qplan");
}

static gpointer
json_glib_parse (Bench          *bench,
                 GDestroyNotify *free_func)
{
  *free_func = g_object_unref;

  return parse (bench);
}

static gpointer
save (Bench          *bench,
      GDestroyNotify *free_func)
{
  *free_func = (GDestroyNotify) g_bytes_unref;

  return qd_format_save (bench->plan, qd_format_find ("qplan"), NULL);
}

static gpointer
json_glib_generate (Bench          *bench,
                    GDestroyNotify *free_func)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, bench->tree);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 2);
  *free_func = g_free;

  return json_generator_to_data (generator, NULL);
}

static gpointer
read_markdown (Bench          *bench,
               GDestroyNotify *free_func)
{
  *free_func = g_object_unref;

  return read_plan (bench, "md");
}

static gpointer
write_markdown (Bench          *bench,
                GDestroyNotify *free_func)
{
  *free_func = (GDestroyNotify) g_bytes_unref;

  return qd_format_save (bench->plan, qd_format_find ("md"), NULL);
}

static int
block_cb (MD_BLOCKTYPE type,
          void        *detail,
          void        *user_data)
{
  return 0;
}

static int
span_cb (MD_SPANTYPE  type,
         void        *detail,
         void        *user_data)
{
  return 0;
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        size,
         void          *user_data)
{
  return 0;
}

static gpointer
md4c_parse (Bench          *bench,
            GDestroyNotify *free_func)
{
  const MD_PARSER parser = {
    .flags = MD_FLAG_TABLES, .enter_block = block_cb, .leave_block = block_cb, .enter_span = span_cb, .leave_span = span_cb,
    .text = text_cb,
  };
  gsize size;
  const char *text = g_bytes_get_data (bench->bytes, &size);

  if (md_parse (text, (MD_SIZE) size, &parser, NULL) != 0)
    g_error ("md4c does not read it");
  *free_func = NULL;

  return NULL;
}

static const struct
{
  const char *what;
  void      (*prepare) (Bench *bench);
  gpointer  (*run) (Bench          *bench,
                    GDestroyNotify *free_func);
} works[] = {
  { "load", NULL, load },
  { "json-glib-parse", NULL, json_glib_parse },
  { "save", prepare_plan, save },
  { "json-glib-generate", prepare_tree, json_glib_generate },
  { "read-markdown", NULL, read_markdown },
  { "write-markdown", prepare_plan, write_markdown },
  { "md4c-parse", NULL, md4c_parse },
};

static void
measure (guint  work,
         Bench *bench)
{
  double least = G_MAXDOUBLE, sum = 0;
  long kilobytes = 0;

  if (works[work].prepare != NULL)
    works[work].prepare (bench);
  for (guint round = 0; round < LEAST_ROUNDS || sum < LEAST_MS; round++)
    {
      GDestroyNotify free_func = NULL;
      double start = processor_time (), passed;
      gpointer made = works[work].run (bench, &free_func);

      passed = processor_time () - start;
      least = MIN (least, passed);
      sum += passed;
      if (round == 0)
        kilobytes = most_memory ();
      if (made != NULL)
        free_func (made);
    }

  g_print ("%.4f %ld\n", least, kilobytes);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMappedFile) file = argc == 3 ? g_mapped_file_new (argv[2], FALSE, NULL) : NULL;
  Bench bench = { NULL };

  qd_memory_keep (); /* as the command line does; what is measured beside it has the same */
  if (file == NULL)
    return EXIT_FAILURE;

  bench.bytes = g_mapped_file_get_bytes (file);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    if (strcmp (works[i].what, argv[1]) == 0)
      measure (i, &bench);

  return EXIT_SUCCESS;
}
