"""qdeck chart: pictures of a plan."""

import json
import struct
import xml.etree.ElementTree as xml

from harness import EXAMPLE, equal, main, qdeck

NAMES = ["capacity", "allocation", "scorecard", "targets", "risk-matrix", "timeline", "dependencies", "priorities",
         "progress", "votes"]
SVG = "{http://www.w3.org/2000/svg}"


def chunks(png):
    """The chunks of a PNG file by name; of several of one name the last."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    found, at = {}, 8
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at:at + 8])
        found[name] = png[at + 8:at + 8 + length]
        at += 12 + length
    return found


def size_of(png):
    return struct.unpack(">II", chunks(png)[b"IHDR"][:8])


def draw(folder, name, ending, *options):
    out = folder / f"{name}.{ending}"
    qdeck("chart", EXAMPLE, name, out, *options)
    return out.read_bytes()


def test_list():
    equal(qdeck("chart", EXAMPLE, "--list").text.split(), NAMES)


def test_size_and_scale(folder):
    equal(size_of(draw(folder, "capacity", "png")), (1920, 1080))
    png = draw(folder, "capacity", "png", "--size", "400x300", "--scale", "2.5")
    equal(size_of(png), (1000, 750))
    equal(struct.unpack(">IIB", chunks(png)[b"pHYs"]), (9449, 9449, 1), "240 dots an inch")


def test_form_without_ending(folder):
    """As a thumbnailer is asked: for a file whose name says nothing."""
    out = folder / "thumbnail.1PX0K3"
    qdeck("chart", EXAMPLE, "capacity", out, "--to=png", "--size=512x512")
    equal(size_of(out.read_bytes()), (512, 512))
    qdeck("chart", EXAMPLE, "capacity", out, "--to=gif", status=2)
    equal(size_of(out.read_bytes()), (512, 512))


def test_background(folder):
    light, dark, clear = [draw(folder, "risk-matrix", "png", "--background", background, "--size", "640x360")
                          for background in ("light", "dark", "transparent")]
    equal([chunks(png)[b"IHDR"][9] for png in (light, dark, clear)], [2, 2, 6], "colour type")
    assert light != dark


def test_svg_is_text(folder):
    root = xml.fromstring(draw(folder, "risk-matrix", "svg"))
    equal(root.get("viewBox"), "0 0 1920 1080")
    assert root.find(SVG + "title").text and root.find(SVG + "desc").text
    texts = [text.text for text in root.iter(SVG + "text")]
    assert root.find(SVG + "title").text in texts, texts
    assert not any("rgb" in value for element in root.iter() for value in element.attrib.values())


def test_pdf(folder):
    pdf = draw(folder, "timeline", "pdf")
    assert pdf.startswith(b"%PDF-") and b"/MediaBox [ 0 0 1440 810 ]" in pdf, pdf[:200]
    assert b"/Title" in pdf and b"/FontFile" in pdf


def test_all(folder):
    qdeck("chart", EXAMPLE, "--all", folder / "out", "--formats", "png,svg,pdf")
    equal(sorted(path.name for path in (folder / "out").iterdir()),
          sorted(f"{name}.{ending}" for name in NAMES for ending in ("png", "svg", "pdf")))


def test_same_plan_same_picture(folder):
    first = {name: draw(folder, name, "png", "--size", "960x540") for name in NAMES}
    qdeck("chart", EXAMPLE, "--all", folder, "--size", "960x540")
    for name in NAMES:
        assert (folder / f"{name}.png").read_bytes() == first[name], name


def test_empty_plan_says_what_to_enter(folder):
    plan = folder / "empty.qplan"
    qdeck("new", plan, "--quarter", "2026-Q1")
    qdeck("chart", plan, "--all", folder / "out", "--formats", "svg")
    for name in NAMES:
        text = "".join(xml.parse(folder / "out" / f"{name}.svg").getroot().itertext())
        assert "Enter" in text, f"{name}: {text}"


LOGO = ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAADUlEQVR4nGOQit8CQQAP3wOIqm1KVQAAAABJ"
        "RU5ErkJggg==")


def test_style_of_the_plan(folder):
    plan = json.loads(EXAMPLE.read_text())
    plan["settings"] = {**plan.get("settings", {}), "font": "DejaVu Sans", "accent": "#006633", "background": "#0b1f3a",
                        "footer": "Example Ltd", "logo": LOGO}
    plan["chart-titles"] = [{"id": "title-1", "chart": "capacity", "text": "Security needs help"}]
    path = folder / "styled.qplan"
    path.write_text(json.dumps(plan))
    qdeck("chart", path, "--all", folder, "--formats", "svg,pdf,png")
    for name in NAMES:
        root = xml.parse(folder / f"{name}.svg").getroot()
        assert root.get("font-family").startswith("'DejaVu Sans'"), root.attrib
        equal(root.find(SVG + "rect").get("fill"), "#0b1f3a", name)
        texts = [text.text for text in root.iter(SVG + "text")]
        assert "Example Ltd" in texts, texts
        equal(root.find(SVG + "image").get("{http://www.w3.org/1999/xlink}href"), LOGO)
        equal("Security needs help" in texts, name == "capacity")
    assert b"DejaVuSans" in (folder / "capacity.pdf").read_bytes()
    qdeck("chart", path, "capacity", folder / "light.svg", "--background", "light")
    equal(xml.parse(folder / "light.svg").getroot().find(SVG + "rect").get("fill"), "#ffffff")


def test_outlines(folder):
    root = xml.fromstring(draw(folder, "capacity", "svg", "--outlines"))
    equal(list(root.iter(SVG + "text")), [])
    assert root.find(SVG + "title").text and len(list(root.iter(SVG + "path"))) > 20


def test_pages(folder):
    plan = json.loads(EXAMPLE.read_text())
    first = plan["risks"][0]
    plan["risks"] = [dict(first, id=f"r{number}", risk=f"Danger {number}") for number in range(60)]
    path = folder / "many.qplan"
    path.write_text(json.dumps(plan))
    pages = folder / "pages"
    qdeck("chart", path, "--all", pages, "--formats", "svg")
    files = sorted(file.stem for file in pages.glob("risk-matrix*.svg"))
    equal(files[:2], ["risk-matrix", "risk-matrix-2"])
    names = {text.text for file in pages.glob("risk-matrix*.svg") for text in xml.parse(file).getroot().iter(SVG + "text")}
    equal([number for number in range(60) if f"Danger {number}" not in names], [])
    qdeck("chart", path, "risk-matrix", folder / "two.svg", "--page", "2")
    equal((folder / "two.svg").read_bytes(), (pages / "risk-matrix-2.svg").read_bytes())
    complaint = qdeck("chart", path, "risk-matrix", folder / "far.svg", "--page", "9", status=2).errors
    assert f"{len(files)} pages" in complaint, complaint
    qdeck("chart", path, "risk-matrix", folder / "far.svg", "--page", "0", status=2)
    assert not (folder / "far.svg").exists()


def test_failure_leaves_nothing(folder):
    out = folder / "x.png"
    qdeck("chart", folder / "missing.qplan", "capacity", out, status=2)
    qdeck("chart", EXAMPLE, "capacity", out, "--size", "16000x16000", "--scale", "16", status=2)
    assert not out.exists()


if __name__ == "__main__":
    main()
