"""Everything that is promised of the speed of charts, in one table: bench-charts.py BENCH-CHARTS QDECK PLAN. First one more of
each chart in a warm process, then the whole process for all charts of the example as PNG, against matplotlib for four."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 7
MOST = 0.25
HERE = Path(__file__).parent


def measure(*command):
    """Of several runs: seconds of the processor, and of the clock."""
    times = []
    for _ in range(RUNS):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        clock, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock))
    return list(zip(*times))


def show(what, *numbers, verdict=""):
    columns = " ".join(" " * 8 if number is None else f"{number:8.2f}" for number in numbers)
    print(f"{what:54} {columns}  {verdict}".rstrip(), flush=True)


def main():
    bench, qdeck, plan = sys.argv[1:]
    subprocess.run([bench], check=True)
    # The system's python is the one that Debian's python3-matplotlib is for.
    python = "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable
    with tempfile.TemporaryDirectory() as folder:
        ours = measure(qdeck, "chart", plan, "--all", folder)
        n_charts = len(list(Path(folder).glob("*.png")))
        show(f"{n_charts} PNGs, whole process, ms of the processor", None, 1000 * min(ours[0]), 1000 * statistics.median(ours[0]))
        show("  by the clock", None, 1000 * min(ours[1]), 1000 * statistics.median(ours[1]))
        if subprocess.run([python, "-c", "import matplotlib"], stderr=subprocess.DEVNULL, check=False).returncode != 0:
            print("matplotlib is not there to compare with: apt-get install python3-matplotlib")
            return
        theirs = measure(python, HERE / "bench-matplotlib.py", plan, folder)
        show("4 PNGs of matplotlib, whole process, ms", None, 1000 * min(theirs[0]), 1000 * statistics.median(theirs[0]))
        for what, index in (("processor", 0), ("clock", 1)):
            part = min(ours[index]) / min(theirs[index])
            middle = statistics.median(ours[index]) / statistics.median(theirs[index])
            show(f"{n_charts} PNGs, part of matplotlib's time for 4, {what}", None, part, middle, MOST,
                 verdict="met" if part <= MOST else "NOT MET")


main()
