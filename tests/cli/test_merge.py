"""qdeck merge: two versions of a plan into one, by hand and as git's merge driver."""

import json
import os
import shutil
import subprocess

from harness import EXAMPLE, QDECK, Skip, equal, main, qdeck, seed


def versions(folder, ours, theirs):
    """The example and two edits of it, as files."""
    names = []
    for name, edit in (("base", lambda plan: None), ("ours", ours), ("theirs", theirs)):
        plan = json.loads(EXAMPLE.read_text())
        edit(plan)
        path = folder / f"{name}.qplan"
        path.write_text(json.dumps(plan, ensure_ascii=False))
        names.append(path)
    return names


def team(plan, name):
    return next(team for team in plan["teams"] if team["name"] == name)


def test_without_conflict(folder):
    def ours(plan):
        team(plan, "Security")["engineers"] = 4

    def theirs(plan):
        team(plan, "Security")["days"] = 50
        plan["risks"].reverse()

    files = versions(folder, ours, theirs)
    out = folder / "out.qplan"
    equal(qdeck("merge", *files, "-o", out).text, "")
    plan = json.loads(out.read_text())
    equal((team(plan, "Security")["engineers"], team(plan, "Security")["days"]), (4, 50))
    before = json.loads(EXAMPLE.read_text())["risks"]
    equal([risk["risk"] for risk in plan["risks"]], [risk["risk"] for risk in reversed(before)])
    assert "conflicts" not in plan
    equal(qdeck("compare", files[0], out, status=1).text.count("\n") >= 2, True)


def test_conflict(folder):
    files = versions(folder, lambda plan: team(plan, "Security").update(engineers=4),
                     lambda plan: team(plan, "Security").update(engineers=5))
    out = folder / "out.qplan"
    output = qdeck("merge", *files, "-o", out, status=1).text
    equal(output, "Both changed it: Security: Engineers: ours “4”, theirs “5”\n")
    plan = json.loads(out.read_text())
    equal(team(plan, "Security")["engineers"], 4)
    [conflict] = plan["conflicts"]
    equal((conflict["kind"], conflict["ours"], conflict["theirs"]), ("field", "4", "5"))
    [listed] = qdeck("merge", *files, "-o", out, "--json", status=1).json
    equal((listed["title"], listed["field"], listed["ours"], listed["theirs"]), ("Security", "Engineers", "4", "5"))
    # A conflict left in a plan is found.
    [finding] = [finding for finding in qdeck("check", out, "--json", status=1).json
                 if finding["rule"] == "plan.conflict"]
    equal((finding["severity"], finding["list"]), ("error", "conflicts"))


def test_markdown(folder):
    text = seed().read_text()
    (folder / "base.md").write_text(text)
    (folder / "ours.md").write_text(text.replace("| Security | 3 | 52 | 156 |", "| Security | 4 | 52 | 208 |")
                                    .replace("| 26 | - | 1,352 |", "| 27 | - | 1,404 |"))
    (folder / "theirs.md").write_text(text.replace("| Data | 4 | 52 | 208 |", "| Data | 5 | 52 | 260 |")
                                      .replace("| 26 | - | 1,352 |", "| 27 | - | 1,404 |")
                                      .replace("Mobile app v2 | Reliability", "Mobile app v2 | Stability"))
    out = folder / "out.md"
    qdeck("merge", folder / "base.md", folder / "ours.md", folder / "theirs.md", "-o", out)
    # Both edits, and the totals that follow from both.
    merged = out.read_text()
    for line in ("| Security | 4 | 52 | 208 |", "| Data | 5 | 52 | 260 |", "| **Total** | 28 | - | 1,456 |",
                 "| Mobile app v2 | Stability takes priority | Q3 |"):
        assert line in merged, (line, merged)


def test_mistakes(folder):
    files = versions(folder, lambda plan: None, lambda plan: None)
    out = folder / "out.qplan"
    qdeck("merge", *files, status=2)
    qdeck("merge", *files[:2], "-o", out, status=2)
    files[2].write_text('{"format": ')
    out.write_text("precious")
    # All are read at the same time; what is said is about the first that cannot be.
    for number in range(3):
        names = [*files[:number], folder / "none.qplan", folder / "neither.qplan"][:3]
        errors = qdeck("merge", *names, *files[len(names):], "-o", out, status=2).errors
        assert errors.count("\n") == 1 and "none.qplan" in errors, errors
    errors = qdeck("merge", *files, "-o", out, status=2).errors
    assert errors.startswith(f"qdeck: {files[2]}:1: "), errors
    equal(out.read_text(), "precious")


def git(folder, *arguments, status=0):
    environment = {**os.environ, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1",
                   "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
                   "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    result = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, env=environment, check=False)
    equal(result.returncode, status, f"git {arguments}: {result.stdout}{result.stderr}")
    if arguments[0] == "diff":
        equal(result.stderr, "", "a diff says nothing beside itself")
    return result.stdout


def repository(folder):
    """A repository that merges plans as the README says, with the example in it."""
    if shutil.which("git") is None:
        raise Skip("git is not there")
    git(folder, "init", "-q", "-b", "main", ".")
    git(folder, "config", "merge.qplan.name", "Quarterdeck plans")
    git(folder, "config", "merge.qplan.driver", f"{os.path.abspath(QDECK)} merge %O %A %B -o %A")
    git(folder, "config", "diff.qplan.textconv", f"{os.path.abspath(QDECK)} convert --to md")
    (folder / ".gitattributes").write_text("*.qplan merge=qplan diff=qplan\n")
    (folder / "plan.qplan").write_bytes(EXAMPLE.read_bytes())
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "plan")


def commit_edit(folder, branch, old, new):
    plan = folder / "plan.qplan"
    git(folder, "checkout", "-q", "-B", branch, "main")
    text = plan.read_text()
    assert text.count(old) == 1, old
    plan.write_text(text.replace(old, new))
    git(folder, "commit", "-q", "-a", "-m", branch)


def test_git(folder):
    repository(folder)
    plan = folder / "plan.qplan"
    teams = json.loads(plan.read_text())["teams"]
    security = next(t for t in teams if t["name"] == "Security")
    line = f'"name": "Security",\n      "engineers": {security["engineers"]}'
    commit_edit(folder, "one", line, line.replace(str(security["engineers"]), "4"))
    # The same lines, another field: a merge by lines would fail here.
    commit_edit(folder, "two", '"name": "Security"', '"name": "Security and privacy"')
    git(folder, "merge", "-q", "-m", "both", "one")
    merged = next(t for t in json.loads(plan.read_text())["teams"] if t["name"] == "Security and privacy")
    equal(merged["engineers"], 4)
    assert "Security and privacy" in git(folder, "diff", "main", "two", "--", "plan.qplan")
    assert "+| Security and privacy | 4 |" in git(folder, "diff", "main", "two", "--", "plan.qplan")

    commit_edit(folder, "three", '"name": "Security"', '"name": "Trust"')
    git(folder, "merge", "-q", "-m", "clash", "two", status=1)
    assert "plan.qplan" in git(folder, "status", "--porcelain")
    clashed = json.loads(plan.read_text())
    equal([conflict["theirs"] for conflict in clashed["conflicts"]], ["Security and privacy"])
    assert any(t["name"] == "Trust" for t in clashed["teams"])


main()
