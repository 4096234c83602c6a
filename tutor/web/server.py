"""Serves the window to a browser: one window at a time, closed in order before the next one opens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from aiohttp import web
from textual_serve.server import Server

from tutor.web.guard import HOST, Door, door_of, guarding

PAGES = Path(__file__).with_name("pages")
MOST_SECONDS = 10.0  # for a window to keep its text and end
KNOCK_SECONDS = 0.02


class WindowServer(Server):
    """textual-serve behind a door, with a page of its own that fetches nothing from elsewhere."""

    def __init__(self, command: str, *, port: int, door: Door, outside: str, ready: Callable[[], None]) -> None:
        super().__init__(
            command, host=HOST, port=port, title="tutor", public_url=outside or None, templates_path=str(PAGES)
        )
        self._door = door
        self._ready = ready
        self.fault: OSError | None = None
        self._window: asyncio.Task[web.WebSocketResponse] | None = None
        self._telling: asyncio.Task[None] | None = None

    def initialize_logging(self) -> None:
        """Say only what went wrong, in plain lines on stderr."""
        logging.basicConfig(level="ERROR", format="tutor web: %(message)s")

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(guarding(self._door))
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Have it told, once the address answers: the port is opened only after this."""
        del app
        self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        """Knock until somebody opens."""
        while True:
            try:
                _, door = await asyncio.open_connection(HOST, self.port)
            except OSError:
                await asyncio.sleep(KNOCK_SECONDS)
                continue
            door.close()
            try:
                self._ready()
            except OSError as fault:  # nobody can read the address, so nobody will come
                self.fault = fault
                asyncio.get_running_loop().call_soon(self.request_exit)
            return

    async def on_shutdown(self, app: web.Application) -> None:
        """Close the window in order."""
        del app
        await self._close()

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Open the window for this browser; an earlier one is closed first, so that both see the same progress."""
        await self._close()
        self._window = asyncio.create_task(super().handle_websocket(request))
        return await self._window

    async def _close(self) -> None:
        if self._window is not None and not self._window.done():
            self._window.cancel()
            await asyncio.wait({self._window}, timeout=MOST_SECONDS)


def serve(command: str, *, port: int, key: str, outside: str, ready: Callable[[], None]) -> None:
    """Serve `command`, which opens a window, on a port of the loopback until Ctrl-C; raises what `ready` raises."""
    server = WindowServer(command, port=port, door=door_of(key, port, outside), outside=outside, ready=ready)
    server.serve()
    if server.fault is not None:
        raise server.fault
