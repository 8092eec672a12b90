"""Workbooks as openpyxl reads them, for the tests of them."""

import io

from harness import needs, qdeck


def write(source, *options):
    return qdeck("convert", source, "--to", "xlsx", *options).bytes


def read(content, values=False):
    return needs("openpyxl").load_workbook(io.BytesIO(content), data_only=values)


def both(content):
    """What the cells hold, and what the formulas among them came to when the file was written."""
    return read(content), read(content, values=True)


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def column(sheet, label):
    head = [cell.value for cell in sheet[1]]
    return [row[head.index(label)] for row in rows(sheet)[1:]]


def figures(overview):
    """The table of figures, above that of the sheets."""
    shown = [row[:2] for row in rows(overview)[5:]]
    return dict(shown[:shown.index([None, None])])


def is_formula(cell):
    return cell.data_type == "f"


def same(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 1e-6 * max(1, abs(a))
    return (a or "") == (b or "")
