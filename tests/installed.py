"""Which browsers and web servers of Debian the tests can use here; as a program names those that are absent.

python -m tests.installed            names what is absent and so will not be tested
python -m tests.installed --install  installs it first, where this is Debian and we may
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FONT = "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"
# What a test asks for: the programs or files that must be there, and the packages that bring them.
NEEDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "firefox": (("firefox-esr",), ("firefox-esr",)),
    "webkitgtk": (("WebKitWebDriver", "Xvfb"), ("webkit2gtk-driver", "python3-gi", "gir1.2-webkit2-4.1", "xvfb")),
    "wpe": (("WPEWebDriver", "cog", "weston"), ("wpewebkit-driver", "cog", "weston")),
    "nginx": (("nginx",), ("nginx-light", "libnginx-mod-http-brotli-static")),
    "apache2": (("apache2",), ("apache2",)),
    "caddy": (("caddy",), ("caddy",)),
    "libreoffice": (
        ("soffice", "pdftohtml"),
        ("libreoffice-impress-nogui", "libreoffice-writer-nogui", "poppler-utils"),
    ),
    "liberation": ((FONT,), ("fonts-liberation",)),
}
# Set where none may be absent.
ALL = "ENGINES"


def path() -> str:
    """Where programs are looked for: servers stand where only root's PATH leads."""
    return os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])


def absent(name: str) -> str:
    """What to do to have it, or nothing if it is there."""
    programs, packages = NEEDS[name]
    found = all(shutil.which(one, path=path()) or Path(one).is_file() for one in programs)
    return "" if found else f"{name} (apt install {' '.join(packages)})"


def require(name: str) -> None:
    """Skip a test by the name of what is absent; fail it where nothing may be absent."""
    if missing := absent(name):
        if os.environ.get(ALL) == "all":
            pytest.fail(f"absent, and here nothing may be: {missing}")
        pytest.skip(f"NOT TESTED, for it is not installed: {missing}")


def install() -> None:
    """Install what is absent; in a container Debian does not start the servers."""
    packages = [package for name, (_, them) in NEEDS.items() if absent(name) for package in them]
    if not packages or os.geteuid() or not shutil.which("apt-get"):
        return
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=env)


def main() -> int:
    if "--install" in sys.argv:
        install()
    missing = [said for name in NEEDS if (said := absent(name))]
    for said in missing:
        print(f"NOT TESTED here, for it is not installed: {said}")
    return int(bool(missing) and os.environ.get(ALL) == "all")


if __name__ == "__main__":
    sys.exit(main())
