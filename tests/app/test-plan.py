"""The plan as a whole: conflicts of a merge settled, something tried out and kept as a scenario, approval, and the next
quarter, which is the same as the command line makes it."""
import json
import os
import subprocess
import tempfile
from pathlib import Path

from desktop import Program, wait_for

EXAMPLE = Path(os.environ['QD_SOURCE_ROOT']) / 'data/examples/q2-2024.qplan'
QDECK = os.environ['QDECK']


def merged_plan(folder):
    """The example with a conflict about Security's engineers."""
    files = []
    for name, engineers in (('base', 3), ('ours', 4), ('theirs', 5)):
        plan = json.loads(EXAMPLE.read_text())
        next(team for team in plan['teams'] if team['name'] == 'Security')['engineers'] = engineers
        files.append(folder / f'{name}.qplan')
        files[-1].write_text(json.dumps(plan))
    out = folder / 'merged.qplan'
    result = subprocess.run([QDECK, 'merge', *files, '-o', out], capture_output=True, check=False)
    assert result.returncode == 1, result
    return out


def engineers(program):
    program.go_to('Capacity')
    return program.value('Engineers', 'Security')


def choose(program, *path):
    """An item of the main menu, by keyboard."""
    program.find('list', 'Sections')
    program.key('F10')
    for name in path:
        item = program.find('menu item', name)
        wait_for(f'the focus on {name}', lambda: step_to(program, item))
    program.key('Return')


def step_to(program, item):
    now = program.focused()
    if now is not None and now.name == item.name:
        return True
    program.key('Down')
    return False


def conflict_is_settled(plan):
    with Program(plan) as program:
        assert engineers(program) == '4'
        program.go_to('Conflicts')
        program.focus(program.cell('What', 'Security', 'Security'))
        program.press('Take the Other')
        wait_for('the conflict to go', lambda: not program.find_all(name='What: Security'))
        assert engineers(program) == '5'
        program.page = None
        program.key('ctrl+z')
        wait_for('the old number', lambda: engineers(program) == '4')
        program.process.kill()


def something_is_tried(plan):
    with Program(plan) as program:
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


def next_quarter_is_the_same(folder):
    expected = folder / 'expected.qplan'
    made = folder / 'made.qplan'
    subprocess.run([QDECK, 'new', expected, '--from', EXAMPLE], check=True)
    with Program(EXAMPLE) as program:
        choose(program, 'Next Quarter…')
        program.press('Create')
        wait_for('the new window', lambda: program.find_all('frame', 'Q3 2024.*'))
        program.key('ctrl+s')
        program.find('text', 'Name:')
        program.key('ctrl+a')
        program.type(str(made))
        program.key('Return')
        wait_for('the new file', made.exists)
        program.process.kill()
    assert made.read_bytes() == expected.read_bytes(), 'the window makes another plan than the command line'


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = merged_plan(folder)
        conflict_is_settled(plan)
        something_is_tried(plan)
        next_quarter_is_the_same(folder)


main()
