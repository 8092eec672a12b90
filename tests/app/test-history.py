"""What comes back: an earlier state of a plan, as one change; and the windows of the last session, with their page, row,
size and what was not saved."""
import json
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

from desktop import Atspi, Program, wait_for

EXAMPLE = Path(os.environ['QD_SOURCE_ROOT']) / 'data/examples/q2-2024.qplan'


def engineers(plan):
    return json.loads(plan.read_text(encoding='utf-8'))['teams'][0]['engineers']


def edit_engineers(program, old, new):
    program.go_to('Capacity')
    program.focus(program.cell('Engineers', 'Checkout', old))
    program.key('F2', 'ctrl+a')
    program.type(new)
    program.key('Return')
    wait_for('the edit', lambda: program.value('Engineers', 'Checkout') == new)
    program.page = None


def save(program, plan, number):
    program.key('ctrl+s')
    wait_for('the plan to be saved', lambda: engineers(plan) == number)


def ends(program):
    wait_for('the end of the program', lambda: program.process.poll() is not None)


# Earlier states

def open_history(program):
    program.key('ctrl+shift+h')
    return program.find('frame', 'Earlier States')


def gone(program, name):
    wait_for(f'{name} to go', lambda: not program.find_all(name=name))


def check_history(folder):
    plan = folder / 'plan.qplan'
    shutil.copy(EXAMPLE, plan)
    with Program(plan, environment={'XDG_DATA_HOME': str(folder / 'data')}) as program:
        program.find('list', 'Sections')
        open_history(program)
        program.find(name='No Earlier States')
        program.key('Escape')
        gone(program, 'No Earlier States')

        for old in (8, 9, 10):
            edit_engineers(program, str(old), str(old + 1))
            save(program, plan, old + 1)
            saved = int(time.time())
            wait_for('the next second', lambda: int(time.time()) > saved)  # nobody saves twice in one
        edit_engineers(program, '11', '12')

        window = open_history(program)
        states = wait_for('four states', lambda: len(rows(program, window)) == 4 and rows(program, window))
        assert 'in the file' in states[0].name and not [row for row in states[1:] if 'in the file' in row.name], states
        assert len({(state.name, state.description) for state in states}) == 4, 'states that cannot be told apart'
        program.find('label', '(.* · )?1 changed', root=window)
        program.find('list item', '.*Engineers changed from “11” to “12”.*', root=window)
        program.key('Down', 'Down', 'Down')
        program.find('list item', '.*Engineers changed from “8” to “12”.*', root=window)
        program.press('Restore', root=window)
        gone(program, 'Earlier States')
        shown(program, '8')

        program.key('ctrl+z')
        shown(program, '12')
        program.key('ctrl+shift+z')
        shown(program, '8')
        save(program, plan, 8)

        switch(program, 'Keep earlier states')
        edit_engineers(program, '8', '13')
        save(program, plan, 13)
        window = open_history(program)
        wait_for('no more states', lambda: len(rows(program, window)) == 5)
        clear(program, 'Clear all earlier states of .*', 'Cancel')
        assert len(rows(program, window)) == 5
        clear(program, 'Clear all earlier states of .*', 'Clear')
        program.find(name='No Earlier States')
        program.find('label', '.*The preferences can change that.*')
        program.process.kill()
        program.process.wait()
    assert engineers(plan) == 13, 'clearing is not about the file'


def rows(program, window):
    return program.find_all('list item', '.*(Today|Yesterday).*', root=window)


def shown(program, value):
    program.go_to('Capacity')
    wait_for(f'{value} engineers', lambda: program.value('Engineers', 'Checkout') == value)
    program.page = None


def clear(program, question, answer):
    program.press('Clear…')
    program.press(answer, root=program.find('dialog', question))
    gone(program, question)


def switch(program, name):
    program.key('ctrl+comma')
    window = program.find('frame', 'Preferences')
    row = program.find('list item', name, root=window)
    for _ in range(5):
        if row.is_now(Atspi.StateType.FOCUSED):
            break
        program.key('Down')
        wait_for('the focus on a row', lambda: program.focused(window) is not None)
    assert row.is_now(Atspi.StateType.FOCUSED), f'no way to {name}'
    program.key('Return')
    program.key('Escape')
    gone(program, 'Preferences')


# Sessions

def selected_page(program):
    return [row.name for row in program.find_all('list item') if row.parent.name == 'Sections' and
            row.has(Atspi.StateType.SELECTED)]


def step_to(program, page):
    """By keys, which go to the window that has the focus."""
    def is_there():
        before = selected_page(program)
        if page not in before:
            program.key('ctrl+Next')
            wait_for('the next page', lambda: selected_page(program) != before)
        return page in selected_page(program)

    wait_for(page, is_there)


def check_session(folder):
    plan = folder / 'plan.qplan'
    shutil.copy(EXAMPLE, plan)
    state = {'XDG_STATE_HOME': str(folder / 'state')}

    # The session ends with two windows, and something half typed in one that was never saved.
    with Program(plan, environment=state) as program:
        program.go_to('Risks')
        program.focus(program.find(name='Risk: Reliability work.*'))
        program.page = None
        program.key('ctrl+n')
        wait_for('the second window', lambda: len(program.find_all('list', 'Sections')) == 2)
        step_to(program, 'Lessons')
        program.key('ctrl+shift+n')
        editor = wait_for('the editor', lambda: [node for node in program.find_all('text') if node.has(Atspi.StateType.FOCUSED)])
        program.type('Half typed')
        wait_for('the words', lambda: editor[0].text() == 'Half typed')
        program.process.send_signal(signal.SIGTERM)
        ends(program)

    with Program(environment=state) as program:
        wait_for('both windows', lambda: sorted(selected_page(program)) == ['Lessons', 'Risks'])
        program.find(name='Lesson: Half typed')
        assert not program.find_all(name='Unsaved Plans'), 'what came back is not offered'
        risk = program.find('table row', 'Reliability work.*')
        assert risk.has(Atspi.StateType.SELECTED), 'the row is selected again'
        program.key('ctrl+q')
        program.press('Cancel', root=program.find('dialog', 'Save changes to .*'))
        gone(program, 'Save changes to .*')
        assert len(program.find_all('list', 'Sections')) == 2, 'nothing is closed before all is answered'
        program.key('ctrl+q')
        program.press('Discard', root=program.find('dialog', 'Save changes to .*'))
        ends(program)

    # What was discarded stays away; a plan that went is said.
    plan.rename(folder / 'moved.qplan')
    with Program(environment=state) as program:
        program.find(name='New Plan.*')
        program.find('label', '“plan.qplan” could not be opened again')
        program.key('ctrl+q')
        ends(program)
    (folder / 'moved.qplan').rename(plan)

    # Closing the last window ends the session with it; a preference switches all of this off.
    with Program(plan, environment=state) as program:
        program.find('list', 'Sections')
        program.key('ctrl+w')
        ends(program)
    with Program(environment=state) as program:
        program.find('list', 'Sections')
        switch(program, 'Reopen plans on start')
        program.key('ctrl+w')
        ends(program)
    assert not (folder / 'state/quarterdeck/session').exists()


def main():
    checks = (check_history, check_session)
    for check in checks:
        with tempfile.TemporaryDirectory() as folder:
            check(Path(folder))
    print(f'{len(checks)} passed, 0 failed')


main()
