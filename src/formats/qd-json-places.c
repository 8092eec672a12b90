#include "qd-json-private.h"

#include <string.h>

/* Where in the bytes a node of the tree stands: json-glib keeps no places, and neither the digits of a number nor the
 * blanks. Looked up only for an error and for what must stay as it was written.
 *
 * A look-up goes on from the one before where it can, so that look-ups in the order of the file read it a few times at
 * most, however many they are. The text has passed qd_json_scan(), and its form is trusted. */

static const char *
skip_blanks (const QdJsonPlaces *places,
             const char         *at)
{
  while (at < places->end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
    at++;

  return at;
}

/* At an opening quote; after the closing one. */
static const char *
skip_string (const QdJsonPlaces *places,
             const char         *at)
{
  const char *quote, *escape;

  at++;
  quote = memchr (at, '"', (gsize) (places->end - at));
  while ((escape = memchr (at, '\\', (gsize) (quote - at))) != NULL)
    {
      at = escape + 2;
      if (at > quote)
        quote = memchr (at, '"', (gsize) (places->end - at));
    }

  return quote + 1;
}

/* At a value; after it. */
static const char *
skip_value (const QdJsonPlaces *places,
            const char         *at)
{
  guint depth = 0;

  if (*at != '"' && *at != '{' && *at != '[')
    {
      while (at < places->end && strchr (" \n\r\t,]}", *at) == NULL)
        at++;
      return at;
    }

  do
    {
      if (*at == '"')
        {
          at = skip_string (places, at);
          continue;
        }
      if (*at == '{' || *at == '[')
        depth++;
      else if (*at == '}' || *at == ']')
        depth--;
      at++;
    }
  while (depth > 0);

  return at;
}

/* At a member or an element; at its value. */
static const char *
skip_key (const QdJsonPlaces *places,
          const char         *at,
          gboolean            object)
{
  if (!object)
    return at;

  at = skip_blanks (places, skip_string (places, at));

  return skip_blanks (places, at + 1);
}

/**
 * qd_json_places_init:
 * @places: places
 * @text: what qd_json_scan() passed; must outlive @places
 * @length: how many bytes
 *
 * Starts at the value that @text is, with a path of no steps.
 */
void
qd_json_places_init (QdJsonPlaces *places,
                     const char   *text,
                     gsize         length)
{
  places->text = text;
  places->end = text + length;
  places->depth = 0;
  places->n_found = 0;
}

/**
 * qd_json_places_find:
 * @places: places
 *
 * Returns: where the value that the path leads to starts
 */
const char *
qd_json_places_find (QdJsonPlaces *places)
{
  const char *outer = skip_blanks (places, places->text);
  guint level = 0;

  while (level < places->depth && level < places->n_found && places->found[level].index == places->path[level])
    outer = places->found[level++].at;

  for (; level < places->depth; level++)
    {
      gboolean object = *outer == '{';
      QdJsonPlace *found = &places->found[level];

      if (level >= places->n_found || found->index > places->path[level])
        *found = (QdJsonPlace) { 0, skip_key (places, skip_blanks (places, outer + 1), object) };
      for (; found->index < places->path[level]; found->index++)
        {
          const char *comma = skip_blanks (places, skip_value (places, found->at));

          found->at = skip_key (places, skip_blanks (places, comma + 1), object);
        }

      places->n_found = level + 1;
      outer = found->at;
    }

  return outer;
}

/**
 * qd_json_places_copy:
 * @places: places
 * @out: where to
 *
 * Copies the text of the value that the path leads to, without the blanks between its parts; nothing else of it
 * changes.
 */
void
qd_json_places_copy (QdJsonPlaces *places,
                     GString      *out)
{
  const char *at = qd_json_places_find (places);
  const char *end = skip_value (places, at);

  while (at < end)
    {
      const char *start = at;

      if (*at == '"')
        at = skip_string (places, at);
      else
        while (at < end && *at != '"' && strchr (" \n\r\t", *at) == NULL)
          at++;
      g_string_append_len (out, start, at - start);
      at = skip_blanks (places, at);
    }
}
