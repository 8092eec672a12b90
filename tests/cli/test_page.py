"""The report as a web page: parsed strictly, hostile texts and all, and run by a browser where one is installed."""

import json
import re
import shutil
import subprocess

from harness import EXAMPLE, Skip, equal, main, needs, qdeck, seed

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def write(source, *options):
    return qdeck("convert", source, "--to", "html", *options).text


def parse(page):
    """The tree of a page that has no error at all."""
    return needs("html5lib").HTMLParser(strict=True).parse(page)


def all_of(tree, name):
    return list(tree.iter(HTML + name))


def text_of(element):
    return "".join(element.itertext())


def make(folder, **members):
    plan = folder / "plan.qplan"
    plan.write_text(json.dumps({"format": "quarterdeck-plan", "version": 1, **members}))
    return plan


def test_well_formed_and_complete():
    for source in (seed(), EXAMPLE):
        tree = parse(write(source))
        equal(tree.get("lang"), "en")
        equal(tree.get("dir"), "ltr")
        equal(len(all_of(tree, "h1")), 1)
        ids = [element.get("id") for element in tree.iter() if element.get("id") is not None]
        equal(len(set(ids)), len(ids))
        for element in tree.iter():
            for attribute in ("aria-labelledby", "aria-describedby"):
                assert element.get(attribute) is None or element.get(attribute) in ids, element.attrib
        links = [link.get("href") for link in all_of(tree, "a")]
        assert len(links) > 10 and all(link[0] == "#" and link[1:] in ids for link in links), links
        equal(len(all_of(tree, "section")), len(links) - 1)


def test_figures_of_the_seed():
    text = text_of(parse(write(seed())))
    for words in ("1,352", "0.59", "115 %", "Security is 24 points over", "Partnership scope creep", "SLO ≥99.9%"):
        assert words in text, words


def test_dates_are_in_words():
    text = text_of(parse(write(EXAMPLE)))
    assert "Fri, March 29, 2024" in text
    assert "2024-03-29" in EXAMPLE.read_text(encoding="utf-8") and not re.search(r"\d{4}-\d\d-\d\d", text)


def test_tables_say_what_is_what():
    tree = parse(write(EXAMPLE))
    tables = all_of(tree, "table")
    assert len(tables) > 10
    for table in tables:
        [caption] = all_of(table, "caption")
        assert text_of(caption).strip()
        columns = [head for head in all_of(table, "th") if head.get("scope") == "col"]
        for row in all_of(table, "tr")[1:]:
            head, *cells = row
            equal((head.tag, head.get("scope")), (HTML + "th", "row"))
            equal([cell.get("data-head") for cell in cells], [text_of(column) for column in columns[1:]])


def test_charts_are_pictures_with_words():
    tree = parse(write(EXAMPLE))
    figures = all_of(tree, "figure")
    equal(len(figures), 10)
    for figure in figures:
        drawings = list(figure.iter(SVG + "svg"))
        equal([drawing.get("class") for drawing in drawings], ["wide", "narrow"])
        for drawing in drawings:
            equal(drawing.get("role"), "img")
            assert drawing.find(SVG + "title").text and drawing.find(SVG + "desc").text


def test_colours_for_every_ground():
    page = write(EXAMPLE)
    style = page[page.index("<style>"):page.index("</style>")]
    for words in ("prefers-color-scheme:dark", "@media print", "@page{size:A4", "max-width:40rem"):
        assert words in style, words
    light, dark = re.findall(r":root\{(--paper.*?)\}", style)
    names = re.findall(r"--[\w-]+(?=:)", light)
    equal(re.findall(r"--[\w-]+(?=:)", dark), names)
    used = set(re.findall(r"var\((--[\w-]+)\)", page))
    assert used <= set(names) and len(used) > 15, used - set(names)
    assert "@page{size:letter" in write(EXAMPLE, "--page-size", "letter")


def check_is_quiet(page):
    """Nothing in it runs or is loaded."""
    tree = parse(page)
    for element in tree.iter():
        name = str(element.tag).rpartition("}")[2].lower()
        assert name not in ("script", "img", "iframe", "object", "embed", "link", "base", "form", "image", "use"), name
        for attribute, value in element.attrib.items():
            assert not attribute.lower().startswith("on"), attribute
            assert attribute not in ("src", "srcdoc", "style", "xlink:href"), attribute
            if attribute == "href":
                assert value.startswith(("#", "https://", "http://", "mailto:")), value
    assert "url(" not in page and "@import" not in page
    return tree


