"""Runs the functions of a module whose names start with test_, and reports in TAP. Each has a folder of its own."""

import importlib
import inspect
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

QDECK = sys.argv[1]
# The program itself, where that is a script which has it watched.
PROGRAM = os.environ.get("QD_WATCHED", QDECK)
ROOT = pathlib.Path(os.environ["QD_SOURCE_ROOT"])
EXAMPLE = ROOT / "data" / "examples" / "q2-2024.qplan"
# What one run takes at most, on a machine that does other things, too; far more where valgrind watches it.
SECONDS = 60 * int(os.environ.get("QD_TEST_SHARE", "1"))
SEED = pathlib.Path(os.environ.get("QD_SEED", ROOT.parent / "shared" / "seed" / "q2-2024.md"))


class Skip(Exception):
    """Why a test cannot run here."""


def needs(module):
    """The module, where it is installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Skip(f"{module} is not installed") from error


def seed():
    if not SEED.exists():
        raise Skip(f"{SEED} is not there")
    return SEED


def qdeck(*arguments, stdin=b"", status=0, locale="C.UTF-8", settings=None):
    """Runs qdeck, and fails unless it ends with that status and says why if it failed. Returns its output."""
    environment = {**os.environ, "LC_ALL": locale, **(settings or {})}
    result = subprocess.run([QDECK, *map(str, arguments)], input=stdin, capture_output=True, env=environment,
                            timeout=SECONDS, check=False)
    where = f"qdeck {' '.join(map(str, arguments))}"
    assert result.returncode == status, f"{where}: exit {result.returncode}, not {status}: {result.stderr[:2000]}"
    if status == 2:
        assert result.stderr.startswith(b"qdeck: "), f"{where}: says nothing: {result.stderr[:2000]}"
    assert b"CRITICAL" not in result.stderr and b"WARNING" not in result.stderr, result.stderr
    return Output(result)


class Output:
    """What a program printed."""

    def __init__(self, result):
        self.bytes = result.stdout
        self.errors = result.stderr.decode(errors="replace")

    @property
    def text(self):
        return self.bytes.decode()

    @property
    def json(self):
        return json.loads(self.bytes, parse_constant=lambda name: (_ for _ in ()).throw(ValueError(name)))


def equal(found, expected, what=""):
    assert found == expected, f"{what}: {found!r}, not {expected!r}"


def close(found, expected, what=""):
    assert found is not None and abs(found - expected) < 0.005, f"{what}: {found!r}, not {expected!r}"


def run_test(function):
    if not inspect.signature(function).parameters:
        return function()
    with tempfile.TemporaryDirectory() as folder:
        return function(pathlib.Path(folder))


def main():
    module = sys.modules["__main__"]
    tests = [(name, function) for name, function in vars(module).items() if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, function) in enumerate(tests, 1):
        title = name.removeprefix("test_").replace("_", " ")
        try:
            run_test(function)
            print(f"ok {number} {title}")
        except Skip as reason:
            print(f"ok {number} {title} # SKIP {reason}")
        except Exception:  # whatever goes wrong, the other tests still run
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {number} {title}")
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
