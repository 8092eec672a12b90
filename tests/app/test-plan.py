"""The plan as a whole: compared, merged with a draft and the conflict settled, rows imported, something tried out and kept
as a scenario, approval, and the next quarter, which is the same as the command line makes it."""
import json
import os
import subprocess
import tempfile
from pathlib import Path

from desktop import Atspi, Missing, Program, wait_for
from dropping import Files

EXAMPLE = Path(os.environ['QD_SOURCE_ROOT']) / 'data/examples/q2-2024.qplan'
SEED = Path(os.environ.get('QD_SEED', Path(os.environ['QD_SOURCE_ROOT']).parent / 'shared/seed/q2-2024.md'))
QDECK = os.environ['QDECK']


def version(folder, name, number, edit=None, base=None):
    """The example with so many engineers in Security, saved states aside."""
    plan = json.loads(EXAMPLE.read_text())
    plan['state'] = 'approved'
    next(team for team in plan['teams'] if team['name'] == 'Security')['engineers'] = number
    if edit is not None:
        edit(plan)
    if base is not None:
        plan['snapshots'] = [{'id': 'approved', 'name': 'As agreed', 'kind': 'baseline', 'content': base.read_text()}]
    path = folder / f'{name}.qplan'
    path.write_text(json.dumps(plan))
    return path


def drafts(folder):
    """A plan, and what a lead made of the state that was agreed on."""
    def edit(plan):
        plan['risks'][0]['mitigation'] = 'Platform lends a hand'
        plan['risks'].append({'id': 'risk-vendor', 'risk': 'The vendor is late', 'likelihood': 'medium', 'impact': 'high'})

    base = version(folder, 'base', 3)
    return version(folder, 'ours', 4, base=base), version(folder, 'theirs', 5, edit)


def engineers(program):
    program.go_to('Capacity')
    return program.value('Engineers', 'Security')


def choose(program, *path):
    """An item of the main menu, by keyboard. A key that is pressed while windows come and go may go nowhere: from the start,
    then."""
    def reached():
        program.key('F10')
        try:
            for depth, name in enumerate(path):
                if depth > 0:
                    program.key('Return')
                item = program.find('menu item', name)
                wait_for(f'the focus on {name}', lambda: step_to(program, item), 20)
            return True
        except Missing:
            program.key('Escape')
            return False

    program.find('list', 'Sections')
    wait_for(f'the focus on {path}', reached)
    program.key('Return')


def step_to(program, item, key='Down'):
    if item.is_now(Atspi.StateType.FOCUSED):
        return True
    program.key(key)
    return False


def drafts_come_together(plan, theirs):
    """Compared with how it was agreed, merged with a lead's draft, and the one conflict settled; one step back each."""
    with Program(plan) as program:
        assert engineers(program) == '4'
        program.find(name='Changed since approval\nEngineers was “3”')
        program.page = None
        program.find('push button', '1 change since approval').act()
        window = program.find('frame', 'Compare')
        program.find('list item', 'Security: free: −24 → 28', root=window)
        program.find('list item', 'Team “Security”: Engineers changed from “3” to “4”.', root=window)
        program.press('Other Way Round', root=window)
        program.find('list item', 'Team “Security”: Engineers changed from “4” to “3”.', root=window)
        program.press('Copy as Markdown', root=window)
        program.find('label', 'The differences are on the clipboard, as Markdown')
        text = subprocess.run(['xclip', '-selection', 'clipboard', '-o'], capture_output=True, check=True).stdout.decode()
        assert '- Team “Security”: Engineers changed from “4” to “3”.' in text, text
        program.press('Close', root=window)
        wait_for('the window to go', lambda: not program.find_all('frame', 'Compare'))

        choose(program, 'Versions and Drafts', 'Merge…')
        program.choose_file('Plans and Markdown documents', theirs)
        program.find('label', 'Merged with “theirs.qplan”: 1 conflict is left to settle')
        program.go_to('Risks')
        program.find(name='Risk: The vendor is late')
        program.go_to('Conflicts')
        program.focus(program.cell('What', 'Security', 'Security'))
        program.press('Take the Other')
        wait_for('the conflict to go', lambda: not program.find_all(name='What: Security'))
        assert engineers(program) == '5'
        program.page = None
        program.key('ctrl+z')
        wait_for('the old number', lambda: engineers(program) == '4')
        program.page = None
        program.key('ctrl+z')
        wait_for('the plan before it was merged', lambda: 'Conflicts' not in program.pages())

        choose(program, 'Versions and Drafts', 'Import Rows…')
        program.choose_file('Plans and Markdown documents', theirs)
        window = program.find('frame', 'Import from “theirs.qplan”')
        wait_for('the focus on the row', lambda: step_to(program, program.find('list item', 'The vendor is late', root=window)))
        program.key('Return')
        program.find('label', '1 row comes in, 0 are changed.*', root=window)
        program.press('Import', root=window)
        program.find('label', '1 row imported')
        program.go_to('Risks')
        program.find(name='Risk: The vendor is late')
        assert engineers(program) == '4'
        program.process.kill()


