"""A table is edited with the keys of a spreadsheet, plain and as a tree; what counts is what the saved file says."""
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from desktop import Missing, Program, wait_for

EXAMPLE = Path(os.environ['QD_SOURCE_ROOT']) / 'data/examples/q2-2024.qplan'


class Editor(Program):
    def __init__(self, plan):
        super().__init__(plan)
        self.plan = plan

    def saved(self, what, condition):
        """Saves, and waits for a file of which condition is true."""
        self.key('ctrl+s')

        def look():
            plan = json.loads(self.plan.read_text(encoding='utf-8'))
            return condition(plan)

        return wait_for(what, look)

    def at(self, column, title=None):
        """Waits until the focus is on that cell, and no editor is open."""
        def look():
            cell = self.focused(self.page)
            return (cell is not None and cell.name.startswith(f'{column}:') and
                    (title is None or cell.description == title))

        wait_for(f'the focus on {column} of {title}', look)

    def shows(self, column, title, value):
        wait_for(f'{column} of {title} to be {value}', lambda: self.find_all(name=f'{re.escape(column)}: {value}',
                                                                             description=title))

    def said(self, pattern):
        return self.find('label', pattern, root=self.root)


def names(records, key='title'):
    return [record.get(key, '') for record in records]


def check_plain(program):
    """Adding, suggestions, typing over, duplicating, deleting, moving, in a list."""
    program.go_to('Dependencies')
    program.focus(program.cell('Dependency', 'Partner API specs'))
    program.key('ctrl+shift+n')
    program.type('Schema review\t')
    program.at('From', 'Schema review')
    program.type('Che\t')  # completed: a team that there is
    program.at('To', 'Schema review')
    program.type('Pla')
    program.key('Escape', 'Tab')  # not completed
    program.at('Risk', 'Schema review')
    program.key('Return', 'Down', 'Return')  # all choices; the first is the level below none
    program.focus(program.cell('Mitigation', 'Schema review'))
    program.type('Early')
    program.key('shift+Return')
    program.type('and often')
    program.key('Return')
    made = {'what': 'Schema review', 'from': 'Checkout', 'to': 'Pla', 'risk': 'low', 'mitigation': 'Early\nand often'}
    program.saved('the new dependency', lambda plan: any(made.items() <= record.items() for record in plan['dependencies']))

    program.focus(program.cell('Dependency', 'Schema review'))
    program.key('ctrl+d')
    program.saved('two of them', lambda plan: len(plan['dependencies']) == 5)
    program.key('alt+Up', 'alt+Up', 'alt+Up')
    order = program.saved('the copy as the second', lambda plan: (
        names(plan['dependencies'], 'what')[1].startswith('Schema review') and names(plan['dependencies'], 'what')))
    program.key('shift+Down', 'Delete')
    program.saved('two gone', lambda plan: names(plan['dependencies'], 'what') == order[:1] + order[3:])
    program.at('Dependency', order[3])
    program.press('Undo', root=program.root)
    wait_for('them to be there again', lambda: len(program.find_all(name='Dependency: .+')) == len(order))
    program.saved('them back', lambda plan: names(plan['dependencies'], 'what') == order)


def check_numbers(program):
    """A number out of range stays to be mended; a figure instead of the computed one."""
    program.go_to('Capacity')
    program.focus(program.cell('Share, %', 'Features'))
    program.type('150')
    program.key('Return')
    program.said('.*at most 100.*')
    program.key('BackSpace', 'Return')
    program.shows('Share, %', 'Features', '15')
    program.key('ctrl+z')
    program.shows('Share, %', 'Features', '50')

    program.focus(program.cell('Capacity', 'Platform'))
    program.type('300')
    program.key('Return')
    program.shows('Capacity', 'Platform', '300')
    program.saved('the stated capacity', lambda plan: plan['teams'][1].get('stated-points') == 300)
    program.key('Up', 'BackSpace')
    program.shows('Capacity', 'Platform', '312')
    program.saved('no stated capacity', lambda plan: 'stated-points' not in plan['teams'][1])


def check_tree(program):
    """The same in a tree: under its heading, and over the end of one objective into the next."""
    program.go_to('Objectives')
    program.focus(program.cell('Initiative', 'Database query optimization'))
    program.key('alt+Down')
    program.saved('it in the next objective', lambda plan: names(plan['objectives'][1]['initiatives'])[0] ==
                  'Database query optimization')
    program.at('Initiative', 'Database query optimization')
    program.key('alt+Up')
    program.saved('it back', lambda plan: names(plan['objectives'][0]['initiatives'])[-1] == 'Database query optimization')

    program.at('Initiative', 'Database query optimization')
    program.key('Down', 'Return')  # the row that adds
    program.type('Cache warm-up\t')
    program.at('Teams', 'Cache warm-up')
    program.key('Right')
    program.type('12')
    program.key('Return')
    program.saved('the initiative', lambda plan: plan['objectives'][0]['initiatives'][-1].get('title') == 'Cache warm-up' and
                  plan['objectives'][0]['initiatives'][-1].get('points') == 12)

    program.key('ctrl+Home')
    program.at('Objective', 'Restore Platform Reliability')
    program.key('Left')
    wait_for('its rows to go', lambda: not program.find_all(description='Cache warm-up'))
    program.key('alt+Down')
    program.saved('the objective moved', lambda plan: names(plan['objectives'])[1] == 'Restore Platform Reliability')
    program.at('Objective', 'Restore Platform Reliability')
    assert not program.find_all(description='Cache warm-up'), 'it is still closed'
    program.key('Right')
    program.find(description='Cache warm-up')
    program.key('ctrl+Home')
    program.at('Objective', 'Deliver Partnership Features')


def check_closing(program):
    """What is being typed when the window closes is asked about, and saved."""
    program.focus(program.cell('Owner', 'Deliver Partnership Features'))
    program.type('Ines')
    program.key('ctrl+w')
    program.said('Save changes to.*')
    program.key('Return')
    wait_for('the end of the program', lambda: program.process.poll() is not None)
    plan = json.loads(program.plan.read_text(encoding='utf-8'))
    assert plan['objectives'][0]['owner'] == 'Ines', plan['objectives'][0]


def main():
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / 'plan.qplan'
        shutil.copy(EXAMPLE, plan)
        with Editor(plan) as program:
            for check in (check_plain, check_numbers, check_tree, check_closing):
                try:
                    check(program)
                except Missing as error:
                    raise AssertionError(f'{check.__name__}: {error}') from error
    print('4 passed, 0 failed')


main()
