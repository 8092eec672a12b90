"""qdeck convert and new: forms, pipes, files that must stay as they are, and hostile input."""

import json
import os
import stat
import subprocess
import threading

from harness import EXAMPLE, QDECK, equal, main, qdeck, seed


def test_example_is_what_we_write():
    equal(qdeck("convert", EXAMPLE, "--to", "qplan").bytes, EXAMPLE.read_bytes())


def test_markdown_example_is_that_of_the_plan():
    equal(qdeck("convert", EXAMPLE, "--to", "md").bytes, EXAMPLE.with_suffix(".md").read_bytes())


def test_markdown_example_comes_back(folder):
    plan = folder / "plan.qplan"
    qdeck("convert", EXAMPLE.with_suffix(".md"), plan)
    equal(qdeck("convert", plan, "--to", "md").bytes, EXAMPLE.with_suffix(".md").read_bytes())


def test_seed_comes_back_byte_for_byte(folder):
    plan = folder / "plan.qplan"
    qdeck("convert", seed(), plan)
    equal(qdeck("convert", plan, "--to", "md").bytes, seed().read_bytes())
    equal(qdeck("convert", seed(), "--to", "md").bytes, seed().read_bytes())


def test_same_document_gives_the_same_plan():
    first = qdeck("convert", EXAMPLE.with_suffix(".md"), "--to", "qplan").bytes
    equal(qdeck("convert", EXAMPLE.with_suffix(".md"), "--to", "qplan").bytes, first)


def test_pipes():
    example = EXAMPLE.read_bytes()
    equal(qdeck("convert", "-", "-", "--to", "qplan", stdin=example).bytes, example)
    equal(qdeck("convert", "-", "--from", "qplan", "--to", "qplan", stdin=example).bytes, example)
    equal(qdeck("convert", "/dev/stdin", "/dev/stdout", "--to", "qplan", stdin=example).bytes, example)


def test_says_what_is_lost_unless_it_is_only_looked_at(folder):
    out = folder / "plan.md"
    assert "Check-ins" in qdeck("convert", EXAMPLE, out).errors
    assert "Check-ins" in qdeck("convert", EXAMPLE, "-", "--to", "md").errors
    equal(qdeck("convert", EXAMPLE, "--to", "md").errors, "")
    with out.open("wb") as file:
        said = subprocess.run([QDECK, "convert", EXAMPLE, "--to", "md"], stdout=file, stderr=subprocess.PIPE, check=True).stderr
    assert b"Check-ins" in said, said


def test_content_decides_where_the_ending_does_not(folder):
    for source in (EXAMPLE, EXAMPLE.with_suffix(".md")):
        copy = folder / "document.txt"
        copy.write_bytes(source.read_bytes())
        equal(qdeck("convert", copy, "--to", "md").bytes, qdeck("convert", source, "--to", "md").bytes)


def test_file_into_itself(folder):
    plan = folder / "plan.qplan"
    plan.write_text(json.dumps(json.loads(EXAMPLE.read_text()), indent=None))
    qdeck("convert", plan, plan)
    equal(plan.read_bytes(), EXAMPLE.read_bytes())


def test_replaces_whole_and_keeps_what_the_file_is(folder):
    plan, link = folder / "plan.qplan", folder / "link.qplan"
    plan.write_text("old")
    plan.chmod(0o640)
    link.symlink_to("plan.qplan")
    before = plan.stat().st_ino
    qdeck("convert", EXAMPLE, link)
    assert link.is_symlink()
    equal(plan.read_bytes(), EXAMPLE.read_bytes())
    equal(stat.S_IMODE(plan.stat().st_mode), 0o640)
    assert plan.stat().st_ino != before, "written in place: a crash would have left half of it"
    equal(sorted(os.listdir(folder)), ["link.qplan", "plan.qplan"])


def test_pipe_with_a_name(folder):
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    received = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    qdeck("convert", EXAMPLE, pipe, "--to", "qplan")
    reader.join()
    equal(received, [EXAMPLE.read_bytes()])


def test_redirected_standard_output_is_appended_to(folder):
    log = folder / "log"
    log.write_bytes(b"before\n")
    with open(log, "ab") as out:
        subprocess.run([QDECK, "convert", EXAMPLE, "/dev/stdout", "--to", "qplan"], stdout=out, check=True)
    equal(log.read_bytes(), b"before\n" + EXAMPLE.read_bytes())


def test_full_device_is_said():
    assert "space" in qdeck("convert", EXAMPLE, "/dev/full", "--to", "qplan", status=2).errors


def test_what_markdown_cannot_carry_is_said(folder):
    errors = qdeck("convert", EXAMPLE, folder / "plan.md").errors
    for word in ("Check-ins (16)", "Votes (4)", "People (7)"):
        assert word in errors, errors
    equal(qdeck("convert", folder / "plan.md", folder / "again.md").errors, "")


def test_report_has_lines(folder):
    document = folder / "plan.md"
    document.write_text("# Plan\n\n## Risks\n\n| Risk | Likelihood |\n|---|---|\n| Fire | High |\n\n"
                        "## Ships\n\nNone.\n")
    errors = qdeck("convert", document, "--to", "qplan", "--verbose").errors
    assert f"{document}:9: " in errors, errors


