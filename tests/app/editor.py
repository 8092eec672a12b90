"""A window in which the example plan is edited: what counts is what the saved file says."""
import json
import math
import re
import shutil
import tempfile
import time
from pathlib import Path

from desktop import EXAMPLE, Program, wait_for


class Editor(Program):
    def __init__(self, source=EXAMPLE, environment=None):
        self.folder = tempfile.TemporaryDirectory()
        self.plan = Path(self.folder.name) / 'plan.qplan'
        shutil.copy(source, self.plan)
        super().__init__(self.plan, environment=environment)

    def __exit__(self, *failure):
        super().__exit__(*failure)
        self.folder.cleanup()

    def saved(self, what, condition):
        """Saves, and waits for a file of which condition is true. What is not done yet when it is saved, because the
        clipboard or a toast takes its time, is saved a little later."""
        asked = 0.0

        def look():
            nonlocal asked
            if time.monotonic() - asked > 1:
                self.key('ctrl+s')
                asked = time.monotonic()
            try:
                return condition(json.loads(self.plan.read_text(encoding='utf-8')))
            except (KeyError, IndexError):
                return None  # what is looked for is not there yet

        return wait_for(what, look)

    def at(self, column, title=None):
        """Waits until the focus is on that cell, and no editor is open."""
        def look():
            cell = self.focused(self.page)
            return (cell is not None and cell.name.startswith(f'{column}:') and
                    (title is None or cell.description == title))

        wait_for(f'the focus on {column} of {title}', look)

    def shows(self, column, title, value):
        wait_for(f'{column} of {title} to be {value}', lambda: self.find_all(name=f'{re.escape(column)}: {value}',
                                                                             description=title))

    def said(self, pattern):
        return self.find('label', pattern, root=self.root)

    def told(self, key, pattern):
        """Presses a key that changes nothing until a notice says why: a busy machine may be slower than a notice lasts."""
        asked = -math.inf

        def look():
            nonlocal asked
            if time.monotonic() - asked > 4:
                self.key(key)
                asked = time.monotonic()
            return self.find_all('label', pattern, root=self.root)

        wait_for(f'a notice {pattern!r}', look)

    def undo(self, times=1):
        self.key(*['ctrl+z'] * times)


def names(records, key='title'):
    return [record.get(key, '') for record in records]
