"""Rows and cells go to spreadsheets and come back: as text with tabs, as a table in HTML, as a list, as Markdown; always one
step to undo, and what was not understood is said."""
import os
import subprocess
import tempfile
from pathlib import Path

from desktop import Missing, wait_for
from editor import Editor, names

FORMS = Path(os.environ['QD_SOURCE_ROOT']) / 'tests/formats/clipboard'


def offer(text, target='UTF8_STRING'):
    """Puts something on the clipboard as another program does."""
    data = text if isinstance(text, bytes) else text.encode()
    subprocess.run(['xclip', '-selection', 'clipboard', '-i', '-t', target], input=data, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # it stays, and would keep them open


def offered(target='UTF8_STRING'):
    got = subprocess.run(['xclip', '-selection', 'clipboard', '-o', '-t', target], capture_output=True)
    return got.stdout.decode() if got.returncode == 0 else ''


def copied(program, what, condition, key='ctrl+c'):
    offer('something else')
    program.key(key)
    return wait_for(what, lambda: condition(offered()))


def check_copy(program):
    """Rows, cells and one cell, as text and as a table; cut is copied and gone."""
    program.go_to('Dependencies')
    program.focus(program.cell('Dependency', 'Vault requires infra changes'))
    row = 'Vault requires infra changes\tSecurity\tPlatform\tMedium\tBoth teams plan it together on April 3'
    copied(program, 'the row as text', lambda text: text == row)
    html = offered('text/html')
    assert '<table' in html and 'Vault requires infra changes' in html, html

    program.key('Right', 'shift+Right', 'shift+Down')
    copied(program, 'four cells', lambda text: text == 'Security\tPlatform\nCheckout\tPartner')
    program.key('Escape')
    copied(program, 'one cell', lambda text: text == 'Partner', 'ctrl+shift+c')

    program.key('Home')
    copied(program, 'the row that is cut', lambda text: text.startswith('Partner API specs\t'), 'ctrl+x')
    program.saved('it gone', lambda plan: len(plan['dependencies']) == 2)
    program.undo()
    program.saved('it back', lambda plan: len(plan['dependencies']) == 3)


def check_own(program):
    """Whole records among our own tables: with what no column shows, and what they hold."""
    program.go_to('Objectives')
    program.focus(program.cell('Objective', 'Strengthen Security Posture'))
    program.key('ctrl+c', 'ctrl+v')

    def is_twin(plan):
        objectives = plan['objectives']
        return (len(objectives) == 4 and objectives[2]['title'] == objectives[3]['title'] and
                objectives[3]['key-results'][0].get('check-ins') and
                objectives[2]['id'] != objectives[3]['id'])

    program.saved('the objective twice', is_twin)
    program.undo()
    program.saved('once', lambda plan: len(plan['objectives']) == 3)

    # Cells that were copied as cells go over cells.
    program.go_to('Capacity')
    program.focus(program.cell('Engineers', 'Checkout', '8'))
    program.key('shift+Down', 'shift+Right', 'ctrl+c')
    program.focus(program.cell('Engineers', 'Data', '4'))
    program.key('ctrl+v')
    program.saved('two teams like two others', lambda plan: [team['engineers'] for team in plan['teams']] == [8, 6, 5, 8, 6])
    program.undo()
    program.saved('as before', lambda plan: [team['engineers'] for team in plan['teams']] == [8, 6, 5, 4, 3])


def check_tables(program):
    """What spreadsheets offer: text with tabs, in the order of the columns; HTML whose header names them."""
    program.go_to('Risks')
    program.focus(program.cell('Risk', 'Partnership scope creep'))
    offer('Supplier is late\tHigh\tLow\tA second one\nNew law\tLow\tHigh\n')
    program.key('ctrl+v')
    rows = [('Supplier is late', 'high', 'low', 'A second one'), ('New law', 'low', 'high', None)]
    program.saved('two risks behind the second', lambda plan: [
        tuple(risk.get(key) for key in ('risk', 'likelihood', 'impact', 'mitigation')) for risk in plan['risks'][2:4]] == rows)
    program.undo()

    program.go_to('Capacity')
    program.focus(program.cell('Team', 'Security'))
    offer((FORMS / 'libreoffice-calc.html').read_bytes(), 'text/html')
    program.key('ctrl+v')
    program.saved('teams from Calc', lambda plan: names(plan['teams'], 'name')[5:8] ==
                  ['Checkout & Payments', 'Platform', 'Growth'] and plan['teams'][6]['engineers'] == 6.5)
    program.undo()
    program.saved('five teams', lambda plan: len(plan['teams']) == 5)

    # A single cell goes into the cell, over whatever is selected.
    program.focus(program.cell('Engineers', 'Growth', '5'))
    offer('7')
    program.key('ctrl+v')
    program.saved('seven', lambda plan: plan['teams'][2]['engineers'] == 7)
    program.undo()


class Copied:
    """Another program that has copied something in several forms at once."""

    def __init__(self, forms):
        self.folder = tempfile.TemporaryDirectory()
        self.arguments = []
        for form, data in forms.items():
            file = Path(self.folder.name) / str(len(self.arguments))
            file.write_bytes(data)
            self.arguments += [form, file]
        self.forms = list(forms)

    def __enter__(self):
        self.process = subprocess.Popen(['/usr/bin/python3', Path(__file__).with_name('offer-forms.py'), *self.arguments],
                                        stderr=subprocess.DEVNULL)
        wait_for('all forms on the clipboard', lambda: set(self.forms) <= set(offered('TARGETS').split()))
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()


def check_several_forms(program):
    """A spreadsheet offers the same as a table in HTML and as text: it is pasted once, and with all that HTML says of it."""
    program.go_to('Capacity')
    program.focus(program.cell('Team', 'Security'))
    text = b'Team\tEngineers\nCheckout & Payments\t8\nPlatform\t6.5\nGrowth\t5\n'
    with Copied({'text/html': (FORMS / 'libreoffice-calc.html').read_bytes(), 'text/plain;charset=utf-8': text,
                 'text/tab-separated-values': text}):
        program.key('ctrl+v')
        pasted = program.saved('teams from Calc', lambda plan: plan['teams'] if len(plan['teams']) > 5 else None)
    assert names(pasted, 'name')[5:8] == ['Checkout & Payments', 'Platform', 'Growth'], pasted
    assert pasted[6]['engineers'] == 6.5 and names(pasted, 'name').count('Checkout & Payments') == 1, pasted
    program.undo()
    program.saved('as before, with one step back', lambda plan: len(plan['teams']) == 5)


def check_not_understood(program):
    """A column that no field has is said, and what it was, behind a button."""
    program.go_to('Reviews')
    program.focus(program.cell('Review', 'Mid-quarter'))
    offer('Review\tDate\tRoom\nExtra review\tJune 7\tBlue\n')
    program.key('ctrl+v')
    program.said('.*not understood.*')
    program.press('Details', root=program.root)
    program.said('.*“Room”.*')
    program.key('Escape')
    program.saved('the review', lambda plan: [review.get('date') for review in plan['reviews']
                                              if review['name'] == 'Extra review'] == ['June 7'])
    program.undo()
    program.saved('four reviews', lambda plan: len(plan['reviews']) == 4)


def check_text(program):
    """Lists and Markdown; in a tree, they go where they belong."""
    program.go_to('Lessons')
    program.focus(program.cell('Lesson', 'Nobody can carry the pager like this for another quarter'))
    offer('• Write it down\n• Ask twice\n')
    program.key('ctrl+v')
    program.saved('two lessons', lambda plan: names(plan['review']['lessons'], 'text')[3:] == ['Write it down', 'Ask twice'])
    program.undo()

    program.go_to('Objectives')
    program.focus(program.cell('Objective', 'Strengthen Security Posture'))
    offer('- Rotate keys - 30 points\n- Threat model (20 pts)\n')
    program.key('ctrl+v')
    program.saved('two initiatives', lambda plan: [(work['title'], work.get('points')) for work in
                                                   plan['objectives'][2]['initiatives'][3:]] ==
                  [('Rotate keys', 30), ('Threat model', 20)] and len(plan['objectives']) == 3)
    program.undo()

    program.focus(program.cell('Initiative', 'Vault implementation'))
    offer('| Key Result | Baseline | Target | Owner |\n|---|---|---|---|\n| Phishing tests passed | 70% | 95% | Security |\n')
    program.key('ctrl+v')
    program.saved('a key result', lambda plan: plan['objectives'][2]['key-results'][-1].items() >=
                  {'title': 'Phishing tests passed', 'baseline': '70%', 'target': '95%', 'owner': 'Security'}.items())
    program.undo()
    program.saved('none', lambda plan: len(plan['objectives'][2]['key-results']) == 4)


def main():
    checks = (check_copy, check_own, check_tables, check_several_forms, check_not_understood, check_text)
    with Editor() as program:
        for check in checks:
            try:
                check(program)
            except Missing as error:
                raise AssertionError(f'{check.__name__}: {error}') from error
    print(f'{len(checks)} passed, 0 failed')


main()
