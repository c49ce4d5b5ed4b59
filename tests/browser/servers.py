"""Starts nginx, Apache and Caddy on loopback with the configurations of hosting/, as Debian packages set them up."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.installed import path

HOSTING = Path(__file__).parent.parent.parent / "hosting"
_WAIT = 60.0


def nginx(folder: Path, root: Path, port: int) -> list[str]:
    site = _configured("nginx.conf", root, "listen 80;", f"listen 127.0.0.1:{port};")
    temporary = "".join(
        f"{one}_temp_path {folder}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    modules = Path("/etc/nginx/modules-enabled")
    site = site.replace("#brotli_static on", "brotli_static on") if list(modules.glob("*brotli-static*")) else site
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "site.conf").write_text(site, "utf-8")
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\nerror_log stderr;\npid {folder}/pid;\ninclude {modules}/*.conf;\nevents {{}}\nhttp {{\n"
        f"access_log off;\n{temporary}include /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n"
        f"types_hash_max_size 2048;\ngzip on;\ninclude {folder}/site.conf;\n}}\n",
        "utf-8",
    )
    return ["nginx", "-e", "stderr", "-c", str(folder / "nginx.conf")]


def apache(folder: Path, root: Path, port: int) -> list[str]:
    site = _configured("apache.conf", root, "<VirtualHost *:80>", f"<VirtualHost 127.0.0.1:{port}>")
    debian = Path("/etc/apache2")
    modules = "".join(
        f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so\n" for one in ("rewrite", "headers")
    )
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    (folder / "apache.conf").write_text(
        f"ServerRoot {debian}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog /dev/stderr\n"
        f"DefaultRuntimeDir {folder}\n{user}IncludeOptional {debian}/mods-enabled/*.load\nIncludeOptional {debian}/mods-enabled/*.conf\n"
        f"{modules}<Directory />\nRequire all denied\n</Directory>\n{site}",
        "utf-8",
    )
    return ["apache2", "-D", "FOREGROUND", "-f", str(folder / "apache.conf")]


def caddy(folder: Path, root: Path, port: int) -> list[str]:
    site = _configured("Caddyfile", root, "\n:80 {", f"\nhttp://127.0.0.1:{port} {{")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + site, "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


SERVERS: dict[str, Callable[[Path, Path, int], list[str]]] = {"nginx": nginx, "apache2": apache, "caddy": caddy}


def _configured(name: str, root: Path, listen: str, instead: str) -> str:
    """A configuration of hosting/ with its port and folder replaced; those must stand in it."""
    text = (HOSTING / name).read_text("utf-8")
    assert text.count(listen) == 1
    assert "/srv/handbook" in text
    return text.replace(listen, instead).replace("/srv/handbook", str(root))


class Server:
    """A running server, which can be stopped."""

    def __init__(self, name: str, root: Path, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        env = {
            **os.environ,
            "PATH": path(),
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
        }
        env |= {f"APACHE_{one}_DIR": str(folder) for one in ("RUN", "LOCK", "LOG")} | {
            "APACHE_PID_FILE": f"{folder}/pid"
        }
        self._log = folder / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                SERVERS[name](folder, root, self.port), stdout=log, stderr=log, env=env, start_new_session=True
            )
        self._until_it_answers()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _until_it_answers(self) -> None:
        end = time.monotonic() + _WAIT
        while time.monotonic() < end and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise AssertionError(f"The server did not start:\n{self._log.read_text('utf-8', errors='replace')[-2000:]}")

    def stop(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)


@contextmanager
def serving(name: str, site: Path) -> Iterator[Server]:
    """A server of a copy of the site that its own user may read; all is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hosting-"))
    folder.chmod(0o755)
    try:
        shutil.copytree(site, folder / "handbook")
        (folder / "run").mkdir(mode=0o777)
        server = Server(name, folder / "handbook", folder / "run")
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
