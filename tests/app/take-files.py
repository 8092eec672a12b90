"""Another program to drop files on, as a file manager is: take-files.py FOLDER. What is dropped is copied there."""
import shutil
import sys
from pathlib import Path

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gtk  # noqa: E402


def dropped(target, files, x, y):
    for file in files.get_files():
        path = Path(file.get_path())
        shutil.copy(path, Path(sys.argv[1]) / (path.name + '.part'))
        (Path(sys.argv[1]) / (path.name + '.part')).rename(Path(sys.argv[1]) / path.name)
    return True


def activate(application):
    target = Gtk.DropTarget.new(Gdk.FileList, Gdk.DragAction.COPY)
    target.connect('drop', dropped)
    label = Gtk.Label(label='Here', width_request=120, height_request=90)
    label.add_controller(target)
    window = Gtk.ApplicationWindow(application=application, title='Files to take', child=label, resizable=False)
    window.present()


def main():
    application = Gtk.Application(application_id='io.github.quarterdeck.TakeFiles')
    application.connect('activate', activate)
    application.run([])


main()
