"""Trade-offs before the room: works are ranked and cross the line, something leaves for what comes in, the shares of
categories keep adding up, a team gets more people or keeps some of its time, and Security fits again; all of it can be tried
out under a name. What counts is the saved file."""
import re

from desktop import Missing
from editor import EXAMPLE, Editor, names, wait_for


def initiatives(plan):
    return {each['title']: each for objective in plan['objectives'] for each in objective['initiatives']}


def status(plan, title):
    return initiatives(plan)[title].get('status', 'planned')


def shares_of(plan):
    return [each['percent'] for each in plan['allocation']]


def misfits(editor):
    return [row.name for row in editor.find_all('list item', description='does not fit')]


def select(editor, title):
    """Once more where the row was not hit: what comes above the page moves it."""
    for patience in (10, 10, 60):
        row = editor.find('list item', title)
        editor.scroll_to(row)
        editor.click(editor.again(row))
        try:
            wait_for(f'{title} to be selected', lambda: editor.find_all(description=title, name='Points: .*'), patience)
            break
        except Missing:
            if patience == 60:
                raise
    wait_for('the focus in the ranking',
             lambda: (now := editor.focused()) is not None and now.role == 'list item' and now.name == title)


def security_fits(editor):
    """By rank: what is moved up pushes another below the line; that one can wait, and comes back for a third."""
    editor.go_to('Trade-offs')
    editor.press('Rank')
    wait_for('the order by hand', lambda: misfits(editor) == ['SOC2 evidence collection'])
    select(editor, 'SOC2 evidence collection')
    editor.key('alt+Up')
    wait_for('another to fall below the line', lambda: misfits(editor) == ['CI/CD security scanning'])
    editor.saved('the ranks', lambda plan: (works := initiatives(plan))['SOC2 evidence collection']['rank'] <
                 works['CI/CD security scanning']['rank'])
    editor.undo()
    is_dragged_across_the_line(editor)
    assert mark(editor) == 'Error', mark(editor)

    select(editor, 'SOC2 evidence collection')
    editor.key('s')
    editor.find('label', '.*Every team has room.*')
    wait_for('the section to have no mark', lambda: mark(editor) == '')
    editor.saved('it to be stretch', lambda plan: status(plan, 'SOC2 evidence collection') == 'stretch')

    # What comes back asks what leaves: the first offer is taken with one key, and all of it is one step.
    editor.key('s')
    editor.find('push button', 'CI/CD security scanning, 40 points', root=editor.root)
    editor.key('1')
    editor.saved('the swap', lambda plan: status(plan, 'CI/CD security scanning') == 'stretch' and
                 status(plan, 'SOC2 evidence collection') == 'planned')
    editor.undo()
    editor.saved('the swap undone', lambda plan: status(plan, 'CI/CD security scanning') == 'planned' and
                 status(plan, 'SOC2 evidence collection') == 'stretch')


def is_dragged_across_the_line(editor):
    """What is dropped before another takes its place above the line; that one falls below."""
    wait_for('the order by hand', lambda: misfits(editor) == ['SOC2 evidence collection'])
    editor.drag(editor.find('list item', 'SOC2 evidence collection'), editor.find('list item', 'CI/CD security scanning'),
                part=0.5)
    wait_for('another to fall below the line', lambda: misfits(editor) == ['CI/CD security scanning'])
    editor.saved('the ranks', lambda plan: (works := initiatives(plan))['SOC2 evidence collection']['rank'] <
                 works['CI/CD security scanning']['rank'])
    editor.undo()
    wait_for('the old order', lambda: misfits(editor) == ['SOC2 evidence collection'])


def mark(editor):
    """What a screen reader says of the section, as its mark does in the sidebar."""
    return next(row.description for row in editor.rows() if row.name == 'Trade-offs')


