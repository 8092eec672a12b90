"""Pictures of charts, by hand: of a crowded plan page by page, in every size, resolution and on every ground; dragged out as
a file; and all that is chosen is chosen when the program starts again."""
import subprocess
import sys
import tempfile
from pathlib import Path

from charts import (choose, clipboard, focused_image, focused_text, is_focused, png_size, settled, svg_root,
                    tab_to_chart)
from desktop import EXAMPLE, Missing, Program, wait_for

GROW = Path(__file__).parents[1] / 'grow-plan.py'
# Kept in a file, as on people's machines.
KEPT = {'GSETTINGS_BACKEND': 'keyfile'}
SIZES = {'Half a slide': (960, 1080), 'Slide, 4:3': (1440, 1080), 'Square': (1080, 1080), 'Slide, 16:9': (1920, 1080)}


def corner(picture):
    """The colour of a picture's first pixel: red, green, blue, how opaque."""
    run = subprocess.run(['convert', 'png:-', '-crop', '1x1+0+0', '-depth', '8', 'rgba:-'], input=picture, check=True,
                         capture_output=True)
    return tuple(run.stdout[:4])


def words(picture):
    root = svg_root(picture)
    return ' '.join(''.join(text.itertext()) for text in root.iter()) if root is not None else ''


def place(program):
    """Which page of the first chart there is to turn is shown."""
    return program.find('label', r'\d+ of \d+').name


def turn(program, chart):
    """Page by page, with keys and with buttons; what is copied shows what is seen."""
    first = chart.get_description()
    assert place(program).startswith('1 of '), place(program)
    n_pages = int(place(program).split()[-1])
    assert n_pages > 1

    program.key('Page_Down')
    wait_for('the second page', lambda: place(program) == f'2 of {n_pages}')
    wait_for('a team of that page', lambda: chart.get_description() != first)
    team = chart.get_description().split(':')[0]
    program.key('ctrl+shift+c')
    wait_for('the page with that team on the clipboard', lambda: team in words(clipboard('image/svg+xml')))
    assert 'page\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}of' not in words(clipboard('image/svg+xml'))

    # A step before the first stop leads back to the last of the page before, and the next one on again.
    program.key('Left')
    wait_for('the first page', lambda: place(program) == f'1 of {n_pages}')
    program.key('Right')
    wait_for('the second page again', lambda: place(program) == f'2 of {n_pages}')
    wait_for('the same team', lambda: chart.get_description().startswith(team))

    program.press('Previous page')
    wait_for('the first page by its button', lambda: place(program) == f'1 of {n_pages}')
    program.press('Next page')
    wait_for('the second page by its button', lambda: place(program) == f'2 of {n_pages}')
    program.key('Page_Up')
    wait_for('the first page by its key', lambda: place(program) == f'1 of {n_pages}')


def shape(program):
    """Every choice there is, as the picture on the clipboard shows it."""
    for label, size in SIZES.items():
        choose(program, label)
        wait_for(f'{label} on the clipboard', lambda: png_size(clipboard('image/png')) == size)
    choose(program, 'Triple')
    wait_for('three pixels for one', lambda: png_size(clipboard('image/png')) == (5760, 3240))
    choose(program, 'Normal')
    wait_for('one pixel for one', lambda: png_size(clipboard('image/png')) == (1920, 1080))
    choose(program, 'Dark')
    wait_for('a dark ground', lambda: max(corner(clipboard('image/png'))[:3]) < 60)
    choose(program, 'Light')
    wait_for('a light ground', lambda: corner(clipboard('image/png')) == (255, 255, 255, 255))
    choose(program, 'Transparent')
    wait_for('no ground', lambda: corner(clipboard('image/png'))[3] == 0)
    # What the next dialog and the next start of the program are to begin with.
    choose(program, 'Double')
    choose(program, 'Square')
    wait_for('a square of twice the size', lambda: png_size(clipboard('image/png')) == (2160, 2160))


def return_to(program, chart):
    """When a dialog goes on a busy machine the window manager may leave the focus nowhere: then with the mouse."""
    def is_there():
        if focused_image(program):
            return True
        program.click(chart, button=3)
        try:
            wait_for('the menu at the pointer', lambda: is_focused(program, 'menu item', 'Copy as Image'), 5)
        except Missing:
            return False
        program.key('Escape')
        return False

    wait_for('the focus on the chart', is_there)


def ask_to_save(program, chart, path):
    return_to(program, chart)
    program.key('ctrl+alt+s')
    wait_for('the name to save as', lambda: focused_text(program))
    program.key('ctrl+a')
    program.type(str(path))
    program.key('Return')


