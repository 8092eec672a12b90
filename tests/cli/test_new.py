"""qdeck new: a blank plan, and the next quarter of another."""

import json

from harness import EXAMPLE, equal, main, qdeck, seed


def texts(records, key):
    return [record.get(key) for record in records]


def test_blank(folder):
    plan = folder / "plan.qplan"
    qdeck("new", plan, "--quarter", "2026-Q1")
    equal(json.loads(plan.read_text()), {"format": "quarterdeck-plan", "version": 1, "quarter": "Q1 2026"})
    qdeck("new", plan, "--quarter", "2026-Q2", status=2)
    equal(json.loads(plan.read_text())["quarter"], "Q1 2026")


def test_preferences(folder):
    """What the window keeps for new plans, each of which has its own from then on; nothing for those made of another."""
    kept = folder / "glib-2.0/settings"
    kept.mkdir(parents=True)
    (kept / "keyfile").write_text("[io/github/quarterdeck/Quarterdeck]\nplan-defaults={'start-month': '4', 'band-high': '0.8', "
                                  "'holidays': 'May 1', 'categories': 'Features 60, Reliability 40'}\n")
    settings = {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(folder)}
    qdeck("new", folder / "a.qplan", "--quarter", "2026-Q1", settings=settings)
    plan = json.loads((folder / "a.qplan").read_text())
    equal(plan["settings"], {"band-high": 0.8, "start-month": 4, "holidays": "May 1"})
    equal([(item["name"], item["percent"]) for item in plan["allocation"]], [("Features", 60), ("Reliability", 40)])
    for name, more in (("b", ["--plain"]), ("c", ["--from", EXAMPLE]), ("d", ["--template", EXAMPLE])):
        qdeck("new", folder / f"{name}.qplan", "--quarter", "2026-Q1", *more, settings=settings)
        assert "settings" not in json.loads((folder / f"{name}.qplan").read_text()), name


def test_next_quarter_of_the_seed(folder):
    path = folder / "q3.qplan"
    qdeck("new", path, "--from", seed())
    plan = json.loads(path.read_text())
    equal((plan["quarter"], plan["planning-date"]), ("Q3 2024", "2024-06-24"))
    review = plan["review"]
    equal(review["quarter"], "Q2 2024")
    equal(texts(review["objectives"], "title"),
          ["Restore Platform Reliability", "Deliver Partnership Features", "Strengthen Security Posture"])
    equal(texts(review["objectives"][0]["key-results"], "target"),
          ["99.2% → 99.9%", "4.2 → 2.0", "3/quarter → ≤1", "0% → >50%"])
    equal([item.get("lessons") for item in (review, plan)], [None, None])
    equal(texts(plan["teams"], "engineers"), [8, 6, 5, 4, 3])
    equal([(item["percent"], item["previous"]) for item in plan["allocation"]], [(50, 50), (25, 25), (15, 15), (10, 10)])
    equal(texts(plan["reviews"], "date"), ["July 26", "August 16", "August 30", "September 27"])
    equal(texts(plan["communication"], "when"), ["June 27", "June 26", "July board meeting", "June 29"])
    equal(texts(plan["communication"], "what")[0], "Q3 plan overview")
    equal(texts(plan["approvals"], "approved"), [None, None, None])
    equal(texts(plan["not-doing"], "item"), ["International payment methods"])
    equal(texts(plan["decisions"], "decision"),
          ["Take up “Mobile app v2”?", "Take up “ML-based recommendations”?", "Take up “Design system overhaul”?"])
    equal(len(plan["risks"]), 4)
    assert "objectives" not in plan
    figures = qdeck("show", path, "--json").json
    equal(figures["capacity"]["points"], 1352)
    equal(figures["capacity"]["committed"], 0)


def test_actuals_and_what_goes_on(folder):
    path = folder / "q3.qplan"
    before = json.loads(EXAMPLE.read_text())
    qdeck("new", path, "--from", EXAMPLE, "--unfinished", "--leave", "risks,people")
    plan = json.loads(path.read_text())
    assert "risks" not in plan and "people" not in plan
    # Where there is no actual, the last check-in says what was reached.
    for old, new in zip(before["objectives"], plan["review"]["objectives"]):
        equal(old["id"], new["id"])
        for key_result, scored in zip(old["key-results"], new["key-results"]):
            check_ins = key_result.get("check-ins", [])
            equal(scored.get("actual"), key_result.get("actual", check_ins[-1]["value"] if check_ins else None))
    equal(sorted(item["title"] for objective in plan["objectives"] for item in objective["initiatives"]),
          sorted(item["title"] for objective in before["objectives"] for item in objective["initiatives"]
                 if item.get("status") != "cut"))
    equal([action["action"] for action in plan["actions"]],
          [action["action"] for action in before["actions"] if not action.get("done")])
    equal([item["decision"] for item in plan["decisions"] if not item["decision"].startswith("Take up")],
          [item["decision"] for item in before["decisions"] if not item.get("outcome")])


