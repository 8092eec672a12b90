"""LibreOffice opens the decks that we write, one page a slide; and we take the templates that it writes."""

import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))

from harness import EXAMPLE, Skip, equal, main, qdeck  # noqa: E402
from decks import company_template, convert, grown  # noqa: E402
from presentation import Presentation  # noqa: E402


def soffice():
    program = shutil.which("soffice")
    if program is None:
        raise Skip("LibreOffice is not installed: apt install --no-install-recommends libreoffice-impress")
    if shutil.which("pdfinfo") is None:
        raise Skip("pdfinfo is not installed: apt install poppler-utils")
    return program


def office(folder, target, path):
    subprocess.run([soffice(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target,
                    "--outdir", folder, path], check=True, capture_output=True, timeout=110)
    return path.with_suffix("." + target.partition(":")[0])


def test_libreoffice_opens_it(folder):
    soffice()
    for name, plan, options in (("seed", EXAMPLE, ["--notes"]), ("large", grown(folder, EXAMPLE, 10), []),
                                ("company", EXAMPLE, ["--template", company_template(folder)]),
                                ("page", EXAMPLE, ["--one-page"])):
        deck = folder / f"{name}.pptx"
        qdeck("convert", plan, deck, *options)
        slides = len(Presentation(deck.read_bytes(), ours=name != "company").check().slides)
        pages = subprocess.run(["pdfinfo", office(folder, "pdf", deck)], check=True, capture_output=True, text=True).stdout
        equal(int(re.search(r"Pages: +(\d+)", pages).group(1)), slides, name)


def test_template_that_libreoffice_wrote(folder):
    soffice()
    deck = folder / "deck.pptx"
    qdeck("convert", EXAMPLE, deck)
    document = office(folder, "odp", deck)
    deck.unlink()
    template = office(folder, "pptx:Impress MS PowerPoint 2007 XML", document)
    template.rename(folder / "template.pptx")
    Presentation(convert(folder, EXAMPLE, "--template", folder / "template.pptx", name="out.pptx"), ours=False).check()


if __name__ == "__main__":
    try:
        import openpyxl  # noqa: F401
    except ImportError:
        print("1..0 # SKIP python3-openpyxl is not installed")
        sys.exit(0)
    main()