HOSTILE = ["<script>document.title='gone'</script>", "\"><img src=x onerror=\"document.title='gone'\">",
           "</style><script>document.title='gone'</script>", "<svg onload=\"document.title='gone'\">",
           "'};body{display:none}", "&lt;b&gt; &amp; <b>", "]]>", "<!--", "-->", "</title></desc></svg>", "\x1b[31m"]
LINKS = {"[a](javascript:document.title='gone')": None, "[b](https://example.com/?a=1&b=\"2\")": "https://example.com/",
         "[c](data:text/html,x)": None, "[d](mailto:e@example.com)": "mailto:e@example.com", "<vbscript:x>": None}


def hostile_plan(folder):
    words = " ".join(HOSTILE)
    return make(folder, title=words, quarter="Q2 2024", note="\n\n".join([*HOSTILE, *LINKS]), facilitator=words,
                settings={"font": "x'}</style><script>document.title='gone'</script>", "accent": "red;}</style>",
                          "footer": words},
                teams=[{"id": f"team-{i}", "name": text, "engineers": 2, "days": 50} for i, text in enumerate(HOSTILE)],
                allocation=[{"id": "category-1", "name": HOSTILE[0], "percent": 100, "rationale": words}],
                risks=[{"id": f"risk-{i}", "risk": text, "likelihood": "high", "impact": "high", "mitigation": text}
                       for i, text in enumerate([*HOSTILE, *LINKS])],
                objectives=[{"id": "objective-1", "title": words, "owner": HOSTILE[1], "key-results": [
                    {"id": "key-result-1", "title": words, "baseline": HOSTILE[0], "target": "5 <b>"}],
                    "initiatives": [{"id": "initiative-1", "title": words, "points": 5}]}],
                reviews=[{"id": "review-1", "name": words, "date": "2024-04-26"}])


def test_hostile_texts_stay_texts(folder):
    tree = check_is_quiet(write(hostile_plan(folder)))
    text = text_of(tree)
    for words in HOSTILE[:6]:
        assert words in text or words.replace("&lt;b&gt;", "<b>").replace("&amp;", "&") in text, words
    links = {text_of(link): link.get("href") for link in all_of(tree, "a") if not link.get("href").startswith("#")}
    equal(sorted(links), ["b", "d"])
    assert links["b"].startswith("https://example.com/") and links["d"] == "mailto:e@example.com", links


def test_a_browser_runs_nothing(folder):
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise Skip("no Chromium here")
    page = write(hostile_plan(folder))
    # Without the policy, too: what is escaped needs no guard.
    bare = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", page)
    assert bare != page
    for content in (page, bare):
        file = folder / "page.html"
        file.write_text(content)
        result = subprocess.run([browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom",
                                 f"--user-data-dir={folder / 'browser'}", file.as_uri()],
                                capture_output=True, text=True, timeout=120, check=True)
        title = re.search(r"<title>(.*?)</title>", result.stdout, re.S)
        assert title is not None and title.group(1).startswith("&lt;script&gt;"), result.stdout[:500]


def test_nothing_but_the_plan_decides():
    page = write(EXAMPLE)
    equal(write(EXAMPLE), page)
    check_is_quiet(page)
    equal(write(EXAMPLE, "--report"), page)
    assert "cannot be that" in qdeck("convert", EXAMPLE, "--to", "html", "--one-page", status=2).errors


def test_partner_gets_nothing_else():
    page = write(EXAMPLE, "--audience", "partner").replace("Content-Security-Policy", "")
    for secret in ("Security", "Vault", "1,352", "416", "departure", "Lindqvist", "vulnerabilities"):
        assert secret not in page, secret
    assert "Bulk order processing" in text_of(parse(page))


def test_empty_plan(folder):
    tree = check_is_quiet(write(make(folder)))
    assert "Nothing is planned yet." in text_of(tree)


if __name__ == "__main__":
    main()
