#!/usr/bin/env python3
"""A language that nobody speaks, made of the English: each message in brackets, longer by two fifths, and with an accent on
every letter. What a program shows in plain letters is then not translated, and what lacks its bracket is cut off.

usage: pseudo_locale.py PROGRAM ARGUMENT...    runs a program in this language"""

import calendar
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LANGUAGE = "qps"
# In the C locale, whatever its letters, nothing is translated.
ENVIRONMENT = {"LANGUAGE": LANGUAGE, "LC_ALL": "en_US.UTF-8"}
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dngettext:2,3", "g_dpgettext2:2c,3"]
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçðéƒĝĥíĵķļŋñóþqŕšţúŭŵ×ýžÁßÇÐÉƑĜĤÍĴĶĻŊÑÓÞQŔŠŢÚŬŴ×ÝŽ"
FOREIGN = "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
ACCENTS = str.maketrans(PLAIN, ACCENTED)
LETTERS = str.maketrans(PLAIN, FOREIGN)
# Arguments of printf, signs of dates, markup, what is named in braces, and what begins with a backslash.
KEPT = re.compile(r"%(?:\d+\$)?[-_0^#+']*(?:\*|\d+)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j|E|O)?[A-Za-z%]|%<[^>]*>|</?\w[^>]*>|&\w+;|"
                  r"\{\w*\}|\\.")
ENTRY = re.compile(r'(msgctxt|msgid_plural|msgid) ((?:"(?:[^"\\]|\\.)*"\n?)+)')
AROUND = re.compile(r"((?:\s|\\n)*)(.*?)((?:\s|\\n)*)", re.DOTALL)  # space, and what is between
LONG_WORD = 6
# What is a language's own: not words, but how they are set.
SETTINGS = {"ltr"}
# Members of a plan that are no words of people: what refers, and what is chosen.
NO_WORDS = {"format", "id", "quarter", "state", "kind", "planning-date", "start", "page", "preset", "supports", "measured-by",
            "initiative", "key-result", "record", "rule", "confidence", "likelihood", "impact", "status", "approved", "content"}
# What the locale writes, and reads in a plan: months, and days of the week.
DATES = {*calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr} - {""}
WORD = re.compile("[A-Za-z]{2,}")


def padding(length):
    """So many letters, in words as long as some are."""
    return " ".join("~" * min(LONG_WORD, length - start) for start in range(0, length, LONG_WORD))


def translate(message):
    """What stands for a message in this language; the message itself where it has no letter to change."""
    if message in SETTINGS:
        return message
    bare = KEPT.sub("", message)
    letters = sum(letter in PLAIN for letter in bare)
    if not letters:
        return message
    words, last = [], 0
    for kept in KEPT.finditer(message):
        words += [message[last:kept.start()].translate(ACCENTS), kept.group()]
        last = kept.end()
    words.append(message[last:].translate(ACCENTS))
    before, text, after = AROUND.fullmatch("".join(words)).groups()
    return f"{before}[{text}{padding(-(-letters * 2 // 5))}]{after}"


def unescape(literal):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal))


def write_catalogue(folder):
    """All messages of the sources as they are now, below `folder`."""
    with tempfile.TemporaryDirectory() as scratch:
        template, catalogue = f"{scratch}/all.pot", f"{scratch}/{LANGUAGE}.po"
        subprocess.run(["xgettext", "--files-from=po/POTFILES.in", "--from-code=UTF-8", "--output", template,
                        *[f"--keyword={keyword}" for keyword in KEYWORDS]], cwd=ROOT, check=True, capture_output=True,
                       env={**os.environ, "LC_ALL": "C.UTF-8"})
        lines = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n']
        for block in pathlib.Path(template).read_text(encoding="utf-8").split("\n\n")[1:]:
            entry = {key: unescape(literal) for key, literal in ENTRY.findall(block)}
            if not entry.get("msgid"):
                continue
            lines += [f'{key} "{value}"' for key, value in entry.items()]
            if "msgid_plural" in entry:
                lines += [f'msgstr[0] "{translate(entry["msgid"])}"', f'msgstr[1] "{translate(entry["msgid_plural"])}"', ""]
            else:
                lines += [f'msgstr "{translate(entry["msgid"])}"', ""]
        pathlib.Path(catalogue).write_text("\n".join(lines), encoding="utf-8")
        messages = pathlib.Path(folder) / LANGUAGE / "LC_MESSAGES" / "quarterdeck.mo"
        messages.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["msgfmt", "--output-file", messages, catalogue], check=True)


def foreign(value, member=""):
    if isinstance(value, dict):
        return {key: foreign(below, key) for key, below in value.items()}
    if isinstance(value, list):
        return [foreign(below, member) for below in value]
    if not isinstance(value, str) or member in NO_WORDS or (member == "risk" and value in ("low", "medium", "high")):
        return value
    return WORD.sub(lambda word: word[0] if word[0] in DATES else word[0].translate(LETTERS), value)


def write_plan(path, new_path):
    plan = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    pathlib.Path(new_path).write_text(json.dumps(foreign(plan), ensure_ascii=False), encoding="utf-8")


def plain_words(text):
    """The words in a text that are in neither kind of letters, and are no part of a date."""
    return [word for word in WORD.findall(text) if word not in DATES]


def main():
    with tempfile.TemporaryDirectory() as folder:
        write_catalogue(folder)
        return subprocess.run(sys.argv[1:], env={**os.environ, **ENVIRONMENT, "QD_LOCALE_DIR": folder}).returncode


if __name__ == "__main__":
    sys.exit(main())
