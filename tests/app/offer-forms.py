"""Another program that has copied something in several forms, as a spreadsheet does: offer-forms.py FORM FILE ... It offers
them until it is ended."""
import sys
from pathlib import Path

import gi

gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, GLib, Gtk  # noqa: E402


def main():
    Gtk.init()
    forms = [Gdk.ContentProvider.new_for_bytes(form, GLib.Bytes.new(Path(name).read_bytes()))
             for form, name in zip(sys.argv[1::2], sys.argv[2::2])]
    Gdk.Display.get_default().get_clipboard().set_content(Gdk.ContentProvider.new_union(forms))
    GLib.MainLoop().run()


main()
