"""A quarter's plan from the first start to the slides, and not once a mouse: what is told is what keys do, real ones, and after
every step something that shows has the focus. The accessibility tree is only looked at."""
import json
import os
import re
import tempfile
import zipfile
from pathlib import Path

from accessible import Focus
from desktop import wait_for
from typist import Typist, figures, tab_to, twice, window, windows

READER = '[Desktop Entry]\nType=Application\nName=Reader\nExec=sh -c "echo $0 >{}" %u\nMimeType=text/html;\n'
TEAMS = [['Alpha', '2', '10'], ['Beta', '3', '10']]
WHY = 'They start in May'


class Hands(Typist):
    """All fingers, and no mouse."""

    def make_large(self):
        """That would be the mouse."""
        self.focus_now = Focus(self.root.tree)

    def focused(self, root=None):
        return self.focus_now.now()

    def step(self, *keys, name=None):
        """Presses them, and waits until what has the focus is called so, and can be seen."""
        self.hit(*keys)
        return self.sees(name, f'{name or "the focus"} after {" ".join(keys)}')

    def sees(self, name=None, what=None):
        def look():
            now = self.focused()
            return now if now is not None and re.fullmatch(name or '.*', now.name) and is_in_view(now) else None

        return wait_for(what or f'the focus on {name}', look)

    def focus_but(self, path):
        now = self.focused()
        return now if now is not None and now.path != path and is_in_view(now) else None

    def type_in_row(self, name, text, *keys):
        """libadwaita 1.2 does not say that such a row has the focus. What is typed is in it, that it says."""
        rows = wait_for(name, lambda: self.find_all('text', name, root=self.root))
        self.type(text)
        wait_for(f'{text!r} in {name}', lambda: any(row.text() == text for row in rows))
        if keys:
            self.hit(*keys)

    def comes_round(self, key='Tab'):
        """Tab leaves everything that it comes to, and is back in the end."""
        first = self.sees()
        seen = [first.path]
        while True:
            before = seen[-1]
            self.key(key)
            now = wait_for(f'Tab to go on from {first.name if len(seen) == 1 else now.name}', lambda: self.focus_but(before))
            if now.path == first.path:
                return len(seen)
            assert now.path not in seen, f'Tab comes to {now.name} again, not to {first.name}'
            seen.append(now.path)


def is_in_view(node):
    """Whether its middle is within everything that scrolls, and the window. What pops up is said to be elsewhere by GTK 4.8."""
    x, y, width, height = node.extents()
    if width <= 0 or height <= 0:
        return False
    up = node.parent
    while up is not None and up.role != 'menu':
        if up.role in ('scroll pane', 'frame', 'dialog', 'window'):
            left, top, wide, high = up.extents()
            if not (left <= x + width / 2 <= left + wide and top <= y + height / 2 <= top + high):
                return False
        up = up.parent
    return True


def prepare(folder):
    """A guide of two pages, somebody to read it, and a place for what is kept of plans."""
    (folder / 'guide/C').mkdir(parents=True)
    for page in ('index', 'frame'):
        (folder / f'guide/C/{page}.html').write_text('<!DOCTYPE html>')
    applications = folder / 'applications'
    applications.mkdir()
    (applications / 'reader.desktop').write_text(READER.format(folder / 'read'))
    (applications / 'mimeapps.list').write_text('[Default Applications]\ntext/html=reader.desktop\n')
    (folder / 'state').mkdir()
    return {'QD_HELP_DIR': str(folder / 'guide'), 'XDG_DATA_HOME': str(folder), 'XDG_STATE_HOME': str(folder / 'state')}


def starts(hands):
    """With nothing but what the window offers."""
    hands.sees()
    assert hands.comes_round() >= 4
    assert hands.comes_round('shift+Tab') >= 4
    tab_to(hands, twice('New Plan'))
    hands.step('Return')
    hands.find('list', 'Sections', root=hands.root)


def goes_through_sections(hands):
    """Every one shows in the sidebar as it is gone to, down to the last and up again."""
    hands.step('F6', 'F6', name='Overview')
    sections = hands.pages()
    for page in sections[1:]:
        hands.step('Down', name=page)
    hands.find('filler', sections[-1], root=hands.root)
    hands.step('Home', name='Overview')
    hands.sections = sections


