"""What a screen reader is told of a program, read in few messages: each thing on the bus that is asked by itself costs as
much as a hundred that come together, and a page of tables has thousands."""
import ast
import functools
import re
import sys

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ROOT = '/org/a11y/atspi/accessible/root'
CACHE = '/org/a11y/atspi/cache'
PREFIX = 'org.a11y.atspi.'
LONG = 60_000  # milliseconds that a busy machine may take to answer
SKIPPED = 77   # to end with that tells meson so

# What GetItems gives of each: itself, program, parent, place, number of children, interfaces, name, role, description,
# states. Taken out of the text of the answer: ten times as fast as taking it apart value by value.
TEXT = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
ITEM = re.compile(rf"\(\('[^']*', '(?P<path>[^']*)'\), \('[^']*', '[^']*'\), \('[^']*', '(?P<parent>[^']*)'\), "
                  rf"(?P<place>-?\d+), (?P<children>-?\d+), \[[^]]*\], (?P<name>{TEXT}), (?P<role>\d+), "
                  rf"(?P<description>{TEXT}), \[(?P<low>\d+), (?P<high>\d+)\]\)")


@functools.cache
def role_name(number):
    name = Atspi.role_get_name(Atspi.Role(number))
    return {'button': 'push button'}.get(name, name)  # as it is called since at-spi2-core 2.54


def text(literal):
    return ast.literal_eval(literal) if '\\' in literal else literal[1:-1]


class Bus:
    """The bus of accessibility, which is another one than that of the session."""

    def __init__(self):
        self.misplaces = False  # whether the program tells where things are without the padding of what is around them
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, LONG, None)
        self.address = address.unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(self.address, flags, None, None)

    def call(self, owner, path, interface, method, arguments=None):
        return self.call_raw(owner, path, interface, method, arguments).unpack()

    def call_raw(self, owner, path, interface, method, arguments=None):
        return self.connection.call_sync(owner, path, interface, method, arguments, None, 0, LONG, None)

    def call_all(self, owner, paths, interface, method):
        """The same question to many at once. Answers by path; what went away meanwhile has none."""
        answers = {}
        waiting = 0

        def answered(connection, result, path):
            nonlocal waiting
            waiting -= 1
            try:
                answers[path] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass

        for path in paths:
            waiting += 1
            self.connection.call(owner, path, interface, method, None, None, 0, LONG, None, answered, path)
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers

    def find(self, process):
        """The name on the bus of the program with that process id; None while it is not there."""
        desktop = self.call(PREFIX + 'Registry', ROOT, PREFIX + 'Accessible', 'GetChildren')[0]
        for owner, _ in desktop:
            number = self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                               'GetConnectionUnixProcessID', GLib.Variant('(s)', [owner]))[0]
            if number == process:
                return owner
        return None


class Node:
    """One thing in the tree. Name, description, role and states are as they were when it was looked for."""

    def __init__(self, tree, path, item):
        self.tree = tree
        self.path = path
        self.parent = None
        self.children = []
        self.name = text(item['name'])
        self.description = text(item['description'])
        self.role = role_name(int(item['role']))
        self.states = int(item['low']) | int(item['high']) << 32

    def has(self, state):
        return bool(self.states >> int(state) & 1)

    def get_role_name(self):
        return self.role

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def path_to(self):
        """From the inside out, for messages."""
        node = self
        while node is not None:
            yield f'{node.role} {node.name!r}'
            node = node.parent

    # How it is now.

    def ask(self, interface, method, arguments=None):
        return self.tree.bus.call(self.tree.owner, self.path, PREFIX + interface, method, arguments)

    def get_property(self, name, interface='Accessible'):
        return self.tree.bus.call(self.tree.owner, self.path, 'org.freedesktop.DBus.Properties', 'Get',
                                  GLib.Variant('(ss)', [PREFIX + interface, name]))[0]

    def get_name(self):
        return self.get_property('Name')

    def get_description(self):
        return self.get_property('Description')

    def is_now(self, state):
        states = self.ask('Accessible', 'GetState')[0]
        return bool((states[0] | states[1] << 32) >> int(state) & 1)

    def extents(self):
        """x, y, width, height in the window."""
        if self.tree.bus.misplaces:
            print('skipped: nothing can be found with the mouse on this GTK, which tells wrong places', file=sys.stderr)
            raise SystemExit(SKIPPED)
        return self.ask('Component', 'GetExtents', GLib.Variant('(u)', [int(Atspi.CoordType.WINDOW)]))[0]

    def text(self):
        # GTK 4.8 takes -1 for the end of a text view's text, but for the beginning of an entry's.
        length = self.get_property('CharacterCount', 'Text')
        return self.ask('Text', 'GetText', GLib.Variant('(ii)', [0, length]))[0]

    def set_text(self, text):
        self.ask('EditableText', 'SetTextContents', GLib.Variant('(s)', [text]))

    def act(self, index=0):
        self.ask('Action', 'DoAction', GLib.Variant('(i)', [index]))

    def select_child(self, index):
        self.ask('Selection', 'SelectChild', GLib.Variant('(i)', [index]))


