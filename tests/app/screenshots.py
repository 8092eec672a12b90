"""Pictures of every page: screenshots.py PLAN DIRECTORY [PAGE...]. Run it in tests/with-desktop, in the size and style
wanted; QD_PROGRAM names the program."""
import subprocess
import sys
import time
from pathlib import Path

from desktop import Program, in_language, wait_for


def shoot(path):
    subprocess.run(['import', '-window', 'root', str(path)], check=True)


def picture():
    return subprocess.run(['import', '-window', 'root', 'rgb:-'], check=True, capture_output=True).stdout


def settle():
    """Pictures that stay the same for a while: nothing moves any more."""
    last, same = None, 0

    def still():
        nonlocal last, same
        now = picture()
        same = same + 1 if now == last else 0
        last = now
        time.sleep(0.1)
        return same >= 3

    wait_for('a picture that stands still', still)


def main():
    plan, directory, *wanted = sys.argv[1:]
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    with Program(*([plan] if plan != '-' else [])) as program:
        if plan == '-':
            settle()
            shoot(directory / 'welcome.png')
            program.press('New Plan')
        program.find('filler', in_language('Overview'), root=program.root)  # a large plan takes a moment to load
        for page in program.pages():
            if wanted and page not in wanted:
                continue
            program.go_to(page)
            subprocess.run(['xdotool', 'mousemove', '1', '1'], check=True)
            settle()
            shoot(directory / f'{page.lower().replace(" ", "-")}.png')
        program.process.kill()
        program.process.wait()


if __name__ == '__main__':
    main()
