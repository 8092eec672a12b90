"""Rows are sorted and filtered, by mouse and by keys; the file knows nothing of it. What is typed meanwhile stays under one's
hands until its row is left. Columns are as one has them."""
import subprocess

from desktop import Missing, wait_for
from editor import Editor, names


def rows(program, column):
    """The titles of the rows, from the top down. GTK 4.18 calls what holds a cell the same."""
    cells = [cell for cell in program.find_all(name=f'{column}: .+') if cell.description]
    return [cell.description for cell in cells
            if (cell.name, cell.description) != (cell.parent.name, cell.parent.description)]


def in_order(program, column, *titles):
    wait_for(f'the rows {titles}', lambda: rows(program, column) == list(titles))


def shown(program, text):
    program.find('label', text)


def check_sorting(program):
    """A click on a heading: the least first, the greatest first, as in the plan."""
    program.go_to('Capacity')
    before = 'Checkout', 'Platform', 'Growth', 'Data', 'Security'
    in_order(program, 'Team', *before)
    program.click(program.find('filler', 'Engineers'))
    program.find('filler', 'Engineers, sorted, the least first')
    in_order(program, 'Team', 'Security', 'Data', 'Growth', 'Platform', 'Checkout')
    program.click(program.find('filler', 'Engineers, .*'))
    program.find('filler', 'Engineers, sorted, the greatest first')
    in_order(program, 'Team', *before[:1], 'Platform', 'Growth', 'Data', 'Security')
    program.click(program.find('filler', 'Engineers, .*'))
    program.find('filler', 'Engineers')
    in_order(program, 'Team', *before)

    # By key, and off again with one button. Where rows are sorted none is moved.
    program.focus(program.cell('Committed', 'Platform'))
    program.key('ctrl+shift+o')
    in_order(program, 'Team', 'Data', 'Growth', 'Security', 'Platform', 'Checkout')
    program.at('Committed', 'Platform')
    program.told('alt+Up', 'Rows that are sorted cannot be moved.*')
    program.press('Show All')
    in_order(program, 'Team', *before)
    program.saved('the order of the plan', lambda plan: names(plan['teams'], 'name') == list(before))


def check_editing_sorted(program):
    """The row that is edited stays until it is left; a new one stands where it is typed, and then where it belongs."""
    program.focus(program.cell('Engineers', 'Growth'))
    program.key('ctrl+shift+o')
    in_order(program, 'Team', 'Security', 'Data', 'Growth', 'Platform', 'Checkout')
    program.type('20\t')
    program.at('Days', 'Growth')
    program.shows('Engineers', 'Growth', '20')
    in_order(program, 'Team', 'Security', 'Data', 'Growth', 'Platform', 'Checkout')
    program.key('Down')
    in_order(program, 'Team', 'Security', 'Data', 'Platform', 'Checkout', 'Growth')
    program.at('Days', 'Platform')

    program.key('ctrl+shift+n')
    program.type('Mobile\t')
    program.at('Engineers', 'Mobile')
    program.type('4\t')
    program.at('Days', 'Mobile')
    in_order(program, 'Team', 'Security', 'Data', 'Platform', 'Checkout', 'Growth', 'Mobile')
    program.key('Up')
    in_order(program, 'Team', 'Security', 'Data', 'Mobile', 'Platform', 'Checkout', 'Growth')
    program.at('Days', 'Growth')
    program.press('Show All')
    in_order(program, 'Team', 'Checkout', 'Platform', 'Growth', 'Data', 'Security', 'Mobile')
    program.undo(3)
    in_order(program, 'Team', 'Checkout', 'Platform', 'Growth', 'Data', 'Security')


def check_filter(program):
    """By what is typed, by a sign, by what the column says; sums are those of all rows, and say so."""
    program.focus(program.cell('Capacity', 'Platform'))
    program.key('ctrl+shift+l')
    program.type('> 250')
    in_order(program, 'Team', 'Checkout', 'Platform', 'Growth')
    shown(program, '3 of 5 shown')
    program.find(name='Total of all 5')
    program.key('Return')
    program.find('push button', 'Filter Capacity > 250: remove')

    # What no filter leaves is gone once its row is left; what is added shows.
    program.key('Down')
    program.at('Capacity', 'Platform')
    program.key('Left', 'Left')
    program.at('Engineers', 'Platform')
    program.type('1\t')
    program.at('Days', 'Platform')
    program.shows('Capacity', 'Platform', '52')
    in_order(program, 'Team', 'Checkout', 'Platform', 'Growth')
    program.key('Down')
    in_order(program, 'Team', 'Checkout', 'Growth')
    program.told('alt+Down', 'Rows cannot be moved while.*')
    program.key('ctrl+shift+n')
    program.type('Tiny')
    program.key('Return', 'Escape')
    in_order(program, 'Team', 'Checkout', 'Growth', 'Tiny')
    program.undo(2)
    in_order(program, 'Team', 'Checkout', 'Platform', 'Growth')
    program.click(program.find('push button', 'Filter Capacity .*'))
    in_order(program, 'Team', 'Checkout', 'Platform', 'Growth', 'Data', 'Security')

    program.go_to('Risks')
    before = program.saved('the risks', lambda plan: plan['risks'])
    program.focus(program.cell('Likelihood', before[0]['risk']))
    program.key('ctrl+shift+k')
    same = [risk['risk'] for risk in before if risk['likelihood'] == before[0]['likelihood']]
    in_order(program, 'Risk', *same)
    program.key('ctrl+shift+l', 'alt+Down')
    program.find('list item', root=program.find('list', 'What the column says'))
    program.key('Home', 'Return')
    program.find('push button', 'Filter Likelihood: Low: remove')
    wait_for('no row to be both', lambda: not rows(program, 'Risk'))
    program.key('Escape')
    in_order(program, 'Risk', *names(before, 'risk'))


