"""qdeck compare: two plans, and the states that a plan holds itself."""

import json

from harness import EXAMPLE, equal, main, qdeck


def write(path, edit):
    plan = json.loads(EXAMPLE.read_text())
    edit(plan)
    path.write_text(json.dumps(plan, ensure_ascii=False))
    return path


def add_states(plan):
    """The plan was approved with one engineer less in Security; cutting an initiative is a scenario."""
    approved = json.loads(EXAMPLE.read_text())
    next(team for team in approved["teams"] if team["name"] == "Security")["engineers"] = 2
    initiative = plan["objectives"][2]["initiatives"][1]
    change = {"title": "", "ops": [{"op": "set", "id": initiative["id"], "type": "initiative", "field": "status",
                                    "value": "cut"}]}
    plan["snapshots"] = [
        {"id": "s1", "name": "Approved", "kind": "baseline", "date": "2024-03-26", "content": json.dumps(approved)},
        {"id": "s2", "name": "No scanning", "kind": "scenario", "date": "2024-03-26", "content": json.dumps(change)},
    ]


def test_effects(folder):
    other = write(folder / "other.qplan",
                  lambda plan: next(t for t in plan["teams"] if t["name"] == "Security").update(engineers=4))
    text = qdeck("compare", EXAMPLE, other, status=1).text
    for line in ("~ Teams: Security: Engineers: 3 → 4", "= Capacity in points: 1,352 → 1,404", "= Security: free: −24 → 28"):
        assert line in text.splitlines(), (line, text)


def test_approved(folder):
    plan = write(folder / "plan.qplan", add_states)
    text = qdeck("compare", plan, "--approved", status=1).text
    assert "~ Teams: Security: Engineers: 2 → 3\n" in text, text
    assert "Saved states" not in text, text
    qdeck("compare", EXAMPLE, "--approved", status=2)
    qdeck("compare", plan, EXAMPLE, "--approved", status=2)


def test_scenario(folder):
    plan = write(folder / "plan.qplan", add_states)
    output = qdeck("compare", plan, "--state", "no scanning", status=1).text
    assert "= Security: free: 16 → −24\n" in output, output
    assert "Gone" in qdeck("compare", plan, "--state", "Gone", status=2).errors


def test_words(folder):
    """What refers to something is told by its name, never by an id."""
    def edit(plan):
        plan["meeting"]["votes"] = [{"id": "v1", "key-result": plan["objectives"][0]["key-results"][0]["id"], "value": 7}]
        plan["accepted"] = [{"id": "a1", "rule": "capacity.team-idle", "record": plan["teams"][3]["id"]}]

    before = write(folder / "before.qplan", lambda plan: plan.pop("accepted", None))
    after = write(folder / "after.qplan", edit)
    text = qdeck("compare", before, after, status=1).text
    for line in ("+ Votes: SLO compliance (30-day)", "+ Accepted findings: Team without work"):
        assert line in text.splitlines(), (line, text)
    other = write(folder / "other.qplan", lambda plan: (edit(plan), plan["accepted"][0].update(record=plan["teams"][2]["id"])))
    text = qdeck("compare", after, other, status=1).text
    equal(text, "~ Accepted findings: Team without work: About: Data → Growth\n")
    text = qdeck("compare", after, before, "--markdown", status=1).text
    for sentence in ("- Vote: “SLO compliance (30-day)” was removed.", "- Accepted finding: “Team without work” was removed."):
        assert sentence in text.splitlines(), (sentence, text)


def test_markdown(folder):
    other = write(folder / "other.qplan", lambda plan: plan["risks"][0].update(risk="a | b\n# c"))
    text = qdeck("compare", EXAMPLE, other, "--markdown", status=1).text
    assert text.startswith("# Changes from q2-2024.qplan to other.qplan\n"), text
    assert "\n## Changed\n\n- Risk “a \\| b \\# c”: Risk changed from" in text, text
    assert "Nothing changed." in qdeck("compare", EXAMPLE, EXAMPLE, "--markdown").text


main()
