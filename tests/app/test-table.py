"""A table is edited with the keys of a spreadsheet, plain and as a tree; what counts is what the saved file says."""
import json

from desktop import Missing, wait_for
from editor import Editor, names


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


def check_several(program):
    """Rows and cells that are selected together, by keys and by mouse; each key is one step to undo."""
    program.go_to('Risks')
    before = program.saved('the risks', lambda plan: names(plan['risks'], 'risk'))
    first, second, third, fourth = before
    program.focus(program.cell('Risk', first))
    program.key('shift+Down', 'ctrl+d')
    program.saved('two copies', lambda plan: names(plan['risks'], 'risk') == [first, second, first, second, third, fourth])
    program.key('alt+Down')
    program.saved('both moved', lambda plan: names(plan['risks'], 'risk') == [first, second, third, first, second, fourth])
    program.at('Risk', first)
    program.key('Delete')
    program.saved('both gone', lambda plan: names(plan['risks'], 'risk') == before)
    program.undo(3)
    program.saved('all undone', lambda plan: names(plan['risks'], 'risk') == before)

    program.focus(program.cell('Risk', first))
    program.click(program.cell('Risk', third), modifiers=['ctrl'])
    program.key('Delete')
    program.saved('first and third gone', lambda plan: names(plan['risks'], 'risk') == [second, fourth])
    program.undo()
    program.focus(program.cell('Risk', second))
    program.click(program.cell('Impact', fourth), modifiers=['shift'])
    program.key('Delete')
    program.saved('three gone', lambda plan: names(plan['risks'], 'risk') == [first])
    program.undo()

    # Of selected cells only what stands in them goes.
    program.focus(program.cell('Likelihood', first))
    program.key('shift+Right', 'shift+Down', 'Delete')
    program.saved('four empty cells', lambda plan: all('likelihood' not in risk and 'impact' not in risk
                                                       for risk in plan['risks'][:2]))
    program.undo()
    program.key('ctrl+a', 'Delete')
    program.saved('nothing left', lambda plan: not plan.get('risks'))
    program.undo()
    program.saved('everything back', lambda plan: names(plan['risks'], 'risk') == before and
                  plan['risks'][0]['likelihood'] == 'medium')


def check_completion(program):
    """What is typed is completed, until Escape; each of several names; in a form, too."""
    program.go_to('Objectives')
    program.focus(program.cell('Owner', 'Restore Platform Reliability'))
    for typed, taken in (('gro', 'Growth'), ('Checkout, Gro', 'Checkout, Growth'), ('che+sec', 'Checkout+Security')):
        program.type(typed)
        program.key('Return')
        program.saved(taken, lambda plan: plan['objectives'][0]['owner'] == taken)
        program.focus(program.cell('Owner', 'Restore Platform Reliability'))
    program.type('Gro')
    program.key('Escape', 'Return')
    program.saved('what was typed', lambda plan: plan['objectives'][0]['owner'] == 'Gro')
    program.undo(4)

    program.go_to('Risks')
    program.focus(program.cell('Risk', 'Partnership scope creep'))
    program.click(program.find('text', 'Owner'))
    program.key('ctrl+a')
    program.type('Han')
    program.key('Return')
    program.saved('the owner', lambda plan: plan['risks'][1]['owner'] == 'Hanna Weiss')


def check_dates(program):
    """The weekday of a date is said while it is typed; keys go through the calendar, and write it as it was written."""
    program.go_to('Reviews')
    program.focus(program.cell('Date', 'Mid-quarter'))
    program.key('F2')
    program.said('Fri, May 17, 2024')
    program.key('Down')
    program.said('Sat, May 18, 2024: a weekend')
    program.key('Page_Down', 'Up', 'Return')
    program.saved('another day', lambda plan: plan['reviews'][1]['date'] == 'June 17')
    program.undo()
    program.focus(program.cell('Date', 'Mid-quarter'))
    program.type('Someday')
    program.said('Not a date; kept as you type it')
    program.key('Return')
    program.saved('what was typed', lambda plan: plan['reviews'][1]['date'] == 'Someday')
    program.undo()


def check_menu(program):
    """The menu of the rows, by its key and by the mouse."""
    program.go_to('Risks')
    before = program.saved('the risks', lambda plan: names(plan['risks'], 'risk'))
    program.focus(program.cell('Risk', before[1]))
    program.key('Menu')
    program.find('menu item', 'Duplicate', root=program.root).act()
    program.saved('a copy', lambda plan: names(plan['risks'], 'risk') == [*before[:2], *before[1:]])
    program.undo()
    program.click(program.cell('Risk', before[3]), button=3)
    program.find('menu item', 'Add Below', root=program.root).act()
    program.type('Flood\t')
    program.at('Likelihood', 'Flood')
    program.saved('one below', lambda plan: names(plan['risks'], 'risk') == [*before, 'Flood'])
    program.undo(2)
    program.saved('none', lambda plan: names(plan['risks'], 'risk') == before)


def check_rows_on_end(program):
    """Enter goes to the next row, where Tab set out from; behind the last a new one begins, which Escape takes back."""
    program.go_to('Lessons')
    program.focus(program.cell('Lesson', 'Nobody can carry the pager like this for another quarter'))
    program.key('F2', 'Return')
    program.type('Fourth')
    program.key('Return')
    program.type('Fifth')
    program.key('Return', 'Escape')
    program.saved('two lessons more', lambda plan: names(plan['review']['lessons'], 'text')[3:] == ['Fourth', 'Fifth'])
    program.undo()
    program.saved('one step back', lambda plan: names(plan['review']['lessons'], 'text')[3:] == ['Fourth'])

    program.go_to('Communication')
    program.focus(program.cell('Audience', 'Partner'))
    program.key('Down')
    program.type('Sales\tRoadmap\tJuly 1\tCPO')
    program.key('Return')
    program.type('Support\tChanges')
    program.key('Return', 'Escape')
    rows = [('Sales', 'Roadmap', 'July 1', 'CPO'), ('Support', 'Changes', None, None)]
    program.saved('two rows', lambda plan: [tuple(message.get(key) for key in ('audience', 'what', 'when', 'owner'))
                                            for message in plan['communication'][-2:]] == rows)

    # Of a list that was empty, the first.
    program.go_to('Other sections')
    program.key('ctrl+shift+n')
    program.type('Glossary')
    program.key('Return', 'Escape')
    program.saved('a section', lambda plan: names(plan['sections']) == ['Glossary'])


def main():
    with Editor() as program:
        for check in (check_plain, check_numbers, check_several, check_completion, check_dates, check_menu, check_rows_on_end, check_tree, check_closing):
            try:
                check(program)
            except Missing as error:
                raise AssertionError(f'{check.__name__}: {error}') from error
    print('9 passed, 0 failed')


main()
