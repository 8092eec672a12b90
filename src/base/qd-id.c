#define G_LOG_DOMAIN "Quarterdeck"

#include "qd-id.h"

#include "qd-text.h"

#include <string.h>

#define ID_CHARACTERS 8
#define ID_LENGTH_MAX 64

/* Base 32 without i, l, o and u: an id that is read aloud or copied by hand is not mistaken. */
static const char base32[] = "0123456789abcdefghjkmnpqrstvwxyz";

/* FNV-1a, 64 bit: small, and the same on every machine (http://www.isthe.com/chongo/tech/comp/fnv/). */
static guint64
fnv1a (guint64       hash,
       const guchar *bytes,
       gsize         length)
{
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  return hash;
}

/* The closing NUL is hashed too: it keeps “ab”, “c” apart from “a”, “bc”. */
static guint64
fnv1a_string (guint64     hash,
              const char *string)
{
  return fnv1a (hash, (const guchar *) string, strlen (string) + 1);
}

static char *
format_id (const char *prefix,
           guint64     bits)
{
  char characters[ID_CHARACTERS + 1] = { 0 };

  for (int i = 0; i < ID_CHARACTERS; i++, bits >>= 5)
    characters[i] = base32[bits & 31];

  return g_strconcat (prefix, "-", characters, NULL);
}

/**
 * qd_id_new:
 * @prefix: the kind of record, such as “risk”
 *
 * An id for a record that a person adds: 40 random bits.
 *
 * Returns: (transfer full): @prefix, a hyphen and eight characters
 */
char *
qd_id_new (const char *prefix)
{
  g_return_val_if_fail (prefix != NULL, NULL);

  return format_id (prefix, (guint64) g_random_int () << 32 | g_random_int ());
}

/**
 * qd_id_derive:
 * @prefix: the kind of record, such as “risk”
 * @section: (nullable): where in the document the record stands
 * @title: (nullable): its title; compared normalised, so that emphasis and case do not make another record
 * @ordinal: which of several records with the same title in the same section
 *
 * An id for a record that an importer reads. The same arguments give the same bytes on every machine and every day.
 *
 * Returns: (transfer full): @prefix, a hyphen and eight characters
 */
char *
qd_id_derive (const char *prefix,
              const char *section,
              const char *title,
              guint       ordinal)
{
  g_autofree char *normalised = NULL;
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  guint32 ordinal_le = GUINT32_TO_LE (ordinal);

  g_return_val_if_fail (prefix != NULL, NULL);

  normalised = qd_text_normalise (title);
  hash = fnv1a_string (hash, section != NULL ? section : "");
  hash = fnv1a_string (hash, normalised);
  hash = fnv1a (hash, (const guchar *) &ordinal_le, sizeof ordinal_le);

  /* An id takes 40 bits: fold the upper ones in rather than drop them. */
  return format_id (prefix, hash ^ (hash >> 40));
}

/**
 * qd_id_is_valid:
 * @id: (nullable): a text that claims to be an id
 *
 * Returns: whether @id is 1 to 64 characters of A-Z, a-z, 0-9, “_”, “.” and “-”, the first of them a letter or digit
 */
gboolean
qd_id_is_valid (const char *id)
{
  gsize length;

  if (id == NULL || !g_ascii_isalnum (id[0]))
    return FALSE;

  length = strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_.-");

  return length <= ID_LENGTH_MAX && id[length] == '\0';
}