def test_audiences_are_listed():
    lines = qdeck("convert", EXAMPLE, "--audiences").text.splitlines()
    names = [line.strip().split("  ")[0] for line in lines]
    for name in ("everyone", "board", "all-hands", "product", "partner", "Engineering all-hands", "Partner"):
        assert name in names, names


def test_preview_says_what_is_left_out():
    everyone = qdeck("convert", EXAMPLE, "--preview").text
    partner = qdeck("convert", EXAMPLE, "--preview", "--audience", "partner").text
    assert "Partnership scope creep" in everyone and "Nothing is left out" in everyone, everyone
    assert "Section: Risks" in partner and "Partnership scope creep" not in partner, partner


def test_what_is_for_no_audience_is_not_written(folder):
    plan = folder / "plan.md"
    plan.write_text("precious")
    for option in (["--audience", "partner"], ["--report"], ["--one-page"], ["--notes"], ["--page-size", "a4"]):
        assert str(plan) in qdeck("convert", EXAMPLE, plan, *option, status=2).errors
        equal(plan.read_text(), "precious")
    for wrong in (["--audience", "neighbours"], ["--audience", "board +weather"], ["--page-size", "b7"]):
        deck = folder / "deck.pdf"
        qdeck("convert", EXAMPLE, deck, *wrong, status=2)
        assert not deck.exists()


HOSTILE = {
    "brackets": b"[" * 2_000_000,
    "brackets in a plan": b'{"format": "quarterdeck-plan", "version": 1, "risks": ' + b"[" * 2_000_000,
    "huge number": b'{"format": "quarterdeck-plan", "version": 1, "score-target": 1e999}',
    "huge integer": b'{"format": "quarterdeck-plan", "version": 1, "score-target": 99999999999999999999999}',
    "duplicate key": b'{"format": "quarterdeck-plan", "version": 1, "title": "a", "title": "b"}',
    "comment": b'{"format": "quarterdeck-plan", /* hidden */ "version": 1}',
    "invalid UTF-8": b'{"format": "quarterdeck-plan", "version": 1, "title": "\xff"}',
    "NUL": b'{"format": "quarterdeck-plan", "version": 1, "title": "a\0b"}',
    "truncated": EXAMPLE.read_bytes()[:5000],
    "wrong type": b'{"format": "quarterdeck-plan", "version": 1, "risks": 7}',
    "wrong record": b'{"format": "quarterdeck-plan", "version": 1, "risks": [7]}',
    "empty": b"",
    "array": b"[]",
    "other format": b'{"format": "recipe", "version": 1}',
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
}


def test_hostile_input_changes_nothing(folder):
    target = folder / "target.qplan"
    target.write_text("precious")
    for name, content in HOSTILE.items():
        source = folder / "source.qplan"
        source.write_bytes(content)
        errors = qdeck("convert", source, target, status=2).errors
        assert str(source) in errors and errors.count("\n") == 1, f"{name}: {errors[:2000]}"
        equal(target.read_text(), "precious", name)
        source.unlink()
    equal(os.listdir(folder), ["target.qplan"])


def test_errors_name_the_line(folder):
    plan = folder / "broken.qplan"
    plan.write_text('{\n  "format": "quarterdeck-plan",\n  "version": 1,\n  "title": oops\n}\n')
    assert f"{plan}:4: " in qdeck("convert", plan, "--to", "qplan", status=2).errors


def test_things_that_are_no_files(folder):
    for source in (folder, folder / "missing.qplan", "/dev/zero"):
        qdeck("convert", source, folder / "target.qplan", status=2)
    for target in (folder, folder / "no" / "such" / "folder.qplan"):
        qdeck("convert", EXAMPLE, target, "--to", "qplan", status=2)
    equal(os.listdir(folder), [])


def test_newer_version_is_not_written_back(folder):
    plan, target = folder / "newer.qplan", folder / "target.qplan"
    plan.write_text('{"format": "quarterdeck-plan", "version": 2, "quarter": "Q2 2024"}')
    assert "newer" in qdeck("convert", plan, target, status=2).errors
    assert not target.exists()
    assert "newer" in qdeck("show", plan).errors


def test_new(folder):
    plan = folder / "plan.qplan"
    qdeck("new", plan, "--quarter", "2026-Q1")
    equal(json.loads(plan.read_text()), {"format": "quarterdeck-plan", "version": 1, "quarter": "Q1 2026"})
    equal(qdeck("new", "-", "--quarter", "Q1 2026").bytes, plan.read_bytes())
    plan.write_text("precious")
    qdeck("new", plan, "--quarter", "2026-Q2", status=2)
    equal(plan.read_text(), "precious")


def test_new_markdown():
    assert "Q1 2026" in qdeck("new", "-", "--quarter", "2026-Q1", "--to", "md").text


def test_locale_does_not_reach_files():
    expected = qdeck("convert", EXAMPLE, "--to", "md").bytes
    for locale in ("de_DE.UTF-8", "tr_TR.UTF-8", "de_DE.ISO-8859-1", "C"):
        equal(qdeck("convert", EXAMPLE, "--to", "md", locale=locale).bytes, expected, locale)


def test_locale_does_not_stop_a_pdf(folder):
    for options in ((), ("--report",), ("--one-page",)):
        out = folder / "plan.pdf"
        qdeck("convert", EXAMPLE, out, *options, locale="de_DE.UTF-8")
        assert out.read_bytes().startswith(b"%PDF"), options
        out.unlink()


if __name__ == "__main__":
    main()
