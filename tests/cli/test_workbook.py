"""The workbook as another program reads it."""

import datetime
import io
import json
import re
import xml.etree.ElementTree
import zipfile

from harness import EXAMPLE, equal, main, qdeck, seed
from workbooks import both, column, figures, is_formula, read, rows, same, write

TEXT_MAX = 32767


def make(folder, **members):
    plan = folder / "plan.qplan"
    plan.write_text(json.dumps({"format": "quarterdeck-plan", "version": 1, **members}))
    return plan


def test_figures_of_the_seed():
    formulas, values = both(write(seed()))
    found = figures(values["Overview"])
    for label, expected in {"Score of last quarter": 0.59375, "Capacity, points": 1352, "Committed, points": 860,
                            "Over capacity, points": 24, "Free, points": 516, "Engineers": 26, "Initiatives": 13,
                            "Allocated": 1, "Errors": 1}.items():
        assert same(found[label], expected), f"{label}: {found[label]}"
    for label, formula in figures(formulas["Overview"]).items():
        assert str(formula).startswith("="), label
    equal(column(values["Teams"], "Capacity"), [416, 312, 260, 208, 156, 1352])
    equal(column(values["Allocation"], "Points"), [676, 338, 203, 135, 1352])
    equal([round(score, 6) if score is not None else None
           for score in column(values["Key results (last quarter)"], "Computed")][:-1],
          [0.8, 0.9, 1, None, 0, 0, 0.75, 1])
    for sheet, label in (("Teams", "Capacity"), ("Teams", "Committed"), ("Teams", "Load"), ("Allocation", "Points"),
                         ("Objectives", "Points"), ("Objectives", "Load"), ("Work by team", "Points"),
                         ("Risks", "Level")):
        assert all(str(value).startswith("=") for value in column(formulas[sheet], label)), f"{sheet}: {label}"


def test_how_the_plan_stands():
    equal(rows(read(write(EXAMPLE))["Overview"])[1][0].split(" · ")[1], "In review, 2 of 3 approved")


def test_numbers_dates_and_texts():
    book = read(write(seed()))
    sheet = book["Key results (last quarter)"]
    cells = {row[2].value: row for row in sheet.iter_rows(min_row=2)}
    for title, target, actual, form in (("SLO compliance", 0.999, 0.992, "0.0%"), ("Hire 4 engineers", 4, 3, "0"),
                                        ("Checkout load time p99", "3s → 2s", 2.1, '0.0"s"'),
                                        ("Onboarding NPS", "8+", 8.2, "0.0")):
        equal((cells[title][3].value, cells[title][4].value, cells[title][4].number_format), (target, actual, form))
    equal(column(book["Communication"], "When"),
          [datetime.datetime(2024, 3, 28), datetime.datetime(2024, 3, 27), "April board meeting",
           datetime.datetime(2024, 3, 30)])
    equal(column(book["Allocation"], "Share, %")[:-1], [0.5, 0.25, 0.15, 0.1])
    equal(column(book["Teams"], "Engineers")[:-1], [8, 6, 5, 4, 3])


def test_what_sheets_offer():
    book = read(write(EXAMPLE))
    for sheet in book.worksheets[1:]:
        equal(sheet.freeze_panes, "B2" if sheet.max_column > 2 else "A2", sheet.title)
        assert sheet.auto_filter.ref.startswith("A1:"), sheet.title
        assert all(width.width > 5 for width in sheet.column_dimensions.values()), sheet.title
    offered = {(sheet.title, sheet.cell(1, min(places.min_col for places in validation.sqref.ranges)).value): validation.formula1
               for sheet in book for validation in sheet.data_validations.dataValidation}
    for place, answers in {("Risks", "Likelihood"): '"Low,Medium,High"', ("Approvals", "Approved"): '"Yes,No,Pending"',
                           ("Initiatives", "Status"): '"Planned,Stretch,Cut"',
                           ("Initiatives", "Category"): "'Allocation'!$A$2:$A$5",
                           ("Objectives", "Owner"): "'Teams'!$A$2:$A$6"}.items():
        equal(offered[place], answers, place)


def test_charts_have_their_values():
    with zipfile.ZipFile(io.BytesIO(write(EXAMPLE))) as parts:
        charts = [parts.read(name).decode() for name in sorted(parts.namelist()) if name.startswith("xl/charts/")]
    cached = [[float(value) for values in re.findall(r"<c:val>.*?</c:val>", chart)
               for value in re.findall(r"<c:v>(.*?)</c:v>", values)] for chart in charts]
    equal(len(charts), 2)
    for found, expected in zip(cached[0], [416, 312, 260, 208, 156, 276.92, 230, 173.08, 0, 180], strict=True):
        assert abs(found - expected) < 0.01, cached[0]
    for found, expected in zip(cached[1], [0.5, 0.25, 0.15, 0.1, 0.523, 0.267, 0.14, 0.07], strict=True):
        assert abs(found - expected) < 0.001, cached[1]