class Focus:
    """What has the focus, from what the program says whenever that changes: looking for it takes the longer the more there
    is. What was never looked at does not say so, and is looked for."""

    def __init__(self, tree):
        self.tree = tree
        self.path = None
        # From GTK 4.10 on programs speak when somebody is known to listen.
        tree.bus.call('org.a11y.atspi.Registry', '/org/a11y/atspi/registry', PREFIX + 'Registry', 'RegisterEvent',
                      GLib.Variant('(sass)', ['object:state-changed:focused', [], tree.owner]))
        tree.bus.connection.signal_subscribe(tree.owner, PREFIX + 'Event.Object', 'StateChanged', None, 'focused',
                                             Gio.DBusSignalFlags.NONE, self.changed)
    def changed(self, connection, owner, path, interface, signal, arguments):
        if arguments.get_child_value(1).get_int32():
            self.path = path
        elif self.path == path:
            self.path = None

    def now(self):
        """A Node with its parents, but without their children; None if nothing has the focus that says so."""
        while GLib.MainContext.default().iteration(False):
            pass
        if self.path is None:
            self.path = next((node.path for node in self.tree.look().walk() if node.has(Atspi.StateType.FOCUSED)), None)
        try:
            return self.tree.ask_node(self.path) if self.path is not None else None
        except GLib.Error:
            self.path = None  # it has gone
            return None


class Tree:
    """All that one program tells."""

    def __init__(self, bus, owner):
        self.bus = bus
        self.owner = owner

    def items(self):
        """All that has been asked for before, in one message."""
        found = self.bus.call_raw(self.owner, CACHE, PREFIX + 'Cache', 'GetItems')
        items = {item['path']: item for item in ITEM.finditer(found.print_(False))}
        assert len(items) == found.get_child_value(0).n_children(), 'every item is understood'
        return items

    def ask_children(self, paths):
        answers = self.bus.call_all(self.owner, paths, PREFIX + 'Accessible', 'GetChildren')
        return {path: [child for _, child in answer[0]] for path, answer in answers.items()}

    @staticmethod
    def known_children(items):
        """Those whose parents have all their children among the items, in order. What does not show any more is still among
        them, and claims the place of another."""
        below = {}
        for path, item in items.items():
            below.setdefault(item['parent'], []).append((int(item['place']), path))
        known = {}
        for path, item in items.items():
            children = sorted(below.get(path, []))
            if [place for place, _ in children] == list(range(int(item['children']))):
                known[path] = [child for _, child in children]
        return known

    def look(self, below=None):
        """The whole tree as it is now: a Node that holds the program's windows; or what is below a Node of before, None if
        that has gone."""
        items = self.items()
        children = self.known_children(items)
        children.pop(ROOT, None)
        asked = {}
        unknown = [ROOT] + [path for path in items if path != ROOT and path not in children]
        while unknown:
            answers = self.ask_children(unknown)
            asked.update(answers)
            # Who is asked for the first time comes into the program's own list by that.
            unknown = [path for answer in answers.values() for path in answer if path not in items and path not in asked]
        if any(path not in items for path in asked):
            items = self.items()
        children.update(asked)

        path = below.path if below is not None else ROOT
        return self.build(path, items, children) if path in items else None

    def ask_node(self, path):
        """One by itself, and those that it is in."""
        node = Node.__new__(Node)
        node.tree, node.path, node.children = self, path, []
        node.name, node.description = node.get_name(), node.get_description()
        node.role = role_name(node.ask('Accessible', 'GetRole')[0])
        states = node.ask('Accessible', 'GetState')[0]
        node.states = states[0] | states[1] << 32
        above = node.get_property('Parent')[1]
        node.parent = self.ask_node(above) if above not in (ROOT, '/org/a11y/atspi/null') else None
        return node

    def build(self, path, items, children):
        node = Node(self, path, items[path])
        for child in children.get(path, []):
            if child in items:
                below = self.build(child, items, children)
                below.parent = node
                node.children.append(below)
        return node