def fills_in(hands):
    """Title, teams, shares, an objective and what belongs to it, a risk. Alpha has twice the work that it can do."""
    hands.turn_to('Plan and people')
    hands.type_in_row('Title', 'Keys', 'Tab')
    hands.turn_to('Capacity')
    hands.type_rows(TEAMS, 'ctrl+shift+n')
    hands.step('F6')
    hands.type_rows([['Features', '60'], ['Debt', '40']], 'ctrl+shift+n')
    hands.turn_to('Objectives')
    hands.step('ctrl+shift+n')
    hands.step('Ship it', 'Tab', 'Alpha', 'Return', 'Escape', 'Up', name='Add Initiative')
    hands.type_rows([['Engine', '', '30'], ['Wheels', '', '10']])
    hands.step('Up', 'Up', 'Up', 'Up', name='Add Key Result')
    hands.type_rows([['Miles', '', '0', '100']])
    hands.turn_to('Risks')
    hands.type_rows([['It rains', 'h', 'h']], 'ctrl+shift+n')
    hands.sees('Add Risk')


def finds(hands):
    hands.step('ctrl+f', name='Find in the plan')
    hands.type('Wheels')
    hands.find('list item', 'Wheels, .*', root=hands.root)
    hands.step('Return', name='Initiative: Wheels')
    hands.step('ctrl+f', name='Find in the plan')
    assert hands.comes_round() > 20
    hands.step('Escape', name='Initiative: Wheels')


def mends(hands):
    """What does not add up: there and back, and what is meant so is accepted."""
    over = 'Error: Alpha is committed to 40 of 20 points, 20 too many.'
    hands.step('F8', name=over)
    hands.step('Return', name='Team: Alpha')
    hands.step('F8', name=over)
    hands.step('Down', name='Warning: Beta has 30 points of capacity and no work.')
    hands.step('Tab', name=twice('Accept…'))
    hands.hit('Return')
    hands.find('dialog', 'Accept This Finding[?]', root=hands.root)
    hands.type_in_row('Reason', WHY, 'Return')
    hands.sees('Warning: 2 initiatives with 40 points have .*')
    hands.step('F8')
    hands.step('Escape')


def comments(hands):
    """From the menu, by the letters that it underlines."""
    hands.step('ctrl+f', name='Find in the plan')
    hands.step('ctrl+a', 'It rains')
    hands.find('list item', 'It rains, .*', root=hands.root)
    hands.step('Return', name='Risk: It rains')
    hands.step('F10', name='New Plan')
    hands.hit('c')
    hands.find('text', 'Comment as .*', root=hands.root)
    hands.type_in_row('Comment as .*', 'Umbrellas', 'Return')
    hands.find(name='1 open comment', root=hands.root)


def prefers(hands):
    """No earlier states any more."""
    hands.step('F10', name='New Plan')
    hands.step('r', name='Reopen plans on start')
    window(hands, 'Preferences')
    assert hands.comes_round() > 6
    tab_to(hands, 'Keep earlier states')
    hands.step('Return', 'Escape')
    wait_for('the window to go', lambda: not windows(hands, 'Preferences'))
    hands.sees()


def trades(hands):
    """What is ranked higher stays, what can wait is stretch, and a share takes from the others."""
    hands.step('ctrl+Prior', 'ctrl+Prior', name='Show')
    tab_to(hands, 'Engine')
    hands.step('Down', name='Wheels')
    hands.hit('alt+Up')
    wait_for('the other order', lambda: [row.name for row in hands.find_all('list item', 'Engine|Wheels', root=hands.root)]
             == ['Wheels', 'Engine'])
    hands.step('Down', name='Engine')
    hands.hit('s')
    hands.find('label', '.*Every team has room.*', root=hands.root)
    tab_to(hands, 'Features')
    hands.step('Right', 'Right', name='Features')
    hands.find('label', '62', root=hands.root)


def meets(hands):
    """The usual agenda, its next item, what is decided, and the end. No pane is left open: where it lies over the window,
    Tab stays in it."""
    hands.step('ctrl+f', name='Find in the plan')
    hands.step('Escape')
    hands.hit('F5')
    tab_to(hands, twice('Usual Agenda'))
    hands.step('Return')
    hands.hit('F4')
    hands.find('list item', '.*, on now', root=hands.root)
    hands.hit('F12')
    hands.step('ctrl+1', name='What to note')
    hands.step('Engines first', 'Return', name='What to note')
    hands.hit('alt+e')
    hands.find(name='The meeting is over; 1 thing was noted[.]', root=hands.root)
    hands.hit('F5')
    hands.find('list', 'Sections', root=hands.root)
    hands.sees()


