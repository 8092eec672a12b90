"""Trade-offs before the room: works are ranked and cross the line, something leaves for what comes in, the shares of
categories keep adding up, and Security fits again. The room votes, and approves. What counts is the saved file."""
import re

from editor import EXAMPLE, Editor, names, wait_for

VOTERS = ['Maya Lindqvist', 'Tomás Herrera', 'Inês Duarte', 'Kofi Mensah']


def initiatives(plan):
    return {each['title']: each for objective in plan['objectives'] for each in objective['initiatives']}


def status(plan, title):
    return initiatives(plan)[title].get('status', 'planned')


def shares_of(plan):
    return [each['percent'] for each in plan['allocation']]


def misfits(editor):
    return [row.name for row in editor.find_all('list item', description='does not fit')]


def select(editor, title):
    row = editor.find('list item', title)
    editor.scroll_to(row)
    editor.click(editor.again(row))
    wait_for(f'{title} to be selected', lambda: editor.find_all(description=title, name='Points: .*'))
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

    editor.click(editor.find('slider', 'Debt'))
    shares = editor.saved('the share', lambda plan: (found := shares_of(plan)) != [50, 25, 15, 10] and found)
    assert sum(shares) == 100, shares
    editor.undo()
    editor.saved('the old shares', lambda plan: shares_of(plan) == [50, 25, 15, 10])


def something_is_not_done(editor):
    select(editor, 'Partner dashboard')
    editor.key('n')
    editor.find('text', 'Reason', root=editor.root)
    editor.type('No capacity in Growth')
    editor.press('Not Doing', root=editor.find('dialog', root=editor.root))
    plan = editor.saved('it to leave', lambda plan: 'Partner dashboard' not in initiatives(plan) and plan)
    assert plan['not-doing'][-1] == {**plan['not-doing'][-1], 'item': 'Partner dashboard',
                                     'reason': 'No capacity in Growth', 'revisit': 'Q3 2024'}, plan['not-doing'][-1]


def room_votes(editor):
    """A key a hand, a reason for the low one, and the mean is how sure the room is."""
    editor.go_to('Votes')
    nine = editor.find('push button', '(9 ?)+')
    editor.scroll_to(nine)
    editor.click(editor.again(nine))
    editor.find('label', '1 vote, mean 9.*')
    editor.key('7', '3', 'x')
    editor.find('label', '4 votes, mean 7.3, from 3 to 10. 1 stands out. 1 low vote wants a reason.')
    why = editor.find('text', 'Why 3[?]')
    editor.scroll_to(why)
    editor.click(editor.again(why))
    editor.type('Nobody is on it')
    editor.press('Keep the Vote')
    plan = editor.saved('the vote', lambda plan: votes_on_first(plan, 'value') == [9, 7, 3, 10] and plan)
    assert votes_on_first(plan, 'reason') == [None, None, 'Nobody is on it', None]
    assert plan['objectives'][0]['key-results'][0]['confidence'] == 7.3, plan['objectives'][0]['key-results'][0]


def room_votes_by_name(editor):
    """What each says is hidden until all is revealed together, and then what stands out shows."""
    editor.press('Next key result')
    editor.find('label', '2 of 11')
    by_name = editor.find('push button', '(By Name ?)+')
    editor.scroll_to(by_name)
    editor.click(editor.again(by_name))
    people = [editor.find('text', re.escape(name)) for name in VOTERS]
    editor.scroll_to(people[0])
    editor.click(editor.again(people[0]))
    for vote in (8, 9, 2):
        editor.type(str(vote))
        editor.key('Return')
    wait_for('the third vote', lambda: (editor.focused() or editor.root).name == VOTERS[3])
    assert not editor.find_all('label', '.*mean.*'), 'the votes are known before they are revealed'
    assert not any(person.text() and set(person.text()) <= set('0123456789') for person in people), 'a vote can be read'
    editor.press('Reveal Together')
    editor.find('label', '3 votes, mean 6.3, from 2 to 9. 1 stands out. 1 low vote wants a reason.')
    editor.find('text', f'Why 2, {VOTERS[2]}[?]')
    editor.press('Keep the Vote')
    plan = editor.saved('the second vote', lambda plan: votes_on(plan, 1, 'value') == [8, 9, 2] and plan)
    assert votes_on(plan, 1, 'person') == VOTERS[:3], plan['meeting']['votes']


def votes_on(plan, index, key):
    return [each.get(key) for each in plan['meeting']['votes']
            if plan['objectives'][0]['key-results'][index]['id'] in each['key-result']]


def votes_on_first(plan, key):
    return votes_on(plan, 0, key)


def everybody_approves(editor):
    editor.go_to('Approvals')
    editor.focus(editor.cell('Role', 'CTO', 'CTO'))
    editor.press('Confirm')
    editor.find('text', 'Name', root=editor.root)
    editor.type('Ada Okafor')
    editor.press('Approve', root=editor.find('dialog', root=editor.root))
    plan = editor.saved('the baseline', lambda plan: names(plan.get('snapshots', []), 'kind')[-1:] == ['baseline'] and
                        plan)
    assert plan['state'] == 'approved', plan['state']
    assert all(each['approved'] == 'yes' and each['date'] for each in plan['approvals']), plan['approvals']
    assert plan['approvals'][-1]['name'] == 'Ada Okafor', plan['approvals'][-1]
    editor.find('label', 'Approved .*', root=editor.root)


def main():
    with Editor(EXAMPLE) as editor:
        security_fits(editor)
        figures_are_changed(editor)
        something_is_not_done(editor)
        room_votes(editor)
        room_votes_by_name(editor)
        everybody_approves(editor)


main()
