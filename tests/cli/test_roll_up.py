"""qdeck rows over a folder of plans: what SQL makes of it, as the README shows, and how it streams."""

import json
import os
import re
import shutil
import subprocess
import threading

from harness import EXAMPLE, QDECK, ROOT, SECONDS, Skip, equal, main

PLANS = 1000


def readme_command():
    """The one that rolls up all plans."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [block] = re.findall(r"^    qdeck rows [^\n]*sqlite3 .*?\n\n", text, re.MULTILINE | re.DOTALL)
    return block


def write_plans(folder):
    """Plans of two quarters, each with a few teams that are over now and then. Returns the sums for each team."""
    expected = {}
    (folder / "plans").mkdir()
    for number in range(PLANS):
        quarter = f"Q{1 + number % 2} 2024"
        teams = [{"id": f"t{i}", "name": name, "engineers": 1 + (number + i) % 5, "days": 50}
                 for i, name in enumerate(("Data", "Security"))]
        work = [{"id": f"i{i}", "title": "Work", "points": 40 + number % 100, "teams": team["name"]}
                for i, team in enumerate(teams)]
        plan = {"format": "quarterdeck-plan", "version": 1, "title": f"Plan {number}", "quarter": quarter, "teams": teams,
                "objectives": [{"id": "o", "title": "Goal", "initiatives": work}]}
        (folder / "plans" / f"{number:04}.qplan").write_text(json.dumps(plan))
        for team, item in zip(teams, work):
            capacity = team["engineers"] * 50
            sums = expected.setdefault((f"2024-Q{1 + number % 2}", team["name"]), [0, 0, 0, 0])
            for index, amount in enumerate((1, capacity, item["points"], item["points"] > capacity)):
                sums[index] += amount
    return expected


def test_sql_of_the_readme(folder):
    if shutil.which("sqlite3") is None:
        raise Skip("sqlite3 is not installed")
    expected = write_plans(folder)
    environment = {**os.environ, "PATH": f"{os.path.dirname(os.path.abspath(QDECK))}:{os.environ['PATH']}"}
    result = subprocess.run(["bash", "-euo", "pipefail", "-c", readme_command()], cwd=folder, env=environment, check=True,
                            capture_output=True, timeout=SECONDS)
    equal(result.stderr, b"")
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in result.stdout.decode().splitlines()
            if line.startswith("│")]
    equal(rows[0], ["quarter", "team", "plans", "capacity", "committed", "over"])
    equal({(row[0], row[1]): [float(cell) for cell in row[2:]] for row in rows[1:]},
          {key: [float(amount) for amount in sums] for key, sums in expected.items()})


def test_streams(folder):
    """The rows of a plan are there before the next one is read."""
    slow = folder / "slow.qplan"
    os.mkfifo(slow)
    process = subprocess.Popen([QDECK, "rows", EXAMPLE, slow, "--list", "teams"], stdout=subprocess.PIPE)
    timer = threading.Timer(SECONDS, process.kill)
    timer.start()
    first = [json.loads(process.stdout.readline()) for _ in json.loads(EXAMPLE.read_text())["teams"]]
    assert all(row["plan"] == str(EXAMPLE) for row in first), first
    slow.write_bytes(EXAMPLE.read_bytes())
    rest = [json.loads(line) for line in process.stdout]
    timer.cancel()
    equal([row["name"] for row in rest], [row["name"] for row in first])
    equal(process.wait(), 0)


def memory(count):
    """What reading so many plans takes at most, in kB."""
    # A checked program holds back what it frees, to see whether somebody still looks at it.
    env = dict(os.environ, ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1",
               VALGRIND_OPTS="--freelist-vol=1000000")
    process = subprocess.Popen([QDECK, "rows", *[EXAMPLE] * count], stdout=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    equal(process.returncode, 0)
    return usage.ru_maxrss


def test_memory_stays():
    one, many = memory(1), memory(200)
    assert many < one * 1.5, f"{many} kB for 200 plans, {one} kB for one"


main()