def save_pages(program, chart, folder):
    """A picture holds one page; all of them are files of their own, which nothing replaces unasked."""
    ask_to_save(program, chart, folder / 'teams.svg')
    program.press('Page 1 Only', root=program.root)
    wait_for('one page', lambda: 'page\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}of' in words((folder / 'teams.svg').read_bytes()))
    assert [path.name for path in folder.glob('teams*.svg')] == ['teams.svg']

    ask_to_save(program, chart, folder / 'all.svg')
    program.press('All Pages', root=program.root)
    last = wait_for('the last page', lambda: [path for path in folder.glob('all-*.svg')
                                              if '{0} of {0}'.format(path.stem.split('-')[1])
                                              in words(path.read_bytes()).replace('\N{NO-BREAK SPACE}', ' ')])
    n_pages = int(last[0].stem.split('-')[1])
    assert len(list(folder.glob('all*.svg'))) == n_pages

    (folder / 'all.svg').unlink()
    before = (folder / 'all-2.svg').stat().st_mtime_ns
    ask_to_save(program, chart, folder / 'all.svg')
    program.find('push button', '(_?Replace All ?)+', root=program.root)
    program.press('Cancel', root=program.root)
    return_to(program, chart)
    assert not (folder / 'all.svg').exists() and (folder / 'all-2.svg').stat().st_mtime_ns == before


def drag_out(program, chart, folder):
    """With the mouse, onto another program that takes files."""
    other = subprocess.Popen(['/usr/bin/python3', Path(__file__).with_name('file-manager.py'), 'take', folder],
                             stderr=subprocess.DEVNULL)
    try:
        window = wait_for('the window of the other program', lambda: subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--name', '^Files to take$'], check=False, capture_output=True,
            text=True).stdout.strip())
        # Above the one that is clicked.
        subprocess.run(['xprop', '-id', window, '-f', '_NET_WM_WINDOW_TYPE', '32a', '-set', '_NET_WM_WINDOW_TYPE',
                        '_NET_WM_WINDOW_TYPE_DOCK'], check=True)
        subprocess.run(['xdotool', 'windowmove', '--sync', window, '900', '560'], check=True)
        x, y, width, height = settled(chart)

        def carry():
            subprocess.run(['xdotool', 'mousemove', str(x + 60), str(y + 30), 'mousedown', '1'], check=True)
            for step in range(1, 9):
                subprocess.run(['xdotool', 'mousemove', str(x + 60 + step * 6), str(y + 30 + step * 4)], check=True)
                chart.extents()  # the program has seen it
            for point in (60, 62, 60):
                subprocess.run(['xdotool', 'mousemove', '--window', window, str(point), '45'], check=True)
                chart.extents()
            subprocess.run(['xdotool', 'mouseup', '1'], check=True)
            try:
                return wait_for('what was dropped', lambda: list(folder.glob('*.png')), 5)
            except Missing:
                return None  # let go before the other program could say that it takes it

        dropped = wait_for('what was dropped', carry)
        assert [path.name for path in dropped] == ['2024-Q2-capacity.png'], dropped
        assert png_size(dropped[0].read_bytes()) == (2160, 2160), 'as large as what is copied'
    finally:
        other.kill()
        other.wait()


def point_at(program, chart):
    """With the mouse: what is pointed at says its figure and where that comes from; a click leads to its row."""
    program.key('Escape')  # the tip of the keyboard would lie over it
    x, y, width, height = settled(chart)
    middle = y + height // 2

    def says():
        # A tooltip waits for a pointer that has moved and then stands still.
        for step in (50, 52):
            subprocess.run(['xdotool', 'mousemove', str(x + step), str(middle)], check=True)
        try:
            return wait_for('a tooltip', lambda: program.find_all('label', r'Growth: 173 of 260 [\s\S]*',
                                                                  root=program.root), 5)
        except Missing:
            return None

    tip = wait_for('what is said of the team', says)[0].name
    assert '5 engineers × 52 days' in tip, tip
    subprocess.run(['xdotool', 'click', '1'], check=True)
    program.page = None
    wait_for('the page of the team', lambda: program.find_all('filler', 'Capacity'))
    wait_for('the row of the team', lambda: (program.focused() or chart).description == 'Growth')


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        crowded = folder / 'crowded.qplan'
        subprocess.run([sys.executable, GROW, EXAMPLE, '8', crowded], check=True)
        with Program(crowded, environment=KEPT) as program:
            program.go_to('Charts')
            chart = tab_to_chart(program)
            turn(program, chart)
            tab_to_chart(program)
            shape(program)
            save_pages(program, chart, folder)
            taken = folder / 'taken'
            taken.mkdir()
            drag_out(program, chart, taken)

        with Program(EXAMPLE, environment=KEPT) as program:
            program.go_to('Charts')
            chart = tab_to_chart(program)
            program.key('ctrl+shift+c')
            wait_for('what was chosen before', lambda: png_size(clipboard('image/png')) == (2160, 2160)
                     and corner(clipboard('image/png'))[3] == 0)
            point_at(program, chart)

    print('1 passed, 0 failed')


main()
