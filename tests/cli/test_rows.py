"""qdeck convert with --list: the rows of one list out of a plan, and into it."""

import csv
import io
import json
import os

from harness import EXAMPLE, equal, main, qdeck

LISTS = ["risks", "teams", "allocation", "objectives", "key-results", "initiatives", "check-ins", "review-objectives",
         "review-key-results", "success-criteria", "agenda", "votes"]


def read(content):
    """What another program makes of it."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_others_read_what_we_write():
    plan = json.loads(EXAMPLE.read_text())
    rows = read(qdeck("convert", EXAMPLE, "--to", "csv", "--list", "risks").bytes)
    equal([row["Risk"] for row in rows], [risk["risk"] for risk in plan["risks"]])
    rows = read(qdeck("convert", EXAMPLE, "--to", "csv", "--list", "initiatives").bytes)
    equal([(row["Objective"], row["Initiative"], float(row["Points"])) for row in rows],
          [(objective["title"], initiative["title"], initiative["points"])
           for objective in plan["objectives"] for initiative in objective["initiatives"]])


def test_byte_order_mark():
    plain = qdeck("convert", EXAMPLE, "--to", "csv", "--list", "teams").bytes
    equal(qdeck("convert", EXAMPLE, "--to", "csv", "--list", "teams", "--bom").bytes, b"\xef\xbb\xbf" + plain)


def test_what_was_written_changes_nothing(folder):
    for ending in ("csv", "tsv"):
        for name in LISTS:
            plan, rows = folder / "plan.qplan", folder / f"rows.{ending}"
            plan.write_bytes(EXAMPLE.read_bytes())
            qdeck("convert", plan, rows, "--list", name, "--computed")
            for mode in ("match", "replace"):
                equal(qdeck("convert", rows, plan, "--list", name, "--mode", mode).errors, "", f"{name} {mode}")
                equal(plan.read_bytes(), EXAMPLE.read_bytes(), f"{name} {mode}")


def test_rows_set_and_add(folder):
    plan, rows = folder / "plan.qplan", folder / "risks.csv"
    plan.write_bytes(EXAMPLE.read_bytes())
    before = json.loads(EXAMPLE.read_text())
    first = before["risks"][0]["risk"]
    rows.write_text(f'Impact,Risk,Colour\nlow,"{first}",red\nhigh,Meteor,\n')
    errors = qdeck("convert", rows, plan, "--list", "risks").errors
    equal(errors.count("\n"), 1)
    assert f"{rows}:1: " in errors and "Colour" in errors, errors
    after = json.loads(plan.read_text())
    equal([risk["risk"] for risk in after["risks"]], [risk["risk"] for risk in before["risks"]] + ["Meteor"])
    equal(after["risks"][0]["id"], before["risks"][0]["id"])
    equal(after["risks"][0]["impact"], "low")
    equal({key: after[key] for key in after if key != "risks"}, {key: before[key] for key in before if key != "risks"})


def test_new_plan(folder):
    plan, again = folder / "plan.qplan", folder / "again.qplan"
    rows = "Objective\tInitiative\tPoints\nShip\tVault\t80\n\tScan\t40\n".encode()
    qdeck("convert", "-", plan, "--from", "tsv", "--list", "initiatives", stdin=rows)
    qdeck("convert", "-", again, "--from", "tsv", "--list", "initiatives", stdin=rows)
    equal(plan.read_bytes(), again.read_bytes())
    [objective] = json.loads(plan.read_text())["objectives"]
    equal(objective["title"], "Ship")
    equal([(item["title"], item["points"]) for item in objective["initiatives"]], [("Vault", 80), ("Scan", 40)])


def test_between_rows():
    rows = "Risk;Impact\r\n=cmd;high\r\n".encode()
    output = qdeck("convert", "-", "--from", "csv", "--to", "tsv", "--list", "risks", stdin=rows).text
    assert "\r\n'=cmd\t\tHigh\t" in output, output


def test_mistakes(folder):
    plan, rows = folder / "plan.qplan", folder / "risks.csv"
    plan.write_text("precious")
    rows.write_text("Risk\nFire\n")
    for arguments, word in [
        ((EXAMPLE, folder / "x.csv"), "--list"),
        ((rows, folder / "x.qplan"), "--list"),
        ((rows, folder / "x.qplan", "--list", "ships"), "ships"),
        ((rows, folder / "x.qplan", "--list", "layout"), "layout"),
        ((rows, folder / "x.qplan", "--list", "risks", "--mode", "guess"), "guess"),
        ((EXAMPLE, folder / "x.qplan", "--list", "risks"), "risks"),
        ((rows, plan, "--list", "risks"), "plan.qplan"),
        ((folder / "missing.csv", folder / "x.qplan", "--list", "risks"), "missing.csv"),
    ]:
        errors = qdeck("convert", *arguments, status=2).errors
        assert word in errors, f"{arguments}: {errors}"
    for command in ("show", "check", "rows"):
        assert "list" in qdeck(command, rows, status=2).errors
    equal(plan.read_text(), "precious")
    equal(sorted(os.listdir(folder)), ["plan.qplan", "risks.csv"])


def test_newer_plan_is_left_alone(folder):
    plan, rows = folder / "plan.qplan", folder / "risks.csv"
    plan.write_text('{"format": "quarterdeck-plan", "version": 2}')
    rows.write_text("Risk\nFire\n")
    assert "newer" in qdeck("convert", rows, plan, "--list", "risks", status=2).errors
    equal(plan.read_text(), '{"format": "quarterdeck-plan", "version": 2}')


def test_no_text_is_said(folder):
    rows, plan = folder / "risks.csv", folder / "plan.qplan"
    rows.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert str(rows) in qdeck("convert", rows, plan, "--list", "risks", status=2).errors
    assert not plan.exists()


if __name__ == "__main__":
    main()
