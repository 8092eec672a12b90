"""What happens to the file: unsaved changes when closing, another program's changes, a file that goes, places that cannot be
written, an unreadable file, and a Markdown document that is opened, edited and saved as Markdown."""
import gzip
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from desktop import Atspi, Missing, OtherLogin, Program, wait_for

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


def gone(program, name):
    wait_for(f'{name} to go', lambda: not program.find_all(name=name))


def answered(program, name):
    """The window that asked goes, and the keys come back to the plan."""
    gone(program, name)
    wait_for('the keys to come back', lambda: program.root.children[0].is_now(Atspi.StateType.ACTIVE))


def save_and_be_asked(program):
    """A key that is pressed while windows come and go may go nowhere: it is pressed again."""
    def asked():
        program.key('ctrl+s')
        try:
            return wait_for('the question', lambda: program.find_all('frame', 'The File Was Changed', root=program.root), 10)
        except Missing:
            return None

    return wait_for('the question about the other program', asked)[0]


def write_outside(plan, old, new):
    other = plan.read_text(encoding='utf-8').replace(old, new)
    plan.write_text(other, encoding='utf-8')
    return other


def another_program_wrote(plan):
    """Asked when saving, with what is different on both sides; nothing is written before the answer."""
    with Program(plan) as program:
        edit_engineers(program, '9', '10')
        other = write_outside(plan, '"engineers": 9', '"engineers": 7')
        window = save_and_be_asked(program)
        program.find('list item', '.*Engineers changed from “9” to “7”.*', root=window)
        program.find('list item', '.*Engineers changed from “9” to “10”.*', root=window)
        assert plan.read_text() == other, 'nothing is written before the question is answered'
        program.press('Cancel', root=window)
        answered(program, 'The File Was Changed')
        assert plan.read_text() == other, 'nor because there is no answer'
        program.press('Overwrite', root=save_and_be_asked(program))
        wait_for('the plan to be written', lambda: engineers(plan) == 10)
        wait_for('the notice to go', lambda: not program.find_all(name='Another program changed.*'))
        program.key('ctrl+w')
        ends(program)


def another_program_writes(plan):
    """Noticed at once, and reloaded as one change; undone, it is saved over what was reloaded."""
    with Program(plan) as program:
        program.go_to('Risks')
        program.focus(program.find(name='Risk: Reliability work.*'))
        program.page = None
        write_outside(plan, '"engineers": 10', '"engineers": 11')
        program.find('label', 'Another program changed “plan.qplan”.')
        program.press('Reload')
        program.find('label', 'Reloaded')
        gone(program, 'Another program changed.*')
        now = program.focused()
        assert now is not None and now.name.startswith('Risk: Reliability work'), 'the place stays'
        shown(program, '11')
        program.key('ctrl+z')
        shown(program, '10')
        program.key('ctrl+s')
        wait_for('the plan to be written', lambda: engineers(plan) == 10)

        # With changes here, too: those go with the reloading, and come back by undoing it.
        edit_engineers(program, '10', '12')
        write_outside(plan, '"engineers": 10', '"engineers": 13')
        program.find('label', 'Another program changed “plan.qplan”.')
        assert not program.find_all('push button', '_?Reload.*'), 'not before it is said what goes'
        program.press('Compare…')
        program.press('Reload', root=program.find('frame', 'The File Was Changed'))
        answered(program, 'The File Was Changed')
        shown(program, '13')
        program.key('ctrl+z')
        shown(program, '12')

        # Or both are kept.
        write_outside(plan, '"engineers": 13', '"engineers": 14')
        program.press('Save As…', root=save_and_be_asked(program))
        save_as(program, plan.with_name('mine.qplan'))
        assert (engineers(plan), engineers(plan.with_name('mine.qplan'))) == (14, 12)
        program.key('ctrl+w')
        ends(program)


def somebody_else_writes(folder):
    """Two who know nothing of each other edit one plan, and both save it: who comes second is asked, with what both did;
    what is overwritten is among the earlier states."""
    plan = folder / 'shared.qplan'
    shutil.copy(EXAMPLES / 'q2-2024.qplan', plan)
    with OtherLogin() as login, Program(plan) as one:
        edit_engineers(one, '8', '9')
        with Program(plan, environment=login.environment) as other:
            assert not other.find_all(name='.*ecover.*'), 'what the first has not saved is nothing to the second'
            edit_engineers(other, '8', '10')
            other.key('ctrl+s')
            wait_for('the plan to be written', lambda: engineers(plan) == 10)
            other.find('label', '.*· shared.qplan')
            other.key('ctrl+w')
            ends(other)

        one.find('label', 'Another program changed “shared.qplan”.')
        one.go_to('Capacity')
        one.focus(one.cell('Engineers', 'Checkout', '9'))
        one.page = None
        window = save_and_be_asked(one)
        one.find('list item', '.*Engineers changed from “8” to “10”.*', root=window)
        one.find('list item', '.*Engineers changed from “8” to “9”.*', root=window)
        assert engineers(plan) == 10, 'nothing is written before the question is answered'
        one.press('Overwrite', root=window)
        wait_for('the plan to be written', lambda: engineers(plan) == 9)
        answered(one, 'The File Was Changed')
        gone(one, 'Another program changed.*')
        one.find('label', '.*· shared.qplan')
        one.key('ctrl+w')
        ends(one)
    history = Path(os.environ['XDG_DATA_HOME']) / 'quarterdeck/history'
    kept = [gzip.decompress(state.read_bytes().split(b'\n', 1)[1]) for state in history.rglob('*.state')]
    assert any(b'"engineers": 10' in state for state in kept), 'what the other saved is kept'


