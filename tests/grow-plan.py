"""Makes a plan many times as large: grow-plan.py PLAN FACTOR OUT. Every list of every record grows; names stay apart."""
import copy
import json
import sys

PLURAL_ONLY = {'layout', 'accepted', 'snapshots', 'conflicts'}
NAMES = ('title', 'name', 'what', 'risk', 'item', 'lead', 'decision', 'action', 'audience', 'role', 'text')


def rename(record, number, top):
    for key, value in record.items():
        if key == 'id':
            record[key] = f'{value}.{number}'
        elif isinstance(value, list):
            for child in value:
                if isinstance(child, dict):
                    rename(child, number, False)
    if top:
        for key in NAMES:
            if isinstance(record.get(key), str):
                record[key] = f'{record[key]} {number}'
                break


def grow(records, factor):
    grown = list(records)
    for number in range(2, factor + 1):
        for record in records:
            twin = copy.deepcopy(record)
            rename(twin, number, True)
            grown.append(twin)
    return grown


def main():
    source, factor, target = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    with open(source, encoding='utf-8') as file:
        plan = json.load(file)
    for holder in (plan, plan.get('review', {}), plan.get('meeting', {})):
        for key, value in holder.items():
            if isinstance(value, list) and key not in PLURAL_ONLY and value and isinstance(value[0], dict):
                holder[key] = grow(value, factor)
    # A thousand categories still share 100 %.
    for category in plan.get('allocation', []):
        category['percent'] = category.get('percent', 0) / factor
    with open(target, 'w', encoding='utf-8') as file:
        json.dump(plan, file, ensure_ascii=False, indent=2)
        file.write('\n')


main()
