"""How long a whole process takes for a report, a deck, a page and a workbook, against LibreOffice's conversion of the same
content where that is installed: milliseconds of the clock and of the processor, the best of several runs.
usage: bench-exports.py QDECK PLAN"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15
OFFICE_RUNS = 3
OFFICE_FACTOR = 5

# What, its file and options, at most so many milliseconds, and LibreOffice's way: the document that it starts from, the
# form into which it first brings that (nothing if it reads it), and the form that is measured.
EXPORTS = (
    ("PDF report", "report.pdf", ["--report"], 80, ("report.html", None, "pdf")),
    ("PPTX slides", "slides.pptx", [], 120, ("slides.pptx", "odp", "pptx")),
    ("XLSX workbook", "plan.xlsx", [], 25, ("plan.xlsx", "ods", "xlsx")),
    ("PDF slides", "slides.pdf", [], None, ("slides.pptx", "odp", "pdf")),
    ("PPTX page", "page.pptx", ["--one-page"], None, None),
    ("PDF page", "page.pdf", ["--one-page"], None, None),
    ("HTML report", "report.html", [], None, None),
    ("ICS calendar", "plan.ics", [], None, None),
)


def measure(runs, *command):
    """The least clock and processor time of several runs, in milliseconds."""
    best = None
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        clock, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = (clock, cpu) if best is None else (min(best[0], clock), min(best[1], cpu))
    return [1000 * seconds for seconds in best]


def office(folder, runs, form, path):
    return measure(runs, "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form,
                   "--outdir", folder / "office", path)


def compare(folder, qdeck, plan, clock, way):
    document, first, form = way
    source = folder / document
    if not source.exists():
        subprocess.run([qdeck, "convert", plan, source], check=True, stderr=subprocess.DEVNULL)
    if first is not None:
        office(folder, 1, first, source)
        source = folder / "office" / f"{source.stem}.{first}"
    theirs = office(folder, OFFICE_RUNS, form, source)[0]
    factor = theirs / clock
    print(f"{'':16}{factor:5.0f} times as fast as LibreOffice from {source.suffix}, which takes {theirs:.0f} ms: "
          f"{'at least' if factor >= OFFICE_FACTOR else 'LESS THAN'} {OFFICE_FACTOR}")


def main():
    qdeck, plan = sys.argv[1:]
    there = shutil.which("soffice") is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not there:
            print("LibreOffice is not there to compare with: apt-get install --no-install-recommends libreoffice-impress "
                  "libreoffice-calc libreoffice-writer")
        for what, file, options, most, way in EXPORTS:
            clock, cpu = measure(RUNS, qdeck, "convert", plan, folder / file, *options)
            verdict = "" if most is None else f": {'at most' if clock <= most else 'MORE THAN'} {most} ms"
            print(f"{what:16}{clock:6.1f} ms, {cpu:6.1f} ms of processor{verdict}")
            if there and way is not None:
                compare(folder, qdeck, plan, clock, way)


main()
