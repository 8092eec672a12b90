"""Everything that takes the focus has a name that a person understands, on every page of every kind of plan."""
import re
import sys

from accessible import Atspi
from desktop import EXAMPLE, Program

# Named by the toolkit itself, inside widgets of its own.
TOOLKIT = {('toggle button', 'GtkToggleButton')}


def is_inside_combo_box(node):
    while node is not None and node.role != 'combo box':
        node = node.parent
    return node is not None


def unnamed(program):
    for node in program.walk(program.root):
        if not node.has(Atspi.StateType.FOCUSABLE) or (node.role, node.name) in TOOLKIT:
            continue
        if is_inside_combo_box(node):
            continue  # its list is the toolkit's own
        if not node.name.strip() or re.match(r'(Gtk|Adw|Qd)[A-Z]', node.name):
            yield ' < '.join(list(node.path_to())[:8])


def audit(label, arguments):
    problems = []
    with Program(*arguments) as program:
        if not arguments:
            problems += [f'{label}, welcome: {line}' for line in unnamed(program)]
            program.press('New Plan')
        program.find('filler', 'Overview')
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
