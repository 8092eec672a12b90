"""Programs that are driven by keys alone, and what they leave in the file."""
import json
import os
import re
import subprocess

from desktop import Program, wait_for

QDECK = os.environ['QDECK']
KEY = re.compile(r'((ctrl|alt|shift)\+)*(F\d+|Tab|Return|Escape|space|Up|Down|Left|Right|Home|End|Next|Prior)|'
                 r'(ctrl|alt|shift)\+.+')


def twice(name):
    """GTK 4.8 says the label of a button or check twice."""
    return f'({re.escape(name)} ?)+'


def windows(program, name):
    """Those of the program that are called so. GTK 4.8 is not of one mind about the role of a window."""
    now = program.root.tree.look(program.root)
    return [child for child in now.children if re.fullmatch(name, child.name)] if now is not None else []


def window(program, name):
    return wait_for(f'a window {name}', lambda: next(iter(windows(program, name)), None))


def tab_to(program, name, patience=80, key='Tab'):
    """With the keyboard alone, as whoever has no mouse."""
    for _ in range(patience):
        before = program.focused()
        if before is not None and re.fullmatch(name, before.name):
            return before
        program.key(key)
        wait_for('the focus to move on', lambda: moved(program, before))
    raise AssertionError(f'the focus never comes to {name}')


def moved(program, before):
    now = program.focused()
    return now is not None and (before is None or now.path != before.path)


class Typist(Program):
    """Only keys, and looks at where they went."""

    def turn_to(self, page):
        """With the key for the next section, pressed as often as it takes."""
        sections = self.sections
        self.sections = sections[sections.index(page):]
        self.hit(*['ctrl+Next'] * sections.index(page))

    def on(self, name):
        """Waits for a cell that has the focus and is not edited."""
        wait_for(f'the focus on {name}', lambda: (node := self.focused(self.root)) is not None and node.name == name)

    def hit(self, *keys):
        """Keys and texts to type, one right after the other as fast hands do: a text is what no key is called."""
        words = []
        for key in keys:
            words += ['key', '--clearmodifiers', key] if KEY.fullmatch(key) else ['type', '--delay', '4', '--args', '1', key]
        subprocess.run(['xdotool', *words], check=True)

    def type_rows(self, rows, first='Return'):
        """As in a spreadsheet: Tab to the next cell, Enter to the first cell of the next row. The row that is begun behind the
        last is left again."""
        keys = [first]
        for row in rows:
            for number, cell in enumerate(row):
                keys += (['Tab'] if number > 0 else []) + ([cell] if cell else [])
            keys.append('Return')
        self.hit(*keys, 'Escape')

    def save_as(self, path):
        """In the dialog that asks for a name."""
        self.key('ctrl+s')
        self.page = None
        self.find('text', 'Name:')
        self.key('ctrl+a')
        self.type(str(path))
        self.key('Return')
        wait_for('the file', path.exists)


def figures(plan):
    """What the plan comes to, whatever its records are called inside."""
    shown = subprocess.run([QDECK, 'show', '--json', plan], check=True, capture_output=True)
    said = json.loads(shown.stdout)
    return {
        'quarter': said['quarter'],
        'score': [said['score'][key] for key in ('overall', 'target', 'key_results', 'scored')],
        'capacity': (said['capacity']['engineers'], said['capacity']['points'], said['capacity']['committed']),
        'teams': [[team[key] for key in ('name', 'engineers', 'points', 'committed', 'load', 'assumed')]
                  for team in said['capacity']['teams']],
        'allocation': [[category[key] for key in ('category', 'percent', 'points')] for category in said['allocation']],
        'objectives': [[objective[key] for key in ('title', 'owner', 'key_results', 'initiatives', 'points')]
                       for objective in said['objectives']],
        'risks': [[risk[key] for key in ('risk', 'likelihood', 'impact', 'level')] for risk in said['risks']],
    }