def check_in(program):
    """Two key results in one go: Enter goes to the next row, Tab to the next field."""
    program.key('ctrl+k')
    window = program.find('frame', 'Check In')
    wait_for('the first field', lambda: (program.focused(window) or window).name.startswith('Value: SLO compliance'))
    program.type('99.5%')
    program.key('Return')
    wait_for('the next row', lambda: program.focused(window).name.startswith('Value: On-call pages'))
    program.type('3.1')
    program.key('Tab')
    program.type('7')
    program.press('Check In', root=window)
    program.find('label', '2 key results checked in')
    program.find('push button', 'Undo.*').act()


def close_quarter(program):
    choose(program, 'Quarter', 'Close Quarter…')
    window = program.find('frame', 'Close Q2 2024')
    wait_for('the first field', lambda: (program.focused(window) or window).name.startswith('Actual: SLO compliance'))
    return window


def learn(program, window, lesson):
    program.press('Next', root=window)
    program.find('push button', '(_?Back ?)+', root=window)
    program.type(lesson)


def what_was_typed_comes_back(plan, state):
    """A quarter that was being closed when everything went dark."""
    def is_kept():
        return any('Buy a lamp' in path.read_text() for path in (state / 'quarterdeck/drafts').rglob('*.draft'))

    plan.write_bytes(EXAMPLE.read_bytes())
    with Program(plan, environment={'XDG_STATE_HOME': str(state)}) as program:
        window = close_quarter(program)
        program.type('98.75%')
        program.key('Tab', 'Tab')
        program.type('The lights went out')
        learn(program, window, 'Buy a lamp')
        wait_for('the draft', is_kept)
        program.process.kill()
        program.process.wait()
    with Program(environment={'XDG_STATE_HOME': str(state)}) as program:
        program.press('Recover')
        program.find(name='Recovered, and not saved yet', root=program.root)
        wait_for('the window to go', lambda: not program.find_all(name='Unsaved Plans', root=program.root))
        program.key('ctrl+s')
        wait_for('the file', lambda: 'Buy a lamp' in plan.read_text())
        program.process.kill()
    key_result = json.loads(plan.read_text())['objectives'][0]['key-results'][0]
    assert (key_result['actual'], key_result['cause']) == ('98.75%', 'The lights went out'), key_result


def quarter_is_closed(plan):
    """Scored, explained and learned from in one go, and back by one step."""
    def saved():
        return json.loads(plan.read_text())

    def key_result():
        return saved()['objectives'][0]['key-results'][0]

    before = key_result()
    with Program(plan) as program:
        window = close_quarter(program)
        program.find('label', '7 of 11 scored · 1 without a cause or reason · 0 lessons', root=window)
        program.type('99.25%')
        program.find('label', '7 of 11 scored · 2 without a cause or reason · 0 lessons', root=window)
        program.key('Tab')
        program.type('0.5')
        program.find('label', '0.07 computed', root=window)
        program.key('Tab')
        program.type('Two days of the vendor')
        program.find('label', '7 of 11 scored · 1 without a cause or reason · 0 lessons', root=window)
        learn(program, window, 'Watch the vendor')
        program.find('label', '.*· 1 lesson', root=window)
        program.press('Close Quarter', root=window)
        program.find('label', 'Entered; 4 key results are left to score.')
        program.key('ctrl+s')
        wait_for('the file', lambda: 'learned' in saved())
        assert [lesson['text'] for lesson in saved()['learned']] == ['Watch the vendor']
        after = key_result()
        assert (after['actual'], after['stated'], after['cause']) == ('99.25%', 0.5, 'Two days of the vendor'), after
        program.key('ctrl+z')
        program.key('ctrl+s')
        wait_for('the file as it was', lambda: 'learned' not in saved())
        assert key_result() == before
        program.process.kill()


