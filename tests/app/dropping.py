"""Files that are dragged out of another program and dropped on ours."""
import os
import subprocess
from pathlib import Path

from desktop import wait_for


class Files:
    """Another program, in whose window are files to drag."""

    def __init__(self, *files):
        self.command = ['/usr/bin/python3', Path(__file__).with_name('file-manager.py'), 'drag', *files]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.said = b''
        self.window = wait_for('the window of the other program', self.find)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def find(self):
        return subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '^Files to drag$'], check=False,
                              capture_output=True, text=True).stdout.strip()

    def drop_on(self, node):
        x, y, width, height = node.extents()
        x, y = x + min(width // 2, 40), y + height // 2
        subprocess.run(['xdotool', 'windowmove', '--sync', self.window, '900', '560', 'mousemove', '--window', self.window,
                        '60', '60', 'mousedown', '1'], check=True)
        step = 0

        def is_wanted():
            """What is held moves on, or nobody would be asked again."""
            nonlocal step
            step += 1
            subprocess.run(['xdotool', 'mousemove', str(x + max(6 - step, step % 2) * 8), str(y)], check=True)
            self.said += self.process.stdout.read() or b''
            return step > 6 and self.said.split()[-1:] == [b'wanted']

        wait_for('the files to be wanted', is_wanted)
        subprocess.run(['xdotool', 'mouseup', '1'], check=True)
