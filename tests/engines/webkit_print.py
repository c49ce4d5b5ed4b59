#!/usr/bin/python3
"""Prints a page as WebKitGTK does when the page itself asks for it: webkit_print.py ADDRESS BUTTON FILE.

Its driver does not print, and under it `window.print()` does nothing. Runs in Debian's own Python, which has gi.
"""

import json
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

ADDRESS, BUTTON, FILE = sys.argv[1:]
# The button may be made by a script that is still on its way.
PRESS = f"""const wait = setInterval(() => {{
  const button = [...document.querySelectorAll("button")].find(one => one.textContent.trim() === {json.dumps(BUTTON)})
  if (button) clearInterval(wait), setTimeout(() => button.click(), 500)
}}, 50)"""


def printed(_, operation):
    settings, setup = Gtk.PrintSettings(), Gtk.PageSetup()
    settings.set(Gtk.PRINT_SETTINGS_PRINTER, "Print to File")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, f"file://{FILE}")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
    setup.set_paper_size_and_default_margins(Gtk.PaperSize.new("iso_a4"))
    operation.set_print_settings(settings)
    operation.set_page_setup(setup)
    operation.connect("finished", lambda _: Gtk.main_quit())
    operation.connect("failed", lambda _, error: sys.exit(error.message))
    operation.print_()
    return True


def loaded(view, event):
    if event == WebKit2.LoadEvent.FINISHED:
        view.evaluate_javascript(PRESS, -1, None, None, None, None)


view = WebKit2.WebView(web_context=WebKit2.WebContext.new_ephemeral())
view.connect("print", printed)
view.connect("load-changed", loaded)
window = Gtk.Window()
window.set_default_size(390, 844)
window.add(view)
window.show_all()
view.load_uri(ADDRESS)
GLib.timeout_add_seconds(60, lambda: sys.exit("nothing was printed within a minute"))
Gtk.main()
