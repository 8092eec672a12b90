"""The calendar as others read it."""

import datetime
import json

from harness import EXAMPLE, equal, main, needs, qdeck, seed


def write(source, *options):
    return qdeck("convert", source, "--to", "ics", *options).bytes


def read(content):
    return needs("icalendar").Calendar.from_ical(content)


def days(calendar, kind="VEVENT", key="DTSTART"):
    return {str(entry["SUMMARY"]): entry[key].dt for entry in calendar.walk(kind) if key in entry}


def make(folder, **members):
    plan = folder / "plan.qplan"
    plan.write_text(json.dumps({"format": "quarterdeck-plan", "version": 1, **members}))
    return plan


def day(month, number):
    return datetime.date(2024, month, number)


def test_days_of_the_seed():
    calendar = read(write(seed()))
    equal(days(calendar), {
        "Month 1 check-in": day(4, 26), "Mid-quarter": day(5, 17), "Month 2 check-in": day(5, 31),
        "Quarter close": day(6, 28), "Q2 plan overview (Engineering all-hands)": day(3, 28),
        "Roadmap alignment (Product team)": day(3, 27), "Feature timeline (Partner)": day(3, 30),
        "Partnership demo": day(5, 15), "Feature freeze": day(6, 15)})
    for event in calendar.walk("VEVENT"):
        equal(event["DTEND"].dt - event["DTSTART"].dt, datetime.timedelta(days=1))
        equal(event["DTSTAMP"].dt.strftime("%Y%m%d%H%M"), "202403250000")
        equal(str(event["TRANSP"]), "TRANSPARENT")
        assert not event.subcomponents, "an alarm"
    assert b"TZID" not in write(seed())
    equal(str(calendar["X-WR-CALNAME"]), "Quarterly Plan Example")


def test_actions_are_tasks():
    plan = json.loads(EXAMPLE.read_text())
    calendar = read(write(EXAMPLE))
    tasks = list(calendar.walk("VTODO"))
    equal([str(task["SUMMARY"]) for task in tasks], [action["action"] for action in plan["actions"]])
    equal([str(task["STATUS"]) for task in tasks],
          ["COMPLETED" if action.get("done") else "NEEDS-ACTION" for action in plan["actions"]])
    equal(set(days(calendar, "VTODO", "DUE").values()), {day(3, 29), day(4, 2), day(4, 5)})


def test_identifiers_stay_and_differ(folder):
    first = [str(entry["UID"]) for entry in read(write(EXAMPLE)).subcomponents]
    equal(len(set(first)), len(first))
    plan = json.loads(EXAMPLE.read_text())
    plan["reviews"][0]["date"] = "2024-04-30"
    plan["reviews"][0]["name"] = "Another name"
    plan["reviews"].reverse()
    moved = folder / "moved.qplan"
    moved.write_text(json.dumps(plan))
    equal(sorted(str(entry["UID"]) for entry in read(write(moved)).subcomponents), sorted(first))
    plan["quarter"] = "Q3 2024"
    moved.write_text(json.dumps(plan))
    assert not set(first) & {str(entry["UID"]) for entry in read(write(moved)).subcomponents}
    equal(write(EXAMPLE), write(EXAMPLE))


def test_what_has_no_day_is_said(folder):
    errors = qdeck("convert", seed(), folder / "plan.ics").errors
    assert "“Reliability improvement plan (Board)”" in errors and "“April board meeting” is no day" in errors, errors
    equal(errors.count("\n"), 1)
    plan = make(folder, reviews=[{"id": f"review-{i}", "name": f"Review {i}"} for i in range(15)],
                actions=[{"id": "action-1", "action": "Some day"}])
    errors = qdeck("convert", plan, folder / "plan.ics").errors
    equal(errors.count("has no date"), 10)
    assert "5 more have no day" in errors, errors
    calendar = read((folder / "plan.ics").read_bytes())
    equal([str(entry["SUMMARY"]) for entry in calendar.subcomponents], ["Some day"])


def test_hostile_texts_stay_texts(folder):
    texts = ["a,b;c\\d:e", "two\nlines", "BEGIN:VALARM\nEND:VEVENT\nBEGIN:VEVENT", "\"quoted\"", "ü" * 200, "🚀" * 100,
             "x" * 500, "=1+1"]
    plan = make(folder, title="A; title, with\\all\nEND:VCALENDAR", quarter="Q2 2024",
                reviews=[{"id": f"review-{i}", "name": text, "date": "2024-04-26", "focus": text}
                         for i, text in enumerate([*texts, "bell\x07"])])
    content = write(plan)
    for line in content.split(b"\r\n"):
        assert len(line) <= 75 and b"\n" not in line and b"\r" not in line, line
        line.decode()
    calendar = read(content)
    equal(len(calendar.subcomponents), len(texts) + 1)
    equal([str(event["SUMMARY"]) for event in calendar.walk("VEVENT")], [*texts, "bell "])
    equal([str(event["DESCRIPTION"]) for event in calendar.walk("VEVENT")][:-1], [f"Focus: {text}" for text in texts])
    equal(len(calendar.walk("VALARM")), 0)
    # Not every reader takes this for a backslash and an n; it is.
    assert b"SUMMARY:C:\\\\new\r\n" in write(make(folder, reviews=[{"id": "review-1", "name": "C:\\new", "date": "May 1"}],
                                                   quarter="Q2 2024"))


def test_partner_gets_what_is_theirs():
    equal(days(read(write(EXAMPLE, "--audience", "partner"))),
          {"Which feature comes when (Partner)": day(3, 30), "Partnership demo": day(5, 15), "Feature freeze": day(6, 15)})


def test_empty_plan(folder):
    equal(read(write(make(folder))).subcomponents, [])


if __name__ == "__main__":
    main()
