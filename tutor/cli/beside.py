"""`tutor [LESSON] --serve`: the window, and a server beside it for the cluster that it shows."""

from __future__ import annotations

import asyncio  # noqa: TID251 - joins two front ends
import importlib.util
import os
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module

from tutor.cli.misuse import UNUSABLE_INPUT, Misuse
from tutor.packs.model import Pack
from tutor.progress import Progress, data_folder
from tutor.session.shared import Shared

EXTRA = ("starlette", "uvicorn", "wsproto", "cryptography")
FILE = "window"


def check_extra(command: str) -> None:
    """Say what to install where the extra is missing; raises Misuse."""
    if any(importlib.util.find_spec(name) is None for name in EXTRA):
        raise Misuse(f"{command} needs the extra `server`", "pip install 'service-tutor[server]'", UNUSABLE_INPUT)


def run(lesson: str | None, packs: Sequence[Pack]) -> int:
    """Open the window with a server beside it; returns the exit status."""
    from tutor.tui.sharing import SharingApp
    from tutor.tui.start import run as open_window

    shared = Shared()

    def opener(
        packs: Sequence[Pack], progress: Progress, lesson: str | None, own_keys: Mapping[str, str], keys_path: str
    ) -> SharingApp:
        return SharingApp(
            packs,
            progress,
            shared=shared,
            serve=partial(serve, shared),
            lesson=lesson,
            own_keys=own_keys,
            keys_path=keys_path,
        )

    return open_window(lesson, packs, opener)


async def serve(shared: Shared) -> None:
    """Let others reach the cluster until cancelled; the server's modules are read while the learner looks at it."""
    path = data_folder(os.environ) / "serve" / FILE
    running = await asyncio.to_thread(import_module, "tutor.server.run")
    try:
        await running.serve_beside(shared, path=path, ready=lambda _: shared.reach(str(path)))
    except OSError as fault:
        shared.refuse(f"{fault.strerror}: {fault.filename or path.parent}")