def test_lessons_and_late_check_ins(folder):
    """What the quarter taught is looked back on; what was reached last is the latest by date."""
    plan = json.loads(EXAMPLE.read_text())
    plan["learned"] = [{"id": "l1", "text": "Ask Security first"}]
    key_result = plan["objectives"][0]["key-results"][0]
    key_result.pop("actual", None)
    key_result["check-ins"] = [{"id": "c1", "date": "2024-06-28", "value": "99.8%"},
                               {"id": "c2", "date": "2024-05-31", "value": "99.5%"}]
    (folder / "old.qplan").write_text(json.dumps(plan))
    qdeck("new", folder / "new.qplan", "--from", folder / "old.qplan")
    review = json.loads((folder / "new.qplan").read_text())["review"]
    equal(review["lessons"], [{"id": "l1", "text": "Ask Security first"}])
    equal(review["objectives"][0]["key-results"][0]["actual"], "99.8%")
    # A document without a place for them says so.
    assert "Ask Security first" not in qdeck("convert", folder / "old.qplan", "--to", "md").text


def test_template(folder):
    """One of the user's own by its name, or any plan as a file: what stays from quarter to quarter."""
    own = folder / "data/quarterdeck/templates"
    own.mkdir(parents=True)
    (own / "Our way.qplan").write_bytes(EXAMPLE.read_bytes())
    data = {"XDG_DATA_HOME": str(folder / "data")}
    qdeck("new", folder / "a.qplan", "--quarter", "2026-Q1", "--template", "Our way", settings=data)
    qdeck("new", folder / "b.qplan", "--quarter", "2026-Q1", "--template", EXAMPLE, settings=data)
    equal((folder / "a.qplan").read_bytes(), (folder / "b.qplan").read_bytes())
    before, plan = (json.loads(path.read_text()) for path in (EXAMPLE, folder / "a.qplan"))
    equal(plan["quarter"], "Q1 2026")
    equal(texts(plan["teams"], "name"), texts(before["teams"], "name"))
    equal(texts(plan["allocation"], "percent"), texts(before["allocation"], "percent"))
    equal(texts(plan["approvals"], "approved"), [None] * len(before["approvals"]))
    assert not {"objectives", "review", "risks", "planning-date"} & plan.keys(), plan.keys()
    for mistake in (["--quarter", "2026-Q1", "--template", "Nobody's way"],
                    ["--template", "Our way"], ["--template", "Our way", "--from", EXAMPLE, "--quarter", "2026-Q1"]):
        qdeck("new", folder / "c.qplan", *mistake, status=2, settings=data)
    assert not (folder / "c.qplan").exists()


def test_the_same_again(folder):
    for name in ("a", "b"):
        qdeck("new", folder / f"{name}.qplan", "--from", EXAMPLE, "--unfinished")
    equal((folder / "a.qplan").read_bytes(), (folder / "b.qplan").read_bytes())


def test_later_quarters(folder):
    qdeck("new", folder / "plan.qplan", "--from", EXAMPLE, "--quarter", "2025-Q1")
    plan = json.loads((folder / "plan.qplan").read_text())
    equal(plan["quarter"], "Q1 2025")
    equal(plan["planning-date"], "2024-12-23")


def test_mistakes(folder):
    out = folder / "plan.qplan"
    qdeck("new", out, status=2)
    qdeck("new", out, "--quarter", "soon", status=2)
    qdeck("new", out, "--from", EXAMPLE, "--quarter", "2024-Q2", status=2)
    assert "risks" in qdeck("new", out, "--from", EXAMPLE, "--leave", "kittens", status=2).errors
    qdeck("new", out, "--from", folder / "none.qplan", status=2)
    (folder / "blank.md").write_text("# A plan\n")
    assert "--quarter" in qdeck("new", out, "--from", folder / "blank.md", status=2).errors
    assert not out.exists()


main()
