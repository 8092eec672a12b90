"""Everything that takes the focus has a name that a person understands, on every page of every kind of plan, in every dialog
and in the meeting."""
import re
import sys

from accessible import Atspi
from desktop import EXAMPLE, Program, wait_for

# Named by the toolkit itself, inside widgets of its own: buttons of a split button, the list around rows of preferences.
TOOLKIT = {('toggle button', 'GtkToggleButton'), ('list', 'GtkListBox')}
# Windows that the toolkit builds around what is ours: rows.
TOOLKIT_WINDOWS = {'Keyboard Shortcuts': ('entry', 'scroll pane', 'push button'),
                   'Preferences': ('entry', 'scroll pane', 'page tab')}
# What each key opens: a window of its own, or something in this one.
WINDOWS = {'ctrl+question': 'Keyboard Shortcuts', 'ctrl+comma': 'Preferences', 'ctrl+e': 'Export', 'ctrl+shift+h': 'Earlier States',
           'ctrl+shift+e': 'Compare', 'ctrl+k': 'Check In', 'F11': 'Projector'}
PANES = {'F8': ('list', 'Findings'), 'ctrl+h': ('entry', 'Find in the plan'), 'F5': ('list', 'Agenda')}


def is_inside_combo_box(node):
    while node is not None and node.role != 'combo box':
        node = node.parent
    return node is not None


def is_of_toolkit(node):
    if (node.role, node.name) in TOOLKIT or is_inside_combo_box(node):
        return True
    return node.role == 'scroll pane' and node.parent.role == 'panel' and node.parent.name  # a status page's


def unnamed(program, root=None, but=()):
    for node in program.walk(root or program.root):
        if not node.has(Atspi.StateType.FOCUSABLE) or node.role in but or is_of_toolkit(node):
            continue
        if not node.name.strip() or re.match(r'(Gtk|Adw|Qd)[A-Z]', node.name):
            yield ' < '.join(list(node.path_to())[:8])


def audit_windows(program):
    """The dialogs, then the panes and the meeting, which stay."""
    for key, name in WINDOWS.items():
        program.key(key)
        window = program.find('frame', name, root=program.root)
        yield from (f'{name}: {line}' for line in unnamed(program, window, TOOLKIT_WINDOWS.get(name, ())))
        program.key('Escape')
        wait_for(f'{name} to go', lambda: not program.find_all('frame', name, root=program.root))
    for key, (role, name) in PANES.items():
        program.key(key)
        program.find(role, name, root=program.root)
        yield from (f'{key}: {line}' for line in unnamed(program))


def audit(label, arguments):
    problems = []
    with Program(*arguments) as program:
        if not arguments:
            problems += [f'{label}, welcome: {line}' for line in unnamed(program)]
            program.press('New Plan')
        program.find('filler', 'Overview')
        pages = program.pages()
        assert len(pages) >= 15, pages
        if arguments:
            problems += audit_windows(program)
        for page in pages:
            program.go_to(page)
        # Pages once shown stay in the tree: one walk sees them all.
        problems += [f'{label}: {line}' for line in unnamed(program)]
        program.process.kill()
        program.process.wait()
    return problems


def main():
    problems = audit('example', [EXAMPLE]) + audit('new', [])
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f'{0 if problems else 1} passed, {1 if problems else 0} failed')
    sys.exit(1 if problems else 0)


main()
