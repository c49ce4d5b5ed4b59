"""Finds a Chromium for the browser tests, and as a program installs one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The engine alone, without a window and its buttons, costs half the work of the whole browser for the same page.
SHELL = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find(whole: bool = False) -> str | None:
    """The path of a Chromium: $CHROMIUM, one that the machine has, or the one that Playwright keeps; the `whole` browser, or its engine alone."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES if whole else (SHELL, *NAMES):
        if path := shutil.which(name):
            return path
    return _of_playwright() if _playwright_runs() else None


def _playwright_runs() -> bool:
    """Whether Playwright's own program starts here: a bare Debian lacks the libatomic1 that it needs."""
    return not subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True).returncode


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def with_fonts() -> dict[str, str | float | bool]:
    """This environment with the fonts of the tests, since other installed fonts may break lines otherwise."""
    return {**os.environ, "FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf"))}


def install() -> str | None:
    """Debian's chromium where we may install it, else Playwright's own."""
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        for packages in (("chromium", "libatomic1"), (SHELL,)):  # apart, as Ubuntu and older Debians lack the second
            subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=False, stdout=subprocess.DEVNULL)
    if not find() and _playwright_runs():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find()


if __name__ == "__main__":
    if not (find() or install()):
        sys.exit(
            "No Chromium could be found or installed. Install chromium (on a bare Debian libatomic1 too), or set CHROMIUM to its path."
        )
