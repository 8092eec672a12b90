"""What all commands have in common: help, versions, mistakes on the command line."""

import re
import subprocess

from harness import EXAMPLE, PROGRAM, QDECK, ROOT, equal, main, qdeck

COMMANDS = ["convert", "show", "check", "chart", "new", "compare", "merge", "rows", "scores"]


def test_help_lists_every_command():
    text = qdeck("--help").text
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", text, re.MULTILINE), command


def test_every_command_has_help():
    for command in COMMANDS:
        text = qdeck(command, "--help").text
        assert f"qdeck {command} [" in text, text


def test_manual_has_every_command_and_option():
    manual = (ROOT / "data" / "man" / "qdeck.1").read_text().replace("\\-", "-")
    for command in COMMANDS:
        assert re.search(rf"^\.B.*\b{command}\b", manual, re.MULTILINE), command
    for command in COMMANDS:
        for option in re.findall(r"--[a-z]+", qdeck(command, "--help").text):
            assert option in manual, f"{command} {option}"


def test_version():
    assert re.fullmatch(r"qdeck \d+\.\d+\.\d+\n", qdeck("--version").text)


def test_mistakes_are_named():
    for arguments, word in [
        (["fly"], "fly"),
        (["show"], "PLAN"),
        (["show", "a", "b"], "PLAN"),
        (["show", "--fast", "a"], "--fast"),
        (["convert", "-", "--to", "docx"], "docx"),
        (["convert", "-", "--from", "docx", "--to", "qplan"], "docx"),
        (["convert", EXAMPLE], "--to"),
        (["convert", EXAMPLE, "plan.text"], "--to"),
        (["rows", EXAMPLE, "--list", "dragons"], "dragons"),
        (["chart", EXAMPLE], "PLAN"),
        (["chart", EXAMPLE, "capacity"], "PLAN"),
        (["chart", EXAMPLE, "pie", "x.png"], "pie"),
        (["chart", EXAMPLE, "capacity", "x.gif"], "gif"),
        (["chart", EXAMPLE, "capacity", "x.png", "--size", "12"], "12"),
        (["chart", EXAMPLE, "capacity", "x.png", "--scale", "0"], "--scale"),
        (["chart", EXAMPLE, "capacity", "x.png", "--background", "pink"], "pink"),
        (["chart", EXAMPLE, "--all", "x", "--formats", "png,bmp"], "bmp"),
        (["new", "plan.qplan"], "--quarter"),
        (["new", "plan.qplan", "--quarter", "soon"], "soon"),
    ]:
        errors = qdeck(*arguments, status=2).errors
        assert word in errors, f"{arguments}: {errors}"


def test_no_command_is_a_mistake():
    result = subprocess.run([QDECK], capture_output=True, check=False)
    equal(result.returncode, 2)
    assert b"--help" in result.stderr


def test_what_is_not_read_back_says_so(folder):
    for ending in ("html", "pptx", "xlsx", "ics"):
        written = folder / f"plan.{ending}"
        qdeck("convert", EXAMPLE, written)
        for arguments in (["show", written], ["convert", written, folder / "plan.md"], ["convert", EXAMPLE, "--from", ending]):
            errors = qdeck(*arguments, status=2).errors
            assert "but not read" in errors, f"{arguments}: {errors}"
    errors = qdeck("convert", EXAMPLE, "--to", "png", status=2).errors
    assert "qplan" in errors and "xlsx" in errors, errors
    assert not (folder / "plan.md").exists()


def test_links_no_gtk():
    dynamic = subprocess.run(["readelf", "-d", PROGRAM], capture_output=True, text=True, check=True).stdout
    assert "NEEDED" in dynamic
    for library in ("libgtk", "libadwaita", "libX11"):
        assert library not in dynamic, dynamic


if __name__ == "__main__":
    main()
