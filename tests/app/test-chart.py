"""Charts leave the window by keyboard alone: copied from the gallery to the clipboard, and saved in each kind of file."""
import subprocess
import tempfile
from pathlib import Path

from charts import (choose, clipboard, focused_image, focused_text, is_focused, open_menu, png_size, settled, svg_root,
                    tab_to_chart)
from desktop import EXAMPLE, Program, wait_for

CHARTS = 10


def copy(program):
    open_menu(program)
    program.key('Return')
    wait_for('a PNG picture on the clipboard', lambda: png_size(clipboard('image/png')) == (1920, 1080))
    assert svg_root(clipboard('image/svg+xml')) is not None


def copy_by_shortcut(program):
    subprocess.run(['xclip', '-selection', 'clipboard', '-i'], input=b'something else', check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # it stays, and would keep them open
    wait_for('the focus on the chart', lambda: focused_image(program))
    program.key('ctrl+shift+c')
    wait_for('the chart on the clipboard again', lambda: png_size(clipboard('image/png')))


def save(program, path):
    open_menu(program)
    program.key('Down', 'Return')
    wait_for('the name to save as', lambda: focused_text(program))
    program.key('ctrl+a')
    program.type(str(path))
    program.key('Return')
    wait_for(f'{path.name} to be written', path.exists)
    return path.read_bytes()


def step_through(program, chart):
    """The arrows go from record to record, and what each stands for is what is described."""
    spoken = chart.get_description()
    steps = []
    for _ in range(2):
        program.key('Right')
        wait_for('another description', lambda: chart.get_description() not in (spoken, *steps))
        steps.append(chart.get_description())
    program.key('Left')
    wait_for('the description of the step before', lambda: chart.get_description() == steps[0])


def change_title(program, chart):
    """Words of one's own, and back to the message."""
    message = chart.get_name()
    open_menu(program)
    program.find('menu item', 'Change Title…', root=program.root).act()
    program.find('text', 'Title', root=program.root)
    program.type('Security needs help')
    program.key('Return')
    wait_for('the title in own words', lambda: chart.get_name() == 'Security needs help')
    program.key('ctrl+z')
    wait_for('the message again', lambda: chart.get_name() == message)


def custom_size(program):
    wait_for('the focus on the chart', lambda: focused_image(program))
    open_menu(program)
    program.find('menu item', 'Custom Size…', root=program.root).act()
    program.find(name='Height in pixels', root=program.root)
    program.key('ctrl+a')
    program.type('800')
    program.key('Tab')
    program.key('ctrl+a')
    program.type('600')
    program.press('Use Size', root=program.root)
    wait_for('the focus on the chart', lambda: focused_image(program))

    def copied():
        program.key('ctrl+shift+c')
        return png_size(clipboard('image/png')) == (800, 600)

    wait_for('a chart of 800 × 600 on the clipboard', copied)


def levels(program, risk):
    return program.value('Likelihood', risk), program.value('Impact', risk)


def rate(program):
    """A risk on the matrix gets other levels, by keyboard and by pointer."""
    risk = 'Partnership scope creep'
    program.go_to('Risks')
    chart = tab_to_chart(program)
    wait_for('the risk at the keyboard', lambda: risk in chart.get_description())
    assert '3 × impact 3 = 9' in chart.get_description(), chart.get_description()
    program.key('alt+Down')
    wait_for('another likelihood', lambda: levels(program, risk) == ('Medium', 'High'))
    program.key('alt+Left')
    wait_for('another impact', lambda: levels(program, risk) == ('Medium', 'Medium'))
    program.key('ctrl+z', 'ctrl+z')
    wait_for('the levels of before', lambda: levels(program, risk) == ('High', 'High'))

    x, y, width, height = settled(chart)
    start, end = (x + width - 40, y + 14), (x + width // 3, y + height - 50)

    def carry():
        # The tip of the keyboard goes before the button is pressed.
        subprocess.run(['xdotool', 'mousemove', *map(str, start)], check=True)
        settled(chart)
        subprocess.run(['xdotool', 'mousedown', '1'], check=True)
        for step in range(1, 11):
            point = [str(a + (b - a) * step // 10) for a, b in zip(start, end)]
            subprocess.run(['xdotool', 'mousemove', '--sync', *point], check=True)
            chart.extents()  # the program has seen it
        subprocess.run(['xdotool', 'mouseup', '1'], check=True)
        chart.extents()
        return levels(program, risk) == ('Low', 'Low')

    # On a busy machine the tip may still lie over what is to be taken hold of.
    wait_for('the levels where it was put', carry)


def dress(program, folder):
    """A logo is chosen from a file, stands in every chart, and is taken away again."""
    logo = folder / 'logo.png'
    subprocess.run(['convert', '-size', '90x30', 'xc:#b3161f', str(logo)], check=True)
    program.go_to('Plan and people')
    program.press('Choose a picture')
    program.choose_file('Pictures', logo)
    program.find('push button', 'Remove the picture')
    program.go_to('Charts')
    tab_to_chart(program)

    def pictures():
        program.key('ctrl+shift+c')
        root = svg_root(clipboard('image/svg+xml'))
        return root is not None and len(list(root.iter('{http://www.w3.org/2000/svg}image')))

    wait_for('the logo in the chart', lambda: pictures() == 1)
    program.go_to('Plan and people')
    program.press('Remove the picture')
    wait_for('no picture', lambda: not program.find_all(name='Remove the picture'))


def main():
    with tempfile.TemporaryDirectory() as folder, Program(EXAMPLE) as program:
        folder = Path(folder)
        program.go_to('Charts')
        wait_for('all charts', lambda: len(program.find_all('image', '.*[0-9].*')) == CHARTS)
        chart = tab_to_chart(program)
        assert chart.get_name(), 'a chart says its message'

        step_through(program, chart)
        assert '6 engineers' in chart.get_description(), 'where a figure comes from: ' + chart.get_description()
        copy(program)
        copy_by_shortcut(program)

        assert png_size(save(program, folder / 'chart.png')) == (1920, 1080)
        drawing = svg_root(save(program, folder / 'chart.svg'))
        assert drawing.get('viewBox') == '0 0 1920 1080', drawing.attrib
        assert any(chart.get_name() in ' '.join(text.itertext()) for text in drawing.iter()), 'the message is text'
        assert save(program, folder / 'chart.pdf').startswith(b'%PDF-')

        choose(program, 'Half a slide')
        wait_for('half a slide on the clipboard', lambda: png_size(clipboard('image/png')) == (960, 1080))

        custom_size(program)
        change_title(program, chart)

        # Return leads to the record that is outlined.
        program.key('Return')
        program.page = None
        wait_for('the page of the record', lambda: program.find_all('filler', 'Capacity'))

        rate(program)
        dress(program, folder)

    print('1 passed, 0 failed')


main()
