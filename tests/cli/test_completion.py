"""Completion in shells: it offers what qdeck has, whatever that is by now."""

import os
import re
import shutil
import subprocess

from harness import EXAMPLE, QDECK, ROOT, SECONDS, Skip, equal, main, qdeck

SCRIPT = ROOT / "data" / "completion" / "qdeck.bash"

# Readline is not there: compopt would complain, and what it asks for is printed first.
ASK = """
source "$1"; shift
compopt () { printf '%s\\n' "$*"; }
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_qdeck
printf '%s\\n' "${COMPREPLY[@]}"
"""


def completed(folder, *words):
    """What bash offers for the last of @words."""
    if shutil.which("bash") is None:
        raise Skip("bash is not installed")
    path = f"{os.path.dirname(os.path.abspath(QDECK))}:{os.environ['PATH']}"
    found = subprocess.run(["bash", "-c", ASK, "bash", SCRIPT, "qdeck", *words], cwd=folder, capture_output=True,
                           env={**os.environ, "PATH": path}, timeout=SECONDS, check=True)
    equal(found.stderr, b"")
    return found.stdout.decode().split()


def commands():
    return re.findall(r"^  ([a-z]+)  ", qdeck("--help").text, re.M)


def test_commands(folder):
    equal(completed(folder, ""), commands() + ["--help", "--version"])
    equal(completed(folder, "co"), ["convert", "compare"])


def test_options(folder):
    for command in commands():
        named = set(re.findall(r"^  (?:-., )?(--[a-z-]+=?)", qdeck(command, "--help").text, re.M))
        equal(set(completed(folder, command, "--")), named, command)
    equal(completed(folder, "rows", "--l"), ["-o", "nospace", "--list="])


def test_values(folder):
    equal(completed(folder, "rows", "--list", "=", "ri"), ["risks"])
    equal(completed(folder, "rows", "--list", "check"), ["check-ins"])
    assert {"qplan", "md", "pptx", "xlsx"} <= set(completed(folder, "convert", "--to", "="))
    equal(completed(folder, "chart", "plan.qplan", "--background", "=", "d"), ["dark"])


def test_charts_and_files(folder):
    shutil.copy(EXAMPLE, folder / "plan.qplan")
    equal(completed(folder, "chart", "pl"), ["-o", "filenames", "plan.qplan"])
    equal(completed(folder, "chart", "plan.qplan", "ri"), ["risk-matrix"])
    equal(completed(folder, "new", "--from", "=", "pl"), ["-o", "filenames", "plan.qplan"])


main()
