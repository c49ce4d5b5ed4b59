"""Firefox, WebKitGTK and WPE WebKit driven with the standard library: Marionette for the one, WebDriver for the others."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from tests.chromium import with_fonts

PATIENCE = 90.0
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Down": "\ue015", "Up": "\ue013", "Space": " "}


class Refused(Exception):
    """The browser did not do what it was asked."""


def wait_for(found: Callable[[], Any], what: str) -> Any:
    """Ask again until there is an answer that is true; what fails meanwhile may yet succeed."""
    end, last = time.monotonic() + PATIENCE, None
    while time.monotonic() < end:
        try:
            if answer := found():
                return answer
        except (OSError, Refused) as error:
            last = error
        time.sleep(0.05)
    raise AssertionError(f"never true within {PATIENCE:.0f} seconds: {what} ({last})")


class Engine(ABC):
    """A browser with one window of a given size."""

    def __init__(self, width: int, height: int, scripts: bool = True) -> None:
        self.width, self.height, self.scripts = width, height, scripts
        self.home = Path(tempfile.mkdtemp(prefix="engine-"))
        self._processes: list[subprocess.Popen[bytes]] = []
        try:
            self.start()
        except BaseException:
            self.stop()
            raise

    @abstractmethod
    def start(self) -> None:
        """Start the browser and open its window."""

    @abstractmethod
    def command(self, name: str, body: dict[str, Any]) -> Any:
        """Send one WebDriver command and return its value; raises Refused."""

    def run(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a program that ends with this browser; what it says is kept."""
        env = {**os.environ, **{key: str(value) for key, value in with_fonts().items()}, **more, "HOME": str(self.home)}
        with (self.home / "log").open("ab") as log:
            one = subprocess.Popen(command, stdout=log, stderr=log, env=env, start_new_session=True)
        self._processes.append(one)
        return one

    def stop(self) -> None:
        for one in reversed(self._processes):
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGTERM)
                try:
                    one.wait(5)
                except subprocess.TimeoutExpired:
                    os.killpg(one.pid, signal.SIGKILL)
                    one.wait(5)
        shutil.rmtree(self.home, ignore_errors=True)

    def said(self) -> list[str]:
        """What pages wrote into the console since this was last asked."""
        log = self.home / "log"
        lines = log.read_text("utf-8", errors="replace").splitlines()
        os.truncate(log, 0)
        # WebKit does not know this directive, and says so on every page.
        return [line for line in lines if "CONSOLE" in line and "manifest-src" not in line]

    def open(self, url: str) -> None:
        self.command("url", {"url": url})

    def reload(self) -> None:
        self.command("refresh", {})

    def frame(self, index: int | None) -> None:
        self.command("frame", {"id": index})

    def js(self, expression: str, *arguments: object) -> Any:
        """The value of an expression, in which the arguments are `arguments`."""
        return self.command("execute", {"script": f"return {expression}", "args": list(arguments)})

    def until(self, expression: str) -> Any:
        return wait_for(lambda: self.js(expression), expression)

    def press(self, *keys: str) -> None:
        """Press keys by name, or one for each character of a text, where the focus is."""
        values = [value for key in keys for value in ([KEYS[key]] if key in KEYS else list(key))]
        acts = [{"type": kind, "value": value} for value in values for kind in ("keyDown", "keyUp")]
        self.command("actions", {"actions": [{"type": "key", "id": "keys", "actions": acts}]})

    def tap(self, x: float, y: float) -> None:
        point = {"type": "pointerMove", "x": int(x), "y": int(y), "duration": 0, "origin": "viewport"}
        acts = [point, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": acts}
        self.command("actions", {"actions": [mouse]})

    def click(self, css: str) -> None:
        """Bring the first such element into the middle of the window and tap on it, once the window has been drawn so."""
        self.until(f"document.querySelector({json.dumps(css)}) !== null")
        self.js(
            "(document.querySelector(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' }), window.drawn = false,"
            " void requestAnimationFrame(() => requestAnimationFrame(() => (window.drawn = true))))",
            css,
        )
        self.until("window.drawn")
        at = self.js(
            "(one => [one.left + Math.min(one.width / 2, 20), one.top + one.height / 2])"
            "(document.querySelector(arguments[0]).getClientRects()[0])",
            css,
        )
        self.tap(*at)


class _WebDriver(Engine):
    """WebDriver over HTTP, as both WebKits speak it."""

    PATHS: ClassVar = {
        "url": "/url", "refresh": "/refresh", "execute": "/execute/sync", "actions": "/actions", "frame": "/frame",
    }  # fmt: skip

    def session(self, driver: str, key: str, options: dict[str, Any], **env: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._url = f"http://127.0.0.1:{port}"
        self.run(driver, f"--port={port}", "--host=127.0.0.1", **env)
        wait_for(lambda: self._send("/status", None) is not None, f"{driver} answers")
        made = self._send("/session", {"capabilities": {"alwaysMatch": {key: options}}})
        self._url += f"/session/{made['sessionId']}"

    def _send(self, path: str, body: dict[str, Any] | None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self._url + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            told = json.loads(error.read() or b"{}").get("value") or {}
            raise Refused(f"{path}: {told.get('error')}: {told.get('message')}") from None

    def command(self, name: str, body: dict[str, Any]) -> Any:
        return self._send(self.PATHS[name], body)


class WebKitGTK(_WebDriver):
    """WebKit as it is now, in a bare window on a screen of its own."""

    def start(self) -> None:
        display = self._screen()
        options = {
            "binary": str(Path(__file__).with_name("webkit_window.py")),
            "args": [
                "--automation",
                f"--width={self.width}",
                f"--height={self.height}",
                f"--scripts={int(self.scripts)}",
            ],
        }
        self.session("WebKitWebDriver", "webkitgtk:browserOptions", options, **_private(self.home), DISPLAY=display)

    def _screen(self) -> str:
        """Start a screen that nobody sees, and return its name."""
        read, write = os.pipe()
        os.set_inheritable(write, True)
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._processes.append(screen)
        os.close(write)
        with os.fdopen(read) as answer:
            self.display = f":{answer.readline().strip()}"
        return self.display

    def print(self, url: str, button: str) -> bytes:
        """What a page prints when a reader presses its button, as PDF."""
        program, file = Path(__file__).with_name("webkit_print.py"), self.home / "printed.pdf"
        self.run(str(program), url, button, str(file), **_private(self.home), DISPLAY=self.display).wait(90)
        return file.read_bytes()


class WPE(_WebDriver):
    """WebKit 2.38 as it was for iOS 16.0, in Cog on a Weston that draws to nowhere."""

    def start(self) -> None:
        env = _private(self.home)
        socket_name = "engine"
        self.run(
            "weston", "--backend=headless-backend.so", "--use-gl", "--width=1400", "--height=1000",
            f"--socket={socket_name}", "--idle-time=0", "--no-config", **env,
        )  # fmt: skip
        wait_for(lambda: (Path(env["XDG_RUNTIME_DIR"]) / socket_name).exists(), "Weston listens")
        size = {"COG_PLATFORM_WL_VIEW_WIDTH": str(self.width), "COG_PLATFORM_WL_VIEW_HEIGHT": str(self.height)}
        scripts = [] if self.scripts else ["--enable-javascript-markup=false"]
        options = {"binary": shutil.which("cog"), "args": ["--automation", "--platform=wl", *scripts]}
        self.session("WPEWebDriver", "wpe:browserOptions", options, **env, **size, WAYLAND_DISPLAY=socket_name)


def _private(home: Path) -> dict[str, str]:
    """An environment in which a WebKit keeps everything in its own folder and draws without a graphics card."""
    folders = {
        f"XDG_{name}": str(home / name.lower()) for name in ("CACHE_HOME", "DATA_HOME", "CONFIG_HOME", "RUNTIME_DIR")
    }
    for folder in folders.values():
        Path(folder).mkdir(mode=0o700, exist_ok=True)
    return {
        **folders,
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "NO_AT_BRIDGE": "1",
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    }


class Firefox(Engine):
    """Marionette: `length:[0, id, command, parameters]` over a socket; its commands are WebDriver's."""

    NAMES: ClassVar = {
        "url": "WebDriver:Navigate", "refresh": "WebDriver:Refresh", "execute": "WebDriver:ExecuteScript",
        "actions": "WebDriver:PerformActions", "frame": "WebDriver:SwitchToFrame", "print": "WebDriver:Print",
    }  # fmt: skip
    PREFERENCES: ClassVar[dict[str, object]] = {
        "browser.startup.page": 0, "browser.aboutwelcome.enabled": False, "datareporting.policy.dataSubmissionEnabled": False,
        "app.update.enabled": False, "extensions.update.enabled": False, "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False, "browser.safebrowsing.malware.enabled": False,
        "browser.safebrowsing.phishing.enabled": False, "services.settings.server": "data:,", "toolkit.telemetry.enabled": False,
        "browser.dom.window.dump.enabled": True, "devtools.console.stdout.content": True, "remote.prefs.recommended": True,
        "layout.css.prefers-color-scheme.content-override": 1,
        # A tap goes to the page itself: through the parent process it is lost now and then on a busy machine, and never answered.
        "remote.events.async.enabled": False,
    }  # fmt: skip

    def start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        own = {"marionette.port": port, "javascript.enabled": self.scripts}
        lines = (
            f"user_pref({json.dumps(key)}, {json.dumps(value)});\n"
            for key, value in {**self.PREFERENCES, **own}.items()
        )
        (self.home / "user.js").write_text("".join(lines), "utf-8")
        self.run(
            "firefox-esr", "--marionette", "--headless", "--remote-allow-system-access", "--no-remote",
            "--profile", str(self.home), MOZ_CRASHREPORTER_DISABLE="1", MOZ_DISABLE_CONTENT_SANDBOX="1",
        )  # fmt: skip
        self._count = 0
        self._file = wait_for(lambda: self._greeted(port), "Firefox answers")
        self._ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {}}})
        self._resize()

    def _greeted(self, port: int) -> Any:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=90)
        file = self._socket.makefile("rb")
        return file if self._read(file) else None

    @staticmethod
    def _read(file: Any) -> Any:
        size = b""
        while (one := file.read(1)) != b":":
            if not one:
                raise OSError("Firefox hung up")
            size += one
        return json.loads(file.read(int(size)))

    def _ask(self, name: str, body: dict[str, Any]) -> Any:
        self._count += 1
        data = json.dumps([0, self._count, name, body]).encode()
        self._socket.sendall(f"{len(data)}:".encode() + data)
        number = -1
        while number != self._count:
            _, number, error, result = self._read(self._file)
        if error:
            raise Refused(f"{name}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def _resize(self) -> None:
        """A window of Firefox is at least 450 px wide, so the page's own element is made narrower."""
        self._ask(
            "WebDriver:SetWindowRect", {"x": 0, "y": 0, "width": max(self.width, 500) + 40, "height": self.height + 140}
        )
        sizes = ";".join(
            f"{edge}{name}:{size}px"
            for name, size in (("width", self.width), ("height", self.height))
            for edge in ("", "min-", "max-")
        )
        script = f"gBrowser.selectedBrowser.style.cssText = {json.dumps(sizes)}"
        self._in_browser(script)
        wait_for(lambda: self.js("innerWidth") == self.width, f"the page is {self.width} px wide")

    def _in_browser(self, script: str) -> Any:
        """Run a script not in the page but in the browser's own scope."""
        self._ask("Marionette:SetContext", {"value": "chrome"})
        try:
            return self._ask("WebDriver:ExecuteScript", {"script": script, "args": []})
        finally:
            self._ask("Marionette:SetContext", {"value": "content"})

    def said(self) -> list[str]:
        all_said = self._in_browser(
            "const all = Services.console.getMessageArray().map(String); Services.console.reset(); return all"
        )
        return [one for one in all_said if "http://127.0.0.1" in one or "Content-Security-Policy" in one]

    def command(self, name: str, body: dict[str, Any]) -> Any:
        more = {"newSandbox": False, "sandbox": None} if name == "execute" else {}
        return self._ask(self.NAMES[name], {**body, **more})


ENGINES: dict[str, type[Engine]] = {"firefox": Firefox, "webkitgtk": WebKitGTK, "wpe": WPE}
