"""What the tests of charts share: getting to a chart by keyboard, its menu, and what it leaves on the clipboard."""
import struct
import subprocess
from xml.etree import ElementTree

from accessible import Atspi
from desktop import wait_for


def clipboard(target):
    got = subprocess.run(['xclip', '-selection', 'clipboard', '-o', '-t', target], capture_output=True)
    return got.stdout if got.returncode == 0 else b''


def png_size(data):
    return struct.unpack('>II', data[16:24]) if data.startswith(b'\x89PNG\r\n\x1a\n') else None


def svg_root(data):
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return None


def settled(node):
    """Where something is once the page around it does not move any more."""
    places = []

    def same():
        places.append(node.extents())
        return len(places) > 5 and len(set(places[-5:])) == 1 and places[-1]

    return wait_for(f'{node.name!r} to stand still', same)


def tab_to_chart(program):
    """From the corner of a card to what is in it."""
    button = program.find(name='Chart menu')
    settled(button)
    program.click(button)
    wait_for('the open menu', lambda: is_focused(program, 'menu item', 'Copy as Image'))
    program.key('Escape')
    wait_for('the button of the menu', lambda: is_focused(program, 'push button', 'Chart menu'))
    program.key('Tab')
    return wait_for('the focus on a chart', lambda: focused_image(program))


def is_focused(program, role, name):
    now = program.focused()
    return now is not None and (now.role, now.name) == (role, name)


def focused_image(program):
    now = program.focused()
    return now if now is not None and now.role == 'image' else None


def focused_text(program):
    """In a dialog: the window below it keeps a focus of its own."""
    return [node for node in program.find_all('text', root=program.root)
            if node.has(Atspi.StateType.FOCUSED)]


def open_menu(program):
    wait_for('the focus on the chart', lambda: focused_image(program))
    program.key('shift+F10')
    wait_for('the menu of the chart', lambda: is_focused(program, 'menu item', 'Copy as Image'))


def choose(program, label):
    """Another size, from the same menu; it stays chosen."""
    open_menu(program)
    program.find('menu item', label, root=program.root).act()
    # One press may close what is open of the menu, or only the part of it that the item was in.
    wait_for('the focus on the chart', lambda: focused_image(program) or program.key('Escape'))
    program.key('ctrl+shift+c')
