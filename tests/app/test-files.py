"""What happens to the file: unsaved changes when closing, another program's changes when saving, an unreadable file, and a
Markdown document that is opened, edited and saved as Markdown."""
import json
import os
import shutil
import tempfile
from pathlib import Path

from desktop import Program, wait_for

EXAMPLES = Path(os.environ['QD_SOURCE_ROOT']) / 'data/examples'


def engineers(plan):
    return json.loads(plan.read_text())['teams'][0]['engineers']


def edit_engineers(program, old, new):
    program.go_to('Capacity')
    program.focus(program.cell('Engineers', 'Checkout', old))
    program.key('F2', 'ctrl+a')
    program.type(new)
    program.key('Return')
    wait_for('the edit', lambda: program.value('Engineers', 'Checkout') == new)
    program.page = None


def ends(program):
    wait_for('the end of the program', lambda: program.process.poll() is not None)


def closing_asks(plan):
    with Program(plan) as program:
        edit_engineers(program, '8', '9')
        program.key('ctrl+w')
        program.press('Cancel')
        wait_for('the question to go away', lambda: not program.find_all(name='Save changes to .*'))
        program.focus(program.cell('Engineers', 'Checkout', '9'))
        program.key('ctrl+w')
        program.press('Discard')
        ends(program)
    assert engineers(plan) == 8

    with Program(plan) as program:
        edit_engineers(program, '8', '9')
        program.key('ctrl+w')
        program.press('Save', root=program.find('dialog'))
        ends(program)
    assert engineers(plan) == 9


def another_program_wrote(plan):
    with Program(plan) as program:
        edit_engineers(program, '9', '10')
        other = plan.read_text().replace('"engineers": 9', '"engineers": 7')
        plan.write_text(other)
        program.key('ctrl+s')
        program.find(name='Another program changed the file')
        assert plan.read_text() == other, 'nothing is written before the question is answered'
        program.press('Overwrite')
        wait_for('the plan to be written', lambda: engineers(plan) == 10)
        program.key('ctrl+w')
        ends(program)


def unreadable(folder):
    broken = folder / 'broken.qplan'
    broken.write_text('{ "format": "quarterdeck-plan", "version": 1, ')
    with Program(broken) as program:
        program.find(name='The plan could not be opened')
        program.find(name='.*[Ll]ine 1.*')
        program.process.kill()
        program.process.wait()
    assert broken.read_text().endswith('1, '), 'a file that cannot be read is left alone'


def markdown(folder):
    document = folder / 'plan.md'
    shutil.copy(EXAMPLES / 'q2-2024.md', document)
    before = document.read_text().splitlines()
    with Program(document) as program:
        edit_engineers(program, '8', '9')
        program.key('ctrl+s')
        wait_for('the document to be written', lambda: document.read_text().splitlines() != before)
        after = document.read_text().splitlines()
        program.process.kill()
        program.process.wait()
    changed = [line for line in after if line not in before]
    assert any('Checkout' in line and '468' in line for line in changed), changed
    assert len(after) == len(before) and len(changed) <= 8, changed


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / 'plan.qplan'
        shutil.copy(EXAMPLES / 'q2-2024.qplan', plan)
        closing_asks(plan)
        another_program_wrote(plan)
        unreadable(folder)
        markdown(folder)
    print('1 passed, 0 failed')


main()
