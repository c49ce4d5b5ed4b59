#!/usr/bin/python3
"""A WebKitGTK window with nothing but the page in it: MiniBrowser's tool bar keeps its window wider than a phone.

Runs in Debian's own Python, which has gi. WebKitWebDriver starts it with the width, the height and whether scripts run.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

OPTIONS = dict(one.lstrip("-").split("=", 1) for one in sys.argv[1:] if "=" in one)


def window(context):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    settings = view.get_settings()
    settings.set_enable_write_console_messages_to_stdout(True)
    settings.set_enable_javascript_markup(OPTIONS["scripts"] == "1")
    frame = Gtk.Window()
    frame.set_default_size(int(OPTIONS["width"]), int(OPTIONS["height"]))
    frame.add(view)
    frame.show_all()
    return view


def started(context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("window")
    info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(info)
    session.connect("create-web-view", lambda _: window(context))


context = WebKit2.WebContext.new()
context.set_automation_allowed(True)
context.connect("automation-started", started)
Gtk.main()
