"""qdeck show, check, rows and compare: the figures and findings as programs read them."""

import gettext
import json
import re
import shutil
import subprocess
import sys
import zipfile

from harness import EXAMPLE, QDECK, ROOT, Skip, close, equal, main, qdeck, seed

sys.path.insert(0, str(ROOT / "tests" / "lib"))
import pseudo_locale  # noqa: E402


def by(key, rows):
    return {row[key]: row for row in rows}


def test_show_seed_score():
    score = qdeck("show", seed(), "--json").json["score"]
    close(score["overall"], 0.59375)
    close(score["target"], 0.7)
    equal((score["key_results"], score["scored"]), (8, 8))
    close(score["objectives"], 0.625)


def test_show_seed_capacity():
    plan = qdeck("show", seed(), "--json").json
    equal(plan["quarter"], "2024-Q2")
    capacity = plan["capacity"]
    equal((capacity["engineers"], capacity["points"], capacity["committed"]), (26, 1352, 860))
    equal((capacity["over"], capacity["teams_over"]), (24, 1))
    teams = by("name", capacity["teams"])
    for name, engineers, points, committed, assumed in [
        ("Checkout", 8, 416, 276.923, True),
        ("Platform", 6, 312, 230, False),
        ("Growth", 5, 260, 173.077, True),
        ("Data", 4, 208, 0, False),
        ("Security", 3, 156, 180, False),
    ]:
        team = teams[name]
        equal((team["engineers"], team["points"], team["assumed"]), (engineers, points, assumed), name)
        close(team["committed"], committed, name)
        close(team["load"], committed / points, name)


def test_show_seed_allocation():
    allocation = qdeck("show", seed(), "--json").json["allocation"]
    equal([(row["category"], row["percent"], row["points"], row["committed"]) for row in allocation],
          [("Features", 50, 676, 0), ("Reliability", 25, 338, 0), ("Platform", 15, 203, 0), ("Debt", 10, 135, 0)])


def test_show_seed_objectives_and_risks():
    plan = qdeck("show", seed(), "--json").json
    equal([(row["title"], row["owner"], row["key_results"], row["initiatives"], row["points"])
           for row in plan["objectives"]],
          [("Restore Platform Reliability", "Platform Team", 4, 4, 230),
           ("Deliver Partnership Features", "Checkout + Growth Teams", 3, 6, 450),
           ("Strengthen Security Posture", "Security Team", 4, 3, 180)])
    risks = plan["risks"]
    equal([(row["likelihood"], row["impact"]) for row in risks],
          [("medium", "medium"), ("high", "high"), ("medium", "medium"), ("low", "high")])
    equal(max(risks, key=lambda row: row["level"])["risk"], "Partnership scope creep")


def test_show_empty_plan():
    plan = qdeck("show", "-", "--json", stdin=qdeck("new", "-", "--quarter", "2026-Q1").bytes).json
    equal(plan["quarter"], "2026-Q1")
    equal(plan["score"]["overall"], None)
    equal((plan["score"]["key_results"], plan["score"]["scored"]), (0, 0))
    equal((plan["capacity"]["points"], plan["capacity"]["committed"], plan["capacity"]["teams"]), (0, 0, []))
    equal((plan["allocation"], plan["objectives"], plan["risks"]), ([], [], []))


def test_show_example_is_categorised():
    plan = qdeck("show", EXAMPLE, "--json").json
    equal({row["category"]: row["committed"] for row in plan["allocation"]},
          {"Features": 450, "Reliability": 230, "Platform": 120, "Debt": 60})
    equal(sum(row["previous_percent"] for row in plan["allocation"]), 100)
    equal(plan["totals"]["uncategorised"], 0)


def test_show_for_people():
    text = qdeck("show", EXAMPLE).text
    for word in ("Q2 2024", "Security", "1,352", "860", "0.59", "Partnership scope creep"):
        assert word in text, f"{word} is missing:\n{text}"
    assert "<b>" not in text and "\x1b" not in text


def test_how_the_plan_stands(folder):
    """The same words everywhere: what was approved and is not the same any more is not called approved."""
    plan = json.loads(EXAMPLE.read_text())
    path = folder / "plan.qplan"
    plan["state"] = "approved"
    plan["snapshots"] = [{"id": "baseline-1", "name": "As approved", "kind": "baseline", "date": "2024-03-25",
                          "content": json.dumps(plan)}]
    for points, state, words in ((None, "approved", "Approved "), (81, "changed", "Changed since approval on ")):
        if points is not None:
            plan["objectives"][0]["initiatives"][0]["points"] = points
        path.write_text(json.dumps(plan))
        equal(json.loads(qdeck("show", path, "--json").text)["state"], state)
        assert qdeck("show", path).text.splitlines()[1].startswith(words)
        assert words in qdeck("convert", path, "--to", "html").text
    assert "In review, 2 of 3 approved" in qdeck("show", EXAMPLE).text