def check_tree(program):
    """Rows are sorted beside each other, and what holds a row that is found shows. What goes there finds a row that is not
    shown all the same."""
    program.go_to('Objectives')
    program.focus(program.cell('Points', 'Database query optimization'))
    program.key('ctrl+shift+o', 'ctrl+shift+o')
    wait_for('the greatest initiative of the greatest objective to be first',
             lambda: rows(program, 'Initiative')[:2] == ['Bulk order processing', 'Partner dashboard'])
    program.at('Points', 'Database query optimization')
    program.find('table cell', 'Points, sorted, the greatest first')
    program.key('ctrl+shift+l')
    program.type('>= 80')
    shown(program, '19 of 27 shown')
    in_order(program, 'Initiative', 'Bulk order processing', 'Partner dashboard', 'Custom invoicing',
             'Automated canary analysis', 'Vault implementation')
    program.find(name='Initiatives  3 of 6')
    program.key('Return')

    program.key('ctrl+f')
    program.type('Webhook')
    program.said('In 1 field')
    program.key('Down', 'Return')
    program.at('Initiative', 'Webhook reliability')
    in_order(program, 'Initiative', 'Bulk order processing', 'Partner dashboard', 'Custom invoicing', 'Webhook reliability',
             'Automated canary analysis', 'Vault implementation')
    program.key('ctrl+shift+BackSpace')
    wait_for('all rows', lambda: len(rows(program, 'Initiative')) == 13)
    assert not program.find_all(name='.*, sorted, .*')
    program.at('Initiative', 'Webhook reliability')


def width(program, name):
    return program.find('filler', name).extents()[2]


def edge(program, name):
    """The pointer on the edge behind a heading, with the space around its text."""
    x, y, wide, high = program.find('filler', name).extents()
    subprocess.run(['xdotool', 'mousemove', str(x + wide + 10), str(y + high // 2)], check=True)


def check_columns(program):
    """Columns are hidden, and passed over by keys; wider and narrower by key, by drag, and as they fit."""
    program.go_to('Risks')
    risk = 'Partnership scope creep'
    program.focus(program.cell('Impact', risk))
    program.key('Menu')
    program.find('menu item', 'Hide Column', root=program.root).act()
    wait_for('the column to go', lambda: not program.find_all(name='Impact: .*'))
    program.at('Likelihood', risk)
    program.key('Right')
    program.at('Level', risk)
    program.key('Left')
    program.at('Likelihood', risk)

    before = width(program, 'Likelihood')
    program.key('alt+shift+Right', 'alt+shift+Right')
    wait_for('the column to be wider', lambda: width(program, 'Likelihood') == before + 24)
    before = width(program, 'Risk')
    edge(program, 'Risk')
    subprocess.run(['xdotool', 'mousedown', '1', 'mousemove_relative', '20', '0', 'mousemove_relative', '20', '0',
                    'mouseup', '1'], check=True)
    wait_for('the column to be dragged wider', lambda: width(program, 'Risk') == before + 40)
    edge(program, 'Risk')
    subprocess.run(['xdotool', 'click', '--repeat', '2', '--delay', '60', '1'], check=True)
    wait_for('the column to fit', lambda: width(program, 'Risk') > before + 60)


def check_remembered(program):
    """They are so again in another plan and another start; until they are as they come."""
    program.go_to('Risks')
    program.find(name='Likelihood: High')
    assert not program.find_all(name='Impact: .*')
    before = width(program, 'Likelihood')
    program.click(program.find(name='Columns'))
    program.find('menu item', 'Reset Columns', root=program.root).act()
    program.find(name='Impact: High')
    wait_for('the width as it comes', lambda: width(program, 'Likelihood') < before)


def at_finding(program, text):
    wait_for(f'the focus on {text!r}', lambda: (program.focused() or program.root).name == text)


def check_mark(program):
    """The mark of a row's findings leads to them, by mouse and by key."""
    program.go_to('Capacity')
    mark = next(node for node in program.walk() if node.name == 'Warning' and node.description.startswith('Data has'))
    program.click(mark)
    at_finding(program, 'Warning: Data has 208 points of capacity and no work.')
    program.key('Escape')
    program.focus(program.cell('Days', 'Security'))
    program.key('shift+F8')
    at_finding(program, 'Error: Security is committed to 180 of 156 points, 24 too many.')
    program.key('Escape')
    program.at('Days', 'Security')
    program.key('Up', 'Up')
    program.told('shift+F8', 'Nothing is found about this row')


def run(checks):
    # What is remembered is so on a disk, here in the home of the test.
    with Editor(environment={'GSETTINGS_BACKEND': 'keyfile'}) as program:
        for check in checks:
            try:
                check(program)
            except Missing as error:
                raise AssertionError(f'{check.__name__}: {error}') from error


def main():
    first = check_sorting, check_editing_sorted, check_filter, check_tree, check_mark, check_columns
    then = check_remembered,
    run(first)
    run(then)
    print(f'{len(first) + len(then)} passed, 0 failed')


main()
