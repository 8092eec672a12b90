"""The real program in a real window: start it, find what is in it as a screen reader does, press real keys.

Nothing here sleeps for a fixed time: every wait ends as soon as what is waited for is there, or fails after a while.
"""
import gettext
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from accessible import Atspi, Bus, Gio, GLib, Tree

EXAMPLE = Path(os.environ['QD_SOURCE_ROOT']) / 'data/examples/q2-2024.qplan'
ACCENT = bytes.fromhex('3584e4')
SESSION = 'DBUS_SESSION_BUS_ADDRESS'
PATIENCE = float(os.environ.get('QD_TEST_PATIENCE', '60'))
# What the window says in the language that it is started in; the tests run in none, and name things in English.
in_language = gettext.translation('quarterdeck', os.environ.get('QD_LOCALE_DIR'), fallback=True).gettext
in_language_of_gtk = gettext.translation('gtk40', fallback=True).gettext


class Missing(AssertionError):
    pass


def wait_for(what, condition, patience=PATIENCE):
    """Asks condition() until it gives something true, and returns that. Asking keeps the program from working, so that it
    has as long again in between."""
    end = time.monotonic() + patience
    while True:
        asked = time.monotonic()
        try:
            answer = condition()
        except (GLib.Error, FileNotFoundError):
            answer = None  # what was asked, or the file that was looked at, went away meanwhile
        if answer:
            return answer
        if time.monotonic() > end:
            raise Missing(f'waited {patience:g} s for {what}')
        time.sleep(max(time.monotonic() - asked, 0.02))