def test_show_in_poor_locales():
    for locale in ("C", "de_DE.ISO-8859-1", "ja_JP.EUC-JP"):
        printed = qdeck("show", EXAMPLE, locale=locale).bytes
        assert b"Security" in printed, locale
        assert locale != "C" or printed.isascii()


def test_every_language(folder):
    if not shutil.which("msgfmt"):
        raise Skip("msgfmt is not installed")
    for language in (ROOT / "po" / "LINGUAS").read_text().split():
        messages = folder / language / "LC_MESSAGES" / "quarterdeck.mo"
        messages.parent.mkdir(parents=True)
        subprocess.run(["msgfmt", "--output-file", messages, ROOT / "po" / f"{language}.po"], check=True)
        with open(messages, "rb") as file:
            translation = gettext.GNUTranslations(file)
        # In the C locale, whatever its letters, nothing is translated.
        settings = {"LANGUAGE": language, "LC_ALL": "en_US.UTF-8", "QD_LOCALE_DIR": str(folder)}
        headline = translation.ngettext("The plan fits, but %s does not", "The plan fits, but %s do not", 1)
        shown = qdeck("show", EXAMPLE, settings=settings).text
        assert all(part in shown for part in headline.split("%s")), language
        option = translation.gettext("The whole quarter on one page")
        assert option in qdeck("convert", "--help", settings=settings).text, language
        # In letters that take more bytes, what fits in English may not.
        for form in ("xlsx", "html", "pptx"):
            qdeck("convert", EXAMPLE, folder / f"{language}.{form}", settings=settings)
        from_right = translation.pgettext("direction", "ltr") == "rtl"
        with zipfile.ZipFile(folder / f"{language}.xlsx") as parts:
            sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        equal({b"rightToLeft" in sheet for sheet in sheets}, {from_right}, language)


def test_every_word_is_translated(folder):
    """In a language of accented letters, and a plan in letters of its own, no word in plain ones is left."""
    if not shutil.which("xgettext"):
        raise Skip("xgettext is not installed")
    pseudo_locale.write_catalogue(folder)
    pseudo_locale.write_plan(EXAMPLE, folder / "plan.qplan")
    settings = {**pseudo_locale.ENVIRONMENT, "QD_LOCALE_DIR": str(folder)}
    for command, status in (("show", 0), ("check", 1)):
        shown = qdeck(command, folder / "plan.qplan", status=status, settings=settings).text
        assert "~]" in shown, command
        equal(pseudo_locale.plain_words(re.sub(r"\[[a-z]+\.[a-z-]+\]", "", shown)), [], command)


