"""Another program with files to drag, as a file manager is: drag-files.py FILE... A small window that one takes hold of."""
import sys
from pathlib import Path

import gi

gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, GLib, Gtk  # noqa: E402


def activate(application):
    lines = ''.join(Path(name).as_uri() + '\r\n' for name in sys.argv[1:])
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.set_content(Gdk.ContentProvider.new_for_bytes('text/uri-list', GLib.Bytes.new(lines.encode())))
    label = Gtk.Label(label='Files', width_request=120, height_request=90)
    label.add_controller(source)
    window = Gtk.ApplicationWindow(application=application, title='Files to drag', child=label, resizable=False)
    window.present()


def main():
    application = Gtk.Application(application_id='io.github.quarterdeck.DragFiles')
    application.connect('activate', activate)
    application.run([])


main()
