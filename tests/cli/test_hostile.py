"""What people type is data in every form that we write: other programs read it back as it was typed, and nothing runs.

One plan holds each of the texts below in a team, a risk, an action and a message; each form has a reader that is not
ours, which says what texts there are."""

import csv
import io
import json
import re
import subprocess
import xml.etree.ElementTree
import zipfile

from harness import equal, main, needs, qdeck
from workbooks import read as read_workbook

# What is typed, and what is shown of it where text is formatted: there a link is its words, and an entity a character.
TEXTS = {
    "script": ("<script>alert(1)</script>", None),
    "event": ("<img src=x onerror=alert(2)>", None),
    "link": ("[click](javascript:alert(3))", "click"),
    "formula": ("=cmd|' /C calc'!A0", None),
    "call": ("@SUM(1+1)*cmd|'x'!A1", None),
    "sum": ("+1+cmd", None),
    "end of data": ("]]> --> */ ?>", None),
    "entity": ("zero &#0; one", "zero one"),
    "quotes": ("\"'`;-- ${x} %s %n {{7*7}}", None),
    "way up": ("../../etc/passwd", None),
    "direction": ("to\u202etxt.exe\u202cend", None),
    "control": ("a\x01b\x1bc", None),
    "lines": ("one\ntwo\r\nBEGIN:VALARM\nthree", None),
    "tab": ("left\tright", None),
}


def words(text):
    """Blanks and ends of lines are the layout's; control characters, which XML does not have, become blanks or U+FFFD."""
    return " ".join(re.sub("[\x00-\x1f\ufffd]", " ", text).split())


def shown(name):
    typed, formatted = TEXTS[name]
    return words(formatted if formatted is not None else typed)


def plan(folder):
    typed = [text for text, _ in TEXTS.values()]
    path = folder / "plan.qplan"
    path.write_text(json.dumps({
        "format": "quarterdeck-plan", "version": 1, "title": TEXTS["script"][0], "quarter": "2024-Q2",
        "planning-date": "2024-03-25",
        "teams": [{"id": f"t{i}", "name": text, "engineers": 2, "days": 50} for i, text in enumerate(typed)],
        "risks": [{"id": f"r{i}", "risk": text, "likelihood": "high", "impact": "high", "mitigation": text}
                  for i, text in enumerate(typed)],
        "actions": [{"id": f"a{i}", "action": text, "due": "2024-05-15"} for i, text in enumerate(typed)],
        "communication": [{"id": f"c{i}", "audience": "All", "what": text, "when": "2024-05-16"}
                          for i, text in enumerate(typed)],
    }))
    return path


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert all(".." not in name and not name.startswith("/") for name in package.namelist()), package.namelist()
        return {name: package.read(name) for name in package.namelist()}


def test_file(folder):
    found = qdeck("convert", plan(folder), "--to", "qplan").json
    equal([risk["mitigation"] for risk in found["risks"]], [typed for typed, _ in TEXTS.values()])


def test_lines_of_json(folder):
    found = [json.loads(line) for line in qdeck("rows", plan(folder), "--list", "risks").text.split("\n") if line]
    equal([row["risk"] for row in found], [typed for typed, _ in TEXTS.values()])
    found = qdeck("show", plan(folder), "--json").json
    equal([team["name"] for team in found["capacity"]["teams"]], [typed for typed, _ in TEXTS.values()])
    assert isinstance(qdeck("check", plan(folder), "--json").json, list)


def test_rows(folder):
    for form, dialect in (("csv", "excel"), ("tsv", "excel-tab")):
        text = qdeck("convert", plan(folder), "--to", form, "--list", "risks").text
        found = list(csv.DictReader(io.StringIO(text, newline=""), dialect=dialect, strict=True))
        for row, (name, (typed, _)) in zip(found, TEXTS.items(), strict=True):
            guard = "'" if typed[0] in "=+-@" else ""
            equal(row["Mitigation"], guard + typed, f"{form}, {name}")
            assert row["Mitigation"][0] not in "=+-@\t\r", row


def test_workbook(folder):
    book = read_workbook(qdeck("convert", plan(folder), "--to", "xlsx").bytes)
    sheet = book["Risks"]
    head = [cell.value for cell in sheet[1]]
    for row, (name, (typed, _)) in zip(sheet.iter_rows(min_row=2), TEXTS.items()):
        cell = row[head.index("Mitigation")]
        equal(words(cell.value), words(typed), name)
        equal(cell.data_type, "s", name)
        assert cell.hyperlink is None, name


