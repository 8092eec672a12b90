"""Decks as PPTX, read as others read them: what the format asks, what the plan says, templates, hostile input."""

import json
import pathlib
import re
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))

from harness import EXAMPLE, close, equal, main, qdeck, seed  # noqa: E402
from decks import LAYOUTS, MASTER, START, THEME, company, company_template, convert, grown, replace, rewrite  # noqa: E402
from presentation import Presentation, q  # noqa: E402


def write_plan(folder, plan, name="plan.qplan"):
    path = folder / name
    path.write_text(json.dumps(plan), encoding="utf-8")
    return path


def all_text(deck):
    return "\n".join(text for slide in deck.slides for text in deck.texts(slide))


def test_seed(folder):
    deck = Presentation(convert(folder, seed())).check()
    text = all_text(deck)

    for words in ["Key engineer departure", "Feature velocity came at the cost of reliability", "Mobile app v2",
                  "Bulk order processing", "SLO ≥99.9% for final 30 days of quarter", "SSO integration requires IdP setup",
                  "0/8 features", "Month 1 check-in"]:
        assert words in text, words
    assert "**" not in text and "](" not in text
    titles = [deck.title(slide) for slide in deck.slides]
    assert "Security is 24 points over; Data has 208 points free" in titles, titles
    equal(len(deck.charts()), 3)


def footers(deck):
    return ["\n".join("".join(node.text or "" for node in shape.iter(q("a:t"))) for shape in deck.tree(slide).iter(q("p:sp"))
                      if any(ph.get("type") == "ftr" for ph in shape.iter(q("p:ph")))) for slide in deck.slides]


def test_every_slide_says_how_the_plan_stands(folder):
    plan = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    state = "In review, 2 of 3 approved"
    for settings, said in (({}, f"{state} · Q2 2024 plan"), ({"footer": "Confidential"}, f"{state} · Confidential")):
        cover, *others = footers(Presentation(convert(folder, write_plan(folder, {**plan, "settings": settings}))).check())
        equal(cover, "")
        equal(set(others), {said})
    outside = footers(Presentation(convert(folder, EXAMPLE, "--audience", "partner")).check())[1:]
    equal(set(outside), {"Q2 2024 plan"})


def test_native_charts_have_the_figures_of_the_plan(folder):
    deck = Presentation(convert(folder, seed())).check()
    figures = qdeck("show", seed(), "--json").json
    (_, keys, scores), (_, teams, loads), (_, categories, shares) = deck.charts()

    known = {row["name"]: row for row in figures["capacity"]["teams"]}
    equal(teams, [row["name"] for row in figures["capacity"]["teams"]])
    for name in teams:
        part = {title: values.get(name, 0) for title, values in loads.items()}
        close(part["Committed"] + part["Committed, split assumed"] + part["▲ Beyond capacity"], known[name]["committed"], name)
        close(part["Committed, split assumed"], known[name]["committed"] if known[name]["assumed"] else 0, name)
        close(part["Committed"] + part["Committed, split assumed"] + part["Free"], known[name]["points"], name)
    equal(loads["▲ Beyond capacity"], {"Security": 24})

    equal(categories, [row["category"] for row in figures["allocation"]])
    equal(shares["Planned"], {row["category"]: row["percent"] / 100 for row in figures["allocation"]})
    equal(shares["Last quarter"], {"Features": 0.7, "Reliability": 0.15})

    close(scores["Mean"]["Overall"], figures["score"]["overall"])
    close(scores["◆ Missed"]["SLO compliance"], 0.3)
    equal(scores["◆ Missed"]["Zero SEV1 incidents"], 0)
    close(scores["On target"]["Hire 4 engineers"], 0.75)
    equal(len(keys), 8 + 3 + 1)


def test_assumed_share_is_a_pattern(folder):
    deck = Presentation(convert(folder, seed())).check()
    chart = deck.tree(deck.parts("chart")[1])
    patterns = {"".join(node.find(q("c:tx")).itertext()): node.find(f"{q('c:spPr')}/{q('a:pattFill')}") is not None
                for node in chart.iter(q("c:ser"))}

    equal([hatched for title, hatched in patterns.items() if "assumed" in title], [True])
    equal(sum(patterns.values()), 1)


