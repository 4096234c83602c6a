"""Starts and ends the server: a free port of the loopback, a token, a certificate, a kubeconfig."""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from tutor.cluster.cluster import Cluster
from tutor.server.app import build
from tutor.server.certificate import loopback_certificate
from tutor.server.guard import Guard
from tutor.server.kubeconfig import kubeconfig, write_private
from tutor.server.stage import Stage
from tutor.server.world import World

HOST = "127.0.0.1"


class Guest(uvicorn.Server):
    """A server on somebody else's loop, who minds the signals."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them alone."""
        yield


def serve(cluster: Cluster, *, port: int, path: Path, speed: float, ready: Callable[[str], None]) -> None:
    """Answer until interrupted; `ready` hears the address once the port is open. Raises OSError without a port."""
    with opened(World(cluster, speed=speed), port, path, "error") as (config, listener, address):
        ready(address)
        uvicorn.Server(config).run(sockets=[listener])


async def serve_beside(stage: Stage, *, path: Path, ready: Callable[[str], None]) -> None:
    """Answer on this loop until cancelled, for a cluster that its owner shows meanwhile. Raises OSError."""
    with opened(World(stage), 0, path, "critical") as (config, listener, address):
        ready(address)
        await Guest(config).serve(sockets=[listener])


@contextmanager
def opened(world: World, port: int, path: Path, told: str) -> Iterator[tuple[uvicorn.Config, socket.socket, str]]:
    """All that a server needs; errors below the level `told` are not printed. Raises OSError."""
    with socket.create_server((HOST, port)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer waits 40 ms for a late ack
        number = int(listener.getsockname()[1])
        token = secrets.token_urlsafe(32)
        address = f"https://{HOST}:{number}"
        with loopback_certificate() as (certificate, key, public):
            write_private(path, kubeconfig(address, token, public))
            config = uvicorn.Config(
                build(world, Guard(token, number, time.monotonic)),
                ssl_certfile=certificate,
                ssl_keyfile=key,
                log_config=None,
                log_level=told,
                access_log=False,
                server_header=False,
                ws="wsproto",
                ws_max_size=1 << 20,
                timeout_graceful_shutdown=1,
            )
            config.load()  # from here on the key is in memory alone: however the server ends, no file of it is left
        yield config, listener, address