def test_page(folder):
    html = "{http://www.w3.org/1999/xhtml}"
    page = qdeck("convert", plan(folder), "--to", "html").text
    tree = needs("html5lib").HTMLParser(strict=True).parse(page)
    assert not [element for element in tree.iter() if str(element.tag).removeprefix(html) in
                ("script", "iframe", "object", "embed", "form", "base", "link")]
    for element in tree.iter():
        for key, value in element.attrib.items():
            assert not str(key).lower().startswith("on"), element.attrib
            assert "javascript:" not in str(value).lower() or key in ("aria-label", "title"), (key, value)
            assert key not in ("href", "src") or value.startswith(("#", "data:image/")), (key, value)
    text = words("".join(tree.itertext()))
    for name in TEXTS:
        assert shown(name) in text, name


def test_slides(folder):
    package = members(qdeck("convert", plan(folder), "--to", "pptx").bytes)
    text = []
    for name, content in package.items():
        if name.endswith((".xml", ".rels")):
            tree = xml.etree.ElementTree.fromstring(content)
            if name.endswith(".rels"):
                assert all(link.get("TargetMode") != "External" for link in tree), content
            else:
                text += ["".join(run.itertext()) for run in tree.iter() if run.tag.endswith("}p")]
        assert not name.endswith((".bin", ".vml")), name
    everything = words(" ".join(text))
    for name in TEXTS:
        assert shown(name) in everything, name


def test_calendar(folder):
    calendar = needs("icalendar").Calendar.from_ical(qdeck("convert", plan(folder), "--to", "ics").bytes)
    found = [words(str(entry["SUMMARY"])) for kind in ("VEVENT", "VTODO") for entry in calendar.walk(kind)]
    assert not list(calendar.walk("VALARM"))
    for name, (typed, _) in TEXTS.items():
        assert any(words(typed) in summary or shown(name) in summary for summary in found), (name, found)


def test_print(folder):
    content = qdeck("convert", plan(folder), "--to", "pdf", "--report").bytes
    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile|SubmitForm)\b", content)
    assert b"/URI" not in content
    text = words(subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True).stdout.decode())
    for name in ("script", "event", "formula", "end of data", "way up", "quotes"):
        assert shown(name) in text, name


def test_pictures(folder):
    out = folder / "charts"
    qdeck("chart", plan(folder), "--all", out, "--formats", "svg")
    written = sorted(path.relative_to(out) for path in out.rglob("*"))
    assert written and all(re.fullmatch(r"[a-z0-9-]+\.svg", str(path)) for path in written), written
    equal(sorted(path.name for path in folder.iterdir()), ["charts", "plan.qplan"])
    for path in out.iterdir():
        tree = xml.etree.ElementTree.parse(path)
        for element in tree.iter():
            assert not element.tag.endswith(("}script", "}foreignObject", "}image", "}a")), element.tag
            assert not any(key.startswith("on") or key.endswith("href") for key in element.attrib), element.attrib


def test_xml(folder):
    """All XML that we write, by a reader that is stricter than those that show it."""
    out = folder / "out"
    qdeck("chart", plan(folder), "--all", out, "--formats", "svg")
    for form in ("pptx", "xlsx"):
        for number, (name, content) in enumerate(members(qdeck("convert", plan(folder), "--to", form).bytes).items()):
            if name.endswith((".xml", ".rels")):
                (out / f"{form}-{number}.xml").write_bytes(content)
    files = sorted(out.iterdir())
    assert {file.name.split("-")[0] for file in files} >= {"pptx", "xlsx", "capacity.svg"}, files
    read = subprocess.run(["xmllint", "--noout", "--nonet", "--pedantic", *files], capture_output=True, text=True)
    equal((read.returncode, read.stderr), (0, ""))


def test_document(folder):
    """Markdown may format what it says: our own reader has to get the words of every cell."""
    document = folder / "plan.md"
    qdeck("convert", plan(folder), document)
    found = qdeck("convert", document, "--to", "qplan").json
    equal([words(risk["mitigation"]) for risk in found["risks"]], [words(typed) for typed, _ in TEXTS.values()])
    equal(len(found["teams"]), len(TEXTS))


main()