def test_example(folder):
    deck = Presentation(convert(folder, EXAMPLE)).check()
    core = deck.read("docProps/core.xml").decode()

    assert len(deck.slides) > 10
    assert "<dc:title>" in core and "<dc:language>en-US</dc:language>" in core
    assert f"<Slides>{len(deck.slides)}</Slides>" in deck.read("docProps/app.xml").decode()
    layouts = {deck.related(slide, "slideLayout")[0] for slide in deck.slides}
    equal(len(layouts), 3)


def page_of(folder, plan, *options, ours=True):
    """The whole quarter on a slide: one, with a title, texts that are texts and drawings of shapes."""
    deck = Presentation(convert(folder, plan, "--one-page", *options, name="page.pptx"), ours=ours).check()

    [slide] = deck.slides
    assert deck.title(slide), plan
    assert "ppt/media" not in "".join(deck.related(slide, "image")), "a picture of a page is no slide"
    return deck, slide


def test_plan_on_a_slide(folder):
    deck, slide = page_of(folder, seed())
    text = all_text(deck)

    equal(deck.title(slide), "Quarterly Plan Example")
    for words in ("The plan fits, but Security does not", "13 of 19", "SLO compliance (30-day)", "99.2% → 99.9%",
                  "Strict change control, CTO escalation path", "Q3-Q4", "Team healthy", "Partnership demo",
                  "No room here for: initiatives, company priorities."):
        assert words in text, words
    groups = {group.find(f"{q('p:nvGrpSpPr')}/{q('p:cNvPr')}").get("name"): group
              for group in deck.tree(slide).iter(q("p:grpSp"))}
    for name in ("Summary", "Figures", "Objective 1", "Capacity", "Risks", "Timeline", "Note"):
        assert name in groups, (name, list(groups))
    equal(groups["Risks"].find(f"{q('p:nvGrpSpPr')}/{q('p:cNvPr')}").get("descr"),
          "1 of 4 risks is critical: Partnership scope creep")
    drawings = [group for panel in groups.values() for group in panel.findall(q("p:grpSp"))]
    equal(len(drawings), 3)


def test_plan_on_a_slide_of_any_size(folder):
    empty = folder / "empty.qplan"
    qdeck("new", empty, "--quarter", "2026-Q1")
    assert "Nothing is planned yet" in all_text(page_of(folder, empty)[0])
    deck, _ = page_of(folder, grown(folder, EXAMPLE, 10))
    assert "more" in all_text(deck)
    page_of(folder, write_plan(folder, hostile_plan()))


def test_plan_on_a_slide_has_the_footer_of_the_plan(folder):
    plan = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert "sldNum" not in "".join(ph.get("type", "") for ph in page_of(folder, EXAMPLE)[0].placeholders(
        "ppt/slides/slide1.xml")), "one slide needs no number"
    plan["settings"] = {"footer": "Confidential"}
    assert "Confidential" in all_text(page_of(folder, write_plan(folder, plan))[0])


def test_plan_on_a_slide_of_a_template(folder):
    deck, slide = page_of(folder, seed(), "--template", company_template(folder), ours=False)
    equal(deck.title(slide), "Quarterly Plan Example")
    assert "The plan fits, but Security does not" in all_text(deck)


def test_plan_on_a_slide_for_an_audience(folder):
    text = all_text(page_of(folder, seed(), "--audience", "partner")[0])
    assert "Feature freeze" in text
    for words in ("Key engineer departure", "Security", "1,352"):
        assert words not in text, words


def test_empty_plan(folder):
    plan = folder / "empty.qplan"
    qdeck("new", plan, "--quarter", "2026-Q1")
    deck = Presentation(convert(folder, plan)).check()

    assert deck.slides
    equal(deck.charts(), [])


def test_ten_times_as_large(folder):
    data = convert(folder, grown(folder, EXAMPLE, 10))
    deck = Presentation(data).check()

    assert len(deck.slides) < 200
    assert len(data) < 4 * 1024 * 1024


