"""What a desktop does with notifications and with programs that want the machine to stay awake: fake-desktop.py LOG. It takes
the names of the services on the bus of the session and writes each call as a line of JSON."""
import json
import sys

from gi.repository import Gio, GLib

SERVICES = {
    'org.freedesktop.Notifications': ('/org/freedesktop/Notifications', '''
        <node><interface name="org.freedesktop.Notifications">
          <method name="GetCapabilities"><arg type="as" direction="out"/></method>
          <method name="GetServerInformation">
            <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
            <arg type="s" direction="out"/></method>
          <method name="Notify">
            <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
            <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
            <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
          <method name="CloseNotification"><arg type="u" direction="in"/></method>
        </interface></node>'''),
    'org.gnome.SessionManager': ('/org/gnome/SessionManager', '''
        <node><interface name="org.gnome.SessionManager">
          <method name="Inhibit">
            <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
            <arg type="u" direction="in"/><arg type="u" direction="out"/></method>
          <method name="Uninhibit"><arg type="u" direction="in"/></method>
        </interface></node>'''),
}
ANSWERS = {
    'GetCapabilities': GLib.Variant('(as)', [['body']]),
    'GetServerInformation': GLib.Variant('(ssss)', ['fake', 'tests', '1', '1.2']),
    'Notify': GLib.Variant('(u)', [7]),
    'Inhibit': GLib.Variant('(u)', [11]),
}


def main():
    with open(sys.argv[1], 'w', encoding='utf-8') as log:
        def called(connection, sender, path, interface, method, arguments, invocation):
            print(json.dumps([method, *arguments.unpack()]), file=log, flush=True)
            invocation.return_value(ANSWERS.get(method))

        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        for name, (path, description) in SERVICES.items():
            bus.register_object(path, Gio.DBusNodeInfo.new_for_xml(description).interfaces[0], called, None, None)
            Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, None, None)
        GLib.MainLoop().run()


main()
