"""A plan ten times as large takes ten times the work and the memory, and hardly more. Work is counted in instructions, which
are the same on every machine and however busy it is."""

import os
import re
import shutil
import subprocess
import sys

from harness import EXAMPLE, QDECK, ROOT, Skip, main

# How much more one plan among many may cost than one among few: sorting and looking up take a little more than their share.
SLACK = 1.25
# How many plans there are in one. What the memory of a small one costs is hidden in what the start of the program takes, and
# of a middling one in what is taken twice as large whenever it is full.
WORK = (1, 5, 50)
MEMORY = (30, 150, 600)


def count_instructions(arguments, status):
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise Skip("valgrind is not installed")
    result = subprocess.run([valgrind, "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", QDECK,
                             *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=240, check=False)
    assert result.returncode == status, f"{arguments}: {result.stderr[-2000:]}"
    return int(re.search(rb"I\s+refs:\s+([\d,]+)", result.stderr)[1].replace(b",", b""))


def measure_memory(arguments):
    """The most that it held at once, in KiB."""
    process = subprocess.Popen([QDECK, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return usage.ru_maxrss


def grow(folder, factor, ending):
    """Returns: the path of a document with the example that many times."""
    plan = folder / f"{factor}.qplan"
    subprocess.run([sys.executable, ROOT / "tests" / "grow-plan.py", EXAMPLE, str(factor), plan], check=True)
    if ending == plan.suffix:
        return str(plan)
    document = plan.with_suffix(ending)
    subprocess.run([QDECK, "convert", plan, document], check=True, capture_output=True)
    return str(document)


def assert_grows(what, factors, costs):
    few, many = ((costs[i + 1] - costs[i]) / (factors[i + 1] - factors[i]) for i in (0, 1))
    print(f"# {what}: {', '.join(map(str, costs))} for {', '.join(map(str, factors))}: {many / few:.2f} times each")
    assert many <= SLACK * few, f"{what}: {costs} for {factors}"


def assert_work_grows(folder, *arguments, ending=".qplan", status=0):
    """PLAN among @arguments is the path of the plan, which is known by then."""
    plans = [grow(folder, factor, ending) for factor in WORK]
    assert_grows(f"instructions of {' '.join(arguments)}", WORK,
                 [count_instructions([plan if word == "PLAN" else word for word in arguments], status) for plan in plans])


def assert_memory_grows(folder, ending):
    plans = [grow(folder, factor, ending) for factor in MEMORY]
    assert_grows(f"KiB of reading {ending}", MEMORY, [measure_memory(["convert", plan, "--to", "qplan"]) for plan in plans])


def test_file(folder):
    assert_work_grows(folder, "convert", "PLAN", "--to", "qplan")


def test_file_memory(folder):
    assert_memory_grows(folder, ".qplan")


def test_findings(folder):
    assert_work_grows(folder, "check", "PLAN", status=1)


def test_comparing(folder):
    assert_work_grows(folder, "compare", "PLAN", "PLAN")


def test_writing_markdown(folder):
    assert_work_grows(folder, "convert", "PLAN", "--to", "md")


def test_reading_markdown(folder):
    assert_work_grows(folder, "convert", "PLAN", "--to", "qplan", ending=".md")


def test_markdown_memory(folder):
    assert_memory_grows(folder, ".md")


if __name__ == "__main__":
    main()