def test_same_plan_same_bytes(folder):
    first = convert(folder, EXAMPLE)
    time.sleep(1.1)  # a time of day would show
    equal(convert(folder, EXAMPLE) == first, True)
    book = Presentation(first)
    book.check()
    assert all(name.endswith((".xml", ".rels", ".xlsx")) for name in book.names)


def test_points_are_in_the_body_placeholder(folder):
    deck = Presentation(convert(folder, seed())).check()
    slide = next(name for name in deck.slides if "taught" in deck.title(name))
    shapes = {ph.get("type", "obj"): shape for shape in deck.tree(slide).iter(q("p:sp"))
              for ph in shape.iter(q("p:ph"))}
    points = ["".join(paragraph.itertext()) for paragraph in shapes["obj"].iter(q("a:p"))]

    equal(len(points), 3)
    equal(points[0], "Feature velocity came at the cost of reliability")
    assert not list(shapes["obj"].iter(q("a:buChar"))), "the marks are not the master's"
    master = deck.tree(deck.related(deck.related(slide, "slideLayout")[0], "slideMaster")[0])
    assert master.find(f".//{q('p:bodyStyle')}/{q('a:lvl1pPr')}/{q('a:buChar')}") is not None

    numbered = next(name for name in deck.slides if "4 things hold" in deck.title(name))
    equal([node.get("startAt") for node in deck.tree(numbered).iter(q("a:buAutoNum"))], ["1"] * 4)


def test_figures_are_at_the_end_of_their_columns(folder):
    deck = Presentation(convert(folder, seed())).check()
    slide = next(name for name in deck.slides if "52" in deck.texts(name))
    table = next(deck.tree(slide).iter(q("a:tbl")))
    aligned = [[cell.find(".//" + q("a:pPr")).get("algn") for cell in row.iter(q("a:tc"))] for row in table.iter(q("a:tr"))]

    for row in aligned:
        equal(row[0], None)
        equal(set(row[1:]), {"r"})
    total = table.findall(q("a:tr"))[-1]
    equal(table.find(q("a:tblPr")).get("lastRow"), "1")
    assert "1,352" in "".join(total.itertext())


def test_agenda_leads_to_its_slides(folder):
    deck = Presentation(convert(folder, seed())).check()
    [agenda] = [slide for slide in deck.slides if deck.title(slide) == "Agenda"]
    led = {}
    for run in deck.tree(agenda).iter(q("a:r")):
        link = run.find(f"{q('a:rPr')}/{q('a:hlinkClick')}")
        if link is not None:
            equal(link.get("action"), "ppaction://hlinksldjump")
            led["".join(run.itertext())] = deck.title(deck.relations[agenda][link.get(q("r:id"))][0])

    assert {"Last quarter", "Capacity", "Risks", "Approvals"} <= set(led) and len(led) > 10, led
    equal(led["Capacity"], "Security is 24 points over; Data has 208 points free")
    assert "key results" in led["Objectives"] or "committed points" in led["Objectives"], led["Objectives"]


def test_notes_only_when_asked(folder):
    without = Presentation(convert(folder, seed())).check()
    equal(without.parts("notesSlide"), [])

    with_notes = Presentation(convert(folder, seed(), "--notes")).check()
    notes = "\n".join(text for name in with_notes.parts("notesSlide") for text in with_notes.texts(name))
    assert with_notes.parts("notesMaster") and "24" in notes, notes
    equal(len(with_notes.slides), len(without.slides))


def test_what_a_partner_must_not_know_is_nowhere(folder):
    data = convert(folder, seed(), "--audience", "partner", "--notes")
    deck = Presentation(data).check()

    for name in deck.names:
        content = deck.read(name)
        if name.endswith(".xlsx"):
            with tempfile.TemporaryDirectory() as place:
                book = pathlib.Path(place) / "book.zip"
                book.write_bytes(content)
                shutil.unpack_archive(book, place)
                content = b"".join(path.read_bytes() for path in pathlib.Path(place).rglob("*.xml"))
        for secret in (b"Key engineer departure", b"Critical vulnerabilities", b"SOC2"):
            assert secret not in content, (name, secret)