def figures_are_changed(editor):
    """Enter goes to the figures of the work, and typing there is one change that everything follows."""
    select(editor, 'Vault implementation')
    editor.key('Return')
    editor.at('Points', 'Vault implementation')
    editor.type('70')
    editor.key('Return')
    editor.saved('its points', lambda plan: initiatives(plan)['Vault implementation']['points'] == 70)
    editor.key('Escape')
    wait_for('the focus in the ranking', lambda: (now := editor.focused()) is not None and now.role == 'list item')

    is_changed(editor, 'Teams', 'Vault implementation', 'Security 50%, Platform 50%',
               lambda plan: initiatives(plan)['Vault implementation']['teams'] == 'Security 50%, Platform 50%')
    editor.find('image', 'Security', 'Vault implementation 35, CI/CD security scanning 40')
    editor.undo()
    editor.find('image', 'Security', 'Vault implementation 70, CI/CD security scanning 40')
    team_is_changed(editor)

    editor.click(editor.find('slider', 'Debt'))
    shares = editor.saved('the share', lambda plan: (found := shares_of(plan)) != [50, 25, 15, 10] and found)
    assert sum(shares) == 100, shares
    editor.undo()
    editor.saved('the old shares', lambda plan: shares_of(plan) == [50, 25, 15, 10])


def is_changed(editor, column, title, value, condition):
    cell = editor.cell(column, title)
    editor.scroll_to(cell)
    editor.click(editor.again(cell))
    wait_for(f'the place to type {column}', lambda: (editor.focused() or editor.root).role == 'text')
    editor.key('ctrl+a')
    editor.type(value)
    editor.key('Return')
    editor.saved(f'{column} of {title}', condition)


def security(plan):
    return next(each for each in plan['teams'] if each['name'] == 'Security')


def team_is_changed(editor):
    """The line moves with what a team keeps for itself, and with those who work above it."""
    is_changed(editor, 'Reserve, %', 'Security', '50', lambda plan: security(plan)['reserve'] == 50)
    editor.shows('Capacity', 'Security', '78')
    wait_for('what does not fit', lambda: misfits(editor) == ['CI/CD security scanning'])
    is_changed(editor, 'Engineers', 'Security', '5', lambda plan: security(plan)['engineers'] == 5)
    editor.shows('Capacity', 'Security', '130')
    wait_for('everything to fit', lambda: misfits(editor) == [])
    editor.undo(2)
    editor.saved('the team as it was', lambda plan: (security(plan)['engineers'], security(plan).get('reserve')) == (3, None))


def is_tried_out(editor):
    """Under a name of its own, and taken over or left later."""
    before = len(editor.saved('the plan', lambda plan: plan).get('snapshots', []))
    editor.press('Try Something Out')
    editor.find('push button', '(_?Keep as Scenario… ?)+', root=editor.root)
    select(editor, 'Custom invoicing')
    editor.key('x')
    editor.find('list item', 'Cut')
    editor.press('Keep as Scenario…', root=editor.root)
    editor.find('text', 'Name', root=editor.root)
    editor.key('ctrl+a')
    editor.type('Without the dashboard')
    editor.press('Keep', root=editor.find('dialog', root=editor.root))
    kept = editor.saved('the scenario', lambda plan: len(plan.get('snapshots', [])) > before and plan)
    assert kept['snapshots'][-1]['name'] == 'Without the dashboard', kept['snapshots'][-1]


def something_is_not_done(editor):
    select(editor, 'Partner dashboard')
    editor.key('n')
    editor.find('text', 'Reason', root=editor.root)
    editor.type('No capacity in Growth')
    editor.press('Not Doing', root=editor.find('dialog', root=editor.root))
    plan = editor.saved('it to leave', lambda plan: 'Partner dashboard' not in initiatives(plan) and plan)
    assert plan['not-doing'][-1] == {**plan['not-doing'][-1], 'item': 'Partner dashboard',
                                     'reason': 'No capacity in Growth', 'revisit': 'Q3 2024'}, plan['not-doing'][-1]


def main():
    with Editor(EXAMPLE) as editor:
        security_fits(editor)
        figures_are_changed(editor)
        something_is_not_done(editor)
        is_tried_out(editor)


main()
