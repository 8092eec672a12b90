"""Rows are dragged with the mouse: within a list and into that of another objective, alone or several together, also to where
only scrolling leads; each drop is one step to undo."""
import os
import subprocess

from desktop import Missing, wait_for
from dropping import Files
from editor import Editor, names


def titles(plan, objective, kind):
    return names(plan['objectives'][objective][kind])


def check_list(program):
    program.go_to('Risks')
    first, second, third, fourth = program.saved('the risks', lambda plan: names(plan['risks'], 'risk'))
    program.drag(program.cell('Risk', first), program.cell('Risk', third))
    program.saved('the first as the third', lambda plan: names(plan['risks'], 'risk') == [second, third, first, fourth])
    program.drag(program.cell('Risk', fourth), program.cell('Impact', second), 0.25)
    program.saved('the last as the first', lambda plan: names(plan['risks'], 'risk') == [fourth, second, third, first])
    program.undo(2)
    program.saved('as before', lambda plan: names(plan['risks'], 'risk') == [first, second, third, fourth])

    program.focus(program.cell('Risk', first))
    program.click(program.cell('Risk', third), modifiers=['ctrl'])
    program.drag(program.cell('Risk', third), program.cell('Risk', fourth))
    program.saved('two behind the last', lambda plan: names(plan['risks'], 'risk') == [second, fourth, first, third])
    program.undo()
    program.saved('as before', lambda plan: names(plan['risks'], 'risk') == [first, second, third, fourth])


def check_tree(program):
    """To another place, and under another objective, on a row of another kind."""
    program.go_to('Objectives')
    before = program.saved('the plan', lambda plan: plan)
    first, second = titles(before, 0, 'initiatives')[:2]
    program.drag(program.cell('Initiative', first), program.cell('Initiative', second))
    program.saved('the first as the second', lambda plan: titles(plan, 0, 'initiatives')[:2] == [second, first])
    program.drag(program.cell('Initiative', first), program.cell('Objective', 'Deliver Partnership Features'))
    program.saved('it in the other objective', lambda plan: titles(plan, 1, 'initiatives')[-1] == first and
                  first not in titles(plan, 0, 'initiatives'))
    program.undo(2)
    program.saved('as before', lambda plan: titles(plan, 0, 'initiatives')[:2] == [first, second])

    # An objective goes with all it holds, also when it is dropped on what another one holds.
    program.drag(program.cell('Objective', 'Restore Platform Reliability'),
                 program.cell('Objective', 'Deliver Partnership Features'))
    program.saved('it as the second', lambda plan: names(plan['objectives'])[:2] ==
                  ['Deliver Partnership Features', 'Restore Platform Reliability'] and
                  len(titles(plan, 1, 'initiatives')) == 4)
    program.undo()
    program.saved('as before', lambda plan: names(plan['objectives']) == names(before['objectives']))


def check_files(program):
    """Tables become rows behind the one they are dropped on, and what is not understood is said; plans are opened."""
    program.go_to('Risks')
    before = program.saved('the risks', lambda plan: names(plan['risks'], 'risk'))
    table = program.plan.with_name('more.csv')
    table.write_text('Risk,Likelihood,Colour\r\n"Fire, or flood",High,red\r\nStrike,low,blue\r\n', encoding='utf-8')
    with Files(table) as files:
        files.drop_on(program.cell('Risk', before[1]))
        program.said('Pasted, but .* not understood')
    # The keys are the other program's until it is gone.
    program.saved('two rows more', lambda plan: names(plan['risks'], 'risk') ==
                  [*before[:2], 'Fire, or flood', 'Strike', *before[2:]] and plan['risks'][2]['likelihood'] == 'high')
    program.undo()
    program.saved('none', lambda plan: names(plan['risks'], 'risk') == before)

    # Beside the list: its rows come at the end.
    table = program.plan.with_name('more.tsv')
    table.write_text('Risk\tLikelihood\nFlood\tHigh\n', encoding='utf-8')
    with Files(table) as files:
        files.drop_on(program.find('label', 'Risks'))
        wait_for('the row', lambda: program.find_all(name='Risk: Flood'))
    program.saved('it at the end', lambda plan: names(plan['risks'], 'risk') == [*before, 'Flood'])
    program.undo()
    program.saved('none', lambda plan: names(plan['risks'], 'risk') == before)

    document = program.plan.with_name('other.md')
    subprocess.run([os.environ['QDECK'], 'convert', program.plan, document], check=True, stderr=subprocess.DEVNULL)
    windows = len(program.root.children)
    with Files(document) as files:
        files.drop_on(program.cell('Risk', before[1]))
        wait_for('another window', lambda: len(program.find_root().children) > windows)


def check_scrolling(program):
    """The list scrolls while the pointer waits at its edge."""
    program.go_to('Objectives')
    source = program.cell('Key result', 'SLO compliance (30-day)')
    program.scroll_to(source)
    wanted = {'name': 'Objective: Strengthen Security Posture'}
    bottom = program.root.children[0].extents()[3]

    def is_in_view():
        found = program.find_all(**wanted)
        return found and 220 < found[0].extents()[1] < bottom - 100  # where it comes to rest, and before

    assert not is_in_view()
    table = program.find('tree table', 'Objectives')
    program.drag(source, table, 0.99, hold=is_in_view, then=lambda: program.find(**wanted))
    # Where exactly, the rows that still scroll decide.
    program.saved('it under the last objective', lambda plan: 'SLO compliance (30-day)' in titles(plan, 2, 'key-results'))
    program.undo()
    program.saved('as before', lambda plan: len(titles(plan, 2, 'key-results')) == 4)


def main():
    checks = (check_list, check_tree, check_scrolling, check_files)
    with Editor() as program:
        for check in checks:
            try:
                check(program)
            except Missing as error:
                raise AssertionError(f'{check.__name__}: {error}') from error
    print(f'{len(checks)} passed, 0 failed')


main()
