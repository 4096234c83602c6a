"""A cluster that says what a test wants, on the loopback, and the kubeconfig that leads to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tutor.values import frozen

Said = tuple[int, object]


@frozen
class Odd:
    """A running one; `asked` grows by a line for each request."""

    kubeconfig: Path
    address: str
    asked: list[str]


@contextmanager
def odd_cluster(folder: Path, answers: Mapping[str, Said]) -> Iterator[Odd]:
    """Answer `METHOD /path` as told, and 404 to everything else."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            line = f"{self.command} {self.path.partition('?')[0]}"
            asked.append(line)
            code, body = answers.get(line, (404, {"kind": "Status", "message": "not found"}))
            sent = json.dumps(body).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_DELETE = do_PATCH = _answer  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            """Nothing is written while tests run."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield Odd(kubeconfig=kubeconfig_to(folder, address), address=address, asked=asked)
    finally:
        server.shutdown()
        server.server_close()


def kubeconfig_to(folder: Path, address: str) -> Path:
    """Write a kubeconfig with the contexts `odd` and `other`."""
    row = {"cluster": "one", "user": "one"}
    config = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "one", "cluster": {"server": address}}],
        "users": [{"name": "one", "user": {"token": "expired"}}],
        "contexts": [{"name": name, "context": row} for name in ("odd", "other")],
        "current-context": "odd",
    }
    path = folder / "config"
    path.write_text(json.dumps(config), encoding="utf-8")
    return path
