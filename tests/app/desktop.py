"""The real program in a real window: start it, find what is in it as a screen reader does, press real keys.

Nothing here sleeps for a fixed time: every wait ends as soon as what is waited for is there, or fails after a while.
"""
import os
import re
import signal
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE = float(os.environ.get('QD_TEST_PATIENCE', '60'))


class Missing(AssertionError):
    pass


def wait_for(what, condition, patience=PATIENCE):
    """Asks condition() until it gives something true, and returns that."""
    end = time.monotonic() + patience
    while True:
        try:
            answer = condition()
        except GLib.Error:
            answer = None  # what was asked went away meanwhile
        if answer:
            return answer
        if time.monotonic() > end:
            raise Missing(f'waited {patience:g} s for {what}')
        time.sleep(0.02)


def children(node):
    """What goes away while we look is passed over: a dialog that has just been answered."""
    try:
        found = [node.get_child_at_index(index) for index in range(node.get_child_count())]
    except GLib.Error:
        return
    yield from (child for child in found if child is not None)


LEAVES = {'label', 'image', 'separator', 'scroll bar'}


def walk(node):
    """Everything below a node but what is inside of leaves: each look is a message over the bus."""
    yield node
    if node.get_role_name() not in LEAVES:
        for child in children(node):
            yield from walk(child)


class Program:
    """One running Quarterdeck. Used as a context manager: it is gone afterwards, however the test ends."""

    def __init__(self, *arguments, environment=None):
        self.arguments = [os.environ['QD_PROGRAM'], *map(str, arguments)]
        self.environment = {**os.environ, **(environment or {})}

    def __enter__(self):
        self.log = open(os.path.join(os.environ['HOME'], 'quarterdeck.log'), 'w+')
        self.process = subprocess.Popen(self.arguments, env=self.environment, stderr=self.log)
        self.page = None  # where to look: pages shown before stay in the tree, and GTK 4.8 does not say what is showing
        self.root = wait_for('the program on the accessibility bus', self.find_root)
        self.press('Maximize')
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE)
        wait_for('the end of the program on the bus', self.has_left_bus)
        self.log.seek(0)
        said = [line for line in self.log if re.search(r'(CRITICAL|WARNING)', line) and not self.is_noise(line)]
        self.log.close()
        if said and _[0] is None:
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
        """What a session without its usual services makes libraries say, not us; and what GTK 4.8 says of a list that is
        scrolled by keys faster than it is laid out: a row is drawn a frame later."""
        return any(word in line for word in ('GVFS', 'dconf', 'portal', 'Gdk-Message', 'org.a11y',
                                             'Trying to snapshot GtkListItemWidget'))

    def find_root(self):
        assert self.process.poll() is None, f'the program ended with {self.process.returncode}'
        desktop = Atspi.get_desktop(0)
        for application in children(desktop):
            if application.get_process_id() == self.process.pid:
                return application
        return None

    # Finding

    def find_all(self, role=None, name=None, description=None, root=None):
        found = []
        for node in walk(root or self.page or self.root):
            try:
                if not self.fits(node, role, name, description):
                    continue
            except GLib.Error:
                continue  # gone meanwhile
            found.append(node)
        return found

    @staticmethod
    def fits(node, role, name, description):
        if role is not None and node.get_role_name() != role:
            return False
        if name is not None and not re.fullmatch(name, node.get_name() or ''):
            return False
        return description is None or node.get_description() == description

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

    def click(self, node, button=1):
        """With the mouse. The window is maximised, so that its coordinates are the screen's."""
        place = node.get_extents(Atspi.CoordType.WINDOW)
        x, y = place.x + min(place.width // 2, 40), place.y + place.height // 2
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'click', str(button)], check=True)

    def focused(self, root=None):
        for node in walk(root or self.root):
            if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                return node
        return None

    def focus(self, node):
        name, description = node.get_name(), node.get_description()

        def is_there():
            self.click(node)
            now = self.focused()
            return now is not None and now.get_name() == name and now.get_description() == description

        wait_for(f'the focus on {name!r}', is_there)

    def pages(self):
        sections = self.find('list', 'Sections', root=self.root)
        return [row.get_name() for row in children(sections) if row.get_role_name() == 'list item']

    def go_to(self, page):
        self.page = None
        sections = self.find('list', 'Sections')
        for index, name in enumerate(self.pages()):
            if name == page:
                sections.get_selection_iface().select_child(index)
                break
        else:
            raise Missing(f'no section {page}')
        self.page = self.find('filler', re.escape(page))

    def press(self, name, root=None):
        # GTK 4.8 says a button's label twice.
        button = self.find('push button', f'(_?{re.escape(name)} ?)+', root=root)
        button.get_action_iface().do_action(0)
