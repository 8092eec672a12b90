"""Everything that takes the focus has a name that a person understands, on every page of every kind of plan."""
import os
import re
import sys
from pathlib import Path

from desktop import LEAVES, Atspi, Program, children

EXAMPLE = Path(os.environ['QD_SOURCE_ROOT']) / 'data/examples/q2-2024.qplan'

# Named by the toolkit itself, inside widgets of its own.
TOOLKIT = {('toggle button', 'GtkToggleButton')}


def is_inside_combo_box(node):
    while node is not None:
        if node.get_role_name() == 'combo box':
            return True
        node = node.get_parent()
    return False


def look(node):
    """Like walk(), but not into cells that take the focus: nothing in them does while nobody edits. Half the way."""
    yield node
    role = node.get_role_name()
    if role in LEAVES or role == 'table cell' and node.get_state_set().contains(Atspi.StateType.FOCUSABLE):
        return
    for child in children(node):
        yield from look(child)


def unnamed(program):
    for node in look(program.root):
        if not node.get_state_set().contains(Atspi.StateType.FOCUSABLE):
            continue
        name = node.get_name() or ''
        role = node.get_role_name()
        if (role, name) in TOOLKIT:
            continue
        if is_inside_combo_box(node):
            continue  # its list is the toolkit's own
        if not name.strip() or re.match(r'(Gtk|Adw|Qd)[A-Z]', name):
            path = []
            up = node
            while up is not None and len(path) < 8:
                path.append(f'{up.get_role_name()} {up.get_name()!r}')
                up = up.get_parent()
            yield ' < '.join(path)


def audit(label, arguments):
    problems = []
    with Program(*arguments) as program:
        if not arguments:
            problems += [f'{label}, welcome: {line}' for line in unnamed(program)]
            program.press('New Plan')
        program.find('list', 'Sections')
        pages = program.pages()
        assert len(pages) >= 15, pages
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