def shown(program, value):
    program.go_to('Capacity')
    wait_for(f'{value} engineers', lambda: program.value('Engineers', 'Checkout') == value)
    program.page = None


def save_as(program, path):
    wait_for('the name to save as', lambda: [node for node in program.find_all('text') if node.has(Atspi.StateType.FOCUSED)])
    program.key('ctrl+a')
    program.type(str(path))
    program.key('Return')
    wait_for(f'{path.name} to be written', path.exists)
    wait_for('its name in the window', lambda: program.find_all('label', f'.*· {path.name}'))


def file_goes(plan):
    """A plan whose file is gone is not saved any more, though nobody changed it."""
    with Program(plan) as program:
        program.find('list', 'Sections')
        plan.unlink()
        program.find('label', '“plan.qplan” was deleted or moved.*')
        program.find('label', '.* · plan.qplan · edited')
        program.key('ctrl+w')
        program.press('Cancel', root=program.find('dialog', 'Save changes to .*'))
        gone(program, 'Save changes to .*')
        program.press('Save Again')
        wait_for('the plan to be written', plan.exists)
        gone(program, '“plan.qplan” was deleted or moved.*')
        program.key('ctrl+w')
        ends(program)


class Stick:
    """A small file system of its own, where one may be had."""

    def __init__(self, folder):
        self.folder = folder
        self.folder.mkdir()

    def __enter__(self):
        done = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', self.folder], capture_output=True)
        if done.returncode:
            print('no file system to fill:', done.stderr.decode().strip())
            return None
        return self

    def __exit__(self, *_):
        subprocess.run(['umount', '--lazy', self.folder], capture_output=True)

    def remount(self, how):
        subprocess.run(['mount', '-o', f'remount,{how}', self.folder], check=True)

    def fill(self):
        with open(self.folder / 'filling', 'wb', buffering=0) as filling:
            try:
                while True:
                    filling.write(bytes(4096))
            except OSError:
                pass

    def empty(self):
        (self.folder / 'filling').unlink()


def places_fail(folder):
    """What cannot be written is said, with what to do; the plan stays as it is here."""
    with Stick(folder / 'stick') as stick, Stick(folder / 'state') as state:
        if stick is None or state is None:
            return
        plan = stick.folder / 'plan.qplan'
        shutil.copy(EXAMPLES / 'q2-2024.qplan', plan)
        state.fill()
        with Program(plan, environment={'XDG_STATE_HOME': str(state.folder)}) as program:
            # A draft that cannot be written is said until it can.
            edit_engineers(program, '8', '9')
            program.find('label', 'Drafts cannot be kept in .*')
            state.empty()
            edit_engineers(program, '9', '10')
            gone(program, 'Drafts cannot be kept in .*')

            stick.remount('ro')
            save_fails(program, '“plan.qplan” cannot be saved because its place can only be read. Save the plan elsewhere.')
            stick.remount('rw')
            stick.fill()
            save_fails(program, 'There is no space left to save “plan.qplan”. Make room there, or save the plan elsewhere.')
            assert engineers(plan) == 8, 'the file is as it was'
            stick.empty()
            program.key('ctrl+s')
            wait_for('the plan to be written', lambda: engineers(plan) == 10)

            # The stick is pulled out.
            edit_engineers(program, '10', '12')
            subprocess.run(['umount', '--lazy', stick.folder], check=True)
            program.key('ctrl+s')
            wait_for('the plan to be where the stick was', lambda: plan.exists() and engineers(plan) == 12)
            program.key('ctrl+w')
            ends(program)


def save_fails(program, sentence):
    program.key('ctrl+s')
    question = program.find('dialog', 'The plan could not be saved')
    program.find('label', sentence, root=question)
    program.press('Cancel', root=question)
    answered(program, 'The plan could not be saved')
    program.find('label', '.* · plan.qplan · edited')


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
        another_program_writes(plan)
        somebody_else_writes(folder)
        file_goes(plan)
        places_fail(folder)
        unreadable(folder)
        markdown(folder)
    print('1 passed, 0 failed')


main()