def a_template_is_made(plan, data):
    """Of a plan, and a new plan of that; beside it, how the quarters of the folder went."""
    with Program(plan, environment={'XDG_DATA_HOME': str(data)}) as program:
        choose(program, 'Quarter', 'Score History…')
        window = program.find('frame', 'Score History')
        program.find('label', r'\d plans? looks? back on a quarter\.', root=window)
        program.find(name='Q1 2024', root=window)
        program.key('Escape')
        wait_for('the window to go', lambda: not program.find_all('frame', 'Score History'))

        choose(program, 'Save as Template…')
        program.find('text', 'Name')
        program.type('Our way')
        program.press('Save', root=program.find('dialog'))
        program.find('label', '“Our way” is a template for new plans now')
        choose(program, 'New from Template…')
        window = program.find('frame', 'New Plan from a Template')
        row = program.find('list item', 'Our way', root=window)
        wait_for('the focus on it', lambda: step_to(program, row, 'Tab'))
        program.key('Return')
        wait_for('the new plan', lambda: len(program.find_all('list', 'Sections', root=program.root)) == 2)
        program.process.kill()
    kept = json.loads((data / 'quarterdeck/templates/Our way.qplan').read_text())
    assert len(kept['teams']) == 5 and 'objectives' not in kept, kept.keys()


def something_is_tried(plan):
    with Program(plan) as program:
        program.find('list', 'Sections')
        check_in(program)
        choose(program, 'Try Something Out')
        program.find(name='You are trying something out.*')
        program.go_to('Capacity')
        program.focus(program.cell('Engineers', 'Security', '4'))
        program.key('F2', 'ctrl+a')
        program.type('6')
        program.key('Return')
        wait_for('the edit', lambda: program.value('Engineers', 'Security') == '6')
        program.page = None
        program.press('Keep as Scenario…')
        program.find('text', 'Name')
        program.type('Two more')
        program.press('Keep', root=program.find('dialog'))
        program.find(name='Name: Two more')
        assert engineers(program) == '4'
        program.go_to('What-if')
        program.focus(program.cell('Name', 'Two more', 'Two more'))
        program.press('Apply to the Plan')
        wait_for('what was tried', lambda: engineers(program) == '6')
        program.page = None
        program.key('ctrl+z')
        wait_for('the plan as it was', lambda: engineers(program) == '4')
        program.process.kill()


def step_on(program, key, name):
    """One cell on, unless that is where the focus is."""
    before = program.focused(program.page)
    if before is not None and before.name == name:
        return True
    program.key(key)
    wait_for('the next cell', lambda: (now := program.focused(program.page)) is not None and
             (before is None or now.path != before.path or now.name != before.name))
    return False


def set_points(program, initiative, old, new):
    program.go_to('Objectives')
    program.focus(program.cell('Objective', 'Restore Platform Reliability'))
    program.key('ctrl+End', 'Home')
    for key, name in (('Up', f'Initiative: {initiative}'), ('Right', f'Points: {old}')):
        wait_for(f'the focus on {name}', lambda key=key, name=name: step_on(program, key, name))
    program.key('F2', 'ctrl+a')
    program.type(new)
    program.key('Return')
    wait_for('the edit', lambda: program.value('Points', initiative) == new)
    program.page = None


def committed(plan, name):
    shown = json.loads(subprocess.run([QDECK, 'show', '--json', plan], check=True, capture_output=True).stdout)
    return next(team['committed'] for team in shown['capacity']['teams'] if team['name'] == name)


def security_fits(plan):
    """A scenario takes Security back under its 156 points: compared with the plan, and applied to the file."""
    plan.write_bytes(EXAMPLE.read_bytes())
    assert committed(plan, 'Security') == 180
    with Program(plan) as program:
        choose(program, 'Try Something Out')
        program.find(name='You are trying something out.*')
        set_points(program, 'CI/CD security scanning', '40', '10')
        program.press('Keep as Scenario…')
        program.find('text', 'Name')
        program.type('Smaller scan')
        program.press('Keep', root=program.find('dialog'))
        program.find(name='Name: Smaller scan')
        program.go_to('What-if')
        program.find('label', 'Security: free')
        program.find('label', '−24')
        program.find('label', '6')
        # The charts of what is, and beside them those of what would be.
        for title in ('Security is 24 points over.*', '830 of 1,352 points are committed.*'):
            program.find(name=title)
        program.focus(program.cell('Name', 'Smaller scan', 'Smaller scan'))
        program.press('Apply to the Plan')
        program.find('label', 'The plan is now what the scenario says', root=program.root)
        program.page = None
        program.key('ctrl+s')
        wait_for('the file', lambda: committed(plan, 'Security') == 150)
        program.process.kill()


