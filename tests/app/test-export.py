"""How a plan leaves the window: one file, several into a folder, printed; what was chosen is there again."""
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from desktop import Program, wait_for
from typist import tab_to, twice, window, windows

ROOT = Path(os.environ['QD_SOURCE_ROOT'])
EXAMPLE = ROOT / 'data/examples/q2-2024.qplan'


def opened(program):
    program.page = None
    program.key('ctrl+e')
    dialog = window(program, 'Export')
    program.find(name='Preview of page 1 of .*', root=dialog)
    return dialog


def closed(program):
    wait_for('the dialog to go', lambda: not windows(program, 'Export'))


def check(program, *names):
    for name in names:
        row = tab_to(program, twice(name))
        program.key('space')
        assert row


def is_checked(program, dialog, name):
    from accessible import Atspi
    return program.find('check box', twice(name), root=dialog).is_now(Atspi.StateType.CHECKED)


def toast(program, words):
    program.find(name=words)


def one_file(folder, plan):
    with Program(plan) as program:
        dialog = opened(program)
        first = program.find(name='Preview of page 1 of .*', root=dialog).name
        pages = int(first.split()[-1])
        assert pages > 20, first
        program.press('Next page', root=dialog)
        program.find(name=f'Preview of page 2 of {pages}', root=dialog)
        program.press('Export…', root=dialog)
        program.press('Save', root=window(program, 'Export to File'))
        closed(program)
        toast(program, 'Exported “q2-2024.pptx”')
        with zipfile.ZipFile(folder / 'q2-2024.pptx') as parts:
            slides = [name for name in parts.namelist() if re.fullmatch(r'ppt/slides/slide\d+\.xml', name)]
        assert len(slides) == pages, f'{len(slides)} slides, {pages} in the preview'

        several_files(program, folder)
        program.process.kill()
        program.process.wait()


def several_files(program, folder):
    """Into a folder where one of them is already; it stays until somebody says otherwise."""
    old = folder / 'q2-2024 report.pdf'
    old.write_text('old')
    dialog = opened(program)
    assert is_checked(program, dialog, 'Slides'), 'what was chosen last is chosen again'
    check(program, 'Slides', 'Report', 'Plan on a page', 'Plan on a slide', 'Web page', 'Workbook', 'Calendar', 'Markdown', 'Tables')
    for answer in ('Cancel', 'Replace'):
        program.press('Export…', root=dialog)
        program.press('Export', root=window(program, 'Export to Folder'))
        question = program.find('dialog', name='Replace 1 file\\?')
        assert old.read_text(errors='replace') == 'old'
        program.press(answer, root=question)
        if answer == 'Cancel':
            wait_for('the question to go', lambda: not program.find_all(name='Replace 1 file\\?', root=program.root))
    closed(program)
    toast(program, 'Exported \\d+ files to “.*”')
    assert old.read_bytes().startswith(b'%PDF')
    assert (folder / 'q2-2024 page.pdf').read_bytes().startswith(b'%PDF')
    with zipfile.ZipFile(folder / 'q2-2024 page.pptx') as parts:
        assert 'ppt/slides/slide2.xml' not in parts.namelist(), 'the plan on a slide is one'
    assert '<h1>' in (folder / 'q2-2024.html').read_text()
    assert zipfile.is_zipfile(folder / 'q2-2024.xlsx')
    assert (folder / 'q2-2024.ics').read_text().startswith('BEGIN:VCALENDAR')
    assert (folder / 'q2-2024.md').read_text() == EXAMPLE.with_suffix('.md').read_text()
    assert (folder / 'q2-2024 risks.csv').read_text().startswith('Risk,')
    assert not (folder / 'q2-2024 slides.pdf').exists()

    dialog = opened(program)
    assert is_checked(program, dialog, 'Workbook') and not is_checked(program, dialog, 'Slides')
    program.key('Escape')
    closed(program)


def has_focus_in_list(program):
    now = program.focused(program.root)
    return now is not None and now.role == 'list item'


def audience(plan):
    """Who does not get all is told what is left out, and can have no form that has all in it."""
    with Program(plan) as program:
        dialog = opened(program)
        tab_to(program, 'For')
        program.key('space')
        program.find('label', 'Partner', root=program.root)
        wait_for('the focus on the list', lambda: has_focus_in_list(program))
        for _ in range(4):
            program.key('Down')
        program.key('Return')
        program.find(name='Slides · Partner', root=dialog)
        program.find(name='\\d+ things', root=dialog)
        program.find(name='Has all of the plan in it: for everyone who plans', root=dialog)
        program.process.kill()
        program.process.wait()


def printed_upright(folder, plan):
    """The paper that lay across the last time is turned as the pages are, which fill it."""
    state = folder / 'across'
    (state / 'quarterdeck').mkdir(parents=True)
    (state / 'quarterdeck/print').write_text('[Print Settings]\nprinter=Print to File\norientation=landscape\n\n'
                                             '[Page Setup]\nName=iso_a4\nWidth=210\nHeight=297\nMarginTop=6\n'
                                             'MarginBottom=6\nMarginLeft=6\nMarginRight=6\nOrientation=landscape\n')
    file = folder / 'Q2 2024 plan.pdf'
    file.unlink(missing_ok=True)
    with Program(plan, environment={'XDG_STATE_HOME': str(state)}) as program:
        program.find('list', 'Sections')
        program.key('ctrl+p')
        program.print_to_file(file)
        size = subprocess.run(['pdfinfo', file], capture_output=True, check=True, text=True).stdout
        assert re.search(r'Page size: +595\.\d+ x 841\.\d+ ', size), size
        program.process.kill()
        program.process.wait()


def printed(folder, plan):
    """Looked at first, then printed into a file: the same pages."""
    with Program(plan) as program:
        program.page = None
        program.key('ctrl+p')
        program.find('push button', '(Pre_?view ?)+').act()
        preview = window(program, 'Print Preview')
        pages = int(program.find(name='Preview of page 1 of .*', root=preview).name.split()[-1])
        assert pages > 5, pages
        program.key('Escape')
        wait_for('the preview to close', lambda: not windows(program, 'Print Preview'))

        program.key('ctrl+p')
        printed_pages = program.print_to_file(folder / 'Q2 2024 plan.pdf')
        assert printed_pages == pages, f'{pages} pages in the preview, {printed_pages} printed'
        kept = Path(program.environment['XDG_STATE_HOME']) / 'quarterdeck/print'
        choices = wait_for('what was chosen to be kept', lambda: kept.exists() and kept.read_text())
        assert '[Print Settings]' in choices and 'printer=Print to File' in choices, choices
        assert str(folder) not in choices and 'Q2 2024' not in choices, 'a name of this plan is no choice for others'
        program.process.kill()
        program.process.wait()


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / 'q2-2024.qplan'
        shutil.copy(EXAMPLE, plan)
        before = json.loads(plan.read_text())
        one_file(folder, plan)
        audience(plan)
        printed(folder, plan)
        printed_upright(folder, plan)
        assert json.loads(plan.read_text()) == before, 'exporting changes nothing'
    print('1 passed, 0 failed')


main()
