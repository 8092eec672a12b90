"""A facilitator's first minutes: open a plan, change a team's engineers, see the figures follow, undo, redo, save, reopen."""
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from desktop import EXAMPLE, Program, wait_for


def figures(plan):
    shown = subprocess.run([os.environ['QDECK'], 'show', '--json', plan], check=True, capture_output=True)
    return json.loads(shown.stdout)


def loaded(program):
    """The libraries that the program has in its memory."""
    maps = Path(f'/proc/{program.process.pid}/maps').read_text().split('\n')
    return {Path(line.split()[-1]).name for line in maps if '.so' in line}


def check_what_is_loaded(program):
    """What most starts do not need is not there yet: it would be a third of the memory. GTK draws an icon with librsvg where
    there is no PNG of it, and so has to where the icons of the desktop are none."""
    heavy = ['quarterdeck-office', 'libarchive', 'libical', 'libxlsxwriter']
    if Path('/usr/share/icons/Adwaita/16x16/ui/window-close-symbolic.symbolic.png').exists():
        heavy.append('librsvg')
    found = [name for name in loaded(program) if name.startswith(tuple(heavy))]
    assert not found, f'loaded at start: {found}'


def main():
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / 'plan.qplan'
        shutil.copy(EXAMPLE, plan)
        before = figures(plan)['capacity']
        assert before['engineers'] == 26 and before['points'] == 1352, before

        with Program(plan) as program:
            program.find(name='15 of 19')
            check_what_is_loaded(program)
            program.go_to('Capacity')
            assert program.value('Capacity', 'Checkout') == '416'
            program.focus(program.cell('Engineers', 'Checkout', '8'))
            program.key('F2')
            wait_for('the cell to be edited', lambda: program.focused().role == 'text')
            program.key('ctrl+a')
            program.type('9')
            program.key('Return')

            # Every figure follows at once.
            wait_for('the new capacity', lambda: program.value('Capacity', 'Checkout') == '468')
            program.find(name='1,404')
            program.find(name='27')

            program.key('ctrl+z')
            wait_for('the old capacity', lambda: program.value('Capacity', 'Checkout') == '416')
            program.find(name='1,352')
            program.key('ctrl+shift+z')
            wait_for('the new capacity again', lambda: program.value('Capacity', 'Checkout') == '468')

            assert figures(plan)['capacity']['engineers'] == 26, 'nothing is written before it is saved'
            program.key('ctrl+s')
            wait_for('the saved plan', lambda: figures(plan)['capacity']['engineers'] == 27)
            program.key('ctrl+w')
            wait_for('the end of the program', lambda: program.process.poll() is not None)

        with Program(plan) as program:
            program.go_to('Capacity')
            assert program.value('Engineers', 'Checkout') == '9'
            assert program.value('Capacity', 'Checkout') == '468'

    print('1 passed, 0 failed')


main()
