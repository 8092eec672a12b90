"""What LibreOffice comes to with the formulas of a workbook, where it is installed."""

import pathlib
import shutil
import subprocess
import sys

from harness import EXAMPLE, Skip, equal, main, seed
from workbooks import both, column, figures, is_formula, read, same, write

WRITE_RANDOM = sys.argv[2]

RECOMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>"""


def recompute(folder, *names):
    """Lets LibreOffice compute everything anew, and returns its values."""
    if shutil.which("soffice") is None:
        raise Skip("LibreOffice is not installed")
    user, out = folder / "office" / "user", folder / "out"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(RECOMPUTE)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{user.parent}", "--headless", "--convert-to", "xlsx",
                    "--outdir", out, *names], check=True, capture_output=True, timeout=240)
    return {pathlib.Path(name).name: read((out / pathlib.Path(name).name).read_bytes(), values=True) for name in names}


def test_office_comes_to_the_same(folder):
    subprocess.run([WRITE_RANDOM, "--write", folder], check=True)
    (folder / "example.xlsx").write_bytes(write(EXAMPLE))
    (folder / "seed.xlsx").write_bytes(write(seed()))
    (folder / "board.xlsx").write_bytes(write(EXAMPLE, "--audience", "board"))
    files = sorted(folder.glob("*.xlsx"))
    computed = recompute(folder, *files)
    n_formulas = 0
    for file in files:
        formulas, values = both(file.read_bytes())
        for sheet in formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if not is_formula(cell):
                        continue
                    n_formulas += 1
                    ours = values[sheet.title][cell.coordinate].value
                    theirs = computed[file.name][sheet.title][cell.coordinate].value
                    assert same(ours, theirs), f"{file.name}: {sheet.title}!{cell.coordinate}: {ours} {theirs} {cell.value}"
    assert n_formulas > 400, n_formulas


def test_figures_follow_what_is_typed(folder):
    book = read(write(seed()))
    book["Teams"]["B2"].value = 10
    book["Initiatives"]["D2"].value = 150
    book["Key results (last quarter)"]["E2"].value = 0.2
    book.save(folder / "played.xlsx")
    played = recompute(folder, folder / "played.xlsx")["played.xlsx"]
    found = figures(played["Overview"])
    for label, expected in {"Capacity, points": 1456, "Committed, points": 960, "Load": 960 / 1456,
                            "Score of last quarter": 4.95 / 8, "Over capacity, points": 24 + 18}.items():
        assert same(found[label], expected), f"{label}: {found[label]}, not {expected}"
    equal(column(played["Allocation"], "Points"), [728, 364, 218, 146, 1456])


if __name__ == "__main__":
    main()
