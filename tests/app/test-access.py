"""Everything that takes the focus has a name that a person understands, on every page of every kind of plan, in every dialog
and in the meeting. The plan is in letters of its own, and so is the language: what stands there in plain ones was not
translated."""
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'lib'))
import pseudo_locale  # noqa: E402

# The language is chosen before anything reads it.
os.environ |= {'QD_LOCALE_DIR': str(Path(os.environ['HOME']) / 'locale'), **pseudo_locale.ENVIRONMENT}
pseudo_locale.write_catalogue(os.environ['QD_LOCALE_DIR'])

from accessible import Atspi  # noqa: E402
from desktop import EXAMPLE, Program, in_language, wait_for  # noqa: E402

# Named by the toolkit itself, inside widgets of its own: buttons of a split button, the list around rows of preferences.
TOOLKIT = {('toggle button', 'GtkToggleButton'), ('list', 'GtkListBox'), ('list', '')}
# Windows that the toolkit builds around what is ours: rows.
TOOLKIT_WINDOWS = {'Keyboard Shortcuts': ('entry', 'scroll pane', 'push button'),
                   'Preferences': ('entry', 'scroll pane', 'page tab')}
# What each key opens: a window of its own, or something in this one.
WINDOWS = {'ctrl+question': 'Keyboard Shortcuts', 'ctrl+comma': 'Preferences', 'ctrl+e': 'Export', 'ctrl+shift+h': 'Earlier States',
           'ctrl+shift+e': 'Compare', 'ctrl+k': 'Check In', 'F11': 'Projector'}
PANES = {'F8': ('list', 'Findings'), 'ctrl+h': ('entry', 'Find in the plan'), 'F5': ('list', 'Agenda')}
# Plain words that are right: the toolkit's own, which has no such language, and names. The file that is open is among the
# last ones as soon as the system says so.
PLAIN = re.compile(r'/\S+\.qplan|(Gtk|Adw|Qd)[A-Z]\w+|[Qq]uarterdeck|\.qplan|\b(Ctrl|Shift|Alt|Search Shortcuts)\b|Page_(Up|Down)|'
                   r'Red \d+%, Green \d+%, Blue \d+%, Alpha \d+%|Expand|\(None\)|(Minimize|Maximize|Close)( the window)?|'
                   r'Caps Lock is on|No Results Found|Try a different search|Search Results|Shortcuts|Preferences')


def is_inside_combo_box(node):
    while node is not None and node.role != 'combo box':
        node = node.parent
    return node is not None


def is_of_toolkit(node):
    if (node.role, node.name) in TOOLKIT or is_inside_combo_box(node):
        return True
    if (node.role, node.name) == ('panel', '') and node.parent.parent.role == 'list item':
        return True  # what holds the head of a row that expands
    return node.role == 'scroll pane' and node.parent.role in ('panel', 'grouping') and node.parent.name  # a status page's


def unnamed(nodes, but=()):
    for node in nodes:
        if not node.has(Atspi.StateType.FOCUSABLE) or node.role in but or is_of_toolkit(node):
            continue
        if not node.name.strip() or re.match(r'(Gtk|Adw|Qd)[A-Z]', node.name):
            yield ' < '.join(list(node.path_to())[:8])


def untranslated(nodes):
    for node in nodes:
        if node.parent is not None and node.parent.name == 'GtkShortcutLabel':
            continue  # the names of keys
        for text in (node.name, node.description):
            words = pseudo_locale.plain_words(PLAIN.sub('', text))
            if words:
                yield f'in plain letters: {" ".join(words)}: ' + ' < '.join(list(node.path_to())[:4])


def problems_of(program, root=None, but=()):
    nodes = list(program.walk(root or program.root))
    return [*unnamed(nodes, but), *untranslated(nodes)]


def audit_windows(program):
    """The panes and the meeting, which stay, then the dialogs. The last is the projector, which is of the meeting."""
    for key, (role, name) in PANES.items():
        program.key(key)
        program.find(role, re.escape(in_language(name)), root=program.root)
        yield from (f'{key}: {line}' for line in problems_of(program))
    for key, name in WINDOWS.items():
        title = f'{re.escape(in_language(name))}|{name}'  # one is the toolkit's own
        program.key(key)
        window = program.find('frame', title, root=program.root)
        yield from (f'{name}: {line}' for line in problems_of(program, window, TOOLKIT_WINDOWS.get(name, ())))
        program.key('Escape')
        wait_for(f'{name} to go', lambda: not program.find_all('frame', title, root=program.root))
    program.key('F5')  # the sections again


def audit(label, arguments):
    problems = []
    with Program(*arguments) as program:
        if not arguments:
            problems += [f'{label}, welcome: {line}' for line in problems_of(program)]
            program.press('New Plan')
        program.find('filler', re.escape(in_language('Overview')))
        pages = program.pages()
        assert len(pages) >= 15, pages
        if arguments:
            problems += audit_windows(program)
        for page in pages:
            program.go_to(page)
        # Pages once shown stay in the tree: one walk sees them all.
        problems += [f'{label}: {line}' for line in problems_of(program)]
        program.process.kill()
        program.process.wait()
    return problems


def main():
    plan = Path(os.environ['HOME']) / 'πλαν.qplan'
    pseudo_locale.write_plan(EXAMPLE, plan)
    problems = audit('example', [plan]) + audit('new', [])
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f'{0 if problems else 1} passed, {1 if problems else 0} failed')
    sys.exit(1 if problems else 0)


main()