HOSTILE = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "\t=1", "{=1}",
           "<b>&amp;</b>", "']]>", "_x0041_"]


def test_what_is_typed_is_no_formula(folder):
    plan = make(folder, risks=[{"id": f"risk-{i}", "risk": text, "owner": text, "mitigation": text, "likelihood": text}
                               for i, text in enumerate(HOSTILE)],
                teams=[{"id": "team-1", "name": "=1+1", "engineers": "=2", "days": 10}],
                **{"title": "=1+1", "planning-date": "=TODAY()"})
    book = read(write(plan))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                formula = str(cell.value) if is_formula(cell) else ""
                assert not any(text in formula for text in HOSTILE[:5]), f"{sheet.title}!{cell.coordinate}: {formula}"
    for label in ("Risk", "Owner", "Mitigation", "Likelihood"):
        equal(column(book["Risks"], label), HOSTILE)
    equal(rows(book["Teams"])[1][:2], ["=1+1", "=2"])
    assert book["Teams"]["A2"].data_type == "s" and book["Teams"]["B2"].data_type == "s"


def test_characters_that_no_file_can_hold(folder):
    plan = make(folder, title="a\x01b\x1fc\x7f", risks=[{"id": "risk-1", "risk": "x\u000by\ufffez\U0001ffff"}])
    content = write(plan)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                xml.etree.ElementTree.fromstring(parts.read(name))
    equal(column(read(content)["Risks"], "Risk"), ["x y z "])


def test_texts_that_are_too_long(folder):
    plan = make(folder, risks=[{"id": "risk-1", "risk": "é" * 40000}, {"id": "risk-2", "risk": "🚀" * 16383}])
    output = qdeck("convert", plan, "--to", "xlsx")
    assert "1 text is cut off" in output.errors, output.errors
    long, short = column(read(output.bytes)["Risks"], "Risk")
    equal((len(long), long[-2:]), (TEXT_MAX, "é…"))
    equal(short, "🚀" * 16383)


def test_names_that_conditions_misread(folder):
    names = ["Data*", "Ops", "ops", ">5", "Growth", "", "x" * 300]
    plan = make(folder, teams=[{"id": f"team-{i}", "name": name, "engineers": 1, "days": 50}
                               for i, name in enumerate(names)],
                objectives=[{"id": "objective-1", "title": "All", "initiatives": [
                    {"id": f"initiative-{i}", "title": f"Work {i}", "points": 10 + i, "teams": name}
                    for i, name in enumerate(names) if name]}])
    formulas, values = both(write(plan))
    shown = json.loads(qdeck("show", plan, "--json").text)["capacity"]["teams"]
    equal([value for value in column(values["Teams"], "Committed")[:-1]], [team["committed"] for team in shown])
    kept = [str(value).startswith("=") for value in column(formulas["Teams"], "Committed")[:-1]]
    equal(kept, [False, True, False, False, True, False, False])


def test_empty_plan(folder):
    book = read(write(make(folder)))
    equal(book.sheetnames, ["Overview", "Findings", "Plan and settings"])


def test_names_of_sheets():
    for content in (write(EXAMPLE), write(EXAMPLE, "--audience", "partner")):
        names = read(content).sheetnames
        assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names), names
        equal(len({name.casefold() for name in names}), len(names))


def test_the_same_bytes_everywhere():
    expected = write(EXAMPLE)
    equal(write(EXAMPLE), expected)
    equal(qdeck("convert", EXAMPLE, "--to", "xlsx", locale="C").bytes, expected)
    # The sentences of the findings have numbers as people write them; cells have them as files do.
    _, values = both(qdeck("convert", EXAMPLE, "--to", "xlsx", locale="de_DE.UTF-8").bytes)
    equal(figures(values["Overview"])["Score of last quarter"], 0.59375)


def test_partner_gets_nothing_else():
    with zipfile.ZipFile(io.BytesIO(write(EXAMPLE, "--audience", "partner"))) as parts:
        content = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("xl/")).decode()
    for secret in ("Security", "Vault", "1352", "416", "Findings", "departure", "Lindqvist"):
        assert secret not in content, secret
    assert "Bulk order processing" in content


if __name__ == "__main__":
    main()
