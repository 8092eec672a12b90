"""Another program beside ours, as a file manager is: a small window with one place in it.

file-manager.py drag FILE...   files that one takes hold of; says whether who they are held over wants them
file-manager.py take FOLDER    what is dropped is copied there
"""
import shutil
import sys
from pathlib import Path

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, GLib, Gtk  # noqa: E402


def say_whether_wanted(drag, _):
    print('wanted' if drag.get_selected_action() else 'unwanted', flush=True)


def files_to_drag(names):
    lines = ''.join(Path(name).as_uri() + '\r\n' for name in names)
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.set_content(Gdk.ContentProvider.new_for_bytes('text/uri-list', GLib.Bytes.new(lines.encode())))
    source.connect('drag-begin', lambda source, drag: drag.connect('notify::selected-action', say_whether_wanted))
    return 'Files to drag', source


def files_to_take(folders):
    folder = Path(folders[0])

    def dropped(target, files, x, y):
        for file in files.get_files():
            path = Path(file.get_path())
            # Whole, once it has its name.
            shutil.copy(path, folder / (path.name + '.part'))
            (folder / (path.name + '.part')).rename(folder / path.name)
        return True

    target = Gtk.DropTarget.new(Gdk.FileList, Gdk.DragAction.COPY)
    target.connect('drop', dropped)
    return 'Files to take', target


def main():
    title, controller = {'drag': files_to_drag, 'take': files_to_take}[sys.argv[1]](sys.argv[2:])

    def activate(application):
        label = Gtk.Label(label='Files', width_request=120, height_request=90)
        label.add_controller(controller)
        Gtk.ApplicationWindow(application=application, title=title, child=label, resizable=False).present()

    application = Gtk.Application(application_id='io.github.quarterdeck.FileManager')
    application.connect('activate', activate)
    application.run([])


main()