def test_reader_that_leaves_early():
    for command in (["show"], ["rows"], ["check"]):
        with subprocess.Popen([QDECK, *command, EXAMPLE], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.close()
            equal(process.stderr.read(), b"")


EXPECTED_FINDINGS = {
    "capacity.team-over": ("error", 1, "24"),
    "capacity.team-idle": ("warning", 1, "208"),
    "capacity.team-assumed": ("note", 1, "450"),
    "allocation.uncategorised": ("warning", 1, ""),
    "date.weekend": ("note", 2, ""),
    "score.needs-baseline": ("warning", 1, ""),
    "score.below-target": ("warning", 1, "0.59"),
    "approval.placeholder": ("warning", 3, ""),
    "measure.approximate": ("note", 1, "50"),
    "priority.unsupported": ("warning", 1, "Expansion"),
}


def test_check_seed():
    findings = qdeck("check", seed(), "--json", status=1).json
    for rule, (severity, number, word) in EXPECTED_FINDINGS.items():
        found = [finding for finding in findings if finding["rule"] == rule]
        equal(len(found), number, rule)
        for finding in found:
            equal(finding["severity"], severity, rule)
            assert word in finding["message"], finding
            assert set(finding) >= {"rule", "severity", "list", "record", "message"}
    equal([finding["rule"] for finding in findings if finding["severity"] == "error"], ["capacity.team-over"])
    for finding in findings:
        assert "All teams" not in finding["message"], finding


def test_check_points_at_records():
    teams = by("id", qdeck("show", EXAMPLE, "--json").json["capacity"]["teams"])
    over = [finding for finding in qdeck("check", EXAMPLE, "--json", status=1).json
            if finding["rule"] == "capacity.team-over"]
    equal([(teams[finding["record"]]["name"], finding["list"]) for finding in over], [("Security", "teams")])


def test_check_for_people():
    lines = qdeck("check", EXAMPLE, status=1).text.splitlines()
    assert lines[0].endswith("[capacity.team-over]") and "24" in lines[0], lines
    severities = [line.split(":")[0] for line in lines if line.endswith("]")]
    equal(severities, sorted(severities, key=["Error", "Warning", "Note"].index))


def test_check_exit_status(folder):
    plan = json.loads(EXAMPLE.read_text())
    plan["accepted"].append({"id": "accepted-security", "rule": "capacity.team-over", "record": ["team-security"],
                             "reason": "Data helps out"})
    accepted = folder / "accepted.qplan"
    accepted.write_text(json.dumps(plan))
    findings = qdeck("check", accepted, "--json").json
    equal([finding["accepted"] for finding in findings if finding["severity"] == "error"], [True])
    qdeck("check", folder / "missing.qplan", status=2)


def rows(*arguments, **options):
    return [json.loads(line) for line in qdeck("rows", *arguments, **options).text.splitlines()]


def test_rows_of_a_list():
    risks = rows(EXAMPLE, "--list", "risks")
    equal(len(risks), 4)
    scope = by("id", risks)["risk-scope"]
    equal((scope["plan"], scope["quarter"], scope["list"]), (str(EXAMPLE), "2024-Q2", "risks"))
    equal((scope["risk"], scope["likelihood"], scope["status"]), ("Partnership scope creep", "high", "open"))
    equal(len({tuple(row) for row in risks}), 1, "rows with different members")
    teams = by("name", rows(EXAMPLE, "--list", "teams"))
    equal((teams["Security"]["engineers"], teams["Security"]["capacity"]), (3, 156))
    close(teams["Security"]["load"], 180 / 156)


def test_rows_of_all_lists():
    lists = {row["list"] for row in rows(EXAMPLE)}
    assert {"teams", "key-results", "check-ins", "initiatives", "lessons", "agenda"} <= lists, lists
    initiative = by("id", rows(EXAMPLE, "--list", "initiatives"))["work-vault"]
    equal((initiative["parent"], initiative["points"]), ("objective-security", 80))


def test_rows_of_many_plans(folder):
    bad = folder / "bad.qplan"
    bad.write_text("{")
    result = qdeck("rows", EXAMPLE, bad, EXAMPLE, "--list", "teams", status=2)
    equal(len(result.text.splitlines()), 10)
    assert "bad.qplan:1" in result.errors and result.errors.count("\n") == 1, result.errors


def changed(folder, edit):
    plan = json.loads(EXAMPLE.read_text())
    edit(plan)
    path = folder / "changed.qplan"
    path.write_text(json.dumps(plan))
    return path


def test_compare_same():
    equal(qdeck("compare", EXAMPLE, EXAMPLE).text, "")
    equal(qdeck("compare", EXAMPLE, EXAMPLE, "--json").json, [])


def test_compare_different(folder):
    def edit(plan):
        plan["teams"][0]["engineers"] = 9
        plan["risks"].append({"id": "risk-fire", "risk": "Fire"})
        del plan["not-doing"][0]
        plan["reviews"].insert(0, plan["reviews"].pop())

    other = changed(folder, edit)
    text = qdeck("compare", EXAMPLE, other, status=1).text
    equal({line[0] for line in text.splitlines()}, {"~", "+", "-", ">", "="})
    assert re.search(r"Checkout.*8 → 9", text), text

    changes = by("change", qdeck("compare", EXAMPLE, other, "--json", status=1).json)
    equal((changes["set"]["record"], changes["set"]["field"], changes["set"]["from"], changes["set"]["to"]),
          ("team-checkout", "engineers", 8, 9))
    equal((changes["insert"]["list"], changes["insert"]["content"]["risk"]), ("risks", "Fire"))
    equal(changes["remove"]["title"], "Mobile app v2")
    equal(changes["move"]["list"], "reviews")
    qdeck("compare", EXAMPLE, folder / "missing.qplan", status=2)


def test_hostile_text_stays_in_its_place(folder):
    words = 'a "b" <script>\x07\x1b[31m\n\u202eevil \\'

    def edit(plan):
        plan["risks"][0]["risk"] = words
        plan["teams"][0]["name"] = words

    other = changed(folder, edit)
    equal(rows(other, "--list", "risks")[0]["risk"], words)
    equal(qdeck("show", other, "--json").json["risks"][0]["risk"], words)
    for command in (["show", other], ["compare", EXAMPLE, other]):
        text = qdeck(*command, status=1 if command[0] == "compare" else 0).text
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", text), text


if __name__ == "__main__":
    main()
