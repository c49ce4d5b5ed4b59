"""The server that editors' browsers listen to."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

from macros.devserver.server import State, server


def test_a_browser_that_does_not_read_holds_up_nobody(tmp_path: Path) -> None:
    state = State()
    with server(tmp_path, state=state) as running, socket.create_connection(running.server_address[:2]) as idle:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        idle.sendall(b"GET /-/changes HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(20)
        state.tell("x" * 20_000_000, False)
        time.sleep(0.5)
        telling = threading.Thread(target=state.tell, args=("", True), daemon=True)
        telling.start()
        telling.join(30)
        assert not telling.is_alive()
        running.shutdown()