class OtherLogin:
    """Somebody else at the same screen: a program started in .environment knows nothing of one that is started without."""

    CONFIGURATION = '''<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
        <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>'''

    def __enter__(self):
        home = Path(tempfile.mkdtemp(dir=os.environ['HOME']))
        (home / 'bus.conf').write_text(self.CONFIGURATION)
        self.daemon = subprocess.Popen(['dbus-daemon', f'--config-file={home}/bus.conf', '--nofork', '--print-address'],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.environment = {SESSION: self.daemon.stdout.readline().strip(), 'AT_SPI_BUS_ADDRESS': Bus().address,
                            'XDG_DATA_HOME': str(home / 'data')}
        return self

    def __exit__(self, *_):
        self.daemon.terminate()
        self.daemon.wait(PATIENCE)
        self.daemon.stdout.close()


class Program:
    """One running Quarterdeck. Used as a context manager: it is gone afterwards, however the test ends."""

    def __init__(self, *arguments, environment=None):
        self.arguments = [os.environ['QD_PROGRAM'], *map(str, arguments)]
        self.aside = 4  # pixels: two such steps are too far for a double click
        # What one start leaves is nothing to the next, unless a test wants it so.
        state = tempfile.mkdtemp(dir=os.environ['HOME'])
        self.environment = {**os.environ, 'XDG_STATE_HOME': state, **(environment or {})}

    def __enter__(self):
        self.log = tempfile.TemporaryFile('w+')
        self.process = subprocess.Popen(self.arguments, env=self.environment, stderr=self.log)
        self.page = None  # where to look: pages shown before stay in the tree, and GTK 4.8 does not say what is showing
        self.bus = Bus()
        self.root = wait_for('the program on the accessibility bus', self.find_root)
        self.make_large()
        return self

    def make_large(self):
        maximize, restore = map(in_language_of_gtk, ['Maximize', 'Restore'])
        button = self.find('push button', f'(({maximize}|{restore}) ?)+')
        screen = int(subprocess.run(['xdotool', 'getdisplaygeometry'], check=True, capture_output=True).stdout.split()[0])
        # As large as it gets: on a screen this small GTK 4.8 takes the shadow for a part of it.
        is_large = self.root.children[0].extents()[2] == screen
        # GTK 4.18 does: a button in a bar seems to stand at the very edge of the window.
        self.bus.misplaces = button.extents()[1] == 0
        if button.name.startswith(maximize) and not is_large:  # one that comes back may be large already
            button.act()

    def __exit__(self, failure, *_):
        if failure is not None and 'QD_TEST_PICTURE' in os.environ:
            subprocess.run(['import', '-window', 'root', os.environ['QD_TEST_PICTURE']], check=False)
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE)
        if self.environment.get(SESSION) == os.environ.get(SESSION):
            wait_for('the end of the program on the bus', self.has_left_bus)
        self.log.seek(0)
        if failure is not None:
            print('the program said:', self.log.read()[-4000:], file=sys.stderr)
        said = [line for line in self.log if re.search(r'(CRITICAL|WARNING)', line) and not self.is_noise(line)]
        self.log.close()
        if said and failure is None:
            raise AssertionError('the program warned:\n' + ''.join(said))

    @staticmethod
    def has_left_bus():
        """Another start would hand its plan to the program that is just ending."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        owned = bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner',
                              GLib.Variant('(s)', ['io.github.quarterdeck.Quarterdeck']), None, 0, -1, None)
        return not owned.unpack()[0]

    @staticmethod
    def is_noise(line):
        """What a session without its usual services makes libraries say, not us."""
        # GTK 4.8 looks for the monitor of what a popup stands at, and says so where there is none. On a busy machine it also
        # lays out a popup, and the list in it, before the server has given that its size. Where the service for documents of
        # sandboxes runs, root may not ask its file system how full it is. A scrollbar that finds something to scroll
        # while sizes are being given out shows its slider one frame before that has a place.
        return any(word in line for word in ('GVFS', 'dconf', 'portal', 'Gdk-Message', 'org.a11y', 'gdk_monitor_get_geometry',
                                             'attempt to allocate GtkPopoverContent',
                                             'Failed to measure available space',
                                             'Trying to snapshot GtkGizmo')) or \
            re.search(r'attempt to allocate GtkScrolledWindow .* width -\d+ and height -\d+$', line) is not None

    def find_root(self):
        assert self.process.poll() is None, f'the program ended with {self.process.returncode}'
        owner = self.bus.find(self.process.pid)
        return Tree(self.bus, owner).look() if owner is not None else None

    # Finding

    def walk(self, root=None):
        """Everything below a node of an earlier look, as it is now: below the page that is shown unless told."""
        seen = root or self.page or self.root
        now = seen.tree.look(seen)
        yield from now.walk() if now is not None else ()

    def find_all(self, role=None, name=None, description=None, root=None):
        return [node for node in self.walk(root)
                if (role is None or node.role == role) and
                (name is None or re.fullmatch(name, node.name)) and
                (description is None or node.description == description)]

    def find(self, role=None, name=None, description=None, root=None):
        def look():
            found = self.find_all(role, name, description, root)
            return found[0] if found else None

        return wait_for(f'{role or "something"} named {name!r} ({description!r})', look)

    def cell(self, column, title=None, value='.*'):
        """The cell of a column in the row of the record with that title."""
        return self.find(name=f'{column}: {value}', description=title)

    def value(self, column, title):
        return self.cell(column, title).get_name().split(': ', 1)[1]

    # Doing

    def key(self, *keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '8', text], check=True)

    def choose_file(self, kind, path):
        """In the dialog that asks for a file, by the name of what it shows. It swallows Return for as long as it looks for
        what the name may go on to."""
        self.find('label', kind, root=self.root)
        self.key('ctrl+l')
        entry = wait_for('the place to type', lambda: [node for node in self.find_all('text', root=self.root)
                                                       if node.has(Atspi.StateType.FOCUSED)])[0]
        self.key('ctrl+a')
        self.type(str(path))
        if entry.text() != str(path):
            self.key('shift+End', 'Delete')  # what GTK 4.18 completed too early stays behind what is typed
        for _ in range(5):
            self.key('Return')
            try:
                return wait_for('the dialog to go', lambda: not self.find_all('label', kind, root=self.root), 5)
            except Missing:
                pass
        raise Missing('the dialog stays')

    def print_to_file(self, file):
        """In the dialog for printing that was just asked for. Returns how many pages the file has."""
        self.find(name='Print to File', root=self.root)
        for key in ('Tab', 'Down'):
            self.key(key)
            wait_for('the list of printers', lambda: (self.focused() or self.root).role == 'table row')
        button = self.find('push button', '(_?Print ?)+', root=self.root)
        wait_for('a printer', lambda: button.is_now(Atspi.StateType.SENSITIVE))
        button.act()
        wait_for('the file', file.exists)
        info = wait_for('all of it', lambda: subprocess.run(['pdfinfo', file], capture_output=True, check=False, text=True).stdout)
        return int(re.search(r'Pages: +(\d+)$', info, re.M).group(1))

    def click(self, node, button=1, modifiers=()):
        """With the mouse. The window is maximised, so that its coordinates are the screen's. Two quick clicks on one place
        would be a double click: no two that follow each other are on one."""
        x, y, width, height = node.extents()
        self.aside = -self.aside
        down = [word for key in modifiers for word in ('keydown', key)]
        up = [word for key in modifiers for word in ('keyup', key)]
        subprocess.run(['xdotool', 'mousemove', str(x + min(width // 2, 40)), str(y + height // 2 + self.aside), *down,
                        'click', str(button), *up], check=True)

    def again(self, node):
        """What is called the same now: rows that scroll change what they show."""
        return self.find(node.role, re.escape(node.name), node.description)

    def drag(self, node, target, part=0.75, hold=None, then=None):
        """Takes hold of one thing and drops it on another, that part of its height down. Or waits there with the button held
        until hold() is true, and goes on to what is dropped on then."""
        def point(place, part):
            x, y, width, height = place.extents()
            return x + min(width // 2, 40), y + round(height * part)

        def move(start, end):
            for step in range(1, 9):
                x, y = (start[axis] + (end[axis] - start[axis]) * step // 8 for axis in (0, 1))
                subprocess.run(['xdotool', 'mousemove', str(x), str(y)], check=True)
                self.root.children[0].extents()  # the program has seen it
            wait_for('the line where it would be dropped', lambda: self.shows_line(*end))
            return end

        def take_hold():
            self.scroll_to(node)
            at = point(self.again(node), 0.5)
            subprocess.run(['xdotool', 'mousemove', str(at[0]), str(at[1]), 'mousedown', '1'], check=True)
            held = self.focused()
            if held is not None and (held.name, held.description) == (node.name, node.description):
                return at
            subprocess.run(['xdotool', 'mouseup', '1'], check=True)  # it has moved meanwhile
            return None

        at = move(wait_for(f'hold of {node.name!r}', take_hold), point(self.again(target), part))
        if hold is not None:
            wait_for('what is waited for with the button held', hold)
            move(at, point(then(), 0.75))
        subprocess.run(['xdotool', 'mouseup', '1'], check=True)

    def shows_line(self, x, y):
        """Whether there is a line in the accent colour on the screen, as none but this one is: long, and two pixels high."""
        width, height = self.root.children[0].extents()[2:]
        shot = subprocess.run(['import', '-window', 'root', '-depth', '8', 'rgb:-'], check=True, capture_output=True).stdout
        # It is moved along: a drag that stands still learns nothing of what it stands on.
        subprocess.run(['xdotool', 'mousemove', str(x + 1), str(y), 'mousemove', str(x), str(y)], check=True)
        rows = [shot[row * width * 3:(row + 1) * width * 3] for row in range(height)]
        return any(ACCENT * 150 in above and ACCENT * 150 in below for above, below in zip(rows, rows[1:]))

    def focused(self, root=None):
        for node in self.walk(root or self.root):
            if node.has(Atspi.StateType.FOCUSED):
                return node
        return None

    def scroll_to(self, node):
        """With the wheel, over where the node stands: the toolkit has nothing else to offer."""
        frames, up = [], node
        while up.parent is not None:
            up = up.parent
            if up.role in ('list', 'scroll pane', 'frame'):
                frames.append(up)

        def is_in_view():
            x, y, width, own = node.extents()
            middle = y + own // 2
            areas = [frame.extents() for frame in frames]
            top = max(area[1] for area in areas)
            bottom = min(area[1] + area[3] for area in areas)
            if top + 10 <= middle <= bottom - 10:
                return True
            subprocess.run(['xdotool', 'mousemove', str(x + min(width // 2, 40)), str((top + bottom) // 2),
                            'click', '5' if middle > (top + bottom) // 2 else '4'], check=True)
            return False

        wait_for(f'{node.name!r} to scroll into view', is_in_view)

    def focus(self, node):
        def is_there():
            self.scroll_to(node)
            self.click(node)
            now = self.focused()
            return now is not None and (now.name, now.description) == (node.name, node.description)

        wait_for(f'the focus on {node.name!r}', is_there)

    def rows(self):
        """The rows of the sidebar that show."""
        return [row for row in self.find('list', re.escape(in_language('Sections')), root=self.root).children if row.role == 'list item']

    def pages(self):
        return [row.name for row in self.rows()]

    def go_to(self, page):
        self.page = None
        rows = self.rows()
        wanted = next((row for row in rows if row.name == page), None)
        if wanted is None:
            raise Missing(f'no section {page}')
        # The list counts rows that do not show, too.
        index = rows.index(wanted)
        while not wanted.is_now(Atspi.StateType.SELECTED):
            wanted.parent.select_child(index)
            index += 1
        self.page = self.find('filler', re.escape(page))

    def press(self, name, root=None):
        # GTK 4.8 says a button's label twice, and with the mark of its mnemonic, which some languages have behind it.
        letters = '_?'.join(map(re.escape, in_language(name)))
        label = rf'(_?{letters}(\(_?\w\))? ?)+'

        def look():
            found = [node for node in self.find_all(name=label, root=root) if node.role in ('push button', 'toggle button')]
            return found[0] if found else None

        wait_for(f'a button {name!r}', look).act()