HOSTILE = [
    "<script>alert('x')</script> & \"quotes\" ]]>", "a\u0001b\u001fc\u007f", "\ufffe\uffff", "שלום עולם", "🚀👩‍👩‍👧 Ünïcödé",
    "tab\there", "=HYPERLINK(\"http://example.com\",\"x\")", "%s %d %n {0}", "'; DROP TABLE teams; --", "x" * 3000,
    "**bold** _soft_ ~~gone~~ `code` [link](https://example.com/?a=1&b=\"2\") <br> &amp; &#x41;",
    "[bad](javascript:alert(1)) ![picture](https://example.com/x.png)", "a\nb\n\nc", "   ", "\u202eabc\u2066def",
]


def hostile_plan():
    plan = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    number = 0

    def spoil(value, key):
        nonlocal number
        if isinstance(value, dict):
            return {name: spoil(child, name) for name, child in value.items()}
        if isinstance(value, list):
            return [spoil(child, key) for child in value]
        if isinstance(value, str) and key in ("title", "name", "risk", "mitigation", "what", "rationale", "text", "detail",
                                              "item", "reason", "lead", "owner", "note", "category"):
            number += 1
            return f"{HOSTILE[number % len(HOSTILE)]} {number}"
        return value

    return {key: spoil(value, key) if key not in ("format", "version") else value for key, value in plan.items()}


def test_hostile_words(folder):
    plan = write_plan(folder, hostile_plan())
    deck = Presentation(convert(folder, plan, "--notes")).check()
    text = all_text(deck)

    for words in ("<script>alert('x')</script> & \"quotes\" ]]>", "שלום עולם", "🚀", "%s %d %n {0}"):
        assert words in text, words
    for slide in deck.slides:
        for target, _ in deck.relations[slide].values():
            assert not target.startswith("javascript"), target
        assert b"<pic" not in deck.read(slide)


def test_cancelled_or_refused_leaves_the_file(folder):
    out = folder / "deck.pptx"
    out.write_bytes(b"as it was")
    (folder / "bad.pptx").write_bytes(b"no package")
    qdeck("convert", EXAMPLE, out, "--template", folder / "bad.pptx", status=2)
    equal(out.read_bytes(), b"as it was")


def test_template(folder):
    template = company_template(folder)
    deck = Presentation(convert(folder, seed(), "--template", template), ours=False).check()
    given = Presentation(template.read_bytes(), ours=False)

    for name in (MASTER, THEME, LAYOUTS % 1, "ppt/media/image1.png"):
        equal(deck.read(name) == given.read(name), True, name)
    equal(deck.tree(deck.start).find(q("p:sldSz")).get("cx"), "9144000")
    for slide in deck.slides:
        for shape in deck.tree(slide).iter(q("p:sp")):
            if list(shape.iter(q("p:ph"))):
                equal(shape.find(f"{q('p:spPr')}/{q('a:xfrm')}"), None, f"{slide}: a placeholder that moved")
    assert not any("Platform reliability" in text for name in deck.parts("slideLayout") for text in deck.texts(name))
    equal(len(deck.charts()), 3)


def test_template_keeps_what_red_means(folder):
    """Its second accent is green: what warns takes the one that is red, and what nothing says stays ours."""
    deck = Presentation(convert(folder, seed(), "--template", company_template(folder)), ours=False).check()
    text = "".join(deck.read(name).decode() for name in deck.slides)

    assert '"accent4"' in text, "nothing warns"
    assert '"accent2"' not in text, "what warns is green"


def test_template_without_our_placeholders(folder):
    """Layouts with a title and nothing else, of unknown types: texts stand in boxes."""
    def strip(files):
        company(files)
        for number in (1, 2, 3):
            name = LAYOUTS % number
            layout = re.sub(r"<p:sp>(?:(?!</p:sp>).)*?<p:ph (?!type=\"(?:title|ctrTitle)\")[^>]*/>.*?</p:sp>", "",
                            files[name].decode())
            files[name] = re.sub(r' type="(title|obj|titleOnly)" preserve', " preserve", layout).encode()

    deck = Presentation(convert(folder, seed(), "--template", company_template(folder, strip)), ours=False).check()
    text = all_text(deck)

    for words in ("Feature velocity came at the cost of reliability", "Mobile app v2", "Q2 2024 · Draft"):
        assert words in text, words


