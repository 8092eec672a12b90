"""How long a whole process takes for nine charts of the example as PNG, against matplotlib for four: seconds of the
processor and of the clock, the best of several runs. usage: bench-files.py QDECK PLAN"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
MOST = 0.25
HERE = Path(__file__).parent


def measure(*command):
    """The least processor and clock time of several runs."""
    best = None
    for _ in range(RUNS):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        clock, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = (cpu, clock) if best is None else (min(best[0], cpu), min(best[1], clock))
    return best


def show(what, times):
    print(f"{what:34} {times[0]:6.3f} s of processor, {times[1]:6.3f} s")


def main():
    qdeck, plan = sys.argv[1:]
    # The system's python is the one that Debian's python3-matplotlib is for.
    python = "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable
    with tempfile.TemporaryDirectory() as folder:
        ours = measure(qdeck, "chart", plan, "--all", folder)
        show("qdeck, nine charts as PNG", ours)
        if subprocess.run([python, "-c", "import matplotlib"], stderr=subprocess.DEVNULL, check=False).returncode != 0:
            print("matplotlib is not there to compare with: apt-get install python3-matplotlib")
            return
        theirs = measure(python, HERE / "bench-matplotlib.py", plan, folder)
        show("matplotlib, four charts as PNG", theirs)
        for what, index in (("processor", 0), ("clock", 1)):
            part = ours[index] / theirs[index]
            print(f"{part:.2f} of its time by the {what}: {'at most' if part <= MOST else 'MORE THAN'} {MOST}")


main()