def keeps(hands, plan):
    """Under a name; one step back and forward again."""
    hands.save_as(plan)
    hands.sees()
    assert not list(plan.parent.glob('**/history/*')), 'no earlier states are kept'
    saved = plan.read_bytes()
    hands.key('ctrl+z', 'ctrl+z', 'ctrl+z', 'ctrl+z', 'ctrl+s')
    wait_for('less in the file', lambda: plan.read_bytes() != saved)
    hands.key('ctrl+y', 'ctrl+y', 'ctrl+y', 'ctrl+y', 'ctrl+s')
    wait_for('all of it again', lambda: plan.read_bytes() == saved)


def exports(hands, slides):
    hands.step('ctrl+e', name='For')
    assert hands.comes_round() > 10
    hands.hit('alt+e')
    hands.find('text', 'Name:', root=window(hands, 'Export to File'))
    hands.hit('ctrl+a', str(slides), 'Return')
    wait_for('the slides', slides.exists)
    with zipfile.ZipFile(slides) as parts:
        assert 'ppt/slides/slide2.xml' in parts.namelist(), parts.namelist()
    hands.sees()


def looks_things_up(hands, read):
    """All keys there are, and the page of the guide about this section."""
    hands.step('ctrl+question')
    window(hands, 'Keyboard Shortcuts')
    assert hands.comes_round() > 3
    hands.hit('Escape')
    wait_for('the window to go', lambda: not windows(hands, 'Keyboard Shortcuts'))
    hands.step('F1')
    wait_for('the guide', lambda: 'frame.html#context' in read.read_text())


def closes(hands, plan):
    """What is not saved is asked for; it is kept, and all of it there the next time."""
    hands.hit('ctrl+f', 'ctrl+a', 'rains')
    hands.find('list item', 'It rains, .*', root=hands.root)
    hands.step('Return', name='Risk: It rains')
    hands.step('Tab', 'l', 'Tab')
    hands.hit('ctrl+w')
    hands.find('dialog', 'Save .*', root=hands.root)
    assert hands.comes_round() == 3
    hands.hit('alt+s')
    wait_for('the end of the program', lambda: hands.process.poll() is not None)
    assert json.loads(plan.read_text())['risks'][0]['likelihood'] == 'low'


def opens_again(hands):
    """The plan that was open last is there, at the section that was shown."""
    hands.find('frame', 'Keys', root=hands.root)
    hands.sees('Risk: It rains')
    tab_to(hands, 'Show sections')
    assert hands.comes_round() >= 8


def check_plan(plan):
    saved = json.loads(plan.read_text())
    said = figures(plan)
    assert saved['title'] == 'Keys', saved
    assert said['teams'] == [['Alpha', 2, 20, 10, 0.5, False], ['Beta', 3, 30, 0, 0, False]], said['teams']
    assert [shares[:2] for shares in said['allocation']] == [['Features', 62], ['Debt', 38]], said['allocation']
    assert said['objectives'] == [['Ship it', 'Alpha', 1, 2, 10]], said['objectives']
    assert [work['title'] for work in saved['objectives'][0]['initiatives']] == ['Engine', 'Wheels'], saved['objectives']
    assert [(each['rule'], each['reason']) for each in saved['accepted']] == [('capacity.team-idle', WHY)], saved['accepted']
    assert [each['text'] for each in saved['comments']] == ['Umbrellas'], saved['comments']
    assert [each['decision'] for each in saved['decisions']] == ['Engines first'], saved['decisions']


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / 'keys.qplan'
        environment = prepare(folder)
        with Hands(environment=environment) as hands:
            for part in (starts, goes_through_sections, fills_in, finds, mends, comments, prefers, trades, meets):
                part(hands)
            keeps(hands, plan)
            exports(hands, folder / 'keys.pptx')
            looks_things_up(hands, folder / 'read')
            closes(hands, plan)
        check_plan(plan)
        with Hands(environment=environment) as hands:
            opens_again(hands)
    print('1 passed, 0 failed')


main()
