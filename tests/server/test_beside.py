"""The window and the machine's own kubectl on one cluster."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.sample_pack import PACK
from tests.server.serving import KUBECTL, needs_kubectl
from tests.tui.screen import Window, learner
from tutor.cli.beside import serve
from tutor.session.shared import Shared
from tutor.tui.sharing import SharingApp

NAME = "testapp-svc-clusterip"
SIZE = (160, 48)


async def kubectl(home: Path, *words: str) -> str:
    """What kubectl prints, while the window goes on."""
    process = await start(home, *words)
    said, _ = await asyncio.wait_for(process.communicate(), 30)
    return said.decode()


async def start(home: Path, *words: str) -> asyncio.subprocess.Process:
    environment = {"KUBECONFIG": str(home / "serve" / "window"), "HOME": str(home), "PATH": "/usr/bin:/bin"}
    out = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(KUBECTL, *words, stdout=out, stderr=out, env=environment)


async def seen(tutor: Window, text: str) -> None:
    """Wait until the window shows something."""
    for _ in range(300):
        if text in tutor.text:
            return
        await tutor.pilot.pause(0.05)
    pytest.fail(f"{text!r} is not shown in\n{tutor.text}")


@needs_kubectl
async def test_the_window_and_a_real_kubectl_see_each_others_changes_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    shared = Shared()
    app = SharingApp([PACK], learner(), shared=shared, serve=lambda: serve(shared))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        tutor = Window(app, pilot)
        await seen(tutor, "KUBECONFIG=")
        watch = await start(tmp_path, "get", "service", NAME, "-w", "-o", "jsonpath={.spec.selector.app} ")
        assert watch.stdout is not None
        assert await asyncio.wait_for(watch.stdout.readuntil(b" "), 20) == b"testapp "
        patch = '{"spec":{"selector":{"app":"testapp-rs"}}}'
        assert await kubectl(tmp_path, "patch", "service", NAME, "-p", patch) == f"service/{NAME} patched\n"
        assert await asyncio.wait_for(watch.stdout.readuntil(b" "), 20) == b"testapp-rs "
        await seen(tutor, "another terminal $ kubectl patch")
        await seen(tutor, "10 of 10 points")
        await tutor.press("alt+z")
        await seen(tutor, "Taken back: kubectl patch")
        assert await asyncio.wait_for(watch.stdout.readuntil(b" "), 20) == b"testapp "
        await tutor.enter(f"kubectl patch service {NAME} -p '{patch}'")
        assert await asyncio.wait_for(watch.stdout.readuntil(b" "), 20) == b"testapp-rs "
        watch.terminate()
        await watch.communicate()
