"""qdeck scores: how the quarters went, out of the plans of a folder."""

import json

from harness import EXAMPLE, equal, main, qdeck


def write(folder, name, quarter, actual):
    """A plan that looks back on a quarter in which one of two key results was met."""
    results = [{"id": f"k{i}", "title": title, "target": "10", "actual": value}
               for i, (title, value) in enumerate((("Calls", actual), ("Visits", "10")))]
    plan = {"format": "quarterdeck-plan", "version": 1, "title": name,
            "review": {"quarter": quarter, "objectives": [{"id": "o", "title": "Reach", "key-results": results}]}}
    (folder / name).write_text(json.dumps(plan))


def test_folder(folder):
    write(folder, "b.qplan", "Q1 2024", "4")
    write(folder, "a.qplan", "Q3 2024", "8")
    write(folder, "c.qplan", "Q4 2023", "?")
    (folder / "blank.qplan").write_text('{"format": "quarterdeck-plan", "version": 1}')
    (folder / "notes.txt").write_text("no plan")
    lines = [line.strip() for line in qdeck("scores", folder).text.splitlines()]
    equal([line.split()[:3] for line in lines if line.startswith("Q") and not line.startswith("Quarter")],
          [["Q4", "2023", "1.0"], ["Q1", "2024", "0.7"], ["Q3", "2024", "0.9"]])
    scores = json.loads(qdeck("scores", folder, "--json").text)
    equal([(row["quarter"], row["score"], row["scored"], row["key_results"]) for row in scores],
          [("2023-Q4", 1, 1, 2), ("2024-Q1", 0.7, 2, 2), ("2024-Q3", 0.9, 2, 2)])
    equal(scores[1]["objectives"], [{"title": "Reach", "score": 0.7, "key_results": 2, "scored": 2}])


def test_same_figure_as_show():
    shown = json.loads(qdeck("show", EXAMPLE, "--json").text)["score"]
    [row] = json.loads(qdeck("scores", EXAMPLE, "--json").text)
    equal((row["score"], row["target"], row["scored"]), (shown["overall"], shown["target"], shown["scored"]))


def test_bad_plan(folder):
    write(folder, "a.qplan", "Q3 2024", "8")
    (folder / "bad.qplan").write_text("{")
    output = qdeck("scores", folder, status=2)
    assert "bad.qplan" in output.errors, output.errors
    assert "Q3 2024" in output.text, output.text
    qdeck("scores", folder / "missing", status=2)


main()