def save_file_as(program, path):
    """In the dialog that asks for a place."""
    program.find('text', 'Name:')
    program.key('ctrl+a')
    program.type(str(path))
    program.key('Return')
    wait_for('the file', path.exists)
    wait_for('the dialog to go', lambda: not program.find_all('text', 'Name:'))


def draft_goes_round(plan, draft):
    """Sent to a lead, worked on and submitted there, and merged back by one drop."""
    plan.write_bytes(EXAMPLE.read_bytes())
    with Program(plan) as program:
        choose(program, 'Versions and Drafts', 'Send a Team Draft…')
        program.find('text', 'Team')
        program.type('Security')
        program.press('Save As…', root=program.find('dialog'))
        save_file_as(program, draft)
        program.find('label', 'The draft is written. Merge it when it comes back.')
        program.process.kill()
    with Program(draft) as program:
        program.find(name='This is the draft of Security: .*')
        set_points(program, 'CI/CD security scanning', '40', '15')
        program.press('Submit the Draft')
        program.find(name='Submitted. Save it and send the file back.')
        program.key('ctrl+s')
        wait_for('the draft', lambda: json.loads(draft.read_text()).get('draft-state') == 'submitted')
        program.process.kill()
    with Program(plan) as program:
        program.go_to('Lessons')
        with Files(draft) as files:
            files.drop_on(program.find('label', '.*lessons? from.*'))
            program.page = None
            program.press('Merge', root=program.find('dialog'))
            program.find('label', 'Merged with .*')
        program.key('ctrl+s')
        wait_for('the work of the lead', lambda: committed(plan, 'Security') == 155)
        program.process.kill()


def next_quarter_is_the_same(source, folder):
    expected = folder / f'expected{source.suffix}.qplan'
    made = folder / f'made{source.suffix}.qplan'
    subprocess.run([QDECK, 'new', expected, '--from', source], check=True)
    with Program(source) as program:
        choose(program, 'Quarter', 'Next Quarter…')
        program.press('Create')
        wait_for('the new window', lambda: len(program.find_all('list', 'Sections')) == 2)
        program.key('ctrl+s')
        save_file_as(program, made)
        program.process.kill()
    assert made.read_bytes() == expected.read_bytes(), 'the window makes another plan than the command line'


def prefer(program, **wanted):
    """On the page of the preferences about new plans."""
    program.key('ctrl+comma')
    window = program.find('frame', 'Preferences')
    for name, text in wanted.items():
        # Keys would do, too, but GTK 4.8 does not tell where the focus is among these rows.
        program.find('text', name.replace('_', ' ') + '.*', root=window).set_text(text)
    program.key('Escape')
    wait_for('the window to go', lambda: not program.find_all('frame', 'Preferences'))


def new_plans_start_with_what_is_preferred(folder):
    """In the window and on the command line; and each keeps its own when that becomes something else."""
    environment = {'GSETTINGS_BACKEND': 'keyfile'}
    made, later, expected = (folder / f'{name}.qplan' for name in ('new', 'later', 'blank'))
    with Program(environment=environment) as program:
        prefer(program, Fiscal_year_starts_in_month='4', Holidays='May 1', Categories_with_shares='Features 60, Debt 40')
        program.press('New Plan')
        program.find('frame', 'Q. 20.. plan')
        program.key('ctrl+s')
        save_file_as(program, made)
        quarter = wait_for('the plan', lambda: json.loads(made.read_text())['quarter'])
        subprocess.run([QDECK, 'new', expected, '--quarter', quarter], check=True, env={**os.environ, **environment})
        prefer(program, Fiscal_year_starts_in_month='7')
        program.key('ctrl+shift+s')
        save_file_as(program, later)
        program.process.kill()
    assert made.read_bytes() == expected.read_bytes(), 'the window starts with something else than the command line'
    assert made.read_bytes() == later.read_bytes(), 'a plan follows what is preferred later'
    plan = json.loads(made.read_text())
    assert plan['settings'] == {'start-month': 4, 'holidays': 'May 1'}, plan['settings']
    assert [category['name'] for category in plan['allocation']] == ['Features', 'Debt']


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan, theirs = drafts(folder)
        drafts_come_together(plan, theirs)
        quarter_is_closed(plan)
        what_was_typed_comes_back(folder / 'security.qplan', folder / 'state')
        a_template_is_made(plan, folder / 'data')
        something_is_tried(plan)
        security_fits(folder / 'security.qplan')
        draft_goes_round(folder / 'whole.qplan', folder / 'team.qplan')
        next_quarter_is_the_same(EXAMPLE, folder)
        if SEED.exists():
            next_quarter_is_the_same(SEED, folder)
        new_plans_start_with_what_is_preferred(folder)


main()
