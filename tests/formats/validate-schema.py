#!/usr/bin/env python3
"""Lets a validator of others hold a saved plan, whole and broken, against the schema.

Usage: validate-schema.py SCHEMA COMMAND...   COMMAND prints a plan.
"""

import copy
import json
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)


def broken(plan):
    """Yields plans with one thing wrong each."""
    cases = [
        (["format"], "other"),
        (["version"], 2),
        (["version"], "1"),
        (["title"], 7),
        (["score-target"], {}),
        (["teams"], {}),
        (["teams", 0], "Platform"),
        (["teams", 0, "engineers"], True),
        (["teams", 0, "id"], "no id"),
        (["review"], []),
        (["objectives", 0, "supports"], "p1"),
        (["objectives", 0, "supports"], [1]),
        (["actions", 0, "done"], 1),
    ]
    for path, value in cases:
        case = copy.deepcopy(plan)
        place = case
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        yield path, case
    for key in ("format", "version"):
        case = copy.deepcopy(plan)
        del case[key]
        yield [key], case


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    text = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    plan = json.loads(text)

    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    for error in validator.iter_errors(plan):
        sys.exit(f"the plan is refused at {list(error.absolute_path)}: {error.message}")
    validator.validate({"format": "quarterdeck-plan", "version": 1, "x-unknown": [1]})

    for path, case in broken(plan):
        if validator.is_valid(case):
            sys.exit(f"a plan with {path} broken passes")


if __name__ == "__main__":
    main()