def test_dark_template(folder):
    def darken(files):
        company(files)
        replace(files, MASTER, ('bg1="lt1" tx1="dk1"', 'bg1="dk1" tx1="lt1"'))

    Presentation(convert(folder, EXAMPLE, "--template", company_template(folder, darken)), ours=False).check()


def test_deck_as_template_of_itself(folder):
    first = convert(folder, EXAMPLE, name="first.pptx")
    deck = Presentation(convert(folder, EXAMPLE, "--template", folder / "first.pptx", name="second.pptx"), ours=False)
    deck.check()
    equal(len(deck.slides), len(Presentation(first).check().slides))


def test_hostile_templates(folder):
    def without(name):
        return lambda files: files.pop(name)

    def with_file(name, content=b"<a/>"):
        return lambda files: files.update({name: content})

    def changed(name, *pairs):
        return lambda files: replace(files, name, *pairs)

    rels = MASTER.replace("slideMasters/", "slideMasters/_rels/") + ".rels"
    relation = ('<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
                'Target="%s" TargetMode="%s"/></Relationships>')
    deep = b"<?xml version='1.0'?>" + b"<a>" * 5000 + b"</a>" * 5000
    entity = '<!DOCTYPE a [<!ENTITY b "c">]>'
    cases = {
        "types": (without("[Content_Types].xml"), "missing"),
        "start": (without("_rels/.rels"), "no presentation"),
        "layout": (without(LAYOUTS % 2), "not there"),
        "theme": (without(THEME), "not there"),
        "up": (with_file("../../evil.xml"), "out of the package"),
        "root": (with_file("/etc/evil.xml"), "out of the package"),
        "twice": (with_file(MASTER.upper()), "twice"),
        "large": (with_file("ppt/media/zero.bin", bytes(70 * 1024 * 1024)), "too large"),
        "many": (lambda files: files.update({f"ppt/media/x{i}.bin": b"" for i in range(5000)}), "too many"),
        "deep": (with_file(THEME, deep), "too deep"),
        "entity": (changed(THEME, ("<a:theme ", entity + "<a:theme ")), "document type"),
        "entity2": (changed(LAYOUTS % 1, ("<p:sldLayout ", entity + "<p:sldLayout ")), "document type"),
        "cut": (with_file(MASTER, b"<p:sldMaster"), "cannot be the template"),
        "outside": (changed(rels, ("</Relationships>", relation % ("image", "https://example.com/x.png", "External"))),
                    "not in the file"),
        "macro": (changed(rels, ("</Relationships>", relation % ("vbaProject", "../presentation.xml", "Internal"))),
                  "runs programs"),
        "size": (changed(START, ('cx="12192000"', 'cx="3"')), "no size"),
        "master": (changed(START, ("p:sldMasterId ", "p:sldOtherId ")), "no master"),
        "layouts": (changed(MASTER, ("p:sldLayoutId ", "p:sldOtherId ")), "no layouts"),
    }
    base = convert(folder, EXAMPLE, name="base.pptx")
    for name, (change, says) in cases.items():
        path = folder / f"{name}.pptx"
        path.write_bytes(rewrite(base, change))
        result = qdeck("convert", EXAMPLE, folder / "out.pptx", "--template", path, status=2)
        assert says in result.errors, (name, result.errors)
        assert not (folder / "out.pptx").exists(), name

    for name, content in (("empty", b""), ("text", b"PK but not really"), ("ole", bytes.fromhex("d0cf11e0a1b11ae1") * 100),
                          ("half", base[:len(base) // 2])):
        path = folder / f"{name}.pptx"
        path.write_bytes(content)
        result = qdeck("convert", EXAMPLE, folder / "out.pptx", "--template", path, status=2)
        assert "cannot be the template" in result.errors, (name, result.errors)
    qdeck("convert", EXAMPLE, folder / "out.pptx", "--template", folder / "none.pptx", status=2)
    qdeck("convert", EXAMPLE, folder / "out.pptx", "--template", "/dev/zero", status=2)


if __name__ == "__main__":
    try:
        import openpyxl  # noqa: F401
    except ImportError:
        print("1..0 # SKIP python3-openpyxl is not installed")
        sys.exit(0)
    main()
