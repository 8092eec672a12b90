"""Every system call of writing a file from the command line fails once: the old file stays whole, or the new one is."""

import errno
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["QD_SOURCE_ROOT"], "tests", "cli"))

from harness import EXAMPLE, PROGRAM, QDECK, SECONDS, Skip, equal, main  # noqa: E402

LIBRARY = sys.argv[2]
OLD = b"What was there before.\n"
HALF = 0
# Of the many calls of a deck only some, where valgrind watches: each takes its time.
STRIDE = 7 if "QD_TEST_SHARE" in os.environ else 1


def run(folder, number, fault, *arguments):
    """Returns the process, and the name of the call that failed; None if there were not that many."""
    told = folder.parent / f"{folder.name}-told"
    told.unlink(missing_ok=True)
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "LD_PRELOAD": f"{LIBRARY} {os.environ.get('LD_PRELOAD', '')}", "TMPDIR": str(folder),
                   "QD_FAULTS": f"{number} {fault} {folder}", "QD_FAULTS_TOLD": str(told)}
    done = subprocess.run([QDECK, *map(str, arguments)], capture_output=True, env=environment, timeout=SECONDS, check=False)
    struck = told.read_text() if told.exists() else None
    told.unlink(missing_ok=True)
    return done, struck


def whole(folder, *arguments):
    """What is written when nothing fails."""
    out = folder / arguments[-1]
    subprocess.run([QDECK, *map(str, arguments[:-1]), str(out)], check=True, stderr=subprocess.DEVNULL)
    found = out.read_bytes()
    out.unlink()
    return found


def is_whole(found, new, name):
    """Some forms hold the time they were made at, and what that does to their compression."""
    dated = name.endswith((".pdf", ".pptx", ".xlsx", ".ics", ".html"))
    return found == new or dated and found[:8] == new[:8] and abs(len(found) - len(new)) < 100


def check(folder, fault, *arguments):
    """Writes the file that the last of @arguments names, each time with another call failing. Returns how many failed."""
    new = whole(folder, *arguments)
    out = folder / arguments[-1]
    number = 0
    while True:
        number += STRIDE if number >= 20 else 1
        out.write_bytes(OLD)
        done, struck = run(folder, number, fault, *arguments[:-1], out)
        what = f"{out.name}, call {number}, {struck}, {errno.errorcode.get(fault, 'half')}: {done.stderr.decode()}"
        assert done.returncode in (0, 2), what
        found = out.read_bytes()
        if done.returncode == 2:
            equal(found, OLD, what)
            assert struck and fault != HALF, what
            assert done.stderr.startswith(b"qdeck: "), what
        else:
            assert is_whole(found, new, out.name), what
        if struck not in ("unlink", "rmdir", "remove"):
            equal(sorted(path.name for path in folder.iterdir()), [out.name], what)
        for path in folder.iterdir():
            if path != out:
                path.unlink()
        if struck is None:
            equal(done.returncode, 0, what)
            out.unlink()
            return number - 1
        assert number < 1000, what


def needs_preload():
    if "libasan" in subprocess.run(["ldd", PROGRAM], capture_output=True, text=True, check=True).stdout:
        raise Skip("the sanitizer wants to be loaded first")


def written(folder, *arguments, status=0):
    """The paths that a command opens for writing, makes, renames or removes, wherever they are."""
    told = folder / "told"
    inside = {name: str(folder / "home" / name) for name in ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    environment = {**os.environ, **inside, "LC_ALL": "C.UTF-8", "QD_FAULTS_WRITES": str(told),
                   "LD_PRELOAD": f"{LIBRARY} {os.environ.get('LD_PRELOAD', '')}"}
    done = subprocess.run([QDECK, *map(str, arguments)], capture_output=True, env=environment, timeout=SECONDS, check=False)
    equal(done.returncode, status, done.stderr)
    lines = told.read_text().splitlines() if told.exists() else []
    told.unlink(missing_ok=True)
    paths = [line.split(" ", 1)[1] for line in lines]
    return [path for path in paths if not path.endswith(".gcda")]  # which ./run coverage counts in


def test_nothing_elsewhere(folder):
    """What only reads writes nothing; what writes does so where it was told to, and leaves nothing else behind."""
    needs_preload()
    (folder / "home" / "TMPDIR").mkdir(parents=True)
    out = folder / "out"
    out.mkdir()
    for arguments in (["show", EXAMPLE], ["check", EXAMPLE], ["rows", EXAMPLE], ["compare", EXAMPLE, EXAMPLE],
                      ["convert", EXAMPLE, "--to", "md"], ["chart", EXAMPLE, "--list"]):
        status = 1 if arguments[0] == "check" else 0
        outside = [path for path in written(folder, *arguments, status=status) if not path.startswith("/dev/")]
        equal(outside, [], arguments)
    for arguments in (["convert", EXAMPLE, out / "a.qplan"], ["convert", EXAMPLE, out / "a.md"], ["convert", EXAMPLE, out / "a.pptx"],
                      ["convert", EXAMPLE, out / "a.pdf"], ["convert", EXAMPLE, out / "a.html"], ["convert", EXAMPLE, out / "a.xlsx"],
                      ["convert", EXAMPLE, out / "a.ics"], ["convert", EXAMPLE, out / "a.csv", "--list", "risks"],
                      ["chart", EXAMPLE, "--all", out / "charts"], ["new", out / "b.qplan", "--quarter", "2026-Q1"],
                      ["merge", EXAMPLE, EXAMPLE, EXAMPLE, "-o", out / "c.qplan"]):
        paths = written(folder, *arguments)
        assert any(path.startswith(str(out)) for path in paths), (arguments, paths)
        for path in paths:
            assert path.startswith((f"{folder}/", "/dev/")), (arguments, path)
    equal(sorted(path.name for path in (folder / "home" / "TMPDIR").iterdir()), [])
    equal(sorted(path.name for path in out.iterdir()), sorted([*(f"a.{ending}" for ending in
          ("qplan", "md", "pptx", "pdf", "html", "xlsx", "ics", "csv")), "b.qplan", "c.qplan", "charts"]))


def test_plans(folder):
    needs_preload()
    for fault in (errno.ENOSPC, errno.EACCES, errno.EINTR, HALF):
        assert check(folder, fault, "convert", EXAMPLE, "plan.qplan") > (0 if fault == HALF else 5)


def test_exports(folder):
    needs_preload()
    for name in ("plan.pptx", "plan.pdf", "plan.xlsx"):
        assert check(folder, errno.ENOSPC, "convert", EXAMPLE, name) > 5
    assert check(folder, HALF, "convert", EXAMPLE, "plan.xlsx") > 0


def test_charts(folder):
    needs_preload()
    assert check(folder, errno.EIO, "chart", EXAMPLE, "capacity", "chart.png") > 5


main()
